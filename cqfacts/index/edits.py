"""An index of a base of which a few files changed since it was made.

The facts of the changed files stand in a small database `edits` beside the one of the whole base, which stays as it is.
Nothing else knows of this: `EditedTables` answers what `Tables` answers, from both databases together.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property

from cqfacts.index.tables import PART_BITS, Tables, Value, span_of

EDITS = """
create table edits.replaced (part integer primary key);
create table edits.amended (position integer primary key, content text not null);
"""
"""Which files of the whole base are replaced, and which other facts have conflicts that they did not have before."""

_REPLACED = "(select part from edits.replaced)"
_KEPT_FACT = f"position >> {PART_BITS} not in {_REPLACED}"
_KEPT_ROW = f"rowid >> {PART_BITS} not in {_REPLACED}"
# Of phrases only those for entities belong to facts; their id is the position of the fact.
_VIEWS = f"""
create temp view if not exists fact as
    select * from main.fact where {_KEPT_FACT}
    union all select * from edits.fact;
create temp view if not exists phrase as
    select * from main.phrase where kind <> 'entities' or cast(id as integer) >> {PART_BITS} not in {_REPLACED}
    union all select * from edits.phrase;
"""


class EditedTables(Tables):
    """The tables of a whole base, with those of an attached database `edits` in place of what it replaces."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._whole = Tables(connection, "main")
        self._edits = Tables(connection, "edits")
        connection.executescript(_VIEWS)

    @cached_property
    def replaced_parts(self) -> list[int]:
        """The numbers of the files that are replaced."""
        rows = self.rows("select part from edits.replaced")
        return [part for (part,) in rows]

    def facts(
        self, where: str, values: Iterable[Value] = (), after: int = -1
    ) -> Iterator[tuple[int, str]]:
        """Return what `Tables.facts` does."""
        # Two ordered readings are merged here: SQLite would sort all rows of a view over both.
        values = tuple(values)
        kept = self._whole.facts(f"({where}) and {_KEPT_FACT}", values, after)
        edited = self._edits.facts(where, values, after)
        return heapq.merge(self._amend(kept), edited)

    def _amend(self, facts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Put the content that is up to date in place of that of facts whose conflicts changed."""
        amended = self._amended
        for position, content in facts:
            yield position, amended.get(position, content)

    @cached_property
    def _amended(self) -> dict[int, str]:
        rows = self.rows("select position, content from edits.amended")
        return dict(rows)

    def count(self, where: str, values: Iterable[Value] = ()) -> int:
        """Return what `Tables.count` does."""
        values = tuple(values)
        before = self._whole.count(where, values)
        replaced = self.count_replaced(where, values)
        return before - replaced + self._edits.count(where, values)

    def count_replaced(self, where: str, values: Iterable[Value] = ()) -> int:
        """Return the number of facts of the whole base that fit a condition and are replaced."""
        values = tuple(values)
        total = 0
        for part in self.replaced_parts:
            within = (*values, *span_of(part))
            total += self._whole.count(f"({where}) and position between ? and ?", within)
        return total

    def positions(self, words: str, limit: int, condition: str) -> list[int]:
        """Return what `Tables.positions` does."""
        kept = self._whole.positions(words, limit, f"{condition} and {_KEPT_ROW}")
        edited = self._edits.positions(words, limit, condition)
        positions = sorted(kept + edited)
        return positions if limit < 0 else positions[:limit]

    def count_word(self, word: str) -> int:
        """Return what `Tables.count_word` does."""
        total = self._whole.count_word(word) + self._edits.count_word(word)
        for part in self.replaced_parts:
            sql = "select count(*) from main.words where words match ? and rowid between ? and ?"
            [(replaced,)] = self.rows(sql, (f'"{word}"', *span_of(part)))
            total -= replaced
        return total

    def words_like(self, initial: str, shortest: int, longest: int) -> dict[str, int]:
        """Return what `Tables.words_like` does."""
        before = self._whole.words_like(initial, shortest, longest)
        edited = self._edits.words_like(initial, shortest, longest)
        counts = {}
        for word in sorted(before.keys() | edited.keys()):
            count = self.count_word(word)
            if count:
                counts[word] = count
        return counts
