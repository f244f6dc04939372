"""The page that an answer is written on."""

from typing import NamedTuple


class Page(NamedTuple):
    """The width of a person's screen in columns, and whether it shows colours."""

    width: int = 80
    colour: bool = False
