"""The times that a text says a change is on: year on year, from the previous month, 环比.

Only set phrases are read. A text without one says nothing of the base, and is held against none.
"""

import re
from functools import cache

from cqfacts.model.change_base import Neighbour

_BEFORE = r"(?:ago|earlier|before)"
_THAN = r"(?:from|than|over|on|compared with)(?: (?:in|that of))?(?: the)?"
_SAME = r"(?: same [a-z]+)?(?: of| in)?(?: the)?"


def _last(unit: str) -> str:
    """Return the words for the unit of time before, as a regular expression: "the previous month", "the month before"."""
    return (
        rf"a {unit} {_BEFORE}|{_THAN}{_SAME} (?:(?:last|previous|preceding) {unit}|{unit} before)"
    )


_PHRASES = {
    r"year[- ]on[- ]year|year[- ]over[- ]year|y[/-]y|yoy|同比": (Neighbour.YEAR_BEFORE,),
    _last("year"): (Neighbour.YEAR_BEFORE,),
    r"month[- ]on[- ]month|month[- ]over[- ]month|m[/-]m|mom|比上月": (Neighbour.MONTH_BEFORE,),
    _last("month"): (Neighbour.MONTH_BEFORE,),
    r"quarter[- ]on[- ]quarter|quarter[- ]over[- ]quarter|q[/-]q|qoq|比上季度?": (
        Neighbour.QUARTER_BEFORE,
    ),
    _last("quarter"): (Neighbour.QUARTER_BEFORE,),
    "环比": (Neighbour.MONTH_BEFORE, Neighbour.QUARTER_BEFORE),
}
"""Each phrase, and the times that it may mean."""


def bases_in(text: str) -> set[Neighbour]:
    """Return the times that a text says a change is on; none where it has no set phrase for one.

    >>> sorted(bases_in("up 9.3% from the previous month and 4.4% year-on-year"))
    [<Neighbour.MONTH_BEFORE: 'month-before'>, <Neighbour.YEAR_BEFORE: 'year-before'>]
    """
    bases: set[Neighbour] = set()
    for pattern, meanings in _patterns():
        if pattern.search(text):
            bases.update(meanings)
    return bases


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[Neighbour, ...]], ...]:
    """Return the phrases as patterns: compiled when a text is first read."""
    return tuple(
        (re.compile(rf"(?<![A-Za-z])(?:{phrase})(?![A-Za-z])", re.IGNORECASE), meanings)
        for phrase, meanings in _PHRASES.items()
    )
