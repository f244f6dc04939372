"""Forecasts of several origins, and revised figures: what contradicts what, and what is computed from which."""

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.reason.verdicts import Pair
from tests.conftest import Run
from tests.small_base import GROWTH, OUTPUT, Said, small_base
from tests.test_arithmetic_bases import failing, implied


def forecast(by: str = "", as_of: str = "") -> str:
    lines = "  status: forecast\n"
    if by:
        lines += f"  by: {by}\n"
    if as_of:
        lines += f"  as_of: {as_of}\n"
    return lines


def supersedes(name: str) -> str:
    return f"  supersedes: {name}\n"


ORIGINS = [("", ""), ("IMF", ""), ("IMF", "2021-10"), ("IMF", "2022-04"), ("OECD", "2021-10"), ("", "2021-10")]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), list(product(ORIGINS, repeat=2)))
def test_forecasts_contradict_each_other_only_where_their_origin_is_one(
    left: tuple[str, str], right: tuple[str, str], tmp_path: Path
) -> None:
    facts = [Said("a", "out", "2023", "5.0 million", more=forecast(*left)), Said("b", "out", "2023", "7.0 million", more=forecast(*right))]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT], facts)
    assert failing(base) == ([("a", "b")] if left == right else [])


def test_a_date_in_two_forms_is_one(tmp_path: Path) -> None:
    facts = [
        Said("a", "out", "2023", "5.0 million", more=forecast("IMF", "2021-10")),
        Said("b", "out", "2023", "7.0 million", more=forecast("IMF", "2021-10-01/2021-10-31")),
    ]
    assert failing(small_base(tmp_path / "base", [OUTPUT], facts)) == [("a", "b")]


def test_a_result_contradicts_no_forecast(tmp_path: Path) -> None:
    facts = [Said("a", "out", "2023", "5.0 million"), Said("b", "out", "2023", "7.0 million", more=forecast("IMF"))]  # fmt: skip
    assert failing(small_base(tmp_path / "base", [OUTPUT], facts)) == []


def test_a_forecast_follows_from_forecasts_of_one_origin(tmp_path: Path) -> None:
    facts = [
        Said("a", "out", "2023", "5.00 million", more=forecast("IMF", "2022-10")),
        Said("g", "out-growth", "2024", "10.0", more=forecast("IMF", "2022-10")),
        Said("h", "out-growth", "2024", "20.0", more=forecast("OECD", "2022-10")),
        Said("i", "out-growth", "2024", "30.0", more=forecast("IMF", "2023-04")),
        Said("j", "out-growth", "2024", "40.0", more=forecast()),
    ]
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    [fact] = implied(base).values()
    assert fact.id == "out--city--2024--forecast--by-imf--as-of-2022-10"
    assert fact.value == 5_500_000
    assert (fact.by, str(fact.as_of)) == ("IMF", "2022-10")
    assert failing(base) == []


def test_a_rest_is_of_one_origin(tmp_path: Path) -> None:
    facts = [
        Said("a", "out", "2023", "5.0 million", more=forecast("IMF")),
        Said("b", "out", "2023-01/2023-03", "2.0 million", more=forecast("OECD")),
    ]
    assert implied(small_base(tmp_path / "base", [OUTPUT], facts)) == {}


@pytest.mark.parametrize(("left", "right"), list(product(ORIGINS, repeat=2)))
def test_forecasts_are_compared_where_their_origin_is_one(
    left: tuple[str, str], right: tuple[str, str], tmp_path: Path
) -> None:
    facts = [Said("a", "out", "2023", "5.0 million", more=forecast(*left)), Said("b", "out", "2024", "7.0 million", more=forecast(*right))]  # fmt: skip
    [pair] = library.compare(2023, 2024, base=small_base(tmp_path / "base", [OUTPUT], facts)).pairs
    assert pair.verdict == ("comparable" if left == right else "different-basis")


