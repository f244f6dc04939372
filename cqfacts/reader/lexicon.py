"""Tables of phrases that are looked up in the tokens of a text, longest first."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from cqfacts.reader.tokens import Token, narrow_forms, tokenise

Meaning = TypeVar("Meaning")


class Match(NamedTuple, Generic[Meaning]):
    """A phrase that stands in a text, from the token `begin` to before the token `end`."""

    meaning: Meaning
    begin: int
    end: int


class _Node(Generic[Meaning]):
    """A place in the tree of words: what the words so far mean, and the words that may follow."""

    __slots__ = ("meaning", "next")

    def __init__(self) -> None:
        self.meaning: Meaning | None = None
        self.next: dict[str, _Node[Meaning]] = {}


class _Tree(Generic[Meaning]):
    """The tree of the phrases of a table, read from one side. The phrases of a character are added when it is first met."""

    def __init__(self, rows: Iterable[tuple[str, Meaning]], *, is_backward: bool) -> None:
        self._step = -1 if is_backward else 1
        index = -1 if is_backward else 0
        self.waiting: dict[str, list[tuple[str, Meaning]]] = {}
        """The phrases that are not in the tree yet, by their character at this side."""
        for row in rows:
            self.waiting.setdefault(_narrow(row[0][index]), []).append(row)
        self.characters = frozenset(self.waiting)
        """The characters at this side of all phrases."""
        self.root: _Node[Meaning] = _Node()

    def grow(self, character: str) -> None:
        """Add the phrases that have a character at the side from which they are read."""
        for phrase, meaning in self.waiting.pop(character):
            _add(self.root, _words_of(phrase)[:: self._step], meaning)


class Lexicon(Generic[Meaning]):
    """A table from phrases to meanings.

    >>> lexicon = Lexicon([("per cent", "percent"), ("per", "a")])
    >>> lexicon.match(tokenise("per cent of"), 0)
    Match(meaning='percent', begin=0, end=2)
    >>> lexicon.match_before(tokenise("nine per cent"), 3)
    Match(meaning='percent', begin=1, end=3)
    """

    def __init__(self, rows: Iterable[tuple[str, Meaning]]) -> None:
        self._rows = list(rows)

    @cached_property
    def _forward(self) -> _Tree[Meaning]:
        return _Tree(self._rows, is_backward=False)

    @cached_property
    def _backward(self) -> _Tree[Meaning]:
        return _Tree(self._rows, is_backward=True)

    def match(self, tokens: Sequence[Token], index: int) -> Match[Meaning] | None:
        """Return the longest phrase that begins with the token at an index."""
        if index >= len(tokens):
            return None
        tree, word = self._forward, tokens[index].word
        if word[0] in tree.waiting:
            tree.grow(word[0])
        node = tree.root.next.get(word)
        longest, end = None, index + 1
        while node is not None:
            if node.meaning is not None:
                longest = Match(node.meaning, index, end)
            if not node.next or end >= len(tokens):
                break
            token = tokens[end]
            if token.number and not token.is_glued:
                break
            node = node.next.get(token.word)
            end += 1
        return longest

    def match_before(self, tokens: Sequence[Token], index: int) -> Match[Meaning] | None:
        """Return the longest phrase that ends right before the token at an index."""
        if index < 1:
            return None
        begin = index - 1
        tree, word = self._backward, tokens[begin].word
        if word[-1] in tree.waiting:
            tree.grow(word[-1])
        node = tree.root.next.get(word)
        longest = None
        while node is not None:
            if node.meaning is not None:
                longest = Match(node.meaning, begin, index)
            if not node.next or begin == 0:
                break
            begin -= 1
            node = node.next.get(tokens[begin].word)
        return longest

    @property
    def last_characters(self) -> frozenset[str]:
        """The characters with which phrases end."""
        return self._backward.characters

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which phrases begin."""
        return frozenset(_first_word(phrase) for phrase, _ in self._rows)


def _narrow(character: str) -> str:
    """Return a character as texts are read: narrow, simplified and small."""
    if character.isascii():
        return character.lower()
    return narrow_forms().get(ord(character), character).lower()


def _first_word(phrase: str) -> str:
    """Return the word with which a phrase begins, as a text would be cut into words."""
    first_character = phrase[0]
    is_letter = first_character.isalpha() and first_character.isascii()
    if not is_letter and not first_character.isdecimal():
        return _narrow(first_character)
    return _words_of(phrase)[0]


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
