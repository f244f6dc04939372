"""The building blocks of the contract: each key of the output is one row, from which its JSON and its schema follow."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, inf, nextafter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from cqfacts.model.fact import Citation

if TYPE_CHECKING:
    from cqfacts.answers.listings import Context

ASKED = "what was asked"
"""The description of most queries."""
SCHEMA = "cqfacts/1"
"""The name of the contract, in every envelope."""
Json = object
"""A value that JSON can hold: text, number, boolean, None, a list or a mapping of these."""
JsonObject = dict[str, Json]
Schema = dict[str, object]
"""A JSON Schema (2020-12), or a part of one."""
RecordT = TypeVar("RecordT")
"""The record of ours that is written."""
RecordT_contra = TypeVar("RecordT_contra", contravariant=True)
"""The same for a key, which also writes records that have more than it reads."""
ValueT = TypeVar("ValueT")
"""The value under a key."""
ItemT = TypeVar("ItemT")
"""An item of a list."""
AnswerT = TypeVar("AnswerT")
"""An answer."""
OuterT = TypeVar("OuterT")
"""The record that a key is read from in place of another."""


class Cited(Protocol):
    """Anything that has citations: a fact, a relation."""

    @property
    def citations(self) -> tuple[Citation, ...]: ...


def cites_nothing(answer: object, item: object) -> Iterable[Cited]:  # noqa: ARG001 - the signature of Listing.cites
    """Return no citations: of items that come from no document."""
    return ()


def cites_itself(answer: object, item: Cited) -> Iterable[Cited]:  # noqa: ARG001 - the signature of Listing.cites
    """Return the item: of a fact."""
    return (item,)


class Form(NamedTuple, Generic[ValueT]):
    """A kind of JSON value: its schema, and how a value of ours is written as one. Without `write` it is JSON already."""

    schema: Schema
    write: Callable[[ValueT], Json] | None = None


class Key(NamedTuple, Generic[RecordT_contra]):
    """A key of an object of the output. An `optional` one is left out where it has no value."""

    name: str
    about: str
    schema: Schema
    write: Callable[[RecordT_contra], Json]
    optional: bool = False


class Record(NamedTuple, Generic[RecordT]):
    """An object of the output: its name among the definitions of the schema, and its keys in their order."""

    name: str
    about: str
    keys: tuple[Key[RecordT], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, in their order."""
        return tuple(key.name for key in self.keys)

    def write(self, item: RecordT) -> JsonObject:
        """Return an item as a JSON object."""
        written: JsonObject = {}
        for key in self.keys:
            value = key.write(item)
            if value is not None or not key.optional:
                written[key.name] = value
        return written

    def pick(self, names: Iterable[str]) -> "Record[RecordT]":
        """Return the same object with some of its keys only, in the order given. Keys that it lacks are left out."""
        by_name = {key.name: key for key in self.keys}
        selected = tuple(
            by_name[name]._replace(optional=False) for name in names if name in by_name
        )
        return self._replace(keys=selected)

    @property
    def schema(self) -> Schema:
        """The JSON Schema of the object."""
        return {
            "type": "object",
            "description": self.about,
            "properties": {key.name: described(key.schema, key.about) for key in self.keys},
            "required": [key.name for key in self.keys if not key.optional],
        }

    @property
    def form(self) -> Form[RecordT]:
        """A reference to the object, for a key under which one stands."""
        return Form({"$ref": f"#/$defs/{self.name}"}, self.write)

    @property
    def inline(self) -> Form[RecordT]:
        """The object itself, for a key under which one stands that the schema names nowhere else."""
        return Form(self.schema, self.write)


