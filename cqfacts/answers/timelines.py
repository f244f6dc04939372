"""One indicator over time."""

from collections.abc import Iterable
from typing import NamedTuple

from cqfacts.answers.facts import BOUNDS, FACT
from cqfacts.answers.keys import (
    ASKED,
    DAY,
    FLAG,
    MORE,
    TEXT,
    Envelope,
    Key,
    Listing,
    Record,
    cites_itself,
    key,
    list_of,
    nullable,
    read_from,
    text,
)
from cqfacts.answers.listings import Context
from cqfacts.model.fact import Fact
from cqfacts.model.interval import EVERYTHING, Interval
from cqfacts.model.vocabulary import Area
from cqfacts.reason.series import Gap, Series


class Timeline(NamedTuple):
    """The points of a series, or as many of them as a limit lets through."""

    command: str
    series: Series
    implied: bool
    """True where implied figures are among the points."""
    context: Context
    more: int = 0
    elsewhere: tuple[Area, ...] = ()
    """Other areas of which the indicator has figures."""

    @property
    def contract(self) -> "Envelope[Timeline, Fact]":
        """The keys of its JSON."""
        return TIMELINE


class DrawnPoint(NamedTuple):
    """The part of a chart that shows a point: where its bar may end, and which bars it stands beside."""

    id: str
    interval: Interval
    length: str


def _drawn_points(series: Series) -> Iterable[DrawnPoint]:
    for point, bar in zip(series.points, series.bars, strict=True):
        yield DrawnPoint(point.id, bar or EVERYTHING, series.length_of(point))


_BOUNDS: tuple[Key[DrawnPoint], ...] = read_from(BOUNDS, lambda drawn: drawn.interval)
DRAWN_POINT: Record[DrawnPoint] = Record(
    "drawn-point",
    "What a chart shows of a point; both bounds are null where it has no bar",
    (
        key("id", TEXT, "its id", lambda drawn: drawn.id),
        *_BOUNDS,
        key(
            "length",
            nullable(TEXT),
            "the length of its period in words: those of one length stand side by side; null where it makes no difference",
            lambda drawn: drawn.length or None,
        ),
    ),
)
GAP: Record[Gap] = Record(
    "gap",
    "A time without a figure",
    (
        key("start", DAY, "its first day", lambda gap: gap.start),
        key("end", DAY, "its last day", lambda gap: gap.end),
    ),
)
SERIES: Record[Series] = Record(
    "series",
    "What the points are of",
    (
        key("indicator", TEXT, "the id of the indicator", lambda series: series.indicator.id),
        key(
            "area",
            nullable(TEXT),
            "the id of the area; null of figures of no place",
            lambda series: series.area_id,
        ),
        key(
            "per",
            nullable(text(enum=["month", "day"])),
            "always null: a chart shows the figures themselves, and no average month or day",
            lambda _: None,
        ),
        key(
            "drawn",
            list_of(DRAWN_POINT.inline),
            "the points, in order",
            lambda series: list(_drawn_points(series)),
        ),
        key(
            "gaps",
            list_of(GAP.inline),
            "the times between the points that none covers",
            lambda series: series.gaps,
        ),
    ),
)
TIMELINE: Envelope[Timeline, Fact] = Envelope(
    ("series",),
    Record(
        "indicator",
        ASKED,
        (
            key(
                "indicator",
                TEXT,
                "the id of an indicator",
                lambda answer: answer.series.indicator.id,
            ),
            key(
                "area",
                nullable(TEXT),
                "the id of an area; null of figures of no place",
                lambda answer: answer.series.area_id,
            ),
            key(
                "implied",
                FLAG,
                "whether implied figures are among the points",
                lambda answer: answer.implied,
            ),
        ),
    ),
    (key("series", SERIES.inline, "what the points are of", lambda answer: answer.series), MORE),
    Listing(
        "facts",
        "the points, in order",
        lambda answer: answer.series.points,
        FACT,
        cites=cites_itself,
    ),
    "series",
)
