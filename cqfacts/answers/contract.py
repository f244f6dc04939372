"""The JSON Schema of the output: the envelope of every command, as the contract `cqfacts/1` has it.

It lets keys be added, as the contract does. It does not know `--fields`, which leaves keys out.
"""

from cqfacts.answers.checks import CHECK_REPORT, CODE_LIST, VERIFICATION_REPORT
from cqfacts.answers.comparisons import (
    AREA_COMPARISON,
    AVERAGES,
    CHANGE,
    NEAREST,
    PAIR,
    ROW_DEFINITION,
    STEP,
    YEAR_COMPARISON,
    YEAR_TABLE,
)
from cqfacts.answers.conflicts import CASE, CONFLICT_LIST
from cqfacts.answers.coverage import COVERAGE_REPORT, SOURCE_PASSAGE
from cqfacts.answers.details import FACT_DETAILS, REASONING, REASONS, RELATION
from cqfacts.answers.drafts import ADMISSION_REPORT, DRAFT, DRAFT_REPORT
from cqfacts.answers.facts import CITATION, CONFLICT, DERIVATION, DOUBT, FACT, SOURCE
from cqfacts.answers.failures import FAILURE_SCHEMA
from cqfacts.answers.imports import IMPORT_REPORT
from cqfacts.answers.keys import SCHEMA, Schema
from cqfacts.answers.listing_contract import FACT_LIST
from cqfacts.answers.overviews import AREAS, INDICATORS, SECTORS, SOURCES, YEARS
from cqfacts.answers.readings import FIGURE, MENTION, READING
from cqfacts.answers.searches import MATCH, SEARCH_ANSWER
from cqfacts.answers.timelines import TIMELINE

_RECORDS = (
    FACT,
    CITATION,
    DOUBT,
    RELATION,
    CONFLICT,
    DERIVATION,
    AVERAGES,
    NEAREST,
    REASONING,
    CASE,
    CHANGE,
    STEP,
    PAIR,
    MATCH,
    SOURCE,
    FIGURE,
    MENTION,
    SOURCE_PASSAGE,
    DRAFT,
)
_ENVELOPES = (
    FACT_LIST,
    REASONS,
    TIMELINE,
    CONFLICT_LIST,
    YEAR_TABLE,
    FACT_DETAILS,
    SEARCH_ANSWER,
    YEAR_COMPARISON,
    AREA_COMPARISON,
    SECTORS,
    YEARS,
    AREAS,
    INDICATORS,
    SOURCES,
    CHECK_REPORT,
    VERIFICATION_REPORT,
    CODE_LIST,
    READING,
    COVERAGE_REPORT,
    IMPORT_REPORT,
    DRAFT_REPORT,
    ADMISSION_REPORT,
)


def output_schema() -> Schema:
    """Return the schema of what any command writes with --json.

    >>> sorted(output_schema())
    ['$defs', '$schema', 'description', 'oneOf', 'title']
    """
    records = {record.name: record.schema for record in _RECORDS}
    envelopes = {envelope.name or envelope.listing.name: envelope.schema for envelope in _ENVELOPES}
    envelopes["error"] = FAILURE_SCHEMA
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The output of cqfacts with --json, {SCHEMA}",
        "description": "Keys may be added. With --fields, the objects that are listed have only the keys asked for.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in envelopes],
        "$defs": {**records, "row": ROW_DEFINITION, **envelopes},
    }
