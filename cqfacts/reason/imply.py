"""What printed figures imply without any document printing it: a level a year earlier, a whole, a part, a remainder.

Nothing is implied across different things, areas, statuses or price bases, and nothing nominal from a growth rate that
may be real. An input is used once in a derivation, so that interval arithmetic gives the narrowest bounds there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from cqfacts.model.fact import Derivation, Doubt, Fact, Formula, Relation, RelationKind, Status
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.period import Dating, Period
from cqfacts.model.vocabulary import Area, Indicator, Kind, PriceBasis

_ONE, _HUNDRED = exactly(1), exactly(100)
_ROUNDS = 8
"""How many steps a derivation may have."""


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


class Refused(NamedTuple):
    """Figures that seem to imply another and do not, and why, as a sentence."""

    inputs: tuple[Fact, ...]
    reason: str


class Clash(NamedTuple):
    """Two figures for the same thing that cannot both be true; at least one of them is implied."""

    one: Fact
    other: Fact


class Implications(NamedTuple):
    """What some facts imply."""

    facts: list[Fact]
    """Figures that are printed nowhere."""
    confirmed: list[Fact]
    """What is printed too, or implied in a better way, and agrees with it."""
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


class _Step(NamedTuple):
    """A figure that may be implied: what it is about, and its inputs by their names in the formula."""

    formula: Formula
    named_by: Fact
    """The input that gives the implied figure its id."""
    indicator: Indicator
    area: str
    entity: str | None
    period: Period
    inputs: dict[str, Fact]


def target_of(fact: Fact) -> Target:
    """What a fact is about."""
    return _target(fact.indicator.id, fact.area.id, fact.entity, fact.period, fact.status)


def _target(indicator: str, area: str, entity: str | None, period: Period, status: Status) -> Target:
    return Target(indicator, area, entity, period.start, period.end, period.about, status)


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


def imply(
    facts: Iterable[Fact],
    indicators: Sequence[Indicator],
    entry: Callable[[str, str], Any],
    relations: Iterable[Relation] = (),
) -> Implications:
    """Everything that some facts imply, best known first where several ways lead to a figure.

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
        entry: Callable[[str, str], Any],
        relations: Iterable[Relation],
    ) -> None:
        self._entry = entry
        self._indicators = {indicator.id: indicator for indicator in indicators}
        self._relations = list(relations)
        self._known: dict[Target, list[Fact]] = defaultdict(list)
        self._by_indicator: dict[str, list[Fact]] = defaultdict(list)
        self._by_id: dict[str, Fact] = {}
        self._implied: list[Fact] = []
        self._confirmed: list[Fact] = []
        self._refused: dict[tuple[str, ...], Refused] = {}
        self._clashes: dict[frozenset[str], Clash] = {}
        self._tried: set[str] = set()
        for fact in facts:
            if fact.quantity and fact.unit:
                self._add(fact)

    def result(self) -> Implications:
        for _ in range(_ROUNDS):
            found = [fact for step in self._steps() for fact in self._derived(step)]
            new = self._new(found)
            if not new:
                break
            for fact in new:
                self._add(fact)
            self._implied += new
        clashes, refused = list(self._clashes.values()), list(self._refused.values())
        return Implications(self._implied, self._confirmed, clashes, refused)

    def _add(self, fact: Fact) -> None:
        self._known[target_of(fact)].append(fact)
        self._by_indicator[fact.indicator.id].append(fact)
        self._by_id[fact.id] = fact

    def _new(self, found: list[Fact]) -> list[Fact]:
        """Of the figures derived in a round those for which none was known, the best for each thing."""
        best: dict[Target, Fact] = {}
        for fact in sorted(found, key=_how_well_known):
            target = target_of(fact)
            others = [*self._known.get(target, ()), *filter(None, [best.get(target)])]
            against = [other for other in others if not fact.interval.meets(other.interval)]
            for other in against:
                self._clashes.setdefault(leaves(fact) | leaves(other), Clash(fact, other))
            if not others:
                best[target] = fact
            elif not against:
                self._confirmed.append(fact)
        return list(best.values())

    # --- which figures may follow

    def _steps(self) -> Iterator[_Step]:
        for indicator in list(self._indicators.values()):
            match indicator.kind:
                case Kind.GROWTH:
                    yield from self._from_growth(indicator)
                case Kind.SHARE:
                    yield from self._from_share(indicator)
                case Kind.DIFFERENCE:
                    yield from self._from_lead(indicator)
                case Kind.FLOW:
                    yield from self._rests(indicator)
        yield from self._remainders()

    def _at(self, indicator: str | None, area: str, like: Fact, period: Period | None = None) -> list[Fact]:
        """The figures known for an indicator and area at the period of a fact, or at another one."""
        if indicator is None:
            return []
        where = period or like.period
        return self._known.get(_target(indicator, area, like.entity, where, like.status), [])

    def _from_growth(self, indicator: Indicator) -> Iterator[_Step]:
        """A level and its growth give the level a year before; a level and the growth after it the next one."""
        grown = self._indicators[indicator.growth_of or ""]
        for growth in self._by_indicator[indicator.id]:
            before = growth.period.shifted(-1)
            if before is None:
                continue
            ways = ((Formula.YEAR_BEFORE, growth.period, before), (Formula.YEAR_AFTER, before, growth.period))
            for formula, known, implied in ways:
                for level in self._at(grown.id, growth.area.id, growth, known):
                    if self._grows(growth, level):
                        inputs = {"level": level, "growth": growth}
                        yield _Step(formula, growth, grown, growth.area.id, growth.entity, implied, inputs)
        if _same_prices(indicator, grown):
            yield from self._growths(indicator, grown)

    def _growths(self, indicator: Indicator, grown: Indicator) -> Iterator[_Step]:
        """Two levels a year apart give the growth between them."""
        for later in self._by_indicator[grown.id]:
            before = later.period.shifted(-1)
            for earlier in self._at(grown.id, later.area.id, later, before) if before and _within_a_year(later) else ():
                inputs = {"later": later, "earlier": earlier}
                yield _Step(Formula.GROWTH, later, indicator, later.area.id, later.entity, later.period, inputs)

    def _grows(self, growth: Fact, level: Fact) -> bool:
        """Whether a growth rate says what a level was a year before; where not, the reason is kept."""
        reason = _why_not_grown(growth, level)
        if reason:
            self._refused.setdefault((growth.id, *sorted(leaves(level))), Refused((growth, level), reason))
        return not reason

    def _from_share(self, indicator: Indicator) -> Iterator[_Step]:
        """A part and its share give the whole; the whole and a share the part."""
        part_of, whole_of = self._indicators[indicator.part or ""], self._indicators[indicator.whole or ""]
        if not _same_prices(part_of, whole_of, stated=False):
            return
        for share in self._by_indicator[indicator.id]:
            area = indicator.whole_area or share.area.id
            for part in self._at(part_of.id, share.area.id, share):
                inputs = {"part": part, "share": share}
                yield _Step(Formula.WHOLE, share, whole_of, area, None, share.period, inputs)
            for whole in self._at(whole_of.id, area, share._replace(entity=None)):
                inputs = {"whole": whole, "share": share}
                yield _Step(Formula.PART, share, part_of, share.area.id, share.entity, share.period, inputs)
        yield from self._shares(indicator, part_of, whole_of)

    def _shares(self, indicator: Indicator, part_of: Indicator, whole_of: Indicator) -> Iterator[_Step]:
        """A part and its whole give the share."""
        for part in self._by_indicator[part_of.id]:
            area = indicator.whole_area or part.area.id
            if (whole_of.id, area) == (part_of.id, part.area.id) or not self._is_inside(part.area, area):
                continue
            for whole in self._at(whole_of.id, area, part._replace(entity=None)):
                inputs = {"part": part, "whole": whole}
                yield _Step(Formula.SHARE, part, indicator, part.area.id, part.entity, part.period, inputs)

    def _is_inside(self, area: Area | None, outer: str) -> bool:
        """Whether an area is another one, or lies in it."""
        while area and area.id != outer:
            area = self._entry("areas", area.within) if area.within else None
        return area is not None

    def _from_lead(self, indicator: Indicator) -> Iterator[_Step]:
        """A lead in points and either growth rate give the other one."""
        leader_of, follower_of = self._indicators[indicator.part or ""], self._indicators[indicator.whole or ""]
        for lead in self._by_indicator[indicator.id]:
            area = indicator.whole_area or lead.area.id
            for leader in self._at(leader_of.id, lead.area.id, lead):
                inputs = {"leader": leader, "lead": lead}
                yield _Step(Formula.FOLLOWER, lead, follower_of, area, lead.entity, lead.period, inputs)
            for follower in self._at(follower_of.id, area, lead):
                inputs = {"follower": follower, "lead": lead}
                yield _Step(Formula.LEADER, lead, leader_of, lead.area.id, lead.entity, lead.period, inputs)
        yield from self._leads(indicator, leader_of, follower_of)

    def _leads(self, indicator: Indicator, leader_of: Indicator, follower_of: Indicator) -> Iterator[_Step]:
        """Two growth rates give the lead of one over the other."""
        for leader in self._by_indicator[leader_of.id]:
            area = indicator.whole_area or leader.area.id
            if (follower_of.id, area) == (leader_of.id, leader.area.id):
                continue
            for follower in self._at(follower_of.id, area, leader):
                inputs = {"leader": leader, "follower": follower}
                yield _Step(Formula.LEAD, leader, indicator, leader.area.id, leader.entity, leader.period, inputs)

    def _rests(self, indicator: Indicator) -> Iterator[_Step]:
        """A flow adds up over time: a year without its first months is the rest of it."""
        alike: dict[tuple[str, str | None, Status], list[Fact]] = defaultdict(list)
        for fact in self._by_indicator[indicator.id]:
            alike[fact.area.id, fact.entity, fact.status].append(fact)
        for facts in alike.values():
            for part in facts:
                for whole in facts:
                    rest = whole.period.without(part.period) if part.unit == whole.unit else None
                    if rest:
                        inputs = {"whole": whole, "part": part}
                        yield _Step(Formula.REST, part, indicator, part.area.id, part.entity, rest, inputs)

    def _remainders(self) -> Iterator[_Step]:
        """Shares that a document calls parts of one figure leave a remainder."""
        parts: dict[str, dict[str, Fact]] = defaultdict(dict)
        for relation in self._relations:
            share = self._by_id.get(relation.left)
            if relation.relation is RelationKind.PART_OF and share and share.indicator.kind is Kind.SHARE:
                parts[relation.right][share.id] = share
        for shares in parts.values():
            first, *others = shares.values()
            if others and all(other.period == first.period and other.area == first.area for other in others):
                inputs = {f"share_{at}": share for at, share in enumerate(shares.values(), 1)}
                rest = _rest_of(first.indicator, self._indicators[first.indicator.whole or ""])
                yield _Step(Formula.REMAINDER, first, rest, first.area.id, None, first.period, inputs)

    # --- what follows

    def _derived(self, step: _Step) -> Iterator[Fact]:
        """The figure of a step, where it has not been derived yet and something is known of it."""
        name = f"{step.named_by.id}--{step.formula}"
        inputs = list(step.inputs.values())
        rests_on = [leaves(item) for item in inputs]
        once = sum(map(len, rests_on)) == len(frozenset().union(*rests_on))
        if name in self._tried or not once or not _units_fit(step.formula, inputs) or step.indicator.unit is None:
            return
        interval = _RULES[step.formula].follow(**{key: item.interval for key, item in step.inputs.items()})
        if interval.high is None and not interval.low:
            return  # that it is not negative is no news
        self._tried.add(name)
        area, usual, first = self._entry("areas", step.area), self._entry("units", step.indicator.unit), inputs[0].unit
        unit = first if first and first.dimension == usual.dimension else usual
        counted = unit.whole and step.indicator.kind in (Kind.FLOW, Kind.STOCK)
        yield _fact(step, name, area, unit, interval.whole() if counted else interval)


