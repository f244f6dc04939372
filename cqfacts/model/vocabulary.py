"""The vocabulary of a base: sectors, areas, subjects, measures, units, indicators, sources."""

import re
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from cqfacts.model.names import CHINESE
from cqfacts.model.period import Dating, Period


class Kind(StrEnum):
    """The behaviour of an indicator in time and in arithmetic."""

    FLOW = "flow"
    """Adds up over time: output in a year."""
    STOCK = "stock"
    """Holds at a moment: farmland."""
    RATE = "rate"
    """A flow per day: wafers a day."""
    SHARE = "share"
    """A part of a whole."""
    RATIO = "ratio"
    """A plain rate, in percent of something that it is no part of: interest, unemployment as it is counted."""
    GROWTH = "growth"
    """The change of another indicator over time, as a percentage or a multiple."""
    CHANGE = "change"
    """The change of another indicator over time in its own unit, or in points: 80,000 vehicles more, 0.4 points lower."""
    DIFFERENCE = "difference"
    """The distance between two growth rates, in percentage points."""
    CONTRIBUTION = "contribution"
    """The points that a part adds to the growth of its whole."""
    RANK = "rank"
    """A place in an order; 1 is first."""
    STATUS = "status"
    """A state without a number."""


KINDS_OF_CHANGE = (Kind.GROWTH, Kind.CHANGE, Kind.DIFFERENCE, Kind.CONTRIBUTION)
"""The kinds whose figures are on an earlier time."""


class AnswerKind(StrEnum):
    """The kind of answer that the names of a measure ask for, in place of a level."""

    GROWTH = "growth"
    POINTS = "points"
    """The percentage points that something adds to a growth."""
    SHARE = "share"
    RANK = "rank"
    COUNT = "count"
    """How many there are, of whatever is named beside it."""
    AMOUNT = "amount"
    """How much there is, of whatever is named beside it."""


class WholeEntity(StrEnum):
    """The entity of the whole of which a share of one entity, such as a company, is a part."""

    SAME = "same"
    """The same one: revenue abroad is a part of the company's revenue."""
    ALL = "all"
    """All of them together: a company's sales are a part of the market."""


class PriceBasis(StrEnum):
    """The prices at which money is counted."""

    CURRENT = "current"
    CONSTANT = "constant"
    UNSTATED = "unstated"


class Dimension(StrEnum):
    """The dimensions that mean something to the program. A base may have others, such as energy."""

    COUNT = "count"
    """A number of things."""
    RANK = "rank"
    """A place in an order."""
    MONEY = "money"
    SHARE = "share"
    """A part of a whole."""
    SHARE_DIFFERENCE = "share-difference"
    """Percentage points."""
    LENGTH = "length"
    AREA = "area"
    TIME = "time"
    YEAR = "year"
    """A year of the calendar: 2030 is its name, and no figure that is rounded to tens."""


_INTEGRAL = (Dimension.COUNT, Dimension.RANK)
_NAMES = (Dimension.RANK, Dimension.YEAR)


class Sector(NamedTuple):
    """A part of the economy that a reader looks up."""

    id: str
    title: str
    covers: str
    title_zh: str = ""
    """The name in Chinese; empty where it is not told."""
    aliases: tuple[str, ...] = ()


class Area(NamedTuple):
    """A territory that figures are about. `code` is ISO 3166-1 or 3166-2, where the area has one."""

    id: str
    title: str
    title_zh: str = ""
    """The name in Chinese; empty where it is not told."""
    code: str | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None
    within: str | None = None
    """The area that it is a part of."""
    parts: tuple[str, ...] = ()
    """Names of places in it that are no areas of the base: what is asked of them is not answered with the whole."""
    fiscal_year: str | None = None
    """Its fiscal year where that is no calendar year, by one example: FY2022 is 2022-04/2023-03."""


class Subject(NamedTuple):
    """A product, industry, company or scheme that figures are about."""

    id: str
    title: str
    title_zh: str = ""
    """The name in Chinese; empty where it is not told."""
    aliases: tuple[str, ...] = ()


class Measure(NamedTuple):
    """A property that is measured of a subject: output, exports, share."""

    id: str
    title: str
    title_zh: str = ""
    """The name in Chinese; empty where it is not told."""
    aliases: tuple[str, ...] = ()
    everyday: bool = False
    """True where its names are everyday words: one in a question is no reason against a fact of another measure."""
    value_of: str | None = None
    """Of a value in money: the measure by whose name people call it, too."""
    asks_for: AnswerKind | None = None
    """None: what follows from the kinds of its indicators."""


