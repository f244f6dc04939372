"""Say on standard error what failed: as text for a person, or as one JSON object where JSON was asked for."""

import json
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from cqfacts.cli.output import say
from cqfacts.errors import CqfactsError, ExitStatus, InvalidBase, NoSuchFolder

if TYPE_CHECKING:
    from cqfacts.model.finding import Finding

_JSON = ("--json", "--format=json", "--format=jsonl")


class Failures:
    """Says failures as the arguments of the command line ask for."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._as_json = asks_for_json(arguments)

    def tell(self, error: CqfactsError) -> int:
        """Say an error of our own. Returns its exit status."""
        if isinstance(error, InvalidBase) and not isinstance(error, NoSuchFolder):
            return self._tell_findings(error)
        return self.tell_message(error.exit_status, error.message, error.hint)

    def tell_message(
        self, status: ExitStatus, message: str, hint: str | None = None, separator: str = " "
    ) -> int:
        """Say a message, and its hint where there is one. Returns the exit status."""
        if self._as_json:
            _write_json(message, hint, status)
        else:
            say(separator.join(filter(None, (f"cqfacts: {message}", hint))))
        return status

    def _tell_findings(self, error: InvalidBase) -> int:
        """Say everything that is wrong with a base. Returns the exit status."""
        if self._as_json:
            _write_json(error.message, error.hint, error.exit_status, error.findings)
        else:
            from cqfacts.output.problems import findings_text

            say("".join(findings_text(error.findings)).rstrip())
        return error.exit_status


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Tell whether a command line asks for JSON. It is read as it was typed: it may be what is wrong.

    >>> asks_for_json(["facts", "--format", "json"]), asks_for_json(["search", "--", "--json"])
    (True, False)
    """
    options = list(takewhile(lambda argument: argument != "--", arguments))
    joined = {f"{name}={value}".lower() for name, value in pairwise(options)}
    return bool(joined.union(option.lower() for option in options).intersection(_JSON))


def _write_json(
    message: str,
    hint: str | None,
    status: ExitStatus,
    findings: "Sequence[Finding] | None" = None,
) -> None:
    """Write a failure as JSON, in ASCII: standard error may have any encoding."""
    from cqfacts.answers.failures import Failure, write_failure

    say(json.dumps(write_failure(Failure(message, hint, status, findings))))
