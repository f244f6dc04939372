"""Ask in a terminal for the keys of a new entry that were not given as options."""

import os
import sys
from pathlib import Path

import typer

from cqfacts.base.shapes import Key, Shape
from cqfacts.cli.entry_keys import (
    choices_of,
    is_open,
    item_name,
    item_shape,
    option_name,
    parse_option,
    takes_whole_texts,
    with_texts,
)
from cqfacts.cli.output import say
from cqfacts.editing.answering import (
    Surroundings,
    explain_misfit,
    has_use,
    is_needed,
    lacks_dating,
)
from cqfacts.editing.kinds import SHAPES
from cqfacts.editing.lacking import keys_to_enter
from cqfacts.editing.writing import Entered, Value
from cqfacts.errors import WrongUsage
from cqfacts.evidence.documents import describe_document
from cqfacts.output.escaping import visible

_DATING = ("dating", "dating_reason")
_LONGEST_ANSWER = 4094
"""In bytes. Of a longer line a terminal of Linux hands over as many and drops the rest."""


def in_a_terminal() -> bool:
    """Tell whether there is a terminal in which somebody can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def ask_for_missing(kind: str, entered: Entered, surroundings: Surroundings) -> dict[str, Value]:
    """Ask for every key that was not entered and that the answers so far leave open; return the whole entry."""
    say(f"A new {kind}. What is optional can be left empty; Ctrl-C leaves without a trace.")
    answers = dict(entered)
    if kind == "source" and "file" not in entered:
        answers.update(_ask_for_document())
    shape = SHAPES[kind]
    for key in keys_to_enter(kind, create=surroundings.creates):
        if key.name in answers or not is_open(key, shape, answers):
            continue
        if not has_use(key, answers, surroundings.vocabulary):
            continue
        if kind == "fact" and key.name in _DATING:
            continue  # what its citations print need not be said
        if key.form.item:
            answers[key.name] = _ask_for_list(key, surroundings)
        else:
            required = is_needed(key, answers, surroundings.vocabulary)
            answers[key.name] = _ask(key, surroundings, required=required)
    if kind == "fact" and lacks_dating(answers, surroundings.vocabulary):
        answers["dating_reason"] = _ask_for_reason(shape, surroundings)
    return answers


def document_keys(path: Path) -> dict[str, Value]:
    """Return the keys of a source that its document says. Raises WrongUsage where it cannot be read."""
    document = describe_document(path)
    return {
        "file": document.file,
        "sha256": document.sha256,
        "paragraphs": str(document.paragraphs),
    }


def _ask_for_reason(shape: Shape, surroundings: Surroundings) -> str:
    """Ask how a period was placed that no citation prints."""
    [key] = [key for key in shape.keys if key.name == "dating_reason"]
    return _ask(
        key._replace(help="no citation prints the period: how it was placed"),
        surroundings,
        required=True,
    )


def _ask_for_document() -> dict[str, Value]:
    """Ask for the file of a document; return the keys that it says, none where the answer is empty."""

    def read(text: str) -> dict[str, Value]:
        if not text:
            return {}
        try:
            return document_keys(Path(text).expanduser())
        except WrongUsage as error:
            raise typer.BadParameter(visible(str(error))) from None

    keys: dict[str, Value] = typer.prompt(
        "document (its text file, which says file, sha256 and paragraphs; optional)",
        default="",
        show_default=False,
        value_proc=read,
        err=True,
    )
    return keys


def _ask_for_list(key: Key, surroundings: Surroundings) -> Value:
    if takes_whole_texts(key):
        return parse_option(key, _ask_for_texts(with_texts(key), surroundings))
    shape = item_shape(key)
    if shape is None:
        return _ask_for_texts(key, surroundings)
    return _ask_for_mappings(key, shape, surroundings)


def _ask_for_texts(key: Key, surroundings: Surroundings) -> list[str]:
    """Ask for one text after the other, up to an empty one; for at least one where the key is required."""
    texts: list[str] = []
    of_one_item = key._replace(form=key.form.item or key.form)
    while True:
        label = f"{item_name(key)} {len(texts) + 1}"
        text = _ask(of_one_item, surroundings, required=key.required and not texts, label=label)
        if not text:
            return texts
        texts.append(text)


def _ask_for_mappings(key: Key, shape: Shape, surroundings: Surroundings) -> list[dict[str, str]]:
    """Ask for one mapping after the other, up to one whose leading key is left empty; for at least one where required."""
    mappings: list[dict[str, str]] = []
    leading, *following = shape.keys
    while True:
        label = f"{item_name(key)} {len(mappings) + 1}"
        required = key.required and not mappings
        answer = _ask(leading, surroundings, required=required, label=f"{label}, {leading.name}")
        if not answer:
            return mappings
        mapping = {leading.name: answer}
        for part in following:
            mapping[part.name] = _ask(
                part, surroundings, required=part.required, label=f"{label}, {part.name}"
            )
        mappings.append(mapping)


def _ask(key: Key, surroundings: Surroundings, *, required: bool, label: str = "") -> str:
    """Return the answer to a question, which is asked again until the answer can stand under the key."""

    def read(text: str) -> str:
        refusal = _refuse_answer(key, text, surroundings, required=required)
        if refusal:
            raise typer.BadParameter(visible(refusal))
        return text.strip()

    explanation = " or ".join(choices_of(key)) or key.help
    if not required:
        explanation += "; optional"
    question = f"{label or key.name} ({explanation})"
    answer: str = typer.prompt(question, default="", show_default=False, value_proc=read, err=True)
    return answer


def _refuse_answer(
    key: Key, text: str, surroundings: Surroundings, *, required: bool
) -> str | None:
    """Return the reason why an answer cannot be taken; None where it can."""
    if not text.strip():
        return "this cannot be left empty" if required else None
    if len(os.fsencode(text)) >= _LONGEST_ANSWER:
        return f"a terminal takes no more than {_LONGEST_ANSWER:,} bytes a line: give it as {option_name(key)}"
    return explain_misfit(key, text, surroundings)
