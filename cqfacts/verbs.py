"""What one can ask: the verbs of the command line as functions. `import cqfacts` offers them all.

Every verb takes `base`, a catalogue opened with `open_base`; without it, the facts that come with cqfacts.
"""

import heapq
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqfacts.errors import Ambiguous, NotFound, WrongUsage
from cqfacts.index.catalogue import (
    Catalogue,
    Selection,
    Years,
    nothing_fits,
    open_catalogue,
    packaged_base,
    parse_years,
    shipped_base,
)
from cqfacts.model.fact import IMPLIED_BY, Fact
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.vocabulary import Area, Indicator, Sector, Source

if TYPE_CHECKING:
    from cqfacts.base.codes import Code
    from cqfacts.editing.adding import Added, Entered
    from cqfacts.evidence.verifying import Verification
    from cqfacts.model.finding import Finding
    from cqfacts.questions.search import Found
    from cqfacts.reason.compare import Pair, Row
    from cqfacts.reason.conflicts import Case
    from cqfacts.reason.imply import Implications
    from cqfacts.reason.series import Series


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


def select(
    sector: str | None = None,
    year: int | str | None = None,
    area: str | None = None,
    measure: str | None = None,
) -> Selection:
    """The conditions of a look-up as one value; `year` is 2014 or "2014..2021". Raises WrongUsage."""
    years: Years | None = None if year is None else parse_years(str(year))
    return Selection(sector=sector, years=years, area=area, measure=measure)


def facts(
    sector: str | None = None,
    year: int | str | None = None,
    area: str | None = None,
    measure: str | None = None,
    *,
    base: Catalogue | None = None,
) -> Iterator[Fact]:
    """The facts that fit every condition, by sector and year. Names are forgiving: "auto", "cars", "汽车".

    `year` is the year in which a fact's period ends: 2014, or "2014..2021". Values are exact fractions in base units
    (vehicles, yuan, percent), with the interval that the printed digits allow. Raises NotFound, Ambiguous, WrongUsage.

    >>> import cqfacts
    >>> [fact] = cqfacts.facts(sector="cars", year=2014, measure="output")
    >>> fact.text, int(fact.quantity.value), [int(bound) for bound in fact.interval]
    ('2.63 million vehicles', 2630000, [2625000, 2635000])
    """
    catalogue = base or _shipped()
    return catalogue.facts(select(sector, year, area, measure))


def sector(name: str, year: int | str | None = None, *, base: Catalogue | None = None) -> list[Fact]:
    """The facts of a sector. Raises NotFound where there is no such sector, or none for that year.

    >>> import cqfacts
    >>> cqfacts.sector("shipbuilding", 2014)[0].statement
    'Chongqing was a research and development base in China for inland river ships in about 2014.'
    """
    return _some(base or _shipped(), select(name, year))


def year(number: int | str, *, base: Catalogue | None = None) -> list[Fact]:
    """The facts whose period ends in a year. Raises NotFound, naming the years that have facts.

    >>> import cqfacts
    >>> cqfacts.year(2012)[0].text
    '283.4 million square metres'
    """
    return _some(base or _shipped(), select(year=number))


def _some(catalogue: Catalogue, selection: Selection, implied: Iterable[Fact] = ()) -> list[Fact]:
    """The facts that fit, and of the implied ones those that do. Raises NotFound where there are none."""
    found = [*catalogue.facts(selection), *(fact for fact in implied if catalogue.fits(fact, selection))]
    if not found:
        raise nothing_fits(catalogue, selection)
    return found


def implied(
    sector: str | None = None,
    year: int | str | None = None,
    area: str | None = None,
    measure: str | None = None,
    *,
    base: Catalogue | None = None,
) -> "Implications":
    """What the facts imply without any document printing it, of that what fits every condition.

    Each implied fact has an `interval` and a `derivation` in place of printed digits. `refused` says what seems to follow
    and does not, `clashes` which implied figures cannot be true together with others.

    >>> import cqfacts
    >>> [year_before, rest] = cqfacts.implied(sector="cars", year=2014).facts
    >>> year_before.text, year_before.derivation.expression
    ('between 1.0530 and 1.0547 million vehicles (implied)', 'level / (1 + growth / 100)')
    """
    return implications(base or _shipped(), select(sector, year, area, measure))


