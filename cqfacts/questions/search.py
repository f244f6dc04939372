"""Find the facts that answer a question, or say what is missing: understand, look up, decide.

A question is parted where it asks two things, and each part is answered by itself. What it wants, such as a cause, is said
beside the facts.
"""

import re

from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator, Kind
from cqfacts.questions.comparing import (
    asks_to_compare,
    asks_which_is_more,
    compare_figures,
    read_degree,
)
from cqfacts.questions.covering import covers
from cqfacts.questions.figures import answer_figure
from cqfacts.questions.intents import Intent, Request, read_request
from cqfacts.questions.listings import find_listing
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.parts import is_of_both_places, split_by_measure, split_into_parts
from cqfacts.questions.question import Question
from cqfacts.questions.results import InOrder, NoFacts, NotCompared, SearchResult, Unanswered
from cqfacts.questions.superlatives import find_ranks, find_superlative
from cqfacts.questions.truth import judge_cause, judge_claim, judge_opinion, judge_time
from cqfacts.questions.understanding import LONGEST, split_question, understand
from cqfacts.questions.unmet import LEVEL
from cqfacts.questions.values import find_values

BEST = 10


def search(catalogue: Catalogue, text: str, limit: int = BEST) -> SearchResult:
    """Return the facts nearest to a question, best first. Whatever is typed is a question, never a syntax error.

    Raises WrongUsage where no word of it says anything, or where it speaks of "last year".
    """
    typed = text[:LONGEST]
    if not catalogue.count():
        request = read_request(typed)
        question = understand(catalogue.index, request.words)
        return SearchResult(Fit.NONE, question, (), remarks=(NoFacts(),), intent=request.intent)
    special = (
        find_listing(catalogue, typed, limit)
        or find_superlative(catalogue, typed, limit)
        or find_ranks(catalogue, typed)
    )
    if special:
        return special
    request = read_request(typed)
    result = _answer(catalogue, request, limit)
    if any(isinstance(remark, InOrder | NotCompared) for remark in result.remarks):
        return result._replace(intent=Intent.COMPARISON)
    result = result._replace(intent=request.intent)
    judge = _JUDGES.get(request.intent)
    return judge(result)._replace(intent=request.intent) if judge else result


_JUDGES = {
    Intent.CAUSE: judge_cause,
    Intent.CLAIM: judge_claim,
    Intent.OPINION: judge_opinion,
    Intent.TIME: judge_time,
}
"""What is made of the answer to the rest of a question, by what it wants."""


def _answer(catalogue: Catalogue, request: Request, limit: int) -> SearchResult:
    """Return the answer to the words of a request."""
    if asks_which_is_more(request.words):
        request = request._replace(words=read_degree(request.words))
    question = understand(catalogue.index, request.words)
    if not question.content and not question.values:
        by_value = _answer_number(catalogue, request.words, limit)
        if by_value:
            return by_value
    _refuse_nothing(question, catalogue, request.words)
    halves = split_question(catalogue.index, request.words)
    if halves:
        results = [_answer_question(catalogue, half, limit) for half in halves]
        if all(result.matches for result in results):
            return _merge(results, question, limit)
    result = _answer_question(catalogue, question, limit)
    if result.answer is not Fit.FOUND:
        result = _answer_halves(catalogue, request.words, question, limit) or result
    return _compare(result, request.words) if asks_to_compare(request.words) else result


def _compare(result: SearchResult, text: str) -> SearchResult:
    """Return an answer with its figures side by side, or why they cannot be compared.

    Which is more is answered by two shares of one whole as well as by two amounts.
    """
    order = compare_figures([match.fact for match in result.answering])
    if order is None:
        return _refuse_figure_of_both(result) if asks_which_is_more(text) else result
    result = result.with_remark(order)
    is_met_otherwise = all(map(_differs_in_class_only, result.answering))
    if isinstance(order, InOrder) and is_met_otherwise:
        met = tuple(match._replace(unmet=()) for match in result.answering)
        others = result.matches[result.answer_count :]
        return result._replace(answer=Fit.FOUND, matches=(*met, *others))
    return result


def _refuse_figure_of_both(result: SearchResult) -> SearchResult:
    """Return an answer; where one of two places is asked for and the only figure is of both, as one that is near."""
    is_single = result.answer is Fit.FOUND and result.answer_count == 1
    if not is_single or not result.matches[0].fact.quantity:
        return result
    if is_of_both_places(result.matches[0].fact.area_id or "", result.question):
        refused = NotCompared("the figure is of both places together")
        return result._replace(answer=Fit.NEAR).with_remark(refused)
    return result


def _differs_in_class_only(match: Match) -> bool:
    """Return whether a fact meets all but that it is a growth or a share, where only an amount would be asked for."""
    is_rank = match.fact.indicator.kind is Kind.RANK
    return not is_rank and all(unmet.asked == LEVEL for unmet in match.unmet)


