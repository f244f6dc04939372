"""Facts as the texts of their cells: the figure, what it is of, and when."""

from cqfacts.answers.listings import Context
from cqfacts.model.fact import Fact
from cqfacts.model.figure_words import bound_words, unit_words
from cqfacts.model.vocabulary import Kind
from cqfacts.output.blocks import FactLine
from cqfacts.output.footnotes import Footnotes, scope_details
from cqfacts.output.marks import INFERRED, is_uncertain_time

_KINDS_WITH_SIGN = (Kind.GROWTH, Kind.CHANGE)
"""The kinds of figures that go up or down: a rise has its sign as a fall has."""


_MULTIPLE = "multiple"
"""The dimension of times: 30 times has no sign."""


def fact_line(fact: Fact, footnotes: Footnotes) -> FactLine:
    """Return the cells of a fact. Its sources and doubts go to the footnotes."""
    return FactLine(
        figure=figure_text(fact, footnotes.context),
        title=fact.title,
        scope=scope_words(fact, footnotes.context),
        when=when_words(fact),
        marks=fact.marks,
        sources=footnotes.note(fact),
        id=fact.id,
    )


def figure_text(fact: Fact, context: Context) -> str:
    """Return the figure with its unit, as a listing shows it, or the state.

    A growth has its sign: "+22.5%". A rank says where it ranks: "no. 3 in China". An implied figure has its bounds.
    """
    if fact.derivation:
        number, unit = figure_cells(fact)
        return join_unit(number, unit)
    if fact.indicator.kind is Kind.RANK and fact.indicator.field:
        return f"{fact.text} in {context.find_area(fact.indicator.field).title}"
    return f"{sign_of_change(fact)}{fact.text}"


def sign_of_change(fact: Fact) -> str:
    """Return the plus sign of a figure that went up by so much; none of a limit, which says it in words."""
    if fact.indicator.kind not in _KINDS_WITH_SIGN or fact.quantity is None or fact.unit is None:
        return ""
    if fact.unit.dimension == _MULTIPLE:
        return ""
    if fact.quantity.is_limit or fact.text[0] not in "0123456789" or not fact.value:
        return ""
    return "+"


def join_unit(number: str, unit: str) -> str:
    """Return a number with its unit behind it."""
    if unit.startswith("%"):
        return f"{number}{unit}"
    return f"{number} {unit}".strip()


def scope_words(fact: Fact, context: Context) -> str:
    """Return what else a title needs, as "Chengdu-Chongqing"; empty where it needs nothing."""
    return ", ".join(scope_details(fact, context))


def title_with_scope(fact: Fact, context: Context) -> str:
    """Return a title with what else it needs: "Motor vehicle output, Chengdu-Chongqing"."""
    return ", ".join([fact.title, *scope_details(fact, context)])


def when_words(fact: Fact) -> str:
    """Return the period, with "c." before one that is approximate or inferred: "c. 2013", "Jan–May 2015"."""
    words = fact.period.words.replace("about ", "")
    return f"{INFERRED} {words}" if is_uncertain_time(fact) else words


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
