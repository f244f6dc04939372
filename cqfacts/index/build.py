"""The base as one SQLite database: the one place that every look-up reads.

Vocabulary entries and facts are kept as JSON beside the columns by which they are looked up, so that what comes
back equals what was loaded. A file of facts becomes a contiguous range of positions, so that what one file holds can
be replaced by a small database of edits beside the whole one.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from cqfacts.base.facts import Summary
from cqfacts.base.reading import Loading, holds_facts, read_fact_file, unused
from cqfacts.base.tree import Tree
from cqfacts.base.vocabulary import Vocabulary
from cqfacts.errors import InvalidBase
from cqfacts.files import Unreadable, digest_of
from cqfacts.index.read import PART_BITS, Index, checksum, part_of
from cqfacts.model.fact import Conflict, ConflictKind, Fact, Relation
from cqfacts.model.names import fold, names_of
from cqfacts.model.progress import Progress
from cqfacts.model.stems import parted_phrase, phrase_of, stems
from cqfacts.model.vocabulary import Area, Indicator, Measure, Sector, Source, Subject, Unit
from cqfacts.reason.relations import contradiction_words, contradictions

_FACT = """
create table {schema}.fact (
    position integer primary key, id text not null, sector text not null, year integer not null,
    start text not null, indicator text not null, subject text not null, measure text not null, area text not null,
    content text not null, checksum integer not null
);
create virtual table {schema}.words using fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 0');
create table {schema}.phrase (phrase text not null, kind text not null, id text not null, primary key (phrase, kind, id))
    without rowid;
create virtual table {schema}.vocabulary using fts5vocab(words, row);
create table {schema}.word (word text primary key, facts integer not null) without rowid;
"""
_VOCABULARY = """
create table entry (
    kind text not null, id text not null, position integer not null, content text not null,
    primary key (kind, id)
) without rowid;
create table name (kind text not null, name text not null, id text not null, primary key (kind, name)) without rowid;
create table relation (id text primary key, left_fact text not null, right_fact text not null, content text not null);
create table file (name text primary key, digest text not null) without rowid;
"""
# Made when the facts are in: sorting them once is faster than keeping them sorted.
_INDEXES = """
create unique index {schema}.fact_id on fact (id);
create index {schema}.fact_sector on fact (sector, year);
create index {schema}.fact_year on fact (year);
create index {schema}.fact_indicator on fact (indicator);
create index {schema}.fact_subject on fact (subject, year);
create index {schema}.fact_area on fact (area);
insert into {schema}.word select term, doc from {schema}.vocabulary;
"""


# An encoder made once: json.dumps makes a new one at each call that does not use its defaults.
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A record as JSON: named fields as a list, in their order."""
EDITS = "create table edits.replaced (part integer primary key);"


class Rows(NamedTuple):
    """What of a file of facts goes into the database."""

    digest: str
    """The digest of the bytes that were read."""
    as_listed: bool
    """Whether the file was still the one that was listed when it had been read."""
    summary: Summary
    facts: list[tuple[Any, ...]]
    words: list[tuple[Any, ...]]
    phrases: list[tuple[str, str, str]]


class Digests(NamedTuple):
    """The digest of each file, of the bytes that were loaded, and the files that had changed since they were listed."""

    found: dict[str, str]
    changed: set[str]


def build(tree: Tree, connection: sqlite3.Connection, progress: Progress) -> Digests:
    """Load a base into an empty database. Raises InvalidBase with every finding."""
    loading = Loading(tree)
    maker = RowMaker(tree, loading.vocabulary)
    connection.executescript(_VOCABULARY + _FACT.format(schema="main"))
    connection.execute("begin")
    digests = dict.fromkeys(loading.fact_files, "")
    changed = {name for name in tree.files if "/" not in name and not tree.is_as_listed(name)}
    for name, rows in loading.each(maker.rows, progress):
        loading.accept(name, rows.summary)
        digests[name] = rows.digest
        if not rows.as_listed:
            changed.add(name)
        _insert(connection, "main", rows)
    findings = loading.finish()
    if findings:
        raise InvalidBase(findings)
    digests |= {name: tree.digest(name) or "" for name in tree.files if name not in digests}
    connection.executemany("insert into file values (?, ?)", sorted(digests.items()))
    connection.executemany("insert into file values (?, '')", ((f"{name}/",) for name in tree.folders))
    _insert_vocabulary(connection, loading.vocabulary, loading.relations)
    _make_indexes(connection, "main")
    connection.execute("commit")
    return Digests(digests, changed)


