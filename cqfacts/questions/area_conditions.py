"""Tell whether a fact is about the places that a question names."""

from collections.abc import Iterable
from functools import cached_property

from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area, Indicator
from cqfacts.questions.kinds import class_of, words_of
from cqfacts.questions.question import Phrase
from cqfacts.questions.unmet import Unmet, joined
from cqfacts.questions.words import QuestionWords


class AreaConditions:
    """Where a fact must be: in the places that are named, else in the base's own area."""

    def __init__(self, words: QuestionWords, home: str) -> None:
        self._words = words
        self._index = words.index
        self._home = home
        self._named = [phrase for phrase in words.question.phrases if phrase.names_a_place]

    def unmet(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the area that is asked for, where the fact is of another."""
        if not self._named:
            if fact.area and not self._is_within(fact.area, self._home):
                yield from self._elsewhere_than_home(fact)
            return
        named = self._beside_the_parts_of(fact.area)
        if named and not self._is_where_asked(named, fact):
            # What reaches the world or China may be told of the base's own area, where it is no figure.
            is_told_of_home = not fact.quantity and all(map(self._is_frame, named))
            hard = not (is_told_of_home or self._counts_among_others(named, fact))
            asked = [area for phrase in named for area in phrase.areas or {str(phrase.place)}]
            unmet = self._other_area(fact, asked, hard=hard)
            yield unmet._replace(near=not hard or self._is_near(named, fact))

    def _counts_among_others(self, named: list[Phrase], fact: Fact) -> bool:
        """Return whether a fact counts what is asked for beyond the base's own area, which alone is named.

        In "how many cities are in the ranking in which Chongqing came fifth" the base's own area is one of them.
        """
        names_home_alone = all(phrase.areas == {self._home} for phrase in named)
        return names_home_alone and self._words.is_what_is_counted(fact)

    def _elsewhere_than_home(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the base's own area, which is meant where none is named; what is only elsewhere is met.

        Not so what has its name from its measure alone, as GDP has: who asks for that means the base's own area.
        """
        indicator = fact.indicator
        is_only_there = not self._index.count(
            "subject = ? and area = ?", (indicator.subject, self._home)
        )
        names_only_a_measure = any(
            indicator.subject in phrase.subjects and indicator.measure in phrase.measures
            for phrase in self._words.content
            if len(phrase.words) == 1
        )
        if not is_only_there or (fact.quantity and names_only_a_measure):
            yield self._other_area(fact, [self._home], hard=False)

    def each(self) -> list[Phrase]:
        """Return the phrases that name areas beside the base's own."""
        return [phrase for phrase in self._named if phrase.areas and self._home not in phrase.areas]

    def is_there(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether a fact is of the place that a phrase names, or has its name."""
        # The world and China also frame shares and ranks: the world's laptops, first in China.
        frames = (fact.indicator.whole_area, fact.indicator.field)
        if any(area in frames or self._is_of(fact, area) for area in phrase.areas):
            return True
        # A name with the base's own area in it does not say where a thing is: the Chongqing Day in Shanghai.
        names = () if self._home in phrase.areas else (fact.entity or "", *fact.entity_aliases)
        own_words = " ".join((fact.indicator.title, *names))
        is_figure_of_an_area = phrase.areas and fact.quantity
        words = words_of(own_words if is_figure_of_an_area else f"{own_words} {fact.statement}")
        return set(phrase.words) <= words or bool(phrase.place and words_of(phrase.place) <= words)

    @cached_property
    def home_words(self) -> frozenset[str]:
        """The words of the name of the base's own area, which goes without saying."""
        return words_of(self._titles.get(self._home, ""))

    @cached_property
    def frames_of_measures(self) -> dict[str, set[str]]:
        """By measure, the areas of which there are shares, or among whose members there are ranks: the world, China.

        The base's own is none of them.
        """
        frames: dict[str, set[str]] = {}
        for indicator in self._index.entries(Indicator):
            areas = {area for area in (indicator.whole_area, indicator.field) if area}
            frames.setdefault(indicator.measure, set()).update(areas - {self._home})
        return frames

    def _is_near(self, named: list[Phrase], fact: Fact) -> bool:
        """Return whether a fact is of a wider area than one that is named, or of a part of it."""
        if fact.area is None:
            return False
        areas = {area for phrase in named for area in phrase.areas}
        is_of_a_part = any(self._is_within(fact.area, area) for area in areas)
        is_wider = any(
            self._is_within(self._index.entry(Area, area), fact.area.id) for area in areas
        )
        is_named_in_it = any(set(phrase.words) <= words_of(fact.area.title) for phrase in named)
        return is_of_a_part or is_wider or is_named_in_it

    def _beside_the_parts_of(self, area: Area | None) -> list[Phrase]:
        """Return the phrases that name a place; of Chengdu and Chongqing, each named by itself, those that name others."""
        if area is None:
            return self._named
        parts = words_of(area.title)
        names_each_part = len(self._named) > 1 and len(parts) > 1 and parts <= self._words.stems
        if not names_each_part:
            return self._named
        return [phrase for phrase in self._named if not set(phrase.words) <= parts]

    def _is_where_asked(self, named: list[Phrase], fact: Fact) -> bool:
        is_anywhere_named = any(self.is_there(phrase, fact) for phrase in named)
        return (
            is_anywhere_named
            and not self._is_elsewhere(named, fact)
            and not self._is_framed_otherwise(named, fact)
        )

    def _is_elsewhere(self, named: list[Phrase], fact: Fact) -> bool:
        """Return whether the question names another place beside the base's own, which the fact is not about.

        Of several areas of the base one is enough, as in a question about two; a place that it does not know must be
        in the fact's own words.
        """
        others = [
            phrase
            for phrase in named
            if self._home not in phrase.areas and not self._is_frame(phrase)
        ]
        areas = [phrase for phrase in others if phrase.areas]
        if areas and not any(self.is_there(phrase, fact) for phrase in areas):
            return True
        return not all(self.is_there(phrase, fact) for phrase in others if not phrase.areas)

    def _is_framed_otherwise(self, named: list[Phrase], fact: Fact) -> bool:
        """Return whether it is a share of China where one of the world is asked for, or a rank."""
        frame = fact.indicator.whole_area if class_of(fact) == "share" else fact.indicator.field
        asked = {area for phrase in named for area in phrase.areas} & self._frames
        return bool(frame and asked) and frame not in asked

    @cached_property
    def _frames(self) -> set[str]:
        return set().union(*self.frames_of_measures.values())

    def _is_frame(self, phrase: Phrase) -> bool:
        return bool(phrase.areas & self._frames)

    def _is_of(self, fact: Fact, area: str) -> bool:
        """Return whether a fact is of an area; a figure of a part of it is not, but for one of a company, or in the base's own area."""
        if fact.area_id == area:
            return True
        is_told_of_the_whole = fact.state or fact.entity or area == self._home
        return bool(is_told_of_the_whole) and self._is_within(fact.area, area)

    def _is_within(self, area: Area | None, outer_area: str) -> bool:
        """Return whether an area is another one, or lies in it. What has no area is in none."""
        if area is None:
            return False
        while area.id != outer_area and area.within:
            area = self._index.entry(Area, area.within)
        return area.id == outer_area

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {area.id: area.title for area in self._index.entries(Area)}

    def _other_area(self, fact: Fact, asked: list[str], *, hard: bool) -> Unmet:
        names = (
            joined(self._titles.get(area, area) for area in asked),
            fact.area_title or "no area",
        )
        return Unmet("area", joined(asked), fact.area_id, hard, names)
