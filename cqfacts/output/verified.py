"""The citations of a base, held against its documents: how many hold, by document, and which do not."""

from collections.abc import Iterator

from cqfacts.answers.checks import VerificationReport
from cqfacts.evidence.documents import Recognised
from cqfacts.evidence.verifying import Verification, Verified
from cqfacts.output.escaping import visible
from cqfacts.output.formats import FindingFormat
from cqfacts.output.machine import json_text
from cqfacts.output.problems import annotations, count, finding_text

_RECOGNISED_WORDS = {
    Recognised.DIGEST: "",
    Recognised.TEXT: " (the same text, written otherwise)",
    Recognised.NAME: " (another text)",
}
"""How far the file is the document that was cited, as it is said after the name of the file."""


def verification_text(report: VerificationReport, form: FindingFormat) -> Iterator[str]:
    """Return the text that `verify` writes: a line for each document, every failure, and how many there are of each."""
    if form is FindingFormat.GITHUB:
        return annotations(report.verification.findings)
    if form is FindingFormat.JSON:
        return json_text(report)
    return _list_lines(report.verification)


def _list_lines(verification: Verification) -> Iterator[str]:
    for document in verification.documents:
        yield f"{visible(_document_words(document))}\n"
    yield "\n"
    for finding in verification.findings:
        yield finding_text(finding)
    yield f"{_summary(verification)}.\n"


def _summary(verification: Verification) -> str:
    documents, findings = verification.documents, verification.findings
    citations = sum(document.cited for document in documents)
    holding = sum(document.hold for document in documents)
    parts = (
        count(len(documents), "document"),
        _holding_words(holding, citations),
        count(len(findings), "finding"),
    )
    return ", ".join(parts)


def _document_words(verified: Verified) -> str:
    source_id, document = verified.source.id, verified.document
    if document is None:
        return f"{source_id}: no document; {count(verified.cited, 'citation')} cannot be verified"
    recognised = _RECOGNISED_WORDS[document.recognised]
    return (
        f"{source_id}: {document.file}{recognised}, {_holding_words(verified.hold, verified.cited)}"
    )


def _holding_words(holding: int, citations: int) -> str:
    return f"{holding:,} of {count(citations, 'citation')} hold"
