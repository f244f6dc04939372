"""Judge whether the id, the period and the statement of a fact say what the fact does.

Each rule reads one fact, or one relation, and yields what is wrong with it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from cqfacts.evidence.fact_texts import (
    NO_DATES,
    IssueDates,
    numbers_for_id,
    quoted_phrases,
    texts_for_statement,
    texts_with_names,
    years_of,
)
from cqfacts.evidence.numbers import amounts_in, find_unsaid_numbers
from cqfacts.evidence.printed import USUAL_UNITS, claim_of, find_faults
from cqfacts.evidence.times import (
    Phrase,
    dates_in,
    fiscal_years_in,
    says_period,
    spans_of,
    without_dates,
)
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.finding import Violation
from cqfacts.model.made_id import make_fact_id
from cqfacts.model.period import Dating, Period
from cqfacts.model.relation import Relation
from cqfacts.model.vocabulary import Dimension
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.unit_table import unit_table

_YEAR = re.compile(r"(?<![\d.,])\d{4}(?![\d]|[.,]\d)", re.ASCII)
_MODEL = re.compile(r"[a-z]+\d+", re.ASCII)
"""A number that is a part of a name: CS75."""
_NUMBER_OF_ID = re.compile(r"(?:(?<=\d)[hq])?\d+", re.ASCII)
"""A number in an id, a half or a quarter of a year with its letter: 2022h1."""
_FOUR_DIGITS_OF_ID = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_QUOTE_IT = "correct it, or quote the words that print it"


def check_wording(fact: Fact, issued: IssueDates = NO_DATES) -> Iterator[Violation]:
    """Yield what is wrong with the id, the period and the statement of a fact.

    `issued` has the dates of the sources by id, from which "last year" is counted.
    """
    for rule in _RULES:
        yield from rule(fact)
    yield from check_period(
        fact.period, fact.dating, fact.dating_reason or "", fact.citations, issued
    )


def check_relation(relation: Relation) -> Iterator[Violation]:
    """Yield what is wrong with the statement of a relation.

    Each of its numbers stands in the id of either fact, in the figure of the relation or in a citation, and no year twice.
    """
    phrases = quoted_phrases(relation.citations)
    amounts = amounts_in(relation.left, relation.right, relation.by or "", *phrases)
    for number in find_unsaid_numbers(relation.statement, amounts):
        message = f'neither side of the relation nor a citation says the number "{number}"'
        yield _wrong_statement(message, _QUOTE_IT)
    yield from _check_repeated_years(relation.statement)


def check_id(fact: Fact) -> Iterator[Violation]:
    """Yield what is wrong with the numbers in the id of a fact.

    Each comes from its period, its indicator or its entity, none stands there twice, and a year is that of the period.
    """
    if _is_made_id(fact):
        return
    misplaced = _misplaced_numbers(fact) or _misplaced_years(fact)
    if misplaced:
        message = f"the id says {', '.join(misplaced)}, the period is {fact.period}"
        hint = "give it no other numbers than its period, its indicator and its entity have"
        yield Violation("CQ409", "id", message, hint)


def _is_made_id(fact: Fact) -> bool:
    """Return True for an id that is made of what the fact says, be the area its base's own or not."""
    names = (fact.entity, *fact.entity_aliases) if fact.entity else ()
    made = [
        make_fact_id(fact.indicator.id, names, area, fact.period) for area in (None, fact.area_id)
    ]
    return fact.id in made


def _misplaced_numbers(fact: Fact) -> list[str]:
    """Return the numbers of an id that come from nowhere or stand there twice."""
    numbers_of = _NUMBER_OF_ID.findall
    allowed = numbers_for_id(fact.period)
    allowed.update(numbers_of(fact.indicator.id), numbers_of(fact.entity or ""))
    misplaced = []
    for number, count in Counter(numbers_of(fact.id)).items():
        if count > 1 or number not in allowed:
            misplaced.append(number)
    return misplaced


def _misplaced_years(fact: Fact) -> list[str]:
    """Return the years of an id where the year in which the period ends is not among them."""
    of_period = numbers_for_id(fact.period)
    years = [number for number in _FOUR_DIGITS_OF_ID.findall(fact.id) if number in of_period]
    if f"{fact.period.year:04}" in years:
        return []
    return years


def check_period(
    period: Period,
    dating: Dating,
    reason: str,
    citations: tuple[Citation, ...],
    issued: IssueDates = NO_DATES,
) -> Iterator[Violation]:
    """Yield what is wrong with a period: no citation says it or, where it is inferred, neither does the reason."""
    phrases = [Phrase(citation.printed, issued.get(citation.source)) for citation in citations]
    if dating is Dating.INFERRED:
        if not says_period([Phrase(reason), *phrases], period, inferred=True):
            hint = "name it in dating_reason, year and months: January to May 2015, October 1 to 7, or correct it"
            yield Violation(
                "CQ407", "period", f"neither the reason nor a citation says {period}", hint
            )
    elif not says_period(phrases, period):
        hint = 'correct it, quote the words that print it, before other times, or say "dating: inferred" and the reason'
        yield Violation("CQ407", "period", f"no citation prints the time {period}", hint)


