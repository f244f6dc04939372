"""Which figures a printed phrase says, in digits or in words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.quantity import SCALES, Quantity

# Those that press English uses for small numbers.
WORDS = {
    "one": "1", "first": "1", "two": "2", "second": "2", "three": "3", "third": "3", "four": "4", "fourth": "4",
    "five": "5", "fifth": "5", "six": "6", "sixth": "6", "seven": "7", "seventh": "7", "eight": "8", "eighth": "8",
    "nine": "9", "ninth": "9", "ten": "10", "tenth": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_FRACTIONS = {"half": "1/2", "third": "1/3", "quarter": "1/4", "fifth": "1/5"}
_SCALE = "|".join(SCALES)
_FIGURE = re.compile(
    rf"(?P<digits>\d{{1,40}}/\d{{1,40}}|\d{{1,40}}(?:[.,]\d{{1,40}}){{0,9}})(?:[ -]?(?P<scale>{_SCALE}))?"
    rf"(?=(?: ?(?:to|or|-|–) ?\d{{1,40}}(?:[.,]\d{{1,40}})? ?(?P<shared>{_SCALE}))?)"
    rf"|(?P<word>[a-z]{{1,40}})(?: (?P<word_scale>{_SCALE}))?",
    re.ASCII,
)
_SUPERLATIVES = ("largest", "biggest", "top")
_NUMBER = rf"(?:\d{{1,40}}(?:st|nd|rd|th)?|{'|'.join(WORDS)})"
_RANKED = re.compile(
    rf"(?P<before>\b{_NUMBER}[ -])?\b(?:{'|'.join(_SUPERLATIVES)})\b(?P<after>[ -]{_NUMBER}\b)?", re.ASCII
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)


_UPPER = (
    "no more than|not more than|less than|fewer than|under|below|nearly|almost|approach(?:ed|es|ing)?|up to|at most|within"
    "|close to"
)
_LOWER = (
    "no less than|not less than|no fewer than|more than|over|exceed(?:ed|s|ing)?|above|at least|surpass(?:ed|es|ing)?|beyond"
    "|upwards of"
)
_LIMIT = re.compile(
    rf"(?P<upper>\b(?:{_UPPER})\b|\btop(?=[ -])|不足|不到|以下|至多)|(?P<lower>\b(?:{_LOWER})\b|超过|多于|以上|至少)"
)
_LIMITED = re.compile(
    rf"(?:\b(?:{_UPPER}|{_LOWER}) (?:about |some |around |an? |the )?|不足|不到|至多|超过|多于|至少)$"
)


class Printed(NamedTuple):
    """One reading of a figure that a phrase prints."""

    digits: str
    """With a decimal point and without grouping, as a quantity has them."""
    scale: str
    """The scale word after them; empty where there is none."""


@lru_cache(4096)
def figures_in(printed: str) -> frozenset[Printed]:
    """Every figure that the phrase can be read to say.

    A comma before three digits is read both as grouping and as decimal, any other as decimal; in "5 to 6 million" the scale
    word may belong to both.

    >>> figures_in("2,5million ha")
    frozenset({Printed(digits='2.5', scale='million')})
    >>> sorted(figures_in("1,919 villages, a third"))
    [Printed(digits='1.919', scale=''), Printed(digits='1/3', scale=''), Printed(digits='1919', scale=''), Printed(digits='3', scale='')]
    """
    found = set()
    words = printed.lower()
    for match in _FIGURE.finditer(words):
        if match["digits"]:
            for digits in _readings(match["digits"]):
                found.add(Printed(digits, match["scale"] or ""))
                if match["shared"] and not match["scale"]:
                    found.add(Printed(digits, match["shared"]))
        elif match["word"]:
            found |= {Printed(digits, match["word_scale"] or "") for digits in _said(match["word"])}
    if _says_first(words):
        found.add(Printed("1", ""))
    return frozenset(found)


def _says_first(words: str) -> bool:
    """Whether a superlative says a rank of 1: third largest and top five do not."""
    if not any(word in words for word in _SUPERLATIVES):
        return False
    return any(not (match["before"] or match["after"]) for match in _RANKED.finditer(words))


def numbers_in(text: str) -> list[str]:
    """The numbers in digits, as they stand there.

    >>> numbers_in("one of the 19 of 1,919")
    ['19', '1,919']
    """
    return re.findall(r"\d+(?:[.,]\d+)*", text, re.ASCII)


def prints(printed: str, quantity: Quantity) -> bool:
    """Whether the phrase says the figure, digit for digit and with its scale word.

    The sign of a fall is often a word, so it is not compared.

    >>> from cqfacts.model.quantity import parse_quantity
    >>> [prints("more than 1.20 million", parse_quantity(value)) for value in ("1.20 million", "1.2 million", "1.20")]
    [True, False, False]
    """
    return Printed(quantity.digits.lstrip("-"), quantity.scale) in figures_in(printed)


def limits_in(printed: str) -> set[str]:
    """Which limits the words of a phrase say, upper or lower, whatever they are limits of.

    >>> sorted(limits_in("no more than 5, top five")), sorted(limits_in("over 6,000 of nearly 9,000"))
    (['upper'], ['lower', 'upper'])
    """
    return {str(match.lastgroup) for match in _LIMIT.finditer(printed.lower())}


def is_limited(printed: str, quantity: Quantity) -> bool:
    """Whether the figure stands in the phrase, and each time right after the words of a limit.

    >>> from cqfacts.model.quantity import parse_quantity
    >>> [is_limited(said, parse_quantity("6.7")) for said in ("over 6,7 percent", "6,7 percent over a year", "none")]
    [True, False, False]
    """
    words = printed.lower()
    said = [
        match for match in _FIGURE.finditer(words) if match["digits"] and quantity.digits in _readings(match["digits"])
    ]
    return bool(said) and all(_LIMITED.search(words[: match.start()]) for match in said)


def scales_of(printed: str, quantity: Quantity) -> list[str]:
    """The scale words with which the phrase prints the digits of the figure."""
    return [figure.scale for figure in figures_in(printed) if figure.digits == quantity.digits.lstrip("-")]


def _readings(token: str) -> Iterator[str]:
    if "/" in token:
        yield token
        return
    grouped = _GROUPED.fullmatch(token)
    if grouped or "," not in token:
        yield _plain(token.replace(",", ""))
    if token.count(",") == 1 and "." not in token:
        yield _plain(token.replace(",", "."))


def _plain(digits: str) -> str:
    """The digits without zeros before them."""
    whole, dot, decimals = digits.partition(".")
    return f"{whole.lstrip('0') or '0'}{dot}{decimals}"


def _said(word: str) -> Iterator[str]:
    yield from (said[word] for said in (WORDS, _FRACTIONS) if word in said)
