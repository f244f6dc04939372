"""List the texts of a fact and the numbers of its period, as the rules on wording need them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cqfacts.model.fact import Citation, Fact
from cqfacts.model.period import EdtfDate, Period

_QUARTER = 3
_HALF = 6
_LETTERS = {_QUARTER: "q", _HALF: "h"}
"""The letter of a part of a year in an id, by its length in months: 2022h1."""


IssueDates = Mapping[str, Period]
"""The date of each source that has one, by its id."""
NO_DATES: IssueDates = {}


class KeyedText(NamedTuple):
    """A text of a fact, with the steps down to it: "notes.2"."""

    key: str
    text: str


def quoted_phrases(citations: Iterable[Citation]) -> list[str]:
    """Return the words that citations quote."""
    return [citation.printed for citation in citations]


def value_text(fact: Fact) -> str:
    """Return the value of a printed fact as text: the figure, or the state in words."""
    if fact.quantity is not None:
        return str(fact.quantity)
    return fact.state or ""


def texts_with_names(fact: Fact) -> str:
    """Return the texts in which a number may be a name: a programme, a model of car."""
    phrases = quoted_phrases(fact.citations)
    entity = fact.entity or ""
    return " ".join([fact.indicator.id, entity, *phrases])


def entity_names(fact: Fact) -> Iterator[KeyedText]:
    """Yield the names of what a fact is about."""
    if fact.entity:
        yield KeyedText("entity", fact.entity)
    yield from _numbered("entity_aliases", fact.entity_aliases)


def explanations(fact: Fact) -> Iterator[KeyedText]:
    """Yield the texts that a reader is given beside the statement."""
    if fact.dating_reason:
        yield KeyedText("dating_reason", fact.dating_reason)
    if fact.according_to:
        yield KeyedText("according_to", fact.according_to)
    yield from _numbered("notes", fact.notes)
    doubts = [f"{doubt.reason} {doubt.likely or ''}" for doubt in fact.doubts]
    yield from _numbered("doubts", doubts)


def texts_for_statement(fact: Fact) -> list[str]:
    """Return every text from which the statement of a fact may take a number."""
    texts = quoted_phrases(fact.citations)
    texts += years_around(fact.period)
    texts += [name.text for name in entity_names(fact)]
    texts += [explanation.text for explanation in explanations(fact)]
    texts += [value_text(fact), fact.indicator.id]
    return texts


def years_of(period: Period) -> set[str]:
    """Return the years in which a period begins and ends, in four digits.

    >>> from cqfacts.model.period import parse_period
    >>> sorted(years_of(parse_period("2010/2014")))
    ['2010', '2014']
    """
    return {_in_four_digits(period.begin.year), _in_four_digits(period.finish.year)}


def years_around(period: Period) -> list[str]:
    """Return the years of a period, each after the year before it, which a growth is on.

    >>> from cqfacts.model.period import parse_period
    >>> years_around(parse_period("2010/2014"))
    ['2009', '2010', '2013', '2014']
    """
    years = []
    for date in (period.begin, period.finish):
        years.append(_in_four_digits(date.year - 1))
        years.append(_in_four_digits(date.year))
    return years


def numbers_of_days(period: Period) -> list[str]:
    """Return the numbers of the months and days at the ends of a period.

    >>> from cqfacts.model.period import parse_period
    >>> numbers_of_days(parse_period("2021-10-01/2021-10-07"))
    ['10', '1', '10', '7']
    """
    parts = []
    for date in (period.begin, period.finish):
        parts += [str(number) for number in (date.month, date.day) if number]
    return parts


def numbers_for_id(period: Period) -> set[str]:
    """Return the numbers that an id may have from a period: those of its ends, its half or its quarter.

    >>> from cqfacts.model.period import parse_period
    >>> sorted(numbers_for_id(parse_period("2022-07/2022-12")))
    ['07', '12', '2022', 'h2']
    """
    numbers = {*_numbers_of_date(period.begin), *_numbers_of_date(period.finish)}
    if period.months in _LETTERS:
        part_of_year = (period.start.month - 1) // period.months + 1
        numbers.add(f"{_LETTERS[period.months]}{part_of_year}")
    return numbers


def numbers_of_issue(sources: Iterable[str], issued: IssueDates) -> list[str]:
    """Return the years, months and days of the dates of some sources, without leading zeros.

    >>> from cqfacts.model.period import parse_period
    >>> numbers_of_issue(["a-report"], {"a-report": parse_period("2023-01-04")})
    ['2023', '1', '4']
    """
    numbers = []
    for source in sources:
        if source in issued:
            date = issued[source].finish
            numbers += [str(number) for number in (date.year, date.month, date.day) if number]
    return numbers


def _numbered(key: str, texts: Iterable[str]) -> Iterator[KeyedText]:
    """Yield the texts of a list under their keys, which count from 1."""
    for number, text in enumerate(texts, 1):
        yield KeyedText(f"{key}.{number}", text)


def _numbers_of_date(date: EdtfDate) -> Iterator[str]:
    yield _in_four_digits(date.year)
    for number in (date.month, date.day):
        if number:
            yield f"{number:02}"


def _in_four_digits(year: int) -> str:
    return f"{year:04}"
