"""Read the unit in the head of a table, and a cell in the unit of its heads: "output (10,000 tons)", 产量（万辆）, "bn USD"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cqfacts.reader.chinese_numerals import SCALES
from cqfacts.reader.figures import UnitTable, read_figures
from cqfacts.reader.records import Figure, FigureKind
from cqfacts.reader.scales import (
    ABBREVIATIONS,
    CAPITALS,
    PLURAL_SCALES,
    SCALE_NAMES,
    SCALE_WORDS,
)

_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]\s*$")
_AFTER_MARK = re.compile(r"[,:，：]\s*([^,:，：]+)$")
_NAME_OF_SCALE = {
    **{10**power: name for power, name in SCALE_NAMES.items() if power},
    10**4: "万",
    10**8: "亿",
}
"""The words that the reader of figures knows for the scale of a head that prints it in digits."""


class HeadUnit(NamedTuple):
    """The unit that a head says, as the words that stand after a figure."""

    words: str
    """万辆, "million yuan", "%"."""
    unit: str | None
    """The unit as the reader of figures names it; None where it says a scale only."""
    has_scale: bool
    """True where a figure in it is more than its digits say."""


@lru_cache(4096)
def read_head_unit(head: str, units: UnitTable) -> HeadUnit | None:
    """Return the unit that a head says in brackets, after a comma, or as all of its words; None where it says none.

    >>> table = UnitTable()
    >>> [unit and unit.words for unit in (read_head_unit(head, table) for head in ("产量(万吨)", "bn USD", "output", "2014"))]
    ['万吨', 'bn USD', None, None]
    >>> read_head_unit("steel (10,000 tons)", table)
    HeadUnit(words='万 tons', unit='ton', has_scale=True)
    """
    for words in _unit_words(head):
        unit = read_unit(words, units)
        if unit:
            return unit
    return None


def _unit_words(head: str) -> Iterator[str]:
    """Yield the parts of a head that may be its unit."""
    for pattern in (_IN_BRACKETS, _AFTER_MARK):
        match = pattern.search(head)
        if match:
            yield match[1].strip()
    yield head.strip()


@lru_cache(4096)
def read_unit(words: str, units: UnitTable) -> HeadUnit | None:
    """Return the unit that words are, all of them; None where they are no unit and no scale."""
    if not words or len(words) > _LONGEST:
        return None
    if any(character.isdigit() for character in words):
        return _read_printed_scale(words, units)
    for figure_text in (f"1 {words}", f"1{words}"):
        unit = _read_as_unit(figure_text, words, units)
        if unit:
            return unit
    return _read_coin_before_scale(words, units)


_LONGEST = 60
"""In characters: longer words are no unit."""


def _read_as_unit(figure_text: str, words: str, units: UnitTable) -> HeadUnit | None:
    """Return the unit that a figure of 1 has, where all words belong to it."""
    figures = read_figures(figure_text, units)
    if len(figures) != 1:
        return None
    [figure] = figures
    if figure.unread or figure.text != figure_text or figure.value is None:
        return None
    has_scale = figure.kind is not FigureKind.PERCENT and figure.value != 1
    return HeadUnit(words, figure.unit, has_scale)


def _read_coin_before_scale(words: str, units: UnitTable) -> HeadUnit | None:
    """Return the unit of words that print a currency before the scale: "US$ million"."""
    coin, blank, scale = words.partition(" ")
    unit = _read_as_unit(f"{coin}1 {scale}", words, units) if blank else None
    if unit is None or unit.unit is None:
        return None
    return unit._replace(words=f"{scale} {unit.unit}")


def says_scale(head: str) -> bool:
    """Tell whether a head has a word or number of scale in it, whatever else it says.

    >>> [says_scale(head) for head in ("widgets, in mn", "产量（万件）", "output", "'000 t", "2014")]
    [True, True, False, True, False]
    """
    return _SCALE.search(head) is not None


_WORDS = "|".join(("hundreds?", "dozens?", *SCALE_WORDS, *PLURAL_SCALES, *ABBREVIATIONS))
_CHARACTERS = "千仟萬億" + "".join(SCALES)
_OPENERS = f"(?-i:(?:{'|'.join(CAPITALS)})(?![A-Za-z0-9]))|[百佰](?!分)"
"""What is a scale where a unit begins with it, and may be a part of a name elsewhere: (M widgets), 百货, (M2)."""
_SCALE = re.compile(
    # No letter of ASCII touches a word of scale; digits and Chinese characters may.
    rf"(?<![a-z])(?:{_WORDS})(?![a-z])|[{_CHARACTERS}]|[(（\[,:，：]\s*(?:{_OPENERS})"
    r"|'000|\b10+\b|\b\d{1,3}(?:[ ,.]000)+\b|\b10\^\d",
    re.IGNORECASE,
)


def _read_printed_scale(words: str, units: UnitTable) -> HeadUnit | None:
    """Return the unit of words that print their scale in digits: "10,000 tons", "RMB 100 million"."""
    figures = read_figures(words, units)
    if len(figures) != 1:
        return None
    [figure] = figures
    scale = _NAME_OF_SCALE.get(figure.value) if figure.value else None
    if figure.unread or figure.text != words or scale is None:
        return None
    after = words[figure.number_end :].strip()
    before = words[: figure.number_start].strip()
    unit = figure.unit or "" if before else after
    suffix = f"{scale} {unit}".strip()
    return HeadUnit(suffix, figure.unit, has_scale=True)


def read_cell(cell: str, heads: tuple[str, ...], units: UnitTable) -> tuple[Figure, ...]:
    """Return the figures of a cell, a bare number in the unit of the first of its heads that says one.

    >>> [figure] = read_cell("263", ("产量（万辆）", "重庆"), UnitTable())
    >>> str(figure.quantity), figure.unit
    ('2.63 million', 'vehicle')
    """
    figures = tuple(read_figures(cell, units))
    if len(figures) != 1 or not _is_bare_number(figures[0], cell):
        return figures
    for head in heads:
        unit = read_head_unit(head, units)
        if unit:
            return _read_in_unit(cell, unit, units) or figures
    return figures


def _is_bare_number(figure: Figure, cell: str) -> bool:
    is_alone = figure.text == cell and not figure.unread
    return is_alone and figure.kind is FigureKind.NUMBER and figure.unit is None


def _read_in_unit(cell: str, unit: HeadUnit, units: UnitTable) -> tuple[Figure, ...]:
    """Return the figure of a number in a unit, placed in the cell; nothing where that is not understood."""
    for text in (f"{cell} {unit.words}", f"{cell}{unit.words}"):
        figures = read_figures(text, units)
        if len(figures) == 1 and figures[0].text == text and not figures[0].unread:
            return (_place_in_cell(figures[0], cell),)
    return ()


def _place_in_cell(figure: Figure, cell: str) -> Figure:
    others = tuple(_place_in_cell(other, cell) for other in figure.others)
    return figure._replace(
        text=cell, start=0, end=len(cell), number_start=0, number_end=len(cell), others=others
    )
