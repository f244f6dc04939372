"""Findings in the manner of linters: place, code, cause, the line with a caret, the trail, the way out."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cqfacts.answers.records import FindingFormat, Format, Rows
from cqfacts.base.codes import Code
from cqfacts.model.finding import Finding
from cqfacts.output.render import render
from cqfacts.output.words import visible

_LONGEST_EXCERPT = 100
_FIELDS = ("file", "line", "column", "code", "message", "hint", "trail")
_CODE_FIELDS = ("code", *Code._fields)


def check_text(folder: Path | None, findings: Sequence[Finding], form: FindingFormat) -> Iterator[str]:
    """What `check` writes; nothing where nothing is wrong, but for JSON."""
    if form is FindingFormat.GITHUB:
        return annotations(findings)
    if form is FindingFormat.TEXT:
        return findings_text(findings) if findings else iter(())
    query = {"folder": str(folder) if folder else None}
    rows = [finding_object(finding) for finding in findings]
    return render(Rows("check", query, "findings", _FIELDS, rows, _FIELDS), Format.JSON)


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Every finding, then how many there are."""
    for finding in findings:
        yield finding_text(finding)
    files = len({finding.place.file for finding in findings})
    yield f"{count(len(findings), 'finding')} in {count(files, 'file')}.\n"


def finding_text(finding: Finding) -> str:
    """One finding, with an empty line after it."""
    return "\n".join(_on_one_line(line) for line in _lines(finding)) + "\n\n"


def _on_one_line(text: str) -> str:
    """Names of files may hold line ends, too."""
    return visible(text).replace("\n", "\\n")


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.place} {finding.code} {finding.message}"
    excerpt, column = _window(finding)
    if excerpt:
        yield f"    {excerpt}"
        yield "    " + " " * columns(visible(excerpt[: column - 1])) + "^"
    if finding.trail:
        yield "  in " + " > ".join(finding.trail)
    yield f"  {finding.hint}"


def _window(finding: Finding) -> tuple[str, int]:
    """The part of the line around the column, and the column within it."""
    column = finding.place.column
    start = max(0, column - _LONGEST_EXCERPT // 2) if len(finding.excerpt) > _LONGEST_EXCERPT else 0
    return finding.excerpt[start : start + _LONGEST_EXCERPT], column - start


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two, an accent of its own none.

    >>> columns("汽车 a")
    6
    """
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )


def annotations(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings as commands of a GitHub workflow, which shows each beside its line."""
    for finding in findings:
        file, line, column = finding.place
        places = {"file": file, "line": line, "col": column, "title": finding.code}
        said = ",".join(f"{name}={_property(visible(str(value)))}" for name, value in places.items() if value)
        yield f"::error {said}::{_data(visible(f'{finding.message}; {finding.hint}'))}\n"


def _data(text: str) -> str:
    """The escapes of GitHub's own toolkit (actions/toolkit, packages/core/src/command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


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


def explanation_text(asked: str, codes: Mapping[str, Code], form: FindingFormat, width: int) -> Iterator[str]:
    """What `check --explain` writes: of one code all, of several their titles."""
    if form is FindingFormat.JSON:
        rows = [{"code": name, **code._asdict()} for name, code in codes.items()]
        return render(Rows("check", {"explain": asked}, "codes", _CODE_FIELDS, rows, _CODE_FIELDS), Format.JSON)
    if len(codes) > 1:
        return (f"{name} {code.title}\n" for name, code in codes.items())
    return (line for name, code in codes.items() for line in _explained(name, code, width))


def _explained(name: str, code: Code, width: int) -> Iterator[str]:
    import textwrap

    yield f"{name} {code.title}\n"
    for word, text in (("When", code.when), ("Way out", code.way_out)):
        yield textwrap.fill(text, min(width, 100), initial_indent=f"  {word}: ", subsequent_indent="    ") + "\n"


def count(number: int, word: str) -> str:
    """A number of things: "1 finding", "3 findings"."""
    return f"{number:,} {word}" + "s" * (number != 1)
