"""Decode the bytes of a document and split its text into paragraphs.

`new source --document` writes down how many paragraphs a document has, and `verify` counts them again. Both count here.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from typing import NamedTuple


class Encoding(NamedTuple):
    """A way to write text as bytes."""

    mark: bytes
    """The byte-order mark before the text; empty for none."""
    codec: str


class Decoding(NamedTuple):
    """The text that bytes say in one encoding."""

    codec: str
    text: str


_MARKED = (
    Encoding(b"\xef\xbb\xbf", "utf-8"),
    Encoding(b"\xff\xfe", "utf-16-le"),
    Encoding(b"\xfe\xff", "utf-16-be"),
)
_DOCUMENT_ENCODINGS = (Encoding(b"", "utf-8"), *_MARKED, Encoding(b"", "gb18030"))
"""The encodings in which documents are kept. Text in a western code page is a slip: it is recognised, not taken."""
_DOCUMENT_CODECS = {encoding.codec for encoding in _DOCUMENT_ENCODINGS}
_UNMARKED_CODECS = ("utf-8", "gb18030", "cp1252")
"""For bytes without a mark, the likeliest first."""
_CODECS_WITH_NULS = ("utf-16-le", "utf-16-be")
"""Tried last, for bytes that hold a zero."""
_LINE_ENDS = ("\n", "\r\n", "\r")


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not blank, with any line ends.

    >>> split_paragraphs("one\\r\\n \\r\\ntwo")
    ('one', 'two')
    """
    lines = _with_line_ends(text, "\n").split("\n")
    return tuple(line for line in lines if line.strip())


def read_paragraphs(raw: bytes) -> tuple[str, ...]:
    """Return the paragraphs of a file in its likeliest encoding. Bytes that say nothing in any become U+FFFD.

    >>> read_paragraphs("\\n重庆\\r汽车\\n".encode("utf-8-sig"))
    ('重庆', '汽车')
    """
    for decoding in possible_decodings(raw):
        return split_paragraphs(decoding.text)
    return split_paragraphs(raw.decode("utf-8", "replace"))


def has_document_encoding(raw: bytes) -> bool:
    """Tell whether the likeliest encoding of a file is one in which documents are kept: UTF-8, UTF-16 or GB 18030.

    >>> [has_document_encoding("café".encode(codec)) for codec in ("utf-8", "utf-16", "gb18030", "cp1252")]
    [True, True, True, False]
    """
    likeliest = next(possible_decodings(raw), None)
    return likeliest is not None and likeliest.codec in _DOCUMENT_CODECS


def possible_decodings(raw: bytes) -> Iterator[Decoding]:
    """Yield the text in each encoding in which the bytes say something, the likeliest first."""
    for mark, codec in _MARKED:
        if raw.startswith(mark):
            yield from _decode(raw.removeprefix(mark), codec)
            return
    for codec in _UNMARKED_CODECS:
        yield from _decode(raw, codec)
    if b"\0" in raw:
        for codec in _CODECS_WITH_NULS:
            yield from _decode(raw, codec)


def rewritten_texts(raw: bytes) -> dict[str, str]:
    """Map the SHA-256 of each form in which the text of a file can be written to that text.

    The forms differ in encoding, line ends and the line end after the last line.
    """
    texts: dict[str, str] = {}
    for decoding in possible_decodings(raw):
        for written in _written_forms(decoding.text):
            texts.setdefault(sha256(written).hexdigest(), decoding.text)
    return texts


def _decode(raw: bytes, codec: str) -> Iterator[Decoding]:
    try:
        yield Decoding(codec, raw.decode(codec))
    except UnicodeDecodeError:
        return


def _written_forms(text: str) -> Iterator[bytes]:
    """Yield the bytes of a text in each encoding, with each line end, and with or without one at its end."""
    plain = _with_line_ends(text, "\n")
    without_end = plain.rstrip("\n")
    endings = dict.fromkeys((plain, without_end, without_end + "\n"))
    for whole, line_end in product(endings, _LINE_ENDS):
        rewritten = _with_line_ends(whole, line_end)
        for mark, codec in _DOCUMENT_ENCODINGS:
            yield mark + rewritten.encode(codec)


def _with_line_ends(text: str, line_end: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", line_end)
