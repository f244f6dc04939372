"""A command that refuses an option typed twice, where only one of the two could count, and knows words from options."""

import re
from itertools import takewhile

from typer import BadParameter
from typer._click import Context
from typer._click.exceptions import NoSuchOption
from typer.core import TyperCommand, TyperOption

from cqfacts.cli.help_screen import PagedHelp
from cqfacts.errors import WrongUsage
from cqfacts.model.names import closest, short

_OPTION = r"--[a-z][a-z-]+(=.*)?"
"""A text: compiled only where words are read."""
_ALIKE = 0.75
"""So much alike a word is a slip of an option, and no word of a question."""


class StrictCommand(PagedHelp, TyperCommand):
    """A command whose options count once, but for those that take several values and for flags."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises BadParameter for an option of one value that is typed twice."""
        if ctx.ignore_unknown_options:
            self._refuse_slips(ctx, args)
            args = [_protect(argument) for argument in args]
        _, _, typed = self.make_parser(ctx).parse_args(args=list(args))
        for option in dict.fromkeys(typed):
            if _takes_one_value(option) and typed.count(option) > 1:
                message = f"it is typed {typed.count(option)} times and takes one value."
                raise BadParameter(message, ctx, option)
        return super().parse_args(ctx, args)

    def _refuse_slips(self, ctx: Context, args: list[str]) -> None:
        """Raise NoSuchOption for a word that is nearly the name of an option: --limt."""
        known = [name for option in self.params for name in (*option.opts, *option.secondary_opts)]
        words = list(takewhile(lambda word: word != "--", args))
        for name in (word.partition("=")[0] for word in words if re.fullmatch(_OPTION, word)):
            close = closest(name, known, likeness=_ALIKE)
            if close and name not in known:
                raise NoSuchOption(name, possibilities=close, ctx=ctx)


def _protect(argument: str) -> str:
    """Return a word such as -auto behind a space: Typer would read its letters as options, and find -o among them."""
    is_word = argument.startswith("-") and not argument.startswith("--") and len(argument) > 2
    return f" {argument}" if is_word else argument


def join_words(words: list[str]) -> str:
    """Return the words of an argument as they were typed. Raises WrongUsage for what looks like an option and is none."""
    options = [word for word in words if re.fullmatch(_OPTION, word)]
    if options:
        hint = "A word that begins with dashes goes into quotes, after a space."
        raise WrongUsage(f"no such option: {short(options[0])}.", hint)
    return " ".join(word.removeprefix(" ") for word in words)


def _takes_one_value(parameter: object) -> bool:
    if not isinstance(parameter, TyperOption):
        return False
    return not (parameter.multiple or parameter.is_flag or parameter.count)
