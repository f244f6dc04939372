"""Find the facts that answer a question, or say what is missing.

Words and names bring facts near; conditions decide whether one answers: what, where, when, which measure, which kind of
figure. A condition that a fact does not meet is a reason, which is named; the answer follows from reasons, not from scores.
"""

from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator, Kind
from cqfacts.questions.absence import Absence
from cqfacts.questions.conditions import Conditions
from cqfacts.questions.covering import overlap
from cqfacts.questions.kinds import is_count, is_number
from cqfacts.questions.near import Nearness
from cqfacts.questions.question import Question
from cqfacts.questions.understanding import split_question, understand
from cqfacts.questions.unmet import LEVEL, Unmet

BEST = 10
_LONG_AGO = 2010
_CLOSE = 0.5
"""Where a second fact comes so near to the first, the question does not tell which is meant."""
_COSTS = {"subject": 3.0, "area": 3.0, "period": 2.5, "measure": 2.5, "unit": 4.0, "word": 0.0}
"""Words do not tell 2014 from 2013, so a wrong condition costs about as much as a common word or two."""
_SOFT = dict.fromkeys(_COSTS, 0.4) | {"area": 0.7}
"""The part of that which a condition costs that does not speak against the fact; that another area was meant is less likely."""
_HARD = 1.7
"""The cost of a fact that cannot be the answer, beside what each condition costs."""
_FIGURE, _DOUBT, _HOME, _A_YEAR, _IN_THE_PERIOD = 0.03, 0.02, 0.3, 0.02, 0.3
"""The worth of what tells facts apart where names and words do not: a figure before a state, no doubt before a doubt."""
_SUPERSEDED = 0.3
"""The cost of a figure that a newer one supersedes."""
_NUMBER, _ENTITY, _STATE, _OTHER_RANK, _NAMES = 0.8, 0.3, 0.3, 0.3, 1.0
_UNIT, _UNIT_COUNTED, _UNASKED, _MOST_UNASKED = 0.5, 1.5, 0.2, 4


class Match(NamedTuple):
    """A fact found, what it does not meet, and how well it fits (higher is better)."""

    fact: Fact
    unmet: tuple[Unmet, ...]
    score: float

    @property
    def is_no_answer(self) -> bool:
        """True where something that it does not meet speaks against it."""
        return any(unmet.hard for unmet in self.unmet)

    @property
    def lacks_little(self) -> bool:
        """True where it lacks only words, or another of the measures that are named."""
        return all(unmet.what in ("word", "measure") and not unmet.hard for unmet in self.unmet)


class SearchResult(NamedTuple):
    """The answer: found (the first match meets all), probable (not all was understood), none (each is only near)."""

    answer: str
    matches: tuple[Match, ...]
    question: Question
    answer_count: int = 1
    """So many of the first matches answer it together: one for each question in it."""
    near_unanswered: Match | None = None
    """The match that is near to the one of two questions in it that has no answer."""
    absent: str | None = None
    """The words for what is asked for where the base has nothing on it."""
    has_near: bool = False
    """Set where the best match is near to that all the same: it is about a thing that the question names."""


def search(catalogue: Catalogue, text: str, limit: int = BEST) -> SearchResult:
    """Return the facts nearest to a question, best first. Whatever is typed is a question, never a syntax error.

    Raises WrongUsage where no word of it says anything, or where it speaks of "last year".
    """
    question = understand(catalogue.index, text)
    _refuse_nothing(question, catalogue)
    results = [
        _answer_single(catalogue, part, limit) for part in split_question(catalogue.index, text)
    ]
    if results and all(result.matches for result in results):
        return _merge_results(results, question, limit)
    return _drop_what_is_not_near(_answer_single(catalogue, question, limit))


def _drop_what_is_not_near(result: SearchResult) -> SearchResult:
    """Return a result without matches where the base has nothing on what is asked for, nor anything near."""
    return result._replace(matches=()) if result.absent and not result.has_near else result


def _answer_single(catalogue: Catalogue, question: Question, limit: int) -> SearchResult:
    judge = _Judge(catalogue, question)
    matches = judge.matches()
    named_first = (
        _put_one_of_each_first(matches, judge.conditions)
        if question.periods
        else _put_latest_first(matches)
    )
    matches = _put_same_kind_next(named_first, judge.conditions)
    best = tuple(matches[:limit])
    first = matches[0].fact if matches else None
    absent = judge.absence.find(first)
    if absent:
        has_near = first is not None and judge.absence.is_near(first)
        return SearchResult("none", best, question, absent=absent, has_near=has_near)
    answer = _answer(matches, judge.conditions)
    answer_count = 1 if answer == "none" else _count_answering(matches, judge.conditions)
    return SearchResult(answer, best, question, answer_count)


