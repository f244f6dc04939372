"""The vocabulary files: each read, then checked against the others."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cqfacts.base import forms
from cqfacts.base.entries import EntryFile, PlacesById
from cqfacts.base.rules import Rule, check
from cqfacts.base.shapes import Entry, Shape
from cqfacts.base.tree import Tree
from cqfacts.base.vocabulary_rules import (
    AREA_RULES,
    INDICATOR_RULES,
    SOURCE_RULES,
    with_price_basis,
)
from cqfacts.base.vocabulary_tables import Vocabulary, empty_vocabulary
from cqfacts.model.finding import Finding, Violation
from cqfacts.model.names import fold, names_of
from cqfacts.model.vocabulary import (
    FILES,
    Area,
    Indicator,
    Measure,
    Sector,
    Source,
    Subject,
    Term,
    Unit,
)

_CalledByName = Sector | Area | Subject | Measure | Indicator
"""Entries that people call by title and alias, so that no two of a kind may claim the same name."""


class VocabularyFile(NamedTuple):
    """A kind of entry: its record, its shape and its rules."""

    kind: type[Term]
    shape: Shape
    rules: Sequence[Rule[Any, Vocabulary]] = ()
    """Each for a record of this kind, which the type cannot say in a table of all kinds."""

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{FILES[self.kind]}.yaml"


VOCABULARY = (
    VocabularyFile(Sector, forms.SECTOR),
    VocabularyFile(Area, forms.AREA, AREA_RULES),
    VocabularyFile(Subject, forms.SUBJECT),
    VocabularyFile(Measure, forms.MEASURE),
    VocabularyFile(Unit, forms.UNIT),
    VocabularyFile(Source, forms.SOURCE, SOURCE_RULES),
    VocabularyFile(Indicator, forms.INDICATOR, INDICATOR_RULES),
)
"""Each file names entries of itself and of those before it only."""


def read_vocabulary(tree: Tree, places: PlacesById, findings: list[Finding]) -> Vocabulary:
    """Read all vocabulary files. Adds the place of each entry to `places` and what is wrong to `findings`."""
    vocabulary = empty_vocabulary()
    for vocabulary_file in VOCABULARY:
        file = EntryFile(
            tree.read_vocabulary(vocabulary_file.name),
            tree.display_name(vocabulary_file.name),
            vocabulary_file.shape,
        )
        _read_file(file, vocabulary_file, vocabulary, places)
        findings += file.report.findings
    return vocabulary


def _read_file(
    file: EntryFile, vocabulary_file: VocabularyFile, vocabulary: Vocabulary, places: PlacesById
) -> None:
    """Read one file into the vocabulary."""
    make: Callable[..., Term] = vocabulary_file.kind
    terms = getattr(vocabulary, FILES[vocabulary_file.kind])
    entries: list[Entry] = []
    for entry in file.entries():
        term = make(**entry.values)
        if file.claim_id(entry, places):
            terms[term.id] = term
            if not file.is_large:
                entries.append(entry)
    if vocabulary_file.kind is Indicator:
        _settle_price_bases(vocabulary)
    # Entries name others of their file, so all are read before any is checked.
    names = vocabulary.by_kind()
    owners: dict[str, str] = {}
    for entry in file.read_again(places) if file.is_large else entries:
        term = terms[entry.values["id"]]
        if isinstance(term, _CalledByName):
            _claim_names(term, entry, file, owners)
        if isinstance(term, Source):
            _claim_key(term, entry, file, owners)
        file.check_references(entry, names)
        file.refuse_all(entry, check(term, vocabulary, vocabulary_file.rules))


def _settle_price_bases(vocabulary: Vocabulary) -> None:
    for name, indicator in vocabulary.indicators.items():
        vocabulary.indicators[name] = with_price_basis(indicator, vocabulary)


def _claim_names(
    term: _CalledByName, entry: Entry, file: EntryFile, owners: dict[str, str]
) -> None:
    """Enter the names of a term into `owners`. Report each that belongs to another."""
    for name in names_of(term):
        owner = owners.setdefault(name, term.id)
        if owner != term.id:
            message = f'the name "{name}" belongs to "{owner}" already'
            file.refuse(
                entry,
                Violation(
                    "CQ305", _key_of_name(name, entry), message, "leave it to one of the two"
                ),
            )


def _claim_key(source: Source, entry: Entry, file: EntryFile, owners: dict[str, str]) -> None:
    """Enter the id of a source into `owners`, as BibTeX reads its keys: in any case. Report one that is taken."""
    owner = owners.setdefault(source.id.casefold(), source.id)
    if owner == source.id:
        return
    message = f'the id differs from "{owner}" by case only'
    hint = "give one of the two another id: to BibTeX both would be one key"
    file.refuse(entry, Violation("CQ209", "id", message, hint))


def _key_of_name(name: str, entry: Entry) -> str:
    """Return the key under which an entry has a name, which is given folded."""
    for key in ("id", "title", "title_zh"):
        if fold(entry.values.get(key, "")) == name:
            return key
    folded_aliases = [fold(alias) for alias in entry.values["aliases"]]
    return f"aliases.{folded_aliases.index(name) + 1}"
