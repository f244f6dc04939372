"""The figure that a step gives: its unit, its bounds, its id and the fact that it makes."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeVar

from cqfacts.model.change_base import ChangeBase, Neighbour
from cqfacts.model.fact import (
    IMPLIED_BY,
    Citation,
    Conflict,
    ConflictKind,
    Derivation,
    Doubt,
    Fact,
    Formula,
    Grade,
    Status,
    is_counted,
)
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.names import fold
from cqfacts.model.period import Dating
from cqfacts.model.vocabulary import Area, Indicator, Kind, Unit
from cqfacts.reason.derivations import printed_input_ids
from cqfacts.reason.formulas import RULES, expression_of
from cqfacts.reason.steps import Step
from cqfacts.reason.things import Position


def uses_figure_twice(step: Step) -> bool:
    """Tell whether a printed figure enters a step by two of its inputs, so that its bounds would be too wide."""
    seen: set[str] = set()
    for fact in step.inputs.values():
        ids = printed_input_ids(fact)
        if not seen.isdisjoint(ids):
            return True
        seen |= ids
    return False


def result_unit(step: Step, usual_unit: Unit) -> Unit:
    """Return the unit of the first input where it measures what the indicator's usual unit measures, else the usual one."""
    first_fact = next(iter(step.inputs.values()))
    if first_fact.unit and first_fact.unit.dimension == usual_unit.dimension:
        return first_fact.unit
    return usual_unit


def compute_interval(step: Step) -> Interval:
    """Return the bounds that the formula of a step gives for those of its inputs, in base units."""
    intervals = {name: fact.interval for name, fact in step.inputs.items()}
    rule = RULES[step.formula]
    return rule.compute(**intervals)


def possible_interval(step: Step, unit: Unit) -> Interval:
    """Return the bounds that the result of a step can have at all.

    A part is neither negative nor more than its whole. What is left of a profit may be a loss, interest may be negative.
    """
    formula = step.formula
    if formula in (Formula.SHARE, Formula.REMAINDER):
        return Interval(Fraction(0), Fraction(100))
    if unit.currency:
        return Interval(None, None)
    is_level = formula in (Formula.BEFORE_CHANGE, Formula.AFTER_CHANGE)
    if formula is Formula.REST or (is_level and step.indicator.kind in _NEVER_BELOW_ZERO):
        return Interval(Fraction(0), None)
    return Interval(None, None)


_NEVER_BELOW_ZERO = (Kind.FLOW, Kind.STOCK, Kind.RATE, Kind.SHARE)
"""The kinds of figures, not of money, that are not below zero."""


def build_fact(step: Step, area: Area | None, unit: Unit, interval: Interval) -> Fact:
    """Return the implied fact of a step, given its area, its unit and its bounds in base units."""
    inputs = list(step.inputs.values())
    is_inferred = any(source.dating is Dating.INFERRED for source in inputs)
    fact = Fact(
        id=implied_id(step.indicator, step.position),
        indicator=step.indicator,
        area=area,
        period=step.position.period,
        dating=Dating.INFERRED if is_inferred else Dating.PRINTED,
        statement="",
        citations=_without_repeats(citation for source in inputs for citation in source.citations),
        unit=unit,
        entity=step.position.entity,
        status=step.position.status,
        on=step.position.on,
        by=step.position.vintage.by,
        as_of=step.position.vintage.as_of,
        dating_reason="The period of a figure that it follows from is inferred."
        if is_inferred
        else None,
        doubts=_without_repeats(doubt for source in inputs for doubt in _inherited_doubts(source)),
    )
    bounds = interval.integers() if is_counted(fact) else interval
    derivation = _derivation_of(step, bounds)
    statement = _statement_of(fact, inputs)
    return fact._replace(derivation=derivation, statement=statement)


Item = TypeVar("Item", Citation, Doubt)


