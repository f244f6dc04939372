"""Quantities as printed, and the exact interval in which the printed digits put the true value.

A figure is known to half a unit of its last printed digit: `2.63 million` lies in 2.625 to 2.635 million. Zeros at the end
are no digits before a scale word, and of a whole number from a thousand on: `500 billion` lies in 450 to 550 billion. A
point after them says that the document shows them to be digits: `500. billion`. A vulgar fraction is a part of a whole, in
percent: `1/3` is 33.3...%. It lies where it is nearer than any fraction whose denominator is at most one more: half-way to
1/4 and to 1/2. A whole number of things that are counted one by one (and a rank) is exact where all its zeros are digits.

`~` (about) doubles these widths, and `nearly` is at most a whole unit of the last digit below the figure; who writes either
has rounded, so that there zeros are no digits from a hundred on. `>`, `>=`, `<` and `<=` make the figure a limit. A range,
`5 to 6 million`, lies between its printed ends.
"""

import re
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from cqfacts.model.interval import Interval, exactly
from cqfacts.model.names import short

SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
"""The size of each scale word."""
_FIGURE = re.compile(
    r"(?:(?:(~|>=|>|<=|<) ?|(nearly) )?)(-?(?:(?:0|[1-9]\d{0,19})(?:\.\d{0,20})?|\d{1,3}/[1-9]\d{0,2}))(?: ("
    + "|".join(SCALES)
    + r"))?",
    re.ASCII,
)
_TO = " to "
_ROUNDED_FROM = 1000
"""From here on zeros at the end of a whole number are no digits."""
_ROUNDED_FROM_WHERE_NEAR = 100
"""The same where the document says about or nearly."""


class QuantityError(ValueError):
    """The text is no quantity; the message says why and what is accepted."""


