"""Tables of phrases that are looked up in the tokens of a text, longest first."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from cqfacts.reader.tokens import Token, narrow_forms, tokenise

Meaning = TypeVar("Meaning")


class Match(NamedTuple, Generic[Meaning]):
    """A phrase that stands in a text, from the token `first` to before the token `end`."""

    meaning: Meaning
    first: int
    end: int


class _Node(Generic[Meaning]):
    """A place in the tree of words: what the words so far mean, and the words that may follow."""

    __slots__ = ("meaning", "next")

    def __init__(self) -> None:
        self.meaning: Meaning | None = None
        self.next: dict[str, _Node[Meaning]] = {}


class Lexicon(Generic[Meaning]):
    """A table from phrases to meanings.

    >>> lexicon = Lexicon([("per cent", "percent"), ("per", "a")])
    >>> lexicon.match(tokenise("per cent of"), 0)
    Match(meaning='percent', first=0, end=2)
    >>> lexicon.match_before(tokenise("nine per cent"), 3)
    Match(meaning='percent', first=1, end=3)
    """

    def __init__(self, rows: Iterable[tuple[str, Meaning]]) -> None:
        self._rows = list(rows)

    @cached_property
    def _forward(self) -> _Node[Meaning]:
        root: _Node[Meaning] = _Node()
        for phrase, meaning in self._rows:
            _add(root, _words_of(phrase), meaning)
        return root

    @cached_property
    def _backward(self) -> _Node[Meaning]:
        root: _Node[Meaning] = _Node()
        for phrase, meaning in self._rows:
            _add(root, _words_of(phrase)[::-1], meaning)
        return root

    def match(self, tokens: Sequence[Token], place: int) -> Match[Meaning] | None:
        """Return the longest phrase that begins with the token at a place."""
        node, longest = self._forward, None
        for end in range(place, len(tokens)):
            token = tokens[end]
            child = node.next.get(token.word)
            if child is None or (end > place and token.number and not token.is_glued):
                break
            node = child
            if node.meaning is not None:
                longest = Match(node.meaning, place, end + 1)
        return longest

    def match_before(self, tokens: Sequence[Token], place: int) -> Match[Meaning] | None:
        """Return the longest phrase that ends right before the token at a place."""
        node, longest = self._backward, None
        for first in range(place - 1, -1, -1):
            child = node.next.get(tokens[first].word)
            if child is None:
                break
            node = child
            if node.meaning is not None:
                longest = Match(node.meaning, first, place)
        return longest

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which phrases begin."""
        return frozenset(self._forward.next)


def _words_of(phrase: str) -> list[str]:
    """Return the words of a phrase as a text would be cut into them."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return phrase.split()
    if min(phrase) >= "\u4e00" and max(phrase) <= "\u9fff" and phrase.isalpha():
        return list(phrase.translate(narrow_forms()))
    return [token.word for token in tokenise(phrase)]


def _add(root: _Node[Meaning], words: list[str], meaning: Meaning) -> None:
    node = root
    for word in words:
        node = node.next.setdefault(word, _Node())
    if node.meaning is None:
        node.meaning = meaning
