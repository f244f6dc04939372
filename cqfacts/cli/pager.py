"""A pager for what is longer than the screen: $PAGER, else less; never in a pipe."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain

_USUAL = "less -FRX"
"""Quit where it fits, keep colours, leave the text on the screen."""


def show_in_pager(
    pieces: Iterable[str] | Iterable[bytes], emit: Callable[[Iterable[str]], None]
) -> None:
    """Show text in a pager where it is longer than the screen, and where there is one; else as it is."""
    texts = map(_to_text, pieces)
    height = shutil.get_terminal_size().lines
    first, is_longer = _read_screen(texts, height - 1)
    pager = _find_pager()
    if not is_longer or not pager:
        emit(chain(first, texts))
        return
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is the user's own
            pager, stdin=subprocess.PIPE, text=True, encoding="utf-8", env=_environment()
        )
    except OSError:
        emit(chain(first, texts))
        return
    with _interrupts_left_to_the_pager():
        _feed(process, chain(first, texts))


def _to_text(piece: str | bytes) -> str:
    return piece if isinstance(piece, str) else piece.decode("utf-8", "replace")


def _read_screen(texts: Iterator[str], height: int) -> tuple[list[str], bool]:
    """Return the first texts, and whether they are longer than a screen already; the rest is left unread."""
    first: list[str] = []
    lines = 0
    for text in texts:
        first.append(text)
        lines += text.count("\n")
        if lines > height:
            return first, True
    return first, False


def _find_pager() -> list[str]:
    """Return the command of the pager; nothing where there is none, or where it is cat."""
    command = shlex.split(os.environ.get("PAGER", _USUAL))
    if not command or command == ["cat"] or shutil.which(command[0]) is None:
        return []
    return command


def _environment() -> dict[str, str]:
    """Return the environment of the pager: less keeps colours where the user has not set it up, as git sees to."""
    return {"LESS": "FRX", **os.environ}


@contextmanager
def _interrupts_left_to_the_pager() -> Iterator[None]:
    """Leave Ctrl-C to the pager while it runs, as git does: the shell must not come back before the pager has ended."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _feed(process: "subprocess.Popen[str]", texts: Iterable[str]) -> None:
    """Write text into a pager until it ends; a reader who quits early is no error."""
    with suppress(BrokenPipeError), process:
        for text in texts:
            if process.stdin is not None:
                process.stdin.write(text)
