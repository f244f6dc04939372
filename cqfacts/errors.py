"""What can go wrong for the user, each with a sentence that says the way out and an exit status."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cqfacts.model.finding import Finding


class CqfactsError(Exception):
    """Base of all errors that cqfacts raises on purpose. `str()` is fit for a person."""

    exit_status = 70


class NotFound(CqfactsError):
    """The base has nothing of that name, year or kind."""

    exit_status = 1


class WrongUsage(CqfactsError):
    """The question itself is not well formed."""

    exit_status = 2


class Ambiguous(CqfactsError):
    """The name fits several entries."""

    exit_status = 3


class InvalidBase(CqfactsError):
    """The base has findings and is not used. `findings` holds all of them, sorted by place."""

    exit_status = 4

    def __init__(self, findings: "Sequence[Finding]") -> None:
        super().__init__(f"the fact base has {len(findings)} finding{'s' * (len(findings) != 1)}")
        self.findings = tuple(findings)
