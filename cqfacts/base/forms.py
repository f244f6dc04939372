"""The entries of a base: the one table of their keys.

A row has everything that is known of a key: its form, whether every entry needs it, its help, the kind of entry that its
text names, and the condition under which it is used. The reader, the rules, the JSON Schemas and `cqfacts new` follow.
"""

from cqfacts.base.shapes import (
    Choice,
    Key,
    Presence,
    Shape,
    Where,
    either,
    listed,
    listed_or_single,
    nested,
)
from cqfacts.base.texts import (
    ADDRESS,
    CHANGE_BASE,
    DECIMAL,
    DIGEST,
    FILE_NAME,
    FISCAL_YEAR,
    IDENTIFIER,
    NUMBER,
    PERIOD,
    SOURCE_IDENTIFIER,
    TEXT,
    YES,
    one_of,
    word,
)
from cqfacts.model.fact import Citation, Doubt, Fact, Grade, Status
from cqfacts.model.period import Dating
from cqfacts.model.relation import RelationKind
from cqfacts.model.vocabulary import (
    CSL_TYPES,
    AnswerKind,
    Area,
    Indicator,
    Kind,
    Measure,
    Organisation,
    Person,
    PriceBasis,
    Sector,
    Source,
    Subject,
    Unit,
    WholeEntity,
)

REQUIRED, OPTIONAL, REQUIRED_THERE = Presence
_INFERRED = Where("dating", (Dating.INFERRED,))
_FORECAST = Where("status", (Status.FORECAST,))
_GROWTH = Where("kind", (Kind.GROWTH,))
_CHANGE = Where("kind", (Kind.CHANGE,))
_PARTS = Where("kind", (Kind.SHARE, Kind.DIFFERENCE, Kind.CONTRIBUTION))
_STOCK = Where("kind", (Kind.STOCK,))
_SHARE = Where("kind", (Kind.SHARE,))
_RANK = Where("kind", (Kind.RANK,))

_ALIASES = Key(
    "aliases",
    listed(TEXT),
    OPTIONAL,
    "other names people type, in English and Chinese; where dots stand other words may: swap ... batteries",
)
_TERM = (
    Key("id", IDENTIFIER, REQUIRED, "a stable name: lower-case words joined by hyphens"),
    Key("title", TEXT, REQUIRED, "the name in English"),
    Key("title_zh", TEXT, OPTIONAL, "the name in Chinese"),
    _ALIASES,
)

