"""Look up facts and vocabulary by the names that people use. Returns entries and facts, prints nothing."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cqfacts.errors import Ambiguous, NotFound, WrongUsage
from cqfacts.index.read import Index
from cqfacts.index.store import open_index, packaged_base
from cqfacts.model.fact import Fact
from cqfacts.model.names import closest, fold, short
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import FILES, Area, Indicator, Measure, Sector, Source, Subject, Term

if TYPE_CHECKING:
    from cqfacts.index.families import Family
    from cqfacts.model.relation import Relation

E = TypeVar("E", bound=Term)
_SHOWN_CLOSE = 5
"""How many names that are close a message offers."""


class Years(NamedTuple):
    """The years from `first` to `last`, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


Names = str | Iterable[str]
"""One name as people type it, or several, of which any may fit."""
YearNames = int | str | Iterable[int | str]
"""A year or a span of years, or several, of which any may fit."""


class Selection(NamedTuple):
    """The conditions of a look-up, names resolved to entries. Any of several fits; without any, every fact passes."""

    sectors: tuple[Sector, ...] = ()
    spans: tuple[Years, ...] = ()
    areas: tuple[Area, ...] = ()
    measures: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    family: frozenset[str] | None = None
    """The ids of the indicators that fit these measures, subjects and indicators; None where none is named."""

    @property
    def sector(self) -> Sector | None:
        """The sector, where there is just one."""
        return self.sectors[0] if len(self.sectors) == 1 else None

    @property
    def sector_ids(self) -> tuple[str, ...]:
        """The ids of the sectors."""
        return tuple(sector.id for sector in self.sectors)

    @property
    def sector_id(self) -> str | None:
        """The ids of the sectors, with commas between them."""
        return _joined(self.sector_ids)

    @property
    def area_ids(self) -> tuple[str, ...]:
        """The ids of the areas."""
        return tuple(area.id for area in self.areas)

    @property
    def span(self) -> str | None:
        """The years as they are typed: "2014", "2014..2021", "2014,2021"."""
        return _joined(map(str, self.spans))

    @property
    def query(self) -> dict[str, str | None]:
        """The conditions by their names in the output, each as text."""
        return {
            "sector": self.sector_id,
            "area": _joined(self.area_ids),
            "measure": _joined(self.measures),
            "subject": _joined(self.subjects),
            "indicator": _joined(self.indicators),
            "year": self.span,
        }

    def fits(self, fact: Fact) -> bool:
        """Return whether a fact fits, also one that is not in the base, such as an implied one."""
        conditions = (
            (self.sector_ids, fact.indicator.sector),
            (self.area_ids, fact.area_id),
        )
        if any(ids and name not in ids for ids, name in conditions):
            return False
        if self.family is not None and fact.indicator.id not in self.family:
            return False
        return self._fits_year(fact.period.year)

    def _fits_year(self, year: int) -> bool:
        return not self.spans or any(first <= year <= last for first, last in self.spans)


ALL = Selection()
MOST_NAMES = 100
"""How many names, or spans of years, one condition takes."""


def _joined(names: Iterable[str]) -> str | None:
    return ",".join(names) or None


def _each(names: YearNames | None) -> tuple[str, ...]:
    """Return names as texts, each once; none for None. Raises WrongUsage for an empty list, which could mean all or none."""
    if names is None:
        return ()
    listed = (names,) if isinstance(names, (str, int)) else tuple(names)
    if not listed:
        raise WrongUsage("an empty list selects nothing; leave the condition out to select all")
    if len(listed) > MOST_NAMES:
        raise WrongUsage(
            f"a condition takes at most {MOST_NAMES} names or years, not {len(listed):,}"
        )
    return tuple(dict.fromkeys(map(str, listed)))