def implications(catalogue: Catalogue, selection: Selection) -> "Implications":
    """What the facts of a base imply, of that what fits a selection."""
    found = _implied_by(catalogue, catalogue.find(Sector, selection.sector) if selection.sector is not None else None)
    return found._replace(
        facts=[fact for fact in found.facts if catalogue.fits(fact, selection)],
        confirmed=[fact for fact in found.confirmed if catalogue.fits(fact, selection)],
        refused=[one for one in found.refused if any(catalogue.fits(fact, selection) for fact in one.inputs)],
        clashes=[one for one in found.clashes if any(catalogue.fits(fact, selection) for fact in (one.one, one.other))],
    )


def in_order(catalogue: Catalogue, printed: Iterable[Fact], implied: Iterable[Fact]) -> Iterator[Fact]:
    """Printed facts, which are in the order of the base, with implied ones after those of their sector and year."""
    order = {entry.id: at for at, entry in enumerate(catalogue.entries(Sector))}

    def place(fact: Fact) -> tuple[int, int, bool]:
        return order[fact.indicator.sector], fact.period.year, fact.implied

    return heapq.merge(printed, sorted(implied, key=place), key=place)


def told_of_clashes(facts: Iterable[Fact], implied: "Implications") -> Iterator[Fact]:
    """The facts, those told so that cannot be true together with what others imply."""
    from cqfacts.reason.conflicts import told

    return (told(fact, implied.clashes) for fact in facts) if implied.clashes else iter(facts)


def told_fact(name: str, *, base: Catalogue | None = None) -> Fact:
    """One fact by its id, told what others imply against it. Raises NotFound."""
    return why(name, base=base)[0]


def why(name: str, *, base: Catalogue | None = None) -> tuple[Fact, list[Fact]]:
    """A fact, printed or implied, told what speaks against it, and the implied figures that rest on it. Raises NotFound.

    >>> import cqfacts
    >>> share, follows = cqfacts.why("laptop-exports-share-2021m01-08")
    >>> [found.text for found in follows]
    ['between 142.66 and 143.06 million units (implied)']
    """
    from cqfacts.reason.imply import rests_on

    found, implied = _with_what_follows(base or _shipped(), name)
    told = next(told_of_clashes([found], implied))
    return told, [one for one in implied.facts if one.id != found.id and rests_on(one, found.id)]


def _implied_by(catalogue: Catalogue, sector: str | None, indicator: str | None = None) -> "Implications":
    """What follows from the facts that arithmetic links with those of a sector, or of an indicator, or with any."""
    from cqfacts.reason.imply import imply, linked

    indicators = catalogue.entries(Indicator)
    chosen = [one for one in indicators if sector in (None, one.sector) and indicator in (None, one.id)]
    names = linked(chosen, indicators)
    facts = catalogue.facts() if len(names) == len(indicators) else catalogue.facts_of(sorted(names))
    return imply(facts, indicators, catalogue.index.entry, catalogue.index.all_relations())


def fact(name: str, *, base: Catalogue | None = None) -> Fact:
    """One fact by its id, printed or implied. Raises NotFound with ids that are close.

    >>> import cqfacts
    >>> cqfacts.fact("farmland-area-2013").doubts[0].likely
    '2.5 million hectares.'
    """
    return told_fact(name, base=base) if IMPLIED_BY in name else (base or _shipped()).fact(name)


