"""The vocabulary of a base, by id."""

from typing import NamedTuple

from cqfacts.model.vocabulary import Area, Indicator, Measure, Sector, Source, Subject, Unit


class Vocabulary(NamedTuple):
    """Every entry of the vocabulary files, by id and in the order of the files."""

    sectors: dict[str, Sector]
    areas: dict[str, Area]
    subjects: dict[str, Subject]
    measures: dict[str, Measure]
    units: dict[str, Unit]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]


def empty_vocabulary() -> Vocabulary:
    """A vocabulary without entries, to be filled."""
    return Vocabulary({}, {}, {}, {}, {}, {}, {})
