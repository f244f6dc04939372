"""`cqfacts new`: a source, an indicator or a fact from options, or asked for in a terminal.

The options and the questions are the keys of the entry, from the tables by which the files are read.
"""

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cqfacts import verbs
from cqfacts.base.forms import Form, Key, Shape
from cqfacts.cli.options import FactsOption
from cqfacts.cli.output import OutputFailed, emit, say
from cqfacts.editing.adding import SHAPES, Known, document_values, entry_text, is_needed, known_to, misfit
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.output.words import visible

_ONE_OF = {
    "aliases": "alias",
    "entity_aliases": "entity_alias",
    "citations": "citation",
    "doubts": "doubt",
    "notes": "note",
}
"""What an option for one item of a list is called."""
_SHARES, _INFERRED = ("share", "difference", "contribution"), ("inferred",)
_ONLY_WHERE = {
    "dating_reason": ("dating", _INFERRED),
    "growth_of": ("kind", ("growth",)),
    "part": ("kind", _SHARES),
    "whole": ("kind", _SHARES),
    "whole_area": ("kind", _SHARES),
    "ranks": ("kind", ("rank",)),
    "field": ("kind", ("rank",)),
}
"""Keys that are asked for only where another has one of these values."""
_MOST_CHOICES = 12
_LONGEST_ANSWER = 4094
"""Bytes. Of a longer line a terminal of Linux hands over as many and drops the rest."""
Values = dict[str, Any]


class Joined(NamedTuple):
    """How one option says a mapping: its form for the eye, and where its parts are."""

    metavar: str
    parts: re.Pattern[str]


_JOINED = {
    "citations": Joined("SOURCE:PARAGRAPH:PRINTED", re.compile("([^:]*):([^:]*):(.*)", re.DOTALL)),
    "author": Joined("'FAMILY, GIVEN'|NAME", re.compile("([^,]*)(?:,(.*))?", re.DOTALL)),
    "doubts": Joined("'REASON Likely: READING'", re.compile("(.*?) Likely: (.*)", re.DOTALL)),
}
_Document = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The text file of the document, which says file, sha256 and paragraphs.",
        show_default=False,
    ),
]


def new_app() -> typer.Typer:
    """The commands below `new`."""
    app = typer.Typer(rich_markup_mode=None)
    for function in (source, indicator, fact):
        app.command(function.__name__, context_settings={"token_normalize_func": _as_in_yaml})(_with_keys(function))
    return app


def source(entered: Values, document: _Document = None, facts: FactsOption = None) -> None:
    """Add a document to sources.yaml.

    \b
    Examples:
      cqfacts new source
      cqfacts new source --facts my-facts --id a-report --type report --title 'A Report' \\
        --dating printed --issued 2016-03 --document documents/a-report.txt
    """
    if document:
        entered = _with_document(entered, document)
    _add("source", entered, facts)


def indicator(entered: Values, facts: FactsOption = None) -> None:
    """Add what is measured to indicators.yaml.

    \b
    Examples:
      cqfacts new indicator
      cqfacts new indicator --id bus-output --title 'Bus output' --sector automotive \\
        --subject motor-vehicles --measure output --kind flow --unit vehicles
    """
    _add("indicator", entered, facts)


def fact(entered: Values, facts: FactsOption = None) -> None:
    """Add a fact to the file of its sector and year.

    \b
    Examples:
      cqfacts new fact
      cqfacts new fact --id vehicle-output-2013 --indicator vehicle-output --area chongqing \\
        --period 2013 --dating printed --value '2.1 million' --unit vehicles \\
        --statement 'Chongqing made 2.1 million motor vehicles in 2013.' \\
        --citation 'manufacturing-centre-2015:9:2.1 million vehicles in 2013'
    """
    _add("fact", entered, facts)


def _as_in_yaml(option: str) -> str:
    """--dating-reason may be typed as the key, --dating_reason."""
    return option.replace("-", "_")


