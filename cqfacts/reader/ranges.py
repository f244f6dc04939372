"""Join two amounts into a range: 5 to 6 percent, 2-3 million, between 20 and 30, 三到五."""

from collections.abc import Sequence

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.amount import Amount
from cqfacts.reader.directions import words_of_change
from cqfacts.reader.exact import as_fraction
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import FigureKind
from cqfacts.reader.tokens import LINE_BREAK, Token, word_at

_DASHES = frozenset("-–—−~〜∼‐‑～")
_WORDS = frozenset({"to", "until", "till", "upto", "through", "thru", "至", "到"})
_ANDS = frozenset({"and", "与", "和", "to", "至", "到", "、", "跟", "-", "&"})
_ORS = frozenset({"or", "或"})
_ARTICLES = frozenset({"the", "a", "an", "about", "around"})
_RANGING = frozenset(
    {
        "range",
        "ranges",
        "ranged",
        "ranging",
        "vary",
        "varies",
        "varied",
        "varying",
        "run",
        "runs",
        "ran",
        "running",
        "band",
        "anywhere",
    }
)
"""Words before "from" that say that a range comes."""
_LEAST_CHAIN = 2
"""In tokens: a dash, and what it joins."""
_FURTHEST_ENDS = 5
"""How many times the lower end of the range of a change its upper end may be."""
_MAX_LOOK = 12
"""How many tokens before a range may hold the verb of a change."""


def join_ranges(tokens: Sequence[Token], readings: list[Reading]) -> list[Reading]:
    """Return the readings with the two ends of each range made one."""
    joined: list[Reading] = []
    index = 0
    while index < len(readings):
        span = _range_at(tokens, readings, index)
        joined.append(span or readings[index])
        index += 2 if span else 1
    return joined


def _range_at(tokens: Sequence[Token], readings: list[Reading], index: int) -> Reading | None:
    """Return the range of two readings that follow each other; None where they are none."""
    if index + 1 >= len(readings):
        return None
    left, right = readings[index], readings[index + 1]
    if not _are_joined(tokens, left, right):
        return None
    connector = tokens[left.end].word
    if connector in _ANDS and _is_between(tokens, left, right):
        begin, end = _first_of_between(tokens, left), _end_of_between(tokens, right)
        return _join(left, right, begin, end)
    return _range_of_connector(tokens, readings, index, connector)


def _range_of_connector(
    tokens: Sequence[Token], readings: list[Reading], index: int, connector: str
) -> Reading | None:
    """Return the range that a dash, "to" or "or" makes of two readings."""
    left, right = readings[index], readings[index + 1]
    if connector in _DASHES and right.begin == left.end + 1:
        is_chain = _is_chain(tokens, readings, index)
        return None if is_chain else _join(left, right, left.begin, right.end)
    if connector in _WORDS:
        return _range_of_words(tokens, readings, index)
    span = _join(left, right, left.begin, right.end) if connector in _ORS else None
    return span if span and _is_next(span) else None


def _range_of_words(tokens: Sequence[Token], readings: list[Reading], index: int) -> Reading | None:
    """Return the range that "to" makes of two readings; a change and a level, or two levels, make none."""
    left, right = readings[index], readings[index + 1]
    if _is_size_and_level(tokens, left, right):
        return None
    if _is_change(tokens, readings, index) or _are_two_levels(tokens, left):
        return None
    return _join(left, right, _first_of_from(tokens, left), right.end)


def _is_next(span: Reading) -> bool:
    """Return True where the upper end is the number after the lower: five or six, 5 or 6 million."""
    size = span.amount.scale * span.amount.unit_size
    return span.low is not None and span.high is not None and span.high - span.low == size


def _are_joined(tokens: Sequence[Token], left: Reading, right: Reading) -> bool:
    """Return True where a single word stands between two readings; an article may follow it."""
    distance = right.begin - left.end
    if not 1 <= distance <= 2 or tokens[left.end].gap is LINE_BREAK:
        return False
    return distance == 1 or tokens[left.end + 1].word in _ARTICLES


def _first_of_between(tokens: Sequence[Token], left: Reading) -> int:
    index = left.begin - 1
    if word_at(tokens, index) in _ARTICLES:
        index -= 1
    if word_at(tokens, index) in ("between", "介"):
        return index
    return (
        index - 1
        if word_at(tokens, index) == "于" and word_at(tokens, index - 1) == "介"
        else left.begin
    )


def _end_of_between(tokens: Sequence[Token], right: Reading) -> int:
    if word_at(tokens, right.end) == "之" and word_at(tokens, right.end + 1) == "间":
        return right.end + 2
    return right.end + 1 if word_at(tokens, right.end) == "间" else right.end


def _is_between(tokens: Sequence[Token], left: Reading, right: Reading) -> bool:
    return (
        _first_of_between(tokens, left) < left.begin or _end_of_between(tokens, right) > right.end
    )


def _first_of_from(tokens: Sequence[Token], left: Reading) -> int:
    return left.begin - 1 if word_at(tokens, left.begin - 1) in ("from", "从", "自") else left.begin


def _is_chain(tokens: Sequence[Token], readings: list[Reading], index: int) -> bool:
    """Return True where dashes join more than two numbers: a date, a telephone number."""
    left, right = readings[index], readings[index + 1]
    if _has_leading_zero(tokens[right.begin].word):
        return True
    return _follows_name(tokens, left.begin) or _precedes_digits(tokens, right.end)


