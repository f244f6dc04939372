"""Figures held against each other, and what documents say of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqfacts.answers.details import RELATION
from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    FLAG,
    MORE,
    TEXT,
    TEXTS,
    Envelope,
    Listing,
    Record,
    cites_itself,
    key,
    list_of,
    optional_key,
    word,
)
from cqfacts.answers.listings import Context
from cqfacts.model.fact import ConflictKind, Fact
from cqfacts.reason.cases import Case
from cqfacts.reason.relations import Outcome


class ConflictList(NamedTuple):
    """Cases in which figures were held against each other, failures first."""

    command: str
    sector: str | None
    """The id of the only sector; None: all of them."""
    every: bool
    """True where cases that hold, or cannot be told, are listed, too."""
    cases: Sequence[Case]
    context: Context
    more: int = 0
    not_in_conflict: int = 0
    """The number of cases that hold or cannot be told, and are not listed."""

    @property
    def facts(self) -> list[Fact]:
        """The facts concerned, each once."""
        by_name: dict[str, Fact] = {}
        for case in self.cases:
            for fact in case.facts:
                by_name.setdefault(fact.id, fact)
        return list(by_name.values())

    @property
    def contract(self) -> "Envelope[ConflictList, Fact]":
        """The keys of its JSON."""
        return CONFLICT_LIST


CASE: Record[Case] = Record(
    "case",
    "What figures were held against, and what they say of it",
    (
        key(
            "found_by",
            word(ConflictKind),
            "a relation, two figures for the same thing, or what others imply",
            lambda case: case.kind,
        ),
        key(
            "outcome", word(Outcome), "what the printed digits say of it", lambda case: case.outcome
        ),
        key(
            "facts",
            TEXTS,
            "the ids of the facts concerned",
            lambda case: [fact.id for fact in case.facts],
        ),
        key("arithmetic", TEXT, "the figures set against each other", lambda case: case.arithmetic),
        key(
            "doubtful",
            FLAG,
            "whether a doubt is written down with one of the facts",
            lambda case: case.doubtful,
        ),
        key(
            "relations",
            list_of(RELATION.form),
            "what documents say, where that was held against the figures",
            lambda case: case.relations,
        ),
    ),
)


def _facts(answer: ConflictList) -> Iterable[Fact]:
    return answer.facts


CONFLICT_LIST: Envelope[ConflictList, Fact] = Envelope(
    ("conflicts",),
    Record(
        "sector",
        ASKED,
        (
            optional_key("sector", TEXT, "the id of a sector", lambda answer: answer.sector),
            key("all", FLAG, "whether what holds is listed, too", lambda answer: answer.every),
        ),
    ),
    (
        key("conflicts", list_of(CASE.form), "what fails first", lambda answer: answer.cases),
        key(
            "not_in_conflict",
            COUNT,
            "how many statements about figures hold or cannot be told, and are not listed",
            lambda answer: answer.not_in_conflict,
        ),
        MORE,
    ),
    Listing("facts", "the facts concerned", _facts, FACT, cites=cites_itself),
    "conflicts",
)
