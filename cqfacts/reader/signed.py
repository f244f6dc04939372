"""Numerals of any script, with the sign before them."""

from collections.abc import Sequence

from cqfacts.reader.amount import word_at
from cqfacts.reader.chinese_numerals import (
    CHINESE_STARTERS,
    CONTINUERS,
    read_chinese,
    starts_chinese,
)
from cqfacts.reader.numerals import STARTERS, Numeral, read_digits, read_numeral, starts_numeral
from cqfacts.reader.tokens import Gap, Token, TokenKind

MINUS_SIGNS = frozenset("-−–‐‑﹣")
DASHES = MINUS_SIGNS | {"—", "~"}
MINUS_WORDS = frozenset({"minus", "negative", "负"})


_CLOSING_SIGNS = frozenset("%‰,;)，。；）、")
"""Signs after which no numeral goes on."""
_STARTERS = STARTERS | CHINESE_STARTERS


def may_start_numeral(token: Token) -> bool:
    """Return True for a token with which a numeral of any script may begin."""
    return token.kind is TokenKind.NUMBER or token.word in _STARTERS


def read_any_numeral(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read a numeral in digits, English words or Chinese characters."""
    if place >= len(tokens):
        return None
    if tokens[place].kind is TokenKind.NUMBER:
        plain = _read_plain(tokens, place)
        if plain:
            return plain
    if starts_chinese(tokens, place):
        return _read_chinese(tokens, place)
    if starts_numeral(tokens[place]):
        return read_numeral(tokens, place)
    return None


def _read_plain(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read digits after which nothing stands that may continue them: 8.5%, 263家."""
    if place + 1 >= len(tokens):
        return read_digits(tokens, place)
    after = tokens[place + 1]
    if after.kind is TokenKind.HAN:
        return None if after.word in CONTINUERS else read_digits(tokens, place)
    return read_digits(tokens, place) if after.word in _CLOSING_SIGNS else None


def _read_chinese(tokens: Sequence[Token], place: int) -> Numeral | None:
    numeral = read_chinese(tokens, place)
    if numeral is None or numeral.end > place + 1 or tokens[place].kind is not TokenKind.NUMBER:
        return numeral
    return read_numeral(tokens, place)


def read_signed(tokens: Sequence[Token], place: int) -> Numeral | None:
    """Read a numeral with the sign before it; the numeral begins with its sign."""
    word = word_at(tokens, place)
    if word == "零" and word_at(tokens, place + 1) == "下":
        return negate(read_any_numeral(tokens, place + 2), place)
    if word in MINUS_WORDS:
        return negate(read_any_numeral(tokens, place + 1), place)
    if word in MINUS_SIGNS and is_minus(tokens, place):
        return negate(read_any_numeral(tokens, place + 1), place)
    return read_any_numeral(tokens, place)


def negate(numeral: Numeral | None, place: int) -> Numeral | None:
    """Return a numeral below zero, which begins with the sign at a place."""
    if numeral is None or numeral.value is None:
        return numeral
    others = tuple(-other for other in numeral.others)
    return numeral._replace(value=-numeral.value, first=place, others=others)


def is_minus(tokens: Sequence[Token], place: int) -> bool:
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
    return before.kind in (TokenKind.SIGN, TokenKind.HAN) and before.word not in MINUS_SIGNS | {
        "%",
        "/",
        "_",
        ".",
        ")",
        "^",
    }
