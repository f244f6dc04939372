"""The answer to a question: the facts that are near, what each does not meet, and how the question was understood."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import (
    ASKED,
    MORE,
    TEXT,
    TEXTS,
    Cited,
    Envelope,
    Form,
    Key,
    Listing,
    Record,
    key,
    list_of,
    nullable,
    optional_key,
    read_if_any,
    text,
)
from cqfacts.answers.listings import Context, IteratesFacts
from cqfacts.answers.remarks import remark_words
from cqfacts.errors import ExitStatus
from cqfacts.model.fact import Fact
from cqfacts.questions.intents import Intent
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.question import Phrase, Question
from cqfacts.questions.results import Listed, SearchResult
from cqfacts.questions.unmet import Unmet


class UnderstoodWords(NamedTuple):
    """Words of a question, and what they mean."""

    text: str
    means: Sequence[str]


@dataclass(frozen=True)
class SearchAnswer(IteratesFacts):
    """The facts near to a question, best first, and whether the first of them answer it."""

    command: str
    words: str
    """The question as it was typed."""
    result: SearchResult
    context: Context
    understood: Sequence[UnderstoodWords] | None = None
    """The words of the question with their meanings. None where nobody asked for that."""

    @property
    def more(self) -> int:
        """How many facts of a listing are left out."""
        listing = self.listing
        if listing is None or listing.names:
            return 0
        return max(0, listing.total - len(self.matches))

    @property
    def answer(self) -> Fit:
        """What the first facts are to the question: found, near or none."""
        return self.result.answer

    @property
    def intent(self) -> Intent:
        """What the question wants: a figure, a comparison, a listing."""
        return self.result.intent

    @property
    def listing(self) -> Listed | None:
        """The listing of which the facts are, where one answers the question."""
        return next((remark for remark in self.result.remarks if isinstance(remark, Listed)), None)

    @property
    def remarks(self) -> list[str]:
        """What is said beside the facts: that no cause is given, why figures are not compared. A listing has a key of its own."""
        remarks = [remark for remark in self.result.remarks if not isinstance(remark, Listed)]
        return [remark_words(remark, attrgetter("id")) for remark in remarks]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The facts with what each of them does not meet."""
        return self.result.matches

    @property
    def facts(self) -> list[Fact]:
        """The facts, best first."""
        return [match.fact for match in self.result.matches]

    @property
    def exit_status(self) -> ExitStatus:
        """The status with which a command ends that gives it."""
        is_none = self.answer is Fit.NONE
        return ExitStatus.NOT_FOUND if is_none else ExitStatus.ANSWERED

    @property
    def hits(self) -> "list[Hit]":
        """The matches, each with what it is to the question, so that no other one passes for an answer."""
        remarks = self.remarks
        if self.answer is Fit.NONE:
            return [Hit(Fit.NONE, match, remarks) for match in self.matches]
        answering = [Hit(self.answer, match, remarks) for match in self.result.answering]
        near_misses = self.matches[len(answering) :]
        return [*answering, *(Hit(OTHER, match) for match in near_misses)]

    @property
    def cited(self) -> "SearchAnswer":
        """The same with only the facts that answer the question, for a bibliography."""
        return replace(self, result=self.result._replace(matches=self.result.answering))

    @property
    def contract(self) -> "Envelope[SearchAnswer, Hit]":
        """The keys of its JSON."""
        return SEARCH_ANSWER


class Hit(NamedTuple):
    """A match, and what it is to the question; without a match where nothing is even near."""

    answer: str
    match: Match | None
    remarks: Sequence[str] = ()
    """What is said beside the facts that answer."""

    @property
    def fact(self) -> Fact | None:
        """The fact, where there is one."""
        return self.match.fact if self.match else None


UNMET: Record[Unmet] = Record(
    "unmet",
    "A condition that the fact does not meet",
    (
        key(
            "what",
            TEXT,
            "period, area, subject, measure, unit, value or word",
            lambda unmet: unmet.what,
        ),
        key("asked", TEXT, "what was asked", lambda unmet: unmet.asked),
        key("has", nullable(TEXT), "what the fact has in its place", lambda unmet: unmet.has),
        key(
            "likely",
            nullable(TEXT),
            "of a period: the one that a doubt says is likely",
            lambda unmet: unmet.likely,
        ),
    ),
)
_SCORE: Form[float] = Form({"type": "number"})
MATCH: Record[Match] = Record(
    "match",
    "How a fact meets a question",
    (
        key("unmet", list_of(UNMET.inline), "what it does not meet", lambda match: match.unmet),
        key("score", _SCORE, "how well it fits; higher is better", lambda match: match.score),
    ),
)


