"""The indicators that belong to a measure: of exports, also their value, growth, share and rank."""

from typing import NamedTuple

from cqfacts.index.read import Index
from cqfacts.model.names import fold
from cqfacts.model.vocabulary import Indicator, Kind, Measure

CLASSES = frozenset(("growth", "share", "rank"))
CLASS_OF_KIND = {
    Kind.GROWTH: "growth",
    Kind.CHANGE: "growth",
    Kind.DIFFERENCE: "growth",
    Kind.CONTRIBUTION: "share",
    Kind.SHARE: "share",
    Kind.RANK: "rank",
}
"""The class of figures that a kind of indicator belongs to, where that is no level and no state."""


class Family(NamedTuple):
    """A measure, or a class of figures, and the ids of the indicators that belong to it."""

    id: str
    indicators: frozenset[str]


def measures_of(index: Index, indicator: Indicator) -> set[str]:
    """Return the measure of an indicator, and of what it is a growth, a part or a rank of."""
    bases = filter(None, (indicator.level, indicator.part, indicator.ranks))
    measures = {indicator.measure, *(index.entry(Indicator, basis).measure for basis in bases)}
    values_of = (index.entry(Measure, measure).value_of for measure in measures)
    return measures | set(filter(None, values_of))


def find_family(index: Index, measure: Measure) -> Family:
    """Return the family of a measure. One that bears the name of a class, such as growth, has all figures of that class."""
    names = {fold(measure.id), fold(measure.title)}
    members = {
        indicator.id
        for indicator in index.entries(Indicator)
        if measure.id in measures_of(index, indicator)
    }
    for name in names & CLASSES:
        members |= find_class(index, name).indicators
    return Family(measure.id, frozenset(members))


def find_class(index: Index, name: str) -> Family:
    """Return a class of figures: growth, share or rank."""
    members = (
        indicator.id
        for indicator in index.entries(Indicator)
        if CLASS_OF_KIND.get(indicator.kind) == name
    )
    return Family(name, frozenset(members))
