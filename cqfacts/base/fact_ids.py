"""The ids of all facts of a base, each with the place where it is given first."""

from collections.abc import Collection

from cqfacts.base.tree import Tree
from cqfacts.model.finding import Place

_BITS = 27
"""More than a file has lines or columns: see LARGEST_FILE."""
_LOW_BITS = (1 << _BITS) - 1


class FactIds:
    """The first place of each id. A place is kept as one number: of a million facts, tuples would take 150 MB."""

    def __init__(self, tree: Tree, files: list[str]) -> None:
        self._tree = tree
        self._files = files
        self._numbers = {name: number for number, name in enumerate(files)}
        self._places: dict[str, int] = {}

    @property
    def names(self) -> Collection[str]:
        """The ids."""
        return self._places.keys()

    def claim(self, name: str, file: str, line: int, column: int) -> Place | None:
        """Enter the id of a fact. Return the place of the fact that has it already; None where there is none."""
        place = _pack(self._numbers[file], line, column)
        first_place = self._places.setdefault(name, place)
        return None if first_place == place else self._unpack(first_place)

    def _unpack(self, place: int) -> Place:
        file = self._files[place >> 2 * _BITS]
        return Place(self._tree.display_name(file), (place >> _BITS) & _LOW_BITS, place & _LOW_BITS)


def _pack(file_number: int, line: int, column: int) -> int:
    return (file_number << 2 * _BITS) + (line << _BITS) + column
