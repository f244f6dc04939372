"""A series as lines with bars."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cqfacts.model.change_base import change_base_words
from cqfacts.model.fact import Fact
from cqfacts.model.interval import Interval
from cqfacts.model.period import EdtfDate, Period
from cqfacts.model.vocabulary import Kind
from cqfacts.output.blocks import PointLine
from cqfacts.output.cells import figure_cells
from cqfacts.output.footnotes import Footnotes
from cqfacts.output.marks import marks

if TYPE_CHECKING:
    from cqfacts.reason.series import Gap, Series

_LONGEST_BAR = 20


def point_lines(series: "Series", footnotes: Footnotes) -> Iterator[PointLine]:
    """Return the points in their order with a bar each, and the gaps between them."""
    intervals = [series.drawn_interval(point) for point in series.every]
    longest = _largest_bound(intervals)
    gaps = list(series.gaps)
    for point, interval in zip(
        series.points, intervals, strict=False
    ):  # a limit leaves points out at the end
        while gaps and gaps[0].end < point.period.start:
            yield PointLine(_gap_words(gaps.pop(0)), "no figure", "", "", "", "")
        number, unit = figure_cells(point)
        has_bar = interval and longest and series.indicator.kind is not Kind.RANK
        bar = _bar(interval, longest, point) if interval and has_bar else ""
        sources = "; ".join(footnotes.note(point))
        yield PointLine(_point_words(point), number, unit, marks(point), sources, bar)


def _point_words(point: Fact) -> str:
    """Return the period of a point, which one it is where there are several, and the origin of a forecast."""
    details = ", ".join(filter(None, (point.entity, point.vintage.words)))
    return f"{point.period.words}: {details}" if details else point.period.words


def _largest_bound(intervals: list[Interval | None]) -> Fraction:
    largest = Fraction(0)
    for interval in intervals:
        for bound in interval or ():
            if bound is not None:
                largest = max(largest, abs(bound))
    return largest


def bars_are(series: "Series") -> str:
    """Return what the bars of a series show."""
    if series.indicator.kind is Kind.RANK:
        return "Ranks have no bars: a lower number is a higher place."
    what = (
        f"an average {series.per}, for the periods differ in length" if series.per else "the figure"
    )
    sentence = (
        f"Bars: {what}. # printed, = implied, . what the digits leave open, > no upper limit."
    )
    base = series.drawn_base
    if base is None or all(point.change_base == base for point in series.every):
        return sentence
    return f"{sentence} Only what is {change_base_words(base)} has a bar."


def _bar(interval: Interval, longest: Fraction, point: Fact) -> str:
    """Return a bar up to the lower bound, and dots to the upper one. A fall is drawn with its sign before it."""
    lengths = [_bar_length(bound, longest) for bound in interval if bound is not None]
    if not lengths:
        return ""
    shortest, furthest = min(lengths), max(lengths)
    sign = "-" if interval.high is not None and interval.high < 0 else ""
    if interval.low is None or _spans_zero(interval):
        return sign + "." * furthest
    solid = "=" if point.implied else "#"
    end = ">" if interval.high is None else ""
    return sign + solid * shortest + "." * (furthest - shortest) + end


def _bar_length(bound: Fraction, longest: Fraction) -> int:
    return round(abs(bound) / longest * _LONGEST_BAR)


def _spans_zero(interval: Interval) -> bool:
    low, high = interval
    return low is not None and high is not None and low < 0 < high


def _gap_words(gap: "Gap") -> str:
    """Return a time without a figure in years, months or days, as it is cut."""
    first, last = gap.start, gap.end
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    whole_years = whole_months and (first.month, last.month) == (1, 12)
    if whole_years:
        return Period(EdtfDate(first.year, 0, 0, False), EdtfDate(last.year, 0, 0, False)).words
    if whole_months:
        return Period(
            EdtfDate(first.year, first.month, 0, False), EdtfDate(last.year, last.month, 0, False)
        ).words
    return Period(
        EdtfDate(first.year, first.month, first.day, False),
        EdtfDate(last.year, last.month, last.day, False),
    ).words
