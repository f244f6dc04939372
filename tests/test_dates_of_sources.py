"""The date of a source is known to the rules on the words that explain a fact."""

from cqfacts.base.reading import Base
from cqfacts.evidence.explanations import check_explanations
from cqfacts.model.period import parse_period


def test_the_date_of_the_source_bears_out_a_reason_that_names_it(shipped: Base) -> None:
    fact = shipped.facts[0]._replace(dating_reason="It is dated 29 November 2023.", notes=())
    [source, *_] = [citation.source for citation in fact.citations]
    texts = {source: ("Nothing is dated.",)}
    keys = [wrong.key for wrong in check_explanations(fact, texts)]
    assert keys.count("dating_reason") == 2
    issued = {source: parse_period("2023-11-29")}
    assert "dating_reason" not in [wrong.key for wrong in check_explanations(fact, texts, issued)]
