"""The base as one SQLite database: the one place that every look-up reads.

Vocabulary entries and facts are kept as JSON beside the columns by which they are looked up, so that what comes
back equals what was loaded. The database lives in memory.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cqfacts.load import Base
from cqfacts.model.fact import Citation, Doubt, Fact, Relation, RelationKind, Status
from cqfacts.model.names import names_of
from cqfacts.model.period import Dating, parse_period
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import (
    Area,
    Author,
    Indicator,
    Kind,
    Measure,
    PriceBasis,
    Sector,
    Source,
    Subject,
    Unit,
)

_SCHEMA = """
create table entry (
    kind text not null, id text not null, position integer not null, content text not null,
    primary key (kind, id)
) without rowid;
create table name (kind text not null, name text not null, id text not null, primary key (kind, name)) without rowid;
create table fact (
    position integer primary key, id text not null unique, sector text not null, year integer not null,
    start text not null, indicator text not null, subject text not null, measure text not null, area text not null,
    content text not null
);
create index fact_sector on fact (sector, year);
create index fact_year on fact (year);
create index fact_indicator on fact (indicator);
create table relation (id text primary key, left_fact text not null, right_fact text not null, content text not null);
create virtual table words using fts5(title, names, statement, tokenize = 'porter unicode61');
"""


def build(base: Base) -> sqlite3.Connection:
    """Put a base without findings into a new database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_SCHEMA)
    connection.execute("begin")
    _insert_vocabulary(connection, base)
    _insert_facts(connection, base)
    connection.executemany(
        "insert into relation values (?, ?, ?, ?)", ((r.id, r.left, r.right, _dump(r)) for r in base.relations)
    )
    connection.execute("commit")
    return connection


def _insert_vocabulary(connection: sqlite3.Connection, base: Base) -> None:
    for kind, entries in base.vocabulary._asdict().items():
        rows = ((kind, entry.id, at, _dump(entry)) for at, entry in enumerate(entries.values()))
        connection.executemany("insert into entry values (?, ?, ?, ?)", rows)
        if kind not in ("units", "sources"):
            names = ((kind, name, entry.id) for entry in entries.values() for name in names_of(entry))
            connection.executemany("insert or ignore into name values (?, ?, ?)", names)


def _insert_facts(connection: sqlite3.Connection, base: Base) -> None:
    order = {sector: at for at, sector in enumerate(base.vocabulary.sectors)}
    facts = sorted(base.facts, key=lambda fact: (order[fact.indicator.sector], fact.period.year))
    connection.executemany(
        "insert into fact values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((at, *_columns(fact), _dump_fact(fact)) for at, fact in enumerate(facts, 1)),
    )
    connection.executemany(
        "insert into words (rowid, title, names, statement) values (?, ?, ?, ?)",
        ((at, *_searched(fact, base)) for at, fact in enumerate(facts, 1)),
    )


def _columns(fact: Fact) -> tuple[Any, ...]:
    indicator = fact.indicator
    return (
        fact.id,
        indicator.sector,
        fact.period.year,
        fact.period.start.isoformat(),
        indicator.id,
        indicator.subject,
        indicator.measure,
        fact.area.id,
    )


def _searched(fact: Fact, base: Base) -> tuple[str, str, str]:
    known = base.vocabulary
    indicator = fact.indicator
    terms = (indicator, known.subjects[indicator.subject], known.measures[indicator.measure], fact.area)
    names = [name for term in terms for name in names_of(term)]
    return fact.title, ", ".join(spaced(name) for name in names), f"{fact.statement} {fact.text} {fact.period.words}"


def spaced(text: str) -> str:
    """The text with each Chinese character a word of its own: FTS5 finds none inside an unspaced run."""
    return "".join(f" {character} " if "\u4e00" <= character <= "\u9fff" else character for character in text)


def _dump(entry: Any) -> str:
    return json.dumps(_plain(entry), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """The value as JSON knows it: periods and quantities as they are written, named fields as lists."""
    if hasattr(value, "begin") or hasattr(value, "digits"):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _dump_fact(fact: Fact) -> str:
    unit = fact.unit.id if fact.unit else None
    return _dump(fact._replace(indicator=fact.indicator.id, area=fact.area.id, unit=unit))  # type: ignore[arg-type]


class Index:
    """Reads entries and facts back from the database. Keeps what it has read of the vocabulary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entries: dict[tuple[str, str], Any] = {}

    def rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        return self._connection.execute(sql, tuple(values))

    def facts(self, where: str = "1", values: Iterable[Any] = ()) -> Iterator[Fact]:
        """The facts that fit a condition over the columns of the table `fact`, in the order of the base."""
        for (content,) in self.rows(f"select content from fact where {where} order by position", values):
            yield self._fact(content)

    def entries(self, kind: str) -> list[Any]:
        """All entries of a part of the vocabulary, in the order of its file."""
        rows = list(self.rows("select id from entry where kind = ? order by position", (kind,)))
        return [self.entry(kind, name) for (name,) in rows]

    def entry(self, kind: str, name: str) -> Any:
        """One entry of a part of the vocabulary. Raises KeyError."""
        if (kind, name) not in self._entries:
            row = next(self.rows("select content from entry where kind = ? and id = ?", (kind, name)), None)
            if row is None:
                raise KeyError(name)
            self._entries[kind, name] = _MAKE[kind](json.loads(row[0]))
        return self._entries[kind, name]

    def relations(self, fact: str) -> Iterator[Relation]:
        """The relations in which a fact stands."""
        rows = self.rows("select content from relation where ? in (left_fact, right_fact) order by id", (fact,))
        for (content,) in rows:
            name, relation, left, right, statement, citations = json.loads(content)
            yield Relation(name, RelationKind(relation), left, right, statement, _citations(citations))

    def _fact(self, content: str) -> Fact:
        fact = Fact(*json.loads(content))
        return fact._replace(
            indicator=self.entry("indicators", str(fact.indicator)),
            area=self.entry("areas", str(fact.area)),
            unit=self.entry("units", str(fact.unit)) if fact.unit else None,
            period=parse_period(str(fact.period)),
            dating=Dating(fact.dating),
            status=Status(fact.status),
            quantity=parse_quantity(str(fact.quantity)) if fact.quantity else None,
            citations=_citations(fact.citations),
            doubts=tuple(Doubt(*doubt) for doubt in fact.doubts),
            notes=tuple(fact.notes),
        )


def _citations(items: Iterable[Any]) -> tuple[Citation, ...]:
    return tuple(Citation(*item) for item in items)


def _make_named(entry: Any) -> Any:
    return entry._replace(aliases=tuple(entry.aliases))


def _make_source(content: list[Any]) -> Source:
    source = Source(*content)
    return source._replace(
        issued=parse_period(str(source.issued)),
        dating=Dating(source.dating),
        author=tuple(Author(*author) for author in source.author),
    )


def _make_indicator(content: list[Any]) -> Indicator:
    indicator: Indicator = _make_named(Indicator(*content))
    return indicator._replace(
        kind=Kind(indicator.kind),
        price_basis=PriceBasis(indicator.price_basis) if indicator.price_basis else None,
    )


_MAKE: dict[str, Callable[[list[Any]], Any]] = {
    "sectors": lambda content: _make_named(Sector(*content)),
    "areas": lambda content: _make_named(Area(*content)),
    "subjects": lambda content: _make_named(Subject(*content)),
    "measures": lambda content: _make_named(Measure(*content)),
    "units": lambda content: Unit(*content),
    "sources": _make_source,
    "indicators": _make_indicator,
}
