"""The form of every entry: which keys, which are required, how each is read, and its JSON Schema.

What a schema cannot say, such as that a day exists, only the reader refuses; it takes nothing that the schema refuses, but
for spaces around the words of closed lists.
"""

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import Mapping, Node, Scalar, Sequence
from cqfacts.model.fact import Citation, Doubt, RelationKind, Status
from cqfacts.model.names import short
from cqfacts.model.period import DATE, Dating, EdtfDate, PeriodError, parse_period
from cqfacts.model.vocabulary import CSL_TYPES, Author, Kind, PriceBasis

_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DECIMAL = re.compile(r"(?=.*[1-9])\d{1,20}(\.\d{1,20})?", re.ASCII)
LONGEST_ID = 100
LONGEST_TEXT = 20_000
"""In characters: some pages, ten times what a paragraph has."""
# What a reader accepts: the way out of a finding, and what an editor says while one types.
_ACCEPTED = {
    "text": "one line of text that is not empty",
    "file-name": "the name of a file without folders",
    "identifier": f"letters, digits and single hyphens, at most {LONGEST_ID} characters",
    "number": "count from 1, digits only",
    "digest": "64 hexadecimal digits: try sha256sum FILE",
    "decimal": "digits with a decimal point",
    "period": "write 2014, 2021-07, 2021-10-03 or 2021-01/2021-08, with ~ after a date that is approximate",
}


class Problem(NamedTuple):
    """What is wrong with a node: a code, the cause, the way out, and the steps down to it."""

    node: Node
    code: str
    message: str
    hint: str
    steps: tuple[str, ...] = ()


