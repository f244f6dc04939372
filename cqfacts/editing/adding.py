"""A new entry at the end of its file: written, checked with the whole base, and only then kept.

The text is put after what the file holds, so that every byte of it stays as it is. A library that reads and writes YAML
with its comments (ruamel.yaml 0.19) gave back 1 of the 61 shipped files unchanged: it lays lists and quotes out anew.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cqfacts.base import forms
from cqfacts.base.facts import read_facts
from cqfacts.base.forms import Invalid, Key, Shape
from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import FORBIDDEN, Scalar, not_allowed
from cqfacts.base.reading import Loading, check_base, check_tree, shown_inside
from cqfacts.base.rules import NEEDS, Filing
from cqfacts.base.tree import Tree, read_tree
from cqfacts.base.vocabulary import Vocabulary
from cqfacts.editing.replacing import replace_file
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.files import Unreadable, read_file
from cqfacts.model.finding import Finding, Place
from cqfacts.model.names import short
from cqfacts.model.period import PeriodError, parse_period
from cqfacts.model.vocabulary import Kind

Entered = Mapping[str, "str | Sequence[str] | Sequence[Mapping[str, str]]"]
"""What was entered: under each key a text, a list of texts, or a list of mappings of texts."""

SHAPES = {"source": forms.SOURCE, "indicator": forms.INDICATOR, "fact": forms.FACT}
"""The kinds of entries that can be added."""
_FILES = {"source": "sources.yaml", "indicator": "indicators.yaml"}
_NOT_USED_YET = "CQ310"
_CLOSED = re.compile(rb"^(\.\.\.\s|\[)", re.MULTILINE)
"""A list in brackets, or one that three dots end, takes nothing after it."""
_UNFILED = "new fact"
"""What findings call the file of a fact that does not say where it is filed."""
_REFERENCES = {
    "indicator": "indicators",
    "area": "areas",
    "unit": "units",
    "source": "sources",
    "sector": "sectors",
    "subject": "subjects",
    "measure": "measures",
    "growth_of": "indicators",
    "part": "indicators",
    "whole": "indicators",
    "whole_area": "areas",
    "ranks": "indicators",
    "field": "areas",
}
"""The part of the vocabulary that the text under a key names."""


class Known(NamedTuple):
    """What a new entry can name, and the ids that it cannot have."""

    vocabulary: Vocabulary
    taken: Collection[str]


class Added(NamedTuple):
    """What was added: its place, and findings that say what the base still lacks, such as the facts of an indicator."""

    place: Place
    to_do: list[Finding]


def add_entry(folder: Path, kind: str, entered: Entered) -> Added:
    """Add an entry of a kind of SHAPES to a base.

    Raises InvalidBase with every finding where the base would not be valid with it, WrongUsage where the file was changed
    meanwhile or takes nothing after what it holds, OSError where it cannot be written. Then nothing has changed.
    """
    tree = _tree(folder)
    text = entry_text(SHAPES[kind], entered)
    name = _FILES.get(kind) or _file_of_fact(entered, text, Loading(tree).vocabulary)
    before = tree.read(name) if name in tree.files else b""
    if isinstance(before, Unreadable) or (before and not before.endswith(b"\n")):
        raise InvalidBase(check_tree(tree))
    if _CLOSED.search(before):
        _to_do(check_tree(tree))
        shown = shown_inside(tree, name)
        raise WrongUsage(f"{shown} takes no entry at its end: write its list with hyphens, and without ... after it")
    after = appended(before or _first_line(tree, name), text, blank_line=kind == "fact")
    findings = _to_do(check_tree(tree.having(name, after)))
    replace_file(folder / name, before if name in tree.files else None, after)
    return Added(_place(tree, name, after, text), findings)


def known_to(folder: Path, kind: str) -> Known:
    """What a new entry of a kind must know of a base. Raises InvalidBase where nothing can be added to it as it is."""
    loading = Loading(_tree(folder))
    _to_do(loading.check())
    known = loading.vocabulary
    # Facts and sources can both be cited, and share their ids.
    return Known(known, known.indicators.keys() if kind == "indicator" else {*known.sources, *loading.fact_ids})


def misfit(key: Key, text: str, known: Known) -> str | None:
    """Why a text cannot stand under a key, with the way out; None where it can.

    >>> from cqfacts.base.vocabulary import empty_vocabulary
    >>> dating = next(key for key in forms.FACT.keys if key.name == "dating")
    >>> misfit(dating, "printd", Known(empty_vocabulary(), ()))
    '"printd" is not on the list of dating words: did you mean "printed"?'
    """
    if bad := FORBIDDEN.search(text):
        return f"{not_allowed(bad.group())}: type the line anew without it"
    try:
        key.form.read(Scalar(None, None, (True, False), text))
    except Invalid as error:
        [problem] = error.problems
        return f"{problem.message}: {problem.hint}"
    if key.name == "id" and text.strip() in known.taken:
        return f'the id "{short(text)}" is taken: choose another'
    names = getattr(known.vocabulary, _REFERENCES[key.name]) if key.name in _REFERENCES else None
    if names is None or text.strip() in names:
        return None
    return f'unknown {key.name} "{short(text)}": {did_you_mean(text.strip(), names)}'


def is_needed(key: Key, answers: Mapping[str, Any], known: Known) -> bool:
    """Whether an entry cannot do without a key, after the answers so far: a figure without its unit, money without its basis.

    >>> from cqfacts.base.vocabulary import empty_vocabulary
    >>> growth_of = next(key for key in forms.INDICATOR.keys if key.name == "growth_of")
    >>> [is_needed(growth_of, {"kind": kind}, Known(empty_vocabulary(), ())) for kind in ("growth", "flow")]
    [True, False]
    """
    if key.name == "unit" and "indicator" in answers:
        indicator = known.vocabulary.indicators.get(answers["indicator"])
        return bool(indicator and indicator.kind is not Kind.STATUS)
    if key.name == "price_basis":
        unit = known.vocabulary.units.get(answers.get("unit", ""))
        return bool(unit and unit.currency)
    dated = key.name in (
        "dating",
        "dating_reason",
    )  # which are asked for only where there is a date, and it is inferred
    return key.required or dated or key.name in NEEDS.get(answers.get("kind", ""), ())


def document_values(path: Path) -> dict[str, str]:
    """What the text file of a document says of itself: its name, its SHA-256 and how many paragraphs it has.

    Raises WrongUsage where it cannot be read or is not UTF-8.
    """
    import hashlib

    raw = read_file(path)
    if isinstance(raw, Unreadable):
        raise WrongUsage(f"{path}: {raw.message}; {raw.hint}")
    try:
        paragraphs = sum(1 for line in raw.decode("utf-8").split("\n") if line.strip())
    except UnicodeDecodeError:
        raise WrongUsage(f"{path} is not UTF-8; documents are kept as text in UTF-8") from None
    return {"file": path.name, "sha256": hashlib.sha256(raw).hexdigest(), "paragraphs": str(paragraphs)}


def entry_text(shape: Shape, entered: Entered) -> str:
    """The entry as YAML, its keys in the order of its shape. What an empty text stands for is left out.

    >>> print(entry_text(forms.SUBJECT, {"id": "tea", "title": "Tea", "title_zh": "茶叶", "aliases": ["tea leaves"]}), end="")
    - id: tea
      title: Tea
      title_zh: 茶叶
      aliases: [tea leaves]
    """
    wanted = {key.name: entered[key.name] for key in shape.keys if entered.get(key.name)}
    return str(yaml.emit(_document(wanted), Dumper=_Dumper, width=10**9, allow_unicode=True))


def appended(before: bytes, text: str, *, blank_line: bool) -> bytes:
    """The content of a file with an entry after the others, indented and with line ends as they are.

    >>> appended(b"- id: a\\r\\n", "- id: b\\n", blank_line=True)
    b'- id: a\\r\\n\\r\\n- id: b\\r\\n'
    """
    first = re.search(rb"^( *)-[ \r\n]", before, re.MULTILINE)
    indent = first.group(1).decode() if first else ""
    lines = "".join(f"{indent}{line}\n" for line in text.splitlines())
    gap = "\n" if first and blank_line else ""
    end = "\r\n" if b"\r\n" in before else "\n"
    return before + (gap + lines).replace("\n", end).encode()


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list below its key, as the shipped files do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's
        super().increase_indent(flow, False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Only what the reader refuses needs these quotes; PyYAML would write some of it as it is."""
        self.allow_unicode = False
        super().write_double_quoted(text, split)
        self.allow_unicode = True


