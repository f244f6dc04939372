"""The tokens of a text, and the pieces of them that say times."""

import re
from functools import cache
from typing import NamedTuple

from cqfacts.reader.times_lexemes import Token
from cqfacts.reader.times_stretch import Stretch
from cqfacts.reader.times_tokens import codes_of


class Piece(NamedTuple):
    """A stretch of time with the places of its first and its last token."""

    stretch: Stretch
    head: int
    tail: int
    is_base: bool = False
    """True for the time that a change is on."""

    @property
    def is_one_token(self) -> bool:
        """True where one word says the time."""
        return self.head == self.tail


class Scene:
    """The tokens of a text."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        """In small letters, with plain signs."""
        self.tokens = tokens
        self.codes = codes_of(tokens)

    def start(self, piece: Piece) -> int:
        """Return the place of the first character of a piece."""
        return self.tokens[piece.head].start

    def end(self, piece: Piece) -> int:
        """Return the place after the last character of a piece."""
        return self.tokens[piece.tail].end

    def letter_before(self, piece: Piece) -> str:
        """Return the last character before a piece, but for a space.

        Empty at the begin of a line.
        """
        start = self.start(piece)
        return self.text[max(0, start - 2) : start].rstrip(" ")[-1:]

    def code(self, index: int) -> str:
        """Return the code of a token; empty where there is none."""
        if 0 <= index < len(self.codes):
            return self.codes[index]
        return ""

    def head_code(self, piece: Piece) -> str:
        """Return the code of the first token of a piece."""
        return self.codes[piece.head]

    def codes_between(self, piece: Piece, following: Piece) -> str:
        """Return the codes of the tokens between two pieces."""
        return self.codes[piece.tail + 1 : following.head]

    def text_between(self, piece: Piece, following: Piece) -> str:
        """Return the text between two pieces."""
        return self.text[self.end(piece) : self.start(following)]

    def search_before(self, pattern: str, start: int, width: int) -> re.Match[str] | None:
        """Return the place where a pattern stands in so many characters before another place."""
        return _compiled(pattern).search(self.text, max(0, start - width), start)

    def match_at(self, pattern: str, start: int) -> re.Match[str] | None:
        """Return the place where a pattern stands from a place on."""
        return _compiled(pattern).match(self.text, start)

    def last_letter(self, index: int) -> str:
        """Return the last character of a token."""
        return self.text[self.tokens[index].end - 1]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
