"""A whole base: every file of a folder, read and checked."""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from cqfacts.load import rules, shapes
from cqfacts.load.names import did_you_mean, short
from cqfacts.load.nodes import Mapping, Node, Report, Scalar, Sequence, read_nodes
from cqfacts.load.shapes import Entry, Invalid, Reading, Shape
from cqfacts.load.tree import VOCABULARY_FILES, Tree, Unreadable, read_tree
from cqfacts.load.vocabulary import Vocabulary
from cqfacts.model.fact import Fact, Relation, Status
from cqfacts.model.finding import Finding, Place
from cqfacts.model.names import Named, names_of
from cqfacts.model.quantity import Quantity, QuantityError, parse_quantity
from cqfacts.model.vocabulary import Area, Indicator, Kind, Measure, Sector, Source, Subject, Unit

_YEAR_FILE = re.compile(r"\d{4}\.yaml", re.ASCII)


class Base(NamedTuple):
    """The entries of a base that could be read, and everything found wrong, sorted by place."""

    vocabulary: Vocabulary
    facts: list[Fact]
    relations: list[Relation]
    findings: list[Finding]


def load_base(folder: Path) -> Base:
    """Read and check every file of a base. Never raises for what the files hold: see `findings`."""
    try:
        return load_tree(read_tree(folder))
    except (OSError, ValueError) as error:
        hint = "point --facts or CQFACTS_FACTS at a folder with sources.yaml, sectors.yaml and the others"
        message = "there is no such folder" if isinstance(error, FileNotFoundError) else f"it cannot be read: {error}"
        return Base(_no_vocabulary(), [], [], [Finding(Place(_shown(folder)), "CQ101", message, hint)])


def load_tree(tree: Tree) -> Base:
    """Check the files of a base that were read already. Never raises for what they hold."""
    return _Loader(tree).load()


def _no_vocabulary() -> Vocabulary:
    return Vocabulary({}, {}, {}, {}, {}, {}, {})


