"""Find the facts that answer a question, or say what is missing.

Words and names bring facts near; conditions decide whether one answers: what, where, when, which measure, which kind of
figure. A condition that a fact does not meet is a reason, which is named; the answer follows from reasons, not from scores.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from math import log
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.index.read import Index
from cqfacts.model.fact import Fact
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import Area, Indicator, Kind
from cqfacts.query.catalogue import Catalogue
from cqfacts.query.language import fillers
from cqfacts.query.periods import Asked
from cqfacts.query.question import Question, Unit, understand

BEST = 10
_FEW = 2_000
"""A word that more facts have brings none of them near by itself: it only tells those apart that are near."""
_NEAR, _ENOUGH = 1_000, 30
"""How many facts one name or word brings near; with so many of the years asked for, no others."""
_JUDGED = 200
"""How many facts are judged by all conditions, those with the weightiest words first."""
_SUBJECT, _INDICATOR, _MEASURE, _SECTOR, _ENTITY, _AREA = 4.0, 5.0, 2.0, 0.7, 6.0, 2.0
"""What a named thing weighs beside words, which weigh by their rarity: at most log(1 + facts)."""
_OVER_TIME = (Kind.FLOW, Kind.GROWTH, Kind.SHARE, Kind.DIFFERENCE, Kind.CONTRIBUTION, Kind.RANK)
_CLASS = {
    Kind.GROWTH: "growth",
    Kind.DIFFERENCE: "growth",
    Kind.CONTRIBUTION: "share",
    Kind.SHARE: "share",
    Kind.RANK: "rank",
}
_STATES = frozenset(
    (
        "presence",
        "standing",
        "progress",
        "plan",
        "focus",
        "trend",
        "cargo",
        "publisher",
        "members",
        "size",
        "count",
        "value",
        "reach",
        "new",
        "people",
    )
)
"""Measures whose names are everyday words: that a fact has another one is no reason against it."""
_IN_MONEY = {"export-value": "exports", "sales-value": "sales", "output-value": "output"}
"""Measures in money, and what people call them when they do not say so."""
_SOME_DAYS = 10
_LONG_AGO = 2010
_MOSTLY = 0.6
"""A fact of another subject that has so much of the question may be what is meant: its subject may go by another name."""
_CLOSE = 0.5
"""Where a second fact comes so near to the first, the question does not tell which is meant."""
_FRAMES = ("world", "china", "western-china")
_UNKNOWN = 1.5
"""What a word weighs that no fact has: many words of a question are only its manner of speaking."""
_NOT_COUNTED = ("share", "share-difference", "rank", "money")


class _Row(NamedTuple):
    """The columns of a fact by which it is weighed before it is read."""

    position: int
    id: str
    subject: str
    indicator: str
    measure: str
    year: int
    sector: str
    area: str


class Unmet(NamedTuple):
    """What was asked and the fact does not meet: a period, area, subject, measure, unit, or a word."""

    what: str
    asked: str
    has: str | None
    hard: bool = True
    """Whether the fact cannot be the answer for it."""


class Match(NamedTuple):
    """A fact found, what it does not meet, and how well it fits (higher is better)."""

    fact: Fact
    unmet: tuple[Unmet, ...]
    score: float


class Found(NamedTuple):
    """The answer: found (the first match meets all), probable (not all was understood), none (each is only near)."""

    answer: str
    matches: tuple[Match, ...]
    question: Question


def search(catalogue: Catalogue, question: str, limit: int = BEST) -> Found:
    """The facts nearest to a question, best first. Whatever is typed is a question, never a syntax error.

    Raises WrongUsage where no word of it says anything, or where it speaks of "last year".
    """
    asked = understand(catalogue.index, question)
    areas = {area for unit in asked.units for area in unit.areas}
    elsewhere = any(unit.place and not unit.areas for unit in asked.units)
    if not asked.content or (asked.only_names_areas and areas <= {catalogue.home} and not elsewhere):
        area = next(iter(sorted(areas)), None)
        hint = f"facts --area {area}" if area else "search laptops exported"
        if not area and asked.periods:
            hint = f"year {asked.periods[0].period.year}"
        raise WrongUsage(f"the question has no word that says what is looked for; try: cqfacts {hint}")
    judge = _Judge(catalogue, asked)
    matches = sorted((judge.match(fact) for fact in judge.near()), key=lambda match: (-match.score, match.fact.id))
    matches = _one_of_each(matches, judge) if asked.periods else _latest_first(matches)
    return Found(_answer(matches, judge), tuple(matches[:limit]), asked)


def _one_of_each(matches: list[Match], judge: "_Judge") -> list[Match]:
    """Where several things or periods are named, the best fact of each before the others."""
    chosen: list[Match] = []
    for wanted in judge.each():
        fitting = [match for match in matches if wanted(match.fact) and _lacks_little(match)]
        if fitting and not any(wanted(match.fact) for match in chosen):
            chosen.append(fitting[0])
    chosen.sort(key=matches.index)
    return [*chosen, *(match for match in matches if match not in chosen)] if len(chosen) > 1 else matches


def _lacks_little(match: Match) -> bool:
    """Whether it lacks only words, or another of the measures that are named."""
    return all(unmet.what in ("word", "measure") and not unmet.hard for unmet in match.unmet)


def _latest_first(matches: list[Match]) -> list[Match]:
    """Where no period is asked for, the latest of the facts that are the same but for their period."""
    first = matches[0].fact if matches else None
    same = [
        match
        for match in matches
        if first and not match.unmet and (match.fact.title, match.fact.area.id) == (first.title, first.area.id)
    ]
    latest = max(same, key=lambda match: match.fact.period.end, default=None)
    return (
        [latest, *(match for match in matches if match is not latest)] if latest and not matches[0].unmet else matches
    )


def _answer(matches: list[Match], judge: "_Judge") -> str:
    if not matches or any(unmet.hard for unmet in matches[0].unmet):
        return "none"
    if {("subject", False), ("measure", True)} <= {(unmet.what, unmet.asked == _LEVEL) for unmet in matches[0].unmet}:
        return "none"  # a share of something akin is not the thing
    if not judge.is_named(matches[0].fact) and judge.coverage(matches[0].fact, topics=True) < 0.5:
        return "none"
    certain = judge.is_named(matches[0].fact) and not matches[0].unmet and not _is_close(matches)
    return "found" if certain and judge.is_whole(matches) else "probable"


def _is_close(matches: list[Match]) -> bool:
    """Whether a fact of another indicator meets as much as the first, and nearly as well."""
    first = matches[0]
    others = [match for match in matches[1:] if not match.unmet and match.fact.title != first.fact.title]
    return bool(others) and first.score - others[0].score < _CLOSE


class _Judge:
    """Brings facts near and judges each by what the question asks."""

    def __init__(self, catalogue: Catalogue, asked: Question) -> None:
        self._catalogue = catalogue
        self._index: Index = catalogue.index
        self._asked = asked
        self._cues = asked.cues
        self._content = asked.content
        self._areas = {area for unit in asked.units for area in unit.areas} or {catalogue.home}
        self._total = max(1, catalogue.count())
        self._having: dict[Unit, set[int]] = {}
        self._weights: dict[Unit, float] = {}
        self._positions: dict[str, int] = {}

    # --- which facts are near

    def near(self) -> list[Fact]:
        """The facts that are judged: those that weigh most by names, years and rare words, then by all words."""
        rows = self._rows(self._candidates())
        rare = [unit for unit in self._content if self._frequency(unit) <= _FEW * 4]
        for unit in self._content:
            self._weights[unit] = 0.0 if unit.cues and unit.cues <= {"counting", "amount"} and unit.only_asks else log(1 + self._total / max(1, min(self._rarest(unit.words), self._total)))
            self._having[unit] = self._facts_with(unit) if unit in rare else set()
        heaviest = sorted(rows, key=lambda row: (-self._preliminary(row), row.position))[: 2 * _JUDGED]
        for unit in self._content:
            if unit not in rare:
                self._having[unit] = self._facts_with(unit, [row.position for row in heaviest])
        best = sorted(heaviest, key=lambda row: (-self._preliminary(row), row.position))[:_JUDGED]
        self._positions = {row.id: row.position for row in best}
        return list(self._index.facts(f"position in ({_listed(row.position for row in best)})"))

    def _rows(self, candidates: set[int]) -> list[_Row]:
        columns = ", ".join(_Row._fields)
        return [
            _Row(*row)
            for row in self._index.rows(f"select {columns} from fact where position in ({_listed(candidates)})")
        ]

    def _preliminary(self, row: _Row) -> float:
        """What a fact weighs by its columns and the words that are known so far."""
        weight = 3.0 * any(asked.period.year == row.year for asked in self._asked.periods)
        for unit in self._content:
            weight += self._weights[unit] * (row.position in self._having[unit])
            weight += _SUBJECT * (row.subject in unit.subjects) + _INDICATOR * (row.indicator in unit.indicators)
            weight += _MEASURE * (row.measure in unit.measures - _STATES) + _SECTOR * (row.sector in unit.sectors)
            weight += _ENTITY * (str(row.position) in unit.entities)
        return weight + _AREA * (row.area in self._areas)

    def _candidates(self) -> set[int]:
        found: set[int] = set()
        for unit in self._content:
            found |= self._of_names(unit) | set(map(int, unit.entities))
        rare = [unit for unit in self._content if unit.words and self._rarest(unit.words) <= _FEW]
        for unit in sorted(rare, key=self._frequency):
            if len(found) < _FEW:
                any_or_all = _any_of if self._frequency(unit) <= _FEW else _all_of
                found |= set(self._index.positions(any_or_all(unit.words), _FEW))
        if not any(unit.subjects or unit.entities for unit in self._content):
            found |= self._of_measures()
        if not found and self._content:
            words = min((unit.words for unit in self._content if unit.words), key=self._rarest, default=())
            if words:
                found |= set(self._index.positions(_any_of(words), _NEAR))
        return found

    def _of_names(self, unit: Unit) -> set[int]:
        """The facts of what a unit names: those of the years that are asked for, others where they are few."""
        found: set[int] = set()
        years = [asked.period.year for asked in self._asked.periods]
        for column, names in (("subject", unit.subjects), ("indicator", unit.indicators)):
            for name in names:
                sql = f"select position from fact where {column} = ? and year = ? limit {_NEAR}"
                of_years = {row for year in years for (row,) in self._index.rows(sql, (name, year))}
                found |= of_years
                if len(of_years) < _ENOUGH:
                    sql = f"select position from fact where {column} = ? limit {_NEAR}"
                    found |= {row for (row,) in self._index.rows(sql, (name,))}
        return found

    def _of_measures(self) -> set[int]:
        """The facts of a measure that few indicators have, such as floor space, where nothing else is named."""
        measures = {name for unit in self._content for name in unit.measures - _STATES}
        having = [indicator.id for indicator in self._index.entries("indicators") if indicator.measure in measures]
        if len(having) > _ENOUGH:
            return set()
        return self._of_names(Unit("", (), indicators=frozenset(having)))

    def _frequency(self, unit: Unit) -> int:
        return sum(map(self._index.frequency, unit.words))

    def _rarest(self, words: Iterable[str]) -> int:
        return min((count for word in words if (count := self._index.frequency(word))), default=self._total)

    def _facts_with(self, unit: Unit, among: list[int] | None = None) -> set[int]:
        """The facts that have all words of a phrase; of a run of Chinese that is no name, any."""
        if not unit.words:
            return set()
        named = unit.subjects or unit.indicators or unit.measures or unit.sectors
        query = _all_of(unit.words) if named or unit.words[0].isascii() else _any_of(unit.words)
        return set(self._index.positions(query, among=among))

    # --- what a fact meets

    def match(self, fact: Fact) -> Match:
        """The fact with what it does not meet, and its score."""
        wrong = [*self._subject(fact), *self._area(fact), *self._period(fact), *self._measure(fact), *self._unit(fact)]
        missing = [] if any(unmet.what == "subject" for unmet in wrong) else list(self._missing(fact))
        score = sum(self._weight(unit, fact) for unit in self._content)
        score -= sum(_COSTS[unmet.what] * (1 if unmet.hard else 0.4) for unmet in wrong)
        # Where the words tell nothing: a figure before a state, no doubt before a doubt, the base's own area first.
        score += 0.03 * bool(fact.quantity) - 0.02 * bool(fact.doubts) + 0.3 * (fact.area.id == self._catalogue.home)
        if not self._asked.periods:
            score += 0.02 * (fact.period.year - _LONG_AGO)  # of several years the latest
        score += 0.3 * any(_overlap(fact, asked) for asked in self._asked.periods)
        score -= _HARD * any(unmet.hard for unmet in wrong)
        # How many there are, before how many were new.
        score += 0.8 * (self._wants_a_count and self._is_count(fact) and fact.indicator.kind is Kind.STOCK)
        score += 1.0 * self._names_the_unit(fact) - 0.2 * min(4, self._unasked(fact))
        return Match(fact, (*wrong, *missing), round(score, 4))

    def is_named(self, fact: Fact) -> bool:
        """Whether the question names what the fact is about."""
        return any(fact.indicator.subject in unit.subjects or self._is_entity(unit, fact) for unit in self._content)

    def is_whole(self, matches: list[Match]) -> bool:
        """Whether the first facts answer for everything that is named: both products, both years, both areas."""
        subjects = [unit for unit in self._content if unit.subjects]
        periods = self._asked.periods
        first = [match.fact for match in matches[: max(1, len(subjects) + len(periods))] if not match.unmet]
        areas = [unit for unit in self._asked.units if unit.areas and self._catalogue.home not in unit.areas]
        return (
            all(any(self._is_about(unit, fact) for fact in first) for unit in subjects)
            and all(any(_covers(fact, asked) for fact in first) for asked in periods)
            and all(any(self._is_there(unit, fact) for fact in first) for unit in areas)
        )

    def each(self) -> list[Callable[[Fact], bool]]:
        """What is named, each as a condition: things, periods, what is counted, and areas beside the base's own."""
        areas = [unit for unit in self._asked.units if unit.areas and self._catalogue.home not in unit.areas]
        return [
            *(partial(self._is_about, unit) for unit in self._content if unit.subjects),
            *(partial(_covers, asked=asked) for asked in self._asked.periods),
            *(partial(_counts, words=set(unit.words)) for unit in self._content if unit.words),
            *(partial(self._is_there, unit) for unit in areas),
        ]

    def coverage(self, fact: Fact, *, topics: bool = False) -> float:
        """How much of the question, by weight, a fact has; of its `topics`, without measures and kinds of answer."""
        units = [unit for unit in self._content if _is_topic(unit)] if topics else []
        units = units or self._content
        total = sum(map(self._worth, units)) or 1.0
        return sum(self._worth(unit) for unit in units if self._has(unit, fact)) / total

    def _worth(self, unit: Unit) -> float:
        if unit.cues and not (unit.subjects or unit.indicators):
            return 0.3
        named = max(_SUBJECT * bool(unit.subjects), _INDICATOR * bool(unit.indicators), _ENTITY * bool(unit.entities))
        return max(named, self._weights.get(unit, 0.0)) if named or self._frequency(unit) else _UNKNOWN

    def _names_the_unit(self, fact: Fact) -> bool:
        """Whether the question names what is counted: pavilions, wafers per day."""
        if fact.unit is None or fact.unit.dimension in ("money", "share"):
            return False
        return set(stems(fact.unit.plural)) <= self._stems

    def _unasked(self, fact: Fact) -> int:
        """How many words of the title are about something that the question does not mention."""
        subject = self._index.entry("subjects", fact.indicator.subject)
        measure = self._index.entry("measures", fact.indicator.measure)
        own = set(stems(fact.title)) - set(stems(subject.title)) - set(stems(measure.title)) - fillers()
        return len(own - self._stems)

    @cached_property
    def _stems(self) -> set[str]:
        return {word for unit in self._asked.units for word in (*unit.words, *stems(unit.text))}

    def _weight(self, unit: Unit, fact: Fact) -> float:
        """What the fact gains by a unit: by the name, or by its words where that is more."""
        named = _SUBJECT * (fact.indicator.subject in unit.subjects) + _INDICATOR * (
            fact.indicator.id in unit.indicators
        )
        measures = unit.measures & _measures_of(self._index, fact.indicator)
        named += _MEASURE * bool(measures - _STATES) or 0.5 * bool(measures)
        named += 0.5 * (_class(fact) in unit.soft_cues)
        named += _MEASURE * bool(_class(fact) in unit.cues) + _MEASURE * (fact.indicator.id in unit.hints)
        named = max(named, _SECTOR * (fact.indicator.sector in unit.sectors), _ENTITY * self._is_entity(unit, fact))
        worded = self._weights[unit] * (self._positions.get(fact.id, 0) in self._having[unit])
        if worded and len(unit.words) > 1 and not named and not unit.words[0].isascii():
            worded *= self._part(unit, fact)
        in_title = bool(unit.words) and set(unit.words) <= set(stems(fact.title))
        return max(named, worded) + 0.5 * bool(named and in_title)

    def _is_entity(self, unit: Unit, fact: Fact) -> bool:
        return str(self._positions.get(fact.id, 0)) in unit.entities

    def _part(self, unit: Unit, fact: Fact) -> float:
        """How much of a run of Chinese a fact has."""
        position = self._positions.get(fact.id, 0)
        having = sum(bool(self._index.positions(f'"{word}"', among=[position])) for word in unit.words)
        return having / len(unit.words)

    def _has(self, unit: Unit, fact: Fact) -> bool:
        indicator = fact.indicator
        return (
            indicator.subject in unit.subjects
            or indicator.id in unit.indicators
            or indicator.sector in unit.sectors
            or bool(unit.measures & _measures_of(self._index, indicator))
            or _class(fact) in unit.cues | unit.soft_cues
            or bool(unit.cues & {"percent", "money", "counting", "amount", "negation", "who"})
            or self._is_entity(unit, fact)
            or indicator.id in unit.hints
            or self._positions.get(fact.id, 0) in self._having[unit]
        )

    def _subject(self, fact: Fact) -> Iterable[Unmet]:
        named = [unit for unit in self._content if unit.subjects or unit.indicators]
        if any(self._is_entity(unit, fact) for unit in self._content):
            return
        if named and not any(self._is_about(unit, fact) for unit in named):
            asked = ", ".join(sorted({name for unit in named for name in unit.subjects or unit.indicators}))
            # A word that also names a sector is broad: factories are of industry, and of industrial enterprises.
            broad = any(fact.indicator.sector in unit.sectors for unit in named)
            yield Unmet("subject", asked, fact.indicator.subject, hard=not broad and self.coverage(fact) < _MOSTLY)

    def _is_about(self, unit: Unit, fact: Fact) -> bool:
        if fact.indicator.subject in unit.subjects or fact.indicator.id in unit.indicators:
            return True
        # A state can be about several things; a figure is about one.
        told = f"{fact.title} {fact.statement} {' '.join(fact.entity_aliases)}"
        return not fact.quantity and set(unit.words) <= set(stems(told))

    def _area(self, fact: Fact) -> Iterable[Unmet]:
        named = [unit for unit in self._asked.units if unit.areas or unit.place]
        parts = set(stems(fact.area.title))
        if len(named) > 1 and len(parts) > 1 and parts <= self._stems:  # Chengdu and Chongqing, each by itself
            named = [unit for unit in named if not set(unit.words) <= parts]
            if not named:
                return
        if not named:
            if not self._is_within(fact.area, self._catalogue.home):
                yield Unmet("area", self._catalogue.home, fact.area.id, hard=False)
            return
        if (
            not any(self._is_there(unit, fact) for unit in named)
            or self._is_elsewhere(named, fact)
            or self._is_framed_otherwise(named, fact)
        ):
            yield Unmet(
                "area",
                ", ".join(sorted(area for unit in named for area in unit.areas or {str(unit.place)})),
                fact.area.id,
            )

    def _is_there(self, unit: Unit, fact: Fact) -> bool:
        # The world and China also frame shares and ranks: the world's laptops, first in China.
        frames = (fact.indicator.whole_area, fact.indicator.field)
        if any(area in frames or self._is_within(fact.area, area) for area in unit.areas):
            return True
        own = f"{fact.indicator.title} {fact.entity or ''} {' '.join(fact.entity_aliases)}"
        words = set(stems(own if unit.areas and fact.quantity else f"{own} {fact.statement}"))
        return set(unit.words) <= words or bool(unit.place and set(stems(unit.place)) <= words)

    def _is_elsewhere(self, named: list[Unit], fact: Fact) -> bool:
        """Whether the question names another place beside the base's own, which the fact is not about.

        Of several areas of the base one is enough, as in a question about two; a place that it does not know must be
        in the fact's own words.
        """
        others = [unit for unit in named if self._catalogue.home not in unit.areas and not self._is_frame(unit)]
        known = [unit for unit in others if unit.areas]
        unknown = [unit for unit in others if not unit.areas]
        lost = known and not any(self._is_there(unit, fact) for unit in known)
        return bool(lost) or not all(self._is_there(unit, fact) for unit in unknown)

    def _is_framed_otherwise(self, named: list[Unit], fact: Fact) -> bool:
        """Whether it is a share of China where one of the world is asked for, or a rank."""
        frame = fact.indicator.whole_area if _class(fact) == "share" else fact.indicator.field
        asked = [area for unit in named for area in unit.areas if area in _FRAMES]
        return frame in _FRAMES and bool(asked) and frame not in asked

    def _is_frame(self, unit: Unit) -> bool:
        return bool(unit.areas & set(_FRAMES))

    def _is_within(self, area: Area, wanted: str) -> bool:
        while area.id != wanted and area.within:
            area = self._index.entry("areas", area.within)
        return area.id == wanted

    def _period(self, fact: Fact) -> Iterable[Unmet]:
        periods = self._asked.periods
        if periods and not any(_covers(fact, asked) for asked in periods):
            # What holds at a moment of the period may hold in all of it, or not.
            near = any(_overlap(fact, asked) for asked in periods) and fact.indicator.kind not in _OVER_TIME
            near = near or any(_is_nearly(fact, asked) for asked in periods)
            yield Unmet("period", ", ".join(map(str, periods)), str(fact.period), hard=not near)

    def _measure(self, fact: Fact) -> Iterable[Unmet]:
        """The measure that is named, and whether a level, a growth, a share or a rank is wanted."""
        has = fact.indicator.measure
        wanted = self._cues & {"growth", "share", "rank"}
        if "percent" in self._cues and not wanted:
            wanted = frozenset({"growth", "share"})
        if wanted and _class(fact) not in wanted:
            # How many of the world's largest companies: a count answers it, whatever else it sounds like.
            counted = "counting" in self._cues and self._is_count(fact)
            yield Unmet("measure", " or ".join(sorted(wanted)), has, hard=bool(fact.quantity) and not counted)
            return
        mine = _measures_of(self._index, fact.indicator)
        for unit in self._content:
            if _lacking(unit) and _lacking(unit) not in mine and not self._says(unit, fact):
                yield Unmet("measure", str(_lacking(unit)), has, hard=bool(fact.quantity))
        if fact.quantity and not wanted and _class(fact) and not self._asks_for_class(fact):
            yield Unmet("measure", _LEVEL, has, hard=False)
        named = [unit for unit in self._content if self._names_a_measure(unit)]
        unmet = [unit for unit in named if not (unit.measures & mine or self._says(unit, fact))]
        if unmet:
            # Of several measures that are named a fact has one; that it has only one is worth saying.
            asked = ", ".join(sorted({name for unit in unmet for name in unit.measures - _STATES}))
            telling = fact.indicator.kind in _OVER_TIME and has not in _STATES and _class(fact) != "rank"
            yield Unmet("measure", asked, has, hard=len(unmet) == len(named) and telling)

    @staticmethod
    def _names_a_measure(unit: Unit) -> bool:
        """Whether it names a measure, and is not rather the name of a subject, as manufacturing and employment are."""
        return bool(unit.measures - _STATES) and not unit.cues & {"growth", "share", "rank"} and bool(unit.indicators or not unit.subjects)

    def _asks_for_class(self, fact: Fact) -> bool:
        """Whether a growth, share or rank is named, if not asked for."""
        return self._is_framed(fact) or any(
            fact.indicator.measure in unit.measures
            or fact.indicator.id in unit.indicators
            or _class(fact) in unit.soft_cues
            for unit in self._content
        )

    def _says(self, unit: Unit, fact: Fact) -> bool:
        """Whether the title or, of a state, the sentence has the words."""
        words = stems(f"{fact.title} {'' if fact.quantity else fact.statement}")
        return bool(unit.words) and set(unit.words) <= set(words)

    def _unit(self, fact: Fact) -> Iterable[Unmet]:
        if "amount" in self._cues and fact.quantity is None:
            yield Unmet("unit", "a figure", None, hard=False)
            return
        dimension = fact.unit.dimension if fact.unit else None
        has = fact.unit.id if fact.unit else None
        wants_money = "money" in self._cues and "percent" not in self._cues and _class(fact) is None
        if wants_money and dimension != "money" and not self._names_the_unit(fact):
            yield Unmet("unit", "money", has, hard=bool(fact.quantity))
        elif fact.unit and fact.unit.currency and self._cues & {"CNY", "USD"} and fact.unit.currency not in self._cues:
            yield Unmet("unit", " or ".join(sorted(self._cues & {"CNY", "USD"})), has, hard=False)
        elif self._wants_a_count and not (self._is_count(fact) or self._is_framed(fact)):
            yield Unmet("unit", "a count", has)
        elif "who" in self._cues and fact.quantity:
            yield Unmet("unit", "who or which", has, hard=False)

    @staticmethod
    def _is_count(fact: Fact) -> bool:
        return fact.unit is not None and fact.unit.dimension not in _NOT_COUNTED

    def _is_framed(self, fact: Fact) -> bool:
        """Whether it is a share of an area that is named: how many of the world's laptops."""
        named = {area for unit in self._asked.units for area in unit.areas}
        return _class(fact) == "share" and fact.indicator.whole_area in named

    @property
    def _wants_a_count(self) -> bool:
        return "counting" in self._cues and not self._cues & {"percent", "growth", "share", "rank"}

    def _missing(self, fact: Fact) -> Iterable[Unmet]:
        for unit in self._asked.units:
            if unit.repaired and not (unit.filler and unit.words):
                yield Unmet("word", unit.repaired, unit.text, hard=False)
            elif "negation" in unit.cues:
                yield Unmet("word", unit.text, None, hard=False)
        for unit in self._content:
            if not self._has(unit, fact) and not (unit.other_measure or unit.measures or unit.cues or unit.soft_cues):
                yield Unmet("word", unit.text, None, hard=False)


