"""The names of a base for a Tab: written to a file of the cache when the base was changed, and read from there by `completion`."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cqfacts.errors import InvalidBase
from cqfacts.index.cache import write_file
from cqfacts.index.read import Index
from cqfacts.index.store import open_cheap_index
from cqfacts.model.english import plural
from cqfacts.model.vocabulary import FILES, Indicator, Unit

MOST_NAMES = 50_000
"""A base with more facts has its ids looked up in its index."""
_MOST_IDS = 500
"""More ids than that help nobody who looks for one."""


def renew_names(
    folder: str, path: str, head: str, before: list[str], other_names: str
) -> list[str]:
    """Return the names of a base as lines, and keep them in a file; `other_names` stands behind the kind of those beside ids.

    A base that has findings keeps the names that it had; so does a large one until a look-up has read it.
    """
    kept = before[1:]
    try:
        index = open_cheap_index(Path(folder))
    except InvalidBase:
        names = kept
    else:
        if index is None:
            return [head, *kept]
        names = list(
            chain(_fact_lines(index), _year_lines(index), _entry_lines(index, other_names))
        )
    if path:
        text = "\n".join([head, *names])
        write_file(Path(path), text.encode("utf-8", "surrogateescape"))
    return [head, *names]


def look_up_ids(folder: str, typed: str) -> list[str]:
    """Return the ids of facts that begin with what is typed, from the index of a large base."""
    index = open_cheap_index(Path(folder))
    if index is None:
        return []
    sql = "select id from fact where id >= ? and id < ? order by id limit ?"
    rows = index.rows(sql, (typed, f"{typed}\U0010ffff", _MOST_IDS))
    return [fact_id for (fact_id,) in rows]


def _fact_lines(index: Index) -> Iterator[str]:
    if index.count() > MOST_NAMES:
        yield ":many"
        return
    titles = {indicator.id: indicator.title for indicator in index.entries(Indicator)}
    for fact_id, indicator_id, year in index.rows("select id, indicator, year from fact"):
        yield f"facts\t{fact_id}\t{titles[indicator_id]}, {year}"


def _year_lines(index: Index) -> Iterator[str]:
    sql = "select year, count(*) from fact group by year order by year"
    for year, facts in index.rows(sql):
        yield f"years\t{year:04}\t{facts} {plural(facts, 'fact')}"


def _entry_lines(index: Index, other_names: str) -> Iterator[str]:
    for kind, name in FILES.items():
        for entry in index.entries(kind):
            title = entry.plural if isinstance(entry, Unit) else entry.title
            yield f"{name}\t{entry.id}\t{title}"
            yield from (f"{name}{other_names}\t{other}\t{title}" for other in _other_names(entry))


def _other_names(entry: NamedTuple) -> Iterator[str]:
    """Give the names of an entry beside its id that are one word, which a shell takes as it is: cars, 汽车."""
    names = (*getattr(entry, "aliases", ()), getattr(entry, "title_zh", ""))
    return (name for name in dict.fromkeys(names) if name.isalnum())
