"""Figures as text for the eye: quantities, units and intervals in words, with no more digits than are known."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.interval import Interval
from cqfacts.model.quantity import SCALES, Qualifier, Quantity
from cqfacts.model.vocabulary import Unit

QUALIFIER_WORDS = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about",
    Qualifier.NEARLY: "nearly",
    Qualifier.RANGE: "",
    Qualifier.MORE_THAN: "more than",
    Qualifier.AT_LEAST: "at least",
    Qualifier.LESS_THAN: "less than",
    Qualifier.AT_MOST: "at most",
}
_LARGE_SCALES = tuple(
    (word, size) for word, size in reversed(SCALES.items()) if size >= SCALES["million"]
)
_MOST_DECIMALS = 12
_DECIMALS_OF_ONE_NUMBER = 4
"""The decimals of a number that has no end, such as a third, where no interval says how many are known."""
_DECIMALS_OF_ONE_PERCENTAGE = 2


def quantity_words(quantity: Quantity, unit: Unit) -> str:
    """Return the figure with its unit: "2.63 million vehicles", "more than 2 trillion yuan", "22.5%"."""
    qualifier = QUALIFIER_WORDS[quantity.qualifier]
    figure = figure_with_unit(quantity, unit)
    return f"{qualifier} {figure}" if qualifier else figure


def rank_words(quantity: Quantity) -> str:
    """Return a place in an order: "no. 3", "top 5"."""
    if quantity.qualifier is Qualifier.AT_MOST:
        return f"top {quantity.number}"
    return f"{quantity.sign} no. {quantity.number}".strip()


def figure_with_unit(quantity: Quantity, unit: Unit) -> str:
    """Return the figure without its sign, with its unit: "2.63 million vehicles", "22.5%", "1/3 of the whole"."""
    if unit.is_percent and not quantity.is_fraction:
        return f"{quantity.number}%"
    return f"{quantity.number} {unit_words(quantity, unit)}"


def unit_words(quantity: Quantity, unit: Unit) -> str:
    """Return the unit as it stands after the figure."""
    if quantity.is_fraction:
        return "of the whole"
    if unit.is_percent:
        return "%"
    is_one = quantity.digits == "1" and not quantity.scale and not quantity.is_range
    return unit.singular if is_one else unit.plural


class BoundWords(NamedTuple):
    """An interval for the eye: its bounds with no more digits than its width allows, and the words after them."""

    low: str | None
    high: str | None
    after: str
    """Scale word and unit: " million vehicles", "%"."""

    @property
    def number(self) -> str:
        """The bounds alone: "1.0530 to 1.0547", "at least 2"."""
        if self.low is None and self.high is None:
            return "unknown"
        if self.low is None:
            return f"at most {self.high}"
        if self.high is None:
            return f"at least {self.low}"
        if self.low == self.high:
            return self.low
        return f"{self.low} to {self.high}"


def bound_words(interval: Interval, unit: Unit) -> BoundWords:
    """Return the bounds of an interval in words, both in one scale."""
    bounds = [bound for bound in interval if bound is not None]
    scale_word, scale = scale_of(bounds)
    decimals = decimals_of([bound / scale for bound in bounds])
    is_one_number = len(set(bounds)) == 1
    if unit.is_percent and is_one_number:
        decimals = min(decimals, _DECIMALS_OF_ONE_PERCENTAGE)
    low = None if interval.low is None else format_fraction(interval.low / scale, decimals)
    high = None if interval.high is None else format_fraction(interval.high / scale, decimals)
    return BoundWords(low, high, _words_after_bounds(scale_word, unit))


def _words_after_bounds(scale_word: str, unit: Unit) -> str:
    if unit.is_percent:
        return "%"
    if scale_word:
        return f" {scale_word} {unit.plural}"
    return f" {unit.plural}"


def interval_words(interval: Interval, unit: Unit) -> str:
    """Return an interval with its unit: "between 1.0530 and 1.0547 million vehicles".

    >>> from cqfacts.model.interval import Interval
    >>> percent = Unit("percent", "share", "percent", "percent", symbol="%")
    >>> interval_words(Interval(Fraction(0), Fraction(400, 27)), percent)
    'between 0 and 15%'
    """
    words = bound_words(interval, unit)
    if words.low and words.high and words.low != words.high:
        return f"between {words.low} and {words.high}{words.after}"
    return f"{words.number}{words.after}"


def range_words(interval: Interval, unit: Unit) -> str:
    """Return an interval with its unit in short: "1.0530 to 1.0547 million vehicles"."""
    words = bound_words(interval, unit)
    return f"{words.number}{words.after}"


def scale_of(numbers: Sequence[Fraction]) -> tuple[str, int]:
    """Return the scale word for numbers that stand together, and its size: ("million", 1000000), or ("", 1)."""
    largest = max(map(abs, numbers), default=Fraction(0))
    for word, size in _LARGE_SCALES:
        if largest >= size:
            return word, size
    return "", 1


def decimals_of(bounds: Sequence[Fraction]) -> int:
    """Return the number of decimals that bounds may show: they are exact, or ten units of the last one apart.

    It is below zero where they are hundreds apart: -2 rounds to hundreds.

    >>> decimals_of([Fraction("1.05304"), Fraction("1.05472")]), decimals_of([Fraction(3), Fraction(6)])
    (4, 0)
    >>> decimals_of([Fraction(2)]), decimals_of([Fraction(5, 2)]), decimals_of([Fraction(447_639), Fraction(486_240)])
    (0, 1, -3)
    """
    if not bounds:
        return 0
    width = max(bounds) - min(bounds)
    if width >= 100:
        return 2 - len(str(int(width)))
    most = _MOST_DECIMALS if width else _DECIMALS_OF_ONE_NUMBER
    for decimals in range(most):
        unit = Fraction(1, 10**decimals)
        are_exact = all((bound / unit).denominator == 1 for bound in bounds)
        are_apart = width >= 10 * unit
        if are_exact or are_apart:
            return decimals
    return most


def exact_words(exact: Fraction) -> str:
    """Return a number with all its decimals, or as a fraction where these have no end.

    >>> exact_words(Fraction(2635000)), exact_words(Fraction("8.45")), exact_words(Fraction(2, 3))
    ('2,635,000', '8.45', '2/3')
    """
    for decimals in range(_MOST_DECIMALS):
        if (exact * 10**decimals).denominator == 1:
            return format_fraction(exact, decimals)
    return str(exact)


def format_fraction(exact: Fraction, decimals: int) -> str:
    """Return the number rounded half to even, its thousands grouped. Decimals below zero round to tens, hundreds ...

    >>> format_fraction(Fraction(-123456, 100), 1), format_fraction(Fraction(1250), -2)
    ('-1,234.6', '1,200')
    """
    if decimals < 0:
        unit = 10**-decimals
        return format_fraction(Fraction(round(exact / unit) * unit), 0)
    digits = round(abs(exact) * 10**decimals)
    integer, fractional = divmod(digits, 10**decimals)
    sign = "-" if exact < 0 and digits else ""
    if decimals == 0:
        return f"{sign}{integer:,}"
    return f"{sign}{integer:,}.{fractional:0{decimals}}"
