"""Citations as plain text: a source on one line, a fact with its doubts and sources, the date of a source in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cqfacts.model.english import MONTHS
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.period import Dating, EdtfDate
from cqfacts.model.vocabulary import Source

Paragraphs = Mapping[str, Sequence[int]]
"""The numbers of the paragraphs that are cited, by the id of their source."""
NO_PARAGRAPHS: Paragraphs = MappingProxyType({})
_SENTENCE_ENDS = ("?", "!", "？", "！", "。")


class CitedText(NamedTuple):
    """Citations, and what they have no place for."""

    text: str
    places: list[str]
    """Of each fact: its paragraphs, and that it is doubtful or in conflict."""


def write_text(sources: Sequence[Source], paragraphs: Paragraphs = NO_PARAGRAPHS) -> str:
    """Return the sources, each on a line with the paragraphs that are cited of it."""
    lines = [source_line(source, paragraphs.get(source.id, ())) for source in sources]
    return "".join(f"{line}\n" for line in lines)


def fact_words(fact: Fact, sources: Sequence[Source]) -> str:
    """Return a fact as text: its statement, its doubts, and each source with the paragraphs."""
    return "\n".join(_list_fact_lines(fact, sources))


def place_words(fact: Fact) -> str:
    """Return what a bibliography has no place for: the paragraphs of a fact, and that it is doubtful or in conflict."""
    paragraphs = paragraph_words([citation.paragraph for citation in fact.citations])
    return ", ".join([f"{fact.id} {paragraphs}", *fact.warnings])


def _list_fact_lines(fact: Fact, sources: Sequence[Source]) -> Iterator[str]:
    yield _statement(fact)
    if fact.dating is Dating.INFERRED:
        yield f"Period inferred: {fact.dating_reason}"
    for doubt in fact.doubts:
        yield f"Doubt: {doubt.words}"
    for conflict in fact.conflicts:
        yield f"Conflict: {conflict.reason}"
    citations = fact.citations_by_source
    for source in sources:
        paragraphs = [citation.paragraph for citation in citations[source.id]]
        yield source_line(source, paragraphs)


def _statement(fact: Fact) -> str:
    if not fact.implied:
        return fact.statement
    # The statement of an implied figure says where it comes from and leaves the figure out.
    return f"{fact.statement.removesuffix('.')}: {fact.text}."


def source_line(source: Source, paragraphs: Sequence[int]) -> str:
    """Return a source on one line, with its paragraphs where there are any."""
    if not paragraphs:
        return source_words(source)
    return f"{source_words(source)} {paragraph_words(paragraphs)}."


def source_words(source: Source) -> str:
    """Return a source on one line: author, title, publisher, date, addresses."""
    sentences = [_end_sentence(sentence) for sentence in _list_parts(source)]
    return " ".join([*sentences, *_list_addresses(source)])


def brief_source_words(source: Source) -> str:
    """Return a source in short: who published it, or its title, and when: "iChongqing, 4 January 2023"; and its addresses."""
    authors = ", ".join(author.words for author in source.author)
    name = source.publisher or authors or source.title
    return " ".join([f"{name}, {issued_words(source)}", *_list_addresses(source)])


def _list_addresses(source: Source) -> Iterator[str]:
    if source.url:
        yield source.url
    if source.archived:
        yield f"Archived at {source.archived}"


def way_to_find(source: Source, citations: Sequence[Citation]) -> str:
    """Return how to find a place in a document without a copy of it: its title or address, the printed words, the line.

    A title in square brackets is ours, and leads nowhere.
    """
    citation = citations[0]
    words = f'"{citation.printed}"'
    line_words = f"It is line {citation.paragraph} of the text, blank lines not counted."
    if source.address:
        return f"Open {source.address} and look for {words}. {line_words}"
    if source.title.startswith("["):
        return f"The document has no title. Search for {words}. {line_words}"
    return f'Search for "{source.title}" and {words}. {line_words}'


def _list_parts(source: Source) -> Iterator[str]:
    if source.author:
        yield _join_names([author.words for author in source.author])
    yield source.title
    if source.publisher:
        yield source.publisher
    yield issued_words(source)


def _join_names(names: Sequence[str]) -> str:
    """Return names on one line, parted by semicolons where a name has a comma of its own."""
    has_commas = any("," in name for name in names)
    return ("; " if has_commas else ", ").join(names)


def _end_sentence(sentence: str) -> str:
    """Return a part of a citation with a point after it, where it has no end of its own."""
    if sentence.endswith(_SENTENCE_ENDS):
        return sentence
    return f"{sentence.rstrip('.')}."


def issued_words(source: Source) -> str:
    """Return the date of a source; "c." stands before one that the document does not print, "n.d." for none."""
    if source.issued is None:
        return "n.d."
    dates = [_date_words(edtf_date) for edtf_date in source.issued.dates]
    circa = "c. " if source.is_circa else ""
    return circa + "–".join(dates)


def _date_words(edtf_date: EdtfDate) -> str:
    """Return a date as citations write it: "4 January 2023"."""
    words = [str(edtf_date.year)]
    if edtf_date.month:
        words.insert(0, MONTHS[edtf_date.month - 1])
    if edtf_date.day:
        words.insert(0, str(edtf_date.day))
    return " ".join(words)


def paragraph_words(paragraphs: Sequence[int]) -> str:
    """Return paragraph numbers as runs.

    >>> paragraph_words([9, 8, 5])
    '¶5, 8–9'
    """
    runs = [_run_words(run) for run in _find_runs(sorted(set(paragraphs)))]
    return "¶" + ", ".join(runs)


def _find_runs(numbers: Iterable[int]) -> list[range]:
    """Return ascending numbers as runs without a gap."""
    runs: list[range] = []
    for number in numbers:
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))
    return runs


def _run_words(run: range) -> str:
    if len(run) == 1:
        return str(run.start)
    return f"{run.start}–{run[-1]}"


def one_line(text: str) -> str:
    """Return the text without line ends of any kind, which would start a new line of a citation."""
    return " ".join(text.splitlines()).strip()
