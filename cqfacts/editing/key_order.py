"""Put the keys of entries in the order of their shape. A key takes its comments along; where that is not safe, nothing moves.

The comments of a key are those on lines of their own right above it, that behind it, and those below it that are indented more.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqfacts.base.shapes import Shape
from cqfacts.editing.spans import List, Mapping, Pair, Span, Text, list_comments_between, list_texts
from cqfacts.editing.text_lines import TextLines

_BEFORE_FIRST_KEY = re.compile(r" *(?:- +)?")
_COLON = re.compile(r"[ \t]*:")
_COMMA = re.compile(r"\s*,\s*")


class Edit(NamedTuple):
    """A part of a text, and what is to stand there."""

    start: int
    end: int
    text: str


class _Chunk(NamedTuple):
    """A key with its value on lines of its own."""

    leading: str
    """The lines above it that belong to it: comments and empty lines."""
    prefix: str
    """The start of its line: spaces, with the hyphen of an entry before its first key."""
    body: str
    """The rest, to the end of its last line."""


def apply_edits(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Return a part of a text with the edits that lie in it.

    >>> apply_edits("one two three", 4, 13, [Edit(0, 3, "1"), Edit(4, 7, "2")])
    '2 three'
    """
    pieces = []
    for edit in edits:
        if start <= edit.start and edit.end <= end:
            pieces += [text[start : edit.start], edit.text]
            start = edit.end
    return "".join([*pieces, text[start:end]])