def _document(entered: Entered) -> Iterator[yaml.Event]:
    """The events of a file with one entry; texts are quoted where YAML needs it."""
    yield from (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False))
    yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
    yield from _mapping(entered, flow=False)
    yield from (yaml.SequenceEndEvent(), yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent())


def _mapping(values: Mapping[str, Any], *, flow: bool) -> Iterator[yaml.Event]:
    yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=flow)
    for key, value in values.items():
        if value:
            yield _scalar(key)
            yield from [_scalar(value)] if isinstance(value, str) else _sequence(key, value)
    yield yaml.MappingEndEvent()


def _sequence(key: str, items: Iterable[Any]) -> Iterator[yaml.Event]:
    """Aliases stand on one line, and so does each citation."""
    yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style="aliases" in key)
    for item in items:
        yield from [_scalar(item)] if isinstance(item, str) else _mapping(item, flow=key == "citations")
    yield yaml.SequenceEndEvent()


def _scalar(text: str) -> yaml.Event:
    """A text; with escapes where it holds what the reader refuses, so that it finds just that."""
    style = '"' if FORBIDDEN.search(text) or len(text.splitlines()) > 1 else None
    return yaml.ScalarEvent(None, None, (True, True), text, style=style)


def _tree(folder: Path) -> Tree:
    try:
        return read_tree(folder)
    except (OSError, ValueError):
        raise InvalidBase(check_base(folder)) from None


def _to_do(findings: list[Finding]) -> list[Finding]:
    """What a base still lacks: an indicator comes before its facts. Raises InvalidBase where more is wrong with it."""
    if any(finding.code != _NOT_USED_YET for finding in findings):
        raise InvalidBase(findings)
    return findings


def _file_of_fact(entered: Entered, text: str, known: Vocabulary) -> str:
    """Where a fact is filed. Raises InvalidBase with what is wrong with the fact where that cannot be said."""
    indicator = known.indicators.get(str(entered.get("indicator", "")).strip())
    try:
        year = parse_period(str(entered.get("period", "")).strip()).year
    except PeriodError:
        indicator = None
    if indicator is None:
        raise InvalidBase(read_facts(text.encode(), _UNFILED, Filing("", 0, known)).summary.findings)
    return f"{indicator.sector}/{year:04}.yaml"


def _first_line(tree: Tree, name: str) -> bytes:
    """What a new file of facts begins with: the line that leads editors to the schema, where the base has one."""
    has_schema = (tree.folder / "schema" / "facts.json").is_file()
    return b"# yaml-language-server: $schema=../schema/facts.json\n" if "/" in name and has_schema else b""


def _place(tree: Tree, name: str, after: bytes, text: str) -> Place:
    lines = after.count(b"\n") - text.count("\n")
    return Place(shown_inside(tree, name), lines + 1)
