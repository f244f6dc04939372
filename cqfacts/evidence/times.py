"""Read the months and days that a phrase says, and hold a period against them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cqfacts.evidence.figures import WORDS
from cqfacts.model.english import MONTH_NUMBERS, MONTHS
from cqfacts.model.period import Period

_MONTH = "|".join(f"{name}|{name[:3]}" for name in map(str.lower, MONTHS))
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_TO = r" ?(?:to|and|-|–|—|至|到) ?"
_FROM_MONTH_TO_MONTH = re.compile(rf"\b({_MONTH}){_TO}({_MONTH})\b")
_DAYS_OF_A_MONTH = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})(?:{_TO}(?P<last_day>{_DAY}))?"
)
_DAYS_AND_MONTH = re.compile(
    rf"\b(?P<day>{_DAY})(?:{_TO}(?P<last_day>{_DAY}))? (?P<month>{_MONTH})\b"
)
_ONE_MONTH = re.compile(rf"\b({_MONTH})\b")
_FIRST_MONTHS = re.compile(rf"\bfirst (\d{{1,2}}|{'|'.join(WORDS)}) months?\b")
_CHINESE = re.compile(
    rf"(?P<month>{_DAY})月?(?:{_TO}(?P<last_month>{_DAY}))?月(?:(?P<day>{_DAY})(?:日?{_TO}(?P<last_day>{_DAY}))?日)?"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_PARTS = {
    "first half": (1, 6), "second half": (7, 12), "上半年": (1, 6), "下半年": (7, 12), "first quarter": (1, 3),
    "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12), "一季度": (1, 3), "二季度": (4, 6),
    "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
"""The parts of a year that have a name, with their first and last month."""


class Span(NamedTuple):
    """A part of a year, from a month and day to another; a day of 0 stands for the whole month."""

    begin: tuple[int, int]
    finish: tuple[int, int]


_MERE_YEAR = Span((0, 0), (0, 0))


def says_period(texts: Iterable[str], period: Period) -> bool:
    """Tell whether texts say a period.

    They must say its years, and the first of them that says months or days must say those of the period.

    >>> from cqfacts.model.period import parse_period
    >>> phrases = ["the first four months this year", "the first five months of 2015"]
    >>> [says_period(phrases, parse_period(text)) for text in ("2015-01/2015-04", "2015-01/2015-05", "2014-01/2014-04")]
    [True, False, False]
    """
    phrases = list(texts)
    years = set(map(int, _YEAR.findall("\n".join(phrases))))
    if not years.issuperset([period.begin.year, period.finish.year]):
        return False
    return _first_spans(phrases).issuperset(spans_of(period))


def spans_in(text: str) -> set[Span]:
    """Return the months and days that a text says, in English or Chinese.

    >>> sorted(spans_in("from October 1 to 7"))
    [Span(begin=(10, 0), finish=(10, 0)), Span(begin=(10, 1), finish=(10, 7))]
    >>> spans_in("1-8月")
    {Span(begin=(1, 0), finish=(8, 0))}
    """
    words = text.lower()
    spans: set[Span] = set()
    for read_spans in _READERS:
        spans.update(read_spans(words))
    return spans


def spans_of(period: Period) -> list[Span]:
    """Return the parts of years with which a period is written: one within a year, else its ends; none of mere years.

    >>> from cqfacts.model.period import parse_period
    >>> spans_of(parse_period("2021-01/2021-08")), spans_of(parse_period("2014"))
    ([Span(begin=(1, 0), finish=(8, 0))], [])
    """
    begin = (period.begin.month, period.begin.day)
    finish = (period.finish.month, period.finish.day)
    if period.begin.year == period.finish.year:
        spans = [Span(begin, finish)]
    else:
        spans = [Span(begin, begin), Span(finish, finish)]
    return [span for span in spans if span != _MERE_YEAR]


def dates_in(text: str) -> set[Span]:
    """Return the days that a text says.

    >>> dates_in("1 to 3 October, after September")
    {Span(begin=(10, 1), finish=(10, 3))}
    """
    return {span for span in spans_in(text) if span.begin[1]}


def without_dates(text: str) -> str:
    """Return a text without the days and months that it says in English.

    >>> without_dates("over 300 on 3 October 2021")
    'over 300 on  2021'
    """
    return _DAYS_OF_A_MONTH.sub("", _DAYS_AND_MONTH.sub("", text.lower()))


def _first_spans(phrases: Iterable[str]) -> set[Span]:
    """Return the months and days of the first phrase that says any."""
    for phrase in phrases:
        spans = spans_in(phrase)
        if spans:
            return spans
    return set()


def _english_months(words: str) -> Iterator[Span]:
    for first_month, last_month in _FROM_MONTH_TO_MONTH.findall(words):
        yield _whole_months(_number_of(first_month), _number_of(last_month))
    for month in _ONE_MONTH.findall(words):
        yield _whole_months(_number_of(month), _number_of(month))
    for count in _FIRST_MONTHS.findall(words):
        last_month = WORDS.get(count, count)
        yield _whole_months(1, int(last_month))


def _english_days(words: str) -> Iterator[Span]:
    matches = (*_DAYS_OF_A_MONTH.finditer(words), *_DAYS_AND_MONTH.finditer(words))
    for match in matches:
        month = _number_of(match["month"])
        day = match["day"]
        last_day = match["last_day"] or day
        yield Span((month, int(day)), (month, int(last_day)))


def _chinese_spans(words: str) -> Iterator[Span]:
    for match in _CHINESE.finditer(words):
        month = match["month"]
        last_month = match["last_month"] or month
        day = match["day"] or "0"
        last_day = match["last_day"] or day
        yield Span((int(month), int(day)), (int(last_month), int(last_day)))


def _named_parts(words: str) -> Iterator[Span]:
    for name, (first_month, last_month) in _PARTS.items():
        if name in words:
            yield _whole_months(first_month, last_month)


_READERS = (_english_months, _english_days, _chinese_spans, _named_parts)


def _whole_months(first_month: int, last_month: int) -> Span:
    return Span((first_month, 0), (last_month, 0))


def _number_of(month: str) -> int:
    """Return the number of a month, given its name or the first three letters of it.

    >>> _number_of("september"), _number_of("sep")
    (9, 9)
    """
    return MONTH_NUMBERS[month[:3]]
