"""The readers of days, months, quarters, halves, weeks and years that words side by side say."""

from cqfacts.reader import times_words as words
from cqfacts.reader.times_clock import month_away, year_away
from cqfacts.reader.times_lexemes import EDGE_NAMES
from cqfacts.reader.times_phrases import Phrase
from cqfacts.reader.times_stretch import (
    Point,
    Stretch,
    days,
    last_day,
    months,
    months_up_to,
    years,
)

_MONTHS_A_YEAR = 12
_MONTHS_OF_UNIT = {"q": 3, "H": 6, "x": 12}
"""The months of a unit, by the code of its token."""
_YEARS_OF_UNIT = {"x": 1, "C": 10}
_FIRST_END_OF_MONTH = 28
"""The first day that may end a month."""
_LAST_YEAR_OF_DECADE = 9
_YEARS_OF_HALF_DECADE = 5
_MOST_DAYS = 31
_MOST_WEEKS = 53
_OCTOBER = 10


# --- days


def read_days(phrase: Phrase) -> Stretch | None:
    """Read October 1 to 7, 1-7 October, 10月1日至7日, and one day alone."""
    start = phrase.number("first")
    end = phrase.number("last") or start
    if not 1 <= start <= end <= _MOST_DAYS:
        return None
    return days(phrase.number("month"), start, end, phrase.number("year"))


def read_days_of_far_month(phrase: Phrase) -> Stretch | None:
    """Read 1 to 7 this month."""
    month = month_away(phrase.clock, phrase.number("away"))
    begin = month.begin._replace(day=phrase.number("first"))
    finish = month.begin._replace(day=phrase.number("last"))
    return month._replace(begin=begin, finish=finish)


def read_holiday(phrase: Phrase) -> Stretch | None:
    """Read the October 2021 holiday: the week of the National Day."""
    if phrase.number("month") != _OCTOBER:
        return None
    return days(_OCTOBER, 1, 7, phrase.number("year"))._replace(loose=True)


def read_first_days(phrase: Phrase) -> Stretch | None:
    """Read the first ten days of May."""
    return days(phrase.number("month"), 1, phrase.number("count"))


def read_week_of_day(phrase: Phrase) -> Stretch | None:
    """Read the week of May 3."""
    stretch = read_days(phrase)
    if stretch:
        return stretch._replace(in_week=True)
    return None


# --- months


def read_month_in_digits(phrase: Phrase) -> Stretch | None:
    """Read 5/2014."""
    month = phrase.number("month")
    if not 1 <= month <= _MONTHS_A_YEAR:
        return None
    return months(month, month, phrase.number("year"))


def read_month_and_two_digits(phrase: Phrase) -> Stretch | None:
    """Read Jan-15, May.15 as a month of a year; the day is what "May 15" says."""
    start, end = phrase.match.span()
    tokens = phrase.tokens[start:end]
    digits = tokens[-1]
    length = sum(token.end - token.start for token in tokens)
    is_one_word = length == digits.end - tokens[0].start
    if not is_one_word or digits.end - digits.start != 2:
        return None
    month = phrase.number("month")
    return months(month, month, words.full_year(digits.number))


def read_first_months(phrase: Phrase) -> Stretch | None:
    """Read the first nine months."""
    count = phrase.number("count")
    if 1 <= count < _MONTHS_A_YEAR:
        return months(1, count)
    return None


def read_last_months(phrase: Phrase) -> Stretch | None:
    """Read the last three months of a year."""
    begin = _MONTHS_A_YEAR + 1 - phrase.number("count")
    if 1 < begin <= _MONTHS_A_YEAR:
        return months(begin, _MONTHS_A_YEAR)
    return None


def read_final_months(phrase: Phrase) -> Stretch | None:
    """Read the last months of 2020, and the last month of it."""
    if not _is_last(phrase):
        return None
    is_plural = bool(phrase.number("unit"))
    if is_plural:
        return months(7, 12)._replace(loose=True)
    return months(12, 12)


def read_months_between_numbers(phrase: Phrase) -> Stretch | None:
    """Read 1-5月."""
    start, end = phrase.number("first"), phrase.number("last")
    if 1 <= start < end:
        return months(start, end)
    return None


def read_two_months(phrase: Phrase) -> Stretch | None:
    """Read January and February as both together, where one follows the other."""
    start, end = phrase.number("first"), phrase.number("last")
    if start == end - 1:
        return months(start, end)
    return None


# --- months up to a date


def read_months_up_to(phrase: Phrase) -> Stretch | None:
    """Read nine months to September, the quarter ended June 30, the March quarter."""
    is_plural = bool(phrase.number("unit"))
    if is_plural and not phrase.code("count"):
        return None
    count = phrase.number("count") or 1
    return _up_to(phrase, count * _MONTHS_OF_UNIT.get(phrase.code("unit"), 1))


def _up_to(phrase: Phrase, count: int) -> Stretch | None:
    """Return so many months up to a month, or up to the last day of it."""
    if 0 < phrase.number("day") < _FIRST_END_OF_MONTH:
        return None
    if phrase.code("edge") and EDGE_NAMES[phrase.number("edge")] != "end":
        return None
    stretch = months_up_to(phrase.number("month"), count)
    year = phrase.number("year")
    if year:
        return stretch.in_year(year)
    return stretch


