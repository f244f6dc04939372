"""Read documents that are tables, in CSV, TSV or JSON (a list of objects).

A paragraph of a table is a row that is not blank. A quotation is a cell with the heads of its row and its column.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from cqfacts.evidence.texts import plain_text, split_paragraphs

BETWEEN = " | "
"""The text between the head of a row, the head of a column, and a cell."""
_TAB_ENDING = ".tsv"
_COMMA_ENDING = ".csv"
_JSON_ENDING = ".json"
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 2**31 - 1

Row = list[str]


def is_table(file: str) -> bool:
    """Tell whether a document of that name is a table.

    >>> [is_table(name) for name in ("output.csv", "OUTPUT.TSV", "report.txt")]
    [True, True, False]
    """
    return PurePath(file.lower()).suffix in (_COMMA_ENDING, _TAB_ENDING, _JSON_ENDING)


def read_rows(text: str, file: str) -> tuple[str, ...]:
    """Return the rows of a table as paragraphs: the heads, then a line for each cell with its heads.

    >>> heads, row = read_rows("year,output,sold\\n2021,3300000,12\\n", "table.csv")
    >>> heads
    'year | output | sold'
    >>> row.split("\\n")
    ['2021', '2021 | output | 3300000', '2021 | sold | 12']
    """
    rows = read_table(text, file)
    if not rows:
        return split_paragraphs(text)
    heads, *other_rows = rows
    paragraphs = [BETWEEN.join(heads)]
    paragraphs += [row_paragraph(row, heads) for row in other_rows]
    return tuple(paragraphs)


def row_paragraph(row: Row, heads: Row) -> str:
    """Return a row as a paragraph: its head, then a line for each other cell with its heads."""
    return "\n".join(_cells_with_heads(row, heads))


def read_table(text: str, file: str) -> list[Row]:
    """Return the cells of the rows of a table that are not blank, the heads first; nothing where the text is no table.

    >>> read_table('[{"year": 2021, "output": 3.30}, {"year": 2022}]', "table.json")
    [['year', 'output'], ['2021', '3.30'], ['2022', '']]
    """
    if file.lower().endswith(_JSON_ENDING):
        return _read_objects(text)
    return _split_rows(text, _delimiter_of(text, file))


def _read_objects(text: str) -> list[Row]:
    """Return a list of JSON objects as rows, the heads first; nothing for any other JSON."""
    objects = _parse_objects(text)
    keys = _list_keys(objects)
    if not keys:
        return []
    rows = [[clean_cell(key) for key in keys]]
    for item in objects:
        row = [_cell_text(item.get(key)) for key in keys]
        if any(row):
            rows.append(row)
    return rows


def _parse_objects(text: str) -> list[dict[str, object]]:
    """Parse a list of JSON objects, each number with the digits that are printed; nothing for any other JSON.

    An object with a key twice is none: which of the two values is meant is not known.
    """
    try:
        value = json.loads(
            text.lstrip("\ufeff"),
            parse_float=str,
            parse_int=str,
            object_pairs_hook=_make_object,
        )
    except (ValueError, RecursionError):
        return []
    if not isinstance(value, list):
        return []
    has_objects_only = all(isinstance(item, dict) for item in value)
    return value if has_objects_only else []


def _make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object. Raises ValueError where it has a key twice."""
    item = dict(pairs)
    if len(item) < len(pairs):
        raise ValueError
    return item


def _list_keys(objects: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the keys of all objects, in the order in which they first stand."""
    keys: dict[str, None] = {}
    for item in objects:
        keys |= dict.fromkeys(item)
    return list(keys)


def _cell_text(value: object) -> str:
    """Return the text of a value of JSON; null is an empty cell."""
    if value is None:
        return ""
    return clean_cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def clean_cell(cell: str) -> str:
    """Return the text of a cell in its plain form, on one line.

    >>> clean_cell(" output\\n(tons) ")
    'output (tons)'
    """
    return " ".join(plain_text(cell).split())


def _split_rows(text: str, delimiter: str) -> list[Row]:
    """Return the cells of the rows that are not blank; nothing where the text is no table."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for cells in reader:
            row = [clean_cell(cell) for cell in cells]
            if any(row):
                rows.append(row)
    except csv.Error:
        return []
    return rows


def _cells_with_heads(row: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    """Yield the head of a row, then each other cell after the heads of its row and its column."""
    row_head, *cells = row
    yield row_head
    for number, cell in enumerate(cells, 1):
        column_head = heads[number] if number < len(heads) else ""
        if cell:
            yield BETWEEN.join(words for words in (row_head, column_head, cell) if words)


def _delimiter_of(text: str, file: str) -> str:
    """Return the delimiter of a table: the one that its first line has most of."""
    if file.lower().endswith(_TAB_ENDING):
        return "\t"
    first_line = text.lstrip("\ufeff\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=first_line.count)


def find_cells(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row that have heads, each with its place in the paragraph.

    >>> list(find_cells("2021\\n2021 | output | 3300000"))
    [(21, '3300000')]
    """
    line_start = 0
    for line in paragraph.split("\n"):
        heads, between, cell = line.rpartition(BETWEEN)
        if between:
            yield line_start + len(heads) + len(between), cell
        line_start += len(line) + 1
