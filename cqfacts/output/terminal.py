"""Blocks for a terminal, with Rich. Data goes in as Text, never as markup; figures and citations are never cut."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from cqfacts.output import blocks
from cqfacts.output.blocks import Block, Emphasis, FactLine
from cqfacts.output.escaping import visible
from cqfacts.output.page import Page

WITH_AREA = 110
"""From so many columns on a table has a column for the area."""
WITH_STATEMENT = 150
"""From so many columns on a table has columns for statement and id."""
_MARK_STYLE = "yellow"
_GAP = 2
"""Columns between the columns of a table."""
_LEAST_TITLE = 16
_LEAST_PLAIN = 8
"""The least width of a column of values that may be folded."""
_WIDEST_UNIT = 12
_WIDEST_PERIOD = 14
_WIDEST_PERIOD_OF_POINT = 24
"""With the name of a company, or the origin of a forecast."""


def write_blocks(content: Iterable[Block], page: Page) -> Iterator[str]:
    """Write blocks as lines of text for a page."""
    after_details = False
    for block in content:
        if after_details and isinstance(block, blocks.DetailsBlock):
            yield "\n"
        after_details = isinstance(block, blocks.DetailsBlock)
        for renderable in _WRITERS[type(block)](block, page):
            yield from _render(renderable, page)


def _write_paragraph(block: blocks.Paragraph, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    text = _text(block.text, block.emphasis)
    yield Padding(text, (0, 0, 0, block.indent)) if block.indent else text


def _write_fact_table(block: blocks.FactTable, page: Page) -> Iterator[RenderableType]:
    lines = list(block.lines)
    if not lines:
        return
    widths = _measure(lines)
    for layout in (
        widths,
        widths.with_source_on_lines,
        widths.folded,
        widths.with_source_on_lines.folded,
    ):
        if layout.total(page) <= page.width:
            yield _fact_grid(lines, layout, page)
            return
    yield from _stacked_lines(lines)


class _Widths(NamedTuple):
    """The columns of a terminal that the cells of facts take: so many at least, or something is cut."""

    number: int
    unit: int
    period: int
    marks: int
    source: int
    area: int
    unit_word: int
    """The widest word of a unit, to which that column can be folded."""
    period_word: int
    one_source: int
    """The widest source alone, where each stands on a line of its own."""
    separator: str = "; "

    @property
    def with_source_on_lines(self) -> "_Widths":
        """The same with each source of a fact on a line of its own."""
        return self._replace(source=self.one_source, separator=";\n")

    @property
    def folded(self) -> "_Widths":
        """The same with unit and period folded to their widest words."""
        return self._replace(unit=self.unit_word, period=self.period_word)

    def total(self, page: Page) -> int:
        """Return the columns that a table takes at least."""
        columns = [_LEAST_TITLE, self.number, self.unit, self.period, self.marks, self.source]
        if page.width >= WITH_AREA:
            columns.append(self.area)
        if page.width >= WITH_STATEMENT:
            columns += [_LEAST_TITLE, _LEAST_TITLE]
        return sum(columns) + _GAP * (len(columns) - 1)


def _measure(lines: Sequence[FactLine]) -> _Widths:
    unit_word = _widest_word(line.unit for line in lines)
    period_word = _widest_word(line.period for line in lines)
    return _Widths(
        number=max(len("Figure"), _widest(line.number for line in lines)),
        unit=max(unit_word, min(_WIDEST_UNIT, _widest(line.unit for line in lines))),
        period=max(
            len("Period"), period_word, min(_WIDEST_PERIOD, _widest(line.period for line in lines))
        ),
        marks=_widest(line.marks for line in lines),
        source=max(len("Source"), _widest("; ".join(line.sources) for line in lines)),
        area=_widest_word(line.area for line in lines),
        unit_word=unit_word,
        period_word=max(len("Period"), period_word),
        one_source=max(
            len("Source"), _widest(f"{source};" for line in lines for source in line.sources)
        ),
    )


def _fact_grid(lines: Sequence[FactLine], widths: _Widths, page: Page) -> Table:
    with_area, with_statement = page.width >= WITH_AREA, page.width >= WITH_STATEMENT
    grid = _grid()
    grid.add_column("What", ratio=3, min_width=_LEAST_TITLE, overflow="fold")
    grid.add_column("Figure", justify="right", no_wrap=True, min_width=widths.number)
    grid.add_column("", min_width=widths.unit_word, max_width=widths.unit)
    grid.add_column("Period", min_width=widths.period_word, max_width=widths.period)
    grid.add_column("", no_wrap=True, style=_MARK_STYLE, min_width=widths.marks)
    grid.add_column("Source", no_wrap=True, min_width=widths.source)
    if with_area:
        grid.add_column("Area", min_width=widths.area, overflow="fold")
    if with_statement:
        grid.add_column("Statement", ratio=4, min_width=_LEAST_TITLE, overflow="fold")
        grid.add_column("Id", min_width=_LEAST_TITLE, overflow="fold")
    for line in lines:
        cells = [
            line.number,
            line.unit,
            line.period,
            line.marks,
            widths.separator.join(line.sources),
        ]
        if with_area:
            cells.append(line.area)
        if with_statement:
            cells += [line.statement, line.id]
        grid.add_row(_title_cell(line), *map(_text, cells))
    return grid


def _title_cell(line: FactLine) -> RenderableType:
    if not line.unmet:
        return _text(line.what)
    return Group(_text(line.what), Padding(_text(line.unmet, "italic"), (0, 0, 0, 2)))


def _stacked_lines(lines: Sequence[FactLine]) -> Iterator[RenderableType]:
    """Write each fact on lines of its own, where a table would have to cut something: first its title, then the rest."""
    for line in lines:
        yield _title_cell(line)
        figure = f"{line.number} {line.unit}".strip()
        rest = [figure, line.period, line.marks, "; ".join(line.sources)]
        yield Padding(_text("  ".join(filter(None, rest))), (0, 0, 0, 4))


def _write_grid(block: blocks.Grid, page: Page) -> Iterator[RenderableType]:
    room = page.width - _GAP * (len(block.columns) - 1)
    if sum(column.least_width for column in block.columns) > room:
        yield from _stack(block.rows, [column.name for column in block.columns])
        return
    grid = _grid()
    for column, width in zip(block.columns, _share_room(block.columns, room), strict=True):
        grid.add_column(_text(column.name), width=width, overflow="fold")
    for row in block.rows:
        cells = [_text(cell) for cell in row]
        if block.emphasised is not None:
            first, _, rest = row[block.emphasised].partition("\n")
            cells[block.emphasised] = Text.assemble((visible(first), "bold"), "\n", visible(rest))
        grid.add_row(*cells)
    yield grid


def _share_room(columns: Sequence[blocks.Column], room: int) -> list[int]:
    """Return the width of each column: its share of the room, and its least width at least.

    Rich, given ratios and least widths, can come to more than the screen, whose right edge it then drops.

    >>> column = blocks.Column("a", least_width=10)
    >>> _share_room([column._replace(least_width=14, share=3), column, column], 36)
    [16, 10, 10]
    """
    widths = [column.least_width for column in columns]
    left = room - sum(widths)
    while left:
        at = min(range(len(columns)), key=lambda number: widths[number] / columns[number].share)
        widths[at] += 1
        left -= 1
    return widths


def _stack(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Iterator[RenderableType]:
    """Write each row on lines of its own, where its columns do not fit beside each other: "name: value"."""
    for row in rows:
        yield _text(row[0], Emphasis.BOLD)
        for name, cell in zip(names[1:], row[1:], strict=True):
            yield Padding(_text(f"{name}: {', '.join(cell.splitlines())}"), (0, 0, 0, 2))


def _write_plain_grid(block: blocks.PlainGrid, page: Page) -> Iterator[RenderableType]:
    columns = list(_plain_columns(block, page))
    least_width = sum(column.least_width for column in columns) + _GAP * (len(columns) - 1)
    rows = list(zip(*(column.cells for column in columns), strict=True))
    if least_width > page.width:
        yield from _stack(rows, [column.name for column in columns])
        return
    grid = _grid()
    for column in columns:
        column.add_to(grid)
    for row in rows:
        grid.add_row(*map(_text, row))
    yield grid


def _plain_columns(block: blocks.PlainGrid, page: Page) -> Iterator["_PlainColumn"]:
    """Return the columns that a page has room for."""
    for at, column in enumerate(block.columns):
        if page.width >= WITH_AREA or not column.wide:
            yield _PlainColumn(column.name, [row[at] for row in block.rows])


class _PlainColumn(NamedTuple):
    """A column of values under their name."""

    name: str
    cells: Sequence[str]

    @property
    def is_numeric(self) -> bool:
        """True where all of it is numbers, which are set right and never folded."""
        return all(map(_is_numeric, self.cells))

    @property
    def least_width(self) -> int:
        """The columns of a terminal that it takes at least."""
        if self.is_numeric or self.name == "id":
            return _widest([self.name, *self.cells])
        return min(_LEAST_PLAIN, _widest([self.name, *self.cells]))

    def add_to(self, grid: Table) -> None:
        """Add it to a grid of Rich."""
        header = _text(self.name)
        if self.is_numeric:
            grid.add_column(header, justify="right", no_wrap=True, min_width=_widest(self.cells))
        elif self.name == "id":
            grid.add_column(header, no_wrap=True, overflow="fold")
        else:
            grid.add_column(header, overflow="fold", ratio=1)


def _is_numeric(cell: str) -> bool:
    return not cell.strip("0123456789.-")


def _write_details(block: blocks.DetailsBlock, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    yield _text(block.heading, "bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in block.lines:
        style = _MARK_STYLE if line.label == "doubt" else "dim"
        grid.add_row(_text(f"  {line.label}", style), _linked_text(line.text, line.address))
    yield grid


def _write_reason_tree(block: blocks.ReasonTree, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    tree = Tree(_reason_text(block), guide_style="dim")
    _add_branches(tree, block)
    yield tree


def _add_branches(tree: Tree, reason: blocks.ReasonTree) -> None:
    for branch in reason.inputs:
        _add_branches(tree.add(_reason_text(branch)), branch)


def _reason_text(reason: blocks.ReasonTree) -> Text:
    first, *others = reason.lines
    return Text("\n").join([_text(first, "bold"), *map(_text, others)])


def _write_chart(block: blocks.Chart, page: Page) -> Iterator[RenderableType]:
    lines = [line for group in block.groups for line in group.lines]
    if not lines:
        return
    widths = _measure_chart(lines)
    fits = sum(widths) + _GAP * (len(widths) - 1) <= page.width
    for at, group in enumerate(block.groups):
        if group.heading:
            yield _text(f"\n{group.heading}" if at else group.heading, Emphasis.BOLD)
        if fits:
            yield _point_grid(group.lines, widths)
        else:
            yield from _stacked_points(group.lines, page)


def _measure_chart(lines: Sequence[blocks.PointLine]) -> tuple[int, ...]:
    """Return the widths of the columns of a chart, the same for all of its groups. Only the period can be folded."""
    period = _widest(line.period for line in lines)
    period_word = _widest_word(line.period for line in lines)
    return (
        max(period_word, min(_WIDEST_PERIOD_OF_POINT, period)),
        _widest(_bar_text(line) for line in lines),
        _widest(line.figure for line in lines),
        _widest(line.marks for line in lines),
        _widest("; ".join(line.sources) for line in lines),
    )


def _bar_text(line: blocks.PointLine) -> str:
    from cqfacts.output.charts import bar_text

    return bar_text(line.bar)


def _point_grid(lines: Sequence[blocks.PointLine], widths: Sequence[int]) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    styles = ("", "", "bold", _MARK_STYLE, "")
    for width, style in zip(widths, styles, strict=True):
        grid.add_column(width=width, style=style, overflow="fold")
    for line in lines:
        source = "; ".join(line.sources)
        cells = (line.period, _bar_text(line), line.figure, line.marks, source)
        grid.add_row(*map(_text, cells))
    return grid


def _stacked_points(lines: Sequence[blocks.PointLine], page: Page) -> Iterator[RenderableType]:
    """Write each point on lines of its own, where the columns do not fit beside each other; the bar last."""
    for line in lines:
        figure = Text(visible(line.figure), "bold")
        marks = Text(visible(line.marks), _MARK_STYLE)
        sources = [Text(visible(source)) for source in line.sources]
        parts = [Text(visible(line.period)), figure, marks, *sources]
        yield _flow([part for part in parts if part], page.width)
        if line.bar:
            yield Padding(_text(_bar_text(line)), (0, 0, 0, _GAP))


def _flow(parts: Iterable[Text], width: int) -> Text:
    """Return parts beside each other, each on one line where it fits there, the lines after the first set in."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + _GAP + part.cell_len <= width:
            lines[-1].append(" " * _GAP).append_text(part)
        else:
            lines.append(Text(" " * _GAP if lines else "").append_text(part))
    return Text("\n").join(lines)


