"""Periods in EDTF, the Library of Congress Extended Date/Time Format (2019).

Supported: a year, month or day (`2014`, `2021-07`, `2021-10-03`), an interval of two of them
(`2021-01/2021-08`), and on each date the level 1 qualifier `~` (approximate).
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.english import SHORT_MONTHS, plural
from cqfacts.model.names import short

LAST_YEAR = 9999
"""The last year that EDTF writes in four digits: the end of a period that is asked for and left open."""
DATE = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)"
"""One date, as a regular expression."""
_DATE = re.compile(DATE, re.ASCII)
_ONE_DAY = timedelta(days=1)


class PeriodError(ValueError):
    """The text is no period; the message says why and what is accepted."""


class Dating(StrEnum):
    """The origin of a period."""

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
    """True for an approximate date."""

    @property
    def first_day(self) -> date:
        """The day itself, or the first one of the month or year."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The day itself, or the last one of the month or year."""
        if self.day:
            return self.first_day
        if self.month in (0, 12):
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - _ONE_DAY

    @property
    def words(self) -> str:
        """The date for the eye, without its qualifier: "3 Oct 2021", "Oct 2021", "2021"."""
        if not self.month:
            return str(self.year)
        month = f"{SHORT_MONTHS[self.month - 1]} {self.year}"
        return f"{self.day} {month}" if self.day else month

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return f"{text}~" if self.about else text


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
        """The two ends, or the one date that the period is."""
        if self.begin == self.finish:
            return (self.begin,)
        return (self.begin, self.finish)

    @property
    def start(self) -> date:
        """The first day."""
        return self.begin.first_day

    @property
    def end(self) -> date:
        """The last day."""
        return self.finish.last_day

    @property
    def year(self) -> int:
        """The year in which the period ends, under which its facts are filed."""
        return self.finish.year

    @property
    def about(self) -> bool:
        """True where either end is approximate."""
        return self.begin.about or self.finish.about

    @property
    def months(self) -> int | None:
        """The length in months; None where the period does not consist of whole months."""
        start, end = self.start, self.end
        if start.day != 1 or not _is_end_of_month(end):
            return None
        return (end.year - start.year) * 12 + end.month - start.month + 1

    @property
    def days(self) -> int:
        """The length in days."""
        return (self.end - self.start).days + 1

    @property
    def length(self) -> str:
        """The length in words: "1 year", "8 months", "7 days"."""
        months = self.months
        if months is None:
            return f"{self.days} {plural(self.days, 'day')}"
        if months % 12 == 0:
            years = months // 12
            return f"{years} {plural(years, 'year')}"
        return f"{months} {plural(months, 'month')}"

    @property
    def words(self) -> str:
        """The period for the eye: "2014", "about 2013", "Jan–Aug 2021"."""
        words = (
            self.begin.words if self.begin == self.finish else _span_words(self.begin, self.finish)
        )
        return f"about {words}" if self.about else words

    def shifted(self, years: int) -> "Period | None":
        """Return the same part of the year, so many years later or earlier; None where there is no such day or year.

        >>> str(parse_period("2021-01/2021-08").shifted(-1))
        '2020-01/2020-08'
        """
        begin = self.begin._replace(year=self.begin.year + years)
        finish = self.finish._replace(year=self.finish.year + years)
        if not (_exists(begin) and _exists(finish)):
            return None
        return Period(begin, finish)

    def months_before(self, number: int) -> "Period | None":
        """Return the period that is so many months earlier; None where this one is not of exact months.

        >>> str(parse_period("2021-01").months_before(1)), str(parse_period("2021-01/2021-03").months_before(3))
        ('2020-12', '2020-10/2020-12')
        """
        if not self._is_of_exact_months:
            return None
        try:
            return Period(*(_month_before(day, number) for day in (self.start, self.end)))
        except ValueError:  # before the first year
            return None

    @property
    def normal(self) -> "Period":
        """The same days in one form: whole months as months, and a year of them as a year.

        >>> str(parse_period("2013-01/2013-12").normal), str(parse_period("2013-05-01/2013-05-31").normal)
        ('2013', '2013-05')
        """
        return _whole_months(self.start, self.end) if self._is_of_exact_months else self

    def without(self, removed: "Period") -> "Period | None":
        """Return the months that are left when a part at the beginning or the end is taken away.

        None where nothing is left, the part lies in between, or either period is approximate or not of whole months.

        >>> str(parse_period("2014").without(parse_period("2014-01/2014-05")))
        '2014-06/2014-12'
        """
        if not (self._is_of_exact_months and removed._is_of_exact_months):
            return None
        if removed.start == self.start and removed.end < self.end:
            return _whole_months(removed.end + _ONE_DAY, self.end)
        if removed.end == self.end and removed.start > self.start:
            return _whole_months(self.start, removed.start - _ONE_DAY)
        return None

    @property
    def _is_of_exact_months(self) -> bool:
        return not self.about and self.months is not None

    def __str__(self) -> str:
        if self.begin == self.finish:
            return str(self.begin)
        return f"{self.begin}/{self.finish}"


