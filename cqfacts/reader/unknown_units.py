"""Words after a figure that look like a unit, and are none that is known: 12.4 MtCO2e, 1.2 GWp, 5 yuan per session.

A plain noun (12 hotels, 30 iPhones, 5 eVTOL aircraft) looks different: it is a word that can be spoken, a plural, a name,
or stands before another noun.
"""

import re
from collections.abc import Sequence
from functools import cache

from cqfacts.reader.amount import Amount
from cqfacts.reader.measures import TIMES, names_of_singulars
from cqfacts.reader.readings import Reading
from cqfacts.reader.records import FigureKind
from cqfacts.reader.tokens import HAN, LINE_BREAK, NUMBER, ONE_SPACE, SIGN, WORD, Token

_JOINERS = frozenset("/·⋅²³⁻¹₂₃₄^")
"""Signs within a unit."""
_MAX_TOKENS = 8
"""In a unit: kgCO2e/m2 has seven."""
_SHOWN = 40
_WORDS_WITH_STROKES = frozenset({"and", "or", "his", "her", "he", "she", "men", "women"})
_WORDS_OF_STROKES = frozenset({"w/o", "n/a", "a/c"})
_LONGEST_SYMBOL = 5
_LONGEST_CAPITALS = 7
_SLANG = frozenset({"grand"})
"""Words for scales that are adjectives before a noun: ten grand, but not ten grand pianos."""
_OF_CLOCK = frozenset(
    {"AM", "PM", "BC", "AD", "BCE", "CE", "GMT", "UTC", "EST", "PST", "EDT", "BST", "CET", "HKT"}
)
_ENDS = frozenset({".", ";", "!", "?", ")", "of", "per", "by", "in"})
"""What ends a unit in capitals; other words may make a name of it: 27 EU and EEA countries."""
_DIGITS_OF_YEAR = 4
_NAMES = frozenset(
    {
        "phd", "saas", "paas", "iaas", "voip", "wifi", "lora", "mrna", "msc", "bsc", "gmbh", "defi", "nimby", "latex", "openai",
    }
)  # fmt: skip
"""Abbreviations of capital and small letters that are nouns."""
_AFTER_UNIT = frozenset(
    {
        "of", "in", "by", "at", "for", "from", "and", "or", "to", "than", "per", "a", "an", "on", "over", "this", "last", "next",
        "during", "the", "as", "with", "while", "but", "which", "that", "was", "were", "is", "are", "has", "had", "annually", "each",
        "every", "after", "before", "when", "compared", "between", "since", "until", "below", "above", "under", "against", "up", "down",
    }
)  # fmt: skip
"""Words after a unit; others make what stands before them a part of a name: 12 MiG jets."""
_AFTER_HAN_UNIT = frozenset("的，。、；")
_RATED = (FigureKind.NUMBER, FigureKind.MONEY, FigureKind.MEASURE)
_KNOWN_AFTER_PER = TIMES | {
    "cent", "centum", "capita", "person", "head", "household", "share", "inhabitant", "resident", "family", "se", "annum", "diem", "mille",
}  # fmt: skip
"""What may follow "per": a time, and what a measure of an indicator is for."""
_KNOWN_AFTER_STROKE = frozenset({"人", "户", "股", "or", "and"})


def unknown_unit(tokens: Sequence[Token], reading: Reading) -> str:
    """Return the word after a bare figure that looks like a unit; empty where there is none.

    >>> from cqfacts.reader.figures import read_figures
    >>> [read_figures(text)[0].unread for text in ("12.4 MtCO2e", "30 iPhones", "5 yuan per session")]
    ['MtCO2e', '', 'per session']
    """
    amount, index = reading.amount, reading.end
    if amount.kind not in _RATED or index >= len(tokens):
        return ""
    if amount.unit is None and index == amount.number_end:
        return _unit_at(tokens, amount, index) or _rate_at(tokens, index)
    return _rate_at(tokens, index) or _second_unit_at(tokens, index)


