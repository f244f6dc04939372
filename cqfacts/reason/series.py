"""One indicator of one area over time: its points in order, those of like length in groups, and the gaps between them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from cqfacts.model.change_base import ChangeBase
from cqfacts.model.fact import Fact
from cqfacts.model.interval import EVERYTHING, Interval, exactly
from cqfacts.model.vocabulary import Area, Indicator, Kind

_DAY = timedelta(days=1)
_OF_ANY_LENGTH = (Kind.STOCK, Kind.RATE, Kind.RANK)
"""The kinds whose figures mean the same whatever length their period has."""
_UNKNOWN_LENGTH = "length not printed"


class Gap(NamedTuple):
    """A time for which there is no figure, its first and its last day."""

    start: date
    end: date


class Point(NamedTuple):
    """A figure of a series, and the interval that its bar shows."""

    fact: Fact
    bar: Interval | None
    """None where the figure is listed without a bar."""


class Group(NamedTuple):
    """The points whose periods are of like length, in the order of time."""

    length: str
    """The length in words: "1 year", "5 months". Empty where length makes no difference, as for stocks."""
    points: tuple[Point, ...]


class Series(NamedTuple):
    """The points of one indicator and area, by the time at which they begin, those of longer periods first."""

    indicator: Indicator
    area: Area | None
    """None of figures of no place."""
    every: tuple[Fact, ...]
    """All points: what a bar means does not depend on how many of them are shown."""
    gaps: tuple[Gap, ...]
    drawn_base: ChangeBase | None
    """The earlier time that most of the changes among the points are on; only they are drawn. None where none is one."""
    has_several_units: bool = False
    """True where figures are in several units of one dimension, and are drawn in its base unit."""
    limit: int | None = None
    """How many points are shown; None: all."""

    @property
    def points(self) -> tuple[Fact, ...]:
        """The points that are shown."""
        return self.every[: self.limit]

    @property
    def title(self) -> str:
        """The title of the indicator, and of the area where there is one."""
        return f"{self.indicator.title}, {self.area.title}" if self.area else self.indicator.title

    @property
    def area_id(self) -> str | None:
        """The id of the area; None of figures of no place."""
        return self.area.id if self.area else None

    @property
    def bars(self) -> list[Interval | None]:
        """The interval that the bar of each shown point shows; None of a point without one.

        Only figures of like length stand side by side: a figure that is alone of its length has no bar.
        """
        drawn = [self._drawable_interval(point) for point in self.every]
        lengths = Counter(
            self.length_of(point)
            for point, interval in zip(self.every, drawn, strict=True)
            if interval
        )
        lengths[_UNKNOWN_LENGTH] = 0
        drawn_points = zip(self.points, drawn, strict=False)
        return [
            interval if lengths[self.length_of(point)] > 1 else None
            for point, interval in drawn_points
        ]

    @property
    def longest(self) -> Fraction:
        """The largest bound of any figure that has a bar, shown or not, without its sign: the one scale of all bars."""
        bounds = chain.from_iterable(filter(None, self._replace(limit=None).bars))
        return max((abs(bound) for bound in bounds if bound is not None), default=Fraction(0))

    @property
    def groups(self) -> list[Group]:
        """The shown points of like length together, the longest first."""
        points_of_length: dict[str, list[Point]] = {}
        for fact, bar in zip(self.points, self.bars, strict=True):
            length = self.length_of(fact)
            points_of_length.setdefault(length, []).append(Point(fact, bar))
        groups = [Group(length, tuple(points)) for length, points in points_of_length.items()]

        def days(group: Group) -> int:
            return group.points[0].fact.period.days

        return sorted(groups, key=days, reverse=True)

    def length_of(self, point: Fact) -> str:
        """Return the length of the period of a point in words; the same for all points where it makes no difference."""
        if self.indicator.kind in _OF_ANY_LENGTH:
            return ""
        if point.period.about and point.period.months is None:
            return _UNKNOWN_LENGTH
        return point.period.length

    def _drawable_interval(self, point: Fact) -> Interval | None:
        """Return what a bar could show of a point; None where no bar can, as of a rank, which is a name."""
        interval = self.drawn_interval(point)
        is_name = point.unit is not None and point.unit.is_nominal
        if is_name or interval == EVERYTHING:
            return None
        return interval

    def drawn_interval(self, point: Fact) -> Interval | None:
        """Return where the figure of a point is drawn, in one unit.

        None for a superseded figure, and for a change on another time than most are.
        """
        if point.superseded_by or point.change_base != self.drawn_base:
            return None
        return _in_base_unit(point) if self.has_several_units else point.interval


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
    units = {point.unit for point in points}
    return Series(
        indicator,
        area,
        tuple(points),
        tuple(gaps),
        drawn_base=_usual_base(points),
        has_several_units=len(units) > 1,
    )


def _usual_base(points: Iterable[Fact]) -> ChangeBase | None:
    """Return the earlier time that most changes are on; None where no point is a change."""
    bases = Counter(point.change_base for point in points)
    return max(bases, key=lambda base: bases[base], default=None)


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
