"""A text cut into tokens: numbers in digits, words, Chinese characters and signs, each with its place.

Characters that look alike are one: full-width forms are narrow, traditional characters of numbers and units are
simplified, spaces of any width are spaces. Each token keeps its place in the original text.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple

from cqfacts.reader.exact import Exact


class Gap(IntEnum):
    """The space before a token."""

    NONE = 0
    SPACE = 1
    """One space."""
    SPACES = 2
    LINE = 3
    """A line break."""


class TokenKind(IntEnum):
    """The kind of a token."""

    NUMBER = 0
    """Digits with their grouping and decimal sign."""
    WORD = 1
    """Letters that are written in words."""
    HAN = 2
    """One Chinese character."""
    SIGN = 3


NUMBER, WORD, HAN, SIGN = TokenKind
NO_GAP, ONE_SPACE, SOME_SPACES, LINE_BREAK = Gap
"""The kinds and the gaps by themselves, which are looked at for every token: as members of an enum they are slow."""


class Number(NamedTuple):
    """A number in digits."""

    value: Exact | None
    """None where there are too many digits."""
    step: Exact
    """The worth of the last digit."""
    is_integer: bool
    """True for digits alone, grouped or not."""
    alternatives: tuple[Exact, ...] = ()
    """The other value it may have, where its only comma or point may be the other sign: 1,919 may be 1.919."""
    unread: str = ""
    """The digits beside it that belong to it in a way that is not understood: an address, a list."""


class Token(NamedTuple):
    """A word, number, Chinese character or sign."""

    word: str
    """In lower case, narrow and simplified."""
    raw: str
    """Narrow and simplified, in the case of the text."""
    start: int
    end: int
    kind: TokenKind
    gap: Gap
    number: Number | None = None

    @property
    def is_glued(self) -> bool:
        """True where no space stands before it."""
        return self.gap is NO_GAP


_new_token = partial(tuple.__new__, Token)
"""Return a token of its fields; a text in Chinese has a token a character, and this is the fastest."""

_TRADITIONAL = (
    "萬億點兩負個餘貳陸參幾對雙圓幣歐銀長漲減約過縮達於間噸畝頃輛臺戶項條種來數無頭隻塊錢門縣"
    "鄉鎮佔擴躍產業龍頓韓國盧澤羅關鐘時實際標準號級層頁冊場絲網機車馬蘭紐亞幹倆俩貨壓縣勢贏較"
    "輪釐飛號開傾淨擔彎齊賣買黃們億〇銭"
)
_SIMPLIFIED = (
    "万亿点两负个余贰陆叁几对双圆币欧银长涨减约过缩达于间吨亩顷辆台户项条种来数无头只块钱门县"
    "乡镇占扩跃产业龙顿韩国卢泽罗关钟时实际标准号级层页册场丝网机车马兰纽亚干两两货压县势赢较"
    "轮厘飞号开倾净担弯齐卖买黄们亿零钱"
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_SPACES = (
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_GROUP = 3
"""In digits: a group of thousands."""
_MAX_DIGITS = 60
_MAX_EXPONENT = 60
_POWERS_OF_TEN = [int(10**places) for places in range(_MAX_DIGITS + 1)]
_STEPS = [Fraction(1, power) for power in _POWERS_OF_TEN]
"""The worth of the last of so many decimals."""
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"

_KINDS = {"word": WORD, "sign": SIGN}


@cache
def narrow_forms() -> dict[int, str]:
    """Return the table of characters that are read as others, one for one."""
    table = dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C})
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(
        {
            ord("￥"): "¥",
            ord("￡"): "£",
            ord("’"): "'",
            ord("﹪"): "%",
            ord("µ"): "μ",
            ord("٬"): ",",
            ord("٫"): ".",
        }
    )
    return table


@cache
def _pattern() -> re.Pattern[str]:
    number = (
        r"(?P<number>(?:[0-9]+|(?<![0-9a-z.])\.[0-9]+)(?:[.,'][0-9]+| [0-9]{3}(?![0-9]))*)"
        r"(?P<exponent>e[+-]?[0-9]+(?![0-9a-z])|\^[+-]*[0-9]+|[ ]?[x×*·][ ]?10(?:\^[+-]?[0-9]+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?"
    )
    decimal = r"(?P<decimal>[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})(?![0-9.,' ex×*·^]))"
    letters = "a-zß-öø-ʯͰ-ϿЀ-ӿḀ-ỿ"
    return re.compile(
        rf"{decimal}|{number}|(?P<gap>\s+)|(?P<word>[{letters}\u0300-\u036f]+)|(?P<han>[\u3400-\u9fff]+)|(?P<sign>.)",
        re.DOTALL,
    )


def tokenise(text: str) -> list[Token]:
    """Cut a text into tokens.

    >>> [token.word for token in tokenise("１,345万 US$ 2.5bn")]
    ['1,345', '万', 'us', '$', '2.5', 'bn']
    """
    raw, places = _fold(text)
    tokens: list[Token] = []
    gap = NO_GAP
    for match in _pattern().finditer(_lower(raw)):
        kind = match.lastgroup
        if kind == "gap":
            gap = _gap_of(match[0])
            continue
        if kind == "han":
            tokens += _han_tokens(match[0], match.start(), gap)
        elif kind == "decimal":
            tokens.append(_decimal_token(match[0], match.start(), gap))
        elif kind in _KINDS:
            start, end = match.span()
            tokens.append(
                _new_token((match[0], raw[start:end], start, end, _KINDS[kind], gap, None))
            )
        else:
            tokens += _number_tokens(match, raw, gap)
        gap = NO_GAP
    if places is None:
        return tokens
    return [_at_places(token, places) for token in tokens]


def _han_tokens(characters: str, start: int, gap: Gap) -> list[Token]:
    """Return the tokens of Chinese characters that stand together, one for each."""
    tokens = [
        _new_token((character, character, index, index + 1, HAN, NO_GAP, None))
        for index, character in enumerate(characters, start)
    ]
    if gap is not NO_GAP:
        tokens[0] = tokens[0]._replace(gap=gap)
    return tokens


def _at_places(token: Token, places: list[int]) -> Token:
    return token._replace(start=places[token.start], end=places[token.end - 1] + 1)


def _fold(text: str) -> tuple[str, list[int] | None]:
    """Return a text with characters that look alike made one, and the places of its characters in the text.

    The places are None where they are the same.
    """
    if text.isascii():
        return text, None
    grouped = re.sub("，(?<=[０-９]，)(?=[０-９])", ",", text)
    folded = _western_digits(grouped.translate(narrow_forms()))
    if not any(character in folded for character in _INVISIBLE):
        return folded, None
    places = [index for index, character in enumerate(folded) if character not in _INVISIBLE]
    return "".join(folded[index] for index in places), places


def _western_digits(text: str) -> str:
    """Return a text with the digits of every script as those of ASCII."""
    return re.sub(r"(?![0-9])\d", lambda match: str(unicodedata.decimal(match[0])), text)


def _lower(text: str) -> str:
    """Return a text in lower case, of the same length."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(_lower_character(character) for character in text)


