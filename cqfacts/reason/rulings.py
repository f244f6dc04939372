"""The rulings on steps: a figure follows, does not follow, or seems to follow and is refused with a reason."""

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeVar

from cqfacts.model.fact import Fact, Formula, Status
from cqfacts.model.vocabulary import Area, Dimension, Indicator, Kind, PriceBasis, Unit
from cqfacts.reason.steps import Step

Entry = TypeVar("Entry", Area, Unit)


class FindEntry(Protocol):
    """Find an entry of the vocabulary by its type and id."""

    def __call__(self, kind: type[Entry], name: str, /) -> Entry: ...


class Ruling(NamedTuple):
    """The judgement on a step. A refusal that is worth telling has a `reason`, which is a sentence."""

    follows: bool
    reason: str = ""


FOLLOWS = Ruling(follows=True)
DOES_NOT_FOLLOW = Ruling(follows=False)


def rule_on(step: Step, find_entry: FindEntry) -> Ruling:
    """Return the ruling on a step."""
    rule = RULINGS[step.formula]
    return rule(step, find_entry)


def _refuse(reason: str) -> Ruling:
    return Ruling(follows=False, reason=reason)


# --- growth and levels


def _rule_on_neighbouring_level(step: Step, _find_entry: FindEntry) -> Ruling:
    """Rule on the earlier or the later level that a growth rate and a level give."""
    growth = step.inputs["growth"]
    level = step.inputs["level"]
    if _is_before_plan(step) or _reaches_below_zero(level) or _may_lose_everything(growth):
        return DOES_NOT_FOLLOW
    if not _is_percent(growth.unit):
        return _refuse(
            f'"{growth.title}" is a multiple, and whether it rose by that or to that cannot be told.'
        )
    if not _is_within_a_year(growth):
        return _refuse(f'"{growth.title}" is over {growth.period.length}, not on the year before.')
    if not _is_at_one_price(growth.indicator, level.indicator):
        why = _price_words(growth.indicator)
        unit = level.unit.plural if level.unit else "money"
        return _refuse(f'"{growth.title}": {why}, which gives no level in {unit}.')
    return FOLLOWS


def _is_before_plan(step: Step) -> bool:
    """Tell whether a step leads to a time before that of a plan, which is no plan itself."""
    if step.formula not in (Formula.YEAR_BEFORE, Formula.EARLIER, Formula.BEFORE_CHANGE):
        return False
    return any(fact.status is Status.FORECAST for fact in step.inputs.values())


def _may_lose_everything(growth: Fact) -> bool:
    """Tell whether a growth rate may be a fall of all there was, which says nothing of the level before."""
    lowest = growth.interval.low
    return lowest is None or lowest <= -100


def _price_words(growth: Indicator) -> str | None:
    """Say at which prices a growth is measured."""
    if growth.price_basis is PriceBasis.UNSTATED:
        return "its price basis is not stated, so it may be real growth"
    return growth.price_basis


def _rule_on_growth(step: Step, find_entry: FindEntry) -> Ruling:
    """Rule on the growth rate that two levels give: of amounts of one unit that are not below zero, at stated prices."""
    later = step.inputs["later"]
    earlier = step.inputs["earlier"]
    if later.unit != earlier.unit or not _is_within_a_year(later):
        return DOES_NOT_FOLLOW
    if _reaches_below_zero(later) or _reaches_below_zero(earlier) or _may_be_nothing(earlier):
        return DOES_NOT_FOLLOW
    if not _is_at_one_price(step.indicator, later.indicator):
        return DOES_NOT_FOLLOW
    if not _is_in_percent(step.indicator, find_entry):
        return DOES_NOT_FOLLOW
    return FOLLOWS


def _rule_on_level_by_change(step: Step, _find_entry: FindEntry) -> Ruling:
    """Rule on the earlier or the later level that a change and a level give: of one unit, at the same prices."""
    level = step.inputs["level"]
    change = step.inputs["change"]
    if _is_before_plan(step) or not _is_within_a_year(change):
        return DOES_NOT_FOLLOW
    if not _can_change_by(level, change.unit):
        return DOES_NOT_FOLLOW
    if level.indicator.price_basis is not change.indicator.price_basis:
        return _refuse(_different_prices(level.title, change.title))
    return FOLLOWS


def _rule_on_change(step: Step, find_entry: FindEntry) -> Ruling:
    """Rule on the change that two levels give."""
    later = step.inputs["later"]
    earlier = step.inputs["earlier"]
    if later.unit != earlier.unit or not _is_within_a_year(later) or step.indicator.unit is None:
        return DOES_NOT_FOLLOW
    if not _can_change_by(later, find_entry(Unit, step.indicator.unit)):
        return DOES_NOT_FOLLOW
    if later.indicator.price_basis is not step.indicator.price_basis:
        return DOES_NOT_FOLLOW
    return FOLLOWS


