"""The five documents as paragraphs, and what the facts cite of them."""

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from cqfacts.base.reading import Base
from cqfacts.model.fact import Citation, Fact


class Documents:
    """The text of every source of a base, by source id."""

    def __init__(self, folder: Path, base: Base) -> None:
        self.folder = folder
        self.base = base
        self.paragraphs: dict[str, list[str]] = {}
        for source in base.vocabulary.sources.values():
            raw = (folder / source.file).read_bytes()
            self.paragraphs[source.id] = [
                line for line in raw.decode("utf-8").split("\n") if line.strip()
            ]

    def without(self, facts: list[Fact]) -> "Documents":
        """The same documents beside a base that has only these facts."""
        other = copy(self)
        other.base = self.base._replace(facts=facts)
        return other

    def paragraph(self, citation: Citation) -> str:
        return self.paragraphs[citation.source][citation.paragraph - 1]

    def citations(self) -> Iterator[tuple[str, Citation]]:
        """Every citation, with the id of what cites it."""
        cited = [(fact.id, fact.citations) for fact in self.base.facts]
        cited += [(relation.id, relation.citations) for relation in self.base.relations]
        for name, citations in cited:
            for citation in citations:
                yield name, citation

    def covered(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        """For each source and paragraph, the stretches of text that facts quote."""
        stretches = defaultdict(list)
        for fact in self.base.facts:
            for citation in fact.citations:
                start = self.paragraph(citation).find(citation.printed)
                stretches[citation.source, citation.paragraph].append(
                    (start, start + len(citation.printed))
                )
        return stretches
