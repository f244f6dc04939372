"""YAML text to nodes that keep every scalar as text, with its line and column.

Read from libyaml's events: PyYAML's `safe_load` turns NO into False and 2.50 into 2.5, loses duplicate keys and
follows aliases. Here anchors, aliases, tags, merge keys, directives, second documents and deep nesting are findings.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from cqfacts.files import Unreadable
from cqfacts.model.finding import Finding, Place
from cqfacts.model.names import INVISIBLE, short

DEEPEST = 16
LARGEST_ENTRY = 10_000
"""How many values an entry may have. A node takes 300 times the memory of its text."""
LONGEST_LINE = 10_000
"""Of a longer one nothing is shown."""
MOST_FINDINGS = 1000
"""How many findings of one file are kept. More are one mistake made over and over, and would fill memory."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FORBIDDEN = re.compile(f"[{INVISIBLE}]")


Scalar = yaml.ScalarEvent
"""A text, as libyaml's event: making a record of our own of each took a fifth of the loading time."""


class Sequence(NamedTuple):
    items: list["Node"]
    start_mark: yaml.Mark


class Mapping(NamedTuple):
    pairs: list[tuple["Node", "Node"]]
    start_mark: yaml.Mark


Node = Scalar | Sequence | Mapping
_SequenceEnd, _MappingEnd = yaml.SequenceEndEvent, yaml.MappingEndEvent


class Report:
    """Collects the findings of one file."""

    def __init__(self, file: str, text: str = "") -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._text = text
        self._line_seen, self._start_seen = 1, 0

    @property
    def full(self) -> bool:
        """Whether there are more findings than are kept."""
        return len(self.findings) > MOST_FINDINGS

    def add(
        self,
        at: Node | Place | None,
        code: str,
        message: str,
        hint: str,
        trail: tuple[str, ...] = (),
        wanted: str = "",
    ) -> None:
        """Add a finding at a node, at a place, or (None) about the whole file."""
        if self.full:
            return
        if len(self.findings) == MOST_FINDINGS:
            at, code, message, trail = None, "CQ115", f"there are more than {MOST_FINDINGS:,} findings", ()
            hint = "what comes after these is not read: mend them first"
        place = at if isinstance(at, Place) else self.place(at)
        self.findings.append(Finding(place, code, message, hint, trail, self._line(place.line), wanted))

    def place(self, node: Node | None) -> Place:
        """Where a node starts; None is the whole file."""
        mark = node and node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def _line(self, number: int) -> str:
        """The line of that number where it is not too long; "" stands for none.

        Findings mostly come in order, so the search goes on from the line that was asked for last.
        """
        if not number:
            return ""
        if number < self._line_seen:
            self._line_seen, self._start_seen = 1, 0
        while self._line_seen < number:
            end = self._text.find("\n", self._start_seen)
            if end < 0:
                return ""
            self._line_seen, self._start_seen = self._line_seen + 1, end + 1
        end = self._text.find("\n", self._start_seen)
        line = slice(self._start_seen, end if end >= 0 else len(self._text))
        return self._text[line].rstrip("\r") if line.stop - line.start <= LONGEST_LINE else ""


def read_items(raw: bytes | Unreadable, shown: str, expected: str) -> tuple[Iterator[Node], Report]:
    """The items of the list that a file is, each built when it is asked for; the report says what is wrong so far.

    `shown`: the name of the file as the user knows it; `expected`: what the items are.
    """
    report = Report(shown)
    if isinstance(raw, Unreadable):
        report.add(None, *raw)
        return iter(()), report
    text = _decode(raw, report)
    if text is None:
        return iter(()), report
    report = Report(shown, text)
    if _check_characters(text, report):
        return iter(()), report
    if text.strip() and not text.endswith("\n"):
        report.add(None, "CQ110", "the file does not end with a line end", "it may be cut off: complete its last line")
    return _parse(text, report, expected), report


def _decode(raw: bytes, report: Report) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        report.add(
            Place(report.file, line, column),
            "CQ103",
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            "save the file as UTF-8 without a byte-order mark",
        )
        return None


def _check_characters(text: str, report: Report) -> bool:
    bad = FORBIDDEN.search(text) or re.search(r"\r(?!\n)", text)
    if not bad:
        return False
    line = text.count("\n", 0, bad.start()) + 1
    column = bad.start() - (text.rfind("\n", 0, bad.start()) + 1) + 1
    place = Place(report.file, line, column)
    report.add(place, "CQ104", not_allowed(bad.group()), "remove it: it is invisible or changes the line")
    return True


def not_allowed(character: str) -> str:
    """That a character may not stand in a base.

    >>> not_allowed("\\x1b")
    'character U+001B is not allowed'
    """
    return f"character U+{ord(character):04X} is not allowed"


_UNENDED = {
    "while scanning a quoted scalar": ("a quoted text is not ended", "end it with the mark with which it begins"),
    "while parsing a flow mapping": ("{ is not closed", "end it with }, and quote texts that have a brace or comma"),
    "while parsing a flow sequence": ("[ is not closed", "end it with ], and quote texts that have a bracket or comma"),
    "while scanning a simple key": ("a key without its colon", "write a colon and a space after it"),
}
"""What libyaml was at, and what is told of it where the line on which it began is over."""


class _GiveUp(Exception):
    """The rest of the file cannot be read."""


