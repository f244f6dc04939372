"""Find the facts that are near to a question: by what it names, by the years, and by its words.

The rarest words bring facts near; a word that many facts have only tells those apart that are near.
"""

from collections.abc import Iterable
from math import log
from typing import NamedTuple

from cqfacts.index.catalogue import Catalogue
from cqfacts.index.families import CLASSES, measures_of
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator
from cqfacts.questions.kinds import class_of, hints_at, telling, words_of
from cqfacts.questions.language import fillers, is_everyday
from cqfacts.questions.question import Phrase, Question
from cqfacts.questions.unit_conditions import CURRENCIES

_FEW = 2_000
"""A word that more facts have brings none of them near by itself: it only tells those apart that are near."""
_NEAR, _ENOUGH = 1_000, 30
"""How many facts one name or word brings near; with so many of the years asked for, no others."""
_JUDGED = 90
"""How many facts are judged by all conditions, those with the weightiest words first."""
_SUBJECT, _INDICATOR, _MEASURE, _SECTOR, _ENTITY, _AREA = 4.0, 5.0, 2.0, 0.7, 6.0, 2.0
"""The weight of a named thing beside words, which weigh by their rarity: at most log(1 + facts)."""
_VALUE = 5.0
"""The weight of a figure that the question says."""
_YEAR, _IN_TITLE, _SOFT_CUE, _EVERYDAY_MEASURE = 3.0, 0.5, 0.5, 0.5
_IN_PASSING = 0.6
"""The part that is left of the weight of a name in a fact about something else, which only mentions it."""
_SAYS_NOTHING = frozenset(("counting", "amount", "pace"))
"""How many, how much, by how much: what is looked for is not in such words, but in what they are asked of."""
_UNKNOWN = 1.5
"""The weight of a word that no fact has: many words of a question are only its manner of speaking."""
_EVERYDAY = 0.3
"""Its weight where it is such a word, or one that only asks."""


class _Row(NamedTuple):
    """The columns of a fact by which it is weighed before it is read."""

    position: int
    id: str
    subject: str
    indicator: str
    measure: str
    year: int
    sector: str
    area: str | None