class Listing(NamedTuple, Generic[AnswerT, ItemT]):
    """The list of an envelope: its key, its items, and each item as an object."""

    name: str
    about: str
    items: Callable[[AnswerT], Iterable[ItemT]]
    record: Record[ItemT]
    flat: Record[ItemT] | None = None
    """For a spreadsheet: the item without objects inside objects. None: as it is."""
    cites: Callable[[AnswerT, ItemT], Iterable[Cited]] = cites_nothing
    """The facts and relations that an item has, whose sources the envelope lists."""
    by_id: bool = False
    """True where the key holds a mapping of the items by their ids, in place of a list."""
    item_schema: Schema | None = None
    """The schema of an item, where it is not a reference to that of the record."""
    rows: "Listing[AnswerT, Any] | None" = None
    """The list that formats without an envelope write, where that is another one."""
    kept: tuple[str, ...] = ()
    """The keys that each row has, whatever keys are named: without them it would mislead."""

    def write(self, answer: AnswerT, names: Sequence[str] | None = None) -> Iterator[JsonObject]:
        """Write the items one by one, each with all keys, or with those that are named."""
        record = self.choice.pick(names) if names else self.record
        for item in self.items(answer):
            yield record.write(item)

    @property
    def choice(self) -> Record[ItemT]:
        """The item with every key that can be named: its own, and those that it has in a spreadsheet."""
        if self.flat is None:
            return self.record
        added = tuple(key for key in self.flat.keys if key.name not in self.record.names)
        return self.record._replace(keys=(*self.record.keys, *added))

    @property
    def schema(self) -> Schema:
        """The JSON Schema of the list."""
        item = self.item_schema or self.record.form.schema
        if self.by_id:
            return {"type": "object", "description": self.about, "additionalProperties": item}
        return {"type": "array", "description": self.about, "items": item}


class Envelope(NamedTuple, Generic[AnswerT, ItemT]):
    """The JSON that a command writes: the question, keys about the whole answer, the list, and the sources that it cites."""

    commands: tuple[str, ...]
    query: Record[AnswerT]
    keys: tuple[Key[AnswerT], ...]
    """The keys between the query and the list."""
    listing: Listing[AnswerT, ItemT]
    name: str = ""
    """Its name in the schema, where it is not the name of its list."""

    def head(self, answer: AnswerT, command: str) -> JsonObject:
        """Return the envelope of an answer without its list and its sources."""
        keys = Record("", "", self.keys)
        return {
            "schema": SCHEMA,
            "command": command,
            "query": self.query.write(answer),
            **keys.write(answer),
        }

    @property
    def schema(self) -> Schema:
        """The JSON Schema of the envelope."""
        properties: Schema = {
            "schema": {"const": SCHEMA},
            "command": described(
                {"type": "string", "enum": list(self.commands)}, "the command that was run"
            ),
            "query": self.query.schema,
            "sources": described(
                by_id(SOURCE_REFERENCE).schema, "every source that is cited, by its id"
            ),
            **{key.name: described(key.schema, key.about) for key in self.keys},
            self.listing.name: self.listing.schema,
        }
        optional = {key.name for key in self.keys if key.optional}
        return {
            "type": "object",
            "description": f"What {', '.join(self.commands)} writes",
            "properties": properties,
            "required": [name for name in properties if name not in optional],
        }


def described(schema: Schema, about: str) -> Schema:
    """Return a schema with its description. References and constants have none of their own."""
    bare = "$ref" in schema or "anyOf" in schema or "const" in schema or "description" in schema
    return schema if bare else {**schema, "description": about}


def key(
    name: str, form: Form[ValueT], about: str, read: Callable[[RecordT], ValueT]
) -> Key[RecordT]:
    """Return the row of a key: its name, its form, its meaning, and how its value is read from a record."""
    write = form.write
    if write is None:
        return Key(name, about, form.schema, read)
    return Key(name, about, form.schema, lambda item: write(read(item)))


def optional_key(
    name: str, form: Form[ValueT], about: str, read: Callable[[RecordT], ValueT | None]
) -> Key[RecordT]:
    """Return the row of a key that is left out where its value is None."""
    return key(name, Form(form.schema, nullable(form).write), about, read)._replace(optional=True)


