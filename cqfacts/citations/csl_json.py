"""CSL-JSON, the format of reference managers and citation processors."""

import json
from collections.abc import Sequence

from cqfacts.answers.facts import csl_item
from cqfacts.model.vocabulary import Source


def write_csl_json(sources: Sequence[Source]) -> str:
    """Return the sources as a list of CSL items."""
    items = [_build_item(source) for source in sources]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _build_item(source: Source) -> dict[str, object]:
    # The schema of CSL-JSON takes no keys but its own, and wants all others under "custom".
    return {**csl_item(source), "custom": {"file": source.file, "sha256": source.sha256}}
