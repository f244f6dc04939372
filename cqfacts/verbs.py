"""The verbs of the command line as functions. `import cqfacts` offers them all.

A verb resolves the names that it is given once, asks the base, and returns an answer: a record that every format can write. `fact`,
`source` and `implied` return the records themselves, `cite` a text, `schema` a JSON Schema, `overview` the map of a base.
`to_frame` makes a data frame of what a verb returned.
Verbs that look up take `base`, a catalogue opened with `open_base`; without it, the facts that come with cqfacts. `check`, `verify` and
`new` take a folder.
"""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cqfacts.answers.listings import Context, FactList, FactSequence
from cqfacts.errors import Ambiguous, NotFound, WrongUsage
from cqfacts.index.catalogue import (
    Catalogue,
    Names,
    Selection,
    YearNames,
    nothing_fits,
    open_catalogue,
    parse_years,
    shipped_base,
)
from cqfacts.index.filters import Filter
from cqfacts.index.store import packaged_base
from cqfacts.model.english import plural
from cqfacts.model.fact import IMPLIED_BY, Fact
from cqfacts.model.names import short
from cqfacts.model.period import Period, PeriodError, parse_period
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import Area, Indicator, Kind, Sector, Source, Subject, Unit

if TYPE_CHECKING:
    import pandas as pd

    from cqfacts.answers.checks import CheckReport, CodeList, VerificationReport
    from cqfacts.answers.comparisons import AreaComparison, YearComparison, YearTable
    from cqfacts.answers.conflicts import ConflictList
    from cqfacts.answers.coverage import CoverageReport
    from cqfacts.answers.details import FactDetails, Reasons
    from cqfacts.answers.drafts import AdmissionReport, DraftReport
    from cqfacts.answers.imports import ImportReport
    from cqfacts.answers.keys import Answer, Schema
    from cqfacts.answers.overviews import (
        AreaList,
        IndicatorList,
        Overview,
        SectorList,
        SourceList,
        YearList,
    )
    from cqfacts.answers.readings import Reading
    from cqfacts.answers.searches import SearchAnswer
    from cqfacts.answers.timelines import Timeline
    from cqfacts.citations import Style
    from cqfacts.citations.text import CitedText
    from cqfacts.editing.adding import Added
    from cqfacts.editing.beginning import Begun
    from cqfacts.editing.formatting import FormattedFile
    from cqfacts.editing.table_numbers import Thousands
    from cqfacts.editing.writing import Entered
    from cqfacts.questions.indicators import Candidates
    from cqfacts.reason.imply import Implications

LONGEST_TEXT = 1_000_000
"""In characters: the longest text that `read` takes."""
LONGEST_QUESTION = 10_000
"""In characters: the longest question that `search` takes."""
MOST_POINTS = 20_000
"""How many figures a series takes: it holds them all in memory, with those that they imply."""
MOST_YEARS = 50
"""How many years, or spans of years, are compared at once: each takes a column."""
_MOST_CHOICES, _MOST_NEAR = 20, 5
"""So many indicators are offered where words fit several, or where none fits."""
MANY = 50_000
"""From so many facts on the nearest pair that can be compared is looked for only where implied figures are wanted."""


def open_base(folder: str | Path | None = None, progress: Progress = no_progress) -> Catalogue:
    """Open a base of your own, or the shipped one; `progress` is told how many files of how many are read.

    Raises InvalidBase, whose `findings` say everything that is wrong and where.

    >>> import cqfacts
    >>> cqfacts.open_base().count() > 200
    True
    """
    return open_catalogue(Path(folder) if folder is not None else None, progress)


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    return open_base()


