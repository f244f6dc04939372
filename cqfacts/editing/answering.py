"""Judge the answers to questions about a new entry, key by key, before there is an entry to check."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from cqfacts.base.codes import refuse_errors
from cqfacts.base.facts import print_period
from cqfacts.base.hints import propose_name
from cqfacts.base.nodes import FORBIDDEN, Scalar, not_allowed
from cqfacts.base.reading import Loading
from cqfacts.base.shapes import Invalid, Key
from cqfacts.base.vocabulary_tables import Named, Vocabulary
from cqfacts.editing.adding import list_base
from cqfacts.editing.kinds import file_of
from cqfacts.editing.lacking import KEYS_OF_INDICATOR, MADE_OF_A_TITLE, find_by_name
from cqfacts.editing.titles import parse_title
from cqfacts.editing.writing import Entered
from cqfacts.errors import WrongUsage
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.names import short
from cqfacts.model.period import Dating, PeriodError, parse_period
from cqfacts.model.vocabulary import KINDS_OF_CHANGE, Indicator, Kind

_ASKED_WHERE_NEEDED = ("dating", "dating_reason")
"""Keys that are asked for only where there is a date, and where it is inferred; then they are needed."""


class Surroundings(NamedTuple):
    """The base around a new entry: the names that it can use, and the ids that it cannot have."""

    vocabulary: Vocabulary
    taken_ids: Collection[str]
    fact_ids: Collection[str] = ()
    creates: bool = False
    """Whether the names of what the base lacks are taken, too."""

    def creates_under(self, key: Key) -> bool:
        """Tell whether a key takes the name of an entry that the base lacks."""
        is_creatable = key.names in MADE_OF_A_TITLE or key.name == "indicator"
        return self.creates and is_creatable

    def find(self, kind: Named, name: str) -> str | None:
        """Return the id to which a name leads: an id alone, but for entries that could be created."""
        if kind is Fact:
            return name if name in self.fact_ids else None
        if self.creates:
            return find_by_name(kind, name, self.vocabulary)
        return name if name in self.vocabulary.by_kind()[kind] else None

    def list_ids(self, kind: Named) -> Collection[str]:
        """Return the ids of the entries of a kind."""
        return self.fact_ids if kind is Fact else self.vocabulary.by_kind()[kind]


def read_surroundings(folder: Path, kind: str, *, create: bool = False) -> Surroundings:
    """Read the base to which an entry of a kind is to be added; `create`: with what it lacks.

    Raises InvalidBase where nothing can be added to it as it is.
    """
    loading = Loading(list_base(folder))
    refuse_errors(loading.check())
    vocabulary = loading.vocabulary
    taken_ids: Collection[str]
    if kind == "relation":
        taken_ids = {relation.id for relation in loading.relations}
    elif kind in ("fact", "source"):  # both can be cited, and share their ids
        taken_ids = {*vocabulary.sources, *loading.fact_ids}
    else:
        taken_ids = getattr(vocabulary, file_of(kind).removesuffix(".yaml"))
    return Surroundings(vocabulary, taken_ids, loading.fact_ids, create)


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
    if surroundings.creates_under(key):
        return _explain_bad_title(key, text, surroundings)
    try:
        key.form.read(Scalar(None, None, (True, False), text))
    except Invalid as error:
        [problem] = error.problems
        return f"{problem.message}: {problem.hint}"
    if key.name == "id" and text.strip() in surroundings.taken_ids:
        return f'the id "{short(text)}" is taken: choose another'
    return _explain_unknown_name(key, text, surroundings)


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
    is_of_fact = "indicator" in answers
    if is_of_fact and key in KEYS_OF_INDICATOR:
        return find_by_name(Indicator, _text_under("indicator", answers), vocabulary) is None
    if is_of_fact and key.name == "unit":
        return _lacks_unit(answers, vocabulary)
    if is_of_fact and key.name == "fiscal_year":
        return bool(answers.get("entity"))
    if key.name != "on":
        return True
    return _kind_of(answers, vocabulary) in KINDS_OF_CHANGE


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
    """Tell whether a fact needs a unit of its own: it is a figure, and its indicator has none, or is new and takes it from there."""
    if _kind_of(answers, vocabulary) in (None, Kind.STATUS):
        return False
    name = find_by_name(Indicator, _text_under("indicator", answers), vocabulary)
    return name is None or vocabulary.indicators[name].unit is None


def _kind_of(answers: Entered, vocabulary: Vocabulary) -> str | None:
    """Return the kind of the indicator of a fact; that of a new one is among the answers. None where there is none."""
    name = find_by_name(Indicator, _text_under("indicator", answers), vocabulary)
    if name:
        return vocabulary.indicators[name].kind
    return _text_under("kind", answers) or None


def _explain_bad_title(key: Key, text: str, surroundings: Surroundings) -> str | None:
    """Return the reason why a text names nothing that is there and nothing new; None where it does."""
    if key.names is not None and surroundings.find(key.names, text.strip()):
        return None
    try:
        parse_title(text)
    except WrongUsage as error:
        return str(error)
    return None


def _explain_unknown_name(key: Key, text: str, surroundings: Surroundings) -> str | None:
    """Return the reason why the name under a key leads nowhere; None where it leads somewhere or is no name."""
    if key.names is None or surroundings.find(key.names, text.strip()):
        return None
    noun = key.names.__name__.lower()
    hint = propose_name(text.strip(), surroundings.list_ids(key.names), noun)
    return f'unknown {key.name} "{short(text)}": {hint}'


def _text_under(key: str, answers: Entered) -> str:
    """Return the text that was answered for a key; empty where there is none."""
    value = answers.get(key, "")
    return value if isinstance(value, str) else ""
