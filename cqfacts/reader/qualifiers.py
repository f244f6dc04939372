"""The words around a figure that say how it stands to the true value: about, nearly, over, at least, 约, 以上."""

from collections.abc import Iterator
from functools import cache

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.lexicon import Lexicon

_BEFORE = {
    Qualifier.EXACT: (
        "equal to, equals, exactly, 等于, 最近, 附近, 就近, 远近, 邻近, 不等于, 契约, 节约, 合约, 条约, 预约, 纽约, 公约, 大约束, 高超, 正好, 恰好"
    ),
    Qualifier.ABOUT: (
        "about, around, some, roughly, approximately, approx, approx., circa, ca., c., estimated, an estimated, in the region of, "
        "in the order of, on the order of, something like, ~, ≈, ∼, 约, 大约, 大概, 大致, 约为, 估计, 约有, 大约有, 大约为, 约合, 约占, 约达"
    ),
    Qualifier.NEARLY: (
        "nearly, almost, close to, approach, approaches, approached, approaching, just under, just below, just short of, short of, "
        "shy of, just shy of, little less than, a little less than, nigh on, not quite, nearing, neared, close on, slightly less than, "
        "slightly under, slightly below, 近, 将近, 接近, 逼近, 趋近, 接近于, 几近, 近乎"
    ),
    Qualifier.MORE_THAN: (
        "over, more than, greater than, larger than, bigger than, higher than, above, exceed, exceeds, exceeded, exceeding, to exceed, "
        "in excess of, surpass, surpasses, surpassed, surpassing, top, tops, topped, topping, to top, beyond, well over, just over, "
        "slightly over, a little over, well above, just above, slightly more than, a little more than, better than, passed, crossed, "
        "broke through, breaking through, breaks through, broken through, upward of, not just, older than, longer than, >, "
        "超, 超过, 超出, 突破, 多于, 大于, 高于, 逾, 不止, 破, 远超, 超越, 超过了, 突破了, 超出了, 超逾, 已超, 超了, 冲破, 多过, 长于, 早已超过"
    ),
    Qualifier.AT_LEAST: (
        "at least, no less than, not less than, no fewer than, not fewer than, no lower than, not lower than, no smaller than, "
        "a minimum of, minimum of, at a minimum, "
        "upwards of, greater than or equal to, more than or equal to, greater or equal than, greater or equal to, bigger or equal than, "
        "bigger than or equal to, larger than or equal to, larger or equal than, higher than or equal to, higher or equal than, more or equal than, "
        "at least or equal to, equal to or more than, equal to or greater than, equal to or larger than, equal or more than, equal or greater than, "
        "equal to or bigger than, equal to or higher than, above or equal to, "
        "not under, not below, >=, > =, ≥, ⩾, ≧, 至少, 最少, 满, 不少于, 不低于, 不小于, 不下于, 不下, 不亚于, 大于等于, 大于或等于, 大于或者等于, 多于等于, "
        "高于等于, 高于或等于, 超过等于, 等于或大于, 等于或者大于, 等于或高于, 多于或等于, 起码, 最低, min, min., minimum, a minimum, 至少有, 至少为, 至少是, 最少有, 最少为"
    ),
    Qualifier.AT_MOST: (
        "up to, at most, no more than, not more than, a maximum of, maximum of, at a maximum, at the most, as much as, as many as, "
        "not exceeding, not exceed, does not exceed, "
        "not to exceed, not over, not above, no greater than, not greater than, no larger than, not larger than, no bigger than, no higher than, "
        "not higher than, less than or equal to, less or equal than, less or equal to, smaller than or equal to, smaller or equal than, "
        "smaller or equal to, lower than or equal to, lower or equal than, fewer than or equal to, fewer or equal than, below or equal to, "
        "at most or equal to, equal to or less than, "
        "equal to or smaller than, equal to or fewer than, equal to or lower than, equal or less than, equal or smaller than, capped at, limited to, "
        "<=, < =, ≤, ⩽, ≦, 最多, 至多, 不超过, "
        "不大于, 不高于, 不多于, 小于等于, 小于或等于, 小于或者等于, 少于等于, 低于等于, 低于或等于, 少于或等于, 等于或小于, 等于或者小于, 等于或低于, 顶多, "
        "不超, 最高, 最多为, 最多有, 最多是, 不逾, 不突破, max, max., maximum, a maximum"
    ),
    Qualifier.LESS_THAN: (
        "less than, fewer than, under, below, smaller than, lower than, beneath, younger than, shorter than, well under, well below, <, "
        "不足, 不到, 低于, 少于, 小于, 未满, 不满, 不够, 未达, 未到, 未超过, 不及, 未达到"
    ),
}  # fmt: skip
"""What stands right before a figure. Words under `EXACT` only end with the sound of one of the others: 最近, 节约."""
_AFTER = {
    Qualifier.ABOUT: "左右, 上下, or so, odd, -odd, or thereabouts, ish, -ish",
    Qualifier.MORE_THAN: "之上, 有余, 开外, 出头, 多, 余",
    Qualifier.AT_LEAST: (
        "or more, or greater, or above, or over, or higher, or larger, or bigger, or older, or longer, or better, and above, and more, "
        "and over, and up, "
        "and upward, and upwards, or upwards, plus, -plus, +, or more than, or greater than, 以上, 及以上, 或以上, 或者以上, 或更多, 或更高, 及其以上, "
        "或者更多"
    ),
    Qualifier.AT_MOST: (
        "or less, or fewer, or below, or under, or lower, or smaller, or younger, or shorter, and below, and under, and less, or less than, "
        "以下, 及以下, 或以下, "
        "或者以下, 以内, 之内, 或更少, 或更低, 及其以下, 封顶, 或者更少"
    ),
    Qualifier.LESS_THAN: "之下, 不到, 未满",
}  # fmt: skip
"""What stands right after a figure."""
EQUALS = ("or equal to it", "or equal to", "or equal", "或等于")
"""What stands after the figure of a limit and makes the limit itself true: more than 5000 or equal to it."""
FILLERS = frozenset(
    {"the", "a", "an", "of", "to", "有", "为", "是", "了", "达", "到", "至", "在", ":", "(", "["}
)
"""Words that may stand between a qualifier and its figure."""
COMPARED = {
    "低": Qualifier.LESS_THAN, "小": Qualifier.LESS_THAN, "少": Qualifier.LESS_THAN, "矮": Qualifier.LESS_THAN, "短": Qualifier.LESS_THAN,
    "轻": Qualifier.LESS_THAN, "高": Qualifier.MORE_THAN, "大": Qualifier.MORE_THAN, "多": Qualifier.MORE_THAN, "长": Qualifier.MORE_THAN,
    "重": Qualifier.MORE_THAN,
}  # fmt: skip
"""What follows a figure after 比: 比170低."""


