"""The lines of a text by the places of its characters."""

import re
from bisect import bisect_right

_EMPTY_OR_COMMENT = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n")
_LINE_END = re.compile(r"\n")


class TextLines:
    """Finds where lines begin and end, and which comments stand below one. The last line ends with a line end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def number_of(self, place: int) -> int:
        """Return the number of the line of a character, from 0."""
        return bisect_right(self._starts, place) - 1

    def start_of(self, place: int) -> int:
        """Return where the line of a character begins."""
        return self._starts[self.number_of(place)]

    def column_of(self, place: int) -> int:
        """Return the column of a character, from 0."""
        return place - self.start_of(place)

    def is_first(self, place: int) -> bool:
        """Return True where nothing but spaces stands before a character in its line."""
        return not self._text[self.start_of(place) : place].strip()

    def rest(self, place: int) -> str:
        """Return the rest of a line from a character on, without its line end."""
        return self._text[place : self._end_of(place)].rstrip("\r\n")

    def end_with_comments(self, place: int, *, deeper_than: int) -> int:
        """Return where the lines end of what ends at a place, or the last comment below that is indented by more columns."""
        line_start = self._end_of(place) if self.column_of(place) else place
        end = line_start
        while line := _EMPTY_OR_COMMENT.match(self._text, line_start):
            line_start = line.end()
            comment = line.group().lstrip(" \t")
            indent = len(line.group()) - len(comment)
            if comment.startswith("#") and indent > deeper_than:
                end = line.end()
        return end

    def _end_of(self, place: int) -> int:
        """Return where the line of a character ends, after its line end."""
        number = self.number_of(place) + 1
        return self._starts[number] if number < len(self._starts) else len(self._text)
