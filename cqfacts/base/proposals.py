"""Figures that a hint may propose where a value is none.

A wrong proposal is worse than none: who takes it has a figure of another size or sign. So nothing is proposed unless the
value and the words of a citation are read as one figure, and nothing that is not understood touches either.
"""

from collections.abc import Iterator

from cqfacts.evidence.printed import read_quotation
from cqfacts.reader.figures import UnitTable


def propose_figure(value: str, printed: str, units: UnitTable) -> str | None:
    """Return the figure that was meant by a value which is none: that of the words of a citation, as values are written.

    >>> units = UnitTable(())
    >>> propose_figure("2,63 million", "2.63 million", units), propose_figure("263bn", "263bn", units)
    ('2.63 million', '263 billion')
    >>> print(propose_figure("263", "263万", units))
    None
    """
    common = set(_read_values(value, units)) & set(_read_values(printed, units))
    return common.pop() if len(common) == 1 else None


def _read_values(text: str, units: UnitTable) -> Iterator[str]:
    """Yield the readings of the only figure of a text, as values are written."""
    figures = read_quotation(text, units)
    if len(figures) != 1 or figures[0].unread:
        return
    for reading in (figures[0], *figures[0].others):
        if reading.quantity is not None:
            yield str(reading.quantity)
