"""What the documents say that cannot all be true: relations that fail, and figures for the same thing that differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations, product
from typing import Any, NamedTuple

from cqfacts.model.fact import Conflict, ConflictKind, Fact, Relation
from cqfacts.model.vocabulary import Kind
from cqfacts.reason.imply import Clash, Implications, rests_on
from cqfacts.reason.relations import Judgement, Outcome, contradiction_words, is_above, judge, known_as


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
    figures: list[Fact] = []
    for fact in facts:
        if fact.quantity:
            figures.append(fact)
        if fact.id in named or fact.conflicts:
            by_id[fact.id] = fact
            twice.append(fact)
    found = [_of_relation(judgement) for judgement in judge(relations, by_id)]
    found += _same_thing(twice, by_id)
    found += _orders([*figures, *implied.facts])
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


def _orders(figures: Sequence[Fact]) -> Iterator[Case]:
    """A place nearer to the first implies a figure that is no lower: each two ranks whose figures are known."""
    ranks: dict[Any, list[Fact]] = defaultdict(list)
    levels: dict[Any, list[Fact]] = defaultdict(list)
    for fact in figures:
        when = (fact.period.start, fact.period.end, fact.status)
        if fact.indicator.kind is Kind.RANK and fact.indicator.ranks and not fact.entity:
            ranks[fact.indicator.ranks, when].append(fact)
        levels[fact.indicator.id, when, fact.area.id].append(fact)
    for (ordered, when), found in ranks.items():
        for one, other in permutations(found, 2):
            pairs = product(levels[ordered, when, one.area.id], levels[ordered, when, other.area.id])
            yield from (_order(one, other, *pair) for pair in pairs if _ranks_before(one, other))


def _ranks_before(one: Fact, other: Fact) -> bool:
    """Whether one place is surely nearer to the first, in the same field."""
    return one.area.id != other.area.id and is_above(other.interval, one.interval) is Outcome.HOLDS


def _order(one: Fact, other: Fact, level: Fact, its_level: Fact) -> Case:
    """What the figures of two ranked areas say of their order."""
    outcome = is_above(its_level.interval, level.interval).opposite
    places = f"{one.area.title} is {one.text} and {other.area.title} {other.text} by {level.title.lower()}"
    arithmetic = f"{places}, {level.period.words}: {known_as(level)} against {known_as(its_level)}."
    return Case(ConflictKind.ORDER, outcome, (one, other, level, its_level), arithmetic)


def told(fact: Fact, clashes: Iterable[Clash]) -> Fact:
    """The fact with what clashes speak against it."""
    found = tuple(
        Conflict(ConflictKind.IMPLIED, (other.id,), contradiction_words(*clash))
        for clash in clashes
        for one, other in ((clash.one, clash.other), (clash.other, clash.one))
        if rests_on(one, fact.id)
    )
    return fact._replace(conflicts=(*fact.conflicts, *found)) if found else fact