def build_edits(tree: Tree, names: Collection[str], index: Index) -> Digests | None:
    """Put the files of those names, as they are now, into the empty database `edits` beside an index, which then uses it.

    Returns what `build` does of those files; None where that would not do: then only a new index, or everything that
    is wrong with the base, is the answer.
    """
    vocabulary = read_vocabulary(index)
    names = [name for name in names if name.rstrip("/") not in vocabulary.sectors]
    if not all(holds_facts(name, vocabulary) for name in names):
        return None
    connection = index.connection
    maker = RowMaker(tree, vocabulary)
    connection.executescript(_FACT.format(schema="edits") + EDITS)
    connection.execute("begin")
    connection.executemany("insert into edits.replaced values (?)", ((maker.part(name),) for name in names))
    made = {name: maker.rows(name) for name in names if name in tree.files}
    used = {name for rows in made.values() for name in rows.summary.indicators}
    try:
        for rows in made.values():
            _insert(connection, "edits", rows)
        _make_indexes(connection, "edits")
    except sqlite3.IntegrityError:
        return None  # two facts of one id
    connection.execute("commit")
    index.use_edits()
    sound = not any(rows.summary.findings for rows in made.values()) and _fits_the_rest(index, vocabulary, used)
    changed = {name for name, rows in made.items() if not rows.as_listed}
    return Digests({name: rows.digest for name, rows in made.items()}, changed) if sound else None


def _fits_the_rest(index: Index, vocabulary: Vocabulary, used: set[str]) -> bool:
    """What spans files: ids are given once, relations find their facts, every indicator is used."""
    ids = {str(name) for (name,) in index.rows("select id from edits.fact")}
    kept = "position >> ? not in (select part from edits.replaced)"
    twice = index.rows(
        f"select 1 from main.fact where id in (select id from edits.fact) and {kept} limit 1", (PART_BITS,)
    )
    lost = index.rows(
        "select 1 from relation where left_fact not in (select id from fact)"
        " or right_fact not in (select id from fact) limit 1"
    )
    gone = "select distinct indicator from main.fact where position >> ? in (select part from edits.replaced)"
    suspects = {str(name) for (name,) in index.rows(gone, (PART_BITS,))} - used
    still = {name for name in suspects if any(index.rows("select 1 from fact where indicator = ? limit 1", (name,)))}
    left = set(unused(vocabulary, vocabulary.indicators.keys() - suspects | still))
    return not (any(twice) or any(lost) or left or ids & vocabulary.sources.keys())


