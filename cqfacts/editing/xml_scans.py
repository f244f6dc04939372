"""Read XML that may be anyone's piece by piece, and refuse what would fill the memory or take for ever."""

from typing import IO
from xml.parsers import expat

from cqfacts.errors import WrongUsage

_CHUNK = 2**16
"""In bytes."""
_LONGEST_TAG = 2**20
"""In bytes: a parser reads a tag from its start again with each piece that comes."""


def parse_in_pieces(parser: expat.XMLParserType, part: IO[bytes]) -> None:
    """Parse a part to its end. Raises WrongUsage for a tag that is longer than any, ExpatError where it is no XML."""
    size = 0
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        parser.Parse(chunk)
        if size - parser.CurrentByteIndex > _LONGEST_TAG:
            raise WrongUsage("its XML has a tag that no spreadsheet program writes")
    parser.Parse(b"", True)


def count_elements(part: IO[bytes], most: int) -> None:
    """Raise WrongUsage where a part has more than `most` elements or a tag that is longer than any."""
    elements = 0

    def count(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > most:
            raise WrongUsage(f"a part of it has more than {most:,} elements")

    parser = expat.ParserCreate()
    parser.StartElementHandler = count
    parse_in_pieces(parser, part)
