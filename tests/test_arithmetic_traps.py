"""Bases of a few facts that invite a wrong figure; each test is one such invitation, declined."""

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.answers.facts import FACT
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.interval import Interval
from tests.all_conflicts import conflicts_by_fact
from tests.conftest import Run
from tests.small_base import GROWTH, OUTPUT, Measured, Said, measured, small_base


def implied(base: Catalogue) -> dict[str, Fact]:
    return {fact.id: fact for fact in library.implied(base=base).facts}


def failing(base: Catalogue) -> list[tuple[str, ...]]:
    return [
        tuple(fact.id for fact in case.facts)
        for case in library.conflicts(base=base).cases
        if case.outcome == "fails"
    ]


def test_an_id_says_what_a_figure_is_about_whatever_else_is_known(tmp_path: Path) -> None:
    year, quarter = (
        Said("y", "out", "2014", "12 million"),
        Said("q", "out", "2014-01/2014-03", "2 million"),
    )
    months = Said("n", "out", "2014-01/2014-09", "8 million")
    one = implied(small_base(tmp_path / "one", [OUTPUT], [year, quarter]))
    other = implied(small_base(tmp_path / "other", [OUTPUT], [months, year, quarter]))
    assert one.keys() == {"out--city--2014-04..2014-12"}
    assert other.keys() == {
        "out--city--2014-04..2014-12",
        "out--city--2014-04..2014-09",
        "out--city--2014-10..2014-12",
    }
    growing = [
        Said("z", "out", "2015-04/2015-12", "11.0000 million"),
        Said("g", "out-growth", "2015-04/2015-12", "10.00"),
    ]
    both = small_base(tmp_path / "both", [OUTPUT, GROWTH], [year, quarter, *growing])
    implied_fact = library.fact("out--city--2014-04..2014-12", base=both)
    assert implied_fact.derivation
    assert implied_fact.derivation.formula == "year-before"


@pytest.mark.parametrize(
    ("indicators", "facts"),
    [
        pytest.param(
            [OUTPUT, measured("out-growth", "growth", "times", growth_of="out")],
            [Said("a", "out", "2014", "1.00 million"), Said("b", "out", "2015", "2.00 million"), Said("g", "out-growth", "2015", "3"), Said("h", "out-growth", "2014", "3")],
            id="a growth in multiples is no percentage",
        ),
        pytest.param(
            [OUTPUT, measured("share", "share", "per-mille", part="out", whole="out", whole_area="land")],
            [Said("a", "out", "2014", "1.00 million"), Said("s", "share", "2014", "363")],
            id="a share per mille is no percentage",
        ),
        pytest.param(
            [measured("profit", "flow", "CNY", price_basis="current"), measured("profit-growth", "growth", "percent", growth_of="profit", price_basis="current")],
            [Said("a", "profit", "2014", "-10.0 million"), Said("b", "profit", "2015", "-5.0 million"), Said("g", "profit-growth", "2012", "3")],
            id="a smaller loss is no negative growth",
        ),
        pytest.param(
            [OUTPUT, GROWTH],
            [Said("a", "out", "2014", "0.0 million"), Said("b", "out", "2015", "5.0 million"), Said("g", "out-growth", "2010", "3")],
            id="no growth is known from what may be nothing",
        ),
        pytest.param(
            [OUTPUT, GROWTH],
            [Said("a", "out", "2015", "1.00 million"), Said("g", "out-growth", "2015", "~ -99")],
            id="a fall of perhaps everything gives no year before",
        ),
        pytest.param(
            [OUTPUT, GROWTH],
            [Said("a", "out", "2015", "5.50 million", more="  status: forecast\n"), Said("g", "out-growth", "2015", "10.0", more="  status: forecast\n")],
            id="the year before a plan is no plan",
        ),
        pytest.param(
            [OUTPUT, measured("out-growth", "growth", "percent", growth_of="out")],
            [Said("a", "out", "2010/2014", "5.50 million"), Said("g", "out-growth", "2010/2014", "10.0")],
            id="an average over years is no growth on the year before",
        ),
        pytest.param(
            [measured("profit", "flow", "CNY", price_basis="current"), measured("sales", "flow", "CNY", price_basis="constant"), measured("margin", "share", "percent", part="profit", whole="sales")],
            [Said("a", "profit", "2014", "10.0 million"), Said("m", "margin", "2014", "5.0"), Said("s", "sales", "2013", "5 million")],
            id="nothing is shared across prices",
        ),
    ],
)  # fmt: skip
def test_nothing_follows(indicators: list[Measured], facts: list[Said], tmp_path: Path) -> None:
    base = small_base(tmp_path / "base", indicators, facts)
    assert implied(base) == {}
    assert failing(base) == []


