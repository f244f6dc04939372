"""What `cqfacts` alone shows: the map of the base, and where to start."""

from collections.abc import Iterator

from cqfacts.present import Format, Rows, render
from cqfacts.present.render import Page
from cqfacts.query import Catalogue

_START = """
Where to start:
  cqfacts sector automotive           every fact of a sector; 汽车 will do
  cqfacts year 2014                   every fact of a year
  cqfacts search tablets exported     find facts by words
  cqfacts compare 2014 2021           two years side by side
  cqfacts facts --json                everything, for scripts
  cqfacts -h                          all commands
"""


def front_page(catalogue: Catalogue, page: Page) -> Iterator[str]:
    """How many facts each sector has for each year, then the first commands to try."""
    counts = catalogue.counts("sector", "year")
    years = catalogue.years()
    sources = len(catalogue.entries("sources"))
    total = sum(counts.values())
    yield f"{total} facts about Chongqing's economy from {sources} documents,\nby sector and by the year in which their period ends:\n\n"
    fields = ("sector", *map(str, years), "facts")
    rows = [
        {"sector": sector.id, **by_year, "facts": sum(by_year.values())}
        for sector in catalogue.entries("sectors")
        for by_year in [{str(year): counts[sector.id, year] for year in years if (sector.id, year) in counts}]
    ]
    table = Rows("cqfacts", {}, "sectors", fields, [{**dict.fromkeys(fields), **row} for row in rows], fields)
    yield from render(table, Format.TABLE, None, page)
    yield _START
