"""Judge what a question takes for granted, or asks to be told the truth of, by the fact that answers it."""

import re
from functools import cache

from cqfacts.model.fact import Fact, Status
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Kind
from cqfacts.questions.matches import Fit
from cqfacts.questions.question import Question
from cqfacts.questions.results import Absent, NoCause, NotSo, SearchResult, Truth
from cqfacts.reader.records import Direction


def judge_cause(result: SearchResult) -> SearchResult:
    """Return the answer to a question for a cause: near, for causes are not printed, unless the fact gives one."""
    if result.answer is Fit.NONE:
        return result
    fact = result.matches[0].fact
    direction = result.question.direction
    if direction and _moves_against(fact, direction):
        return result._replace(answer=Fit.NEAR).with_remark(NotSo(direction))
    if _cause().search(fact.statement):
        return result
    return result._replace(answer=Fit.NEAR).with_remark(NoCause())


def judge_opinion(result: SearchResult) -> SearchResult:
    """Return that the base has nothing on what people think."""
    return SearchResult(Fit.NONE, result.question, (), 0, (Absent("what people think of it"),))


def judge_time(result: SearchResult) -> SearchResult:
    """Return that the base has nothing on when something will be."""
    return SearchResult(Fit.NONE, result.question, (), 0, (Absent("when that will be"),))


def judge_claim(result: SearchResult) -> SearchResult:
    """Return the answer to a question whether something is so: near, where the fact says otherwise.

    What will be is told by a forecast alone.
    """
    if result.answer is Fit.NONE:
        return result
    fact = result.matches[0].fact
    first = result.question.phrases[:1]
    if any(phrase.text == "will" for phrase in first) and fact.status is not Status.FORECAST:
        return result._replace(answer=Fit.NONE).with_remark(Absent("what will be"))
    if any(unmet.what == "measure" and unmet.asked for unmet in result.matches[0].unmet):
        return result  # it bears out nothing that it does not measure
    is_so = _is_so(fact, result.question)
    if is_so is None:
        is_rank_alone = fact.indicator.kind is Kind.RANK and result.question.may_say_first
        return result._replace(answer=Fit.NEAR) if is_rank_alone else result
    answer = result.answer if is_so else Fit.NEAR
    return result._replace(answer=answer).with_remark(Truth(fact, is_so))


def _is_so(fact: Fact, question: Question) -> bool | None:
    """Return whether a fact bears out the figure, the rank or the direction that is said; None where it tells neither."""
    if any(value.agrees(fact) for value in question.values):
        return True
    if any(value.contradicts(fact) for value in question.values):
        return False
    direction = question.direction
    if direction and _moves_against(fact, direction):
        return False
    if fact.indicator.kind is Kind.RANK and question.may_say_first:
        return None if _says_more_than_a_rank(fact, question) else fact.value == 1
    return None


def _says_more_than_a_rank(fact: Fact, question: Question) -> bool:
    """Return whether a question is for something else of what ranks first: is the largest centre finished?"""
    named = [phrase for phrase in question.content if phrase.measures and not phrase.cues]
    return any(fact.indicator.measure not in phrase.measures for phrase in named)


def _moves_against(fact: Fact, direction: Direction) -> bool:
    """Return whether a growth is certainly in the other direction."""
    if fact.indicator.kind not in KINDS_OF_CHANGE or not fact.quantity:
        return False
    low, high = fact.interval
    if direction is Direction.FALL:
        return low is not None and low > 0
    return high is not None and high < 0


@cache
def _cause() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:because|due to|owing to|thanks to|driven by|caused|as a result|since it)\b"
    )