_LEVEL = "the figure itself"
_COSTS = {"subject": 3.0, "area": 3.0, "period": 2.5, "measure": 2.5, "unit": 4.0, "word": 0.0}
"""Words do not tell 2014 from 2013, so a wrong condition costs about as much as a common word or two."""
_HARD = 1.0
"""What it costs a fact that it cannot be the answer, beside what each condition costs."""


def _is_topic(unit: Unit) -> bool:
    return not (unit.measures or unit.cues or unit.soft_cues or unit.other_measure)


def _lacking(unit: Unit) -> str | None:
    """The measure that a unit names where that is none of the base's: imports, employment, per head."""
    return unit.other_measure if not (unit.measures or unit.cues or unit.subjects) else None


def _class(fact: Fact) -> str | None:
    """growth, share or rank; None of a level or a state."""
    return _CLASS.get(fact.indicator.kind)


def _measures_of(index: Index, indicator: Indicator) -> set[str]:
    """The measure of an indicator, and of what it is a growth, a part or a rank of."""
    about = [name for name in (indicator.growth_of, indicator.part, indicator.ranks) if name]
    found = {indicator.measure, *(index.entry("indicators", name).measure for name in about)}
    return found | {_IN_MONEY[name] for name in found & _IN_MONEY.keys()}


