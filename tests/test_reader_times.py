"""The times that a text says, read in English and Chinese, and held against the cases of Microsoft's Recognizers-Text."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cqfacts.model.period import EdtfDate, Period, parse_period
from cqfacts.reader.records import Mention
from cqfacts.reader.times import read_times
from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_lexemes import CODES
from cqfacts.reader.times_tokens import plain, split_tokens
from tests.work import grows_with_length

SPECIFICATIONS = Path(__file__).parent / "recognizers"
ONE_DAY = timedelta(days=1)
ISSUED = parse_period("2021-10-08")


def edtf_in(text: str, issued: Period | None = None) -> list[str]:
    return [mention.edtf for mention in read_times(text, issued)]


# --- every form, one after the other

FORMS = {
    # years, and spans of years
    "2014": "2014",
    "2010-2014": "2010/2014",
    "2016-20": "2016/2020",
    "2016–2020": "2016/2020",
    "2010–12": "2010/2012",
    "between 2010 and 2014": "2010/2014",
    "2010/2014": "2010/2014",
    "from 2010 to 2014": "2010/2014",
    "2010年至2014年": "2010/2014",
    "2016-20年": "2016/2020",
    "２０１４年": "2014",
    "2010s": "2010/2019",
    "the 1990s": "1990/1999",
    "上世纪90年代": "1990/1999",
    "twenty fourteen": "2014",
    "two thousand and fourteen": "2014",
    "nineteen ninety-eight": "1998",
    "二零一四年": "2014",
    "二〇一四年": "2014",
    "一九九八年": "1998",
    "'15": "2015",
    "FY2023": "2023",
    "fiscal 2023": "2023",
    "financial year 2022-23": "2022/2023",
    "十三五期间": "2016/2020",
    # EDTF, ISO, and the ends of ids
    "2015-01-28": "2015-01-28",
    "2021-01/2021-08": "2021-01/2021-08",
    "2013~": "2013~",
    "laptop-exports-2021m01-08": "2021-01/2021-08",
    "rail-sea-trains-2021-01-2021-08": "2021-01/2021-08",
    "vehicle-output-2022h1": "2022-01/2022-06",
    "2022q1": "2022-01/2022-03",
    "2021.10.03": "2021-10-03",
    # months
    "January 2021 to August 2021": "2021-01/2021-08",
    "Jan–Aug 2021": "2021-01/2021-08",
    "Sept 2023": "2023-09",
    "Sep. 2023": "2023-09",
    "Jan.-Nov.": "XXXX-01/XXXX-11",
    "first nine months": "XXXX-01/XXXX-09",
    "nine months to September 2022": "2022-01/2022-09",
    "six months ended June 30, 2022": "2022-01/2022-06",
    "six months ended 30 June 2022": "2022-01/2022-06",
    "three months to February 2015": "2014-12/2015-02",
    "year to March 2015": "2014-04/2015-03",
    "9M 2022": "2022-01/2022-09",
    "Jan-May '15": "2015-01/2015-05",
    "January to May, 2015": "2015-01/2015-05",
    "first 5 months in 2015": "2015-01/2015-05",
    "2015年前五个月": "2015-01/2015-05",
    "15年1-5月": "2015-01/2015-05",
    "2021年1至8月": "2021-01/2021-08",
    "2021年1—8月份": "2021-01/2021-08",
    "前8个月": "XXXX-01/XXXX-08",
    "1-8月": "XXXX-01/XXXX-08",
    "2020年7月至2021年6月": "2020-07/2021-06",
    # quarters and halves
    "Q4 2022": "2022-10/2022-12",
    "4Q22": "2022-10/2022-12",
    "4Q 2022": "2022-10/2022-12",
    "Q1-Q3 2022": "2022-01/2022-09",
    "fourth quarter of 2022": "2022-10/2022-12",
    "first three quarters of 2022": "2022-01/2022-09",
    "前三季度": "XXXX-01/XXXX-09",
    "第四季度": "XXXX-10/XXXX-12",
    "2022年四季度": "2022-10/2022-12",
    "H1 2022": "2022-01/2022-06",
    "1H22": "2022-01/2022-06",
    "first half": "XXXX-01/XXXX-06",
    "2020年下半年": "2020-07/2020-12",
    # days
    "28 Jan 2015": "2015-01-28",
    "Oct 3 2021": "2021-10-03",
    "October 1 to 7, 2021": "2021-10-01/2021-10-07",
    "1-7 October 2021": "2021-10-01/2021-10-07",
    "Friday, October 8, 2021": "2021-10-08",
    "2021年10月1日至7日": "2021-10-01/2021-10-07",
    "2021年10月1日至10月7日": "2021-10-01/2021-10-07",
    "2021年国庆节": "2021-10-01/2021-10-07",
    "first half of May 2015": "2015-05-01/2015-05-15",
    "2015年10月下旬": "2015-10-21/2015-10-31",
    "last week of 2015": "2015-12-28/2016-01-03",
    "2016年第一个季度": "2016-01/2016-03",
    "22Q3": "2022-07/2022-09",
    "两千零八年": "2008",
    "2022财年": "2022",
    "2014年至今": "2014/..",
    "since the 1990s": "1990/..",
    # up to a month or a year
    "the year ended 31 March 2023": "2022-04/2023-03",
    "fiscal year ended March 31, 2023": "2022-04/2023-03",
    "three months ended 30 September 2023": "2023-07/2023-09",
    "nine months to end-September 2023": "2023-01/2023-09",
    "third quarter ended 31 December 2022": "2022-10/2022-12",
    "half-year ended 31 December 2022": "2022-07/2022-12",
    "March quarter 2022": "2022-01/2022-03",
    "June quarter of 2022": "2022-04/2022-06",
    "2022 June quarter": "2022-04/2022-06",
    "June 2022 quarter": "2022-04/2022-06",
    "December half 2022": "2022-07/2022-12",
    "February quarter 2022": "2021-12/2022-02",
    "two years to 2021": "2020/2021",
    "three years ended 2021": "2019/2021",
    "decade to 2020": "2011/2020",
    "last five years to 2020": "2016/2020",
    "past 12 months ended June 2023": "2022-07/2023-06",
    "two years to March 2021": "2019-04/2021-03",
    "截至2023年9月30日止九個月": "2023-01/2023-09",
    "截至二零二三年六月三十日止六個月": "2023-01/2023-06",
    "截至2023年6月30日止半年度": "2023-01/2023-06",
    "截至2023年3月31日止年度": "2022-04/2023-03",
    "截至2023年3月31日的三个月": "2023-01/2023-03",
    "截至2023年9月底止九个月": "2023-01/2023-09",
    # other calendars and short forms
    "民國110年": "2021",
    "民国一百一十年": "2021",
    "民國元年": "1912",
    "民國110年第一季": "2021-01/2021-03",
    "1h24": "2024-01/2024-06",
    "9M 2023": "2023-01/2023-09",
    "9M of 2023": "2023-01/2023-09",
    "9M-2023": "2023-01/2023-09",
    "9mo 2023": "2023-01/2023-09",
    "second half of the 1980s": "1985/1989",
    "FY ended March 2023": "2022-04/2023-03",
    "January-February combined": "XXXX-01/XXXX-02",
    "January and February combined, 2022": "2022-01/2022-02",
    "first two months": "XXXX-01/XXXX-02",
    "nineteen-eighties": "1980/1989",
    # open and rough ones
    "since 2010": "2010/..",
    "2010年以来": "2010/..",
    "early 2015": "2015-01/2015-06",
    "end of 2021": "2021-09/2021-12",
    "about 2013": "2013~",
}


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_one_time(text: str) -> None:
    assert edtf_in(text) == [FORMS[text]]


@pytest.mark.parametrize("text", FORMS)
def test_a_time_stands_at_its_place_in_a_sentence(text: str) -> None:
    sentence = f"Ｘ İ 产量， {text} "
    [mention] = read_times(sentence)
    assert mention.edtf == FORMS[text]
    assert sentence[mention.start : mention.end] == mention.text
    assert mention.text in text


def test_words_that_look_like_the_end_of_a_time_leave_it_alone() -> None:
    assert edtf_in("in May half of the output") == ["XXXX-05"]
    assert edtf_in("in May 2014 half of it") == ["2014-05"]
    assert edtf_in("2014年10月3日三个月后") == ["2014-10-03"]
    assert edtf_in("several years up to 2021") == ["2021"]
    assert edtf_in("with 159 a year earlier") == ["XXXX"]
    assert [mention.text for mention in read_times("159 a year earlier")] == ["a year earlier"]
    assert edtf_in("from the first quarter to June 2022") == ["2022-01/2022-06"]


def test_a_decade_without_a_century_is_that_of_the_last_one() -> None:
    assert edtf_in("in the eighties and the late nineties") == ["1980/1989", "1990/1999"]
    assert edtf_in("a man in his eighties, and eighties music") == []


RELATIVE = {
    "last year": "2020",
    "this year": "2021",
    "next year": "2022",
    "a year earlier": "2020",
    "last month": "2021-09",
    "this October": "2021-10",
    "the third quarter of last year": "2020-07/2020-09",
    "去年": "2020",
    "上年": "2020",
    "今年": "2021",
    "本月": "2021-10",
    "去年5月": "2020-05",
    "今年前五个月": "2021-01/2021-05",
    "in May": "2021-05",
    "in December": "2020-12",
    "first five months": "2021-01/2021-05",
    "第四季度": "2020-10/2020-12",
    "end of the year": "2021-09/2021-12",
    "今年年底": "2021-09/2021-12",
    "first week of next month": "2021-11-01/2021-11-07",
    "past two years": "2019-10-08/2021-10-07",
    "近两年": "2019-10-08/2021-10-07",
}


@pytest.mark.parametrize("text", RELATIVE)
def test_a_relative_time_is_counted_from_the_date_of_the_document(text: str) -> None:
    [mention] = read_times(text, ISSUED)
    assert (mention.edtf, str(mention.period)) == (RELATIVE[text], RELATIVE[text])
    assert mention.relative


@pytest.mark.parametrize("text", RELATIVE)
def test_without_a_date_of_the_document_the_year_is_open(text: str) -> None:
    [mention] = read_times(text)
    assert (mention.period, mention.relative) == (None, True)
    assert mention.edtf.startswith("XXXX")


# --- a part and its year, apart


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("the first half of 2014 and 2015", ["2014-01/2014-06", "2015-01/2015-06"]),
        ("2014 and the first half of 2015", ["2014", "2015-01/2015-06"]),
        ("2014 and 2015 from January to May", ["2014-01/2014-05", "2015-01/2015-05"]),
        ("In the first five months Chongqing made 3 in 2015", ["2015-01/2015-05"] * 2),
        ("In 2015, Chongqing sold 3 million in the first five months", ["2015-01/2015-05"] * 2),
        ("In 2013 it made 5 million, and in the first half 3 million", ["2013", "2013-01/2013-06"]),
        ("January and February 2021", ["2021-01/2021-02"]),
        ("January and May 2021", ["2021-01", "2021-05"]),
        ("from 5 million in 2013 to 8 million in 2014", ["2013", "2014"]),
        ("In May. In 2015", ["XXXX-05", "2015"]),
    ],
)
def test_a_part_goes_with_the_year_of_its_clause(text: str, periods: list[str]) -> None:
    assert edtf_in(text) == periods


def test_a_count_after_a_quarter_is_no_year() -> None:
    assert edtf_in("In Q1 22 new projects were signed") == ["XXXX-01/XXXX-03"]
    assert edtf_in("Q1 22, up 3%") == ["2022-01/2022-03"]
    assert edtf_in("Q1 22 was better") == ["2022-01/2022-03"]
    assert edtf_in("1h24 vs 1h23, 4q22 sales") == [
        "2024-01/2024-06",
        "2023-01/2023-06",
        "2022-10/2022-12",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "more than in 2013",
        "than in the same period of 2013",
        "up 9.3% from November",
        "up 3 percent on the year before",
        "compared with 2013",
        "比上年增长5%",
        "同比增长5%",
        "与2014年相比",
    ],
)
def test_the_time_that_a_change_is_on_is_marked(text: str) -> None:
    assert [mention.compared for mention in read_times(text)] == [True]


def test_a_day_that_something_happens_on_is_no_base_of_a_change() -> None:
    [mention] = read_times("signed on October 3, 2021")
    assert not mention.compared


# --- what is no time, and what may be one


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("In January 15 trains left, in February 20 trains", ["XXXX-01", "XXXX-02"]),
        ("On January 15 trains stopped", ["XXXX-01-15"]),
        ("in five years 150 firms closed", []),
        ("each year 500 students left", []),
        ("every week 30 trains leave", []),
        ("the year 800 and week 12 of 2021", ["0800", "2021-03-22/2021-03-28"]),
        ("一二三四年级", []),
    ],
)
def test_a_number_of_things_after_a_word_of_time_is_no_part_of_it(
    text: str, periods: list[str]
) -> None:
    assert edtf_in(text) == periods


@pytest.mark.parametrize(
    "text",
    ["2,014 vehicles", "$2000", "2014 km", "US$ 2010", "12014", "2014.5", "1850 people", "2014万辆", "15年", "they may march",
     "twenty-five", "No. 2014", "two thousand yuan", "x2014", "a dozen",
     "a total of 1493 trains", "between 1/3 and 1/2", "February 30", "2015-02-29", "at year end", "2月30日", "15年来"],
)  # fmt: skip
def test_a_figure_is_no_time(text: str) -> None:
    assert read_times(text) == []


def test_what_may_be_a_number_of_things_is_doubtful() -> None:
    assert [mention.doubtful for mention in read_times("2014 vehicles")] == [True]
    assert [mention.doubtful for mention in read_times("in 2014 vehicles")] == [False]


def test_a_month_that_may_be_a_span_of_years_has_both_readings() -> None:
    [mention] = read_times("2010-12")
    assert (mention.edtf, [other.edtf for other in mention.others]) == ("2010-12", ["2010/2012"])


def test_the_end_alone_and_the_fiscal_year_are_marked() -> None:
    assert [mention.by for mention in read_times("by 2020, 截至2021年8月")] == [True, True]
    assert [mention.fiscal for mention in read_times("FY2023 and 2023")] == [True, False]


@given(st.text(alphabet="0129年月日季度前半止的截至九个 -/.,abcdefhimnoqrstuvwyzJM'", max_size=60))
def test_every_token_has_a_code_that_is_explained(text: str) -> None:
    tokens = split_tokens(plain(text), text, Clock(None))
    assert {token.code for token in tokens} <= CODES.keys()


# --- what the tool prints, it reads


@st.composite
def periods(draw: st.DrawFn) -> Period:
    days = sorted(
        draw(st.lists(st.dates(date(1000, 1, 1), date(2999, 12, 31)), min_size=2, max_size=2))
    )
    precisions = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    about = draw(st.booleans())
    ends = [
        EdtfDate(day.year, day.month * (size > 1), day.day * (size > 2), about)
        for day, size in zip(days, precisions, strict=True)
    ]
    is_one = draw(st.booleans()) or ends[0].first_day >= ends[1].first_day
    return Period(ends[0], ends[0] if is_one else ends[1])


@given(periods())
def test_the_words_of_a_period_say_that_period(period: Period) -> None:
    assert [mention.period for mention in read_times(period.words)] == [period]


@given(periods())
def test_the_edtf_of_a_period_says_that_period(period: Period) -> None:
    assert [mention.period for mention in read_times(str(period))] == [period]


@given(st.text(alphabet="0129年月日季度前上半去 -/~.,'toandfrmquhjyinsJMay一二三", max_size=60))
def test_any_text_is_read_and_each_time_stands_where_it_says(text: str) -> None:
    mentions = read_times(text, ISSUED)
    places = [(mention.start, mention.end) for mention in mentions]
    assert places == sorted(places)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


# --- the cases of others


class Case(NamedTuple):
    input: str
    issued: Period | None
    results: list[dict[str, object]]


def cases() -> Iterator[Case]:
    outside = {
        text
        for group in yaml.safe_load((SPECIFICATIONS / "outside-times.yaml").read_text("utf-8"))
        for text in group["inputs"]
    }
    for name in ("dateperiod-en.json", "dateperiod-zh.json"):
        for case in json.loads((SPECIFICATIONS / name).read_text("utf-8")):
            if case["input"] not in outside:
                reference = case.get("reference")
                issued = parse_period(reference[:10]) if reference else None
                yield Case(case["input"], issued, case["results"])


def is_met(mention: Mention, result: dict[str, object]) -> bool:
    """Tell whether a time has the place and one of the resolutions of a case; a season there has none."""
    if (mention.start, mention.end - mention.start) != (result["Start"], result["Length"]):
        return False
    value = result["Value"]
    assert isinstance(value, dict)
    dates = [value[name] for name in ("FutureResolution", "PastResolution") if value.get(name)]
    return not dates or any(is_resolved(mention.period, resolution) for resolution in dates)


def is_resolved(period: Period | None, dates: dict[str, str]) -> bool:
    """Tell whether a period is from one date to another: the end is not in it, or, of a span, begins its last part."""
    if period is None or len(dates) < 2:
        return False
    end = date.fromisoformat(dates["endDate"])
    ends = (period.end + ONE_DAY, period.finish.first_day)
    return period.start == date.fromisoformat(dates["startDate"]) and end in ends


def holds(case: Case) -> bool:
    mentions = read_times(case.input, case.issued)
    if len(mentions) != len(case.results):
        return False
    pairs = zip(mentions, case.results, strict=True)
    return all(is_met(mention, result) for mention, result in pairs)


def test_the_periods_that_a_statistical_text_says_are_read() -> None:
    outcomes = {case.input: holds(case) for case in cases()}
    missed = [text for text, outcome in outcomes.items() if not outcome]
    assert sum(outcomes.values()) >= 0.95 * len(outcomes), missed


def test_few_cases_stand_outside() -> None:
    assert len(list(cases())) >= 120


# --- speed


@pytest.mark.parametrize(
    "unit", ["2014 2014 ", "1月1月", "first first ", "2014-", "2014 sales May and ", "from 2014 to ", "twenty ", "一二", "q4 ", "1/2/"]
)  # fmt: skip
def test_work_grows_with_the_length_of_the_text_alone(unit: str) -> None:
    assert grows_with_length(read_times, unit)
