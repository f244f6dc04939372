"""Import a table: its rows become facts that cite it, checked with the whole base, all or none."""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.codes import errors_among, refuse_errors
from cqfacts.base.reading import Loading, check_tree
from cqfacts.base.tree import Tree
from cqfacts.editing.adding import Extension, extend_file, list_base
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import Replacement, replace_files
from cqfacts.editing.table_facts import (
    CellRefusal,
    FactDraft,
    FactMaker,
    TableFacts,
)
from cqfacts.editing.table_files import Table, TableOptions, read_table_file, written_document
from cqfacts.editing.table_mapping import TableMapping, map_columns
from cqfacts.editing.table_numbers import NumberStyle
from cqfacts.editing.writing import entry_text
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.model.finding import Finding
from cqfacts.model.names import short_path
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import Source

_SOURCES_FILE = "sources.yaml"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)?(?: [a-z]+)?")
"""A text that YAML takes as it is: an id, a number and its scale word."""
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_NO_LETTER_OF_ID = re.compile(r"[^a-z0-9]+")


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
    document: Path
    """The file that the facts cite: the table itself, or what is written beside a workbook or database."""
    is_new_document: bool
    """True where that file is not there yet."""
    remarks: Sequence[str]
    """What was left out of a workbook or database, or is written otherwise than there."""
    is_written: bool


class _ExtendedFile(NamedTuple):
    """A file of facts with those of a table behind the others."""

    extension: Extension
    drafts: Sequence[FactDraft]
    """The new facts, in the order of their lines."""


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
    the base has errors of its own, OSError where it cannot be written. Then, and where there are refusals, nothing has changed.
    """
    table = read_table_file(path, options)
    list_base(folder)
    with ExitStack() as stack:
        if not dry_run:
            stack.enter_context(lock_folder(folder))
        return _import_alone(table, list_base(folder), options, dry_run=dry_run, progress=progress)


def _import_alone(
    table: Table, tree: Tree, options: TableOptions, *, dry_run: bool, progress: Progress
) -> TableImport:
    """Import into a base that nobody else changes."""
    loading = Loading(tree)
    if loading.has_errors:
        raise InvalidBase(check_tree(tree, progress))
    vocabulary = loading.vocabulary
    mapping = map_columns(table.rows[0], options.roles)
    style = table.style(mapping, options.thousands)
    unclear = table.unclear(options.thousands)
    maker = FactMaker(mapping, vocabulary, style, options.skip, unclear)
    facts = _make_facts(table, maker)
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
        document=table.path,
        is_new_document=table.is_missing,
        remarks=table.remarks,
        is_written=False,
    )
    if not is_new_source:
        _refuse_other_document(vocabulary.sources[source_id], table)
    if facts.refusals or not facts.drafts:
        return outcome
    replacements: dict[str, Replacement] = {}
    if is_new_source:
        replacements[_SOURCES_FILE] = _write_source(tree, table, source_id, options)
    extended_files = _write_facts(tree, facts.drafts, source_id)
    for name, extended_file in extended_files.items():
        replacements[name] = extended_file.extension.replacement
    refusals = _check(tree, replacements, extended_files, progress)
    if refusals or dry_run:
        return outcome._replace(refusals=refusals)
    with written_document(table):
        replace_files(tree.folder, replacements)
    return outcome._replace(is_written=True)


def _make_facts(table: Table, maker: FactMaker) -> TableFacts:
    """Make the facts of a table, with the refusals of its cells before those of its facts."""
    facts = maker.make(table.rows, {refusal.row for refusal in table.refusals})
    return facts._replace(refusals=sorted([*table.refusals, *facts.refusals]))


def _id_of_file(path: Path) -> str:
    """Return the id of a source for a file.

    >>> _id_of_file(Path("tables/Output by City 2021.csv"))
    'output-by-city-2021'
    """
    name = _NO_LETTER_OF_ID.sub("-", path.stem.lower()).strip("-")
    return name if name[:1].isalpha() else f"table-{name}".rstrip("-")


def _file_of(draft: FactDraft) -> str:
    return f"{draft.indicator.sector}/{draft.period.year:04}.yaml"


def _refuse_other_document(source: Source, table: Table) -> None:
    """Raise WrongUsage where the source that is to be cited has another document than the table."""
    if source.sha256 != table.description.sha256:
        raise WrongUsage(
            f'the source "{source.id}" has another document than {short_path(table.path)}: its SHA-256 differs.',
            "Name another id for the table: --source ID",
        )


def _write_facts(tree: Tree, drafts: Sequence[FactDraft], source: str) -> dict[str, _ExtendedFile]:
    """Return each file of facts with the new ones behind those that it has."""
    drafts_by_file = defaultdict(list)
    for draft in drafts:
        drafts_by_file[_file_of(draft)].append(draft)
    extended_files = {}
    for name, drafts_of_file in drafts_by_file.items():
        texts = (_fact_text(draft, source) for draft in drafts_of_file)
        extension = extend_file(tree, name, texts, blank_lines=True)
        extended_files[name] = _ExtendedFile(extension, drafts_of_file)
    return extended_files


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


def _write_source(tree: Tree, table: Table, source: str, options: TableOptions) -> Replacement:
    """Return the file of the sources with the table behind them."""
    description = table.description
    entered = {
        "id": source,
        "type": "dataset",
        "title": options.title or table.title,
        "file": description.file,
        "sha256": description.sha256,
        "paragraphs": str(description.paragraphs),
    }
    text = entry_text(forms.SOURCE, entered)
    return extend_file(tree, _SOURCES_FILE, [text], blank_lines=False).replacement


def _check(
    tree: Tree,
    replacements: Mapping[str, Replacement],
    extended_files: Mapping[str, _ExtendedFile],
    progress: Progress,
) -> list[CellRefusal]:
    """Check the base as it would be, and return what is wrong with the new facts, by their rows.

    Raises InvalidBase where it has other errors.
    """
    contents = {name: replacement.after for name, replacement in replacements.items()}
    refusals: dict[tuple[str, str], CellRefusal] = {}
    others = []
    by_shown_name = {tree.display_name(name): file for name, file in extended_files.items()}
    for finding in errors_among(check_tree(tree.having_all(contents), progress)):
        draft = _draft_at(finding, by_shown_name)
        if draft is None:
            others.append(finding)
            continue
        refusal = CellRefusal(
            draft.row, draft.column, draft.cell, f"{finding.code} {finding.message}", finding.hint
        )
        refusals.setdefault((draft.id, finding.code), refusal)
    if not refusals:
        refuse_errors(others)
    return list(refusals.values())


def _draft_at(finding: Finding, extended_files: Mapping[str, _ExtendedFile]) -> FactDraft | None:
    """Return the new fact in whose lines a finding lies; None where it lies elsewhere."""
    extended_file = extended_files.get(finding.place.file)
    line = finding.place.line
    if extended_file is None or not line:
        return None
    position = bisect_right(extended_file.extension.lines, line)
    return extended_file.drafts[position - 1] if position else None
