"""Whether the words of a fact say what the fact does: its id, its statement, and what explains it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain, permutations
from typing import Any

from cqfacts.evidence.figures import figures_in, numbers_in, prints
from cqfacts.evidence.times import dates_in, says_period, spans_of, without_dates
from cqfacts.model.finding import Wrong
from cqfacts.model.names import short
from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import QuantityError, parse_quantity

_YEAR = re.compile(r"(?<![\d.,])\d{4}(?![\d]|[.,]\d)", re.ASCII)
_MODEL = re.compile(r"[a-z]+\d+", re.ASCII)
"""A number that is a part of a name: CS75."""
_NUMBER_OF_ID = re.compile(r"(?:(?<=\d)[hq])?\d+", re.ASCII)
"""A number in an id, a half or a quarter of a year with its letter: 2022h1."""
_DECIMAL = re.compile(r"\d{1,40}(?:\.\d{1,40})?", re.ASCII)
_MOST = 24
"""Of more numbers some two make any other."""
_PARAGRAPHS = re.compile(r"\bparagraphs? ((?:\d+(?:, | and | to )?)+)", re.ASCII | re.IGNORECASE)


def says_when(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with the period of a fact, given what was read under its keys: that no words say it."""
    period: Period = fact["period"]
    printed = _printed(fact)
    if fact["dating"] is Dating.INFERRED:
        if not says_period([fact.get("dating_reason", ""), *printed], period):
            hint = "name it in dating_reason, year and months: January to May 2015, October 1 to 7, or correct it"
            yield Wrong("CQ407", "period", f"neither the reason nor a citation says {period}", hint)
    elif not says_period(printed, period):
        hint = 'correct it, quote the words that print it, before other times, or say "dating: inferred" and the reason'
        yield Wrong("CQ407", "period", f"no citation prints the time {period}", hint)


