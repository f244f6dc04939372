"""How names are compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

CHINESE = "\u4e00-\u9fff"
"""The range of Chinese characters, for a class of a regular expression."""


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