def _with_what_follows(catalogue: Catalogue, name: str) -> "tuple[Fact, Implications]":
    """A fact, printed or implied, and what follows from the facts that arithmetic links with it. Raises NotFound."""
    if IMPLIED_BY not in name:
        printed = catalogue.fact(name)
        return printed, _implied_by(catalogue, None, printed.indicator.id)
    indicator = name.partition(IMPLIED_BY)[0]
    known = indicator in catalogue.names(Indicator).values()
    implied = _implied_by(catalogue, None, indicator if known else None)
    clashing = [fact for clash in implied.clashes for fact in (clash.one, clash.other)]
    for fact in (*implied.facts, *implied.confirmed, *clashing):
        if fact.id == name:
            return fact, implied
    near = [fact.id for fact in implied.facts if fact.indicator.id == indicator]
    hint = f"Of this indicator there are: {', '.join(near)}." if near else "`cqfacts facts --implied` lists them all."
    raise NotFound(f'no implied figure has the id "{name}". {hint}')


def source(name: str, *, base: Catalogue | None = None) -> Source:
    """One source by its id. Raises NotFound.

    >>> import cqfacts
    >>> str(cqfacts.source("electronics-region-2023").issued)
    '2023-01-04'
    """
    return (base or _shipped()).source(name)


def search(question: str, limit: int = 10, *, base: Catalogue | None = None) -> "Found":
    """The facts nearest to a question, best first, and whether the first answers it: found, probable or none.

    >>> import cqfacts
    >>> found = cqfacts.search("how many notebooks did Chongqing make in 2014")
    >>> found.answer, found.matches[0].fact.text
    ('found', '61 million units')
    """
    from cqfacts.questions.search import search as find_by_words

    return find_by_words(base or _shipped(), question, limit)


def compare(
    earlier: int | str,
    later: int | str,
    sector: str | None = None,
    *,
    implied: bool = False,
    base: Catalogue | None = None,
) -> "list[Pair]":
    """The facts of two years side by side, each pair with a verdict, and a change only where one means something.

    `implied`: also what the facts imply for these years. Where two facts cannot be compared, `nearest` is a pair that can.

    Raises NotFound where one of the years has no facts, WrongUsage where the first is not before the second.

    >>> import cqfacts
    >>> pairs = cqfacts.compare(2014, 2015, sector="automotive")
    >>> [(pair.verdict.value, pair.reasons[0]) for pair in pairs if pair.earlier and pair.later][0]
    ('different-length', 'One covers 1 year, the other 5 months.')
    """
    from cqfacts.reason.compare import compare as set_side_by_side

    catalogue = base or _shipped()
    first, second = parse_years(str(earlier)), parse_years(str(later))
    if first.last >= second.first:
        raise WrongUsage(f"compare takes an earlier and a later year: {first} is not before {second}")
    others: list[Fact] = []
    follows: list[Fact] = []
    if implied or catalogue.count() < MANY:
        follows = _implied_by(catalogue, sector and catalogue.find(Sector, sector)).facts
        others = [*catalogue.facts(Selection(sector=sector)), *follows]
    left, right = (_some(catalogue, select(sector, number), follows if implied else ()) for number in (earlier, later))
    return set_side_by_side(left, right, [entry.id for entry in catalogue.entries(Sector)], others)


MANY = 50_000
"""From so many facts on the nearest pair that can be compared is looked for only where implied figures are wanted."""


def compare_years(
    *years: int | str, sector: str | None = None, implied: bool = False, base: Catalogue | None = None
) -> "list[Row]":
    """The facts of several years, in rows of what one indicator says of one area and length of period in each of them.

    Raises NotFound where one of the years has no facts.

    >>> import cqfacts
    >>> rows = cqfacts.compare_years(2013, 2014, 2015, sector="automotive")
    >>> [[fact and fact.text for fact in row.figures] for row in rows if row.known[0].indicator.id == "vehicle-output-rank"]
    [['no. 3', 'no. 1', None]]
    """
    from cqfacts.reason.compare import across

    catalogue = base or _shipped()
    follows = implications(catalogue, select(sector)).facts if implied else []
    columns = [_some(catalogue, select(sector, number), follows) for number in years]
    return across(columns, [entry.id for entry in catalogue.entries(Sector)])


