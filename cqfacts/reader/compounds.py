"""Amounts of more than one number or unit: 3 dollars 50 cents, 12 ft 2 in, 一吨半, 七成六."""

from collections.abc import Sequence
from fractions import Fraction

from cqfacts.reader.amount import Amount, bare_amount, sized_amount, word_at
from cqfacts.reader.chinese_numerals import DIGITS, UNITS
from cqfacts.reader.currencies import Coin
from cqfacts.reader.measures import EXACT_SYMBOLS, TIMES
from cqfacts.reader.numerals import Form, Numeral
from cqfacts.reader.records import FigureKind
from cqfacts.reader.scales import SMALL_LETTERS
from cqfacts.reader.signed import read_any_numeral
from cqfacts.reader.suffixes import suffix_at
from cqfacts.reader.tokens import Gap, Token, TokenKind
from cqfacts.reader.unit_table import Suffix, UnitTable

_OTHER_SIZES = {"mt": 10**6}
"""Symbols of units that may have a scale in them: Mt is a million tonnes."""
_INCHES = frozenset({"in", "inch", "inches", "ins", "″", '"', "”"})


def with_small_unit(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount:
    """Return an amount with the smaller unit after it: 3 dollars 50 cents, 一吨半."""
    if amount.value is None or amount.value < 0:
        return amount
    longer = (
        _with_half_unit(tokens, amount, suffix)
        or _with_coins(tokens, amount, suffix, units, _size_of(suffix))
        or _with_bare_coins(tokens, amount, suffix, _size_of(suffix))
        or _with_inches(tokens, amount, suffix, units)
        or _with_tenths(tokens, amount, suffix)
        or _with_tenth_of_unit(tokens, amount)
    )
    return longer or _with_other_reading(tokens, amount)


def _with_half_unit(tokens: Sequence[Token], amount: Amount, suffix: Suffix) -> Amount | None:
    """Read 一吨半 and 三成半."""
    if (
        word_at(tokens, amount.end) != "半"
        or amount.value is None
        or word_at(tokens, amount.end + 1) in ("数", "个", "年")
    ):
        return None
    half = suffix.size / 2
    return amount._replace(
        value=amount.value + half, end=amount.end + 1, number_end=amount.end + 1, step=half
    )


def _size_of(suffix: Suffix) -> Fraction:
    """Return the size of a coin in its currency; 1 for a currency."""
    return Fraction(1) if suffix.coin is None else suffix.coin.size


def _with_coins(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable, base: Fraction
) -> Amount | None:
    """Read the coins after money: 3 dollars 50 cents, 两美元又三美分, 五元六角七分; `base` is the size of its unit."""
    place = _after_and(tokens, amount)
    if amount.kind is not FigureKind.MONEY or amount.value is None:
        return None
    numeral = read_any_numeral(tokens, place)
    if numeral is None or numeral.value is None:
        return None
    coins = suffix_at(tokens, numeral.end, units, numeral)
    coin = coins.meaning.coin if coins else None
    if coins is None or coin is None or not _is_coin_of(coin, suffix):
        return None
    if numeral.value * coin.size >= 10:
        return None
    value = amount.value + numeral.value * coin.size / base
    longer = amount._replace(
        value=value, end=coins.end, number_end=numeral.end, step=coin.size / base
    )
    return (
        _with_coins(tokens, longer, coins.meaning, units, base)
        or _with_bare_coins(tokens, longer, coins.meaning, base)
        or longer
    )


def _after_and(tokens: Sequence[Token], amount: Amount) -> int:
    return amount.end + 1 if word_at(tokens, amount.end) in ("and", "又", "零", "&") else amount.end


def _is_coin_of(coin: Coin, suffix: Suffix) -> bool:
    if suffix.coin:
        return suffix.coin.unit == "jiao" and coin.unit == "fen"
    return not coin.of or suffix.unit in coin.of


def _with_bare_coins(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, base: Fraction
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
        value=amount.value + numeral.value * size / base,
        end=numeral.end,
        number_end=numeral.end,
        step=size / base,
    )


def _size_of_bare_coins(suffix: Suffix, numeral: Numeral) -> Fraction | None:
    value = numeral.value or Fraction(0)
    if suffix.coin and suffix.coin.unit == "jiao":
        return Fraction(1, 100) if value < 10 else None
    if suffix.coin or not 0 < value < 100:
        return None
    return Fraction(1, 10) if suffix.unit == "CNY" and value < 10 else Fraction(1, 100)


def _ends_clause(tokens: Sequence[Token], place: int) -> bool:
    if place >= len(tokens):
        return True
    token = tokens[place]
    return token.gap is Gap.LINE or (
        token.kind is TokenKind.SIGN and token.word in ".,;!?。，；！？、)）"
    )


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
        value=amount.value + numeral.value / 12,
        end=end,
        number_end=numeral.end,
        step=Fraction(1, 12),
    )


