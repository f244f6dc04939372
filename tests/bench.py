"""How long whole processes take, as ratios to bare Python in the same run.

    python -m tests.bench                     the shipped base
    python -m tests.bench --facts 20000       a made base of that size, with realistic spread
    python -m tests.bench --runs 31 --others  also what one would use instead, where it is installed
    python -m tests.bench --installed PYTHON  the facts that ship in the environment of a Python where the wheel is installed
    python -m tests.bench --profile           where the time of making the index goes, and how much of it YAML takes

Machines are noisy and absolute times mean nothing: every command is run in turn, round after round, and the median
of each is divided by that of `python -c pass`. Nothing here is a test.
"""

import argparse
import importlib.util
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "tests" / "specimens" / "minimal"
SECTORS = (
    "automotive",
    "electronics",
    "agriculture",
    "finance",
    "logistics",
    "chemicals",
    "trade",
    "society",
    "energy",
    "paper",
)
FACTS_A_FILE = 500
SUBJECTS = 12
AREAS = 42
"""So many that each product of a file is of an area of its own: two figures for one thing would be in conflict."""

HELLO = """
import json, sqlite3, typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def one(name: str) -> None: print(name)
@app.command()
def two(name: str) -> None: print(name)
app(["one", "x"], standalone_mode=False)
"""
TABLE = (
    HELLO
    + """
from rich.console import Console
from rich.table import Table
table = Table("a", "b", box=None)
for number in range(10): table.add_row(str(number), "a title of a fact")
Console(width=80).print(table)
"""
)
INSTALLED = "from cqfacts.__main__ import main; main()"
"""What the program `cqfacts` does that an installation puts in the path."""
SAFE_LOAD = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1], "automotive").glob("*.yaml")):
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for fact in read["facts"] if isinstance(read, dict) else read:
        if fact["indicator"].endswith("7"): print(fact["indicator"], fact["value"])