def test_the_sounder_and_narrower_level_is_used(tmp_path: Path) -> None:
    doubt = "  doubts:\n    - {grade: error, reason: It cannot be., likely: Less.}\n"
    levels = [Said("a", "out", "2014", "3 million"), Said("b", "out", "2014", "2.630 million"), Said("d", "out", "2014", "2.6300 million", more=doubt)]  # fmt: skip
    [found] = implied(small_base(tmp_path / "base", [OUTPUT, GROWTH], [*levels, Said("g", "out-growth", "2014", "10.0")])).values()  # fmt: skip
    assert found.derivation
    assert [fact.id for _, fact in found.derivation.inputs] == ["b", "g"]
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("indicators", "facts", "pair"),
    [
        ([OUTPUT], [Said("a", "out", "2014", "1.50 million"), Said("b", "out", "2014-01/2014-05", "2.63 million")], ("a", "b")),
        ([OUTPUT, measured("share", "share", "percent", part="out", whole="out", whole_area="land")], [Said("a", "out", "2014", "9.0 million"), Said("b", "out", "2014", "2.0 million", "land"), Said("s", "share", "2013", "5")], ("a", "b")),
    ],
)  # fmt: skip
def test_a_part_that_is_more_than_its_whole_is_a_conflict(
    indicators: list[Measured], facts: list[Said], pair: tuple[str, str], tmp_path: Path
) -> None:
    base = small_base(tmp_path / "base", indicators, facts)
    assert implied(base) == {}
    assert [tuple(sorted(names)) for names in failing(base)] == [pair]


def test_shares_of_two_wholes_leave_no_remainder(tmp_path: Path) -> None:
    wholes = [measured("all-cars", "flow", "vehicles"), measured("all-boats", "flow", "vehicles")]
    shares = [measured("red", "share", "percent", part="out", whole="all-cars"), measured("blue", "share", "percent", part="out", whole="all-boats")]  # fmt: skip
    facts = [Said("t", "all-cars", "2014", "10 million"), Said("u", "all-boats", "2013", "10 million"), Said("r", "red", "2014", "60"), Said("b", "blue", "2014", "30")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, *wholes, *shares], facts, [("part-of", "r", "t"), ("part-of", "b", "t")])  # fmt: skip
    assert not [name for name in implied(base) if "remainder" in name]


def test_parts_that_make_their_total_are_in_no_conflict(tmp_path: Path) -> None:
    facts = [Said("t", "out", "2014", "100", "land"), Said("p", "out", "2014", "60"), Said("q", "out", "2014", "40", "district")]  # fmt: skip
    base = small_base(
        tmp_path / "base", [OUTPUT], facts, [("total-of", "t", "p"), ("total-of", "t", "q")]
    )
    assert [fact.conflicts for fact in library.facts(base=base).facts] == [(), (), ()]
    assert [case.outcome for case in library.conflicts(every=True, base=base).cases] == ["holds"]


@pytest.mark.parametrize(
    ("one", "other"), [("7.0 million", "9.0 million"), ("> 5 million", "< 5 million")]
)
def test_figures_for_one_thing_that_differ_are_never_silently_compared(
    one: str, other: str, tmp_path: Path
) -> None:
    """2014 is January to December 2014, and more than 5 is not less than 5."""
    facts = [Said("a", "out", "2014", one), Said("b", "out", "2014-01/2014-12", other), Said("c", "out", "2015", "8.0 million")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT], facts)
    assert failing(base) == [("a", "b")]
    assert [pair.verdict for pair in library.compare(2014, 2015, base=base).pairs] == [
        "doubtful",
        "one-sided",
    ]


