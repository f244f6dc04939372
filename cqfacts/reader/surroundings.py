"""Read the words around amounts: about 5, 5,000 or more, 1000以上, larger than twenty and less than thirty."""

from collections.abc import Sequence

from cqfacts.model.quantity import LIMITS, LOWER_LIMITS, UPPER_LIMITS, Qualifier
from cqfacts.reader.lexicon import Match
from cqfacts.reader.qualifiers import (
    COMPARED,
    FILLERS,
    words_after,
    words_before,
    words_of_equality,
)
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import FigureKind
from cqfacts.reader.signed import read_any_numeral
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, ONE_SPACE, WORD, Token, word_at
from cqfacts.reader.unit_table import UnitTable

_JOINTS = frozenset({"and", "but", "并", "且", "而", "并且", "而且", "和", "yet", "又", "但"})
_COMMAS = frozenset({",", "，", "、"})
_CLASSIFIERS = frozenset("个项种次条座所届笔张份场棵株头只匹层间幢栋宗艘架批处名位")
_AFTER_CLASSIFIERS = frozenset("以左之及或上")
"""With what the words of a limit begin that may follow a classifier: 五个以上."""
_OF_EQUALITY = {Qualifier.MORE_THAN: Qualifier.AT_LEAST, Qualifier.LESS_THAN: Qualifier.AT_MOST}
_VERBS_WITH_UP = frozenset(
    {
        "picked",
        "picks",
        "picking",
        "edged",
        "ticked",
        "crept",
        "inched",
        "moved",
        "went",
        "came",
        "sped",
    }
)
_SAID_EXACT = frozenset({"equal", "equals", "exactly", "等"})


def read_surroundings(
    tokens: Sequence[Token], readings: Sequence[Reading], units: UnitTable
) -> list[Reading]:
    """Return the readings with the qualifiers that stand before and after them."""
    qualified: list[Reading] = []
    floor = 0
    for index, reading in enumerate(readings):
        ceiling = readings[index + 1].begin if index + 1 < len(readings) else len(tokens)
        longer = _read_after(tokens, _read_before(tokens, reading, floor), ceiling, units)
        floor = longer.end
        qualified.append(longer)
    return qualified


def _read_before(tokens: Sequence[Token], reading: Reading, floor: int) -> Reading:
    match = _match_before(tokens, reading.begin, floor)
    if match is None:
        return reading
    if match.meaning is Qualifier.EXACT:
        is_said = tokens[match.begin].word in _SAID_EXACT
        return reading._replace(begin=match.begin) if is_said else reading
    if reading.qualifier is not Qualifier.EXACT or _is_odd_rank(reading, match.meaning):
        return reading._replace(begin=match.begin)
    if match.meaning in LOWER_LIMITS and word_at(tokens, match.begin - 1) == "=":
        return reading._replace(unread="=>")
    return reading._replace(begin=match.begin, qualifier=match.meaning)


def _is_odd_rank(reading: Reading, qualifier: Qualifier) -> bool:
    """Return True for "about the third", whose words say nothing of the rank."""
    return reading.amount.kind is FigureKind.RANK and qualifier is Qualifier.ABOUT


def _match_before(tokens: Sequence[Token], index: int, floor: int) -> Match[Qualifier] | None:
    """Return the qualifier right before an index; two small words may stand between."""
    qualifiers = words_before()
    for end in (index, index - 1, index - 2):
        if end <= floor or tokens[end].gap is LINE_BREAK:
            return None
        word = tokens[end - 1].word
        match = qualifiers.match_before(tokens, end)
        if match and match.begin >= floor and not _is_cut(tokens, match):
            return None if _is_of_other_words(tokens, match, index) else match
        if word not in FILLERS:
            return None
    return None


def _is_of_other_words(tokens: Sequence[Token], match: Match[Qualifier], index: int) -> bool:
    """Return True for a qualifier that belongs to a verb or to another figure."""
    return _is_of_known_figure(tokens, match, index) or _is_of_verb(tokens, match)


def _is_of_known_figure(tokens: Sequence[Token], match: Match[Qualifier], index: int) -> bool:
    """Return True for "exceeded the 1,297 of 2019", whose limit is of another figure."""
    return match.meaning in LIMITS and word_at(tokens, index - 1) == "the" and index > match.end


def _is_of_verb(tokens: Sequence[Token], match: Match[Qualifier]) -> bool:
    """Return True for the "up to" of "picked up to 7%", which is a verb with a level."""
    is_up_to = tokens[match.begin].word == "up" and match.meaning is Qualifier.AT_MOST
    return is_up_to and word_at(tokens, match.begin - 1) in _VERBS_WITH_UP


def _is_cut(tokens: Sequence[Token], match: Match[Qualifier]) -> bool:
    """Return True for the "c." of "inc." and other ends of longer words."""
    token = tokens[match.begin]
    return (
        match.begin > 0
        and token.is_glued
        and token.kind is WORD
        and (tokens[match.begin - 1].kind is not HAN and tokens[match.begin - 1].word.isalnum())
    )


def _read_after(
    tokens: Sequence[Token], reading: Reading, ceiling: int, units: UnitTable
) -> Reading:
    is_limit = reading.qualifier in _OF_EQUALITY
    equal = _equality(tokens, reading, ceiling) if is_limit else None
    if equal:
        return equal
    compared = _compared(tokens, reading)
    if compared:
        return compared
    match = _match_after(tokens, reading)
    if match is None:
        return reading
    qualified = reading._replace(end=match.end)
    if reading.qualifier in (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY):
        qualified = qualified._replace(qualifier=match.meaning, is_after=True)
    return _with_late_unit(tokens, qualified, units)


