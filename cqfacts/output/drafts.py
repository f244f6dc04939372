"""Drafts of a document, and what became of filled ones, in words."""

from collections import Counter
from collections.abc import Iterator

from cqfacts.answers.drafts import AdmissionReport, DraftReport
from cqfacts.editing.admitting import DraftRefusal
from cqfacts.editing.drafting import DraftedFact
from cqfacts.model.english import plural
from cqfacts.model.names import short
from cqfacts.output.blocks import Block, Emphasis, Paragraph

_NOTHING_OPEN = "Facts cover every figure of this document, or skipped.yaml says why not."


def view_drafts(answer: DraftReport) -> Iterator[Block]:
    """Return each figure with its sentence, what can be read of it, and the indicators that fit best."""
    if not answer.drafts:
        yield Paragraph(_NOTHING_OPEN)
        return
    if answer.is_asked:
        count = f"{len(answer.drafts):,} {plural(len(answer.drafts), 'figure')}"
        yield Paragraph(f"{count} left. The same command goes on with them.")
        return
    for item in answer.listed:
        yield from view_draft(item)
    count = f"{len(answer.drafts):,} {plural(len(answer.drafts), 'figure')}"
    yield Paragraph(f"{count} that no fact covers.", Emphasis.BOLD)


def view_draft(item: DraftedFact) -> Iterator[Block]:
    """Return a draft in a few lines."""
    draft = item.draft
    yield Paragraph(f"¶{draft.paragraph}  {draft.printed}", Emphasis.BOLD)
    yield Paragraph(draft.sentence, Emphasis.DIM, indent=3)
    yield Paragraph(_reading_words(item), indent=3)
    proposed = "  ".join(f"{number} {name}" for number, name in enumerate(draft.indicators, 1))
    yield Paragraph(proposed or "no indicator of the base fits", indent=3)
    if draft.unclear:
        yield Paragraph(f"Unclear: {draft.unclear}.", indent=3)
    yield Paragraph("")


def _reading_words(item: DraftedFact) -> str:
    """Return what is read of a figure: value, unit, direction, time and area."""
    entered, draft = item.entered, item.draft
    words = [
        str(entered["value"] or "no value"),
        draft.unit or "",
        str(draft.figure.direction or ""),
    ]
    words += [draft.period.words if draft.period else "no time", draft.area]
    return ", ".join(filter(None, words))


def view_admission(answer: AdmissionReport) -> Iterator[Block]:
    """Return the entries that were added, the refusals with their codes, and the counts."""
    for entry in answer.admission.admitted:
        yield Paragraph(f"{entry.place} added {entry.kind} {entry.id}".rstrip())
    for refusal in answer.listed:
        yield from view_refused_draft(refusal)
    yield Paragraph(_count_words(answer), Emphasis.BOLD)


def view_refused_draft(refusal: DraftRefusal) -> Iterator[Block]:
    """Return a draft that was not admitted, and why."""
    draft = refusal.draft
    yield Paragraph(f'not admitted: ¶{draft.paragraph} "{short(draft.printed)}"')
    for finding in refusal.findings:
        yield Paragraph(f"{finding.code} {finding.message}".strip(), indent=2)
        if finding.hint:
            yield Paragraph(finding.hint, Emphasis.DIM, indent=4)


def _count_words(answer: AdmissionReport) -> str:
    admission = answer.admission
    kinds = Counter(entry.kind for entry in admission.admitted)
    facts, skipped = kinds.pop("fact", 0), kinds.pop("skipped passage", 0)
    words = [f"{facts:,} {plural(facts, 'fact')} added"]
    if skipped:
        words.append(f"{skipped:,} skipped")
    if kinds:
        words.append(f"{kinds.total():,} new in the vocabulary")
    if admission.present:
        words.append(f"{admission.present:,} there already")
    words += [f"{len(admission.refusals):,} refused", f"{admission.undecided:,} undecided"]
    return f"{', '.join(words)}."