def test_relations_between_figures_of_two_units_cannot_be_told(tmp_path: Path) -> None:
    facts = [Said("a", "out", "2014", "7"), Said("g", "out-growth", "2014", "3")]
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts, [("points-above", "a", "g", "4"), ("higher-than", "a", "g")])  # fmt: skip
    assert {case.outcome for case in library.conflicts(every=True, base=base).cases} == {
        "cannot-be-told"
    }


def test_what_is_in_conflict_with_an_implied_figure_says_so(tmp_path: Path, cqfacts: Run) -> None:
    facts = [Said("a", "out", "2014", "7.0 million"), Said("g", "out-growth", "2014", "10.0"), Said("b", "out", "2013", "9.5 million")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    [names] = failing(base)
    for name in (*names, "a", "g", "b"):
        told = " ".join(cqfacts("why", name, "--facts", str(tmp_path / "base")).stdout.split())
        assert "cannot both be true" in told, name
    listed = cqfacts("facts", "--implied", "--facts", str(tmp_path / "base")).stdout
    assert "in conflict" in listed


def test_years_that_are_known_only_by_implication_can_be_compared(tmp_path: Path) -> None:
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], [Said("a", "out", "2015", "2.00 million"), Said("g", "out-growth", "2015", "10.0")])  # fmt: skip
    [pair] = [
        pair for pair in library.compare(2014, 2015, implied=True, base=base).pairs if pair.change
    ]
    assert pair.change
    assert (pair.change.low, pair.change.high) == (Fraction("9.95"), Fraction("10.05"))
    with pytest.raises(library.NotFound):
        library.compare(2014, 2015, base=base)


def test_a_chain_of_any_length_is_followed_and_its_change_is_that_of_the_growth_between(
    tmp_path: Path,
) -> None:
    growth = [Said(f"g{year}", "out-growth", str(year), "10.00") for year in range(2005, 2018)]
    base = small_base(
        tmp_path / "base", [OUTPUT, GROWTH], [Said("a", "out", "2017", "1 million"), *growth]
    )
    assert len(implied(base)) == 13
    [pair] = [pair for pair in library.compare(2005, 2015, implied=True, base=base).pairs if pair.change and pair.later and pair.later.indicator.id == "out"]  # fmt: skip
    low, high = (Fraction(factor) ** 10 * 100 - 100 for factor in ("1.09995", "1.10005"))
    assert pair.change
    assert (pair.change.low, pair.change.high) == (low, high)


def test_a_rate_a_year_has_the_bounds_of_its_change(tmp_path: Path) -> None:
    base = small_base(tmp_path / "base", [OUTPUT], [Said("a", "out", "2014", "1 million"), Said("b", "out", "2021", "3 million")])  # fmt: skip
    [pair] = library.compare(2014, 2021, base=base).pairs
    change = pair.change
    assert change
    assert change.per_year_low is not None
    assert change.per_year_high is not None
    assert round(float(change.per_year_low), 1) == 7.6
    assert round(float(change.per_year_high), 1) == 32.0


def test_a_limit_bounds_the_change_of_a_share_and_an_implied_limit_is_one(tmp_path: Path) -> None:
    share = measured("share", "share", "percent", part="out", whole="out", whole_area="land")
    facts = [Said("a", "share", "2014", "20"), Said("b", "share", "2015", "> 30"), Said("o", "out", "2013", "1 million"), Said("l", "out", "2015", "> 1.00 million"), Said("g", "out-growth", "2015", "10.0")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH, share], facts)
    [pair] = [pair for pair in library.compare(2014, 2015, sector="things", base=base).pairs if pair.later and pair.later.id == "b"]  # fmt: skip
    assert pair.change
    assert pair.change.least == Fraction("9.5")
    assert FACT.write(implied(base)["out--city--2014"])["qualifier"] == "at-least"


TWO_GROWTHS = [Said("a", "out", "2014", "7.0 million"), Said("g", "out-growth", "2014", "10.0"), Said("h", "out-growth", "2014", "20.0")]  # fmt: skip
"""Two growth rates for one year: they contradict each other, and each the level that the other implies."""


