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
    stretch_of,
    years,
)


class Clock(NamedTuple):
    """The date of a document, from which words such as "last year" are counted."""

    today: date | None
    has_month: bool = False
    has_day: bool = False

    @property
    def year(self) -> int:
        """The year of the date; SOME where there is none."""
        return self.today.year if self.today else SOME


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
    if not clock.today or not clock.has_month:
        return months(SOME, SOME, clock.year)._replace(relative=True)
    year, month = shift_month(clock.today.year, clock.today.month, by)
    return months(month, month, year)._replace(relative=True)


def quarter_away(clock: Clock, by: int) -> Stretch:
    """Return the quarter so many quarters after that of the document."""
    if not clock.today or not clock.has_month:
        return months(SOME, SOME, clock.year)._replace(relative=True)
    first_month = (clock.today.month - 1) // 3 * 3 + 1
    year, month = shift_month(clock.today.year, first_month, 3 * by)
    return months(month, month + 2, year)._replace(relative=True)


def day_away(clock: Clock, by: int) -> Stretch:
    """Return the day so many days after the document."""
    if not clock.today or not clock.has_day or not 100 < clock.year < 9900:
        return Stretch(Point(SOME, SOME, SOME), Point(SOME, SOME, SOME), relative=True)
    day = clock.today + timedelta(days=by)
    return _relative_days(day, day)


def week_away(clock: Clock, by: int) -> Stretch:
    """Return the week, from Monday, so many weeks after that of the document."""
    if not clock.today or not clock.has_day:
        return Stretch(Point(SOME, SOME, SOME), Point(SOME, SOME, SOME), relative=True)
    if not 100 < clock.year < 9900:
        return month_away(clock, 0)
    monday = clock.today + timedelta(weeks=by, days=-clock.today.weekday())
    return _relative_days(monday, monday + timedelta(days=6))


def decade_away(clock: Clock, by: int) -> Stretch:
    """Return the decade so many decades after that of the document."""
    if not clock.today:
        return year_away(clock, by)._replace(loose=True)
    first = clock.year // 10 * 10 + 10 * by
    return years(first, first + 9)._replace(relative=True, loose=True)


def rolling(clock: Clock, unit: str, count: int) -> Stretch:
    """Return so many years, months, weeks or days up to the day before the document, or from the day after it."""
    if not clock.today or not clock.has_day:
        return Stretch(Point(SOME, SOME, SOME), Point(SOME, SOME, SOME), relative=True, loose=True)
    if not 100 < clock.year < 9900:
        return stretch_of(days_between(clock.today, clock.today))._replace(
            relative=True, loose=True
        )
    one_day = timedelta(days=1)
    if count == 0:
        return _relative_days(clock.today, clock.today)
    if count > 0:
        return _relative_days(clock.today + one_day, _later(clock.today, unit, count))
    return _relative_days(_later(clock.today, unit, count), clock.today - one_day)


def _relative_days(first: date, last: date) -> Stretch:
    return stretch_of(days_between(first, last))._replace(relative=True)


def _later(day: date, unit: str, count: int) -> date:
    """Return the day so many units later, the last one of its month where there is no such day."""
    if unit in "Dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    year, month = shift_month(day.year, day.month, count * (12 if unit == "x" else 1))
    last = (date(*shift_month(year, month, 1), 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
