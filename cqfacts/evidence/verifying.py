"""A base held against the documents that it cites."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from cqfacts.base import forms
from cqfacts.base.entries import EntryFile
from cqfacts.base.facts import Summary
from cqfacts.base.forms import Shape
from cqfacts.base.parallel import without_garbage_collection
from cqfacts.base.reading import Loading, no_folder
from cqfacts.base.tree import read_tree
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.evidence.documents import Document, Recognised, read_documents
from cqfacts.evidence.quotations import is_printed
from cqfacts.evidence.wording import (
    explains_with_what_is_known,
    names_with_what_is_cited,
    relates_what_it_says,
    says_numbers_of_id,
    says_when,
    states_what_it_says,
)
from cqfacts.files import Unreadable
from cqfacts.model.finding import Finding, Wrong
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import Source

Documents = Mapping[str, Document | Unreadable]
"""The document of each source, by its id, or why there is none."""


class Judged(NamedTuple):
    """What documents say of the citations in one file."""

    cited: Counter[str]
    """How many citations there are, by source."""
    hold: Counter[str]
    """How many of them the document prints exactly so."""
    findings: list[Finding]


class Verified(NamedTuple):
    """What became of the citations of one document."""

    source: Source
    document: Document | None
    """None where it is missing."""
    cited: int
    hold: int


class Verification(NamedTuple):
    """A base held against its documents: what became of each, and everything that does not hold, sorted by place."""

    documents: list[Verified]
    findings: list[Finding]


def verify_base(folder: Path, documents: Path, progress: Progress = no_progress) -> Verification:
    """Hold every citation of a base against the documents in a folder.

    Raises InvalidBase where the base itself has findings, WrongUsage where the folder of documents cannot be listed.
    """
    with without_garbage_collection():
        loading = _open(folder)
        found = _documents(documents, loading)
        judged = []
        for name, (summary, one) in loading.each(partial(_read, loading, found), progress):
            loading.accept(name, summary)
            judged.append(one)
        if wrong := loading.finish():
            raise InvalidBase(wrong)
    if loading.relations:
        judged.append(_judge(loading, "relations.yaml", forms.RELATION, found))
    findings = [*_judge_sources(loading, found), *(finding for one in judged for finding in one.findings)]
    return Verification(_by_document(loading, found, judged), sorted(findings))


def _by_document(loading: Loading, documents: Documents, judged: list[Judged]) -> list[Verified]:
    cited = sum((one.cited for one in judged), Counter[str]())
    hold = sum((one.hold for one in judged), Counter[str]())
    return [
        Verified(source, document if isinstance(document, Document) else None, cited[source.id], hold[source.id])
        for source in loading.vocabulary.sources.values()
        for document in [documents[source.id]]
    ]


def _open(folder: Path) -> Loading:
    try:
        return Loading(read_tree(folder))
    except (OSError, ValueError) as error:
        raise InvalidBase([no_folder(folder, error)]) from None


def _documents(folder: Path, loading: Loading) -> Documents:
    try:
        return read_documents(folder, loading.vocabulary.sources.values())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise WrongUsage(f'the folder of documents "{folder}" cannot be read: {reason}') from None


def _read(loading: Loading, documents: Documents, name: str) -> tuple[Summary, Judged]:
    """One file of facts, read and judged: in any process."""
    return loading.read(name).summary, _judge(loading, name, forms.FACT, documents)


def _judge(loading: Loading, name: str, shape: Shape, documents: Documents) -> Judged:
    return judge_citations(EntryFile(loading.tree.read(name), loading.shown(name), shape), documents)


def judge_citations(file: EntryFile, documents: Documents) -> Judged:
    """What documents say of the citations in a file; those of a document that is missing are only counted."""
    cited, hold = Counter[str](), Counter[str]()
    texts, before = _texts(documents), len(file.report.findings)
    for entry in file.entries():
        for at, citation in enumerate(entry.values["citations"], 1):
            cited[citation.source] += 1
            document = documents.get(citation.source)
            if isinstance(document, Document):
                wrongs = list(is_printed(citation, document.paragraphs))
                hold[citation.source] += not wrongs
                for wrong in wrongs:
                    file.refuse(entry, wrong._replace(key=f"citations.{at}.{wrong.key}"))
        fact = "period" in entry.values
        file.refuse_all(entry, _words_of_fact(entry.values, texts) if fact else relates_what_it_says(entry.values))
    return Judged(cited, hold, file.report.findings[before:])


def _words_of_fact(fact: Mapping[str, Any], texts: Mapping[str, tuple[str, ...]] | None) -> Iterator[Wrong]:
    """What is wrong with the words of a fact; those that explain it are judged where every document is there."""
    yield from chain(says_numbers_of_id(fact), says_when(fact), states_what_it_says(fact))
    if texts is not None:
        yield from names_with_what_is_cited(fact, texts)
        yield from explains_with_what_is_known(fact, texts)


def _texts(documents: Documents) -> Mapping[str, tuple[str, ...]] | None:
    """The paragraphs of every document; None where one is missing."""
    found = {source: document.paragraphs for source, document in documents.items() if isinstance(document, Document)}
    return found if len(found) == len(documents) else None


def _judge_sources(loading: Loading, documents: Documents) -> list[Finding]:
    """What is wrong with the documents themselves."""
    file = EntryFile(loading.tree.read("sources.yaml"), loading.shown("sources.yaml"), forms.SOURCE)
    for entry in file.entries():
        source = loading.vocabulary.sources[entry.values["id"]]
        file.refuse_all(entry, iter(_wrong_with(source, documents[source.id])))
    return file.report.findings


def _wrong_with(source: Source, document: Document | Unreadable) -> list[Wrong]:
    if isinstance(document, Unreadable):
        message = f'the document of "{source.id}" is not in the folder; "{source.file}": {document.message}'
        hint = "put its text there, under any name: it is recognised by its SHA-256"
        return [Wrong("CQ401", "file", message, hint)]
    wrongs = []
    if document.recognised is Recognised.NAME:
        message = f'"{document.file}" has another text than the document of "{source.id}": SHA-256 {document.digest}'
        hint = "find the text that was cited; where this one is meant, see what no longer holds, then correct sha256"
        wrongs.append(Wrong("CQ405", "sha256", message, hint))
    if len(document.paragraphs) != source.paragraphs:
        message = f'"{document.file}" has {len(document.paragraphs)} paragraphs'
        wrongs.append(
            Wrong("CQ406", "paragraphs", message, f"write {len(document.paragraphs)}: blank lines do not count")
        )
    return wrongs
