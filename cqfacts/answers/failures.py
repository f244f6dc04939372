"""An error as JSON, which stands on standard error where JSON was asked for."""

from collections.abc import Sequence
from typing import NamedTuple

from cqfacts.answers.checks import FINDING
from cqfacts.answers.keys import (
    SCHEMA,
    TEXT,
    Form,
    JsonObject,
    Record,
    Schema,
    key,
    list_of,
    nullable,
    optional_key,
)
from cqfacts.errors import ExitStatus
from cqfacts.model.finding import Finding


class Failure(NamedTuple):
    """The reason that there is no answer, the way out, and the exit status."""

    message: str
    hint: str | None
    status: ExitStatus
    findings: Sequence[Finding] | None = None
    """The findings of a base that is not valid; None of other failures."""


_STATUS: Form[int] = Form({"type": "integer", "enum": sorted(map(int, ExitStatus))}, int)
FAILURE: Record[Failure] = Record(
    "failure",
    "Why there is no answer",
    (
        key("message", TEXT, "what is wrong", lambda failure: failure.message),
        key("hint", nullable(TEXT), "the way out", lambda failure: failure.hint),
        key("status", _STATUS, "the exit status", lambda failure: failure.status),
        optional_key(
            "findings",
            list_of(FINDING.inline),
            "of a base that is not valid: everything that is wrong, sorted by place",
            lambda failure: failure.findings,
        ),
    ),
)
FAILURE_SCHEMA: Schema = {
    "type": "object",
    "description": "What a command that fails writes to standard error",
    "properties": {"schema": {"const": SCHEMA}, "error": FAILURE.schema},
    "required": ["schema", "error"],
}


def write_failure(failure: Failure) -> JsonObject:
    """Return a failure as a JSON object."""
    return {"schema": SCHEMA, "error": FAILURE.write(failure)}
