"""Years side by side, as blocks: each pair with its judgement, and what leads on where figures cannot be compared."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cqfacts.model.english import plural
from cqfacts.model.fact import Fact
from cqfacts.output.blocks import (
    Block,
    Column,
    Emphasis,
    FactTable,
    Folded,
    Grid,
    PairLines,
    PairTable,
    Paragraph,
)
from cqfacts.output.cells import fact_line, figure_text, scope_words, when_words
from cqfacts.output.changes import change_words
from cqfacts.output.footnotes import Footnotes
from cqfacts.output.marks import marks
from cqfacts.reason.verdicts import Pair, Verdict, judge_pair

if TYPE_CHECKING:
    from cqfacts.answers.comparisons import YearComparison, YearTable


def view_year_comparison(answer: "YearComparison") -> Iterator[Block]:
    """Return the pairs of two years with their judgements, and how many facts of each year have no counterpart."""
    footnotes = Footnotes(answer.context)
    both = [pair for pair in answer.pairs if pair.verdict is not Verdict.ONE_SIDED]
    yield Paragraph(f"{_summary(answer, both)}\n", Emphasis.BOLD)
    if both:
        yield PairTable([_pair_lines(pair, footnotes) for pair in both])
    yield _one_sided(answer, footnotes)
    yield from footnotes.blocks()


def _summary(answer: "YearComparison", both: Sequence[Pair]) -> str:
    """Return how many facts there are, and how many of them can be compared."""
    count = len({fact.id for pair in answer.pairs for fact in _sides(pair)})
    facts = f"{' and '.join(answer.years)}: {count:,} {plural(count, 'fact')}."
    comparable = sum(pair.verdict is Verdict.COMPARABLE for pair in both)
    if comparable:
        return f"{facts} {comparable:,} {plural(comparable, 'pair')} can be compared."
    return f"{facts} No figure was measured the same way in both years."


def _sides(pair: Pair) -> list[Fact]:
    return [fact for fact in (pair.earlier, pair.later) if fact]


def _pair_lines(pair: Pair, footnotes: Footnotes) -> PairLines:
    facts = _sides(pair)
    lines = [fact_line(fact, footnotes) for fact in facts]
    subject = footnotes.context.find_subject(pair.subject)
    heading = subject.title[:1].upper() + subject.title[1:]
    return PairLines(heading, lines, _judgement(pair), _way_on(pair, footnotes))


def _judgement(pair: Pair) -> str:
    """Return the change with what a reader must know of it, or why there is none."""
    reasons = " ".join(pair.brief)
    if pair.change:
        return f"Comparable: {change_words(pair)}. {reasons}".strip()
    if pair.verdict is Verdict.COMPARABLE:
        return reasons
    return f"Not comparable. {reasons}"


def _way_on(pair: Pair, footnotes: Footnotes) -> tuple[str, ...]:
    """Return two figures that can be compared where these cannot, and the command that shows them."""
    if pair.nearest is None:
        return ()
    earlier, later = pair.nearest
    nearest = judge_pair(earlier, later)
    periods = f"{when_words(earlier)} and {when_words(later)}"
    options = f"--sector {later.indicator.sector}"
    if earlier.implied or later.implied:
        options = f"{options} --implied"
    command = f"cqfacts compare {earlier.period.year} {later.period.year} {options}"
    scope = scope_words(later, footnotes.context)
    ending = f", {scope}" if scope else ""
    return f'Comparable: "{later.title}", {periods}{ending}: {change_words(nearest)}.', command


def _one_sided(answer: "YearComparison", footnotes: Footnotes) -> Folded:
    """Return the facts of each year that have no counterpart in the other one; in short, how many there are."""
    single = [pair for pair in answer.pairs if pair.verdict is Verdict.ONE_SIDED]
    sides = {
        answer.years[0]: [pair.earlier for pair in single if pair.earlier],
        answer.years[1]: [pair.later for pair in single if pair.later],
    }
    option = f" --sector {answer.sector}" if answer.sector else ""
    counts = [
        f"Only in {year}: {len(facts):,} {plural(len(facts), 'fact')} (cqfacts year {year}{option})."
        for year, facts in sides.items()
        if facts
    ]
    brief = "\n".join([*counts, "--all lists them here."]) if counts else ""
    return Folded(brief, _one_sided_tables(sides, footnotes))


def _one_sided_tables(sides: dict[str, list[Fact]], footnotes: Footnotes) -> Iterator[Block]:
    for year, facts in sides.items():
        lines = [fact_line(fact, footnotes) for fact in facts]
        yield FactTable(lines, heading=f"Only in {year}")


def view_year_table(answer: "YearTable") -> Iterator[Block]:
    """Return rows with a column for each year."""
    footnotes = Footnotes(answer.context)
    columns = [Column("What", least_width=14, share=3)]
    columns += [Column(year, least_width=10, share=2) for year in answer.years]
    rows = []
    for row in answer.rows:
        cells = [_side_cell(fact, footnotes) for fact in row.cells]
        rows.append((footnotes.name(row.facts[0]), *cells))
    yield Grid(columns, rows)
    yield from footnotes.blocks()


def _side_cell(fact: Fact | None, footnotes: Footnotes) -> str:
    """Return a fact in the column of a year: figure, marks, period, area where it is not the base's own, source."""
    if fact is None:
        return "–"
    source = "; ".join(footnotes.note(fact))
    scope = scope_words(fact, footnotes.context)
    when = f"{when_words(fact)}, {scope}" if scope else when_words(fact)
    figure = f"{figure_text(fact, footnotes.context)} {marks(fact)}".strip()
    return f"{figure}\n{when} [{source}]"
