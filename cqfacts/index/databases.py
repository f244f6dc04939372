"""Open SQLite databases in memory and in files, and make those of a base.

Modules that only making an index needs are imported here where it is made: a look-up that finds one does without.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cqfacts.base.tree import Tree
from cqfacts.model.progress import Progress

if TYPE_CHECKING:
    from cqfacts.index.build import Digests

_LARGEST_MAPPING = 2**31 - 2**16
"""In bytes: the most that SQLite maps of a file, as it is compiled everywhere."""


def open_empty() -> sqlite3.Connection:
    """Open an empty database in memory."""
    return _connect(":memory:")


def _connect(address: str) -> sqlite3.Connection:
    """Open a database that several threads may read. From Python 3.12 on, threads mix up rows where they share a kept statement."""
    return sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=0
    )


def open_content(content: bytes) -> sqlite3.Connection | None:
    """Open a copy in memory of the database that a file held; None where it is none."""
    connection = open_empty()
    try:
        connection.deserialize(content)
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def open_in_place(path: Path) -> sqlite3.Connection | None:
    """Open the database in a file that nobody changes; None where that fails."""
    from urllib.parse import quote

    address = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
    with suppress(sqlite3.Error):
        connection = _connect(address)
        # Before anything is read, so that all of it is read through the mapping: see `blocks`.
        connection.execute(f"pragma mmap_size = {_LARGEST_MAPPING}")
        return connection
    return None


def attach_edits(connection: sqlite3.Connection, content: bytes | None = None) -> bool:
    """Put a database `edits` beside that of a connection, an empty one without content; False where that fails."""
    try:
        connection.execute("attach ':memory:' as edits")
        if content is not None:
            connection.deserialize(content, name="edits")
    except sqlite3.Error:
        return False
    return True


def build_into(connection: sqlite3.Connection, tree: Tree, progress: Progress) -> "Digests":
    """Put the index of a base into an empty database. Raises InvalidBase with every finding."""
    from cqfacts.base.parallel import without_garbage_collection

    with without_garbage_collection():
        from cqfacts.index.build import build  # imports make no garbage either

        return build(tree, connection, progress)


def build_in_memory(tree: Tree, progress: Progress) -> sqlite3.Connection:
    """Make the index of a base in memory. Raises InvalidBase with every finding."""
    connection = open_empty()
    try:
        build_into(connection, tree, progress)
    except BaseException:
        connection.close()
        raise
    return connection


def build_in_file(path: Path, tree: Tree, progress: Progress) -> "Digests":
    """Make the index of a base in a new file. Raises InvalidBase with every finding, OSError, sqlite3.Error."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody else sees the file before it is moved into place; one that is cut short is thrown away.
        connection.executescript(
            "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536"
        )
        return build_into(connection, tree, progress)
    finally:
        connection.close()
