"""The conflicts of facts, found when an index is made: every look-up shows them, and none has to compute them.

Figures for the same thing stand in one file, so these conflicts are there already (see `build.RowMaker`). Here those come
to them that span files: relations that fail, and figures that others imply. In a base of MANY facts, or of MANY_IMPLYING that
arithmetic links, nothing is implied here: it would take much more time than making the index, and hold all these facts in
memory. Then a fact is told only of the same thing and of relations, and `Index.tells_implied_conflicts` is False.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, cast

from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.index.edits import EditedTables
from cqfacts.index.rows import E, FindEntry, decode_fact, decode_relation, encode_fact
from cqfacts.index.tables import PART_BITS, Tables, checksum
from cqfacts.model.fact import Conflict, ConflictKind, Fact, Status
from cqfacts.model.period import Period
from cqfacts.model.relation import Relation
from cqfacts.model.vocabulary import FILES, Kind
from cqfacts.reason.conflicts import implied_conflicts, relation_conflicts

MANY = 50_000
"""From so many facts on no conflict with implied figures is looked for."""
MANY_IMPLYING = 5_000
"""The same, of facts that may imply others: to imply from one takes several times as long as to read it."""

_IN_RELATIONS = "id in (select left_fact from relation union select right_fact from relation)"
_EDITED_IN_RELATIONS = """
select 1 from relation
where left_fact in (select id from edits.fact) or right_fact in (select id from edits.fact) limit 1
"""
_EDITED_INDICATORS = f"""
select indicator from edits.fact
union select indicator from main.fact where position >> {PART_BITS} in (select part from edits.replaced)
"""
_ALL_STATES = """(
    select indicator, area, year, start from main.fact
    union all select indicator, area, year, start from edits.fact
)"""
# Only of figures that start or end together one can be a part of the other.
_OVERLAPPING = """
select indicator from {source} group by indicator, area, year having count(*) > 1
union select indicator from {source} group by indicator, area, start having count(*) > 1
"""


class PlacedFact(NamedTuple):
    """A fact, and the position at which it stands."""

    position: int
    fact: Fact


def add_conflicts(tables: Tables, vocabulary: Vocabulary, relations: list[Relation]) -> None:
    """Add to the facts of a whole base the conflicts that span files."""
    count = tables.count("1")
    can_imply = _can_imply(tables, vocabulary, count)
    tables.connection.execute("insert into size values (?, ?)", (count, can_imply))
    indicators = _implying_indicators(tables, vocabulary, "fact") if can_imply else set()
    placed = _read_facts(tables, vocabulary, indicators, with_related=bool(relations))
    facts = _with_relation_conflicts([fact for _, fact in placed], relations)
    if indicators:
        facts = _with_implied_conflicts(facts, relations, vocabulary)
    for position, fact in _changed(placed, facts):
        _update(tables, "main", position, fact)


def amend_conflicts(tables: EditedTables, vocabulary: Vocabulary) -> bool:
    """Bring the conflicts that span files up to date after an edit; False where only a whole new index can.

    Looks only at the facts that the edit can reach: those of relations, where one of them is about an edited fact, and those
    that arithmetic links with edited facts or with these.
    """
    [(count_before, could_imply)] = tables.rows("select facts, told_of_implied from size")
    [(edited,)] = tables.rows("select count(*) from edits.fact")
    count = count_before - tables.count_replaced("1") + edited
    can_imply = _can_imply(tables, vocabulary, count)
    if can_imply != bool(could_imply):
        return False
    with_related = bool(tables.rows(_EDITED_IN_RELATIONS))
    indicators = (
        _indicators_within_reach(tables, vocabulary, with_related=with_related)
        if can_imply
        else set()
    )
    placed = _read_facts(tables, vocabulary, indicators, with_related=with_related)
    facts = [fact for _, fact in placed]
    relations = [
        decode_relation(content) for (content,) in tables.rows("select content from relation")
    ]
    facts = (
        _with_relation_conflicts(facts, relations)
        if with_related
        else _without_implied_conflicts(facts)
    )
    if indicators:
        facts = _with_implied_conflicts(facts, relations, vocabulary)
    replaced = set(tables.replaced_parts)
    for position, fact in _changed(placed, facts):
        if position >> PART_BITS in replaced:
            _update(tables, "edits", position, fact)
        else:
            tables.connection.execute(
                "insert into edits.amended values (?, ?)", (position, encode_fact(fact))
            )
    return True


# --- the facts that can be in conflict


def _can_imply(tables: Tables, vocabulary: Vocabulary, count: int) -> bool:
    """Tell whether the facts of a base, so many, are few enough to find all that they imply."""
    if count >= MANY:
        return False
    indicators = _implying_indicators(tables, vocabulary, "fact")
    return tables.count(_is_of(indicators), sorted(indicators)) < MANY_IMPLYING


def _is_of(indicators: set[str]) -> str:
    """Return the condition that a fact is of one of some indicators; they are its values, sorted."""
    places = ",".join("?" for _ in indicators)
    return f"indicator in ({places})"


def _indicators_within_reach(
    tables: EditedTables, vocabulary: Vocabulary, *, with_related: bool
) -> set[str]:
    """Return the ids of the indicators whose figures an edit can bring into conflict with implied ones."""
    from cqfacts.reason.imply import find_linked

    edited = _select_indicators(tables, _EDITED_INDICATORS)
    if with_related:
        edited |= _select_indicators(
            tables, f"select distinct indicator from fact where {_IN_RELATIONS}"
        )
    indicators = vocabulary.indicators
    reached = find_linked((indicators[name] for name in edited), indicators.values())
    return reached & _implying_indicators(tables, vocabulary, _ALL_STATES)


def _implying_indicators(tables: Tables, vocabulary: Vocabulary, source: str) -> set[str]:
    """Return the ids of the indicators whose figures may imply others, given a table or a query of facts."""
    overlapping = _select_indicators(tables, _OVERLAPPING.format(source=source))
    split = {name for name in overlapping if vocabulary.indicators[name].kind is Kind.FLOW}
    return split.union(*_linked_groups(vocabulary))


def _linked_groups(vocabulary: Vocabulary) -> list[set[str]]:
    """Return the groups of indicators that arithmetic links, each by the ids of its members."""
    group_of: dict[str, set[str]] = {}
    for indicator in vocabulary.indicators.values():
        for linked_id in indicator.linked:
            pair = (group_of.setdefault(name, {name}) for name in (indicator.id, linked_id))
            smaller, larger = sorted(pair, key=len)
            larger |= smaller
            group_of.update(dict.fromkeys(smaller, larger))
    return list({id(group): group for group in group_of.values()}.values())


def _select_indicators(tables: Tables, sql: str) -> set[str]:
    rows = tables.rows(sql)
    return {str(indicator) for (indicator,) in rows}


def _read_facts(
    tables: Tables, vocabulary: Vocabulary, indicators: set[str], *, with_related: bool
) -> list[PlacedFact]:
    """Return the facts of some indicators; `with_related`: and those that relations are about."""
    conditions = []
    if indicators:
        conditions.append(_is_of(indicators))
    if with_related:
        conditions.append(_IN_RELATIONS)
    if not conditions:
        return []
    find_entry = _entry_finder(vocabulary)
    contents = tables.facts(" or ".join(conditions), sorted(indicators))
    return [
        PlacedFact(position, decode_fact(content, find_entry)) for position, content in contents
    ]


def _entry_finder(vocabulary: Vocabulary) -> FindEntry:
    """Return what finds an entry of a vocabulary by its kind and id."""
    entries_by_file = vocabulary._asdict()

    def find_entry(kind: type[E], entry_id: str) -> E:
        return cast(E, entries_by_file[FILES[kind]][entry_id])  # a file holds entries of its kind

    return find_entry


# --- their conflicts


def _with_relation_conflicts(facts: list[Fact], relations: list[Relation]) -> list[Fact]:
    """Return the facts with what their own files and the relations say against them, and nothing else."""
    of_relations = relation_conflicts(facts, relations)
    judged = []
    for fact in facts:
        same_thing = _conflicts_of_kinds(fact, {ConflictKind.SAME_THING})
        judged.append(fact._replace(conflicts=(*same_thing, *of_relations.get(fact.id, ()))))
    return judged


def _without_implied_conflicts(facts: list[Fact]) -> list[Fact]:
    """Return the facts with what their own files and the relations say against them, as it is stored."""
    kinds = {ConflictKind.SAME_THING, ConflictKind.RELATION}
    return [fact._replace(conflicts=_conflicts_of_kinds(fact, kinds)) for fact in facts]


def _conflicts_of_kinds(fact: Fact, kinds: set[ConflictKind]) -> tuple[Conflict, ...]:
    return tuple(conflict for conflict in fact.conflicts if conflict.kind in kinds)


def _with_implied_conflicts(
    facts: list[Fact], relations: list[Relation], vocabulary: Vocabulary
) -> list[Fact]:
    """Return the facts with what figures that they imply say against them, after what is there."""
    from cqfacts.reason.imply import imply

    figures = _implying_facts(facts, vocabulary)
    implied = imply(
        figures, list(vocabulary.indicators.values()), _entry_finder(vocabulary), relations
    )
    conflicts = implied_conflicts(implied)
    return [
        fact._replace(conflicts=(*fact.conflicts, *conflicts.get(fact.id, ()))) for fact in facts
    ]


def _implying_facts(facts: list[Fact], vocabulary: Vocabulary) -> list[Fact]:
    """Return the facts whose figures may imply one that is in conflict: to imply others takes most of the time here."""
    linked = _indicators_in_conflict(facts, vocabulary)
    implying = linked | _split_indicators(facts)
    return [fact for fact in facts if fact.indicator.id in implying]


def _indicators_in_conflict(facts: list[Fact], vocabulary: Vocabulary) -> set[str]:
    """Return the ids of the linked indicators whose figures can be in conflict with each other.

    Two figures imply a third, and a conflict needs another one for the same thing. Only a share can be impossible by itself.
    """
    figures = Counter(fact.indicator.id for fact in facts)
    names: set[str] = set()
    for group in _linked_groups(vocabulary):
        has_share = any(vocabulary.indicators[name].kind is Kind.SHARE for name in group)
        needed = 2 if has_share else 3
        if sum(figures[name] for name in group) >= needed:
            names |= group
    return names


def _split_indicators(facts: list[Fact]) -> set[str]:
    """Return the ids of the indicators that have figures for a period and for one that begins or ends with it."""
    periods_by_day: dict[_DayOfSeries, set[Period]] = {}
    names: set[str] = set()
    for fact in facts:
        series = (fact.indicator.id, fact.area_id, fact.entity, fact.status)
        for day in (("from", fact.period.start), ("to", fact.period.end)):
            periods = periods_by_day.setdefault((series, day), set())
            periods.add(fact.period)
            if len(periods) > 1:
                names.add(fact.indicator.id)
    return names


_DayOfSeries = tuple[tuple[str, str | None, str | None, Status], tuple[str, date]]
"""The first or the last day of figures of one thing."""


# --- back into the database


def _changed(before: list[PlacedFact], after: list[Fact]) -> Iterator[PlacedFact]:
    """Return the facts whose conflicts are not the ones that are stored with them."""
    for placed, fact in zip(before, after, strict=True):
        if placed.fact.conflicts != fact.conflicts:
            yield PlacedFact(placed.position, fact)


def _update(tables: Tables, schema: str, position: int, fact: Fact) -> None:
    content = encode_fact(fact)
    sql = f"update {schema}.fact set content = ?, checksum = ? where position = ?"
    tables.connection.execute(sql, (content, checksum(position, content), position))
