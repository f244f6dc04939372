"""Tell whether a fact is the kind of figure that a question asks for: money, points, a count, a figure at all, a name."""

from collections.abc import Iterable
from functools import cached_property

from cqfacts.index.families import measures_of
from cqfacts.model.fact import Fact
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import Dimension, Indicator, Kind, Measure
from cqfacts.questions.kinds import class_of, is_count, is_number, words_of
from cqfacts.questions.language import is_everyday, persons
from cqfacts.questions.lexicon import lexicon_of
from cqfacts.questions.question import Phrase
from cqfacts.questions.unmet import COUNT, FIGURE, POINTS, SIZE, WHO, Unmet
from cqfacts.questions.words import QuestionWords

CURRENCIES = frozenset(("CNY", "USD"))
_SIZES = ("length", "area", "time")
"""Dimensions of which a figure says how much, not how many."""
_SPANS = {
    "day": frozenset(("day", "daily")),
    "week": frozenset(("week", "weekly")),
    "month": frozenset(("month", "monthly")),
    "year": frozenset(("year", "annual", "annually", "yearly")),
}
"""The words for the span of time of a rate."""
_HOW_MUCH = CURRENCIES | {"amount", "counting"}
_AMOUNTS = frozenset(
    stems("dozen dozens hundred hundreds thousand thousands million millions billion billions")
)


