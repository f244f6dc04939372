"""A chart on a screen: one line a point, its bar beside its figure. No figure, mark or citation is ever cut.

Where the screen is too narrow for columns, a point stands on lines of its own, and its bar below it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cqfacts.output.blocks import Chart, PointLine
from cqfacts.output.charts import bar_text
from cqfacts.output.escaping import visible
from cqfacts.output.listing import GAP, mark_text, widest
from cqfacts.output.page import Page

_WIDEST_PERIOD = 24
"""With the name of a company, or the origin of a forecast, a period is folded."""


class _Layout(NamedTuple):
    """The width of each column, the same for all groups of a chart. A column of none is left out."""

    period: int
    bar: int
    figure: int
    marks: int
    sources: int
    ids: int = 0

    @property
    def total(self) -> int:
        """The columns of the screen that they take together."""
        shown = [width for width in self if width]
        return sum(shown) + GAP * (len(shown) - 1)


def write_chart(block: Chart, page: Page) -> Iterator[RenderableType]:
    """Write the groups of a chart, each under its heading."""
    layout = _find_layout([line for group in block.groups for line in group.lines], page)
    for at, group in enumerate(block.groups):
        if group.heading:
            heading = visible(group.heading)
            yield Text(f"\n{heading}" if at else heading, "bold")
        if layout is None:
            yield from _stack(group.lines, page)
        elif page.with_ids and not layout.ids:
            yield from _tabulate_with_ids(group.lines, layout)
        else:
            yield _tabulate(group.lines, layout)


def _find_layout(lines: Sequence[PointLine], page: Page) -> _Layout | None:
    """Return the columns, with ids where there is room; None where there is no room for columns."""
    layout = _measure(lines)
    with_ids = layout._replace(ids=widest(line.id for line in lines))
    if with_ids.total <= page.width:
        return with_ids
    return layout if layout.total <= page.width else None


def _measure(lines: Sequence[PointLine]) -> _Layout:
    """Return the width of each column; only periods are folded, at their words."""
    period = widest(line.period for line in lines)
    period_word = widest(word for line in lines for word in line.period.split())
    return _Layout(
        period=max(period_word, min(_WIDEST_PERIOD, period)),
        bar=widest(bar_text(line.bar) for line in lines),
        figure=widest(line.figure for line in lines),
        marks=widest(line.marks for line in lines),
        sources=widest(source for line in lines for source in line.sources),
    )


def _tabulate(lines: Iterable[PointLine], layout: _Layout) -> Table:
    table = Table.grid(padding=(0, GAP, 0, 0))
    for width in filter(None, layout):
        table.add_column(width=width, overflow="fold")
    for line in lines:
        cells = zip(layout, _cells(line), strict=True)
        table.add_row(*(cell for width, cell in cells if width))
    return table


def _tabulate_with_ids(lines: Iterable[PointLine], layout: _Layout) -> Iterator[RenderableType]:
    """Write each point in the columns, and its id below it, for which there is no column."""
    for line in lines:
        yield _tabulate([line], layout)
        yield _set_in(_id(line))


def _cells(line: PointLine) -> tuple[Text, ...]:
    return (
        Text(visible(line.period)),
        Text(bar_text(line.bar)),
        _figure(line),
        mark_text(line.marks),
        Text(visible("\n".join(line.sources))),
        _id(line),
    )


def _id(line: PointLine) -> Text:
    return Text(visible(line.id), "dim", overflow="fold")


def _figure(line: PointLine) -> Text:
    """Return a figure; one that no document prints is told from those that one prints."""
    return Text(visible(line.figure), "bold italic" if "=" in line.marks else "bold")


def _stack(lines: Sequence[PointLine], page: Page) -> Iterator[RenderableType]:
    """Write each point on lines of its own: when, its figure with its marks, where; then its bar."""
    for line in lines:
        sources = [Text(visible(source)) for source in line.sources]
        parts = [Text(visible(line.period)), _figure(line), mark_text(line.marks), *sources]
        yield _flow(filter(None, parts), page.width)
        if line.bar:
            yield _set_in(Text(bar_text(line.bar)))
        if page.with_ids:
            yield _set_in(_id(line))


def _flow(parts: Iterable[Text], width: int) -> Text:
    """Return parts beside each other, each on one line where it fits there, the lines after the first set in."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + GAP + part.cell_len <= width:
            lines[-1].append(" " * GAP).append_text(part)
        else:
            lines.append(Text(" " * GAP if lines else "").append_text(part))
    return Text("\n").join(lines)


def _set_in(content: Text) -> Padding:
    return Padding(content, (0, 0, 0, GAP))
