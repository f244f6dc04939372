"""What a growth is on decides what it implies, what it contradicts and what it can be compared with."""

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.change_base import (
    Neighbour,
    change_base_words,
    compared_period,
    parse_change_base,
    settle,
)
from cqfacts.model.fact import Fact
from cqfacts.model.period import Period, parse_period
from cqfacts.reader.change_bases import bases_in
from tests.conftest import Run
from tests.small_base import GROWTH, OUTPUT, Measured, Said, measured, small_base

MONTHLY = "  on: month-before\n"
LEAD = measured(
    "lead", "difference", "percentage-points", part="out-growth", whole="out-growth", whole_area="land"
)  # fmt: skip


def implied(base: Catalogue) -> dict[str, Fact]:
    return {fact.id: fact for fact in library.implied(base=base).facts}


def failing(base: Catalogue) -> list[tuple[str, ...]]:
    cases = library.conflicts(base=base).cases
    return [tuple(fact.id for fact in case.facts) for case in cases]


def on(base: str) -> str:
    return f"  on: {base}\n"


@pytest.mark.parametrize(
    ("base", "period", "earlier"),
    [
        ("year-before", "2021-12", "2020-12"),
        ("month-before", "2021-12", "2021-11"),
        ("month-before", "2021-01", "2020-12"),
        ("quarter-before", "2021-10/2021-12", "2021-07/2021-09"),
        ("quarter-before", "2021-01/2021-03", "2020-10/2020-12"),
        ("2017", "2022", "2017"),
        ("2017", "2022-01/2022-03", "2017-01/2017-03"),
        ("2020-10/2020-12", "2021-01/2021-03", "2020-10/2020-12"),
    ],
)
def test_a_growth_implies_the_level_that_it_is_on_and_no_other(
    base: str, period: str, earlier: str, tmp_path: Path
) -> None:
    facts = [Said("a", "out", period, "1.20 million"), Said("g", "out-growth", period, "20.0", more=on(base))]  # fmt: skip
    [fact] = implied(small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)).values()
    assert str(fact.period) == earlier
    assert fact.value == 1_000_000


@pytest.mark.parametrize("period", ["2021-12", "2021-10/2021-12", "2022", "2022-01/2022-03"])
@pytest.mark.parametrize("base", ["year-before", "month-before", "quarter-before", "2017", "2016-05"])  # fmt: skip
def test_the_level_and_its_growth_imply_each_other(base: str, period: str, tmp_path: Path) -> None:
    """Where a growth and a level imply the earlier one, the growth and the earlier one imply the level."""
    earlier = compared_period(parse_change_base(base), parse_period(period))
    if earlier is None:
        return
    facts = [Said("a", "out", str(earlier), "1.00 million"), Said("g", "out-growth", period, "20.0", more=on(base))]  # fmt: skip
    [fact] = implied(small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)).values()
    assert str(fact.period) == period
    assert fact.value == 1_200_000


@pytest.mark.parametrize(
    ("base", "period"),
    [
        ("average", "2019/2021"),
        ("average", "2010/2014"),
        ("average since 2019", "2021"),
        ("average since 2019", "2021-01/2021-08"),
        ("month-before", "2021-12-31"),
        ("2017", "2021-04/2022-03"),
        ("2020-11/2020-12", "2021-12"),
        ("2017~", "2021"),
    ],
)
def test_nothing_is_implied_where_no_single_earlier_time_is_as_long(
    base: str, period: str, tmp_path: Path
) -> None:
    years = [Said(f"a{year}", "out", str(year), "1.00 million") for year in (2017, 2018)]
    facts = [*years, Said("a", "out", period, "1.20 million"), Said("g", "out-growth", period, "20.0", more=on(base))]  # fmt: skip
    base_of_facts = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    assert not [fact for fact in implied(base_of_facts).values() if "g" in _inputs(fact)]
    assert failing(base_of_facts) == []


def _inputs(fact: Fact) -> set[str]:
    assert fact.derivation
    return {source.id for _, source in fact.derivation.inputs}


BASES = ("year-before", "month-before", "2019-12", "average since 2019")


