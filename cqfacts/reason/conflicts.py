"""What the documents say that cannot all be true: relations that fail, and figures for the same thing that differ."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cqfacts.model.conflict import Judgement, Outcome, contradiction_words, judge
from cqfacts.model.fact import Conflict, ConflictKind, Fact, Relation
from cqfacts.reason.imply import Clash, Implications, rests_on


class Case(NamedTuple):
    """Something that the documents' figures were held against, and what they say of it."""

    found: ConflictKind
    outcome: Outcome
    facts: tuple[Fact, ...]
    arithmetic: str
    relations: tuple[Relation, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a doubt is written down with a fact that it is about."""
        return any(fact.doubts for fact in self.facts)


def cases(facts: Iterable[Fact], relations: Sequence[Relation], implied: Implications) -> list[Case]:
    """Everything that figures can be held against: relations, the same thing said twice, what is implied; failures first."""
    named = {name for relation in relations for name in (relation.left, relation.right)}
    by_id: dict[str, Fact] = {}
    twice: list[Fact] = []
    for fact in facts:
        if fact.id in named or fact.conflicts:
            by_id[fact.id] = fact
            twice.append(fact)
    found = [_of_relation(judgement) for judgement in judge(relations, by_id)]
    found += _same_thing(twice, by_id)
    for clash in implied.clashes:
        found.append(Case(ConflictKind.IMPLIED, Outcome.FAILS, (clash.one, clash.other), contradiction_words(*clash)))
    return sorted(found, key=lambda case: list(_ORDER).index(case.outcome))


_ORDER = (Outcome.FAILS, Outcome.CANNOT_BE_TOLD, Outcome.HOLDS)


def _of_relation(judgement: Judgement) -> Case:
    return Case(ConflictKind.RELATION, judgement.outcome, judgement.facts, judgement.arithmetic, judgement.relations)


def _same_thing(facts: Sequence[Fact], by_id: Mapping[str, Fact]) -> list[Case]:
    """Each pair of printed figures that contradict each other, once."""
    pairs = {
        tuple(sorted((fact.id, *conflict.others))): conflict.reason
        for fact in facts
        for conflict in fact.conflicts
        if conflict.kind is ConflictKind.SAME_THING
    }
    return [
        Case(ConflictKind.SAME_THING, Outcome.FAILS, tuple(by_id[name] for name in names), reason)
        for names, reason in pairs.items()
    ]


def told(fact: Fact, clashes: Iterable[Clash]) -> Fact:
    """The fact with what clashes speak against it."""
    found = tuple(
        Conflict(ConflictKind.IMPLIED, (other.id,), contradiction_words(*clash))
        for clash in clashes
        for one, other in ((clash.one, clash.other), (clash.other, clash.one))
        if rests_on(one, fact.id)
    )
    return fact._replace(conflicts=(*fact.conflicts, *found)) if found else fact
