"""Ask in a terminal about each figure of a document that no fact covers: one key for an answer.

What is decided is written at once, so that one can leave at any time and go on later.
"""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path

import typer

from cqfacts.answers.drafts import DraftReport
from cqfacts.base import forms
from cqfacts.cli.asking import in_a_terminal
from cqfacts.cli.output import Colour, Screen, is_terminal, page, say
from cqfacts.editing.admitting import Admission, FilledDraft, admit_drafts
from cqfacts.editing.drafting import DraftedFact
from cqfacts.editing.writing import Entered, Value
from cqfacts.errors import CqfactsError
from cqfacts.output.blocks import Block
from cqfacts.output.drafts import view_draft, view_refused_draft
from cqfacts.output.terminal import write_blocks

_KEYS = "1-3: that indicator   e: edit   n: new indicator   s: skip   l: later   q: leave"
_EDITED = ("value", "unit", "area", "period", "dating_reason", "statement")
_OF_NEW_INDICATOR = ("indicator", "sector", "subject", "measure", "kind", "unit")
_HELP = {key.name: key.help for key in (*forms.INDICATOR.keys, *forms.FACT.keys)}
_LATER = "l"
_LEAVES = ("q", "\x03", "\x04")
_PLAIN = Screen(colour=Colour.NEVER)


def can_ask() -> bool:
    """Tell whether somebody can be asked, and sees the drafts."""
    return in_a_terminal() and is_terminal()


def decide_drafts(report: DraftReport, base: Path) -> DraftReport:
    """Ask about each draft that is listed; return the report of those that are left."""
    say(f"{len(report.drafts):,} open. {_KEYS}\n")
    undecided = list(report.drafts)
    for item in report.listed:
        _show(view_draft(item))
        outcome = _Question(report, item, base).ask()
        if outcome is _Outcome.LEFT:
            break
        if outcome is _Outcome.DECIDED:
            undecided.remove(item)
    return report._replace(drafts=undecided, is_asked=True)


class _Outcome(Enum):
    """What became of the question what a figure is."""

    DECIDED = "a fact or a skipped passage"
    LATER = "asked again another time"
    LEFT = "the last one"


class _Question:
    """The question what a figure is."""

    def __init__(self, report: DraftReport, item: DraftedFact, base: Path) -> None:
        self._report = report
        self._item = item
        self._base = base
        self._edited: dict[str, Value] = {}

    def ask(self) -> _Outcome:
        """Ask until the figure is decided or put off."""
        while True:
            answer = typer.getchar()
            if answer in _LEAVES:
                return _Outcome.LEFT
            if answer == _LATER:
                return _Outcome.LATER
            if self._do(answer):
                return _Outcome.DECIDED

    def _do(self, answer: str) -> bool:
        """Do what a key stands for. Return whether the figure is decided."""
        if answer in self._numbers:
            return self._accept(self._numbers[answer])
        if answer == "n":
            return self._accept_new_indicator()
        if answer == "s":
            return self._skip()
        if answer == "e":
            self._edit()
        else:
            say(_KEYS)
        return False

    @property
    def _numbers(self) -> dict[str, str]:
        """The indicators that are proposed, by the keys for them."""
        proposed = self._item.draft.indicators
        return {str(number): name for number, name in enumerate(proposed, 1)}

    def _accept(self, indicator: str) -> bool:
        entered = {**self._entered_of(indicator), "indicator": indicator}
        return self._admit(self._filled(entered), create=False)

    def _entered_of(self, indicator: str) -> dict[str, Value]:
        """Return the keys of a fact of an indicator: its sign, its unit and its quotation follow from that."""
        entered = self._item.others.get(indicator, self._item.entered)
        return {**_keys_of_fact(entered), **self._edited}

    def _accept_new_indicator(self) -> bool:
        say("A new indicator, its subject, measure and sector by id or title (wheat:小麦).")
        usual = {"unit": self._item.draft.unit or ""}
        named = {name: _ask(name, usual.get(name, "")) for name in _OF_NEW_INDICATOR}
        answers = {name: text for name, text in named.items() if text}
        entered = {**_keys_of_fact(self._item.entered), **self._edited, **answers}
        return self._admit(self._filled(entered), create=True)

    def _skip(self) -> bool:
        reason = _ask("why it is no fact", "")
        if not reason:
            return False
        return self._admit(self._filled({})._replace(skip=reason), create=False)

    def _edit(self) -> None:
        for name in _EDITED:
            usual = str(self._edited.get(name) or self._item.entered.get(name, ""))
            text = _ask(name, usual)
            if text != usual:
                self._edited[name] = text
        say("Now choose its indicator.")

    def _filled(self, entered: dict[str, Value]) -> FilledDraft:
        draft = self._item.draft
        return FilledDraft(draft.source, draft.paragraph, draft.printed, entered)

    def _admit(self, filled: FilledDraft, *, create: bool) -> bool:
        """Add what was decided, or say why it is refused. Return whether it was added."""
        try:
            admission: Admission = admit_drafts(
                self._base, Path(self._report.documents), [filled], create=create
            )
        except CqfactsError as error:
            say(f"cqfacts: {error}")
            return False
        for entry in admission.admitted:
            say(f"{entry.place} added {entry.kind} {entry.id}".rstrip() + "\n")
        for refusal in admission.refusals:
            _show(view_refused_draft(refusal))
        return not admission.refusals


def _keys_of_fact(entered: Entered) -> dict[str, Value]:
    """Return the keys of a draft that are those of a fact."""
    return {name: value for name, value in entered.items() if name in _HELP and value}


def _ask(name: str, usual: str) -> str:
    """Ask for the text of a key; an empty answer leaves it as it is."""
    about = f" ({_HELP[name]})" if name in _HELP else ""
    answer: str = typer.prompt(f"{name}{about}", default=usual, show_default=bool(usual), err=True)
    return answer.strip()


def _show(content: Iterable[Block]) -> None:
    """Write blocks to the terminal in which the questions are asked."""
    for piece in write_blocks(content, page(_PLAIN)):
        say(piece.rstrip("\n"))
