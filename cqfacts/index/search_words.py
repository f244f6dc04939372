"""The words by which facts are searched, and the names that questions are searched for."""

from collections.abc import Iterable
from itertools import chain

from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.index.layout import PhraseRow
from cqfacts.model.fact import Fact
from cqfacts.model.names import fold
from cqfacts.model.stems import PARTED, parted_phrase, phrase_of, stems
from cqfacts.model.value_words import value_words
from cqfacts.model.vocabulary import Area, Indicator, Measure, Sector, Subject

NamedEntry = Sector | Area | Subject | Measure | Indicator
"""An entry that people call by name; a unit and a source are none."""


class WordsOfFacts:
    """Gives the stemmed words of facts. Those of each subject, measure, indicator and area are put together once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._subjects = _words_by_id(vocabulary.subjects.values())
        self._measures = _words_by_id(vocabulary.measures.values())
        self._indicators = _words_by_id(vocabulary.indicators.values())
        self._areas = _words_by_id(vocabulary.areas.values())

    def words(self, fact: Fact) -> str:
        """Return the stems of the names, title and sentence of a fact."""
        indicator = fact.indicator
        own_texts = (
            fact.title,
            *fact.entity_aliases,
            fact.statement,
            fact.text,
            fact.period.words,
            fact.according_to or "",
        )
        values = (bound for bound in (fact.value, *fact.interval) if bound is not None)
        first_value = next(values, None)
        words = (
            " ".join(value_words(first_value)) if first_value is not None else "",
            self._subjects[indicator.subject],
            self._measures[indicator.measure],
            self._indicators[indicator.id],
            self._areas[fact.area.id] if fact.area else "",
            _join_stems(own_texts),
        )
        return " ".join(words)


def _words_by_id(entries: Iterable[NamedEntry]) -> dict[str, str]:
    # The names as they are written: they were folded when the entries were checked, and `fold` keeps what it did.
    return {entry.id: _join_stems((*_titles(entry), *entry.aliases)) for entry in entries}


def _titles(entry: NamedEntry) -> tuple[str, ...]:
    return (entry.title, entry.title_zh) if entry.title_zh else (entry.title,)


def _join_stems(texts: Iterable[str]) -> str:
    """Return the stems of texts, each once."""
    words = chain.from_iterable(map(stems, texts))
    return " ".join(dict.fromkeys(words))


def entry_phrases(kind: str, entries: Iterable[NamedEntry]) -> list[PhraseRow]:
    """Return the titles and aliases of entries as phrases; no ids, of which `building` is one.

    `kind`: the name of their file.
    """
    # The aliases of an indicator tell it from others of its subject, and no more.
    kind_of_aliases = "hints" if kind == "indicators" else kind
    rows: list[PhraseRow] = []
    for entry in entries:
        for title in _titles(entry):
            _add_phrases(rows, title, kind, entry.id)
        for alias in entry.aliases:
            _add_phrases(rows, alias, kind_of_aliases, entry.id)
    return rows


def entity_phrases(position: int, fact: Fact) -> list[PhraseRow]:
    """Return the names of the entity of a fact as phrases of the fact at a position."""
    rows: list[PhraseRow] = []
    if fact.entity:
        for name in (fact.entity, *fact.entity_aliases):
            _add_phrases(rows, name, "entities", str(position))
    return rows


def _add_phrases(rows: list[PhraseRow], name: str, kind: str, named_id: str) -> None:
    """Add a name as questions are searched for it; one whose halves other words may part also as that."""
    folded = fold(name)
    rows.append((" ".join(phrase_of(folded)), kind, named_id))
    if PARTED in folded:
        parted = parted_phrase(folded)
        if parted:
            rows.append((parted, kind, named_id))
