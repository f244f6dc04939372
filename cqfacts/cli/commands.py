"""The commands: each parses, calls a verb, and returns its answer with an exit status."""

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple, NoReturn, TypeVar

import typer

from cqfacts import verbs
from cqfacts.citations import Style
from cqfacts.cli import options
from cqfacts.cli.grouping import EVIDENCE, EXPLAIN, LOOK_UP, MORE, OWN_BASE, GroupedCommands
from cqfacts.cli.options import Output, Result
from cqfacts.cli.output import Colour, Progress, Screen, display, emit, page, say
from cqfacts.cli.strictness import StrictCommand, join_words
from cqfacts.editing.languages import PageLanguage
from cqfacts.errors import ExitStatus, WrongUsage
from cqfacts.index.catalogue import Catalogue, shipped_base
from cqfacts.model.names import short_path
from cqfacts.output.escaping import visible
from cqfacts.output.formats import FindingFormat
from cqfacts.version import __version__

_HITS = 10
"""How many facts a search lists where no limit is given."""
C = TypeVar("C", bound=Callable[..., Any])


class _Command(NamedTuple):
    """A command: its function, the decorator that gives it the options of output, and settings for Typer."""

    function: Callable[..., Any]
    decorate: Callable[..., Callable[..., None]]
    settings: dict[str, Any]


_COMMANDS: list[_Command] = []
_LEAVES_OUT_DOCSTRINGS = 2
"""The level of optimisation of `python -OO`."""


def command(group: str, **settings: Any) -> Callable[[C], C]:
    """Make a function a command of its name."""
    return lambda function: _register(function, lambda plain: plain, group, settings)


def answer_command(group: str, **settings: Any) -> Callable[[C], C]:
    """Make a function that returns an answer and its exit status a command with the options of output."""
    return lambda function: _register(function, options.answering, group, settings)


def cited_command(group: str, **settings: Any) -> Callable[[C], C]:
    """Make such a function a command that can also give the sources of its answer as a bibliography."""
    return lambda function: _register(function, options.answering_with_citations, group, settings)


def _register(
    function: C,
    decorate: Callable[..., Callable[..., None]],
    group: str,
    settings: dict[str, Any],
) -> C:
    _COMMANDS.append(_Command(function, decorate, {**settings, "rich_help_panel": group}))
    return function


