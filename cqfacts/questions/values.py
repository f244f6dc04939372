"""The figures that a question says, held against those of facts: 61 million, a quarter, under 10%."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from cqfacts.index.read import Index
from cqfacts.model.fact import Fact
from cqfacts.model.interval import Interval
from cqfacts.model.names import fold
from cqfacts.model.quantity import Qualifier
from cqfacts.model.stems import runs
from cqfacts.model.value_words import value_word
from cqfacts.model.vocabulary import Kind, Unit
from cqfacts.reader.records import Figure, FigureKind

_IN_PERCENT = 100
_SMALL = 20
_FRACTION_OFF = Fraction(7, 20)
"""A third is 33.3%, and a quarter is not 25.4%."""


class AskedValue(NamedTuple):
    """A figure that a question says, in all its readings."""

    text: str
    readings: tuple[Figure, ...]
    number: frozenset[str]
    """The words of the question that are its digits and scale."""

    @property
    def words(self) -> list[str]:
        """The words by which facts with this value are found."""
        values = [
            reading.value * factor
            for reading in self.readings
            if reading.value is not None
            for factor in _factors(reading)
        ]
        return [value_word(value) for value in values]

    @property
    def is_limit(self) -> bool:
        """True for a limit, such as under 10%."""
        return self.readings[0].value is None

    @property
    def is_rank(self) -> bool:
        return self.readings[0].kind is FigureKind.RANK

    def agrees(self, fact: Fact) -> bool:
        """Return whether the figure of a fact is this one, or keeps to this limit."""
        return any(_agrees(reading, fact) for reading in self.readings)

    def is_printed(self, fact: Fact) -> bool:
        """Return whether the printed figure of a fact is this one to the digit."""
        if fact.value is None:
            return False
        return any(
            reading.value is not None and reading.value * factor == fact.value
            for reading in self.readings
            for factor in _factors(reading)
        )

    def contradicts(self, fact: Fact) -> bool:
        """Return whether a fact is a figure of this kind and another one."""
        first = self.readings[0]
        return not self._is_small and not self.agrees(fact) and _is_of_kind(first, fact)

    @property
    def _is_small(self) -> bool:
        """True for a small plain number, which is seldom what a question is about: stage one, ten clusters."""
        first = self.readings[0]
        return first.kind is FigureKind.NUMBER and first.value is not None and first.value <= _SMALL


def find_values(index: Index, text: str) -> tuple[AskedValue, ...]:
    """Return the figures that a text says, without those of its times.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> [value.words for value in find_values(open_catalogue().index, "US$15.77bn, or a quarter?")]
    [['v1577e7'], ['v25en2', 'v25e0']]
    """
    if not may_say_a_figure(text):
        return ()
    from cqfacts.reader.reading import read_text

    figures = read_text(text, index.entries(Unit)).figures
    return tuple(_asked_value(text, figure) for figure in figures if not _is_a_unit(figure))


def _is_a_unit(figure: Figure) -> bool:
    """Return whether a figure is only a scale and a unit, in which an answer is asked for: billion yuan."""
    return bool(_only_a_scale().match(figure.text))


@cache
def _only_a_scale() -> re.Pattern[str]:
    return re.compile(
        r"(?:hundred|thousand|million|billion|trillion|百万|[百千万亿])\b|[百千万亿](?=元|美元)",
        re.IGNORECASE,
    )


def _asked_value(text: str, figure: Figure) -> AskedValue:
    number = text[figure.number_start : figure.number_end]
    if figure.kind is FigureKind.RANK:  # no. 5: the sign is no negation
        number = figure.text
    return AskedValue(figure.text, (figure, *figure.others), frozenset(runs(fold(number))))


def _factors(figure: Figure) -> tuple[int, ...]:
    """Return by what a value is multiplied to be that of a fact: a quarter is 25%."""
    return (1, _IN_PERCENT) if figure.kind is FigureKind.FRACTION else (1,)


def _agrees(figure: Figure, fact: Fact) -> bool:
    if not _is_of_kind(figure, fact):
        return False
    return any(_keeps_to(fact, interval) for interval in _intervals(figure))


def _intervals(figure: Figure) -> Iterator[Interval]:
    if figure.kind is FigureKind.FRACTION and figure.qualifier is Qualifier.EXACT and figure.value:
        for factor in _factors(figure):
            middle = figure.value * factor
            yield Interval(middle - _FRACTION_OFF, middle + _FRACTION_OFF)
        return
    for factor in _factors(figure):
        low = figure.low * factor if figure.low is not None else None
        high = figure.high * factor if figure.high is not None else None
        yield Interval(low, high)


def _keeps_to(fact: Fact, asked: Interval) -> bool:
    """Return whether the printed value, or the limit, of a fact lies within what is asked."""
    value = fact.value
    if value is not None:
        return asked.holds(value) and value not in _open_bounds(asked)
    own = fact.interval
    is_same_limit = own.low == asked.low or own.high == asked.high
    bound = own.low if own.low is not None else own.high
    return is_same_limit or (bound is not None and asked.holds(bound))


def _open_bounds(asked: Interval) -> set[Fraction]:
    """Return the bound of a limit, which is not in it: 50% is not under 50%."""
    is_limit = asked.low is None or asked.high is None
    return {bound for bound in asked if bound is not None} if is_limit else set()


def _is_of_kind(figure: Figure, fact: Fact) -> bool:
    """Return whether a fact has a figure of the kind: percent, money, a rank, a number."""
    if fact.quantity is None or fact.unit is None:
        return False
    is_rank = fact.indicator.kind is Kind.RANK
    if is_rank or figure.kind is FigureKind.RANK:
        return is_rank and figure.kind is FigureKind.RANK
    return _IS_OF_KIND[figure.kind](fact.unit)


_IS_OF_KIND: dict[FigureKind, Callable[[Unit], bool]] = {
    FigureKind.PERCENT: lambda unit: unit.is_percent,
    FigureKind.FRACTION: lambda unit: unit.currency is None,
    FigureKind.POINTS: lambda unit: unit.dimension == "share-difference",
    FigureKind.MONEY: lambda unit: unit.currency is not None,
    FigureKind.MULTIPLE: lambda unit: unit.id == "times",
    FigureKind.NUMBER: lambda unit: not unit.is_percent,
    FigureKind.MEASURE: lambda unit: not unit.is_percent,
}
"""Whether a unit is of the kind of a figure."""


def may_say_a_figure(text: str) -> bool:
    """Return whether a text has a digit or a word of a number: to look for one is quicker than to read it."""
    return bool(_any_number().search(text))


@cache
def _any_number() -> re.Pattern[str]:
    """Return a pattern of anything that may be a figure."""
    scales = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
    parts = "half|third|quarter|fifth|tenth|percent|double|triple|fold|times|second|first|fourth"
    numbers = (
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty"
    )
    numbers += "|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    chinese = "[一二两三四五六七八九十百千万亿成倍半]"
    return re.compile(rf"\d|%|\b(?:{scales}|{parts}|{numbers})|{chinese}", re.IGNORECASE)
