"""A file that is a list of entries."""

from collections.abc import Collection, Iterator

from cqfacts.base.forms import Entry, Invalid, Shape, read_entry
from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import Mapping, Node, Scalar, Sequence, read_items
from cqfacts.base.vocabulary import Vocabulary
from cqfacts.files import Unreadable
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Place, Wrong
from cqfacts.model.names import short


class EntryFile:
    """One file: its entries, and the report of its findings, to which checks add theirs."""

    def __init__(self, raw: bytes | Unreadable, shown: str, shape: Shape) -> None:
        self.shape = shape
        self._items, self.report = read_items(raw, shown, shape.name)

    def entries(self) -> Iterator[Entry]:
        """The entries that can be read, one at a time; reports what is wrong with the others."""
        for at, node in enumerate(self._items, 1):
            try:
                yield read_entry(node, self.shape)
            except Invalid as error:
                called = _called(node, self.shape, f"no. {at}")
                for problem in error.problems:
                    self.report.add(problem.node, problem.code, problem.message, problem.hint, (called, *problem.steps))

    def refuse(self, entry: Entry, wrong: Wrong) -> None:
        """Report what is wrong with an entry, where its key leads."""
        node, trail = entry.node, [_called(entry.node, self.shape)]
        for step in wrong.key.split("."):
            node = _child(node, step)
            trail.append(f"no. {step}" if step.isdecimal() else step)
        self.report.add(node, wrong.code, wrong.message, wrong.hint, tuple(trail), wrong.wanted)

    def refuse_all(self, entry: Entry, wrongs: Iterator[Wrong]) -> None:
        """Report what rules yield."""
        for wrong in wrongs:
            self.refuse(entry, wrong)

    def resolves(self, entry: Entry, key: str, known: Collection[str], kind: str) -> bool:
        """Whether the name under a key is known; reports it where it is not."""
        return self._resolves(entry, key, entry.values[key], known, kind)

    def sources_resolve(self, entry: Entry, citations: tuple[Citation, ...], known: Vocabulary) -> bool:
        """Whether the source of every citation is known; reports each that is not."""
        if all(citation.source in known.sources for citation in citations):
            return True
        for at, citation in enumerate(citations, 1):
            self._resolves(entry, f"citations.{at}.source", citation.source, known.sources, "source")
        return False

    def place(self, entry: Entry) -> Place:
        """Where the id of an entry stands."""
        return self.report.place(entry.nodes["id"])

    def _resolves(self, entry: Entry, key: str, name: str, known: Collection[str], kind: str) -> bool:
        if name in known:
            return True
        if known:  # else its file has a finding of its own
            message = f'unknown {kind} "{short(name)}"'
            otherwise = ": add the fact first" if kind == "fact" else f": take one of {kind}s.yaml, or add it there"
            hint = did_you_mean(name, known, otherwise)
            self.refuse(entry, Wrong("CQ203", key, message, hint, f"{kind} {short(name)}"))
        return False


def _called(node: Node, shape: Shape, otherwise: str = "") -> str:
    """What a breadcrumb calls an entry: by its id where it has one."""
    name = _child(node, "id")
    return f"{shape.name} {short(name.value) if name is not node and isinstance(name, Scalar) else otherwise}"


def _child(node: Node, key: str) -> Node:
    """The node of a key of a mapping, or of an item of a list by its number from 1; the node itself where there is none."""
    if isinstance(node, Sequence) and key.isdecimal():
        return node.items[int(key) - 1]
    if isinstance(node, Mapping):
        for name, child in node.pairs:
            if isinstance(name, Scalar) and name.value == key:
                return child
    return node
