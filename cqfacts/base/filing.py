"""Facts go into files by sector and year: automotive/2014.yaml."""

import re
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.entries import EntryFile
from cqfacts.base.hints import propose_name
from cqfacts.base.tree import VOCABULARY_FILES, Tree
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.model.finding import Finding, Place
from cqfacts.reader.unit_table import UnitTable, unit_table

_YEAR_FILE = re.compile(r"\d{4}\.yaml", re.ASCII)


class Filing(NamedTuple):
    """The sector and year of a file of facts, and the vocabulary that its facts use."""

    sector: str
    year: int
    vocabulary: Vocabulary
    units: UnitTable
    """The names of the units, as the reader of figures knows them."""


def make_filing(sector: str, year: int, vocabulary: Vocabulary) -> Filing:
    """Return the filing of a sector and a year."""
    return Filing(sector, year, vocabulary, unit_table(tuple(vocabulary.units.values())))


def filing_of(name: str, vocabulary: Vocabulary) -> Filing:
    """Return the filing of the facts in a file, given its name relative to the base."""
    sector, _, file = name.partition("/")
    return make_filing(sector, int(file[:4]), vocabulary)


def holds_facts(name: str, vocabulary: Vocabulary) -> bool:
    """Return True where a file of that name relative to the base is one of facts."""
    folder, _, file = name.rpartition("/")
    is_named_by_year = _YEAR_FILE.fullmatch(file) is not None
    return is_named_by_year and folder in vocabulary.sectors


def sort_fact_files(tree: Tree, vocabulary: Vocabulary) -> list[str]:
    """Return the files of facts by sector, in the order of the sectors, and year."""
    sectors = list(vocabulary.sectors)

    def place_in_order(name: str) -> tuple[int, str]:
        sector, _, _ = name.partition("/")
        return sectors.index(sector), name

    names = [name for name in tree.files if holds_facts(name, vocabulary)]
    return sorted(names, key=place_in_order)


def find_misplaced(tree: Tree, vocabulary: Vocabulary) -> list[Finding]:
    """Return a finding for each file and folder that has no place in a base."""
    findings = _find_misplaced_folders(tree, vocabulary)
    for name in tree.files:
        findings += _check_file_name(name, tree, vocabulary)
    return findings


def _find_misplaced_folders(tree: Tree, vocabulary: Vocabulary) -> list[Finding]:
    # A folder without YAML, such as that of the JSON Schemas, may have any name.
    folders_with_files = {name.partition("/")[0] for name in tree.files if "/" in name}
    strange_folders = [folder for folder in tree.folders if folder not in vocabulary.sectors]
    findings = []
    for folder in strange_folders:
        if folder in folders_with_files:
            hint = propose_name(folder, vocabulary.sectors, "sector")
            hint += " (a folder is named by its sector)"
            findings.append(_misplaced(folder, tree, hint, f"sector {folder}"))
    return findings


def _check_file_name(name: str, tree: Tree, vocabulary: Vocabulary) -> list[Finding]:
    if name in VOCABULARY_FILES or holds_facts(name, vocabulary):
        return []
    folder, slash, file = name.rpartition("/")
    if not slash:
        return [_misplaced(name, tree, _ACCEPTED_HERE)]
    if not file:  # a folder that cannot be listed
        unreadable = EntryFile(tree.read(name), tree.display_name(folder), forms.FACT)
        return unreadable.report.findings
    if folder in vocabulary.sectors or "/" in folder:
        return [_misplaced(name, tree, "a file of facts is named by its year, such as 2014.yaml")]
    return []  # its folder has a finding of its own


_ACCEPTED_HERE = "accepted here: " + ", ".join(VOCABULARY_FILES)


def _misplaced(name: str, tree: Tree, hint: str, wanted: str = "") -> Finding:
    return Finding(
        Place(tree.display_name(name)),
        "CQ113",
        "nothing of this name belongs here",
        hint,
        target=wanted,
    )
