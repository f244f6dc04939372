"""Words for people and things that are counted: after them 48m is 48 million, before a tower it is 48 metres."""

from collections.abc import Sequence

from cqfacts.reader.tokens import ONE_SPACE, WORD, Token

_COUNTED = frozenset(
    {
        "people", "children", "women", "men", "staff", "ones", "person", "youth", "cattle", "sheep", "personnel", "poor", "elderly",
        "unemployed", "migrants", "jobless", "adults",
    }
)  # fmt: skip
"""Names for people and things that are no plurals in -s."""
_ADJECTIVES = frozenset(
    {
        "new", "active", "daily", "monthly", "annual", "foreign", "domestic", "rural", "urban", "electric", "passenger", "private",
        "public", "mobile", "online", "young", "old", "poor", "chinese", "american", "local", "overseas", "more", "extra", "additional",
        "other", "unique", "internet", "commercial", "smart", "fresh", "net", "global", "total",
    }
)  # fmt: skip
"""Adjectives that may stand before the name of what is counted, besides those in -ing and -ed."""
_NO_PLURALS = frozenset(
    {"this", "thus", "less", "plus", "across", "towards", "always", "is", "was", "has", "as", "its"}
)
_MAX_ADJECTIVES = 2
_LEAST_PLURAL = 4
"""In letters."""


def names_counted_things(tokens: Sequence[Token], index: int) -> bool:
    """Return True where a name for people or things that are counted stands at an index; two adjectives may precede it."""
    for noun in range(index, min(index + _MAX_ADJECTIVES + 1, len(tokens))):
        token = tokens[noun]
        if token.kind is not WORD or token.gap is not ONE_SPACE:
            return False
        if _is_counted(token.word):
            return True
        if not _is_adjective(token.word):
            return False
    return False


def _is_counted(word: str) -> bool:
    is_plural = len(word) >= _LEAST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word in _COUNTED or (is_plural and word not in _NO_PLURALS)


def _is_adjective(word: str) -> bool:
    return word in _ADJECTIVES or (len(word) > _LEAST_PLURAL and word.endswith(("ing", "ed")))
