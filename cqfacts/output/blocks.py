"""The blocks that an answer is shown in. Views make them; a terminal and Markdown each write them in their own way."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Emphasis(StrEnum):
    """The emphasis of a line."""

    NONE = ""
    BOLD = "bold"
    DIM = "dim"


class Paragraph(NamedTuple):
    """A text of one line or more."""

    text: str
    emphasis: Emphasis = Emphasis.NONE
    indent: int = 0


class FactLine(NamedTuple):
    """The cells of a fact."""

    what: str
    number: str
    unit: str
    period: str
    marks: str
    sources: tuple[str, ...]
    """Each source as its number in the list of sources, with the first paragraph: "1 ¶9"."""
    area: str
    statement: str
    id: str
    text: str
    """The figure with its unit, or the state in words."""
    title: str
    unmet: str | None = None
    """The part of a question that the fact does not meet; None where nobody asked a question."""


class FactTable(NamedTuple):
    """Facts, one a row. How many columns fit depends on the width of the page."""

    lines: Iterable[FactLine]
    """They are made as they are read, once, so that a long listing needs no memory."""
    with_unmet: bool = False
    """True where there is a column for the part of a question that a fact does not meet."""


class Column(NamedTuple):
    """A column of a grid. Columns that are `wide` are shown where there is room."""

    name: str
    least_width: int = 0
    share: int = 1
    """Of the room that is left, how many parts."""
    wide: bool = False


class Grid(NamedTuple):
    """A table of texts. Cells may have several lines; the first lines of cells of an emphasised column are bold."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    emphasised: int | None = None
    """The column whose cells begin with a bold line."""


class PlainGrid(NamedTuple):
    """A table of values under their names. Columns of numbers are set right and never folded."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


class Labelled(NamedTuple):
    """A line with a label before it."""

    label: str
    text: str
    address: str | None = None
    """The page that a terminal opens where it knows links."""


class DetailsBlock(NamedTuple):
    """Everything about one thing: a heading, and labelled lines."""

    heading: str
    lines: Sequence[Labelled]


class ReasonTree(NamedTuple):
    """A figure in some lines, the first of which stands out, and the figures that it rests on."""

    lines: Sequence[str]
    inputs: "Sequence[ReasonTree]"


class Fill(StrEnum):
    """The kind of figure that a bar stands for."""

    PRINTED = "printed"
    IMPLIED = "implied"
    FORECAST = "forecast"


class Bar(NamedTuple):
    """A bar from zero to the bounds of a figure, in parts of the longest bar: from -1 to 1. A bound that is None is open."""

    fill: Fill
    low: Fraction | None
    high: Fraction | None


class PointLine(NamedTuple):
    """The cells of a point of a series."""

    period: str
    figure: str
    marks: str
    sources: tuple[str, ...]
    bar: Bar | None = None
    """None of a figure that is listed without a bar."""


class PointGroup(NamedTuple):
    """The points of a series whose periods are of like length, in the order of time."""

    heading: str
    """Empty where there is one group only."""
    lines: Sequence[PointLine]


class Chart(NamedTuple):
    """The points of a series with a bar each, all bars on one scale."""

    groups: Sequence[PointGroup]


class Legend(NamedTuple):
    """The marks and signs of a table, each with its meaning."""

    marks: Sequence[tuple[str, str]]
    signs: Sequence[tuple[str, str]]


class Notes(NamedTuple):
    """Notes under a table: each has a mark, the facts that it is about, and a text."""

    heading: str
    mark: str
    notes: Sequence[tuple[str, str]]


class SentenceList(NamedTuple):
    """Sentences under a heading."""

    heading: str
    sentences: Sequence[str]


class SourceNote(NamedTuple):
    """A source of a table."""

    number: str
    text: str
    address: str | None = None
    """The page that a terminal opens where it knows links."""


class SourceNotes(NamedTuple):
    """The sources of a table."""

    sources: Sequence[SourceNote]


Block = (
    Paragraph
    | FactTable
    | Grid
    | PlainGrid
    | DetailsBlock
    | ReasonTree
    | Chart
    | Legend
    | Notes
    | SentenceList
    | SourceNotes
)
