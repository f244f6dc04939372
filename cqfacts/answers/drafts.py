"""The figures of a document that no fact covers, and what became of drafts that somebody filled in."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from cqfacts.answers.facts import CITATION
from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    DOCUMENTS,
    FOLDER,
    MORE,
    NO_FACTS,
    TEXT,
    TEXTS,
    Envelope,
    Key,
    Listing,
    Record,
    key,
    list_of,
    nullable,
    read_from,
    word,
)
from cqfacts.editing.admitting import Admission, DraftRefusal
from cqfacts.editing.drafting import DraftedFact
from cqfacts.model.finding import Finding
from cqfacts.reader.records import Direction, FigureKind


class DraftReport(NamedTuple):
    """The drafts of the figures of a document, in reading order."""

    source: str
    """The source as the user named it."""
    documents: str
    """The folder of the documents as the user typed it."""
    folder: str | None
    """The folder of the base as the user typed it; None: the shipped base."""
    drafts: Sequence[DraftedFact]
    limit: int | None = None
    """The most drafts that are listed."""
    is_asked: bool = False
    """True where somebody was asked about each: what is left is only counted."""
    command: str = "draft"

    @property
    def listed(self) -> Sequence[DraftedFact]:
        """The drafts that the limit lets through."""
        return self.drafts if self.is_asked else self.drafts[: self.limit]

    @property
    def more(self) -> int:
        """The number of drafts that the limit leaves out."""
        return len(self.drafts) - len(self.listed)

    @property
    def contract(self) -> "Envelope[DraftReport, DraftedFact]":
        """The keys of its JSON."""
        return DRAFT_REPORT


class AdmissionReport(NamedTuple):
    """The drafts that became facts or skipped passages, and those that did not."""

    file: str
    """The file of the drafts as the user typed it."""
    documents: str
    folder: str | None
    admission: Admission
    limit: int | None = None
    """The most refusals that are listed."""
    command: str = "draft --admit"

    @property
    def listed(self) -> Sequence[DraftRefusal]:
        """The refusals that the limit lets through."""
        return self.admission.refusals[: self.limit]

    @property
    def more(self) -> int:
        """The number of refusals that the limit leaves out."""
        return len(self.admission.refusals) - len(self.listed)

    @property
    def contract(self) -> "Envelope[AdmissionReport, DraftRefusal]":
        """The keys of its JSON."""
        return ADMISSION_REPORT


class OfFigure(Protocol):
    """What is said of a figure of a document."""

    @property
    def source(self) -> str:
        """The id of the source."""

    @property
    def paragraph(self) -> int:
        """Its paragraph, from 1."""

    @property
    def printed(self) -> str:
        """The words of the figure."""


_FIGURE_KEYS: tuple[Key[OfFigure], ...] = (
    key("source", TEXT, "the id of the source", lambda item: item.source),
    key("paragraph", COUNT, "its paragraph, from 1", lambda item: item.paragraph),
    key("printed", TEXT, "the words of the figure", lambda item: item.printed),
)


_FIGURE_OF_DRAFT: tuple[Key[DraftedFact], ...] = read_from(_FIGURE_KEYS, lambda item: item.draft)
_FIGURE_OF_REFUSAL: tuple[Key[DraftRefusal], ...] = read_from(_FIGURE_KEYS, lambda item: item.draft)


def _text(item: DraftedFact, name: str) -> str | None:
    return str(item.entered.get(name) or "") or None


DRAFT: Record[DraftedFact] = Record(
    "draft",
    "A figure of a document, with what can be read of it: a fact once somebody says its indicator",
    (
        *_FIGURE_OF_DRAFT,
        key("sentence", TEXT, "the sentence in which it stands", lambda item: item.draft.sentence),
        key("figure", word(FigureKind), "the kind of figure", lambda item: item.draft.figure.kind),
        key(
            "direction",
            nullable(word(Direction)),
            "the direction that the words around it say",
            lambda item: item.draft.figure.direction,
        ),
        key(
            "proposed",
            TEXTS,
            "the ids of the indicators that fit best",
            lambda item: item.draft.indicators,
        ),
        key(
            "value",
            nullable(TEXT),
            "the figure as a fact of the first of them writes it",
            lambda item: _text(item, "value"),
        ),
        key(
            "unit",
            nullable(TEXT),
            "its unit, where that is not the one of the indicator",
            lambda item: _text(item, "unit"),
        ),
        key(
            "area",
            nullable(TEXT),
            "the area that is named, else the base's own",
            lambda item: _text(item, "area"),
        ),
        key("period", nullable(TEXT), "its time, in EDTF", lambda item: _text(item, "period")),
        key(
            "dating_reason",
            nullable(TEXT),
            "how the time was placed where no words say it",
            lambda item: _text(item, "dating_reason"),
        ),
        key(
            "unclear",
            nullable(TEXT),
            "what must be settled before it can be a fact",
            lambda item: _text(item, "unclear"),
        ),
        key(
            "citations",
            list_of(CITATION.form),
            "the words that a fact would quote",
            lambda item: item.citations,
        ),
    ),
)
DRAFT_REPORT: Envelope[DraftReport, DraftedFact] = Envelope(
    ("draft",),
    Record(
        "document",
        ASKED,
        (
            key("source", TEXT, "the source", lambda answer: answer.source),
            DOCUMENTS,
            FOLDER,
        ),
    ),
    (NO_FACTS, MORE),
    Listing("drafts", "the figures that no fact covers", lambda answer: answer.listed, DRAFT),
)
_FINDING: Record[Finding] = Record(
    "finding_of_draft",
    "Why a draft was refused",
    (
        key("code", TEXT, "its code; empty where none has one", lambda finding: finding.code),
        key("message", TEXT, "what is wrong", lambda finding: finding.message),
        key("hint", TEXT, "the way out", lambda finding: finding.hint),
    ),
)
REFUSED_DRAFT: Record[DraftRefusal] = Record(
    "refused_draft",
    "A draft that was not admitted",
    (
        *_FIGURE_OF_REFUSAL,
        key("findings", list_of(_FINDING.inline), "why", lambda item: item.findings),
    ),
)


def _admitted_facts(answer: AdmissionReport) -> Sequence[str]:
    return [entry.id for entry in answer.admission.admitted if entry.kind == "fact"]


def _count_skipped(answer: AdmissionReport) -> int:
    return sum(entry.kind == "skipped passage" for entry in answer.admission.admitted)


ADMISSION_REPORT: Envelope[AdmissionReport, DraftRefusal] = Envelope(
    ("draft --admit",),
    Record(
        "filled_drafts",
        ASKED,
        (
            key("file", TEXT, "the file of the drafts", lambda answer: answer.file),
            DOCUMENTS,
            FOLDER,
        ),
    ),
    (
        NO_FACTS,
        key("admitted", TEXTS, "the ids of the new facts", _admitted_facts),
        key("skipped", COUNT, "how many passages were skipped", _count_skipped),
        key(
            "undecided",
            COUNT,
            "how many drafts say neither an indicator nor why they are skipped",
            lambda answer: answer.admission.undecided,
        ),
        key(
            "present",
            COUNT,
            "how many drafts are of figures that the base had already",
            lambda answer: answer.admission.present,
        ),
        MORE,
    ),
    Listing(
        "refusals",
        "the drafts that were not admitted",
        lambda answer: answer.listed,
        REFUSED_DRAFT,
        item_schema=REFUSED_DRAFT.schema,
    ),
    "admission",
)
