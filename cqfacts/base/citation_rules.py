"""What must hold of the citations of facts and of relations alike."""

from collections.abc import Iterator, Sequence

from cqfacts.base.rules import Breach
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.evidence.printed import Claim, find_faults, find_same_digits, read_cited_words
from cqfacts.model.fact import Citation
from cqfacts.model.quantity import Quantity
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.records import Figure

HOW_TO_CITE = "name source, paragraph and what is printed"
HOW_TO_QUOTE = "correct it, or quote the words that print it"
_MOST_NAMED = 5


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
    claim: Claim, key: str, citations: tuple[Citation, ...], units: UnitTable
) -> Iterator[Breach]:
    """Yield a breach unless the first citation prints the figure. Others, of a period or an area, may hold other figures."""
    first_citation, *other_citations = citations
    if find_faults(claim, first_citation.printed, units) is not None:
        return
    for citation in other_citations:
        if find_faults(claim, citation.printed, units) is not None:
            message = (
                f"the figure {claim.words} is not printed by the first citation, but by another"
            )
            yield Breach(key, message, "put the citation that prints it before the others")
            return
    figures = read_cited_words(first_citation.printed, units)
    yield Breach(key, *_describe_printed(claim, figures))


def check_words_around(
    code: str, claim: Claim, key: str, citations: tuple[Citation, ...], units: UnitTable
) -> Iterator[Breach]:
    """Yield the breaches of one code by the words around the figure that the first citation prints."""
    for fault in find_faults(claim, citations[0].printed, units) or ():
        if fault.code == code:
            yield Breach(key, fault.message, fault.hint)


def _describe_printed(claim: Claim, figures: Sequence[Figure]) -> tuple[str, str]:
    """Return the cause and the way out where a citation prints other figures, or none."""
    same_digits = find_same_digits(claim, figures)
    if same_digits and same_digits.quantity:
        return _describe_other_size(claim, same_digits.text, same_digits.quantity)
    if not figures:
        return f"no citation prints a figure, the value says {claim.words}", HOW_TO_QUOTE
    printed = ", ".join(f'"{figure.text}"' for figure in figures[:_MOST_NAMED])
    return f"no citation prints {claim.words}; the first prints {printed}", HOW_TO_QUOTE


def _describe_other_size(claim: Claim, printed: str, quantity: Quantity) -> tuple[str, str]:
    """Return the cause and the way out where the digits of a value are printed with another scale, or fewer or more zeros."""
    meaning = "" if printed == str(quantity) else f", which is {quantity}"
    message = f'the citation prints "{printed}"{meaning}; the value says {claim.words}'
    if abs(quantity.figure) == abs(claim.quantity.figure):
        return message, "write as many digits as are printed"
    return message, "take the scale that is printed, and quote all words of the figure"
