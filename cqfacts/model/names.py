"""The comparison of names: folded forms, and names that are close to a mistyped one."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

CHINESE = "\u4e00-\u9fff"
"""The range of Chinese characters, for a class of a regular expression."""
FORMULA_STARTS, FORMULA_SIGNS = "=@＝＠", "+-＋－"
"""The characters with which a spreadsheet takes a cell for a formula, and those where it is no number.

The full-width ones are those of East Asia.
"""
INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but for tab and line ends, C1
    "\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\ufeff"  # of no width, but for the joiners, which emoji need
    "\ufe00-\ufe0d\U000e0000-\U000e0fff"  # tags and variants of a letter, but for the two that emoji need
    "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and patterns that are blank
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # marks of shorthand and of music
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction
    "\u2028\u2029\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"  # other line separators, annotations, what is no character
)
"""The characters that nobody sees, or that steer what shows them, for a class of a regular expression.

They are those that Unicode calls ignorable (Default_Ignorable_Code_Point) but for the joiners and U+FE0E and U+FE0F, the
controls, and the blank pattern of Braille, U+2800.
"""
_HYPHENS = r"[-_‐-―]"  # a text: compiled when a name first needs it, which most look-ups do not


class Named(Protocol):
    """Anything of the vocabulary that people call by name."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@lru_cache(16384)
def fold(name: str) -> str:
    """Return the name without case, width, hyphens and surplus spaces.

    >>> fold("  Chengdu-CHONGQING ")
    'chengdu chongqing'
    """
    if name.isascii():
        spaced = name.lower().replace("-", " ").replace("_", " ")
        return " ".join(spaced.split())
    import unicodedata  # most names are ASCII

    caseless = unicodedata.normalize("NFKC", name).casefold()
    # Case folding can undo the normal form.
    normal = unicodedata.normalize("NFKC", caseless)
    return " ".join(re.sub(_HYPHENS, " ", normal).split())


def names_of(entry: Named) -> Iterable[str]:
    """Return the id, the titles and the aliases of an entry, folded, each once."""
    return dict.fromkeys((fold(entry.id), *spoken_names(entry)))


def spoken_names(entry: Named) -> Iterable[str]:
    """Return the titles and the aliases, folded, each once. An id is not among them: it carries no meaning."""
    chinese_title = getattr(entry, "title_zh", None)
    names = (entry.title, chinese_title, *entry.aliases)
    return dict.fromkeys(fold(name) for name in names if name)


def closest(name: str, names: Iterable[str], count: int = 1, *, likeness: float = 0.6) -> list[str]:
    """Return at most `count` known names that are spelt nearly like a name, the closest first.

    `likeness` is the least similarity, from 0 for nothing in common to 1 for the same (difflib's ratio).

    >>> closest("vehicels", ["units", "vehicles", "vehicle"], 2)
    ['vehicles', 'vehicle']
    >>> closest("vehicels", ["units"])
    []
    """
    from difflib import get_close_matches  # a slip is rare, and the import is slow

    return get_close_matches(name, names, n=count, cutoff=likeness)


LONGEST_SHOWN = 60
"""In characters."""
LONGEST_PATH = 300
"""In characters: how much is shown of the path of a file."""
_LINE_ENDS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


def short(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return the text as a message shows it: on one line, and cut where it is longer than `longest`.

    A line end in it would look like the end of the message, and what follows like another one.

    >>> short("auto\\ncqfacts: all is well")
    'auto\\\\ncqfacts: all is well'
    """
    shown = text if len(text) <= longest else f"{text[:longest]}..."
    return shown.translate(_LINE_ENDS)


def short_path(path: object) -> str:
    """Return the path of a file as a message shows it."""
    return short(str(path), LONGEST_PATH)
