"""One indicator of one area over time: its points in order, and the gaps between them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.change_base import ChangeBase
from cqfacts.model.fact import Fact
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.period import Period
from cqfacts.model.vocabulary import Area, Indicator, Kind

_DAY = timedelta(days=1)


class Gap(NamedTuple):
    """A time for which there is no figure, its first and its last day."""

    start: date
    end: date


class Series(NamedTuple):
    """The points of one indicator and area, by the time at which they begin, those of longer periods first."""

    indicator: Indicator
    area: Area | None
    """None of figures of no place."""
    points: tuple[Fact, ...]
    gaps: tuple[Gap, ...]
    left_out: tuple[Fact, ...] = ()
    """The points after these that a limit left out. What is drawn of a point does not depend on a limit."""

    @property
    def every(self) -> tuple[Fact, ...]:
        """All points, with those that a limit left out."""
        return (*self.points, *self.left_out)

    def limit_to(self, count: int | None) -> "Series":
        """Return the first points, as many as a limit lets through."""
        points = self.points[:count]
        return self._replace(points=points, left_out=self.every[len(points) :])

    @property
    def title(self) -> str:
        """The title of the indicator, and of the area where there is one."""
        return f"{self.indicator.title}, {self.area.title}" if self.area else self.indicator.title

    @property
    def area_id(self) -> str | None:
        """The id of the area; None of figures of no place."""
        return self.area.id if self.area else None

    @property
    def per(self) -> str | None:
        """ "month" or "day" where points are drawn as an average one: flows over periods of different length."""
        if self.indicator.kind is not Kind.FLOW:
            return None
        lengths = {point.period.months for point in self.every if not point.period.about}
        if len(lengths) < 2:
            return None
        return "day" if None in lengths else "month"

    @property
    def drawn_base(self) -> ChangeBase | None:
        """The earlier time that most of the changes among the points are on; only they are drawn. None where none is one."""
        bases = Counter(point.change_base for point in self.every)
        return max(bases, key=lambda base: bases[base], default=None)

    def drawn_interval(self, point: Fact) -> Interval | None:
        """Return where the figure of a point is drawn: in one unit, a flow as an average month or day where `per` says so.

        None for an average whose length is not printed, for a superseded figure, and for a change on another time than most are.
        """
        if point.superseded_by or point.change_base != self.drawn_base:
            return None
        units = {each_point.unit for each_point in self.every}
        interval = point.interval if len(units) == 1 else _in_base_unit(point)
        per = self.per
        if per is None:
            return interval
        if point.period.about:
            return None
        length = point.period.months or 1 if per == "month" else _days_of(point.period)
        return interval.over(exactly(length))


def _days_of(period: Period) -> int:
    return (period.end - period.start).days + 1


def _in_base_unit(point: Fact) -> Interval:
    """Return the interval in the base unit of its dimension, so that hectares stand beside square metres."""
    if point.unit is None:
        return point.interval
    factor = Fraction(point.unit.factor)
    return point.interval.times(exactly(factor))


def make_series(indicator: Indicator, area: Area | None, facts: Iterable[Fact]) -> Series:
    """Put the figures of one indicator and area in order; states without a number are left out."""
    of_area = [fact for fact in facts if fact.area == area]
    figures = [fact for fact in of_area if fact.state is None]
    points = sorted(figures, key=_order_in_time)
    gaps = _find_gaps(points)
    return Series(indicator, area, tuple(points), tuple(gaps))


def _order_in_time(fact: Fact) -> tuple[date, int, bool, str]:
    """Return the sort key of a point: the longer of two periods that begin together comes first, printed before implied."""
    period = fact.period
    return period.start, -period.end.toordinal(), fact.implied, fact.id


def _find_gaps(points: Sequence[Fact]) -> Iterator[Gap]:
    """Yield the times between points in their order that no point covers."""
    if not points:
        return
    covered_until = points[0].period.end
    for point in points[1:]:
        period = point.period
        if period.start - covered_until > _DAY:
            yield Gap(covered_until + _DAY, period.start - _DAY)
        covered_until = max(covered_until, period.end)
