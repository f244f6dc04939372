"""The order of facts by a key: `--sort value`, `--sort=-period`. Facts without a value under the key come last."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from cqfacts.errors import WrongUsage
from cqfacts.model.fact import Fact
from cqfacts.model.names import closest, short

_Sortable = tuple[str | int | Fraction, ...]
"""A value by which facts are ordered: those of one key compare with each other."""


def _size(fact: Fact) -> _Sortable | None:
    """Return the figure; of a limit, a range or an implied figure the bound that is known, the lower one first."""
    bounds = (fact.value, fact.interval.low, fact.interval.high)
    first_bound = next((bound for bound in bounds if bound is not None), None)
    return None if first_bound is None else (first_bound,)


def _time(fact: Fact) -> _Sortable:
    return fact.period.start.toordinal(), fact.period.end.toordinal()


def _text(value: str | None) -> _Sortable | None:
    return (value,) if value else None


SORT_KEYS: Mapping[str, Callable[[Fact], _Sortable | None]] = {
    "id": lambda fact: (fact.id,),
    "sector": lambda fact: (fact.indicator.sector,),
    "indicator": lambda fact: (fact.indicator.id,),
    "title": lambda fact: (fact.title,),
    "subject": lambda fact: (fact.indicator.subject,),
    "measure": lambda fact: (fact.indicator.measure,),
    "kind": lambda fact: (fact.indicator.kind.value,),
    "area": lambda fact: _text(fact.area_id),
    "period": _time,
    "start": lambda fact: (fact.period.start.toordinal(),),
    "end": lambda fact: (fact.period.end.toordinal(),),
    "year": lambda fact: (fact.period.year,),
    "value": _size,
    "unit": lambda fact: _text(fact.unit_id),
    "status": lambda fact: (fact.status.value,),
}
"""What each key orders facts by."""


def check_sort(sort: str) -> None:
    """Raise WrongUsage where facts cannot be ordered so."""
    name = sort.removeprefix("-")
    if name not in SORT_KEYS:
        close = closest(name, SORT_KEYS)
        hint = f'Did you mean "{close[0]}"?' if close else f"Keys are: {', '.join(SORT_KEYS)}."
        raise WrongUsage(f'facts cannot be sorted by "{short(name)}".', hint)


def sort_facts(facts: Iterable[Fact], sort: str) -> list[Fact]:
    """Return facts by a key, with a minus before it the largest first. Where it does not tell, their order stays.

    Raises WrongUsage for a key that orders nothing.
    """
    check_sort(sort)
    find_rank = SORT_KEYS[sort.removeprefix("-")]
    ranked, unranked = list[tuple[_Sortable, Fact]](), list[Fact]()
    for fact in facts:
        rank = find_rank(fact)
        if rank is None:
            unranked.append(fact)
        else:
            ranked.append((rank, fact))
    ranked.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    return [*(fact for _, fact in ranked), *unranked]
