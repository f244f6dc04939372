"""Exact numbers: a whole one is an int, which is fast; others are fractions."""

from fractions import Fraction

Exact = Fraction | int


def divide(dividend: Exact, divisor: Exact) -> Exact:
    """Return the exact quotient, as an int where it is whole.

    >>> divide(6, 3), divide(1, 3)
    (2, Fraction(1, 3))
    """
    quotient = Fraction(dividend) / divisor
    return quotient.numerator if quotient.denominator == 1 else quotient


def as_fraction(number: Exact | None) -> Fraction | None:
    """Return a number as a fraction; None where there is none."""
    return None if number is None else Fraction(number)
