"""Hold a period against the times that phrases say, as the reader of times reads them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.period import LAST_YEAR, EdtfDate, Period
from cqfacts.reader.records import Mention
from cqfacts.reader.times import read_times

_DATE = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2}))?(?:-(?P<day>[\dX]{2}))?", re.ASCII)
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_MONTHS_A_YEAR = 12
_SOME_YEAR = "XXXX"
"""The time of "this year" in a document without a date."""


class Phrase(NamedTuple):
    """Words, and the date of the document that they are from; None where it has none."""

    text: str
    issued: Period | None = None


class Span(NamedTuple):
    """A part of a year, from a month and day to another; a day of 0 stands for the whole month."""

    begin: tuple[int, int]
    finish: tuple[int, int]


class _Sayings(NamedTuple):
    """The times that phrases say."""

    mentions: list[Mention]
    leading: list[Mention]
    """Those of the first phrase that says any part of a year."""
    years: frozenset[int]
    """The years in which times begin and end."""


_UNSAID = (0, 0)
_MERE_YEAR = Span(_UNSAID, _UNSAID)


def says_period(phrases: Iterable[Phrase], period: Period, *, inferred: bool = False) -> bool:
    """Tell whether phrases say a period.

    Years must be said as whole years. Of a part of a year, the first phrase that says any parts
    must say that one, and some phrase its year; of a longer period, both ends are said together or
    one by one. A time that a change is on counts for nothing. An inferred year may be that of
    any time.

    >>> from cqfacts.model.period import parse_period
    >>> phrases = [Phrase("first four months this year"), Phrase("first five months of 2015")]
    >>> texts = ("2015-01/2015-04", "2015-01/2015-05", "2014-01/2014-04", "2015")
    >>> [says_period(phrases, parse_period(text)) for text in texts]
    [True, False, False, False]
    """
    sayings = _read_phrases(phrases)
    if spans_of(period):
        return _says_part_of_year(sayings, period)
    is_one_year = period.begin == period.finish
    if inferred and is_one_year and period.begin.year in sayings.years:
        return True
    return _says_years(sayings, period)


def fiscal_years_in(phrases: Iterable[Phrase]) -> set[int]:
    """Return the names of the fiscal years that phrases say.

    >>> fiscal_years_in([Phrase("sales in FY2022"), Phrase("in 2014")])
    {2022}
    """
    fiscal_mentions = []
    for phrase in phrases:
        mentions = _times_in(phrase.text, phrase.issued)
        fiscal_mentions += [mention for mention in mentions if mention.fiscal]
    return set(_years_of(fiscal_mentions))


def dates_in(text: str) -> set[Span]:
    """Return the days that a text says.

    >>> dates_in("1 to 3 October, after September")
    {Span(begin=(10, 1), finish=(10, 3))}
    """
    spans: set[Span] = set()
    for mention in _times_in(text, None):
        if not (mention.loose or mention.compared):
            spans.update(_day_spans(mention))
    return spans


def spans_of(period: Period) -> list[Span]:
    """Return the parts of years with which a period is written.

    It is one within a year, else its ends; mere years have none.

    >>> from cqfacts.model.period import parse_period
    >>> spans_of(parse_period("2021-01/2021-08")), spans_of(parse_period("2014"))
    ([Span(begin=(1, 0), finish=(8, 0))], [])
    """
    return _spans(str(period))


def without_dates(text: str) -> str:
    """Return a text of which each day leaves its years alone.

    >>> without_dates("over 300 on 3 October 2021")
    'over 300 on 2021'
    """
    pieces = []
    end = 0
    for mention in _times_in(text, None):
        if mention.start >= end and _day_spans(mention):
            years = _FOUR_DIGITS.findall(mention.text)
            pieces += [text[end : mention.start], " ".join(years)]
            end = mention.end
    return "".join([*pieces, text[end:]])


# --- the times of phrases


@lru_cache(256)
def _times_in(text: str, issued: Period | None) -> tuple[Mention, ...]:
    return tuple(read_times(text, issued))


def _read_phrases(phrases: Iterable[Phrase]) -> _Sayings:
    mentions: list[Mention] = []
    leading: list[Mention] = []
    for phrase in phrases:
        times = _times_of(phrase)
        mentions += times
        if not leading and any(_spans(mention.edtf) for mention in times):
            leading = times
    return _Sayings(mentions, leading, frozenset(_years_of(mentions)))


def _times_of(phrase: Phrase) -> list[Mention]:
    """Return the times that a phrase says.

    Those that a change is on do not count, nor do numbers that may be no years.
    """
    mentions = _times_in(phrase.text, phrase.issued)
    return [mention for mention in mentions if not (mention.compared or mention.doubtful)]


def _spans(edtf: str) -> list[Span]:
    """Return the parts of years of a time in EDTF."""
    dates = list(_DATE.finditer(edtf))
    ends = [_month_and_day(date) for date in dates]
    if len({date["year"] for date in dates}) > 1:
        return [Span(end, end) for end in ends if end != _UNSAID]
    span = Span(ends[0], ends[-1])
    if span == _MERE_YEAR:
        return []
    return [span]


def _day_spans(mention: Mention) -> list[Span]:
    """Return the spans of days that a time says."""
    return [span for span in _spans(mention.edtf) if span.begin[1]]


def _month_and_day(date: re.Match[str]) -> tuple[int, int]:
    return _number(date["month"]), _number(date["day"])


def _number(digits: str | None) -> int:
    """Return a number; 0 where it is not given or not known."""
    if digits and digits.isdecimal():
        return int(digits)
    return 0


def _years_of(mentions: Iterable[Mention]) -> set[int]:
    """Return the years in which times begin and end."""
    years: set[int] = set()
    for mention in mentions:
        years.update(_number(date["year"]) for date in _DATE.finditer(mention.edtf))
    return years - {0}


def _readings(mentions: Iterable[Mention]) -> Iterator[Period]:
    """Yield the periods that times may be."""
    for mention in mentions:
        for reading in (mention, *mention.others):
            if reading.period:
                yield reading.period


def _says_days_of(mentions: Iterable[Mention], period: Period) -> bool:
    """Tell whether a time has the first and the last day of a period."""
    ends = (period.start, period.end)
    return any((reading.start, reading.end) == ends for reading in _readings(mentions))


def _says_date(mentions: Iterable[Mention], date: EdtfDate) -> bool:
    """Tell whether a time is that date, or begins or ends with it: since 2010, 2010 to 2014."""
    days = (date.first_day, date.last_day)
    for reading in _readings(mentions):
        for end in reading.dates:
            if (end.first_day, end.last_day) == days:
                return True
    return False


# --- years


def _says_years(sayings: _Sayings, period: Period) -> bool:
    """Tell whether a year, or both ends of some years, are said as whole years."""
    mentions = sayings.mentions
    if _says_days_of(mentions, period):
        return True
    if _says_some_year(mentions) and sayings.years.issuperset(_end_years(period)):
        return period.begin == period.finish
    if period.begin == period.finish:
        return False
    return _says_date(mentions, period.begin) and _says_date(mentions, period.finish)


def _says_some_year(mentions: Iterable[Mention]) -> bool:
    return any(mention.edtf == _SOME_YEAR for mention in mentions)


# --- parts of years


def _says_part_of_year(sayings: _Sayings, period: Period) -> bool:
    """Tell whether a part of a year is said.

    It may be said as such, as a fiscal year, or by its ends.
    """
    if any(_is_part(mention, period, sayings.years) for mention in sayings.leading):
        return True
    if any(mention.fiscal and _is_fiscal_year(mention, period) for mention in sayings.mentions):
        return True
    return _says_ends(sayings, period)


def _is_part(mention: Mention, period: Period, years: frozenset[int]) -> bool:
    """Tell whether a time is that part of a year, and its year is said there or elsewhere."""
    if _says_days_of([mention], period):
        return True
    if mention.loose and any(_holds(reading, period) for reading in _readings([mention])):
        return True
    is_same_part = mention.relative and _spans(mention.edtf) == spans_of(period)
    return is_same_part and years.issuperset(_end_years(period))


def _holds(reading: Period, period: Period) -> bool:
    """Tell whether a period lies within a rough one: 31 December 2021 at the end of 2021."""
    is_open = reading.finish.year == LAST_YEAR
    return not is_open and reading.start <= period.start and period.end <= reading.end


def _is_fiscal_year(mention: Mention, period: Period) -> bool:
    """Tell whether a period is twelve months that begin or end in a fiscal year."""
    if period.months != _MONTHS_A_YEAR:
        return False
    return not _years_of([mention]).isdisjoint(_end_years(period))


def _end_years(period: Period) -> set[int]:
    return {period.begin.year, period.finish.year}


def _says_ends(sayings: _Sayings, period: Period) -> bool:
    """Tell whether both ends are said one by one: since 2022, until 4 January 2023."""
    if period.begin == period.finish:
        return False
    return _says_end(sayings, period.begin) and _says_end(sayings, period.finish)


def _says_end(sayings: _Sayings, end: EdtfDate) -> bool:
    """Tell whether a time begins or ends with a date.

    A year may be said anywhere, a month or day only in the leading phrase.
    """
    if not end.month:
        return _says_date(sayings.mentions, end)
    if _says_date(sayings.leading, end):
        return True
    return end.year in sayings.years and _says_span(sayings.leading, end)


def _says_span(mentions: Iterable[Mention], date: EdtfDate) -> bool:
    """Tell whether a time without a year has the month and day of a date."""
    month_and_day = (date.month, date.day)
    span = Span(month_and_day, month_and_day)
    return any(mention.relative and span in _spans(mention.edtf) for mention in mentions)
