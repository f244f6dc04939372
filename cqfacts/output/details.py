"""Everything about a fact, as labelled lines; and what a figure rests on, as lines."""

from collections.abc import Iterator

from cqfacts.answers.details import FactDetails
from cqfacts.answers.listings import FindSource
from cqfacts.citations.text import source_words, way_to_find
from cqfacts.model.change_base import change_base_words
from cqfacts.model.fact import Fact
from cqfacts.model.figure_words import Bounds, round_outwards, show_exactly
from cqfacts.model.period import Dating
from cqfacts.model.vocabulary import Dimension, Kind
from cqfacts.output.blocks import Labelled, ReasonTree
from cqfacts.output.cells import figure_text, title_with_scope, when_words
from cqfacts.output.marks import SIGNS
from cqfacts.reason.relations import text_with_range

_SHOWN_RELATED = 12
"""How many facts of the same subject are listed."""


def detail_lines(fact: Fact, answer: FactDetails) -> Iterator[Labelled]:
    """Return everything about a fact, line by line."""
    yield Labelled("id", fact.id)
    yield Labelled("figure" if fact.state is None else "state", fact.text)
    yield from _interval_line(fact)
    yield Labelled("area", _area_words(fact))
    yield Labelled("period", f"{_period_words(fact)} ({fact.period}), {_dating_words(fact)}")
    yield Labelled(
        "indicator", f"{fact.indicator.title} ({fact.indicator.id}), {fact.indicator.kind}"
    )
    if fact.change_base is not None:
        yield Labelled("base", change_base_words(fact.change_base))
    if fact.indicator.price_basis:
        yield Labelled("price basis", fact.indicator.price_basis.value)
    if fact.according_to:
        yield Labelled("according to", fact.according_to)
    yield Labelled("status", f"{fact.status.value} {fact.vintage.words}".rstrip())
    if fact.supersedes:
        yield Labelled("supersedes", fact.supersedes)
    if fact.superseded_by:
        yield Labelled("superseded by", fact.superseded_by)
    yield from _warning_lines(fact)
    yield from _evidence_lines(fact, answer.context.find_source)
    yield from _relation_lines(fact, answer)
    yield from _related_lines(fact, answer)


def _period_words(fact: Fact) -> str:
    """Return the period in words, after its name where it is a fiscal year."""
    words = fact.period.words
    return f"{fact.fiscal_name}, {words}" if fact.fiscal_name else words


def _area_words(fact: Fact) -> str:
    area = fact.area
    if area is None:
        return "none"
    name = f"{area.title} ({area.code})" if area.code else area.title
    return f"{name}. {area.note}" if area.note else name


def _dating_words(fact: Fact) -> str:
    if fact.dating is Dating.INFERRED:
        return f"inferred: {fact.dating_reason}"
    if fact.implied:
        return "implied by the printed periods of the figures below"
    return "printed in the document"


def _interval_line(fact: Fact) -> Iterator[Labelled]:
    interval = fact.interval
    is_rank = fact.indicator.kind is Kind.RANK
    if (interval.low is None and interval.high is None) or (is_rank and not interval.width):
        return
    unit = _unit_after(fact)
    bounds = _show_bounds(fact)
    if interval.width == 0 and not bounds.is_rounded:
        yield Labelled("exactly", f"{bounds.number}{unit}")
    elif fact.quantity and fact.quantity.is_limit:
        limit = bounds.low or bounds.high
        yield Labelled("known as", f"{SIGNS[fact.quantity.sign]} {limit}{unit}")
    elif fact.quantity and fact.quantity.is_range:
        yield Labelled("known as", f"{bounds.number}{unit}, the printed ends")
    elif interval.width:
        yield Labelled("known as", f"{bounds.number}{unit}, what the printed digits allow")
    else:
        yield Labelled("known as", f"{bounds.number}{unit}")


def _show_bounds(fact: Fact) -> Bounds:
    """Return the bounds of a figure in whole units: of a printed one to the last digit."""
    if fact.quantity:
        return show_exactly(fact.interval)
    return round_outwards(fact.interval, fact.digit_count)


def _unit_after(fact: Fact) -> str:
    """Return the unit as it stands after a bound: " vehicles", "%"; a rank has none."""
    if fact.unit is None or fact.unit.dimension is Dimension.RANK:
        return ""
    return "%" if fact.unit.is_percent else f" {fact.unit.plural}"


def _warning_lines(fact: Fact) -> Iterator[Labelled]:
    """Return doubts, conflicts, the derivation of an implied figure, and notes."""
    for doubt in fact.doubts:
        yield Labelled("doubt", f"{doubt.grade}: {doubt.words}")
    for conflict in fact.conflicts:
        yield Labelled("conflict", conflict.reason)
    if fact.derivation:
        yield Labelled("implied by", ", ".join(item.id for _, item in fact.derivation.inputs))
        yield Labelled("formula", fact.derivation.expression)
    for note in fact.notes:
        yield Labelled("note", note)


def _evidence_lines(fact: Fact, find_source: FindSource) -> Iterator[Labelled]:
    for name, citations in fact.citations_by_source.items():
        source = find_source(name)
        yield Labelled("source", f"{source_words(source)} ({name})", source.address)
        for citation in citations:
            yield Labelled(f"¶{citation.paragraph}", f'prints "{citation.printed}"')
        yield Labelled("to find it", way_to_find(source, citations))


def _relation_lines(fact: Fact, answer: FactDetails) -> Iterator[Labelled]:
    for relation in answer.relations[fact.id]:
        counterpart = relation.right if relation.left == fact.id else relation.left
        yield Labelled("relation", f"{relation.statement} ({relation.relation}: {counterpart})")


def _related_lines(fact: Fact, answer: FactDetails) -> Iterator[Labelled]:
    related = answer.related[fact.id]
    for neighbour in related[:_SHOWN_RELATED]:
        name = title_with_scope(neighbour, answer.context)
        figure = f"{figure_text(neighbour, answer.context)} {neighbour.marks}".rstrip()
        words = f"{name}: {figure}, {when_words(neighbour)} ({neighbour.id})"
        yield Labelled("related", words)
    if len(related) > _SHOWN_RELATED:
        yield Labelled("related", f"and {len(related) - _SHOWN_RELATED} more of the same subject")


def reason_tree(fact: Fact, find_source: FindSource, name: str = "") -> ReasonTree:
    """Return what a figure rests on. `name` is what it is called in the formula of the figure that rests on it."""
    inputs = fact.derivation.inputs if fact.derivation else ()
    lines = reason_lines(fact, find_source, name)
    return ReasonTree(lines, [reason_tree(item, find_source, part) for part, item in inputs])


def reason_lines(fact: Fact, find_source: FindSource, name: str) -> list[str]:
    """Return what a figure is and rests on: an implied one on a formula, a printed one on a document."""
    prefix = f"{name}: " if name else ""
    mark = f" {fact.marks}".rstrip()
    about = [f"{fact.headline} ({fact.id})"]
    if not fact.implied:
        about += [f"doubt ({doubt.grade}): {doubt.words}" for doubt in fact.doubts]
    about += [f"conflict: {conflict.reason}" for conflict in fact.conflicts]
    if fact.derivation:
        return [f"{prefix}{fact.text}{mark}", *about, f"= {fact.derivation.expression}"]
    evidence = []
    for citation in fact.citations:
        source = source_words(find_source(citation.source))
        evidence.append(f'prints "{citation.printed}": {source} ¶{citation.paragraph}')
    return [f"{prefix}{text_with_range(fact)}{mark}", *about, *evidence]
