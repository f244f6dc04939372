"""Citations of facts and sources: plain text, BibTeX, RIS, CSL-JSON and the styles of publishers.

What writes BibTeX, RIS and the styles is imported here, when it is asked for.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from cqfacts.answers.objects import csl_item
from cqfacts.answers.records import Listing, Style, citations_by_source
from cqfacts.errors import WrongUsage
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Source
from cqfacts.output.words import paragraph_words, source_words


def fact_words(fact: Fact, sources: Sequence[Source]) -> str:
    """A fact as text: its statement, its doubts, and each source with the paragraphs."""
    # The statement of an implied figure says where it comes from, not what it is.
    lines = [f"{fact.statement.removesuffix('.')}: {fact.text}." if fact.implied else fact.statement]
    lines += [f"Doubt: {doubt.reason} Likely: {doubt.likely}" for doubt in fact.doubts]
    cited = citations_by_source(fact)
    lines += [source_line(source, [citation.paragraph for citation in cited[source.id]]) for source in sources]
    return "\n".join(lines)


def source_line(source: Source, paragraphs: Sequence[int]) -> str:
    """A source as one line of text, with its paragraphs where there are any."""
    return f"{source_words(source)} {paragraph_words(paragraphs)}." if paragraphs else source_words(source)


def listing_bibliography(listing: Listing, style: Style) -> str:
    """The sources of a listing, each once; as text with the paragraphs that are cited."""
    paragraphs = listing.cited()
    return bibliography([listing.source(name) for name in paragraphs], style, paragraphs)


def bibliography(sources: Sequence[Source], style: Style, paragraphs: Mapping[str, Sequence[int]] | None = None) -> str:
    """The sources, each once. `paragraphs` of each by its id, for text, the only style with a place for them.

    Raises WrongUsage where the style needs what is not installed.
    """
    match style:
        case Style.TEXT:
            return _lines([source_line(source, (paragraphs or {}).get(source.id, ())) for source in sources])
        case Style.CSL_JSON:
            return json.dumps([_csl_json(source) for source in sources], ensure_ascii=False, indent=2) + "\n"
        case Style.BIBTEX:
            from cqfacts.citations.bibtex import bibtex

            return bibtex(sources)
        case Style.RIS:
            from cqfacts.citations.ris import ris

            return ris(sources)
        case Style.APA | Style.CHICAGO | Style.GB7714:
            return _lines(_styled(sources, style))
        case _:
            assert_never(style)


def _csl_json(source: Source) -> dict[str, Any]:
    """The CSL item, with what CSL has no key for where its schema wants that."""
    return {**csl_item(source), "custom": {"file": source.file, "sha256": source.sha256}}


def _styled(sources: Sequence[Source], style: Style) -> list[str]:
    try:
        from cqfacts.citations.styles import styled
    except ImportError:
        way_out = "pip install 'cqfacts[styles]'"
        raise WrongUsage(f"the style {style.value} needs citeproc-py, which is not installed: {way_out}") from None
    return list(styled(sources, style))


def _lines(entries: Sequence[str]) -> str:
    return "".join(f"{entry}\n" for entry in entries)
