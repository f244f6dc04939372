"""Look up facts and vocabulary. Returns entries and facts, prints nothing."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cqfacts.errors import Ambiguous, NotFound, WrongUsage
from cqfacts.index.read import Index
from cqfacts.index.store import open_index
from cqfacts.model.fact import Fact, Relation
from cqfacts.model.names import fold
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import FILES, Area, Indicator, Measure, Sector, Source, Subject, Term

E = TypeVar("E", bound=Term)
CONDITIONS: dict[str, type[Term]] = {"sector": Sector, "area": Area, "measure": Measure}
"""The fields of a selection that are names, and what each names."""
SHOWN_CLOSE = 5


class Years(NamedTuple):
    """The years from `first` to `last`, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


class Selection(NamedTuple):
    """Which facts: every field that is None lets all pass. Names are as the user typed them."""

    sector: str | None = None
    years: Years | None = None
    area: str | None = None
    measure: str | None = None


ALL = Selection()


def parse_years(text: str) -> Years:
    """Read `2014` or `2014..2021`. Raises WrongUsage.

    >>> parse_years("2014..2021")
    Years(first=2014, last=2021)
    """
    first, dots, last = text.strip().partition("..")
    try:
        years = Years(_year(first), _year(last if dots else first))
    except ValueError:
        raise WrongUsage(f'"{text}" is not a year: write 2014, or 2014..2021 for a span') from None
    if years.first > years.last:
        raise WrongUsage(f'"{text}" runs backwards: write {years.last}..{years.first}')
    return years


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise ValueError
    return int(text)


def shipped_base() -> Path:
    """The folder of the facts that come with cqfacts: inside the package, or beside it in a checkout."""
    inside = packaged_base()
    return inside if inside.is_dir() else inside.parent.parent / "facts"


def packaged_base() -> Path:
    """Where an installed package has its facts."""
    return Path(__file__).parent.parent / "facts"


def open_catalogue(folder: Path | None = None, progress: Progress = no_progress) -> "Catalogue":
    """Open a base, the shipped one by default. Raises InvalidBase with every finding where it has any."""
    return Catalogue(open_index(folder or shipped_base(), progress))


