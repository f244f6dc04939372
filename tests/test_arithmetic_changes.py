"""Plain rates and absolute changes: what they imply, contradict and are compared with."""

from fractions import Fraction
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.index.catalogue import Catalogue
from tests.small_base import OUTPUT, Measured, Said, measured, small_base
from tests.test_arithmetic_bases import failing, implied

CHANGE = measured("out-change", "change", "vehicles", change_of="out")
RATE = measured("jobless", "ratio", "percent")
RATE_CHANGE = measured("jobless-change", "change", "percentage-points", change_of="jobless")
GROWTH = measured("out-growth", "growth", "percent", growth_of="out")
GROWTH_CHANGE = measured("pace-change", "change", "percentage-points", change_of="out-growth")
MONTHLY = "  on: month-before\n"


def values(base: Catalogue) -> dict[str, Fraction | None]:
    return {name: fact.value for name, fact in implied(base).items()}


@pytest.mark.parametrize(
    ("facts", "name", "value"),
    [
        ([Said("a", "out", "2021", "1.08 million"), Said("c", "out-change", "2021", "80 thousand")], "out--city--2020", 1_000_000),
        ([Said("a", "out", "2020", "1.00 million"), Said("c", "out-change", "2021", "80 thousand")], "out--city--2021", 1_080_000),
        ([Said("a", "out", "2020", "1.00 million"), Said("c", "out-change", "2021", "-80 thousand")], "out--city--2021", 920_000),
        ([Said("a", "out", "2020", "1.00 million"), Said("b", "out", "2021", "1.08 million"), Said("c", "out-change", "2019", "7")], "out-change--city--2021", 80_000),
        ([Said("a", "out", "2021-12", "5.0 million"), Said("c", "out-change", "2021-12", "1.0 million", more=MONTHLY)], "out--city--2021-11", 4_000_000),
    ],
)  # fmt: skip
def test_a_level_and_its_change_imply_the_other_level(
    facts: list[Said], name: str, value: int, tmp_path: Path
) -> None:
    base = small_base(tmp_path / "base", [OUTPUT, CHANGE], facts)
    assert values(base) == {name: value}


@pytest.mark.parametrize(
    ("facts", "name", "value"),
    [
        ([Said("a", "jobless", "2021", "5.1"), Said("c", "jobless-change", "2021", "-0.4")], "jobless--city--2020", "5.5"),
        ([Said("a", "jobless", "2021-12", "5.1"), Said("c", "jobless-change", "2021-12", "0.1", more=MONTHLY)], "jobless--city--2021-11", "5"),
        ([Said("a", "jobless", "2020", "5.1"), Said("b", "jobless", "2021", "5.5"), Said("c", "jobless-change", "2019", "7")], "jobless-change--city--2021", "0.4"),
        ([Said("a", "jobless", "2021", "0.1"), Said("c", "jobless-change", "2021", "0.4")], "jobless--city--2020", "-0.3"),
    ],
)  # fmt: skip
def test_a_rate_changes_by_points(facts: list[Said], name: str, value: str, tmp_path: Path) -> None:
    base = small_base(tmp_path / "base", [RATE, RATE_CHANGE], facts)
    assert values(base) == {name: Fraction(value)}
    expected_unit = "percentage-points" if "change" in name else "percent"
    assert implied(base)[name].unit_id == expected_unit


PROFIT = measured("profit", "flow", "CNY", price_basis="current")
RANK = measured("place", "rank", "rank", field="land")


