"""The conflicts that speak against each fact of a base: of the same thing, of relations that fail, of implied figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cqfacts.model.fact import Conflict, ConflictKind, Fact
from cqfacts.model.relation import Relation
from cqfacts.reason.derivations import dependency_ids, depends_on
from cqfacts.reason.imply import Clash, Implications
from cqfacts.reason.relations import conflicts_of, contradiction_words, contradictions, judge
from cqfacts.reason.things import Thing, thing_of

ConflictsById = dict[str, tuple[Conflict, ...]]
"""The conflicts that speak against each fact, by the fact's id; a fact without conflicts has no entry."""


def conflicts_by_fact(
    facts: Iterable[Fact],
    relations: Iterable[Relation],
    implied: Implications,
) -> ConflictsById:
    """Return all conflicts of a base: of figures for the same thing, of relations that fail, of implied figures.

    `facts` are all printed facts of the base; the conflicts that they carry already are not read. `implied` is what
    `imply` makes of them once they carry the conflicts of `printed_conflicts`, which it hands on as doubts. The ids of
    implied figures are among the keys. Each conflict of a fact stands there once.
    """
    conflicts = printed_conflicts(facts, relations)
    for fact_id, with_implied in implied_conflicts(implied).items():
        between_printed = conflicts.get(fact_id, ())
        conflicts[fact_id] = (*between_printed, *with_implied)
    return conflicts


def printed_conflicts(facts: Iterable[Fact], relations: Iterable[Relation]) -> ConflictsById:
    """Return the conflicts between printed facts: first those of the same thing, then those of relations that fail."""
    by_id = {fact.id: fact for fact in facts}
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    for left, right in _find_contradictions(by_id.values()):
        against_left = Conflict(
            ConflictKind.SAME_THING, (right.id,), contradiction_words(left, right)
        )
        against_right = against_left._replace(others=(left.id,))
        conflicts[left.id].append(against_left)
        conflicts[right.id].append(against_right)
    for judgement in judge(relations, by_id):
        for fact_id, conflict in conflicts_of(judgement).items():
            conflicts[fact_id].append(conflict)
    return {fact_id: tuple(of_fact) for fact_id, of_fact in conflicts.items()}


def _find_contradictions(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield every two facts that are figures for the same thing and cannot both be true."""
    by_thing: dict[Thing, list[Fact]] = defaultdict(list)
    for fact in facts:
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


def attach_conflicts(fact: Fact, clashes: Iterable[Clash]) -> Fact:
    """Return a fact with the conflicts that clashes of implied figures bring up against it, behind those that it has."""
    conflicts = list(fact.conflicts)
    for clash in clashes:
        reason = contradiction_words(*clash)
        for side, opposite in _both_ways(clash):
            if depends_on(side, fact.id):
                conflict = Conflict(ConflictKind.IMPLIED, (opposite.id,), reason)
                conflicts.append(conflict)
    return fact._replace(conflicts=tuple(conflicts))
