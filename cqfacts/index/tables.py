"""The tables of an index as rows, and the places at which facts stand in them.

A fact stands at a position: the number of its file in the upper bits, its place in that file in the lower ones. So the
positions of a file are one range, in which the facts of another state of that file can stand in their place.
"""

import sqlite3
from binascii import crc32
from collections.abc import Iterable, Iterator
from typing import Any

PART_BITS = 20
"""The position of a fact is its place in its file, and above these bits the number of that file."""
YEARS = 10_000
"""How many years a sector has room for: EDTF years of four digits."""

Row = tuple[Any, ...]
"""A row of a query; SQLite gives each column the type that its table says."""
Value = str | int
"""A value that a query is given."""


def part_of(sector: int, year: int) -> int:
    """Return the number of a file of facts, given the place of its sector and its year."""
    return sector * YEARS + year


def span_of(part: int) -> tuple[int, int]:
    """Return the first and the last position that a fact of the file of that number can have."""
    first_position = part << PART_BITS
    next_position = (part + 1) << PART_BITS
    return first_position, next_position - 1


def checksum(position: int, content: str) -> int:
    """Return the number by which a damaged row is noticed: a large index is not hashed as a whole at each look-up."""
    salt = position & 0xFFFFFFFF
    return crc32(content.encode(), salt)


class Tables:
    """The tables of one database of a connection."""

    def __init__(self, connection: sqlite3.Connection, schema: str = "main") -> None:
        self.connection = connection
        self._schema = schema

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def rows(self, sql: str, values: Iterable[Value] = ()) -> list[Row]:
        """Return the rows of a query. Raises sqlite3.DatabaseError where the database is damaged."""
        cursor = self.connection.execute(sql, _as_utf8(values))
        return cursor.fetchall()

    def facts(
        self, where: str, values: Iterable[Value] = (), after: int = -1
    ) -> Iterator[tuple[int, str]]:
        """Return position and content of the facts that fit a condition and stand after a position, in their order.

        Raises sqlite3.DatabaseError where the database is damaged.
        """
        table = f"{self._schema}.fact"
        # The plus keeps SQLite from looking facts up by their position alone.
        sql = f"select position, content, checksum from {table} where ({where}) and +position > ? order by position"
        for position, content, expected in self.connection.execute(sql, (*_as_utf8(values), after)):
            if not isinstance(content, str) or checksum(position, content) != expected:
                raise sqlite3.DatabaseError(f"the row of the fact at {position} is damaged")
            yield position, content

    def count(self, where: str, values: Iterable[Value] = ()) -> int:
        """Return the number of facts that fit a condition."""
        [(count,)] = self.rows(f"select count(*) from {self._schema}.fact where {where}", values)
        return int(count)

    def positions(self, words: str, limit: int, condition: str) -> list[int]:
        """Return the positions of the facts that fit an FTS5 query and a condition over `rowid`, at most `limit`."""
        table = f"{self._schema}.words"
        rows = self.rows(
            f"select rowid from {table} where words match ? and {condition} limit ?", (words, limit)
        )
        return [position for (position,) in rows]

    def count_word(self, word: str) -> int:
        """Return the number of facts that have a stemmed word."""
        rows = self.rows(f"select facts from {self._schema}.word where word = ?", (word,))
        return int(rows[0][0]) if rows else 0

    def words_like(self, initial: str, shortest: int, longest: int) -> dict[str, int]:
        """Return the stemmed words of an initial letter and of such lengths, each with its number of facts."""
        next_initial = chr(ord(initial) + 1)
        table = f"{self._schema}.word"
        sql = f"select word, facts from {table} where word >= ? and word < ? and length(word) between ? and ?"
        return dict(self.rows(sql, (initial, next_initial, shortest, longest)))


def _as_utf8(values: Iterable[Value]) -> list[Value]:
    """Return values as SQLite takes them: an argument that was not UTF-8 holds surrogates, which no name does."""
    return [_without_surrogates(value) for value in values]


def _without_surrogates(value: Value) -> Value:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
