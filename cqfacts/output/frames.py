"""Answers as data frames of pandas, which is imported here and nowhere else.

The columns are those of CSV: of facts, the keys of their JSON. The schema of a key says which type its column has.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from math import inf, nextafter
from typing import TYPE_CHECKING, Any, NamedTuple

from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import DAY, Answer, Json, JsonObject, Key, Record, Schema
from cqfacts.model.fact import Fact

if TYPE_CHECKING:
    import pandas as pd

MISSING = "to_frame needs pandas: pip install 'cqfacts[pandas]'"
_ROUNDED_DOWN = ("low", "least")
"""The ends of the names of lower bounds."""
_ROUNDED_UP = ("high", "most")
"""The ends of the names of upper bounds."""


class _Table(NamedTuple):
    """Items as JSON objects, and the keys of each of them."""

    keys: Sequence[Key[Any]]
    items: Sequence[JsonObject]


Column = Callable[[str, Sequence[Json]], object]
"""Makes a column of its name and of values as JSON has them."""


def to_frame(answer: Answer | Fact | Iterable[Fact]) -> "pd.DataFrame":
    """Return an answer, or facts, as a data frame. Raises ImportError without pandas, TypeError for anything else."""
    table = _read_table(answer)
    try:
        from pandas import DataFrame
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise ImportError(MISSING, name="pandas") from error
    columns = {}
    for key in table.keys:
        values = [item[key.name] for item in table.items]
        columns[key.name] = _COLUMNS[_type_of(key.schema)](key.name, values)
    return DataFrame(columns)


def _read_table(answer: Answer | Fact | Iterable[Fact]) -> _Table:
    """Return the items of an answer, or facts, as CSV has them. Raises TypeError for anything else."""
    if isinstance(answer, Fact):
        return _write(FACT, [answer])
    if isinstance(answer, Answer):
        envelope_list = answer.contract.listing
        listing = envelope_list.rows or envelope_list
        return _write(listing.flat or listing.record, listing.items(answer))
    return _write(FACT, _check_facts(answer))


def _write(record: Record[Any], items: Iterable[Any]) -> _Table:
    whole = record.pick(record.names)  # so that an optional key is a column, too
    return _Table(whole.keys, [whole.write(item) for item in items])


def _check_facts(facts: object) -> list[Fact]:
    """Return facts as a list. Raises TypeError where they are none, and names what is in their place."""
    items = list(facts) if isinstance(facts, Iterable) else [facts]
    checked = [item for item in items if isinstance(item, Fact)]
    if len(checked) < len(items):
        is_record = hasattr(facts, "_fields")  # such as the overview, which is a screen and no list
        other = facts if is_record else next(item for item in items if not isinstance(item, Fact))
        raise TypeError(f"to_frame takes an answer, a fact or facts, not {type(other).__name__}")
    return checked


def _type_of(schema: Schema) -> str:
    """Return the JSON type of a key, "date" for a day; "object" for what a reference describes."""
    if schema.get("pattern") == DAY.schema["pattern"]:
        return "date"
    types = schema.get("type", "object")
    if isinstance(types, list):
        return str(next(name for name in types if name != "null"))
    return str(types)


def _texts(name: str, values: Sequence[Json]) -> object:  # noqa: ARG001 - see Column
    from pandas import Series

    return Series(values, dtype="string")


def _json_texts(name: str, values: Sequence[Json]) -> object:
    """Return lists and objects as JSON, for json.loads to read back."""
    return _texts(name, [_dump(value) for value in values])


def _dump(value: Json) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _integers(name: str, values: Sequence[Json]) -> object:  # noqa: ARG001 - see Column
    from pandas import Series

    return Series(values, dtype="Int64")


def _flags(name: str, values: Sequence[Json]) -> object:  # noqa: ARG001 - see Column
    from pandas import Series

    return Series(values, dtype="boolean")


def _numbers(name: str, values: Sequence[Json]) -> object:
    """Return numbers as Float64, which has no integers from 2**53 on: bounds are rounded outwards."""
    from pandas import Series

    return Series([_float(name, value) for value in values], dtype="Float64")


def _float(name: str, value: Json) -> float | None:
    if not isinstance(value, int | float):
        return None
    nearest = float(value)
    if name.endswith(_ROUNDED_DOWN) and nearest > value:
        return nextafter(nearest, -inf)
    if name.endswith(_ROUNDED_UP) and nearest < value:
        return nextafter(nearest, inf)
    return nearest


def _days(name: str, values: Sequence[Json]) -> object:  # noqa: ARG001 - see Column
    """Return days as times of pandas in seconds, which hold every year; those in nanoseconds begin with 1677."""
    from numpy import array
    from pandas import Series

    return Series(array([value or "NaT" for value in values], dtype="datetime64[s]"))


_COLUMNS: dict[str, Column] = {
    "string": _texts,
    "array": _json_texts,
    "object": _json_texts,
    "integer": _integers,
    "boolean": _flags,
    "number": _numbers,
    "date": _days,
}
"""The column for each JSON type."""