class Catalogue:
    """The facts of one base, by every name that people use for them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._names: dict[type[Term], dict[str, str]] = {}

    def facts(self, selection: Selection = ALL) -> Iterator[Fact]:
        """The facts that fit, by sector and year. Raises NotFound or Ambiguous for a name."""
        if selection.sector is None:
            return self.index.facts(*self._condition(selection))
        # A sector and its years are one range of positions, which gives them in order without sorting.
        where, values = self._condition(selection._replace(sector=None, years=None))
        span = self.index.span(self.find(Sector, selection.sector), *(selection.years or ()))
        return self.index.facts(f"{where} and position between ? and ?", [*values, *span])

    def facts_of(self, indicators: Iterable[str]) -> Iterator[Fact]:
        """The facts of some indicators, given by their ids, in the order of the base."""
        names = list(indicators)
        return self.index.facts(f"indicator in ({','.join('?' * len(names))})", names)

    def fits(self, fact: Fact, selection: Selection) -> bool:
        """Whether a fact that is not in the base, such as an implied one, fits a selection."""
        indicator, years = fact.indicator, selection.years
        slots = (
            (Sector, selection.sector, indicator.sector),
            (Area, selection.area, fact.area.id),
            (Measure, selection.measure, indicator.measure),
        )
        named = all(typed is None or self.find(kind, typed) == name for kind, typed, name in slots)
        return named and (years is None or years.first <= fact.period.year <= years.last)

    def count(self, selection: Selection = ALL) -> int:
        """How many facts fit."""
        return self.index.count(*self._condition(selection))

    def _condition(self, selection: Selection) -> tuple[str, list[Any]]:
        parts, values = ["1"], list[Any]()
        for column, kind in CONDITIONS.items():
            typed = getattr(selection, column)
            if typed is not None:
                parts.append(f"{column} = ?")
                values.append(self.find(kind, typed))
        if selection.years:
            first, last = selection.years
            parts.append("year = ?" if first == last else "year between ? and ?")
            values += [first] if first == last else [first, last]
        return " and ".join(parts), values

    def find(self, kind: type[Term], typed: str) -> str:
        """The id of the entry that a name means: its id, title or alias, or the start of just one of them.

        Raises NotFound with what was close, Ambiguous with what it could mean.
        """
        name = fold(typed)
        exact = self.index.rows("select id from name where kind = ? and name = ?", (FILES[kind], name))
        if exact:
            return str(exact[0][0])
        # Of areas only whole names count: Chengdu is not Chengdu-Chongqing.
        starts = self._starting_with(kind, name) if name and kind is not Area else []
        if len(starts) == 1:
            return starts[0]
        word = kind.__name__.lower()
        if starts:
            raise Ambiguous(f'"{typed}" could be any of these {FILES[kind]}: {_listed(starts)}. Type more of the name.')
        raise NotFound(f'no {word} is called "{typed}". {self._suggestion(kind, name)}')

    def find_indicator(self, typed: str) -> str:
        """The id of the indicator that a name means: its own, or that of a subject of which one thing is measured.

        Raises NotFound, Ambiguous.
        """
        try:
            return self.find(Indicator, typed)
        except NotFound as no_indicator:
            try:
                subject = self.find(Subject, typed)
            except NotFound:
                raise no_indicator from None
        measured = [
            indicator.id
            for indicator in self.entries(Indicator)
            if indicator.subject == subject and indicator.unit is not None
        ]
        if len(measured) == 1:
            return str(measured[0])
        if measured:
            raise Ambiguous(f'of "{typed}" several things are measured: {", ".join(measured)}. Type one of them.')
        raise NotFound(f'of "{typed}" the base has no figures.')

    def _starting_with(self, kind: type[Term], name: str) -> list[str]:
        rows = self.index.rows(
            "select distinct id from name where kind = ? and name >= ? and name < ?",
            (FILES[kind], name, name + "\U0010ffff"),
        )
        return sorted(str(row[0]) for row in rows)

    def _suggestion(self, kind: type[Term], name: str) -> str:
        from difflib import get_close_matches

        known = self.names(kind)
        close = get_close_matches(name, known, n=SHOWN_CLOSE, cutoff=0.6)
        ids = list(dict.fromkeys([*self._starting_with(kind, name), *(known[found] for found in close)]))[:SHOWN_CLOSE]
        see = (
            f"`cqfacts {FILES[kind]}` lists them all."
            if kind is not Measure
            else "`cqfacts indicators --fields measure` shows them."
        )
        return (f"Did you mean {_listed(ids, 'or')}? " if ids else "") + see

    def names(self, kind: type[Term]) -> dict[str, str]:
        """Every name of a part of the vocabulary, folded, with the id of its entry."""
        if kind not in self._names:
            rows = self.index.rows("select name, id from name where kind = ?", (FILES[kind],))
            self._names[kind] = {str(name): str(entry) for name, entry in rows}
        return self._names[kind]

    def fact(self, name: str) -> Fact:
        """The fact of that id. Raises NotFound with ids that are close."""
        found = next(self.index.facts("id = ?", (name,)), None) or next(
            self.index.facts("id = ?", (name.strip().lower(),)), None
        )
        if found:
            return found
        hint = "`cqfacts search WORDS --fields id,text` finds facts and shows their ids."
        raise self._no_id(f'no fact has the id "{name}".', name, self._fact_ids(), hint)

    def related(self, fact: Fact) -> list[Fact]:
        """The other facts of the same subject."""
        subject = fact.indicator.subject
        return [other for other in self.index.facts("subject = ?", (subject,)) if other.id != fact.id]

    def relations(self, fact: Fact) -> list[Relation]:
        """What the documents say about this fact and another."""
        return list(self.index.relations(fact.id))

    def source(self, name: str) -> Source:
        """The source of that id. Raises NotFound with ids that are close."""
        try:
            found: Source = self.index.entry(Source, name)
        except KeyError:
            said = f'no source has the id "{name}".'
            raise self._no_id(said, name, self._source_ids(), "`cqfacts sources` lists them all.") from None
        return found

    def neither_fact_nor_source(self, name: str) -> NotFound:
        """That no fact and no source has this id, with ids that are close."""
        hint = "`cqfacts search WORDS --fields id,text` shows the ids of facts, `cqfacts sources` those of sources."
        known = [*self._fact_ids(), *self._source_ids()]
        return self._no_id(f'no fact and no source has the id "{name}".', name, known, hint)

    def _fact_ids(self) -> list[str]:
        return [str(row[0]) for row in self.index.rows("select id from fact")]

    def _source_ids(self) -> list[str]:
        return [source.id for source in self.entries(Source)]

    @staticmethod
    def _no_id(said: str, name: str, known: list[str], otherwise: str) -> NotFound:
        from difflib import get_close_matches

        close = get_close_matches(name, known, n=SHOWN_CLOSE, cutoff=0.6)
        return NotFound(f"{said} Did you mean {_listed(close, 'or')}?" if close else f"{said} {otherwise}")

    def entries(self, kind: type[E]) -> list[E]:
        """All entries of a part of the vocabulary: sectors, areas, indicators, sources ..."""
        return self.index.entries(kind)

    def counts(self, *columns: str) -> dict[tuple[Any, ...], int]:
        """How many facts there are for each combination of values of columns of the table `fact`."""
        names = ", ".join(columns)
        rows = self.index.rows(f"select {names}, count(*) from fact group by {names} order by {names}")
        return {row[:-1]: row[-1] for row in rows}

    def counts_by_source(self) -> dict[str, int]:
        """How many facts cite each source."""
        counts: dict[str, int] = {}
        for fact in self.index.facts():
            for name in {citation.source for citation in fact.citations}:
                counts[name] = counts.get(name, 0) + 1
        return counts

    @cached_property
    def home(self) -> str:
        """The id of the base's own area, the first of its areas, which listings leave out."""
        rows = self.index.rows("select id from entry where kind = 'areas' order by position limit 1")
        return str(rows[0][0]) if rows else ""

    def years(self, selection: Selection = ALL) -> list[int]:
        """The years that have facts that fit."""
        where, values = self._condition(selection)
        rows = self.index.rows(f"select distinct year from fact where {where} order by year", values)
        return [year for (year,) in rows]


def nothing_fits(catalogue: Catalogue, selection: Selection) -> NotFound:
    """Why a selection of names that exist has no facts, and what there is instead."""
    without = selection._replace(years=None)
    if selection.years and catalogue.count(without):
        years = catalogue.years(without)
        if without == ALL:
            return NotFound(f"no facts for {selection.years}. Years with facts: {_listed(map(str, years))}.")
        rest = f"Years with facts for the rest of the question: {_listed(map(str, years))}."
        return NotFound(f"none of the facts that fit the rest of the question is for {selection.years}. {rest}")
    asked = ", ".join(f"{key} {value}" for key, value in selection._asdict().items() if value is not None)
    return NotFound(f"no fact fits: {asked}. Leave out a condition, or try `cqfacts search`.")


def _listed(names: Iterable[str], last: str = "and") -> str:
    items = list(names)
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1])))
