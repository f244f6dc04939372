"""What a file of facts says once, before them: it stands in each fact that does not say it itself."""

from collections.abc import Container

from cqfacts.base.nodes import Mapping, Node, Scalar, Sequence

_OF_A_CITATION = "source"
_DATING = frozenset(("dating", "dating_reason"))
"""The keys that explain a period. They go with the period that the defaults say, and with each other."""

Pair = tuple[Node, Node]


class Defaults:
    """The keys that a file says for all its facts, as nodes: a finding about one has its place."""

    def __init__(self, node: Mapping, keys: Container[str]) -> None:
        """Take the defaults of a file. `keys`: those that it may say; others have a finding of their own."""
        self.node = node
        self._pairs: dict[str, Pair] = {}
        for key, child in node.pairs:
            if isinstance(key, Scalar) and key.value in keys:
                self._pairs.setdefault(key.value, (key, child))
        self._source = self._pairs.pop(_OF_A_CITATION, None)
        self._nodes = {id(child) for _, child in node.pairs}

    def hold(self, node: object) -> bool:
        """Return True for the node of a default."""
        return id(node) in self._nodes

    def complete(self, fact: Node) -> Node:
        """Return the node of a fact with the keys that it leaves to the defaults."""
        if not isinstance(fact, Mapping):
            return fact
        pairs = [self._with_source(pair) for pair in fact.pairs]
        said = _keys_of(fact)
        pairs += [pair for name, pair in self._pairs.items() if self._is_left(name, said)]
        return Mapping(pairs, fact.start_mark)

    def _is_left(self, name: str, said: set[str]) -> bool:
        """Return True where a fact that says some keys leaves another one to the defaults."""
        if name not in _DATING:
            return name not in said
        has_own_period = "period" in self._pairs and "period" in said
        return not has_own_period and _DATING.isdisjoint(said)

    def _with_source(self, pair: Pair) -> Pair:
        """Return a key of a fact with its value; of the citations each has a source."""
        key, child = pair
        is_citations = isinstance(key, Scalar) and key.value == "citations"
        if not (self._source and is_citations and isinstance(child, Sequence)):
            return pair
        citations = [_with_pair(citation, self._source) for citation in child.items]
        return key, Sequence(citations, child.start_mark)


def _with_pair(citation: Node, source: Pair) -> Node:
    if not isinstance(citation, Mapping) or _OF_A_CITATION in _keys_of(citation):
        return citation
    return Mapping([*citation.pairs, source], citation.start_mark)


def _keys_of(node: Mapping) -> set[str]:
    return {key.value for key, _ in node.pairs if isinstance(key, Scalar)}
