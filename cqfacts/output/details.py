"""Everything about single facts, as a page for the eye."""

from collections.abc import Iterator

from cqfacts.answers.objects import number
from cqfacts.answers.records import Facts, citations_by_source
from cqfacts.model.fact import Fact
from cqfacts.model.period import Dating
from cqfacts.output.words import SIGNS, source_words

SHOWN_RELATED = 12


def details(listing: Facts) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """For each fact its statement, and labelled lines."""
    for fact in listing.facts:
        yield fact.statement, list(_lines(fact, listing))


def _lines(fact: Fact, listing: Facts) -> Iterator[tuple[str, str]]:
    yield "id", fact.id
    yield "figure" if fact.state is None else "state", fact.text
    yield from _interval_line(fact)
    area = f"{fact.area.title} ({fact.area.code})" if fact.area.code else fact.area.title
    yield "area", area + (f". {fact.area.note}" if fact.area.note else "")
    yield "period", f"{fact.period.words} ({fact.period}), {_dating(fact)}"
    indicator = fact.indicator
    yield "indicator", f"{indicator.title} ({indicator.id}), {indicator.kind}"
    if indicator.price_basis:
        yield "price basis", indicator.price_basis.value
    yield "status", fact.status.value
    for doubt in fact.doubts:
        yield "doubt", f"{doubt.reason} Likely: {doubt.likely}"
    for conflict in fact.conflicts:
        yield "conflict", conflict.reason
    if fact.derivation:
        yield "implied by", ", ".join(item.id for _, item in fact.derivation.inputs)
        yield "formula", fact.derivation.expression
    for note in fact.notes:
        yield "note", note
    for name, citations in citations_by_source(fact).items():
        yield "source", f"{source_words(listing.source(name))} ({name})"
        for citation in citations:
            yield f"¶{citation.paragraph}", f'prints "{citation.printed}"'
    yield from _relation_lines(fact, listing)


def _interval_line(fact: Fact) -> Iterator[tuple[str, str]]:
    low, high = fact.interval
    if low is None and high is None:
        return
    unit = "%" if fact.unit and fact.unit.symbol == "%" else f" {fact.unit.plural}" if fact.unit else ""
    if fact.unit and fact.unit.dimension == "rank":
        unit = ""
    if low == high:
        yield "exactly", f"{_digits(low)}{unit}"
    elif low is not None and high is not None:
        yield "known as", f"{_digits(low)} to {_digits(high)}{unit}, what the printed digits allow"
    else:
        said = SIGNS[fact.quantity.sign] if fact.quantity else "at least" if high is None else "at most"
        yield "known as", f"{said} {_digits(low if high is None else high)}{unit}"


def _digits(bound: object) -> str:
    from fractions import Fraction

    shown = number(bound, 6) if isinstance(bound, Fraction) else None
    if shown is None:
        return "open"
    return f"{shown:,}" if abs(shown) >= 1 or shown == 0 else f"{shown:.6g}"


def _dating(fact: Fact) -> str:
    if fact.dating is Dating.PRINTED:
        return "printed in the document"
    return f"inferred: {fact.dating_reason}"


def _relation_lines(fact: Fact, listing: Facts) -> Iterator[tuple[str, str]]:
    for relation in (listing.relations or {}).get(fact.id, []):
        other = relation.right if relation.left == fact.id else relation.left
        yield "relation", f"{relation.statement} ({relation.relation}: {other})"
    related = (listing.related or {}).get(fact.id, [])
    for other_fact in related[:SHOWN_RELATED]:
        yield "related", f"{other_fact.title}: {other_fact.text}, {other_fact.period.words} ({other_fact.id})"
    if len(related) > SHOWN_RELATED:
        yield "related", f"and {len(related) - SHOWN_RELATED} more of the same subject"
