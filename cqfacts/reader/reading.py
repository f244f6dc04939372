"""Read both figures and times of a text, and keep them apart."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cqfacts.model.period import Period
from cqfacts.model.vocabulary import Unit
from cqfacts.reader.amount import Amount
from cqfacts.reader.figures import Page
from cqfacts.reader.measures import TIMES
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import Figure, FigureKind, Mention
from cqfacts.reader.times import read_times
from cqfacts.reader.unit_table import unit_table


class TextReading(NamedTuple):
    """The figures and times that a text says, in the order of their places."""

    figures: list[Figure]
    mentions: list[Mention]


def read_text(text: str, units: Iterable[Unit] = (), issued: Period | None = None) -> TextReading:
    """Return the figures and times that a text says.

    A number that belongs to a time is no figure. A text that is nothing but a number which may be a year is both.

    >>> reading = read_text("Output rose 8.5% to 2.63 million in 2014")
    >>> [figure.text for figure in reading.figures], [mention.edtf for mention in reading.mentions]
    (['8.5%', '2.63 million'], ['2014'])
    """
    mentions = read_times(text, issued)
    page = Page(text, unit_table(tuple(units)))
    if _is_number_alone(page):
        return TextReading(page.figures(), mentions)
    return TextReading(page.figures(_outside_times(mentions)), mentions)


def _is_number_alone(page: Page) -> bool:
    """Tell whether a text is nothing but a figure."""
    if len(page.readings) != 1:
        return False
    start, end = page.span(page.readings[0])
    return page.text[start:end] == page.text.strip()


def _outside_times(mentions: Sequence[Mention]) -> Callable[[Reading, int, int], bool]:
    """Return the test whether a reading is no part of a time: not the 5 of May 5, nor the 2014 of "in 2014"."""
    ends = _furthest_ends(mentions)
    starts = [mention.start for mention in mentions]

    def is_outside(reading: Reading, start: int, end: int) -> bool:
        before = bisect_right(starts, start)
        is_inside = before > 0 and end <= ends[before - 1]
        return not (is_inside and _can_be_of_time(reading.amount))

    return is_outside


def _furthest_ends(mentions: Iterable[Mention]) -> list[int]:
    """Return for each time the furthest place at which it, or one before it, ends."""
    ends: list[int] = []
    for mention in mentions:
        ends.append(max(mention.end, ends[-1] if ends else 0))
    return ends


def _can_be_of_time(amount: Amount) -> bool:
    is_length_of_time = amount.kind is FigureKind.MEASURE and amount.unit in TIMES
    return is_length_of_time or amount.kind in (FigureKind.NUMBER, FigureKind.RANK)
