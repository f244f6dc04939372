"""Put the facts that are near to a question in order: the best first, by what they have and what they do not meet.

Words and names bring facts near; conditions decide whether one answers: what, where, when, which measure, which kind of
figure. A condition that a fact does not meet is a reason, which is named; the answer follows from reasons, not from scores.
"""

from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Kind
from cqfacts.questions.conditions import Conditions
from cqfacts.questions.covering import overlap
from cqfacts.questions.kinds import is_count, is_number
from cqfacts.questions.matches import Match
from cqfacts.questions.near import Nearness
from cqfacts.questions.question import Question
from cqfacts.questions.unmet import Unmet

_LONG_AGO = 2010
_COSTS = {
    "subject": 3.0,
    "area": 3.0,
    "period": 2.5,
    "measure": 2.5,
    "unit": 4.0,
    "value": 2.5,
    "word": 0.5,
}
"""Words do not tell 2014 from 2013, so a wrong condition costs about as much as a common word or two."""
_SOFT = dict.fromkeys(_COSTS, 0.4) | {"area": 0.7, "value": 0.3}
"""The part of that which a condition costs that does not speak against the fact.

That another area was meant is less likely; a figure that is another one than that which is said answers whether it is so.
"""
_HARD = 1.7
"""The cost of a fact that cannot be the answer, beside what each condition costs."""
_VALUE = 3.0
"""The worth of the very figure that the question says."""
_VALUE_TOO = 0.5
"""Its worth where a thing is named, which counts for more."""
_PRINTED = 0.1
"""The worth of that figure to the digit, before one that is rounded to it."""
_FIGURE, _DOUBT, _HOME, _A_YEAR, _IN_THE_PERIOD = 0.03, 0.02, 0.3, 0.02, 0.3
"""The worth of what tells facts apart where names and words do not: a figure before a state, no doubt before a doubt."""
_SUPERSEDED = 0.3
"""The cost of a figure that a newer one supersedes."""
_NUMBER, _ENTITY, _STATE, _OTHER_RANK, _NAMES = 0.8, 0.3, 0.3, 0.3, 1.0
_UNIT, _UNIT_COUNTED, _UNASKED, _MOST_UNASKED = 0.5, 1.5, 0.2, 4


class Ranking:
    """Weighs facts by how near they are and by what they do not meet."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self._home = catalogue.home
        self._question = question
        self._near = Nearness(catalogue, question)
        self.conditions = Conditions(catalogue, question, self._near)

    def matches(self) -> list[Match]:
        """Return the facts that are near, best first; those that fit as well in the order of the base."""
        matches = sorted(map(self._match, self._near.facts()), key=lambda match: -match.score)
        if self._question.periods:
            ordered = _put_one_of_each_first(matches, self.conditions)
        else:
            ordered = _put_latest_first(matches)
        return _put_same_kind_next(ordered, self.conditions)

    def _match(self, fact: Fact) -> Match:
        unmet = self.conditions.unmet(fact)
        score = sum(self._near.weight(phrase, fact) for phrase in self._question.content)
        if self.conditions.has_telling_value(fact):
            names_a_thing = any(
                self.conditions.names_a_thing(phrase) for phrase in self._question.content
            )
            score += _VALUE if self._question.says_the_figure and not names_a_thing else _VALUE_TOO
            score += _PRINTED * any(value.is_printed(fact) for value in self._question.values)
        score -= sum(_cost(condition) for condition in unmet)
        if any(condition.hard and not condition.near for condition in unmet):
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