def _answer_number(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return the facts with a figure, where a text is nothing but a number that may be a year: 1919."""
    values = find_values(catalogue.index, text) if text.strip().isdigit() else ()
    if not values:
        return None
    result = answer_figure(catalogue, Question((), (), compared=False, values=values), limit)
    return result if result.answer is Fit.FOUND else None


_MOST_JOINTS = 4
"""A text of more of them is no question for two things."""
_AND = re.compile(r"\s(?:and|plus|as well as)\s|[和及、]")


def _answer_halves(
    catalogue: Catalogue, text: str, question: Question, limit: int
) -> SearchResult | None:
    """Return the answers to what stands before and after an "and", where both are found and are two facts."""
    joints = list(_AND.finditer(text))
    if len(joints) > _MOST_JOINTS:
        return None
    for joint in joints:
        first = understand(catalogue.index, text[: joint.start()])
        second = understand(catalogue.index, text[joint.end() :])
        if not (first.content and second.content):
            continue
        halves = (first.completed_by(second), second.completed_by(first))
        results = [answer_figure(catalogue, half, limit) for half in halves]
        facts = {result.matches[0].fact.id for result in results if result.answer is Fit.FOUND}
        if len(facts) == len(results):
            return _merge(results, question, limit)
    return None


def _answer_question(catalogue: Catalogue, question: Question, limit: int) -> SearchResult:
    """Return the answer to a question; where it asks for several things or measures, that to each of them."""
    by_measure = _answer_each_measure(catalogue, question, limit)
    if by_measure:
        return by_measure
    whole = answer_figure(catalogue, question, limit)
    parts = split_into_parts(question)
    if not parts or (whole.answer is Fit.FOUND and _is_about_all(whole.matches[0].fact, parts)):
        return whole
    results = [answer_figure(catalogue, part, limit) for part in parts]
    answered = [result for result in results if result.answer is not Fit.NONE]
    is_one_answer = len({result.matches[0].fact.id for result in answered}) < 2
    if is_one_answer and whole.answer is not Fit.NONE and len(question.periods) < 2:
        return whole
    return _merge(results, question, limit) if answered else whole


def _answer_each_measure(
    catalogue: Catalogue, question: Question, limit: int
) -> SearchResult | None:
    """Return the answers for several measures of one thing, where the base has each of them."""
    parts = split_by_measure(question)
    results = [answer_figure(catalogue, part, limit) for part in parts]
    facts = {result.matches[0].fact.id for result in results if result.answer is not Fit.NONE}
    is_answered = len(parts) > 1 and len(facts) == len(parts)
    return _merge(results, question, limit) if is_answered else None


def _is_about_all(fact: Fact, parts: list[Question]) -> bool:
    """Return whether one fact is about the things of all parts, and of all their times."""
    return all(_is_about(fact, part) for part in parts)


def _is_about(fact: Fact, part: Question) -> bool:
    is_of_its_time = all(covers(fact, period) for period in part.periods)
    return is_of_its_time and any(
        fact.indicator.subject in phrase.subjects for phrase in part.content
    )


def _merge(results: list[SearchResult], question: Question, limit: int) -> SearchResult:
    """Merge the answers to parts of a question: the first fact of each before the others, one without an answer after."""
    answered = [result for result in results if result.answer is not Fit.NONE]
    matches = _merge_matches([*answered, *results], results)[:limit]
    if not answered:
        return SearchResult(Fit.NONE, question, matches, remarks=results[0].remarks)
    is_found = all(result.answer is Fit.FOUND for result in results)
    answer_count = len({result.matches[0].fact.id for result in answered})
    unanswered = (result for result in results if result.answer is Fit.NONE)
    remarks = tuple(map(_tell_unanswered, unanswered))
    answer = Fit.FOUND if is_found else Fit.NEAR
    return SearchResult(answer, question, matches, answer_count, remarks)


def _tell_unanswered(result: SearchResult) -> Unanswered:
    nearest = result.matches[0] if result.matches else None
    return Unanswered(nearest, result.absent)


def _merge_matches(leading: list[SearchResult], results: list[SearchResult]) -> tuple[Match, ...]:
    """Return the first match of each leading result, then all matches, best first; each fact once."""
    firsts = [result.matches[0] for result in leading if result.matches]
    every = [match for result in results for match in result.matches]
    every.sort(key=lambda match: -match.score)
    by_fact: dict[str, Match] = {}
    for match in (*firsts, *every):
        by_fact.setdefault(match.fact.id, match)
    return tuple(by_fact.values())


def _refuse_nothing(question: Question, catalogue: Catalogue, text: str) -> None:
    """Raise WrongUsage where nothing is looked for but the base's own area, or a period."""
    if question.values:
        return
    names_another_place = any(phrase.place and not phrase.areas for phrase in question.phrases)
    names_only_home = (
        question.only_names_areas and question.areas <= {catalogue.home} and not names_another_place
    )
    if question.content and not names_only_home:
        return
    hint = _hint(question, catalogue, text)
    raise WrongUsage(f"the question has no word that says what is looked for; try: cqfacts {hint}")


def _hint(question: Question, catalogue: Catalogue, text: str) -> str:
    """Return the command that shows what there is of an area or a year, or one that asks for something in the base."""
    if question.periods and asks_to_compare(text):
        first, last = question.periods[0], question.periods[-1]
        return f"compare {first.start.year} {last.end.year}"
    if question.areas:
        return f"facts --area {min(question.areas)}"
    if question.periods:
        return f"year {question.periods[0].year}"
    indicator = next(iter(catalogue.entries(Indicator)), None)
    return f"search {indicator.title}" if indicator else "sectors"