class Unit(NamedTuple):
    """A unit of measurement."""

    id: str
    dimension: str
    """A `Dimension`, or one that only the base knows."""
    singular: str
    plural: str
    symbol: str | None = None
    currency: str | None = None
    """ISO 4217."""
    factor: str = "1"
    """The size of the unit in the base unit of its dimension."""

    @property
    def is_integral(self) -> bool:
        """True where its values are whole numbers: numbers of things, and ranks."""
        return self.dimension in _INTEGRAL

    @property
    def is_nominal(self) -> bool:
        """True where its values are names, which are never rounded: ranks, and years of the calendar."""
        return self.dimension in _NAMES

    @property
    def is_percent(self) -> bool:
        """True for percent, which stands as a sign right after the figure."""
        return self.symbol == "%"

    def in_other(self, target: "Unit") -> Fraction | None:
        """Return how many of another unit one of this is; None where they measure different things.

        Things that are counted are of no other kind, and money has no fixed rate.

        >>> hectare = Unit("hectares", "area", "hectare", "hectares", factor="10000")
        >>> square_metre = Unit("square-metres", "area", "square metre", "square metres")
        >>> hectare.in_other(square_metre), square_metre.in_other(hectare)
        (Fraction(10000, 1), Fraction(1, 10000))
        """
        if self.id == target.id:
            return Fraction(1)
        is_fixed = self.dimension not in (Dimension.COUNT, Dimension.MONEY, *_NAMES)
        if self.dimension != target.dimension or not is_fixed:
            return None
        return Fraction(self.factor) / Fraction(target.factor)


class Indicator(NamedTuple):
    """A subject and a measure, with its kind and unit; the other fields are ids of what it relates to."""

    id: str
    title: str
    sector: str
    subject: str
    measure: str
    kind: Kind
    unit: str | None = None
    price_basis: PriceBasis | None = None
    growth_of: str | None = None
    """The indicator that grew."""
    change_of: str | None = None
    """The indicator that changed, in its own unit or in points."""
    part: str | None = None
    """Of a share, contribution or difference: the indicator that is part, or leads."""
    whole: str | None = None
    """Of a share, contribution or difference: the indicator that is the whole, or follows."""
    whole_area: str | None = None
    """The area of the whole, where it is not that of the fact."""
    whole_entity: WholeEntity | None = None
    """Of a share: the entity of the whole, where shares are those of companies and the like; None: not told."""
    ranks: str | None = None
    """The indicator by which a rank orders, where the base has it."""
    field: str | None = None
    """The area among whose members a rank orders."""
    aliases: tuple[str, ...] = ()
    title_zh: str = ""
    """The name in Chinese; empty where it is not told."""
    nominal: bool = False
    """True where its figures are nominal sizes, which are names and not rounded: a 12-inch wafer."""

    @property
    def level(self) -> str | None:
        """Of a growth or a change: the id of the indicator of the level that grew or changed."""
        return self.growth_of or self.change_of

    @property
    def is_linked(self) -> bool:
        """True where it names what arithmetic links it with: the level of a growth or a change, else part and whole."""
        if self.kind in (Kind.GROWTH, Kind.CHANGE):
            return self.level is not None
        return bool(self.part and self.whole)

    @property
    def linked(self) -> tuple[str, ...]:
        """The ids of the indicators with which arithmetic links it."""
        return tuple(name for name in (self.level, self.part, self.whole) if name)


CSL_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
)  # fmt: skip
"""The types of documents that the schema of CSL-JSON takes."""
_CHINESE_NAME = f"[{CHINESE}]+"  # a text: compiled when an author is first written


class Person(NamedTuple):
    """An author who is a person with a family name and a given name."""

    family: str
    given: str

    @property
    def words(self) -> str:
        """The name for the eye; a Chinese one has the family first.

        >>> Person("Chen", "Yuting").words, Person("王", "小明").words
        ('Yuting Chen', '王小明')
        """
        if re.fullmatch(_CHINESE_NAME, self.family + self.given):
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}"


class Organisation(NamedTuple):
    """An author that is an organisation, or a person with one name only. No style takes the name apart."""

    name: str

    @property
    def words(self) -> str:
        """The name for the eye."""
        return self.name


Author = Person | Organisation


class Source(NamedTuple):
    """A document. `paragraphs` counts the non-blank lines of the text file `file`."""

    id: str
    type: str
    title: str
    file: str
    sha256: str
    paragraphs: int
    issued: Period | None = None
    """None where the document is undated and nothing tells its date."""
    dating: Dating | None = None
    """The origin of the date; None where there is no date."""
    author: tuple[Author, ...] = ()
    publisher: str | None = None
    dating_reason: str | None = None
    language: str | None = None
    url: str | None = None
    """The address, where it is known."""
    archived: str | None = None
    """The address of a copy in an archive."""

    @property
    def address(self) -> str | None:
        """The address at which it is best found: its own, else that of a copy; None where neither is known."""
        return self.url or self.archived

    @property
    def is_circa(self) -> bool:
        """True where the date is approximate, or the document does not print it."""
        is_approximate = self.issued is not None and self.issued.about
        return is_approximate or self.dating is Dating.INFERRED


Term = Sector | Area | Subject | Measure | Unit | Source | Indicator
"""An entry of the vocabulary."""
FILES: dict[type[Any], str] = {
    Sector: "sectors",
    Area: "areas",
    Subject: "subjects",
    Measure: "measures",
    Unit: "units",
    Source: "sources",
    Indicator: "indicators",
}
"""The name of each kind of entry in the plural, which is that of its file."""
