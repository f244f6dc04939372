"""Read the figures of a text: numbers with their units, and what stands around them.

The text is cut into tokens once. A scan from left to right reads the amounts; then ranges are joined, the words around
each amount are read, and what touches a figure and is not understood is noted.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from cqfacts.model.quantity import LIMITS, Qualifier, Quantity
from cqfacts.reader.amount import Amount
from cqfacts.reader.amounts import first_words_of_amounts, read_amount
from cqfacts.reader.changes import directions_of
from cqfacts.reader.exact import Exact, as_fraction, divide
from cqfacts.reader.intervals import interval_of, printed_step, quantity_of
from cqfacts.reader.number_names import end_of_name, first_words_of_names
from cqfacts.reader.ranges import join_ranges
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import Direction, Figure, FigureKind
from cqfacts.reader.signed import DASHES
from cqfacts.reader.surroundings import join_limits, read_surroundings
from cqfacts.reader.tokens import HAN, NO_GAP, NUMBER, Token, tokenise
from cqfacts.reader.unit_table import UnitTable
from cqfacts.reader.unread import unread_beside

_THOUSAND = 1000
_MILLION = 10**6
_NO_UNITS = UnitTable()
_ADDRESS_WORDS = frozenset({"http", "https", "www"})


def read_figures(text: str, units: UnitTable | None = None) -> list[Figure]:
    """Return the figures of a text in order; `units` are those of a vocabulary.

    >>> [figure] = read_figures("Output fell by about 8.5% in 2,0x")[:1]
    >>> figure.text, float(figure.value), figure.qualifier.value, figure.direction.value
    ('about 8.5%', 8.5, 'about', 'fall')
    """
    return Page(text, units or _NO_UNITS).figures()


def _scan(tokens: Sequence[Token], units: UnitTable) -> list[Reading]:
    """Read the amounts from left to right."""
    readings: list[Reading] = []
    end = passed = 0
    for index in _places_to_begin(tokens):
        is_sign = index == end > 0 and tokens[index].word in DASHES
        if index < passed or is_sign:
            continue  # a dash right after an amount is no minus
        amount = _amount_at(tokens, index, units)
        if isinstance(amount, int):
            passed = amount
        elif amount and amount.end > index:
            readings.append(Reading.of(amount))
            passed = end = amount.end
    return readings


def _places_to_begin(tokens: Sequence[Token]) -> list[int]:
    """Return the places of the tokens with which an amount, or a name that is none, may begin."""
    words, number = _first_words(), NUMBER
    return [
        index for index, token in enumerate(tokens) if token.kind is number or token.word in words
    ]


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which an amount, or a name that is none, may begin, besides digits."""
    return first_words_of_amounts() | first_words_of_names() | _ADDRESS_WORDS


