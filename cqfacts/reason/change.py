"""The change from one figure to a later one, with the bounds that the printed digits allow."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.interval import Interval, exactly, hull
from cqfacts.model.vocabulary import Kind
from cqfacts.reason.derivations import evaluate, printed_input_ids, printed_inputs
from cqfacts.reason.traits import is_money

_AMOUNTS = (Kind.FLOW, Kind.STOCK, Kind.RATE)


class Change(NamedTuple):
    """The distance from the earlier figure to the later, with the bounds that the printed digits allow.

    `absolute` is in the facts' unit (percentage points for percentages, places for ranks), `least` and `most` bound it.
    The others are percent: `percent` of the printed values, bounded by `low` and `high`, and `per_year`, the yearly rate
    compounded over two years or more, with bounds of its own. Each is None where it is not known or means nothing.
    """

    absolute: Fraction | None
    least: Fraction | None
    most: Fraction | None
    percent: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    per_year: Fraction | None = None
    per_year_low: Fraction | None = None
    per_year_high: Fraction | None = None


class Averages(NamedTuple):
    """Two flows of different length in an average month each: that is no change, for the months may differ."""

    earlier: Interval
    later: Interval


def compute_change(earlier: Fact, later: Fact) -> Change | None:
    """Return the change between two comparable figures; None where the limits that are known bound it on no side.

    Where their units differ the change is in that of the later one.
    """
    change = _absolute_change(earlier, later)
    is_amount = earlier.indicator.kind in _AMOUNTS
    if is_amount and _is_above_zero(earlier):
        change = _add_percentages(change, earlier, later)
    if all(figure is None for figure in change):
        return None
    return change


def average_months(earlier: Fact, later: Fact) -> Averages | None:
    """Return the average months of two flows of different length; None where one of them is not known in months."""
    if earlier.indicator.kind is not Kind.FLOW:
        return None
    earlier_months = _printed_months(earlier)
    later_months = _printed_months(later)
    if earlier_months is None or later_months is None or earlier_months == later_months:
        return None
    return Averages(
        earlier=earlier.interval.over(exactly(earlier_months)),
        later=later.interval.over(exactly(later_months)),
    )


def _printed_months(fact: Fact) -> int | None:
    """Return the length of a fact's period in months; None where it has no whole ones or is only about right."""
    if fact.period.about:
        return None
    return fact.period.months


# --- in the unit, in percent, and a year


def _absolute_change(earlier: Fact, later: Fact) -> Change:
    """Return the change in the facts' unit alone."""
    scale = _scale_of(earlier, later)
    least, most = _bound(_at_scale(Interval.minus, scale), earlier, later)
    absolute = None
    if earlier.value is not None and later.value is not None:
        absolute = later.value - earlier.value * scale
    return Change(absolute, least, most)


def _scale_of(earlier: Fact, later: Fact) -> Fraction:
    """Return how many of the later figure's unit one of the earlier's is: a hectare is 10,000 square metres."""
    if earlier.unit is None or later.unit is None:
        return Fraction(1)
    return earlier.unit.in_other(later.unit) or Fraction(1)


def _at_scale(operation: "Operation", scale: Fraction) -> "Operation":
    """Return an operation that takes the earlier figure in the later one's unit."""
    if scale == 1:
        return operation

    def operate(later: Interval, earlier: Interval) -> Interval:
        return operation(later, earlier.times(exactly(scale)))

    return operate


def _is_above_zero(fact: Fact) -> bool:
    """Tell whether a figure is surely above zero, so that a change from it is a percentage.

    Where its lower bound is open it may be a loss of money; things that are counted and measured are not below zero.
    """
    lowest = fact.interval.low
    if lowest is None:
        return not is_money(fact)
    return lowest > 0


def _add_percentages(change: Change, earlier: Fact, later: Fact) -> Change:
    """Add the percentages to a change from an amount that is above zero."""
    scale = _scale_of(earlier, later)
    ratio = _bound(_at_scale(_ratio, scale), earlier, later)
    low = _in_percent(ratio.low)
    if low == -100:
        low = None  # that no more than everything is lost is no news
    change = change._replace(low=low, high=_in_percent(ratio.high))
    if not earlier.value or later.value is None:
        return change
    percent = _in_percent(later.value / (earlier.value * scale))
    change = change._replace(percent=percent)
    years = later.period.year - earlier.period.year
    if years < 2 or earlier.period.about or later.period.about:
        return change
    return _add_yearly_rates(change, years)


def _add_yearly_rates(change: Change, years: int) -> Change:
    return change._replace(
        per_year=_yearly_rate(change.percent, years),
        per_year_low=_lowest_yearly_rate(change.low, years),
        per_year_high=_highest_yearly_rate(change.high, years),
    )


def _in_percent(ratio: Fraction | None) -> Fraction | None:
    """Return the percentage by which a ratio is more than one."""
    if ratio is None:
        return None
    return (ratio - 1) * 100


