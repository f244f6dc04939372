"""Add entries at the end of their files: written, checked with the whole base, and only then kept."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cqfacts.base.codes import refuse_errors
from cqfacts.base.facts import read_facts
from cqfacts.base.filing import filing_of, make_filing
from cqfacts.base.reading import Loading, check_base, check_tree
from cqfacts.base.schemas import FILE_KINDS
from cqfacts.base.tree import Tree, read_tree
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.kinds import SHAPES, WRITTEN_SHAPES, file_of
from cqfacts.editing.lacking import NewEntry, list_with_lacking
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import Replacement, replace_files
from cqfacts.editing.writing import Entered, append_entries, entry_text, takes_entries
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.files import Unreadable
from cqfacts.model.fact import Fact
from cqfacts.model.finding import Finding, Place
from cqfacts.model.period import PeriodError, parse_period

UNFILED = "new fact"
"""In findings: the file of a fact that does not say where it is filed."""
_FILED_APART = ("fact", "relation", "skipped passage")
"""The kinds of entries that are no part of the vocabulary."""


class Created(NamedTuple):
    """An entry that was created because another one named it."""

    kind: str
    id: str
    place: Place


class Added(NamedTuple):
    """An entry that was added: its id, its place, and findings on what the base still lacks, such as the facts of an indicator."""

    name: str
    place: Place
    to_do: list[Finding]
    created: tuple[Created, ...] = ()
    """The entries that it lacked, in the order in which they were created."""


def add_entry(folder: Path, kind: str, entered: Entered, *, create: bool = False) -> Added:
    """Add an entry of a kind of SHAPES to a base. Who adds to the same base meanwhile waits.

    `create`: create the entries that it names and that the base lacks, where a title is all that they need. Raises InvalidBase
    with every error where the base would not be valid with it, WrongUsage where its file may not be
    written, was changed meanwhile or takes nothing after what it holds, or where others add to the base for too long, OSError
    where it cannot be written. Then nothing has changed.
    """
    list_base(folder)  # refuses what is no folder, of which there is no lock
    with lock_folder(folder):
        return _add_alone(folder, NewEntry(kind, entered), create=create)


def list_base(folder: Path) -> Tree:
    """List the files of a base. Raises InvalidBase where its folder cannot be listed."""
    try:
        return read_tree(folder)
    except (OSError, ValueError):
        raise InvalidBase(check_base(folder)) from None


def _add_alone(folder: Path, entry: NewEntry, *, create: bool) -> Added:
    """Add an entry to a base that nobody else changes."""
    draft = BaseDraft(list_base(folder))
    entries = [entry]
    if create:
        entries = list_with_lacking(entry, draft.vocabulary)
    *created, added = [draft.add(entry) for entry in entries]
    findings = check_tree(draft.tree)
    refuse_errors(findings)
    if added.kind == "fact":
        added = added._replace(id=_check_added_fact(draft.tree, entries[-1].entered).id)
    draft.write()
    to_do = _find_to_do(findings, [*created, added])
    return Added(added.id, added.place, to_do, tuple(created))


def _check_added_fact(tree: Tree, entered: Entered) -> Fact:
    """Return the fact that was put at the end of its file. Raises WrongUsage where the defaults of the file give it an area."""
    text = entry_text(SHAPES["fact"], entered)
    vocabulary = Loading(tree).vocabulary
    file = file_of_fact(entered, text, vocabulary)
    filing = filing_of(file, vocabulary)
    fact = read_facts(tree.read(file), tree.display_name(file), filing).facts[-1]
    alone = read_facts(text.encode(), UNFILED, filing).facts[-1]
    if fact.area_id != alone.area_id:
        raise WrongUsage(
            f"the defaults of {tree.display_name(file)} say the area {fact.area_id}, and a fact of no area cannot stand there. "
            "Give it an area, or write the area with each fact of the file in place of the default"
        )
    return fact


def _find_to_do(findings: Iterable[Finding], entries: Iterable[Created]) -> list[Finding]:
    """Return the notes that are about new entries."""
    breadcrumbs = {f"{entry.kind} {entry.id}" for entry in entries}
    return [finding for finding in findings if breadcrumbs.intersection(finding.trail[:1])]


class BaseDraft:
    """A base as it would be with new entries."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._replacements: dict[str, Replacement] = {}
        self._vocabulary: Vocabulary | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the base, with what is new."""
        if self._vocabulary is None:
            self._vocabulary = Loading(self.tree).vocabulary
        return self._vocabulary

    def copy(self) -> "BaseDraft":
        """Return a draft to which more can be added without a change of this one."""
        copied = BaseDraft(self.tree)
        copied._replacements = dict(self._replacements)
        copied._vocabulary = self._vocabulary
        return copied

    def add(self, entry: NewEntry) -> Created:
        """Put an entry after the others of its file. Raises InvalidBase, WrongUsage where none can stand there."""
        text = entry_text(WRITTEN_SHAPES[entry.kind], entry.entered)
        file = self._find_file(entry, text)
        has_blank_lines = entry.kind in ("fact", "relation")
        extension = extend_file(self.tree, file, [text], blank_lines=has_blank_lines)
        earlier = self._replacements.get(file, extension.replacement)
        after = extension.replacement.after
        self._replacements[file] = Replacement(earlier.before, after)
        self.tree = self.tree.having(file, after)
        if entry.kind not in _FILED_APART:
            self._vocabulary = None
        entry_id = str(entry.entered.get("id", ""))
        place = Place(self.tree.display_name(file), extension.lines[0])
        return Created(entry.kind, entry_id, place)

    def write(self) -> None:
        """Replace the files that change, all or none. Raises OSError, WrongUsage.

        The vocabulary comes before what names it: whoever reads the base meanwhile finds it valid.
        """
        replace_files(self.tree.folder, self._replacements)

    def _find_file(self, entry: NewEntry, text: str) -> str:
        """Return the name of the file of an entry. Raises InvalidBase where a fact does not say it."""
        if entry.kind != "fact":
            return file_of(entry.kind)
        name = str(entry.entered.get("indicator", "")).strip()
        if self._replacements and name not in self.vocabulary.indicators:
            refuse_errors(check_tree(self.tree))  # the new indicator has a mistake
        return file_of_fact(entry.entered, text, self.vocabulary)


class Extension(NamedTuple):
    """A file of a base with new entries."""

    replacement: Replacement
    lines: Sequence[int]
    """The line at which each new entry begins, from 1."""


def extend_file(tree: Tree, file: str, texts: Iterable[str], *, blank_lines: bool) -> Extension:
    """Put entries after the others of a file, which may be new. Raises InvalidBase or WrongUsage where none can stand there.

    `blank_lines`: leave a blank line between two entries.
    """
    before = _read_to_extend(tree, file)
    opening = before or _opening_of_file(tree, file)
    extended = append_entries(opening, texts, blank_lines=blank_lines)
    return Extension(Replacement(before, extended.content), extended.lines)


def _read_to_extend(tree: Tree, file: str) -> bytes | None:
    """Return the content of a file; None where there is no such file.

    Raises InvalidBase or WrongUsage where no entry can stand after it.
    """
    if file not in tree.files:
        return None
    content = tree.read(file)
    if isinstance(content, Unreadable):
        raise InvalidBase(check_tree(tree))
    is_cut_off = content != b"" and not content.endswith(b"\n")
    if is_cut_off:
        raise InvalidBase(check_tree(tree))
    if not takes_entries(content):
        refuse_errors(check_tree(tree))
        shown = tree.display_name(file)
        raise WrongUsage(
            f"{shown} takes no entry at its end: write its list with hyphens, and without ... after it"
        )
    return content


def file_of_fact(entered: Entered, text: str, vocabulary: Vocabulary) -> str:
    """Return the name of the file in which a fact is filed, relative to the base.

    Raises InvalidBase with what is wrong with the fact where it does not say that.
    """
    indicator = vocabulary.indicators.get(str(entered.get("indicator", "")).strip())
    year = _year_of(str(entered.get("period", "")))
    if indicator is None or year is None:
        raise InvalidBase(
            read_facts(text.encode(), UNFILED, make_filing("", 0, vocabulary)).summary.findings
        )
    return f"{indicator.sector}/{year:04}.yaml"


def _year_of(period: str) -> int | None:
    """Return the year in which a period ends; None where the text is no period."""
    try:
        return parse_period(period.strip()).year
    except PeriodError:
        return None


def _opening_of_file(tree: Tree, file: str) -> bytes:
    """Return the opening of a new file: the line that leads editors to its schema, where the base has that."""
    folder, _, name = file.rpartition("/")
    kind = "facts" if folder else name.removesuffix(".yaml")
    schema = f"schema/{kind}.json"
    if kind not in FILE_KINDS or not (tree.folder / schema).is_file():
        return b""
    way_up = "../" if folder else ""
    return f"# yaml-language-server: $schema={way_up}{schema}\n".encode()
