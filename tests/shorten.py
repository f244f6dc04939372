"""Write the files of a base anew in the short form: what follows from the rest is taken out, what many facts say stands once.

    python -m tests.shorten FOLDER

Comments, the order of facts and of keys, and every other line stay as they are. A file is written only where it says exactly
the same facts as before, in fewer lines; so a second run changes nothing.
"""

import argparse
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from cqfacts.base import forms
from cqfacts.base.entries import EntryFile
from cqfacts.base.facts import print_period, read_facts
from cqfacts.base.filing import Filing, filing_of
from cqfacts.base.nodes import Mapping, Node, Scalar, Sequence
from cqfacts.base.reading import load_base
from cqfacts.base.shapes import Entry
from cqfacts.base.vocabulary_rules import with_price_basis
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.model.fact import Fact
from cqfacts.model.made_id import make_fact_id
from cqfacts.model.period import Dating
from cqfacts.model.vocabulary import Kind

WIDEST = 120
"""In characters: citations stand on one line where they fit."""
KEYS = ("source", "area", "period", "dating_reason")
Said = dict[str, str]
"""What a file says for all its facts, by key."""


class Told(NamedTuple):
    """A fact, with the entry that it was read of."""

    entry: Entry
    fact: Fact

    def text(self, key: str) -> str | None:
        node = self.entry.nodes.get(key)
        return node.value if isinstance(node, Scalar) else None


def shorten_base(folder: Path) -> None:
    """Write the files of facts and the indicators of a base anew.

    Raises ValueError where the base has findings, or would not say the same; then nothing has changed.
    """
    base = load_base(folder)
    if base.findings:
        raise ValueError(f"the base has {len(base.findings)} findings")
    with TemporaryDirectory() as temporary:
        copy = shutil.copytree(folder, Path(temporary) / "base")
        for path in sorted(copy.glob("*/*.yaml")):
            filing = filing_of(f"{path.parent.name}/{path.name}", base.vocabulary)
            text = path.read_text(encoding="utf-8")
            path.write_text(shorten_facts(text, filing), encoding="utf-8")
        path = copy / "indicators.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(shorten_indicators(text, base.vocabulary), encoding="utf-8")
        if load_base(copy)[:3] != base[:3]:
            raise ValueError("the base would no longer say the same")
        shutil.copytree(copy, folder, dirs_exist_ok=True)


def shorten_indicators(text: str, vocabulary: Vocabulary) -> str:
    """Return the text of indicators.yaml without the price bases that are those without the key."""
    lines: list[str | None] = list(text.splitlines())
    for entry in EntryFile(text.encode(), "indicators.yaml", forms.INDICATOR).entries():
        indicator = vocabulary.indicators[entry.values["id"]]
        without_key = indicator._replace(price_basis=None)
        if with_price_basis(without_key, vocabulary) == indicator:
            take_out(lines, entry.node, "price_basis")
    return "".join(f"{line}\n" for line in lines if line is not None)


def shorten_facts(text: str, filing: Filing) -> str:
    """Return the shortest text of a file of facts that is found, with the same facts; the same text where none is shorter."""
    told = read_told(text, filing)
    facts = [one.fact for one in told]
    shortest = text
    for defaults in possible_defaults(told):
        short = write_file(text, told, defaults, filing.vocabulary)
        is_the_same = [one.fact for one in read_told(short, filing)] == facts
        if is_the_same and length(short) < length(shortest):
            shortest = short
    return shortest


def length(text: str) -> tuple[int, int]:
    return text.count("\n"), len(text)


def read_told(text: str, filing: Filing) -> list[Told]:
    told: list[Told] = []
    file = read_facts(text.encode(), "", filing, lambda entry, fact: told.append(Told(entry, fact)))
    if file.summary.findings:
        return []
    return [one._replace(fact=fact) for one, fact in zip(told, file.facts, strict=True)]


# --- what is said once


def possible_defaults(told: list[Told]) -> Iterator[Said]:
    """Yield what a file may say once: nothing, or the most frequent source, area, period and reason."""
    yield {}
    is_long = any("id" in one.entry.nodes for one in told)
    if not is_long:
        return  # it is short already
    common: Said = {}
    source = most_frequent(citation.source for one in told for citation in one.fact.citations)
    area = most_frequent(one.text("area") for one in told)
    if source:
        common["source"] = source
    if area and all(one.text("area") for one in told):
        common["area"] = area
    yield common
    for period in {one.text("period"): None for one in told}:
        if period is None:
            continue
        with_period = {**common, "period": period}
        yield with_period
        reason = most_frequent(
            one.text("dating_reason") for one in told if one.text("period") == period
        )
        if reason:
            yield {**with_period, "dating_reason": reason}


def most_frequent(texts: Iterable[str | None]) -> str | None:
    """Return the text that is there most often, the first of several; None where it is there once only."""
    counts = Counter(text for text in texts if text is not None)
    for text, count in counts.most_common(1):
        if count > 1:
            return text
    return None


