"""Lists of facts, and what writing any answer takes of a base.

The contract of a list is a module of its own, so that the tables of a terminal, which scripts call least and people most, do
without it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area, Source

if TYPE_CHECKING:
    from cqfacts.answers.keys import Envelope
    from cqfacts.index.catalogue import Selection
    from cqfacts.reason.imply import Refusal

FindSource = Callable[[str], Source]
"""Returns the source of an id."""


class Context(NamedTuple):
    """The parts of a base that writing an answer takes: its sources, and the area that lines leave out."""

    find_source: FindSource
    home: Area


class FactStream:
    """Facts that are read from the base each time one goes through them, so that a long listing needs no memory."""

    def __init__(self, read: Callable[[], Iterable[Fact]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._read())


class FactList(NamedTuple):
    """The facts that fit a selection, by sector and year."""

    command: str
    selection: "Selection"
    facts: Iterable[Fact]
    total: int
    """The number of facts that fit, with those that a limit left out."""
    context: Context
    more: int = 0
    """The number of them that a limit left out."""
    implied: bool = False
    """True where figures that facts imply are among them."""
    refusals: "Sequence[Refusal]" = ()
    """Inputs that seem to imply another figure, and do not."""
    doubtful: bool = False
    """True where only facts with a marked doubt or a conflict are listed."""
    sort: str | None = None
    """The key by which they are sorted; None: by sector and year."""

    @property
    def contract(self) -> "Envelope[FactList, Fact]":
        """The keys of its JSON, imported here: a table needs none of them."""
        from cqfacts.answers.listing_contract import FACT_LIST

        return FACT_LIST
