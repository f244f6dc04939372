"""Every digit of every fact and relation, and of the documents, is turned into each other digit, one at a time.

Each such slip must be caught: by `check`, or by `verify` without looking at the digest of the document, which would catch all
of those in documents. `pytest -n0 -rP tests/test_mutations.py` shows how many slips were made, and who caught them. A quick
run makes them in every tenth fact.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from cqfacts.base import forms
from cqfacts.base.entries import EntryFile
from cqfacts.base.facts import read_facts
from cqfacts.base.filing import make_filing
from cqfacts.base.relation_rules import RELATION_RULES
from cqfacts.base.rules import check
from cqfacts.base.verification import judge_relations, read_and_judge_facts
from cqfacts.editing.writing import entry_text
from cqfacts.evidence.documents import Document, Recognised, read_documents
from cqfacts.evidence.quotations import check_quotation
from cqfacts.evidence.verifying import Evidence, gather_evidence
from cqfacts.model.fact import Citation
from cqfacts.model.relation import Relation
from cqfacts.reader.figures import UnitTable
from tests.conftest import FACTS
from tests.documents import Documents
from tests.long_form import long_entries
from tests.sampling import Sample

EVERY = 15
_ENTRY = re.compile(r"^- id: .*\n(?:(?!- id: ).*\n)*", re.MULTILINE)
_KEYS = {
    "value": re.compile(r"^  (?:value|by): (.*)$", re.MULTILINE),
    "printed": re.compile(r"printed: (.*?)\}?$", re.MULTILINE),
    "paragraph": re.compile(r"paragraph: (\d+)"),
    "period": re.compile(r"^  period: (.*)$", re.MULTILINE),
    "statement": re.compile(r"^  statement: (.*)$", re.MULTILINE),
    "id": re.compile(r"^- id: (.*)$", re.MULTILINE),
    "entity": re.compile(r"^  entity: (.*)$", re.MULTILINE),
    "entity_aliases": re.compile(r"^  entity_aliases: \[([^\]]*)\]", re.MULTILINE),
    "reasons, doubts and notes": re.compile(
        r"^(?:  dating_reason:|  according_to:|      reason:|      likely:|    -(?! grade:| \{)) (.*)$",
        re.MULTILINE,
    ),
}


class Mutant(NamedTuple):
    """An entry in which one digit is another."""

    text: str
    where: str


def digits(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Where the digits stand in what the pattern captures."""
    for match in pattern.finditer(text):
        yield from (at for at in range(*match.span(1)) if text[at] in "0123456789")


def flips(text: str, at: int) -> Iterator[str]:
    """The text with each other digit in one place."""
    return (text[:at] + digit + text[at + 1 :] for digit in "0123456789" if digit != text[at])


def mutants(entry: str, key: str) -> Iterator[Mutant]:
    for at in digits(entry, _KEYS[key]):
        line = entry[entry.rfind("\n", 0, at) + 1 : entry.find("\n", at)].strip()
        for text in flips(entry, at):
            yield Mutant(text, f"{entry.partition(chr(10))[0]}: {line}, {entry[at]} to {text[at]}")


def entries(path: Path) -> list[str]:
    return _ENTRY.findall(path.read_text(encoding="utf-8"))


def fact_texts(path: Path) -> list[str]:
    return [entry_text(forms.FACT, entry) for entry in long_entries(path)]


@pytest.fixture(scope="module")
def evidence(documents: Documents) -> Evidence:
    """The documents as the product reads them."""
    vocabulary = documents.base.vocabulary
    sources = vocabulary.sources.values()
    found = read_documents(documents.folder, sources)
    return gather_evidence(found, sources, UnitTable(vocabulary.units.values()))


def fact_slips(
    documents: Documents, evidence: Evidence, key: str, sample: Sample
) -> Iterator[tuple[Mutant, str]]:
    """Each slip under a key of a fact, and who catches it."""
    having = [
        (path, entry)
        for path in sorted(FACTS.glob("*/*.yaml"))
        for entry in fact_texts(path)
        if any(mutants(entry, key))
    ]
    for path, entry in sample.of(having, EVERY):
        filing = make_filing(path.parent.name, int(path.stem), documents.base.vocabulary)
        for mutant in mutants(entry, key):
            raw = mutant.text.encode()
            if read_facts(raw, path.name, filing).summary.findings:
                yield mutant, "check"
            elif read_and_judge_facts(raw, path.name, filing, evidence)[1].findings:
                yield mutant, "verify"
            else:
                yield mutant, ""


