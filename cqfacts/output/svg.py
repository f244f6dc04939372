"""A series as a picture in SVG 1.1: a time axis, one bar a figure as wide as its period is long.

Of a flow over periods of different length a bar is as high as an average month, so that its area is the total.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from math import ceil, floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

from cqfacts.answers.listings import FindSource
from cqfacts.citations.text import source_words
from cqfacts.model.fact import Fact
from cqfacts.model.quantity import SCALES
from cqfacts.output.escaping import visible
from cqfacts.output.marks import MARKS, marks
from cqfacts.reason.series import Series

# All sizes are in pixels. The plot is the part of the picture that has the bars.
_WIDTH = 800
_PLOT_LEFT = 90
_PLOT_RIGHT = _WIDTH - 20
_PLOT_TOP = 80
_PLOT_HEIGHT = 260
_PLOT_FOOT = _PLOT_TOP + _PLOT_HEIGHT
_NARROWEST_BAR = 6
"""The width of a moment."""
_TICK = 5
_SOURCES_TOP = _PLOT_FOOT + 60
_SOURCE_HEIGHT = 18
_STYLE = (
    "text{font-family:sans-serif;font-size:12px;fill:#222}.title{font-size:16px;font-weight:bold}"
    ".printed{fill:#4477aa;fill-opacity:.6}.implied{fill:url(#implied);stroke:#4477aa;stroke-dasharray:3 2}"
    ".open{fill:none;stroke:#4477aa;stroke-dasharray:2 3}.band{fill:#222;fill-opacity:.25}.axis{stroke:#222}"
)
_HATCHING = (
    '<defs><pattern id="implied" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="3" height="6" fill="#4477aa"/></pattern></defs>\n'
)
_LEGEND = "full bars: printed; hatched: implied; empty: only a limit is known; grey: what the digits leave open"
_MOST_YEARS_NAMED = 12


class _Scale(NamedTuple):
    """From days and numbers to pixels."""

    first_day: date
    days: int
    lowest: float
    highest: float

    def find_x(self, day: date) -> float:
        return _PLOT_LEFT + (_PLOT_RIGHT - _PLOT_LEFT) * (day - self.first_day).days / self.days

    def find_y(self, number: float) -> float:
        return _PLOT_TOP + _PLOT_HEIGHT * (self.highest - number) / (self.highest - self.lowest)

    @property
    def step(self) -> float:
        """The distance of ticks on the axis of numbers: 1, 2 or 5 times a power of ten, for three to six of them."""
        least = (self.highest - self.lowest) / 6
        power = 10.0 ** floor(log10(least))
        return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)


class _Bar(NamedTuple):
    """A bar, from zero to a height, and the numbers that the figure may have."""

    css_class: str
    height: float
    low: float
    high: float


def svg_text(series: Series, find_source: FindSource) -> Iterator[str]:
    """Yield the picture line by line; text from the facts is escaped."""
    sources = _list_sources(series, find_source)
    height = _SOURCES_TOP + 10 + _SOURCE_HEIGHT * len(sources)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">\n'
    )
    yield f"<style>{_STYLE}</style>\n"
    yield _HATCHING
    yield '<rect width="100%" height="100%" fill="#fff"/>\n'
    yield _text(_PLOT_LEFT, 24, series.title, css_class="title")
    yield _text(_PLOT_LEFT, 42, _unit_words(series))
    yield _text(_PLOT_LEFT, 58, _LEGEND)
    yield from _draw_plot(series)
    for number, source in enumerate(sources):
        yield _text(_PLOT_LEFT, _SOURCES_TOP + _SOURCE_HEIGHT * number, source)
    yield "</svg>\n"


def _draw_plot(series: Series) -> Iterator[str]:
    scale = _find_scale(series)
    last_year = max(point.period.end.year for point in series.points)
    yield from _draw_years(scale, last_year)
    yield from _draw_numbers(scale)
    for point in series.points:
        bar = _measure_bar(point, series)
        if bar is not None:
            yield from _draw_bar(bar, point, scale)


def _find_scale(series: Series) -> _Scale:
    """Return the scale in which all whole years and all bounds fit, and zero."""
    bounds = [float(bound) for point in series.points for bound in _known_bounds(point, series)]
    first_year = min(point.period.start.year for point in series.points)
    last_year = max(point.period.end.year for point in series.points)
    first_day = date(first_year, 1, 1)
    days = (date(last_year, 12, 31) - first_day).days + 1
    lowest = min([*bounds, 0.0])
    highest = max([*bounds, 1e-9])  # never zero, for the scale to have a height
    return _Scale(first_day, days, lowest * 1.1, highest * 1.1)


def _known_bounds(point: Fact, series: Series) -> list[float]:
    """Return the bounds of what is drawn of a point: two, one where it is only a limit, or none."""
    interval = series.drawn_interval(point)
    if interval is None:
        return []
    return [float(bound) for bound in interval if bound is not None]


def _draw_years(scale: _Scale, last_year: int) -> Iterator[str]:
    """Draw the axis of time, where numbers are zero, and name its years, or every second or third where they are many."""
    zero = scale.find_y(0)
    yield _line(_PLOT_LEFT, zero, _PLOT_RIGHT, zero)
    years = range(scale.first_day.year, last_year + 1)
    for year in years[:: len(years) // _MOST_YEARS_NAMED + 1]:
        x = scale.find_x(date(year, 1, 1))
        yield _line(x, _PLOT_FOOT, x, _PLOT_FOOT + _TICK)
        yield _text(x, _PLOT_FOOT + 20, str(year))


def _draw_numbers(scale: _Scale) -> Iterator[str]:
    """Draw the axis of numbers."""
    first, last = ceil(scale.lowest / scale.step), floor(scale.highest / scale.step)
    for steps in range(first, last + 1):
        number = steps * scale.step
        y = scale.find_y(number)
        yield _line(_PLOT_LEFT - _TICK, y, _PLOT_LEFT, y)
        yield _text(4, y + 4, _short_number(number))


def _measure_bar(point: Fact, series: Series) -> _Bar | None:
    """Return the bar of a point, as high as the middle of its bounds; None where nothing is known of the figure."""
    bounds = _known_bounds(point, series)
    if not bounds:
        return None
    css_class = "implied" if point.implied else "printed"
    if len(bounds) == 1:
        css_class = "open"
    return _Bar(css_class, sum(bounds) / len(bounds), min(bounds), max(bounds))


def _draw_bar(bar: _Bar, point: Fact, scale: _Scale) -> Iterator[str]:
    """Draw a bar up to the figure, the band that its digits leave open, and its marks above."""
    left = scale.find_x(point.period.start)
    width = max(scale.find_x(point.period.end) - left, _NARROWEST_BAR)
    top, foot = sorted((scale.find_y(bar.height), scale.find_y(0)))
    band_top, band_foot = scale.find_y(bar.high), scale.find_y(bar.low)
    yield f"<g><title>{_escape(_describe(point))}</title>"
    yield _rectangle(bar.css_class, left, top, width, foot - top)
    if bar.low != bar.high:
        yield _rectangle("band", left, band_top, width, max(band_foot - band_top, 1))
    yield "</g>\n"
    if marks(point):
        yield _text(left + 2, min(top, band_top) - 4, marks(point))


def _describe(point: Fact) -> str:
    """Return a figure in words: what it is of, its period, and what its marks mean."""
    description = f"{point.title}, {point.period.words}: {point.text}"
    meanings = [MARKS[mark].meaning.partition(":")[0] for mark in marks(point)]
    if not meanings:
        return description
    return f"{description} ({'; '.join(meanings)})"


def _short_number(number: float) -> str:
    """Return a number on the axis: 0.5, 200, 1,500, 2.5 million."""
    for word, size in reversed(SCALES.items()):
        if abs(number) >= size >= SCALES["million"]:
            return f"{number / size:g} {word}"
    return f"{number:,.10g}"


def _unit_words(series: Series) -> str:
    unit = next((point.unit.plural for point in series.points if point.unit), "")
    if series.per is None:
        return unit
    return f"{unit} in an average {series.per}, so that the area of a bar is its total"


def _list_sources(series: Series, find_source: FindSource) -> list[str]:
    """Return the sources of all points as text, each once."""
    source_ids = dict.fromkeys(_cited_sources(series.points))
    return [source_words(find_source(source_id)) for source_id in source_ids]


def _cited_sources(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield from fact.citations_by_source


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="axis" x1="{_pixels(x1)}" y1="{_pixels(y1)}" x2="{_pixels(x2)}" y2="{_pixels(y2)}"/>\n'


def _rectangle(css_class: str, left: float, top: float, width: float, height: float) -> str:
    return f'<rect class="{css_class}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(x: float, y: float, content: str, css_class: str = "") -> str:
    attribute = f' class="{css_class}"' if css_class else ""
    return f'<text{attribute} x="{x:.1f}" y="{y:.1f}">{_escape(content)}</text>\n'


def _pixels(length: float) -> str:
    """Return a length as an attribute: whole ones as they are, others to a tenth."""
    return str(length) if isinstance(length, int) else f"{length:.1f}"


def _escape(content: str) -> str:
    return escape(visible(content))
