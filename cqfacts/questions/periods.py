"""The periods that a question asks for, from the times that it says."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.period import Period
from cqfacts.reader import times_words as words
from cqfacts.reader.records import Mention
from cqfacts.reader.times import read_times

TIME_WORDS = (
    *(name for name in words.MONTHS if len(name) > 4),
    "quarter",
    "months",
    "first",
    "second",
    "beginning",
    "spring",
    "summer",
    "autumn",
)
"""Words of which a slip would hide the period."""
_LONGEST_JOINT = 30
_SHORT_FORM = 2
"""H2 and Q1 of no year may be anything."""


class AskedPeriod(NamedTuple):
    """A period that is asked for."""

    period: Period
    loose: bool = False
    """True where anything within it will do, as for "early 2015" and "since 2010"."""
    by: bool = False
    """True where what ends with it will do, as for "by 2020", which says nothing of the start."""

    @property
    def start(self) -> date:
        return self.period.start

    @property
    def end(self) -> date:
        return self.period.end

    @property
    def year(self) -> int:
        return self.period.year

    def __str__(self) -> str:
        return str(self.period)


class Periods(NamedTuple):
    """The periods that a text names."""

    words: str
    """The text without them."""
    periods: tuple[AskedPeriod, ...]
    compared: bool
    """True where it names the year before as the base of a change."""


def find_periods(text: str) -> Periods:
    """Find the periods in a text. Raises WrongUsage for "last year", which depends on the day.

    >>> [str(period) for period in find_periods("laptops exported January to August 2021").periods]
    ['2021-01/2021-08']
    >>> find_periods("2015年前五个月汽车产量").words
    ' 汽车产量'
    """
    mentions = read_times(text)
    bases = [mention for mention in mentions if _is_base(text, mention)]
    times = [mention for mention in mentions if mention not in bases]
    _refuse_relative(times)
    dated = [mention for mention in times if _is_period(text, mention)]
    words = _without(text, [*dated, *_lent(times, dated), *_named(bases), *_undated(times)])
    periods = dict.fromkeys(_asked_periods(text, dated))
    return Periods(words, tuple(periods), bool(bases))


def _asked_periods(text: str, mentions: list[Mention]) -> Iterator[AskedPeriod]:
    for mention in mentions:
        if mention.period:
            is_loose = mention.loose or _is_so_far(text, mention)
            yield AskedPeriod(_exact(mention.period), is_loose, mention.by)


def _is_so_far(text: str, mention: Mention) -> bool:
    """Tell whether what a year has had so far is asked for: so far in 2021."""
    before = text[max(0, mention.start - _LONGEST_JOINT) : mention.start]
    after = text[mention.end : mention.end + _LONGEST_JOINT]
    return bool(_so_far().search(before) or _to_date().match(after))


def _exact(period: Period) -> Period:
    """Return the period without its qualifier: who asks for about 2013 asks for 2013."""
    return Period(period.begin._replace(about=False), period.finish._replace(about=False))


def _is_base(text: str, mention: Mention) -> bool:
    """Tell whether a change is on a time, and it is none that is asked for.

    For example: than last year, than in the same period of 2013.
    """
    if not mention.compared:
        return False
    return mention.period is None or _is_same_part(text, mention)


def _is_same_part(text: str, mention: Mention) -> bool:
    """Tell whether words say the same part of a year: in the same period of 2013, 2013年同期."""
    before = text[max(0, mention.start - _LONGEST_JOINT) : mention.start]
    after = text[mention.end : mention.end + _LONGEST_JOINT]
    return after.lstrip("的 ").startswith("同期") or bool(_same_part().search(before))


def _is_period(text: str, mention: Mention) -> bool:
    """Tell whether a time is asked for.

    A part that stands apart from its year is asked for with that.
    """
    is_dated = mention.period is not None and not mention.lent
    return is_dated and not _is_style(text, mention)


def _is_style(text: str, mention: Mention) -> bool:
    """Tell whether a decade of no century is a style.

    For example: a street of the 80s, but not output in the 80s.
    """
    if not _decade().fullmatch(mention.text):
        return False
    before = text[max(0, mention.start - _LONGEST_JOINT) : mention.start]
    after = text[mention.end : mention.end + _LONGEST_JOINT]
    return not _during().search(before) or bool(_of_style().match(after))


def _lent(mentions: list[Mention], dated: list[Mention]) -> list[Mention]:
    """Return the parts that stand apart from a year which is asked for with them."""
    periods = {mention.period for mention in dated}
    return [mention for mention in mentions if mention.lent and mention.period in periods]


def _undated(mentions: list[Mention]) -> list[Mention]:
    """Return the parts of no year that are named: in the first five months, 前三季度."""
    return [
        mention
        for mention in mentions
        if _undated_months().fullmatch(mention.edtf) and len(mention.text) > _SHORT_FORM
    ]


def _named(bases: list[Mention]) -> list[Mention]:
    """Return the bases of changes that are named: last year, but not 同比."""
    return [base for base in bases if not _year_on_year().search(base.text)]


def _refuse_relative(mentions: list[Mention]) -> None:
    """Refuse times that depend on the day. Raises WrongUsage."""
    for mention in mentions:
        if mention.period is None and _depends_on_day().search(mention.text.lower()):
            message = (
                f'"{mention.text}" depends on the day on which it is read: '
                "write the year, such as 2014"
            )
            raise WrongUsage(message)


def _without(text: str, mentions: list[Mention]) -> str:
    """Return the text without some times and the words that lead to them."""
    pieces = []
    end = 0
    for mention in sorted(mentions, key=lambda mention: mention.start):
        pieces.append(_leading_words().sub(" ", text[end : mention.start]))
        end = mention.end
    return " ".join([*pieces, text[end:]])


@cache
def _so_far() -> re.Pattern[str]:
    return re.compile(r"\b(?:so|thus) far (?:in )?(?:the year )?$", re.IGNORECASE)


@cache
def _to_date() -> re.Pattern[str]:
    return re.compile(
        r" (?:(?:so|thus) far|to date)\b|(?:年)?(?:到目前|至今|迄今|以来)", re.IGNORECASE
    )


@cache
def _undated_months() -> re.Pattern[str]:
    return re.compile(r"XXXX-\d\d/XXXX-\d\d")


@cache
def _decade() -> re.Pattern[str]:
    return re.compile(r"(?:from )?(?:the )?(?:'?\d0s|[a-z]+ties)|..年代")


@cache
def _during() -> re.Pattern[str]:
    return re.compile(r"\b(?:in|during|throughout) (?:the )?$", re.IGNORECASE)


@cache
def _of_style() -> re.Pattern[str]:
    return re.compile(r"[ -](?:style|theme|look)", re.IGNORECASE)


@cache
def _year_on_year() -> re.Pattern[str]:
    return re.compile(r"^[同环]|[ -]on[ -]")


@cache
def _same_part() -> re.Pattern[str]:
    return re.compile(
        r"\bsame (?:period|months?|qtrs?|quarters?|time|span|part)(?: of| in)?(?: the)? $",
        re.IGNORECASE,
    )


@cache
def _depends_on_day() -> re.Pattern[str]:
    chinese = (
        *words.CHINESE_YEARS,
        *words.CHINESE_MONTHS,
        *words.CHINESE_QUARTERS,
        *words.CHINESE_WEEKS,
    )
    far = "|".join((*words.RELATIVE, "yesterday", "tomorrow", "ago", "within"))
    return re.compile(rf"\b(?:{far})\b|{'|'.join(chinese)}|近|过去|未来|今后")


@cache
def _leading_words() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?:for|in|over|during) )?(?:the )?(?:full |whole |entire )?(?:twelve|12) months (?:of|in)\s*$|\b(?:by|until|as of|up to|from|between|during|as at)(?: the)?\s*$|(?:截至|截止)\s*$",
        re.IGNORECASE,
    )