def read_from(
    keys: Iterable[Key[RecordT]], get_record: Callable[[OuterT], RecordT], prefix: str = ""
) -> tuple[Key[OuterT], ...]:
    """Return the rows of a record for another one that holds it: the same keys, read from that part, with a prefix."""
    return tuple(_read_from(row, get_record, prefix) for row in keys)


def _read_from(
    row: Key[RecordT], get_record: Callable[[OuterT], RecordT], prefix: str
) -> Key[OuterT]:
    return Key(
        f"{prefix}{row.name}",
        row.about,
        row.schema,
        lambda item: row.write(get_record(item)),
        row.optional,
    )


def read_if_any(
    keys: Iterable[Key[RecordT]], get_record: Callable[[OuterT], RecordT | None], prefix: str
) -> tuple[Key[OuterT], ...]:
    """Return the rows of a record for another one that may hold it. Without it, every value is None."""
    return tuple(_read_if_any(row, get_record, prefix) for row in keys)


def _read_if_any(
    row: Key[RecordT], get_record: Callable[[OuterT], RecordT | None], prefix: str
) -> Key[OuterT]:
    def write(item: OuterT) -> Json:
        held = get_record(item)
        return None if held is None else row.write(held)

    return Key(f"{prefix}{row.name}", row.about, row.schema, write)


TEXT: Form[str] = Form({"type": "string"})
FLAG: Form[bool] = Form({"type": "boolean"})
INTEGER: Form[int] = Form({"type": "integer"})
COUNT: Form[int] = Form({"type": "integer", "minimum": 0})
_DAY = r"^\d{4}-\d\d-\d\d$"


def _iso(day: date) -> str:
    return day.isoformat()


DAY: Form[date] = Form({"type": "string", "pattern": _DAY}, _iso)


_WHOLE_FROM = 2**53
"""From here on a float has no halves, and not every whole number: numbers and their bounds are written whole."""


def _is_whole(exact: Fraction) -> bool:
    return exact.denominator == 1 or abs(exact) >= _WHOLE_FROM


def number(exact: Fraction) -> int | float:
    """Return the nearest JSON number: an int where the number is whole, or too large for a fraction.

    >>> number(Fraction(2630000)), number(Fraction(1, 4)), number(2**60 + Fraction(3, 4))
    (2630000, 0.25, 1152921504606846977)
    """
    return round(exact) if _is_whole(exact) else float(exact)


def number_below(exact: Fraction) -> int | float:
    """Return the nearest JSON number that is no more, as it is written.

    >>> number_below(Fraction(1, 3)), number_above(Fraction(1, 3)), number_above(Fraction("28.85"))
    (0.3333333333333333, 0.33333333333333337, 28.85)
    """
    if _is_whole(exact):
        return floor(exact)
    nearest = number(exact)
    return nearest if Fraction(str(nearest)) <= exact else nextafter(nearest, -inf)


def number_above(exact: Fraction) -> int | float:
    """Return the nearest JSON number that is no less, as it is written."""
    if _is_whole(exact):
        return ceil(exact)
    nearest = number(exact)
    return nearest if Fraction(str(nearest)) >= exact else nextafter(nearest, inf)


_PARTS_OF_A_PERCENT = 10**4
"""A percentage of a change has four decimals at most."""


def percentage(exact: Fraction) -> int | float:
    """Return the nearest JSON number with four decimals at most."""
    return number(round(exact, 4))


def _percentage_below(exact: Fraction) -> int | float:
    return number_below(Fraction(floor(exact * _PARTS_OF_A_PERCENT), _PARTS_OF_A_PERCENT))


def _percentage_above(exact: Fraction) -> int | float:
    return number_above(Fraction(ceil(exact * _PARTS_OF_A_PERCENT), _PARTS_OF_A_PERCENT))


