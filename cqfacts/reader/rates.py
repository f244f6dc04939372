"""A unit with the time or unit that it is for: 400,000 barrels a day, 300万吨/年, 每天5万桶, 50 km/h.

It is a unit of its own. A vocabulary may have it under any of its spellings: barrel a day, barrel per day.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cqfacts.reader.amount import Amount
from cqfacts.reader.measures import TIMES
from cqfacts.reader.rates_of_many import JOINTS as JOINTS_OF_RANGES
from cqfacts.reader.rates_of_many import Base, base_before, many_at, says_base, words_before
from cqfacts.reader.records import FigureKind
from cqfacts.reader.signed import MINUS_SIGNS
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, WORD, Token, word_at
from cqfacts.reader.unit_table import UnitTable

_SYMBOLS_OF_TIME = {
    "s": "second", "h": "hour", "hr": "hour", "d": "day", "a": "year", "yr": "year", "min": "minute", "mo": "month",
}  # fmt: skip
"""Symbols of times after a stroke."""
_ARTICLES = frozenset({"a", "an"})
_EACH = "每"
_ON_AVERAGE = "均"
_PER = frozenset({"per", "every", "each", _EACH})
_JOINTS = _ARTICLES | _PER
"""Words between a unit and the time that it is for."""
_NO_RATE_AFTER = frozenset(
    {
        "ago",
        "earlier",
        "before",
        "later",
        "after",
        "prior",
        "previously",
        "hence",
        "on",
        "往",
        "-",
        "‑",
    }
)
"""What follows "a year" where it is a time of its own: a year earlier."""
_CHINESE_TIMES = {
    "天": "day", "日": "day", "年": "year", "月": "month", "个月": "month", "周": "week", "小时": "hour", "季度": "quarter", "分钟": "minute",
    "秒": "second",
}  # fmt: skip
_OF_INDICATORS = frozenset({"person", "household", "share"})
"""What many indicators are for: a price for them says so in its indicator, not in its unit."""
_NO_BASE_BEFORE = frozenset("年月日") | JOINTS_OF_RANGES
"""What follows a number that is a part of a date or of a range."""
_MAX_OF = 4
"""In tokens: how long the thing between a unit and its time can be: barrels of crude oil a day."""
_MAX_BEFORE = 8
"""In tokens: how far before a figure 每天 can stand."""
_CLAUSE_SIGNS = frozenset("，。；：,;:.、（）()")


class _Rate(NamedTuple):
    """The time or unit after a unit, and the index after it."""

    name: str
    end: int


def with_rate(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> Amount:
    """Return an amount with the time or unit that its unit is for."""
    if amount.unit is None or not _may_have_rate(amount, units):
        return amount
    rate = _rate_after(tokens, amount, units)
    if rate:
        return _of_rate(amount, rate.name, units)._replace(end=rate.end)
    name = _time_behind_thing(tokens, amount.end, units) or _name_before(tokens, amount, units)
    return _of_rate(amount, name, units) if name else amount


def _name_before(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> str:
    """Return the time or unit that a rate is for where it stands before the figure in Chinese: 每天, 日均, 每亩."""
    if amount.unit in TIMES:
        return ""
    words = words_before(tokens, amount.begin)
    if _EACH in words or _ON_AVERAGE in words:
        time = _time_before(tokens, amount)
        if time:
            return time
    return _base_before(tokens, amount, units) if says_base(words) else ""


def with_rate_of_many(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> Amount:
    """Return a number without a unit as one for so many things: 7.2 per 100,000 people, 每百户43.5."""
    if amount.kind is not FigureKind.NUMBER or amount.unit is not None:
        return amount
    if word_at(tokens, amount.end) in _NO_BASE_BEFORE:
        return amount
    base = _many_after(tokens, amount, units)
    if base:
        name, end = base.name, base.end
    elif says_base(words_before(tokens, amount.begin)):
        name, end = _base_before(tokens, amount, units), amount.end
    else:
        return amount
    if not name:
        return amount
    return amount._replace(kind=FigureKind.MEASURE, unit=units.id_of(f"per {name}"), end=end)


def _many_after(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> Base | None:
    """Return the number of things after "per": per 100,000 people."""
    if word_at(tokens, amount.end) not in _PER:
        return None
    return many_at(tokens, amount.end + 1, units)


def _base_before(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> str:
    """Return what 每 says in the clause before a figure in Chinese text: 每百户, 每亩."""
    before = tokens[amount.begin - 1]
    is_chinese = before.kind is HAN or before.word in JOINTS_OF_RANGES
    return base_before(tokens, amount.begin, units) if is_chinese else ""


_KINDS_WITH_RATES = (FigureKind.MEASURE, FigureKind.MONEY)


def _may_have_rate(amount: Amount, units: UnitTable) -> bool:
    """Return True for a measure, for money and for 30 times, which may be so many a day."""
    if amount.kind is FigureKind.MULTIPLE:
        return amount.unit == units.id_of("time")
    return amount.kind in _KINDS_WITH_RATES


def _of_rate(amount: Amount, name: str, units: UnitTable) -> Amount:
    kind = FigureKind.MEASURE if amount.kind is FigureKind.MULTIPLE else amount.kind
    return amount._replace(kind=kind, unit=units.id_of_rate(amount.unit, name))


def _rate_after(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> _Rate | None:
    """Read what follows right after a unit: a day, /年, per hour, -a-day."""
    word, index = word_at(tokens, amount.end), amount.end + 1
    if word in MINUS_SIGNS and word_at(tokens, index) in _JOINTS:
        return _hyphenated(tokens, index, units)
    if word == "/":
        return _after_stroke(tokens, amount, units)
    if word in _JOINTS and tokens[amount.end].gap is not LINE_BREAK:
        return _after_article(tokens, amount, units) or _after_per(tokens, amount, units)
    return None


def _after_per(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> _Rate | None:
    """Read "per 100 km", "per tonne" and the price "a barrel"; what is for a person or a household is said by the indicator."""
    word, index = word_at(tokens, amount.end), amount.end + 1
    is_price = word in _ARTICLES and amount.kind is FigureKind.MONEY
    if not (word in _PER or is_price):
        return None
    many = _many_after(tokens, amount, units)
    if many:
        return _Rate(many.name, many.end)
    rate = _unit_at(tokens, index, units, amount)
    return rate if rate and rate.name not in _OF_INDICATORS | TIMES else None


def _hyphenated(tokens: Sequence[Token], index: int, units: UnitTable) -> _Rate | None:
    """Read the end of 300,000-tonne-a-year."""
    if word_at(tokens, index + 1) not in MINUS_SIGNS:
        return None
    return _time_at(tokens, index + 2, units)


def _after_stroke(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> _Rate | None:
    index = amount.end + 1
    symbol = _SYMBOLS_OF_TIME.get(word_at(tokens, index))
    if symbol and tokens[amount.end].is_glued:
        return _Rate(symbol, index + 1)
    many = many_at(tokens, index, units)
    if many and many.has_thing:
        return _Rate(many.name, many.end)
    rate = _time_at(tokens, index, units) or _unit_at(tokens, index, units, amount)
    is_of_indicator = rate is not None and rate.name in _OF_INDICATORS
    return None if is_of_indicator and amount.kind is FigureKind.MONEY else rate


def _after_article(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> _Rate | None:
    """Read "a day" and "every year"; a year earlier is a time of its own."""
    rate = _time_at(tokens, amount.end + 1, units)
    if rate and word_at(tokens, rate.end) in _NO_RATE_AFTER:
        return None
    return rate


def _time_at(tokens: Sequence[Token], index: int, units: UnitTable) -> _Rate | None:
    """Return the unit of time at an index."""
    if index >= len(tokens):
        return None
    if tokens[index].kind is HAN:
        return _chinese_time_at(tokens, index)
    match = units.match_general(tokens, index)
    name = match.meaning.unit if match else None
    return _Rate(name, match.end) if match and name in TIMES else None


def _chinese_time_at(tokens: Sequence[Token], index: int) -> _Rate | None:
    for length in (2, 1):
        words = "".join(token.word for token in tokens[index : index + length])
        if words in _CHINESE_TIMES and index + length <= len(tokens):
            return _Rate(_CHINESE_TIMES[words], index + length)
    return None


def _unit_at(tokens: Sequence[Token], index: int, units: UnitTable, amount: Amount) -> _Rate | None:
    """Return the unit of measurement at an index: grams per litre, 吨/公顷, 元/吨."""
    if amount.kind not in _KINDS_WITH_RATES:
        return None
    match = units.match_general(tokens, index)
    if match is None or match.meaning.kind is not FigureKind.MEASURE:
        return None
    return _Rate(match.meaning.unit or "", match.end)


def _time_behind_thing(tokens: Sequence[Token], index: int, units: UnitTable) -> str:
    """Return the time behind what is measured: barrels of crude oil a day."""
    if word_at(tokens, index) != "of":
        return ""
    for end in range(index + 2, min(index + 2 + _MAX_OF, len(tokens) - 1)):
        token = tokens[end]
        if token.kind is not WORD or token.gap is LINE_BREAK:
            return ""
        if token.word in _JOINTS:
            rate = _time_at(tokens, end + 1, units)
            is_rate = rate is not None and word_at(tokens, rate.end) not in _NO_RATE_AFTER
            return rate.name if rate and is_rate else ""
    return ""


def _time_before(tokens: Sequence[Token], amount: Amount) -> str:
    """Return the time of 每天 or 日均 that stands before a Chinese figure in its clause."""
    if tokens[amount.end - 1].kind is not HAN:
        return ""
    earliest = max(amount.begin - _MAX_BEFORE, 0)
    for index in range(amount.begin - 1, earliest - 1, -1):
        name = _time_of_rate(tokens, index)
        if name:
            return name if _is_one_clause(tokens[index + 1 : amount.begin]) else ""
    return ""


def _time_of_rate(tokens: Sequence[Token], index: int) -> str:
    """Return the time that 每 says before it, or 均 after it; empty for other words."""
    if tokens[index].word == _ON_AVERAGE:
        return _CHINESE_TIMES.get(word_at(tokens, index - 1), "")
    rate = _chinese_time_at(tokens, index + 1) if tokens[index].word == _EACH else None
    return rate.name if rate else ""


def _is_one_clause(tokens: Sequence[Token]) -> bool:
    """Return True for tokens without a sign, a line break and digits."""
    return not any(
        token.word in _CLAUSE_SIGNS or token.kind is NUMBER or token.gap is LINE_BREAK
        for token in tokens
    )
