"""What may be compared, and what the printed digits allow of a change."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import cqfacts as library
from cqfacts.answers.facts import FACT
from cqfacts.answers.keys import number_above, number_below
from cqfacts.model.fact import Citation, Doubt, Fact, Grade, Status
from cqfacts.model.figure_words import round_outwards
from cqfacts.model.interval import Interval, exactly
from cqfacts.model.period import Dating, parse_period
from cqfacts.model.quantity import parse_quantity
from cqfacts.model.vocabulary import Area, Indicator, Kind, PriceBasis, Unit
from cqfacts.output.changes import change_words
from cqfacts.reason.pairs import compare_facts
from cqfacts.reason.verdicts import Pair, Verdict, judge_pair
from tests.small_base import Said, measured, small_base

CHONGQING = Area("chongqing", "Chongqing", "重庆")
CHINA = Area("china", "China", "中国")
VEHICLES = Unit("vehicles", "count", "vehicle", "vehicles")
YUAN = Unit("CNY", "money", "yuan", "yuan", currency="CNY")
DOLLARS = Unit("USD", "money", "US dollar", "US dollars", currency="USD")
PERCENT = Unit("percent", "share", "percent", "percent", symbol="%")
RANK = Unit("rank", "rank", "place", "places")


def fact(
    value: str, period: str, kind: Kind = Kind.FLOW, unit: Unit | None = VEHICLES, **changes: object
) -> Fact:
    indicator = Indicator(
        "output", "Output", "automotive", "cars", "output", kind, unit.id if unit else None
    )
    basis = changes.pop("price_basis", None)
    named = changes.pop("indicator", "output")
    indicator = indicator._replace(id=str(named), title=str(named).capitalize(), price_basis=basis)  # type: ignore[arg-type]
    made = Fact(
        id=f"{named}-{period.replace('/', '-')}-{value.replace(' ', '-')}",
        indicator=indicator,
        area=CHONGQING,
        period=parse_period(period),
        dating=Dating.PRINTED,
        statement="It was made.",
        citations=(Citation("a-report", 1, value),),
        quantity=parse_quantity(value) if unit else None,
        state=None if unit else value,
        unit=unit,
    )
    return made._replace(**changes)  # type: ignore[arg-type]


DOUBT = (Doubt(Grade.ERROR, "It cannot stand.", "Another figure."),)


@pytest.mark.parametrize(
    ("earlier", "later", "verdict", "reason"),
    [
        (fact("2 million", "2014"), fact("3 million", "2015"), "comparable", ""),
        (fact("2 million", "2014-01/2014-05"), fact("3 million", "2015-01/2015-05"), "comparable", ""),
        (fact("2 million", "2020-01-01/2020-12-31"), fact("3 million", "2021"), "comparable", ""),
        (fact("2 million", "2014"), fact("3 million", "2015-01/2015-05"), "different-length", "One covers 1 year, the other 5 months."),
        (fact("2 million", "2014-01/2014-03"), fact("3 million", "2015-10/2015-12"), "different-length", "different parts of the year"),
        (fact("2 million", "2013/2014"), fact("3 million", "2014/2015"), "different-length", "overlap"),
        (fact("2 million", "2014"), fact("3 million", "2015-06-01~"), "different-length", "is not printed"),
        (fact("2 million", "2014", Kind.STOCK), fact("3 million", "2015-06", Kind.STOCK), "comparable", ""),
        (fact("2 million", "2014"), fact("3 million", "2015", area=CHINA), "different-area", "the other about China"),
        (fact("2 million", "2014"), fact("3 million", "2015", indicator="exports"), "different-measure", '"Output" is not "Exports".'),
        (fact("2 million", "2014", unit=YUAN), fact("3 million", "2015", unit=DOLLARS), "different-basis", "in yuan, the other in US dollars"),
        (fact("2 million", "2014", price_basis=PriceBasis.CURRENT), fact("3 million", "2015", price_basis=PriceBasis.CONSTANT), "different-basis", "price bases"),
        (fact("2 million", "2014"), fact("3 million", "2015", status=Status.FORECAST), "different-basis", "One is a forecast"),
        (fact("2 million", "2014", doubts=DOUBT), fact("3 million", "2015"), "doubtful", "The earlier figure is doubtful: It cannot stand."),
        (fact("2 million", "2014"), fact("3 million", "2015", doubts=DOUBT), "doubtful", "The later figure"),
        (fact("2 million", "2014", doubts=DOUBT), fact("3 million", "2015-01/2015-05", area=CHINA), "different-area", "5 months"),
    ],
)  # fmt: skip
def test_a_verdict_names_what_stands_against_a_comparison(
    earlier: Fact, later: Fact, verdict: str, reason: str
) -> None:
    pair = judge_pair(earlier, later)
    assert pair.verdict == verdict
    assert reason in " ".join(pair.reasons)
    assert (pair.change is None) == (verdict != "comparable")
    [paired] = compare_facts([earlier], [later], ["automotive"])
    assert (paired.verdict, paired.reasons) == (
        pair.verdict,
        pair.reasons,
    ) or later.indicator.id != earlier.indicator.id


@pytest.mark.parametrize(
    ("earlier", "later", "absolute", "percent", "low", "high"),
    [
        ("1.4 trillion", "1.5 trillion", 10**11, Fraction(50, 7), 0, Fraction(400, 27)),
        ("100", "150", 50, 50, 50, 50),
        ("10 million", "5 million", -5 * 10**6, -50, Fraction(-4 - 4 * Fraction(11, 10), 1), None),
    ],
)
def test_a_change_is_bounded_by_the_printed_digits(
    earlier: str, later: str, absolute: int, percent: Fraction, low: Fraction, high: Fraction | None
) -> None:
    change = judge_pair(fact(earlier, "2014"), fact(later, "2015")).change
    assert change
    assert (change.absolute, change.percent) == (Fraction(absolute), percent)
    if high is not None:
        assert (change.low, change.high) == (low, high)
    assert change.low is not None
    assert change.high is not None
    assert change.low <= percent <= change.high


figures = st.integers(1, 9999).flatmap(
    lambda number: st.sampled_from(
        [f"{number} million", f"{number / 10:.1f} million", f"{number / 100:.2f} million"]
    )
)
parts = st.fractions(0, 1)


@given(figures, figures, parts, parts, st.booleans())
def test_the_true_change_lies_inside_the_bounds(
    earlier: str, later: str, one: Fraction, other: Fraction, falling: bool
) -> None:
    before, after = fact(earlier, "2014"), fact(f"-{later}" if falling else later, "2015")
    (low, high), (low_after, high_after) = before.interval, after.interval
    assert low is not None
    assert high is not None
    assert low_after is not None
    assert high_after is not None
    assume(low > 0)
    true_before, true_after = low + (high - low) * one, low_after + (high_after - low_after) * other
    change = judge_pair(before, after).change
    assert change
    assert change.low is not None
    assert change.high is not None
    assert change.low <= (true_after / true_before - 1) * 100 <= change.high


def test_a_limit_bounds_a_change_on_one_side() -> None:
    change = judge_pair(fact("> 2 million", "2014"), fact("3.0 million", "2015")).change
    assert change
    assert (change.absolute, change.percent, change.low, change.high) == (
        None,
        None,
        None,
        Fraction("52.5"),
    )
    assert (change.least, change.most) == (None, Fraction(1_050_000))


def test_two_limits_that_bound_nothing_carry_no_change() -> None:
    pair = judge_pair(fact("> 2 million", "2014"), fact("> 3 million", "2015"))
    assert (pair.verdict, pair.change) == (Verdict.COMPARABLE, None)
    assert "limit" in pair.reasons[0]


def test_growth_over_years_is_given_per_year() -> None:
    change = judge_pair(fact("100", "2014"), fact("121", "2016")).change
    assert change
    assert change.per_year == 10
    next_year = judge_pair(fact("100", "2014"), fact("121", "2015")).change
    assert next_year
    assert next_year.per_year is None


@pytest.mark.parametrize(
    ("kind", "unit"), [(Kind.SHARE, PERCENT), (Kind.GROWTH, PERCENT), (Kind.RANK, RANK)]
)
def test_shares_growth_and_ranks_change_in_points_and_places(kind: Kind, unit: Unit) -> None:
    change = judge_pair(fact("4", "2014", kind, unit), fact("7", "2015", kind, unit)).change
    assert change
    assert (change.absolute, change.percent, change.low, change.high) == (
        Fraction(3),
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("1.4 trillion", "1.5 trillion", "between +0.0% and +14.9%"),
        ("1.40 million", "1.50 million", "between +6.4% and +7.9%"),
        ("1.400 million", "1.500 million", "between +7.06% and +7.22%"),
        ("1.4000 million", "1.5000 million", "between +7.135% and +7.151%"),
        ("> 2 million", "3.0 million", "at most +52.5%"),
        ("2 million", "> 3 million", "at least +20%"),
        ("200", "100", "-50.0%"),
    ],
)
def test_no_more_digits_are_shown_than_the_interval_allows(
    earlier: str, later: str, words: str
) -> None:
    assert (
        change_words(judge_pair(fact(earlier, "2014"), fact(later, "2015"))).partition("; ")[0]
        == words
    )


def test_points_have_no_more_digits_than_the_shares() -> None:
    share = judge_pair(
        fact("14", "2014", Kind.SHARE, PERCENT), fact("17", "2015", Kind.SHARE, PERCENT)
    )
    assert change_words(share) == "between +2 and +4 points"
    finer = judge_pair(
        fact("14.2", "2014", Kind.SHARE, PERCENT), fact("17.0", "2015", Kind.SHARE, PERCENT)
    )
    assert change_words(finer) == "between +2.7 and +2.9 points"


def test_the_result_is_paired_before_the_forecast() -> None:
    result, forecast = fact("3 million", "2015"), fact("4 million", "2015", status=Status.FORECAST)
    pairs = compare_facts([fact("2 million", "2014")], [forecast, result], ["automotive"])
    assert [(pair.verdict, pair.later) for pair in pairs] == [
        (Verdict.COMPARABLE, result),
        (Verdict.ONE_SIDED, forecast),
    ]


facts = st.builds(
    fact,
    figures,
    st.sampled_from(["2014", "2014-01/2014-05", "2013~"]),
    indicator=st.sampled_from(["output", "exports"]),
    area=st.sampled_from([CHONGQING, CHINA]),
    doubts=st.sampled_from([(), DOUBT]),
)


@given(st.lists(facts, max_size=6), st.lists(facts, max_size=6))
def test_every_fact_appears_once(left: list[Fact], right: list[Fact]) -> None:
    later = [
        item._replace(period=parse_period(str(item.period).replace("201", "202"))) for item in right
    ]
    pairs = compare_facts(left, later, ["automotive"])
    assert sorted(pair.earlier for pair in pairs if pair.earlier) == sorted(left)
    assert sorted(pair.later for pair in pairs if pair.later) == sorted(later)
    for pair in pairs:
        assert pair.change is None or pair.verdict is Verdict.COMPARABLE
        assert (pair.verdict is Verdict.ONE_SIDED) == (pair.earlier is None or pair.later is None)


def test_what_is_paired_comes_first() -> None:
    pairs: list[Pair] = compare_facts(
        [
            fact("1", "2014", indicator="exports", kind=Kind.SHARE, unit=PERCENT),
            fact("2 million", "2014"),
        ],
        [fact("3 million", "2015")],
        ["automotive"],
    )
    assert [pair.verdict for pair in pairs] == [Verdict.COMPARABLE, Verdict.ONE_SIDED]


numbers = st.fractions(-(10**15), 10**15, max_denominator=10**6)
few_digits = st.integers(0, 12)


def _read(text: str) -> Fraction:
    return Fraction(text.replace(",", "").replace("+", ""))


@given(numbers, numbers, few_digits, st.sampled_from([None, 1]))
def test_bounds_that_are_shown_hold_the_bounds_that_are_known(
    one: Fraction, other: Fraction, digits: int, decimals: int | None
) -> None:
    interval = Interval(min(one, other), max(one, other))
    low, high, is_rounded = round_outwards(interval, digits, decimals)
    assert low is not None
    assert high is not None
    assert is_rounded or _read(low) <= min(one, other) <= max(one, other) <= _read(high)
    width = abs(one - other)
    assert is_rounded or (_read(high) - _read(low)) <= width * Fraction(6, 5) or decimals


@given(numbers, few_digits)
def test_a_limit_that_is_shown_leaves_open_what_is_open(number: Fraction, digits: int) -> None:
    low = round_outwards(Interval(number, None), digits).low
    high = round_outwards(Interval(None, number), digits).high
    assert low is not None
    assert high is not None
    assert _read(low) <= number <= _read(high)
    assert len(low.strip("-0.,").replace(",", "").replace(".", "")) <= max(digits, 2) + 1


@given(numbers, st.integers(2, 12))
def test_one_number_is_shown_exactly_or_said_to_be_about_right(
    number: Fraction, digits: int
) -> None:
    bounds = round_outwards(exactly(number), digits)
    assert bounds.low == bounds.high
    assert bounds.low is not None
    assert bounds.number.startswith("about ") == (_read(bounds.low) != number)
    if number.denominator != 1:
        shown = bounds.low.replace(",", "").lstrip("-0.").replace(".", "")
        # Rounded, 999 to two digits is 1,000.
        assert len(shown) <= max(digits, len(str(abs(round(number))))) + 1


@given(numbers)
def test_json_bounds_hold_the_bounds_that_are_known(number: Fraction) -> None:
    assert Fraction(str(number_below(number))) <= number <= Fraction(str(number_above(number)))
    assert number_below(number) <= float(number) <= number_above(number)


@given(st.integers(10**15, 10**19))
def test_no_upper_bound_in_json_is_below_the_value(number: int) -> None:
    written = FACT.write(fact(f"{number}", "2014", unit=YUAN))
    low, value, high = (Fraction(str(written[key])) for key in ("low", "value", "high"))
    assert low <= value <= high


@pytest.mark.parametrize(
    ("value", "kind", "unit", "interval"),
    [
        ("0.0 million", Kind.FLOW, VEHICLES, (0, 50_000)),
        ("0.0 million", Kind.STOCK, YUAN, (0, 50_000)),
        ("-0.0 million", Kind.FLOW, YUAN, (-50_000, 50_000)),
        ("-2.0 million", Kind.FLOW, YUAN, (-2_050_000, -1_950_000)),
        ("~ 1 million", Kind.FLOW, VEHICLES, (0, 2_000_000)),
        ("~ 0", Kind.RATE, YUAN, (0, 1)),
        ("0", Kind.SHARE, PERCENT, (0, Fraction(1, 2))),
        ("100", Kind.SHARE, PERCENT, (Fraction(199, 2), 100)),
        ("~ 99", Kind.SHARE, PERCENT, (98, 100)),
        ("120", Kind.SHARE, PERCENT, (Fraction(239, 2), Fraction(241, 2))),
        ("-100", Kind.GROWTH, PERCENT, (-100, Fraction(-199, 2))),
        ("~ -99", Kind.GROWTH, PERCENT, (-100, -98)),
        ("0.0", Kind.GROWTH, PERCENT, (Fraction(-1, 20), Fraction(1, 20))),
        ("0.0", Kind.DIFFERENCE, PERCENT, (Fraction(-1, 20), Fraction(1, 20))),
        ("< 5", Kind.SHARE, PERCENT, (None, 5)),
        ("> 5", Kind.SHARE, PERCENT, (5, None)),
    ],
)
def test_nothing_is_known_to_lie_where_it_cannot(
    value: str, kind: Kind, unit: Unit, interval: tuple[int | None, int | None]
) -> None:
    low, high = fact(value, "2014", kind, unit).interval
    assert [low, high] == list(interval)


@given(
    figures,
    st.sampled_from(["0.0 million", "0 million", "~ 0.0 million", "0.1 million", "< 3 million"]),
)
def test_nothing_falls_by_more_than_all_of_it(earlier: str, later: str) -> None:
    change = judge_pair(fact(earlier, "2014"), fact(later, "2016")).change
    assert change
    for percent in (change.percent, change.low, change.high, change.per_year_low):
        assert percent is None or percent >= -100


@given(figures, figures, st.integers(2, 40))
def test_a_yearly_rate_gives_no_more_than_the_change(earlier: str, later: str, years: int) -> None:
    change = judge_pair(fact(earlier, "1960"), fact(later, f"{1960 + years}")).change
    assert change
    for rate, percent, sign in (
        (change.per_year_low, change.low, 1),
        (change.per_year_high, change.high, -1),
    ):
        if rate is not None and percent is not None:
            compound = ((1 + rate / 100) ** years - 1) * 100
            assert sign * compound <= sign * percent


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("159", "205", "about +28.9%; +46 vehicles"),
        ("3", "4", "about +33.3%; +1 vehicles"),
        ("3", "6", "+100%; +3 vehicles"),
        ("1234", "5679", "about +360.2%; +4,445 vehicles"),
    ],
)
def test_a_change_of_exact_figures_has_no_more_digits_than_they_have(
    earlier: str, later: str, words: str
) -> None:
    pair = judge_pair(fact(earlier, "2014"), fact(later, "2015"))
    assert change_words(pair) == words


def test_a_yearly_rate_of_exact_figures_is_one_number() -> None:
    pair = judge_pair(fact("159", "2014"), fact("205", "2016"))
    assert change_words(pair) == "about +28.9%; about +13.5% a year; +46 vehicles"
    tenth = judge_pair(fact("100", "2014"), fact("121", "2016"))
    assert change_words(tenth) == "+21.0%; +10.0% a year; +21 vehicles"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1297", "about 108 vehicles"),
        ("1296", "108 vehicles"),
        ("5", "about 0.42 vehicles"),
        ("2.63 million", "between 218,750 and 219,590 vehicles"),
        ("> 1000", "at least 83 vehicles"),
        ("< 1000", "at most 84 vehicles"),
    ],
)
def test_an_average_month_is_shown_outwards_and_without_digits_that_nobody_printed(
    value: str, words: str
) -> None:
    reason = judge_pair(fact(value, "2014"), fact("5", "2015-01/2015-05")).reasons[-1]
    assert reason.startswith(f"An average month: {words}, then 1 vehicles")


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("2020-02", "2021-02", "29 days against 28"),
        ("2019-02", "2020-02", "28 days against 29"),
        ("2020-02-01/2020-02-29", "2021-02", "29 days against 28"),
        ("2020-01/2020-02", "2021-01/2021-02", "60 days against 59"),
        ("2020-01/2020-03", "2021-01/2021-03", "91 days against 90"),
    ],
)
def test_a_leap_day_in_a_short_period_is_told(earlier: str, later: str, words: str) -> None:
    pair = judge_pair(fact("290000.", earlier), fact("280000.", later))
    assert pair.verdict is Verdict.COMPARABLE
    assert pair.change
    assert pair.reasons == pair.brief
    assert pair.reasons == (f"The periods are not equally long: {words}.",)


@pytest.mark.parametrize(
    ("earlier", "later", "kind"),
    [
        ("2020", "2021", Kind.FLOW),
        ("2021-02", "2022-02", Kind.FLOW),
        ("2020-03", "2021-03", Kind.FLOW),
        ("2020-02", "2021-02", Kind.STOCK),
    ],
)
def test_no_leap_day_is_told_where_it_makes_no_difference(
    earlier: str, later: str, kind: Kind
) -> None:
    assert not judge_pair(fact("290000.", earlier, kind), fact("280000.", later, kind)).reasons


def test_units_of_one_dimension_are_converted(tmp_path: Path) -> None:
    """The change is in the unit of the later figure: 2 hectares are 20,000 square metres."""
    built = measured("built", "stock", "hectares")
    facts = [
        Said("a", "built", "2014", "2.00"),
        Said("b", "built", "2015", "25000. ", unit="square-metres"),
    ]
    base = small_base(tmp_path / "base", [built], facts)
    [pair] = library.compare(2014, 2015, base=base).pairs
    assert pair.verdict == "comparable"
    assert pair.change
    assert (pair.change.absolute, pair.change.percent) == (Fraction(5000), Fraction(25))


def test_money_and_things_of_two_kinds_are_never_converted() -> None:
    assert YUAN.in_other(DOLLARS) is None
    assert VEHICLES.in_other(VEHICLES._replace(id="units")) is None
    assert judge_pair(fact("2", "2014", unit=YUAN), fact("3", "2015", unit=DOLLARS)).change is None
