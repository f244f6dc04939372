"""Read files without surprises, and tell them apart: by their state, and by the digest of what they hold."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

try:
    # hashlib takes a tenth of a look-up to import. As in the standard library's random, the lean module comes first.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_CHUNK = 2**20
LARGEST_FILE = 8 * 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def digest_of(content: bytes) -> str:
    """The digest in 64 hexadecimal digits.

    >>> digest_of(b"")[:16]
    '0e5751c026e543b2'
    """
    return blake2b(content, digest_size=32).hexdigest()


def digest_of_file(descriptor: int) -> str:
    """The digest of an open file, which may be large. Raises OSError."""
    digest = blake2b(digest_size=32)
    while chunk := os.read(descriptor, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


class Unreadable(NamedTuple):
    """Why a file has no bytes: a code of findings, the cause, the way out."""

    code: str
    message: str
    hint: str


class State(NamedTuple):
    """What the file system says of a file: its size, when it was modified and changed in nanoseconds, its inode."""

    size: int
    modified: int
    changed: int
    inode: int


def state_of(found: os.stat_result) -> State:
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def read_file(path: Path, largest: int = LARGEST_FILE, *, follow: bool = True) -> bytes | Unreadable:
    """The bytes of a regular file of bearable size. Never waits, as opening a FIFO would.

    `follow`: whether a symbolic link is read through.
    """
    try:
        descriptor = os.open(path, _FLAGS | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    except FileNotFoundError:
        return Unreadable("CQ101", "there is no such file", "create it, or point --facts at a complete base")
    except OSError as error:
        return Unreadable("CQ102", f"cannot be read: {error.strerror}", "check its permissions")
    try:
        return _read_regular(descriptor, largest)
    except OSError as error:
        return Unreadable("CQ102", f"cannot be read: {error.strerror}", "check the disk")
    finally:
        os.close(descriptor)


def _read_regular(descriptor: int, largest: int) -> bytes | Unreadable:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        return Unreadable("CQ102", "is not a regular file", "replace it by a file")
    if found.st_size > largest:
        hint = f"split it: {largest:,} bytes are the limit"
        return Unreadable("CQ112", f"has {found.st_size:,} bytes", hint)
    parts = [os.read(descriptor, found.st_size + 1)]
    while parts[-1]:
        parts.append(os.read(descriptor, 1 << 20))
    return b"".join(parts)
