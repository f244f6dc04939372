"""One file of facts, read on its own: it needs the vocabulary and nothing of the other files."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cqfacts.base import forms
from cqfacts.base.entries import EntryFile, NamesByKind
from cqfacts.base.fact_rules import FACT_RULES, FILE_RULES, EarlierFacts
from cqfacts.base.filing import Filing
from cqfacts.base.proposals import propose_figure
from cqfacts.base.revisions import REVISION_RULES, list_revisions, mark_superseded
from cqfacts.base.rules import check
from cqfacts.base.shapes import Entry
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.files import Unreadable
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.finding import Finding, Violation
from cqfacts.model.made_id import LONGEST_ID, make_fact_id
from cqfacts.model.names import short
from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import Quantity, QuantityError, parse_quantity
from cqfacts.model.vocabulary import Kind, Source
from cqfacts.reader.figures import UnitTable


class PlacedId(NamedTuple):
    """The id of a fact, with its line and column in its file."""

    name: str
    line: int
    column: int
    is_made: bool
    """True where the fact writes none; then the place is that of the fact."""


class Summary(NamedTuple):
    """The part of a file of facts that the rest of a base must know."""

    ids: list[PlacedId]
    indicators: set[str]
    """The ids of the indicators that its facts use."""
    findings: list[Finding]


class FactFile(NamedTuple):
    """The facts of one file that could be read."""

    facts: list[Fact]
    summary: Summary


Visit = Callable[[Entry, Fact], None]
"""Is given each fact with the entry that it was read of, whose nodes have the places of its keys."""


def _visit_nothing(entry: Entry, fact: Fact) -> None:
    """Do nothing with a fact."""


def read_facts(
    raw: bytes | Unreadable, display_name: str, filing: Filing, visit: Visit = _visit_nothing
) -> FactFile:
    """Read one file of facts; `display_name` is its name as the user knows it. Each fact that is read is visited."""
    names = filing.vocabulary.by_kind()
    file = EntryFile(raw, display_name, forms.FACT, names)
    earlier: EarlierFacts = {}
    facts: list[Fact] = []
    revised: list[tuple[Entry, Fact]] = []
    ids = []
    for entry in file.entries():
        fact = _read_fact(entry, file, filing, names)
        if fact is None:
            continue
        file.refuse_all(entry, check(fact, filing, FACT_RULES))
        file.refuse_all(entry, check(fact, earlier, FILE_RULES))
        facts.append(fact)
        if fact.supersedes:
            revised.append((entry, fact))
        visit(entry, fact)
        place = file.place_of(entry)
        ids.append(PlacedId(fact.id, place.line, place.column, "id" not in entry.nodes))
    if revised:
        revisions = list_revisions(facts)
        for entry, fact in revised:
            file.refuse_all(entry, check(fact, revisions, REVISION_RULES))
        facts = mark_superseded(facts, revisions)
    indicators = {fact.indicator.id for fact in facts}
    return FactFile(facts, Summary(ids, indicators, file.report.findings))


def _read_fact(entry: Entry, file: EntryFile, filing: Filing, names: NamesByKind) -> Fact | None:
    """Make the fact of an entry; None, with findings, where a name is unknown or the value is no figure."""
    values = entry.values
    vocabulary = filing.vocabulary
    has_id = _settle_id(entry, file, vocabulary)
    cites_known_sources = file.check_sources(entry, values["citations"], vocabulary.sources)
    names_known_entries = file.check_references(entry, names)
    indicator = vocabulary.indicators.get(values["indicator"])
    if indicator is None:
        return None
    is_state = indicator.kind is Kind.STATUS
    knows_unit = _knows_unit(entry, file, vocabulary)
    quantity = None if is_state else _read_quantity(entry, file, filing.units)
    if not (has_id and cites_known_sources and names_known_entries and knows_unit):
        return None
    _settle_dating(entry, file, vocabulary)
    if is_state:
        return _make_fact(values, vocabulary, state=values["value"])
    if quantity is None:
        return None
    return _make_fact(values, vocabulary, quantity=quantity)


def _settle_id(entry: Entry, file: EntryFile, vocabulary: Vocabulary) -> bool:
    """Give an entry that writes no id one that is made; False, with a finding, where none can be."""
    values = entry.values
    if "id" in values:
        return True
    entity_names = (
        [values["entity"], *values.get("entity_aliases", ())] if "entity" in values else []
    )
    home = next(iter(vocabulary.areas), None)
    area = values.get("area")
    made = make_fact_id(
        values["indicator"], entity_names, None if area == home else area, values["period"]
    )
    if made is None:
        message = 'the fact has no "id", and none can be made'
        hint = f"write an id: the made one takes a name of the entity in Latin letters, and at most {LONGEST_ID} characters"
        file.refuse(
            entry, Violation("CQ201", "entity" if entity_names else "indicator", message, hint)
        )
        return False
    values["id"] = made
    return True


def _knows_unit(entry: Entry, file: EntryFile, vocabulary: Vocabulary) -> bool:
    """Return False where a fact takes the unit of its indicator, and that is unknown: then the indicator has a finding."""
    indicator = vocabulary.indicators[entry.values["indicator"]]
    unit = indicator.unit
    if "unit" in entry.values or unit is None or unit in vocabulary.units:
        return True
    if vocabulary.units:
        message = f'the indicator "{indicator.id}" has an unknown unit, "{short(unit)}"'
        hint = "correct it in indicators.yaml"
        target = f"indicator {short(indicator.id)}"
        file.refuse(entry, Violation("CQ203", "indicator", message, hint, target))
    return False


def _settle_dating(entry: Entry, file: EntryFile, vocabulary: Vocabulary) -> None:
    """Say how the period of an entry is known, where it does not: inferred for a reason, or printed by a citation."""
    values = entry.values
    if "dating" in values:
        return
    if "dating_reason" in values:
        values["dating"] = Dating.INFERRED
        return
    values["dating"] = Dating.PRINTED
    if not print_period(values["citations"], values["period"], vocabulary.sources):
        message = f"no citation prints the time {values['period']}"
        hint = "quote the words that print it, before other times, or add a dating_reason that says how it was placed"
        file.refuse(entry, Violation("CQ331", "citations", message, hint))


def print_period(
    citations: tuple[Citation, ...], period: Period, sources: Mapping[str, Source]
) -> bool:
    """Return True where a citation prints a period. "Last year" counts from the date of a source, if that is certain."""
    from cqfacts.evidence.times import (  # facts that say their dating need no reader of times
        Phrase,
        says_period,
    )

    phrases = []
    for citation in citations:
        source = sources[citation.source]
        issued = None if source.is_circa else source.issued
        phrases.append(Phrase(citation.printed, issued))
    return says_period(phrases, period)


def _make_fact(
    values: Mapping[str, Any],
    vocabulary: Vocabulary,
    quantity: Quantity | None = None,
    state: str | None = None,
) -> Fact:
    """Make a fact of the values of its entry, whose names are all known, and its figure or its state."""
    fields = dict(values)
    del fields["value"]
    fields["indicator"] = vocabulary.indicators[values["indicator"]]
    fields["area"] = vocabulary.areas[values["area"]] if "area" in values else None
    if "unit" in values:
        fields["unit"] = vocabulary.units[values["unit"]]
    elif state is None:
        fields["unit"] = vocabulary.units.get(fields["indicator"].unit or "")
    return Fact(quantity=quantity, state=state, **fields)


def _read_quantity(entry: Entry, file: EntryFile, units: UnitTable) -> Quantity | None:
    """Read the value of a figure; None, with a finding, where it is none."""
    value = entry.values["value"]
    try:
        return parse_quantity(value)
    except QuantityError as error:
        hint = _propose(value, entry.values["citations"], units) + _WRITE_FIGURE
        file.refuse(entry, Violation("CQ205", "value", str(error), hint))
        return None


_WRITE_FIGURE = (
    "write digits with a decimal point and any scale word, after a sign or none: "
    "2.63 million, '> 2 trillion', ~ 15.77 billion, nearly 300, 5 to 6 million, 1/3"
)


def _propose(value: str, citations: tuple[Citation, ...], units: UnitTable) -> str:
    """Return a hint with the figure that the first citation prints, where it is understood whole; else ""."""
    if not citations:
        return ""
    figure = propose_figure(value, citations[0].printed, units)
    return f'did you mean "{figure}"? ' if figure else ""
