"""Listings of facts, and single facts with everything that is known about them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cqfacts.answers.facts import FACT, REASONING, RELATION
from cqfacts.answers.keys import (
    FLAG,
    MORE,
    TEXT,
    TEXTS,
    Answer,
    Cited,
    Envelope,
    Form,
    Listing,
    Record,
    by_id,
    cites_itself,
    key,
    list_of,
    optional_key,
)
from cqfacts.model.fact import Fact
from cqfacts.model.relation import Relation
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
    """How many facts fit, with those that a limit left out."""
    context: Context
    more: int = 0
    """How many of them a limit left out."""
    implied: bool = False
    """Whether figures that facts imply are among them."""
    refusals: "Sequence[Refusal]" = ()
    """Inputs that seem to imply another figure, and do not."""

    @property
    def contract(self) -> "Envelope[FactList, Fact]":
        """The keys of its JSON."""
        return FACT_LIST


class FactDetails(NamedTuple):
    """Facts with everything about each of them."""

    command: str
    ids: Sequence[str]
    facts: Sequence[Fact]
    related: Mapping[str, Sequence[Fact]]
    """For each fact, by its id: the other facts of its subject."""
    relations: Mapping[str, Sequence[Relation]]
    """For each fact, by its id: what the documents say about it and another."""
    context: Context
    more: int = 0

    @property
    def contract(self) -> "Envelope[FactDetails, Fact]":
        """The keys of its JSON."""
        return FACT_DETAILS


class Reasons(NamedTuple):
    """What facts rest on, down to the printed digits, and the figures that rest on each of them."""

    command: str
    ids: Sequence[str]
    facts: Sequence[Fact]
    implies: Mapping[str, Sequence[Fact]]
    """For each fact, by its id: the figures that it implies."""
    context: Context
    more: int = 0

    @property
    def contract(self) -> "Envelope[Reasons, Fact]":
        """The keys of its JSON."""
        return REASONS


def _ids_of(facts_by_id: Mapping[str, Sequence[Fact]]) -> dict[str, list[str]]:
    return {name: [fact.id for fact in facts] for name, facts in facts_by_id.items()}


def _relations_once(answer: FactDetails) -> Iterable[Relation]:
    """Return every relation once, though it stands with both of its facts."""
    by_name: dict[str, Relation] = {}
    for relations in answer.relations.values():
        by_name.update((relation.id, relation) for relation in relations)
    return by_name.values()


def _cites_with_relations(answer: FactDetails, fact: Fact) -> Iterable[Cited]:
    return (fact, *answer.relations.get(fact.id, ()))


_FACT_IDS: Form[Sequence[str]] = Form({**TEXTS.schema, "description": "ids of facts"}, list)
_IMPLIED_IDS: Form[Sequence[str]] = Form({**TEXTS.schema, "description": "ids of implied figures"}, list)
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
            optional_key("sector", TEXT, "the id of a sector", lambda answer: answer.selection.sector_id),
            optional_key("area", TEXT, "the id of an area", lambda answer: answer.selection.area_id),
            optional_key("measure", TEXT, "the id of a measure", lambda answer: answer.selection.measure_id),
            optional_key("year", TEXT, "a year, or a span: 2014..2021", lambda answer: answer.selection.span),
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
FACT_DETAILS: Envelope[FactDetails, Fact] = Envelope(
    ("show",),
    Record("ids", ASKED, (key("ids", TEXTS, "ids of facts", lambda answer: answer.ids),)),
    (
        key(
            "related",
            by_id(_FACT_IDS),
            "for each fact, the others of its subject",
            lambda answer: _ids_of(answer.related),
        ),
        key("relations", list_of(RELATION.form), "what the documents say of these facts and others", _relations_once),
        MORE,
    ),
    Listing("facts", "the facts", lambda answer: answer.facts, FACT, cites=_cites_with_relations),
    "details",
)
REASONS: Envelope[Reasons, Fact] = Envelope(
    ("why",),
    Record("ids", ASKED, (key("ids", TEXTS, "ids of facts or of implied figures", lambda answer: answer.ids),)),
    (
        key(
            "reasoning",
            list_of(REASONING.form),
            "what each rests on, in their order",
            lambda answer: answer.facts,
        ),
        key(
            "implies",
            by_id(_IMPLIED_IDS),
            "for each fact, what follows from it",
            lambda answer: _ids_of(answer.implies),
        ),
        MORE,
    ),
    Listing("facts", "the facts", lambda answer: answer.facts, FACT, cites=cites_itself),
    "reasons",
)
