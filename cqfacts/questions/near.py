"""Which facts are near to a question: by what it names, by the years, and by its words.

The rarest words bring facts near; a word that many facts have only tells those apart that are near.
"""

from collections.abc import Iterable
from math import log
from typing import NamedTuple

from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator
from cqfacts.questions.kinds import CLASSES, class_of, measures_of, telling, words_of
from cqfacts.questions.language import fillers, is_everyday
from cqfacts.questions.question import Question, Unit

_FEW = 2_000
"""A word that more facts have brings none of them near by itself: it only tells those apart that are near."""
_NEAR, _ENOUGH = 1_000, 30
"""How many facts one name or word brings near; with so many of the years asked for, no others."""
_JUDGED = 150
"""How many facts are judged by all conditions, those with the weightiest words first."""
_SUBJECT, _INDICATOR, _MEASURE, _SECTOR, _ENTITY, _AREA = 4.0, 5.0, 2.0, 0.7, 6.0, 2.0
"""What a named thing weighs beside words, which weigh by their rarity: at most log(1 + facts)."""
_IN_PASSING = 0.6
"""What is left of the weight of a name in a fact about something else, which only mentions it."""
_SAYS_NOTHING = frozenset(("counting", "amount", "pace"))
"""How many, how much, by how much: what is looked for is not in such words, but in what they are asked of."""
_UNKNOWN = 1.5
"""What a word weighs that no fact has: many words of a question are only its manner of speaking."""
_EVERYDAY = 0.3
"""What it weighs where it is such a word."""


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