def _yearly_rate(percent: Fraction | None, years: int) -> Fraction | None:
    """Return the rate that, compounded over the years, gives a change in percent; to a ten-thousandth of a percent."""
    if percent is None or percent <= -100:
        return None
    factor = float(1 + percent / 100)
    yearly_factor = factor ** (1 / years)
    return Fraction(round((yearly_factor - 1) * 100 / _STEP), 1) * _STEP


def _lowest_yearly_rate(percent: Fraction | None, years: int) -> Fraction | None:
    """Return a yearly rate that surely gives no more than a change in percent."""
    rate = _yearly_rate(percent, years)
    if percent is None or rate is None:
        return None
    while _compound(rate, years) > percent:
        rate -= _STEP
    return rate


def _highest_yearly_rate(percent: Fraction | None, years: int) -> Fraction | None:
    """Return a yearly rate that surely gives no less than a change in percent."""
    rate = _yearly_rate(percent, years)
    if percent is None or rate is None:
        return None
    while _compound(rate, years) < percent:
        rate += _STEP
    return rate


_STEP = Fraction(1, 10_000)
"""The precision of yearly rates, in percent."""


def _compound(rate: Fraction, years: int) -> Fraction:
    """Return the change in percent that a yearly rate in percent gives over the years."""
    return ((1 + rate / 100) ** years - 1) * 100


# --- bounds


Operation = Callable[[Interval, Interval], Interval]
"""An operation on the interval of the later figure and that of the earlier."""
Bounds = Mapping[str, tuple[Fraction, Fraction]]
"""The lowest and the highest true value of printed facts, in base units, by the facts' ids."""
Corner = Mapping[str, Fraction]
"""A true value for each printed fact, in base units, by the facts' ids: the fact's lowest or highest one."""

_MOST_CORNERS = 2**12
"""So many corners are looked at one by one."""


def _ratio(later: Interval, earlier: Interval) -> Interval:
    """Return the quotient of two amounts, of which the earlier is not below zero."""
    zero = Fraction(0)
    lowest = max(earlier.low or zero, zero)
    return later.over(Interval(lowest, earlier.high))


def _bound(operation: Operation, earlier: Fact, later: Fact) -> Interval:
    """Return the bounds of an operation on two figures.

    A printed figure on which both depend has one true value in both. Then the bounds are those of the corners, which are
    narrower than those of two independent figures.
    """
    independent = operation(later.interval, earlier.interval)
    if not _share_printed_figure(earlier, later):
        return independent
    bounds = _closed_bounds([*printed_inputs(earlier), *printed_inputs(later)])
    if bounds is None:
        return independent
    results: list[Interval] = []
    try:
        for corner in _corners_of(bounds, earlier, later):
            after = exactly(evaluate(later, corner))
            before = exactly(evaluate(earlier, corner))
            results.append(operation(after, before))
    except ZeroDivisionError:
        return independent
    return hull(results).within(independent)


def _share_printed_figure(left: Fact, right: Fact) -> bool:
    """Tell whether there is a printed figure on which both of two figures depend."""
    left_ids = printed_input_ids(left)
    right_ids = printed_input_ids(right)
    return not left_ids.isdisjoint(right_ids)


def _closed_bounds(facts: Iterable[Fact]) -> Bounds | None:
    """Return the bounds of printed facts; None where one of them is open."""
    bounds: dict[str, tuple[Fraction, Fraction]] = {}
    for fact in facts:
        low, high = fact.interval
        if low is None or high is None:
            return None
        bounds[fact.id] = (low, high)
    return bounds


def _corners_of(bounds: Bounds, earlier: Fact, later: Fact) -> Iterable[Corner]:
    """Return every combination of bounds; where those are too many, the two that give the lowest and the highest ratio."""
    number_of_corners = 2 ** len(bounds)
    if number_of_corners > _MOST_CORNERS:
        return _outermost_corners(bounds, earlier, later)
    return _all_corners(bounds)


def _all_corners(bounds: Bounds) -> Iterator[Corner]:
    for values in product(*bounds.values()):
        yield dict(zip(bounds, values, strict=True))


def _outermost_corners(bounds: Bounds, earlier: Fact, later: Fact) -> list[Corner]:
    """Return the corners of the lowest and the highest ratio.

    A ratio of what follows from growth and shares rises or falls with each figure, wherever the others lie.
    """

    def ratio_at(values: Corner) -> Fraction:
        return evaluate(later, values) / evaluate(earlier, values)

    middle = {fact_id: (low + high) / 2 for fact_id, (low, high) in bounds.items()}
    middle_ratio = ratio_at(middle)
    lowest: dict[str, Fraction] = {}
    highest: dict[str, Fraction] = {}
    for fact_id, (low, high) in bounds.items():
        raised = {**middle, fact_id: high}
        rises = ratio_at(raised) >= middle_ratio
        lowest[fact_id] = low if rises else high
        highest[fact_id] = high if rises else low
    return [lowest, highest]
