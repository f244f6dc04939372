"""`cqfacts new`: add an entry of any kind from options, or from answers in a terminal.

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
from cqfacts.cli.grouping import PagedCommand, PagedGroup
from cqfacts.cli.options import FactsOption
from cqfacts.cli.output import OutputFailed, emit, say
from cqfacts.editing.adding import Added
from cqfacts.editing.answering import read_surroundings
from cqfacts.editing.kinds import SHAPES
from cqfacts.editing.lacking import KEYS_OF_INDICATOR, keys_to_enter
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


_CreateOption = Annotated[
    bool,
    typer.Option(
        "--create",
        help="Create the sectors, areas, subjects and measures that it names and the base lacks; of a fact also its indicator.",
    ),
]


def new_app() -> typer.Typer:
    """Make the commands below `new`."""
    app = typer.Typer(cls=PagedGroup, rich_markup_mode=None)
    settings = {"token_normalize_func": _as_in_yaml}
    for command in COMMANDS:
        app.command(command.__name__, cls=PagedCommand, context_settings=settings)(
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


def indicator(entered: Entered, create: _CreateOption = False, facts: FactsOption = None) -> None:
    """Add what is measured to indicators.yaml.

    \b
    Examples:
      cqfacts new indicator
      cqfacts new indicator --id bus-output --title 'Bus output' --sector automotive \\
        --subject motor-vehicles --measure output --kind flow --unit vehicles
      cqfacts new indicator --id wheat-sales --title 'Wheat sales' --kind flow \\
        --sector agriculture --subject wheat:小麦 --measure sales --unit tonnes --create
    """
    _add("indicator", entered, facts, create=create)


def fact(entered: Entered, create: _CreateOption = False, facts: FactsOption = None) -> None:
    """Add a fact to the file of its sector and year.

    Its id, its unit and its dating need not be said where they follow from the rest.

    \b
    Examples:
      cqfacts new fact
      cqfacts new fact --indicator vehicle-output --area chongqing --period 2013 \\
        --value '2.1 million' \\
        --statement 'Chongqing made 2.1 million motor vehicles in 2013.' \\
        --citation 'manufacturing-centre-2015:9:2.1 million vehicles in 2013'
    With --create its indicator may be new. That is said beside it:
      ... --indicator 'Wheat sales' --sector agriculture --subject wheat:小麦 \\
        --measure sales --kind flow --create
    """
    _add("fact", entered, facts, create=create)


def sector(entered: Entered, facts: FactsOption = None) -> None:
    """Add a part of the economy to sectors.yaml.

    \b
    Examples:
      cqfacts new sector
      cqfacts new sector --id energy --title Energy --title-zh 能源 \\
        --covers 'Power, gas and renewable energy' --alias electricity --alias 电力
    """
    _add("sector", entered, facts)


def area(entered: Entered, facts: FactsOption = None) -> None:
    """Add an area to areas.yaml. The first one is what the base is about.

    \b
    Examples:
      cqfacts new area
      cqfacts new area --id shenzhen --title Shenzhen --title-zh 深圳 --within china
      cqfacts new area --id bavaria --title Bavaria --title-zh 巴伐利亚 --code DE-BY
    """
    _add("area", entered, facts)


def subject(entered: Entered, facts: FactsOption = None) -> None:
    """Add what figures are about to subjects.yaml.

    It may be a product, an industry or a company.

    \b
    Examples:
      cqfacts new subject
      cqfacts new subject --id wheat --title wheat --title-zh 小麦 --alias 'wheat grain'
    """
    _add("subject", entered, facts)


def measure(entered: Entered, facts: FactsOption = None) -> None:
    """Add what is measured of a subject to measures.yaml.

    It may be output, exports or a share.

    \b
    Examples:
      cqfacts new measure
      cqfacts new measure --id stocks --title stocks --title-zh 库存量 --alias 'in store'
    """
    _add("measure", entered, facts)


def unit(entered: Entered, facts: FactsOption = None) -> None:
    """Add a unit or a currency to units.yaml.

    \b
    Examples:
      cqfacts new unit
      cqfacts new unit --id buses --dimension count --singular bus --plural buses
      cqfacts new unit --id grams --dimension mass --singular gram --plural grams \\
        --symbol g --factor 0.001
      cqfacts new unit --id CHF --dimension money --singular 'Swiss franc' \\
        --plural 'Swiss francs' --currency CHF
    """
    _add("unit", entered, facts)


def relation(entered: Entered, facts: FactsOption = None) -> None:
    """Add what a document says of two facts to relations.yaml.

    It may say that one is higher than the other, or a third of it.

    \b
    Examples:
      cqfacts new relation
      cqfacts new relation --id output-above-2013 --relation higher-than \\
        --left vehicle-output-2014 --right vehicle-output-2013 \\
        --statement 'The document says that output was higher than in 2013.' \\
        --citation 'manufacturing-centre-2015:9:higher than in 2013'
    """
    _add("relation", entered, facts)


COMMANDS = (source, indicator, fact, sector, area, subject, measure, unit, relation)
"""The commands below `new`, one for each kind of entry."""


def _as_in_yaml(option: str) -> str:
    """Let --dating-reason be typed as the key, --dating_reason."""
    return option.replace("-", "_")


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option for each key of its entry. It takes their values by key as `entered`."""
    keys = keys_to_enter(command.__name__, create=True)
    other_parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(command).parameters.values()
        if parameter.name != "entered"
    ]

    def run(**arguments: str | list[str] | Path | None) -> None:
        entered = {}
        for key in keys:
            value = arguments.pop(key.name)
            if isinstance(value, str | list) and value:
                entered[key.name] = parse_option(key, value)
        command(entered=entered, **arguments)

    parameters = [*map(_parameter_of, keys), *other_parameters]
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


