"""One indicator of one area over time: its points in order, and the gaps between them."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.vocabulary import Area, Indicator, Kind


class Gap(NamedTuple):
    """A time for which there is no figure, its first and its last day."""

    start: date
    end: date


class Series(NamedTuple):
    """The points of one indicator and area, by the time at which they begin, those of longer periods first."""

    indicator: Indicator
    area: Area
    points: tuple[Fact, ...]
    gaps: tuple[Gap, ...]

    @property
    def per(self) -> str | None:
        """ "month" or "day" where points are drawn as an average one: flows over periods of different length."""
        lengths = {point.period.months for point in self.points if not point.period.about}
        if self.indicator.kind is not Kind.FLOW or len(lengths) < 2:
            return None
        return "day" if None in lengths else "month"

    def drawn(self, point: Fact) -> Interval | None:
        """What is drawn of a point: where its figure lies, in one unit, of a flow over periods of different length an average one.

        None where its length is not printed.
        """
        known = point.interval if len({one.unit for one in self.points}) == 1 else _in_base_unit(point)
        if self.per is None:
            return known
        if point.period.about:
            return None
        days = (point.period.end - point.period.start).days + 1
        return known.over(exactly(point.period.months or 1 if self.per == "month" else days))


def _in_base_unit(point: Fact) -> Interval:
    """Where the figure lies in the base unit of its dimension, so that hectares stand beside square metres."""
    return point.interval.times(exactly(Fraction(point.unit.factor))) if point.unit else point.interval


def make_series(indicator: Indicator, area: Area, facts: Iterable[Fact]) -> Series:
    """Put figures of one indicator and area in order. Of states without a number it has none."""
    figures = [fact for fact in facts if fact.state is None and fact.area.id == area.id]
    points = sorted(figures, key=lambda fact: (fact.period.start, -fact.period.end.toordinal(), fact.implied, fact.id))
    return Series(indicator, area, tuple(points), tuple(_gaps(points)))


def _gaps(points: list[Fact]) -> Iterable[Gap]:
    """The times between the points that no point covers; what lies within one year of moments is no gap."""
    covered = points[0].period.end if points else date.min
    for point in points[1:]:
        if (point.period.start - covered).days > 1:
            yield Gap(covered + timedelta(days=1), point.period.start - timedelta(days=1))
        covered = max(covered, point.period.end)
