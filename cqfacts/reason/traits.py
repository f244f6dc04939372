"""The traits of a fact that decide what it can be compared with, the gravest difference first."""

from typing import NamedTuple

from cqfacts.model.change_base import ChangeBase
from cqfacts.model.fact import Fact, Status, Vintage
from cqfacts.model.vocabulary import Unit


class PartOfYear(NamedTuple):
    """The length of a period in months, None where it has no whole ones, and the day of a year on which it begins."""

    months: int | None
    start_month: int
    start_day: int


class Basis(NamedTuple):
    """The basis of a figure beside prices and units: result or forecast, whose forecast, and the time that a change is on."""

    status: Status
    vintage: Vintage
    on: ChangeBase | None
    """None of a figure that is no change."""


class Traits(NamedTuple):
    """The traits that two facts should have in common, the gravest difference first."""

    indicator: str
    """The id of the indicator."""
    area: str | None
    """The id of the area; None of a figure of no place."""
    entity: str | None
    unit: Unit | None
    basis: Basis
    part_of_year: PartOfYear
    is_doubtful: bool


def traits_of(fact: Fact) -> Traits:
    """Return the traits of a fact."""
    return Traits(
        indicator=fact.indicator.id,
        area=fact.area_id,
        entity=fact.entity,
        unit=fact.unit,
        basis=Basis(fact.status, fact.vintage, fact.change_base),
        part_of_year=part_of_year(fact),
        is_doubtful=fact.is_doubtful,
    )


def part_of_year(fact: Fact) -> PartOfYear:
    """Return the part of a year that a fact is about."""
    period = fact.period
    start = period.start
    return PartOfYear(period.months, start.month, start.day)


def is_money(fact: Fact) -> bool:
    """Tell whether a figure is an amount of money."""
    if fact.unit is None:
        return False
    return bool(fact.unit.currency)


SeriesKey = Traits
"""The traits of the thing that a figure is about in any year; whether the figure is doubtful does not count."""


def series_key(fact: Fact) -> SeriesKey:
    """Return the key that the figures for one thing share over the years."""
    return traits_of(fact)._replace(is_doubtful=False)
