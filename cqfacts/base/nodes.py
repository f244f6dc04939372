"""YAML text to nodes that keep every scalar as text, with its line and column.

Nodes are built from libyaml's events. PyYAML's `safe_load` would turn NO into False and 2.50 into 2.5, lose duplicate keys
and follow aliases. Here anchors, aliases, tags, merge keys, directives, second documents and deep nesting are findings.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, NoReturn

import yaml

from cqfacts.base.report import Mark, Marked, Report
from cqfacts.files import Unreadable
from cqfacts.model.finding import Place
from cqfacts.model.names import INVISIBLE, short

DEEPEST = 16
"""Levels of nesting that are read."""
DEFAULTS_KEY = "defaults"
LARGEST_ENTRY = 10_000
"""The most values that an entry may have. A node takes 300 times the memory of its text."""
FORBIDDEN = re.compile(f"[{INVISIBLE}]")
_LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Looked up once, for they are compared with every event.
_SequenceEnd, _MappingEnd = yaml.SequenceEndEvent, yaml.MappingEndEvent

Scalar = yaml.ScalarEvent
"""A text, as libyaml's event: making a record of our own of each took a fifth of the loading time."""


class Sequence(NamedTuple):
    """A list."""

    items: list["Node"]
    start_mark: Mark | None


class Mapping(NamedTuple):
    """Keys with values. Keys are in their order and may be given twice."""

    pairs: list[tuple["Node", "Node"]]
    start_mark: Mark | None


Node = Scalar | Sequence | Mapping
TakeDefaults = Callable[[Mapping], None]
"""Is given what a file says once for all its items, before the first of them."""


def read_items(
    raw: bytes | Unreadable,
    shown: str,
    expected: str,
    take_defaults: TakeDefaults | None = None,
    *,
    may_be_empty: bool = False,
) -> tuple[Iterator[Node], Report]:
    """Read the list that a file is.

    `shown`: the name of the file as the user knows it; `expected`: the noun for an item; `take_defaults`: None where a file
    has no defaults; `may_be_empty`: that it has no item is no finding.
    Returns the items, each built when it is asked for, and the report that collects their findings.
    """
    report = Report(shown)
    if isinstance(raw, Unreadable):
        report.add(None, *raw)
        return iter(()), report
    text = _decode(raw, report)
    if text is None:
        return iter(()), report
    report = Report(shown, text)
    if _has_forbidden_character(text, report):
        return iter(()), report
    if text.strip() and not text.endswith("\n"):
        report.add(
            None,
            "CQ110",
            "the file does not end with a line end",
            "it may be cut off: complete its last line",
        )
    builder = partial(_Builder, text, report, expected, take_defaults, may_be_empty=may_be_empty)
    return _parse_items(builder, report), report


def not_allowed(character: str) -> str:
    """Return the message that a character may not stand in a base.

    >>> not_allowed("\\x1b")
    'character U+001B is not allowed'
    """
    return f"character U+{ord(character):04X} is not allowed"


