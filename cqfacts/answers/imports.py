"""The outcome of importing a table."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    FLAG,
    FOLDER,
    MORE,
    NO_FACTS,
    TEXT,
    TEXTS,
    Envelope,
    Listing,
    Record,
    by_id,
    key,
    list_of,
    nullable,
)
from cqfacts.editing.importing import TableImport
from cqfacts.editing.table_facts import CellRefusal
from cqfacts.editing.table_mapping import TableRole


class ImportReport(NamedTuple):
    """The way a table was read, the facts that it gives, and the cells that were refused."""

    file: str
    """The file of the table as the user typed it."""
    folder: str | None
    """The folder of the base as the user typed it; None: the shipped base."""
    is_dry_run: bool
    outcome: TableImport
    limit: int | None = None
    """The most refusals that are listed."""
    command: str = "import"

    @property
    def listed(self) -> Sequence[CellRefusal]:
        """The refusals that the limit lets through."""
        return self.outcome.refusals[: self.limit]

    @property
    def more(self) -> int:
        """The number of refusals that the limit leaves out."""
        return len(self.outcome.refusals) - len(self.listed)

    @property
    def contract(self) -> "Envelope[ImportReport, CellRefusal]":
        """The keys of its JSON."""
        return IMPORT_REPORT

    @property
    def parts(self) -> "list[MappedPart]":
        """Return where each part of a fact comes from."""
        return [_map_part(self.outcome, role) for role in TableRole]


class MappedPart(NamedTuple):
    """A part of facts: the columns that say it, or the word for every row. It has neither where it follows from others."""

    role: TableRole
    columns: tuple[str, ...]
    constant: str | None


def _map_part(outcome: TableImport, role: TableRole) -> MappedPart:
    mapping = outcome.mapping
    column = mapping.columns.get(role)
    columns: tuple[str, ...] = (column.head,) if column else ()
    if mapping.is_wide and role in (TableRole.PERIOD, TableRole.VALUE):
        columns = tuple(period_column.column.head for period_column in mapping.periods)
    return MappedPart(role, columns, mapping.constants.get(role))


def _skipped(answer: ImportReport) -> Mapping[str, int]:
    return answer.outcome.skipped


def _files(answer: ImportReport) -> Mapping[str, int]:
    return answer.outcome.files


_PART: Record[MappedPart] = Record(
    "part",
    "Where a part of the facts comes from",
    (
        key("part", TEXT, "indicator, area, period, value or unit", lambda part: part.role.value),
        key("columns", TEXTS, "the heads of the columns that say it", lambda part: part.columns),
        key("constant", nullable(TEXT), "the word for every row", lambda part: part.constant),
    ),
)
REFUSAL: Record[CellRefusal] = Record(
    "refusal",
    "A cell of which no fact can be made",
    (
        key("row", COUNT, "the row that is not blank, from 1: the heads", lambda item: item.row),
        key("column", TEXT, "the head of its column, or the option", lambda item: item.column),
        key("cell", TEXT, "the cell", lambda item: item.cell),
        key("cause", TEXT, "the cause", lambda item: item.cause),
        key("way_out", TEXT, "the way out", lambda item: item.way_out),
        key("others", COUNT, "how many further rows have the same", lambda item: item.others),
    ),
)
IMPORT_REPORT: Envelope[ImportReport, CellRefusal] = Envelope(
    ("import",),
    Record(
        "table",
        ASKED,
        (
            key("file", TEXT, "the file of the table", lambda answer: answer.file),
            FOLDER,
            key("dry_run", FLAG, "true: nothing is written", lambda answer: answer.is_dry_run),
        ),
    ),
    (
        NO_FACTS,
        key(
            "mapping",
            list_of(_PART.inline),
            "where each part of a fact comes from",
            lambda answer: answer.parts,
        ),
        key("source", TEXT, "the id of the source", lambda answer: answer.outcome.source),
        key(
            "document",
            TEXT,
            "the file that the facts cite",
            lambda answer: str(answer.outcome.document),
        ),
        key(
            "remarks",
            TEXTS,
            "what was left out of a workbook or database, or is written otherwise",
            lambda answer: answer.outcome.remarks,
        ),
        key("rows", COUNT, "the rows below the heads", lambda answer: answer.outcome.rows),
        key("made", COUNT, "how many facts they give", lambda answer: answer.outcome.facts),
        key(
            "skipped",
            by_id(COUNT),
            "how many cells have no value, by what they say",
            _skipped,
        ),
        key("files", by_id(COUNT), "how many facts each file of the base gets", _files),
        key(
            "written",
            FLAG,
            "true where the base was changed",
            lambda answer: answer.outcome.is_written,
        ),
        MORE,
    ),
    Listing(
        "refusals",
        "the cells that were refused; nothing is written where there is one",
        lambda answer: answer.listed,
        REFUSAL,
        item_schema=REFUSAL.schema,
    ),
    "imported",
)
