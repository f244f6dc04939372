"""Facts about Chongqing's economy, each with unit, period, area, precision, source and paragraph.

>>> import cqfacts
>>> cqfacts.fact("vehicle-output-2014").text
'2.63 million vehicles'
"""

from cqfacts.errors import Ambiguous, CqfactsError, InvalidBase, NotFound, WrongUsage
from cqfacts.verbs import check, cite, compare, fact, facts, open_base, search, sector, source, year

__all__ = [
    "Ambiguous",
    "CqfactsError",
    "InvalidBase",
    "NotFound",
    "WrongUsage",
    "check",
    "cite",
    "compare",
    "fact",
    "facts",
    "open_base",
    "search",
    "sector",
    "source",
    "year",
]
__version__ = "0.1.0"
