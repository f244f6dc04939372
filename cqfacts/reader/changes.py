"""The direction of the change that a figure measures: rose 5%, a fall of 3%, a 5% decline, 同比增长8.5%."""

from collections.abc import Sequence

from cqfacts.reader.directions import ADJECTIVES, LEVEL_WORDS, nouns_of_change, words_of_change
from cqfacts.reader.lexicon import Match
from cqfacts.reader.measures import TIMES
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import Direction, FigureKind
from cqfacts.reader.subjects import direction_of_level
from cqfacts.reader.tokens import LINE_BREAK, Token

_ENDS = frozenset(".;。；!?！？()（）")
_ANDS = frozenset({"and", "和", "与", "及", "、", "&"})
_TRANSITIVE = frozenset(
    [
        "lowered",
        "lowers",
        "lowering",
        "cut",
        "cuts",
        "cutting",
        "reduced",
        "reduces",
        "reducing",
        "raised",
        "raises",
        "raising",
        "boosted",
        "boosts",
        "boosting",
        "increased",
        "increases",
        "slashed",
        "hiked",
    ]
)
"""Verbs that change something: lowered growth by 0.7 points."""
_MAX_BEFORE = 12
_MAX_JOINED = 5
"""In words: how far from each other figures can stand that "and" joins."""
_MAX_ADJECTIVES = 8
_STOPS = frozenset({"than", "compared", "while", "whereas", "but", "而", "比"})
"""Words before which a verb belongs to another statement."""
_BARRIERS = _ENDS | _STOPS


_NO_CHANGE_AFTER = frozenset("值税资持")
"""What follows 增 and 增加 in words of another sense: 增加值, value added."""


def directions_of(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Direction | None]:
    """Return the direction of each reading; figures that "and" joins have one: grew 70% and 50%."""
    directions: list[Direction | None] = []
    floor, before = 0, None
    for index, reading in enumerate(readings):
        ceiling = readings[index + 1].begin if index + 1 < len(readings) else len(tokens)
        direction = direction_of(tokens, reading, floor, ceiling)
        if direction is None and _is_joined(tokens, readings, index):
            direction = before
        directions.append(direction)
        floor, before = reading.end, direction
    return directions


def _is_same_change(tokens: Sequence[Token], left: Reading, right: Reading) -> bool:
    """Return True where a figure says the change before it in another way: up 65,200, or 3.3 per cent."""
    is_after_or = tokens[right.begin - 1].word == "or" and right.amount.kind is FigureKind.PERCENT
    if not is_after_or:
        return False
    words = [token.word for token in tokens[left.end : right.begin]]
    return words in ([",", "or"], ["or"])


def _is_joined(tokens: Sequence[Token], readings: Sequence[Reading], index: int) -> bool:
    """Return True where "and" joins a figure to the one of its kind before it: fell 3% in quantity and 20% in value."""
    if index == 0:
        return False
    left, right = readings[index - 1], readings[index]
    if _is_same_change(tokens, left, right):
        return True
    distance = right.begin - left.end
    if not 0 < distance <= _MAX_JOINED or tokens[right.begin - 1].word not in _ANDS:
        return False
    between = tokens[left.end : right.begin]
    is_one_clause = not any(token.word in _ENDS or token.gap is LINE_BREAK for token in between)
    return is_one_clause and left.amount.kind is right.amount.kind


def direction_of(
    tokens: Sequence[Token], reading: Reading, floor: int, ceiling: int
) -> Direction | None:
    """Return the direction of a figure; the words between `floor` and `ceiling` belong to no other figure."""
    amount = reading.amount
    if amount.kind is FigureKind.RANK or amount.unit in TIMES:
        return None
    is_verb = amount.kind is FigureKind.MULTIPLE and amount.end == amount.number_end
    if is_verb:
        return _direction_before(tokens, reading, floor) or _direction_of_multiple(reading)
    after = _direction_after(tokens, reading, ceiling)
    if after:
        return after
    if floor < reading.begin and tokens[reading.begin - 1].word in LEVEL_WORDS:
        return direction_of_level(tokens, reading.begin)
    return _direction_before(tokens, reading, floor)


def _direction_of_multiple(reading: Reading) -> Direction | None:
    """Return the direction of doubled and halved themselves."""
    value = reading.amount.value
    if value is None:
        return None
    return Direction.RISE if value > 1 else Direction.FALL


def _direction_after(tokens: Sequence[Token], reading: Reading, ceiling: int) -> Direction | None:
    """Read the noun right after a figure; words such as annual may stand between."""
    nouns = nouns_of_change()
    limit = min(ceiling, reading.end + _MAX_ADJECTIVES)
    for index in range(reading.end, limit):
        token = tokens[index]
        if token.gap is LINE_BREAK:
            return None
        match = nouns.match(tokens, index)
        if match and not _leads_to_next(tokens, match.end, ceiling):
            return match.meaning
        if token.word not in ADJECTIVES:
            return None
    return None


def _leads_to_next(tokens: Sequence[Token], end: int, ceiling: int) -> bool:
    """Return True where the word belongs to the next figure: 5%, up 3%; 5% 增长3%."""
    if end >= len(tokens):
        return False
    return end == ceiling or tokens[end].word in ("of", "by", "了", "to")


def _direction_before(tokens: Sequence[Token], reading: Reading, floor: int) -> Direction | None:
    """Read the nearest word of a change before a figure."""
    lowest = max(floor, reading.begin - _MAX_BEFORE)
    end, words = reading.begin, words_of_change()
    last_characters = words.last_characters
    while end > lowest and tokens[end].gap is not LINE_BREAK:
        word = tokens[end - 1].word
        # Most words end otherwise: the look at a character saves an eighth of the time that Chinese text takes.
        match = words.match_before(tokens, end) if word[-1] in last_characters else None
        if match and tokens[end].word in _NO_CHANGE_AFTER:
            end = match.begin
            continue
        if match and match.begin >= lowest:
            verb = _verb_of_object(tokens, match, reading, lowest)
            return verb.meaning if verb else match.meaning
        if word in _BARRIERS:
            return None
        end -= 1
    return None


def _verb_of_object(
    tokens: Sequence[Token], noun: Match[Direction], reading: Reading, lowest: int
) -> Match[Direction] | None:
    """Return the verb whose object a noun of change is: lowered GDP growth by 0.7 points."""
    is_object = noun.end == reading.begin - 1 and tokens[noun.end].word == "by"
    if not is_object:
        return None
    for end in range(noun.begin, lowest, -1):
        verb = words_of_change().match_before(tokens, end)
        if verb and tokens[verb.begin].word in _TRANSITIVE:
            return verb
        if tokens[end - 1].word in _BARRIERS:
            return None
    return None
