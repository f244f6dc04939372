"""Links that lead out of a base: the file is read, but no finding shows anything of its text.

A base may come from someone else, and a link in it can point to any file of the one who checks it.
"""

from cqfacts.base.tree import Tree
from cqfacts.model.finding import Finding

_HINT = "no text of the file is shown, for it is a link that leads out of the base: put the file itself there to see more"


def hide_foreign_text(findings: list[Finding], tree: Tree) -> list[Finding]:
    """Return the findings, those in files outside the base with place, code and its title only."""
    if not findings:
        return findings
    foreign_files = _find_foreign_files(findings, tree)
    return [
        _without_text(finding) if finding.place.file in foreign_files else finding
        for finding in findings
    ]


def _find_foreign_files(findings: list[Finding], tree: Tree) -> set[str]:
    """Return the display names of the files with findings that lie outside the base."""
    files_with_findings = {finding.place.file for finding in findings}
    foreign_files = set()
    for name in tree.files:
        display_name = tree.display_name(name)
        if display_name in files_with_findings and tree.leads_outside(name):
            foreign_files.add(display_name)
    return foreign_files


def _without_text(finding: Finding) -> Finding:
    """Return a finding with nothing that may be text of the file. One about the whole file has none."""
    from cqfacts.base.codes import CODES

    if not finding.place.line:
        return finding
    return Finding(finding.place, finding.code, CODES[finding.code].title, _HINT)
