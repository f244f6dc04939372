"""Hold a figure of the base against the figures that words print.

A figure is printed where words say its digits with its scale. Then its sign, its qualifier and its unit must be those of
the words, too, and nothing that is not understood may touch it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from cqfacts.evidence.tables import BETWEEN
from cqfacts.model.fact import Fact
from cqfacts.model.names import short
from cqfacts.model.quantity import (
    LOWER_LIMITS,
    SIGN_OF,
    UPPER_LIMITS,
    Qualifier,
    Quantity,
)
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Dimension, Kind, Unit
from cqfacts.reader.figures import UnitTable, read_figures
from cqfacts.reader.head_units import read_cell
from cqfacts.reader.records import Direction, Figure, FigureKind
from cqfacts.reader.unit_names import can_be_one_unit, is_count, is_for_as_many

OTHER_QUALIFIER = "CQ318"
OTHER_SIGN = "CQ324"
NOT_UNDERSTOOD = "CQ325"
OTHER_UNIT = "CQ326"

USUAL_UNITS = UnitTable()
"""The units that are known without a vocabulary."""
REQUIREMENTS = {
    OTHER_SIGN: "the words of a rise or a fall go with the sign",
    OTHER_QUALIFIER: "a limit, a range or an estimate is not given as the figure itself",
    NOT_UNDERSTOOD: "all that touches the figure is understood",
    OTHER_UNIT: "the figure is printed in the unit",
}
"""The requirement that each code of a difference breaks."""

_HONEST: dict[Qualifier, tuple[Qualifier, ...]] = {
    Qualifier.EXACT: tuple(Qualifier),
    Qualifier.ABOUT: (Qualifier.ABOUT,),
    Qualifier.NEARLY: (Qualifier.NEARLY, Qualifier.ABOUT, *UPPER_LIMITS),
    Qualifier.RANGE: (Qualifier.RANGE,),
    Qualifier.MORE_THAN: LOWER_LIMITS,
    Qualifier.AT_LEAST: LOWER_LIMITS,
    Qualifier.LESS_THAN: UPPER_LIMITS,
    Qualifier.AT_MOST: UPPER_LIMITS,
}
"""The qualifiers that a value may have, by that of the words. A quotation can leave out the words of one."""
_ESTIMATED = re.compile("(?:an )?estimated ", re.IGNORECASE)
"""Words that say how a figure was found, and not that its digits are rounded."""
_SIGNS = SIGN_OF | {Qualifier.EXACT: "no sign", Qualifier.RANGE: "both ends: 5 to 6"}
"""The way to write each qualifier in a value."""


class Claim(NamedTuple):
    """A figure of the base, with what its sign and unit mean."""

    quantity: Quantity
    unit: Unit | None = None
    kind: Kind | None = None
    is_doubted: bool = False
    """True where a doubt is written down with the fact: a document may print percent for points."""

    @property
    def words(self) -> str:
        """The figure as the base writes it, in quotation marks."""
        return f'"{short(str(self.quantity))}"'

    @property
    def is_below_zero(self) -> bool:
        """True for a figure with a minus sign, and for a range both ends of which have one."""
        return all(end.digits.startswith("-") for end in self.quantity.ends)

    @property
    def is_never_below_zero(self) -> bool:
        """True for numbers of things and for ranks; debts and contributions can be below zero."""
        counts_things = self.unit is not None and self.unit.is_integral
        return self.kind is Kind.RANK or (self.kind is Kind.STOCK and counts_things)

    @property
    def unit_words(self) -> str:
        """The unit in the plural."""
        return self.unit.plural if self.unit else ""


class Fault(NamedTuple):
    """A difference between a figure and the words that print it."""

    code: str
    message: str
    hint: str


def claim_of(fact: Fact) -> Claim | None:
    """Return the figure of a fact; None for a state."""
    if fact.quantity is None:
        return None
    return Claim(fact.quantity, fact.unit, fact.indicator.kind, bool(fact.marked_doubts))


@lru_cache(1024)
def find_faults(claim: Claim, printed: str, units: UnitTable) -> tuple[Fault, ...] | None:
    """Return the differences between a figure and the words that print it; None where they do not print it.

    Of several figures that may be meant, that with the fewest differences is. Several rules ask this of one fact.
    """
    figures = printing(claim, read_cited_words(printed, units))
    return _fewest(_differences(claim, figure) for figure in figures)


def find_faults_in_sentence(claim: Claim, figures: Sequence[Figure]) -> tuple[Fault, ...] | None:
    """Return the differences as `find_faults` does, given the figures of a whole sentence: it leaves no limit out."""
    return _fewest(
        [*_differences(claim, figure), *_find_added_limit(claim, figure)]
        for figure in printing(claim, figures)
    )


def _fewest(candidates: Iterable[Iterable[Fault]]) -> tuple[Fault, ...] | None:
    return min(map(tuple, candidates), key=len, default=None)


def _find_added_limit(claim: Claim, figure: Figure) -> Iterator[Fault]:
    """Yield where a value is a limit and the sentence prints the figure itself."""
    is_added = claim.quantity.is_limit or claim.quantity.qualifier is Qualifier.NEARLY
    if figure.qualifier is Qualifier.EXACT and is_added:
        message = (
            f'"{figure.text}" is the exact figure, the value is {_NAMES[claim.quantity.qualifier]}'
        )
        yield Fault(
            OTHER_QUALIFIER,
            message,
            "write the value without a sign, or quote the words of the limit",
        )


@lru_cache(4096)
def read_quotation(printed: str, units: UnitTable) -> tuple[Figure, ...]:
    """Return the figures that the words of a citation say."""
    return tuple(read_figures(printed, units))


def read_cited_words(printed: str, units: UnitTable) -> tuple[Figure, ...]:
    """Return the figures that the words of a citation say; of a cell of a table, in the unit of its heads.

    >>> [figure] = read_cited_words("2021 | output (10,000 tons) | 330", USUAL_UNITS)
    >>> str(figure.quantity)
    '3.3 million'
    """
    heads, between, cell = printed.rpartition(BETWEEN)
    if between and "\n" not in printed:
        nearest_first = tuple(reversed(heads.split(BETWEEN)))
        figures = read_cell(cell, nearest_first, units)
        if figures:
            return figures
    return read_quotation(printed, units)


def find_same_digits(claim: Claim, figures: Iterable[Figure]) -> Figure | None:
    """Return the only figure that has the digits of a claim, whatever its scale, and is understood whole."""
    digits = _significant_digits(claim.quantity)
    same_digits = [figure for figure in figures if _is_understood_as(figure, digits)]
    return same_digits[0] if len(same_digits) == 1 else None


def _is_understood_as(figure: Figure, digits: str) -> bool:
    if figure.unread or figure.quantity is None:
        return False
    return _significant_digits(figure.quantity) == digits


def _significant_digits(quantity: Quantity) -> str:
    """Return the digits of a figure without sign, point and the zeros around them.

    >>> from cqfacts.model.quantity import parse_quantity
    >>> [_significant_digits(parse_quantity(text)) for text in ("-0.50", "2.63 million", "3300000")]
    ['5', '263', '33']
    """
    return "".join(filter(str.isdigit, quantity.digits)).strip("0")


def printing(claim: Claim, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield the readings of figures that have the digits and the scale of a claim."""
    for figure in figures:
        for reading in _readings_for(claim, figure):
            if _has_size(claim, reading):
                yield reading