_MORE_ADJECTIVES = (
    "more",
    "greater",
    "larger",
    "bigger",
    "higher",
    "older",
    "longer",
    "better",
    "taller",
)
_LESS_ADJECTIVES = ("less", "smaller", "fewer", "lower", "younger", "shorter")
_MORE_ADVERBS = ("above", "over", "beyond", "up", "upwards", "upward")
_LESS_ADVERBS = ("below", "under", "beneath", "down", "downwards")


def _compared_before() -> Iterator[tuple[str, Qualifier]]:
    """Yield the phrases before a figure that are made of a comparative: no more than, equal to or less than."""
    limits = (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.AT_MOST)
    less = (Qualifier.LESS_THAN, Qualifier.AT_MOST, Qualifier.AT_LEAST)
    for adjective in _MORE_ADJECTIVES:
        yield from _phrases_of_adjective(adjective, *limits)
    for adjective in _LESS_ADJECTIVES:
        yield from _phrases_of_adjective(adjective, *less)
    for adverb in _MORE_ADVERBS[:3]:
        yield from _phrases_of_adverb(adverb, *limits[1:])
    for adverb in _LESS_ADVERBS[:3]:
        yield from _phrases_of_adverb(adverb, *less[1:])


def _phrases_of_adjective(
    adjective: str, strict: Qualifier, loose: Qualifier, opposite: Qualifier
) -> Iterator[tuple[str, Qualifier]]:
    yield f"{adjective} than", strict
    yield f"{adjective} than or equal to", loose
    yield f"{adjective} than or equal", loose
    yield f"{adjective} or equal than", loose
    yield f"{adjective} or equal to", loose
    yield f"equal to or {adjective} than", loose
    yield f"equal or {adjective} than", loose
    yield f"equal to or {adjective}", loose
    yield f"no {adjective} than", opposite
    yield f"not {adjective} than", opposite


def _phrases_of_adverb(
    adverb: str, loose: Qualifier, opposite: Qualifier
) -> Iterator[tuple[str, Qualifier]]:
    yield f"{adverb} or equal to", loose
    yield f"equal to or {adverb}", loose
    yield f"equal or {adverb}", loose
    yield f"not {adverb}", opposite


def _compared_after() -> Iterator[tuple[str, Qualifier]]:
    """Yield the phrases after a figure that are made of a comparative: or more, and above."""
    for joint in ("or", "and"):
        for word in (*_MORE_ADJECTIVES, *_MORE_ADVERBS):
            yield f"{joint} {word}", Qualifier.AT_LEAST
        for word in (*_LESS_ADJECTIVES, *_LESS_ADVERBS):
            yield f"{joint} {word}", Qualifier.AT_MOST


def _rows(table: dict[Qualifier, str]) -> Iterator[tuple[str, Qualifier]]:
    for qualifier, phrases in table.items():
        for phrase in phrases.split(", "):
            yield phrase, qualifier


@cache
def words_before() -> Lexicon[Qualifier]:
    """Return the qualifiers that stand before a figure."""
    return Lexicon([*_rows(_BEFORE), *_compared_before()])


@cache
def words_after() -> Lexicon[Qualifier]:
    """Return the qualifiers that stand after a figure."""
    return Lexicon([*_rows(_AFTER), *_compared_after()])


@cache
def words_of_equality() -> Lexicon[bool]:
    """Return what makes a limit itself true, after the figure."""
    return Lexicon([(phrase, True) for phrase in EQUALS])
