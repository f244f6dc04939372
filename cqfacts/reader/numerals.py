"""Numbers in English words, and in digits with English scale words.

A numeral is read from left to right with a bounded look ahead, so reading is linear in the length of a text.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model import english
from cqfacts.model.english import DIGITS, TEENS
from cqfacts.model.quantity import Qualifier
from cqfacts.reader.exact import Exact, divide, times
from cqfacts.reader.measures import TIMES, names_of_singulars
from cqfacts.reader.scales import (
    ABBREVIATIONS,
    CAPITALS,
    HUNDRED,
    PLURAL_SCALES,
    SCALE_WORDS,
    THOUSAND,
)
from cqfacts.reader.tokens import LINE_BREAK, NUMBER, ONE_SPACE, WORD, Token, word_at


class Form(Enum):
    """The form in which a numeral is written."""

    CARDINAL = "cardinal"
    FRACTION = "fraction"
    ORDINAL = "ordinal"


class Numeral(NamedTuple):
    """A number in digits or words, from the token `begin` to before the token `end`."""

    value: Exact | None
    """None where it is not understood."""
    begin: int
    end: int
    step: Exact = 1
    """The worth of the last digit; 0 where it is exact."""
    form: Form = Form.CARDINAL
    scale: Exact = 1
    """The size of the scale word at its end."""
    alternatives: tuple[Exact, ...] = ()
    """Other values that the same words may have."""
    rank: Exact | None = None
    """The place in an order that a fraction may be: a third."""
    qualifier: Qualifier | None = None
    """The qualifier that stands within it: 500多亿."""
    high: Exact | None = None
    """The upper end, where it is a range: 二三十."""
    unread: str = ""


ONES = {"zero": 0, "nought": 0, "naught": 0, "nil": 0, **DIGITS, **TEENS}
TENS = english.TENS | {"fourty": 40, "ninty": 90}
_NO_NOUNS = frozenset({"points", "goals", "as", "less", "runs", "this", "its"})
"""Words in -s after which "score" is a verb."""
DOZENS = ("dozen", "dozens", "doz", "dozs", "dz")
ORDINALS = english.ORDINALS | {
    "nineth": 9, "eleventh": 11, "twelfth": 12, "twelveth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 10**3,
    "millionth": 10**6, "billionth": 10**9, "trillionth": 10**12,
}  # fmt: skip
PARTS = {"half": 2, "quarter": 4}
"""Names of parts that are no ordinals."""
PLURAL_PARTS = {"halves": 2, "quarters": 4, "halfs": 2}
_SUFFIXES = ("st", "nd", "rd", "th")
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6),
    "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
_BEFORE_PRONOUN = {
    "the", "which", "that", "this", "every", "any", "each", "no", "some", "another", "first", "last", "next", "previous", "current",
    "right", "new", "old", "good", "best", "other", "only", "big", "small", "latter", "former", "a", "an", "wrong", "second", "third",
}  # fmt: skip
"""Words after which "one" stands for a thing."""
_BEFORE_NO_SHARE = _BEFORE_PRONOUN | {"top"}
"""Words after which "two in three" is no share."""
_PLURALS_OF_SHARES = frozenset({"people", "of", "women", "men", "children"})
"""What is counted in shares and does not end in -s: two in five women."""
_AFTER_PRONOUN = {
    "of",
    "another",
    "s",
    "'",
    "day",
    "who",
    "that",
    "which",
    "can",
    "should",
    "must",
    "may",
}
_VAGUE = {"several", "few", "many", "couple", "some", "countless", "multi"}
"""Words before a bare hundred or million, which then says no value."""
_VAGUE_WITH_OF = frozenset({"couple"})
_VAGUE_PLURALS = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": HUNDRED, **PLURAL_SCALES,
}  # fmt: skip
"""Plurals that say no value: hundreds of, tens of thousands of."""
_PLURALS_WITH_OF = frozenset({"tens", "scores"})
"""Those that are words of another sense without "of"."""
_MAX_PLURALS = 6
"""In tokens: tens of hundreds of millions."""
MAX_SIZE = 10**40
"""No scale is greater."""
_COUNTED_HALVES = {"hundred", "dozen", "percent", "percentage", "dollar", "cent"}
_AFTER_HALF = {"of", "a", "an", "the", "its", "their", "his", "this", "that", "all", "our"}
_HUNDREDS = {"hundreds": HUNDRED, "thousands": THOUSAND}
_PERIOD_WORDS = {
    "first",
    "second",
    "last",
    "latter",
    "this",
    "next",
    "past",
    "previous",
    "third",
    "fourth",
    "each",
    "every",
    "h",
}
"""Words before "half", "quarter" and "three quarters" that make them a part of a year."""
STARTERS = frozenset(
    {*ONES, *TENS, *ORDINALS, *PARTS, *SCALE_WORDS, *VULGAR, *_VAGUE_PLURALS}
    | {"hundred", "dozen", "a", "an"}
)
"""The words with which a numeral may begin."""


def starts_numeral(token: Token) -> bool:
    """Return True where an English numeral may begin with a token."""
    return token.kind is NUMBER or token.word in STARTERS


def read_numeral(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read the numeral that begins with the token at an index.

    >>> from cqfacts.reader.tokens import tokenise
    >>> read_numeral(tokenise("twenty-one thousand three hundred and five"), 0).value
    21305
    """
    token = tokens[index]
    if not starts_numeral(token):
        return None
    reader = _SPECIAL.get(token.word)
    if reader:
        return reader(tokens, index)
    if token.word in VULGAR:
        return _run_of_vulgar(tokens, index) or _scaled(tokens, _vulgar(tokens, index))
    return _read_words(tokens, index)


