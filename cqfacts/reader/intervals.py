"""The interval that a figure allows, and the quantity as which a fact writes it."""

from fractions import Fraction
from functools import lru_cache

from cqfacts.model.interval import Interval, exactly
from cqfacts.model.quantity import SCALES, Qualifier, Quantity
from cqfacts.reader.qualifiers import LIMITS, LOWER
from cqfacts.reader.scales import SCALE_NAMES

_MAX_DECIMALS = 20
_MAX_WHOLE = 10**20
_POWERS = {Fraction(10**power): power for power in SCALE_NAMES}


def printed_step(value: Fraction, step: Fraction, scale: Fraction) -> Fraction:
    """Return the worth of the last digit of a value that counts: zeros before a scale word are no digits, decimals are.

    >>> billion = Fraction(10**9)
    >>> [int(printed_step(500 * billion, step, billion)) for step in (billion, billion / 10)]
    [100000000000, 100000000]
    """
    has_decimals = step < scale
    is_small = step.numerator < 1000 * step.denominator
    if has_decimals or is_small or not value or value % step:
        return step
    digits, size = (value / step).numerator, 1
    while digits % 10 == 0:
        digits //= 10
        size *= 10
    return step * size


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
    if quantity and quantity.is_fraction:
        low, high = _interval_of_quantity(quantity, integral=False)
        return Interval(_in_whole(low), _in_whole(high))
    if quantity is None or "." in quantity.digits or not step or step > _size_of(quantity):
        return _around(value, step, qualifier)
    return _interval_of_quantity(quantity, integral=integral)


@lru_cache(maxsize=1024)
def _interval_of_quantity(quantity: Quantity, *, integral: bool) -> Interval:
    return quantity.interval(integral=integral)


def _in_whole(percent: Fraction | None) -> Fraction | None:
    return None if percent is None else percent / 100


def _size_of(quantity: Quantity) -> int:
    """Return the worth of the last digit of a quantity without decimals."""
    return SCALES.get(quantity.scale, 1)


def _around(value: Fraction, step: Fraction, qualifier: Qualifier) -> Interval:
    if step == 0:
        return exactly(value)
    if qualifier is Qualifier.NEARLY:
        return Interval(value - step, value) if value > 0 else Interval(value, value + step)
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
    power = _power_of(value, scale)
    decimals = _decimals_of(step, power)
    if decimals is None or abs(value.numerator) >= _MAX_WHOLE * value.denominator:
        return None
    digits, rest = divmod(value.numerator * 10**decimals, value.denominator * 10**power)
    if rest:
        return None
    return Quantity(qualifier, _decimal_text(digits, decimals), SCALE_NAMES[power])


def _vulgar_quantity(value: Fraction, qualifier: Qualifier) -> Quantity | None:
    if not 0 < value <= 1 or value.denominator > 999:
        return None
    return Quantity(qualifier, f"{value.numerator}/{value.denominator}", "")


def _power_of(value: Fraction, scale: Fraction) -> int:
    """Return the power of ten of the scale word: the printed one, or for 万 and 亿 the greatest within the value."""
    power = _POWERS.get(scale)
    if power is not None:
        return power
    whole = abs(value.numerator) // value.denominator
    return max((power for power in SCALE_NAMES if 10**power <= whole), default=0)


@lru_cache(maxsize=1024)
def _decimals_of(step: Fraction, power: int) -> int | None:
    """Return how many decimals show a step under a scale; None where none do."""
    size = 10**power
    share = min(step or Fraction(1), Fraction(size)) / size
    for decimals in range(_MAX_DECIMALS + 1):
        if (share * 10**decimals).denominator == 1:
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
