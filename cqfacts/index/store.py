"""The index on disk: SQLite files in the user's cache directory, which can always be deleted.

A file is named `INPUT-CONTENT.sqlite`: INPUT is the digest of everything that went in (the base's files, this
program's version, the versions of Python and SQLite), CONTENT that of the file itself. It is never changed: it is built
aside and moved into place. After an edit, the files that changed go into a small database of their own,
`INPUT-CONTENT-INDEX.edits`, which is read beside the index INDEX that it mends.

A small base is read and hashed at each look-up, and so is its index, before a row of it is believed. Of a large one (see
`load.tree.SMALL`) the manifest tells what its files and its index were when they were last read; its index is read as
a whole once a day, and each row has a checksum. Whatever is wrong with a file here or with the folder only costs time.
"""

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cqfacts.base.tree import Tree, read_tree
from cqfacts.errors import InvalidBase
from cqfacts.files import Unreadable, digest_of, digest_of_file, read_file
from cqfacts.index.read import Index
from cqfacts.model.progress import Progress, no_progress
from cqfacts.version import __version__

if TYPE_CHECKING:
    from cqfacts.index.build import Digests
    from cqfacts.index.manifest import Manifest

KEPT = 8
"""How many files of each kind stay in the cache; those used longest ago go first."""
_KEPT_BYTES = 4 * 10**9
_HOUR, _DAY = 3600, 24 * 3600
_LARGEST = 2**31
_READ_A_SECOND = 10**6
"""How many bytes of a base one may expect to be read in a second at worst."""
_FEW_EDITS = 20
"""Where more than one in so many bytes changed, the whole index is built anew."""
_DIGITS = 32
"""How many digits of a digest a file name carries."""


def open_index(folder: Path, progress: Progress = no_progress) -> Index:
    """The index of the base in a folder, from the cache or built anew. Raises InvalidBase with every finding."""
    now = time.time_ns()
    try:
        tree = read_tree(folder)
    except (OSError, ValueError):
        from cqfacts.base.reading import check_base

        raise InvalidBase(check_base(folder)) from None
    cache = _cache_folder() if hasattr(sqlite3.Connection, "deserialize") else None
    return _Shelf(cache, tree, now, progress).index() if cache else Index(_in_memory(tree, progress))


