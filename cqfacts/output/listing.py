"""Facts on a screen: the figure first, one line a fact. The title gives way; no figure, mark or citation is ever cut.

Where even the shortest titles leave no room for columns, a fact stands on lines of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from cqfacts.output.blocks import FactLine, FactTable, PairTable
from cqfacts.output.escaping import visible
from cqfacts.output.page import Page

GAP = 2
"""Columns of the screen between the columns of a table."""
MARK_STYLES = {"?": "yellow", "!": "red", "=": "dim", "f": "italic", "r": "dim"}
_LEAST_WHAT = 16
_LEAST_FIGURE = 14
_LEAST_BESIDE = 12
"""The columns of a title beside a figure that is longer than its column."""
_STEPS = 6
"""How many narrower columns of figures are tried."""
_COST_OF_LONGER_FIGURE = 60
"""The columns of titles that may be cut for a figure that keeps to its column."""
_LEAST_CUT = 5
"""A title of fewer columns is not cut, but folded."""
_LEAST_START = 4
"""The columns of the start of a title whose middle is cut."""
_LEAST_END = 5
"""Those of its end."""
_INDENT = 4
_LEAST_STACKED = 2
"""The lines that a fact takes at least where it stands on lines of its own."""


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
    else:
        yield from _tabulate(lines, layout, page, block.head)


def write_pair_table(block: PairTable, page: Page) -> Iterator[RenderableType]:
    """Write pairs of facts, all in the same columns, each with its judgement and what leads on."""
    lines = [line for pair in block.pairs for line in pair.lines]
    narrower = page._replace(width=page.width - _INDENT)
    layout = find_layout(lines, narrower, "")
    for pair in block.pairs:
        yield Text(visible(pair.heading), "bold")
        if layout is None:
            yield from _stack(pair.lines, page)
        else:
            for row in _tabulate(pair.lines, layout, narrower, None):
                yield row if row.no_wrap else _indented(row)
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

    The title gives way, then periods and states are folded. Ids are shown where all fits whole.
    """
    whole = _measure(lines, head)
    with_ids = whole._replace(ids=widest(line.id for line in lines))
    if with_ids.total <= page.width:
        return with_ids
    layouts = [_fill(layout, page) for layout in _narrower_layouts(whole, lines, head)]
    fitting = [layout for layout in layouts if layout.what >= min(_LEAST_WHAT, whole.what)]
    costs = {layout: _cost(layout, lines, page) for layout in fitting}
    best = min(fitting, key=lambda layout: costs[layout], default=None)
    if best is None:
        return None
    height = costs[best].lines + (1 if head else 0)
    is_low = height <= _LEAST_STACKED * len(lines) or height <= _count_stacked(lines, page)
    return best if is_low else None


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


class _Cost(NamedTuple):
    """The lines that a listing takes and, among listings of as many, the columns that are cut of its titles."""

    lines: int
    cut: int


class _Row(NamedTuple):
    """A fact in the columns of a layout: its title as it was cut, and the columns of its figure, which may be longer than others."""

    line: FactLine
    what: str
    figure_width: int
    layout: Layout

    @property
    def what_width(self) -> int:
        """The columns that are left for the title."""
        return self.layout.figure + self.layout.what - self.figure_width

    @property
    def is_longer(self) -> bool:
        """True where the figure takes columns from the title."""
        return self.figure_width > self.layout.figure

    @property
    def is_folded(self) -> bool:
        """True where the title takes several lines."""
        return len(fold(self.what, self.what_width)) > 1

    def fold(self) -> list[tuple[str, str]]:
        """Return the lines of the figure and the title. A figure that has no room beside the title stands above it, unbroken."""
        titles = fold(visible(self.what), self.what_width)
        figures = fold(visible(self.line.figure), self.figure_width)
        if len(figures) > 1 and _has_number(self.line):
            figures = fold(visible(self.line.figure), self.layout.figure + GAP + self.layout.what)
            titles = [""] * len(figures) + titles
        return list(zip_longest(figures, titles, fillvalue=""))

    def body(self) -> list[Text]:
        """Return these lines as they are written."""
        style = _figure_style(self.line)
        widths = (self.figure_width, self.what_width)
        return [
            _join_cells([Text(figure, style), Text(title)], widths) for figure, title in self.fold()
        ]

    def height(self) -> int:
        """Return the lines of a screen that it takes."""
        whens = fold(self.line.when, self.layout.when)
        return max(len(self.fold()), len(whens), len(self.line.sources))

    def cut(self) -> int:
        """Return the columns that its title has lost, and what a longer figure counts for."""
        lost = cell_len(self.line.what) - cell_len(self.what)
        return lost + _COST_OF_LONGER_FIGURE if self.is_longer else lost


