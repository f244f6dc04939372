"""Admit drafts that somebody has filled in: each becomes a fact, or a skipped passage, that `check` and `verify` pass."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.codes import errors_among, refuse_errors
from cqfacts.base.coverage import cover_base
from cqfacts.base.entries import EntryFile
from cqfacts.base.filing import filing_of
from cqfacts.base.hints import propose_name
from cqfacts.base.reading import Loading, check_tree
from cqfacts.base.skipped import SKIPPED_FILE, read_skipped
from cqfacts.base.tree import Tree
from cqfacts.base.verification import judge_skipped, open_documents, read_and_judge_facts
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.adding import UNFILED, BaseDraft, file_of_fact, list_base
from cqfacts.editing.lacking import NewEntry, list_with_lacking
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.statements import state_figure
from cqfacts.editing.writing import Entered, Value, enter_citation, entry_text
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.evidence.coverage import DocumentCoverage, PassageState
from cqfacts.evidence.quotations import find_occurrences
from cqfacts.evidence.texts import plain_text
from cqfacts.evidence.verifying import gather_evidence
from cqfacts.files import Unreadable, read_file
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Finding, Place
from cqfacts.model.names import short, short_path
from cqfacts.model.period import PeriodError, parse_period
from cqfacts.model.quantity import QuantityError
from cqfacts.reader.unit_table import unit_table

_KEYS_OF_DRAFT = {"source", "paragraph", "printed", "sentence", "unclear", "proposed", "skip"}
"""The keys of a draft that are none of its fact or of a new indicator."""
_DRAFTS = "drafts"
"""The key of the list in the JSON that `draft --json` prints."""
_READINGS = ("figure", "direction")
"""The keys of that JSON that are none of a draft."""
_UNREADABLE = "drafts are a list: write one with cqfacts draft SOURCE --write FILE"


class FilledDraft(NamedTuple):
    """A draft as somebody left it."""

    source: str
    paragraph: int
    printed: str
    entered: Entered
    """The keys of the fact, as texts."""
    skip: str = ""
    """Why it is no fact."""

    @property
    def is_decided(self) -> bool:
        """True where it says its indicator, or why it is skipped."""
        return bool(self.skip or self.entered.get("indicator"))

    @property
    def citation(self) -> Citation:
        """The words of its figure, as a fact quotes them where it says no others."""
        return Citation(self.source, self.paragraph, self.printed)


class DraftRefusal(NamedTuple):
    """A draft that was not admitted."""

    draft: FilledDraft
    findings: list[Finding]
    """What `check` and `verify` say of it."""


class AdmittedEntry(NamedTuple):
    """A fact or a skipped passage that was added."""

    kind: str
    id: str
    """Empty for a skipped passage."""
    place: Place


class Admission(NamedTuple):
    """The outcome for filled drafts."""

    admitted: list[AdmittedEntry]
    refusals: list[DraftRefusal]
    undecided: int
    """The number of drafts that say neither an indicator nor why they are skipped."""
    present: int = 0
    """The number of drafts whose figures the base covered already."""


def read_filled_drafts(path: Path) -> list[FilledDraft]:
    """Read a file of drafts, YAML or the JSON of `draft --json`.

    Raises InvalidBase with every slip in it, WrongUsage where it cannot be read.
    """
    content = read_file(path)
    if isinstance(content, Unreadable):
        raise WrongUsage(f"{short_path(path)}: {content.message}")
    if content.lstrip().startswith(b"{"):
        content = _list_in_json(content, path)
    file = EntryFile(content, short_path(path), forms.DRAFT)
    entries = list(file.entries())
    if file.report.findings:
        raise InvalidBase(file.report.findings)
    return [_as_filled(entry.values) for entry in entries]


def admit_drafts(
    folder: Path, documents_folder: Path, drafts: Sequence[FilledDraft], *, create: bool = False
) -> Admission:
    """Add what drafts say to a base: those that `check` and `verify` pass. Who adds to the same base meanwhile waits.

    `create`: create what a new indicator needs, as `new fact` does. Raises InvalidBase where the base has errors of its own,
    WrongUsage where its documents cannot be listed or a file may not be written, OSError. Then nothing has changed.
    """
    list_base(folder)
    with lock_folder(folder):
        decided = [draft for draft in drafts if draft.is_decided]
        new = _list_uncovered(decided, folder, documents_folder)  # which checks the base
        admitting = _Admitting(list_base(folder), documents_folder, create=create)
        admitting.add_all(new)
        admitting.settle()
        admitting.base.write()
    return Admission(
        admitting.admitted,
        admitting.refusals,
        undecided=len(drafts) - len(decided),
        present=len(decided) - len(new),
    )


def _list_uncovered(
    drafts: Iterable[FilledDraft], folder: Path, documents_folder: Path
) -> list[FilledDraft]:
    """List the drafts of figures that the base does not cover yet: a file of drafts may be admitted again.

    Raises InvalidBase where the base has errors.
    """
    coverages = {coverage.source.id: coverage for coverage in cover_base(folder, documents_folder)}
    return [
        draft
        for draft in drafts
        if draft.source not in coverages or not _is_covered(draft, coverages[draft.source])
    ]


def _is_covered(draft: FilledDraft, coverage: DocumentCoverage) -> bool:
    """Tell whether the base covers every figure that the words of a draft print in their paragraph."""
    paragraphs = coverage.document.paragraphs if coverage.document else ()
    paragraph = "".join(paragraphs[draft.paragraph - 1 : draft.paragraph])
    printed = plain_text(draft.printed)
    starts = find_occurrences(printed, paragraph)
    return bool(starts) and all(
        _is_stretch_covered(coverage, draft.paragraph, start, start + len(printed))
        for start in starts
    )


def _is_stretch_covered(coverage: DocumentCoverage, paragraph: int, start: int, end: int) -> bool:
    states = {
        passage.state
        for passage in coverage.passages
        if passage.paragraph == paragraph and start <= passage.start and passage.end <= end
    }
    return bool(states) and PassageState.OPEN not in states


class _Admitting:
    """A base to which drafts are added, those that hold."""

    def __init__(self, tree: Tree, documents_folder: Path, *, create: bool) -> None:
        self.base = BaseDraft(tree)
        self.admitted: list[AdmittedEntry] = []
        self.refusals: list[DraftRefusal] = []
        self._create = create
        self._begun = tree
        self._drafts: list[FilledDraft] = []
        loading = Loading(tree)
        documents = open_documents(documents_folder, loading)
        units = unit_table(tuple(loading.vocabulary.units.values()))
        self._evidence = gather_evidence(documents, loading.vocabulary.sources.values(), units)

    def add(self, draft: FilledDraft) -> None:
        """Add a draft, or refuse it for what is wrong with it alone."""
        trial = self.base.copy()
        try:
            added = self._try(trial, draft)
        except InvalidBase as error:
            self.refusals.append(DraftRefusal(draft, list(error.findings)))
            return
        except WrongUsage as error:
            self.refusals.append(DraftRefusal(draft, [_as_finding(str(error))]))
            return
        self.base = trial
        self.admitted += added
        self._drafts.append(draft)

    def add_all(self, drafts: Sequence[FilledDraft]) -> None:
        """Add drafts; those that are refused again as long as others are added, which they may need: a growth its level."""
        while drafts:
            number = len(self._drafts)
            self.refusals = []
            for draft in drafts:
                self.add(draft)
            drafts = [refusal.draft for refusal in self.refusals]
            if len(self._drafts) == number:
                return

    def settle(self) -> None:
        """Check the whole base with what was added; where something is wrong, add one after the other."""
        if not self._drafts or not errors_among(check_tree(self.base.tree)):
            return
        drafts = self._drafts
        self.base, self._drafts, self.admitted = BaseDraft(self._begun), [], []
        for draft in drafts:
            before, number = self.base, len(self.admitted)
            self.add(draft)
            errors = errors_among(check_tree(self.base.tree))
            if errors:
                self.base = before
                del self.admitted[number:]
                self.refusals.append(DraftRefusal(draft, errors))

    def _try(self, trial: BaseDraft, draft: FilledDraft) -> list[AdmittedEntry]:
        """Add the entries of a draft. Raises InvalidBase, WrongUsage with what is wrong with it."""
        if draft.skip:
            entry = NewEntry(forms.SKIPPED.name, _as_skipped(draft))
            refuse_errors(self._judge_skipped(trial, entry))
            return [_as_admitted(trial, entry)]
        entries = [NewEntry("fact", draft.entered)]
        if self._create:
            entries = list_with_lacking(entries[0], trial.vocabulary)
        *lacking, fact = entries
        admitted = [_as_admitted(trial, entry) for entry in lacking]
        _refuse_unknown_indicator(fact, trial.vocabulary)
        fact = fact._replace(entered=_completed(fact.entered, draft, trial.vocabulary))
        fact_id = self._judge_fact(trial, fact)
        return [*admitted, _as_admitted(trial, fact)._replace(id=fact_id)]

    def _judge_fact(self, trial: BaseDraft, entry: NewEntry) -> str:
        """Return the id of a fact. Raises InvalidBase with what `check` and `verify` say of it alone."""
        text = entry_text(forms.FACT, entry.entered)
        filing = filing_of(file_of_fact(entry.entered, text, trial.vocabulary), trial.vocabulary)
        summary, verdict = read_and_judge_facts(text.encode(), UNFILED, filing, self._evidence)
        findings = sorted({*summary.findings, *verdict.findings})
        if findings:
            raise InvalidBase(findings)
        return summary.ids[0].name

    def _judge_skipped(self, trial: BaseDraft, entry: NewEntry) -> list[Finding]:
        """Return what `check` and `verify` say of a skipped passage alone."""
        text = entry_text(forms.SKIPPED, entry.entered).encode()
        alone = trial.tree.having(SKIPPED_FILE, text)
        findings = read_skipped(alone, trial.vocabulary).findings
        return findings or judge_skipped(text, SKIPPED_FILE, self._evidence).findings


def _refuse_unknown_indicator(fact: NewEntry, vocabulary: Vocabulary) -> None:
    """Raise InvalidBase where the base has no such indicator: nothing else of the fact can be judged."""
    name = str(fact.entered.get("indicator", ""))
    if name not in vocabulary.indicators:
        message = f'unknown indicator "{short(name)}"'
        hint = propose_name(name, vocabulary.indicators, "indicator")
        raise InvalidBase([Finding(Place(UNFILED), "CQ203", message, hint)])


def _as_admitted(trial: BaseDraft, entry: NewEntry) -> AdmittedEntry:
    created = trial.add(entry)
    return AdmittedEntry(created.kind, created.id, created.place)


def _completed(entered: Entered, draft: FilledDraft, vocabulary: Vocabulary) -> Entered:
    """Return the keys of a fact, with the statement and the citation that a draft leaves out."""
    completed = dict(entered)
    if not completed.get("citations"):
        completed["citations"] = [enter_citation(draft.citation)]
    if not completed.get("statement"):
        completed["statement"] = _state(completed, vocabulary)
    return completed


def _state(entered: Entered, vocabulary: Vocabulary) -> str:
    """Return the sentence of a fact; empty where something that it says is not known."""
    indicator = vocabulary.indicators.get(str(entered.get("indicator")))
    area = vocabulary.areas.get(str(entered.get("area")))
    if indicator is None or area is None:
        return ""
    unit = vocabulary.units.get(str(entered.get("unit") or indicator.unit or ""))
    try:
        period = parse_period(str(entered.get("period", "")))
        return state_figure(indicator, area, period, str(entered.get("value", "")), unit)
    except (PeriodError, QuantityError):
        return ""


def _as_skipped(draft: FilledDraft) -> Entered:
    return {**enter_citation(draft.citation), "reason": draft.skip}


def _as_finding(message: str) -> Finding:
    """Return a refusal of the writer as a finding, without a place in a file."""
    return Finding(Place(UNFILED), "", message, "")


# --- drafts as they are written


def _list_in_json(content: bytes, path: Path) -> bytes:
    """Return the list of drafts in the JSON that `draft --json` prints. Raises WrongUsage."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise WrongUsage(f"{short_path(path)} is no JSON; {_UNREADABLE}") from None
    drafts = value.get(_DRAFTS)
    if not isinstance(drafts, list):
        raise WrongUsage(f'{short_path(path)} has no list "{_DRAFTS}"; {_UNREADABLE}')
    kept = [_without_readings(draft) if isinstance(draft, dict) else draft for draft in drafts]
    return f"{json.dumps(kept, ensure_ascii=False)}\n".encode()


def _without_readings(draft: Mapping[str, object]) -> dict[str, object]:
    """Return a draft without what JSON tells of its figure beside the keys of a draft, and without what is open."""
    return {
        name: value
        for name, value in draft.items()
        if name not in _READINGS and value not in (None, [])
    }


def _as_filled(values: Mapping[str, object]) -> FilledDraft:
    entered = {
        name: _as_entered(value)
        for name, value in values.items()
        if name not in _KEYS_OF_DRAFT and value is not None
    }
    return FilledDraft(
        str(values["source"]),
        int(str(values["paragraph"])),
        str(values["printed"]),
        entered,
        str(values.get("skip") or ""),
    )


def _as_entered(value: object) -> Value:
    """Return a value that was read as the texts that are written."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return str(value)
    if isinstance(value, tuple | list):
        return list(_texts_of(value))  # type: ignore[return-value]  # texts, or mappings of texts
    return str(value)


def _texts_of(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, tuple) and hasattr(value, "_asdict"):
            yield {name: str(text) for name, text in value._asdict().items() if text is not None}
        else:
            yield str(value)
