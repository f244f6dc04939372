"""Citations of facts and sources: plain text, BibTeX, RIS, CSL-JSON.

BibTeX is written by bibtexparser and RIS by rispy, imported only here and only when asked for.
"""

import json
from collections.abc import Sequence
from typing import assert_never

from cqfacts.model.fact import Citation, Fact
from cqfacts.model.period import MONTHS, Dating
from cqfacts.model.vocabulary import Source
from cqfacts.present.answers import Style
from cqfacts.present.objects import source_object
from cqfacts.present.words import paragraph_words, source_words


def fact_words(fact: Fact, sources: Sequence[Source]) -> str:
    """A fact as text: its statement, its doubts, and each source with the paragraphs."""
    lines = [fact.statement]
    lines += [f"Doubt: {doubt.reason} Likely: {doubt.likely}" for doubt in fact.doubts]
    lines += [f"{source_words(source)} {_paragraphs(fact.citations, source.id)}." for source in sources]
    return "\n".join(lines)


def _paragraphs(citations: Sequence[Citation], source: str) -> str:
    return paragraph_words([citation.paragraph for citation in citations if citation.source == source])


def cite_sources(sources: Sequence[Source], style: Style) -> str:
    """The sources as a bibliography, each once."""
    match style:
        case Style.TEXT:
            return "\n".join(map(source_words, sources)) + "\n"
        case Style.CSL_JSON:
            return json.dumps([source_object(source) for source in sources], ensure_ascii=False, indent=2) + "\n"
        case Style.BIBTEX:
            return _bibtex(sources)
        case Style.RIS:
            return _ris(sources)
        case _:
            assert_never(style)


def _bibtex(sources: Sequence[Source]) -> str:
    import bibtexparser
    from bibtexparser.middlewares import LatexEncodingMiddleware
    from bibtexparser.model import Entry, Field

    library = bibtexparser.Library()
    for source in sources:
        fields = [Field(name, text) for name, text in _bibtex_fields(source)]
        library.add(Entry("misc", source.id, fields))
    written: str = bibtexparser.write_string(library, append_middleware=[LatexEncodingMiddleware()])
    return written


def _bibtex_fields(source: Source) -> list[tuple[str, str]]:
    when = source.issued.begin
    fields = [
        ("title", source.title),
        ("author", " and ".join(f"{author.family}, {author.given}" for author in source.author)),
        ("publisher", source.publisher or ""),
        ("year", str(when.year)),
        ("month", MONTHS[when.month - 1].lower() if when.month else ""),
        ("note", _date_note(source)),
        ("language", source.language or ""),
    ]
    return [(name, text) for name, text in fields if text]


def _date_note(source: Source) -> str:
    return "The date is inferred" if source.dating is Dating.INFERRED else ""


def _ris(sources: Sequence[Source]) -> str:
    import rispy

    class Plain(rispy.RisWriter):  # type: ignore[misc]  # rispy is not typed
        """Without the running number that rispy writes before each entry."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 - the signature is rispy's
            return ""

    written: str = rispy.dumps([_ris_entry(source) for source in sources], implementation=Plain)
    return written.lstrip()


def _ris_entry(source: Source) -> dict[str, object]:
    when = source.issued.begin
    entry: dict[str, object] = {
        "type_of_reference": "ELEC",
        "id": source.id,
        "title": source.title,
        "authors": [f"{author.family}, {author.given}" for author in source.author],
        "publisher": source.publisher,
        "year": str(when.year),
        "date": "/".join(f"{part:02}" for part in (when.year, when.month, when.day) if part),
        "notes": list(filter(None, [_date_note(source)])),
        "language": source.language,
    }
    return {name: value for name, value in entry.items() if value}
