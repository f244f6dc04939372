"""A figure that its citation prints otherwise does not get past check and verify, and a right one does.

Each row is an input that failed once, or one of its kind (`faults`, sections A and D).
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import cqfacts as library
from tests.small_base import AREAS, UNITS

SOURCE = "a-report"
MORE_UNITS = """
- {id: USD, dimension: money, singular: US dollar, plural: US dollars, symbol: US$, currency: USD}
- {id: acres, dimension: area, singular: acre, plural: acres, factor: 4046.86}
- {id: tonnes, dimension: mass, singular: tonne, plural: tonnes}
"""
SECTORS = "- {id: things, title: Things, title_zh: 物, covers: Things that are counted}\n"
SUBJECTS = "- {id: cars, title: cars, title_zh: 车}\n"
MEASURES = "- {id: size, title: size, title_zh: 数}\n"
INDICATORS = {
    "cars": {"kind": "flow", "unit": "vehicles"},
    "growth": {"kind": "growth", "unit": "percent", "growth_of": "cars"},
    "points": {"kind": "difference", "unit": "percentage-points", "part": "growth", "whole": "growth-of-all"},
    "growth-of-all": {"kind": "growth", "unit": "percent", "growth_of": "all"},
    "all": {"kind": "flow", "unit": "vehicles"},
    "money": {"kind": "flow", "unit": "CNY", "price_basis": "current"},
    "dollars": {"kind": "flow", "unit": "USD", "price_basis": "current"},
    "share": {"kind": "share", "unit": "percent", "part": "cars", "whole": "money"},
    "births": {"kind": "ratio", "unit": "per-mille"},
    "times": {"kind": "growth", "unit": "times", "growth_of": "cars"},
    "rank": {"kind": "rank", "unit": "rank", "field": "land"},
    "land": {"kind": "stock", "unit": "hectares"},
    "mass": {"kind": "flow", "unit": "tonnes"},
}  # fmt: skip


class Case(NamedTuple):
    """A value of an indicator, the words that a citation quotes, and the code of the finding; None: there is none."""

    indicator: str
    value: str
    printed: str
    code: str | None


def base_of(
    folder: Path, indicator: str, value: str, printed: str, period: str, document: str, **more: str
) -> Path:
    """Write a base with one fact, and its document."""
    facts = folder / "facts"
    (facts / "things").mkdir(parents=True)
    (folder / "documents").mkdir()
    raw = document.encode()
    (folder / "documents" / "r.txt").write_bytes(raw)
    lines = [line for line in document.splitlines() if line.strip()]
    source = {
        "id": SOURCE, "type": "webpage", "title": "A Report", "issued": "2016", "dating": "printed", "file": "r.txt",
        "sha256": sha256(raw).hexdigest(), "paragraphs": len(lines),
    }  # fmt: skip
    paragraph = next((at for at, line in enumerate(lines, 1) if printed in line), 1)
    fact = {
        "id": f"{indicator}-fact", "indicator": indicator, "area": "city", "period": period, "dating": "printed",
        "value": value, "unit": INDICATORS[indicator]["unit"], "statement": more.pop("statement", f"The figure is {value} in {period}."),
        "citations": [{"source": SOURCE, "paragraph": paragraph, "printed": printed}], **more,
    }  # fmt: skip
    texts = {
        "sectors": SECTORS, "subjects": SUBJECTS, "measures": MEASURES, "areas": AREAS, "units": UNITS + MORE_UNITS,
        "sources": yaml.safe_dump([source]), "indicators": yaml.safe_dump(list(entries_of(indicator))),
    }  # fmt: skip
    for name, text in texts.items():
        (facts / f"{name}.yaml").write_text(text, encoding="utf-8")
    year = period.rsplit("/", maxsplit=1)[-1][:4]
    written = yaml.safe_dump([fact], allow_unicode=True, width=10_000)
    (facts / "things" / f"{year}.yaml").write_text(written, encoding="utf-8")
    return folder


def entries_of(indicator: str) -> Iterator[dict[str, str]]:
    """Yield an indicator and those that it relates to."""
    keys = INDICATORS[indicator]
    yield {"id": indicator, "title": indicator.title(), "sector": "things", "subject": "cars", "measure": "size", **keys}  # fmt: skip
    for key in ("growth_of", "part", "whole"):
        if key in keys:
            yield from entries_of(keys[key])


def check_codes(folder: Path) -> set[str]:
    """Return the codes of what is wrong with the fact."""
    return {finding.code for finding in library.check(folder / "facts").findings}


SCALES = [
    Case("cars", "263", "263万辆", "CQ307"),
    Case("cars", "2.63 million", "263万辆", None),
    Case("cars", "2.64 million", "263万辆", "CQ307"),
    Case("money", "263", "263亿元", "CQ307"),
    Case("money", "26.3 billion", "263亿元", None),
    Case("money", "1.2 billion", "12亿元", None),
    Case("money", "32387.68", "32387.68亿元", "CQ307"),
    Case("money", "3.238768 trillion", "32387.68亿元", None),
    Case("dollars", "3.4", "$3.4bn", "CQ307"),
    Case("dollars", "3.4 billion", "$3.4bn", None),
    Case("cars", "250", "250k", "CQ307"),
    Case("cars", "250 thousand", "250k", None),
    Case("cars", "1", "one hundred thousand", "CQ307"),
    Case("cars", "100 thousand", "one hundred thousand", None),
    Case("cars", "263", "1 345 263", "CQ307"),
    Case("cars", "1345263", "1 345 263", None),
    Case("cars", "1345263", "1'345'263", None),
    Case("cars", "1345263", "1,345,263", None),
    Case("cars", "2630000", "２６３万", None),
    Case("money", "1.5", "1.5e6", "CQ307"),
    Case("money", "5 million", ".5 million", "CQ307"),
    Case("money", "0.5 million", ".5 million", None),
    Case("cars", "12 million", "1.2 crore", None),
    Case("cars", "250 thousand", "2.5 lakh", None),
    Case("money", "1.2", "1.2mn yuan", "CQ307"),
    Case("cars", "263", "263zn", "CQ325"),
    Case("cars", "2.63", "2.63", "CQ327"),
]
SIGNS = [
    Case("growth", "8.5", "fell by 8.5%", "CQ324"),
    Case("growth", "-8.5", "fell by 8.5%", None),
    Case("growth", "-8.5", "grew by 8.5%", "CQ324"),
    Case("growth", "8.5", "grew by 8.5%", None),
    Case("growth", "-9.5", "−9.5%", None),
    Case("growth", "9.5", "−9.5%", "CQ324"),
    Case("growth", "-9.5", "下降9.5%", None),
    Case("growth", "9.5", "下降9.5%", "CQ324"),
    Case("growth", "9.5", "减少9.5%", "CQ324"),
    Case("growth", "9.5", "down 9.5%", "CQ324"),
    Case("growth", "9.5", "a decline of 9.5%", "CQ324"),
    Case("growth", "9.5", "增长9.5%", None),
    Case("growth", "-9.5", "增长9.5%", "CQ324"),
    Case("cars", "8.5 million", "fell to 8.5 million", None),
    Case("births", "6.39", "6.39‰", None),
    Case("births", "6.39", "6.39 per mille", None),
    Case("births", "0.639", "6.39‰", "CQ307"),
    Case("births", "6.39", "6.39%", "CQ326"),
    Case("share", "6.39", "6.39‰", "CQ326"),
    Case("share", "-8.6", "贡献率为负8.6%", None),
    Case("points", "-0.7", "拉低GDP0.7个百分点", None),
    Case("points", "0.7", "拉低GDP0.7个百分点", "CQ324"),
    Case("points", "-0.7", "lowered growth by 0.7 percentage points", None),
    Case("growth", "-20", "declined 3.6 percent in quantity and 20 percent in value", None),
    Case("growth", "20", "declined 3.6 percent in quantity and 20 percent in value", "CQ324"),
    Case("growth", "3.3", "up 65,200, or 3.3 per cent", None),
]
QUALIFIERS = [
    Case("cars", "2630000", "about 2,630,000", "CQ318"),
    Case("cars", "~ 2630000", "about 2,630,000", None),
    Case("cars", "2.63 million", "近263万辆", "CQ318"),
    Case("cars", "nearly 2.63 million", "近263万辆", None),
    Case("cars", "2.63 million", "约263万辆", "CQ318"),
    Case("cars", "263", "263余辆", "CQ318"),
    Case("cars", "263", "263辆以上", "CQ318"),
    Case("cars", "263", "263 or more", "CQ318"),
    Case("cars", ">= 263", "263 or more", None),
    Case("cars", "5000", ">5,000", "CQ318"),
    Case("cars", "> 5000", ">5,000", None),
    Case("cars", "4000", "4,000 to 5,000", "CQ307"),
    Case("cars", "4000 to 5000", "4,000 to 5,000", None),
    Case("cars", "3.01 million", "topped 3.01 million", "CQ318"),
    Case("money", "> 3.01 trillion", "to top 3.01 trillion yuan", None),
    Case("cars", "5000", "just short of 5,000", "CQ318"),
    Case("growth", "0.5", "0.5% to 2.5%", "CQ307"),
    Case("growth", "0.5 to 2.5", "0.5% to 2.5%", None),
    Case("growth", "5 to 6", "5 to 6 percent", None),
    Case("cars", "< 263", "more than 263", "CQ318"),
    Case("rank", "<= 5", "top five", None),
    Case("rank", "5", "top five", "CQ318"),
]
UNITS_PRINTED = [
    Case("points", "0.4", "0.4%", "CQ326"),
    Case("points", "0.4", "0.4 percentage points", None),
    Case("growth", "0.4", "0.4个百分点", "CQ326"),
    Case("money", "3.4 billion", "$3.4bn", "CQ326"),
    Case("dollars", "34 billion", "340亿元", "CQ326"),
    Case("dollars", "34 billion", "340亿美元", None),
    Case("land", "500", "500 acres", "CQ326"),
    Case("land", "500", "500 hectares", None),
    Case("times", "2", "doubled", None),
    Case("times", "0.5", "halved", None),
    Case("times", "2", "halved", "CQ307"),
    Case("times", "30", "thirtyfold", None),
    Case("share", "1/3", "a third", None),
    Case("share", "2/3", "三分之二", None),
    Case("rank", "3", "third largest", None),
    Case("cars", "263", "263%", "CQ326"),
    Case("cars", "263", "263 per 1,000 people", "CQ326"),
    Case("cars", "263", "每百户拥有263辆", "CQ326"),
    Case("money", "5", "每亩5元", "CQ326"),
    Case("money", "5", "5 yuan per session", "CQ325"),
    Case("cars", "263", "263 kDWT", "CQ325"),
]


@pytest.mark.parametrize("case", [*SCALES, *SIGNS, *QUALIFIERS, *UNITS_PRINTED], ids=str)
def test_check_holds_a_value_against_all_that_its_words_say(case: Case, tmp_path: Path) -> None:
    document = f"In 2014 it was {case.printed} there.\n"
    folder = base_of(tmp_path, case.indicator, case.value, case.printed, "2014", document)
    assert check_codes(folder) == ({case.code} if case.code else set())


SENTENCES = [
    ("cars", "263", "263", "2014年产量263万辆", "CQ404"),
    ("cars", "2630000", "2,630,000", "Some time in 2014 about 2,630,000 were made", "CQ410"),
    ("growth", "8.5", "8.5%", "Output fell by 8.5% in 2014", "CQ410"),
    ("growth", "-8.5", "8.5%", "Output fell by 8.5% in 2014", "CQ324"),
    ("growth", "0.5", "0.5%", "Output rose 0.5% to 2.5% in 2014", "CQ404"),
    ("cars", "5000", "5,000", "In 2014 no more than 5,000 were sold", "CQ410"),
    ("cars", "> 5000", "5,000", "In 2014 exactly 5,000 were sold", "CQ410"),
    ("cars", "三十", "三", "2014年三十三辆", "CQ205"),
    ("cars", "4", "四", "2014年三十四辆", "CQ404"),
    ("cars", "33", "三十三辆", "2014年三十三辆", None),
    ("cars", "5000", "5,000", "In 2014 exactly 5,000 were sold", None),
    ("cars", "6.6 million", "to 6.6 million", "In 2014 it rose by 1.2 million to 6.6 million", None),
    ("cars", "1297", "1,297", "In 2014 it exceeded the 1,297 of 2013", None),
    ("cars", "1.2 million", "6.6 million", "In 2014 it rose by 1.2 million to 6.6 million", "CQ307"),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "value", "printed", "sentence", "code"), SENTENCES)
def test_verify_reads_the_sentence_around_a_quotation(
    indicator: str, value: str, printed: str, sentence: str, code: str | None, tmp_path: Path
) -> None:
    folder = base_of(tmp_path, indicator, value, printed, "2014", f"{sentence}\n", statement=f"It was {value}.")  # fmt: skip
    codes = check_codes(folder)
    if not codes:
        report = library.verify(folder / "documents", folder / "facts")
        codes = {finding.code for finding in report.verification.findings} - {"CQ407", "CQ408"}
    assert codes == ({code} if code else set())


def test_a_fact_in_per_mille_may_say_so(tmp_path: Path) -> None:
    words = "In 2014 there were 6.39‰"
    statement = "The birth rate was 6.39 per mille in 2014."
    folder = base_of(tmp_path, "births", "6.39", "6.39‰", "2014", f"{words}\n", statement=statement)
    report = library.verify(folder / "documents", folder / "facts")
    assert {finding.code for finding in report.verification.findings} <= {"CQ407"}


@pytest.mark.parametrize(
    ("value", "printed"),
    [("−9.5", "fell −9.5%"), ("263", "263万"), ("3.4bn", "$3.4bn"), ("2,63 m", "2.63 million")],
)
def test_a_hint_has_the_sign_and_the_scale_that_are_printed(
    value: str, printed: str, tmp_path: Path
) -> None:
    folder = base_of(tmp_path, "money", value, printed, "2014", f"In 2014 {printed}\n")
    hints = " ".join(finding.hint for finding in library.check(folder / "facts").findings)
    proposals = {'"9.5"', '"263"', '"3.4"', '"2.63"', '"-263"'}
    assert not any(proposal in hints for proposal in proposals)