def _match_after(tokens: Sequence[Token], reading: Reading) -> Match[Qualifier] | None:
    if reading.end >= len(tokens) or tokens[reading.end].gap is LINE_BREAK:
        return None
    match = words_after().match(tokens, reading.end) or _match_after_classifier(tokens, reading)
    if match is None or _opens_next(tokens, match):
        return None
    return match if _may_touch(tokens[reading.end], reading) else None


def _may_touch(token: Token, reading: Reading) -> bool:
    """Return False for a plus or 多 that stands apart, and for a 多 after digits without a unit."""
    if token.word == "+":
        return token.is_glued
    if token.word in ("多", "余"):
        return token.is_glued and reading.amount.end > reading.amount.number_end
    return True


def _match_after_classifier(tokens: Sequence[Token], reading: Reading) -> Match[Qualifier] | None:
    """Return the qualifier after a word for things of any kind: 五个以上."""
    if tokens[reading.end].word not in _CLASSIFIERS:
        return None
    match = words_after().match(tokens, reading.end + 1)
    if match is None or tokens[match.begin].word not in _AFTER_CLASSIFIERS:
        return None
    return match


def _opens_next(tokens: Sequence[Token], match: Match[Qualifier]) -> bool:
    """Return True where the words belong to the next figure: 200 or greater than 190."""
    token = tokens[match.begin]
    if token.kind is HAN:
        return token.word in ("不", "未") and _begins_number(tokens, match.end)
    return word_at(tokens, match.end) in ("than", "or") or _begins_number(tokens, match.end)


def _begins_number(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens):
        return False
    if tokens[index].gap is LINE_BREAK:
        return False
    return tokens[index].kind is NUMBER or read_any_numeral(tokens, index) is not None


def _equality(tokens: Sequence[Token], reading: Reading, ceiling: int) -> Reading | None:
    """Read "or equal to it" after a limit."""
    match = words_of_equality().match(tokens, reading.end)
    if match is None or (match.end >= ceiling and ceiling < len(tokens)):
        return None
    return reading._replace(end=match.end, qualifier=_OF_EQUALITY[reading.qualifier])


def _compared(tokens: Sequence[Token], reading: Reading) -> Reading | None:
    """Read 比170低."""
    if word_at(tokens, reading.begin - 1) != "比" or reading.qualifier is not Qualifier.EXACT:
        return None
    qualifier = COMPARED.get(word_at(tokens, reading.end))
    if qualifier is None:
        return None
    return reading._replace(begin=reading.begin - 1, end=reading.end + 1, qualifier=qualifier)


def _with_late_unit(tokens: Sequence[Token], reading: Reading, units: UnitTable) -> Reading:
    """Read the unit after the qualifier: 5,000+ vehicles, 20-odd kilometres."""
    amount = reading.amount
    if (
        amount.kind is not FigureKind.NUMBER
        or reading.end >= len(tokens)
        or reading.qualifier is Qualifier.RANGE
    ):
        return reading
    if tokens[reading.end - 1].kind is HAN:
        return reading
    match = units.match(tokens, reading.end)
    if (
        match is None
        or tokens[reading.end].gap is not ONE_SPACE
        or len(tokens[reading.end].word) < 3
    ):
        return reading
    suffix = match.meaning
    return reading._replace(
        end=match.end, amount=amount._replace(kind=suffix.kind, unit=suffix.unit)
    )


def join_limits(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with a lower and an upper limit that stand together made one range."""
    joined: list[Reading] = []
    index = 0
    while index < len(readings):
        pair = None
        if index + 1 < len(readings):
            pair = _pair(tokens, readings[index], readings[index + 1])
        joined.append(pair or readings[index])
        index += 2 if pair else 1
    return joined


def _pair(tokens: Sequence[Token], left: Reading, right: Reading) -> Reading | None:
    is_rising = left.qualifier in LOWER_LIMITS and right.qualifier in UPPER_LIMITS
    is_falling = left.qualifier in UPPER_LIMITS and right.qualifier in LOWER_LIMITS
    if is_rising is is_falling or not _stand_together(tokens, left, right):
        return None
    lower, upper = (left.amount, right.amount) if is_rising else (right.amount, left.amount)
    if lower.value is None or upper.value is None:
        return None
    if lower.value >= upper.value or not _are_alike(left, right):
        return None
    return Reading(
        right.amount, left.begin, right.end, left.number_first, right.number_end, Qualifier.RANGE,
        low=lower.value, high=upper.value,
    )  # fmt: skip


def _are_alike(left: Reading, right: Reading) -> bool:
    kinds = {left.amount.kind, right.amount.kind}
    is_plain = kinds <= {FigureKind.NUMBER, FigureKind.FRACTION}
    return (
        is_plain
        or (len(kinds) == 1 and left.amount.unit == right.amount.unit)
        or left.amount.unit is None
    )


def _stand_together(tokens: Sequence[Token], left: Reading, right: Reading) -> bool:
    words = [token.word for token in tokens[left.end : min(right.begin, left.end + 4)]]
    if len(words) > 2:
        return False
    if left.is_after and right.is_after:
        return all(word in _JOINTS or word in _COMMAS for word in words)
    return all(word in _JOINTS for word in words)