def _decode(raw: bytes, report: Report) -> str | None:
    """Return the text of a file; None, with a finding, where it is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        line_start = raw.rfind(b"\n", 0, error.start) + 1
        report.add(
            Place(report.file, line, error.start - line_start + 1),
            "CQ103",
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            "save the file as UTF-8 without a byte-order mark",
        )
        return None


def _has_forbidden_character(text: str, report: Report) -> bool:
    """Look for characters that are not allowed, and report the first."""
    bad = FORBIDDEN.search(text) or _LONE_CARRIAGE_RETURN.search(text)
    if not bad:
        return False
    line = text.count("\n", 0, bad.start()) + 1
    line_start = text.rfind("\n", 0, bad.start()) + 1
    place = Place(report.file, line, bad.start() - line_start + 1)
    report.add(
        place, "CQ104", not_allowed(bad.group()), "remove it: it is invisible or changes the line"
    )
    return True


class _GiveUp(Exception):
    """The rest of the file cannot be read. What is wrong has been reported."""


def _parse_items(make_builder: Callable[[], "_Builder"], report: Report) -> Iterator[Node]:
    """Yield the items of a file; report where the text stops being YAML."""
    try:
        yield from make_builder().build_items()
    except _GiveUp:
        pass
    except UnicodeError:
        report.add(
            None, "CQ106", "a tag has bytes that are no text", "remove it: every value is a text"
        )
    except yaml.MarkedYAMLError as error:
        _report_marked_error(error, report)
    except yaml.YAMLError:
        report.add(None, "CQ105", "not YAML: is not YAML", _YAML_HINT)


_YAML_HINT = "often an indent, or a value that needs quotes: with > or % first, or with a colon and a space in it"
_CUT = " #"
"""The text that makes a comment of what follows it. A comment that is meant to be one has two spaces before it or more."""
_CUT_SHORT = (
    "the text ends here: what follows # is a comment",
    "quote the text if # belongs to it; write two spaces before a comment",
)
_TOO_DEEP = (f"nested more than {DEEPEST} levels deep", "no entry needs that")
_DEPTH_PROBLEM = re.compile(r"exceeded max(imum)?( nesting)? depth")
"""A problem of libyaml's as PyYAML gives it since 6.0.4. In flow style it reads ahead and comes before our own count."""
_UNENDED = {
    "while scanning a quoted scalar": (
        "a quoted text is not ended",
        "end it with the mark with which it begins",
    ),
    "while parsing a flow mapping": (
        "{ is not closed",
        "end it with }, and quote texts that have a brace or comma",
    ),
    "while parsing a flow sequence": (
        "[ is not closed",
        "end it with ], and quote texts that have a bracket or comma",
    ),
    "while scanning a simple key": (
        "a key without its colon",
        "write a colon and a space after it",
    ),
}
"""Message and hint by the context of libyaml, for what begins on one line and is missed on a later one."""


def _report_marked_error(error: yaml.MarkedYAMLError, report: Report) -> None:
    """Report where libyaml stumbles, or where that began which it misses the end of."""
    start, problem_mark = error.context_mark, error.problem_mark
    problem = error.problem or "is not YAML"
    place = report.place_of_mark(problem_mark or start)
    if _DEPTH_PROBLEM.search(problem):
        report.add(place, "CQ108", *_TOO_DEEP)
    elif error.context in _UNENDED and start and problem_mark and start.line < problem_mark.line:
        message, hint = _UNENDED[error.context]
        report.add(report.place_of_mark(start), "CQ105", f"not YAML: {message}", hint)
    elif "escape code" in problem:
        report.add(place, "CQ105", f"not YAML: {problem}", "remove the escape")
    else:
        report.add(place, "CQ105", f"not YAML: {problem}", _YAML_HINT)


def _is_text(event: yaml.NodeEvent, text: str) -> bool:
    return isinstance(event, Scalar) and event.value == text


