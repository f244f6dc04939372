"""The unit that follows a numeral: 5 km, 3-inch, 20 [kg], 387万亩."""

from collections.abc import Sequence
from typing import NamedTuple

from cqfacts.reader.amount import scaled_numeral
from cqfacts.reader.lexicon import Match
from cqfacts.reader.numerals import Numeral
from cqfacts.reader.records import FigureKind
from cqfacts.reader.scales import MONEY_LETTERS, SMALL_LETTERS
from cqfacts.reader.signed import MINUS_SIGNS
from cqfacts.reader.tokens import HAN, LINE_BREAK, NO_GAP, NUMBER, ONE_SPACE, WORD, Token, word_at
from cqfacts.reader.unit_table import Suffix, UnitTable

_BRACKETS = {"[": "]", "{": "}", "<": ">"}
_DOUBTFUL_HAN = frozenset("年日成位分")
"""Chinese characters that may be a part of a date or of another word."""
_NO_PERCENT_AFTER = frozenset("为功立员果本都就交品长熟年套份分型效")
"""What follows 成 where it is a part of a word."""


def suffix_at(
    tokens: Sequence[Token], index: int, units: UnitTable, numeral: Numeral
) -> Match[Suffix] | None:
    """Return the unit at an index: 5 km, 3-inch, 20 [kg]."""
    if index >= len(tokens) or tokens[index].gap is LINE_BREAK:
        return None
    word = tokens[index].word
    if word in _BRACKETS:
        return _bracketed(tokens, index, units)
    if word in MINUS_SIGNS and tokens[index].is_glued:
        return _hyphenated(tokens, index, units)
    match = units.match(tokens, index)
    if match is None or _is_sure(tokens, match):
        return match
    return match if _Candidate(tokens, match, numeral).is_unit else None


def _is_sure(tokens: Sequence[Token], match: Match[Suffix]) -> bool:
    """Return True for what can be nothing but a unit: most Chinese words, and the percent sign."""
    token = tokens[match.begin]
    if token.kind is HAN:
        return token.word not in _DOUBTFUL_HAN
    return token.word == "%" and match.end == match.begin + 1


def _bracketed(tokens: Sequence[Token], index: int, units: UnitTable) -> Match[Suffix] | None:
    match = units.match(tokens, index + 1)
    if match is None or word_at(tokens, match.end) != _BRACKETS[tokens[index].word]:
        return None
    return match._replace(end=match.end + 1)


def _hyphenated(tokens: Sequence[Token], index: int, units: UnitTable) -> Match[Suffix] | None:
    if (
        index + 1 >= len(tokens)
        or not tokens[index + 1].is_glued
        or tokens[index + 1].kind is not WORD
    ):
        return None
    match = units.match(tokens, index + 1)
    word = tokens[index + 1].word
    return match if match and len(word) > 1 and word != "in" else None


class _Candidate(NamedTuple):
    """A word that may be the unit of the numeral before it."""

    tokens: Sequence[Token]
    match: Match[Suffix]
    numeral: Numeral

    @property
    def is_unit(self) -> bool:
        """Return False for a word that only looks like a unit where it stands."""
        if self.is_cut or self.is_next_prefix or self.is_short or self.is_date:
            return False
        return not (self.is_part_of_word or self.is_times_sign)

    @property
    def is_cut(self) -> bool:
        """Return True where letters or digits touch the end of the unit: m3x."""
        if self.match.end >= len(self.tokens) or not self.tokens[self.match.end].is_glued:
            return False
        tail, follower = self.tokens[self.match.end - 1], self.tokens[self.match.end]
        if tail.kind is HAN or tail.word in "%‰°$€£¥℃":
            return False
        return is_letter(follower)

    @property
    def is_next_prefix(self) -> bool:
        """Return True for a sign or code of money that stands before the next digits: 20 $ 37."""
        if self.match.meaning.kind is not FigureKind.MONEY or self.match.end >= len(self.tokens):
            return False
        tail = self.tokens[self.match.end - 1]
        if tail.kind is HAN or (tail.kind is WORD and len(tail.word) > 3):
            return False
        is_spaced = self.tokens[self.match.begin].gap > NO_GAP
        return (
            self.tokens[self.match.end].kind is NUMBER
            and is_spaced
            and self.tokens[self.match.end].gap <= ONE_SPACE
        )

    @property
    def is_short(self) -> bool:
        """Return True for a symbol of one or two letters that follows no digits: three s."""
        token = self.tokens[self.match.begin]
        is_single = self.match.end == self.match.begin + 1
        if token.kind is not WORD or not is_single or len(token.word) > 2:
            return False
        if self.tokens[self.numeral.end - 1].kind is not NUMBER:
            return True
        return token.gap > (NO_GAP if token.word == "in" else ONE_SPACE)

    @property
    def is_date(self) -> bool:
        """Return True for the 年 of a year: 2014年, 一九九八年."""
        is_year = (
            word_at(self.tokens, self.match.begin) == "年"
            and self.match.end == self.match.begin + 1
        )
        if (
            word_at(self.tokens, self.match.begin) == "日"
            and self.match.end == self.match.begin + 1
        ):
            return True
        return is_year and (self.numeral.value or 0) >= 1000

    @property
    def is_part_of_word(self) -> bool:
        """Return True for the 成 of 成功, and the 块, 位 and 分 of other words."""
        word, after = word_at(self.tokens, self.match.begin), word_at(self.tokens, self.match.end)
        if self.match.end != self.match.begin + 1:
            return False
        if word == "位" and after in ("名", "数", "于", "置", "是"):
            return True
        if word == "分" and (after in "之钟别为布析" and after):
            return True
        return word == "成" and after != "" and after in _NO_PERCENT_AFTER

    @property
    def is_times_sign(self) -> bool:
        """Return True for the x of 10 x 20."""
        is_sign = self.tokens[self.match.begin].word in ("x", "×")
        return is_sign and word_at(self.tokens, self.match.end)[:1].isdecimal()


def with_small_scale(
    tokens: Sequence[Token], numeral: Numeral, *, has_money: bool = False
) -> Numeral:
    """Read the small letter of a scale, which money has: $3m."""
    if numeral.end >= len(tokens) or tokens[numeral.end - 1].kind is not NUMBER:
        return numeral
    token = tokens[numeral.end]
    size = SMALL_LETTERS.get(token.word)
    if has_money and size is None:
        size = MONEY_LETTERS.get(token.word)
    if size is None or token.gap > ONE_SPACE:
        return numeral
    return scaled_numeral(numeral, size)._replace(end=numeral.end + 1)


def is_letter(token: Token) -> bool:
    return token.kind in (WORD, NUMBER)
