"""A whole base: every file of a folder, read and checked."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from cqfacts.base import forms
from cqfacts.base.codes import errors_among
from cqfacts.base.echoes import drop_echoes
from cqfacts.base.entries import EntryFile, PlacesById, id_given_twice
from cqfacts.base.fact_ids import Claim, FactIds
from cqfacts.base.facts import FactFile, PlacedId, Summary, read_facts
from cqfacts.base.filing import filing_of, find_misplaced, sort_fact_files
from cqfacts.base.links import hide_foreign_text
from cqfacts.base.parallel import in_processes, without_garbage_collection
from cqfacts.base.relation_rules import RELATION_RULES
from cqfacts.base.report import Report
from cqfacts.base.rules import check
from cqfacts.base.skipped import read_skipped
from cqfacts.base.tree import Tree, display_path, read_tree
from cqfacts.base.vocabulary_files import read_vocabulary
from cqfacts.base.vocabulary_tables import Vocabulary, empty_vocabulary
from cqfacts.files import Unreadable
from cqfacts.model.fact import Fact
from cqfacts.model.finding import Finding, Place
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.relation import Relation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.model.vocabulary import Indicator

T = TypeVar("T")
_PARALLEL_FROM = 4 * 1024 * 1024
"""From this size on a base is read on all cores: starting processes costs as much as reading half of that."""


class Base(NamedTuple):
    """The entries of a base that could be read, and everything that is wrong with it, sorted by place."""

    vocabulary: Vocabulary
    facts: list[Fact]
    relations: list[Relation]
    findings: list[Finding]
    skipped: list[SkippedPassage]
    """The figures and dates of documents that are no facts."""


def load_base(folder: Path) -> Base:
    """Read and check every file of a base. Never raises for the content of files: see `findings`."""
    try:
        loading = Loading(read_tree(folder))
    except (OSError, ValueError) as error:
        return Base(empty_vocabulary(), [], [], [no_folder(folder, error)], [])
    facts: list[Fact] = []
    for name in loading.fact_files:
        file = loading.read(name)
        loading.accept(name, file.summary)
        facts += file.facts
    findings = loading.finish()
    return Base(loading.vocabulary, facts, loading.relations, findings, loading.skipped)


def check_base(folder: Path, progress: Progress = no_progress) -> list[Finding]:
    """Return everything that is wrong with a base, sorted by place, without holding its facts."""
    try:
        tree = read_tree(folder)
    except (OSError, ValueError) as error:
        return [no_folder(folder, error)]
    return check_tree(tree, progress)


def check_tree(tree: Tree, progress: Progress = no_progress) -> list[Finding]:
    """Return the same for a base whose files are listed already, or as they would be after a change."""
    with without_garbage_collection():
        return Loading(tree).check(progress)


def no_folder(folder: Path, error: Exception) -> Finding:
    """Return the finding for the folder of a base that is not there, or cannot be listed."""
    message = f"it cannot be read: {error}"
    if isinstance(error, FileNotFoundError):
        message = "there is no such folder"
    hint = "point --facts or CQFACTS_FACTS at the folder of a base; cqfacts init DIR makes one"
    return Finding(Place(display_path(folder)), "CQ101", message, hint)


class Loading:
    """One base on its way in: the vocabulary first, then its files of facts, then what spans files.

    `read` needs nothing but the vocabulary, so that files can be read in any process; `accept` takes the summaries in the
    order of `fact_files`; `finish` returns everything that is wrong.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.relations: list[Relation] = []
        self.skipped: list[SkippedPassage] = []
        self._findings: list[Finding] = []
        self._places: PlacesById = {}
        """The places of all entries but facts."""
        self._used_indicators: set[str] = set()
        self.vocabulary = read_vocabulary(tree, self._places, self._findings)
        self._findings += find_misplaced(tree, self.vocabulary)
        self.fact_files = sort_fact_files(tree, self.vocabulary)
        self._fact_ids = FactIds(tree, self.fact_files)

    def check(self, progress: Progress = no_progress) -> list[Finding]:
        """Check all files of facts, and finish."""
        for name, summary in self.each(self._summarise, progress):
            self.accept(name, summary)
        return self.finish()

    @property
    def has_errors(self) -> bool:
        """Tell whether anything that was read so far is wrong: at first the vocabulary, and which files there are."""
        return bool(errors_among(self._findings))

    @property
    def fact_ids(self) -> Collection[str]:
        """The ids of the facts of the files that were accepted."""
        return self._fact_ids.names

    def read(self, name: str) -> FactFile:
        """Read one file of facts."""
        raw = self.tree.read(name)
        return read_fact_file(raw, name, self.tree, self.vocabulary)

    def shown(self, name: str) -> str:
        """Return the name of a file as the user knows it."""
        return self.tree.display_name(name)

    def each(self, work: Callable[[str], T], progress: Progress) -> Iterator[tuple[str, T]]:
        """Yield each file of facts with the result of work on it, in their order, on all cores where that pays."""
        is_large = self.tree.size > _PARALLEL_FROM
        results = in_processes(work, self.fact_files) if is_large else map(work, self.fact_files)
        for number, (name, result) in enumerate(zip(self.fact_files, results, strict=True), 1):
            progress(number, len(self.fact_files))
            yield name, result

    def accept(self, name: str, summary: Summary) -> None:
        """Check the ids of a file against those before it, and note the indicators that it uses."""
        self._findings += summary.findings
        self._used_indicators |= summary.indicators
        repeated = []
        for placed in summary.ids:
            first = self._fact_ids.claim(placed.name, name, placed.line, placed.column)
            # Facts and sources can both be cited, so they share their ids.
            source = self._places.get(("source", placed.name))
            if first is None and source is not None:
                first = Claim(placed.name, source)
            if first is not None:
                repeated.append((placed, first))
        if repeated:
            self._refuse_repeated_ids(name, repeated)

    def finish(self) -> list[Finding]:
        """Read the relations and the skipped passages, check what spans files, and return every finding, sorted by place."""
        self._load_relations()
        self._load_skipped()
        if not self.has_errors:
            # Else a fact that could not be read may be the one that uses an indicator.
            self._check_use()
        return hide_foreign_text(drop_echoes(self._findings), self.tree)

    def _summarise(self, name: str) -> Summary:
        return self.read(name).summary

    def _load_relations(self) -> None:
        name = "relations.yaml"
        if name not in self.tree.files:
            return
        file = EntryFile(self.tree.read(name), self.tree.display_name(name), forms.RELATION)
        names = {**self.vocabulary.by_kind(), Fact: self.fact_ids}
        for entry in file.entries():
            relation = Relation(**entry.values)
            names_known_facts = file.check_references(entry, names)
            cites_known_sources = file.check_sources(
                entry, relation.citations, self.vocabulary.sources
            )
            is_new = file.claim_id(entry, self._places)
            if names_known_facts and cites_known_sources and is_new:
                file.refuse_all(entry, check(relation, self.vocabulary, RELATION_RULES))
                self.relations.append(relation)
        self._findings += file.report.findings

    def _load_skipped(self) -> None:
        self.skipped, findings = read_skipped(self.tree, self.vocabulary)
        self._findings += findings

    def _check_use(self) -> None:
        """Report each indicator that no fact and no other indicator uses: it is a leftover or a slip.

        Other entries may stand unused: questions name subjects, measures and areas that have no figure, a list of units is
        closed, and a document was read even where it holds no fact.
        """
        report = self._reopen("indicators.yaml")
        for name in unused(self.vocabulary, self._used_indicators):
            message = f'no fact uses the indicator "{name}"'
            place = self._places["indicator", name]
            report.add(
                place, "CQ310", message, "remove it, or add its facts", (f"indicator {name}", "id")
            )
        self._findings += report.findings

    def _refuse_repeated_ids(self, name: str, repeated: list[tuple[PlacedId, Claim]]) -> None:
        """Report the facts of a file that have the ids of others before them, or of sources."""
        report = self._reopen(name)
        for placed, first in repeated:
            place = Place(report.file, placed.line, placed.column)
            trail = (f"fact {placed.name}", "id")
            report.add(place, "CQ209", *_describe_repeated_id(placed, first), trail)
        self._findings += report.findings

    def _reopen(self, name: str) -> Report:
        """Return a report for more findings in a file that was read before."""
        raw = self.tree.read(name)
        text = raw.decode(errors="replace") if isinstance(raw, bytes) else ""
        return Report(self.tree.display_name(name), text)


