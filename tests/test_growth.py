"""What is four times as large takes about four times the work: many figures for one thing, long series, relations, chains of areas.

Work is counted in calls, which are the same on every machine. `test_hostile.py` has the limits of memory.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base.vocabulary_rules import MOST_WIDER_AREAS
from cqfacts.reason.relations import MOST_RIVALS
from tests.conftest import Run
from tests.sampling import Sample
from tests.small_base import OUTPUT, Said, small_base
from tests.work import count_calls

Make = Callable[[Path, int], None]


def points(count: int) -> list[Said]:
    """Give a figure for each day."""
    first = date(1990, 1, 1)
    days = (first + timedelta(days=number) for number in range(count))
    return [Said(f"day-{day}", "out", str(day), str(10_000 + day.day)) for day in days]


def make_series(folder: Path, size: int) -> None:
    small_base(folder, [OUTPUT], points(size))


def make_rivals(folder: Path, size: int) -> None:
    rivals = [
        Said(f"rival-{number}", "out", "2014", str(20_001 + number)) for number in range(size)
    ]
    small_base(folder, [OUTPUT], [*rivals, Said("before", "out", "2013", "19001")])


def make_relations(folder: Path, size: int) -> None:
    days = points(size // 2)
    pairs: list[tuple[str, ...]] = [("higher-than", days[at % len(days)].id, days[(at * 7 + 1 + at // len(days)) % len(days)].id) for at in range(size)]  # fmt: skip
    small_base(folder, [OUTPUT], days, [pair for pair in pairs if pair[1] != pair[2]])


def make_parts_of_one_total(folder: Path, size: int) -> None:
    days = points(size + 1)
    small_base(folder, [OUTPUT], days, [("total-of", days[0].id, day.id) for day in days[1:]])


def make_areas(folder: Path, size: int) -> None:
    """Give areas within areas, a figure for each."""
    names = [f"place-{number}" for number in range(size)]
    facts = [Said(f"of-{name}", "out", "2014", "10001", area=name) for name in names]
    facts[0] = facts[0]._replace(id="of-first", area="city")
    small_base(folder, [OUTPUT], facts[:1])
    depth = MOST_WIDER_AREAS - 1
    chain = "".join(
        f"- {{id: {name}, title: Place {number}, title_zh: 处{number}{_within(number, depth)}}}\n"
        for number, name in enumerate(names)
    )
    areas = folder / "areas.yaml"
    areas.write_text(areas.read_text(encoding="utf-8") + chain, encoding="utf-8")


def _within(number: int, depth: int) -> str:
    return f", within: place-{number - 1}" if number % depth else ""


KINDS: dict[str, Make] = {
    "series": make_series,
    "rivals": make_rivals,
    "relations": make_relations,
    "parts of one total": make_parts_of_one_total,
    "areas": make_areas,
}
COMMANDS = ("check", "facts --json", "facts --implied --json", "series out --json", "series out", "conflicts --json", "conflicts",
            "compare 2013 2014 --json", "year 2014", "show day-1990-01-09", "show rival-3 --json",
            "search output 2014", "areas", "sources", "facts --area place-7 --csv")  # fmt: skip
SIZES = {False: (80, 320), True: (400, 1_600)}
MOST_TIMES = 7
"""How many times the work four times as much may take: caches that are full cost more, and what is quadratic takes 16 times."""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_four_times_as_much_takes_about_four_times_the_work(
    kind: str, sample: Sample, cqfacts: Run, tmp_path: Path
) -> None:
    quarter, whole = SIZES[sample.whole]
    work = dict(
        zip(
            (quarter, whole),
            map(dict, _work(kind, (quarter, whole), cqfacts, tmp_path)),
            strict=True,
        )
    )
    for command in COMMANDS:
        assert work[whole][command] <= MOST_TIMES * work[quarter][command] + 5_000, command


def _work(
    kind: str, sizes: tuple[int, int], cqfacts: Run, folder: Path
) -> Iterator[list[tuple[str, int]]]:
    for size in sizes:
        base = folder / f"base-{size}"
        KINDS[kind](base, size)
        environment = {"CQFACTS_FACTS": str(base), "XDG_CACHE_HOME": str(folder / f"cache-{size}")}

        def run(command: str, environment: dict[str, str] = environment) -> None:
            done = cqfacts(*command.split(), env=environment)
            assert done.returncode in (0, 1, 2, 3), done.stderr

        for command in COMMANDS:
            run(command)  # modules are imported and the index is made
        yield [(command, count_calls(lambda command=command: run(command))) for command in COMMANDS]  # type: ignore[misc]  # a default binds it


def test_of_many_figures_for_one_thing_each_is_told_of_one_that_contradicts_it(
    tmp_path: Path,
) -> None:
    size = 3 * MOST_RIVALS
    alike = [Said(f"alike-{at}", "out", "2014", f">= {1_000_001 + at}") for at in range(size)]
    free = Said("free", "out", "2014", "<= 9 million")
    base = small_base(
        tmp_path / "base", [OUTPUT], [*alike, free, Said("other", "out", "2014", "< 500001")]
    )
    facts = {fact.id: fact for fact in library.facts(base=base).facts}
    for fact in alike:
        conflicts = facts[fact.id].conflicts
        assert [conflict.others for conflict in conflicts] == [("other",)]
    assert facts["free"].conflicts == ()
    assert len(facts["other"].conflicts) == MOST_RIVALS


def test_a_chain_of_areas_has_a_bound_that_is_told(tmp_path: Path) -> None:
    make_areas(tmp_path / "base", MOST_WIDER_AREAS + 2)
    assert library.check(tmp_path / "base").findings == []
    areas = tmp_path / "base" / "areas.yaml"
    chain = areas.read_text(encoding="utf-8").replace(
        f"处{MOST_WIDER_AREAS - 1}",
        f"处{MOST_WIDER_AREAS - 1}, within: place-{MOST_WIDER_AREAS - 2}",
    )
    areas.write_text(chain, encoding="utf-8")
    [*findings] = library.check(tmp_path / "base").findings
    assert {finding.code for finding in findings} == {"CQ313"}
    assert "lies in more than 100 others" in findings[0].message
