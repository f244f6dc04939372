"""Write an answer to a file: whole, or not at all."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from cqfacts.cli.output import OutputFailed
from cqfacts.errors import WrongUsage
from cqfacts.model.names import short_path

_LONGEST_NAME = 255
"""In bytes: what file systems take."""
_ANYONE_MAY_WRITE = 0o222
"""The bits of a file's mode that let anyone write it."""


def save(pieces: Iterable[str | bytes], path: Path) -> None:
    """Write a file in UTF-8, in place of what was there. A link stays a link; a device or a pipe is written as it is.

    Raises WrongUsage where there can be no such file, OutputFailed where it cannot be finished; then nothing has changed.
    """
    target = path.resolve()
    _refuse_target(target, path)
    try:
        if target.exists() and not target.is_file():
            _write(pieces, target)
        else:
            _replace(pieces, target)
    except OSError as error:
        raise OutputFailed(f'"{short_path(path)}" cannot be written: {error.strerror}') from None


def _refuse_target(target: Path, path: Path) -> None:
    """Raise WrongUsage where there can be no such file, or where a rename would replace one that may not be written."""
    if len(os.fsencode(target.name)) > _LONGEST_NAME:
        raise WrongUsage(f'"{short_path(path)}" is too long for the name of a file.')
    if not target.parent.is_dir():
        raise WrongUsage(
            f'"{short_path(path)}" cannot be written: there is no folder "{short_path(path.parent)}".'
        )
    if target.is_dir():
        raise WrongUsage(f'"{short_path(path)}" is a folder; -o takes the name of a file.')
    if target.exists() and not _may_be_written(target):
        raise WrongUsage(
            f'"{short_path(path)}" may not be written.',
            f"To allow it: chmod u+w {short_path(path)}",
        )


def _may_be_written(target: Path) -> bool:
    """Tell whether a file may be written. The mode counts for root, too: whoever took the permission away meant it."""
    return bool(target.stat().st_mode & _ANYONE_MAY_WRITE) and os.access(target, os.W_OK)


def _replace(pieces: Iterable[str | bytes], target: Path) -> None:
    """Write a draft beside a file, and put it in the place of the file when it is whole."""
    draft = target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.new")
    try:
        _write(pieces, draft)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _write(pieces: Iterable[str | bytes], target: Path) -> None:
    with target.open("wb") as file:
        for piece in pieces:
            file.write(piece if isinstance(piece, bytes) else _encode(piece))


def _encode(piece: str) -> bytes:
    return piece.encode("utf-8", "backslashreplace")
