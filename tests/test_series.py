"""A series for the eye and as a picture: what bars say, and that nothing of a point is lost."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

import cqfacts as library
from cqfacts.output.blocks import Bar, Chart, Fill, PointGroup, PointLine
from cqfacts.output.charts import bar_text, make_chart
from cqfacts.output.footnotes import Footnotes
from cqfacts.output.page import Page
from cqfacts.output.terminal import write_blocks
from tests.conftest import Run
from tests.sampling import Sample
from tests.small_base import GROWTH, OUTPUT, Said, measured, small_base

SVG = "{http://www.w3.org/2000/svg}"
FORECAST = "  status: forecast\n  by: A Bureau\n  as_of: 2013\n"
DOUBT = "  doubts:\n    - {grade: error, reason: It cannot be., likely: Another.}\n"
INDICATORS = ("laptop-exports", "vehicle-output", "vehicle-output-growth", "vehicle-output-rank", "gdp", "retail-sales", "rail-sea-trains")  # fmt: skip


# --- bars


def lengths_of_bars(screen: str) -> dict[str, int]:
    """Return the length of the bar of each line of a screen, by its period."""
    lines = re.findall(r"^(\S.*?)  +([#=/.>]+)  ", screen, re.MULTILINE)
    return {period: len(bar) for period, bar in lines}


def test_bars_stand_side_by_side_for_periods_of_one_length_and_are_in_proportion(
    tmp_path: Path, cqfacts: Run
) -> None:
    facts = [
        Said("a", "out", "2013", "2.00 million"),
        Said("b", "out", "2014", "4.00 million"),
        Said("c", "out", "2014-01/2014-05", "1.00 million"),
        Said("d", "out", "2015-01/2015-05", "3.00 million"),
        Said("e", "out", "2015-01/2015-03", "1.50 million"),
    ]
    small_base(tmp_path / "base", [OUTPUT], facts)
    screen = cqfacts("series", "out", "--no-implied", "--facts", str(tmp_path / "base")).stdout
    assert lengths_of_bars(screen) == {
        "2013": 10,
        "2014": 20,
        "Jan–May 2014": 5,
        "Jan–May 2015": 15,
    }
    headings = ["1 year each", "5 months each", "3 months"]
    assert [line for line in screen.splitlines() if line in headings] == headings
    alone = next(line for line in screen.splitlines() if "Jan–Mar 2015" in line)
    assert "1.50 million vehicles" in alone
    assert "#" not in alone


@pytest.mark.parametrize("indicator", INDICATORS)
def test_no_part_of_a_year_has_a_longer_bar_than_the_year(indicator: str) -> None:
    series = library.series(indicator).series
    bars = dict(zip(series.points, series.bars, strict=True))
    for whole, bar in bars.items():
        for part, bar_of_part in bars.items():
            is_within = whole.period.start <= part.period.start and part.period.end <= whole.period.end  # fmt: skip
            if is_within and bar and bar_of_part and bar.high and bar_of_part.low:
                assert bar_of_part.low <= bar.high


def test_a_limit_changes_no_bar(tmp_path: Path, cqfacts: Run) -> None:
    facts = [Said(f"f{year}", "out", str(year), f"{year - 2009}.00 million") for year in range(2010, 2015)]  # fmt: skip
    small_base(tmp_path / "base", [OUTPUT], facts)
    arguments = ("series", "out", "--facts", str(tmp_path / "base"))
    every = lengths_of_bars(cqfacts(*arguments).stdout)
    assert len(every) == 5
    for limit in range(1, 5):
        limited = lengths_of_bars(cqfacts(*arguments, "--limit", str(limit)).stdout)
        assert limited.items() <= every.items()
        assert len(limited) == limit


def test_stocks_stand_side_by_side_whatever_their_period(tmp_path: Path, cqfacts: Run) -> None:
    stock = measured("land-area", "stock", "hectares")
    facts = [
        Said("a", "land-area", "2013", "2.00 million"),
        Said("b", "land-area", "2014-12-31", "10.0 billion", unit="square-metres"),
    ]
    small_base(tmp_path / "base", [stock], facts)
    screen = cqfacts("series", "land-area", "--facts", str(tmp_path / "base")).stdout
    assert lengths_of_bars(screen)["2013"] == 20
    assert lengths_of_bars(screen)["31 Dec 2014"] in (10, 11)
    assert "figures in others are converted" in screen


def test_a_rank_and_a_figure_alone_have_no_bar(cqfacts: Run) -> None:
    ranks = cqfacts("series", "vehicle-output-rank").stdout
    assert "a lower number is a higher place" in ranks
    assert "no. 1" in ranks
    assert not lengths_of_bars(ranks)
    assert not lengths_of_bars(cqfacts("series", "gdp").stdout)


def test_a_fall_a_limit_and_a_forecast_are_drawn_as_what_they_are(
    tmp_path: Path, cqfacts: Run
) -> None:
    facts = [
        Said("a", "out-growth", "2012", "-10.0"),
        Said("b", "out-growth", "2013", "> 10.0"),
        Said("c", "out-growth", "2014", "20.0", more=FORECAST),
    ]
    small_base(tmp_path / "base", [OUTPUT, GROWTH], facts)
    screen = cqfacts("series", "out-growth", "--facts", str(tmp_path / "base")).stdout
    assert re.search(r"^2012 +-#+ ", screen, re.MULTILINE)
    assert re.search(r"^2013 +#+> ", screen, re.MULTILINE)
    assert re.search(r"^2014: by A\s.*?/////", screen, re.MULTILINE | re.DOTALL)
    assert "> no upper limit" in screen
    assert "/ forecast" in screen


@pytest.mark.parametrize(
    ("bar", "text"),
    [
        (Bar(Fill.PRINTED, Fraction(1), Fraction(1)), "#" * 20),
        (Bar(Fill.IMPLIED, Fraction(1, 4), Fraction(1, 2)), "=" * 5 + "." * 5),
        (Bar(Fill.PRINTED, None, Fraction(1, 2)), "." * 10),
        (Bar(Fill.PRINTED, Fraction(1, 2), None), "#" * 10 + ">"),
        (Bar(Fill.PRINTED, Fraction(-1, 10), Fraction(1, 5)), "...."),
        (Bar(Fill.PRINTED, Fraction(-1, 2), Fraction(-1, 4)), "-#####....."),
        (None, ""),
    ],
)
def test_a_bar_as_text_ends_where_its_figure_may_end(bar: Bar | None, text: str) -> None:
    assert bar_text(bar) == text


def test_a_time_without_a_figure_is_said_and_not_bridged(tmp_path: Path, cqfacts: Run) -> None:
    facts = [Said(f"f{year}", "out", period, "1.000 million") for year, period in ((2010, "2010"), (2012, "2012"), (2013, "2013-07/2013-12"))]  # fmt: skip
    small_base(tmp_path / "base", [OUTPUT], facts)
    screen = cqfacts("series", "out", "--facts", str(tmp_path / "base")).stdout
    assert "No figure covers 2011, Jan–Jun 2013." in screen
    assert screen.count("2011") == 1


# --- screens


class Shown(NamedTuple):
    """A point as a screen must show it."""

    period: str
    figure: str
    marks: str
    sources: tuple[str, ...]


def shown_points(indicator: str) -> Iterator[Shown]:
    answer = library.series(indicator)
    for group in make_chart(answer.series, Footnotes(answer.context)).groups:
        for line in group.lines:
            yield Shown(line.period, line.figure, line.marks, line.sources)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_width_shows_the_same_points(indicator: str, sample: Sample) -> None:
    answer = library.series(indicator)
    chart = make_chart(answer.series, Footnotes(answer.context))
    for width in sample.of(list(range(40, 201)), 8):
        screen = "".join(write_blocks([chart], Page(width)))
        assert max(map(cell_len, screen.splitlines())) <= width
        words = " ".join(re.sub(r"[#=/.>]{3,}", "", screen).split())
        for point in shown_points(indicator):
            parts = (point.period, point.figure, point.marks, *point.sources)
            assert " ".join(filter(None, parts)) in words, (width, point)


def test_a_chart_cuts_nothing_of_a_long_point(sample: Sample) -> None:
    line = PointLine(
        "Jan–May 2014: Some Company of Chongqing (Holding) Co. Ltd., by a bureau, as of Oct 2013",
        "1,053.0–1,054.7 million kilometres a year on average since 2009",
        "=?",
        ("1 ¶9", "2 ¶10", "3 ¶11", "4 ¶12"),
        Bar(Fill.IMPLIED, Fraction(1), Fraction(1)),
    )
    for width in sample.of(list(range(40, 201)), 8):
        screen = "".join(write_blocks([Chart([PointGroup("", [line])])], Page(width)))
        assert max(map(cell_len, screen.splitlines())) <= width
        words = set(screen.replace(";", "").split())
        parts = (line.period, line.figure, line.marks, *line.sources, bar_text(line.bar))
        assert {word for part in parts for word in part.split()} <= words


# --- pictures


def drawn(cqfacts: Run, *arguments: str) -> ET.Element:
    done = cqfacts("series", *arguments, "--format", "svg")
    assert (done.returncode, done.stderr) == (0, "")
    return ET.fromstring(done.stdout)  # noqa: S314 - our own


def words_of(picture: ET.Element) -> str:
    texts = ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]
    return " ".join(" ".join(texts).split())


def bars_in(picture: ET.Element) -> dict[str, ET.Element]:
    """Return the first box of each point, by its description."""
    boxes = {}
    for group in picture.iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        if box is not None:
            boxes[group.findtext(f"{SVG}title", "")] = box
    return boxes


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_picture_says_all_that_the_screen_says(indicator: str, cqfacts: Run) -> None:
    picture = words_of(drawn(cqfacts, indicator))
    assert picture.startswith(library.series(indicator).series.title)
    for point in shown_points(indicator):
        assert point.period in picture
        assert " ".join(filter(None, (point.figure, point.marks, *point.sources))) in picture
    screen = cqfacts("series", indicator, columns=200).stdout
    notes = screen[screen.find("\n= ") :] if "\n= " in screen else screen.partition("Doubts")[2]
    for word in notes.split():
        assert word in picture


def test_a_picture_is_read_aloud(cqfacts: Run) -> None:
    picture = drawn(cqfacts, "rail-sea-trains")
    assert picture.get("role") == "img"
    named = [picture.find(f"*[@id='{name}']") for name in picture.get("aria-labelledby", "").split()]  # fmt: skip
    title, description = [element.text or "" for element in named if element is not None]
    assert title == "Rail-sea intermodal trains, Chongqing"
    for point in shown_points("rail-sea-trains"):
        assert f"{point.period}: {point.figure}" in description
    assert "doubtful" in description


def test_a_picture_draws_bars_in_proportion_and_a_forecast_apart(
    tmp_path: Path, cqfacts: Run
) -> None:
    facts = [
        Said("a", "out", "2012", "1.000 million"),
        Said("b", "out", "2013", "2.000 million", more=DOUBT),
        Said("c", "out", "2014", "4.000 million", more=FORECAST),
        Said("d", "out", "2015-01/2015-05", "9.000 million"),
    ]
    small_base(tmp_path / "base", [OUTPUT], facts)
    picture = drawn(cqfacts, "out", "--facts", str(tmp_path / "base"))
    boxes = bars_in(picture)
    assert [box.get("class") for box in boxes.values()] == ["printed", "printed", "forecast"]
    widths = [float(box.get("width", "0")) for box in boxes.values()]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 2, 4], rel=0.02)
    words = words_of(picture)
    for meaning in ("printed", "forecast or plan", "doubtful", "f forecast", "It cannot be."):
        assert meaning in words
    assert "implied" not in words


def test_the_legend_of_a_picture_has_every_mark_that_occurs_and_no_other(cqfacts: Run) -> None:
    for indicator in INDICATORS:
        picture = words_of(drawn(cqfacts, indicator))
        marks = {mark for point in shown_points(indicator) for mark in point.marks}
        meanings = {"=": "= implied:", "?": "? doubtful", "!": "! in conflict", "i": "i period inferred", "f": "f forecast", "r": "r revised"}  # fmt: skip
        assert {mark for mark, words in meanings.items() if words in picture} == marks


def test_a_picture_says_what_a_limit_leaves_out(cqfacts: Run) -> None:
    picture = words_of(drawn(cqfacts, "vehicle-output", "--limit", "1"))
    assert "3 more figures are not in this picture." in picture


def test_the_json_says_what_is_drawn(cqfacts: Run) -> None:
    answer = json.loads(cqfacts("series", "vehicle-output", "--json").stdout)
    points = {point["id"]: point for point in answer["facts"]}
    drawn_points = {point["id"]: point for point in answer["series"]["drawn"]}
    assert points.keys() == drawn_points.keys()
    for name, point in points.items():
        is_alone = drawn_points[name]["length"] != "5 months"
        expected = (None, None) if is_alone else (point["low"], point["high"])
        assert (drawn_points[name]["low"], drawn_points[name]["high"]) == expected
    assert answer["series"]["per"] is None
