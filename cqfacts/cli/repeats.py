"""A command that refuses an option typed twice, where only one of the two could count."""

from typer import BadParameter
from typer._click import Context
from typer.core import TyperCommand, TyperOption


class StrictCommand(TyperCommand):
    """A command whose options count once, but for those that take several values and for flags."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises BadParameter for an option of one value that is typed twice."""
        _, _, typed = self.make_parser(ctx).parse_args(args=list(args))
        for option in dict.fromkeys(typed):
            if _takes_one_value(option) and typed.count(option) > 1:
                message = f"it is typed {typed.count(option)} times and takes one value."
                raise BadParameter(message, ctx, option)
        return super().parse_args(ctx, args)


def _takes_one_value(parameter: object) -> bool:
    if not isinstance(parameter, TyperOption):
        return False
    return not (parameter.multiple or parameter.is_flag or parameter.count)
