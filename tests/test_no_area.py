"""A company's figure may be of no place: it is one everywhere, and no figure of the base's own area."""

import json
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base.reading import load_base
from cqfacts.errors import InvalidBase
from cqfacts.index.catalogue import Catalogue
from tests.conftest import Run
from tests.small_base import GROWTH, OUTPUT, Said, small_base
from tests.test_arithmetic_bases import failing, implied

MAKER = "  entity: Maker\n"


def base_without_areas(folder: Path) -> Catalogue:
    """Write a base in which a company's output is told of no area and of the city."""
    facts = [
        Said("a", "out", "2021", "5.00 million", area="", more=MAKER),
        Said("b", "out", "2020", "4.00 million", area="", more=MAKER),
        Said("g", "out-growth", "2021", "25.0", area="", more=MAKER),
        Said("here", "out", "2021", "1.00 million", more=MAKER),
        Said("all", "out", "2021", "9.00 million"),
    ]
    return small_base(folder, [OUTPUT, GROWTH], facts)


def test_no_area_is_an_area_of_its_own(tmp_path: Path) -> None:
    base = base_without_areas(tmp_path / "base")
    areas = {fact.id: fact.area_id for fact in base.facts()}
    assert areas == {"a": None, "b": None, "g": None, "here": "city", "all": "city"}
    ids = {fact.id for fact in library.implied(base=base).facts}
    assert not any("city" in name for name in ids)
    assert failing(base) == []


def test_a_level_of_no_area_implies_one_of_no_area(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    base_without_areas(folder)
    (folder / "things" / "2020.yaml").unlink()
    [fact] = implied(library.open_base(folder)).values()
    assert (fact.id, fact.area, fact.entity) == ("out--2020--maker", None, "Maker")
    assert fact.statement.endswith(": out: Maker, 2020.")


def test_figures_of_no_area_are_compared_with_each_other_alone(tmp_path: Path) -> None:
    base = base_without_areas(tmp_path / "base")
    pairs = library.compare(2020, 2021, base=base).pairs
    sides = {(pair.earlier.id, pair.later.id) for pair in pairs if pair.earlier and pair.later}
    assert sides == {("b", "a")}


@pytest.mark.parametrize("command", [("facts",), ("show", "a"), ("why", "a"), ("search", "out Maker 2021"), ("series", "out"), ("areas",), ("compare", "2020", "2021"), ("year", "2021"), ("conflicts",)])  # fmt: skip
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_every_output_shows_what_has_no_area(
    command: tuple[str, ...], form: str, tmp_path: Path, cqfacts: Run
) -> None:
    folder = tmp_path / "base"
    base_without_areas(folder)
    done = cqfacts(*command, "--format", form, "--facts", str(folder))
    assert done.returncode in (0, 3), done.stderr
    assert "None" not in done.stdout


def test_tables_do_not_take_it_for_the_own_area(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    base_without_areas(folder)
    told = " ".join(cqfacts("facts", "--facts", str(folder)).stdout.split())
    assert "out: Maker, no area" in told
    [shown] = json.loads(cqfacts("show", "a", "--json", "--facts", str(folder)).stdout)["facts"]
    assert (shown["area"], shown["area_name"], shown["area_code"]) == (None, None, None)


@pytest.mark.parametrize(("question", "first"), [("out Maker 2021", {"a", "here"}), ("out Maker in City 2021", {"here"}), ("out Maker 2020", {"b"})])  # fmt: skip
def test_a_question_about_the_company_finds_it(
    question: str, first: set[str], tmp_path: Path
) -> None:
    answer = library.search(question, base=base_without_areas(tmp_path / "base"))
    assert answer.facts[0].id in first


def test_a_fact_without_area_and_entity_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    with pytest.raises(InvalidBase):
        small_base(folder, [OUTPUT], [Said("a", "out", "2021", "5.00 million", area="")])
    [finding] = load_base(folder).findings
    assert (finding.code, finding.message) == ("CQ201", 'the fact has no "area"')
