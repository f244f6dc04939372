"""Import a table: its rows become facts that cite it, checked with the whole base, all or none."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.reading import Loading, check_tree
from cqfacts.base.tree import Tree
from cqfacts.editing.adding import (
    beginning_of_file,
    list_base,
    read_file_to_extend,
    refuse_errors,
)
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import replace_file
from cqfacts.editing.table_facts import CellRefusal, FactDraft, FactMaker, style_of
from cqfacts.editing.table_mapping import TableMapping, TableRole, map_columns
from cqfacts.editing.table_numbers import NumberStyle, Thousands
from cqfacts.editing.writing import entry_text, lay_out
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.evidence.documents import DocumentDescription, describe_document
from cqfacts.evidence.tables import Row, is_table, read_table
from cqfacts.evidence.texts import read_text
from cqfacts.files import Unreadable, read_file
from cqfacts.model.finding import Finding
from cqfacts.model.names import short_path
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import Source

_SOURCES_FILE = "sources.yaml"
_NOT_USED_YET = "CQ310"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)?(?: [a-z]+)?")
"""A text that YAML takes as it is: an id, a number and its scale word."""
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_NO_LETTER_OF_ID = re.compile(r"[^a-z0-9]+")


class TableOptions(NamedTuple):
    """The wishes of the user on a table."""

    roles: Mapping[TableRole, str]
    """The column of a part of facts, or the word for every row."""
    source: str | None = None
    """The id of the source; None: one made of the name of the file."""
    title: str | None = None
    """The title of a source that is new."""
    thousands: Thousands | None = None
    skip: frozenset[str] = frozenset()
    """Further cells that say no value."""


class TableImport(NamedTuple):
    """The outcome of an import: how the table was read, what it gives, and why it was refused where it was."""

    mapping: TableMapping
    style: NumberStyle
    source: str
    is_new_source: bool
    rows: int
    """The number of rows below the heads."""
    facts: int
    skipped: Counter[str]
    """The number of cells without a value, by what they say."""
    refusals: Sequence[CellRefusal]
    files: Mapping[str, int]
    """The number of facts for each file of the base."""
    is_written: bool


class _Table(NamedTuple):
    """The rows of a file, and what a source says of it."""

    path: Path
    rows: list[Row]
    description: DocumentDescription


class _NewFile(NamedTuple):
    """A file of the base as it is, and as it would be."""

    before: bytes | None
    """None where there is no such file."""
    after: bytes
    first_lines: list[tuple[int, FactDraft]]
    """The line at which each new fact begins."""


def import_table(
    path: Path,
    folder: Path,
    options: TableOptions,
    *,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> TableImport:
    """Make facts of a table and add them to a base, all or none. Who adds to the same base meanwhile waits.

    Raises WrongUsage where the file is no table, a part of facts has no column or a file may not be written, InvalidBase where
    the base has findings of its own, OSError where it cannot be written. Then, and where there are refusals, nothing has changed.
    """
    table = _read(path)
    list_base(folder)
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(lock_folder(folder))
        return _import_alone(table, list_base(folder), options, dry_run=dry_run, progress=progress)


def _read(path: Path) -> _Table:
    """Read the file of a table. Raises WrongUsage."""
    if not is_table(path.name):
        raise WrongUsage(
            f"{short_path(path)} is not named as a table is: .csv, .tsv or .json with a list of objects"
        )
    raw = read_file(path)
    if isinstance(raw, Unreadable):
        raise WrongUsage(f"{short_path(path)}: {raw.message}")
    description = describe_document(path)
    rows = read_table(read_text(raw), path.name)
    if len(rows) <= 1:
        raise WrongUsage(f"{short_path(path)} has no rows below its heads, or is no table at all")
    return _Table(path, rows, description)


def _import_alone(
    table: _Table, tree: Tree, options: TableOptions, *, dry_run: bool, progress: Progress
) -> TableImport:
    """Import into a base that nobody else changes."""
    loading = Loading(tree)
    if loading.has_errors:
        raise InvalidBase(check_tree(tree, progress))
    vocabulary = loading.vocabulary
    mapping = map_columns(table.rows[0], options.roles)
    is_json = table.path.suffix.lower() == ".json"
    style = style_of(table.rows, mapping, options.thousands, is_json=is_json)
    maker = FactMaker(mapping, vocabulary, style, options.skip)
    facts = maker.make(table.rows)
    source_id = options.source or _id_of_file(table.path)
    is_new_source = source_id not in vocabulary.sources
    outcome = TableImport(
        mapping=mapping,
        style=style,
        source=source_id,
        is_new_source=is_new_source,
        rows=len(table.rows) - 1,
        facts=len(facts.drafts),
        skipped=facts.skipped,
        refusals=facts.refusals,
        files=Counter(_file_of(draft) for draft in facts.drafts),
        is_written=False,
    )
    if not is_new_source:
        _refuse_other_document(vocabulary.sources[source_id], table)
    if facts.refusals or not facts.drafts:
        return outcome
    new_files = _write_facts(tree, facts.drafts, source_id)
    if is_new_source:
        new_files = {_SOURCES_FILE: _write_source(tree, table, source_id, options), **new_files}
    refusals = _check(tree, new_files, progress)
    if refusals or dry_run:
        return outcome._replace(refusals=refusals)
    _replace_all(tree, new_files)
    return outcome._replace(is_written=True)


def _id_of_file(path: Path) -> str:
    """Return the id of a source for a file.

    >>> _id_of_file(Path("tables/Output by City 2021.csv"))
    'output-by-city-2021'
    """
    name = _NO_LETTER_OF_ID.sub("-", path.stem.lower()).strip("-")
    return name if name[:1].isalpha() else f"table-{name}".rstrip("-")


def _file_of(draft: FactDraft) -> str:
    return f"{draft.indicator.sector}/{draft.period.year:04}.yaml"


def _refuse_other_document(source: Source, table: _Table) -> None:
    """Raise WrongUsage where the source that is to be cited has another document than the table."""
    if source.sha256 != table.description.sha256:
        raise WrongUsage(
            f'the source "{source.id}" has another document than {short_path(table.path)}: its SHA-256 differs.',
            "Name another id for the table: --source ID",
        )


def _write_facts(tree: Tree, drafts: Sequence[FactDraft], source: str) -> dict[str, _NewFile]:
    """Return each file of facts with the new ones behind those that it has."""
    by_file: dict[str, list[FactDraft]] = {}
    for draft in drafts:
        by_file.setdefault(_file_of(draft), []).append(draft)
    return {name: _extend_file(tree, name, drafts, source) for name, drafts in by_file.items()}


def _extend_file(tree: Tree, name: str, drafts: Sequence[FactDraft], source: str) -> _NewFile:
    is_new = name not in tree.files
    before = None if is_new else read_file_to_extend(tree, name)
    beginning = before or beginning_of_file(tree, name)
    line = beginning.count(b"\n") + 1
    first_lines = []
    texts = []
    for draft in drafts:
        text = f"\n{_fact_text(draft, source)}" if line > 1 else _fact_text(draft, source)
        first_lines.append((line, draft))
        line += text.count("\n")
        texts.append(text)
    return _NewFile(before, beginning + lay_out("".join(texts), beginning), first_lines)


def _fact_text(draft: FactDraft, source: str) -> str:
    """Return a fact as YAML. It is written here, for the writer of one entry takes too long for a hundred thousand."""
    return "".join(_fact_lines(draft, source))


def _fact_lines(draft: FactDraft, source: str) -> Iterator[str]:
    """Yield the lines of a fact. That its period is printed is said: to see it in the citation takes longer."""
    yield f"- indicator: {_quoted(draft.indicator.id)}\n"
    yield f"  area: {_quoted(draft.area)}\n"
    yield f"  period: {_quoted(str(draft.period))}\n"
    if draft.dating_reason:
        yield f"  dating: inferred\n  dating_reason: {_quoted(draft.dating_reason)}\n"
    else:
        yield "  dating: printed\n"
    yield f"  value: {_quoted(draft.value)}\n"
    if draft.unit != draft.indicator.unit:
        yield f"  unit: {_quoted(draft.unit)}\n"
    yield f"  statement: {_quoted(draft.statement)}\n"
    yield "  citations:\n"
    for quotation in draft.quotations:
        yield f"    - {{source: {_quoted(source)}, paragraph: {draft.row}, printed: {_quoted(quotation)}}}\n"


def _quoted(text: str) -> str:
    """Return a text as YAML, in quotation marks unless it is sure to be taken as it is.

    >>> _quoted("car-output"), _quoted("2.63 million"), _quoted("cars | 2014 | 9"), _quoted("NO")
    ('car-output', '2.63 million', '"cars | 2014 | 9"', '"NO"')
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def _write_source(tree: Tree, table: _Table, source: str, options: TableOptions) -> _NewFile:
    """Return the file of the sources with the table behind them."""
    before = read_file_to_extend(tree, _SOURCES_FILE)
    description = table.description
    entered = {
        "id": source,
        "type": "dataset",
        "title": options.title or f"[{table.path.name}]",
        "file": description.file,
        "sha256": description.sha256,
        "paragraphs": str(description.paragraphs),
    }
    return _NewFile(before, before + entry_text(forms.SOURCE, entered).encode(), [])


