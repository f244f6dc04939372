"""Split a text into tokens, of which those of time have a code, a number, and a stretch."""

from functools import partial

from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_lexemes import Lexeme, Token
from cqfacts.reader.times_patterns import FIGURE, SIGN, SINGLES, token_pattern
from cqfacts.reader.times_readers import READERS
from cqfacts.reader.times_words import JOINTS

_new_token = partial(tuple.__new__, Token)
"""Return a token of its fields, the fastest way: a text in Chinese has one for nearly every character."""
_NUMBERS = frozenset("dyi")
"""The codes of numbers."""
_FULL_WIDTH = 0xFEE0
"""So far a full-width sign stands behind the plain one."""
_SIGNS: dict[int, int | str] = {
    **{code: code - _FULL_WIDTH for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−－─"), "-"),
    **dict.fromkeys(map(ord, "~～〜∼"), "~"),
    **dict.fromkeys(map(ord, "’‘ʼ＇`´"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000\t\r"), " "),
    **dict(
        zip(
            map(ord, "個週號與從較間紀來後內當兩級國過這財慶禮時環對計劃規會"),
            "个周号与从较间纪来后内当两级国过这财庆礼时环对计划规会",
            strict=True,
        )
    ),
}
"""Signs of one meaning as one sign; each is one character, so that places stay."""


def plain(text: str) -> str:
    """Return a text of the same length in small letters, with plain signs and digits.

    >>> plain("Ｑ４　2016–20，İ")
    'q4 2016-20,i'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower()[:1] for letter in text)
    return small.translate(_SIGNS)


def split_tokens(text: str, original: str, clock: Clock) -> list[Token]:
    """Return the tokens of a plain text, without spaces and days of the week."""
    tokens: list[Token] = []
    code_of = JOINTS.get
    for match in token_pattern(text).finditer(text):
        name = match.lastgroup or ""
        start, end = match.span()
        if name == SINGLES:
            tokens += [
                _new_token((code_of(character, "?"), index, index + 1, 0, None))
                for index, character in enumerate(match[0], start)
            ]
        elif name == FIGURE:
            tokens.append(_new_token(("?", start, end, 0, None)))
        elif name == SIGN:
            tokens.append(_new_token((code_of(match[0], "?"), start, end, 0, None)))
        elif read := READERS.get(name):
            token = read(Lexeme(match[0], original[start:end], start, clock))
            tokens.append(_named(text, tokens[-1], token) if tokens else token)
    return tokens


def _named(text: str, before: Token, token: Token) -> Token:
    """Return a token, without its number where it is glued to a name: CS75."""
    is_number = token.code in _NUMBERS
    return token._replace(code="?") if is_number and _ends_name(text, before, token) else token


def _ends_name(text: str, before: Token, token: Token) -> bool:
    """Tell whether a token is glued to letters before it."""
    if before.code != "?" or before.end != token.start:
        return False
    letter = text[before.end - 1]
    return letter.isalpha() and letter.isascii()


def codes_of(tokens: list[Token]) -> str:
    """Return the codes of tokens as a text, one character each."""
    return "".join([token.code for token in tokens])
