"""Each kind of answer as blocks, which a terminal and Markdown write in their own ways."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cqfacts.answers.listings import FactList
from cqfacts.errors import WrongUsage
from cqfacts.model.english import plural
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area
from cqfacts.output import blocks
from cqfacts.output.blocks import (
    Block,
    Column,
    DetailsBlock,
    Emphasis,
    FactTable,
    Paragraph,
    PlainGrid,
)
from cqfacts.output.cells import fact_line
from cqfacts.output.footnotes import Footnotes, legend

if TYPE_CHECKING:
    from cqfacts.answers.comparisons import AreaComparison, YearComparison, YearTable
    from cqfacts.answers.conflicts import ConflictList
    from cqfacts.answers.coverage import CoverageReport
    from cqfacts.answers.details import FactDetails, Reasons
    from cqfacts.answers.drafts import AdmissionReport, DraftReport
    from cqfacts.answers.imports import ImportReport
    from cqfacts.answers.keys import Answer
    from cqfacts.answers.overviews import (
        AreaList,
        IndicatorList,
        Overview,
        SectorList,
        SourceList,
        YearList,
    )
    from cqfacts.answers.readings import Reading
    from cqfacts.answers.searches import SearchAnswer
    from cqfacts.answers.timelines import Timeline
    from cqfacts.questions.results import Listed

_SHOWN_YEARS = 8
"""How many years the front page shows."""


def view(answer: "Answer") -> Iterator[Block]:
    """Return an answer as blocks. Raises WrongUsage for one that has no screen, such as a report of `check`, which has its own."""
    make = _VIEWS.get(type(answer).__name__)
    if make is None:
        raise WrongUsage("findings are written as text, as JSON, or as annotations")
    return make(answer)


def fact_list_title(answer: FactList) -> str:
    """Return the title of a list of facts: "Automotive 汽车产业, 2014: 3 facts, about Chongqing unless named"."""
    parts = []
    if answer.selection.sector:
        sector = answer.selection.sector
        parts.append(f"{sector.title} {sector.title_zh}".rstrip())
    if answer.selection.span:
        parts.append(answer.selection.span)
    count = f"{answer.total:,} {plural(answer.total, 'fact')}"
    if answer.more:
        count = f"{answer.total - answer.more:,} of {count}"
    title = f"{', '.join(parts)}: {count}" if parts else count
    if answer.selection.areas:
        return f"{title} about {', '.join(area.title for area in answer.selection.areas)}"
    home = answer.context.home
    return f"{title}, about {home.title} unless named" if home else title


def view_fact_list(answer: FactList) -> Iterator[Block]:
    """Return a list of facts: its title, a table, footnotes, and what is not implied."""
    footnotes = Footnotes(answer.context)
    yield Paragraph(f"{fact_list_title(answer)}\n", Emphasis.BOLD)
    yield from fact_tables(answer.facts, footnotes)
    yield from footnotes.blocks()
    if answer.refusals:
        yield blocks.SentenceList("Not implied", [refusal.reason for refusal in answer.refusals])


def fact_tables(facts: Iterable[Fact], footnotes: Footnotes) -> Iterator[FactTable]:
    """Return figures, and below them what has none: the facts are gone through twice."""
    has_figures = any(fact.state is None for fact in facts)
    figures = (fact_line(fact, footnotes) for fact in facts if fact.state is None)
    states = (fact_line(fact, footnotes) for fact in facts if fact.state is not None)
    yield FactTable(figures)
    yield FactTable(states, head="State", is_below=has_figures)


def view_fact_details(answer: "FactDetails") -> Iterator[Block]:
    """Return facts with everything about each of them."""
    from cqfacts.output.details import detail_lines

    for fact in answer.facts:
        yield DetailsBlock(fact.statement, list(detail_lines(fact, answer)))


def view_reasons(answer: "Reasons") -> Iterator[Block]:
    """Return what facts rest on as trees, and what each implies."""
    from cqfacts.output.details import reason_tree

    for at, fact in enumerate(answer.facts):
        if at:
            yield Paragraph("")
        yield reason_tree(fact, answer.context.find_source)
        for result in answer.implies[fact.id]:
            words = f"implies {result.text.removesuffix(' (implied)')}: {result.id}"
            yield Paragraph(words, Emphasis.DIM, indent=2)
    yield from legend(answer.facts)


def view_search(answer: "SearchAnswer") -> Iterator[Block]:
    """Return the answer to a question: how it was understood, a sentence, where it stands, and what is near."""
    from cqfacts.output.sentences import (
        answer_sentence,
        named_facts,
        near_words,
        nearest_command,
        place_words,
    )

    if answer.understood is not None:
        yield Paragraph(f"wants: {answer.intent.value}", Emphasis.DIM)
    for words in answer.understood or ():
        yield Paragraph(f"{words.text}: {', '.join(words.means)}", Emphasis.DIM)
    footnotes = Footnotes(answer.context)
    if answer.listing:
        yield from _view_listing(answer, answer.listing, footnotes)
        return
    yield Paragraph(answer_sentence(answer.result, answer.context), Emphasis.BOLD)
    for fact in named_facts(answer.result):
        footnotes.note(fact)
        yield Paragraph(place_words(fact, answer.context), indent=3)
    command = nearest_command(answer.result)
    if command:
        yield Paragraph(command, indent=3)
    near = near_words(answer.result, answer.context)
    if near:
        yield Paragraph(f"\n{near}")
    yield from footnotes.reasons()


def _view_listing(
    answer: "SearchAnswer", listing: "Listed", footnotes: Footnotes
) -> Iterator[Block]:
    """Return the facts of a listing that answers a question, and the command that lists them all."""
    from cqfacts.output.sentences import remark_sentence

    sentence = remark_sentence(listing)
    if sentence:
        yield Paragraph(f"{sentence}\n" if answer.facts else sentence, Emphasis.BOLD)
    if answer.facts:
        yield from fact_tables(answer.facts, footnotes)
        yield from footnotes.blocks()
    yield Paragraph(listing.command, Emphasis.DIM)


def view_conflicts(answer: "ConflictList") -> Iterator[Block]:
    """Return cases of conflict as sentences, and the facts concerned."""
    from cqfacts.output.sentences import case_sentence

    for case in answer.cases:
        yield Paragraph(f"{case_sentence(case)}\n")
    if not answer.cases and not answer.more:
        yield Paragraph("Nothing that the documents say is in conflict.")
    yield from _unlisted_cases(answer)
    if not answer.cases:
        return
    footnotes = Footnotes(answer.context)
    yield from fact_tables(answer.facts, footnotes)
    yield from footnotes.blocks(with_conflicts=False)


def _unlisted_cases(answer: "ConflictList") -> Iterator[Block]:
    """Return how many statements about figures hold or cannot be told, and how to list them."""
    count = answer.not_in_conflict
    if count:
        statements = plural(count, "statement")
        words = f"{count:,} more {statements} about figures hold, or cannot be told: cqfacts conflicts --all"
        yield Paragraph(f"{words}\n", Emphasis.DIM)


def view_timeline(answer: "Timeline") -> Iterator[Block]:
    """Return a series as a chart."""
    from cqfacts.output.charts import make_chart, remarks, sign_words

    footnotes = Footnotes(answer.context)
    chart = make_chart(answer.series, footnotes)
    yield Paragraph(f"{answer.series.title}\n", Emphasis.BOLD)
    yield chart
    sentences = [*remarks(answer.series, chart), sign_words(chart)]
    sentences += [
        f"Also of {area.title}:\n   cqfacts series {answer.series.indicator.id} --area {area.id}"
        for area in answer.elsewhere
    ]
    words = "\n".join(filter(None, sentences))
    if words:
        yield Paragraph(f"\n{words}", Emphasis.DIM)
    yield from footnotes.blocks()


def view_year_comparison(answer: "YearComparison") -> Iterator[Block]:
    """Return the pairs of two years with their judgements."""
    from cqfacts.output import comparison

    return comparison.view_year_comparison(answer)


def view_area_comparison(answer: "AreaComparison") -> Iterator[Block]:
    """Return pairs of two areas with their judgements."""
    from cqfacts.output import comparison

    return comparison.view_area_comparison(answer)


def view_year_table(answer: "YearTable") -> Iterator[Block]:
    """Return what is known in more than one of several years."""
    from cqfacts.output import comparison

    return comparison.view_year_table(answer)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)


def _grid_of(
    columns: Sequence[Column], rows: Sequence[tuple[str, ...]], noun: str, more: int
) -> Block:
    """Return a table of entries, `more` of which a limit left out; where the base has none, the command that adds one."""
    if rows or more:
        return PlainGrid(columns, rows)
    return Paragraph(f"No {plural(2, noun)} yet. cqfacts new {noun} adds one.")


def view_sectors(answer: "SectorList") -> Iterator[Block]:
    """Return the sectors as a table."""
    rows = []
    for row in answer.rows:
        sector = row.sector
        rows.append((sector.id, sector.title, sector.title_zh, str(row.facts), _listed(row.years)))
    yield _grid_of(
        _columns("id", "title", "title_zh", "facts", "years"), rows, "sector", answer.more
    )


def view_years(answer: "YearList") -> Iterator[Block]:
    """Return the years as a table."""
    rows = [(str(row.year), str(row.facts), _listed(row.sectors)) for row in answer.rows]
    yield _grid_of(_columns("year", "facts", "sectors"), rows, "fact", answer.more)


def view_indicators(answer: "IndicatorList") -> Iterator[Block]:
    """Return the indicators as a table."""
    rows = []
    for row in answer.rows:
        indicator = row.indicator
        rows.append(
            (
                indicator.id,
                indicator.kind.value,
                indicator.unit or "",
                str(row.facts),
                indicator.title,
            )
        )
    columns = [
        Column("id"),
        Column("kind", wide=True),
        Column("unit", wide=True),
        Column("facts", wide=True),
        Column("title", is_cut=True),
    ]
    yield _grid_of(columns, rows, "indicator", answer.more)


def view_areas(answer: "AreaList") -> Iterator[Block]:
    """Return the areas as a table."""
    rows = [_area_cells(row.area, row.facts) for row in answer.rows]
    columns = _columns("id", "title", "title_zh", "code", "facts")
    yield _grid_of(columns, rows, "area", answer.more)


def _area_cells(area: Area, facts: int) -> tuple[str, ...]:
    return area.id, area.title, area.title_zh, area.code or "", str(facts)


def view_sources(answer: "SourceList") -> Iterator[Block]:
    """Return the sources as a table."""
    rows = []
    for number, row in enumerate(answer.rows, 1):
        source = row.source
        details = (source.id, source.title, row.date, str(row.facts), source.publisher or "")
        rows.append((str(number), *details))
    columns = (*_columns("", "id", "title", "date", "facts"), Column("publisher", wide=True))
    yield _grid_of(columns, rows, "source", answer.more)


def view_overview(answer: "Overview") -> Iterator[Block]:
    """Return the map of a base: how many facts each sector has for each year, and the first commands to try."""
    if answer.counts:
        yield from _view_counts(answer)
    else:
        yield Paragraph("No facts yet.")
    commands = list(first_commands(answer))
    width = max(len(command) for command, _ in commands)
    lines = [f"  {command:{width}}  {purpose}" for command, purpose in commands]
    yield Paragraph("\n".join(("\nWhere to start:", *lines)))


def _view_counts(answer: "Overview") -> Iterator[Block]:
    """Return how many facts each sector has for each year."""
    facts = f"{answer.facts} {plural(answer.facts, 'fact')}"
    sources = f"{answer.sources} {plural(answer.sources, 'document')}"
    about = f", {answer.home_facts:,} of them about {answer.home.title}" if answer.home else ""
    yield Paragraph(
        f"{facts} from {sources}{about},\nby sector and by the year in which their period ends:\n"
    )
    years = answer.years[-_SHOWN_YEARS:]
    rows = []
    for sector in answer.sectors:
        by_year = {
            year: count for (name, year), count in answer.counts.items() if name == sector.id
        }
        cells = [str(by_year.get(year, "")) for year in years]
        rows.append((sector.id, *cells, str(sum(by_year.values()))))
    yield PlainGrid(_columns("sector", *map(str, years), "facts"), rows)
    if len(answer.years) > len(years):
        yield Paragraph(
            f"\nFacts of earlier years, from {answer.years[0]}, are in the totals: cqfacts years"
        )


def first_commands(answer: "Overview") -> Iterator[tuple[str, str]]:
    """Return the first commands to try on a base, each with its purpose. All of them work on this base."""
    if not answer.counts:
        yield "cqfacts new source", "a document"
        yield "cqfacts new indicator", "what is measured"
        yield "cqfacts new fact", "a figure that it prints"
        yield "cqfacts help own-base", "what a base consists of"
        return
    fullest, _ = max(answer.counts, key=lambda key: answer.counts[key])
    years = answer.years
    yield f"cqfacts sector {fullest}", "every fact of a sector"
    yield f"cqfacts year {years[-1]}", "every fact of a year"
    if answer.example:
        question = f"{answer.example.indicator.title} {answer.example.period.year}".lower()
        yield f"cqfacts search {quote_if_needed(question)}", "find facts by words"
    if len(years) > 1:
        earlier, later = _fullest_years(answer)
        yield f"cqfacts compare {earlier} {later}", "two years side by side"
    yield "cqfacts facts --json", "everything, for scripts"
    yield "cqfacts -h", "all commands"


def _fullest_years(answer: "Overview") -> list[int]:
    """Return the two years that have most facts, in their order."""
    totals = {
        year: sum(count for (_, of_year), count in answer.counts.items() if of_year == year)
        for year in answer.years
    }
    return sorted(sorted(totals, key=lambda year: -totals[year])[:2])


def quote_if_needed(question: str) -> str:
    """Return a question as a shell takes it: in quotes where it has signs that a shell reads.

    >>> print(quote_if_needed("laptop output 2014"), quote_if_needed("what's made?"))
    laptop output 2014 "what's made?"
    """
    if re.fullmatch(r"[\w .,-]+", question):
        return question
    return shlex.quote(question) if '"' in question or "$" in question else f'"{question}"'


def view_reading(answer: "Reading") -> Iterator[Block]:
    """Return the figures and times of a text as a table."""
    from cqfacts.output import readings

    return readings.view_reading(answer)


def view_coverage(answer: "CoverageReport") -> Iterator[Block]:
    """Return the share of each document that a base holds, or the documents with marks."""
    from cqfacts.output import coverage

    return coverage.view_coverage(answer)


def view_import(answer: "ImportReport") -> Iterator[Block]:
    """Return how a table was read, what it gives, and what was refused."""
    from cqfacts.output import imports

    return imports.view_import(answer)


def view_drafts(answer: "DraftReport") -> Iterator[Block]:
    """Return the figures of a document that no fact covers."""
    from cqfacts.output import drafts

    return drafts.view_drafts(answer)


def view_admission(answer: "AdmissionReport") -> Iterator[Block]:
    """Return what became of drafts that somebody filled in."""
    from cqfacts.output import drafts

    return drafts.view_admission(answer)


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, is_chinese=name == "title_zh") for name in names)


_VIEWS: dict[str, Callable[..., Iterator[Block]]] = {
    "FactList": view_fact_list,
    "FactDetails": view_fact_details,
    "Reasons": view_reasons,
    "SearchAnswer": view_search,
    "ConflictList": view_conflicts,
    "Timeline": view_timeline,
    "YearComparison": view_year_comparison,
    "AreaComparison": view_area_comparison,
    "YearTable": view_year_table,
    "SectorList": view_sectors,
    "YearList": view_years,
    "IndicatorList": view_indicators,
    "AreaList": view_areas,
    "SourceList": view_sources,
    "Reading": view_reading,
    "CoverageReport": view_coverage,
    "ImportReport": view_import,
    "DraftReport": view_drafts,
    "AdmissionReport": view_admission,
}
"""The view of each kind of answer, by the name of its record: records are imported only where they are made."""
