"""The list of commands in `cqfacts -h`, in groups."""

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

LOOK_UP = "Look up"
EXPLAIN = "Compare and explain"
EVIDENCE = "Evidence"
OWN_BASE = "Your own base"
MORE = "More help"
GROUPS = (LOOK_UP, EXPLAIN, EVIDENCE, OWN_BASE, MORE)


class GroupedCommands(TyperGroup):
    """Commands whose help lists them in groups: each names its group with `rich_help_panel`."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write one list for each group, with the explanations in one column."""
        longest = max(map(len, self.list_commands(ctx)))
        for group in GROUPS:
            rows = self._rows(group, formatter.width - longest - 6)
            if rows:
                with formatter.section(group):
                    formatter.write_dl([(name.ljust(longest), text) for name, text in rows])

    def _rows(self, group: str, width: int) -> list[tuple[str, str]]:
        """Return the commands of a group, each with its explanation; those without a group are in the last one."""
        rows = []
        for name, command in self.commands.items():
            panel = (
                command.rich_help_panel if isinstance(command, TyperCommand | TyperGroup) else None
            )
            if (panel or MORE) == group and not command.hidden:
                rows.append((name, command.get_short_help_str(width)))
        return rows
