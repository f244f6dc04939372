"""Work out what the vocabulary of a base says about questions, beside the names in its index.

No rule of search knows an id. What the names of a measure ask for is a key of it, or follows from the kinds of its
indicators; places within an area are a key of that area.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from cqfacts.index.read import Index
from cqfacts.model.names import fold
from cqfacts.model.stems import phrase_of
from cqfacts.model.vocabulary import AnswerKind, Area, Dimension, Indicator, Kind, Measure, Unit
from cqfacts.questions.language import other_measures

_CUES: dict[AnswerKind | None, frozenset[str]] = {
    AnswerKind.GROWTH: frozenset(("growth",)),
    AnswerKind.POINTS: frozenset(("growth", "points")),
    AnswerKind.SHARE: frozenset(("share",)),
    AnswerKind.RANK: frozenset(("rank",)),
}
"""The cues that stand for what a measure asks for; a count and an amount have none, they only ask of what else is named."""
_OF_KINDS = {
    Kind.GROWTH: AnswerKind.GROWTH,
    Kind.CHANGE: AnswerKind.GROWTH,
    Kind.DIFFERENCE: AnswerKind.GROWTH,
    Kind.CONTRIBUTION: AnswerKind.SHARE,
    Kind.SHARE: AnswerKind.SHARE,
    Kind.RANK: AnswerKind.RANK,
}
_NOTHING = frozenset[str]()


class Lexicon(NamedTuple):
    """What the names of one base say; measures are given by their ids."""

    asks_for: dict[str, AnswerKind]
    """The kind of answer that the names of a measure ask for; a measure that asks for a level is not in it."""
    called: dict[str, frozenset[str]]
    """The measures of the base that are called by each name that people have for a measure, such as exports."""
    of_figures: frozenset[str]
    """The measures that have figures only, no states."""
    measured: frozenset[str]
    """The subjects that have figures."""
    counted: dict[tuple[str, ...], frozenset[str]]
    """The units by which things are counted, by their names as phrases: trains."""
    counted_once: frozenset[str]
    """Those of them by which things of one subject only are counted."""
    parts: dict[tuple[str, ...], str]
    """Places within the areas of the base, by phrase."""
    part_words: frozenset[str]
    """The words of their names."""

    def cues_of(self, measures: frozenset[str]) -> frozenset[str]:
        """Return the cues that all of some measures have in common."""
        cues = [_CUES.get(self.asks_for.get(measure), _NOTHING) for measure in measures]
        return frozenset.intersection(*cues) if cues else _NOTHING

    def says_nothing_of_a_thing(self, measure: str) -> bool:
        """Return whether a measure asks how many or how much there is, of whatever else is named."""
        return self.asks_for.get(measure) in (AnswerKind.COUNT, AnswerKind.AMOUNT)


_LEXICONS: WeakKeyDictionary[Index, Lexicon] = WeakKeyDictionary()


def lexicon_of(index: Index) -> Lexicon:
    """Return the lexicon of a base."""
    lexicon = _LEXICONS.get(index)
    if lexicon is None:
        lexicon = _LEXICONS[index] = _read(index)
    return lexicon


def _read(index: Index) -> Lexicon:
    parts = {phrase_of(fold(part)): part for area in index.entries(Area) for part in area.parts}
    words = frozenset(word for phrase in parts for word in phrase if word.isascii())
    return Lexicon(
        _asks_for(index),
        _called(index),
        _of_figures(index),
        _measured(index),
        _counted(index),
        _counted_once(index),
        parts,
        words,
    )


def _asks_for(index: Index) -> dict[str, AnswerKind]:
    """Return what each measure asks for: as its entry says, or where all its indicators are of one class, that class."""
    classes: dict[str, set[AnswerKind | None]] = {}
    for indicator in index.entries(Indicator):
        classes.setdefault(indicator.measure, set()).add(_of_indicator(index, indicator))
    asks_for = {}
    for measure in index.entries(Measure):
        of_indicators = classes.get(measure.id, set())
        kind_of_indicators = next(iter(of_indicators)) if len(of_indicators) == 1 else None
        answer_kind = measure.asks_for or kind_of_indicators
        if answer_kind:
            asks_for[measure.id] = answer_kind
    return asks_for


def _of_figures(index: Index) -> frozenset[str]:
    indicators = list(index.entries(Indicator))
    of_states = {indicator.measure for indicator in indicators if indicator.kind is Kind.STATUS}
    return frozenset(indicator.measure for indicator in indicators) - of_states


def _measured(index: Index) -> frozenset[str]:
    indicators = index.entries(Indicator)
    return frozenset(
        indicator.subject for indicator in indicators if indicator.kind is not Kind.STATUS
    )


def _counted(index: Index) -> dict[tuple[str, ...], frozenset[str]]:
    units: dict[tuple[str, ...], frozenset[str]] = {}
    for unit in index.entries(Unit):
        if unit.dimension == Dimension.COUNT:
            phrase = phrase_of(fold(unit.plural))
            units[phrase] = units.get(phrase, _NOTHING) | {unit.id}
    return units


def _counted_once(index: Index) -> frozenset[str]:
    subjects: dict[str, set[str]] = {}
    for indicator in index.entries(Indicator):
        if indicator.unit:
            subjects.setdefault(indicator.unit, set()).add(indicator.subject)
    return frozenset(unit for unit, own in subjects.items() if len(own) == 1)


def _of_indicator(index: Index, indicator: Indicator) -> AnswerKind | None:
    adds_points = (
        indicator.kind is Kind.CONTRIBUTION
        and indicator.unit is not None
        and index.entry(Unit, indicator.unit).dimension == "share-difference"
    )
    return AnswerKind.POINTS if adds_points else _OF_KINDS.get(indicator.kind)


def _called(index: Index) -> dict[str, frozenset[str]]:
    phrases = {" ".join(words): name for words, name in other_measures().items()}
    called: dict[str, set[str]] = {}
    for phrase, kind, entry in index.phrases(list(phrases)):
        if kind == "measures":
            called.setdefault(phrases[phrase], set()).add(entry)
    return {name: frozenset(measures) for name, measures in called.items()}
