"""Entries and facts back from the database."""

import heapq
import json
import sqlite3
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar, cast

from cqfacts.model.fact import Citation, Conflict, ConflictKind, Doubt, Fact, Relation, RelationKind, Status
from cqfacts.model.period import Dating, parse_period
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import (
    FILES,
    Area,
    Author,
    Indicator,
    Kind,
    Measure,
    PriceBasis,
    Sector,
    Source,
    Subject,
    Term,
    Unit,
)

E = TypeVar("E", bound=Term)
_VALUES = 30_000
"""How many values one query takes."""
PART_BITS = 20
"""The position of a fact is its place in its file, and above these bits the number of that file."""
YEARS = 10_000
"""How many years a sector has room for: EDTF years of four digits."""
_KEPT = f" and position >> {PART_BITS} not in (select part from edits.replaced)"
_EDITED = f"""
create temp view fact as
    select * from main.fact where position >> {PART_BITS} not in (select part from edits.replaced)
    union all select * from edits.fact;
create temp view phrase as
    select * from main.phrase
        where kind <> 'entities' or cast(id as integer) >> {PART_BITS} not in (select part from edits.replaced)
    union all select * from edits.phrase;
"""


def part_of(sector: int, year: int) -> int:
    """The number of a file of facts, given the place of its sector and its year."""
    return sector * YEARS + year


def checksum(position: int, content: str) -> int:
    """What tells a damaged row of a large index, which is not hashed as a whole at each look-up."""
    return crc32(content.encode(), position & 0xFFFFFFFF)


