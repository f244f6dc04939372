"""The kinds of entries that can be added: their shapes and their files."""

from cqfacts.base import forms
from cqfacts.base.skipped import SKIPPED_FILE

SHAPES = {
    "source": forms.SOURCE,
    "indicator": forms.INDICATOR,
    "fact": forms.FACT,
    "sector": forms.SECTOR,
    "area": forms.AREA,
    "subject": forms.SUBJECT,
    "measure": forms.MEASURE,
    "unit": forms.UNIT,
    "relation": forms.RELATION,
}

WRITTEN_SHAPES = {**SHAPES, forms.SKIPPED.name: forms.SKIPPED}
"""Those, and the passages of documents that are no facts, which `draft` adds."""


def file_of(kind: str) -> str:
    """Return the name of the file that has the entries of a kind, but for facts, which have many.

    >>> file_of("area")
    'areas.yaml'
    """
    if kind == forms.SKIPPED.name:
        return SKIPPED_FILE
    return f"{kind}s.yaml"
