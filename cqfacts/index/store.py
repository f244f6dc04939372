"""Find the index of a base in the cache, or make it.

In this order: an index of just these files that was kept; the last index of the whole base, where few files changed since,
with what changed beside it; a new one. An index can always be deleted, and what is wrong with one only costs time.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cqfacts.base.tree import Tree, read_tree
from cqfacts.errors import InvalidBase, NoSuchFolder
from cqfacts.files import close
from cqfacts.index import cache as cache_files
from cqfacts.index.databases import (
    attach_edits,
    build_in_file,
    build_in_memory,
    build_into,
    open_content,
    open_empty,
    open_in_place,
)
from cqfacts.index.freshness import Freshness
from cqfacts.index.read import Index
from cqfacts.index.tables import Tables
from cqfacts.model.names import short_path
from cqfacts.model.progress import Progress, no_progress
from cqfacts.version import __version__

if TYPE_CHECKING:
    from cqfacts.index.build import Digests

_READ_A_SECOND = 10**6
"""How many bytes of a base one may expect to be read in a second at worst."""
_CHEAP = 4 * 1024 * 1024
"""In bytes: a base of less is read in about a second."""
_FEW_EDITS = 20
"""Where more than one in so many bytes changed, the whole index is built anew."""


def packaged_base() -> Path:
    """Return the folder in which an installed package has its facts."""
    return Path(__file__).parent.parent / "facts"


def open_index(folder: Path, progress: Progress = no_progress) -> Index:
    """Open the index of the base in a folder, from the cache or built anew. Raises InvalidBase with every finding."""
    now = time.time_ns()
    try:
        tree = read_tree(folder)
    except (OSError, ValueError):
        raise _no_base(folder) from None
    can_be_kept = hasattr(sqlite3.Connection, "deserialize")
    if can_be_kept and folder == packaged_base():
        from cqfacts.index.shipped import open_shipped_index

        shipped = open_shipped_index(tree)
        if shipped:
            return shipped
    cache = cache_files.cache_folder() if can_be_kept else None
    if cache is None:
        return build_index_in_memory(tree, progress)
    return IndexStore(cache, tree, now, progress).open()


def _no_base(folder: Path) -> InvalidBase:
    """Return the error that a folder is not there, or cannot be listed."""
    from cqfacts.base.reading import check_base

    findings = check_base(folder)
    if os.path.lexists(folder):
        return InvalidBase(findings)
    return NoSuchFolder(
        findings,
        f'there is no such folder: "{short_path(folder)}".',
        "--facts and CQFACTS_FACTS take the folder of a fact base.",
    )


def open_cheap_index(folder: Path) -> Index | None:
    """Open the index of a base where that takes little time: None where a base of some size must first be read.

    Raises OSError, and InvalidBase with every finding.
    """
    now = time.time_ns()
    tree = read_tree(folder)
    if tree.size < _CHEAP:
        return open_index(folder)
    cache = cache_files.cache_folder()
    return IndexStore(cache, tree, now, no_progress).open_only_kept() if cache else None


def build_index_in_memory(tree: Tree, progress: Progress) -> Index:
    """Build an index that is not kept. Raises InvalidBase with every finding."""
    connection = build_in_memory(tree, progress)
    return Index(Tables(connection))


class IndexStore:
    """The indexes of one base in the cache.

    `now`: the time before the files of the base were listed, in nanoseconds.
    """

    def __init__(self, cache: Path, tree: Tree, now: int, progress: Progress) -> None:
        self._cache = cache
        self._tree = tree
        self._progress = progress
        self._maker = "\0".join(
            (__version__, _state_of_code(), sys.version, sqlite3.sqlite_version)
        )
        self._freshness = Freshness(tree, cache, self._maker, now)

    def open(self) -> Index:
        """Open the index as it was kept, the last one with what changed since, or a new one."""
        digests = self._freshness.digests()
        if digests is None:
            return build_index_in_memory(self._tree, self._progress)
        key = self.key(digests)
        kept = self.open_kept(key)
        if kept:
            self._freshness.note_if_needed(digests)
            return kept
        return self._edit_last(digests) or self._make(key)

    def open_only_kept(self) -> Index | None:
        """Open the index as it was kept; None where there is none of these files."""
        digests = self._freshness.digests()
        return self.open_kept(self.key(digests)) if digests else None

    def key(self, digests: dict[str, str]) -> str:
        """Return the name of everything that an index depends on."""
        return cache_files.key_of_index(self._maker, self._tree.folders, digests)

    # --- an index that was kept

    def open_kept(self, key: str) -> Index | None:
        """Open the index that was made of just these files; None where there is none that is sound."""
        for name in self._names_of(key):
            index = self._open(name)
            if index:
                return index
        return None

    def _names_of(self, key: str) -> list[str]:
        with suppress(OSError), os.scandir(self._cache) as entries:
            return [entry.name for entry in entries if entry.name.startswith(key)]
        return []

    def _open(self, name: str) -> Index | None:
        if name.endswith(".edits"):
            return self._open_with_edits(name)
        connection = self._connect(name) if name.endswith(".sqlite") else None
        return self._index_of(Tables(connection), name) if connection else None

    def _connect(self, name: str) -> sqlite3.Connection | None:
        """Open the database of an index; None where it is not what its name says.

        A small one is read and hashed before a row of it is believed, a large one is read in place.
        """
        path = self._cache / name
        if not self._tree.small:
            return open_in_place(path) if self._freshness.is_sound(path) else None
        content = cache_files.read_promised(path, cache_files.promised_digest(name))
        if content is None:
            return None
        cache_files.mark_used(path)
        return open_content(content)

    def _index_of(self, tables: Tables, name: str) -> Index:
        """Return the index of tables in a file; where a large one turns out to be damaged, it is made anew."""
        if self._tree.small:
            return Index(tables)
        blocks = self._freshness.blocks_of(self._cache / name)

        def rebuild() -> Tables:
            cache_files.remove(self._cache / name)
            return Tables(self._build())

        return Index(tables, rebuild, blocks)

    # --- an index with edits beside it

    def _open_with_edits(self, name: str) -> Index | None:
        """Open the index that edits mend, and the edits."""
        parts = name.removesuffix(".edits").split("-")
        if len(parts) != 4:
            return None
        _, edits_digest, index_key, index_digest = parts
        content = cache_files.read_promised(self._cache / name, edits_digest)
        if content is None:
            return None
        index_name = cache_files.name_of_content(index_key, index_digest, ".sqlite")
        connection = self._connect(index_name)
        if connection is None:
            return None
        if not attach_edits(connection, content):
            connection.close()
            return None
        return self._edited_index(connection, index_name)

    def _edited_index(self, connection: sqlite3.Connection, index_name: str) -> Index:
        from cqfacts.index.edits import EditedTables

        return self._index_of(EditedTables(connection), index_name)

    def _edit_last(self, digests: dict[str, str]) -> Index | None:
        """Put the files that changed beside the last index of the whole base; None where that is not worth it."""
        index_name = self._freshness.last_index
        connection = self._connect(index_name) if index_name.endswith(".sqlite") else None
        if connection is None:
            return None
        edits = self._build_edits(connection, digests)
        if edits is None:
            connection.close()
            return None
        digests = {**digests, **edits.by_file}
        ending = f"-{index_name.removesuffix('.sqlite')}.edits"
        self._keep(self.key(digests), connection.serialize(name="edits"), ending)
        self._freshness.note(digests, edits.changed | self._freshness.changed_since_listed())
        return self._edited_index(connection, index_name)

    def _build_edits(
        self, connection: sqlite3.Connection, digests: dict[str, str]
    ) -> "Digests | None":
        """Put the files that changed since an index was made into `edits`; None where that is not worth it."""
        from cqfacts.index.build_edits import build_edits

        try:
            changed = self._changed_files(connection, digests)
            if not self._are_few(changed) or not attach_edits(connection):
                return None
            edits = build_edits(self._tree, changed, connection)
            self._check_last_index()
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError):
            return None  # the index is damaged
        return edits

    def _check_last_index(self) -> None:
        """Raise sqlite3.DatabaseError where what was read of a large index is damaged; a small one was read whole."""
        if self._tree.small:
            return
        blocks = self._freshness.blocks_of(self._cache / self._freshness.last_index)
        if blocks is None:
            raise sqlite3.DatabaseError("the index cannot be read")
        blocks.check()

    def _changed_files(self, connection: sqlite3.Connection, digests: dict[str, str]) -> set[str]:
        """Return the files and folders that are not what they were when an index was made."""
        before = dict(connection.execute("select name, digest from file"))
        now = dict(digests)
        for folder in self._tree.folders:
            now[f"{folder}/"] = ""
        names = before.keys() | now.keys()
        return {name for name in names if before.get(name) != now.get(name)}

    def _are_few(self, changed: set[str]) -> bool:
        """Tell whether reading the changed files costs little beside making the whole index."""
        changed_bytes = 0
        for name in changed:
            state = self._tree.files.get(name)
            if state:
                changed_bytes += state.size
        return changed_bytes * _FEW_EDITS <= self._tree.size

    # --- a new index

    def _make(self, key: str) -> Index:
        """Make a new index; of a large base take the one that another process makes, if it is done in bearable time."""
        if self._tree.small:
            return Index(Tables(self._build()))
        lock = self._freshness.manifest_path.with_suffix(".lock")
        with _turn(lock, patience=self._tree.size / _READ_A_SECOND) as had_to_wait:
            if had_to_wait:
                self._freshness.read_manifest_again()
                kept = self.open_kept(key)
                if kept:
                    return kept
            return Index(Tables(self._build()))

    def _build(self) -> sqlite3.Connection:
        """Build the index of the whole base, and keep it."""
        if not self._tree.small:
            return self._build_in_place() or build_in_memory(self._tree, self._progress)
        connection = open_empty()
        try:
            digests = build_into(connection, self._tree, self._progress)
        except BaseException:
            connection.close()
            raise
        path = self._keep(self.key(digests.by_file), connection.serialize(), ".sqlite")
        if path:
            self._note_index(path, digests)
        return connection

    def _build_in_place(self) -> sqlite3.Connection | None:
        """Build the index in a file; None where that fails."""
        aside = cache_files.path_aside(self._cache)
        try:
            with suppress(OSError, sqlite3.Error):
                digests = build_in_file(aside, self._tree, self._progress)
                content_digest = cache_files.short_digest_of_file(aside)
                path = self._cache / cache_files.name_of_content(
                    self.key(digests.by_file), content_digest, ".sqlite"
                )
                aside.replace(path)
                self._note_index(path, digests)
                cache_files.prune(self._cache)
                return open_in_place(path)
        finally:
            cache_files.remove(aside)
        return None

    def _note_index(self, path: Path, digests: "Digests") -> None:
        self._freshness.note_index(path)
        self._freshness.note(digests.by_file, digests.changed)

    def _keep(self, key: str, content: bytes, ending: str) -> Path | None:
        """Write a file of the cache; where that fails, the next look-up makes it again."""
        path = self._cache / cache_files.name_of_content(
            key, cache_files.short_digest(content), ending
        )
        if not cache_files.write_file(path, content):
            return None
        cache_files.prune(self._cache)
        return path


def _state_of_code() -> str:
    """Return what tells the code that makes an index from a later state of it: sizes and times of its files."""
    states = []
    for _, state in cache_files.list_code():
        states.append(f"{state.st_size}.{state.st_mtime_ns}")
    return ",".join(states)


@contextmanager
def _turn(lock: Path, patience: float) -> Iterator[bool]:
    """Wait until no other process makes the same index, for some seconds at most; give whether there was one.

    The lock saves work and never blocks: where it cannot be had, each process makes the index for itself.
    """
    descriptor, had_to_wait = None, False
    with suppress(OSError, ImportError):
        import fcntl

        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                had_to_wait = True
                time.sleep(0.1)
    try:
        yield had_to_wait
    finally:
        if descriptor is not None:
            close(descriptor)
