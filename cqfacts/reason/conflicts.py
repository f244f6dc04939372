"""The conflicts that speak against each fact of a base: of the same thing, of relations that fail, of implied figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cqfacts.model.fact import Conflict, ConflictKind, Fact
from cqfacts.model.relation import Relation
from cqfacts.reason.derivations import dependency_ids
from cqfacts.reason.imply import Clash, Implications
from cqfacts.reason.relations import (
    MOST_RIVALS,
    conflicts_of,
    contradiction_words,
    contradictions,
    judge,
)
from cqfacts.reason.things import Thing, thing_of

ConflictsById = dict[str, tuple[Conflict, ...]]
"""The conflicts that speak against each fact, by the fact's id; a fact without conflicts has no entry."""


def same_thing_conflicts(facts: Iterable[Fact]) -> ConflictsById:
    """Return the conflicts between figures for the same thing, by the id of each; conflicts that facts carry are not read."""
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    for left, right in _find_contradictions(facts):
        against_left = Conflict(
            ConflictKind.SAME_THING, (right.id,), contradiction_words(left, right)
        )
        against_right = against_left._replace(others=(left.id,))
        _append_rival(conflicts[left.id], against_left)
        _append_rival(conflicts[right.id], against_right)
    return {fact_id: tuple(of_fact) for fact_id, of_fact in conflicts.items()}


def _append_rival(conflicts: list[Conflict], conflict: Conflict) -> None:
    """Add to the conflicts of a fact, up to the most that it is told of."""
    if len(conflicts) < MOST_RIVALS:
        conflicts.append(conflict)


def relation_conflicts(facts: Iterable[Fact], relations: Iterable[Relation]) -> ConflictsById:
    """Return the conflicts of relations that fail, for the facts that they are about."""
    by_id = {fact.id: fact for fact in facts}
    by_fact: dict[str, list[Conflict]] = defaultdict(list)
    for judgement in judge(relations, by_id):
        for fact_id, conflict in conflicts_of(judgement).items():
            by_fact[fact_id].append(conflict)
    return {fact_id: tuple(conflicts) for fact_id, conflicts in by_fact.items()}


def _find_contradictions(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield every two facts that are figures for the same thing and cannot both be true.

    A superseded one was not true, and is in conflict with none.
    """
    by_thing: dict[Thing, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.superseded_by:
            continue
        thing = thing_of(fact)
        by_thing[thing].append(fact)
    for same_thing in by_thing.values():
        yield from contradictions(same_thing)


def implied_conflicts(implied: Implications) -> ConflictsById:
    """Return the conflicts of implied figures, for both figures of each clash and for all that they depend on."""
    conflicts: dict[str, dict[Conflict, None]] = defaultdict(dict)
    for clash in implied.clashes:
        reason = contradiction_words(*clash)
        for fact_id, opponents in _opponents_in(clash).items():
            conflict = Conflict(ConflictKind.IMPLIED, tuple(opponents), reason)
            conflicts[fact_id][conflict] = None
    return {fact_id: tuple(of_fact) for fact_id, of_fact in conflicts.items()}


def _opponents_in(clash: Clash) -> Mapping[str, list[str]]:
    """Return the figures of the opposite side for each figure of a clash and each that one of those depends on, all by id.

    Where both sides depend on a figure, both stand against it.
    """
    opponents: dict[str, list[str]] = defaultdict(list)
    for side, opposite in _both_ways(clash):
        for fact_id in dependency_ids(side):
            if fact_id != opposite.id:
                opponents[fact_id].append(opposite.id)
    return opponents


def _both_ways(clash: Clash) -> tuple[tuple[Fact, Fact], tuple[Fact, Fact]]:
    """Return the two figures of a clash, each with the opposite one."""
    return (clash.left, clash.right), (clash.right, clash.left)
