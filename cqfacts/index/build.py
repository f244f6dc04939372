"""Make the index of a whole base.

A file of facts is read and turned into rows at once, in any process; so no more than a few files are in memory together.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cqfacts.base.codes import errors_among, refuse_errors
from cqfacts.base.facts import Summary
from cqfacts.base.reading import Loading, read_fact_file
from cqfacts.base.tree import Tree
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.errors import InvalidBase
from cqfacts.files import Unreadable, digest_of
from cqfacts.index.conflicts import add_conflicts
from cqfacts.index.layout import (
    FactRow,
    PhraseRow,
    WordsRow,
    create_base_tables,
    create_fact_indexes,
    insert_facts,
    insert_phrases,
    insert_words,
)
from cqfacts.index.rows import encode_entry, encode_fact, encode_relation
from cqfacts.index.search_words import NamedEntry, WordsOfFacts, entity_phrases, entry_phrases
from cqfacts.index.tables import Tables, checksum, part_of, span_of
from cqfacts.model.fact import Fact
from cqfacts.model.names import names_of
from cqfacts.model.progress import Progress
from cqfacts.model.relation import Relation
from cqfacts.reason.conflicts import same_thing_conflicts


class FileRows(NamedTuple):
    """The rows that a file of facts gives."""

    digest: str
    """The digest of the bytes that were read; empty where they could not be."""
    as_listed: bool
    """Whether the file was still the one that was listed when it had been read."""
    summary: Summary
    facts: list[FactRow]
    words: list[WordsRow]
    phrases: list[PhraseRow]


class Digests(NamedTuple):
    """The digest of each file, of the bytes that were loaded, and the files that changed after they were listed."""

    by_file: dict[str, str]
    changed: set[str]


def build(tree: Tree, connection: sqlite3.Connection, progress: Progress) -> Digests:
    """Load a base into an empty database. Raises InvalidBase with every finding."""
    loading = Loading(tree)
    if loading.has_errors:
        # Facts of a vocabulary that is not sound may name entries that are not there: they are checked, not put in.
        raise InvalidBase(errors_among(loading.check(progress)))
    create_base_tables(connection)
    connection.execute("begin")
    digests = _insert_fact_files(loading, connection, progress)
    refuse_errors(loading.finish())
    _insert_files(tree, connection, digests)
    _insert_vocabulary(connection, loading.vocabulary)
    _insert_relations(connection, loading.relations)
    create_fact_indexes(connection, "main")
    add_conflicts(Tables(connection), loading.vocabulary, loading.relations)
    connection.execute("commit")
    return digests


def _insert_fact_files(
    loading: Loading, connection: sqlite3.Connection, progress: Progress
) -> Digests:
    """Insert the facts of all files; `loading` accepts each."""
    tree = loading.tree
    maker = RowMaker(tree, loading.vocabulary)
    by_file = dict.fromkeys(loading.fact_files, "")
    changed = {name for name in tree.files if "/" not in name and not tree.is_as_listed(name)}
    for name, rows in loading.each(maker.rows, progress):
        loading.accept(name, rows.summary)
        by_file[name] = rows.digest
        if not rows.as_listed:
            changed.add(name)
        insert_rows(connection, "main", rows)
    return Digests(by_file, changed)


def insert_rows(connection: sqlite3.Connection, schema: str, rows: FileRows) -> None:
    """Insert the rows of a file of facts."""
    insert_facts(connection, schema, rows.facts)
    insert_words(connection, schema, rows.words)
    insert_phrases(connection, schema, rows.phrases)


def _insert_files(tree: Tree, connection: sqlite3.Connection, digests: Digests) -> None:
    """Insert the names and digests of all files, and the names of folders; adds to the digests those of other files."""
    for name in tree.files:
        if name not in digests.by_file:
            digests.by_file[name] = tree.digest(name) or ""
    connection.executemany("insert into file values (?, ?)", sorted(digests.by_file.items()))
    connection.executemany(
        "insert into file values (?, '')", ((f"{name}/",) for name in tree.folders)
    )


def _insert_vocabulary(connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
    for kind, entries in vocabulary._asdict().items():
        rows = (
            (kind, entry.id, position, encode_entry(entry))
            for position, entry in enumerate(entries.values())
        )
        connection.executemany("insert into entry values (?, ?, ?, ?)", rows)
    _insert_names(connection, "sectors", vocabulary.sectors)
    _insert_names(connection, "areas", vocabulary.areas)
    _insert_names(connection, "subjects", vocabulary.subjects)
    _insert_names(connection, "measures", vocabulary.measures)
    _insert_names(connection, "indicators", vocabulary.indicators)


def _insert_names(
    connection: sqlite3.Connection, kind: str, entries: Mapping[str, NamedEntry]
) -> None:
    """Insert all that people call the entries of a file, once as a name and once as a phrase of a question."""
    names = sorted((kind, name, entry.id) for entry in entries.values() for name in names_of(entry))
    connection.executemany("insert or ignore into name values (?, ?, ?)", names)
    insert_phrases(connection, "main", sorted(entry_phrases(kind, entries.values())))


def _insert_relations(connection: sqlite3.Connection, relations: list[Relation]) -> None:
    rows = (
        (relation.id, relation.left, relation.right, encode_relation(relation))
        for relation in relations
    )
    connection.executemany("insert into relation values (?, ?, ?, ?)", rows)


class RowMaker:
    """Makes the rows of a file of facts; needs only the vocabulary, so that any process can do it."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary) -> None:
        self._tree = tree
        self._vocabulary = vocabulary
        self._order = {sector: order for order, sector in enumerate(vocabulary.sectors)}
        self._words = WordsOfFacts(vocabulary)

    def part(self, name: str) -> int:
        """Return the number of a file of facts, by sector and year."""
        sector, _, file = name.partition("/")
        return part_of(self._order[sector], int(file[:4]))

    def rows(self, name: str) -> FileRows:
        """Return the rows of a file."""
        raw = self._tree.read(name)
        facts, summary = read_fact_file(raw, name, self._tree, self._vocabulary)
        first_position, _ = span_of(self.part(name))
        # One kind of row after the other: taking turns at each fact is slower by a tenth.
        placed = list(enumerate(_with_same_thing_conflicts(facts), first_position))
        return FileRows(
            digest="" if isinstance(raw, Unreadable) else digest_of(raw),
            as_listed=self._tree.is_as_listed(name),
            summary=summary,
            facts=[_fact_row(position, fact) for position, fact in placed],
            words=[(position, self._words.words(fact)) for position, fact in placed],
            phrases=[row for position, fact in placed for row in entity_phrases(position, fact)],
        )


def _with_same_thing_conflicts(facts: list[Fact]) -> Iterator[Fact]:
    """Return the facts of a file with their conflicts. Figures for the same thing are in one file."""
    conflicts = same_thing_conflicts(facts)
    for fact in facts:
        yield fact._replace(conflicts=conflicts[fact.id]) if fact.id in conflicts else fact


def _fact_row(position: int, fact: Fact) -> FactRow:
    indicator, period = fact.indicator, fact.period
    content = encode_fact(fact)
    return (
        position,
        fact.id,
        indicator.sector,
        period.year,
        period.start.isoformat(),
        indicator.id,
        indicator.subject,
        indicator.measure,
        fact.area_id,
        content,
        checksum(position, content),
    )
