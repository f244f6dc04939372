"""Single facts with everything about them, and what figures rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cqfacts.answers.facts import CITATION, CONFLICT, DOUBT, EDTF, FACT, ID
from cqfacts.answers.keys import (
    ASKED,
    EXACT,
    FLAG,
    MORE,
    TEXT,
    TEXTS,
    Cited,
    Envelope,
    Form,
    Json,
    Listing,
    Record,
    by_id,
    cites_itself,
    key,
    list_of,
    nullable,
    optional_key,
    word,
)
from cqfacts.answers.listings import Context, IteratesFacts
from cqfacts.model.fact import Fact, Formula, is_counted
from cqfacts.model.relation import Relation, RelationKind


@dataclass(frozen=True)
class FactDetails(IteratesFacts):
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


@dataclass(frozen=True)
class Reasons(IteratesFacts):
    """Facts with all that they rest on, down to the printed digits, and the figures that rest on each of them."""

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


RELATION: Record[Relation] = Record(
    "relation",
    "What a document says about two facts",
    (
        key("id", TEXT, ID, lambda relation: relation.id),
        key(
            "relation",
            word(RelationKind),
            "the left is higher than, equals, is part of the right",
            lambda relation: relation.relation,
        ),
        key("left", TEXT, "the id of a fact", lambda relation: relation.left),
        key("right", TEXT, "the id of a fact", lambda relation: relation.right),
        key("statement", TEXT, "the relation in one sentence", lambda relation: relation.statement),
        key(
            "citations",
            list_of(CITATION.form),
            "where it is printed",
            lambda relation: relation.citations,
        ),
        key(
            "by",
            nullable(TEXT),
            "the figure of the relation itself, as printed",
            lambda relation: relation.by,
        ),
    ),
)
_EXACT_NUMBER = "an exact number in base units: 1290500, or 431/1000"


def _inputs(fact: Fact) -> Mapping[str, Fact] | None:
    return dict(fact.derivation.inputs) if fact.derivation else None


def _write_reasoning(fact: Fact) -> Json:
    return REASONING.write(fact)


def _printed(fact: Fact) -> str | None:
    """Return the sign, digits and scale word of a printed figure, or the words of a state."""
    return str(fact.quantity) if fact.quantity else fact.state


REASONING: Record[Fact] = Record(
    "reasoning",
    "What a figure rests on, down to the printed digits",
    # `low` and `high` of an implied figure follow from those of its inputs by `expression` and nothing else; where
    # `whole` is true they are the whole numbers between.
    (
        key("id", TEXT, "the id of a fact, or of an implied figure", lambda fact: fact.id),
        key(
            "title",
            TEXT,
            "the indicator's title, and which one where there are several",
            lambda fact: fact.title,
        ),
        key(
            "area",
            nullable(TEXT),
            "the id of what the figure is about; null of a company's figure of no place",
            lambda fact: fact.area_id,
        ),
        key("period", TEXT, EDTF, lambda fact: str(fact.period)),
        key("text", TEXT, "the figure for the eye, or the state in words", lambda fact: fact.text),
        key(
            "unit",
            nullable(TEXT),
            "the id of the unit; null for a state",
            lambda fact: fact.unit_id,
        ),
        key(
            "whole",
            FLAG,
            "whether the unit counts whole things: bounds of an implied figure are then whole numbers",
            lambda fact: fact.implied and is_counted(fact),
        ),
        key("value", nullable(EXACT), _EXACT_NUMBER, lambda fact: fact.value),
        key("low", nullable(EXACT), _EXACT_NUMBER, lambda fact: fact.interval.low),
        key("high", nullable(EXACT), _EXACT_NUMBER, lambda fact: fact.interval.high),
        key(
            "doubts",
            list_of(DOUBT.form),
            "what is wrong or unclear with it",
            lambda fact: fact.doubts,
        ),
        key(
            "conflicts",
            list_of(CONFLICT.form),
            "what arithmetic finds against it",
            lambda fact: fact.conflicts,
        ),
        optional_key(
            "formula",
            word(Formula),
            "of an implied figure: how it follows",
            lambda fact: fact.derivation.formula if fact.derivation else None,
        ),
        optional_key(
            "expression",
            TEXT,
            "of an implied figure: arithmetic over the names of its inputs",
            lambda fact: fact.derivation.expression if fact.derivation else None,
        ),
        optional_key(
            "inputs",
            by_id(Form({"$ref": "#/$defs/reasoning"}, _write_reasoning)),
            "of an implied figure: what stands for each name in the expression",
            _inputs,
        ),
        optional_key(
            "printed",
            nullable(TEXT),
            "of a printed figure: its sign, digits and scale word",
            lambda fact: None if fact.implied else _printed(fact),
        ),
        optional_key(
            "citations",
            list_of(CITATION.form),
            "of a printed figure: where it is printed",
            lambda fact: None if fact.implied else fact.citations,
        ),
    ),
)


_FACT_IDS: Form[Sequence[str]] = Form({**TEXTS.schema, "description": "ids of facts"}, list)
_IMPLIED_IDS: Form[Sequence[str]] = Form(
    {**TEXTS.schema, "description": "ids of implied figures"}, list
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
        key(
            "relations",
            list_of(RELATION.form),
            "what the documents say of these facts and others",
            _relations_once,
        ),
        MORE,
    ),
    Listing("facts", "the facts", lambda answer: answer.facts, FACT, cites=_cites_with_relations),
    "details",
)
REASONS: Envelope[Reasons, Fact] = Envelope(
    ("why",),
    Record(
        "ids",
        ASKED,
        (key("ids", TEXTS, "ids of facts or of implied figures", lambda answer: answer.ids),),
    ),
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
