"""Understand the words of a question with the names of a base: from a text to its phrases and periods."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cqfacts.index.read import Index
from cqfacts.model.names import fold
from cqfacts.model.stems import is_chinese, pairs, runs, stem
from cqfacts.model.vocabulary import Indicator
from cqfacts.questions.language import (
    FILLERS_ZH,
    GENERIC,
    cues,
    fillers,
    in_full,
    other_measures,
    parted_cues,
    simplified,
    soft_cues,
)
from cqfacts.questions.lexicon import lexicon_of
from cqfacts.questions.periods import find_periods
from cqfacts.questions.places import places
from cqfacts.questions.question import Phrase, Question
from cqfacts.questions.slips import meant_by, time_word
from cqfacts.questions.values import AskedValue, find_values

LONGEST = 2_000
"""So many characters of a question are read."""
_LONGEST_PHRASE = 24
_FARTHEST = 8
"""So many words may stand between the halves of a phrase."""
_AND_ASKS = re.compile(
    r",?\s+and\s+(?=(?:\w+\s+){0,2}(?:how|what|which|where|who|when)\b)|[,;]\s+(?=(?:how|what)\b)",
    re.IGNORECASE,
)
"""Where a question goes on to ask something else: how many were signed, and how much are they worth."""
_ASKS = re.compile(
    r"\s*(?:\w+\s+)?(?:how|what|which|where|who|when|did|was|were|is|are|has|had)\b", re.IGNORECASE
)
"""How a question begins."""
_SQL_DATED_NAMES = "select name from name where kind in ('subjects', 'indicators') and name glob '*[12][0-9][0-9][0-9]*'"
_ALTERNATIVES = re.compile(r"(?<=[a-z]{3})\s*/\s*(?=[a-z]{3})")
"""The stroke of "laptop/tablet output"."""
_LATIN_WORD = re.compile(r"[A-Za-z][\w'-]*")
Entries = dict[str, set[str]]
"""The ids of the entries of the base that are called so, by kind."""


class _Atom(NamedTuple):
    """A word, or one Chinese character: stemmed, and as typed."""

    stem: str
    text: str
    repaired: str | None = None


class _Span(NamedTuple):
    """A run of atoms."""

    start: int
    length: int


def split_question(index: Index, text: str) -> list[Question]:
    """Return the two questions of a text that asks two, each with what only the other one names; nothing where it asks one.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> both = split_question(open_catalogue().index, "How many laptops were made in 2014, and what share of the world's?")
    >>> [(sorted(question.cues), [str(period) for period in question.periods]) for question in both]
    [(['counting'], ['2014']), (['share'], ['2014'])]
    """
    joints = _AND_ASKS.finditer(text[:LONGEST])
    joint = next((joint for joint in joints if _ASKS.match(text[: joint.start()])), None)
    if joint is None:
        return []
    first = understand(index, text[: joint.start()])
    second = understand(index, text[joint.end() :])
    return [first.completed_by(second), second.completed_by(first)] if first.content else []


def understand(index: Index, text: str) -> Question:
    """Understand a question with the names of a base. Raises WrongUsage for a period that depends on today.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> question = understand(open_catalogue().index, "How many notebooks did Chongqing make in January to May 2014?")
    >>> phrases = [phrase for phrase in question.phrases if not phrase.filler]
    >>> [(phrase.text, *phrase.subjects, *phrase.areas, *phrase.cues) for phrase in phrases]
    [('how many', 'counting'), ('notebooks', 'laptops'), ('chongqing', 'chongqing'), ('make',)]
    >>> [str(period) for period in question.periods]
    ['2014-01/2014-05']
    """
    typed = simplified(unicodedata.normalize("NFKC", text[:LONGEST]))
    dated_name = _find_dated_name(index, fold(typed))
    repaired, slips = _repair_months(index, typed)
    rest, periods, compared = find_periods(_without_name(repaired, dated_name))
    normal = _ALTERNATIVES.sub(" or ", in_full(fold(rest))).replace("、", "和")
    atoms = list(_split_into_atoms(index, f"{dated_name} , {normal}" if dated_name else normal))
    phrases = list(_find_phrases(index, _join_parted_phrases(index, atoms)))
    values = _told_values(find_values(index, rest), phrases)
    told = [_without_number(phrase, values) for phrase in phrases]
    return Question((*told, *slips), periods, compared, _capitalised(typed), values)


def _told_values(values: Iterable[AskedValue], phrases: list[Phrase]) -> tuple[AskedValue, ...]:
    """Return the figures that are no part of a name: not the 500 of the Fortune 500, nor the 75 of the CS75."""
    named = {run for phrase in phrases if phrase.names_something for run in runs(phrase.text)}
    typed = {run for phrase in phrases for run in runs(phrase.text)}
    return tuple(value for value in values if value.number <= typed - named)


def _without_number(phrase: Phrase, values: Iterable[AskedValue]) -> Phrase:
    """Return a phrase; where it is only digits or scale of a figure, as one that says nothing else."""
    is_number = any({*runs(phrase.text)} <= value.number for value in values)
    if is_number and not phrase.names_something:
        return Phrase(phrase.text, phrase.words, soft_cues=phrase.soft_cues & {"rank"}, filler=True)
    return phrase


def _capitalised(text: str) -> frozenset[str]:
    """Return the words with a capital within a sentence, folded; none of a text that has one on each word."""
    words = _LATIN_WORD.findall(text)
    within = words[1:]
    if not any(word.islower() for word in within):
        return frozenset()
    names = [word for word in within if word[0].isupper()]
    names += [word for word in words[:1] if word.isupper() and len(word) > 1]
    return frozenset(map(fold, names))


def _repair_months(index: Index, text: str) -> tuple[str, list[Phrase]]:
    """Return the text with the slips in words of time repaired, which are lost once periods are found, and these slips."""
    slips = []
    for word in set(runs(fold(text))):
        meant = time_word(index, word)
        if meant:
            text = re.sub(rf"\b{word}\b", meant, text, flags=re.IGNORECASE)
            slips.append(Phrase(meant, (), filler=True, repaired=word))
    return text, slips


def _find_dated_name(index: Index, text: str) -> str:
    """Return a name of the base that holds a year and stands in the text, whose year is no period: Made in China 2025."""
    names = [str(name) for (name,) in index.rows(_SQL_DATED_NAMES) if name in text]
    return max(names, key=len, default="")


def _without_name(text: str, name: str) -> str:
    """Return a text without a folded name, however it is typed there.

    >>> _without_name("output of made-in-China 2025", "made in china 2025")
    'output of  '
    """
    if not name:
        return text
    typed = r"[\W_]*".join(map(re.escape, name.replace(" ", "")))
    return re.sub(typed, " ", text, count=1, flags=re.IGNORECASE)


def _split_into_atoms(index: Index, text: str) -> Iterator[_Atom]:
    for run in runs(text):
        if is_chinese(run):
            yield from (_Atom(sign, sign) for sign in run)
        elif meant := meant_by(index, run.removesuffix("'s")):
            yield from (_Atom(word.stem, word.text, run) for word in meant)
        else:
            yield _Atom(stem(run), run)


# --- phrases


def _join_parted_phrases(index: Index, atoms: list[_Atom]) -> list[_Atom]:
    """Return the atoms with the halves of phrases that may be parted side by side: ship more laptops abroad."""
    stems = [atom.stem for atom in atoms]
    for parted in (*index.parted_phrases(), *parted_cues()):
        head, tail = (tuple(half.split()) for half in parted[1:].split("|"))
        for head_at in _find_stems(stems, head):
            after = head_at + len(head)
            tail_at = next(_find_stems(stems, tail, after, after + _FARTHEST), after)
            if tail_at > after:
                tail_end = tail_at + len(tail)
                atoms = [
                    *atoms[:after],
                    *atoms[tail_at:tail_end],
                    *atoms[after:tail_at],
                    *atoms[tail_end:],
                ]
                stems = [atom.stem for atom in atoms]
                break
    return atoms


def _find_stems(
    stems: list[str], wanted: tuple[str, ...], start: int = 0, end: int = LONGEST
) -> Iterator[int]:
    """Yield where some stems stand one after the other, between two places."""
    for at in range(start, min(end, len(stems))):
        if tuple(stems[at : at + len(wanted)]) == wanted:
            yield at


def _find_phrases(index: Index, atoms: list[_Atom]) -> Iterator[Phrase]:
    """Yield the longest phrases that mean something, from left to right, and the words between them."""
    meanings = _find_meanings(index, atoms)
    at = 0
    unknown: list[_Atom] = []
    while at < len(atoms):
        length = _longest_meaning(meanings, at)
        if not length and is_chinese(atoms[at].text):
            unknown.append(atoms[at])
            at += 1
            continue
        yield from _join_chinese(unknown)
        unknown = []
        if length:
            yield _as_typed(meanings[_Span(at, length)], atoms[at : at + length])
        else:
            yield Phrase(atoms[at].text, (atoms[at].stem,), repaired=atoms[at].repaired)
        at += length or 1
    yield from _join_chinese(unknown)


def _longest_meaning(meanings: dict[_Span, Phrase], start: int) -> int:
    """Return the length of the longest span that starts at a place and means something; 0 where none does."""
    lengths = range(_LONGEST_PHRASE, 0, -1)
    return next((length for length in lengths if _Span(start, length) in meanings), 0)


def _as_typed(phrase: Phrase, atoms: list[_Atom]) -> Phrase:
    """Return the phrase with the text of its atoms."""
    repaired = next((atom.repaired for atom in atoms if atom.repaired), None)
    joint = "" if all(is_chinese(atom.text) for atom in atoms) else " "
    text = joint.join(atom.text for atom in atoms)
    hints = frozenset[str]() if _is_one_thing(text) else phrase.hints
    return phrase._replace(text=text, repaired=repaired, hints=hints)


def _is_one_thing(text: str) -> bool:
    """Return whether a word is for one thing of many: the country is none of the countries that a figure counts."""
    noun = text.removesuffix("'s")
    return noun in GENERIC and not noun.endswith("s")


def _join_chinese(atoms: list[_Atom]) -> Iterator[Phrase]:
    """Yield as one phrase the Chinese that stands between known phrases."""
    run = "".join(atom.text for atom in atoms)
    if run:
        yield Phrase(run, tuple(pairs(run)), filler=len(run) == 1)


def _find_meanings(index: Index, atoms: list[_Atom]) -> dict[_Span, Phrase]:
    """Return every span of atoms that means something."""
    spans: dict[tuple[str, ...], list[_Span]] = {}
    for start in range(len(atoms)):
        for length in range(1, min(_LONGEST_PHRASE, len(atoms) - start) + 1):
            stems = tuple(atom.stem for atom in atoms[start : start + length])
            spans.setdefault(stems, []).append(_Span(start, length))
    entries_of: dict[str, Entries] = {}
    for name, kind, entry in index.phrases([" ".join(stems) for stems in spans]):
        entries_of.setdefault(name, {}).setdefault(kind, set()).add(entry)
    meanings = {}
    for stems, spans_of_stems in spans.items():
        phrase = _meaning_of(index, stems, entries_of.get(" ".join(stems), {}))
        if phrase:
            meanings.update(dict.fromkeys(spans_of_stems, phrase))
    return meanings


def _meaning_of(index: Index, stems: tuple[str, ...], entries: Entries) -> Phrase | None:
    """Return all that some stems can mean, given what of the base is called so; None where they mean nothing."""
    phrase = _meaning_in_the_language(index, stems)
    says_something = (
        entries or phrase.cues or phrase.soft_cues or phrase.other_measure or phrase.place
    )
    if not says_something and not phrase.filler:
        return None
    is_filler = phrase.filler and not says_something
    return _with_entries(index, phrase, entries)._replace(words=_words_of(stems), filler=is_filler)


def _meaning_in_the_language(index: Index, stems: tuple[str, ...]) -> Phrase:
    """Return what some stems mean whatever the base holds, and which place within its areas they name."""
    return Phrase(
        "",
        (),
        cues=cues().get(stems, frozenset()),
        soft_cues=soft_cues().get(stems, frozenset()),
        other_measure=other_measures().get(stems),
        place=lexicon_of(index).parts.get(stems) or places().get(stems),
        filler=(len(stems) == 1 and stems[0] in fillers()) or "".join(stems) in FILLERS_ZH,
    )


def _with_entries(index: Index, phrase: Phrase, entries: Entries) -> Phrase:
    """Return a phrase with what it names of the base; the title of an indicator names its subject and measure, too.

    Another name of it, a hint, asks for what its measure asks for.
    """
    if not entries:
        return phrase
    lexicon = lexicon_of(index)
    indicators = [index.entry(Indicator, name) for name in entries.get("indicators", ())]
    subjects = {*entries.get("subjects", ()), *(indicator.subject for indicator in indicators)}
    measures = frozenset(
        (*entries.get("measures", ()), *(indicator.measure for indicator in indicators))
    )
    hinted = {index.entry(Indicator, name).measure for name in entries.get("hints", ())}
    return phrase._replace(
        subjects=frozenset(subjects),
        indicators=frozenset(entries.get("indicators", ())),
        measures=measures,
        areas=frozenset(entries.get("areas", ())),
        sectors=frozenset(entries.get("sectors", ())),
        entities=frozenset(entries.get("entities", ())),
        hints=frozenset(entries.get("hints", ())),
        cues=phrase.cues | lexicon.cues_of(measures | hinted),
        counts_things=all(map(lexicon.says_nothing_of_a_thing, measures)),
    )


def _words_of(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Return some stems as words are searched: Chinese in pairs."""
    text = "".join(stems) if is_chinese(stems[0]) else " ".join(stems)
    words: list[str] = []
    for run in runs(text):
        words += pairs(run) if is_chinese(run) else [run]
    return tuple(words)
