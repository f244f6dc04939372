"""Make the small database that mends the index of a whole base, of the files that changed since."""

import sqlite3
from collections.abc import Collection

from cqfacts.base.codes import errors_among
from cqfacts.base.filing import holds_facts
from cqfacts.base.tree import Tree
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.index.build import Digests, FileRows, RowMaker, insert_rows
from cqfacts.index.conflicts import amend_conflicts
from cqfacts.index.edits import EDITS, EditedTables
from cqfacts.index.layout import create_fact_indexes, create_fact_tables
from cqfacts.index.rows import E, decode_entry
from cqfacts.index.tables import PART_BITS, Tables
from cqfacts.model.vocabulary import FILES, Area, Indicator, Measure, Sector, Source, Subject, Unit

_ID_TWICE = f"""
select 1 from main.fact
where id in (select id from edits.fact) and position >> {PART_BITS} not in (select part from edits.replaced) limit 1
"""
_IDS_WITH_CAPITALS = f"""
select id from main.fact where id <> lower(id) and position >> {PART_BITS} not in (select part from edits.replaced)
union all select id from edits.fact where id <> lower(id)
"""
_RELATION_WITHOUT_FACT = """
select 1 from relation
where left_fact not in (select id from fact) or right_fact not in (select id from fact) limit 1
"""


def build_edits(
    tree: Tree, names: Collection[str], connection: sqlite3.Connection
) -> Digests | None:
    """Put the files of those names, as they are now, into the empty database `edits` beside the index of a whole base.

    Returns what `build` does of those files; None where edits are no answer: then only a new index is one, or everything
    that is wrong with the base. Raises sqlite3.Error, ValueError or KeyError where the index is damaged.
    """
    vocabulary = _read_vocabulary(Tables(connection))
    file_names = [name for name in names if name.rstrip("/") not in vocabulary.sectors]
    if not all(holds_facts(name, vocabulary) for name in file_names):
        return None
    maker = RowMaker(tree, vocabulary)
    rows_by_file = {name: maker.rows(name) for name in file_names if name in tree.files}
    if any(errors_among(rows.summary.findings) for rows in rows_by_file.values()):
        return None
    parts = [maker.part(name) for name in file_names]
    if not _insert_edits(connection, parts, rows_by_file.values(), vocabulary):
        return None
    return Digests(
        by_file={name: rows.digest for name, rows in rows_by_file.items()},
        changed={name for name, rows in rows_by_file.items() if not rows.as_listed},
    )


def _insert_edits(
    connection: sqlite3.Connection,
    parts: list[int],
    files: Collection[FileRows],
    vocabulary: Vocabulary,
) -> bool:
    """Put the rows of files in place of those parts of the whole base; False where they do not fit the rest of it."""
    create_fact_tables(connection, "edits")
    connection.executescript(EDITS)
    tables = EditedTables(connection)
    connection.execute("begin")
    connection.executemany("insert into edits.replaced values (?)", ((part,) for part in parts))
    try:
        for rows in files:
            insert_rows(connection, "edits", rows)
        create_fact_indexes(connection, "edits")
    except sqlite3.IntegrityError:
        return False  # two facts of one id
    if not _fit_the_rest(tables, vocabulary, files):
        return False
    if not amend_conflicts(tables, vocabulary):
        return False
    connection.execute("commit")
    return True


def _read_vocabulary(tables: Tables) -> Vocabulary:
    """Read the vocabulary of a base back from its index."""
    return Vocabulary(
        sectors=_read_entries(tables, Sector),
        areas=_read_entries(tables, Area),
        subjects=_read_entries(tables, Subject),
        measures=_read_entries(tables, Measure),
        units=_read_entries(tables, Unit),
        sources=_read_entries(tables, Source),
        indicators=_read_entries(tables, Indicator),
    )


def _read_entries(tables: Tables, kind: type[E]) -> dict[str, E]:
    rows = tables.rows(
        "select id, content from entry where kind = ? order by position", (FILES[kind],)
    )
    return {entry_id: decode_entry(kind, content) for entry_id, content in rows}


def _fit_the_rest(
    tables: EditedTables, vocabulary: Vocabulary, files: Collection[FileRows]
) -> bool:
    """Check what spans files: ids are given once, and relations find their facts."""
    edited_ids = {placed.name for rows in files for placed in rows.summary.ids}
    if edited_ids & vocabulary.sources.keys():
        return False
    if tables.rows(_ID_TWICE) or tables.rows(_RELATION_WITHOUT_FACT):
        return False
    return not _differ_by_case(tables)


def _differ_by_case(tables: EditedTables) -> bool:
    """Tell whether two ids differ by case only. Few bases have capitals in any."""
    small = [str(fact_id).lower() for (fact_id,) in tables.rows(_IDS_WITH_CAPITALS)]
    is_twice = len(set(small)) < len(small)
    return is_twice or any(tables.rows("select 1 from fact where id = ?", [name]) for name in small)
