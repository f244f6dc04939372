"""Lists of facts, and what writing any answer takes of a base.

The contract of a list is a module of its own, so that the tables of a terminal, which scripts call least and people most, do
without it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol, overload

from cqfacts.index.filters import KEEP_ALL, Filter
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area, Source, Subject

if TYPE_CHECKING:
    from cqfacts.answers.keys import Envelope
    from cqfacts.index.catalogue import Selection
    from cqfacts.reason.imply import Refusal

FindArea = Callable[[str], Area]
"""Returns the area of an id."""
FindSource = Callable[[str], Source]
"""Returns the source of an id."""


class Context(NamedTuple):
    """The parts of a base that writing an answer takes: its sources and areas, and the area that lines leave out."""

    find_source: FindSource
    home: Area | None
    """None where the base has no areas yet."""
    find_area: FindArea
    find_subject: Callable[[str], Subject]
    number_of_source: Callable[[str], int]
    """Returns the place of a source in the list of sources, from 1, by its id."""

    def __repr__(self) -> str:
        """Return the name alone: an answer that is printed shows its facts, not the base."""
        return "Context()"


class FactSequence(Sequence[Fact]):
    """Facts that are read from the base each time one goes through them, so that a long listing needs no memory.

    They have a length, an index and slices like a list. Those that were read for an index or a slice are kept.
    """

    def __init__(self, read: Callable[[], Iterable[Fact]], count: int) -> None:
        self._read = read
        self._count = count
        self._kept: list[Fact] = []
        self._rest: Iterator[Fact] | None = None

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._read())

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, position: int) -> Fact: ...
    @overload
    def __getitem__(self, position: slice) -> list[Fact]: ...
    def __getitem__(self, position: int | slice) -> Fact | list[Fact]:
        if isinstance(position, slice):
            places = range(self._count)[position]
            return [self._keep(position) for position in places]
        return self._keep(range(self._count)[position])

    def __repr__(self) -> str:
        return f"<{self._count:,} facts>"

    def _keep(self, position: int) -> Fact:
        """Return the fact at a place, and keep it with those before it."""
        if self._rest is None:
            self._rest = iter(self)
        missing = position + 1 - len(self._kept)
        self._kept.extend(islice(self._rest, max(0, missing)))
        return self._kept[position]


class _WithFacts(Protocol):
    @property
    def facts(self) -> Sequence[Fact]: ...


class IteratesFacts:
    """An answer that is gone through as its facts: `for fact in cqfacts.facts()`. Its length is their number."""

    def __iter__(self: _WithFacts) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self: _WithFacts) -> int:
        return len(self.facts)


@dataclass(frozen=True)
class FactList(IteratesFacts):
    """The facts that fit a selection, by sector and year."""

    command: str
    selection: "Selection"
    facts: Sequence[Fact]
    total: int
    """The number of facts that fit, with those that a limit left out."""
    context: Context
    more: int = 0
    """The number of them that a limit left out."""
    implied: bool = False
    """True where figures that facts imply are among them."""
    refusals: "Sequence[Refusal]" = ()
    """Inputs that seem to imply another figure, and do not."""
    kept: Filter = KEEP_ALL
    """The conditions on facts beside those of the selection."""
    sort: str | None = None
    """The key by which they are sorted; None: by sector and year."""

    @property
    def contract(self) -> "Envelope[FactList, Fact]":
        """The keys of its JSON, imported here: a table needs none of them."""
        from cqfacts.answers.listing_contract import FACT_LIST

        return FACT_LIST
