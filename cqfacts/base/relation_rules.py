"""What must hold of a relation."""

from collections.abc import Iterator

from cqfacts.base.citation_rules import (
    HOW_TO_CITE,
    check_paragraphs,
    check_printed,
    check_repetition,
)
from cqfacts.base.rules import Breach, Rule
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.evidence.printed import Claim
from cqfacts.model.quantity import Quantity, QuantityError, parse_quantity
from cqfacts.model.relation import NEEDS_BY, Relation
from cqfacts.reader.unit_table import unit_table


def find_uncited_relation(relation: Relation, vocabulary: Vocabulary) -> Iterator[Breach]:
    if not relation.citations:
        yield Breach("citations", "a relation needs a citation", HOW_TO_CITE)


def find_relation_with_itself(relation: Relation, vocabulary: Vocabulary) -> Iterator[Breach]:
    if relation.left == relation.right:
        yield Breach("right", "a relation needs two facts", "name the other fact")


def find_wrong_by(relation: Relation, vocabulary: Vocabulary) -> Iterator[Breach]:
    hint = f"those with a figure of their own are {', '.join(NEEDS_BY)}"
    if relation.relation in NEEDS_BY and relation.by is None:
        yield Breach("relation", _BY_DOES_NOT_FIT, hint)
    if relation.relation not in NEEDS_BY and relation.by is not None:
        yield Breach("by", _BY_DOES_NOT_FIT, hint)


_BY_DOES_NOT_FIT = '"by" and the kind do not go together'


def find_by_without_figure(relation: Relation, vocabulary: Vocabulary) -> Iterator[Breach]:
    try:
        _parse_by(relation)
    except QuantityError as error:
        yield Breach("by", str(error), "write the digits as printed: 7.3, 5 to 6, 1/3")


def find_unprinted_by(relation: Relation, vocabulary: Vocabulary) -> Iterator[Breach]:
    try:
        quantity = _parse_by(relation)
    except QuantityError:
        return  # a breach of another rule
    if quantity and relation.citations:
        yield from check_printed(
            Claim(quantity), "by", relation.citations, unit_table(tuple(vocabulary.units.values()))
        )


def _parse_by(relation: Relation) -> Quantity | None:
    """Return the figure of a relation; None where its kind has none. Raises QuantityError."""
    if relation.by is None or relation.relation not in NEEDS_BY:
        return None
    return parse_quantity(relation.by)


def find_wrong_paragraphs_of_relation(
    relation: Relation, vocabulary: Vocabulary
) -> Iterator[Breach]:
    return check_paragraphs(relation.citations, vocabulary)


def find_repeated_citations_of_relation(
    relation: Relation, vocabulary: Vocabulary
) -> Iterator[Breach]:
    return check_repetition(relation.citations)


RELATION_RULES: tuple[Rule[Relation, Vocabulary], ...] = (
    Rule("CQ306", "a relation has a citation", find_uncited_relation),
    Rule("CQ314", "a relation has two facts", find_relation_with_itself),
    Rule("CQ315", "a relation has a figure where its kind has one, and only there", find_wrong_by),
    Rule("CQ205", "the figure of a relation is one", find_by_without_figure),
    Rule("CQ307", "the first citation prints the figure of the relation", find_unprinted_by),
    Rule(
        "CQ308", "the source has the paragraphs that are cited", find_wrong_paragraphs_of_relation
    ),
    Rule("CQ320", "no citation is given twice", find_repeated_citations_of_relation),
)
