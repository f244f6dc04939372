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


def times(number: Exact, size: Exact) -> Exact:
    """Return the product, as an int where it is whole; a product of fractions is slow.

    >>> times(Fraction("106.29"), 10**8), times(Fraction("0.5"), 3)
    (10629000000, Fraction(3, 2))
    """
    above = number.numerator * size.numerator
    below = number.denominator * size.denominator
    return Fraction(above, below) if above % below else above // below


def as_fraction(number: Exact) -> Fraction:
    """Return a number as a fraction."""
    return number if isinstance(number, Fraction) else Fraction(number)