def _how_well_known(fact: Fact) -> tuple[bool, bool, Fraction, str]:
    """Sorts what rests on no doubt before what does, and narrow intervals before wide ones."""
    width = fact.interval.width
    return bool(fact.doubts), width is None, width or Fraction(0), fact.id


def _why_not_grown(growth: Fact, level: Fact) -> str:
    """Why a growth rate does not say what a level was a year before; empty where it does."""
    if growth.unit is None or growth.unit.symbol != "%":
        return f'"{growth.title}" is a multiple, and whether it rose by that or to that cannot be told.'
    if not _within_a_year(growth):
        return f'"{growth.title}" is over {growth.period.length}, not on the year before.'
    if not _same_prices(growth.indicator, level.indicator):
        basis = growth.indicator.price_basis
        why = "its price basis is not stated, so it may be real growth" if basis is PriceBasis.UNSTATED else basis
        return f'"{growth.title}": {why}, which gives no level in {level.unit.plural if level.unit else "money"}.'
    return ""


def _within_a_year(fact: Fact) -> bool:
    first, last = fact.period.start, fact.period.end
    return (last - first).days <= 366


def _same_prices(one: Indicator, other: Indicator, *, stated: bool = True) -> bool:
    """Whether figures in money, or their growth, are at the same prices, and say at which where they must."""
    if one.price_basis is not other.price_basis:
        return False
    return not stated or one.price_basis is not PriceBasis.UNSTATED