def _rate_at(tokens: Sequence[Token], index: int) -> str:
    """Return "per" or a stroke with what follows it, if that is not understood."""
    if index + 1 >= len(tokens):
        return ""
    joint, thing = tokens[index], tokens[index + 1]
    if joint.word == "per" and joint.gap is ONE_SPACE:
        return f"per {thing.raw}" if _is_unknown_after_per(thing) else ""
    if joint.word == "/" and joint.is_glued and thing.is_glued:
        return f"/{thing.raw}" if _is_unknown_after_stroke(thing) else ""
    return ""


def _is_unknown_after_per(thing: Token) -> bool:
    return thing.kind in (WORD, NUMBER) and thing.word not in _KNOWN_AFTER_PER


def _is_unknown_after_stroke(thing: Token) -> bool:
    return thing.kind in (WORD, HAN) and thing.word not in _KNOWN_AFTER_STROKE


def _second_unit_at(tokens: Sequence[Token], index: int) -> str:
    """Return a unit that a hyphen joins to the one before it: 5 barrel-miles."""
    if index + 1 >= len(tokens) or tokens[index].word != "-":
        return ""
    hyphen, thing = tokens[index], tokens[index + 1]
    if not hyphen.is_glued or not thing.is_glued:
        return ""
    is_plural = thing.kind is WORD and thing.word.endswith("s")
    is_unit = is_plural and thing.word[:-1] in names_of_singulars()
    return f"-{thing.raw}" if is_unit else ""


def _unit_at(tokens: Sequence[Token], amount: Amount, index: int) -> str:
    """Return the word at an index if it looks like a unit: after a space, or after a Chinese scale."""
    token = tokens[index]
    if not _may_be_symbol(tokens, index):
        return ""
    if token.word in _SLANG:
        return "" if _is_before_noun(tokens, index + 1) else token.raw
    end = _end_of_compound(tokens, index)
    word = "".join([piece.raw for piece in tokens[index:end]]).rstrip("/.")
    is_noun = _is_before_noun(tokens, end)
    is_measured = _is_measured(tokens, amount, index)
    if word.isupper() and word.isalpha():
        is_counted = _is_counted(tokens, index) and _ends_clause(tokens, end)
        is_unit = _is_unit_in_capitals(word, is_measured=is_measured or is_counted, is_noun=is_noun)
    else:
        is_unit = _looks_like_unit(word, is_measured=is_measured, is_noun=is_noun)
    return word[:_SHOWN] if is_unit else ""


def _may_be_symbol(tokens: Sequence[Token], index: int) -> bool:
    """Return True for Latin letters after one space, or right after a Chinese character."""
    token = tokens[index]
    if token.kind is not WORD or not token.raw.isascii():
        return False
    return token.gap is ONE_SPACE or (token.is_glued and tokens[index - 1].kind is HAN)


def _is_measured(tokens: Sequence[Token], amount: Amount, index: int) -> bool:
    """Return True for decimals, and in English for a scale word: things are seldom counted so."""
    has_decimals = any("." in token.word for token in tokens[amount.number_first : index])
    return has_decimals or (amount.scale > 1 and tokens[index - 1].kind is not HAN)


def _end_of_compound(tokens: Sequence[Token], index: int) -> int:
    """Return the index after the letters, digits and signs that touch each other: gCO2/kWh."""
    end = index + 1
    while end < min(len(tokens), index + _MAX_TOKENS) and tokens[end].is_glued:
        is_point = tokens[end].word == "." and end + 1 < len(tokens) and tokens[end + 1].word == "/"
        if tokens[end].kind is SIGN and tokens[end].word not in _JOINERS and not is_point:
            break
        if tokens[end].kind is HAN:
            break
        end += 1
    return end


def _is_before_noun(tokens: Sequence[Token], index: int) -> bool:
    """Return True where a noun follows, of which the word before is a part: 12 IoT projects, 5 LED灯."""
    if index >= len(tokens) or tokens[index].gap is LINE_BREAK:
        return False
    token = tokens[index]
    if token.kind is HAN:
        return token.word not in _AFTER_HAN_UNIT
    is_joined = token.is_glued and token.word in ("-", "&", "'", "+")
    return is_joined or (token.kind is WORD and token.word not in _AFTER_UNIT)


