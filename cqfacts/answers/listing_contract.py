"""The contract of lists of facts."""

from typing import TYPE_CHECKING

from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import (
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
)
from cqfacts.model.fact import Fact

if TYPE_CHECKING:
    from cqfacts.answers.listings import FactList
    from cqfacts.reason.imply import Refusal

REFUSAL: "Record[Refusal]" = Record(
    "refusal",
    "Figures that seem to imply another and do not",
    (
        key("inputs", TEXTS, "their ids", lambda refusal: [fact.id for fact in refusal.inputs]),
        key("reason", TEXT, "why they do not", lambda refusal: refusal.reason),
    ),
)
FACT_LIST: "Envelope[FactList, Fact]" = Envelope(
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
