"""Decode the bytes of a document and split its text into paragraphs.

`new source --document` writes down how many paragraphs a document has, and `verify` counts them again. Both count here.
A paragraph is a line that is not blank or, of a table in CSV or TSV, a row that is not (`cqfacts.evidence.tables`).
"""

import re
import unicodedata
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
    Encoding(b"\xff\xfe\0\0", "utf-32-le"),  # begins as the mark of UTF-16 does
    Encoding(b"\0\0\xfe\xff", "utf-32-be"),
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
_ANY_LINE_END = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Characters between letters that nobody sees: soft hyphens, joiners, byte-order marks."""
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that look like any other: no-break, thin, ideographic."""


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not blank, with any line ends, each in its plain form.

    >>> split_paragraphs("one\\r\\n \\r\\ntwo")
    ('one', 'two')
    """
    lines = map(plain_text, _ANY_LINE_END.split(text))
    return tuple(line for line in lines if line.strip())


def plain_text(text: str) -> str:
    """Return the form of a text that all texts have that look like it.

    Letters are composed (NFC), every space is the usual one, and soft hyphens and joiners are left out.

    >>> plain_text("Cafe\u0301\u00a0of Chong\u00adqing")
    'Café of Chongqing'
    """
    if text.isascii():
        return text
    return _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def read_text(raw: bytes) -> str:
    """Return the text of a file in its likeliest encoding. Bytes that say nothing in any become U+FFFD."""
    for decoding in possible_decodings(raw):
        return decoding.text
    return raw.decode("utf-8", "replace")


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
    for ending, line_end in product(endings, _LINE_ENDS):
        rewritten = _with_line_ends(ending, line_end)
        for mark, codec in _DOCUMENT_ENCODINGS:
            yield mark + rewritten.encode(codec)


def _with_line_ends(text: str, line_end: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", line_end)
