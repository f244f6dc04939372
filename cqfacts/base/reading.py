"""A whole base: every file of a folder, read and checked."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple, TypeVar

from cqfacts.base import forms, rules
from cqfacts.base.echoes import without_echoes
from cqfacts.base.entries import EntryFile
from cqfacts.base.facts import FactFile, Summary, read_facts
from cqfacts.base.forms import Entry, Shape
from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import Report
from cqfacts.base.parallel import in_processes, without_garbage_collection
from cqfacts.base.rules import Filing
from cqfacts.base.tree import VOCABULARY_FILES, Tree, read_tree
from cqfacts.base.vocabulary import Vocabulary, empty_vocabulary
from cqfacts.files import Unreadable
from cqfacts.model.fact import Fact, Relation
from cqfacts.model.finding import Finding, Place, Wrong
from cqfacts.model.names import Named, fold, names_of
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import Area, Indicator, Measure, Sector, Source, Subject, Unit

_YEAR_FILE = re.compile(r"\d{4}\.yaml", re.ASCII)
_PAYS = 4 * 1024 * 1024
"""From this size on a base is read on all cores: starting processes costs as much as reading half of that."""
T = TypeVar("T")


class Base(NamedTuple):
    """The entries of a base that could be read, and everything found wrong, sorted by place."""

    vocabulary: Vocabulary
    facts: list[Fact]
    relations: list[Relation]
    findings: list[Finding]


def load_base(folder: Path) -> Base:
    """Read and check every file of a base. Never raises for what the files hold: see `findings`."""
    try:
        loading = Loading(read_tree(folder))
    except (OSError, ValueError) as error:
        return Base(empty_vocabulary(), [], [], [no_folder(folder, error)])
    facts: list[Fact] = []
    for name in loading.fact_files:
        file = loading.read(name)
        loading.accept(name, file.summary)
        facts += file.facts
    return Base(loading.vocabulary, facts, loading.relations, loading.finish())


def check_base(folder: Path, progress: Progress = no_progress) -> list[Finding]:
    """Everything that is wrong with a base, without holding its facts."""
    try:
        tree = read_tree(folder)
    except (OSError, ValueError) as error:
        return [no_folder(folder, error)]
    return check_tree(tree, progress)


def check_tree(tree: Tree, progress: Progress = no_progress) -> list[Finding]:
    """The same for a base whose files are listed, or as they would be."""
    with without_garbage_collection():
        return Loading(tree).check(progress)


def no_folder(folder: Path, error: Exception) -> Finding:
    """The folder of a base is not there, or cannot be listed."""
    hint = "point --facts or CQFACTS_FACTS at a folder with sources.yaml, sectors.yaml and the others"
    message = "there is no such folder" if isinstance(error, FileNotFoundError) else f"it cannot be read: {error}"
    return Finding(Place(_shown(folder)), "CQ101", message, hint)


class Loading:
    """One base on its way in: the vocabulary first, then its files of facts, then what spans files.

    `read` needs nothing but the vocabulary, so that files can be read in any process; `accept` takes what it gave, in
    the order of `fact_files`; `finish` says everything that was found wrong.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.vocabulary = empty_vocabulary()
        self.relations: list[Relation] = []
        self._findings: list[Finding] = []
        self._places: dict[tuple[str, str], Place] = {}
        self._ids: dict[str, int] = {}
        self._used: set[str] = set()
        self._load_vocabulary()
        self.fact_files = self._find_fact_files()
        self._numbers = {name: number for number, name in enumerate(self.fact_files)}

    def check(self, progress: Progress = no_progress) -> list[Finding]:
        """Read all files of facts for what is wrong with them, and finish."""
        for name, summary in self.each(lambda name: self.read(name).summary, progress):
            self.accept(name, summary)
        return self.finish()

    @property
    def fact_ids(self) -> Collection[str]:
        """The ids of the facts of the files that were accepted."""
        return self._ids.keys()

    def read(self, name: str) -> FactFile:
        """Read one file of facts."""
        return read_fact_file(self.tree.read(name), name, self.tree, self.vocabulary)

    def shown(self, name: str) -> str:
        """The name of a file as the user knows it."""
        return shown_inside(self.tree, name)

    def each(self, work: Callable[[str], T], progress: Progress) -> Iterator[tuple[str, T]]:
        """The work on each file of facts, in their order, on all cores where that pays."""
        pays = self.tree.size > _PAYS
        done = in_processes(work, self.fact_files) if pays else map(work, self.fact_files)
        for at, (name, found) in enumerate(zip(self.fact_files, done, strict=True), 1):
            progress(at, len(self.fact_files))
            yield name, found

    def accept(self, name: str, summary: Summary) -> None:
        """Check the ids of a file against those before it, and note what it uses."""
        self._findings += summary.findings
        self._used |= summary.indicators
        number = self._numbers[name]
        second: list[tuple[str, int, int, Place]] = []
        for fact, line, column in summary.ids:
            here = _packed(number, line, column)
            first = self._ids.setdefault(fact, here)
            if first != here:
                second.append((fact, line, column, self._unpacked(first)))
            elif source := self._places.get(("source", fact)):
                second.append((fact, line, column, source))
        if second:
            self._refuse_second(name, second)

    def finish(self) -> list[Finding]:
        """Read the relations, check what spans files, and give every finding, sorted by place."""
        self._load_relations()
        self._check_use()
        return without_echoes(self._findings)

    # --- the vocabulary

    def _load_vocabulary(self) -> None:
        known = self.vocabulary
        self._load_terms("sectors", forms.SECTOR, Sector, known.sectors)
        self._load_terms("areas", forms.AREA, Area, known.areas, self._check_area)
        self._load_terms("subjects", forms.SUBJECT, Subject, known.subjects)
        self._load_terms("measures", forms.MEASURE, Measure, known.measures, self._check_measure)
        self._load_entries("units", forms.UNIT, Unit, known.units)
        self._load_entries("sources", forms.SOURCE, Source, known.sources, self._check_source)
        self._load_terms("indicators", forms.INDICATOR, Indicator, known.indicators, self._check_indicator)

    def _load_terms(self, name: str, shape: Shape, make: Any, into: dict[str, Any], *checks: Any) -> None:
        """Entries that people call by name: no two may claim the same."""
        claimed: dict[str, str] = {}

        def claim(term: Named, entry: Entry, file: EntryFile) -> None:
            for called in names_of(term):
                owner = claimed.setdefault(called, term.id)
                if owner != term.id:
                    message = f'the name "{called}" belongs to "{owner}" already'
                    file.refuse(entry, Wrong("CQ305", _key_of(called, entry), message, "leave it to one of the two"))

        self._load_entries(name, shape, make, into, claim, *checks)

    def _load_entries(self, name: str, shape: Shape, make: Any, into: dict[str, Any], *checks: Any) -> None:
        file = self._file(f"{name}.yaml", shape)
        new = []
        for entry in file.entries():
            made = make(**entry.values)
            if self._is_new(made.id, entry, file):
                into[made.id] = made
                new.append((made, entry))
        # Entries name others of their file, so all are read before any is checked.
        for made, entry in new:
            for check in checks:
                check(made, entry, file)
        self._findings += file.report.findings

    def _file(self, name: str, shape: Shape) -> EntryFile:
        return EntryFile(self.tree.read(name), self.shown(name), shape)

    def _check_area(self, area: Area, entry: Entry, file: EntryFile) -> None:
        if area.within and file.resolves(entry, "within", self.vocabulary.areas, "area"):
            file.refuse_all(entry, rules.area_is_not_within_itself(area, self.vocabulary))

    def _check_measure(self, measure: Measure, entry: Entry, file: EntryFile) -> None:
        if measure.value_of:
            file.resolves(entry, "value_of", self.vocabulary.measures, "measure")

    def _check_source(self, source: Source, entry: Entry, file: EntryFile) -> None:
        file.refuse_all(entry, rules.source_says_how_it_is_dated(source))

    def _check_indicator(self, indicator: Indicator, entry: Entry, file: EntryFile) -> None:
        known = self.vocabulary
        references: dict[str, Collection[str]] = {
            "sector": known.sectors,
            "subject": known.subjects,
            "measure": known.measures,
            "unit": known.units,
            "growth_of": known.indicators,
            "part": known.indicators,
            "whole": known.indicators,
            "whole_area": known.areas,
            "ranks": known.indicators,
            "field": known.areas,
        }
        for key, names in references.items():
            if key in entry.nodes:
                file.resolves(entry, key, names, _KIND_OF_KEY.get(key, key))
        for rule in rules.INDICATOR_RULES:
            file.refuse_all(entry, rule(indicator, known))

    # --- which files hold facts

    def _find_fact_files(self) -> list[str]:
        """The files of facts by sector, in the order of the sectors, and year."""
        sectors = self.vocabulary.sectors
        # Folders without YAML, such as that of the JSON Schemas, are no business of ours.
        folders = {name.partition("/")[0] for name in self.tree.files if "/" in name}
        for folder in self.tree.folders:
            if sectors and folder not in sectors and folder in folders:
                hint = did_you_mean(folder, sectors) + " (a folder is named by its sector)"
                self._misplaced(folder, hint, f"sector {folder}")
        found = [name for name in self.tree.files if self._holds_facts(name)]
        order = {sector: at for at, sector in enumerate(sectors)}
        return sorted(found, key=lambda name: (order[name.partition("/")[0]], name))

    def _holds_facts(self, name: str) -> bool:
        folder, slash, file = name.rpartition("/")
        if slash and not file:  # a folder that cannot be read
            self._findings += EntryFile(self.tree.read(name), self.shown(folder), forms.FACT).report.findings
        elif not slash and name not in VOCABULARY_FILES:
            self._misplaced(name, "accepted here: " + ", ".join(VOCABULARY_FILES))
        elif holds_facts(name, self.vocabulary):
            return True
        elif folder in self.vocabulary.sectors or "/" in folder:
            self._misplaced(name, "a file of facts is named by its year, such as 2014.yaml")
        return False

    def _misplaced(self, name: str, hint: str, wanted: str = "") -> None:
        message = "nothing of this name belongs here"
        self._findings.append(Finding(Place(self.shown(name)), "CQ113", message, hint, wanted=wanted))

    # --- what spans files

    def _load_relations(self) -> None:
        if "relations.yaml" not in self.tree.files:
            return
        file = self._file("relations.yaml", forms.RELATION)
        for entry in file.entries():
            relation = Relation(**entry.values)
            good = [
                file.resolves(entry, "left", self._ids, "fact"),
                file.resolves(entry, "right", self._ids, "fact"),
                file.sources_resolve(entry, relation.citations, self.vocabulary),
                self._is_new(relation.id, entry, file),
            ]
            if all(good):
                file.refuse_all(entry, rules.relation_makes_sense(relation, self.vocabulary))
                self.relations.append(relation)
        self._findings += file.report.findings

    def _check_use(self) -> None:
        """An indicator that no fact and no other indicator uses is a leftover or a slip.

        Other entries may stand unused: questions name subjects, measures and areas that have no figure, a list of units is
        closed, and a document was read even where it holds no fact.
        """
        if self._findings:
            return  # a fact that could not be read may be the one that uses it
        report = self._report("indicators.yaml")
        for name in unused(self.vocabulary, self._used):
            message = f'no fact uses the indicator "{name}"'
            place = self._places["indicator", name]
            report.add(place, "CQ310", message, "remove it, or add its facts", (f"indicator {name}", "id"))
        self._findings += report.findings

    def _is_new(self, name: str, entry: Entry, file: EntryFile) -> bool:
        place = file.place(entry)
        first = self._places.setdefault((file.shape.name, name), place)
        if first != place:
            file.refuse(entry, Wrong("CQ209", "id", _TWICE.format(name), f"first at {first}"))
        return first == place

    def _unpacked(self, place: int) -> Place:
        low = (1 << _BITS) - 1
        return Place(self.shown(self.fact_files[place >> 2 * _BITS]), (place >> _BITS) & low, place & low)

    def _refuse_second(self, name: str, second: list[tuple[str, int, int, Place]]) -> None:
        """Facts of a file have the ids of others, or of sources: both can be cited."""
        report = self._report(name)
        for fact, line, column, first in second:
            place = Place(report.file, line, column)
            report.add(place, "CQ209", _TWICE.format(fact), f"first at {first}", (f"fact {fact}", "id"))
        self._findings += report.findings

    def _report(self, name: str) -> Report:
        """A report for more findings in a file that was read before."""
        raw = self.tree.read(name)
        return Report(self.shown(name), raw.decode(errors="replace") if isinstance(raw, bytes) else "")