def make_app(arguments: list[str]) -> typer.Typer:
    """Return the command line. Where the first argument is a command, only that one is in it.

    Typer works out every parameter of every command at each start, which takes longer than a look-up.
    """
    if sys.flags.optimize >= _LEAVES_OUT_DOCSTRINGS:
        _restore_help([start, *(entry.function for entry in _COMMANDS)])
    app = typer.Typer(
        name="cqfacts",
        cls=GroupedCommands,
        rich_markup_mode=None,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(start)
    named = [entry for entry in _COMMANDS if entry.function.__name__ in arguments[:1]]
    for entry in named or _COMMANDS:
        app.command(entry.function.__name__, cls=StrictCommand, **entry.settings)(
            entry.decorate(entry.function)
        )
    if len(named) != 1:
        app.add_typer(
            _new_app(arguments),
            name="new",
            help="Add a source, a fact, or any other entry to a base.",
            rich_help_panel=OWN_BASE,
        )
    return app


def _restore_help(functions: Iterable[Callable[..., Any]]) -> None:
    """Give commands the docstrings that are their help, where Python has left them out."""
    from cqfacts.cli.docstrings import restore_docstrings

    for name in {function.__module__ for function in functions}:
        restore_docstrings(sys.modules[name])


def _new_app(arguments: list[str]) -> typer.Typer:
    """Return the commands below `new` where one is typed: their options come from the reader of YAML, which no look-up imports."""
    if "new" not in arguments:
        return typer.Typer()
    from cqfacts.cli.new import COMMANDS, new_app

    if sys.flags.optimize >= _LEAVES_OUT_DOCSTRINGS:
        _restore_help(COMMANDS)
    return new_app()


def _print_version(wanted: bool) -> None:
    if wanted:
        emit([f"cqfacts {__version__}\n"])
        raise typer.Exit(ExitStatus.ANSWERED)


def start(
    context: typer.Context,
    facts: options.FactsOption = None,
    version: Annotated[  # noqa: ARG001 - its callback prints it
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
    color: options.ColorOption = Colour.AUTO,
    pager: options.PagerOption = True,
) -> None:
    """Look up facts, each with unit, period, area, source and paragraph.

    \b
    Examples, with the facts that come with cqfacts, about Chongqing's economy:
      cqfacts                              what is in here: sectors by years
      cqfacts sector automotive            every fact of a sector
      cqfacts year 2014                    every fact of a year
      cqfacts compare 2014 2021            two years side by side
      cqfacts series laptop-exports        one indicator over time
      cqfacts search tablets exported      find facts by words
      cqfacts show vehicle-output-2014     everything about one fact
      cqfacts facts --json | jq '.facts[].text'
    """
    _hold_for_commands(facts, color, pager)
    if context.invoked_subcommand is None:
        from cqfacts.output.terminal import write_blocks
        from cqfacts.output.views import view_overview

        overview = view_overview(verbs.overview(base=_open(facts)))
        screen = Screen(color, pager)
        display(write_blocks(overview, page(screen)), screen)


def _hold_for_commands(facts: Path | None, color: Colour, pager: bool) -> None:
    """Make options that stand before a command hold for it, too."""
    if facts is not None:
        os.environ["CQFACTS_FACTS"] = str(facts)
    if color is Colour.ALWAYS:
        os.environ.pop("NO_COLOR", None)
        os.environ["FORCE_COLOR"] = "1"
    if color is Colour.NEVER:
        os.environ["NO_COLOR"] = "1"
    if not pager:
        os.environ["PAGER"] = "cat"


@answer_command(group=LOOK_UP)
def sectors(output: Output, facts: options.FactsOption = None) -> Result:
    """List the sectors, with their numbers of facts.

    \b
    Examples:
      cqfacts sectors
      cqfacts sectors --format csv --fields id,title_zh,facts
    """
    return Result(verbs.sectors(limit=output.limit, base=_open(facts)), ExitStatus.ANSWERED)


@answer_command(group=LOOK_UP)
def years(output: Output, facts: options.FactsOption = None) -> Result:
    """List the years in which the periods of facts end.

    \b
    Examples:
      cqfacts years
      cqfacts years --json
    """
    return Result(verbs.years(limit=output.limit, base=_open(facts)), ExitStatus.ANSWERED)


@answer_command(group=LOOK_UP)
def indicators(
    output: Output, sector: options.SectorOption = None, facts: options.FactsOption = None
) -> Result:
    """List the indicators: what is measured, in which unit.

    \b
    Examples:
      cqfacts indicators --sector electronics
      cqfacts indicators --json
    """
    return Result(
        verbs.indicators(sector, limit=output.table_limit, base=_open(facts)), ExitStatus.ANSWERED
    )


@answer_command(group=LOOK_UP)
def areas(output: Output, facts: options.FactsOption = None) -> Result:
    """List the areas that figures are about.

    \b
    Examples:
      cqfacts areas
      cqfacts facts --area chengdu-chongqing
    """
    return Result(verbs.areas(limit=output.table_limit, base=_open(facts)), ExitStatus.ANSWERED)


@cited_command(group=LOOK_UP)
def sources(output: Output, facts: options.FactsOption = None) -> Result:
    """List the documents that the facts come from.

    \b
    Examples:
      cqfacts sources
      cqfacts sources --json
    """
    return Result(verbs.sources(limit=output.table_limit, base=_open(facts)), ExitStatus.ANSWERED)


@cited_command(group=LOOK_UP)
def sector(
    output: Output,
    name: options.SectorName,
    year: options.YearOption = None,
    area: options.AreaOption = None,
    measure: options.MeasureOption = None,
    subject: options.SubjectOption = None,
    indicator: options.IndicatorOption = None,
    doubtful: options.DoubtfulOption = False,
    implied: options.ImpliedOption = False,
    sort: options.SortOption = None,
    facts: options.FactsOption = None,
) -> Result:
    """Show every fact of a sector.

    \b
    Examples:
      cqfacts sector automotive
      cqfacts sector cars --year 2014..2015
      cqfacts sector electronics --measure exports --json
      cqfacts sector automotive --implied
    """
    answer = verbs.sector(
        " ".join(name),
        year,
        area,
        measure,
        subject=subject,
        indicator=indicator,
        doubtful=doubtful,
        implied=implied,
        sort=sort,
        limit=output.table_limit,
        base=_open(facts),
    )
    return Result(answer, ExitStatus.ANSWERED)


@cited_command(group=LOOK_UP)
def year(
    output: Output,
    number: options.YearNumber,
    sector: options.SectorOption = None,
    area: options.AreaOption = None,
    measure: options.MeasureOption = None,
    subject: options.SubjectOption = None,
    indicator: options.IndicatorOption = None,
    doubtful: options.DoubtfulOption = False,
    implied: options.ImpliedOption = False,
    sort: options.SortOption = None,
    facts: options.FactsOption = None,
) -> Result:
    """Show every fact whose period ends in a year.

    \b
    Examples:
      cqfacts year 2014
      cqfacts year 2020..2021 --sector logistics
    """
    answer = verbs.year(
        number,
        sector,
        area,
        measure,
        subject=subject,
        indicator=indicator,
        doubtful=doubtful,
        implied=implied,
        sort=sort,
        limit=output.table_limit,
        base=_open(facts),
    )
    return Result(answer, ExitStatus.ANSWERED)


@cited_command(group=LOOK_UP)
def facts(
    output: Output,
    sector: options.SectorOption = None,
    year: options.YearOption = None,
    area: options.AreaOption = None,
    measure: options.MeasureOption = None,
    subject: options.SubjectOption = None,
    indicator: options.IndicatorOption = None,
    doubtful: options.DoubtfulOption = False,
    forecast: options.ForecastOption = False,
    source: options.SourceOption = None,
    according_to: options.AccordingToOption = None,
    implied: options.ImpliedOption = False,
    sort: options.SortOption = None,
    facts: options.FactsOption = None,
) -> Result:
    """Show every fact, or those that fit: for scripts.

    \b
    Examples:
      cqfacts facts --json | jq '.facts[] | select(.marks == "")'
      cqfacts facts --area chengdu-chongqing
      cqfacts facts --measure exports --year 2021 -o exports.csv --bom
      cqfacts facts --sector automotive --sector electronics --sort -value
      cqfacts facts --doubtful --fields id,doubts,conflicts
      cqfacts facts --according-to Customs
    """
    answer = verbs.facts(
        sector,
        year,
        area,
        measure,
        subject=subject,
        indicator=indicator,
        doubtful=doubtful,
        forecast=forecast,
        source=source,
        according_to=according_to,
        implied=implied,
        sort=sort,
        limit=output.table_limit,
        base=_open(facts),
    )
    return Result(answer, ExitStatus.ANSWERED)


@cited_command(group=LOOK_UP)
def show(output: Output, ids: options.Ids, facts: options.FactsOption = None) -> Result:
    """Show everything about facts: interval, doubts, evidence.

    \b
    Examples:
      cqfacts show vehicle-output-2014
      cqfacts show laptop exports 2021
      cqfacts show laptop-output-2014 laptop-exports-2021m01-08 --json
    """
    return Result(verbs.show(ids, limit=output.limit, base=_open(facts)), ExitStatus.ANSWERED)


@cited_command(group=LOOK_UP, context_settings={"ignore_unknown_options": True})
def search(
    output: Output,
    words: options.Words,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how each word was understood.")
    ] = False,
    facts: options.FactsOption = None,
) -> Result:
    """Find the facts that answer a question, or say what is missing.

    \b
    Examples:
      cqfacts search how many notebooks in 2014
      cqfacts search tablets exported
      cqfacts search 笔记本电脑 出口
      cqfacts search --explain tablet output 2021
    """
    limit = _HITS if output.limit is None else output.limit
    answer = verbs.search(join_words(words), limit, explain=explain, base=_open(facts))
    return Result(answer, answer.exit_status)


@cited_command(group=EXPLAIN)
def compare(
    output: Output,
    years: options.YearNumbers,
    sector: options.SectorOption = None,
    area: options.ComparedAreasOption = None,
    implied: options.ImpliedOption = False,
    every: options.AllSidesOption = False,
    exit_status: options.StatusOption = False,
    facts: options.FactsOption = None,
) -> Result:
    """Set years or areas side by side: what can be compared, and what not.

    \b
    Examples:
      cqfacts compare 2014 2021
      cqfacts compare 2014 2015 --sector automotive --implied
      cqfacts compare 2013 2014 2015 --sector electronics
      cqfacts compare 2022 --area china --area chengdu-chongqing
      cqfacts compare 2014 2021 -e && echo comparable
    Exit status 3, with -e: both sides have facts, but no two figures can be compared.
    """
    if area:
        return _compare_areas(output, years, sector, area, implied, exit_status, _open(facts))
    if len(years) != 2:
        table = verbs.compare_years(
            *years, sector=sector, implied=implied, limit=output.limit, base=_open(facts)
        )
        return Result(table, ExitStatus.ANSWERED, shows_all=every)
    earlier, later = years
    answer = verbs.compare(
        earlier, later, sector, implied=implied, limit=output.limit, base=_open(facts)
    )
    status = answer.exit_status if exit_status else ExitStatus.ANSWERED
    return Result(answer, status, shows_all=every)


def _compare_areas(
    output: Output,
    years: list[str],
    sector: list[str] | None,
    areas: list[str],
    implied: bool,
    exit_status: bool,
    base: Catalogue | None,
) -> Result:
    """Set two areas in one year side by side."""
    if len(years) != 1 or len(areas) != 2:
        raise WrongUsage(
            "areas are compared two at a time, in one year: cqfacts compare 2022 --area china --area chengdu-chongqing"
        )
    [year], (left, right) = years, areas
    answer = verbs.compare_areas(
        year, left, right, sector, implied=implied, limit=output.limit, base=base
    )
    return Result(answer, answer.exit_status if exit_status else ExitStatus.ANSWERED)


@cited_command(group=EXPLAIN)
def why(output: Output, ids: options.Ids, facts: options.FactsOption = None) -> Result:
    """Show what a figure rests on, down to the printed digits.

    \b
    Examples:
      cqfacts facts --implied --json | jq -r '.facts[] | select(.implied) | .id'
      cqfacts why vehicle-output--chongqing--2014-01..2014-05
      cqfacts why vehicle-output-2014
    """
    return Result(verbs.why(ids, limit=output.limit, base=_open(facts)), ExitStatus.ANSWERED)


@cited_command(group=EXPLAIN)
def series(
    output: Output,
    name: options.IndicatorName,
    area: options.OneAreaOption = None,
    implied: Annotated[
        bool, typer.Option(help="Also figures that are implied, told apart.")
    ] = True,
    facts: options.FactsOption = None,
) -> Result:
    """Show one indicator over time, with a small chart.

    Words find an indicator as `cqfacts search` does. Where several fit, they
    are listed and nothing is shown.

    \b
    Examples:
      cqfacts series car output
      cqfacts series vehicle-output --area chengdu-chongqing --no-implied
      cqfacts series laptop exports --format svg > laptops.svg
      cqfacts series laptop exports --format png > laptops.png
    PNG needs: pip install 'cqfacts[png]'
    Exit status 3: the words fit several indicators.
    """
    answer = verbs.series(
        " ".join(name), area, implied=implied, limit=output.limit, base=_open(facts)
    )
    return Result(answer, ExitStatus.ANSWERED)


@cited_command(group=EXPLAIN)
def conflicts(
    output: Output,
    sector: options.SectorOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what holds, and what cannot be told.")
    ] = False,
    facts: options.FactsOption = None,
) -> Result:
    """List what the documents say that cannot all be true.

    \b
    Examples:
      cqfacts conflicts
      cqfacts conflicts --all
    """
    answer = verbs.conflicts(sector, every=every, limit=output.limit, base=_open(facts))
    return Result(answer, ExitStatus.ANSWERED)


