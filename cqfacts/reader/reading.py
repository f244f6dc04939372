"""Read both figures and times of a text, and keep them apart."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqfacts.model.period import Period
from cqfacts.model.vocabulary import Unit
from cqfacts.reader.figures import read_figures
from cqfacts.reader.measures import TIMES
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
    figures = read_figures(text, unit_table(tuple(units)))
    is_number_alone = len(figures) == 1 and figures[0].text == text.strip()
    if not is_number_alone:
        figures = _without_times(figures, mentions)
    return TextReading(figures, mentions)


def _without_times(figures: Sequence[Figure], mentions: Sequence[Mention]) -> list[Figure]:
    """Return the figures that are no part of a time: not the 5 of May 5, nor the 2014 of "in 2014"."""
    ends = _furthest_ends(mentions)
    starts = [mention.start for mention in mentions]
    kept = []
    for figure in figures:
        before = bisect_right(starts, figure.start)
        is_inside = before > 0 and figure.end <= ends[before - 1]
        if not (is_inside and _can_be_of_time(figure)):
            kept.append(figure)
    return kept


def _furthest_ends(mentions: Iterable[Mention]) -> list[int]:
    """Return for each time the furthest place at which it, or one before it, ends."""
    ends: list[int] = []
    for mention in mentions:
        ends.append(max(mention.end, ends[-1] if ends else 0))
    return ends


def _can_be_of_time(figure: Figure) -> bool:
    is_length_of_time = figure.kind is FigureKind.MEASURE and figure.unit in TIMES
    return is_length_of_time or figure.kind in (FigureKind.NUMBER, FigureKind.RANK)
