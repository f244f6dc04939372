"""Write an entry as YAML, and put it after the others of its file.

The text is put after what the file holds, so that every byte of it stays as it is. A library that reads and writes YAML
with its comments (ruamel.yaml 0.19) gave back 1 of the 61 shipped files unchanged: it lays lists and quotes out anew.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from cqfacts.base.nodes import FORBIDDEN
from cqfacts.base.shapes import Shape
from cqfacts.model.fact import Citation

Value = str | Sequence[str] | Sequence[Mapping[str, str]]
"""A text, a list of texts, or a list of mappings of texts."""
Entered = Mapping[str, Value]
"""What was entered, by key."""

_ONE_LINE = 10**9
"""A width, in characters, at which no text is folded."""
_FIRST_ITEM = re.compile(rb"^( *)-[ \r\n]", re.MULTILINE)
_CLOSED = re.compile(rb"^(\.\.\.\s|\[|\{|facts: *\[)", re.MULTILINE)
"""A list in brackets, or one that three dots end, takes nothing after it."""
_PLAIN = None
"""The style of a text that is quoted only where YAML needs it."""


def entry_text(shape: Shape, entered: Entered) -> str:
    """Return an entry as YAML, its keys in the order of its shape. A key with an empty text is left out.

    >>> from cqfacts.base import forms
    >>> tea = {"id": "tea", "title": "Tea", "title_zh": "茶叶", "aliases": ["tea leaves"]}
    >>> print(entry_text(forms.SUBJECT, tea), end="")
    - id: tea
      title: Tea
      title_zh: 茶叶
      aliases: [tea leaves]
    """
    values = {key.name: entered[key.name] for key in shape.keys if entered.get(key.name)}
    return str(
        yaml.emit(_document_events(values), Dumper=_Dumper, width=_ONE_LINE, allow_unicode=True)
    )


def enter_citation(citation: Citation) -> dict[str, str]:
    """Return a citation as it is entered in a fact.

    >>> enter_citation(Citation("a-report", 3, "2.63 million"))
    {'source': 'a-report', 'paragraph': '3', 'printed': '2.63 million'}
    """
    return {key: str(value) for key, value in citation._asdict().items()}


class Extended(NamedTuple):
    """The content of a file with new entries."""

    content: bytes
    lines: list[int]
    """The line at which each new entry begins, from 1."""


def append_entries(content: bytes, texts: Iterable[str], *, blank_lines: bool) -> Extended:
    """Put entries after the others of a file, with their indent and line ends.

    `blank_lines`: leave a blank line between two entries.

    >>> append_entries(b"  - id: a\\r\\n", ["- id: b\\n", "- id: c\\n"], blank_lines=True)
    Extended(content=b'  - id: a\\r\\n\\r\\n  - id: b\\r\\n\\r\\n  - id: c\\r\\n', lines=[3, 5])
    """
    first_item = _FIRST_ITEM.search(content)
    indent = first_item.group(1).decode() if first_item else ""
    line_end = "\r\n" if b"\r\n" in content else "\n"
    is_first = first_item is None
    next_line = content.count(b"\n") + 1
    lines = []
    fitted_texts = []
    for text in texts:
        if blank_lines and not is_first:
            fitted_texts.append(line_end)
            next_line += 1
        is_first = False
        lines.append(next_line)
        next_line += text.count("\n")
        fitted_texts.append(_fit(text, indent, line_end))
    return Extended(content + "".join(fitted_texts).encode(), lines)


def _fit(text: str, indent: str, line_end: str) -> str:
    return "".join(f"{indent}{line}{line_end}" for line in text.splitlines())


def takes_entries(content: bytes) -> bool:
    """Tell whether an entry can stand after the content of a file.

    >>> takes_entries(b"- id: a\\n"), takes_entries(b"[{id: a}]\\n"), takes_entries(b"- id: a\\n...\\n")
    (True, False, False)
    """
    return not _CLOSED.search(content)


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list below its key, as the shipped files do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's
        super().increase_indent(flow, False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Write a text with escapes. Only what the reader refuses needs them; PyYAML would write some of it as it is."""
        self.allow_unicode = False
        super().write_double_quoted(text, split)
        self.allow_unicode = True


def _document_events(entered: Entered) -> Iterator[yaml.Event]:
    """Yield the events of a file with one entry; texts are quoted where YAML needs it."""
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
    yield from _mapping_events(entered, on_one_line=False)
    yield yaml.SequenceEndEvent()
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _mapping_events(values: Entered, *, on_one_line: bool) -> Iterator[yaml.Event]:
    yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=on_one_line)
    for key, value in values.items():
        if not value:
            continue
        yield _text_event(key)
        if isinstance(value, str):
            yield _text_event(value)
        else:
            yield from _list_events(key, value)
    yield yaml.MappingEndEvent()


def _list_events(
    key: str, items: Sequence[str] | Sequence[Mapping[str, str]]
) -> Iterator[yaml.Event]:
    """Yield the events of a list. Aliases stand on one line, and so does each citation."""
    yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style="aliases" in key)
    for item in items:
        if isinstance(item, str):
            yield _text_event(item)
        else:
            yield from _mapping_events(item, on_one_line=key == "citations")
    yield yaml.SequenceEndEvent()


def _text_event(text: str) -> yaml.Event:
    """Return the event of a text; with escapes where it holds what the reader refuses, so that it finds just that."""
    needs_escapes = FORBIDDEN.search(text) or len(text.splitlines()) > 1
    style = '"' if needs_escapes else _PLAIN
    return yaml.ScalarEvent(None, None, (True, True), text, style=style)
