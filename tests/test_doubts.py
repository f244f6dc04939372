"""A doubt has a grade, which decides where it is seen; it says who says a figure, and how a reader finds the place."""

import json
import shutil
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.model.fact import Doubt, Grade
from cqfacts.output.blocks import SourceNote, SourceNotes
from cqfacts.output.page import Page
from cqfacts.output.terminal import write_blocks
from tests.conftest import Run
from tests.small_base import OUTPUT, Said, small_base
from tests.test_compare import fact

MINIMAL = Path(__file__).parent / "specimens" / "minimal"
ADDRESS = "https://example.org/report"


def doubt(grade: Grade, likely: str = "") -> str:
    """Return the lines of a fact with a doubt of a grade."""
    reading = f", likely: {likely}" if likely else ""
    return f"  doubts:\n    - {{grade: {grade}, reason: It may be another{reading}}}\n"


@pytest.mark.parametrize("grade", Grade)
def test_a_listing_marks_errors_and_ambiguous_figures_alone(grade: Grade) -> None:
    doubts = (Doubt(grade, "It may be another."),)
    figure = fact("2 million", "2014", doubts=doubts)
    state = fact("signed", "2014", unit=None, doubts=doubts)
    assert bool(figure.marked_doubts) == (grade in (Grade.ERROR, Grade.AMBIGUOUS))
    assert bool(state.marked_doubts) == (grade is Grade.ERROR)


@pytest.mark.parametrize("grade", Grade)
def test_every_doubt_stands_in_show_and_json_with_its_grade(
    grade: Grade, tmp_path: Path, cqfacts: Run
) -> None:
    folder = tmp_path / "base"
    small_base(folder, [OUTPUT], [Said("a", "out", "2014", "3 million", more=doubt(grade))])
    shown = cqfacts("show", "a", "--facts", str(folder)).stdout
    assert f"{grade}: It may be another" in shown
    [written] = json.loads(cqfacts("facts", "--json", "--facts", str(folder)).stdout)["facts"]
    assert written["doubts"] == [{"grade": grade, "reason": "It may be another"}]
    listed = cqfacts("facts", "--facts", str(folder)).stdout
    assert ("It may be another" in listed) == (grade in (Grade.ERROR, Grade.AMBIGUOUS))
    assert "It may be another" in cqfacts("facts", "--doubts", "--facts", str(folder)).stdout


def test_a_likely_reading_is_told_as_probable(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    more = doubt(Grade.ERROR, likely="2 million.")
    small_base(folder, [OUTPUT], [Said("a", "out", "2014", "3 million", more=more)])
    assert "Probably: 2 million." in cqfacts("show", "a", "--facts", str(folder)).stdout


@pytest.mark.parametrize("grade", Grade)
def test_a_comparison_is_refused_by_every_doubt_but_one_about_words(
    grade: Grade, tmp_path: Path
) -> None:
    facts = [
        Said("a", "out", "2014", "3 million", more=doubt(grade)),
        Said("b", "out", "2015", "4 million"),
    ]
    base = small_base(tmp_path / "base", [OUTPUT], facts)
    [pair] = library.compare(2014, 2015, base=base).pairs
    assert pair.verdict == ("comparable" if grade is Grade.WORDING else "doubtful")


def test_who_says_it_is_shown_written_and_searched(tmp_path: Path, cqfacts: Run) -> None:
    folder = tmp_path / "base"
    facts = [
        Said("a", "out", "2014", "3 million"),
        Said("b", "out", "2015", "4 million", more="  according_to: Zhang Wei of the Bureau\n"),
    ]
    small_base(folder, [OUTPUT], facts)
    assert "Zhang Wei of the Bureau" in cqfacts("show", "b", "--facts", str(folder)).stdout
    written = json.loads(cqfacts("facts", "--json", "--facts", str(folder)).stdout)["facts"]
    assert [one["according_to"] for one in written] == [None, "Zhang Wei of the Bureau"]
    asked = cqfacts("search", "what did Zhang Wei say", "--json", "--facts", str(folder))
    assert json.loads(asked.stdout)["facts"][0]["id"] == "b"


# --- the way to the document


def base_with(folder: Path, keys: str, title: str = "A report") -> Path:
    """Write the smallest base, whose only source has other keys more, and another title."""
    base = Path(shutil.copytree(MINIMAL, folder))
    path = base / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("  dating:", f"{keys}  dating:").replace(
        "title: A report", f"title: {title}"
    )
    path.write_text(text, encoding="utf-8")
    return base


@pytest.mark.parametrize(
    ("keys", "title", "way"),
    [
        ("", "A report", 'Search for "A report" and "2.63 million".'),
        ("", '"[A report]"', 'The document has no title. Search for "2.63 million".'),
        (f"  url: {ADDRESS}\n", "A report", f'Open {ADDRESS} and look for "2.63 million".'),
        (f"  archived: {ADDRESS}\n", "A report", f'Open {ADDRESS} and look for "2.63 million".'),
    ],
)
def test_show_says_how_to_find_the_place_without_our_files(
    keys: str, title: str, way: str, tmp_path: Path, cqfacts: Run
) -> None:
    base = base_with(tmp_path / "base", keys, title)
    shown = cqfacts("show", "vehicle-output-2014", "--facts", str(base)).stdout
    told = " ".join(shown.split())
    assert f"to find it {way} It is line 9 of the text, blank lines not counted." in told


@pytest.mark.parametrize("command", [("facts",), ("show", "vehicle-output-2014")])
def test_an_address_is_shown_with_each_citation(
    command: tuple[str, ...], tmp_path: Path, cqfacts: Run
) -> None:
    keys = f"  url: {ADDRESS}\n  archived: {ADDRESS}/copy\n"
    base = base_with(tmp_path / "base", keys)
    shown = " ".join(cqfacts(*command, "--facts", str(base)).stdout.split())
    assert f" {ADDRESS} Archived at {ADDRESS}/copy" in shown


@pytest.mark.parametrize("colour", [True, False])
def test_a_source_is_a_link_where_a_terminal_has_colours(*, colour: bool) -> None:
    block = SourceNotes([SourceNote("1", "A report", "A report.", ADDRESS)])
    shown = "".join(write_blocks([block], Page(80, colour=colour)))
    assert (f";{ADDRESS}\x1b\\1 A report" in shown) == colour
    assert ("\x1b" in shown) == colour


def test_what_is_no_address_is_refused(tmp_path: Path, cqfacts: Run) -> None:
    base = base_with(tmp_path / "base", "  url: example.org/a report\n")
    done = cqfacts("check", str(base))
    assert done.returncode == 4
    assert 'CQ208 "example.org/a report" is not the address of a page' in done.stdout
