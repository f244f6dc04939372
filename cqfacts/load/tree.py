"""The files of a base as they were at one moment: read once, so that what is hashed is what is loaded.

Imports nothing heavy: a look-up that finds its index needs only this of `load`.
"""

import hashlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

VOCABULARY_FILES = (
    "sectors.yaml",
    "areas.yaml",
    "subjects.yaml",
    "measures.yaml",
    "units.yaml",
    "sources.yaml",
    "indicators.yaml",
    "relations.yaml",
)
LARGEST_FILE = 64 * 1024 * 1024
_SUFFIXES = (".yaml", ".yml")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class Unreadable(NamedTuple):
    """Why a file has no bytes: a code of findings, the cause, the way out."""

    code: str
    message: str
    hint: str


class Tree(NamedTuple):
    """Folders and YAML files of a base by their names relative to it, sorted."""

    folder: Path
    folders: tuple[str, ...]
    files: dict[str, bytes | Unreadable]

    @property
    def digest(self) -> str | None:
        """A SHA-256 of every name and content; None where a file cannot be read."""
        whole = hashlib.sha256()
        for name in self.folders:
            whole.update(os.fsencode(name) + b"/\0")
        for name, raw in self.files.items():
            if isinstance(raw, Unreadable):
                return None
            whole.update(os.fsencode(name) + b"\0" + hashlib.sha256(raw).digest())
        return whole.hexdigest()


def read_tree(folder: Path) -> Tree:
    """Read the base in a folder: its YAML files, and those of its folders. Raises OSError for the folder itself."""
    folders: list[str] = []
    names: list[str] = []
    failures: dict[str, bytes | Unreadable] = {}
    for entry in _entries(folder):
        # A folder that has the name of a file is reported as a file that cannot be read.
        if entry.is_dir() and entry.name not in VOCABULARY_FILES:
            folders.append(entry.name)
            inside, failure = _names_inside(folder / entry.name)
            names += [f"{entry.name}/{name}" for name in inside]
            if failure:
                failures[f"{entry.name}/"] = failure
        elif _is_yaml(entry.name):
            names.append(entry.name)
    missing = [name for name in VOCABULARY_FILES if name not in names and name != "relations.yaml"]
    files = {name: read_file(folder / name) for name in sorted([*names, *missing])}
    return Tree(folder, tuple(sorted(folders)), {**files, **failures})


def _names_inside(folder: Path) -> tuple[list[str], Unreadable | None]:
    """The YAML files of a sector's folder, and folders in it, which do not belong there."""
    try:
        return [entry.name for entry in _entries(folder) if _is_yaml(entry.name) or entry.is_dir()], None
    except OSError as error:
        return [], Unreadable("CQ102", f"cannot be read: {error.strerror}", "check its permissions")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".")]


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


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
