"""Facts, relations and vocabulary entries of a base, read back from its index."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, cast

from cqfacts.index.rows import E, decode_entry, decode_fact, decode_relation
from cqfacts.index.tables import YEARS, Row, Tables, Value, part_of, span_of
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import FILES, Term

if TYPE_CHECKING:
    from cqfacts.index.blocks import Blocks
    from cqfacts.model.relation import Relation

T = TypeVar("T")
PositionedText = tuple[int, str]
"""The position of a fact, and its content."""
_BATCH = 200
"""How many facts are read before the index is checked."""
_MOST_VALUES = 30_000
"""How many values one query takes."""


class Index:
    """The index of one base. Keeps what it has read of the vocabulary.

    `rebuild` makes the tables anew; it is called once, where rows turn out to be damaged. `blocks` are those of the file of
    tables that are read in place: each is checked before a row of it is believed.
    """

    def __init__(
        self,
        tables: Tables,
        rebuild: Callable[[], Tables] | None = None,
        blocks: "Blocks | None" = None,
    ) -> None:
        self._tables = tables
        self._rebuild = rebuild
        self._blocks = blocks
        self._entries: dict[tuple[type[object], str], Term] = {}
        self._frequencies: dict[str, int] = {}

    def __del__(self) -> None:
        # Python 3.13 warns of a connection that is left open.
        self._tables.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to the database."""
        return self._tables.connection

    def rows(self, sql: str, values: Iterable[Value] = ()) -> list[Row]:
        """Return the rows of a query."""
        values = tuple(values)
        return self._ask(lambda tables: tables.rows(sql, values))

    # --- facts

    def facts(self, where: str = "1", values: Iterable[Value] = ()) -> Iterator[Fact]:
        """Return the facts that fit a condition over the columns of the table `fact`, in the order of the base."""
        values = tuple(values)
        read_to = -1
        while True:
            tables = self._tables
            try:
                for position, content in self._sound(tables.facts(where, values, read_to)):
                    yield decode_fact(content, self.entry)
                    read_to = position
            except sqlite3.DatabaseError:
                self._renew(tables)
            else:
                return

    def count(self, where: str = "1", values: Iterable[Value] = ()) -> int:
        """Return the number of facts that fit a condition over the columns of the table `fact`."""
        values = tuple(values)
        return self._ask(lambda tables: tables.count(where, values))

    def span(self, sector: str, first_year: int = 0, last_year: int = YEARS - 1) -> tuple[int, int]:
        """Return the first and the last position that a fact of a sector and of those years can have."""
        [(order,)] = self.rows(
            "select position from entry where kind = 'sectors' and id = ?", (sector,)
        )
        low, _ = span_of(part_of(order, first_year))
        _, high = span_of(part_of(order, last_year))
        return low, high

    @property
    def tells_implied_conflicts(self) -> bool:
        """Whether the conflicts of facts with implied figures are stored with them; they are not where facts are many."""
        [(is_told,)] = self.rows("select told_of_implied from size")
        return bool(is_told)

    # --- relations

    def all_relations(self) -> "list[Relation]":
        """Return the relations that the documents state between figures, in the order of their file."""
        rows = self.rows("select content from relation")
        return [decode_relation(content) for (content,) in rows]

    def relations(self, fact: str) -> "Iterator[Relation]":
        """Return the relations in which the fact of an id stands, by their ids."""
        sql = "select content from relation where ? in (left_fact, right_fact) order by id"
        for (content,) in self.rows(sql, (fact,)):
            yield decode_relation(content)

    # --- words

    def positions(
        self, words: str, limit: int = -1, among: Iterable[int] | None = None
    ) -> list[int]:
        """Return the positions of the facts that fit an FTS5 query, at most `limit` of them.

        `among`: the few positions from which they are taken; without it, from all.
        """
        condition = "1" if among is None else f"rowid in ({','.join(map(str, among))})"
        return self._ask(lambda tables: tables.positions(words, limit, condition))

    def frequency(self, word: str) -> int:
        """Return the number of facts that have a stemmed word. Keeps the numbers."""
        if word not in self._frequencies:
            self._frequencies[word] = self._ask(lambda tables: tables.count_word(word))
        return self._frequencies[word]

    def words_like(self, initial: str, shortest: int, longest: int) -> dict[str, int]:
        """Return the stemmed words that start with a letter and have such lengths, each with its number of facts."""
        return self._ask(lambda tables: tables.words_like(initial, shortest, longest))

    # --- names of the vocabulary, as questions are searched for them

    def phrases(self, phrases: list[str]) -> list[tuple[str, str, str]]:
        """Return the entries that phrases name: phrase, kind, id."""
        rows: list[tuple[str, str, str]] = []
        for start in range(0, len(phrases), _MOST_VALUES):
            batch = phrases[start : start + _MOST_VALUES]
            sql = f"select phrase, kind, id from phrase where phrase in ({','.join('?' * len(batch))})"
            rows += self.rows(sql, batch)
        return rows

    def parted_phrases(self) -> list[str]:
        """Return the names that other words may part: a bar before each half."""
        rows = self.rows("select distinct phrase from phrase where phrase glob '|*'")
        return [phrase for (phrase,) in rows]

    def has_phrase_word(self, word: str) -> bool:
        """Tell whether a name of the vocabulary has a stemmed word."""
        # The names' words are those of the facts, but for names of entries that no fact uses.
        sql = "select 1 from phrase where phrase >= ? and phrase < ? and (phrase = ? or phrase like ? || ' %') limit 1"
        return bool(self.rows(sql, (word, word + "{", word, word)))

    # --- vocabulary entries

    def entries(self, kind: type[E]) -> list[E]:
        """Return all entries of a part of the vocabulary, in the order of its file."""
        rows = self.rows("select id from entry where kind = ? order by position", (FILES[kind],))
        return [self.entry(kind, entry_id) for (entry_id,) in rows]

    def entry(self, kind: type[E], entry_id: str) -> E:
        """Return one entry of a part of the vocabulary. Raises KeyError."""
        entry = self._entries.get((kind, entry_id))
        if entry is None:
            rows = self.rows(
                "select content from entry where kind = ? and id = ?", (FILES[kind], entry_id)
            )
            if not rows:
                raise KeyError(entry_id)
            entry = self._entries[kind, entry_id] = decode_entry(kind, rows[0][0])
        return cast(E, entry)  # entries are kept under their kind

    # --- damage

    def _ask(self, query: Callable[[Tables], T]) -> T:
        """Return what a query gives; of new tables where these are damaged."""
        tables = self._tables
        try:
            return self._ask_sound(query)
        except sqlite3.DatabaseError:
            self._renew(tables)
            return query(self._tables)

    def _ask_sound(self, query: Callable[[Tables], T]) -> T:
        """Return what a query gives. Raises sqlite3.DatabaseError where what was read for it is damaged."""
        try:
            answer = query(self._tables)
        except (TypeError, ValueError, AttributeError):
            self._check()  # what was read may be anything
            raise
        self._check()
        return answer

    def _sound(self, rows: Iterator[PositionedText]) -> Iterator[PositionedText]:
        """Yield rows when what was read of the index for them was checked. Raises sqlite3.DatabaseError."""
        while batch := list(islice(rows, _BATCH)):
            self._check()
            yield from batch
        self._check()  # also where nothing was found

    def _check(self) -> None:
        """Raise sqlite3.DatabaseError where the file of the index is not what was written."""
        if self._blocks is not None:
            self._blocks.check()

    def _renew(self, damaged: Tables) -> None:
        """Read from new tables from here on, where others have not been made already in place of damaged ones.

        Raises the error that is being handled where these are new.
        """
        if damaged is not self._tables:
            return
        if self._rebuild is None:
            raise  # noqa: PLE0704 - called where an error is handled
        self._tables.close()
        self._tables, self._rebuild, self._blocks = self._rebuild(), None, None