class _Builder:
    """Builds nodes from the events of one file, with no recursion deeper than DEEPEST."""

    def __init__(
        self,
        text: str,
        report: Report,
        expected: str,
        take_defaults: TakeDefaults | None,
        *,
        may_be_empty: bool,
    ) -> None:
        self._text = text
        self._report = report
        self._expected = expected
        self._take_defaults = take_defaults
        self._may_be_empty = may_be_empty
        self._read_event: Callable[[], yaml.NodeEvent] = _LOADER(text).get_event
        self._next_event = self._read_event
        if _CUT in text:  # in few files: looking at the end of each text takes time
            self._next_event = self._next_uncut_event
        self._values = 0
        """The number of values in the lists and mappings of the entry that is being read."""

    def _next_uncut_event(self) -> yaml.NodeEvent:
        """Return the next event. Report a plain text that a comment right after it cuts."""
        event = self._read_event()
        is_plain = type(event) is Scalar and not event.style
        end = event.end_mark
        if is_plain and end and self._text.startswith(_CUT, end.index):
            place = self._report.place_of_mark(end)
            self._report.add(place, "CQ116", *_CUT_SHORT)
        return event

    def build_items(self) -> Iterator[Node]:
        """Yield the items of the list that the only document is. Raises _GiveUp."""
        documents = 0
        while not isinstance(event := self._next_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                self._check_document(event, documents)
            elif isinstance(event, yaml.SequenceStartEvent):
                yield from self._build_list(event, 1)
            elif isinstance(event, yaml.MappingStartEvent) and self._take_defaults:
                yield from self._build_list_with_defaults(event, self._take_defaults)
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_document(event)
        if not documents:
            self._refuse_empty(None, "the file is empty")

    def _refuse_empty(self, start: yaml.NodeEvent | None, message: str) -> None:
        """Report that a file has no entries, unless it may be empty."""
        if not self._may_be_empty:
            self._report.add(start, "CQ109", message, "add entries, or delete the file")

    def _check_document(self, start: yaml.DocumentStartEvent, number: int) -> None:
        if number > 1:
            self._report.add(
                start, "CQ107", "a second document starts here", "one file holds one document"
            )
            raise _GiveUp
        if start.version or start.tags:
            self._report.add(
                start, "CQ106", "directives are not allowed", "remove the line that starts with %"
            )

    def _refuse_document(self, event: yaml.NodeEvent) -> None:
        """Report a document that is no list."""
        node = self._build(event, 1)
        if isinstance(node, Scalar) and not node.value.strip():
            self._refuse_empty(None, "the file is empty")
        else:
            self._refuse_what_is_no_list(node)

    def _refuse_what_is_no_list(self, node: Node | yaml.NodeEvent) -> None:
        message = f"expected a list of {self._expected}s"
        self._report.add(node, "CQ204", message, "start each entry with a hyphen")

    def _build_list_with_defaults(
        self, start: yaml.MappingStartEvent, take_defaults: TakeDefaults
    ) -> Iterator[Node]:
        """Yield the items of a file with two keys: its defaults, which are taken first, and its list."""
        self._refuse_properties(start)
        key = self._next_event()
        if _is_text(key, f"{self._expected}s"):
            self._refuse_layout(key, start)
        if not _is_text(key, DEFAULTS_KEY):
            self._build(key, 2)  # where it is nested too deeply, that is what is said
            self._refuse_what_is_no_list(start)
            raise _GiveUp
        defaults = self._build(self._next_event(), 2)
        if not isinstance(defaults, Mapping):
            self._refuse_layout(defaults, start)
        key = self._next_event()
        if not _is_text(key, f"{self._expected}s"):
            self._refuse_layout(key, start)
        take_defaults(defaults)
        event = self._next_event()
        if not isinstance(event, yaml.SequenceStartEvent):
            self._refuse_layout(event, start)
        yield from self._build_list(event, 2, partial(self._check_end, start))

    def _check_end(self, start: yaml.MappingStartEvent) -> None:
        """Check that nothing stands after the list of a file with defaults."""
        event = self._next_event()
        if not isinstance(event, _MappingEnd):
            self._refuse_layout(event, start)

    def _refuse_layout(self, found: Marked, start: yaml.MappingStartEvent) -> NoReturn:
        """Report what is not as a file with defaults has it, and give up."""
        at = start if isinstance(found, _MappingEnd) else found
        items = f"{self._expected}s"
        message = f'a file with defaults has two keys, "{DEFAULTS_KEY}" and then "{items}"'
        hint = f"write keys with values below {DEFAULTS_KEY}, then {items}: and the list"
        self._report.add(at, "CQ204", message, hint)
        raise _GiveUp

    def _build_list(
        self,
        start: yaml.SequenceStartEvent,
        depth: int,
        check_end: Callable[[], None] | None = None,
    ) -> Iterator[Node]:
        """Yield the items of the list that a file has, and let its end be checked before the last of them."""
        self._refuse_properties(start)
        event = self._next_event()
        if isinstance(event, yaml.SequenceEndEvent):
            self._refuse_empty(start, "the list is empty")
        while not isinstance(event, yaml.SequenceEndEvent):
            self._values = 0
            node = self._build(event, depth + 1)
            event = (
                self._next_event()
            )  # first: where this is not YAML, the entry before may be cut off
            if check_end and isinstance(event, _SequenceEnd):
                check_end()
            yield node
            if self._report.full:
                raise _GiveUp

    def _build(self, event: yaml.NodeEvent, depth: int) -> Node:
        """Build the node that an event starts, at a depth from 1. Raises _GiveUp."""
        # Most events are plain texts: they are handed on as they are, before anything else is asked.
        if type(event) is Scalar and not event.style and event.tag is None and event.anchor is None:
            return event
        if isinstance(event, yaml.MappingStartEvent):
            return self._build_mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._build_sequence(event, depth)
        if isinstance(event, Scalar):
            self._refuse_properties(event)
            self._check_escapes(event)
            return event
        return self._refuse_alias(event)

    def _build_sequence(self, start: yaml.SequenceStartEvent, depth: int) -> Sequence:
        self._enter(start, depth)
        items: list[Node] = []
        next_event, build = self._next_event, self._build
        while not isinstance(event := next_event(), _SequenceEnd):
            items.append(build(event, depth + 1))
            if len(items) > LARGEST_ENTRY:
                break
        self._count_values(len(items), start)
        return Sequence(items, start.start_mark)

    def _build_mapping(self, start: yaml.MappingStartEvent, depth: int) -> Mapping:
        self._enter(start, depth)
        pairs: list[tuple[Node, Node]] = []
        next_event, build = self._next_event, self._build
        while not isinstance(event := next_event(), _MappingEnd):
            key = build(event, depth + 1)
            pairs.append((key, build(next_event(), depth + 1)))
            if len(pairs) > LARGEST_ENTRY:
                break
        self._count_values(len(pairs), start)
        return Mapping(pairs, start.start_mark)

    def _enter(self, start: yaml.CollectionStartEvent, depth: int) -> None:
        """Check a list or mapping before it is read. Raises _GiveUp where it lies too deep."""
        if start.anchor is not None or start.tag is not None:
            self._refuse_properties(start)
        if depth > DEEPEST:
            self._report.add(start, "CQ108", *_TOO_DEEP)
            raise _GiveUp

    def _count_values(self, values: int, start: yaml.CollectionStartEvent) -> None:
        """Add to the values of the entry. Raises _GiveUp where it has too many."""
        self._values += values
        if self._values > LARGEST_ENTRY:
            self._report.add(
                start, "CQ114", f"an entry of more than {LARGEST_ENTRY:,} values", "split it"
            )
            raise _GiveUp

    def _check_escapes(self, event: Scalar) -> None:
        """Report a character that is not allowed. Only an escape in double quotes can bring in what the text has not."""
        if event.style != '"':
            return
        if bad := FORBIDDEN.search(event.value):
            self._report.add(event, "CQ104", not_allowed(bad.group()), "remove the escape")

    def _refuse_alias(self, event: yaml.NodeEvent) -> Node:
        """Report an alias, and build an empty text in its place."""
        message = f'alias "*{short(str(event.anchor))}" is not allowed'
        self._report.add(
            event, "CQ106", message, "write the text out; quote it where it begins with *"
        )
        return Scalar(None, None, (True, False), "", event.start_mark, event.end_mark)

    def _refuse_properties(self, event: Scalar | yaml.CollectionStartEvent) -> None:
        """Report the anchor and the tag of a node, where it has them."""
        if event.anchor is not None:
            self._report.add(
                event, "CQ106", f'anchor "&{short(event.anchor)}" is not allowed', "remove it"
            )
        if event.tag is not None:
            message = f'tag "{short(event.tag)}" is not allowed'
            self._report.add(event, "CQ106", message, "remove it: every value is a text")