def _key_of(name: str, entry: Entry) -> str:
    """Where a name of an entry stands in it, given as names are compared."""
    for key in ("id", "title", "title_zh"):
        if fold(entry.values.get(key, "")) == name:
            return key
    at = [fold(alias) for alias in entry.values["aliases"]].index(name)
    return f"aliases.{at + 1}"


def read_fact_file(raw: bytes | Unreadable, name: str, tree: Tree, vocabulary: Vocabulary) -> FactFile:
    """Read the bytes of one file of facts, given its name relative to the base."""
    sector, _, file = name.partition("/")
    return read_facts(raw, shown_inside(tree, name), Filing(sector, int(file[:4]), vocabulary))


def holds_facts(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a file of that name relative to the base is one of facts."""
    folder, _, file = name.rpartition("/")
    return folder in vocabulary.sectors and bool(_YEAR_FILE.fullmatch(file))


def unused(vocabulary: Vocabulary, used: Collection[str]) -> list[str]:
    """The indicators that no fact uses, given those that some do, and that no other indicator is about."""
    about = {
        name
        for indicator in vocabulary.indicators.values()
        for name in (indicator.growth_of, indicator.part, indicator.whole, indicator.ranks)
    }
    return [name for name in vocabulary.indicators if name not in used and name not in about]


_TWICE = 'the id "{}" is given twice'
_BITS = 27
"""More than a file has lines or columns: see LARGEST_FILE."""


def _packed(file: int, line: int, column: int) -> int:
    """A place as one number: of a million facts, places as tuples would take 150 MB."""
    return (file << 2 * _BITS) + (line << _BITS) + column


def shown_inside(tree: Tree, name: str) -> str:
    """A name relative to the base as the user knows it."""
    return os.fspath(PurePath(_shown(tree.folder), name))


@lru_cache(8)
def _shown(path: Path) -> str:
    """The path relative to the working directory where it is below it, else as it is."""
    try:
        return os.fspath(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return os.fspath(path)


_KIND_OF_KEY = {
    "growth_of": "indicator",
    "part": "indicator",
    "whole": "indicator",
    "ranks": "indicator",
    "whole_area": "area",
    "field": "area",
}
