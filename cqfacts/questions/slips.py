"""What a word was meant to be that neither the base nor the language has: slips of the keyboard, words run together or cut short."""

import re
from functools import cache
from typing import NamedTuple

from cqfacts.index.read import Index
from cqfacts.model.stems import stem, variants
from cqfacts.questions.language import cues, fillers, is_everyday, other_measures, soft_cues
from cqfacts.questions.periods import TIME_WORDS
from cqfacts.questions.places import places

_ENDING = re.compile(r"(?<=\w\w\w)(?:ing|ed)$")
_VOWELS = frozenset("aeiou")
_SHORT, _LONG = 4, 10
"""Shorter words are too near to others to be taken for a slip; in one so long there may be two."""
_LONGER = 14
"""A word is at most so many letters longer than what it is cut short to."""


class Word(NamedTuple):
    """A word as it is compared, and as people write it."""

    stem: str
    text: str


def meant_by(index: Index, typed: str) -> tuple[Word, ...]:
    """The known words that a folded word was most likely meant to be; none where it is known, or where nothing is near.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> index = open_catalogue().index
    >>> [word.text for typed in ("laptpos", "laptopexports", "agricult", "frgn") for word in meant_by(index, typed)]
    ['laptop', 'laptop', 'exports', 'agricultural', 'foreign']
    >>> meant_by(index, "laptops"), meant_by(index, "muster")
    ((), ())
    """
    if not (typed.isascii() and typed.isalpha()) or is_known(index, stem(typed)) or is_everyday(typed):
        return ()
    if is_known(index, _ENDING.sub("", typed)):  # buying
        return ()
    if len(typed) < _SHORT:
        return _swapped(index, typed) if len(typed) == _SHORT - 1 else ()
    return _slip(index, typed) or _run_together(index, typed) or _cut_short(index, typed)


def time_word(index: Index, typed: str) -> str | None:
    """The month or part of a year of which a word is a slip."""
    if len(typed) <= _SHORT or not (typed.isascii() and typed.isalpha()) or is_known(index, stem(typed)):
        return None
    return next((known for known in TIME_WORDS if known[0] == typed[0] and _distance(typed, known, 1) <= 1), None)


def is_known(index: Index, word: str) -> bool:
    """Whether the base or the language has a stemmed word."""
    return word in _language_words() or index.frequency(word) > 0 or index.has_phrase_word(word)


@cache
def _language_words() -> frozenset[str]:
    phrases = (*cues(), *soft_cues(), *other_measures(), *places())
    return fillers() | {word for phrase in phrases for word in phrase if word.isascii()}


# --- a letter missed, doubled, changed or swapped


def _slip(index: Index, typed: str) -> tuple[Word, ...]:
    first = typed[1] + typed[0] + typed[2:]
    if is_known(index, stem(first)):
        return (Word(stem(first), first),)
    allowed = 1 if len(stem(typed)) < _LONG else 2
    forms = _forms(typed)
    words = _words(index, typed[0], min(map(len, forms)) - allowed, len(typed) + allowed)
    close = [
        (distance, known in fillers(), not _is_missed_or_swapped(form, known), -len(form), -often, known)
        for form in forms
        for known, often in {**words, **dict.fromkeys(variants(), 0)}.items()
        if known[0] == typed[0] and known != form and _is_slip(typed, form, known)
        if known not in fillers() or _is_missed_or_swapped(form, known)  # wheat is not what
        if (distance := _distance(form, known, allowed)) <= allowed
    ]
    if not close:
        return ()
    meant = min(close)[-1]
    return (Word(meant if meant in words else stem(meant), meant),)


def _swapped(index: Index, typed: str) -> tuple[Word, ...]:
    """The word of three letters of which two neighbours were swapped."""
    ways = (typed[1] + typed[0] + typed[2], typed[0] + typed[2] + typed[1])
    return tuple(Word(stem(way), way) for way in ways if is_known(index, stem(way)))[:1]


def _words(index: Index, first: str, shortest: int, longest: int) -> dict[str, int]:
    """The stemmed words of the base and of the language that start with a letter, and how many facts have each."""
    words = dict.fromkeys((word for word in _language_words() if word[0] == first), 0)
    words |= index.words_like(first, shortest, longest)
    return {word: often for word, often in words.items() if word.isalpha()}


def _forms(typed: str) -> set[str]:
    """A word as typed and stemmed, and without an ending that its stem would have lost had it been longer: bulding."""
    return {stem(typed), typed, typed.removesuffix("s"), _ENDING.sub("", typed)}


def _is_slip(typed: str, form: str, known: str) -> bool:
    """Short words are near to many others: of these only a swap, or a letter missed or doubled, is taken for a slip."""
    if _is_missed_or_swapped(form, known):
        return True
    return len(form) > _SHORT and (len(typed.removesuffix("s")) > _SHORT + 1 or len(known) < len(form))


def _is_missed_or_swapped(form: str, known: str) -> bool:
    """Whether letters of a known word were missed or swapped, the commonest slips."""
    return len(known) > len(form) or sorted(form) == sorted(known)


def _distance(one: str, other: str, allowed: int) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment)."""
    if abs(len(one) - len(other)) > allowed:
        return allowed + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, its in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != its))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == its:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
        before, last = last, row
    return last[-1]


# --- two words in one, and a part of one


def _run_together(index: Index, typed: str) -> tuple[Word, ...]:
    """Two known words of which one is of the base, of all ways to part them that in which the shorter is longest."""
    ways = [
        (min(at, len(typed) - at), typed[:at], typed[at:])
        for at in range(3, len(typed) - 2)
        if _is_word(index, typed[:at]) and _is_word(index, typed[at:])
        if any(index.frequency(stem(part)) and stem(part) not in fillers() for part in (typed[:at], typed[at:]))
    ]
    return tuple(Word(stem(part), part) for part in max(ways)[1:]) if ways else ()


def _is_word(index: Index, part: str) -> bool:
    return part in fillers() or (len(part) >= _SHORT and (is_known(index, stem(part)) or is_everyday(part)))


def _cut_short(index: Index, typed: str) -> tuple[Word, ...]:
    """The word of most facts that starts so, or that has these consonants: agricult, frgn."""
    words = _words(index, typed[0], len(typed) + 1, len(typed) + _LONGER)
    started = [word for word in words if word.startswith(typed) and len(word) > len(typed) + 1]
    skeleton = typed.removesuffix("s")
    if not started and not _VOWELS & set(typed[1:]):
        started = [word for word in words if _has_consonants(word, skeleton)]
    return tuple(Word(word, word) for word in sorted(started, key=lambda word: (-words[word], len(word), word))[:1])


def _has_consonants(word: str, skeleton: str) -> bool:
    """Whether a word has these letters in their order, and the last of them last among its consonants."""
    rest = iter(word)
    consonants = [letter for letter in word if letter not in _VOWELS]
    return bool(consonants) and consonants[-1] == skeleton[-1] and all(letter in rest for letter in skeleton)