def _check_fiscal_year(fact: Fact) -> Iterator[Violation]:
    """Yield where the citations say a fiscal year whose months are not those of the period."""
    fiscal_year = fact.own_fiscal_year
    if fiscal_year is None:
        return
    names = fiscal_years_in(Phrase(citation.printed) for citation in fact.citations)
    periods = {str(fiscal_year.period(name)) for name in names}
    if periods and str(fact.period) not in periods:
        message = f"the fiscal year that a citation says is {', '.join(sorted(periods))} here, the period is {fact.period}"
        yield Violation(
            "CQ407", "period", message, "correct it, or the fiscal_year of the fact or of its area"
        )


def _check_numbers_of_statement(fact: Fact) -> Iterator[Violation]:
    """Yield each number and each model of the statement that the fact does not have."""
    amounts = amounts_in(*texts_for_statement(fact))
    numbers = find_unsaid_numbers(without_dates(fact.statement), amounts)
    models = _models_in(fact.statement) - _models_in(texts_with_names(fact))
    for number in (*numbers, *sorted(models)):
        message = f'nothing else in the fact says the number "{number}"'
        yield _wrong_statement(message, _QUOTE_IT)


def _check_days_of_statement(fact: Fact) -> Iterator[Violation]:
    """Yield where the statement says a day that is not one of the period."""
    days = dates_in(fact.statement)
    if not days.issubset(spans_of(fact.period)):
        message = f"the statement says other days than the period {fact.period}"
        yield _wrong_statement(message, "correct one of the two")


def _check_indicator_of_statement(fact: Fact) -> Iterator[Violation]:
    """Yield each number of the indicator that the statement lacks."""
    amounts = amounts_in(fact.statement)
    for number in find_unsaid_numbers(fact.indicator.id, amounts):
        message = f'the statement does not say the "{number}" of its indicator'
        yield _wrong_statement(message, "correct it, or say that as well")


def _check_figure_of_statement(fact: Fact) -> Iterator[Violation]:
    """Yield where the statement does not say the figure, or says it otherwise; a state has none."""
    claim = claim_of(fact)
    if claim is None:
        return
    faults = find_faults(claim, fact.statement, _units_of_statement(fact))
    if faults is None:
        message = f"the statement does not say the figure {claim.words}"
        yield _wrong_statement(message, "say it with the digits and the scale word of the value")
    for fault in faults or ():
        yield _wrong_statement(f"the statement says otherwise: {fault.message}", fault.hint)


def _units_of_statement(fact: Fact) -> UnitTable:
    """Return the units in which a statement is read: per mille is a tenth of a percent where it is no unit of the base."""
    is_share = fact.unit is not None and fact.unit.dimension == Dimension.SHARE
    if fact.unit is None or not is_share or fact.unit.is_percent:
        return USUAL_UNITS
    return unit_table((fact.unit,))


def _check_year_of_statement(fact: Fact) -> Iterator[Violation]:
    """Yield where the statement says years but not those of the period; years that are names do not count."""
    years = set(_YEAR.findall(fact.statement))
    years_in_names = _YEAR.findall(texts_with_names(fact))
    expected = years_of(fact.period)
    if years.issubset(years_in_names) or expected.issubset(years):
        return
    message = f"the statement says {', '.join(sorted(years))}, the period is {fact.period}"
    hint = f"correct it, or say {' and '.join(sorted(expected))} as well"
    yield _wrong_statement(message, hint)


def _check_repeated_years_of_statement(fact: Fact) -> Iterator[Violation]:
    return _check_repeated_years(fact.statement)


def _check_repeated_years(statement: str) -> Iterator[Violation]:
    counts = Counter(_YEAR.findall(statement))
    for year, count in sorted(counts.items()):
        if count > 1:
            message = f"the statement says the year {year} twice"
            yield _wrong_statement(message, "correct the one that is a slip, or say it once")


def _wrong_statement(message: str, hint: str) -> Violation:
    return Violation("CQ408", "statement", message, hint)


def _models_in(text: str) -> set[str]:
    return set(_MODEL.findall(text.lower()))


_RULES: tuple[Callable[[Fact], Iterator[Violation]], ...] = (
    check_id,
    _check_fiscal_year,
    _check_numbers_of_statement,
    _check_days_of_statement,
    _check_indicator_of_statement,
    _check_figure_of_statement,
    _check_year_of_statement,
    _check_repeated_years_of_statement,
)
"""A new rule on the words of a fact is a new row."""