@pytest.mark.parametrize(
    ("indicators", "facts"),
    [
        pytest.param(
            [OUTPUT, measured("more", "change", "percent", change_of="out")],
            [Said("a", "out", "2021", "1.00 million"), Said("c", "more", "2021", "8.0")],
            id="vehicles do not change by percent",
        ),
        pytest.param(
            [RATE, measured("more", "change", "percent", change_of="jobless")],
            [Said("a", "jobless", "2021", "5.1"), Said("c", "more", "2021", "0.4")],
            id="a rate in percent does not change by percent",
        ),
        pytest.param(
            [PROFIT, measured("more", "change", "CNY", change_of="profit", price_basis="constant")],
            [Said("a", "profit", "2021", "5.0 billion"), Said("c", "more", "2021", "1.0 billion")],
            id="nothing changes across prices",
        ),
        pytest.param(
            [RANK, measured("up", "change", "rank", change_of="place")],
            [Said("a", "place", "2021", "5"), Said("c", "up", "2021", "3")],
            id="up three places is a lower number",
        ),
        pytest.param(
            [OUTPUT, CHANGE],
            [Said("a", "out", "2010/2014", "1.00 million"), Said("c", "out-change", "2010/2014", "80 thousand")],
            id="a change over years is on none of them",
        ),
        pytest.param(
            [OUTPUT, CHANGE],
            [Said("a", "out", "2021", "1.00 million", more="  status: forecast\n"), Said("c", "out-change", "2021", "80 thousand", more="  status: forecast\n")],
            id="the year before a plan is no plan",
        ),
        pytest.param(
            [OUTPUT, GROWTH, GROWTH_CHANGE],
            [Said("g", "out-growth", "2021-12", "9.3", more=MONTHLY), Said("c", "pace-change", "2021-12", "1.0", more=MONTHLY)],
            id="a growth on the month is not the one that slowed",
        ),
    ],
)  # fmt: skip
def test_nothing_follows(indicators: list[Measured], facts: list[Said], tmp_path: Path) -> None:
    base = small_base(tmp_path / "base", indicators, facts)
    assert implied(base) == {}
    assert failing(base) == []


def test_a_growth_that_slowed_is_the_one_on_the_year_before(tmp_path: Path) -> None:
    facts = [Said("g", "out-growth", "2021-12", "5.0"), Said("c", "pace-change", "2021-12", "-1.0", more=MONTHLY)]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH, GROWTH_CHANGE], facts)
    assert values(base) == {"out-growth--city--2021-11": Fraction(6)}


def test_a_change_that_leaves_less_than_nothing_is_a_conflict(tmp_path: Path) -> None:
    facts = [Said("a", "out", "2020", "50 thousand"), Said("c", "out-change", "2021", "-80 thousand")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, CHANGE], facts)
    assert failing(base) == [("a", "c")]
    [case] = library.conflicts(base=base).cases
    assert "cannot be below zero" in case.arithmetic


def test_levels_that_a_change_belies_are_a_conflict(tmp_path: Path) -> None:
    facts = [Said("a", "out", "2020", "1.00 million"), Said("b", "out", "2021", "2.00 million"), Said("c", "out-change", "2021", "80 thousand")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, CHANGE], facts)
    assert failing(base)
    assert all(fact.conflicts for fact in base.facts())


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        ("2020", "2021", "comparable"),
        ("2020-11", "2021-12", "comparable"),
        ("2020-12-31", "2021-06-30", "comparable"),
        ("2020", "2021-12", "different-length"),
    ],
)
def test_rates_of_one_length_are_compared_in_points(
    earlier: str, later: str, verdict: str, tmp_path: Path
) -> None:
    facts = [Said("a", "jobless", earlier, "5.1"), Said("b", "jobless", later, "5.5")]
    [pair] = library.compare(2020, 2021, base=small_base(tmp_path / "base", [RATE], facts)).pairs
    assert pair.verdict == verdict
    if pair.change:
        assert pair.change.absolute == Fraction("0.4")
        assert pair.change.percent is None


def test_a_change_is_compared_with_a_change_and_never_with_a_level(tmp_path: Path) -> None:
    facts = [
        Said("a", "out", "2020", "1.00 million"),
        Said("b", "out-change", "2020", "80 thousand"),
        Said("c", "out-change", "2021", "90 thousand"),
        Said("d", "out", "2021", "1.09 million"),
    ]
    base = small_base(tmp_path / "base", [OUTPUT, CHANGE], facts)
    pairs = library.compare(2020, 2021, base=base).pairs
    sides = {(pair.earlier.id, pair.later.id) for pair in pairs if pair.earlier and pair.later}
    assert sides == {("a", "d"), ("b", "c")}
    [change] = [pair.change for pair in pairs if pair.later and pair.later.id == "c"]
    assert change
    assert change.absolute == 10_000
    assert change.percent is None


@pytest.mark.parametrize(
    "question", ["jobless 2021", "what was the jobless figure in 2021", "jobless in percent 2021"]
)
def test_a_plain_rate_is_found(question: str, tmp_path: Path) -> None:
    facts = [Said("a", "jobless", "2021", "5.1"), Said("b", "jobless-change", "2021", "-0.4")]
    answer = library.search(question, base=small_base(tmp_path / "base", [RATE, RATE_CHANGE], facts))  # fmt: skip
    assert (answer.facts[0].id, answer.answer) == ("a", "found")
