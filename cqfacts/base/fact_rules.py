"""What must hold of a fact."""

from collections.abc import Iterator
from functools import partial

from cqfacts.base import forms
from cqfacts.base.citation_rules import (
    HOW_TO_CITE,
    HOW_TO_QUOTE,
    check_paragraphs,
    check_printed,
    check_repetition,
    check_words_around,
)
from cqfacts.base.filing import Filing
from cqfacts.base.rules import Breach, Rule
from cqfacts.evidence.numbers import amounts_in, find_unsaid_numbers, numbers_in
from cqfacts.evidence.printed import REQUIREMENTS, claim_of
from cqfacts.model.change_base import Average, Neighbour, change_base_words, compared_period
from cqfacts.model.fact import Citation, Fact, Status, is_counted
from cqfacts.model.period import Dating, EdtfDate, Period
from cqfacts.model.quantity import Qualifier, Quantity
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Kind, Source, Unit
from cqfacts.reader.change_bases import bases_in


def find_wrong_year(fact: Fact, filing: Filing) -> Iterator[Breach]:
    year = fact.period.year
    if year != filing.year:
        message = (
            f"the period {fact.period} ends in {year:04}, the file is that of {filing.year:04}"
        )
        yield Breach(
            "period", message, f"correct it, or move the fact to {filing.sector}/{year:04}.yaml"
        )


def find_wrong_sector(fact: Fact, filing: Filing) -> Iterator[Breach]:
    sector = fact.indicator.sector
    if sector != filing.sector and sector in filing.vocabulary.sectors:
        message = f'the indicator "{fact.indicator.id}" belongs to the sector "{sector}"'
        yield Breach(
            "indicator", message, f"correct it, or move the fact to {sector}/{filing.year:04}.yaml"
        )


def find_missing_unit(fact: Fact, filing: Filing) -> Iterator[Breach]:
    is_state = fact.indicator.kind is Kind.STATUS
    if is_state and fact.unit:
        yield Breach(
            "unit", "a status has no unit", "remove the unit, or use an indicator of another kind"
        )
    if not is_state and not fact.unit and not fact.indicator.unit:
        message = "a figure needs a unit, and its indicator has none"
        yield Breach("value", message, "add the unit to the indicator, or to this fact")


def find_wrong_unit(fact: Fact, filing: Filing) -> Iterator[Breach]:
    unit = fact.unit
    if unit is None:
        return
    if fact.quantity and fact.quantity.is_fraction and not unit.is_percent:
        hint = 'use "percent", of which 1/3 is a third of the whole'
        yield Breach("unit", "a fraction is a part of a whole", hint)
    indicator_unit = filing.vocabulary.units.get(fact.indicator.unit or "")
    if indicator_unit and not _can_replace(unit, indicator_unit):
        message = f'the unit "{unit.id}" ({unit.dimension}) is not that of the indicator, "{indicator_unit.id}"'
        yield Breach("unit", message, f'use "{indicator_unit.id}", or another indicator')


def _can_replace(unit: Unit, indicator_unit: Unit) -> bool:
    """Return True where a figure in one unit can stand for the other.

    Lengths can be given in any unit of length; vehicles are not enterprises, dollars not yuan.
    """
    return unit.in_other(indicator_unit) is not None