def _cost(layout: Layout, lines: Sequence[FactLine], page: Page) -> _Cost:
    rows = _arrange(lines, layout, page)
    return _Cost(sum(row.height() for row in rows), sum(row.cut() for row in rows))


def _arrange(lines: Sequence[FactLine], layout: Layout, page: Page) -> list[_Row]:
    """Return facts in the columns of a layout. A figure takes columns from its title only where this stays on one line."""
    widths = [_figure_width(line, layout) for line in lines]
    rows = _cut_titles(lines, widths, layout, page)
    if not any(row.is_longer and row.is_folded for row in rows):
        return rows
    widths = [
        layout.figure if row.is_longer and row.is_folded else row.figure_width for row in rows
    ]
    return _cut_titles(lines, widths, layout, page)


def _cut_titles(
    lines: Sequence[FactLine], figure_widths: Sequence[int], layout: Layout, page: Page
) -> list[_Row]:
    uncut = [
        _Row(line, line.what, width, layout)
        for line, width in zip(lines, figure_widths, strict=True)
    ]
    titles = shorten_titles(lines, [row.what_width for row in uncut], page.ellipsis)
    return [row._replace(what=title) for row, title in zip(uncut, titles, strict=True)]


def _figure_width(line: FactLine, layout: Layout) -> int:
    """Return the columns of a figure: those of all, or its own where they leave room for a title."""
    own = cell_len(visible(line.figure))
    scope = cell_len(line.what) - cell_len(line.title)
    has_room = layout.figure + layout.what - own >= max(_LEAST_BESIDE, scope + _LEAST_CUT)
    return max(layout.figure, own) if has_room else layout.figure


def _has_number(line: FactLine) -> bool:
    """Return whether a line has a figure, which is not folded as a state is."""
    return any(character.isdigit() for character in line.figure)


