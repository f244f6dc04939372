"""Revised figures: a fact supersedes the one with the figure before, which stands in the same file.

Facts of one thing are in one file, by their indicator's sector and their year.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cqfacts.base.hints import did_you_mean
from cqfacts.base.rules import Breach, Rule
from cqfacts.model.fact import Fact


class Revisions(NamedTuple):
    """The facts of a file by their ids, and the first fact that supersedes each superseded one."""

    facts: Mapping[str, Fact]
    superseding: Mapping[str, str]


def list_revisions(facts: Iterable[Fact]) -> Revisions:
    """Return the revisions among the facts of a file."""
    by_id: dict[str, Fact] = {}
    superseding: dict[str, str] = {}
    for fact in facts:
        by_id.setdefault(fact.id, fact)
        if fact.supersedes:
            superseding.setdefault(fact.supersedes, fact.id)
    return Revisions(by_id, superseding)


def mark_superseded(facts: Iterable[Fact], revisions: Revisions) -> list[Fact]:
    """Return the facts, each superseded one with the id of the fact that supersedes it."""
    superseding = revisions.superseding
    return [fact._replace(superseded_by=superseding.get(fact.id)) for fact in facts]


def find_wrong_revision(fact: Fact, revisions: Revisions) -> Iterator[Breach]:
    """Yield a breach where a fact supersedes what it cannot: another thing, itself, or what another fact supersedes."""
    name = fact.supersedes
    if name is None:
        return
    superseded = revisions.facts.get(name)
    first = revisions.superseding[name]
    if superseded is None:
        message = f'this file has no fact "{name}"'
        hint = did_you_mean(name, revisions.facts, _ONE_FILE)
        yield Breach("supersedes", message, hint, target=f"fact {name}")
    elif first != fact.id:
        message = f'"{name}" is superseded by "{first}" already'
        yield Breach(
            "supersedes", message, f'write "{first}", where this figure is newer, or remove it'
        )
    elif _what_differs(fact, superseded):
        message = f'"{name}" has another {_what_differs(fact, superseded)}'
        yield Breach("supersedes", message, "a revised figure is of the same thing, area and time")
    elif _leads_back(fact, revisions):
        message = f'"{fact.id}" supersedes itself, over one step or several'
        yield Breach("supersedes", message, "remove it from the fact with the older figure")


_ONE_FILE = ": a revised figure stands in the file of the one before"


def _what_differs(fact: Fact, superseded: Fact) -> str:
    """Return the key in which two facts are not of one thing; empty where they are."""
    for key, left, right in (
        ("indicator", fact.indicator.id, superseded.indicator.id),
        ("area", fact.area_id, superseded.area_id),
        ("entity", fact.entity, superseded.entity),
        ("period", _days_of(fact), _days_of(superseded)),
        ("status", fact.status, superseded.status),
        ("by", fact.by, superseded.by),
        ("on", fact.change_base, superseded.change_base),
    ):
        if left != right:
            return key
    return ""


def _days_of(fact: Fact) -> tuple[object, ...]:
    return fact.period.start, fact.period.end


def _leads_back(fact: Fact, revisions: Revisions) -> bool:
    """Tell whether what a fact supersedes supersedes it in turn."""
    seen: set[str] = set()
    name = fact.supersedes
    while name and name not in seen:
        if name == fact.id:
            return True
        seen.add(name)
        older = revisions.facts.get(name)
        name = older.supersedes if older else None
    return False


REVISION_RULES: tuple[Rule[Fact, Revisions], ...] = (
    Rule("CQ322", "a revised figure supersedes one for the same thing", find_wrong_revision),
)