def parse_years(text: str) -> Years:
    """Read `2014` or `2014..2021`, also as 2014-2021 and as 二〇一四年. Raises WrongUsage.

    >>> parse_years("2014..2021"), parse_years("2014-2021"), parse_years("二〇一四年")
    (Years(first=2014, last=2021), Years(first=2014, last=2021), Years(first=2014, last=2014))
    """
    first, dots, last = _in_digits(text).partition("..")
    try:
        years = Years(_parse_year(first), _parse_year(last if dots else first))
    except ValueError:
        raise WrongUsage(
            f'"{short(text)}" is not a year: write 2014, or 2014..2021 for a span'
        ) from None
    if years.first > years.last:
        raise WrongUsage(f'"{short(text)}" runs backwards: write {years.last}..{years.first}')
    return years


_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TO = ("-", "–", "—", "~", "至", "到", " to ")
"""What people write between the first and the last year of a span."""


def _in_digits(text: str) -> str:
    """Return years as 2014..2021, however a span or a Chinese year is written."""
    digits = text.strip().replace("年", "").translate(_CHINESE_DIGITS)
    for sign in _TO:
        digits = digits.replace(sign, "..")
    return digits


def _parse_year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise ValueError
    return int(text)


def shipped_base() -> Path:
    """Return the folder of the facts that come with cqfacts: inside the package, beside it in a checkout, or from a zip file."""
    inside = packaged_base()
    if inside.is_dir():
        return inside
    beside = inside.parent.parent / "facts"
    if beside.is_dir():
        return beside
    from cqfacts.index.zipped import unpack_base

    return unpack_base(inside) or beside


def open_catalogue(folder: Path | None = None, progress: Progress = no_progress) -> "Catalogue":
    """Open a base, the shipped one by default. Raises InvalidBase with every finding where it has any."""
    return Catalogue(open_index(folder or shipped_base(), progress))


class _Condition(NamedTuple):
    """A condition over the columns of the table `fact`, in SQL, and the values that it binds."""

    sql: str
    values: list[str | int]


