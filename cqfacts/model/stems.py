"""The words by which a text is searched: cut in the same way from facts, names and questions.

Words are folded, and lose the endings of their inflections and of British or American spelling. A run of Chinese is cut
into pairs of characters that overlap. The stems are never shown.

>>> stems("Organised labour centres; 22.5% of 1,297 laptops")
['organiz', 'labor', 'center', '22d5', 'of', '1297', 'laptop']
>>> stems("笔记本电脑")
['笔记', '记本', '本电', '电脑']
"""

import re
from functools import lru_cache

from cqfacts.model.names import CHINESE, fold

PARTED = "..."
"""The dots in a name where other words may part it."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_FIRST_CHINESE, _LAST_CHINESE = CHINESE[0], CHINESE[-1]
_SPELLINGS = {
    "center": ("centre",),
    "meter": ("metre",),
    "fiber": ("fibre",),
    "theater": ("theatre",),
    "liter": ("litre",),
    "aluminum": ("aluminium",),
    "program": ("programme",),
    "tire": ("tyre",),
    "catalog": ("catalogue",),
    "gray": ("grey",),
    "jewelry": ("jewellery",),
    "plow": ("plough",),
    "defense": ("defence",),
    "license": ("licence",),
    "specialty": ("speciality",),
    "maneuver": ("manoeuvre",),
    "paleontology": ("palaeontology",),
    "paleoenvironment": ("palaeoenvironment",),
    "make": ("made", "making"),
    "build": ("built",),
    "sell": ("sold",),
    "grow": ("grew", "grown"),
    "rise": ("rose", "risen"),
    "fall": ("fell", "fallen"),
    "man": ("men",),
    "woman": ("women",),
    "person": ("people", "persons"),
    "hold": ("held",),
    "begin": ("began", "begun"),
    "leave": ("left",),
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "buy": ("bought",),
    "bring": ("brought",),
    "shoot": ("shot",),
    "find": ("found",),
    "become": ("became",),
    "sharing": ("shared",),
    "firm": ("company", "enterprise"),
    "motorbike": ("motorcycle",),
    "film": ("movie", "movies"),
    "highway": ("motorway", "expressway", "freeway"),
}


def _invert(spellings: dict[str, tuple[str, ...]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for word, variants_of_word in spellings.items():
        words |= dict.fromkeys(variants_of_word, word)
    return words


_WORD_OF_VARIANT = _invert(_SPELLINGS)
# The part that a word must have, the ending, and its replacement. Looking for the part first takes a tenth of the time.
_AMERICAN_ENDINGS = (
    ("is", re.compile(r"(?<=\w\w\w)is(e|ed|es|er|ers|ing|ation|ations)$"), "iz"),
    ("iz", re.compile(r"(?<=\w\w\w)iz(e|ed|es|er|ers|ing|ation|ations)$"), "iz"),
    ("ys", re.compile(r"(?<=\w\w)yse?(d|s|ing)?$"), "yz"),
    ("our", re.compile(r"(?<=[^aeiou\W])our(s|ed|ing|able|ful|ite)?$"), r"or\1"),
    ("lled", re.compile(r"(?<=\w{4})lled$"), "led"),
    ("lling", re.compile(r"(?<=\w{4})lling$"), "ling"),
)


def variants() -> frozenset[str]:
    """Return the words that are stemmed to another word."""
    return frozenset(_WORD_OF_VARIANT)


def stems(text: str) -> list[str]:
    """Return the words of a text, stemmed, in their order."""
    folded = fold(text)
    stemmed = _stem_runs(folded)
    if folded.isascii():
        return list(stemmed)
    words: list[str] = []
    for run in stemmed:
        if is_chinese(run):
            words += pairs(run)
        else:
            words.append(run)
    return words


def phrase_of(text: str) -> tuple[str, ...]:
    """Return a folded text as the atoms in which phrases are compared: stemmed words, and single Chinese characters.

    >>> phrase_of("laptop exports 笔记本")
    ('laptop', 'export', '笔', '记', '本')
    """
    stemmed = _stem_runs(text)
    if text.isascii():
        return stemmed
    atoms: list[str] = []
    for run in stemmed:
        if is_chinese(run):
            atoms += run  # each character
        else:
            atoms.append(run)
    return tuple(atoms)


def parted_phrase(text: str) -> str:
    """Return a folded name whose halves other words may part, each half as its atoms; "" where they may not.

    >>> parted_phrase("shipped ... out of the country"), parted_phrase("exported")
    ('|ship|out of the country', '')
    """
    halves = [" ".join(phrase_of(half)) for half in text.split(PARTED)]
    if len(halves) != 2 or "" in halves:
        return ""
    before, after = halves
    return f"|{before}|{after}"


@lru_cache(16384)
def _stem_runs(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text, stemmed, and its runs of Chinese as they are."""
    if folded.isascii():
        return tuple(map(stem, runs(folded)))
    return tuple(run if is_chinese(run) else stem(run) for run in runs(folded))


def runs(folded: str) -> list[str]:
    """Return the words of a folded text as they stand: numbers, words of letters, and unbroken Chinese."""
    words: list[str] = _WORD.findall(folded)
    if folded.isascii():
        return words
    parts: list[str] = []
    for word in words:
        parts += _split_scripts(word)
    return parts


def _split_scripts(word: str) -> list[str]:
    """Cut a word of letters where Chinese begins and ends."""
    if word.isascii():
        return [word]
    is_all_chinese = min(word) >= _FIRST_CHINESE and max(word) <= _LAST_CHINESE
    if is_all_chinese:
        return [word]
    parts: list[str] = []
    for character in word:
        if parts and is_chinese(parts[-1]) == is_chinese(character):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def is_chinese(run: str) -> bool:
    """Return True where a run starts with a Chinese character."""
    return _FIRST_CHINESE <= run[0] <= _LAST_CHINESE


def pairs(run: str) -> list[str]:
    """Return a run of Chinese in pairs of characters that overlap; a single character as it is."""
    if len(run) == 1:
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]


@lru_cache(32768)
def stem(word: str) -> str:
    """Return one folded word without its endings.

    >>> [stem(word) for word in ("cars", "industries", "exported", "corning", "urbanisation", "don't", "china's")]
    ['car', 'industry', 'export', 'corning', 'urbaniz', 'dont', 'china']
    """
    is_number = word[0].isdigit() and word[-1].isdigit()
    if is_number:
        return word.replace(",", "").replace(".", "d")
    if "'" in word or "’" in word:
        word = _POSSESSIVE.sub("", word).replace("'", "").replace("’", "")
    word = _without_plural(_common_spelling(word))
    word = _with_american_ending(_common_spelling(word))
    word = _without_verb_ending(word)
    return _common_spelling(word)


def _common_spelling(word: str) -> str:
    return _WORD_OF_VARIANT.get(word, word)


def _with_american_ending(word: str) -> str:
    for middle, ending, replacement in _AMERICAN_ENDINGS:
        if middle in word:
            word = ending.sub(replacement, word)
    return word


def _without_plural(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    if len(word) > 7 and word.endswith("ing"):
        word = _without_doubling(word[:-3])
    elif len(word) > 5 and word.endswith("ed"):
        word = _without_doubling(word[:-2])
    if len(word) > 4 and word.endswith("e"):
        return word[:-1]
    return word


def _without_doubling(word: str) -> str:
    """Undo the doubling of a letter before an ending: shipp is ship, sell and pass stay."""
    last_letter = word[-1]
    is_doubled = len(word) > 4 and last_letter == word[-2]
    if is_doubled and last_letter not in "sle":
        return word[:-1]
    return word
