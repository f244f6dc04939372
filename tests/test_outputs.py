"""Whole outputs of the real program on the shipped base, at three widths and in every format."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from cqfacts.answers.comparisons import FLAT_PAIR
from cqfacts.answers.facts import FACT
from cqfacts.base.reading import Base
from tests.conftest import Run
from tests.goldens import check_golden

GOLDENS = Path(__file__).parent / "goldens"
WIDTHS = (80, 120, 200)
COMMANDS = (
    "",
    "sectors",
    "years",
    "areas",
    "sources",
    "sector automotive",
    "sector electronics",
    "sector 金融",
    "year 2012",
    "show retail-sales-2020m01-08",
    "search tablet output 2021",
    "compare 2014 2015 --sector automotive",
    "compare 2014 2021 --sector electronics",
)
LISTINGS = (
    "facts",
    "sector automotive",
    "year 2021",
    "show vehicle-output-2014",
    "search tablets exported",
    "compare 2014 2021",
    "sectors",
    "years",
    "indicators",
    "areas",
    "sources",
)
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_screen_reads_as_it_did(command: str, width: int, cqfacts: Run) -> None:
    shown = cqfacts(*command.split(), columns=width).stdout
    check_golden(GOLDENS / f"{command.replace(' ', '-') or 'alone'}-{width}.txt", shown)
    assert max(map(cell_len, shown.splitlines())) <= width


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md"])
def test_a_file_reads_as_it_did(form: str, cqfacts: Run) -> None:
    shown = cqfacts("sector", "shipbuilding", "--format", form).stdout
    check_golden(GOLDENS / f"sector-shipbuilding.{form}", shown)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", LISTINGS)
def test_every_listing_comes_in_every_format(command: str, form: str, cqfacts: Run) -> None:
    done = cqfacts(*command.split(), "--format", form)
    assert done.stdout
    assert (done.stderr == "") == (done.returncode == 0)
    assert done.returncode in (0, 3)


@pytest.mark.parametrize("command", LISTINGS)
def test_the_formats_say_the_same(command: str, cqfacts: Run) -> None:
    text = cqfacts(*command.split(), "--json").stdout
    whole = json.loads(text, object_pairs_hook=_without_duplicates)
    verb, *_ = command.split()
    assert (whole["schema"], whole["command"]) == ("cqfacts/1", verb)
    name = verb if command in ("sectors", "years", "indicators", "areas", "sources") else "facts"
    listed = whole["pairs" if verb == "compare" else name]
    objects = list(listed.values()) if isinstance(listed, dict) else listed
    every = dict.fromkeys(key for item in objects for key in item)
    lines = [
        json.loads(line)
        for line in cqfacts(*command.split(), "--format", "jsonl").stdout.splitlines()
    ]
    assert lines == objects
    for form in ("csv", "tsv"):
        text = cqfacts(*command.split(), "--format", form).stdout
        lines_of_cells = (
            csv.reader(io.StringIO(text))
            if form == "csv"
            else (line.split("\t") for line in text.splitlines())
        )
        head, *rows = lines_of_cells
        assert len(rows) == len(objects)
        assert head == list(FLAT_PAIR.names if verb == "compare" else every)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs]
    return dict(pairs)


def test_json_holds_every_fact_with_the_keys_of_the_contract(cqfacts: Run, shipped: Base) -> None:
    whole = json.loads(cqfacts("facts", "--json").stdout)
    assert len(whole["facts"]) == len(shipped.facts)
    cited = {citation["source"] for fact in whole["facts"] for citation in fact["citations"]}
    assert set(whole["sources"]) == cited
    for fact in whole["facts"]:
        assert tuple(fact) == FACT.names
        assert fact["citations"]
    for source in whole["sources"].values():
        assert {"id", "type", "title", "issued", "file", "sha256"} <= set(source)


def test_numbers_in_json_are_in_base_units(cqfacts: Run) -> None:
    [fact] = json.loads(cqfacts("show", "vehicle-output-2014", "--json").stdout)["facts"]
    assert (fact["value"], fact["low"], fact["high"], fact["qualifier"]) == (
        2630000,
        2625000,
        2635000,
        "exact",
    )
    assert (fact["text"], fact["start"], fact["end"]) == (
        "2.63 million vehicles",
        "2014-01-01",
        "2014-12-31",
    )
    [limit] = json.loads(cqfacts("show", "industry-gross-output-value-2014", "--json").stdout)[
        "facts"
    ]
    assert (limit["value"], limit["low"], limit["high"], limit["qualifier"]) == (
        None,
        2 * 10**12,
        None,
        "more-than",
    )


def test_json_is_not_escaped(cqfacts: Run) -> None:
    assert "汽车产业" in cqfacts("sectors", "--json").stdout


@pytest.mark.parametrize("form", FORMATS)
def test_fields_and_limit_hold_in_every_format(form: str, cqfacts: Run) -> None:
    asked = ("facts", "--sector", "shipbuilding", "--fields", "id,text", "--format", form)
    ids = ["ship-output-rank-2013", "yacht-output-trend-2013", "inland-ship-base-2014"]
    for limit in (2, 3):
        done = cqfacts(*asked, "--limit", str(limit))
        assert "statement" not in done.stdout
        assert [name in done.stdout for name in ids] == [True, True, limit == 3]


def test_a_table_shows_every_figure_whole(cqfacts: Run, shipped: Base) -> None:
    """At 80 columns no number is cut, folded or dropped."""
    for sector in shipped.vocabulary.sectors:
        shown = cqfacts("sector", sector).stdout
        figures = [line[: line.index("  ")] for line in shown.splitlines() if "  " in line]
        for fact in shipped.facts:
            if fact.indicator.sector == sector and fact.quantity:
                assert re.search(
                    rf"(?<![\d.,]){re.escape(fact.quantity.number)}(?![\d]|[.,]\d)", shown
                ), fact.id
        assert "…" not in "".join(figures)


def test_a_table_marks_doubt_inference_and_limits(cqfacts: Run) -> None:
    shown = cqfacts("sector", "industry", columns=120).stdout
    assert "more than 2 trillion yuan" in shown
    assert re.search(r"\? \d+ doubtful, ! \d+ in conflict: --doubts says why", shown)
    assert re.search(r"f \d+ expected or planned", shown)
    assert "c. about then, or inferred" in shown
    assert "(26.7 - 7.1)" not in shown
    reasons = cqfacts("sector", "industry", "--doubts", columns=120).stdout
    assert "(26.7 - 7.1)" in reasons
    assert "undated: No year is printed" in reasons


def test_a_limited_table_says_how_many_more_there_are(cqfacts: Run, shipped: Base) -> None:
    total = sum(fact.indicator.sector == "automotive" for fact in shipped.facts)
    shown = cqfacts("sector", "automotive", "--limit", "3").stdout
    assert f"… and {total - 3} more: raise --limit to see them." in shown


@pytest.mark.parametrize("command", ["show", "why", "cite"])
def test_words_stand_for_an_id_and_where_they_fit_several_each_has_its_command(
    command: str, cqfacts: Run
) -> None:
    by_id = cqfacts(command, "laptop-exports-2021m01-08")
    assert cqfacts(command, "laptop", "exports", "2021").stdout == by_id.stdout
    several = cqfacts(command, "laptops")
    assert (several.returncode, several.stdout) == (3, "")
    assert f"cqfacts {command} laptop-output-2014" in several.stderr
