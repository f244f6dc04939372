"""The cases in which figures of a base are held against something: a relation, the same thing, an implied figure, a rank."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations, product
from typing import NamedTuple

from cqfacts.model.fact import ConflictKind, Fact, Status, Vintage
from cqfacts.model.relation import Relation
from cqfacts.model.vocabulary import Kind
from cqfacts.reason.imply import Clash, Implications
from cqfacts.reason.relations import (
    Judgement,
    Outcome,
    contradiction_words,
    judge,
    judge_above,
    text_with_range,
)


class Case(NamedTuple):
    """Something that figures were held against, with the facts and the outcome."""

    kind: ConflictKind
    outcome: Outcome
    facts: tuple[Fact, ...]
    arithmetic: str
    """The figures set against each other, as sentences."""
    relations: tuple[Relation, ...] = ()

    @property
    def doubtful(self) -> bool:
        """True where a doubt is written down with a fact that the case is about."""
        return any(fact.is_doubtful for fact in self.facts)


_OUTCOMES_BY_GRAVITY = (Outcome.FAILS, Outcome.CANNOT_BE_TOLD, Outcome.HOLDS)


def find_cases(
    facts: Iterable[Fact],
    relations: Sequence[Relation],
    implied: Implications,
) -> list[Case]:
    """Return everything that the figures of a base can be held against, failures first.

    `facts` are all printed facts with their conflicts, `implied` is what follows from them.
    """
    related_ids = _related_ids(relations)
    involved: dict[str, Fact] = {}
    figures: list[Fact] = []
    for fact in facts:
        if fact.quantity and not fact.superseded_by:
            figures.append(fact)
        if fact.conflicts or fact.id in related_ids:
            involved[fact.id] = fact
    judgements = judge(relations, involved)
    cases = [_relation_case(judgement) for judgement in judgements]
    cases += _same_thing_cases(involved)
    cases += _order_cases([*figures, *implied.facts])
    cases += [_implied_case(clash) for clash in implied.clashes]
    return sorted(cases, key=lambda case: _OUTCOMES_BY_GRAVITY.index(case.outcome))


def _related_ids(relations: Iterable[Relation]) -> set[str]:
    """Return the ids of the facts that relations are about."""
    ids: set[str] = set()
    for relation in relations:
        ids |= {relation.left, relation.right}
    return ids


def _relation_case(judgement: Judgement) -> Case:
    return Case(
        kind=ConflictKind.RELATION,
        outcome=judgement.outcome,
        facts=judgement.facts,
        arithmetic=judgement.arithmetic,
        relations=judgement.relations,
    )


def _implied_case(clash: Clash) -> Case:
    return Case(
        kind=ConflictKind.IMPLIED,
        outcome=Outcome.FAILS,
        facts=(clash.left, clash.right),
        arithmetic=contradiction_words(*clash),
    )


def _same_thing_cases(facts: Mapping[str, Fact]) -> list[Case]:
    """Return a case for every two printed figures that contradict each other, by what is said in their conflicts."""
    reasons: dict[tuple[str, ...], str] = {}
    for fact in facts.values():
        for conflict in fact.conflicts:
            if conflict.kind is ConflictKind.SAME_THING:
                both_ids = sorted((fact.id, *conflict.others))
                reasons[tuple(both_ids)] = conflict.reason
    cases: list[Case] = []
    for fact_ids, reason in reasons.items():
        both = tuple(facts[fact_id] for fact_id in fact_ids)
        cases.append(Case(ConflictKind.SAME_THING, Outcome.FAILS, both, reason))
    return cases


# --- ranks: a place nearer to the first implies a figure that is no lower


class _Ranking(NamedTuple):
    """An indicator by which areas are ranked, at one time."""

    indicator: str
    """The id of the indicator."""
    start: date
    end: date
    status: Status
    vintage: Vintage


def _ranking_by(indicator_id: str, fact: Fact) -> _Ranking:
    """Return the ranking by an indicator at the time of a fact."""
    period = fact.period
    return _Ranking(indicator_id, period.start, period.end, fact.status, fact.vintage)


_Levels = Mapping[tuple[_Ranking, str | None], Sequence[Fact]]
"""The figures by which areas are ranked, by the ranking and the id of the area."""


def _order_cases(figures: Sequence[Fact]) -> Iterator[Case]:
    """Yield a case for every two ranked areas whose figures are known, printed or implied."""
    levels = _group_levels(figures)
    for ranking, ranks in _group_ranks(figures).items():
        for better, worse in permutations(ranks, 2):
            if not _ranks_before(better, worse):
                continue
            levels_of_better = levels.get((ranking, better.area_id), ())
            levels_of_worse = levels.get((ranking, worse.area_id), ())
            for higher, lower in product(levels_of_better, levels_of_worse):
                yield _order_case(better, worse, higher, lower)


def _group_levels(figures: Iterable[Fact]) -> _Levels:
    levels: dict[tuple[_Ranking, str | None], list[Fact]] = defaultdict(list)
    for fact in figures:
        ranking = _ranking_by(fact.indicator.id, fact)
        levels[ranking, fact.area_id].append(fact)
    return levels


def _group_ranks(figures: Iterable[Fact]) -> Mapping[_Ranking, Sequence[Fact]]:
    """Return the ranks of areas by their ranking; the ranks of companies and the like are left out."""
    ranks: dict[_Ranking, list[Fact]] = defaultdict(list)
    for fact in figures:
        ranked_by = fact.indicator.ranks
        if fact.indicator.kind is Kind.RANK and ranked_by and not fact.entity:
            ranking = _ranking_by(ranked_by, fact)
            ranks[ranking].append(fact)
    return ranks


def _ranks_before(better: Fact, worse: Fact) -> bool:
    """Tell whether the rank of one area is surely nearer to the first than that of another."""
    if better.area_id == worse.area_id:
        return False
    return judge_above(worse.interval, better.interval) is Outcome.HOLDS


def _order_case(better: Fact, worse: Fact, higher: Fact, lower: Fact) -> Case:
    """Return the case of two ranked areas, given their ranks, and the figures that should be in that order."""
    is_lower_above = judge_above(lower.interval, higher.interval)
    ranks = f"{better.area_title} is {better.text} and {worse.area_title} {worse.text}"
    ranked_by = f"{higher.title.lower()}, {higher.period.words}"
    amounts = f"{text_with_range(higher)} against {text_with_range(lower)}"
    return Case(
        kind=ConflictKind.ORDER,
        outcome=is_lower_above.opposite,
        facts=(better, worse, higher, lower),
        arithmetic=f"{ranks} by {ranked_by}: {amounts}.",
    )
