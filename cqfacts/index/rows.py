"""Records as texts of the database, and back: each kind of record is encoded and decoded here, side by side.

A record is kept as a JSON list of its fields in their order. Vocabulary entries stand in a fact as their ids, a period and a
quantity as they are written in the files. A new key of a fact is a new line in `StoredFact`, `encode_fact` and
`decode_fact`.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

from cqfacts.model.change_base import Neighbour, parse_change_base
from cqfacts.model.fact import Citation, Conflict, ConflictKind, Doubt, Fact, Grade, Status
from cqfacts.model.period import Dating, parse_period
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import (
    AnswerKind,
    Area,
    Author,
    Indicator,
    Kind,
    Measure,
    Organisation,
    Person,
    PriceBasis,
    Sector,
    Source,
    Subject,
    Term,
    Unit,
    WholeEntity,
)

if TYPE_CHECKING:
    from cqfacts.model.relation import Relation

E = TypeVar("E", bound=Term)
N = TypeVar("N", Sector, Area, Subject, Measure, Indicator)

# An encoder made once: json.dumps makes a new one at each call that does not use its defaults.
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class FindEntry(Protocol):
    """Find an entry of the vocabulary by its kind and id. Raises KeyError."""

    def __call__(self, kind: type[E], entry_id: str, /) -> E: ...


class StoredFact(NamedTuple):
    """The fields of a fact as JSON has them, in the order in which they are kept."""

    id: str
    indicator: str
    area: str | None
    period: str
    dating: str
    statement: str
    citations: tuple[Citation, ...]
    quantity: str | None
    state: str | None
    unit: str | None
    entity: str | None
    entity_aliases: tuple[str, ...]
    status: str
    dating_reason: str | None
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    on: str | None
    """None for the year before, as nearly every fact has it."""
    by: str | None
    as_of: str | None
    supersedes: str | None
    superseded_by: str | None
    fiscal_year: str | None
    according_to: str | None


def encode_fact(fact: Fact) -> str:
    """Return the text of a printed fact."""
    stored = StoredFact(
        id=fact.id,
        indicator=fact.indicator.id,
        area=fact.area_id,
        period=str(fact.period),
        dating=fact.dating,
        statement=fact.statement,
        citations=fact.citations,
        quantity=str(fact.quantity) if fact.quantity else None,
        state=fact.state,
        unit=fact.unit_id,
        entity=fact.entity,
        entity_aliases=fact.entity_aliases,
        status=fact.status,
        dating_reason=fact.dating_reason,
        doubts=fact.doubts,
        notes=fact.notes,
        conflicts=fact.conflicts,
        on=None if fact.on is Neighbour.YEAR_BEFORE else str(fact.on),
        by=fact.by,
        as_of=str(fact.as_of) if fact.as_of else None,
        supersedes=fact.supersedes,
        superseded_by=fact.superseded_by,
        fiscal_year=fact.fiscal_year,
        according_to=fact.according_to,
    )
    return _to_json(stored)


def decode_fact(text: str, find_entry: FindEntry) -> Fact:
    """Return the fact of a text; `find_entry` gives the vocabulary entries that it names."""
    stored = StoredFact(*json.loads(text))
    return Fact(
        id=stored.id,
        indicator=find_entry(Indicator, stored.indicator),
        area=find_entry(Area, stored.area) if stored.area else None,
        period=parse_period(stored.period),
        dating=Dating(stored.dating),
        statement=stored.statement,
        citations=_to_citations(stored.citations),
        quantity=parse_quantity(stored.quantity) if stored.quantity else None,
        state=stored.state,
        unit=find_entry(Unit, stored.unit) if stored.unit else None,
        entity=stored.entity,
        entity_aliases=tuple(stored.entity_aliases),
        status=Status(stored.status),
        dating_reason=stored.dating_reason,
        doubts=_to_doubts(stored.doubts),
        notes=tuple(stored.notes),
        conflicts=_to_conflicts(stored.conflicts),
        on=parse_change_base(stored.on) if stored.on else Neighbour.YEAR_BEFORE,
        by=stored.by,
        as_of=parse_period(stored.as_of) if stored.as_of else None,
        supersedes=stored.supersedes,
        superseded_by=stored.superseded_by,
        fiscal_year=stored.fiscal_year,
        according_to=stored.according_to,
    )


def _to_doubts(items: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """Make doubts of lists that have their fields."""
    doubts = [Doubt(Grade(grade), reason, likely) for grade, reason, likely in items]
    return tuple(doubts)


def _to_conflicts(items: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """Make conflicts of lists that have their fields."""
    conflicts = []
    for kind, opponents, reason in items:
        conflicts.append(Conflict(ConflictKind(kind), tuple(opponents), reason))
    return tuple(conflicts)


def _to_citations(items: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Make citations of lists that have their fields."""
    citations = [Citation(*item) for item in items]
    return tuple(citations)