def test_conflicts_by_fact_are_those_that_every_look_up_shows(tmp_path: Path) -> None:
    facts = [Said("a", "out", "2014", "7.0 million"), Said("g", "out-growth", "2014", "10.0"), Said("b", "out", "2013", "9.5 million"), Said("c", "out", "2013", "9.3 million")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts, [("higher-than", "a", "b")])
    shown = {
        fact.id: library.show(fact.id, base=base).facts[0].conflicts
        for fact in library.facts(base=base).facts
    }
    printed = [fact._replace(conflicts=()) for fact in library.facts(base=base).facts]
    conflicts = conflicts_by_fact(printed, base.index.all_relations(), library.implied(base=base))
    assert {fact_id: conflicts.get(fact_id, ()) for fact_id in shown} == shown
    assert {conflict.kind for conflict in conflicts["b"]} == {"relation", "same-thing", "implied"}


def test_a_conflict_stands_once_with_a_fact_and_never_names_the_fact_itself(tmp_path: Path) -> None:
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], TWO_GROWTHS)
    conflicts = conflicts_by_fact(library.facts(base=base).facts, [], library.implied(base=base))
    [both_sides_rest_on_it] = conflicts["a"]
    assert both_sides_rest_on_it.others == ("out--city--2013", "out--city--2013--year-before--a--g")
    for fact_id, against in conflicts.items():
        assert len({conflict.reason for conflict in against}) == len(against)
        assert all(fact_id not in conflict.others for conflict in against)


def test_columns_in_a_spreadsheet_tell_periods_and_forecasts_apart(
    tmp_path: Path, cqfacts: Run
) -> None:
    facts = [Said("a", "out", "2014", "2.0 million"), Said("b", "out", "2015", "3.0 million"), Said("c", "out", "2016-01/2016-05", "3.0 million"), Said("e", "out", "2016", "3.0 million", more="  status: forecast\n")]  # fmt: skip
    small_base(tmp_path / "base", [OUTPUT], facts)
    done = cqfacts(
        "compare", "2014", "2015", "2016", "--format", "csv", "--facts", str(tmp_path / "base")
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {(row["2016_id"], row["2016_period"], row["2016_status"]) for row in rows} >= {("c", "2016-01/2016-05", "normal"), ("e", "2016", "forecast")}  # fmt: skip


def test_a_series_is_drawn_in_one_unit_and_ends_with_the_last_year_there_is(
    tmp_path: Path, cqfacts: Run
) -> None:
    area = measured("land-area", "stock", "hectares")
    facts = [Said("a", "land-area", "2014", "1.000 million"), Said("b", "land-area", "9999", "10.00 billion", unit="square-metres")]  # fmt: skip
    base = small_base(tmp_path / "base", [area], facts)
    series = library.series("land-area", base=base).series
    expected = Interval(Fraction(9_995_000_000), Fraction(10_005_000_000))
    assert [series.drawn_interval(point) for point in series.points] == [expected, expected]
    for form in ("table", "svg", "json"):
        assert (
            cqfacts(
                "series", "land-area", "--format", form, "--facts", str(tmp_path / "base")
            ).returncode
            == 0
        )


@pytest.mark.parametrize(("of_city", "of_district", "outcome"), [("5.0 million", "9.0 million", "fails"), ("9.0 million", "5.0 million", "holds"), ("5 million", "5 million", "cannot-be-told")])  # fmt: skip
def test_ranks_imply_the_order_of_what_they_rank(
    of_city: str, of_district: str, outcome: str, tmp_path: Path
) -> None:
    rank = measured("out-rank", "rank", "rank", ranks="out", field="land")
    facts = [Said("a", "out", "2014", of_city), Said("b", "out", "2014", of_district, "district"), Said("r", "out-rank", "2014", "1"), Said("s", "out-rank", "2014", "3", "district")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, rank], facts)
    assert [
        (case.kind, case.outcome) for case in library.conflicts(every=True, base=base).cases
    ] == [("order", outcome)]


