"""The lines that tables and Markdown share: a fact, a pair or a row as the texts of its cells."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from cqfacts.answers.records import FindSource, citations_by_source
from cqfacts.model.fact import Doubt, Fact, bound_words, unit_words
from cqfacts.model.interval import Interval
from cqfacts.model.period import LAST_YEAR, EdtfDate, Period, parse_period
from cqfacts.model.vocabulary import Kind, Source
from cqfacts.output.words import change_words, marks, paragraph_words, source_words
from cqfacts.reason.relations import known_as

if TYPE_CHECKING:
    from cqfacts.questions.conditions import Unmet
    from cqfacts.questions.search import Match
    from cqfacts.reason.compare import Pair
    from cqfacts.reason.conflicts import Case
    from cqfacts.reason.series import Gap, Series


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
        self._conflicts: dict[str, dict[str, None]] = {}
        self.marks: dict[str, None] = {}
        self.signs: dict[str, None] = {}

    def note(self, fact: Fact) -> str:
        """Note a fact's sources, doubts and marks; the text for its source column: "1 ¶9"."""
        self.marks.update(dict.fromkeys(marks(fact)))
        if fact.quantity and fact.quantity.sign and fact.indicator.kind is not Kind.RANK:
            self.signs[fact.quantity.sign] = None
        for doubt in fact.doubts:
            self._doubts.setdefault(doubt, {})[self.named(fact)] = None
        for conflict in fact.conflicts:
            self._conflicts.setdefault(conflict.reason, {})[self.named(fact)] = None
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

    @property
    def conflicts(self) -> list[tuple[str, str]]:
        """The facts concerned, and what speaks against them being true together."""
        return [("; ".join(titles), reason) for reason, titles in self._conflicts.items()]


def fact_line(fact: Fact, footnotes: Footnotes) -> FactLine:
    """The cells of a fact; its sources and doubts go to the footnotes."""
    what = footnotes.named(fact)
    number, unit = figure_cells(fact)
    if fact.state is not None:
        what = f"{what} – {fact.state}"
    source = footnotes.note(fact)
    return FactLine(
        what, number, unit, fact.period.words, marks(fact), source, fact.area.title, fact.statement, fact.id
    )


def figure_cells(fact: Fact) -> tuple[str, str]:
    """The figure with its sign, or the bounds of an implied one, and the unit."""
    if fact.derivation and fact.unit:
        words = bound_words(fact.interval, fact.unit)
        number = words.number if "-" in words.number else words.number.replace(" to ", "–")
        scale, unit = (
            ("", "%") if words.after == "%" else (words.after.removesuffix(fact.unit.plural), fact.unit.plural)
        )
        return f"{number}{scale}".rstrip(), unit
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
    from cqfacts.questions.conditions import LEVEL

    kinds = [_KINDS.get(name, "") for name in asked.split(" or ")]
    if all(kinds):
        return f"does not say {' or '.join(kinds)}"
    if asked == LEVEL:
        return f"{_A_KIND.get(fact.indicator.kind, 'another measure')}, not {asked}"
    return f"{has}, not {asked}" if fact.quantity else f'says nothing of "{asked}"'


def _unit_phrase(asked: str, fact: Fact) -> str:
    from cqfacts.questions.conditions import COUNT, WHO

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
    earlier, later = side_cell(pair.earlier, footnotes), side_cell(pair.later, footnotes)
    return PairLine(" / ".join(titles), earlier, later, change_words(pair), " ".join(pair.brief))


def side_cell(fact: Fact | None, footnotes: Footnotes) -> str:
    """A fact in the column of a year: figure, marks, period, area where it is not the base's own, source."""
    if fact is None:
        return "–"
    source = footnotes.note(fact)
    area = footnotes.named(fact).removeprefix(fact.title)
    return f"{fact.text} {marks(fact)}".strip() + f"\n{fact.period.words}{area} [{source}]"


