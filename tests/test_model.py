"""Laws of periods, quantities and names."""

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqfacts.evidence.printed import USUAL_UNITS, Claim, find_faults
from cqfacts.model.interval import Interval
from cqfacts.model.names import fold
from cqfacts.model.period import PeriodError, parse_period
from cqfacts.model.quantity import SCALES, SIGNS, Qualifier, QuantityError, parse_quantity

days = st.dates().map(str)
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])).flatmap(
    lambda date: st.sampled_from([date, f"{date}~"])
)


def _plain_decimal(number: Decimal) -> str:
    return f"{abs(number):f}" if not number else f"{number:f}"


fractions = st.tuples(st.integers(1, 99), st.integers(1, 99)).map(
    lambda pair: f"{pair[0]}/{pair[1]}"
)
digits = st.one_of(
    st.decimals(-(10**9), 10**9, places=3).filter(bool).map(_plain_decimal),
    st.integers(1, 10**9).map(str),
    st.integers(1, 10**8).map(lambda number: f"{number}0."),
)
scales = st.sampled_from(["", *SCALES])
signs = st.sampled_from(list(SIGNS))
quantities = st.one_of(
    st.tuples(signs, digits, scales),
    st.tuples(signs, fractions, st.just("")),
).map(lambda parts: " ".join(part for part in parts if part))
ends = st.tuples(digits, digits, scales).filter(
    lambda parts: Fraction(parts[0]) < Fraction(parts[1])
)
ranges = ends.map(lambda parts: f"{parts[0]} to {parts[1]} {parts[2]}".strip())


@given(dates, dates)
def test_a_period_survives_printing_and_reading(date: str, second_date: str) -> None:
    begin, finish = sorted((date, second_date), key=lambda text: parse_period(text).start)
    for text in (date, f"{begin}/{finish}"):
        try:
            period = parse_period(text)
        except PeriodError:
            assert "/" in text  # only an interval can end before it starts
            continue
        assert parse_period(str(period)) == period
        assert period.start <= period.end
        assert period.year == period.end.year


@given(st.text())
def test_any_text_is_a_period_or_a_clear_refusal(text: str) -> None:
    with contextlib.suppress(PeriodError):
        assert parse_period(text).words


@pytest.mark.parametrize("text", ["2014-13", "2014-00", "2014-02-30", "0000-01", "2014-1", "14", "2014/2013", "2014/", "/2014", "٢٠١٤", "2014-01-01T00:00"])  # fmt: skip
def test_a_date_that_does_not_exist_is_no_period(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "words", "months", "length"),
    [
        ("2014", "2014", 12, "1 year"),
        ("2013~", "about 2013", 12, "1 year"),
        ("2021-01/2021-08", "Jan–Aug 2021", 8, "8 months"),
        ("2010/2014", "2010–2014", 60, "5 years"),
        ("2021-07", "Jul 2021", 1, "1 month"),
        ("2021-10-03", "3 Oct 2021", None, "1 day"),
        ("2021-10-01/2021-10-07", "1–7 Oct 2021", None, "7 days"),
        ("2020-12/2021-02", "Dec 2020 – Feb 2021", 3, "3 months"),
        ("2022/2023-01-04~", "about 2022 – 4 Jan 2023", None, "369 days"),
        ("2016~/2020~", "about 2016–2020", 60, "5 years"),
    ],
)
def test_a_period_in_words(text: str, words: str, months: int | None, length: str) -> None:
    period = parse_period(text)
    assert (period.words, period.months, period.length) == (words, months, length)


@given(quantities | ranges)
def test_a_quantity_survives_printing_and_reading(text: str) -> None:
    quantity = parse_quantity(text)
    assert str(quantity) == text
    assert parse_quantity(str(quantity)) == quantity


@given(ranges, st.booleans(), st.booleans())
def test_a_range_lies_between_its_printed_ends(text: str, whole: bool, nominal: bool) -> None:
    quantity = parse_quantity(text)
    size = SCALES.get(quantity.scale, 1)
    lower, upper = text.removesuffix(quantity.scale).split(" to ")
    assert quantity.value is None
    assert quantity.qualifier is Qualifier.RANGE
    assert quantity.interval(integral=whole, nominal=nominal) == (
        Fraction(lower) * size,
        Fraction(upper.strip()) * size,
    )