def _amount_at(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | int | None:
    """Return the amount at an index, or the index after a name that is no figure."""
    word = tokens[index].word
    if word in _ADDRESS_WORDS:
        return _end_of_address(tokens, index)
    name_end = end_of_name(tokens, index) if word in first_words_of_names() else None
    return name_end or read_amount(tokens, index, units)


def _end_of_address(tokens: Sequence[Token], index: int) -> int:
    """Return the index after an address of the web, whose digits are no figures."""
    end = index + 1
    if end >= len(tokens) or tokens[end].word not in (":", "."):
        return end
    while end < len(tokens) and tokens[end].gap is NO_GAP and tokens[end].kind is not HAN:
        end += 1
    return end


def _bound(end: Exact | None) -> Fraction | None:
    """Return the end of a range as the bound of a figure."""
    return None if end is None else as_fraction(end)


def _step_and_scale_of(amount: Amount, value: Exact) -> tuple[Exact, Exact]:
    """Return the worth of the last digit and the scale of a reading: 2,500 as 2.500, 2.63 m as 2.63 million."""
    if value is amount.value or not value or amount.value is None:
        return amount.step, amount.scale
    if value * _THOUSAND == amount.value:
        return divide(amount.step, _THOUSAND), amount.scale
    if value == amount.value * _MILLION:
        return amount.step * _MILLION, amount.scale * _MILLION
    return amount.step, amount.scale


class _Values(NamedTuple):
    """A value with its bounds, and as a fact writes it."""

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    quantity: Quantity | None


class Page:
    """A text with its tokens, and its readings, each of which can be made a figure."""

    def __init__(self, text: str, units: UnitTable) -> None:
        self.text = text
        self.units = units
        self.tokens = tokenise(text)
        readings = join_ranges(self.tokens, _scan(self.tokens, units))
        readings = read_surroundings(self.tokens, readings, units)
        self.readings = join_limits(self.tokens, readings)

    def figures(self, is_wanted: Callable[[Reading, int, int], bool] | None = None) -> list[Figure]:
        """Return the figures in order: all, or those whose reading is wanted where it starts and ends."""
        directions = directions_of(self.tokens, self.readings)
        figures = []
        for reading, direction in zip(self.readings, directions, strict=True):
            span = self.span(reading)
            if is_wanted is None or is_wanted(reading, *span):
                figures.append(self._figure(reading, span, direction))
        return figures

    def span(self, reading: Reading) -> tuple[int, int]:
        """Return the places of a reading in the text."""
        return self._span(reading.begin, reading.end)

    def _figure(
        self, reading: Reading, span: tuple[int, int], direction: Direction | None
    ) -> Figure:
        """Return the figure of a reading that stands at a place."""
        amount = reading.amount
        number_start, number_end = self._span(reading.number_first, reading.number_end)
        start, end = span
        value, low, high, quantity = self._values(reading, amount.value)
        figure = Figure(
            self.text[start:end], start, end, amount.kind, reading.qualifier, value, low, high, number_start, number_end, quantity,
            amount.unit, direction, reading.unread or unread_beside(self.tokens, reading),
        )  # fmt: skip
        readings = self._others(reading, figure)
        return figure._replace(others=readings) if readings else figure

    def _values(self, reading: Reading, value: Exact | None) -> _Values:
        """Return the value of a reading with its bounds, and as a fact writes it."""
        amount, qualifier = reading.amount, reading.qualifier
        if qualifier is Qualifier.RANGE or value is None:
            return _Values(None, _bound(reading.low), _bound(reading.high), None)
        own_step, scale = _step_and_scale_of(amount, value)
        step = printed_step(value, own_step, scale)
        quantity = quantity_of(value, step, scale, qualifier)
        integral = self._is_integral(amount)
        low, high = interval_of(value, step, qualifier, quantity, integral=integral)
        return _Values(None if qualifier in LIMITS else as_fraction(value), low, high, quantity)

    def _with_value(self, figure: Figure, reading: Reading, value: Exact) -> Figure:
        """Return a figure with another value of the same words."""
        value_there, low, high, quantity = self._values(reading, value)
        return figure._replace(value=value_there, low=low, high=high, quantity=quantity)

    def _as_count(self, figure: Figure, reading: Reading) -> Figure:
        """Return "top ten clusters" as the ten of them."""
        count = figure._replace(kind=FigureKind.NUMBER, qualifier=Qualifier.EXACT)
        plain = reading._replace(qualifier=Qualifier.EXACT)
        return self._with_value(count, plain, reading.amount.value or 0)

    def _is_integral(self, amount: Amount) -> bool:
        return amount.kind is FigureKind.RANK or self.units.is_integral(amount.unit)

    def _span(self, begin: int, end: int) -> tuple[int, int]:
        return self.tokens[begin].start, self.tokens[end - 1].end

    def _others(self, reading: Reading, figure: Figure) -> tuple[Figure, ...]:
        """Return the figures of other readings of the same words."""
        amount = reading.amount
        has_others = amount.alternatives or amount.rank is not None
        if not has_others and figure.kind is not FigureKind.RANK:
            return ()
        if reading.qualifier is Qualifier.RANGE or amount.value is None:
            return ()
        readings = [self._with_value(figure, reading, value) for value in amount.alternatives]
        if figure.kind is FigureKind.RANK and reading.qualifier is Qualifier.AT_MOST:
            readings.append(self._as_count(figure, reading))
        if amount.rank is not None:
            rank = figure._replace(kind=FigureKind.RANK, unit=None)
            readings.append(self._with_value(rank, reading, amount.rank))
        return tuple(readings)


__all__ = ["UnitTable", "read_figures"]