_NUMBER: Schema = {"type": "number"}
NUMBER: Form[Fraction] = Form(_NUMBER, number)
LOW: Form[Fraction] = Form(_NUMBER, number_below)
"""A lower bound, rounded down where JSON has no such number."""
HIGH: Form[Fraction] = Form(_NUMBER, number_above)
"""An upper bound, rounded up."""
PERCENTAGE: Form[Fraction] = Form(_NUMBER, percentage)
LOW_PERCENTAGE: Form[Fraction] = Form(_NUMBER, _percentage_below)
HIGH_PERCENTAGE: Form[Fraction] = Form(_NUMBER, _percentage_above)
EXACT: Form[Fraction] = Form({"type": "string"}, str)
"""A number as text that loses nothing: "1290500", "431/1000"."""


def text(**more: Json) -> Form[str]:
    """Return the form of a text with further keywords of JSON Schema."""
    return Form({"type": "string", **more})


def word(choices: type[StrEnum]) -> Form[StrEnum]:
    """Return the form of one word of a closed list."""
    return Form({"type": "string", "enum": [choice.value for choice in choices]}, _value)


def _value(choice: StrEnum) -> str:
    return choice.value


def nullable(form: Form[ValueT]) -> Form[ValueT | None]:
    """Return the form of a value that may be null."""
    schema, write = form.schema, form.write
    if "$ref" in schema:
        null_schema: Schema = {"anyOf": [schema, {"type": "null"}]}
    else:
        null_schema = {**schema, "type": [schema["type"], "null"]}
    choices = schema.get("enum")
    if isinstance(choices, list):
        null_schema["enum"] = [*choices, None]
    if write is None:
        return Form(null_schema)
    return Form(null_schema, lambda value: None if value is None else write(value))


def list_of(item: Form[ValueT]) -> Form[Iterable[ValueT]]:
    """Return the form of a list."""
    schema: Schema = {"type": "array", "items": item.schema}
    write = item.write
    if write is None:
        return Form(schema, list)
    return Form(schema, lambda values: [write(value) for value in values])


def by_id(item: Form[ValueT]) -> Form[Mapping[str, ValueT]]:
    """Return the form of a mapping by ids, or by other names."""
    schema: Schema = {"type": "object", "additionalProperties": item.schema}
    write = item.write
    if write is None:
        return Form(schema, dict)
    return Form(schema, lambda values: {name: write(value) for name, value in values.items()})


TEXTS: Form[Iterable[str]] = list_of(TEXT)
SOURCE_REFERENCE: Form[object] = Form({"$ref": "#/$defs/source"})
NO_FACTS: Key[object] = Key(
    "facts", "always empty here", {"type": "array", "maxItems": 0}, lambda _: []
)
"""The list of facts of an envelope that lists something else."""


@runtime_checkable
class Answer(Protocol):
    """The record that a verb returns and every format writes."""

    @property
    def command(self) -> str:
        """The command, or verb, that it answers."""

    @property
    def contract(self) -> "Envelope[Any, Any]":
        """The keys of its JSON."""

    @property
    def more(self) -> int:
        """The number of items that a limit left out."""


class CitingAnswer(Answer, Protocol):
    """An answer whose items have sources."""

    @property
    def context(self) -> "Context":
        """The parts of a base that writing it takes."""


def _left_out(answer: Answer) -> int | None:
    return answer.more or None


MORE: Key[Answer] = optional_key(
    "more",
    COUNT,
    "how many further ones --limit left out; absent where it left out none",
    _left_out,
)


class OfBase(Protocol):
    """An answer about a whole base."""

    @property
    def folder(self) -> str | None:
        """The folder of the base as the user typed it; None: the shipped base."""


class OfDocuments(Protocol):
    """An answer about the documents of a base."""

    @property
    def documents(self) -> str:
        """The folder of the documents as the user typed it."""


FOLDER: Key[OfBase] = key(
    "folder",
    nullable(TEXT),
    "the folder of the base; null: the shipped one",
    lambda answer: answer.folder,
)
DOCUMENTS: Key[OfDocuments] = key(
    "documents", TEXT, "the folder of the documents", lambda answer: answer.documents
)
