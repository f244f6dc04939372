"""What a rate is for where that is many things, or a measure in Chinese: 7.2 per 100,000 people, 每百户43.5辆, 每亩386公斤."""

from collections.abc import Sequence
from typing import NamedTuple

from cqfacts.reader.lexicon import Match
from cqfacts.reader.numerals import Form
from cqfacts.reader.records import FigureKind
from cqfacts.reader.signed import read_any_numeral
from cqfacts.reader.tokens import LINE_BREAK, NUMBER, Token, word_at
from cqfacts.reader.unit_table import Suffix, UnitTable

_EACH = "每"
_BARE = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
"""Characters that are numbers after 每."""
_LEAST, _MOST = 10, 10**12
"""The numbers of things that a rate is for."""
_TEN_THOUSAND = "万"
_YUAN = "元"
_OUTPUTS = frozenset({"gdp", "产", "国", "地", "工", "生"})
"""With what the name of an output begins after 万元: GDP, 产值, 地区生产总值."""
_NUMERALS = frozenset("一二两三四五六七八九十百千几数余多")
_MAX_BEFORE = 16
"""In tokens: how far before a figure 每百户 can stand."""
_MEASURES = frozenset(
    (
        "吨",
        "公吨",
        "亩",
        "平方米",
        "平方公里",
        "公里",
        "千米",
        "公斤",
        "千克",
        "公顷",
        "桶",
        "立方米",
        "千瓦时",
        "度电",
        "千瓦",
        "斤",
        "盎司",
        "克拉",
        "加仑",
        "兆瓦",
        "兆瓦时",
    )
)
"""Units that follow 每 and are parts of no other words there."""
_MAX_MEASURE = 4
"""In characters."""
JOINTS = frozenset("—–−-~～至到或")
"""What stands between the ends of a range."""
_STOPS = frozenset("，。；,;:：")
_PLURALS = {"person": "people", "foot": "feet", "square foot": "square feet", "mu": "mu"}


class Base(NamedTuple):
    """What a rate is for, and the index after it."""

    name: str
    end: int
    has_thing: bool = True
    """False where the number alone is understood: per 1,000 live births."""


def many_at(tokens: Sequence[Token], index: int, units: UnitTable) -> Base | None:
    """Return the number of things at an index that a rate is for: 100,000 people, 百户.

    >>> from cqfacts.reader.tokens import tokenise
    >>> many_at(tokenise("百户居民"), 0, UnitTable()).name
    '100 households'
    """
    number, end = _number_at(tokens, index)
    if not _LEAST <= number <= _MOST:
        return None
    thing = units.match_general(tokens, end)
    if thing is None or not _is_thing(tokens, thing):
        return Base(f"{number:,}", end, has_thing=False)
    return Base(f"{number:,} {_plural_of(thing.meaning, units)}", thing.end)


def _is_thing(tokens: Sequence[Token], match: Match[Suffix]) -> bool:
    """Return False for percent, and for a part of a longer word: vehicle-kilometres."""
    is_cut = (
        match.end < len(tokens) and tokens[match.end].is_glued and tokens[match.end].word == "-"
    )
    return match.meaning.kind in (FigureKind.MEASURE, FigureKind.MONEY) and not is_cut


def _number_at(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """Return the whole number at an index and the index after it; 0 where there is none."""
    numeral = read_any_numeral(tokens, index)
    if numeral is None:
        return _BARE.get(word_at(tokens, index), 0), index + 1
    value = numeral.value or 0
    is_plain = numeral.form is Form.CARDINAL and numeral.high is None
    is_sure = not numeral.unread and numeral.qualifier is None
    if is_plain and is_sure and value.denominator == 1:
        return value.numerator, numeral.end
    return 0, numeral.end


def _plural_of(suffix: Suffix, units: UnitTable) -> str:
    """Return the plural of a unit; the name that the vocabulary has for money."""
    name = suffix.unit or ""
    if suffix.kind is FigureKind.MONEY:
        return units.plural_of(name)
    return _PLURALS.get(name) or f"{name}s"


def words_before(tokens: Sequence[Token], begin: int) -> list[str]:
    """Return the words before a figure among which what a rate is for can stand."""
    return [token.word for token in tokens[max(begin - _MAX_BEFORE, 0) : begin]]


def says_base(words: Sequence[str]) -> bool:
    """Return True where words before a figure may say what a rate is for: 每, 万元."""
    return _EACH in words or (_TEN_THOUSAND in words and _YUAN in words)


def base_before(tokens: Sequence[Token], begin: int, units: UnitTable) -> str:
    """Return what a rate is for that 每 says in the clause before a Chinese figure: 每百户, 每亩; empty where it says none."""
    earliest = max(begin - _MAX_BEFORE, 0)
    for index in range(begin - 1, earliest - 1, -1):
        token = tokens[index]
        if token.word == _EACH:
            return _base_of_each(tokens, index + 1, begin, units)
        if token.word == _TEN_THOUSAND and _is_of_output(tokens, index):
            return _base_of_each(tokens, index, begin, units)
        if token.word in _STOPS or token.gap is LINE_BREAK:
            return ""
    return ""


def _is_of_output(tokens: Sequence[Token], index: int) -> bool:
    """Return True for the 万 of 万元GDP and 万元产值, which say 每 by themselves."""
    is_money = word_at(tokens, index + 1) == _YUAN and word_at(tokens, index + 2) in _OUTPUTS
    if not is_money or index == 0:
        return is_money
    before = tokens[index - 1]
    return before.kind is not NUMBER and before.word not in _NUMERALS


def _base_of_each(tokens: Sequence[Token], index: int, begin: int, units: UnitTable) -> str:
    """Return what stands after 每; empty where other digits stand between it and the figure, which may be a range."""
    base = many_at(tokens, index, units) or _measure_at(tokens, index, units)
    if base is None or base.end > begin:
        return ""
    lower_end, joint = tokens[begin - 2], tokens[begin - 1]
    is_upper_end = joint.word in JOINTS and lower_end.kind is NUMBER
    limit = begin - 2 if is_upper_end else begin
    is_apart = any(token.kind is NUMBER for token in tokens[base.end : limit])
    return "" if is_apart else base.name


def _measure_at(tokens: Sequence[Token], index: int, units: UnitTable) -> Base | None:
    """Return the unit of measurement at an index: 亩, 平方公里."""
    match = units.match_general(tokens, index)
    if match is None or match.end > index + _MAX_MEASURE:
        return None
    words = "".join([token.word for token in tokens[index : match.end]])
    if words not in _MEASURES:
        return None
    return Base(match.meaning.unit or "", match.end)
