"""Tell whether a fact is of the measure that a question names, and a level, growth, share or rank as it asks for."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from cqfacts.index.families import CLASSES, measures_of
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator, Kind, Measure
from cqfacts.questions.area_conditions import AreaConditions
from cqfacts.questions.kinds import class_of, is_count, telling, words_of
from cqfacts.questions.language import leads
from cqfacts.questions.lexicon import lexicon_of
from cqfacts.questions.noun_phrases import is_bare
from cqfacts.questions.question import Phrase
from cqfacts.questions.unmet import LEVEL, Unmet, joined
from cqfacts.questions.words import QuestionWords

_NONE = frozenset[str]()
_HOW_MANY = frozenset(("counting", "amount"))
"""Cues of words that ask how many or how much there is, whatever measure a base calls so."""
_DOING = ("output", "exports", "sales", "growth")
"""The measures whose names are also verbs for what is done with things."""
_EARNED = frozenset(("profit", "revenue", "losses"))
"""The measures that firms are said to make: "make a profit" asks for no output."""
_FIGURE_CUES = frozenset(("counting", "amount", "percent", "money", "points"))
"""Cues that ask how many or how much, which a state does not say."""


class MeasureConditions:
    """Which measure and which class of figure a fact must be of."""

    def __init__(self, words: QuestionWords, areas: AreaConditions, home: str) -> None:
        self._words = words
        self._index = words.index
        self._areas = areas
        self._cues = words.cues
        self._content = words.content
        self._called = lexicon_of(words.index).called
        self._may_be_a_rank = words.question.may_ask_for_a_rank(home)
        self._naming = list(self._phrases_naming_measures())

    def unmet(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the measures and the classes that are asked for and that the fact is not of."""
        if fact.state and self._words.question.is_yes_or_no:
            return
        classes = self._wanted_classes
        if classes and class_of(fact) not in classes and not self._is_percentage_asked_for(fact):
            yield from self._other_class(fact)
            return
        if fact.indicator.kind is Kind.DIFFERENCE and classes and not self._names_the_lead(fact):
            yield Unmet("measure", " or ".join(sorted(classes)), fact.indicator.measure, hard=False)
        figures = self._figures_that_a_state_lacks(fact)
        if figures:
            hard = self._is_state_for_a_figure(fact)
            yield self._other_measure(fact, figures, hard=hard)._replace(near=False)
            return
        yield from self._measures_beside_the_base(fact)
        yield from self._everyday_measures(fact)
        yield from self._named_measures(fact)
        yield from self._named_classes(fact)
        if self._ranks_in_a_named_area(fact):
            return
        if fact.quantity and not classes and class_of(fact) and not self._names_the_class(fact):
            yield Unmet("measure", LEVEL, fact.indicator.measure, hard=False)

    def _ranks_in_a_named_area(self, fact: Fact) -> bool:
        """Return whether a fact ranks among the members of an area that is named: paper producer, western China."""
        field = fact.indicator.field
        asks_for_a_figure = self._cues & _FIGURE_CUES or any(map(self._is_explicit, self._content))
        return field is not None and field in self._words.areas and not asks_for_a_figure

    def _figures_that_a_state_lacks(self, fact: Fact) -> frozenset[str]:
        """Return the measures of figures that are asked for, where the fact is a state; none where it may answer."""
        if self._is_state_for_a_figure(fact):
            return self._figures_asked_for
        if fact.state and self._names_a_figure:
            return frozenset(name for phrase in self._figures for name in phrase.measures)
        return _NONE

    def _is_state_for_a_figure(self, fact: Fact) -> bool:
        """Return whether a state is held against a measure of figures, and does not say it of a thing that is named."""
        if fact.quantity or not self._figures_asked_for:
            return False
        is_about_it = any(fact.indicator.subject in phrase.subjects for phrase in self._content)
        says_it = any(self._words.says(fact, phrase) for phrase in self._phrases_asking)
        return not (is_about_it and says_it)

    @property
    def _names_a_figure(self) -> bool:
        """True where a bare question has a noun for a number or an amount of money: the value of herbs."""
        return bool(self._figures) and is_bare(self._words.question)

    @cached_property
    def _figures(self) -> list[Phrase]:
        return [
            phrase
            for phrase in self._content
            if phrase.counts_things and phrase.measures and not phrase.subjects
        ]

    @property
    def _phrases_asking(self) -> tuple[Phrase, ...]:
        """The phrases that may name the measure: the head, or where that names a thing, those beside it: "sales, cars"."""
        nouns = self._words.noun_phrases[0]
        if not nouns.head.subjects or nouns.head.measures:
            return (nouns.head,)
        beside = [phrase for phrase in nouns.phrases if phrase.measures and not phrase.subjects]
        return tuple(beside) or (nouns.head,)

    @cached_property
    def _figures_asked_for(self) -> frozenset[str]:
        """The measures of figures by whose title a bare question asks, as in "exports 2021": a plan is no answer to it."""
        nouns = self._words.noun_phrases
        if not nouns or not is_bare(self._words.question):
            return _NONE
        return frozenset().union(*map(self._figures_named_by, self._phrases_asking))

    def _figures_named_by(self, phrase: Phrase) -> frozenset[str]:
        """Return the measures of figures whose title a phrase is."""
        measures = telling(self._index, phrase.measures) & lexicon_of(self._index).of_figures
        if phrase.other_measure and phrase.measures == measures:
            return measures
        return frozenset(
            measure
            for measure in measures
            if words_of(self._words.title(Measure, measure)) == set(phrase.words)
        )

    def _is_percentage_asked_for(self, fact: Fact) -> bool:
        """Return whether it is a plain rate in percent, where percent are asked for and no growth or share is."""
        if fact.indicator.kind is not Kind.RATIO:
            return False
        return "percent" in self._cues and not self._cues & CLASSES

    def ranks_by_something_else(self, fact: Fact) -> bool:
        """Return whether it is a rank by something that the question does not speak of, such as exports."""
        if class_of(fact) != "rank":
            return False
        base = self._bases_in_titles.get(fact.indicator.measure)
        return base is not None and not any(base in phrase.measures for phrase in self._content)

    @cached_property
    def _wanted_classes(self) -> frozenset[str]:
        """Growth, share or rank: those that are asked for."""
        classes = self._cues & CLASSES
        if "percent" in self._cues and not classes:
            classes = frozenset(("growth", "share"))
        return classes | {"rank"} if classes and self._may_be_a_rank else classes

    def _other_class(self, fact: Fact) -> Iterable[Unmet]:
        # How many of the world's largest companies: a count answers it, whatever else it sounds like.
        is_counted = "counting" in self._cues and is_count(fact) and "pace" not in self._cues
        if is_counted and self._wanted_classes == {"rank"}:
            return
        asks_for_a_figure = self._cues & _FIGURE_CUES or is_bare(self._words.question)
        if fact.state and not asks_for_a_figure:
            return
        hard = bool(fact.quantity) and not is_counted
        asked = " or ".join(sorted(self._wanted_classes))
        near = bool(fact.quantity) or "rank" in self._wanted_classes
        yield Unmet("measure", asked, fact.indicator.measure, hard, near=near)

    def _names_the_lead(self, fact: Fact) -> bool:
        """Return whether the question speaks of points, or of a lead over another growth."""
        speaks_of_a_lead = bool(leads() & self._words.stems)
        return speaks_of_a_lead or "points" in self._cues or self._words.names_the_measure(fact)

    def _measures_beside_the_base(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the measures that are named in words that the base has for none: imports, employment, per head."""
        has = fact.indicator.measure
        for phrase in self._content:
            if phrase.other_measure is None or phrase.measures or phrase.subjects:
                continue
            if phrase.cues - {"money"}:
                continue
            called_so = self._called.get(phrase.other_measure, _NONE)
            is_of_it = called_so & measures_of(self._index, fact.indicator)
            if is_of_it or self._words.says(fact, phrase) or self._words.is_unit(fact, phrase):
                continue
            hard = bool(fact.quantity) and not self._words.is_what_is_counted(fact)
            names = (phrase.other_measure, self._words.title(Measure, has))
            yield Unmet("measure", phrase.other_measure, has, hard, names, near=False)

    def _everyday_measures(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the measures with everyday names only, such as trend, where nothing else says what is asked."""
        if not fact.quantity or not self._everyday:
            return
        measures = measures_of(self._index, fact.indicator)
        if not any(phrase.measures & measures for phrase in self._content):
            yield self._other_measure(
                fact, {name for phrase in self._everyday for name in phrase.measures}, hard=False
            )

    @cached_property
    def _everyday(self) -> list[Phrase]:
        if self._cues or any(telling(self._index, phrase.measures) for phrase in self._content):
            return []
        return [phrase for phrase in self._content if phrase.measures and not phrase.subjects]

    def _named_measures(self, fact: Fact) -> Iterable[Unmet]:
        unmet = self._unmet_naming(fact)
        if not unmet:
            return
        # Of several measures that are named a fact has one; that it has only one is worth saying.
        meets_none = len(unmet) == len(self._naming)
        is_told = self._is_told_by_its_measure(fact) and not self._words.names_the_rate(fact)
        asked = {name for phrase in unmet for name in telling(self._index, phrase.measures)}
        condition = self._other_measure(fact, asked, hard=meets_none and is_told)
        is_excluded = self._excludes(unmet, meets_none=meets_none)
        is_no_figure = bool(fact.state) and any(map(self._asks_for_a_figure_of_the_base, unmet))
        is_near = not (is_excluded or is_no_figure) or self._is_money_of_any_measure(fact)
        yield condition._replace(near=is_near)

    def _asks_for_a_figure_of_the_base(self, phrase: Phrase) -> bool:
        """Return whether a bare question is for a measure by which the base has figures, which a state is none of."""
        if not is_bare(self._words.question):
            return False
        is_head = any(noun.head is phrase for noun in self._words.noun_phrases)
        return is_head and bool(phrase.measures & lexicon_of(self._index).of_figures)

    def _unmet_naming(self, fact: Fact) -> list[Phrase]:
        """Return the phrases that name a measure which the fact is not of; verbs count only against a figure of a measure."""
        measures = measures_of(self._index, fact.indicator)
        unmet = [
            phrase
            for phrase in self._naming
            if not (phrase.measures & measures or self._words.says(fact, phrase))
        ]  # fmt: skip
        if self._is_figure_of_a_measure(fact) or fact.indicator.ranks:
            return unmet
        return [phrase for phrase in unmet if not self._is_only_a_verb(phrase)]

    def _is_figure_of_a_measure(self, fact: Fact) -> bool:
        """Return whether it is a figure, no rank, of a measure that is no everyday one such as a number."""
        return bool(fact.quantity) and class_of(fact) != "rank" and not self._is_everyday(fact)

    def _is_everyday(self, fact: Fact) -> bool:
        return self._index.entry(Measure, fact.indicator.measure).everyday

    def _is_money_of_any_measure(self, fact: Fact) -> bool:
        """Return whether it is an amount of money whose measure may go by another name."""
        return self._is_everyday(fact) and bool(fact.unit and fact.unit.currency)

    def _excludes(self, unmet: list[Phrase], *, meets_none: bool) -> bool:
        """Return whether the measures that a fact is not of are named by nouns, and are what is asked for."""
        is_head = any(noun.head in unmet for noun in self._words.noun_phrases)
        return any(map(self._is_explicit, unmet)) and (meets_none or is_head)

    def _is_only_a_verb(self, phrase: Phrase) -> bool:
        """Return whether a phrase may only say what is done with things: build, turn out, abroad."""
        return bool(phrase.measures & self._doing) and not self._is_explicit(phrase)

    @cached_property
    def _doing(self) -> frozenset[str]:
        return frozenset().union(*(self._called.get(name, _NONE) for name in _DOING))

    def _is_explicit(self, phrase: Phrase) -> bool:
        """Return whether a phrase is the title of a measure that it names, or another noun for it: exports, not abroad."""
        return bool(phrase.other_measure) or any(
            words_of(self._words.title(Measure, measure)) == set(phrase.words)
            for measure in phrase.measures
        )

    def _is_told_by_its_measure(self, fact: Fact) -> bool:
        """Return whether a fact is a figure, no rank, whose measure has names that are no everyday words."""
        tells = bool(telling(self._index, frozenset((fact.indicator.measure,))))
        return tells and bool(fact.quantity) and class_of(fact) != "rank"

    def _phrases_naming_measures(self) -> Iterator[Phrase]:
        names_what_is_earned = any(phrase.other_measure in _EARNED for phrase in self._content)
        for phrase in filter(self._names_a_measure, self._content):
            if not (names_what_is_earned and self._is_only_a_verb(phrase)):
                yield phrase

    def _names_a_measure(self, phrase: Phrase) -> bool:
        """Return whether it names a measure, and is not rather the name of a subject, as manufacturing is."""
        is_rather_a_subject = phrase.subjects and not phrase.indicators
        return (
            bool(telling(self._index, phrase.measures))
            and not phrase.cues & (CLASSES | _HOW_MANY)
            and not is_rather_a_subject
        )

    def _named_classes(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the growths, shares and ranks of another frame or by another measure.

        A rank in the world is none in China, one by output is none by exports.
        """
        names_its_base = self._names_its_base(fact)
        for phrase in self._content:
            if not phrase.measures or not phrase.cues & CLASSES:
                continue
            if self._is_of_another_frame(fact, phrase):
                yield self._other_measure(fact, phrase.measures, hard=True)
            elif class_of(fact) in phrase.cues and not names_its_base:
                yield from self._other_base(fact, phrase)

    def _names_its_base(self, fact: Fact) -> bool:
        """Return whether the question names, beside the class, the measure by which a fact ranks, grows or is a share."""
        measures = measures_of(self._index, fact.indicator)
        return any(
            phrase.measures & measures and not phrase.cues & CLASSES for phrase in self._content
        )

    def _is_of_another_frame(self, fact: Fact, phrase: Phrase) -> bool:
        frame = fact.indicator.field or fact.indicator.whole_area
        frames = self._frames_of(phrase)
        return bool(frame and frames) and frame not in frames

    def _other_base(self, fact: Fact, phrase: Phrase) -> Iterable[Unmet]:
        if fact.indicator.measure in phrase.measures:
            return
        bases = {
            self._bases_in_titles[name] for name in phrase.measures if name in self._bases_in_titles
        }
        if bases and not bases & measures_of(self._index, fact.indicator):
            yield self._other_measure(fact, bases, hard=False)

    def _frames_of(self, phrase: Phrase) -> set[str]:
        frames = self._areas.frames_of_measures
        return set().union(*(frames.get(measure, set()) for measure in phrase.measures))

    @cached_property
    def _bases_in_titles(self) -> dict[str, str]:
        """The measure that the title of a measure says it is a growth, a part or a rank of: rank by exports.

        Of several the one with the longest title, which says most.
        """
        bases: dict[str, str] = {}
        for indicator in self._index.entries(Indicator):
            basis = indicator.level or indicator.part or indicator.ranks
            if not basis:
                continue
            measure = self._index.entry(Indicator, basis).measure
            title, longest = self._words.title(Measure, measure), bases.get(indicator.measure)
            is_in_title = words_of(title) <= words_of(self._words.title(Measure, indicator.measure))
            if is_in_title and (
                longest is None or len(title) > len(self._words.title(Measure, longest))
            ):
                bases[indicator.measure] = measure
        return bases

    def _names_the_class(self, fact: Fact) -> bool:
        """Return whether a growth, share or rank is named, if not asked for."""
        if self._words.names_the_whole(fact):
            return True
        return any(
            fact.indicator.measure in phrase.measures
            or fact.indicator.id in phrase.indicators
            or class_of(fact) in phrase.soft_cues
            for phrase in self._content
        )

    def _other_measure(self, fact: Fact, asked: Collection[str], *, hard: bool) -> Unmet:
        has = fact.indicator.measure
        names = (
            joined(self._words.title(Measure, name) for name in asked),
            self._words.title(Measure, has),
        )
        return Unmet("measure", joined(asked), has, hard, names)
