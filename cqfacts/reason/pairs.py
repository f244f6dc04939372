"""Put facts side by side: those of two years in pairs, those of several years in rows."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import compress, pairwise, product, zip_longest
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.period import Period
from cqfacts.reason.things import MOST_ALIKE
from cqfacts.reason.traits import SeriesKey, Traits, is_money, series_key, traits_of
from cqfacts.reason.verdicts import Pair, Verdict, judge_areas, judge_one_sided, judge_pair


def valid_facts(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts that are not superseded by a newer figure."""
    return (fact for fact in facts if not fact.superseded_by)


class Row(NamedTuple):
    """One thing in several years: for each year a fact or None."""

    cells: tuple[Fact | None, ...]

    @property
    def facts(self) -> list[Fact]:
        """The facts of the years that have one."""
        return [fact for fact in self.cells if fact]

    @property
    def steps(self) -> list[Pair]:
        """The verdict on each two facts that follow each other."""
        return [judge_pair(earlier, later) for earlier, later in pairwise(self.facts)]

    @property
    def sector(self) -> str:
        """The id of the sector."""
        fact = self.facts[0]
        return fact.indicator.sector


def align_years(years: Sequence[Iterable[Fact]], sectors: Sequence[str]) -> list[Row]:
    """Return the facts of several years in rows: one indicator of one area in each of them.

    Facts of one part of the year stand in one row; those that are alone with theirs stand beside each other, as five months
    beside a year, for a reader to be told that they cannot be compared. `sectors` are ids of the sectors in the order in which their rows are wanted; in each, the fullest rows come first. What is in one year alone comes after all others.
    """
    columns_by_series: dict[SeriesKey, list[list[Fact]]] = {}
    for number, facts in enumerate(years):
        for fact in valid_facts(facts):
            key = series_key(fact)
            columns = columns_by_series.setdefault(key, [[] for _ in years])
            columns[number].append(fact)
    rows: list[Row] = []
    for columns in columns_by_series.values():
        rows += map(Row, zip_longest(*columns))
    rows = _join_single_rows(rows)

    def order(row: Row) -> tuple[bool, int, int]:
        return len(row.facts) == 1, sectors.index(row.sector), -len(row.facts)

    return sorted(rows, key=order)


def _join_single_rows(rows: Iterable[Row]) -> list[Row]:
    """Return rows in which facts that were alone stand beside others of their thing, each in its own year."""
    joined: list[Row] = []
    open_rows: dict[tuple[object, ...], Row] = {}
    for row in rows:
        fact = row.facts[0]
        if len(row.facts) > 1 or fact.state is not None:
            joined.append(row)
            continue
        key = (fact.indicator.id, fact.area_id, fact.entity)
        neighbour = open_rows.get(key)
        if neighbour and _are_apart(neighbour, row):
            open_rows[key] = Row(tuple(map(_either, neighbour.cells, row.cells)))
        elif neighbour:
            joined.append(row)
        else:
            open_rows[key] = row
    return [*joined, *open_rows.values()]


def _are_apart(left: Row, right: Row) -> bool:
    """Tell whether two rows have no year in common."""
    return not any(map(_are_both, left.cells, right.cells))


def _are_both(left: Fact | None, right: Fact | None) -> bool:
    return left is not None and right is not None


def _either(left: Fact | None, right: Fact | None) -> Fact | None:
    return left or right


def compare_facts(
    earlier: Iterable[Fact],
    later: Iterable[Fact],
    sectors: Sequence[str],
    candidates: Iterable[Fact] = (),
) -> list[Pair]:
    """Return every fact of two years once: paired with its best counterpart of the same subject, or one-sided.

    `sectors` are ids of the sectors in the order in which their pairs are wanted; in each, the comparable come first.
    All that is one-sided comes after all that is paired. `candidates` are facts, printed or implied, among which the
    nearest pair that can be compared is looked for where a pair cannot.
    """
    pairs: list[Pair] = []
    for sides in _group_by_subject(valid_facts(earlier), valid_facts(later)):
        pairs += _pair_up(sides)
    candidates_by_series = _group_by_series(valid_facts(candidates))
    pairs = [_add_nearest(pair, candidates_by_series) for pair in pairs]
    best_first = list(reversed(Verdict))

    def order(pair: Pair) -> tuple[bool, int, int]:
        is_one_sided = pair.verdict is Verdict.ONE_SIDED
        return is_one_sided, sectors.index(pair.sector), best_first.index(pair.verdict)

    return sorted(pairs, key=order)