class Nearness:
    """Brings facts near to a question, and says how near a word of it brings each."""

    def __init__(self, catalogue: Catalogue, asked: Question) -> None:
        self._index = catalogue.index
        self._periods = asked.periods
        self._content = asked.content
        self._asked_classes = asked.cues & CLASSES
        self._currencies = asked.cues & {"CNY", "USD"}
        self._classes = self._asked_classes or frozenset({"rank"} if asked.may_ask_for_a_rank(catalogue.home) else ())
        self._areas = {area for unit in asked.units for area in unit.areas} or {catalogue.home}
        self._total = max(1, catalogue.count())
        self._telling = {unit: telling(self._index, unit.measures) for unit in self._content}
        self._having: dict[Unit, set[int]] = {}
        self._weights = {unit: self._rarity(unit) for unit in self._content}
        self._positions: dict[str, int] = {}

    def facts(self) -> list[Fact]:
        """The facts that are judged: those that weigh most by names, years and rare words, then by all words."""
        rows = self._rows(self._candidates())
        rare = [unit for unit in self._content if self._frequency(unit) <= _FEW * 4]
        for unit in self._content:
            self._having[unit] = self._facts_with(unit) if unit in rare else set()
        heaviest = sorted(rows, key=lambda row: (-self._preliminary(row), row.position))[: 2 * _JUDGED]
        for unit in self._content:
            if unit not in rare:
                self._having[unit] = self._facts_with(unit, [row.position for row in heaviest])
        best = sorted(heaviest, key=lambda row: (-self._preliminary(row), row.position))[:_JUDGED]
        self._positions = {row.id: row.position for row in best}
        return list(self._index.facts(f"position in ({_listed(row.position for row in best)})"))

    def _rarity(self, unit: Unit) -> float:
        """What the words of a unit weigh: the rarest of them counts."""
        if unit.cues and unit.cues <= _SAYS_NOTHING and unit.only_asks:
            return 0.0
        if unit.soft_cues and fillers().issuperset(unit.words):
            return 0.0  # more, most
        return log(1 + self._total / max(1, min(self._rarest(unit.words), self._total)))

    def _rows(self, candidates: set[int]) -> list[_Row]:
        columns = ", ".join(_Row._fields)
        return [
            _Row(*row)
            for row in self._index.rows(f"select {columns} from fact where position in ({_listed(candidates)})")
        ]

    def _preliminary(self, row: _Row) -> float:
        """What a fact weighs by its columns and the words that are known so far."""
        weight = 3.0 * any(asked.period.year == row.year for asked in self._periods)
        for unit in self._content:
            if row.position in self._having[unit]:
                weight += self._weights[unit]
            weight += _SUBJECT * (row.subject in unit.subjects) + _INDICATOR * (row.indicator in unit.indicators)
            weight += _MEASURE * (row.measure in self._telling[unit]) + _SECTOR * (row.sector in unit.sectors)
            if unit.entities:
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
        years = [asked.period.year for asked in self._periods]
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
        measures = {name for unit in self._content for name in self._telling[unit]}
        having = [indicator.id for indicator in self._index.entries(Indicator) if indicator.measure in measures]
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

    # --- how near one fact is

    def weight(self, unit: Unit, fact: Fact) -> float:
        """What the fact gains by a unit: by the name, or by its words where that is more."""
        named = _SUBJECT * (fact.indicator.subject in unit.subjects) + _INDICATOR * (
            bool(unit.indicators) and self._is_of(unit, fact)
        )
        measures = unit.measures & measures_of(self._index, fact.indicator)
        named += _MEASURE * bool(measures & self._telling[unit]) or 0.5 * bool(measures)
        named += 0.5 * (class_of(fact) in unit.soft_cues)
        named += _MEASURE * bool(class_of(fact) in unit.cues) + _MEASURE * (fact.indicator.id in unit.hints)
        named = max(named, _SECTOR * (fact.indicator.sector in unit.sectors), _ENTITY * self.is_entity(unit, fact))
        worded = self._weights[unit] * self.has_words(unit, fact)
        if unit.subjects and fact.indicator.subject not in unit.subjects:
            worded *= _IN_PASSING
        if worded and len(unit.words) > 1 and not named and not unit.words[0].isascii():
            worded *= self._part(unit, fact)
        in_title = bool(unit.words) and set(unit.words) <= words_of(fact.title)
        if unit.entities and in_title:
            named = max(named, _SUBJECT)
        return max(named, worded) + 0.5 * bool(named and in_title)

    def _is_of(self, unit: Unit, fact: Fact) -> bool:
        """Whether it is of an indicator that the unit names, or the growth, share or rank by it that is asked for."""
        indicator = fact.indicator
        if self._is_in_the_money_asked(fact) and indicator.subject in unit.subjects:
            return indicator.measure in unit.measures
        if class_of(fact) in self._classes and {indicator.growth_of, indicator.part, indicator.ranks} & unit.indicators:
            return True
        return indicator.id in unit.indicators and (not self._asked_classes or class_of(fact) in self._asked_classes)

    def _is_in_the_money_asked(self, fact: Fact) -> bool:
        """Whether it is in the currency that is asked for: yuan, US dollars."""
        return bool(self._currencies) and fact.unit is not None and fact.unit.currency in self._currencies

    def worth(self, unit: Unit) -> float:
        """What a unit counts for in how much of a question a fact has."""
        if unit.cues and not (unit.subjects or unit.indicators):
            return 0.3
        named = max(_SUBJECT * bool(unit.subjects), _INDICATOR * bool(unit.indicators), _ENTITY * bool(unit.entities))
        if named or self._frequency(unit):
            return max(named, self._weights.get(unit, 0.0))
        return _EVERYDAY if is_everyday(unit.text) else _UNKNOWN

    def is_entity(self, unit: Unit, fact: Fact) -> bool:
        """Whether the unit is the name of the company, project or place that a fact is about.

        A name that is a common word, as planting is, says so only where no other thing is named.
        """
        if str(self._positions.get(fact.id, 0)) not in unit.entities:
            return False
        is_common = fact.entity is not None and fact.entity.islower()
        subjects = (
            {name for other in self._content if other is not unit for name in other.subjects} if is_common else set()
        )
        return not subjects or fact.indicator.subject in subjects

    def has_words(self, unit: Unit, fact: Fact) -> bool:
        """Whether the unit's words stand in the fact, or in the names of what it is about."""
        return self._positions.get(fact.id, 0) in self._having[unit]

    def _part(self, unit: Unit, fact: Fact) -> float:
        """How much of a run of Chinese a fact has."""
        position = self._positions.get(fact.id, 0)
        having = sum(bool(self._index.positions(f'"{word}"', among=[position])) for word in unit.words)
        return having / len(unit.words)


def _all_of(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _listed(positions: Iterable[int]) -> str:
    return ",".join(map(str, positions))
