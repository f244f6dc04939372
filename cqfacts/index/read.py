"""Entries and facts back from the database."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cqfacts.model.fact import Citation, Doubt, Fact, Relation, RelationKind, Status
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


class Index:
    """Reads entries and facts back from the database. Keeps what it has read of the vocabulary."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entries: dict[tuple[str, str], Any] = {}

    def __del__(self) -> None:
        # Python 3.13 warns of a connection that is left open.
        self._connection.close()

    def rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        return self._connection.execute(sql, tuple(map(_bindable, values)))

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
            entity_aliases=tuple(fact.entity_aliases),
        )


def _bindable(value: Any) -> Any:
    """The value as SQLite takes it: an argument that was not UTF-8 holds surrogates, which no name does."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


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