def compare_areas(left: Iterable[Fact], right: Iterable[Fact]) -> list[Pair]:
    """Return the facts of two areas that measure one thing, in pairs: those that can be compared first.

    What only one of the areas has is left out.
    """
    waiting: dict[Thing, list[Fact]] = defaultdict(list)
    for fact in valid_facts(left):
        waiting[_thing_of(fact)].append(fact)
    pairs: list[Pair] = []
    for fact in valid_facts(right):
        counterparts = waiting[_thing_of(fact)]
        if counterparts:
            counterpart = min(counterparts, key=partial(_distance_in_time, fact))
            pairs.append(judge_areas(counterpart, fact))
    best_first = list(reversed(Verdict))
    return sorted(pairs, key=lambda pair: best_first.index(pair.verdict))


Thing = tuple[str, str | None]
"""What figures of two areas have in common: the id of the indicator, and the entity."""


def _thing_of(fact: Fact) -> Thing:
    return fact.indicator.id, fact.entity


def _distance_in_time(left: Fact, right: Fact) -> int:
    starts = abs((left.period.start - right.period.start).days)
    return starts + abs((left.period.end - right.period.end).days)


# --- pairs of one subject


class Sides(NamedTuple):
    """The facts of the earlier and of the later year."""

    earlier: list[Fact]
    later: list[Fact]


def _group_by_subject(earlier: Iterable[Fact], later: Iterable[Fact]) -> Iterable[Sides]:
    """Return the facts of each subject of each sector."""
    groups: dict[SubjectKey, Sides] = defaultdict(lambda: Sides([], []))
    for fact in earlier:
        sides = groups[_subject_key(fact)]
        sides.earlier.append(fact)
    for fact in later:
        sides = groups[_subject_key(fact)]
        sides.later.append(fact)
    return groups.values()


SubjectKey = tuple[str, str]
"""The ids of a sector and of a subject."""


def _subject_key(fact: Fact) -> SubjectKey:
    indicator = fact.indicator
    return indicator.sector, indicator.subject


class Candidate(NamedTuple):
    """A fact that has no counterpart yet, with its traits."""

    fact: Fact
    traits: Traits


Match = tuple[Candidate, Candidate]
"""An earlier and a later fact that stand side by side."""

SharedTraits = tuple[bool, ...]
"""For each of the traits, whether two facts must have it in common."""

# All traits in common, all but the last, all but the last but one, and so on to none.
_BEST_FIRST: tuple[SharedTraits, ...] = tuple(product((True, False), repeat=len(Traits._fields)))


def _pair_up(sides: Sides) -> list[Pair]:
    """Return the pairs of one subject, the best first; each fact is used once."""
    earlier = [Candidate(fact, traits_of(fact)) for fact in sides.earlier]
    later = [Candidate(fact, traits_of(fact)) for fact in sides.later]
    matches: list[Match] = []
    for shared in _BEST_FIRST:
        if not earlier or not later:
            break
        counterparts = _find_matches(earlier, later, shared)
        earlier = _remove(earlier, [left for left, _ in counterparts])
        later = _remove(later, [right for _, right in counterparts])
        matches += counterparts
    pairs = [judge_pair(left.fact, right.fact) for left, right in matches]
    return [*pairs, *_single_sides(earlier, later)]


def _single_sides(earlier: Iterable[Candidate], later: Iterable[Candidate]) -> Iterator[Pair]:
    """Yield a pair with one side for each fact that has no counterpart, the earlier ones first."""
    for candidate in earlier:
        yield judge_one_sided(candidate.fact, is_later=False)
    for candidate in later:
        yield judge_one_sided(candidate.fact, is_later=True)


def _find_matches(
    earlier: Iterable[Candidate],
    later: Iterable[Candidate],
    shared: SharedTraits,
) -> list[Match]:
    """Return the counterparts that have some traits in common, each candidate once, in the order of the later ones."""
    waiting: dict[tuple[object, ...], deque[Candidate]] = defaultdict(deque)
    for candidate in earlier:
        key = _counterpart_key(candidate, shared)
        waiting[key].append(candidate)
    matches: list[Match] = []
    for candidate in later:
        key = _counterpart_key(candidate, shared)
        counterparts = waiting[key]
        if counterparts and _make_sense_together(counterparts[0].fact, candidate.fact):
            matches.append((counterparts.popleft(), candidate))
    return matches


