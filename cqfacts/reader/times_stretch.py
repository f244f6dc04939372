"""Stretches of time as their words say them: the year, month or day of both ends may be unsaid."""

from datetime import date, timedelta
from typing import NamedTuple

from cqfacts.model.period import LAST_YEAR, EdtfDate, Period, PeriodError, parse_period

SOME = -1
"""The number of a year or month that depends on the date of a document, which is not known."""
_MONTHS_A_YEAR = 12
_LEAP_YEAR = 2000
_THURSDAY = 3
_MOST_WEEKS = 53


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

    @property
    def coarser(self) -> "Point":
        """The month of a day, the year of a month."""
        if self.day:
            return self._replace(day=0)
        return self._replace(month=0)


class Stretch(NamedTuple):
    """A time as its words say it, from one date to another."""

    begin: Point
    finish: Point
    approximate: bool = False
    """True for about 2013."""
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
    alternative: str = ""
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
    def is_possible(self) -> bool:
        """True where there is such a day in some year: no 30 February."""
        if min(*self.begin, *self.finish) < 0:
            return True
        is_one_month = self.begin == self.finish and not self.begin.day
        if is_one_month and not self.week:
            return True
        return self.in_year(_LEAP_YEAR).period() is not None

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
            begin = begin._replace(year=shift_year(year, -self.years_before))
        return self._replace(begin=begin, finish=finish)

    def without_year(self) -> "Stretch":
        """Return the part of a year alone."""
        begin, finish = self.begin._replace(year=0), self.finish._replace(year=0)
        return self._replace(begin=begin, finish=finish)

    def period(self) -> Period | None:
        """Return the period; None where a year or month is not known or there is no such day."""
        if self.week:
            return self._weeks()
        if not self._is_dated:
            return None
        period = self._dates()
        if period and self.in_week and 1 < period.start.year < LAST_YEAR:
            return _week_of(period.start)
        return period

    @property
    def _is_dated(self) -> bool:
        """True where both years are known, and what is said of months."""
        has_years = bool(self.begin.year and self.finish.year)
        return has_years and min(*self.begin, *self.finish) >= 0

    def _dates(self) -> Period | None:
        """Return the period between both dates.

        None where there is no such day, or it ends before it begins.
        """
        begin = EdtfDate(*self.begin, self.approximate)
        finish = EdtfDate(*self.finish, self.approximate)
        if self.open:
            finish = EdtfDate(LAST_YEAR, 0, 0, self.approximate)
        try:
            return parse_period(str(Period(begin, finish)))
        except PeriodError:
            return None

    def _weeks(self) -> Period | None:
        """Return the weeks, from Monday, of which the Thursdays are in the month or year."""
        year, month = self.finish.year, self.finish.month
        if not 1 < year < LAST_YEAR or month < 0:
            return None
        thursdays = _thursdays(year, month)
        position = self.week if self.week < 0 else self.week - 1
        if position >= len(thursdays):
            return None
        week = _week_of(thursdays[position])
        if not position < self.last_week <= len(thursdays):
            return week
        return Period(week.begin, _week_of(thursdays[self.last_week - 1]).finish)


# --- stretches of years, months and days


def years(begin: int, finish: int) -> Stretch:
    """Return the stretch of some whole years."""
    return Stretch(Point(begin), Point(finish))


def months(begin: int, finish: int, year: int = 0) -> Stretch:
    """Return the stretch of some months of a year; of a year that is not said without one."""
    return Stretch(Point(year, begin), Point(year, finish))


def days(month: int, begin: int, finish: int, year: int = 0) -> Stretch:
    """Return the stretch of some days of a month."""
    return Stretch(Point(year, month, begin), Point(year, month, finish))


def days_between(begin: date, finish: date) -> Stretch:
    """Return the stretch from one day to another."""
    return Stretch(
        Point(begin.year, begin.month, begin.day), Point(finish.year, finish.month, finish.day)
    )


def stretch_of(period: Period) -> Stretch:
    """Return a period as a stretch."""
    begin, finish = period.begin, period.finish
    return Stretch(Point(*begin[:3]), Point(*finish[:3]), approximate=period.about)


def months_up_to(month: int, count: int) -> Stretch:
    """Return so many months that end with a month, of a year that is not said.

    >>> months_up_to(2, 3).in_year(2015).edtf
    '2014-12/2015-02'
    """
    year, begin = shift_month(0, month, 1 - count)
    return months(begin, month)._replace(years_before=-year)


# --- the calendar


def shift_year(year: int, by: int) -> int:
    """Return the year so many years later; one that is not known stays so."""
    if year > 0:
        return year + by
    return year


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return year and month so many months later.

    >>> shift_month(2021, 1, -1), shift_month(2021, 11, 3)
    ((2020, 12), (2022, 2))
    """
    count = year * _MONTHS_A_YEAR + month - 1 + by
    return count // _MONTHS_A_YEAR, count % _MONTHS_A_YEAR + 1


def last_day(month: Point) -> int:
    """Return the last day of a month; of a February without a year the 28th.

    >>> last_day(Point(2020, 2)), last_day(Point(0, 2)), last_day(Point(2021, 12))
    (29, 28, 31)
    """
    if month.month in (SOME, _MONTHS_A_YEAR):
        return 31
    year = month.year if month.year > 0 else _LEAP_YEAR - 1
    following, following_month = shift_month(year, month.month, 1)
    return (date(following, following_month, 1) - timedelta(days=1)).day


def _week_of(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    return Period(_edtf_date(monday), _edtf_date(sunday))


def _edtf_date(day: date) -> EdtfDate:
    return EdtfDate(day.year, day.month, day.day, False)


def _thursdays(year: int, month: int) -> list[date]:
    """Return the Thursdays of a month, or of a year where the month is 0."""
    begin = date(year, month or 1, 1)
    thursday = begin + timedelta(days=(_THURSDAY - begin.weekday()) % 7)
    thursdays = []
    for week in range(_MOST_WEEKS):
        day = thursday + timedelta(weeks=week)
        if day.year == year and month in (0, day.month):
            thursdays.append(day)
    return thursdays


def _in_digits(number: int, width: int) -> str:
    if number <= 0:
        return "X" * width
    return f"{number:0{width}}"
