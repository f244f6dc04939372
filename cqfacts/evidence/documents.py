"""Find the documents that a base cites among the text files of a folder."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.evidence.tables import is_table, read_rows
from cqfacts.evidence.texts import (
    has_document_encoding,
    read_text,
    rewritten_texts,
    split_paragraphs,
)
from cqfacts.files import Unreadable, read_file
from cqfacts.model.names import short_path
from cqfacts.model.vocabulary import Source

_LARGEST_REWRITTEN = 4 * 1024 * 1024
"""In bytes. A larger file is recognised by its digest or its name only: writing it in every form would take long."""


class Recognised(StrEnum):
    """By what a file was recognised as the document of a source; the surest first."""

    DIGEST = "digest"
    """It has the SHA-256 that the base gives."""
    TEXT = "text"
    """Written with other line ends, or in another encoding, it has."""
    NAME = "name"
    """It only has the name: its text is another."""


_SUREST_FIRST = tuple(Recognised)


class Document(NamedTuple):
    """The text of a source, as a file of a folder has it."""

    file: str
    recognised: Recognised
    digest: str
    """The SHA-256 of the file."""
    paragraphs: tuple[str, ...]
    """Its lines that are not blank, or the rows of a table."""


Documents = dict[str, Document | Unreadable]
"""The document of each source, by the id of the source, or the reason why there is none."""


class DocumentDescription(NamedTuple):
    """The keys of a source that follow from the text file of its document."""

    file: str
    sha256: str
    paragraphs: int
    """The number of its lines, or rows of a table, that are not blank."""


def describe_document(path: Path) -> DocumentDescription:
    """Read the text file of a document for the source that is to cite it. Raises WrongUsage as `read_document` does."""
    content = read_document(path)
    paragraphs = split_document(read_text(content), path.name)
    return describe_content(content, path.name, len(paragraphs))


def read_document(path: Path) -> bytes:
    """Return the content of the text file of a document.

    Raises WrongUsage where it cannot be read or is not text in UTF-8, UTF-16 or GB 18030.
    """
    content = read_file(path)
    if isinstance(content, Unreadable):
        hint = f"; {content.hint}" if path.exists() else ""
        raise WrongUsage(f"{short_path(path)}: {content.message}{hint}")
    if not has_document_encoding(content):
        raise WrongUsage(
            f"{short_path(path)} is not UTF-8, UTF-16 or GB 18030; documents are kept as text in one of them"
        )
    return content


def describe_content(content: bytes, file: str, paragraphs: int) -> DocumentDescription:
    """Describe a document whose content has so many paragraphs, for the source that is to cite it."""
    return DocumentDescription(file, sha256(content).hexdigest(), paragraphs)


def split_document(text: str, file: str) -> tuple[str, ...]:
    """Return the paragraphs of a document of that name: the rows of a table, the lines of any other text.

    >>> split_document("one\\n\\ntwo\\n", "report.txt")
    ('one', 'two')
    """
    if is_table(file):
        return read_rows(text, file)
    return split_paragraphs(text)


def read_documents(folder: Path, sources: Iterable[Source]) -> Documents:
    """Find the document of each source among the files of a folder.

    A file may have any name. Of several that could be a document the one that is recognised most surely is taken.
    Raises OSError where the folder cannot be listed.
    """
    all_sources = list(sources)
    surest: dict[str, Document] = {}
    for name in _list_likely_files(folder, all_sources):
        if _is_settled(all_sources, surest):
            break
        raw = read_file(folder / name)
        if isinstance(raw, Unreadable):
            continue
        for source, document in _match_sources(name, raw, all_sources):
            present = surest.get(source.id)
            if present is None or _is_surer(document, present):
                surest[source.id] = document
    documents: Documents = {}
    for source in all_sources:
        documents[source.id] = surest.get(source.id) or _explain_absence(folder / source.file)
    return documents


def _list_likely_files(folder: Path, sources: Sequence[Source]) -> list[str]:
    """List the names in a folder, those of documents first: where all is well no other file is read."""
    names = sorted(path.name for path in folder.iterdir())
    cited_names = {source.file for source in sources}
    names.sort(key=lambda name: name not in cited_names)
    return names


def _is_settled(sources: Sequence[Source], surest: dict[str, Document]) -> bool:
    """Tell whether no other file can be a surer document of any source."""
    is_sure = [document.recognised is Recognised.DIGEST for document in surest.values()]
    return len(surest) == len(sources) and all(is_sure)


def _match_sources(
    name: str, raw: bytes, sources: Sequence[Source]
) -> Iterator[tuple[Source, Document]]:
    """Yield each source whose document a file can be."""
    digest = sha256(raw).hexdigest()
    cited_digests = {source.sha256 for source in sources}
    texts: dict[str, str] = {}
    if digest not in cited_digests and len(raw) <= _LARGEST_REWRITTEN:
        texts = rewritten_texts(raw)
    for source in sources:
        text = texts.get(source.sha256)
        if source.sha256 == digest:
            paragraphs = split_document(read_text(raw), source.file)
            yield source, Document(name, Recognised.DIGEST, digest, paragraphs)
        elif text is not None:
            paragraphs = split_document(text, source.file)
            yield source, Document(name, Recognised.TEXT, digest, paragraphs)
        elif source.file == name:
            paragraphs = split_document(read_text(raw), source.file)
            yield source, Document(name, Recognised.NAME, digest, paragraphs)


def _is_surer(document: Document, present: Document) -> bool:
    """Tell whether a document is recognised more surely than the present one."""
    rank = _SUREST_FIRST.index(document.recognised)
    return rank < _SUREST_FIRST.index(present.recognised)


def _explain_absence(path: Path) -> Unreadable:
    """Return the reason why the file of a document gave no bytes."""
    raw = read_file(path)
    if isinstance(raw, Unreadable):
        return raw
    return Unreadable("CQ102", "could not be read a moment ago", "try again")
