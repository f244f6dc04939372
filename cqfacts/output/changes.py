"""The change between two figures in words, with no more digits than its bounds and the figures allow."""

from fractions import Fraction
from typing import TYPE_CHECKING

from cqfacts.model.fact import Fact
from cqfacts.model.figure_words import round_outwards, scale_of
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.vocabulary import Kind

if TYPE_CHECKING:
    from cqfacts.reason.change import Change
    from cqfacts.reason.verdicts import Pair

_WIDE = 100
"""From so many percent between its bounds on a change is shown without decimals."""


def change_words(pair: "Pair") -> str:
    """Return the change of a pair in words, or its verdict where there is none.

    The change of an amount is in percent, in percent a year where years lie between, and in the unit; that of a rate or
    share in points, that of a rank in places.
    """
    change, earlier, later = pair.change, pair.earlier, pair.later
    if change is None or earlier is None or later is None:
        return pair.verdict.value
    digits = max(earlier.digit_count, later.digit_count)
    if later.indicator.kind is Kind.RANK and change.absolute is not None:
        return _rank_change_words(change.absolute)
    parts = (
        _printed_words(pair.restates)
        or _percent_words(Interval(change.low, change.high), "%", digits),
        _percent_words(_yearly_bounds(change), "% a year", digits),
        _bounds_words(Interval(change.least, change.most), f" {_unit_of_change(later)}", digits),
    )
    return "; ".join(part for part in parts if part)


def _printed_words(restated: Fact | None) -> str:
    """Return the growth that a change restates with the digits that are printed: "+22.5%, as printed"."""
    if restated is None or restated.quantity is None or restated.indicator.kind is not Kind.GROWTH:
        return ""
    is_rise = restated.value is not None and restated.value > 0
    return f"{'+' if is_rise else ''}{restated.text}, as printed"


def _yearly_bounds(change: "Change") -> Interval:
    """Return the bounds of a yearly rate; the rate itself where the change is known exactly."""
    if change.low is not None and change.low == change.high:
        return Interval(change.per_year, change.per_year)
    return Interval(change.per_year_low, change.per_year_high)


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


def _percent_words(bounds: Interval, unit: str, digits: int) -> str:
    """Return two bounds of a percentage: "between +32.1% and +32.3%". The percent sign opens `unit`."""
    is_narrow = bounds.width is not None and bounds.width < _WIDE
    least_decimals = 1 if is_narrow else None
    return _bounds_words(bounds, unit, digits, after_low="%", least_decimals=least_decimals)


def _bounds_words(
    interval: Interval,
    unit: str,
    digits: int,
    *,
    after_low: str = "",
    least_decimals: int | None = None,
) -> str:
    """Return two bounds with their signs and unit, or one as a limit, or an empty text where none is known.

    `after_low` stands after the lower bound where both are shown, `unit` at the end. `digits` are those of the figures.
    """
    known = [bound for bound in interval if bound is not None]
    if not known:
        return ""
    scale_word, scale = scale_of(known)
    bounds = round_outwards(interval.over(exactly(scale)), digits, least_decimals)
    ending = f" {scale_word}{unit}" if scale_word else unit
    if bounds.low is not None and bounds.high is not None and bounds.low != bounds.high:
        low, high = _with_sign(bounds.low), _with_sign(bounds.high)
        return f"between {low}{after_low} and {high}{ending}"
    signed = bounds._replace(low=_with_sign(bounds.low), high=_with_sign(bounds.high))
    return f"{signed.number}{ending}"


def _with_sign(number: str | None) -> str | None:
    """Return a number with its sign, which a rise has as well."""
    if number is None or number.startswith("-"):
        return number
    return f"+{number}"