class Invalid(Exception):
    """A node cannot be read; `problems` says everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems

    def under(self, step: str) -> list[Problem]:
        """The problems as seen from one step further up."""
        return [problem._replace(steps=(step, *problem.steps)) for problem in self.problems]


class Entry(NamedTuple):
    """What was read of a mapping, with the node of each key for findings that come later."""

    values: dict[str, Any]
    nodes: dict[str, Node]
    node: Node


Read = Callable[[Node], Any]
Schema = dict[str, Any]
"""A JSON Schema."""


class Form(NamedTuple):
    """What stands under a key: how it is read, and what a JSON Schema says of it."""

    read: Read
    schema: Schema
    item: "Form | None" = None
    """Of a list: the form of its items."""
    shape: "Shape | None" = None
    """Of a mapping: its shape."""


class Key(NamedTuple):
    name: str
    form: Form
    required: bool
    help: str


class Shape:
    """The form of one kind of entry. Of the keys that go `together`, an entry has all or none."""

    def __init__(self, name: str, keys: tuple[Key, ...], together: tuple[str, ...] = ()) -> None:
        self.name = name
        self.keys = keys
        self.together = frozenset(together)
        self.reads = {key.name: key.form.read for key in keys}
        self.required = {key.name for key in keys if key.required}

    @property
    def schema(self) -> Schema:
        """The JSON Schema of an entry."""
        return {
            "type": "object",
            "properties": {key.name: {"description": key.help, **key.form.schema} for key in self.keys},
            "required": [key.name for key in self.keys if key.required],
            "additionalProperties": False,
            **({"dependentRequired": self._dependent} if self.together else {}),
        }

    @property
    def _dependent(self) -> Schema:
        return {name: sorted(self.together - {name}) for name in sorted(self.together)}


def _refused(node: Node, code: str, message: str, hint: str) -> Invalid:
    return Invalid(Problem(node, code, message, hint))


def text(node: Node) -> str:
    """Any text that is not empty."""
    if not isinstance(node, Scalar):
        raise _refused(node, "CQ204", f"expected a text, got {_shape_of(node)}", "write one value on this line")
    if len(node.value) > LONGEST_TEXT:
        message = f"the text has {len(node.value):,} characters"
        raise _refused(node, "CQ114", message, f"at most {LONGEST_TEXT:,}: a fact is one statement")
    found = node.value.strip()
    if found in ("", "null", "~"):
        raise _refused(node, "CQ210", "the text is empty", "write it, or remove the key")
    if "\n" in found or "\t" in found or "\r" in found:
        raise _refused(node, "CQ204", "expected one line of text", "no line ends and tabs: write > in place of |")
    return found


def yes(node: Node) -> bool:
    """The word yes; what is not so has no such key."""
    found = text(node)
    if found != "yes":
        raise _refused(node, "CQ207", f'"{short(found)}" is not yes', "write yes, or remove the key")
    return True


def file_name(node: Node) -> str:
    """The name of a file, without folders."""
    found = text(node)
    if "/" in found or "\\" in found or found in (".", ".."):
        raise _refused(node, "CQ208", f'"{short(found)}" is not the name of a file', "without folders")
    return found


def identifier(node: Node) -> str:
    """An id that is safe in a shell and in a file name."""
    found = text(node)
    if not _is_id(found):
        raise _refused(node, "CQ208", f'"{found[:LONGEST_ID]}" is not an id', _ACCEPTED["identifier"])
    return found


@lru_cache(4096)
def _is_id(name: str) -> bool:
    return len(name) <= LONGEST_ID and bool(_ID.fullmatch(name))


def number(node: Node) -> int:
    """A whole number from 1."""
    found = text(node)
    if not _COUNT.fullmatch(found):
        raise _refused(node, "CQ211", f'"{short(found)}" is not a whole number from 1', _ACCEPTED["number"])
    return int(found)


def digest(node: Node) -> str:
    """A SHA-256 in hexadecimal."""
    found = text(node)
    if not _DIGEST.fullmatch(found):
        raise _refused(node, "CQ211", "this is not a SHA-256", _ACCEPTED["digest"])
    return found


def decimal(node: Node) -> str:
    """A positive decimal number, kept as text."""
    found = text(node)
    if not _DECIMAL.fullmatch(found):
        raise _refused(node, "CQ211", f'"{short(found)}" is not a positive number', _ACCEPTED["decimal"])
    return found


def period(node: Node) -> Any:
    """A period in EDTF."""
    found = text(node)
    try:
        read = parse_period(found)
    except PeriodError as error:
        raise _refused(node, "CQ206", short(str(error)), _ACCEPTED["period"]) from None
    if "/" in found and _overlap(read.begin, read.finish):
        raise _refused(node, "CQ206", f'one end of the period "{found}" lies in the other', _ACCEPTED["period"])
    return read


def _overlap(begin: EdtfDate, finish: EdtfDate) -> bool:
    """Whether a period that begins in one date and ends in the other leaves open which part of them it is."""
    return begin.last >= finish.first


def word(choices: type[StrEnum]) -> Form:
    """One word of a closed list of ours."""
    return one_of(f"{_words(choices.__name__)} words", {choice.value: choice for choice in choices})


def one_of(called: str, known: dict[str, Any]) -> Form:
    """One of a closed list, which stands for what `known` says."""

    def read(node: Node) -> Any:
        found = text(node)
        if found not in known:
            message = f'"{short(found)}" is not on the list of {called}'
            raise _refused(node, "CQ207", message, did_you_mean(found, known))
        return known[found]

    return Form(read, {"enum": list(known)})


def listed(item_form: Form) -> Form:
    """A list, each item read on its own so that one bad item does not hide the next."""

    def read(node: Node) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            raise _refused(node, "CQ204", f"expected a list, got {_shape_of(node)}", "start each item with a hyphen")
        found, problems = [], []
        for at, item in enumerate(node.items, 1):
            try:
                found.append(item_form.read(item))
            except Invalid as error:
                problems += error.under(f"no. {at}")
        if problems:
            raise Invalid(*problems)
        return tuple(found)

    return Form(read, {"type": "array", "items": item_form.schema}, item=item_form)


def nested(shape: Shape, make: Callable[..., Any]) -> Form:
    """A mapping inside an entry."""
    return Form(lambda node: make(**read_entry(node, shape).values), shape.schema, shape=shape)


def read_entry(node: Node, shape: Shape) -> Entry:
    """Read a mapping by its shape. Raises Invalid with everything that is wrong with it."""
    if not isinstance(node, Mapping):
        hint = "write key: value on lines of its own"
        raise _refused(node, "CQ204", f"expected a {shape.name}, got {_shape_of(node)}", hint)
    values: dict[str, Any] = {}
    nodes: dict[str, Node] = {}
    problems: list[Problem] = []
    for key, child in node.pairs:
        name = key.value if isinstance(key, Scalar) else ""
        read = shape.reads.get(name)
        if read is None or name in nodes:
            problems.append(_key_problem(key, nodes, shape))
            if name == "id":
                break  # another entry, whose keys would all stand here for the second time
            continue
        nodes[name] = child
        try:
            values[name] = read(child)
        except Invalid as error:
            problems += error.under(name)
    required = shape.required | shape.together if shape.together & nodes.keys() else shape.required
    if not required <= nodes.keys():
        problems += _missing_keys(node, nodes, shape, required)
    if problems:
        raise Invalid(*problems)
    return Entry(values, nodes, node)


def _missing_keys(node: Node, found: dict[str, Node], shape: Shape, required: Collection[str]) -> list[Problem]:
    missing = [key for key in shape.keys if key.name in required and key.name not in found]
    return [Problem(node, "CQ201", f'the {shape.name} has no "{key.name}"', f"add it: {key.help}") for key in missing]


def _key_problem(key: Node, seen: dict[str, Node], shape: Shape) -> Problem:
    if not isinstance(key, Scalar):
        message = f"expected a key, got {_shape_of(key)}"
        return Problem(key, "CQ204", message, "a key is one word followed by a colon")
    if key.value == "<<":
        return Problem(key, "CQ106", "merge keys are not allowed", "write the keys out")
    if key.value in seen:
        message = f'the key "{short(key.value)}" stands here for the second time'
        hint = (
            "begin the next entry with a hyphen, or remove one of the two"
            if key.value == "id"
            else "remove one of the two"
        )
        return Problem(key, "CQ111", message, hint)
    name = short(key.value)
    return Problem(key, "CQ202", f'a {shape.name} has no key "{name}"', did_you_mean(name, shape.reads))


def _shape_of(node: Node) -> str:
    if isinstance(node, Scalar):
        return "a text" if node.value else "nothing"
    return "a list" if isinstance(node, Sequence) else "keys with values"


def _words(name: str) -> str:
    """The name of a class as words: PriceBasis is "price basis"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _line(name: str, pattern: str, types: tuple[str, ...] = ("string", "number", "boolean"), **more: Any) -> Schema:
    """The schema of one line of text, in which spaces and line ends around it do not count.

    To an editor 2014 is a number and true a truth value; to us they are texts. A pattern holds for strings only, what
    is in `more` for numbers only. `patternErrorMessage` is what the YAML language server says.
    """
    whole = rf"^(?!\s*(null|~)?\s*$)\s*{pattern}\s*$"
    return {"type": list(types), "pattern": whole, "patternErrorMessage": _ACCEPTED[name], **more}


