"""All that speaks against each fact of a base, computed from all its facts at once: what the index must hold, by any road."""

from collections.abc import Iterable

from cqfacts.model.fact import Fact
from cqfacts.model.relation import Relation
from cqfacts.reason.conflicts import (
    ConflictsById,
    implied_conflicts,
    relation_conflicts,
    same_thing_conflicts,
)
from cqfacts.reason.imply import Implications


def conflicts_by_fact(
    facts: Iterable[Fact],
    relations: Iterable[Relation],
    implied: Implications,
) -> ConflictsById:
    """Return all conflicts of a base: of figures for the same thing, of relations that fail, of implied figures.

    `implied` is what `imply` makes of the facts once they carry the conflicts of `printed_conflicts`.
    """
    return _joined(printed_conflicts(facts, relations), implied_conflicts(implied))


def printed_conflicts(facts: Iterable[Fact], relations: Iterable[Relation]) -> ConflictsById:
    """Return the conflicts between printed facts: first those of the same thing, then those of relations that fail."""
    printed = list(facts)
    return _joined(same_thing_conflicts(printed), relation_conflicts(printed, relations))


def _joined(first: ConflictsById, second: ConflictsById) -> ConflictsById:
    return {name: (*first.get(name, ()), *second.get(name, ())) for name in {**first, **second}}
