"""List the entries that a new entry names and that the base lacks, where a title is all that they need.

Of a new fact also its indicator, whose other keys are entered beside those of the fact. Units are a closed list, and a source
needs its document: these are never made of a name.
"""

from collections.abc import Mapping
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.shapes import Key, Presence
from cqfacts.base.vocabulary_tables import Named, Vocabulary
from cqfacts.editing.kinds import SHAPES
from cqfacts.editing.titles import enter_title, parse_title
from cqfacts.editing.writing import Entered, Value
from cqfacts.errors import WrongUsage
from cqfacts.model.names import fold, names_of
from cqfacts.model.vocabulary import Area, Indicator, Measure, Sector, Source, Subject, Unit

MADE_OF_A_TITLE: Mapping[Named, str] = {
    Sector: "sector",
    Area: "area",
    Subject: "subject",
    Measure: "measure",
}
"""The kinds of entries that need no more than a title."""
_KEYS_OF_FACT = {key.name for key in forms.FACT.keys}
_OFTEN_SAID = frozenset(("price_basis", "growth_of", "change_of", "part", "whole"))
"""Keys without which an indicator is whole, but of which less follows."""
KEYS_OF_INDICATOR = tuple(
    key._replace(help=f"of a new indicator: {key.help}")
    for key in forms.INDICATOR.keys
    if (key.presence is not Presence.OPTIONAL or key.name in _OFTEN_SAID)
    and key.name not in {*_KEYS_OF_FACT, "title"}
)
"""What the indicator of a new fact needs or often has beside its title and its unit."""


class NewEntry(NamedTuple):
    """An entry that is to be added."""

    kind: str
    entered: Entered


def keys_to_enter(kind: str, *, create: bool) -> tuple[Key, ...]:
    """Return the keys of a new entry; where its indicator may be created with it, those of that after its name.

    >>> [key.name for key in keys_to_enter("fact", create=True)][:4]
    ['id', 'indicator', 'sector', 'subject']
    """
    keys = SHAPES[kind].keys
    if kind != "fact" or not create:
        return keys
    names = [key.name for key in keys]
    after_indicator = names.index("indicator") + 1
    return (*keys[:after_indicator], *KEYS_OF_INDICATOR, *keys[after_indicator:])


def list_with_lacking(entry: NewEntry, vocabulary: Vocabulary) -> list[NewEntry]:
    """Return the entries that a new entry lacks, each after those that it names itself, and then the entry.

    Raises WrongUsage where no id follows from a name, or where the keys of an indicator are entered that is there.
    """
    lacking = _Lacking(vocabulary)
    completed = lacking.complete(entry)
    return [*lacking.entries, completed]


def find_by_name(kind: Named, name: str, vocabulary: Vocabulary) -> str | None:
    """Return the id of the entry that people call by a name; None where there is none.

    >>> from cqfacts.base.vocabulary_tables import empty_vocabulary
    >>> wheat = Subject("wheat", "wheat", "小麦", aliases=("grain of wheat",))
    >>> vocabulary = empty_vocabulary()._replace(subjects={"wheat": wheat})
    >>> find_by_name(Subject, "小麦", vocabulary), find_by_name(Subject, "rice", vocabulary)
    ('wheat', None)
    """
    entries = vocabulary.by_kind()[kind]
    if name in entries:
        return name
    folded = fold(name)
    called_by_name = [entry for entry in entries.values() if not isinstance(entry, Unit | Source)]
    return next((entry.id for entry in called_by_name if folded in names_of(entry)), None)


class _Lacking:
    """The entries that are lacking."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.entries: list[NewEntry] = []
        self._vocabulary = vocabulary
        self._made: set[tuple[str, str]] = set()
        """The kind and the id of each of them."""

    def complete(self, entry: NewEntry) -> NewEntry:
        """Return an entry with the ids of what it names; enters what the base lacks."""
        entered: dict[str, Value] = dict(entry.entered)
        if entry.kind == "fact":
            entered = self._with_indicator(entered)
        for key in SHAPES[entry.kind].keys:
            if key.names is None:
                continue
            name = entered.get(key.name)
            if key.names in MADE_OF_A_TITLE and isinstance(name, str) and name.strip():
                entered[key.name] = self._find_or_make(key.names, name.strip())
        return NewEntry(entry.kind, entered)

    def _find_or_make(self, kind: Named, name: str) -> str:
        """Return the id of what people call so; enters it where the base lacks it."""
        found = find_by_name(kind, name, self._vocabulary)
        if found:
            return found
        noun, title = MADE_OF_A_TITLE[kind], parse_title(name)
        if (noun, title.id) not in self._made:
            self._made.add((noun, title.id))
            self.entries.append(NewEntry(noun, enter_title(SHAPES[noun], title)))
        return title.id

    def _with_indicator(self, entered: dict[str, Value]) -> dict[str, Value]:
        """Return a fact with the id of its indicator, and without the keys of that; enters it where the base lacks it."""
        of_indicator = {
            key.name: entered.pop(key.name) for key in KEYS_OF_INDICATOR if key.name in entered
        }
        name = entered.get("indicator")
        if not isinstance(name, str) or not name.strip():
            return entered
        found = find_by_name(Indicator, name.strip(), self._vocabulary)
        if found is None:
            found = self._make_indicator(name, of_indicator, entered.get("unit", ""))
        elif of_indicator:
            raise WrongUsage(
                f'the base has the indicator "{found}": leave out what is said of it ({", ".join(of_indicator)})'
            )
        return {**entered, "indicator": found}

    def _make_indicator(self, name: str, of_indicator: Entered, unit: Value) -> str:
        """Enter an indicator with the unit of its first fact; return its id."""
        title = parse_title(name)
        entered = {"id": title.id, "title": title.title, "title_zh": title.title_zh, "unit": unit}
        self.entries.append(self.complete(NewEntry("indicator", {**entered, **of_indicator})))
        return title.id
