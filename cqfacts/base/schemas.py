"""The JSON Schemas of the files of a base, for editors: made from the shapes by which the files are read."""

import json
from collections.abc import Container, Mapping
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.nodes import DEFAULTS_KEY
from cqfacts.base.shapes import Schema, Shape, definition_of_names
from cqfacts.base.texts import DEFINITIONS, IDENTIFIER
from cqfacts.base.vocabulary_tables import Named, Vocabulary
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import FILES, Term, Unit

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TitlesById = Mapping[Named, Mapping[str, str]]
"""The ids of each kind of entry that a base has, each with its title."""
_NO_TITLES: TitlesById = {}


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


def list_titles(vocabulary: Vocabulary) -> TitlesById:
    """Return the ids of the entries of a vocabulary, each with its title in English and Chinese."""
    return {
        kind: {name: _title_of(term) for name, term in terms.items()}
        for kind, terms in vocabulary.by_kind().items()
    }


def _title_of(term: Term) -> str:
    if isinstance(term, Unit):
        return term.plural
    title_zh = getattr(term, "title_zh", "")
    return f"{term.title} ({title_zh})" if title_zh else term.title


def file_schema(kind: str, titles: TitlesById = _NO_TITLES) -> Schema:
    """Return the schema of a kind of file; `kind` is a key of FILE_KINDS.

    `titles`: where a key names an entry of one of these kinds, only these ids are accepted. Without it any id is.

    >>> file_schema("units")["items"]["properties"]["symbol"]
    {'description': 'its symbol', '$ref': '#/$defs/text'}
    """
    definitions = {**DEFINITIONS, **_define_names(titles)}
    about, shape = FILE_KINDS[kind]
    entry = {"title": shape.name, **shape.schema}
    head = {"$schema": DIALECT, "title": f"cqfacts {kind}", "description": about}
    if shape.defaults:
        schema = {**head, **_list_or_defaults(entry, shape, shape.defaults)}
    else:  # such a file may be empty
        schema = {**head, "type": "array", "items": entry}
    return {**schema, "$defs": {**schema.get("$defs", {}), **_select(definitions, schema)}}


def _define_names(titles: TitlesById) -> Schema:
    """Return the definitions of the texts that name an entry, one for each kind of entry."""
    return {definition_of_names(kind): _list_ids(titles.get(kind, {})) for kind in (*FILES, Fact)}


def _list_ids(titles: Mapping[str, str]) -> Schema:
    """Return the schema of the ids of a kind. Where the base has none of it yet, it is that of any id.

    Editors show `enumDescriptions` beside what they propose; a schema with an alternative for each id would make one finding of each.
    """
    if not titles:
        return IDENTIFIER.schema
    return {"type": "string", "enum": list(titles), "enumDescriptions": list(titles.values())}


def _list_of(entry: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": entry}


def _list_or_defaults(entry: Schema, shape: Shape, defaults: Shape) -> Schema:
    """Return the schema of a file that is a list, or a mapping of its defaults and its list.

    In the list alone each entry has every key that it needs; beside defaults it may leave those to them that they can say.
    """
    reference = {"$ref": f"#/$defs/{shape.name}"}
    lenient = _without_needed(entry, defaults.readers)
    complete = {"allOf": [reference, _only_needed(shape, defaults.readers)]}
    list_key = f"{shape.name}s"
    with_defaults = {
        "type": "object",
        "properties": {
            DEFAULTS_KEY: {
                "description": f"what the file says once for all its {list_key} that do not say it themselves",
                **defaults.schema,
            },
            list_key: _list_of(reference),
        },
        "required": [DEFAULTS_KEY, list_key],
        "additionalProperties": False,
    }
    return {"oneOf": [_list_of(complete), with_defaults], "$defs": {shape.name: lenient}}


def _without_needed(schema: Schema, left_out: Container[str]) -> Schema:
    """Return the schema of a mapping that may do without some keys, and without them in the mappings inside it."""
    properties = {}
    for name, form in schema["properties"].items():
        items = form.get("items", {})
        if "properties" in items:
            properties[name] = {**form, "items": _without_needed(items, left_out)}
        else:
            properties[name] = form
    required = [name for name in schema["required"] if name not in left_out]
    lenient = {**schema, "properties": properties, "required": required}
    lenient.pop("anyOf", None)
    return lenient


def _only_needed(shape: Shape, keys: Container[str]) -> Schema:
    """Return a schema that requires those of some keys that a mapping needs, and the mappings inside it.

    >>> _only_needed(forms.RELATION, ["id", "source"])
    {'required': ['id'], 'properties': {'citations': {'items': {'required': ['source']}}}}
    """
    needed: Schema = {
        "required": [key.name for key in shape.keys if key.required and key.name in keys]
    }
    if shape.either:
        needed["anyOf"] = shape.schema["anyOf"]
    properties = {}
    for key in shape.keys:
        item = key.form.item
        of_items = _only_needed(item.shape, keys) if item and item.shape else {}
        if of_items.get("required"):
            properties[key.name] = {"items": of_items}
    if properties:
        needed["properties"] = properties
    return needed


def _select(definitions: Schema, schema: Schema) -> Schema:
    """Return the definitions to which a schema refers, and those to which these refer."""
    text = json.dumps(schema)
    selected = {name: found for name, found in definitions.items() if f'"#/$defs/{name}"' in text}
    if selected.keys() <= schema.get("$defs", {}).keys():
        return {}
    with_selected = {**schema, "$defs": {**schema.get("$defs", {}), **selected}}
    selected.update(_select(definitions, with_selected))
    return {name: definitions[name] for name in definitions if name in selected}
