"""The relation: one sentence of a document about two of its facts."""

from enum import StrEnum
from typing import NamedTuple

from cqfacts.model.fact import Citation


class RelationKind(StrEnum):
    """The kind of a relation between two facts, left and right; some kinds have a figure of their own, `by`."""

    HIGHER_THAN = "higher-than"
    EQUALS = "equals"
    """The same quantity in another unit, or said twice."""
    PART_OF = "part-of"
    """A share or amount that is one of the figure's: all of them together are no more than it."""
    TOTAL_OF = "total-of"
    """The left figure is what all figures on the right of such relations make together."""
    POINTS_ABOVE = "points-above"
    """So many units, or percentage points, more: `by`."""
    PERCENT_ABOVE = "percent-above"
    """So many percent more: `by`."""
    SHARE_OF = "share-of"
    """So many percent of the right one, or such a fraction: `by`."""
    RANKS_ABOVE = "ranks-above"
    """A place in an order that is nearer to the first."""
    SAYS_RISE_OF = "says-rise-of"
    """The left one is a state: the figures on the right of such relations rise from one period to the next."""


NEEDS_BY = (RelationKind.POINTS_ABOVE, RelationKind.PERCENT_ABOVE, RelationKind.SHARE_OF)
"""The kinds that have a figure of their own."""


class Relation(NamedTuple):
    """A statement about two facts, given by their ids: the left is higher than, equals, is part of the right."""

    id: str
    relation: RelationKind
    left: str
    right: str
    statement: str
    citations: tuple[Citation, ...]
    by: str | None = None
    """The figure that the relation itself has, with the digits printed: 7.3 points above, 1/3 of."""
