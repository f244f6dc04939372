"""What must hold of the citations of facts and of relations alike."""

from collections.abc import Iterator

from cqfacts.base.proposals import UnitWords, find_understood_scales
from cqfacts.base.rules import Breach
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.evidence.figures import prints, scales_of
from cqfacts.model.fact import Citation
from cqfacts.model.quantity import Quantity

HOW_TO_CITE = "name source, paragraph and what is printed"
HOW_TO_QUOTE = "correct it, or quote the words that print it"


def check_paragraphs(citations: tuple[Citation, ...], vocabulary: Vocabulary) -> Iterator[Breach]:
    for number, citation in enumerate(citations, 1):
        source = vocabulary.sources[citation.source]
        if citation.paragraph > source.paragraphs:
            message = f'"{source.id}" has no paragraph {citation.paragraph}'
            hint = f"it has {source.paragraphs}; blank lines do not count"
            yield Breach(f"citations.{number}.paragraph", message, hint)


def check_repetition(citations: tuple[Citation, ...]) -> Iterator[Breach]:
    seen = set()
    for number, citation in enumerate(citations, 1):
        if citation in seen:
            hint = "remove it, or correct the paragraph of one of the two"
            yield Breach(f"citations.{number}", "this citation is given twice", hint)
        seen.add(citation)


def check_printed(
    quantity: Quantity, key: str, citations: tuple[Citation, ...], vocabulary: Vocabulary
) -> Iterator[Breach]:
    """Yield a breach unless the first citation prints the figure. Others, of a period or an area, may hold other figures."""
    first_citation, *other_citations = citations
    if prints(first_citation.printed, quantity):
        return
    figure = quantity.number if quantity.is_range else quantity.plain_digits
    if any(prints(citation.printed, quantity) for citation in other_citations):
        message = f'the figure "{figure}" is not printed by the first citation, but by another'
        yield Breach(key, message, "put the citation that prints it before the others")
        return
    has_its_digits = any(scales_of(citation.printed, quantity) for citation in citations)
    if quantity.is_range or not has_its_digits:
        yield Breach(key, f'no citation prints the figure "{figure}"', HOW_TO_QUOTE)
        return
    scales = find_understood_scales(quantity, citations, UnitWords(vocabulary.units.values()))
    if not scales:
        scaled_figure = f"{figure} {quantity.scale}".strip()
        yield Breach(
            key,
            f'no citation prints "{scaled_figure}"',
            "quote the words that print it with its scale word",
        )
        return
    message = f"the citation prints {_quote_scale(min(scales))}, the value says {_quote_scale(quantity.scale)}"
    yield Breach(key, message, "take the scale word that is printed, and quote it")


def _quote_scale(scale: str) -> str:
    return f'"{scale}"' if scale else "no scale word"