SECTOR = Shape(
    "sector", (*_TERM, Key("covers", TEXT, REQUIRED, "what belongs to the sector, in a phrase"))
)
SUBJECT = Shape("subject", _TERM)
MEASURE = Shape(
    "measure",
    (
        *_TERM,
        Key(
            "everyday",
            YES,
            OPTIONAL,
            "yes, where its names are everyday words that need not mean it",
        ),
        Key(
            "value_of",
            IDENTIFIER,
            OPTIONAL,
            "of a value in money: the measure by whose name people call it, too",
            Measure,
        ),
        Key(
            "asks_for",
            word(AnswerKind),
            OPTIONAL,
            "what its names ask for, where that does not follow from the kinds of its indicators",
        ),
    ),
)
AREA = Shape(
    "area",
    (
        *_TERM,
        Key("code", TEXT, OPTIONAL, "its ISO 3166-1 or 3166-2 code"),
        Key("note", TEXT, OPTIONAL, "what a reader must know of it"),
        Key(
            "fiscal_year",
            FISCAL_YEAR,
            OPTIONAL,
            "its fiscal year where that is no calendar year, by one example: FY2022 is 2022-04/2023-03",
        ),
        Key("within", IDENTIFIER, OPTIONAL, "the area that it is a part of", Area),
        Key(
            "parts",
            listed(TEXT),
            OPTIONAL,
            "names of places in it that are no areas of the base: a question about one is not answered with the whole",
        ),
    ),
)
UNIT = Shape(
    "unit",
    (
        Key("id", IDENTIFIER, REQUIRED, "its name as facts write it"),
        Key("dimension", TEXT, REQUIRED, "what it measures: count, money, share ..."),
        Key("singular", TEXT, REQUIRED, "its name after the number 1"),
        Key("plural", TEXT, REQUIRED, "its name after other numbers"),
        Key("symbol", TEXT, OPTIONAL, "its symbol"),
        Key("currency", TEXT, OPTIONAL, "its ISO 4217 code, for money"),
        Key(
            "factor",
            DECIMAL,
            OPTIONAL,
            "how many base units of its dimension it is, 1 where absent",
        ),
    ),
)
_PERSON = Shape(
    "person",
    (
        Key("family", TEXT, REQUIRED, "the family name of a person"),
        Key(
            "given",
            TEXT,
            REQUIRED,
            'the given name of a person; an organisation has "name" in place of both',
        ),
    ),
)
_ORGANISATION = Shape(
    "organisation",
    (
        Key(
            "name",
            TEXT,
            REQUIRED,
            "the whole name of an organisation, or of a person with one name only",
        ),
    ),
)
_AUTHOR = either(Choice(_PERSON, Person), Choice(_ORGANISATION, Organisation), sign="name")
SOURCE = Shape(
    "source",
    (
        Key("id", SOURCE_IDENTIFIER, REQUIRED, "a stable name, which is its key in BibTeX"),
        Key(
            "type",
            one_of("CSL types", {name: name for name in CSL_TYPES}),
            REQUIRED,
            "its CSL type, such as webpage",
        ),
        Key(
            "title",
            TEXT,
            REQUIRED,
            "its title; in square brackets where it has none and the words are ours",
        ),
        Key(
            "author",
            listed_or_single(_AUTHOR),
            OPTIONAL,
            "its authors, where it names them: persons with family and given, organisations with name",
        ),
        Key("publisher", TEXT, OPTIONAL, "its publisher, where it names one"),
        Key(
            "issued",
            PERIOD,
            OPTIONAL,
            "its date in EDTF: 2015-06-30, 2015-06, 2013~ for about; absent where nothing tells",
        ),
        Key(
            "dating",
            word(Dating),
            OPTIONAL,
            "where it has a date: printed where the document prints it, else inferred",
        ),
        Key(
            "dating_reason",
            TEXT,
            REQUIRED_THERE,
            "how the date was placed, or why none could be",
            only_where=_INFERRED,
        ),
        Key("language", TEXT, OPTIONAL, "its language, as in BCP 47"),
        Key("url", ADDRESS, OPTIONAL, "its address, where that is known"),
        Key("archived", ADDRESS, OPTIONAL, "the address of a copy in an archive"),
        Key("file", FILE_NAME, REQUIRED, "the name of its text file"),
        Key("sha256", DIGEST, REQUIRED, "the SHA-256 of that file"),
        Key("paragraphs", NUMBER, REQUIRED, "how many non-blank lines that file has"),
    ),
    together=("issued", "dating"),
)
INDICATOR = Shape(
    "indicator",
    (
        Key("id", IDENTIFIER, REQUIRED, "a stable name"),
        Key("title", TEXT, REQUIRED, "the name in English"),
        Key("title_zh", TEXT, OPTIONAL, "the name in Chinese"),
        Key(
            "sector",
            IDENTIFIER,
            REQUIRED,
            "the sector it belongs to: an id of sectors.yaml",
            Sector,
        ),
        Key(
            "subject",
            IDENTIFIER,
            REQUIRED,
            "the product, industry or company: an id of subjects.yaml",
            Subject,
        ),
        Key(
            "measure",
            IDENTIFIER,
            REQUIRED,
            "what of it is measured: an id of measures.yaml",
            Measure,
        ),
        Key(
            "kind",
            word(Kind),
            REQUIRED,
            "how it behaves in time: flow, stock, share, ratio, growth, change, rank, status ...",
        ),
        Key("unit", IDENTIFIER, OPTIONAL, "the unit its facts use: an id of units.yaml", Unit),
        Key(
            "price_basis",
            word(PriceBasis),
            OPTIONAL,
            "for money: current, constant or, which it is without this key, unstated",
        ),
        Key(
            "growth_of",
            IDENTIFIER,
            OPTIONAL,
            "of a growth: the indicator that grew, where the base has it",
            Indicator,
            _GROWTH,
        ),
        Key(
            "change_of",
            IDENTIFIER,
            OPTIONAL,
            "of a change: the indicator that changed, in its own unit or in points, where the base has it",
            Indicator,
            _CHANGE,
        ),
        Key(
            "part",
            IDENTIFIER,
            OPTIONAL,
            "of a share: the indicator that is the part, where the base has it",
            Indicator,
            _PARTS,
        ),
        Key(
            "whole",
            IDENTIFIER,
            OPTIONAL,
            "of a share: the indicator that is the whole, where the base has it",
            Indicator,
            _PARTS,
        ),
        Key(
            "whole_area",
            IDENTIFIER,
            OPTIONAL,
            "of a share: the area of the whole, where it differs",
            Area,
            _PARTS,
        ),
        Key(
            "whole_entity",
            word(WholeEntity),
            OPTIONAL,
            "of a share of companies and the like: same, where the whole is the company's own; all, where it is the market",
            only_where=_SHARE,
        ),
        Key(
            "ranks",
            IDENTIFIER,
            OPTIONAL,
            "of a rank: the indicator by which it orders",
            Indicator,
            _RANK,
        ),
        Key(
            "field",
            IDENTIFIER,
            REQUIRED_THERE,
            "of a rank: the area among whose members it orders",
            Area,
            _RANK,
        ),
        Key(
            "nominal",
            YES,
            OPTIONAL,
            "yes, where its figures are nominal sizes, which are not rounded: a 12-inch wafer",
            only_where=_STOCK,
        ),
        _ALIASES,
    ),
)
_CITED_SOURCE = Key("source", IDENTIFIER, REQUIRED, "an id of sources.yaml", Source)
_CITATION = Shape(
    "citation",
    (
        _CITED_SOURCE,
        Key("paragraph", NUMBER, REQUIRED, "the number of the non-blank line, from 1"),
        Key("printed", TEXT, REQUIRED, "the figure or key phrase exactly as printed"),
    ),
)
SKIPPED = Shape(
    "skipped passage",
    (
        *_CITATION.keys[:2],
        Key("printed", TEXT, REQUIRED, "the figure or date exactly as printed, with all its words"),
        Key(
            "reason",
            TEXT,
            REQUIRED,
            "why it is no fact: a telephone number, a date of publication, a figure of speech",
        ),
    ),
)
_DOUBT = Shape(
    "doubt",
    (
        Key(
            "grade",
            word(Grade),
            REQUIRED,
            "error: it cannot stand; ambiguous: several readings; undated; wording: the figure is clear",
        ),
        Key(
            "reason",
            TEXT,
            REQUIRED,
            "what is printed, and why it cannot stand or cannot be settled",
        ),
        Key("likely", TEXT, OPTIONAL, "the likely reading, where there is one"),
    ),
)
_AREA_OF_FACT = Key(
    "area",
    IDENTIFIER,
    OPTIONAL,
    "what the figure is about: an id of areas.yaml; only the figure of an entity may be of no area",
    Area,
)
_PERIOD_OF_FACT = Key(
    "period",
    PERIOD,
    REQUIRED,
    "when, in EDTF: 2014, 2021-07, 2021-01/2021-08, 2013~ for about",
)
_DATING_OF_FACT = Key(
    "dating",
    word(Dating),
    OPTIONAL,
    "printed where the document prints the period, which need not be said where a citation prints it; inferred where "
    "there is a dating_reason",
)
_REASON_OF_FACT = Key(
    "dating_reason", TEXT, REQUIRED_THERE, "how the period was placed", only_where=_INFERRED
)
_DEFAULTS = Shape(
    "set of defaults",
    tuple(
        key._replace(presence=OPTIONAL)
        for key in (_CITED_SOURCE, _AREA_OF_FACT, _PERIOD_OF_FACT, _DATING_OF_FACT, _REASON_OF_FACT)
    ),
)
FACT = Shape(
    "fact",
    (
        Key(
            "id",
            IDENTIFIER,
            OPTIONAL,
            "a stable name: lower-case words joined by hyphens; without this key it is made of indicator, entity, area and period",
        ),
        Key(
            "indicator",
            IDENTIFIER,
            REQUIRED,
            "what is measured: an id of indicators.yaml",
            Indicator,
        ),
        Key("entity", TEXT, OPTIONAL, "which one, where the indicator has several"),
        Key(
            "entity_aliases",
            listed(TEXT),
            OPTIONAL,
            "other names of that one, in English and Chinese",
        ),
        _AREA_OF_FACT,
        _PERIOD_OF_FACT,
        Key(
            "fiscal_year",
            FISCAL_YEAR,
            OPTIONAL,
            "of an entity: its fiscal year where that is not the one of its area: FY2022 is 2022-04/2023-03",
        ),
        _DATING_OF_FACT,
        _REASON_OF_FACT,
        Key(
            "value",
            TEXT,
            REQUIRED,
            'the figure with the digits printed: 2.63 million, "> 2 trillion", ~ 5, nearly 300, 5 to 6, 1/3; '
            "500. billion where the document shows that the zeros are digits; or the state in words",
        ),
        Key(
            "unit",
            IDENTIFIER,
            OPTIONAL,
            "the unit of the figure where it is not that of the indicator: an id of units.yaml",
            Unit,
        ),
        Key(
            "on",
            CHANGE_BASE,
            OPTIONAL,
            "of a growth, where that is not the year before: quarter-before, month-before, 2017, average, average since 2019",
        ),
        Key("status", word(Status), OPTIONAL, "forecast for what is expected or planned"),
        Key("by", TEXT, OPTIONAL, "of a forecast: who made it", only_where=_FORECAST),
        Key(
            "as_of",
            PERIOD,
            OPTIONAL,
            "of a forecast: when it was made, in EDTF",
            only_where=_FORECAST,
        ),
        Key(
            "supersedes",
            IDENTIFIER,
            OPTIONAL,
            "of a revised figure: the id of the fact with the figure before",
        ),
        Key(
            "according_to",
            TEXT,
            OPTIONAL,
            "who says it within the document: a bureau, a report, a person",
        ),
        Key("statement", TEXT, REQUIRED, "one plain sentence in our own words that stands alone"),
        Key(
            "citations",
            listed(nested(_CITATION, Citation)),
            REQUIRED,
            "source, paragraph and what is printed there",
        ),
        Key("doubts", listed(nested(_DOUBT, Doubt)), OPTIONAL, "what is wrong or unclear"),
        Key("notes", listed(TEXT), OPTIONAL, "what a reader needs to use the figure"),
    ),
    either=("area", "entity"),
    defaults=_DEFAULTS,
)
_OF_A_NEW_INDICATOR = tuple(
    key
    for key in INDICATOR.keys
    if key.name not in {"title", "title_zh", "aliases", *(key.name for key in FACT.keys)}
)


