"""How search answers questions that were written from the documents by people who had seen neither base nor code.

    python -m tests.fresh              all, by set and style
    python -m tests.fresh --misses     each that is answered otherwise than its label says

Those of the sets "measured 1" to "measured 3" were asked once, before anybody looked at them one by one; what was reached
then stands in CONTRIBUTING.md. Rules may be built on all of them now. Write new ones for the next measure.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.questions.search import search
from cqfacts.verbs import open_base

QUESTIONS = Path(__file__).parent / "fresh_questions.jsonl"


class FreshQuestion(NamedTuple):
    """A question with its label: the answer that is right, and the facts of which any may come first."""

    q: str
    style: str
    set: str
    outcome: str
    right: tuple[str, ...]
    all: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other answers that a fair judge would accept."""


class Reply(NamedTuple):
    """What search says to a question."""

    question: FreshQuestion
    answer: str
    first: str

    @property
    def is_right_first(self) -> bool:
        """True where it answers with a right fact first; a listing without labelled facts needs an answer alone."""
        if self.answer == "none":
            return False
        return self.first in self.question.right or not self.question.right

    @property
    def is_as_labelled(self) -> bool:
        is_allowed = self.answer in (self.question.outcome, *self.question.also)
        return is_allowed and (self.question.outcome == "none" or self.is_right_first)


class Shares(NamedTuple):
    """Shares in percent."""

    answerable: int
    right_first: float
    """Of the answerable: answered, with a right fact first."""
    found: float
    """Of those that the base has wholly: called found, with a right fact first."""
    unanswerable: int
    called_found: float
    called_near: float


def fresh_questions() -> list[FreshQuestion]:
    """Return all questions."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines]


def _question(row: dict[str, object]) -> FreshQuestion:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    texts = {key: str(value) for key, value in row.items() if not isinstance(value, list)}
    return FreshQuestion(**texts, **lists)  # type: ignore[arg-type] # the keys of the file are the fields


def replies(questions: Iterable[FreshQuestion], base: Catalogue) -> Iterator[Reply]:
    """Yield what search says to each question."""
    for question in questions:
        try:
            result = search(base, question.q)
        except WrongUsage:
            yield Reply(question, "none", "")
            continue
        first = result.matches[0].fact.id if result.matches else ""
        yield Reply(question, result.answer.value, first)


def shares(some: list[Reply]) -> Shares:
    """Return the shares of some replies."""
    answerable = [reply for reply in some if reply.question.outcome != "none"]
    wholly = [reply for reply in answerable if reply.question.outcome == "found"]
    unanswerable = [reply for reply in some if reply.question.outcome == "none"]
    return Shares(
        len(answerable),
        _percent(reply.is_right_first for reply in answerable),
        _percent(reply.is_right_first and reply.answer == "found" for reply in wholly),
        len(unanswerable),
        _percent(reply.answer == "found" for reply in unanswerable),
        _percent(
            reply.answer == "near" and "near" not in reply.question.also for reply in unanswerable
        ),
    )


def _percent(marks: Iterable[bool]) -> float:
    counts = Counter(marks)
    total = sum(counts.values())
    return round(100 * counts[True] / total, 1) if total else 0.0


def main() -> None:
    """Print the shares by set and style."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true")
    wants_misses = parser.parse_args().misses
    every = list(replies(fresh_questions(), open_base()))
    groups = sorted({(reply.question.set, reply.question.style) for reply in every})
    print("set       style          answerable  right  found  unanswerable  found  near")  # noqa: T201
    for name, style in (*groups, *((name, "") for name in sorted({name for name, _ in groups}))):
        some = [
            reply
            for reply in every
            if reply.question.set == name and style in ("", reply.question.style)
        ]
        row = shares(some)
        print(  # noqa: T201
            f"{name:9} {style or 'all':14} {row.answerable:10} {row.right_first:6} {row.found:6} "
            f"{row.unanswerable:13} {row.called_found:6} {row.called_near:5}"
        )
    for reply in every if wants_misses else ():
        if not reply.is_as_labelled:
            print(reply.question.q, "|", reply.answer, reply.first, "|", reply.question.outcome)  # noqa: T201


if __name__ == "__main__":
    main()
