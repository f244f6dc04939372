"""The spans of a YAML text: where each text, list and mapping begins and ends, in characters.

The reader of a base keeps no ends, which only who moves text needs. A text is read here after that reader has accepted it: it
has one document, no anchors, no tags, and is not nested deeply.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_STYLES = ("|", ">")
_KEEPS_LINES = re.compile(r"[|>][1-9]?\+")
"""The head of a text in lines of its own whose empty last lines belong to it."""


class _Mark(Protocol):
    """A position in YAML, counted from 0."""

    @property
    def index(self) -> int: ...


class Text(NamedTuple):
    """A text, from its first character, or its quote, to after its last."""

    start: int
    end: int
    value: str
    is_empty: bool
    """True where nothing is written: its place says little."""


class List(NamedTuple):
    """A list; in brackets where it `is_flow`, else from its first hyphen to after the last character of its last item."""

    start: int
    end: int
    items: list["Span"]
    is_flow: bool


class Pair(NamedTuple):
    """A key with its value."""

    key: "Span"
    value: "Span"


class Mapping(NamedTuple):
    """Keys with values; in braces where it `is_flow`."""

    start: int
    end: int
    pairs: list[Pair]
    is_flow: bool


Span = Text | List | Mapping


def read_spans(text: str) -> Span | None:
    """Return the span of the only document of a text; None where there is none. Raises yaml.YAMLError."""
    return _Reader(text).read()


def list_texts(span: Span) -> Iterator[Text]:
    """Yield the texts of a span in their order, keys and values."""
    if isinstance(span, Text):
        yield span
    elif isinstance(span, List):
        for item in span.items:
            yield from list_texts(item)
    else:
        for pair in span.pairs:
            yield from list_texts(pair.key)
            yield from list_texts(pair.value)


def find_comments(text: str) -> list[str]:
    """Return the comments of a text in their order. Raises yaml.YAMLError.

    >>> find_comments("# head\\n- a: '# no comment'  # but this\\n")
    ['# head', '# but this']
    """
    root = read_spans(text)
    if root is None:
        return list_comments_between(text, 0, len(text))
    comments = []
    end = 0
    for scalar in list_texts(root):
        comments += list_comments_between(text, end, scalar.start)
        end = max(end, scalar.end)
    return comments + list_comments_between(text, end, len(text))


def list_comments_between(text: str, start: int, end: int) -> list[str]:
    """Return the comments of a part of a text that has none of its texts."""
    return [comment.rstrip() for comment in _COMMENT.findall(text, start, end)]


def _index_of(mark: _Mark | None) -> int:
    """Return the place of a mark in its text, in characters."""
    if mark is None:
        raise yaml.YAMLError("an event without its place")
    return mark.index


class _Reader:
    """Makes spans of the events of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next_event = _LOADER(text).get_event

    def read(self) -> Span | None:
        """Return the span of the first document."""
        while not isinstance(event := self._next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.NodeEvent):
                return self._read_node(event)
        return None

    def _read_node(self, event: yaml.NodeEvent) -> Span:
        if isinstance(event, yaml.SequenceStartEvent):
            return self._read_list(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._read_mapping(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._read_text(event)
        raise yaml.YAMLError("an alias has no span")

    def _read_text(self, event: yaml.ScalarEvent) -> Text:
        start, end = _index_of(event.start_mark), _index_of(event.end_mark)
        keeps_lines = _KEEPS_LINES.match(self._text, start)
        if event.style in _BLOCK_STYLES and not keeps_lines:
            end = start + len(self._text[start:end].rstrip())
        return Text(start, end, event.value, is_empty=start == end)

    def _read_list(self, start: yaml.SequenceStartEvent) -> List:
        items: list[Span] = []
        while not isinstance(event := self._next_event(), yaml.SequenceEndEvent):
            items.append(self._read_node(event))
        end = items[-1].end if items and not start.flow_style else _index_of(event.end_mark)
        return List(_index_of(start.start_mark), end, items, bool(start.flow_style))

    def _read_mapping(self, start: yaml.MappingStartEvent) -> Mapping:
        pairs: list[Pair] = []
        while not isinstance(event := self._next_event(), yaml.MappingEndEvent):
            key = self._read_node(event)
            pairs.append(Pair(key, self._read_node(self._next_event())))
        end = pairs[-1].value.end if pairs and not start.flow_style else _index_of(event.end_mark)
        return Mapping(_index_of(start.start_mark), end, pairs, bool(start.flow_style))
