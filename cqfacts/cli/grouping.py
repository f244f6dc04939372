"""The list of commands in `cqfacts -h`, in groups."""

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

from cqfacts.cli.help_screen import PagedHelp

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

LOOK_UP = "Look up"
EXPLAIN = "Compare and explain"
EVIDENCE = "Evidence"
OWN_BASE = "Your own base"
MORE = "More help"
_LONGEST = 200
"""In characters: what explains a command in a list is folded, and not cut."""
GROUPS = (LOOK_UP, EXPLAIN, EVIDENCE, OWN_BASE, MORE)


class PagedCommand(PagedHelp, TyperCommand):
    """A command with such a help."""


class PagedGroup(PagedHelp, TyperGroup):
    """Commands whose help explains each of them in full, folded where a screen is narrow."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002 - as Typer calls it
        """Write one list of all commands."""
        with formatter.section("Commands"):
            formatter.write_dl([_explain(name, command) for name, command in self.commands.items()])


def _explain(name: str, command: "Command") -> tuple[str, str]:
    return name, command.get_short_help_str(_LONGEST)


class GroupedCommands(PagedGroup):
    """Commands whose help lists them in groups: each names its group with `rich_help_panel`."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write one list for each group, with the explanations in one column."""
        longest = max(map(len, self.list_commands(ctx)))
        for group in GROUPS:
            rows = self._rows(group)
            if rows:
                with formatter.section(group):
                    formatter.write_dl([(name.ljust(longest), text) for name, text in rows])

    def _rows(self, group: str) -> list[tuple[str, str]]:
        """Return the commands of a group, each with its explanation; those without a group are in the last one."""
        rows = []
        for name, command in self.commands.items():
            panel = (
                command.rich_help_panel if isinstance(command, TyperCommand | TyperGroup) else None
            )
            if (panel or MORE) == group and not command.hidden:
                rows.append(_explain(name, command))
        return rows
