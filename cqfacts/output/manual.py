"""Pages of the manual for a terminal: Markdown of our own, with Rich."""

import io
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown
from rich.padding import Padding
from rich.text import Text
from rich.theme import Theme

from cqfacts.output.page import Page

_WIDEST = 90
"""Longer lines are hard to read."""
_THEME = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.code": "cyan",
        "markdown.code_block": "cyan",
        "markdown.table.header": "bold",
        "markdown.table.border": "dim",
    }
)


class _LeftHeading(Heading):
    """A heading at the left, with a line above it."""

    LEVEL_ALIGN = {**Heading.LEVEL_ALIGN, "h1": "left"}  # noqa: RUF012 - as Rich has it


class _PlainCode(CodeBlock):
    """A block of code as it is typed, set in and not painted."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = Text(str(self.text).rstrip("\n"), style="markdown.code_block")
        yield Padding(code, (0, 0, 0, 2))


class _Page(Markdown):
    """A page of the manual."""

    elements = {  # noqa: RUF012 - as Rich has it
        **Markdown.elements,
        "heading_open": _LeftHeading,
        "fence": _PlainCode,
        "code_block": _PlainCode,
    }


def write_markdown(text: str, page: Page) -> Iterator[str]:
    """Write a page of the manual as lines for a terminal."""
    console = Console(
        file=io.StringIO(),
        width=min(page.width, _WIDEST),
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
        theme=_THEME,
    )
    with console.capture() as capture:
        console.print(_Page(text, hyperlinks=page.colour))
    for line in capture.get().splitlines():
        yield f"{line.rstrip()}\n"
