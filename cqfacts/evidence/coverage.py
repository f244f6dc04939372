"""Judge which figures and dates of a document are quoted, which are skipped with a reason, and which are open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cqfacts.evidence.documents import Document
from cqfacts.evidence.quotations import find_occurrences
from cqfacts.evidence.tables import find_cells, is_table
from cqfacts.evidence.texts import plain_text
from cqfacts.model.fact import Citation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.model.vocabulary import Source, Unit
from cqfacts.reader.reading import read_text

PERIOD = "period"
"""The kind of a passage that says a time."""


class PassageState(StrEnum):
    """The part that a base plays in a passage."""

    QUOTED = "quoted"
    """A fact, or a relation, cites it."""
    SKIPPED = "skipped"
    """It is listed as no fact."""
    OPEN = "open"
    """Neither."""


class Quotation(NamedTuple):
    """Words that an entry of a base cites."""

    entry: str
    """The id of the fact or relation."""
    citation: Citation


class Passage(NamedTuple):
    """A figure, a rank or a time in a document."""

    paragraph: int
    text: str
    """The digits with sign and scale word, or the words of the time."""
    start: int
    """In characters of the paragraph, from 0."""
    end: int
    """The place after the last character."""
    kind: str
    """A FigureKind, or PERIOD."""
    state: PassageState = PassageState.OPEN
    quoted_by: tuple[str, ...] = ()
    """The ids of the facts and relations that quote it."""
    reason: str | None = None
    """The reason why it is skipped."""


class DocumentCoverage(NamedTuple):
    """The passages of the document of a source."""

    source: Source
    document: Document | None
    """None where it is missing."""
    passages: tuple[Passage, ...]
    """In the order in which they stand."""

    def number_of(self, state: PassageState) -> int:
        """Return how many passages have a state."""
        return sum(passage.state is state for passage in self.passages)

    @property
    def percent(self) -> Fraction | None:
        """The share of passages that are not open; None where there is none."""
        if not self.passages:
            return None
        return 100 - Fraction(100 * self.number_of(PassageState.OPEN), len(self.passages))


class _Stretch(NamedTuple):
    """Words of a paragraph that are quoted or skipped: the id of the entry, or the reason."""

    start: int
    end: int
    label: str

    def holds(self, passage: Passage) -> bool:
        return self.start <= passage.start and passage.end <= self.end


_Stretches = dict[int, list[_Stretch]]
"""By paragraph."""


def cover_document(
    source: Source,
    document: Document,
    quotations: Iterable[Quotation],
    skipped: Iterable[SkippedPassage],
    units: Sequence[Unit] = (),
) -> DocumentCoverage:
    """Judge each figure and date of a document. Words that it does not print exactly once cover nothing."""
    quoted_stretches = _find_stretches(
        document, ((quotation.citation, quotation.entry) for quotation in quotations)
    )
    skipped_stretches = _find_stretches(
        document, ((passage.citation, passage.reason) for passage in skipped)
    )
    passages = []
    for passage in find_passages(source, document, units):
        quoted_by = _labels(passage, quoted_stretches)
        reasons = _labels(passage, skipped_stretches)
        passages.append(_judge_passage(passage, quoted_by, reasons))
    return DocumentCoverage(source, document, tuple(passages))


def find_passages(
    source: Source, document: Document, units: Sequence[Unit] = ()
) -> Iterator[Passage]:
    """Yield the figures and times of a document, in reading order; of a table those in its cells, not in its heads."""
    for number, paragraph in enumerate(document.paragraphs, 1):
        if not is_table(source.file):
            yield from _read_passages(number, paragraph, 0, source, units)
        elif number > 1:
            for start, cell in find_cells(paragraph):
                yield from _read_passages(number, cell, start, source, units)


def _read_passages(
    paragraph: int, text: str, offset: int, source: Source, units: Sequence[Unit]
) -> Iterator[Passage]:
    """Yield the figures and times of a text that begins at an offset in its paragraph, none of them inside another."""
    reading = read_text(text, units, source.issued)
    spans = [(mention.start, mention.end, PERIOD) for mention in reading.mentions]
    spans += [
        (figure.number_start, figure.number_end, figure.kind.value) for figure in reading.figures
    ]
    furthest_end = 0
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > furthest_end:
            furthest_end = end
            yield Passage(paragraph, text[start:end], offset + start, offset + end, kind)


def _find_stretches(document: Document, labelled: Iterable[tuple[Citation, str]]) -> _Stretches:
    """Return where words stand in a document that prints them exactly once in their paragraph."""
    stretches: _Stretches = defaultdict(list)
    for citation, label in labelled:
        if citation.paragraph > len(document.paragraphs):
            continue
        printed = plain_text(citation.printed)
        paragraph = document.paragraphs[citation.paragraph - 1]
        starts = find_occurrences(printed, paragraph)
        if len(starts) == 1:
            [start] = starts
            stretches[citation.paragraph].append(_Stretch(start, start + len(printed), label))
    return stretches


def _labels(passage: Passage, stretches: _Stretches) -> tuple[str, ...]:
    """Return the labels of the stretches that hold a passage, each once."""
    beside = stretches.get(passage.paragraph, ())
    return tuple(dict.fromkeys(stretch.label for stretch in beside if stretch.holds(passage)))


def _judge_passage(
    passage: Passage, quoted_by: tuple[str, ...], reasons: tuple[str, ...]
) -> Passage:
    if quoted_by:
        return passage._replace(state=PassageState.QUOTED, quoted_by=quoted_by)
    if reasons:
        return passage._replace(state=PassageState.SKIPPED, reason=reasons[0])
    return passage
