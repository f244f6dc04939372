"""Shapes: the keys of a mapping, how the value of each is read, and the JSON Schema that follows.

A form says how one value is read. A shape lists the keys of a mapping with their forms. The shapes of a base are in `forms`.
"""

from collections.abc import Callable
from collections.abc import Mapping as Values
from enum import Enum
from typing import Any, NamedTuple

from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import Mapping, Node, Scalar, Sequence
from cqfacts.base.vocabulary_tables import Named
from cqfacts.model.english import with_article
from cqfacts.model.names import short

Schema = dict[str, Any]
"""A JSON Schema."""
Read = Callable[[Node], Any]
"""Reads the value of a key. Raises Invalid."""


class Problem(NamedTuple):
    """One thing wrong with a node: a code, the cause, the way out, and the steps that lead down to the node."""

    node: Node
    code: str
    message: str
    hint: str
    steps: tuple[str, ...] = ()

    def under(self, step: str) -> "Problem":
        """Return the problem as seen from one step further up."""
        return self._replace(steps=(step, *self.steps))


class Invalid(Exception):
    """A node cannot be read. `problems` has everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems

    def under(self, step: str) -> list[Problem]:
        """Return the problems as seen from one step further up."""
        return [problem.under(step) for problem in self.problems]


def invalid(node: Node, code: str, message: str, hint: str) -> Invalid:
    """Return the exception for a node with one problem."""
    return Invalid(Problem(node, code, message, hint))


class Form(NamedTuple):
    """How the value of a key is read, and its JSON Schema."""

    read: Read
    schema: Schema
    item: "Form | None" = None
    """The form of the items of a list."""
    shape: "Shape | None" = None
    """The shape of a mapping."""


def definition_of_names(kind: Named) -> str:
    """Return the name of the definition, in a JSON Schema, of texts that name an entry of a kind.

    >>> from cqfacts.model.vocabulary import Area
    >>> definition_of_names(Area)
    'area-id'
    """
    return f"{kind.__name__.lower()}-id"


class Where(NamedTuple):
    """A condition on another key of the same entry: its value is one of some words."""

    key: str
    words: tuple[str, ...]

    def holds(self, values: Values[str, object]) -> bool:
        """Return True where the values of an entry, as read or as typed, meet the condition."""
        word = values.get(self.key)
        return word in self.words

    def holds_of(self, record: object) -> bool:
        """Return True where the record of an entry meets the condition."""
        word = getattr(record, self.key)
        return word in self.words


class Presence(Enum):
    """The entries that have a key."""

    REQUIRED = "every entry"
    OPTIONAL = "some entries"
    REQUIRED_THERE = "every entry that meets the condition of the key"


class Key(NamedTuple):
    """A key of a mapping."""

    name: str
    form: Form
    presence: Presence
    help: str
    names: Named | None = None
    """The kind of entry that its text names by id; None for any other text."""
    only_where: Where | None = None
    """The condition under which an entry has a use for the key; None: always."""

    @property
    def required(self) -> bool:
        """True where every entry has the key."""
        return self.presence is Presence.REQUIRED

    @property
    def schema(self) -> Schema:
        """The JSON Schema of its value. A text that names an entry refers to the definition of such names."""
        if self.names is None:
            return self.form.schema
        return {"$ref": f"#/$defs/{definition_of_names(self.names)}"}

    def applies(self, values: Values[str, object]) -> bool:
        """Return True where an entry with these values has a use for the key."""
        if self.only_where is None:
            return True
        return self.only_where.holds(values)

    def is_needed(self, values: Values[str, object]) -> bool:
        """Return True where an entry with these values cannot do without the key."""
        if self.presence is Presence.REQUIRED_THERE:
            return self.applies(values)
        return self.required


class Shape:
    """The keys of one kind of mapping. Of the keys that go `together`, it has all or none; of `either`, at least one."""

    def __init__(
        self,
        name: str,
        keys: tuple[Key, ...],
        together: tuple[str, ...] = (),
        either: tuple[str, ...] = (),
        defaults: "Shape | None" = None,
    ) -> None:
        self.name = name
        self.keys = keys
        self.together = frozenset(together)
        self.either = either
        self.defaults = defaults
        """The keys that a file may say once for all such mappings; None where it cannot."""
        self.readers = {key.name: key.form.read for key in keys}
        self.required = frozenset(key.name for key in keys if key.required)
        self.references = [(key.name, key.names) for key in keys if key.names]
        """Each key that names another entry, with the kind of that entry."""
        self._required_there = [key for key in keys if key.presence is Presence.REQUIRED_THERE]

    @property
    def schema(self) -> Schema:
        """The JSON Schema of the mapping."""
        schema: Schema = {
            "type": "object",
            "properties": {key.name: {"description": key.help, **key.schema} for key in self.keys},
            "required": [key.name for key in self.keys if key.required],
            "additionalProperties": False,
        }
        if self.together:
            schema["dependentRequired"] = {
                name: sorted(self.together - {name}) for name in sorted(self.together)
            }
        if self.either:
            schema["anyOf"] = [{"required": [name]} for name in self.either]
        return schema

    def find_needed_keys(self, record: object) -> list[Key]:
        """Return the keys that a record lacks and needs because of the word under another key."""
        return [key for key in self._required_there if _lacks(record, key)]


def _lacks(record: object, key: Key) -> bool:
    """Return True where a record has no value for a key and meets its condition."""
    if key.only_where is None or getattr(record, key.name) is not None:
        return False
    return key.only_where.holds_of(record)


class Entry(NamedTuple):
    """The values of a mapping as read, and the node of each key for findings that come later."""

    values: dict[str, Any]
    nodes: dict[str, Node]
    node: Node


def read_entry(node: Node, shape: Shape) -> Entry:
    """Read a mapping by its shape. Raises Invalid with everything that is wrong with it."""
    if not isinstance(node, Mapping):
        message = f"expected {with_article(shape.name)}, got {describe_node(node)}"
        raise invalid(node, "CQ204", message, "write key: value on lines of its own")
    entry = Entry({}, {}, node)
    problems = _read_pairs(node, shape, entry)
    problems += _find_missing_keys(entry, shape)
    if problems:
        raise Invalid(*problems)
    return entry


def _read_pairs(node: Mapping, shape: Shape, entry: Entry) -> list[Problem]:
    """Read the value of each key into an entry. Return what is wrong with keys and values."""
    values, nodes = entry.values, entry.nodes
    problems: list[Problem] = []
    for key, child in node.pairs:
        name = key.value if isinstance(key, Scalar) else ""
        read = shape.readers.get(name)
        if read is None or name in nodes:
            problems.append(_describe_bad_key(key, nodes, shape))
            if name == "id":
                break  # another entry, whose keys would all stand here for the second time
            continue
        nodes[name] = child
        try:
            values[name] = read(child)
        except Invalid as error:
            problems += error.under(name)
    return problems


def _find_missing_keys(entry: Entry, shape: Shape) -> list[Problem]:
    required = shape.required
    if shape.together and shape.together & entry.nodes.keys():
        required |= shape.together
    if shape.either and entry.nodes.keys().isdisjoint(shape.either):
        required |= {shape.either[0]}
    if required <= entry.nodes.keys():
        return []
    keys = [key for key in shape.keys if key.name in required and key.name not in entry.nodes]
    return [
        Problem(entry.node, "CQ201", f'the {shape.name} has no "{key.name}"', f"add it: {key.help}")
        for key in keys
    ]


def _describe_bad_key(key: Node, nodes: dict[str, Node], shape: Shape) -> Problem:
    """Return what is wrong with a key that is given twice or that the shape does not have."""
    if not isinstance(key, Scalar):
        message = f"expected a key, got {describe_node(key)}"
        return Problem(key, "CQ204", message, "a key is one word followed by a colon")
    if key.value == "<<":
        return Problem(key, "CQ106", "merge keys are not allowed", "write the keys out")
    name = short(key.value)
    if key.value not in nodes:
        return Problem(
            key,
            "CQ202",
            f'{with_article(shape.name)} has no key "{name}"',
            did_you_mean(name, shape.readers),
        )
    hint = "remove one of the two"
    if key.value == "id":
        hint = "begin the next entry with a hyphen, or remove one of the two"
    return Problem(key, "CQ111", f'the key "{name}" stands here for the second time', hint)


def listed(item_form: Form) -> Form:
    """Return the form of a list. Each item is read on its own, so that one bad item does not hide the next."""

    def read_list(node: Node) -> tuple[object, ...]:
        if not isinstance(node, Sequence):
            message = f"expected a list, got {describe_node(node)}"
            raise invalid(node, "CQ204", message, "start each item with a hyphen")
        items: list[object] = []
        problems: list[Problem] = []
        for number, item in enumerate(node.items, 1):
            try:
                items.append(item_form.read(item))
            except Invalid as error:
                problems += error.under(f"no. {number}")
        if problems:
            raise Invalid(*problems)
        return tuple(items)

    return Form(read_list, {"type": "array", "items": item_form.schema}, item=item_form)


def nested(shape: Shape, make: Callable[..., object]) -> Form:
    """Return the form of a mapping inside an entry; `make` makes the record of its values."""

    def read_mapping(node: Node) -> object:
        return make(**read_entry(node, shape).values)

    return Form(read_mapping, shape.schema, shape=shape)


def listed_or_single(item_form: Form) -> Form:
    """Return the form of a list of mappings of which a single one may stand without the list."""
    of_list = listed(item_form)

    def read_list_or_item(node: Node) -> object:
        if isinstance(node, Sequence):
            return of_list.read(node)
        return (item_form.read(node),)

    return Form(read_list_or_item, {"anyOf": [of_list.schema, item_form.schema]}, item=item_form)


class Choice(NamedTuple):
    """One of two shapes that a mapping may have, and what makes its record."""

    shape: Shape
    make: Callable[..., object]


def either(usual: Choice, other: Choice, sign: str) -> Form:
    """Return the form of a mapping that has one of two shapes: the other one where it has the key `sign`.

    Its shape has the keys of both, as options need it.
    """
    names = f"a {usual.shape.name} or an {other.shape.name}"
    hint = f"write {_quote_keys(usual.shape)}, or {_quote_keys(other.shape)}, with values"

    def read_either(node: Node) -> object:
        if not isinstance(node, Mapping):
            raise invalid(node, "CQ204", f"expected {names}, got {describe_node(node)}", hint)
        shape, make = other if _has_key(node, sign) else usual
        return make(**read_entry(node, shape).values)

    keys = (*usual.shape.keys, *other.shape.keys)
    schema = {"oneOf": [usual.shape.schema, other.shape.schema]}
    return Form(read_either, schema, shape=Shape(names, keys))


def _has_key(node: Mapping, name: str) -> bool:
    return any(isinstance(key, Scalar) and key.value == name for key, _ in node.pairs)


def _quote_keys(shape: Shape) -> str:
    return " and ".join(f'"{key.name}"' for key in shape.keys)


def describe_node(node: Node) -> str:
    """Return the words for the kind of a node.

    >>> from cqfacts.base.nodes import Sequence
    >>> describe_node(Sequence([], None))
    'a list'
    """
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "keys with values"
    return "a text" if node.value else "nothing"
