"""Hold entries of a base against the documents that they cite.

This room sees records only. The reading of a base, and the places of what is wrong in it, are those of the room `base`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cqfacts.evidence.documents import Document, Documents, Recognised
from cqfacts.evidence.explanations import Texts, check_explanations
from cqfacts.evidence.fact_texts import IssueDates
from cqfacts.evidence.quotations import check_quotation
from cqfacts.evidence.sentences import check_sentence
from cqfacts.evidence.wording import check_relation, check_wording
from cqfacts.files import Unreadable
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.finding import Finding, Violation
from cqfacts.model.relation import Relation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.model.vocabulary import Source
from cqfacts.reader.figures import UnitTable


class Verified(NamedTuple):
    """The outcome for the citations of one document."""

    source: Source
    document: Document | None
    """None where it is missing."""
    cited: int
    hold: int


class Verification(NamedTuple):
    """A base held against its documents: the outcome for each, and everything that does not hold, sorted by place."""

    documents: list[Verified]
    findings: list[Finding]


class Judgement(NamedTuple):
    """The outcome for the citations and the words of one entry."""

    cited: list[str]
    """The source of each citation."""
    hold: list[str]
    """The source of each citation that its document prints exactly so."""
    violations: list[Violation]


class Evidence(NamedTuple):
    """The documents of a base, as far as they are there."""

    texts: Texts
    is_complete: bool
    """Whether no document is missing."""
    issued: IssueDates
    """The date of each source that has one."""
    units: UnitTable
    """The names of the units of the base."""


def gather_evidence(documents: Documents, sources: Iterable[Source], units: UnitTable) -> Evidence:
    """Return the paragraphs of the documents that were found, and the dates of their sources."""
    texts: dict[str, tuple[str, ...]] = {}
    for source, document in documents.items():
        if isinstance(document, Document):
            texts[source] = document.paragraphs
    issued = {source.id: source.issued for source in sources if source.issued}
    return Evidence(texts, len(texts) == len(documents), issued, units)


def judge_fact(fact: Fact, evidence: Evidence) -> Judgement:
    """Judge the citations and the words of a fact; the words that explain it only where every document is there."""
    judgement = _judge_citations(fact.citations, evidence)
    judgement.violations.extend(_check_sentence(fact, evidence))
    judgement.violations.extend(check_wording(fact, evidence.issued))
    if evidence.is_complete:
        judgement.violations.extend(check_explanations(fact, evidence.texts, evidence.issued))
    return judgement


def _check_sentence(fact: Fact, evidence: Evidence) -> Iterator[Violation]:
    """Yield what the sentence of the first citation says of the figure otherwise than the base."""
    if not fact.citations:
        return
    first_citation = fact.citations[0]
    paragraphs = evidence.texts.get(first_citation.source, ())
    paragraph = "".join(paragraphs[first_citation.paragraph - 1 : first_citation.paragraph])
    yield from check_sentence(fact, paragraph, evidence.units)


def judge_relation(relation: Relation, evidence: Evidence) -> Judgement:
    """Judge the citations and the statement of a relation."""
    judgement = _judge_citations(relation.citations, evidence)
    judgement.violations.extend(check_relation(relation))
    return judgement


def judge_skipped_passage(passage: SkippedPassage, evidence: Evidence) -> Judgement:
    """Judge the words of a skipped passage, which is no citation and is not counted as one."""
    paragraphs = evidence.texts.get(passage.source)
    if paragraphs is None:
        return Judgement([], [], [])
    violation = check_quotation(passage.citation, paragraphs, evidence.units)
    return Judgement([], [], [violation] if violation else [])


def check_document(source: Source, document: Document | Unreadable) -> Iterator[Violation]:
    """Yield what is wrong with the document of a source: it is missing, has another text or another length."""
    if isinstance(document, Unreadable):
        message = f'the document of "{source.id}" is not in the folder; "{source.file}": {document.message}'
        hint = "put its text there, under any name: it is recognised by its SHA-256"
        yield Violation("CQ401", "file", message, hint)
        return
    if document.recognised is Recognised.NAME:
        message = f'"{document.file}" has another text than the document of "{source.id}": SHA-256 {document.digest}'
        hint = "find the text that was cited; where this one is meant, see what no longer holds, then correct sha256"
        yield Violation("CQ405", "sha256", message, hint)
    count = len(document.paragraphs)
    if count != source.paragraphs:
        message = f'"{document.file}" has {count} paragraphs'
        yield Violation("CQ406", "paragraphs", message, f"write {count}: blank lines do not count")


def _judge_citations(citations: Iterable[Citation], evidence: Evidence) -> Judgement:
    """Judge citations; those of a document that is missing are only counted."""
    judgement = Judgement([], [], [])
    for number, citation in enumerate(citations, 1):
        judgement.cited.append(citation.source)
        paragraphs = evidence.texts.get(citation.source)
        if paragraphs is None:
            continue
        violation = check_quotation(citation, paragraphs, evidence.units)
        if violation is None:
            judgement.hold.append(citation.source)
        else:
            judgement.violations.append(
                violation._replace(key=f"citations.{number}.{violation.key}")
            )
    return judgement