@pytest.mark.parametrize(
    ("text", "written", "number", "interval"),
    [
        ("5 to 6", "5 to 6", "5 to 6", (5, 6)),
        ("5 to 6 million", "5 to 6 million", "5 to 6 million", (5_000_000, 6_000_000)),
        ("2.5 million to 3 million", "2.5 to 3 million", "2.5 to 3 million", (2_500_000, 3_000_000)),
        ("900 million to 1.2 billion", "900 million to 1.2 billion", "900 million to 1.2 billion", (900_000_000, 1_200_000_000)),
        ("5 thousand to 9000", "5 thousand to 9000", "5 thousand to 9,000", (5000, 9000)),
        ("-3 to -1", "-3 to -1", "-3 to -1", (-3, -1)),
        ("1/4 to 1/2", "1/4 to 1/2", "1/4 to 1/2", (25, 50)),
        ("nearly 300", "nearly 300", "300", (200, 300)),
        ("nearly 20", "nearly 20", "20", (19, 20)),
        ("nearly 9000", "nearly 9000", "9,000", (8000, 9000)),
        ("nearly 1.2 million", "nearly 1.2 million", "1.2 million", (1_100_000, 1_200_000)),
        ("nearly -8.5", "nearly -8.5", "-8.5", (Fraction(-17, 2), Fraction(-42, 5))),
        ("nearly 1/3", "nearly 1/3", "1/3", (25, Fraction(100, 3))),
        ("~ 300", "~ 300", "300", (200, 400)),
        ("~ 300.", "~ 300.", "300", (299, 301)),
        ("~ 20", "~ 20", "20", (19, 21)),
        ("~ 15.77 billion", "~ 15.77 billion", "15.77 billion", (15_760_000_000, 15_780_000_000)),
        ("500 billion", "500 billion", "500 billion", (450_000_000_000, 550_000_000_000)),
        ("500. billion", "500. billion", "500 billion", (499_500_000_000, 500_500_000_000)),
        ("20 million", "20 million", "20 million", (15_000_000, 25_000_000)),
        ("2.50 million", "2.50 million", "2.50 million", (2_495_000, 2_505_000)),
        ("3300000", "3300000", "3,300,000", (3_250_000, 3_350_000)),
        ("3301234", "3301234", "3,301,234", (Fraction(6602467, 2), Fraction(6602469, 2))),
        ("-3300000", "-3300000", "-3,300,000", (-3_350_000, -3_250_000)),
        ("1000", "1000", "1,000", (500, 1500)),
        ("990", "990", "990", (Fraction(1979, 2), Fraction(1981, 2))),
        ("0 million", "0 million", "0 million", (-500_000, 500_000)),
    ],
)  # fmt: skip
def test_a_figure_lies_where_its_digits_and_words_say(
    text: str, written: str, number: str, interval: tuple[Fraction, Fraction]
) -> None:
    quantity = parse_quantity(text)
    assert (str(quantity), quantity.number, quantity.interval()) == (written, number, interval)


@given(st.integers(1, 999), st.integers(1, 12), scales)
def test_zeros_at_the_end_are_digits_only_where_a_point_says_so(
    leading: int, zeros: int, scale: str
) -> None:
    number = leading * 10**zeros
    rounded = parse_quantity(f"{number} {scale}".strip()).interval(integral=True)
    in_full = parse_quantity(f"{number}. {scale}".strip()).interval(integral=True)
    place = 1
    if scale or number >= 1000:
        place = 10 ** (len(str(number)) - len(str(number).rstrip("0")))
    assert in_full.width == (SCALES[scale] if scale else 0)
    assert rounded.width == (place * SCALES[scale] if scale else place if number >= 1000 else 0)


@given(digits, scales)
def test_nearly_is_at_most_as_far_below_as_about_is(text: str, scale: str) -> None:
    figure = f"{text} {scale}".strip()
    nearly, about = parse_quantity(f"nearly {figure}"), parse_quantity(f"~ {figure}")
    low, high = nearly.interval()
    if nearly.figure > 0:
        assert (low, high) == (about.interval().low, about.figure)
    else:
        assert (low, high) == (about.figure, about.interval().high)


@given(quantities, st.booleans())
def test_every_interval_contains_its_value(text: str, whole: bool) -> None:
    quantity = parse_quantity(text)
    low, high = quantity.interval(integral=whole)
    if quantity.value is None:
        assert (low is None) != (high is None)
        assert quantity.figure in (low, high)
    else:
        assert low is not None
        assert high is not None
        assert low <= quantity.value <= high


@example(Decimal("999.5"), 0)  # which is printed as 1000
@given(st.decimals(0, 10**6, places=4), st.integers(0, 3))
def test_the_interval_holds_every_number_that_rounds_to_the_printed_digits(
    true: Decimal, places: int
) -> None:
    printed = f"{true:.{places}f}"
    low, high = parse_quantity(printed).interval()
    assert low is not None
    assert high is not None
    assert low <= Fraction(true) <= high
    if places or Decimal(printed) < 1000 or not printed.endswith("0"):
        assert high - low == Fraction(1, 10**places)


