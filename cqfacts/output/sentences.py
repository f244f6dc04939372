"""The answer to a question, and cases of conflict, in sentences."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cqfacts.answers.listings import Context
from cqfacts.citations.text import brief_source_words, paragraph_words
from cqfacts.model.fact import Fact
from cqfacts.output.cells import figure_text, title_with_scope, when_words
from cqfacts.output.marks import MARKS
from cqfacts.output.unmet import (
    difference_sentence,
    is_beside,
    is_of_another_time,
    missing_words,
    unmet_words,
)
from cqfacts.reason.relations import Outcome

if TYPE_CHECKING:
    from cqfacts.questions.matches import Match
    from cqfacts.questions.results import Remark, SearchResult
    from cqfacts.reason.cases import Case

_OUTCOMES = {
    Outcome.FAILS: "The figures say otherwise",
    Outcome.HOLDS: "The figures bear it out",
    Outcome.CANNOT_BE_TOLD: "The figures cannot tell",
}

_SAID_BEFORE = ("NoCause", "NotSo", "Truth", "Listed")
"""The remarks that are said before the facts of an answer."""
_SAID_AFTER = ("InOrder", "NotCompared", "Unanswered")
"""Those that are said after them."""


def answer_sentence(result: "SearchResult", context: Context) -> str:
    """Return the answer: each statement, in what it differs from the question, and what is to be said beside it."""
    if result.answer == "none":
        return nothing_sentence(result, context)
    before = [remark_sentence(remark) for remark in _said(result, _SAID_BEFORE)]
    before += [f"{difference_sentence(match)} The nearest:" for match in _of_another_time(result)]
    statements = [match.fact.statement for match in result.answering]
    after = [_closing_sentence(remark, context) for remark in _said(result, _SAID_AFTER)]
    sentences = [*before, *statements, *_differences(result), *after]
    return "\n".join(dict.fromkeys(filter(None, sentences)))


def _said(result: "SearchResult", kinds: Sequence[str]) -> "list[Remark]":
    """Return the remarks of some kinds, which are named: records are imported only where they are made."""
    return [remark for remark in result.remarks if type(remark).__name__ in kinds]


def _differences(result: "SearchResult") -> Iterator[str]:
    """Yield in what the facts that are near differ from the question, where it is not said before them."""
    if result.answer == "near":
        before = _of_another_time(result)
        yield from (difference_sentence(match) for match in result.answering if match not in before)


def _of_another_time(result: "SearchResult") -> "list[Match]":
    """Return the only fact of a near answer, where it is of a time beside that asked for: that is said first."""
    is_single = result.answer == "near" and len(result.answering) == 1
    return [match for match in result.answering if is_single and is_beside(match)]


def remark_sentence(remark: "Remark") -> str:
    """Return what is said beside the facts as a sentence; empty where there is nothing to say."""
    from cqfacts.answers.remarks import remark_words

    return _sentence(remark_words(remark, _figure_of))


def _figure_of(fact: Fact) -> str:
    return f"{fact.headline}: {fact.text}"


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}." if clause else ""


def _closing_sentence(remark: "Remark", context: Context) -> str:
    """Return what is said after the facts; of a part without an answer, what is nearest to it."""
    from cqfacts.questions.results import Unanswered

    if isinstance(remark, Unanswered) and remark.near and not remark.absent:
        return f"To the other part of the question: {missing_words(remark.near, context)}."
    return remark_sentence(remark)


def nothing_sentence(result: "SearchResult", context: Context) -> str:
    """Return that the base has nothing on what is asked for, without a neighbour; or the nearest, where it differs in more than one thing."""
    for remark in _said(result, ("NoFacts",)):
        return f"{remark_sentence(remark)} cqfacts new fact adds one."
    for remark in _said(result, ("Absent",)):
        return remark_sentence(remark)
    if not result.matches:
        return "Nothing on that."
    first = result.matches[0]
    if first.unmet and first.differs_only_nearly:
        return f"No fact answers all of this. Nearest is: {first.fact.statement}\nIt differs: {unmet_words(first)}."
    return _sentence(missing_words(first, context))


def named_facts(result: "SearchResult") -> list[Fact]:
    """Return the facts that the answer names: those that answer the question, or the nearest one that it tells."""
    if result.answer != "none":
        return [match.fact for match in result.answering]
    first = result.matches[0] if result.matches and not result.absent else None
    is_told = first is not None and first.unmet and first.differs_only_nearly
    return [first.fact] if first and is_told else []


def nearest_command(result: "SearchResult") -> str:
    """Return the command that shows the nearest fact, where it is of another time and there is no answer; else nothing."""
    if result.answer != "none" or result.remarks or not result.matches or named_facts(result):
        return ""
    first = result.matches[0]
    return f"cqfacts show {first.fact.id}" if is_of_another_time(first) else ""


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
