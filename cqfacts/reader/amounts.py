"""A number with its sign and unit: -2.5%, US$3.4 billion, 387万亩, top five, doubled."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.amount import (
    Amount,
    amount_with_unit,
    bare_amount,
    scaled_numeral,
    sized_amount,
)
from cqfacts.reader.chinese_numerals import CHINESE_STARTERS, starts_chinese
from cqfacts.reader.compounds import (
    may_go_on,
    read_discount,
    read_part_of_unit,
    with_small_unit,
)
from cqfacts.reader.counted import names_counted_things
from cqfacts.reader.currencies import CAPITAL_CODES
from cqfacts.reader.exact import Exact
from cqfacts.reader.lexicon import Lexicon, Match
from cqfacts.reader.measures import COUNTS
from cqfacts.reader.numerals import STARTERS, Form, Numeral, starts_numeral
from cqfacts.reader.qualifiers import words_before
from cqfacts.reader.rates import with_rate, with_rate_of_many
from cqfacts.reader.records import FigureKind
from cqfacts.reader.signed import (
    MINUS_SIGNS,
    MINUS_WORDS,
    is_minus,
    negate,
    read_any_numeral,
    read_signed,
)
from cqfacts.reader.suffixes import is_letter, suffix_at, with_small_scale
from cqfacts.reader.tokens import LINE_BREAK, NUMBER, ONE_SPACE, SOME_SPACES, WORD, Token, word_at
from cqfacts.reader.unit_table import Suffix, UnitTable, chinese_currencies, money_prefixes

_MULTIPLE_WORDS = {
    "doubled": 2, "doubles": 2, "doubling": 2, "tripled": 3, "triples": 3, "tripling": 3, "trebled": 3, "trebling": 3,
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
_YUAN = frozenset("元圆")
_RATES_OF_EXCHANGE = frozenset("兑对换")
"""What stands before a currency where the digits after it are a rate and no money: 人民币兑美元6.5."""
_SCALES_OF_UNITS = {"千": 1000, "兆": 10**12, "百": 100}
"""Scale characters with which units begin, too: 千米, 兆字节."""
_LEAST_MONEY = 10**6
"""Pounds by the million are money."""
_RATES = {
    "百分之": 1, "千分之": 10, "万分之": 100, "十万分之": 1000, "百万分之": 10**4, "千万分之": 10**5, "亿分之": 10**6, "佰分之": 1,
    "仟分之": 10,
}  # fmt: skip
"""What stands before the numerator of a rate, and how many of its parts are a percent."""
_RANKS = (
    "第", "no.", "no .", "№", "#", "top", "rank", "ranked", "ranks", "ranking", "the top", "top-", "前", "排名第", "位居第", "位列第", "排第", "列第", "居第",
)  # fmt: skip
_FIRST_RANKS = (
    "largest",
    "biggest",
    "number one",
    "ranking the top",
    "ranking top",
    "ranked top",
    "ranks top",
    "ranks the top",
    "at the top",
    "居首",
    "首位",
    "榜首",
    "第一大",
)
_BEFORE_LARGEST = frozenset(
    {"the", "its", "their", "s", "world", "single", "by", "now", "was", "is", "as", "ranked"}
)
"""Words before "largest" and "number one" that make them a place in an order."""
_TOPS = frozenset({"top", "前"})
_FROM_END = "倒数"
_NO_RANK_AFTER = frozenset("季年个月天日期半")
"""What follows 前三 where it is a part of a year."""


@cache
def _rate_prefixes() -> Lexicon[Exact]:
    rows = [(phrase, Fraction(1, parts)) for phrase, parts in _RATES.items()]
    english = ("percent of", "percents of", "per cent of", "per cents of", "percentage of")
    return Lexicon([*rows, *((phrase, 1) for phrase in english)])


@cache
def _rank_prefixes() -> Lexicon[bool]:
    return Lexicon([(phrase, True) for phrase in _RANKS])


@cache
def _first_ranks() -> Lexicon[bool]:
    return Lexicon([(phrase, True) for phrase in _FIRST_RANKS])


@cache
def _multiples() -> Lexicon[Exact]:
    rows = [*_MULTIPLE_WORDS.items(), *_CHINESE_MULTIPLES.items()]
    return Lexicon([*((word, size) for word, size in rows), ("halved", Fraction(1, 2))])


def read_amount(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read the amount that begins with the token at an index.

    >>> from cqfacts.reader.tokens import tokenise
    >>> amount = read_amount(tokenise("US$3.4bn"), 0, UnitTable())
    >>> int(amount.value), amount.unit
    (3400000000, 'USD')
    """
    token = tokens[index]
    if token.kind is NUMBER:
        return _read_plain(tokens, index, units)
    for rule in _rules_by_word().get(token.word, ()):
        amount = rule(tokens, index, units)
        if amount:
            return amount
    return None


