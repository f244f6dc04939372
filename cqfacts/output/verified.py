"""What became of the citations of a base, by document."""

from collections.abc import Iterator
from typing import Any

from cqfacts.answers.records import FindingFormat, Format, Rows
from cqfacts.evidence.documents import Recognised
from cqfacts.evidence.verifying import Verification, Verified
from cqfacts.output.problems import annotations, count, finding_object, finding_text
from cqfacts.output.render import render
from cqfacts.output.words import visible

_FIELDS = ("source", "file", "recognised", "citations", "hold")
_RECOGNISED = {
    Recognised.DIGEST: "",
    Recognised.TEXT: " (the same text, written otherwise)",
    Recognised.NAME: " (another text)",
}


def verification_text(query: dict[str, Any], found: Verification, form: FindingFormat) -> Iterator[str]:
    """What `verify` writes: a line for each document, every failure, and how many there are of each."""
    if form is FindingFormat.GITHUB:
        return annotations(found.findings)
    if form is FindingFormat.TEXT:
        return _text(found)
    findings = [finding_object(finding) for finding in found.findings]
    rows = [_object(document) for document in found.documents]
    return render(
        Rows("verify", query, "documents", _FIELDS, rows, _FIELDS, beside={"findings": findings}), Format.JSON
    )


def _text(found: Verification) -> Iterator[str]:
    yield from (visible(_line(document)) + "\n" for document in found.documents)
    yield "\n"
    yield from map(finding_text, found.findings)
    cited, hold = (sum(getattr(one, name) for one in found.documents) for name in ("cited", "hold"))
    sums = (count(len(found.documents), "document"), _of(hold, cited), count(len(found.findings), "finding"))
    yield ", ".join(sums) + ".\n"


def _line(one: Verified) -> str:
    if one.document is None:
        return f"{one.source.id}: no document; {count(one.cited, 'citation')} cannot be verified"
    return f"{one.source.id}: {one.document.file}{_RECOGNISED[one.document.recognised]}, {_of(one.hold, one.cited)}"


def _of(hold: int, cited: int) -> str:
    return f"{hold:,} of {count(cited, 'citation')} hold"


def _object(one: Verified) -> dict[str, Any]:
    document = one.document
    return {
        "source": one.source.id,
        "file": document and document.file,
        "recognised": document and document.recognised,
        "citations": one.cited,
        "hold": one.hold,
    }
