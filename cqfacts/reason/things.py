"""The thing that a figure is about, and the figures known of each thing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cqfacts.model.change_base import ChangeBase, Neighbour, settle
from cqfacts.model.fact import RESULT, Fact, Status, Vintage
from cqfacts.model.period import Period
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Indicator

MOST_ALIKE = 20
"""The most figures for one thing from which others are implied: each two of two things imply a third."""


class Position(NamedTuple):
    """Where figures of several indicators stand together."""

    area: str | None
    """The id of the area; None of a figure of no place."""
    entity: str | None
    period: Period
    status: Status
    vintage: Vintage = RESULT
    """Who made a forecast, and when."""
    on: ChangeBase = Neighbour.YEAR_BEFORE
    """The earlier time that the changes there are on, in the one form that it has."""


def position_of(fact: Fact) -> Position:
    """Return the position at which a fact stands."""
    return Position(
        area=fact.area_id,
        entity=fact.entity,
        period=fact.period,
        status=fact.status,
        vintage=fact.vintage,
        on=fact.change_base or Neighbour.YEAR_BEFORE,
    )


class Thing(NamedTuple):
    """An indicator at a position; two figures for the same thing must agree.

    Its period counts by its first and last day: 2014 is January to December 2014.
    """

    indicator: str
    """The id of the indicator."""
    area: str | None
    """The id of the area; None of a figure of no place."""
    entity: str | None
    start: date
    end: date
    is_about: bool
    """Whether the period is only about right."""
    status: Status
    vintage: Vintage
    on: ChangeBase | None
    """The earlier time that a change is on; None of any other figure."""


def thing_at(indicator: Indicator, position: Position) -> Thing:
    """Return the thing that a figure of an indicator at a position is about."""
    period = position.period
    return Thing(
        indicator=indicator.id,
        area=position.area,
        entity=position.entity,
        start=period.start,
        end=period.end,
        is_about=period.about,
        status=position.status,
        vintage=position.vintage,
        on=settle(position.on, period) if indicator.kind in KINDS_OF_CHANGE else None,
    )


def thing_of(fact: Fact) -> Thing:
    """Return the thing that a fact is about."""
    return thing_at(fact.indicator, position_of(fact))


class KnownFigures:
    """The figures known so far, printed and implied, each list in the order in which they were added."""

    def __init__(self) -> None:
        self._by_thing: dict[Thing, list[Fact]] = defaultdict(list)
        self._by_indicator: dict[str, list[Fact]] = defaultdict(list)
        self._by_id: dict[str, Fact] = {}

    def add(self, fact: Fact) -> None:
        """Add a figure, but for one of a thing that has MOST_ALIKE. An implied one may take the id of one that is known less well."""
        thing = thing_of(fact)
        if len(self._by_thing[thing]) == MOST_ALIKE:
            return
        self._by_thing[thing].append(fact)
        self._by_indicator[thing.indicator].append(fact)
        self._by_id[fact.id] = fact

    def find_by_thing(self, thing: Thing) -> Sequence[Fact]:
        """Return the figures for one thing."""
        return self._by_thing.get(thing, ())

    def find_by_indicator(self, indicator: Indicator) -> Sequence[Fact]:
        """Return the figures of an indicator, at all positions."""
        return self._by_indicator.get(indicator.id, ())

    def find_by_id(self, fact_id: str) -> Fact | None:
        """Return the figure of an id; None where it is not known."""
        return self._by_id.get(fact_id)
