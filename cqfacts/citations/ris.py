"""RIS, written by rispy. It has no escapes and needs none, as long as a value keeps to its line."""

from collections.abc import Iterator, Sequence

from cqfacts.model.period import EdtfDate, Period
from cqfacts.model.vocabulary import Source
from cqfacts.output.words import issued_words, one_line

_TYPES = {
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "report": "RPRT",
    "webpage": "ELEC",
}


def ris(sources: Sequence[Source]) -> str:
    """The sources as entries, each with the blank line after it that rispy writes."""
    import rispy

    class Plain(rispy.RisWriter):  # type: ignore[misc]  # rispy is not typed
        """Without the running number that rispy writes before each entry."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 - the signature is rispy's
            return ""

    written: str = rispy.dumps([dict(_entry(source)) for source in sources], implementation=Plain)
    return written.lstrip()


def _entry(source: Source) -> Iterator[tuple[str, str | list[str]]]:
    yield "type_of_reference", _TYPES.get(source.type, "GEN")
    yield "id", source.id
    yield "title", one_line(source.title)
    if source.author:
        yield "authors", [one_line(", ".join(filter(None, author))) for author in source.author]
    if source.publisher:
        yield "publisher", one_line(source.publisher)
    if source.issued:
        yield "year", str(source.issued.begin.year)
        yield "date", _date(source.issued.begin, _other(source, source.issued))
    if source.dating_reason:
        yield "notes", [one_line(source.dating_reason)]
    if source.language:
        yield "language", one_line(source.language)
    if source.url:
        yield "urls", [one_line(source.url)]


def _date(when: EdtfDate, other: str) -> str:
    """The date as RIS has it: year/month/day/other."""
    parts = [f"{when.year:04}", *(f"{part:02}" if part else "" for part in (when.month, when.day)), other]
    return "/".join(parts).rstrip("/")


def _other(source: Source, issued: Period) -> str:
    """What RIS has no place for: that it is about then, or a span of dates."""
    if len(issued.dates) > 1:
        return issued_words(source)
    return "c." if source.is_circa else ""
