"""The notes under a listing: how many facts have each mark, why, and the sources."""

from collections import Counter
from collections.abc import Iterable, Iterator

from cqfacts.answers.listings import Context
from cqfacts.citations.text import brief_source_words, paragraph_words, source_words
from cqfacts.model.fact import Citation, Doubt, Fact
from cqfacts.output.blocks import Block, MarkCount, MarkCounts, Note, Notes, SourceNote, SourceNotes
from cqfacts.output.marks import INFERRED, MARKS, is_uncertain_time

_SHORT = 3
"""A listing of so many facts says at once why they are doubtful."""


class Footnotes:
    """Counts the marks of the facts that are shown, and collects their doubts, conflicts and sources, in their order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._paragraphs: dict[str, list[int]] = {}
        self._doubts: dict[tuple[str, Doubt], dict[str, None]] = {}
        """The names of the facts that have each doubt, which a mark tells of or not."""
        self._conflicts: dict[str, dict[str, None]] = {}
        self._marks: Counter[str] = Counter()
        self._facts: set[str] = set()

    def note(self, fact: Fact) -> tuple[str, ...]:
        """Note the sources, doubts and marks of a fact. Returns each source as the text "1 ¶9"."""
        if fact.id not in self._facts:
            self._facts.add(fact.id)
            self._marks.update(fact.marks)
            self._marks.update({INFERRED: is_uncertain_time(fact)})
        for doubt in fact.doubts:
            mark = "?" if doubt in fact.marked_doubts else ""
            self._doubts.setdefault((mark, doubt), {})[self.name(fact)] = None
        for conflict in fact.conflicts:
            self._conflicts.setdefault(conflict.reason, {})[self.name(fact)] = None
        return tuple(
            self._note_source(source, citations)
            for source, citations in fact.citations_by_source.items()
        )

    def _note_source(self, source: str, citations: list[Citation]) -> str:
        paragraphs = [citation.paragraph for citation in citations]
        self._paragraphs.setdefault(source, []).extend(paragraphs)
        return f"{self.context.number_of_source(source)} ¶{paragraphs[0]}"

    def name(self, fact: Fact) -> str:
        """Return the title of a fact, with its area where that is not the base's own, and with the origin of a forecast."""
        details = scope_details(fact, self.context)
        return f"{fact.title} ({'; '.join(details)})" if details else fact.title

    def reasons(self) -> Iterator[Block]:
        """Return the reasons of doubts and conflicts alone."""
        notes = list(self._reasons(with_conflicts=True))
        if notes:
            yield Notes(notes, is_optional=False)

    def blocks(self, *, with_conflicts: bool = True) -> Iterator[Block]:
        """Return the notes that stand under a listing: the marks, the reasons of doubts and conflicts, the sources."""
        is_short = len(self._facts) <= _SHORT
        notes = list(self._reasons(with_conflicts=with_conflicts))
        if any(self._marks.values()):
            yield MarkCounts(list(self._mark_counts()), has_reasons=is_short or not notes)
        if notes:
            yield Notes(notes, is_optional=not is_short)
        if self._paragraphs:
            yield SourceNotes([self._source_note(source) for source in self._sources_in_order()])

    def _mark_counts(self) -> Iterator[MarkCount]:
        for mark, says in MARKS.items():
            if self._marks[mark]:
                yield MarkCount(mark, f"{self._marks[mark]} {says.counted}", says.way_out)
        if self._marks[INFERRED]:
            yield MarkCount(INFERRED, "about then, or inferred")

    def _reasons(self, *, with_conflicts: bool) -> Iterator[Note]:
        for (mark, doubt), names in self._doubts.items():
            yield Note(mark, _join_names(names), f"{doubt.grade}: {doubt.words}")
        if with_conflicts:
            for reason, names in self._conflicts.items():
                yield Note("!", _join_names(names), reason)

    def _sources_in_order(self) -> list[str]:
        return sorted(self._paragraphs, key=self.context.number_of_source)

    def _source_note(self, name: str) -> SourceNote:
        """Return a source in short, and its citation with every paragraph that is cited."""
        source = self.context.find_source(name)
        return SourceNote(
            number=str(self.context.number_of_source(name)),
            brief=brief_source_words(source),
            text=f"{source_words(source)} {paragraph_words(self._paragraphs[name])}",
            address=source.address,
        )


def scope_details(fact: Fact, context: Context) -> list[str]:
    """Return what else a title needs: the area where that is not the base's own, and the origin of a forecast."""
    details = []
    home = context.home.id if context.home else None
    if fact.area_id != home:
        details.append(fact.area_title or "no area")
    if fact.vintage.words:
        details.append(fact.vintage.words)
    return details


def _join_names(names: Iterable[str]) -> str:
    return "; ".join(names)


def legend(facts: Iterable[Fact]) -> Iterator[Block]:
    """Return the meaning of the marks that facts have."""
    used = {mark for fact in facts for mark in fact.marks}
    counts = [MarkCount(mark, says.meaning) for mark, says in MARKS.items() if mark in used]
    if counts:
        yield MarkCounts(counts, has_reasons=True)
