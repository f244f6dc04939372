"""The figures and times of a text, in words."""

from collections.abc import Iterator
from fractions import Fraction

from cqfacts.answers.readings import Reading, ReadPart
from cqfacts.model.figure_words import QUALIFIER_WORDS, exact_words
from cqfacts.model.quantity import Qualifier
from cqfacts.output.blocks import Block, Column, Grid, Paragraph
from cqfacts.reader.records import Figure, FigureKind, Mention

_NOTHING = "The text says no figure and no time."
_UNIT_WORDS = {
    FigureKind.PERCENT: "%",
    FigureKind.POINTS: " percentage points",
    FigureKind.MULTIPLE: " times",
}


def view_reading(answer: Reading) -> Iterator[Block]:
    """Return the figures and times of a text as a table, in the order in which they stand."""
    rows = [_cells(part) for part in answer.parts]
    if rows:
        yield Grid((Column("at"), Column("words"), Column("says", share=2)), rows)
    else:
        yield Paragraph(_NOTHING)


def _cells(part: ReadPart) -> tuple[str, str, str]:
    place = part.part
    return f"{place.start}–{place.end}", place.text, _part_words(part)


def _part_words(part: ReadPart) -> str:
    if part.figure:
        return figure_words(part.figure)
    return mention_words(part.mention) if part.mention else ""


def figure_words(figure: Figure) -> str:
    """Return the reading of a figure in words, with what is not understood and its other readings."""
    sentences = [_value_words(figure)]
    if figure.direction:
        sentences.append(f"a {figure.direction}")
    if figure.unread:
        sentences.append(f'not understood: "{figure.unread}"')
    sentences += [f"or {_value_words(other)}" for other in figure.others]
    return "; ".join(sentences)


def mention_words(mention: Mention) -> str:
    """Return the reading of a time in words."""
    sentences = [mention.edtf]
    if mention.period is None and mention.relative:
        sentences.append("it depends on the date of the text: --issued DATE")
    if mention.compared:
        sentences.append("a change is on it")
    sentences += [f"or {other.edtf}" for other in mention.others]
    return "; ".join(sentences)


def _value_words(figure: Figure) -> str:
    """Return a figure with its unit and, where it is not exact, its bounds: "8.5% (8.45 to 8.55)"."""
    unit = _unit_words(figure)
    if figure.kind is FigureKind.RANK:
        return f"{_qualified(figure)} in an order"
    number = f"{_qualified(figure)}{unit}"
    bounds = _bound_words(figure)
    return f"{number} ({bounds})" if bounds else number


def _qualified(figure: Figure) -> str:
    """Return the number after the words of its qualifier: "more than 2,000"."""
    if figure.qualifier is Qualifier.RANGE:
        return _span_words(figure)
    bound = figure.value if figure.value is not None else figure.low
    number = exact_words(bound if bound is not None else figure.high or Fraction(0))
    return f"{QUALIFIER_WORDS[figure.qualifier]} {number}".strip()


def _bound_words(figure: Figure) -> str:
    is_wide = figure.value is not None and figure.low != figure.high
    return _span_words(figure) if is_wide else ""


def _span_words(figure: Figure) -> str:
    low = "" if figure.low is None else exact_words(figure.low)
    high = "" if figure.high is None else exact_words(figure.high)
    return f"{low} to {high}"


def _unit_words(figure: Figure) -> str:
    words = _UNIT_WORDS.get(figure.kind)
    if words is not None:
        return words
    return f" {figure.unit}" if figure.unit else ""