class Index:
    """Reads entries and facts back from the database. Keeps what it has read of the vocabulary.

    `again` builds the database anew; it is called where rows turn out to be damaged.
    """

    def __init__(self, connection: sqlite3.Connection, again: Callable[[], sqlite3.Connection] | None = None) -> None:
        self.connection = connection
        self._again = again
        self._edited = False
        self._entries: dict[tuple[type[object], str], Term] = {}
        self._frequencies: dict[str, int] = {}

    def __del__(self) -> None:
        # Python 3.13 warns of a connection that is left open.
        self.connection.close()

    def use_edits(self) -> None:
        """Read the facts of the attached database `edits` in place of those that it replaces."""
        self.connection.executescript(_EDITED)
        self._edited = True
        self._frequencies.clear()

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        bound = tuple(map(_bindable, values))
        try:
            return self.connection.execute(sql, bound).fetchall()
        except sqlite3.DatabaseError:
            self._renew()
            return self.connection.execute(sql, bound).fetchall()

    def facts(self, where: str = "1", values: Iterable[Any] = ()) -> Iterator[Fact]:
        """The facts that fit a condition over the columns of the table `fact`, in the order of the base."""
        bound = tuple(map(_bindable, values))
        last = -1
        while True:
            try:
                for position, content in self._contents(where, bound, last):
                    yield self._with_conflicts(self._fact(content))
                    last = position
            except sqlite3.DatabaseError:
                self._renew()
            else:
                return

    def _contents(self, where: str, bound: tuple[Any, ...], after: int) -> Iterator[tuple[int, str]]:
        """Position and content of the facts that fit, after a position. Raises DatabaseError for damaged ones."""
        sql = (
            f"select position, content, checksum from {{}}.fact where ({where}) and +position > ?{{}} order by position"
        )
        found = self.connection.execute(sql.format("main", _KEPT if self._edited else ""), (*bound, after))
        if self._edited:
            # Two ordered readings are merged here: SQLite would sort all rows of a view over both.
            edits = self.connection.execute(sql.format("edits", ""), (*bound, after))
            rows: Iterable[tuple[int, str, int]] = heapq.merge(found, edits)
        else:
            rows = found
        for position, content, check in rows:
            if checksum(position, content) != check:
                raise sqlite3.DatabaseError
            yield position, content

    def count(self, where: str = "1", values: Iterable[Any] = ()) -> int:
        """How many facts fit a condition over the columns of the table `fact`."""
        bound = tuple(map(_bindable, values))
        total = self._count("main", where, bound)
        if self._edited:
            total += self._count("edits", where, bound)
            for (part,) in self.rows("select part from edits.replaced"):
                low = part << PART_BITS
                span = (low, low + (1 << PART_BITS) - 1)
                total -= self._count("main", f"({where}) and position between ? and ?", (*bound, *span))
        return total

    def _count(self, schema: str, where: str, values: tuple[Any, ...]) -> int:
        return int(self.rows(f"select count(*) from {schema}.fact where {where}", values)[0][0])

    @contextmanager
    def without_renewal(self) -> Iterator[None]:
        """For work on this very connection: damage is then an error."""
        again, self._again = self._again, None
        try:
            yield
        finally:
            self._again = again

    def _renew(self) -> None:
        """Read from a new database from here on. Raises the error that is being handled where this one is new."""
        if self._again is None:
            raise  # noqa: PLE0704 - called where an error is handled
        self.connection.close()
        self.connection, self._again, self._edited = self._again(), None, False

    def span(self, sector: str, first: int = 0, last: int = YEARS - 1) -> tuple[int, int]:
        """The first and the last position that a fact of a sector and of those years can have."""
        [(order,)] = self.rows("select position from entry where kind = 'sectors' and id = ?", (sector,))
        return (
            part_of(order, first) << PART_BITS,
            (part_of(order, last) + 1 << PART_BITS) - 1,
        )

    def positions(self, words: str, limit: int = -1, among: Iterable[int] | None = None) -> list[int]:
        """The positions of the facts that fit an FTS5 query, at most `limit` of them, or those of a few positions."""
        chosen = "" if among is None else f" and rowid in ({','.join(map(str, among))})"
        sql = f"select rowid from {{}}.words where words match ?{chosen}{{}} limit ?"
        if not self._edited:
            return [row for (row,) in self.rows(sql.format("main", ""), (words, limit))]
        kept = f" and rowid >> {PART_BITS} not in (select part from edits.replaced)"
        found = self.rows(sql.format("main", kept), (words, limit)) + self.rows(sql.format("edits", ""), (words, limit))
        rows = sorted(row for (row,) in found)
        return rows if limit < 0 else rows[:limit]

    def frequency(self, word: str) -> int:
        """How many facts have a stemmed word. Keeps what it has counted."""
        if word not in self._frequencies:
            self._frequencies[word] = self._count_word(word)
        return self._frequencies[word]

    def _count_word(self, word: str) -> int:
        found = self._counted("main", word)
        if not self._edited:
            return found
        # Of the whole index, the facts of the files that were replaced do not count.
        for (part,) in self.rows("select part from edits.replaced"):
            low = part << PART_BITS
            sql = "select count(*) from main.words where words match ? and rowid between ? and ?"
            found -= self.rows(sql, (f'"{word}"', low, low + (1 << PART_BITS) - 1))[0][0]
        return found + self._counted("edits", word)

    def _counted(self, schema: str, word: str) -> int:
        rows = self.rows(f"select facts from {schema}.word where word = ?", (word,))
        return int(rows[0][0]) if rows else 0

    def words_like(self, first: str, shortest: int, longest: int) -> dict[str, int]:
        """The stemmed words that start with a letter and are of such a length, and how many facts have each."""
        sql = "select word, facts from {}.word where word >= ? and word < ? and length(word) between ? and ?"
        values = (first, chr(ord(first) + 1), shortest, longest)
        found = dict(self.rows(sql.format("main"), values))
        if self._edited:
            words = found.keys() | dict(self.rows(sql.format("edits"), values)).keys()
            found = {word: often for word in words if (often := self.frequency(word))}
        return found

    def phrases(self, phrases: list[str]) -> list[tuple[str, str, str]]:
        """What of the vocabulary each of some phrases names: phrase, kind, id."""
        found: list[tuple[str, str, str]] = []
        for start in range(0, len(phrases), _VALUES):
            some = phrases[start : start + _VALUES]
            sql = f"select phrase, kind, id from phrase where phrase in ({','.join('?' * len(some))})"
            found += self.rows(sql, some)
        return found

    def parted_phrases(self) -> list[str]:
        """The names of the vocabulary that other words may part: a bar before each half."""
        return [phrase for (phrase,) in self.rows("select distinct phrase from phrase where phrase glob '|*'")]

    def has_phrase_word(self, word: str) -> bool:
        """Whether a name of the vocabulary has a stemmed word."""
        # The names' words are those of the facts, but for names of entries that no fact uses.
        return bool(
            self.rows(
                "select 1 from phrase where phrase >= ? and phrase < ? and (phrase = ? or phrase like ? || ' %') limit 1",
                (word, word + "{", word, word),
            )
        )

    def entries(self, kind: type[E]) -> list[E]:
        """All entries of a part of the vocabulary, in the order of its file."""
        rows = self.rows("select id from entry where kind = ? order by position", (FILES[kind],))
        return [self.entry(kind, name) for (name,) in rows]

    def entry(self, kind: type[E], name: str) -> E:
        """One entry of a part of the vocabulary. Raises KeyError."""
        entry = self._entries.get((kind, name))
        if entry is None:
            rows = self.rows("select content from entry where kind = ? and id = ?", (FILES[kind], name))
            if not rows:
                raise KeyError(name)
            entry = self._entries[kind, name] = _MAKE[kind](json.loads(rows[0][0]))
        return cast(E, entry)

    def all_relations(self) -> list[Relation]:
        """What the documents say about their figures."""
        return [_make_relation(json.loads(content)) for (content,) in self.rows("select content from relation")]

    def relations(self, fact: str) -> Iterator[Relation]:
        """The relations in which a fact stands."""
        rows = self.rows("select content from relation where ? in (left_fact, right_fact) order by id", (fact,))
        for (content,) in rows:
            yield _make_relation(json.loads(content))

    def _with_conflicts(self, fact: Fact) -> Fact:
        """The fact with what relations that fail say against it, beside what its own file says."""
        if fact.id not in self._related:
            return fact
        from cqfacts.reason.relations import conflicts_of, judge

        near = list(self.relations(fact.id))
        # Those that make one claim with these: parts of one figure, and of one total.
        near += [other for one in near for shared in (one.left, one.right) for other in self.relations(shared)]
        relations = {relation.id: relation for relation in near}
        names = {name for relation in relations.values() for name in (relation.left, relation.right)}
        where = f"id in ({','.join('?' * len(names))})"
        facts = {found.id: found for found in map(self._fact, self._texts(where, sorted(names)))}
        told = [relation for relation in relations.values() if {relation.left, relation.right} <= facts.keys()]
        found = (conflicts_of(judgement).get(fact.id) for judgement in judge(told, facts))
        return fact._replace(conflicts=(*fact.conflicts, *filter(None, found)))

    def _texts(self, where: str, values: list[str]) -> list[str]:
        return [content for _, content in self._contents(where, tuple(values), -1)]

    @cached_property
    def _related(self) -> frozenset[str]:
        """The ids of the facts that relations are about."""
        rows = self.rows("select left_fact from relation union select right_fact from relation")
        return frozenset(str(name) for (name,) in rows)

    def _fact(self, content: str) -> Fact:
        fact = Fact(*json.loads(content))
        return fact._replace(
            indicator=self.entry(Indicator, str(fact.indicator)),
            area=self.entry(Area, str(fact.area)),
            unit=self.entry(Unit, str(fact.unit)) if fact.unit else None,
            period=parse_period(str(fact.period)),
            dating=Dating(fact.dating),
            status=Status(fact.status),
            quantity=parse_quantity(str(fact.quantity)) if fact.quantity else None,
            citations=_citations(fact.citations),
            doubts=tuple(Doubt(*doubt) for doubt in fact.doubts),
            notes=tuple(fact.notes),
            entity_aliases=tuple(fact.entity_aliases),
            conflicts=tuple(
                Conflict(ConflictKind(kind), tuple(others), reason) for kind, others, reason in fact.conflicts
            ),
        )


