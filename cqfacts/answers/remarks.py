"""What is said beside the facts of an answer: one wording for each remark, of which screens make sentences."""

from collections.abc import Callable
from typing import Any

from cqfacts.model.english import plural
from cqfacts.model.fact import Fact
from cqfacts.questions.results import (
    Absent,
    InOrder,
    Listed,
    NoCause,
    NoFacts,
    NotCompared,
    NotSo,
    Remark,
    Truth,
    Unanswered,
)

FactName = Callable[[Fact], str]
"""The way facts are named in words: for programs by their ids."""


def remark_words(remark: Remark, name: FactName) -> str:
    """Return a remark in words, as a clause: "no cause is given"."""
    return _WORDS[type(remark)](remark, name)


def _truth_words(remark: Truth, _: FactName) -> str:
    warnings = " and ".join(remark.fact.warnings)
    if warnings:
        says = "says so" if remark.is_so else "says otherwise"
        return f"the document {says}, but that is {warnings}"
    return "yes, that is so" if remark.is_so else "no, that is not so"


def _ordered_words(remark: InOrder, name: FactName) -> str:
    return f"from the highest: {'; '.join(map(name, remark.facts))}"


def _listed_words(remark: Listed, _: FactName) -> str:
    """Return how many facts a listing has, or what else it names; nothing where it has none."""
    count = f"{remark.total:,} {plural(remark.total, remark.noun)}"
    if remark.names:
        return f"{count}: {', '.join(remark.names)}"
    return count if remark.total else ""


_WORDS: dict[type[Remark], Callable[[Any, FactName], str]] = {
    NoFacts: lambda *_: "the base has no facts yet",
    NoCause: lambda *_: "no cause is given",
    NotSo: lambda remark, _: f"it did not {remark.direction.value}",
    Truth: _truth_words,
    InOrder: _ordered_words,
    NotCompared: lambda remark, _: f"not compared: {remark.reason.removesuffix('.')}",
    Unanswered: lambda remark, _: f"nothing on {remark.absent or 'the other part of the question'}",
    Absent: lambda remark, _: f"nothing on {remark.words}",
    Listed: _listed_words,
}
