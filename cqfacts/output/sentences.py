"""The answer to a question, and cases of conflict, in sentences."""

from typing import TYPE_CHECKING

from cqfacts.citations.text import paragraph_words
from cqfacts.model.fact import Fact
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
    """Return the answer: each statement, with its figure, period, area, source, and whether it is doubtful."""
    if not result.matches:
        return _NOTHING
    if result.answer == "none":
        return f"No. {_near_sentence(result.matches[0])}"
    answering = result.matches[: result.answer_count]
    sentences = "\n".join(
        f"{match.fact.statement}\n{evidence_line(match.fact)}" for match in answering
    )
    if result.near_unanswered:
        return f"To a part of the question: {sentences}\nTo the other part: no. {_near_sentence(result.near_unanswered)}"
    if result.answer == "found":
        return sentences
    return f"Probably: {sentences}\nNot certain: {_uncertain_words(answering)}."


def _near_sentence(match: "Match") -> str:
    """Return a fact that is no answer, and why it is none."""
    reason = unmet_words(match) or "it has too little of what was asked"
    return f"Near is: {match.fact.statement}\nNot what was asked: {reason}{_warning(match.fact)}."


def evidence_line(fact: Fact) -> str:
    """Return the figure, its period, area and source in a line."""
    sources = []
    for source, citations in fact.citations_by_source.items():
        paragraphs = paragraph_words([citation.paragraph for citation in citations])
        sources.append(f"{source} {paragraphs}")
    parts = filter(None, (fact.text, fact.period.words, fact.area_title, *sources))
    return f"({'; '.join(parts)}{_warning(fact)})"


def _warning(fact: Fact) -> str:
    return ". Doubtful: see the note below" if fact.marked_doubts else ""


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
