"""The findings of one file, each with its place and the line that it is about."""

from typing import Protocol

from cqfacts.model.finding import Finding, Place

LONGEST_LINE = 10_000
"""In characters. Nothing is shown of a longer line."""
MOST_FINDINGS = 1000
"""A file keeps no more findings. More are one mistake made over and over, and would fill memory."""


class Mark(Protocol):
    """A position in YAML, counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Marked(Protocol):
    """A node or an event of YAML."""

    @property
    def start_mark(self) -> Mark | None: ...


class Report:
    """Collects the findings of one file."""

    def __init__(self, file: str, text: str = "") -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._text = text
        # Findings mostly come in order, so the search for a line goes on from the line of the finding before.
        self._line_number, self._line_start = 1, 0

    @property
    def full(self) -> bool:
        """True when there are more findings than are kept."""
        return len(self.findings) > MOST_FINDINGS

    def add(
        self,
        at: Marked | Place | None,
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
            self._add_last()
            return
        place = at if isinstance(at, Place) else self.place_of(at)
        self.findings.append(
            Finding(place, code, message, hint, trail, self._find_line(place.line), wanted)
        )

    def place_of(self, node: Marked | None) -> Place:
        """Return where a node starts; None stands for the whole file."""
        if node is None:
            return Place(self.file)
        return self.place_of_mark(node.start_mark)

    def place_of_mark(self, mark: Mark | None) -> Place:
        """Return the place of a mark; None stands for the whole file."""
        if mark is None:
            return Place(self.file)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _add_last(self) -> None:
        message = f"there are more than {MOST_FINDINGS:,} findings"
        hint = "what comes after these is not read: mend them first"
        self.findings.append(Finding(Place(self.file), "CQ115", message, hint))

    def _find_line(self, number: int) -> str:
        """Return the line of that number from 1; "" where there is none, or where it is too long to be shown."""
        if not number or not self._go_to_line(number):
            return ""
        end = self._text.find("\n", self._line_start)
        if end < 0:
            end = len(self._text)
        if end - self._line_start > LONGEST_LINE:
            return ""
        return self._text[self._line_start : end].rstrip("\r")

    def _go_to_line(self, number: int) -> bool:
        """Move to the start of a line. Return False where the text has fewer lines."""
        if number < self._line_number:
            self._line_number, self._line_start = 1, 0
        while self._line_number < number:
            end = self._text.find("\n", self._line_start)
            if end < 0:
                return False
            self._line_number += 1
            self._line_start = end + 1
        return True
