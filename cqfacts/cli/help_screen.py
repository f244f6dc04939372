"""The help of a command, `-h`: as wide as the screen, and through the pager where it is longer."""

import re
import shutil
from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter

from cqfacts.cli.output import NARROWEST, Screen, display

if TYPE_CHECKING:
    from typer._click.core import Parameter
    from typer.core import TyperOption

_WIDEST = 80
_MARGIN = 2
_NARROW = 60
_NO_PAGER = "--no-pager"


class ScreenFormatter(HelpFormatter):
    """A formatter that keeps to the width of the screen, where Typer writes 50 columns at least."""

    def __init__(self, indent_increment: int = 2) -> None:
        columns = shutil.get_terminal_size().columns
        width = max(NARROWEST, min(columns, _WIDEST)) - _MARGIN
        super().__init__(indent_increment, width)

    def write_text(self, text: str) -> None:
        """Write paragraphs. Of those that are kept as they are, the lines of prose are folded; examples, which are indented, are not."""
        width = self.width - self.current_indent
        lines = text.splitlines()
        if max(map(len, lines), default=0) > width:
            lines = [self._fold_prose(line, width) for line in _join_prose(lines)]
        super().write_text("\n".join(lines))

    @staticmethod
    def _fold_prose(line: str, width: int) -> str:
        return fill(line, width) if _is_prose(line) else line

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms with their explanations, which have two thirds of a narrow screen."""
        is_narrow = self.width < _NARROW
        folded = [(_fold_term(term, self.width), explanation) for term, explanation in rows]
        super().write_dl(folded, self.width // 3 if is_narrow else col_max, col_spacing)


def _fold_term(term: str, width: int) -> str:
    """Return a term in lines of so many columns, which end behind a choice or a word.

    >>> print(_fold_term("--style <text|bibtex|apa>", 18))
    --style <text|
        bibtex|apa>
    """
    lines = [""]
    for part in re.findall(r"[^| ]*[| ]?", term):
        if len(lines[-1]) + len(part) > width - _MARGIN:
            lines.append("    ")
        lines[-1] += part
    return "\n".join(lines)


def _is_prose(line: str) -> bool:
    return bool(line) and not line.startswith((" ", "\b"))


def _join_prose(lines: Iterable[str]) -> list[str]:
    """Return lines, of which one that goes on the sentence before it stands behind that one.

    >>> _join_prose(["A document is a text file,", "as UTF-8.", "  cqfacts verify", "Exit status 1: none."])
    ['A document is a text file, as UTF-8.', '  cqfacts verify', 'Exit status 1: none.']
    """
    joined: list[str] = []
    for line in lines:
        if joined and _is_prose(joined[-1]) and line[:1].islower():
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


class _ScreenContext(Context):
    formatter_class = ScreenFormatter

    def make_formatter(self) -> HelpFormatter:
        """Return a formatter for the help."""
        return ScreenFormatter()


class PagedHelp(Command):
    """A command whose help goes through the pager where it is longer than the screen."""

    context_class = _ScreenContext

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments. What the pager is needs to be known before them: the help comes first."""
        ctx.meta[_NO_PAGER] = ctx.meta.get(_NO_PAGER, False) or _NO_PAGER in args
        if set(args).intersection(ctx.help_option_names):
            args = [argument for argument in args if argument != _NO_PAGER]
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: Context) -> "TyperOption | None":
        """Return the option -h."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _show_help(ctx: Context, parameter: "Parameter", wanted: bool) -> None:  # noqa: ARG001 - as Typer calls it
    if wanted and not ctx.resilient_parsing:
        display([f"{ctx.get_help()}\n"], Screen(pager=not ctx.meta[_NO_PAGER]))
        ctx.exit()
