"""How names are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

CHINESE = "\u4e00-\u9fff"
"""The range of Chinese characters, for a class of a regular expression."""
INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls but for tab and line ends, C1
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f"  # of no width, but for the joiners, which emoji need
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction
    "\u2028\u2029\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"  # other line separators, annotations, what is no character
)
"""Characters that nobody sees, or that steer what shows them, likewise."""


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
    """The name without case, width, hyphens and surplus spaces.

    >>> fold("  Chengdu-CHONGQING ")
    'chengdu chongqing'
    """
    if name.isascii():
        return " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(re.sub(r"[-_‐-―]", " ", folded).split())


def names_of(entry: Named) -> Iterable[str]:
    """The id, the titles and the aliases, folded, each once."""
    chinese = getattr(entry, "title_zh", None)
    return dict.fromkeys(fold(name) for name in (entry.id, entry.title, chinese, *entry.aliases) if name)


LONGEST_SHOWN = 60


def short(text: str) -> str:
    """The text as a message shows it: cut where it is long."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "..."
