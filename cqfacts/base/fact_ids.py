"""The ids of all facts of a base, each with the place where it is given first."""

from collections.abc import Collection
from typing import NamedTuple

from cqfacts.base.tree import Tree
from cqfacts.model.finding import Place

_BITS = 27
"""More than a file has lines or columns: see LARGEST_FILE."""
_LOW_BITS = (1 << _BITS) - 1


class Claim(NamedTuple):
    """An id, and where it is given first."""

    name: str
    place: Place


class FactIds:
    """The first place of each id. A place is kept as one number: of a million facts, tuples would take 150 MB."""

    def __init__(self, tree: Tree, files: list[str]) -> None:
        self._tree = tree
        self._files = files
        self._numbers = {name: number for number, name in enumerate(files)}
        self._places: dict[str, int] = {}
        self._with_capitals: dict[str, str] = {}
        """The ids that have capitals, by the same id without."""

    @property
    def names(self) -> Collection[str]:
        """The ids."""
        return self._places.keys()

    def claim(self, name: str, file: str, line: int, column: int) -> Claim | None:
        """Enter the id of a fact. Return the claim of the fact that has it already, be it in another case; None where there is none."""
        place = _pack(self._numbers[file], line, column)
        first_place = self._places.setdefault(name, place)
        if first_place != place:
            return Claim(name, self._unpack(first_place))
        twin = self._find_twin(name)
        return Claim(twin, self._unpack(self._places[twin])) if twin else None

    def _find_twin(self, name: str) -> str | None:
        """Return the id that differs by case only and was given before; None where there is none. Enters one that has capitals."""
        small = name.lower()
        if small == name:
            return self._with_capitals.get(small)
        first = self._with_capitals.setdefault(small, name)
        if first != name:
            return first
        return small if small in self._places else None

    def _unpack(self, place: int) -> Place:
        file = self._files[place >> 2 * _BITS]
        return Place(self._tree.display_name(file), (place >> _BITS) & _LOW_BITS, place & _LOW_BITS)


def _pack(file_number: int, line: int, column: int) -> int:
    return (file_number << 2 * _BITS) + (line << _BITS) + column
