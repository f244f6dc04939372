"""Findings in the manner of linters: place, code, cause, the line with a caret, the trail, the way out."""

from collections.abc import Iterator, Sequence
from typing import Any

from cqfacts.model.finding import Finding
from cqfacts.present.words import visible

_LONGEST_EXCERPT = 100


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Every finding, then how many there are."""
    for finding in findings:
        yield visible("\n".join(_lines(finding))) + "\n\n"
    files = len({finding.place.file for finding in findings})
    yield f"{_count(len(findings), 'finding')} in {_count(files, 'file')}.\n"


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.place} {finding.code} {finding.message}"
    excerpt, column = _window(finding)
    if excerpt:
        yield f"    {excerpt}"
        yield "    " + " " * (column - 1) + "^"
    if finding.trail:
        yield "  in " + " > ".join(finding.trail)
    yield f"  {finding.hint}"


def _window(finding: Finding) -> tuple[str, int]:
    """The part of the line around the column, and the column within it."""
    column = finding.place.column
    start = max(0, column - _LONGEST_EXCERPT // 2) if len(finding.excerpt) > _LONGEST_EXCERPT else 0
    return finding.excerpt[start : start + _LONGEST_EXCERPT], column - start


def finding_object(finding: Finding) -> dict[str, Any]:
    """The finding as a JSON object."""
    place = finding.place
    return {
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "trail": list(finding.trail),
    }


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + "s" * (number != 1)
