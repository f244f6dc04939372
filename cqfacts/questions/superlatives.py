"""Answer which of several is the highest or lowest, or above a limit, where no thing is named: which grew fastest."""

import re
from functools import cache

from cqfacts.index.catalogue import Catalogue
from cqfacts.questions.comparing import compare_figures
from cqfacts.questions.intents import Intent
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.question import Question
from cqfacts.questions.ranking import Ranking
from cqfacts.questions.results import InOrder, SearchResult
from cqfacts.questions.understanding import understand

_WHICH = r"\b(?:which|what|who|whose)\b|哪个|哪些|哪种|什么"
_MOST = r"\b(?:the )?(?:most|highest|biggest|largest|greatest|strongest|best)\b|最(?:高|大|多|强)"
_FASTEST = r"\b(?:the )?(?:fastest|quickest)\b|最快"
_SLOWEST = r"\b(?:the )?(?:slowest)\b|最慢"
_LEAST = r"\b(?:the )?(?:least|lowest|smallest|weakest|worst|fewest)\b|最(?:低|小|少)"
_ANY_THING = r"\b(?:industr(?:y|ies)|sectors?|products?|goods|branch(?:es)?|fields?|items?|things?|compan(?:y|ies)|categor(?:y|ies))\b|行业|产业|产品"
_LISTED = 10


def find_superlative(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return the figures among which the highest is asked for, in their order; None where anything else is asked for."""
    if not _pattern(_WHICH).search(text):
        return None
    has_degree = any(_pattern(words).search(text) for words in (_MOST, _FASTEST, _SLOWEST, _LEAST))
    question = understand(catalogue.index, _without_degree(text))
    is_above_a_limit = any(value.is_limit for value in question.values)
    if not (has_degree or is_above_a_limit) or _names_a_thing(question):
        return None
    matches = [match for match in Ranking(catalogue, question).matches() if _may_be_one(match)]
    if is_above_a_limit:
        matches = [
            match for match in matches if any(value.agrees(match.fact) for value in question.values)
        ]
    group = [match for match in matches if _group_of(match) == _group_of(matches[0])][:_LISTED]
    if len(group) < 2 and not (is_above_a_limit and group):
        return None
    order = compare_figures([match.fact for match in group])
    if not isinstance(order, InOrder):
        return _result(question, group, limit) if is_above_a_limit else None
    ordered = sorted(group, key=lambda match: order.facts.index(match.fact))
    if _pattern(f"{_SLOWEST}|{_LEAST}").search(text):
        ordered.reverse()
    return _result(question, ordered, limit).with_remark(order)


def _result(question: Question, matches: list[Match], limit: int) -> SearchResult:
    listed = tuple(matches[:limit])
    return SearchResult(Fit.FOUND, question, listed, len(listed), intent=Intent.SUPERLATIVE)


def _without_degree(text: str) -> str:
    """Return a question without its words for the highest; that something is the fastest is said of a growth."""
    text = _pattern(_ANY_THING).sub(" ", text)
    text = _pattern(f"{_FASTEST}|{_SLOWEST}").sub(" growth ", text)
    return _pattern(f"{_MOST}|{_LEAST}|{_WHICH}").sub(" ", text)


def _names_a_thing(question: Question) -> bool:
    return (
        any(
            phrase.subjects or phrase.indicators or phrase.entities or phrase.hints
            for phrase in question.content
        )
        or not question.content
    )


def _may_be_one(match: Match) -> bool:
    return bool(match.fact.quantity) and not match.unmet


def _group_of(match: Match) -> tuple[object, ...]:
    fact = match.fact
    indicator = fact.indicator
    return indicator.kind, indicator.measure, fact.unit_id, fact.period.normal, fact.area_id


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)
