"""The facts that come with cqfacts: what must hold of them beyond what `check` asks of every base."""

import re
from pathlib import Path

import pytest

from cqfacts.base.reading import Base
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.vocabulary import Indicator
from cqfacts.questions.search import search
from cqfacts.verbs import open_base

DOUBTS = Path(__file__).parent / "comparisons" / "doubts.md"
_DOUBT_ROW = re.compile(r"^- `(?P<id>[^`]+)` \((?P<number>\d+) doubts?\): ", re.MULTILINE)
_QUESTION = re.compile(
    r"\b(?:how|who|whom|what|which|where|when|why)\b|多少|几|谁|哪|什么|怎", re.IGNORECASE
)
MOST_MARKED = 60


@pytest.fixture(scope="module")
def base() -> Catalogue:
    return open_base()


def used_indicators(shipped: Base) -> dict[str, Indicator]:
    """Return the indicators that have facts, by id."""
    return {fact.indicator.id: fact.indicator for fact in shipped.facts}


def linked_ids(indicator: Indicator) -> set[str | None]:
    """Return the ids of the indicators that an indicator is about."""
    return {
        indicator.growth_of,
        indicator.change_of,
        indicator.part,
        indicator.whole,
        indicator.ranks,
    }


def test_every_indicator_has_a_chinese_title(shipped: Base) -> None:
    indicators = shipped.vocabulary.indicators.values()
    assert [indicator.id for indicator in indicators if not indicator.title_zh] == []


def test_an_indicator_without_facts_is_one_that_another_is_about(shipped: Base) -> None:
    used = used_indicators(shipped)
    needed = {name for indicator in used.values() for name in linked_ids(indicator)}
    assert set(shipped.vocabulary.indicators) - set(used) - needed == set()


def test_no_thing_is_called_by_a_question(shipped: Base) -> None:
    """A name that is a question fits the one question that it was taken from, and takes its words from others."""
    vocabulary = shipped.vocabulary
    names = {
        (name, alias)
        for things in (vocabulary.subjects, vocabulary.indicators)
        for name, thing in things.items()
        for alias in thing.aliases
    }
    names |= {(fact.id, str(alias)) for fact in shipped.facts for alias in fact.entity_aliases}
    assert [name for name in sorted(names) if _QUESTION.search(name[1])] == []


def test_the_chinese_title_of_an_indicator_finds_it_first(shipped: Base, base: Catalogue) -> None:
    lost = []
    for name, indicator in used_indicators(shipped).items():
        answer = search(base, indicator.title_zh)
        if answer.answer == "none" or answer.matches[0].fact.indicator.id != name:
            lost.append((name, indicator.title_zh))
    assert lost == []


def test_few_facts_are_marked_as_doubtful(shipped: Base) -> None:
    """Where every row has a mark, no one looks at it."""
    marked = [fact.id for fact in shipped.facts if fact.marked_doubts]
    assert len(marked) <= MOST_MARKED


def test_a_doubt_says_a_likely_reading_once_or_none(shipped: Base) -> None:
    for fact in shipped.facts:
        for doubt in fact.doubts:
            assert "not settled" not in doubt.words.lower(), fact.id
            assert "probably" not in (doubt.likely or "").lower(), fact.id


def test_a_statement_says_around_a_year_and_what_the_document_says(shipped: Base) -> None:
    for fact in shipped.facts:
        assert "in about" not in fact.statement, fact.id
        assert "as printed" not in fact.statement, fact.id


def test_every_doubt_is_judged_by_hand_and_no_more(shipped: Base) -> None:
    """comparisons/doubts.md tells of each whether arithmetic can find it."""
    doubtful = {fact.id: len(fact.doubts) for fact in shipped.facts if fact.doubts}
    text = DOUBTS.read_text(encoding="utf-8")
    judged = {row["id"]: int(row["number"]) for row in _DOUBT_ROW.finditer(text)}
    assert judged == doubtful
    total = f"Sum: {len(doubtful)} facts with {sum(doubtful.values())} doubts:"
    assert total in text