# What begins with more than a number


def _read_rate(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read 百分之五, and percents of twenty."""
    is_negative = tokens[index].word in MINUS_WORDS
    prefix = _rate_prefixes().match(tokens, index + is_negative)
    if prefix is None or prefix.end >= len(tokens):
        return None
    numeral = _hundred_of_hundred(tokens, prefix.end) or read_signed(tokens, prefix.end)
    if (
        numeral is None
        or numeral.form is not Form.CARDINAL
        or tokens[numeral.begin].gap is LINE_BREAK
    ):
        return None
    if is_negative:
        numeral = negate(numeral, numeral.begin) or numeral
    amount = bare_amount(numeral)._replace(
        begin=index, kind=FigureKind.PERCENT, unit=units.id_of("percent"), has_prefix=True
    )
    return sized_amount(amount, prefix.meaning)


def _hundred_of_hundred(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read the end of 百分之百, and of 百分之几, which says no value."""
    word = word_at(tokens, index)
    if word not in ("百", "几", "多"):
        return None
    if word == "百":
        return Numeral(100, index, index + 1)
    return Numeral(None, index, index + 1, unread=word)


def _read_rank(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read 第三, top five, No. 3, and the largest."""
    largest = _first_ranks().match(tokens, index)
    if largest:
        return _first_place(tokens, index, largest)
    prefix = _rank_prefixes().match(tokens, index)
    numeral = read_any_numeral(tokens, prefix.end) if prefix else None
    if prefix is None or numeral is None or not _is_place_in_order(tokens, numeral):
        return None
    rank = bare_amount(numeral)._replace(begin=index, kind=FigureKind.RANK, step=0)
    if not any(token.word in _TOPS for token in tokens[index : prefix.end]):
        return rank._replace(unread=_count_from_end(tokens, index) or numeral.unread)
    return (
        rank._replace(qualifier=Qualifier.AT_MOST)
        if _is_top(tokens, index, numeral, units)
        else None
    )


def _count_from_end(tokens: Sequence[Token], index: int) -> str:
    """Return 倒数 where it stands before an index in an order; empty elsewhere."""
    words = word_at(tokens, index - 2) + word_at(tokens, index - 1)
    return words if words == _FROM_END else ""


def _is_place_in_order(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return True for a whole number, which may be a place in an order."""
    is_whole = numeral.value is not None and numeral.value.denominator == 1
    return (
        is_whole
        and numeral.form is not Form.FRACTION
        and tokens[numeral.begin].gap is not LINE_BREAK
    )


def _is_top(tokens: Sequence[Token], index: int, numeral: Numeral, units: UnitTable) -> bool:
    """Return False where "top" is a verb or 前 a part of a year: to top 3 trillion, 前三季度."""
    if tokens[index].word == "top":
        is_verb = word_at(tokens, index - 1) == "to"
        if is_verb or numeral.scale > 1:
            return False
    if word_at(tokens, numeral.end) in _NO_RANK_AFTER:
        return False
    return not _is_measured(tokens, numeral, units)


def _is_measured(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> bool:
    """Return True where percent or money follows: topped, the top 5%."""
    suffix = suffix_at(tokens, numeral.end, units, numeral)
    return suffix is not None and suffix.meaning.kind in (
        FigureKind.PERCENT,
        FigureKind.MONEY,
        FigureKind.POINTS,
    )


def _first_place(tokens: Sequence[Token], index: int, match: Match[bool]) -> Amount | None:
    """Return the first place of "the largest", which is no "second largest" and no "one of the largest"."""
    is_english = tokens[index].kind is WORD
    before = word_at(tokens, index - 1) if index else "the"
    is_free = before in _BEFORE_LARGEST and word_at(tokens, index - 2) != "of"
    if is_english and not is_free:
        return None
    end = match.end
    return Amount(1, index, end, index, end, FigureKind.RANK, 0)


def _read_multiple(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read doubled, thirtyfold, 翻两番."""
    match = _multiples().match(tokens, index)
    if match is None:
        return None
    value = match.meaning
    return Amount(
        value,
        index,
        match.end,
        index,
        match.end,
        FigureKind.MULTIPLE,
        1,
        unit=units.id_of("time"),
    )


def _read_money(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read money whose sign or code stands before the digits: US$3.4bn, -$5, rmb 10."""
    is_negative = word_at(tokens, index) in MINUS_SIGNS and is_minus(tokens, index)
    start = index + 1 if is_negative else index
    prefix = money_prefixes().match(tokens, start)
    if prefix is None or not _is_money_prefix(tokens, prefix):
        return None
    numeral = read_signed(tokens, prefix.end)
    if (
        numeral is None
        or numeral.form is not Form.CARDINAL
        or tokens[numeral.begin].gap > SOME_SPACES
    ):
        return None
    numeral = with_small_scale(tokens, numeral, has_money=True)
    if is_negative:
        numeral = negate(numeral, numeral.begin) or numeral
    amount = bare_amount(numeral)._replace(
        begin=index, kind=FigureKind.MONEY, unit=units.id_of(prefix.meaning), has_prefix=True
    )
    return with_rate(tokens, _with_own_name(tokens, amount, numeral, units), units)


def _is_money_prefix(tokens: Sequence[Token], prefix: Match[str]) -> bool:
    """Return True where digits follow a sign or code of money that is no word."""
    if prefix.end >= len(tokens) or word_at(tokens, prefix.begin - 1) in _RATES_OF_EXCHANGE:
        return False
    if not _number_follows(tokens, prefix):
        return False
    return not (_is_word(tokens[prefix.begin]) or _is_cut_prefix(tokens, prefix))


def _number_follows(tokens: Sequence[Token], prefix: Match[str]) -> bool:
    """Return True where digits follow money, or a numeral in words a sign."""
    follower = tokens[prefix.end]
    if follower.kind is NUMBER or follower.word in MINUS_SIGNS:
        return True
    is_sign = tokens[prefix.end - 1].kind is not WORD
    return is_sign and (starts_chinese(tokens, prefix.end) or starts_numeral(follower))


def _is_word(token: Token) -> bool:
    """Return True for a code of money that is a word where it has small letters: try, cop."""
    return token.word.upper() in CAPITAL_CODES and not token.raw.isupper()


def _is_cut_prefix(tokens: Sequence[Token], prefix: Match[str]) -> bool:
    """Return True where letters touch a word of money, and for the letter of "a $5 note"."""
    head = tokens[prefix.begin]
    if head.kind is not WORD:
        return False
    if prefix.begin > 0 and head.is_glued and is_letter(tokens[prefix.begin - 1]):
        return True
    is_letter_and_sign = len(head.word) == 1 and prefix.end == prefix.begin + 2
    if not is_letter_and_sign or head.word == "c":
        return False
    return not tokens[prefix.begin + 1].is_glued


def _with_own_name(
    tokens: Sequence[Token], amount: Amount, numeral: Numeral, units: UnitTable
) -> Amount:
    """Read the name of the currency after the digits, too: 人民币50元."""
    suffix = suffix_at(tokens, numeral.end, units, numeral)
    if suffix is None or suffix.meaning.kind is not FigureKind.MONEY or suffix.meaning.coin:
        return amount
    if word_at(tokens, suffix.end) and tokens[suffix.end].kind is NUMBER:
        return amount
    if _is_yuan(tokens, suffix):
        return amount._replace(end=suffix.end)
    unit = suffix.meaning.unit
    if unit != amount.unit and "dollar" not in (unit, amount.unit):
        return amount
    sure = unit if amount.unit == "dollar" else amount.unit
    return amount._replace(end=suffix.end, unit=sure)


def _is_yuan(tokens: Sequence[Token], suffix: Match[Suffix]) -> bool:
    """Return True for a bare 元, which is the unit of many currencies."""
    return suffix.end == suffix.begin + 1 and tokens[suffix.begin].word in _YUAN


def _currency_before(tokens: Sequence[Token], begin: int) -> str | None:
    """Return the currency that is named before a figure and the words of its limit: 新台币约2.7兆元."""
    qualifier = words_before().match_before(tokens, begin)
    match = chinese_currencies().match_before(tokens, qualifier.begin if qualifier else begin)
    return match.meaning if match else None


# What a number and its unit say


def _read_plain(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read a number and the unit that may follow it."""
    is_number = tokens[index].kind is NUMBER
    percent = _read_plain_percent(tokens, index, units) if is_number else None
    if percent:
        return percent
    numeral = read_any_numeral(tokens, index) if is_number else read_signed(tokens, index)
    if numeral is None or numeral.end <= index:
        return None
    if numeral.form is Form.ORDINAL:
        return bare_amount(numeral)._replace(kind=FigureKind.RANK)
    return _with_unit(tokens, numeral, units)


def _read_plain_percent(tokens: Sequence[Token], index: int, units: UnitTable) -> Amount | None:
    """Read digits and a percent sign that nothing continues, the most frequent figure: 8.5%.

    What follows would read it, too, in an eighth more time for a text of percents.
    """
    sign = index + 1
    if word_at(tokens, sign) != "%" or tokens[sign].gap is LINE_BREAK:
        return None
    number = tokens[index].number
    if number is None or number.value is None or number.unread:
        return None
    suffix = _closed_percent(tokens, sign, units)
    if suffix is None:
        return None
    return Amount(
        number.value, index, suffix.end, index, sign, FigureKind.PERCENT, number.step, suffix.meaning.unit, 1, False, None, None,
        number.alternatives,
    )  # fmt: skip


def _closed_percent(tokens: Sequence[Token], index: int, units: UnitTable) -> Match[Suffix] | None:
    """Return the percent sign at an index; None where it is a part of another unit, or a smaller one may follow."""
    suffix = units.match(tokens, index)
    if suffix is None or suffix.meaning.kind is not FigureKind.PERCENT:
        return None
    if suffix.end != index + 1 or may_go_on(tokens, suffix.end):
        return None
    return suffix


def _with_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount:
    """Return the amount of a numeral, with its unit where one follows."""
    special = read_discount(tokens, numeral, units)
    if special is None and numeral.form is Form.FRACTION:
        special = read_part_of_unit(tokens, numeral, units)
    if special:
        return special
    numeral = _without_scale_of_unit(tokens, numeral, units)
    if numeral.end < len(tokens) and tokens[numeral.end].kind is WORD:
        numeral = _with_scale_before_unit(tokens, numeral, units)
    suffix = suffix_at(tokens, numeral.end, units, numeral)
    if suffix is None or _is_share_of(numeral, suffix):
        return with_rate_of_many(tokens, _without_unit(tokens, numeral, units), units)
    measured = _measured(tokens, numeral, suffix, units)
    return with_rate(tokens, with_small_unit(tokens, measured, suffix.meaning, units), units)


def _measured(
    tokens: Sequence[Token], numeral: Numeral, suffix: Match[Suffix], units: UnitTable
) -> Amount:
    """Return the amount of a numeral in the unit that follows it; a 元 is of the currency named before."""
    meaning = suffix.meaning
    scaled = scaled_numeral(numeral, meaning.scale)
    amount = amount_with_unit(scaled, suffix.end, meaning.kind, meaning.unit)
    if meaning.unit == "pound" and numeral.scale >= _LEAST_MONEY:
        amount = amount._replace(kind=FigureKind.MONEY, unit=units.id_of("GBP"))
    elif _is_yuan(tokens, suffix):
        currency = _currency_before(tokens, numeral.begin)
        amount = amount._replace(unit=units.id_of(currency)) if currency else amount
    return sized_amount(amount, meaning.size)


def _is_share_of(numeral: Numeral, suffix: Match[Suffix]) -> bool:
    """Return True for 7 out of 10 people, which is a share of them and no number."""
    is_part = numeral.form is Form.FRACTION and (numeral.value or 0) < 1
    return is_part and suffix.meaning.unit in COUNTS


def _without_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount:
    """Return a number without a unit that is known; m, b and t after it are scales where a unit follows them."""
    scaled = with_small_scale(tokens, numeral)
    if scaled.end == numeral.end:
        return _with_half(tokens, numeral, units)
    suffix = suffix_at(tokens, scaled.end, units, scaled)
    if suffix is None:
        return bare_amount(scaled)
    return bare_amount(scaled)._replace(
        end=suffix.end, kind=suffix.meaning.kind, unit=suffix.meaning.unit
    )


def _with_half(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Amount:
    """Read 一个半, and 两个半月 and 5个多月, where the half or 多 stands before the unit."""
    end = numeral.end + 2
    word = word_at(tokens, numeral.end + 1)
    if word_at(tokens, numeral.end) != "个" or word not in ("半", "多") or numeral.value is None:
        return bare_amount(numeral)
    if word == "多":
        longer = numeral._replace(end=end, qualifier=numeral.qualifier or Qualifier.MORE_THAN)
    else:
        half = Fraction(1, 2)
        longer = numeral._replace(value=numeral.value + half, end=end, step=half)
    return _with_late_unit(tokens, bare_amount(longer), numeral, units)


def _with_late_unit(
    tokens: Sequence[Token], amount: Amount, numeral: Numeral, units: UnitTable
) -> Amount:
    """Return an amount with the unit after its half; 月 is that of 个月."""
    if word_at(tokens, amount.end) == "月":
        unit = units.id_of("month")
        return amount._replace(end=amount.end + 1, kind=FigureKind.MEASURE, unit=unit)
    suffix = suffix_at(tokens, amount.end, units, numeral)
    if suffix is None:
        return amount
    return amount._replace(end=suffix.end, kind=suffix.meaning.kind, unit=suffix.meaning.unit)


def _with_scale_before_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Numeral:
    """Read the m of "3m people" as a million: a unit or a name for things that are counted follows it."""
    scaled = with_small_scale(tokens, numeral)
    index = scaled.end
    if index == numeral.end or index >= len(tokens) or tokens[index].gap is not ONE_SPACE:
        return numeral
    is_tonne = tokens[numeral.end].word == "t"
    if names_counted_things(tokens, index) and not is_tonne:
        return scaled
    word = tokens[index].word
    may_be_unit = len(word) > 1 and word not in ("per", "in", "at", "a", "an")
    return scaled if may_be_unit and units.match(tokens, index) else numeral


def _without_scale_of_unit(tokens: Sequence[Token], numeral: Numeral, units: UnitTable) -> Numeral:
    """Give the 千 of 十二千米 and the 兆 of 五十兆字节 to the unit."""
    character = numeral.end - 1
    if character <= numeral.begin or numeral.value is None:
        return numeral
    size = _SCALES_OF_UNITS.get(tokens[character].word)
    if size is None or not _begins_longer_measure(tokens, character, units):
        return numeral
    return scaled_numeral(numeral, Fraction(1, size))._replace(end=character, step=1, scale=1)


def _begins_longer_measure(tokens: Sequence[Token], index: int, units: UnitTable) -> bool:
    """Return True where a measure begins with the token at an index, and none ends later that begins after it."""
    longer = units.match(tokens, index)
    if longer is None or longer.meaning.kind is not FigureKind.MEASURE:
        return False
    shorter = units.match(tokens, index + 1)
    return shorter is None or shorter.end <= longer.end


_Rule = Callable[[Sequence[Token], int, UnitTable], Amount | None]


@cache
def _rules_by_word() -> dict[str, tuple[_Rule, ...]]:
    """Return the words and signs with which an amount may begin, each with the rules that read it, in their order."""
    rows: tuple[tuple[_Rule, frozenset[str]], ...] = (
        (_read_rate, _rate_prefixes().first_words | MINUS_WORDS),
        (_read_rank, _rank_prefixes().first_words | _first_ranks().first_words),
        (_read_multiple, _multiples().first_words),
        (_read_money, money_prefixes().first_words | MINUS_SIGNS),
        (_read_plain, STARTERS | CHINESE_STARTERS | MINUS_SIGNS | MINUS_WORDS),
    )
    rules: dict[str, tuple[_Rule, ...]] = {}
    for rule, words in rows:
        for word in words:
            rules[word] = (*rules.get(word, ()), rule)
    return rules


@cache
def first_words_of_amounts() -> frozenset[str]:
    """Return the words and signs with which an amount may begin, besides digits."""
    return frozenset(_rules_by_word())
