"""Judge whether documents bear out the numbers in what explains a fact: names, reasons, doubts and notes."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from cqfacts.evidence.fact_texts import (
    NO_DATES,
    IssueDates,
    KeyedText,
    entity_names,
    explanations,
    numbers_of_days,
    numbers_of_issue,
    quoted_phrases,
    value_text,
    years_around,
)
from cqfacts.evidence.numbers import (
    amounts_in,
    bare_amounts_in,
    find_unsaid_numbers,
    is_worked_out,
)
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.finding import Violation
from cqfacts.model.period import Period

Paragraphs = tuple[str, ...]
Texts = Mapping[str, Paragraphs]
"""The paragraphs of every document, by the id of its source."""
_YEAR = re.compile(r"\d{4}", re.ASCII)
_PARAGRAPHS = re.compile(r"\bparagraphs? ((?:\d+(?:, | and | to )?)+)", re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_ARITHMETIC = re.compile(
    r"(?<!\S)\(?(?:\d\S*(?: [a-z]+){0,3} \()?\d\S*(?: [a-z]+)?(?: [-−+/*x×] \d\S*)+(?: = \d\S*)?"
)
"""Numbers with signs between them, and their result: 65% (517.58 / 792.91), 2.63 / 1.5 = 1.75."""
_SHORT = 2
"""Of so few digits a number is easily worked out by chance."""
_COMMA_BEFORE_YEAR = re.compile(r",(?=\d{4})")


def check_explanations(
    fact: Fact, texts: Texts, issued: IssueDates = NO_DATES
) -> Iterator[Violation]:
    """Yield what is wrong with the numbers in the names, the reason, the doubts and the notes of a fact."""
    yield from _check_names(fact, texts)
    for explanation in explanations(fact):
        yield from _check_explanation(fact, explanation, texts, issued)


def _check_names(fact: Fact, texts: Texts) -> Iterator[Violation]:
    """Yield each number in the names of what a fact is about that no cited paragraph prints."""
    paragraphs = _cited_paragraphs(fact.citations, texts)
    amounts = amounts_in(*quoted_phrases(fact.citations), *paragraphs)
    for name in entity_names(fact):
        for number in find_unsaid_numbers(name.text, amounts):
            message = f'no paragraph that is cited prints the number "{number}"'
            yield Violation(
                "CQ409", name.key, message, "correct it, or cite the paragraph that prints it"
            )


def _check_explanation(
    fact: Fact, explanation: KeyedText, texts: Texts, issued: IssueDates
) -> Iterator[Violation]:
    """Yield each number of an explanation that nothing bears out.

    Each is said by the fact, printed by a document that the fact cites or that the text names by its source, or worked out
    from two others that are said; a number of one or two digits only where the text shows how.
    """
    named_sources = sorted(source for source in texts if source in explanation.text)
    cited_sources = [citation.source for citation in fact.citations]
    documents = [texts.get(source, ()) for source in {*cited_sources, *named_sources}]
    words = _remove_names(explanation.text, named_sources)
    of_issue = amounts_in(*numbers_of_issue([*cited_sources, *named_sources], issued))
    for number in _find_unexplained_numbers(fact, words, documents, of_issue):
        message = f'neither the fact nor its documents say the number "{number}"'
        yield Violation(
            "CQ409",
            explanation.key,
            message,
            "correct it, or say what it is worked out from: 65% (13 / 20)",
        )
    for number in _find_missing_paragraphs(words, documents):
        message = f'no document that it cites has a paragraph "{number}"'
        yield Violation("CQ409", explanation.key, message, "count the lines that are not blank")


def _cited_paragraphs(citations: Iterable[Citation], texts: Texts) -> Iterator[str]:
    for citation in citations:
        paragraphs = texts.get(citation.source, ())
        yield from paragraphs[citation.paragraph - 1 : citation.paragraph]


def _find_unexplained_numbers(
    fact: Fact, words: str, documents: Sequence[Paragraphs], of_issue: frozenset[Fraction]
) -> Iterator[str]:
    """Yield the numbers that neither the fact nor a document says and that do not follow from others; a year never does."""
    phrases = quoted_phrases(fact.citations)
    of_fact = amounts_in(value_text(fact), fact.indicator.id, *phrases)
    of_period = amounts_in(*_numbers_of_times(fact))
    of_documents = map(_amounts_of, documents)
    amounts = of_fact.union(of_period, of_issue, *of_documents)
    operands = bare_amounts_in(value_text(fact), fact.indicator.id, *phrases, words)
    without_paragraphs = _PARAGRAPHS.sub("", words)
    for number in find_unsaid_numbers(without_paragraphs, amounts):
        is_short = len(_DIGIT.findall(number)) <= _SHORT
        may_use = _operands_of_arithmetic(words) if is_short else operands
        if _YEAR.fullmatch(number) or not is_worked_out(number, may_use):
            yield number


def _operands_of_arithmetic(text: str) -> frozenset[Fraction]:
    """Return the numbers that a text works with, and those that it gets.

    >>> sorted(map(float, _operands_of_arithmetic("65% (517.58 / 792.91) of 2 trillion")))
    [65.0, 517.58, 792.91]
    """
    return bare_amounts_in(*_ARITHMETIC.findall(text))


def _numbers_of_times(fact: Fact) -> list[str]:
    """Return the years, months and days of the period of a fact, and of the time that it is on."""
    numbers = [*years_around(fact.period), *numbers_of_days(fact.period)]
    if isinstance(fact.on, Period):
        numbers += [*years_around(fact.on), *numbers_of_days(fact.on)]
    return numbers


def _find_missing_paragraphs(words: str, documents: Sequence[Paragraphs]) -> Iterator[str]:
    """Yield the numbers of paragraphs that no document has.

    >>> list(_find_missing_paragraphs("see paragraphs 1 and 40", [("One.", "Two.")]))
    ['40']
    """
    longest = max(map(len, documents), default=0)
    present = set(map(str, range(1, longest + 1)))
    references = " ".join(_PARAGRAPHS.findall(words))
    for number in _DIGITS.findall(references):
        if number not in present:
            yield number


def _remove_names(text: str, names: Collection[str]) -> str:
    """Return a text without names, the longest first: one may be a part of another.

    >>> _remove_names("as report-2014-a says", ["report-2014", "report-2014-a"])
    'as  says'
    """
    longest_first = sorted(names, key=len, reverse=True)
    for name in longest_first:
        text = text.replace(name, "")
    return text


@lru_cache(64)
def _amounts_of(paragraphs: Paragraphs) -> frozenset[Fraction]:
    """Return the amounts that paragraphs print; a comma before a year is one.

    >>> sorted(map(int, _amounts_of(("Jan 04,2023",))))
    [4, 2023]
    """
    spaced = [_COMMA_BEFORE_YEAR.sub(", ", paragraph) for paragraph in paragraphs]
    return amounts_in(*spaced)
