"""What printed figures imply without any document printing it: a level a year earlier, a whole, a part, a remainder.

Nothing is implied across different things, areas, statuses or price bases, and nothing nominal from a growth rate that
may be real. A printed figure enters a derivation once, so that interval arithmetic gives the narrowest bounds there are.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, TypeVar

from cqfacts.model.fact import IMPLIED_BY, Derivation, Doubt, Fact, Formula, Relation, RelationKind, Status, is_counted
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.names import fold
from cqfacts.model.period import Dating, Period
from cqfacts.model.vocabulary import Area, Indicator, Kind, PriceBasis, Unit

_ONE, _HUNDRED = exactly(1), exactly(100)


class _Rule(NamedTuple):
    """A formula for the eye, and the same on intervals; each input by its name."""

    expression: str
    follow: Callable[..., Interval]


def _factor(growth: Interval) -> Interval:
    """By what a growth in percent multiplies."""
    return _ONE.plus(growth.over(_HUNDRED))


def _remainder(**shares: Interval) -> Interval:
    rest = _HUNDRED
    for share in shares.values():
        rest = rest.minus(share)
    return rest


_RULES = {
    Formula.YEAR_BEFORE: _Rule("level / (1 + growth / 100)", lambda level, growth: level.over(_factor(growth))),
    Formula.YEAR_AFTER: _Rule("level * (1 + growth / 100)", lambda level, growth: level.times(_factor(growth))),
    Formula.GROWTH: _Rule(
        "(later / earlier - 1) * 100", lambda later, earlier: later.over(earlier).minus(_ONE).times(_HUNDRED)
    ),
    Formula.WHOLE: _Rule("part / (share / 100)", lambda part, share: part.over(share.over(_HUNDRED))),
    Formula.PART: _Rule("whole * (share / 100)", lambda whole, share: whole.times(share.over(_HUNDRED))),
    Formula.SHARE: _Rule("part / whole * 100", lambda part, whole: part.over(whole).times(_HUNDRED)),
    Formula.LEADER: _Rule("follower + lead", lambda follower, lead: follower.plus(lead)),
    Formula.FOLLOWER: _Rule("leader - lead", lambda leader, lead: leader.minus(lead)),
    Formula.LEAD: _Rule("leader - follower", lambda leader, follower: leader.minus(follower)),
    Formula.REST: _Rule("whole - part", lambda whole, part: whole.minus(part)),
    Formula.REMAINDER: _Rule("100", _remainder),
}


class _Way(NamedTuple):
    """How two of three figures give the third; the three are the corners of a triangle: main, other and link."""

    formula: Formula
    given: dict[str, str]
    """Each input's name in the formula, and the corner that it is."""
    gives: str


# A growth links a level (main) and that of the year before (other), a share a part and its whole, a lead two growth rates.
_WAYS = {
    Kind.GROWTH: (
        _Way(Formula.YEAR_BEFORE, {"level": "main", "growth": "link"}, "other"),
        _Way(Formula.YEAR_AFTER, {"level": "other", "growth": "link"}, "main"),
        _Way(Formula.GROWTH, {"later": "main", "earlier": "other"}, "link"),
    ),
    Kind.SHARE: (
        _Way(Formula.WHOLE, {"part": "main", "share": "link"}, "other"),
        _Way(Formula.PART, {"whole": "other", "share": "link"}, "main"),
        _Way(Formula.SHARE, {"part": "main", "whole": "other"}, "link"),
    ),
    Kind.DIFFERENCE: (
        _Way(Formula.FOLLOWER, {"leader": "main", "lead": "link"}, "other"),
        _Way(Formula.LEADER, {"follower": "other", "lead": "link"}, "main"),
        _Way(Formula.LEAD, {"leader": "main", "follower": "other"}, "link"),
    ),
}


class Refused(NamedTuple):
    """Figures that seem to imply another and do not, and why, as a sentence."""

    inputs: tuple[Fact, ...]
    reason: str


class Clash(NamedTuple):
    """Two figures that cannot both be true, and why; one of them or both may be implied."""

    one: Fact
    other: Fact
    reason: str