class Catalogue:
    """The facts of one base, by every name that people use for them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._names: dict[type[object], dict[str, str]] = {}

    def select(
        self,
        sector: Names | None = None,
        year: YearNames | None = None,
        area: Names | None = None,
        measure: Names | None = None,
        *,
        subject: Names | None = None,
        indicator: Names | None = None,
    ) -> Selection:
        """Return the conditions of a look-up, given names as they were typed, and years as `2014` or `2014..2021`.

        Raises NotFound, Ambiguous, WrongUsage.
        """
        families = [self.find_family(name) for name in _each(measure)]
        subjects = self._find_each(Subject, subject)
        indicators = self._find_each(Indicator, indicator)
        return Selection(
            sectors=self._find_each(Sector, sector),
            spans=tuple(map(parse_years, _each(year))),
            areas=self._find_each(Area, area),
            measures=tuple(dict.fromkeys(family.id for family in families)),
            subjects=tuple(entry.id for entry in subjects),
            indicators=tuple(entry.id for entry in indicators),
            family=self._intersect(families, subjects, indicators),
        )

    def _find_each(self, kind: type[E], names: Names | None) -> tuple[E, ...]:
        """Return the entries that names mean, each once. Raises NotFound, Ambiguous."""
        ids = dict.fromkeys(self.find(kind, name) for name in _each(names))
        return tuple(self.entry(kind, entry_id) for entry_id in ids)

    def _intersect(
        self,
        families: "Sequence[Family]",
        subjects: Sequence[Subject],
        indicators: Sequence[Indicator],
    ) -> frozenset[str] | None:
        """Return the ids of the indicators that are in any family, of any subject, and among those named."""
        conditions: list[set[str]] = []
        if families:
            conditions.append({name for family in families for name in family.indicators})
        if subjects:
            ids = {subject.id for subject in subjects}
            conditions.append(
                {entry.id for entry in self.entries(Indicator) if entry.subject in ids}
            )
        if indicators:
            conditions.append({indicator.id for indicator in indicators})
        return frozenset(set.intersection(*conditions)) if conditions else None

    def find_family(self, typed: str) -> "Family":
        """Return the family of the measure, or the class of figures, that a name means. Raises NotFound, Ambiguous."""
        from cqfacts.index.families import CLASSES, find_class, find_family

        name = fold(typed)
        if name in CLASSES and name not in self.names(Measure):
            return find_class(self.index, name)
        return find_family(self.index, self.find_entry(Measure, typed))

    def facts(self, selection: Selection = ALL) -> Iterator[Fact]:
        """Read the facts that fit, by sector and year."""
        if selection.sector is None or len(selection.spans) > 1:
            condition = _condition(selection)
            return self.index.facts(condition.sql, condition.values)
        # A sector and its years are one range of positions, which gives them in order without sorting.
        condition = _condition(selection._replace(sectors=(), spans=()))
        span = self.index.span(selection.sector.id, *chain.from_iterable(selection.spans))
        return self.index.facts(
            f"{condition.sql} and position between ? and ?", [*condition.values, *span]
        )

    def facts_of(self, indicators: Iterable[str]) -> Iterator[Fact]:
        """Read the facts of some indicators, given by their ids, in the order of the base."""
        names = list(indicators)
        return self.index.facts(f"indicator in ({','.join('?' * len(names))})", names)

    def count(self, selection: Selection = ALL) -> int:
        """Return how many facts fit."""
        condition = _condition(selection)
        return self.index.count(condition.sql, condition.values)

    def years(self, selection: Selection = ALL) -> list[int]:
        """Return the years that have facts that fit."""
        condition = _condition(selection)
        rows = self.index.rows(
            f"select distinct year from fact where {condition.sql} order by year", condition.values
        )
        return [year for (year,) in rows]

    def find_entry(self, kind: type[E], typed: str) -> E:
        """Return the entry that a name means. Raises NotFound, Ambiguous, as `find` does."""
        return self.index.entry(kind, self.find(kind, typed))

    def find(self, kind: type[E], typed: str) -> str:
        """Return the id of the entry that a name means: its id, title or alias, its plural, or the start of just one of them.

        Raises NotFound with names that are close, Ambiguous with those that it could mean.
        """
        name = fold(typed)
        for spelling in (name, f"{name}s", name.removesuffix("s")):
            exact = self.index.rows(
                "select id from name where kind = ? and name = ?", (FILES[kind], spelling)
            )
            if exact:
                return str(exact[0][0])
        # Of areas only whole names count: Chengdu is not Chengdu-Chongqing.
        starts = self._starting_with(kind, name) if name and kind is not Area else []
        if len(starts) == 1:
            return starts[0]
        if starts:
            plural = FILES[kind]
            raise Ambiguous(
                f'"{short(typed)}" could be any of these {plural}: {_listed(starts)}.',
                "Type more of the name.",
            )
        raise NotFound(
            f'no {kind.__name__.lower()} is called "{short(typed)}".', self._suggest(kind, name)
        )

    def find_indicators(self, typed: str) -> list[Indicator]:
        """Return the indicators that a name means: the one of that name, else those of a subject, else those that begin so.

        Of several, those that can have figures. None where the name is none of these.
        """
        name = fold(typed)
        if name in self.names(Indicator):
            return [self.index.entry(Indicator, self.names(Indicator)[name])]
        starts = self._starting_with(Indicator, name) if name else []
        subject = self._find_subject(typed, only_whole=bool(starts))
        return [
            indicator
            for indicator in self.entries(Indicator)
            if indicator.unit and (indicator.subject == subject or indicator.id in starts)
        ]

    def _find_subject(self, typed: str, *, only_whole: bool) -> str | None:
        """Return the id of the subject that a name means, or None."""
        if only_whole:
            return self.names(Subject).get(fold(typed))
        try:
            return self.find(Subject, typed)
        except (NotFound, Ambiguous):
            return None

    def _starting_with(self, kind: type[E], name: str) -> list[str]:
        rows = self.index.rows(
            "select distinct id from name where kind = ? and name >= ? and name < ?",
            (FILES[kind], name, name + "\U0010ffff"),
        )
        return sorted(str(row[0]) for row in rows)

    def _suggest(self, kind: type[E], name: str) -> str:
        """Return the names that are close to one that leads nowhere, and the command that lists all."""
        names = self.names(kind)
        close = [names[similar] for similar in closest(name, names, _SHOWN_CLOSE)]
        ids = list(dict.fromkeys([*self._starting_with(kind, name), *close]))[:_SHOWN_CLOSE]
        see = f"`cqfacts {FILES[kind]}` lists them all."
        if kind is Measure:
            see = "`cqfacts indicators --fields measure` shows them."
        if kind is Subject:
            see = "`cqfacts indicators --fields subject` shows them."
        return f"Did you mean {_listed(ids, 'or')}? {see}" if ids else see

    def names(self, kind: type[E]) -> dict[str, str]:
        """Return every name of a part of the vocabulary, folded, with the id of its entry."""
        if kind not in self._names:
            rows = self.index.rows("select name, id from name where kind = ?", (FILES[kind],))
            self._names[kind] = {str(name): str(entry) for name, entry in rows}
        return self._names[kind]

    def fact(self, name: str) -> Fact:
        """Return the fact of an id. Raises NotFound with ids that are close."""
        for spelling in (name, name.strip().lower()):
            for fact in self.index.facts("id = ?", (spelling,)):
                return fact
        hint = "`cqfacts search WORDS --fields id,text` finds facts and shows their ids."
        raise _no_such_id(f'no fact has the id "{short(name)}".', name, self._fact_ids(), hint)

    def related(self, fact: Fact) -> list[Fact]:
        """Return the other facts of the same subject."""
        same_subject = self.index.facts("subject = ?", (fact.indicator.subject,))
        return [related for related in same_subject if related.id != fact.id]

    def relations(self, fact: Fact) -> "list[Relation]":
        """Return what the documents say about this fact and another."""
        return list(self.index.relations(fact.id))

    def source(self, name: str) -> Source:
        """Return the source of an id. Raises NotFound with ids that are close."""
        try:
            return self.index.entry(Source, name)
        except KeyError:
            message = f'no source has the id "{short(name)}".'
            raise _no_such_id(
                message, name, self._source_ids(), "`cqfacts sources` lists them all."
            ) from None

    def number_of_source(self, name: str) -> int:
        """Return the place of a source in the list of sources, from 1, by its id."""
        sql = "select position from entry where kind = 'sources' and id = ?"
        [(position,)] = self.index.rows(sql, (name,))
        return int(position) + 1

    def has_id(self, name: str) -> bool:
        """Return whether a printed fact or a source has an id."""
        spellings = (name, name.strip().lower())
        if self.index.count("id in (?, ?)", spellings):
            return True
        return bool(
            self.index.rows("select 1 from entry where kind = 'sources' and id = ?", (name,))
        )

    def neither_fact_nor_source(self, name: str) -> NotFound:
        """Return the error that no fact and no source has an id, with ids that are close."""
        hint = "`cqfacts search WORDS --fields id,text` shows the ids of facts, `cqfacts sources` those of sources."
        ids = [*self._fact_ids(), *self._source_ids()]
        return _no_such_id(f'no fact and no source has the id "{short(name)}".', name, ids, hint)

    def _fact_ids(self) -> list[str]:
        return [str(row[0]) for row in self.index.rows("select id from fact")]

    def _source_ids(self) -> list[str]:
        return [source.id for source in self.entries(Source)]

    def entry(self, kind: type[E], name: str) -> E:
        """Return one entry of the vocabulary by its id. Raises KeyError."""
        return self.index.entry(kind, name)

    def entries(self, kind: type[E]) -> list[E]:
        """Return all entries of a part of the vocabulary, in the order of its file."""
        return self.index.entries(kind)

    def counts_by_sector_and_year(self) -> dict[tuple[str, int], int]:
        """Return how many facts there are, by the id of the sector and the year in which their periods end."""
        rows = self.index.rows(
            "select sector, year, count(*) from fact group by sector, year order by sector, year"
        )
        return {(str(sector), int(year)): int(count) for sector, year, count in rows}

    def counts_by_indicator(self) -> dict[str, int]:
        """Return how many facts each indicator has, by its id."""
        return self._counts("indicator")

    def counts_by_area(self) -> dict[str, int]:
        """Return how many facts are about each area, by its id."""
        return self._counts("area")

    def _counts(self, column: str) -> dict[str, int]:
        rows = self.index.rows(
            f"select {column}, count(*) from fact where {column} is not null group by {column} order by {column}"
        )
        return {str(name): int(count) for name, count in rows}

    def counts_by_source(self) -> dict[str, int]:
        """Return how many facts cite each source, by its id."""
        counts: dict[str, int] = {}
        for fact in self.index.facts():
            for name in {citation.source for citation in fact.citations}:
                counts[name] = counts.get(name, 0) + 1
        return counts

    @cached_property
    def home(self) -> str:
        """The id of the base's own area, the first of its areas, which listings leave out."""
        rows = self.index.rows(
            "select id from entry where kind = 'areas' order by position limit 1"
        )
        return str(rows[0][0]) if rows else ""

    @property
    def home_area(self) -> Area | None:
        """The base's own area; None where it has no areas yet."""
        return self.entry(Area, self.home) if self.home else None


