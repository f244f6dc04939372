"""Quantities as printed, and the exact interval in which the printed digits put the true value.

A figure is known to half a unit of its last printed digit: `2.63 million` lies in 2.625 to 2.635 million. A vulgar
fraction is a part of a whole, in percent: `1/3` is 33.3...%. It lies where it is nearer than any fraction whose
denominator is at most one more: half-way to 1/4 and to 1/2. `~` (about) doubles these widths. A whole number of things
that are counted one by one (and a rank) is exact. `>`, `>=`, `<` and `<=` make the figure a limit.
"""

import re
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from cqfacts.model.interval import Interval, exactly

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
"""The size of each scale word."""
_QUANTITY = re.compile(
    r"(?:(~|>=|>|<=|<) ?)?(-?(?:(?:0|[1-9]\d{0,19})(?:\.\d{1,20})?|\d{1,3}/[1-9]\d{0,2}))(?: ("
    + "|".join(SCALES)
    + r"))?",
    re.ASCII,
)


class QuantityError(ValueError):
    """The text is no quantity; the message says why and what is accepted."""


class Qualifier(StrEnum):
    """The relation of the printed figure to the true value."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    RANGE = "range"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    AT_MOST = "at-most"


SIGNS = {
    "": Qualifier.EXACT,
    "~": Qualifier.ABOUT,
    ">": Qualifier.MORE_THAN,
    ">=": Qualifier.AT_LEAST,
    "<": Qualifier.LESS_THAN,
    "<=": Qualifier.AT_MOST,
}
"""The qualifier that each sign before a figure stands for."""
_SIGN_OF = {qualifier: sign for sign, qualifier in SIGNS.items()}
_LOWER_LIMITS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
_UPPER_LIMITS = (Qualifier.LESS_THAN, Qualifier.AT_MOST)
_LIMITS = _LOWER_LIMITS + _UPPER_LIMITS


class Quantity(NamedTuple):
    """A figure with its printed digits: qualifier, digits and scale word, which is empty where none is printed.

    >>> quantity = parse_quantity("2.63 million")
    >>> int(quantity.value), [int(bound) for bound in quantity.interval()]
    (2630000, [2625000, 2635000])
    >>> limit = parse_quantity("> 2 trillion")
    >>> limit.value, limit.interval()
    (None, Interval(low=Fraction(2000000000000, 1), high=None))
    """

    qualifier: Qualifier
    digits: str
    scale: str

    @property
    def figure(self) -> Fraction:
        """The printed figure in base units: the value, or the limit where it is one."""
        size = 100 if self.is_fraction else SCALES.get(self.scale, 1)
        return Fraction(self.digits) * size

    @property
    def value(self) -> Fraction | None:
        """The value in base units; None where only a limit is known."""
        return None if self.is_limit else self.figure

    @property
    def is_fraction(self) -> bool:
        """True for a vulgar fraction, which is a part of a whole and counts in percent."""
        return "/" in self.digits

    @property
    def is_limit(self) -> bool:
        """True where the true value lies above or below the figure."""
        return self.qualifier in _LIMITS

    def interval(self, *, integral: bool = False) -> Interval:
        """Return the interval that the printed digits allow, in base units.

        `integral` says that the values of the unit are whole numbers: one that is printed without a scale word is
        exact.
        """
        figure = self.figure
        if self.qualifier in _LOWER_LIMITS:
            return Interval(figure, None)
        if self.qualifier in _UPPER_LIMITS:
            return Interval(None, figure)
        if integral and self._is_printed_in_full:
            return exactly(figure)
        below, above = self._widths
        if self.qualifier is Qualifier.ABOUT:
            below, above = 2 * below, 2 * above
        return Interval(figure - below, figure + above)

    @property
    def _is_printed_in_full(self) -> bool:
        return self.qualifier is Qualifier.EXACT and self.digits.isdecimal() and not self.scale

    @property
    def _widths(self) -> tuple[Fraction, Fraction]:
        """The distances that the true value may lie below and above the figure, in base units."""
        if self.is_fraction:
            return _widths_of_fraction(Fraction(self.digits))
        decimals = len(self.digits.partition(".")[2])
        half = Fraction(SCALES.get(self.scale, 1), 2 * 10**decimals)
        return half, half

    @property
    def sign(self) -> str:
        """The sign before the figure; empty where it is exact."""
        return _SIGN_OF[self.qualifier]

    @property
    def number(self) -> str:
        """The figure for the eye, without its sign: thousands are grouped, the scale word is kept."""
        if self.is_fraction:
            return self.digits
        integer, point, decimals = self.digits.partition(".")
        grouped = f"{int(integer):,}"
        if integer == "-0":
            grouped = "-0"  # the integer has lost its sign
        return f"{grouped}{point}{decimals} {self.scale}".strip()

    def __str__(self) -> str:
        return " ".join(part for part in (self.sign, self.digits, self.scale) if part)


def _widths_of_fraction(fraction: Fraction) -> tuple[Fraction, Fraction]:
    """Return the distances half-way to the next fractions below and above, in percent.

    The next fractions are those whose denominators are at most one more (a Farey sequence).
    """
    denominators = range(1, fraction.denominator + 2)
    below = max(
        Fraction(ceil(fraction * denominator) - 1, denominator) for denominator in denominators
    )
    above = min(
        Fraction(floor(fraction * denominator) + 1, denominator) for denominator in denominators
    )
    return (fraction - below) * 50, (above - fraction) * 50


def parse_quantity(text: str) -> Quantity:
    """Read a quantity: an optional sign, digits as printed with a decimal point, an optional scale word.

    Raises QuantityError.

    >>> str(parse_quantity(">2 trillion"))
    '> 2 trillion'
    """
    match = _QUANTITY.fullmatch(text)
    if not match:
        raise QuantityError(f'"{text}" is not a figure')
    sign, digits, scale = match.groups()
    if scale and "/" in digits:
        raise QuantityError(
            f'"{text}" is not a figure: a fraction is a part of a whole and has no scale word'
        )
    return Quantity(SIGNS[sign or ""], digits, scale or "")
