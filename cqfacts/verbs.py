"""What one can ask: the verbs of the command line as functions. `import cqfacts` offers them all.

Every verb takes `base`, a catalogue opened with `open_base`; without it, the facts that come with cqfacts.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqfacts.errors import NotFound, WrongUsage
from cqfacts.load.progress import Progress, no_progress
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Source
from cqfacts.query.catalogue import Catalogue, Selection, Years, nothing_fits, open_catalogue, parse_years, shipped_base

if TYPE_CHECKING:
    from cqfacts.model.finding import Finding
    from cqfacts.query.search import Found
    from cqfacts.reason.compare import Pair


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


def _some(catalogue: Catalogue, selection: Selection) -> list[Fact]:
    found = list(catalogue.facts(selection))
    if not found:
        raise nothing_fits(catalogue, selection)
    return found


def fact(name: str, *, base: Catalogue | None = None) -> Fact:
    """One fact by its id. Raises NotFound with ids that are close.

    >>> import cqfacts
    >>> cqfacts.fact("farmland-area-2013").doubts[0].likely
    '2.5 million hectares.'
    """
    return (base or _shipped()).fact(name)


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
    from cqfacts.query.search import search as find_by_words

    return find_by_words(base or _shipped(), question, limit)


def compare(
    earlier: int | str, later: int | str, sector: str | None = None, *, base: Catalogue | None = None
) -> "list[Pair]":
    """The facts of two years side by side, each pair with a verdict, and a change only where one means something.

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
    left, right = (_some(catalogue, select(sector, number)) for number in (earlier, later))
    return set_side_by_side(left, right, [entry.id for entry in catalogue.entries("sectors")])


def check(folder: str | Path | None = None, progress: Progress = no_progress) -> "list[Finding]":
    """Everything that is wrong with a base, sorted by place; of the shipped base without a folder.

    >>> import cqfacts
    >>> cqfacts.check()
    []
    """
    from cqfacts.load.base import check_base

    return check_base(Path(folder) if folder is not None else shipped_base(), progress)


def cite(names: str | Iterable[str], style: str = "text", *, base: Catalogue | None = None) -> str:
    """Facts or sources, by id, as citations; each source once.

    `style` is text, bibtex, ris, csl-json, or with the extra `styles` apa (7th edition), chicago (18th, author and
    date) or gb7714 (2015, numeric). Raises NotFound for an id, ValueError for a style, WrongUsage where that extra is
    not installed.

    >>> import cqfacts
    >>> print(cqfacts.cite("vehicle-output-2014"))
    Chongqing made 2.63 million motor vehicles in 2014.
    Chongqing gradually Becomes a Manufacturing Center City. Wise Exhibition (Guangdong) Co.,Ltd. c. 2015. ¶9.
    """
    from cqfacts.present.answers import Style
    from cqfacts.present.cite import bibliography, fact_words, source_line

    catalogue = base or _shipped()
    cited = [_fact_or_source(catalogue, name) for name in ([names] if isinstance(names, str) else names)]
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
        from cqfacts.present.schema import output_schema

        return output_schema()
    from cqfacts.load.schema import FILE_KINDS, file_schema

    if kind not in FILE_KINDS:
        raise WrongUsage(f'there is no schema "{kind}"; there are: json, {", ".join(FILE_KINDS)}')
    return file_schema(kind)


def _fact_or_source(catalogue: Catalogue, name: str) -> Fact | Source:
    try:
        return catalogue.fact(name)
    except NotFound as no_fact:
        try:
            return catalogue.source(name)
        except NotFound:
            raise no_fact from None


def _sources_of(catalogue: Catalogue, item: Fact | Source) -> list[Source]:
    if isinstance(item, Source):
        return [item]
    return [catalogue.source(name) for name in dict.fromkeys(citation.source for citation in item.citations)]
