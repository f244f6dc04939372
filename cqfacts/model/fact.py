"""The fact: one statement that a document makes and a reader can check."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.interval import EVERYTHING, Interval
from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import SCALES, Qualifier, Quantity
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


class ConflictKind(StrEnum):
    """By what a conflict was found."""

    RELATION = "relation"
    """What a document says about its figures."""
    SAME_THING = "same-thing"
    """Two printed figures for one thing."""
    IMPLIED = "implied"
    """A figure that others imply."""
    ORDER = "order"
    """Ranks, and the figures by which they order."""


class Conflict(NamedTuple):
    """Facts that cannot be true together with this one, and the arithmetic, as sentences."""

    kind: ConflictKind
    others: tuple[str, ...]
    """Their ids."""
    reason: str


class Formula(StrEnum):
    """How a figure follows from others."""

    YEAR_BEFORE = "year-before"
    YEAR_AFTER = "year-after"
    GROWTH = "growth"
    WHOLE = "whole"
    PART = "part"
    SHARE = "share"
    LEADER = "leader"
    FOLLOWER = "follower"
    LEAD = "lead"
    REST = "rest"
    """Of a period: what is left of it without a part of it."""
    REMAINDER = "remainder"
    """Of a whole: what is left of it without the parts that are known."""


IMPLIED_BY = "--"
"""What stands between the parts of the id of an implied figure, indicator, area and period, and in no other id."""


class Derivation(NamedTuple):
    """How a figure that no document prints follows from figures that documents print."""

    formula: Formula
    expression: str
    """The formula over the names of the inputs; percentages count in hundredths: `level / (1 + growth / 100)`."""
    inputs: "tuple[tuple[str, Fact], ...]"
    """Each name in the expression, and the fact that stands for it."""
    value: Fraction | None
    """What it gives for the printed values, in base units; None where one of them is only a limit."""
    interval: Interval
    """Where the true value lies, in base units."""


class Fact(NamedTuple):
    """A figure or state with everything needed to use it.

    A figure that a document prints has a `quantity`, one that is implied a `derivation`, a state without a number its
    words in `state`; just one of the three is given.
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
    conflicts: tuple[Conflict, ...] = ()
    """What arithmetic finds against it, by what documents say of it or beside another figure for the same thing."""
    derivation: Derivation | None = None

    @property
    def implied(self) -> bool:
        """Whether the figure is computed from others and printed nowhere."""
        return self.derivation is not None

    @property
    def value(self) -> Fraction | None:
        """The figure in base units; None for a limit and for a state without a number."""
        if self.derivation:
            return self.derivation.value
        return self.quantity.value if self.quantity else None

    @property
    def title(self) -> str:
        """The indicator's title, and which one where there are several."""
        return f"{self.indicator.title}: {self.entity}" if self.entity else self.indicator.title

    @property
    def interval(self) -> Interval:
        """Where the true value lies, in base units."""
        if self.derivation:
            return self.derivation.interval
        if self.quantity is None:
            return EVERYTHING
        return self.quantity.interval(whole=bool(self.unit and self.unit.whole))

    @property
    def text(self) -> str:
        """The figure for the eye: "2.63 million vehicles", "more than 2 trillion yuan", "top 5", "22.5%".

        An implied one says so: "between 1.0530 and 1.0547 million vehicles (implied)".
        """
        if self.derivation and self.unit:
            return f"{interval_words(self.derivation.interval, self.unit)} (implied)"
        if self.quantity is None or self.unit is None:
            return self.state or ""
        if self.indicator.kind is Kind.RANK:
            return _rank_words(self.quantity)
        word = QUALIFIER_WORDS[self.quantity.qualifier]
        return f"{word} {figure_with_unit(self.quantity, self.unit)}".strip()


def is_counted(fact: Fact) -> bool:
    """Whether it counts whole things, one by one; so many a day need not be a whole number."""
    return bool(fact.unit and fact.unit.whole and fact.indicator.kind in (Kind.FLOW, Kind.STOCK))


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


class BoundWords(NamedTuple):
    """An interval for the eye: its bounds with no more digits than its width allows, and what stands after them."""

    low: str | None
    high: str | None
    after: str
    """Scale word and unit: " million vehicles", "%"."""

    @property
    def number(self) -> str:
        """The bounds alone: "1.0530 to 1.0547", "at least 2"."""
        if self.low is None or self.high is None:
            return f"at most {self.high}" if self.high else f"at least {self.low}" if self.low else "unknown"
        return self.low if self.low == self.high else f"{self.low} to {self.high}"


