"""Tell what a question asks for that the base has nothing on: minimum wage, hospital beds.

A fact is no answer where it has only what describes the thing that is asked for: the minimum, the hospital.
"""

from functools import cached_property

from cqfacts.index.read import Index
from cqfacts.model.fact import Fact
from cqfacts.model.names import short
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import Subject
from cqfacts.questions.conditions import Conditions
from cqfacts.questions.kinds import words_of
from cqfacts.questions.language import is_everyday, looks_verbal
from cqfacts.questions.lexicon import lexicon_of
from cqfacts.questions.noun_phrases import NounPhrase, find_noun_phrases, is_bare, only_asks
from cqfacts.questions.question import Phrase, Question

_SHORTEST_NOUN = 3
"""A shorter Latin word is seldom a thing that is asked for: y/n, tt."""
_VOWELS = frozenset("aeiouy")
_NOTHING = frozenset[str]()


class Absence:
    """The nouns of a question, held against what a base has."""

    def __init__(self, index: Index, question: Question, conditions: Conditions) -> None:
        self._index = index
        self._question = question
        self._conditions = conditions
        self._called = lexicon_of(index).called
        self._noun_phrases = find_noun_phrases(question)
        self._is_bare = is_bare(question) and len(self._noun_phrases) == 1

    def find(self, fact: Fact | None) -> str | None:
        """Return the words for the thing that is asked for where the base has none; None where the fact may answer.

        `fact` is the best match, where there is any: where that does not have the thing, no fact has it.
        """
        if not self._noun_phrases or (fact and self._conditions.has_value(fact)):
            return None
        if fact is None:
            return short(self._noun_phrases[0].text)
        rules = (
            self._lacks_the_head,
            self._lacks_what_is_described,
            self._is_of_the_whole,
            self._has_it_in_a_name,
        )
        for rule in rules:
            noun_phrase = rule(fact)
            if noun_phrase:
                return short(noun_phrase.text)
        return None

    def is_near(self, fact: Fact) -> bool:
        """Return whether a fact is near to what is asked for all the same: of a thing that is named, not only called so.

        In a sentence what is asked for may stand elsewhere than in its first noun: what is near to it stays.
        """
        says_more_than_a_noun = len(self._noun_phrases) > 1 and not is_bare(self._question)
        if says_more_than_a_noun:
            return True
        is_of_its_kind = fact.quantity or not self._asks_for_a_number
        if is_of_its_kind and self._conditions.is_named(fact):
            return True
        words = words_of(f"{fact.title} {fact.statement}")
        met = self._met(fact)
        things = [phrase for phrase in met if phrase.subjects or phrase.entities]
        head = self._noun_phrases[0].head
        if head in met and head is not self._phrases[0] and _is_plain_word(head):
            things.append(head)
        return any(words.issuperset(phrase.words) for phrase in things)

    @property
    def _asks_for_a_number(self) -> bool:
        """True where a figure is asked for, or several of a thing, which no state is."""
        head = self._noun_phrases[0].head
        is_of_several = head.text.endswith("s") or not head.text.isascii()
        return is_of_several or bool(head.other_measure or self._question.cues)

    def _lacks_the_head(self, fact: Fact) -> NounPhrase | None:
        """Return the first noun phrase where a fact has no more than what describes its head."""
        first = self._noun_phrases[0]
        naming = self._conditions.phrases_naming(fact)
        if not set(naming) <= set(first.phrases) or self._meets(first.head, fact):
            return None
        met = self._met(fact)
        names_its_indicator = any(fact.indicator.id in phrase.indicators for phrase in naming)
        has_only_its_name = self._is_bare and not names_its_indicator and len(met) <= 1
        has_more_than_its_name = bool(naming) and not has_only_its_name
        if has_more_than_its_name or len(met) > len(self._unmet(fact)):
            return None
        return first if self._is_thing(first.head, naming) else None

    def _is_thing(self, head: Phrase, naming: list[Phrase]) -> bool:
        """Return whether a head is a thing of which a fact that the phrases name is none."""
        if self.is_absent(head):
            return True
        names_an_entity = any(phrase.entities for phrase in naming)
        return (
            self._is_bare and head.text.isascii() and not names_an_entity and _may_be_a_thing(head)
        )

    def _lacks_what_is_described(self, fact: Fact) -> NounPhrase | None:
        """Return the noun phrase with a word of nothing in the base, where a fact has no more than one other word."""
        if self._conditions.phrases_naming(fact) or len(self._met(fact)) > 1:
            return None
        absent = next(filter(self._is_lacking, self._unmet(fact)), None)
        return next((phrase for phrase in self._noun_phrases if absent in phrase.phrases), None)

    def _is_of_the_whole(self, fact: Fact) -> NounPhrase | None:
        """Return the only noun phrase where a fact is of all that it names, and a part is asked for: whisky industry."""
        first = self._noun_phrases[0]
        described = zip(first.phrases, first.phrases[1:], strict=False)
        of_a_part = any(
            self.is_absent(part) and fact.indicator.subject in whole.subjects
            for part, whole in described
        )
        is_english = first.text.isascii()  # Chinese between two names may be a verb
        return first if self._is_bare and is_english and of_a_part else None

    def _has_it_in_a_name(self, fact: Fact) -> NounPhrase | None:
        """Return the only noun where a figure has it in the name of something else: unemployment insurance."""
        first = self._noun_phrases[0]
        is_single = self._is_bare and len(first.phrases) == 1
        asks_for_a_figure = bool(self._question.cues) or not fact.quantity
        if not is_single or asks_for_a_figure or not _is_plain_word(first.head):
            return None
        name = list(stems(self._index.entry(Subject, fact.indicator.subject).title))
        describes = set(first.head.words) <= set(name[:-1])
        return first if describes else None

    def _is_lacking(self, phrase: Phrase) -> bool:
        """Return whether what a fact does not have is a thing: of nothing in the base, or of another sector."""
        return self.is_absent(phrase) or (self._is_bare and bool(phrase.sectors))

    def is_absent(self, phrase: Phrase) -> bool:
        """Return whether it is a noun for a thing or a measure of which the base has nothing."""
        if phrase.repaired or looks_verbal(phrase.text):
            return False
        if phrase.other_measure and not _names_something(phrase):
            return not phrase.cues and not self._called.get(phrase.other_measure, _NOTHING)
        is_unknown = not any(map(self._index.frequency, phrase.words))
        return is_unknown and _is_plain_word(phrase) and _may_be_a_thing(phrase)

    def _meets(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether a fact has what a phrase names; a measure that the base lacks only where the fact counts it."""
        if self.is_absent(phrase) and phrase.other_measure:
            return self._conditions.names_the_unit(fact)
        if phrase.place:
            return set(phrase.words) <= words_of(f"{fact.title} {fact.statement}")
        return self._conditions.has(phrase, fact)

    def _met(self, fact: Fact) -> list[Phrase]:
        return [phrase for phrase in self._phrases if self._meets(phrase, fact)]

    def _unmet(self, fact: Fact) -> list[Phrase]:
        return [phrase for phrase in self._phrases if not self._meets(phrase, fact)]

    @cached_property
    def _phrases(self) -> list[Phrase]:
        """The phrases that say what is looked for, with places that are no areas of the base."""
        content = [phrase for phrase in self._question.content if not only_asks(phrase)]
        return [phrase for phrase in content if phrase.entities or not phrase.areas] + [
            phrase
            for phrase in self._question.phrases
            if phrase.place and not phrase.areas and phrase not in content
        ]


def _names_something(phrase: Phrase) -> bool:
    """Return whether it names anything of the base."""
    return phrase.names_something or bool(phrase.measures)


def _is_plain_word(phrase: Phrase) -> bool:
    """Return whether it is a word that names nothing and asks for nothing."""
    return phrase.is_topic and not _names_something(phrase)


def _may_be_a_thing(phrase: Phrase) -> bool:
    """Return whether a phrase may be a noun that means a thing: no everyday word, verb, number or initial."""
    is_noun = (
        phrase.text.isalpha() and not looks_verbal(phrase.text) and not is_everyday(phrase.text)
    )
    return is_noun and not _is_abbreviation(phrase.text)


def _is_abbreviation(text: str) -> bool:
    is_short = len(text) < _SHORTEST_NOUN or _VOWELS.isdisjoint(text)
    return text.isascii() and is_short