def _insert(connection: sqlite3.Connection, schema: str, rows: Rows) -> None:
    connection.executemany(f"insert into {schema}.fact values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.facts)
    connection.executemany(f"insert into {schema}.words (rowid, text) values (?, ?)", rows.words)
    connection.executemany(f"insert or ignore into {schema}.phrase values (?, ?, ?)", rows.phrases)


def read_vocabulary(index: Index) -> Vocabulary:
    """Read the vocabulary of a base back from its index."""
    return Vocabulary(
        sectors={entry.id: entry for entry in index.entries(Sector)},
        areas={entry.id: entry for entry in index.entries(Area)},
        subjects={entry.id: entry for entry in index.entries(Subject)},
        measures={entry.id: entry for entry in index.entries(Measure)},
        units={entry.id: entry for entry in index.entries(Unit)},
        sources={entry.id: entry for entry in index.entries(Source)},
        indicators={entry.id: entry for entry in index.entries(Indicator)},
    )


def _make_indexes(connection: sqlite3.Connection, schema: str) -> None:
    for statement in filter(str.strip, _INDEXES.format(schema=schema).split(";")):
        connection.execute(statement)


def _insert_vocabulary(connection: sqlite3.Connection, vocabulary: Vocabulary, relations: list[Relation]) -> None:
    for kind, entries in vocabulary._asdict().items():
        rows = ((kind, entry.id, at, _dump_entry(entry)) for at, entry in enumerate(entries.values()))
        connection.executemany("insert into entry values (?, ?, ?, ?)", rows)
        if kind not in ("units", "sources"):
            names = sorted((kind, name, entry.id) for entry in entries.values() for name in names_of(entry))
            connection.executemany("insert or ignore into name values (?, ?, ?)", names)
            connection.executemany(
                "insert or ignore into phrase values (?, ?, ?)", sorted(_phrases(kind, entries.values()))
            )
    connection.executemany(
        "insert into relation values (?, ?, ?, ?)", ((r.id, r.left, r.right, _dump(r)) for r in relations)
    )


def _phrases(kind: str, entries: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    """What people say for the entries: titles and aliases, but no ids, of which `building` is one."""
    # What an indicator is called besides its title tells it from others of its subject, and no more.
    kind_of_alias = "hints" if kind == "indicators" else kind
    for entry in entries:
        said = [(kind, entry.title), (kind, getattr(entry, "title_zh", None))]
        said += [(kind_of_alias, alias) for alias in entry.aliases]
        yield from ((phrase, of, entry.id) for of, name in said if name for phrase in _phrases_of(name))


def _phrases_of(name: str) -> Iterator[str]:
    """A name as questions are searched for it; one whose halves other words may part also as that."""
    folded = fold(name)
    yield " ".join(phrase_of(folded))
    if parted := parted_phrase(folded):
        yield parted


class RowMaker:
    """Makes the rows of a file of facts; needs only the vocabulary, so that any process can do it."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary) -> None:
        self._tree = tree
        self._vocabulary = vocabulary
        self._order = {sector: at for at, sector in enumerate(vocabulary.sectors)}
        self._names = _Names(vocabulary)

    def part(self, name: str) -> int:
        """The number of a file of facts, by sector and year; `part << PART_BITS` is the position of its first fact."""
        sector, _, file = name.partition("/")
        return part_of(self._order[sector], int(file[:4]))

    def rows(self, name: str) -> Rows:
        """The rows of one file."""
        raw = self._tree.read(name)
        digest = "" if isinstance(raw, Unreadable) else digest_of(raw)
        facts, summary = read_fact_file(raw, name, self._tree, self._vocabulary)
        first = self.part(name) << PART_BITS
        placed = list(enumerate(_with_contradictions(facts), first))
        return Rows(
            digest,
            self._tree.is_as_listed(name),
            summary,
            [_fact_row(at, fact) for at, fact in placed],
            [(at, self._names.searched(fact)) for at, fact in placed],
            [
                (phrase, "entities", str(at))
                for at, fact in placed
                if fact.entity
                for name in (fact.entity, *fact.entity_aliases)
                for phrase in _phrases_of(name)
            ],
        )


def _with_contradictions(facts: list[Fact]) -> list[Fact]:
    """The facts of a file, those that cannot be true together told so. Figures for the same thing are in one file."""
    alike: dict[tuple[Any, ...], list[Fact]] = {}
    for fact in facts:
        period = (fact.period.start, fact.period.end, fact.period.about)
        alike.setdefault((fact.indicator.id, fact.area.id, fact.entity, *period, fact.status), []).append(fact)
    against: dict[str, list[Conflict]] = {}
    for one, other in (pair for found in alike.values() if len(found) > 1 for pair in contradictions(found)):
        reason = contradiction_words(one, other)
        against.setdefault(one.id, []).append(Conflict(ConflictKind.SAME_THING, (other.id,), reason))
        against.setdefault(other.id, []).append(Conflict(ConflictKind.SAME_THING, (one.id,), reason))
    return [fact._replace(conflicts=tuple(against[fact.id])) if fact.id in against else fact for fact in facts]


def _fact_row(position: int, fact: Fact) -> tuple[Any, ...]:
    indicator, period = fact.indicator, fact.period
    content = _dump_fact(fact)
    return (
        position,
        fact.id,
        indicator.sector,
        period.year,
        period.start.isoformat(),
        indicator.id,
        indicator.subject,
        indicator.measure,
        fact.area.id,
        content,
        checksum(position, content),
    )


class _Names:
    """The stemmed names that search knows of each subject, measure and area, put together once."""

    def __init__(self, known: Vocabulary) -> None:
        self._subjects = {subject.id: _joined(*names_of(subject)) for subject in known.subjects.values()}
        self._measures = {measure.id: _joined(*names_of(measure)) for measure in known.measures.values()}
        self._indicators = {indicator.id: _joined(*names_of(indicator)) for indicator in known.indicators.values()}
        self._areas = {area.id: _joined(*names_of(area)) for area in known.areas.values()}

    def searched(self, fact: Fact) -> str:
        """The stems of the title, names and sentence by which search finds a fact."""
        own = (fact.title, *fact.entity_aliases, fact.statement, fact.text, fact.period.words)
        indicator = fact.indicator
        of_subject, of_measure = self._subjects[indicator.subject], self._measures[indicator.measure]
        return " ".join(
            (of_subject, of_measure, self._indicators[indicator.id], self._areas[fact.area.id], _joined(*own))
        )


def _joined(*texts: str) -> str:
    return " ".join(dict.fromkeys(word for text in texts for word in stems(text)))


def _dump_entry(entry: Any) -> str:
    """The entry as JSON, the date of a source as it is written."""
    written = {"issued": str(entry.issued)} if isinstance(entry, Source) and entry.issued else {}
    return _dump(entry._replace(**written))


def _dump_fact(fact: Fact) -> str:
    """The fact with ids in place of vocabulary entries, and period and quantity as they are written."""
    written = {
        "indicator": fact.indicator.id,
        "area": fact.area.id,
        "unit": fact.unit.id if fact.unit else None,
        "period": str(fact.period),
        "quantity": str(fact.quantity) if fact.quantity else None,
    }
    return _dump(fact._replace(**written))  # type: ignore[arg-type]  # ids and texts stand for what they name
