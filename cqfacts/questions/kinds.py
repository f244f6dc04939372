"""Tell the kind of figure that a fact is: growth, share or rank, a count, and by which measures people call it."""

from functools import lru_cache
from typing import TYPE_CHECKING

from cqfacts.index.families import CLASS_OF_KIND
from cqfacts.index.read import Index
from cqfacts.model.fact import Fact
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Indicator, Kind, Measure

OVER_TIME = (Kind.FLOW, Kind.SHARE, Kind.RATIO, Kind.RANK, *KINDS_OF_CHANGE)
if TYPE_CHECKING:
    from cqfacts.questions.question import Phrase

_NOT_COUNTED = ("share", "share-difference", "rank", "money")


@lru_cache(8192)
def words_of(text: str) -> frozenset[str]:
    """Return the stemmed words of a text."""
    return frozenset(stems(text))


def class_of(fact: Fact) -> str | None:
    """Return growth, share or rank; None of a level or a state. What adds points to a growth is a part of that growth."""
    if (
        fact.indicator.kind is Kind.CONTRIBUTION
        and fact.unit
        and fact.unit.dimension == "share-difference"
    ):
        return "growth"
    return CLASS_OF_KIND.get(fact.indicator.kind)


def is_count(fact: Fact) -> bool:
    """Return whether it says how many."""
    return fact.unit is not None and fact.unit.dimension not in _NOT_COUNTED


def is_number(fact: Fact) -> bool:
    """Return whether it is a number of things, not a length, an area or a time."""
    return fact.unit is not None and fact.unit.dimension == "count"


def hints_at(phrase: "Phrase", indicator: Indicator) -> bool:
    """Return whether a phrase tells an indicator from others, or what it is a growth, a part or a rank of."""
    bases = (indicator.id, indicator.level, indicator.part, indicator.ranks)
    return any(base in phrase.hints for base in bases)


def counts(fact: Fact, words: frozenset[str]) -> bool:
    """Return whether those words name what a fact counts: ports, countries."""
    return fact.unit is not None and words == words_of(fact.unit.plural)


def telling(index: Index, measures: frozenset[str]) -> frozenset[str]:
    """Return those measures whose names are no everyday words."""
    return frozenset(measure for measure in measures if not index.entry(Measure, measure).everyday)
