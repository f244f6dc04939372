"""The manual as a page for man, in the macros of man(7), which groff and mandoc read."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cqfacts.version import __version__

_HEAD = f""".TH CQFACTS 1 "" "cqfacts {__version__}" "User commands"
.SH NAME
cqfacts \\- look up facts, each with unit, period, area, source and paragraph
.SH SYNOPSIS
.B cqfacts
[\\fB\\-\\-facts\\fR \\fIDIR\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...
.SH COMMANDS
"""


_ESCAPES = {"\\": "\\e", "-": "\\-"}


class OptionHelp(NamedTuple):
    """An option: its names, the placeholder of its value, and what it does."""

    names: str
    takes: str
    help: str


class CommandHelp(NamedTuple):
    """A command with its arguments, what it does, and its options."""

    usage: str
    help: str
    options: Sequence[OptionHelp]


def write_man_page(commands: Sequence[CommandHelp], pages: Sequence[str]) -> Iterator[str]:
    """Write the commands and the pages of the manual, which are Markdown, as one page for man."""
    yield _HEAD
    for command in commands:
        yield from _write_command(command)
    parser = MarkdownIt("commonmark").enable("table")
    for page in pages:
        yield from _write_page(parser.parse(page))


def escape_roff(text: str) -> str:
    """Return text as roff shows it.

    >>> print(escape_roff("--facts DIR"), escape_roff(".TH"), escape_roff("a\\\\b"))
    \\-\\-facts DIR \\&.TH a\\eb
    """
    escaped = "".join(_ESCAPES.get(character) or _ascii(character) for character in text)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _ascii(character: str) -> str:
    return character if character.isascii() else f"\\[u{ord(character):04X}]"


def _write_command(command: CommandHelp) -> Iterator[str]:
    yield f'.SS "cqfacts {_quoted(command.usage)}"\n{escape_roff(command.help)}\n'
    for option in command.options:
        value = f" \\fI{escape_roff(option.takes)}\\fR" if option.takes else ""
        yield f".TP\n\\fB{escape_roff(option.names)}\\fR{value}\n{escape_roff(option.help)}\n"


def _quoted(text: str) -> str:
    return escape_roff(text).replace('"', "\\(dq")


# --- Markdown


def _write_page(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        write = _WRITERS.get(token.type)
        if write:
            yield write(token)


def _heading(token: Token) -> str:
    return ".SH " if token.tag == "h1" else ".SS "


def _inline(token: Token) -> str:
    """Write a line of text, with its code in bold and its links as their text."""
    text = "".join(_span(child) for child in token.children or ())
    lines = [f"\\&{line}" if line.startswith((".", "'")) else line for line in text.split("\n")]
    return "\n".join(lines) + "\n"


def _span(token: Token) -> str:
    if token.type == "softbreak":
        return "\n"
    text = escape_roff(token.content).removeprefix("\\&")
    return f"\\fB{text}\\fR" if token.type == "code_inline" else text


def _code(token: Token) -> str:
    lines = "\n".join(escape_roff(line) for line in token.content.rstrip("\n").split("\n"))
    return f".PP\n.RS 4\n.nf\n{lines}\n.fi\n.RE\n"


_WRITERS: dict[str, Callable[[Token], str]] = {
    "heading_open": _heading,
    "paragraph_open": lambda token: "" if token.hidden else ".PP\n",
    "inline": _inline,
    "fence": _code,
    "code_block": _code,
    "list_item_open": lambda _: ".IP \\(bu 3\n",
    # A row is an item: its first cell, and the others below it.
    "tr_open": lambda _: ".TP\n",
    "thead_open": lambda _: ".PP\n",
}
"""How each kind of Markdown is written; all else is left out."""
