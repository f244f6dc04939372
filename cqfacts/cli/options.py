"""The arguments and options that commands share, and the decorator that gives a command the output options.

Typer reads these annotations at run time.
"""

import functools
import inspect
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

import typer

from cqfacts.citations import Style
from cqfacts.cli.output import Colour, Screen, display, emit, is_terminal, page, say
from cqfacts.cli.strictness import join_words
from cqfacts.editing.languages import PageLanguage
from cqfacts.errors import ExitStatus, WrongUsage
from cqfacts.model.names import short, short_path
from cqfacts.output.formats import FORMATS, NARROW, FindingFormat, Format, render

if TYPE_CHECKING:
    from cqfacts.answers.keys import Answer, CitingAnswer

_MOST_BYTES = 8_000_000
"""Of standard input: enough for the longest text that is read, in any script."""
_FOR_SPREADSHEETS = (Format.CSV, Format.TSV)
_WITHOUT_COUNT = (Format.JSONL, Format.CSV, Format.TSV, Format.SVG, Format.PNG)
"""The formats that have no place to say how many items a limit left out."""
FIRST_SCREENS = 500
"""How many facts a table shows where no limit is given; all other formats stream them all."""


class Shell(StrEnum):
    """A shell that completion is written for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


SectorName = Annotated[
    list[str],
    typer.Argument(
        metavar="SECTOR", help="A sector: automotive, auto, cars, foreign trade, 汽车 ..."
    ),
]
YearNumbers = Annotated[
    list[str],
    typer.Argument(
        metavar="YEAR YEAR...", help="Two years or more, or spans: 2013 2014..2015 2021."
    ),
]
YearNumber = Annotated[str, typer.Argument(metavar="YEAR", help="A year, or a span: 2014..2021.")]
IndicatorName = Annotated[
    list[str],
    typer.Argument(
        metavar="INDICATOR|WORDS...", help="An indicator: its id, its title, or a few words."
    ),
]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="A question, or a few words.")]
TextWords = Annotated[
    list[str], typer.Argument(metavar="TEXT...", help="A text; -: standard input.")
]
Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID|WORDS...", help="Ids of facts, or words: laptop exports 2021."),
]
CitedNames = Annotated[
    list[str],
    typer.Argument(
        metavar="ID|SOURCE|WORDS...",
        help="Ids of facts or sources, or words that name one: laptop exports 2021.",
    ),
]
SchemaKind = Annotated[
    str | None,
    typer.Argument(
        metavar="[KIND]",
        help="json, or a kind of YAML file: facts, sources, sectors, areas, subjects, measures, units, indicators, relations, skipped.",
        show_default=False,
    ),
]

Topic = Annotated[
    str | None, typer.Argument(metavar="[TOPIC]", help="A topic, or a command.", show_default=False)
]
ShellName = Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]

# A condition may be typed several times: then any of them fits.
SectorOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sector",
        metavar="SECTOR",
        help="Only this sector. A condition may be typed several times: any of them fits.",
    ),
]
YearOption = Annotated[
    list[str] | None,
    typer.Option(
        "--year", metavar="YEAR", help="Only periods that end in this year, or 2014..2021."
    ),
]
AreaOption = Annotated[
    list[str] | None, typer.Option("--area", metavar="AREA", help="Only this area.")
]
OneAreaOption = Annotated[
    str | None, typer.Option("--area", metavar="AREA", help="The area, where there are several.")
]
MeasureOption = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="MEASURE",
        help="Only this measure and what belongs to it: exports takes their value, growth, share and rank; "
        "growth, share and rank take all of the kind.",
    ),
]
SubjectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--subject", metavar="SUBJECT", help="Only this subject: laptops, motor vehicles ..."
    ),
]
IndicatorOption = Annotated[
    list[str] | None,
    typer.Option("--indicator", metavar="INDICATOR", help="Only this indicator: laptop-exports."),
]
DoubtfulOption = Annotated[
    bool,
    typer.Option("--doubtful", help="Only facts with the mark ? or !: doubtful, or in conflict."),
]
ForecastOption = Annotated[
    bool, typer.Option("--forecast", help="Only what is expected or planned.")
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="SOURCE", help="Only what cites this source, by its id."),
]
AccordingToOption = Annotated[
    str | None,
    typer.Option(
        "--according-to", metavar="WHO", help="Only what someone says in a document: Customs."
    ),
]
SortOption = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="KEY",
        help="Sort by period, value, id or another key; -value: the largest first.",
    ),
]
ImpliedOption = Annotated[
    bool,
    typer.Option("--implied", help="Also what the figures imply without any document printing it."),
]
FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        metavar="DIR",
        envvar="CQFACTS_FACTS",
        help="A fact base of your own.",
        show_default=False,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Short for --format json. Errors are JSON, too.")
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="How the answer is written.", case_sensitive=False)
]
_PICTURES = (Format.SVG, Format.PNG)
_WITHOUT_PICTURES = "|".join(form for form in Format if form not in _PICTURES)
ListFormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar=_WITHOUT_PICTURES,
        help="How the answer is written.",
        case_sensitive=False,
    ),
]
"""The same for a command that draws nothing: its help offers no pictures."""
_DRAWING = ("series",)
"""The commands whose answers can be pictures."""
BaseFolder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="The base to check.", show_default=False)
]
BaseFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE]...", help="Files of the base; all of them without this.", show_default=False
    ),
]
NewFolder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A new or an empty folder.", show_default=False)
]
NewAreas = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        metavar="TITLE:CHINESE:CODE",
        help="An area, the base's own first; Chinese title and ISO code may be left out. Repeatable.",
        show_default=False,
    ),
]


PageLanguageOption = Annotated[
    PageLanguage, typer.Option("--language", help="The language of its README.md: en or zh.")
]
DocumentsOption = Annotated[
    Path,
    typer.Option(
        "--documents",
        metavar="DIR",
        envvar="CQFACTS_DOCUMENTS",
        help="The folder of the documents' texts.",
    ),
]
FindingFormatOption = Annotated[
    FindingFormat,
    typer.Option(
        "--format", help="How findings are written; github: as annotations.", case_sensitive=False
    ),
]
FieldsOption = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="A,B", help="Only these fields; their names are the keys in JSON."
    ),
]
_LONGEST_LIMIT = 9
"""In digits."""


def _parse_limit(text: str) -> int:
    """Return a limit. Raises BadParameter, in plain words."""
    is_number = text.isascii() and text.isdecimal()
    if not is_number or len(text) > _LONGEST_LIMIT:
        raise typer.BadParameter(f'a limit is a whole number, such as 20, not "{short(text)}".')
    return int(text)


LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        parser=_parse_limit,
        help="At most N of them.",
        show_default=False,
    ),
]
FileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, whole or not at all. Of a listing the ending says the format: facts.csv.",
        show_default=False,
    ),
]
BomOption = Annotated[
    bool,
    typer.Option(
        "--bom", help="With csv and tsv: begin with a byte-order mark, as spreadsheets like it."
    ),
]
StyleOption = Annotated[
    Style, typer.Option("--style", help="How the citation is written.", case_sensitive=False)
]
CiteJsonOption = Annotated[
    bool, typer.Option("--json", help="Short for --style csl-json. Errors are JSON, too.")
]
CiteOption = Annotated[
    Style | None,
    typer.Option(
        "--cite",
        help="Write the sources of the answer in this style instead; cite -h says what styles lack.",
        case_sensitive=False,
    ),
]


IdsOption = Annotated[
    bool, typer.Option("--ids", "-i", help="Show the id of each fact, however narrow the screen.")
]
DoubtsOption = Annotated[
    bool,
    typer.Option("--doubts", help="Write out every doubt and conflict, also those without a mark."),
]
ColorOption = Annotated[
    Colour, typer.Option("--color", help="Whether a table has colours.", case_sensitive=False)
]
PagerOption = Annotated[
    bool,
    typer.Option("--pager/--no-pager", help="Show what is longer than the screen in a pager."),
]
ComparedAreasOption = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="AREA", help="One of two areas to compare in one year."),
]
AllSidesOption = Annotated[
    bool, typer.Option("--all", help="List the facts without a counterpart, too.")
]
StatusOption = Annotated[
    bool,
    typer.Option("--exit-status", "-e", help="End with status 3 where nothing can be compared."),
]


class Output(NamedTuple):
    """The form in which the user wants the answer."""

    form: Format
    fields: tuple[str, ...] | None
    limit: int | None
    cite: Style | None
    file: Path | None = None
    """The file to write; None: standard output."""
    bom: bool = False
    screen: Screen = Screen()

    @property
    def table_limit(self) -> int | None:
        """The limit of a listing that may be long: a table without one shows the first screens."""
        is_table = self.form is Format.TABLE and self.cite is None
        if self.limit is None and is_table:
            return FIRST_SCREENS
        return self.limit


class Result(NamedTuple):
    """An answer, and the exit status that goes with it."""

    answer: "Answer"
    status: ExitStatus
    shows_all: bool = False
    """True where a screen shows what it would otherwise only count."""


def answering(command: Callable[..., Result]) -> Callable[..., None]:
    """Give a command the options --format, --json, --fields, --limit, -o, --bom, and write its answer.

    The command takes an `output` and returns an answer and its exit status.
    """
    return _with_options(command, _output_options)


def answering_with_citations(command: Callable[..., Result]) -> Callable[..., None]:
    """Give a command these options and --cite: one whose answer cites sources."""
    return _with_options(command, _output_and_cite_options)


def _with_options(
    command: Callable[..., Result], options: Callable[..., None]
) -> Callable[..., None]:
    own = [
        parameter
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != "output"
    ]

    @functools.wraps(command)
    def run(
        *,
        form: Format,
        json: bool,
        fields: str | None,
        limit: int | None,
        file: Path | None,
        bom: bool,
        with_ids: bool,
        with_doubts: bool,
        color: Colour,
        pager: bool,
        cite: Style | None = None,
        **arguments: Any,  # of the command, which Typer has checked
    ) -> None:
        form = _read_format(form, json, file if cite is None else None)
        screen = Screen(color, pager, with_ids, with_doubts)
        names = _read_fields(fields)
        output = _check_output(Output(form, names, limit, cite, file, bom, screen))
        result = command(output=output, **arguments)
        _write(result, output)
        raise typer.Exit(result.status)

    added = list(inspect.signature(options).parameters.values())
    if command.__name__ not in _DRAWING:
        added[0] = added[0].replace(annotation=ListFormatOption)
    keywords = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *added)
    ]
    run.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]  # as PEP 362 has it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in keywords}
    return run


def text_of(words: list[str]) -> str:
    """Return the text of an argument, or of standard input for "-". Raises WrongUsage where that is not UTF-8."""
    if words != ["-"]:
        return join_words(words)
    if sys.stdin is None:
        raise WrongUsage("there is no standard input to read")
    raw = sys.stdin.buffer.read(_MOST_BYTES)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(
            "standard input is not UTF-8 text, or longer than is read at once"
        ) from None


def base_folder(context: typer.Context, folder: Path | None, facts: Path | None) -> Path | None:
    """Return the base that is an argument, else that of --facts. Raises WrongUsage where two are typed."""
    if folder is None:
        return facts
    if facts not in (None, folder) and _is_typed(context, "facts"):
        raise WrongUsage(
            f"two bases are named, {short_path(folder)} and {short_path(facts)}; name one of them"
        )
    return folder


def _is_typed(context: typer.Context, name: str) -> bool:
    """Tell whether an option was typed, of this command or before it; the environment may set it, too."""
    levels = [level for level in (context, context.parent) if level is not None]
    return any(str(level.get_parameter_source(name)).endswith("COMMANDLINE") for level in levels)


def refuse_document_texts_in_files(output: Output) -> None:
    """Raise WrongUsage where the text of documents would go into a file, or into a format that has no place for it."""
    if output.file is not None:
        raise WrongUsage(
            "--show prints the text of documents, which is not written to a file: leave out -o"
        )
    if output.form not in (Format.TABLE, Format.MD) or output.fields:
        raise WrongUsage(
            "--show prints documents as text: leave out the format and the fields, or take --format md"
        )


def is_plain_table(output: Output) -> bool:
    """Tell whether the answer goes to the screen as it is, so that somebody who sits there can be asked."""
    return output.form is Format.TABLE and output.file is None and not output.fields


def finding_format(form: FindingFormat, json: bool) -> FindingFormat:
    """Return the format of findings. Raises WrongUsage where the options contradict each other."""
    if json and form is FindingFormat.GITHUB:
        raise WrongUsage("--json and --format github contradict each other")
    return FindingFormat.JSON if json else form


def _read_format(form: Format, json: bool, file: Path | None) -> Format:
    """Return the format: that of the options, else that of the file's ending. Raises WrongUsage."""
    if json and form not in (Format.TABLE, Format.JSON):
        raise WrongUsage(f"--json and --format {form} contradict each other")
    if json:
        return Format.JSON
    ending = file.suffix.lower().removeprefix(".") if file else ""
    if form is not Format.TABLE or ending in _OF_TABLES:
        return form
    if ending not in list(Format):
        raise WrongUsage(
            f"no answer is written as .{short(ending)}.",
            f"The endings are {', '.join(_list_endings())}; --format takes any ending.",
        )
    return Format(ending)


