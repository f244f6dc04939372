"""The blocks that an answer is shown in. Views make them; a terminal and Markdown each write them in their own way."""

from collections.abc import Iterable, Iterator, Sequence
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


class Marked(StrEnum):
    """The mark of a piece of a document's text."""

    NOT = ""
    QUOTED = "quoted"
    SKIPPED = "skipped"
    OPEN = "open"


class MarkedText(NamedTuple):
    """A text in pieces, each with its mark: in colour or, without, in brackets."""

    parts: Sequence[tuple[str, Marked]]
    label: str = ""
    """What stands before it."""


BRACKETS = {
    Marked.NOT: ("", ""),
    Marked.QUOTED: ("[", "]"),
    Marked.SKIPPED: ("[-", "-]"),
    Marked.OPEN: ("[?", "?]"),
}
"""What stands around a piece of each mark where there is no colour."""


def bracket_parts(parts: Iterable[tuple[str, Marked]]) -> Iterator[str]:
    """Yield the pieces of a text with their brackets.

    >>> "".join(bracket_parts([("made ", Marked.NOT), ("2.63 million", Marked.OPEN)]))
    'made [?2.63 million?]'
    """
    for words, mark in parts:
        before, after = BRACKETS[mark]
        yield f"{before}{words}{after}"


class FactLine(NamedTuple):
    """The cells of a fact."""

    figure: str
    """The figure with its unit, or the state in words: "2.63 million vehicles", "no. 3 in China"."""
    title: str
    scope: str
    """What else the title needs, and is never cut: the area that is not the base's own, the origin of a forecast."""
    when: str
    marks: str
    sources: tuple[str, ...]
    """Each source as its number in the list of sources, with the first paragraph: "1 ¶9"."""
    id: str

    @property
    def what(self) -> str:
        """The title and its scope: "Motor vehicle output, Chengdu-Chongqing"."""
        return f"{self.title}, {self.scope}" if self.scope else self.title


class FactTable(NamedTuple):
    """Facts, one a row, under a heading where they have one. How many columns fit depends on the width of the page."""

    lines: Iterable[FactLine]
    """They are made as they are read, once, so that a long listing needs no memory."""
    heading: str = ""
    head: str = "Figure"
    """The name of the first column."""
    is_below: bool = False
    """Set where it stands below another table: a blank line parts them."""


class PairLines(NamedTuple):
    """Two facts side by side under a heading, the judgement on them, and what leads on."""

    heading: str
    lines: Sequence[FactLine]
    judgement: str
    way_on: Sequence[str] = ()
    """A sentence, and the command to paste."""


class PairTable(NamedTuple):
    """Pairs of facts."""

    pairs: Sequence[PairLines]


class Folded(NamedTuple):
    """Blocks that a screen shows where they are asked for, and in their place a text in short."""

    brief: str
    content: "Iterable[Block]"
    """They are made as they are read, and not at all where the screen shows the text in short."""


class Column(NamedTuple):
    """A column of a grid. Columns that are `wide` are shown where the others take no more lines beside them."""

    name: str
    least_width: int = 0
    share: int = 1
    """Of the room that is left, how many parts."""
    wide: bool = False
    is_cut: bool = False
    """True of cells that are cut, not folded, where a row has a name that tells it from the others."""
    is_chinese: bool = False
    """True of a column that is left out where a screen has letters for none of its cells."""


class Grid(NamedTuple):
    """A table of texts. Cells may have several lines."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


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
    id: str = ""


class PointGroup(NamedTuple):
    """The points of a series whose periods are of like length, in the order of time."""

    heading: str
    """Empty where there is one group only."""
    lines: Sequence[PointLine]


class Chart(NamedTuple):
    """The points of a series with a bar each, all bars on one scale."""

    groups: Sequence[PointGroup]


class MarkCount(NamedTuple):
    """A mark, how many facts have it, and the command or option that says more."""

    mark: str
    words: str
    way_out: str = ""


class MarkCounts(NamedTuple):
    """The marks of a listing."""

    counts: Sequence[MarkCount]
    has_reasons: bool
    """True where the reasons stand below them anyway."""


class Note(NamedTuple):
    """The reason of a mark, with the facts that it is about."""

    mark: str
    names: str
    text: str


class Notes(NamedTuple):
    """The reasons of the marks of a listing. On a screen they are optional where there are many facts."""

    notes: Sequence[Note]
    is_optional: bool


class SentenceList(NamedTuple):
    """Sentences under a heading."""

    heading: str
    sentences: Sequence[str]


class SourceNote(NamedTuple):
    """A source of a listing."""

    number: str
    """Its place in the list of sources of the base."""
    brief: str
    """Who published it, and when."""
    text: str
    """The citation, with every paragraph that is cited."""
    address: str | None = None
    """The page that a terminal opens where it knows links."""


class SourceNotes(NamedTuple):
    """The sources of a listing."""

    sources: Sequence[SourceNote]


Block = (
    Paragraph
    | MarkedText
    | FactTable
    | Grid
    | PlainGrid
    | DetailsBlock
    | ReasonTree
    | Chart
    | PairTable
    | Folded
    | MarkCounts
    | Notes
    | SentenceList
    | SourceNotes
)
