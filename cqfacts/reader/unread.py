"""What touches a figure and is not understood."""

from collections.abc import Sequence

from cqfacts.reader.chinese_numerals import DIGITS, SCALES, UNITS
from cqfacts.reader.number_names import doubtful_share
from cqfacts.reader.numerals import ONES, TENS, VULGAR
from cqfacts.reader.readings import Reading
from cqfacts.reader.scales import SCALE_WORDS
from cqfacts.reader.tokens import HAN, NO_GAP, NUMBER, ONE_SPACE, SIGN, WORD, Token
from cqfacts.reader.unknown_units import unknown_unit

_GLUE = frozenset("±-–—−_/^=+.,'*#\\~")
_OPENING_SIGNS = "$€£¥+~<>=≥≤≈"
"""Signs before which letters and digits are no part of a figure."""
_SEPARATORS = frozenset('，、；：;:()（）[]【】{}<>《》|·&"“”‘’%‰$€£¥!?。！？~～+≈≥≤')
"""Signs that part two figures."""
_MINUS = frozenset("-−")
"""Signs that make a figure negative in accounts, where they stand at its end: 9.5-."""
_AFTER_SUSPENDED = frozenset({"to", "and", "or"})
"""Words after a hyphen that waits for its noun: 5- to 6-year-olds."""
_SHOWN = 40
_VOWELS = frozenset("aeiouy")
_MAX_LETTERS = 4
_KNOWN_LETTERS = frozenset(
    {
        "vs", "v", "hr", "hrs", "mr", "mrs", "ms", "dr", "st", "nd", "rd", "th", "tv", "tvs", "pcs", "phd", "ltd", "nth", "mph", "x", "s",
        "t", "m", "b", "pm", "bc", "bce", "jr", "sr", "cd", "cds", "dvd", "dvds", "lcd", "gdp", "cctv",
    }
)  # fmt: skip
"""Letters without a vowel that are words, or are read elsewhere."""
_JOINING_SIGNS = frozenset({"&", "-", "/", "'", "."})
_NAMED_BY_NUMBERS = frozenset(
    {
        "boeing", "airbus", "iphone", "ipad", "galaxy", "windows", "android", "route", "highway", "flight", "section", "chapter",
        "article", "annex", "appendix", "page", "table", "figure", "box", "line", "gate", "pier", "version", "phase", "model", "mate",
        "xbox", "playstation", "comac", "embraer", "tesla", "type", "class", "grade", "level", "tier", "formula", "fortune", "ftse", "csi",
        "nasdaq", "nikkei", "stoxx", "global",
    }
)  # fmt: skip
"""Words that digits after them make a name."""
_NUMERAL_CHARACTERS = frozenset({*UNITS, *SCALES, "百", "京", "垓", "秭", "几"})
_CHARACTERS_BEFORE = _NUMERAL_CHARACTERS | (frozenset(DIGITS) - {"两"}) | {"每"}
"""Characters before a figure that change it; the 100 of 每100户 is what a rate is for."""


def unread_beside(tokens: Sequence[Token], reading: Reading) -> str:
    """Return what touches a figure on the right or the left and is not understood; empty where all is."""
    if reading.end >= len(tokens):
        return _unread_before(tokens, reading) or _name_before(tokens, reading)
    return (
        _unread_after(tokens, reading.end)
        or _minus_after(tokens, reading)
        or _unread_before(tokens, reading)
        or _unread_word_after(tokens, reading)
        or _name_before(tokens, reading)
    )


def _unread_word_after(tokens: Sequence[Token], reading: Reading) -> str:
    """Return the word or stroke after a figure that may change it, by the kind of what follows."""
    end = reading.end
    kind = tokens[end].kind
    if kind is HAN:
        return doubtful_share(tokens, end)
    if kind is WORD:
        return _unknown_letters(tokens, reading) or unknown_unit(tokens, reading)
    return unknown_unit(tokens, reading) if tokens[end].word in "/-" else ""


