"""The index of the facts that ship, which the wheel carries: the first look-up is as fast as any, and no cache is written.

It is made when the wheel is built. Its name promises what went in, the files of the facts and the code, and its own content.
Where any of that is another, as after an edit, the cache serves as for every base.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cqfacts.base.tree import Tree, read_tree
from cqfacts.index import cache as cache_files
from cqfacts.index.databases import build_into, open_content, open_empty
from cqfacts.index.read import Index
from cqfacts.index.tables import Tables
from cqfacts.model.progress import no_progress
from cqfacts.version import __version__

FOLDER = Path(__file__).parent / "shipped"
"""Where an installed package has it; a checkout has none."""


def open_shipped_index(tree: Tree, folder: Path = FOLDER) -> Index | None:
    """Open the index that the package carries of just these files; None where it carries none."""
    names = _names_in(folder)
    digests = _digests(tree) if names else None
    if digests is None:
        return None
    key = _key(tree, digests)
    name = next((name for name in names if name.startswith(f"{key}-")), "")
    content = name and cache_files.read_promised_by_anyone(
        folder / name, cache_files.promised_digest(name)
    )
    connection = open_content(content) if content else None
    return Index(Tables(connection)) if connection else None


def write_shipped_index(base: Path, folder: Path) -> Path:
    """Make the index of a base and write it into a folder; return its path. Raises InvalidBase with every finding, OSError."""
    tree = read_tree(base)
    connection = open_empty()
    try:
        digests = build_into(connection, tree, no_progress)
        content = connection.serialize()
    finally:
        connection.close()
    digest = cache_files.short_digest(content)
    name = cache_files.name_of_content(_key(tree, digests.by_file), digest, ".sqlite")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def _names_in(folder: Path) -> list[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.name.endswith(".sqlite")]
    return []


def _digests(tree: Tree) -> dict[str, str] | None:
    """Return the digest of each file; None where one cannot be read."""
    digests: dict[str, str] = {}
    for name in tree.files:
        digest = tree.digest(name)
        if digest is None:
            return None
        digests[name] = digest
    return digests


def _key(tree: Tree, digests: Mapping[str, str]) -> str:
    """Return the name of all that the index depends on, on every machine: the version, the code by its sizes, the files."""
    sizes = ",".join(f"{name} {state.st_size}" for name, state in cache_files.list_code())
    return cache_files.key_of_index(f"{__version__}\0{sizes}", tree.folders, digests)
