"""The contract of facts and sources: each key with its meaning and where its value comes from."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from cqfacts.answers.keys import (
    DAY,
    FLAG,
    HIGH,
    INTEGER,
    LOW,
    NUMBER,
    TEXT,
    TEXTS,
    Form,
    JsonObject,
    Key,
    Record,
    by_id,
    key,
    list_of,
    nullable,
    optional_key,
    text,
    word,
)
from cqfacts.model.fact import (
    Citation,
    Conflict,
    ConflictKind,
    Derivation,
    Doubt,
    Fact,
    Formula,
    Grade,
    Status,
)
from cqfacts.model.interval import Interval
from cqfacts.model.period import Dating, EdtfDate
from cqfacts.model.quantity import Qualifier
from cqfacts.model.vocabulary import CSL_TYPES, Author, Kind, Person, PriceBasis, Source

ID = "its id, stable"
TITLE = "its name in English"
EDTF = "EDTF: 2014, 2021-01/2021-08, 2013~ for about"

CITATION: Record[Citation] = Record(
    "citation",
    "A place in a document",
    (
        key(
            "source",
            TEXT,
            "the id of the source, a key of sources",
            lambda citation: citation.source,
        ),
        key(
            "paragraph",
            Form({"type": "integer", "minimum": 1}),
            "the number of the non-blank line",
            lambda citation: citation.paragraph,
        ),
        key("printed", TEXT, "the words exactly as printed", lambda citation: citation.printed),
    ),
)
DOUBT: Record[Doubt] = Record(
    "doubt",
    "What is wrong or unclear",
    (
        key(
            "grade",
            word(Grade),
            "error: cannot stand; ambiguous: several readings; undated; wording: the figure is clear",
            lambda doubt: doubt.grade,
        ),
        key(
            "reason",
            TEXT,
            "what is printed, and why it cannot stand or cannot be settled",
            lambda doubt: doubt.reason,
        ),
        optional_key(
            "likely",
            TEXT,
            "the likely reading; absent where there is none",
            lambda doubt: doubt.likely,
        ),
    ),
)
CONFLICT: Record[Conflict] = Record(
    "conflict",
    "What arithmetic finds against a fact",
    (
        key(
            "kind",
            word(ConflictKind),
            "a relation, two figures for one thing, or what others imply",
            lambda conflict: conflict.kind,
        ),
        key(
            "others",
            TEXTS,
            "the ids of the facts that cannot be true together with it",
            lambda conflict: conflict.others,
        ),
        key("reason", TEXT, "the arithmetic", lambda conflict: conflict.reason),
    ),
)


def _ids_of_inputs(derivation: Derivation) -> Mapping[str, str]:
    return {name: fact.id for name, fact in derivation.inputs}


DERIVATION: Record[Derivation] = Record(
    "derivation",
    "How an implied figure follows, one step deep",
    (
        key("formula", word(Formula), "how it follows", lambda derivation: derivation.formula),
        key(
            "expression",
            TEXT,
            "arithmetic over the names of the inputs",
            lambda derivation: derivation.expression,
        ),
        key(
            "inputs",
            by_id(text(description="an id")),
            "the fact, or implied figure, that stands for each name",
            _ids_of_inputs,
        ),
    ),
)


class OriginOfPeriod(StrEnum):
    """The origin of the period of a figure, which may be printed nowhere itself."""

    PRINTED = Dating.PRINTED.value
    INFERRED = Dating.INFERRED.value
    IMPLIED = "implied"
    """It follows from the printed periods of the figures that imply this one."""


def _dating(fact: Fact) -> OriginOfPeriod:
    """Return the origin of a period. That of an implied figure is as uncertain as those of its inputs."""
    if fact.implied and fact.dating is Dating.PRINTED:
        return OriginOfPeriod.IMPLIED
    return OriginOfPeriod(fact.dating.value)


def _single_value(fact: Fact) -> Fraction | None:
    """Return the figure; None for an implied one that lies between bounds: no document says which value between them."""
    low, high = fact.interval
    return None if fact.derivation and low != high else fact.value


def _qualifier(fact: Fact) -> Qualifier | None:
    """Return how the figure stands to the true value. An implied one is known by its bounds."""
    if fact.quantity:
        return fact.quantity.qualifier
    if fact.derivation is None:
        return None
    low, high = fact.interval
    if low == high:
        return Qualifier.EXACT
    if high is None and low is not None:
        return Qualifier.AT_LEAST
    if low is None and high is not None:
        return Qualifier.AT_MOST
    return Qualifier.RANGE


FACT: Record[Fact] = Record(
    "fact",
    "A figure or state with everything needed to use it",
    (
        key(
            "id",
            TEXT,
            "stable: an id once released never changes its meaning",
            lambda fact: fact.id,
        ),
        key("sector", TEXT, "the id of the sector", lambda fact: fact.indicator.sector),
        key(
            "indicator",
            TEXT,
            "the id of the indicator: what is measured",
            lambda fact: fact.indicator.id,
        ),
        key(
            "title",
            TEXT,
            "the indicator's title, and which one where there are several",
            lambda fact: fact.title,
        ),
        key("subject", TEXT, "the id of the subject", lambda fact: fact.indicator.subject),
        key("measure", TEXT, "the id of the measure", lambda fact: fact.indicator.measure),
        key(
            "kind",
            word(Kind),
            "how the indicator behaves in time and in arithmetic",
            lambda fact: fact.indicator.kind,
        ),
        key(
            "area",
            nullable(TEXT),
            "the id of what the figure is about; null of a company's figure of no place",
            lambda fact: fact.area_id,
        ),
        key(
            "area_name",
            nullable(TEXT),
            "the name of the area",
            lambda fact: fact.area_title or None,
        ),
        key(
            "area_code",
            nullable(TEXT),
            "its ISO 3166-1 or 3166-2 code",
            lambda fact: fact.area.code if fact.area else None,
        ),
        key("period", TEXT, EDTF, lambda fact: str(fact.period)),
        key("start", DAY, "the first day of the period", lambda fact: fact.period.start),
        key("end", DAY, "the last day of the period", lambda fact: fact.period.end),
        key("year", INTEGER, "the year in which the period ends", lambda fact: fact.period.year),
        key(
            "dating",
            word(OriginOfPeriod),
            "printed by the document, inferred, or implied: it follows, as the figure does, from printed ones",
            _dating,
        ),
        key(
            "value",
            nullable(NUMBER),
            "the figure in base units; null for a limit, a range or a state",
            _single_value,
        ),
        key(
            "low",
            nullable(LOW),
            "the lowest value that the printed digits allow; null: open",
            lambda fact: fact.interval.low,
        ),
        key(
            "high",
            nullable(HIGH),
            "the highest value that the printed digits allow; null: open",
            lambda fact: fact.interval.high,
        ),
        key(
            "qualifier",
            nullable(word(Qualifier)),
            "what the figure says of the true value; null for a state",
            _qualifier,
        ),
        key(
            "unit",
            nullable(TEXT),
            "the id of the unit; null for a state",
            lambda fact: fact.unit_id,
        ),
        key(
            "price_basis",
            nullable(word(PriceBasis)),
            "for money: at which prices it is counted",
            lambda fact: fact.indicator.price_basis,
        ),
        key("text", TEXT, "the figure for the eye, or the state in words", lambda fact: fact.text),
        key("statement", TEXT, "one sentence that stands alone", lambda fact: fact.statement),
        key(
            "status",
            word(Status),
            "forecast for what is expected or planned",
            lambda fact: fact.status,
        ),
        key(
            "on",
            nullable(TEXT),
            "the earlier time that a growth, a lead or a contribution is on: year-before, quarter-before, month-before, a period, "
            "an average; null for other figures",
            lambda fact: str(fact.on) if fact.is_change else None,
        ),
        key(
            "fiscal_year",
            nullable(TEXT),
            "the name of the period where it is the fiscal year of the entity or the area: FY2022",
            lambda fact: fact.fiscal_name,
        ),
        key("by", nullable(TEXT), "of a forecast: who made it", lambda fact: fact.by),
        key(
            "as_of",
            nullable(TEXT),
            "of a forecast: when it was made, in EDTF",
            lambda fact: str(fact.as_of) if fact.as_of else None,
        ),
        key(
            "supersedes",
            nullable(TEXT),
            "of a revised figure: the id of the fact with the figure before",
            lambda fact: fact.supersedes,
        ),
        key(
            "superseded_by",
            nullable(TEXT),
            "the id of the fact with the revised figure; nothing is computed from a superseded one",
            lambda fact: fact.superseded_by,
        ),
        key(
            "according_to",
            nullable(TEXT),
            "who says it within the document: a bureau, a report, a person",
            lambda fact: fact.according_to,
        ),
        key("notes", TEXTS, "what a reader needs to use the figure", lambda fact: fact.notes),
        key(
            "doubts",
            list_of(DOUBT.form),
            "what is wrong or unclear with it",
            lambda fact: fact.doubts,
        ),
        key(
            "marks",
            TEXT,
            "the marks that a listing shows: = implied, ? doubtful, ! in conflict, f forecast, r revised; empty: none",
            lambda fact: fact.marks,
        ),
        key(
            "implied",
            FLAG,
            "whether the figure is computed from others and printed nowhere",
            lambda fact: fact.implied,
        ),
        key(
            "citations", list_of(CITATION.form), "where it is printed", lambda fact: fact.citations
        ),
        key(
            "entity",
            nullable(TEXT),
            "which one, where the indicator has several",
            lambda fact: fact.entity,
        ),
        key(
            "dating_reason",
            nullable(TEXT),
            "how the period was placed, where it is inferred",
            lambda fact: fact.dating_reason,
        ),
        key(
            "conflicts",
            list_of(CONFLICT.form),
            "what arithmetic finds against it",
            lambda fact: fact.conflicts,
        ),
        key(
            "derivation",
            nullable(DERIVATION.form),
            "how an implied figure follows",
            lambda fact: fact.derivation,
        ),
    ),
)


BOUNDS: tuple[Key[Interval], ...] = (
    key(
        "low",
        nullable(LOW),
        "the lowest true value, in base units; null: open",
        lambda interval: interval.low,
    ),
    key(
        "high",
        nullable(HIGH),
        "the highest true value, in base units; null: open",
        lambda interval: interval.high,
    ),
)


def _name(author: Author) -> JsonObject:
    """Return an author as CSL has it: a person with family and given name, an organisation as a literal."""
    if isinstance(author, Person):
        return {"family": author.family, "given": author.given}
    return {"literal": author.name}


def _date_parts(when: EdtfDate) -> list[int]:
    return [number for number in (when.year, when.month, when.day) if number]


def _issued(source: Source) -> JsonObject | None:
    """Return the date of a source as CSL has it; None where nothing tells it."""
    if source.issued is None:
        return None
    issued: JsonObject = {"date-parts": [_date_parts(when) for when in source.issued.dates]}
    if source.is_circa:
        issued["circa"] = True
    return issued


_NAME = text(description="name")
_AUTHOR: Form[Author] = Form(
    {
        "type": "object",
        "description": "a person, or under `literal` an organisation",
        "properties": dict.fromkeys(("family", "given", "literal"), _NAME.schema),
        "required": [],
    },
    _name,
)
_ISSUED: Form[JsonObject] = Form(
    {
        "type": "object",
        "properties": {
            "date-parts": {
                "type": "array",
                "description": "one date, or the first and the last",
                "items": {
                    "type": "array",
                    "description": "year, month, day, as far as they are known",
                    "items": {"type": "integer"},
                },
            },
            "circa": {"const": True},
        },
        "required": ["date-parts"],
    }
)
CSL_ITEM: Record[Source] = Record(
    "csl-item",
    "A document, as a CSL-JSON item",
    (
        key("id", TEXT, ID, lambda source: source.id),
        key("type", text(enum=list(CSL_TYPES)), "its CSL type", lambda source: source.type),
        key(
            "title",
            TEXT,
            "its title; in square brackets where it has none and the words are ours",
            lambda source: source.title,
        ),
        optional_key(
            "author", list_of(_AUTHOR), "its authors", lambda source: source.author or None
        ),
        optional_key("publisher", TEXT, "its publisher", lambda source: source.publisher),
        optional_key(
            "issued",
            _ISSUED,
            "its date, absent where nothing tells it; circa: about then, or not printed",
            _issued,
        ),
        optional_key(
            "note",
            TEXT,
            "how its date was placed, or why it has none",
            lambda source: source.dating_reason,
        ),
        optional_key(
            "language", TEXT, "its language, as in BCP 47", lambda source: source.language
        ),
        optional_key("URL", TEXT, "its address", lambda source: source.url),
        optional_key(
            "archive_location",
            TEXT,
            "the address of a copy in an archive",
            lambda source: source.archived,
        ),
    ),
)
SOURCE: Record[Source] = Record(
    "source",
    "A document, as a CSL-JSON item with two keys more",
    (
        *CSL_ITEM.keys,
        key("file", TEXT, "the name of its text file", lambda source: source.file),
        key(
            "sha256",
            text(pattern="^[0-9a-f]{64}$"),
            "the SHA-256 of that file",
            lambda source: source.sha256,
        ),
    ),
)


def csl_item(source: Source) -> JsonObject:
    """Return the source as a CSL-JSON item."""
    return CSL_ITEM.write(source)
