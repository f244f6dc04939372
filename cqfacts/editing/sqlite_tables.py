"""Read a table or view of an SQLite database, which may be anyone's, as text. The database is never changed."""

import math
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from urllib.parse import quote

from cqfacts.editing.table_facts import UnclearCell
from cqfacts.editing.table_texts import (
    TablePart,
    TableText,
    TextWriter,
    choose_part,
    find_unclear_text,
    naming_file,
    runs_as_formula,
)
from cqfacts.errors import WrongUsage
from cqfacts.files import LARGEST_FILE

ENDINGS = (".sqlite", ".sqlite3", ".db")
LONGEST_QUERY = 60.0
"""In seconds: a view may compute for ever."""
_STEPS = 100_000
"""The number of SQLite's steps between two looks at the clock."""
_MOST_COLUMNS = 2_000
_UNFINISHED = ("-wal", "-journal")
"""The ends of the names of files that hold changes which the database itself does not have yet."""
_REAL_REMARK = "REAL numbers are written with the fewest digits that say them"


def is_database(name: str) -> bool:
    """Tell whether a file is named as an SQLite database."""
    return PurePath(name.lower()).suffix in ENDINGS


def read_database(path: Path, name: str | None) -> TableText:
    """Read the table or view of that name, or the only one, as text in CSV. Raises WrongUsage."""
    with naming_file(path), _one_message():
        _refuse_unreadable(path)
        return _read_table(path, name)


def _read_table(path: Path, name: str | None) -> TableText:
    with closing(_open(path)) as database:
        names = _list_tables(database)
        table = choose_part(names, name, TablePart.TABLE)
        writer = TextWriter(path)
        cursor = database.execute(f"SELECT * FROM {_quoted(table)}")
        heads = [column[0] for column in cursor.description]
        writer.add(heads)
        reals = sum(_add_row(writer, heads, row) for row in cursor)
        remarks = [_REAL_REMARK] if reals else []
        return writer.finish(TablePart.TABLE, table, remarks, is_only=len(names) == 1)


def _refuse_unreadable(path: Path) -> None:
    """Raise WrongUsage where there is no such file, it is none, or a program has not finished writing it."""
    if not path.exists():
        raise WrongUsage("there is no such file")
    if not path.is_file():
        raise WrongUsage("is not a regular file; replace it by a file")
    for ending in _UNFINISHED:
        unfinished = path.with_name(path.name + ending)
        if unfinished.exists() and unfinished.stat().st_size:
            raise WrongUsage(
                f"it is being written: {unfinished.name} has changes that are not in it; close the program that writes it"
            )


def _open(path: Path) -> sqlite3.Connection:
    """Open a database such that nothing is written, and nothing that it holds is run beyond its queries."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True, cached_statements=0)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_FILE)
    database.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, _MOST_COLUMNS)
    deadline = time.monotonic() + LONGEST_QUERY
    database.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
        database.execute(f"PRAGMA {pragma}")
    return database


def _list_tables(database: sqlite3.Connection) -> list[str]:
    """Return the names of the tables and views, those that SQLite keeps for itself left out."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    return [str(name) for (name,) in database.execute(query)]


def _add_row(writer: TextWriter, heads: Sequence[str], row: Sequence[object]) -> bool:
    """Add a row to the table; return whether it has a REAL number."""
    cells = []
    unclear: dict[int, UnclearCell] = {}
    for position, value in enumerate(row):
        cell = "" if value is None else str(value)
        problem = _find_problem(value)
        if problem:
            writer.refuse(heads[position], "" if isinstance(value, bytes) else cell, *problem)
        reason = find_unclear_text(cell.strip()) if isinstance(value, str) else None
        if reason:
            unclear[position] = reason
        cells.append("" if isinstance(value, bytes) else cell)
    writer.add(cells, unclear)
    return any(isinstance(value, float) for value in row)


def _find_problem(value: object) -> tuple[str, str] | None:
    """Return the cause and the way out where a value has no text that can be cited; None where it has."""
    if isinstance(value, bytes):
        return "it is a BLOB, which has no text", "leave its column out with a view"
    if isinstance(value, float) and not math.isfinite(value):
        return "it is no finite number", "correct it"
    if isinstance(value, str) and runs_as_formula(value.strip()):
        return (
            "it begins as a formula, which CSV would make of it",
            "begin it with a letter or a digit",
        )
    return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _one_message() -> Iterator[None]:
    """Raise WrongUsage for whatever SQLite says of a broken or endless database."""
    try:
        yield
    except sqlite3.Error as error:
        words = (
            "it takes more than 60 seconds to read" if "interrupted" in str(error) else str(error)
        )
        raise WrongUsage(f"it is no SQLite database that can be read: {words}") from None
