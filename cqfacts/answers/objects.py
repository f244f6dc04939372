"""Facts, pairs and sources as the objects of the JSON contract `cqfacts/1`."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cqfacts.model.fact import Derivation, Fact, Relation, is_counted
from cqfacts.model.interval import EVERYTHING
from cqfacts.model.period import EdtfDate
from cqfacts.model.quantity import Qualifier
from cqfacts.model.vocabulary import Author, Source

if TYPE_CHECKING:
    from cqfacts.questions.search import Match
    from cqfacts.reason.compare import Averages, Change, Pair, Row
    from cqfacts.reason.conflicts import Case
    from cqfacts.reason.imply import Refused
    from cqfacts.reason.series import Series

SCHEMA = "cqfacts/1"
"""The name of the contract, in every envelope."""
FACT_FIELDS = (
    "id", "sector", "indicator", "title", "subject", "measure", "kind",
    "area", "area_name", "area_code",
    "period", "start", "end", "year", "dating",
    "value", "low", "high", "qualifier", "unit", "price_basis", "text",
    "statement", "status", "notes", "doubts",
    "implied",
    "citations",
    "entity", "dating_reason", "conflicts", "derivation",
)  # fmt: skip
MATCH_FIELDS = (*FACT_FIELDS, "match")
PAIR_FIELDS = ("sector", "subject", "verdict", "reasons", "from", "to", "change", "monthly", "nearest")


def fact_object(fact: Fact) -> dict[str, Any]:
    """The fact with the keys of FACT_FIELDS; `value`, `low` and `high` are numbers in base units, or None."""
    indicator, area, period = fact.indicator, fact.area, fact.period
    low, high = fact.interval
    return {
        "id": fact.id,
        "sector": indicator.sector,
        "indicator": indicator.id,
        "title": fact.title,
        "subject": indicator.subject,
        "measure": indicator.measure,
        "kind": indicator.kind.value,
        "area": area.id,
        "area_name": area.title,
        "area_code": area.code,
        "period": str(period),
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "year": period.year,
        "dating": fact.dating.value,
        "value": number(fact.value),
        "low": number(low),
        "high": number(high),
        "qualifier": _qualifier(fact),
        "unit": fact.unit.id if fact.unit else None,
        "price_basis": indicator.price_basis.value if indicator.price_basis else None,
        "text": fact.text,
        "statement": fact.statement,
        "status": fact.status.value,
        "notes": list(fact.notes),
        "doubts": [doubt._asdict() for doubt in fact.doubts],
        "implied": fact.implied,
        "citations": [citation._asdict() for citation in fact.citations],
        "entity": fact.entity,
        "dating_reason": fact.dating_reason,
        "conflicts": _conflict_objects(fact),
        "derivation": _derivation_object(fact.derivation) if fact.derivation else None,
    }


def _conflict_objects(fact: Fact) -> list[dict[str, Any]]:
    return [{**conflict._asdict(), "others": list(conflict.others)} for conflict in fact.conflicts]


def _qualifier(fact: Fact) -> str | None:
    """What the figure says of the true value. An implied one is known by its bounds; its `value` is what the printed give."""
    if fact.quantity:
        return fact.quantity.qualifier.value
    if fact.derivation is None:
        return None
    low, high = fact.interval
    limits = {(False, True): Qualifier.AT_LEAST, (True, False): Qualifier.AT_MOST}
    found = Qualifier.EXACT if low == high else limits.get((low is None, high is None), Qualifier.ABOUT)
    return found.value


def _derivation_object(derivation: Derivation) -> dict[str, Any]:
    """How an implied figure follows, one step deep: `why` has all of it."""
    inputs = {name: fact.id for name, fact in derivation.inputs}
    return {"formula": derivation.formula.value, "expression": derivation.expression, "inputs": inputs}


def reasoning_object(fact: Fact) -> dict[str, Any]:
    """All that a figure rests on, down to the printed digits; numbers are exact, as texts: "1290500", "431/1000".

    `low` and `high` of an implied one follow from those of its inputs by `expression` and nothing else; where `whole` is
    true they are the whole numbers between.
    """
    low, high = fact.interval
    told = {
        "id": fact.id,
        "title": fact.title,
        "area": fact.area.id,
        "period": str(fact.period),
        "text": fact.text,
        "unit": fact.unit.id if fact.unit else None,
        "whole": fact.implied and is_counted(fact),
        "value": exact_text(fact.value),
        "low": exact_text(low),
        "high": exact_text(high),
        "doubts": [doubt._asdict() for doubt in fact.doubts],
        "conflicts": _conflict_objects(fact),
    }
    if fact.derivation:
        inputs = {name: reasoning_object(item) for name, item in fact.derivation.inputs}
        derivation = fact.derivation
        return {**told, "formula": derivation.formula.value, "expression": derivation.expression, "inputs": inputs}
    printed = str(fact.quantity) if fact.quantity else fact.state
    return {**told, "printed": printed, "citations": [citation._asdict() for citation in fact.citations]}


def exact_text(exact: Fraction | None) -> str | None:
    """A number as text that loses nothing: "1290500", "431/1000"."""
    return None if exact is None else str(exact)


def match_object(match: "Match") -> dict[str, Any]:
    """A fact that a search found, with what it does not meet."""
    unmet = [{"what": item.what, "asked": item.asked, "has": item.has} for item in match.unmet]
    return {**fact_object(match.fact), "match": {"unmet": unmet, "score": match.score}}


def relation_object(relation: Relation) -> dict[str, Any]:
    """What a document says about two facts."""
    return {**relation._asdict(), "citations": [citation._asdict() for citation in relation.citations]}


def pair_object(pair: "Pair") -> dict[str, Any]:
    """A pair with the keys of PAIR_FIELDS."""
    return {
        "sector": pair.sector,
        "subject": pair.subject,
        "verdict": pair.verdict.value,
        "reasons": list(pair.reasons),
        "from": fact_object(pair.earlier) if pair.earlier else None,
        "to": fact_object(pair.later) if pair.later else None,
        "change": _change_object(pair.change) if pair.change else None,
        "monthly": _averages_object(pair.monthly) if pair.monthly else None,
        "nearest": {"from": pair.nearest[0].id, "to": pair.nearest[1].id} if pair.nearest else None,
    }


ROW_FIELDS = ("sector", "subject", "indicator", "title", "area", "unit")


def row_object(row: "Row", years: Sequence[str]) -> dict[str, Any]:
    """What is known of one thing in several years: under each year a fact, or None."""
    first = row.known[0]
    told = {
        "sector": first.indicator.sector,
        "subject": first.indicator.subject,
        "indicator": first.indicator.id,
        "title": first.title,
        "area": first.area.id,
        "unit": first.unit.id if first.unit else None,
    }
    figures = zip(years, row.figures, strict=True)
    return {**told, **{year: fact_object(fact) if fact else None for year, fact in figures}}


YEAR_FIELDS = ("id", "text", "low", "high", "unit", "period", "status", "doubts", "citations")


def flat_row(item: dict[str, Any], years: Sequence[str]) -> dict[str, Any]:
    """A row with the fields of each year's fact as keys of its own."""
    cells = {f"{year}_{field}": (item[year] or {}).get(field) for year in years for field in YEAR_FIELDS}
    return {**{field: item[field] for field in ROW_FIELDS}, **cells}


