"""The base as one SQLite database: the one place that every look-up reads.

Vocabulary entries and facts are kept as JSON beside the columns by which they are looked up, so that what comes
back equals what was loaded. The database lives in memory.
"""

import json
import sqlite3
from typing import Any

from cqfacts.load.base import Base
from cqfacts.model.fact import Fact
from cqfacts.model.names import Named, fold, names_of, spaced
from cqfacts.model.vocabulary import Source

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
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
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
        rows = ((kind, entry.id, at, _dump_entry(entry)) for at, entry in enumerate(entries.values()))
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
    names = _Names(base)
    connection.executemany(
        "insert into words (rowid, title, names, statement) values (?, ?, ?, ?)",
        ((at, *names.searched(fact)) for at, fact in enumerate(facts, 1)),
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


class _Names:
    """The names that search knows of each indicator and area, put together once."""

    def __init__(self, base: Base) -> None:
        known = base.vocabulary
        self._indicators = {
            indicator.id: _joined(indicator, known.subjects[indicator.subject], known.measures[indicator.measure])
            for indicator in known.indicators.values()
        }
        self._areas = {area.id: _joined(area) for area in known.areas.values()}

    def searched(self, fact: Fact) -> tuple[str, str, str]:
        """The title, names and sentences by which search finds a fact."""
        names = f"{self._indicators[fact.indicator.id]}, {self._areas[fact.area.id]}"
        if fact.entity_aliases:
            names += ", " + ", ".join(spaced(fold(name)) for name in fact.entity_aliases)
        return fact.title, names, f"{fact.statement} {fact.text} {fact.period.words}"


def _joined(*terms: Named) -> str:
    return ", ".join(spaced(name) for term in terms for name in names_of(term))


def _dump(entry: Any) -> str:
    """The entry as JSON: named fields as a list, in their order."""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def _dump_entry(entry: Any) -> str:
    """The entry as JSON, the date of a source as it is written."""
    written = {"issued": str(entry.issued)} if isinstance(entry, Source) else {}
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
