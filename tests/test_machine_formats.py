"""What programs read: every format carries every warning, cells can be read back, and a limit never cuts unseen."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqfacts.answers.keys import number, number_above, number_below
from tests.conftest import Run
from tests.small_base import OUTPUT, Said, small_base

ROWS = ("jsonl", "csv", "tsv")
WARNINGS = ("status", "dating", "doubts", "conflicts", "citations")
FIGURE = ("value", "low", "high", "unit")


def read_rows(text: str, form: str) -> list[dict[str, Any]]:
    """Read rows back as a program does, with lists and objects as such."""
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    if form == "csv":
        lines = list(csv.reader(io.StringIO(text)))
    else:
        lines = [line.split("\t") for line in text.splitlines()]
    head, *rows = lines
    return [dict(zip(head, map(read_cell, row), strict=True)) for row in rows]


def read_cell(cell: str) -> Any:
    return json.loads(cell) if cell.startswith(("[", "{")) else cell


# --- compare


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_comparison_for_a_spreadsheet_has_the_warnings_of_both_sides(
    form: str, cqfacts: Run
) -> None:
    pairs = json.loads(cqfacts("compare", "2014", "2015", "--json").stdout)["pairs"]
    rows = read_rows(cqfacts("compare", "2014", "2015", "--format", form).stdout, form)
    assert any(side["doubts"] for pair in pairs for side in (pair["from"], pair["to"]) if side)
    for pair, row in zip(pairs, rows, strict=True):
        for side in ("from", "to"):
            fact = pair[side] or dict.fromkeys((*FIGURE, *WARNINGS))
            for name in WARNINGS:
                assert row[f"{side}_{name}"] == (fact[name] if fact[name] is not None else "")
            assert row[f"{side}_value"] == ("" if fact["value"] is None else str(fact["value"]))


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_comparison_of_three_years_has_figures_and_warnings_of_each(
    form: str, cqfacts: Run
) -> None:
    table = json.loads(cqfacts("compare", "2013", "2014", "2015", "--json").stdout)["rows"]
    rows = read_rows(cqfacts("compare", "2013", "2014", "2015", "--format", form).stdout, form)
    for whole, row in zip(table, rows, strict=True):
        for year in ("2013", "2014", "2015"):
            if whole[year]:
                assert row[f"{year}_doubts"] == whole[year]["doubts"]
                assert row[f"{year}_citations"] == whole[year]["citations"]
            for name in (*FIGURE, *WARNINGS):
                assert f"{year}_{name}" in row


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "table"])
def test_the_fields_of_a_comparison_are_the_same_in_every_format(form: str, cqfacts: Run) -> None:
    done = cqfacts("compare", "2014", "2015", "--fields", "verdict,from_value,to", "--format", form)
    assert done.returncode in (0, 3)
    assert "from_value" in done.stdout
    assert "from_text" not in done.stdout


# --- search

QUESTIONS = (
    ("laptop output 2014", "found"),
    ("tablet output 2021", "none"),
    ("xyzzy", "none"),
)


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
@pytest.mark.parametrize("form", ROWS)
@pytest.mark.parametrize("fields", [(), ("--fields", "id,value")])
def test_every_row_of_a_search_says_the_answer(
    question: str, answer: str, form: str, fields: tuple[str, ...], cqfacts: Run
) -> None:
    done = cqfacts("search", *question.split(), "--format", form, *fields)
    rows = read_rows(done.stdout, form)
    assert rows
    assert {row["answer"] for row in rows} == {answer}
    assert done.returncode == (answer == "none")


@pytest.mark.parametrize("question", ["tablet output 2021", "xyzzy"])
@pytest.mark.parametrize("form", ["md", "table"])
def test_a_table_of_chosen_fields_says_no(question: str, form: str, cqfacts: Run) -> None:
    fields = ("--fields", "id,value")
    assert "none" in cqfacts("search", *question.split(), "--format", form, *fields).stdout
    assert "No" in cqfacts("search", *question.split(), "--format", form).stdout


# --- cells


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_every_list_can_be_read_back_from_its_cell(form: str, cqfacts: Run) -> None:
    facts = json.loads(cqfacts("facts", "--json").stdout)["facts"]
    rows = read_rows(cqfacts("facts", "--format", form).stdout, form)
    for fact, row in zip(facts, rows, strict=True):
        lists = {name: value for name, value in fact.items() if isinstance(value, (list, dict))}
        assert {name: row[name] for name in lists} == lists


def test_lists_of_different_items_are_different_cells(tmp_path: Path, cqfacts: Run) -> None:
    cells = []
    for at, notes in enumerate(('["a | b", "c　d  e"]', '[a, "b | c　d  e"]')):
        folder = tmp_path / str(at)
        small_base(folder, [OUTPUT], [Said("a", "out", "2014", "5", more=f"  notes: {notes}\n")])
        for form in ("csv", "tsv"):
            done = cqfacts("facts", "--fields", "notes", "--format", form, "--facts", str(folder))
            [row] = read_rows(done.stdout, form)
            assert len(row["notes"]) == 2
            cells.append(row["notes"])
    assert cells == [["a | b", "c　d  e"]] * 2 + [["a", "b | c　d  e"]] * 2


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_begins_as_a_formula(sign: str, form: str, tmp_path: Path, cqfacts: Run) -> None:
    said = Said("a", "out", "2014", "5", more=f'  according_to: "{sign}SUM(1)"\n')
    small_base(tmp_path, [OUTPUT], [said])
    fields = ("--fields", "according_to,value")
    done = cqfacts("facts", "--format", form, *fields, "--facts", str(tmp_path))
    assert done.stdout.splitlines()[1] in (f"'{sign}SUM(1),5", f"'{sign}SUM(1)\t5")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "table"])
def test_a_field_that_is_named_twice_is_written_once(form: str, cqfacts: Run) -> None:
    arguments = ("facts", "--limit", "2", "--format", form, "--fields")
    assert cqfacts(*arguments, "id,id,ID").stdout == cqfacts(*arguments, "id").stdout


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "table"])
def test_every_key_of_a_source_can_be_asked_for_also_where_no_source_has_it(
    form: str, tmp_path: Path, cqfacts: Run
) -> None:
    small_base(tmp_path, [OUTPUT], [Said("a", "out", "2014", "5")])
    base = ("--format", form, "--facts", str(tmp_path))
    done = cqfacts("sources", "--fields", "id,url,archive_location", *base)
    assert (done.returncode, done.stderr) == (0, "")
    assert "URL" in done.stdout


# --- numbers


@given(
    low=st.fractions(min_value=-(2**70), max_value=2**70),
    widths=st.tuples(st.fractions(min_value=0, max_value=3), st.fractions(0, 3)),
)
def test_a_value_lies_within_its_bounds_as_json_numbers(
    low: Fraction, widths: tuple[Fraction, Fraction]
) -> None:
    value = low + widths[0]
    written = (number_below(low), number(value), number_above(value + widths[1]))
    exact = json.loads(json.dumps(written))
    assert exact[0] <= exact[1] <= exact[2]
    floats = json.loads(json.dumps(written), parse_int=float)
    assert floats[0] <= floats[1] <= floats[2]


@pytest.mark.parametrize(
    "digits", ["9007199254740993", "1152921504606846990", "12345678901234567891"]
)
def test_a_figure_beyond_what_floats_hold_lies_within_its_bounds(
    digits: str, tmp_path: Path, cqfacts: Run
) -> None:
    small_base(tmp_path, [OUTPUT], [Said("a", "out", "2014", digits)])
    [fact] = json.loads(cqfacts("facts", "--json", "--facts", str(tmp_path)).stdout)["facts"]
    assert fact["low"] <= fact["value"] <= fact["high"]
    assert fact["value"] == int(digits)


# --- limits


@pytest.mark.parametrize("name", ["vehicle-output", "gdp", "laptop-exports"])
def test_a_limit_does_not_change_what_the_bars_of_a_series_mean(name: str, cqfacts: Run) -> None:
    whole = json.loads(cqfacts("series", name, "--json").stdout)
    for limit in range(1, len(whole["facts"]) + 1):
        limited = json.loads(cqfacts("series", name, "--json", "--limit", str(limit)).stdout)
        assert limited["series"]["per"] == whole["series"]["per"]
        assert limited["series"]["drawn"] == whole["series"]["drawn"][:limit]
        assert limited.get("more", 0) == len(whole["facts"]) - limit


def test_a_limit_does_not_change_the_length_of_a_bar(cqfacts: Run) -> None:
    whole = cqfacts("series", "vehicle-output", "--format", "md").stdout
    limited = cqfacts("series", "vehicle-output", "--format", "md", "--limit", "1").stdout
    [bar] = [line for line in limited.splitlines() if line.startswith("| 2014")]
    assert bar in whole
