"""Set the facts of two years side by side, and say of each pair whether a change means something."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import product, zip_longest
from typing import Any, NamedTuple

from cqfacts.model.fact import Fact, interval_words
from cqfacts.model.interval import Interval, exactly, hull
from cqfacts.model.vocabulary import Kind, PriceBasis
from cqfacts.reason.imply import evaluate, leaves, printed_below


class Verdict(StrEnum):
    """Whether two facts can be compared. Of several objections the first of this order is the verdict."""

    ONE_SIDED = "one-sided"
    DIFFERENT_MEASURE = "different-measure"
    DIFFERENT_AREA = "different-area"
    DIFFERENT_BASIS = "different-basis"
    DIFFERENT_LENGTH = "different-length"
    DOUBTFUL = "doubtful"
    COMPARABLE = "comparable"


class Change(NamedTuple):
    """From the earlier figure to the later, with the bounds that the printed digits allow.

    `absolute` is in the facts' unit (percentage points for percentages, places for ranks), `least` and `most` bound it.
    The others are percent: `percent` of the printed values, bounded by `low` and `high`, and `per_year`, the yearly rate
    compounded over two years or more, with bounds of its own. Each is None where it is not known or means nothing.
    """

    absolute: Fraction | None
    least: Fraction | None
    most: Fraction | None
    percent: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    per_year: Fraction | None = None
    per_year_low: Fraction | None = None
    per_year_high: Fraction | None = None


class Averages(NamedTuple):
    """What two flows of different length come to in an average month: no change, for the months may differ."""

    earlier: Interval
    later: Interval


class Pair(NamedTuple):
    """Two facts of one subject, or one that has no counterpart; `reasons` are sentences."""

    sector: str
    subject: str
    verdict: Verdict
    reasons: tuple[str, ...]
    earlier: Fact | None
    later: Fact | None
    change: Change | None = None
    monthly: Averages | None = None
    nearest: tuple[Fact, Fact] | None = None
    """Where these two cannot be compared: two facts that can, of which one may be one of these."""
    brief: tuple[str, ...] = ()
    """The reasons for a place where facts have their doubts and conflicts, and missing ones are seen, beside them."""


class Row(NamedTuple):
    """What is known of one thing in several years: for each year a fact or None, of the same length of period."""

    figures: tuple[Fact | None, ...]

    @property
    def known(self) -> list[Fact]:
        return [fact for fact in self.figures if fact]

    @property
    def sector(self) -> str:
        return self.known[0].indicator.sector


_AMOUNTS = (Kind.FLOW, Kind.STOCK, Kind.RATE)
# The figures of these kinds cover a stretch of time and mean something else for another length of it.
_OVER_TIME = (Kind.FLOW, Kind.SHARE, Kind.GROWTH, Kind.DIFFERENCE, Kind.CONTRIBUTION)


def compare(
    earlier: Iterable[Fact], later: Iterable[Fact], sectors: Sequence[str], others: Iterable[Fact] = ()
) -> list[Pair]:
    """Every fact of both sides once: paired with its best counterpart of the same subject, or one-sided.

    `sectors`: ids of the sectors in the order in which their pairs are wanted; in each, the comparable come first.
    What is one-sided comes after all that is paired. `others`: facts, printed or implied, among which the nearest pair
    that can be compared is looked for where one cannot.
    """
    groups: dict[tuple[str, str], tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((earlier, later)):
        for fact in facts:
            groups[fact.indicator.sector, fact.indicator.subject][side].append(fact)
    near = _Nearest(others)
    pairs = [near.added_to(pair) for left, right in groups.values() for pair in _pair_up(left, right)]
    best_first = list(Verdict)[::-1]
    return sorted(
        pairs,
        key=lambda pair: (
            pair.verdict is Verdict.ONE_SIDED,
            sectors.index(pair.sector),
            best_first.index(pair.verdict),
        ),
    )


def across(columns: Sequence[Iterable[Fact]], sectors: Sequence[str]) -> list[Row]:
    """The facts of several years, in rows of what one indicator says of one area in each of them."""
    rows: dict[tuple[Any, ...], list[list[Fact]]] = {}
    for at, facts in enumerate(columns):
        for fact in facts:
            rows.setdefault(_thing(fact), [[] for _ in columns])[at].append(fact)
    found = [Row(tuple(figures)) for cells in rows.values() for figures in zip_longest(*cells)]
    return sorted(found, key=lambda row: (sectors.index(row.sector), -sum(fact is not None for fact in row.figures)))


def _pair_up(left: list[Fact], right: list[Fact]) -> list[Pair]:
    """The best pairs first; each fact is used once."""
    pairs: list[Pair] = []
    for alike in _nearest_first():
        waiting: dict[Any, list[Fact]] = defaultdict(list)
        for fact in left:
            waiting[_key(fact, alike)].append(fact)
        rest = []
        for fact in right:
            found = waiting.get(_key(fact, alike))
            if found and _akin(found[0], fact):
                pairs.append(judge(found.pop(0), fact))
            else:
                rest.append(fact)
        free = {id(fact) for facts in waiting.values() for fact in facts}
        left, right = [fact for fact in left if id(fact) in free], rest
        if not left or not right:
            break
    return pairs + [_one_sided(fact, "later") for fact in left] + [_one_sided(fact, "earlier") for fact in right]


def _part_of_year(fact: Fact) -> tuple[int | None, int, int]:
    """The length in months and where in a year it begins."""
    return fact.period.months, fact.period.start.month, fact.period.start.day


# What two facts should have in common, the gravest difference first.
_COMMON: tuple[Callable[[Fact], Any], ...] = (
    lambda fact: fact.indicator.id,
    lambda fact: fact.area.id,
    lambda fact: fact.entity,
    lambda fact: fact.unit,
    lambda fact: fact.status,
    _part_of_year,
    lambda fact: bool(fact.doubts),
)


def _thing(fact: Fact) -> tuple[Any, ...]:
    """What a figure is of, in any year: all of those but whether it is doubtful."""
    return tuple(common(fact) for common in _COMMON[:-1])


@cache
def _nearest_first() -> list[tuple[bool, ...]]:
    """Which of those they have in common: all of them, all but the last ... , none."""
    return list(product((True, False), repeat=len(_COMMON)))


def _key(fact: Fact, alike: tuple[bool, ...]) -> Any:
    """What a fact's counterpart has too: where indicators may differ, the kind and the unit or that it is money."""
    same = [common(fact) for common, wanted in zip(_COMMON, alike, strict=True) if wanted]
    if not alike[0]:
        same += [fact.indicator.kind, "money" if fact.unit and fact.unit.currency else fact.unit]
    return tuple(same)