def case_object(case: "Case") -> dict[str, Any]:
    """What figures were held against, and what they say of it."""
    return {
        "found_by": case.found.value,
        "outcome": case.outcome.value,
        "facts": [fact.id for fact in case.facts],
        "arithmetic": case.arithmetic,
        "doubtful": case.doubtful,
        "relations": [relation_object(relation) for relation in case.relations],
    }


def series_object(series: "Series") -> dict[str, Any]:
    """What a series is of; `drawn` is what each point comes to, in an average month or day where `per` says so."""
    drawn = ((point, series.drawn(point) or EVERYTHING) for point in series.points)
    return {
        "indicator": series.indicator.id,
        "area": series.area.id,
        "per": series.per,
        "drawn": [{"id": point.id, "low": number(known.low), "high": number(known.high)} for point, known in drawn],
        "gaps": [{"start": gap.start.isoformat(), "end": gap.end.isoformat()} for gap in series.gaps],
    }


def refused_object(refused: "Refused") -> dict[str, Any]:
    """What seems to follow and does not."""
    return {"inputs": [fact.id for fact in refused.inputs], "reason": refused.reason}


_SIDE_FIELDS = ("id", "text", "value", "low", "high", "unit", "area", "period")
CHANGE_FIELDS = ("absolute", "percent", "low", "high", "per_year", "least", "most", "per_year_low", "per_year_high")
FLAT_PAIR_FIELDS = (
    *("sector", "subject", "verdict", "reasons"),
    *(f"from_{field}" for field in _SIDE_FIELDS),
    *(f"to_{field}" for field in _SIDE_FIELDS),
    *(f"change_{field}" for field in CHANGE_FIELDS),
    *("nearest_from", "nearest_to"),
)


