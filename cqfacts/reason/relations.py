"""Judge what documents say about their figures, on the intervals of what they print: it holds, fails, or cannot be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, islice
from typing import NamedTuple

from cqfacts.model.fact import Conflict, ConflictKind, Fact
from cqfacts.model.figure_words import range_words
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.quantity import Qualifier, parse_quantity
from cqfacts.model.relation import Relation, RelationKind
from cqfacts.model.vocabulary import Unit

_ONE = exactly(1)
_HUNDRED = exactly(100)
_PERCENT = Unit("percent", "share", "percent", "percent", symbol="%")
_POINTS = Unit("percentage-points", "share-difference", "percentage point", "percentage points")

MOST_RIVALS = 50
"""The most figures for one thing that are all held against each other, and the most conflicts of a fact with such figures."""
_OUTERMOST = 5
"""Of more figures, the number of the lowest and of the highest that each is held against."""
_MOST_SAID = 20
"""The most statements and figures of one claim that the reason of a conflict repeats."""


class Outcome(StrEnum):
    """The judgement of the printed digits on a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_BE_TOLD = "cannot-be-told"

    @property
    def opposite(self) -> "Outcome":
        """The judgement on the contrary claim."""
        if self is Outcome.HOLDS:
            return Outcome.FAILS
        if self is Outcome.FAILS:
            return Outcome.HOLDS
        return Outcome.CANNOT_BE_TOLD


class Judgement(NamedTuple):
    """A relation, or several that make one claim, with the facts that it is about and the outcome."""

    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    outcome: Outcome
    arithmetic: str
    """The figures set against each other, as a sentence."""

    @property
    def disputed(self) -> tuple[Fact, ...]:
        """The facts that a failure speaks against: all; where a state makes the claim, only the state."""
        if self.relations[0].relation is RelationKind.SAYS_RISE_OF:
            return self.facts[:1]
        return self.facts


# --- judge relations


def judge(relations: Iterable[Relation], facts: Mapping[str, Fact]) -> list[Judgement]:
    """Judge each relation between facts; all parts of one figure, of one total, of one rise make one claim together.

    `facts` holds every fact of the relations by its id.
    """
    claims: dict[ClaimKey, list[Relation]] = defaultdict(list)
    for relation in relations:
        key = _claim_key(relation)
        claims[key].append(relation)
    return [_judge_claim(claim, facts) for claim in claims.values()]


class ClaimKey(NamedTuple):
    """The key that the relations of one claim share: their kind, and the id of the whole, the state or the only relation."""

    kind: RelationKind
    shared_id: str


def _claim_key(relation: Relation) -> ClaimKey:
    """Return the key of the claim that a relation belongs to."""
    kind = relation.relation
    if kind is RelationKind.PART_OF:
        return ClaimKey(kind, relation.right)
    if kind in (RelationKind.TOTAL_OF, RelationKind.SAYS_RISE_OF):
        return ClaimKey(kind, relation.left)
    return ClaimKey(kind, relation.id)


def _judge_claim(claim: Sequence[Relation], facts: Mapping[str, Fact]) -> Judgement:
    """Judge the relations of one claim."""
    relation = claim[0]
    left = facts[relation.left]
    right = facts[relation.right]
    if relation.relation is RelationKind.TOTAL_OF:
        parts = [facts[part_relation.right] for part_relation in claim]
        return _judge_parts(claim, left, parts)
    if relation.relation is RelationKind.PART_OF:
        parts = [facts[part_relation.left] for part_relation in claim]
        return _judge_parts(claim, right, parts)
    if relation.relation is RelationKind.SAYS_RISE_OF:
        figures = [facts[rise_relation.right] for rise_relation in claim]
        return _judge_rise(claim, left, figures)
    if left.unit == right.unit and relation.by is not None:
        return _judge_distance(relation, left, right, relation.by)
    return _judge_order(relation, left, right)


# --- judge a relation between two figures


def _judge_order(relation: Relation, left: Fact, right: Fact) -> Judgement:
    """Judge a relation that has no figure of its own."""
    figures = f"{text_with_range(left)} against {text_with_range(right)}"
    if left.unit is None or right.unit is None:
        outcome = Outcome.CANNOT_BE_TOLD
        figures = f"{figures}, which are not both figures"
    elif left.unit != right.unit:
        outcome = Outcome.CANNOT_BE_TOLD
        figures = f"{figures}, in different units"
    elif relation.relation is RelationKind.EQUALS:
        outcome = _judge_equal(left.interval, right.interval)
    elif relation.relation is RelationKind.RANKS_ABOVE:
        outcome = _judge_higher(right, left)  # the first place is the lowest number
    else:
        outcome = _judge_higher(left, right)
    return Judgement((relation,), (left, right), outcome, f"{figures}.")


