"""Quantities as printed, and the exact interval in which the printed digits put the true value.

A figure is known to half a unit of its last printed digit: `2.63 million` lies in 2.625 to 2.635 million, and a
vulgar fraction `1/3`, the analogue with another denominator, in 1/6 to 1/2. `~` (about) doubles that width. A whole
number of things that are counted one by one (and a rank) is exact. `>`, `>=`, `<` and `<=` make the figure a limit.
"""

import re
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_QUANTITY = re.compile(
    r"(?:(~|>=|>|<=|<) ?)?(-?(?:\d{1,40}(?:\.\d{1,40})?|\d{1,9}/[1-9]\d{0,8}))(?: (" + "|".join(SCALES) + r"))?",
    re.ASCII,
)


class QuantityError(ValueError):
    """The text is no quantity; the message says why and what is accepted."""


class Qualifier(StrEnum):
    """What the figure says of the true value."""

    EXACT = "exact"
    ABOUT = "about"
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
_SIGN_OF = {qualifier: sign for sign, qualifier in SIGNS.items()}
_LOWER = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
_UPPER = (Qualifier.LESS_THAN, Qualifier.AT_MOST)


class Quantity(NamedTuple):
    """A figure with its printed digits: sign, digits and scale word.

    >>> quantity = parse_quantity("2.63 million")
    >>> int(quantity.value), [int(bound) for bound in quantity.interval()]
    (2630000, [2625000, 2635000])
    >>> limit = parse_quantity("> 2 trillion")
    >>> limit.value, limit.interval()
    (None, (Fraction(2000000000000, 1), None))
    """

    qualifier: Qualifier
    digits: str
    scale: str

    @property
    def figure(self) -> Fraction:
        """The printed figure in base units: the value, or the limit where it is one."""
        return Fraction(self.digits) * SCALES.get(self.scale, 1)

    @property
    def value(self) -> Fraction | None:
        """The value in base units, or None where only a limit is known."""
        return None if self.is_limit else self.figure

    @property
    def is_limit(self) -> bool:
        return self.qualifier in _LOWER or self.qualifier in _UPPER

    def interval(self, *, whole: bool = False) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and highest true value in base units; None where that side is open.

        `whole`: the unit counts whole things, so that an integer printed without a scale word is exact.
        """
        figure = self.figure
        if self.qualifier in _LOWER:
            return figure, None
        if self.qualifier in _UPPER:
            return None, figure
        width = self._step if self.qualifier is Qualifier.ABOUT else self._step / 2
        if whole and self.qualifier is Qualifier.EXACT and self.digits.isdecimal() and not self.scale:
            width = Fraction(0)
        return figure - width, figure + width

    @property
    def _step(self) -> Fraction:
        """One unit of the last printed digit, in base units."""
        if "/" in self.digits:
            return Fraction(1, int(self.digits.partition("/")[2]))
        decimals = len(self.digits.partition(".")[2])
        return Fraction(SCALES.get(self.scale, 1), 10**decimals)

    @property
    def sign(self) -> str:
        """The sign before the figure; empty where it is exact."""
        return _SIGN_OF[self.qualifier]

    @property
    def number(self) -> str:
        """The figure for the eye, without its sign: thousands grouped, scale word kept."""
        whole, dot, decimals = self.digits.partition(".")
        grouped = whole if "/" in whole else f"{int(whole):,}"
        if whole.startswith("-0"):
            grouped = "-" + grouped
        return f"{grouped}{dot}{decimals} {self.scale}".strip()

    def __str__(self) -> str:
        return " ".join(part for part in (self.sign, self.digits, self.scale) if part)


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
    return Quantity(SIGNS[sign or ""], digits, scale or "")
