"""The files of a base, and their states in the file system.

Imports nothing heavy: a look-up that finds its index needs only this module of the room.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePath

from cqfacts.files import State, Unreadable, digest_of, read_file, state_of
from cqfacts.model.vocabulary import FILES

_OTHER_FILES = ("relations.yaml", "skipped.yaml")
VOCABULARY_FILES = (*(f"{name}.yaml" for name in FILES.values()), *_OTHER_FILES)
SMALL = 20 * 1024 * 1024
"""A base of fewer bytes is read as a whole and believed by its content; a larger one by the state of its files."""
_SUFFIXES = (".yaml", ".yml")


class Tree:
    """Folders and YAML files of a base by their names relative to it, sorted.

    The state of a file is None where it has none. The first megabytes that are read are kept, and the vocabulary always
    is, so that the bytes that are hashed are those that are loaded.
    """

    def __init__(
        self, folder: Path, folders: tuple[str, ...], files: dict[str, State | None]
    ) -> None:
        self.folder = folder
        self.folders = folders
        self.files = files
        self.size = sum(state.size for state in files.values() if state)
        """In bytes."""
        self._kept: dict[str, bytes | Unreadable] = {}
        self._room = SMALL

    @property
    def small(self) -> bool:
        """True where reading all of it costs next to nothing."""
        return self.size < SMALL

    def read(self, name: str) -> bytes | Unreadable:
        """Return the bytes of a file."""
        if name in self._kept:
            return self._kept[name]
        path = self.folder / name
        content = _explain_folder(path) if name.endswith("/") else read_file(path)
        self._keep(name, content)
        return content

    def read_vocabulary(self, name: str) -> bytes | Unreadable:
        """Return the bytes of a vocabulary file; none where the base does without it."""
        return self.read(name) if name in self.files else b""

    def _keep(self, name: str, content: bytes | Unreadable) -> None:
        """Keep the content of a file where there is room for it, or where it is of the vocabulary."""
        size = len(content) if isinstance(content, bytes) else 0
        if size <= self._room or "/" not in name:
            self._room -= size
            self._kept[name] = content

    def having(self, name: str, content: bytes) -> "Tree":
        """Return the base as it would be if a file held this content."""
        return self.having_all({name: content})

    def having_all(self, contents: Mapping[str, bytes]) -> "Tree":
        """Return the base as it would be if files held these contents."""
        folders = {name.rpartition("/")[0] for name in contents}
        files = {**self.files, **dict.fromkeys(contents)}
        all_folders = sorted({*self.folders, *folders} - {""})
        tree = Tree(self.folder, tuple(all_folders), dict(sorted(files.items())))
        tree.size += sum(map(len, contents.values()))
        tree._kept = {**self._kept, **contents}
        return tree

    def is_as_listed(self, name: str) -> bool:
        """Return True where a file that was just read is still the one that was listed, so that its state tells its content."""
        try:
            state = (self.folder / name).stat()
        except OSError:
            return False
        return self.files[name] == state_of(state)

    def leads_outside(self, name: str) -> bool:
        """Return True where a file lies outside the folder of the base, because a link leads there."""
        try:
            return not (self.folder / name).resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError):  # a loop of links
            return True

    def digest(self, name: str) -> str | None:
        """Return the digest of a file; None where it cannot be read."""
        content = self.read(name)
        return None if isinstance(content, Unreadable) else digest_of(content)

    def display_name(self, name: str) -> str:
        """Return the name of a file or folder as the user knows it."""
        return os.fspath(PurePath(display_path(self.folder), name))


@lru_cache(8)
def display_path(path: Path) -> str:
    """Return the path relative to the working directory where it is below it, else as it is."""
    try:
        return os.fspath(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return os.fspath(path)


def read_tree(folder: Path) -> Tree:
    """List the YAML files in the folder of a base and in its folders. Raises OSError for the folder itself."""
    folders: list[str] = []
    files: dict[str, State | None] = {}
    for entry in _entries(folder):
        # A folder that has the name of a file is reported as a file that cannot be read.
        if _is_folder(entry) and entry.name not in VOCABULARY_FILES:
            folders.append(entry.name)
            files |= _files_inside(folder, entry.name)
        elif _is_yaml(entry.name):
            files[entry.name] = _state(entry)
    return Tree(folder, tuple(sorted(folders)), dict(sorted(files.items())))


def _files_inside(folder: Path, name: str) -> dict[str, State | None]:
    """Return the YAML files of a sector's folder, and folders in it, which do not belong there.

    A folder that cannot be listed stands there itself, with a slash.
    """
    try:
        entries = _entries(folder / name)
    except OSError:
        return {f"{name}/": None}
    listed = [entry for entry in entries if _is_yaml(entry.name) or _is_folder(entry)]
    return {f"{name}/{entry.name}": _state(entry) for entry in listed}


def _explain_folder(folder: Path) -> Unreadable:
    """Return why a folder cannot be listed."""
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
