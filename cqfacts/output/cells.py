"""Facts, pairs and points as the texts of their cells."""

from typing import TYPE_CHECKING

from cqfacts.model.fact import Fact
from cqfacts.model.figure_words import bound_words, unit_words
from cqfacts.model.vocabulary import Kind
from cqfacts.output.blocks import FactLine
from cqfacts.output.footnotes import Footnotes
from cqfacts.output.marks import marks

if TYPE_CHECKING:
    from cqfacts.reason.verdicts import Pair


def fact_line(fact: Fact, footnotes: Footnotes, unmet: str | None = None) -> FactLine:
    """Return the cells of a fact. Its sources and doubts go to the footnotes."""
    name = footnotes.name(fact)
    number, unit = figure_cells(fact)
    return FactLine(
        what=name if fact.state is None else f"{name} – {fact.state}",
        number=number,
        unit=unit,
        period=fact.period.words,
        marks=marks(fact),
        sources=footnotes.note(fact),
        area=fact.area_title or "–",
        statement=fact.statement,
        id=fact.id,
        text=fact.text,
        title=fact.title,
        unmet=unmet,
    )


def figure_cells(fact: Fact) -> tuple[str, str]:
    """Return the figure with its sign, or the bounds of an implied one, and the unit."""
    if fact.derivation and fact.unit:
        return _bound_cells(fact)
    if fact.quantity is None or fact.unit is None:
        return "", ""
    if fact.indicator.kind is Kind.RANK:
        return fact.text, ""
    number = f"{fact.quantity.sign} {fact.quantity.number}".strip()
    return number, _with_base(unit_words(fact.quantity, fact.unit), fact)


def _with_base(unit: str, fact: Fact) -> str:
    """Return the unit, and behind it what a change is on where that is not the year before."""
    return f"{unit} {fact.base_words}".rstrip()


def _bound_cells(fact: Fact) -> tuple[str, str]:
    """Return the bounds of an implied figure, as "1.0530–1.0548 million", and the unit."""
    if fact.unit is None:
        return "", ""
    words = bound_words(fact.interval, fact.unit, fact.digit_count)
    number = words.number
    if "-" not in number:
        number = number.replace(" to ", "–")
    if words.after == "%":
        return number, _with_base("%", fact)
    scale = words.after.removesuffix(fact.unit.plural)
    return f"{number}{scale}".rstrip(), _with_base(fact.unit.plural, fact)


def side_cell(fact: Fact | None, footnotes: Footnotes) -> str:
    """Return a fact in the column of a year: figure, marks, period, area where it is not the base's own, source."""
    if fact is None:
        return "–"
    source = "; ".join(footnotes.note(fact))
    area = footnotes.name(fact).removeprefix(fact.title)
    figure = f"{fact.text} {marks(fact)}".strip()
    return f"{figure}\n{fact.period.words}{area} [{source}]"


def pair_title(pair: "Pair") -> str:
    """Return the title of a pair: that of both facts where they have one, else of each."""
    titles = dict.fromkeys(side.title for side in (pair.earlier, pair.later) if side)
    return " / ".join(titles)
