"""How a text is cut into the words by which it is searched: the same for facts, names and questions.

Words are folded, lose the endings of their inflections and of British or American spelling; a run of Chinese is cut into
pairs of characters that overlap. What comes out is never shown.

>>> stems("Organised labour centres; 22.5% of 1,297 laptops")
['organiz', 'labor', 'center', '22d5', 'of', '1297', 'laptop']
>>> stems("笔记本电脑")
['笔记', '记本', '本电', '电脑']
"""

import re
from functools import lru_cache

from cqfacts.model.names import CHINESE, fold

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W\d_]+)*")
PARTED = "..."
"""What stands in a name where other words may part it."""
_FIRST, _LAST = CHINESE[0], CHINESE[-1]
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
_ALIKE = {variant: word for word, variants in _SPELLINGS.items() for variant in variants}
# A part that a word must have, the ending, and what stands for it: looking for the part first takes a tenth of the time.
_ENDINGS = (
    ("is", re.compile(r"(?<=\w\w\w)is(e|ed|es|er|ers|ing|ation|ations)$"), "iz"),
    ("iz", re.compile(r"(?<=\w\w\w)iz(e|ed|es|er|ers|ing|ation|ations)$"), "iz"),
    ("ys", re.compile(r"(?<=\w\w)yse?(d|s|ing)?$"), "yz"),
    ("our", re.compile(r"(?<=[^aeiou\W])our(s|ed|ing|able|ful|ite)?$"), r"or\1"),
    ("lled", re.compile(r"(?<=\w{4})lled$"), "led"),
    ("lling", re.compile(r"(?<=\w{4})lling$"), "ling"),
)


def variants() -> frozenset[str]:
    """Words that are stemmed to another word."""
    return frozenset(_ALIKE)


def stems(text: str) -> list[str]:
    """The words of a text, stemmed, in their order."""
    folded = fold(text)
    if folded.isascii():
        return list(_stemmed(folded))
    found: list[str] = []
    for run in _stemmed(folded):
        found += pairs(run) if is_chinese(run) else [run]
    return found


def phrase_of(text: str) -> tuple[str, ...]:
    """A folded text as the atoms in which phrases are compared: stemmed words, and single Chinese characters.

    >>> phrase_of("laptop exports 笔记本")
    ('laptop', 'export', '笔', '记', '本')
    """
    if text.isascii():
        return _stemmed(text)
    return tuple(atom for run in _stemmed(text) for atom in (run if is_chinese(run) else (run,)))


def parted_phrase(text: str) -> str:
    """A folded name whose halves other words may part, each half as its atoms; nothing where they may not.

    >>> parted_phrase("shipped ... out of the country"), parted_phrase("exported")
    ('|ship|out of the country', '')
    """
    halves = [" ".join(phrase_of(half)) for half in text.split(PARTED)]
    return "|".join(("", *halves)) if len(halves) == 2 and all(halves) else ""


@lru_cache(16384)
def _stemmed(folded: str) -> tuple[str, ...]:
    """The words of a folded text, stemmed but for runs of Chinese."""
    if folded.isascii():
        return tuple(map(stem, runs(folded)))
    return tuple(run if is_chinese(run) else stem(run) for run in runs(folded))


def runs(folded: str) -> list[str]:
    """The words of a folded text as they stand: numbers, words of letters, and unbroken Chinese."""
    words: list[str] = _WORD.findall(folded)
    return words if folded.isascii() else [run for word in words for run in _parts(word)]


def _parts(word: str) -> list[str]:
    """A word of letters, cut where Chinese begins and ends."""
    if word.isascii() or (min(word) >= _FIRST and max(word) <= _LAST):
        return [word]
    parts: list[str] = []
    for sign in word:
        if parts and is_chinese(parts[-1]) == is_chinese(sign):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def is_chinese(run: str) -> bool:
    """Whether a run starts with a Chinese character."""
    return _FIRST <= run[0] <= _LAST


def pairs(run: str) -> list[str]:
    """A run of Chinese in pairs of characters that overlap; a single character as it is."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


@lru_cache(32768)
def stem(word: str) -> str:
    """One folded word without its endings.

    >>> [stem(word) for word in ("cars", "industries", "exported", "corning", "urbanisation", "don't", "china's")]
    ['car', 'industry', 'export', 'corning', 'urbaniz', 'dont', 'china']
    """
    if word[0].isdigit() and word[-1].isdigit():
        return word.replace(",", "").replace(".", "d")
    if "'" in word or "’" in word:
        word = re.sub(r"['’]s$", "", word).replace("'", "").replace("’", "")
    word = _without_plural(_ALIKE.get(word, word))
    word = _ALIKE.get(word, word)
    for part, pattern, ending in _ENDINGS:
        if part in word:
            word = pattern.sub(ending, word)
    if len(word) > 7 and word.endswith("ing"):
        word = _undoubled(word[:-3])
    elif len(word) > 5 and word.endswith("ed"):
        word = _undoubled(word[:-2])
    word = word[:-1] if len(word) > 4 and word.endswith("e") else word
    return _ALIKE.get(word, word)


def _without_plural(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sle" else word
