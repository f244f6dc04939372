"""Show numbers and texts as the number formats of a sheet show them (ECMA-376, 18.8.31), or say why that is not sure.

A format has up to four sections: for numbers above zero, below zero, for zero, for texts. Thousands are parted by commas, and decimals
stand after a point, whatever the settings of the program that shows the sheet. Columns are taken to be wide enough.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple


class Unshowable(ValueError):
    """A cell of which it is not sure what a reader sees; the message says why."""

    def __init__(self, cause: str, way_out: str) -> None:
        super().__init__(cause)
        self.way_out = way_out


GIVE_A_FORMAT = (
    "give the cell a number format such as 0.00, or hide the column if it does not matter"
)
_MOST_DIGITS = 15
"""Spreadsheet programs keep and show no more."""
_WIDEST_GENERAL = 11
"""The most characters of a number in the format General, its sign apart."""
_GENERAL_BELOW = 10**_WIDEST_GENERAL
_SMALLEST_GENERAL = Decimal("0.0001")
"""Smaller numbers are shown with an exponent in some columns."""
_LARGEST = 10**_MOST_DIGITS
_EXACT = Context(prec=80)
_GENERAL = "General"
_COLOUR = re.compile(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+")
_CURRENCY = re.compile(r"\$(?P<symbol>[^-]*)(?:-[0-9A-Fa-f]{1,4}|-[a-z]{2,3}-[A-Z]{2})?")
"""A currency, and the language of the cell as a number of Windows; more digits say other numerals or another calendar."""
TOKEN = re.compile(
    r"""(?xs)
      "(?P<quoted>[^"]*)"
    | \\(?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>(?i:general))
    | (?P<exponent>E[+-])
    | (?P<place>[0\#?.,])
    | (?P<percent>%)
    | (?P<text>@)
    | (?P<plain>[-+$():!^&'~{}<>=\ ]|[^\x00-\x7f])
    | (?P<other>.)
    """
)
_PLACES = re.compile(r"(?P<whole>(?:[#?0](?:[#?0,]*[#?0])?)?)(?:\.(?P<decimals>[#?0]*))?")
_EXPONENT = re.compile(r"0(?:\.(?P<decimals>0+))?E\+0(?P<digits>0+)")
_LONGEST_CODE = 255
_MOST_DECIMALS = 30
"""Spreadsheet programs allow no longer formats, and no more decimals."""
_SECTION_END = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]|(?P<end>;)', re.S)


class Section(NamedTuple):
    """A section of a number format."""

    before: str
    """The text before the number."""
    places: str
    """The digits: `#,##0.00`, `General`, `0.00E+00`, `@` for a text; empty where a text stands for the number."""
    after: str
    percents: int

    @property
    def is_general(self) -> bool:
        """True where the number is shown as it was typed."""
        return self.places in (_GENERAL, "@")


@lru_cache(4096)
def show_number(number: int | float, code: str) -> str:
    """Return a number as a format shows it. Raises Unshowable.

    >>> [show_number(number, "#,##0.0;[Red](#,##0.0)") for number in (1234.25, -5)]
    ['1,234.3', '-5.0']
    >>> show_number(0.125, "0.0%"), show_number(0.125, "General"), show_number(5, ";;;")
    ('12.5%', '0.125', '')
    """
    sections = _read_sections(code)
    if number < 0:
        return _show_negative(number, sections)
    section = sections[0]
    if number == 0 and len(sections) > 2:
        section = sections[2]
    return _fill_section(section, number)


def show_text(text: str, code: str) -> str:
    """Return a text as a format shows it. Raises Unshowable.

    >>> show_text("5", '"Zone "@'), show_text("5", "0.00"), show_text("5", ";;;")
    ('Zone 5', '5', '')
    """
    sections = split_sections(code)
    if len(sections) < 4 and "@" not in sections[-1]:
        return text
    section = _read_section(sections[-1])
    if section.places == "@":
        return f"{section.before}{text}{section.after}"
    if section.places:
        raise _not_understood(code)
    return section.before + section.after


def split_sections(code: str) -> list[str]:
    """Return the sections of a format. Raises Unshowable for one that is longer than any.

    >>> split_sections('0;"a;b";')
    ['0', '"a;b"', '']
    """
    if len(code) > _LONGEST_CODE:
        raise _not_understood(f"{code[:_LONGEST_CODE]}...")
    sections = []
    start = 0
    for match in _SECTION_END.finditer(code):
        if match["end"]:
            sections.append(code[start : match.start()])
            start = match.end()
    return [*sections, code[start:]]


def literal_of(match: re.Match[str]) -> str | None:
    """Return the text that a token of a format is; None for a token that is none. A fill shows nothing more than spaces."""
    if match["fill"] is not None:
        return "" if match["fill"] == " " else None
    if match["space"] is not None:
        return " "
    for kind in ("quoted", "escaped", "plain"):
        if match[kind] is not None:
            return match[kind]
    return None


def _not_understood(code: str) -> Unshowable:
    return Unshowable(f"its number format is not understood: {code}", GIVE_A_FORMAT)


@lru_cache(256)
def _read_sections(code: str) -> tuple[Section, ...]:
    """Read the sections of a format that a number can have. Raises Unshowable."""
    return tuple(_read_section(section) for section in split_sections(code)[:3])


@lru_cache(256)
def _read_section(code: str) -> Section:
    """Read one section. Raises Unshowable for what is not understood: conditions, fractions, scales, numerals."""
    reader = _SectionReader(code)
    for match in TOKEN.finditer(code):
        reader.add(match)
    return reader.section()


class _SectionReader:
    """Reads the tokens of a section."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._before = ""
        self._places = ""
        self._after = ""
        self._percents = 0

    def add(self, match: re.Match[str]) -> None:
        """Add a token. Raises Unshowable."""
        literal = self._literal(match)
        if literal is not None:
            self._add_literal(literal)
            return
        if match["other"] is not None or match["fill"] is not None:
            raise _not_understood(self._code)
        if self._after:  # digits on both sides of a text: 000-0000
            raise _not_understood(self._code)
        self._places += _GENERAL if match["general"] else match.group()

    def section(self) -> Section:
        """Return what was read. Raises Unshowable where its digits do not fit each other."""
        places = self._places
        match = _EXPONENT.fullmatch(places) or _PLACES.fullmatch(places)
        if match is None and places not in (_GENERAL, "@"):
            raise _not_understood(self._code)
        if match and len(match["decimals"] or "") > _MOST_DECIMALS:
            raise _not_understood(self._code)
        return Section(self._before, places, self._after, self._percents)

    def _literal(self, match: re.Match[str]) -> str | None:
        if match["percent"]:
            self._percents += 1
            return "%"
        if match["bracket"] is not None:
            return self._read_bracket(match["bracket"])
        return literal_of(match)

    def _read_bracket(self, words: str) -> str:
        """Return what words in brackets show: the sign of a currency, nothing for a colour. Raises Unshowable."""
        if _COLOUR.fullmatch(words):
            return ""
        currency = _CURRENCY.fullmatch(words)
        if currency:
            return currency["symbol"]
        raise _not_understood(self._code)

    def _add_literal(self, text: str) -> None:
        if self._places:
            self._after += text
        else:
            self._before += text


def _show_negative(number: int | float, sections: Sequence[Section]) -> str:
    """Show a number below zero, with a minus before it. Raises Unshowable where its format hides that it is below zero."""
    if len(sections) == 1:
        shown = f"-{_fill_section(sections[0], -number)}"
    else:
        section = sections[1]
        shown = _fill_section(_with_minus(section, sections), -number)
    if shown and not re.search("[1-9]", shown):
        raise Unshowable("it is below zero, and is shown as zero", GIVE_A_FORMAT)
    return shown


def _with_minus(section: Section, sections: Sequence[Section]) -> Section:
    """Return the section for numbers below zero with a minus in place of brackets. Raises Unshowable where it has neither."""
    if not any(any(part) for part in sections):
        return section  # ;;; hides every number
    before = section.before.strip()
    after = section.after.strip()
    if before[:1] in ("-", "−"):
        return section
    if before.count("(") == 1 and after.count(")") == 1:
        return section._replace(before="-" + before.replace("(", ""), after=after.replace(")", ""))
    raise Unshowable("it is below zero, and its number format shows no minus", GIVE_A_FORMAT)


def _fill_section(section: Section, magnitude: int | float) -> str:
    """Return a number that is not below zero as a section shows it. Raises Unshowable."""
    if not section.places:
        return section.before + section.after
    digits = _show_digits(section, magnitude)
    return f"{section.before}{digits}{section.after}"


def _show_digits(section: Section, magnitude: int | float) -> str:
    number = _exact(magnitude)
    if section.is_general:
        return _show_general(number.scaleb(2 * section.percents))
    exponent = _EXPONENT.fullmatch(section.places)
    if exponent:
        return _show_exponent(number, exponent)
    places = _PLACES.fullmatch(section.places)
    if places is None:  # pragma: no cover - the reader of sections has matched it
        raise _not_understood(section.places)
    return _show_places(magnitude, places, section.percents)


def _exact(number: int | float) -> Decimal:
    """Return a number with the 15 digits that a sheet keeps. Raises Unshowable for a whole one that has more."""
    if isinstance(number, int):
        if len(str(number).rstrip("0")) > _MOST_DIGITS:
            raise Unshowable("it has more than the 15 digits that a sheet keeps", GIVE_A_FORMAT)
        return Decimal(number)
    decimal = Decimal(f"{number:.{_MOST_DIGITS}g}")
    if not decimal.is_finite():
        raise Unshowable("it is no finite number", "correct it")
    return decimal


def _show_general(number: Decimal) -> str:
    """Return a number as General shows it in a wide column. Raises Unshowable where the width of the column decides."""
    if not number:
        return "0"
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    is_wide = number >= _GENERAL_BELOW or number < _SMALLEST_GENERAL
    if is_wide or len(text) > _WIDEST_GENERAL:
        cause = "it has no number format, and more digits than a cell without one shows"
        raise Unshowable(cause, GIVE_A_FORMAT)
    return text


def _show_exponent(number: Decimal, match: re.Match[str]) -> str:
    decimals = len(match["decimals"] or "")
    mantissa, _, exponent = f"{_round_mantissa(number, decimals):.{decimals}E}".partition("E")
    sign = exponent[0]
    return f"{mantissa}E{sign}{exponent[1:].zfill(len(match['digits']) + 1)}"


def _round_mantissa(number: Decimal, decimals: int) -> Decimal:
    """Return a number with one digit more than `decimals`."""
    if not number:
        return number
    last_place = Decimal(1).scaleb(number.adjusted() - decimals)
    return number.quantize(last_place, ROUND_HALF_UP, _EXACT)


def _show_places(magnitude: int | float, match: re.Match[str], percents: int) -> str:
    """Return a number with the digits before and after the point that a format has. Raises Unshowable."""
    whole_places = match["whole"].replace(",", "")
    decimal_places = match["decimals"] or ""
    rounded = _round(magnitude, len(decimal_places), percents)
    whole, _, decimals = f"{rounded:f}".partition(".")
    least_decimals = len(decimal_places.rstrip("#?"))
    decimals = decimals[:least_decimals] + decimals[least_decimals:].rstrip("0")
    if whole == "0" and "0" not in whole_places:
        whole = "0" if decimals else ""  # #.## shows .5, which is 0.5
    whole = whole.zfill(whole_places.count("0")) if whole else whole
    if "," in match["whole"]:
        whole = _part_thousands(whole)
    return f"{whole}.{decimals}" if decimals else whole


def _round(magnitude: int | float, places: int, percents: int) -> Decimal:
    """Return a number rounded, halves upwards, as spreadsheets round the 15 digits that they show. Raises Unshowable."""
    number = _exact(magnitude)
    if number.scaleb(2 * percents) >= _LARGEST:
        raise Unshowable("it has more than the 15 digits that a sheet keeps", GIVE_A_FORMAT)
    last_place = Decimal(1).scaleb(-places)
    rounded = number.scaleb(2 * percents).quantize(last_place, ROUND_HALF_UP, _EXACT)
    stored = Decimal(repr(magnitude)).scaleb(2 * percents)
    if stored.quantize(last_place, ROUND_HALF_UP, _EXACT) != rounded:
        raise Unshowable("it is so near to a half that it may be rounded up or down", GIVE_A_FORMAT)
    return rounded


def _part_thousands(digits: str) -> str:
    """Return digits with a comma before each third from the end.

    >>> _part_thousands("1234567"), _part_thousands("007"), _part_thousands("")
    ('1,234,567', '007', '')
    """
    first = len(digits) % 3
    groups = [digits[start : start + 3] for start in range(first, len(digits), 3)]
    return ",".join(filter(None, [digits[:first], *groups]))