def _vague(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read hundreds of, tens of thousands of and several hundred, of which only a lower limit is said."""
    end, size = _vague_plurals(tokens, index)
    words = _vague_words_before(tokens, index)
    if words and end == index:
        end, size = _vague_scales(tokens, index)
    if end == index:
        return None
    unread = " ".join([*words, *(token.raw for token in tokens[index:end])])
    return Numeral(
        size, index, end, step=size, scale=size, qualifier=Qualifier.MORE_THAN, unread=unread
    )


def _vague_words_before(tokens: Sequence[Token], index: int) -> list[str]:
    """Return several, or a couple of, where it stands before an index."""
    before = word_at(tokens, index - 1)
    if before == "of" and word_at(tokens, index - 2) in _VAGUE_WITH_OF:
        return [word_at(tokens, index - 2), before]
    return [before] if before in _VAGUE else []


def _vague_plurals(tokens: Sequence[Token], index: int) -> tuple[int, Exact]:
    """Return the index after a plural of hundred or a scale and those that "of" joins to it, and their size."""
    end, size = index, 1
    while word_at(tokens, end) in _VAGUE_PLURALS and end < index + _MAX_PLURALS:
        size *= _VAGUE_PLURALS[tokens[end].word]
        end += 1
        is_joined = word_at(tokens, end) == "of" and word_at(tokens, end + 1) in _VAGUE_PLURALS
        if not is_joined:
            break
        end += 1
    needs_of = end == index + 1 and tokens[index].word in _PLURALS_WITH_OF
    if needs_of and word_at(tokens, end) != "of":
        return index, 1
    return end, size


def _vague_scales(tokens: Sequence[Token], index: int) -> tuple[int, Exact]:
    """Return the index after a bare hundred or scale words, and their size: several hundred thousand."""
    end, size = index, 1
    while word_at(tokens, end) == "hundred" or word_at(tokens, end) in SCALE_WORDS:
        size = min(size * SCALE_WORDS.get(tokens[end].word, HUNDRED), MAX_SIZE)
        end += 1
    return end, size


def _read_words(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read an ordinal word or a cardinal with what follows it."""
    vague = _vague(tokens, index)
    if vague:
        return vague
    if _is_pronoun(tokens, index):
        return None
    ordinal = _ordinal_word(tokens, index, None)
    if ordinal:
        return ordinal
    cardinal = _read_cardinal(tokens, index)
    return cardinal and _complete(tokens, cardinal)


def _is_pronoun(tokens: Sequence[Token], index: int) -> bool:
    """Return True for a "one" that stands for a thing: the one, which one."""
    if tokens[index].word != "one":
        return False
    after = word_at(tokens, index + 1)
    if after in DOZENS or after == "hundred" or after in SCALE_WORDS or after == "-":
        return False
    if after == "of":
        return word_at(tokens, index + 2) != "out"
    if after in names_of_singulars():
        return False
    return word_at(tokens, index - 1) in _BEFORE_PRONOUN or after in _AFTER_PRONOUN


def _complete(tokens: Sequence[Token], cardinal: Numeral) -> Numeral:
    """Read what may follow a cardinal: an ordinal's end, the part of a fraction, decimals, a tail."""
    rules = (_fraction_of, _ordinal_after, _pointed, _divided, _with_tail)
    for rule in rules:
        numeral = rule(tokens, cardinal)
        if numeral:
            return numeral
    return cardinal


# Cardinals


def _read_cardinal(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read a cardinal: groups below a thousand, each with its scale word, in falling order."""
    group = _below_thousand(tokens, index)
    if group is None or group.value is None:
        return group
    numeral = _times_scale(tokens, group)
    if numeral.scale == 1:
        return numeral
    starts_in_words = tokens[index].kind is not NUMBER
    while True:
        longer = _with_next_group(tokens, numeral, starts_in_words)
        if longer is None:
            return numeral
        numeral = longer
        if numeral.scale == 1:
            return numeral


def _with_next_group(
    tokens: Sequence[Token], numeral: Numeral, starts_in_words: bool
) -> Numeral | None:
    has_and = word_at(tokens, numeral.end) == "and"
    has_comma = word_at(tokens, numeral.end) == "," and starts_in_words
    index = numeral.end + (has_and or has_comma)
    if index >= len(tokens) or tokens[index].word in ("a", "an", *SCALE_WORDS):
        return None
    group = _below_thousand(tokens, index)
    if group is None or numeral.value is None:
        return None
    scaled = _times_scale(tokens, group)
    if not _may_follow(tokens, numeral, group, scaled, index, starts_in_words, has_and):
        return None
    value = numeral.value + (scaled.value or 0)
    return numeral._replace(value=value, end=scaled.end, scale=scaled.scale, step=scaled.step)


def _may_follow(
    tokens: Sequence[Token],
    numeral: Numeral,
    group: Numeral,
    scaled: Numeral,
    index: int,
    starts_in_words: bool,
    has_and: bool,
) -> bool:
    """Return True where a group continues a numeral: it is smaller than the last scale, and no figure of its own."""
    if scaled.value is None or scaled.value >= numeral.scale or _is_numerator(tokens, group):
        return False
    if scaled.scale > 1:
        return not (has_and and tokens[index].kind is NUMBER)
    if tokens[index].kind is NUMBER:
        return word_at(tokens, group.end - 1) == "hundred"
    return starts_in_words or has_and


def _is_numerator(tokens: Sequence[Token], group: Numeral) -> bool:
    """Return True where a group counts the parts of a fraction: three quarters, one half."""
    if group.value is None:
        return False
    denominator = _denominator(tokens, _after_hyphen(tokens, group.end))
    return denominator is not None and group.value < denominator.value


def _times_scale(tokens: Sequence[Token], group: Numeral) -> Numeral:
    """Return a group times the scale words after it."""
    numeral = group
    while numeral.value is not None:
        if numeral.scale > MAX_SIZE:
            return numeral._replace(value=None, unread=tokens[numeral.end - 1].word)
        size = scale_at(tokens, numeral.end, numeral.scale > 1)
        if size is None:
            return numeral
        index = numeral.end + (2 if word_at(tokens, numeral.end) == "-" else 1)
        alternatives = tuple(alternative * size for alternative in numeral.alternatives)
        numeral = numeral._replace(
            value=times(numeral.value, size),
            step=times(numeral.step, size),
            end=index,
            scale=numeral.scale * size,
            alternatives=alternatives,
        )
    return numeral


def scale_at(tokens: Sequence[Token], index: int, follows_scale: bool = False) -> Exact | None:
    """Return the size of the scale word or letter at an index; None where there is none."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.word == "-" and word_at(tokens, index + 1) in SCALE_WORDS:
        return SCALE_WORDS[tokens[index + 1].word]
    if token.word in SCALE_WORDS:
        return SCALE_WORDS[token.word]
    if follows_scale or token.kind is not WORD:
        return None
    if token.word in PLURAL_SCALES and tokens[index - 1].word != "hundred":
        return PLURAL_SCALES[token.word]
    return _letters_scale(tokens, index)


def _letters_scale(tokens: Sequence[Token], index: int) -> Exact | None:
    """Return the size of an abbreviation after digits: 250k, 3.4 bn, 10 M."""
    token = tokens[index]
    if tokens[index - 1].kind is not NUMBER or token.gap > ONE_SPACE:
        return None
    if token.word in ABBREVIATIONS:
        return ABBREVIATIONS[token.word]
    is_network = token.raw == "G" and token.is_glued
    if is_network or _touches_name(tokens, index + 1):
        return None
    return CAPITALS.get(token.raw)


def _touches_name(tokens: Sequence[Token], index: int) -> bool:
    """Return True where digits or a sign follow letters and make them a part of a name or unit: M3, M&A."""
    if index >= len(tokens) or not tokens[index].is_glued:
        return False
    return tokens[index].kind is NUMBER or tokens[index].word in "/²³'’&"


def _below_thousand(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read a number below a hundred, times hundred where that follows, and what is added to it."""
    small = _small(tokens, index)
    if small is None or small.value is None or word_at(tokens, small.end) != "hundred":
        return small
    hundreds = small._replace(
        value=small.value * HUNDRED, end=small.end + 1, step=small.step * HUNDRED
    )
    if hundreds.step > 1:
        hundreds = hundreds._replace(step=1)
    has_and = word_at(tokens, hundreds.end) == "and"
    tail = _small(tokens, hundreds.end + has_and, is_after_and=has_and)
    if tail is None or not _is_tail_of_hundred(tokens, hundreds, tail, has_and):
        return hundreds
    value = small.value * HUNDRED + (tail.value or 0)
    return hundreds._replace(value=value, end=tail.end)


def _is_tail_of_hundred(
    tokens: Sequence[Token], hundreds: Numeral, tail: Numeral, has_and: bool
) -> bool:
    is_whole = tail.value is not None and tail.value.denominator == 1 and 0 < tail.value < 100
    if not is_whole or tail.end <= hundreds.end + has_and:
        return False
    if tokens[tail.end - 1].kind is NUMBER and not has_and:
        return False
    if word_at(tokens, tail.end) in ("hundred", *DOZENS):
        return False
    return not (has_and and _is_numerator(tokens, tail))


def _small(tokens: Sequence[Token], index: int, *, is_after_and: bool = False) -> Numeral | None:
    """Read a number below a hundred in words, a number in digits, or a bare hundred or scale word as 1."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.number:
        return read_digits(tokens, index)
    if token.word == "hundred" or token.word in SCALE_WORDS:
        return Numeral(1, index, index)
    if token.word in ONES:
        return _dozens(tokens, Numeral(ONES[token.word], index, index + 1))
    if token.word in TENS:
        return _tens(tokens, index, is_after_and)
    return None


def _dozens(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Read three dozen, and four score before a noun in the plural or "and"."""
    word = word_at(tokens, numeral.end)
    if numeral.value is None or not (word in DOZENS or _is_score(tokens, numeral)):
        return numeral
    size = 12 if word in DOZENS else 20
    return numeral._replace(value=numeral.value * size, end=numeral.end + 1)


def _is_score(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return False for a verb: the first two score 90."""
    in_words = tokens[numeral.begin].kind is WORD
    if not in_words or word_at(tokens, numeral.end) != "score":
        return False
    after = word_at(tokens, numeral.end + 1)
    return after == "and" or (after.endswith("s") and after not in _NO_NOUNS)


def _tens(tokens: Sequence[Token], index: int, is_after_and: bool) -> Numeral | None:
    """Read twenty, twenty-one, twenty one; the tens of "thirty fifths" are those of its denominator."""
    tens = Numeral(TENS[tokens[index].word], index, index + 1)
    after = _after_hyphen(tokens, index + 1)
    if word_at(tokens, after) == "and" and word_at(tokens, after + 2) == "and":
        after += 1
    digit = ONES.get(word_at(tokens, after), 0)
    if 1 <= digit <= 9:
        return tens._replace(value=Fraction(TENS[tokens[index].word] + digit), end=after + 1)
    is_denominator = _denominator(tokens, index) is not None and not is_after_and
    if is_denominator and word_at(tokens, index - 1) == "hundred":
        return None
    return _dozens(tokens, tens)


def _after_hyphen(tokens: Sequence[Token], index: int) -> int:
    return index + 1 if word_at(tokens, index) in ("-", "‐", "‑") else index


def read_digits(tokens: Sequence[Token], index: int) -> Numeral:
    """Return the numeral of a number in digits, with the vulgar fraction after it."""
    number = tokens[index].number
    if number is None or number.value is None:
        return Numeral(None, index, index + 1, unread=tokens[index].word[:40])
    numeral = Numeral(
        number.value,
        index,
        index + 1,
        step=number.step,
        alternatives=number.alternatives,
        unread=number.unread,
    )
    if number.unread or not number.is_integer:
        return _dozens(tokens, numeral)
    return _with_vulgar(tokens, numeral) or _dozens(tokens, numeral)


def _with_vulgar(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read 1/3, and 10 1/2 or 10½, whose whole number is at most three digits long."""
    fraction = read_slashed(tokens, cardinal.begin)
    if fraction:
        return fraction
    if (
        cardinal.end >= len(tokens)
        or cardinal.value is None
        or cardinal.value >= THOUSAND
        or tokens[cardinal.end].gap is LINE_BREAK
    ):
        return None
    fraction_after = _vulgar(tokens, cardinal.end) or read_slashed(tokens, cardinal.end)
    if fraction_after is None or fraction_after.value is None:
        return None
    value = cardinal.value + fraction_after.value
    return cardinal._replace(
        value=value, end=fraction_after.end, step=Fraction(1, fraction_after.value.denominator)
    )


def _vulgar(tokens: Sequence[Token], index: int) -> Numeral | None:
    parts = VULGAR.get(tokens[index].word)
    if parts is None:
        return None
    return Numeral(Fraction(*parts), index, index + 1, step=0, form=Form.FRACTION)


def _run_of_vulgar(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Return fractions that touch each other as one numeral that is not understood: ½½."""
    end = index + 1
    while end < len(tokens) and tokens[end].word in VULGAR and tokens[end].is_glued:
        end += 1
    if end == index + 1:
        return None
    return Numeral(None, index, end, unread=tokens[index].raw)


def _scaled(tokens: Sequence[Token], numeral: Numeral | None) -> Numeral | None:
    return numeral and _of_scale(tokens, numeral)


def read_slashed(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read 1/3, which is no date (5/17/2018) and no two years (2014/15)."""
    if word_at(tokens, index + 1) not in ("/", "⁄", "∕") or index + 2 >= len(tokens):
        return None
    neighbours = (word_at(tokens, index - 1), word_at(tokens, index + 3))
    if "/" in neighbours:
        return None
    above = _term_of_fraction(tokens[index])
    below = _term_of_fraction(tokens[index + 2])
    if not above or not below:
        return None
    return Numeral(divide(above, below), index, index + 3, step=0, form=Form.FRACTION)


def _term_of_fraction(token: Token) -> Exact:
    """Return a whole number below a thousand; 0 for a token that is none."""
    number = token.number
    if number is None or number.value is None or not number.is_integer:
        return 0
    return number.value if number.value < THOUSAND else 0


# Fractions and ordinals


class _Denominator(NamedTuple):
    value: Exact
    end: int
    is_plural: bool
    is_ordinal: bool
    """False for half and quarter."""


def _denominator(tokens: Sequence[Token], index: int) -> _Denominator | None:
    """Read the name of a part: thirds, quarter, twenty-firsts."""
    word = word_at(tokens, index)
    if word in TENS:
        return _tens_denominator(tokens, index)
    if word in PARTS or word in PLURAL_PARTS:
        size = PARTS.get(word) or PLURAL_PARTS[word]
        return _Denominator(size, index + 1, word in PLURAL_PARTS, is_ordinal=False)
    singular = word[:-1] if word.endswith("s") else word
    if singular not in ORDINALS or singular in {"first", "second"}:
        return None
    return _Denominator(Fraction(ORDINALS[singular]), index + 1, singular != word, is_ordinal=True)


def _tens_denominator(tokens: Sequence[Token], index: int) -> _Denominator | None:
    after = _after_hyphen(tokens, index + 1)
    word = word_at(tokens, after)
    singular = word[:-1] if word.endswith("s") else word
    digit = ORDINALS.get(singular, 0)
    if not 1 <= digit <= 9:
        return None
    size = Fraction(TENS[tokens[index].word] + digit)
    return _Denominator(size, after + 1, singular != word, is_ordinal=True)


def _fraction_of(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read two thirds, one-eighth, twenty fifths; "twenty fifth" and "two hundredth" are places in an order."""
    if cardinal.value is None:
        return None
    after = _after_hyphen(tokens, cardinal.end)
    denominator = _denominator(tokens, after)
    if denominator is None or _is_part_of_year(tokens, cardinal, denominator):
        return None
    has_hyphen = after > cardinal.end
    if not _counts_parts(cardinal.value, denominator, has_hyphen=has_hyphen):
        return None
    fraction = _part(cardinal.value, cardinal.begin, denominator)
    return _of_scale(tokens, fraction._replace(unread=cardinal.unread))


def _counts_parts(value: Exact, denominator: _Denominator, *, has_hyphen: bool) -> bool:
    """Return True for two thirds, one third and two-third; twenty-fifth is a place in an order."""
    if denominator.is_plural or value == 1 or not denominator.is_ordinal:
        return True
    return has_hyphen and _as_ordinal(value, denominator.value) is None


def _part(above: Exact, start: int, denominator: _Denominator) -> Numeral:
    """Return so many parts of a whole; a third may be a place in an order, too."""
    is_rank = denominator.is_ordinal and above == 1 and not denominator.is_plural
    rank = denominator.value if is_rank else None
    value = divide(above, denominator.value)
    return Numeral(value, start, denominator.end, step=0, form=Form.FRACTION, rank=rank)


def _is_part_of_year(tokens: Sequence[Token], cardinal: Numeral, denominator: _Denominator) -> bool:
    """Return True for the first three quarters, which are months."""
    return not denominator.is_ordinal and word_at(tokens, cardinal.begin - 1) in _PERIOD_WORDS


def _of_scale(tokens: Sequence[Token], fraction: Numeral) -> Numeral:
    """Return a fraction of a scale word: two thirds of a million, half a million, three quarters billion."""
    index = fraction.end
    if word_at(tokens, index) == "of":
        index += 1
    if word_at(tokens, index) in ("a", "an", "one"):
        index += 1
    word = word_at(tokens, index)
    size = HUNDRED if word == "hundred" else SCALE_WORDS.get(word)
    if word == "dozen":
        size = 12
    if size is None or fraction.value is None:
        return fraction
    # Half a million is known no better than to its first digit.
    value = fraction.value * size
    numeral = fraction._replace(
        value=value, end=index + 1, form=Form.CARDINAL, scale=size, step=divide(size, 10), rank=None
    )
    return _times_scale(tokens, numeral)


def _after_article(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read what begins with an article: a hundred, a dozen, a third, a half."""
    word = word_at(tokens, index + 1)
    if word == "dozen":
        return Numeral(12, index, index + 2)
    if word == "hundred" or word in SCALE_WORDS:
        cardinal = _read_cardinal(tokens, index + 1)
        return cardinal and _complete(tokens, cardinal._replace(begin=index))
    denominator = _denominator(tokens, index + 1)
    if denominator is None:
        return None
    is_quarter_of = word == "quarter" and word_at(tokens, denominator.end) in ("of", "-")
    if denominator.is_plural or is_quarter_of:
        return _quarter_of(tokens, index)
    return _of_scale(tokens, _part(1, index, denominator))


def _quarter_of(tokens: Sequence[Token], index: int) -> Numeral | None:
    if word_at(tokens, index + 1) != "quarter" or word_at(tokens, index + 2) != "of":
        return None
    quarter = Numeral(Fraction(1, 4), index, index + 2, step=0, form=Form.FRACTION)
    return _of_scale(tokens, quarter)


def _bare_part(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read half where it is no part of a year: half a million, half of."""
    after = word_at(tokens, index + 1)
    if tokens[index].word != "half" or word_at(tokens, index - 1) in _PERIOD_WORDS:
        return None
    if (
        after not in _AFTER_HALF
        and after not in _COUNTED_HALVES
        and after not in names_of_singulars()
        and after not in SCALE_WORDS
        and word_at(tokens, index - 1) != "by"
    ):
        return None
    if after == "of" and word_at(tokens, index + 2).isdecimal():
        return None
    half = Numeral(Fraction(1, 2), index, index + 1, step=0, form=Form.FRACTION)
    return _of_scale(tokens, half)


def _ordinal_after(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read the end of an ordinal after its cardinal: twenty-first, one hundred and fifth, 21st."""
    if cardinal.value is None:
        return None
    if _has_ordinal_suffix(tokens, cardinal):
        return _ordinal(cardinal, cardinal.value, cardinal.end + 1)
    after = _after_hyphen(tokens, cardinal.end)
    if word_at(tokens, after) == "and" and cardinal.value >= 100:
        after += 1
    starts_in_digits = tokens[cardinal.begin].kind is NUMBER
    if starts_in_digits and (after == cardinal.end or cardinal.scale > 1):
        return None
    return _ordinal_word(tokens, after, cardinal)


def _has_ordinal_suffix(tokens: Sequence[Token], cardinal: Numeral) -> bool:
    suffix = tokens[cardinal.end] if cardinal.end < len(tokens) else None
    follows_digits = tokens[cardinal.end - 1].kind is NUMBER
    return suffix is not None and follows_digits and suffix.is_glued and suffix.word in _SUFFIXES


def _ordinal_word(tokens: Sequence[Token], index: int, cardinal: Numeral | None) -> Numeral | None:
    """Read a word that ends an ordinal, or is one."""
    word = word_at(tokens, index)
    tens = TENS.get(word, 0)
    end = index + 1
    if tens:
        end = _after_hyphen(tokens, index + 1)
        word = word_at(tokens, end)
        end += 1
    size = ORDINALS.get(word)
    if size is None or (tens and size > 9):
        return None
    value = Fraction(size + tens)
    if cardinal is None:
        return Numeral(value, index, end, step=0, form=Form.ORDINAL)
    if cardinal.value is None:
        return None
    ordinal = _as_ordinal(cardinal.value, value)
    return None if ordinal is None else _ordinal(cardinal, ordinal, end)


def _ordinal(cardinal: Numeral, value: Exact, end: int) -> Numeral:
    return cardinal._replace(value=value, end=end, step=0, form=Form.ORDINAL, alternatives=())


def _as_ordinal(cardinal: Exact, ending: Exact) -> Exact | None:
    """Return the place in an order that a cardinal and an ordinal word say together; None where they say none."""
    if ending >= 100:
        return cardinal * ending
    size = 10 if ending < 10 else 100
    if cardinal >= size and cardinal % size == 0 and (size == 100 or cardinal % 100 != 10):
        return cardinal + ending
    return None


# What follows a cardinal


def _pointed(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read decimals in words: five point five, nought point eleven."""
    if word_at(tokens, cardinal.end) != "point" or cardinal.value is None:
        return None
    digits, end = _decimal_digits(tokens, cardinal.end + 1)
    if not digits:
        return None
    step = Fraction(1, 10 ** len(digits))
    numeral = cardinal._replace(value=cardinal.value + int(digits) * step, step=step, end=end)
    return _times_scale(tokens, numeral)


def _decimal_digits(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """Return the digits of words after a point, and the index after them."""
    digits = ""
    while len(digits) < 20:
        word = word_at(tokens, index)
        if word in ONES and (ONES[word] < 10 or not digits):
            digits += str(ONES[word])
            index += 1
        elif word in TENS and not digits:
            tens = _tens(tokens, index, is_after_and=True)
            return (str(tens.value), tens.end) if tens else ("", index)
        elif word == "oh" and digits is not None:
            digits += "0"
            index += 1
        else:
            break
    return digits, index


def _divided(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read one over three, one out of three, one in every three."""
    index = cardinal.end + 1
    joint, follower = word_at(tokens, cardinal.end), word_at(tokens, index)
    if joint == "over":
        return _quotient(tokens, cardinal, index, is_over=True)
    if joint == "out" and follower == "of":
        return _quotient(tokens, cardinal, _after_every(tokens, index + 1), is_over=False)
    if joint == "in" and (follower == "every" or _says_share(tokens, cardinal)):
        return _quotient(tokens, cardinal, _after_every(tokens, index), is_over=False)
    return None


def _after_every(tokens: Sequence[Token], index: int) -> int:
    return index + 1 if word_at(tokens, index) == "every" else index


def _says_share(tokens: Sequence[Token], cardinal: Numeral) -> bool:
    """Return True for the "one in" of one in three, and for other small shares of what is counted."""
    is_one = word_at(tokens, cardinal.begin) == "one" and cardinal.end == cardinal.begin + 1
    return is_one or _counts_share(tokens, cardinal)


def _counts_share(tokens: Sequence[Token], cardinal: Numeral) -> bool:
    """Return True for "two in five firms", but not for two in five years, and the top two in three fields."""
    if cardinal.end != cardinal.begin + 1 or tokens[cardinal.begin].word not in DIGITS:
        return False
    if word_at(tokens, cardinal.end + 1) not in DIGITS:
        return False
    if word_at(tokens, cardinal.begin - 1) in _BEFORE_NO_SHARE:
        return False
    noun = word_at(tokens, cardinal.end + 2)
    is_counted = noun.endswith("s") or noun in _PLURALS_OF_SHARES
    return is_counted and noun.removesuffix("s") not in TIMES


def _quotient(
    tokens: Sequence[Token], cardinal: Numeral, index: int, *, is_over: bool
) -> Numeral | None:
    index += word_at(tokens, index) in ("a", "an")
    below = _divisor(tokens, index)
    if below is None or not below.value or cardinal.value is None:
        return None
    is_refused = _goes_on(tokens, below.end) if is_over else cardinal.value >= below.value
    if is_refused:
        return None
    value = divide(cardinal.value, below.value)
    return Numeral(value, cardinal.begin, below.end, step=0, form=Form.FRACTION)


def _divisor(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read the number by which another is divided: three, five hundreds."""
    below = _read_cardinal(tokens, index) if index < len(tokens) else None
    if below is None or below.value is None or below.end <= index:
        return None
    size = _HUNDREDS.get(word_at(tokens, below.end))
    if size is None or below.value >= HUNDRED:
        return below
    return below._replace(value=below.value * size, end=below.end + 1)


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Return True where a word follows: 5 over 3 years is no fraction."""
    is_word = index < len(tokens) and tokens[index].kind is WORD
    return is_word or word_at(tokens, index) in ("%", "-")


def _with_tail(tokens: Sequence[Token], cardinal: Numeral) -> Numeral | None:
    """Read a fraction that is added: two and a half million, three million and a half."""
    if word_at(tokens, cardinal.end) != "and" or cardinal.value is None or cardinal.unread:
        return None
    fraction = _tail_fraction(tokens, cardinal.end + 1)
    if fraction is None or fraction.value is None:
        return None
    if fraction.scale > 1:
        return _add_scaled(cardinal, fraction)
    if cardinal.scale > 1 and (fraction.value == Fraction(1, 2) or fraction.rank is None):
        return cardinal._replace(
            value=cardinal.value + fraction.value * cardinal.scale,
            end=fraction.end,
            step=divide(cardinal.scale, 10),
        )
    numeral = cardinal._replace(
        value=cardinal.value + fraction.value,
        end=fraction.end,
        step=Fraction(1, 10),
        rank=fraction.rank,
    )
    return _times_scale(tokens, numeral)


def _add_scaled(cardinal: Numeral, fraction: Numeral) -> Numeral | None:
    """Return one billion and a quarter million; in "two and a half million" the scale is that of both."""
    if cardinal.value is None or fraction.value is None:
        return None
    if cardinal.scale > fraction.scale:
        return cardinal._replace(
            value=cardinal.value + fraction.value,
            end=fraction.end,
            step=fraction.step,
            scale=fraction.scale,
        )
    if cardinal.scale > 1:
        return None
    value = cardinal.value * fraction.scale + fraction.value
    return cardinal._replace(
        value=value, end=fraction.end, step=fraction.step, scale=fraction.scale
    )


def _tail_fraction(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read the fraction of a tail: a half, one half, three quarters, which is less than one."""
    if index >= len(tokens):
        return None
    if tokens[index].word == "half":
        return Numeral(Fraction(1, 2), index, index + 1, step=0, form=Form.FRACTION)
    if tokens[index].word in ("a", "an"):
        fraction = _after_article(tokens, index)
        is_part = fraction is not None and _is_part(fraction)
        return fraction if is_part else None
    return read_slashed(tokens, index) or _part_in_words(tokens, index)


def _is_part(fraction: Numeral) -> bool:
    """Return True for a third and a quarter million, but not for a million."""
    return fraction.form is Form.FRACTION or fraction.step < fraction.scale


def _part_in_words(tokens: Sequence[Token], index: int) -> Numeral | None:
    """Read three quarters, one half and fifty-four hundredths: less than one."""
    small = _small(tokens, index)
    if small is None or small.end == index:
        return None
    fraction = _fraction_of(tokens, small)
    if fraction is None or fraction.value is None:
        return None
    return fraction if fraction.value < max(fraction.scale, 1) else None


_SPECIAL: dict[str, Callable[[Sequence[Token], int], Numeral | None]] = {
    "a": _after_article,
    "an": _after_article,
    "half": _bare_part,
    "quarter": _bare_part,
}
"""The readers of words that begin no cardinal."""