@pytest.mark.parametrize(("left", "right"), list(product(BASES, repeat=2)))
def test_two_growths_contradict_each_other_only_on_one_base(
    left: str, right: str, tmp_path: Path
) -> None:
    facts = [Said("g", "out-growth", "2021-12", "10.0", more=on(left)), Said("h", "out-growth", "2021-12", "20.0", more=on(right))]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    assert failing(base) == ([("g", "h")] if left == right else [])
    assert implied(base) == {}


def test_one_base_written_in_two_ways_is_one(tmp_path: Path) -> None:
    facts = [
        Said("g", "out-growth", "2021-12", "10.0", more=MONTHLY),
        Said("h", "out-growth", "2021-12", "20.0", more=on("2021-11")),
        Said("i", "out-growth", "2021", "10.0"),
        Said("j", "out-growth", "2021", "20.0", more=on("2020-01/2020-12")),
    ]
    assert failing(small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)) == [("g", "h"), ("i", "j")]  # fmt: skip


def test_true_growths_on_the_month_and_on_the_year_are_no_conflict(tmp_path: Path) -> None:
    """940,000 in December, 9.3% more than in November: that says nothing of December a year before."""
    facts = [
        Said("a", "out", "2021-12", "940.0 thousand"),
        Said("b", "out", "2021-11", "860.0 thousand"),
        Said("c", "out", "2020-12", "900.0 thousand"),
        Said("g", "out-growth", "2021-12", "9.3", more=MONTHLY),
        Said("h", "out-growth", "2021-12", "4.4"),
    ]
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    assert failing(base) == []
    assert [fact.conflicts for fact in base.facts()] == [()] * 5


def test_a_false_growth_on_the_month_is_a_conflict(tmp_path: Path) -> None:
    facts = [
        Said("a", "out", "2021-12", "940.0 thousand"),
        Said("b", "out", "2021-11", "900.0 thousand"),
        Said("g", "out-growth", "2021-12", "9.3", more=MONTHLY),
    ]
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    assert failing(base) == [("out-growth--city--2021-12--on-month-before--growth--a--b", "g")]
    assert all(fact.conflicts for fact in base.facts())


def test_a_lead_is_over_a_growth_on_the_same_base(tmp_path: Path) -> None:
    facts = [
        Said("g", "out-growth", "2021-12", "9.3", more=MONTHLY),
        Said("h", "out-growth", "2021-12", "4.4"),
        Said("l", "lead", "2021-12", "2.0", more=MONTHLY),
    ]
    [fact] = implied(small_base(tmp_path / "base", [OUTPUT, GROWTH, LEAD], facts)).values()
    assert fact.id == "out-growth--land--2021-12--on-month-before"
    assert fact.on is Neighbour.MONTH_BEFORE
    assert _inputs(fact) == {"g", "l"}
    assert fact.text == "between 7.2 and 7.4% on the month before (implied)"


def test_a_share_of_a_growth_is_that_of_the_growth_on_the_year_before(tmp_path: Path) -> None:
    points = measured("points", "contribution", "percent", part="out", whole="out-growth")
    part = measured("part-of-growth", "share", "percent", part="points", whole="out-growth")
    facts = [
        Said("p", "points", "2021-12", "2.0", more=MONTHLY),
        Said("g", "out-growth", "2021-12", "8.0", more=MONTHLY),
        Said("s", "part-of-growth", "2021-12", "50.0"),
    ]
    assert implied(small_base(tmp_path / "base", [OUTPUT, GROWTH, points, part], facts)) == {}


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("year-before", "year-before", "comparable"),
        ("month-before", "month-before", "comparable"),
        ("2020-11", "month-before", "comparable"),
        ("2017", "2017", "comparable"),
        ("year-before", "month-before", "different-basis"),
        ("2017", "2018", "different-basis"),
        ("average since 2018", "year-before", "different-basis"),
    ],
)
def test_growths_are_compared_on_one_base_only(
    left: str, right: str, verdict: str, tmp_path: Path
) -> None:
    facts = [Said("g", "out-growth", "2020-12", "10.0", more=on(left)), Said("h", "out-growth", "2021-12", "20.0", more=on(right))]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    [pair] = library.compare(2020, 2021, base=base).pairs
    assert pair.verdict == verdict
    assert bool(pair.change) == (verdict == "comparable")
    if not pair.change:
        assert pair.reasons == (f"One is {words_of(left, '2020-12')}, the other {words_of(right, '2021-12')}.",)  # fmt: skip