class Qualifier(StrEnum):
    """The relation of the printed figure to the true value."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    """Just below the figure; of a figure below zero, just above it: a fall of nearly 3%."""
    RANGE = "range"
    """Between two figures."""
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    AT_MOST = "at-most"


SIGNS = {
    "": Qualifier.EXACT,
    "~": Qualifier.ABOUT,
    "nearly": Qualifier.NEARLY,
    ">": Qualifier.MORE_THAN,
    ">=": Qualifier.AT_LEAST,
    "<": Qualifier.LESS_THAN,
    "<=": Qualifier.AT_MOST,
}
"""The qualifier that each sign or word before a figure stands for. A range has none."""
SIGN_OF = {qualifier: sign for sign, qualifier in SIGNS.items()} | {Qualifier.RANGE: ""}
LOWER_LIMITS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
UPPER_LIMITS = (Qualifier.LESS_THAN, Qualifier.AT_MOST)
LIMITS = LOWER_LIMITS + UPPER_LIMITS
_NEAR = (Qualifier.ABOUT, Qualifier.NEARLY)


class Printed(NamedTuple):
    """A number as printed: its digits, and the scale word after them, which is empty where none is printed.

    A point at the end of the digits says that the zeros before it are digits, too; a document need not print it.

    >>> Printed("2.63", "million").last_place(), Printed("500", "billion").last_place()
    (Fraction(10000, 1), Fraction(100000000000, 1))
    """

    digits: str
    scale: str = ""

    @property
    def value(self) -> Fraction:
        """The number in base units; of a fraction in percent."""
        size = 100 if self.is_fraction else SCALES.get(self.scale, 1)
        return Fraction(self.plain_digits) * size

    @property
    def is_fraction(self) -> bool:
        """True for a vulgar fraction."""
        return "/" in self.digits

    @property
    def plain_digits(self) -> str:
        """The digits as a document prints them: without the point that says that zeros are digits."""
        return self.digits.removesuffix(".")

    @property
    def words(self) -> str:
        """The digits for the eye, with their thousands grouped and without the scale word."""
        if self.is_fraction:
            return self.digits
        integer, point, decimals = self.plain_digits.partition(".")
        grouped = f"{int(integer):,}"
        if integer == "-0":
            grouped = "-0"  # the integer has lost its sign
        return f"{grouped}{point}{decimals}"

    @property
    def scaled_words(self) -> str:
        """The digits for the eye, with the scale word."""
        return f"{self.words} {self.scale}" if self.scale else self.words

    @property
    def digit_count(self) -> int:
        """The number of its digits, without zeros before them or after them that are no digits.

        >>> [Printed(digits).digit_count for digits in ("2.630", "0.0263", "3300000", "3300000.", "300", "1/3")]
        [4, 3, 2, 7, 3, 1]
        """
        if self.is_fraction:
            return 1
        count = len(self.digits.replace(".", "").lstrip("-0"))
        last_place = self.last_place() / SCALES.get(self.scale, 1)
        zeros = len(str(int(last_place))) - 1 if last_place >= 1 else 0
        return max(count - zeros, 1)

    def last_place(self, rounded_from: int = _ROUNDED_FROM) -> Fraction:
        """Return one unit of the last digit, in base units.

        Zeros at the end of a whole number are no digits before a scale word, and from `rounded_from` on.
        """
        integer, point, decimals = self.digits.partition(".")
        size = SCALES.get(self.scale, 1)
        if point:
            return Fraction(size, 10 ** len(decimals))
        leading = integer.rstrip("0")
        is_rounded = bool(self.scale) or abs(int(integer)) >= rounded_from
        if leading in ("", "-") or not is_rounded:
            return Fraction(size)
        return Fraction(size * 10 ** (len(integer) - len(leading)))

    def __str__(self) -> str:
        return f"{self.digits} {self.scale}" if self.scale else self.digits


class Quantity(NamedTuple):
    """A figure with its printed digits: qualifier, digits and scale word, which is empty where none is printed.

    A range has its upper end under `to`; digits and scale word are those of its lower end.

    >>> quantity = parse_quantity("2.63 million")
    >>> int(quantity.value), [int(bound) for bound in quantity.interval()]
    (2630000, [2625000, 2635000])
    >>> limit = parse_quantity("> 2 trillion")
    >>> limit.value, limit.interval()
    (None, Interval(low=Fraction(2000000000000, 1), high=None))
    >>> parse_quantity("5 to 6 million").interval()
    Interval(low=Fraction(5000000, 1), high=Fraction(6000000, 1))
    >>> [int(bound) for bound in parse_quantity("nearly 300").interval()]
    [200, 300]
    """

    qualifier: Qualifier
    digits: str
    scale: str
    to: Printed | None = None

    @property
    def ends(self) -> tuple[Printed, ...]:
        """The numbers that are printed: two of a range, else one."""
        lower = Printed(self.digits, self.scale)
        return (lower, self.to) if self.to else (lower,)

    @property
    def plain_digits(self) -> str:
        """The digits as a document prints them, without the point that says that zeros are digits."""
        return self.ends[0].plain_digits

    @property
    def figure(self) -> Fraction:
        """The printed figure in base units: the value, the limit where it is one, the lower end of a range."""
        return self.ends[0].value

    @property
    def value(self) -> Fraction | None:
        """The value in base units; None where only a limit or a range is known."""
        return None if self.is_limit or self.is_range else self.figure

    @property
    def is_fraction(self) -> bool:
        """True for a vulgar fraction, which is a part of a whole and counts in percent."""
        return self.ends[0].is_fraction

    @property
    def is_limit(self) -> bool:
        """True where the true value lies above or below the figure."""
        return self.qualifier in LIMITS

    @property
    def is_range(self) -> bool:
        """True where the true value lies between two figures."""
        return self.to is not None

    def interval(self, *, integral: bool = False, nominal: bool = False) -> Interval:
        """Return the interval that the printed digits allow, in base units.

        `integral` says that the values of the unit are whole numbers: one that is printed with all its digits is exact.
        `nominal` says that the figure is a name, such as a rank or a nominal size, which is never rounded.
        """
        figure = self.figure
        if self.to:
            return Interval(figure, self.to.value)
        if self.qualifier in LOWER_LIMITS:
            return Interval(figure, None)
        if self.qualifier in UPPER_LIMITS:
            return Interval(None, figure)
        is_counted = integral and self._is_printed_in_full
        if self.qualifier is Qualifier.EXACT and (nominal or is_counted):
            return exactly(figure)
        return self._around(figure)

    @property
    def _is_printed_in_full(self) -> bool:
        """True for a whole number without a scale word, all of whose zeros are digits."""
        return not self.is_fraction and not self.scale and self.ends[0].last_place() == 1

    def _around(self, figure: Fraction) -> Interval:
        """Return where the true value lies about the figure or just below it, in base units."""
        below, above = self._half_units
        if self.qualifier is Qualifier.EXACT:
            return Interval(figure - below, figure + above)
        if self.qualifier is Qualifier.ABOUT:
            return Interval(figure - 2 * below, figure + 2 * above)
        if figure < 0:
            return Interval(figure, figure + 2 * above)
        return Interval(figure - 2 * below, figure)

    @property
    def _half_units(self) -> tuple[Fraction, Fraction]:
        """Half a unit of the last digit, below and above the figure, in base units."""
        if self.is_fraction:
            return _widths_of_fraction(Fraction(self.digits))
        is_near = self.qualifier in _NEAR
        rounded_from = _ROUNDED_FROM_WHERE_NEAR if is_near else _ROUNDED_FROM
        half = self.ends[0].last_place(rounded_from) / 2
        return half, half

    @property
    def sign(self) -> str:
        """The sign or word before the figure; empty where it is exact, and of a range."""
        return SIGN_OF[self.qualifier]

    @property
    def number(self) -> str:
        """The figure for the eye, without its sign: thousands are grouped, the scale word is kept.

        >>> parse_quantity("< 3300000").number, parse_quantity("5 to 6 million").number
        ('3,300,000', '5 to 6 million')
        """
        return self._join_ends([end.scaled_words for end in self.ends])

    def _join_ends(self, texts: list[str]) -> str:
        """Return the texts of both ends of a range; a scale word that they share stands once, after the upper end."""
        if self.to is None:
            return texts[0]
        lower, upper = texts
        if self.scale == self.to.scale:
            lower = lower.removesuffix(f" {self.scale}")
        return f"{lower}{_TO}{upper}"

    def __str__(self) -> str:
        number = self._join_ends([str(end) for end in self.ends])
        return f"{self.sign} {number}".strip()


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
    """Read a quantity: an optional sign, digits as printed with a decimal point, an optional scale word; or a range.

    A scale word at the end of a range stands for both ends, unless the first has its own. Raises QuantityError.

    >>> str(parse_quantity(">2 trillion")), str(parse_quantity("2.5 million to 3 million"))
    ('> 2 trillion', '2.5 to 3 million')
    """
    lower_text, to, upper_text = text.partition(_TO)
    quantity = _read_figure(lower_text, text)
    if to:
        quantity = _join_range(quantity, _read_figure(upper_text, text), text)
    problem = _find_problem(quantity)
    if problem:
        raise _refusal(text, problem)
    return quantity


def _read_figure(figure: str, text: str) -> Quantity:
    """Read one figure of a text. Raises QuantityError."""
    match = _FIGURE.fullmatch(figure)
    if not match:
        raise QuantityError(f'"{short(text)}" is not a figure')
    sign, word, digits, scale = match.groups()
    return Quantity(SIGNS[sign or word or ""], digits, scale or "")


def _join_range(lower: Quantity, upper: Quantity, text: str) -> Quantity:
    """Make a range of two figures. The scale word of the upper one stands for both, unless the lower has its own."""
    if lower.sign or upper.sign:
        raise _refusal(text, "a range has no sign or word before its ends")
    end = Printed(upper.digits, upper.scale)
    return Quantity(Qualifier.RANGE, lower.digits, lower.scale or upper.scale, end)


def _refusal(text: str, problem: str) -> QuantityError:
    return QuantityError(f'"{short(text)}" is not a figure: {problem}')


def _find_problem(quantity: Quantity) -> str:
    """Return what is wrong with a quantity whose form is right; empty where nothing is."""
    has_plain_digits = quantity.digits[-1] != "." and "/" not in quantity.digits
    if has_plain_digits and quantity.qualifier is Qualifier.EXACT:
        return ""  # most figures, in a hurry
    for end in quantity.ends:
        problem = _find_problem_of_number(end)
        if problem:
            return problem
    if quantity.qualifier is Qualifier.NEARLY and quantity.figure == 0:
        return "nothing is nearly 0; for about 0 write ~ 0"
    return _find_problem_of_range(quantity) if quantity.is_range else ""


def _find_problem_of_number(number: Printed) -> str:
    if number.is_fraction and number.scale:
        return "a fraction is a part of a whole and has no scale word"
    if number.digits.endswith(".") and not number.digits.endswith("0."):
        return "a point at the end says that the zeros before it are digits, and there are none"
    return ""


def _find_problem_of_range(quantity: Quantity) -> str:
    lower, upper = quantity.ends
    if lower.is_fraction != upper.is_fraction:
        return "a fraction is a part of a whole and makes no range with another number"
    if lower.value >= upper.value:
        return f"{lower}, with which the range begins, is not less than {upper}"
    return ""
