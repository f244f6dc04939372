"""Write the schemas of a base beside its files, for editors."""

import json
from collections.abc import Mapping
from os.path import lexists
from pathlib import Path

from cqfacts.base.codes import refuse_errors
from cqfacts.base.schemas import FILE_KINDS, TitlesById, file_schema, list_titles
from cqfacts.base.shapes import Schema
from cqfacts.base.vocabulary_files import read_vocabulary
from cqfacts.editing.adding import list_base
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import Replacement, replace_files
from cqfacts.errors import WrongUsage
from cqfacts.files import Unreadable, read_file
from cqfacts.model.finding import Finding
from cqfacts.model.names import short_path

FOLDER = "schema"
"""The folder of the schemas in a base."""


def schema_content(schema: Schema) -> bytes:
    """Return the content of the file of a schema."""
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()


def schema_contents(titles: TitlesById | None = None) -> Mapping[str, bytes]:
    """Return the content of each file of schemas by its name in the base. `titles`: the ids to list; None: any id is accepted."""
    return {
        f"{FOLDER}/{kind}.json": schema_content(file_schema(kind, titles or {}))
        for kind in FILE_KINDS
    }


def read_titles(folder: Path) -> TitlesById:
    """Return the ids of the vocabulary of a base, each with its title. Raises InvalidBase where the vocabulary has errors."""
    findings: list[Finding] = []
    vocabulary = read_vocabulary(list_base(folder), {}, findings)
    refuse_errors(findings)
    return list_titles(vocabulary)


def write_schemas(folder: Path, *, ids: bool) -> int:
    """Write the schemas of all kinds of files into the folder `schema` of a base, all or none. Return how many have changed.

    `ids`: list the ids of the base. Raises InvalidBase where its vocabulary has errors, WrongUsage where a file may not be written,
    OSError where one cannot be written. Then nothing has changed.
    """
    list_base(folder)  # refuses what is no folder, of which there is no lock
    with lock_folder(folder):
        contents = schema_contents(read_titles(folder) if ids else None)
        replacements = {
            name: Replacement(_read_present(folder / name), content)
            for name, content in contents.items()
        }
        changed = {
            name: replacement
            for name, replacement in replacements.items()
            if replacement.before != replacement.after
        }
        replace_files(folder, changed)
    return len(changed)


def _read_present(path: Path) -> bytes | None:
    """Return the content of a file; None where there is none. Raises WrongUsage where it cannot be read."""
    if not lexists(path):
        return None
    content = read_file(path)
    if isinstance(content, Unreadable):
        raise WrongUsage(f"{short_path(path)} {content.message}: {content.hint}")
    return content
