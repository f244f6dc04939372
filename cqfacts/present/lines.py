"""The lines that tables and Markdown share: a fact, a pair or a row as the texts of its cells."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from cqfacts.model.fact import Doubt, Fact, unit_words
from cqfacts.model.period import LAST_YEAR, Period, parse_period
from cqfacts.model.vocabulary import Kind, Source
from cqfacts.present.answers import FindSource, citations_by_source
from cqfacts.present.words import change_words, marks, paragraph_words, source_words

if TYPE_CHECKING:
    from cqfacts.query.conditions import Unmet
    from cqfacts.query.search import Match
    from cqfacts.reason.compare import Pair


class FactLine(NamedTuple):
    """A fact's cells."""

    what: str
    number: str
    unit: str
    period: str
    marks: str
    source: str
    area: str
    statement: str
    id: str


class Footnotes:
    """Numbers the sources and collects the doubts of the facts that were shown, in their order."""

    def __init__(self, find_source: FindSource, home: str) -> None:
        self._find_source = find_source
        self._home = home
        self._numbers: dict[str, int] = {}
        self._paragraphs: dict[str, list[int]] = {}
        self._doubts: dict[Doubt, dict[str, None]] = {}
        self.marks: dict[str, None] = {}
        self.signs: dict[str, None] = {}

    def note(self, fact: Fact) -> str:
        """Note a fact's sources, doubts and marks; the text for its source column: "1 ¶9"."""
        self.marks.update(dict.fromkeys(marks(fact)))
        if fact.quantity and fact.quantity.sign and fact.indicator.kind is not Kind.RANK:
            self.signs[fact.quantity.sign] = None
        for doubt in fact.doubts:
            self._doubts.setdefault(doubt, {})[self.named(fact)] = None
        return "; ".join(self._note_source(name, fact) for name in citations_by_source(fact))

    def _note_source(self, name: str, fact: Fact) -> str:
        at = self._numbers.setdefault(name, len(self._numbers) + 1)
        paragraphs = [citation.paragraph for citation in citations_by_source(fact)[name]]
        self._paragraphs.setdefault(name, []).extend(paragraphs)
        return f"{at} ¶{paragraphs[0]}"

    def named(self, fact: Fact) -> str:
        """The title of a fact, with its area where that is not the base's own."""
        return fact.title if fact.area.id == self._home else f"{fact.title} ({fact.area.title})"

    @property
    def sources(self) -> list[tuple[str, str]]:
        """Number and citation of each source, with every paragraph cited."""
        return [(str(at), self._source_line(self._find_source(name))) for name, at in self._numbers.items()]

    def _source_line(self, source: Source) -> str:
        return f"{source_words(source)} {paragraph_words(self._paragraphs[source.id])}"

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """The facts concerned, and the doubt."""
        return [("; ".join(titles), f"{doubt.reason} Likely: {doubt.likely}") for doubt, titles in self._doubts.items()]


def fact_line(fact: Fact, footnotes: Footnotes) -> FactLine:
    """The cells of a fact; its sources and doubts go to the footnotes."""
    what = footnotes.named(fact)
    number, unit = figure_cells(fact)
    if fact.quantity is None:
        what = f"{what} – {fact.state}"
    source = footnotes.note(fact)
    return FactLine(
        what, number, unit, fact.period.words, marks(fact), source, fact.area.title, fact.statement, fact.id
    )


def figure_cells(fact: Fact) -> tuple[str, str]:
    """The figure with its sign, and the unit."""
    if fact.quantity is None or fact.unit is None:
        return "", ""
    if fact.indicator.kind is Kind.RANK:
        return fact.text, ""
    number = f"{fact.quantity.sign} {fact.quantity.number}".strip()
    return number, unit_words(fact.quantity, fact.unit)


def unmet_words(match: "Match") -> str:
    """What a match does not meet, in words: "Jan–May 2015 only, not all of 2015"."""
    other_subject = any(unmet.what == "subject" for unmet in match.unmet)
    told = [unmet for unmet in match.unmet if unmet.what != "word" or unmet.has or not other_subject]
    return "; ".join(dict.fromkeys(_unmet_phrase(unmet, match.fact) for unmet in told))


