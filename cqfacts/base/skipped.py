"""The list of skipped passages of a base: figures and dates of documents that are no facts."""

from collections.abc import Iterator
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.citation_rules import check_paragraphs
from cqfacts.base.entries import EntryFile, NamesByKind
from cqfacts.base.rules import Breach, Rule, check
from cqfacts.base.tree import Tree
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Finding, Violation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.model.vocabulary import Source

SKIPPED_FILE = "skipped.yaml"


class SkippedList(NamedTuple):
    """The passages that a base skips, and what is wrong with their file."""

    passages: list[SkippedPassage]
    findings: list[Finding]


def find_wrong_paragraph(passage: SkippedPassage, vocabulary: Vocabulary) -> Iterator[Breach]:
    for breach in check_paragraphs((passage.citation,), vocabulary):
        yield breach._replace(key="paragraph")


SKIPPED_RULES: tuple[Rule[SkippedPassage, Vocabulary], ...] = (
    Rule("CQ308", "the source has the paragraph that is skipped", find_wrong_paragraph),
)


def read_skipped(tree: Tree, vocabulary: Vocabulary) -> SkippedList:
    """Read and check the skipped passages of a base; there are none where it has no such file."""
    if SKIPPED_FILE not in tree.files:
        return SkippedList([], [])
    raw = tree.read(SKIPPED_FILE)
    file = EntryFile(raw, tree.display_name(SKIPPED_FILE), forms.SKIPPED)
    names: NamesByKind = {Source: vocabulary.sources}
    passages: dict[Citation, SkippedPassage] = {}
    for entry in file.entries():
        passage = SkippedPassage(**entry.values)
        if not file.check_references(entry, names):
            continue
        file.refuse_all(entry, check(passage, vocabulary, SKIPPED_RULES))
        if passage.citation in passages:
            hint = "remove one of the two, or correct its paragraph"
            message = "these words are skipped twice"
            file.refuse(entry, Violation("CQ320", "printed", message, hint))
        passages[passage.citation] = passage
    return SkippedList(list(passages.values()), file.report.findings)
