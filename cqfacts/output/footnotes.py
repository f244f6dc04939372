"""The notes under a table: numbered sources, doubts, conflicts, and the marks that were used."""

from collections.abc import Iterable, Iterator

from cqfacts.answers.listings import Context
from cqfacts.citations.text import paragraph_words, source_words
from cqfacts.model.fact import Citation, Doubt, Fact
from cqfacts.model.vocabulary import Kind
from cqfacts.output.blocks import Block, Legend, Notes, SourceNote, SourceNotes
from cqfacts.output.marks import MARKS, SIGNS, marks


class Footnotes:
    """Numbers the sources and collects the doubts of the facts that are shown, in their order."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._numbers: dict[str, int] = {}
        self._paragraphs: dict[str, list[int]] = {}
        self._doubts: dict[Doubt, dict[str, None]] = {}
        self._conflicts: dict[str, dict[str, None]] = {}
        self._marks: set[str] = set()
        self._signs: set[str] = set()

    def note(self, fact: Fact) -> tuple[str, ...]:
        """Note the sources, doubts and marks of a fact. Returns each source as the text "1 ¶9"."""
        self._marks.update(marks(fact))
        if fact.quantity and fact.quantity.sign and fact.indicator.kind is not Kind.RANK:
            self._signs.add(fact.quantity.sign)
        for doubt in fact.marked_doubts:
            self._doubts.setdefault(doubt, {})[self.name(fact)] = None
        for conflict in fact.conflicts:
            self._conflicts.setdefault(conflict.reason, {})[self.name(fact)] = None
        return tuple(
            self._note_source(source, citations)
            for source, citations in fact.citations_by_source.items()
        )

    def _note_source(self, source: str, citations: list[Citation]) -> str:
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        paragraphs = [citation.paragraph for citation in citations]
        self._paragraphs.setdefault(source, []).extend(paragraphs)
        return f"{number} ¶{paragraphs[0]}"

    def name(self, fact: Fact) -> str:
        """Return the title of a fact, with its area where that is not the base's own, and with the origin of a forecast."""
        details = []
        if fact.area_id != self._context.home.id:
            details.append(fact.area_title or "no area")
        if fact.vintage.words:
            details.append(fact.vintage.words)
        return f"{fact.title} ({'; '.join(details)})" if details else fact.title

    def blocks(self, *, with_conflicts: bool = True) -> Iterator[Block]:
        """Return the notes that stand under a table: legend, doubts, conflicts, sources."""
        yield from self._legend()
        if self._doubts:
            doubts = [(_join_names(names), doubt.words) for doubt, names in self._doubts.items()]
            yield Notes("Doubts", "?", doubts)
        if with_conflicts and self._conflicts:
            conflicts = [(_join_names(names), reason) for reason, names in self._conflicts.items()]
            yield Notes("Conflicts", "!", conflicts)
        if self._numbers:
            yield SourceNotes([self._source_note(name) for name in self._numbers])

    def _legend(self) -> Iterator[Block]:
        """Return the marks and signs that were used, each with its meaning."""
        used_marks = [(mark, meaning) for mark, meaning in MARKS.items() if mark in self._marks]
        used_signs = [(sign, meaning) for sign, meaning in SIGNS.items() if sign in self._signs]
        if used_marks or used_signs:
            yield Legend(used_marks, used_signs)

    def _source_note(self, name: str) -> SourceNote:
        """Return the citation of a source with every paragraph that is cited."""
        source = self._context.find_source(name)
        words = f"{source_words(source)} {paragraph_words(self._paragraphs[name])}"
        return SourceNote(str(self._numbers[name]), words, source.address)


def _join_names(names: Iterable[str]) -> str:
    return "; ".join(names)


def legend(facts: Iterable[Fact]) -> Iterator[Block]:
    """Return the legend of the marks that facts have."""
    used = {mark for fact in facts for mark in marks(fact)}
    if used:
        yield Legend([(mark, meaning) for mark, meaning in MARKS.items() if mark in used], [])
