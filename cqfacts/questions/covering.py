"""Tell whether the period of a fact answers for a period that is asked for."""

from cqfacts.model.change_base import Average, ChangeBase, compared_period
from cqfacts.model.fact import Fact, Grade
from cqfacts.model.period import LAST_YEAR, Period
from cqfacts.model.vocabulary import Kind
from cqfacts.questions.kinds import OVER_TIME
from cqfacts.questions.periods import AskedPeriod

_SOME_DAYS = 10
_MONTH = 31
_HALF_A_YEAR = 184
_SOME_YEARS = 3 * 366
"""How long before a state is told it may be asked for: what holds in January 2023 may not have held since 1997."""


def covers(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether a fact answers for a period: for what adds up over time exactly that one, else any within it."""
    if asked_period.loose and not (fact.period.about and fact.indicator.kind not in OVER_TIME):
        return _lies_within(fact, asked_period) or _is_the_early_part(fact, asked_period)
    if _is_of_that_time(fact, asked_period):
        return True
    if not _holds_for_parts(fact, asked_period) or not overlap(fact, asked_period):
        return False
    return (fact.period.start - asked_period.start).days <= _SOME_YEARS


def _is_of_that_time(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether a fact is of just that period, as far as its own is known, or ends with it where that will do."""
    if (fact.period.start, fact.period.end) == (asked_period.start, asked_period.end):
        return True
    if fact.period.about and _has_same_months(fact, asked_period):
        return True
    return asked_period.by and _ends_with(fact, asked_period)


def _holds_for_parts(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether a fact holds at any time of its period: a state, a rank as of a day, a level of about that year."""
    if _is_moment(fact):
        return True
    if fact.indicator.kind in OVER_TIME:
        return False
    is_of_about_that_year = fact.period.about and fact.period.year == asked_period.year
    return fact.indicator.kind is Kind.STATUS or is_of_about_that_year


def _lies_within(fact: Fact, asked_period: AskedPeriod) -> bool:
    return fact.period.start >= asked_period.start and fact.period.end <= asked_period.end


def _is_the_early_part(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether both are the first months of one year: its start, and January to May."""
    if is_since(asked_period) or fact.period.start != asked_period.start:
        return False
    is_start_of_a_year = (asked_period.start.month, asked_period.start.day) == (1, 1)
    return is_start_of_a_year and (fact.period.end - fact.period.start).days < _HALF_A_YEAR


def nearly_covers(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether a fact of about some period is of the asked one but for some days, or of some days of that month."""
    return _is_some_days_off(fact, asked_period) or _is_within_the_month(fact, asked_period)


def likely_period(fact: Fact) -> Period:
    """Return the period of a fact; where a doubt says that it is likely another one, that."""
    for doubt in fact.doubts:
        if doubt.grade is Grade.ERROR and doubt.likely:
            from cqfacts.reader.times import read_times

            mentions = read_times(doubt.likely)
            times = (mention.period for mention in mentions if not mention.compared)
            likely = next(filter(None, times), None)
            if likely:
                return likely
    return fact.period


def is_neighbour(period: Period, asked_period: AskedPeriod) -> bool:
    """Return whether a period begins or ends within half a year of the one that is asked for, or they overlap."""
    after = (period.start - asked_period.end).days
    before = (asked_period.start - period.end).days
    return max(after, before) <= _HALF_A_YEAR


def overlap(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether the period of a fact and the one that is asked for have a day in common."""
    return fact.period.start <= asked_period.end and asked_period.start <= fact.period.end


def has_base_of(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether the base of a change is the time since which it is asked for; True of any other figure or period."""
    base = fact.change_base
    if base is None or not is_since(asked_period):
        return True
    asked = asked_period.period.begin
    first_year = _year_counted_from(base, fact)
    if not asked.month or first_year is None:
        return first_year == asked.year
    compared = compared_period(base, fact.period)
    return compared is not None and compared.start == asked.first_day


def _year_counted_from(base: ChangeBase, fact: Fact) -> int | None:
    """Return the year from which a change is counted; an average that does not say it may count from its first year."""
    if isinstance(base, Average):
        return base.since or fact.period.start.year
    compared = compared_period(base, fact.period)
    if compared is not None:
        return compared.start.year
    return base.start.year if isinstance(base, Period) else None


def is_since(asked_period: AskedPeriod) -> bool:
    """Return whether a period goes on from its start without end, as "since 2015" does."""
    return asked_period.loose and asked_period.year == LAST_YEAR


def _has_same_months(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether both ends of a period are in the months of the other's."""
    ends = ((fact.period.start, asked_period.start), (fact.period.end, asked_period.end))
    return all(
        (end.year, end.month) == (period_end.year, period_end.month) for end, period_end in ends
    )


def _ends_with(fact: Fact, asked_period: AskedPeriod) -> bool:
    """Return whether a fact ends with the asked period, or in it where it is a month or the fact of about some period."""
    end = fact.period.end
    if end == asked_period.end:
        return True
    is_rough = fact.period.about or (asked_period.end - asked_period.start).days <= _MONTH
    return is_rough and asked_period.start <= end <= asked_period.end


def _is_some_days_off(fact: Fact, asked_period: AskedPeriod) -> bool:
    days_off = abs((fact.period.start - asked_period.start).days) + abs(
        (fact.period.end - asked_period.end).days
    )
    return fact.period.about and days_off <= _SOME_DAYS


def _is_within_the_month(fact: Fact, asked_period: AskedPeriod) -> bool:
    is_month = (asked_period.end - asked_period.start).days < _MONTH
    return (
        is_month and asked_period.start <= fact.period.start and fact.period.end <= asked_period.end
    )


def _is_moment(fact: Fact) -> bool:
    """Return whether it is a share or rank as of about some day or month, which holds for the year as for the day."""
    days = (fact.period.end - fact.period.start).days
    return fact.period.about and days <= _MONTH and fact.indicator.kind in (Kind.SHARE, Kind.RANK)