def flat_pair(pair: "Pair") -> dict[str, Any]:
    """A pair with the keys of FLAT_PAIR_FIELDS, all of them plain values."""
    whole = pair_object(pair)
    flat = {field: whole[field] for field in FLAT_PAIR_FIELDS[:4]}
    parts = (("from", _SIDE_FIELDS), ("to", _SIDE_FIELDS), ("change", CHANGE_FIELDS), ("nearest", ("from", "to")))
    for part, fields in parts:
        flat |= {f"{part}_{field}": (whole[part] or {}).get(field) for field in fields}
    return flat


def _change_object(change: "Change") -> dict[str, Any]:
    """`absolute`, `least` and `most` are in the facts' unit, the others percent."""
    return {
        "absolute": number(change.absolute),
        "percent": number(change.percent, 4),
        "low": number(change.low, 4),
        "high": number(change.high, 4),
        "per_year": number(change.per_year, 4),
        "least": number(change.least),
        "most": number(change.most),
        "per_year_low": number(change.per_year_low, 4),
        "per_year_high": number(change.per_year_high, 4),
    }


def _averages_object(monthly: "Averages") -> dict[str, Any]:
    """What each comes to in an average month, in base units."""
    sides = {"from": monthly.earlier, "to": monthly.later}
    return {side: {"low": number(average.low), "high": number(average.high)} for side, average in sides.items()}


def source_object(source: Source) -> dict[str, Any]:
    """The source as a CSL-JSON item, with two keys more: `file` and `sha256`."""
    return {**csl_item(source), "file": source.file, "sha256": source.sha256}


def csl_item(source: Source) -> dict[str, Any]:
    """The source as a CSL-JSON item."""
    item: dict[str, Any] = {"id": source.id, "type": source.type, "title": source.title}
    if source.author:
        item["author"] = [_name(author) for author in source.author]
    if source.publisher:
        item["publisher"] = source.publisher
    if source.issued:
        item["issued"] = {"date-parts": [_date_parts(when) for when in source.issued.dates]}
        if source.is_circa:
            item["issued"]["circa"] = True
    if source.dating_reason:
        item["note"] = source.dating_reason
    if source.language:
        item["language"] = source.language
    if source.url:
        item["URL"] = source.url
    return item


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}


def _date_parts(when: EdtfDate) -> list[int]:
    return [part for part in (when.year, when.month, when.day) if part]


def number(exact: Fraction | None, decimals: int | None = None) -> int | float | None:
    """The nearest JSON number, rounded to `decimals` where given; an int where it is whole."""
    if exact is None:
        return None
    rounded = exact if decimals is None else round(exact, decimals)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)
