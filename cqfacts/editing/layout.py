"""Indent entries as the shipped files do, and part facts by an empty line.

A list begins at the left edge of its file, or two columns to the right of its key. Keys stand two columns to the right of their
hyphen. The lines of one value move together, with the comments that belong to them.
"""

import re
from collections.abc import Sequence

from cqfacts.editing.spans import List, Mapping, Span
from cqfacts.editing.text_lines import TextLines

_STEP = 2
"""In columns."""
_HYPHEN = re.compile(r" *(-) +(?=\S)")
_LONE_HYPHEN = re.compile(r"[ \t]*-[ \t]*(#.*)?")


class Indents:
    """The lines of a text, each with the number of columns by which it moves to the right."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)
        self._shifts = [0] * len(self._lines)
        self._with_hyphen: set[int] = set()
        """The lines on which a hyphen stands before an entry: one space is between the two."""
        self._places = TextLines(text)

    def set_all(self, root: Span) -> None:
        """Set the indents of a whole file: a list, or a mapping with its defaults and its list."""
        if isinstance(root, List):
            self._set_list(root, 0)
        elif isinstance(root, Mapping):
            self._set_mapping(root, 0, of_lists=0)

    def write(self) -> str:
        """Return the text with its new indents."""
        return "".join(self._write_line(number) for number in range(len(self._lines)))

    def _write_line(self, number: int) -> str:
        line = self._lines[number]
        if not line.strip():
            return line
        hyphen = _HYPHEN.match(line)
        if hyphen and number in self._with_hyphen:
            line = f"{line[: hyphen.end(1)]} {line[hyphen.end() :]}"
        content = line.lstrip(" ")
        indent = len(line) - len(content) + self._shifts[number]
        return " " * max(indent, 0) + content

    def _set_list(self, span: List, column: int) -> None:
        if span.is_flow:
            return
        old_column = self._places.column_of(span.start)
        self._shift(span, column - old_column, old_column)
        for item in span.items:
            begins_with_hyphen = self._places.column_of(item.start) > old_column
            is_beside_hyphen = begins_with_hyphen and not self._places.is_first(item.start)
            if is_beside_hyphen:
                self._with_hyphen.add(self._places.number_of(item.start))
            if isinstance(item, Mapping):
                self._set_mapping(item, column + _STEP, is_beside_hyphen=is_beside_hyphen)

    def _set_mapping(
        self,
        span: Mapping,
        column: int,
        *,
        of_lists: int | None = None,
        is_beside_hyphen: bool = False,
    ) -> None:
        """Set the indents of a mapping and of what is in it. `of_lists`: the column of its lists, where that is not the usual one."""
        if span.is_flow:
            return
        old_column = self._places.column_of(span.start)
        self._shift(span, column - old_column, old_column, without_first=is_beside_hyphen)
        for pair in span.pairs:
            if isinstance(pair.value, List):
                self._set_list(pair.value, column + _STEP if of_lists is None else of_lists)
            elif isinstance(pair.value, Mapping):
                self._set_mapping(pair.value, column + _STEP)

    def _shift(
        self, span: Span, columns: int, old_column: int, *, without_first: bool = False
    ) -> None:
        """Move the lines of a span, and the comments below it that are indented more."""
        first = self._places.number_of(span.start) + without_first
        end = self._places.end_with_comments(span.end, deeper_than=old_column)
        for number in range(first, self._places.number_of(end)):
            self._shifts[number] = columns


def indent(text: str, root: Span) -> str:
    """Return a text with the indents of the shipped files."""
    indents = Indents(text)
    indents.set_all(root)
    return indents.write()


def part_entries(text: str, root: Span) -> str:
    """Return a text with an empty line between its entries, and none at its end.

    Several empty lines become one. Comments stay with the entry that they stand at: the line goes above those of the next entry.
    """
    entries = _list_entries(root)
    places = TextLines(text)
    empty_line = "\r\n" if "\r\n" in text else "\n"
    pieces = []
    end = 0
    for entry, following in zip(entries.items, entries.items[1:], strict=False):
        column = places.column_of(entries.start)
        gap_start = places.end_with_comments(entry.end, deeper_than=column)
        gap_end = _start_of_entry(places, following, text)
        pieces += [text[end:gap_start], *_part(text[gap_start:gap_end], empty_line)]
        end = gap_end
    return "".join([*pieces, _without_last_empty_lines(text[end:])])


def _list_entries(root: Span) -> List:
    """Return the list of a file that may have defaults before it; an empty list where there is none on lines of its own."""
    if isinstance(root, Mapping) and root.pairs:
        root = root.pairs[-1].value
    if isinstance(root, List) and not root.is_flow:
        return root
    return List(0, 0, [], is_flow=True)


def _start_of_entry(places: TextLines, entry: Span, text: str) -> int:
    """Return where the line with the hyphen of an entry begins."""
    start = places.start_of(entry.start)
    if not places.is_first(entry.start) or text.startswith("-", entry.start):
        return start
    while start and not _LONE_HYPHEN.fullmatch(places.rest(start)):
        start = places.start_of(start - 1)
    return start


def _part(gap: str, empty_line: str) -> Sequence[str]:
    """Return the lines between two entries with one empty line for several, or with a first one where there is none."""
    lines = gap.splitlines(keepends=True)
    if all(line.strip() for line in lines):
        return [empty_line, *lines]
    kept = []
    for number, line in enumerate(lines):
        is_empty = not line.strip()
        is_repeated = is_empty and number > 0 and not lines[number - 1].strip()
        if not is_repeated:
            kept.append(empty_line if is_empty else line)
    return kept


def _without_last_empty_lines(text: str) -> str:
    lines = text.splitlines(keepends=True)
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return "".join(lines)
