"""Imply figures that no document prints from printed ones: a level a year earlier, a whole, a part, a remainder.

Nothing is implied across different things, areas, statuses or price bases, nothing from a superseded figure, and nothing nominal from a growth rate that
may be real. A printed figure enters a derivation once, so that interval arithmetic gives the narrowest bounds there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.fact import Fact, Formula
from cqfacts.model.interval import Interval
from cqfacts.model.relation import Relation
from cqfacts.model.vocabulary import Area, Indicator, Unit
from cqfacts.reason.derivations import printed_input_ids
from cqfacts.reason.implied_fact import (
    build_fact,
    compute_interval,
    id_with_inputs,
    possible_interval,
    result_unit,
    uses_figure_twice,
)
from cqfacts.reason.rulings import FindEntry, rule_on
from cqfacts.reason.steps import Step, find_steps
from cqfacts.reason.things import KnownFigures, Thing, thing_at, thing_of


class Refusal(NamedTuple):
    """Figures that seem to imply another and do not, and why, as a sentence."""

    inputs: tuple[Fact, ...]
    reason: str


class Clash(NamedTuple):
    """Two figures that cannot both be true, and why, as a sentence; one of them or both may be implied."""

    left: Fact
    right: Fact
    reason: str


_SAME_THING = "They are figures for the same thing and cannot both be true."
_PART_OF_WHOLE = "A part cannot be more than its whole."
_BELOW_ZERO = "What is counted or measured cannot be below zero."
_IMPOSSIBLE = {Formula.BEFORE_CHANGE: _BELOW_ZERO, Formula.AFTER_CHANGE: _BELOW_ZERO}
"""The sentence against two figures that give an impossible one, where it is not about a part."""


class Implications(NamedTuple):
    """All that some facts imply."""

    facts: list[Fact]
    """Figures that are printed nowhere, each derived in the best way."""
    confirmations: list[Fact]
    """Further derivations of figures that are printed, or implied in a better way; they agree with those."""
    clashes: list[Clash]
    refusals: list[Refusal]


def imply(
    facts: Iterable[Fact],
    indicators: Sequence[Indicator],
    find_entry: FindEntry,
    relations: Iterable[Relation] = (),
) -> Implications:
    """Return everything that some facts imply, over any number of steps.

    Of several derivations of a figure the best is taken: no doubt, few steps, narrow bounds. `indicators` are those of
    the base, `find_entry` finds its units and areas by id. `relations`, which documents make between the facts, tell which
    shares are parts of one whole.
    """
    indicators_by_id = {indicator.id: indicator for indicator in indicators}
    part_relations = list(relations)
    figures = KnownFigures()
    for fact in facts:
        if fact.quantity and fact.unit and not fact.superseded_by:
            figures.add(fact)
    notes = _Notes()
    tried: set[StepKey] = set()
    implications = Implications([], [], notes.clashes, notes.refusals)
    while (
        True
    ):  # rounds: each starts from the figures of all rounds before, the last finds no new one
        steps = find_steps(figures, indicators_by_id, part_relations)
        derived = list(_derive_all(steps, find_entry, tried, notes))
        selection = _select_best(derived, figures, notes)
        implications.confirmations.extend(selection.confirmations)
        if not selection.facts:
            return implications
        implications.facts.extend(selection.facts)
        for fact in selection.facts:
            figures.add(fact)


def find_linked(start: Iterable[Indicator], indicators: Iterable[Indicator]) -> set[str]:
    """Return the ids of some indicators and of all that arithmetic links with them, over any number of steps."""
    links: dict[str, set[str]] = defaultdict(set)
    for indicator in indicators:
        for linked_id in indicator.linked:
            links[indicator.id].add(linked_id)
            links[linked_id].add(indicator.id)
    linked: set[str] = set()
    waiting = [indicator.id for indicator in start]
    while waiting:
        indicator_id = waiting.pop()
        if indicator_id not in linked:
            linked.add(indicator_id)
            waiting.extend(links[indicator_id])
    return linked


class _Notes:
    """The clashes and refusals of all rounds, each once for the printed figures that it is about."""

    def __init__(self) -> None:
        self.clashes: list[Clash] = []
        self.refusals: list[Refusal] = []
        self._noted: set[tuple[object, ...]] = set()

    def add_clash(self, left: Fact, right: Fact, reason: str) -> None:
        """Note two figures that cannot both be true."""
        printed_ids = printed_input_ids(left) | printed_input_ids(right)
        if self._is_new(printed_ids, reason):
            self.clashes.append(Clash(left, right, reason))

    def add_refusal(self, inputs: Iterable[Fact], reason: str) -> None:
        """Note figures that seem to imply another; of implied inputs nothing is told."""
        facts = tuple(inputs)
        if any(fact.implied for fact in facts):
            return
        fact_ids = tuple(fact.id for fact in facts)
        if self._is_new(fact_ids, reason):
            self.refusals.append(Refusal(facts, reason))

    def _is_new(self, *key: object) -> bool:
        """Tell whether something is noted for the first time, and remember that it is noted."""
        if key in self._noted:
            return False
        self._noted.add(key)
        return True


# --- derive what follows


StepKey = tuple[Formula, Thing, tuple[str, ...]]
"""A step by its formula, by what its result is about, and by the ids of its inputs."""


def _derive_all(
    steps: Iterable[Step],
    find_entry: FindEntry,
    tried: set[StepKey],
    notes: _Notes,
) -> Iterator[Fact]:
    """Yield the figures of the steps that may be taken and are taken for the first time. Adds to `tried` and to `notes`."""
    for step in steps:
        key = _key_of(step)
        if key in tried:
            continue
        ruling = rule_on(step, find_entry)
        if ruling.reason:
            notes.add_refusal(step.inputs.values(), ruling.reason)
        if not ruling.follows or uses_figure_twice(step):
            continue
        tried.add(key)
        fact = _derive(step, find_entry, notes)
        if fact is not None:
            yield fact


def _key_of(step: Step) -> StepKey:
    thing = thing_at(step.indicator, step.position)
    input_ids = tuple(fact.id for fact in step.inputs.values())
    return step.formula, thing, input_ids


def _derive(step: Step, find_entry: FindEntry, notes: _Notes) -> Fact | None:
    """Return the figure of a step; None where it has no unit, cannot be, or says nothing. Adds a clash to `notes`."""
    if step.indicator.unit is None:
        return None
    usual_unit = find_entry(Unit, step.indicator.unit)
    unit = result_unit(step, usual_unit)
    computed = compute_interval(step)
    possible = possible_interval(step, unit)
    if not computed.meets(possible):
        left, right, *_ = step.inputs.values()
        notes.add_clash(left, right, _IMPOSSIBLE.get(step.formula, _PART_OF_WHOLE))
        return None
    interval = computed.within(possible)
    if _only_says_not_negative(interval):
        return None
    area_id = step.position.area
    area = find_entry(Area, area_id) if area_id else None
    return build_fact(step, area, unit, interval)


def _only_says_not_negative(interval: Interval) -> bool:
    """Tell whether an interval has no bound, or none but zero from below: that is no news."""
    return interval.high is None and not interval.low


# --- select the best of what was derived


class _Selection(NamedTuple):
    """The figures of a round that are kept, the best for each thing, and those that only confirm a known one."""

    facts: list[Fact]
    confirmations: list[Fact]


def _select_best(
    derived: Iterable[Fact],
    figures: KnownFigures,
    notes: _Notes,
) -> _Selection:
    """Select the best figure for each thing of which none is known yet. Adds to `notes` what contradicts a known one.

    A figure with two bounds is also taken where only limits are known.
    """
    best: dict[Thing, Fact] = {}
    confirmations: list[Fact] = []
    for fact in sorted(derived, key=_reliability_key):
        thing = thing_of(fact)
        rivals = list(figures.find_by_thing(thing))
        if thing in best:
            rivals.append(best[thing])
        if _contradicts_any(fact, rivals, notes):
            continue
        if not rivals or _betters_limits(fact, rivals):
            best[thing] = fact
        else:
            confirmations.append(_with_detailed_id(fact))
    return _Selection(list(best.values()), confirmations)


def _reliability_key(fact: Fact) -> tuple[bool, bool, Fraction, str]:
    """Return a key that sorts what rests on no doubt before what does, and narrow intervals before wide ones."""
    is_doubtful = fact.is_doubtful
    width = fact.interval.width
    if width is None:
        return is_doubtful, True, Fraction(0), id_with_inputs(fact)
    return is_doubtful, False, width, id_with_inputs(fact)


def _contradicts_any(fact: Fact, rivals: Iterable[Fact], notes: _Notes) -> bool:
    """Tell whether a figure cannot be true together with others for the same thing. Adds those clashes to `notes`."""
    contradicted = [rival for rival in rivals if not fact.interval.meets(rival.interval)]
    for rival in contradicted:
        notes.add_clash(_with_detailed_id(fact), rival, _SAME_THING)
    return bool(contradicted)


def _with_detailed_id(fact: Fact) -> Fact:
    """Return a figure under an id of its own, which tells it from the figure for the same thing that is kept."""
    return fact._replace(id=id_with_inputs(fact))


def _betters_limits(fact: Fact, rivals: Iterable[Fact]) -> bool:
    """Tell whether a figure has two bounds where its rivals are only limits."""
    if fact.interval.width is None:
        return False
    return all(rival.interval.width is None for rival in rivals)
