"""The entry point: run a command, and turn every failure into a message and an exit status."""

import re
import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from cqfacts.cli.commands import make_app
from cqfacts.cli.failures import Failures
from cqfacts.cli.output import OutputClosed, OutputFailed, flush_streams, say
from cqfacts.errors import CqfactsError, ExitStatus, WrongUsage
from cqfacts.model.names import LONGEST_PATH, closest, short
from cqfacts.version import __version__

LONGEST_ARGUMENT = 20_000
"""In characters: some pages."""


def main() -> None:
    """Run the command line and exit."""
    if sys.stdout is None:
        say("cqfacts: standard output is closed")
        sys.exit(ExitStatus.BUG)
    try:
        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # a second one, while the first was being told
        status = ExitStatus.INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is done: only the status is left to be told
    flush_streams()
    sys.exit(status)


def run(arguments: list[str]) -> int:  # noqa: PLR0911 - one return for each kind of failure
    """Run one command. Returns its exit status."""
    failures = Failures(arguments)
    try:
        _refuse_long_arguments(arguments)
        return int(make_app(arguments)(arguments, prog_name="cqfacts", standalone_mode=False) or 0)
    except (OutputClosed, SystemExit):
        return (
            ExitStatus.ANSWERED
        )  # Typer exits by itself only where the reader of its help has gone
    except (OutputFailed, OSError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return failures.tell_message(
            ExitStatus.BUG, reason or "there is not enough memory for this"
        )
    except CqfactsError as error:
        return failures.tell(error)
    except typer.TyperException as error:
        return _tell_usage(error, failures, arguments)
    except (KeyboardInterrupt, typer.Abort):
        return ExitStatus.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug must not show as a traceback
        return failures.tell_message(ExitStatus.BUG, _report(error, arguments))


def _refuse_long_arguments(arguments: Sequence[str]) -> None:
    """Raise WrongUsage where an argument is longer than any name or question needs."""
    longest = max(map(len, arguments), default=0)
    if longest > LONGEST_ARGUMENT:
        message = f"an argument has {longest:,} characters; at most {LONGEST_ARGUMENT:,} are read."
        raise WrongUsage(message, "cqfacts read takes a longer text as -, from standard input.")


def _tell_usage(error: typer.TyperException, failures: Failures, arguments: Sequence[str]) -> int:
    message = " ".join(_cut_typed(error.format_message(), arguments).split())
    context = getattr(error, "ctx", None)
    known = getattr(context and context.command, "commands", {})
    if message.startswith("No such option") and known:
        message += ". Options of a command stand after it."
    if message.startswith("No such command"):
        is_below = context and context.parent
        message += (
            f" There are: {', '.join(known)}." if is_below else _propose_search(message, arguments)
        )
    message += _propose_choice(message) or _propose_long_option(message, arguments)
    command = context.command_path if context else _command_typed(arguments)
    return failures.tell_message(
        ExitStatus.WRONG_USAGE, message, f"Try: {command} -h", separator="\n"
    )


def _propose_choice(message: str) -> str:
    """Return the choice that is spelt nearly like what was typed: csv for cvs."""
    refused = re.search(r"'([^']*)' is not one of ('.+')", message)
    if refused is None:
        return ""
    close = closest(refused[1], re.findall(r"'([^']+)'", refused[2]))
    return f" Did you mean {close[0]}?" if close else ""


def _propose_long_option(message: str, arguments: Sequence[str]) -> str:
    """Return the option with two dashes of a word that was typed with one: -sector."""
    if not re.search(r"No such option: -\w$", message):
        return ""
    words = [argument for argument in arguments if re.fullmatch(r"-[a-z][a-z-]+", argument)]
    return f". Did you mean -{words[0]}?" if words else ""


def _command_typed(arguments: Sequence[str]) -> str:
    """Return the command that was typed, for its help; the program itself where none was."""
    from cqfacts.cli.completion import explain_command

    is_command = bool(arguments) and bool(explain_command(arguments[0]))
    return f"cqfacts {arguments[0]}" if is_command else "cqfacts"


def _propose_search(message: str, arguments: Sequence[str]) -> str:
    """Return the way to search for the words that were typed in place of a command, where none is like them."""
    if "Did you mean" in message:
        return ""
    words = shlex.join(argument for argument in arguments if not argument.startswith("-"))
    is_question = len(words) <= LONGEST_PATH and "\n" not in words
    return f" To find facts by words: cqfacts search {words if is_question else 'WORDS'}"


def _cut_typed(message: str, arguments: Sequence[str]) -> str:
    """Return a message of Typer's, which repeats what was typed, with the start alone of what is longer than a path."""
    for argument in arguments:
        _, equals, value = argument.partition("=")
        typed = value if equals else argument
        if len(typed) > LONGEST_PATH:
            message = message.replace(typed, short(typed))
    return re.sub(rf"\S{{{LONGEST_PATH},}}", lambda match: short(match.group()), message)


def _report(error: Exception, arguments: list[str]) -> str:
    import platform
    import traceback

    frames = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-4:]
    ]
    return "\n".join(
        [
            "this is a bug in cqfacts, not in what you typed. Please report these lines:",
            f"  cqfacts {__version__}, Python {platform.python_version()}, {platform.system()}",
            f"  arguments: {short(repr(arguments), LONGEST_PATH)}",
            f"  {type(error).__name__}: {error}",
            *frames,
        ]
    )
