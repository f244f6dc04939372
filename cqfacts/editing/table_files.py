"""Read the file of a table. Text is its own document; of a workbook or a database one in CSV is made, which stands beside it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cqfacts.editing.replacing import replace_file
from cqfacts.editing.sheets import read_sheet
from cqfacts.editing.sqlite_tables import is_database, read_database
from cqfacts.editing.table_facts import CellRefusal, UnclearCell, style_of
from cqfacts.editing.table_mapping import TableMapping, TableRole
from cqfacts.editing.table_numbers import NumberStyle, Thousands
from cqfacts.editing.table_texts import TableText
from cqfacts.editing.workbooks import OTHER_ENDINGS, is_workbook
from cqfacts.errors import WrongUsage
from cqfacts.evidence.documents import DocumentDescription, describe_content, read_document
from cqfacts.evidence.tables import Row, is_table, read_table
from cqfacts.evidence.texts import read_text
from cqfacts.files import read_file
from cqfacts.model.names import short_path


class TableOptions(NamedTuple):
    """The wishes of the user on a table."""

    roles: Mapping[TableRole, str]
    """The column of a part of facts, or the word for every row."""
    source: str | None = None
    """The id of the source; None: one made of the name of the file."""
    title: str | None = None
    """The title of a source that is new."""
    thousands: Thousands | None = None
    skip: frozenset[str] = frozenset()
    """Further cells that say no value."""
    sheet: str | None = None
    """The sheet of a workbook; None: the only one."""
    table: str | None = None
    """The table of a database; None: the only one."""


class Table(NamedTuple):
    """The rows of a file, and what a source says of it."""

    path: Path
    """The file of the document."""
    rows: list[Row]
    description: DocumentDescription
    title: str
    has_sure_numbers: bool
    """True where the format of the file says that a point stands before the decimals of numbers."""
    text: TableText | None = None
    """The document that is made of a workbook or database; None where the table itself is the document."""

    @property
    def is_missing(self) -> bool:
        """True where the document is yet to be written."""
        return self.text is not None and not os.path.lexists(self.path)

    @property
    def remarks(self) -> Sequence[str]:
        """What was left out of a workbook or database, or is written otherwise than there."""
        return self.text.remarks if self.text else ()

    @property
    def refusals(self) -> Sequence[CellRefusal]:
        """The cells of a workbook or database of which it is not sure what a reader sees."""
        return self.text.refusals if self.text else ()

    def style(self, mapping: TableMapping, thousands: Thousands | None) -> NumberStyle:
        """Return which sign parts thousands, given the one that the user names.

        The numbers of a workbook or database have a comma there, whatever its texts show.
        """
        sign = Thousands.COMMA if self.text else thousands
        return style_of(self.rows, mapping, sign, has_sure_numbers=self.has_sure_numbers)

    def unclear(self, thousands: Thousands | None) -> Mapping[tuple[int, int], UnclearCell]:
        """Return the cells that are not taken for values. A text with a comma is one where the user says what commas part."""
        cells = self.text.unclear if self.text else {}
        if thousands is None:
            return cells
        return {place: reason for place, reason in cells.items() if reason is UnclearCell.MERGED}


def read_table_file(path: Path, options: TableOptions) -> Table:
    """Read the table of a file: text, a sheet of a workbook, or a table of a database. Raises WrongUsage."""
    _refuse_part_of_other(path, options)
    if is_workbook(path.name):
        table = _table_of_text(read_sheet(path, options.sheet), path, options)
    elif is_database(path.name):
        table = _table_of_text(read_database(path, options.table), path, options)
    else:
        table = _read_document(path)
    if len(table.rows) <= 1:
        raise WrongUsage(f"{short_path(path)} has no rows below its heads, or is no table at all")
    return table


def _refuse_part_of_other(path: Path, options: TableOptions) -> None:
    """Raise WrongUsage where a sheet is named and the file is no workbook, or a table and it is no database."""
    if options.sheet is not None and not is_workbook(path.name):
        raise WrongUsage(f"--sheet is for workbooks, .xlsx; {short_path(path)} has no sheets")
    if options.table is not None and not is_database(path.name):
        raise WrongUsage(f"--table is for databases, .sqlite; {short_path(path)} has no tables")


def _read_document(path: Path) -> Table:
    """Read a table that is text, and its own document. Raises WrongUsage."""
    if not is_table(path.name):
        raise WrongUsage(_explain_ending(path))
    content = read_document(path)
    rows = read_table(read_text(content), path.name)
    return Table(
        path=path,
        rows=rows,
        description=describe_content(content, path.name, paragraphs=len(rows)),
        title=f"[{path.name}]",
        has_sure_numbers=path.suffix.lower() == ".json",
    )


def _explain_ending(path: Path) -> str:
    if path.suffix.lower() in OTHER_ENDINGS:
        return f"{short_path(path)} is no .xlsx; save it as one in a spreadsheet program"
    return f"{short_path(path)} is not named as a table is: .csv, .tsv, .json with a list of objects, .xlsx, .sqlite or .db"


def _table_of_text(text: TableText, path: Path, options: TableOptions) -> Table:
    """Return the table of a workbook or database. Raises WrongUsage where another file has the name of its document."""
    if options.thousands is Thousands.POINT:
        raise WrongUsage(
            f'{short_path(path)} has numbers with a point before their decimals: leave out --thousands "."'
        )
    document = path.with_name(text.file)
    if os.path.lexists(document) and read_file(document) != text.content:
        raise WrongUsage(
            f"{short_path(document)} is there with another content, and would become the document of the table. Rename one of the two files"
        )
    return Table(
        path=document,
        rows=text.rows,
        description=describe_content(text.content, text.file, paragraphs=len(text.rows)),
        title=text.origin,
        has_sure_numbers=True,
        text=text,
    )


@contextmanager
def written_document(table: Table) -> Iterator[None]:
    """Write the document of a workbook or database where it is missing, and remove it where what follows fails."""
    if table.text is None or not table.is_missing:
        yield
        return
    replace_file(table.path, None, table.text.content)
    try:
        yield
    except BaseException:
        table.path.unlink(missing_ok=True)
        raise
