"""Years side by side, as blocks: each pair with its judgement, and what leads on where figures cannot be compared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cqfacts.model.english import plural
from cqfacts.model.fact import Fact
from cqfacts.output.blocks import (
    Block,
    Emphasis,
    FactTable,
    Folded,
    PairLines,
    PairTable,
    Paragraph,
)
from cqfacts.output.cells import fact_line, scope_words, when_words
from cqfacts.output.changes import change_words
from cqfacts.output.footnotes import Footnotes
from cqfacts.reason.verdicts import Pair, Verdict, judge_pair

if TYPE_CHECKING:
    from cqfacts.answers.comparisons import AreaComparison, YearComparison, YearTable
    from cqfacts.reason.pairs import Row


def view_year_comparison(answer: "YearComparison") -> Iterator[Block]:
    """Return the pairs of two years with their judgements, and how many facts of each year have no counterpart."""
    footnotes = Footnotes(answer.context)
    both = [pair for pair in answer.pairs if pair.verdict is not Verdict.ONE_SIDED]
    yield Paragraph(f"{_summary(answer)}\n", Emphasis.BOLD)
    if both:
        yield PairTable([_pair_lines(pair, footnotes) for pair in both])
    yield _one_sided(answer, footnotes)
    yield from footnotes.blocks()


def _summary(answer: "YearComparison") -> str:
    """Return how many facts there are, and how many of them can be compared."""
    facts = _count_words(" and ".join(answer.years), answer.totals.facts)
    comparable = answer.totals.compared
    if comparable:
        return f"{facts} {comparable:,} {plural(comparable, 'pair')} can be compared."
    return f"{facts} No pair of them can be compared."


def _count_words(years: str, count: int) -> str:
    """Return how many facts the years have."""
    return f"{years}: {count:,} {plural(count, 'fact')}."


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
    """Return the facts of each year that have no counterpart in the other one."""
    single = [pair for pair in answer.pairs if pair.verdict is Verdict.ONE_SIDED]
    sides = {
        answer.years[0]: [pair.earlier for pair in single if pair.earlier],
        answer.years[1]: [pair.later for pair in single if pair.later],
    }
    return _single_facts(sides, answer.totals.only_in, answer.sector, footnotes)


def _single_facts(
    sides: Mapping[str, Sequence[Fact]],
    totals: Sequence[int],
    sector: str | None,
    footnotes: Footnotes,
) -> Folded:
    """Return the facts of each year that have nothing beside them; in short, how many there are in all."""
    option = f" --sector {sector}" if sector else ""
    counts = [
        f"Only in {year}: {count:,} {plural(count, 'fact')}, among those of: cqfacts year {year}{option}"
        for year, count in zip(sides, totals, strict=True)
        if count
    ]
    brief = "\n".join([*counts, "--all lists them here."]) if counts else ""
    return Folded(brief, _one_sided_tables(sides, footnotes))


def _one_sided_tables(sides: Mapping[str, Sequence[Fact]], footnotes: Footnotes) -> Iterator[Block]:
    for year, facts in sides.items():
        figures = [fact_line(fact, footnotes) for fact in facts if fact.state is None]
        states = [fact_line(fact, footnotes) for fact in facts if fact.state is not None]
        yield FactTable(figures, heading=f"Only in {year}")
        yield FactTable(states, heading=f"Only in {year}, without a figure", head="State")


def view_year_table(answer: "YearTable") -> Iterator[Block]:
    """Return what is known in more than one of several years, with the judgement on each step, and how many facts are not."""
    footnotes = Footnotes(answer.context)
    several = [row for row in answer.rows if len(row.facts) > 1]
    yield Paragraph(f"{_summary_of_rows(answer)}\n", Emphasis.BOLD)
    if several:
        yield PairTable([_row_lines(row, footnotes) for row in several])
    single = [row for row in answer.rows if len(row.facts) == 1]
    sides = {
        year: [fact for row in single if (fact := row.cells[at])]
        for at, year in enumerate(answer.years)
    }
    yield _single_facts(sides, answer.totals.only_in, answer.sector, footnotes)
    yield from footnotes.blocks()


def _summary_of_rows(answer: "YearTable") -> str:
    """Return how many facts there are, and how many things were measured in more than one of the years."""
    facts = _count_words(", ".join(answer.years), answer.totals.facts)
    several = answer.totals.compared
    if not several:
        return f"{facts} Nothing was measured in more than one of these years."
    return f"{facts} {several:,} {plural(several, 'indicator')} in more than one of these years."


def _row_lines(row: "Row", footnotes: Footnotes) -> PairLines:
    facts = row.facts
    judgements = [_step_words(step) for step in row.steps]
    lines = [fact_line(fact, footnotes) for fact in facts]
    return PairLines(footnotes.name(facts[0]), lines, "\n".join(judgements))


def _step_words(step: Pair) -> str:
    """Return the judgement on two facts of a row, as on a pair of two years."""
    times = " to ".join(when_words(fact) for fact in _sides(step))
    return f"{times}: {_judgement(step)}"


def view_area_comparison(answer: "AreaComparison") -> Iterator[Block]:
    """Return the pairs of two areas with their judgements."""
    footnotes = Footnotes(answer.context)
    left, right = (answer.context.find_area(area).title for area in answer.areas)
    count = len(answer.pairs) + answer.more
    measured = f"{count:,} {plural(count, 'indicator')} in both"
    yield Paragraph(f"{left} and {right}, {answer.year}: {measured}.\n", Emphasis.BOLD)
    if answer.pairs:
        yield PairTable([_area_lines(pair, footnotes) for pair in answer.pairs])
    yield Paragraph("\n".join(_only_in_areas(answer)))
    yield from footnotes.blocks()


def _only_in_areas(answer: "AreaComparison") -> Iterator[str]:
    """Yield how many facts only one of the areas has, with the command that lists them, and what may give more pairs."""
    for area, count in zip(answer.areas, answer.totals.only_in, strict=True):
        if count:
            title = answer.context.find_area(area).title
            command = f"cqfacts facts --year {answer.year} --area {area}"
            yield f"Only {title}: {count:,} {plural(count, 'fact')} ({command})."
    if not answer.implied:
        yield "--implied adds figures that follow from others."


def _area_lines(pair: Pair, footnotes: Footnotes) -> PairLines:
    facts = _sides(pair)
    lines = [fact_line(fact, footnotes) for fact in facts]
    lines = [
        line._replace(title=fact.area_title, scope="")
        for line, fact in zip(lines, facts, strict=True)
    ]
    return PairLines(facts[0].title, lines, _judgement(pair))
