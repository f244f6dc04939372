"""Replace files, each as a whole and several all or none: a reader finds the old content or the new, never a part."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.files import read_file
from cqfacts.model.names import short_path

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Replacement(NamedTuple):
    """The content of a file as it is, and as it is to be."""

    before: bytes | None
    """None where there is no such file."""
    after: bytes


def replace_files(folder: Path, replacements: Mapping[str, Replacement]) -> None:
    """Replace the files of a folder in their order, all or none. Raises OSError, WrongUsage.

    Where one cannot be replaced, those before it are put back.
    """
    try:
        for name, replacement in replacements.items():
            replace_file(folder / name, replacement.before, replacement.after)
    except BaseException:
        for name in reversed(list(replacements)):
            _put_back(folder, name, replacements[name])
        raise


def _put_back(folder: Path, name: str, replacement: Replacement) -> None:
    """Give a file the content that it had, or remove it and its folder. One with another content was not replaced."""
    path = folder / name
    if _read_if_present(path) != replacement.after:
        return
    if replacement.before is not None:
        replace_file(path, replacement.after, replacement.before)
        return
    path.unlink()
    if path.parent != folder:
        with suppress(OSError):  # other files are there
            path.parent.rmdir()


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace the content of a file, or make the file and its folder where `before` is None.

    Permissions stay as they are, and a symbolic link stays one. Raises WrongUsage where the file no longer holds `before` or
    may not be written, OSError where it cannot be written; then nothing has changed.
    """
    target = path.resolve()
    if before is not None:
        _refuse_read_only(target, path)
    is_new_folder = not target.parent.exists()
    # A base does not see names that begin with a dot. This one is no other's, so what a killed process left does not matter.
    draft = target.with_name(f".{target.name}.{os.urandom(8).hex()}.new")
    try:
        target.parent.mkdir(exist_ok=True)
        _write_through(draft, after, like=target if before is not None else None)
        if _read_if_present(target) != before:
            raise WrongUsage(
                f"{short_path(path)} was changed by someone else a moment ago; nothing was written. Try again"
            )
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        if is_new_folder:
            with suppress(OSError):
                target.parent.rmdir()
        raise


def _refuse_read_only(target: Path, path: Path) -> None:
    """Raise WrongUsage for a file that may not be written, which a rename would replace all the same.

    The mode is looked at too: root may write every file, but whoever took away the permission meant it.
    """
    mode = target.stat().st_mode
    if not mode & _WRITABLE or not os.access(target, os.W_OK):
        raise WrongUsage(
            f"{short_path(path)} may not be written; nothing was written. To allow it: chmod u+w {short_path(path)}"
        )


def _read_if_present(path: Path) -> object:
    """Return the content of a file, the reason why it has none, or None where there is no file."""
    return read_file(path) if os.path.lexists(path) else None


def _write_through(path: Path, content: bytes, *, like: Path | None) -> None:
    """Write a new file through to the disk, with the owner and the permissions of another where one is given."""
    with path.open("xb") as file:
        if like is not None:
            _copy_owner_and_permissions(like, file.fileno())
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _copy_owner_and_permissions(path: Path, descriptor: int) -> None:
    state = path.stat()
    with suppress(OSError):  # only root may give a file away
        os.fchown(descriptor, state.st_uid, state.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(state.st_mode))
