"""Judge the answers to questions about a new entry, key by key, before there is an entry to check."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from cqfacts.base.facts import print_period
from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import FORBIDDEN, Scalar, not_allowed
from cqfacts.base.reading import Loading
from cqfacts.base.shapes import Invalid, Key
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.adding import list_base, refuse_findings
from cqfacts.editing.writing import Entered
from cqfacts.model.fact import Citation
from cqfacts.model.names import short
from cqfacts.model.period import Dating, PeriodError, parse_period
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Kind

_ASKED_WHERE_NEEDED = ("dating", "dating_reason")
"""Keys that are asked for only where there is a date, and where it is inferred; then they are needed."""


class Surroundings(NamedTuple):
    """The base around a new entry: the names that it can use, and the ids that it cannot have."""

    vocabulary: Vocabulary
    taken_ids: Collection[str]


def read_surroundings(folder: Path, kind: str) -> Surroundings:
    """Read the base to which an entry of a kind is to be added.

    Raises InvalidBase where nothing can be added to it as it is.
    """
    loading = Loading(list_base(folder))
    refuse_findings(loading.check())
    vocabulary = loading.vocabulary
    if kind == "indicator":
        return Surroundings(vocabulary, vocabulary.indicators.keys())
    # Facts and sources can both be cited, and share their ids.
    return Surroundings(vocabulary, {*vocabulary.sources, *loading.fact_ids})


def explain_misfit(key: Key, text: str, surroundings: Surroundings) -> str | None:
    """Return the reason why a text cannot stand under a key, with the way out; None where it can.

    >>> from cqfacts.base import forms
    >>> from cqfacts.base.vocabulary_tables import empty_vocabulary
    >>> dating = next(key for key in forms.FACT.keys if key.name == "dating")
    >>> explain_misfit(dating, "printd", Surroundings(empty_vocabulary(), ()))
    '"printd" is not on the list of dating words: did you mean "printed"?'
    """
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        return f"{not_allowed(forbidden.group())}: type the line anew without it"
    try:
        key.form.read(Scalar(None, None, (True, False), text))
    except Invalid as error:
        [problem] = error.problems
        return f"{problem.message}: {problem.hint}"
    if key.name == "id" and text.strip() in surroundings.taken_ids:
        return f'the id "{short(text)}" is taken: choose another'
    return _explain_unknown_name(key, text, surroundings.vocabulary)


def is_needed(key: Key, answers: Entered, vocabulary: Vocabulary) -> bool:
    """Tell whether an entry needs a key, after the answers so far: a rank its field, a figure its unit.

    >>> from cqfacts.base import forms
    >>> from cqfacts.base.vocabulary_tables import empty_vocabulary
    >>> field = next(key for key in forms.INDICATOR.keys if key.name == "field")
    >>> [is_needed(field, {"kind": kind}, empty_vocabulary()) for kind in ("rank", "flow")]
    [True, False]
    """
    if key.name == "unit" and "indicator" in answers:
        return _lacks_unit(answers, vocabulary)
    if key.name == "area":
        return not answers.get("entity")
    return key.name in _ASKED_WHERE_NEEDED or key.is_needed(answers)


def has_use(key: Key, answers: Entered, vocabulary: Vocabulary) -> bool:
    """Tell whether an entry has a use for a key, after the answers so far: `on` is for changes alone.

    What can be made or taken from elsewhere is not asked for: the id of a fact, the unit that its indicator has.

    >>> from cqfacts.base import forms
    >>> from cqfacts.base.vocabulary_tables import empty_vocabulary
    >>> on = next(key for key in forms.FACT.keys if key.name == "on")
    >>> has_use(on, {"indicator": "vehicle-output"}, empty_vocabulary())
    False
    """
    if key.name == "id":
        return key.required
    if key.name == "unit" and "indicator" in answers:
        return _lacks_unit(answers, vocabulary)
    if key.name == "fiscal_year":
        return bool(answers.get("entity"))
    if key.name != "on":
        return True
    indicator = vocabulary.indicators.get(_text_under("indicator", answers))
    return indicator is not None and indicator.kind in KINDS_OF_CHANGE


def lacks_dating(answers: Entered, vocabulary: Vocabulary) -> bool:
    """Tell whether a fact must say how its period was placed: it does not yet, and none of its citations prints it."""
    if answers.get("dating_reason"):
        return False
    if answers.get("dating"):
        return answers["dating"] == Dating.INFERRED
    citations = answers.get("citations", ())
    records = [
        Citation(citation["source"], 1, citation["printed"])
        for citation in citations
        if isinstance(citation, Mapping) and citation["source"] in vocabulary.sources
    ]
    try:
        period = parse_period(_text_under("period", answers))
    except PeriodError:
        return False  # which has a finding of its own
    return not print_period(tuple(records), period, vocabulary.sources)


def _lacks_unit(answers: Entered, vocabulary: Vocabulary) -> bool:
    """Tell whether a fact needs a unit of its own: it is a figure, and its indicator has none."""
    indicator = vocabulary.indicators.get(_text_under("indicator", answers))
    if indicator is None or indicator.kind is Kind.STATUS:
        return False
    return indicator.unit is None


def _explain_unknown_name(key: Key, text: str, vocabulary: Vocabulary) -> str | None:
    """Return the reason why the name under a key leads nowhere; None where it leads somewhere or is no name."""
    if key.names is None:
        return None
    names = vocabulary.by_kind()[key.names]
    if text.strip() in names:
        return None
    return f'unknown {key.name} "{short(text)}": {did_you_mean(text.strip(), names)}'


def _text_under(key: str, answers: Entered) -> str:
    """Return the text that was answered for a key; empty where there is none."""
    value = answers.get(key, "")
    return value if isinstance(value, str) else ""
