"""Stretches of time as they are read: two dates of which year, month or day may be unsaid."""

from datetime import date, timedelta
from typing import NamedTuple

from cqfacts.model.period import LAST_YEAR, EdtfDate, Period, PeriodError, parse_period

SOME = -1
"""The number of a year or month that is said, and depends on the date of the document, which is not known."""
_MONTHS_A_YEAR = 12


class Point(NamedTuple):
    """A date of which the year, month or day may be 0: unsaid."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def edtf(self) -> str:
        """The date in EDTF, with XXXX for a year that is not known."""
        texts = [_in_digits(self.year, 4)]
        if self.month:
            texts.append(_in_digits(self.month, 2))
        if self.day:
            texts.append(_in_digits(self.day, 2))
        return "-".join(texts)

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 1 + bool(self.month) + bool(self.day)


class Stretch(NamedTuple):
    """A time as its words say it, from one date to another."""

    begin: Point
    finish: Point
    about: bool = False
    loose: bool = False
    """True where anything within will do: early 2015."""
    relative: bool = False
    """True where it depends on the date of the document."""
    fiscal: bool = False
    weak: bool = False
    """True for words that say a time only beside others: may, march, three quarters."""
    doubtful: bool = False
    """True where the digits may count things."""
    open: bool = False
    """True where it has no end: since 2014."""
    years_before: int = 0
    """So many years before the finish it begins: the three months to February."""
    week: int = 0
    """The number of a week in the month or year, from 1; -1 for the last."""
    last_week: int = 0
    """The number of the week with which some weeks end; 0 for one week."""
    in_week: bool = False
    """True for the week of a day, from Monday."""
    other: str = ""
    """Another reading, in EDTF: 2010-12 may be 2010/2012."""
    lent: bool = False
    """True for a part of which the year stands elsewhere in the sentence."""

    @property
    def has_year(self) -> bool:
        """True where a year is said or meant."""
        return bool(self.begin.year or self.finish.year)

    @property
    def is_year(self) -> bool:
        """True for one whole year, or some years, without months."""
        return self.has_year and not (self.begin.month or self.finish.month or self.week)

    @property
    def is_one_year(self) -> bool:
        """True for one year without months."""
        return self.is_year and self.begin == self.finish

    @property
    def edtf(self) -> str:
        """The stretch in EDTF, with X for what is not known."""
        if self.open:
            return f"{self.begin.edtf}/.."
        if self.begin == self.finish:
            return self.begin.edtf
        return f"{self.begin.edtf}/{self.finish.edtf}"

    def in_year(self, year: int) -> "Stretch":
        """Return the stretch with a year where it says none."""
        begin, finish = self.begin, self.finish
        if not finish.year:
            finish = finish._replace(year=year)
        if not begin.year:
            first_year = year if year == SOME else year - self.years_before
            begin = begin._replace(year=first_year)
        return self._replace(begin=begin, finish=finish)

    def period(self) -> Period | None:
        """Return the period; None where a year or month is not known or there is no such day."""
        if self.week:
            return self._week()
        if min(*self.begin, *self.finish) < 0 or not (self.begin.year and self.finish.year):
            return None
        begin = EdtfDate(*self.begin, self.about)
        finish = (
            EdtfDate(LAST_YEAR, 0, 0, self.about)
            if self.open
            else EdtfDate(*self.finish, self.about)
        )
        try:
            period = parse_period(str(Period(begin, finish)))
        except PeriodError:
            return None
        has_week = self.in_week and 1 < period.start.year < LAST_YEAR
        return _week_of(period.start) if has_week else period

    def _week(self) -> Period | None:
        """Return the seven days from Monday of a week whose Thursday is in the month or year."""
        year, month = self.finish.year, self.finish.month
        if not 1 < year < LAST_YEAR or month < 0:
            return None
        thursdays = _thursdays(year, month)
        number = self.week if self.week < 0 else self.week - 1
        if number >= len(thursdays):
            return None
        week = _week_of(thursdays[number])
        if not number < self.last_week <= len(thursdays):
            return week
        return Period(week.begin, _week_of(thursdays[self.last_week - 1]).finish)


def _week_of(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return days_between(monday, monday + timedelta(days=6))


def stretch_of(period: Period) -> Stretch:
    """Return a period as a stretch."""
    begin, finish = period.begin, period.finish
    return Stretch(Point(*begin[:3]), Point(*finish[:3]), about=period.about)


def days_between(first: date, last: date) -> Period:
    """Return the period from one day to another."""
    return Period(
        EdtfDate(first.year, first.month, first.day, False),
        EdtfDate(last.year, last.month, last.day, False),
    )


def years(first: int, last: int) -> Stretch:
    """Return the stretch of some whole years."""
    return Stretch(Point(first), Point(last))


def months(first: int, last: int, year: int = 0) -> Stretch:
    """Return the stretch of some months of a year; of a year that is not said without one."""
    return Stretch(Point(year, first), Point(year, last))


def days(month: int, first: int, last: int, year: int = 0) -> Stretch:
    """Return the stretch of some days of a month."""
    return Stretch(Point(year, month, first), Point(year, month, last))


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return year and month so many months later.

    >>> shift_month(2021, 1, -1), shift_month(2021, 11, 3)
    ((2020, 12), (2022, 2))
    """
    count = year * _MONTHS_A_YEAR + month - 1 + by
    return count // _MONTHS_A_YEAR, count % _MONTHS_A_YEAR + 1


def _thursdays(year: int, month: int) -> list[date]:
    """Return the Thursdays of a month, or of a year where the month is 0."""
    first = date(year, month or 1, 1)
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    weeks = (thursday + timedelta(weeks=number) for number in range(53))
    return [day for day in weeks if day.year == year and month in (0, day.month)]


def _in_digits(number: int, width: int) -> str:
    return "X" * width if number <= 0 else f"{number:0{width}}"