def _judge_distance(
    relation: Relation,
    left: Fact,
    right: Fact,
    distance: str,
) -> Judgement:
    """Judge a relation that has a figure of its own, with the digits printed: 7.3 points above."""
    measured, unit = _measure(relation.relation, left, right)
    expected = parse_quantity(distance)
    outcome = _judge_equal(measured, expected.interval())
    figures = f"{text_with_range(left)} against {text_with_range(right)}"
    comparison = f"{range_words(measured, unit)} where {distance} is said" if unit else ""
    arithmetic = f"{figures}: {comparison}."
    return Judgement((relation,), (left, right), outcome, arithmetic)


def _measure(kind: RelationKind, left: Fact, right: Fact) -> tuple[Interval, Unit | None]:
    """Return the figure that a relation between two figures has by their digits, with its unit."""
    if kind is RelationKind.POINTS_ABOVE:
        difference = left.interval.minus(right.interval)
        are_percentages = left.unit is not None and left.unit.is_percent
        return difference, _POINTS if are_percentages else left.unit
    ratio = left.interval.over(right.interval)
    if kind is RelationKind.PERCENT_ABOVE:
        ratio = ratio.minus(_ONE)
    return ratio.times(_HUNDRED), _PERCENT


# --- judge parts of a whole


def _judge_parts(
    claim: Sequence[Relation],
    total_fact: Fact,
    parts: Sequence[Fact],
) -> Judgement:
    """Judge parts against their whole: together they are no more than it, and all of it where it is their total.

    Percentages of a whole in another unit are its shares, which are held against 100%.
    """
    are_shares = _are_shares(parts, total_fact)
    limit = _HUNDRED if are_shares else total_fact.interval
    limit_words = "100%" if are_shares else text_with_range(total_fact)
    total = _sum(parts)
    if not are_shares and not _have_unit(parts, total_fact.unit):
        outcome = Outcome.CANNOT_BE_TOLD
    elif claim[0].relation is RelationKind.TOTAL_OF:
        outcome = _judge_equal(total, limit)
    else:
        outcome = judge_above(total, limit).opposite
    terms = _join_some(map(text_with_range, parts), " + ", len(parts))
    arithmetic = f"{terms} against {limit_words}."
    return Judgement(tuple(claim), (*parts, total_fact), outcome, arithmetic)


def _are_shares(parts: Sequence[Fact], total_fact: Fact) -> bool:
    """Tell whether parts are percentages of a whole that is measured in another unit."""
    if parts[0].unit == total_fact.unit:
        return False
    return all(addend.unit and addend.unit.is_percent for addend in parts)


def _sum(parts: Iterable[Fact]) -> Interval:
    """Return the bounds of what parts come to together."""
    total = exactly(0)
    for addend in parts:
        total = total.plus(addend.interval)
    return total


def _have_unit(parts: Iterable[Fact], unit: Unit | None) -> bool:
    return all(addend.unit == unit for addend in parts)


# --- judge a state that says how figures go


def _judge_rise(
    claim: Sequence[Relation],
    state: Fact,
    figures: Sequence[Fact],
) -> Judgement:
    """Judge a state that says that figures rise: each is higher than every one of a period before its own.

    Of more than MOST_RIVALS such periods only the last ones count.
    """
    in_time = sorted(figures, key=lambda figure: figure.period.end)
    outcomes = {
        _judge_order(claim[0], later, earlier).outcome
        for number, later in enumerate(in_time)
        for earlier in in_time[max(0, number - MOST_RIVALS) : number]
        if earlier.period.end < later.period.start
    }
    steps = (f"{text_with_range(figure)} in {figure.period.words}" for figure in in_time)
    arithmetic = f"{_join_some(steps, ', ', len(in_time))}."
    return Judgement(tuple(claim), (state, *in_time), _join_outcomes(outcomes), arithmetic)


def _join_outcomes(outcomes: set[Outcome]) -> Outcome:
    """Return the outcome of a claim all of whose parts must hold."""
    if Outcome.FAILS in outcomes:
        return Outcome.FAILS
    return Outcome.HOLDS if outcomes == {Outcome.HOLDS} else Outcome.CANNOT_BE_TOLD


# --- conflicts


def conflicts_of(judgement: Judgement) -> dict[str, Conflict]:
    """Return the conflict that a relation that fails is for each fact that it speaks against, by the fact's id."""
    if judgement.outcome is not Outcome.FAILS:
        return {}
    said = (relation.statement for relation in judgement.relations)
    statements = _join_some(said, " ", len(judgement.relations))
    reason = f"{statements} The figures say otherwise: {judgement.arithmetic}"
    fact_ids = [fact.id for fact in judgement.facts]
    conflicts: dict[str, Conflict] = {}
    for fact in judgement.disputed:
        opponents = (opponent for opponent in fact_ids if opponent != fact.id)
        conflicts[fact.id] = Conflict(
            ConflictKind.RELATION, tuple(islice(opponents, MOST_RIVALS)), reason
        )
    return conflicts


