"""Read a base once, and hold each of its entries against the documents that it cites."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.codes import refuse_errors
from cqfacts.base.entries import EntryFile
from cqfacts.base.facts import Summary, read_facts
from cqfacts.base.filing import Filing, filing_of
from cqfacts.base.links import hide_foreign_text
from cqfacts.base.parallel import without_garbage_collection
from cqfacts.base.reading import Loading, no_folder
from cqfacts.base.shapes import Entry, Shape
from cqfacts.base.skipped import SKIPPED_FILE
from cqfacts.base.tree import read_tree
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.evidence.documents import Document, Documents, read_documents
from cqfacts.evidence.verifying import (
    Evidence,
    Judgement,
    Verification,
    Verified,
    check_document,
    gather_evidence,
    judge_fact,
    judge_relation,
    judge_skipped_passage,
)
from cqfacts.files import Unreadable
from cqfacts.model.fact import Fact
from cqfacts.model.finding import Finding
from cqfacts.model.names import short_path
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.relation import Relation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.reader.unit_table import unit_table


class FileVerdict(NamedTuple):
    """What documents say of the entries of one file."""

    cited: Counter[str]
    """The number of citations, by source."""
    hold: Counter[str]
    """The number of citations that their document prints exactly so, by source."""
    findings: list[Finding]


class _FileJudge:
    """Collects the judgements of the entries of one file, with the places of what is wrong.

    They are kept apart from the findings of the reader, which make the base invalid. So the file is opened a second time for
    its lines and places; its entries are not read again.
    """

    def __init__(self, raw: bytes | Unreadable, shown: str, shape: Shape) -> None:
        self._file = EntryFile(raw, shown, shape)
        self._reader_findings = len(self._file.report.findings)
        self._cited = Counter[str]()
        self._hold = Counter[str]()

    def add(self, entry: Entry, judgement: Judgement) -> None:
        """Add the judgement of an entry. What comes after the most findings that a file may have is left out."""
        if self._file.report.full:
            return
        self._cited.update(judgement.cited)
        self._hold.update(judgement.hold)
        self._file.refuse_all(entry, iter(judgement.violations))

    def verdict(self) -> FileVerdict:
        """Return the sum of the judgements."""
        return FileVerdict(
            self._cited, self._hold, self._file.report.findings[self._reader_findings :]
        )


def verify_base(
    folder: Path, documents_folder: Path, progress: Progress = no_progress
) -> Verification:
    """Hold every citation of a base against the documents in a folder.

    Raises InvalidBase where the base itself has errors, WrongUsage where the folder of documents cannot be listed.
    """
    with without_garbage_collection():
        loading = open_base_files(folder)
        documents = open_documents(documents_folder, loading)
        units = unit_table(tuple(loading.vocabulary.units.values()))
        evidence = gather_evidence(documents, loading.vocabulary.sources.values(), units)
        verdicts = []
        for name, (summary, verdict) in loading.each(
            partial(_read_file, loading, evidence), progress
        ):
            loading.accept(name, summary)
            verdicts.append(verdict)
        refuse_errors(loading.finish())
    if loading.relations:
        raw = loading.tree.read("relations.yaml")
        verdicts.append(judge_relations(raw, loading.shown("relations.yaml"), evidence))
    if loading.skipped:
        raw = loading.tree.read(SKIPPED_FILE)
        verdicts.append(judge_skipped(raw, loading.shown(SKIPPED_FILE), evidence))
    findings = _check_documents(loading, documents)
    for verdict in verdicts:
        findings += verdict.findings
    findings = hide_foreign_text(findings, loading.tree)
    return Verification(_sum_by_document(loading, documents, verdicts), sorted(findings))


def read_and_judge_facts(
    raw: bytes | Unreadable, shown: str, filing: Filing, evidence: Evidence
) -> tuple[Summary, FileVerdict]:
    """Read a file of facts once, for its summary and for what documents say of its facts.

    `shown`: the name of the file as the user knows it.
    """
    judge = _FileJudge(raw, shown, forms.FACT)

    def judge_entry(entry: Entry, fact: Fact) -> None:
        judge.add(entry, judge_fact(fact, evidence))

    facts = read_facts(raw, shown, filing, judge_entry)
    return facts.summary, judge.verdict()


def judge_relations(raw: bytes | Unreadable, shown: str, evidence: Evidence) -> FileVerdict:
    """Judge the relations of a file that has been read before, so that all of them can be read."""
    judge = _FileJudge(raw, shown, forms.RELATION)
    for entry in EntryFile(raw, shown, forms.RELATION).entries():
        judge.add(entry, judge_relation(Relation(**entry.values), evidence))
    return judge.verdict()


def judge_skipped(raw: bytes | Unreadable, shown: str, evidence: Evidence) -> FileVerdict:
    """Judge the skipped passages of a file that has been read before. They are quotations, and no citations."""
    judge = _FileJudge(raw, shown, forms.SKIPPED)
    for entry in EntryFile(raw, shown, forms.SKIPPED).entries():
        judge.add(entry, judge_skipped_passage(SkippedPassage(**entry.values), evidence))
    return judge.verdict()


def _read_file(loading: Loading, evidence: Evidence, name: str) -> tuple[Summary, FileVerdict]:
    """Read and judge one file of facts, in any process."""
    filing = filing_of(name, loading.vocabulary)
    return read_and_judge_facts(loading.tree.read(name), loading.shown(name), filing, evidence)


def open_base_files(folder: Path) -> Loading:
    """Open a base to be read file by file. Raises InvalidBase where its folder cannot be listed."""
    try:
        return Loading(read_tree(folder))
    except (OSError, ValueError) as error:
        raise InvalidBase([no_folder(folder, error)]) from None


def open_documents(folder: Path, loading: Loading) -> Documents:
    """Find the documents of a base in a folder. Raises WrongUsage where that cannot be listed."""
    try:
        return read_documents(folder, loading.vocabulary.sources.values())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise WrongUsage(
            f'the folder of documents "{short_path(folder)}" cannot be read: {reason}'
        ) from None


def _check_documents(loading: Loading, documents: Documents) -> list[Finding]:
    """Return what is wrong with the documents themselves, at the entries of their sources."""
    file = EntryFile(
        loading.tree.read_vocabulary("sources.yaml"), loading.shown("sources.yaml"), forms.SOURCE
    )
    for entry in file.entries():
        source = loading.vocabulary.sources[entry.values["id"]]
        file.refuse_all(entry, check_document(source, documents[source.id]))
    return file.report.findings


def _sum_by_document(
    loading: Loading, documents: Documents, verdicts: list[FileVerdict]
) -> list[Verified]:
    cited, hold = Counter[str](), Counter[str]()
    for verdict in verdicts:
        cited.update(verdict.cited)
        hold.update(verdict.hold)
    outcomes = []
    for source in loading.vocabulary.sources.values():
        document = documents[source.id]
        present = document if isinstance(document, Document) else None
        outcomes.append(Verified(source, present, cited[source.id], hold[source.id]))
    return outcomes
