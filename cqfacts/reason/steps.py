"""The steps by which a figure may follow from known ones: which inputs stand together, and where their result stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations, product
from typing import NamedTuple

from cqfacts.model.change_base import ChangeBase, Neighbour, compared_period
from cqfacts.model.fact import Fact, Formula, Status, Vintage
from cqfacts.model.relation import Relation, RelationKind
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Indicator, Kind, Unit, WholeEntity
from cqfacts.reason.formulas import TRIANGLES, Side, TriangleRule
from cqfacts.reason.things import KnownFigures, Position, position_of, thing_at

Indicators = Mapping[str, Indicator]
"""The indicators of a base by their ids."""


class Step(NamedTuple):
    """A figure that may be implied: what it measures and where, and its inputs by their names in the formula."""

    formula: Formula
    indicator: Indicator
    position: Position
    inputs: dict[str, Fact]


def find_steps(
    figures: KnownFigures,
    indicators: Indicators,
    relations: Iterable[Relation],
) -> Iterator[Step]:
    """Yield every step from known figures to another one, before anything that speaks against it is looked at.

    `relations` tell which shares are parts of one whole.
    """
    for indicator in indicators.values():
        if indicator.kind in TRIANGLES and indicator.is_linked:
            yield from _triangle_steps(indicator, figures, indicators)
        elif indicator.kind is Kind.FLOW:
            yield from _rest_steps(indicator, figures)
    yield from _remainder_steps(figures, indicators, relations)


# --- triangles: a growth, share or difference links two figures


class Corner(NamedTuple):
    """One of the three figures of a triangle, as seen from the position of the triangle."""

    indicator: Indicator
    fixed_area: str | None = None
    """The id of its area, where that is not the area of the triangle."""
    entity: WholeEntity | None = WholeEntity.SAME
    """The entity that it is about, where the triangle is about one; None: that is not told."""
    is_level: bool = False
    """True for what grew or changed: where that is itself a growth, it is one on the year before."""
    is_earlier: bool = False
    """True for the level that a growth is on: it stands at an earlier time than the triangle."""

    def seen_from(self, triangle: Position) -> Position | None:
        """Return the position of the corner.

        None where there is no such day or year, no single earlier time, or where it is not told which entity it is about.
        """
        if triangle.entity is not None and self.entity is None:
            return None
        period = triangle.period
        if self.is_earlier:
            earlier = compared_period(triangle.on, period)
            if earlier is None:
                return None
            period = earlier
        return Position(
            area=self.fixed_area or triangle.area,
            entity=triangle.entity if self.entity is WholeEntity.SAME else None,
            period=period,
            status=triangle.status,
            vintage=triangle.vintage,
            on=self._base_in(triangle),
        )

    def _base_in(self, triangle: Position) -> ChangeBase:
        """Return the base of a corner: that of the triangle, where it is a change and not what changed."""
        if self.is_level or self.indicator.kind not in KINDS_OF_CHANGE:
            return Neighbour.YEAR_BEFORE
        return triangle.on

    def triangle_position(self, fact: Fact) -> Position | None:
        """Return the position of the triangle whose corner a fact is; None where there is no such day or year.

        An earlier level tells it for a growth on the year before; of any other base only the growth itself tells.
        """
        position = position_of(fact)
        if self.is_level and position.on is not Neighbour.YEAR_BEFORE:
            return None
        if not self.is_earlier:
            return position
        period = fact.period.shifted(1)
        if period is None:
            return None
        return position._replace(period=period)


Triangle = Mapping[Side, Corner]


def _triangle_of(link: Indicator, figures: KnownFigures, indicators: Indicators) -> Triangle:
    """Return the triangle of a growth, a change, a share or a difference, which is its link."""
    if link.level:
        level = indicators[link.level]
        left = Corner(level, is_level=True)
        right = Corner(level, is_level=True, is_earlier=True)
    else:
        left = Corner(indicators[link.part or ""])
        right = Corner(
            indicators[link.whole or ""],
            fixed_area=link.whole_area,
            entity=_entity_of_whole(link, figures, indicators),
        )
    return {Side.LEFT: left, Side.RIGHT: right, Side.LINK: Corner(link)}


def _entity_of_whole(
    link: Indicator,
    figures: KnownFigures,
    indicators: Indicators,
) -> WholeEntity | None:
    """Return whose whole it is of which an entity has a share: its own, or that of all; None where that is not told.

    Where the indicator does not say it, the whole is the entity's own if it is another indicator of the same subject,
    and has no figure of all. A share of one indicator in itself may be that of a market.
    """
    if link.kind is Kind.DIFFERENCE:
        return WholeEntity.SAME
    if link.whole_entity is not None:
        return link.whole_entity
    part = indicators[link.part or ""]
    whole = indicators[link.whole or ""]
    if part.id == whole.id or part.subject != whole.subject:
        return None
    if any(fact.entity is None for fact in figures.find_by_indicator(whole)):
        return None
    return WholeEntity.SAME


class PlacedCorner(NamedTuple):
    """A corner of a triangle that stands somewhere, with the known figures for it."""

    indicator: Indicator
    position: Position | None
    """None where there is no such day or year."""
    figures: Sequence[Fact]


def _place_corner(
    corner: Corner,
    triangle: Position,
    figures: KnownFigures,
) -> PlacedCorner:
    """Return a corner of a triangle that stands at a position."""
    position = corner.seen_from(triangle)
    if position is None:
        return PlacedCorner(corner.indicator, None, ())
    thing = thing_at(corner.indicator, position)
    return PlacedCorner(corner.indicator, position, figures.find_by_thing(thing))


def _triangle_steps(
    link: Indicator,
    figures: KnownFigures,
    indicators: Indicators,
) -> Iterator[Step]:
    """Yield the steps from every two known corners of a triangle to the third."""
    triangle = _triangle_of(link, figures, indicators)
    for position in _triangle_positions(triangle, figures):
        corners = {
            side: _place_corner(corner, position, figures) for side, corner in triangle.items()
        }
        if _are_the_same_thing(corners[Side.LEFT], corners[Side.RIGHT]):
            continue
        for rule in TRIANGLES[link.kind]:
            yield from _steps_by_rule(rule, rule.formula_on(position.on), corners)


def _triangle_positions(triangle: Triangle, figures: KnownFigures) -> Iterable[Position]:
    """Return the positions at which a triangle has a known corner.

    A corner with a fixed area does not tell the position; of two known corners one always does. A share of a growth is
    that of the growth on the year before, for it has no base of its own.
    """
    has_base = triangle[Side.LINK].indicator.kind in KINDS_OF_CHANGE
    positions: dict[Position, None] = {}
    for corner in triangle.values():
        if corner.fixed_area is not None:
            continue
        for fact in figures.find_by_indicator(corner.indicator):
            position = corner.triangle_position(fact)
            if position and (has_base or position.on is Neighbour.YEAR_BEFORE):
                positions[position] = None
    return positions


def _steps_by_rule(
    rule: TriangleRule,
    formula: Formula,
    corners: Mapping[Side, PlacedCorner],
) -> Iterator[Step]:
    """Yield the steps that a rule takes from figures of two corners to the third, by a formula."""
    result = corners[rule.gives]
    left, right = (corners[side] for side in rule.reads.values())
    if result.position is None or _are_the_same_thing(left, right):
        return
    for pair in product(left.figures, right.figures):
        inputs = dict(zip(rule.reads, pair, strict=True))
        yield Step(formula, result.indicator, result.position, inputs)


def _are_the_same_thing(left: PlacedCorner, right: PlacedCorner) -> bool:
    """Tell whether two corners coincide, as a part and its whole do where a figure is said to be a share of itself.

    A lead of an indicator over itself, at one time and place, is one over another time or rival, which is not told.
    """
    if left.position is None or right.position is None:
        return False
    left_thing = thing_at(left.indicator, left.position)
    return left_thing == thing_at(right.indicator, right.position)


# --- rests: a flow adds up over time


class PeriodEdge(NamedTuple):
    """The first or the last day of the periods of figures that can be subtracted from each other."""

    area: str | None
    """The id of the area."""
    entity: str | None
    status: Status
    vintage: Vintage
    unit: Unit | None
    day: date
    is_first_day: bool


def _rest_steps(flow: Indicator, figures: KnownFigures) -> Iterator[Step]:
    """Yield the steps to the rest of a period: a year without its first months.

    A figure that is itself such a rest is not used again.
    """
    facts = [fact for fact in figures.find_by_indicator(flow) if not _is_rest(fact)]
    for group in _group_by_edge(facts):
        for part, whole in permutations(group, 2):
            rest_period = whole.period.without(part.period)
            if rest_period:
                position = position_of(part)._replace(period=rest_period)
                yield Step(Formula.REST, flow, position, {"whole": whole, "part": part})


def _is_rest(fact: Fact) -> bool:
    return fact.derivation is not None and fact.derivation.formula is Formula.REST


def _group_by_edge(facts: Iterable[Fact]) -> Iterable[list[Fact]]:
    """Return the figures that begin on one day, and those that end on one day: each figure stands in two groups."""
    groups: dict[PeriodEdge, list[Fact]] = defaultdict(list)
    for fact in facts:
        start = PeriodEdge(
            area=fact.area_id,
            entity=fact.entity,
            status=fact.status,
            vintage=fact.vintage,
            unit=fact.unit,
            day=fact.period.start,
            is_first_day=True,
        )
        end = start._replace(day=fact.period.end, is_first_day=False)
        groups[start].append(fact)
        groups[end].append(fact)
    return groups.values()


# --- remainders: shares that a document calls parts of one figure


def _remainder_steps(
    figures: KnownFigures,
    indicators: Indicators,
    relations: Iterable[Relation],
) -> Iterator[Step]:
    """Yield the steps from the known shares of one whole to the share of what is left of it."""
    for shares in _shares_by_whole(figures, relations).values():
        if len(shares) < 2 or not _are_of_one_whole(shares):
            continue
        share = shares[0]
        if not share.indicator.is_linked:
            continue
        whole = indicators[share.indicator.whole or ""]
        indicator = _remainder_indicator(share.indicator, whole)
        of_whole = Corner(indicator, entity=_entity_of_whole(share.indicator, figures, indicators))
        position = of_whole.seen_from(position_of(share))
        if position is not None:
            inputs = {f"share_{number}": fact for number, fact in enumerate(shares, 1)}
            yield Step(Formula.REMAINDER, indicator, position, inputs)


def _shares_by_whole(
    figures: KnownFigures, relations: Iterable[Relation]
) -> Mapping[str, list[Fact]]:
    """Return the shares that documents call parts of a figure, each once, by the figure's id."""
    shares_by_whole: dict[str, dict[str, Fact]] = defaultdict(dict)
    for relation in relations:
        if relation.relation is not RelationKind.PART_OF:
            continue
        share = figures.find_by_id(relation.left)
        if share is None or share.indicator.kind is not Kind.SHARE:
            continue
        shares_by_whole[relation.right][share.id] = share
    return {whole: list(shares.values()) for whole, shares in shares_by_whole.items()}


def _are_of_one_whole(shares: Sequence[Fact]) -> bool:
    """Tell whether the first of some shares and each other one are different parts of one whole, at one time and place."""
    left = shares[0]
    for right in shares[1:]:
        if left.indicator is right.indicator or left.unit != right.unit:
            return False
        if position_of(left) != position_of(right):
            return False
        if _whole_of(left) != _whole_of(right):
            return False
    return True


def _whole_of(share: Fact) -> tuple[str | None, str | None, WholeEntity | None]:
    """Return the ids of the indicator and of the area of the whole, and whose whole it is."""
    indicator = share.indicator
    return indicator.whole, indicator.whole_area, indicator.whole_entity


def _remainder_indicator(share: Indicator, whole: Indicator) -> Indicator:
    """Return the indicator of what is left of a whole without the parts that are known."""
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
