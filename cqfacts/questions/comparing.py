"""Compare the figures that answer a question: only where they measure the same, in one unit, over one time."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from cqfacts.model.fact import Fact
from cqfacts.questions.results import InOrder, NotCompared
from cqfacts.reason.verdicts import judge_pair

Order = InOrder | NotCompared


def asks_to_compare(text: str) -> bool:
    """Return whether a question asks which is more, or how several compare.

    >>> asks_to_compare("laptops or tablets, which rose faster?"), asks_to_compare("laptops and tablets")
    (True, False)
    """
    return bool(_comparison().search(text))


def asks_which_is_more(text: str) -> bool:
    """Return whether a question asks which of several is more.

    >>> asks_which_is_more("which rose faster, laptops or tablets?"), asks_which_is_more("faster and better industry")
    (True, False)
    """
    return bool(_choice().search(text) and _degree().search(text))


def read_degree(text: str) -> str:
    """Return a question with "growth" for what is fastest or faster, which is said of a growth.

    >>> read_degree("which rose quicker, laptops or tablets?")
    'which rose growth, laptops or tablets?'
    """
    return _pace().sub("growth", text)


def compare_figures(facts: Sequence[Fact]) -> Order | None:
    """Return figures from the highest to the lowest, or why they cannot be put in order; None for fewer than two figures."""
    figures = [fact for fact in facts if fact.quantity]
    if len(figures) < 2:
        return None
    objection = next(filter(None, (_objection(*pair) for pair in pairwise(figures))), None)
    if objection:
        return NotCompared(objection)
    ordered = sorted(figures, key=_middle, reverse=True)
    if any(_may_be_equal(*pair) for pair in pairwise(ordered)):
        return NotCompared("the figures are too near to each other to tell which is higher")
    return InOrder(tuple(ordered))


def _objection(left: Fact, right: Fact) -> str | None:
    """Return why two figures cannot be compared."""
    if left.indicator.id == right.indicator.id and left.area_id == right.area_id:
        return _objection_over_time(*sorted((left, right), key=_start))
    if left.indicator.kind is not right.indicator.kind:
        return f"{left.title} and {right.title} are figures of two kinds"
    if left.unit != right.unit:
        return f"{left.title} and {right.title} are in two units"
    if left.indicator.measure != right.indicator.measure:
        return f"{left.title} and {right.title} measure two things"
    if left.period.normal != right.period.normal:
        return f"{left.title} is of {left.period.words}, {right.title} of {right.period.words}"
    return None


def _objection_over_time(earlier: Fact, later: Fact) -> str | None:
    """Return why there is no change between two figures for one thing."""
    pair = judge_pair(earlier, later)
    return pair.reasons[0] if pair.change is None and pair.reasons else None


def _start(fact: Fact) -> date:
    return fact.period.start


def _middle(fact: Fact) -> float:
    low, high = fact.interval
    bounds = [float(bound) for bound in (fact.value, low, high) if bound is not None]
    return bounds[0] if bounds else 0.0


def _may_be_equal(higher: Fact, lower: Fact) -> bool:
    return higher.interval.meets(lower.interval)


_MORE = "more|less|fewer|faster|slower|higher|lower|bigger|larger|smaller|better|greater|quicker|stronger|ahead|beat|beats|outpaced?|outsold"


@cache
def _pace() -> re.Pattern[str]:
    return re.compile(r"\b(?:fast|quick|slow)(?:er|est)\b", re.IGNORECASE)


@cache
def _degree() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_MORE}|or)\b|还是|更|[高低大小多少快慢]", re.IGNORECASE)


@cache
def _choice() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:which|who|whether|or|than|vs\.?|versus)\b|还是|比|谁|哪", re.IGNORECASE
    )


@cache
def _comparison() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_MORE}|vs\.?|versus|compared?|comparison|difference|gap|or|than|which)\b|还是|比|对比|相比|更|哪个|哪座|谁",
        re.IGNORECASE,
    )
