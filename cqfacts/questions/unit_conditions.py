"""Tell whether a fact is the kind of figure that a question asks for: money, points, a count, a figure at all, a name."""

from collections.abc import Iterable

from cqfacts.model.fact import Fact
from cqfacts.questions.kinds import class_of, is_count
from cqfacts.questions.unmet import COUNT, FIGURE, POINTS, WHO, Unmet
from cqfacts.questions.words import QuestionWords

CURRENCIES = frozenset(("CNY", "USD"))
_SIZES = ("length", "area", "time")
"""Dimensions of which a figure says how much, not how many."""


class UnitConditions:
    """Which unit a fact must have."""

    def __init__(self, words: QuestionWords) -> None:
        self._words = words
        self._cues = words.cues
        self._currencies = words.cues & CURRENCIES

    def unmet(self, fact: Fact) -> Iterable[Unmet]:
        """Yield the kind of figure that is asked for, where the fact is none."""
        if "amount" in self._cues and fact.quantity is None:
            yield Unmet("unit", FIGURE, None, hard=False)
            return
        wrong = self._wrong_money(fact) or self._wrong_count(fact)
        if wrong:
            yield wrong
        elif "who" in self._cues and fact.quantity:
            yield Unmet("unit", WHO, fact.unit_id, hard=False)

    def _wrong_money(self, fact: Fact) -> Unmet | None:
        """Return what a fact lacks where money, a currency or points are asked for."""
        if self._lacks_money(fact):
            return Unmet("unit", "money", fact.unit_id, hard=bool(fact.quantity))
        if fact.unit is None:
            return None
        if fact.unit.currency and self._currencies and fact.unit.currency not in self._currencies:
            return Unmet("unit", " or ".join(sorted(self._currencies)), fact.unit.id, hard=False)
        if "points" in self._cues and fact.unit.dimension != "share-difference":
            return Unmet("unit", POINTS, fact.unit.id, hard=False)
        return None

    def _lacks_money(self, fact: Fact) -> bool:
        wants_money = (
            "money" in self._cues and "percent" not in self._cues and class_of(fact) is None
        )
        is_money = fact.unit is not None and fact.unit.dimension == "money"
        return wants_money and not is_money and not self._words.is_what_is_counted(fact)

    def _wrong_count(self, fact: Fact) -> Unmet | None:
        """Return what a fact lacks where it is asked how many there are."""
        wants_a_count = self._words.wants_a_count
        if wants_a_count and not is_count(fact) and not self._words.names_the_whole(fact):
            return Unmet("unit", COUNT, fact.unit_id)
        is_ranked = "counting" in self._cues and class_of(fact) == "rank"
        if is_ranked or (wants_a_count and self._is_unnamed_size(fact)):
            return Unmet("unit", COUNT, fact.unit_id, hard=False)
        return None

    def _is_unnamed_size(self, fact: Fact) -> bool:
        """Return whether it is a length, an area or a time that is not named, neither itself nor its unit."""
        if fact.unit is None or fact.unit.dimension not in _SIZES:
            return False
        return not self._words.names_the_unit(fact) and not self._words.names_the_measure(fact)
