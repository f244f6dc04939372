"""JSON, JSON Lines, CSV and TSV. Streams: nothing here holds more than one object, and nothing passes through Rich."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, cast

from cqfacts.answers.facts import SOURCE
from cqfacts.answers.keys import Answer, CitingAnswer, Json, JsonObject, Listing, Record
from cqfacts.model.names import FORMULA_SIGNS, FORMULA_STARTS, INVISIBLE

_INVISIBLE = f"[{INVISIBLE}]"  # a text: compiled when something is not ASCII
_FORMULA_SIGNS = tuple(FORMULA_STARTS + FORMULA_SIGNS)
BYTE_ORDER_MARK = "\ufeff"
"""The mark by which spreadsheets know that a file is UTF-8."""
_DELETE = "\x7f"
_ENDS_OF_CELLS = "[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
"""The characters at which a reader of TSV may begin another cell or line."""


def envelope_field_names(answer: Answer) -> tuple[str, ...]:
    """Return the names of the fields that the items of an answer can have in JSON."""
    return answer.contract.listing.choice.names


def row_field_names(answer: Answer) -> tuple[str, ...]:
    """Return the names of the fields that the items of an answer can have one by one."""
    return _listing_of_rows(answer).choice.names


def row_fields(answer: Answer, fields: Collection[str]) -> tuple[str, ...]:
    """Return the fields of a row: those that are named, and those without which it would mislead."""
    return tuple(dict.fromkeys((*fields, *_listing_of_rows(answer).kept)))


def _listing_of_rows(answer: Answer) -> Listing[Any, Any]:
    """Return the list that is written where there is no envelope."""
    listing = answer.contract.listing
    return listing.rows or listing


def json_text(answer: Answer, fields: Collection[str] | None = None) -> Iterator[str]:
    """Write an answer as one envelope, each item on a line of its own."""
    envelope = answer.contract
    listing = envelope.listing
    head = envelope.head(answer, answer.command)
    record = listing.choice.pick(fields) if fields else listing.record
    if listing.by_id:
        items = {
            str(listing.record.write(item)["id"]): record.write(item)
            for item in listing.items(answer)
        }
        yield f"{_dump({**head, listing.name: items})}\n"
        return
    yield f'{_dump(head)[:-1]}, "{listing.name}": ['
    sources: dict[str, None] = {}
    separator = ""
    for item in listing.items(answer):
        for cited in listing.cites(answer, item):
            sources.update((citation.source, None) for citation in cited.citations)
        yield f"{separator}\n  {_dump(record.write(item))}"
        separator = ","
    yield f'\n], "sources": {_dump(_write_sources(answer, sources))}}}\n'


def _write_sources(answer: Answer, names: Mapping[str, None]) -> JsonObject:
    if not names:
        return {}
    find_source = cast(
        "CitingAnswer", answer
    ).context.find_source  # only such an answer has items with citations
    return {name: SOURCE.write(find_source(name)) for name in names}


def json_lines(answer: Answer, fields: Collection[str] | None = None) -> Iterator[str]:
    """Write one item a line."""
    for item in _write_items(answer, fields):
        yield f"{_dump(item)}\n"


def csv_text(answer: Answer, fields: Collection[str] | None = None) -> Iterator[str]:
    """Write CSV with a header: RFC 4180 but for the line end, which is a plain newline. Lists and objects are JSON."""
    import csv
    import io

    for cells in _write_cells(answer, fields):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        yield line.getvalue()


def tsv_text(answer: Answer, fields: Collection[str] | None = None) -> Iterator[str]:
    """Write cells between tabs, without quotes, for cut and awk; a tab or line end in a text becomes a space."""
    for cells in _write_cells(answer, fields):
        yield "\t".join(re.sub(_ENDS_OF_CELLS, " ", cell) for cell in cells) + "\n"


def _write_items(answer: Answer, fields: Collection[str] | None) -> Iterator[JsonObject]:
    names = row_fields(answer, fields) if fields else None
    return _listing_of_rows(answer).write(answer, names)


def _write_cells(answer: Answer, fields: Collection[str] | None) -> Iterator[Sequence[str]]:
    """Write the header, then the cells of each item."""
    listing = _listing_of_rows(answer)
    shown: Record[Any] = listing.flat or listing.record
    names = row_fields(answer, fields) if fields else shown.names
    record = listing.choice.pick(names)
    yield names
    for item in listing.items(answer):
        written = record.write(item)
        yield [_disarm(_flat_text(written[name])) for name in names]


def write_plain_rows(answer: Answer, fields: Collection[str]) -> Iterator[list[str]]:
    """Write the fields of each item as texts, for a table: those of `row_fields`."""
    for item in _write_items(answer, fields):
        yield [cell_text(value) for value in item.values()]


def _disarm(cell: str) -> str:
    """Return the cell with an apostrophe before a text that a spreadsheet would run as a formula. Numbers stay."""
    if cell.lstrip().startswith(_FORMULA_SIGNS) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _flat_text(value: Json) -> str:
    """Return a value as the text of a cell that programs read: a list and an object as JSON, null as nothing."""
    return _dump(value) if isinstance(value, (list, dict)) else cell_text(value)


def cell_text(value: Json) -> str:
    """Return a value of a JSON object as the text of one cell that people read.

    >>> cell_text([{"source": "x", "paragraph": 9, "printed": "2.63 million"}])
    'x ¶9: 2.63 million'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " | ".join(cell_text(item) for item in value)
    if isinstance(value, dict):
        return _object_text(value)
    return str(value)


def _object_text(item: JsonObject) -> str:
    if "printed" in item:
        return f"{item['source']} ¶{item['paragraph']}: {item['printed']}"
    if "reason" in item and "likely" in item:
        return f"{item['reason']} Likely: {item['likely']}"
    if "statement" in item:
        return f"{item['id']}: {item['text']} ({item['period']})"
    said = [(name, value) for name, value in item.items() if (name, value) != ("likely", None)]
    return "; ".join(f"{name}: {cell_text(value)}" for name, value in said)


def _dump(value: Json) -> str:
    """Return JSON in UTF-8. Characters that steer a terminal are escaped: only what was typed can hold them."""
    text = json.dumps(value, ensure_ascii=False)
    if text.isascii() and _DELETE not in text:
        return text
    return re.sub(_INVISIBLE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    return r"\u007f" if match.group() == _DELETE else json.dumps(match.group())[1:-1]
