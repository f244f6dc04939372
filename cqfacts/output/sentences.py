"""The answer to a question in a sentence, and how the question was understood."""

from typing import TYPE_CHECKING, Any

from cqfacts.answers.records import citations_by_source
from cqfacts.model.fact import Fact
from cqfacts.output.lines import unmet_words
from cqfacts.output.words import paragraph_words

if TYPE_CHECKING:
    from cqfacts.questions.question import Question, Unit
    from cqfacts.questions.search import Found, Match

_NOTHING = "No: the base has nothing that is near to it."
_MEANINGS = {
    "subjects": "subject",
    "indicators": "indicator",
    "measures": "measure",
    "areas": "area",
    "sectors": "sector",
    "cues": "asks for",
    "hints": "indicator",
}
_CUES = {
    "counting": "a count",
    "amount": "an amount",
    "who": "a name",
    "negation": "what is not",
    "pace": "how fast it changes",
    "moving": "a change",
    "points": "percentage points",
    "CNY": "yuan",
    "USD": "US dollars",
}


def answer_sentence(found: "Found") -> str:
    """The answer first: each statement, with its figure, period, area, source, and whether it is doubtful."""
    if not found.matches:
        return _NOTHING
    first = found.matches[0]
    if found.answer == "none":
        return f"No. {_near(first)}"
    answering = found.matches[: found.together]
    sentences = "\n".join(f"{match.fact.statement}\n{evidence(match.fact)}" for match in answering)
    if found.unanswered:
        return f"To a part of the question: {sentences}\nTo the other part: no. {_near(found.unanswered)}"
    return sentences if found.answer == "found" else f"Probably: {sentences}\nNot certain: {_uncertain(answering)}."


def _near(match: "Match") -> str:
    """A fact that is no answer, and why it is none."""
    why = unmet_words(match) or "it has too little of what was asked"
    return f"Near is: {match.fact.statement}\nNot what was asked: {why}{_warning(match.fact)}."


def evidence(fact: Fact) -> str:
    """The figure, its period, area and source in a line."""
    sources = "; ".join(
        f"{source} {paragraph_words([citation.paragraph for citation in citations])}"
        for source, citations in citations_by_source(fact).items()
    )
    return f"({fact.text}; {fact.period.words}; {fact.area.title}; {sources}{_warning(fact)})"


def _warning(fact: Fact) -> str:
    return ". Doubtful: see the note below" if fact.doubts else ""


def _uncertain(answering: "tuple[Match, ...]") -> str:
    unmet = "; ".join(dict.fromkeys(filter(None, map(unmet_words, answering))))
    otherwise = "another line fits nearly as well" if len(answering) > 1 else "the second line fits nearly as well"
    return unmet or f"{otherwise}, or not all was understood"


def explanation(asked: "Question") -> list[dict[str, Any]]:
    """How each word of the question was understood, and the periods."""
    told = [{"text": unit.repaired or unit.text, "means": _means(unit)} for unit in asked.units]
    return told + [
        {"text": str(period), "means": ["period (anything in it)" if period.loose else "period"]}
        for period in asked.periods
    ]


def _means(unit: "Unit") -> list[str]:
    found = [
        f"{word} {_CUES.get(name, name)}" for slot, word in _MEANINGS.items() for name in sorted(getattr(unit, slot))
    ]
    if unit.entities:
        found.append("a named company, project or place")
    if unit.place and not unit.areas:
        found.append(f"place {unit.place}, which is none of the base's areas")
    if unit.other_measure and not unit.measures and not unit.cues:
        found.append(f"measure {unit.other_measure}, which is none of the base's")
    if unit.repaired:
        found.append(f'taken for "{unit.text}"')
    if unit.filler:
        found.append("makes no difference")
    return found or ["a word to look for"]