class _Shelf:
    """What the cache holds of one base."""

    def __init__(self, cache: Path, tree: Tree, now: int, progress: Progress) -> None:
        self._cache = cache
        self._tree = tree
        self._now = now
        self._progress = progress
        self._made_by = "\0".join((__version__, _code(), sys.version, sqlite3.sqlite_version))
        self._seen_anew = False
        self._read: set[str] = set()

    @cached_property
    def _manifest_path(self) -> Path:
        from cqfacts.index.manifest import manifest_name

        return self._cache / manifest_name(self._tree.folder, self._made_by)

    @cached_property
    def _manifest(self) -> "Manifest":
        from cqfacts.index.manifest import read_manifest

        return read_manifest(self._manifest_path)

    def index(self) -> Index:
        """The index as it was kept, the last one with what changed since, or a new one."""
        digests = self._digests()
        if digests is None:
            return Index(_in_memory(self._tree, self._progress))
        index = self._kept(self._key(digests))
        if index is None:
            return self._edited(digests) or self._made(self._key(digests))
        if self._seen_anew:
            self._note(digests, self._changed_since_listed())
        return index

    def _digests(self) -> dict[str, str] | None:
        """The digest of each file, read only where the manifest does not tell; None where one cannot be read."""
        found: dict[str, str] = {}
        for name, state in self._tree.files.items():
            if not self._tree.small and self._manifest.believes(name, state):
                found[name] = self._manifest.files[name][1]
                continue
            digest = self._tree.digest(name)
            if digest is None:
                return None
            found[name] = digest
            self._read.add(name)
            self._seen_anew = not self._tree.small
        return found

    def _changed_since_listed(self) -> set[str]:
        """The files that were read and whose states do not tell what was read."""
        return {name for name in self._read if not self._tree.is_as_listed(name)}

    def _key(self, digests: dict[str, str]) -> str:
        """Names everything that an index depends on."""
        files = "".join(f"{name}\0{digest}\0" for name, digest in sorted(digests.items()))
        parts = "\0".join((self._made_by, *self._tree.folders, "", files))
        return digest_of(parts.encode("utf-8", "surrogateescape"))[:_DIGITS]

    def _kept(self, key: str) -> Index | None:
        with suppress(OSError), os.scandir(self._cache) as entries:
            for name in [entry.name for entry in entries if entry.name.startswith(key)]:
                index = self._open(name) if name.endswith(".sqlite") else self._open_edits(name)
                if index:
                    return index
        return None

    def _open(self, name: str) -> Index | None:
        """The index in a file that is what its name says."""
        path = self._cache / name
        if not self._tree.small:
            connection = _opened_in_place(path) if self._is_true(path) else None
            return Index(connection, lambda: self._without(path)) if connection else None
        content = _true_content(path, _content_of(name))
        if content is None:
            return None
        _mark_used(path)
        connection = _opened(content)
        return Index(connection) if connection else None

    def _is_true(self, path: Path) -> bool:
        """Whether a large index is what its name says: by its state if it was read within a day, else by reading it."""
        if self._manifest.still_holds(path):
            return True
        if _content_of(path.name) != _digest_of(path):
            return False
        _mark_used(path)
        self._note_index(path)
        return True

    def _note_index(self, path: Path) -> None:
        from cqfacts.index.manifest import state_of_link

        self._manifest = self._manifest._replace(made=path.name, made_state=state_of_link(path), checked=time.time_ns())
        self._seen_anew = True

    def _without(self, path: Path) -> sqlite3.Connection:
        """A new connection in place of one to an index that turned out to be damaged."""
        with suppress(OSError):
            path.unlink()
        return self._new()

    def _open_edits(self, name: str) -> Index | None:
        """The index that edits mend, with the edits."""
        parts = name.removesuffix(".edits").split("-")
        if not name.endswith(".edits") or len(parts) != 4:
            return None
        _, content_name, *mended = parts
        content = _true_content(self._cache / name, content_name)
        if content is None:
            return None
        index = self._open("-".join(mended) + ".sqlite")
        if index is None or not _attach(index.connection, content):
            return None
        index.use_edits()
        return index

    def _edited(self, digests: dict[str, str]) -> Index | None:
        """The last index of the whole base with the files that changed since; None where that is not worth it."""
        index = self._open(self._manifest.made) if self._manifest.made else None
        if index is None:
            return None
        before = dict(index.rows("select name, digest from file"))
        after = {**digests, **{f"{name}/": "" for name in self._tree.folders}}
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        states = [self._tree.files.get(name) for name in changed]
        if sum(state.size for state in states if state) * _FEW_EDITS > self._tree.size or not _attach(index.connection):
            return None
        edits = self._build_edits(changed, index)
        if edits is None:
            return None
        digests = {**digests, **edits.found}
        stem = self._manifest.made.removesuffix(".sqlite")
        self._keep(self._key(digests), index.connection.serialize(name="edits"), f"-{stem}.edits")
        self._note(digests, edits.changed | self._changed_since_listed())
        return index

    def _build_edits(self, changed: set[str], index: Index) -> "Digests | None":
        from cqfacts.index.build import build_edits

        try:
            with index.without_renewal():
                return build_edits(self._tree, changed, index)
        except (sqlite3.Error, ValueError, KeyError):
            return None  # the index is damaged

    def _made(self, key: str) -> Index:
        """A new index; of a large base the one that another process is making, if it is done in bearable time."""
        if self._tree.small:
            return Index(self._new())
        with _turn(self._manifest_path.with_suffix(".lock"), self._tree.size / _READ_A_SECOND) as waited:
            if waited:
                del self._manifest
            return (self._kept(key) if waited else None) or Index(self._new())

    def _new(self) -> sqlite3.Connection:
        """An index of the whole base, made now and kept."""
        if not self._tree.small:
            connection = self._new_in_place()
            return connection or _in_memory(self._tree, self._progress)
        connection = _empty()
        digests = _build(self._tree, connection, self._progress)
        path = self._keep(self._key(digests.found), connection.serialize(), ".sqlite")
        if path:
            self._note_index(path)
            self._note(digests.found, digests.changed)
        return connection

    def _new_in_place(self) -> sqlite3.Connection | None:
        """An index that is built in a file; None where that fails."""
        aside = self._aside()
        try:
            with suppress(OSError, sqlite3.Error):
                digests = _build_in_file(self._tree, aside, self._progress)
                path = self._cache / f"{self._key(digests.found)}-{_digest_of(aside)}.sqlite"
                aside.replace(path)
                self._note_index(path)
                self._note(digests.found, digests.changed)
                _prune(self._cache)
                return _opened_in_place(path)
        finally:
            with suppress(OSError):
                aside.unlink()
        return None

    def _keep(self, key: str, content: bytes, ending: str) -> Path | None:
        """Write a file aside and move it into place; where that fails, the next call makes it again."""
        path = self._cache / f"{key}-{digest_of(content)[:_DIGITS]}{ending}"
        if not self._write(path, content):
            return None
        _prune(self._cache)
        return path

    def _note(self, digests: dict[str, str], changed: set[str]) -> None:
        """Keep the manifest of the files as they were listed, but for those that changed before they were read."""
        from cqfacts.index.manifest import manifest_text

        states = self._tree.files
        files = {
            name: (state, digest)
            for name, digest in digests.items()
            if name not in changed and (state := states.get(name))
        }
        self._write(self._manifest_path, manifest_text(self._manifest._replace(seen=self._now, files=files)))

    def _write(self, path: Path, content: bytes) -> bool:
        aside = self._aside()
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
                file.write(content)
            aside.replace(path)
        except OSError:
            with suppress(OSError):
                aside.unlink()
            return False
        return True

    def _aside(self) -> Path:
        return self._cache / f"{os.getpid()}.{os.urandom(4).hex()}.tmp"


