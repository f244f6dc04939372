"""What must hold of the entries of the vocabulary."""

from collections.abc import Iterator

from cqfacts.base import forms
from cqfacts.base.rules import Breach, Rule
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.model.vocabulary import Area, Indicator, Kind, PriceBasis, Source


def find_missing_keys(indicator: Indicator, vocabulary: Vocabulary) -> Iterator[Breach]:
    for key in forms.INDICATOR.find_needed_keys(indicator):
        message = f'an indicator of kind {indicator.kind} needs "{key.name}"'
        yield Breach("kind", message, f'add "{key.name}", or change the kind')


def find_base_in_itself(indicator: Indicator, vocabulary: Vocabulary) -> Iterator[Breach]:
    for key in ("growth_of", "change_of", "ranks"):
        name = getattr(indicator, key)
        if name == indicator.id:
            yield Breach(
                key, f'"{key}" names the indicator itself', "name the indicator that it is about"
            )


def with_price_basis(indicator: Indicator, vocabulary: Vocabulary) -> Indicator:
    """Return an indicator in money, or the growth of one, with a price basis: unstated where it says none."""
    if indicator.price_basis is not None:
        return indicator
    measured = vocabulary.indicators.get(indicator.growth_of or "", indicator)
    unit = vocabulary.units.get(measured.unit or "")
    if unit is None or unit.currency is None:
        return indicator
    return indicator._replace(price_basis=PriceBasis.UNSTATED)


def find_wrong_nominal(indicator: Indicator, vocabulary: Vocabulary) -> Iterator[Breach]:
    """Yield a breach where figures that are rounded are called nominal sizes. Nominal growth is another thing."""
    unit = vocabulary.units.get(indicator.unit or "")
    is_in_money = unit is not None and unit.currency is not None
    if indicator.nominal and (is_in_money or indicator.kind is not Kind.STOCK):
        message = "only a size is nominal, and no money, flow or rate"
        hint = 'remove "nominal"; money at the prices of its time says "price_basis: current"'
        yield Breach("nominal", message, hint)


INDICATOR_RULES: tuple[Rule[Indicator, Vocabulary], ...] = (
    Rule("CQ309", "an indicator has the keys that its kind needs", find_missing_keys),
    Rule("CQ309", "an indicator is not about itself", find_base_in_itself),
    Rule("CQ309", "a size alone is nominal", find_wrong_nominal),
)


def find_missing_dating_reason(source: Source, vocabulary: Vocabulary) -> Iterator[Breach]:
    for key in forms.SOURCE.find_needed_keys(source):
        yield Breach("dating", "an inferred date needs its reason", f"add {key.name}")


SOURCE_RULES: tuple[Rule[Source, Vocabulary], ...] = (
    Rule("CQ304", "an inferred date has a reason", find_missing_dating_reason),
)


MOST_WIDER_AREAS = 100
"""How many areas an area may lie in, one within the other. Each question for an area goes through them all."""


def find_circle(area: Area, vocabulary: Vocabulary) -> Iterator[Breach]:
    """Yield a breach where following what areas are within leads back, or takes more steps than any place needs."""
    seen = {area.id}
    wider = vocabulary.areas.get(area.within or "")
    while wider:
        if wider.id in seen:
            yield Breach(
                "within", f'the area "{area.id}" is within itself', "remove one of the steps"
            )
            return
        if len(seen) > MOST_WIDER_AREAS:
            message = f'the area "{area.id}" lies in more than {MOST_WIDER_AREAS} others'
            yield Breach("within", message, "name a wider area that is nearer to the widest")
            return
        seen.add(wider.id)
        wider = vocabulary.areas.get(wider.within or "")


AREA_RULES: tuple[Rule[Area, Vocabulary], ...] = (
    Rule("CQ313", "an area is within some others, and not within itself", find_circle),
)
