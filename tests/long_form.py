"""The entries of a base as texts, with everything written that a file leaves to its defaults or to the program."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from cqfacts.base import forms
from cqfacts.base.facts import read_facts
from cqfacts.base.filing import filing_of
from cqfacts.base.nodes import Mapping, Node, Scalar
from cqfacts.base.reading import load_base
from cqfacts.base.shapes import Entry as ReadEntry
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.writing import entry_text
from cqfacts.model.fact import Fact

Entry = dict[str, Any]


def long_entries(path: Path) -> list[Entry]:
    """Return the entries of a file of a base."""
    if (path.parent / "areas.yaml").exists():
        text = path.read_text(encoding="utf-8")
        entries: list[Entry] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes only texts
        return entries
    entries = []

    def keep(entry: ReadEntry, fact: Fact) -> None:
        entries.append(_in_order({**plain(entry.node), **_settled(fact)}))

    filing = filing_of(f"{path.parent.name}/{path.name}", _vocabulary(path.parent.parent))
    read_facts(path.read_bytes(), path.name, filing, keep)
    return entries


def write_long_form(folder: Path) -> None:
    """Write the files of facts of a base anew, with everything that can be written."""
    files = {path: long_entries(path) for path in folder.glob("*/*.yaml")}
    for path, entries in files.items():
        texts = [entry_text(forms.FACT, entry) for entry in entries]
        path.write_text("\n".join(texts), encoding="utf-8")


def plain(node: Node) -> Any:
    """Return a node as texts, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {plain(key): plain(value) for key, value in node.pairs}
    return [plain(item) for item in node.items]


@lru_cache(8)
def _vocabulary(folder: Path) -> Vocabulary:
    return load_base(folder).vocabulary


def _settled(fact: Fact) -> Entry:
    """Return the keys of a fact that need not be written."""
    settled = {"id": fact.id, "dating": str(fact.dating)}
    if fact.unit_id:
        settled["unit"] = fact.unit_id
    return settled


def _in_order(entry: Entry) -> Entry:
    return {key.name: entry[key.name] for key in forms.FACT.keys if key.name in entry}
