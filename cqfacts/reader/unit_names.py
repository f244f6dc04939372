"""Tell whether two names of units can be those of one unit."""

import re
from collections.abc import Iterable
from functools import cache

from cqfacts.model.vocabulary import Unit
from cqfacts.reader.measures import COUNTS, names_of_measures

_NUMBER_OF_THINGS = re.compile("per ([1-9][0-9,]+)(?![0-9,])")
_TONS = {"metric ton": "tonne", "ton": "tonne"}
"""Names that press uses for one another."""


def is_count(name: str) -> bool:
    """Tell whether a unit that is known without a vocabulary is one of things that are counted."""
    return name in COUNTS


def can_be_one_unit(name: str, unit: Unit) -> bool:
    """Tell whether the name of a unit can be that of a unit of the vocabulary, as far as its names are known.

    >>> tonnes = Unit("tonnes", "mass", "tonne", "tonnes")
    >>> [can_be_one_unit(name, tonnes) for name in ("metric ton", "mile")]
    [True, False]
    """
    usual_names = _usual_names_of(unit)
    return not usual_names or _usual_name(name) in usual_names


def is_name_of(name: str, unit: Unit) -> bool:
    """Tell whether the name of a unit is one that press uses for a unit of the vocabulary.

    >>> tonnes, percent = Unit("tonnes", "mass", "tonne", "tonnes"), Unit("percent", "share", "%", "%")
    >>> is_name_of("ton", tonnes), is_name_of("ton", percent)
    (True, False)
    """
    return _usual_name(name) in _usual_names_of(unit)


def _usual_names_of(unit: Unit) -> set[str]:
    """Return the names under which a unit is known without a vocabulary; none where it is not."""
    names = (unit.singular, unit.plural, unit.symbol or "", unit.id.replace("-", " "))
    return {_usual_name(name) for name in names} - {""}


def is_for_as_many(name: str, unit: Unit) -> bool:
    """Tell whether a unit of the vocabulary is for as many things as a unit that is read, where that is for many.

    >>> cars = Unit("cars-per-100", "count", "car per 100 households", "cars per 100 households")
    >>> [is_for_as_many(name, cars) for name in ("vehicle", "vehicle per 100 households", "vehicle per 1,000 people")]
    [True, True, False]
    """
    many = _NUMBER_OF_THINGS.search(name)
    return many is None or many[1] in f"{unit.singular} {unit.plural}"


def _usual_name(name: str) -> str:
    """Return the name under which a unit is known without a vocabulary; empty where it is not."""
    usual = _usual_names().get(name.lower(), "")
    return _TONS.get(usual, usual)


@cache
def _usual_names() -> dict[str, str]:
    return {name.lower(): usual for name, usual in names_of_measures()}


def unit_called(name: str, units: Iterable[Unit]) -> Unit | None:
    """Return the unit of a vocabulary that the reader of figures gives a name; None where it has none.

    >>> tonnes = Unit("tonnes", "mass", "tonne", "tonnes")
    >>> unit_called("metric ton", [tonnes]) is tonnes
    True
    """
    known = list(units)
    for unit in known:
        if name in (unit.id, unit.currency, unit.singular, unit.plural):
            return unit
    for unit in known:
        if unit.currency is None and is_name_of(name, unit):
            return unit
    return None
