"""The languages of the page that a new base has. The command line imports this at each start, so nothing else stands here."""

from enum import StrEnum


class PageLanguage(StrEnum):
    """The language of the page on what to type."""

    ENGLISH = "en"
    CHINESE = "zh"
