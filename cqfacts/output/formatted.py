"""Formatted files as text: their names, how many there are, and the lines that change."""

from collections.abc import Iterable, Iterator, Sequence

from cqfacts.editing.formatting import FormattedFile
from cqfacts.model.english import plural
from cqfacts.output.escaping import visible


def names_text(files: Iterable[FormattedFile]) -> Iterator[str]:
    """Yield the names of the files that formatting changes, one a line."""
    for file in files:
        if file.is_changed:
            yield f"{_shown(file)}\n"


def diff_text(files: Iterable[FormattedFile]) -> Iterator[str]:
    """Yield the lines that formatting changes, as a unified diff."""
    from difflib import unified_diff

    for file in files:
        if file.is_changed:
            before = file.before.decode().splitlines(keepends=True)
            after = file.after.decode().splitlines(keepends=True)
            yield from unified_diff(before, after, _shown(file), _shown(file))


def summary_text(files: Sequence[FormattedFile], *, is_written: bool) -> str:
    """Return how many files formatting has changed, or would change.

    >>> summary_text([FormattedFile("a.yaml", b"", b"-"), FormattedFile("b.yaml", b"", b"")], is_written=True)
    '1 file formatted, 1 left unchanged'
    """
    changed = sum(file.is_changed for file in files)
    unchanged = len(files) - changed
    verb = "formatted" if is_written else "would be formatted"
    parts = []
    if changed:
        parts.append(f"{changed} {plural(changed, 'file')} {verb}")
    if unchanged or not changed:
        noun = "" if changed else f" {plural(unchanged, 'file')}"
        parts.append(f"{unchanged}{noun} left unchanged")
    return ", ".join(parts)


def _shown(file: FormattedFile) -> str:
    return visible(file.name).replace("\n", "\\n")