def _describe_repeated_id(placed: PlacedId, first: Claim) -> tuple[str, str]:
    """Return the cause and the way out where an id is not the fact's alone."""
    message = id_given_twice(placed.name)
    hint = f"first at {first.place}"
    if placed.is_made:
        message = f'the id "{placed.name}", which is made for this fact, is that of another'
        hint += "; write an id for one of the two, for what they are made of is the same"
    elif first.name != placed.name:
        message = f'the id "{placed.name}" differs from "{first.name}" by case only'
    return message, hint


def read_fact_file(
    raw: bytes | Unreadable, name: str, tree: Tree, vocabulary: Vocabulary
) -> FactFile:
    """Read the bytes of one file of facts, given its name relative to the base."""
    filing = filing_of(name, vocabulary)
    return read_facts(raw, tree.display_name(name), filing)


def unused(vocabulary: Vocabulary, used: Collection[str]) -> list[str]:
    """Return the indicators that no fact uses, given those that some do, and that no other indicator names."""
    keys = [key for key, kind in forms.INDICATOR.references if kind is Indicator]
    named: set[str | None] = set()
    for indicator in vocabulary.indicators.values():
        named.update({getattr(indicator, key) for key in keys} - {indicator.id})
    unnamed = [name for name in vocabulary.indicators if name not in named]
    return [name for name in unnamed if name not in used]