OTHER = "other"
"""What a fact is to a question that the facts before it answer."""
_ANSWER = text(enum=[fit.value for fit in Fit])
_ANSWER_OF_HIT = text(enum=[*(fit.value for fit in Fit), OTHER])
_ANSWER_KEY: Key[Hit] = key(
    "answer",
    _ANSWER_OF_HIT,
    "the answer to the question, with the facts that give it; other: with the others",
    lambda hit: hit.answer,
)
_REMARKS_KEY: Key[Hit] = key(
    "remarks",
    TEXTS,
    "what is said beside it: no cause is given; why figures are not compared",
    lambda hit: hit.remarks,
)
_FACT_KEYS: tuple[Key[Hit], ...] = read_if_any(FACT.keys, lambda hit: hit.fact, "")
HIT: Record[Hit] = Record(
    "hit",
    "A fact, and how it meets a question",
    (
        *_FACT_KEYS,
        key("match", nullable(MATCH.form), "how it meets the question", lambda hit: hit.match),
        _ANSWER_KEY,
        _REMARKS_KEY,
    ),
)
UNDERSTOOD: Record[UnderstoodWords] = Record(
    "understood",
    "words of the question",
    (
        key("text", TEXT, "the words", lambda words: words.text),
        key("means", TEXTS, "what they mean", lambda words: words.means),
    ),
)


def _fact_of(answer: SearchAnswer, hit: Hit) -> Iterable[Cited]:  # noqa: ARG001 - the signature of Listing.cites
    return (hit.fact,) if hit.fact else ()


def _rows(answer: SearchAnswer) -> Iterable[Hit]:
    """Return the hits, or one row with nothing but the answer: no format loses a no."""
    return answer.hits or [Hit(answer.answer, None, answer.remarks)]


_HITS: Listing[SearchAnswer, Hit] = Listing(
    "facts",
    "the facts that are near, best first",
    lambda answer: answer.hits,
    HIT,
    cites=_fact_of,
    item_schema={
        "allOf": [
            FACT.form.schema,
            {
                "properties": {
                    "match": MATCH.form.schema,
                    "answer": _ANSWER_OF_HIT.schema,
                    "remarks": TEXTS.schema,
                },
                "required": ["match", "answer", "remarks"],
            },
        ]
    },
)
SEARCH_ANSWER: Envelope[SearchAnswer, Hit] = Envelope(
    ("search",),
    Record("question", ASKED, (key("words", TEXT, "the question", lambda answer: answer.words),)),
    (
        key(
            "answer",
            _ANSWER,
            "found: the first facts meet all that is asked; near: they differ in one thing; none",
            lambda answer: answer.answer,
        ),
        key(
            "intent",
            text(enum=[intent.value for intent in Intent]),
            "what the question wants",
            lambda answer: answer.intent,
        ),
        key("remarks", TEXTS, "what is said beside the facts", lambda answer: answer.remarks),
        optional_key(
            "listed_by",
            TEXT,
            "the command that lists all the facts, where a listing answers the question",
            lambda answer: answer.listing.command if answer.listing else None,
        ),
        optional_key(
            "understood",
            list_of(UNDERSTOOD.inline),
            "how the question was understood, with --explain",
            lambda answer: answer.understood,
        ),
        MORE,
    ),
    _HITS._replace(rows=_HITS._replace(items=_rows, kept=("answer",))),
    "search",
)

_SLOTS = {
    "subjects": "subject",
    "indicators": "indicator",
    "measures": "measure",
    "areas": "area",
    "sectors": "sector",
    "cues": "asks for",
    "hints": "indicator",
}
_CUES = {
    "counting": "a count",
    "amount": "an amount",
    "who": "a name",
    "negation": "what is not",
    "pace": "how fast it changes",
    "moving": "a change",
    "points": "percentage points",
    "CNY": "yuan",
    "USD": "US dollars",
}


def explain_question(question: Question) -> list[UnderstoodWords]:
    """Say how each word of a question was understood, the periods and the figures."""
    words = [
        UnderstoodWords(phrase.repaired or phrase.text, _meanings(phrase))
        for phrase in question.phrases
    ]
    for period in question.periods:
        meaning = "period (anything in it)" if period.loose else "period"
        words.append(UnderstoodWords(str(period), [meaning]))
    words += [UnderstoodWords(value.text, ["figure"]) for value in question.values]
    return words


def _meanings(phrase: Phrase) -> list[str]:
    """Return what a phrase of a question was taken for; of several meanings all."""
    meanings = []
    for slot, label in _SLOTS.items():
        meanings += [f"{label} {_CUES.get(name, name)}" for name in sorted(getattr(phrase, slot))]
    meanings += _foreign_meanings(phrase)
    if phrase.repaired:
        meanings.append(f'taken for "{phrase.text}"')
    if phrase.filler:
        meanings.append("makes no difference")
    return meanings or ["a word to look for"]


def _foreign_meanings(phrase: Phrase) -> Iterator[str]:
    """List what a phrase names that is no entry of the vocabulary."""
    if phrase.entities:
        yield "a named company, project or place"
    if phrase.place and not phrase.areas:
        yield f"place {phrase.place}, which is none of the base's areas"
    has_known_meaning = phrase.measures or phrase.cues
    if phrase.other_measure and not has_known_meaning:
        yield f"measure {phrase.other_measure}, which is none of the base's"
