"""What the documents say that cannot all be true: relations that fail, and figures for the same thing that differ."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from cqfacts.model.conflict import Judgement, Outcome, contradiction_words, judge
from cqfacts.model.fact import Fact, Relation
from cqfacts.reason.imply import Implications


class Found(StrEnum):
    """By what a conflict was found."""

    RELATION = "relation"
    """What a document says about its figures."""
    SAME_THING = "same-thing"
    """Two printed figures for one thing."""
    IMPLIED = "implied"
    """A figure that others imply, beside one for the same thing."""


class Case(NamedTuple):
    """Something that the documents' figures were held against, and what they say of it."""

    found: Found
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
        found.append(Case(Found.IMPLIED, Outcome.FAILS, tuple(clash), contradiction_words(*clash)))
    return sorted(found, key=lambda case: list(_ORDER).index(case.outcome))


_ORDER = (Outcome.FAILS, Outcome.CANNOT_BE_TOLD, Outcome.HOLDS)


def _of_relation(judgement: Judgement) -> Case:
    return Case(Found.RELATION, judgement.outcome, judgement.facts, judgement.arithmetic, judgement.relations)


def _same_thing(facts: Sequence[Fact], by_id: Mapping[str, Fact]) -> list[Case]:
    """Each pair of printed figures that contradict each other, once. Relations that fail name facts of other files, too."""
    found = []
    for fact in facts:
        for conflict in fact.conflicts:
            others = [by_id[name] for name in conflict.others if name in by_id]
            if len(others) == 1 and fact.id < others[0].id and conflict.reason == contradiction_words(fact, others[0]):
                found.append(Case(Found.SAME_THING, Outcome.FAILS, (fact, others[0]), conflict.reason))
    return found