def words_of(base: str, period: str) -> str:
    return change_base_words(settle(parse_change_base(base), parse_period(period)))


def test_of_two_growths_a_year_each_is_paired_with_its_like(tmp_path: Path) -> None:
    facts = [
        Said(f"{name}{year}", "out-growth", f"{year}-12", digits, more=more)
        for year, digits in ((2020, "10.0"), (2021, "20.0"))
        for name, more in (("m", MONTHLY), ("y", ""))
    ]
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    pairs = library.compare(2020, 2021, base=base).pairs
    sides = {(pair.earlier.id, pair.later.id) for pair in pairs if pair.earlier and pair.later}
    assert sides == {("m2020", "m2021"), ("y2020", "y2021")}


def test_a_series_draws_the_growths_of_one_base(tmp_path: Path, cqfacts: Run) -> None:
    facts = [
        Said("y2020", "out-growth", "2020-12", "10.0"),
        Said("y2021", "out-growth", "2021-12", "20.0"),
        Said("m2021", "out-growth", "2021-12", "5.0", more=MONTHLY),
    ]
    folder = tmp_path / "base"
    series = library.series("out-growth", base=small_base(folder, [OUTPUT, GROWTH], facts)).series
    drawn = {point.id for point in series.points if series.drawn_interval(point)}
    assert drawn == {"y2020", "y2021"}
    shown = cqfacts("series", "out-growth", "--facts", str(folder)).stdout
    assert "month before" in shown
    assert "Only what is on the year before has a bar." in " ".join(shown.split())


def test_outputs_say_what_a_growth_is_on(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    facts = [Said("g", "out-growth", "2021-12", "9.3", more=MONTHLY), Said("a", "out", "2021-12", "5")]  # fmt: skip
    base = small_base(folder, [OUTPUT, GROWTH], facts)
    assert library.fact("g", base=base).text == "9.3% on the month before"
    shown = json.loads(cqfacts("facts", "--json", "--facts", str(folder)).stdout)["facts"]
    assert {fact["id"]: fact["on"] for fact in shown} == {"g": "month-before", "a": None}
    for command in (("show", "g"), ("facts",), ("search", "out growth December 2021")):
        told = cqfacts(*command, "--facts", str(folder)).stdout
        assert "on the month before" in " ".join(told.split()), command


@pytest.mark.parametrize("text", [*Neighbour, "2017", "2017-01/2017-03", "average", "average since 2019"])  # fmt: skip
def test_a_base_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_change_base(text)) == text


@pytest.mark.parametrize("period", ["2021-12", "2021-10/2021-12", "2021", "2021-12-31", "2021-03/2022-02"])  # fmt: skip
@pytest.mark.parametrize("base", [*Neighbour, "2017", "2020", "2021-11", "2021-07/2021-09", "average"])  # fmt: skip
def test_a_base_in_its_one_form_is_the_same_time(base: str, period: str) -> None:
    written, when = parse_change_base(base), parse_period(period)
    settled = settle(written, when)
    assert settle(settled, when) == settled
    earlier, same = compared_period(written, when), compared_period(settled, when)
    assert (earlier and (earlier.start, earlier.end)) == (same and (same.start, same.end))


def test_the_shipped_growth_on_2017_implies_nothing_of_2021() -> None:
    fact = library.fact("gdp-growth-2022q1")
    assert isinstance(fact, Fact)
    assert isinstance(fact.on, Period)
    assert not [one for one in library.implied().facts if fact.id in _inputs(one)]


