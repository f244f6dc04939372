"""Propose the indicators that a figure of a text may be of, by the words around it and by its unit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.model.stems import PARTED, stems
from cqfacts.model.vocabulary import (
    KINDS_OF_CHANGE,
    Dimension,
    Indicator,
    Kind,
    Measure,
    Subject,
    Unit,
)
from cqfacts.reader.records import Direction, Figure, FigureKind
from cqfacts.reader.unit_names import is_name_of

_WHOLE_NAME, _LINKED = 1.2, 1.0
"""The worth of a name of the indicator itself, and of what it is a growth, a part or a rank of, beside its subject and measure."""
_APART = 0.75
"""The worth of a name whose words stand apart, beside one that stands in one place."""
_SAME_UNIT, _OTHER_UNIT, _UNIT_OF_OTHERS = 1.5, -1.5, -2.5
_MEANT_KIND, _OTHER_KIND = 1.0, -0.5
_LEAST = 0.2
"""The least worth of the names of a proposal, beside that of its measure: a unit alone is no reason for one."""


class Stretch(NamedTuple):
    """Words near a figure, and how much they tell of it: 1 for the nearest."""

    words: str
    weight: float


class _Nearby(NamedTuple):
    """The words near a figure, stemmed."""

    weights: Mapping[str, float]
    """How much each word tells."""
    stretches: Sequence[tuple[str, float]]
    """Each stretch as words between spaces, " laptop export ", and how much it tells, the nearest first."""


class _Name(NamedTuple):
    """A name of an entry, as its words are looked for."""

    text: str
    """Its words between spaces."""
    rarities: Mapping[str, float]
    """How rare each of them is."""
    rarity: float
    """The sum."""


class IndicatorProposer:
    """Orders the indicators of a base by how well they fit a figure."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        texts = [
            _texts_by_id(entries.values())
            for entries in (vocabulary.indicators, vocabulary.subjects, vocabulary.measures)
        ]
        rarities = _rarities(texts)
        self._names, self._subject_names, self._measure_names = (
            _names_by_id(texts_of_kind, rarities) for texts_of_kind in texts
        )

    def propose(self, figure: Figure, stretches: Sequence[Stretch], count: int = 3) -> list[str]:
        """Return the ids of the indicators that fit a figure best, given the words near it."""
        nearby = _nearby(stretches)
        worths = self._worths(self._names, nearby)
        worths_of_subjects = self._worths(self._subject_names, nearby)
        worths_of_measures = self._worths(self._measure_names, nearby)
        scores = {}
        for indicator in self._vocabulary.indicators.values():
            fit = self._fit(figure, indicator)
            if fit is None:
                continue
            links = self._links_of(indicator)
            linked = max((worths[link.id] for link in links), default=0.0)
            measures = [indicator.measure, *(link.measure for link in links)]
            worth = max(_WHOLE_NAME * worths[indicator.id], _LINKED * linked)
            worth += worths_of_subjects.get(indicator.subject, 0.0)
            if worth < _LEAST:
                continue
            worth += max(worths_of_measures.get(measure, 0.0) for measure in measures)
            scores[indicator.id] = worth + fit
        return sorted(scores, key=lambda name: -scores[name])[:count]

    def _links_of(self, indicator: Indicator) -> list[Indicator]:
        """Return the indicators of which an indicator is a growth, a change, a part or a rank."""
        ids = (indicator.growth_of, indicator.change_of, indicator.part, indicator.ranks)
        return [self._vocabulary.indicators[link] for link in ids if link]

    @staticmethod
    def _worths(names: Mapping[str, Sequence[_Name]], nearby: _Nearby) -> dict[str, float]:
        """Return the worth of the best name of each entry."""
        return {
            entry_id: max((_worth(name, nearby) for name in of_entry), default=0.0)
            for entry_id, of_entry in names.items()
        }

    def _fit(self, figure: Figure, indicator: Indicator) -> float | None:
        """Return how well the kind and the unit of an indicator fit a figure; None where it cannot be of it."""
        unit = self._vocabulary.units.get(indicator.unit or "")
        fit = _FITS[figure.kind](figure, indicator, unit)
        if fit is not None and self._is_in_another_unit(figure, unit):
            return _UNIT_OF_OTHERS
        return fit

    def _is_in_another_unit(self, figure: Figure, unit: Unit | None) -> bool:
        """Tell whether a figure is printed with a unit of the base that has nothing to do with another one: shifts, wafers a day."""
        printed = self._vocabulary.units.get(figure.unit or "")
        if printed is None or unit is None or printed.id == unit.id:
            return False
        return printed.dimension != unit.dimension or printed.dimension == Dimension.COUNT


def _fit_rank(figure: Figure, indicator: Indicator, unit: Unit | None) -> float | None:  # noqa: ARG001 - the signature of the table
    return _MEANT_KIND if indicator.kind is Kind.RANK else None