def _units_fit(formula: Formula, inputs: Sequence[Fact]) -> bool:
    """Whether figures that are set against each other are in one unit; points and percent are, as numbers."""
    if formula in (Formula.GROWTH, Formula.SHARE, Formula.REST):
        return inputs[0].unit == inputs[1].unit
    return True


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


def _value(step: _Step, interval: Interval) -> Fraction | None:
    """What the formula gives for the printed values, in the interval."""
    values = {key: item.value for key, item in step.inputs.items()}
    known = {key: exactly(value) for key, value in values.items() if value is not None}
    value = _RULES[step.formula].follow(**known).low if len(known) == len(values) else None
    if value is None or interval.holds(value):
        return value
    return interval.low if interval.low == interval.high else Fraction(round(value))


def _fact(step: _Step, name: str, area: Any, unit: Any, interval: Interval) -> Fact:
    inputs = tuple(step.inputs.items())
    facts = [item for _, item in inputs]
    inferred = any(item.dating is Dating.INFERRED for item in facts)
    expression = _RULES[step.formula].expression
    if step.formula is Formula.REMAINDER:
        expression = " - ".join([expression, *step.inputs])
    made = Fact(
        id=name,
        indicator=step.indicator,
        area=area,
        period=step.period,
        dating=Dating.INFERRED if inferred else Dating.PRINTED,
        statement="",
        citations=tuple(dict.fromkeys(citation for item in facts for citation in item.citations)),
        unit=unit,
        entity=step.entity,
        status=facts[0].status,
        dating_reason="The period of a figure that it follows from is inferred." if inferred else None,
        doubts=tuple(dict.fromkeys(doubt for item in facts for doubt in _passed_on(item))),
        derivation=Derivation(step.formula, expression, inputs, _value(step, interval), interval),
    )
    from_what = " and ".join(f'"{item.title}" ({item.text.removesuffix(" (implied)")})' for item in facts)
    sentence = f"Printed nowhere, but implied by {from_what}: {made.title} in {area.title}, {made.period.words}."
    return made._replace(statement=sentence)


def _passed_on(fact: Fact) -> Iterator[Doubt]:
    """The doubts that a figure hands to what rests on it."""
    for doubt in fact.doubts:
        if fact.derivation:
            yield doubt
        else:
            yield Doubt(f'It rests on "{fact.title}" ({fact.text}), which is doubtful: {doubt.reason}', doubt.likely)


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