class Implications(NamedTuple):
    """What some facts imply."""

    facts: list[Fact]
    """Figures that are printed nowhere, each derived in the best way."""
    confirmed: list[Fact]
    """Further ways to figures that are printed, or implied in a better way; they agree with those."""
    clashes: list[Clash]
    refused: list[Refused]


class Target(NamedTuple):
    """What a figure is about, by which figures for the same thing are found."""

    indicator: str
    area: str
    entity: str | None
    start: date
    end: date
    about: bool
    status: Status


class _Place(NamedTuple):
    """Where a triangle stands."""

    area: str
    entity: str | None
    period: Period
    status: Status


class _Corner(NamedTuple):
    """One of three figures, as seen from the place of the triangle."""

    indicator: Indicator
    area: str | None = None
    """Its area, where that is not the place's."""
    of_entity: bool = True
    years: int = 0
    """How many years later than the place it is."""

    def seen_from(self, place: _Place) -> _Place | None:
        period = place.period.shifted(self.years) if self.years else place.period
        if period is None:
            return None
        return _Place(self.area or place.area, place.entity if self.of_entity else None, period, place.status)


class _Step(NamedTuple):
    """A figure that may be implied: what it is about, and its inputs by their names in the formula."""

    formula: Formula
    indicator: Indicator
    place: _Place
    inputs: dict[str, Fact]


def target_of(fact: Fact) -> Target:
    """What a fact is about."""
    return _target(fact.indicator, _Place(fact.area.id, fact.entity, fact.period, fact.status))


def _target(indicator: Indicator, place: _Place) -> Target:
    period = place.period
    return Target(indicator.id, place.area, place.entity, period.start, period.end, period.about, place.status)


def linked(chosen: Iterable[Indicator], indicators: Iterable[Indicator]) -> set[str]:
    """The ids of some indicators and of all that arithmetic links with them, over any number of steps."""
    links: dict[str, set[str]] = defaultdict(set)
    for indicator in indicators:
        for other in filter(None, (indicator.growth_of, indicator.part, indicator.whole)):
            links[indicator.id].add(other)
            links[other].add(indicator.id)
    found: set[str] = set()
    reached = {indicator.id for indicator in chosen}
    while reached:
        found |= reached
        reached = {other for one in reached for other in links[one]} - found
    return found


def printed_below(fact: Fact) -> list[Fact]:
    """The printed facts that a figure rests on: of a printed one itself."""
    if fact.derivation is None:
        return [fact]
    return [leaf for _, item in fact.derivation.inputs for leaf in printed_below(item)]


def leaves(fact: Fact) -> frozenset[str]:
    """The ids of the printed facts that a figure rests on."""
    return frozenset(leaf.id for leaf in printed_below(fact))


def rests_on(fact: Fact, name: str) -> bool:
    """Whether a figure is, or follows from, the one of that id, over any number of steps."""
    inputs = fact.derivation.inputs if fact.derivation else ()
    return fact.id == name or any(rests_on(item, name) for _, item in inputs)


def evaluate(fact: Fact, values: Mapping[str, Fraction]) -> Fraction:
    """The figure of a fact where each printed fact that it rests on, by its id, has a true value.

    Raises ZeroDivisionError.
    """
    if fact.derivation is None:
        return values[fact.id]
    known = {key: exactly(evaluate(item, values)) for key, item in fact.derivation.inputs}
    found = _RULES[fact.derivation.formula].follow(**known).low
    if found is None:
        raise ZeroDivisionError
    return found


E = TypeVar("E", Area, Unit)


class FindEntry(Protocol):
    """Find an entry of the vocabulary by its kind and id."""

    def __call__(self, kind: type[E], name: str, /) -> E: ...


def imply(
    facts: Iterable[Fact],
    indicators: Sequence[Indicator],
    entry: FindEntry,
    relations: Iterable[Relation] = (),
) -> Implications:
    """Everything that some facts imply; of several ways to a figure the best: no doubt, few steps, narrow bounds.

    `indicators`: those of the base; `entry`: gives an entry of the vocabulary by its kind ("areas", "units") and id;
    `relations`: what documents say of the facts, which tells which shares are parts of one whole.
    """
    return _Reasoning(facts, indicators, entry, relations).result()


