"""The index on disk: one SQLite file in the user's cache directory, which can always be deleted.

A file is named `INPUT-CONTENT.sqlite`: INPUT is the SHA-256 of everything that went in (the base's files, this
program's version, the versions of Python and SQLite), CONTENT that of the file itself. It is never changed: it is built
aside and moved into place, and read as a whole and checked against its name before a row of it is believed. Whatever is
wrong with it or its folder only costs time: the index is then built from the YAML, in memory.
"""

import gc
import hashlib
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cqfacts.errors import InvalidBase
from cqfacts.index.read import Index
from cqfacts.load.tree import Tree, read_file, read_tree
from cqfacts.version import __version__

KEPT = 8
"""How many indexes stay in the cache; those used longest ago go first."""
_HOUR, _DAY = 3600, 24 * 3600
_LARGEST = 2**31


def open_index(folder: Path) -> Index:
    """The index of the base in a folder, from the cache or built anew. Raises InvalidBase with every finding."""
    try:
        tree = read_tree(folder)
    except OSError:
        return Index(_build(folder, None))
    key = _key(tree)
    cache = _cache_folder() if key else None
    if cache is None or key is None:
        return Index(_build(folder, tree))
    content = _find(cache, key)
    if content is not None:
        connection = _opened(content)
        if connection is not None:
            return Index(connection)
    connection = _build(folder, tree)
    _keep(cache, key, connection.serialize())
    return Index(connection)


def _key(tree: Tree) -> str | None:
    """Names everything that the index depends on; None where a file cannot be read."""
    digest = tree.digest
    if digest is None or not hasattr(sqlite3.Connection, "deserialize"):
        return None
    parts = (__version__, _code(), sys.version, sqlite3.sqlite_version, digest)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _code() -> str:
    """What tells the code that makes an index from a later state of it: sizes and times of its files."""
    package = Path(__file__).parent.parent
    with suppress(OSError):
        found = [entry.stat() for part in ("load", "index", "model") for entry in os.scandir(package / part)]
        return ",".join(sorted(f"{item.st_size}.{item.st_mtime_ns}" for item in found if stat.S_ISREG(item.st_mode)))
    return ""


def _build(folder: Path, tree: Tree | None) -> sqlite3.Connection:
    from cqfacts.index.build import build
    from cqfacts.load.base import load_base, load_tree

    with _without_garbage_collection():
        base = load_tree(tree) if tree else load_base(folder)
        if base.findings:
            raise InvalidBase(base.findings)
        return build(base)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Nothing that is built here is garbage in a cycle; looking for some took a third of the time at 50,000 facts."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def _find(cache: Path, key: str) -> bytes | None:
    """The content of a whole and true index of that key."""
    with suppress(OSError), os.scandir(cache) as entries:
        for entry in entries:
            if entry.name.startswith(key) and entry.name.endswith(".sqlite"):
                content = read_file(Path(entry.path), _LARGEST, follow=False)
                if isinstance(content, bytes) and entry.name == _name(key, content):
                    _mark_used(entry.path)
                    return content
    return None


def _name(key: str, content: bytes) -> str:
    return f"{key}-{hashlib.sha256(content).hexdigest()[:32]}.sqlite"


def _mark_used(path: str) -> None:
    """Once a day is enough to tell which index was used longest ago."""
    with suppress(OSError):
        if time.time() - Path(path).stat().st_mtime > _DAY:
            os.utime(path)


def _opened(content: bytes) -> sqlite3.Connection | None:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(content)
        connection.execute("pragma query_only = 1")
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _keep(cache: Path, key: str, content: bytes) -> None:
    """Write an index aside and move it into place; where that fails, the next call builds again."""
    import secrets

    aside = cache / f"{key}.{os.getpid()}.{secrets.token_hex(4)}.tmp"
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(content)
        aside.replace(cache / _name(key, content))
    except OSError:
        with suppress(OSError):
            aside.unlink()
        return
    _prune(cache)


def _prune(cache: Path) -> None:
    """Remove the indexes used longest ago, and what killed builds left behind."""
    with suppress(OSError), os.scandir(cache) as entries:
        found = [(entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in entries]
        indexes = sorted((item for item in found if item[1].endswith(".sqlite")), reverse=True)
        now = time.time()
        left = [item for item in found if item[1].endswith(".tmp") and now - item[0] > _HOUR]
        for _, path in (*indexes[KEPT:], *left):
            with suppress(OSError):
                Path(path).unlink()
