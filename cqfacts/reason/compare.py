"""Set the facts of two years side by side, and say of each pair whether a change means something."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Kind, PriceBasis


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
    """From the earlier figure to the later.

    `absolute` is in the facts' unit (percentage points for percentages, places for ranks). The others are percent:
    `percent` of the printed values, `low` and `high` what the printed digits allow, `per_year` the yearly rate
    compounded over two years or more. They are None where a percentage means nothing.
    """

    absolute: Fraction
    percent: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    per_year: Fraction | None = None


class Pair(NamedTuple):
    """Two facts of one subject, or one that has no counterpart; `reasons` are sentences."""

    sector: str
    subject: str
    verdict: Verdict
    reasons: tuple[str, ...]
    earlier: Fact | None
    later: Fact | None
    change: Change | None = None


_AMOUNTS = (Kind.FLOW, Kind.STOCK, Kind.RATE)
# The figures of these kinds cover a stretch of time and mean something else for another length of it.
_OVER_TIME = (Kind.FLOW, Kind.SHARE, Kind.GROWTH, Kind.DIFFERENCE, Kind.CONTRIBUTION)


def compare(earlier: Iterable[Fact], later: Iterable[Fact], sectors: Sequence[str]) -> list[Pair]:
    """Every fact of both sides once: paired with its best counterpart of the same subject, or one-sided.

    `sectors`: ids of the sectors in the order in which their pairs are wanted; in each, the comparable come first.
    What is one-sided comes after all that is paired.
    """
    groups: dict[tuple[str, str], tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((earlier, later)):
        for fact in facts:
            groups[fact.indicator.sector, fact.indicator.subject][side].append(fact)
    pairs = [pair for left, right in groups.values() for pair in _pair_up(left, right)]
    best_first = list(Verdict)[::-1]
    return sorted(
        pairs,
        key=lambda pair: (
            pair.verdict is Verdict.ONE_SIDED,
            sectors.index(pair.sector),
            best_first.index(pair.verdict),
        ),
    )


def _pair_up(left: list[Fact], right: list[Fact]) -> list[Pair]:
    """The best pairs first; each fact is used once."""
    ranked = sorted(
        (_distance(one, other), at, to)
        for at, one in enumerate(left)
        for to, other in enumerate(right)
        if _akin(one, other)
    )
    rest, free = dict(enumerate(left)), dict(enumerate(right))
    pairs = [judge(rest.pop(at), free.pop(to)) for _, at, to in ranked if at in rest and to in free]
    alone = [_one_sided(fact, "later") for fact in rest.values()]
    return pairs + alone + [_one_sided(fact, "earlier") for fact in free.values()]


def _akin(one: Fact, other: Fact) -> bool:
    """Whether it makes sense to look at two facts of one subject side by side."""
    if one.indicator.kind is Kind.STATUS or other.indicator.kind is Kind.STATUS:
        return one.indicator.id == other.indicator.id and one.entity == other.entity
    if one.unit is None or other.unit is None or one.indicator.kind is not other.indicator.kind:
        return False
    money = bool(one.unit.currency and other.unit.currency)
    return one.indicator.id == other.indicator.id or one.unit == other.unit or money


def _distance(one: Fact, other: Fact) -> tuple[bool, ...]:
    """How far two facts are from being comparable, the gravest difference first."""
    return (
        one.indicator.id != other.indicator.id,
        one.area.id != other.area.id,
        one.entity != other.entity,
        one.unit != other.unit,
        one.status is not other.status,
        _part_of_year(one) != _part_of_year(other),
        bool(one.doubts or other.doubts),
    )


def _part_of_year(fact: Fact) -> tuple[int | None, int, int]:
    """The length in months and where in a year it begins."""
    return fact.period.months, fact.period.start.month, fact.period.start.day


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
    if objections:
        verdict = min((verdict for verdict, _ in objections), key=list(Verdict).index)
        reasons = tuple(sentence for _, sentence in objections)
        return Pair(indicator.sector, indicator.subject, verdict, reasons, earlier, later)
    change, reasons = _change(earlier, later)
    return Pair(indicator.sector, indicator.subject, Verdict.COMPARABLE, reasons, earlier, later, change)


Objections = list[tuple[Verdict, str]]


def _measure_objection(earlier: Fact, later: Fact) -> Objections:
    if earlier.indicator.id == later.indicator.id and earlier.entity == later.entity:
        return []
    return [(Verdict.DIFFERENT_MEASURE, f'"{earlier.title}" is not "{later.title}".')]


def _area_objection(earlier: Fact, later: Fact) -> Objections:
    if earlier.area.id == later.area.id:
        return []
    return [(Verdict.DIFFERENT_AREA, f"One is about {earlier.area.title}, the other about {later.area.title}.")]


def _basis_objections(earlier: Fact, later: Fact) -> Objections:
    found: Objections = []
    if earlier.unit != later.unit:
        units = [fact.unit.plural if fact.unit else "none" for fact in (earlier, later)]
        found.append((Verdict.DIFFERENT_BASIS, f"One is in {units[0]}, the other in {units[1]}."))
    if earlier.indicator.price_basis is not later.indicator.price_basis:
        found.append((Verdict.DIFFERENT_BASIS, "Their price bases differ."))
    if earlier.status is not later.status:
        found.append((Verdict.DIFFERENT_BASIS, "One is a forecast, the other a result."))
    return found


def _length_objection(earlier: Fact, later: Fact) -> Objections:
    if earlier.indicator.kind not in _OVER_TIME:
        return []
    one, other = earlier.period, later.period
    for fact in (earlier, later):
        if fact.period.months is None and fact.period.about:
            return [(Verdict.DIFFERENT_LENGTH, f"What length of time {fact.text} covers is not printed.")]
    if one.length != other.length:
        return [(Verdict.DIFFERENT_LENGTH, f"One covers {one.length}, the other {other.length}.")]
    if one.end >= other.start:
        return [(Verdict.DIFFERENT_LENGTH, f"The periods {one.words} and {other.words} overlap.")]
    if _part_of_year(earlier) != _part_of_year(later):
        sentence = f"{one.words} and {other.words} are different parts of the year."
        return [(Verdict.DIFFERENT_LENGTH, sentence)]
    return []


def _doubt_objections(earlier: Fact, later: Fact) -> Objections:
    sides = (("earlier", earlier), ("later", later))
    return [
        (Verdict.DOUBTFUL, f"The {side} figure is doubtful: {doubt.reason}")
        for side, fact in sides
        for doubt in fact.doubts
    ]


def _change(earlier: Fact, later: Fact) -> tuple[Change | None, tuple[str, ...]]:
    kind = earlier.indicator.kind
    if kind is Kind.STATUS:
        return None, ("A state without a number has no change to compute.",)
    before = earlier.quantity.value if earlier.quantity else None
    after = later.quantity.value if later.quantity else None
    if before is None or after is None:
        return None, ("Only a limit is known, so the change cannot be computed.",)
    if kind not in _AMOUNTS or before <= 0:
        return Change(after - before), ()
    return _relative_change(earlier, later, before, after), _basis_note(earlier)


def _basis_note(fact: Fact) -> tuple[str, ...]:
    if fact.indicator.price_basis is PriceBasis.UNSTATED:
        return ("The price basis is not stated, so the change may hold inflation.",)
    return ()


def _relative_change(earlier: Fact, later: Fact, before: Fraction, after: Fraction) -> Change:
    bounds = [_percent(end, start) for end in later.interval for start in earlier.interval]
    known = [bound for bound in bounds if bound is not None]
    years = later.period.year - earlier.period.year
    whole = len(known) == len(bounds)
    return Change(
        after - before,
        _percent(after, before),
        min(known) if whole else None,
        max(known) if whole else None,
        _yearly(after / before, years) if years > 1 else None,
    )


def _percent(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    if after is None or before is None or before <= 0:
        return None
    return (after / before - 1) * 100


def _yearly(factor: Fraction, years: int) -> Fraction | None:
    """The rate that, compounded over the years, gives the factor; to a ten-thousandth of a percent."""
    if factor <= 0:
        return None
    return Fraction(round((float(factor) ** (1 / years) - 1) * 100, 4)).limit_denominator(10_000)


def _one_sided(fact: Fact, missing: str) -> Pair:
    reason = f"The base has no counterpart in the {missing} year."
    earlier, later = (fact, None) if missing == "later" else (None, fact)
    return Pair(fact.indicator.sector, fact.indicator.subject, Verdict.ONE_SIDED, (reason,), earlier, later)
