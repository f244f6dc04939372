"""A series as groups of lines with bars, and the sentences that belong to it."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cqfacts.model.change_base import change_base_words
from cqfacts.model.fact import Fact, Status
from cqfacts.model.interval import Interval
from cqfacts.model.period import EdtfDate, Period
from cqfacts.model.vocabulary import Kind
from cqfacts.output.blocks import Bar, Chart, Fill, PointGroup, PointLine
from cqfacts.output.cells import figure_text, when_words
from cqfacts.output.footnotes import Footnotes

if TYPE_CHECKING:
    from cqfacts.reason.series import Gap, Group, Point, Series

LONGEST_BAR = 20
"""The length of the longest bar in columns."""
_CHARACTERS = {Fill.PRINTED: "#", Fill.IMPLIED: "=", Fill.FORECAST: "/"}
_OPEN_DIGITS, _NO_UPPER_LIMIT = ".", ">"


# --- points


def make_chart(series: "Series", footnotes: Footnotes) -> Chart:
    """Return the points in groups of like length, and note their sources and marks."""
    groups = series.groups
    longest = series.longest
    has_headings = len(groups) > 1
    return Chart(
        [
            PointGroup(_heading(group) if has_headings else "", _lines(group, longest, footnotes))
            for group in groups
        ]
    )


def _heading(group: "Group") -> str:
    """Return the length of the periods of a group, as "5 months each" where it has several."""
    is_each = len(group.points) > 1 and group.length[:1].isdigit()
    return f"{group.length} each" if is_each else group.length.capitalize()


def _lines(group: "Group", longest: Fraction, footnotes: Footnotes) -> list[PointLine]:
    return [_line(point, longest, footnotes) for point in group.points]


def _line(point: "Point", longest: Fraction, footnotes: Footnotes) -> PointLine:
    fact = point.fact
    return PointLine(
        period=_point_words(fact),
        figure=figure_text(fact, footnotes.context),
        marks=fact.marks,
        sources=footnotes.note(fact),
        bar=_bar(point.bar, longest, fact) if point.bar else None,
        id=fact.id,
    )


def _point_words(point: Fact) -> str:
    """Return the period of a point, which one it is where there are several, and the origin of a forecast."""
    details = ", ".join(filter(None, (point.entity, point.vintage.words)))
    return f"{when_words(point)}: {details}" if details else when_words(point)


def _bar(interval: Interval, longest: Fraction, point: Fact) -> Bar:
    """Return the bar of an interval. Where all figures are zero, so is every bar."""
    scale = longest or Fraction(1)
    low, high = (None if bound is None else bound / scale for bound in interval)
    return Bar(_fill(point), low, high)


def _fill(point: Fact) -> Fill:
    if point.status is Status.FORECAST:
        return Fill.FORECAST
    return Fill.IMPLIED if point.implied else Fill.PRINTED


def bars_of(chart: Chart) -> Iterator[Bar]:
    """Yield the bars of a chart."""
    for group in chart.groups:
        for line in group.lines:
            if line.bar:
                yield line.bar


# --- sentences


def remarks(series: "Series", chart: Chart) -> Iterator[str]:
    """Yield what a reader of any picture of a series must know."""
    if series.gaps:
        yield f"No figure covers {', '.join(map(_gap_words, series.gaps))}."
    if series.indicator.kind is Kind.RANK:
        yield "Ranks have no bars: a lower number is a higher place."
    if not any(bars_of(chart)):
        return
    if series.has_several_units:
        yield "Bars are in one unit: figures in others are converted."
    if any(_is_alone(group) for group in series.groups):
        yield "A figure that is alone of its length has no bar."
    base = series.drawn_base
    if base is not None and any(point.change_base != base for point in series.points):
        yield f"Only what is {change_base_words(base)} has a bar."


def _is_alone(group: "Group") -> bool:
    return len(group.points) == 1 and group.points[0].bar is None


def sign_words(chart: Chart) -> str:
    """Return what the characters of the bars mean, of those that occur; empty where there are no bars."""
    used = "".join(map(bar_text, bars_of(chart)))
    meanings = {
        **{character: fill.value for fill, character in _CHARACTERS.items()},
        _OPEN_DIGITS: "what the digits leave open",
        _NO_UPPER_LIMIT: "no upper limit",
    }
    words = [f"{sign} {meaning}" for sign, meaning in meanings.items() if sign in used]
    return f"Bars: {', '.join(words)}. All are on one scale." if words else ""


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


# --- bars as text


def bar_text(bar: Bar | None) -> str:
    """Return a bar up to the lower bound, and dots to the upper one. A fall is drawn with its sign before it.

    >>> bar_text(Bar(Fill.PRINTED, Fraction(1, 4), Fraction(1, 2)))
    '#####.....'
    """
    if bar is None:
        return ""
    lengths = sorted(_columns(bound) for bound in (bar.low, bar.high) if bound is not None)
    sign = "-" if bar.high is not None and bar.high < 0 else ""
    if bar.low is None or _spans_zero(bar.low, bar.high):
        return sign + _OPEN_DIGITS * lengths[-1]
    solid = _CHARACTERS[bar.fill] * lengths[0]
    end = _NO_UPPER_LIMIT if bar.high is None else ""
    return sign + solid + _OPEN_DIGITS * (lengths[-1] - lengths[0]) + end


def _columns(bound: Fraction) -> int:
    return round(abs(bound) * LONGEST_BAR)


def _spans_zero(low: Fraction, high: Fraction | None) -> bool:
    return high is not None and low < 0 < high
