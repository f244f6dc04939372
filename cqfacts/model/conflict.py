"""What documents say about their figures, judged on the intervals of what they print: it holds, fails, or cannot be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from cqfacts.model.fact import Conflict, Fact, Relation, RelationKind, interval_words, range_words
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import Unit

_HUNDRED = exactly(100)
_PERCENT = Unit("percent", "share", "percent", "percent", symbol="%")


class Outcome(StrEnum):
    """What the printed digits say of a relation."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_BE_TOLD = "cannot-be-told"


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
    return {name: Conflict(tuple(other for other in ids if other != name), reason) for name in ids}


def contradictions(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Of figures for the same thing those that cannot both be true."""
    for one, other in combinations(facts, 2):
        if one.quantity and other.quantity and one.unit == other.unit and not one.interval.meets(other.interval):
            yield one, other


def contradiction_words(one: Fact, other: Fact) -> str:
    """Why two figures for the same thing cannot both be true."""
    return f"{known_as(one)} and {known_as(other)} are said of the same thing and cannot both be true."


def known_as(fact: Fact) -> str:
    """A figure by the interval that its digits allow: "22.5% (22.45 to 22.55%)"."""
    if fact.unit is None:
        return fact.text
    known = range_words(fact.interval, fact.unit)
    printed = fact.derivation is None and fact.interval.width
    return f"{fact.text} ({known})" if printed else fact.text


def _judged(group: list[Relation], facts: Mapping[str, Fact]) -> Judgement:
    first = group[0]
    left, right = facts[first.left], facts[first.right]
    by = parse_quantity(first.by).interval() if first.by else exactly(0)
    one, other = left.interval, right.interval
    same_unit = left.unit == right.unit
    words = f"{known_as(left)} against {known_as(right)}"
    match first.relation:
        case RelationKind.HIGHER_THAN:
            outcome = _is_above(one, other) if same_unit else Outcome.CANNOT_BE_TOLD
        case RelationKind.RANKS_ABOVE:
            outcome = _is_above(other, one)
        case RelationKind.EQUALS:
            outcome = _is_equal(one, other) if same_unit else Outcome.CANNOT_BE_TOLD
        case RelationKind.POINTS_ABOVE:
            outcome = _is_equal(one.minus(other), by)
            words += f", {_spoken(one.minus(other), left)} apart where {first.by} is said"
        case RelationKind.PERCENT_ABOVE:
            rise = one.over(other).minus(exactly(1)).times(_HUNDRED)
            outcome = _is_equal(rise, by) if same_unit else Outcome.CANNOT_BE_TOLD
            words += f", {interval_words(rise, _PERCENT)} above where {first.by}% is said"
        case RelationKind.SHARE_OF:
            share = one.over(other).times(_HUNDRED)
            outcome = _is_equal(share, by) if same_unit else Outcome.CANNOT_BE_TOLD
            words += f", {interval_words(share, _PERCENT)} of it where {first.by} is said"
        case RelationKind.TOTAL_OF | RelationKind.PART_OF:
            return _judged_parts(group, facts)
    return Judgement((first,), (left, right), outcome, f"{words}.")


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
        above = _is_above(together, outer)
        outcome = {Outcome.HOLDS: Outcome.FAILS, Outcome.FAILS: Outcome.HOLDS}.get(above, above)
    words = f"{' + '.join(known_as(part) for part in parts)} against {'100%' if shares else known_as(whole)}."
    return Judgement(tuple(group), (*parts, whole), outcome, words)


def _is_above(one: Interval, other: Interval) -> Outcome:
    if one.low is not None and other.high is not None and one.low > other.high:
        return Outcome.HOLDS
    if one.high is not None and other.low is not None and one.high <= other.low:
        return Outcome.FAILS
    return Outcome.CANNOT_BE_TOLD


def _is_equal(one: Interval, other: Interval) -> Outcome:
    """Whether two intervals may hold the same value: then the digits agree, which is all that they can say."""
    if None in (one.width, other.width):
        return Outcome.CANNOT_BE_TOLD if one.meets(other) else Outcome.FAILS
    return Outcome.HOLDS if one.meets(other) else Outcome.FAILS


def _spoken(interval: Interval, like: Fact) -> str:
    return interval_words(interval, like.unit) if like.unit else ""
