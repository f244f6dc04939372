"""Which numbers a printed phrase says, in digits or in words."""

import re
from fractions import Fraction
from functools import lru_cache

from cqfacts.model.quantity import SCALES

# Superlatives say a rank of 1; words are those that press English uses for small numbers.
_WORDS = {
    "one": 1, "first": 1, "largest": 1, "biggest": 1, "top": 1, "two": 2, "second": 2, "three": 3, "third": 3,
    "four": 4, "fourth": 4, "five": 5, "fifth": 5, "six": 6, "sixth": 6, "seven": 7, "seventh": 7, "eight": 8,
    "eighth": 8, "nine": 9, "ninth": 9, "ten": 10, "tenth": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_FRACTIONS = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5)}
_NUMBER = re.compile(r"\d{1,40}/\d{1,40}|\d{1,40}(?:[.,]\d{1,40}){0,9}", re.ASCII)


@lru_cache(4096)
def numbers_in(printed: str) -> frozenset[Fraction]:
    """Every number that the phrase can be read to say. A comma is read both as grouping and as decimal.

    >>> sorted(str(number) for number in numbers_in("2,5million ha"))
    ['25', '5/2']
    >>> [str(number) for number in numbers_in("three shifts")]
    ['3']
    """
    found = {number for token in _NUMBER.findall(printed) for number in _readings(token)}
    for word in re.findall(r"[a-z]+", printed.lower()):
        if word in _WORDS:
            found.add(Fraction(_WORDS[word]))
        if word in _FRACTIONS:
            found.add(_FRACTIONS[word])
    return frozenset(found)


def prints(printed: str, digits: str) -> bool:
    """Whether the phrase can be read to say the number; the sign of a fall is often a word, so it is not compared.

    >>> prints("2,5million ha", "2.5"), prints("more than 120", "20")
    (True, False)
    """
    plain = digits.lstrip("-")
    return plain in _NUMBER.findall(printed) or Fraction(plain) in numbers_in(printed)


def _readings(token: str) -> set[Fraction]:
    if "/" in token:
        part, whole = token.split("/")
        return {Fraction(int(part), int(whole))} if int(whole) else set()
    readings = {token.replace(",", "")}
    if token.count(",") == 1 and "." not in token:
        readings.add(token.replace(",", "."))
    return {Fraction(reading) for reading in readings if reading.count(".") <= 1}


@lru_cache(4096)
def scale_in(printed: str) -> str | None:
    """The scale word that the phrase prints, where it prints just one.

    >>> scale_in("66,21billion RMB")
    'billion'
    """
    found = [scale for scale in SCALES if scale in printed.lower()]
    return found[0] if len(found) == 1 else None