class _Loader:
    """Reads the files of one base in the order in which they need each other."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.findings: list[Finding] = []
        self.vocabulary = _no_vocabulary()
        self.facts: list[Fact] = []
        self.relations: list[Relation] = []
        self._first_place: dict[tuple[str, str], Place] = {}

    def load(self) -> Base:
        self._load_vocabulary()
        for name, sector in self._fact_files():
            self._load_facts(name, sector)
        self._load_relations()
        self._check_use()
        return Base(self.vocabulary, self.facts, self.relations, sorted(set(self.findings)))

    # --- the vocabulary

    def _load_vocabulary(self) -> None:
        known = self.vocabulary
        self._load_terms("sectors", shapes.SECTOR, Sector, known.sectors)
        self._load_terms("areas", shapes.AREA, Area, known.areas, self._check_area)
        self._load_terms("subjects", shapes.SUBJECT, Subject, known.subjects)
        self._load_terms("measures", shapes.MEASURE, Measure, known.measures)
        self._load_entries("units", shapes.UNIT, Unit, known.units)
        self._load_entries("sources", shapes.SOURCE, Source, known.sources, self._check_source)
        self._load_terms("indicators", shapes.INDICATOR, Indicator, known.indicators, self._check_indicator)

    def _load_terms(self, name: str, shape: Shape, make: Any, into: dict[str, Any], *checks: Any) -> None:
        """Entries that people call by name: no two may claim the same."""
        claimed: dict[str, str] = {}

        def claim(term: Named, entry: Entry, report: Report) -> None:
            for claimed_name in names_of(term):
                owner = claimed.setdefault(claimed_name, term.id)
                if owner != term.id:
                    message = f'the name "{claimed_name}" belongs to "{owner}" already'
                    at = entry.nodes.get("aliases", entry.node)
                    report.add(at, "CQ305", message, "leave it to one of the two", entry.trail)

        self._load_entries(name, shape, make, into, claim, *checks)

    def _load_entries(self, name: str, shape: Shape, make: Any, into: dict[str, Any], *checks: Any) -> None:
        report, entries = self._read_list(f"{name}.yaml", shape)
        new = []
        for entry in entries:
            made = make(**entry.values)
            if self._is_new(shape.name, made.id, entry, report):
                into[made.id] = made
                new.append((made, entry))
        # Entries name others of their file, so all are read before any is checked.
        for made, entry in new:
            for check in checks:
                check(made, entry, report)
        self.findings += report.findings

    def _check_area(self, area: Area, entry: Entry, report: Report) -> None:
        if area.within and _resolves("area", area.within, self.vocabulary.areas, entry.nodes["within"], entry, report):
            _report_wrongs(rules.area_is_not_within_itself(area, self.vocabulary), entry, report)

    def _check_source(self, source: Source, entry: Entry, report: Report) -> None:
        _report_wrongs(rules.source_says_how_it_is_dated(source), entry, report)

    def _check_indicator(self, indicator: Indicator, entry: Entry, report: Report) -> None:
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
                _resolves(_KIND_OF_KEY.get(key, key), entry.values[key], names, entry.nodes[key], entry, report)
        for rule in rules.INDICATOR_RULES:
            _report_wrongs(rule(indicator, known), entry, report)

    # --- the facts

    def _fact_files(self) -> Iterator[tuple[str, str]]:
        sectors = self.vocabulary.sectors
        for folder in self.tree.folders:
            if sectors and folder not in sectors:
                self._misplaced(folder, did_you_mean(folder, sectors) + " (a folder is named by its sector)")
        for name in self.tree.files:
            folder, slash, file = name.rpartition("/")
            if isinstance(self.tree.files[name], Unreadable) and file == "":
                _, report = read_nodes(self.tree.files[name], _shown(self.tree.folder / folder))
                self.findings += report.findings
            elif not slash and name not in VOCABULARY_FILES:
                self._misplaced(name, "accepted here: " + ", ".join(VOCABULARY_FILES))
            elif folder in sectors and _YEAR_FILE.fullmatch(file):
                yield name, folder
            elif folder in sectors or "/" in folder:
                self._misplaced(name, "a file of facts is named by its year, such as 2014.yaml")

    def _misplaced(self, name: str, hint: str) -> None:
        self.findings.append(
            Finding(Place(_shown(self.tree.folder / name)), "CQ113", "nothing of this name belongs here", hint)
        )

    def _load_facts(self, name: str, sector: str) -> None:
        report, entries = self._read_list(name, shapes.FACT)
        filing = rules.Filing(sector, PurePath(name).stem, self.vocabulary)
        for entry in entries:
            fact = self._fact(entry, report)
            if fact is None or not self._is_new("fact", fact.id, entry, report):
                continue
            for rule in rules.FACT_RULES:
                _report_wrongs(rule(fact, filing), entry, report)
            self.facts.append(fact)
        self.findings += report.findings

    def _fact(self, entry: Entry, report: Report) -> Fact | None:
        values = dict(entry.values)
        resolved = self._fact_names_resolve(entry, report)
        indicator = self.vocabulary.indicators.get(values["indicator"])
        printed = values.pop("value")
        quantity = _quantity(printed, entry, report) if indicator and indicator.kind is not Kind.STATUS else None
        if not resolved or indicator is None:
            return None
        values["indicator"] = indicator
        values["area"] = self.vocabulary.areas[values["area"]]
        values["unit"] = self.vocabulary.units[values["unit"]] if "unit" in values else None
        values.setdefault("status", Status.NORMAL)
        if indicator.kind is Kind.STATUS:
            return Fact(state=printed, **values)
        return Fact(quantity=quantity, **values) if quantity else None

    def _fact_names_resolve(self, entry: Entry, report: Report) -> bool:
        known, values, nodes = self.vocabulary, entry.values, entry.nodes
        good = [
            _resolves("indicator", values["indicator"], known.indicators, nodes["indicator"], entry, report),
            _resolves("area", values["area"], known.areas, nodes["area"], entry, report),
        ]
        if "unit" in values:
            good.append(_resolves("unit", values["unit"], known.units, nodes["unit"], entry, report))
        good.append(self._sources_resolve(entry, report))
        return all(good)

    def _sources_resolve(self, entry: Entry, report: Report) -> bool:
        nodes = entry.nodes["citations"]
        items = nodes.items if isinstance(nodes, Sequence) else []
        return all(
            [  # noqa: C419 - every one is reported, not only the first
                _resolves("source", citation.source, self.vocabulary.sources, _child(node, "source"), entry, report)
                for citation, node in zip(entry.values["citations"], items, strict=True)
            ]
        )

    # --- the relations

    def _load_relations(self) -> None:
        if "relations.yaml" not in self.tree.files:
            return
        report, entries = self._read_list("relations.yaml", shapes.RELATION)
        facts = {fact.id: fact for fact in self.facts}
        for entry in entries:
            relation = Relation(**entry.values)
            good = [
                _resolves("fact", relation.left, facts, entry.nodes["left"], entry, report),
                _resolves("fact", relation.right, facts, entry.nodes["right"], entry, report),
                self._sources_resolve(entry, report),
                self._is_new("relation", relation.id, entry, report),
            ]
            if all(good):
                _report_wrongs(rules.relation_makes_sense(relation, self.vocabulary), entry, report)
                self.relations.append(relation)
        self.findings += report.findings

    # --- what spans files

    def _check_use(self) -> None:
        """An indicator that no fact and no other indicator uses is a leftover or a slip."""
        if self.findings:
            return  # a fact that could not be read may be the one that uses it
        used = Counter(fact.indicator.id for fact in self.facts)
        for indicator in self.vocabulary.indicators.values():
            used.update(filter(None, (indicator.growth_of, indicator.part, indicator.whole, indicator.ranks)))
        for name in self.vocabulary.indicators:
            if not used[name]:
                place = self._first_place["indicator", name]
                message = f'no fact uses the indicator "{name}"'
                self.findings.append(Finding(place, "CQ310", message, "remove it, or add its facts"))

    def _is_new(self, kind: str, name: str, entry: Entry, report: Report) -> bool:
        at = entry.nodes["id"]
        place = Place(report.file, at.line, at.column)
        # A fact and a source share the names that `cite` takes.
        space = "citable" if kind in ("fact", "source") else kind
        first = self._first_place.setdefault((space, name), place)
        if first != place:
            report.add(at, "CQ209", f'the id "{name}" is given twice', f"first at {first}", entry.trail)
        return first == place

    def _read_list(self, name: str, shape: Shape) -> tuple[Report, list[Entry]]:
        root, report = read_nodes(self.tree.files[name], _shown(self.tree.folder / name))
        if root is None:
            return report, []
        if not isinstance(root, Sequence):
            report.add(root, "CQ204", f"expected a list of {shape.name}s", "start each entry with a hyphen")
            return report, []
        if not root.items:
            report.add(root, "CQ109", "the list is empty", "add entries, or delete the file")
        return report, list(_entries(root, shape, report))


def _entries(root: Sequence, shape: Shape, report: Report) -> Iterator[Entry]:
    for at, node in enumerate(root.items, 1):
        name = _child(node, "id")
        called = name.text if name is not node and isinstance(name, Scalar) else f"no. {at}"
        try:
            yield shapes.read_entry(node, shape, Reading(report, f"{shape.name} {called}"))
        except Invalid:
            continue


def _child(node: Node, key: str) -> Node:
    """The node of a key of a mapping, or the node itself where there is none."""
    if isinstance(node, Mapping):
        for name, child in node.pairs:
            if isinstance(name, Scalar) and name.text == key:
                return child
    return node


def _resolves(kind: str, name: str, known: Collection[str], node: Node, entry: Entry, report: Report) -> bool:
    if name in known:
        return True
    if not known:
        return False  # its file has a finding of its own
    report.add(node, "CQ203", f'unknown {kind} "{short(name)}"', did_you_mean(name, known), entry.trail)
    return False


def _quantity(printed: str, entry: Entry, report: Report) -> Quantity | None:
    try:
        return parse_quantity(printed)
    except QuantityError as error:
        hint = "write digits with a decimal point, a scale word and a sign: 2.63 million, '> 2 trillion', ~ 15.77 billion, 1/3"
        report.add(entry.nodes["value"], "CQ205", short(str(error)), hint, (*entry.trail, "value"))
        return None


def _report_wrongs(wrongs: Iterator[rules.Wrong], entry: Entry, report: Report) -> None:
    for wrong in wrongs:
        node = entry.nodes.get(wrong.key, entry.node)
        report.add(node, wrong.code, wrong.message, wrong.hint, (*entry.trail, wrong.key))


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
