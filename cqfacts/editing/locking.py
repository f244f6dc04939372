"""One lock a base: who adds to a base reads, checks and replaces its files alone.

The lock is on the folder itself (flock), so nothing is left behind, and the system takes it back from a process that dies.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cqfacts.errors import WrongUsage
from cqfacts.files import close
from cqfacts.model.names import short_path

LONGEST_WAIT = 60.0
"""In seconds."""
_PAUSE = 0.05
"""In seconds: how long to wait between two tries."""
_held: set[int] = set()
"""The descriptors of the locks of this process."""


@contextmanager
def lock_folder(folder: Path, longest_wait: float = LONGEST_WAIT) -> Iterator[None]:
    """Hold the lock of a folder; wait for it where another process, or another thread, has it.

    `longest_wait`: in seconds. Raises WrongUsage after that time, OSError where the folder cannot be opened or locked.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    _held.add(descriptor)
    try:
        _wait_for_lock(descriptor, folder, longest_wait)
        yield
    finally:
        _held.discard(descriptor)
        close(descriptor)


def _wait_for_lock(descriptor: int, folder: Path, longest_wait: float) -> None:
    deadline = time.monotonic() + longest_wait
    while not _try_lock(descriptor):
        if time.monotonic() >= deadline:
            raise WrongUsage(
                f"someone else has been adding to {short_path(folder)} for {longest_wait:g} seconds; nothing was written. Try again"
            )
        time.sleep(_PAUSE)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _leave_locks_to_the_parent() -> None:
    """Close the descriptors that a forked process has from its parent.

    A large base is checked in forked processes. They outlive a parent that is killed, and would hold its lock.
    """
    for descriptor in _held:
        close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_leave_locks_to_the_parent)
