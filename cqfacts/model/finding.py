"""Findings: the things that are wrong with a base, each with its place."""

from enum import StrEnum
from typing import NamedTuple


class Place(NamedTuple):
    """A file as the user named it, and a 1-based line and column; 0 stands for the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        text = self.file
        if self.line:
            text += f":{self.line}"
        if self.column:
            text += f":{self.column}"
        return text


class Level(StrEnum):
    """The weight of a finding, which follows from its code."""

    ERROR = "error"
    """The base cannot be used as it is: no look-up answers from it."""
    NOTE = "note"
    """Worth a look; it stops nothing."""


class Finding(NamedTuple):
    """One thing wrong: the place, a stable code, the cause, the way out, and the steps to it in the file's tree."""

    place: Place
    code: str
    message: str
    hint: str
    trail: tuple[str, ...] = ()
    """The fact, then the key: the outermost first."""
    excerpt: str = ""
    """The line of the file, where there is one."""
    target: str = ""
    """The entry that a name should have led to, as breadcrumbs call it: "fact vehicle-output-2014"."""


class Violation(NamedTuple):
    """One thing wrong with an entry, as a rule sees it: without the file and the place in it."""

    code: str
    key: str
    """The key of the entry to point to, or the steps further down: "citations.2.paragraph"."""
    message: str
    hint: str
    target: str = ""
    """The entry that a name should have led to."""