def states_what_it_says(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with the statement of a fact: a number or a date of its own, or not the figure, or not the year."""
    statement = fact["statement"]
    yield from _states_nothing_else(fact)
    for number in _unsaid(fact["indicator"], _digits_in(statement)):
        message = f'the statement does not say the "{number}" of its indicator'
        yield Wrong("CQ408", "statement", message, "correct it, or say that as well")
    if "unit" in fact and not _says_figure(statement, fact["value"]):
        message = f'the statement does not say the figure "{short(fact["value"])}"'
        yield Wrong("CQ408", "statement", message, "say it with the digits and the scale word of the value")
    yield from _says_its_year(fact)
    yield from _says_no_year_twice(statement)


def _states_nothing_else(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    """What a statement says that the fact does not: numbers, models, days."""
    statement = fact["statement"]
    models = set(_MODEL.findall(statement.lower())) - set(_MODEL.findall(_named(fact).lower()))
    for said in (*_unsaid(without_dates(statement), _digits_in(*_texts_of(fact))), *sorted(models)):
        message = f'nothing else in the fact says the number "{said}"'
        yield Wrong("CQ408", "statement", message, "correct it, or quote the words that print it")
    if not dates_in(statement) <= set(spans_of(fact["period"])):
        message = f"the statement says other days than the period {fact['period']}"
        yield Wrong("CQ408", "statement", message, "correct one of the two")


def _says_no_year_twice(statement: str) -> Iterator[Wrong]:
    years = _YEAR.findall(statement)
    for year in sorted({year for year in years if years.count(year) > 1}):
        hint = "correct the one that is a slip, or say it once"
        yield Wrong("CQ408", "statement", f"the statement says the year {year} twice", hint)


def _says_its_year(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    years, period = set(_YEAR.findall(fact["statement"])), fact["period"]
    wanted = {f"{when.year:04}" for when in (period.begin, period.finish)}
    if not years <= set(_YEAR.findall(_named(fact))) and not wanted <= years:
        message = f"the statement says {', '.join(sorted(years))}, the period is {period}"
        yield Wrong("CQ408", "statement", message, f"correct it, or say {' and '.join(sorted(wanted))} as well")


def says_numbers_of_id(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with the numbers in the id of a fact: not those of its period, its indicator or its entity, or one twice."""
    numbers, period = _NUMBER_OF_ID.findall(fact["id"]), fact["period"]
    of_period = set(_numbers_of(period))
    known = {*_NUMBER_OF_ID.findall(fact["indicator"]), *numbers_in(fact.get("entity", "")), *of_period}
    years = {number for number in numbers if len(number) == len("2014") and number in of_period}
    wrong = [number for number in numbers if number not in known or numbers.count(number) > 1]
    if wrong or (years and f"{period.year:04}" not in years):
        message = f"the id says {', '.join(dict.fromkeys(wrong or years))}, the period is {period}"
        yield Wrong(
            "CQ409", "id", message, "give it no other numbers than its period, its indicator and its entity have"
        )


def relates_what_it_says(relation: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with the numbers in the statement of a relation: neither side nor a citation has them, or a year is twice."""
    known = _digits_in(relation["left"], relation["right"], relation.get("by", ""), *_printed(relation))
    for number in _unsaid(relation["statement"], known):
        message = f'neither side of the relation nor a citation says the number "{number}"'
        yield Wrong("CQ408", "statement", message, "correct it, or quote the words that print it")
    yield from _says_no_year_twice(relation["statement"])


def names_with_what_is_cited(fact: Mapping[str, Any], documents: Mapping[str, tuple[str, ...]]) -> Iterator[Wrong]:
    """What is wrong with the numbers in the names of what a fact is about: that no paragraph cited prints them."""
    cited = (documents.get(one.source, ())[one.paragraph - 1 : one.paragraph] for one in fact["citations"])
    known = _digits_in(*_printed(fact), *(number for text in chain(*cited) for number in numbers_in(text)))
    for key, text in _names(fact):
        for number in _unsaid(text, known):
            message = f'no paragraph that is cited prints the number "{number}"'
            yield Wrong("CQ409", key, message, "correct it, or cite the paragraph that prints it")


def explains_with_what_is_known(fact: Mapping[str, Any], documents: Mapping[str, tuple[str, ...]]) -> Iterator[Wrong]:
    """What is wrong with the numbers in reasons, doubts and notes, given the paragraphs of every document by its source.

    Each is said by the fact, printed by a document that it cites or that the text names by its source, or worked out from two
    others that are said.
    """
    own = _digits_in(fact.get("value", ""), *_printed(fact), fact["indicator"])
    years = _digits_in(*_years_of(fact["period"]))
    cited = {citation.source for citation in fact["citations"]}
    for key, text in _explanations(fact):
        named = {source for source in documents if source in text}
        meant = [documents.get(source, ()) for source in sorted(cited | named)]
        words = _without(text, sorted(named, key=len, reverse=True))
        known = own.union(years, *map(_figures_of, meant))
        pool = own | _digits_in(words)
        for number in _unsaid(_PARAGRAPHS.sub("", words), known):
            if _YEAR.fullmatch(number) or not _is_worked_out(number, pool):
                message = f'neither the fact nor its documents say the number "{number}"'
                yield Wrong("CQ409", key, message, "correct it, or say the two numbers that it is worked out from")
        there = {str(number) for number in range(1, 1 + max(map(len, meant), default=0))}
        for number in numbers_in(" ".join(_PARAGRAPHS.findall(words))):
            if number not in there:
                message = f'no document that it cites has a paragraph "{number}"'
                yield Wrong("CQ409", key, message, "count the lines that are not blank")


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def _says_figure(statement: str, value: str) -> bool:
    """Whether a statement says a figure; one that cannot be read is a finding of `check`."""
    try:
        return prints(statement, parse_quantity(value))
    except QuantityError:
        return True


def _texts_of(fact: Mapping[str, Any]) -> Iterator[str]:
    """Whatever a statement may take a number from."""
    yield from (*_printed(fact), *_years_of(fact["period"]), fact.get("value", ""))
    yield from (text for _, text in (*_names(fact), *_explanations(fact)))
    yield fact["indicator"]


def _names(fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of what a fact is about, each with its key."""
    yield "entity", fact.get("entity", "")
    yield from ((f"entity_aliases.{at}", name) for at, name in enumerate(fact.get("entity_aliases", ()), 1))


def _explanations(fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a reader is told beside the statement, each text with its key."""
    yield "dating_reason", fact.get("dating_reason", "")
    yield from ((f"notes.{at}", note) for at, note in enumerate(fact.get("notes", ()), 1))
    for at, doubt in enumerate(fact.get("doubts", ()), 1):
        yield f"doubts.{at}", f"{doubt.reason} {doubt.likely or ''}"


def _printed(fact: Mapping[str, Any]) -> list[str]:
    return [citation.printed for citation in fact["citations"]]


def _named(fact: Mapping[str, Any]) -> str:
    """What may have a number for a name: a programme, a model of car."""
    return " ".join((fact["indicator"], fact.get("entity", ""), *_printed(fact)))


def _years_of(period: Period) -> list[str]:
    """The years of a period, and those before, which a growth is on."""
    return [f"{year:04}" for when in (period.begin, period.finish) for year in (when.year - 1, when.year)]


def _numbers_of(period: Period) -> Iterator[str]:
    """The numbers that an id may have from a period: those of its ends, its half or its quarter."""
    for when in (period.begin, period.finish):
        yield f"{when.year:04}"
        yield from (f"{part:02}" for part in (when.month, when.day) if part)
    letter = {3: "q", 6: "h"}.get(period.months or 0)
    if letter and period.months:
        yield f"{letter}{(period.start.month - 1) // period.months + 1}"


def _unsaid(text: str, said: frozenset[str]) -> list[str]:
    """The numbers in a text that are not among those that are said; no year is written 0021."""
    numbers = dict.fromkeys(numbers_in(text))
    return [number for number in numbers if re.match(r"0\d", number) or not _digits_in(number) & said]


def _digits_in(*texts: str) -> frozenset[str]:
    return frozenset(figure.digits for text in texts for figure in figures_in(text))


@lru_cache(64)
def _figures_of(paragraphs: tuple[str, ...]) -> frozenset[str]:
    """What paragraphs print; a comma before a year is one: Jan 04,2023."""
    return _digits_in(*(re.sub(r",(?=\d{4})", ", ", paragraph) for paragraph in paragraphs))


def _is_worked_out(number: str, among: frozenset[str]) -> bool:
    """Whether a number is the sum, difference, product or quotient of two others, a percentage or a factor of one.

    Scales are not looked at: 1,419 can be 1.419 million times a thousand.

    >>> [_is_worked_out(number, frozenset({"1.291", "1.225"})) for number in ("1.054", "1.055", "22.5")]
    [True, False, True]
    """
    others, plain = among - _digits_in(number), number.replace(",", "")
    if len(others) > _MOST or len(plain) == 1 or not _DECIMAL.fullmatch(plain):
        return False  # one digit alone would often be worked out by chance
    values = [Decimal(digits) for digits in sorted(others) if _DECIMAL.fullmatch(digits)]
    wanted = Decimal(plain)
    half = Decimal((0, (5,), int(wanted.as_tuple().exponent) - 1))
    found = [result for one in values for result in (one, one / 100 + 1, (one - 1) * 100)]
    for one, other in permutations(values, 2):
        found += [one + other, one - other, one * other, *([one / other] if other else [])]
    return any(abs(result.scaleb(shift) - wanted) <= half for result in found for shift in (-6, -3, -2, 0, 2, 3, 6))
