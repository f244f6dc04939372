"""The fact: one statement that a document makes and a reader can check."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import Qualifier, Quantity
from cqfacts.model.vocabulary import Area, Indicator, Kind, Unit


class Status(StrEnum):
    """What kind of statement it is (SDMX OBS_STATUS A and F)."""

    NORMAL = "normal"
    """A result."""
    FORECAST = "forecast"
    """Expected or planned."""


class Citation(NamedTuple):
    """A source, the 1-based number of a non-blank line in it, and the words printed there."""

    source: str
    paragraph: int
    printed: str


class Doubt(NamedTuple):
    """What is wrong or unclear with a fact, and the likely reading."""

    reason: str
    likely: str


class Fact(NamedTuple):
    """A figure or state with everything needed to use it.

    `quantity` is None exactly where `state` holds the words of a fact without a number.
    """

    id: str
    indicator: Indicator
    area: Area
    period: Period
    dating: Dating
    statement: str
    citations: tuple[Citation, ...]
    quantity: Quantity | None = None
    state: str | None = None
    unit: Unit | None = None
    entity: str | None = None
    """Which one, where an indicator has several: a company, a project, a report."""
    entity_aliases: tuple[str, ...] = ()
    """Other names of it, in English and Chinese, for search."""
    status: Status = Status.NORMAL
    dating_reason: str | None = None
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The indicator's title, and which one where there are several."""
        return f"{self.indicator.title}: {self.entity}" if self.entity else self.indicator.title

    @property
    def interval(self) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and highest true value in base units, each None where it is not known."""
        if self.quantity is None:
            return None, None
        return self.quantity.interval(whole=bool(self.unit and self.unit.whole))

    @property
    def text(self) -> str:
        """The figure for the eye: "2.63 million vehicles", "more than 2 trillion yuan", "top 5", "22.5%"."""
        if self.quantity is None or self.unit is None:
            return self.state or ""
        if self.indicator.kind is Kind.RANK:
            return _rank_words(self.quantity)
        word = QUALIFIER_WORDS[self.quantity.qualifier]
        return f"{word} {figure_with_unit(self.quantity, self.unit)}".strip()


QUALIFIER_WORDS = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about",
    Qualifier.MORE_THAN: "more than",
    Qualifier.AT_LEAST: "at least",
    Qualifier.LESS_THAN: "less than",
    Qualifier.AT_MOST: "at most",
}


def figure_with_unit(quantity: Quantity, unit: Unit) -> str:
    """The figure without its sign, with its unit: "2.63 million vehicles", "22.5%", "1/3 of the whole"."""
    if unit.symbol == "%" and not quantity.is_fraction:
        return f"{quantity.number}%"
    return f"{quantity.number} {unit_words(quantity, unit)}"


def unit_words(quantity: Quantity, unit: Unit) -> str:
    """The unit as it stands after the figure."""
    if quantity.is_fraction:
        return "of the whole"
    if unit.symbol == "%":
        return "%"
    return unit.singular if quantity.digits == "1" and not quantity.scale else unit.plural


def _rank_words(quantity: Quantity) -> str:
    if quantity.qualifier is Qualifier.AT_MOST:
        return f"top {quantity.number}"
    return f"{quantity.sign} no. {quantity.number}".strip()


class RelationKind(StrEnum):
    """What a document says about two of its figures."""

    HIGHER_THAN = "higher-than"
    EQUALS = "equals"
    """The same quantity in another unit."""
    PART_OF = "part-of"
    """A share that is one of the figure's."""


class Relation(NamedTuple):
    """What a document says about two facts, given by their ids: the left is higher than, equals, is part of the right."""

    id: str
    relation: RelationKind
    left: str
    right: str
    statement: str
    citations: tuple[Citation, ...]