def test_a_copy_at_current_prices_implies_the_year_that_the_growth_is_on(tmp_path: Path) -> None:
    gdp = Measured("gdp", "flow", "CNY", (("price_basis", "current"),))
    growth = measured("gdp-growth", "growth", "percent", growth_of="gdp", price_basis="current")
    facts = [
        Said("a", "gdp", "2022-01/2022-03", "5.52 trillion"),
        Said("g", "gdp-growth", "2022-01/2022-03", "2.2", more=on("2017")),
    ]
    [fact] = implied(small_base(tmp_path / "base", [gdp, growth], facts)).values()
    assert str(fact.period) == "2017-01/2017-03"
    assert fact.interval.low == Fraction(5_515_000_000_000) / Fraction("1.0225")


# --- whose whole it is

REVENUE = measured("revenue", "flow", "CNY", price_basis="current")
ABROAD = measured("revenue-abroad", "flow", "CNY", price_basis="current")
COMPANY = "  entity: Maker\n"


def of_company(name: str, indicator: str, value: str, company: str = COMPANY) -> Said:
    return Said(name, indicator, "2021", value, "land", more=company)


def share_of(whole_entity: str = "", part: str = "revenue-abroad", **more: str) -> Measured:
    if whole_entity:
        more["whole_entity"] = whole_entity
    return measured("share", "share", "percent", part=part, whole="revenue", **more)


@pytest.mark.parametrize("told", ["", "same"])
@pytest.mark.parametrize(
    ("known", "value", "result"),
    [
        ("revenue-abroad", "50.0 billion", "revenue"),
        ("revenue", "50.0 billion", "revenue-abroad"),
    ],
)
def test_a_part_and_its_whole_are_of_one_company(
    known: str, value: str, result: str, told: str, tmp_path: Path
) -> None:
    facts = [of_company("a", known, value), of_company("s", "share", "25.0")]
    [fact] = implied(small_base(tmp_path / "base", [REVENUE, ABROAD, share_of(told)], facts)).values()  # fmt: skip
    assert (fact.indicator.id, fact.entity) == (result, "Maker")
    assert fact.title == f"{result}: Maker"


def test_the_share_of_a_company_is_held_against_its_own_revenue(tmp_path: Path) -> None:
    facts = [
        of_company("a", "revenue-abroad", "50.0 billion"),
        of_company("b", "revenue", "100.0 billion"),
        of_company("c", "revenue", "200.0 billion", "  entity: Other\n"),
        Said("s", "share", "2020", "7.0", "land", more=COMPANY),
    ]
    [fact] = implied(small_base(tmp_path / "base", [REVENUE, ABROAD, share_of()], facts)).values()
    assert (fact.value, fact.entity) == (Fraction(50), "Maker")


@pytest.mark.parametrize("market", [[], [Said("m", "revenue", "2020", "1.0 trillion", "land")]])
def test_a_market_is_not_the_revenue_of_a_company(market: list[Said], tmp_path: Path) -> None:
    """Said so, a share is that of a market; where an indicator is shared in itself, or has figures of all, it may be."""
    facts = [of_company("a", "revenue-abroad", "50.0 billion"), of_company("s", "share", "25.0"), *market]  # fmt: skip
    base = small_base(tmp_path / "base", [REVENUE, ABROAD, share_of("all")], facts)
    [fact] = implied(base).values()
    assert (fact.id, fact.entity) == ("revenue--land--2021", None)
    assert fact.value == 200 * 10**9
    if market:
        untold = small_base(tmp_path / "untold", [REVENUE, ABROAD, share_of()], facts)
        assert implied(untold) == {}


def test_whose_whole_a_share_of_one_indicator_is_must_be_told(tmp_path: Path) -> None:
    within = share_of(part="revenue", whole_area="land")
    facts = [Said("a", "revenue", "2021", "50.0 billion", more=COMPANY), Said("s", "share", "2021", "25.0", more=COMPANY)]  # fmt: skip
    assert implied(small_base(tmp_path / "base", [REVENUE, within], facts)) == {}
    told = share_of("same", part="revenue", whole_area="land")
    [fact] = implied(small_base(tmp_path / "told", [REVENUE, told], facts)).values()
    assert (fact.area_id, fact.entity) == ("land", "Maker")


