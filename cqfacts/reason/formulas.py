"""The formulas by which figures follow from others: as they are shown, on intervals, and the figures that they read and give."""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import NamedTuple

from cqfacts.model.change_base import ChangeBase, Neighbour
from cqfacts.model.fact import Formula
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.vocabulary import Kind

_ONE = exactly(1)
_HUNDRED = exactly(100)


class Rule(NamedTuple):
    """A formula for the eye, and the same on intervals; percentages count in hundredths."""

    expression: str
    compute: Callable[..., Interval]
    """Takes the interval of each input by the input's name in the expression."""


def _growth_factor(growth: Interval) -> Interval:
    """Return the factor by which a growth in percent multiplies."""
    return _ONE.plus(growth.over(_HUNDRED))


def _remainder(**shares: Interval) -> Interval:
    """Return what is left of 100% without some shares."""
    remainder = _HUNDRED
    for share in shares.values():
        remainder = remainder.minus(share)
    return remainder


_LEVEL_BEFORE = Rule(
    "level / (1 + growth / 100)",
    lambda level, growth: level.over(_growth_factor(growth)),
)
_LEVEL_AFTER = Rule(
    "level * (1 + growth / 100)",
    lambda level, growth: level.times(_growth_factor(growth)),
)
RULES = {
    Formula.YEAR_BEFORE: _LEVEL_BEFORE,
    Formula.YEAR_AFTER: _LEVEL_AFTER,
    Formula.EARLIER: _LEVEL_BEFORE,
    Formula.LATER: _LEVEL_AFTER,
    Formula.GROWTH: Rule(
        "(later / earlier - 1) * 100",
        lambda later, earlier: later.over(earlier).minus(_ONE).times(_HUNDRED),
    ),
    Formula.BEFORE_CHANGE: Rule("level - change", lambda level, change: level.minus(change)),
    Formula.AFTER_CHANGE: Rule("level + change", lambda level, change: level.plus(change)),
    Formula.CHANGE: Rule("later - earlier", lambda later, earlier: later.minus(earlier)),
    Formula.WHOLE: Rule(
        "part / (share / 100)", lambda part, share: part.over(share.over(_HUNDRED))
    ),
    Formula.PART: Rule(
        "whole * (share / 100)", lambda whole, share: whole.times(share.over(_HUNDRED))
    ),
    Formula.SHARE: Rule("part / whole * 100", lambda part, whole: part.over(whole).times(_HUNDRED)),
    Formula.LEADER: Rule("follower + lead", lambda follower, lead: follower.plus(lead)),
    Formula.FOLLOWER: Rule("leader - lead", lambda leader, lead: leader.minus(lead)),
    Formula.LEAD: Rule("leader - follower", lambda leader, follower: leader.minus(follower)),
    Formula.REST: Rule("whole - part", lambda whole, part: whole.minus(part)),
    # The shares are written behind it, as many as there are: see `expression_of`.
    Formula.REMAINDER: Rule("100", _remainder),
}


def expression_of(formula: Formula, inputs: Mapping[str, object]) -> str:
    """Return the formula for the eye over the names of its inputs.

    >>> expression_of(Formula.REMAINDER, {"share_1": ..., "share_2": ...})
    '100 - share_1 - share_2'
    """
    expression = RULES[formula].expression
    if formula is Formula.REMAINDER:
        return " - ".join([expression, *inputs])
    return expression


class Side(Enum):
    """A corner of a triangle of three figures, any two of which give the third."""

    LEFT = auto()
    """The later level, the part, or the leader."""
    RIGHT = auto()
    """The level before, the whole, or the follower."""
    LINK = auto()
    """The growth, the change, the share, or the lead of left over right."""


class TriangleRule(NamedTuple):
    """A formula that takes two corners of a triangle and gives the third."""

    formula: Formula
    reads: dict[str, Side]
    """The corner that stands for each name in the formula."""
    gives: Side

    def formula_on(self, on: ChangeBase) -> Formula:
        """Return the formula of a triangle whose growth is on a time."""
        if on is Neighbour.YEAR_BEFORE:
            return self.formula
        return _ON_OTHER_TIMES.get(self.formula, self.formula)


_ON_OTHER_TIMES = {Formula.YEAR_BEFORE: Formula.EARLIER, Formula.YEAR_AFTER: Formula.LATER}
"""The formulas with the year in their name, and the same of a growth on any other time."""

# By the kind of the linking indicator. A growth and a change link a level with an earlier one, mostly of the year before, a share a part with its
# whole, a difference two growth rates of which one leads.
TRIANGLES = {
    Kind.GROWTH: (
        TriangleRule(Formula.YEAR_BEFORE, {"level": Side.LEFT, "growth": Side.LINK}, Side.RIGHT),
        TriangleRule(Formula.YEAR_AFTER, {"level": Side.RIGHT, "growth": Side.LINK}, Side.LEFT),
        TriangleRule(Formula.GROWTH, {"later": Side.LEFT, "earlier": Side.RIGHT}, Side.LINK),
    ),
    Kind.CHANGE: (
        TriangleRule(Formula.BEFORE_CHANGE, {"level": Side.LEFT, "change": Side.LINK}, Side.RIGHT),
        TriangleRule(Formula.AFTER_CHANGE, {"level": Side.RIGHT, "change": Side.LINK}, Side.LEFT),
        TriangleRule(Formula.CHANGE, {"later": Side.LEFT, "earlier": Side.RIGHT}, Side.LINK),
    ),
    Kind.SHARE: (
        TriangleRule(Formula.WHOLE, {"part": Side.LEFT, "share": Side.LINK}, Side.RIGHT),
        TriangleRule(Formula.PART, {"whole": Side.RIGHT, "share": Side.LINK}, Side.LEFT),
        TriangleRule(Formula.SHARE, {"part": Side.LEFT, "whole": Side.RIGHT}, Side.LINK),
    ),
    Kind.DIFFERENCE: (
        TriangleRule(Formula.FOLLOWER, {"leader": Side.LEFT, "lead": Side.LINK}, Side.RIGHT),
        TriangleRule(Formula.LEADER, {"follower": Side.RIGHT, "lead": Side.LINK}, Side.LEFT),
        TriangleRule(Formula.LEAD, {"leader": Side.LEFT, "follower": Side.RIGHT}, Side.LINK),
    ),
}