def _add(kind: str, entered: Entered, folder: Path | None, *, create: bool = False) -> None:
    """Add an entry and say where; in a terminal, ask for the keys that are missing."""
    base = verbs.own_base(folder)
    _refuse_keys_of_indicator(kind, entered, create=create)
    missing = [
        option_name(key) for key in SHAPES[kind].keys if key.required and key.name not in entered
    ]
    if not missing:
        _report(kind, verbs.new(kind, entered, folder, create=create))
        return
    if not in_a_terminal():
        raise WrongUsage(_explain_missing(kind, missing))
    answers = ask_for_missing(kind, entered, read_surroundings(base, kind, create=create))
    try:
        added = verbs.new(kind, answers, folder, create=create)
    except InvalidBase:
        # Answers that were typed must not be lost.
        say(
            f"cqfacts: nothing was changed. This could not be added:\n\n{_write_out(kind, answers)}"
        )
        raise
    _report(kind, added)


def _write_out(kind: str, answers: Entered) -> str:
    """Return an entry as YAML, and after it what was said of its new indicator."""
    of_indicator = {key.name: answers.get(key.name, "") for key in KEYS_OF_INDICATOR}
    text = entry_text(SHAPES[kind], answers)
    if kind != "fact" or not any(of_indicator.values()):
        return text
    return f"{text}\n{entry_text(SHAPES['indicator'], of_indicator)}"


def _refuse_keys_of_indicator(kind: str, entered: Entered, *, create: bool) -> None:
    """Raise WrongUsage where a fact is entered with keys of its indicator, and that is not to be created."""
    if kind != "fact" or create:
        return
    options = [option_name(key) for key in KEYS_OF_INDICATOR if key.name in entered]
    if options:
        raise WrongUsage(
            f"only a new indicator has these: {', '.join(options)}. Add --create, or leave them out"
        )


def _explain_missing(kind: str, options: list[str]) -> str:
    sentences = [f"missing: {', '.join(options)}"]
    if "--sha256" in options:
        sentences.append("--document FILE says file, sha256 and paragraphs")
    sentences.append(f"In a terminal, cqfacts new {kind} asks for them")
    return ". ".join(sentences)


def _report(kind: str, added: Added) -> None:
    """Say where an entry was added, and what the base still lacks."""
    created = [f"{entry.place} added {entry.kind} {entry.id}" for entry in added.created]
    done = "\n".join([*created, f"{added.place} added {kind} {added.name}"])
    try:
        emit([f"{done}\n"])
    except OutputFailed:
        say(f"cqfacts: {done}")  # else what follows would read as if nothing had changed
        raise
    for finding in added.to_do:
        say(f"cqfacts: still to do: {finding.message}")
