"""The record of a number with its sign and unit, and the steps by which it is made."""

from typing import NamedTuple

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.exact import Exact, times
from cqfacts.reader.numerals import Form, Numeral
from cqfacts.reader.records import FigureKind


class Amount(NamedTuple):
    """A number with its unit, from the token `begin` to before the token `end`."""

    value: Exact | None
    begin: int
    end: int
    number_first: int
    number_end: int
    """The tokens of sign, digits and scale words alone."""
    kind: FigureKind
    step: Exact
    unit: str | None = None
    scale: Exact = 1
    has_prefix: bool = False
    """True where the unit stands before the digits."""
    qualifier: Qualifier | None = None
    high: Exact | None = None
    alternatives: tuple[Exact, ...] = ()
    rank: Exact | None = None
    unread: str = ""
    unit_size: Exact = 1
    """What the digits are multiplied with for the unit: 成 is ten percent."""


def bare_amount(numeral: Numeral) -> Amount:
    """Return the amount of a numeral without a unit."""
    kind = FigureKind.FRACTION if numeral.form is Form.FRACTION else FigureKind.NUMBER
    return Amount(
        numeral.value, numeral.begin, numeral.end, numeral.begin, numeral.end, kind, numeral.step, None, numeral.scale, False,
        numeral.qualifier, numeral.high, numeral.alternatives, numeral.rank, numeral.unread,
    )  # fmt: skip


def amount_with_unit(numeral: Numeral, end: int, kind: FigureKind, unit: str | None) -> Amount:
    """Return the amount of a numeral with its unit, which ends before the token `end`."""
    return Amount(
        numeral.value, numeral.begin, end, numeral.begin, numeral.end, kind, numeral.step, unit, numeral.scale, False,
        numeral.qualifier, numeral.high, numeral.alternatives, None, numeral.unread,
    )  # fmt: skip


def sized_amount(amount: Amount, size: Exact) -> Amount:
    """Return an amount times the size of its unit."""
    if size == 1 or amount.value is None:
        return amount
    value = times(amount.value, size)
    alternatives = tuple(alternative * size for alternative in amount.alternatives)
    high = None if amount.high is None else amount.high * size
    return amount._replace(
        value=value,
        step=times(amount.step, size),
        alternatives=alternatives,
        high=high,
        unit_size=size,
    )


def scaled_numeral(numeral: Numeral, size: Exact) -> Numeral:
    """Return a numeral times the size of a scale."""
    if size == 1:
        return numeral
    value = None if numeral.value is None else times(numeral.value, size)
    alternatives = tuple(alternative * size for alternative in numeral.alternatives)
    return numeral._replace(
        value=value,
        step=times(numeral.step, size),
        scale=numeral.scale * size,
        alternatives=alternatives,
    )
