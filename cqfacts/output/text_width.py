"""Estimate how wide text is in a picture whose font nobody knows, and break it into lines.

The widths are those of Verdana or DejaVu Sans, whichever is wider: they are the widest fonts that usually stand for sans-serif,
so that in any other font a line is shorter. A Chinese character is an em wide.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import category

_WIDTHS = {
    0.43: " !'(),-./:;I[\\]fijlrt|·",
    0.6: '"*?Jcksvxyz_`',
    0.7: "$0123456789FLTPSXYZabdeghnopquv{}¶–¢£¥",
    0.85: "&#+<=>^~ABCDEGHKNORUVQ",
}
"""In parts of the size of the font: the widest of the characters behind each."""
_EM = {character: width for width, characters in _WIDTHS.items() for character in characters}
_WIDEST = 1.1
"""The width of every other character: W, %, an accented letter, a Chinese character."""
_BOLD = 1.16


_BOLD_CLASSES = ("strong", "mark", "title")


class Word(NamedTuple):
    """A word of a picture with its class of style."""

    text: str
    css_class: str = ""

    def width(self, size: float) -> float:
        """Return the most pixels that it takes, in a font of a size in pixels."""
        width = size * sum(map(_em, self.text))
        return width * _BOLD if self.css_class in _BOLD_CLASSES else width


def _em(character: str) -> float:
    return 0 if category(character) == "Mn" else _EM.get(character, _WIDEST)


def words_of(text: str, css_class: str = "") -> list[Word]:
    """Return the words of a text."""
    return [Word(word, css_class) for word in text.split()]


def break_lines(words: Iterable[Word], width: float, size: float) -> list[list[Word]]:
    """Return words in lines that are no wider than a width in pixels; a wider word is broken.

    >>> [[word.text for word in line] for line in break_lines(words_of("one two three"), 60, 10)]
    [['one', 'two'], ['three']]
    """
    space = Word(" ", "strong").width(size)
    lines: list[list[Word]] = []
    room = 0.0
    for word in _break_words(words, width, size):
        needed = space + word.width(size)
        if not lines or needed > room:
            lines.append([])
            room = width + space
        lines[-1].append(word)
        room -= needed
    return lines


def _break_words(words: Iterable[Word], width: float, size: float) -> Iterator[Word]:
    for word in words:
        if word.width(size) <= width:
            yield word
        else:
            yield from _break_word(word, width, size)


def _break_word(word: Word, width: float, size: float) -> Iterator[Word]:
    """Yield the parts of a word that is too wide, such as an address or a Chinese sentence."""
    part = word._replace(text="")
    for character in word.text:
        longer = part._replace(text=part.text + character)
        if part.text and longer.width(size) > width:
            yield part
            longer = part._replace(text=character)
        part = longer
    yield part