def _counterpart_key(candidate: Candidate, shared: SharedTraits) -> tuple[object, ...]:
    """Return the key that counterparts have in common.

    Where indicators may differ, they have at least the kind in common, and the unit or that it is money.
    """
    common_traits = compress(candidate.traits, shared)
    indicator_is_shared = shared[0]
    if indicator_is_shared:
        return tuple(common_traits)
    fact = candidate.fact
    unit = "money" if is_money(fact) else fact.unit
    return (*common_traits, fact.indicator.kind, unit)


def _make_sense_together(left: Fact, right: Fact) -> bool:
    """Tell whether two facts of one subject can stand side by side: a state only beside the same one."""
    if left.state is None and right.state is None:
        return True
    return left.indicator.id == right.indicator.id and left.entity == right.entity


def _remove(candidates: Iterable[Candidate], matched: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that are not matched, told apart by identity, for two facts may be equal."""
    matched_ids = {id(candidate) for candidate in matched}
    return [candidate for candidate in candidates if id(candidate) not in matched_ids]


# --- the nearest pair that can be compared


CandidatesBySeries = Mapping[SeriesKey, Sequence[Fact]]
"""Figures by the thing that they are about in any year, in the order in which their periods end."""
_MOST_TRIED = 50
"""How many figures on either side in time are tried: in a series of thousands each of them would try all others."""


def _group_by_series(facts: Iterable[Fact]) -> CandidatesBySeries:
    """Return figures by the thing that they are about; of one period MOST_ALIKE at most, and no states without a number."""
    groups: dict[SeriesKey, list[Fact]] = defaultdict(list)
    figures_of_period: Counter[tuple[SeriesKey, Period]] = Counter()
    for fact in facts:
        if fact.state is not None:
            continue
        key = series_key(fact)
        figures_of_period[key, fact.period] += 1
        if figures_of_period[key, fact.period] <= MOST_ALIKE:
            groups[key].append(fact)
    for group in groups.values():
        group.sort(key=_end_of)
    return groups


def _end_of(fact: Fact) -> date:
    return fact.period.end


def _add_nearest(pair: Pair, candidates: CandidatesBySeries) -> Pair:
    """Add to a pair that cannot be compared the nearest one that can, of the later fact or else of the earlier one."""
    if pair.verdict is Verdict.COMPARABLE:
        return pair
    for fact in (pair.later, pair.earlier):
        nearest = _find_nearest(fact, candidates) if fact else None
        if nearest:
            earlier, later = nearest
            sentence = f"{_with_period(earlier)} and {_with_period(later)} can be compared."
            return pair._replace(nearest=nearest, reasons=(*pair.reasons, sentence))
    return pair


def _find_nearest(fact: Fact, candidates: CandidatesBySeries) -> tuple[Fact, Fact] | None:
    """Return a fact and the one nearest in time with which it can be compared, the earlier one first."""
    if fact.state is not None:
        return None
    key = series_key(fact)

    def distance(candidate: Fact) -> tuple[int, bool, str]:
        days = (candidate.period.end - fact.period.end).days
        return abs(days), candidate.implied, candidate.id

    in_time = candidates.get(key, ())
    place = bisect_left(in_time, fact.period.end, key=_end_of)
    neighbours = in_time[max(0, place - _MOST_TRIED) : place + _MOST_TRIED]
    for candidate in sorted(neighbours, key=distance):
        earlier, later = _in_time(fact, candidate)
        if candidate.id != fact.id and _can_be_compared(earlier, later):
            return earlier, later
    return None


def _in_time(left: Fact, right: Fact) -> tuple[Fact, Fact]:
    """Return two facts in the order in which their periods begin."""
    if right.period.start < left.period.start:
        return right, left
    return left, right


def _can_be_compared(earlier: Fact, later: Fact) -> bool:
    """Tell whether there is a change between two facts whose periods do not overlap."""
    if earlier.period.end >= later.period.start:
        return False
    return judge_pair(earlier, later).change is not None


def _with_period(fact: Fact) -> str:
    return f"{fact.period.words} ({fact.text})"