def _has_leading_zero(word: str) -> bool:
    return len(word) > 1 and word.isdecimal() and word.startswith("0")


def _follows_name(tokens: Sequence[Token], begin: int) -> bool:
    """Return True where a dash joins a number to letters or digits before it."""
    if begin < _LEAST_CHAIN or not tokens[begin].is_glued:
        return False
    dash = tokens[begin - 1]
    if dash.word not in _DASHES:
        return False
    before = tokens[begin - _LEAST_CHAIN].word
    return before[:1].isdecimal() or (before.isalpha() and dash.is_glued)


def _precedes_digits(tokens: Sequence[Token], end: int) -> bool:
    """Return True where a dash that touches a number joins it to digits after it."""
    is_dash = word_at(tokens, end) in _DASHES and tokens[end].is_glued
    return is_dash and word_at(tokens, end + 1)[:1].isdecimal()


def _follows_change(tokens: Sequence[Token], reading: Reading) -> bool:
    """Return True where "by" or the verb of a change stands right before a reading."""
    if word_at(tokens, reading.begin - 1) == "by":
        return True
    return words_of_change().match_before(tokens, reading.begin) is not None


def _is_size_and_level(tokens: Sequence[Token], left: Reading, right: Reading) -> bool:
    """Return True for "rose by 300 to 5,200", whose ends are too far apart for a range: a change, and the level after it."""
    low, high = left.amount.value, right.amount.value
    is_percent = right.amount.kind is FigureKind.PERCENT
    if is_percent or low is None or high is None:
        return False
    if not _follows_change(tokens, left):
        return False
    shared_scale = right.amount.scale if left.amount.scale == 1 else 1
    furthest = as_fraction(low) * as_fraction(shared_scale) * _FURTHEST_ENDS
    return abs(as_fraction(high)) > abs(furthest)


def _is_change(tokens: Sequence[Token], readings: list[Reading], index: int) -> bool:
    """Return True where "to" joins two levels of a change: rose from 3 million to 4 million."""
    left, right = readings[index], readings[index + 1]
    starts_with_from = _first_of_from(tokens, left) < left.begin
    if not starts_with_from and not _are_money(left.amount, right.amount):
        return False
    end_before = readings[index - 1].end if index else 0
    floor = max(left.begin - _MAX_LOOK, end_before)
    verbs = words_of_change()
    return any(verbs.match_before(tokens, end) for end in range(left.begin, floor, -1))


def _are_two_levels(tokens: Sequence[Token], left: Reading) -> bool:
    """Return True where "from" stands before an end with a unit of its own: from 35.1 percent to 38.6 percent.

    A range says its unit once, or says that it is one: ranging from 5 percent to 6 percent.
    """
    start = _first_of_from(tokens, left)
    is_from = start < left.begin
    return is_from and not _is_bare(left.amount) and word_at(tokens, start - 1) not in _RANGING


def _are_money(left: Amount, right: Amount) -> bool:
    """Return True for two amounts of money, of which the left has its sign before it."""
    is_money = left.kind is FigureKind.MONEY and left.has_prefix
    return is_money and right.kind is FigureKind.MONEY


def _join(left: Reading, right: Reading, begin: int, end: int) -> Reading | None:
    """Return the range of two amounts; None where they are no ends of a range."""
    lower, upper = _share_unit(left.amount, right.amount)
    if not _may_be_ends(left, right) or lower.value is None or upper.value is None:
        return None
    lower = _share_scale(lower, upper)
    is_alike = lower.kind is upper.kind and lower.unit == upper.unit
    if not is_alike or (lower.value or 0) >= upper.value:
        return None
    return Reading(
        upper, begin, end, left.number_first, right.number_end, Qualifier.RANGE, low=lower.value, high=upper.value,
    )  # fmt: skip


def _may_be_ends(left: Reading, right: Reading) -> bool:
    """Return True for two amounts that are understood, of which the right is no limit of its own."""
    if left.qualifier is Qualifier.RANGE or left.amount.unread or right.amount.unread:
        return False
    return right.qualifier in (Qualifier.EXACT, Qualifier.MORE_THAN)


def _share_unit(left: Amount, right: Amount) -> tuple[Amount, Amount]:
    """Give the unit of one end to the other that has none: 5 to 6 percent, $2-3 million."""
    if _is_bare(left) and right.unit is not None:
        return _take_unit(left, right), right
    if _is_bare(right) and left.has_prefix:
        return left, _take_unit(right, left)
    return left, right


def _is_bare(amount: Amount) -> bool:
    """Return True for a number without a unit."""
    return amount.kind is FigureKind.NUMBER and amount.unit is None


def _take_unit(bare: Amount, model: Amount) -> Amount:
    size = model.unit_size
    value = None if bare.value is None else bare.value * size
    return bare._replace(kind=model.kind, unit=model.unit, value=value, step=bare.step * size)


def _share_scale(lower: Amount, upper: Amount) -> Amount:
    """Give the scale word of the upper end to the lower: 2-3 million."""
    if lower.scale != 1 or upper.scale == 1 or lower.value is None or upper.value is None:
        return lower
    if lower.value * upper.scale >= upper.value:
        return lower
    return lower._replace(
        value=lower.value * upper.scale, step=lower.step * upper.scale, scale=upper.scale
    )
