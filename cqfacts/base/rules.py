"""What must hold of an entry beyond its form. A rule yields what is wrong: code, key, message, hint."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cqfacts.base.vocabulary import Vocabulary
from cqfacts.evidence.figures import is_limited, limits_in, numbers_in, prints, scales_of
from cqfacts.model.fact import NEEDS_BY, Citation, Fact, Relation, Status
from cqfacts.model.finding import Wrong
from cqfacts.model.names import short
from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import Qualifier, Quantity, QuantityError, parse_quantity
from cqfacts.model.vocabulary import Area, Indicator, Kind, Source, Unit


class Filing(NamedTuple):
    """Where a fact is filed, and with which vocabulary."""

    sector: str
    year: int
    vocabulary: Vocabulary


FactRule = Callable[[Fact, Filing], Iterator[Wrong]]


def filed_under_its_year(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    year = fact.period.year
    if year != filing.year:
        message = f"the period {fact.period} ends in {year:04}, the file is that of {filing.year:04}"
        yield Wrong("CQ301", "period", message, f"correct it, or move the fact to {filing.sector}/{year:04}.yaml")


def filed_under_its_sector(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    sector = fact.indicator.sector
    if sector != filing.sector and sector in filing.vocabulary.sectors:
        message = f'the indicator "{fact.indicator.id}" belongs to the sector "{sector}"'
        yield Wrong("CQ302", "indicator", message, f"correct it, or move the fact to {sector}/{filing.year:04}.yaml")


def unit_fits_the_indicator(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    if fact.quantity and fact.quantity.is_fraction and fact.unit and fact.unit.symbol != "%":
        yield Wrong(
            "CQ303", "unit", "a fraction is a part of a whole", 'use "percent", of which 1/3 is a third of the whole'
        )
    wanted = filing.vocabulary.units.get(fact.indicator.unit or "")
    if fact.unit and wanted and not _same_kind_of_unit(fact.unit, wanted):
        message = f'the unit "{fact.unit.id}" ({fact.unit.dimension}) is not that of the indicator, "{wanted.id}"'
        yield Wrong("CQ303", "unit", message, f'use "{wanted.id}", or another indicator')


def _same_kind_of_unit(unit: Unit, wanted: Unit) -> bool:
    """Lengths can be given in any unit of length; vehicles are not enterprises, dollars not yuan."""
    convertible = unit.dimension not in ("count", "money")
    return unit.id == wanted.id or (convertible and unit.dimension == wanted.dimension)


def a_number_has_a_unit_and_a_state_has_none(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    status = fact.indicator.kind is Kind.STATUS
    if status and fact.unit:
        yield Wrong("CQ312", "unit", "a status has no unit", "remove the unit, or use an indicator of another kind")
    if not status and not fact.unit:
        hint = f'add "unit: {fact.indicator.unit}"' if fact.indicator.unit else "add its unit"
        yield Wrong("CQ312", "value", "a figure needs a unit", hint)


def dating_says_its_reason(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    if fact.dating is Dating.INFERRED and not fact.dating_reason:
        yield Wrong("CQ304", "dating", "an inferred period needs its reason", "add dating_reason")


def has_a_citation(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    if not fact.citations:
        yield Wrong("CQ306", "citations", "a fact needs a citation", "name source, paragraph and what is printed")


def cites_paragraphs_that_exist(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    yield from _paragraphs_exist(fact.citations, filing.vocabulary)


def _paragraphs_exist(citations: tuple[Citation, ...], vocabulary: Vocabulary) -> Iterator[Wrong]:
    for at, citation in enumerate(citations, 1):
        source = vocabulary.sources[citation.source]
        if citation.paragraph > source.paragraphs:
            message = f'"{source.id}" has no paragraph {citation.paragraph}'
            hint = f"it has {source.paragraphs}; blank lines do not count"
            yield Wrong("CQ308", f"citations.{at}.paragraph", message, hint)


def prints_its_value(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    if fact.quantity and fact.citations:
        yield from _is_printed(fact.quantity, "value", fact.citations)
    elif fact.state:
        printed = {number for citation in fact.citations for number in numbers_in(citation.printed)}
        for number in numbers_in(fact.state):
            if number not in printed:
                hint = "correct it, or quote the words that print it"
                yield Wrong("CQ307", "value", f'no citation prints the number "{number}"', hint)


def _is_printed(quantity: Quantity, key: str, citations: tuple[Citation, ...]) -> Iterator[Wrong]:
    """The first citation prints the figure; others, of a period or an area, may hold other figures."""
    if prints(citations[0].printed, quantity):
        return
    if any(prints(citation.printed, quantity) for citation in citations):
        message = f'the figure "{quantity.digits}" is not printed by the first citation, but by another'
        yield Wrong("CQ307", key, message, "put the citation that prints it before the others")
        return
    scales = [scale for citation in citations for scale in scales_of(citation.printed, quantity)]
    if scales:
        printed, said = (f'"{scale}"' if scale else "no scale word" for scale in (min(scales), quantity.scale))
        message = f"the citation prints {printed}, the value says {said}"
        yield Wrong("CQ307", key, message, "take the scale word that is printed, and quote it")
    else:
        message = f'no citation prints the figure "{quantity.digits}"'
        yield Wrong("CQ307", key, message, "correct it, or quote the words that print it")


def cites_nothing_twice(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    return _nothing_twice(fact.citations)


def _nothing_twice(citations: tuple[Citation, ...]) -> Iterator[Wrong]:
    seen = set()
    for at, citation in enumerate(citations, 1):
        if citation in seen:
            message = "this citation is given twice"
            yield Wrong("CQ320", f"citations.{at}", message, "remove it, or correct the paragraph of one of the two")
        seen.add(citation)


_SIDES = {
    Qualifier.MORE_THAN: "lower", Qualifier.AT_LEAST: "lower", Qualifier.LESS_THAN: "upper", Qualifier.AT_MOST: "upper",
}  # fmt: skip


def says_its_limit(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    """More than 5 is not 5, and not less than 5; other words for a limit than the usual ones are not judged."""
    if not fact.quantity:
        return
    side = _SIDES.get(fact.quantity.qualifier)
    sides = set().union(*(limits_in(citation.printed) for citation in fact.citations))
    if side and sides and side not in sides:
        message = f"the value is {_WITH_ARTICLE[side]} limit, its citations say {_WITH_ARTICLE[min(sides)]} one"
        yield Wrong("CQ318", "value", message, f"correct the sign before the figure: {_SIGNS}")
    printing = [citation.printed for citation in fact.citations if sides and prints(citation.printed, fact.quantity)]
    if side is None and printing and all(is_limited(text, fact.quantity) for text in printing):
        message = "the citation prints a limit, the value says the figure itself"
        yield Wrong("CQ318", "value", message, f"write a sign before the figure: {_SIGNS}")


_SIGNS = "> more than, >= at least, < less than, <= at most"
_WITH_ARTICLE = {"lower": "a lower", "upper": "an upper"}


def is_not_below_zero(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    """What there is of a thing, a share of it and a rank cannot be below zero; a change can."""
    whole = fact.indicator.kind in (Kind.STOCK, Kind.SHARE, Kind.RANK)
    if whole and fact.quantity and fact.quantity.digits.startswith("-"):
        message = f"a {fact.indicator.kind} cannot be below zero"
        yield Wrong(
            "CQ319", "value", message, "remove the minus sign, or use an indicator of growth or of a difference"
        )


def had_begun_when_its_sources_were_issued(fact: Fact, filing: Filing) -> Iterator[Wrong]:
    """A result is of a time that had begun; what is expected or planned may begin later."""
    for citation in fact.citations:
        source = filing.vocabulary.sources[citation.source]
        if _begins_after(fact.period, source) and fact.status is not Status.FORECAST:
            message = f'the period {fact.period} begins after "{source.id}" was issued: {source.issued}'
            hint = 'correct the period, or the date of the source; what is expected or planned says "status: forecast"'
            yield Wrong("CQ316", "period", message, hint)
            return


def _begins_after(period: Period, source: Source) -> bool:
    """Whether a period begins after a source was issued; a date that is about right may be a year off."""
    if source.issued is None:
        return False
    begin, issued = period.begin, source.issued.finish
    if begin.year < issued.year:
        return False
    off = issued.about or source.dating is Dating.INFERRED
    first = (begin.year - begin.about, begin.month or 1, begin.day or 1)
    return first > (issued.year + off, issued.month or 12, issued.day or 31)


FACT_RULES: tuple[FactRule, ...] = (
    filed_under_its_year,
    filed_under_its_sector,
    a_number_has_a_unit_and_a_state_has_none,
    unit_fits_the_indicator,
    dating_says_its_reason,
    has_a_citation,
    cites_paragraphs_that_exist,
    cites_nothing_twice,
    prints_its_value,
    says_its_limit,
    is_not_below_zero,
    had_begun_when_its_sources_were_issued,
)


def says_what_no_other_says(fact: Fact, said: dict[tuple[object, ...], str]) -> Iterator[Wrong]:
    """Facts that say the same are in one file, by their indicator's sector and their year; `said` is of those before.

    Other digits are another statement: 2.6 million is less exact than 2.63 million, and may be in conflict with it.
    """
    figure = fact.quantity or fact.state
    unit = fact.unit and fact.unit.id
    statement = (fact.indicator.id, fact.area.id, fact.period, fact.entity, fact.status, figure, unit)
    first = said.setdefault(statement, fact.id)
    if first != fact.id:
        message = f'says the same as "{first}": {fact.text}'
        yield Wrong("CQ317", "value", message, "keep one of them, with the citations of both")


NEEDS = {
    Kind.GROWTH: ("growth_of",),
    Kind.SHARE: ("part", "whole"),
    Kind.CONTRIBUTION: ("part", "whole"),
    Kind.DIFFERENCE: ("part", "whole"),
    Kind.RANK: ("field",),
}
"""The keys that an indicator of a kind must have."""


def indicator_has_what_its_kind_needs(indicator: Indicator, vocabulary: Vocabulary) -> Iterator[Wrong]:
    for need in NEEDS.get(indicator.kind, ()):
        if getattr(indicator, need) is None:
            message = f'an indicator of kind {indicator.kind} needs "{need}"'
            yield Wrong("CQ309", "kind", message, f'add "{need}", or change the kind')


def money_has_a_price_basis(indicator: Indicator, vocabulary: Vocabulary) -> Iterator[Wrong]:
    grown = vocabulary.indicators.get(indicator.growth_of or "", indicator)
    unit = vocabulary.units.get(grown.unit or "")
    if unit and unit.currency and indicator.price_basis is None:
        message = "a figure in money, or its growth, needs a price basis"
        yield Wrong("CQ311", "unit" if grown is indicator else "growth_of", message, 'add "price_basis: unstated"')


def indicator_is_not_its_own_base(indicator: Indicator, vocabulary: Vocabulary) -> Iterator[Wrong]:
    for key in ("growth_of", "ranks"):
        if getattr(indicator, key) == indicator.id:
            yield Wrong("CQ309", key, f'"{key}" names the indicator itself', "name the indicator that it is about")


INDICATOR_RULES = (indicator_has_what_its_kind_needs, indicator_is_not_its_own_base, money_has_a_price_basis)


def source_says_how_it_is_dated(source: Source) -> Iterator[Wrong]:
    if source.dating == Dating.INFERRED and not source.dating_reason:
        yield Wrong("CQ304", "dating", "an inferred date needs its reason", "add dating_reason")


def area_is_not_within_itself(area: Area, vocabulary: Vocabulary) -> Iterator[Wrong]:
    seen = {area.id}
    outer = vocabulary.areas.get(area.within or "")
    while outer:
        if outer.id in seen:
            yield Wrong("CQ313", "within", f'the area "{area.id}" is within itself', "remove one of the steps")
            return
        seen.add(outer.id)
        outer = vocabulary.areas.get(outer.within or "")


def relation_makes_sense(relation: Relation, vocabulary: Vocabulary) -> Iterator[Wrong]:
    if not relation.citations:
        yield Wrong("CQ306", "citations", "a relation needs a citation", "name source, paragraph and what is printed")
    if relation.left == relation.right:
        yield Wrong("CQ314", "right", "a relation needs two facts", "name the other fact")
    yield from _by_fits(relation)
    yield from _paragraphs_exist(relation.citations, vocabulary)
    yield from _nothing_twice(relation.citations)


def _by_fits(relation: Relation) -> Iterator[Wrong]:
    """A relation has a figure of its own where its kind needs one, and only there; a citation prints it."""
    if (relation.by is None) == (relation.relation in NEEDS_BY):
        hint = f"those with a figure of their own are {', '.join(NEEDS_BY)}"
        yield Wrong("CQ315", "by" if relation.by else "relation", '"by" and the kind do not go together', hint)
    elif relation.by is not None:
        try:
            quantity = parse_quantity(relation.by)
        except QuantityError as error:
            yield Wrong("CQ205", "by", short(str(error)), "write the digits as printed: 7.3, 1/3")
        else:
            if relation.citations:
                yield from _is_printed(quantity, "by", relation.citations)
