"""Fiscal years of areas and entities."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqfacts.evidence.wording import check_wording
from cqfacts.model.fact import Citation, Fact
from cqfacts.model.fiscal_year import FiscalYear, parse_fiscal_year
from cqfacts.model.period import Dating, PeriodError, parse_period
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import Indicator, Kind
from tests.conftest import Run
from tests.small_base import OUTPUT, Said, small_base

FISCAL = "FY2022 is 2022-04/2023-03"


@given(st.builds(FiscalYear, st.integers(1, 12), st.booleans()), st.integers(1000, 3000))
def test_the_period_of_a_fiscal_year_has_its_name(fiscal_year: FiscalYear, year: int) -> None:
    period = fiscal_year.period(year)
    assert period.months == 12
    assert fiscal_year.name_of(period) == f"FY{year:04}"
    assert fiscal_year.first_month == 1 or fiscal_year.name_of(parse_period(f"{year}")) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("FY2022 is 2022-04/2023-03", "2019-04/2020-03"),
        ("FY2023 is 2022-04/2023-03", "2018-04/2019-03"),
        ("FY2022 is 2021-10/2022-09", "2018-10/2019-09"),
        ("FY2022 is 2022-01/2022-12", "2019-01/2019-12"),
    ],
)
def test_one_example_says_all_fiscal_years(text: str, period: str) -> None:
    assert str(parse_fiscal_year(text).period(2019)) == period


@pytest.mark.parametrize(
    "text",
    ["", "April", "FY2022 is 2022", "FY2022 is 2022-04/2023-02", "FY2025 is 2022-04/2023-03", "FY22 is 2022-04/2023-03"],
)  # fmt: skip
def test_what_is_no_fiscal_year_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_fiscal_year(text)


def test_a_fact_of_a_fiscal_year_has_its_name(tmp_path: Path, cqfacts: Run) -> None:
    facts = [
        Said("a", "out", "2022-04/2023-03", "5.50 million", more=f"  entity: Firm\n  fiscal_year: {FISCAL}\n"),
        Said("b", "out", "2022", "5.60 million", more=f"  entity: Firm\n  fiscal_year: {FISCAL}\n"),
    ]  # fmt: skip
    small_base(tmp_path, [OUTPUT], facts)
    shown = cqfacts("show", "a", "--facts", str(tmp_path)).stdout
    assert "FY2022, Apr 2022 – Mar 2023 (2022-04/2023-03)" in shown
    whole = json.loads(cqfacts("facts", "--json", "--facts", str(tmp_path)).stdout)
    assert {fact["id"]: fact["fiscal_year"] for fact in whole["facts"]} == {
        "a": "FY2022",
        "b": None,
    }


@pytest.mark.parametrize(
    ("period", "is_right"),
    [("2022-04/2023-03", True), ("2021-04/2022-03", False), ("2022", False)],
)
def test_a_fiscal_year_that_is_cited_is_that_of_the_entity(period: str, is_right: bool) -> None:
    citations = (Citation("a-report", 1, "5.50 million in FY2022"),)
    fact = Fact(
        "a", Indicator("out", "Out", "things", "thing", "out", Kind.FLOW), None, parse_period(period), Dating.PRINTED,
        "It was 5.50 million.", citations, parse_quantity("5.50 million"), entity="Firm", fiscal_year=FISCAL,
    )  # fmt: skip
    codes = {violation.code for violation in check_wording(fact) if violation.key == "period"}
    assert codes == (set() if is_right else {"CQ407"})
