"""The share of documents that a base holds, as a table and as text with marks."""

from collections.abc import Iterator, Sequence
from itertools import islice

from cqfacts.answers.coverage import CoverageReport, list_passages
from cqfacts.evidence.coverage import DocumentCoverage, Passage, PassageState
from cqfacts.evidence.documents import Recognised
from cqfacts.model.english import plural
from cqfacts.output.blocks import (
    Block,
    Column,
    Emphasis,
    Grid,
    Marked,
    MarkedText,
    Paragraph,
    PlainGrid,
)

_MOST_OPEN = 20
"""The most open passages that are listed below the table."""
_AROUND = 24
"""In characters: how much of the sentence is shown on each side of an open passage."""
_COUNTS = ("quoted", "skipped", "open", "percent")
_MARKS = {
    PassageState.QUOTED: Marked.QUOTED,
    PassageState.SKIPPED: Marked.SKIPPED,
    PassageState.OPEN: Marked.OPEN,
}


def view_coverage(answer: CoverageReport) -> Iterator[Block]:
    """Return a line for each document and the passages that are open, or the documents with their marks."""
    if answer.is_shown:
        yield _legend()
        for coverage in answer.listed:
            yield from _view_document(coverage)
        return
    yield _view_shares(answer.listed)
    if answer.has_excerpts:
        yield from _list_open_passages(answer)


def _view_shares(coverages: Sequence[DocumentCoverage]) -> PlainGrid:
    rows = [_row(coverage) for coverage in coverages]
    columns = [Column(name) for name in ("id", *_COUNTS)]
    notes = [_note(coverage) for coverage in coverages]
    if any(notes):
        columns.append(Column("document"))
        rows = [(*row, note) for row, note in zip(rows, notes, strict=True)]
    return PlainGrid(columns, rows)


def _row(coverage: DocumentCoverage) -> tuple[str, ...]:
    if coverage.document is None:
        return (coverage.source.id, *("" for _ in _COUNTS))
    numbers = [str(coverage.number_of(state)) for state in PassageState]
    return (coverage.source.id, *numbers, _percent_words(coverage))


def _note(coverage: DocumentCoverage) -> str:
    """Return what a reader must know of the file of a document; empty where it is the one that the base knows."""
    if coverage.document is None:
        return "missing"
    if coverage.document.recognised is Recognised.NAME:
        return f"{coverage.document.file} has another text"
    return ""


def _percent_words(coverage: DocumentCoverage) -> str:
    """Return the share with one decimal, rounded down: 100 is said of a whole document only."""
    if coverage.percent is None:
        return ""
    tenths = int(coverage.percent * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _list_open_passages(answer: CoverageReport) -> Iterator[Block]:
    texts = {coverage.source.id: coverage.document for coverage in answer.listed}
    open_passages = [
        item for item in list_passages(answer) if item.passage.state is PassageState.OPEN
    ]
    if not open_passages:
        return
    rows = []
    for item in islice(open_passages, _MOST_OPEN):
        document = texts[item.source]
        paragraph = document.paragraphs[item.passage.paragraph - 1] if document else ""
        place = f"{item.source} ¶{item.passage.paragraph}"
        rows.append((place, item.passage.text, _words_around(item.passage, paragraph)))
    yield Paragraph(f"\n{len(open_passages):,} open:\n", Emphasis.BOLD)
    yield Grid((Column("where", share=2), Column("words"), Column("in", share=3)), rows)
    more = len(open_passages) - len(rows)
    if more:
        yield Paragraph(f"{more:,} more: --show, or --format csv", Emphasis.DIM)


def _words_around(passage: Passage, paragraph: str) -> str:
    """Return a passage in the words around it, on one line."""
    start = max(0, passage.start - _AROUND)
    end = passage.end + _AROUND
    before = "…" if start else ""
    after = "…" if end < len(paragraph) else ""
    return f"{before}{' '.join(paragraph[start:end].split())}{after}"


def _legend() -> MarkedText:
    parts = (
        ("quoted", Marked.QUOTED),
        (" by a fact or relation, ", Marked.NOT),
        ("skipped", Marked.SKIPPED),
        (" with a reason, ", Marked.NOT),
        ("open", Marked.OPEN),
    )
    return MarkedText(parts)


def _view_document(coverage: DocumentCoverage) -> Iterator[Block]:
    total = len(coverage.passages)
    open_count = coverage.number_of(PassageState.OPEN)
    words = f"{open_count:,} of {total:,} {plural(total, 'passage')} open"
    if coverage.document is None:
        words = "the document is missing"
    yield Paragraph(f"\n{coverage.source.id}: {words}\n", Emphasis.BOLD)
    paragraphs = coverage.document.paragraphs if coverage.document else ()
    by_paragraph: dict[int, list[Passage]] = {}
    for passage in coverage.passages:
        by_paragraph.setdefault(passage.paragraph, []).append(passage)
    for number, text in enumerate(paragraphs, 1):
        yield MarkedText(tuple(_mark_parts(text, by_paragraph.get(number, ()))), f"¶{number} ")


def _mark_parts(text: str, passages: Sequence[Passage]) -> Iterator[tuple[str, Marked]]:
    """Yield the text of a paragraph in pieces, each with its mark."""
    end = 0
    for passage in passages:
        start = max(end, passage.start)
        yield text[end:start], Marked.NOT
        yield text[start : passage.end], _MARKS[passage.state]
        end = passage.end
    yield text[end:], Marked.NOT
