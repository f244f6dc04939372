"""Which months and days a phrase says, and whether a period is one of them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cqfacts.evidence.figures import WORDS
from cqfacts.model.period import Period

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _NAMES)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)"
_TO = r" ?(?:to|and|-|–|—|至|到) ?"
_FROM_MONTH_TO_MONTH = re.compile(rf"\b({_MONTH}){_TO}({_MONTH})\b")
_DAYS_OF_A_MONTH = re.compile(rf"\b({_MONTH}) ({_DAY})(?:{_TO}({_DAY}))?")
_DAYS_AND_MONTH = re.compile(rf"\b({_DAY})(?:{_TO}({_DAY}))? ({_MONTH})\b")
_ONE_MONTH = re.compile(rf"\b({_MONTH})\b")
_FIRST_MONTHS = re.compile(rf"\bfirst (\d{{1,2}}|{'|'.join(WORDS)}) months?\b")
_CHINESE = re.compile(rf"({_DAY})月?(?:{_TO}({_DAY}))?月(?:({_DAY})(?:日?{_TO}({_DAY}))?日)?")
_PARTS = {
    "first half": (1, 6), "second half": (7, 12), "上半年": (1, 6), "下半年": (7, 12), "first quarter": (1, 3),
    "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12), "一季度": (1, 3), "二季度": (4, 6),
    "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip


class Span(NamedTuple):
    """A part of a year, from a month and day to another; a day of 0 stands for the whole month."""

    begin: tuple[int, int]
    finish: tuple[int, int]


def says_period(texts: Iterable[str], period: Period) -> bool:
    """Whether texts say the years of a period, and the first of them that says months or days says those of the period.

    >>> from cqfacts.model.period import parse_period
    >>> said = ["the first four months this year", "the first five months of 2015"]
    >>> [says_period(said, parse_period(text)) for text in ("2015-01/2015-04", "2015-01/2015-05", "2014-01/2014-04")]
    [True, False, False]
    """
    said = list(texts)
    years = {int(year) for text in said for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text, re.ASCII)}
    if not {period.begin.year, period.finish.year} <= years:
        return False
    spans = next(filter(None, map(spans_in, said)), set())
    return all(span in spans for span in spans_of(period))


def spans_in(text: str) -> set[Span]:
    """The months and days that a text says, in English or Chinese.

    >>> sorted(spans_in("from October 1 to 7"))
    [Span(begin=(10, 0), finish=(10, 0)), Span(begin=(10, 1), finish=(10, 7))]
    >>> spans_in("1-8月")
    {Span(begin=(1, 0), finish=(8, 0))}
    """
    return set(_spans(text.lower()))


def spans_of(period: Period) -> list[Span]:
    """The parts of years that a period is written with: one within a year, else its ends; none where it says only years."""
    begin, finish = ((when.month, when.day) for when in (period.begin, period.finish))
    spans = (
        [Span(begin, finish)] if period.begin.year == period.finish.year else [Span(begin, begin), Span(finish, finish)]
    )
    return [span for span in spans if any(month for month, _ in span)]


def dates_in(*texts: str) -> set[Span]:
    """The days that texts say.

    >>> dates_in("1 to 3 October, after September")
    {Span(begin=(10, 1), finish=(10, 3))}
    """
    return {span for text in texts for span in spans_in(text) if span.begin[1]}


def without_dates(text: str) -> str:
    """The text without the days and months that it says in English.

    >>> without_dates("over 300 on 3 October 2021")
    'over 300 on  2021'
    """
    return _DAYS_OF_A_MONTH.sub("", _DAYS_AND_MONTH.sub("", text.lower()))


def _spans(text: str) -> Iterator[Span]:
    for first, last in _FROM_MONTH_TO_MONTH.findall(text):
        yield Span((_month(first), 0), (_month(last), 0))
    for month, day, last in _DAYS_OF_A_MONTH.findall(text):
        yield Span((_month(month), int(day)), (_month(month), int(last or day)))
    for day, last, month in _DAYS_AND_MONTH.findall(text):
        yield Span((_month(month), int(day)), (_month(month), int(last or day)))
    for month in _ONE_MONTH.findall(text):
        yield Span((_month(month), 0), (_month(month), 0))
    for count in _FIRST_MONTHS.findall(text):
        yield Span((1, 0), (int(WORDS.get(count, count)), 0))
    for month, last, day, last_day in _CHINESE.findall(text):
        yield Span((int(month), int(day or 0)), (int(last or month), int(last_day or day or 0)))
    yield from (Span((first, 0), (last, 0)) for words, (first, last) in _PARTS.items() if words in text)


def _month(name: str) -> int:
    return 1 + next(at for at, month in enumerate(_NAMES) if month.startswith(name[:3]))
