"""The errors that a user can meet, each with a sentence that says the way out, and the exit statuses."""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from cqfacts.model.english import plural

if TYPE_CHECKING:
    from cqfacts.model.finding import Finding


class ExitStatus(IntEnum):
    """The number with which a command ends. Scripts rely on it."""

    ANSWERED = 0
    NOT_FOUND = 1
    """Nothing of that name; search could not answer; verify has a finding; coverage lacks a document or falls below a limit; import refused a cell; fmt --check would change a file."""
    WRONG_USAGE = 2
    REFUSED = 3
    """A name fits several entries; with `compare`, no two figures can be compared."""
    INVALID_BASE = 4
    BUG = 70
    INTERRUPTED = 130


class CqfactsError(Exception):
    """Base of all errors that cqfacts raises on purpose. `str()` is fit for a person: the message, then the hint.

    >>> error = NotFound("no sector has that name.", "`cqfacts sectors` lists them all.")
    >>> str(error)
    'no sector has that name. `cqfacts sectors` lists them all.'
    """

    exit_status = ExitStatus.BUG

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(f"{message} {hint}" if hint else message)
        self.message = message
        self.hint = hint
        """The way out, where it is a sentence of its own."""


class NotFound(CqfactsError):
    """The base has nothing of that name, year or kind."""

    exit_status = ExitStatus.NOT_FOUND


class WrongUsage(CqfactsError):
    """The question itself is not well formed."""

    exit_status = ExitStatus.WRONG_USAGE


class Ambiguous(CqfactsError):
    """The name fits several entries."""

    exit_status = ExitStatus.REFUSED


class InvalidBase(CqfactsError):
    """The base has findings and is not used. `findings` holds all of them, sorted by place."""

    exit_status = ExitStatus.INVALID_BASE

    def __init__(
        self, findings: "Sequence[Finding]", message: str | None = None, hint: str | None = None
    ) -> None:
        count = len(findings)
        super().__init__(message or f"the fact base has {count} {plural(count, 'finding')}", hint)
        self.findings = tuple(findings)


class NoSuchFolder(InvalidBase):
    """There is no base, for there is no folder of that name."""
