"""A file that is a list of entries."""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Names
from functools import partial

from cqfacts.base.defaults import Defaults
from cqfacts.base.hints import propose_name
from cqfacts.base.nodes import DEFAULTS_KEY, Mapping, Node, Scalar, Sequence, read_items
from cqfacts.base.shapes import Entry, Invalid, Problem, Shape, read_entry
from cqfacts.base.vocabulary_tables import Named
from cqfacts.files import Unreadable
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Place, Violation
from cqfacts.model.names import short
from cqfacts.model.vocabulary import Source

NamesByKind = Names[Named, Collection[str]]
"""The ids of each kind of entry."""
PlacesById = dict[tuple[str, str], Place]
"""The place of the first entry of each kind and id."""


_LARGE = 500_000
"""In bytes. Nodes take a hundred times as much memory."""


class EntryFile:
    """The entries of one file, and the report of its findings, to which checks add theirs."""

    def __init__(
        self,
        raw: bytes | Unreadable,
        display_name: str,
        shape: Shape,
        names: NamesByKind | None = None,
    ) -> None:
        """Open a file. `names`: those that its defaults may use, where it can have some."""
        self.shape = shape
        self._raw = raw
        self._names = names or {}
        self._defaults: Defaults | None = None
        self._reported: set[tuple[int, str, str]] = set()
        """What was found of defaults, which is said once and not of each fact."""
        self._empty_kinds: set[Named] = set()
        """The kinds that entries name and that the base has none of: each is told once a file."""
        take_defaults = None
        if shape.defaults:
            take_defaults = partial(self._take_defaults, shape.defaults)
        # A base may begin without sources or areas; a file of facts without facts has lost them.
        may_be_empty = shape.name != "fact"
        self._items, self.report = read_items(
            raw, display_name, shape.name, take_defaults, may_be_empty=may_be_empty
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that can be read, one at a time. Report what is wrong with the others."""
        for number, node in enumerate(self._items, 1):
            whole = self._defaults.complete(node) if self._defaults else node
            try:
                yield read_entry(whole, self.shape)
            except Invalid as error:
                self._report_invalid(_breadcrumb(node, self.shape, f"no. {number}"), error)

    @property
    def is_large(self) -> bool:
        """True where the nodes of all entries together would take much memory."""
        return len(self._raw) > _LARGE

    def read_again(self, places: PlacesById) -> Iterator[Entry]:
        """Yield the entries that have an id of their own once more, one at a time. Reports nothing."""
        again = EntryFile(self._raw, self.report.file, self.shape)
        for entry in again.entries():
            if places.get((self.shape.name, entry.values["id"])) == self.place_of(entry):
                yield entry

    def refuse(self, entry: Entry, violation: Violation) -> None:
        """Report what is wrong with an entry, at the node to which its key leads."""
        node = entry.node
        trail = [self._name_of(entry)]
        for step in violation.key.split("."):
            node = _child(node, step)
            trail.append(f"no. {step}" if step.isdecimal() else step)
        problem = Problem(node, violation.code, violation.message, violation.hint, tuple(trail))
        self._report(problem, violation.target)

    def refuse_all(self, entry: Entry, violations: Iterable[Violation]) -> None:
        """Report everything that rules find wrong with an entry."""
        for violation in violations:
            self.refuse(entry, violation)

    def check_references(self, entry: Entry, names: NamesByKind) -> bool:
        """Report each key of an entry that names an entry which is not there. Return True where there is none."""
        return self._check_names(entry, self.shape, names)

    def check_sources(
        self, entry: Entry, citations: tuple[Citation, ...], sources: Collection[str]
    ) -> bool:
        """Report each citation whose source is not there. Return True where there is none."""
        if all(citation.source in sources for citation in citations):
            return True
        for number, citation in enumerate(citations, 1):
            if citation.source not in sources:
                self._refuse_name(
                    entry, f"citations.{number}.source", citation.source, Source, sources
                )
        return False

    def claim_id(self, entry: Entry, places: PlacesById) -> bool:
        """Enter the id of an entry into `places`. Return False, with a finding, where an entry before has it."""
        name = entry.values["id"]
        place = self.place_of(entry)
        first_place = places.setdefault((self.shape.name, name), place)
        if first_place != place:
            self.refuse(
                entry, Violation("CQ209", "id", id_given_twice(name), f"first at {first_place}")
            )
        return first_place == place

    def place_of(self, entry: Entry) -> Place:
        """Return the place of the id of an entry, or of the entry where it writes none."""
        return self.report.place_of(entry.nodes.get("id", entry.node))

    def _take_defaults(self, shape: Shape, node: Mapping) -> None:
        """Check what the file says once, and keep it for the entries."""
        self._defaults = Defaults(node, shape.readers)
        try:
            entry = read_entry(node, shape)
        except Invalid as error:
            self._report_invalid(DEFAULTS_KEY, error)
        else:
            if self._names:
                self._check_names(entry, shape, self._names)

    def _check_names(self, entry: Entry, shape: Shape, names: NamesByKind) -> bool:
        unknown = [
            (key, kind)
            for key, kind in shape.references
            if key in entry.values and entry.values[key] not in names[kind]
        ]
        for key, kind in unknown:
            self._refuse_name(entry, key, entry.values[key], kind, names[kind])
        return not unknown

    def _name_of(self, entry: Entry) -> str:
        """Return the name of an entry in a trail."""
        if self._defaults and entry.node is self._defaults.node:
            return DEFAULTS_KEY
        name = entry.values.get("id")
        return f"{self.shape.name} {short(name)}" if name else self.shape.name

    def _report_invalid(self, breadcrumb: str, error: Invalid) -> None:
        for problem in error.problems:
            target = DEFAULTS_KEY if self._may_be_a_default(problem) else ""
            self._report(problem.under(breadcrumb), target)

    def _may_be_a_default(self, problem: Problem) -> bool:
        """Return True for a missing key that defaults which cannot be read may say: their own finding tells enough."""
        if problem.code != "CQ201" or self.shape.defaults is None:
            return False
        return any(problem.message.endswith(f'"{name}"') for name in self.shape.defaults.readers)

    def _report(self, problem: Problem, target: str = "") -> None:
        """Report a problem; one of the defaults once, not again for each entry that takes them."""
        node, code, message, hint, trail = problem
        if self._defaults and self._defaults.hold(node):
            finding = (id(node), code, message)
            if finding in self._reported:
                return
            self._reported.add(finding)
        self.report.add(node, code, message, hint, trail, target)

    def _refuse_name(
        self, entry: Entry, key: str, name: str, kind: Named, names: Collection[str]
    ) -> None:
        if kind in self._empty_kinds:
            return
        if not names:
            self._empty_kinds.add(kind)
        noun = kind.__name__.lower()
        message = f'unknown {noun} "{short(name)}"'
        hint = propose_name(name, names, noun)
        self.refuse(entry, Violation("CQ203", key, message, hint, f"{noun} {short(name)}"))


def id_given_twice(name: str) -> str:
    """Return the message for an id that an entry before has."""
    return f'the id "{name}" is given twice'


def _breadcrumb(node: Node, shape: Shape, without_id: str = "") -> str:
    """Return the name of an entry in a trail: its kind, and its id where it has one."""
    id_node = _child(node, "id")
    if id_node is node or not isinstance(id_node, Scalar):
        return f"{shape.name} {without_id}".rstrip()
    return f"{shape.name} {short(id_node.value)}"


def _child(node: Node, step: str) -> Node:
    """Return the node under a key of a mapping, or an item of a list by its number from 1.

    Returns the node itself where it has no such child.
    """
    if isinstance(node, Sequence) and step.isdecimal():
        return node.items[int(step) - 1]
    if isinstance(node, Mapping):
        for key, child in node.pairs:
            if isinstance(key, Scalar) and key.value == step:
                return child
    return node