def fold(text: str, width: int) -> list[str]:
    """Return a text as lines of so many columns, folded at its words; a longer word is broken.

    >>> fold("more than 100 billion yuan", 14)
    ['more than 100', 'billion yuan']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines += chop_cells(word, width)
    return lines if lines[0] else lines[1:] or [""]


def _tabulate(
    lines: Sequence[FactLine], layout: Layout, page: Page, head: str | None
) -> Iterator[Text]:
    """Write facts as rows of a table, with the names of its columns where the first one has a name."""
    if head is not None:
        yield _write_head(head, layout)
    for row in _arrange(lines, layout, page):
        yield _write_row(row)
        if page.with_ids and not layout.ids:
            yield _id_line(row.line)


def _write_head(head: str, layout: Layout) -> Text:
    names = [head, "What", "When", "", "Source", "Id"]
    columns = [(name, width) for name, width in zip(names, layout, strict=True) if width]
    cells = [Text(name, "bold underline") for name, _ in columns]
    return _join_cells(cells, [width for _, width in columns])


def _write_row(row: _Row) -> Text:
    """Return a fact in columns, on as many lines as its highest cell has."""
    line, layout = row.line, row.layout
    style = "dim" if line.when.startswith("c.") else ""
    whens = [Text(when, style) for when in fold(visible(line.when), layout.when)]
    columns = [
        (layout.figure + GAP + layout.what, row.body()),
        (layout.when, whens),
        (layout.marks, [mark_text(line.marks)]),
        (layout.sources, [Text(source) for source in line.sources]),
        (layout.ids, [Text(visible(line.id), "dim")]),
    ]
    shown = [(width, cells) for width, cells in columns if width]
    lines = zip_longest(*(cells for _, cells in shown), fillvalue=Text())
    widths = [width for width, _ in shown]
    return Text("\n").join(_join_cells(cells, widths) for cells in lines)


def _join_cells(cells: Iterable[Text], widths: Iterable[int]) -> Text:
    """Return a line of a table."""
    line = Text()
    at = 0
    for cell, width in zip(cells, widths, strict=True):
        if cell:
            line.append(" " * (at - line.cell_len)).append_text(cell)
        at += width + GAP
    return line


def _id_line(line: FactLine) -> Text:
    """Return an id on a line of its own, unbroken: a screen that folds it still copies it whole."""
    return Text(" " * _INDENT + visible(line.id), "dim", no_wrap=True)


def _figure_style(line: FactLine) -> str:
    """Return the style of a figure: one that no document prints is told from those that one prints."""
    return "bold italic" if "=" in line.marks else "bold"


def mark_text(marks: str) -> Text:
    """Return marks, each in its colour."""
    return Text.assemble(*((mark, MARK_STYLES.get(mark, "")) for mark in marks))


def shorten_titles(lines: Sequence[FactLine], widths: Sequence[int], ellipsis: str) -> list[str]:
    """Return what each line is about, in so many columns; two titles are never cut to the same text.

    Of titles that begin alike, what tells them apart is kept. Where that has no room, they are not cut but folded.
    """
    texts = [
        shorten(line.title, line.scope, width, ellipsis)
        for line, width in zip(lines, widths, strict=True)
    ]
    for _ in range(_MOST_ALIKE):
        for group in _find_alike(lines, texts):
            start = _common_start([lines[at].title for at in group])
            for at in group:
                texts[at] = _shorten_start(lines[at], start, widths[at], ellipsis)
    for group in _find_alike(lines, texts):
        for at in group:
            texts[at] = lines[at].what
    return [
        line.what if _says_little(line, text, ellipsis) else text
        for line, text in zip(lines, texts, strict=True)
    ]


def _says_little(line: FactLine, text: str, ellipsis: str) -> bool:
    """Return whether so little of a title is left that it does not say what it is: it is folded, not cut."""
    if ellipsis not in text or text == line.what:
        return False
    scope = text.rpartition(", ")[2] if line.scope else ""
    return cell_len(text) - cell_len(scope) < _LITTLE


_TELLING, _SHORT_SCOPE = 18, 10
"""The columns of a title that tell what it is, and those to which a scope is cut to leave it so many."""
_LITTLE = 20
"""A title of which fewer columns are left says little."""
_MOST_ALIKE = 3
"""How often titles that are alike are cut anew: in each round, those that are still alike keep what comes later."""


def _find_alike(lines: Sequence[FactLine], texts: Sequence[str]) -> list[list[int]]:
    """Return the places of texts that are the same and stand for different things, those of each text together."""
    places_by_text: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        places_by_text.setdefault(text, []).append(at)
    return [
        places for places in places_by_text.values() if len({lines[at].what for at in places}) > 1
    ]


def _common_start(titles: Sequence[str]) -> str:
    """Return the words with which different titles begin alike.

    >>> _common_start(["Plan for exchange: cultural base", "Plan for exchange: centre"])
    'Plan for exchange: '
    """
    words = [title.split(" ")[:-1] for title in titles]
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))
    return "".join(f"{first} " for first, *_ in alike)


def _shorten_start(line: FactLine, start: str, width: int, ellipsis: str) -> str:
    """Return a title in so many columns without the end of its start, and its scope.

    >>> line = FactLine("", "Plan for exchange: cultural export base", "", "", "", (), "")
    >>> _shorten_start(line, "Plan for exchange: ", 24, "…")
    'Plan… cultural export b…'
    """
    if not start:
        return line.what
    end = line.title.removeprefix(start)
    left = width - cell_len(ellipsis) - 1
    scope = cell_len(line.what) - cell_len(line.title)
    kept = max(left - scope - cell_len(end), _LEAST_START)
    if left - scope - kept < min(cell_len(end), _LEAST_END):
        return line.what
    first = chop_cells(start, kept)[0].rstrip()
    return f"{first}{ellipsis} {shorten(end, line.scope, left - cell_len(first), ellipsis)}"


def shorten(title: str, scope: str, width: int, ellipsis: str = "…") -> str:
    """Return a title and its scope in so many columns; the title is cut, and where little would be left of it a long scope.

    >>> shorten("Growth of motor vehicle output", "China", 24)
    'Growth of motor…, China'
    >>> shorten("Growth of motor vehicle output", "Chengdu-Chongqing", 28)
    'Growth of motor…, Chengdu-C…'
    >>> shorten("Growth", "Chengdu-Chongqing", 22), shorten("Output", "", 24)
    ('Growth, Chengdu-C…', 'Output')
    """
    ending = f", {scope}" if scope else ""
    room = width - cell_len(ending)
    if room < min(cell_len(title), _TELLING) and cell_len(scope) > _SHORT_SCOPE:
        start = chop_cells(scope, _SHORT_SCOPE - len(ellipsis))[0]
        shorter = f", {start.rstrip()}{ellipsis}"
        if width - cell_len(shorter) >= _LEAST_CUT:
            ending = shorter
            room = width - cell_len(ending)
    if cell_len(title) <= room or room < _LEAST_CUT:
        return title + ending  # what does not fit is folded
    start = chop_cells(title, room - len(ellipsis))[0]
    return f"{start.rstrip()}{ellipsis}{ending}"


def _stack(lines: Sequence[FactLine], page: Page) -> Iterator[RenderableType]:
    """Write each fact on lines of its own: the figure with its marks, when and where, and what it is of."""
    room = page.width - _INDENT
    titles = shorten_titles(lines, [room] * len(lines), page.ellipsis)
    for line, what in zip(lines, titles, strict=True):
        figure = (visible(line.figure), "bold")
        first = Text.assemble(figure, "  " if line.marks else "", mark_text(line.marks))
        places = list(_places_below(line, page))
        if not places:
            first.append(" " * GAP).append((" " * GAP).join(_places_of(line)))
        yield first
        yield _indented(Text(visible(what)))
        for place in places:
            yield _indented(Text(place))
        if page.with_ids:
            yield _id_line(line)


def _places_of(line: FactLine) -> list[str]:
    return [visible(part) for part in (line.when, *line.sources)]


def _places_below(line: FactLine, page: Page) -> Iterator[str]:
    """Yield when and where a figure stands, in lines, where that has no room behind it."""
    marks = [line.marks] if line.marks else []
    whole = (" " * GAP).join([visible(line.figure), *marks, *_places_of(line)])
    if cell_len(whole) > page.width:
        yield from join_parts([line.when, *line.sources], page.width - _INDENT)


def _count_stacked(lines: Sequence[FactLine], page: Page) -> int:
    """Return the lines of a screen that facts take on lines of their own."""
    room = page.width - _INDENT
    titles = shorten_titles(lines, [room] * len(lines), page.ellipsis)
    return sum(
        len(fold(line.figure, page.width))
        + len(fold(what, room))
        + len(list(_places_below(line, page)))
        for line, what in zip(lines, titles, strict=True)
    )


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
