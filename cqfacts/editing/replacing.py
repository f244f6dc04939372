"""A file replaced as a whole: what reads it finds the old content or the new, never a part."""

import os
from contextlib import suppress
from pathlib import Path

from cqfacts.errors import WrongUsage
from cqfacts.files import read_file


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Replace the content of a file, or make the file and its folder where `before` is None.

    Permissions stay as they are, and a symbolic link stays one. Raises WrongUsage where the file no longer holds `before`,
    OSError where it cannot be written; then nothing has changed.
    """
    target = path.resolve()
    made_folder = not target.parent.exists()
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")  # a base does not see names that begin with a dot
    try:
        target.parent.mkdir(exist_ok=True)
        _write(beside, target if before is not None else None, after)
        if (None if not os.path.lexists(target) else read_file(target)) != before:
            raise WrongUsage(f"{path} was changed by someone else a moment ago; nothing was written. Try again")
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        if made_folder:
            with suppress(OSError):
                target.parent.rmdir()
        raise


def _write(path: Path, like: Path | None, content: bytes) -> None:
    """Write a new file through to the disk, with the owner and the permissions of another where one is given."""
    with path.open("xb") as file:
        if like is not None:
            state = like.stat()
            with suppress(OSError):  # only root may give a file away
                os.fchown(file.fileno(), state.st_uid, state.st_gid)
            os.fchmod(file.fileno(), state.st_mode & 0o7777)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
