"""Check a base again whenever one of its files changes."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from cqfacts.answers.checks import CheckReport
from cqfacts.base.tree import read_tree
from cqfacts.cli.output import emit, is_terminal
from cqfacts.output.formats import FindingFormat
from cqfacts.output.problems import check_text

_PAUSE = 0.5
"""In seconds: how long to wait between two looks at the files."""
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Clears a terminal with what was scrolled out of it, and goes to its first line."""
_States = Mapping[str, object]
_NOT_LISTED: _States = {"": None}


def watch(folder: Path, check: Callable[[], CheckReport]) -> NoReturn:
    """Write the findings of a base, and write them again after each change of its files, until the user interrupts.

    `check` checks the base. What changes while it does is seen at the next look.
    """
    checked_states: _States | None = None
    while True:
        states = read_states(folder)
        if states != checked_states:
            checked_states = states
            emit(_write(check()))
        time.sleep(_PAUSE)


def read_states(folder: Path) -> _States:
    """Return the size, the times and the inode of each file of a base by its name."""
    try:
        tree = read_tree(folder)
    except (OSError, ValueError):
        return _NOT_LISTED
    return {**tree.files, **{f"{name}/": None for name in tree.folders}}


def _write(report: CheckReport) -> Iterator[str]:
    """Yield the time and the findings of a base; at a terminal on a clear screen."""
    if is_terminal():
        yield _CLEAR
    yield f"{time.strftime('%H:%M:%S')}\n"
    if report.findings:
        yield from check_text(report, FindingFormat.TEXT)
    else:
        yield "Nothing is wrong.\n"