class _Reasoning:
    """The figures known so far, by what they are about."""

    def __init__(
        self,
        facts: Iterable[Fact],
        indicators: Sequence[Indicator],
        entry: FindEntry,
        relations: Iterable[Relation],
    ) -> None:
        self._entry = entry
        self._indicators = {indicator.id: indicator for indicator in indicators}
        self._relations = list(relations)
        self._known: dict[Target, list[Fact]] = defaultdict(list)
        self._by_indicator: dict[str, list[Fact]] = defaultdict(list)
        self._by_id: dict[str, Fact] = {}
        self._found = Implications([], [], [], [])
        self._tried: set[tuple[Formula, Target, tuple[str, ...]]] = set()
        self._said: set[tuple[Any, ...]] = set()
        for fact in facts:
            if fact.quantity and fact.unit:
                self._add(fact)

    def result(self) -> Implications:
        while new := self._new([fact for step in self._steps() for fact in self._derived(step)]):
            for fact in new:
                self._add(fact)
            self._found.facts.extend(new)
        return self._found

    def _add(self, fact: Fact) -> None:
        self._known[target_of(fact)].append(fact)
        self._by_indicator[fact.indicator.id].append(fact)
        self._by_id[fact.id] = fact

    def _new(self, derived: list[Fact]) -> list[Fact]:
        """Of the figures derived in a round those for which none was known, the best for each thing."""
        best: dict[Target, Fact] = {}
        for fact in sorted(derived, key=_how_well_known):
            target = target_of(fact)
            others = [*self._known.get(target, ()), *filter(None, [best.get(target)])]
            against = [other for other in others if not fact.interval.meets(other.interval)]
            for other in against:
                self._clash(_named_by_its_inputs(fact), other, _SAME_THING)
            if not others or (not against and _only_limits(others) and fact.interval.width is not None):
                best[target] = fact
            elif not against:
                self._found.confirmed.append(_named_by_its_inputs(fact))
        return list(best.values())

    def _clash(self, one: Fact, other: Fact, reason: str) -> None:
        """Note a clash, once for the printed figures that are involved."""
        key = (leaves(one) | leaves(other), reason)
        if key not in self._said:
            self._said.add(key)
            self._found.clashes.append(Clash(one, other, reason))

    def _refuse(self, inputs: Iterable[Fact], reason: str) -> None:
        facts = tuple(inputs)
        key = (*(fact.id for fact in facts if not fact.implied), reason)
        if key not in self._said and not any(fact.implied for fact in facts):
            self._said.add(key)
            self._found.refused.append(Refused(facts, reason))

    # --- which figures may follow

    def _steps(self) -> Iterator[_Step]:
        for indicator in self._indicators.values():
            if indicator.kind in _WAYS:
                yield from self._around(indicator)
            elif indicator.kind is Kind.FLOW:
                yield from self._rests(indicator)
        yield from self._remainders()

    def _around(self, indicator: Indicator) -> Iterator[_Step]:
        """Every two corners of the triangles of a growth, share or lead, which give the third."""
        corners = self._corners(indicator)
        for place in self._places(corners):
            seen = {name: corner.seen_from(place) for name, corner in corners.items()}
            for way in _WAYS[indicator.kind]:
                yield from self._third(way, corners, seen)

    def _corners(self, indicator: Indicator) -> dict[str, _Corner]:
        if indicator.kind is Kind.GROWTH:
            grown = self._indicators[indicator.growth_of or ""]
            return {"main": _Corner(grown), "other": _Corner(grown, years=-1), "link": _Corner(indicator)}
        part, whole = self._indicators[indicator.part or ""], self._indicators[indicator.whole or ""]
        other = _Corner(whole, indicator.whole_area, indicator.kind is Kind.DIFFERENCE)
        return {"main": _Corner(part), "other": other, "link": _Corner(indicator)}

    def _places(self, corners: dict[str, _Corner]) -> Iterable[_Place]:
        """Where a triangle has a known corner that tells its place; two known corners always have one that does."""
        found: dict[_Place, None] = {}
        for corner in corners.values():
            for fact in self._by_indicator[corner.indicator.id] if corner.area is None else ():
                period = fact.period.shifted(-corner.years) if corner.years else fact.period
                if period is not None:
                    found[_Place(fact.area.id, fact.entity, period, fact.status)] = None
        return found

    def _third(self, way: _Way, corners: dict[str, _Corner], seen: dict[str, _Place | None]) -> Iterator[_Step]:
        place, (first, second) = seen[way.gives], way.given.values()
        if place is None or (seen[first] == seen[second] and corners[first].indicator is corners[second].indicator):
            return
        for one in self._at(corners[first].indicator, seen[first]):
            for other in self._at(corners[second].indicator, seen[second]):
                inputs = dict(zip(way.given, (one, other), strict=True))
                step = _Step(way.formula, corners[way.gives].indicator, place, inputs)
                reason = self._objection(step)
                if reason:
                    self._refuse((one, other), reason)
                elif reason is not None:
                    yield step

    def _at(self, indicator: Indicator, place: _Place | None) -> list[Fact]:
        return self._known.get(_target(indicator, place), []) if place else []

    def _rests(self, indicator: Indicator) -> Iterator[_Step]:
        """A flow adds up over time: a year without its first months is the rest of it."""
        ends: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
        for fact in self._by_indicator[indicator.id]:
            if fact.derivation is None or fact.derivation.formula is not Formula.REST:
                same = (fact.area.id, fact.entity, fact.status, fact.unit)
                ends[(*same, "from", fact.period.start)].append(fact)
                ends[(*same, "to", fact.period.end)].append(fact)
        for facts in ends.values():
            for part in facts:
                for whole in facts:
                    rest = whole.period.without(part.period) if whole is not part else None
                    if rest:
                        place = _Place(part.area.id, part.entity, rest, part.status)
                        yield _Step(Formula.REST, indicator, place, {"whole": whole, "part": part})

    def _remainders(self) -> Iterator[_Step]:
        """Shares that a document calls parts of one figure leave a remainder."""
        parts: dict[str, dict[str, Fact]] = defaultdict(dict)
        for relation in self._relations:
            share = self._by_id.get(relation.left)
            if relation.relation is RelationKind.PART_OF and share and share.indicator.kind is Kind.SHARE:
                parts[relation.right][share.id] = share
        for shares in parts.values():
            first, *others = shares.values()
            if others and all(_of_one_whole(first, other) for other in others):
                inputs = {f"share_{at}": share for at, share in enumerate(shares.values(), 1)}
                rest = _rest_of(first.indicator, self._indicators[first.indicator.whole or ""])
                place = _Place(first.area.id, None, first.period, first.status)
                yield _Step(Formula.REMAINDER, rest, place, inputs)

    # --- what stands against a step

    def _objection(self, step: _Step) -> str | None:
        """None where a figure does not follow, the reason where that is worth telling; empty where it does."""
        facts = list(step.inputs.values())
        match step.formula:
            case Formula.YEAR_BEFORE | Formula.YEAR_AFTER:
                return _why_not_grown(step)
            case Formula.GROWTH:
                return _yes(self._is_percent(step.indicator) and _gives_growth(step, *facts))
            case Formula.SHARE:
                later, whole = facts
                inside = self._is_inside(later.area, whole.area.id) and self._is_percent(step.indicator)
                return _why_no_share(facts) if inside and later.unit == whole.unit else None
            case Formula.WHOLE | Formula.PART:
                return self._why_not_shared(step)
            case _:
                return _yes(
                    all(fact.unit and (fact.unit.symbol == "%" or name == "lead") for name, fact in step.inputs.items())
                )

    def _why_not_shared(self, step: _Step) -> str | None:
        share, known = step.inputs["share"], next(fact for name, fact in step.inputs.items() if name != "share")
        if share.unit is None or share.unit.symbol != "%":
            return None
        if known.indicator.price_basis is not step.indicator.price_basis:
            return f'"{known.title}" and "{step.indicator.title}" are not at the same prices, as far as is stated.'
        return ""

    def _is_percent(self, indicator: Indicator) -> bool:
        return indicator.unit is not None and self._entry(Unit, indicator.unit).symbol == "%"

    def _is_inside(self, area: Area | None, outer: str) -> bool:
        """Whether an area is another one, or lies in it."""
        while area and area.id != outer:
            area = self._entry(Area, area.within) if area.within else None
        return area is not None

    # --- what follows

    def _derived(self, step: _Step) -> Iterator[Fact]:
        """The figure of a step, where it has not been derived yet and something is known of it."""
        target = _target(step.indicator, step.place)
        inputs = list(step.inputs.values())
        key = (step.formula, target, tuple(fact.id for fact in inputs))
        rests = [leaves(item) for item in inputs]
        if key in self._tried or sum(map(len, rests)) > len(frozenset().union(*rests)) or step.indicator.unit is None:
            return
        self._tried.add(key)
        usual, first = self._entry(Unit, step.indicator.unit), inputs[0].unit
        unit = first if first and first.dimension == usual.dimension else usual
        interval = _RULES[step.formula].follow(**{name: item.interval for name, item in step.inputs.items()})
        possible = _possible(step.formula, unit)
        if not interval.meets(possible):
            self._clash(inputs[0], inputs[1], _PART_OF_WHOLE)
            return
        interval = interval.within(possible)
        if interval.high is None and not interval.low:
            return  # that it is not negative is no news
        yield _fact(step, self._entry(Area, step.place.area), unit, interval)


