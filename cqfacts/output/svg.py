"""A series as a picture in SVG 1.1: a time axis, one bar a figure as wide as its period is long.

Of a flow over periods of different length a bar is as high as an average month, so that its area is the total.
"""

from collections.abc import Iterator
from datetime import date
from math import ceil, floor, log10
from typing import NamedTuple
from xml.sax.saxutils import escape

from cqfacts.answers.records import FindSource, citations_by_source
from cqfacts.model.fact import Fact
from cqfacts.model.quantity import SCALES
from cqfacts.output.words import MARKS, marks, source_words, visible
from cqfacts.reason.series import Series

_WIDTH, _LEFT, _RIGHT, _TOP, _HEIGHT = 800, 90, 20, 80, 260
_FOOT = _TOP + _HEIGHT
_NARROWEST = 6
"""How many pixels a moment is wide."""
_STYLE = (
    "text{font-family:sans-serif;font-size:12px;fill:#222}.title{font-size:16px;font-weight:bold}"
    ".printed{fill:#4477aa;fill-opacity:.6}.implied{fill:url(#implied);stroke:#4477aa;stroke-dasharray:3 2}"
    ".open{fill:none;stroke:#4477aa;stroke-dasharray:2 3}.band{fill:#222;fill-opacity:.25}.axis{stroke:#222}"
)


class _Scale(NamedTuple):
    """From days and numbers to pixels."""

    first: date
    days: int
    bottom: float
    top: float

    def across(self, day: date) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - self.first).days / self.days

    def down(self, value: float) -> float:
        return _TOP + _HEIGHT * (self.top - value) / (self.top - self.bottom)

    @property
    def step(self) -> float:
        """The distance between marks on the axis of numbers: 1, 2 or 5 times a power of ten, for three to six of them."""
        rough = (self.top - self.bottom) / 6
        power = 10.0 ** floor(log10(rough))
        return next(size * power for size in (1, 2, 5, 10) if size * power >= rough)


def svg_text(series: Series, find_source: FindSource) -> Iterator[str]:
    """The picture, line by line; text from the facts is escaped."""
    sources = _sources(series, find_source)
    height = _TOP + _HEIGHT + 70 + 18 * len(sources)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">\n'
    yield f"<style>{_STYLE}</style>\n"
    yield (
        '<defs><pattern id="implied" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="3" height="6" fill="#4477aa"/></pattern></defs>\n'
    )
    yield '<rect width="100%" height="100%" fill="#fff"/>\n'
    yield _text(_LEFT, 24, f"{series.indicator.title}, {series.area.title}", "title")
    yield _text(_LEFT, 42, _unit_words(series))
    yield _text(
        _LEFT,
        58,
        "full bars: printed; hatched: implied; empty: only a limit is known; grey: what the digits leave open",
    )
    yield from _drawing(series)
    for at, source in enumerate(sources):
        yield _text(_LEFT, _TOP + _HEIGHT + 60 + 18 * at, source)
    yield "</svg>\n"


def _drawing(series: Series) -> Iterator[str]:
    drawn = [series.drawn(point) or () for point in series.points]
    tops = [float(bound) for known in drawn for bound in known if bound is not None]
    first = min(point.period.start for point in series.points).replace(month=1, day=1)
    last = max(point.period.end for point in series.points).replace(month=12, day=31)
    scale = _Scale(first, (last - first).days + 1, min([*tops, 0.0]) * 1.1, max([*tops, 1e-9]) * 1.1)
    yield from _axes(scale, last)
    for point in series.points:
        yield from _bar(point, series, scale)


def _axes(scale: _Scale, last: date) -> Iterator[str]:
    base = scale.down(0)
    yield f'<line class="axis" x1="{_LEFT}" y1="{base:.1f}" x2="{_WIDTH - _RIGHT}" y2="{base:.1f}"/>\n'
    years = range(scale.first.year, last.year + 1)
    for year in years[:: max(1, len(years) // 12 + 1)]:
        x = scale.across(date(year, 1, 1))
        yield f'<line class="axis" x1="{x:.1f}" y1="{_FOOT}" x2="{x:.1f}" y2="{_FOOT + 5}"/>\n'
        yield _text(x, _FOOT + 20, str(year))
    for at in range(ceil(scale.bottom / scale.step), floor(scale.top / scale.step) + 1):
        y = scale.down(at * scale.step)
        yield f'<line class="axis" x1="{_LEFT - 5}" y1="{y:.1f}" x2="{_LEFT}" y2="{y:.1f}"/>\n'
        yield _text(4, y + 4, _short(at * scale.step))


def _bar(point: Fact, series: Series, scale: _Scale) -> Iterator[str]:
    """A bar up to the figure, and the band that its digits leave open; a limit is an empty bar."""
    low, high = (None if bound is None else float(bound) for bound in series.drawn(point) or (None, None))
    left = scale.across(point.period.start)
    width = max(scale.across(point.period.end) - left, _NARROWEST)
    known = [bound for bound in (low, high) if bound is not None]
    if not known:
        return
    middle = sum(known) / len(known)
    kind = "open" if len(known) == 1 else "implied" if point.implied else "printed"
    top, bottom = sorted((scale.down(middle), scale.down(0)))
    yield f"<g><title>{_safe(_told(point))}</title>"
    yield f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{bottom - top:.1f}"/>'
    if len(known) == 2 and known[0] != known[1]:
        y, under = scale.down(max(known)), scale.down(min(known))
        yield f'<rect class="band" x="{left:.1f}" y="{y:.1f}" width="{width:.1f}" height="{max(under - y, 1):.1f}"/>'
    yield "</g>\n"
    if said := marks(point):
        yield _text(left + 2, min(top, scale.down(max(known))) - 4, said)


def _told(point: Fact) -> str:
    """A figure in words: what it is of, when, and what its marks say."""
    meaning = "; ".join(MARKS[mark].partition(",")[0] for mark in marks(point))
    return f"{point.title}, {point.period.words}: {point.text}" + (f" ({meaning})" if meaning else "")


def _short(value: float) -> str:
    """A mark on the axis of numbers: 0.5, 200, 1,500, 2.5 million."""
    for word, size in reversed(SCALES.items()):
        if abs(value) >= size >= SCALES["million"]:
            return f"{value / size:g} {word}"
    return f"{value:,.10g}"


def _unit_words(series: Series) -> str:
    unit = next((point.unit.plural for point in series.points if point.unit), "")
    return f"{unit} in an average {series.per}, so that the area of a bar is its total" if series.per else unit


def _sources(series: Series, find_source: FindSource) -> list[str]:
    names = dict.fromkeys(name for point in series.points for name in citations_by_source(point))
    return [source_words(find_source(name)) for name in names]


def _text(x: float, y: float, content: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}">{_safe(content)}</text>\n'


def _safe(content: str) -> str:
    return escape(visible(content))
