"""Amounts of more than one number or unit: 3 dollars 50 cents, 12 ft 2 in, 一吨半, 七成六."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cqfacts.reader.amount import Amount, bare_amount, sized_amount
from cqfacts.reader.chinese_numerals import DIGITS, UNITS
from cqfacts.reader.currencies import Coin
from cqfacts.reader.exact import Exact, divide
from cqfacts.reader.lexicon import Match
from cqfacts.reader.measures import EXACT_SYMBOLS, TIMES
from cqfacts.reader.numerals import Form, Numeral
from cqfacts.reader.records import FigureKind
from cqfacts.reader.scales import SMALL_LETTERS
from cqfacts.reader.signed import may_start_numeral, read_any_numeral
from cqfacts.reader.suffixes import suffix_at
from cqfacts.reader.tokens import HAN, LINE_BREAK, SIGN, WORD, Token, word_at
from cqfacts.reader.unit_table import Suffix, UnitTable

_OTHER_SIZES = {"mt": 10**6}
"""Symbols of units that may have a scale in them: Mt is a million tonnes."""
_JOINTS = frozenset({"and", "又", "零", "&"})
"""What joins a smaller unit to the greater."""
_OF_TEN = "折"
"""What stands after the share of a price that is left: 七二折 is 72%."""
_MOST_COINS = 10
"""In units of the currency."""
_INCHES = frozenset({"in", "inch", "inches", "ins", "″", '"', "”"})


def with_small_unit(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount:
    """Return an amount with the smaller unit after it: 3 dollars 50 cents, 一吨半."""
    is_closed = not may_go_on(tokens, amount.end)
    if is_closed and tokens[amount.end - 1].kind is not WORD:
        return amount
    if amount.value is None or amount.value < 0:
        return amount
    if is_closed:
        return _with_other_reading(tokens, amount)
    longer = _longer_amount(tokens, amount, suffix, units)
    return longer or _with_other_reading(tokens, amount)


def _longer_amount(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount | None:
    """Return an amount with the smaller unit after it; None where none of the rules reads one."""
    return (
        _with_half_unit(tokens, amount, suffix)
        or _with_coins(tokens, amount, suffix, units, _size_of(suffix))
        or _with_bare_coins(tokens, amount, suffix, _size_of(suffix))
        or _with_inches(tokens, amount, suffix, units)
        or _with_tenths(tokens, amount, suffix)
        or _with_tenth_of_unit(tokens, amount)
    )


def may_go_on(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a token with which a smaller unit may begin: a number, or what joins it."""
    if index >= len(tokens):
        return False
    return tokens[index].word in _JOINTS or may_start_numeral(tokens[index])


def _with_half_unit(tokens: Sequence[Token], amount: Amount, suffix: Suffix) -> Amount | None:
    """Read 一吨半 and 三成半."""
    if (
        word_at(tokens, amount.end) != "半"
        or amount.value is None
        or word_at(tokens, amount.end + 1) in ("数", "个", "年")
    ):
        return None
    half = divide(suffix.size, 2)
    return amount._replace(
        value=amount.value + half, end=amount.end + 1, number_end=amount.end + 1, step=half
    )


def _size_of(suffix: Suffix) -> Exact:
    """Return the size of a coin in its currency; 1 for a currency."""
    return 1 if suffix.coin is None else suffix.coin.size


def _with_coins(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable, base: Exact
) -> Amount | None:
    """Read the coins after money: 3 dollars 50 cents, 两美元又三美分, 五元六角七分; `base` is the size of its unit."""
    coins = _coins_after(tokens, amount, suffix, units)
    if coins is None or amount.value is None:
        return None
    numeral, match, size = coins
    value = amount.value + divide((numeral.value or 0) * size, base)
    step = divide(size, base)
    longer = amount._replace(value=value, end=match.end, number_end=numeral.end, step=step)
    return (
        _with_coins(tokens, longer, match.meaning, units, base)
        or _with_bare_coins(tokens, longer, match.meaning, base)
        or longer
    )


class _Coins(NamedTuple):
    """A number of coins with their name, and the size of one in its currency."""

    numeral: Numeral
    match: Match[Suffix]
    size: Exact


def _coins_after(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> _Coins | None:
    """Return the coins that follow money and are a part of its currency; ten and more are no coins."""
    if amount.kind is not FigureKind.MONEY:
        return None
    numeral = read_any_numeral(tokens, _after_and(tokens, amount))
    if numeral is None or numeral.value is None:
        return None
    match = suffix_at(tokens, numeral.end, units, numeral)
    coin = match.meaning.coin if match else None
    if match is None or coin is None or not _is_coin_of(coin, suffix):
        return None
    return _Coins(numeral, match, coin.size) if numeral.value * coin.size < _MOST_COINS else None


def _after_and(tokens: Sequence[Token], amount: Amount) -> int:
    return amount.end + 1 if word_at(tokens, amount.end) in _JOINTS else amount.end


def _is_coin_of(coin: Coin, suffix: Suffix) -> bool:
    if suffix.coin:
        return suffix.coin.unit == "jiao" and coin.unit == "fen"
    return not coin.of or suffix.unit in coin.of


def _with_bare_coins(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, base: Exact
) -> Amount | None:
    """Read coins without their name: 15 dollars 50, three kuai five. A clause ends after them."""
    if amount.kind is not FigureKind.MONEY or amount.value is None or suffix.unit == "cent":
        return None
    numeral = read_any_numeral(tokens, _after_and(tokens, amount))
    if numeral is None or numeral.form is not Form.CARDINAL or numeral.step != 1:
        return None
    size = _size_of_bare_coins(suffix, numeral)
    if size is None or numeral.value is None or not _ends_clause(tokens, numeral.end):
        return None
    return amount._replace(
        value=amount.value + divide(numeral.value * size, base),
        end=numeral.end,
        number_end=numeral.end,
        step=divide(size, base),
    )


def _size_of_bare_coins(suffix: Suffix, numeral: Numeral) -> Exact | None:
    value = numeral.value or 0
    if suffix.coin and suffix.coin.unit == "jiao":
        return Fraction(1, 100) if value < 10 else None
    if suffix.coin or not 0 < value < 100:
        return None
    return Fraction(1, 10) if suffix.unit == "CNY" and value < 10 else Fraction(1, 100)


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens):
        return True
    token = tokens[index]
    return token.gap is LINE_BREAK or (token.kind is SIGN and token.word in ".,;!?。，；！？、)）")