def contradictions(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield every two of some figures for the same thing that cannot both be true.

    Of more than MOST_RIVALS figures in one unit each is held against those alone that lie furthest out: what contradicts any
    figure contradicts one of them.
    """
    by_unit: dict[Unit | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.quantity:
            by_unit[fact.unit].append(fact)
    for figures in by_unit.values():
        for left, right in _rivals(figures):
            if _are_apart(left, right):
                yield left, right


def _rivals(figures: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of figures for the same thing that are held against each other, in the order of the figures."""
    if len(figures) <= MOST_RIVALS:
        yield from combinations(figures, 2)
        return
    lowest_first = sorted(figures, key=_order_of_upper_bounds)
    highest_last = sorted(figures, key=_order_of_lower_bounds)
    outermost = {fact.id for fact in (*lowest_first[:_OUTERMOST], *highest_last[-_OUTERMOST:])}
    rivals = [fact for fact in figures if fact.id in outermost]
    for figure in figures:
        if figure.id not in outermost:
            for rival in rivals:
                yield figure, rival
    yield from combinations(rivals, 2)


def _order_of_upper_bounds(fact: Fact) -> tuple[bool, Fraction, bool]:
    """Return the sort key of a figure by its upper bound: open ones last, less than 5 before at most 5."""
    high = fact.interval.high
    return high is None, high or Fraction(0), _qualifier_of(fact) is not Qualifier.LESS_THAN


def _order_of_lower_bounds(fact: Fact) -> tuple[bool, Fraction, bool]:
    """Return the sort key of a figure by its lower bound: open ones first, at least 5 before more than 5."""
    low = fact.interval.low
    return low is not None, low or Fraction(0), _qualifier_of(fact) is Qualifier.MORE_THAN


def _are_apart(left: Fact, right: Fact) -> bool:
    """Tell whether one of two figures is surely higher."""
    if _judge_higher(left, right) is Outcome.HOLDS:
        return True
    return _judge_higher(right, left) is Outcome.HOLDS


# --- judge bounds


def judge_above(left: Interval, right: Interval, *, strict: bool = False) -> Outcome:
    """Judge the claim that one true value is higher than another.

    `strict`: one of the two bounds that may touch cannot be a true value, so that touching is enough.
    """
    if _is_above(left.low, right.high, touching=strict):
        return Outcome.HOLDS
    if _is_above(right.low, left.high, touching=True):
        return Outcome.FAILS
    return Outcome.CANNOT_BE_TOLD


def _is_above(low: Fraction | None, high: Fraction | None, *, touching: bool) -> bool:
    """Tell whether a lower bound lies above an upper one, or on it where `touching` counts; an open bound does not."""
    if low is None or high is None:
        return False
    if low == high:
        return touching
    return low > high


def _judge_higher(left: Fact, right: Fact) -> Outcome:
    """Judge the claim that one figure is higher; more than 5 is above 5, and at least 5 need not be."""
    excludes_lowest = _qualifier_of(left) is Qualifier.MORE_THAN
    excludes_highest = _qualifier_of(right) is Qualifier.LESS_THAN
    strict = excludes_lowest or excludes_highest
    return judge_above(left.interval, right.interval, strict=strict)


def _qualifier_of(fact: Fact) -> Qualifier | None:
    return fact.quantity.qualifier if fact.quantity else None


def _judge_equal(left: Interval, right: Interval) -> Outcome:
    """Judge the claim that two intervals hold the same value: where they meet the digits agree, which is all that they can say."""
    if not left.meets(right):
        return Outcome.FAILS
    if left.width is None or right.width is None:
        return Outcome.CANNOT_BE_TOLD
    return Outcome.HOLDS


# --- words


def _join_some(texts: Iterable[str], separator: str, count: int) -> str:
    """Return the first of `count` texts joined, and how many more there are."""
    shown = list(islice(texts, _MOST_SAID))
    if count > _MOST_SAID:
        shown.append(f"... ({count - _MOST_SAID:,} more)")
    return separator.join(shown)


def contradiction_words(
    left: Fact,
    right: Fact,
    why: str = "They are figures for the same thing.",
) -> str:
    """Say that two figures cannot both be true, and why."""
    figures = f"{_with_context(left)} and {_with_context(right)}"
    return f"{figures} cannot both be true. {why}"


def _with_context(fact: Fact) -> str:
    return f"{fact.headline}: {text_with_range(fact)}"


def text_with_range(fact: Fact) -> str:
    """Return a printed figure with the range that its digits allow: "22.5% (22.45 to 22.55%)".

    Exact figures, limits, ranges and implied figures have no range beside them.
    """
    if fact.unit is None or fact.quantity is None or not fact.interval.width:
        return fact.text
    if fact.quantity.is_range:
        return fact.text
    digits_allow = range_words(fact.interval, fact.unit)
    return f"{fact.text} ({digits_allow})"