_SAME_THING = "They are figures for the same thing and cannot both be true."
_PART_OF_WHOLE = "A part cannot be more than its whole."


def _possible(formula: Formula, unit: Unit) -> Interval:
    """What a figure can be: a part is neither negative nor more than its whole. What is left of a profit may be a loss."""
    if formula in (Formula.SHARE, Formula.REMAINDER):
        return Interval(Fraction(0), Fraction(100))
    return Interval(None if formula is not Formula.REST or unit.currency else Fraction(0), None)


def _yes(holds: bool) -> str | None:
    return "" if holds else None


def _only_limits(facts: Iterable[Fact]) -> bool:
    return all(fact.interval.width is None for fact in facts)


def _how_well_known(fact: Fact) -> tuple[bool, bool, Fraction, str]:
    """Sorts what rests on no doubt before what does, and narrow intervals before wide ones."""
    width = fact.interval.width
    return bool(fact.doubts), width is None, width or Fraction(0), _named_by_its_inputs(fact).id


def _why_not_grown(step: _Step) -> str | None:
    """Why a growth rate does not say what a level was a year before, or will be: see `_objection`."""
    growth, level = step.inputs["growth"], step.inputs["level"]
    lowest = growth.interval.low
    if growth.status is Status.FORECAST and step.formula is Formula.YEAR_BEFORE:
        return None  # the year before a plan is no plan
    if (level.interval.low or Fraction(0)) < 0 or lowest is None or lowest <= -100:
        return None  # losses and falls of all there was have no growth rate that says more
    if growth.unit is None or growth.unit.symbol != "%":
        return f'"{growth.title}" is a multiple, and whether it rose by that or to that cannot be told.'
    if not _within_a_year(growth):
        return f'"{growth.title}" is over {growth.period.length}, not on the year before.'
    if not _at_one_price(growth.indicator, level.indicator):
        basis = growth.indicator.price_basis
        why = "its price basis is not stated, so it may be real growth" if basis is PriceBasis.UNSTATED else basis
        return f'"{growth.title}": {why}, which gives no level in {level.unit.plural if level.unit else "money"}.'
    return ""


