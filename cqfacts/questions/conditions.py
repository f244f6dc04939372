"""The conditions that a question puts to a fact: what, where, when, which measure, which kind of figure."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial

from cqfacts.index.catalogue import Catalogue
from cqfacts.index.families import measures_of
from cqfacts.model.change_base import change_base_words
from cqfacts.model.fact import Fact
from cqfacts.model.period import Period
from cqfacts.model.vocabulary import Indicator, Kind, Measure, Subject
from cqfacts.questions.area_conditions import AreaConditions
from cqfacts.questions.covering import (
    covers,
    has_base_of,
    is_neighbour,
    is_since,
    likely_period,
    nearly_covers,
    overlap,
)
from cqfacts.questions.kinds import OVER_TIME, class_of, counts, hints_at, telling, words_of
from cqfacts.questions.language import fillers, other_measures
from cqfacts.questions.lexicon import lexicon_of
from cqfacts.questions.measure_conditions import MeasureConditions
from cqfacts.questions.near import Nearness
from cqfacts.questions.noun_phrases import is_bare
from cqfacts.questions.periods import AskedPeriod
from cqfacts.questions.question import Phrase, Question
from cqfacts.questions.unit_conditions import UnitConditions
from cqfacts.questions.unmet import LEVEL, Unmet, joined
from cqfacts.questions.word_conditions import WordConditions
from cqfacts.questions.words import QuestionWords

_MOSTLY = 0.6
"""A fact of another subject that has so much of the question may be what is meant: its subject may go by another name."""
_NEARLY_ALL = 0.95
"""A state that has so much of a question for yes or no is what it asks about."""
_NO_TOPIC = frozenset(("percent", "money", "counting", "amount", "negation", "who"))
"""Cues of phrases that no fact lacks."""
Condition = Callable[[Fact], bool]


class Conditions:
    """The conditions that a question puts to a fact."""

    def __init__(self, catalogue: Catalogue, question: Question, near: Nearness) -> None:
        self._index = catalogue.index
        self._question = question
        self._near = near
        self._content = question.content
        self._words = QuestionWords(catalogue.index, question)
        self._areas = AreaConditions(self._words, catalogue.home)
        self._measures = MeasureConditions(self._words, self._areas, catalogue.home)
        self._units = UnitConditions(self._words)
        self._word_conditions = WordConditions(self._words, near)
        self.wants_a_count = self._words.wants_a_count
        self.wants_names = question.asks_for_names
        self.wants_a_state = question.asks_no_figure
        """Set where it asks if, why or where, which a figure seldom answers."""
        self.names_the_unit = self._words.names_the_unit
        self.ranks_by_something_else = self._measures.ranks_by_something_else

    def unmet(self, fact: Fact) -> list[Unmet]:
        """Return the conditions that the fact does not meet."""
        subject = list(self._subject(fact))
        unmet = [*subject, *self._areas.unmet(fact), *self._period(fact)]
        unmet += [*self._measures.unmet(fact), *self._units.unmet(fact)]
        if self.has_telling_value(fact):  # the figure itself is named, whatever else is left open
            unmet = [condition for condition in unmet if not self._may_be_left_open(condition)]
        unmet += self._value(fact)
        if subject:
            return [*unmet, *self._word_conditions.unmet_names(self._missing(fact))]
        is_loose = fact.quantity is None or not self.is_named(fact)
        unmet += self._word_conditions.unmet(self._missing(fact), is_loose=is_loose)
        return unmet or list(self._left_open(fact))

    # --- what the question names

    def is_named(self, fact: Fact) -> bool:
        """Return whether the question names what the fact is about, or its very figure, or counts what nothing else has."""
        if self.phrases_naming(fact) or self.has_value(fact):
            return True
        is_counted_once = fact.unit_id in lexicon_of(self._index).counted_once
        return is_counted_once and self._words.is_what_is_counted(fact)

    @staticmethod
    def names_a_thing(phrase: Phrase) -> bool:
        """Return whether a phrase names a thing of the base, or an indicator."""
        return bool(phrase.subjects or phrase.indicators or phrase.hints)

    def has_value(self, fact: Fact) -> bool:
        """Return whether the figure of a fact is one that the question says."""
        return any(value.agrees(fact) for value in self._question.values)

    def has_telling_value(self, fact: Fact) -> bool:
        """Return whether the figure of a fact is said; of a thing that is named, no rank such as the first, which many have."""
        values = [
            value for value in self._question.values if not (value.is_rank and self._naming_a_thing)
        ]
        return any(value.agrees(fact) for value in values)

    def _may_be_left_open(self, condition: Unmet) -> bool:
        """Return whether a condition may go where the figure itself is said; another measure that has figures may not."""
        if condition.hard or not condition.near:
            return False
        if condition.what != "measure" or condition.asked in ("", LEVEL):
            return True
        return set(condition.asked.split(", ")) <= self._everyday_measures

    @cached_property
    def _everyday_measures(self) -> set[str]:
        """The measures with everyday names, which are no reason against a figure that is said."""
        return {measure.id for measure in self._index.entries(Measure) if measure.everyday}

    def _value(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the figure that is said, where a fact has another of its kind. Where a number is asked for, none is said."""
        if not self._question.says_the_figure or self.has_value(fact):
            return
        other = next((value for value in self._question.values if value.contradicts(fact)), None)
        if other:
            yield Unmet("value", other.text, fact.text, hard=False)

    def _left_open(self, fact: Fact) -> Iterable[Unmet]:
        """Yield what a question does not say, without which a fact may not be what it asks for."""
        if self._names_a_measure_alone(fact):
            yield Unmet("subject", "", fact.indicator.subject, hard=False)
        elif self._may_be_no_flow(fact) or self._may_be_another_state(fact):
            yield Unmet("measure", "", fact.indicator.measure, hard=False)

    def _may_be_no_flow(self, fact: Fact) -> bool:
        """Return whether a number of things is asked for, at no time, and the fact is of those of some months."""
        is_open = self.wants_a_count and not self._question.periods
        is_flow = fact.indicator.kind is Kind.FLOW
        if self._words.is_what_is_counted(fact):
            return False
        return is_open and is_flow and not self._words.names_the_measure(fact)

    def _may_be_another_state(self, fact: Fact) -> bool:
        """Return whether a thing is named of which a state is told, and nothing of what the state is."""
        if fact.quantity or self.names_one(fact):
            return False
        if self._question.is_yes_or_no and self.coverage(fact) >= _NEARLY_ALL:
            return False
        indicator = fact.indicator
        if any(
            hints_at(phrase, indicator)
            or indicator.id in phrase.indicators
            or indicator.measure in phrase.measures
            for phrase in self._content
        ):
            return False
        if is_bare(self._question) and len(self.phrases_naming(fact)) == len(self._content):
            return indicator.subject in lexicon_of(self._index).measured
        subject = words_of(self._words.title(Subject, indicator.subject))
        telling = words_of(f"{fact.state} {indicator.title} {fact.statement}") - subject - fillers()
        asked = self._words.stems - {
            word for phrase in self.phrases_naming(fact) for word in phrase.words
        }
        return not (telling - self._areas.home_words) & asked

    def _names_a_measure_alone(self, fact: Fact) -> bool:
        """Return whether a fact is named by the entity only, with a measure, as by "lowest price", which does not say of what."""
        naming = self.phrases_naming(fact)
        if not naming or any(phrase.subjects or phrase.hints for phrase in naming):
            return False
        return all(phrase.words[-1:] in other_measures() for phrase in naming)

    def phrases_naming(self, fact: Fact) -> list[Phrase]:
        """Return the phrases that name what the fact is about."""
        return [
            phrase
            for phrase in self._content
            if fact.indicator.subject in phrase.subjects
            or hints_at(phrase, fact.indicator)
            or self._near.is_entity(phrase, fact)
        ]

    def names_one(self, fact: Fact) -> bool:
        """Return whether the question names the company, project or place that a fact is about."""
        return any(self._near.is_entity(phrase, fact) for phrase in self._content)

    def names_the_entity(self, fact: Fact) -> bool:
        """Return whether the words of what a fact names among others all stand in the question."""
        return fact.entity is not None and words_of(fact.entity) <= self._words.stems

    def unasked(self, fact: Fact) -> int:
        """Return how many words of the title are about something that the question does not mention."""
        subject = self._words.title(Subject, fact.indicator.subject)
        measure = self._words.title(Measure, fact.indicator.measure)
        title_words = (
            words_of(fact.title)
            - words_of(subject)
            - words_of(measure)
            - fillers()
            - self._areas.home_words
        )
        return len(title_words - self._words.stems)

    # --- several things in one question

    def each(self) -> list[Condition]:
        """Return a condition for all that is named: things, periods, what is counted, areas beside the base's own."""
        counted = [
            partial(counts, words=frozenset(phrase.words))
            for phrase in self._content
            if phrase.words
        ]
        return [*self._things(), *self._periods(), *counted, *self._places()]

    def _things(self) -> list[Condition]:
        return [partial(self._is_about, phrase) for phrase in self._content if phrase.subjects]

    def _periods(self) -> list[Condition]:
        return [partial(covers, asked_period=period) for period in self._question.periods]

    def _places(self) -> list[Condition]:
        return [partial(self._areas.is_there, phrase) for phrase in self._areas.each()]

    # --- how much of the question a fact has

    def coverage(self, fact: Fact, *, topics: bool = False) -> float:
        """Return how much of the question, by weight, a fact has; of its `topics`, without measures and kinds of answer."""
        topic_phrases = [phrase for phrase in self._content if phrase.is_topic] if topics else []
        phrases = topic_phrases or self._content
        total = sum(map(self._near.worth, phrases)) or 1.0
        return sum(self._near.worth(phrase) for phrase in phrases if self.has(phrase, fact)) / total

    def has(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether a fact has what a phrase names, or its words."""
        return (
            self._has_name(phrase, fact)
            or class_of(fact) in phrase.cues | phrase.soft_cues
            or bool(phrase.cues & _NO_TOPIC)
            or self._near.is_entity(phrase, fact)
            or self._near.has_words(phrase, fact)
            or self._words.is_unit(fact, phrase)
        )

    def _has_name(self, phrase: Phrase, fact: Fact) -> bool:
        indicator = fact.indicator
        return (
            indicator.subject in phrase.subjects
            or indicator.id in phrase.indicators
            or indicator.sector in phrase.sectors
            or hints_at(phrase, indicator)
            or bool(phrase.measures & measures_of(self._index, indicator))
        )

    def _is_hinted_at(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether the phrase tells the fact's indicator from others: that ports are mentioned is not enough."""
        is_hint = hints_at(phrase, fact.indicator) or self._words.says(fact, phrase)
        return is_hint or self._near.is_entity(phrase, fact) or self._is_in_passing(phrase, fact)

    def _is_in_passing(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether the phrase only describes what is asked for: the diameter of the radars, the value of the deals."""
        nouns = self._words.noun_phrases
        if not nouns or fact.indicator.subject not in self._subjects_hinted_at(phrase):
            return False
        head = nouns[0].head
        names_the_measure = fact.indicator.measure in telling(self._index, head.measures)
        return head is not phrase and (names_the_measure or hints_at(head, fact.indicator))

    # --- conditions

    @cached_property
    def _naming_a_thing(self) -> list[Phrase]:
        return [
            phrase
            for phrase in self._content
            if phrase.subjects or phrase.indicators or phrase.hints
        ]

    def _subject(self, fact: Fact) -> Iterable[Unmet]:
        naming = self._naming_a_thing
        if not naming or self.names_one(fact) or self._is_about_what_is_named(fact):
            return
        # A word that also names a sector is broad: factories are of industry, and of industrial enterprises.
        is_broad = any(fact.indicator.sector in phrase.sectors for phrase in naming)
        hard = not is_broad and self.coverage(fact) < _MOSTLY
        things = [thing for phrase in naming for thing in _things_of(phrase)]
        names = (
            joined(self._words.title(kind, name) for kind, name in things),
            self._words.title(Subject, fact.indicator.subject),
        )
        asked = joined(name for _, name in things)
        near = any(self._near.has_words(phrase, fact) for phrase in naming)
        yield Unmet("subject", asked, fact.indicator.subject, hard, names, near)

    def _is_about_what_is_named(self, fact: Fact) -> bool:
        """Return whether a phrase names what a fact is about, or the words of its subject stand apart: workshops went digital."""
        if any(self._is_about(phrase, fact) for phrase in self._naming_a_thing):
            return True
        subject = words_of(self._words.title(Subject, fact.indicator.subject)) - fillers()
        return len(subject) > 1 and subject <= self._words.stems

    def _is_about(self, phrase: Phrase, fact: Fact) -> bool:
        if fact.indicator.subject in phrase.subjects or fact.indicator.id in phrase.indicators:
            return True
        if phrase.hints and not phrase.subjects:
            return fact.indicator.subject in self._subjects_hinted_at(phrase)
        if fact.quantity:
            return self._is_counted_of(phrase, fact)
        # A state can be about several things; a figure is about one.
        return set(phrase.words) <= words_of(
            f"{fact.title} {fact.statement} {' '.join(fact.entity_aliases)}"
        )

    def _subjects_hinted_at(self, phrase: Phrase) -> set[str]:
        """Return the subjects of the indicators that a phrase tells from others."""
        return {self._index.entry(Indicator, hint).subject for hint in phrase.hints}

    def _is_counted_of(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether a figure counts something of a thing that its statement names: the trains of a corridor."""
        if not self._words.is_what_is_counted(fact):
            return False
        said = words_of(f"{fact.title} {fact.statement}")
        titles = (self._words.title(Subject, subject) for subject in phrase.subjects)
        return any(words_of(title) - fillers() <= said for title in titles)

    def _period(self, fact: Fact) -> Iterable[Unmet]:
        periods = self._question.periods
        if not periods:
            return
        covering = [period for period in periods if covers(fact, period)]
        if any(has_base_of(fact, period) for period in covering):
            yield from self._rest_of_the_time(fact, covering)
            return
        if covering:
            yield _other_base(fact, covering)
            return
        likely = likely_period(fact) if self.is_named(fact) else fact.period
        unmet = Unmet(
            "period",
            ", ".join(map(str, periods)),
            str(fact.period),
            hard=not _may_hold_then(fact, periods),
            near=_is_of_nearly_that_time(fact, likely, periods),
        )
        yield unmet if likely == fact.period else unmet._replace(likely=str(likely))

    def _rest_of_the_time(self, fact: Fact, covering: list[AskedPeriod]) -> Iterable[Unmet]:
        """Yield the time since a year, of which what adds up over time is only a part."""
        is_part = fact.indicator.kind is Kind.FLOW and all(map(is_since, covering))
        if is_part:
            asked = ", ".join(map(str, covering))
            yield Unmet("period", asked, str(fact.period), hard=False)

    def _missing(self, fact: Fact) -> Iterable[Phrase]:
        """Yield the phrases that a fact does not have."""
        for phrase in self._content:
            has = (
                self._is_hinted_at(phrase, fact)
                if phrase.hints and fact.quantity
                else self.has(phrase, fact) and not self._names_another_entity(phrase, fact)
            )
            if not has:
                yield phrase

    def _names_another_entity(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether a phrase names nothing but entities, and not that of the fact: the most expensive wine, not the cheapest."""
        names_only_entities = bool(phrase.entities) and not (
            phrase.subjects or phrase.measures or phrase.areas or phrase.sectors
        )
        if set(phrase.words) <= words_of(fact.indicator.title):
            return False
        return (
            names_only_entities
            and fact.entity is not None
            and not self._near.is_entity(phrase, fact)
        )


def _may_hold_then(fact: Fact, periods: Sequence[AskedPeriod]) -> bool:
    """Return whether a fact is of nearly a period, or of a moment of it: what holds then may hold in all of it, or not."""
    if any(nearly_covers(fact, period) for period in periods):
        return True
    holds_at_a_moment = fact.indicator.kind not in OVER_TIME
    return holds_at_a_moment and any(overlap(fact, period) for period in periods)


def _is_of_nearly_that_time(fact: Fact, likely: Period, periods: Sequence[AskedPeriod]) -> bool:
    """Return whether the printed or the likely period of a fact is beside one; no change that is on another time."""
    if fact.is_change and any(map(is_since, periods)):
        return False
    return any(is_neighbour(own, period) for own in (fact.period, likely) for period in periods)


def _other_base(fact: Fact, periods: list[AskedPeriod]) -> Unmet:
    """Return that a change is on another time than that since which it is asked for."""
    base = fact.change_base
    asked = ", ".join(map(str, periods))
    since = " or ".join(period.period.begin.words for period in periods)
    has = "" if base is None else change_base_words(base)
    return Unmet("period", asked, str(base), hard=True, names=(f"on {since}", has), near=False)


def _things_of(phrase: Phrase) -> list[tuple[type[Subject] | type[Indicator], str]]:
    """Return the things that a phrase names: subjects, else indicators."""
    kind = Subject if phrase.subjects else Indicator
    return [(kind, name) for name in phrase.subjects or phrase.indicators or phrase.hints]
