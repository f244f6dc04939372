"""Read a sheet of a workbook as its reader sees it: numbers as their formats show them, and nothing that is hidden."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from cqfacts.editing.date_formats import show_date
from cqfacts.editing.number_formats import GIVE_A_FORMAT, Unshowable, show_number, show_text
from cqfacts.editing.sheet_layout import SheetLayout, read_layout
from cqfacts.editing.sheet_merging import Merging, ShownCell, ShownRow
from cqfacts.editing.table_facts import UnclearCell
from cqfacts.editing.table_texts import (
    TablePart,
    TableText,
    TextWriter,
    choose_part,
    find_unclear_text,
    runs_as_formula,
)
from cqfacts.editing.workbooks import open_workbook
from cqfacts.errors import WrongUsage
from cqfacts.model.english import plural

if TYPE_CHECKING:
    from openpyxl import Workbook

_MONEY_FORMATS = frozenset({5, 6, 7, 8, 42, 44})
"""The numbers of formats that show the currency of the reader's country."""
_FIRST_OWN_FORMAT = 164
"""The number of the first format that a workbook itself describes."""
_COMPUTE = "open and save the workbook in a spreadsheet program, which computes it"
_MOST_SHOWN_COLUMNS = 6


def read_sheet(path: Path, name: str | None) -> TableText:
    """Read the sheet of that name, or the only one that is not hidden, as text in CSV. Raises WrongUsage."""
    with open_workbook(path) as (workbook, archive):
        visible = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        title = choose_part(visible, name, TablePart.SHEET)
        sheet: Any = workbook[title]
        layout = _read_layout(workbook, archive, sheet)
        if layout.formulas and _computes_anew(workbook):
            raise WrongUsage(f"its formulas were never computed; {_COMPUTE}")
        writer = TextWriter(path)
        remarks = _SheetReader(writer, layout).read(sheet)
        return writer.finish(TablePart.SHEET, title, remarks, is_only=len(visible) == 1)


def _read_layout(workbook: "Workbook", archive: ZipFile, sheet: Any) -> SheetLayout:
    """Read the layout of a sheet. Raises WrongUsage where conditions change how its numbers are shown."""
    with archive.open(sheet._worksheet_path) as part:
        layout = read_layout(part)
    styles = workbook._differential_styles.styles  # openpyxl offers no other way to them
    for number in layout.conditional_styles:
        if number < len(styles) and styles[number].numFmt is not None:
            raise WrongUsage(
                "a condition changes the number format of its cells; remove it, and give them a number format"
            )
    return layout


def _computes_anew(workbook: "Workbook") -> bool:
    """Tell whether a program computes the formulas anew when it opens the workbook: the values that it has may be made up."""
    calculation = workbook.calculation
    return bool(calculation and calculation.fullCalcOnLoad)


