"""Hold a figure of the base against the sentence that its quotation is taken from.

A quotation can be true to the letter and leave out what changes its figure: "about", "fell by", 万.
"""

from collections.abc import Iterator

from cqfacts.evidence.printed import claim_of, find_faults_in_sentence, read_quotation
from cqfacts.evidence.texts import plain_text
from cqfacts.model.fact import Fact
from cqfacts.model.finding import Violation
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.records import Figure


def check_sentence(fact: Fact, paragraph: str, units: UnitTable) -> Iterator[Violation]:
    """Yield what the paragraph of the first citation says of the figure otherwise than the base."""
    claim = claim_of(fact)
    if claim is None:
        return
    printed = plain_text(fact.citations[0].printed)
    start = paragraph.find(printed)
    if start < 0:
        return  # a finding of its own
    figures = _figures_between(paragraph, start, start + len(printed), units)
    for fault in find_faults_in_sentence(claim, figures) or ():
        message = f"the sentence says otherwise: {fault.message}"
        yield Violation("CQ410", "value", message, fault.hint)


def _figures_between(paragraph: str, start: int, end: int, units: UnitTable) -> list[Figure]:
    """Return the figures of a paragraph whose digits lie between two places, or across one of them."""
    figures = read_quotation(paragraph, units)
    return [figure for figure in figures if figure.number_start < end and figure.number_end > start]
