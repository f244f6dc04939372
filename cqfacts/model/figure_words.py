"""Figures as text for the eye: quantities, units and intervals in words, with no more digits than are known."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from cqfacts.model.interval import Interval, exactly
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
FEWEST_DIGITS = 2
"""A number that is computed may always have so many digits."""
USUAL_DIGITS = 3
"""The most digits of one number where nothing says how many its inputs have."""


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


class Bounds(NamedTuple):
    """The bounds of an interval as texts, in one scale and without a unit. An open bound is None."""

    low: str | None
    high: str | None
    is_rounded: bool = False
    """True where both bounds are one number, of which only the first digits are shown."""

    @property
    def number(self) -> str:
        """The bounds in words: "1.0530 to 1.0548", "at least 2", "about 28.9"."""
        if self.low is None and self.high is None:
            return "unknown"
        if self.low is None:
            return f"at most {self.high}"
        if self.high is None:
            return f"at least {self.low}"
        if self.low == self.high:
            return f"about {self.low}" if self.is_rounded else self.low
        return f"{self.low} to {self.high}"


class BoundWords(NamedTuple):
    """An interval for the eye: its bounds with no more digits than its width allows, and the words after them."""

    bounds: Bounds
    after: str
    """Scale word and unit: " million vehicles", "%"."""

    @property
    def number(self) -> str:
        """The bounds alone: "1.0530 to 1.0548", "at least 2"."""
        return self.bounds.number


def bound_words(interval: Interval, unit: Unit, digits: int = USUAL_DIGITS) -> BoundWords:
    """Return the bounds of an interval in words, both in one scale.

    `digits` is how many the figures have that it is computed from; where only one number is known, no more are shown.
    """
    scale_word, scale = scale_of([bound for bound in interval if bound is not None])
    if unit.is_integral:
        digits = _digits_of_whole_things(interval, digits)
    bounds = round_outwards(interval.over(exactly(scale)), digits)
    return BoundWords(bounds, _words_after_bounds(scale_word, unit))


def _digits_of_whole_things(interval: Interval, digits: int) -> int:
    """Return how many digits an average of whole things has: those of its whole number, and two at least."""
    number = interval.high if interval.low is None else interval.low
    if number is None:
        return digits
    count = max(FEWEST_DIGITS, _integer_digits(number))
    if None in interval:
        count -= 1  # a limit is given one more
    return min(digits, count)


def _words_after_bounds(scale_word: str, unit: Unit) -> str:
    if unit.is_percent:
        return "%"
    if scale_word:
        return f" {scale_word} {unit.plural}"
    return f" {unit.plural}"


def interval_words(interval: Interval, unit: Unit, digits: int = USUAL_DIGITS) -> str:
    """Return an interval with its unit: "between 1.0530 and 1.0548 million vehicles".

    >>> from cqfacts.model.interval import Interval
    >>> percent = Unit("percent", "share", "percent", "percent", symbol="%")
    >>> interval_words(Interval(Fraction(0), Fraction(400, 27)), percent)
    'between 0 and 15%'
    """
    bounds, after = bound_words(interval, unit, digits)
    if bounds.low and bounds.high and bounds.low != bounds.high:
        return f"between {bounds.low} and {bounds.high}{after}"
    return f"{bounds.number}{after}"


def range_words(interval: Interval, unit: Unit, digits: int = USUAL_DIGITS) -> str:
    """Return an interval with its unit in short: "1.0530 to 1.0548 million vehicles"."""
    words = bound_words(interval, unit, digits)
    return f"{words.number}{words.after}"


def scale_of(numbers: Sequence[Fraction]) -> tuple[str, int]:
    """Return the scale word for numbers that stand together, and its size: ("million", 1000000), or ("", 1)."""
    largest = max(map(abs, numbers), default=Fraction(0))
    for word, size in _LARGE_SCALES:
        if largest >= size:
            return word, size
    return "", 1


# --- how many digits are shown


def round_outwards(
    interval: Interval, digits: int = USUAL_DIGITS, least_decimals: int | None = None
) -> Bounds:
    """Return the bounds of an interval as texts that hold it: the lower one is rounded down, the upper one up.

    They have no more digits than its width allows. Where one number is known, it is shown to its last digit where it has
    no more than `digits`, or is whole; else it is rounded to the nearest. A limit may have a digit more, for half a unit.

    >>> round_outwards(Interval(Fraction(218_750), Fraction(658_750, 3)))
    Bounds(low='218,750', high='219,590', is_rounded=False)
    >>> round_outwards(Interval(None, Fraction(100, 3)), 2), round_outwards(exactly(Fraction(100, 3))).number
    (Bounds(low=None, high='33.4', is_rounded=False), 'about 33.3')
    """
    low, high = interval
    if low is not None and high is not None and low != high:
        decimals = decimals_between(low, high)
        if least_decimals is not None:
            decimals = max(decimals, least_decimals)
        return Bounds(_format_low(low, decimals), _format_high(high, decimals))
    if low is not None and low == high:
        return _round_one(low, digits, least_decimals or 0)
    return Bounds(
        None if low is None else _format_low(low, _decimals_of_one(low, digits + 1)),
        None if high is None else _format_high(high, _decimals_of_one(high, digits + 1)),
    )


def _round_one(number: Fraction, digits: int, least_decimals: int) -> Bounds:
    """Return one number that is known exactly: whole, with few digits, or rounded to the nearest."""
    decimals = _decimals_of_one(number, digits)
    if number.denominator == 1:
        decimals = 0
    usual_decimals = USUAL_DIGITS - _integer_digits(number)
    decimals = max(decimals, min(least_decimals, usual_decimals))
    text = format_fraction(number, decimals)
    unit = Fraction(1, 10) ** decimals
    return Bounds(text, text, is_rounded=(number / unit).denominator != 1)


def show_exactly(interval: Interval) -> Bounds:
    """Return the bounds of a printed figure to the last digit; those of a fraction, which have no end, outwards.

    >>> show_exactly(Interval(Fraction("2.625"), Fraction("2.635"))).number, show_exactly(Interval(None, Fraction(100, 3)))
    ('2.625 to 2.635', Bounds(low=None, high='33.3334', is_rounded=False))
    """
    low, high = interval
    return Bounds(
        None if low is None else _format_low(low, _exact_decimals(low)),
        None if high is None else _format_high(high, _exact_decimals(high)),
    )


_DECIMALS_WITHOUT_END = 4
"""The decimals of a number that has no end, such as a third."""


def _exact_decimals(number: Fraction) -> int:
    """Return the number of decimals that a number has."""
    for decimals in range(_MOST_DECIMALS + 1):
        if (number * 10**decimals).denominator == 1:
            return decimals
    return _DECIMALS_WITHOUT_END


def _decimals_of_one(number: Fraction, digits: int) -> int:
    """Return the decimals that one number has, but no more than leave it some digits; below zero for tens, hundreds ..."""
    digits = max(digits, FEWEST_DIGITS)
    return min(_exact_decimals(number), digits - _integer_digits(number))


def _integer_digits(number: Fraction) -> int:
    """Return the number of digits before the decimal point; below zero where zeros stand after it.

    >>> [_integer_digits(Fraction(text)) for text in ("0", "5", "123.4", "0.5", "0.05")]
    [1, 1, 3, 0, -1]
    """
    size = abs(number)
    if size >= 1 or not size:
        return len(str(int(size)))
    return 1 - len(str(int(1 / size)))


def decimals_between(low: Fraction, high: Fraction) -> int:
    """Return the number of decimals that two bounds may show: they are exact, or ten units of the last one apart.

    It is below zero where they are hundreds apart: -2 rounds to hundreds.

    >>> decimals_between(Fraction("1.05304"), Fraction("1.05482")), decimals_between(Fraction(3), Fraction(6))
    (4, 0)
    >>> decimals_between(Fraction(447_639), Fraction(486_240))
    -3
    """
    width = high - low
    if width >= 100:
        return 2 - len(str(int(width)))
    for decimals in range(_MOST_DECIMALS):
        unit = Fraction(1, 10**decimals)
        are_exact = (low / unit).denominator == 1 and (high / unit).denominator == 1
        are_apart = width >= 10 * unit
        if are_exact or are_apart:
            return decimals
    return _MOST_DECIMALS


# --- numbers as text


def exact_words(exact: Fraction) -> str:
    """Return a number with all its decimals, or as a fraction where these have no end.

    >>> exact_words(Fraction(2635000)), exact_words(Fraction("8.45")), exact_words(Fraction(2, 3))
    ('2,635,000', '8.45', '2/3')
    """
    for decimals in range(_MOST_DECIMALS):
        if (exact * 10**decimals).denominator == 1:
            return format_fraction(exact, decimals)
    return str(exact)


def _format_low(exact: Fraction, decimals: int) -> str:
    return format_fraction(exact, decimals, floor)


def _format_high(exact: Fraction, decimals: int) -> str:
    return format_fraction(exact, decimals, ceil)


Rounding = Callable[[Fraction], int]


def format_fraction(exact: Fraction, decimals: int, rounding: Rounding = round) -> str:
    """Return the number with its thousands grouped, rounded half to even, or down or up where `rounding` is floor or ceil.

    Decimals below zero round to tens, hundreds ...

    >>> format_fraction(Fraction(-123456, 100), 1), format_fraction(Fraction(1250), -2)
    ('-1,234.6', '1,200')
    >>> format_fraction(Fraction(1250), -2, ceil), format_fraction(Fraction(-1, 100), 1, floor)
    ('1,300', '-0.1')
    """
    if decimals < 0:
        unit = 10**-decimals
        return format_fraction(Fraction(rounding(exact / unit) * unit), 0)
    digits = rounding(exact * 10**decimals)
    integer, fractional = divmod(abs(digits), 10**decimals)
    sign = "-" if digits < 0 else ""
    if decimals == 0:
        return f"{sign}{integer:,}"
    return f"{sign}{integer:,}.{fractional:0{decimals}}"