_OF_TABLES = ("", "txt")
"""The endings of files for tables as a screen shows them."""


def _list_endings() -> list[str]:
    return [f".{ending}" for ending in (*_OF_TABLES[1:], *Format) if ending != Format.TABLE]


def _read_fields(fields: str | None) -> tuple[str, ...] | None:
    """Return the names of fields that are typed with commas between them."""
    return tuple(name.strip() for name in fields.split(",")) if fields else None


def _check_output(output: Output) -> Output:
    """Return the options of output. Raises WrongUsage where they contradict each other."""
    has_format = output.form is not Format.TABLE
    if output.cite and (has_format or output.fields):
        raise WrongUsage(
            "--cite writes a bibliography, which has a style, but no format and no fields"
        )
    if output.bom and output.form not in _FOR_SPREADSHEETS:
        raise WrongUsage("--bom is for spreadsheets: it needs --format csv or --format tsv")
    return output


def _write(result: Result, output: Output) -> None:
    """Write an answer where it goes, and say what the format has no place for."""
    answer = result.answer
    if output.cite is not None:
        write_pieces([_bibliography(answer, output.cite)], output.file)
    elif output.form is Format.TABLE:
        _write_table(result, output)
    else:
        _refuse_binary(output)
        pieces = render(answer, output.form, output.fields)
        write_pieces(chain(["\ufeff"], pieces) if output.bom else pieces, output.file)
    if answer.more and (output.cite or output.form in _WITHOUT_COUNT):
        say(f"cqfacts: {answer.more} more are left out; raise --limit to have them")