def encode_relation(relation: "Relation") -> str:
    """Return the text of a relation."""
    return _to_json(relation)


def decode_relation(text: str) -> "Relation":
    """Return the relation of a text."""
    from cqfacts.model.relation import Relation, RelationKind  # most look-ups need neither

    relation = Relation(*json.loads(text))
    return relation._replace(
        relation=RelationKind(relation.relation),
        citations=_to_citations(relation.citations),
    )


def encode_entry(entry: Term) -> str:
    """Return the text of a vocabulary entry; the date of a source stands in it as it is written."""
    if isinstance(entry, Source) and entry.issued:
        return _to_json((*entry[:_ISSUED], str(entry.issued), *entry[_ISSUED + 1 :]))
    return _to_json(entry)


_ISSUED = Source._fields.index("issued")


def decode_entry(kind: type[E], text: str) -> E:
    """Return the vocabulary entry of a kind that a text holds."""
    return cast(E, _DECODERS[kind](text))  # the table gives each kind the decoder that makes it


def _decode_sector(text: str) -> Sector:
    return _with_aliases(Sector(*json.loads(text)))


def _decode_area(text: str) -> Area:
    area = _with_aliases(Area(*json.loads(text)))
    return area._replace(parts=tuple(area.parts))


def _decode_subject(text: str) -> Subject:
    return _with_aliases(Subject(*json.loads(text)))


def _decode_measure(text: str) -> Measure:
    measure = _with_aliases(Measure(*json.loads(text)))
    return measure._replace(asks_for=AnswerKind(measure.asks_for) if measure.asks_for else None)


def _decode_unit(text: str) -> Unit:
    return Unit(*json.loads(text))


def _decode_indicator(text: str) -> Indicator:
    indicator = _with_aliases(Indicator(*json.loads(text)))
    return indicator._replace(
        kind=Kind(indicator.kind),
        price_basis=PriceBasis(indicator.price_basis) if indicator.price_basis else None,
        whole_entity=WholeEntity(indicator.whole_entity) if indicator.whole_entity else None,
    )


def _decode_source(text: str) -> Source:
    source = Source(*json.loads(text))
    return source._replace(
        issued=parse_period(str(source.issued)) if source.issued else None,
        dating=Dating(source.dating) if source.dating else None,
        author=tuple(_decode_author(*names) for names in source.author),
    )


def _decode_author(*names: str) -> Author:
    """Return the author of which JSON has the names: family and given of a person, the name of an organisation."""
    return Person(*names) if len(names) > 1 else Organisation(*names)


def _with_aliases(entry: N) -> N:
    """Make a tuple of the aliases, which JSON has as a list."""
    return entry._replace(aliases=tuple(entry.aliases))


_DECODERS: dict[type[object], Callable[[str], Term]] = {
    Sector: _decode_sector,
    Area: _decode_area,
    Subject: _decode_subject,
    Measure: _decode_measure,
    Unit: _decode_unit,
    Source: _decode_source,
    Indicator: _decode_indicator,
}
