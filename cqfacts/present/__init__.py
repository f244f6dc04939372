"""Facts, pairs and lists for people and for scripts. A format yields text; the command decides where it goes."""

from cqfacts.present.answers import Columns, Facts, FindingFormat, Format, Listing, Pairs, Rows, Style
from cqfacts.present.render import render

__all__ = ["Columns", "Facts", "FindingFormat", "Format", "Listing", "Pairs", "Rows", "Style", "render"]
