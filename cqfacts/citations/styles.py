"""The citation styles, one row each. A new style is a member of Style and a row of STYLES.

The functions that write a style import heavy libraries inside, so that only the style that is asked for is paid for.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from cqfacts.citations import Style
from cqfacts.citations.bibtex import write_bibtex
from cqfacts.citations.csl_json import write_csl_json
from cqfacts.citations.records import CitationStyle, Extra, PublisherStyle
from cqfacts.citations.ris import write_ris
from cqfacts.citations.text import write_text
from cqfacts.errors import WrongUsage
from cqfacts.model.vocabulary import Source

_CITEPROC = Extra("styles", "citeproc-py")


def _write_with_citeproc(sources: Sequence[Source], style: PublisherStyle) -> str:
    from cqfacts.citations.publishers import write_in_publisher_style

    return write_in_publisher_style(sources, style)


def _of_publishers(style: PublisherStyle) -> CitationStyle:
    return CitationStyle(partial(_write_with_citeproc, style=style), _CITEPROC)


_APA_7TH = PublisherStyle("apa", is_author_date=True)
_CHICAGO_18TH = PublisherStyle(
    "chicago-author-date",
    keeps_given_names=True,
    changes_case=True,
    american_punctuation=True,
    is_author_date=True,
)
_GB7714_2015 = PublisherStyle(
    "china-national-standard-gb-t-7714-2015-numeric", names_type=True, follows_languages=True
)

STYLES: Mapping[Style, CitationStyle] = {
    Style.TEXT: CitationStyle(write_text),
    Style.BIBTEX: CitationStyle(write_bibtex),
    Style.RIS: CitationStyle(write_ris),
    Style.CSL_JSON: CitationStyle(write_csl_json),
    Style.APA: _of_publishers(_APA_7TH),
    Style.CHICAGO: _of_publishers(_CHICAGO_18TH),
    Style.GB7714: _of_publishers(_GB7714_2015),
}


def write_in_style(sources: Sequence[Source], style: Style) -> str:
    """Return the sources in a style. Raises WrongUsage where the extra that it needs is not installed."""
    write, extra = STYLES[style]
    try:
        return write(sources)
    except ImportError:
        if extra is None:
            raise
        way_out = f"pip install 'cqfacts[{extra.name}]'"
        raise WrongUsage(
            f"the style {style.value} needs {extra.library}, which is not installed: {way_out}"
        ) from None
