"""The record of a number with its sign and unit, and the steps by which it is made."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.numerals import Form, Numeral
from cqfacts.reader.records import FigureKind
from cqfacts.reader.tokens import Token


class Amount(NamedTuple):
    """A number with its unit, from the token `first` to before the token `end`."""

    value: Fraction | None
    first: int
    end: int
    number_first: int
    number_end: int
    """The tokens of sign, digits and scale words alone."""
    kind: FigureKind
    step: Fraction
    unit: str | None = None
    scale: Fraction = Fraction(1)
    has_prefix: bool = False
    """True where the unit stands before the digits."""
    qualifier: Qualifier | None = None
    high: Fraction | None = None
    others: tuple[Fraction, ...] = ()
    rank: Fraction | None = None
    unread: str = ""
    unit_size: Fraction = Fraction(1)
    """What the digits are multiplied with for the unit: 成 is ten percent."""


def word_at(tokens: Sequence[Token], place: int) -> str:
    """Return the word of the token at a place; empty beyond the ends."""
    return tokens[place].word if 0 <= place < len(tokens) else ""


def bare_amount(numeral: Numeral) -> Amount:
    """Return the amount of a numeral without a unit."""
    kind = FigureKind.FRACTION if numeral.form is Form.FRACTION else FigureKind.NUMBER
    return Amount(
        numeral.value, numeral.first, numeral.end, numeral.first, numeral.end, kind, numeral.step, scale=numeral.scale,
        qualifier=numeral.qualifier, high=numeral.high, others=numeral.others, rank=numeral.rank, unread=numeral.unread,
    )  # fmt: skip


def sized_amount(amount: Amount, size: Fraction) -> Amount:
    """Return an amount times the size of its unit."""
    if size == 1 or amount.value is None:
        return amount
    value = amount.value * size
    others = tuple(other * size for other in amount.others)
    high = None if amount.high is None else amount.high * size
    return amount._replace(
        value=value, step=amount.step * size, others=others, high=high, unit_size=size
    )


def scaled_numeral(numeral: Numeral, size: Fraction) -> Numeral:
    """Return a numeral times the size of a scale."""
    if size == 1:
        return numeral
    value = None if numeral.value is None else numeral.value * size
    others = tuple(other * size for other in numeral.others)
    return numeral._replace(
        value=value, step=numeral.step * size, scale=numeral.scale * size, others=others
    )
