"""The page that an answer is written on."""

from typing import NamedTuple


class Page(NamedTuple):
    """The width of a person's screen in columns, what it can show, and what the person wants to see on it."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    with_ids: bool = False
    """True where the id of each fact is wanted, however narrow the screen is."""
    with_all: bool = False
    """True where what a screen would only count is wanted, too."""
    with_doubts: bool = False
    """True where the reasons of doubts and conflicts are wanted under a listing."""

    @property
    def ellipsis(self) -> str:
        """The sign for what is left out of a title."""
        return "…" if self.has_every_character else "..."

    @property
    def has_every_character(self) -> bool:
        """True where the encoding has all characters that there are."""
        return self.encoding.lower().startswith("utf")
