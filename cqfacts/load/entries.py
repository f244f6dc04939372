"""A file that is a list of entries."""

from collections.abc import Collection, Iterator

from cqfacts.load.names import did_you_mean, short
from cqfacts.load.nodes import Mapping, Node, Scalar, Sequence, read_items
from cqfacts.load.rules import Wrong
from cqfacts.load.shapes import Entry, Invalid, Shape, read_entry
from cqfacts.load.tree import Unreadable
from cqfacts.load.vocabulary import Vocabulary
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Place


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

    def refuse(self, entry: Entry, key: str, code: str, message: str, hint: str, *, at: Node | None = None) -> None:
        """Report what is wrong with a key of an entry, at its node or a node inside it; "" is the entry itself."""
        node = at or entry.nodes.get(key, entry.node)
        steps = (_called(entry.node, self.shape), key) if key else (_called(entry.node, self.shape),)
        self.report.add(node, code, message, hint, steps)

    def refuse_all(self, entry: Entry, wrongs: Iterator[Wrong]) -> None:
        """Report what rules yield."""
        for wrong in wrongs:
            self.refuse(entry, wrong.key, wrong.code, wrong.message, wrong.hint)

    def resolves(self, entry: Entry, key: str, known: Collection[str], kind: str) -> bool:
        """Whether the name under a key is known; reports it where it is not."""
        return self._resolves(entry, entry.values[key], known, kind, entry.nodes[key])

    def sources_resolve(self, entry: Entry, citations: tuple[Citation, ...], known: Vocabulary) -> bool:
        """Whether the source of every citation is known; reports each that is not."""
        if all(citation.source in known.sources for citation in citations):
            return True
        for citation, node in self.citations(entry):
            self._resolves(entry, citation.source, known.sources, "source", _child(node, "source"))
        return False

    def citations(self, entry: Entry) -> Iterator[tuple[Citation, Node]]:
        """The citations of an entry, each with its node."""
        nodes = entry.nodes["citations"]
        return zip(entry.values["citations"], nodes.items if isinstance(nodes, Sequence) else [], strict=True)

    def refuse_inside(self, entry: Entry, key: str, node: Node, wrong: Wrong) -> None:
        """Report what is wrong with a key of a mapping inside an entry, such as one of its citations."""
        at = _child(node, wrong.key)
        self.report.add(at, wrong.code, wrong.message, wrong.hint, (_called(entry.node, self.shape), key, wrong.key))

    def place(self, entry: Entry) -> Place:
        """Where the id of an entry stands."""
        return self.report.place(entry.nodes["id"])

    def _resolves(self, entry: Entry, name: str, known: Collection[str], kind: str, node: Node) -> bool:
        if name in known:
            return True
        if known:  # else its file has a finding of its own
            self.refuse(entry, "", "CQ203", f'unknown {kind} "{short(name)}"', did_you_mean(name, known), at=node)
        return False


def _called(node: Node, shape: Shape, otherwise: str = "") -> str:
    """What a breadcrumb calls an entry: by its id where it has one."""
    name = _child(node, "id")
    return f"{shape.name} {short(name.value) if name is not node and isinstance(name, Scalar) else otherwise}"


def _child(node: Node, key: str) -> Node:
    """The node of a key of a mapping, or the node itself where there is none."""
    if isinstance(node, Mapping):
        for name, child in node.pairs:
            if isinstance(name, Scalar) and name.value == key:
                return child
    return node
