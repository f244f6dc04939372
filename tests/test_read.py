"""`cqfacts read`: which figures and times a text says."""

import csv
import io
import json
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.errors import WrongUsage
from tests.conftest import FACTS, Run
from tests.goldens import check_golden

GOLDENS = Path(__file__).parent / "goldens"
TEXT = (
    "Output rose 8.5% to nearly 2.63 million vehicles in the first five months of 2015, fell by 5 to 6 percent in May, "
    "was 263zn there and 1,919 elsewhere, the third largest in 2014."
)
CHINESE = "2014年汽车产量263万辆，同比增长8.5%，占全国三分之一，居第三位。"


def read_json(cqfacts: Run, *arguments: str) -> dict[str, list[dict[str, object]]]:
    whole: dict[str, list[dict[str, object]]] = json.loads(
        cqfacts("read", "--json", *arguments).stdout
    )
    return whole


@pytest.mark.parametrize(("name", "text"), [("english", TEXT), ("chinese", CHINESE)])
def test_a_reading_reads_as_it_did(name: str, text: str, cqfacts: Run) -> None:
    shown = cqfacts("read", "--issued", "2015-06-30", text).stdout
    check_golden(GOLDENS / f"read-{name}.txt", shown)


def test_json_has_the_keys_of_the_contract_and_places_in_characters(cqfacts: Run) -> None:
    whole = read_json(cqfacts, CHINESE)
    first, *_ = whole["figures"]
    keys = ["text", "start", "end", "value", "low", "high", "qualifier", "unit", "kind"]
    assert [key for key in first if key in keys] == keys
    assert {key: first[key] for key in keys} == {
        "text": "263万辆", "start": 9, "end": 14, "value": 2630000, "low": 2625000, "high": 2635000, "qualifier": "exact",
        "unit": "vehicles", "kind": "measure",
    }  # fmt: skip
    assert whole["periods"][0] == {"text": "2014年", "start": 0, "end": 5, "period": "2014"}
    for part in (*whole["figures"], *whole["periods"]):
        assert CHINESE[int(str(part["start"])) : int(str(part["end"]))] == part["text"]


def test_what_is_not_understood_is_said(cqfacts: Run) -> None:
    [figure] = read_json(cqfacts, "263zn")["figures"]
    assert (figure["text"], figure["unread"]) == ("263", "zn")


def test_a_time_that_depends_on_the_date_of_the_text_is_read_with_it(cqfacts: Run) -> None:
    [without] = read_json(cqfacts, "up from last year")["periods"]
    [with_date] = read_json(cqfacts, "--issued", "2015-06-30", "sales of last year")["periods"]
    assert without["relative"] is True
    assert with_date["period"] == "2014"


def test_formats_without_an_envelope_have_figures_and_times(cqfacts: Run) -> None:
    whole = read_json(cqfacts, TEXT)
    count = len(whole["figures"]) + len(whole["periods"])
    lines = cqfacts("read", TEXT, "--format", "jsonl").stdout.splitlines()
    rows = list(csv.DictReader(io.StringIO(cqfacts("read", TEXT, "--format", "csv").stdout)))
    assert len(lines) == len(rows) == count
    periods = [str(period["period"]) for period in whole["periods"]]
    assert [row["period"] for row in rows if row["kind"] == "period"] == periods
    fields = cqfacts("read", TEXT, "--format", "csv", "--fields", "text,period").stdout
    assert fields.splitlines()[0] == "text,period"


def test_a_text_comes_from_standard_input(cqfacts_process: Run, tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_text("产量263万辆\n", encoding="utf-8")
    with path.open("rb") as text:
        done = cqfacts_process("read", "-", "--json", stdin=text)
    assert [figure["text"] for figure in json.loads(done.stdout)["figures"]] == ["263万辆"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--issued", "soon", "5"), "write the date of the text"), (("5" * 1_000_001,), "at most")],
)
def test_what_cannot_be_read_is_wrong_usage(
    arguments: tuple[str, ...], words: str, cqfacts: Run
) -> None:
    done = cqfacts("read", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_text_without_figures_says_so(cqfacts: Run) -> None:
    done = cqfacts("read", "nothing of the kind")
    assert (done.returncode, done.stdout) == (0, "The text says no figure and no time.\n")


def test_the_library_reads_with_the_units_of_a_base() -> None:
    base = library.open_base(FACTS)
    [figure] = library.read("2.63 million vehicles", base=base).figures
    assert (figure.unit, int(figure.value or 0)) == ("vehicles", 2630000)
    with pytest.raises(WrongUsage):
        library.read("5", issued="2015-13")