def _with_inches(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount | None:
    """Read 12 ft 2 in and 五英尺六英寸."""
    if suffix.unit != "foot" or amount.value is None:
        return None
    numeral = read_any_numeral(tokens, amount.end)
    if numeral is None or numeral.value is None or not 0 <= numeral.value < 12:
        return None
    inches = suffix_at(tokens, numeral.end, units, numeral)
    end = inches.end if inches and inches.meaning.unit == "inch" else numeral.end + 1
    if end == numeral.end + 1 and word_at(tokens, numeral.end) not in _INCHES:
        return None
    return amount._replace(
        value=amount.value + divide(numeral.value, 12),
        end=end,
        number_end=numeral.end,
        step=Fraction(1, 12),
    )


def _with_tenth_of_unit(tokens: Sequence[Token], amount: Amount) -> Amount | None:
    """Read 一米八 and 二两五: the digit after the unit is a tenth of it."""
    digit = DIGITS.get(word_at(tokens, amount.end), 0)
    if not digit or not _is_small_measure(amount) or amount.value is None:
        return None
    end = amount.end + 1
    if tokens[amount.end - 1].kind is not HAN or not _ends_clause(tokens, end):
        return None
    tenth = Fraction(1, 10)
    return amount._replace(value=amount.value + digit * tenth, end=end, number_end=end, step=tenth)


def _is_small_measure(amount: Amount) -> bool:
    """Return True for a whole number of a measure, up to a hundred; of a time a digit after it is no tenth."""
    is_measure = amount.kind is FigureKind.MEASURE and amount.unit not in TIMES
    return is_measure and amount.step == 1 and (amount.value or 0) <= 100


def _with_tenths(tokens: Sequence[Token], amount: Amount, suffix: Suffix) -> Amount | None:
    """Read 七成六."""
    is_tenths = (
        suffix.kind is FigureKind.PERCENT
        and suffix.size == 10
        and word_at(tokens, amount.end - 1) == "成"
    )
    digit = DIGITS.get(word_at(tokens, amount.end), 0)
    if (
        not is_tenths
        or digit == 0
        or amount.value is None
        or word_at(tokens, amount.end + 1) in (*UNITS, "个", "年")
    ):
        return None
    return amount._replace(
        value=amount.value + digit, end=amount.end + 1, number_end=amount.end + 1, step=1
    )


def read_discount(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount | None:
    """Read 七二折 and 9.9折: two digits are tenths and hundredths."""
    digits = _discount_digits(tokens, numeral)
    if digits is None:
        return None
    value, end = digits
    size = 1 if value >= 10 and value.denominator == 1 else 10
    amount = bare_amount(numeral)._replace(
        end=end,
        number_end=end - 1,
        kind=FigureKind.PERCENT,
        unit=units.id_of("percent"),
        value=value,
        alternatives=(),
    )
    return sized_amount(amount, size)


def _discount_digits(tokens: Sequence[Token], numeral: Numeral) -> tuple[Exact, int] | None:
    """Return the digits before 折 and the index after it; spaces may part the digits."""
    word, value = word_at(tokens, numeral.end), numeral.value or 0
    if word == _OF_TEN:
        return (value, numeral.end + 1) if 0 < value < 100 else None
    digit = _digit_of(word)
    if not digit or word_at(tokens, numeral.end + 1) != _OF_TEN:
        return None
    is_digit = 0 < value < 10 and value.denominator == 1
    return (value * 10 + digit, numeral.end + 2) if is_digit else None


def _digit_of(word: str) -> int:
    """Return the value of one digit; 0 for other words."""
    if word.isdecimal() and len(word) == 1:
        return int(word)
    return DIGITS.get(word, 0)


def _with_other_reading(tokens: Sequence[Token], amount: Amount) -> Amount:
    """Add the other reading of m, t and mt, which are millions and trillions, too."""
    symbol = tokens[amount.end - 1]
    if symbol.raw in EXACT_SYMBOLS or amount.end != amount.number_end + 1:
        return amount
    size = SMALL_LETTERS.get(symbol.word) or _OTHER_SIZES.get(symbol.word)
    if amount.value is None or size is None or symbol.kind is not WORD:
        return amount
    return amount._replace(alternatives=(*amount.alternatives, amount.value * size))


def read_part_of_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount | None:
    """Read a fraction of a unit: half a mile, a quarter of a percent, three-quarters of a dollar."""
    index = numeral.end + (word_at(tokens, numeral.end) == "of")
    if word_at(tokens, index) not in ("a", "an", "one"):
        return None
    suffix = suffix_at(tokens, index + 1, units, numeral)
    if suffix is None:
        return None
    amount = bare_amount(numeral)._replace(
        end=suffix.end,
        kind=suffix.meaning.kind,
        unit=suffix.meaning.unit,
        rank=None,
        step=0,
    )
    return sized_amount(amount, suffix.meaning.size)
