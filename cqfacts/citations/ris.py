"""RIS, written by rispy. The format has no escapes and needs none, as long as a value keeps to its line."""

from collections.abc import Iterator, Sequence

from cqfacts.citations.text import issued_words, one_line
from cqfacts.model.period import EdtfDate, Period
from cqfacts.model.vocabulary import Author, Organisation, Source

_REFERENCE_TYPES = {
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "report": "RPRT",
    "webpage": "ELEC",
}
"""The type of RIS for a CSL type."""
_ANY_DOCUMENT = "GEN"


def write_ris(sources: Sequence[Source]) -> str:
    """Return the sources as entries, each with the blank line after it that rispy writes."""
    import rispy

    class UnnumberedWriter(rispy.RisWriter):  # type: ignore[misc]  # rispy is not typed
        """A writer without the running number that rispy puts before each entry."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 - the signature is rispy's
            return ""

    entries = [dict(_list_fields(source)) for source in sources]
    written: str = rispy.dumps(entries, implementation=UnnumberedWriter)
    return written.lstrip()


def _list_fields(source: Source) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the fields of an entry under the names that rispy has for the tags of RIS."""
    yield "type_of_reference", _REFERENCE_TYPES.get(source.type, _ANY_DOCUMENT)
    yield "id", source.id
    yield "title", one_line(source.title)
    if source.author:
        yield "authors", [_format_author(author) for author in source.author]
    if source.publisher:
        yield "publisher", one_line(source.publisher)
    if source.issued:
        yield "year", str(source.issued.begin.year)
        yield "date", _format_date(source.issued.begin, _describe_date(source, source.issued))
    if source.dating_reason:
        yield "notes", [one_line(source.dating_reason)]
    if source.language:
        yield "language", one_line(source.language)
    addresses = [one_line(address) for address in (source.url, source.archived) if address]
    if addresses:
        yield "urls", addresses


def _format_author(author: Author) -> str:
    """Return a name as "family, given"; that of an organisation as it is, for RIS has no sign for one."""
    if isinstance(author, Organisation):
        return one_line(author.name)
    return one_line(f"{author.family}, {author.given}")


def _format_date(edtf_date: EdtfDate, description: str) -> str:
    """Return a date as RIS has it: year/month/day/description, where all but the year may be empty."""
    month = f"{edtf_date.month:02}" if edtf_date.month else ""
    day = f"{edtf_date.day:02}" if edtf_date.day else ""
    return f"{edtf_date.year:04}/{month}/{day}/{description}".rstrip("/")


def _describe_date(source: Source, issued: Period) -> str:
    """Return in words all that the numbers of RIS cannot say of a date: a span of dates, or "c." for about."""
    if len(issued.dates) > 1:
        return issued_words(source)
    return "c." if source.is_circa else ""