def _readings_for(claim: Claim, figure: Figure) -> list[Figure]:
    """Return the readings that can be meant: of a place in an order those that say one, if any do."""
    readings = [figure, *figure.others]
    ranks = [reading for reading in readings if reading.kind is FigureKind.RANK]
    return ranks if ranks and claim.kind is Kind.RANK else readings


def _has_size(claim: Claim, figure: Figure) -> bool:
    """Tell whether a figure has the size of a claim, and shows as many of its digits. The sign is not looked at."""
    quantity = claim.quantity
    is_rank = claim.kind is Kind.RANK
    if claim.kind is not None and not is_rank and figure.kind is FigureKind.RANK:
        return False
    if quantity.qualifier is Qualifier.RANGE or figure.qualifier is Qualifier.RANGE:
        return _has_ends(quantity, figure)
    if figure.kind is FigureKind.MULTIPLE and figure.value == abs(quantity.figure):
        return True  # halved, twofold: words without digits
    if figure.quantity is None:
        return False
    return has_same_digits(quantity, figure.quantity)


def _has_ends(quantity: Quantity, figure: Figure) -> bool:
    """Tell whether a value and a printed figure are one range."""
    if quantity.qualifier is not figure.qualifier:
        return False
    low, high = quantity.interval()
    return _sizes(low, high) == _sizes(figure.low, figure.high)