def _unmet_phrase(unmet: "Unmet", fact: Fact) -> str:
    asked, has = unmet.names or (unmet.asked, unmet.has or "")
    if unmet.what == "period":
        return _period_phrase(fact.period, unmet.asked)
    if unmet.what == "word" and has:
        return f'"{asked}" taken for "{has}"'
    if unmet.what == "word":
        return f'says nothing of "{asked}"'
    if unmet.what == "unit":
        return _unit_phrase(asked, fact)
    if unmet.what == "measure":
        return _measure_phrase(asked, has, fact)
    return f"about {has}, not {asked}"


_KINDS = {"growth": "how much it grew", "share": "which share it is", "rank": "which rank it has"}
_A_KIND = {
    Kind.GROWTH: "how much it grew",
    Kind.DIFFERENCE: "a lead in growth",
    Kind.CONTRIBUTION: "a contribution",
    Kind.SHARE: "a share",
    Kind.RANK: "a rank",
}
_CURRENCIES = {"CNY": "yuan", "USD": "US dollars"}


def _measure_phrase(asked: str, has: str, fact: Fact) -> str:
    from cqfacts.query.conditions import LEVEL

    kinds = [_KINDS.get(name, "") for name in asked.split(" or ")]
    if all(kinds):
        return f"does not say {' or '.join(kinds)}"
    if asked == LEVEL:
        return f"{_A_KIND.get(fact.indicator.kind, 'another measure')}, not {asked}"
    return f"{has}, not {asked}" if fact.quantity else f'says nothing of "{asked}"'


def _unit_phrase(asked: str, fact: Fact) -> str:
    from cqfacts.query.conditions import COUNT, WHO

    if not fact.quantity:
        return "gives no name" if asked == WHO else "gives no figure"
    wanted = " or ".join(_CURRENCIES.get(name, name) for name in asked.split(" or "))
    return {COUNT: "does not say how many", WHO: "does not say who or which"}.get(asked, f"not in {wanted}")


def _period_phrase(has: Period, asked: str) -> str:
    wanted = [parse_period(period) for period in asked.split(", ")]
    words = " or ".join(_asked_words(period) for period in wanted)
    if any(period.start <= has.start and has.end <= period.end for period in wanted):
        return f"{has.words} only, not all of {words}"
    return f"{has.words}, not {words}"


def _asked_words(period: Period) -> str:
    return f"since {period.begin.year}" if period.year == LAST_YEAR else period.words


class PairLine(NamedTuple):
    """A pair's cells."""

    what: str
    earlier: str
    later: str
    verdict: str
    reasons: str


def pair_line(pair: "Pair", footnotes: Footnotes) -> PairLine:
    """The cells of a pair; the sources and doubts of its facts go to the footnotes."""
    sides = [side for side in (pair.earlier, pair.later) if side]
    titles = dict.fromkeys(side.title for side in sides)
    reasons = " ".join(reason for reason in pair.reasons if not reason.startswith("The base has no counterpart"))
    earlier, later = _side(pair.earlier, footnotes), _side(pair.later, footnotes)
    return PairLine(" / ".join(titles), earlier, later, change_words(pair), _without_doubts(reasons, sides))


def _side(fact: Fact | None, footnotes: Footnotes) -> str:
    if fact is None:
        return "–"
    source = footnotes.note(fact)
    area = footnotes.named(fact).removeprefix(fact.title)
    return f"{fact.text} {marks(fact)}".strip() + f"\n{fact.period.words}{area} [{source}]"


def _without_doubts(reasons: str, sides: Iterable[Fact]) -> str:
    """Reasons without the text of doubts, which stands in the footnotes."""
    for fact in sides:
        for doubt in fact.doubts:
            for side in ("earlier", "later"):
                sentence = f"The {side} figure is doubtful: {doubt.reason}"
                short = "" if f"The {side} figure is doubtful." in reasons else f"The {side} figure is doubtful."
                reasons = reasons.replace(sentence, short)
    return " ".join(reasons.split())


def plain_cell(value: Any) -> str:
    """A value of a row for the eye; numbers keep their digits, lists become words."""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
