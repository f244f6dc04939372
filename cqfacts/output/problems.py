"""Findings in the manner of linters: place, code, cause, the line with a caret, the trail, the way out."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cqfacts.answers.checks import CheckReport, CodeList
from cqfacts.base.codes import Code, errors_among, level_of
from cqfacts.model.english import plural
from cqfacts.model.finding import Finding, Level
from cqfacts.output.escaping import visible
from cqfacts.output.formats import FindingFormat
from cqfacts.output.machine import json_text

_LONGEST_EXCERPT = 100
_WIDEST_EXPLANATION = 100
_WIDE_CHARACTERS = ("W", "F")
"""The classes of Unicode whose characters take two columns: wide and full-width."""
_COMMANDS = {Level.ERROR: "error", Level.NOTE: "notice"}
"""The command of a GitHub workflow for each level."""
_LEVEL_WORDS = {
    Level.ERROR: "error.",
    Level.NOTE: "note. It stops no look-up, and check ends with status 0.",
}


def check_text(report: CheckReport, form: FindingFormat) -> Iterator[str]:
    """Return the text that `check` writes; nothing for a base without findings, but for JSON."""
    if form is FindingFormat.GITHUB:
        return annotations(report.findings)
    if form is FindingFormat.JSON:
        return json_text(report)
    return findings_text(report.findings) if report.findings else iter(())


def findings_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield every finding, then how many there are, and of which level where some are notes."""
    for finding in findings:
        yield finding_text(finding)
    files = {finding.place.file for finding in findings}
    yield f"{count(len(findings), 'finding')} in {count(len(files), 'file')}{_count_levels(findings)}.\n"


def _count_levels(findings: Sequence[Finding]) -> str:
    """Return how many findings are errors and how many are notes; nothing where all are errors."""
    errors = len(errors_among(findings))
    notes = len(findings) - errors
    if not notes:
        return ""
    if not errors:
        return ": nothing is wrong, only notes" if notes > 1 else ": nothing is wrong, only a note"
    return f": {count(errors, 'error')}, {count(notes, 'note')}"


def finding_text(finding: Finding) -> str:
    """Return one finding, with an empty line after it."""
    lines = [_on_one_line(line) for line in _list_lines(finding)]
    return "\n".join(lines) + "\n\n"


def _on_one_line(text: str) -> str:
    """Return the text safe for a terminal and without line ends, which names of files may hold, too."""
    return visible(text).replace("\n", "\\n")


def _list_lines(finding: Finding) -> Iterator[str]:
    is_note = level_of(finding) is Level.NOTE
    yield f"{finding.place} {finding.code} {'note: ' if is_note else ''}{finding.message}"
    excerpt, column = _cut_excerpt(finding)
    if excerpt:
        before_column = visible(excerpt[: column - 1])
        yield f"    {excerpt}"
        yield f"    {' ' * columns(before_column)}^"
    if finding.trail:
        yield f"  in {' > '.join(finding.trail)}"
    yield f"  {finding.hint}"


def _cut_excerpt(finding: Finding) -> tuple[str, int]:
    """Return the part of the line around the column, and the column within that part."""
    column = finding.place.column
    if len(finding.excerpt) <= _LONGEST_EXCERPT:
        return finding.excerpt, column
    start = max(0, column - _LONGEST_EXCERPT // 2)
    return finding.excerpt[start : start + _LONGEST_EXCERPT], column - start


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese character takes two, an accent of its own none.

    >>> columns("汽车 a")
    6
    """
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE_CHARACTERS else 1


def annotations(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield findings as commands of a GitHub workflow, which shows each beside its line."""
    for finding in findings:
        properties = ",".join(_list_properties(finding))
        message = _escape_message(f"{finding.message}; {finding.hint}")
        yield f"::{_COMMANDS[level_of(finding)]} {properties}::{message}\n"


def _list_properties(finding: Finding) -> Iterator[str]:
    file, line, column = finding.place
    yield f"file={_escape_property(file)}"
    if line:
        yield f"line={line}"
    if column:
        yield f"col={column}"
    yield f"title={finding.code}"


def _escape_message(text: str) -> str:
    """Escape as GitHub's own toolkit does (actions/toolkit, packages/core/src/command.ts)."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


def explanation_text(answer: CodeList, form: FindingFormat, width: int) -> Iterator[str]:
    """Return the text that `check --explain` writes: everything about one code, the titles of several.

    `width` is that of the page in columns.
    """
    if form is FindingFormat.JSON:
        return json_text(answer)
    if len(answer.codes) > 1:
        return _list_titles(answer.codes)
    [(name, code)] = answer.codes.items()
    return _explain_code(name, code, width)


def _list_titles(codes: Mapping[str, Code]) -> Iterator[str]:
    for name, code in codes.items():
        note = " (note)" if code.level is Level.NOTE else ""
        yield f"{name} {code.title}{note}\n"


def _explain_code(name: str, code: Code, width: int) -> Iterator[str]:
    import textwrap

    yield f"{name} {code.title}\n"
    texts = {"Level": _LEVEL_WORDS[code.level], "When": code.when, "Way out": code.way_out}
    for label, text in texts.items():
        paragraph = textwrap.fill(
            text,
            min(width, _WIDEST_EXPLANATION),
            initial_indent=f"  {label}: ",
            subsequent_indent="    ",
        )
        yield f"{paragraph}\n"


def count(number: int, noun: str) -> str:
    """Return a number of things: "1 finding", "3 findings"."""
    return f"{number:,} {plural(number, noun)}"