def facts(
    sector: Names | None = None,
    year: YearNames | None = None,
    area: Names | None = None,
    measure: Names | None = None,
    *,
    indicator: Names | None = None,
    subject: Names | None = None,
    doubtful: bool = False,
    forecast: bool = False,
    source: Names | None = None,
    according_to: str | None = None,
    implied: bool = False,
    sort: str | None = None,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> FactList:
    """Return the facts that fit every condition, by sector and year. Names are forgiving: "auto", "cars", "汽车".

    A condition may be a list, of which any may fit. `year` is the year in which a fact's period ends: 2014, or "2014..2021".
    `measure` takes what belongs to it, too: of exports also their value, growth, share and rank; "growth", "share" and "rank"
    take every figure of that class. `doubtful` leaves only facts with a marked doubt or a conflict,
    `forecast` what is expected or planned, `source` what cites one of these, `according_to` what someone says in a document, by words
    of the name. `sort` is a key such as
    "value", or "-value" for the largest first. Values are exact fractions in base units
    (vehicles, yuan, percent), with the interval that the printed digits allow. `implied` adds figures that the facts imply
    without any document printing them: they have a `derivation` in place of printed digits. Raises NotFound, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> [fact] = cqfacts.facts(year=2014, indicator="vehicle output").facts
    >>> fact.text, int(fact.quantity.value), [int(bound) for bound in fact.interval]
    ('2.63 million vehicles', 2630000, [2625000, 2635000])
    """
    catalogue = base or _shipped()
    selection = catalogue.select(sector, year, area, measure, indicator=indicator, subject=subject)
    sources = tuple(catalogue.source(name).id for name in _as_list(source or ()))
    kept = Filter(doubtful, forecast, sources, according_to)
    options = _ListOptions(kept, implied, sort, limit)
    return _list_facts("facts", catalogue, selection, options)


def sector(
    name: Names,
    year: YearNames | None = None,
    area: Names | None = None,
    measure: Names | None = None,
    *,
    indicator: Names | None = None,
    subject: Names | None = None,
    doubtful: bool = False,
    implied: bool = False,
    sort: str | None = None,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> FactList:
    """Return the facts of a sector. The other conditions are those of `facts`.

    Raises NotFound where there is no such sector, or where it has no facts that fit, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> cqfacts.sector("shipbuilding", 2014).facts[0].statement
    'Chongqing was a base in China for research and development of ships for inland rivers around 2014.'
    """
    catalogue = base or _shipped()
    selection = catalogue.select(name, year, area, measure, indicator=indicator, subject=subject)
    options = _ListOptions(Filter(doubtful), implied, sort, limit)
    return _list_facts("sector", catalogue, selection, options)


def year(
    number: YearNames,
    sector: Names | None = None,
    area: Names | None = None,
    measure: Names | None = None,
    *,
    indicator: Names | None = None,
    subject: Names | None = None,
    doubtful: bool = False,
    implied: bool = False,
    sort: str | None = None,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> FactList:
    """Return the facts whose period ends in a year. The other conditions are those of `facts`.

    Raises NotFound, naming the years that have facts, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> cqfacts.year(2012).facts[0].text
    '283.4 million square metres'
    """
    catalogue = base or _shipped()
    selection = catalogue.select(
        sector, number, area, measure, indicator=indicator, subject=subject
    )
    options = _ListOptions(Filter(doubtful), implied, sort, limit)
    return _list_facts("year", catalogue, selection, options)


class _ListOptions(NamedTuple):
    """The options of a list of facts that are no conditions on what they are about."""

    kept: Filter
    implied: bool
    sort: str | None
    limit: int | None


def _list_facts(
    command: str, catalogue: Catalogue, selection: Selection, options: _ListOptions
) -> FactList:
    _check_sort_key(options.sort)
    implications = _imply_within(catalogue, selection) if options.implied else None
    total = catalogue.count(selection) + (len(implications.facts) if implications else 0)
    if not total:
        raise nothing_fits(catalogue, selection)

    def read_every() -> Iterator[Fact]:
        printed = catalogue.facts(selection)
        merged = _merge(catalogue, printed, implications) if implications else printed
        return merged if options.kept.is_open else filter(options.kept.keeps, merged)

    def read() -> Iterator[Fact]:
        return islice(_sorted(read_every(), options.sort), options.limit)

    if not options.kept.is_open:
        total = _count_kept(read_every(), total, options.kept)
    left_out = _left_out(total, options.limit)
    return FactList(
        command,
        selection,
        FactSequence(read, total - left_out),
        total,
        _context(catalogue),
        more=left_out,
        implied=options.implied,
        refusals=implications.refusals if implications else (),
        kept=options.kept,
        sort=options.sort,
    )


def _count_kept(facts: Iterable[Fact], total: int, kept: Filter) -> int:
    """Return how many facts are kept. Raises NotFound where none is."""
    count = sum(1 for _ in facts)
    if not count:
        raise NotFound(f"none of the {total} facts that fit is {kept.words}.")
    return count


def _check_sort_key(sort: str | None) -> None:
    """Raise WrongUsage for a key by which nothing can be sorted, before anything is written."""
    if sort is not None:
        from cqfacts.answers.ordering import check_sort

        check_sort(sort)


def _sorted(facts: Iterator[Fact], sort: str | None) -> Iterator[Fact]:
    if sort is None:
        return facts
    from cqfacts.answers.ordering import sort_facts

    return iter(sort_facts(facts, sort))


def _context(catalogue: Catalogue) -> Context:
    return Context(
        find_source=catalogue.source,
        home=catalogue.home_area,
        find_area=partial(catalogue.entry, Area),
        find_subject=partial(catalogue.entry, Subject),
        number_of_source=catalogue.number_of_source,
    )


def _left_out(total: int, limit: int | None) -> int:
    """Return how many of so many items a limit leaves out. Raises WrongUsage for a limit below zero."""
    _refuse_negative(limit)
    return 0 if limit is None else max(0, total - limit)


def _refuse_negative(limit: int | None) -> None:
    """Raise WrongUsage for a limit below zero."""
    if limit is not None and limit < 0:
        raise WrongUsage("a limit is 0 or more")


def _merge(
    catalogue: Catalogue, printed: Iterable[Fact], implications: "Implications"
) -> Iterator[Fact]:
    """Merge printed facts, which are in the order of the base, with implied ones: these after those of their sector and year."""
    order = {sector.id: position for position, sector in enumerate(catalogue.entries(Sector))}

    def place(fact: Fact) -> tuple[int, int, bool]:
        return order[fact.indicator.sector], fact.period.year, fact.implied

    merged = heapq.merge(printed, sorted(implications.facts, key=place), key=place)
    return _attach_clashes(catalogue, merged, implications)


def _attach_clashes(
    catalogue: Catalogue, facts: Iterable[Fact], implications: "Implications"
) -> Iterator[Fact]:
    """Give each fact the conflicts with figures that others imply; printed facts have them where the index stores them."""
    from cqfacts.reason.conflicts import implied_conflicts

    are_stored = catalogue.index.tells_implied_conflicts
    conflicts = implied_conflicts(implications)
    for fact in facts:
        is_complete = are_stored and not fact.implied
        missing = () if is_complete else conflicts.get(fact.id, ())
        yield fact._replace(conflicts=(*fact.conflicts, *missing)) if missing else fact


def implied(
    sector: Names | None = None,
    year: YearNames | None = None,
    area: Names | None = None,
    measure: Names | None = None,
    *,
    base: Catalogue | None = None,
) -> "Implications":
    """Return the figures that the facts imply without any document printing them, of these what fits every condition.

    Each implied fact has an `interval` and a `derivation` in place of printed digits. `refusals` says what seems to follow
    and does not, `clashes` which implied figures cannot be true together with others. Raises NotFound, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> [year_before, rest] = cqfacts.implied(sector="cars", year=2014).facts
    >>> year_before.text, year_before.derivation.expression
    ('between 1.0530 and 1.0548 million vehicles (implied)', 'level / (1 + growth / 100)')
    """
    catalogue = base or _shipped()
    return _imply_within(catalogue, catalogue.select(sector, year, area, measure))


def _imply_within(catalogue: Catalogue, selection: Selection) -> "Implications":
    """Return what the facts of a base imply, of that what fits a selection."""
    implications = _imply(catalogue, selection.sector_ids)
    refusals = [
        refusal for refusal in implications.refusals if any(map(selection.fits, refusal.inputs))
    ]
    clashes = [
        clash
        for clash in implications.clashes
        if selection.fits(clash.left) or selection.fits(clash.right)
    ]
    return implications._replace(
        facts=[fact for fact in implications.facts if selection.fits(fact)],
        confirmations=[fact for fact in implications.confirmations if selection.fits(fact)],
        refusals=refusals,
        clashes=clashes,
    )


def _imply(
    catalogue: Catalogue, sectors: Collection[str] = (), indicator: str | None = None
) -> "Implications":
    """Return what follows from the facts that arithmetic links with those of sectors, or of an indicator, or with any."""
    from cqfacts.reason.imply import find_linked, imply

    indicators = catalogue.entries(Indicator)
    selected = indicators
    if sectors:
        selected = [candidate for candidate in selected if candidate.sector in sectors]
    if indicator is not None:
        selected = [candidate for candidate in selected if candidate.id == indicator]
    names = find_linked(selected, indicators)
    facts = (
        catalogue.facts() if len(names) == len(indicators) else catalogue.facts_of(sorted(names))
    )
    return imply(facts, indicators, catalogue.entry, catalogue.index.all_relations())


def fact(name: str, *, base: Catalogue | None = None) -> Fact:
    """Return one fact by its id, printed or implied. Raises NotFound with ids that are close.

    >>> import cqfacts
    >>> cqfacts.fact("gdp-2022q1").doubts[0].likely
    'January to September 2022.'
    """
    catalogue = base or _shipped()
    if IMPLIED_BY not in name and catalogue.index.tells_implied_conflicts:
        return catalogue.fact(name)
    return _with_clashes(catalogue, name)[0]


def show(
    names: str | Iterable[str], *, limit: int | None = None, base: Catalogue | None = None
) -> "FactDetails":
    """Return everything about facts: their figures, doubts, evidence, and related facts.

    A fact is given by its id, or by words that name it: "laptop exports 2021". Raises NotFound, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> cqfacts.show("vehicle-output-2014").related["vehicle-output-2014"][0].id
    'vehicle-output-rank-2013'
    """
    from cqfacts.answers.details import FactDetails

    catalogue = base or _shipped()
    ids = _find_ids(catalogue, _as_list(names), "show")
    facts_of_ids = [fact(name, base=catalogue) for name in ids]
    limited = facts_of_ids[:limit]
    return FactDetails(
        "show",
        ids,
        limited,
        related={fact.id: catalogue.related(fact) for fact in limited},
        relations={fact.id: catalogue.relations(fact) for fact in limited},
        context=_context(catalogue),
        more=len(facts_of_ids) - len(limited),
    )


def why(
    names: str | Iterable[str], *, limit: int | None = None, base: Catalogue | None = None
) -> "Reasons":
    """Return what facts rest on, printed or implied, and the figures that they imply.

    A fact is given by its id, or by words that name it. Raises NotFound, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> reasons = cqfacts.why("laptop-exports-share-2021m01-08")
    >>> [fact.text for fact in reasons.implies["laptop-exports-share-2021m01-08"]]
    ['between 142.66 and 143.07 million units (implied)']
    """
    from cqfacts.answers.details import Reasons
    from cqfacts.reason.derivations import depends_on

    catalogue = base or _shipped()
    ids = _find_ids(catalogue, _as_list(names), "why")
    limited: list[Fact] = []
    implies: dict[str, list[Fact]] = {}
    for name in ids:
        fact, implications = _with_clashes(catalogue, name)
        limited.append(fact)
        implies[fact.id] = [
            result
            for result in implications.facts
            if result.id != fact.id and depends_on(result, fact.id)
        ]
    return Reasons(
        "why", ids, limited[:limit], implies, _context(catalogue), more=_left_out(len(ids), limit)
    )


def _as_list(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _with_clashes(catalogue: Catalogue, name: str) -> "tuple[Fact, Implications]":
    """Return a fact with the conflicts that implied figures bring, and what follows from the facts that arithmetic links with it."""
    fact, implications = _with_implications(catalogue, name)
    return next(_attach_clashes(catalogue, [fact], implications)), implications


def _with_implications(catalogue: Catalogue, name: str) -> "tuple[Fact, Implications]":
    """Return a fact, printed or implied, and what follows from the facts that arithmetic links with it. Raises NotFound."""
    if IMPLIED_BY not in name:
        printed = catalogue.fact(name)
        return printed, _imply(catalogue, indicator=printed.indicator.id)
    indicator = name.partition(IMPLIED_BY)[0]
    is_indicator = indicator in catalogue.names(Indicator).values()
    implications = _imply(catalogue, indicator=indicator if is_indicator else None)
    for fact in _list_implied(implications):
        if fact.id == name:
            return fact, implications
    raise NotFound(
        f'no implied figure has the id "{short(name)}". {_hint_at_implied(implications, indicator)}'
    )


def _list_implied(implications: "Implications") -> Iterator[Fact]:
    """Yield the implied facts, those that confirm printed ones, and both sides of each clash."""
    yield from implications.facts
    yield from implications.confirmations
    for clash in implications.clashes:
        yield clash.left
        yield clash.right


def _hint_at_implied(implications: "Implications", indicator: str) -> str:
    """Return a hint that names the implied figures of an indicator; where it has none, the command that lists all."""
    ids = [fact.id for fact in implications.facts if fact.indicator.id == indicator]
    if not ids:
        return "`cqfacts facts --implied` lists them all."
    return f"Of this indicator there are: {', '.join(ids)}."


def source(name: str, *, base: Catalogue | None = None) -> Source:
    """Return one source by its id. Raises NotFound.

    >>> import cqfacts
    >>> str(cqfacts.source("electronics-region-2023").issued)
    '2023-01-04'
    """
    return (base or _shipped()).source(name)


def search(
    question: str, limit: int = 10, *, explain: bool = False, base: Catalogue | None = None
) -> "SearchAnswer":
    """Return the facts nearest to a question, best first, and whether the first answers it: found, near or none.

    `explain` adds how each word was understood. Raises WrongUsage where no word says anything, for more than LONGEST_QUESTION
    characters, or for a limit of 0.

    >>> import cqfacts
    >>> answer = cqfacts.search("how many notebooks did Chongqing make in 2014")
    >>> str(answer.answer), answer.facts[0].text
    ('found', '61 million units')
    """
    from cqfacts.answers.searches import SearchAnswer, explain_question
    from cqfacts.questions.search import search as find_facts

    if limit == 0:
        raise WrongUsage("search needs a --limit of 1 or more to say whether it found an answer")
    if len(question) > LONGEST_QUESTION:
        raise WrongUsage(
            f"the question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read at once"
        )
    catalogue = base or _shipped()
    result = find_facts(catalogue, question, limit)
    understood = explain_question(result.question) if explain else None
    return SearchAnswer("search", question, result, _context(catalogue), understood)


def compare(
    earlier: int | str,
    later: int | str,
    sector: Names | None = None,
    *,
    implied: bool = False,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> "YearComparison":
    """Set the facts of two years side by side: each pair with a verdict, and a change only where one means something.

    `implied` adds what the facts imply for these years. Where two facts cannot be compared, `nearest` is a pair that can.

    Raises NotFound where one of the years has no facts, WrongUsage where the first is not before the second.

    >>> import cqfacts
    >>> pairs = cqfacts.compare(2014, 2015, sector="automotive").pairs
    >>> [(pair.verdict.value, pair.reasons[0]) for pair in pairs if pair.earlier and pair.later][0]
    ('different-length', 'One covers 1 year, the other 5 months.')
    """
    from cqfacts.answers.comparisons import YearComparison, count_pairs
    from cqfacts.reason.pairs import compare_facts

    catalogue = base or _shipped()
    before, after = _select_years(catalogue, sector, (earlier, later))
    candidates: list[Fact] = []
    implied_facts: list[Fact] = []
    if implied or catalogue.count() < MANY:
        implied_facts = _imply(catalogue, before.sector_ids).facts
        candidates = [*catalogue.facts(before._replace(spans=())), *implied_facts]
    added = implied_facts if implied else []
    pairs = compare_facts(
        _facts_of_years(catalogue, before, added),
        _facts_of_years(catalogue, after, added),
        _sector_order(catalogue),
        candidates,
    )
    return YearComparison(
        "compare",
        (str(earlier), str(later)),
        before.sector_id,
        implied,
        pairs[:limit],
        _context(catalogue),
        more=_left_out(len(pairs), limit),
        totals=count_pairs(pairs),
    )


def compare_areas(
    year: int | str,
    left: str,
    right: str,
    sector: Names | None = None,
    *,
    implied: bool = False,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> "AreaComparison":
    """Set the facts of two areas in one year side by side: each pair with a verdict, and the distance where one means something.

    A pair is one indicator in both areas. Raises NotFound where an area has no facts in that year, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> pairs = cqfacts.compare_areas(2022, "china", "chengdu-chongqing").pairs
    >>> [(pair.earlier.text, pair.later.text, pair.verdict.value) for pair in pairs]
    [('8.8%', '6.7%', 'doubtful')]
    """
    from cqfacts.answers.comparisons import AreaComparison, count_area_pairs
    from cqfacts.reason.pairs import compare_areas as pair_areas

    catalogue = base or _shipped()
    of_left, of_right = (catalogue.select(sector, year, area) for area in (left, right))
    areas = (of_left.areas[0].id, of_right.areas[0].id)
    if areas[0] == areas[1]:
        raise WrongUsage(
            "compare takes two areas: cqfacts compare 2022 --area china --area chengdu"
        )
    implied_facts = _imply(catalogue, of_left.sector_ids).facts if implied else []
    try:
        facts_of_left = _facts_of_years(catalogue, of_left, implied_facts)
        facts_of_right = _facts_of_years(catalogue, of_right, implied_facts)
    except NotFound as error:
        raise _with_areas_to_compare(error, catalogue, str(year), (of_left, of_right)) from None
    pairs = pair_areas(facts_of_left, facts_of_right)
    return AreaComparison(
        "compare",
        str(year),
        areas,
        of_left.sector_id,
        implied,
        pairs[:limit],
        _context(catalogue),
        more=_left_out(len(pairs), limit),
        totals=count_area_pairs(pairs, facts_of_left, facts_of_right),
    )


def _with_areas_to_compare(
    error: NotFound, catalogue: Catalogue, year: str, selections: Sequence[Selection]
) -> NotFound:
    """Return an error with the command that compares the same areas in another year or, where there is none, others in the year."""
    areas = [area.id for selection in selections for area in selection.areas]
    of_all_years = [selection._replace(spans=()) for selection in selections]
    years = set.intersection(*(set(catalogue.years(selection)) for selection in of_all_years))
    if years:
        year = str(max(years))
        lead = "Both have facts"
    else:
        lead = "There are facts of others"
        areas = _areas_of_most_facts(catalogue, selections[0], areas)[:2]
    if len(areas) < 2:
        return error
    options = [f"--area {area}" for area in areas]
    if selections[0].sector_id:
        options.append(f"--sector {selections[0].sector_id}")
    command = f"cqfacts compare {year} {' '.join(options)}"
    return NotFound(error.message, f"{lead} for {year}: {command}")


def _areas_of_most_facts(
    catalogue: Catalogue, selection: Selection, asked: Sequence[str]
) -> list[str]:
    """Return the areas that have facts in a year, those that were asked for first, then those that have most."""
    of_year = catalogue.facts(selection._replace(areas=()))
    counts = Counter(fact.area_id for fact in of_year if fact.area_id)
    most = [area for area, _ in counts.most_common()]
    return [*filter(counts.__contains__, asked), *(area for area in most if area not in asked)]


def compare_years(
    *years: int | str,
    sector: Names | None = None,
    implied: bool = False,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> "YearTable":
    """Set the facts of several years side by side, in rows of what one indicator says of one area and length of period.

    Raises NotFound where one of the years has no facts, Ambiguous, WrongUsage where there are fewer than two or more than
    MOST_YEARS, or where one is not before the next.

    >>> import cqfacts
    >>> rows = cqfacts.compare_years(2013, 2014, 2015, sector="automotive").rows
    >>> [[fact and fact.text for fact in row.cells] for row in rows if row.facts[0].indicator.id == "vehicle-output-rank"]
    [['no. 3', 'no. 1', None]]
    """
    from cqfacts.answers.comparisons import YearTable, count_rows
    from cqfacts.reason.pairs import align_years

    catalogue = base or _shipped()
    selections = _select_years(catalogue, sector, years)
    selection_of_sector = selections[0]
    implied_facts = _imply(catalogue, selection_of_sector.sector_ids).facts if implied else []
    columns = [_facts_of_years(catalogue, selection, implied_facts) for selection in selections]
    rows = align_years(columns, _sector_order(catalogue))
    return YearTable(
        "compare",
        tuple(map(str, years)),
        selection_of_sector.sector_id,
        implied,
        rows[:limit],
        _context(catalogue),
        more=_left_out(len(rows), limit),
        totals=count_rows(rows, len(years)),
    )


_TOO_FEW_YEARS = "compare takes two years or spans at least, and a span such as 2014..2015 is one of them: cqfacts compare 2014 2021"


def _select_years(
    catalogue: Catalogue, sector: Names | None, years: Sequence[int | str]
) -> list[Selection]:
    """Return a selection for each of the years to compare. Raises WrongUsage where one is not before the next."""
    if len(years) < 2:
        raise WrongUsage(_TOO_FEW_YEARS)
    if len(years) > MOST_YEARS:
        raise WrongUsage(
            f"compare takes at most {MOST_YEARS} years, not {len(years):,}; a span such as 2014..2021 counts as one"
        )
    selected = catalogue.select(sector)
    selections = [selected._replace(spans=(parse_years(str(span)),)) for span in years]
    for earlier, later in pairwise(selections):
        if earlier.spans[0].last >= later.spans[0].first:
            message = f"compare takes an earlier and a later year: {earlier.span} is not before {later.span}."
            raise WrongUsage(message, _compare_hint(catalogue, selections))
    return selections


def _compare_hint(catalogue: Catalogue, selections: Sequence[Selection]) -> str:
    """Return the command that compares the same years in their order; with one year alone, it and another one of the base."""
    spans = chain.from_iterable(selection.spans for selection in selections)
    years = [str(span) for span in sorted(set(spans))]
    if len(years) < 2:
        years_of_base = map(str, catalogue.years())
        uncompared = [year for year in years_of_base if year not in years]
        years = sorted([*years, *uncompared[-1:]])
    return f"Try: cqfacts compare {' '.join(years)}"


def _facts_of_years(
    catalogue: Catalogue, selection: Selection, implied_facts: Iterable[Fact]
) -> list[Fact]:
    """Return the facts that fit, and of the implied ones those that do. Raises NotFound where there are none."""
    fitting = [fact for fact in implied_facts if selection.fits(fact)]
    facts = [*catalogue.facts(selection), *fitting]
    if not facts:
        raise nothing_fits(catalogue, selection)
    return facts


def _sector_order(catalogue: Catalogue) -> list[str]:
    return [entry.id for entry in catalogue.entries(Sector)]


def series(
    indicator: str,
    area: str | None = None,
    *,
    implied: bool = True,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> "Timeline":
    """Return one indicator of one area over time, printed figures and implied ones, and the gaps between them.

    `indicator`: its name, or words that `search` finds it by. Without `area`, the one that the words name, else the base's own, or
    the only one that has figures. Raises NotFound; Ambiguous where several fit, with the command for each.

    >>> import cqfacts
    >>> [point.text for point in cqfacts.series("car output").series.points][:2]
    ['2.63 million vehicles', 'between 1.0530 and 1.0548 million vehicles (implied)']
    """
    from cqfacts.answers.timelines import Timeline
    from cqfacts.reason.series import make_series

    catalogue = base or _shipped()
    candidates = _find_candidates(catalogue, indicator)
    chosen_area = _named_area(catalogue, candidates, area)
    selected, facts = _choose_indicator(
        catalogue, indicator, candidates, chosen_area, implied=implied
    )
    timeline = make_series(selected, chosen_area or _find_area(catalogue, selected, facts), facts)
    areas = {fact.area.id: fact.area for fact in facts if fact.area}
    elsewhere = {name: area for name, area in areas.items() if area != timeline.area}
    return Timeline(
        "series",
        timeline._replace(limit=limit),
        implied,
        _context(catalogue),
        more=_left_out(len(timeline.points), limit),
        elsewhere=tuple(elsewhere.values()),
    )


def _find_candidates(catalogue: Catalogue, typed: str) -> "Candidates":
    """Return the indicators that a name means, else those that search finds by words."""
    from cqfacts.questions.indicators import Candidates, find_candidates

    indicators = catalogue.find_indicators(typed)
    return Candidates(tuple(indicators)) if indicators else find_candidates(catalogue, typed)


def _named_area(catalogue: Catalogue, candidates: "Candidates", typed: str | None) -> Area | None:
    """Return the area of an option, else the one that the words for an indicator name. Raises NotFound, Ambiguous."""
    if typed is not None:
        return catalogue.find_entry(Area, typed)
    if not candidates.areas:
        return None
    if len(candidates.areas) > 1:
        options = " or ".join(f"--area {name}" for name in candidates.areas)
        raise Ambiguous(f"a series is of one area. Choose one: {options}")
    return catalogue.entry(Area, candidates.areas[0])


def _choose_indicator(
    catalogue: Catalogue,
    typed: str,
    candidates: "Candidates",
    area: Area | None,
    *,
    implied: bool,
) -> tuple[Indicator, list[Fact]]:
    """Return the only candidate that has figures, of an area where one is given, and its figures. Raises NotFound, Ambiguous."""
    fitting = list(_with_figures(catalogue, candidates.fitting, area, implied=implied))
    if len(fitting) == 1:
        return fitting[0]
    if candidates.fitting and not fitting:
        raise _no_figures(catalogue, candidates.fitting[0], area, implied=implied)
    fitting = fitting or list(_with_figures(catalogue, candidates.meeting, area, implied=implied))
    if len(fitting) > 1:
        choices = _choices(catalogue, fitting, area)
        raise Ambiguous(f'"{short(typed)}" fits several indicators. Choose one:\n{choices}')
    raise _no_indicator(catalogue, typed, candidates, area, implied=implied)


def _no_indicator(
    catalogue: Catalogue, typed: str, candidates: "Candidates", area: Area | None, *, implied: bool
) -> NotFound:
    """Return the error that no indicator is called so, with the commands that show what is near."""
    with_figures = _with_figures(catalogue, candidates.near, area, implied=implied)
    neighbours = list(islice(with_figures, _MOST_NEAR))
    if neighbours:
        choices = _choices(catalogue, neighbours, area)
        return NotFound(f'no indicator is called "{short(typed)}". Near it are:\n{choices}')
    try:
        catalogue.find(Indicator, typed)
    except NotFound as nothing_of_that_name:
        return nothing_of_that_name
    return NotFound(
        f'no indicator is called "{short(typed)}". `cqfacts indicators` lists them all.'
    )


def _with_figures(
    catalogue: Catalogue, indicators: Iterable[Indicator], area: Area | None, *, implied: bool
) -> Iterator[tuple[Indicator, list[Fact]]]:
    """Yield the indicators that have figures, of an area where one is given, each with its figures everywhere."""
    for indicator in islice(indicators, _MOST_CHOICES):
        figures = _figures_of(catalogue, indicator, implied=implied)
        if any(area in (None, fact.area) for fact in figures):
            yield indicator, figures


def _figures_of(catalogue: Catalogue, indicator: Indicator, *, implied: bool) -> list[Fact]:
    """Return the printed figures of an indicator, and those that are implied. Raises WrongUsage where there are too many."""
    count = catalogue.index.count("indicator = ?", [indicator.id])
    if count > MOST_POINTS:
        raise WrongUsage(
            f'"{indicator.title}" has {count:,} figures; a series has at most {MOST_POINTS:,}.',
            f"To list them: cqfacts facts --indicator {indicator.id}",
        )
    figures = [fact for fact in catalogue.facts_of([indicator.id]) if fact.state is None]
    if implied:
        implications = _imply(catalogue, indicator=indicator.id)
        figures += [fact for fact in implications.facts if fact.indicator.id == indicator.id]
    return figures


def _choices(
    catalogue: Catalogue, choices: Iterable[tuple[Indicator, list[Fact]]], area: Area | None
) -> str:
    """Return the command for each of some indicators, with its title and how many figures its series has."""
    option = f" --area {area.id}" if area else ""
    commands = {}
    for indicator, figures in choices:
        area_of_series = area or _find_area(catalogue, indicator, figures)
        purpose = _purpose_of_series(indicator, figures, area_of_series)
        if area is None:
            purpose += _elsewhere_words(figures, area_of_series)
        commands[f"cqfacts series {indicator.id}{option}"] = purpose
    return _command_lines(commands)


def _purpose_of_series(indicator: Indicator, figures: Iterable[Fact], area: Area | None) -> str:
    """Return the title of an indicator with how many figures its series of an area has."""
    count = sum(fact.area == area for fact in figures)
    return f"{indicator.title}, {count} {plural(count, 'figure')}"


def _elsewhere_words(figures: Iterable[Fact], area: Area | None) -> str:
    """Return the options for the areas but one of which there are figures; empty where there are none."""
    elsewhere = {fact.area.id for fact in figures if fact.area and fact.area != area}
    options = ", ".join(f"--area {name}" for name in sorted(elsewhere))
    return f"; also {options}" if options else ""


def _command_lines(commands: Mapping[str, str]) -> str:
    """Return commands, one a line, each with its purpose."""
    width = max(map(len, commands))
    return "\n".join(f"  {command:{width}}  {purpose}" for command, purpose in commands.items())


def _no_figures(
    catalogue: Catalogue, indicator: Indicator, area: Area | None, *, implied: bool
) -> NotFound:
    """Return the error that an indicator has no figures, or none of an area, with the commands that show what there is."""
    figures = _figures_of(catalogue, indicator, implied=implied)
    if figures:
        where = f" of {area.title}" if area else ""
        return NotFound(
            f'"{indicator.title}" has no figures{where}, but elsewhere:\n{_area_choices(indicator, figures)}'
        )
    same_subject = [
        candidate
        for candidate in catalogue.entries(Indicator)
        if candidate.subject == indicator.subject
    ]
    neighbours = list(_with_figures(catalogue, same_subject, area, implied=implied))
    if not neighbours:
        return NotFound(
            f'"{indicator.title}" has no figures: cqfacts search {indicator.title.lower()}'
        )
    choices = _choices(catalogue, neighbours, area)
    return NotFound(
        f'"{indicator.title}" has no figures. On the same subject there are:\n{choices}'
    )


def _area_choices(indicator: Indicator, figures: Iterable[Fact]) -> str:
    """Return the command for each area of which an indicator has figures."""
    areas = {fact.area.id: fact.area.title for fact in figures if fact.area}
    if not areas:
        return f"  cqfacts series {indicator.id}"
    return _command_lines(
        {f"cqfacts series {indicator.id} --area {name}": title for name, title in areas.items()}
    )


def _find_area(catalogue: Catalogue, indicator: Indicator, facts: Iterable[Fact]) -> Area | None:
    """Return the base's own area where it has figures, else the only one that has. Raises Ambiguous.

    None where all figures are of no place.
    """
    areas = {fact.area_id: fact.area for fact in facts}
    if catalogue.home in areas:
        return catalogue.home_area
    if len(areas) > 1:
        choices = _area_choices(indicator, facts)
        raise Ambiguous(f'"{indicator.title}" has figures of several areas. Choose one:\n{choices}')
    return next(iter(areas.values()))


def conflicts(
    sector: Names | None = None,
    *,
    every: bool = False,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> "ConflictList":
    """Return the figures of documents that cannot all be true; with `every`, also what holds and what cannot be told.

    Raises NotFound, Ambiguous.

    >>> import cqfacts
    >>> [case.arithmetic for case in cqfacts.conflicts(sector="automotive").cases]
    ['6.7% (6.65 to 6.75%) against 8.8% (8.75 to 8.85%).']
    """
    from cqfacts.answers.conflicts import ConflictList
    from cqfacts.reason.cases import find_cases
    from cqfacts.reason.relations import Outcome

    catalogue = base or _shipped()
    selection = catalogue.select(sector)
    selected = find_cases(catalogue.facts(), catalogue.index.all_relations(), _imply(catalogue))
    selected = [case for case in selected if any(map(selection.fits, case.facts))]
    every_case = len(selected)
    if not every:
        selected = [case for case in selected if case.outcome is Outcome.FAILS]
    return ConflictList(
        "conflicts",
        selection.sector_id,
        every,
        selected[:limit],
        _context(catalogue),
        more=_left_out(len(selected), limit),
        not_in_conflict=every_case - len(selected),
    )


def sectors(*, limit: int | None = None, base: Catalogue | None = None) -> "SectorList":
    """Return the sectors, with how many facts each has, and for which years.

    >>> import cqfacts
    >>> cqfacts.sectors().rows[0].sector.title
    'Economy as a whole'
    """
    from cqfacts.answers.overviews import SectorList, SectorRow

    catalogue = base or _shipped()
    by_year: dict[str, dict[int, int]] = {sector.id: {} for sector in catalogue.entries(Sector)}
    for (name, year), count in catalogue.counts_by_sector_and_year().items():
        by_year[name][year] = count
    rows = [
        SectorRow(sector, sum(by_year[sector.id].values()), list(by_year[sector.id]))
        for sector in catalogue.entries(Sector)
    ]
    return SectorList("sectors", rows[:limit], _left_out(len(rows), limit))


def years(*, limit: int | None = None, base: Catalogue | None = None) -> "YearList":
    """Return the years in which the periods of facts end, with how many facts each has, and of which sectors.

    >>> import cqfacts
    >>> 2014 in [row.year for row in cqfacts.years().rows]
    True
    """
    from cqfacts.answers.overviews import YearList, YearRow

    catalogue = base or _shipped()
    counts = catalogue.counts_by_sector_and_year()
    by_sector: dict[int, dict[str, int]] = {}
    for (name, year), count in counts.items():
        by_sector.setdefault(year, {})[name] = count
    rows = [
        YearRow(year, sum(by_sector[year].values()), sorted(by_sector[year]))
        for year in sorted(by_sector)
    ]
    return YearList("years", rows[:limit], _left_out(len(rows), limit))


def indicators(
    sector: Names | None = None, *, limit: int | None = None, base: Catalogue | None = None
) -> "IndicatorList":
    """Return the indicators: what is measured, in which unit, and how many facts each has. Raises NotFound, Ambiguous.

    >>> import cqfacts
    >>> cqfacts.indicators("shipbuilding").rows[0].indicator.id
    'ship-output-rank'
    """
    from cqfacts.answers.overviews import IndicatorList, IndicatorRow

    catalogue = base or _shipped()
    selection = catalogue.select(sector)
    counts = catalogue.counts_by_indicator()
    rows = [
        IndicatorRow(indicator, counts.get(indicator.id, 0))
        for indicator in catalogue.entries(Indicator)
        if not selection.sectors or indicator.sector in selection.sector_ids
    ]
    return IndicatorList(
        "indicators", selection.sector_id, rows[:limit], _left_out(len(rows), limit)
    )


def areas(*, limit: int | None = None, base: Catalogue | None = None) -> "AreaList":
    """Return the areas that figures are about, with how many facts each has.

    >>> import cqfacts
    >>> cqfacts.areas().rows[0].area.code
    'CN-CQ'
    """
    from cqfacts.answers.overviews import AreaList, AreaRow

    catalogue = base or _shipped()
    counts = catalogue.counts_by_area()
    rows = [AreaRow(area, counts.get(area.id, 0)) for area in catalogue.entries(Area)]
    return AreaList("areas", rows[:limit], _left_out(len(rows), limit))


def sources(*, limit: int | None = None, base: Catalogue | None = None) -> "SourceList":
    """Return the documents that the facts come from, with how many facts cite each.

    >>> import cqfacts
    >>> len(cqfacts.sources().rows)
    5
    """
    from cqfacts.answers.overviews import SourceList, SourceRow
    from cqfacts.citations.text import issued_words

    catalogue = base or _shipped()
    counts = catalogue.counts_by_source()
    rows = [
        SourceRow(source, issued_words(source), counts.get(source.id, 0))
        for source in catalogue.entries(Source)
    ]
    return SourceList("sources", rows[:limit], _left_out(len(rows), limit))


def overview(*, base: Catalogue | None = None) -> "Overview":
    """Return the map of a base: how many facts each sector has for each year.

    >>> import cqfacts
    >>> cqfacts.overview().home.title
    'Chongqing'
    """
    from cqfacts.answers.overviews import Overview

    catalogue = base or _shipped()
    counts = catalogue.counts_by_sector_and_year()
    return Overview(
        home=catalogue.home_area,
        sectors=catalogue.entries(Sector),
        sources=len(catalogue.entries(Source)),
        home_facts=catalogue.count(catalogue.select(area=catalogue.home)) if counts else 0,
        counts=counts,
        example=_find_example(catalogue, counts),
    )


_SHORT_TITLE = 24
_SECTORS_TRIED = 5
_MONTHS = 12
"""Of a whole year."""


def _find_example(catalogue: Catalogue, counts: Mapping[tuple[str, int], int]) -> Fact | None:
    """Return a figure to ask for: of the sectors and years that have most facts, the first flow that has a short title."""
    fullest = sorted(counts, key=lambda key: -counts[key])[:_SECTORS_TRIED]
    examples = []
    for sector, year in fullest:
        example = _best_example(catalogue, sector, year)
        if example:
            examples.append(example)

    def unfitness(fact: Fact) -> int:
        if len(fact.title) > _SHORT_TITLE:
            return 2
        return 0 if fact.period.months == _MONTHS else 1

    return min(examples, key=unfitness, default=None)


def _best_example(catalogue: Catalogue, sector: str, year: int) -> Fact | None:
    """Return a figure of a sector and a year: a flow of no doubt where there is one, with a short title."""
    figures = [fact for fact in catalogue.facts(catalogue.select(sector, year)) if fact.quantity]

    def fitness(fact: Fact) -> tuple[bool, bool, bool, int]:
        is_of_a_year = fact.period.months == _MONTHS
        is_flow = fact.indicator.kind is Kind.FLOW
        return not is_of_a_year, not is_flow, bool(fact.marked_doubts), len(fact.title)

    return min(figures, key=fitness, default=None)


def check(folder: str | Path | None = None, progress: Progress = no_progress) -> "CheckReport":
    """Return everything that is wrong with a base, sorted by place; with the shipped base where no folder is named.

    >>> import cqfacts
    >>> cqfacts.check().findings
    []
    """
    from cqfacts.answers.checks import CheckReport
    from cqfacts.base.reading import check_base

    findings = check_base(shipped_base() if folder is None else Path(folder), progress)
    return CheckReport(_as_named(folder), findings)


def _as_named(folder: str | Path | None) -> str | None:
    return None if folder is None else str(folder)


def verify(
    documents: str | Path, folder: str | Path | None = None, progress: Progress = no_progress
) -> "VerificationReport":
    """Hold every citation of a base, of the shipped one without a `folder`, against the documents in a folder.

    The `documents` of its `verification` say how many citations of each hold, its `findings` which do not, sorted by place.
    Raises WrongUsage where that folder cannot be listed, InvalidBase where `check` has errors.

    >>> import cqfacts, tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     verification = cqfacts.verify(empty).verification
    >>> verification.documents[0].cited > 50, verification.documents[0].document, verification.findings[0].code
    (True, None, 'CQ401')
    """
    from cqfacts.answers.checks import VerificationReport
    from cqfacts.base.verification import verify_base

    base = shipped_base() if folder is None else Path(folder)
    return VerificationReport(
        str(documents), _as_named(folder), verify_base(base, Path(documents), progress)
    )


def coverage(
    documents: str | Path,
    folder: str | Path | None = None,
    sources: str | Iterable[str] | None = None,
    *,
    limit: int | None = None,
    progress: Progress = no_progress,
) -> "CoverageReport":
    """Judge which figures, ranks and times of the documents a base quotes, skips with a reason, or leaves open.

    `documents`: their folder. `sources`: only the documents of these sources, by id. Raises WrongUsage where that folder cannot
    be listed, NotFound for a source that the base does not have, InvalidBase where `check` has errors.

    >>> import cqfacts, tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     report = cqfacts.coverage(empty)
    >>> report.is_complete, report.coverages[0].passages
    (False, ())
    """
    from cqfacts.answers.coverage import CoverageReport
    from cqfacts.base.coverage import cover_base

    _refuse_negative(limit)
    base = shipped_base() if folder is None else Path(folder)
    names = None if sources is None else _as_list(sources)
    coverages = cover_base(base, Path(documents), names, progress)
    return CoverageReport(str(documents), _as_named(folder), coverages, limit=limit)


def explain(code: str) -> "CodeList":
    """Return what a code of findings stands for, when it occurs and what to do; every code for "all". Raises WrongUsage.

    >>> import cqfacts
    >>> cqfacts.explain("CQ203").codes["CQ203"].title
    'unknown name'
    """
    from cqfacts.answers.checks import CodeList
    from cqfacts.base.codes import find_codes

    return CodeList(code, find_codes(code))


def new(
    kind: str, entered: "Entered", folder: str | Path | None = None, *, create: bool = False
) -> "Added":
    """Add an entry to a base: to the one in a folder, or to the shipped one of a checkout.

    `kind` is "source", "indicator", "fact", "sector", "area", "subject", "measure", "unit" or "relation".
    `entered` has a text, a list of texts or a list of mappings of texts under each key of the entry. `create` says to create what
    an indicator or a fact names and the base lacks: sectors, areas, subjects and measures, and the indicator of a fact, whose keys
    are entered beside those of the fact. The whole base is checked
    as it would be, and only then the entry is put at the end of its file. Raises InvalidBase with every error,
    WrongUsage, OSError; then nothing has changed. What an indicator still lacks is in `to_do`.

    >>> import cqfacts
    >>> try:
    ...     cqfacts.new("fact", {"id": "vehicle-output-2016", "indicator": "vehicle-outptu", "period": "2016"})
    ... except cqfacts.InvalidBase as error:
    ...     print(error)
    the fact base has 4 findings
    """
    from cqfacts.editing.adding import add_entry
    from cqfacts.editing.kinds import SHAPES

    if kind not in SHAPES:
        raise WrongUsage(f'nothing new is called "{short(kind)}"; there are: {", ".join(SHAPES)}')
    base = own_base(Path(folder) if folder is not None else None)
    return add_entry(base, kind, entered, create=create)


def init(folder: str | Path, areas: Iterable[str] = (), language: str = "en") -> "Begun":
    """Begin a base in a folder that is new or empty: usual units, measures, sectors and areas, schemas, and a page on what to type.

    `areas` are named as "Shenzhen:深圳:CN": a title, then a Chinese title and an ISO 3166 code, which may be left out; a country's
    code is that of the country in which the area lies. The first one is what the base is about. `language` is that of the page:
    en or zh. Raises WrongUsage, InvalidBase, OSError; then nothing is left behind.

    >>> import cqfacts, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     begun = cqfacts.init(f"{folder}/my-facts", ["Shenzhen:深圳:CN"])
    ...     print(begun.home, cqfacts.check(begun.folder).findings)
    Shenzhen []
    """
    from cqfacts.editing.beginning import begin_base
    from cqfacts.editing.languages import PageLanguage

    if language not in list(PageLanguage):
        raise WrongUsage(
            f'the page is written in {" or ".join(PageLanguage)}, not in "{short(language)}"'
        )
    return begin_base(Path(folder), list(areas), PageLanguage(language))


def fmt(
    files: Iterable[str | Path] = (), folder: str | Path | None = None, *, write: bool = True
) -> "list[FormattedFile]":
    """Format the files of a base that are named, or all: the order of keys, indents, the empty lines between facts.

    The base is the one in a folder, or the shipped one of a checkout. Data and comments stay the same. All files that change are
    written, or none; none where `write` is false. Raises InvalidBase where a file cannot be read, WrongUsage, OSError; then nothing
    has changed.

    >>> import cqfacts
    >>> any(file.is_changed for file in cqfacts.fmt(write=False))
    False
    """
    from cqfacts.editing.formatting import format_base

    base = Path(folder) if folder is not None else None
    readable = shipped_base() if base is None else base
    return format_base(
        own_base(base) if write else readable, [Path(file) for file in files], write=write
    )


def import_table(
    file: str | Path,
    folder: str | Path | None = None,
    *,
    indicator: str | None = None,
    area: str | None = None,
    period: str | None = None,
    value: str | None = None,
    unit: str | None = None,
    source: str | None = None,
    title: str | None = None,
    thousands: str | None = None,
    skip: Iterable[str] = (),
    sheet: str | None = None,
    table: str | None = None,
    dry_run: bool = False,
    limit: int | None = None,
    progress: Progress = no_progress,
) -> "ImportReport":
    """Make facts of a table in CSV, TSV, JSON, XLSX or SQLite, each citing its row, and add them to a base: all or none.

    `sheet`, `table`: which of several of a workbook, which needs the extra `xlsx`, or of a database. What it shows is written
    beside it in CSV and cited.

    `indicator`, `area`, `period`, `unit`: the head of a column, or the word for every row; `value`: the head of a column. What is
    not named is known by usual heads; heads that are periods are columns of values. `source`: the id of the table among the
    sources. `thousands`: "," or "."; `skip`: cells that say no value. Where `outcome.refusals` has any, nothing has changed.
    Raises WrongUsage, InvalidBase, OSError.

    >>> import cqfacts
    >>> cqfacts.import_table("nothing.csv", "my-facts")
    Traceback (most recent call last):
    cqfacts.errors.WrongUsage: nothing.csv: there is no such file
    """
    from cqfacts.answers.imports import ImportReport
    from cqfacts.editing.importing import import_table as import_into
    from cqfacts.editing.table_files import TableOptions
    from cqfacts.editing.table_mapping import TableRole

    _refuse_negative(limit)
    words = {
        TableRole.INDICATOR: indicator,
        TableRole.AREA: area,
        TableRole.PERIOD: period,
        TableRole.VALUE: value,
        TableRole.UNIT: unit,
    }
    options = TableOptions(
        {role: word for role, word in words.items() if word},
        source,
        title,
        _thousands_of(thousands),
        frozenset(skip),
        sheet,
        table,
    )
    base = own_base(Path(folder) if folder is not None else None)
    outcome = import_into(Path(file), base, options, dry_run=dry_run, progress=progress)
    return ImportReport(str(file), _as_named(folder), dry_run, outcome, limit)


def draft(
    source: str,
    documents: str | Path,
    folder: str | Path | None = None,
    *,
    limit: int | None = None,
    progress: Progress = no_progress,
) -> "DraftReport":
    """Draft facts of the figures of a document that no fact covers, in reading order.

    `source`: its id, or the name of the file of its document. `documents`: their folder. A draft has a sentence, a value, a time
    and the indicators that fit best; `entered` has the keys that a file of drafts has. Raises InvalidBase where `check` has errors,
    NotFound for a source that the base does not have or whose document is missing, WrongUsage.

    >>> import cqfacts
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     cqfacts.draft("electronics-region-2023", empty)
    Traceback (most recent call last):
    cqfacts.errors.NotFound: the document of "electronics-region-2023" is not in the folder of documents: 004_193a450c4c8604fb.txt
    """
    from cqfacts.answers.drafts import DraftReport
    from cqfacts.editing.drafting import draft_document

    _refuse_negative(limit)
    base = shipped_base() if folder is None else Path(folder)
    drafts = draft_document(base, Path(documents), source, progress)
    return DraftReport(source, str(documents), _as_named(folder), drafts, limit)


def admit(
    file: str | Path,
    documents: str | Path,
    folder: str | Path | None = None,
    *,
    create: bool = False,
    limit: int | None = None,
) -> "AdmissionReport":
    """Add the drafts of a file that somebody filled in to a base: those that `check` and `verify` pass.

    A draft that has an `indicator` becomes a fact, one that has `skip` a skipped passage; others stay undecided. What is
    refused is in `admission.refusals`, with the codes of its findings. `create`: create what they name and the base lacks, as
    `new` does. Raises InvalidBase where the file or the base has errors, WrongUsage, OSError; then nothing has changed.

    >>> import cqfacts
    >>> cqfacts.admit("nothing.yaml", "texts", "my-facts")
    Traceback (most recent call last):
    cqfacts.errors.WrongUsage: nothing.yaml: there is no such file
    """
    from cqfacts.answers.drafts import AdmissionReport
    from cqfacts.editing.admitting import admit_drafts, read_filled_drafts

    _refuse_negative(limit)
    base = own_base(Path(folder) if folder is not None else None)
    drafts = read_filled_drafts(Path(file))
    admission = admit_drafts(base, Path(documents), drafts, create=create)
    return AdmissionReport(str(file), str(documents), _as_named(folder), admission, limit)


def _thousands_of(sign: str | None) -> "Thousands | None":
    from cqfacts.editing.table_numbers import Thousands

    if sign is None:
        return None
    if sign not in list(Thousands):
        raise WrongUsage(f'thousands are parted by , or . and not by "{short(sign)}"')
    return Thousands(sign)


def own_base(folder: Path | None) -> Path:
    """Return the base to write into. Raises WrongUsage for the facts inside an installed package, which its next version replaces."""
    if folder is None or folder.resolve() == packaged_base().resolve():
        if packaged_base().is_dir() or not packaged_base().parent.is_dir():
            copied = f'copy them, cp -r "{packaged_base()}" my-facts, and say --facts my-facts'
            raise WrongUsage(
                f"the facts that come with cqfacts are replaced with its next version: {copied}"
            )
        return shipped_base()
    return folder


def cite(names: str | Iterable[str], style: str = "text", *, base: Catalogue | None = None) -> str:
    """Return facts or sources as citations, each once. A name is an id, or words such as "laptop exports 2021".

    Several names that are single words are read as one: ["laptop", "exports", "2021"].

    `style` is text, bibtex, ris, csl-json, or with the extra `styles` apa (7th edition), chicago (18th, author and
    date) or gb7714 (2015, numeric). Raises NotFound, Ambiguous for words that fit several, WrongUsage for a style, and
    where that extra is not installed.

    >>> import cqfacts
    >>> print(cqfacts.cite("vehicle-output-2014"))
    Chongqing made 2.63 million motor vehicles in 2014.
    Chongqing gradually Becomes a Manufacturing Center City. Wise Exhibition (Guangdong) Co.,Ltd. c. June 2015. ¶9.
    """
    return cite_with_places(names, style, base=base).text


def cite_with_places(
    names: str | Iterable[str], style: str = "text", *, base: Catalogue | None = None
) -> "CitedText":
    """Return what `cite` returns, and of each fact what a bibliography has no place for: its paragraphs, and that it is doubtful.

    >>> import cqfacts
    >>> cqfacts.cite_with_places(["vehicle-output-2014", "retail-sales-2020m01-08"], "ris").places
    ['vehicle-output-2014 ¶9', 'retail-sales-2020m01-08 ¶7, 39, doubtful']
    """
    from cqfacts.citations import Style
    from cqfacts.citations.text import CitedText, place_words

    if style not in list(Style):
        raise WrongUsage(f'there is no style "{short(style)}"; there are: {", ".join(Style)}')
    catalogue = base or _shipped()
    cited = _find_all_cited(catalogue, names)
    text = _write_cited(catalogue, cited, Style(style))
    return CitedText(text, [place_words(item) for item in cited if isinstance(item, Fact)])


def _write_cited(catalogue: Catalogue, cited: Sequence[Fact | Source], style: "Style") -> str:
    """Return facts and sources as citations in a style."""
    from cqfacts.citations import Style
    from cqfacts.citations.bibliography import bibliography
    from cqfacts.citations.text import fact_words, source_line

    if style is Style.TEXT:
        texts = []
        for item in cited:
            if isinstance(item, Fact):
                texts.append(fact_words(item, _sources_of(catalogue, item)))
            else:
                texts.append(source_line(item, []))
        return "\n\n".join(texts)
    by_id = {source.id: source for item in cited for source in _sources_of(catalogue, item)}
    return bibliography(list(by_id.values()), style).rstrip("\n")


def _find_all_cited(catalogue: Catalogue, names: str | Iterable[str]) -> list[Fact | Source]:
    """Return the facts and sources that names mean, each once."""
    found = [_find_cited(catalogue, name) for name in _join_words(catalogue, _as_list(names))]
    return list({item.id: item for item in found}.values())


def _join_words(catalogue: Catalogue, names: list[str]) -> list[str]:
    """Return the names, or where they are single words and none of them is an id, the words as one name."""
    if any(_is_phrase(name) or catalogue.has_id(name) for name in names):
        return names
    if all(map(_looks_like_id, names)):
        return names
    return [" ".join(names)]


def _looks_like_id(name: str) -> bool:
    return "-" in name and not _is_phrase(name)


def _is_phrase(name: str) -> bool:
    return len(name.split()) > 1


def _find_ids(catalogue: Catalogue, names: list[str], command: str) -> list[str]:
    """Return the ids of the facts that are given by id or named by words, for a command. Raises NotFound, Ambiguous, WrongUsage."""
    return [_find_id(catalogue, name, command) for name in _join_words(catalogue, names)]


def _find_id(catalogue: Catalogue, name: str, command: str) -> str:
    if catalogue.has_id(name) or _looks_like_id(name):
        return name
    from cqfacts.questions.naming import find_named

    named_fact = find_named(catalogue, name, command)
    if isinstance(named_fact, Source):
        raise WrongUsage(f'"{short(name)}" names a document: cqfacts cite {named_fact.id}')
    return named_fact.id


def _find_cited(catalogue: Catalogue, name: str) -> Fact | Source:
    """Return the fact or source of an id, or the one that words name. Raises NotFound, Ambiguous."""
    if catalogue.has_id(name) or _looks_like_id(name):
        return _fact_or_source(catalogue, name)
    from cqfacts.questions.naming import find_named

    return find_named(catalogue, name)


def _fact_or_source(catalogue: Catalogue, name: str) -> Fact | Source:
    try:
        return fact(name, base=catalogue)
    except NotFound as no_fact:
        try:
            return catalogue.source(name)
        except NotFound:
            raise (
                no_fact if IMPLIED_BY in name else catalogue.neither_fact_nor_source(name)
            ) from None


def _sources_of(catalogue: Catalogue, item: Fact | Source) -> list[Source]:
    if isinstance(item, Source):
        return [item]
    return [
        catalogue.source(name)
        for name in dict.fromkeys(citation.source for citation in item.citations)
    ]


def read(
    text: str,
    issued: str | None = None,
    *,
    limit: int | None = None,
    base: Catalogue | None = None,
) -> "Reading":
    """Return the figures and times that a text says, in English or Chinese, as check, verify and search read them.

    `issued` is the date of the text in EDTF, on which "last year" depends. Units are those of the base and the usual ones.
    Values are exact fractions in whole units; percent count as 22.5. Raises WrongUsage.

    >>> import cqfacts
    >>> [figure] = cqfacts.read("产量263万辆").figures
    >>> figure.text, int(figure.value), figure.unit
    ('263万辆', 2630000, 'vehicles')
    """
    from cqfacts.answers.readings import Reading
    from cqfacts.reader.reading import read_text

    if len(text) > LONGEST_TEXT:
        raise WrongUsage(
            f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read at once"
        )
    catalogue = base or _shipped()
    period = _parse_issued(issued)
    figures, mentions = read_text(text, catalogue.entries(Unit), period)
    left_out = _left_out(len(figures), limit) + _left_out(len(mentions), limit)
    return Reading("read", text, period, figures[:limit], mentions[:limit], left_out)


def _parse_issued(issued: str | None) -> Period | None:
    if issued is None:
        return None
    try:
        return parse_period(issued)
    except PeriodError as error:
        raise WrongUsage(
            f"{error}: write the date of the text as 2015-06-30, 2015-06 or 2015"
        ) from None


def schema(kind: str = "json", folder: str | Path | None = None, *, ids: bool = False) -> "Schema":
    """Return a JSON Schema (2020-12): of the output for "json", else of a kind of YAML file: "facts", "sources", "units" ...

    `ids` says that keys which name an entry accept the ids of a base alone: of the one in a folder, or of the shipped one. Raises
    WrongUsage where there is no such kind, InvalidBase where the vocabulary of the base has errors.

    >>> import cqfacts
    >>> cqfacts.schema("relations")["items"]["required"][:3]
    ['id', 'relation', 'left']
    >>> cqfacts.schema("facts", ids=True)["$defs"]["area-id"]["enum"][0]
    'chongqing'
    """
    from cqfacts.base.schemas import FILE_KINDS, file_schema

    kinds = ", ".join(FILE_KINDS)
    if kind == "json" and ids:
        raise WrongUsage(f"the output names no ids; name a kind of YAML file: {kinds}")
    if kind == "json":
        from cqfacts.answers.contract import output_schema

        return output_schema()
    if kind not in FILE_KINDS:
        raise WrongUsage(f'there is no schema "{short(kind)}"; there are: json, {kinds}')
    if not ids:
        return file_schema(kind)
    from cqfacts.editing.schema_files import read_titles

    return file_schema(kind, read_titles(shipped_base() if folder is None else Path(folder)))


def write_schemas(folder: str | Path | None = None, *, ids: bool = False) -> int:
    """Write the schemas of all kinds of YAML files into the folder `schema` of a base, and return how many have changed.

    The base is the one in a folder, or the shipped one of a checkout. `ids` says that they list its ids. All are written, or none.
    Raises InvalidBase, WrongUsage, OSError; then nothing has changed.

    >>> import cqfacts, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     begun = cqfacts.init(f"{folder}/my-facts")
    ...     print(cqfacts.write_schemas(begun.folder), cqfacts.write_schemas(begun.folder, ids=True) > 0)
    0 True
    """
    from cqfacts.editing.schema_files import write_schemas as write

    return write(own_base(Path(folder) if folder is not None else None), ids=ids)


def to_frame(answer: "Answer | Fact | Iterable[Fact]") -> "pd.DataFrame":
    """Return an answer, a fact or facts as a data frame of pandas.

    Facts have the keys of their JSON as columns, other answers those of CSV. Numbers are Float64, Int64 or boolean, and may be
    missing. Days are times in seconds. Lists, such as doubts and citations, are texts that json.loads reads back.
    Raises ImportError where pandas is not installed, TypeError for what has no list.

    >>> import cqfacts
    >>> frame = cqfacts.to_frame(cqfacts.facts("cars", 2014, indicator="vehicle-output"))  # doctest: +SKIP
    >>> frame[["value", "unit", "end"]].to_dict("records")  # doctest: +SKIP
    [{'value': 2630000.0, 'unit': 'vehicles', 'end': Timestamp('2014-12-31 00:00:00')}]
    """
    from cqfacts.output.frames import to_frame as make_frame

    return make_frame(answer)