def _with_tenth_of_unit(tokens: Sequence[Token], amount: Amount) -> Amount | None:
    """Read 一米八 and 二两五: the digit after the unit is a tenth of it."""
    is_chinese = tokens[amount.end - 1].kind is TokenKind.HAN
    is_whole = amount.kind is FigureKind.MEASURE and amount.step == 1 and amount.unit not in TIMES
    digit = DIGITS.get(word_at(tokens, amount.end), 0)
    if not (is_chinese and is_whole and digit) or amount.value is None or amount.value > 100:
        return None
    if not _ends_clause(tokens, amount.end + 1):
        return None
    tenth = Fraction(1, 10)
    end = amount.end + 1
    return amount._replace(value=amount.value + digit * tenth, end=end, number_end=end, step=tenth)


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
        value=amount.value + digit, end=amount.end + 1, number_end=amount.end + 1, step=Fraction(1)
    )


def read_discount(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount | None:
    """Read 七二折 and 9.9折: two digits are tenths and hundredths."""
    digits = _discount_digits(tokens, numeral)
    if digits is None:
        return None
    value, end = digits
    size = Fraction(1) if value >= 10 and value.denominator == 1 else Fraction(10)
    amount = bare_amount(numeral)._replace(
        end=end,
        number_end=end - 1,
        kind=FigureKind.PERCENT,
        unit=units.id_of("percent"),
        value=value,
        others=(),
    )
    return sized_amount(amount, size)


def _discount_digits(tokens: Sequence[Token], numeral: Numeral) -> tuple[Fraction, int] | None:
    """Return the digits before 折 and the place after it; spaces may part the digits."""
    value = numeral.value
    if value is None or not 0 < value < 100:
        return None
    if word_at(tokens, numeral.end) == "折":
        return value, numeral.end + 1
    if word_at(tokens, numeral.end + 1) != "折" or value >= 10 or value.denominator != 1:
        return None
    word = word_at(tokens, numeral.end)
    digit = DIGITS.get(word, int(word) if word.isdecimal() and len(word) == 1 else 0)
    return (value * 10 + digit, numeral.end + 2) if digit else None


def _with_other_reading(tokens: Sequence[Token], amount: Amount) -> Amount:
    """Add the other reading of m, t and mt, which are millions and trillions, too."""
    last = tokens[amount.end - 1]
    if last.raw in EXACT_SYMBOLS:
        return amount
    size = SMALL_LETTERS.get(last.word) or _OTHER_SIZES.get(last.word)
    if amount.value is None or size is None or last.kind is not TokenKind.WORD:
        return amount
    return amount._replace(others=(*amount.others, amount.value * size))


def read_part_of_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount | None:
    """Read half a mile, a quarter of a percent, three-quarters of a dollar."""
    place = numeral.end + (word_at(tokens, numeral.end) == "of")
    if numeral.form is not Form.FRACTION or word_at(tokens, place) not in ("a", "an", "one"):
        return None
    suffix = suffix_at(tokens, place + 1, units, numeral)
    if suffix is None:
        return None
    amount = bare_amount(numeral)._replace(
        end=suffix.end,
        kind=suffix.meaning.kind,
        unit=suffix.meaning.unit,
        rank=None,
        step=Fraction(0),
    )
    return sized_amount(amount, suffix.meaning.size)
