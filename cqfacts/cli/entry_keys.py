"""The keys of a new entry at the command line: one table for the options and for the questions of `cqfacts new`."""

import re
from typing import NamedTuple

from cqfacts.base.nodes import Node
from cqfacts.base.shapes import Form, Key, Shape, invalid, listed
from cqfacts.base.texts import TEXT
from cqfacts.editing.writing import Entered, Value
from cqfacts.errors import WrongUsage
from cqfacts.model.names import short

_NO_GIVEN_NAME = r"(?!\s*(?i:ltd|limited|inc|incorporated|llc|llp|plc|corp|corporation|company|gmbh|pty|pte|jr|sr|ii|iii)\b)"
"""After the comma these say that the name before it is that of a firm, or that more of a person's name follows."""
_AUTHOR = re.compile(
    rf"(?!name:)\s*([^,\s][^,]*),{_NO_GIVEN_NAME}\s*([^,\s][^,]*)|(?:name:|(?!name:|.*,))\s*(\S.*)",
    re.DOTALL,
)
"""One comma parts a person's names. Only after "name:" may a name have commas of its own."""
_MOST_CHOICES = 12
"""A longer list of accepted words is not shown."""


class Notation(NamedTuple):
    """The way to write a mapping as the text of one option."""

    metavar: str
    parts: re.Pattern[str]
    """Has one group for each key of the mapping, in their order."""
    is_whole: bool = False
    """A terminal asks for the whole text, for the mapping may have one set of keys or another."""


class KeyAtCommandLine(NamedTuple):
    """The words for a key at the command line, where they differ from those of the files."""

    item: str = ""
    """Of a list: the name of one item, and of the option for it."""
    notation: Notation | None = None
    """Of a list of mappings."""


_KEYS = {
    "aliases": KeyAtCommandLine("alias"),
    "author": KeyAtCommandLine(
        "author", Notation("'FAMILY, GIVEN'|'name: NAME'", _AUTHOR, is_whole=True)
    ),
    "citations": KeyAtCommandLine(
        "citation",
        Notation("SOURCE:PARAGRAPH:PRINTED", re.compile("([^:]*):([^:]*):(.*)", re.DOTALL)),
    ),
    "doubts": KeyAtCommandLine(
        "doubt",
        Notation(
            "'GRADE: REASON[ Likely: READING]'",
            re.compile("([^:]*):(.*?)(?: Likely:(.*))?", re.DOTALL),
        ),
    ),
    "entity_aliases": KeyAtCommandLine("entity_alias"),
    "notes": KeyAtCommandLine("note"),
    "parts": KeyAtCommandLine("part"),
}
_AS_IN_THE_FILES = KeyAtCommandLine()


def item_name(key: Key) -> str:
    """Return the name of one item of a list, or that of the key itself."""
    return _row_of(key).item or key.name


def option_name(key: Key) -> str:
    """Return the option for a key: "--dating-reason"."""
    return f"--{item_name(key)}".replace("_", "-")


def option_metavar(key: Key) -> str:
    """Return the form of the text that an option takes, for the eye."""
    notation = _row_of(key).notation
    if notation:
        return notation.metavar
    return "|".join(choices_of(key)) or "TEXT"


def choices_of(key: Key) -> list[str]:
    """Return the words of a closed list that is short enough to be read; none of any other key."""
    enum: list[object] = key.form.schema.get("enum", [])
    words = [word for word in enum if isinstance(word, str)]  # editors may write true for yes
    return words if len(words) <= _MOST_CHOICES else []


def item_shape(key: Key) -> Shape | None:
    """Return the shape of the items of a list of mappings; None of any other key."""
    item = key.form.item
    return item.shape if item else None


def parse_option(key: Key, value: str | list[str]) -> Value:
    """Return the value that an option says. Raises WrongUsage where a mapping is not written in its notation."""
    shape = item_shape(key)
    notation = _row_of(key).notation
    if isinstance(value, str) or shape is None or notation is None:
        return value
    return [_parse_mapping(key, shape, notation, text) for text in value]


def takes_whole_texts(key: Key) -> bool:
    """Return whether a terminal asks for each mapping of a list as one text, in its notation."""
    notation = _row_of(key).notation
    return notation is not None and notation.is_whole


def with_texts(key: Key) -> Key:
    """Return a key as a list of texts, each of which must be in the notation of the key."""

    def read_notation(node: Node) -> str:
        text = TEXT.read(node)
        try:
            parse_option(key, [text])
        except WrongUsage as error:
            raise invalid(node, "CQ204", str(error), "type it so") from None
        return str(text)

    item = Form(read_notation, TEXT.schema)
    return key._replace(form=listed(item), help=f"{option_metavar(key)}: {key.help}")


def is_open(key: Key, shape: Shape, answers: Entered) -> bool:
    """Tell whether the answers so far leave a key to be asked for: no dating without a date, no field but of a rank."""
    if not key.applies(answers):
        return False
    if key.name not in shape.together:
        return True
    answers_together = [answers[name] for name in shape.together & answers.keys()]
    return not answers_together or any(answers_together)


def _row_of(key: Key) -> KeyAtCommandLine:
    return _KEYS.get(key.name, _AS_IN_THE_FILES)


def _parse_mapping(key: Key, shape: Shape, notation: Notation, text: str) -> dict[str, str]:
    match = notation.parts.fullmatch(text)
    if not match:
        raise WrongUsage(f'{option_name(key)} takes {notation.metavar}, not "{short(text)}"')
    return {
        part.name: value.strip() for part, value in zip(shape.keys, match.groups(""), strict=True)
    }
