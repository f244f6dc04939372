"""Tables for a terminal, with Rich. Data goes in as Text, never as markup; numbers are never cut."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from cqfacts.answers.records import Columns, Facts, Listing, Pairs, Rows
from cqfacts.model.fact import Fact
from cqfacts.output.details import details
from cqfacts.output.lines import (
    FactLine,
    Footnotes,
    bars_are,
    case_words,
    fact_line,
    pair_line,
    plain_cell,
    reason_lines,
    series_lines,
    side_cell,
    unmet_words,
)
from cqfacts.output.machine import cell_text
from cqfacts.output.render import Page
from cqfacts.output.words import MARKS, SIGNS, visible

if TYPE_CHECKING:
    from cqfacts.reason.compare import Pair
    from cqfacts.reason.series import Series

WITH_AREA = 110
WITH_STATEMENT = 150
_MARK_STYLE = "yellow"


def table(listing: Listing, fields: Sequence[str] | None, page: Page) -> Iterator[str]:
    """The listing as a table; `fields` picks keys of its objects in place of the usual columns."""
    if fields:
        yield from _shown(_plain_table(fields, _picked(listing, fields)), page)
    elif isinstance(listing, Facts):
        yield from _facts(listing, page)
    elif isinstance(listing, Pairs):
        yield from _pairs(listing, page)
    elif isinstance(listing, Columns):
        yield from _columns(listing, page)
    else:
        yield from _rows(listing, page)
    if listing.more:
        yield f"… and {listing.more} more: raise --limit to see them.\n"


def _picked(listing: Listing, fields: Sequence[str]) -> Iterator[list[str]]:
    for item in listing.objects({}):
        yield [cell_text(item.get(field)) for field in fields]


def _details(listing: Facts, page: Page) -> Iterator[str]:
    for at, (statement, lines) in enumerate(details(listing)):
        yield from _shown(_text(("\n" if at else "") + statement, "bold"), page)
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for label, content in lines:
            grid.add_row(_text(f"  {label}", _MARK_STYLE if label == "doubt" else "dim"), _text(content))
        yield from _shown(grid, page)


def _facts(listing: Facts, page: Page) -> Iterator[str]:
    if listing.related is not None:
        yield from _details(listing, page)
    elif listing.series is not None:
        yield from _series(listing, listing.series, page)
    elif listing.follows is not None:
        yield from _reasoning(listing, page)
    else:
        yield from _fact_list(listing, page)


def _series(listing: Facts, series: "Series", page: Page) -> Iterator[str]:
    footnotes = Footnotes(listing.source, listing.home)
    yield from _shown(_text(listing.title, "bold"), page)
    grid = _grid()
    grid.add_column("Period", max_width=16)
    rows = list(series_lines(series, footnotes))
    grid.add_column("Figure", justify="right", no_wrap=True, min_width=_widest(line.number for line in rows))
    grid.add_column("", max_width=12)
    grid.add_column("", no_wrap=True, style=_MARK_STYLE, min_width=_widest(line.marks for line in rows))
    grid.add_column("Source", no_wrap=True, min_width=6)
    grid.add_column("", no_wrap=True)
    for line in rows:
        grid.add_row(*map(_text, line))
    yield from _shown(grid, page)
    yield from _shown(_text("\n" + bars_are(series), "dim"), page)
    yield from _footer(footnotes, page)


def _reasoning(listing: Facts, page: Page) -> Iterator[str]:
    """What each figure rests on, as a tree, and what follows from it."""
    for at, fact in enumerate(listing.facts):
        tree = Tree(_reason_line(fact, "", listing), guide_style="dim")
        _grow(tree, fact, listing)
        yield from _shown(Group(*([Text()] if at else []), tree), page)
        for other in (listing.follows or {}).get(fact.id, []):
            yield from _shown(_text(f"  implies {other.text.removesuffix(' (implied)')}: {other.id}", "dim"), page)


def _grow(tree: Tree, fact: Fact, listing: Facts) -> None:
    for name, item in fact.derivation.inputs if fact.derivation else ():
        _grow(tree.add(_reason_line(item, name, listing)), item, listing)


def _reason_line(fact: Fact, name: str, listing: Facts) -> Text:
    lines = reason_lines(fact, name, listing.source)
    return Text("\n").join([_text(lines[0], "bold"), *map(_text, lines[1:])])


def _fact_list(listing: Facts, page: Page) -> Iterator[str]:
    for case in listing.cases or ():
        yield from _shown(_text(case_words(case)), page)
        yield "\n"
    if listing.cases is not None and not listing.cases:
        yield "Nothing that the documents say is in conflict.\n"
    footnotes = Footnotes(listing.source, listing.home)
    lines = [fact_line(fact, footnotes) for fact in listing.facts]
    for told in listing.understood or ():
        yield from _shown(_text(f"{told['text']}: {', '.join(told['means'])}", "dim"), page)
    if listing.title:
        yield from _shown(_text(listing.title, "bold"), page)
    if not lines:
        return
    unmet = [unmet_words(match) for match in listing.matches] if listing.answer else None
    yield from _shown(_fact_table(lines, unmet, page), page)
    yield from _footer(footnotes, page, conflicts=listing.cases is None)
    if listing.refused:
        yield from _shown(_text("\nNot implied", "bold"), page)
        for refused in listing.refused:
            yield from _shown(Padding(_text(refused.reason), (0, 0, 0, 1)), page)


def _columns(listing: Columns, page: Page) -> Iterator[str]:
    footnotes = Footnotes(listing.source, listing.home)
    grid = _grid()
    grid.add_column("What", ratio=3, min_width=14, overflow="fold")
    for year in listing.years:
        grid.add_column(year, ratio=2, min_width=10, overflow="fold")
    for row in listing.rows:
        cells = [side_cell(fact, footnotes) for fact in row.figures]
        grid.add_row(_text(footnotes.named(row.known[0])), *map(_text, cells))
    yield from _shown(grid, page)
    yield from _footer(footnotes, page)


def _fact_table(lines: Sequence[FactLine], unmet: Sequence[str] | None, page: Page) -> Table:
    grid = _grid()
    grid.add_column("What", ratio=3, min_width=16, overflow="fold")
    grid.add_column("Figure", justify="right", no_wrap=True, min_width=_widest(line.number for line in lines))
    grid.add_column("", max_width=12)
    grid.add_column("Period", max_width=14)
    grid.add_column("", no_wrap=True, style=_MARK_STYLE, min_width=_widest(line.marks for line in lines))
    grid.add_column("Source", no_wrap=True, min_width=max(6, _widest(line.source for line in lines)))
    wide, with_statement = page.width >= WITH_AREA, page.width >= WITH_STATEMENT
    if wide:
        grid.add_column("Area")
    if with_statement:
        grid.add_column("Statement", ratio=4)
        grid.add_column("Id", overflow="fold")
    for line, missed in zip(lines, unmet or [""] * len(lines), strict=True):
        what = Group(_text(line.what), Padding(_text(missed, "italic"), (0, 0, 0, 2))) if missed else _text(line.what)
        cells = [line.number, line.unit, line.period, line.marks, line.source]
        cells += [line.area] if wide else []
        cells += [line.statement, line.id] if with_statement else []
        grid.add_row(what, *map(_text, cells))
    return grid


def _pairs(listing: Pairs, page: Page) -> Iterator[str]:
    footnotes = Footnotes(listing.source, listing.home)
    from cqfacts.reason.compare import Verdict

    matched = [pair for pair in listing.pairs if pair.verdict is not Verdict.ONE_SIDED]
    single = [pair for pair in listing.pairs if pair.verdict is Verdict.ONE_SIDED]
    if matched:
        yield from _shown(_text("In both years", "bold"), page)
        yield from _shown(_pair_table(matched, listing, footnotes), page)
    for year, side in zip(listing.years, ("earlier", "later"), strict=True):
        facts = [fact for fact in (getattr(pair, side) for pair in single) if fact]
        if facts:
            yield from _shown(_text(f"\nOnly in {year}, without a counterpart", "bold"), page)
            yield from _shown(_fact_table([fact_line(fact, footnotes) for fact in facts], None, page), page)
    yield from _footer(footnotes, page)


def _pair_table(pairs: "Sequence[Pair]", listing: Pairs, footnotes: Footnotes) -> Table:
    grid = _grid()
    grid.add_column("What", ratio=3, min_width=14, overflow="fold")
    grid.add_column(listing.years[0], ratio=3, min_width=14, overflow="fold")
    grid.add_column(listing.years[1], ratio=3, min_width=14, overflow="fold")
    grid.add_column("Change or verdict, and why", ratio=4, min_width=18, overflow="fold")
    for pair in pairs:
        line = pair_line(pair, footnotes)
        verdict = Text.assemble((visible(line.verdict), "bold"), "\n", visible(line.reasons))
        grid.add_row(_text(line.what), _text(line.earlier), _text(line.later), verdict)
    return grid


def _rows(listing: Rows, page: Page) -> Iterator[str]:
    shown = (*listing.shown, *(listing.wide if page.width >= WITH_AREA else ()))
    cells = ([plain_cell(row.get(field)) for field in shown] for row in listing.rows)
    yield from _shown(_plain_table(shown, cells), page)


def _plain_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    grid = _grid()
    every = list(rows)
    for at, name in enumerate(names):
        numeric = all(_is_numeric(row[at]) for row in every)
        if numeric:
            grid.add_column(name, justify="right", no_wrap=True, min_width=_widest(row[at] for row in every))
        else:
            grid.add_column(name, overflow="fold", no_wrap=name == "id", ratio=None if name == "id" else 1)
    for row in every:
        grid.add_row(*map(_text, row))
    return grid


def _is_numeric(cell: str) -> bool:
    return not cell.strip("0123456789.-")


def _footer(footnotes: Footnotes, page: Page, *, conflicts: bool = True) -> Iterator[str]:
    legend = [f"{mark} {MARKS[mark]}" for mark in MARKS if mark in footnotes.marks]
    legend += [f"{sign} {SIGNS[sign]}" for sign in SIGNS if sign in footnotes.signs]
    if legend:
        yield from _shown(_text("\n" + "   ".join(legend), _MARK_STYLE), page)
    if footnotes.doubts:
        yield from _shown(_text("\nDoubts", "bold"), page)
        for titles, doubt in footnotes.doubts:
            line = Text.assemble("? ", (visible(titles), "italic"), ": ", visible(doubt))
            yield from _shown(Padding(line, (0, 0, 0, 1)), page)
    if conflicts and footnotes.conflicts:
        yield from _shown(_text("\nConflicts", "bold"), page)
        for titles, reason in footnotes.conflicts:
            line = Text.assemble("! ", (visible(titles), "italic"), ": ", visible(reason))
            yield from _shown(Padding(line, (0, 0, 0, 1)), page)
    if footnotes.sources:
        yield from _shown(_text("\nSources (¶ paragraph: the number of the non-blank line)", "bold"), page)
        sources = Table.grid(padding=(0, 1))
        for at, source in footnotes.sources:
            sources.add_row(Text(f" {at}"), _text(source))
        yield from _shown(sources, page)


def _grid() -> Table:
    return Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold underline")


def _widest(cells: Iterable[str]) -> int:
    return max((cell_len(visible(cell)) for cell in cells), default=1) or 1


def _text(content: str, style: str = "") -> Text:
    return Text(visible(content), style=style)


def _shown(content: RenderableType, page: Page) -> Iterator[str]:
    console = Console(
        file=io.StringIO(),
        width=page.width,
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(content)
    for line in capture.get().splitlines(keepends=True):
        yield line.rstrip() + "\n" if not page.colour else line