class UnitConditions:
    """Which unit a fact must have."""

    def __init__(self, words: QuestionWords) -> None:
        self._words = words
        self._cues = words.cues
        self._currencies = words.cues & CURRENCIES

    def unmet(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the kind of figure that is asked for, where the fact is none."""
        if "amount" in self._cues and fact.quantity is None and not _tells_an_amount(fact):
            yield Unmet("unit", FIGURE, None, hard=False, near="pace" in self._cues)
            return
        if "size" in self._cues and is_number(fact):
            yield Unmet("unit", SIZE, fact.unit_id, hard=False, near=False)
            return
        if "number" in self._cues and self._is_of_a_value(fact):
            yield Unmet("unit", COUNT, fact.unit_id, hard=False)
            return
        wrong = self._wrong_money(fact) or self._wrong_rate(fact) or self._wrong_count(fact)
        if wrong:
            yield wrong
        elif "who" in self._cues and fact.quantity:
            yield Unmet("unit", WHO, fact.unit_id, hard=False, near=False)

    def _is_of_a_value(self, fact: Fact) -> bool:
        """Return whether a fact is of the value of something in money, or of its growth or share."""
        index = self._words.index
        measures = measures_of(index, fact.indicator)
        return any(index.entry(Measure, measure).value_of for measure in measures)

    def _wrong_money(self, fact: Fact) -> Unmet | None:
        """Return what a fact lacks where money, a currency or points are asked for."""
        if self._lacks_money(fact):
            return Unmet("unit", "money", fact.unit_id, hard=bool(fact.quantity), near=False)
        if fact.unit is None:
            return None
        if fact.unit.currency and self._currencies and fact.unit.currency not in self._currencies:
            return Unmet("unit", " or ".join(sorted(self._currencies)), fact.unit.id, hard=False)
        adds_points = fact.unit.dimension == "share-difference"
        if adds_points and "points" not in self._cues and self._cues & {"percent", "share"}:
            return Unmet("unit", "percent", fact.unit.id, hard=False)
        if "points" in self._cues and fact.unit.dimension != "share-difference":
            return Unmet("unit", POINTS, fact.unit.id, hard=False)
        return None

    def _lacks_money(self, fact: Fact) -> bool:
        wants_money = (
            "money" in self._cues and "percent" not in self._cues and class_of(fact) is None
        )
        if fact.state and (_tells_an_amount(fact) or not self._asks_how_much):
            return False
        is_money = fact.unit is not None and fact.unit.dimension == "money"
        return wants_money and not is_money and not self._words.is_what_is_counted(fact)

    @property
    def _asks_how_much(self) -> bool:
        """True where it asks how much money, or names what is paid or earned: revenue."""
        names_money = any(
            phrase.other_measure and "money" in phrase.cues for phrase in self._words.content
        )
        return names_money or bool(self._cues & _HOW_MUCH)

    def _wrong_rate(self, fact: Fact) -> Unmet | None:
        """Return what a rate lacks where it is asked for another span of time: wafers a year, not a day."""
        if fact.indicator.kind is not Kind.RATE or fact.unit is None:
            return None
        asked = self._spans_of_time
        if not asked or asked & set(fact.unit.singular.split()):
            return None
        names = (f"a {min(asked)}", fact.unit.plural)
        return Unmet("unit", min(asked), fact.unit_id, hard=False, names=names)

    @cached_property
    def _spans_of_time(self) -> set[str]:
        """The spans of time that the question names: a day, a year."""
        words = {word for phrase in self._words.question.phrases for word in phrase.text.split()}
        return {span for span, names in _SPANS.items() if words & names}

    def _wrong_count(self, fact: Fact) -> Unmet | None:
        """Return what a fact lacks where it is asked how many there are."""
        wants_a_count = self._words.wants_a_count
        if class_of(fact) == "rank":
            is_said_once = self._ranks_what_is_named(
                fact
            )  # that it is a rank is said of its measure
            return None if is_said_once else self._rank_for_a_count(fact)
        if not wants_a_count:
            return None
        no_count = Unmet("unit", COUNT, fact.unit_id, hard=False)
        if self._is_value_of_what_is_named(fact):
            return no_count
        if not is_count(fact) and not self._words.names_the_whole(fact):
            return Unmet("unit", COUNT, fact.unit_id, near=False)
        if self._counts_something_else(fact):
            return no_count._replace(near=not self._words.question.values)
        return no_count if self._is_unnamed_size(fact) else None

    def _rank_for_a_count(self, fact: Fact) -> Unmet | None:
        """Return what a rank lacks where it is asked how many there are."""
        if self._words.wants_a_count:
            return Unmet("unit", COUNT, fact.unit_id, near=False)
        if "counting" in self._cues:
            return Unmet("unit", COUNT, fact.unit_id, hard=False, near=False)
        return None

    def _is_value_of_what_is_named(self, fact: Fact) -> bool:
        """Return whether a fact is the value of what is asked how many there are of: the exports of chips."""
        value_of = self._words.index.entry(Measure, fact.indicator.measure).value_of
        content = self._words.content
        names_it = any(value_of in phrase.measures for phrase in content) if value_of else False
        return names_it and any(fact.indicator.subject in phrase.subjects for phrase in content)

    def _ranks_what_is_named(self, fact: Fact) -> bool:
        """Return whether a rank is by the measure, and of the thing, that the question names."""
        if fact.indicator.ranks is None:
            return False
        basis = self._words.index.entry(Indicator, fact.indicator.ranks)
        content = self._words.content
        names_the_measure = any(basis.measure in phrase.measures for phrase in content)
        return names_the_measure and any(basis.subject in phrase.subjects for phrase in content)

    def _counts_something_else(self, fact: Fact) -> bool:
        """Return whether the noun that is counted is neither the unit of a fact nor in its names."""
        if not self._words.noun_phrases:
            return False
        counted = self._words.noun_phrases[0]
        units = lexicon_of(self._words.index).counted.get(counted.head.words)
        if units and fact.unit and fact.unit.dimension == Dimension.COUNT:
            return fact.unit.id not in units
        if self._counts_persons(counted.head) and not self._words.names_the_unit(fact):
            return True
        own_words = words_of(f"{fact.unit.plural if fact.unit else ''} {fact.title}")
        is_english = counted.head.text.isascii()
        return (
            is_english
            and not is_everyday(counted.head.text)
            and not any(
                phrase.names_something
                or phrase.measures
                or phrase.repaired
                or set(phrase.words) & own_words
                for phrase in counted.phrases
            )
        )

    @staticmethod
    def _counts_persons(head: Phrase) -> bool:
        return bool(persons() & set(head.words)) and not head.subjects

    def _is_unnamed_size(self, fact: Fact) -> bool:
        """Return whether it is a length, an area or a time that is not named, neither itself nor its unit."""
        if fact.unit is None or fact.unit.dimension not in _SIZES:
            return False
        return not self._words.names_the_unit(fact) and not self._words.names_the_measure(fact)


def _tells_an_amount(fact: Fact) -> bool:
    """Return whether a state says an amount in words: a few dozen yuan."""
    return bool(fact.state and _AMOUNTS & words_of(fact.state))