def _lower_character(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _gap_of(space: str) -> Gap:
    if "\n" in space or "\r" in space:
        return LINE_BREAK
    return ONE_SPACE if len(space) == 1 else SOME_SPACES


def _number_tokens(match: re.Match[str], raw: str, gap: Gap) -> list[Token]:
    """Return the token of a chain of digits, or one for each part where the chain is no number."""
    chain, start = match["number"], match.start()
    number, exponent = read_chain(chain), match["exponent"]
    if number and exponent:
        number = _raise_number(number, exponent)
        return [_number_token(raw, start, match.end(), gap, number)]
    if number:
        return [_number_token(raw, start, match.end(), gap, number)]
    tokens = _list_tokens(chain, raw, start, gap)
    if exponent:
        tokens += _rest_tokens(match, raw)
    return tokens


def _decimal_token(digits: str, start: int, gap: Gap) -> Token:
    """Return the token of digits with a point that can be nothing but a decimal sign."""
    integer, _, decimals = digits.partition(".")
    number = _decimal_number(integer, decimals)
    return _new_token((digits, digits, start, start + len(digits), NUMBER, gap, number))


def _rest_tokens(match: re.Match[str], raw: str) -> list[Token]:
    start, end = match.span("exponent")
    return [Token(match["exponent"], raw[start:end], start, end, SIGN, NO_GAP)]


def _number_token(raw: str, start: int, end: int, gap: Gap, number: Number) -> Token:
    word = raw[start:end]
    return _new_token((word.lower(), word, start, end, NUMBER, gap, number))


def _list_tokens(chain: str, raw: str, start: int, gap: Gap) -> list[Token]:
    """Return the tokens of digits that stand in a chain that is no number: 192.168.1.2."""
    tokens: list[Token] = []
    for match in re.finditer(r"(?P<sign>[.,' ])?(?P<digits>[0-9]+)", chain):
        if match["sign"] and match["sign"] != " ":
            index = start + match.start()
            tokens.append(Token(match["sign"], match["sign"], index, index + 1, SIGN, gap))
            gap = NO_GAP
        elif match["sign"]:
            gap = ONE_SPACE
        begin, end = match.span("digits")
        number = _plain_number(match["digits"])._replace(unread=chain[:20])
        tokens.append(_number_token(raw, start + begin, start + end, gap, number))
        gap = NO_GAP
    return tokens


def read_chain(chain: str) -> Number | None:
    """Read digits with their grouping and decimal sign; None where they are no number.

    >>> read_chain("1,674,200.5").value, read_chain("12,34,567").value, read_chain("2,5").value
    (Fraction(3348401, 2), 1234567, Fraction(5, 2))
    """
    if chain.isdecimal():
        return _plain_number(chain)
    integer, _, decimals = chain.partition(".")
    if integer.isdecimal() and decimals.isdecimal():
        return _read_either([integer, decimals], ".")
    signs = [character for character in chain if not character.isdecimal()]
    parts = re.split(r"[^0-9]", chain)
    if len(set(signs)) == 1:
        return _read_alike(parts, signs[0])
    return _read_grouped_decimal(parts, signs)


def _read_alike(parts: list[str], sign: str) -> Number | None:
    """Read parts between which one sign stands: a decimal sign or one of groups."""
    if sign in ".," and len(parts) == 2:
        return _read_either(parts, sign)
    if are_groups(parts):
        return _plain_number("".join(parts))
    return None


def _read_either(parts: list[str], sign: str) -> Number:
    """Read two parts between which a comma or a point stands, which may be either."""
    decimal = _decimal_number(parts[0], parts[1])
    if len(parts[1]) != _GROUP or not are_groups(parts):
        return decimal
    grouped = _plain_number("".join(parts))
    number, other = (grouped, decimal) if sign == "," else (decimal, grouped)
    alternatives = () if other.value is None else (other.value,)
    return number._replace(alternatives=alternatives)


def _read_grouped_decimal(parts: list[str], signs: list[str]) -> Number | None:
    """Read groups with a decimal sign after them, which differs from theirs."""
    *groups, decimals = parts
    *separators, decimal_sign = signs
    are_alike = len(set(separators)) == 1
    is_decimal = decimal_sign in ".," and decimal_sign not in separators
    if are_alike and is_decimal and are_groups(groups):
        return _decimal_number("".join(groups), decimals)
    return None


def are_groups(parts: list[str]) -> bool:
    """Return True where parts are groups of thousands, or of an Indian number.

    >>> are_groups(["1", "345", "263"]), are_groups(["12", "34", "567"]), are_groups(["22", "24"])
    (True, True, False)
    """
    leading, trailing, middle = parts[0], parts[-1], parts[1:-1]
    if not 1 <= len(leading) <= 3 or len(trailing) != 3 or leading.startswith("0"):
        return False
    lengths = {len(group) for group in middle}
    return lengths <= {3} or (lengths == {2} and len(leading) <= 2)


def _plain_number(digits: str) -> Number:
    if len(digits) > _MAX_DIGITS:
        return Number(None, 1, is_integer=True)
    return Number(int(digits), 1, True)


def _decimal_number(integer: str, decimals: str) -> Number:
    if len(integer) + len(decimals) > _MAX_DIGITS:
        return Number(None, 1, is_integer=False)
    places = len(decimals)
    value = Fraction(int(integer + decimals), _POWERS_OF_TEN[places])
    return Number(value, _STEPS[places], is_integer=False)


def _raise_number(number: Number, exponent: str) -> Number:
    """Return a number times a power of ten, or raised to a power."""
    digits = exponent.translate(str.maketrans(_SUPERSCRIPTS, "0123456789-"))
    power_text = digits if digits[0] in "e^" else digits.partition("10")[2]
    match = re.search(r"([+-]*)([0-9]+)$", power_text)
    if number.value is None or match is None or len(match[2]) > 3 or int(match[2]) > _MAX_EXPONENT:
        return number._replace(value=None, unread=exponent)
    power = -int(match[2]) if match[1] in ("-", "+-", "-+") else int(match[2])
    if exponent.startswith("^"):
        return _raise_to_power(number, power)
    size = Fraction(10) ** power
    return number._replace(
        value=number.value * size, step=number.step * size, is_integer=False, alternatives=()
    )


def _raise_to_power(number: Number, power: int) -> Number:
    if not number.value:
        return number._replace(value=None, unread=f"^{power}")
    value = Fraction(number.value) ** power
    return Number(value, 0, is_integer=False)


def word_at(tokens: Sequence[Token], index: int) -> str:
    """Return the word of the token at an index; empty beyond the ends."""
    return tokens[index].word if 0 <= index < len(tokens) else ""
