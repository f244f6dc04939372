"""Laws of periods, quantities and names."""

import contextlib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqfacts.evidence.figures import figures_in, prints
from cqfacts.model.names import fold
from cqfacts.model.period import PeriodError, parse_period
from cqfacts.model.quantity import SCALES, SIGNS, QuantityError, parse_quantity

days = st.dates().map(str)
dates = st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])).flatmap(
    lambda date: st.sampled_from([date, f"{date}~"])
)


def _plain_decimal(number: Decimal) -> str:
    return f"{abs(number):f}" if not number else f"{number:f}"


fractions = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(
    lambda pair: f"{pair[0]}/{pair[1]}"
)
digits = st.one_of(
    st.decimals(-(10**9), 10**9, places=3).map(_plain_decimal),
    st.integers(0, 10**9).map(str),
)
signs = st.sampled_from(list(SIGNS))
quantities = st.one_of(
    st.tuples(signs, digits, st.sampled_from(["", *SCALES])),
    st.tuples(signs, fractions, st.just("")),
).map(lambda parts: " ".join(part for part in parts if part))


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


@given(quantities)
def test_a_quantity_survives_printing_and_reading(text: str) -> None:
    quantity = parse_quantity(text)
    assert str(quantity) == text
    assert parse_quantity(str(quantity)) == quantity


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


@given(st.decimals(0, 10**6, places=4), st.integers(0, 3))
def test_the_interval_holds_every_number_that_rounds_to_the_printed_digits(
    true: Decimal, places: int
) -> None:
    printed = f"{true:.{places}f}"
    low, high = parse_quantity(printed).interval()
    assert low is not None
    assert high is not None
    assert low <= Fraction(true) <= high
    assert high - low == Fraction(1, 10**places)


@given(st.text())
def test_any_text_is_a_quantity_or_a_clear_refusal(text: str) -> None:
    with contextlib.suppress(QuantityError):
        assert parse_quantity(text).number


@pytest.mark.parametrize("text", ["2,63 million", "1,000", "nan", "inf", "1e6", "2.", ".5", "5 dozen", "1/0", "1/3 million", "٣", "12:30", "0x10", "≥ 5", "2 .5", "-05", "007", "1" * 21])  # fmt: skip
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
    third = parse_quantity("1/3")
    assert (third.value, third.interval()) == (
        Fraction(100, 3),
        (Fraction(700, 24), Fraction(500, 12)),
    )


@given(st.text())
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


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
        ("from 5 to 6.5 million", "5 million"),
        ("5-6.5 million", "6.5 million"),
        ("the largest base", "1"),
        ("ranking the top in the country", "1"),
        ("3rd biggest producer", "3"),
        ("Top Ten", "<= 10"),
    ],
)
def test_a_printed_phrase_says_its_figure(printed: str, value: str) -> None:
    assert prints(printed, parse_quantity(value))


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
    ],
)
def test_a_printed_phrase_does_not_say_other_figures(printed: str, value: str) -> None:
    assert not prints(printed, parse_quantity(value))


@given(st.text())
def test_no_printed_phrase_is_too_odd_to_be_read(printed: str) -> None:
    assert all(set(figure.digits) <= set("0123456789./") for figure in figures_in(printed))


def test_a_number_too_long_to_be_one_is_not_read_as_one() -> None:
    assert len(figures_in("9" * 5000)) < 200


def test_the_last_year_has_twelve_months() -> None:
    assert parse_period("9999").months == 12
    assert parse_period("9999-12-31").months is None
