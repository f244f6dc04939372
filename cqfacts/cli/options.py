"""The arguments and options that commands share, and the decorator that gives a command the output options.

Typer reads these annotations at run time.
"""

import functools
import inspect
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

import typer

from cqfacts.citations import Style
from cqfacts.cli.output import emit, write
from cqfacts.errors import ExitStatus, WrongUsage
from cqfacts.output.formats import FindingFormat, Format

if TYPE_CHECKING:
    from cqfacts.answers.keys import Answer, CitingAnswer

_MOST_BYTES = 8_000_000
"""Of standard input: enough for the longest text that is read, in any script."""
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
    typer.Argument(metavar="INDICATOR", help="An indicator, as `cqfacts indicators` lists them."),
]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="A question, or a few words.")]
TextWords = Annotated[
    list[str], typer.Argument(metavar="TEXT...", help="A text; -: standard input.")
]
Ids = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Ids of facts, as the listings in JSON show them."),
]
CitedIds = Annotated[
    list[str], typer.Argument(metavar="ID|SOURCE...", help="Ids of facts or of sources.")
]
SchemaKind = Annotated[
    str,
    typer.Argument(
        metavar="[KIND]",
        help="json, or a kind of YAML file: facts, sources, sectors, areas, subjects, measures, units, indicators, relations.",
    ),
]

Topic = Annotated[
    str | None, typer.Argument(metavar="[TOPIC]", help="A topic, or a command.", show_default=False)
]
ShellName = Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]

SectorOption = Annotated[
    str | None, typer.Option("--sector", metavar="SECTOR", help="Only this sector.")
]
YearOption = Annotated[
    str | None,
    typer.Option(
        "--year", metavar="YEAR", help="Only periods that end in this year, or 2014..2021."
    ),
]
AreaOption = Annotated[str | None, typer.Option("--area", metavar="AREA", help="Only this area.")]
MeasureOption = Annotated[
    str | None,
    typer.Option(
        "--measure", metavar="MEASURE", help="Only this measure: output, exports, share ..."
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
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
FormatOption = Annotated[
    Format, typer.Option("--format", help="How the answer is written.", case_sensitive=False)
]
BaseFolder = Annotated[
    Path | None, typer.Argument(metavar="[DIR]", help="The base to check.", show_default=False)
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
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", metavar="N", min=0, max=10**9, help="At most N of them.", show_default=False
    ),
]
StyleOption = Annotated[
    Style, typer.Option("--style", help="How the citation is written.", case_sensitive=False)
]
CiteOption = Annotated[
    Style | None,
    typer.Option(
        "--cite",
        help="Write the sources of the answer in this style instead.",
        case_sensitive=False,
    ),
]


class Output(NamedTuple):
    """The form in which the user wants the answer."""

    form: Format
    fields: tuple[str, ...] | None
    limit: int | None
    cite: Style | None

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


def answering(command: Callable[..., Result]) -> Callable[..., None]:
    """Give a command the options --format, --json, --fields, --limit, and write its answer.

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
        cite: Style | None = None,
        **arguments: Any,  # of the command, which Typer has checked
    ) -> None:
        output = _read_output(form, json, fields, limit, cite)
        result = command(output=output, **arguments)
        _write(result.answer, output)
        raise typer.Exit(result.status)

    added = inspect.signature(options).parameters.values()
    keywords = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*own, *added)
    ]
    run.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]  # as PEP 362 has it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in keywords}
    return run


def text_of(words: list[str]) -> str:
    """Return the text of an argument, or of standard input for "-". Raises WrongUsage where that is not UTF-8."""
    if words != ["-"]:
        return " ".join(words)
    if sys.stdin is None:
        raise WrongUsage("there is no standard input to read")
    raw = sys.stdin.buffer.read(_MOST_BYTES)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(
            "standard input is not UTF-8 text, or longer than is read at once"
        ) from None


def finding_format(form: FindingFormat, json: bool) -> FindingFormat:
    """Return the format of findings. Raises WrongUsage where the options contradict each other."""
    if json and form is FindingFormat.GITHUB:
        raise WrongUsage("--json and --format github contradict each other")
    return FindingFormat.JSON if json else form


def _read_output(
    form: Format, json: bool, fields: str | None, limit: int | None, cite: Style | None
) -> Output:
    """Return the options of output together. Raises WrongUsage where they contradict each other."""
    if json and form not in (Format.TABLE, Format.JSON):
        raise WrongUsage(f"--json and --format {form} contradict each other")
    has_format = json or form is not Format.TABLE
    if cite and (has_format or fields):
        raise WrongUsage(
            "--cite writes a bibliography, which has a style, but no format and no fields"
        )
    names = tuple(name.strip() for name in fields.split(",")) if fields else None
    return Output(Format.JSON if json else form, names, limit, cite)


def _write(answer: "Answer", output: Output) -> None:
    if output.cite is None:
        write(answer, output.form, output.fields)
        return
    from cqfacts.citations.bibliography import answer_bibliography

    cited = cast("CitingAnswer", answer)  # only a command whose answer cites has the option
    emit([answer_bibliography(cited, output.cite)], utf8=True)


def _output_options(
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    fields: FieldsOption = None,
    limit: LimitOption = None,
) -> None:
    """Carry the signature of the options of output."""


def _output_and_cite_options(
    form: FormatOption = Format.TABLE,
    json: JsonOption = False,
    fields: FieldsOption = None,
    limit: LimitOption = None,
    cite: CiteOption = None,
) -> None:
    """Carry the same signature with --cite."""
