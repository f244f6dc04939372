"""One file of facts, read on its own: it needs the vocabulary and nothing of the other files."""

from typing import NamedTuple

from cqfacts.base import forms, rules
from cqfacts.base.entries import EntryFile
from cqfacts.base.forms import Entry
from cqfacts.evidence.figures import figures_in
from cqfacts.files import Unreadable
from cqfacts.model.fact import Citation, Fact, Status
from cqfacts.model.finding import Finding, Wrong
from cqfacts.model.names import short
from cqfacts.model.quantity import Quantity, QuantityError, parse_quantity
from cqfacts.model.vocabulary import Kind


class Summary(NamedTuple):
    """What the rest of a base must know of a file of facts."""

    ids: list[tuple[str, int, int]]
    """Each fact's id, with its line and column."""
    indicators: set[str]
    findings: list[Finding]


class FactFile(NamedTuple):
    """The facts of one file that could be read."""

    facts: list[Fact]
    summary: Summary


def read_facts(raw: bytes | Unreadable, shown: str, filing: rules.Filing) -> FactFile:
    """Read one file of facts; `shown` is its name as the user knows it."""
    file = EntryFile(raw, shown, forms.FACT)
    facts, ids = [], []
    said: dict[tuple[object, ...], str] = {}
    for entry in file.entries():
        fact = _fact(entry, file, filing)
        if fact is None:
            continue
        for rule in rules.FACT_RULES:
            file.refuse_all(entry, rule(fact, filing))
        file.refuse_all(entry, rules.says_what_no_other_says(fact, said))
        facts.append(fact)
        _, line, column = file.place(entry)
        ids.append((fact.id, line, column))
    indicators = {fact.indicator.id for fact in facts}
    return FactFile(facts, Summary(ids, indicators, file.report.findings))


def _fact(entry: Entry, file: EntryFile, filing: rules.Filing) -> Fact | None:
    known, values = filing.vocabulary, entry.values
    resolved = _names_resolve(entry, file, filing)
    indicator = known.indicators.get(values["indicator"])
    printed = values.pop("value")
    quantity = _quantity(printed, entry, file) if indicator and indicator.kind is not Kind.STATUS else None
    if not resolved or indicator is None:
        return None
    values["indicator"] = indicator
    values["area"] = known.areas[values["area"]]
    values["unit"] = known.units[values["unit"]] if "unit" in values else None
    values.setdefault("status", Status.NORMAL)
    if indicator.kind is Kind.STATUS:
        return Fact(state=printed, **values)
    return Fact(quantity=quantity, **values) if quantity else None


def _names_resolve(entry: Entry, file: EntryFile, filing: rules.Filing) -> bool:
    """Whether every name is known; reports each that is not."""
    known, values = filing.vocabulary, entry.values
    good = file.sources_resolve(entry, values["citations"], known)
    for key, names in (("indicator", known.indicators), ("area", known.areas), ("unit", known.units)):
        if key in values and values[key] not in names:
            good = file.resolves(entry, key, names, key)
    return good


def _quantity(printed: str, entry: Entry, file: EntryFile) -> Quantity | None:
    try:
        return parse_quantity(printed)
    except QuantityError as error:
        hint = _likely_figure(printed, entry.values["citations"]) + _FIGURE
        file.refuse(entry, Wrong("CQ205", "value", short(str(error)), hint))
        return None


_FIGURE = "write digits with a decimal point and any scale word, after a sign or none: 2.63 million, '> 2 trillion', ~ 15.77 billion, 1/3"


def _likely_figure(printed: str, citations: tuple[Citation, ...]) -> str:
    """A hint: the figure with the same digits that the first citation prints, where there is one."""
    digits = {figure.digits for figure in figures_in(printed)}
    said = {figure for citation in citations[:1] for figure in figures_in(citation.printed) if figure.digits in digits}
    return f'did you mean "{" ".join(said.pop()).strip()}"? ' if len(said) == 1 else ""