def _count_answering(matches: list[Match], conditions: Conditions) -> int:
    """Return how many of the first matches it takes to answer for everything that is named: laptops and tablets."""
    facts: list[Fact] = []
    for match in matches[: max(1, conditions.several)]:
        if match.unmet:
            break
        facts.append(match.fact)
        if conditions.is_whole(facts):
            return len(facts)
    return 1


def _merge_results(results: list[SearchResult], question: Question, limit: int) -> SearchResult:
    """Merge the answers of two questions in one: the first fact of each before the others, one without an answer after."""
    answered = [result for result in results if result.answer != "none"]
    unanswered = [result for result in results if result.answer == "none"]
    firsts = [result.matches[0] for result in (*answered, *results)]
    matches = _merge_matches(firsts, results)[:limit]
    if not answered:
        return SearchResult("none", matches, question)
    answer_count = len({result.matches[0].fact.id for result in answered})
    is_certain = answer_count == len(results) and all(
        result.answer == "found" for result in results
    )
    near_unanswered = unanswered[0].matches[0] if unanswered else None
    return SearchResult(
        "found" if is_certain else "probable", matches, question, answer_count, near_unanswered
    )


def _merge_matches(firsts: list[Match], results: list[SearchResult]) -> tuple[Match, ...]:
    """Return the first matches, then the others of all results, best first, each fact once."""
    first_of_each = {match.fact.id: match for match in firsts}
    others = [
        match
        for result in results
        for match in result.matches
        if match.fact.id not in first_of_each
    ]
    others.sort(key=lambda match: -match.score)
    return tuple({**first_of_each, **{match.fact.id: match for match in others}}.values())


def _refuse_nothing(question: Question, catalogue: Catalogue) -> None:
    """Raise WrongUsage where nothing is looked for but the base's own area, or a period."""
    names_another_place = any(phrase.place and not phrase.areas for phrase in question.phrases)
    names_only_home = (
        question.only_names_areas and question.areas <= {catalogue.home} and not names_another_place
    )
    if question.content and not names_only_home:
        return
    hint = _hint(question, catalogue)
    raise WrongUsage(f"the question has no word that says what is looked for; try: cqfacts {hint}")


def _hint(question: Question, catalogue: Catalogue) -> str:
    """Return the command that shows what there is of an area or a year, or one that asks for something in the base."""
    if question.areas:
        return f"facts --area {min(question.areas)}"
    if question.periods:
        return f"year {question.periods[0].year}"
    indicator = next(iter(catalogue.entries(Indicator)), None)
    return f"search {indicator.title}" if indicator else "sectors"


def _put_one_of_each_first(matches: list[Match], conditions: Conditions) -> list[Match]:
    """Where several things or periods are named, put the best fact of each before the others."""
    best_of_each: list[Match] = []
    for is_wanted in conditions.each():
        if any(is_wanted(match.fact) for match in best_of_each):
            continue
        best = next(
            (match for match in matches if is_wanted(match.fact) and match.lacks_little), None
        )
        if best:
            best_of_each.append(best)
    best_of_each.sort(key=matches.index)
    return _put_first(best_of_each, matches) if len(best_of_each) > 1 else matches


def _put_same_kind_next(matches: list[Match], conditions: Conditions) -> list[Match]:
    """Where the first is one of several of a kind and the question names none of them, put the others next."""
    if not matches:
        return matches
    first = matches[0].fact
    if first.entity is None or not conditions.wants_names or conditions.names_one(first):
        return matches
    same_kind = [
        match for match in matches if _kind_of(match.fact) == _kind_of(first) and match.lacks_little
    ]
    return _put_first(same_kind, matches) if len(same_kind) > 1 else matches


def _kind_of(fact: Fact) -> tuple[object, ...]:
    return fact.indicator.id, fact.area_id, fact.period


def _put_latest_first(matches: list[Match]) -> list[Match]:
    """Where no period is asked for, put first the latest of the facts that are the same but for their period."""
    if not matches or matches[0].unmet:
        return matches
    first = (matches[0].fact.title, matches[0].fact.area_id)
    same = [
        match
        for match in matches
        if not match.unmet and (match.fact.title, match.fact.area_id) == first
    ]
    return _put_first([max(same, key=lambda match: match.fact.period.end)], matches)


