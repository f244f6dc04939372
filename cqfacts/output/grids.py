"""Tables of values under their names, in the columns that a screen has room for.

A wider screen never takes more lines: a column that may be left out is shown only where the others take no more lines beside
it. The one line more that the names of the columns take is none of them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cqfacts.output.blocks import Column, Grid, PlainGrid
from cqfacts.output.encoding import LEFT_OUT
from cqfacts.output.escaping import visible
from cqfacts.output.listing import GAP, fold, join_parts, shorten, widest
from cqfacts.output.page import Page

_LEAST_PLAIN = 16
"""The least width of a column of values that may be folded."""
_ROOMY = 32
"""The width of a column whose cells are cut from which on others are shown beside it."""


def write_grid(block: Grid, page: Page) -> Iterator[RenderableType]:
    """Write a table of texts; where its columns do not fit beside each other, each row on lines of its own."""
    room = page.width - GAP * (len(block.columns) - 1)
    if sum(column.least_width for column in block.columns) > room:
        yield from _stack(block.rows, [column.name for column in block.columns], page)
        return
    grid = _new_grid()
    for column, width in zip(block.columns, _share_room(block.columns, room), strict=True):
        grid.add_column(Text(visible(column.name)), width=width, overflow="fold")
    for row in block.rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    yield grid


def _share_room(columns: Sequence[Column], room: int) -> list[int]:
    """Return the width of each column: its share of the room, and its least width at least.

    Rich, given ratios and least widths, can come to more than the screen, whose right edge it then drops.

    >>> column = Column("a", least_width=10)
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


class _PlainColumn(NamedTuple):
    """A column of values under their name."""

    column: Column
    cells: Sequence[str]

    @property
    def name(self) -> str:
        """What stands above it."""
        return self.column.name

    @property
    def is_numeric(self) -> bool:
        """True where all of it is numbers, which are set right and never folded."""
        return all(map(_is_numeric, self.cells))

    @property
    def whole_width(self) -> int:
        """The columns of a terminal that it takes where nothing is folded or cut."""
        return widest([self.name, *self.cells]) or 1

    @property
    def least_width(self) -> int:
        """The columns of a terminal that it takes at least."""
        if self.is_numeric or self.name.lower() == "id":
            return self.whole_width
        return min(_LEAST_PLAIN, self.whole_width)

    def fit(self, width: int, page: Page) -> list[str]:
        """Return its cells as they stand in so many columns, where they may still be folded."""
        if not self.column.is_cut:
            return list(self.cells)
        return [shorten(cell, "", width, page.ellipsis) for cell in self.cells]


def _is_numeric(cell: str) -> bool:
    return not cell.strip("0123456789.-")


class _Layout(NamedTuple):
    """The columns that are shown, with their widths."""

    columns: Sequence[_PlainColumn]
    widths: Sequence[int]

    def rows(self, page: Page) -> list[tuple[str, ...]]:
        """Return the cells of each row."""
        cells = [
            column.fit(width, page) for column, width in zip(self.columns, self.widths, strict=True)
        ]
        return list(zip(*cells, strict=True))

    def count_lines(self, page: Page) -> int:
        """Return the lines of a screen that the rows take."""
        return sum(
            max(len(fold(cell, width)) for cell, width in zip(row, self.widths, strict=True))
            for row in self.rows(page)
        )

    @property
    def is_roomy(self) -> bool:
        """True where what is cut has so much room that others may stand beside it."""
        return all(
            width >= min(column.whole_width, _ROOMY)
            for column, width in zip(self.columns, self.widths, strict=True)
            if column.column.is_cut
        )


