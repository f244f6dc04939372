"""Say a figure in a plain sentence: of a fact that nobody has worded."""

from cqfacts.model.figure_words import quantity_words, rank_words
from cqfacts.model.period import Period
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import Area, Indicator, Kind, Unit


def state_figure(
    indicator: Indicator, area: Area, period: Period, value: str, unit: Unit | None
) -> str:
    """Return the sentence for a figure: its indicator, area and time, and what it is. Raises QuantityError."""
    quantity = parse_quantity(value)
    if indicator.kind is Kind.RANK:
        words = rank_words(quantity)
    else:
        words = quantity_words(quantity, unit) if unit else value
    return f"{indicator.title}, {area.title}, {period.words}: {words}."
