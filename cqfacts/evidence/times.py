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


_MERE_YEAR = Span((0, 0), (0, 0))


def says_period(phrases: Iterable[Phrase], period: Period, *, inferred: bool = False) -> bool:
    """Tell whether phrases say a period.

    Years must be said as whole years. Of a part of a year, the first phrase that says any parts must say that one, and some
    phrase its year; of a longer period, both ends are said together or one by one. A time that a change is on counts for nothing.
    An inferred year may be the first or last of a longer time.

    >>> from cqfacts.model.period import parse_period
    >>> phrases = [Phrase("the first four months this year"), Phrase("the first five months of 2015")]
    >>> [says_period(phrases, parse_period(text)) for text in ("2015-01/2015-04", "2015-01/2015-05", "2014-01/2014-04", "2015")]
    [True, False, False, False]
    """
    mentions = [_times_of(phrase) for phrase in phrases]
    every = [mention for times in mentions for mention in times]
    if not spans_of(period):
        is_end = inferred and period.begin == period.finish and _says_date(every, period.begin)
        return is_end or _says_years(every, period)
    first = next((times for times in mentions if any(map(_says_a_part, times))), [])
    years = _years_of(every)
    if any(_says_part(mention, period, years) for mention in first):
        return True
    if any(mention.fiscal and _is_fiscal_year(mention, period) for mention in every):
        return True
    return _says_ends(first, every, period, years)


def dates_in(text: str) -> set[Span]:
    """Return the days that a text says.

    >>> dates_in("1 to 3 October, after September")
    {Span(begin=(10, 1), finish=(10, 3))}
    """
    spans: set[Span] = set()
    for mention in _times_in(text, None):
        if not (mention.loose or mention.compared):
            spans.update(_spans(mention.edtf))
    return {span for span in spans if span.begin[1]}


def spans_of(period: Period) -> list[Span]:
    """Return the parts of years with which a period is written: one within a year, else its ends; none of mere years.

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
    parts = []
    at = 0
    for mention in _times_in(text, None):
        if mention.start >= at and _says_days(mention):
            parts += [text[at : mention.start], " ".join(_FOUR_DIGITS.findall(mention.text))]
            at = mention.end
    return "".join([*parts, text[at:]])


# --- the times of a phrase


@lru_cache(256)
def _times_in(text: str, issued: Period | None) -> tuple[Mention, ...]:
    return tuple(read_times(text, issued))


def _times_of(phrase: Phrase) -> list[Mention]:
    """Return the times that a phrase says, but for those that a change is on, and numbers that may be no years."""
    mentions = _times_in(phrase.text, phrase.issued)
    return [mention for mention in mentions if not (mention.compared or mention.doubtful)]


def _spans(edtf: str) -> list[Span]:
    """Return the parts of years of a time in EDTF."""
    dates = [_month_and_day(match) for match in _DATE.finditer(edtf)]
    years = {match["year"] for match in _DATE.finditer(edtf)}
    spans = [Span(date, date) for date in dates]
    if len(years) == 1:
        spans = [Span(dates[0], dates[-1])]
    return [span for span in spans if span != _MERE_YEAR]


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    return _number(match["month"]), _number(match["day"])


def _number(digits: str | None) -> int:
    """Return a number; 0 where it is not given or not known."""
    return int(digits) if digits and digits.isdecimal() else 0


def _says_a_part(mention: Mention) -> bool:
    return bool(_spans(mention.edtf))


def _says_days(mention: Mention) -> bool:
    return any(span.begin[1] for span in _spans(mention.edtf))


def _years_of(mentions: Iterable[Mention]) -> set[int]:
    """Return the years in which times begin and end."""
    years: set[int] = set()
    for mention in mentions:
        years.update(_number(match["year"]) for match in _DATE.finditer(mention.edtf))
    return years - {0}


def _readings(mention: Mention) -> Iterator[Period]:
    """Yield the periods that a time may be."""
    for reading in (mention, *mention.others):
        if reading.period:
            yield reading.period


# --- years


def _says_years(mentions: list[Mention], period: Period) -> bool:
    """Tell whether a year, or both ends of some years, are said as whole years."""
    if any(_is_of_years(mention, period) for mention in mentions):
        return True
    is_some_year = any(mention.edtf == _SOME_YEAR for mention in mentions)
    if is_some_year and {period.begin.year, period.finish.year} <= _years_of(mentions):
        return period.begin == period.finish
    if period.begin == period.finish:
        return False
    return _says_date(mentions, period.begin) and _says_date(mentions, period.finish)


def _is_of_years(mention: Mention, period: Period) -> bool:
    return any(_has_ends(reading, period) for reading in _readings(mention))


def _has_ends(reading: Period, period: Period) -> bool:
    return (reading.start, reading.end) == (period.start, period.end)


def _says_date(mentions: Iterable[Mention], date: EdtfDate) -> bool:
    """Tell whether a time is that date, or begins or ends with it: since 2010, 2010 to 2014."""
    dates = [end for mention in mentions for reading in _readings(mention) for end in reading.dates]
    return any((end.first_day, end.last_day) == (date.first_day, date.last_day) for end in dates)


# --- parts of years


def _says_part(mention: Mention, period: Period, years: set[int]) -> bool:
    """Tell whether a time is that part of a year, and its year is said there or elsewhere."""
    if any(_has_ends(reading, period) for reading in _readings(mention)):
        return True
    if mention.loose and any(_holds(reading, period) for reading in _readings(mention)):
        return True
    is_same_part = mention.relative and _spans(mention.edtf) == spans_of(period)
    return is_same_part and {period.begin.year, period.finish.year} <= years


def _holds(reading: Period, period: Period) -> bool:
    """Tell whether a period lies within a rough one: 31 December 2021 at the end of 2021."""
    return (
        reading.finish.year < LAST_YEAR
        and reading.start <= period.start
        and period.end <= reading.end
    )


def _is_fiscal_year(mention: Mention, period: Period) -> bool:
    """Tell whether a period is twelve months that begin or end in a fiscal year."""
    is_a_year = period.months == _MONTHS_A_YEAR
    return is_a_year and not {period.begin.year, period.finish.year}.isdisjoint(
        _years_of([mention])
    )


def _says_ends(first: list[Mention], every: list[Mention], period: Period, years: set[int]) -> bool:
    """Tell whether both ends are said one by one: since 2022, until 4 January 2023."""
    if period.begin == period.finish:
        return False
    ends = (period.begin, period.finish)
    return all(_says_end(first if end.month else every, end, years) for end in ends)


def _says_end(mentions: list[Mention], end: EdtfDate, years: set[int]) -> bool:
    if _says_date(mentions, end):
        return True
    span = Span((end.month, end.day), (end.month, end.day))
    is_said = any(mention.relative and span in _spans(mention.edtf) for mention in mentions)
    return bool(end.month) and is_said and end.year in years
