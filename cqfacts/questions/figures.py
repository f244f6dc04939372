"""Answer a question for one thing: by the fact that is best, or by what is missing."""

from cqfacts.index.catalogue import Catalogue
from cqfacts.questions.absence import Absence
from cqfacts.questions.conditions import Conditions
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.question import Question
from cqfacts.questions.ranking import Ranking
from cqfacts.questions.results import Absent, SearchResult

_ENOUGH = 0.5
"""The part of a question that a fact must have, where it does not name what the fact is about."""
_MOST_WITH_THE_VALUE = 5
"""So many facts with the very figure that is asked for are told together."""


def answer_figure(catalogue: Catalogue, question: Question, limit: int) -> SearchResult:
    """Return the facts nearest to a question for one thing, and whether the first answers it."""
    ranking = Ranking(catalogue, question)
    matches = ranking.matches()
    best = tuple(matches[:limit])
    absence = Absence(catalogue.index, question, ranking.conditions)
    first = matches[0].fact if matches else None
    absent = absence.find(first)
    if absent:
        has_near = first is not None and absence.is_near(first)
        result = SearchResult(Fit.NONE, question, best if has_near else ())
        return result.with_remark(Absent(absent))
    answer = _decide(matches, ranking.conditions)
    return SearchResult(answer, question, best, _count_answering(matches, question))


def _decide(matches: list[Match], conditions: Conditions) -> Fit:
    """Return the answer that the first match gives."""
    if not matches:
        return Fit.NONE
    first = matches[0]
    is_named = conditions.is_named(first.fact)
    if not is_named and conditions.coverage(first.fact, topics=True) < _ENOUGH:
        return Fit.NONE
    return first.fit


def _count_answering(matches: list[Match], question: Question) -> int:
    """Return how many of the first matches answer: several where a figure is all that is asked for, and all have it."""
    if question.content or not question.values:
        return 1
    having = [match for match in matches[:_MOST_WITH_THE_VALUE] if not match.unmet]
    return max(1, len(having))
