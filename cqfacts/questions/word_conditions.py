"""Tell which words of a question a fact does not have, and what that means for it.

A word that only says how something is asked means nothing. A name that the base does not have, or an unknown word that
describes what is asked for, as in "subway trains", tells another thing: a fact without it is no answer.
"""

from collections.abc import Iterable
from functools import cached_property

from cqfacts.questions.language import ACTORS, GENERIC, is_everyday, is_thing, looks_verbal
from cqfacts.questions.near import Nearness
from cqfacts.questions.question import Phrase
from cqfacts.questions.unmet import Unmet
from cqfacts.questions.words import QuestionWords

_SHORTEST_NAME = 3
"""A shorter Latin word is no name of a thing: y/n, tt."""
_LEFT_OVER = 0.2
"""The part of a question that may be left over without making the fact another one."""
_VOWELS = frozenset("aeiouy")


class WordConditions:
    """Which words of a question a fact must have."""

    def __init__(self, words: QuestionWords, near: Nearness) -> None:
        self._words = words
        self._index = words.index
        self._near = near
        self._content = words.content

    def unmet(self, missing: Iterable[Phrase], *, is_loose: bool) -> Iterable[Unmet]:
        """Yield the words that a fact without some phrases does not meet.

        `is_loose`: it is a state, or of nothing that the question names, so that any word may tell it from others.
        """
        yield from self._negations
        unmet = [phrase for phrase in missing if self._must_be_met(phrase, is_loose=is_loose)]
        if all(map(self._may_be_left_over, unmet)) and self._weigh(unmet) <= _LEFT_OVER:
            unmet = [phrase for phrase in unmet if self._names_another_thing(phrase)]
        for phrase in unmet:
            near = not self._names_another_thing(phrase)
            yield Unmet("word", phrase.text, None, hard=False, near=near)

    def unmet_names(self, missing: Iterable[Phrase]) -> Iterable[Unmet]:
        """Yield the names of other things among some phrases: of a fact of another subject they are one more difference."""
        for phrase in missing:
            if self._is_foreign_name(phrase):
                yield Unmet("word", phrase.text, None, hard=False, near=False)

    def _is_foreign_name(self, phrase: Phrase) -> bool:
        is_name = phrase.text in self._names or _is_model(phrase.text)
        return (
            is_name and phrase.is_topic and not phrase.names_something and self._is_unknown(phrase)
        )

    def _must_be_met(self, phrase: Phrase, *, is_loose: bool) -> bool:
        """Return whether a word says what is asked for, so that a fact without it is another one."""
        names_a_fact = phrase.hints or phrase.indicators or phrase.entities
        if phrase.text in ACTORS and not self._is_counted(phrase):
            return False
        is_word = phrase.is_topic or phrase.soft_cues == {"rank"} or bool(names_a_fact)
        tells_apart = is_loose and _may_tell_apart(phrase)
        return is_word and (tells_apart or self._carries_meaning(phrase))

    def _may_be_left_over(self, phrase: Phrase) -> bool:
        """Return whether a word may be left over in a long question that a fact meets otherwise: it names nothing."""
        return not (phrase.names_something or phrase.soft_cues or self._is_head(phrase))

    def _weigh(self, phrases: list[Phrase]) -> float:
        """Return the part of the question that some phrases are, by their weight."""
        total = sum(map(self._near.worth, self._content)) or 1.0
        return sum(map(self._near.worth, phrases)) / total

    @cached_property
    def _negations(self) -> list[Unmet]:
        """The words that turn the question round, which no fact meets."""
        return [
            Unmet("word", phrase.text, None, hard=False)
            for phrase in self._words.question.phrases
            if "negation" in phrase.cues
        ]

    def _carries_meaning(self, phrase: Phrase) -> bool:
        """Return whether a word says what is asked for, and not only how."""
        if phrase.names_something or phrase.soft_cues or phrase.text in self._names:
            return True
        if self._is_head(phrase) and self._words.wants_a_count:
            return True
        if phrase.repaired and phrase.text not in self._names:
            return _is_cut_short(phrase.repaired, phrase.text)
        if is_everyday(phrase.text) or looks_verbal(phrase.text):
            return False
        return self._is_unknown(phrase) or self._is_head(phrase) or is_thing(phrase.text)

    def _names_another_thing(self, phrase: Phrase) -> bool:
        """Return whether an unknown word is a name, or a noun that nothing in the base is: Dell, subway trains."""
        if phrase.names_something or phrase.soft_cues:
            return False
        asks_for_it = self._words.wants_a_count or "who" in self._words.cues
        if self._is_head(phrase) and asks_for_it:
            return True
        if is_thing(phrase.text):
            return True
        if phrase.repaired:
            return phrase.text in self._names
        return self._is_unknown(phrase) and (phrase.text in self._names or _is_model(phrase.text))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that are typed as names: with a capital within a sentence, or with what is theirs: Ford's output."""
        question = self._words.question
        owners = {phrase.text for phrase in question.phrases if phrase.text.endswith("'s")}
        slips = {
            phrase.text
            for phrase in question.phrases
            if phrase.repaired and phrase.repaired in question.names
        }
        return question.names | owners | slips

    def _is_unknown(self, phrase: Phrase) -> bool:
        """Return whether no fact has any of the words, and they may be a noun."""
        is_abbreviation = phrase.text.isascii() and _is_abbreviation(phrase.text)
        if is_abbreviation and phrase.text not in self._names:
            return False
        return bool(phrase.words) and not any(map(self._index.frequency, phrase.words))

    def _is_counted(self, phrase: Phrase) -> bool:
        """Return whether it is asked how many of them there are."""
        return self._words.wants_a_count and self._is_head(phrase)

    def _is_head(self, phrase: Phrase) -> bool:
        """Return whether it is the noun that says what is asked for."""
        nouns = self._words.noun_phrases
        return bool(nouns) and nouns[0].noun is phrase


def _may_tell_apart(phrase: Phrase) -> bool:
    """Return whether a word is a noun or a verb of its own, and no manner of speaking."""
    if phrase.repaired or is_everyday(phrase.text) or looks_verbal(phrase.text):
        return False
    return phrase.text not in GENERIC


def _is_abbreviation(text: str) -> bool:
    return len(text) < _SHORTEST_NAME or _VOWELS.isdisjoint(text)


def _is_cut_short(typed: str, meant: str) -> bool:
    """Return whether a word was taken for a much longer one, which is less sure than a slip: intel, intelligent."""
    return meant.startswith(typed) and len(meant) > len(typed) + 2


def _is_model(text: str) -> bool:
    """Return whether letters and digits stand in one word, as in the names of models: CS55."""
    return text.isascii() and not text.isalpha() and not text.isdigit() and text.isalnum()