def _defined(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_DIGITS = ("string", "number")
DEFINITIONS = {
    "text": _line("text", r"[^\n\r\t]*", maxLength=LONGEST_TEXT),
    "file-name": _line("file-name", r"(?!\.{1,2}\s*$)[^\n\r\t/\\]*", maxLength=LONGEST_TEXT),
    "identifier": _line("identifier", rf"(?!\S{{{LONGEST_ID + 1}}}){_ID.pattern}"),
    "number": _line("number", _COUNT.pattern, _DIGITS, minimum=1, maximum=10**9 - 1, multipleOf=1),
    "digest": _line("digest", _DIGEST.pattern, _DIGITS),
    "decimal": _line("decimal", _DECIMAL.pattern, _DIGITS, exclusiveMinimum=0),
    "period": _line("period", f"{DATE}(/{DATE})?", _DIGITS, minimum=1, maximum=9999, multipleOf=1),
}
"""What the schemas of several keys share, by name."""
TEXT = Form(text, _defined("text"))
FILE_NAME = Form(file_name, _defined("file-name"))
IDENTIFIER = Form(identifier, _defined("identifier"))
NUMBER = Form(number, _defined("number"))
DIGEST = Form(digest, _defined("digest"))
DECIMAL = Form(decimal, _defined("decimal"))
PERIOD = Form(period, _defined("period"))
YES = Form(yes, {"enum": ["yes", True]})  # editors that read YAML 1.1 take yes for true

_ALIASES = Key(
    "aliases",
    listed(TEXT),
    False,
    "other names people type, in English and Chinese; where dots stand other words may: swap ... batteries",
)
_TERM = (
    Key("id", IDENTIFIER, True, "a stable name: lower-case words joined by hyphens"),
    Key("title", TEXT, True, "the name in English"),
    Key("title_zh", TEXT, True, "the name in Chinese"),
    _ALIASES,
)

SECTOR = Shape("sector", (*_TERM, Key("covers", TEXT, True, "what belongs to the sector, in a phrase")))
SUBJECT = Shape("subject", _TERM)
MEASURE = Shape(
    "measure",
    (
        *_TERM,
        Key("everyday", YES, False, "yes, where its names are everyday words that need not mean it"),
        Key("value_of", IDENTIFIER, False, "of a value in money: the measure by whose name people call it, too"),
    ),
)
AREA = Shape(
    "area",
    (
        *_TERM,
        Key("code", TEXT, False, "its ISO 3166-1 or 3166-2 code"),
        Key("note", TEXT, False, "what a reader must know of it"),
        Key("within", IDENTIFIER, False, "the area that it is a part of"),
    ),
)
UNIT = Shape(
    "unit",
    (
        Key("id", IDENTIFIER, True, "its name as facts write it"),
        Key("dimension", TEXT, True, "what it measures: count, money, share ..."),
        Key("singular", TEXT, True, "its name after the number 1"),
        Key("plural", TEXT, True, "its name after other numbers"),
        Key("symbol", TEXT, False, "its symbol"),
        Key("currency", TEXT, False, "its ISO 4217 code, for money"),
        Key("factor", DECIMAL, False, "how many base units of its dimension it is, 1 where absent"),
    ),
)
_AUTHOR = Shape(
    "author",
    (
        Key("family", TEXT, True, "the family name, or the whole name of an organisation"),
        Key("given", TEXT, False, "the given name; none of an organisation"),
    ),
)
SOURCE = Shape(
    "source",
    (
        Key("id", IDENTIFIER, True, "a stable name"),
        Key("type", one_of("CSL types", {name: name for name in CSL_TYPES}), True, "its CSL type, such as webpage"),
        Key("title", TEXT, True, "its title; in square brackets where it has none and the words are ours"),
        Key("author", listed(nested(_AUTHOR, Author)), False, "its authors, where it names them"),
        Key("publisher", TEXT, False, "its publisher, where it names one"),
        Key(
            "issued",
            PERIOD,
            False,
            "its date in EDTF: 2015-06-30, 2015-06, 2013~ for about; absent where nothing tells",
        ),
        Key("dating", word(Dating), False, "where it has a date: printed where the document prints it, else inferred"),
        Key("dating_reason", TEXT, False, "how the date was placed, or why none could be"),
        Key("language", TEXT, False, "its language, as in BCP 47"),
        Key("url", TEXT, False, "its address, where that is known"),
        Key("file", FILE_NAME, True, "the name of its text file"),
        Key("sha256", DIGEST, True, "the SHA-256 of that file"),
        Key("paragraphs", NUMBER, True, "how many non-blank lines that file has"),
    ),
    together=("issued", "dating"),
)
INDICATOR = Shape(
    "indicator",
    (
        Key("id", IDENTIFIER, True, "a stable name"),
        Key("title", TEXT, True, "the name in English"),
        Key("sector", IDENTIFIER, True, "the sector it belongs to: an id of sectors.yaml"),
        Key("subject", IDENTIFIER, True, "the product, industry or company: an id of subjects.yaml"),
        Key("measure", IDENTIFIER, True, "what of it is measured: an id of measures.yaml"),
        Key("kind", word(Kind), True, "how it behaves in time: flow, stock, share, growth, rank, status ..."),
        Key("unit", IDENTIFIER, False, "the unit its facts use: an id of units.yaml"),
        Key("price_basis", word(PriceBasis), False, "for money: current, constant or unstated"),
        Key("growth_of", IDENTIFIER, False, "of a growth: the indicator that grew"),
        Key("part", IDENTIFIER, False, "of a share: the indicator that is the part"),
        Key("whole", IDENTIFIER, False, "of a share: the indicator that is the whole"),
        Key("whole_area", IDENTIFIER, False, "of a share: the area of the whole, where it differs"),
        Key("ranks", IDENTIFIER, False, "of a rank: the indicator by which it orders"),
        Key("field", IDENTIFIER, False, "of a rank: the area among whose members it orders"),
        _ALIASES,
    ),
)
_CITATION = Shape(
    "citation",
    (
        Key("source", IDENTIFIER, True, "an id of sources.yaml"),
        Key("paragraph", NUMBER, True, "the number of the non-blank line, from 1"),
        Key("printed", TEXT, True, "the figure or key phrase exactly as printed"),
    ),
)
_DOUBT = Shape(
    "doubt",
    (
        Key("reason", TEXT, True, "what is printed, and why it cannot stand or cannot be settled"),
        Key("likely", TEXT, True, "the likely reading"),
    ),
)
FACT = Shape(
    "fact",
    (
        Key("id", IDENTIFIER, True, "a stable name: lower-case words joined by hyphens, often with the year"),
        Key("indicator", IDENTIFIER, True, "what is measured: an id of indicators.yaml"),
        Key("entity", TEXT, False, "which one, where the indicator has several"),
        Key("entity_aliases", listed(TEXT), False, "other names of that one, in English and Chinese"),
        Key("area", IDENTIFIER, True, "what the figure is about: an id of areas.yaml"),
        Key("period", PERIOD, True, "when, in EDTF: 2014, 2021-07, 2021-01/2021-08, 2013~ for about"),
        Key("dating", word(Dating), True, "printed where the document prints the period, else inferred"),
        Key("dating_reason", TEXT, False, "how the period was placed"),
        Key(
            "value",
            TEXT,
            True,
            'the figure with the digits printed: 2.63 million, "> 2 trillion", 1/3; or the state in words',
        ),
        Key("unit", IDENTIFIER, False, "the unit of the figure: an id of units.yaml"),
        Key("status", word(Status), False, "forecast for what is expected or planned"),
        Key("statement", TEXT, True, "one plain sentence in our own words that stands alone"),
        Key("citations", listed(nested(_CITATION, Citation)), True, "source, paragraph and what is printed there"),
        Key("doubts", listed(nested(_DOUBT, Doubt)), False, "what is wrong or unclear"),
        Key("notes", listed(TEXT), False, "what a reader needs to use the figure"),
    ),
)
RELATION = Shape(
    "relation",
    (
        Key("id", IDENTIFIER, True, "a stable name"),
        Key("relation", word(RelationKind), True, "what the document says of the two facts"),
        Key("left", IDENTIFIER, True, "the fact that the relation starts from"),
        Key("right", IDENTIFIER, True, "the fact that it is set against"),
        Key("by", TEXT, False, "the figure of the relation itself: 7.3 points above, 1/3 of"),
        Key("statement", TEXT, True, "the relation in one plain sentence"),
        Key("citations", listed(nested(_CITATION, Citation)), True, "source, paragraph and what is printed there"),
    ),
)