class KeyOrder:
    """Puts the keys of one text in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = TextLines(text)

    def edit(self, span: Span, shape: Shape | None) -> list[Edit]:
        """Return the edits that put in order the keys of the mappings in a span; `shape`: that of the outermost ones."""
        if isinstance(span, Text):
            return []
        if isinstance(span, List):
            return [edit for item in span.items for edit in self.edit(item, shape)]
        edits = list(self._edit_values(span, shape))
        if shape is None:
            return edits
        order = _sort_keys(span, shape)
        if order == sorted(order) or not self._is_movable(span):
            return edits
        if span.is_flow:
            return [self._edit_in_braces(span, order, edits)]
        return [self._edit_on_lines(span, order, edits)]

    def _edit_values(self, span: Mapping, shape: Shape | None) -> Iterator[Edit]:
        for pair in span.pairs:
            yield from self.edit(pair.value, _shape_below(shape, pair.key))

    def _is_movable(self, span: Mapping) -> bool:
        """Return True where each key and its value are one piece that can stand in another place."""
        texts = list(list_texts(span))
        names = [pair.key.value for pair in span.pairs if isinstance(pair.key, Text)]
        has_plain_keys = len(names) == len(set(names)) == len(span.pairs)
        if not has_plain_keys or any(text.is_empty for text in texts):
            return False
        if not all(self._has_colon(pair) for pair in span.pairs):
            return False
        if span.is_flow:
            return self._is_parted_by_commas(span)
        return self._is_on_lines(span)

    def _has_colon(self, pair: Pair) -> bool:
        """Return True where a colon follows the key; in the old form, `? key`, it stands on a line of its own."""
        return _COLON.match(self._text, pair.key.end) is not None

    def _is_parted_by_commas(self, span: Mapping) -> bool:
        """Return True for a mapping in braces without comments, which would hold for other keys after a move."""
        is_in_braces = self._text.startswith("{", span.start)
        gaps = [
            self._text[before.value.end : pair.key.start]
            for before, pair in zip(span.pairs, span.pairs[1:], strict=False)
        ]
        opening = self._text[span.start + 1 : span.pairs[0].key.start]
        has_comment = any("#" in gap for gap in self._gaps_between_texts(span))
        return (
            is_in_braces
            and not opening.strip()
            and not has_comment
            and all(_COMMA.fullmatch(gap) for gap in gaps)
        )

    def _gaps_between_texts(self, span: Mapping) -> Iterator[str]:
        end = span.start
        for scalar in list_texts(span):
            yield self._text[end : scalar.start]
            end = scalar.end
        yield self._text[end : span.end]

    def _is_on_lines(self, span: Mapping) -> bool:
        """Return True where each key begins a line, all in the same column, and nothing but a comment follows its value."""
        prefixes = [self._prefix(pair) for pair in span.pairs]
        columns = {len(prefix) for prefix in prefixes}
        rests = [self._lines.rest(pair.value.end) for pair in span.pairs]
        return (
            len(columns) == 1
            and _BEFORE_FIRST_KEY.fullmatch(prefixes[0]) is not None
            and not "".join(prefixes[1:]).strip(" ")
            and all(rest.lstrip()[:1] in ("", "#") for rest in rests)
        )

    def _prefix(self, pair: Pair) -> str:
        return self._text[self._lines.start_of(pair.key.start) : pair.key.start]

    def _edit_in_braces(self, span: Mapping, order: Sequence[int], edits: Sequence[Edit]) -> Edit:
        """Return the edit of a mapping in braces. What parts its keys stays: the second comma is the second comma."""
        pieces = []
        for place, number in enumerate(order):
            pair = span.pairs[number]
            pieces.append(apply_edits(self._text, pair.key.start, pair.value.end, edits))
            if place + 1 < len(order):
                gap_start = span.pairs[place].value.end
                pieces.append(self._text[gap_start : span.pairs[place + 1].key.start])
        return Edit(span.pairs[0].key.start, span.pairs[-1].value.end, "".join(pieces))

    def _edit_on_lines(self, span: Mapping, order: Sequence[int], edits: Sequence[Edit]) -> Edit:
        """Return the edit of a mapping on lines. The comments above a key that becomes the first go above the hyphen."""
        column = len(self._prefix(span.pairs[0]))
        ends = [
            self._lines.end_with_comments(pair.value.end, deeper_than=column) for pair in span.pairs
        ]
        starts = [self._lines.start_of(span.pairs[0].key.start), *ends]
        chunks = [
            self._cut_chunk(pair, start, end, edits)
            for pair, start, end in zip(span.pairs, starts, ends, strict=False)
        ]
        first_prefix = chunks[0].prefix
        first, *others = [chunks[number] for number in order]
        pieces = [_align_above(first.leading, first_prefix), first_prefix, first.body]
        for chunk in others:
            pieces += [chunk.leading, " " * column, chunk.body]
        return Edit(starts[0], ends[-1], "".join(pieces))

    def _cut_chunk(self, pair: Pair, start: int, end: int, edits: Sequence[Edit]) -> _Chunk:
        line_start = self._lines.start_of(pair.key.start)
        return _Chunk(
            self._text[start:line_start],
            self._text[line_start : pair.key.start],
            apply_edits(self._text, pair.key.start, end, edits),
        )


def _align_above(leading: str, prefix: str) -> str:
    """Return comments to stand above a key that is now the first: without empty lines, in the column of the hyphen."""
    if not list_comments_between(leading, 0, len(leading)):
        return ""
    indent = " " * max(prefix.find("-"), 0) if "-" in prefix else " " * len(prefix)
    lines = leading.splitlines(keepends=True)
    return "".join(indent + line.lstrip(" \t") for line in lines if line.strip())


def _sort_keys(span: Mapping, shape: Shape) -> list[int]:
    """Return the numbers of the keys of a mapping in the order of a shape, those that it has not at the end."""
    places = {key.name: place for place, key in enumerate(shape.keys)}

    def place_of(number: int) -> int:
        key = span.pairs[number].key
        return places.get(key.value, len(places)) if isinstance(key, Text) else len(places)

    return sorted(range(len(span.pairs)), key=place_of)


def _shape_below(shape: Shape | None, key: Span) -> Shape | None:
    """Return the shape of the mappings in the value of a key; None where it has none."""
    if shape is None or not isinstance(key, Text):
        return None
    for candidate in shape.keys:
        if candidate.name == key.value:
            form = candidate.form.item or candidate.form
            return form.shape
    return None
