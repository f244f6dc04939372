"""Find the facts that answer a question, or say what is missing.

Words and names bring facts near; conditions decide whether one answers: what, where, when, which measure, which kind of
figure. A condition that a fact does not meet is a reason, which is named; the answer follows from reasons, not from scores.
"""

from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Kind
from cqfacts.questions.conditions import LEVEL, Conditions, Unmet, overlap
from cqfacts.questions.kinds import is_count, is_number
from cqfacts.questions.near import Nearness
from cqfacts.questions.question import Question, questions_in, understand

BEST = 10
_LONG_AGO = 2010
_CLOSE = 0.5
"""Where a second fact comes so near to the first, the question does not tell which is meant."""
_COSTS = {"subject": 3.0, "area": 3.0, "period": 2.5, "measure": 2.5, "unit": 4.0, "word": 0.0}
"""Words do not tell 2014 from 2013, so a wrong condition costs about as much as a common word or two."""
_SOFT = dict.fromkeys(_COSTS, 0.4) | {"area": 0.7}
"""What part of that a condition costs that does not speak against the fact; that another area was meant is less likely."""
_HARD = 1.7
"""What it costs a fact that it cannot be the answer, beside what each condition costs."""


class Match(NamedTuple):
    """A fact found, what it does not meet, and how well it fits (higher is better)."""

    fact: Fact
    unmet: tuple[Unmet, ...]
    score: float


class Found(NamedTuple):
    """The answer: found (the first match meets all), probable (not all was understood), none (each is only near)."""

    answer: str
    matches: tuple[Match, ...]
    question: Question
    together: int = 1
    """So many of the first matches answer it together: one for each question in it."""
    unanswered: Match | None = None
    """What is near to the one of two questions in it that has no answer."""


def search(catalogue: Catalogue, question: str, limit: int = BEST) -> Found:
    """The facts nearest to a question, best first. Whatever is typed is a question, never a syntax error.

    Raises WrongUsage where no word of it says anything, or where it speaks of "last year".
    """
    asked = understand(catalogue.index, question)
    _refuse_nothing(asked, catalogue.home)
    both = [_found(catalogue, one, limit) for one in questions_in(catalogue.index, question)]
    return (
        _together(both, asked, limit) if both and all(one.matches for one in both) else _found(catalogue, asked, limit)
    )


def _together(both: list[Found], asked: Question, limit: int) -> Found:
    """The answers of two questions in one: the first fact of each before the others. One that has no answer comes after."""
    answered = [found for found in both if found.answer != "none"]
    first_of = {found.matches[0].fact.id: found.matches[0] for found in (*answered, *both)}
    best = sorted((match for found in both for match in found.matches), key=lambda match: -match.score)
    matches = {**first_of, **{match.fact.id: match for match in best if match.fact.id not in first_of}}
    together = len({found.matches[0].fact.id for found in answered}) or 1
    certain = together == len(both) and all(found.answer == "found" for found in both)
    unanswered = next((found.matches[0] for found in both if found.answer == "none"), None) if answered else None
    answer = "found" if certain else "probable" if answered else "none"
    return Found(answer, tuple(matches.values())[:limit], asked, together, unanswered)


def _found(catalogue: Catalogue, asked: Question, limit: int) -> Found:
    judge = _Judge(catalogue, asked)
    matches = judge.matches()
    matches = _one_of_each(matches, judge.asks) if asked.periods else _latest_first(matches)
    matches = _with_its_like(matches, judge.asks)
    return Found(_answer(matches, judge), tuple(matches[:limit]), asked)


def _refuse_nothing(asked: Question, home: str) -> None:
    """Raises WrongUsage where nothing is looked for but the base's own area, or a period."""
    areas = {area for unit in asked.units for area in unit.areas}
    elsewhere = any(unit.place and not unit.areas for unit in asked.units)
    if asked.content and not (asked.only_names_areas and areas <= {home} and not elsewhere):
        return
    area = next(iter(sorted(areas)), None)
    hint = f"facts --area {area}" if area else "search laptops exported"
    if not area and asked.periods:
        hint = f"year {asked.periods[0].period.year}"
    raise WrongUsage(f"the question has no word that says what is looked for; try: cqfacts {hint}")


def _one_of_each(matches: list[Match], asks: Conditions) -> list[Match]:
    """Where several things or periods are named, the best fact of each before the others."""
    chosen: list[Match] = []
    for wanted in asks.each():
        fitting = [match for match in matches if wanted(match.fact) and _lacks_little(match)]
        if fitting and not any(wanted(match.fact) for match in chosen):
            chosen.append(fitting[0])
    chosen.sort(key=matches.index)
    return [*chosen, *(match for match in matches if match not in chosen)] if len(chosen) > 1 else matches


