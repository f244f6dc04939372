"""What `cqfacts` alone shows: the map of the base, and where to start."""

from collections.abc import Iterator

from cqfacts.answers.records import Format, Rows
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.vocabulary import Area, Sector, Source
from cqfacts.output.render import Page, render

SHOWN_YEARS = 8


def front_page(catalogue: Catalogue, page: Page) -> Iterator[str]:
    """How many facts each sector has for each year, then the first commands to try."""
    counts = catalogue.counts("sector", "year")
    years = catalogue.years()
    area = catalogue.index.entry(Area, catalogue.home)
    sources = len(catalogue.entries(Source))
    yield f"{_count(sum(counts.values()), 'fact')} about {area.title} from {_count(sources, 'document')},\n"
    yield "by sector and by the year in which their period ends:\n\n"
    fields = ("sector", *map(str, years[-SHOWN_YEARS:]), "facts")
    rows = [
        {**dict.fromkeys(fields), "sector": sector.id, **by_year, "facts": sum(by_year.values())}
        for sector in catalogue.entries(Sector)
        for by_year in [{str(year): counts[sector.id, year] for year in years if (sector.id, year) in counts}]
    ]
    table = Rows("cqfacts", {}, "sectors", fields, rows, fields)
    yield from render(table, Format.TABLE, None, page)
    if len(years) > SHOWN_YEARS:
        yield f"\nFacts of earlier years, from {years[0]}, are in the totals: cqfacts years\n"
    yield "\nWhere to start:\n"
    yield from (f"  {command:34}  {purpose}\n" for command, purpose in _first_commands(counts, years))


def _first_commands(counts: dict[tuple[str, int], int], years: list[int]) -> Iterator[tuple[str, str]]:
    fullest, _ = max(counts, key=lambda key: counts[key])
    yield f"cqfacts sector {fullest}", "every fact of a sector"
    yield f"cqfacts year {years[-1]}", "every fact of a year"
    yield "cqfacts search tablets exported", "find facts by words"
    if len(years) > 1:
        yield f"cqfacts compare {years[0]} {years[-1]}", "two years side by side"
    yield "cqfacts facts --json", "everything, for scripts"
    yield "cqfacts -h", "all commands"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + "s" * (number != 1)
