"""Questions as people type them: what is found, and what is declined with the nearest facts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqfacts.errors import WrongUsage
from cqfacts.output.sentences import answer_sentence
from cqfacts.questions.results import Unanswered
from cqfacts.questions.understanding import understand
from cqfacts.verbs import open_base, search
from tests.conftest import Run
from tests.small_base import OUTPUT, Said, measured, small_base


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("how many notebooks did Chongqing make in 2014", "laptop-output-2014"),
        ("tablets exported", "tablet-exports-2021m01-08"),
        ("laptop exports January to August 2021", "laptop-exports-2021m01-08"),
        ("car output first five months 2015", "vehicle-output-2015m01-05"),
        ("how many cars Jan-May 2015", "vehicle-output-2015m01-05"),
        (
            "vehicle output first half 2022 chengdu chongqing",
            "vehicle-output-chengdu-chongqing-2022h1",
        ),
        ("rail-sea trains 2020", "rail-sea-trains-2020"),
        ("Corning", "foreign-project-corning-2021"),
        ("Foxconn", "foxconn-presence-2013"),
        ("富士康", "foxconn-presence-2013"),
        ("number of FIEs", "foreign-enterprises-2020"),
        ("重庆2014年汽车产量是多少", "vehicle-output-2014"),
        ("2021年1-8月笔记本电脑出口", "laptop-exports-2021m01-08"),
        ("urbanization rate", "urbanisation-rate-2013"),
        ("how many hectares of farmland", "farmland-area-2013"),
        ("floor space under construction in 2012", "floor-space-under-construction-2012"),
        ("oranges", "oranges-standing-2013"),
        ("share of the world's laptops 2014", "laptop-world-share-2014"),
        ("Beijing business environment", "business-environment-beijing-2020"),
        ("unemployment insurance", "unemployment-insured-2020m10"),
    ],
)
def test_the_right_fact_is_found_first(question: str, first: str) -> None:
    found = search(question)
    assert (found.answer, found.matches[0].fact.id) == ("found", first)


@pytest.mark.parametrize(
    ("question", "near", "unmet"),
    [
        ("tablet output 2021", "tablet-output-2014", "period"),
        ("how many laptops were exported in 2014", "laptop-exports-2021m01-08", "period"),
        ("GDP of Chongqing 2014", "gdp-2022q1", "period"),
        ("GDP of China", "gdp-2022q1", "area"),
        ("上海汽车产量", None, "area"),
        ("number of charging stations", None, "unit"),
        ("what is the population of Chongqing", None, "subject"),
        ("how many iPads", None, "unit"),
        ("xyzzy qwrtl", None, "word"),
    ],
)
def test_what_the_base_does_not_hold_is_declined_with_what_is_near(
    question: str, near: str | None, unmet: str
) -> None:
    found = search(question)
    assert found.answer == "none"
    assert not found.matches or unmet in {item.what for item in found.matches[0].unmet}
    if near:
        assert found.matches[0].fact.id == near


@pytest.mark.parametrize(
    ("question", "near", "unmet"),
    [
        ("laptop exports 2021", "laptop-exports-2021m01-08", "period"),
        ("how many cars January to May 2014", "vehicle-output-2014", "period"),
        ("Chengdu vehicle output", "vehicle-output-chengdu-chongqing-2022h1", "area"),
    ],
)
def test_what_differs_in_one_thing_is_near_and_says_in_which(
    question: str, near: str, unmet: str
) -> None:
    found = search(question)
    assert (found.answer, found.matches[0].fact.id) == ("near", near)
    assert {item.what for item in found.matches[0].unmet} == {unmet}


@pytest.mark.parametrize(
    "question",
    ["", "   ", "???", "how much", "of the", "Chongqing", "重庆", "2014", "chongqing 2014"],
)
def test_a_question_without_a_word_that_says_anything_is_refused(question: str) -> None:
    with pytest.raises(WrongUsage):
        search(question)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("GDP of Chengdu and Chongqing in dollars in early 2022", "gdp-usd-2022q1"),
        ("how many smart factories were there by 2020", "smart-factories-2020"),
        ("ipad world share 2023 Chengdu Chongqing", "ipad-world-share-2023"),
        ("motorcyle rank 2013", "motorcycle-output-rank-2013"),
        ("laptop exports Janurary to Agust 2021", "laptop-exports-2021m01-08"),
        ("hydrogen stations in Chengdu and in Chongqing", "hydrogen-stations-2023"),
        (
            "how many of the world's top 500 companies were in Chongqing in 2020",
            "fortune-500-enterprises-2020",
        ),
        ("Korean pavilion at the Belt and Road trading centre", "trading-centre-south-korea-2021"),
    ],
)
def test_what_is_said_otherwise_is_found_all_the_same(question: str, first: str) -> None:
    found = search(question)
    assert found.answer in ("found", "near")
    assert found.matches[0].fact.id == first


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "how fast were tablet exports growing in the first eight months of 2021",
            "tablet-exports-growth-2021m01-08",
        ),
        ("by how much did notebook exports go up, Jan-Aug '21", "laptop-exports-growth-2021m01-08"),
        (
            "how many tablets were exported in the first eight months of 2021",
            "tablet-exports-2021m01-08",
        ),
        (
            "did Chongqing lead the nation in laptop exports, Jan-Aug 2021",
            "laptop-exports-rank-2021m01-08",
        ),
        (
            "how many percentage points did industry add to GDP growth in 2014",
            "industry-contribution-points-2014",
        ),
        ("how many US dollars was the GDP of Chengdu-Chongqing in 1Q22", "gdp-usd-2022q1"),
        ("how many platforms for opening up were there in 2020", "opening-platforms-2020"),
        (
            "which are the national platforms for opening up, 2020",
            "opening-platform-liangjiang-2020",
        ),
        (
            "how many cities are in the ranking by business environment",
            "business-environment-cities-2021",
        ),
        (
            "profit of industrial enterprises, avg growth p.a. 2010-14",
            "industry-profit-average-growth-2010-2014",
        ),
        ("2021年前三季度开行了多少列铁海联运班列", "rail-sea-trains-2021m01-09"),
    ],
)
def test_the_kind_of_answer_that_is_asked_for_comes_first(question: str, first: str) -> None:
    found = search(question)
    assert found.answer in ("found", "near")
    assert found.matches[0].fact.id == first


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("cars made in the last quarter of 2021", "2021-10/2021-12"),
        ("cars made in the last months of 2020", "2020-07/2020-12"),
        ("cars made in the final three months of 2020", "2020-10/2020-12"),
        ("cars made in 2H'21", "2021-07/2021-12"),
        ("cars made FY14", "2014"),
        ("cars made 2010–14", "2010/2014"),
        ("cars made 2021-10", "2021-10"),
        ("22年上半年汽车产量", "2022-01/2022-06"),
        ("more cars in early 2015 than in the same months of 2014", "2015-01/2015-06"),
        ("over the October 2021 holiday", "2021-10-01/2021-10-07"),
        ("cars made from New Year to the end of May 2015", "2015-01/2015-05"),
        ("the nine months to September 2021", "2021-01/2021-09"),
        ("cars made January thru May 2015", "2015-01/2015-05"),
        ("shoppers from the 1st to the 3rd of October 2021", "2021-10-01/2021-10-03"),
        ("shoppers in the first three days of October 2021", "2021-10-01/2021-10-03"),
        ("laboratories since the beginning of 2022", "2022/9999"),
        ("cars since May 2015", "2015-05/9999"),
        ("cars 5M15", "2015-01/2015-05"),
        ("ranks as of Oct-21", "2021-10"),
        ("laboratories from 2022 to January 2023", "2022/2023-01"),
        ("gdp januaryto march 2022", "2022-01/2022-03"),
        ("laptop exports January 2021 to August 2021", "2021-01/2021-08"),
        ("laptop exports 2021-01/2021-08", "2021-01/2021-08"),
        ("laptop exports Jan–Aug 2021", "2021-01/2021-08"),
        ("laptop-exports-2021m01-08", "2021-01/2021-08"),
        ("profits 2010/2014", "2010/2014"),
        ("visitors on 2015-01-28", "2015-01-28"),
        ("wine on 3 Oct 2021", "2021-10-03"),
        ("laptops in the 2010s", "2010/2019"),
        ("laptops in twenty fourteen", "2014"),
        ("二零一四年笔记本产量", "2014"),
        ("January and February 2021", "2021-01/2021-02"),
    ],
)
def test_a_short_or_spoken_period_is_understood(question: str, period: str) -> None:
    assert [str(asked) for asked in understand(open_base().index, question).periods] == [period]


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        ("trains in 2020 and in the first nine months of 2021", ["2020", "2021-01/2021-09"]),
        ("cars in 2014, tablets Jan-Aug 2021", ["2014", "2021-01/2021-08"]),
        ("second half of 2020 and first half of 2021", ["2020-07/2020-12", "2021-01/2021-06"]),
        (
            "first and second half: first half of 2021 and second half of 2021",
            ["2021-01/2021-06", "2021-07/2021-12"],
        ),
        ("first five months of 2014 and 2015", ["2014-01/2014-05", "2015-01/2015-05"]),
        ("cars in 2014 and 2015, January to May", ["2014-01/2014-05", "2015-01/2015-05"]),
        ("2014年和2015年1-5月汽车产量", ["2014-01/2014-05", "2015-01/2015-05"]),
        ("cars in 2014 and in 2015", ["2014", "2015"]),
    ],
)
def test_of_several_years_each_has_its_own_part_or_all_have_one(
    question: str, periods: list[str]
) -> None:
    assert [str(asked) for asked in understand(open_base().index, question).periods] == periods


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        (
            "How many CCI projects had been signed by July 2021 and how much were they worth?",
            {"cci-projects-2021m07", "cci-value-2021m07"},
        ),
        (
            "How many laptops were exported in January to August 2021, and how fast did that grow?",
            {"laptop-exports-2021m01-08", "laptop-exports-growth-2021m01-08"},
        ),
        (
            "How many trains took the rail-sea route in 2020 and in the first nine months of 2021?",
            {"rail-sea-trains-2020", "rail-sea-trains-2021m01-09"},
        ),
        (
            "Which of Chongqing's platforms for opening up were named in 2020?",
            {
                "opening-platform-liangjiang-2020",
                "opening-platform-high-tech-zone-2020",
                "opening-platform-economic-zone-2020",
            },
        ),
    ],
)
def test_facts_that_answer_a_question_together_come_first(question: str, ids: set[str]) -> None:
    assert {match.fact.id for match in search(question).matches[: len(ids)]} == ids


def test_two_questions_in_one_have_two_sentences_for_an_answer() -> None:
    answer = search(
        "How many CCI projects had been signed by July 2021 and how much were they worth?"
    )
    found = answer.result
    assert (found.answer, found.answer_count) == ("found", 2)
    said = answer_sentence(found, answer.context)
    assert [match.fact.statement in said for match in found.matches[:3]] == [True, True, False]


def test_of_two_questions_in_one_the_one_without_an_answer_is_told() -> None:
    answer = search("How many laptops did Chongqing make in 2014, and how many in 2012?")
    found = answer.result
    assert (found.answer, found.answer_count) == ("near", 1)
    assert [match.fact.id for match in found.matches[:1]] == ["laptop-output-2014"]
    [unanswered] = [remark for remark in found.remarks if isinstance(remark, Unanswered)]
    assert unanswered.near
    assert "period" in {unmet.what for unmet in unanswered.near.unmet if unmet.hard}
    assert "nothing on laptop output for 2012" in answer_sentence(found, answer.context)


@pytest.mark.parametrize(
    "question", ["pork counts as a product", "Was electronics counted among the mainstays in 2021?"]
)
def test_what_counts_as_something_is_not_counted(question: str) -> None:
    assert "counting" not in understand(open_base().index, question).cues


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bulding", "building"),
        ("squre bamboo", "square bamboo"),
        ("cardboard and pper", "cardboard and paper"),
        ("increae in exports", "increase in exports"),
        ("the CAOS line", "the CQAOS line"),
        ("guangyan island", "guangyang island"),
        ("motorcylces", "motorcycles"),
        ("gpd", "gdp"),
        ("factoryprofits", "factory profits"),
        ("lptps", "laptops"),
        ("agricult output", "agricultural output"),
    ],
)
def test_a_slip_is_taken_for_the_word_that_is_meant(typed: str, meant: str) -> None:
    slips, known = (understand(open_base().index, text).phrases for text in (typed, meant))
    assert [unit.words for unit in slips] == [unit.words for unit in known]
    assert any(unit.repaired for unit in slips)


@pytest.mark.parametrize(
    "word",
    ["matter", "leaving", "quite", "wider", "boasted", "muster", "wheat", "buying", "trucks"],
)
def test_an_everyday_word_is_no_slip_of_a_word_of_the_base(word: str) -> None:
    assert [
        unit.repaired
        for unit in understand(open_base().index, f"{word} of laptops").phrases
        if unit.repaired
    ] == []


def test_other_words_may_part_the_halves_of_a_name() -> None:
    asked = understand(
        open_base().index,
        "Which cities swap empty car batteries, and what part did Chongqing play?",
    )
    named = {unit.text: unit.subjects | unit.measures for unit in asked.phrases if not unit.filler}
    assert "battery-swap" in named["swap batteries"]
    assert named["what part play"] == {"standing"}


def test_how_many_firms_with_foreign_money_asks_for_no_money() -> None:
    asked = understand(
        open_base().index, "How many businesses with foreign money behind them were there in 2020?"
    )
    assert "counting" in asked.cues
    assert "money" not in asked.cues


def test_a_fact_of_some_days_of_the_month_that_is_asked_for_is_probable_and_says_so() -> None:
    found = search("Alpha and Omega pieces tested Oct 2021")
    assert found.answer == "near"
    assert [(unmet.what, unmet.hard) for unmet in found.matches[0].unmet] == [("period", False)]


def test_the_best_fact_of_each_thing_that_is_named_comes_first() -> None:
    found = search("ports and countries reached by the ILSTC in 2021")
    assert {match.fact.id for match in found.matches[:2]} == {
        "corridor-ports-2021",
        "corridor-countries-2021",
    }


@pytest.mark.parametrize(
    "question", ["川渝汽车产量2014", "chuanyu laptop output 2014", "京津冀笔记本产量2014年"]
)
def test_a_region_that_holds_chongqing_is_not_answered_with_chongqing_alone(question: str) -> None:
    found = search(question)
    assert found.answer == "none"
    assert any(unmet.what == "area" for unmet in found.matches[0].unmet)


def test_what_rises_in_chongqing_is_no_rise_of_chongqing() -> None:
    found = search("by how much did laptop exports from Chongqing rise in January to August 2021")
    assert found.answer == "found"
    assert found.matches[0].fact.id == "laptop-exports-growth-2021m01-08"


def test_a_rank_in_china_is_none_in_the_world() -> None:
    ranks = [
        match
        for match in search("laptop rank in the world").matches
        if match.fact.id.startswith("laptop-exports-rank")
    ]
    assert [unmet.hard for unmet in ranks[0].unmet] == [True]


def test_words_in_another_order_or_case_keep_the_first_answer() -> None:
    for question in (
        "laptops exported January to August 2021",
        "January to August 2021 EXPORTED LAPTOPS",
    ):
        assert search(question).matches[0].fact.id == "laptop-exports-2021m01-08"


def test_a_year_decides_also_where_many_facts_have_the_words() -> None:
    base = open_base()
    for year in (2014, 2015):
        assert search(f"motor vehicle output {year}", base=base).matches[0].fact.period.year == year


@given(st.text(max_size=80))
def test_any_text_is_answered_or_refused_for_having_no_word(question: str) -> None:
    try:
        found = search(question)
    except WrongUsage:
        return
    assert found.answer in ("found", "near", "none")
    assert found.matches or found.answer == "none"
    for match in found.matches:
        assert (
            found.answer != "found" or not found.matches[0].unmet or match is not found.matches[0]
        )


@pytest.mark.parametrize(
    "question",
    [
        "laptops and tablets output 2014",
        "laptop/tablet output 2014",
        "笔记本电脑和平板电脑产量2014",
    ],
)
def test_of_two_things_both_are_answered(question: str, cqfacts: Run) -> None:
    shown = cqfacts("search", question).stdout
    assert "61 million laptops" in shown
    assert "3 million tablet computers" in shown


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("1919", "poverty-villages-2020"),
        ("66,21billion", "agriculture-size-2013"),
        ("3,460,000", "urban-jobs-2020"),
        ("a quarter", "financial-assets-share-2021"),
        ("30 times", "cs75-sales-growth-2015m01-05"),
    ],
)
def test_a_number_finds_the_fact_that_has_it(question: str, first: str) -> None:
    found = search(question)
    assert (found.answer, found.matches[0].fact.id) == ("found", first)


def test_things_side_by_side_share_the_measure_that_one_of_them_names() -> None:
    found = search("laptop/tablet output")
    ids = {match.fact.id for match in found.result.answering}
    assert ids == {"laptop-output-2014", "tablet-output-2014"}


@pytest.mark.parametrize(
    ("question", "first", "remark"),
    [
        ("why did laptop exports fall in 2021", "laptop-exports-growth-2021m01-08", "NotSo"),
        ("why did laptop exports rise", "laptop-exports-growth-2021m01-08", "NoCause"),
        (
            "is it true that Chongqing made 70 million laptops in 2014?",
            "laptop-output-2014",
            "Truth",
        ),
    ],
)
def test_what_a_question_takes_for_granted_is_told_from_what_is(
    question: str, first: str, remark: str
) -> None:
    found = search(question)
    assert (found.answer, found.matches[0].fact.id) == ("near", first)
    assert [type(each).__name__ for each in found.result.remarks] == [remark]


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("all ranks", "cqfacts facts --measure rank"),
        ("every forecast", "cqfacts facts --forecast"),
        ("everything for 2014", "cqfacts facts --year 2014"),
        ("which figures are doubtful?", "cqfacts facts --doubtful"),
        ("what years are covered", "cqfacts years"),
        ("what did Customs say", "cqfacts facts --according-to Customs"),
        ("what is there on agriculture", "cqfacts facts --sector agriculture"),
    ],
)
def test_a_question_about_the_base_is_answered_by_a_listing(question: str, command: str) -> None:
    listing = search(question).listing
    assert listing
    assert listing.command == command


def test_a_state_of_2023_is_near_to_a_span_that_began_long_before() -> None:
    thing = "joint key laboratories of Chengdu and Chongqing"
    assert search(f"{thing} 2022 to January 2023").answer == "found"
    assert search(f"{thing} 1997 to January 2023").answer == "near"


def test_firms_that_make_a_profit_are_asked_for_no_output() -> None:
    found = search("how much more profit did large industrial firms make in January to May 2015")
    assert (found.answer, found.matches[0].fact.id) == (
        "found",
        "scale-industry-profit-growth-2015m01-05",
    )


def test_a_count_of_places_is_near_where_the_area_of_the_base_is_named_beside_it() -> None:
    found = search("how many western provinces did Chongqing help with financing")
    assert (found.answer, found.matches[0].fact.id) == ("near", "western-financing-provinces-2021")


@pytest.mark.parametrize(
    ("claim", "remark"),
    [
        ("did it make 1.291 million cars in the first five months of 2015", "Yes, that is so."),
        ("did it make 4 million cars in the first five months of 2015", "No, that is not so."),
        (
            "did car output grow 22.5% in the first five months of 2015",
            "The document says so, but that is doubtful.",
        ),
        (
            "did car output grow 60% in the first five months of 2015",
            "The document says otherwise, but that is doubtful.",
        ),
    ],
)
def test_a_claim_is_so_or_not_or_in_doubt(claim: str, remark: str, cqfacts: Run) -> None:
    assert remark in " ".join(cqfacts("search", claim).stdout.split())


def test_of_facts_of_other_times_the_nearest_is_named(tmp_path: Path) -> None:
    facts = [Said(f"out-{year}", "out", year, "5") for year in ("1990", "2005", "2016", "2018")]
    base = small_base(tmp_path, [OUTPUT], facts)
    assert search("out in 2021", base=base).matches[0].fact.id == "out-2018"


@pytest.mark.parametrize(
    "question", ["which industry is third by output value", "which city ranks second by GDP"]
)
def test_which_one_is_second_is_not_answered_with_a_figure_of_one(question: str) -> None:
    assert search(question).answer == "none"


def test_the_growth_of_imports_is_no_listing_of_growths(tmp_path: Path) -> None:
    indicators = [
        measured("import-cars", "flow", "vehicles"),
        measured("import-growth", "growth", "percent", growth_of="import-cars"),
        measured("export-growth", "growth", "percent", growth_of="import-cars"),
    ]
    facts = [Said("import-growth-2023", "import-growth", "2023", "-4.9")]
    facts.append(Said("export-growth-2023", "export-growth", "2023", "15.4"))
    found = search("import growth 2023", base=small_base(tmp_path, indicators, facts))
    assert found.listing is None
    assert [match.fact.id for match in found.matches[:1]] == ["import-growth-2023"]


def test_what_there_is_for_another_time_has_its_command(cqfacts: Run) -> None:
    answer = cqfacts("search", "tablet", "output", "2021").stdout
    sentence, command = answer.splitlines()
    assert sentence == "Nothing on tablet output for 2021; the nearest is for 2014."
    assert cqfacts(*command.split()[1:]).stdout.startswith("Chongqing made 3 million tablet")


def test_a_refusal_names_what_was_asked_and_no_neighbour_of_another_name(cqfacts: Run) -> None:
    assert cqfacts("search", "population", "2021").stdout == "Nothing on population for 2021.\n"