def find_vague_rank(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach for a rank that is a range, or nearly one. A place among the first is a limit."""
    if fact.quantity is None or fact.indicator.kind is not Kind.RANK:
        return
    if fact.quantity.qualifier in (Qualifier.RANGE, Qualifier.NEARLY):
        hint = 'write one place, "<= 5" for the top five, or a fact for each place'
        yield Breach("value", f'a rank is one place, "{fact.quantity}" is none', hint)


def find_missing_reason(fact: Fact, filing: Filing) -> Iterator[Breach]:
    for key in forms.FACT.find_needed_keys(fact):
        yield Breach("dating", "an inferred period needs its reason", f"add {key.name}")


def find_missing_citation(fact: Fact, filing: Filing) -> Iterator[Breach]:
    if not fact.citations:
        yield Breach("citations", "a fact needs a citation", HOW_TO_CITE)


def find_wrong_paragraphs(fact: Fact, filing: Filing) -> Iterator[Breach]:
    return check_paragraphs(fact.citations, filing.vocabulary)


def find_repeated_citations(fact: Fact, filing: Filing) -> Iterator[Breach]:
    return check_repetition(fact.citations)


def find_unprinted_value(fact: Fact, filing: Filing) -> Iterator[Breach]:
    claim = claim_of(fact)
    if claim and fact.citations:
        yield from check_printed(claim, "value", fact.citations, filing.units)
    elif fact.state:
        yield from _check_state(fact.state, fact.citations)


def _check_state(state: str, citations: tuple[Citation, ...]) -> Iterator[Breach]:
    if not numbers_in(state):
        return
    printed = amounts_in(*(citation.printed for citation in citations))
    for number in find_unsaid_numbers(state, printed):
        yield Breach("value", f'no citation prints the number "{number}"', HOW_TO_QUOTE)


def _find_words_against_value(code: str, fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield what the words around the printed figure say against the value: its sign, its qualifier or its unit."""
    claim = claim_of(fact)
    if claim and fact.citations:
        yield from check_words_around(code, claim, "value", fact.citations, filing.units)


def find_decimals_of_things(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach for half a thing, where things are counted one by one."""
    if fact.quantity and is_counted(fact) and not _is_whole(fact.quantity):
        message = f"{fact.quantity} {fact.unit_id} is no whole number, and {fact.unit_id} are counted one by one"
        hint = "write the scale word that belongs to it, or take an indicator of another kind"
        yield Breach("value", message, hint)


def _is_whole(quantity: Quantity) -> bool:
    return quantity.is_fraction or all(end.value.denominator == 1 for end in quantity.ends)


def find_figure_below_zero(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach for a number of things or a rank with a minus sign. Changes, debts and contributions can be below zero."""
    claim = claim_of(fact)
    if claim and claim.is_below_zero and claim.is_never_below_zero:
        hint = "remove the minus sign, or use an indicator of growth or of a difference"
        yield Breach(
            "value", f"a {fact.indicator.kind} of {claim.unit_words} cannot be below zero", hint
        )


def find_period_after_source(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach for a result of a time that had not begun. A forecast may be of a later time."""
    if fact.status is Status.FORECAST:
        return
    for citation in fact.citations:
        source = filing.vocabulary.sources[citation.source]
        if _begins_after_issue(fact.period.begin, source):
            message = (
                f'the period {fact.period} begins after "{source.id}" was issued: {source.issued}'
            )
            hint = 'correct the period, or the date of the source; what is expected or planned says "status: forecast"'
            yield Breach("period", message, hint)
            return


def _begins_after_issue(begin: EdtfDate, source: Source) -> bool:
    """Return True where a date is later than the issue of a source. A date that is about right may be a year off."""
    if source.issued is None:
        return False
    issued = source.issued.finish
    if begin.year < issued.year:
        return False
    first_year, last_year = begin.year, issued.year
    if begin.about:
        first_year -= 1
    if issued.about or source.dating is Dating.INFERRED:
        last_year += 1
    first_day = (first_year, begin.month or 1, begin.day or 1)
    last_day = (last_year, issued.month or 12, issued.day or 31)
    return first_day > last_day


def find_misplaced_base(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach where something other than a change is on an earlier time, or a change on none that is earlier."""
    if fact.on is Neighbour.YEAR_BEFORE:
        return
    if not fact.is_change:
        message = f"a {fact.indicator.kind} is on no earlier time"
        yield Breach(
            "on", message, f"remove it, or use an indicator of {' or '.join(KINDS_OF_CHANGE)}"
        )
    elif isinstance(fact.on, Average):
        yield from _check_average(fact.on, fact.period)
    elif isinstance(fact.on, Period):
        yield from _check_base_period(fact.on, fact.period)
    else:
        yield from _check_neighbour(fact.on, fact.period)


def _check_average(average: Average, period: Period) -> Iterator[Breach]:
    if average.since is None:
        if period.months is None or period.months < 24:
            message = f"an average over years, and the period {period} has not two of them"
            hint = 'write the years as the period, or "average since" with the year from which the growth is counted'
            yield Breach("on", message, hint)
    elif average.since > period.year - 2:
        message = f"no two years lie between {average.since:04} and the period {period}"
        yield Breach("on", message, 'correct the year, or write it without "average since"')


def _check_base_period(base: Period, period: Period) -> Iterator[Breach]:
    earlier = compared_period(base, period) or base
    if earlier.end >= period.start:
        message = f"the period {period} begins before the end of {base}, which the growth is on"
        yield Breach(
            "on", message, "name the earlier time, or year-before, quarter-before, month-before"
        )


_MOST_MONTHS = {Neighbour.MONTH_BEFORE: 1, Neighbour.QUARTER_BEFORE: 3}


def _check_neighbour(neighbour: Neighbour, period: Period) -> Iterator[Breach]:
    """Check that a period is no longer than what it is set against; a day may be the last one of it."""
    months = _MOST_MONTHS[neighbour]
    if period.months is not None and period.months > months:
        message = f"the period {period} is {period.length} long, which cannot be on the {neighbour.replace('-', ' ')}"
        yield Breach("on", message, "correct the period, or name the time that the growth is on")


def find_other_base(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach where the citations say that a change is on another time than the fact does."""
    base = fact.change_base
    if not isinstance(base, Neighbour):
        return
    printed: set[Neighbour] = set()
    for citation in fact.citations:
        printed |= bases_in(citation.printed)
    if printed and base not in printed:
        said = " or ".join(change_base_words(other) for other in sorted(printed))
        message = f"the fact is {change_base_words(base)}, its citations say {said}"
        way_out = f'write "on: {" or ".join(sorted(printed))}"'
        yield Breach("period", message, f"{way_out}, or quote the words that say the other")


def find_misplaced_vintage(fact: Fact, filing: Filing) -> Iterator[Breach]:
    """Yield a breach where a result has the keys of a forecast, or a forecast was made after its source."""
    if fact.status is not Status.FORECAST:
        for key, value in (("by", fact.by), ("as_of", fact.as_of)):
            if value is not None:
                message = f'a result has no "{key}", which says the origin of a forecast'
                yield Breach(key, message, 'remove it, or write "status: forecast"')
        return
    if fact.as_of is None:
        return
    for citation in fact.citations:
        source = filing.vocabulary.sources[citation.source]
        if _begins_after_issue(fact.as_of.begin, source):
            message = f'{fact.as_of} begins after "{source.id}" was issued: {source.issued}'
            yield Breach("as_of", message, "correct it, or the date of the source")
            return


FACT_RULES: tuple[Rule[Fact, Filing], ...] = (
    Rule("CQ301", "the file is named by the year in which the period ends", find_wrong_year),
    Rule("CQ302", "the folder is named by the sector of the indicator", find_wrong_sector),
    Rule("CQ312", "a figure has a unit, and a state has none", find_missing_unit),
    Rule("CQ303", "the unit fits the indicator", find_wrong_unit),
    Rule("CQ205", "a rank is one place", find_vague_rank),
    Rule("CQ304", "an inferred period has a reason", find_missing_reason),
    Rule("CQ306", "a fact has a citation", find_missing_citation),
    Rule("CQ308", "the source has the paragraphs that are cited", find_wrong_paragraphs),
    Rule("CQ320", "no citation is given twice", find_repeated_citations),
    Rule("CQ307", "the first citation prints the value", find_unprinted_value),
    *(
        Rule(code, requirement, partial(_find_words_against_value, code))
        for code, requirement in REQUIREMENTS.items()
    ),
    Rule("CQ327", "things that are counted are whole", find_decimals_of_things),
    Rule("CQ319", "a number of things or a rank is not below zero", find_figure_below_zero),
    Rule("CQ321", "a change is on an earlier time, and nothing else is", find_misplaced_base),
    Rule("CQ330", "a change is on the time that its citations say", find_other_base),
    Rule("CQ323", "only a forecast has an origin", find_misplaced_vintage),
    Rule(
        "CQ316",
        "a result is of a time that had begun when its sources were issued",
        find_period_after_source,
    ),
)


EarlierFacts = dict[tuple[object, ...], str]
"""The id of the first fact of a file for each statement: indicator, area, period and so on, up to the figure."""


def find_repeated_statement(fact: Fact, earlier: EarlierFacts) -> Iterator[Breach]:
    """Yield a breach where a fact of the file says the same, and enter the fact.

    Facts that say the same are in one file, by their indicator's sector and their year. Other digits are another statement:
    2.6 million is less exact than 2.63 million, and may be in conflict with it.
    """
    figure = fact.quantity or fact.state
    statement = (
        fact.indicator.id,
        fact.area_id,
        fact.period,
        fact.entity,
        fact.status,
        fact.change_base,
        fact.vintage,
        figure,
        fact.unit_id,
    )
    earlier_id = earlier.setdefault(statement, fact.id)
    if earlier_id != fact.id:
        message = f'says the same as "{earlier_id}": {fact.text}'
        yield Breach("value", message, "keep one of them, with the citations of both")


FILE_RULES: tuple[Rule[Fact, EarlierFacts], ...] = (
    Rule("CQ317", "no two facts say the same", find_repeated_statement),
)
