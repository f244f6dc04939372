"""A series for the eye and as a picture: what bars say, and that nothing of a point is lost."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

import cqfacts as library
from cqfacts.citations.text import source_words
from cqfacts.output.blocks import Bar, Chart, Fill, PointGroup, PointLine
from cqfacts.output.charts import bar_text, make_chart
from cqfacts.output.footnotes import Footnotes
from cqfacts.output.page import Page
from cqfacts.output.png import png_bytes
from cqfacts.output.svg import svg_text
from cqfacts.output.terminal import write_blocks
from tests.conftest import Run, in_terminal, plain_environment
from tests.evaluate import questions
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


def test_ids_are_shown_at_every_width_where_they_are_asked_for(
    sample: Sample, cqfacts: Run
) -> None:
    ids = [point.id for point in library.series("rail-sea-trains").series.points]
    for width in sample.of(list(range(40, 201)), 16):
        screen = cqfacts("series", "rail-sea-trains", "-i", columns=width).stdout
        assert all(name in re.sub(r"\n +", "", screen) for name in ids), width


def test_a_chart_without_unicode_says_the_same(cqfacts_process: Run) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = cqfacts_process("series", "rail-sea-trains", env={**plain_environment(), **env})
    assert done.stdout.isascii()
    for point in shown_points("rail-sea-trains"):
        for part in (point.period, point.figure, *point.sources):
            assert part.replace("–", "-").replace("¶", "par. ") in done.stdout
    assert done.stdout.count("?") == cqfacts_process("series", "rail-sea-trains").stdout.count("?")


# --- pictures


def drawn(cqfacts: Run, *arguments: str) -> ET.Element:
    done = cqfacts("series", *arguments, "--format", "svg")
    assert done.returncode == 0
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
    answer = library.series(indicator)
    for fact in answer.series.points:
        for doubt in fact.marked_doubts:
            assert " ".join(doubt.words.split()) in picture
        for conflict in fact.conflicts:
            assert " ".join(conflict.reason.split()) in picture
        for citation in fact.citations:
            assert source_words(answer.context.find_source(citation.source)) in picture


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
        meanings = {"=": "= implied:", "?": "? doubtful", "!": "! in conflict", "f": "f forecast", "r": "r revised"}  # fmt: skip
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


# --- finding an indicator


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("car output", "vehicle-output"),
        ("how many cars were made", "vehicle-output"),
        ("汽车产量", "vehicle-output"),
        ("notebook exports", "laptop-exports"),
        ("笔记本电脑 出口", "laptop-exports"),
        ("growth of car output", "vehicle-output-growth"),
        ("retail sales", "retail-sales"),
    ],
)
def test_words_find_the_series_of_what_search_finds(words: str, indicator: str) -> None:
    assert library.search(words).facts[0].indicator.id == indicator
    assert library.series(words).series.indicator.id == indicator


def test_a_question_is_never_answered_with_the_series_of_another_thing(sample: Sample) -> None:
    shown = 0
    for question in sample.of(questions(), 12):
        if question.aside:
            continue
        answer = library.search(question.q)
        if answer.answer != "found":
            continue
        try:
            series = library.series(question.q).series
        except (library.NotFound, library.Ambiguous):
            continue  # a state, or several indicators that fit
        assert series.indicator.id == answer.facts[0].indicator.id, question.q
        shown += 1
    assert shown > 10


def test_words_may_name_the_area() -> None:
    series = library.series("car output in Chengdu-Chongqing").series
    assert (series.indicator.id, series.area_id) == ("vehicle-output", "chengdu-chongqing")
    with pytest.raises(library.Ambiguous, match="--area"):
        library.series("car output in Chongqing and Chengdu-Chongqing")


def offered_commands(message: str) -> list[list[str]]:
    """Return the commands that a refusal offers, as words."""
    return [line.split("  ")[0].split() for line in message.split("\n  ")[1:]]


@pytest.mark.parametrize("words", ["cars", "laptop", "exports", "laptops and tablets output", "cars --area chengdu-chongqing"])  # fmt: skip
def test_words_that_fit_several_indicators_are_answered_with_commands_that_all_work(
    words: str, cqfacts: Run
) -> None:
    done = cqfacts("series", *words.split())
    assert (done.returncode, done.stdout) == (3, "")
    commands = offered_commands(done.stderr.rstrip())
    assert len(commands) > 1
    for program, *arguments in commands:
        assert program == "cqfacts"
        assert cqfacts(*arguments).returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("vehicle-industry-trend", "has no figures. On the same subject there are:"),
        ("gdp-usd --area chongqing", "has no figures of Chongqing, but elsewhere:"),
        ("car output in Paris", "Near it are:"),
        ("output of mobile phones", "Near it are:"),
        ("vehicle-outptu", "Near it are:"),
    ],
)
def test_words_that_fit_nothing_are_answered_with_commands_that_all_work(
    words: str, message: str, cqfacts: Run
) -> None:
    done = cqfacts("series", *words.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr
    commands = offered_commands(done.stderr.rstrip())
    assert commands
    for _, *arguments in commands:
        assert cqfacts(*arguments).returncode == 0


@pytest.mark.parametrize("words", ["nothing-like-it", "minimum wage", "2014", "zzz qqq"])
def test_words_of_which_the_base_has_nothing_are_said_to_be_none(words: str, cqfacts: Run) -> None:
    done = cqfacts("series", *words.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert f'no indicator is called "{words}"' in done.stderr


# --- pixels


def test_a_png_is_bytes_of_the_picture(cqfacts_process: Run, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    path = tmp_path / "picture.png"
    with path.open("wb") as file:
        done = cqfacts_process("series", "vehicle-output", "--format", "png", stdout=file)
    assert (done.returncode, done.stderr) == (0, "")
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content.endswith(b"IEND\xaeB`\x82")
    assert int.from_bytes(content[16:20], "big") == 1600


def test_a_png_without_its_library_is_refused_with_the_way_out(
    cqfacts: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    done = cqfacts("series", "vehicle-output", "--format", "png")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'cqfacts[png]'" in done.stderr


def test_a_letter_that_no_font_has_is_not_left_out() -> None:
    pytest.importorskip("resvg_py")
    svg = "".join(svg_text(library.series("gdp")))
    with pytest.raises(library.WrongUsage, match="no font of this system has: \U0010fffe"):
        png_bytes(svg.replace("yuan", "\U0010fffe"))


def test_a_png_is_not_written_to_a_terminal() -> None:
    command = [sys.executable, "-m", "cqfacts", "series", "gdp", "--format", "png"]
    process, screen = in_terminal(command, plain_environment())
    shown = b""
    with suppress(OSError):  # the terminal ends with its program
        while piece := os.read(screen, 4096):
            shown += piece
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 2
    assert b"a terminal cannot show --format png" in shown
    assert b"PNG\r" not in shown


OUTSIDE = 400
"""In pixels: the strips beside a picture in which nothing of it may stand."""


def strip(svg: str, left: int, top: int, width: int, height: int) -> bytes:
    """Return a part of a picture, also outside its edges, without its white ground."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    root.set("viewBox", f"{left} {top} {width} {height}")
    root.set("width", str(width))
    root.set("height", str(height))
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    root.remove(ground)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    draw = pytest.importorskip("resvg_py").svg_to_bytes
    return bytes(draw(svg_string=ET.tostring(root, encoding="unicode")))


LONG = Said("a", "out", "2012", "1.000 million", more=f'  entity: "{"A Company of Wide Words WWW " * 4}"\n{DOUBT}')  # fmt: skip


@pytest.mark.parametrize("name", ["shipped", "long words"])
def test_nothing_of_a_picture_stands_outside_it(name: str, tmp_path: Path) -> None:
    bases = {"shipped": None, "long words": small_base(tmp_path / "base", [OUTPUT], [LONG])}
    indicators = ["out"] if name == "long words" else INDICATORS
    for indicator in indicators:
        answer = library.series(indicator, base=bases[name])
        svg = "".join(svg_text(answer))
        size = ET.fromstring(svg)  # noqa: S314 - our own
        width, height = int(size.get("width", 0)), int(size.get("height", 0))
        nothing = strip(svg, -2 * OUTSIDE, 0, OUTSIDE, height)
        assert strip(svg, -OUTSIDE, 0, OUTSIDE, height) == nothing
        assert strip(svg, width, 0, OUTSIDE, height) == nothing
        assert strip(svg, 0, height, width, height) == strip(svg, 0, 2 * height, width, height)
        assert strip(svg, 0, 0, OUTSIDE, height) != nothing
