"""Facts about Chongqing's economy, each with unit, period, area, precision, source and paragraph.

>>> import cqfacts
>>> cqfacts.fact("vehicle-output-2014").text
'2.63 million vehicles'
"""

from typing import TYPE_CHECKING

from cqfacts.version import __version__

if TYPE_CHECKING:
    from cqfacts.errors import Ambiguous, CqfactsError, InvalidBase, NotFound, WrongUsage
    from cqfacts.verbs import (
        check,
        cite,
        compare,
        compare_years,
        conflicts,
        explain,
        fact,
        facts,
        implied,
        new,
        open_base,
        schema,
        search,
        sector,
        series,
        source,
        verify,
        why,
        year,
    )

__all__ = [
    "Ambiguous",
    "CqfactsError",
    "InvalidBase",
    "NotFound",
    "WrongUsage",
    "__version__",
    "check",
    "cite",
    "compare",
    "compare_years",
    "conflicts",
    "explain",
    "fact",
    "facts",
    "implied",
    "new",
    "open_base",
    "schema",
    "search",
    "sector",
    "series",
    "source",
    "verify",
    "why",
    "year",
]


def __getattr__(name: str) -> object:
    """Import on first use: the entry point must be able to take Ctrl-C before anything heavy is imported."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cqfacts import errors, verbs

    return getattr(errors if hasattr(errors, name) else verbs, name)
