"""Replace a file as a whole: a reader finds the old content or the new, never a part."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from cqfacts.errors import WrongUsage
from cqfacts.files import read_file
from cqfacts.model.names import short_path

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


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
