"""Periods in EDTF, the Library of Congress Extended Date/Time Format (2019).

Supported: a year, month or day (`2014`, `2021-07`, `2021-10-03`), an interval of two of them
(`2021-01/2021-08`), and on each date the level 1 qualifier `~` (approximate).
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LAST_YEAR = 9999
"""The last year that EDTF writes in four digits: the end of a period that is asked for and left open."""
DATE = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)"
"""One date, as a regular expression."""
_DATE = re.compile(DATE, re.ASCII)


class PeriodError(ValueError):
    """The text is no period; the message says why and what is accepted."""


class Dating(StrEnum):
    """Where the period comes from."""

    PRINTED = "printed"
    """The document prints it, or prints what "this year" is."""
    INFERRED = "inferred"
    """The document does not print it; the fact says how it was placed."""


class EdtfDate(NamedTuple):
    """One date with the precision it was written in: month and day are 0 where they are not given."""

    year: int
    month: int
    day: int
    about: bool

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        if self.day:
            return self.first
        if self.month in (0, 12):
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts) + "~" * self.about


class Period(NamedTuple):
    """The time a figure is about, from the first day of `begin` to the last day of `finish`.

    >>> period = parse_period("2021-01/2021-08")
    >>> period.start.isoformat(), period.end.isoformat(), period.year, period.months
    ('2021-01-01', '2021-08-31', 2021, 8)
    >>> period.words
    'Jan–Aug 2021'
    """

    begin: EdtfDate
    finish: EdtfDate

    @property
    def dates(self) -> tuple[EdtfDate, ...]:
        """Its two ends, or the one date that it is."""
        return (self.begin,) if self.begin == self.finish else (self.begin, self.finish)

    @property
    def start(self) -> date:
        """The first day."""
        return self.begin.first

    @property
    def end(self) -> date:
        """The last day."""
        return self.finish.last

    @property
    def year(self) -> int:
        """The year in which the period ends, under which its facts are filed."""
        return self.finish.year

    @property
    def about(self) -> bool:
        """Whether either end is approximate."""
        return self.begin.about or self.finish.about

    @property
    def months(self) -> int | None:
        """The length in months, or None where the period does not consist of whole months."""
        if self.start.day != 1 or not (self.end == date.max or (self.end + timedelta(days=1)).day == 1):
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def length(self) -> str:
        """The length in words: "1 year", "8 months", "7 days"."""
        if self.months is None:
            return _count((self.end - self.start).days + 1, "day")
        years, rest = divmod(self.months, 12)
        return _count(self.months, "month") if rest else _count(years, "year")

    @property
    def words(self) -> str:
        """The period for the eye."""
        about = "about " if self.about else ""
        if self.begin == self.finish:
            return about + _date_words(self.begin)
        return about + _interval_words(self.begin, self.finish)

    def shifted(self, years: int) -> "Period | None":
        """The same part of the year so many years later, or earlier; None where there is no such day or year.

        >>> str(parse_period("2021-01/2021-08").shifted(-1))
        '2020-01/2020-08'
        """
        begin, finish = (when._replace(year=when.year + years) for when in (self.begin, self.finish))
        return Period(begin, finish) if _exists(begin) and _exists(finish) else None

    def without(self, part: "Period") -> "Period | None":
        """What is left of whole months when a part at their beginning or end is taken away; None where nothing is.

        >>> str(parse_period("2014").without(parse_period("2014-01/2014-05")))
        '2014-06/2014-12'
        """
        if None in (self.months, part.months) or self.about or part.about:
            return None
        if part.start == self.start and part.end < self.end:
            return _whole_months(part.end + timedelta(days=1), self.end)
        if part.end == self.end and part.start > self.start:
            return _whole_months(self.start, part.start - timedelta(days=1))
        return None

    def __str__(self) -> str:
        return "/".join(map(str, self.dates))


def _whole_months(first: date, last: date) -> Period:
    """The period of whole months, written in years where it is one."""
    in_years = first.month == 1 and last.month == 12 and first.year == last.year
    begin, finish = (EdtfDate(day.year, 0 if in_years else day.month, 0, False) for day in (first, last))
    return Period(begin, finish)


@lru_cache(4096)
def parse_period(text: str) -> Period:
    """Read a period written in EDTF.

    Raises PeriodError where the text is not EDTF as supported here, or names a day that does not exist.

    >>> str(parse_period("2013~"))
    '2013~'
    """
    begin, slash, finish = text.partition("/")
    period = Period(_parse_date(begin), _parse_date(finish if slash else begin))
    if period.begin.first > period.finish.first or period.start > period.end:
        raise PeriodError(f'the period "{text}" ends before it starts')
    return period


def _parse_date(text: str) -> EdtfDate:
    match = _DATE.fullmatch(text)
    if not match:
        raise PeriodError(f'"{text}" is not a year, month or day in EDTF')
    year, month, day, about = match.groups()
    found = EdtfDate(int(year), int(month or 0), int(day or 0), bool(about))
    if (month and not found.month) or (day and not found.day) or not _exists(found):
        raise PeriodError(f'the date "{text}" does not exist')
    return found


def _exists(candidate: EdtfDate) -> bool:
    try:
        return bool(candidate.first)
    except ValueError:
        return False


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" + "s" * (number != 1)


def _date_words(when: EdtfDate) -> str:
    if when.day:
        return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
    return f"{MONTHS[when.month - 1]} {when.year}" if when.month else str(when.year)


def _interval_words(begin: EdtfDate, finish: EdtfDate) -> str:
    if begin.year != finish.year or not (begin.month and finish.month):
        dash = " – " if begin.month or finish.month else "–"
        return _date_words(begin) + dash + _date_words(finish)
    if begin.day and finish.day and begin.month == finish.month:
        return f"{begin.day}–{_date_words(finish)}"
    if begin.day or finish.day:
        return f"{_date_words(begin)} – {_date_words(finish)}"
    return f"{MONTHS[begin.month - 1]}–{_date_words(finish)}"
