"""Merged cells of a sheet: the text of their first cell stands for all of them, as far as that is sure."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from cqfacts.editing.number_formats import Unshowable
from cqfacts.editing.sheet_layout import MergedArea
from cqfacts.editing.table_facts import UnclearCell
from cqfacts.errors import WrongUsage

_MOST_ACTIVE = 2_000
"""Areas that do not overlap are rarely as many in one row."""


class ShownCell(NamedTuple):
    """A cell as its reader sees it."""

    text: str
    unclear: UnclearCell | None = None
    problem: Unshowable | None = None
    """The reason why it is not sure what a reader sees."""


ShownRow = dict[int, ShownCell]
"""The cells of a row, by their column from 1."""


class _OpenArea(NamedTuple):
    """A merged area that goes on, and its first cell."""

    area: MergedArea
    first: ShownCell
    spans_columns: bool
    """True for a head, whose text stands for all its columns; else it stands in the first one."""


class Merging:
    """Gives each row the texts of the merged areas that it belongs to. Rows come in their order.

    A head that is merged spans its columns, and a cell that is merged downwards its rows. In other rows a cell that is merged
    across stands in its first column only.
    """

    def __init__(self, areas: Sequence[MergedArea], hidden_columns: Iterable[int]) -> None:
        self._coming = list(reversed(areas))
        self._hidden_columns = frozenset(hidden_columns)
        self._open: list[_OpenArea] = []

    def fill(self, number: int, row: ShownRow, *, is_head: bool) -> None:
        """Give a row, by its number from 1, the texts of merged cells. Raises WrongUsage where areas overlap."""
        if not self._coming and not self._open:
            return
        self._open = [opened for opened in self._open if opened.area.last_row >= number]
        while self._coming and self._coming[-1].first_row <= number:
            self._begin(self._coming.pop(), row, is_head=is_head)
            if len(self._open) > _MOST_ACTIVE:
                raise WrongUsage("its merged areas overlap; unmerge them")
        for opened in self._open:
            self._fill(opened, row)

    def _begin(self, area: MergedArea, row: ShownRow, *, is_head: bool) -> None:
        first = row.get(area.first_column, ShownCell(""))
        if not is_head:
            first = first._replace(unclear=UnclearCell.MERGED)
        self._open.append(_OpenArea(area, first, is_head))

    def _fill(self, opened: _OpenArea, row: ShownRow) -> None:
        """Give a row the text of an area, in place of what its cells hide."""
        area = opened.area
        for column in [column for column in row if area.first_column <= column <= area.last_column]:
            del row[column]
        if not opened.first.text and not opened.first.problem:
            return
        all_columns = range(area.first_column, area.last_column + 1)
        visible = (column for column in all_columns if column not in self._hidden_columns)
        columns = visible if opened.spans_columns else islice(visible, 1)
        row.update(dict.fromkeys(columns, opened.first))
