"""A copy of a base in which every id is another, and says nothing: x17 in place of laptops.

The new ids are in an order that has nothing to do with that of the old ones.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.long_form import long_entries

SECTOR, AREA, SUBJECT, MEASURE, UNIT, INDICATOR, SOURCE = (
    "sectors",
    "areas",
    "subjects",
    "measures",
    "units",
    "indicators",
    "sources",
)
FACT, RELATION = "facts", "relations"
REFERENCES = {
    "skipped": {"source": SOURCE},
    AREA: {"within": AREA},
    MEASURE: {"value_of": MEASURE},
    INDICATOR: {
        "sector": SECTOR,
        "subject": SUBJECT,
        "measure": MEASURE,
        "unit": UNIT,
        "growth_of": INDICATOR,
        "change_of": INDICATOR,
        "part": INDICATOR,
        "whole": INDICATOR,
        "whole_area": AREA,
        "ranks": INDICATOR,
        "field": AREA,
    },
    FACT: {"indicator": INDICATOR, "area": AREA, "unit": UNIT, "supersedes": "facts"},
    RELATION: {"left": FACT, "right": FACT},
}
"""The keys that hold an id, and what it is the id of, for each kind of entry."""
Entry = dict[str, Any]
NewIds = dict[str, dict[str, str]]
"""By kind of entry: the new id of each old one."""


def rename_ids(base: Path, copy: Path) -> dict[str, str]:
    """Write a copy of a base with new ids. Returns the old id of each new one."""
    files = {path.relative_to(base): long_entries(path) for path in sorted(base.rglob("*.yaml"))}
    new_ids = choose_ids(files)
    for path, entries in files.items():
        renamed = [rename_entry(entry, kind_of(path), new_ids) for entry in entries]
        write_entries(copy / renamed_path(path, new_ids), renamed)
    for extra in base.glob("schema/*"):
        (copy / "schema").mkdir(parents=True, exist_ok=True)
        shutil.copy(extra, copy / "schema")
    return {new: old for of_kind in new_ids.values() for old, new in of_kind.items()}


def kind_of(path: Path) -> str:
    """Return what the entries of a file are, given its path within the base."""
    return FACT if len(path.parts) > 1 else path.stem


def choose_ids(files: dict[Path, list[Entry]]) -> NewIds:
    """Return a new id for every id of a base, all of them different."""
    old_ids = [
        (kind_of(path), entry["id"])
        for path, entries in files.items()
        for entry in entries
        if "id" in entry
    ]
    numbers = list(range(1, len(old_ids) + 1))
    random.Random(17).shuffle(numbers)
    new_ids: NewIds = {}
    for (kind, old), number in zip(old_ids, numbers, strict=True):
        new_ids.setdefault(kind, {})[old] = f"x{number}"
    return new_ids


def rename_entry(entry: Entry, kind: str, new_ids: NewIds) -> Entry:
    """Return an entry with the new ids of itself, and of what it refers to."""
    references = {"id": kind, **REFERENCES.get(kind, {})}
    renamed = {
        key: new_ids[references[key]][value] if key in references else value
        for key, value in entry.items()
    }
    if "citations" in entry:
        renamed["citations"] = list(renamed_citations(entry["citations"], new_ids))
    return renamed


def renamed_citations(citations: list[dict[str, str]], new_ids: NewIds) -> Iterator[dict[str, str]]:
    for citation in citations:
        yield {**citation, "source": new_ids[SOURCE][citation["source"]]}


def renamed_path(path: Path, new_ids: NewIds) -> Path:
    """Return where a file of the base stands in the copy: the folder of a sector is named by its id."""
    return Path(new_ids[SECTOR][path.parts[0]], path.name) if kind_of(path) == FACT else path


def write_entries(path: Path, entries: list[Entry]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for entry in entries:  # one at a time: what several share would become an alias
            yaml.dump([entry], file, allow_unicode=True, sort_keys=False, width=10**6)
