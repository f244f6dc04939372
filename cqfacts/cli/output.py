"""The edge at which text leaves the program: standard output and error, with their encodings and failures."""

import os
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from typing import NamedTuple, TextIO

from cqfacts.output.encoding import fit
from cqfacts.output.page import Page

NARROWEST = 40
"""A narrower terminal folds its lines, but no mark or source is lost."""
WIDEST = 500


class OutputFailed(Exception):
    """Standard output cannot be written; the message says why."""


class OutputClosed(Exception):
    """The reader of the pipe has gone, which is no error."""


class Progress:
    """A line on a terminal that says how far long work is, from a second on and five times a second."""

    shown = False

    def __init__(self) -> None:
        self._next = time.monotonic() + 1
        self._terminal = bool(sys.stderr and sys.stderr.isatty())

    def __call__(self, done: int, files: int) -> None:
        ends_what_is_shown = done == files and Progress.shown
        if self._terminal and (time.monotonic() >= self._next or ends_what_is_shown):
            self._next = time.monotonic() + 0.2
            state = (
                "all files, putting them in order"
                if done == files
                else f"{done:,} of {files:,} files"
            )
            Progress.shown = True  # first, so that an interrupt finds what there is to clear
            sys.stderr.write(f"\r\x1b[Kcqfacts: reading the facts: {state}")
            sys.stderr.flush()

    @classmethod
    def clear(cls) -> None:
        """Take the line away before anything else is written."""
        if cls.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            cls.shown = False


class Colour(StrEnum):
    """The places where a table has colours."""

    AUTO = "auto"
    """In a terminal, unless its environment says otherwise."""
    ALWAYS = "always"
    NEVER = "never"


class Screen(NamedTuple):
    """What the user wants of a table on a screen."""

    colour: Colour = Colour.AUTO
    pager: bool = True
    with_ids: bool = False
    with_doubts: bool = False
    with_all: bool = False


def is_terminal() -> bool:
    """Tell whether standard output is a terminal."""
    return bool(sys.stdout and sys.stdout.isatty())


def emit(pieces: Iterable[str | bytes], *, utf8: bool = False) -> None:
    """Write pieces of text, or of bytes, to standard output: in UTF-8, or as suits a terminal. Raises OutputFailed, OutputClosed."""
    Progress.clear()
    out = sys.stdout
    encoding = "utf-8" if utf8 else out.encoding or "utf-8"
    try:
        for piece in pieces:
            out.buffer.write(piece if isinstance(piece, bytes) else _encode(piece, encoding))
        out.flush()
    except BrokenPipeError:
        _forget(out)
        raise OutputClosed from None
    except OSError as error:
        _forget(out)
        raise OutputFailed(f"the answer cannot be written: {error.strerror}") from None


def _encode(text: str, encoding: str) -> bytes:
    """Return a text in an encoding: what this has no signs for is told in others, and never as a question mark."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return fit(text, encoding).encode(encoding, "backslashreplace")


def _forget(out: TextIO) -> None:
    """Point standard output at nothing, so that Python's own flush at exit cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def flush_streams() -> None:
    """Write out the rest of the standard streams. Where that fails, the exit status still stands."""
    Progress.clear()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            _forget(stream)


def emit_in_pager(pieces: Iterable[str] | Iterable[bytes]) -> None:
    """Write text; at a terminal, what is longer than the screen through the pager."""
    if not is_terminal():
        emit(pieces)
        return
    from cqfacts.cli.pager import show_in_pager

    show_in_pager(pieces, emit)


def display(pieces: Iterable[str] | Iterable[bytes], screen: Screen) -> None:
    """Write text for a person, through the pager where it is wanted."""
    if screen.pager:
        emit_in_pager(pieces)
    else:
        emit(pieces)


def page(screen: Screen | None = None) -> Page:
    """Return the width, colour and encoding of the terminal; 80 columns without colour in a pipe."""
    screen = screen or Screen()
    width = shutil.get_terminal_size(fallback=(80, 24)).columns
    encoding = sys.stdout.encoding if sys.stdout else None
    return Page(
        width=max(NARROWEST, min(width, WIDEST)),
        colour=_has_colour(screen.colour),
        encoding=encoding or "utf-8",
        with_ids=screen.with_ids,
        with_all=screen.with_all,
        with_doubts=screen.with_doubts,
    )


def _has_colour(colour: Colour) -> bool:
    """Tell whether a table has colours: as the option says, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, then the terminal."""
    if colour is not Colour.AUTO:
        return colour is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        wish = os.environ.get(name)
        if wish:
            return wish != "0"
    return is_terminal() and os.environ.get("TERM") != "dumb"


def say(message: str) -> None:
    """Write one message to standard error, safe for a terminal."""
    from cqfacts.output.escaping import visible

    Progress.clear()
    if sys.stderr is not None:
        text = f"{visible(message)}\n"
        encoding = sys.stderr.encoding or "utf-8"
        with suppress(OSError):
            sys.stderr.write(_encode(text, encoding).decode(encoding))
