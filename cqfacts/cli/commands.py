"""The commands: each asks the verbs and hands a listing to the renderer."""

import os
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from cqfacts import verbs
from cqfacts.answers.records import Columns, Facts, FindingFormat, Format, Pairs, Rows, Style
from cqfacts.cli import options
from cqfacts.cli.options import Answer, Output
from cqfacts.cli.output import Progress, emit, page, say
from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import CONDITIONS, Catalogue, Selection, nothing_fits
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area, Indicator, Sector, Source
from cqfacts.version import __version__

FIRST_SCREENS = 500
"""How many facts a table shows where no limit is given; all other formats stream them all."""
ANSWERED, NOT_FOUND, REFUSED, INVALID = 0, 1, 3, 4

C = TypeVar("C", bound=Callable[..., Any])
_COMMANDS: list[tuple[Callable[..., Any], Callable[..., Callable[..., None]], dict[str, Any]]] = []
"""Each command's function, what gives it the options of output, and what Typer is told of it."""


def command(**settings: Any) -> Callable[[C], C]:
    """Make a function a command of its name."""
    return lambda function: _register(function, lambda command: command, settings)


def listing_command(**settings: Any) -> Callable[[C], C]:
    """Make a function that returns a listing and its exit status a command with the options of output."""
    return lambda function: _register(function, options.listing, settings)


def cited_command(**settings: Any) -> Callable[[C], C]:
    """The same for a listing of facts, or of their sources, which can be given as a bibliography."""
    return lambda function: _register(function, options.cited_listing, settings)


def _register(function: C, with_options: Callable[..., Callable[..., None]], settings: dict[str, Any]) -> C:
    _COMMANDS.append((function, with_options, settings))
    return function