def _gives_growth(step: _Step, later: Fact, earlier: Fact) -> bool:
    """Whether two levels give a growth rate: of amounts of one kind that are not below zero, at prices that are stated."""
    positive = all((fact.interval.low or Fraction(0)) >= 0 for fact in (later, earlier))
    return (
        positive
        and later.unit == earlier.unit
        and _within_a_year(later)
        and _at_one_price(step.indicator, later.indicator)
    )


def _why_no_share(facts: Sequence[Fact]) -> str:
    part, whole = (fact.indicator for fact in facts)
    if part.price_basis is whole.price_basis:
        return ""
    return f'"{part.title}" and "{whole.title}" are not at the same prices, as far as is stated.'


def _within_a_year(fact: Fact) -> bool:
    return (fact.period.end - fact.period.start).days <= 366


def _at_one_price(growth: Indicator, level: Indicator) -> bool:
    """Whether a growth is that of money at the prices at which a level is counted, and both say so."""
    return growth.price_basis is level.price_basis is not PriceBasis.UNSTATED


def _of_one_whole(one: Fact, other: Fact) -> bool:
    """Whether two shares are of one whole, at one time and place."""
    wholes = [(share.indicator.whole, share.indicator.whole_area, share.unit) for share in (one, other)]
    places = [(share.area, share.entity, share.period, share.status) for share in (one, other)]
    return wholes[0] == wholes[1] and places[0] == places[1] and one.indicator is not other.indicator