def _put_first(preferred: list[Match], matches: list[Match]) -> list[Match]:
    return [*preferred, *(match for match in matches if match not in preferred)]


def _answer(matches: list[Match], conditions: Conditions) -> str:
    """Return the answer that the matches give: found, probable or none."""
    if not matches or matches[0].is_no_answer or _is_share_of_something_akin(matches[0]):
        return "none"
    first = matches[0]
    is_named = conditions.is_named(first.fact)
    if not is_named and conditions.coverage(first.fact, topics=True) < _CLOSE:
        return "none"
    best = [match.fact for match in matches[: max(1, conditions.several)] if not match.unmet]
    is_certain = is_named and not first.unmet and conditions.tells_what_is_asked(first.fact)
    is_only_one = not _has_close_second(matches) and conditions.is_whole(best)
    return "found" if is_certain and is_only_one else "probable"


def _is_share_of_something_akin(match: Match) -> bool:
    """Return whether it is of another subject and no level where a level is asked for: it is not the thing."""
    is_of_another_subject = any(
        unmet.what == "subject" and unmet.asked != LEVEL for unmet in match.unmet
    )
    is_no_level = any(unmet.what == "measure" and unmet.asked == LEVEL for unmet in match.unmet)
    return is_of_another_subject and is_no_level


def _has_close_second(matches: list[Match]) -> bool:
    """Return whether a fact of another indicator meets as much as the first, and nearly as well."""
    first = matches[0]
    second = next(
        (
            match
            for match in matches[1:]
            if not match.unmet and match.fact.title != first.fact.title
        ),
        None,
    )
    return second is not None and first.score - second.score < _CLOSE


class _Judge:
    """Weighs facts by how near they are and by what they do not meet."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self._home = catalogue.home
        self._question = question
        self._near = Nearness(catalogue, question)
        self.conditions = Conditions(catalogue, question, self._near)
        self.absence = Absence(catalogue.index, question, self.conditions)

    def matches(self) -> list[Match]:
        """Return the facts that are near, best first; those that fit as well in the order of the base."""
        matches = (self._match(fact) for fact in self._near.facts())
        return sorted(matches, key=lambda match: -match.score)

    def _match(self, fact: Fact) -> Match:
        unmet = self.conditions.unmet(fact)
        score = sum(self._near.weight(phrase, fact) for phrase in self._question.content)
        score -= sum(_cost(condition) for condition in unmet)
        if any(condition.hard for condition in unmet):
            score -= _HARD
        return Match(fact, tuple(unmet), round(score + self._preference(fact), 4))

    def _preference(self, fact: Fact) -> float:
        """Return the worth of what tells facts apart where names and words do not."""
        score = self._preference_for_place_and_time(fact)
        score += self._preference_for_kind(fact)
        if self.conditions.wants_names:
            score += -_NAMES if fact.quantity else _NAMES * bool(fact.entity)
        if self.conditions.names_the_unit(fact):
            score += _UNIT_COUNTED if self.conditions.wants_a_count else _UNIT
        return score - _UNASKED * min(_MOST_UNASKED, self.conditions.unasked(fact))

    def _preference_for_place_and_time(self, fact: Fact) -> float:
        score = (
            _FIGURE * bool(fact.quantity)
            - _DOUBT * bool(fact.marked_doubts)
            - _SUPERSEDED * bool(fact.superseded_by)
            + _HOME * (fact.area_id == self._home)
        )
        if not self._question.periods:
            score += _A_YEAR * (fact.period.year - _LONG_AGO)  # of several years the latest
        if any(overlap(fact, period) for period in self._question.periods):
            score += _IN_THE_PERIOD
        return score

    def _preference_for_kind(self, fact: Fact) -> float:
        conditions = self.conditions
        score = 0.0
        # How many there are, before how many were new.
        if conditions.wants_a_count and is_number(fact) and fact.indicator.kind is Kind.STOCK:
            score += _NUMBER
        if conditions.names_the_entity(fact):
            score += _ENTITY
        if conditions.wants_a_state and is_count(fact):
            score -= _STATE
        if conditions.ranks_by_something_else(fact):
            score -= _OTHER_RANK
        return score


def _cost(condition: Unmet) -> float:
    cost = _COSTS[condition.what]
    return cost if condition.hard else cost * _SOFT[condition.what]