@command(group=EVIDENCE)
def cite(
    names: options.CitedNames,
    style: options.StyleOption = Style.TEXT,
    json: options.CiteJsonOption = False,
    file: options.FileOption = None,
    facts: options.FactsOption = None,
) -> None:
    """Cite facts or sources, by id or by words.

    \b
    Examples:
      cqfacts cite vehicle-output-2014
      cqfacts cite laptop exports 2021
      cqfacts cite 'vehicle output 2014' electronics-region-2023 --style bibtex
      cqfacts sector automotive --cite ris > automotive.ris
    Exit status 3: the words fit several. Each is listed with its command.
    \b
    The styles apa, chicago and gb7714 need: pip install 'cqfacts[styles]'
    citeproc-py writes them. Mend by hand what it cannot do:
      all      no italics, and no journal of an article
      apa      titles keep their capitals, where APA wants few;
               Chinese entries stand after all others
      chicago  Top-ten for Top-Ten; a short last word has no capital;
               years such as [2021?] stand after plain ones, and
               Chinese entries after all others
      gb7714   no date of access; of a date the year only
    RIS has no sign for organisations: most readers take a name with a comma
    for that of a person.
    """
    style = options.style_for(style, json, file)
    cited = verbs.cite_with_places(names, style, base=_open(facts))
    text = f"{cited.text}\n"
    if style is Style.TEXT and file is None:
        emit([text])
        return
    options.write_pieces([text], file)
    if cited.places and style is not Style.TEXT:
        say(f"cqfacts: a bibliography names the document. In it: {'; '.join(cited.places)}")