def reason_lines(fact: Fact, name: str, find_source: FindSource) -> list[str]:
    """What a figure is and rests on: an implied one on a formula, a printed one on a document; `name` in the formula."""
    named = f"{name}: " if name else ""
    about = [f"{fact.title}, {fact.area.title}, {fact.period.words} ({fact.id})"]
    about += [] if fact.implied else [f"doubt: {doubt.reason} Likely: {doubt.likely}" for doubt in fact.doubts]
    about += [f"conflict: {conflict.reason}" for conflict in fact.conflicts]
    marked = f" {marks(fact)}".rstrip()
    if fact.derivation:
        return [f"{named}{fact.text}{marked}", *about, f"= {fact.derivation.expression}"]
    printed = [
        f'prints "{citation.printed}": {source_words(find_source(citation.source))} ¶{citation.paragraph}'
        for citation in fact.citations
    ]
    return [f"{named}{known_as(fact)}{marked}", *about, *printed]


class PointLine(NamedTuple):
    """The cells of a point of a series, or of a gap in it."""

    period: str
    number: str
    unit: str
    marks: str
    source: str
    bar: str


def series_lines(series: "Series", footnotes: Footnotes) -> Iterator[PointLine]:
    """The points in their order with a bar each, and the gaps between them."""
    bars = [series.drawn(point) for point in series.points]
    largest = max((abs(bound) for bar in bars for bound in bar or () if bound is not None), default=0)
    gaps = list(series.gaps)
    for point, drawn in zip(series.points, bars, strict=True):
        while gaps and gaps[0].end < point.period.start:
            yield PointLine(_gap_words(gaps.pop(0)), "no figure", "", "", "", "")
        number, unit = figure_cells(point)
        has_bar = drawn and largest and series.indicator.kind is not Kind.RANK
        bar = _bar(drawn, largest, point) if has_bar and drawn else ""
        when = f"{point.period.words}: {point.entity}" if point.entity else point.period.words
        yield PointLine(when, number, unit, marks(point), footnotes.note(point), bar)


def bars_are(series: "Series") -> str:
    """What the bars of a series show."""
    if series.indicator.kind is Kind.RANK:
        return "Ranks have no bars: a lower number is a higher place."
    what = f"an average {series.per}, for the periods differ in length" if series.per else "the figure"
    return f"Bars: {what}. # printed, = implied, . what the digits leave open, > no upper limit."


_LONGEST_BAR = 20


def _bar(known: Interval, largest: Fraction | int, point: Fact) -> str:
    """A bar up to the lower bound, dots to the upper one; a fall is drawn with its sign before it."""
    bounds = sorted(round(abs(bound) / largest * _LONGEST_BAR) for bound in known if bound is not None)
    if not bounds:
        return ""
    sign = "-" if known.high is not None and known.high < 0 else ""
    solid = "=" if point.implied else "#"
    if known.low is None or (known.high is not None and known.low < 0 < known.high):
        return sign + "." * bounds[-1]
    return sign + solid * bounds[0] + "." * (bounds[-1] - bounds[0]) + (">" if known.high is None else "")


def _gap_words(gap: "Gap") -> str:
    """A time without a figure, in years, months or days, as it is cut."""
    first, last = gap.start, gap.end
    by_month = first.day == 1 and (last + timedelta(days=1)).day == 1
    if by_month and (first.month, last.month) == (1, 12):
        begin, finish = (EdtfDate(day.year, 0, 0, False) for day in (first, last))
    else:
        begin, finish = (EdtfDate(day.year, day.month, 0 if by_month else day.day, False) for day in (first, last))
    return Period(begin, finish).words


def case_words(case: "Case") -> str:
    """What was held against the figures, and what they say, as sentences."""
    said = " ".join(relation.statement for relation in case.relations)
    outcome = {"fails": "The figures say otherwise", "holds": "The figures bear it out"}.get(
        case.outcome, "The figures cannot tell"
    )
    doubt = " A doubt is written down with it." if case.doubtful and case.outcome == "fails" else ""
    return f"{said} {outcome}: {case.arithmetic}{doubt}" if said else case.arithmetic + doubt


def plain_cell(value: Any) -> str:
    """A value of a row for the eye; numbers keep their digits, lists become words."""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
