"""The tables of an index, as SQL that makes them, and the rows that go into them."""

import sqlite3
from collections.abc import Iterable

_FACT_TABLES = """
create table {schema}.fact (
    position integer primary key, id text not null, sector text not null, year integer not null,
    start text not null, indicator text not null, subject text not null, measure text not null, area text,
    content text not null, checksum integer not null
);
create virtual table {schema}.words using fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 0');
create table {schema}.phrase (phrase text not null, kind text not null, id text not null, primary key (phrase, kind, id))
    without rowid;
create virtual table {schema}.vocabulary using fts5vocab(words, row);
create table {schema}.word (word text primary key, facts integer not null) without rowid;
"""
_BASE_TABLES = """
create table entry (
    kind text not null, id text not null, position integer not null, content text not null,
    primary key (kind, id)
) without rowid;
create table name (kind text not null, name text not null, id text not null, primary key (kind, name)) without rowid;
create table relation (id text primary key, left_fact text not null, right_fact text not null, content text not null);
create table file (name text primary key, digest text not null) without rowid;
create table size (facts integer not null, told_of_implied integer not null);
"""
# Made when the facts are in: sorting them once is faster than keeping them sorted.
_FACT_INDEXES = """
create unique index {schema}.fact_id on fact (id);
create index {schema}.fact_sector on fact (sector, year);
create index {schema}.fact_year on fact (year);
create index {schema}.fact_indicator on fact (indicator);
create index {schema}.fact_subject on fact (subject, year);
create index {schema}.fact_area on fact (area);
create index {schema}.fact_with_capitals on fact (id) where id <> lower(id);
insert into {schema}.word select term, doc from {schema}.vocabulary;
"""


# Rows are plain tuples in the order of their columns: there are many, and they go from process to process.
FactRow = tuple[int, str, str, int, str, str, str, str, str | None, str, int]
"""A fact: its content, and the columns by which it is looked up."""
WordsRow = tuple[int, str]
"""The position of a fact, and the stemmed words by which it is searched."""
PhraseRow = tuple[str, str, str]
"""A name as questions are searched for it, the kind of what it names, and the id of that: of an entry, or the position of a
fact whose entity it is."""


def create_base_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of a whole base in an empty database."""
    connection.executescript(_BASE_TABLES)
    create_fact_tables(connection, "main")


def create_fact_tables(connection: sqlite3.Connection, schema: str) -> None:
    """Create the tables of facts in a database of a connection."""
    connection.executescript(_FACT_TABLES.format(schema=schema))


def create_fact_indexes(connection: sqlite3.Connection, schema: str) -> None:
    """Create what looks facts up, once they are in. Raises sqlite3.IntegrityError where two have one id."""
    for statement in _FACT_INDEXES.format(schema=schema).split(";"):
        connection.execute(statement)


def insert_facts(connection: sqlite3.Connection, schema: str, rows: Iterable[FactRow]) -> None:
    """Insert rows of facts."""
    connection.executemany(
        f"insert into {schema}.fact values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
    )


def insert_words(connection: sqlite3.Connection, schema: str, rows: Iterable[WordsRow]) -> None:
    """Insert the words of facts."""
    connection.executemany(f"insert into {schema}.words (rowid, text) values (?, ?)", rows)


def insert_phrases(connection: sqlite3.Connection, schema: str, rows: Iterable[PhraseRow]) -> None:
    """Insert names; one that is there already is left."""
    connection.executemany(f"insert or ignore into {schema}.phrase values (?, ?, ?)", rows)
