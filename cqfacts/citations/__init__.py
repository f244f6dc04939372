"""Write citations: text, BibTeX, RIS, CSL-JSON and the styles of publishers. `styles` lists them."""

from enum import StrEnum


class Style(StrEnum):
    """The style in which a citation is written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    APA = "apa"
    CHICAGO = "chicago"
    GB7714 = "gb7714"