def bound_words(interval: Interval, unit: Unit) -> BoundWords:
    """The bounds of an interval, in one scale."""
    known = [bound for bound in interval if bound is not None]
    word, scale = scale_of(known)
    decimals = decimals_of([bound / scale for bound in known])
    if unit.symbol == "%" and len(set(known)) == 1:
        decimals = min(decimals, 2)
    low, high = (None if bound is None else format_fraction(bound / scale, decimals) for bound in interval)
    return BoundWords(low, high, "%" if unit.symbol == "%" else f"{' ' * bool(word)}{word} {unit.plural}")


def scale_of(numbers: Sequence[Fraction]) -> tuple[str, int]:
    """The scale word in which numbers are said together, and its size: ("million", 1000000), or ("", 1)."""
    largest = max(map(abs, numbers), default=Fraction(0))
    return next(((word, size) for word, size in _LARGE if largest >= size), ("", 1))


def interval_words(interval: Interval, unit: Unit) -> str:
    """An interval with its unit: "between 1.0530 and 1.0547 million vehicles".

    >>> from cqfacts.model.interval import Interval
    >>> percent = Unit("percent", "share", "percent", "percent", symbol="%")
    >>> interval_words(Interval(Fraction(0), Fraction(400, 27)), percent)
    'between 0 and 15%'
    """
    words = bound_words(interval, unit)
    if words.low and words.high and words.low != words.high:
        return f"between {words.low} and {words.high}{words.after}"
    return f"{words.number}{words.after}"


def range_words(interval: Interval, unit: Unit) -> str:
    """The same in short: "1.0530 to 1.0547 million vehicles"."""
    words = bound_words(interval, unit)
    return f"{words.number}{words.after}"


_LARGE = tuple((word, size) for word, size in reversed(SCALES.items()) if size >= SCALES["million"])
_MOST_DECIMALS = 12


def decimals_of(bounds: Sequence[Fraction]) -> int:
    """How many decimals bounds may show: so many that they are ten units of the last one apart, or are exact.

    Fewer than none where they are thousands apart: -2 rounds to hundreds.

    >>> decimals_of([Fraction("1.05304"), Fraction("1.05472")]), decimals_of([Fraction(3), Fraction(6)])
    (4, 0)
    >>> decimals_of([Fraction(2)]), decimals_of([Fraction(5, 2)]), decimals_of([Fraction(447_639), Fraction(486_240)])
    (0, 1, -3)
    """
    width = max(bounds, default=Fraction(0)) - min(bounds, default=Fraction(0))
    if width >= 100:
        return 2 - len(str(int(width)))
    decimals = 0
    while decimals < _MOST_DECIMALS:
        exact = all((bound * 10**decimals).denominator == 1 for bound in bounds)
        if exact or (width and width * 10**decimals >= 10) or (not width and decimals >= 4):
            break
        decimals += 1
    return decimals


def format_fraction(exact: Fraction, decimals: int) -> str:
    """The number rounded half to even, thousands grouped.

    >>> format_fraction(Fraction(-123456, 100), 1)
    '-1,234.6'
    """
    if decimals < 0:
        exact, decimals = round(exact / 10**-decimals) * Fraction(10**-decimals), 0
    digits = round(abs(exact) * 10**decimals)
    whole, rest = divmod(digits, 10**decimals)
    sign = "-" if exact < 0 and digits else ""
    return f"{sign}{whole:,}" + (f".{rest:0{decimals}}" if decimals else "")


def _rank_words(quantity: Quantity) -> str:
    if quantity.qualifier is Qualifier.AT_MOST:
        return f"top {quantity.number}"
    return f"{quantity.sign} no. {quantity.number}".strip()


class RelationKind(StrEnum):
    """What a document says about two of its figures; `by` in quotes is the figure that the relation itself has."""

    HIGHER_THAN = "higher-than"
    EQUALS = "equals"
    """The same quantity in another unit, or said twice."""
    PART_OF = "part-of"
    """A share or amount that is one of the figure's: all of them together are no more than it."""
    TOTAL_OF = "total-of"
    """The left figure is what all figures on the right of such relations make together."""
    POINTS_ABOVE = "points-above"
    """So many units, or percentage points, more: `by`."""
    PERCENT_ABOVE = "percent-above"
    """So many percent more: `by`."""
    SHARE_OF = "share-of"
    """So many percent of the right one, or such a fraction: `by`."""
    RANKS_ABOVE = "ranks-above"
    """A place in an order that is nearer to the first."""


NEEDS_BY = (RelationKind.POINTS_ABOVE, RelationKind.PERCENT_ABOVE, RelationKind.SHARE_OF)


class Relation(NamedTuple):
    """What a document says about two facts, given by their ids: the left is higher than, equals, is part of the right."""

    id: str
    relation: RelationKind
    left: str
    right: str
    statement: str
    citations: tuple[Citation, ...]
    by: str | None = None
    """The figure that the relation itself has, with the digits printed: 7.3 points above, 1/3 of."""
