"""What is wrong with a base, and where."""

from typing import NamedTuple


class Place(NamedTuple):
    """A file as the user named it, and a 1-based line and column; 0 stands for the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])


class Finding(NamedTuple):
    """One thing wrong: the place, a stable code, the cause, where in the file's tree, and the way out."""

    place: Place
    code: str
    message: str
    hint: str
    trail: tuple[str, ...] = ()
    """Which fact, which key: the outermost first."""
    excerpt: str = ""
    """The line of the file, where there is one."""
    wanted: str = ""
    """Of a name that leads nowhere: what it was to lead to, as breadcrumbs call it, "fact vehicle-output-2014"."""


class Wrong(NamedTuple):
    """One thing wrong with an entry."""

    code: str
    key: str
    """Where to point: a key of the entry, or the steps further down: "citations.2.paragraph"."""
    message: str
    hint: str
    wanted: str = ""
    """Of a name that leads nowhere: what it was to lead to."""
