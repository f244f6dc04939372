"""Reading files without surprises, and telling them apart by their state and by the digest of their content."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

try:
    # hashlib takes a tenth of a look-up to import. As in the standard library's random, the lean module comes first.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_CHUNK = 2**20
"""The number of bytes that are read at once."""
LARGEST_FILE = 8 * 1024 * 1024
"""In bytes."""
# Some systems lack some of these flags. With O_NONBLOCK, opening a FIFO does not wait for a writer.
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


def digest_of(content: bytes) -> str:
    """Return the digest in 64 hexadecimal digits.

    >>> digest_of(b"")[:16]
    '0e5751c026e543b2'
    """
    return blake2b(content, digest_size=32).hexdigest()


def digest_of_file(descriptor: int) -> str:
    """Return the digest of an open file, which may be large. Raises OSError."""
    digest = blake2b(digest_size=32)
    while chunk := os.read(descriptor, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


class Unreadable(NamedTuple):
    """The reason that a file has no bytes: a code of findings, the cause, the way out."""

    code: str
    message: str
    hint: str


class State(NamedTuple):
    """The state of a file: its size in bytes, its inode, the times of its last modification and change in nanoseconds."""

    size: int
    modified: int
    changed: int
    inode: int


def state_of(status: os.stat_result) -> State:
    """Return the state of a file, from the file system's answer."""
    return State(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def read_file(
    path: Path, largest: int = LARGEST_FILE, *, follow: bool = True
) -> bytes | Unreadable:
    """Return the bytes of a regular file, or the reason that there are none. Never waits, as opening a FIFO would.

    A file of more than `largest` bytes is not read. `follow` says to read through a symbolic link.
    """
    flags = _READ_ONLY if follow else _READ_ONLY | _NO_FOLLOW
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return Unreadable(
            "CQ101", "there is no such file", "put it there, or remove the link that leads to it"
        )
    except OSError as error:
        return Unreadable("CQ102", f"cannot be read: {error.strerror}", "check its permissions")
    try:
        return _read_regular(descriptor, largest)
    except OSError as error:
        return Unreadable("CQ102", f"cannot be read: {error.strerror}", "check the disk")
    finally:
        close(descriptor)


def close(descriptor: int) -> None:
    """Close a file that was read, or whose content is judged by itself. That it cannot be closed changes nothing."""
    with suppress(OSError):
        os.close(descriptor)


def _read_regular(descriptor: int, largest: int) -> bytes | Unreadable:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return Unreadable("CQ102", "is not a regular file", "replace it by a file")
    if status.st_size > largest:
        hint = f"split it: {largest:,} bytes are the limit"
        return Unreadable("CQ112", f"has {status.st_size:,} bytes", hint)
    # Most files are read whole by the first call; the second one then tells that nothing follows.
    chunks = [os.read(descriptor, status.st_size + 1)]
    while chunks[-1]:
        chunks.append(os.read(descriptor, _CHUNK))
    return b"".join(chunks)