def _with_keys(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command one option for each key of its entry. It takes what was entered as `entered`."""
    shape = SHAPES[function.__name__]
    own = [item for item in inspect.signature(function).parameters.values() if item.name != "entered"]

    def run(**arguments: Any) -> None:
        rest = {item.name: arguments.pop(item.name) for item in own}
        given = {key.name: arguments[key.name] for key in shape.keys if arguments[key.name]}
        function(entered={name: _parsed(shape, name, value) for name, value in given.items()}, **rest)

    keywords = [_parameter(key) for key in shape.keys]
    keywords += [item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in own]
    run.__doc__ = function.__doc__
    run.__signature__ = inspect.Signature(keywords)  # type: ignore[attr-defined]  # as PEP 362 has it
    run.__annotations__ = {item.name: item.annotation for item in keywords}
    return run


def _parameter(key: Key) -> inspect.Parameter:
    metavar = _JOINED[key.name].metavar if key.name in _JOINED else "|".join(_choices(key)) or "TEXT"
    repeated = " Repeatable." if key.form.item else ""
    about = key.help[0].upper() + key.help[1:].removesuffix("...").rstrip() + "." + repeated
    option = typer.Option(_option(key), metavar=metavar, help=about, show_default=False)
    kind: Any = list[str] if key.form.item else str
    return inspect.Parameter(
        key.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, option]
    )


def _choices(key: Key) -> list[str]:
    """The words of a closed list that is short enough to be read."""
    words: list[str] = key.form.schema.get("enum", [])
    return words if len(words) <= _MOST_CHOICES else []


def _option(key: Key) -> str:
    return f"--{_ONE_OF.get(key.name, key.name)}".replace("_", "-")


def _parsed(shape: Shape, name: str, given: Any) -> Any:
    """What an option says, with the parts of mappings told apart. Raises WrongUsage."""
    key = next(key for key in shape.keys if key.name == name)
    inner = _inner(key.form)
    return given if inner is None else [_parts(key, inner, text) for text in given]


def _parts(key: Key, inner: Shape, text: str) -> dict[str, str]:
    joined = _JOINED[key.name]
    found = joined.parts.fullmatch(text)
    if not found:
        raise WrongUsage(f'{_option(key)} takes {joined.metavar}, not "{text}"')
    return {part.name: value.strip() for part, value in zip(inner.keys, found.groups(""), strict=True)}


def _inner(form: Form) -> Shape | None:
    """The shape of the items of a list of mappings."""
    return form.item.shape if form.item else None


def _with_document(entered: Values, document: Path) -> Values:
    computed = document_values(document)
    if twice := [f"--{name}" for name in computed if name in entered]:
        raise WrongUsage(f"--document says it: leave out {', '.join(twice)}")
    return {**entered, **computed}


def _add(kind: str, entered: Values, folder: Path | None) -> None:
    """Add the entry and say where; what is missing is asked for in a terminal."""
    shape, base = SHAPES[kind], verbs.own_base(folder)
    missing = [_option(key) for key in shape.keys if key.required and key.name not in entered]
    if missing and not _in_a_terminal():
        document = "--document FILE says file, sha256 and paragraphs. " if "--sha256" in missing else ""
        raise WrongUsage(f"missing: {', '.join(missing)}. {document}In a terminal, cqfacts new {kind} asks for them")
    whole = {**entered, **dict(_answers(kind, entered, known_to(base, kind)))} if missing else entered
    try:
        added = verbs.new(kind, whole, folder)
    except InvalidBase:
        if missing:  # what was typed must not be lost
            say(f"cqfacts: nothing was changed. This could not be added:\n\n{entry_text(shape, whole)}")
        raise
    done = f"{added.place} added {kind} {whole['id']}"
    try:
        emit([f"{done}\n"])
    except OutputFailed:
        say(f"cqfacts: {done}")  # else what follows would read as if nothing had changed
        raise
    for finding in added.to_do:
        say(f"cqfacts: still to do: {finding.message}")


def _in_a_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def _answers(kind: str, entered: Values, known: Known) -> Iterator[tuple[str, Any]]:
    """Ask for every key that was not entered and that the answers so far leave open."""
    say(f"A new {kind}. What is optional can be left empty; Ctrl-C leaves without a trace.")
    answers = dict(entered)
    if kind == "source" and "file" not in entered:
        answers |= _asked_document()
    shape = SHAPES[kind]
    for key in shape.keys:
        if key.name in answers or not _is_open(key, shape, answers):
            continue
        required = is_needed(key, answers, known)
        answers[key.name] = _asked_list(key, known) if key.form.item else _asked(key, known, required=required)
    yield from answers.items()


def _is_open(key: Key, shape: Shape, answers: Values) -> bool:
    """Whether the answers so far leave a key to be asked for: no dating without a date, no field but of a rank."""
    name, wanted = _ONLY_WHERE.get(key.name, ("", ()))
    before = [answers[other] for other in shape.together & answers.keys() if key.name in shape.together]
    return (not name or answers.get(name) in wanted) and (not before or any(before))


def _asked_document() -> dict[str, str]:
    def read(text: str) -> dict[str, str]:
        try:
            return document_values(Path(text).expanduser()) if text else {}
        except WrongUsage as error:
            raise typer.BadParameter(visible(str(error))) from None

    found: dict[str, str] = typer.prompt(
        "document (its text file, which says file, sha256 and paragraphs; optional)",
        default="",
        show_default=False,
        value_proc=read,
        err=True,
    )
    return found


def _asked_list(key: Key, known: Known) -> list[Any]:
    """One item after the other, up to an empty one; at least one where the key is required."""
    items: list[Any] = []
    inner = _inner(key.form)
    while True:
        required = key.required and not items
        first = inner.keys[0] if inner else key._replace(form=key.form.item or key.form)
        label = f"{_ONE_OF.get(key.name, key.name)} {len(items) + 1}"
        answer = _asked(first, known, required=required, label=f"{label}, {first.name}" if inner else label)
        if not answer:
            return items
        rest = inner.keys[1:] if inner else ()
        others = {
            part.name: _asked(part, known, required=part.required, label=f"{label}, {part.name}") for part in rest
        }
        items.append({first.name: answer, **others} if inner else answer)


def _asked(key: Key, known: Known, *, required: bool, label: str = "") -> str:
    """The answer to a question, asked again until it can stand under the key."""

    def read(text: str) -> str:
        if wrong := _wrong_answer(key, text, known, required=required):
            raise typer.BadParameter(visible(wrong))
        return text.strip()

    about = " or ".join(_choices(key)) or key.help
    question = f"{label or key.name} ({about}{'' if required else '; optional'})"
    answer: str = typer.prompt(question, default="", show_default=False, value_proc=read, err=True)
    return answer


def _wrong_answer(key: Key, text: str, known: Known, *, required: bool) -> str | None:
    """Why an answer cannot be taken; None where it can."""
    if not text.strip():
        return "this cannot be left empty" if required else None
    if len(os.fsencode(text)) >= _LONGEST_ANSWER:
        return f"a terminal takes no more than {_LONGEST_ANSWER:,} bytes a line: give it as {_option(key)}"
    return misfit(key, text, known)