def _looks_like_unit(word: str, *, is_measured: bool, is_noun: bool) -> bool:
    """Return True for letters that make a unit and no word: kWh·m, gCO2, mcfd."""
    if "·" in word or "⋅" in word:
        return True
    if "/" in word:
        return _has_strokes_of_unit(word)
    if _is_mixed(word) or _has_index(word):
        begins_with_symbol = _symbol().match(word) is not None
        if is_measured or not is_noun or begins_with_symbol:
            return True
    return _is_unspeakable(word) or _prefixed().fullmatch(word) is not None


def _is_unit_in_capitals(word: str, *, is_measured: bool, is_noun: bool) -> bool:
    """Return True for 84 billion RPK and 40 MVA, but not for 20 LCD panels and 5 PM."""
    if word in _OF_CLOCK or len(word) > _LONGEST_CAPITALS or is_noun:
        return False
    return is_measured or _capital_symbol().fullmatch(word) is not None


def _is_counted(tokens: Sequence[Token], index: int) -> bool:
    """Return True for digits that can be no year: 6,500 CEU."""
    token = tokens[index - 1]
    return token.kind is NUMBER and not (
        len(token.word) == _DIGITS_OF_YEAR and token.word.isdecimal()
    )


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens) or tokens[index].gap is LINE_BREAK:
        return True
    return tokens[index].word in _ENDS


def _has_strokes_of_unit(word: str) -> bool:
    """Return True for c/kWh, but not for his/her and laptops/tablets."""
    parts = word.lower().split("/")
    is_of_words = word.lower() in _WORDS_OF_STROKES or not _WORDS_WITH_STROKES.isdisjoint(parts)
    return not is_of_words and min(map(len, parts)) <= _LONGEST_SYMBOL


def _is_mixed(word: str) -> bool:
    """Return True for a capital after the first letter of a word that is no plural and no name: GWp, but not PCs, iPad."""
    stem = word.removesuffix("s")
    has_both = any(map(str.islower, stem)) and any(map(str.isupper, stem[1:]))
    return has_both and stem.lower() not in _NAMES and _name().match(stem) is None


def _has_index(word: str) -> bool:
    """Return True for a small number within or after letters: MtCO2, Nm3; 20 A320s are no unit."""
    return _index().search(word) is not None and not word.endswith("s")


def _is_unspeakable(word: str) -> bool:
    """Return True for small letters with which no word begins: kgce, mboe."""
    return _odd_onset().match(word) is not None


@cache
def _name() -> re.Pattern[str]:
    """Return the pattern of names with a capital in the middle: McDonald, iPad, eVTOL, IoT."""
    return re.compile(r"[A-Z]?[a-z]+[A-Z][a-z]{3}|[ei][A-Z]|[A-Z]o[A-Z]")


@cache
def _index() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z][2-4²³₂₃₄](?![0-9])")


@cache
def _symbol() -> re.Pattern[str]:
    """Return the pattern of a prefix with a symbol that is known, with which an unknown symbol begins: MWp, kgCO2."""
    return re.compile(
        r"(?:MM|[kMGTm])(?:Wh?|VA|Hz|Pa|J|t|g|b|boe|cf|cm|Btu|TEU|DWT|eV)(?![a-z]{3})|[kMGT]?[tg][A-Z]"
    )


@cache
def _prefixed() -> re.Pattern[str]:
    """Return the pattern of a prefix before a symbol that has none by rule: Moz, koz, Mha."""
    return re.compile(
        r"[kMGT](?:oz|lbs?|gal|bbl|boe|toe|tce|tpa|ha|cf|wh|ac|cd|L)|[kMGTmn]?(?:Ah|Sv|Gy|Bq|Ci)"
    )


@cache
def _capital_symbol() -> re.Pattern[str]:
    return re.compile(r"(?:MM|[KMGT])?(?:VAR?|BOE|BTU|DWT|FEU|BCF|TCF|MCF|BBL|CBM|TOE|TCE)")


@cache
def _odd_onset() -> re.Pattern[str]:
    """Return the pattern of two consonants with which no English word begins."""
    return re.compile(
        r"(?:k[bcdgjkmptv]|m[bcdfgjkptvw]|g[bcdgjkptv]|t[bcdfgjkpv]|b[bcdgkptv])[a-z]*$"
    )