def _fit_percent(figure: Figure, indicator: Indicator, unit: Unit | None) -> float | None:
    if unit is None or not unit.is_percent:
        return None
    is_growth = indicator.kind is Kind.GROWTH
    is_growth_meant = figure.direction is not None
    return _MEANT_KIND if is_growth is is_growth_meant else _OTHER_KIND


def _fit_points(figure: Figure, indicator: Indicator, unit: Unit | None) -> float | None:  # noqa: ARG001 - the signature of the table
    is_in_points = unit is not None and unit.dimension == Dimension.SHARE_DIFFERENCE
    return _MEANT_KIND if is_in_points else None


def _fit_multiple(figure: Figure, indicator: Indicator, unit: Unit | None) -> float | None:  # noqa: ARG001 - the signature of the table
    return _MEANT_KIND if unit is not None and unit.dimension == "multiple" else None


def _fit_money(figure: Figure, indicator: Indicator, unit: Unit | None) -> float | None:  # noqa: ARG001 - the signature of the table
    if unit is None or unit.dimension != Dimension.MONEY:
        return None
    return _SAME_UNIT if figure.unit in (unit.id, unit.currency) else _OTHER_UNIT


def _fit_number(figure: Figure, indicator: Indicator, unit: Unit | None) -> float | None:
    if indicator.kind is Kind.RANK or unit is None:
        return None
    if unit.is_percent or unit.dimension in _NOT_NUMBERS:
        return None
    if figure.unit is None:
        return 0.0
    is_same = figure.unit == unit.id or is_name_of(figure.unit, unit)
    return _SAME_UNIT if is_same else _OTHER_UNIT


_NOT_NUMBERS = (Dimension.MONEY, Dimension.SHARE_DIFFERENCE, Dimension.RANK, "multiple")
_FITS = {
    FigureKind.RANK: _fit_rank,
    FigureKind.PERCENT: _fit_percent,
    FigureKind.FRACTION: _fit_percent,
    FigureKind.POINTS: _fit_points,
    FigureKind.MULTIPLE: _fit_multiple,
    FigureKind.MONEY: _fit_money,
    FigureKind.MEASURE: _fit_number,
    FigureKind.NUMBER: _fit_number,
}
"""The indicators of which each kind of figure can be."""


def is_fall(figure: Figure, indicator: Indicator) -> bool:
    """Tell whether a figure is below zero in an indicator: a change that is told as a fall, without a sign."""
    return indicator.kind in KINDS_OF_CHANGE and figure.direction is Direction.FALL


def _nearby(stretches: Sequence[Stretch]) -> _Nearby:
    weights: dict[str, float] = {}
    texts = [(_as_words(stretch.words), stretch.weight) for stretch in stretches]
    for text, weight in texts:
        for word in text.split():
            weights[word] = max(weights.get(word, 0.0), weight)
    return _Nearby(weights, texts)


def _worth(name: _Name, nearby: _Nearby) -> float:
    """Return the worth of a name: of its words that are near, less where others are missing."""
    rarities = name.rarities.items()
    found = sum(rarity * nearby.weights.get(word, 0.0) for word, rarity in rarities)
    if not found:
        return 0.0
    near = sum(rarity for word, rarity in rarities if word in nearby.weights)
    part = near / name.rarity
    apart = found * part * sqrt(part)
    weight = next((weight for text, weight in nearby.stretches if name.text in text), 0.0)
    return max(_APART * apart, weight * name.rarity)


def _texts_by_id(entries: Iterable[Indicator | Subject | Measure]) -> dict[str, list[str]]:
    """Return the names of entries by their ids, as words between spaces."""
    texts_by_id: dict[str, list[str]] = {}
    for entry in entries:
        names = (entry.title, entry.title_zh, *entry.aliases)
        texts = (_as_words(name) for name in names if name and PARTED not in name)
        texts_by_id[entry.id] = [text for text in dict.fromkeys(texts) if text.strip()]
    return texts_by_id


def _names_by_id(
    texts_by_id: Mapping[str, Iterable[str]], rarities: Mapping[str, float]
) -> dict[str, list[_Name]]:
    return {
        entry_id: [_make_name(text, rarities) for text in texts]
        for entry_id, texts in texts_by_id.items()
    }


def _make_name(text: str, rarities: Mapping[str, float]) -> _Name:
    of_words = {word: rarities[word] for word in text.split()}
    return _Name(text, of_words, sum(of_words.values()))


def _as_words(text: str) -> str:
    """Return the stemmed words of a text, Chinese in pairs, between spaces.

    >>> _as_words("Laptop exports rose"), _as_words("笔记本")
    (' laptop export rise ', ' 笔记 记本 ')
    """
    return f" {' '.join(stems(text))} "


def _rarities(tables: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, float]:
    """Return the worth of each word, from 0 to 1: less where many entries have it in a name."""
    counts: Counter[str] = Counter()
    for names in tables:
        for of_entry in names.values():
            counts.update({word for name in of_entry for word in name.split()})
    total = sum(counts.values()) or 1
    return {word: log(1 + total / count) / log(1 + total) for word, count in counts.items()}
