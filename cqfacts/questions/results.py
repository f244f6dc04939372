"""The answer to a question: its facts, and what is to be said beside them."""

from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.questions.intents import Intent
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.question import Question
from cqfacts.reader.records import Direction


class Absent(NamedTuple):
    """The base has nothing on what is asked for."""

    words: str
    """What that is."""


class NoFacts(NamedTuple):
    """The base has no facts at all."""


class NoCause(NamedTuple):
    """A cause is asked for, and none is printed."""


class NotSo(NamedTuple):
    """The question takes for granted that a figure moved in a direction, and it moved in the other one."""

    direction: Direction
    """The direction that it says."""


class Truth(NamedTuple):
    """What the question asks to be told the truth of is so, or not."""

    fact: Fact
    """The fact that says so."""
    is_so: bool


class InOrder(NamedTuple):
    """Figures that are asked to be compared, the highest first."""

    facts: tuple[Fact, ...]


class NotCompared(NamedTuple):
    """Figures that are asked to be compared, and cannot be."""

    reason: str


class Unanswered(NamedTuple):
    """A part of the question has no answer."""

    near: Match | None
    """The fact that is nearest to it."""
    absent: str | None
    """What the base has nothing on."""


class Listed(NamedTuple):
    """The facts are those of a listing."""

    command: str
    """The command that lists them all."""
    total: int
    noun: str
    """What they are: "rank", "fact"."""
    names: tuple[str, ...] = ()
    """The names themselves, where they are no facts: years, sources."""


Remark = Absent | NoFacts | NoCause | NotSo | Truth | InOrder | NotCompared | Unanswered | Listed


class SearchResult(NamedTuple):
    """The answer to a question."""

    answer: Fit
    question: Question
    matches: tuple[Match, ...]
    """The facts that answer it, then others that are near, best first."""
    answer_count: int = 1
    """So many of the first matches answer it together."""
    remarks: tuple[Remark, ...] = ()
    intent: Intent = Intent.FIGURE

    @property
    def absent(self) -> str | None:
        """What the base has nothing on; None where it has something."""
        absent = (remark.words for remark in self.remarks if isinstance(remark, Absent))
        return next(absent, None)

    @property
    def answering(self) -> tuple[Match, ...]:
        """The matches that answer it; none where nothing does."""
        return self.matches[: self.answer_count] if self.answer is not Fit.NONE else ()

    def with_remark(self, remark: Remark) -> "SearchResult":
        """Return the answer with one more remark."""
        return self._replace(remarks=(*self.remarks, remark))
