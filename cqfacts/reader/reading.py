"""Read both figures and times of a text, and keep them apart."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqfacts.model.period import Period
from cqfacts.model.vocabulary import Unit
from cqfacts.reader.figures import UnitTable, read_figures
from cqfacts.reader.records import Figure, FigureKind, Mention
from cqfacts.reader.times import read_times


class TextReading(NamedTuple):
    """The figures and times that a text says, in the order of their places."""

    figures: list[Figure]
    mentions: list[Mention]


def read_text(text: str, units: Iterable[Unit] = (), issued: Period | None = None) -> TextReading:
    """Return the figures and times that a text says.

    A number that belongs to a time is no figure. One that may be either is both: 2014, which nothing explains.

    >>> reading = read_text("Output rose 8.5% to 2.63 million in 2014")
    >>> [figure.text for figure in reading.figures], [mention.edtf for mention in reading.mentions]
    (['8.5%', '2.63 million'], ['2014'])
    """
    mentions = read_times(text, issued)
    figures = read_figures(text, UnitTable(units))
    return TextReading(
        [figure for figure in figures if not _is_of_time(figure, mentions)], mentions
    )


def _is_of_time(figure: Figure, mentions: Sequence[Mention]) -> bool:
    """Tell whether a figure is a part of a time: the 5 of May 5, the 2014 of "in 2014"."""
    if figure.kind not in (FigureKind.NUMBER, FigureKind.RANK):
        return False
    return any(
        mention.start <= figure.number_start and figure.number_end <= mention.end
        for mention in mentions
    )
