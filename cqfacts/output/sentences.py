"""The answer to a question, and cases of conflict, in sentences."""

from typing import TYPE_CHECKING

from cqfacts.answers.listings import Context
from cqfacts.citations.text import brief_source_words, paragraph_words
from cqfacts.model.fact import Fact
from cqfacts.output.cells import figure_text, title_with_scope, when_words
from cqfacts.output.marks import MARKS, marks
from cqfacts.output.unmet import unmet_words
from cqfacts.reason.relations import Outcome

if TYPE_CHECKING:
    from cqfacts.questions.search import Match, SearchResult
    from cqfacts.reason.cases import Case

_NOTHING = "No: the base has nothing that is near to it."
_OUTCOMES = {
    Outcome.FAILS: "The figures say otherwise",
    Outcome.HOLDS: "The figures bear it out",
    Outcome.CANNOT_BE_TOLD: "The figures cannot tell",
}


def answer_sentence(result: "SearchResult") -> str:
    """Return the answer: each statement, and what is uncertain; or what is near, and why it is no answer."""
    if not result.matches:
        return f"Nothing on {result.absent}." if result.absent else _NOTHING
    if result.answer == "none":
        return f"No. {_near_sentence(result.matches[0])}"
    answering = result.matches[: result.answer_count]
    sentences = "\n".join(match.fact.statement for match in answering)
    if result.near_unanswered:
        return f"To a part of the question: {sentences}\nTo the other part: no. {_near_sentence(result.near_unanswered)}"
    if result.answer == "found":
        return sentences
    return f"Probably: {sentences}\nNot certain: {_uncertain_words(answering)}."


def _near_sentence(match: "Match") -> str:
    """Return a fact that is no answer, and why it is none."""
    reason = unmet_words(match) or "it has too little of what was asked"
    return f"Near is: {match.fact.statement}\nNot what was asked: {reason}."


def named_facts(result: "SearchResult") -> list[Fact]:
    """Return the facts that the answer names: those that answer the question, and those that it calls near."""
    count = 1 if result.answer == "none" else result.answer_count
    facts = [match.fact for match in result.matches[:count]]
    if result.near_unanswered:
        facts.append(result.near_unanswered.fact)
    return facts


def place_words(fact: Fact, context: Context) -> str:
    """Return where a fact stands: its id, and each source with the paragraphs; what it is on, and that it is doubtful."""
    places = []
    for source, citations in fact.citations_by_source.items():
        paragraphs = paragraph_words([citation.paragraph for citation in citations])
        places.append(f"{brief_source_words(context.find_source(source))} {paragraphs}")
    warning = [f"{mark} {MARKS[mark].meaning}" for mark in marks(fact)]
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
        if not match.is_no_answer and match.fact.indicator.subject == first.indicator.subject
    ]
    others = [fact for fact in near if fact.id not in named]
    if not others:
        return ""
    return f"Also: {'; '.join(_near_figure(fact, context) for fact in others[:_MOST_NEAR])}."


def _near_figure(fact: Fact, context: Context) -> str:
    name = title_with_scope(fact, context)
    mark = f" {marks(fact)}".rstrip()
    return f"{name}: {figure_text(fact, context)}{mark} ({when_words(fact)})"


def _uncertain_words(answering: "tuple[Match, ...]") -> str:
    reasons = dict.fromkeys(filter(None, map(unmet_words, answering)))
    if reasons:
        return "; ".join(reasons)
    near = (
        "another line fits nearly as well"
        if len(answering) > 1
        else "the second line fits nearly as well"
    )
    return f"{near}, or not all was understood"


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
