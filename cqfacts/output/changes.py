"""The change between two figures in words, with no more digits than the bounds of the change allow."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cqfacts.model.fact import Fact
from cqfacts.model.figure_words import decimals_of, format_fraction, scale_of
from cqfacts.model.vocabulary import Kind

if TYPE_CHECKING:
    from cqfacts.reason.verdicts import Pair

_WIDE = 100
"""From so many percent between its bounds on a change is shown without decimals."""


def change_words(pair: "Pair") -> str:
    """Return the change of a pair in words, or its verdict where there is none.

    The change of an amount is in percent, in percent a year where years lie between, and in the unit; that of a rate or
    share in points, that of a rank in places.
    """
    change, later = pair.change, pair.later
    if change is None or later is None:
        return pair.verdict.value
    if later.indicator.kind is Kind.RANK and change.absolute is not None:
        return _rank_change_words(change.absolute)
    parts = (
        _printed_words(pair.restates) or _percent_words(change.low, change.high, "%"),
        _percent_words(change.per_year_low, change.per_year_high, "% a year"),
        _bounds_words(change.least, change.most, f" {_unit_of_change(later)}"),
    )
    return "; ".join(part for part in parts if part)


def _printed_words(restated: Fact | None) -> str:
    """Return the growth that a change restates with the digits that are printed: "+22.5%, as printed"."""
    if restated is None or restated.quantity is None or restated.indicator.kind is not Kind.GROWTH:
        return ""
    is_rise = restated.value is not None and restated.value > 0
    return f"{'+' if is_rise else ''}{restated.text}, as printed"


def _rank_change_words(places: Fraction) -> str:
    """Return a change of rank in words. Rank 1 is the first, so that a fall of the number is a rise."""
    if not places:
        return "no change"
    noun = "place" if abs(places) == 1 else "places"
    direction = "up" if places < 0 else "down"
    return f"{abs(places)} {noun} {direction}"


def _unit_of_change(fact: Fact) -> str:
    """Return the unit of a difference between figures such as this one."""
    if fact.indicator.kind is Kind.RANK:
        return "places"
    if fact.unit is None:
        return ""
    return "points" if fact.unit.symbol == "%" else fact.unit.plural


def _percent_words(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    """Return two bounds of a percentage: "between +32.1% and +32.3%". The percent sign opens `unit`."""
    is_narrow = low is not None and high is not None and high - low < _WIDE
    return _bounds_words(low, high, unit, after_low="%", least_decimals=1 if is_narrow else None)


def _bounds_words(
    low: Fraction | None,
    high: Fraction | None,
    unit: str,
    *,
    after_low: str = "",
    least_decimals: int | None = None,
) -> str:
    """Return two bounds with their signs and unit, or one as a limit, or an empty text where none is known.

    `after_low` stands after the lower bound where both are shown, `unit` at the end.
    """
    bounds = [bound for bound in (low, high) if bound is not None]
    if not bounds:
        return ""
    scale_word, scale = scale_of(bounds)
    numbers = _format_signed([bound / scale for bound in bounds], least_decimals)
    ending = f" {scale_word}{unit}" if scale_word else unit
    if high is None:
        return f"at least {numbers[0]}{ending}"
    if low is None:
        return f"at most {numbers[0]}{ending}"
    if numbers[0] == numbers[1]:
        return f"{numbers[0]}{ending}"
    return f"between {numbers[0]}{after_low} and {numbers[1]}{ending}"


def _format_signed(numbers: Sequence[Fraction], least_decimals: int | None) -> list[str]:
    """Return numbers with their signs, rounded to nearest, all with as many decimals as their distance allows."""
    decimals = decimals_of(numbers)
    if least_decimals is not None:
        decimals = max(decimals, least_decimals)
    texts = [format_fraction(number, decimals) for number in numbers]
    return [text if text.startswith("-") else f"+{text}" for text in texts]