def _sizes(*bounds: Fraction | None) -> list[Fraction]:
    return sorted(abs(bound) for bound in bounds if bound is not None)


def has_same_digits(quantity: Quantity, printed: Quantity) -> bool:
    """Tell whether two figures are one, but for their signs and qualifiers, and known to the same digit.

    >>> from cqfacts.model.quantity import parse_quantity
    >>> printed = parse_quantity("2.63 million")
    >>> [has_same_digits(parse_quantity(text), printed) for text in ("2630 thousand", "2.630 million", "2.63")]
    [True, False, False]
    """
    if quantity.is_fraction or printed.is_fraction:
        return quantity.digits == printed.digits
    if abs(quantity.figure) != abs(printed.figure):
        return False
    end, printed_end = quantity.ends[0], printed.ends[0]
    shows_zeros = end.digits.endswith(".")
    return shows_zeros or end.last_place() == printed_end.last_place()


def _differences(claim: Claim, figure: Figure) -> Iterator[Fault]:
    for find_fault in _COMPARISONS:
        fault = find_fault(claim, figure)
        if fault:
            yield fault


def _compare_neighbours(claim: Claim, figure: Figure) -> Fault | None:  # noqa: ARG001 - the signature of the table
    if not figure.unread:
        return None
    message = f'beside the figure "{figure.text}" stands "{figure.unread}", which is not understood'
    return Fault(
        NOT_UNDERSTOOD, message, "see whether it changes the figure, and quote other words"
    )


def _compare_signs(claim: Claim, figure: Figure) -> Fault | None:
    is_fall = _is_fall(claim, figure)
    if is_fall is None or is_fall is claim.is_below_zero:
        return None
    if claim.is_below_zero and claim.is_never_below_zero:
        return None  # a finding of its own
    if is_fall:
        message = f'"{figure.text}" is a fall, the value is above zero'
        return Fault(
            OTHER_SIGN,
            message,
            f"write -{claim.quantity.digits}, or correct the kind of the indicator",
        )
    message = f'no word says that "{figure.text}" is below zero'
    return Fault(OTHER_SIGN, message, "quote the words that say so, or remove the minus sign")


def _is_fall(claim: Claim, figure: Figure) -> bool | None:
    """Tell whether words print a figure below zero; None where they leave it open."""
    if _has_minus(figure):
        return True
    if claim.kind is None:
        return None  # a relation says in words of its own which side is higher
    if figure.kind is FigureKind.MULTIPLE:
        return False  # a multiple below 1 is a fall: halved
    if figure.direction is Direction.FALL:
        return True if claim.kind in KINDS_OF_CHANGE else None
    return False


def _has_minus(figure: Figure) -> bool:
    """Tell whether a minus is printed with a figure, a limit or both ends of a range."""
    if figure.value is not None:
        return figure.value < 0
    bounds = [bound for bound in (figure.low, figure.high) if bound is not None]
    return max(bounds, default=Fraction(0)) < 0