def make_app(arguments: list[str]) -> typer.Typer:
    """The command line. Where the first argument is a command, only that one is in it.

    Typer works out every parameter of every command at each start, which takes longer than a look-up.
    """
    app = typer.Typer(
        name="cqfacts",
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(start)
    asked = [item for item in _COMMANDS if item[0].__name__ in arguments[:1]]
    for function, with_options, settings in asked or _COMMANDS:
        app.command(function.__name__, **settings)(with_options(function))
    if len(asked) != 1:
        app.add_typer(_new_app(arguments), name="new", help="Add a source, an indicator or a fact to a base.")
    return app


def _new_app(arguments: list[str]) -> typer.Typer:
    """What is below `new`, where it is asked for: its options come from the reader of YAML, which no look-up imports."""
    if "new" not in arguments:
        return typer.Typer()
    from cqfacts.cli.new import new_app

    return new_app()


def _print_version(wanted: bool) -> None:
    if wanted:
        emit([f"cqfacts {__version__}\n"])
        raise typer.Exit(ANSWERED)


def start(
    context: typer.Context,
    facts: options.FactsOption = None,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Facts about Chongqing's economy, each with unit, period, area, source and paragraph.

    \b
    Examples:
      cqfacts                              what is in here: sectors by years
      cqfacts sector automotive            every fact of a sector
      cqfacts year 2014                    every fact of a year
      cqfacts compare 2014 2021            two years side by side
      cqfacts series laptop-exports        one indicator over time
      cqfacts search tablets exported      find facts by words
      cqfacts show vehicle-output-2014     everything about one fact
      cqfacts facts --json | jq '.facts[].text'
    """
    if facts is not None:
        os.environ["CQFACTS_FACTS"] = str(facts)  # so that an option before the command holds for it too
    if context.invoked_subcommand is None:
        from cqfacts.cli.front_page import front_page

        emit(front_page(_open(facts), page()))


@listing_command()
def sectors(output: Output, facts: options.FactsOption = None) -> Answer:
    """List the sectors, with their numbers of facts.

    \b
    Examples:
      cqfacts sectors
      cqfacts sectors --format csv --fields id,title_zh,facts
    """
    catalogue = _open(facts)
    counts = catalogue.counts("sector", "year")
    rows = [
        {
            **_term(sector),
            "covers": sector.covers,
            "facts": sum(count for (name, _), count in counts.items() if name == sector.id),
            "years": [year for name, year in counts if name == sector.id],
        }
        for sector in catalogue.entries(Sector)
    ]
    return _rows("sectors", rows, ("id", "title", "title_zh", "facts", "years"), output), ANSWERED


@listing_command()
def years(output: Output, facts: options.FactsOption = None) -> Answer:
    """List the years in which the periods of facts end.

    \b
    Examples:
      cqfacts years
      cqfacts years --json
    """
    counts = _open(facts).counts("year", "sector")
    rows = [
        {
            "year": year,
            "facts": sum(count for (other, _), count in counts.items() if other == year),
            "sectors": [sector for other, sector in counts if other == year],
        }
        for year in dict.fromkeys(year for year, _ in counts)
    ]
    return _rows("years", rows, ("year", "facts", "sectors"), output), ANSWERED


@listing_command()
def indicators(output: Output, sector: options.SectorOption = None, facts: options.FactsOption = None) -> Answer:
    """List the indicators: what is measured, in which unit.

    \b
    Examples:
      cqfacts indicators --sector electronics
      cqfacts indicators --json
    """
    catalogue = _open(facts)
    counts = catalogue.counts("indicator")
    wanted = catalogue.find(Sector, sector) if sector is not None else None
    rows = [
        {**indicator._asdict(), "aliases": list(indicator.aliases), "facts": counts.get((indicator.id,), 0)}
        for indicator in catalogue.entries(Indicator)
        if wanted in (None, indicator.sector)
    ]
    answer = _rows("indicators", rows, ("id", "kind", "unit", "facts"), output)
    return answer._replace(query={} if wanted is None else {"sector": wanted}, wide=("title",)), ANSWERED


@listing_command()
def areas(output: Output, facts: options.FactsOption = None) -> Answer:
    """List the areas that figures are about.

    \b
    Examples:
      cqfacts areas
      cqfacts facts --area chengdu-chongqing
    """
    catalogue = _open(facts)
    counts = catalogue.counts("area")
    rows = [
        {**_term(area), "code": area.code, "note": area.note, "facts": counts.get((area.id,), 0)}
        for area in catalogue.entries(Area)
    ]
    return _rows("areas", rows, ("id", "title", "title_zh", "code", "facts"), output), ANSWERED


@cited_command()
def sources(output: Output, facts: options.FactsOption = None) -> Answer:
    """List the documents that the facts come from.

    \b
    Examples:
      cqfacts sources
      cqfacts sources --json
    """
    from cqfacts.answers.objects import source_object
    from cqfacts.output.words import issued_words

    catalogue = _open(facts)
    counts = catalogue.counts_by_source()
    every = catalogue.entries(Source)
    rows = [
        {
            **source_object(source),
            "date": issued_words(source),
            "paragraphs": source.paragraphs,
            "facts": counts.get(source.id, 0),
        }
        for source in every
    ]
    fields = tuple(dict.fromkeys(field for row in rows for field in row))
    answer = _rows("sources", rows, ("id", "title", "date", "facts"), output)
    by_id = {source.id: source for source in every}
    return answer._replace(fields=fields, wide=("publisher",), sources=by_id), ANSWERED


@cited_command()
def sector(
    output: Output,
    name: options.SectorName,
    year: options.YearOption = None,
    area: options.AreaOption = None,
    measure: options.MeasureOption = None,
    implied: options.ImpliedOption = False,
    facts: options.FactsOption = None,
) -> Answer:
    """Show every fact of a sector.

    \b
    Examples:
      cqfacts sector automotive
      cqfacts sector cars --year 2014..2015
      cqfacts sector electronics --measure exports --json
      cqfacts sector automotive --implied
    """
    return _facts("sector", _open(facts), verbs.select(" ".join(name), year, area, measure), output, implied=implied)


@cited_command()
def year(
    output: Output,
    number: options.YearNumber,
    sector: options.SectorOption = None,
    area: options.AreaOption = None,
    measure: options.MeasureOption = None,
    implied: options.ImpliedOption = False,
    facts: options.FactsOption = None,
) -> Answer:
    """Show every fact whose period ends in a year.

    \b
    Examples:
      cqfacts year 2014
      cqfacts year 2020..2021 --sector logistics
    """
    return _facts("year", _open(facts), verbs.select(sector, number, area, measure), output, implied=implied)


@cited_command()
def facts(
    output: Output,
    sector: options.SectorOption = None,
    year: options.YearOption = None,
    area: options.AreaOption = None,
    measure: options.MeasureOption = None,
    implied: options.ImpliedOption = False,
    facts: options.FactsOption = None,
) -> Answer:
    """Show every fact, or those that fit: for scripts.

    \b
    Examples:
      cqfacts facts --json | jq '.facts[] | select(.doubts != [])'
      cqfacts facts --area chengdu-chongqing
      cqfacts facts --format csv --fields id,period,value,unit > facts.csv
    """
    return _facts("facts", _open(facts), verbs.select(sector, year, area, measure), output, implied=implied)


@cited_command()
def show(output: Output, ids: options.Ids, facts: options.FactsOption = None) -> Answer:
    """Show everything about facts: interval, doubts, evidence.

    \b
    Examples:
      cqfacts show vehicle-output-2014
      cqfacts show laptop-output-2014 laptop-exports-2021m01-08 --json
    """
    catalogue = _open(facts)
    found = [verbs.told_fact(name, base=catalogue) for name in ids]
    related = {fact.id: catalogue.related(fact) for fact in found}
    relations = {fact.id: catalogue.relations(fact) for fact in found}
    limited = found if output.limit is None else found[: output.limit]
    more = len(found) - len(limited)
    answer = Facts(
        "show",
        {"ids": ids},
        limited,
        catalogue.source,
        catalogue.home,
        related=related,
        relations=relations,
        more=more,
    )
    return answer, ANSWERED


@cited_command(context_settings={"ignore_unknown_options": True})
def search(
    output: Output,
    words: options.Words,
    explain: Annotated[bool, typer.Option("--explain", help="Show how each word was understood.")] = False,
    facts: options.FactsOption = None,
) -> Answer:
    """Find the facts that answer a question, or say what is missing.

    \b
    Examples:
      cqfacts search how many notebooks in 2014
      cqfacts search tablets exported
      cqfacts search 笔记本电脑 出口
      cqfacts search --explain tablet output 2021
    """
    from cqfacts.output.sentences import answer_sentence, explanation

    question = " ".join(words)
    if output.limit == 0:
        raise WrongUsage("search needs a --limit of 1 or more to say whether it found an answer")
    catalogue = _open(facts)
    found = verbs.search(question, 10 if output.limit is None else output.limit, base=catalogue)
    listing = Facts(
        "search",
        {"words": question},
        [match.fact for match in found.matches],
        catalogue.source,
        catalogue.home,
        title=answer_sentence(found),
        matches=found.matches,
        answer=found.answer,
        understood=explanation(found.question) if explain else None,
    )
    return listing, NOT_FOUND if found.answer == "none" else ANSWERED


@cited_command()
def compare(
    output: Output,
    years: options.YearNumbers,
    sector: options.SectorOption = None,
    implied: options.ImpliedOption = False,
    facts: options.FactsOption = None,
) -> Answer:
    """Set years side by side, and say what may be compared.

    \b
    Examples:
      cqfacts compare 2014 2021
      cqfacts compare 2014 2015 --sector automotive --implied
      cqfacts compare 2013 2014 2015 --sector electronics
    Exit status 3: there are facts in both years, but no two figures can be compared.
    """
    catalogue = _open(facts)
    if len(years) < 2:
        raise WrongUsage("compare takes two years or more: cqfacts compare 2014 2021")
    chosen = None if sector is None else catalogue.find(Sector, sector)
    if len(years) > 2:
        return _years(catalogue, years, chosen, output, implied=implied)
    earlier, later = years
    pairs = verbs.compare(earlier, later, sector, implied=implied, base=catalogue)
    shown = pairs if output.limit is None else pairs[: output.limit]
    query = {"from": earlier, "to": later, "sector": chosen, "implied": implied}
    comparable = any(pair.verdict == "comparable" for pair in pairs)
    answer = Pairs("compare", query, shown, catalogue.source, catalogue.home, (earlier, later), len(pairs) - len(shown))
    if not comparable:
        more = "" if implied else "; --implied adds figures that follow from those printed"
        say(f"cqfacts: no two figures of these years can be compared; the reasons stand beside them{more}")
    return answer, ANSWERED if comparable else REFUSED


def _years(catalogue: Catalogue, years: list[str], sector: str | None, output: Output, *, implied: bool) -> Answer:
    """More than two years: what is known of each thing in each of them."""
    rows = verbs.compare_years(*years, sector=sector, implied=implied, base=catalogue)
    shown = rows if output.limit is None else rows[: output.limit]
    asked = {"years": years, "sector": sector, "implied": implied}
    more = len(rows) - len(shown)
    return Columns("compare", asked, shown, catalogue.source, catalogue.home, tuple(years), more), ANSWERED


@cited_command()
def why(output: Output, ids: options.Ids, facts: options.FactsOption = None) -> Answer:
    """Show what a figure rests on, down to the printed digits.

    \b
    Examples:
      cqfacts facts --implied --json | jq -r '.facts[] | select(.implied) | .id'
      cqfacts why vehicle-output--chongqing--2014-01..2014-05
      cqfacts why vehicle-output-2014
    """
    catalogue = _open(facts)
    told = [verbs.why(name, base=catalogue) for name in ids][: output.limit]
    follows = {fact.id: implied for fact, implied in told}
    found = [fact for fact, _ in told]
    answer = Facts("why", {"ids": ids}, found, catalogue.source, catalogue.home, follows=follows)
    return answer, ANSWERED


@cited_command()
def series(
    output: Output,
    name: options.IndicatorName,
    area: options.AreaOption = None,
    implied: Annotated[bool, typer.Option(help="Also figures that are implied, told apart.")] = True,
    facts: options.FactsOption = None,
) -> Answer:
    """Show one indicator over time, with a small chart.

    \b
    Examples:
      cqfacts series vehicle-output
      cqfacts series vehicle-output --area chengdu-chongqing --no-implied
      cqfacts series laptop-exports --format svg > laptops.svg
    """
    catalogue = _open(facts)
    found = verbs.series(" ".join(name), area, implied=implied, base=catalogue)
    points = found.points if output.limit is None else found.points[: output.limit]
    query = {"indicator": found.indicator.id, "area": found.area.id, "implied": implied}
    title = f"{found.indicator.title}, {found.area.title}\n"
    more = len(found.points) - len(points)
    shown = found._replace(points=points)
    answer = Facts("series", query, points, catalogue.source, catalogue.home, title, more=more, series=shown)
    return answer, ANSWERED


@cited_command()
def conflicts(
    output: Output,
    sector: options.SectorOption = None,
    every: Annotated[bool, typer.Option("--all", help="Also what holds, and what cannot be told.")] = False,
    facts: options.FactsOption = None,
) -> Answer:
    """List what the documents say that cannot all be true.

    \b
    Examples:
      cqfacts conflicts
      cqfacts conflicts --all
    """
    catalogue = _open(facts)
    found = verbs.conflicts(sector, base=catalogue)
    chosen = [case for case in found if every or case.outcome == "fails"]
    shown = chosen if output.limit is None else chosen[: output.limit]
    query = {**({} if sector is None else {"sector": catalogue.find(Sector, sector)}), "all": every}
    concerned = list({fact.id: fact for case in shown for fact in case.facts}.values())
    answer = Facts("conflicts", query, concerned, catalogue.source, catalogue.home, cases=shown)
    return answer._replace(more=len(chosen) - len(shown)), ANSWERED


@command()
def cite(
    ids: options.CitedIds,
    style: options.StyleOption = Style.TEXT,
    facts: options.FactsOption = None,
) -> None:
    """Cite facts or sources.

    \b
    Examples:
      cqfacts cite vehicle-output-2014
      cqfacts cite electronics-region-2023 --style bibtex
      cqfacts sector automotive --cite ris > automotive.ris
    The styles apa, chicago and gb7714 need: pip install 'cqfacts[styles]'
    """
    emit([verbs.cite(ids, style, base=_open(facts)) + "\n"], utf8=True)


@command()
def check(
    folder: options.BaseFolder = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="CODE", help="Say when a code occurs and how to put it right; all: list them."
        ),
    ] = None,
    form: options.FindingFormatOption = FindingFormat.TEXT,
    json: options.JsonOption = False,
    facts: options.FactsOption = None,
) -> None:
    """Say everything that is wrong with a base. Silent where nothing is.

    \b
    Examples:
      cqfacts check
      cqfacts check my-facts
      cqfacts check --explain CQ203
      cqfacts check --format github        annotations in a workflow
    Exit status 4: there are findings.
    """
    from cqfacts.output.problems import check_text, explanation_text

    form = options.finding_format(form, json)
    if explain is not None:
        emit(explanation_text(explain, verbs.explain(explain), form, page().width), utf8=form is not FindingFormat.TEXT)
        return
    folder = folder or facts
    findings = verbs.check(folder, Progress())
    emit(check_text(folder, findings, form), utf8=form is not FindingFormat.TEXT)
    raise typer.Exit(INVALID if findings else ANSWERED)


@command()
def verify(
    documents: options.DocumentsOption,
    folder: options.BaseFolder = None,
    form: options.FindingFormatOption = FindingFormat.TEXT,
    json: options.JsonOption = False,
    facts: options.FactsOption = None,
) -> None:
    """Say whether the documents really print what is cited.

    \b
    Examples:
      cqfacts verify --documents texts
      cqfacts verify my-facts --documents texts --json
    A document is a text file of that folder, in UTF-8, UTF-16, GB 18030 or
    Windows-1252. It is recognised by its SHA-256, also as it would be with other
    line ends or in another encoding. Paragraph 3 is its third line that is not blank.
    Exit status 1: a citation does not hold, or a document is missing.
    """
    from cqfacts.output.verified import verification_text

    form = options.finding_format(form, json)
    folder = folder or facts
    found = verbs.verify(documents, folder, Progress())
    query = {"documents": str(documents), "folder": str(folder) if folder else None}
    emit(verification_text(query, found, form), utf8=form is not FindingFormat.TEXT)
    raise typer.Exit(NOT_FOUND if found.findings else ANSWERED)


@command()
def schema(kind: options.SchemaKind = "json") -> None:
    """Print a JSON Schema: of the output, or of the YAML files.

    \b
    Examples:
      cqfacts schema                                   of what every command writes with --json
      cqfacts schema facts > my-facts/schema/facts.json
    Editors complete and check a YAML file that begins with a line such as
      # yaml-language-server: $schema=../schema/facts.json
    """
    from json import dumps

    emit([dumps(verbs.schema(kind), ensure_ascii=False, indent=2) + "\n"], utf8=True)


def _open(folder: Path | None) -> Catalogue:
    return verbs.open_base(folder, Progress())


def _facts(
    command: str, catalogue: Catalogue, selection: Selection, output: Output, *, implied: bool = False
) -> Answer:
    total = catalogue.count(selection)
    found: Iterable[Fact] = catalogue.facts(selection)
    refused = None
    if implied:
        follows = verbs.implications(catalogue, selection)
        total, refused = total + len(follows.facts), follows.refused
        found = verbs.told_of_clashes(verbs.in_order(catalogue, found, follows.facts), follows)
    if not total:
        raise nothing_fits(catalogue, selection)
    limit = output.limit
    if limit is None and output.form is Format.TABLE and not output.cite:
        limit = FIRST_SCREENS
    query = {**_query(catalogue, selection), **({"implied": True} if implied else {})}
    title, more = _title(catalogue, selection, total), 0 if limit is None else max(0, total - limit)
    answer = Facts(command, query, islice(found, limit), catalogue.source, catalogue.home, title, more=more)
    return answer._replace(refused=refused), ANSWERED


def _title(catalogue: Catalogue, selection: Selection, total: int) -> str:
    parts = [str(selection.years)] if selection.years else []
    if selection.sector is not None:
        sector = catalogue.index.entry(Sector, catalogue.find(Sector, selection.sector))
        parts.insert(0, f"{sector.title} {sector.title_zh}")
    parts.append(f"{total} fact{'s' * (total != 1)}")
    home = catalogue.index.entry(Area, catalogue.home)
    return ", ".join(parts) + f"; about {home.title} where no other area is named\n"


def _query(catalogue: Catalogue, selection: Selection) -> dict[str, Any]:
    """The conditions with every name as its id."""
    kinds = CONDITIONS
    typed = {key: value for key, value in selection._asdict().items() if key in kinds and value is not None}
    query: dict[str, Any] = {key: catalogue.find(kinds[key], value) for key, value in typed.items()}
    return {**query, "year": str(selection.years)} if selection.years else query


def _term(entry: Any) -> dict[str, Any]:
    return {"id": entry.id, "title": entry.title, "title_zh": entry.title_zh, "aliases": list(entry.aliases)}


def _rows(name: str, rows: list[dict[str, Any]], shown: tuple[str, ...], output: Output) -> Rows:
    picked = rows if output.limit is None else rows[: output.limit]
    return Rows(name, {}, name, tuple(rows[0]) if rows else shown, picked, shown, more=len(rows) - len(picked))
