"""The interval that a figure allows, and the quantity as which a fact writes it."""

from fractions import Fraction
from functools import lru_cache

from cqfacts.model.interval import Interval, exactly
from cqfacts.model.quantity import LIMITS, LOWER_LIMITS, Qualifier, Quantity
from cqfacts.reader.exact import Exact, as_fraction, divide
from cqfacts.reader.scales import SCALE_NAMES

_MAX_DECIMALS = 20
_MAX_POWER = max(SCALE_NAMES)
_ROUNDED_FROM = 1000
"""From here on zeros before a scale word are no digits."""
_MAX_WHOLE = 10**20
_POWERS = {10**power: power for power in SCALE_NAMES}
_TENS = [int(10**power) for power in range(_MAX_DECIMALS + 1)]
_SIZES = {name: int(10**power) for power, name in SCALE_NAMES.items()}


def printed_step(value: Exact, step: Exact, scale: Exact) -> Exact:
    """Return the worth of the last digit of a value that counts: zeros before a scale word are no digits, decimals are.

    >>> billion = 10**9
    >>> [int(printed_step(500 * billion, step, billion)) for step in (billion, billion // 10)]
    [100000000000, 100000000]
    """
    if step.denominator != 1:
        return step
    has_decimals = step < scale
    if has_decimals or step < _ROUNDED_FROM or not value or value % step:
        return step
    return step * _size_of_zeros(divide(value, step).numerator)


def _size_of_zeros(digits: int) -> int:
    """Return the power of ten that the zeros at the end of digits stand for."""
    size = 1
    while digits % 10 == 0:
        digits //= 10
        size *= 10
    return size


def interval_of(
    value: Exact,
    step: Exact,
    qualifier: Qualifier,
    quantity: Quantity | None,
    *,
    integral: bool,
) -> Interval:
    """Return the interval of a value that is printed to a step: the worth of its last digit, 0 for an exact one."""
    if qualifier in LIMITS:
        limit = as_fraction(value)
        return Interval(limit, None) if qualifier in LOWER_LIMITS else Interval(None, limit)
    may_be_count = integral and step == 1
    if quantity is None:
        return _around(value, step, qualifier)
    if not may_be_count and _ends_with_step(quantity, step):
        return _around(value, step, qualifier)
    if not _says_precision(quantity, value, step):
        return _around(value, step, qualifier)
    return _interval_of_quantity(quantity, integral=integral)


def _ends_with_step(quantity: Quantity, step: Exact) -> bool:
    """Return True where the last digit of a quantity is no zero of a whole number, and is worth a step."""
    digits = quantity.digits
    decimals = len(digits) - 1 - digits.find(".") if "." in digits else 0
    is_rounded = not decimals and digits[-1] == "0"
    if is_rounded or decimals > _MAX_DECIMALS or "/" in digits:
        return False
    return step.numerator * _TENS[decimals] == step.denominator * _SIZES[quantity.scale]


def _says_precision(quantity: Quantity, value: Exact, step: Exact) -> bool:
    """Return True where the digits of a quantity say how exactly a value is known: not of 九成, which is 90 to a ten."""
    if quantity.is_fraction:
        return True
    is_nearly_nothing = quantity.qualifier is Qualifier.NEARLY and not value
    return not is_nearly_nothing and 0 < step <= quantity.ends[0].last_place()


@lru_cache(maxsize=256)
def _interval_of_quantity(quantity: Quantity, *, integral: bool) -> Interval:
    """Return the interval that the model has for a quantity; that of a vulgar fraction, in percent there, as a part."""
    interval = quantity.interval(integral=integral)
    if not quantity.is_fraction:
        return interval
    return Interval(*(None if bound is None else bound / 100 for bound in interval))


def _around(value: Exact, step: Exact, qualifier: Qualifier) -> Interval:
    """Return the interval of a value, from a step or a half before it to as far after it."""
    if not step:
        return exactly(as_fraction(value))
    parts = 2 if qualifier is Qualifier.EXACT else 1
    low, high = _steps_around(value, step, parts)
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
        return Interval(low, high)
    if value > 0:
        return Interval(low, as_fraction(value))
    return Interval(as_fraction(value), high)


def _steps_around(value: Exact, step: Exact, parts: int) -> tuple[Fraction, Fraction]:
    """Return a value minus and plus a part of a step, each as one fraction: sums of fractions are slow."""
    below = step.denominator * parts
    middle, move = value.numerator * below, step.numerator
    if value.denominator != 1:
        move *= value.denominator
        below *= value.denominator
    return Fraction(middle - move, below), Fraction(middle + move, below)


def quantity_of(value: Exact, step: Exact, scale: Exact, qualifier: Qualifier) -> Quantity | None:
    """Return a value with its printed digits as a fact writes it; None where it cannot.

    >>> str(quantity_of(2630000, 10000, 10000, Qualifier.EXACT))
    '2.63 million'
    """
    above, below = value.numerator, value.denominator
    if below != 1 and not step:
        return _vulgar_quantity(value, qualifier)
    power = _power_of(value, scale)
    decimals = _decimals_of(step, power)
    if decimals is None or abs(above) >= _MAX_WHOLE * below:
        return None
    digits, remainder = divmod(above * _TENS[decimals], below * _TENS[power])
    if remainder:
        return None
    return Quantity(qualifier, _decimal_text(digits, decimals), SCALE_NAMES[power])


def _vulgar_quantity(value: Exact, qualifier: Qualifier) -> Quantity | None:
    if not 0 < value <= 1 or value.denominator > 999:
        return None
    return Quantity(qualifier, f"{value.numerator}/{value.denominator}", "")


def _power_of(value: Exact, scale: Exact) -> int:
    """Return the power of ten of the scale word: the printed one, or for 万 and 亿 the greatest within the value."""
    power = _POWERS.get(scale)
    if power is not None:
        return power
    integer, power = abs(value.numerator) // value.denominator, 0
    while integer >= _ROUNDED_FROM and power < _MAX_POWER:
        integer //= _ROUNDED_FROM
        power += 3
    return power


def _decimals_of(step: Exact, power: int) -> int | None:
    """Return how many decimals show a step under a scale; None where none do."""
    above, below = step.numerator, step.denominator * _TENS[power]
    for decimals in range(_MAX_DECIMALS + 1):
        if above % below == 0:
            return decimals
        above *= 10
    return None


def _decimal_text(digits: int, decimals: int) -> str:
    """Return digits of which so many are decimals.

    >>> _decimal_text(-5, 2), _decimal_text(263, 2), _decimal_text(263, 0)
    ('-0.05', '2.63', '263')
    """
    if not decimals:
        return str(digits)
    sign = "-" if digits < 0 else ""
    text = str(abs(digits)).rjust(decimals + 1, "0")
    return f"{sign}{text[:-decimals]}.{text[-decimals:]}"
