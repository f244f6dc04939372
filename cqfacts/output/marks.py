"""Marks that stand beside a figure, and what they and the signs before a figure mean."""

from cqfacts.model import quantity
from cqfacts.model.fact import Fact, Status
from cqfacts.model.figure_words import QUALIFIER_WORDS
from cqfacts.model.period import Dating

MARKS = {
    "=": "implied: computed, printed nowhere",
    "?": "doubtful, see below",
    "!": "in conflict, see below",
    "i": "period inferred",
    "f": "forecast or plan",
    "r": "revised: superseded by a newer figure",
}
"""Each mark and its meaning, in the order in which marks and their legend are shown."""
SIGNS = {
    sign: QUALIFIER_WORDS[qualifier]
    for sign, qualifier in quantity.SIGNS.items()
    if sign and not sign.isalpha()
}
"""Each sign of a figure that is not exact, and its meaning. Words say themselves what they mean."""


def marks(fact: Fact) -> str:
    """Return the marks of a fact, in the order of MARKS."""
    applies = {
        "=": fact.implied,
        "?": bool(fact.marked_doubts),
        "!": bool(fact.conflicts),
        "i": fact.dating is Dating.INFERRED,
        "f": fact.status is Status.FORECAST,
        "r": fact.superseded_by is not None,
    }
    return "".join(mark for mark in MARKS if applies[mark])