def _write_legend(block: blocks.Legend, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    entries = [f"{mark} {meaning}" for mark, meaning in (*block.marks, *block.signs)]
    yield _text("\n" + "   ".join(entries), _MARK_STYLE)


def _write_notes(block: blocks.Notes, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    yield _text(f"\n{block.heading}", "bold")
    for names, note in block.notes:
        line = Text.assemble(f"{block.mark} ", (visible(names), "italic"), ": ", visible(note))
        yield Padding(line, (0, 0, 0, 1))


def _write_sentences(block: blocks.SentenceList, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    yield _text(f"\n{block.heading}", "bold")
    for sentence in block.sentences:
        yield Padding(_text(sentence), (0, 0, 0, 1))


def _write_sources(block: blocks.SourceNotes, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    yield _text("\nSources (¶ paragraph: the number of the non-blank line)", "bold")
    sources = Table.grid(padding=(0, 1))
    sources.add_column(no_wrap=True)
    sources.add_column(overflow="fold")
    for source in block.sources:
        sources.add_row(Text(f" {source.number}"), _linked_text(source.text, source.address))
    yield sources


_WRITERS: dict[type, Callable[..., Iterator[RenderableType]]] = {
    blocks.Paragraph: _write_paragraph,
    blocks.FactTable: _write_fact_table,
    blocks.Grid: _write_grid,
    blocks.PlainGrid: _write_plain_grid,
    blocks.DetailsBlock: _write_details,
    blocks.ReasonTree: _write_reason_tree,
    blocks.Chart: _write_chart,
    blocks.Legend: _write_legend,
    blocks.Notes: _write_notes,
    blocks.SentenceList: _write_sentences,
    blocks.SourceNotes: _write_sources,
}


def _grid() -> Table:
    return Table(
        box=None,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP, 0, 0),
        header_style="bold underline",
    )


def _widest(cells: Iterable[str]) -> int:
    return max((cell_len(visible(cell)) for cell in cells), default=1) or 1


def _widest_word(cells: Iterable[str]) -> int:
    """Return the columns that the widest word takes; 0 where there is none."""
    return max((cell_len(visible(word)) for cell in cells for word in cell.split()), default=0)


def _text(content: str, style: str = Emphasis.NONE) -> Text:
    return Text(visible(content), style=str(style))


def _linked_text(content: str, address: str | None) -> Text:
    """Return a text that a terminal opens a page by, where it knows links; those that have no colours are given none."""
    if address is None:
        return _text(content)
    return Text(visible(content), style=Style(link=visible(address)))


def _render(content: RenderableType, page: Page) -> Iterator[str]:
    console = Console(
        file=io.StringIO(),
        width=page.width,
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(content)
    for line in capture.get().splitlines(keepends=True):
        yield line if page.colour else f"{line.rstrip()}\n"
