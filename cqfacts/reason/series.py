"""One indicator of one area over time: its points in order, and the gaps between them."""

from collections.abc import Iterable
from datetime import date, timedelta
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
    def by_month(self) -> bool:
        """Whether points are drawn as an average month: flows over periods of different length."""
        lengths = {point.period.months for point in self.points}
        return self.indicator.kind is Kind.FLOW and None not in lengths and len(lengths) > 1

    def drawn(self, point: Fact) -> Interval:
        """What is drawn of a point: where its figure lies, of a flow over periods of different length an average month."""
        months = point.period.months
        return point.interval.over(exactly(months)) if self.by_month and months else point.interval


def make_series(indicator: Indicator, area: Area, facts: Iterable[Fact]) -> Series:
    """Put figures of one indicator and area in order. Of states without a number it has none."""
    figures = [fact for fact in facts if fact.state is None and fact.area.id == area.id]
    points = sorted(figures, key=lambda fact: (fact.period.start, -fact.period.end.toordinal(), fact.implied, fact.id))
    return Series(indicator, area, tuple(points), tuple(_gaps(points)))


def _gaps(points: list[Fact]) -> Iterable[Gap]:
    """The times between the points that no point covers; what lies within one year of moments is no gap."""
    covered = points[0].period.end if points else date.min
    for point in points[1:]:
        if point.period.start > covered + timedelta(days=1):
            yield Gap(covered + timedelta(days=1), point.period.start - timedelta(days=1))
        covered = max(covered, point.period.end)
