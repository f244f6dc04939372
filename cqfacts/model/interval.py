"""Intervals in which a true value lies, and exact arithmetic on them (Moore, *Interval Analysis*, 1966).

An interval is closed; a bound that is None is open: nothing is known on that side. Every result holds the result of
every choice of true values, and is the narrowest that does where each figure enters a formula once.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple

_Bound = Fraction | float
"""A bound, or plus or minus infinity where the interval is open."""


class Interval(NamedTuple):
    """The lowest and the highest true value, in base units; None where that side is open.

    >>> level, growth = Interval(Fraction(12905), Fraction(12915)), Interval(Fraction(49, 40), Fraction(249, 200))
    >>> [round(float(bound)) for bound in level.over(growth)]
    [10365, 10543]
    >>> Interval(Fraction(2), None).minus(Interval(Fraction(1), Fraction(3, 2)))
    Interval(low=Fraction(1, 2), high=None)
    """

    low: Fraction | None
    high: Fraction | None

    @property
    def width(self) -> Fraction | None:
        """How far the bounds are apart; None where one is open."""
        return None if self.low is None or self.high is None else self.high - self.low

    def holds(self, value: Fraction) -> bool:
        """Whether the true value may be this one."""
        low, high = _bounds(self)
        return low <= value <= high

    def meets(self, other: "Interval") -> bool:
        """Whether both may hold the same true value."""
        return _bounds(self)[0] <= _bounds(other)[1] and _bounds(other)[0] <= _bounds(self)[1]

    def within(self, other: "Interval") -> "Interval":
        """What both hold; this one where they hold nothing in common."""
        (low, high), (its_low, its_high) = _bounds(self), _bounds(other)
        return _spanning((max(low, its_low), min(high, its_high))) if self.meets(other) else self

    def plus(self, other: "Interval") -> "Interval":
        (low, high), (its_low, its_high) = _bounds(self), _bounds(other)
        return _spanning((low + its_low, high + its_high))

    def minus(self, other: "Interval") -> "Interval":
        (low, high), (its_low, its_high) = _bounds(self), _bounds(other)
        return _spanning((low - its_high, high - its_low))

    def times(self, other: "Interval") -> "Interval":
        return _spanning(_product(one, its) for one in _bounds(self) for its in _bounds(other))

    def over(self, other: "Interval") -> "Interval":
        """The quotient; open on both sides where the divisor may have either sign, or is nothing but zero."""
        low, high = _bounds(other)
        if low < 0 < high or low == high == 0:
            return EVERYTHING
        reciprocals = (_reciprocal(high, below=low < 0), _reciprocal(low, below=low < 0))
        return _spanning(_product(one, its) for one in _bounds(self) for its in reciprocals)

    def whole(self) -> "Interval":
        """The whole numbers in it, for things that are counted one by one; the interval itself where it holds none."""
        low = None if self.low is None else Fraction(ceil(self.low))
        high = None if self.high is None else Fraction(floor(self.high))
        return self if low is not None and high is not None and low > high else Interval(low, high)


EVERYTHING = Interval(None, None)


def exactly(value: Fraction | int) -> Interval:
    """The interval of a value that is known exactly."""
    return Interval(Fraction(value), Fraction(value))


def hull(intervals: Iterable[Interval]) -> Interval:
    """The narrowest interval that holds all that any of some holds."""
    return _spanning(bound for interval in intervals for bound in _bounds(interval))


def _bounds(interval: Interval) -> tuple[_Bound, _Bound]:
    return (-inf if interval.low is None else interval.low, inf if interval.high is None else interval.high)


def _spanning(values: Iterable[_Bound]) -> Interval:
    """The interval from the lowest of some values to the highest."""
    found = list(values)
    low, high = min(found), max(found)
    return Interval(low if isinstance(low, Fraction) else None, high if isinstance(high, Fraction) else None)


def _product(one: _Bound, other: _Bound) -> _Bound:
    """Nothing times a bound that is open is nothing: the true value is finite."""
    return Fraction(0) if one == 0 or other == 0 else one * other


def _reciprocal(bound: _Bound, *, below: bool) -> _Bound:
    """One over a bound, of an interval below zero or above it."""
    if bound == 0:
        return -inf if below else inf
    return 1 / bound if isinstance(bound, Fraction) else Fraction(0)
