"""Two areas side by side: only what is of one time and measured in one way has a distance."""

import json
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.index.catalogue import Catalogue
from tests.conftest import Run
from tests.small_base import GROWTH, OUTPUT, Said, small_base


def base_of(folder: Path, period: str = "2014") -> Catalogue:
    """Write a base in which a city made 2 million in 2014, and its land 8 million in a period that ends in it."""
    facts = [
        Said("city", "out", "2014", "2.00 million"),
        Said("land", "out", period, "8.00 million", area="land"),
        Said("city-growth", "out-growth", "2014", "5.0"),
    ]
    return small_base(folder, [OUTPUT, GROWTH], facts)


def test_what_both_areas_have_is_set_side_by_side(tmp_path: Path) -> None:
    answer = library.compare_areas(2014, "city", "land", base=base_of(tmp_path / "base"))
    [pair] = answer.pairs
    assert (pair.earlier and pair.earlier.id, pair.later and pair.later.id) == ("city", "land")
    assert pair.verdict == "comparable"
    assert pair.change
    assert pair.change.percent == 300


def test_figures_of_different_times_have_no_distance(tmp_path: Path) -> None:
    base = base_of(tmp_path / "base", period="2014-01/2014-06")
    [pair] = library.compare_areas(2014, "city", "land", base=base).pairs
    assert (pair.verdict, pair.change) == ("different-length", None)
    assert pair.reasons[0] == "One is of 2014, the other of Jan–Jun 2014."


def test_the_command_shows_both_areas_and_writes_them(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    base_of(folder)
    command = ("compare", "2014", "--area", "city", "--area", "land", "--facts", str(folder))
    shown = cqfacts(*command)
    assert shown.returncode == 0
    for words in ("2.00 million vehicles", "8.00 million vehicles", "City", "Land", "Comparable"):
        assert words in shown.stdout
    written = json.loads(cqfacts(*command, "--json").stdout)
    assert written["query"]["areas"] == ["city", "land"]
    assert [pair["verdict"] for pair in written["pairs"]] == ["comparable"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("2014", "--area", "china"),
        ("2014", "2015", "--area", "china", "--area", "chengdu-chongqing"),
        ("2022", "--area", "china", "--area", "china"),
    ],
)
def test_anything_but_two_areas_in_one_year_is_refused(
    arguments: tuple[str, ...], cqfacts: Run
) -> None:
    done = cqfacts("compare", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cqfacts compare 2022 --area china --area" in done.stderr


def test_the_status_is_3_only_where_it_is_asked_for(cqfacts: Run) -> None:
    command = ("compare", "2022", "--area", "china", "--area", "chengdu-chongqing")
    assert cqfacts(*command).returncode == 0
    assert cqfacts(*command, "-e").returncode == 3


def test_areas_are_headed_in_the_order_that_was_typed(cqfacts: Run) -> None:
    shown = cqfacts("compare", "2022", "--area", "china", "--area", "chengdu-chongqing").stdout
    assert shown.startswith("China and Chengdu-Chongqing, 2022: ")


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ("2022 --area chongqing --area china", "compare 2021 --area chongqing --area china"),
        ("2022 --area chengdu --area china", "compare 2022 --area china --area chengdu-chongqing"),
    ],
)
def test_areas_without_facts_lead_to_what_can_be_compared(
    arguments: str, command: str, cqfacts: Run
) -> None:
    refused = cqfacts("compare", *arguments.split())
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith(f"cqfacts {command}\n")
    assert cqfacts(*command.split()).returncode == 0