def _condition(selection: Selection) -> _Condition:
    """Return the condition over the columns of the table `fact` that a selection makes."""
    parts, values = ["1"], list[str | int]()
    columns = (
        ("sector", selection.sector_ids or None),
        ("area", selection.area_ids or None),
        ("indicator", selection.family),
    )
    for column, ids in columns:
        if ids is not None:
            parts.append(f"{column} in ({','.join('?' * len(ids))})")
            values += sorted(ids)
    if selection.spans:
        parts.append(f"({' or '.join(['year between ? and ?'] * len(selection.spans))})")
        values += chain.from_iterable(selection.spans)
    return _Condition(" and ".join(parts), values)


def nothing_fits(catalogue: Catalogue, selection: Selection) -> NotFound:
    """Return the error that a selection has no facts, with what there is instead."""
    if not catalogue.count():
        return NotFound("the base has no facts yet.", "cqfacts new fact adds one.")
    without_years = selection._replace(spans=())
    spans = _listed(map(str, selection.spans), "or")
    if selection.spans and catalogue.count(without_years):
        years = _listed(map(str, catalogue.years(without_years)))
        if without_years == ALL:
            return NotFound(f"no facts for {spans}.", f"Years with facts: {years}.")
        if without_years == Selection(areas=selection.areas):
            areas = _listed((area.title for area in selection.areas), "or")
            return NotFound(f"no facts of {areas} for {spans}.", f"Years with facts: {years}.")
        return NotFound(
            f"none of the facts that fit the rest of the question is for {spans}.",
            f"Years with facts for the rest of the question: {years}.",
        )
    conditions = ", ".join(
        f"{name} {value}" for name, value in selection.query.items() if value is not None
    )
    return NotFound(
        f"no fact fits: {conditions}.", "Leave out a condition, or try `cqfacts search`."
    )


def _no_such_id(message: str, name: str, known: Sequence[str], otherwise: str) -> NotFound:
    close = closest(name, known, _SHOWN_CLOSE)
    return NotFound(message, f"Did you mean {_listed(close, 'or')}?" if close else otherwise)


def _listed(names: Iterable[str], last: str = "and") -> str:
    """Return names as a list in words: "a, b and c"."""
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