def _unknown_letters(tokens: Sequence[Token], reading: Reading) -> str:
    """Return an abbreviation after bare digits or money that may be a scale or a unit: 263 zn, $60 psf."""
    amount, end = reading.amount, reading.end
    is_bare = amount.unit is None or amount.has_prefix
    if not is_bare or end != amount.number_end:
        return ""
    digits, letters = tokens[end - 1], tokens[end]
    if digits.kind is not NUMBER or letters.gap is not ONE_SPACE:
        return ""
    return letters.raw if _is_abbreviation(tokens, end) else ""


def _is_abbreviation(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a few small letters without a vowel, which no word has."""
    token = tokens[index]
    is_letters = token.kind is WORD and token.raw.isascii()
    if not is_letters or len(token.word) > _MAX_LETTERS or token.word in _KNOWN_LETTERS:
        return False
    is_pronounced = not _VOWELS.isdisjoint(token.word)
    return not (is_pronounced or _is_in_capitals(token.raw) or _is_joined(tokens, index + 1))


def _is_in_capitals(word: str) -> bool:
    """Return True for an abbreviation in capitals, or a plural of one: LCD, PCs."""
    return word.isupper() or sum(map(str.isupper, word)) > 1


def _is_joined(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a sign at an index that joins what stands before it to more: r&d."""
    if index >= len(tokens) or not tokens[index].is_glued:
        return False
    is_end = index + 1 >= len(tokens) or not tokens[index + 1].is_glued
    return tokens[index].word in _JOINING_SIGNS and not is_end


def _name_before(tokens: Sequence[Token], reading: Reading) -> str:
    """Return the word before bare digits that makes them a part of its name: Boeing 737, Table 3."""
    if reading.begin == 0 or reading.amount.unit is not None:
        return ""
    name, digits = tokens[reading.begin - 1], tokens[reading.begin]
    if digits.kind is not NUMBER or digits.gap is not ONE_SPACE:
        return ""
    is_name = name.word in _NAMED_BY_NUMBERS and name.raw[0].isupper()
    return name.raw if is_name else ""


def _unread_after(tokens: Sequence[Token], end: int) -> str:
    token = tokens[end]
    if token.gap is not NO_GAP:
        return _spaced_after(tokens, end)
    if token.kind in (WORD, NUMBER):
        return _after_letters(tokens, end)
    if token.kind is HAN:
        return token.raw if token.word in _NUMERAL_CHARACTERS else ""
    return _after_sign(tokens, end)


def _after_sign(tokens: Sequence[Token], end: int) -> str:
    """Return a sign that joins digits or letters to a figure, a fraction that touches it, and the scale of (4.2) million."""
    sign = tokens[end]
    if sign.word in VULGAR:
        return sign.raw
    if end + 1 >= len(tokens):
        return ""
    follower = tokens[end + 1]
    if sign.word == ")" and follower.word in SCALE_WORDS:
        return f"{sign.raw} {follower.raw}"
    if not follower.is_glued:
        return ""
    if follower.kind is NUMBER and sign.word not in _SEPARATORS:
        return (sign.raw + follower.raw)[:_SHOWN]
    return sign.raw if sign.word in "^_=" else ""


def _after_letters(tokens: Sequence[Token], end: int) -> str:
    """Return letters or digits that touch a figure; after a percent sign or a Chinese unit they do not."""
    before = tokens[end - 1]
    is_closed = before.kind is HAN or before.word in "%‰]})"
    if is_closed and tokens[end].kind is WORD:
        return ""
    return tokens[end].raw[:_SHOWN]


def _minus_after(tokens: Sequence[Token], reading: Reading) -> str:
    """Return a minus at the end of bare digits: 9.5-."""
    end = reading.end
    if tokens[end].word not in _MINUS:
        return ""
    if end != reading.number_end or tokens[end].gap is not NO_GAP:
        return ""
    follower = tokens[end + 1] if end + 1 < len(tokens) else None
    is_joined = follower is not None and follower.is_glued
    is_suspended = follower is not None and follower.word in _AFTER_SUSPENDED
    if is_joined or is_suspended:
        return ""
    return tokens[end].raw


def _unread_before(tokens: Sequence[Token], reading: Reading) -> str:
    begin = reading.begin
    if begin == 0 or _follows_acronym(tokens, reading):
        return ""
    if tokens[begin].gap is not NO_GAP:
        return _spaced_digits(tokens, begin)
    token = tokens[begin - 1]
    if token.kind in (WORD, NUMBER):
        return _before_letters(tokens, begin)
    if token.kind is HAN:
        return token.raw if token.word in _CHARACTERS_BEFORE else ""
    return _before_sign(tokens, begin - 1) if _may_join(tokens, begin - 1) else ""


def _may_join(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a sign that may join what stands before it to a figure."""
    word = tokens[index].word
    return word not in "+~" and (word in _GLUE or _joins_numbers(tokens, index))


def _follows_acronym(tokens: Sequence[Token], reading: Reading) -> bool:
    """Return True for a figure with its unit right after capitals in Chinese: 拉低GDP0.7个百分点."""
    if reading.amount.unit is None or reading.begin < 2:
        return False
    before, word = tokens[reading.begin - 2], tokens[reading.begin - 1].raw
    if before.kind is not HAN or len(word) < 2:
        return False
    return word.isascii() and word.isalpha() and word.isupper()


def _before_letters(tokens: Sequence[Token], begin: int) -> str:
    """Return letters or digits that touch the digits of a figure after them."""
    if tokens[begin].word in _OPENING_SIGNS:
        return ""
    has_digits = tokens[begin].kind in (NUMBER, SIGN)
    return tokens[begin - 1].raw[-_SHOWN:] if has_digits else ""


def _joins_numbers(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a sign between digits that is not known to part them."""
    if index == 0 or not tokens[index].is_glued or tokens[index].word in _SEPARATORS:
        return False
    both = (tokens[index - 1].kind, tokens[index + 1].kind)
    return both == (NUMBER, NUMBER)


def _spaced_after(tokens: Sequence[Token], end: int) -> str:
    """Return what follows after a space and may belong to a figure: 5 . 3 billion, nineteen eighty-four."""
    if _is_number_word(tokens[end - 1]) and _is_number_word(tokens[end]):
        return tokens[end].raw
    if not _is_point_apart(tokens, end):
        return ""
    return f"{tokens[end].raw} {tokens[end + 1].raw}"[:_SHOWN]


def _is_point_apart(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a point or comma between numbers, with a space on both sides: 10 , 000."""
    if not 0 < index < len(tokens) - 1 or tokens[index].word not in (".", ","):
        return False
    before, point, after = tokens[index - 1 : index + 2]
    if before.kind is not NUMBER or after.kind is not NUMBER:
        return False
    return point.gap is ONE_SPACE and after.gap is ONE_SPACE


def _is_number_word(token: Token) -> bool:
    return token.word in ONES or token.word in TENS


def _spaced_digits(tokens: Sequence[Token], begin: int) -> str:
    """Return what stands apart and belongs to a figure after it: the digits of 1 . 6 billion, the bracket of (4.2) million."""
    before, token = tokens[begin - 1], tokens[begin]
    if _is_number_word(before) and _is_number_word(token):
        return before.raw
    if before.word == ")" and token.word in SCALE_WORDS:
        return before.raw
    if not _is_point_apart(tokens, begin - 1):
        return ""
    digits = tokens[begin - 2].raw
    return f"{digits} {before.raw}"[-_SHOWN:]


def _before_sign(tokens: Sequence[Token], index: int) -> str:
    """Return a sign and what it joins to the figure: the name of COVID-19, the digits of 5/17/2018."""
    sign = tokens[index]
    if index == 0 or sign.gap is not NO_GAP:
        return sign.raw if sign.word in "±-–—−_^=" else ""
    before = tokens[index - 1]
    if before.kind is SIGN:
        return before.raw + sign.raw if before.word in _GLUE else ""
    if before.kind is HAN:
        return ""
    return (before.raw + sign.raw)[-_SHOWN:]