def _check(tree: Tree, new_files: Mapping[str, _NewFile], progress: Progress) -> list[CellRefusal]:
    """Check the base as it would be, and return what is wrong with the new facts, by their rows.

    Raises InvalidBase where it has other findings.
    """
    contents = {name: new_file.after for name, new_file in new_files.items()}
    findings = check_tree(tree.having_all(contents), progress)
    findings = [finding for finding in findings if finding.code != _NOT_USED_YET]
    refusals: dict[tuple[str, str], CellRefusal] = {}
    others = []
    by_shown_name = {tree.display_name(name): new_file for name, new_file in new_files.items()}
    for finding in findings:
        draft = _draft_at(finding, by_shown_name)
        if draft is None:
            others.append(finding)
            continue
        refusal = CellRefusal(
            draft.row, draft.column, draft.cell, f"{finding.code} {finding.message}", finding.hint
        )
        first = refusals.setdefault((draft.id, finding.code), refusal)
        refusals[draft.id, finding.code] = first
    if not refusals:
        refuse_errors(others)
    return list(refusals.values())


def _draft_at(finding: Finding, new_files: Mapping[str, _NewFile]) -> FactDraft | None:
    """Return the new fact in whose lines a finding lies; None where it lies elsewhere."""
    new_file = new_files.get(finding.place.file)
    line = finding.place.line
    if new_file is None or not line:
        return None
    from bisect import bisect_right

    lines = [first_line for first_line, _ in new_file.first_lines]
    position = bisect_right(lines, line)
    return new_file.first_lines[position - 1][1] if position else None


def _replace_all(tree: Tree, new_files: Mapping[str, _NewFile]) -> None:
    """Replace files, each as a whole. Where one cannot be written, those before it are put back."""
    done: list[str] = []
    try:
        for name, new_file in new_files.items():
            replace_file(tree.folder / name, new_file.before, new_file.after)
            done.append(name)
    except BaseException:
        for name in reversed(done):
            _put_back(tree.folder / name, new_files[name])
        raise


def _put_back(path: Path, new_file: _NewFile) -> None:
    """Give a file the content that it had, or take it away where there was none."""
    if new_file.before is None:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others have put files there
            path.parent.rmdir()
    else:
        replace_file(path, new_file.after, new_file.before)
