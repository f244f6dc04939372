"""Blocks as Markdown, in the flavour of GitHub. Every piece of data is escaped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from cqfacts.output import blocks
from cqfacts.output.blocks import Block, Emphasis, bracket_parts
from cqfacts.output.escaping import escape_markdown


def write_blocks(content: Iterable[Block]) -> Iterator[str]:
    """Write blocks as Markdown, piece by piece, with an empty line between them."""
    is_first = True
    for block in content:
        is_begun = False
        for piece in _WRITERS[type(block)](block):
            if not is_begun and not is_first:
                yield "\n"
            is_begun = True
            is_first = False
            yield piece


def write_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table, line by line."""
    yield _row(names)
    yield "|" + " --- |" * len(names) + "\n"
    for row in rows:
        yield _row(row)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escape_markdown(cell) for cell in cells) + " |\n"


def _write_paragraph(block: blocks.Paragraph) -> Iterator[str]:
    lines = [escape_markdown(line) for line in block.text.strip("\n").splitlines()]
    text = "  \n".join(filter(None, lines))
    if not text:
        return
    is_title = block.emphasis is Emphasis.BOLD and len(lines) == 1
    yield f"**{text}**\n" if is_title else f"{text}\n"


def _write_marked_text(block: blocks.MarkedText) -> Iterator[str]:
    text = f"{block.label}{''.join(bracket_parts(block.parts))}"
    lines = [escape_markdown(line) for line in text.splitlines()]
    yield "  \n".join(filter(None, lines)) + "\n"


def _write_fact_table(block: blocks.FactTable) -> Iterator[str]:
    lines = iter(block.lines)
    first = next(lines, None)
    if first is None:
        return
    if block.heading:
        yield f"**{escape_markdown(block.heading)}**\n\n"
    names = [block.head, "What", "When", "Marks", "Source", "Id"]
    yield from write_table(names, map(_list_cells, chain([first], lines)))


def _list_cells(line: blocks.FactLine) -> list[str]:
    return [line.figure, line.what, line.when, line.marks, "; ".join(line.sources), line.id]


def _write_grid(block: blocks.Grid | blocks.PlainGrid) -> Iterator[str]:
    rows = [[_join_lines(cell) for cell in row] for row in block.rows]
    yield from write_table([column.name for column in block.columns], rows)


def _join_lines(cell: str) -> str:
    return ", ".join(filter(None, cell.splitlines()))


def _write_details(block: blocks.DetailsBlock) -> Iterator[str]:
    yield f"### {escape_markdown(block.heading)}\n\n"
    for line in block.lines:
        yield f"- **{escape_markdown(line.label)}**: {escape_markdown(line.text)}\n"


def _write_reason_tree(block: blocks.ReasonTree, depth: int = 0) -> Iterator[str]:
    """Write what a figure rests on as a list in a list."""
    first, *others = block.lines
    indent = "  " * depth
    yield f"{indent}- {escape_markdown(first)}\n"
    for line in others:
        yield f"{indent}  {escape_markdown(line)}\n"
    for reason in block.inputs:
        yield from _write_reason_tree(reason, depth + 1)


def _write_chart(block: blocks.Chart) -> Iterator[str]:
    for at, group in enumerate(block.groups):
        if at:
            yield "\n"
        if group.heading:
            yield f"**{escape_markdown(group.heading)}**\n\n"
        names = ("Period", "Bar", "Figure", "Marks", "Source")
        yield from write_table(names, map(_point_cells, group.lines))


def _point_cells(line: blocks.PointLine) -> list[str]:
    from cqfacts.output.charts import bar_text

    return [line.period, bar_text(line.bar), line.figure, line.marks, "; ".join(line.sources)]


def _write_pair_table(block: blocks.PairTable) -> Iterator[str]:
    for pair in block.pairs:
        yield f"**{escape_markdown(pair.heading)}**\n\n"
        yield from _write_fact_table(blocks.FactTable(pair.lines))
        yield f"\n{escape_markdown(pair.judgement)}\n\n"
        if pair.way_on:
            sentence, command = pair.way_on
            yield f"{escape_markdown(sentence)}\n\n    {command}\n\n"


def _write_folded(block: blocks.Folded) -> Iterator[str]:
    return write_blocks(block.content)


def _write_mark_counts(block: blocks.MarkCounts) -> Iterator[str]:
    entries = [f"{count.mark} {count.words}" for count in block.counts]
    yield f"Marks: {'; '.join(map(escape_markdown, entries))}.\n"


def _write_notes(block: blocks.Notes) -> Iterator[str]:
    """Write the reasons of the marks, however many there are: a page has room for them."""
    for note in block.notes:
        mark = f"{note.mark} " if note.mark else ""
        yield f"- {mark}{escape_markdown(f'{note.names}: {note.text}')}\n"


def _write_sentences(block: blocks.SentenceList) -> Iterator[str]:
    yield f"{block.heading}:\n\n"
    for sentence in block.sentences:
        yield f"- {escape_markdown(sentence)}\n"


def _write_sources(block: blocks.SourceNotes) -> Iterator[str]:
    yield "Sources:\n\n"
    for source in block.sources:
        yield f"{source.number}. {escape_markdown(source.text)}\n"


_WRITERS: dict[type, Callable[..., Iterator[str]]] = {
    blocks.Paragraph: _write_paragraph,
    blocks.MarkedText: _write_marked_text,
    blocks.FactTable: _write_fact_table,
    blocks.Grid: _write_grid,
    blocks.PlainGrid: _write_grid,
    blocks.DetailsBlock: _write_details,
    blocks.ReasonTree: _write_reason_tree,
    blocks.Chart: _write_chart,
    blocks.PairTable: _write_pair_table,
    blocks.Folded: _write_folded,
    blocks.MarkCounts: _write_mark_counts,
    blocks.Notes: _write_notes,
    blocks.SentenceList: _write_sentences,
    blocks.SourceNotes: _write_sources,
}