def test_outputs_say_who_forecast_and_when(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    small_base(folder, [OUTPUT], [Said("a", "out", "2023", "5.0 million", more=forecast("IMF", "2022-10"))])  # fmt: skip
    for command in (("facts",), ("show", "a")):
        told = " ".join(cqfacts(*command, "--facts", str(folder)).stdout.split())
        assert "by IMF, as of Oct 2022" in told, command
    [shown] = json.loads(cqfacts("facts", "--json", "--facts", str(folder)).stdout)["facts"]
    assert (shown["by"], shown["as_of"]) == ("IMF", "2022-10")


# --- revised figures


def revised_base(folder: Path) -> Catalogue:
    """Write a base whose first figures contradict all that is known, and whose revised ones agree with it."""
    facts = [
        Said("first", "out", "2014", "9.00 million"),
        Said("second", "out", "2014", "7.00 million", more=supersedes("first")),
        Said("third", "out", "2014", "5.50 million", more=supersedes("second")),
        Said("before", "out", "2013", "5.00 million"),
        Said("growth", "out-growth", "2014", "10.0", more=supersedes("growth-first")),
        Said("growth-first", "out-growth", "2014", "20.0"),
        Said("after", "out", "2015", "6.05 million"),
    ]
    return small_base(folder, [OUTPUT, GROWTH], facts)


def test_a_superseded_figure_is_in_no_conflict_and_implies_nothing(tmp_path: Path) -> None:
    base = revised_base(tmp_path / "base")
    assert failing(base) == []
    assert [fact.conflicts for fact in base.facts()] == [()] * 7
    superseded = {fact.id: fact.superseded_by for fact in base.facts() if fact.superseded_by}
    assert superseded == {"first": "second", "second": "third", "growth-first": "growth"}
    everything = library.implied(base=base)
    for fact in (*everything.facts, *everything.confirmations):
        assert fact.derivation
        assert not superseded.keys() & {source.id for _, source in fact.derivation.inputs}


def test_without_the_revision_the_same_figures_contradict_each_other(tmp_path: Path) -> None:
    facts = [Said("first", "out", "2014", "9.00 million"), Said("second", "out", "2014", "7.00 million")]  # fmt: skip
    assert failing(small_base(tmp_path / "base", [OUTPUT], facts)) == [("first", "second")]


def test_years_are_compared_by_their_newest_figures(tmp_path: Path) -> None:
    base = revised_base(tmp_path / "base")
    sides = _ids_of_sides(library.compare(2013, 2014, base=base).pairs)
    assert sides == {("before", "third"), (None, "growth")}
    rows = library.compare_years(2013, 2014, 2015, base=base).rows
    assert [fact.id for row in rows for fact in row.facts] == ["before", "third", "after", "growth"]


def _ids_of_sides(pairs: Sequence[Pair]) -> set[tuple[str | None, str | None]]:
    return {(_id_of(pair.earlier), _id_of(pair.later)) for pair in pairs}


def _id_of(fact: Fact | None) -> str | None:
    return fact.id if fact else None


def test_a_series_draws_the_newest_figures_and_shows_all(tmp_path: Path) -> None:
    series = library.series("out", base=revised_base(tmp_path / "base")).series
    assert {point.id for point in series.points} == {"before", "first", "second", "third", "after"}
    drawn = [point.id for point in series.points if series.drawn_interval(point)]
    assert drawn == ["before", "third", "after"]


def test_search_answers_with_the_newest_figure(tmp_path: Path) -> None:
    answer = library.search("out 2014", base=revised_base(tmp_path / "base"))
    assert answer.facts[0].id == "third"


def test_outputs_mark_a_superseded_figure(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    revised_base(folder)
    told = cqfacts("facts", "--facts", str(folder)).stdout
    assert "r 3 superseded by a newer figure" in " ".join(told.split())
    shown = " ".join(cqfacts("show", "first", "third", "--facts", str(folder)).stdout.split())
    assert "superseded by second" in shown
    assert "supersedes second" in shown
    listed = json.loads(cqfacts("facts", "--json", "--facts", str(folder)).stdout)["facts"]
    keys = {fact["id"]: (fact["supersedes"], fact["superseded_by"]) for fact in listed}
    assert keys["second"] == ("first", "third")


def test_an_edit_that_takes_a_revision_back_brings_the_conflict_back(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    revised_base(folder)
    path = folder / "things" / "2014.yaml"
    path.write_text(path.read_text().replace(supersedes("second"), ""))
    assert ("second", "third") in failing(library.open_base(folder))