@pytest.mark.parametrize(
    ("value", "kind", "unit", "json", "text"),
    [
        ("5 to 6 million", "flow", "vehicles", (None, 5_000_000, 6_000_000, "range"), "5 to 6 million vehicles"),
        ("5 to 6", "growth", "percent", (None, 5, 6, "range"), "5 to 6%"),
        ("-1.5 to 2", "growth", "percent", (None, -1.5, 2, "range"), "-1.5 to 2%"),
        ("nearly 300", "stock", "vehicles", (300, 200, 300, "nearly"), "nearly 300 vehicles"),
        ("nearly 20", "share", "percent", (20, 19, 20, "nearly"), "nearly 20%"),
        ("~ 300", "stock", "vehicles", (300, 200, 400, "about"), "about 300 vehicles"),
        ("300", "stock", "vehicles", (300, 300, 300, "exact"), "300 vehicles"),
        ("3300000", "stock", "vehicles", (3_300_000, 3_250_000, 3_350_000, "exact"), "3,300,000 vehicles"),
        ("3300000.", "stock", "vehicles", (3_300_000, 3_300_000, 3_300_000, "exact"), "3,300,000 vehicles"),
        ("3301234", "stock", "vehicles", (3_301_234, 3_301_234, 3_301_234, "exact"), "3,301,234 vehicles"),
        ("500 billion", "flow", "CNY", (500_000_000_000, 450_000_000_000, 550_000_000_000, "exact"), "500 billion yuan"),
        ("500. billion", "flow", "CNY", (500_000_000_000, 499_500_000_000, 500_500_000_000, "exact"), "500 billion yuan"),
        ("1000", "rank", "rank", (1000, 1000, 1000, "exact"), "no. 1,000"),
        ("2030", "stock", "years", (2030, 2030, 2030, "exact"), "2,030 years"),
    ],
)  # fmt: skip
def test_every_output_has_a_figure_as_it_is_printed_and_as_well_as_it_is_known(
    value: str,
    kind: str,
    unit: str,
    json: tuple[float | str | None, ...],
    text: str,
    tmp_path: Path,
    cqfacts: Run,
) -> None:
    more = {"growth": {"growth_of": "out"}, "share": {"part": "out", "whole": "out"}}
    basis = {"price_basis": "current"} if unit == "CNY" else {}
    rank = {"field": "land"} if kind == "rank" else {}
    indicator = measured("it", kind, unit, **more.get(kind, {}), **basis, **rank)
    facts = [Said("f", "it", "2014", value), Said("o", "out", "2014", "1")]
    small_base(tmp_path / "base", [indicator, OUTPUT], facts)
    base = library.open_base(tmp_path / "base")  # the second time out of the index
    [fact] = [fact for fact in library.facts(base=base).facts if fact.id == "f"]
    written = FACT.write(fact)
    keys = ("value", "low", "high", "qualifier")
    assert tuple(written[key] for key in keys) == json
    assert written["text"] == text
    shown = cqfacts("facts", "--facts", str(tmp_path / "base")).stdout
    assert text.removeprefix("about ").split()[0] in shown


@pytest.mark.parametrize("value", ["12", "12.5", "3000", "3 thousand", "1/3"])
def test_a_nominal_size_is_exact_and_another_is_not(value: str, tmp_path: Path) -> None:
    unit = "percent" if "/" in value else "square-metres"
    indicators = [measured("it", "stock", unit, nominal="yes"), measured("size", "stock", unit)]
    facts = [Said("a", "it", "2014", value), Said("b", "size", "2014", value)]
    small_base(tmp_path / "base", indicators, facts)
    nominal, size = library.facts(base=library.open_base(tmp_path / "base")).facts
    assert nominal.interval.width == 0
    assert nominal.value == size.value
    assert size.interval.width


def test_a_nominal_size_that_is_about_right_is_not_exact(tmp_path: Path) -> None:
    facts = [Said("a", "it", "2014", "~ 12"), Said("b", "it", "2015", "> 12")]
    base = small_base(tmp_path, [measured("it", "stock", "square-metres", nominal="yes")], facts)
    about, limit = library.facts(base=base).facts
    assert about.interval == Interval(Fraction(11), Fraction(13))
    assert limit.interval == Interval(Fraction(12), None)


def test_a_range_implies_bounds_and_no_value(tmp_path: Path) -> None:
    facts = [
        Said("a", "out", "2015", "5 to 6 million"),
        Said("g", "out-growth", "2015", "10 to 20"),
    ]
    [fact] = implied(small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)).values()
    assert fact.value is None
    assert fact.interval == (Fraction(4_166_667), Fraction(5_454_545))
