"""The record of what a fact does not meet of a question."""

from collections.abc import Iterable
from typing import NamedTuple

LEVEL, COUNT, POINTS, WHO, FIGURE, SIZE = (
    "the figure itself",
    "a count",
    "percentage points",
    "who or which",
    "a figure",
    "a length or a time",
)
"""What a question asks for beside what the vocabulary names."""


class Unmet(NamedTuple):
    """A condition of a question that a fact does not meet: a period, area, subject, measure, unit, or a word."""

    what: str
    asked: str
    has: str | None
    hard: bool = True
    """Set where the fact cannot be the answer for it."""
    names: tuple[str, str] | None = None
    """What was asked and what it has as people call them, where the others are ids."""
    near: bool = True
    """Set where a fact that differs in nothing else is near to the answer: the part of a year, the wider area."""
    likely: str | None = None
    """Of a period: the one that a doubt says is likely, where that is another than the one printed."""


def joined(names: Iterable[str]) -> str:
    """Return names as one text, each once."""
    return ", ".join(sorted(set(names)))
