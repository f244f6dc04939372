"""What facts of a listing are kept by that only a fact itself tells: its doubts, its status, who says it."""

from typing import NamedTuple

from cqfacts.model.fact import Fact, Status
from cqfacts.model.names import short


class Filter(NamedTuple):
    """Conditions on facts beside those of a selection. Without any, every fact is kept."""

    doubtful: bool = False
    """True to keep only facts with a marked doubt or a conflict."""
    forecast: bool = False
    """True to keep only what is expected or planned."""
    source: tuple[str, ...] = ()
    """The ids of sources, of which one must be cited."""
    according_to: str | None = None
    """Words of the name of who says it within the document."""

    @property
    def is_open(self) -> bool:
        """True where every fact is kept."""
        return self == KEEP_ALL

    def keeps(self, fact: Fact) -> bool:
        """Return whether a fact meets all conditions."""
        if self.doubtful and not fact.is_doubtful:
            return False
        if self.forecast and fact.status is not Status.FORECAST:
            return False
        if self.source and not any(name in fact.citations_by_source for name in self.source):
            return False
        return self.according_to is None or is_said_by(fact, self.according_to)

    @property
    def words(self) -> str:
        """What the facts that are kept are: "expected or planned", "according to Customs"; empty where all are kept."""
        parts = (
            "marked as doubtful or in conflict" * self.doubtful,
            "expected or planned" * self.forecast,
        )
        said = f"according to {short(self.according_to)}" if self.according_to else ""
        cited = f"cited from {' or '.join(map(short, self.source))}" if self.source else ""
        return ", ".join(filter(None, (*parts, said, cited)))


KEEP_ALL = Filter()


def is_said_by(fact: Fact, name: str) -> bool:
    """Return whether a fact is according to someone whose name has all these words."""
    # Imported here: its patterns take time to compile, and few look-ups need them.
    from cqfacts.model.stems import stems

    return fact.according_to is not None and set(stems(name)) <= set(stems(fact.according_to))
