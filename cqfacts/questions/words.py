"""The words of a question, held against those of a fact."""

from functools import cached_property

from cqfacts.index.read import Index
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator, Kind, Measure, Subject
from cqfacts.questions.kinds import class_of, is_count, words_of
from cqfacts.questions.language import fillers, persons
from cqfacts.questions.noun_phrases import NounPhrase, find_noun_phrases
from cqfacts.questions.question import Phrase, Question


class QuestionWords:
    """A question as it is held against each fact: its phrases, its cues and its stems, worked out once."""

    def __init__(self, index: Index, question: Question) -> None:
        self.index = index
        self.question = question
        self.cues = question.cues
        self.content = question.content
        self.areas = question.areas

    @cached_property
    def stems(self) -> set[str]:
        """All words of the question, stemmed."""
        return {
            word
            for phrase in self.question.phrases
            for word in (*phrase.words, *words_of(phrase.text))
        }

    @cached_property
    def noun_phrases(self) -> list[NounPhrase]:
        """The noun phrases of the question; the head of the first says what is asked for."""
        return find_noun_phrases(self.question)

    @cached_property
    def wants_a_count(self) -> bool:
        """True where it asks how many there are."""
        return "counting" in self.cues and not self.cues & {"percent", "growth", "share", "rank"}

    def title(self, kind: type[Subject] | type[Measure] | type[Indicator], name: str) -> str:
        """Return the title of an entry of the base."""
        return self.index.entry(kind, name).title

    def names_the_unit(self, fact: Fact) -> bool:
        """Return whether the question names what is counted: pavilions, wafers per day."""
        if fact.unit is None or fact.unit.dimension in ("money", "share"):
            return False
        words = words_of(fact.unit.plural)
        if words & persons() and self.stems & persons():
            return True
        return (words - fillers() or words) <= self.stems

    @staticmethod
    def is_unit(fact: Fact, phrase: Phrase) -> bool:
        """Return whether a phrase is the unit of a fact: tonnes, passengers."""
        if fact.unit is None or not phrase.words:
            return False
        words = words_of(f"{fact.unit.singular} {fact.unit.plural}")
        names_persons = words & persons() and persons() & set(phrase.words)
        return bool(names_persons) or words.issuperset(phrase.words)

    def is_what_is_counted(self, fact: Fact) -> bool:
        """Return whether it asks how many of the unit there are, or of what nothing but the indicator counts."""
        if "counting" not in self.cues:
            return False
        is_hinted_at = is_count(fact) and any(
            fact.indicator.id in phrase.hints for phrase in self.content
        )
        return is_hinted_at or self.names_the_unit(fact)

    def names_the_rate(self, fact: Fact) -> bool:
        """Return whether it names the unit of a rate, which says what is measured: wafers per day."""
        return fact.indicator.kind is Kind.RATE and self.names_the_unit(fact)

    def names_the_measure(self, fact: Fact) -> bool:
        return any(fact.indicator.measure in phrase.measures for phrase in self.content)

    def names_the_whole(self, fact: Fact) -> bool:
        """Return whether a fact is a share of an area that is named: how many of the world's laptops."""
        return class_of(fact) == "share" and fact.indicator.whole_area in self.areas

    @staticmethod
    def says(fact: Fact, phrase: Phrase) -> bool:
        """Return whether the title or, of a state, the sentence has the words of a phrase."""
        words = words_of(f"{fact.title} {fact.indicator.title_zh}")
        if not fact.quantity:
            words |= words_of(fact.statement)
        return bool(phrase.words) and words.issuperset(phrase.words)