@contextmanager
def _turn(path: Path, patience: float) -> Iterator[bool]:
    """Wait until no other process makes the same index, but only so many seconds; whether there was one.

    The lock saves work and never blocks: where it cannot be had, each process makes the index for itself.
    """
    descriptor, waited = None, False
    with suppress(OSError, ImportError):
        import fcntl

        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        last = time.monotonic() + patience
        while time.monotonic() < last:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                waited = True
                time.sleep(0.1)
    try:
        yield waited
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _empty() -> sqlite3.Connection:
    """An empty database in memory."""
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _in_memory(tree: Tree, progress: Progress) -> sqlite3.Connection:
    """An index that is not kept."""
    connection = _empty()
    _build(tree, connection, progress)
    return connection


def _build_in_file(tree: Tree, path: Path, progress: Progress) -> "Digests":
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody else sees the file before it is moved into place; one that is cut short is thrown away.
        connection.executescript("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536")
        return _build(tree, connection, progress)
    finally:
        connection.close()


def _build(tree: Tree, connection: sqlite3.Connection, progress: Progress) -> "Digests":
    """Raises InvalidBase with every finding."""
    from cqfacts.base.parallel import without_garbage_collection
    from cqfacts.index.build import build

    with without_garbage_collection():
        return build(tree, connection, progress)


def _code() -> str:
    """What tells the code that makes an index from a later state of it: sizes and times of its files."""
    package = Path(__file__).parent.parent
    with suppress(OSError):
        found = [entry.stat() for part in ("load", "index", "model") for entry in os.scandir(package / part)]
        return ",".join(sorted(f"{item.st_size}.{item.st_mtime_ns}" for item in found if stat.S_ISREG(item.st_mode)))
    return ""


def _cache_folder() -> Path | None:
    """The cache folder, made where it is missing; None where it cannot be had or belongs to someone else."""
    try:
        folder = _user_cache() / "cqfacts"
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError, ValueError):
        return None
    owned = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return folder if owned and stat.S_ISDIR(found.st_mode) else None


def _user_cache() -> Path:
    """Where a user's caches are. On Linux by the XDG rule itself: importing platformdirs takes a tenth of a look-up."""
    if sys.platform == "linux":
        given = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return given if given.is_absolute() else Path.home() / ".cache"
    from platformdirs import user_cache_path

    return user_cache_path()


def _content_of(name: str) -> str:
    """The digest of its content that the name of an index promises."""
    return name.removesuffix(".sqlite").rpartition("-")[2]


def _true_content(path: Path, promised: str) -> bytes | None:
    """The bytes of a file whose name promises their digest; None where they are others."""
    content = read_file(path, _LARGEST, follow=False)
    return None if isinstance(content, Unreadable) or digest_of(content)[:_DIGITS] != promised else content


def _digest_of(path: Path) -> str:
    """The digest of a large file; empty where it cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return ""
    try:
        return digest_of_file(descriptor)[:_DIGITS] if stat.S_ISREG(os.fstat(descriptor).st_mode) else ""
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _mark_used(path: Path) -> None:
    """Once a day is enough to tell which index was used longest ago."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)


def _opened(content: bytes) -> sqlite3.Connection | None:
    connection = _empty()
    try:
        connection.deserialize(content)
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _opened_in_place(path: Path) -> sqlite3.Connection | None:
    """The database in a file that nobody changes."""
    from urllib.parse import quote

    address = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
    with suppress(sqlite3.Error):
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    return None


def _attach(connection: sqlite3.Connection, content: bytes | None = None) -> bool:
    """Put a database of edits beside that of a connection, an empty one without content."""
    try:
        connection.execute("attach ':memory:' as edits")
        if content is not None:
            connection.deserialize(content, name="edits")
    except sqlite3.Error:
        return False
    return True


def _prune(cache: Path) -> None:
    """Remove the files used longest ago, and what killed builds left behind."""
    with suppress(OSError), os.scandir(cache) as entries:
        found = sorted(((entry.stat(follow_symlinks=False), Path(entry.path)) for entry in entries), key=_last_used)
        now = time.time()
        left = [path for state, path in found if path.suffix in (".tmp", ".lock") and now - state.st_mtime > _HOUR]
        for kind in (".sqlite", ".edits", ".manifest"):
            total = 0
            for at, (state, path) in enumerate(item for item in found if item[1].suffix == kind):
                total += state.st_size
                if at >= KEPT or (at and total > _KEPT_BYTES):
                    left.append(path)
        for path in left:
            with suppress(OSError):
                path.unlink()


def _last_used(item: tuple[os.stat_result, Path]) -> tuple[float, str]:
    """Sorts what was used last to the front."""
    return -item[0].st_mtime, item[1].name
