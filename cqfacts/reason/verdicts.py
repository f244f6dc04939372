"""Judge pairs of facts: the rules that object to a comparison, the verdict, and the change where there is one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from cqfacts.model.change_base import change_base_words
from cqfacts.model.fact import Doubt, Fact, Grade
from cqfacts.model.figure_words import interval_words
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Kind, PriceBasis
from cqfacts.reason.change import Averages, Change, average_months, compute_change
from cqfacts.reason.derivations import find_restated_change
from cqfacts.reason.traits import is_money, part_of_year


class Verdict(StrEnum):
    """The judgement on a comparison of two facts. Of several objections the first of this order is the verdict."""

    ONE_SIDED = "one-sided"
    DIFFERENT_MEASURE = "different-measure"
    DIFFERENT_AREA = "different-area"
    DIFFERENT_BASIS = "different-basis"
    DIFFERENT_LENGTH = "different-length"
    DOUBTFUL = "doubtful"
    COMPARABLE = "comparable"


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
    restates: Fact | None = None
    """The printed growth or change that the change only restates, because one of the two figures is implied by it."""
    brief: tuple[str, ...] = ()
    """The reasons for a place where facts have their doubts and conflicts, and missing ones are seen, beside them."""


class Reason(NamedTuple):
    """A sentence that objects to a comparison."""

    text: str
    brief: str
    """The sentence for a place where the rest of it stands beside the facts."""


class Objection(NamedTuple):
    """A reason against a comparison, with the verdict that it gives."""

    verdict: Verdict
    reason: Reason


# --- the verdict


def judge_pair(earlier: Fact, later: Fact) -> Pair:
    """Return the pair of two facts with the verdict, every objection as a sentence, and the change where there is none."""
    objections = list(_find_objections(earlier, later))
    if objections:
        return _objected_pair(earlier, later, objections)
    change, reasons = _change_with_reasons(earlier, later)
    restated = find_restated_change(earlier, later) if change else None
    if restated:
        reasons = (*reasons, f'The change is that of "{restated.title}", as printed.')
    return Pair(
        sector=earlier.indicator.sector,
        subject=earlier.indicator.subject,
        verdict=Verdict.COMPARABLE,
        reasons=reasons,
        earlier=earlier,
        later=later,
        change=change,
        restates=restated,
        brief=reasons,
    )


def judge_areas(left: Fact, right: Fact) -> Pair:
    """Return the pair of the facts of two areas: the right is set against the left, and only of one time is there a distance."""
    objections = list(_find_objections(left, right, _RULES_OF_AREAS))
    if objections:
        return _objected_pair(left, right, objections)
    change = compute_change(left, right) if left.state is None else None
    return Pair(
        sector=left.indicator.sector,
        subject=left.indicator.subject,
        verdict=Verdict.COMPARABLE,
        reasons=(),
        earlier=left,
        later=right,
        change=change,
    )


def judge_one_sided(fact: Fact, *, is_later: bool) -> Pair:
    """Return the pair of a fact of the earlier or the later year that has no counterpart in the other one."""
    missing = "earlier" if is_later else "later"
    return Pair(
        sector=fact.indicator.sector,
        subject=fact.indicator.subject,
        verdict=Verdict.ONE_SIDED,
        reasons=(f"The base has no counterpart in the {missing} year.",),
        earlier=None if is_later else fact,
        later=fact if is_later else None,
    )


def _change_with_reasons(earlier: Fact, later: Fact) -> tuple[Change | None, tuple[str, ...]]:
    """Return the change of two comparable facts, and what a reader has to know of it."""
    if earlier.state is not None or later.state is not None:
        return None, ("A state without a number has no change to compute.",)
    change = compute_change(earlier, later)
    if change is None:
        return None, ("Only a limit is known, so the change cannot be computed.",)
    return change, tuple(_find_cautions(earlier, later))


def _find_cautions(earlier: Fact, later: Fact) -> Iterator[str]:
    """Yield what a reader of a change has to know of it."""
    if earlier.indicator.price_basis is PriceBasis.UNSTATED:
        yield "The price basis is not stated, so the change may hold inflation."
    if earlier.indicator.kind is Kind.FLOW:
        yield from _leap_day_words(earlier, later)


_FEW_DAYS = 100
"""In so many days one more is a change of a hundredth: in a February or a first quarter."""


def _leap_day_words(earlier: Fact, later: Fact) -> Iterator[str]:
    """Say that one of two short periods has a leap day, which alone changes a flow."""
    before = earlier.period.days
    after = later.period.days
    if before != after and min(before, after) < _FEW_DAYS:
        yield f"The periods are not equally long: {before} days against {after}."


def _objected_pair(earlier: Fact, later: Fact, objections: Sequence[Objection]) -> Pair:
    """Return the pair of two facts that cannot be compared; flows that differ in length alone have average months."""
    reasons = [objection.reason.text for objection in objections]
    brief = dict.fromkeys(objection.reason.brief for objection in objections)
    monthly = _comparable_months(earlier, later, objections)
    if monthly:
        sentence = _average_words(monthly, later)
        reasons.append(sentence)
        brief[sentence] = None
    return Pair(
        sector=earlier.indicator.sector,
        subject=earlier.indicator.subject,
        verdict=objections[0].verdict,
        reasons=tuple(reasons),
        earlier=earlier,
        later=later,
        monthly=monthly,
        brief=tuple(brief),
    )


def _comparable_months(
    earlier: Fact,
    later: Fact,
    objections: Iterable[Objection],
) -> Averages | None:
    """Return the average months of two flows where nothing but their length stands against a comparison."""
    if all(objection.verdict is Verdict.DIFFERENT_LENGTH for objection in objections):
        return average_months(earlier, later)
    return None


def _average_words(monthly: Averages, fact: Fact) -> str:
    """Return the average months of two flows as a sentence, in the unit of one of them."""
    if fact.unit is None:
        return ""
    earlier = interval_words(monthly.earlier, fact.unit)
    later = interval_words(monthly.later, fact.unit)
    return f"An average month: {earlier}, then {later}; that is no change, for months differ."


# --- the rules


def _find_objections(
    earlier: Fact, later: Fact, rules: "Sequence[Rule] | None" = None
) -> Iterator[Objection]:
    """Yield every objection to a comparison, the gravest first; `rules`: those of years where none are given."""
    for rule in rules or _RULES:
        for reason in rule.find_reasons(earlier, later):
            yield Objection(rule.verdict, reason)


def _reason(text: str) -> Reason:
    """Return a reason that is the same in brief."""
    return Reason(text, brief=text)


def _measure_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    same_entity = earlier.entity == later.entity
    if not same_entity or not _measure_the_same(earlier, later):
        yield _reason(f'"{earlier.title}" is not "{later.title}".')


def _measure_the_same(earlier: Fact, later: Fact) -> bool:
    """Tell whether two facts have one indicator, or their indicators measure one thing in two currencies or at two prices."""
    left = earlier.indicator
    right = later.indicator
    if left.id == right.id:
        return True
    if (
        left.subject != right.subject
        or left.measure != right.measure
        or left.kind is not right.kind
    ):
        return False
    if earlier.unit == later.unit:
        return left.price_basis is not right.price_basis
    return is_money(earlier) and is_money(later)


def _area_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    if earlier.area_id != later.area_id:
        left, right = (fact.area_title or "no area" for fact in (earlier, later))
        yield _reason(f"One is about {left}, the other about {right}.")


def _unit_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    if earlier.unit and later.unit and earlier.unit.in_other(later.unit) is not None:
        return
    if earlier.unit != later.unit:
        left, right = _unit_words(earlier), _unit_words(later)
        yield _reason(f"One is in {left}, the other in {right}.")


def _unit_words(fact: Fact) -> str:
    if fact.unit is None:
        return "none"
    return fact.unit.plural


def _price_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    if earlier.indicator.price_basis is not later.indicator.price_basis:
        yield _reason("Their price bases differ.")


def _base_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    """Yield a reason where two changes are on different times: on the month before and on the year before."""
    left, right = earlier.change_base, later.change_base
    if left is None or right is None or left == right:
        return
    yield _reason(f"One is {change_base_words(left)}, the other {change_base_words(right)}.")


def _status_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    if earlier.status is not later.status:
        yield _reason("One is a forecast, the other a result.")


def _vintage_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    """Yield a reason where two forecasts were made by others, or at another time."""
    if earlier.status is not later.status or earlier.vintage == later.vintage:
        return
    left, right = (fact.vintage.words or "of an untold origin" for fact in (earlier, later))
    yield _reason(f"One is a forecast {left}, the other {right}.")


# The figures of these kinds cover a stretch of time and mean something else for another length of it.
_OVER_TIME = (Kind.FLOW, Kind.SHARE, Kind.RATIO, *KINDS_OF_CHANGE)


def _length_reasons(earlier: Fact, later: Fact) -> Iterator[Reason]:
    """Yield the first reason why the periods of two figures that cover a stretch of time do not match."""
    if not _covers_time(earlier):
        return
    for fact in (earlier, later):
        if fact.period.months is None and fact.period.about:
            yield _reason(f"What length of time {fact.text} covers is not printed.")
            return
    before = earlier.period
    after = later.period
    if before.length != after.length:
        yield _reason(f"One covers {before.length}, the other {after.length}.")
    elif before.end >= after.start:
        yield _reason(f"The periods {before.words} and {after.words} overlap.")
    elif _has_seasons(earlier) and part_of_year(earlier) != part_of_year(later):
        yield _reason(f"{before.words} and {after.words} are different parts of the year.")


def _has_seasons(fact: Fact) -> bool:
    """Tell whether a figure means something else in another part of the year. A ratio of one month stands beside the next."""
    return fact.indicator.kind is not Kind.RATIO


def _covers_time(fact: Fact) -> bool:
    """Tell whether a figure covers a stretch of time; a rank does where it orders by an indicator of the base."""
    indicator = fact.indicator
    if indicator.kind is Kind.RANK:
        return bool(indicator.ranks)
    return indicator.kind in _OVER_TIME


def _doubt_reasons(
    earlier: Fact, later: Fact, sides: tuple[str, str] = ("earlier", "later")
) -> Iterator[Reason]:
    for side, fact in zip(sides, (earlier, later), strict=True):
        sentence = f"The {side} figure is doubtful"
        for doubt in _weighty_doubts(fact):
            reason = f"{sentence}: {doubt.reason}"
            yield Reason(reason, brief=f"{sentence}." if fact.marked_doubts else reason)


def _weighty_doubts(fact: Fact) -> list[Doubt]:
    """Return the doubts that stand against a comparison: all but those about words alone."""
    return [doubt for doubt in fact.doubts if doubt.grade is not Grade.WORDING]


def _conflict_reasons(
    earlier: Fact, later: Fact, sides: tuple[str, str] = ("earlier", "later")
) -> Iterator[Reason]:
    for side, fact in zip(sides, (earlier, later), strict=True):
        sentence = f"The {side} figure is in conflict"
        for conflict in fact.conflicts:
            yield Reason(f"{sentence}: {conflict.reason}", brief=f"{sentence}.")


class Rule(NamedTuple):
    """A function that finds reasons against a comparison of two facts, and the verdict that they give."""

    verdict: Verdict
    find_reasons: Callable[[Fact, Fact], Iterator[Reason]]


# In the order of the verdicts: the gravest objection comes first. A new rule is a new row.
_RULES = (
    Rule(Verdict.DIFFERENT_MEASURE, _measure_reasons),
    Rule(Verdict.DIFFERENT_AREA, _area_reasons),
    Rule(Verdict.DIFFERENT_BASIS, _unit_reasons),
    Rule(Verdict.DIFFERENT_BASIS, _price_reasons),
    Rule(Verdict.DIFFERENT_BASIS, _base_reasons),
    Rule(Verdict.DIFFERENT_BASIS, _status_reasons),
    Rule(Verdict.DIFFERENT_BASIS, _vintage_reasons),
    Rule(Verdict.DIFFERENT_LENGTH, _length_reasons),
    Rule(Verdict.DOUBTFUL, _doubt_reasons),
    Rule(Verdict.DOUBTFUL, _conflict_reasons),
)


def _time_reasons(left: Fact, right: Fact) -> Iterator[Reason]:
    """Yield a reason where the figures of two areas are not of one time."""
    if (left.period.start, left.period.end) != (right.period.start, right.period.end):
        yield _reason(f"One is of {left.period.words}, the other of {right.period.words}.")


_OF_YEARS_ALONE = (_area_reasons, _length_reasons, _doubt_reasons, _conflict_reasons)
_SIDES_OF_AREAS = ("first", "second")
_RULES_OF_AREAS = (
    *(rule for rule in _RULES if rule.find_reasons not in _OF_YEARS_ALONE),
    Rule(Verdict.DIFFERENT_LENGTH, _time_reasons),
    Rule(Verdict.DOUBTFUL, partial(_doubt_reasons, sides=_SIDES_OF_AREAS)),
    Rule(Verdict.DOUBTFUL, partial(_conflict_reasons, sides=_SIDES_OF_AREAS)),
)
"""The rules for the facts of two areas, which differ in area by design and must be of one time."""
