"""Read the figures that a printed phrase says, in digits or in words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.english import CARDINALS, ORDINALS
from cqfacts.model.quantity import SCALES, Printed, Quantity

# Those that press English uses for small numbers.
WORDS = {word: str(number) for word, number in (CARDINALS | ORDINALS).items()}
"""The digits of numbers that are written as words."""
_FRACTIONS = {"half": "1/2", "third": "1/3", "quarter": "1/4", "fifth": "1/5"}
_SCALE = "|".join(SCALES)
_FIGURE = re.compile(
    rf"(?P<digits>\d{{1,40}}/\d{{1,40}}|\d{{1,40}}(?:[.,]\d{{1,40}}){{0,9}})(?:[ -]?(?P<scale>{_SCALE}))?"
    rf"(?=(?: ?(?:to|or|-|–) ?\d{{1,40}}(?:[.,]\d{{1,40}})? ?(?P<shared>{_SCALE}))?)"
    rf"|(?P<word>[a-z]{{1,40}})(?: (?P<word_scale>{_SCALE}))?",
    re.ASCII,
)
"""Digits or a word, with a scale word; `shared` is the scale word of the figure after it: "5 to 6 million"."""
_SUPERLATIVES = ("largest", "biggest", "top")
_NUMBER = rf"(?:\d{{1,40}}(?:st|nd|rd|th)?|{'|'.join(WORDS)})"
_RANKED = re.compile(
    rf"(?P<before>\b{_NUMBER}[ -])?\b(?:{'|'.join(_SUPERLATIVES)})\b(?P<after>[ -]{_NUMBER}\b)?",
    re.ASCII,
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
_LIMIT_BEFORE = re.compile(
    rf"(?:\b(?:{_UPPER}|{_LOWER}) (?:about |some |around |an? |the )?|不足|不到|至多|超过|多于|至少)$"
)


class PrintedFigure(NamedTuple):
    """One reading of a figure that a phrase prints."""

    digits: str
    """With a decimal point and without grouping, as a quantity has them."""
    scale: str
    """The scale word after them; empty where there is none."""


@lru_cache(4096)
def figures_in(printed: str) -> frozenset[PrintedFigure]:
    """Return every figure that a phrase can be read to say.

    A comma before three digits is read both as grouping and as decimal, any other as decimal; in "5 to 6 million" the scale
    word may belong to both.

    >>> figures_in("2,5million ha")
    frozenset({PrintedFigure(digits='2.5', scale='million')})
    >>> sorted(tuple(figure) for figure in figures_in("1,919 villages, a third"))
    [('1.919', ''), ('1/3', ''), ('1919', ''), ('3', '')]
    """
    words = printed.lower()
    figures: set[PrintedFigure] = set()
    for match in _FIGURE.finditer(words):
        if match["digits"]:
            figures.update(_read_digits(match))
        elif match["word"]:
            figures.update(_read_word(match))
    if _says_first(words):
        figures.add(PrintedFigure("1", ""))
    return frozenset(figures)


def numbers_in(text: str) -> list[str]:
    """Return the numbers in digits, as they stand in a text.

    >>> numbers_in("one of the 19 of 1,919")
    ['19', '1,919']
    """
    return re.findall(r"\d+(?:[.,]\d+)*", text, re.ASCII)


def prints(printed: str, quantity: Quantity) -> bool:
    """Tell whether a phrase says a figure, digit for digit and with its scale word; of a range both ends.

    The sign of a fall is often a word, so it is not compared.

    >>> from cqfacts.model.quantity import parse_quantity
    >>> [prints("more than 1.20 million", parse_quantity(value)) for value in ("1.20 million", "1.2 million", "1.20")]
    [True, False, False]
    """
    figures = figures_in(printed)
    return all(_unsigned(end) in figures for end in quantity.ends)


def scales_of(printed: str, quantity: Quantity) -> list[str]:
    """Return the scale words with which a phrase prints the digits of a figure; an empty one stands for none."""
    digits = _unsigned(quantity.ends[0]).digits
    figures = figures_in(printed)
    return [figure.scale for figure in figures if figure.digits == digits]


def limits_in(printed: str) -> set[str]:
    """Return the limits that the words of a phrase say, "upper" and "lower", whatever they are limits of.

    >>> sorted(limits_in("no more than 5, top five")), sorted(limits_in("over 6,000 of nearly 9,000"))
    (['upper'], ['lower', 'upper'])
    """
    words = printed.lower()
    return {str(match.lastgroup) for match in _LIMIT.finditer(words)}


def is_limited(printed: str, quantity: Quantity) -> bool:
    """Tell whether a figure stands in a phrase, and each time right after the words of a limit.

    >>> from cqfacts.model.quantity import parse_quantity
    >>> [is_limited(phrase, parse_quantity("6.7")) for phrase in ("over 6,7 percent", "6,7 percent over a year", "none")]
    [True, False, False]
    """
    words = printed.lower()
    occurs = False
    for match in _FIGURE.finditer(words):
        if quantity.plain_digits not in _readings(match["digits"]):
            continue
        occurs = True
        if not _LIMIT_BEFORE.search(words[: match.start()]):
            return False
    return occurs


def _read_digits(match: re.Match[str]) -> Iterator[PrintedFigure]:
    """Yield the readings of digits with their scale word, or with that of the figure after them."""
    scale = match["scale"] or ""
    for digits in _readings(match["digits"]):
        yield PrintedFigure(digits, scale)
        if match["shared"] and not scale:
            yield PrintedFigure(digits, match["shared"])


def _read_word(match: re.Match[str]) -> Iterator[PrintedFigure]:
    """Yield the readings of a word that says a number, a fraction or both: a third."""
    scale = match["word_scale"] or ""
    for numerals in (WORDS, _FRACTIONS):
        digits = numerals.get(match["word"])
        if digits:
            yield PrintedFigure(digits, scale)


def _says_first(words: str) -> bool:
    """Tell whether a superlative says a rank of 1: third largest and top five do not."""
    if not any(superlative in words for superlative in _SUPERLATIVES):
        return False
    for match in _RANKED.finditer(words):
        stands_alone = not match["before"] and not match["after"]
        if stands_alone:
            return True
    return False


def _readings(token: str | None) -> list[str]:
    """Return the digits as which a token can be read; none where there is no token."""
    if token is None:
        return []
    if "/" in token:
        return [token]
    readings = []
    if "," not in token or _GROUPED.fullmatch(token):
        readings.append(_without_leading_zeros(token.replace(",", "")))
    if token.count(",") == 1 and "." not in token:
        readings.append(_without_leading_zeros(token.replace(",", ".")))
    return readings


def _without_leading_zeros(digits: str) -> str:
    whole, point, decimals = digits.partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{decimals}"


def _unsigned(end: Printed) -> PrintedFigure:
    return PrintedFigure(end.plain_digits.lstrip("-"), end.scale)
