"""JSON, JSON Lines, CSV and TSV. Streams: nothing here holds more than one object, and nothing passes through Rich."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from cqfacts.answers.objects import SCHEMA, source_object
from cqfacts.answers.records import Columns, Facts, Listing, Pairs
from cqfacts.model.names import INVISIBLE

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def json_text(listing: Listing, fields: Sequence[str]) -> Iterator[str]:
    """One envelope, each object on a line of its own."""
    head = {"schema": SCHEMA, "command": listing.command, "query": listing.query, **listing.envelope}
    if listing.name == "sources":
        # The contract keeps the key "sources" for a mapping by id.
        by_id = {item["id"]: _pick(item, fields) for item in listing.objects({})}
        yield f"{_dump({**head, 'sources': by_id})}\n"
        return
    yield f'{_dump(head)[:-1]}, "{listing.name}": ['
    cited: dict[str, None] = {}
    comma = ""
    for item in listing.objects(cited):
        yield f"{comma}\n  {_dump(_pick(item, fields))}"
        comma = ","
    yield f'\n], "sources": {_dump(_sources(listing, cited))}}}\n'


def _sources(listing: Listing, cited: dict[str, None]) -> dict[str, Any]:
    if isinstance(listing, Facts | Pairs | Columns):
        return {name: source_object(listing.source(name)) for name in cited}
    return {}


def json_lines(listing: Listing, fields: Sequence[str]) -> Iterator[str]:
    """One object a line."""
    for item in listing.objects({}):
        yield _dump(_pick(item, fields)) + "\n"


def csv_text(listing: Listing, fields: Sequence[str]) -> Iterator[str]:
    """CSV with a header: RFC 4180 but for the line end, which is a plain newline."""
    import csv
    import io

    for cells in _cells(listing, fields):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        yield line.getvalue()


def tsv_text(listing: Listing, fields: Sequence[str]) -> Iterator[str]:
    """Cells between tabs, without quotes, for cut and awk; a tab or line end in a cell becomes a space."""
    for cells in _cells(listing, fields):
        yield "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _cells(listing: Listing, fields: Sequence[str]) -> Iterator[Sequence[str]]:
    yield fields
    items = listing.flat_objects() if isinstance(listing, Pairs | Columns) else listing.objects({})
    for item in items:
        picked = _pick(item, fields)
        yield [_harmless(cell_text(picked[field])) for field in fields]


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay as they are."""
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def cell_text(value: Any) -> str:
    """A value of a JSON object as the text of one flat cell.

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


def _object_text(item: dict[str, Any]) -> str:
    if "printed" in item:
        return f"{item['source']} ¶{item['paragraph']}: {item['printed']}"
    if "likely" in item:
        return f"{item['reason']} Likely: {item['likely']}"
    if "statement" in item:
        return f"{item['id']}: {item['text']} ({item['period']})"
    return "; ".join(f"{key}: {cell_text(value)}" for key, value in item.items())


def _pick(item: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {field: item.get(field) for field in fields}


def _dump(value: Any) -> str:
    """JSON in UTF-8; what steers a terminal is escaped, which only what was typed can hold."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() and "\x7f" not in text else _INVISIBLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1] if found.group() != "\x7f" else r"\u007f"
