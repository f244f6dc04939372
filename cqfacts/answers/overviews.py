"""Lists of the vocabulary with how many facts each entry has, and the map of a base."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from cqfacts.answers.facts import ID, SOURCE, TITLE
from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    FLAG,
    INTEGER,
    MORE,
    NO_FACTS,
    TEXT,
    TEXTS,
    Envelope,
    Form,
    Key,
    Listing,
    Record,
    key,
    nullable,
    optional_key,
    read_from,
    word,
)
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import (
    Area,
    Indicator,
    Kind,
    PriceBasis,
    Sector,
    Source,
    WholeEntity,
)

_FACTS = "how many facts there are"
_TITLE_ZH = "its name in Chinese, where it has one"
_ALIASES = "other names that people type"


class SectorRow(NamedTuple):
    """A sector, how many facts it has, and the years in which their periods end."""

    sector: Sector
    facts: int
    years: Sequence[int]


class SectorList(NamedTuple):
    """The sectors of a base."""

    command: str
    rows: Sequence[SectorRow]
    more: int = 0

    @property
    def contract(self) -> "Envelope[SectorList, SectorRow]":
        """The keys of its JSON."""
        return SECTORS


class YearRow(NamedTuple):
    """A year in which periods end, how many facts it has, and the ids of their sectors."""

    year: int
    facts: int
    sectors: Sequence[str]


class YearList(NamedTuple):
    """The years of a base."""

    command: str
    rows: Sequence[YearRow]
    more: int = 0

    @property
    def contract(self) -> "Envelope[YearList, YearRow]":
        """The keys of its JSON."""
        return YEARS


class IndicatorRow(NamedTuple):
    """An indicator, and how many facts it has."""

    indicator: Indicator
    facts: int


class IndicatorList(NamedTuple):
    """The indicators of a base, or of a sector of it."""

    command: str
    sector: str | None
    """The id of the only sector; None: all of them."""
    rows: Sequence[IndicatorRow]
    more: int = 0

    @property
    def contract(self) -> "Envelope[IndicatorList, IndicatorRow]":
        """The keys of its JSON."""
        return INDICATORS


class AreaRow(NamedTuple):
    """An area, and how many facts are about it."""

    area: Area
    facts: int


class AreaList(NamedTuple):
    """The areas of a base."""

    command: str
    rows: Sequence[AreaRow]
    more: int = 0

    @property
    def contract(self) -> "Envelope[AreaList, AreaRow]":
        """The keys of its JSON."""
        return AREAS


class SourceRow(NamedTuple):
    """A source, its date in words, and how many facts cite it."""

    source: Source
    date: str
    facts: int


class SourceList(NamedTuple):
    """The documents that the facts of a base come from."""

    command: str
    rows: Sequence[SourceRow]
    more: int = 0

    @property
    def contract(self) -> "Envelope[SourceList, SourceRow]":
        """The keys of its JSON."""
        return SOURCES


class Overview(NamedTuple):
    """The map of a base, a screen of its own: how many facts each sector has for each year, and from how many documents."""

    home: Area | None
    """None where the base has no areas yet."""
    sectors: Sequence[Sector]
    sources: int
    home_facts: int
    """The number of facts about that area."""
    counts: Mapping[tuple[str, int], int]
    """The number of facts, by the id of the sector and the year."""
    example: Fact | None
    """A figure of the sector that has most facts in a year, to ask for."""

    @property
    def years(self) -> list[int]:
        """The years that have facts, in order."""
        return sorted({year for _, year in self.counts})

    @property
    def facts(self) -> int:
        """The number of facts."""
        return sum(self.counts.values())


AnswerT = TypeVar("AnswerT")


def _nothing_asked(answer: type[AnswerT]) -> Record[AnswerT]:
    """Return the query of an answer to a command without options that choose."""
    return Record(answer.__name__, ASKED, ())


_INTEGERS: Form[Sequence[int]] = Form({"type": "array", "items": {"type": "integer"}}, list)
SECTOR_ROW: Record[SectorRow] = Record(
    "sector",
    "One of the sectors",
    (
        key("id", TEXT, ID, lambda row: row.sector.id),
        key("title", TEXT, TITLE, lambda row: row.sector.title),
        key("title_zh", TEXT, _TITLE_ZH, lambda row: row.sector.title_zh),
        key("aliases", TEXTS, _ALIASES, lambda row: row.sector.aliases),
        key("covers", TEXT, "what belongs to it", lambda row: row.sector.covers),
        key("facts", COUNT, _FACTS, lambda row: row.facts),
        key("years", _INTEGERS, "the years that have facts", lambda row: row.years),
    ),
)
YEAR_ROW: Record[YearRow] = Record(
    "year",
    "One of the years",
    (
        key("year", INTEGER, "the year in which periods end", lambda row: row.year),
        key("facts", COUNT, _FACTS, lambda row: row.facts),
        key("sectors", TEXTS, "the ids of the sectors that have facts", lambda row: row.sectors),
    ),
)
AREA_ROW: Record[AreaRow] = Record(
    "area",
    "One of the areas",
    (
        key("id", TEXT, ID, lambda row: row.area.id),
        key("title", TEXT, TITLE, lambda row: row.area.title),
        key("title_zh", TEXT, _TITLE_ZH, lambda row: row.area.title_zh),
        key("aliases", TEXTS, _ALIASES, lambda row: row.area.aliases),
        key("code", nullable(TEXT), "its ISO 3166-1 or 3166-2 code", lambda row: row.area.code),
        key("note", nullable(TEXT), "what a reader must know of it", lambda row: row.area.note),
        key("facts", COUNT, _FACTS, lambda row: row.facts),
    ),
)
INDICATOR_ROW: Record[IndicatorRow] = Record(
    "indicator",
    "One of the indicators",
    (
        key("id", TEXT, ID, lambda row: row.indicator.id),
        key("title", TEXT, TITLE, lambda row: row.indicator.title),
        key("title_zh", nullable(TEXT), _TITLE_ZH, lambda row: row.indicator.title_zh or None),
        key("sector", TEXT, "the id of the sector", lambda row: row.indicator.sector),
        key("subject", TEXT, "the id of the subject", lambda row: row.indicator.subject),
        key("measure", TEXT, "the id of the measure", lambda row: row.indicator.measure),
        key(
            "kind",
            word(Kind),
            "how the indicator behaves in time and in arithmetic",
            lambda row: row.indicator.kind,
        ),
        key(
            "unit",
            nullable(TEXT),
            "the id of the unit; null for a state",
            lambda row: row.indicator.unit,
        ),
        key(
            "price_basis",
            nullable(word(PriceBasis)),
            "for money: at which prices it is counted",
            lambda row: row.indicator.price_basis,
        ),
        key(
            "growth_of",
            nullable(TEXT),
            "of a growth: the indicator that grew",
            lambda row: row.indicator.growth_of,
        ),
        key(
            "change_of",
            nullable(TEXT),
            "of a change: the indicator that changed",
            lambda row: row.indicator.change_of,
        ),
        key(
            "part",
            nullable(TEXT),
            "of a share: the indicator that is the part",
            lambda row: row.indicator.part,
        ),
        key(
            "whole",
            nullable(TEXT),
            "of a share: the indicator that is the whole",
            lambda row: row.indicator.whole,
        ),
        key(
            "whole_area",
            nullable(TEXT),
            "of a share: the area of the whole, where it differs",
            lambda row: row.indicator.whole_area,
        ),
        key(
            "whole_entity",
            nullable(word(WholeEntity)),
            "of a share of companies and the like: same, where the whole is the company's own; all, where it is the market",
            lambda row: row.indicator.whole_entity,
        ),
        key(
            "ranks",
            nullable(TEXT),
            "of a rank: the indicator by which it orders",
            lambda row: row.indicator.ranks,
        ),
        key(
            "field",
            nullable(TEXT),
            "of a rank: the area among whose members it orders",
            lambda row: row.indicator.field,
        ),
        key(
            "nominal",
            FLAG,
            "whether its figures are nominal sizes, which are not rounded: a 12-inch wafer",
            lambda row: row.indicator.nominal,
        ),
        key("aliases", TEXTS, _ALIASES, lambda row: row.indicator.aliases),
        key("facts", COUNT, _FACTS, lambda row: row.facts),
    ),
)


def _null_where_absent(row: Key[Source]) -> Key[Source]:
    """Return the key as a list has it: every source of it has the key, null where another source says more."""
    if not row.optional:
        return row
    return row._replace(schema=nullable(Form(row.schema)).schema)


_SOURCE_KEYS: tuple[Key[SourceRow], ...] = read_from(
    (_null_where_absent(row) for row in SOURCE.keys), lambda row: row.source
)
SOURCE_ROW: Record[SourceRow] = Record(
    "listed-source",
    "A document",
    (
        *(row._replace(optional=False) for row in _SOURCE_KEYS),
        key(
            "date",
            TEXT,
            "its date in words, with c. where the document does not print it",
            lambda row: row.date,
        ),
        key(
            "paragraphs",
            COUNT,
            "how many non-blank lines its text file has",
            lambda row: row.source.paragraphs,
        ),
        key("facts", COUNT, _FACTS, lambda row: row.facts),
    ),
)
SECTORS: Envelope[SectorList, SectorRow] = Envelope(
    ("sectors",),
    _nothing_asked(SectorList),
    (NO_FACTS, MORE),
    Listing(
        "sectors",
        "the sectors",
        lambda answer: answer.rows,
        SECTOR_ROW,
        item_schema=SECTOR_ROW.schema,
    ),
)
YEARS: Envelope[YearList, YearRow] = Envelope(
    ("years",),
    _nothing_asked(YearList),
    (NO_FACTS, MORE),
    Listing(
        "years", "the years", lambda answer: answer.rows, YEAR_ROW, item_schema=YEAR_ROW.schema
    ),
)
INDICATORS: Envelope[IndicatorList, IndicatorRow] = Envelope(
    ("indicators",),
    Record(
        "sector",
        ASKED,
        (optional_key("sector", TEXT, "the id of a sector", lambda answer: answer.sector),),
    ),
    (NO_FACTS, MORE),
    Listing(
        "indicators",
        "the indicators",
        lambda answer: answer.rows,
        INDICATOR_ROW,
        item_schema=INDICATOR_ROW.schema,
    ),
)
AREAS: Envelope[AreaList, AreaRow] = Envelope(
    ("areas",),
    _nothing_asked(AreaList),
    (NO_FACTS, MORE),
    Listing(
        "areas", "the areas", lambda answer: answer.rows, AREA_ROW, item_schema=AREA_ROW.schema
    ),
)
SOURCES: Envelope[SourceList, SourceRow] = Envelope(
    ("sources",),
    _nothing_asked(SourceList),
    (NO_FACTS, MORE),
    # The contract keeps the key "sources" for a mapping by id.
    Listing(
        "sources",
        "the sources",
        lambda answer: answer.rows,
        SOURCE_ROW,
        by_id=True,
        item_schema=SOURCE_ROW.schema,
    ),
)
