"""The numbers in the cells of a table: which sign parts thousands, and which cells have no value."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Thousands(StrEnum):
    """The sign that parts thousands; the other one is the decimal sign."""

    COMMA = ","
    POINT = "."


class ShownCell(NamedTuple):
    """A cell that can be read in one way only."""

    row: int
    cell: str


class NumberStyle(NamedTuple):
    """The sign that parts thousands in a table, with the cell that shows it for each sign."""

    thousands: Thousands | None
    """None where nothing shows it, or both signs are shown."""
    shown: dict[Thousands, ShownCell]

    @property
    def is_mixed(self) -> bool:
        """True where one cell shows the comma, and another the point."""
        return self.thousands is None and len(self.shown) > 1


class UnclearNumber(ValueError):
    """A cell is no number that can be read in one way; the message says why."""


_NO_VALUE = {"", "-", "--", "–", "—", "−", ".", "..", "...", "…", "n/a", "na", "n.a.", "nan", "null", "none", "nil", "x", ":", "/", "不详", "无"}  # fmt: skip
"""The cells, in small letters, that say that there is no value. None is read as 0."""
_COMMA_FOR_THOUSANDS = (
    r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?",  # 1,234,567
    r"\d{1,3}(?:,\d{3})+\.\d+",  # 1,234.5
    r"(?:0|\d{4,})\.\d+",  # 0.123, 1234.567
    r"\d+\.(?:\d{1,2}|\d{4,})",  # 12.5, 1.2345
)
"""The forms of numbers that can be read in one way only: a comma parts thousands, a point stands before decimals."""
_SHOWS_COMMA = re.compile("|".join(_COMMA_FOR_THOUSANDS))
_SWAPPED = str.maketrans(",.", ".,")
_SIGN = re.compile(r"[-+−]")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_NUMERAL = re.compile(r"[-+−]?\d[\d.,]*")
_BY_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A number that can be read in two ways: 1,234 may be 1.234."""


def says_no_value(cell: str, skipped: Iterable[str] = ()) -> bool:
    """Tell whether a cell says that there is no value, by usual signs or by those that the user names.

    >>> [says_no_value(cell) for cell in ("n/a", "..", "", "0")]
    [True, True, True, False]
    """
    return cell.lower() in _NO_VALUE or cell in skipped


def can_be_read_twice(cell: str) -> bool:
    """Tell whether a cell is a number that has either thousands or decimals.

    >>> can_be_read_twice("-1,234"), can_be_read_twice("1,234.5")
    (True, False)
    """
    return _EITHER.fullmatch(_SIGN.sub("", cell, count=1)) is not None


def find_style(cells: Iterable[tuple[int, str]]) -> NumberStyle:
    """Return which sign parts thousands in the cells of a table, given each with its row.

    >>> find_style([(2, "1,234"), (3, "12.5")]).thousands
    <Thousands.COMMA: ','>
    >>> find_style([(2, "1,234")]).thousands is None
    True
    """
    shown: dict[Thousands, ShownCell] = {}
    for row, cell in cells:
        sign = _shown_by(_SIGN.sub("", cell, count=1))
        if sign and sign not in shown:
            shown[sign] = ShownCell(row, cell)
            if len(shown) > 1:
                return NumberStyle(None, shown)
    return NumberStyle(next(iter(shown), None), shown)


def _shown_by(digits: str) -> Thousands | None:
    if "," not in digits and "." not in digits:
        return None
    if _SHOWS_COMMA.fullmatch(digits):
        return Thousands.COMMA
    if _SHOWS_COMMA.fullmatch(digits.translate(_SWAPPED)):
        return Thousands.POINT
    return None


def read_digits(cell: str, thousands: Thousands | None) -> str | None:
    """Return the number of a cell with a point for decimals and no other sign; None where more than a number stands there.

    Raises UnclearNumber where it may be two numbers, or its signs do not fit each other.

    >>> read_digits("1,234,567", Thousands.COMMA), read_digits("-1.234,5", Thousands.POINT), read_digits("12 %", None)
    ('1234567', '-1234.5', None)
    """
    text = cell
    if _SPACED.fullmatch(cell.lstrip("-+−")):
        text = cell.replace(" ", "")
    if not _NUMERAL.fullmatch(text):
        return None
    minus = "-" if text[0] in "-−" else ""
    digits = text.lstrip("-+−")
    return minus + _join_thousands(digits, thousands)


def _join_thousands(digits: str, thousands: Thousands | None) -> str:
    """Return digits without the signs that part thousands. Raises UnclearNumber."""
    if thousands is None and _EITHER.fullmatch(digits):
        raise UnclearNumber("it can be read in two ways, with thousands or with decimals")
    if thousands is Thousands.POINT:
        digits = digits.translate(_SWAPPED)
    if _BY_THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _PLAIN.fullmatch(digits):
        raise UnclearNumber("its signs do not fit those of a number")
    return digits
