"""The answer to a question, and cases of conflict, in sentences."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from cqfacts.answers.listings import Context
from cqfacts.citations.text import brief_source_words, paragraph_words
from cqfacts.model.english import plural
from cqfacts.model.fact import Fact
from cqfacts.output.cells import figure_text, title_with_scope, when_words
from cqfacts.output.marks import MARKS
from cqfacts.output.unmet import difference_sentence, is_beside, missing_words, unmet_words
from cqfacts.reason.relations import Outcome

if TYPE_CHECKING:
    from cqfacts.questions.matches import Match
    from cqfacts.questions.results import (
        InOrder,
        Listed,
        NotCompared,
        NotSo,
        Remark,
        SearchResult,
        Unanswered,
    )
    from cqfacts.reason.cases import Case

_OUTCOMES = {
    Outcome.FAILS: "The figures say otherwise",
    Outcome.HOLDS: "The figures bear it out",
    Outcome.CANNOT_BE_TOLD: "The figures cannot tell",
}


def answer_sentence(result: "SearchResult", context: Context) -> str:
    """Return the answer: each statement, in what it differs from the question, and what is to be said beside it."""
    if result.answer == "none":
        return nothing_sentence(result, context)
    before = [_REMARKS_BEFORE[type(remark).__name__](remark, result) for remark in _before(result)]
    before += [f"{difference_sentence(match)} The nearest:" for match in _of_another_time(result)]
    statements = [match.fact.statement for match in result.answering]
    after = [_REMARKS_AFTER[type(remark).__name__](remark, context) for remark in _after(result)]
    sentences = [*before, *statements, *_differences(result), *after]
    return "\n".join(dict.fromkeys(filter(None, sentences)))


def _before(result: "SearchResult") -> "list[Remark]":
    return [remark for remark in result.remarks if type(remark).__name__ in _REMARKS_BEFORE]


def _after(result: "SearchResult") -> "list[Remark]":
    return [remark for remark in result.remarks if type(remark).__name__ in _REMARKS_AFTER]


def _differences(result: "SearchResult") -> Iterator[str]:
    """Yield in what the facts that are near differ from the question, where it is not said before them."""
    if result.answer == "near":
        before = _of_another_time(result)
        yield from (difference_sentence(match) for match in result.answering if match not in before)


def _of_another_time(result: "SearchResult") -> "list[Match]":
    """Return the only fact of a near answer, where it is of a time beside that asked for: that is said first."""
    is_single = result.answer == "near" and len(result.answering) == 1
    return [match for match in result.answering if is_single and is_beside(match)]


def listed_sentence(remark: "Listed") -> str:
    """Return how many facts a listing has, or what else it names."""
    count = f"{remark.total:,} {plural(remark.total, remark.noun)}"
    if remark.names:
        return f"{count}: {', '.join(remark.names)}."
    return f"{count}." if remark.total else ""


def _order_sentence(remark: "InOrder", _: Context) -> str:
    figures = "; ".join(f"{fact.headline}: {fact.text}" for fact in remark.facts)
    return f"From the highest: {figures}."


def _refused_order_sentence(remark: "NotCompared", _: Context) -> str:
    return f"Not compared: {remark.reason.removesuffix('.')}."


def _unanswered_sentence(remark: "Unanswered", context: Context) -> str:
    if remark.absent:
        return f"Nothing on {remark.absent}."
    if remark.near is None:
        return "Nothing on the other part of the question."
    return f"To the other part of the question: {missing_words(remark.near, context)}."


def _confirming_sentence(_: "Remark", result: "SearchResult") -> str:
    """Return that it is so; of a fact with a mark, that the document says so."""
    doubts = [mark for mark in result.matches[0].fact.marks if mark in "?!"]
    if not doubts:
        return "Yes."
    meanings = " and ".join(MARKS[mark].meaning for mark in doubts)
    return f"The document says so, but that is {meanings}."


def _direction_sentence(remark: "NotSo", _: "SearchResult") -> str:
    return f"It did not {remark.direction.value}."


_REMARKS_BEFORE: dict[str, "Callable[[Any, SearchResult], str]"] = {
    "NoCause": lambda *_: "No cause is given.",
    "NotSo": _direction_sentence,
    "Confirmed": _confirming_sentence,
    "Denied": lambda *_: "No.",
    "Listed": lambda remark, _: listed_sentence(remark),
}
"""What is said before the facts of an answer, by the name of the remark: records are imported only where they are made."""
_REMARKS_AFTER: dict[str, Callable[[Any, Context], str]] = {
    "InOrder": _order_sentence,
    "NotCompared": _refused_order_sentence,
    "Unanswered": _unanswered_sentence,
}
"""What is said after them."""


def nothing_sentence(result: "SearchResult", context: Context) -> str:
    """Return that the base has nothing on what is asked for, without a neighbour; or the nearest, where it differs in more than one thing."""
    if any(type(remark).__name__ == "NoFacts" for remark in result.remarks):
        return "The base has no facts yet. cqfacts new fact adds one."
    if result.absent:
        return f"Nothing on {result.absent}."
    if not result.matches:
        return "Nothing on that."
    first = result.matches[0]
    if first.unmet and first.differs_only_nearly:
        return f"No fact answers all of this. Nearest is: {first.fact.statement}\nIt differs: {unmet_words(first)}."
    missing = missing_words(first, context)
    return f"{missing[:1].upper()}{missing[1:]}."


def named_facts(result: "SearchResult") -> list[Fact]:
    """Return the facts that the answer names: those that answer the question, or the nearest one that it tells."""
    if result.answer != "none":
        return [match.fact for match in result.answering]
    first = result.matches[0] if result.matches and not result.absent else None
    is_told = first is not None and first.unmet and first.differs_only_nearly
    return [first.fact] if first and is_told else []


def place_words(fact: Fact, context: Context) -> str:
    """Return where a fact stands: its id, and each source with the paragraphs; what it is on, and that it is doubtful."""
    places = []
    for source, citations in fact.citations_by_source.items():
        paragraphs = paragraph_words([citation.paragraph for citation in citations])
        places.append(f"{brief_source_words(context.find_source(source))} {paragraphs}")
    warning = [f"{mark} {MARKS[mark].meaning}" for mark in fact.marks]
    details = filter(None, (fact.base_words, fact.vintage.words))
    return "   ".join([fact.id, *details, "; ".join(places), *warning])


_MOST_NEAR = 3


def near_words(result: "SearchResult", context: Context) -> str:
    """Return the figures that stand near to the answer, about the same thing: "Also: growth +32.2% (Jan–Aug 2021)"."""
    if result.answer == "none":
        return ""
    first = result.matches[0].fact
    named = {fact.id for fact in named_facts(result)}
    near = [
        match.fact
        for match in result.matches
        if match.differs_only_nearly and match.fact.indicator.subject == first.indicator.subject
    ]
    others = [fact for fact in near if fact.id not in named]
    if not others:
        return ""
    return f"Also: {'; '.join(_near_figure(fact, context) for fact in others[:_MOST_NEAR])}."


def _near_figure(fact: Fact, context: Context) -> str:
    name = title_with_scope(fact, context)
    mark = f" {fact.marks}".rstrip()
    return f"{name}: {figure_text(fact, context)}{mark} ({when_words(fact)})"


def case_sentence(case: "Case") -> str:
    """Return the claims that figures were held against, and what the figures say of them."""
    claims = " ".join(relation.statement for relation in case.relations)
    doubt = (
        " A doubt is written down with it."
        if case.doubtful and case.outcome is Outcome.FAILS
        else ""
    )
    if not claims:
        return f"{case.arithmetic}{doubt}"
    return f"{claims} {_OUTCOMES[case.outcome]}: {case.arithmetic}{doubt}"
