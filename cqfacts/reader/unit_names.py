"""Tell whether two names of units can be those of one unit."""

from functools import cache

from cqfacts.model.vocabulary import Unit
from cqfacts.reader.measures import COUNTS, names_of_measures

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
    names = (unit.singular, unit.plural, unit.symbol or "", unit.id.replace("-", " "))
    known = {_usual_name(each) for each in names} - {""}
    return not known or _usual_name(name) in known


def _usual_name(name: str) -> str:
    """Return the name under which a unit is known without a vocabulary; empty where it is not."""
    usual = _usual_names().get(name.lower(), "")
    return _TONS.get(usual, usual)


@cache
def _usual_names() -> dict[str, str]:
    return {name.lower(): usual for name, usual in names_of_measures()}
