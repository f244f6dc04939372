"""The fact: one statement that a document makes and a reader can check."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cqfacts import model
from cqfacts.model.change_base import ChangeBase, Neighbour, change_base_words, settle
from cqfacts.model.figure_words import interval_words, quantity_words, rank_words
from cqfacts.model.fiscal_year import FiscalYear, parse_fiscal_year
from cqfacts.model.interval import EVERYTHING, Interval
from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import Quantity
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Area, Indicator, Kind, Unit


class Status(StrEnum):
    """The kind of statement (SDMX OBS_STATUS A and F)."""

    NORMAL = "normal"
    """A result."""
    FORECAST = "forecast"
    """Expected or planned."""


class Vintage(NamedTuple):
    """Who made a forecast, and when. Forecasts of two vintages are two things: one need not bear out the other."""

    by: str | None = None
    as_of: Period | None = None

    @property
    def words(self) -> str:
        """The vintage for the eye: "by the IMF", "by the IMF, as of Oct 2021"; empty where it is not told."""
        parts = []
        if self.by:
            parts.append(f"by {self.by}")
        if self.as_of:
            parts.append(f"as of {self.as_of.words}")
        return ", ".join(parts)


RESULT = Vintage()
"""The vintage of what is no forecast, and of a forecast that does not tell it."""


class Citation(NamedTuple):
    """A source, the 1-based number of a non-blank line in it, and the words printed there."""

    source: str
    paragraph: int
    printed: str


class Grade(StrEnum):
    """The weight of a doubt, the heaviest first."""

    ERROR = "error"
    """What is printed cannot stand: arithmetic or another statement contradicts it."""
    AMBIGUOUS = "ambiguous"
    """It has several readings, and they change the figure or its scope."""
    UNDATED = "undated"
    """Its period or its origin is not printed."""
    WORDING = "wording"
    """Its words are unclear, but its figure is not."""


class Doubt(NamedTuple):
    """Something wrong or unclear with a fact, and the likely reading where there is one."""

    grade: Grade
    reason: str
    likely: str | None = None

    @property
    def words(self) -> str:
        """The reason, and the likely reading.

        >>> Doubt(Grade.UNDATED, "No year is printed.", "2014.").words
        'No year is printed. Probably: 2014.'
        """
        if self.likely is None:
            return self.reason
        return f"{self.reason} Probably: {self.likely}"


class ConflictKind(StrEnum):
    """The evidence that a conflict rests on."""

    RELATION = "relation"
    """A statement of a document about its figures."""
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
    """The way in which a figure follows from others."""

    YEAR_BEFORE = "year-before"
    YEAR_AFTER = "year-after"
    EARLIER = "earlier"
    """Of a growth on another time than the year before: the level at that time."""
    LATER = "later"
    """Of such a growth: the level that grew."""
    GROWTH = "growth"
    BEFORE_CHANGE = "before-change"
    AFTER_CHANGE = "after-change"
    CHANGE = "change"
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
"""The text between the parts of the id of an implied figure: indicator, area and period. No other id has it."""


class Derivation(NamedTuple):
    """The arithmetic by which a figure that no document prints follows from figures that documents print."""

    formula: Formula
    expression: str
    """The formula over the names of the inputs; percentages count in hundredths: `level / (1 + growth / 100)`."""
    inputs: "tuple[tuple[str, Fact], ...]"
    """Each name in the expression, and the fact that stands for it."""
    value: Fraction | None
    """The result for the printed values, in base units; None where one of them is only a limit."""
    interval: Interval
    """The interval in which the true value lies, in base units."""


class Fact(NamedTuple):
    """A figure or state with everything needed to use it.

    A figure that a document prints has a `quantity`, one that is implied has a `derivation`, and a state without a
    number has its words in `state`. Exactly one of the three is given.
    """

    id: str
    indicator: Indicator
    area: Area | None
    """None of a figure of a company that is of no place, such as its revenue everywhere."""
    period: Period
    dating: Dating
    statement: str
    citations: tuple[Citation, ...]
    quantity: Quantity | None = None
    state: str | None = None
    unit: Unit | None = None
    entity: str | None = None
    """The company, project or report, where an indicator has several."""
    entity_aliases: tuple[str, ...] = ()
    """Other names of the entity, in English and Chinese, for search."""
    status: Status = Status.NORMAL
    dating_reason: str | None = None
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """The findings of arithmetic against it: from what documents say of it, or from another figure for the same."""
    derivation: Derivation | None = None
    on: ChangeBase = Neighbour.YEAR_BEFORE
    """Of a growth, a lead or a contribution: the earlier time that it is on."""
    by: str | None = None
    """Of a forecast: who made it."""
    as_of: Period | None = None
    """Of a forecast: when it was made."""
    supersedes: str | None = None
    """The id of the fact that it corrects: the first version of a revised figure."""
    superseded_by: str | None = None
    """The id of the fact that corrects it: nothing is computed from this one."""
    fiscal_year: str | None = None
    """The fiscal year of the entity, by one example, where it is not that of the area."""
    according_to: str | None = None
    """Who says it within the document: a bureau, a report, a person."""

    @property
    def is_doubtful(self) -> bool:
        """True where a listing marks it with ? or !: it cannot stand or has several readings, or it is in conflict."""
        return bool(self.marked_doubts or self.conflicts)

    @property
    def marked_doubts(self) -> tuple[Doubt, ...]:
        """The doubts that a listing marks: errors, and of a figure its ambiguities."""
        grades = (Grade.ERROR,) if self.state else (Grade.ERROR, Grade.AMBIGUOUS)
        return tuple(doubt for doubt in self.doubts if doubt.grade in grades)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be said wherever the figure is told: that it is doubtful, that it is in conflict."""
        applies = {"doubtful": bool(self.marked_doubts), "in conflict": bool(self.conflicts)}
        return tuple(warning for warning, is_so in applies.items() if is_so)

    @property
    def marks(self) -> str:
        """The signs that stand beside the figure, in this order: = implied, ? doubtful, ! in conflict, f forecast, r revised."""
        applies = {
            "=": self.implied,
            "?": bool(self.marked_doubts),
            "!": bool(self.conflicts),
            "f": self.status is Status.FORECAST,
            "r": self.superseded_by is not None,
        }
        return "".join(mark for mark, is_so in applies.items() if is_so)

    @property
    def implied(self) -> bool:
        """True for a figure that is computed from others and printed nowhere."""
        return self.derivation is not None

    @property
    def own_fiscal_year(self) -> FiscalYear | None:
        """The fiscal year of the entity or the area; None where it is the calendar year."""
        text = self.fiscal_year or (self.area.fiscal_year if self.area else None)
        return parse_fiscal_year(text) if text else None

    @property
    def fiscal_name(self) -> str | None:
        """The name of the period where it is a fiscal year: "FY2022"."""
        fiscal_year = self.own_fiscal_year
        return fiscal_year.name_of(self.period) if fiscal_year else None

    @property
    def citations_by_source(self) -> dict[str, list[Citation]]:
        """The citations by the id of their source, in the order of first mention."""
        by_source: dict[str, list[Citation]] = {}
        for citation in self.citations:
            by_source.setdefault(citation.source, []).append(citation)
        return by_source

    @property
    def value(self) -> Fraction | None:
        """The figure in base units; None for a limit, a range and a state without a number."""
        if self.derivation:
            return self.derivation.value
        if self.quantity:
            return self.quantity.value
        return None

    @property
    def title(self) -> str:
        """The title of the indicator, and the entity where there are several."""
        if self.entity:
            return f"{self.indicator.title}: {self.entity}"
        return self.indicator.title

    @property
    def area_id(self) -> str | None:
        """The id of the area; None where it has none."""
        return self.area.id if self.area else None

    @property
    def area_title(self) -> str:
        """The name of the area; empty where it has none."""
        return self.area.title if self.area else ""

    @property
    def headline(self) -> str:
        """The figure's name, area and period: "Motor vehicle output, Chongqing, 2014"."""
        return ", ".join(filter(None, (self.title, self.area_title, self.period.words)))

    @property
    def unit_id(self) -> str | None:
        """The id of the unit; None for a state."""
        return self.unit.id if self.unit else None

    @property
    def vintage(self) -> Vintage:
        """Who made a forecast, and when."""
        if self.by is None and self.as_of is None:
            return RESULT
        return Vintage(self.by, self.as_of.normal if self.as_of else None)

    @property
    def is_change(self) -> bool:
        """True for a figure that is on an earlier time, as a growth is."""
        return self.indicator.kind in KINDS_OF_CHANGE

    @property
    def change_base(self) -> ChangeBase | None:
        """The earlier time that a change is on, in the one form that it has; None of any other figure."""
        return settle(self.on, self.period) if self.is_change else None

    @property
    def base_words(self) -> str:
        """The words for the base of a change; empty for the year before, which is understood, and of other figures."""
        base = self.change_base
        if base is None or base is Neighbour.YEAR_BEFORE:
            return ""
        return change_base_words(base)

    @property
    def interval(self) -> Interval:
        """The interval in which the true value lies, in base units; open on both sides for a state."""
        if self.derivation:
            return self.derivation.interval
        if self.quantity is None or self.unit is None:
            return EVERYTHING
        digits_allow = self.quantity.interval(
            integral=self.unit.is_integral,
            nominal=self.indicator.nominal or self.unit.is_nominal,
        )
        return digits_allow.clipped(_possible_interval(self.quantity, self.indicator, self.unit))

    @property
    def digit_count(self) -> int:
        """The most digits of a printed figure that it rests on."""
        if self.derivation:
            return max(fact.digit_count for _, fact in self.derivation.inputs)
        if self.quantity is None:
            return 0
        return max(end.digit_count for end in self.quantity.ends)

    @property
    def text(self) -> str:
        """The figure for the eye: "2.63 million vehicles", "more than 2 trillion yuan", "top 5", "22.5%".

        A change on another time than the year before says so: "9.3% on the month before". An implied figure says so:
        "between 1.0530 and 1.0548 million vehicles (implied)".
        """
        if self.derivation and self.unit:
            figure = interval_words(self.derivation.interval, self.unit, self.digit_count)
            return f"{self._with_base(figure)} (implied)"
        if self.quantity is None or self.unit is None:
            return self.state or ""
        if self.indicator.kind is Kind.RANK:
            return rank_words(self.quantity)
        return self._with_base(quantity_words(self.quantity, self.unit))

    def to_dict(self) -> dict[str, object]:
        """Return the fact as the object that it is in JSON: the same keys, in the same order, with the same values.

        `value`, `low` and `high` are int where they are whole, else float. Bounds are rounded outwards. The exact
        fractions are `fact.value` and `fact.interval`. Dates are ISO texts.

        >>> import cqfacts
        >>> written = cqfacts.fact("vehicle-output-2014").to_dict()
        >>> written["value"], written["unit"], written["end"]
        (2630000, 'vehicles', '2014-12-31')
        """
        return model.write_fact(self)

    def _with_base(self, figure: str) -> str:
        return f"{figure} {self.base_words}".rstrip()


