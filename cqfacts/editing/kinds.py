"""The kinds of entries that can be added: their shapes and their files."""

from cqfacts.base import forms

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


def file_of(kind: str) -> str:
    """Return the name of the file that has the entries of a kind, but for facts, which have many.

    >>> file_of("area")
    'areas.yaml'
    """
    return f"{kind}s.yaml"
