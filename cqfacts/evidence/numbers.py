"""Compare the numbers of texts: those that no other text says, and those that follow from others."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import permutations

from cqfacts.evidence.figures import figures_in, numbers_in

_DECIMAL = re.compile(r"\d{1,40}(?:\.\d{1,40})?", re.ASCII)
_LEADING_ZERO = re.compile(r"0\d", re.ASCII)
_MOST_NUMBERS = 24
"""Of more numbers some two make any other."""
_SHIFTS = (-6, -3, -2, 0, 2, 3, 6)
"""Powers of ten between scale words, and between a share and its percentage."""


def digits_in(*texts: str) -> frozenset[str]:
    """Return the digits of every figure that the texts can be read to say.

    >>> sorted(digits_in("2.63 million of 28 million", "a third"))
    ['1/3', '2.63', '28', '3']
    """
    digits: set[str] = set()
    for text in texts:
        digits.update(figure.digits for figure in figures_in(text))
    return frozenset(digits)


def find_unsaid_numbers(text: str, digits: frozenset[str]) -> list[str]:
    """Return the numbers of a text that are not among those whose digits are given, each once.

    A number with a zero before it is never among them: no year is written 0021.

    >>> find_unsaid_numbers("19 of 1,919 in 0021", frozenset({"1919"}))
    ['19', '0021']
    """
    numbers = dict.fromkeys(numbers_in(text))
    return [number for number in numbers if not _is_said(number, digits)]


def is_worked_out(number: str, digits: frozenset[str]) -> bool:
    """Tell whether a number is worked out from others: a sum, difference, product or quotient of two, a percentage or factor of one.

    Scales are not looked at: 1,419 can be 1.419 million times a thousand.

    >>> [is_worked_out(number, frozenset({"1.291", "1.225"})) for number in ("1.054", "1.055", "22.5")]
    [True, False, True]
    """
    plain = number.replace(",", "")
    operands = digits - digits_in(number)
    if len(plain) == 1:
        return False  # one digit alone would often be worked out by chance
    if len(operands) > _MOST_NUMBERS or not _DECIMAL.fullmatch(plain):
        return False
    values = [Decimal(operand) for operand in operands if _DECIMAL.fullmatch(operand)]
    target = Decimal(plain)
    return any(_rounds_to(result, target) for result in _results_of(values))


def _is_said(number: str, digits: frozenset[str]) -> bool:
    if _LEADING_ZERO.match(number):
        return False
    return not digits.isdisjoint(digits_in(number))


def _results_of(values: Collection[Decimal]) -> Iterator[Decimal]:
    """Yield what simple arithmetic makes of one value or of two."""
    for value in values:
        yield value
        yield value / 100 + 1  # the factor of a growth in percent
        yield (value - 1) * 100  # the growth in percent of a factor
    for left, right in permutations(values, 2):
        yield left + right
        yield left - right
        yield left * right
        if right:
            yield left / right


def _rounds_to(result: Decimal, target: Decimal) -> bool:
    """Tell whether a result in any scale is the target, within half a unit of its last digit.

    >>> [_rounds_to(Decimal(result), Decimal("5.4")) for result in ("5.35", "5.46", "0.054")]
    [True, False, True]
    """
    exponent = int(target.as_tuple().exponent)
    half = Decimal(5).scaleb(exponent - 1)
    for shift in _SHIFTS:
        distance = abs(result.scaleb(shift) - target)
        if distance <= half:
            return True
    return False