def _counts(fact: Fact, words: set[str]) -> bool:
    """Whether those words name what a fact counts: ports, countries."""
    return fact.unit is not None and words == set(stems(fact.unit.plural))


def _covers(fact: Fact, asked: Asked) -> bool:
    """Whether a fact answers for a period: for what adds up over time exactly that one, else any within it."""
    period = fact.period
    if asked.loose:
        return period.start >= asked.period.start and period.end <= asked.period.end
    if (period.start, period.end) == (asked.period.start, asked.period.end):
        return True
    if asked.by and period.end == asked.period.end:
        return True
    if _is_moment(fact):
        return _overlap(fact, asked)
    state = fact.indicator.kind is Kind.STATUS or (period.about and period.year == asked.period.year)
    return state and fact.indicator.kind not in _OVER_TIME and _overlap(fact, asked)


def _is_nearly(fact: Fact, asked: Asked) -> bool:
    """Whether a fact of about some period is of the asked one but for some days."""
    one, other = fact.period, asked.period
    return one.about and abs((one.start - other.start).days) + abs((one.end - other.end).days) <= _SOME_DAYS


def _is_moment(fact: Fact) -> bool:
    """Whether it is a share or rank as of about some day or month, which holds for the year as well as for the day."""
    lasts = fact.period.end - fact.period.start
    return fact.period.about and lasts.days <= 31 and fact.indicator.kind in (Kind.SHARE, Kind.RANK)


def _overlap(fact: Fact, asked: Asked) -> bool:
    return fact.period.start <= asked.period.end and asked.period.start <= fact.period.end


def _all_of(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _listed(positions: Iterable[int]) -> str:
    return ",".join(map(str, positions))
