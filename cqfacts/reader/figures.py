"""Read the figures of a text: numbers with their units, and what stands around them.

The text is cut into tokens once. A scan from left to right reads the amounts; then ranges are joined, the words around
each amount are read, and what touches a figure and is not understood is noted.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from cqfacts.model.quantity import Qualifier, Quantity
from cqfacts.reader.amount import Amount
from cqfacts.reader.amounts import first_words, is_time, read_amount
from cqfacts.reader.changes import directions_of
from cqfacts.reader.intervals import interval_of, printed_step, quantity_of
from cqfacts.reader.number_names import end_of_name, names_of_numbers
from cqfacts.reader.ranges import join_ranges
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import Direction, Figure, FigureKind
from cqfacts.reader.signed import DASHES
from cqfacts.reader.surroundings import join_limits, read_surroundings
from cqfacts.reader.tokens import Gap, Token, TokenKind, tokenise
from cqfacts.reader.unit_table import UnitTable
from cqfacts.reader.unread import unread_beside

_THOUSANDTH = Fraction(1, 1000)
_MILLION = 10**6
_NO_UNITS = UnitTable()
_ADDRESS_WORDS = frozenset({"http", "https", "www"})


def read_figures(text: str, units: UnitTable | None = None) -> list[Figure]:
    """Return the figures of a text in order; `units` are those of a vocabulary.

    >>> [figure] = read_figures("Output fell by about 8.5% in 2,0x")[:1]
    >>> figure.text, float(figure.value), figure.qualifier.value, figure.direction.value
    ('about 8.5%', 8.5, 'about', 'fall')
    """
    table = units or _NO_UNITS
    tokens = tokenise(text)
    readings = join_ranges(tokens, _scan(tokens, table))
    readings = read_surroundings(tokens, readings, table)
    readings = join_limits(tokens, readings)
    page = _Page(text, tokens, table)
    directions = directions_of(tokens, readings)
    return [page.figure(*row) for row in zip(readings, directions, strict=True)]


@cache
def _first_words() -> frozenset[str]:
    return first_words() | names_of_numbers().first_words


def _scan(tokens: Sequence[Token], units: UnitTable) -> list[Reading]:
    """Read the amounts from left to right."""
    readings: list[Reading] = []
    words = _first_words()
    end = place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.word in _ADDRESS_WORDS:
            place = _end_of_address(tokens, place)
            continue
        amount = None
        if token.kind is TokenKind.NUMBER or (
            token.word in words and not _is_sign_after(token, place, end)
        ):
            amount = _amount_at(tokens, place, units)
        if isinstance(amount, int):
            place = amount
        elif amount and amount.end > place:
            readings.append(Reading.of(amount))
            place = end = amount.end
        else:
            place += 1
    return readings


def _is_sign_after(token: Token, place: int, end: int) -> bool:
    """Return True for a dash right after an amount, which is no minus."""
    return place == end > 0 and token.word in DASHES


def _amount_at(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | int | None:
    """Return the amount at a place, or the place after a name that is no figure."""
    return end_of_name(tokens, place) or read_amount(tokens, place, units)


def _end_of_address(tokens: Sequence[Token], place: int) -> int:
    """Return the place after an address of the web, whose digits are no figures."""
    end = place + 1
    if end >= len(tokens) or tokens[end].word not in (":", "."):
        return end
    while (
        end < len(tokens) and tokens[end].gap is Gap.NONE and tokens[end].kind is not TokenKind.HAN
    ):
        end += 1
    return end


class _Values(NamedTuple):
    """A value with its bounds, and as a fact writes it."""

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    quantity: Quantity | None


class _Page(NamedTuple):
    """A text with its tokens."""

    text: str
    tokens: list[Token]
    units: UnitTable

    def figure(self, reading: Reading, direction: Direction | None) -> Figure:
        """Return the figure of a reading."""
        amount = reading.amount
        number_start, number_end = self._span(reading.number_first, reading.number_end)
        start, end = self._span(reading.first, reading.end)
        value, low, high, quantity = self._values(reading, amount.value)
        figure = Figure(
            self.text[start:end], start, end, amount.kind, reading.qualifier, value, low, high, number_start, number_end, quantity,
            amount.unit, direction, reading.unread or unread_beside(self.tokens, reading),
        )  # fmt: skip
        others = self._others(reading, figure)
        return figure._replace(others=others) if others else figure

    def _values(self, reading: Reading, value: Fraction | None) -> _Values:
        """Return the value of a reading with its bounds, and as a fact writes it."""
        amount = reading.amount
        if reading.qualifier is Qualifier.RANGE or value is None:
            return _Values(None, reading.low, reading.high, None)
        own_step, scale = _step_and_scale_of(value, amount)
        step = printed_step(value, own_step, scale)
        quantity = quantity_of(value, step, scale, reading.qualifier)
        integral = self._is_integral(amount)
        low, high = interval_of(value, step, reading.qualifier, quantity, integral=integral)
        return _Values(None if reading.is_limit else value, low, high, quantity)

    def _with_value(self, figure: Figure, reading: Reading, value: Fraction) -> Figure:
        """Return a figure with another value of the same words."""
        value_there, low, high, quantity = self._values(reading, value)
        return figure._replace(value=value_there, low=low, high=high, quantity=quantity)

    def _as_count(self, figure: Figure, reading: Reading) -> Figure:
        """Return "top ten clusters" as the ten of them."""
        count = figure._replace(kind=FigureKind.NUMBER, qualifier=Qualifier.EXACT)
        plain = reading._replace(qualifier=Qualifier.EXACT)
        return self._with_value(count, plain, reading.amount.value or Fraction(0))

    def _is_integral(self, amount: Amount) -> bool:
        return amount.kind is FigureKind.RANK or self.units.is_integral(amount.unit)

    def _span(self, first: int, end: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[end - 1].end

    def _others(self, reading: Reading, figure: Figure) -> tuple[Figure, ...]:
        """Return the figures of other readings of the same words."""
        amount = reading.amount
        if reading.qualifier is Qualifier.RANGE or amount.value is None:
            return ()
        others = [self._with_value(figure, reading, value) for value in amount.others]
        if figure.kind is FigureKind.RANK and reading.qualifier is Qualifier.AT_MOST:
            others.append(self._as_count(figure, reading))
        if amount.rank is not None:
            rank = figure._replace(kind=FigureKind.RANK, unit=None)
            others.append(self._with_value(rank, reading, amount.rank))
        return tuple(others)


def _step_and_scale_of(value: Fraction, amount: Amount) -> tuple[Fraction, Fraction]:
    """Return the worth of the last digit and the scale of a reading: 2,500 as 2.500, 2.63 m as 2.63 million."""
    if not value or amount.value is None:
        return amount.step, amount.scale
    if value == amount.value * _THOUSANDTH:
        return amount.step * _THOUSANDTH, amount.scale
    if value == amount.value * _MILLION:
        return amount.step * _MILLION, amount.scale * _MILLION
    return amount.step, amount.scale


__all__ = ["UnitTable", "is_time", "read_figures"]