def write_plain_grid(block: PlainGrid, page: Page) -> Iterator[RenderableType]:
    """Write a table of values; each row on lines of its own where its columns do not fit, or take more lines."""
    columns = _shown_columns(block, page)
    needed = [column for column in columns if not column.column.wide]
    layout = _lay_out(needed, page)
    if layout is None or _is_lower_stacked(layout, page):
        yield from _stack_plain(needed, page)
        return
    for column in reversed([column for column in columns if column.column.wide]):
        layout = _add_column(layout, column, columns, page)
    grid = _new_grid()
    for column, width in zip(layout.columns, layout.widths, strict=True):
        justify: JustifyMethod = "right" if column.is_numeric else "left"
        grid.add_column(Text(visible(column.name)), justify=justify, width=width, overflow="fold")
    for row in layout.rows(page):
        grid.add_row(*(Text(visible(cell)) for cell in row))
    yield grid


def _shown_columns(block: PlainGrid, page: Page) -> list[_PlainColumn]:
    """Return the columns of which a screen has any letters."""
    columns = [
        _PlainColumn(column, [row[at] for row in block.rows])
        for at, column in enumerate(block.columns)
    ]
    if page.has_every_character:
        return columns
    return [
        column
        for column in columns
        if not column.column.is_chinese or any(cell not in ("", LEFT_OUT) for cell in column.cells)
    ]


def _add_column(
    layout: _Layout, added: _PlainColumn, columns: Sequence[_PlainColumn], page: Page
) -> _Layout:
    """Return a layout with one more column in its place, or as it was where that would take room from the others."""
    shown = [column for column in columns if column in layout.columns or column is added]
    longer = _lay_out(shown, page)
    if longer is None or not longer.is_roomy:
        return layout
    return layout if longer.count_lines(page) > layout.count_lines(page) else longer


def _lay_out(columns: Sequence[_PlainColumn], page: Page) -> _Layout | None:
    """Return the widths of columns; None where they do not fit beside each other.

    The room goes to those that need little first; what is left is shared alike.

    >>> columns = [_PlainColumn(Column("a"), ["b" * 20]), _PlainColumn(Column("c"), ["d " * 40])]
    >>> _lay_out(columns, Page(60)).widths
    [20, 38]
    """
    room = page.width - GAP * (len(columns) - 1)
    widths = [column.least_width for column in columns]
    if sum(widths) > room:
        return None
    left = room - sum(widths)
    while left:
        narrow = [at for at, column in enumerate(columns) if widths[at] < column.whole_width]
        if not narrow:
            break
        widths[min(narrow, key=lambda at: widths[at])] += 1
        left -= 1
    return _Layout(columns, widths)


def _stack_plain(columns: Sequence[_PlainColumn], page: Page) -> Iterator[RenderableType]:
    names = [column.name for column in columns]
    cells = [column.fit(page.width - GAP - len(f"{column.name}: "), page) for column in columns]
    return _stack(list(zip(*cells, strict=True)), names, page)


def _is_lower_stacked(layout: _Layout, page: Page) -> bool:
    """Return whether rows on lines of their own take fewer lines than in a table."""
    height = layout.count_lines(page)
    if height == len(layout.rows(page)):
        return False
    stacked = _stack_plain(layout.columns, page)
    return height > sum(
        len(fold(str(line.renderable), page.width - GAP)) if isinstance(line, Padding) else 1
        for line in stacked
    )


def _stack(
    rows: Sequence[Sequence[str]], names: Sequence[str], page: Page
) -> Iterator[RenderableType]:
    """Write each row on lines of its own, where its columns do not fit beside each other: "name: value"."""
    for row in rows:
        yield Text(visible(row[0]), "bold")
        cells = zip(names[1:], row[1:], strict=True)
        parts = [f"{name}: {', '.join(cell.splitlines())}" for name, cell in cells if cell]
        for line in join_parts(parts, page.width - GAP):
            yield Padding(Text(visible(line)), (0, 0, 0, GAP))


def _new_grid() -> Table:
    return Table(
        box=None,
        show_edge=False,
        pad_edge=False,
        padding=(0, GAP, 0, 0),
        header_style="bold underline",
    )