def relation_slips(
    documents: Documents, evidence: Evidence, key: str
) -> Iterator[tuple[Mutant, str]]:
    for mutant in (
        one for entry in entries(FACTS / "relations.yaml") for one in mutants(entry, key)
    ):
        file = EntryFile(mutant.text.encode(), "relations.yaml", forms.RELATION)
        for entry in file.entries():
            file.refuse_all(
                entry, check(Relation(**entry.values), documents.base.vocabulary, RELATION_RULES)
            )
        verdict = judge_relations(mutant.text.encode(), "relations.yaml", evidence)
        yield mutant, "check" if file.report.findings else "verify" if verdict.findings else ""


@pytest.mark.parametrize("key", ["value", "printed", "paragraph", "period", "statement"])
def test_every_slip_in_a_digit_of_a_fact_or_relation_is_caught(
    key: str, documents: Documents, evidence: Evidence, sample: Sample
) -> None:
    slips = [
        *fact_slips(documents, evidence, key, sample),
        *relation_slips(documents, evidence, key),
    ]
    report(f"digits in {key}", Counter(by for _, by in slips))
    assert len(slips) > sample.number(1000, EVERY)
    assert [mutant.where for mutant, by in slips if not by] == []


@pytest.mark.parametrize("key", ["id", "entity"])
def test_every_slip_in_what_a_fact_is_called_is_caught(
    key: str, documents: Documents, evidence: Evidence, sample: Sample
) -> None:
    slips = list(fact_slips(documents, evidence, key, sample))
    report(f"digits in {key}", Counter(by for _, by in slips))
    assert slips
    assert [mutant.where for mutant, by in slips if not by] == []


@pytest.mark.parametrize("key", ["entity_aliases", "reasons, doubts and notes"])
def test_nine_in_ten_slips_in_what_explains_a_fact_are_caught(
    key: str, documents: Documents, evidence: Evidence, sample: Sample
) -> None:
    """The others make it another number that the document prints, or another paragraph that it has."""
    caught = Counter(by for _, by in fact_slips(documents, evidence, key, sample))
    report(f"digits in {key}", caught)
    assert caught.total() > sample.number(500, EVERY)
    by_chance = 0 if sample.whole else 5  # percent: of a sample, a fact or two
    assert caught[""] * 100 < caught.total() * (10 + by_chance)


def report(what: str, caught: Counter[str]) -> None:
    by = ", ".join(
        f"{number} caught by {name}" if name else f"{number} not" for name, number in caught.items()
    )
    print(f"{what}: {caught.total()} slips, {by}")  # noqa: T201 - for pytest -rP


def test_every_slip_in_a_digit_that_is_cited_is_caught_by_its_citation(
    documents: Documents, evidence: Evidence
) -> None:
    citing: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for _, citation in documents.citations():
        citing[citation.source, citation.paragraph].append(citation)
    made, missed = 0, []
    for (source, number), citations in citing.items():
        paragraphs = list(evidence.texts[source])
        text = paragraphs[number - 1]
        cited = {
            at
            for one in citations
            for at in range(text.find(one.printed), text.find(one.printed) + len(one.printed))
        }
        for at in sorted(cited & set(digits(text, re.compile("(.*)")))):
            for changed in flips(text, at):
                paragraphs[number - 1] = changed
                made += 1
                if not any(check_quotation(citation, paragraphs) for citation in citations):
                    missed.append(f"{source} ¶{number}: {text[at - 9 : at + 9]}, {changed[at]}")
    report(
        "digits of documents that are cited",
        Counter({"verify": made - len(missed), "": len(missed)}),
    )
    assert made > 1000
    assert missed == []


def test_every_slip_in_any_digit_of_a_document_makes_it_another_text(
    documents: Documents, tmp_path: Path, sample: Sample
) -> None:
    """Also in digits that nothing cites."""
    sources = documents.base.vocabulary.sources.values()
    made = 0
    for source in sources:
        text = (documents.folder / source.file).read_bytes().decode("utf-8")
        for at in sample.of(digits(text, re.compile("(.*)")), EVERY):
            (tmp_path / source.file).write_text(next(flips(text, at)), encoding="utf-8")
            read = read_documents(tmp_path, [source])[source.id]
            made += 1
            assert isinstance(read, Document)
            assert read.recognised is Recognised.NAME
    report("digits of documents, by the digest", Counter({"verify": made}))
    assert made > sample.number(400, EVERY)
