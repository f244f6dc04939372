"""Numerals of any script, with the sign before them."""

from collections.abc import Sequence

from cqfacts.reader.chinese_numerals import (
    AFTER_COUNTER,
    CHINESE_STARTERS,
    CONTINUERS,
    read_chinese,
    starts_chinese,
)
from cqfacts.reader.numerals import (
    STARTERS,
    VULGAR,
    Numeral,
    read_digits,
    read_numeral,
    starts_numeral,
)
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, SIGN, WORD, Token, word_at

MINUS_SIGNS = frozenset("-−–‐‑﹣")
DASHES = MINUS_SIGNS | {"—", "~"}
MINUS_WORDS = frozenset({"minus", "negative", "负"})


_HYPHENS = frozenset("-‐‑")
"""Signs that may join digits to a word of their numeral."""
_STARTERS = STARTERS | CHINESE_STARTERS


def may_start_numeral(token: Token) -> bool:
    """Return True for a token with which a numeral of any script may begin."""
    return token.kind is NUMBER or token.word in _STARTERS


def read_any_numeral(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read a numeral in digits, English words or Chinese characters."""
    if index >= len(tokens):
        return None
    if tokens[index].kind is NUMBER and _is_closed(tokens, index + 1):
        return read_digits(tokens, index)
    if starts_chinese(tokens, index):
        return _read_chinese(tokens, index)
    if starts_numeral(tokens[index]):
        return read_numeral(tokens, index)
    return None


def _is_closed(tokens: Sequence[Token], index: int) -> bool:
    """Return True where what stands after digits cannot continue them: 8.5%, 263家; a hyphen can before a word: 5-million."""
    if index >= len(tokens):
        return True
    after = tokens[index]
    if after.word == "个":
        return word_at(tokens, index + 1) not in AFTER_COUNTER
    if after.kind is HAN:
        return after.word not in CONTINUERS
    if after.word in _HYPHENS:
        return index + 1 >= len(tokens) or tokens[index + 1].kind is not WORD
    return after.kind is SIGN and after.word not in VULGAR


def _read_chinese(tokens: Sequence[Token], index: int) -> Numeral | None:
    numeral = read_chinese(tokens, index)
    if numeral is None or numeral.end > index + 1 or tokens[index].kind is not NUMBER:
        return numeral
    return read_numeral(tokens, index)


def read_signed(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read a numeral with the sign before it; the numeral begins with its sign."""
    word = word_at(tokens, index)
    if word == "零" and word_at(tokens, index + 1) == "下":
        return negate(read_any_numeral(tokens, index + 2), index)
    if word in MINUS_WORDS:
        return negate(read_any_numeral(tokens, index + 1), index)
    if word in MINUS_SIGNS and is_minus(tokens, index):
        return negate(read_any_numeral(tokens, index + 1), index)
    return read_any_numeral(tokens, index)


def negate(numeral: Numeral | None, index: int) -> Numeral | None:
    """Return a numeral below zero, which begins with the sign at an index."""
    if numeral is None or numeral.value is None:
        return numeral
    alternatives = tuple(-alternative for alternative in numeral.alternatives)
    return numeral._replace(value=-numeral.value, begin=index, alternatives=alternatives)


def is_minus(tokens: Sequence[Token], index: int) -> bool:
    """Return True where a dash is a sign: it touches the digits, and no digits, letters or dash before it."""
    if index + 1 >= len(tokens) or not tokens[index + 1].is_glued:
        return False
    if index == 0:
        return True
    before = tokens[index - 1]
    if before.kind is NUMBER and tokens[index].gap is not LINE_BREAK:
        return False
    if not tokens[index].is_glued:
        return True
    return before.kind in (SIGN, HAN) and before.word not in MINUS_SIGNS | {
        "%",
        "/",
        "_",
        ".",
        ")",
        "^",
    }
