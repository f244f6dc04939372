"""What programs read: every format carries every warning, cells can be read back, and a limit never cuts unseen."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqfacts as library
from cqfacts.answers.keys import number, number_above, number_below
from cqfacts.answers.ordering import SORT_KEYS
from cqfacts.base.reading import Base
from cqfacts.cli.saving import save
from tests.conftest import Run
from tests.small_base import GROWTH, OUTPUT, Said, measured, small_base

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
    assert rows[0]["answer"] == answer
    others = {"none"} if answer == "none" else {answer, "other"}
    assert {row["answer"] for row in rows} <= others
    assert done.returncode == (answer == "none")


@pytest.mark.parametrize("question", ["tablet output 2021", "xyzzy"])
@pytest.mark.parametrize("form", ["md", "table"])
def test_a_table_of_chosen_fields_says_no(question: str, form: str, cqfacts: Run) -> None:
    fields = ("--fields", "id,value")
    assert "none" in cqfacts("search", *question.split(), "--format", form, *fields).stdout
    assert "No" in cqfacts("search", *question.split(), "--format", form).stdout


@pytest.mark.parametrize("form", ["table", "md"])
@pytest.mark.parametrize(
    ("question", "unmet"),
    [
        ("laptop exports 2013", "what: period; asked: 2013; has: 2021-01/2021-08 | what: measure"),
        ("gdp q2 2022", "has: 2022-01/2022-03; likely: 2022-01/2022-09 | what: measure"),
    ],
)
def test_a_condition_that_is_not_met_is_told_in_a_cell_with_what_is_likely_only_where_something_is(
    question: str, unmet: str, form: str, cqfacts: Run
) -> None:
    options = ("--fields", "id,match", "--format", form)
    done = cqfacts("search", *question.split(), *options, columns=1000)
    assert done.returncode in (0, 1)
    assert unmet in done.stdout.replace("\\", "")
    assert "likely: ;" not in done.stdout
    assert "likely: |" not in done.stdout


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
    assert ("url" if form in ("table", "md") else "URL") in done.stdout


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


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_rows_that_a_limit_leaves_out_are_counted_aside(form: str, cqfacts: Run) -> None:
    done = cqfacts("facts", "--sector", "cars", "--limit", "2", "--format", form)
    assert "more are left out" in done.stderr
    assert "left out" not in done.stdout
    assert cqfacts("facts", "--sector", "cars", "--format", form).stderr == ""


def test_a_bibliography_of_a_part_says_so(cqfacts: Run) -> None:
    assert "left out" in cqfacts("facts", "--limit", "1", "--cite", "bibtex").stderr
    assert cqfacts("facts", "--cite", "bibtex").stderr == ""


@pytest.mark.parametrize("form", ["table", "md"])
@pytest.mark.parametrize(
    "command",
    [
        "show vehicle-output-2014 laptop-output-2014",
        "why vehicle-output-2014 laptop-output-2014",
        "series vehicle-output",
        "conflicts --all",
        "compare 2014 2015 --all",
        "compare 2014 2015 --fields verdict",
        "compare 2013 2014 2015 --all",
        "facts",
        "facts --fields id",
        "search list all exports",
        "search list all exports --fields id",
        "sources",
    ],
)
def test_a_page_that_a_limit_cuts_says_how_much_is_missing(
    command: str, form: str, cqfacts: Run
) -> None:
    whole = json.loads(cqfacts(*command.split(), "--limit", "1", "--json").stdout)
    shown = cqfacts(*command.split(), "--limit", "1", "--format", form).stdout
    assert re.findall(r"(\d+) more", shown) == [str(whole["more"])]


@pytest.mark.parametrize("years", ["2014 2021", "2013 2014 2015"])
def test_a_screen_that_folds_facts_without_a_counterpart_counts_each_left_out_fact_once(
    years: str, cqfacts: Run
) -> None:
    asked = ("compare", *years.split())
    written = json.loads(cqfacts(*asked, "--json").stdout)
    items = written.get("pairs") or written["rows"]
    single = sum(is_single(item, years.split()) for item in items)
    several = len(items) - single
    assert f"… and {several - 1} more" in cqfacts(*asked, "--limit", "1").stdout
    for limit in (several, several + 2):
        assert "more: raise" not in cqfacts(*asked, "--limit", str(limit)).stdout
    page = cqfacts(*asked, "--limit", str(several), "--format", "md").stdout
    assert f"… and {single} more" in page


def is_single(item: dict[str, Any], years: list[str]) -> bool:
    """Tell whether an item of a comparison has a fact of one year only."""
    sides = ("from", "to") if "from" in item else years
    return sum(item[side] is not None for side in sides) == 1


def test_a_comparison_of_areas_folds_nothing(cqfacts: Run) -> None:
    asked = ("compare", "2022", "--area", "china", "--area", "chengdu-chongqing")
    assert "… and 1 more" in cqfacts(*asked, "--limit", "0").stdout


def test_two_figures_that_can_be_compared_stand_in_a_row_with_their_change(cqfacts: Run) -> None:
    rows = list(
        csv.DictReader(cqfacts("compare", "2014", "2021", "--format", "csv").stdout.splitlines())
    )
    laptops = next(row for row in rows if row["to_id"] == "laptop-exports-2021m01-08")
    assert laptops["from_title"] == "Laptop output"
    assert json.loads(laptops["nearest_change"])["percent"] == pytest.approx(32.2)


def test_a_picture_that_a_limit_cuts_says_so_aside(cqfacts: Run) -> None:
    done = cqfacts("series", "vehicle-output", "--limit", "1", "--format", "svg")
    assert done.stdout.endswith("</svg>\n")
    assert "more are left out" in done.stderr


# --- bibliographies of a search


def test_a_search_without_an_answer_cites_nothing_and_says_no(cqfacts: Run) -> None:
    done = cqfacts("search", "tablet", "output", "2021", "--cite", "text")
    assert (done.returncode, done.stdout.strip()) == (1, "")
    assert "Nothing on tablet output for 2021; the nearest is for 2014." in done.stderr


def test_a_search_cites_the_facts_that_answer_it_only(cqfacts: Run) -> None:
    question = ("search", "tablet", "output", "2014")
    [first, *_] = json.loads(cqfacts(*question, "--json").stdout)["facts"]
    cited = json.loads(cqfacts(*question, "--cite", "csl-json").stdout)
    assert [item["id"] for item in cited] == [first["citations"][0]["source"]]


# --- spreadsheets


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_byte_order_mark_stands_before_the_same_table(form: str, cqfacts: Run) -> None:
    plain = cqfacts("sectors", "--format", form).stdout
    assert cqfacts("sectors", "--format", form, "--bom").stdout == "\ufeff" + plain


@pytest.mark.parametrize("options", ["", "--json", "--format md", "--format jsonl"])
def test_a_byte_order_mark_stands_in_no_other_format(options: str, cqfacts: Run) -> None:
    done = cqfacts("sectors", "--bom", *options.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert "csv" in done.stderr


# --- files


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "tsv", "md"])
def test_the_ending_of_a_file_says_the_format(ending: str, tmp_path: Path, cqfacts: Run) -> None:
    done = cqfacts("sectors", "-o", str(tmp_path / f"sectors.{ending}"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (tmp_path / f"sectors.{ending}").read_text(encoding="utf-8")
    assert written == cqfacts("sectors", "--format", ending).stdout


@pytest.mark.parametrize("arguments", ["facts --fields nonsense", "year 1999", "search of the"])
def test_a_command_that_fails_leaves_a_file_as_it_was(
    arguments: str, tmp_path: Path, cqfacts: Run
) -> None:
    file = tmp_path / "facts.csv"
    file.write_text("before", encoding="utf-8")
    assert cqfacts(*arguments.split(), "-o", str(file)).returncode in (1, 2)
    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_not_written_in_part() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.csv"
        file.write_text("before", encoding="utf-8")

        def pieces() -> Iterator[str]:
            yield "half"
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            save(pieces(), file)
        assert file.read_text(encoding="utf-8") == "before"
        assert list(Path(folder).iterdir()) == [file]


def test_a_link_to_a_file_stays_a_link_and_a_device_a_device(tmp_path: Path, cqfacts: Run) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    assert cqfacts("sectors", "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("id,")
    assert target.stat().st_mode & 0o777 == 0o640
    assert cqfacts("sectors", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["nowhere/facts.csv", ".", "read-only.csv"])
def test_a_file_that_cannot_be_written_is_told_in_a_sentence(
    name: str, tmp_path: Path, cqfacts: Run
) -> None:
    (tmp_path / "read-only.csv").touch(mode=0o444)
    done = cqfacts("sectors", "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


# --- conditions


def ids(cqfacts: Run, *arguments: str) -> list[str]:
    done = cqfacts("facts", "--format", "jsonl", "--fields", "id", *arguments)
    return [json.loads(line)["id"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("option", "first", "second"),
    [
        ("--sector", "cars", "electronics"),
        ("--area", "chengdu-chongqing", "china"),
        ("--measure", "price", "profit"),
        ("--year", "2012", "2020"),
        ("--subject", "laptops", "tablets"),
        ("--indicator", "laptop-exports", "gdp"),
    ],
)
def test_a_condition_typed_twice_means_any_of_the_two(
    option: str, first: str, second: str, cqfacts: Run
) -> None:
    either = ids(cqfacts, option, first, option, second)
    assert set(either) == {*ids(cqfacts, option, first), *ids(cqfacts, option, second)}
    assert either == [name for name in ids(cqfacts) if name in either]


def test_conditions_of_two_kinds_hold_together(cqfacts: Run) -> None:
    both = ids(cqfacts, "--measure", "exports", "--subject", "laptops")
    assert set(both) == {*ids(cqfacts, "--measure", "exports")} & {
        *ids(cqfacts, "--subject", "laptops")
    }
    assert both


def test_the_query_names_every_condition(cqfacts: Run) -> None:
    sectors = ("--sector", "cars", "--sector", "electronics")
    done = cqfacts("facts", *sectors, "--doubtful", "--sort", "-value", "--json")
    assert json.loads(done.stdout)["query"] == {
        "sector": "automotive,electronics",
        "doubtful": True,
        "sort": "-value",
    }


@pytest.mark.parametrize(
    "command",
    [
        "facts --limit 2 --limit 3",
        "facts --fields id --fields text",
        "facts --format csv --format json",
        "series gdp --area china --area chongqing",
        "sectors --facts a --facts b",
        "facts --sort id --sort value",
    ],
)
def test_an_option_of_one_value_typed_twice_is_refused(command: str, cqfacts: Run) -> None:
    done = cqfacts(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert "2 times" in done.stderr


def test_exports_are_their_volume_value_growth_share_and_rank(cqfacts: Run, shipped: Base) -> None:
    about_exports = {
        fact.id for fact in shipped.facts if re.search(r"\bexport", fact.indicator.title.lower())
    }
    figures = {fact.id for fact in shipped.facts if fact.quantity}
    listed = set(ids(cqfacts, "--measure", "exports"))
    assert listed & figures == about_exports & figures
    kinds = {fact.indicator.kind.value for fact in shipped.facts if fact.id in listed}
    assert {"flow", "growth", "share", "rank"} <= kinds


@pytest.mark.parametrize("name", ["growth", "share", "rank", "增长率", "占比"])
def test_a_class_of_figures_has_all_of_its_kind(name: str, cqfacts: Run, shipped: Base) -> None:
    kind = {"增长率": "growth", "占比": "share"}.get(name, name)
    of_kind = {fact.id for fact in shipped.facts if fact.indicator.kind.value == kind}
    assert of_kind <= set(ids(cqfacts, "--measure", name))


def test_a_family_follows_the_vocabulary_and_no_names_of_ours(tmp_path: Path) -> None:
    catalogue = small_base(
        tmp_path,
        [
            OUTPUT,
            GROWTH,
            measured("place", "rank", "rank", ranks="out", field="land"),
            measured("x", "flow", "vehicles"),
        ],
        [
            Said("a", "out", "2014", "5"),
            Said("b", "out-growth", "2014", "5"),
            Said("c", "place", "2014", "1"),
            Said("d", "x", "2014", "5"),
        ],
    )
    for measure, expected in (("out", "abc"), ("out-growth", "b"), ("growth", "b"), ("rank", "c")):
        answer = library.facts(measure=measure, base=catalogue)
        assert "".join(fact.id for fact in answer.facts) == expected, measure


def test_doubtful_facts_are_those_with_a_mark_for_it(cqfacts: Run) -> None:
    facts = library.facts(implied=True).facts
    marked = [fact.id for fact in facts if set(fact.marks) & {"?", "!"}]
    assert ids(cqfacts, "--implied", "--doubtful") == marked
    done = cqfacts("facts", "--doubtful", "--limit", "1", "--json")
    whole = cqfacts("facts", "--doubtful", "--json")
    assert 1 + json.loads(done.stdout)["more"] == len(json.loads(whole.stdout)["facts"])


def test_where_no_fact_is_doubtful_that_is_said(tmp_path: Path) -> None:
    catalogue = small_base(tmp_path, [OUTPUT], [Said("a", "out", "2014", "5")])
    with pytest.raises(library.NotFound, match="none of the 1 facts"):
        library.facts(doubtful=True, base=catalogue)


# --- order


@pytest.mark.parametrize("key", SORT_KEYS)
def test_facts_are_sorted_by_any_key_both_ways(key: str) -> None:
    every = list(library.facts().facts)
    rank = SORT_KEYS[key]
    for sort in (key, f"-{key}"):
        facts = list(library.facts(sort=sort).facts)
        assert sorted(fact.id for fact in facts) == sorted(fact.id for fact in every)
        ranks = [rank(fact) for fact in facts]
        ranked = [value for value in ranks if value is not None]
        assert ranked == sorted(ranked, reverse=sort.startswith("-"))
        assert all(value is None for value in ranks[len(ranked) :])


def test_a_limit_holds_after_the_sorting(cqfacts: Run) -> None:
    largest = ids(cqfacts, "--indicator", "vehicle-output", "--sort", "-value", "--limit", "1")
    assert largest == ["vehicle-output-2014"]


# --- years


@pytest.mark.parametrize(
    ("years", "says"),
    [
        ("2014 2014 2014", "2014 is not before 2014"),
        ("2013 2014 2014", "2014 is not before 2014"),
        ("2013 2015 2014", "2015 is not before 2014"),
        ("2012 2013..2015 2014..2016", "2013..2015 is not before 2014..2016"),
        (" ".join(str(year) for year in range(1900, 2000)), "at most 50"),
        (" ".join(["2014"] * 20_000), "at most 50"),
    ],
)
def test_years_to_compare_stand_in_order_and_are_not_too_many(
    years: str, says: str, cqfacts: Run
) -> None:
    done = cqfacts("compare", *years.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


# --- failures


@pytest.mark.parametrize(
    "command",
    [
        "sector xyz",
        "sector c",
        "facts --limit abc",
        "facts --nonsense",
        "year 20x4",
        "facts --facts /nowhere",
        "facts --facts tests/specimens/invalid/CQ113-wrong-names",
        "show nothing-at-all",
    ],
)
@pytest.mark.parametrize("form", ["--json", "--format json", "--format=JSON", "--format jsonl"])
def test_a_failure_is_json_where_json_was_asked_for(command: str, form: str, cqfacts: Run) -> None:
    plain = cqfacts(*command.split())
    done = cqfacts(*command.split(), *form.split())
    assert (done.returncode, done.stdout) == (plain.returncode, "")
    written = json.loads(done.stderr)
    assert written["schema"] == "cqfacts/1"
    assert written["error"]["status"] == plain.returncode
    if "findings" not in written["error"]:
        hint = written["error"]["hint"] or ""
        assert plain.stderr.split() == [
            "cqfacts:",
            *written["error"]["message"].split(),
            *hint.split(),
        ]
    jsonschema.validate(written, library.schema())
    assert "{" not in plain.stderr


def test_a_folder_that_is_not_there_is_told_in_one_sentence(cqfacts: Run) -> None:
    done = cqfacts("facts", "--facts", "/nonexistent")
    assert done.returncode == 4
    assert done.stderr.startswith('cqfacts: there is no such folder: "/nonexistent"')
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("limit", ["abc", "1.5", "-1", "٣", "", "9" * 30, "1" * 5000])
def test_a_limit_that_is_no_number_is_told_in_plain_words(limit: str, cqfacts: Run) -> None:
    done = cqfacts("facts", "--limit", limit)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a limit is a whole number" in done.stderr
    assert len(done.stderr) < 300


@pytest.mark.parametrize("command", ["check", "verify --documents ."])
def test_two_bases_are_refused_where_one_is_checked(command: str, cqfacts: Run) -> None:
    for arguments in (f"{command} facts --facts tests", f"--facts tests {command} facts"):
        done = cqfacts(*arguments.split())
        assert (done.returncode, done.stdout) == (2, "")
        assert "two bases" in done.stderr


def test_a_base_of_the_environment_gives_way_to_an_argument(cqfacts: Run) -> None:
    assert cqfacts("check", "facts", env={"CQFACTS_FACTS": "/nowhere"}).returncode == 0


def test_a_word_that_begins_with_a_dash_is_no_option(cqfacts: Run) -> None:
    question = json.loads(cqfacts("search", "--json", "laptop", "-output", "2014").stdout)["query"]
    assert question == {"words": "laptop -output 2014"}
    text = json.loads(cqfacts("read", "--json", "-ho 5 vehicles").stdout)["query"]["text"]
    assert text == "-ho 5 vehicles"


def test_marks_are_those_of_a_listing(cqfacts: Run) -> None:
    facts = json.loads(cqfacts("facts", "--implied", "--sector", "logistics", "--json").stdout)[
        "facts"
    ]
    assert {mark for fact in facts for mark in fact["marks"]} >= {"?", "!", "="}
    for fact in facts:
        assert ("!" in fact["marks"]) == bool(fact["conflicts"])
        assert ("=" in fact["marks"]) == fact["implied"]


def test_an_implied_figure_that_has_only_bounds_has_no_value(cqfacts: Run) -> None:
    done = cqfacts("series", "laptop-exports", "--json")
    implied = [fact for fact in json.loads(done.stdout)["facts"] if fact["implied"]]
    assert [(fact["value"], fact["qualifier"]) for fact in implied] == [(None, "range")]
    assert implied[0]["low"] < implied[0]["high"]


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("why did laptop exports rise", "no cause is given"),
        ("trains 2020 vs 2021", "not compared: One covers 1 year, the other 9 months"),
        ("did laptop exports fall in 2021", "no, that is not so"),
        ("did laptop exports rise by 32.2 percent in 2021", "yes, that is so"),
        (
            "did rail-sea trains rise by 77 percent",
            "the document says so, but that is doubtful",
        ),
    ],
)
def test_what_search_says_beside_the_facts_stands_in_every_format(
    question: str, remark: str, cqfacts: Run
) -> None:
    words = question.split()
    assert json.loads(cqfacts("search", *words, "--json").stdout)["remarks"] == [remark]
    row = json.loads(cqfacts("search", *words, "--format", "jsonl").stdout.splitlines()[0])
    assert row["remarks"] == [remark]
    assert remark in cqfacts("search", *words, "--format", "csv").stdout
    said = cqfacts("search", *words, env={"COLUMNS": "200"}).stdout
    assert f"{remark[:1].upper()}{remark[1:]}." in said


def test_a_listing_that_search_cuts_says_how_much_is_left(cqfacts: Run) -> None:
    envelope = json.loads(cqfacts("search", "all", "doubtful", "figures", "--json").stdout)
    assert envelope["more"] + len(envelope["facts"]) == len(
        json.loads(cqfacts("facts", "--doubtful", "--json").stdout)["facts"]
    )
    assert (
        f"{envelope['more']} more are left out"
        in cqfacts("search", "all", "doubtful", "figures", "--format", "csv").stderr
    )


@pytest.mark.parametrize(
    "span", ["2014-2015", "2014–2015", "2014年至2015年", "二〇一四年到二〇一五年"]
)
def test_a_span_of_years_is_read_as_people_write_it(span: str, cqfacts: Run) -> None:
    assert cqfacts("facts", "--year", span, "--json").stdout.replace(span, "2014..2015") == (
        cqfacts("facts", "--year", "2014..2015", "--json").stdout
    )


@pytest.mark.parametrize(
    ("command", "way_out"),
    [
        ("facts --format cvs", "Did you mean csv?\nTry: cqfacts facts -h"),
        ("facts --format", "requires an argument.\nTry: cqfacts facts -h"),
        ("facts -sector automotive", "Did you mean --sector?"),
        ("search --limt 3 laptops", "Possible options: --limit"),
    ],
)
def test_a_slip_on_the_command_line_is_told_with_the_way_out(
    command: str, way_out: str, cqfacts: Run
) -> None:
    done = cqfacts(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert way_out in done.stderr
