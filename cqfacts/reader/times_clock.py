"""Count times from the date of a document: last year, this month, the past three years."""

from datetime import date, timedelta
from typing import NamedTuple

from cqfacts.model.period import Period
from cqfacts.reader.times_stretch import (
    SOME,
    Point,
    Stretch,
    days_between,
    months,
    shift_month,
    years,
)

_ONE_DAY = timedelta(days=1)
_SOME_DAY = Point(SOME, SOME, SOME)
_SOME_DAYS = Stretch(_SOME_DAY, _SOME_DAY, relative=True)
_MONTHS = {"x": 12, "M": 1}
"""The months of a unit, by the code of its token."""
_DAYS = {"w": 7, "D": 1}


class Clock(NamedTuple):
    """The date of a document, from which words such as "last year" are counted."""

    today: date | None
    has_month: bool = False
    has_day: bool = False

    @property
    def year(self) -> int:
        """The year of the date; SOME where there is none."""
        if self.today:
            return self.today.year
        return SOME

    @property
    def day(self) -> date | None:
        """The day of the document; None where its date is only a month or a year."""
        if self.has_day:
            return self.today
        return None

    @property
    def month(self) -> date | None:
        """A day in the month of the document; None where its date is only a year."""
        if self.has_month:
            return self.today
        return None

    @property
    def is_far(self) -> bool:
        """True for a year near to the ends of the calendar: days cannot be counted from it."""
        return not 100 < self.year < 9900


def clock_of(issued: Period | None) -> Clock:
    """Return the clock of a document of that date."""
    if issued is None:
        return Clock(None)
    return Clock(issued.end, bool(issued.finish.month), bool(issued.finish.day))


def year_away(clock: Clock, by: int) -> Stretch:
    """Return the year so many years after that of the document."""
    year = clock.year + by if clock.today else SOME
    return years(year, year)._replace(relative=True)


def month_away(clock: Clock, by: int) -> Stretch:
    """Return the month so many months after that of the document."""
    if not clock.month:
        return months(SOME, SOME, clock.year)._replace(relative=True)
    year, month = shift_month(clock.month.year, clock.month.month, by)
    return months(month, month, year)._replace(relative=True)


def quarter_away(clock: Clock, by: int) -> Stretch:
    """Return the quarter so many quarters after that of the document."""
    if not clock.month:
        return months(SOME, SOME, clock.year)._replace(relative=True)
    begin = (clock.month.month - 1) // 3 * 3 + 1
    year, month = shift_month(clock.month.year, begin, 3 * by)
    return months(month, month + 2, year)._replace(relative=True)


def day_away(clock: Clock, by: int) -> Stretch:
    """Return the day so many days after the document."""
    if not clock.day or clock.is_far:
        return _SOME_DAYS
    day = clock.day + timedelta(days=by)
    return _relative_days(day, day)


def week_away(clock: Clock, by: int) -> Stretch:
    """Return the week, from Monday, so many weeks after that of the document."""
    if not clock.day:
        return _SOME_DAYS
    if clock.is_far:
        return month_away(clock, 0)
    monday = clock.day + timedelta(weeks=by, days=-clock.day.weekday())
    return _relative_days(monday, monday + timedelta(days=6))


def decade_away(clock: Clock, by: int) -> Stretch:
    """Return the decade so many decades after that of the document."""
    if not clock.today:
        return year_away(clock, by)._replace(loose=True)
    begin = clock.year // 10 * 10 + 10 * by
    return years(begin, begin + 9)._replace(relative=True, loose=True)


def units_away(clock: Clock, unit: str, count: int) -> Stretch:
    """Return so many years, months, weeks or days beside the document.

    They go up to the day before it, or begin with the day after it.
    """
    if not clock.day:
        return _SOME_DAYS._replace(loose=True)
    if clock.is_far:
        return _relative_days(clock.day, clock.day)._replace(loose=True)
    if count == 0:
        return _relative_days(clock.day, clock.day)
    end = _later(clock.day, unit, count)
    if count > 0:
        return _relative_days(clock.day + _ONE_DAY, end)
    return _relative_days(end, clock.day - _ONE_DAY)


def units_within(clock: Clock, unit: str, count: int) -> Stretch:
    """Return so many years, months, weeks or days from that of the document on."""
    if not clock.day or clock.is_far or count < 1:
        return units_away(clock, unit, count)
    end = _later(clock.day, unit, count) - _ONE_DAY
    if end <= clock.day:
        return units_away(clock, unit, count)
    return _relative_days(clock.day, end)._replace(loose=True)


def days_until(clock: Clock, unit: Stretch) -> Stretch:
    """Return a year, month or week from its begin to the day before the document.

    For example: earlier this year.
    """
    period = unit.period()
    if period is None or not clock.day:
        return unit._replace(loose=True)
    if period.start == clock.day:
        return days_from(clock, unit)
    return _relative_days(period.start, clock.day - _ONE_DAY)._replace(loose=True)


def days_from(clock: Clock, unit: Stretch) -> Stretch:
    """Return a year, month or week from the day of the document to its end: later this year."""
    period = unit.period()
    if period is None or not clock.day:
        return unit._replace(loose=True)
    return _relative_days(clock.day, period.end)._replace(loose=True)


def _relative_days(begin: date, finish: date) -> Stretch:
    return days_between(begin, finish)._replace(relative=True)


def _later(day: date, unit: str, count: int) -> date:
    """Return the day so many units later, the last one of its month where there is no such day."""
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    year, month = shift_month(day.year, day.month, count * _MONTHS[unit])
    end_of_month = date(*shift_month(year, month, 1), 1) - _ONE_DAY
    return end_of_month.replace(day=min(day.day, end_of_month.day))
