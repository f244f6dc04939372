"""A table of a workbook or a database as text in CSV, which becomes the document that facts cite."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cqfacts.editing.table_facts import CellRefusal, UnclearCell
from cqfacts.editing.table_numbers import can_be_read_twice
from cqfacts.errors import WrongUsage
from cqfacts.evidence.tables import Row, clean_cell, read_table
from cqfacts.files import LARGEST_FILE
from cqfacts.model.english import plural
from cqfacts.model.names import FORMULA_SIGNS, FORMULA_STARTS, closest, short, short_path

_NO_LETTER_OF_NAME = re.compile(r"\W+")
_SIGN = f"[{re.escape(FORMULA_SIGNS)}]"
_RUNS = re.compile(rf"[{FORMULA_STARTS}]|{_SIGN}(?![\d.,\s]|{_SIGN}*\Z)")
"""The beginning of a text that a spreadsheet program would run as a formula, were it opened as CSV."""
_MOST_NAMES = 12
_LONGEST_WORDS = 60
"""In characters, of the name of a sheet or table in the name of its document."""


class TablePart(StrEnum):
    """The kind of table that a file has several of."""

    SHEET = "sheet"
    TABLE = "table"


class TableText(NamedTuple):
    """A table as its reader sees it, and what is told of how it was read."""

    rows: list[Row]
    """Those that are not blank."""
    content: bytes
    """The document."""
    file: str
    """Its name."""
    origin: str
    """The file of the workbook or database, and the part of it, as a title."""
    remarks: Sequence[str]
    refusals: Sequence[CellRefusal]
    """The cells of which it is not sure what a reader sees. Their rows give no fact."""
    unclear: Mapping[tuple[int, int], UnclearCell]
    """The cells that may be words and no values, by row and position as `FactMaker` has them."""


class TextWriter:
    """Takes the rows of a table one by one, until they are more than a document may have."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[Row] = []
        self._size = 0
        self._refusals: list[CellRefusal] = []
        self._unclear: dict[tuple[int, int], UnclearCell] = {}

    @property
    def next_row(self) -> int:
        """The number that the next row has, from 1."""
        return len(self._rows) + 1

    def add(self, cells: Sequence[str], unclear: Mapping[int, UnclearCell] | None = None) -> None:
        """Add a row unless it is blank, given which of its cells are unclear. Raises WrongUsage where the table is too large."""
        row = [clean_cell(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if not row and not self._is_refused(self.next_row):
            return
        self._size += sum(map(len, row)) + len(row)
        if self._size > LARGEST_FILE:
            raise _too_large()
        for position, reason in (unclear or {}).items():
            self._unclear[self.next_row, position] = reason
        self._rows.append(row)

    def refuse(self, column: str, cell: str, cause: str, way_out: str) -> None:
        """Refuse a cell of the row that is added next."""
        self._refusals.append(CellRefusal(self.next_row, column, cell, cause, way_out))

    def finish(
        self, part: TablePart, name: str, remarks: Sequence[str], *, is_only: bool
    ) -> TableText:
        """Return the table. `is_only`: the file has no other. Raises WrongUsage where it is too large, or its heads are refused."""
        first = _first_column(self._rows)
        rows = [row[first:] for row in self._rows]
        self._refuse_heads()
        file = _name_document(self._path, name, is_only=is_only)
        content = _write_csv(rows)
        if len(content) > LARGEST_FILE:
            raise _too_large()
        if read_table(content.decode(), file) != rows:
            raise WrongUsage(
                "its heads cannot be told apart in CSV; leave out the signs ; and | there"
            )
        unclear = {
            (row, position - first): reason for (row, position), reason in self._unclear.items()
        }
        origin = f'[{self._path.name}, {part} "{short(name)}"]'
        return TableText(rows, content, file, origin, remarks, self._refusals, unclear)

    def _is_refused(self, number: int) -> bool:
        return bool(self._refusals) and self._refusals[-1].row == number

    def _refuse_heads(self) -> None:
        if self._refusals and self._refusals[0].row == 1:
            refusal = self._refusals[0]
            raise WrongUsage(
                f'the heads, "{short(refusal.cell)}": {refusal.cause}; {refusal.way_out}'
            )


def find_unclear_text(text: str) -> UnclearCell | None:
    """Return the reason why a text of a workbook or database may not be taken for a value; None where it may."""
    return UnclearCell.TEXT if can_be_read_twice(text) else None


def runs_as_formula(text: str) -> bool:
    """Tell whether a spreadsheet program would run a text that it reads in CSV.

    >>> [runs_as_formula(text) for text in ("=A1", "@SUM(1)", "-2+cmd", "-5", "-a", "-", "+ 3", "a=b")]
    [True, True, False, False, True, False, False, False]
    >>> runs_as_formula("＝A1"), runs_as_formula("－a"), runs_as_formula("－5")
    (True, True, False)
    """
    return _RUNS.match(text) is not None


@contextmanager
def naming_file(path: Path) -> Iterator[None]:
    """Raise WrongUsage with the name of the file before whatever is wrong with it, also where it needs too much memory."""
    try:
        yield
    except WrongUsage as error:
        raise WrongUsage(f"{short_path(path)}: {error.message}", error.hint) from None
    except MemoryError:
        raise WrongUsage(
            f"{short_path(path)}: it needs more memory than there is; split it"
        ) from None


def choose_part(names: Sequence[str], name: str | None, part: TablePart) -> str:
    """Return the sheet or table that is asked for, or the only one. Raises WrongUsage, which lists them."""
    if name in names:
        return str(name)
    if not names:
        raise WrongUsage(f"it has no {part} that a reader sees")
    listed = ", ".join(f'"{short(other)}"' for other in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    tail = f" and {more:,} more" if more > 0 else ""
    if name is not None:
        close = closest(name, names)
        hint = f'did you mean "{short(close[0])}"?' if close else f"it has: {listed}{tail}"
        raise WrongUsage(f'it has no {part} "{short(name)}"; {hint}')
    if len(names) == 1:
        return names[0]
    raise WrongUsage(
        f"it has {len(names):,} {plural(len(names), part.value)}: {listed}{tail}.",
        f"Say which: --{part} NAME",
    )


def _first_column(rows: Sequence[Row]) -> int:
    """Return the position of the first column that is not blank."""
    positions = (_first_cell(row) for row in rows)
    return min((position for position in positions if position is not None), default=0)


def _first_cell(row: Row) -> int | None:
    return next((position for position, cell in enumerate(row) if cell), None)


def _name_document(path: Path, name: str, *, is_only: bool) -> str:
    """Return the name of the document of a table.

    >>> _name_document(Path("yearbook.xlsx"), "Output 2020", is_only=False)
    'yearbook-Output-2020.csv'
    """
    if is_only:
        return f"{path.stem}.csv"
    words = _NO_LETTER_OF_NAME.sub("-", name)[:_LONGEST_WORDS].strip("-") or "table"
    return f"{path.stem}-{words}.csv"


def _write_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _too_large() -> WrongUsage:
    return WrongUsage(f"the table has more than {LARGEST_FILE:,} bytes as CSV; split it")
