"""The arguments and options that commands share, and the decorator that gives a command the output options.

Typer reads these annotations at run time.
"""

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cqfacts.cli.output import write
from cqfacts.errors import WrongUsage
from cqfacts.present import Format, Listing

SectorName = Annotated[
    list[str], typer.Argument(metavar="SECTOR", help="A sector: automotive, auto, cars, foreign trade, 汽车 ...")
]
YearNumbers = Annotated[
    list[str], typer.Argument(metavar="YEAR YEAR...", help="Two years or more, or spans: 2013 2014..2015 2021.")
]
YearNumber = Annotated[str, typer.Argument(metavar="YEAR", help="A year, or a span: 2014..2021.")]
IndicatorName = Annotated[
    list[str], typer.Argument(metavar="INDICATOR", help="An indicator, as `cqfacts indicators` lists them.")
]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="A question, or a few words.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of facts, as the listings in JSON show them.")]
CitedIds = Annotated[list[str], typer.Argument(metavar="ID|SOURCE...", help="Ids of facts or of sources.")]

SectorOption = Annotated[str | None, typer.Option("--sector", metavar="SECTOR", help="Only this sector.")]
YearOption = Annotated[
    str | None, typer.Option("--year", metavar="YEAR", help="Only periods that end in this year, or 2014..2021.")
]
AreaOption = Annotated[str | None, typer.Option("--area", metavar="AREA", help="Only this area.")]
MeasureOption = Annotated[
    str | None, typer.Option("--measure", metavar="MEASURE", help="Only this measure: output, exports, share ...")
]
ImpliedOption = Annotated[
    bool, typer.Option("--implied", help="Also what the figures imply without any document printing it.")
]
FactsOption = Annotated[
    Path | None,
    typer.Option("--facts", metavar="DIR", envvar="CQFACTS_FACTS", help="A fact base of your own.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.", case_sensitive=False)]
FieldsOption = Annotated[
    str | None, typer.Option("--fields", metavar="A,B", help="Only these fields; their names are the keys in JSON.")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=0, max=10**9, help="At most N of them.", show_default=False)
]


class Output(NamedTuple):
    """How the user wants the answer written."""

    form: Format
    fields: tuple[str, ...] | None
    limit: int | None


Answer = tuple[Listing, int]
"""A listing, and the exit status that goes with it."""


def listing(command: Callable[..., Answer]) -> Callable[..., None]:
    """Give a command the options --format, --json, --fields, --limit, and write the listing that it returns.

    The command takes an `output` and returns a listing and its exit status.
    """
    own = [item for item in inspect.signature(command).parameters.values() if item.name != "output"]

    @functools.wraps(command)
    def run(*, form: Format, json: bool, fields: str | None, limit: int | None, **arguments: Any) -> None:
        picked = tuple(name.strip() for name in fields.split(",")) if fields else None
        if json and form not in (Format.TABLE, Format.JSON):
            raise WrongUsage(f"--json and --format {form} contradict each other")
        output = Output(Format.JSON if json else form, picked, limit)
        answer, status = command(output=output, **arguments)
        write(answer, output.form, output.fields)
        raise typer.Exit(status)

    keywords = [
        item.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for item in (*own, *inspect.signature(_output).parameters.values())
    ]
    run.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]  # as PEP 362 has it
    run.__annotations__ = {item.name: item.annotation for item in keywords}
    return run


def _output(
    form: FormatOption = Format.TABLE, json: JsonOption = False, fields: FieldsOption = None, limit: LimitOption = None
) -> None:
    """Only its signature is used."""