"""
DUCKDB = """
import duckdb, sys
print(duckdb.sql(f"select * from read_json('{sys.argv[1]}') where sector = 'automotive' limit 10").fetchall())
"""
LARGE = 50_000
"""From so many facts on, the cold start is measured once."""


class Case(NamedTuple):
    """A command to be measured, and what is done before each run."""

    name: str
    command: list[str]
    before: Callable[[], None] = lambda: None
    once: bool = False


def make_base(folder: Path, facts: int, facts_a_file: int = FACTS_A_FILE) -> None:
    """Write a base of that many facts, spread over sectors, years and areas."""
    chance = random.Random(facts)
    shutil.copytree(MINIMAL, folder)
    shutil.rmtree(folder / "automotive")
    areas = "".join(
        f"- id: area-{at}\n  title: Area {at}\n  title_zh: 地区{at}\n" for at in range(AREAS)
    )
    (folder / "areas.yaml").write_text(areas, encoding="utf-8")
    sources = (folder / "sources.yaml").read_text(encoding="utf-8")
    (folder / "sources.yaml").write_text(
        sources.replace("issued: 2015-06", "issued: 2024"), encoding="utf-8"
    )
    _write_vocabulary(folder)
    files = max(1, facts // facts_a_file)
    for at in range(files):
        sector, year = SECTORS[at % len(SECTORS)], 2023 - at // len(SECTORS)
        (folder / sector).mkdir(exist_ok=True)
        size = facts // files + (at < facts % files)
        text = "\n".join(_fact(chance, sector, year, number) for number in range(size))
        (folder / sector / f"{year:04}.yaml").write_text(text, encoding="utf-8")


def _write_vocabulary(folder: Path) -> None:
    sectors = "".join(
        f"- id: {name}\n  title: {name}\n  title_zh: 部门{at}\n  covers: Things\n"
        for at, name in enumerate(SECTORS)
    )
    subjects, indicators = [], []
    for sector in SECTORS:
        for at in range(SUBJECTS):
            name = f"{sector}-product-{at}"
            subjects.append(f"- id: {name}\n  title: {name}\n  title_zh: {name}号\n")
            indicators.append(
                f"- id: {name}-output\n  title: Output of {name}\n  sector: {sector}\n  subject: {name}\n"
                f"  measure: output\n  kind: flow\n  unit: vehicles\n"
            )
    (folder / "sectors.yaml").write_text(sectors, encoding="utf-8")
    (folder / "subjects.yaml").write_text("".join(subjects), encoding="utf-8")
    (folder / "indicators.yaml").write_text("".join(indicators), encoding="utf-8")


def _fact(chance: random.Random, sector: str, year: int, number: int) -> str:
    value = f"{chance.randint(1, 99)}.{number % 1000:03} million"  # no two of a file alike
    product = f"{sector}-product-{number % SUBJECTS}"
    return (
        f"- id: {product}-{year:04}-{number}\n  indicator: {product}-output\n  area: area-{number // SUBJECTS % AREAS}\n"
        f"  period: {year:04}\n  dating: printed\n  value: {value}\n  unit: vehicles\n"
        f"  statement: The place made {value} of {product} in {year}.\n"
        f"  citations:\n    - {{source: a-report, paragraph: {chance.randint(1, 9)}, printed: {value}}}\n"
    )


def cases(base: Path, cache: Path, others: bool, python: str = sys.executable) -> Iterator[Case]:
    cqfacts = [python, "-c", INSTALLED]
    year = max(int(path.stem) for path in (base / "automotive").glob("*.yaml"))
    look_up = ["sector", "automotive", "--year", str(year), "--limit", "10"]
    large = sum(path.stat().st_size for path in base.glob("*/*.yaml")) > 200 * LARGE
    yield Case("python -c pass", [python, "-c", "pass"])
    yield Case("Typer, two commands, sqlite3, json", [python, "-c", HELLO])
    yield Case(
        "cold: the index is built first",
        [*cqfacts, *look_up, "--json"],
        lambda: empty(cache),
        once=large,
    )
    yield Case("10 facts of a sector and year, JSON", [*cqfacts, *look_up, "--json"])
    yield Case("the same as a table", [*cqfacts, *look_up])
    yield Case("Typer, and one table of Rich", [python, "-c", TABLE])
    yield Case("10 facts of all, JSON", [*cqfacts, "facts", "--limit", "10", "--json"])
    made = (base / "paper").exists()
    question = (
        f"output of automotive-product-3 in {year}"
        if made
        else "how many motor vehicles were made in 2014"
    )
    yield Case("search", [*cqfacts, "search", *question.split(), "--json"])
    tab = [*cqfacts, "__complete"]
    yield Case("Tab, the first one after an edit", [*tab, "2", "cqfacts", "sector", "a"])
    yield Case("Tab after a command", [*tab, "2", "cqfacts", "sector", "a"])
    yield Case("Tab after an option", [*tab, "3", "cqfacts", "facts", "--measure", ""])
    yield Case("Tab in an id", [*tab, "2", "cqfacts", "show", "vehicle-"])
    edited = base / "automotive" / f"{year}.yaml"
    yield Case(
        "10 facts after an edit of their file", [*cqfacts, *look_up, "--json"], lambda: edit(edited)
    )
    if others:
        yield from other_cases(base, python)


def other_cases(base: Path, python: str) -> Iterator[Case]:
    """What one would use instead, on the same facts: those that are installed."""
    from cqfacts import facts, open_base

    lines = base.parent / "facts.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for fact in facts(base=open_base(base)).facts:
            row = {
                "id": fact.id,
                "sector": fact.indicator.sector,
                "statement": fact.statement,
                "text": fact.text,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    yield Case(
        "PyYAML (libyaml) safe_load of the sector and a loop", [python, "-c", SAFE_LOAD, str(base)]
    )
    tool = Path(python).parent / "sqlite-utils"
    if tool.exists():
        data = base.parent / "facts.db"
        subprocess.run(
            [tool, "insert", data, "facts", lines, "--nl", "--pk", "id"],
            check=True,
            capture_output=True,
        )
        yield Case(
            "sqlite-utils, a query of its database",
            [str(tool), str(data), "select * from facts where sector = 'automotive' limit 10"],
        )
    if importlib.util.find_spec("duckdb"):
        yield Case("DuckDB, a query of JSON Lines", [python, "-c", DUCKDB, str(lines)])
    for name in ("rg", "grep"):
        if found := shutil.which(name):
            yield Case(
                f"{name} over the sector's YAML",
                [found, "-r" if name == "grep" else "-n", "7$", str(base / "automotive")],
            )


def profile(base: Path) -> None:
    """Print the steps of making the index in memory, in microseconds a fact, on one core."""
    steps: dict[str, float] = {}

    @contextmanager
    def step(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        steps[name] = time.perf_counter() - start

    with step("a warm look-up imports the command line"):
        import cqfacts.cli.main  # noqa: F401
    with step("imports that only making an index needs: yaml"):
        import yaml
    with step("and our own reader"):
        from cqfacts.base.parallel import without_garbage_collection
        from cqfacts.base.reading import Loading
        from cqfacts.base.tree import read_tree
        from cqfacts.index import build
        from cqfacts.model.progress import no_progress

    tree = read_tree(base)
    texts = [raw.decode() for name in tree.files if isinstance(raw := tree.read(name), bytes)]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with without_garbage_collection():
        with step("libyaml's events through PyYAML, and nothing else"):
            for text in texts:
                next_event = yaml.CSafeLoader(text).get_event
                while not isinstance(next_event(), yaml.StreamEndEvent):
                    pass
        with step("the vocabulary, read and checked"):
            loading = Loading(tree)
        with step("the names of the vocabulary, stemmed"):
            build.RowMaker(tree, loading.vocabulary)
        with step("the facts, read and checked"):
            facts = sum(len(loading.read(name).facts) for name in loading.fact_files)
        with step("making the index, all of it"):
            build.build(read_tree(base), connection, no_progress)
    print(  # noqa: T201
        f"| {facts} facts, one core | microseconds a fact | of the index |\n| --- | ---: | ---: |"
    )
    for name, seconds in steps.items():
        print(  # noqa: T201
            f"| {name} | {seconds / facts * 1e6:.1f} | {seconds / list(steps.values())[-1]:.0%} |"
        )


def empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def edit(path: Path) -> None:
    """Put a remark at the end of a file of facts that was never there."""
    facts = path.read_text(encoding="utf-8").partition("# edited")[0]
    path.write_text(f"{facts}# edited {time.time_ns()}\n", encoding="utf-8")


def measure(
    chosen: list[Case], base: Path, cache: Path, runs: int, *, is_installed: bool = False
) -> dict[str, float]:
    """The median seconds of each case, the cases in turn."""
    # Without bytecode on disk every run would compile the program anew, which no installed one does.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {
        **os.environ,
        "CQFACTS_FACTS": str(base),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": str(ROOT),
    }
    if is_installed:  # with its own facts, and without a checkout in the way
        del environment["CQFACTS_FACTS"], environment["PYTHONPATH"]
    times: dict[str, list[float]] = {case.name: [] for case in chosen}
    for turn in range(runs + 1):
        for case in chosen:
            if case.once and turn:
                continue
            case.before()
            start = time.perf_counter()
            subprocess.run(
                case.command,
                env=environment,
                cwd=base.parent,  # Python looks there first, and finds no checkout
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=True,
            )
            if turn or case.once:  # the first round fills caches
                times[case.name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--facts", type=int, default=0, help="make a base of so many facts; 0 is the shipped base"
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument(
        "--installed", metavar="PYTHON", help="measure the facts that ship with an installed wheel"
    )
    parser.add_argument(
        "--others", action="store_true", help="measure what one would use instead, too"
    )
    parser.add_argument(
        "--profile", action="store_true", help="show where the time of making the index goes"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base, cache = Path(folder, "base"), Path(folder, "cache")
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "own"))
        if options.facts:
            make_base(base, options.facts)
        else:
            shutil.copytree(ROOT / "facts", base)
        if options.profile:
            profile(base)
            return
        python = options.installed or sys.executable
        chosen = list(cases(base, cache, options.others, python))
        medians = measure(chosen, base, cache, options.runs, is_installed=bool(options.installed))
    bare = medians["python -c pass"]
    print(  # noqa: T201
        f"| {options.facts or 'shipped'} facts, median of {options.runs} | times bare Python |\n| --- | ---: |"
    )
    for name, seconds in medians.items():
        print(f"| {name} | {seconds / bare:.1f} |")  # noqa: T201


if __name__ == "__main__":
    main()
