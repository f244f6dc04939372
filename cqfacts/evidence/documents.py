"""The documents that a base cites, found in a folder of text files and read as paragraphs."""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cqfacts.files import Unreadable, read_file
from cqfacts.model.vocabulary import Source

_BOM_LE, _BOM_BE, _BOM_8 = b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"
_FORMS = ((b"", "utf-8"), (_BOM_8, "utf-8"), (_BOM_LE, "utf-16-le"), (_BOM_BE, "utf-16-be"), (b"", "gb18030"))
"""How a text is written: its byte-order mark, and its encoding."""
_LINE_ENDS = ("\n", "\r\n", "\r")
_LARGEST_REWRITTEN = 4 * 1024 * 1024
"""A larger file is recognised by its digest or its name only: writing it in every form would take long."""


class Recognised(StrEnum):
    """How a file was recognised as the document of a source; the surest first."""

    DIGEST = "digest"
    """It has the SHA-256 that the base gives."""
    TEXT = "text"
    """Written with other line ends, or in another encoding, it has."""
    NAME = "name"
    """It only has the name: its text is another."""


class Document(NamedTuple):
    """The text of a source, as a file of a folder has it."""

    file: str
    recognised: Recognised
    digest: str
    """The SHA-256 of the file."""
    paragraphs: tuple[str, ...]
    """Its lines that are not blank."""


def read_documents(folder: Path, sources: Iterable[Source]) -> dict[str, Document | Unreadable]:
    """The document of each source, by its id, among the files of a folder; or why there is none.

    Raises OSError where the folder cannot be listed.
    """
    wanted = list(sources)
    by_name = {source.file for source in wanted}
    # Files that have the name of a document come first: where all is well no other is read.
    names = sorted((path.name for path in folder.iterdir()), key=lambda name: (name not in by_name, name))
    found: dict[str, Document] = {}
    for name in names:
        if len(found) == len(wanted) and all(one.recognised is Recognised.DIGEST for one in found.values()):
            break
        raw = read_file(folder / name)
        if isinstance(raw, bytes):
            for source, document in _recognised(name, raw, wanted):
                before = found.get(source.id)
                if before is None or _surer(document, before):
                    found[source.id] = document
    return {source.id: found.get(source.id) or _absent(folder / source.file) for source in wanted}


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The lines of a text that are not blank, whatever its line ends.

    >>> paragraphs_of("one\\r\\n \\r\\ntwo")
    ('one', 'two')
    """
    lines = _with_line_ends(text, "\n").split("\n")
    return tuple(line for line in lines if line.strip())


def _recognised(name: str, raw: bytes, wanted: list[Source]) -> Iterator[tuple[Source, Document]]:
    """The sources whose document a file can be."""
    digest = hashlib.sha256(raw).hexdigest()
    same = [source for source in wanted if source.sha256 == digest]
    missing = [source for source in wanted if source not in same]
    for source in same:
        yield source, Document(name, Recognised.DIGEST, digest, paragraphs_of(_text(raw)))
    if same or not missing or len(raw) > _LARGEST_REWRITTEN:
        rewritten: dict[str, str] = {}
    else:
        rewritten = _other_forms(raw)
    for source in missing:
        if source.sha256 in rewritten:
            yield source, Document(name, Recognised.TEXT, digest, paragraphs_of(rewritten[source.sha256]))
        elif source.file == name:
            yield source, Document(name, Recognised.NAME, digest, paragraphs_of(_text(raw)))


def _surer(one: Document, other: Document) -> bool:
    order = list(Recognised)
    return order.index(one.recognised) < order.index(other.recognised)


def _absent(path: Path) -> Unreadable:
    found = read_file(path)
    return (
        found if isinstance(found, Unreadable) else Unreadable("CQ102", "could not be read a moment ago", "try again")
    )


def _other_forms(raw: bytes) -> dict[str, str]:
    """The text of a file by each SHA-256 that it has when written with other line ends, or in another encoding."""
    forms: dict[str, str] = {}
    for text in _texts(raw):
        plain = _with_line_ends(text, "\n")
        ends = (plain, plain.rstrip("\n"), plain.rstrip("\n") + "\n")
        for (mark, encoding), line_end, whole in product(_FORMS, _LINE_ENDS, dict.fromkeys(ends)):
            written = mark + _with_line_ends(whole, line_end).encode(encoding)
            forms.setdefault(hashlib.sha256(written).hexdigest(), text)
    return forms


def _texts(raw: bytes) -> Iterator[str]:
    """What a file says in each encoding in which it says something; the likeliest first."""
    for mark, encoding in (*_FORMS[1:4], _FORMS[0]):
        if raw.startswith(mark):
            yield from _decoded(raw.removeprefix(mark), encoding)
            if mark:
                return
    yield from _decoded(raw, "gb18030")
    yield from _decoded(raw, "cp1252")
    if b"\0" in raw:
        yield from _decoded(raw, "utf-16-le")
        yield from _decoded(raw, "utf-16-be")


def _text(raw: bytes) -> str:
    return next(_texts(raw), raw.decode("utf-8", "replace"))


def _decoded(raw: bytes, encoding: str) -> Iterator[str]:
    try:
        yield raw.decode(encoding)
    except UnicodeDecodeError:
        return


def _with_line_ends(text: str, line_end: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", line_end)