def read_some_months_up_to(phrase: Phrase) -> Stretch | None:
    """Read months to May."""
    return months(1, phrase.number("month"))._replace(loose=True)


def read_years_up_to(phrase: Phrase) -> Stretch | None:
    """Read two years to 2021, the decade to 2020."""
    size = _YEARS_OF_UNIT[phrase.code("unit")]
    count = phrase.number("count") or 1
    finish = phrase.number("year")
    begin = finish - count * size + 1
    if 0 < begin < finish:
        return years(begin, finish)
    return None


# --- quarters and halves


def read_quarter(phrase: Phrase) -> Stretch | None:
    """Read the third quarter."""
    nth = phrase.number("nth")
    if 1 <= nth <= 4:
        return months(3 * nth - 2, 3 * nth)
    return None


def read_first_quarters(phrase: Phrase) -> Stretch | None:
    """Read the first three quarters."""
    count = phrase.number("count")
    if 1 <= count <= 4:
        return months(1, 3 * count)
    return None


def read_three_quarters(phrase: Phrase) -> Stretch | None:
    """Read three quarters, which is a time beside a year only."""
    if phrase.number("count") == 3:
        return months(1, 9)._replace(weak=True)
    return None


def read_two_quarters(phrase: Phrase) -> Stretch | None:
    """Read the second and third quarter."""
    start, end = phrase.number("nth"), phrase.number("last")
    if 1 <= start == end - 1 <= 3:
        return months(3 * start - 2, 3 * end)
    return None


def read_last_quarter(phrase: Phrase) -> Stretch | None:
    """Read the last quarter of a year."""
    if _is_last(phrase):
        return months(10, 12)
    return None


def read_half(phrase: Phrase) -> Stretch | None:
    """Read the second half."""
    nth = phrase.number("nth")
    if 1 <= nth <= 2:
        return months(6 * nth - 5, 6 * nth)
    return None


def read_last_half(phrase: Phrase) -> Stretch | None:
    """Read the last half of a year."""
    if _is_last(phrase):
        return months(7, 12)
    return None


def read_half_of_month(phrase: Phrase) -> Stretch | None:
    """Read the first half of May."""
    return _half(phrase.number("nth"), Point(0, phrase.number("month")))


def read_half_of_far_month(phrase: Phrase) -> Stretch | None:
    """Read the first half of next month."""
    month = month_away(phrase.clock, phrase.number("away")).begin
    half = _half(phrase.number("nth"), month)
    if half:
        return half._replace(relative=True)
    return None


def read_half_of_decade(phrase: Phrase) -> Stretch | None:
    """Read the second half of the 1980s."""
    decade, nth = phrase.stretch("decade"), phrase.number("nth")
    if decade is None or not decade.is_year or nth not in (1, 2):
        return None
    begin = decade.begin.year
    if decade.finish.year != begin + _LAST_YEAR_OF_DECADE:
        return None
    half = begin + _YEARS_OF_HALF_DECADE * (nth - 1)
    return years(half, half + _YEARS_OF_HALF_DECADE - 1)


def _half(nth: int, month: Point) -> Stretch | None:
    if nth == 1:
        return Stretch(month._replace(day=1), month._replace(day=15))
    end = last_day(month) if month.month > 0 else 30
    if nth == 2:
        return Stretch(month._replace(day=16), month._replace(day=end))
    return None


def _is_last(phrase: Phrase) -> bool:
    """Tell whether the word means the last of the year: last, final, but not this or same."""
    return phrase.code("last") == "L" or phrase.number("last") < 0


# --- weeks, seasons


def read_week(phrase: Phrase) -> Stretch | None:
    """Read the second week of May."""
    return _week(phrase, phrase.number("nth"))


def read_last_week(phrase: Phrase) -> Stretch | None:
    """Read the last week of May."""
    return _week(phrase, -1)


def read_last_week_of_year(phrase: Phrase) -> Stretch | None:
    """Read the last week of a year, but not this week."""
    if _is_last(phrase):
        return _week(phrase, -1)
    return None


def _week(phrase: Phrase, nth: int) -> Stretch | None:
    month = Point(0, phrase.number("month"))
    if nth <= _MOST_WEEKS:
        return Stretch(month, month, week=nth)
    return None


def read_week_of_far_month(phrase: Phrase) -> Stretch | None:
    """Read the first week of next month."""
    month = month_away(phrase.clock, phrase.number("away")).begin
    return Stretch(month, month, week=phrase.number("nth"), relative=True)


def read_season(phrase: Phrase) -> Stretch | None:
    """Read the spring, which by itself may be a spring."""
    season = phrase.stretch("season")
    if season:
        return season._replace(weak=False)
    return None


def read_far_season(phrase: Phrase) -> Stretch | None:
    """Read last spring."""
    season = read_season(phrase)
    year = year_away(phrase.clock, phrase.number("away")).begin.year
    if season:
        return season.in_year(year)._replace(relative=True)
    return None


# --- years


def read_counted_year(phrase: Phrase) -> Stretch | None:
    """Read the year 800."""
    year = phrase.number("year")
    if 1 <= year < 3000:
        return years(year, year)
    return None


def read_short_years(phrase: Phrase) -> Stretch | None:
    """Read 从16年至18年."""
    start, end = phrase.number("first"), phrase.number("last")
    if start < end:
        return years(start, end)
    return None
