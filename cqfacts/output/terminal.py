"""Blocks for a terminal, with Rich. Data goes in as Text, never as markup; figures and citations are never cut."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from cqfacts.output import blocks
from cqfacts.output.blocks import Block, Emphasis, Marked, bracket_parts
from cqfacts.output.encoding import fit_all
from cqfacts.output.escaping import visible
from cqfacts.output.grids import write_grid, write_plain_grid
from cqfacts.output.listing import (
    mark_text,
    write_fact_table,
    write_pair_table,
)
from cqfacts.output.page import Page

_MARK_STYLE = "yellow"
_BETWEEN = "   "
"""The space between two entries of a line."""


def write_blocks(content: Iterable[Block], page: Page) -> Iterator[str]:
    """Write blocks as lines of text for a page."""
    after_details = False
    for made in content:
        block = made if page.has_every_character else fit_all(made, page.encoding)
        if after_details and isinstance(block, blocks.DetailsBlock):
            yield "\n"
        after_details = isinstance(block, blocks.DetailsBlock)
        for renderable in _WRITERS[type(block)](block, page):
            yield from _render(renderable, page)


def _write_paragraph(block: blocks.Paragraph, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    text = _text(block.text, block.emphasis)
    yield Padding(text, (0, 0, 0, block.indent)) if block.indent else text


_MARKED_STYLES = {
    Marked.NOT: "",
    Marked.QUOTED: "green",
    Marked.SKIPPED: "dim strike",
    Marked.OPEN: "bold reverse",
}


def _write_marked_text(block: blocks.MarkedText, page: Page) -> Iterator[RenderableType]:
    label = _text(block.label, Emphasis.DIM)
    if not page.colour:
        yield Text.assemble(label, visible("".join(bracket_parts(block.parts))))
        return
    pieces = [_text(words, _MARKED_STYLES[mark]) for words, mark in block.parts]
    yield Text.assemble(label, *pieces)


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
    from cqfacts.output.chart_screen import write_chart

    return write_chart(block, page)


def _write_folded(block: blocks.Folded, page: Page) -> Iterator[RenderableType]:
    if not page.with_all:
        if block.brief:
            yield _text(block.brief)
        return
    for inner in block.content:
        yield from _WRITERS[type(inner)](inner, page)


def _write_mark_counts(block: blocks.MarkCounts, page: Page) -> Iterator[RenderableType]:
    """Write what the marks say, those with one way out together."""
    with_reasons = block.has_reasons or page.with_doubts
    entries_by_way: dict[str, list[Text]] = {}
    for count in block.counts:
        is_told_below = with_reasons and count.way_out.startswith("--")
        way_out = "" if is_told_below else count.way_out
        entry = Text.assemble(mark_text(count.mark), f" {count.words}")
        entries_by_way.setdefault(way_out, []).append(entry)
    yield Text("")
    yield from _join_entries([_name_way(*item) for item in entries_by_way.items()], page)


def _name_way(way_out: str, entries: Sequence[Text]) -> Text:
    line = Text(", ").join(entries)
    return line.append(f": {way_out}", "dim") if way_out else line


def _join_entries(entries: Iterable[Text], page: Page) -> Iterator[Text]:
    """Yield entries, as many on a line as fit."""
    line = Text()
    for entry in entries:
        longer = Text.assemble(line, _BETWEEN, entry) if line else entry
        if line and longer.cell_len > page.width:
            yield line
            longer = entry
        line = longer
    yield line


def _write_notes(block: blocks.Notes, page: Page) -> Iterator[RenderableType]:
    """Write the reasons of marks, and where all doubts are wanted those without a mark, too."""
    if block.is_optional and not page.with_doubts:
        return
    notes = [note for note in block.notes if note.mark or page.with_doubts]
    if notes:
        yield Text("")
    for note in notes:
        names = Text(visible(note.names), "italic")
        yield Text.assemble(mark_text(note.mark or " "), " ", names, ": ", visible(note.text))


def _write_sentences(block: blocks.SentenceList, page: Page) -> Iterator[RenderableType]:  # noqa: ARG001 - see _WRITERS
    yield _text(f"\n{block.heading}", "bold")
    for sentence in block.sentences:
        yield Padding(_text(sentence), (0, 0, 0, 1))


def _write_sources(block: blocks.SourceNotes, page: Page) -> Iterator[RenderableType]:
    """Write the sources in short: `cqfacts sources` and `show` have them whole."""
    entries = [
        _linked_text(f"{source.number} {source.brief}", source.address) for source in block.sources
    ]
    return _join_entries(entries, page)


_WRITERS: dict[type, Callable[..., Iterator[RenderableType]]] = {
    blocks.Paragraph: _write_paragraph,
    blocks.MarkedText: _write_marked_text,
    blocks.FactTable: write_fact_table,
    blocks.Grid: write_grid,
    blocks.PlainGrid: write_plain_grid,
    blocks.DetailsBlock: _write_details,
    blocks.ReasonTree: _write_reason_tree,
    blocks.Chart: _write_chart,
    blocks.PairTable: write_pair_table,
    blocks.Folded: _write_folded,
    blocks.MarkCounts: _write_mark_counts,
    blocks.Notes: _write_notes,
    blocks.SentenceList: _write_sentences,
    blocks.SourceNotes: _write_sources,
}


def _text(content: str, style: str = Emphasis.NONE) -> Text:
    return Text(visible(content), style=str(style))


def _linked_text(content: str, address: str | None) -> Text:
    """Return a text that a terminal opens a page by, where it knows links; those that have no colours are given none."""
    if address is None:
        return _text(content)
    return Text(visible(content), style=Style(link=visible(address)))


class _Sheet(io.StringIO):
    """A text in memory that says the encoding of the screen: Rich draws the lines of a tree by it."""

    encoding = "utf-8"

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self.encoding = encoding


def _render(content: RenderableType, page: Page) -> Iterator[str]:
    console = Console(
        file=_Sheet(page.encoding),
        width=page.width,
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
    )
    is_unbroken = isinstance(content, Text) and bool(content.no_wrap)
    with console.capture() as capture:
        console.print(content, soft_wrap=is_unbroken)
    for line in capture.get().splitlines(keepends=True):
        yield line if page.colour else f"{line.rstrip()}\n"
