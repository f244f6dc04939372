"""Bibliographies: the sources of an answer, or a list of sources, in any citation style."""

from collections.abc import Sequence

from cqfacts.answers.keys import CitingAnswer
from cqfacts.answers.overviews import SourceList
from cqfacts.citations import Style
from cqfacts.citations.styles import write_in_style
from cqfacts.citations.text import NO_PARAGRAPHS, Paragraphs, write_text
from cqfacts.model.vocabulary import Source


def answer_bibliography(answer: CitingAnswer | SourceList, style: Style) -> str:
    """Return the sources of an answer, each once; as text with the paragraphs that are cited.

    Raises WrongUsage where the style needs an extra that is not installed.
    """
    if isinstance(answer, SourceList):
        return bibliography([row.source for row in answer.rows], style)
    paragraphs = cited_paragraphs(answer)
    sources = [answer.context.find_source(name) for name in paragraphs]
    return bibliography(sources, style, paragraphs)


def cited_paragraphs(answer: CitingAnswer) -> dict[str, list[int]]:
    """Return the paragraphs that an answer cites, by the id of the source, in the order of first mention."""
    listing = answer.contract.listing
    paragraphs: dict[str, list[int]] = {}
    for item in listing.items(answer):
        for cited in listing.cites(answer, item):
            for citation in cited.citations:
                paragraphs.setdefault(citation.source, []).append(citation.paragraph)
    return paragraphs


def bibliography(
    sources: Sequence[Source], style: Style, paragraphs: Paragraphs = NO_PARAGRAPHS
) -> str:
    """Return the sources in a style, in the order of the style where it has one.

    `paragraphs` are shown by the style TEXT alone: no other has a place for them.
    Raises WrongUsage where the style needs an extra that is not installed.
    """
    if style is Style.TEXT:
        return write_text(sources, paragraphs)
    return write_in_style(sources, style)