def _bindable(value: Any) -> Any:
    """The value as SQLite takes it: an argument that was not UTF-8 holds surrogates, which no name does."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _make_relation(content: list[Any]) -> Relation:
    relation = Relation(*content)
    return relation._replace(relation=RelationKind(relation.relation), citations=_citations(relation.citations))


def _citations(items: Iterable[Any]) -> tuple[Citation, ...]:
    return tuple(Citation(*item) for item in items)


N = TypeVar("N", Sector, Area, Subject, Measure, Indicator)


def _make_named(entry: N) -> N:
    return entry._replace(aliases=tuple(entry.aliases))


def _make_source(content: list[Any]) -> Source:
    source = Source(*content)
    return source._replace(
        issued=parse_period(str(source.issued)) if source.issued else None,
        dating=Dating(source.dating) if source.dating else None,
        author=tuple(Author(*author) for author in source.author),
    )


def _make_indicator(content: list[Any]) -> Indicator:
    indicator = _make_named(Indicator(*content))
    return indicator._replace(
        kind=Kind(indicator.kind),
        price_basis=PriceBasis(indicator.price_basis) if indicator.price_basis else None,
    )


_MAKE: dict[type[object], Callable[[list[Any]], Term]] = {
    Sector: lambda content: _make_named(Sector(*content)),
    Area: lambda content: _make_named(Area(*content)),
    Subject: lambda content: _make_named(Subject(*content)),
    Measure: lambda content: _make_named(Measure(*content)),
    Unit: lambda content: Unit(*content),
    Source: _make_source,
    Indicator: _make_indicator,
}
