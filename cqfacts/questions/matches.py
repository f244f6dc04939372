"""What the facts that were found are to a question: found, near, or none.

- found: the first meets everything that is asked;
- near: it differs in one thing, and the answer says in which;
- none: the base has nothing on it.
"""

from enum import StrEnum
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.questions.unmet import LEVEL, Unmet


class Fit(StrEnum):
    """The answer that facts give to a question."""

    FOUND = "found"
    NEAR = "near"
    NONE = "none"


class Match(NamedTuple):
    """A fact, what it does not meet, and how well it fits (higher is better)."""

    fact: Fact
    unmet: tuple[Unmet, ...]
    score: float

    @property
    def is_no_answer(self) -> bool:
        """True where something that it does not meet speaks against it."""
        return any(unmet.hard for unmet in self.unmet)

    @property
    def lacks_little(self) -> bool:
        """True where it lacks only words, or another of the measures that are named."""
        return all(unmet.what in ("word", "measure") and not unmet.hard for unmet in self.unmet)

    @property
    def differs_only_nearly(self) -> bool:
        """True where each thing in which it differs leaves it near."""
        return all(unmet.near for unmet in self.unmet)

    @property
    def fit(self) -> Fit:
        """What it is to the question by all that it does not meet."""
        if not self.unmet:
            return Fit.FOUND
        differences = {unmet.what for unmet in self.unmet} - {"value"} or {"value"}
        is_near = len(differences) == 1 and self.differs_only_nearly
        return Fit.NEAR if is_near and not self._is_share_of_something_akin else Fit.NONE

    @property
    def _is_share_of_something_akin(self) -> bool:
        """True where it is of another subject and no level where a level is asked for: it is not the thing."""
        is_of_another_subject = any(unmet.what == "subject" for unmet in self.unmet)
        is_no_level = any(unmet.what == "measure" and unmet.asked == LEVEL for unmet in self.unmet)
        return is_of_another_subject and is_no_level
