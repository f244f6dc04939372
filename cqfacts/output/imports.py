"""The outcome of importing a table, in words: how it was read, what it gives, what was refused."""

from collections.abc import Iterator

from cqfacts.answers.imports import ImportReport, MappedPart
from cqfacts.editing.table_facts import CellRefusal
from cqfacts.editing.table_mapping import TableRole
from cqfacts.editing.table_numbers import NumberStyle
from cqfacts.model.english import plural
from cqfacts.model.names import short
from cqfacts.output.blocks import Block, DetailsBlock, Emphasis, Labelled, Paragraph

_MOST_REFUSALS = 20
_MOST_COLUMNS = 6
_DECIMAL_SIGNS = {",": "a point", ".": "a comma"}
_WHOLE_COLUMN = {TableRole.UNIT: "as the heads say, else that of the indicator"}


def view_import(answer: ImportReport) -> Iterator[Block]:
    """Return the mapping of a table, the counts, the refusals, and whether the base was changed."""
    lines = [Labelled(part.role.value, _part_words(part)) for part in answer.parts]
    lines.append(Labelled("numbers", _style_words(answer.outcome.style)))
    lines.append(Labelled("source", _source_words(answer)))
    if str(answer.outcome.document) != answer.file:
        lines.append(Labelled("document", _document_words(answer)))
    yield DetailsBlock(answer.file, lines)
    for remark in answer.outcome.remarks:
        yield Paragraph(remark, indent=2)
    yield Paragraph(f"\n{_count_words(answer)}")
    for cell, number in answer.outcome.skipped.most_common():
        yield Paragraph(f"skipped, without a value: {number:,} × {short(cell)}", indent=2)
    refusals = answer.listed
    for refusal in refusals[:_MOST_REFUSALS]:
        yield Paragraph(f"\n{_refusal_words(refusal)}")
        yield Paragraph(refusal.way_out, indent=2)
    more = len(refusals) - _MOST_REFUSALS
    if more > 0:
        yield Paragraph(f"\n{more:,} more refusals: --format csv lists them all", Emphasis.DIM)
    yield Paragraph(f"\n{_closing_words(answer)}", Emphasis.BOLD)


def _part_words(part: MappedPart) -> str:
    if part.columns:
        heads = ", ".join(f'"{short(head)}"' for head in part.columns[:_MOST_COLUMNS])
        more = len(part.columns) - _MOST_COLUMNS
        tail = f" and {more:,} more" if more > 0 else ""
        return f"{plural(len(part.columns), 'column')} {heads}{tail}"
    if part.constant is not None:
        return f"{part.constant}, in every row"
    return _WHOLE_COLUMN.get(part.role, "")


def _style_words(style: NumberStyle) -> str:
    if style.is_mixed:
        cells = [f'row {evidence.row} has "{evidence.cell}"' for evidence in style.shown.values()]
        return f"in two ways: {' and '.join(cells)}"
    if style.thousands is None:
        return "without signs that part thousands"
    evidence = style.shown.get(style.thousands)
    decimals = f"decimals stand after {_DECIMAL_SIGNS[style.thousands]}"
    return f'{decimals}, as row {evidence.row} shows: "{evidence.cell}"' if evidence else decimals


def _source_words(answer: ImportReport) -> str:
    is_new = answer.outcome.is_new_source
    return f"{answer.outcome.source}, {'new' if is_new else 'which the base has'}"


def _document_words(answer: ImportReport) -> str:
    """Return the file that the facts cite, and whether it is there already."""
    outcome = answer.outcome
    if not outcome.is_new_document:
        return f"{outcome.document}, which is there"
    if outcome.is_written:
        return f"{outcome.document}, new: keep it with your documents"
    return f"{outcome.document}, not written"


def _count_words(answer: ImportReport) -> str:
    outcome = answer.outcome
    rows = f"{outcome.rows:,} {plural(outcome.rows, 'row')}"
    facts = f"{outcome.facts:,} {plural(outcome.facts, 'fact')}"
    files = f"{len(outcome.files):,} {plural(len(outcome.files), 'file')}"
    return f"{rows}: {facts} for {files}"


def _refusal_words(refusal: CellRefusal) -> str:
    place = f'row {refusal.row:,}, "{short(refusal.column)}": "{short(refusal.cell)}"'
    others = f" ({refusal.others:,} more {plural(refusal.others, 'row')})" if refusal.others else ""
    return f"{place}: {refusal.cause}{others}"


def _closing_words(answer: ImportReport) -> str:
    if answer.outcome.is_written:
        return "Added to the base, which was checked with them."
    refusals = sum(1 + refusal.others for refusal in answer.outcome.refusals)
    if refusals:
        return f"Nothing was written: {refusals:,} {plural(refusals, 'refusal')}."
    if not answer.outcome.facts:
        return "Nothing was written: the table has no value."
    return "Nothing was written: --dry-run. The base is valid with these facts."
