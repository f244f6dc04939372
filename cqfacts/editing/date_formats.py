"""Show the dates of a sheet: the parts that their number format shows, in the order of ISO 8601.

Formats put day and month in the order of the reader's country, and name months in the reader's language. Both say the same day.
"""

import re
from datetime import datetime, time
from functools import lru_cache

from cqfacts.editing.number_formats import TOKEN, Unshowable, literal_of, split_sections

_WAY_OUT = (
    "give the cell a number format such as yyyy-mm-dd, or hide the column if it does not matter"
)
_FIRST_SURE = datetime(1900, 3, 1)
"""Before it, spreadsheet programs count one day more or less: some have a 29 February 1900."""
_LETTERS = re.compile(r"(?i)AM/PM|A/P|([a-z])\1*")
_PARTS = {
    "y": "year", "yy": "year", "yyyy": "year",
    "m": "month", "mm": "month", "mmm": "month", "mmmm": "month",
    "d": "day", "dd": "day",
    "ddd": "", "dddd": "",
}  # fmt: skip
"""The part of a date that letters show; a weekday is none."""
_FORMS = {
    frozenset({"year"}): "%Y",
    frozenset({"year", "month"}): "%Y-%m",
    frozenset({"year", "month", "day"}): "%Y-%m-%d",
}
_LANGUAGE = re.compile(r"(?i)\$-(?P<code>[0-9A-F]{1,4}|[a-z]{2}-[a-z]{2})(?:,\d+)?")
_SYSTEM_LANGUAGES = ("F800",)
_GREGORIAN = frozenset({0x04, 0x07, 0x09, 0x0A, 0x0C, 0x10, 0x11, 0x12, 0x13, 0x16, 0x19})
"""The numbers of Windows for Chinese, German, English, Spanish, French, Italian, Japanese, Korean, Dutch, Portuguese, Russian."""
_BETWEEN = re.compile(r"[-/.,:; 年月日号]*")


def show_date(moment: object, code: str) -> str:
    """Return a date with the parts that a format shows. Raises Unshowable.

    >>> day = datetime(2014, 3, 5)
    >>> [show_date(day, code) for code in ("d/m/yy", 'yyyy"年"m"月"', "[$-409]mmm-yy;@", "yyyy")]
    ['2014-03-05', '2014-03', '2014-03', '2014']
    """
    form = _read_form(code)
    if not isinstance(moment, datetime):
        raise Unshowable("it is a time without a date", _WAY_OUT)
    if moment < _FIRST_SURE:
        raise Unshowable(
            "spreadsheet programs count the days before March 1900 in two ways", "write it as text"
        )
    if moment.time() > time(23, 59, 59, 990_000):
        raise Unshowable("it is so near to midnight that either day may be shown", _WAY_OUT)
    return moment.strftime(form)


@lru_cache(64)
def _read_form(code: str) -> str:
    """Return the form in which the parts of a date are written. Raises Unshowable."""
    parts = set()
    between = ""
    section = split_sections(code)[0]
    for match in _scan(section):
        part = _PARTS.get(match.group().lower()) if match.re is _LETTERS else None
        if part:
            parts.add(part)
        elif part is None:
            between += _read_between(match, code)
    form = _FORMS.get(frozenset(parts))
    if form is None or not _BETWEEN.fullmatch(between):
        raise _not_understood(code)
    return form


def _scan(section: str) -> list[re.Match[str]]:
    """Return the letters and the other tokens of a format in their order."""
    matches = []
    position = 0
    while position < len(section):
        match = _LETTERS.match(section, position) or TOKEN.match(section, position)
        if match is None:
            raise _not_understood(section)
        matches.append(match)
        position = match.end()
    return matches


def _read_between(match: re.Match[str], code: str) -> str:
    """Return the text between the parts of a date. Raises Unshowable for a time of day, an era, another calendar."""
    if match.re is _LETTERS:
        raise _not_understood(code)
    if match["bracket"] is not None:
        _refuse_calendar(match["bracket"], code)
        return ""
    literal = literal_of(match)
    return match.group() if literal is None else literal


def _refuse_calendar(words: str, code: str) -> None:
    """Raise Unshowable for a language whose calendar may be another, and for anything else in brackets."""
    language = _LANGUAGE.fullmatch(words)
    if language is None:
        raise _not_understood(code)
    name = language["code"]
    is_number = re.fullmatch("[0-9A-Fa-f]+", name) is not None
    is_gregorian = is_number and int(name, 16) & 0x3FF in _GREGORIAN
    is_named = name.lower() in ("zh-cn", "en-us", "en-gb")
    if not is_gregorian and not is_named and name.upper() not in _SYSTEM_LANGUAGES:
        raise _not_understood(code)


def _not_understood(code: str) -> Unshowable:
    return Unshowable(f"its number format shows no plain date: {code}", _WAY_OUT)
