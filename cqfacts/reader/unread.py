"""What touches a figure and is not understood."""

from collections.abc import Sequence

from cqfacts.reader.chinese_numerals import DIGITS, SCALES, UNITS
from cqfacts.reader.readings import Reading
from cqfacts.reader.tokens import Gap, Token, TokenKind

_GLUE = frozenset("-–—−_/^=+.,'*#\\~")
_SHOWN = 40
_NUMERAL_CHARACTERS = frozenset({*UNITS, *SCALES, "百", "京", "垓", "秭", "几"})
_DIGIT_CHARACTERS = frozenset(DIGITS) - {"两"}


def unread_beside(tokens: Sequence[Token], reading: Reading) -> str:
    """Return what touches a figure on the right or the left and is not understood; empty where all is."""
    return _unread_after(tokens, reading.end) or _unread_before(tokens, reading.first)


def _unread_after(tokens: Sequence[Token], end: int) -> str:
    if end >= len(tokens) or tokens[end].gap is not Gap.NONE:
        return ""
    token = tokens[end]
    follower = tokens[end + 1] if end + 1 < len(tokens) else None
    if token.kind in (TokenKind.WORD, TokenKind.NUMBER):
        return _after_letters(tokens, end)
    if token.kind is TokenKind.HAN:
        return token.raw if token.word in _NUMERAL_CHARACTERS else ""
    if token.word not in _GLUE or follower is None or not follower.is_glued:
        return ""
    if follower.kind is TokenKind.NUMBER:
        return (token.raw + follower.raw)[:_SHOWN]
    return token.raw if token.word in "^_=" else ""


def _after_letters(tokens: Sequence[Token], end: int) -> str:
    """Return letters or digits that touch a figure; after a percent sign or a Chinese unit they do not."""
    last = tokens[end - 1]
    is_closed = last.kind is TokenKind.HAN or last.word in "%‰]})"
    if is_closed and tokens[end].kind is TokenKind.WORD:
        return ""
    return tokens[end].raw[:_SHOWN]


def _unread_before(tokens: Sequence[Token], first: int) -> str:
    if first and tokens[first].gap is not Gap.NONE:
        return _spaced_digits(tokens, first)
    if first == 0:
        return ""
    token = tokens[first - 1]
    if token.kind in (TokenKind.WORD, TokenKind.NUMBER):
        is_plain = (
            tokens[first].kind in (TokenKind.NUMBER, TokenKind.SIGN)
            and tokens[first].word not in "$€£¥+~<>=≥≤≈"
        )
        return token.raw[-_SHOWN:] if is_plain else ""
    if token.kind is TokenKind.HAN:
        return (
            token.raw
            if token.word in _NUMERAL_CHARACTERS or token.word in _DIGIT_CHARACTERS
            else ""
        )
    if token.word not in _GLUE or token.word in "+~":
        return ""
    return _before_sign(tokens, first - 1)


def _spaced_digits(tokens: Sequence[Token], first: int) -> str:
    """Return the digits before a point or comma that stands apart: 1 . 6 billion, 10 , 000."""
    if (
        first < 2
        or tokens[first].kind is not TokenKind.NUMBER
        or tokens[first - 1].word not in (".", ",")
    ):
        return ""
    is_apart = tokens[first - 1].gap is Gap.SPACE and tokens[first].gap is Gap.SPACE
    is_number = tokens[first - 2].kind is TokenKind.NUMBER
    return (
        f"{tokens[first - 2].raw} {tokens[first - 1].raw}"[-_SHOWN:]
        if is_apart and is_number
        else ""
    )


def _before_sign(tokens: Sequence[Token], place: int) -> str:
    """Return a sign and what it joins to the figure: the name of COVID-19, the digits of 5/17/2018."""
    sign = tokens[place]
    if place == 0 or sign.gap is not Gap.NONE:
        return sign.raw if sign.word in "-–—−_^=" else ""
    before = tokens[place - 1]
    if before.kind is TokenKind.SIGN:
        return before.raw + sign.raw if before.word in _GLUE else ""
    if before.kind is TokenKind.HAN:
        return ""
    return (before.raw + sign.raw)[-_SHOWN:]
