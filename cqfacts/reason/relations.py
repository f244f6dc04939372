"""What documents say about their figures, judged on the intervals of what they print: it holds, fails, or cannot be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from cqfacts.model.fact import Conflict, ConflictKind, Fact, Relation, RelationKind, range_words
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.quantity import Qualifier, parse_quantity
from cqfacts.model.vocabulary import Unit

_HUNDRED = exactly(100)
_PERCENT = Unit("percent", "share", "percent", "percent", symbol="%")


class Outcome(StrEnum):
    """What the printed digits say of a relation."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_BE_TOLD = "cannot-be-told"

    @property
    def opposite(self) -> "Outcome":
        """What is said of a claim by what is said of its contrary."""
        return {Outcome.HOLDS: Outcome.FAILS, Outcome.FAILS: Outcome.HOLDS}.get(self, self)


class Judgement(NamedTuple):
    """A relation, or several that make one claim, the facts that it is about, and what they say of it."""

    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    outcome: Outcome
    arithmetic: str
    """The figures set against each other, as a sentence."""


def judge(relations: Iterable[Relation], facts: Mapping[str, Fact]) -> list[Judgement]:
    """Judge each relation between facts, given by their ids; parts of one figure, and of one total, together."""
    groups: dict[tuple[str, str], list[Relation]] = {}
    for relation in relations:
        shared = {RelationKind.PART_OF: relation.right, RelationKind.TOTAL_OF: relation.left}
        groups.setdefault((relation.relation, shared.get(relation.relation, relation.id)), []).append(relation)
    return [_judged(group, facts) for group in groups.values()]


def conflicts_of(judgement: Judgement) -> dict[str, Conflict]:
    """What a relation that fails says on each fact that it is about, by the fact's id."""
    if judgement.outcome is not Outcome.FAILS:
        return {}
    ids = [fact.id for fact in judgement.facts]
    said = " ".join(relation.statement for relation in judgement.relations)
    reason = f"{said} The figures say otherwise: {judgement.arithmetic}"
    return {
        name: Conflict(ConflictKind.RELATION, tuple(other for other in ids if other != name), reason) for name in ids
    }


def contradictions(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Of figures for the same thing those that cannot both be true."""
    for one, other in combinations(facts, 2):
        apart = Outcome.HOLDS in (_is_higher(one, other), _is_higher(other, one))
        if one.quantity and other.quantity and one.unit == other.unit and apart:
            yield one, other


def contradiction_words(one: Fact, other: Fact, why: str = "They are figures for the same thing.") -> str:
    """Why two figures cannot both be true."""
    return f"{_placed(one)} and {_placed(other)} cannot both be true. {why}"


def _placed(fact: Fact) -> str:
    """A figure with what it is about."""
    return f"{fact.title}, {fact.area.title}, {fact.period.words}: {known_as(fact)}"


def known_as(fact: Fact) -> str:
    """A figure by the interval that its digits allow: "22.5% (22.45 to 22.55%)"."""
    if fact.unit is None:
        return fact.text
    known = range_words(fact.interval, fact.unit)
    printed = fact.derivation is None and fact.interval.width
    return f"{fact.text} ({known})" if printed else fact.text


def _judged(group: list[Relation], facts: Mapping[str, Fact]) -> Judgement:
    first = group[0]
    if first.relation in (RelationKind.TOTAL_OF, RelationKind.PART_OF):
        return _judged_parts(group, facts)
    left, right = facts[first.left], facts[first.right]
    words = f"{known_as(left)} against {known_as(right)}"
    if left.unit != right.unit:
        return Judgement((first,), (left, right), Outcome.CANNOT_BE_TOLD, f"{words}, in different units.")
    if first.by is None:
        higher, lower = (right, left) if first.relation is RelationKind.RANKS_ABOVE else (left, right)
        is_equal = first.relation is RelationKind.EQUALS
        outcome = _is_equal(left.interval, right.interval) if is_equal else _is_higher(higher, lower)
        return Judgement((first,), (left, right), outcome, f"{words}.")
    found, unit = _measured(first.relation, left, right)
    outcome = _is_equal(found, parse_quantity(first.by).interval())
    said = f"{range_words(found, unit)} where {first.by} is said" if unit else ""
    return Judgement((first,), (left, right), outcome, f"{words}: {said}.")


def _measured(kind: RelationKind, left: Fact, right: Fact) -> tuple[Interval, Unit | None]:
    """What the figures give for the figure of the relation itself, with its unit."""
    one, other = left.interval, right.interval
    if kind is RelationKind.POINTS_ABOVE:
        return one.minus(other), left.unit
    if kind is RelationKind.PERCENT_ABOVE:
        return one.over(other).minus(exactly(1)).times(_HUNDRED), _PERCENT
    return one.over(other).times(_HUNDRED), _PERCENT


def _judged_parts(group: list[Relation], facts: Mapping[str, Fact]) -> Judgement:
    """Parts against the figure that they are parts of: together no more than it, and all of it where it is their total."""
    total = group[0].relation is RelationKind.TOTAL_OF
    whole = facts[group[0].left if total else group[0].right]
    parts = [facts[relation.right if total else relation.left] for relation in group]
    shares = all(part.unit and part.unit.symbol == "%" for part in parts) and whole.unit != parts[0].unit
    outer = _HUNDRED if shares else whole.interval
    together = parts[0].interval
    for part in parts[1:]:
        together = together.plus(part.interval)
    if not shares and any(part.unit != whole.unit for part in parts):
        outcome = Outcome.CANNOT_BE_TOLD
    elif total:
        outcome = _is_equal(together, outer)
    else:
        outcome = is_above(together, outer).opposite
    words = f"{' + '.join(known_as(part) for part in parts)} against {'100%' if shares else known_as(whole)}."
    return Judgement(tuple(group), (*parts, whole), outcome, words)


def is_above(one: Interval, other: Interval, *, strict: bool = False) -> Outcome:
    """Whether a true value is higher than another; `strict`: one of the bounds that may touch cannot be a true value."""
    (low, high), (its_low, its_high) = one, other
    if low is not None and its_high is not None and (low > its_high or (strict and low == its_high)):
        return Outcome.HOLDS
    if high is not None and its_low is not None and high <= its_low:
        return Outcome.FAILS
    return Outcome.CANNOT_BE_TOLD


def _is_higher(one: Fact, other: Fact) -> Outcome:
    """Whether one figure is higher; more than 5 is above 5, and at least 5 need not be."""
    strict = _excludes(one, Qualifier.MORE_THAN) or _excludes(other, Qualifier.LESS_THAN)
    return is_above(one.interval, other.interval, strict=strict)


def _excludes(fact: Fact, limit: Qualifier) -> bool:
    """Whether a figure is a limit that its true value cannot be."""
    return fact.quantity is not None and fact.quantity.qualifier is limit


def _is_equal(one: Interval, other: Interval) -> Outcome:
    """Whether two intervals may hold the same value: then the digits agree, which is all that they can say."""
    if None in (one.width, other.width):
        return Outcome.CANNOT_BE_TOLD if one.meets(other) else Outcome.FAILS
    return Outcome.HOLDS if one.meets(other) else Outcome.FAILS