@pytest.mark.parametrize("known", ["a", "l"])
def test_a_lead_of_a_thing_over_itself_implies_nothing(known: str, tmp_path: Path) -> None:
    rate = measured("use", "share", "percent", part="out", whole="out", whole_area="land")
    lead = measured("lead", "difference", "percentage-points", part="use", whole="use")
    facts = [
        Said("a", "use", "2021", "80.0"),
        Said("b", "use", "2021-01/2021-12", "80.0"),
        Said("l", "lead", "2021" if known == "a" else "2021-01/2021-12", "4.0"),
        Said("o", "out", "2020", "7"),
    ]
    base = small_base(tmp_path / "base", [OUTPUT, rate, lead], facts)
    assert [name for name in implied(base) if name.startswith("use")] == []
    assert failing(base) == []


# --- a change that only restates a growth


def test_a_change_that_restates_a_printed_growth_says_so(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    facts = [
        Said("a", "out", "2015", "2.00 million"),
        Said("g", "out-growth", "2015", "22.5"),
        Said("b", "out", "2012", "1.00 million"),
        Said("h", "out-growth", "2013", "-5.0"),
    ]
    base = small_base(folder, [OUTPUT, GROWTH], facts)
    for years, growth, words in (((2014, 2015), "g", "+22.5%, as printed"), ((2012, 2013), "h", "-5.0%, as printed")):  # fmt: skip
        [pair] = [pair for pair in library.compare(*years, implied=True, base=base).pairs if pair.restates]  # fmt: skip
        assert pair.restates
        assert pair.restates.id == growth
        shown = cqfacts("compare", *map(str, years), "--implied", "--facts", str(folder)).stdout
        assert words in " ".join(shown.split())
    told = cqfacts("compare", "2014", "2015", "--implied", "--json", "--facts", str(folder)).stdout
    assert {pair["restates"] for pair in json.loads(told)["pairs"]} == {"g", None}


def test_a_change_between_figures_known_apart_restates_nothing(tmp_path: Path) -> None:
    facts = [Said("a", "out", "2015", "2.00 million"), Said("b", "out", "2014", "1.60 million"), Said("g", "out-growth", "2015", "25.0")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    [pair] = [pair for pair in library.compare(2014, 2015, implied=True, base=base).pairs if pair.change]  # fmt: skip
    assert pair.restates is None


# --- years that begin in another month


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        ("2021", "2022-04/2023-03", "different-length"),
        ("2021-04/2022-03", "2022-04/2023-03", "comparable"),
        ("2021-07/2022-06", "2022-04/2023-03", "different-length"),
    ],
)
def test_a_fiscal_year_stands_beside_a_fiscal_year(
    earlier: str, later: str, verdict: str, tmp_path: Path
) -> None:
    facts = [Said("a", "out", earlier, "1.00 million"), Said("b", "out", later, "2.00 million")]
    base = small_base(tmp_path / "base", [OUTPUT], facts)
    pair = library.compare(int(earlier[-7:-3] if "/" in earlier else earlier), 2023, base=base).pairs[0]  # fmt: skip
    assert pair.verdict == verdict
    assert bool(pair.change) == (verdict == "comparable")
    assert bool(pair.reasons) == (verdict != "comparable")


def test_a_fiscal_year_and_a_calendar_year_are_neither_in_conflict_nor_a_rest(
    tmp_path: Path,
) -> None:
    facts = [Said("a", "out", "2022", "1.00 million"), Said("b", "out", "2022-04/2023-03", "9.00 million"), Said("g", "out-growth", "2022-04/2023-03", "50.0")]  # fmt: skip
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    assert failing(base) == []
    assert [str(fact.period) for fact in implied(base).values()] == ["2021-04/2022-03"]


