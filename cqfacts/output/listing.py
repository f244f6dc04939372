"""Facts on a screen: the figure first, one line a fact. The title gives way; no figure, mark or citation is ever cut.

Where even the shortest titles leave no room for columns, a fact stands on lines of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cqfacts.output.blocks import FactLine, FactTable, PairTable
from cqfacts.output.escaping import visible
from cqfacts.output.page import Page

GAP = 2
"""Columns of the screen between the columns of a table."""
MARK_STYLES = {"?": "yellow", "!": "red", "=": "dim", "f": "italic", "r": "dim"}
_LEAST_WHAT = 16
_LEAST_FIGURE = 14
_STEPS = 6
"""How many narrower columns of figures are tried."""
_COST_OF_CUT = 0.1
_COST_OF_TORN_FIGURE = 1.5
"""The lines for which a figure may be parted from its unit."""
_COST_OF_TORN_NUMBER = 20
"""Those for which 100 may be parted from billion."""
_SCALES = ("thousand", "million", "billion", "trillion")
_LEAST_CUT = 5
"""A title of fewer columns is not cut, but folded."""
_LEAST_KEPT = 0.6
"""A title that would lose more of itself than this leaves is folded, too."""
_INDENT = 4


class Layout(NamedTuple):
    """The width of each column of a listing, in columns of the screen. A column of none is left out."""

    figure: int
    what: int
    when: int
    marks: int
    sources: int
    ids: int = 0

    @property
    def total(self) -> int:
        """The columns of the screen that they take together."""
        shown = [width for width in self if width]
        return sum(shown) + GAP * (len(shown) - 1)


def write_fact_table(block: FactTable, page: Page) -> Iterator[RenderableType]:
    """Write facts as a table, or on lines of their own where the screen is too narrow for one."""
    lines = list(block.lines)
    if not lines:
        return
    if block.heading:
        yield Text(f"\n{visible(block.heading)}", "bold")
    if block.is_below:
        yield Text("")
    layout = find_layout(lines, page, block.head)
    if layout is None:
        yield from _stack(lines, page)
    elif page.with_ids and not layout.ids:
        yield from _tabulate_with_ids(lines, layout, page, block.head)
    else:
        yield _tabulate(lines, layout, page, block.head)


def write_pair_table(block: PairTable, page: Page) -> Iterator[RenderableType]:
    """Write pairs of facts, all in the same columns, each with its judgement and what leads on."""
    lines = [line for pair in block.pairs for line in pair.lines]
    narrower = page._replace(width=page.width - _INDENT)
    layout = find_layout(lines, narrower, "")
    for pair in block.pairs:
        yield Text(visible(pair.heading), "bold")
        if layout is None:
            yield from _stack(pair.lines, page)
        elif page.with_ids and not layout.ids:
            for row in _tabulate_with_ids(pair.lines, layout, narrower, None):
                yield row if isinstance(row, Text) else _indented(row)
        else:
            yield _indented(_tabulate(pair.lines, layout, narrower, None))
        yield _indented(Text(visible(pair.judgement)))
        yield from _lead_on(pair.way_on)
        yield Text("")


def _lead_on(way_on: Sequence[str]) -> Iterator[RenderableType]:
    if way_on:
        sentence, command = way_on
        yield _indented(Text(visible(sentence)))
        yield Text(" " * (_INDENT + 3) + visible(command), "cyan", no_wrap=True)


def find_layout(lines: Sequence[FactLine], page: Page, head: str) -> Layout | None:
    """Return the columns of a listing that take the fewest lines of a screen; None where there is no room for columns.

    The title gives way, figures are folded at their words, then periods. Ids are shown where all fits whole.
    """
    whole = _measure(lines, head)
    with_ids = whole._replace(ids=widest(line.id for line in lines))
    if with_ids.total <= page.width:
        return with_ids
    layouts = [_fill(layout, page) for layout in _narrower_layouts(whole, lines, head)]
    fitting = [layout for layout in layouts if layout.what >= min(_LEAST_WHAT, whole.what)]
    return min(fitting, key=lambda layout: _cost(layout, lines, page), default=None)


def _measure(lines: Sequence[FactLine], head: str) -> Layout:
    """Return the width that each column has where nothing gives way."""
    return Layout(
        figure=widest([head, *(line.figure for line in lines)]),
        what=widest(["What", *(line.what for line in lines)]),
        when=widest(["When", *(line.when for line in lines)]),
        marks=widest(line.marks for line in lines),
        sources=widest(["Source", *(source for line in lines for source in line.sources)]),
    )


def _narrower_layouts(whole: Layout, lines: Sequence[FactLine], head: str) -> Iterator[Layout]:
    """Yield layouts with narrower and narrower figures and periods, none of them narrower than its widest word."""
    least_figure = max(_LEAST_FIGURE, _widest_word([head, *(line.figure for line in lines)]))
    least_figure = min(least_figure, whole.figure)
    step = max(1, (whole.figure - least_figure) // _STEPS)
    for figure in range(whole.figure, least_figure - 1, -step):
        yield whole._replace(figure=figure)
    least_when = _widest_word(["When", *(line.when for line in lines)])
    yield whole._replace(figure=least_figure, when=least_when)


def _fill(layout: Layout, page: Page) -> Layout:
    """Return a layout whose titles have the room that is left, and no more than they need."""
    room = layout.what + page.width - layout.total
    return layout._replace(what=min(room, layout.what))


def _cost(layout: Layout, lines: Sequence[FactLine], page: Page) -> float:
    """Return the lines that a listing takes; a title that is cut costs a part of one, a figure that is folded more."""
    titles = shorten_titles(lines, layout.what, page.ellipsis)
    costs = [_cost_of_line(line, what, layout) for line, what in zip(lines, titles, strict=True)]
    return sum(costs)


def _cost_of_line(line: FactLine, what: str, layout: Layout) -> float:
    figure = _fold(line.figure, layout.figure)
    height = max(
        len(figure),
        _height(what, layout.what),
        _height(line.when, layout.when),
        len(line.sources),
    )
    cost = height + _cost_of_tearing(figure)
    return cost if what == line.what else cost + _COST_OF_CUT


def _cost_of_tearing(figure: Sequence[str]) -> float:
    """Return what it costs that a figure stands on several lines: more where its number is parted from its scale."""
    if len(figure) == 1 or not any(character.isdigit() for line in figure for character in line):
        return 0.0
    is_number_torn = any(
        above[-1].isdigit() and below.split()[0] in _SCALES for above, below in pairwise(figure)
    )
    return _COST_OF_TORN_NUMBER if is_number_torn else _COST_OF_TORN_FIGURE


def _height(text: str, width: int) -> int:
    """Return the lines that a text takes in so many columns.

    >>> _height("attracting foreign investment", 20), _height("no. 1", 20)
    (2, 1)
    """
    return len(_fold(text, width))


def _fold(text: str, width: int) -> list[str]:
    """Return a text as lines of so many columns, folded at its words.

    >>> _fold("more than 100 billion yuan", 14)
    ['more than 100', 'billion yuan']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and cell_len(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _tabulate(lines: Sequence[FactLine], layout: Layout, page: Page, head: str | None) -> Table:
    """Return facts as a table, with the names of its columns where the first one has a name."""
    table = Table(
        box=None,
        show_edge=False,
        show_header=head is not None,
        pad_edge=False,
        padding=(0, GAP, 0, 0),
        header_style="bold underline",
    )
    table.add_column(head or "", width=layout.figure, overflow="fold", style="bold")
    table.add_column("What", width=layout.what, overflow="fold")
    table.add_column("When", width=layout.when, overflow="fold")
    if layout.marks:
        table.add_column("", width=layout.marks, no_wrap=True)
    table.add_column("Source", width=layout.sources, no_wrap=True)
    if layout.ids:
        table.add_column("Id", width=layout.ids, no_wrap=True, style="dim")
    titles = shorten_titles(lines, layout.what, page.ellipsis)
    for line, what in zip(lines, titles, strict=True):
        table.add_row(*_list_cells(line, what, layout))
    return table


def _tabulate_with_ids(
    lines: Sequence[FactLine], layout: Layout, page: Page, head: str | None
) -> Iterator[RenderableType]:
    """Write a table whose facts have their ids on lines of their own."""
    for line in lines:
        yield _tabulate([line], layout, page, head)
        yield _id_line(line)
        head = None


def _id_line(line: FactLine) -> RenderableType:
    """Return an id on a line of its own, unbroken: a screen that folds it still copies it whole."""
    return Text(" " * _INDENT + visible(line.id), "dim", no_wrap=True)


def _list_cells(line: FactLine, what: str, layout: Layout) -> Iterator[Text]:
    yield Text(visible(line.figure), _figure_style(line))
    yield Text(visible(what))
    yield Text(visible(line.when), "dim" if line.when.startswith("c.") else "")
    if layout.marks:
        yield mark_text(line.marks)
    yield Text("\n".join(line.sources))
    if layout.ids:
        yield Text(visible(line.id))


def _figure_style(line: FactLine) -> str:
    """Return the style of a figure: one that no document prints is told from those that one prints."""
    return "italic" if "=" in line.marks else ""


def mark_text(marks: str) -> Text:
    """Return marks, each in its colour."""
    return Text.assemble(*((mark, MARK_STYLES.get(mark, "")) for mark in marks))


def shorten_titles(lines: Sequence[FactLine], width: int, ellipsis: str) -> list[str]:
    """Return what each line is about, in so many columns; two titles are never cut to the same text.

    Where their beginnings are the same, or where little would be left, they are not cut but folded.
    """
    texts = [shorten(line.title, line.scope, width, ellipsis) for line in lines]
    for at in _find_unclear(lines, texts):
        texts[at] = lines[at].what
    return [
        line.what if _loses_much(line, text) else text
        for line, text in zip(lines, texts, strict=True)
    ]


def _loses_much(line: FactLine, text: str) -> bool:
    """Return whether a title that is cut would keep too little to be read."""
    return cell_len(text) < _LEAST_KEPT * cell_len(line.what)


def _find_unclear(lines: Sequence[FactLine], texts: Sequence[str]) -> list[int]:
    """Return the places of texts that stand for different things."""
    things_by_text: dict[str, set[str]] = {}
    for line, text in zip(lines, texts, strict=True):
        things_by_text.setdefault(text, set()).add(line.what)
    return [at for at, text in enumerate(texts) if len(things_by_text[text]) > 1]


def shorten(title: str, scope: str, width: int, ellipsis: str = "…") -> str:
    """Return a title and its scope in so many columns; the title is cut, the scope never.

    >>> shorten("Growth of motor vehicle output", "China", 24)
    'Growth of motor…, China'
    >>> shorten("Growth", "Chengdu-Chongqing", 22), shorten("Output", "", 24)
    ('Growth, Chengdu-Chongqing', 'Output')
    """
    ending = f", {scope}" if scope else ""
    room = width - cell_len(ending)
    if cell_len(title) <= room or room < _LEAST_CUT:
        return title + ending  # what does not fit is folded
    start = chop_cells(title, room - len(ellipsis))[0]
    return f"{start.rstrip()}{ellipsis}{ending}"


def _stack(lines: Sequence[FactLine], page: Page) -> Iterator[RenderableType]:
    """Write each fact on lines of its own: the figure with its marks, what it is of, when and where."""
    for line in lines:
        yield Text.assemble(
            (visible(line.figure), "bold"), "  " if line.marks else "", mark_text(line.marks)
        )
        yield _indented(Text(visible(line.what)))
        for part in join_parts([line.when, *line.sources], page.width - _INDENT):
            yield _indented(Text(part))
        if page.with_ids:
            yield _id_line(line)


def _indented(content: RenderableType) -> Padding:
    return Padding(content, (0, 0, 0, _INDENT))


def join_parts(parts: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines of parts, none of which is broken where it fits on a line.

    >>> list(join_parts(["facts: 26", "years: 2013, 2014"], 20))
    ['facts: 26', 'years: 2013, 2014']
    """
    line = ""
    for part in map(visible, parts):
        longer = f"{line}{' ' * GAP}{part}" if line else part
        if line and cell_len(longer) > width:
            yield line
            longer = part
        line = longer
    yield line


def widest(cells: Iterable[str]) -> int:
    """Return the columns that the widest cell takes; 0 where there is none."""
    return max((cell_len(visible(cell)) for cell in cells), default=0)


def _widest_word(cells: Iterable[str]) -> int:
    """Return the columns that the widest word takes; 0 where there is none."""
    return widest(word for cell in cells for word in cell.split())