def _write_table(result: Result, output: Output) -> None:
    """Write a table as suits the terminal, or to a file."""
    paper = page(output.screen._replace(with_all=result.shows_all))
    if output.file is not None:
        paper = paper._replace(width=NARROW.width, colour=False, encoding=NARROW.encoding)
        write_pieces(render(result.answer, output.form, output.fields, paper), output.file)
        return
    display(render(result.answer, output.form, output.fields, paper), output.screen)


def _refuse_binary(output: Output) -> None:
    """Raise WrongUsage for bytes on a terminal."""
    if FORMATS[output.form].is_binary and output.file is None and is_terminal():
        raise WrongUsage(
            f"a terminal cannot show --format {output.form}.",
            f"Write it to a file: -o picture.{output.form}",
        )


def write_pieces(pieces: Iterable[str | bytes], file: Path | None) -> None:
    """Write pieces in UTF-8 to a file, or to standard output. Raises WrongUsage, OutputFailed, OutputClosed."""
    if file is None:
        emit(pieces, utf8=True)
        return
    from cqfacts.cli.saving import save

    save(pieces, file)


_STYLES_BY_ENDING = {".bib": Style.BIBTEX, ".ris": Style.RIS}


def style_for(style: Style, json: bool, file: Path | None) -> Style:
    """Return the style that was typed; where that is plain text, the one that the ending of a file stands for. Raises WrongUsage."""
    if json and style not in (Style.TEXT, Style.CSL_JSON):
        raise WrongUsage(f"--json and --style {style} contradict each other")
    if json:
        return Style.CSL_JSON
    if style is not Style.TEXT or file is None:
        return style
    return _STYLES_BY_ENDING.get(file.suffix.lower(), style)


