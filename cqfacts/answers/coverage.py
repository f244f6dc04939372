"""The share of each document that a base quotes, skips with a reason, or leaves open."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqfacts.answers.document_keys import DOCUMENT_KEYS
from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    DOCUMENTS,
    FOLDER,
    MORE,
    NO_FACTS,
    PERCENTAGE,
    TEXT,
    TEXTS,
    Envelope,
    Key,
    Listing,
    Record,
    key,
    list_of,
    nullable,
    optional_key,
    read_from,
    word,
)
from cqfacts.evidence.coverage import DocumentCoverage, Passage, PassageState


class CoverageReport(NamedTuple):
    """The figures and dates of the documents of a base, each quoted, skipped or open."""

    documents: str
    """The folder of the documents as the user typed it."""
    folder: str | None
    """The folder of the base as the user typed it; None: the shipped base."""
    coverages: Sequence[DocumentCoverage]
    is_shown: bool = False
    """True where a screen shows the text of the documents."""
    has_excerpts: bool = True
    """True where a screen shows the words around an open passage: no file gets text of a document."""
    limit: int | None = None
    """The most documents that are listed. All of them count for what the report says of the base."""
    command: str = "coverage"

    @property
    def listed(self) -> Sequence[DocumentCoverage]:
        """The documents that the limit lets through."""
        return self.coverages[: self.limit]

    @property
    def more(self) -> int:
        """The number of documents that the limit leaves out."""
        return len(self.coverages) - len(self.listed)

    @property
    def contract(self) -> "Envelope[CoverageReport, DocumentCoverage]":
        """The keys of its JSON."""
        return COVERAGE_REPORT

    @property
    def is_complete(self) -> bool:
        """Return True where every document is there."""
        return all(coverage.document for coverage in self.coverages)

    def falls_under(self, percent: int) -> bool:
        """Return True where less than so many percent of the passages of a document are quoted or skipped."""
        shares = [coverage.percent for coverage in self.coverages]
        return any(share is not None and share < percent for share in shares)


class SourcePassage(NamedTuple):
    """A passage, with the document that it stands in."""

    source: str
    passage: Passage


def list_passages(report: CoverageReport) -> Iterator[SourcePassage]:
    """Yield every passage of the documents that are listed, in reading order."""
    for coverage in report.listed:
        for passage in coverage.passages:
            yield SourcePassage(coverage.source.id, passage)


PASSAGE: Record[Passage] = Record(
    "passage",
    "A figure, a rank or a time in a document",
    (
        key("paragraph", COUNT, "its paragraph, from 1", lambda passage: passage.paragraph),
        key("text", TEXT, "the words that say it", lambda passage: passage.text),
        key(
            "start",
            COUNT,
            "the place of their first character in the paragraph, from 0",
            lambda passage: passage.start,
        ),
        key("end", COUNT, "the place after their last character", lambda passage: passage.end),
        key("kind", TEXT, "the kind of figure, or period", lambda passage: passage.kind),
        key(
            "state",
            word(PassageState),
            "quoted by a fact or relation, skipped with a reason, or open",
            lambda passage: passage.state,
        ),
        key(
            "quoted_by",
            TEXTS,
            "the ids of the facts and relations that quote it",
            lambda passage: passage.quoted_by,
        ),
        optional_key("reason", TEXT, "why it is skipped", lambda passage: passage.reason),
    ),
)
_PASSAGE_OF_SOURCE: tuple[Key[SourcePassage], ...] = read_from(
    PASSAGE.keys, lambda item: item.passage
)
SOURCE_PASSAGE: Record[SourcePassage] = Record(
    "source_passage",
    "A figure, a rank or a time, and the document that it stands in",
    (
        key("source", TEXT, "the id of the source", lambda item: item.source),
        *_PASSAGE_OF_SOURCE,
    ),
)
COVERAGE: Record[DocumentCoverage] = Record(
    "coverage",
    "How much of one document a base holds",
    (
        *DOCUMENT_KEYS,
        key(
            "quoted",
            COUNT,
            "how many figures, ranks and times facts and relations quote",
            lambda coverage: coverage.number_of(PassageState.QUOTED),
        ),
        key(
            "skipped",
            COUNT,
            "how many are skipped with a reason",
            lambda coverage: coverage.number_of(PassageState.SKIPPED),
        ),
        key(
            "open",
            COUNT,
            "how many are neither",
            lambda coverage: coverage.number_of(PassageState.OPEN),
        ),
        key(
            "percent",
            nullable(PERCENTAGE),
            "the share of them that are not open; null: there are none",
            lambda coverage: coverage.percent,
        ),
        key(
            "passages",
            list_of(PASSAGE.inline),
            "each of them, in reading order",
            lambda coverage: coverage.passages,
        ),
    ),
)
COVERAGE_REPORT: Envelope[CoverageReport, DocumentCoverage] = Envelope(
    ("coverage",),
    Record(
        "documents",
        ASKED,
        (
            DOCUMENTS,
            FOLDER,
        ),
    ),
    (NO_FACTS, MORE),
    Listing(
        "documents",
        "the document of each source",
        lambda answer: answer.listed,
        COVERAGE,
        item_schema=COVERAGE.schema,
        rows=Listing("passages", "every passage", list_passages, SOURCE_PASSAGE),
    ),
    "coverage",
)
