"""Findings that only repeat another: who names an entry that is there, but cannot be read, has made no mistake."""

from collections.abc import Iterable
from pathlib import PurePath

from cqfacts.base.tree import VOCABULARY_FILES
from cqfacts.model.finding import Finding


def without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """The findings but for those about names that may lead to what could not be read, sorted by place."""
    found = set(findings)
    unread = {finding.trail[0] for finding in found if finding.trail}
    cut_off = {_kind_in(finding.place.file) for finding in found if _hides_entries(finding)}
    if cut_off:
        cut_off.add("fact")  # those that name what is not read are not read either
    return sorted(one for one in found if one.wanted not in unread and one.wanted.partition(" ")[0] not in cut_off)


def _hides_entries(finding: Finding) -> bool:
    """Whether a file may have entries that were not read: it is wrong as a whole, or one entry runs into the next."""
    return not finding.trail or finding.code == "CQ111"


def _kind_in(file: str) -> str:
    """What the entries of a file are, as breadcrumbs call them.

    >>> _kind_in("facts/units.yaml"), _kind_in("facts/automotive/2014.yaml")
    ('unit', 'fact')
    """
    name = PurePath(file).name
    return name.removesuffix("s.yaml") if name in VOCABULARY_FILES else "fact"
