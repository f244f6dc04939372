"""Add an entry at the end of its file: written, checked with the whole base, and only then kept."""

from pathlib import Path
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.facts import read_facts
from cqfacts.base.filing import filing_of, make_filing
from cqfacts.base.reading import Loading, check_base, check_tree
from cqfacts.base.tree import Tree, read_tree
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import replace_file
from cqfacts.editing.writing import Entered, append_entry, entry_text, takes_entries
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.files import Unreadable
from cqfacts.model.fact import Fact
from cqfacts.model.finding import Finding, Place
from cqfacts.model.period import PeriodError, parse_period

SHAPES = {"source": forms.SOURCE, "indicator": forms.INDICATOR, "fact": forms.FACT}
"""The kinds of entries that can be added."""
_FILES = {"source": "sources.yaml", "indicator": "indicators.yaml"}
_NOT_USED_YET = "CQ310"
_UNFILED = "new fact"
"""In findings: the file of a fact that does not say where it is filed."""
_LINE_FOR_EDITORS = b"# yaml-language-server: $schema=../schema/facts.json\n"
"""Leads an editor to the schema of a file of facts."""


class Added(NamedTuple):
    """An entry that was added: its id, its place, and findings on what the base still lacks, such as the facts of an indicator."""

    name: str
    place: Place
    to_do: list[Finding]


def add_entry(folder: Path, kind: str, entered: Entered) -> Added:
    """Add an entry of a kind of SHAPES to a base. Who adds to the same base meanwhile waits.

    Raises InvalidBase with every finding where the base would not be valid with it, WrongUsage where its file may not be
    written, was changed meanwhile or takes nothing after what it holds, or where others add to the base for too long, OSError
    where it cannot be written. Then nothing has changed.
    """
    list_base(folder)  # refuses what is no folder, of which there is no lock
    with lock_folder(folder):
        return _add_alone(folder, kind, entered)


def list_base(folder: Path) -> Tree:
    """List the files of a base. Raises InvalidBase where its folder cannot be listed."""
    try:
        return read_tree(folder)
    except (OSError, ValueError):
        raise InvalidBase(check_base(folder)) from None


def refuse_findings(findings: list[Finding]) -> None:
    """Raise InvalidBase where a base has findings but for indicators without facts: an indicator comes before its facts."""
    if any(finding.code != _NOT_USED_YET for finding in findings):
        raise InvalidBase(findings)


def _add_alone(folder: Path, kind: str, entered: Entered) -> Added:
    """Add an entry to a base that nobody else changes."""
    tree = list_base(folder)
    text = entry_text(SHAPES[kind], entered)
    vocabulary = Loading(tree).vocabulary
    file = _FILES.get(kind) or _file_of_fact(entered, text, vocabulary)
    is_new = file not in tree.files
    before = b"" if is_new else _read_file_to_extend(tree, file)
    beginning = before or _beginning_of_file(tree, file)
    after = append_entry(beginning, text, blank_line=kind == "fact")
    findings = check_tree(tree.having(file, after))
    refuse_findings(findings)
    name = str(entered.get("id", ""))
    if kind == "fact":
        name = _check_added_fact(tree, file, after, text, vocabulary).id
    replace_file(folder / file, None if is_new else before, after)
    line = after.count(b"\n") - text.count("\n") + 1
    return Added(name, Place(tree.display_name(file), line), findings)


def _check_added_fact(
    tree: Tree, file: str, content: bytes, text: str, vocabulary: Vocabulary
) -> Fact:
    """Return the fact that a file ends with. Raises WrongUsage where the defaults of the file give it an area."""
    filing = filing_of(file, vocabulary)
    fact = read_facts(content, tree.display_name(file), filing).facts[-1]
    alone = read_facts(text.encode(), _UNFILED, filing).facts[-1]
    if fact.area_id != alone.area_id:
        raise WrongUsage(
            f"the defaults of {tree.display_name(file)} say the area {fact.area_id}, and a fact of no area cannot stand there. "
            "Give it an area, or write the area with each fact of the file in place of the default"
        )
    return fact


def _read_file_to_extend(tree: Tree, file: str) -> bytes:
    """Return the content of a file. Raises InvalidBase or WrongUsage where no entry can stand after it."""
    content = tree.read(file)
    if isinstance(content, Unreadable):
        raise InvalidBase(check_tree(tree))
    is_cut_off = content != b"" and not content.endswith(b"\n")
    if is_cut_off:
        raise InvalidBase(check_tree(tree))
    if not takes_entries(content):
        refuse_findings(check_tree(tree))
        shown = tree.display_name(file)
        raise WrongUsage(
            f"{shown} takes no entry at its end: write its list with hyphens, and without ... after it"
        )
    return content


def _file_of_fact(entered: Entered, text: str, vocabulary: Vocabulary) -> str:
    """Return the name of the file in which a fact is filed, relative to the base.

    Raises InvalidBase with what is wrong with the fact where it does not say that.
    """
    indicator = vocabulary.indicators.get(str(entered.get("indicator", "")).strip())
    year = _year_of(str(entered.get("period", "")))
    if indicator is None or year is None:
        raise InvalidBase(
            read_facts(text.encode(), _UNFILED, make_filing("", 0, vocabulary)).summary.findings
        )
    return f"{indicator.sector}/{year:04}.yaml"


def _year_of(period: str) -> int | None:
    """Return the year in which a period ends; None where the text is no period."""
    try:
        return parse_period(period.strip()).year
    except PeriodError:
        return None


def _beginning_of_file(tree: Tree, file: str) -> bytes:
    """Return what a new file begins with: of facts, the line for editors where the base has the schema."""
    holds_facts = "/" in file
    if holds_facts and (tree.folder / "schema" / "facts.json").is_file():
        return _LINE_FOR_EDITORS
    return b""
