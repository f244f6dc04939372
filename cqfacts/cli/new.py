"""`cqfacts new`: add a source, an indicator or a fact from options, or from answers in a terminal.

The options and the questions are the keys of the entry, from the tables by which the files are read.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cqfacts import verbs
from cqfacts.base.shapes import Key
from cqfacts.cli.asking import ask_for_missing, document_keys, in_a_terminal
from cqfacts.cli.entry_keys import option_metavar, option_name, parse_option
from cqfacts.cli.options import FactsOption
from cqfacts.cli.output import OutputFailed, emit, say
from cqfacts.editing.adding import SHAPES, Added
from cqfacts.editing.answering import read_surroundings
from cqfacts.editing.writing import Entered, entry_text
from cqfacts.errors import InvalidBase, WrongUsage

_DocumentOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The text file of the document, which says file, sha256 and paragraphs.",
        show_default=False,
    ),
]


def new_app() -> typer.Typer:
    """Make the commands below `new`."""
    app = typer.Typer(rich_markup_mode=None)
    for command in (source, indicator, fact):
        app.command(command.__name__, context_settings={"token_normalize_func": _as_in_yaml})(
            _with_options(command)
        )
    return app


def source(entered: Entered, document: _DocumentOption = None, facts: FactsOption = None) -> None:
    """Add a document to sources.yaml.

    \b
    Examples:
      cqfacts new source
      cqfacts new source --facts my-facts --id a-report --type report --title 'A Report' \\
        --dating printed --issued 2016-03 --document documents/a-report.txt
    Authors: --author 'Chen, Yuting' --author 'name: Trade Bureau, Yubei'
    """
    if document:
        entered = _with_document(entered, document)
    _add("source", entered, facts)


def indicator(entered: Entered, facts: FactsOption = None) -> None:
    """Add what is measured to indicators.yaml.

    \b
    Examples:
      cqfacts new indicator
      cqfacts new indicator --id bus-output --title 'Bus output' --sector automotive \\
        --subject motor-vehicles --measure output --kind flow --unit vehicles
    """
    _add("indicator", entered, facts)


def fact(entered: Entered, facts: FactsOption = None) -> None:
    """Add a fact to the file of its sector and year.

    Its id, its unit and its dating need not be said where they follow from the rest.

    \b
    Examples:
      cqfacts new fact
      cqfacts new fact --indicator vehicle-output --area chongqing --period 2013 \\
        --value '2.1 million' \\
        --statement 'Chongqing made 2.1 million motor vehicles in 2013.' \\
        --citation 'manufacturing-centre-2015:9:2.1 million vehicles in 2013'
    """
    _add("fact", entered, facts)


def _as_in_yaml(option: str) -> str:
    """Let --dating-reason be typed as the key, --dating_reason."""
    return option.replace("-", "_")


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option for each key of its entry. It takes their values by key as `entered`."""
    shape = SHAPES[command.__name__]
    other_parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != "entered"
    ]

    def run(**arguments: str | list[str] | Path | None) -> None:
        entered = {}
        for key in shape.keys:
            value = arguments.pop(key.name)
            if isinstance(value, str | list) and value:
                entered[key.name] = parse_option(key, value)
        command(entered=entered, **arguments)

    parameters = [*map(_parameter_of, shape.keys), *other_parameters]
    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # as PEP 362 has it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _parameter_of(key: Key) -> inspect.Parameter:
    """Make the option for a key, as Typer reads it from a signature."""
    is_list = key.form.item is not None
    help_text = key.help[0].upper() + key.help[1:].removesuffix("...").rstrip() + "."
    if is_list:
        help_text += " Repeatable."
    option = typer.Option(
        option_name(key), metavar=option_metavar(key), help=help_text, show_default=False
    )
    annotation = Annotated[list[str] | None, option] if is_list else Annotated[str | None, option]
    return inspect.Parameter(
        key.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation
    )


def _with_document(entered: Entered, document: Path) -> Entered:
    """Add the keys that a document says. Raises WrongUsage for those that an option says as well."""
    keys = document_keys(document)
    repeated = [f"--{name}" for name in keys if name in entered]
    if repeated:
        raise WrongUsage(f"--document says it: leave out {', '.join(repeated)}")
    return {**entered, **keys}


def _add(kind: str, entered: Entered, folder: Path | None) -> None:
    """Add an entry and say where; in a terminal, ask for the keys that are missing."""
    base = verbs.own_base(folder)
    missing = [
        option_name(key) for key in SHAPES[kind].keys if key.required and key.name not in entered
    ]
    if not missing:
        _report(kind, verbs.new(kind, entered, folder))
        return
    if not in_a_terminal():
        raise WrongUsage(_explain_missing(kind, missing))
    answers = ask_for_missing(kind, entered, read_surroundings(base, kind))
    try:
        added = verbs.new(kind, answers, folder)
    except InvalidBase:
        # Answers that were typed must not be lost.
        say(
            f"cqfacts: nothing was changed. This could not be added:\n\n{entry_text(SHAPES[kind], answers)}"
        )
        raise
    _report(kind, added)


def _explain_missing(kind: str, options: list[str]) -> str:
    sentences = [f"missing: {', '.join(options)}"]
    if "--sha256" in options:
        sentences.append("--document FILE says file, sha256 and paragraphs")
    sentences.append(f"In a terminal, cqfacts new {kind} asks for them")
    return ". ".join(sentences)


def _report(kind: str, added: Added) -> None:
    """Say where an entry was added, and what the base still lacks."""
    done = f"{added.place} added {kind} {added.name}"
    try:
        emit([f"{done}\n"])
    except OutputFailed:
        say(f"cqfacts: {done}")  # else what follows would read as if nothing had changed
        raise
    for finding in added.to_do:
        say(f"cqfacts: still to do: {finding.message}")