@command(group=OWN_BASE)
def init(
    folder: options.NewFolder,
    area: options.NewAreas = None,
    language: options.PageLanguageOption = PageLanguage.ENGLISH,
) -> None:
    """Begin a base of your own in a new folder.

    It has the usual units, measures and sectors, and says in its README.md what to type
    next. The first area is the one that it is about. Its code is that of the area
    (CN-CQ), or of the country in which it lies (CN).

    \b
    Examples:
      cqfacts init my-facts --area Shenzhen:深圳:CN
      cqfacts init my-facts --area Chongqing:重庆:CN-CQ --language zh
      cqfacts init my-facts --area Germany --area Bavaria:DE-BY
    """
    begun = verbs.init(folder, area or (), language)
    emit([f"{line}\n" for line in _describe_begun(begun.folder, begun.home)])


def _describe_begun(folder: Path, home: str) -> Iterator[str]:
    """Yield what was begun, and what to type next."""
    name = visible(shlex.quote(short_path(folder)))
    yield f"{name} is a base about {visible(home)}." if home else f"{name} is a base."
    if not home:
        yield "Say first what it is about: cqfacts new area"
    yield "What to type next stands in its README.md. To begin:"
    yield f"  cd {name}"
    yield '  export CQFACTS_FACTS="$PWD"'


