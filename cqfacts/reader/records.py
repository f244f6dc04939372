"""The records that the reader returns: figures and times, each with its place in the text."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.period import Period
from cqfacts.model.quantity import Qualifier, Quantity


class FigureKind(StrEnum):
    """The kind of thing that a figure says."""

    NUMBER = "number"
    """A number without a unit that is known."""
    FRACTION = "fraction"
    """A part of a whole: two thirds."""
    PERCENT = "percent"
    POINTS = "points"
    """Percentage points."""
    MULTIPLE = "multiple"
    """Doubled, thirtyfold, 30 times."""
    RANK = "rank"
    """A place in an order: third, top five, 第三."""
    MONEY = "money"
    MEASURE = "measure"
    """A number with a unit: 500,000 barrels, 387万亩."""


class Direction(StrEnum):
    """The direction of a change."""

    RISE = "rise"
    FALL = "fall"


class Figure(NamedTuple):
    """A figure that a text says."""

    text: str
    """The words of the text from `start` to `end`: sign, words of a limit, digits, scale word and unit."""
    start: int
    """In characters, from 0."""
    end: int
    """The place after the last character."""
    kind: FigureKind
    qualifier: Qualifier
    value: Fraction | None
    """In whole units (2630000 of 2.63 million); percent count as 22.5. None for a limit and a range."""
    low: Fraction | None
    """The lowest true value that the text allows; None where that side is open."""
    high: Fraction | None
    number_start: int
    """The place of sign, digits and scale word alone."""
    number_end: int
    quantity: Quantity | None = None
    """The figure as a fact writes it, with the digits that are printed: 263万 is 2.63 million."""
    unit: str | None = None
    """The id of a unit of the vocabulary, an ISO 4217 code, or the name of a unit in English."""
    direction: Direction | None = None
    """The direction that the words around it say: rose, fell, 增长, 下降."""
    unread: str = ""
    """The neighbour that is not understood and may change the figure; empty where all is understood."""
    others: "tuple[Figure, ...]" = ()
    """Other readings of the same words: 1,919 may be 1.919, a third may be a rank."""


class Mention(NamedTuple):
    """A time that a text says."""

    text: str
    start: int
    """In characters, from 0."""
    end: int
    """The place after the last character."""
    edtf: str
    """In EDTF: 2021-01/2021-08, 2014/.. for since 2014; XXXX-05 for a May of no year."""
    period: Period | None
    """The same as a period; None where the year is not said and does not follow from the date of the document.

    Since 2014 ends in the last year that can be written."""
    relative: bool = False
    """True for a time that depends on the date of the document: last year, this October."""
    compared: bool = False
    """True for a time that a change is on: than a year before, over the same period of 2013."""
    loose: bool = False
    """True where anything within the period is meant: early 2015, since 2010."""
    by: bool = False
    """True where it says the end alone: by 2020, as of May 2021."""
    lent: bool = False
    """True for a part of a year that stands apart from its year: in the first half, output was 3 million in 2014."""
    fiscal: bool = False
    """True for a fiscal year, which may begin in another month than January."""
    doubtful: bool = False
    """True where the digits may count the things that follow: 2014 vehicles."""
    others: "tuple[Mention, ...]" = ()
    """Other readings of the same words: 2010-12 is a month or a span of years."""
