"""Reports about a base itself: what is wrong with it, whether its documents print what is cited, and what codes mean."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cqfacts.answers.document_keys import DOCUMENT_KEYS
from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    DOCUMENTS,
    FOLDER,
    NO_FACTS,
    TEXT,
    TEXTS,
    Envelope,
    Listing,
    Record,
    key,
    list_of,
    nullable,
    text,
    word,
)
from cqfacts.base.codes import Code, errors_among, level_of
from cqfacts.evidence.verifying import Verification, Verified
from cqfacts.model.finding import Finding, Level

_CODE = text(pattern="^CQ[0-9]{3}$")
_CODE_ABOUT = "a code of findings, which never changes its meaning"
_LEVEL_ABOUT = "error: no look-up answers from the base; note: it stops nothing"


class CheckReport(NamedTuple):
    """Everything that is wrong with a base, sorted by place."""

    folder: str | None
    """The folder of the base as the user typed it; None: the shipped base."""
    findings: Sequence[Finding]
    command: str = "check"
    more: int = 0
    """The number of items that a limit left out: none."""

    @property
    def contract(self) -> "Envelope[CheckReport, Finding]":
        """The keys of its JSON."""
        return CHECK_REPORT

    @property
    def errors(self) -> list[Finding]:
        """The findings that stop a look-up; the others are notes."""
        return errors_among(self.findings)


class VerificationReport(NamedTuple):
    """A base held against its documents."""

    documents: str
    """The folder of the documents as the user typed it."""
    folder: str | None
    verification: Verification
    command: str = "verify"
    more: int = 0
    """The number of items that a limit left out: none."""

    @property
    def contract(self) -> "Envelope[VerificationReport, Verified]":
        """The keys of its JSON."""
        return VERIFICATION_REPORT


class CodeList(NamedTuple):
    """Codes of findings, by their names."""

    asked: str
    """A code, or "all"."""
    codes: Mapping[str, Code]
    command: str = "check"
    more: int = 0
    """The number of items that a limit left out: none."""

    @property
    def contract(self) -> "Envelope[CodeList, tuple[str, Code]]":
        """The keys of its JSON."""
        return CODE_LIST


FINDING: Record[Finding] = Record(
    "finding",
    "One thing wrong",
    (
        key("file", TEXT, "the file, or the folder", lambda finding: finding.place.file),
        key(
            "line",
            nullable(COUNT),
            "the line, from 1; null: the whole file",
            lambda finding: finding.place.line or None,
        ),
        key(
            "column",
            nullable(COUNT),
            "the column, from 1",
            lambda finding: finding.place.column or None,
        ),
        key("code", _CODE, _CODE_ABOUT, lambda finding: finding.code),
        key("level", word(Level), _LEVEL_ABOUT, level_of),
        key("message", TEXT, "the cause", lambda finding: finding.message),
        key("hint", TEXT, "the way out", lambda finding: finding.hint),
        key(
            "trail",
            TEXTS,
            "which entry, which key: the outermost first",
            lambda finding: finding.trail,
        ),
    ),
)
DOCUMENT: Record[Verified] = Record(
    "document",
    "What became of the citations of one document",
    (
        *DOCUMENT_KEYS,
        key(
            "citations",
            COUNT,
            "how many citations of it there are",
            lambda verified: verified.cited,
        ),
        key(
            "hold",
            COUNT,
            "how many of them it prints exactly so, once, in that paragraph",
            lambda verified: verified.hold,
        ),
    ),
)
CODE: Record[tuple[str, Code]] = Record(
    "code",
    "What a code of findings stands for",
    (
        key("code", _CODE, _CODE_ABOUT, lambda item: item[0]),
        key("title", TEXT, "what is wrong", lambda item: item[1].title),
        key("when", TEXT, "when it occurs", lambda item: item[1].when),
        key("way_out", TEXT, "how to put it right", lambda item: item[1].way_out),
        key("level", word(Level), _LEVEL_ABOUT, lambda item: item[1].level),
    ),
)
_FINDINGS_ABOUT = "everything that is wrong, sorted by place"
CHECK_REPORT: Envelope[CheckReport, Finding] = Envelope(
    ("check",),
    Record("folder", ASKED, (FOLDER,)),
    (NO_FACTS,),
    Listing(
        "findings",
        _FINDINGS_ABOUT,
        lambda answer: answer.findings,
        FINDING,
        item_schema=FINDING.schema,
    ),
)
VERIFICATION_REPORT: Envelope[VerificationReport, Verified] = Envelope(
    ("verify",),
    Record(
        "documents",
        ASKED,
        (
            DOCUMENTS,
            FOLDER,
        ),
    ),
    (
        NO_FACTS,
        key(
            "findings",
            list_of(FINDING.inline),
            _FINDINGS_ABOUT,
            lambda answer: answer.verification.findings,
        ),
    ),
    Listing(
        "documents",
        "the document of each source",
        lambda answer: answer.verification.documents,
        DOCUMENT,
        item_schema=DOCUMENT.schema,
    ),
    "verification",
)
CODE_LIST: Envelope[CodeList, tuple[str, Code]] = Envelope(
    ("check",),
    Record("code", ASKED, (key("explain", TEXT, "a code, or all", lambda answer: answer.asked),)),
    (NO_FACTS,),
    Listing(
        "codes",
        "the codes that were asked for",
        lambda answer: answer.codes.items(),
        CODE,
        item_schema=CODE.schema,
    ),
)
