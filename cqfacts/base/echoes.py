"""Findings that only repeat another: an entry that names one which is there, but cannot be read, has no mistake."""

from collections.abc import Iterable
from pathlib import PurePath

from cqfacts.base.nodes import DEFAULTS_KEY
from cqfacts.base.tree import VOCABULARY_FILES
from cqfacts.model.finding import Finding


def drop_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by place, without those about names that may lead to what could not be read."""
    distinct = _drop_keys_of_unread_defaults(set(findings))
    unread_entries = {finding.trail[0] for finding in distinct if finding.trail} - {DEFAULTS_KEY}
    unread_kinds = {_kind_in(finding.place.file) for finding in distinct if _hides_entries(finding)}
    if unread_kinds or any(map(_hides_ids_of_facts, distinct)):
        unread_kinds.add("fact")  # facts that name what is not read are not read either
    kept = [finding for finding in distinct if not _is_echo(finding, unread_entries, unread_kinds)]
    return sorted(kept)


def _drop_keys_of_unread_defaults(findings: set[Finding]) -> set[Finding]:
    """Return the findings without those that miss a key in a file whose defaults cannot be read, and may say it."""
    files = {finding.place.file for finding in findings if finding.trail[:1] == (DEFAULTS_KEY,)}
    missing = {finding for finding in findings if finding.target == DEFAULTS_KEY}
    return findings - {finding for finding in missing if finding.place.file in files}


def _is_echo(finding: Finding, unread_entries: set[str], unread_kinds: set[str]) -> bool:
    """Return True where the name that leads nowhere, such as "unit tonnes", may be that of an entry not read."""
    if finding.target in unread_entries:
        return True
    kind, _, _ = finding.target.partition(" ")
    return kind in unread_kinds


def _hides_entries(finding: Finding) -> bool:
    """Return True where a file may have entries that were not read, and whose names nobody knows.

    The file is wrong as a whole, or one entry runs into the next.
    """
    return not finding.trail or finding.code == "CQ111"


def _hides_ids_of_facts(finding: Finding) -> bool:
    """Return True where facts that write no id may have none, or another one: the area of the base is not in it."""
    name = finding.trail[0] if finding.trail else ""
    is_about_form = finding.code.startswith("CQ2") and finding.code != "CQ203"
    is_unread_area = is_about_form and name.startswith("area ")
    return is_unread_area or name.startswith((DEFAULTS_KEY, "fact no. "))


def _kind_in(file: str) -> str:
    """Return the kind of the entries of a file, as breadcrumbs call it.

    >>> _kind_in("facts/units.yaml"), _kind_in("facts/automotive/2014.yaml")
    ('unit', 'fact')
    """
    name = PurePath(file).name
    return name.removesuffix("s.yaml") if name in VOCABULARY_FILES else "fact"
