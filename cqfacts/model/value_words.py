"""Words by which figures are searched by their value: 3.46 million and 3,460,000 have one in common."""

from collections.abc import Iterator
from fractions import Fraction

_MOST_DIGITS = 6
_ROUNDED = (2, 3)
"""To so many digits people round what they tell: 51.859 million is 52 million, or 51.9."""


def value_words(value: Fraction) -> list[str]:
    """Return the words of a value: with up to six digits, and rounded.

    >>> value_words(Fraction(51_859_000))
    ['v51859e3', 'v519e5', 'v52e6']
    >>> value_words(Fraction(1, 4)), value_words(Fraction(0))
    (['v25en2'], ['v0e0'])
    """
    return list(dict.fromkeys(_words(value)))


def value_word(value: Fraction) -> str:
    """Return the word for a value as it is told.

    >>> value_word(Fraction(52_000_000)) in value_words(Fraction(51_859_000))
    True
    """
    return value_words(value)[0]


def _words(value: Fraction) -> Iterator[str]:
    for digits in (_MOST_DIGITS, *reversed(_ROUNDED)):
        yield _word(value, digits)


def _word(value: Fraction, digits: int) -> str:
    """Return a value with so many digits, without sign and last zeros: digits and exponent."""
    size = float(abs(value))
    mantissa, _, exponent = f"{size:.{digits - 1}e}".partition("e")
    figures = mantissa.replace(".", "").rstrip("0")
    if not figures:
        return "v0e0"
    power = int(exponent) - len(figures) + 1
    sign = "n" if power < 0 else ""
    return f"v{figures}e{sign}{abs(power)}"
