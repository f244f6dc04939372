"""The noun whose size a level is: growth slowed to 4.2%, the decline in investment narrowed to 3.2%, 降幅收窄至3.2%.

A level after a verb (fell to 8.5%) is no size of a change. Where the subject of the verb is the noun of a change, the level
is the size of that change, and has the direction of the noun.
"""

from collections.abc import Sequence

from cqfacts.reader.directions import PACE_WORDS, subjects_of_change, words_of_change
from cqfacts.reader.records import Direction
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, Token

_MAX_CLAUSE = 20
"""In tokens: how far before a level its subject can stand."""
_CLAUSE_SIGNS = frozenset(".,;:!?()，。；：！？（）、")
_CLAUSE_WORDS = frozenset(
    {
        "while",
        "whereas",
        "but",
        "as",
        "after",
        "that",
        "which",
        "when",
        "despite",
        "than",
        "而",
        "但",
    }
)
_JOINTS = frozenset({"and", "or", "和", "及", "与"})


def direction_of_level(tokens: Sequence[Token], end: int) -> Direction | None:
    """Return the direction of the noun whose size stands after the level word before `end`; None where there is none."""
    begin = _first_of_clause(tokens, end)
    if tokens[end - 1].kind is HAN:
        return _noun_in(tokens, begin, end)
    verb = _verb_in(tokens, begin, end)
    if verb is None:
        return None
    is_of_pace = tokens[verb].word in PACE_WORDS
    return _noun_in(tokens, _first_of_subject(tokens, begin, verb, is_of_pace), verb)


def _first_of_clause(tokens: Sequence[Token], end: int) -> int:
    """Return the first token of the clause before an index."""
    for index in range(end - 1, max(end - _MAX_CLAUSE, 0) - 1, -1):
        token = tokens[index]
        if token.word in _CLAUSE_SIGNS or token.word in _CLAUSE_WORDS:
            return index + 1
        if token.gap is LINE_BREAK:
            return index
    return max(end - _MAX_CLAUSE, 0)


def _verb_in(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """Return the place of the last verb of a change or a state between two indices."""
    for index in range(end - 1, begin - 1, -1):
        if tokens[index].word in PACE_WORDS:
            return index
        match = words_of_change().match_before(tokens, index + 1)
        if match:
            return match.begin
    return None


def _first_of_subject(tokens: Sequence[Token], begin: int, verb: int, is_of_pace: bool) -> int:
    """Return the first token that may be the subject of a verb: no figure, and "and" before verbs of pace alone."""
    for index in range(verb - 1, begin - 1, -1):
        token = tokens[index]
        is_joint = token.word in _JOINTS and not is_of_pace
        if token.kind is NUMBER or is_joint:
            return index + 1
    return begin


def _noun_in(tokens: Sequence[Token], begin: int, end: int) -> Direction | None:
    """Return the direction of the last noun of a change between two indices."""
    for index in range(end, begin, -1):
        match = subjects_of_change().match_before(tokens, index)
        if match and match.begin >= begin:
            return match.meaning
    return None
