"""The keys about the document of a source. They stand apart from `keys`, which every look-up imports: these import what reads documents."""

from typing import Protocol

from cqfacts.answers.keys import TEXT, Key, key, nullable, word
from cqfacts.evidence.documents import Document, Recognised
from cqfacts.model.vocabulary import Source


class OfDocument(Protocol):
    """What is said of the document of a source."""

    @property
    def source(self) -> Source:
        """The source."""

    @property
    def document(self) -> Document | None:
        """Its document; None where it is missing."""


def _file_of(item: OfDocument) -> str | None:
    return item.document.file if item.document else None


def _recognised_by(item: OfDocument) -> Recognised | None:
    return item.document.recognised if item.document else None


DOCUMENT_KEYS: tuple[Key[OfDocument], ...] = (
    key("source", TEXT, "the id of the source", lambda item: item.source.id),
    key("file", nullable(TEXT), "the file that is its document; null: it is missing", _file_of),
    key(
        "recognised",
        nullable(word(Recognised)),
        "by its SHA-256, by its text in another form, or only by its name",
        _recognised_by,
    ),
)
