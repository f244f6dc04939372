"""Compare the numbers of texts: those that no other text says, and those that follow from others."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from cqfacts.evidence.printed import USUAL_UNITS, read_quotation
from cqfacts.reader.records import Figure

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DIVISION = re.compile(r"\s/\s")
"""Arithmetic, and no fraction: 205 / 159."""
_LEADING_ZERO = re.compile(r"0\d")
_MOST_NUMBERS = 24
"""Of more numbers some two make any other."""
_SHIFTS = (-6, -3, -2, 0, 2, 3, 6)
"""Powers of ten between scale words, and between a share and its percentage."""
_LONGEST_DIGITS = 40


class Number(NamedTuple):
    """A number that stands in a text in digits, with its scale word."""

    text: str
    ends: tuple[frozenset[Fraction], ...]
    """Everything that it can be read to say; of a range one of each end."""


def numbers_in(text: str) -> list[Number]:
    """Return the numbers in digits that stand in a text, in their order; a fraction and a range are one number each.

    >>> [number.text for number in numbers_in("1/2 of the 19 of 1,919 in 2014")]
    ['1/2', '19', '1,919', '2014']
    """
    if not _DIGITS.search(text):
        return []
    numbers: list[Number] = []
    end_of_figure = 0
    for figure in read_quotation(text, USUAL_UNITS):
        numbers += _plain_numbers(text, end_of_figure, figure.number_start)
        printed = text[figure.number_start : figure.number_end]
        if _DIVISION.search(printed):
            continue
        if _DIGITS.search(printed):
            numbers.append(Number(printed, _ends_of(figure)))
        end_of_figure = figure.number_end
    return numbers + list(_plain_numbers(text, end_of_figure, len(text)))


@lru_cache(4096)
def amounts_in(*texts: str) -> frozenset[Fraction]:
    """Return every amount that the texts can be read to say, in digits or words, with its scale word and without it.

    >>> sorted(map(str, amounts_in("2.63 million of 28", "a third")))
    ['1/3', '263/100', '2630000', '28', '3']
    """
    amounts: set[Fraction] = set()
    for text in texts:
        amounts.update(_bare_amount(match.group()) for match in _DIGITS.finditer(text))
        for figure in read_quotation(text, USUAL_UNITS):
            amounts.update(_amounts_of(figure))
    return frozenset(amounts)


@lru_cache(4096)
def bare_amounts_in(*texts: str) -> frozenset[Fraction]:
    """Return the amounts of the digits in texts without their scale words, and those of numbers in words.

    >>> sorted(map(str, bare_amounts_in("2.63 million of 28", "a third")))
    ['1/3', '263/100', '28', '3']
    """
    amounts: set[Fraction] = set()
    for text in texts:
        amounts.update(_bare_amount(match.group()) for match in _DIGITS.finditer(text))
        for figure in read_quotation(text, USUAL_UNITS):
            if not _DIGITS.search(figure.text):
                amounts.update(_amounts_of(figure))
    return frozenset(amounts)


def find_unsaid_numbers(text: str, amounts: frozenset[Fraction]) -> list[str]:
    """Return the numbers of a text that are not among amounts, each once.

    A number with a zero before it is never among them: no year is written 0021. A range is where both its ends are.

    >>> find_unsaid_numbers("19 of 1,919 in 0021", frozenset([Fraction(1919)]))
    ['19', '0021']
    >>> find_unsaid_numbers("5 to 6 million", frozenset([Fraction(6_000_000)]))
    ['5 to 6 million']
    """
    numbers = dict.fromkeys(numbers_in(text))
    return [number.text for number in numbers if not _is_said(number, amounts)]


def is_worked_out(number: str, amounts: frozenset[Fraction]) -> bool:
    """Tell whether a number is worked out from others: a sum, difference, product or quotient of two, a percentage or factor of one.

    Scales are not looked at: 1,419 can be 1.419 million times a thousand.

    >>> amounts = frozenset([Fraction("1.291"), Fraction("1.225")])
    >>> [is_worked_out(number, amounts) for number in ("1.054", "1.055", "22.5")]
    [True, False, True]
    """
    match = _DIGITS.search(number)
    digits = match.group().replace(",", "") if match else ""
    if len(digits) < 2 or digits.count(".") > 1 or "/" in number:
        return False  # one digit alone would often be worked out by chance
    operands = amounts - bare_amounts_in(number)
    if len(operands) > _MOST_NUMBERS:
        return False
    values = [Decimal(operand.numerator) / operand.denominator for operand in operands]
    target = Decimal(digits)
    return any(_rounds_to(result, target) for result in _results_of(values))


def _plain_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the digits between two places, where no figure is: of a date, an id, a name."""
    for match in _DIGITS.finditer(text, start, max(start, end)):
        yield Number(match.group(), (frozenset([_bare_amount(match.group())]),))


def _bare_amount(digits: str) -> Fraction:
    """Return the amount of digits by themselves, without scale word or sign."""
    integer, point, decimals = digits.replace(",", "").partition(".")
    if len(digits) > _LONGEST_DIGITS or "." in decimals:
        return Fraction(0)
    return Fraction(f"{integer}{point}{decimals}")


def _amounts_of(figure: Figure) -> Iterator[Fraction]:
    """Yield the amounts that a figure can be read to say, without their signs: of a range and a limit the ends."""
    for reading in (figure, *figure.others):
        ends = (reading.low, reading.high) if reading.value is None else (reading.value,)
        for end in ends:
            if end is not None:
                yield abs(end)


def _ends_of(figure: Figure) -> tuple[frozenset[Fraction], ...]:
    """Return the amounts that each end of a figure can be read to say; a limit has one end."""
    lows: set[Fraction] = set()
    highs: set[Fraction] = set()
    for reading in (figure, *figure.others):
        is_range = reading.value is None
        low, high = (reading.low, reading.high) if is_range else (reading.value, reading.value)
        if low is not None:
            lows.add(abs(low))
        if high is not None:
            highs.add(abs(high))
    return tuple(frozenset(end) for end in (lows, highs) if end)


def _is_said(number: Number, amounts: frozenset[Fraction]) -> bool:
    """Tell whether a number is among amounts; of a range both ends must be."""
    if _LEADING_ZERO.match(number.text):
        return False
    return all(not amounts.isdisjoint(end) for end in number.ends)


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
    return any(abs(result.scaleb(shift) - target) <= half for shift in _SHIFTS)
