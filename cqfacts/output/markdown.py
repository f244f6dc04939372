"""Markdown tables (GitHub flavour), with the sources and doubts underneath."""

from collections.abc import Iterable, Iterator, Sequence

from cqfacts.answers.records import Columns, Facts, Listing, Pairs, Rows
from cqfacts.model.fact import Fact
from cqfacts.output.lines import (
    Footnotes,
    case_words,
    fact_line,
    pair_line,
    plain_cell,
    reason_lines,
    side_cell,
    unmet_words,
)
from cqfacts.output.machine import cell_text
from cqfacts.output.words import MARKS, visible


def markdown(listing: Listing, fields: Sequence[str] | None) -> Iterator[str]:
    """The listing as a Markdown table; `fields` picks keys of its objects in place of the usual columns."""
    if fields:
        yield from _head(fields)
        for item in listing.objects({}):
            yield _line(cell_text(item.get(field)) for field in fields)
    elif isinstance(listing, Facts):
        yield from _facts(listing)
    elif isinstance(listing, Pairs):
        yield from _pairs(listing)
    elif isinstance(listing, Columns):
        yield from _columns(listing)
    else:
        yield from _rows(listing)


def _facts(listing: Facts) -> Iterator[str]:
    if listing.answer:
        yield f"{listing.title}\n\n"
        if not listing.matches:
            return
    yield from _before_the_table(listing)
    footnotes = Footnotes(listing.source, listing.home)
    asked = ("Not met",) if listing.answer else ()
    yield from _head(("What", "Figure", "Period", "Area", "Marks", "Source", *asked))
    unmet = {match.fact.id: unmet_words(match) for match in listing.matches}
    for fact in listing.facts:
        line = fact_line(fact, footnotes)
        cells = (fact.title, fact.text, line.period, line.area, line.marks, line.source)
        yield _line((*cells, unmet[fact.id]) if asked else cells)
    yield from _footer(footnotes)
    if listing.refused:
        yield "\nNot implied:\n\n"
        yield from (f"- {_escaped(refused.reason)}\n" for refused in listing.refused)


def _before_the_table(listing: Facts) -> Iterator[str]:
    """What figures rest on, and what was held against them."""
    if listing.follows is not None:
        for fact in listing.facts:
            yield from _reasoning(fact, "", 0, listing)
    for case in listing.cases or ():
        yield f"- {_escaped(case_words(case))}\n"
    if listing.follows is not None or listing.cases:
        yield "\n"


def _reasoning(fact: Fact, name: str, depth: int, listing: Facts) -> Iterator[str]:
    """What a figure rests on, as a list in a list."""
    first, *more = reason_lines(fact, name, listing.source)
    yield f"{'  ' * depth}- {_escaped(first)}\n"
    yield from (f"{'  ' * depth}  {_escaped(line)}\n" for line in more)
    for part, item in fact.derivation.inputs if fact.derivation else ():
        yield from _reasoning(item, part, depth + 1, listing)


def _pairs(listing: Pairs) -> Iterator[str]:
    footnotes = Footnotes(listing.source, listing.home)
    yield from _head(("What", *listing.years, "Change or verdict", "Why"))
    for pair in listing.pairs:
        yield _line(cell.replace("\n", ", ") for cell in pair_line(pair, footnotes))
    yield from _footer(footnotes)


def _columns(listing: Columns) -> Iterator[str]:
    footnotes = Footnotes(listing.source, listing.home)
    yield from _head(("What", *listing.years))
    for row in listing.rows:
        cells = [side_cell(fact, footnotes).replace("\n", ", ") for fact in row.figures]
        yield _line((footnotes.named(row.known[0]), *cells))
    yield from _footer(footnotes)


def _rows(listing: Rows) -> Iterator[str]:
    shown = (*listing.shown, *listing.wide)
    yield from _head(shown)
    for row in listing.rows:
        yield _line(plain_cell(row.get(field)) for field in shown)


def _head(names: Sequence[str]) -> Iterator[str]:
    yield _line(names)
    yield "|" + " --- |" * len(names) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |\n"


def _escaped(cell: str) -> str:
    text = visible(cell.replace("\n", " "))
    for character in "\\|<>*_`[]":
        text = text.replace(character, "\\" + character)
    return text


def _footer(footnotes: Footnotes) -> Iterator[str]:
    if footnotes.marks:
        yield "\nMarks: " + "; ".join(f"{mark} {MARKS[mark]}" for mark in MARKS if mark in footnotes.marks) + ".\n"
    if footnotes.doubts:
        yield "\nDoubts:\n\n"
        yield from (f"- {_escaped(titles)}: {_escaped(doubt)}\n" for titles, doubt in footnotes.doubts)
    if footnotes.conflicts:
        yield "\nConflicts:\n\n"
        yield from (f"- {_escaped(titles)}: {_escaped(reason)}\n" for titles, reason in footnotes.conflicts)
    if footnotes.sources:
        yield "\nSources:\n\n"
        yield from (f"{at}. {_escaped(source)}\n" for at, source in footnotes.sources)
