"""Units that the reader does not know, and units for so many things: none of them passes for nothing."""

import pytest

from cqfacts.model.vocabulary import Unit
from cqfacts.reader.figures import UnitTable, read_figures

NOTED = {
    "12.4 MtCO2e": "MtCO2e",
    "550 gCO2/kWh": "gCO2/kWh",
    "1.2 GWp by June": "GWp",
    "11.8 Bcf.": "Bcf",
    "250 kboe/d in the quarter": "kboe/d",
    "85 GWac": "GWac",
    "38 c/kWh": "c/kWh",
    "640 kDWT": "kDWT",
    "18.5 mTEU": "mTEU",
    "480 kgce per tonne": "kgce",
    "2.4 kVA": "kVA",
    "120 kbpd": "kbpd",
    "0.12 mSv/h": "mSv/h",
    "1,200 inh./km2": "inh./km2",
    "84 billion RPK.": "RPK",
    "5.6 Moz of gold": "Moz",
    "310 koz in 2020": "koz",
    "120 lm/W": "lm/W",
    "HK$60 psf": "psf",
    "5 barrel-miles": "-miles",
    "排放120万tCO2当量": "tCO2",
    "5 yuan per session": "per session",
    "12 cents per message": "per message",
    "85 mb/d": "mb/d",
    "6,500 CEU.": "CEU",
    "12 EFLOPS.": "EFLOPS",
    "280 Ah": "Ah",
    "1,200 euros per rai": "per rai",
    "320元/FEU": "/FEU",
    "1240万tCO2e": "tCO2e",
    "5600亿t·km": "t·km",
    "850MWp": "MWp",
}


@pytest.mark.parametrize(("text", "unread"), NOTED.items())
def test_a_word_that_looks_like_a_unit_and_is_not_known_is_told(text: str, unread: str) -> None:
    assert read_figures(text)[0].unread == unread


@pytest.mark.parametrize(
    "text",
    [
        "640 iPhones in the shop",
        "30 McDonald's restaurants",
        "45 GPs and 12 MPs",
        "6.2 million OLED panels",
        "80 SMEs signed up",
        "5 eVTOL aircraft",
        "20 e-bikes",
        "3 PhDs on staff",
        "5 R&D centres",
        "30 IoT projects",
        "2,000 Wi-Fi routers",
        "14 YouTube channels",
        "3 iPads and 2 MacBooks",
        "50 MoUs were signed",
        "1.2 million EVs in 2023",
        "40,000 yuan per capita",
        "300 yuan per person",
        "0.5 yuan per share",
        "5,000 vehicles per day",
        "5 percent per annum",
        "50 laptops/tablets sold",
        "20 men/women",
        "9 mRNA vaccines",
        "70 million OLED displays",
        "3 AI models",
        "12 AstraZeneca plants",
        "12家A股公司",
        "500台iPhone手机",
        "20款SUV车型",
        "15个APP",
        "2万台LED灯",
        "3条LNG生产线",
        "3万名VIP",
        "5万用户使用App",
        "每股收益0.35元",
        "每人补贴500元",
        "27 EU and 10 EEA states",
        "In 2014 GDP in the city rose",
        "at 9 AM in May",
        "40 LiDAR units",
        "90 BMWs and 80 VWs",
        "200 dsDNA samples",
        "12个EPC项目",
        "5万VIP",
    ],
)
def test_plain_nouns_after_a_number_are_no_finding(text: str) -> None:
    assert not any(figure.unread for figure in read_figures(text))


RATES = {
    "7.2 per 100,000 people": "per 100,000 people",
    "3.4 per 1,000 live births": "per 1,000",
    "12 per million vehicle-kilometres": "per 1,000,000 vehicle kilometres",
    "$4.50/MMBtu": "dollar per million British thermal units",
    "万元GDP能耗0.4吨标准煤": "tonne of standard coal per 10,000 CNY",
    "投资5万元生产设备2台": "unit",
    "$71.3 a barrel": "dollar per barrel",
    "3.1 l/100 km": "litre per 100 kilometres",
    "111.51 US cents per pound": "cent per pound",
    "40 dollars a tonne": "dollar per tonne",
    "1.9 €/l": "EUR per litre",
    "55 euros per sq m": "EUR per square metre",
    "6.8 t/ha": "tonne per hectare",
    "每百元营业收入中的成本为84.3元": "CNY per 100 CNY",
    "每百户居民拥有汽车43.5辆": "vehicle per 100 households",
    "每千人拥有床位7.4张": "per 1,000 people",
    "每万元GDP用水量降至57立方米": "cubic metre per 10,000 CNY",
    "每亩386公斤": "kilogram per mu",
    "每亩可获补贴300—500元": "CNY per mu",
    "每辆车每百公里耗油6.3升": "litre per 100 kilometres",
    "0.56元/kWh": "CNY per kilowatt hour",
    "0.52tce/万元": "tonne of standard coal per 10,000 CNY",
    "5 yuan per piece": "CNY per piece",
    "每公顷7.5吨": "tonne per hectare",
    "3.1 trillion tonne-kilometres": "tonne kilometre",
    "2.6 billion tkm": "tonne kilometre",
    "货运周转量1.2万亿吨公里": "tonne kilometre",
    "980亿人公里": "passenger kilometre",
    "$71.3/bbl": "dollar per barrel",
    "¥120/kg": "CNY per kilogram",
    "CHF 6,788 a month": "CHF per month",
    "$13.2 billion a year earlier": "dollar",
    "$50 a share": "dollar",
    "earned 0.5 yuan per share": "CNY",
    "每人补贴500元": "CNY",
    "每股收益0.35元": "CNY",
}


@pytest.mark.parametrize(("text", "unit"), RATES.items())
def test_what_a_rate_is_for_belongs_to_its_unit(text: str, unit: str) -> None:
    assert read_figures(text)[-1].unit == unit


def test_the_number_of_things_that_a_rate_is_for_is_no_figure_of_its_own() -> None:
    many, rate = read_figures("每十万人发病率为12.6")
    assert many.unread == "每"
    assert rate.unit == "per 100,000 people"


def test_a_rate_for_many_has_the_id_of_the_vocabulary() -> None:
    yuan = Unit("yuan", "money", "yuan", "yuan", currency="CNY")
    costs = Unit("yuan-per-100-yuan", "money-ratio", "yuan per 100 yuan", "yuan per 100 yuan")
    units = UnitTable([yuan, costs])
    assert read_figures("每百元营业收入中的成本为84.3元", units)[-1].unit == "yuan-per-100-yuan"


def test_a_unit_of_a_vocabulary_is_understood_however_odd_it_looks() -> None:
    units = UnitTable([Unit("mtco2e", "emissions", "MtCO2e", "MtCO2e")])
    [figure] = read_figures("12.4 MtCO2e", units)
    assert (figure.unit, figure.unread) == ("mtco2e", "")


CASES = {
    "5 mW": "milliwatt",
    "5 MW": "megawatt",
    "310 Nm": "newton metre",
    "65 nm": "nanometre",
    "14 kN": "kilonewton",
    "14 kn": "knot",
    "3 Mg": "megagram",
    "3 mg": "milligram",
    "2 ML": "megalitre",
    "2 ml": "millilitre",
}


@pytest.mark.parametrize(("text", "unit"), CASES.items())
def test_the_case_of_a_symbol_decides_its_size(text: str, unit: str) -> None:
    [figure] = read_figures(text)
    assert figure.unit == unit
