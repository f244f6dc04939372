"""Marks that stand beside a figure, and what they mean."""

from typing import NamedTuple

from cqfacts.model import quantity
from cqfacts.model.fact import Fact
from cqfacts.model.figure_words import QUALIFIER_WORDS
from cqfacts.model.period import Dating


class Mark(NamedTuple):
    """A mark: its meaning, and what is said of so many facts that have it."""

    meaning: str
    counted: str
    way_out: str = ""
    """The command or option that says more."""


MARKS = {
    "=": Mark("implied: computed, printed nowhere", "implied", "cqfacts why ID"),
    "?": Mark("doubtful", "doubtful", "--doubts says why"),
    "!": Mark("in conflict", "in conflict", "--doubts says why"),
    "f": Mark("forecast or plan", "expected or planned"),
    "r": Mark("revised: superseded by a newer figure", "superseded by a newer figure"),
}
"""Each mark, in the order in which marks and what they say are shown."""
INFERRED = "c."
"""The sign before a period that is approximate or inferred: circa."""
SIGNS = {
    sign: QUALIFIER_WORDS[qualifier]
    for sign, qualifier in quantity.SIGNS.items()
    if sign and not sign.isalpha()
}
"""Each sign of a figure that is not exact, and its meaning. Words say themselves what they mean."""


def is_uncertain_time(fact: Fact) -> bool:
    """Return True where the period of a fact is approximate, or not printed."""
    return fact.period.about or fact.dating is Dating.INFERRED
