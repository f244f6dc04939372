"""Notice what rots in a large index: the blocks of its file that queries have read are held against their checksums.

A large index is not hashed at each look-up. SQLite maps its file into memory, and the system tells which pages of it this
process has touched. Their blocks are checked before a row is believed. Where the system does not tell, as other than Linux does
not, all blocks are.
"""

import os
import sqlite3
import sys
from binascii import crc32
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from cqfacts.files import close

BLOCK = 64 * 1024
"""In bytes: what Linux maps at once where a page is touched."""
_DIGITS = 8
"""The hexadecimal digits of a checksum."""
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_ENTRY = 8
"""In bytes: the size of what /proc/self/pagemap says of a page. Its highest bit is set where the page was touched."""
_HIGHEST_BYTE = _ENTRY - 1 if sys.byteorder == "little" else 0
_IS_TOUCHED = bytes(byte >> 7 for byte in range(256))
"""Translates the highest byte of an entry to 1 where the page was touched, else to 0."""


def checksums_of(path: Path) -> str:
    """Return the checksums of the blocks of a file, one after the other. Raises OSError."""
    descriptor = os.open(path, _READ_ONLY)
    try:
        count = _count_blocks(descriptor)
        return "".join(_checksum(descriptor, number) for number in range(count))
    finally:
        close(descriptor)


def _count_blocks(descriptor: int) -> int:
    return -(-os.fstat(descriptor).st_size // BLOCK)


def _checksum(descriptor: int, number: int) -> str:
    block = os.pread(descriptor, BLOCK, number * BLOCK)
    return f"{crc32(block):0{_DIGITS}x}"


class Blocks:
    """The blocks of the file of an index that is read in place."""

    def __init__(self, path: Path, checksums: str) -> None:
        """Open the file of an index, of which the checksums are known. Raises OSError."""
        self._name = path.name
        self._checksums = checksums
        self._descriptor = os.open(path, _READ_ONLY)
        self._count = _count_blocks(self._descriptor)
        self._sound: set[int] = set()
        self._faults = -1
        """How often this process had touched a page for the first time when the blocks were last checked."""
        self._address = 0
        """Where SQLite has mapped the file; 0 before that is known."""

    def __del__(self) -> None:
        close(self._descriptor)

    def check(self) -> None:
        """Check what was read so far. Raises sqlite3.DatabaseError where it is not what was written, or cannot be read."""
        faults = _count_page_faults()
        if faults == self._faults or len(self._sound) == self._count:
            return
        try:
            for number in self._touched():
                self._check_block(number)
        except OSError as error:
            raise sqlite3.DatabaseError(f"the index cannot be read: {error.strerror}") from None
        self._faults = faults

    def _check_block(self, number: int) -> None:
        if number in self._sound:
            return
        start = number * _DIGITS
        if _checksum(self._descriptor, number) != self._checksums[start : start + _DIGITS]:
            raise sqlite3.DatabaseError(f"block {number} of the index is damaged")
        self._sound.add(number)

    def _touched(self) -> Iterator[int]:
        """Yield the numbers of the blocks of which this process may have read something: the first, which has the head, is one."""
        yield 0
        flags = self._flags()
        if flags is None:
            yield from range(1, self._count)
            return
        pages_a_block = BLOCK // _page_size()
        page = flags.find(1)
        while page >= 0:
            number = page // pages_a_block
            yield number
            page = flags.find(1, (number + 1) * pages_a_block)

    def _flags(self) -> bytes | None:
        """Return for each page of the file whether it was touched, 1 or 0; None where the system does not tell."""
        try:
            self._address = self._address or self._find_mapping()
            if not self._address:
                return None
            return self._read_flags()
        except (OSError, ValueError):
            return None

    def _find_mapping(self) -> int:
        """Return the address at which the whole file is mapped; 0 where it is not."""
        with Path("/proc/self/maps").open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if self._name not in line:
                    continue
                start, end = (int(number, 16) for number in line.split(maxsplit=1)[0].split("-"))
                if end - start >= os.fstat(self._descriptor).st_size:
                    return start
        return 0

    def _read_flags(self) -> bytes | None:
        size = self._count * BLOCK // _page_size() * _ENTRY
        pagemap = os.open("/proc/self/pagemap", _READ_ONLY)
        try:
            entries = os.pread(pagemap, size, self._address // _page_size() * _ENTRY)
        finally:
            close(pagemap)
        is_whole = len(entries) == size
        return entries[_HIGHEST_BYTE::_ENTRY].translate(_IS_TOUCHED) if is_whole else None


def _count_page_faults() -> int:
    """Return how often this process has touched a page for the first time, of a mapped file or of its own memory."""
    usage = getrusage(RUSAGE_SELF)
    return usage.ru_minflt + usage.ru_majflt


def _page_size() -> int:
    """Return the size of a page of memory in bytes."""
    return os.sysconf("SC_PAGE_SIZE")