def write_defaults(defaults: Said) -> list[str]:
    texts = {key: plain(text) for key, text in defaults.items()}
    on_one_line = ", ".join(f"{key}: {text}" for key, text in texts.items())
    if "dating_reason" not in defaults:
        return [f"defaults: {{{on_one_line}}}", "facts:"]
    return ["defaults:", *(f"  {key}: {text}" for key, text in texts.items()), "facts:"]


def plain(text: str) -> str:
    """Return a text as YAML, quoted where it must be."""
    written: str = yaml.safe_dump([text], allow_unicode=True, width=10**9)
    for_a_date = written.removeprefix("- ").rstrip("\n")
    is_quoted_for_its_type = for_a_date == f"'{text}'" and text.replace("-", "").isdigit()
    return text if is_quoted_for_its_type else for_a_date


# --- a file


def write_file(text: str, told: list[Told], defaults: Said, vocabulary: Vocabulary) -> str:
    """Return the text of a file with these defaults."""
    lines: list[str | None] = list(text.splitlines())
    first = min((start_line(one.entry.node) for one in told), default=0)
    for one in told:
        shorten_fact(lines, one, defaults, vocabulary)
    head = write_defaults(defaults) if defaults else []
    kept = (line for line in chain(lines[:first], head, lines[first:]) if line is not None)
    return "\n".join(kept) + "\n"


def shorten_fact(
    lines: list[str | None], told: Told, defaults: Said, vocabulary: Vocabulary
) -> None:
    """Take out of the lines of a file what a fact need not say."""
    shorten_citations(lines, told, defaults)
    node = told.entry.node
    first_line = start_line(node)
    for key in needless_keys(told, defaults, vocabulary):
        take_out(lines, node, key)
    if lines[first_line] is None:
        remaining = next(
            number for number in range(first_line, len(lines)) if lines[number] is not None
        )
        lines[remaining] = f"- {str(lines[remaining]).lstrip()}"


def needless_keys(told: Told, defaults: Said, vocabulary: Vocabulary) -> Iterator[str]:
    fact = told.fact
    if fact.id == made_id(fact, vocabulary):
        yield "id"
    has_unit_of_indicator = (
        fact.indicator.kind is not Kind.STATUS and fact.unit_id == fact.indicator.unit
    )
    if has_unit_of_indicator:
        yield "unit"
    for key in ("area", "period"):
        if key in defaults and told.text(key) == defaults[key]:
            yield key
    yield from needless_dating(told, defaults, vocabulary)


def needless_dating(told: Told, defaults: Said, vocabulary: Vocabulary) -> Iterator[str]:
    fact = told.fact
    takes_period = told.text("period") == defaults.get("period")
    default_reason = defaults.get("dating_reason") if takes_period else None
    if fact.dating is Dating.INFERRED:
        yield "dating"
        if default_reason and told.text("dating_reason") == default_reason:
            yield "dating_reason"
    elif default_reason is None and print_period(fact.citations, fact.period, vocabulary.sources):
        yield "dating"


def made_id(fact: Fact, vocabulary: Vocabulary) -> str | None:
    names = (fact.entity, *fact.entity_aliases) if fact.entity else ()
    home = next(iter(vocabulary.areas))
    area = None if fact.area_id == home else fact.area_id
    return make_fact_id(fact.indicator.id, names, area, fact.period)


# --- lines


def start_line(node: Node) -> int:
    assert node.start_mark
    return node.start_mark.line


def take_out(lines: list[str | None], node: Node, key: str) -> None:
    """Take the lines of a key that has one text out of a file."""
    assert isinstance(node, Mapping)
    for name, child in node.pairs:
        if isinstance(name, Scalar) and name.value == key:
            assert isinstance(child, Scalar)
            assert child.end_mark
            last_line = child.end_mark.line
            lines[start_line(name) : last_line + 1] = [None] * (last_line + 1 - start_line(name))


def shorten_citations(lines: list[str | None], told: Told, defaults: Said) -> None:
    """Leave out the source of the defaults, and put citations on one line where they fit."""
    [(key, child)] = [
        (name, child)
        for name, child in told.entry.node.pairs  # type: ignore[union-attr]  # an entry is a mapping
        if isinstance(name, Scalar) and name.value == "citations"
    ]
    assert isinstance(child, Sequence)
    first = start_line(key)
    numbers = [start_line(citation) for citation in child.items]
    for number in numbers:
        if "source" in defaults:
            lines[number] = str(lines[number]).replace(f"{{source: {defaults['source']}, ", "{", 1)
    stands_alone = numbers == list(range(first + 1, first + 1 + len(numbers)))
    texts = [str(lines[number]).strip().removeprefix("- ") for number in numbers]
    are_in_braces = all(text.startswith("{") and text.endswith("}") for text in texts)
    on_one_line = f"{lines[first]} [{', '.join(texts)}]"
    if stands_alone and are_in_braces and (len(on_one_line) <= WIDEST or len(texts) == 1):
        lines[first] = on_one_line
        for number in numbers:
            lines[number] = None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path)
    shorten_base(parser.parse_args().folder)