@given(st.text())
def test_any_text_is_a_quantity_or_a_clear_refusal(text: str) -> None:
    with contextlib.suppress(QuantityError):
        assert parse_quantity(text).number


@pytest.mark.parametrize("text", ["2,63 million", "1,000", "nan", "inf", "1e6", "2.", ".5", "5 dozen", "1/0", "1/3 million", "٣", "12:30", "0x10", "≥ 5", "2 .5", "-05", "007", "1" * 21,
    "6 to 5", "5 to 5", "800 to 1 billion", "~ 5 to 6", "> 5 to 6", "nearly 5 to 6", "5 to", "to 6", "5 to 6 to 7", "5-6", "5 – 6",
    "1/3 to 5", "1/3 to 1/2 million", "nearly 0", "nearly 0.0 million", "nearly", "nearly300", "almost 300", "~ nearly 3", "5.. million", "5. million", "1/3."])  # fmt: skip
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(text)


def test_counted_things_are_exact_and_rounded_ones_are_not() -> None:
    assert parse_quantity("1493").interval(integral=True) == (Fraction(1493), Fraction(1493))
    assert parse_quantity("1493").interval() == (Fraction("1492.5"), Fraction("1493.5"))
    assert parse_quantity("2.63 million").interval(integral=True) == (
        Fraction(2_625_000),
        Fraction(2_635_000),
    )
    assert parse_quantity("3301234").interval(integral=True).width == 0
    assert parse_quantity("300").interval(integral=True).width == 0
    assert parse_quantity("3300000").interval(integral=True) == Interval(
        Fraction(3_250_000), Fraction(3_350_000)
    )
    assert parse_quantity("3300000.").interval(integral=True).width == 0
    assert parse_quantity("2000").interval(integral=True, nominal=True).width == 0
    third = parse_quantity("1/3")
    assert (third.value, third.interval()) == (
        Fraction(100, 3),
        (Fraction(700, 24), Fraction(500, 12)),
    )


@given(st.text())
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def is_printed(printed: str, value: str) -> bool:
    """Tell whether a phrase prints a figure, whatever it says around it."""
    return find_faults(Claim(parse_quantity(value)), printed, USUAL_UNITS) is not None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2,5million ha", "2.5 million"),
        ("66,21billion RMB", "66.21 billion"),
        ("1,919 villages", "1919"),
        ("2,500 million", "2.500 million"),
        ("a quarter of the assets", "1/4"),
        ("1/3 of the world", "1/3"),
        ("exceeds two trillion", "> 2 trillion"),
        ("2nd biggest exporter", "2"),
        ("US$15.77 billion", "~ 15.77 billion"),
        ("ranked tenth", "10"),
        ("fell by 3.0%", "-3.0"),
        ("the largest base", "1"),
        ("ranking the top in the country", "1"),
        ("3rd biggest producer", "3"),
        ("Top Ten", "<= 10"),
        ("5 to 6.5 million", "5 to 6.5 million"),
        ("between 5% and 6%", "5 to 6"),
        ("approached 300", "nearly 300"),
        ("500 billion yuan", "500. billion"),
    ],
)
def test_a_printed_phrase_says_its_figure(printed: str, value: str) -> None:
    assert is_printed(printed, value)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2,5million ha", "25 million"),
        ("66,21billion RMB", "6621 billion"),
        ("2.63 million", "2.630 million"),
        ("2.63 million", "2.63 billion"),
        ("2.63 million", "2.63"),
        ("2.63", "2.63 million"),
        ("61 million notebooks and 3 million tablets", "61"),
        ("12.63", "2.63"),
        ("1.2.3", "1.2"),
        ("3rd biggest producer", "1"),
        ("third largest", "1"),
        ("top 5 art programs", "1"),
        ("Top Ten", "<= 1"),
        ("5 to 6 million", "5 to 6"),
        ("5 million", "5 to 6 million"),
        ("from 5 to 6.5 million", "5 million"),
        ("5-6.5 million", "6.5 million"),
        ("nearly 300", "nearly 30"),
    ],
)
def test_a_printed_phrase_does_not_say_other_figures(printed: str, value: str) -> None:
    assert not is_printed(printed, value)


def test_the_last_year_has_twelve_months() -> None:
    assert parse_period("9999").months == 12
    assert parse_period("9999-12-31").months is None