def _as_drafted(key: Key) -> Key:
    """Return a key as a draft may have it: none is needed, and a name may be that of an entry that is to be created."""
    form = TEXT if key.names is not None else key.form
    return key._replace(form=form, presence=OPTIONAL, only_where=None, names=None)


DRAFT = Shape(
    "draft",
    (
        Key("source", IDENTIFIER, REQUIRED, "the document: an id of sources.yaml", Source),
        Key("paragraph", NUMBER, REQUIRED, "the number of the non-blank line, from 1"),
        Key("printed", TEXT, REQUIRED, "the figure exactly as printed"),
        Key("sentence", TEXT, OPTIONAL, "the sentence in which it stands"),
        Key("unclear", TEXT, OPTIONAL, "what must be settled before it can be a fact"),
        Key("proposed", listed(IDENTIFIER), OPTIONAL, "the indicators that fit best"),
        Key("skip", TEXT, OPTIONAL, "why it is no fact; it goes to skipped.yaml"),
        *(_as_drafted(key) for key in FACT.keys),
        *(_as_drafted(key) for key in _OF_A_NEW_INDICATOR),
    ),
)
RELATION = Shape(
    "relation",
    (
        Key("id", IDENTIFIER, REQUIRED, "a stable name"),
        Key("relation", word(RelationKind), REQUIRED, "what the document says of the two facts"),
        Key("left", IDENTIFIER, REQUIRED, "the fact that the relation starts from", Fact),
        Key("right", IDENTIFIER, REQUIRED, "the fact that it is set against", Fact),
        Key("by", TEXT, OPTIONAL, "the figure of the relation itself: 7.3 points above, 1/3 of"),
        Key("statement", TEXT, REQUIRED, "the relation in one plain sentence"),
        Key(
            "citations",
            listed(nested(_CITATION, Citation)),
            REQUIRED,
            "source, paragraph and what is printed there",
        ),
    ),
)
