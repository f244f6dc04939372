"""Repair words that neither the base nor the language has: slips of the keyboard, words run together or cut short."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cqfacts.index.read import Index
from cqfacts.model.stems import stem, variants
from cqfacts.questions.language import (
    cues,
    fillers,
    is_everyday,
    is_thing,
    other_measures,
    soft_cues,
)
from cqfacts.questions.lexicon import lexicon_of
from cqfacts.questions.periods import TIME_WORDS
from cqfacts.questions.places import places

_ENDING = re.compile(r"(?<=\w\w\w)(?:ing|ed)$")
_VOWELS = frozenset("aeiou")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORT, _LONG = 4, 10
"""Shorter words are too near to others to be taken for a slip; in one so long there may be two."""
_LONGER = 14
"""A word is at most so many letters longer than what it is cut short to."""


class Word(NamedTuple):
    """A word as it is compared, and as people write it."""

    stem: str
    text: str


class _Candidate(NamedTuple):
    """A known word that is near to a typed one; the least of several is the most likely."""

    distance: int
    is_filler: bool
    is_rare_slip: bool
    minus_length: int
    minus_frequency: int
    word: str


def meant_by(index: Index, typed: str) -> tuple[Word, ...]:
    """Return the known words that a folded word was most likely meant to be; none where it is known, or nothing is near.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> index = open_catalogue().index
    >>> [word.text for typed in ("laptpos", "laptopexports", "agricult", "frgn") for word in meant_by(index, typed)]
    ['laptop', 'laptop', 'exports', 'agricultural', 'foreign']
    >>> meant_by(index, "laptops"), meant_by(index, "muster")
    ((), ())
    """
    if not _is_english(typed) or is_known(index, stem(typed)):
        return ()
    if is_everyday(typed) or is_thing(typed):
        return ()
    if is_known(index, _ENDING.sub("", typed)):  # buying
        return ()
    if len(typed) < _SHORT:
        return _swapped(index, typed) if len(typed) == _SHORT - 1 else ()
    ways = (_slip, _letter_missed, _run_together, _cut_short)
    return next(filter(None, (way(index, typed) for way in ways)), ())


def time_word(index: Index, typed: str) -> str | None:
    """Return the month or part of a year of which a word is a slip."""
    if len(typed) <= _SHORT or not _is_english(typed) or is_known(index, stem(typed)):
        return None
    return next(
        (word for word in TIME_WORDS if word[0] == typed[0] and _distance(typed, word, 1) <= 1),
        None,
    )


def is_known(index: Index, word: str) -> bool:
    """Return whether the base or the language has a stemmed word."""
    if word in _language_words() or word in lexicon_of(index).part_words:
        return True
    return index.frequency(word) > 0 or index.has_phrase_word(word)


def _is_english(typed: str) -> bool:
    return typed.isascii() and typed.isalpha()


@cache
def _language_words() -> frozenset[str]:
    phrases = (*cues(), *soft_cues(), *other_measures(), *places())
    return fillers() | {word for phrase in phrases for word in phrase if word.isascii()}


# --- a letter missed, doubled, changed or swapped


def _slip(index: Index, typed: str) -> tuple[Word, ...]:
    swapped = next((way for way in _swaps(typed) if is_known(index, stem(way))), None)
    if swapped:
        return (Word(stem(swapped), swapped.removesuffix("s")),)
    allowed = 1 if len(stem(typed)) < _LONG else 2
    forms = _forms(typed)
    words = _words(index, typed[0], min(map(len, forms)) - allowed, len(typed) + allowed)
    frequencies = {**words, **dict.fromkeys(variants(), 0)}
    candidates: list[_Candidate] = []
    for form in forms:
        near = (
            word for word in frequencies if word[0] == typed[0] and _may_be_meant(typed, form, word)
        )
        for word in near:
            distance = _distance(form, word, allowed)
            if distance <= allowed:
                is_rare_slip = not _is_missed_or_swapped(form, word)
                is_filler = word in fillers()
                candidates.append(
                    _Candidate(
                        distance, is_filler, is_rare_slip, -len(form), -frequencies[word], word
                    )
                )
    if not candidates:
        return ()
    meant = min(candidates).word
    return (Word(meant if meant in words else stem(meant), meant),)


def _letter_missed(index: Index, typed: str) -> tuple[Word, ...]:
    """Return the word of most facts that has one letter more, where its stem is shorter than a slip allows: emergin, urbanistion."""
    words = {
        typed[:at] + letter + typed[at:] for at in range(1, len(typed) + 1) for letter in _LETTERS
    }
    often = {word: index.frequency(stem(word)) for word in words}
    best = max(often, key=lambda word: (often[word], word))
    return (Word(stem(best), best),) if often[best] else ()


def _swaps(typed: str) -> Iterator[str]:
    """Yield a word with each two neighbours swapped that differ: the stem of companeis is none of a slip of companies."""
    for at, (left, right) in enumerate(pairwise(typed)):
        if left != right:
            yield typed[:at] + right + left + typed[at + 2 :]


def _may_be_meant(typed: str, form: str, word: str) -> bool:
    if word == form or not _is_slip(typed, form, word):
        return False
    return word not in fillers() or _is_missed_or_swapped(form, word)  # wheat is not what


def _swapped(index: Index, typed: str) -> tuple[Word, ...]:
    """Return the word of three letters of which two neighbours were swapped."""
    ways = (typed[0] + typed[2] + typed[1], typed[1] + typed[0] + typed[2])
    return tuple(Word(stem(way), way) for way in ways if is_known(index, stem(way)))[:1]


def _words(index: Index, first: str, shortest: int, longest: int) -> dict[str, int]:
    """Return the stemmed words of the base and of the language that start with a letter, and how many facts have each."""
    known_words = _language_words() | lexicon_of(index).part_words
    words = dict.fromkeys((word for word in known_words if word[0] == first), 0)
    words |= index.words_like(first, shortest, longest)
    return {word: often for word, often in words.items() if word.isalpha()}


def _forms(typed: str) -> set[str]:
    """Return a word as typed and stemmed, and without an ending that its stem would have lost had it been longer: bulding."""
    return {stem(typed), typed, typed.removesuffix("s"), _ENDING.sub("", typed)}


def _is_slip(typed: str, form: str, word: str) -> bool:
    """Return whether a known word may be meant.

    Short words are near to many others: of these only a swap, or a letter missed or doubled, is taken for a slip.
    """
    if _is_missed_or_swapped(form, word):
        return True
    is_long = len(typed.removesuffix("s")) > _SHORT + 1
    return len(form) > _SHORT and (is_long or len(word) < len(form))


def _is_missed_or_swapped(form: str, word: str) -> bool:
    """Return whether letters of a known word were missed or swapped, the commonest slips."""
    return len(word) > len(form) or sorted(form) == sorted(word)


def _distance(typed: str, word: str, allowed: int) -> int:
    """Return how many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment)."""
    if abs(len(typed) - len(word)) > allowed:
        return allowed + 1
    before_last: list[int] = []
    last = list(range(len(word) + 1))
    for at, letter in enumerate(typed, 1):
        row = [at]
        for to, word_letter in enumerate(word, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != word_letter))
            if at > 1 and to > 1 and letter == word[to - 2] and typed[at - 2] == word_letter:
                cost = min(cost, before_last[to - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
        before_last, last = last, row
    return last[-1]


# --- two words in one, and a part of one


def _run_together(index: Index, typed: str) -> tuple[Word, ...]:
    """Return two known words of which one is of the base; of all ways to part them that in which the shorter is longest."""
    ways = []
    for at in range(3, len(typed) - 2):
        parts = (typed[:at], typed[at:])
        are_words = all(_is_word(index, part) for part in parts)
        if are_words and any(_is_of_the_base(index, part) for part in parts):
            ways.append((min(map(len, parts)), *parts))
    return tuple(Word(stem(part), part) for part in max(ways)[1:]) if ways else ()


def _is_word(index: Index, part: str) -> bool:
    return part in fillers() or (
        len(part) >= _SHORT and (is_known(index, stem(part)) or is_everyday(part))
    )


def _is_of_the_base(index: Index, part: str) -> bool:
    return index.frequency(stem(part)) > 0 and stem(part) not in fillers()


def _cut_short(index: Index, typed: str) -> tuple[Word, ...]:
    """Return the word of most facts that starts so, or that has these consonants: agricult, frgn."""
    words = _words(index, typed[0], len(typed) + 1, len(typed) + _LONGER)
    meant = [word for word in words if word.startswith(typed) and len(word) > len(typed) + 1]
    has_no_vowel = not _VOWELS & set(typed[1:])
    if not meant and has_no_vowel:
        consonants = typed.removesuffix("s")
        meant = [word for word in words if _has_consonants(word, consonants)]
    best = min(meant, key=lambda word: (-words[word], len(word), word), default=None)
    return (Word(best, best),) if best else ()


def _has_consonants(word: str, typed: str) -> bool:
    """Return whether a word has these letters in their order, and the last of them last among its consonants."""
    letters = iter(word)
    consonants = [letter for letter in word if letter not in _VOWELS]
    is_in_order = all(letter in letters for letter in typed)
    return bool(consonants) and consonants[-1] == typed[-1] and is_in_order
