"""Look up facts: by name, by words. Returns entries and facts, prints nothing."""

from cqfacts.query.catalogue import Catalogue, Selection, Years, nothing_fits, open_catalogue, parse_years
from cqfacts.query.search import Found, Match, Unmet, search

__all__ = [
    "Catalogue",
    "Found",
    "Match",
    "Selection",
    "Unmet",
    "Years",
    "nothing_fits",
    "open_catalogue",
    "parse_years",
    "search",
]
