"""The vocabulary of a base, by id."""

from collections.abc import Mapping
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import (
    FILES,
    Area,
    Indicator,
    Measure,
    Sector,
    Source,
    Subject,
    Term,
    Unit,
)

Named = type[Term] | type[Fact]
"""A kind of entry that others name by id."""


class Vocabulary(NamedTuple):
    """Every entry of the vocabulary files, by id and in the order of the files."""

    sectors: dict[str, Sector]
    areas: dict[str, Area]
    subjects: dict[str, Subject]
    measures: dict[str, Measure]
    units: dict[str, Unit]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]

    def by_kind(self) -> Mapping[Named, Mapping[str, Term]]:
        """Return the entries by their kind and id.

        >>> empty_vocabulary().by_kind()[Area]
        {}
        """
        return {kind: getattr(self, name) for kind, name in FILES.items()}


def empty_vocabulary() -> Vocabulary:
    """Return a vocabulary without entries, to be filled."""
    return Vocabulary({}, {}, {}, {}, {}, {}, {})
