"""The program run in the process of the tests is the program: it says the same as in a process of its own, and leaves nothing."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_here, run_process
from tests.test_specimens import INVALID, MINIMAL

WRONG = INVALID[7].relative_to(ROOT)
COMMAND_LINES = (
    "", "--version", "-h", "sectors", "years --json", "indicators --sector electronics", "areas --format csv", "sources",
    "sources --cite apa", "sources --cite csl-json", "sector automotive", "sector 汽车 --implied", "sector shipbuilding --format md",
    "sector shipbuilding -h", "year 2012 --format tsv", "facts --json", "facts --format jsonl --limit 3", "facts --cite bibtex",
    "show retail-sales-2020m01-08", "search tablets exported", "search --explain how many labtops in 2014", "search tablet output 2021",
    "compare 2014 2015", "compare 2013 2014 2015 --sector automotive --format md", "series laptop-output",
    "series vehicle-output --format svg", "why vehicle-output--chongqing--2014-01..2014-05", "conflicts --all --json",
    "cite gdp-2022q1 --style ris", "cite vehicle-output-2014", "check", "check --explain CQ203", "check --json", "verify --documents nowhere",
    "verify --documents facts", "coverage --documents facts", "draft a-report --documents facts", "import nothing.csv", "fmt --check", "fmt --diff --facts tests/specimens/minimal", "fmt --check nothing.yaml", "schema facts", "schema facts --ids", "schema", "new fact", "new -h", "init facts", "init", "help", "help marks", "help --man", "help nothing", "completion zsh", "completion ksh", "new sector", "facts --facts tests/comparisons/base --implied",
    "--facts tests/specimens/minimal sectors", "sectors --facts nowhere", f"sector automotive --facts {WRONG}", f"check {WRONG}",
    "read 产量263万辆，增长8.5%", "read --json --issued 2015-06-30 up 5 to 6 percent from last year", "read --issued soon 5",
    "sectr", "sector auotmotive", "sector c", "show nonsense", "facts --fields id,idd", "facts --format xml", "facts --limit -1",
)  # fmt: skip
SETTINGS = (
    {"NO_COLOR": "1"},
    {"FORCE_COLOR": "1"},
    {"TERM": "dumb"},
    {"CQFACTS_FACTS": "tests/comparisons/base"},
    {"HOME": "/dev/null"},
)


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_command_says_the_same_here_and_in_a_process_of_its_own(line: str) -> None:
    here, there = run_here(*line.split()), run_process(*line.split())
    assert (here.returncode, here.stdout, here.stderr) == (
        there.returncode,
        there.stdout,
        there.stderr,
    )


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_setting_means_the_same_here_and_in_a_process_of_its_own(setting: dict[str, str]) -> None:
    here, there = (run("year", "2014", columns=133, env=setting) for run in (run_here, run_process))
    assert (here.returncode, here.stdout, here.stderr) == (
        there.returncode,
        there.stdout,
        there.stderr,
    )


def test_a_folder_means_the_same_here_and_in_a_process_of_its_own() -> None:
    here, there = (
        run("check", "minimal/automotive", cwd=MINIMAL.parent) for run in (run_here, run_process)
    )
    assert (here.returncode, here.stdout, here.stderr) == (
        there.returncode,
        there.stdout,
        there.stderr,
    )


def test_arguments_of_any_bytes_mean_the_same_here_and_in_a_process_of_its_own() -> None:
    here, there = (run("sector", b"caf\xe9 \x1b[31m") for run in (run_here, run_process))
    assert (here.returncode, here.stdout, here.stderr) == (
        there.returncode,
        there.stdout,
        there.stderr,
    )


def test_every_command_is_among_them() -> None:
    shown = run_here("-h").stdout.decode().partition("--help")[2]
    commands = re.findall(r"(?m)^  (\w+)", shown)
    assert len(commands) > 15
    assert set(commands) - {word for line in COMMAND_LINES for word in line.split()} == set()


@pytest.mark.parametrize("line", ["sectors", "sectr", "--facts . sectors", "sector -h"])
def test_a_run_here_leaves_nothing_behind(line: str) -> None:
    before = (dict(os.environ), Path.cwd(), sys.stdin, sys.stdout, sys.stderr)
    run_here(*line.split(), env={"CQFACTS_LEFT": "behind"}, cwd=MINIMAL)
    assert (dict(os.environ), Path.cwd(), sys.stdin, sys.stdout, sys.stderr) == before
