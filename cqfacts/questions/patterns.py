"""Patterns of the words by which questions are put: compiled when they are first needed, capitals or not."""

import re
from functools import cache


@cache
def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern that takes capitals and small letters for the same."""
    return re.compile(words, re.IGNORECASE)