def series(indicator: str, area: str | None = None, *, implied: bool = True, base: Catalogue | None = None) -> "Series":
    """One indicator of one area over time, printed figures and implied ones, and the gaps between them.

    `indicator`: its name, or that of a subject that has just one. Without `area`, the base's own, or the only one that has
    figures. Raises NotFound, Ambiguous.

    >>> import cqfacts
    >>> [point.text for point in cqfacts.series("motor vehicle output").points][:2]
    ['2.63 million vehicles', 'between 1.0530 and 1.0547 million vehicles (implied)']
    """
    from cqfacts.reason.series import make_series

    catalogue = base or _shipped()
    chosen = catalogue.index.entry(Indicator, catalogue.find_indicator(indicator))
    facts = [fact for fact in catalogue.facts_of([chosen.id]) if fact.state is None]
    if implied:
        facts += [fact for fact in _implied_by(catalogue, None, chosen.id).facts if fact.indicator.id == chosen.id]
    where = catalogue.find(Area, area) if area is not None else _area_of(catalogue, chosen.title, facts)
    found = make_series(chosen, catalogue.index.entry(Area, where), facts)
    if not found.points:
        areas = ", ".join(dict.fromkeys(fact.area.id for fact in facts))
        raise NotFound(f'"{chosen.title}" has no figures{f" there, but for: {areas}" if areas else ""}.')
    return found


def _area_of(catalogue: Catalogue, title: str, facts: list[Fact]) -> str:
    """The base's own area where it has figures, else the only one that has."""
    areas = list(dict.fromkeys(fact.area.id for fact in facts))
    if not areas or catalogue.home in areas:
        return catalogue.home
    if len(areas) > 1:
        raise Ambiguous(f'"{title}" has figures of several areas: choose one with --area: {", ".join(areas)}.')
    return areas[0]


def conflicts(sector: str | None = None, *, base: Catalogue | None = None) -> "list[Case]":
    """What the documents' figures can be held against, and what they say of it: what fails comes first.

    >>> import cqfacts
    >>> [case.arithmetic for case in cqfacts.conflicts(sector="automotive") if case.outcome == "fails"]
    ['6.7% (6.65 to 6.75%) against 8.8% (8.75 to 8.85%).']
    """
    from cqfacts.reason.conflicts import cases

    catalogue = base or _shipped()
    selection = select(sector)
    found = cases(catalogue.facts(), catalogue.index.all_relations(), _implied_by(catalogue, None))
    return [case for case in found if any(catalogue.fits(fact, selection) for fact in case.facts)]


def check(folder: str | Path | None = None, progress: Progress = no_progress) -> "list[Finding]":
    """Everything that is wrong with a base, sorted by place; of the shipped base without a folder.

    >>> import cqfacts
    >>> cqfacts.check()
    []
    """
    from cqfacts.base.reading import check_base

    return check_base(Path(folder) if folder is not None else shipped_base(), progress)


def verify(documents: str | Path, folder: str | Path | None = None, progress: Progress = no_progress) -> "Verification":
    """Hold every citation of a base, of the shipped one without a `folder`, against the documents in a folder.

    Its `documents` say how many citations of each hold, its `findings` which do not, sorted by place. Raises WrongUsage
    where that folder cannot be listed, InvalidBase where `check` has findings.

    >>> import cqfacts, tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     found = cqfacts.verify(empty)
    >>> found.documents[0].cited > 50, found.documents[0].document, found.findings[0].code
    (True, None, 'CQ401')
    """
    from cqfacts.evidence.verifying import verify_base

    return verify_base(Path(folder) if folder is not None else shipped_base(), Path(documents), progress)


def explain(code: str) -> "dict[str, Code]":
    """What a code of findings stands for, when it occurs and what to do; of every code for "all". Raises WrongUsage.

    >>> import cqfacts
    >>> cqfacts.explain("CQ203")["CQ203"].title
    'unknown name'
    """
    from cqfacts.base.codes import find_codes

    return find_codes(code)