@command(group=OWN_BASE)
def check(
    context: typer.Context,
    folder: options.BaseFolder = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            help="Say when a code occurs and how to put it right; all: list them.",
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again at each change, until Ctrl-C.")
    ] = False,
    form: options.FindingFormatOption = FindingFormat.TEXT,
    json: options.JsonOption = False,
    facts: options.FactsOption = None,
) -> None:
    """Say everything that is wrong with a base. Silent where nothing is.

    Errors stop every look-up. Notes, such as an indicator without facts, stop nothing.

    \b
    Examples:
      cqfacts check
      cqfacts check my-facts
      cqfacts check --explain CQ203
      cqfacts check --format github        annotations in a workflow
      cqfacts check my-facts --watch       beside an editor
    Exit status 4: there are errors. It is 0 where there are only notes.
    """
    from cqfacts.output.problems import check_text, explanation_text

    form = options.finding_format(form, json)
    is_machine = form is not FindingFormat.TEXT
    if explain is not None and watch:
        raise WrongUsage("--watch and --explain do not go together; leave one of them out")
    if explain is not None:
        emit(explanation_text(verbs.explain(explain), form, page().width), utf8=is_machine)
        return
    base = options.base_folder(context, folder, facts)
    if watch:
        _watch(base, form)
    report = verbs.check(base, Progress())
    emit(check_text(report, form), utf8=is_machine)
    raise typer.Exit(ExitStatus.INVALID_BASE if report.errors else ExitStatus.ANSWERED)


def _watch(base: Path | None, form: FindingFormat) -> NoReturn:
    """Check a base at each change of its files, until the user interrupts. Raises WrongUsage where machines are to read it."""
    from cqfacts.cli.watching import watch

    if form is not FindingFormat.TEXT:
        raise WrongUsage(f"--watch is for the eye; leave out --format {form}")
    watch(shipped_base() if base is None else base, lambda: verbs.check(base, Progress()))