class Nearness:
    """Brings facts near to a question, and says how near a phrase of it brings each."""

    def __init__(self, catalogue: Catalogue, question: Question) -> None:
        self._index = catalogue.index
        self._periods = question.periods
        self._content = question.content
        self._values = question.values
        self._cue_classes = question.cues & CLASSES
        self._currencies = question.cues & CURRENCIES
        may_be_a_rank = question.may_ask_for_a_rank(catalogue.home)
        self._classes = self._cue_classes or frozenset({"rank"} if may_be_a_rank else ())
        self._areas = question.areas or {catalogue.home}
        self._total = max(1, catalogue.count())
        self._telling = {phrase: telling(self._index, phrase.measures) for phrase in self._content}
        self._having: dict[Phrase, set[int]] = {}
        self._weights = {phrase: self._rarity(phrase) for phrase in self._content}
        self._positions: dict[str, int] = {}
        self._with_value: set[int] = set()

    # --- facts near to a question

    def facts(self) -> list[Fact]:
        """Return the facts to be judged: those that weigh most by names, years and rare words, then by all words."""
        self._with_value = self._of_values()
        rows = self._rows(self._candidates())
        rare = [phrase for phrase in self._content if self._frequency(phrase) <= _FEW * 4]
        common = [phrase for phrase in self._content if phrase not in rare]
        self._having = {phrase: set() for phrase in common}
        self._having |= {phrase: self._facts_with(phrase) for phrase in rare}
        heaviest = self._heaviest(rows, 2 * _JUDGED)
        positions = [row.position for row in heaviest]
        self._having |= {phrase: self._facts_with(phrase, positions) for phrase in common}
        best = self._heaviest(heaviest, _JUDGED)
        self._positions = {row.id: row.position for row in best}
        return list(self._index.facts(f"position in ({_listed(row.position for row in best)})"))

    def _heaviest(self, rows: list[_Row], count: int) -> list[_Row]:
        return sorted(rows, key=lambda row: (-self._preliminary_weight(row), row.position))[:count]

    def _rarity(self, phrase: Phrase) -> float:
        """Return the weight of the words of a phrase: the rarest of them counts."""
        if phrase.cues and phrase.cues <= _SAYS_NOTHING and phrase.only_asks:
            return 0.0
        if phrase.soft_cues and fillers().issuperset(phrase.words):
            return 0.0  # more, most
        return log(1 + self._total / max(1, min(self._rarest(phrase.words), self._total)))

    def _rows(self, candidates: set[int]) -> list[_Row]:
        columns = ", ".join(_Row._fields)
        sql = f"select {columns} from fact where position in ({_listed(candidates)})"
        return [_Row(*row) for row in self._index.rows(sql)]

    def _preliminary_weight(self, row: _Row) -> float:
        """Return the weight of a fact by its columns and the words that are known so far."""
        weight = _YEAR * any(asked_period.year == row.year for asked_period in self._periods)
        weight += _AREA * (row.area in self._areas)
        weight += _VALUE * (row.position in self._with_value)
        return weight + sum(self._preliminary_weight_by(phrase, row) for phrase in self._content)

    def _preliminary_weight_by(self, phrase: Phrase, row: _Row) -> float:
        weight = self._weights[phrase] if row.position in self._having[phrase] else 0.0
        is_of_the_subject = row.subject in phrase.subjects or row.indicator in phrase.hints
        weight += _SUBJECT * is_of_the_subject + _INDICATOR * (row.indicator in phrase.indicators)
        weight += _MEASURE * (row.measure in self._telling[phrase]) + _SECTOR * (
            row.sector in phrase.sectors
        )
        if phrase.entities:
            weight += _ENTITY * (str(row.position) in phrase.entities)
        return weight

    def _candidates(self) -> set[int]:
        """Return the positions of the facts that names or rare words bring near."""
        positions = set(self._with_value)
        for phrase in self._content:
            positions |= self._of_names(phrase) | set(map(int, phrase.entities))
        rare = [
            phrase
            for phrase in self._content
            if phrase.words and self._rarest(phrase.words) <= _FEW
        ]
        for phrase in sorted(rare, key=self._frequency):
            if len(positions) < _FEW:
                any_or_all = _any_of if self._frequency(phrase) <= _FEW else _all_of
                positions |= set(self._index.positions(any_or_all(phrase.words), _FEW))
        if not any(phrase.subjects or phrase.entities for phrase in self._content):
            positions |= self._of_measures()
        return positions or self._of_rarest_words()

    def _of_values(self) -> set[int]:
        """Return the facts with a figure that the question says."""
        words = [word for value in self._values for word in value.words]
        return set(self._index.positions(_any_of(words), _NEAR)) if words else set()

    def _of_rarest_words(self) -> set[int]:
        words = min(
            (phrase.words for phrase in self._content if phrase.words), key=self._rarest, default=()
        )
        return set(self._index.positions(_any_of(words), _NEAR)) if words else set()

    def _of_names(self, phrase: Phrase) -> set[int]:
        """Return the facts of what a phrase names: those of the years that are asked for, others where they are few."""
        positions: set[int] = set()
        indicators = phrase.indicators | phrase.hints
        for column, names in (("subject", phrase.subjects), ("indicator", indicators)):
            for name in names:
                positions |= self._of_name(column, name)
        return positions

    def _of_name(self, column: str, name: str) -> set[int]:
        years = [asked_period.year for asked_period in self._periods]
        sql = f"select position from fact where {column} = ? and year = ? limit {_NEAR}"
        of_years = {
            position for year in years for (position,) in self._index.rows(sql, (name, year))
        }
        if len(of_years) >= _ENOUGH:
            return of_years
        sql = f"select position from fact where {column} = ? limit {_NEAR}"
        return of_years | {position for (position,) in self._index.rows(sql, (name,))}

    def _of_measures(self) -> set[int]:
        """Return the facts of a measure that few indicators have, such as floor space, where nothing else is named."""
        measures = {name for phrase in self._content for name in self._telling[phrase]}
        having = [
            indicator.id
            for indicator in self._index.entries(Indicator)
            if indicator.measure in measures
        ]
        if len(having) > _ENOUGH:
            return set()
        return self._of_names(Phrase("", (), indicators=frozenset(having)))

    def _frequency(self, phrase: Phrase) -> int:
        return sum(map(self._index.frequency, phrase.words))

    def _rarest(self, words: Iterable[str]) -> int:
        """Return how many facts have the rarest of some words that any has; all where none has one."""
        return min(filter(None, map(self._index.frequency, words)), default=self._total)

    def _facts_with(self, phrase: Phrase, among: list[int] | None = None) -> set[int]:
        """Return the facts that have all words of a phrase; of a run of Chinese that is no name, any."""
        if not phrase.words:
            return set()
        is_name = phrase.subjects or phrase.indicators or phrase.measures or phrase.sectors
        query = (
            _all_of(phrase.words) if is_name or phrase.words[0].isascii() else _any_of(phrase.words)
        )
        return set(self._index.positions(query, among=among))

    # --- how near one fact is

    def weight(self, phrase: Phrase, fact: Fact) -> float:
        """Return the gain of a fact by a phrase: by the name, or by its words where that is more."""
        by_name = self._weight_by_name(phrase, fact)
        by_words = self._weights[phrase] * self.has_words(phrase, fact)
        if phrase.subjects and fact.indicator.subject not in phrase.subjects:
            by_words *= _IN_PASSING
        is_run_of_chinese = len(phrase.words) > 1 and not phrase.words[0].isascii()
        if by_words and is_run_of_chinese and not by_name:
            by_words *= self._part(phrase, fact)
        in_title = bool(phrase.words) and set(phrase.words) <= words_of(fact.title)
        if phrase.entities and in_title:
            by_name = max(by_name, _SUBJECT)
        return max(by_name, by_words) + _IN_TITLE * bool(by_name and in_title)

    def _weight_by_name(self, phrase: Phrase, fact: Fact) -> float:
        indicator = fact.indicator
        weight = _SUBJECT * (indicator.subject in phrase.subjects)
        weight += _INDICATOR * (bool(phrase.indicators) and self._is_of(phrase, fact))
        measures = phrase.measures & measures_of(self._index, indicator)
        if measures:
            weight += _MEASURE if measures & self._telling[phrase] else _EVERYDAY_MEASURE
        weight += _SOFT_CUE * (class_of(fact) in phrase.soft_cues)
        weight += _MEASURE * (class_of(fact) in phrase.cues) + _MEASURE * (
            hints_at(phrase, indicator)
        )
        return max(
            weight,
            _SECTOR * (indicator.sector in phrase.sectors),
            _ENTITY * self.is_entity(phrase, fact),
        )

    def _is_of(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether it is of an indicator that the phrase names, or the growth, share or rank by it asked for."""
        indicator = fact.indicator
        if self._is_in_the_money_asked(fact) and indicator.subject in phrase.subjects:
            return indicator.measure in phrase.measures
        bases = {indicator.level, indicator.part, indicator.ranks}
        if class_of(fact) in self._classes and bases & phrase.indicators:
            return True
        is_of_the_class = not self._cue_classes or class_of(fact) in self._cue_classes
        return indicator.id in phrase.indicators and is_of_the_class

    def _is_in_the_money_asked(self, fact: Fact) -> bool:
        """Return whether it is in the currency that is asked for: yuan, US dollars."""
        return (
            bool(self._currencies)
            and fact.unit is not None
            and fact.unit.currency in self._currencies
        )

    def worth(self, phrase: Phrase) -> float:
        """Return the worth of a phrase in how much of a question a fact has."""
        if phrase.cues and not (phrase.subjects or phrase.indicators):
            return _EVERYDAY
        by_kind = (
            (_SUBJECT, phrase.subjects),
            (_INDICATOR, phrase.indicators),
            (_ENTITY, phrase.entities),
        )
        by_name = max(weight * bool(names) for weight, names in by_kind)
        if by_name or self._frequency(phrase):
            return max(by_name, self._weights.get(phrase, 0.0))
        return _EVERYDAY if is_everyday(phrase.text) else _UNKNOWN

    def is_entity(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether the phrase is the name of the company, project or place that a fact is about.

        A name that is a common word, as planting is, says so only where no other thing is named.
        """
        if str(self._positions.get(fact.id, 0)) not in phrase.entities:
            return False
        is_common_word = fact.entity is not None and fact.entity.islower()
        if not is_common_word:
            return True
        others = [other for other in self._content if other is not phrase and other.subjects]
        return not others or any(fact.indicator.subject in other.subjects for other in others)

    def has_words(self, phrase: Phrase, fact: Fact) -> bool:
        """Return whether the phrase's words stand in the fact, or in the names of what it is about."""
        return self._positions.get(fact.id, 0) in self._having[phrase]

    def _part(self, phrase: Phrase, fact: Fact) -> float:
        """Return how much of a run of Chinese a fact has."""
        position = self._positions.get(fact.id, 0)
        having = sum(
            bool(self._index.positions(f'"{word}"', among=[position])) for word in phrase.words
        )
        return having / len(phrase.words)


def _all_of(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)


def _any_of(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _listed(positions: Iterable[int]) -> str:
    return ",".join(map(str, positions))