def _is_end_of_month(day: date) -> bool:
    # The last day that Python knows, 9999-12-31, has no day after it.
    return day == date.max or (day + _ONE_DAY).day == 1


def _month_before(day: date, number: int) -> EdtfDate:
    """Return the month that is so many months before that of a day. Raises ValueError where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    return EdtfDate(date(year, month + 1, 1).year, month + 1, 0, False)


def _whole_months(start: date, end: date) -> Period:
    """Return the period between two days that begin and end months; written as a year where it is one."""
    if start.year == end.year and (start.month, end.month) == (1, 12):
        year = EdtfDate(start.year, 0, 0, False)
        return Period(year, year)
    return Period(
        EdtfDate(start.year, start.month, 0, False), EdtfDate(end.year, end.month, 0, False)
    )


@lru_cache(4096)
def parse_period(text: str) -> Period:
    """Read a period written in EDTF.

    Raises PeriodError where the text is not EDTF as supported here, or names a day that does not exist.

    >>> str(parse_period("2013~"))
    '2013~'
    """
    begin, slash, finish = text.partition("/")
    period = Period(_parse_date(begin), _parse_date(finish if slash else begin))
    if period.start > period.finish.first_day or period.start > period.end:
        raise PeriodError(f'the period "{short(text)}" ends before it starts')
    return period


def _parse_date(text: str) -> EdtfDate:
    match = _DATE.fullmatch(text)
    if not match:
        raise PeriodError(f'"{short(text)}" is not a year, month or day in EDTF')
    year, month, day, approximate = match.groups()
    edtf_date = EdtfDate(int(year), int(month or 0), int(day or 0), bool(approximate))
    # EdtfDate takes 0 for a month or day that is not given: "00" must not pass for one.
    has_zero = "00" in (month, day)
    if has_zero or not _exists(edtf_date):
        raise PeriodError(f'the date "{short(text)}" does not exist')
    return edtf_date


def _exists(edtf_date: EdtfDate) -> bool:
    try:
        return bool(edtf_date.first_day)
    except ValueError:
        return False


def _span_words(begin: EdtfDate, finish: EdtfDate) -> str:
    has_months = bool(begin.month and finish.month)
    if has_months and begin.year == finish.year:
        return _span_words_within_year(begin, finish)
    is_of_years = not (begin.month or finish.month)
    dash = "–" if is_of_years else " – "
    return f"{begin.words}{dash}{finish.words}"


def _span_words_within_year(begin: EdtfDate, finish: EdtfDate) -> str:
    has_days = bool(begin.day and finish.day)
    if has_days and begin.month == finish.month:
        return f"{begin.day}–{finish.words}"
    if begin.day or finish.day:
        return f"{begin.words} – {finish.words}"
    return f"{SHORT_MONTHS[begin.month - 1]}–{finish.words}"
