"""Facts, pairs and sources as the objects of the JSON contract `cqfacts/1`."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cqfacts.model.fact import Fact, Relation
from cqfacts.model.period import Dating, EdtfDate
from cqfacts.model.vocabulary import Source

if TYPE_CHECKING:
    from cqfacts.query.search import Match
    from cqfacts.reason.compare import Change, Pair

FACT_FIELDS = (
    "id", "sector", "indicator", "title", "subject", "measure", "kind",
    "area", "area_name", "area_code",
    "period", "start", "end", "year", "dating",
    "value", "low", "high", "qualifier", "unit", "price_basis", "text",
    "statement", "status", "notes", "doubts",
    "implied",
    "citations",
    "entity", "dating_reason",
)  # fmt: skip
MATCH_FIELDS = (*FACT_FIELDS, "match")
PAIR_FIELDS = ("sector", "subject", "verdict", "reasons", "from", "to", "change")


def fact_object(fact: Fact) -> dict[str, Any]:
    """The fact with the keys of FACT_FIELDS; `value`, `low` and `high` are numbers in base units, or None."""
    indicator, area, period, quantity = fact.indicator, fact.area, fact.period, fact.quantity
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
        "value": number(quantity.value) if quantity else None,
        "low": number(low),
        "high": number(high),
        "qualifier": quantity.qualifier.value if quantity else None,
        "unit": fact.unit.id if fact.unit else None,
        "price_basis": indicator.price_basis.value if indicator.price_basis else None,
        "text": fact.text,
        "statement": fact.statement,
        "status": fact.status.value,
        "notes": list(fact.notes),
        "doubts": [doubt._asdict() for doubt in fact.doubts],
        "implied": False,
        "citations": [citation._asdict() for citation in fact.citations],
        "entity": fact.entity,
        "dating_reason": fact.dating_reason,
    }


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
    }


_SIDE_FIELDS = ("id", "text", "value", "low", "high", "unit", "area", "period")
CHANGE_FIELDS = ("absolute", "percent", "low", "high", "per_year")
FLAT_PAIR_FIELDS = (
    *("sector", "subject", "verdict", "reasons"),
    *(f"from_{field}" for field in _SIDE_FIELDS),
    *(f"to_{field}" for field in _SIDE_FIELDS),
    *(f"change_{field}" for field in CHANGE_FIELDS),
)


def flat_pair(pair: "Pair") -> dict[str, Any]:
    """A pair with the keys of FLAT_PAIR_FIELDS, all of them plain values."""
    whole = pair_object(pair)
    flat = {field: whole[field] for field in FLAT_PAIR_FIELDS[:4]}
    for part, fields in (("from", _SIDE_FIELDS), ("to", _SIDE_FIELDS), ("change", CHANGE_FIELDS)):
        flat |= {f"{part}_{field}": (whole[part] or {}).get(field) for field in fields}
    return flat


def _change_object(change: "Change") -> dict[str, Any]:
    return {
        "absolute": number(change.absolute),
        "percent": number(change.percent, 4),
        "low": number(change.low, 4),
        "high": number(change.high, 4),
        "per_year": number(change.per_year, 4),
    }


def source_object(source: Source) -> dict[str, Any]:
    """The source as a CSL-JSON item, with two keys more: `file` and `sha256`."""
    item: dict[str, Any] = {"id": source.id, "type": source.type, "title": source.title}
    if source.author:
        item["author"] = [author._asdict() for author in source.author]
    if source.publisher:
        item["publisher"] = source.publisher
    item["issued"] = {"date-parts": [_date_parts(source.issued.begin)]}
    if source.dating is Dating.INFERRED:
        item["issued"]["circa"] = True
        item["note"] = source.dating_reason
    if source.language:
        item["language"] = source.language
    if source.url:
        item["URL"] = source.url
    return {**item, "file": source.file, "sha256": source.sha256}


def _date_parts(when: EdtfDate) -> list[int]:
    return [part for part in (when.year, when.month, when.day) if part]


def number(exact: Fraction | None, decimals: int | None = None) -> int | float | None:
    """The nearest JSON number, rounded to `decimals` where given; an int where it is whole."""
    if exact is None:
        return None
    rounded = exact if decimals is None else round(exact, decimals)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)