def new(kind: str, entered: "Entered", folder: str | Path | None = None) -> "Added":
    """Add a "source", an "indicator" or a "fact" to a base: to the one in a folder, or to the shipped one of a checkout.

    `entered` has a text, a list of texts or a list of mappings of texts under each key of the entry. The whole base is checked
    as it would be, and only then the entry is put at the end of its file. Raises InvalidBase with every finding,
    WrongUsage, OSError; then nothing has changed. What an indicator or a source still lacks is in `to_do`.

    >>> import cqfacts
    >>> try:
    ...     cqfacts.new("fact", {"id": "vehicle-output-2016", "indicator": "vehicle-outptu", "period": "2016"})
    ... except cqfacts.InvalidBase as error:
    ...     print(error)
    the fact base has 5 findings
    """
    from cqfacts.editing.adding import SHAPES, add_entry

    if kind not in SHAPES:
        raise WrongUsage(f'nothing new is called "{kind}"; there are: {", ".join(SHAPES)}')
    return add_entry(own_base(Path(folder) if folder is not None else None), kind, entered)


def own_base(folder: Path | None) -> Path:
    """The base to write into. Raises WrongUsage for the facts inside an installed package, which its next version replaces."""
    if folder is None or folder.resolve() == packaged_base().resolve():
        if packaged_base().is_dir():
            copied = f'copy them, cp -r "{packaged_base()}" my-facts, and say --facts my-facts'
            raise WrongUsage(f"the facts that come with cqfacts are replaced with its next version: {copied}")
        return shipped_base()
    return folder


def cite(names: str | Iterable[str], style: str = "text", *, base: Catalogue | None = None) -> str:
    """Facts or sources, by id, as citations, each once.

    `style` is text, bibtex, ris, csl-json, or with the extra `styles` apa (7th edition), chicago (18th, author and
    date) or gb7714 (2015, numeric). Raises NotFound for an id, ValueError for a style, WrongUsage where that extra is
    not installed.

    >>> import cqfacts
    >>> print(cqfacts.cite("vehicle-output-2014"))
    Chongqing made 2.63 million motor vehicles in 2014.
    Chongqing gradually Becomes a Manufacturing Center City. Wise Exhibition (Guangdong) Co.,Ltd. c. 2015. ¶9.
    """
    from cqfacts.answers.records import Style
    from cqfacts.citations.bibliography import bibliography, fact_words, source_line

    catalogue = base or _shipped()
    cited = [_fact_or_source(catalogue, name) for name in ([names] if isinstance(names, str) else dict.fromkeys(names))]
    if style == Style.TEXT:
        texts = [
            fact_words(item, _sources_of(catalogue, item)) if isinstance(item, Fact) else source_line(item, [])
            for item in cited
        ]
        return "\n\n".join(texts)
    sources = [source for item in cited for source in _sources_of(catalogue, item)]
    return bibliography(list(dict.fromkeys(sources)), Style(style)).rstrip("\n")


def schema(kind: str = "json") -> dict[str, Any]:
    """A JSON Schema (2020-12): of the output for "json", else of a kind of YAML file: "facts", "sources", "units" ...

    Raises WrongUsage where there is no such kind.

    >>> import cqfacts
    >>> cqfacts.schema("facts")["items"]["required"][:3]
    ['id', 'indicator', 'area']
    """
    if kind == "json":
        from cqfacts.answers.schema import output_schema

        return output_schema()
    from cqfacts.base.schemas import FILE_KINDS, file_schema

    if kind not in FILE_KINDS:
        raise WrongUsage(f'there is no schema "{kind}"; there are: json, {", ".join(FILE_KINDS)}')
    return file_schema(kind)


def _fact_or_source(catalogue: Catalogue, name: str) -> Fact | Source:
    try:
        return fact(name, base=catalogue)
    except NotFound as no_fact:
        try:
            return catalogue.source(name)
        except NotFound:
            raise no_fact if IMPLIED_BY in name else catalogue.neither_fact_nor_source(name) from None


def _sources_of(catalogue: Catalogue, item: Fact | Source) -> list[Source]:
    if isinstance(item, Source):
        return [item]
    return [catalogue.source(name) for name in dict.fromkeys(citation.source for citation in item.citations)]
