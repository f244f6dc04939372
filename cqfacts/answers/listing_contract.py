"""The contract of lists of facts."""

from typing import TYPE_CHECKING

from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import (
    FLAG,
    MORE,
    TEXT,
    TEXTS,
    Envelope,
    Key,
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


def _condition(name: str, about: str) -> "Key[FactList]":
    """Return the row of a condition of a look-up."""
    return optional_key(
        name,
        TEXT,
        f"{about}; several have commas between them",
        lambda answer: answer.selection.query[name],
    )


FACT_LIST: "Envelope[FactList, Fact]" = Envelope(
    ("sector", "year", "facts"),
    Record(
        "selection",
        "the conditions, every name as its id",
        (
            _condition("sector", "the id of a sector"),
            _condition("area", "the id of an area"),
            _condition("measure", "the id of a measure, or growth, share or rank"),
            _condition("subject", "the id of a subject"),
            _condition("indicator", "the id of an indicator"),
            _condition("year", "a year, or a span: 2014..2021"),
            optional_key(
                "implied",
                FLAG,
                "whether implied figures are listed, too",
                lambda answer: answer.implied or None,
            ),
            optional_key(
                "doubtful",
                FLAG,
                "whether only facts with a marked doubt or a conflict are listed",
                lambda answer: answer.kept.doubtful or None,
            ),
            optional_key(
                "forecast",
                FLAG,
                "whether only what is expected or planned is listed",
                lambda answer: answer.kept.forecast or None,
            ),
            optional_key(
                "source",
                TEXT,
                "the id of a source that is cited; several have commas between them",
                lambda answer: ",".join(answer.kept.source) or None,
            ),
            optional_key(
                "according_to",
                TEXT,
                "words of the name of who says it in a document",
                lambda answer: answer.kept.according_to,
            ),
            optional_key(
                "sort",
                TEXT,
                "the key of a fact by which they are sorted, with a minus before it the largest first",
                lambda answer: answer.sort,
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
