"""A number with its sign and unit: -2.5%, US$3.4 billion, 387万亩, top five, doubled."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.chinese_numerals import (
    CHINESE_STARTERS,
    DIGITS,
    UNITS,
    read_chinese,
    starts_chinese,
)
from cqfacts.reader.currencies import CAPITAL_CODES, COINS, Coin
from cqfacts.reader.lexicon import Lexicon, Match
from cqfacts.reader.measures import LENGTHS, TIMES
from cqfacts.reader.numerals import STARTERS, Form, Numeral, read_numeral, scale_at, starts_numeral
from cqfacts.reader.records import FigureKind
from cqfacts.reader.scales import SMALL_LETTERS
from cqfacts.reader.tokens import Gap, Token, TokenKind
from cqfacts.reader.unit_table import Suffix, UnitTable, money_prefixes


class Amount(NamedTuple):
    """A number with its unit, from the token `first` to before the token `end`."""

    value: Fraction | None
    first: int
    end: int
    number_first: int
    number_end: int
    """The tokens of sign, digits and scale words alone."""
    kind: FigureKind
    step: Fraction
    unit: str | None = None
    scale: Fraction = Fraction(1)
    has_prefix: bool = False
    """True where the unit stands before the digits."""
    qualifier: Qualifier | None = None
    high: Fraction | None = None
    others: tuple[Fraction, ...] = ()
    rank: Fraction | None = None
    unread: str = ""
    unit_size: Fraction = Fraction(1)
    """What the digits are multiplied with for the unit: 成 is ten percent."""


_MINUS = frozenset("-−–‐‑﹣")
DASHES = _MINUS | {"—", "~"}
_WORDS_OF_MINUS = frozenset({"minus", "negative", "负"})
_MULTIPLE_WORDS = {
    "halved": Fraction(1, 2), "doubled": 2, "doubles": 2, "doubling": 2, "tripled": 3, "triples": 3, "tripling": 3, "trebled": 3, "trebling": 3,
    "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "sextupled": 6, "twice": 2, "thrice": 3, "twofold": 2, "threefold": 3,
    "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "elevenfold": 11,
    "twelvefold": 12, "fifteenfold": 15, "twentyfold": 20, "thirtyfold": 30, "fortyfold": 40, "fiftyfold": 50, "sixtyfold": 60,
    "seventyfold": 70, "eightyfold": 80, "ninetyfold": 90, "hundredfold": 100, "thousandfold": 1000,
}  # fmt: skip
_CHINESE_MULTIPLES = {
    "翻番": 2,
    "翻一番": 2,
    "翻了一番": 2,
    "翻两番": 4,
    "翻了两番": 4,
    "翻三番": 8,
    "翻了三番": 8,
    "翻一翻": 2,
    "翻倍": 2,
    "翻了番": 2,
}
_RATES = {
    "百分之": 1, "千分之": 10, "万分之": 100, "十万分之": 1000, "百万分之": 10**4, "千万分之": 10**5, "亿分之": 10**6, "佰分之": 1,
    "仟分之": 10,
}  # fmt: skip
"""What stands before the numerator of a rate, and how many of its parts are a percent."""
_RANKS = (
    "第", "no.", "no .", "№", "top", "rank", "ranked", "ranks", "ranking", "the top", "前", "排名第", "位居第", "位列第", "排第", "列第", "居第",
)  # fmt: skip
_FIRST_RANKS = ("largest", "biggest", "居首", "首位", "榜首", "第一大")
_NO_RANK_AFTER = frozenset("季年个月天日期半")
"""What follows 前三 where it is a part of a year."""
_NO_PERCENT_AFTER = frozenset("为功立员果本都就交品长熟年套份分型效")
"""What follows 成 where it is a part of a word."""
_BRACKETS = {"[": "]", "{": "}", "<": ">"}


@cache
def _rate_prefixes() -> Lexicon[Fraction]:
    rows = [(phrase, Fraction(1, parts)) for phrase, parts in _RATES.items()]
    english = ("percent of", "percents of", "per cent of", "per cents of", "percentage of")
    return Lexicon([*rows, *((phrase, Fraction(1)) for phrase in english)])


@cache
def _rank_prefixes() -> Lexicon[bool]:
    return Lexicon([(phrase, True) for phrase in _RANKS])


@cache
def _first_ranks() -> Lexicon[bool]:
    return Lexicon([(phrase, True) for phrase in _FIRST_RANKS])


@cache
def _multiples() -> Lexicon[Fraction]:
    words = {**_MULTIPLE_WORDS, **_CHINESE_MULTIPLES}
    return Lexicon([(word, Fraction(size)) for word, size in words.items()])


def read_amount(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | None:
    """Read the amount that begins with the token at a place.

    >>> from cqfacts.reader.tokens import tokenise
    >>> amount = read_amount(tokenise("US$3.4bn"), 0, UnitTable())
    >>> int(amount.value), amount.unit
    (3400000000, 'USD')
    """
    rules = (_read_rate, _read_rank, _read_multiple, _read_money, _read_plain)
    for rule in rules:
        amount = rule(tokens, place, units)
        if amount:
            return amount
    return None


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].word if 0 <= place < len(tokens) else ""


def read_any_numeral(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read a numeral in digits, English words or Chinese characters."""
    if place >= len(tokens):
        return None
    if starts_chinese(tokens, place):
        return _read_chinese(tokens, place)
    if starts_numeral(tokens[place]):
        return read_numeral(tokens, place)
    return None


