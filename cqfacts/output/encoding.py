"""Text for a screen that does not have every character: signs of ours in its own words, letters without their accents.

What has no letters there leaves "[...]" behind: nothing goes without a sign. A question mark is never a stand-in: it is
the mark of a doubt.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import TypeVar, cast

T = TypeVar("T")
LEFT_OUT = "[...]"
"""What stands for a run of characters that have no letters there."""
_IN_WORDS = {
    "¶": "par. ",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "×": "x",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "\N{NO-BREAK SPACE}": " ",
}
"""The signs that are told in other signs where an encoding does not have them."""


def fit(text: str, encoding: str) -> str:
    """Return a text with nothing in it that an encoding does not have; a run that it has no letters for is "[...]".

    >>> fit("2 ¶9, Jan–May, São Paulo", "ascii"), fit("Automotive 汽车产业: 25", "ascii"), fit("汽车", "gb18030")
    ('2 par. 9, Jan-May, Sao Paulo', 'Automotive [...]: 25', '汽车')
    """
    if _has(text, encoding):
        return text
    fitted = "".join(_fit_character(character, encoding) for character in text)
    return _RUN_OF_GAPS.sub(LEFT_OUT, fitted)


_GAP = "\x00"
"""What stands for a character until a whole run of them is known; no text of a base has it."""
_RUN_OF_GAPS = re.compile(rf"{_GAP}(?:\s*{_GAP})*")


def _has(text: str, encoding: str) -> bool:
    """Return True where an encoding has all characters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _fit_character(character: str, encoding: str) -> str:
    if _has(character, encoding):
        return character
    if character in _IN_WORDS:
        return _IN_WORDS[character]
    letters = unicodedata.normalize("NFKD", character)
    has_no_sign = unicodedata.combining(character) or unicodedata.category(character) == "Cf"
    return letters.encode(encoding, "ignore").decode(encoding) or ("" if has_no_sign else _GAP)


def fit_all(value: T, encoding: str) -> T:
    """Return a record or a list with every text in it fitted; what is made as it is read is fitted as it is read."""
    return cast(T, _fit_value(value, encoding))


def _fit_value(value: object, encoding: str) -> object:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return fit(value, encoding)
    if isinstance(value, Iterator):
        return (_fit_value(item, encoding) for item in value)
    if isinstance(value, list):
        return [_fit_value(item, encoding) for item in value]
    if isinstance(value, tuple):
        items = [_fit_value(item, encoding) for item in value]
        return type(value)._make(items) if hasattr(value, "_make") else tuple(items)
    return value