@command(group=EVIDENCE)
def verify(
    context: typer.Context,
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
    A document is a text file of that folder, in UTF-8, UTF-16, UTF-32, GB 18030
    or Windows-1252. It is recognised by its SHA-256, also as it would be with
    other line ends or in another encoding. Paragraph 3 is its third line that is
    not blank. Of a table in CSV, TSV or JSON it is the third row, and a quotation
    is a cell with its heads, such as: 2021 | output | 3300000
    Exit status 1: a citation does not hold, or a document is missing.
    """
    from cqfacts.output.verified import verification_text

    form = options.finding_format(form, json)
    base = options.base_folder(context, folder, facts)
    report = verbs.verify(documents, base, Progress())
    emit(verification_text(report, form), utf8=form is not FindingFormat.TEXT)
    raise typer.Exit(ExitStatus.NOT_FOUND if report.verification.findings else ExitStatus.ANSWERED)


@answer_command(group=EVIDENCE)
def coverage(
    context: typer.Context,
    output: Output,
    documents: options.DocumentsOption,
    folder: options.BaseFolder = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="SOURCE", help="Only the document of this source."),
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print the documents, with what is covered marked.")
    ] = False,
    fail_under: Annotated[
        int | None,
        typer.Option(
            "--fail-under",
            metavar="PERCENT",
            min=0,
            max=100,
            help="End with status 1 where less of a document is quoted or skipped.",
        ),
    ] = None,
    facts: options.FactsOption = None,
) -> Result:
    """Say how much of the documents the base holds.

    Each figure, rank and time of a document is quoted by a fact or a relation,
    skipped with a reason in skipped.yaml, or open.

    \b
    Examples:
      cqfacts coverage --documents texts
      cqfacts coverage my-facts --documents texts --fail-under 90
      cqfacts coverage --documents texts --source electronics-region-2023 --show
      cqfacts coverage --documents texts --format csv      a line for each passage
    --show marks [quoted], [-skipped-] and [?open?], in a terminal by colours.
    Exit status 1: a document is missing, or falls below --fail-under.
    """
    if show:
        options.refuse_document_texts_in_files(output)
    base = options.base_folder(context, folder, facts)
    report = verbs.coverage(documents, base, source, limit=output.limit, progress=Progress())
    is_under = fail_under is not None and report.falls_under(fail_under)
    fails = is_under or not report.is_complete
    return Result(
        report._replace(is_shown=show, has_excerpts=output.file is None),
        ExitStatus.NOT_FOUND if fails else ExitStatus.ANSWERED,
    )


@answer_command(group=EVIDENCE, context_settings={"ignore_unknown_options": True})
def read(
    output: Output,
    words: options.TextWords,
    issued: Annotated[
        str | None,
        typer.Option("--issued", metavar="DATE", help="The date of the text: 2015-06-30."),
    ] = None,
    facts: options.FactsOption = None,
) -> Result:
    """Show which figures and times a text says.

    They are read as check, verify and search read them.

    \b
    Examples:
      cqfacts read output rose 8.5% to 2.63 million vehicles in 2014
      cqfacts read 2014年产量263万辆，增长8.5%
      cqfacts read --issued 2015-06-30 --json up 5 to 6 percent from last year
      cqfacts read - < report.txt          standard input
    """
    answer = verbs.read(options.text_of(words), issued, limit=output.limit, base=_open(facts))
    return Result(answer, ExitStatus.ANSWERED)


def import_(
    output: Output,
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The table: .csv, .tsv, .json, .xlsx, .sqlite or .db."),
    ],
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator",
            metavar="COLUMN|INDICATOR",
            help="Its column, or the indicator of every row.",
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option("--area", metavar="COLUMN|AREA", help="Its column, or the area of every row."),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="COLUMN|PERIOD", help="Its column, or the period of every row."
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", metavar="COLUMN", help="The column of the values.")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="COLUMN|UNIT", help="Its column, or the unit of every row."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="SOURCE", help="The id of the table among the sources."),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="Its title, where it is new.")
    ] = None,
    thousands: Annotated[
        str | None,
        typer.Option("--thousands", metavar=",|.", help="The sign that parts thousands."),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option("--skip", metavar="TEXT", help="A cell that says no value. Repeatable."),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="TEXT", help="Which sheet of a workbook, of several."),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="TEXT", help="Which table of a database, of several."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show and check all, and write nothing.")
    ] = False,
    facts: options.FactsOption = None,
) -> Result:
    """Add the facts of a table to a base: all or none.

    A row is a fact, or each of its columns that is headed by a period is one.
    Columns are known by usual heads such as area, year, value, 地区, or by the
    options. Each fact cites its row, so keep the table with your documents.

    \b
    Examples:
      cqfacts import output.csv --facts my-facts --dry-run
      cqfacts import gdp.tsv --facts my-facts --indicator gdp --area Province
      cqfacts import cars.json --facts my-facts --area chongqing --source yearbook-2022
      cqfacts import yearbook.xlsx --facts my-facts --sheet "Output 2022"
      cqfacts import trade.sqlite --facts my-facts --table exports
    Of a workbook or database, what a reader sees is written beside it as CSV and
    cited. Workbooks need: pip install 'cqfacts[xlsx]'
    A unit in a head is read: "output (10,000 tons)", 产量（万吨）, "GDP (bn USD)".
    Cells such as n/a, - and .. have no value. They are counted, and never 0.
    Exit status 1: a cell was refused, and nothing was written.
    """
    report = verbs.import_table(
        path,
        facts,
        indicator=indicator,
        area=area,
        period=period,
        value=value,
        unit=unit,
        source=source,
        title=title,
        thousands=thousands,
        skip=skip or (),
        sheet=sheet,
        table=table,
        dry_run=dry_run,
        limit=output.limit,
        progress=Progress(),
    )
    is_refused = bool(report.outcome.refusals or not report.outcome.facts)
    return Result(report, ExitStatus.NOT_FOUND if is_refused else ExitStatus.ANSWERED)


@answer_command(group=OWN_BASE)
def draft(
    output: Output,
    documents: options.DocumentsOption,
    source: Annotated[
        str | None,
        typer.Argument(metavar="SOURCE", help="The source, or the file of its document."),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="Write the drafts to a new file."),
    ] = None,
    admit: Annotated[
        Path | None,
        typer.Option("--admit", metavar="FILE", help="Add the drafts of a file, filled in."),
    ] = None,
    create: Annotated[
        bool, typer.Option("--create", help="Create what they name and the base lacks.")
    ] = False,
    facts: options.FactsOption = None,
) -> Result:
    """Make facts of the figures of a document that no fact covers.

    In a terminal it asks about each of them, one key for an answer: accept,
    pick another indicator, edit, make a new one, or skip with a reason. You can
    leave and go on later. Nothing is added that check and verify do not pass.

    \b
    Examples:
      cqfacts draft a-report --documents texts --facts my-facts
      cqfacts draft a-report --documents texts --facts my-facts --json
      cqfacts draft a-report --documents texts --facts my-facts --write drafts.yaml
      cqfacts draft --admit drafts.yaml --documents texts --facts my-facts
    A draft of a file becomes a fact where it says its indicator, and a passage
    of skipped.yaml where it says under skip why. Others stay undecided.
    Exit status 1: a draft was refused.
    """
    if (source is None) is (admit is None):
        raise WrongUsage("name a source to draft facts of its document, or a file to --admit")
    if admit:
        admission = verbs.admit(admit, documents, facts, create=create, limit=output.limit)
        is_refused = bool(admission.admission.refusals)
        return Result(admission, ExitStatus.NOT_FOUND if is_refused else ExitStatus.ANSWERED)
    report = verbs.draft(str(source), documents, facts, limit=output.limit, progress=Progress())
    if write:
        from cqfacts.editing.drafting import write_drafts

        write_drafts(write, report.listed, facts)
    elif options.is_plain_table(output):
        from cqfacts.cli.drafting import can_ask, decide_drafts

        if can_ask():
            report = decide_drafts(report, verbs.own_base(facts))
    return Result(report, ExitStatus.ANSWERED)


import_.__name__ = "import"  # the name of the command is a word of Python
answer_command(group=OWN_BASE)(import_)


@command(group=OWN_BASE)
def fmt(
    files: options.BaseFiles = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; list the files that would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show the lines that would change.")
    ] = False,
    facts: options.FactsOption = None,
) -> None:
    """Put the keys of a base in order, and indent them alike.

    Keys stand in the order of `cqfacts schema`, which `new` writes, with one empty
    line between facts. Comments stay with their keys. The data stay the same:
    this is checked before anything is written, and all files are, or none.
    Entries stay in their order, for it may mean something: the first area is
    what a base is about, and facts often follow their document.

    \b
    Examples:
      cqfacts fmt --facts my-facts
      cqfacts fmt --facts my-facts my-facts/tea/2024.yaml
      cqfacts fmt --facts my-facts --check       for a hook or a workflow
      cqfacts fmt --facts my-facts --diff
    Keys in braces with a comment among them, and those of an entry that has one
    of them twice or without a value, stay as they are. What is no YAML of a base
    is refused.
    Exit status 1, with --check or --diff: a file would change.
    Exit status 4: a file cannot be read. Nothing was written.
    """
    from cqfacts.output.formatted import diff_text, names_text, summary_text

    is_written = not check and not diff
    formatted = verbs.fmt(files or (), facts, write=is_written)
    summary = summary_text(formatted, is_written=is_written)
    if is_written:
        emit([f"{summary}\n"])
        return
    emit(diff_text(formatted) if diff else names_text(formatted))
    say(summary)
    would_change = any(file.is_changed for file in formatted)
    raise typer.Exit(ExitStatus.NOT_FOUND if would_change else ExitStatus.ANSWERED)


@command(group=OWN_BASE)
def schema(
    kind: options.SchemaKind = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="Of a YAML file: accept the ids of the base alone.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write those of all YAML files into the base.")
    ] = False,
    facts: options.FactsOption = None,
) -> None:
    """Print a JSON Schema: of the output, or of the YAML files.

    \b
    Examples:
      cqfacts schema                                   of what every command writes with --json
      cqfacts schema facts > my-facts/schema/facts.json
      cqfacts schema facts --ids --facts my-facts
      cqfacts schema --write --ids --facts my-facts    all of them, into my-facts/schema
    Editors complete and check a YAML file that begins with a line such as
      # yaml-language-server: $schema=../schema/facts.json
    With --ids they complete indicators, areas, units and the like with their
    titles, and mark ids that the base has not. Write the schemas again when the
    vocabulary has changed. Ids of facts are not listed.
    """
    if write:
        if kind is not None:
            raise WrongUsage(f'--write writes the schemas of all YAML files; leave out "{kind}"')
        emit([_describe_written(verbs.write_schemas(facts, ids=ids))])
        return
    from json import dumps

    schema = verbs.schema(kind or "json", facts, ids=ids)
    emit([dumps(schema, ensure_ascii=False, indent=2) + "\n"], utf8=True)


def _describe_written(count: int) -> str:
    from cqfacts.model.english import plural

    return (
        f"{count} {plural(count, 'schema')} written\n" if count else "The schemas are up to date.\n"
    )


@command(group=MORE)
def help(
    topic: options.Topic = None,
    man: Annotated[
        bool, typer.Option("--man", help="Print all of it as a page for man instead.")
    ] = False,
    color: options.ColorOption = Colour.AUTO,
    pager: options.PagerOption = True,
) -> None:
    """Explain a topic at length, or list the topics.

    \b
    Examples:
      cqfacts help                     the topics
      cqfacts help marks               what stands beside a figure
      cqfacts help compare             the same as: cqfacts compare -h
      cqfacts help --man > cqfacts.1   for: man ./cqfacts.1
    """
    if topic is not None and _is_command(topic):
        typed = [topic, "--help"] if pager else [topic, "--help", "--no-pager"]
        make_app([topic])(typed, prog_name="cqfacts", standalone_mode=False)
        return
    from cqfacts.cli import manual

    if man:
        emit(manual.write_man())
    else:
        screen = Screen(color, pager)
        display(manual.write_help(topic, page(screen)), screen)


@command(group=MORE)
def completion(shell: options.ShellName) -> None:
    """Print a script that completes commands, options and names.

    Tab then completes commands, options, sectors, years, indicators, measures,
    areas, sources and ids of facts, also those of a base of your own.

    \b
    Examples:
      source <(cqfacts completion bash)    in ~/.bashrc
      source <(cqfacts completion zsh)     in ~/.zshrc, below compinit
      cqfacts completion fish > ~/.config/fish/completions/cqfacts.fish
    """
    from cqfacts.cli.completion import FOLDER

    script = Path(FOLDER) / f"cqfacts.{shell}"
    emit([script.read_text(encoding="utf-8")], utf8=True)


def _is_command(name: str) -> bool:
    return name == "new" or any(name == entry.function.__name__ for entry in _COMMANDS)


def _open(folder: Path | None) -> Catalogue:
    return verbs.open_base(folder, Progress())
