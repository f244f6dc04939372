"""The base against the documents: all that they hold, and nothing that they do not."""

import re
from typing import NamedTuple

import pytest

import cqfacts as library
from cqfacts.base.reading import Base
from cqfacts.model.skipped import SkippedPassage
from tests.documents import Documents

_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "half",
    "quarter",
    "double",
    "doubled",
    "triple",
    "multiplied",
    "once",
    "twice",
    "most",
    "best",
    "worst",
    "top",
    "hundreds",
    "thousands",
    "multiple",
    "decades",
    "decade",
]
_NOT_SUPERLATIVES = {
    "forest",
    "interest",
    "invest",
    "west",
    "northwest",
    "southwest",
    "guest",
    "contest",
    "harvest",
}
_CLAIM = re.compile(
    rf"\d+(?:[.,/]\d+)*|\b(?:{'|'.join(_NUMBER_WORDS)})\b|\b[a-z]{{2,}}est\b",
    re.IGNORECASE,
)
_TIME_IN_WORDS = re.compile(r"\b(?:day|week|month|year)s?\b", re.IGNORECASE)

# Proper names have no other words.
_LONG_NAMES = re.compile(
    "New International Land-Sea Trade Corridor|Yangtze River Economic Belt|School of Architecture and Urban Planning|Belt and Road Commodity Exhibition and Trading Center|Distributed Radar Astro\\w+ Measur\\w+ Instrument"
    "|Guangdong-Hong Kong-Macao Greater Bay Area Research Institute|Beijing Institute of Technology Chongqing"
)


class Claim(NamedTuple):
    """A numeral, number word or superlative in a document."""

    source: str
    paragraph: int
    word: str
    start: int
    end: int


def claims(documents: Documents) -> list[Claim]:
    return [
        Claim(source, at, match.group(), *match.span())
        for source, paragraphs in documents.paragraphs.items()
        for at, text in enumerate(paragraphs, 1)
        for match in _CLAIM.finditer(text)
        if match.group().lower() not in _NOT_SUPERLATIVES
    ]


def uncovered(documents: Documents) -> list[Claim]:
    covered = documents.covered()
    return [
        claim
        for claim in claims(documents)
        if not any(
            start <= claim.start and claim.end <= end
            for start, end in covered[claim.source, claim.paragraph]
        )
    ]


def excused(documents: Documents) -> list[tuple[SkippedPassage, list[Claim]]]:
    """Each skipped passage with the claims that it excuses."""
    found = []
    for passage in documents.base.skipped:
        text = documents.paragraph(passage.citation)
        spans = [match.span() for match in re.finditer(re.escape(passage.printed), text)]
        hits = [
            claim
            for claim in uncovered(documents)
            if (claim.source, claim.paragraph) == (passage.source, passage.paragraph)
            and any(start <= claim.start and claim.end <= end for start, end in spans)
        ]
        found.append((passage, hits))
    return found


def test_no_figure_rank_or_date_of_the_documents_is_open(documents: Documents) -> None:
    report = library.coverage(documents.folder)
    assert [coverage.percent for coverage in report.coverages] == [100] * 5
    assert sum(len(coverage.passages) for coverage in report.coverages) > 200


def test_every_skipped_passage_is_needed(documents: Documents) -> None:
    report = library.coverage(documents.folder)
    reasons = {
        (coverage.source.id, passage.paragraph, passage.reason)
        for coverage in report.coverages
        for passage in coverage.passages
    }
    for skipped in documents.base.skipped:
        assert (skipped.source, skipped.paragraph, skipped.reason) in reasons, skipped


def test_every_skipped_passage_has_a_number_or_time_that_no_fact_quotes(
    documents: Documents,
) -> None:
    """What `coverage` says, too, found without the reader."""
    for passage, hits in excused(documents):
        assert passage.reason, passage
        assert documents.paragraph(passage.citation).count(passage.printed) == 1, passage
        has_time = _TIME_IN_WORDS.search(passage.printed) and not is_quoted(documents, passage)
        assert hits or has_time, f"covered by a fact, or no figure and no time: {passage}"


def is_quoted(documents: Documents, passage: SkippedPassage) -> bool:
    """Return True where a fact quotes a part of a passage."""
    first = documents.paragraph(passage.citation).find(passage.printed)
    last = first + len(passage.printed)
    stretches = documents.covered()[passage.source, passage.paragraph]
    return any(start < last and first < end for start, end in stretches)


def test_every_numeral_and_superlative_is_covered_by_a_fact_or_skipped(
    documents: Documents,
) -> None:
    """What `coverage` says, too, found without the reader, and of more words."""
    allowed = {claim for _, hits in excused(documents) for claim in hits}
    missing = [claim for claim in uncovered(documents) if claim not in allowed]
    assert not missing, "\n".join(
        f"{claim.source} ¶{claim.paragraph}: {claim.word}" for claim in missing
    )


def test_the_completeness_test_sees_a_fact_that_is_taken_out(documents: Documents) -> None:
    facts = [fact for fact in documents.base.facts if fact.id != "tablet-exports-2021m01-08"]
    assert "7.068" not in {claim.word for claim in uncovered(documents)}
    assert "7.068" in {claim.word for claim in uncovered(documents.without(facts))}


def test_every_citation_is_printed_exactly_once_in_its_paragraph(documents: Documents) -> None:
    """What `verify` says, too, found without it."""
    wrong = [
        f"{name}: ¶{citation.paragraph} {citation.printed!r} {documents.paragraph(citation).count(citation.printed)}"
        for name, citation in documents.citations()
        if documents.paragraph(citation).count(citation.printed) != 1
    ]
    assert not wrong, "\n".join(wrong)


def test_statements_are_in_our_own_words(documents: Documents) -> None:
    """No statement, doubt or note shares eight words in a row with a document."""
    texts = [
        _words(_LONG_NAMES.sub("", text))
        for paragraphs in documents.paragraphs.values()
        for text in paragraphs
    ]
    runs = {tuple(words[at : at + 8]) for words in texts for at in range(len(words) - 7)}
    for fact in documents.base.facts:
        doubts = [text for doubt in fact.doubts for text in (doubt.reason, doubt.likely or "")]
        ours = [fact.statement, *fact.notes, *doubts]
        for words in map(_words, ours):
            shared = [
                words[at : at + 8]
                for at in range(len(words) - 7)
                if tuple(words[at : at + 8]) in runs
            ]
            assert not shared, f"{fact.id}: {' '.join(shared[0])}"


def test_who_says_it_is_named_by_the_document(documents: Documents) -> None:
    for fact in documents.base.facts:
        cited = " ".join(
            text for source in fact.citations_by_source for text in documents.paragraphs[source]
        )
        named = set(re.findall(r"[\w-]+", cited.lower()))
        names = re.findall(r"\b[A-Z\d][\w-]*", fact.according_to or "")
        assert {name.lower() for name in names} <= named, f"{fact.id}: {fact.according_to}"


def test_printed_quotes_are_short(shipped: Base) -> None:
    for fact in shipped.facts:
        for citation in fact.citations:
            assert len(citation.printed.split()) <= 12, f"{fact.id}: {citation.printed}"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9.,%]+", text.lower())


@pytest.mark.parametrize("word", ["1/3", "fifth", "largest", "66,21", "first", "cheapest"])
def test_the_completeness_test_knows_numbers_in_words(word: str) -> None:
    assert _CLAIM.fullmatch(word)
