"""The interval that a figure allows, and the quantity as which a fact writes it."""

from fractions import Fraction

from cqfacts.model.interval import Interval, exactly
from cqfacts.model.quantity import Qualifier, Quantity
from cqfacts.reader.qualifiers import LIMITS, LOWER
from cqfacts.reader.scales import SCALE_NAMES

_MAX_DECIMALS = 20
_MAX_WHOLE = Fraction(10**20)


def interval_of(
    value: Fraction,
    step: Fraction,
    qualifier: Qualifier,
    quantity: Quantity | None,
    *,
    integral: bool,
) -> Interval:
    """Return the interval of a value that is printed to a step: the worth of its last digit, 0 for an exact one."""
    if qualifier in LIMITS:
        return Interval(value, None) if qualifier in LOWER else Interval(None, value)
    if qualifier is Qualifier.NEARLY:
        return Interval(value - step, value)
    if quantity is None or quantity.is_fraction or step == 0:
        return _around(value, step, qualifier)
    return quantity.interval(integral=integral)


def _around(value: Fraction, step: Fraction, qualifier: Qualifier) -> Interval:
    if step == 0:
        return exactly(value)
    width = step if qualifier is Qualifier.ABOUT else step / 2
    return Interval(value - width, value + width)


def quantity_of(
    value: Fraction, step: Fraction, scale: Fraction, qualifier: Qualifier
) -> Quantity | None:
    """Return a value with its printed digits as a fact writes it; None where it cannot.

    >>> str(quantity_of(Fraction(2630000), Fraction(10000), Fraction(10000), Qualifier.EXACT))
    '2.63 million'
    """
    if step == 0 and value.denominator != 1:
        return _vulgar_quantity(value, qualifier)
    power = _power_of(value, step or Fraction(1), scale)
    if power is None or abs(value) >= _MAX_WHOLE:
        return None
    size = Fraction(10) ** power
    decimals = _decimals_of((step or Fraction(1)) / size)
    shown = value / size * 10**decimals if decimals is not None else None
    if shown is None or decimals is None or shown.denominator != 1:
        return None
    return Quantity(qualifier, _decimal_text(int(shown), decimals), SCALE_NAMES[power])


def _vulgar_quantity(value: Fraction, qualifier: Qualifier) -> Quantity | None:
    if value.numerator < 0 or value.numerator > 999 or value.denominator > 999:
        return None
    return Quantity(qualifier, f"{value.numerator}/{value.denominator}", "")


def _power_of(value: Fraction, step: Fraction, scale: Fraction) -> int | None:
    """Return the power of ten of the scale word: the printed one, or the least that shows the last digit."""
    powers = {Fraction(10**power): power for power in SCALE_NAMES}
    if scale in powers and step <= scale:
        return powers[scale]
    return next((power for size, power in powers.items() if size >= step), None)


def _decimals_of(step: Fraction) -> int | None:
    """Return how many decimals show a step; None where none do."""
    for decimals in range(_MAX_DECIMALS + 1):
        if (step * 10**decimals).denominator == 1:
            return decimals
    return None


def _decimal_text(digits: int, decimals: int) -> str:
    sign = "-" if digits < 0 else ""
    text = str(abs(digits)).rjust(decimals + 1, "0")
    return (
        f"{sign}{text[: len(text) - decimals]}.{text[len(text) - decimals :]}"
        if decimals
        else f"{sign}{text}"
    )