def _compare_qualifiers(claim: Claim, figure: Figure) -> Fault | None:
    qualifier = claim.quantity.qualifier
    is_estimate = _ESTIMATED.match(figure.text) and qualifier is Qualifier.EXACT
    if is_estimate or qualifier in _HONEST[figure.qualifier]:
        return None
    message = f'"{figure.text}" is {_NAMES[figure.qualifier]}, the value is {_NAMES[qualifier]}'
    return Fault(OTHER_QUALIFIER, message, f"write the value with {_SIGNS[figure.qualifier]}")


_NAMES = {
    Qualifier.EXACT: "the exact figure",
    Qualifier.ABOUT: "an estimate",
    Qualifier.NEARLY: "a figure not quite reached",
    Qualifier.RANGE: "a range",
    Qualifier.MORE_THAN: "a lower limit",
    Qualifier.AT_LEAST: "a lower limit",
    Qualifier.LESS_THAN: "an upper limit",
    Qualifier.AT_MOST: "an upper limit",
}


def _compare_units(claim: Claim, figure: Figure) -> Fault | None:
    unit = claim.unit
    if unit is None or _fits_unit(figure, unit):
        return None
    is_named_slip = claim.is_doubted and figure.kind is FigureKind.PERCENT
    if is_named_slip and unit.dimension == Dimension.SHARE_DIFFERENCE:
        return None
    message = f'"{figure.text}" is in {_unit_of(figure)}, the value in {unit.plural}'
    return Fault(OTHER_UNIT, message, "correct the unit, or quote the figure that is in it")


def _unit_of(figure: Figure) -> str:
    return _UNIT_NAMES.get(figure.kind) or figure.unit or "another unit"


_UNIT_NAMES = {
    FigureKind.PERCENT: "percent",
    FigureKind.POINTS: "percentage points",
    FigureKind.MULTIPLE: "times",
}


def _fits_unit(figure: Figure, unit: Unit) -> bool:
    fits = _FITS.get(figure.kind)
    return fits is None or fits(figure, unit)


def _is_of_money(figure: Figure, unit: Unit) -> bool:
    if unit.dimension != Dimension.MONEY:
        return unit.dimension not in _NO_MONEY
    if figure.unit in (None, unit.currency, unit.id):
        return True
    return str(figure.unit) in unit.singular.lower()  # a dollar of any land


def _is_in_unit(figure: Figure, unit: Unit) -> bool:
    """Tell whether a figure is in a unit. Words for things that are counted are many: they are not held against each other."""
    if figure.unit in (None, unit.id):
        return True
    if unit.is_percent:
        return False  # a sign or a word says percent
    if not is_for_as_many(str(figure.unit), unit):
        return False
    counts_things = is_count(str(figure.unit))
    if unit.dimension == Dimension.COUNT or counts_things:
        return unit.dimension not in _MEASURED
    return can_be_one_unit(str(figure.unit), unit)


_MEASURED = (
    Dimension.MONEY,
    Dimension.SHARE,
    Dimension.SHARE_DIFFERENCE,
    Dimension.LENGTH,
    Dimension.AREA,
    Dimension.TIME,
)
_NO_MONEY = (*_MEASURED, Dimension.COUNT, Dimension.RANK)
"""The dimensions of which no unit has a price in it, as yuan a day has."""
_FITS: dict[FigureKind, Callable[[Figure, Unit], bool]] = {
    FigureKind.PERCENT: lambda figure, unit: unit.is_percent,  # noqa: ARG005 - the signature of the table
    FigureKind.POINTS: lambda figure, unit: unit.dimension == Dimension.SHARE_DIFFERENCE,  # noqa: ARG005 - the same
    FigureKind.MONEY: _is_of_money,
    FigureKind.MEASURE: _is_in_unit,
}
"""The units that each kind of figure can be in; a kind that is not here says nothing of its unit."""
_COMPARISONS = (_compare_neighbours, _compare_signs, _compare_qualifiers, _compare_units)
"""The comparisons of a figure with the words that print it: a new one is a new row."""
