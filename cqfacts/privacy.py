"""Tell what of the cache belongs to the user alone: what others can write may say anything.

Imports nothing heavy: a Tab needs it.
"""

import os
import stat

_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def is_private(status: os.stat_result) -> bool:
    """Tell whether a file or folder is this user's, and nobody else may write it."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE


def is_private_file(path: str | os.PathLike[str]) -> bool:
    """Tell the same of a path, where only a regular file will do."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and is_private(status)
