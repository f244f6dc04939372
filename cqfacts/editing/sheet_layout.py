"""The layout of a sheet, which the reader of its cells does not tell: what is hidden, merged, or a formula without a value.

It is read from the XML of the sheet (ECMA-376, 18.3) as it streams by. Nothing of it is kept but what is told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, NamedTuple
from xml.parsers import expat

from cqfacts.editing.xml_scans import parse_in_pieces
from cqfacts.errors import WrongUsage

LARGEST_SHEET = 4_000_000
"""In cells, those that are blank before the last one of a row included."""
_MOST_ROWS = 2**20
_MOST_COLUMNS = 2**14
_MOST_AREAS = 50_000
_MOST_FORMULAS = 100_000
"""Of formulas without a value: as many are refused one by one."""
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_LETTERS = re.compile("[A-Z]{1,3}")
_MOST_ELEMENTS = 250_000
"""Of one row, and of what stands before and behind the rows: they are held in memory together."""
_MOST_TEXT = 16 * 1024 * 1024
"""The characters of one row, for the same reason."""
_TRUE = frozenset({"1", "true"})


class MergedArea(NamedTuple):
    """Cells that are merged, by their first and last row and column, from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class SheetLayout:
    """The layout of a sheet, by numbers of rows and columns from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    areas: list[MergedArea] = field(default_factory=list)
    """Sorted by their first rows."""
    formulas: int = 0
    """The number of formulas."""
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    """The formulas without a value, by row and column."""
    conditional_styles: set[int] = field(default_factory=set)
    """The numbers of the styles that cells get under a condition."""


def read_layout(sheet: IO[bytes]) -> SheetLayout:
    """Read the layout of a sheet. Raises WrongUsage where it is too large, ExpatError where it is no XML."""
    reader = _LayoutReader()
    parser = expat.ParserCreate(namespace_separator="\t")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add_text
    parse_in_pieces(parser, sheet)
    reader.layout.areas.sort()
    return reader.layout


class _LayoutReader:
    """Follows the elements of a sheet."""

    def __init__(self) -> None:
        self.layout = SheetLayout()
        self._row = 0
        self._row_digits = "0"
        self._column = 0
        self._last_styled_column = 0
        self._size = 0
        self._elements = 0
        self._text = 0
        self._type = ""
        self._has_formula = False
        self._is_value = False
        self._value = ""
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self._start_value,
            "f": self._start_formula,
            "col": self._add_column,
            "mergeCell": self._add_area,
            "cfRule": self._add_condition,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Follow the start of an element."""
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise _too_much()
        begin = self._starts.get(_local_name(name))
        if begin:
            begin(attributes)

    def end(self, name: str) -> None:
        """Follow the end of an element."""
        tag = _local_name(name)
        if tag == "v":
            self._is_value = False
        elif tag == "c" and self._has_formula:
            self._end_formula()
        elif tag == "row":
            self._end_row()

    def add_text(self, text: str) -> None:
        """Keep the text of the value of a formula."""
        self._text += len(text)
        if self._text > _MOST_TEXT:
            raise _too_much()
        if self._is_value and self._has_formula:
            self._value = self._value or text.strip()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= _MOST_ROWS:
            raise WrongUsage("the rows of the sheet are not in order")
        self._row = number
        self._row_digits = str(number)
        self._column = 0
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("ht")):
            self.layout.hidden_rows.add(number)

    def _end_row(self) -> None:
        self._size += self._column
        self._elements = 0
        self._text = 0
        if self._size > LARGEST_SHEET:
            raise WrongUsage(f"the sheet has more than {LARGEST_SHEET:,} cells; split it")

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        column = self._column + 1
        if reference:
            letters = reference.removesuffix(self._row_digits)
            column = _column_number(letters)
        if not self._column < column <= _MOST_COLUMNS:
            raise WrongUsage("the cells of the sheet are not in order")
        self._column = column
        self._type = attributes.get("t", "")
        self._has_formula = False
        self._value = ""

    def _start_value(self, _attributes: Mapping[str, str]) -> None:
        self._is_value = True

    def _start_formula(self, _attributes: Mapping[str, str]) -> None:
        self._has_formula = True
        self.layout.formulas += 1

    def _end_formula(self) -> None:
        """Note a formula that has no value. A text that is empty is one."""
        if self._value or self._type == "str":
            return
        self.layout.uncomputed.add((self._row, self._column))
        if len(self.layout.uncomputed) > _MOST_FORMULAS:
            raise WrongUsage(
                f"more than {_MOST_FORMULAS:,} formulas of the sheet have no value; open and save it in a spreadsheet program"
            )

    def _add_column(self, attributes: Mapping[str, str]) -> None:
        first, last = int(attributes["min"]), int(attributes["max"])
        if not self._last_styled_column < first <= last <= _MOST_COLUMNS:
            raise WrongUsage("the columns of the sheet are not in order")
        self._last_styled_column = last
        if attributes.get("hidden") in _TRUE or _is_zero(attributes.get("width")):
            self.layout.hidden_columns.update(range(first, last + 1))

    def _add_area(self, attributes: Mapping[str, str]) -> None:
        self.layout.areas.append(_read_area(attributes["ref"]))
        if len(self.layout.areas) > _MOST_AREAS:
            raise WrongUsage(f"the sheet has more than {_MOST_AREAS:,} merged areas; split it")

    def _add_condition(self, attributes: Mapping[str, str]) -> None:
        if "dxfId" in attributes:
            self.layout.conditional_styles.add(int(attributes["dxfId"]))


def _too_much() -> WrongUsage:
    return WrongUsage("one row of the sheet holds more than a sheet can have")


def _is_zero(size: str | None) -> bool:
    return size is not None and float(size) == 0


def _read_area(reference: str) -> MergedArea:
    """Return the rows and columns of a reference.

    >>> _read_area("B1:AA3")
    MergedArea(first_row=1, last_row=3, first_column=2, last_column=27)
    """
    match = _AREA.fullmatch(reference)
    if match is None:
        raise WrongUsage("a cell of the sheet has no address")
    letters, row, last_letters, last_row = match.groups()
    column = _column_number(letters)
    last_column = _column_number(last_letters) if last_letters else column
    return MergedArea(int(row), int(last_row or row), column, last_column)


@lru_cache(1024)
def _column_number(letters: str) -> int:
    """Return the number of a column. Raises WrongUsage for other letters."""
    if not _LETTERS.fullmatch(letters):
        raise WrongUsage("a cell of the sheet stands in another row than it says")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(256)
def _local_name(name: str) -> str:
    """Return the name of an element without its namespace."""
    return name.rpartition("\t")[2]