def _akin(one: Fact, other: Fact) -> bool:
    """Whether it makes sense to look at two facts of one subject side by side: of states only the same one."""
    if one.state is not None or other.state is not None:
        return one.indicator.id == other.indicator.id and one.entity == other.entity
    return True


class _Nearest:
    """Finds, for a pair that cannot be compared, two figures of one of its indicators that can."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.state is None:
                self._facts[_thing(fact)].append(fact)

    def added_to(self, pair: Pair) -> Pair:
        """The pair with the nearest one that can be compared, where it cannot and there is one."""
        if pair.verdict is Verdict.COMPARABLE:
            return pair
        sides = [fact for fact in (pair.later, pair.earlier) if fact and fact.state is None]
        found = next(filter(None, map(self._counterpart, sides)), None)
        if found is None:
            return pair
        earlier, later = found
        told = f"{_with_period(earlier)} and {_with_period(later)} can be compared."
        return pair._replace(nearest=found, reasons=(*pair.reasons, told), brief=(*pair.brief, told))

    def _counterpart(self, fact: Fact) -> tuple[Fact, Fact] | None:
        """The fact and the one nearest in time with which it can be compared, in their order."""
        others = sorted(
            (other for other in self._facts[_thing(fact)] if other.id != fact.id),
            key=lambda other: (abs((other.period.end - fact.period.end).days), other.implied, other.id),
        )
        for other in others:
            earlier, later = sorted((fact, other), key=lambda one: one.period.start)
            pair = judge(earlier, later)
            if pair.change and earlier.period.end < later.period.start:
                return earlier, later
        return None


def _with_period(fact: Fact) -> str:
    return f"{fact.period.words} ({fact.text})"


def judge(earlier: Fact, later: Fact) -> Pair:
    """The verdict on two facts, every objection as a sentence, and the change where there is none."""
    objections = [
        *_measure_objection(earlier, later),
        *_area_objection(earlier, later),
        *_basis_objections(earlier, later),
        *_length_objection(earlier, later),
        *_doubt_objections(earlier, later),
    ]
    indicator = earlier.indicator
    if not objections:
        change, reasons = _change(earlier, later)
        comparable = Pair(indicator.sector, indicator.subject, Verdict.COMPARABLE, reasons, earlier, later, change)
        return comparable._replace(brief=reasons)
    verdict = min((found.verdict for found in objections), key=list(Verdict).index)
    only_length = all(found.verdict is Verdict.DIFFERENT_LENGTH for found in objections)
    monthly = _averages(earlier, later) if only_length else None
    more = (_average_words(monthly, later),) if monthly else ()
    reasons = (*(found.reason for found in objections), *more)
    brief = (*dict.fromkeys(found.brief or found.reason for found in objections), *more)
    return Pair(indicator.sector, indicator.subject, verdict, reasons, earlier, later, monthly=monthly, brief=brief)


def _averages(earlier: Fact, later: Fact) -> Averages | None:
    """The average months of two flows of different length; None where one cannot be had."""
    months = [None if fact.period.about else fact.period.months for fact in (earlier, later)]
    if earlier.indicator.kind is not Kind.FLOW or None in months or months[0] == months[1]:
        return None
    first, second = (
        fact.interval.over(exactly(length or 1)) for fact, length in zip((earlier, later), months, strict=True)
    )
    return Averages(first, second)


def _average_words(monthly: Averages, fact: Fact) -> str:
    if fact.unit is None:
        return ""
    first, second = (interval_words(average, fact.unit) for average in monthly)
    return f"An average month: {first}, then {second}; that is no change, for months differ."


class Objection(NamedTuple):
    """What stands against a comparison, as a sentence; `brief`: where the rest of it stands beside the facts."""

    verdict: Verdict
    reason: str
    brief: str = ""


Objections = list[Objection]


def _measure_objection(earlier: Fact, later: Fact) -> Objections:
    if _same_measure(earlier, later) and earlier.entity == later.entity:
        return []
    return [Objection(Verdict.DIFFERENT_MEASURE, f'"{earlier.title}" is not "{later.title}".')]


def _same_measure(earlier: Fact, later: Fact) -> bool:
    """Whether two indicators are one, or measure one thing in two currencies or at two prices."""
    one, other = earlier.indicator, later.indicator
    alike = (one.subject, one.measure, one.kind) == (other.subject, other.measure, other.kind)
    two_currencies = earlier.unit and later.unit and earlier.unit.currency and later.unit.currency
    at_two_prices = earlier.unit == later.unit and one.price_basis is not other.price_basis
    return one.id == other.id or (alike and bool(at_two_prices or (two_currencies and earlier.unit != later.unit)))


def _area_objection(earlier: Fact, later: Fact) -> Objections:
    if earlier.area.id == later.area.id:
        return []
    return [
        Objection(Verdict.DIFFERENT_AREA, f"One is about {earlier.area.title}, the other about {later.area.title}.")
    ]


def _basis_objections(earlier: Fact, later: Fact) -> Objections:
    found: Objections = []
    if earlier.unit != later.unit:
        units = [fact.unit.plural if fact.unit else "none" for fact in (earlier, later)]
        found.append(Objection(Verdict.DIFFERENT_BASIS, f"One is in {units[0]}, the other in {units[1]}."))
    if earlier.indicator.price_basis is not later.indicator.price_basis:
        found.append(Objection(Verdict.DIFFERENT_BASIS, "Their price bases differ."))
    if earlier.status is not later.status:
        found.append(Objection(Verdict.DIFFERENT_BASIS, "One is a forecast, the other a result."))
    return found


def _length_objection(earlier: Fact, later: Fact) -> Objections:
    indicator = earlier.indicator
    if indicator.kind not in _OVER_TIME and not (indicator.kind is Kind.RANK and indicator.ranks):
        return []
    one, other = earlier.period, later.period
    for fact in (earlier, later):
        if fact.period.months is None and fact.period.about:
            return [Objection(Verdict.DIFFERENT_LENGTH, f"What length of time {fact.text} covers is not printed.")]
    if one.length != other.length:
        return [Objection(Verdict.DIFFERENT_LENGTH, f"One covers {one.length}, the other {other.length}.")]
    if one.end >= other.start:
        return [Objection(Verdict.DIFFERENT_LENGTH, f"The periods {one.words} and {other.words} overlap.")]
    if _part_of_year(earlier) != _part_of_year(later):
        sentence = f"{one.words} and {other.words} are different parts of the year."
        return [Objection(Verdict.DIFFERENT_LENGTH, sentence)]
    return []


def _doubt_objections(earlier: Fact, later: Fact) -> Objections:
    sides = (("earlier", earlier), ("later", later))
    told = [(f"The {side} figure is doubtful", doubt.reason) for side, fact in sides for doubt in fact.doubts]
    told += [(f"The {side} figure is in conflict", one.reason) for side, fact in sides for one in fact.conflicts]
    return [Objection(Verdict.DOUBTFUL, f"{said}: {reason}", f"{said}.") for said, reason in told]


def _change(earlier: Fact, later: Fact) -> tuple[Change | None, tuple[str, ...]]:
    if earlier.state is not None or later.state is not None:
        return None, ("A state without a number has no change to compute.",)
    difference = _bounds(earlier, later, Interval.minus)
    before, after = earlier.value, later.value
    absolute = None if before is None or after is None else after - before
    change = Change(absolute, *difference)
    if earlier.indicator.kind in _AMOUNTS:
        change = _relative_change(change, earlier, later)
    if all(part is None for part in change):
        return None, ("Only a limit is known, so the change cannot be computed.",)
    return change, _basis_note(earlier)


def _basis_note(fact: Fact) -> tuple[str, ...]:
    if fact.indicator.price_basis is PriceBasis.UNSTATED:
        return ("The price basis is not stated, so the change may hold inflation.",)
    return ()


def _relative_change(change: Change, earlier: Fact, later: Fact) -> Change:
    """The change with its percentages, where the earlier figure is surely above zero."""
    least = earlier.interval.low
    if (least is None and _may_be_negative(earlier)) or (least is not None and least <= 0):
        return change
    low, high = (_percent(bound) for bound in _bounds(earlier, later, _ratio))
    if low == -100:
        low = None  # that no more than everything is lost is no news
    change = change._replace(low=low, high=high)
    if not earlier.value or later.value is None:
        return change
    return _with_yearly(change._replace(percent=_percent(later.value / earlier.value)), earlier, later)


def _with_yearly(change: Change, earlier: Fact, later: Fact) -> Change:
    """The change with its yearly rate, where there are two years or more between, which are printed as such."""
    years = later.period.year - earlier.period.year
    if years < 2 or earlier.period.about or later.period.about:
        return change
    middle, low, high = (_yearly(percent, years) for percent in (change.percent, change.low, change.high))
    return change._replace(per_year=middle, per_year_low=low, per_year_high=high)


def _may_be_negative(fact: Fact) -> bool:
    """Money may be a loss; things that are counted and measured are not below zero."""
    return bool(fact.unit and fact.unit.currency)


def _ratio(later: Interval, earlier: Interval) -> Interval:
    """The quotient of two amounts, of which the earlier is not below zero."""
    return later.over(Interval(max(earlier.low or Fraction(0), Fraction(0)), earlier.high))


_Operation = Callable[[Interval, Interval], Interval]
_MOST_CORNERS = 2**12
"""How many corners are looked at one by one."""


def _bounds(earlier: Fact, later: Fact, operation: _Operation) -> Interval:
    """The bounds of an operation on two figures. Where both rest on one printed figure it has one true value in both."""
    apart = operation(later.interval, earlier.interval)
    bounds = {fact.id: fact.interval for fact in (*printed_below(earlier), *printed_below(later))}
    if not leaves(earlier) & leaves(later) or any(bound.width is None for bound in bounds.values()):
        return apart
    try:
        few = 2 ** len(bounds) <= _MOST_CORNERS
        corners = product(*bounds.values()) if few else _outer_corners(bounds, earlier, later)
        found = [_at_corner(dict(zip(bounds, corner, strict=True)), earlier, later, operation) for corner in corners]
    except ZeroDivisionError:
        return apart
    return hull(found).within(apart)


def _at_corner(corner: Mapping[str, Fraction | None], earlier: Fact, later: Fact, operation: _Operation) -> Interval:
    values = {name: value for name, value in corner.items() if value is not None}
    after, before = (exactly(evaluate(fact, values)) for fact in (later, earlier))
    return operation(after, before)


def _outer_corners(bounds: Mapping[str, Interval], earlier: Fact, later: Fact) -> list[tuple[Fraction | None, ...]]:
    """Of too many corners the lowest and the highest: what follows from growth and shares rises or falls with each figure."""
    middle = {name: ((low or Fraction(0)) + (high or Fraction(0))) / 2 for name, (low, high) in bounds.items()}

    def at(values: Mapping[str, Fraction]) -> Fraction:
        return evaluate(later, values) / evaluate(earlier, values)

    rises = {name: at({**middle, name: high or Fraction(0)}) >= at(middle) for name, (_, high) in bounds.items()}
    lowest = tuple(low if rises[name] else high for name, (low, high) in bounds.items())
    highest = tuple(high if rises[name] else low for name, (low, high) in bounds.items())
    return [lowest, highest]


def _percent(ratio: Fraction | None) -> Fraction | None:
    return None if ratio is None else (ratio - 1) * 100


def _yearly(percent: Fraction | None, years: int) -> Fraction | None:
    """The rate that, compounded over the years, gives a change in percent; to a ten-thousandth of a percent."""
    if percent is None or percent <= -100:
        return None
    return Fraction(round((float(1 + percent / 100) ** (1 / years) - 1) * 100, 4)).limit_denominator(10_000)


def _one_sided(fact: Fact, missing: str) -> Pair:
    reason = f"The base has no counterpart in the {missing} year."
    earlier, later = (fact, None) if missing == "later" else (None, fact)
    return Pair(fact.indicator.sector, fact.indicator.subject, Verdict.ONE_SIDED, (reason,), earlier, later)
