"""Listings of facts, and single facts with everything that is known about them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import (
    FLAG,
    MORE,
    TEXT,
    TEXTS,
    Answer,
    Envelope,
    Listing,
    Record,
    cites_itself,
    key,
    list_of,
    optional_key,
)
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area, Source

if TYPE_CHECKING:
    from cqfacts.index.catalogue import Selection
    from cqfacts.reason.imply import Refusal

ASKED = "what was asked"
FindSource = Callable[[str], Source]
"""Returns the source of an id."""


class Context(NamedTuple):
    """The parts of a base that writing an answer takes: its sources, and the area that lines leave out."""

    find_source: FindSource
    home: Area


class CitingAnswer(Answer, Protocol):
    """An answer whose items have sources."""

    @property
    def context(self) -> Context:
        """The parts of a base that writing it takes."""


class FactStream:
    """Facts that are read from the base each time one goes through them, so that a long listing needs no memory."""

    def __init__(self, read: Callable[[], Iterable[Fact]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._read())


class FactList(NamedTuple):
    """The facts that fit a selection, by sector and year."""

    command: str
    selection: "Selection"
    facts: Iterable[Fact]
    total: int
    """The number of facts that fit, with those that a limit left out."""
    context: Context
    more: int = 0
    """The number of them that a limit left out."""
    implied: bool = False
    """True where figures that facts imply are among them."""
    refusals: "Sequence[Refusal]" = ()
    """Inputs that seem to imply another figure, and do not."""

    @property
    def contract(self) -> "Envelope[FactList, Fact]":
        """The keys of its JSON."""
        return FACT_LIST


REFUSAL: "Record[Refusal]" = Record(
    "refusal",
    "Figures that seem to imply another and do not",
    (
        key("inputs", TEXTS, "their ids", lambda refusal: [fact.id for fact in refusal.inputs]),
        key("reason", TEXT, "why they do not", lambda refusal: refusal.reason),
    ),
)
FACT_LIST: Envelope[FactList, Fact] = Envelope(
    ("sector", "year", "facts"),
    Record(
        "selection",
        "the conditions, every name as its id",
        (
            optional_key(
                "sector", TEXT, "the id of a sector", lambda answer: answer.selection.sector_id
            ),
            optional_key(
                "area", TEXT, "the id of an area", lambda answer: answer.selection.area_id
            ),
            optional_key(
                "measure", TEXT, "the id of a measure", lambda answer: answer.selection.measure_id
            ),
            optional_key(
                "year", TEXT, "a year, or a span: 2014..2021", lambda answer: answer.selection.span
            ),
            optional_key(
                "implied",
                FLAG,
                "whether implied figures are listed, too",
                lambda answer: answer.implied or None,
            ),
        ),
    ),
    (
        optional_key(
            "not_implied",
            list_of(REFUSAL.inline),
            "with --implied: what does not follow, and why",
            lambda answer: answer.refusals if answer.implied else None,
        ),
        MORE,
    ),
    Listing("facts", "the facts", lambda answer: answer.facts, FACT, cites=cites_itself),
    "listing",
)