_NOT_BELOW_ZERO = (Kind.FLOW, Kind.STOCK, Kind.RATE, Kind.SHARE)
_GROWTH_IN_PERCENT = Interval(Fraction(-100), None)
_AMOUNT = Interval(Fraction(0), None)
_SHARE_IN_PERCENT = Interval(Fraction(0), Fraction(100))


def _possible_interval(quantity: Quantity, indicator: Indicator, unit: Unit) -> Interval:
    """Return where the true value of a figure can lie at all: 0.0 million is no number below zero.

    A figure with a minus sign says that it can be below zero, as a loss of money is. A part is no more than its whole, and
    nothing falls by more than all of it.
    """
    if indicator.kind is Kind.GROWTH and unit.is_percent:
        return _GROWTH_IN_PERCENT
    if indicator.kind not in _NOT_BELOW_ZERO or quantity.digits.startswith("-"):
        return EVERYTHING
    if indicator.kind is Kind.SHARE and unit.is_percent:
        return _SHARE_IN_PERCENT
    return _AMOUNT


def is_counted(fact: Fact) -> bool:
    """Return True for a number of whole things, counted one by one. So many a day need not be a whole number."""
    if fact.unit is None or not fact.unit.is_integral:
        return False
    return fact.indicator.kind in (Kind.FLOW, Kind.STOCK, Kind.CHANGE)