def _bibliography(answer: "Answer", style: Style) -> str:
    """Return the sources of an answer. Those of a search are the sources of the facts that answer it; a no is said aside."""
    from cqfacts.answers.searches import SearchAnswer
    from cqfacts.citations.bibliography import answer_bibliography

    if not isinstance(answer, SearchAnswer):
        cited = cast("CitingAnswer", answer)  # only a command whose answer cites has the option
        return answer_bibliography(cited, style)
    if answer.answer != "found":
        from cqfacts.output.sentences import answer_sentence

        say(f"cqfacts: {answer_sentence(answer.result, answer.context)}")
    return answer_bibliography(answer.cited, style)


def _output_options(
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    fields: FieldsOption = None,
    limit: LimitOption = None,
    file: FileOption = None,
    bom: BomOption = False,
    with_ids: IdsOption = False,
    with_doubts: DoubtsOption = False,
    color: ColorOption = Colour.AUTO,
    pager: PagerOption = True,
) -> None:
    """Carry the signature of the options of output."""


def _output_and_cite_options(
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    fields: FieldsOption = None,
    limit: LimitOption = None,
    file: FileOption = None,
    bom: BomOption = False,
    with_ids: IdsOption = False,
    with_doubts: DoubtsOption = False,
    color: ColorOption = Colour.AUTO,
    pager: PagerOption = True,
    cite: CiteOption = None,
) -> None:
    """Carry the same signature with --cite."""