def _read_chinese(tokens: Sequence[Token], place: int) -> Numeral | None:
    numeral = read_chinese(tokens, place)
    if numeral is None or numeral.end > place + 1 or tokens[place].kind is not TokenKind.NUMBER:
        return numeral
    return read_numeral(tokens, place)


def _read_signed(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read a numeral with the sign before it; the numeral begins with its sign."""
    word = _word(tokens, place)
    if word in _WORDS_OF_MINUS:
        return _negate(read_any_numeral(tokens, place + 1), place, word)
    if word in _MINUS and _is_minus(tokens, place):
        return _negate(read_any_numeral(tokens, place + 1), place, word)
    return read_any_numeral(tokens, place)


def _negate(numeral: Numeral | None, place: int, word: str) -> Numeral | None:
    if numeral is None or numeral.value is None:
        return numeral
    others = tuple(-other for other in numeral.others)
    return numeral._replace(value=-numeral.value, first=place, others=others)


def _is_minus(tokens: Sequence[Token], place: int) -> bool:
    """Return True where a dash is a sign: it touches the digits, and no digits, letters or dash before it."""
    if place + 1 >= len(tokens) or not tokens[place + 1].is_glued:
        return False
    if place == 0:
        return True
    before = tokens[place - 1]
    if before.kind is TokenKind.NUMBER and tokens[place].gap is not Gap.LINE:
        return False
    if not tokens[place].is_glued:
        return True
    return before.kind in (TokenKind.SIGN, TokenKind.HAN) and before.word not in _MINUS | {
        "%",
        "/",
        "_",
        ".",
        ")",
        "^",
    }


# What begins with more than a number


def _read_rate(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | None:
    """Read 百分之五, and percents of twenty."""
    prefix = _rate_prefixes().match(tokens, place)
    if prefix is None or prefix.end >= len(tokens):
        return None
    numeral = _read_signed(tokens, prefix.end)
    if (
        numeral is None
        or numeral.form is not Form.CARDINAL
        or tokens[numeral.first].gap is Gap.LINE
    ):
        return None
    amount = _bare(numeral)._replace(
        first=place, kind=FigureKind.PERCENT, unit=units.id_of("percent"), has_prefix=True
    )
    return _sized(amount, prefix.meaning)


def _read_rank(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | None:
    """Read 第三, top five, No. 3, and the largest."""
    first = _first_ranks().match(tokens, place)
    if first:
        return _first_place(tokens, place, first)
    prefix = _rank_prefixes().match(tokens, place)
    if prefix is None or prefix.end >= len(tokens):
        return None
    numeral = read_any_numeral(tokens, prefix.end)
    if (
        numeral is None
        or numeral.value is None
        or numeral.form is Form.FRACTION
        or tokens[numeral.first].gap is Gap.LINE
    ):
        return None
    if numeral.value.denominator != 1:
        return None
    has_top = tokens[prefix.end - 1].word in ("top", "前")
    if tokens[place].word == "top" and (_word(tokens, place - 1) == "to" or numeral.scale > 1):
        return None
    if has_top and (
        _word(tokens, numeral.end) in _NO_RANK_AFTER or _is_measured(tokens, numeral, units)
    ):
        return None
    qualifier = Qualifier.AT_MOST if has_top else None
    return _bare(numeral)._replace(
        first=place, kind=FigureKind.RANK, qualifier=qualifier, step=Fraction(0)
    )


def _is_measured(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> bool:
    """Return True where percent or money follows: topped, the top 5%."""
    suffix = _suffix_at(tokens, numeral.end, units, numeral)
    return suffix is not None and suffix.meaning.kind in (
        FigureKind.PERCENT,
        FigureKind.MONEY,
        FigureKind.POINTS,
    )


def _first_place(tokens: Sequence[Token], place: int, match: Match[bool]) -> Amount | None:
    """Return the first place of "the largest", which is no "second largest" and no "one of the largest"."""
    if _word(tokens, place - 2) == "of" or _word(tokens, place - 1) in ("of", "-"):
        return None
    end = match.end
    return Amount(Fraction(1), place, end, place, end, FigureKind.RANK, Fraction(0))


def _read_multiple(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | None:
    """Read doubled, thirtyfold, 翻两番."""
    match = _multiples().match(tokens, place)
    if match is None:
        return None
    value = match.meaning
    return Amount(
        value,
        place,
        match.end,
        place,
        match.end,
        FigureKind.MULTIPLE,
        Fraction(1),
        unit=units.id_of("time"),
    )


def _read_money(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | None:
    """Read money whose sign or code stands before the digits: US$3.4bn, -$5, rmb 10."""
    is_negative = _word(tokens, place) in _MINUS and _is_minus(tokens, place)
    start = place + 1 if is_negative else place
    prefix = money_prefixes().match(tokens, start)
    if prefix is None or not _is_money_prefix(tokens, prefix):
        return None
    numeral = _read_signed(tokens, prefix.end)
    if (
        numeral is None
        or numeral.form is not Form.CARDINAL
        or tokens[numeral.first].gap > Gap.SPACES
    ):
        return None
    numeral = _with_small_scale(tokens, numeral)
    if is_negative:
        numeral = _negate(numeral, numeral.first, "-") or numeral
    amount = _bare(numeral)._replace(
        first=place, kind=FigureKind.MONEY, unit=units.id_of(prefix.meaning), has_prefix=True
    )
    return _with_own_name(tokens, amount, numeral, units)


def _is_money_prefix(tokens: Sequence[Token], prefix: Match[str]) -> bool:
    """Return True where digits follow a sign or code of money that is no word."""
    if prefix.end >= len(tokens):
        return False
    first = tokens[prefix.first]
    is_word = first.word.upper() in CAPITAL_CODES and not first.raw.isupper()
    follower = tokens[prefix.end]
    has_digits = follower.kind is TokenKind.NUMBER or follower.word in _MINUS
    is_sign = tokens[prefix.end - 1].kind is not TokenKind.WORD
    starts = has_digits or (
        is_sign and (starts_chinese(tokens, prefix.end) or starts_numeral(follower))
    )
    is_letter = first.kind is TokenKind.WORD and len(first.word) == 1 and first.word != "c"
    if is_letter and prefix.end == prefix.first + 2 and not tokens[prefix.first + 1].is_glued:
        return False
    return starts and not is_word and not _belongs_to_word(tokens, prefix)


def _belongs_to_word(tokens: Sequence[Token], prefix: Match[str]) -> bool:
    return (
        prefix.first > 0
        and tokens[prefix.first].is_glued
        and _is_letter(tokens[prefix.first - 1])
        and (tokens[prefix.first].kind is TokenKind.WORD)
    )


def _is_letter(token: Token) -> bool:
    return token.kind in (TokenKind.WORD, TokenKind.NUMBER)


def _with_own_name(
    tokens: Sequence[Token], amount: Amount, numeral: Numeral, units: UnitTable
) -> Amount:
    """Read the name of the currency after the digits, too: 人民币50元."""
    suffix = _suffix_at(tokens, numeral.end, units, numeral)
    if suffix is None or suffix.meaning.kind is not FigureKind.MONEY or suffix.meaning.coin:
        return amount
    if _word(tokens, suffix.end) and tokens[suffix.end].kind is TokenKind.NUMBER:
        return amount
    unit = suffix.meaning.unit
    if unit != amount.unit and "dollar" not in (unit, amount.unit):
        return amount
    sure = unit if amount.unit == "dollar" else amount.unit
    return amount._replace(end=suffix.end, unit=sure)


def _with_small_scale(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Read the small letter of a scale, which money has: $3m."""
    if numeral.end >= len(tokens) or numeral.value is None:
        return numeral
    token = tokens[numeral.end]
    if (
        token.word not in SMALL_LETTERS
        or tokens[numeral.end - 1].kind is not TokenKind.NUMBER
        or token.gap > Gap.SPACE
    ):
        return numeral
    return _scale(numeral, SMALL_LETTERS[token.word])._replace(end=numeral.end + 1)


def _scale(numeral: Numeral, size: Fraction) -> Numeral:
    value = None if numeral.value is None else numeral.value * size
    others = tuple(other * size for other in numeral.others)
    return numeral._replace(
        value=value, step=numeral.step * size, scale=numeral.scale * size, others=others
    )


# What a number and its unit say


def _read_plain(tokens: Sequence[Token], place: int, units: UnitTable) -> Amount | None:
    """Read a number and the unit that may follow it."""
    numeral = _read_signed(tokens, place)
    if numeral is None or numeral.end <= place:
        return None
    if numeral.form is Form.ORDINAL:
        return _bare(numeral)._replace(kind=FigureKind.RANK)
    return _with_unit(tokens, numeral, units)


def _bare(numeral: Numeral) -> Amount:
    kind = FigureKind.FRACTION if numeral.form is Form.FRACTION else FigureKind.NUMBER
    return Amount(
        numeral.value, numeral.first, numeral.end, numeral.first, numeral.end, kind, numeral.step, scale=numeral.scale,
        qualifier=numeral.qualifier, high=numeral.high, others=numeral.others, rank=numeral.rank, unread=numeral.unread,
    )  # fmt: skip


def _sized(amount: Amount, size: Fraction) -> Amount:
    """Return an amount times the size of its unit."""
    if size == 1 or amount.value is None:
        return amount
    value = amount.value * size
    others = tuple(other * size for other in amount.others)
    high = None if amount.high is None else amount.high * size
    return amount._replace(
        value=value, step=amount.step * size, others=others, high=high, unit_size=size
    )


def _with_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount:
    discount = _read_discount(tokens, numeral, units)
    if discount:
        return discount
    numeral = _with_scale_before_unit(tokens, _without_scale_of_unit(tokens, numeral, units), units)
    suffix = _suffix_at(tokens, numeral.end, units, numeral)
    if suffix is None:
        return _without_unit(tokens, numeral, units)
    amount = _bare(_scale(numeral, suffix.meaning.scale))._replace(
        end=suffix.end, kind=suffix.meaning.kind, unit=suffix.meaning.unit, rank=None
    )
    amount = _per_unit(tokens, _sized(amount, suffix.meaning.size), units)
    return _with_small_unit(tokens, amount, suffix.meaning, units)


def _without_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount:
    """Return a number without a unit that is known; m, b and t after it are scales where a unit follows them."""
    scaled = _with_small_scale(tokens, numeral)
    if scaled.end == numeral.end:
        return _with_half(tokens, numeral, units)
    suffix = _suffix_at(tokens, scaled.end, units, scaled)
    if suffix is None:
        return _bare(scaled)
    return _bare(scaled)._replace(
        end=suffix.end, kind=suffix.meaning.kind, unit=suffix.meaning.unit
    )


def _with_half(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount:
    """Read 两个半月: the half stands before the unit."""
    words = (_word(tokens, numeral.end), _word(tokens, numeral.end + 1))
    if words != ("个", "半") or numeral.value is None:
        return _bare(numeral)
    suffix = _suffix_at(tokens, numeral.end + 2, units, numeral)
    name = "个" + _word(tokens, numeral.end + 2)
    if suffix is None and name != "个月":
        return _bare(numeral)
    longer = numeral._replace(
        value=numeral.value + Fraction(1, 2), end=numeral.end + 2, step=Fraction(1, 2)
    )
    if suffix is None:
        return _bare(longer)._replace(end=longer.end + 1, kind=FigureKind.MEASURE, unit="month")
    return _bare(longer)._replace(
        end=suffix.end, kind=suffix.meaning.kind, unit=suffix.meaning.unit
    )


def _with_scale_before_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Numeral:
    """Read the m of "3m people" as a million: a unit or a plural follows it."""
    scaled = _with_small_scale(tokens, numeral)
    place = scaled.end
    if place == numeral.end or place >= len(tokens) or tokens[place].gap is not Gap.SPACE:
        return numeral
    word = tokens[place].word
    is_plural = (
        tokens[place].kind is TokenKind.WORD
        and len(word) > 3
        and word.endswith("s")
        and word not in ("this", "thus", "less", "plus")
    )
    match = units.match(tokens, place) if len(word) > 1 and word not in ("per", "in") else None
    return scaled if match or is_plural else numeral


def _without_scale_of_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Numeral:
    """Give the 千 of 十二千米 and the 兆 of 五十兆字节 to the unit."""
    last = _word(tokens, numeral.end - 1)
    if last not in ("千", "兆", "百") or numeral.end - 1 <= numeral.first or numeral.value is None:
        return numeral
    longer = units.match(tokens, numeral.end - 1)
    shorter = units.match(tokens, numeral.end)
    if (
        longer is None
        or longer.meaning.kind is not FigureKind.MEASURE
        or (shorter and shorter.end > longer.end)
    ):
        return numeral
    size = {"千": 1000, "兆": 10**12, "百": 100}[last]
    return _scale(numeral, Fraction(1, size))._replace(
        end=numeral.end - 1, step=Fraction(1), scale=Fraction(1)
    )


def _suffix_at(
    tokens: Sequence[Token], place: int, units: UnitTable, numeral: Numeral
) -> Match[Suffix] | None:
    """Return the unit at a place: 5 km, 3-inch, 20 [kg]."""
    if place >= len(tokens) or tokens[place].gap is Gap.LINE:
        return None
    word = tokens[place].word
    if word in _BRACKETS:
        return _bracketed(tokens, place, units)
    if word in _MINUS and tokens[place].is_glued:
        return _hyphenated(tokens, place, units)
    match = units.match(tokens, place)
    if match and _is_unit(tokens, match, numeral):
        return match
    return None


def _bracketed(tokens: Sequence[Token], place: int, units: UnitTable) -> Match[Suffix] | None:
    match = units.match(tokens, place + 1) if place + 1 < len(tokens) else None
    if match is None or _word(tokens, match.end) != _BRACKETS[tokens[place].word]:
        return None
    return match._replace(end=match.end + 1)


def _hyphenated(tokens: Sequence[Token], place: int, units: UnitTable) -> Match[Suffix] | None:
    if (
        place + 1 >= len(tokens)
        or not tokens[place + 1].is_glued
        or tokens[place + 1].kind is not TokenKind.WORD
    ):
        return None
    match = units.match(tokens, place + 1)
    return match if match and len(tokens[place + 1].word) > 2 else None


def _is_unit(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return False for a word that only looks like a unit where it stands."""
    checks = (
        _is_cut_word,
        _is_next_prefix,
        _is_short_word,
        _is_date,
        _is_word_with_percent,
        _is_next_word,
    )
    return not any(check(tokens, match, numeral) for check in checks)


def _is_cut_word(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return True where letters or digits touch the end of the unit: m3x."""
    if match.end >= len(tokens) or not tokens[match.end].is_glued:
        return False
    last, follower = tokens[match.end - 1], tokens[match.end]
    if last.kind is TokenKind.HAN or last.word in "%‰°$€£¥℃":
        return False
    return _is_letter(follower)


def _is_next_prefix(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return True for a sign or code of money that stands before the next digits: 20 $ 37."""
    if match.meaning.kind is not FigureKind.MONEY or match.end >= len(tokens):
        return False
    last = tokens[match.end - 1]
    if last.kind is TokenKind.HAN or (last.kind is TokenKind.WORD and len(last.word) > 3):
        return False
    is_spaced = tokens[match.first].gap > Gap.NONE
    return (
        tokens[match.end].kind is TokenKind.NUMBER
        and is_spaced
        and tokens[match.end].gap <= Gap.SPACE
    )


def _is_short_word(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return True for a symbol of one or two letters that follows no digits: three s."""
    token = tokens[match.first]
    if token.kind is not TokenKind.WORD or match.end > match.first + 1 or len(token.word) > 2:
        return False
    return tokens[numeral.end - 1].kind is not TokenKind.NUMBER or token.gap > Gap.SPACE


def _is_date(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return True for the 年 of a year: 2014年, 一九九八年."""
    is_year = _word(tokens, match.first) == "年" and match.end == match.first + 1
    if _word(tokens, match.first) == "日" and match.end == match.first + 1:
        return True
    return is_year and (numeral.value or 0) >= 1000


def _is_word_with_percent(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return True for the 成 of 成功, and the 块, 位 and 分 of other words."""
    word, after = _word(tokens, match.first), _word(tokens, match.end)
    if match.end != match.first + 1:
        return False
    if word == "位" and after in ("名", "数", "于", "置", "是"):
        return True
    if word == "分" and (after in "之钟别为布析" and after):
        return True
    return word == "成" and after != "" and after in _NO_PERCENT_AFTER


def _is_next_word(tokens: Sequence[Token], match: Match[Suffix], numeral: Numeral) -> bool:
    """Return True for a word that goes with what follows: 5 second-hand cars, 2 day trips are units none the less."""
    word = tokens[match.first].word
    return word == "second" and (numeral.value or 0) == 1 and _word(tokens, match.end) == "-"


def _per_unit(tokens: Sequence[Token], amount: Amount, units: UnitTable) -> Amount:
    """Read the unit after a stroke or "per": 50 km/ms, 188 miles an hour."""
    if amount.kind is not FigureKind.MEASURE or amount.unit is None:
        return amount
    word = _word(tokens, amount.end)
    is_stroke = word == "/" and tokens[amount.end].is_glued
    if not is_stroke and not (word in ("per", "a", "an") and amount.unit in LENGTHS):
        return amount
    match = units.match(tokens, amount.end + 1) if amount.end + 1 < len(tokens) else None
    if (
        match is None
        or match.meaning.kind is not FigureKind.MEASURE
        or (not is_stroke and match.meaning.unit not in TIMES)
    ):
        return amount
    return amount._replace(end=match.end, unit=f"{amount.unit} per {match.meaning.unit}")


# Compounds: 3 dollars 50 cents, 12 ft 2 in, 一吨半, 七成六


def _with_small_unit(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount:
    if amount.value is None or amount.value < 0:
        return amount
    rules = (_with_half_unit, _with_coins, _with_bare_coins, _with_inches, _with_tenths)
    for rule in rules:
        longer = rule(tokens, amount, suffix, units)
        if longer:
            return longer
    return _with_other_reading(tokens, amount)


def _with_half_unit(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount | None:
    """Read 一吨半 and 三成半."""
    if (
        _word(tokens, amount.end) != "半"
        or amount.value is None
        or _word(tokens, amount.end + 1) in ("数", "个", "年")
    ):
        return None
    half = suffix.size / 2
    return amount._replace(
        value=amount.value + half, end=amount.end + 1, number_end=amount.end + 1, step=half
    )


def _with_coins(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount | None:
    """Read the coins after money: 3 dollars 50 cents, 两美元又三美分."""
    place = _after_and(tokens, amount)
    if amount.kind is not FigureKind.MONEY or place >= len(tokens) or amount.value is None:
        return None
    numeral = read_any_numeral(tokens, place)
    coins = numeral and _suffix_at(tokens, numeral.end, units, numeral)
    if numeral is None or numeral.value is None or coins is None or coins.meaning.coin is None:
        return None
    coin = coins.meaning.coin
    if not _is_coin_of(coin, suffix) or numeral.value >= 1 / coin.size * 10:
        return None
    unit_size = 1 if suffix.coin is None else suffix.coin.size
    value = amount.value + numeral.value * coin.size / unit_size
    longer = amount._replace(value=value, end=coins.end, number_end=numeral.end, step=coin.size)
    return _with_bare_coins(tokens, longer, coins.meaning, units) or longer


def _after_and(tokens: Sequence[Token], amount: Amount) -> int:
    return amount.end + 1 if _word(tokens, amount.end) in ("and", "又", "零", "&") else amount.end


def _is_coin_of(coin: Coin, suffix: Suffix) -> bool:
    if suffix.coin:
        return suffix.coin.unit == "jiao" and coin.unit == "fen"
    return not coin.of or suffix.unit in coin.of


def _with_bare_coins(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount | None:
    """Read coins without their name: 15 dollars 50, three kuai five. A clause ends after them."""
    place = _after_and(tokens, amount)
    if (
        amount.kind is not FigureKind.MONEY
        or place >= len(tokens)
        or amount.value is None
        or suffix.unit == "cent"
    ):
        return None
    numeral = read_any_numeral(tokens, place)
    if (
        numeral is None
        or numeral.value is None
        or numeral.form is not Form.CARDINAL
        or numeral.step != 1
    ):
        return None
    size = _size_of_bare_coins(suffix, numeral)
    if size is None or not _ends_clause(tokens, numeral.end):
        return None
    return amount._replace(
        value=amount.value + numeral.value * size,
        end=numeral.end,
        number_end=numeral.end,
        step=size,
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
    """Read 12 ft 2 in."""
    if suffix.unit != "foot" or amount.end >= len(tokens) or amount.value is None:
        return None
    numeral = read_any_numeral(tokens, amount.end)
    if numeral is None or numeral.value is None or not 0 <= numeral.value < 12:
        return None
    if _word(tokens, numeral.end) not in ("in", "inch", "inches", "″", '"', "”", "ins"):
        return None
    return amount._replace(
        value=amount.value + numeral.value / 12,
        end=numeral.end + 1,
        number_end=numeral.end,
        step=Fraction(1, 12),
    )


def _with_tenths(
    tokens: Sequence[Token], amount: Amount, suffix: Suffix, units: UnitTable
) -> Amount | None:
    """Read 七成六."""
    is_tenths = (
        suffix.kind is FigureKind.PERCENT
        and suffix.size == 10
        and _word(tokens, amount.end - 1) == "成"
    )
    digit = DIGITS.get(_word(tokens, amount.end), 0)
    if (
        not is_tenths
        or digit == 0
        or amount.value is None
        or _word(tokens, amount.end + 1) in (*UNITS, "个", "年")
    ):
        return None
    return amount._replace(
        value=amount.value + digit, end=amount.end + 1, number_end=amount.end + 1, step=Fraction(1)
    )


def _read_discount(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount | None:
    """Read 七二折 and 9.9折: two digits are tenths and hundredths."""
    digits = _discount_digits(tokens, numeral)
    if digits is None:
        return None
    value, end = digits
    size = Fraction(1) if value >= 10 and value.denominator == 1 else Fraction(10)
    amount = _bare(numeral)._replace(
        end=end,
        number_end=end - 1,
        kind=FigureKind.PERCENT,
        unit=units.id_of("percent"),
        value=value,
        others=(),
    )
    return _sized(amount, size)


def _discount_digits(tokens: Sequence[Token], numeral: Numeral) -> tuple[Fraction, int] | None:
    """Return the digits before 折 and the place after it; spaces may part the digits."""
    value = numeral.value
    if value is None or not 0 < value < 100:
        return None
    if _word(tokens, numeral.end) == "折":
        return value, numeral.end + 1
    if _word(tokens, numeral.end + 1) != "折" or value >= 10 or value.denominator != 1:
        return None
    word = _word(tokens, numeral.end)
    digit = DIGITS.get(word, int(word) if word.isdigit() and len(word) == 1 else 0)
    return (value * 10 + digit, numeral.end + 2) if digit else None


def _with_other_reading(tokens: Sequence[Token], amount: Amount) -> Amount:
    """Add the other reading of m and t, which are millions and trillions, too."""
    last = tokens[amount.end - 1]
    if amount.value is None or last.word not in SMALL_LETTERS or last.kind is not TokenKind.WORD:
        return amount
    return amount._replace(others=(*amount.others, amount.value * SMALL_LETTERS[last.word]))


@cache
def first_words() -> frozenset[str]:
    """Return the words and signs with which an amount may begin, besides digits."""
    lexicons = (_rate_prefixes(), _rank_prefixes(), _first_ranks(), _multiples(), money_prefixes())
    words = frozenset[str]().union(*(lexicon.first_words for lexicon in lexicons))
    return words | STARTERS | CHINESE_STARTERS | _MINUS | _WORDS_OF_MINUS


def is_time(amount: Amount) -> bool:
    """Return True for an amount of time: three years."""
    return amount.unit in TIMES


__all__ = [
    "COINS",
    "Amount",
    "first_words",
    "is_time",
    "read_amount",
    "read_any_numeral",
    "scale_at",
]
