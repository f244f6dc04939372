"""The tokens that a rule takes, from which its reader makes a stretch of time."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_lexemes import Token
from cqfacts.reader.times_stretch import Stretch


class Phrase(NamedTuple):
    """The tokens that a rule takes, by name."""

    tokens: list[Token]
    match: re.Match[str]
    clock: Clock

    def number(self, name: str) -> int:
        """Return the number of the token of that name; 0 where the rule has none here."""
        token = self.token(name)
        if token:
            return token.number
        return 0

    def code(self, name: str) -> str:
        """Return the code of the token of that name; empty where the rule has none here."""
        token = self.token(name)
        if token:
            return token.code
        return ""

    def token(self, name: str) -> Token | None:
        """Return the token of that name; None where the rule has none here."""
        if name not in self.match.re.groupindex:
            return None
        index = self.match.start(name)
        if index < 0:
            return None
        return self.tokens[index]

    def stretch(self, name: str) -> Stretch | None:
        """Return the stretch of the token of that name."""
        token = self.token(name)
        if token:
            return token.stretch
        return None


PhraseReader = Callable[[Phrase], Stretch | None]


def always(stretch: Stretch) -> PhraseReader:
    """Return a reader of words that always say the same."""

    def read(_: Phrase) -> Stretch:
        return stretch

    return read


def read_time(phrase: Phrase) -> Stretch | None:
    """Read a token that says a time by itself."""
    return phrase.stretch("time")