def _with_its_like(matches: list[Match], asks: Conditions) -> list[Match]:
    """Where the first is one of several of a kind and the question names none of them, the others come next."""
    first = matches[0].fact if matches else None
    if first is None or first.entity is None or not asks.wants_names or asks.names_one(first):
        return matches
    kind = (first.indicator.id, first.area.id, first.period)
    like = [
        match
        for match in matches
        if (match.fact.indicator.id, match.fact.area.id, match.fact.period) == kind and _lacks_little(match)
    ]
    return [*like, *(match for match in matches if match not in like)] if len(like) > 1 else matches


def _lacks_little(match: Match) -> bool:
    """Whether it lacks only words, or another of the measures that are named."""
    return all(unmet.what in ("word", "measure") and not unmet.hard for unmet in match.unmet)


def _latest_first(matches: list[Match]) -> list[Match]:
    """Where no period is asked for, the latest of the facts that are the same but for their period."""
    first = matches[0].fact if matches else None
    same = [
        match
        for match in matches
        if first and not match.unmet and (match.fact.title, match.fact.area.id) == (first.title, first.area.id)
    ]
    latest = max(same, key=lambda match: match.fact.period.end, default=None)
    return (
        [latest, *(match for match in matches if match is not latest)] if latest and not matches[0].unmet else matches
    )


def _answer(matches: list[Match], judge: "_Judge") -> str:
    if not matches or any(unmet.hard for unmet in matches[0].unmet):
        return "none"
    first, asks = matches[0], judge.asks
    if {("subject", False), ("measure", True)} <= {(unmet.what, unmet.asked == LEVEL) for unmet in first.unmet}:
        return "none"  # a share of something akin is not the thing
    named = asks.is_named(first.fact)
    if not named and asks.coverage(first.fact, topics=True) < _CLOSE:
        return "none"
    best = [match.fact for match in matches[: max(1, asks.several)] if not match.unmet]
    certain = named and not first.unmet and not _is_close(matches)
    return "found" if certain and asks.is_whole(best) else "probable"


def _is_close(matches: list[Match]) -> bool:
    """Whether a fact of another indicator meets as much as the first, and nearly as well."""
    first = matches[0]
    others = [match for match in matches[1:] if not match.unmet and match.fact.title != first.fact.title]
    return bool(others) and first.score - others[0].score < _CLOSE


class _Judge:
    """Weighs facts by how near they are and by what they do not meet."""

    def __init__(self, catalogue: Catalogue, asked: Question) -> None:
        self._home = catalogue.home
        self._asked = asked
        self._near = Nearness(catalogue, asked)
        self.asks = Conditions(catalogue, asked, self._near)

    def matches(self) -> list[Match]:
        """The facts that are near, best first."""
        found = (self._match(fact) for fact in self._near.facts())
        return sorted(found, key=lambda match: (-match.score, match.fact.id))

    def _match(self, fact: Fact) -> Match:
        unmet = self.asks.unmet(fact)
        score = sum(self._near.weight(unit, fact) for unit in self._asked.content)
        score -= sum(_COSTS[one.what] * (1 if one.hard else _SOFT[one.what]) for one in unmet)
        score -= _HARD * any(one.hard for one in unmet)
        return Match(fact, tuple(unmet), round(score + self._preferred(fact), 4))

    def _preferred(self, fact: Fact) -> float:
        """What tells facts apart where names and words do not."""
        # A figure before a state, no doubt before a doubt, the base's own area before others.
        score = 0.03 * bool(fact.quantity) - 0.02 * bool(fact.doubts) + 0.3 * (fact.area.id == self._home)
        if not self._asked.periods:
            score += 0.02 * (fact.period.year - _LONG_AGO)  # of several years the latest
        score += 0.3 * any(overlap(fact, asked) for asked in self._asked.periods)
        # How many there are, before how many were new.
        score += 0.8 * (self.asks.wants_a_count and is_number(fact) and fact.indicator.kind is Kind.STOCK)
        score += 0.3 * self.asks.names_the_entity(fact)
        score -= 0.3 * (self.asks.wants_a_state and is_count(fact))
        score -= 0.3 * self.asks.ranks_by_something_else(fact)
        if self.asks.wants_names:
            score += -1.0 if fact.quantity else bool(fact.entity)
        return (
            score
            + (1.5 if self.asks.wants_a_count else 0.5) * self.asks.names_the_unit(fact)
            - 0.2 * min(4, self.asks.unasked(fact))
        )
