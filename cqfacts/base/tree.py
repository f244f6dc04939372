"""The files of a base, and what the file system says of them.

Imports nothing heavy: a look-up that finds its index needs only this of `load`.
"""

import os
from pathlib import Path

from cqfacts.files import State, Unreadable, digest_of, read_file, state_of

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
SMALL = 20 * 1024 * 1024
"""A base of fewer bytes is read as a whole and believed by its content; a larger one by the state of its files."""
_SUFFIXES = (".yaml", ".yml")


class Tree:
    """Folders and YAML files of a base by their names relative to it, sorted.

    The state of a file is None where it has none. The first megabytes that are read are kept, and the vocabulary always
    is, so that what is hashed is what is loaded.
    """

    def __init__(self, folder: Path, folders: tuple[str, ...], files: dict[str, State | None]) -> None:
        self.folder = folder
        self.folders = folders
        self.files = files
        self.size = sum(state.size for state in files.values() if state)
        self._kept: dict[str, bytes | Unreadable] = {}
        self._room = SMALL

    @property
    def small(self) -> bool:
        """Whether reading all of it costs next to nothing."""
        return self.size < SMALL

    def read(self, name: str) -> bytes | Unreadable:
        """The bytes of a file."""
        found = self._kept.get(name)
        if found is None:
            found = _folder_failure(self.folder / name) if name.endswith("/") else read_file(self.folder / name)
            size = len(found) if isinstance(found, bytes) else 0
            if self._room >= size or "/" not in name:
                self._room -= size
                self._kept[name] = found
        return found

    def having(self, name: str, content: bytes) -> "Tree":
        """The base as it would be if a file held this content."""
        folder = name.rpartition("/")[0]
        folders = tuple(sorted({*self.folders, folder} - {""}))
        tree = Tree(self.folder, folders, dict(sorted({**self.files, name: None}.items())))
        tree._kept = {**self._kept, name: content}
        return tree

    def is_as_listed(self, name: str) -> bool:
        """Whether a file that was just read is still the one that was listed, so that its state tells what was read."""
        try:
            found = (self.folder / name).stat()
        except OSError:
            return False
        return self.files[name] == state_of(found)

    def digest(self, name: str) -> str | None:
        """The digest of a file; None where it cannot be read."""
        found = self.read(name)
        return None if isinstance(found, Unreadable) else digest_of(found)


def read_tree(folder: Path) -> Tree:
    """List the base in a folder: its YAML files, and those of its folders. Raises OSError for the folder itself."""
    folders: list[str] = []
    files: dict[str, State | None] = dict.fromkeys(name for name in VOCABULARY_FILES if name != "relations.yaml")
    for entry in _entries(folder):
        # A folder that has the name of a file is reported as a file that cannot be read.
        if _is_folder(entry) and entry.name not in VOCABULARY_FILES:
            folders.append(entry.name)
            files |= _files_inside(folder, entry.name)
        elif _is_yaml(entry.name):
            files[entry.name] = _state(entry)
    return Tree(folder, tuple(sorted(folders)), dict(sorted(files.items())))


def _files_inside(folder: Path, name: str) -> dict[str, State | None]:
    """The YAML files of a sector's folder, and folders in it, which do not belong there."""
    try:
        inside = _entries(folder / name)
    except OSError:
        return {f"{name}/": None}
    return {f"{name}/{entry.name}": _state(entry) for entry in inside if _is_yaml(entry.name) or _is_folder(entry)}


def _folder_failure(folder: Path) -> Unreadable:
    """Why a folder cannot be listed."""
    try:
        _entries(folder)
    except OSError as error:
        return Unreadable("CQ102", f"cannot be read: {error.strerror}", "check its permissions")
    return Unreadable("CQ102", "could not be read a moment ago", "try again")


def _state(entry: os.DirEntry[str]) -> State | None:
    try:
        return state_of(entry.stat())
    except OSError:
        return None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".")]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of symbolic links
        return False


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)