def _can_change_by(level: Fact, unit: Unit | None) -> bool:
    """Tell whether a level changes by so many of a unit: by its own, and percent by points. A rank rises as its number falls."""
    if level.indicator.kind is Kind.RANK or unit is None:
        return False
    if _is_percent(level.unit):
        return unit.dimension == Dimension.SHARE_DIFFERENCE
    return level.unit == unit


# --- parts, wholes and shares


def _rule_on_share(step: Step, find_entry: FindEntry) -> Ruling:
    """Rule on the share that a part and its whole give."""
    part = step.inputs["part"]
    whole = step.inputs["whole"]
    if part.unit != whole.unit or not _is_in_percent(step.indicator, find_entry):
        return DOES_NOT_FOLLOW
    if not _is_inside(part.area, whole.area, find_entry):
        return DOES_NOT_FOLLOW
    if part.indicator.price_basis is not whole.indicator.price_basis:
        return _refuse(_different_prices(part.indicator.title, whole.indicator.title))
    return FOLLOWS


def _rule_on_part_or_whole(step: Step, _find_entry: FindEntry) -> Ruling:
    """Rule on the part or the whole that a share and the other one give."""
    amounts = dict(step.inputs)
    share = amounts.pop("share")
    [amount] = amounts.values()
    if not _is_percent(share.unit):
        return DOES_NOT_FOLLOW
    if amount.indicator.price_basis is not step.indicator.price_basis:
        return _refuse(_different_prices(amount.title, step.indicator.title))
    return FOLLOWS


def _different_prices(title: str, other_title: str) -> str:
    return f'"{title}" and "{other_title}" are not at the same prices, as far as is stated.'


# --- leads of one growth rate over another


def _rule_on_lead(step: Step, _find_entry: FindEntry) -> Ruling:
    """Rule on figures of which one leads by percentage points: both growth rates are percentages."""
    for name, fact in step.inputs.items():
        if fact.unit is None:
            return DOES_NOT_FOLLOW
        if name != "lead" and not _is_percent(fact.unit):
            return DOES_NOT_FOLLOW
    return FOLLOWS


def _rule_on_sum(_step: Step, _find_entry: FindEntry) -> Ruling:
    """Let a rest and a remainder follow: their steps are found only where they do."""
    return FOLLOWS


RULINGS: dict[Formula, Callable[[Step, FindEntry], Ruling]] = {
    Formula.YEAR_BEFORE: _rule_on_neighbouring_level,
    Formula.YEAR_AFTER: _rule_on_neighbouring_level,
    Formula.EARLIER: _rule_on_neighbouring_level,
    Formula.LATER: _rule_on_neighbouring_level,
    Formula.GROWTH: _rule_on_growth,
    Formula.BEFORE_CHANGE: _rule_on_level_by_change,
    Formula.AFTER_CHANGE: _rule_on_level_by_change,
    Formula.CHANGE: _rule_on_change,
    Formula.SHARE: _rule_on_share,
    Formula.PART: _rule_on_part_or_whole,
    Formula.WHOLE: _rule_on_part_or_whole,
    Formula.LEADER: _rule_on_lead,
    Formula.FOLLOWER: _rule_on_lead,
    Formula.LEAD: _rule_on_lead,
    Formula.REST: _rule_on_sum,
    Formula.REMAINDER: _rule_on_sum,
}


# --- conditions that several rulings share


def _is_percent(unit: Unit | None) -> bool:
    return unit is not None and unit.is_percent


def _is_in_percent(indicator: Indicator, find_entry: FindEntry) -> bool:
    """Tell whether an indicator is measured in percent."""
    if indicator.unit is None:
        return False
    unit = find_entry(Unit, indicator.unit)
    return _is_percent(unit)


def _is_inside(area: Area | None, container: Area | None, find_entry: FindEntry) -> bool:
    """Tell whether an area is another one, or lies in it over any number of steps. What has no area is inside of none."""
    if area is None or container is None:
        return area is container
    while area.id != container.id:
        if area.within is None:
            return False
        area = find_entry(Area, area.within)
    return True


def _reaches_below_zero(fact: Fact) -> bool:
    """Tell whether a figure is known to reach below zero; a limit that is open below is not."""
    lowest = fact.interval.low
    return lowest is not None and lowest < 0


def _may_be_nothing(fact: Fact) -> bool:
    """Tell whether a figure is known to reach down to zero, from which no growth is a percentage."""
    return fact.interval.low == 0


def _is_within_a_year(fact: Fact) -> bool:
    period = fact.period
    return (period.end - period.start).days <= 366


def _is_at_one_price(growth: Indicator, level: Indicator) -> bool:
    """Tell whether a growth is that of money at the prices at which a level is counted, and both say so."""
    if growth.price_basis is PriceBasis.UNSTATED:
        return False
    return growth.price_basis is level.price_basis