class _SheetReader:
    """Reads the rows of one sheet."""

    def __init__(self, writer: TextWriter, layout: SheetLayout) -> None:
        self._writer = writer
        self._layout = layout
        self._merging = Merging(layout.areas, layout.hidden_columns)
        self._heads: ShownRow = {}
        self._hidden_rows = 0
        self._hidden_columns: set[int] = set()
        self._has_dates = False

    def read(self, sheet: Any) -> list[str]:
        """Read all rows, and return what is to be told of them. Raises WrongUsage where they are too many."""
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), 1):
            self._read_row(number, cells)
        return list(self._remarks())

    def _read_row(self, number: int, cells: Sequence[Any]) -> None:
        row = self._show_row(number, cells)
        is_head = self._writer.next_row == 1
        self._merging.fill(number, row, is_head=is_head)
        if number in self._layout.hidden_rows:
            self._hidden_rows += any(cell.text for cell in row.values())
            return
        for column in self._layout.hidden_columns.intersection(row):
            if row.pop(column).text:
                self._hidden_columns.add(column)
        if is_head:
            self._heads = row
        self._add(number, row)

    def _add(self, number: int, row: ShownRow) -> None:
        """Add a row of which nothing is hidden to the table."""
        cells: list[str] = []
        unclear: dict[int, UnclearCell] = {}
        for column in range(1, max(row, default=0) + 1):
            if column in self._layout.hidden_columns:
                continue
            cell = row.get(column, _BLANK)
            if cell.problem:
                self._refuse(number, column, cell.text, cell.problem)
            if cell.unclear:
                unclear[len(cells)] = cell.unclear
            cells.append(cell.text)
        self._writer.add(cells, unclear)

    def _refuse(self, number: int, column: int, text: str, problem: Unshowable) -> None:
        head = self._heads.get(column, _BLANK).text
        cause = f"cell {_letters(column)}{number}: {problem}"
        self._writer.refuse(head, text, cause, problem.way_out)

    def _show_row(self, number: int, cells: Sequence[Any]) -> ShownRow:
        row: ShownRow = {}
        for column, cell in enumerate(cells, 1):
            if cell.value is not None:
                row[column] = self._show_cell(cell)
            elif (number, column) in self._layout.uncomputed:
                row[column] = ShownCell("", None, Unshowable("its formula has no value", _COMPUTE))
        return row

    def _show_cell(self, cell: Any) -> ShownCell:
        value = cell.value
        try:
            if cell.data_type == _ERROR:
                return ShownCell(str(value))
            if isinstance(value, str):
                return _show_words(value, cell.number_format)
            if isinstance(value, bool):
                return ShownCell(str(value).upper())
            if isinstance(value, int | float):
                return ShownCell(show_number(value, _format_of(cell)))
            self._has_dates = True
            return ShownCell(show_date(_moment_of(value), _format_of(cell)))
        except Unshowable as problem:
            return ShownCell(str(value), None, problem)

    def _remarks(self) -> Iterator[str]:
        """Yield what is to be told of how the sheet was read."""
        if self._hidden_rows:
            rows = plural(self._hidden_rows, "row")
            yield f"left out: {self._hidden_rows:,} hidden {rows}"
        if self._hidden_columns:
            columns = sorted(self._hidden_columns)
            names = ", ".join(map(_letters, columns[:_MOST_SHOWN_COLUMNS]))
            more = len(columns) - _MOST_SHOWN_COLUMNS
            tail = f" and {more:,} more" if more > 0 else ""
            yield f"left out: the hidden {plural(len(columns), 'column')} {names}{tail}"
        if self._has_dates:
            yield "dates are written as 2014-03-05, as far as the sheet shows them"


_BLANK = ShownCell("")
_LINE_END = "_x000D_"
"""A line end, as XLSX writes it where a carriage return is part of it."""
_ERROR = "e"
"""The type of a cell that shows an error, such as #N/A."""


@lru_cache(4096)
def _show_words(text: str, code: str) -> ShownCell:
    """Return a text as a format shows it. Raises Unshowable where a spreadsheet program would run it."""
    shown = show_text(text.replace(_LINE_END, " "), code)
    if runs_as_formula(shown.strip()):
        raise Unshowable(
            "it begins as a formula, which CSV would make of it",
            "begin it with a letter or a digit",
        )
    return ShownCell(shown, find_unclear_text(shown.strip()))


def _format_of(cell: Any) -> str:
    """Return the number format of a cell. Raises Unshowable where it is that of the reader's country."""
    code = str(cell.number_format)
    number = cell.style_array.numFmtId
    is_unknown = 0 < number < _FIRST_OWN_FORMAT and code == "General"
    if number in _MONEY_FORMATS or is_unknown:
        raise Unshowable("its number format is another in each country", GIVE_A_FORMAT)
    return code


def _moment_of(value: object) -> object:
    """Return a date as a moment, its midnight; anything else as it is."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _letters(column: int) -> str:
    """Return the letters of a column.

    >>> _letters(1), _letters(27)
    ('A', 'AA')
    """
    letters = ""
    while column:
        column, position = divmod(column - 1, 26)
        letters = chr(65 + position) + letters
    return letters
