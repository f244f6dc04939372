"""The JSON Schemas of the files of a base, for editors: made from the shapes by which the files are read."""

import json
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.shapes import Schema, Shape
from cqfacts.base.texts import DEFINITIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class FileKind(NamedTuple):
    """A kind of file: what it holds, in words, and the shape of its entries."""

    about: str
    shape: Shape


FILE_KINDS = {
    "facts": FileKind(
        "The facts of one sector whose periods end in one year: SECTOR/YEAR.yaml", forms.FACT
    ),
    "sources": FileKind("Who said it: one entry for each document", forms.SOURCE),
    "sectors": FileKind("The parts of the economy that a reader looks up", forms.SECTOR),
    "areas": FileKind(
        "What figures are about; the first is the area of the base itself", forms.AREA
    ),
    "subjects": FileKind(
        "The products, industries, companies and schemes that figures are about", forms.SUBJECT
    ),
    "measures": FileKind(
        "What is measured of a subject: output, exports, share ...", forms.MEASURE
    ),
    "units": FileKind("The closed list of units", forms.UNIT),
    "indicators": FileKind("What is measured: subject, measure, kind and unit", forms.INDICATOR),
    "relations": FileKind("What the documents say about two of their figures", forms.RELATION),
    "skipped": FileKind("Figures and dates of the documents that are no facts", forms.SKIPPED),
}


def file_schema(kind: str) -> Schema:
    """Return the schema of a kind of file; `kind` is a key of FILE_KINDS.

    >>> file_schema("units")["items"]["properties"]["symbol"]
    {'description': 'its symbol', '$ref': '#/$defs/text'}
    """
    about, shape = FILE_KINDS[kind]
    entry = {"title": shape.name, **shape.schema}
    head = {"$schema": DIALECT, "title": f"cqfacts {kind}", "description": about}
    items = {"items": entry, "$defs": _definitions(entry)}
    if kind == "facts":  # the other files may be empty
        return {**head, "type": "array", "minItems": 1, **items}
    return {**head, "type": "array", **items}


def _definitions(entry: Schema) -> Schema:
    """Return the definitions to which the schema of an entry refers."""
    text = json.dumps(entry)
    return {name: schema for name, schema in DEFINITIONS.items() if f"#/$defs/{name}" in text}