def _parse(text: str, report: Report, expected: str) -> Iterator[Node]:
    try:
        yield from _Builder(text, report).items(expected)
    except _GiveUp:
        pass
    except UnicodeError:
        report.add(None, "CQ106", "a tag has bytes that are no text", "remove it: every value is a text")
    except yaml.YAMLError as error:
        report.add(*_not_yaml(error, report.file))


def _not_yaml(error: yaml.YAMLError, file: str) -> tuple[Place | None, str, str, str]:
    """Place, code, cause and way out: where libyaml stumbles, or where that began which it misses the end of."""
    began, stumbled = (getattr(error, f"{name}_mark", None) for name in ("context", "problem"))
    problem = getattr(error, "problem", None) or "is not YAML"
    hint = "often an indent, or a value that needs quotes: with > or % first, or with a colon and a space in it"
    if "escape code" in problem:
        hint = "remove the escape"
    context = getattr(error, "context", None)
    if context in _UNENDED and began and stumbled and began.line < stumbled.line:
        stumbled = began
        problem, hint = _UNENDED[context]
    mark = stumbled or began
    return Place(file, mark.line + 1, mark.column + 1) if mark else None, "CQ105", f"not YAML: {problem}", hint


class _Builder:
    """Builds nodes from one file's events, without recursion deeper than DEEPEST."""

    def __init__(self, text: str, report: Report) -> None:
        self._next: Callable[[], Any] = _LOADER(text).get_event
        self._report = report
        self._values = 0
        """How many values the entry that is being read has in lists and mappings that are read."""

    def items(self, expected: str) -> Iterator[Node]:
        """The items of the list that the only document is."""
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "CQ107", "a second document starts here", "one file holds one document")
                    raise _GiveUp
                if event.version or event.tags:
                    self._refuse(event, "CQ106", "directives are not allowed", "remove the line that starts with %")
            elif isinstance(event, yaml.NodeEvent):
                yield from self._root(event, expected)
        if not documents:
            self._report.add(None, "CQ109", "the file is empty", "add entries, or delete the file")

    def _root(self, event: Any, expected: str) -> Iterator[Node]:
        if not isinstance(event, yaml.SequenceStartEvent):
            node = self._node(event, 1)
            if isinstance(node, Scalar) and not node.value.strip():
                self._report.add(None, "CQ109", "the file is empty", "add entries, or delete the file")
            else:
                self._refuse(node, "CQ204", f"expected a list of {expected}s", "start each entry with a hyphen")
            return
        self._refuse_properties(event)
        item = self._next()
        if type(item) is _SequenceEnd:
            self._refuse(event, "CQ109", "the list is empty", "add entries, or delete the file")
        while type(item) is not _SequenceEnd:
            self._values = 0
            node = self._node(item, 2)
            item = self._next()  # first: where this is not YAML, the entry before may be cut off
            yield node
            if self._report.full:
                raise _GiveUp

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is Scalar and event.style is None and event.tag is None and event.anchor is None:
            return event  # type: ignore[no-any-return]  # a plain text: its type was just compared
        if kind is yaml.AliasEvent:
            self._refuse(
                event,
                "CQ106",
                f'alias "*{short(str(event.anchor))}" is not allowed',
                "write the text out; quote it where it begins with *",
            )
            return Scalar(None, None, (True, False), "", event.start_mark, event.end_mark)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if kind is Scalar:
            if event.style == '"':
                self._check_escapes(event)
            return event  # type: ignore[no-any-return]  # as above
        if depth > DEEPEST:
            self._refuse(event, "CQ108", f"nested more than {DEEPEST} levels deep", "no entry needs that")
            raise _GiveUp
        return self._sequence(event, depth) if kind is yaml.SequenceStartEvent else self._mapping(event, depth)

    def _check_escapes(self, event: Any) -> None:
        """Only an escape in double quotes can bring in a character that the text itself does not hold."""
        if bad := FORBIDDEN.search(event.value):
            self._refuse(event, "CQ104", not_allowed(bad.group()), "remove the escape")

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        next_event, node = self._next, self._node
        while type(event := next_event()) is not _SequenceEnd:
            items.append(node(event, depth + 1))
            if len(items) > LARGEST_ENTRY:
                break
        self._count(len(items), start)
        return Sequence(items, start.start_mark)

    def _mapping(self, start: Any, depth: int) -> Mapping:
        pairs: list[tuple[Node, Node]] = []
        next_event, node = self._next, self._node
        while type(event := next_event()) is not _MappingEnd:
            key = node(event, depth + 1)
            pairs.append((key, node(next_event(), depth + 1)))
            if len(pairs) > LARGEST_ENTRY:
                break
        self._count(len(pairs), start)
        return Mapping(pairs, start.start_mark)

    def _count(self, values: int, start: Any) -> None:
        self._values += values
        if self._values > LARGEST_ENTRY:
            self._refuse(start, "CQ114", f"an entry of more than {LARGEST_ENTRY:,} values", "split it")
            raise _GiveUp

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "CQ106", f'anchor "&{short(event.anchor)}" is not allowed', "remove it")
        if event.tag is not None:
            self._refuse(event, "CQ106", f'tag "{short(event.tag)}" is not allowed', "remove it: every value is a text")

    def _refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        self._report.add(self._report.place(event), code, message, hint)
