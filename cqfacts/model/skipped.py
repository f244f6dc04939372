"""Words of a document that look like a fact and are none, with the reason."""

from typing import NamedTuple

from cqfacts.model.fact import Citation


class SkippedPassage(NamedTuple):
    """A figure or date of a document that no fact needs to quote: a telephone number, a date of publication."""

    source: str
    paragraph: int
    printed: str
    reason: str

    @property
    def citation(self) -> Citation:
        """The same words as a citation, which a document prints or does not."""
        return Citation(self.source, self.paragraph, self.printed)
