"""What kind of figure a fact is: growth, share or rank, a count, and by which measures people call it."""

from functools import lru_cache

from cqfacts.index.read import Index
from cqfacts.model.fact import Fact
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import Indicator, Kind, Measure

CLASSES = frozenset(("growth", "share", "rank"))
OVER_TIME = (Kind.FLOW, Kind.GROWTH, Kind.SHARE, Kind.DIFFERENCE, Kind.CONTRIBUTION, Kind.RANK)
_CLASS = {
    Kind.GROWTH: "growth",
    Kind.DIFFERENCE: "growth",
    Kind.CONTRIBUTION: "share",
    Kind.SHARE: "share",
    Kind.RANK: "rank",
}
_NOT_COUNTED = ("share", "share-difference", "rank", "money")


@lru_cache(8192)
def words_of(text: str) -> frozenset[str]:
    """The stemmed words of a text."""
    return frozenset(stems(text))


def class_of(fact: Fact) -> str | None:
    """growth, share or rank; None of a level or a state. What adds points to a growth is a part of that growth."""
    if fact.indicator.kind is Kind.CONTRIBUTION and fact.unit and fact.unit.dimension == "share-difference":
        return "growth"
    return _CLASS.get(fact.indicator.kind)


def is_count(fact: Fact) -> bool:
    """Whether it says how many."""
    return fact.unit is not None and fact.unit.dimension not in _NOT_COUNTED


def is_number(fact: Fact) -> bool:
    """Whether it is a number of things, not a length, an area or a time."""
    return fact.unit is not None and fact.unit.dimension == "count"


def counts(fact: Fact, words: frozenset[str]) -> bool:
    """Whether those words name what a fact counts: ports, countries."""
    return fact.unit is not None and words == words_of(fact.unit.plural)


def measures_of(index: Index, indicator: Indicator) -> set[str]:
    """The measure of an indicator, and of what it is a growth, a part or a rank of."""
    about = [name for name in (indicator.growth_of, indicator.part, indicator.ranks) if name]
    found = {indicator.measure, *(index.entry(Indicator, name).measure for name in about)}
    called = (index.entry(Measure, name).value_of for name in found)
    return found | {name for name in called if name}


def telling(index: Index, measures: frozenset[str]) -> frozenset[str]:
    """Those measures whose names are no everyday words."""
    return frozenset(name for name in measures if not index.entry(Measure, name).everyday)
