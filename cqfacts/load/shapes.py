"""The form of every entry: which keys, which are required, how each is read."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from cqfacts.load.names import did_you_mean, short
from cqfacts.load.nodes import Mapping, Node, Report, Scalar, Sequence
from cqfacts.model.fact import Citation, Doubt, RelationKind, Status
from cqfacts.model.period import Dating, PeriodError, parse_period
from cqfacts.model.vocabulary import Author, Kind, PriceBasis

_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)
LONGEST_ID = 100


class Invalid(Exception):
    """A node that cannot be read; its finding has been reported."""


class Entry(NamedTuple):
    """What was read of a mapping, with the node of each key for findings that come later."""

    values: dict[str, Any]
    nodes: dict[str, Node]
    node: Node
    trail: tuple[str, ...]


class Reading:
    """Where a node is read: the report of its file, and the steps down to it."""

    __slots__ = ("report", "steps")

    def __init__(self, report: Report, *steps: str) -> None:
        self.report = report
        self.steps = list(steps)

    @property
    def trail(self) -> tuple[str, ...]:
        return tuple(self.steps)

    def refuse(self, node: Node, code: str, message: str, hint: str) -> Invalid:
        self.report.add(node, code, message, hint, self.trail)
        return Invalid()


Read = Callable[[Node, Reading], Any]


class Key(NamedTuple):
    name: str
    read: Read
    required: bool
    help: str


class Shape:
    """The form of one kind of entry."""

    def __init__(self, name: str, keys: tuple[Key, ...]) -> None:
        self.name = name
        self.keys = keys
        self.by_name = {key.name: key for key in keys}


def text(node: Node, reading: Reading) -> str:
    """Any text that is not empty."""
    if not isinstance(node, Scalar):
        raise reading.refuse(node, "CQ204", f"expected a text, got {_shape_of(node)}", "write one value on this line")
    found = node.text.strip()
    if found in ("", "null", "~"):
        raise reading.refuse(node, "CQ210", "the text is empty", "write it, or remove the key")
    if "\n" in found or "\t" in found:
        raise reading.refuse(node, "CQ204", "expected one line of text", "no line ends and tabs: write > in place of |")
    return found


def file_name(node: Node, reading: Reading) -> str:
    """The name of a file, without folders."""
    found = text(node, reading)
    if "/" in found or "\\" in found or found in (".", ".."):
        raise reading.refuse(node, "CQ208", f'"{short(found)}" is not the name of a file', "without folders")
    return found


def identifier(node: Node, reading: Reading) -> str:
    """An id that is safe in a shell and in a file name."""
    found = text(node, reading)
    if not _ID.fullmatch(found) or len(found) > LONGEST_ID:
        hint = f"letters, digits and single hyphens, at most {LONGEST_ID} characters"
        raise reading.refuse(node, "CQ208", f'"{found[:LONGEST_ID]}" is not an id', hint)
    return found


def number(node: Node, reading: Reading) -> int:
    """A whole number from 1."""
    found = text(node, reading)
    if not re.fullmatch(r"[1-9]\d{0,8}", found, re.ASCII):
        raise reading.refuse(
            node, "CQ211", f'"{short(found)}" is not a whole number from 1', "count from 1, digits only"
        )
    return int(found)


def digest(node: Node, reading: Reading) -> str:
    """A SHA-256 in hexadecimal."""
    found = text(node, reading)
    if not re.fullmatch(r"[0-9a-f]{64}", found, re.ASCII):
        raise reading.refuse(node, "CQ211", "this is not a SHA-256", "64 hexadecimal digits: try sha256sum FILE")
    return found


def decimal(node: Node, reading: Reading) -> str:
    """A positive decimal number, kept as text."""
    found = text(node, reading)
    if not re.fullmatch(r"(?=.*[1-9])\d{1,20}(\.\d{1,20})?", found, re.ASCII):
        raise reading.refuse(node, "CQ211", f'"{short(found)}" is not a positive number', "digits with a decimal point")
    return found


def period(node: Node, reading: Reading) -> Any:
    """A period in EDTF."""
    found = text(node, reading)
    try:
        return parse_period(found)
    except PeriodError as error:
        hint = "write 2014, 2021-07, 2021-10-03 or 2021-01/2021-08, with ~ after a date that is approximate"
        raise reading.refuse(node, "CQ206", short(str(error)), hint) from None


def word(choices: type[StrEnum]) -> Read:
    """One word of a closed list."""

    def read(node: Node, reading: Reading) -> StrEnum:
        found = text(node, reading)
        try:
            return choices(found)
        except ValueError:
            known = [choice.value for choice in choices]
            message = f'"{short(found)}" is not on the list of {choices.__name__.lower()} words'
            raise reading.refuse(node, "CQ207", message, did_you_mean(found, known)) from None

    return read


def listed(read_item: Read) -> Read:
    """A list, each item read on its own so that one bad item does not hide the next."""

    def read(node: Node, reading: Reading) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            hint = "start each item with a hyphen"
            raise reading.refuse(node, "CQ204", f"expected a list, got {_shape_of(node)}", hint)
        found = [_attempt(read_item, item, reading, f"no. {at}") for at, item in enumerate(node.items, 1)]
        if Invalid in found:
            raise Invalid
        return tuple(found)

    return read


def nested(shape: Shape, make: Callable[..., Any]) -> Read:
    """A mapping inside an entry."""

    def read(node: Node, reading: Reading) -> Any:
        return make(**read_entry(node, shape, reading).values)

    return read


def read_entry(node: Node, shape: Shape, reading: Reading) -> Entry:
    """Read a mapping by its shape. Reports everything wrong with it, then raises Invalid."""
    if not isinstance(node, Mapping):
        raise reading.refuse(
            node, "CQ204", f"expected a {shape.name}, got {_shape_of(node)}", "write key: value on lines of its own"
        )
    keys = shape.by_name
    nodes, good = _pair_up(node, keys, shape, reading)
    values = {name: _attempt(keys[name].read, child, reading, name) for name, child in nodes.items()}
    for key in shape.keys:
        if key.required and key.name not in nodes:
            reading.report.add(node, "CQ201", f'the {shape.name} has no "{key.name}"', key.help, reading.trail)
            good = False
    if not good or Invalid in values.values():
        raise Invalid
    return Entry(values, nodes, node, reading.trail)


def _pair_up(node: Mapping, keys: dict[str, Key], shape: Shape, reading: Reading) -> tuple[dict[str, Node], bool]:
    nodes: dict[str, Node] = {}
    good = True
    for key, child in node.pairs:
        problem = _key_problem(key, nodes, keys, shape)
        if problem:
            reading.report.add(key, *problem, reading.trail)
            good = False
        elif isinstance(key, Scalar):
            nodes[key.text] = child
    return nodes, good


def _key_problem(key: Node, seen: dict[str, Node], keys: dict[str, Key], shape: Shape) -> tuple[str, str, str] | None:
    if not isinstance(key, Scalar):
        return "CQ204", f"expected a key, got {_shape_of(key)}", "a key is one word followed by a colon"
    if key.text == "<<":
        return "CQ106", "merge keys are not allowed", "write the keys out"
    if key.text in seen:
        return "CQ111", f'the key "{key.text}" stands here for the second time', "remove one of the two"
    if key.text not in keys:
        return "CQ202", f'a {shape.name} has no key "{key.text}"', did_you_mean(key.text, keys)
    return None


def _attempt(read: Read, node: Node, reading: Reading, step: str) -> Any:
    """The value one step down, or the class Invalid where it cannot be read."""
    reading.steps.append(step)
    try:
        return read(node, reading)
    except Invalid:
        return Invalid
    finally:
        reading.steps.pop()


def _shape_of(node: Node) -> str:
    names = {Scalar: "a text", Sequence: "a list", Mapping: "keys with values"}
    return names[type(node)]


_ALIASES = Key("aliases", listed(text), False, "other names people type, in English and Chinese")
_TERM = (
    Key("id", identifier, True, "a stable name: lower-case words joined by hyphens"),
    Key("title", text, True, "the name in English"),
    Key("title_zh", text, True, "the name in Chinese"),
    _ALIASES,
)

SECTOR = Shape("sector", (*_TERM, Key("covers", text, True, "what belongs to the sector, in a phrase")))
SUBJECT = Shape("subject", _TERM)
MEASURE = Shape("measure", _TERM)
AREA = Shape(
    "area",
    (
        *_TERM,
        Key("code", text, False, "its ISO 3166-1 or 3166-2 code"),
        Key("note", text, False, "what a reader must know of it"),
        Key("within", identifier, False, "the area that it is a part of"),
    ),
)
UNIT = Shape(
    "unit",
    (
        Key("id", identifier, True, "its name as facts write it"),
        Key("dimension", text, True, "what it measures: count, money, share ..."),
        Key("singular", text, True, "its name after the number 1"),
        Key("plural", text, True, "its name after other numbers"),
        Key("symbol", text, False, "its symbol"),
        Key("currency", text, False, "its ISO 4217 code, for money"),
        Key("factor", decimal, False, "how many base units of its dimension it is, 1 where absent"),
    ),
)
_AUTHOR = Shape("author", (Key("family", text, True, "the family name"), Key("given", text, True, "the given name")))
SOURCE = Shape(
    "source",
    (
        Key("id", identifier, True, "a stable name"),
        Key("type", text, True, "its CSL type, such as webpage"),
        Key("title", text, True, "its title; in square brackets where it has none and the words are ours"),
        Key("author", listed(nested(_AUTHOR, Author)), False, "its authors, where it names them"),
        Key("publisher", text, False, "its publisher, where it names one"),
        Key("issued", period, True, "its date in EDTF"),
        Key("dating", word(Dating), True, "printed where the document prints its date, else inferred"),
        Key("dating_reason", text, False, "how the date was placed"),
        Key("language", text, False, "its language, as in BCP 47"),
        Key("file", file_name, True, "the name of its text file"),
        Key("sha256", digest, True, "the SHA-256 of that file"),
        Key("paragraphs", number, True, "how many non-blank lines that file has"),
    ),
)
INDICATOR = Shape(
    "indicator",
    (
        Key("id", identifier, True, "a stable name"),
        Key("title", text, True, "the name in English"),
        Key("sector", identifier, True, "the sector it belongs to"),
        Key("subject", identifier, True, "what is measured"),
        Key("measure", identifier, True, "what of it is measured"),
        Key("kind", word(Kind), True, "how it behaves in time: flow, stock, share, growth, rank, status ..."),
        Key("unit", identifier, False, "the unit its facts use"),
        Key("price_basis", word(PriceBasis), False, "for money: current, constant or unstated"),
        Key("growth_of", identifier, False, "of a growth: the indicator that grew"),
        Key("part", identifier, False, "of a share: the indicator that is the part"),
        Key("whole", identifier, False, "of a share: the indicator that is the whole"),
        Key("whole_area", identifier, False, "of a share: the area of the whole, where it differs"),
        Key("ranks", identifier, False, "of a rank: the indicator by which it orders"),
        Key("field", identifier, False, "of a rank: the area among whose members it orders"),
        _ALIASES,
    ),
)
_CITATION = Shape(
    "citation",
    (
        Key("source", identifier, True, "the id of the source"),
        Key("paragraph", number, True, "the number of the non-blank line, from 1"),
        Key("printed", text, True, "the figure or key phrase exactly as printed"),
    ),
)
_DOUBT = Shape(
    "doubt",
    (
        Key("reason", text, True, "what is printed, and why it cannot stand or cannot be settled"),
        Key("likely", text, True, "the likely reading"),
    ),
)
FACT = Shape(
    "fact",
    (
        Key("id", identifier, True, "a stable name"),
        Key("indicator", identifier, True, "what is measured"),
        Key("entity", text, False, "which one, where the indicator has several"),
        Key("entity_aliases", listed(text), False, "other names of that one, in English and Chinese"),
        Key("area", identifier, True, "what the figure is about"),
        Key("period", period, True, "when, in EDTF"),
        Key("dating", word(Dating), True, "printed where the document prints the period, else inferred"),
        Key("dating_reason", text, False, "how the period was placed"),
        Key("value", text, True, "the figure with the digits printed, or the state in words"),
        Key("unit", identifier, False, "the unit of the figure"),
        Key("status", word(Status), False, "forecast for what is expected or planned"),
        Key("statement", text, True, "one plain sentence in our own words"),
        Key("citations", listed(nested(_CITATION, Citation)), True, "source, paragraph and what is printed there"),
        Key("doubts", listed(nested(_DOUBT, Doubt)), False, "what is wrong or unclear"),
        Key("notes", listed(text), False, "what a reader needs to use the figure"),
    ),
)
RELATION = Shape(
    "relation",
    (
        Key("id", identifier, True, "a stable name"),
        Key("relation", word(RelationKind), True, "what the document says of the two facts"),
        Key("left", identifier, True, "the fact that the relation starts from"),
        Key("right", identifier, True, "the fact that it is set against"),
        Key("statement", text, True, "the relation in one plain sentence"),
        Key("citations", listed(nested(_CITATION, Citation)), True, "source, paragraph and what is printed there"),
    ),
)