# --- what the citations say


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("up 9.3% from the previous month", {Neighbour.MONTH_BEFORE}),
        ("9.3% higher than in the preceding month", {Neighbour.MONTH_BEFORE}),
        ("MoM +9.3%", {Neighbour.MONTH_BEFORE}),
        ("环比增长9.3%", {Neighbour.MONTH_BEFORE, Neighbour.QUARTER_BEFORE}),
        ("grew 0.4% quarter-on-quarter", {Neighbour.QUARTER_BEFORE}),
        ("an increase of 77% on the previous year", {Neighbour.YEAR_BEFORE}),
        ("32.2% over the same period last year", {Neighbour.YEAR_BEFORE}),
        ("同比增长9.3%，环比增长0.4%", set(Neighbour)),
        ("more than in the same quarter of the year before", {Neighbour.YEAR_BEFORE}),
        ("more than a month earlier", {Neighbour.MONTH_BEFORE}),
        ("in the last month of 2014", set()),
        ("a momentum of 5%", set()),
        ("9.3%", set()),
    ],
)
def test_set_phrases_say_what_a_change_is_on(text: str, bases: set[Neighbour]) -> None:
    assert bases_in(text) == bases


# --- a world whose true figures are known

MONTHS = [f"{year}-{month:02}" for year in (2019, 2020, 2021) for month in range(1, 13)]
QUARTERS = [(f"{months[0]}/{months[-1]}", months) for months in (MONTHS[at : at + 3] for at in range(0, 36, 3))]  # fmt: skip
OUT_CHANGE = measured("out-change", "change", "vehicles", change_of="out")


def true_levels(chance: random.Random) -> dict[str, int]:
    """Invent the output of each month, and add up the quarters."""
    levels = {month: chance.randint(50_000, 150_000) for month in MONTHS}
    return levels | {quarter: sum(levels[month] for month in months) for quarter, months in QUARTERS}  # fmt: skip


def true_value(fact: Fact, levels: dict[str, int]) -> Fraction | None:
    """Return the true value of a figure; None where the world says nothing of it."""
    level = levels.get(str(fact.period))
    compared = compared_period(fact.on, fact.period)
    earlier = levels.get(str(compared)) if compared else None
    if fact.indicator.id == "out":
        return None if level is None else Fraction(level)
    if level is None or earlier is None:
        return None
    if fact.indicator.id == "out-change":
        return Fraction(level - earlier)
    return (Fraction(level, earlier) - 1) * 100


def say(name: str, indicator: str, period: str, base: str, levels: dict[str, int]) -> Said | None:
    """Return a printed figure with the digits that a document would print; None where it would print none."""
    compared = compared_period(parse_change_base(base), parse_period(period))
    level, earlier = levels[period], levels.get(str(compared))
    if indicator == "out":
        return Said(name, indicator, period, f"{level / 1000:.1f} thousand")
    if earlier is None:
        return None
    if indicator == "out-change":
        return Said(name, indicator, period, f"{(level - earlier) / 1000:.1f} thousand", more=on(base))  # fmt: skip
    return Said(name, indicator, period, f"{(level / earlier - 1) * 100:.1f}", more=on(base))


def some_sayings(chance: random.Random, levels: dict[str, int]) -> Iterator[Said]:
    """Yield figures of one place, each of its own thing, as documents would print them."""
    for number, period in enumerate(sorted(levels)):
        length = "quarter-before" if "/" in period else "month-before"
        kinds = [("out", length), *product(("out-growth", "out-change"), ("year-before", length))]
        if period.startswith("2021"):  # of 2020, growth on 2019 is growth on the year before
            kinds.append(("out-growth", "2019"))
        for indicator, base in kinds:
            if chance.random() > (0.15 if indicator == "out" else 0.3):
                continue
            said = say(f"s{number}-{indicator}-{base}", indicator, period, base, levels)
            if said and not said.value.startswith("-0.0"):
                yield said


@pytest.mark.parametrize("seed", range(12))
def test_true_figures_on_any_base_imply_only_true_ones(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    levels = true_levels(chance)
    sayings = list(some_sayings(chance, levels))
    assert {said.indicator for said in sayings} == {"out", "out-growth", "out-change"}
    base = small_base(tmp_path / "base", [OUTPUT, GROWTH, OUT_CHANGE], sayings)
    assert failing(base) == []
    everything = library.implied(base=base)
    judged = 0
    for fact in (*base.facts(), *everything.facts, *everything.confirmations):
        value = true_value(fact, levels)
        if value is not None:
            assert fact.interval.holds(value), fact.id
            judged += 1
    assert judged > len(sayings)
