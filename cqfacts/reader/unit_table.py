"""The units that may follow a figure: those of a vocabulary, and those that are known without one."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from cqfacts.model.vocabulary import Dimension, Unit
from cqfacts.reader.currencies import (
    CAPITAL_CODES,
    COINS,
    Coin,
    chinese_names,
    million_codes,
    prefixes,
    suffixes,
)
from cqfacts.reader.exact import Exact
from cqfacts.reader.lexicon import Lexicon, Match
from cqfacts.reader.measures import (
    CAPITAL_SYMBOLS,
    COUNTS,
    EXACT_SYMBOLS,
    LOWER_SYMBOLS,
    names_of_measures,
)
from cqfacts.reader.records import FigureKind
from cqfacts.reader.tokens import Token


class Suffix(NamedTuple):
    """What a unit makes of the figure before it."""

    kind: FigureKind
    unit: str | None
    size: Exact = 1
    """What the figure is multiplied with: 成 is ten percent."""
    scale: Exact = 1
    """A scale that stands within it: MUSD is a million dollars."""
    coin: Coin | None = None


_PERCENT = "%, percent, percents, per cent, per cents, percentage, percentages, pct, pct., pc, p.c., 百分率"
_PER_MILLE = "‰, per mille, per mil, permille, per thousand"
_POINTS = (
    "percentage point, percentage points, percent point, percent points, per cent points, % points, %-points, percentage-point, "
    "percentage-points, pp, pps, ppt, ppts, p.p., pct point, pct points, pct pts, point, points, 个百分点, 百分点, 个点"
)
_BASIS_POINTS = "basis point, basis points, basis-point, bp, bps, 个基点, 基点"
_MULTIPLES = "times, x, ×, fold, -fold, 倍"
_TENTH = Fraction(1, 10)
_PER_TIME = re.compile(" (?:an?|per|each|every) |/")
_JOINTS_OF_RATES = (" per ", " a ", " an ", " each ", " every ", "/")
"""What joins a unit to the time that it is for."""


class UnitTable:
    """The units of a vocabulary, by every name that a text may have for them.

    >>> vehicles = Unit("vehicles", "count", "vehicle", "vehicles")
    >>> table = UnitTable([vehicles])
    >>> table.id_of("vehicle")
    'vehicles'
    """

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._units = list(units)
        self._by_id: dict[str, Unit] = {}
        self._by_name: dict[str, Unit] = {}
        self._by_currency: dict[str, Unit] = {}
        self._integral: set[str] = set()
        rows: list[tuple[str, Suffix]] = []
        for unit in self._units:
            self._by_id[unit.id] = unit
            self._by_name.update(dict.fromkeys(_singulars_of(unit), unit))
            if unit.currency:
                self._by_currency[unit.currency] = unit
            if unit.is_integral:
                self._integral.add(unit.id)
            rows += _rows_of(unit)
        self._own = Lexicon(rows)

    def match(self, tokens: Sequence[Token], index: int) -> Match[Suffix] | None:
        """Return the longest unit that begins with the token at an index, one of the vocabulary before others."""
        vocabulary_unit = self._own.match(tokens, index)
        general = _general_suffix(tokens, index)
        if vocabulary_unit and (general is None or vocabulary_unit.end >= general.end):
            return vocabulary_unit
        if general is None:
            return None
        kind, name, size, scale, coin = general.meaning
        unit = self.id_of(name)
        if unit == name:
            return general
        return Match(Suffix(kind, unit, size, scale, coin), general.begin, general.end)

    def match_general(self, tokens: Sequence[Token], index: int) -> Match[Suffix] | None:
        """Return the longest unit at an index that is known without a vocabulary."""
        return _general_suffix(tokens, index)

    def id_of_rate(self, unit: str | None, time: str) -> str:
        """Return the id that the vocabulary has for so many of a unit in a time; else its name: barrel per day."""
        unit_of_vocabulary = self._by_id.get(unit or "")
        if unit_of_vocabulary is None:
            return self.id_of(f"{unit} per {time}") or ""
        rate = self._by_name.get(f"{unit_of_vocabulary.singular.lower()} per {time}")
        if rate:
            return rate.id
        return f"{unit if unit_of_vocabulary.currency else unit_of_vocabulary.singular} per {time}"

    def plural_of(self, currency: str) -> str:
        """Return the plural that the vocabulary has for money; the code itself where it has none."""
        unit = self._by_currency.get(currency)
        return unit.plural if unit else currency

    def id_of(self, name: str | None) -> str | None:
        """Return the id that the vocabulary has for a unit; the name itself where it has none."""
        if name is None or not self._units:
            return name
        unit = self._by_currency.get(name) or self._by_name.get(name.lower())
        return unit.id if unit else name

    def is_integral(self, unit: str | None) -> bool:
        """Return True for a unit of things that are counted one by one."""
        return unit in self._integral or unit in COUNTS


@lru_cache(16)
def unit_table(units: tuple[Unit, ...]) -> UnitTable:
    """Return the table of a vocabulary, made once: every file and every relation of a base is read with it."""
    return UnitTable(units)


def _singulars_of(unit: Unit) -> list[str]:
    """Return the name of a unit in the singular, and the usual one of a rate: barrel per day for barrel a day."""
    singular = unit.singular.lower()
    return [singular, _PER_TIME.sub(" per ", singular)]


def _spellings_of(name: str) -> list[str]:
    """Return a name of a unit with each word that a text may have in a rate: wafers a day, wafers per day."""
    usual = _PER_TIME.sub(" per ", name)
    if " per " not in usual:
        return [name]
    return [usual.replace(" per ", joint) for joint in _JOINTS_OF_RATES]


def _rows_of(unit: Unit) -> list[tuple[str, Suffix]]:
    """Return the names of a unit of the vocabulary, each with what it makes of a figure."""
    kind = _kind_of(unit)
    names = {unit.singular, unit.plural}
    if not unit.currency and kind is not FigureKind.RANK:
        names |= {unit.symbol or unit.plural, unit.id.replace("-", " ")}
    if unit.symbol == "in":
        names.discard("in")
    spellings: set[str] = set()
    for name in names:
        spellings.update(_spellings_of(name.lower()))
    return [(spelling, Suffix(kind, unit.id)) for spelling in sorted(spellings)]


def _kind_of(unit: Unit) -> FigureKind:
    if unit.is_percent:
        return FigureKind.PERCENT
    kinds = {
        Dimension.MONEY: FigureKind.MONEY,
        Dimension.SHARE_DIFFERENCE: FigureKind.POINTS,
        "multiple": FigureKind.MULTIPLE,
    }
    return kinds.get(unit.dimension, FigureKind.MEASURE)


def _general_suffix(tokens: Sequence[Token], index: int) -> Match[Suffix] | None:
    if index >= len(tokens):
        return None
    exact = EXACT_SYMBOLS.get(tokens[index].raw)
    if exact:
        return Match(Suffix(FigureKind.MEASURE, exact), index, index + 1)
    match = _suffixes().match(tokens, index)
    if match is None or not _has_right_case(tokens, match):
        return None
    return None if _may_be_barrels(tokens, match) else match


def _may_be_barrels(tokens: Sequence[Token], match: Match[Suffix]) -> bool:
    """Return True for the mb of mb/d and Mb/s, which are barrels or bits as well as bytes."""
    is_byte = str(match.meaning.unit).endswith("byte")
    has_stroke = match.end < len(tokens) and tokens[match.end].word == "/"
    return is_byte and has_stroke and tokens[match.begin].raw.endswith("b")


def _has_right_case(tokens: Sequence[Token], match: Match[Suffix]) -> bool:
    """Return False for a symbol in the case of another: M is no metre, DM a message."""
    if match.end != match.begin + 1:
        return True
    token = tokens[match.begin]
    if token.word in LOWER_SYMBOLS:
        return token.raw.islower()
    is_code = match.meaning.kind is FigureKind.MONEY and token.word.upper() in CAPITAL_CODES
    if is_code or token.word in CAPITAL_SYMBOLS:
        return token.raw.isupper()
    return True


@cache
def _suffixes() -> Lexicon[Suffix]:
    rows = [(phrase, suffix) for phrases, suffix in _rates() for phrase in phrases.split(", ")]
    rows += [(name, Suffix(FigureKind.MONEY, unit)) for name, unit in suffixes()]
    rows += [
        (name, Suffix(FigureKind.MONEY, unit, scale=size)) for name, unit, size in million_codes()
    ]
    rows += [
        (name, Suffix(FigureKind.MONEY, coin.unit, coin=coin))
        for coin in COINS
        for name in names_of_coin(coin)
    ]
    rows += [(name, Suffix(FigureKind.MEASURE, unit)) for name, unit in names_of_measures()]
    return Lexicon(rows)


def _rates() -> list[tuple[str, Suffix]]:
    return [
        (_PERCENT, Suffix(FigureKind.PERCENT, "percent")),
        (_PER_MILLE, Suffix(FigureKind.PERCENT, "percent", _TENTH)),
        (_POINTS, Suffix(FigureKind.POINTS, "percentage point")),
        (_BASIS_POINTS, Suffix(FigureKind.POINTS, "percentage point", Fraction(1, 100))),
        (_MULTIPLES, Suffix(FigureKind.MULTIPLE, "time")),
        ("个千分点, 千分点", Suffix(FigureKind.POINTS, "percentage point", _TENTH)),
        ("成", Suffix(FigureKind.PERCENT, "percent", 10)),
        ("折", Suffix(FigureKind.PERCENT, "percent", 10)),
    ]


def names_of_coin(coin: Coin) -> list[str]:
    """Return the names of a coin."""
    english = coin.names.split(", ")
    return [*english, *(f"{name}s" for name in english), *coin.chinese.split()]


@cache
def chinese_currencies() -> Lexicon[str]:
    """Return the Chinese names of money that stand before a figure, with the unit."""
    return Lexicon(chinese_names())


@cache
def money_prefixes() -> Lexicon[str]:
    """Return the signs, codes and names of money that stand before a figure, with the unit."""
    return Lexicon(prefixes())
