"""The words, numbers and signs of time.

As they stand in a text they are lexemes. As they are read they are tokens, each with a code.
"""

from typing import NamedTuple

from cqfacts.model.period import PeriodError, parse_period
from cqfacts.reader import times_words as words
from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_stretch import Stretch, stretch_of, years

CODES = {
    "y": "four digits that may be a year",
    "Y": "a year",
    "j": "a year of two digits in Chinese, which counts only beside a month",
    "T": "a time that is complete",
    "P": "a part of a year",
    "R": "a time beside the date of the document",
    "S": "a season",
    "W": "a month and a day with a slash",
    "K": "the base of a change: year on year",
    "m": "a month",
    "z": "a month in Chinese",
    "g": "a day of a month in Chinese",
    "d": "a number up to 31",
    "n": "a number of an order in digits: 3rd",
    "i": "another number",
    "I": "within",
    "c": "a count in words",
    "r": "a count that is not exact: few, every",
    "N": "a number of an order in words, from the begin",
    "L": "the last of a year: closing, final",
    "l": "a place beside the document: this, last, next",
    "G": "a rough part: early, end, 下旬",
    "k": "about",
    "x": "year",
    "H": "half",
    "q": "quarter",
    "M": "month",
    "w": "week",
    "D": "day",
    "C": "decade",
    "U": "century",
    "t": "to",
    "h": "a hyphen",
    "/": "a slash",
    "a": "and",
    "f": "from",
    "o": "of",
    "e": "the",
    "E": "ended",
    "s": "starting",
    "O": "on",
    "B": "by, since",
    "b": "ago",
    "A": "after",
    "X": "now",
    "p": "period",
    "+": "combined",
    "v": "months that end with the date before: 止九个月",
    "u": "months that may end with the date before: 的九个月",
    "Q": "holiday",
    "Z": "之间, after a span",
    "J": "than, or",
    "V": "but",
    ",": "a comma",
    ".": "a point",
    ";": "the end of a sentence",
    "?": "nothing of time",
}
"""The meaning of each code of a token."""
EDGE_NAMES = tuple(words.PARTS_OF_A_YEAR)
"""The names of rough parts; the number of a token of code G is a place among them."""


class Token(NamedTuple):
    """A word, number or sign of a text."""

    code: str
    """The kind of word, in one character of CODES."""
    start: int
    end: int
    number: int = 0
    stretch: Stretch | None = None


class Lexeme(NamedTuple):
    """A word, number or sign as it stands in a text."""

    text: str
    """In small letters, with plain signs."""
    original: str
    start: int
    clock: Clock

    def token(self, code: str, number: int = 0, stretch: Stretch | None = None) -> Token:
        """Return the token of that code."""
        return Token(code, self.start, self.start + len(self.text), number, stretch)

    def nothing(self) -> Token:
        """Return the token of what says no time."""
        return self.token("?")

    def year(self, year: int) -> Token:
        """Return the token of a year."""
        return self.token("Y", year, years(year, year))

    def dated(self, edtf: str, alternative: str = "") -> Token:
        """Return the token of a date in EDTF; one that says nothing where there is no such date."""
        try:
            stretch = stretch_of(parse_period(edtf))
        except PeriodError:
            return self.nothing()
        return self.token("T", 0, stretch._replace(alternative=alternative))
