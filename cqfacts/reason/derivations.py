"""The figures that an implied figure depends on, and its value for given true values of the printed ones."""

from collections.abc import Mapping
from fractions import Fraction

from cqfacts.model.fact import Fact, Formula
from cqfacts.model.interval import Interval, exactly
from cqfacts.reason.formulas import RULES


def printed_inputs(fact: Fact) -> list[Fact]:
    """Return the printed facts that a figure depends on, in the order of its formulas; of a printed fact itself."""
    if fact.derivation is None:
        return [fact]
    printed: list[Fact] = []
    for _, input_fact in fact.derivation.inputs:
        printed.extend(printed_inputs(input_fact))
    return printed


def printed_input_ids(fact: Fact) -> frozenset[str]:
    """Return the ids of the printed facts that a figure depends on."""
    ids = [printed.id for printed in printed_inputs(fact)]
    return frozenset(ids)


def dependency_ids(fact: Fact) -> dict[str, None]:
    """Return the id of a figure and those of all figures that it follows from, printed and implied, in their order."""
    ids: dict[str, None] = {fact.id: None}
    if fact.derivation:
        for _, input_fact in fact.derivation.inputs:
            ids |= dependency_ids(input_fact)
    return ids


def depends_on(fact: Fact, fact_id: str) -> bool:
    """Tell whether a figure is the one of that id, or follows from it over any number of steps."""
    return fact_id in dependency_ids(fact)


_STEPS_ALONG_CHANGES = (
    Formula.YEAR_BEFORE, Formula.YEAR_AFTER, Formula.EARLIER, Formula.LATER, Formula.BEFORE_CHANGE, Formula.AFTER_CHANGE,
)  # fmt: skip
"""The formulas that take a level and its change to the level before or after."""


def find_restated_change(earlier: Fact, later: Fact) -> Fact | None:
    """Return the printed growth or change that alone links two levels; None where they are known apart from each other.

    The change between them is what the document prints, and nothing that was found out.
    """
    for implied, printed in ((earlier, later), (later, earlier)):
        derivation = implied.derivation
        if derivation is None or derivation.formula not in _STEPS_ALONG_CHANGES:
            continue
        changes = [source for _, source in derivation.inputs if source.id != printed.id]
        if len(changes) == 1 and not changes[0].implied:
            return changes[0]
    return None


def evaluate(fact: Fact, true_values: Mapping[str, Fraction]) -> Fraction:
    """Return the value of a figure for true values of the printed facts that it depends on.

    `true_values` holds them in base units, by the facts' ids. Raises ZeroDivisionError.
    """
    derivation = fact.derivation
    if derivation is None:
        return true_values[fact.id]
    inputs: dict[str, Interval] = {}
    for name, input_fact in derivation.inputs:
        inputs[name] = exactly(evaluate(input_fact, true_values))
    rule = RULES[derivation.formula]
    value = rule.compute(**inputs).low
    if value is None:
        raise ZeroDivisionError
    return value