def _value(step: _Step, interval: Interval) -> Fraction | None:
    """What the formula gives for the printed values; the only value that is possible where there is just one."""
    if interval.low == interval.high:
        return interval.low
    values = {key: item.value for key, item in step.inputs.items()}
    known = {key: exactly(value) for key, value in values.items() if value is not None}
    value = _RULES[step.formula].follow(**known).low if len(known) == len(values) else None
    return value if value is not None and interval.holds(value) else None


def _fact(step: _Step, area: Area, unit: Unit, interval: Interval) -> Fact:
    inputs = tuple(step.inputs.items())
    facts = [item for _, item in inputs]
    inferred = any(item.dating is Dating.INFERRED for item in facts)
    expression = _RULES[step.formula].expression
    if step.formula is Formula.REMAINDER:
        expression = " - ".join([expression, *step.inputs])
    made = Fact(
        id=implied_id(step.indicator, step.place),
        indicator=step.indicator,
        area=area,
        period=step.place.period,
        dating=Dating.INFERRED if inferred else Dating.PRINTED,
        statement="",
        citations=tuple(dict.fromkeys(citation for item in facts for citation in item.citations)),
        unit=unit,
        entity=step.place.entity,
        status=step.place.status,
        dating_reason="The period of a figure that it follows from is inferred." if inferred else None,
        doubts=tuple(dict.fromkeys(doubt for item in facts for doubt in _passed_on(item))),
    )
    interval = interval.whole() if is_counted(made) else interval
    made = made._replace(derivation=Derivation(step.formula, expression, inputs, _value(step, interval), interval))
    from_what = " and ".join(f'"{item.title}" ({item.text.removesuffix(" (implied)")})' for item in facts)
    sentence = f"Printed nowhere, but implied by {from_what}: {made.title} in {area.title}, {made.period.words}."
    return made._replace(statement=sentence)


def implied_id(indicator: Indicator, place: _Place) -> str:
    """The id of an implied figure: what it is about, in whatever way it is derived."""
    parts = [indicator.id, place.area, str(place.period).replace("/", "..")]
    if place.entity:
        parts.append(re.sub(r"\W+", "-", fold(place.entity)).strip("-"))
    if place.status is not Status.NORMAL:
        parts.append(place.status.value)
    return IMPLIED_BY.join(parts)


def _named_by_its_inputs(fact: Fact) -> Fact:
    """A further way to a figure, whose id tells it from the way that is listed."""
    derivation = fact.derivation
    if derivation is None:
        return fact
    return fact._replace(id=IMPLIED_BY.join([fact.id, derivation.formula, *(item.id for _, item in derivation.inputs)]))


def _passed_on(fact: Fact) -> Iterator[Doubt]:
    """The doubts that a figure hands to what rests on it."""
    if fact.derivation:
        yield from fact.doubts
        return
    for doubt in fact.doubts:
        yield Doubt(f'It rests on "{fact.title}" ({fact.text}), which is doubtful: {doubt.reason}', doubt.likely)
    for conflict in fact.conflicts:
        reason = f'It rests on "{fact.title}" ({fact.text}), which is in conflict: {conflict.reason}'
        yield Doubt(reason, "Not settled by the documents.")


def _rest_of(share: Indicator, whole: Indicator) -> Indicator:
    """The indicator of what is left of a whole without the parts that are known."""
    return Indicator(
        id=f"{whole.id}-remainder-share",
        title=f"{whole.title}, share of the rest",
        sector=share.sector,
        subject=share.subject,
        measure=share.measure,
        kind=Kind.SHARE,
        unit=share.unit,
        whole=share.whole,
    )