def _without_repeats(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return each item once, in the order of the first mention."""
    return tuple(dict.fromkeys(items))


def _derivation_of(step: Step, interval: Interval) -> Derivation:
    return Derivation(
        formula=step.formula,
        expression=expression_of(step.formula, step.inputs),
        inputs=tuple(step.inputs.items()),
        value=_value_of(step, interval),
        interval=interval,
    )


def _value_of(step: Step, interval: Interval) -> Fraction | None:
    """Return the only value that is possible, else the one that the formula gives for the printed values.

    None where an input is only a limit, or where that value lies outside of the bounds.
    """
    if interval.low == interval.high:
        return interval.low
    values: dict[str, Interval] = {}
    for name, fact in step.inputs.items():
        if fact.value is None:
            return None
        values[name] = exactly(fact.value)
    rule = RULES[step.formula]
    value = rule.compute(**values).low
    if value is None or not interval.holds(value):
        return None
    return value


def _statement_of(fact: Fact, inputs: list[Fact]) -> str:
    """Return the sentence that says what a figure is implied by."""
    named_inputs: list[str] = []
    for input_fact in inputs:
        figure = input_fact.text.removesuffix(" (implied)")
        named_inputs.append(f'"{input_fact.title}" ({figure})')
    sources = " and ".join(named_inputs)
    area_words = f" in {fact.area_title}" if fact.area else ""
    result = f"{fact.title}{area_words}, {fact.period.words}"
    return f"Printed nowhere, but implied by {sources}: {result}."


# --- ids


def implied_id(indicator: Indicator, position: Position) -> str:
    """Return the id of an implied figure: what it is about, in whatever way it is derived."""
    period = str(position.period).replace("/", "..")
    parts = [name for name in (indicator.id, position.area, period) if name]
    if position.entity:
        parts.append(_name_in_id(position.entity))
    if position.status is not Status.NORMAL:
        parts.append(position.status.value)
    by, as_of = position.vintage
    if by:
        parts.append(f"by-{_name_in_id(by)}")
    if as_of:
        parts.append(f"as-of-{str(as_of).replace('/', '..')}")
    if position.on is not Neighbour.YEAR_BEFORE:
        parts.append(_on_in_id(position.on))
    return IMPLIED_BY.join(parts)


def _name_in_id(name: str) -> str:
    """Return a name as a part of an id: lower-case words joined by hyphens."""
    return re.sub(r"\W+", "-", fold(name)).strip("-")


def _on_in_id(on: ChangeBase) -> str:
    """Return the base of a change as a part of an id: on-month-before, on-2017."""
    base = str(on).replace("/", "..").replace(" ", "-")
    return f"on-{base}"


def id_with_inputs(fact: Fact) -> str:
    """Return the id of a figure with its formula and its inputs, which tells it from other derivations of the same thing."""
    derivation = fact.derivation
    if derivation is None:
        return fact.id
    input_ids = [input_fact.id for _, input_fact in derivation.inputs]
    return IMPLIED_BY.join([fact.id, derivation.formula, *input_ids])


# --- doubts


def _inherited_doubts(fact: Fact) -> Iterator[Doubt]:
    """Yield the doubts that a figure hands on to what follows from it.

    Conflicts that implied figures brought up are not handed on: what is implied would depend on its own result.
    """
    if fact.derivation:
        yield from fact.doubts
        return
    for doubt in fact.doubts:
        reason = f"{_rests_on(fact)}, which is doubtful: {doubt.reason}"
        yield Doubt(doubt.grade, reason, doubt.likely)
    for conflict in fact.conflicts:
        if conflict.kind is not ConflictKind.IMPLIED:
            yield _doubt_of_conflict(fact, conflict)


def _doubt_of_conflict(fact: Fact, conflict: Conflict) -> Doubt:
    reason = f"{_rests_on(fact)}, which is in conflict: {conflict.reason}"
    return Doubt(Grade.ERROR, reason)


def _rests_on(fact: Fact) -> str:
    return f'It rests on "{fact.title}" ({fact.text})'
