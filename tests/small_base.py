"""A base of a few facts, written for one test: a city in a land, and whatever is measured there."""

from pathlib import Path
from typing import NamedTuple

import cqfacts as library
from cqfacts.index.catalogue import Catalogue

UNITS = """
- {id: vehicles, dimension: count, singular: vehicle, plural: vehicles}
- {id: percent, dimension: share, singular: percent, plural: percent, symbol: "%", factor: 0.01}
- {id: per-mille, dimension: share, singular: per mille, plural: per mille, symbol: "‰", factor: 0.001}
- {id: percentage-points, dimension: share-difference, singular: percentage point, plural: percentage points}
- {id: times, dimension: multiple, singular: time, plural: times}
- {id: rank, dimension: rank, singular: place, plural: places}
- {id: years, dimension: year, singular: year, plural: years}
- {id: hectares, dimension: area, singular: hectare, plural: hectares, factor: 10000}
- {id: square-metres, dimension: area, singular: square metre, plural: square metres}
- {id: CNY, dimension: money, singular: yuan, plural: yuan, currency: CNY}
"""
AREAS = """
- {id: city, title: City, title_zh: 市, within: land}
- {id: land, title: Land, title_zh: 国}
- {id: district, title: District, title_zh: 区, within: city}
"""
SOURCE = f"""
- {{id: a-report, type: webpage, title: A Report, issued: 9999, dating: printed, file: r.txt, sha256: "{"0" * 64}", paragraphs: 9}}
"""


class Measured(NamedTuple):
    """An indicator: its id, kind and unit, and what else it needs."""

    id: str
    kind: str
    unit: str
    more: tuple[tuple[str, str], ...] = ()


class Said(NamedTuple):
    """A fact: its id, indicator, period and value, and where it is of another place than the city; of none: ""."""

    id: str
    indicator: str
    period: str
    value: str
    area: str = "city"
    unit: str = ""
    more: str = ""


def measured(name: str, kind: str, unit: str, **more: str) -> Measured:
    return Measured(name, kind, unit, tuple(more.items()))


OUTPUT = measured("out", "flow", "vehicles")
GROWTH = measured("out-growth", "growth", "percent", growth_of="out")


def small_base(
    folder: Path,
    indicators: list[Measured],
    facts: list[Said],
    relations: list[tuple[str, ...]] | None = None,
) -> Catalogue:
    """Write a base and open it; a relation is its kind, left, right, and `by` where it has one."""
    (folder / "things").mkdir(parents=True)
    names = [one.id for one in indicators]
    files = {
        "units": UNITS,
        "areas": AREAS,
        "sources": SOURCE,
        "sectors": "- {id: things, title: Things, title_zh: 业, covers: all}\n",
        "subjects": "- {id: thing, title: Thing, title_zh: 物}\n",
        "measures": "".join(
            f"- {{id: {name}, title: {name}, title_zh: 量{at}}}\n" for at, name in enumerate(names)
        ),
        "indicators": "".join(map(_indicator, indicators)),
        "relations": "".join(_relation(at, *one) for at, one in enumerate(relations or [])),
    }
    for name, text in files.items():
        if text:
            (folder / f"{name}.yaml").write_text(text.lstrip("\n"), encoding="utf-8")
    units = {one.id: one.unit for one in indicators}
    for one in facts:
        path = folder / "things" / f"{one.period.split('/')[-1][:4]}.yaml"
        with path.open("a", encoding="utf-8") as file:
            file.write(_fact(one, one.unit or units[one.indicator]))
    return library.open_base(folder)


def _indicator(one: Measured) -> str:
    more = "".join(f"  {key}: {value}\n" for key, value in one.more)
    return (
        f"- id: {one.id}\n  title: {one.id}\n  sector: things\n  subject: thing\n  measure: {one.id}\n"
        f"  kind: {one.kind}\n  unit: {one.unit}\n{more}"
    )


def _fact(one: Said, unit: str) -> str:
    digits = one.value.lstrip("~<>= ").removeprefix("nearly ").replace(". ", " ").removesuffix(".")
    area = f"  area: {one.area}\n" if one.area else ""
    return (
        f'- id: {one.id}\n  indicator: {one.indicator}\n{area}  period: {one.period}\n  dating: printed\n  value: "{one.value}"\n'
        f"  unit: {unit}\n  statement: It is said.\n{one.more}"
        f'  citations:\n    - {{source: a-report, paragraph: 1, printed: "{digits}"}}\n'
    )


def _relation(at: int, kind: str, left: str, right: str, by: str = "") -> str:
    figure = f'  by: "{by}"\n' if by else ""
    return (
        f"- id: relation-{at}\n  relation: {kind}\n  left: {left}\n  right: {right}\n{figure}  statement: So it is said.\n"
        f'  citations:\n    - {{source: a-report, paragraph: 1, printed: "{by or "so"}"}}\n'
    )
