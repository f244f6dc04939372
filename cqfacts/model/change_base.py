"""The base of a change: the earlier time that a growth, a lead or an absolute change is on.

+9.3% in December is on the year before, on the month before or on 2017: each is another statement, and implies another
figure. An average over years is a change on no single time.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.period import Period, parse_period


class Neighbour(StrEnum):
    """A base that is told by its distance."""

    YEAR_BEFORE = "year-before"
    """The same part of the year before."""
    QUARTER_BEFORE = "quarter-before"
    MONTH_BEFORE = "month-before"


class Average(NamedTuple):
    """The mean yearly rate over several years.

    Without `since` they are the years of the period, and whether the first of them grew or is the base is not told.
    """

    since: int | None = None
    """The year from which the growth is counted, where the document says it."""

    def __str__(self) -> str:
        if self.since is None:
            return _AVERAGE
        return f"{_AVERAGE} since {self.since:04}"


ChangeBase = Neighbour | Average | Period
"""A base: a period stands for itself, and a year for that part of it that the change is about."""

_AVERAGE = "average"
AVERAGE = r"average(?: since (\d{4}))?"
"""An average, as a regular expression."""
_NEIGHBOURS = {neighbour.value: neighbour for neighbour in Neighbour}
_MONTHS_BEFORE = {Neighbour.MONTH_BEFORE: 1, Neighbour.QUARTER_BEFORE: 3}


def parse_change_base(text: str) -> ChangeBase:
    """Read the base of a change as it is written in files. Raises PeriodError where it is none.

    >>> [str(parse_change_base(text)) for text in ("month-before", "2017", "average since 2019")]
    ['month-before', '2017', 'average since 2019']
    """
    if text in _NEIGHBOURS:
        return _NEIGHBOURS[text]
    average = re.fullmatch(AVERAGE, text, re.ASCII)
    if average is None:
        return parse_period(text)
    year = average.group(1)
    return Average(int(year) if year else None)


def compared_period(on: ChangeBase, period: Period) -> Period | None:
    """Return the earlier period that a change in a period is on.

    None where there is no single one, or where it has not the length of the period.

    >>> str(compared_period(Neighbour.MONTH_BEFORE, parse_period("2021-01")))
    '2020-12'
    >>> str(compared_period(parse_period("2017"), parse_period("2022-01/2022-03")))
    '2017-01/2017-03'
    """
    if isinstance(on, Average):
        return None
    if isinstance(on, Period):
        return _same_part(on, period)
    if on is Neighbour.YEAR_BEFORE:
        return period.shifted(-1)
    months = _MONTHS_BEFORE[on]
    return period.months_before(months) if period.months == months else None


def _same_part(on: Period, period: Period) -> Period | None:
    """Return the part of a base that a period is of its own year; None where none is as long."""
    if on.about or period.about:
        return None
    if _is_year(on) and period.begin.year == period.finish.year:
        return period.shifted(on.begin.year - period.finish.year)
    return on if on.length == period.length else None


def _is_year(period: Period) -> bool:
    return period.begin == period.finish and not period.begin.month


def settle(on: ChangeBase, period: Period) -> ChangeBase:
    """Return the one form of a base that may be written in several: 2013 of a change in 2014 is the year before.

    >>> str(settle(parse_period("2013"), parse_period("2014-05")))
    'year-before'
    >>> str(settle(parse_period("2013-01/2013-12"), parse_period("2020")))
    '2013'
    """
    if on is Neighbour.YEAR_BEFORE:
        return on
    return _settle_further(on, period)


@lru_cache(4096)
def _settle_further(on: ChangeBase, period: Period) -> ChangeBase:
    compared = compared_period(on, period)
    if compared is None:
        return on
    for neighbour in Neighbour:
        if _are_of_the_same_days(compared, compared_period(neighbour, period)):
            return neighbour
    return compared.normal


def _are_of_the_same_days(left: Period, right: Period | None) -> bool:
    return right is not None and (left.start, left.end) == (right.start, right.end)


def change_base_words(on: ChangeBase) -> str:
    """Return the base as it stands after a change: "on the month before", "on 2017", "a year on average".

    >>> change_base_words(parse_period("2017-01/2017-03"))
    'on Jan–Mar 2017'
    """
    if isinstance(on, Period):
        return f"on {on.words}"
    if isinstance(on, Neighbour):
        return f"on the {on.replace('-', ' ')}"
    if on.since is None:
        return "a year on average"
    return f"a year on average since {on.since}"
