"""Intervals in which a true value lies, and exact arithmetic on them (Moore, *Interval Analysis*, 1966).

An interval is closed. A bound that is None is open: nothing is known on that side. Every result holds the result of
every choice of true values, and it is the narrowest interval that does so where each figure enters a formula once.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple

_Bound = Fraction | float
"""A bound, or plus or minus infinity where the interval is open."""
_Bounds = tuple[_Bound, _Bound]


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
        """The distance between the bounds; None where one of them is open."""
        if self.low is None or self.high is None:
            return None
        return self.high - self.low

    def holds(self, value: Fraction) -> bool:
        """Return True where the true value may be this one."""
        low, high = _bounds(self)
        return low <= value <= high

    def meets(self, interval: "Interval") -> bool:
        """Return True where both intervals may hold the same true value."""
        low, high = _bounds(self)
        low_there, high_there = _bounds(interval)
        return low <= high_there and low_there <= high

    def within(self, limits: "Interval") -> "Interval":
        """Return the part of this interval that lies within limits; this interval where no part of it does."""
        if not self.meets(limits):
            return self
        low, high = _bounds(self)
        lowest, highest = _bounds(limits)
        return _spanning((max(low, lowest), min(high, highest)))

    def clipped(self, limits: "Interval") -> "Interval":
        """Return this interval with the bounds that it has moved into limits; an open bound stays open.

        An interval of which no part lies within the limits is returned as it is.

        >>> Interval(Fraction(-1), Fraction(1)).clipped(Interval(Fraction(0), Fraction(100)))
        Interval(low=Fraction(0, 1), high=Fraction(1, 1))
        """
        low, high = self
        lowest, highest = limits
        is_too_low = lowest is not None and low is not None and low < lowest
        is_too_high = highest is not None and high is not None and high > highest
        if not (is_too_low or is_too_high) or not self.meets(limits):
            return self
        return Interval(lowest if is_too_low else low, highest if is_too_high else high)

    def plus(self, addend: "Interval") -> "Interval":
        """Return the sum."""
        low, high = _bounds(self)
        least, most = _bounds(addend)
        return _spanning((low + least, high + most))

    def minus(self, subtrahend: "Interval") -> "Interval":
        """Return the difference."""
        low, high = _bounds(self)
        least, most = _bounds(subtrahend)
        return _spanning((low - most, high - least))

    def times(self, factor: "Interval") -> "Interval":
        """Return the product."""
        return _multiply(_bounds(self), _bounds(factor))

    def over(self, divisor: "Interval") -> "Interval":
        """Return the quotient; open on both sides where the divisor may have either sign, or is nothing but zero."""
        low, high = _bounds(divisor)
        is_of_either_sign = low < 0 < high
        is_zero = low == high == 0
        if is_of_either_sign or is_zero:
            return EVERYTHING
        is_negative = low < 0
        reciprocals = (
            _reciprocal(high, below_zero=is_negative),
            _reciprocal(low, below_zero=is_negative),
        )
        return _multiply(_bounds(self), reciprocals)

    def integers(self) -> "Interval":
        """Return the span of the integers in it, for things that are counted one by one; itself where it holds none."""
        low = None if self.low is None else Fraction(ceil(self.low))
        high = None if self.high is None else Fraction(floor(self.high))
        holds_none = low is not None and high is not None and low > high
        return self if holds_none else Interval(low, high)


EVERYTHING = Interval(None, None)


def exactly(value: Fraction | int) -> Interval:
    """Return the interval of a value that is known exactly."""
    exact = Fraction(value)
    return Interval(exact, exact)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the narrowest interval that holds every one of the intervals. There must be at least one."""
    bounds: list[_Bound] = []
    for interval in intervals:
        bounds += _bounds(interval)
    return _spanning(bounds)


def _bounds(interval: Interval) -> _Bounds:
    low, high = interval
    return (-inf if low is None else low, inf if high is None else high)


def _spanning(values: Iterable[_Bound]) -> Interval:
    """Return the interval from the lowest of the values to the highest; an infinite one is an open bound."""
    bounds = list(values)
    return Interval(_finite(min(bounds)), _finite(max(bounds)))


def _finite(bound: _Bound) -> Fraction | None:
    return bound if isinstance(bound, Fraction) else None


def _multiply(bounds: _Bounds, factors: _Bounds) -> Interval:
    low, high = bounds
    least, most = factors
    return _spanning(
        (_product(low, least), _product(low, most), _product(high, least), _product(high, most))
    )


def _product(bound: _Bound, factor: _Bound) -> _Bound:
    """Return the product. Zero times an open bound is zero, for the true value is finite."""
    if bound == 0 or factor == 0:
        return Fraction(0)
    return bound * factor


def _reciprocal(bound: _Bound, *, below_zero: bool) -> _Bound:
    """Return one over a bound of an interval that lies below zero, or above it."""
    if bound == 0:
        return -inf if below_zero else inf
    return 1 / bound if isinstance(bound, Fraction) else Fraction(0)
