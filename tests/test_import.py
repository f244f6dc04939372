"""Tables become facts: `cqfacts import`, all or none, each fact citing its row."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import cqfacts as library
from cqfacts.base.reading import load_base
from cqfacts.editing import sqlite_tables, workbooks
from cqfacts.editing.date_formats import show_date
from cqfacts.editing.number_formats import Unshowable, show_number
from cqfacts.editing.table_mapping import read_period
from cqfacts.editing.table_numbers import Thousands, UnclearNumber, find_style, read_digits
from cqfacts.evidence.documents import split_document
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.head_units import read_cell, read_head_unit, says_scale
from cqfacts.reader.scales import ABBREVIATIONS, PLURAL_SCALES, SCALE_WORDS
from tests.conftest import Run
from tests.test_specimens import MINIMAL, SPECIMENS

LONG = """\
indicator,area,year,value,unit
Vehicle output,重庆,2011,1500000,vehicles
vehicle-output,China,2011,"18,418,900",vehicles
Growth of vehicle output,China,2011,0.8%,percent
Vehicle output,Chongqing,2010,n/a,vehicles
Vehicle output,Chongqing,2009,,vehicles
"""
FILLED = "".join(LONG.splitlines(keepends=True)[:4])
"""The rows that have a value."""
DEFAULTED = """\
defaults: {source: a-report, area: chongqing, period: 2011, dating_reason: The report is of 2012.}
facts:
  - indicator: vehicle-output-growth
    value: 9.5
    statement: Chongqing's motor vehicle output grew 9.5% in 2011.
    citations: [{paragraph: 9, printed: 9.5%}]
"""
"""A file that says once what its facts have in common, and whose list is indented."""
WIDE = """\
指标,地区,2012年,2013年,2015年1-8月
"Vehicle output (10,000 vehicles)",重庆,210.5,"1,220.25",..
Growth of vehicle output,China,4.6%,-14.8%,9
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base whose citations hold, with its document in the folder `documents`."""
    made = shutil.copytree(MINIMAL, tmp_path / "base")
    return shutil.copytree(SPECIMENS / "verified", made, dirs_exist_ok=True)


def put(base: Path, name: str, text: str) -> str:
    """Put a table among the documents of a base; return its name from there."""
    (base / "documents" / name).write_text(text, encoding="utf-8")
    return f"documents/{name}"


def content(base: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in base.rglob("*.yaml")}


def values(base: Path) -> dict[str, tuple[str, str]]:
    loaded = load_base(base)
    assert loaded.findings == []
    return {
        fact.id: (str(fact.quantity), fact.unit.id if fact.unit else "")
        for fact in loaded.facts
        if fact.citations[0].source != "a-report"
    }


def test_a_long_table_gives_a_fact_a_row(base: Path, cqfacts: Run) -> None:
    done = cqfacts("import", put(base, "cars.csv", LONG), "--facts", ".", cwd=base)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 rows: 3 facts for 1 file" in done.stdout
    assert 'skipped, without a value: 1 × "n/a"' in done.stdout
    assert "skipped, without a value: 1 × empty" in done.stdout
    assert values(base) == {
        "vehicle-output-2011": ("1500000", "vehicles"),
        "vehicle-output-china-2011": ("18418900", "vehicles"),
        "vehicle-output-growth-china-2011": ("0.8", "percent"),
    }


def test_a_wide_table_gives_a_fact_a_period_in_the_units_of_its_heads(
    base: Path, cqfacts: Run
) -> None:
    done = cqfacts("import", put(base, "gdp.csv", WIDE), "--facts", ".", cwd=base)
    assert done.returncode == 0, done.stdout
    assert values(base) == {
        "vehicle-output-2012": ("2.105 million", "vehicles"),
        "vehicle-output-2013": ("12.2025 million", "vehicles"),
        "vehicle-output-growth-china-2012": ("4.6", "percent"),
        "vehicle-output-growth-china-2013": ("-14.8", "percent"),
        "vehicle-output-growth-china-2015m01-08": ("9", "percent"),
    }


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        ("long.csv", FILLED, ()),
        ("wide.csv", WIDE, ()),
        ("tabs.tsv", FILLED.replace('"18,418,900"', "18418900").replace(",", "\t"), ()),
        (
            "objects.json",
            '[{"year": 2009, "output": 1.25e6}, {"year": "2010", "output": 1330000, "note": "x"}]',
            ("--indicator", "vehicle-output", "--area", "chongqing", "--value", "output"),
        ),
        (
            "of-a-year.csv",
            "area,output (万辆)\nchongqing,210.5\nchina,1927.2\n",
            ("--indicator", "vehicle-output", "--period", "2012", "--value", "output"),
        ),
    ],
)
def test_what_was_imported_is_verified_and_covers_its_table(
    name: str, text: str, options: tuple[str, ...], base: Path, cqfacts: Run
) -> None:
    done = cqfacts("import", put(base, name, text), "--facts", ".", *options, cwd=base)
    assert done.returncode == 0, done.stdout + done.stderr
    verified = cqfacts("verify", ".", "--documents", "documents", cwd=base)
    assert verified.returncode == 0, verified.stdout
    covered = cqfacts("coverage", ".", "--documents", "documents", "--json", cwd=base)
    [of_table] = json.loads(covered.stdout)["documents"][1:]
    assert of_table["open"] == 0
    assert of_table["quoted"] > 0


def test_a_dry_run_shows_the_mapping_and_writes_nothing(base: Path, cqfacts: Run) -> None:
    before = content(base)
    done = cqfacts(
        "import", put(base, "w.csv", WIDE), "--facts", ".", "--dry-run", "--source", "w1", cwd=base
    )
    assert done.returncode == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert 'indicator column "指标"' in lines
    assert 'period columns "2012年", "2013年", "2015年1-8月"' in lines
    assert 'numbers decimals stand after a point, as row 2 shows: "210.5"' in lines
    assert "source w1, new" in lines
    assert lines[-1] == "Nothing was written: --dry-run. The base is valid with these facts."
    assert content(base) == before


REFUSED = {
    "Vehicle outptu,China,2011,5,vehicles": (
        "indicator",
        "Vehicle outptu",
        "the base has no indicator of that name",
    ),
    "Vehicle output,Chine,2011,5,vehicles": ("area", "Chine", "the base has no area of that name"),
    "Vehicle output,China,last year,5,vehicles": ("year", "last year", "it is no period"),
    "Vehicle output,China,2012.5,5,vehicles": ("year", "2012.5", "it is no period"),
    "Vehicle output,China,2012,some,vehicles": ("value", "some", "it is no number"),
    "Vehicle output,China,2012,12*,vehicles": ("value", "12*", "it is no number"),
    'Vehicle output,China,2012,"1,234",vehicles': (
        "value",
        "1,234",
        "it can be read in two ways, with thousands or with decimals",
    ),
    "Vehicle output,China,2012,1.234,vehicles": (
        "value",
        "1.234",
        "it can be read in two ways, with thousands or with decimals",
    ),
    "Vehicle output,China,2012,5,widgets": ("unit", "widgets", "the base has no unit of that name"),
    "Vehicle output,China,2012,5,万辆": (
        "unit",
        "万辆",
        "it says a scale, which the cell of the value and its heads do not print",
    ),
    "Vehicle output,China,2012,5,vehicles,6": (
        "",
        "6",
        "the row has more cells than there are heads",
    ),
    "Vehicle output,chongqing,2011,6,vehicles": (
        "value",
        "6",
        "row 2 has the same indicator, area and period",
    ),
}


@pytest.mark.parametrize("row", REFUSED)
def test_a_refusal_names_row_cell_cause_and_way_out_and_nothing_is_written(
    row: str, base: Path, cqfacts: Run
) -> None:
    text = f"indicator,area,year,value,unit\nVehicle output,重庆,2011,1500000,vehicles\n{row}\n"
    before = content(base)
    asked = ("import", put(base, "cars.csv", text), "--facts", ".")
    done = cqfacts(*asked, "--json", cwd=base)
    written = json.loads(done.stdout)
    assert done.returncode == 1
    [refusal] = written["refusals"]
    assert (refusal["row"], refusal["others"]) == (3, 0)
    assert (refusal["column"], refusal["cell"], refusal["cause"]) == REFUSED[row]
    assert refusal["way_out"]
    assert written["written"] is False
    assert content(base) == before
    assert "Nothing was written: 1 refusal." in cqfacts(*asked, cwd=base).stdout


def test_all_refusals_come_in_one_run_each_once(base: Path, cqfacts: Run) -> None:
    rows = [row for row in REFUSED if "1,234" not in row and "1.234" not in row]
    text = "\n".join(
        ["indicator,area,year,value,unit", "Vehicle output,重庆,2011,1,vehicles", *rows, *rows[:3]]
    )
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", "--json", cwd=base)
    refusals = json.loads(done.stdout)["refusals"]
    assert [refusal["row"] for refusal in refusals] == list(range(3, 3 + len(rows)))
    assert [refusal["others"] for refusal in refusals[:4]] == [1, 1, 1, 0]


@pytest.mark.parametrize("limit", ["0", "1"])
def test_a_limit_lists_fewer_refusals_and_hides_none(limit: str, base: Path, cqfacts: Run) -> None:
    text = "\n".join(["indicator,area,year,value,unit", FILLED.splitlines()[1], *REFUSED])
    asked = ("import", put(base, "cars.csv", text), "--facts", ".", "--limit", limit)
    done = cqfacts(*asked, "--json", cwd=base)
    written = json.loads(done.stdout)
    assert done.returncode == 1
    assert len(written["refusals"]) == int(limit)
    assert written["more"] > 1
    screen = cqfacts(*asked, cwd=base)
    assert screen.returncode == 1
    assert f"Nothing was written: {len(REFUSED)} refusals." in screen.stdout
    assert f"… and {written['more']} more" in screen.stdout


def test_a_limit_below_zero_is_refused_before_anything_is_written(base: Path) -> None:
    table = base / put(base, "cars.csv", LONG)
    before = content(base)
    with pytest.raises(library.WrongUsage, match="a limit is 0 or more"):
        library.import_table(table, base, limit=-1)
    assert content(base) == before


def test_what_check_finds_in_a_new_fact_is_told_of_its_row(base: Path, cqfacts: Run) -> None:
    text = "indicator,area,year,value\nVehicle output,China,2012,5\nVehicle output,China,2013,2.5\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 1
    assert 'row 3, "value": "2.5": CQ327' in done.stdout
    again = text.replace("2.5", "6")
    assert cqfacts("import", put(base, "c.csv", again), "--facts", ".", cwd=base).returncode == 0
    twice = cqfacts("import", "documents/c.csv", "--facts", ".", cwd=base)
    assert twice.returncode == 1
    taken = 'the id "vehicle-output-china-2012", which is made for this fact, is that of another'
    assert taken in " ".join(twice.stdout.split())


def test_what_follows_from_the_rest_is_not_written(base: Path, cqfacts: Run) -> None:
    text = "indicator,area,year,value\nVehicle output,China,2012,5\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 0, done.stdout
    lines = (base / "automotive" / "2012.yaml").read_text(encoding="utf-8").splitlines()
    assert [line.strip(" -").partition(":")[0] for line in lines[:7]] == [
        "indicator",
        "area",
        "period",
        "dating",  # to see in the citation that it is printed takes longer
        "value",
        "statement",
        "citations",
    ]


def test_new_facts_stand_below_the_defaults_that_a_file_has(base: Path, cqfacts: Run) -> None:
    file = base / "automotive" / "2011.yaml"
    file.write_text(DEFAULTED, encoding="utf-8")
    done = cqfacts("import", put(base, "cars.csv", LONG), "--facts", ".", cwd=base)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert file.read_text(encoding="utf-8").startswith(DEFAULTED)
    assert values(base)["vehicle-output-china-2011"] == ("18418900", "vehicles")


def test_two_columns_of_one_period_are_told_of_their_row(base: Path, cqfacts: Run) -> None:
    text = "indicator,area,2012,2013,2012年\nVehicle output,China,5,6,7\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 1
    assert "row 2 has the same indicator, area and period" in " ".join(done.stdout.split())
    assert "CQ" not in done.stdout


def test_a_scale_in_a_head_that_is_not_understood_is_refused(base: Path, cqfacts: Run) -> None:
    text = "indicator,area,year,value (in mn of widgets)\nVehicle output,China,2012,5\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 1
    assert "it says a scale that is not understood" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("unit", "status"), [("万辆", 0), ("vehicles", 0), ("thousand vehicles", 1)]
)
def test_a_scale_counts_once_and_only_where_a_head_prints_it(
    unit: str, status: int, base: Path, cqfacts: Run
) -> None:
    text = f"indicator,area,year,value (万辆),unit\nVehicle output,China,2012,1927.2,{unit}\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == status, done.stdout
    if status == 0:
        assert values(base) == {"vehicle-output-china-2012": ("19.272 million", "vehicles")}


@pytest.mark.parametrize("cell", ["5 million", "5 million vehicles", "500万"])
def test_a_value_in_the_first_column_is_no_head_of_itself(
    cell: str, base: Path, cqfacts: Run
) -> None:
    text = f"value\n{cell}\n"
    options = ("--indicator", "vehicle-output", "--area", "china", "--period", "2012")
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", *options, cwd=base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert values(base) == {"vehicle-output-china-2012": ("5 million", "vehicles")}


def test_a_scale_in_a_name_that_is_not_quoted_is_refused(base: Path, cqfacts: Run) -> None:
    """The indicator is no head of the cell here: 1927 would stand for 19.27 million."""
    text = 'area,indicator,2012\nChina,"Vehicle output (10,000 vehicles)",1927\n'
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 1
    assert "put this column first in the table" in done.stdout


def test_a_missing_column_is_named_with_the_heads_and_the_options(base: Path, cqfacts: Run) -> None:
    table = put(base, "cars.csv", "name,place,number\nVehicle output,China,5\n")
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no column says the indicator and the period and the value" in done.stderr
    assert "--indicator, --period, --value" in done.stderr
    slip = cqfacts("import", table, "--facts", ".", "--value", "nubmer", cwd=base)
    assert 'the table has no column "nubmer"; did you mean "number"?' in slip.stderr


@pytest.mark.parametrize("name", ["empty.csv", "heads.csv", "text.txt", "one.json", "absent.csv"])
def test_what_is_no_table_is_refused(name: str, base: Path, cqfacts: Run) -> None:
    texts = {"empty.csv": "", "heads.csv": "a,b\n", "text.txt": "a\nb\n", "one.json": '{"a": 1}'}
    if name in texts:
        put(base, name, texts[name])
    done = cqfacts("import", f"documents/{name}", "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr


def test_a_table_is_read_once(base: Path, cqfacts: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cited is just what was read, also where someone saves the file meanwhile."""
    opened = []
    open_file = os.open

    def note_and_open(path: Any, *arguments: Any, **options: Any) -> int:
        opened.append(Path(path).name)
        return open_file(path, *arguments, **options)

    monkeypatch.setattr(os, "open", note_and_open)
    done = cqfacts("import", put(base, "cars.csv", LONG), "--facts", ".", cwd=base)
    assert done.returncode == 0
    assert opened.count("cars.csv") == 1


def test_a_source_that_has_another_document_is_not_cited(base: Path, cqfacts: Run) -> None:
    table = put(base, "cars.csv", LONG)
    done = cqfacts("import", table, "--facts", ".", "--source", "a-report", cwd=base)
    assert done.returncode == 2
    assert 'the source "a-report" has another document' in done.stderr


def test_where_one_file_cannot_be_written_none_is_changed(base: Path, cqfacts: Run) -> None:
    locked = base / "automotive" / "2014.yaml"
    locked.chmod(0o444)
    before = content(base)
    text = "indicator,area,year,value\nVehicle output,China,2012,5\nVehicle output,China,2014,6\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 2
    assert "may not be written" in done.stderr
    assert content(base) == before


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("indent", ["", "  "])
def test_line_ends_and_indents_are_kept(
    indent: str, line_end: str, base: Path, cqfacts: Run
) -> None:
    names = ("sources.yaml", "automotive/2014.yaml")
    before = {}
    for name in names:
        lines = (base / name).read_text(encoding="utf-8").splitlines()
        before[name] = "".join(f"{indent}{line}".rstrip() + line_end for line in lines)
        (base / name).write_bytes(before[name].encode())
    text = (
        "indicator,area,year,value\nVehicle output,China,2014,6\nVehicle output,China,2014-12,5\n"
    )
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(values(base)) == {"vehicle-output-china-2014", "vehicle-output-china-2014m12"}
    for name in names:
        after = (base / name).read_bytes().decode()
        assert after.startswith(before[name])
        assert after.count("\n") == after.count(line_end)


def test_the_row_of_a_refusal_is_found_behind_windows_line_ends(base: Path, cqfacts: Run) -> None:
    path = base / "automotive" / "2014.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = "indicator,area,year,value\nVehicle output,China,2014,5\nVehicle output,Chongqing,2014-12,2.5\n"
    done = cqfacts("import", put(base, "cars.csv", text), "--facts", ".", cwd=base)
    assert done.returncode == 1
    assert 'row 3, "value": "2.5": CQ327' in done.stdout


def test_a_base_without_sources_gets_a_file_of_them(base: Path, cqfacts: Run) -> None:
    (base / "sources.yaml").unlink()
    shutil.rmtree(base / "automotive")
    done = cqfacts("import", put(base, "cars.csv", FILLED), "--facts", ".", cwd=base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(values(base)) == 3


def test_a_base_with_findings_gets_nothing(base: Path, cqfacts: Run) -> None:
    (base / "units.yaml").write_text("- id: vehicles\n", encoding="utf-8")
    done = cqfacts("import", put(base, "cars.csv", LONG), "--facts", ".", cwd=base)
    assert done.returncode == 4
    assert "CQ201" in done.stderr


def test_cells_that_the_user_names_have_no_value(base: Path, cqfacts: Run) -> None:
    text = (
        "indicator,area,year,value\nVehicle output,China,2012,secret\nVehicle output,China,2013,6\n"
    )
    asked = ("import", put(base, "cars.csv", text), "--facts", ".", "--skip", "secret", "--json")
    written = json.loads(cqfacts(*asked, cwd=base).stdout)
    assert written["skipped"] == {'"secret"': 1}
    assert written["made"] == 1


@pytest.mark.parametrize("cell", ["n/a", "N/A", "..", "…", "-", "—", "", "null", "x"])
def test_no_sign_for_no_value_is_read_as_0(cell: str, base: Path) -> None:
    text = f"indicator,area,year,value\nVehicle output,China,2012,{cell}\n"
    put(base, "cars.csv", text)
    report = library.import_table(base / "documents" / "cars.csv", base)
    assert (report.outcome.facts, sum(report.outcome.skipped.values())) == (0, 1)
    assert not report.outcome.is_written


def test_the_answer_is_as_the_schema_has_it(base: Path, cqfacts: Run) -> None:
    jsonschema: Any = pytest.importorskip("jsonschema")
    output = jsonschema.Draft202012Validator(library.schema())
    for text in (LONG, LONG.replace("China", "Chine")):
        asked = ("import", put(base, "cars.csv", text), "--facts", ".", "--dry-run", "--json")
        written = json.loads(cqfacts(*asked, cwd=base).stdout)
        assert [error.message for error in output.iter_errors(written)] == []


# --- numbers, periods, units


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1,234", "12.5"], ","),
        (["1,234,567"], ","),
        (["1,234.5"], ","),
        (["0.123"], ","),
        (["1.234", "12,5"], "."),
        (["0.12"], ","),
        (["1234.567"], ","),
        (["1.2345"], ","),
        (["1.234.567"], "."),
        (["1.234,5"], "."),
        (["0,123"], "."),
        (["1234,567"], "."),
        (["1,2345"], "."),
        (["1,234.567,8"], None),
        (["1,234", "2,345"], None),
        (["1.234", "12"], None),
        (["12.5", "12,5"], None),
        (["-1,234.5"], ","),
    ],
)
def test_the_sign_of_thousands_is_shown_and_not_guessed(cells: list[str], sign: str | None) -> None:
    assert find_style(enumerate(cells, 2)).thousands == sign


@pytest.mark.parametrize(
    ("cell", "sign", "digits"),
    [
        ("1,234", ",", "1234"),
        ("1,234", ".", "1.234"),
        ("1.234", ",", "1.234"),
        ("1.234", ".", "1234"),
        ("1.234.567,8", ".", "1234567.8"),
        ("1 234 567", None, "1234567"),
        ("−5.5", None, "-5.5"),
        ("+5", None, "5"),
        ("0", None, "0"),
        ("5%", None, None),
        ("263万", None, None),
    ],
)
def test_digits_are_read_by_the_signs_of_the_table(
    cell: str, sign: str | None, digits: str | None
) -> None:
    assert read_digits(cell, Thousands(sign) if sign else None) == digits


@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ("1,234", None),
        ("1.234", None),
        ("1,23,456", ","),
        ("12,34", ","),
        ("007", None),
        ("5.", ","),
    ],
)
def test_digits_that_do_not_fit_are_refused(cell: str, sign: str | None) -> None:
    with pytest.raises(UnclearNumber):
        read_digits(cell, Thousands(sign) if sign else None)


@pytest.mark.parametrize(
    ("head", "value", "unit"),
    [
        ("产量(万吨)", "2.6 million", "tonne"),
        ("steel (10,000 tons)", "2.6 million", "ton"),
        ("GDP (100 million yuan)", "26 billion", "CNY"),
        ("GDP: 亿元", "26 billion", "CNY"),
        ("bn USD", "260 billion", "USD"),
        ("exports, US$ million", "260 million", "USD"),
        ("share (%)", "260", "percent"),
        ("output", "260", None),
        ("output (2014)", "260", None),
        ("population (year-end)", "260", None),
    ],
)
def test_a_cell_is_read_in_the_unit_of_its_head(head: str, value: str, unit: str | None) -> None:
    [figure] = read_cell("260", (head,), UnitTable())
    assert (str(figure.quantity), figure.unit) == (value, unit)


def test_a_cell_with_a_unit_of_its_own_is_not_read_in_that_of_its_head() -> None:
    [figure] = read_cell("4.6%", ("output (万辆)",), UnitTable())
    assert (str(figure.quantity), figure.unit) == ("4.6", "percent")


@pytest.mark.parametrize(
    "head",
    [
        "in mn of widgets",
        "'000 t",
        "10^6 kg",
        "产量（万件套）",
        "output (thsd widgets)",
        "widgets in mrd",
        "x in milliards",
        "output, tln of widgets",
        "output (mil widgets)",
        "output (10k widgets)",
        "output (M widgets)",
        "产量（兆件套）",
        "产量（百件套）",
    ],
)
def test_a_head_that_says_a_scale_is_known_for_one(head: str) -> None:
    assert says_scale(head)


@pytest.mark.parametrize("word", [*SCALE_WORDS, *PLURAL_SCALES, *ABBREVIATIONS])
def test_every_scale_that_figures_have_is_known_in_a_head(word: str) -> None:
    assert says_scale(f"output ({word} widgets)")
    assert says_scale(f"output, {word.upper()} of widgets")
    assert says_scale(f"widgets in {word}")


@pytest.mark.parametrize(
    "head",
    [
        "millet",
        "milk",
        "Mali",
        "kind of widgets",
        "Plan B",
        "百货",
        "十三五",
        "(t CO2)",
        "share (BMW)",
        "growth (GDP)",
        "money, M2",
        "占比（百分比）",
    ],
)
def test_a_part_of_a_word_or_name_is_no_scale(head: str) -> None:
    assert not says_scale(head)


def test_a_head_has_the_scale_that_its_whole_number_is() -> None:
    assert read_head_unit("output (10,000.5 tons)", UnitTable()) is None
    assert read_head_unit("output (10,000 tons)", UnitTable()) is not None


@pytest.mark.parametrize("text", ["last year", "FY2022", "since 2010", "2014 and 2015", "12", ""])
def test_a_period_that_is_not_sure_is_none(text: str) -> None:
    assert read_period(text) is None


def test_the_digits_of_json_are_those_that_are_printed() -> None:
    text = '[{"year": 2021, "output": 3.30}, {}, {"year": 2022, "output": 1e6, "new": null}]'
    assert split_document(text, "t.json") == (
        "year | output | new",
        "2021\n2021 | output | 3.30",
        "2022\n2022 | output | 1e6",
    )
    assert split_document('{"a": 1}\n\n[1]', "t.json") == ('{"a": 1}', "[1]")


def test_an_object_of_json_with_a_key_twice_makes_no_table(base: Path, cqfacts: Run) -> None:
    """Which of the two values is meant is not known."""
    twice = put(base, "twice.json", '[{"year": 2021, "cars": 5, "cars": 6}]')
    done = cqfacts("import", twice, "--facts", ".", cwd=base)
    assert done.returncode == 2
    assert "is no table" in done.stderr


def test_a_table_with_a_scale_in_its_head_is_quoted_with_it(base: Path, cqfacts: Run) -> None:
    """A value without the scale of its head is a finding of `check`, too."""
    assert cqfacts("import", put(base, "gdp.csv", WIDE), "--facts", ".", cwd=base).returncode == 0
    file = base / "automotive" / "2012.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("value: 2.105 million", "value: 2105"), encoding="utf-8")
    assert "CQ307" in cqfacts("check", ".", cwd=base).stdout


# --- workbooks

HEADS = ("indicator", "area", "year", "value", "unit")
CARS = ("Vehicle output", "China", 2011, 1234567, "vehicles")
CARS_2012 = ("Vehicle output", "China", 2012, 5, "vehicles")
Change = Callable[[Any], None]


def put_workbook(
    base: Path,
    *rows: Sequence[object],
    name: str = "cars.xlsx",
    formats: dict[str, str] | None = None,
    change: Change | None = None,
) -> str:
    """Put a workbook among the documents of a base, given the number formats of its cells; return its name from there."""
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Output"
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    if change:
        change(sheet)
    workbook.save(base / "documents" / name)
    return f"documents/{name}"


def rewrite(path: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Replace a text in parts of a workbook, as a spreadsheet program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (before, after) in changes.items():
        assert before.encode() in parts[name]
        parts[name] = parts[name].replace(before.encode(), after.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content_of_part in parts.items():
            archive.writestr(name, content_of_part)


def refusal_of(base: Path, table: str, cqfacts: Run) -> dict[str, Any]:
    """Return the only refusal of a table, of which nothing is written."""
    before = sorted(base.rglob("*"))
    done = cqfacts("import", table, "--facts", ".", "--json", cwd=base)
    assert done.returncode == 1, done.stdout + done.stderr
    [refusal] = json.loads(done.stdout)["refusals"]
    assert sorted(base.rglob("*")) == before
    return dict(refusal)


def test_a_sheet_is_imported_as_it_is_shown_and_its_text_is_verified(
    base: Path, cqfacts: Run
) -> None:
    rows = (
        HEADS,
        CARS,
        ("Growth of vehicle output", "重庆", datetime(2012, 1, 1), 0.1254, "percent"),
        ("Growth of vehicle output", "China", datetime(2012, 3, 1), -0.051, None),
        (),
        ("Vehicle output", "Chongqing", "2010年", 5, "vehicles"),
    )
    formats = {
        "D2": "#,##0",
        "C3": "yyyy",
        "D3": "0.0%",
        "C4": 'yyyy"年"m"月"',
        "D4": "0.0%;(0.0%)",
    }
    table = put_workbook(base, *rows, formats=formats)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "documents/cars.csv, new: keep it with your documents" in done.stdout
    assert (base / "documents" / "cars.csv").read_text(encoding="utf-8").splitlines() == [
        "indicator,area,year,value,unit",
        'Vehicle output,China,2011,"1,234,567",vehicles',
        "Growth of vehicle output,重庆,2012,12.5%,percent",
        "Growth of vehicle output,China,2012-03,-5.1%",
        "Vehicle output,Chongqing,2010年,5,vehicles",
    ]
    assert values(base) == {
        "vehicle-output-china-2011": ("1234567", "vehicles"),
        "vehicle-output-growth-2012": ("12.5", "percent"),
        "vehicle-output-growth-china-2012m03": ("-5.1", "percent"),
        "vehicle-output-2010": ("5", "vehicles"),
    }
    source = load_base(base).vocabulary.sources["cars"]
    assert (source.file, source.title) == ("cars.csv", '[cars.xlsx, sheet "Output"]')
    verified = cqfacts("verify", ".", "--documents", "documents", cwd=base)
    assert verified.returncode == 0, verified.stdout
    covered = cqfacts("coverage", ".", "--documents", "documents", "--json", cwd=base)
    [of_table] = json.loads(covered.stdout)["documents"][1:]
    assert of_table["open"] == 0


def test_one_of_several_sheets_is_named_and_hidden_ones_are_not_offered(
    base: Path, cqfacts: Run
) -> None:
    def add_sheets(sheet: Any) -> None:
        sheet.parent.create_sheet("2020 产量").append(HEADS)
        sheet.parent["2020 产量"].append(CARS_2012)
        sheet.parent.create_sheet("secret").sheet_state = "hidden"

    table = put_workbook(base, HEADS, CARS, change=add_sheets)
    asked = ("import", table, "--facts", ".")
    unclear = cqfacts(*asked, cwd=base)
    assert (unclear.returncode, unclear.stdout) == (2, "")
    assert (
        'cars.xlsx: it has 2 sheets: "Output", "2020 产量". Say which: --sheet NAME'
        in unclear.stderr
    )
    slip = cqfacts(*asked, "--sheet", "Outptu", cwd=base)
    assert 'has no sheet "Outptu"; did you mean "Output"?' in slip.stderr
    assert cqfacts(*asked, "--sheet", "secret", cwd=base).returncode == 2
    done = cqfacts(*asked, "--sheet", "2020 产量", cwd=base)
    assert done.returncode == 0, done.stderr
    assert (base / "documents" / "cars-2020-产量.csv").is_file()
    assert values(base) == {"vehicle-output-china-2012": ("5", "vehicles")}


def test_what_is_hidden_is_left_out_and_told(base: Path, cqfacts: Run) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["A"].hidden = True

    rows = [("draft", *HEADS), (9, *CARS), (9, *CARS_2012)]
    table = put_workbook(base, *rows, change=hide)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "left out: 1 hidden row\n" in done.stdout
    assert "left out: the hidden column A\n" in done.stdout
    assert list(values(base)) == ["vehicle-output-china-2011"]


def test_a_merged_head_spans_its_columns_and_a_merged_name_its_rows(
    base: Path, cqfacts: Run
) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("A2:A3")

    rows = [("indicator", "area", 2011, None), ("Vehicle output", "China", None, 5)]
    table = put_workbook(base, *rows, (None, "Chongqing", None, 6), change=merge)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (base / "documents" / "cars.csv").read_text(encoding="utf-8").splitlines() == [
        "indicator,area,2011,2011",
        "Vehicle output,China,,5",
        "Vehicle output,Chongqing,,6",
    ]


@pytest.mark.parametrize("area", ["D2:D3", "D2:E2"])
def test_a_merged_value_is_refused(area: str, base: Path, cqfacts: Run) -> None:
    rows = [("indicator", "area", "year", "value", "x"), CARS[:4], CARS_2012[:3]]
    table = put_workbook(base, *rows, change=lambda sheet: sheet.merge_cells(area))
    refusal = refusal_of(base, table, cqfacts)
    assert (refusal["row"], refusal["column"]) == (2, "value")
    assert "merged over several cells" in refusal["cause"]


@pytest.mark.parametrize(
    ("value", "code", "cause"),
    [
        (1 / 3, "General", "has no number format, and more digits"),
        (123456789012, "General", "has no number format, and more digits"),
        (1234567, "#,##0,", "its number format is not understood"),
        (-5, "0;[Red]0", "its number format shows no minus"),
        (5, '"$"#,##0_);\\("$"#,##0\\)', "its number format is another in each country"),
        (datetime(2012, 1, 1, 12), "h:mm", "its number format shows no plain date"),
        ("=1+1", None, "its formula has no value"),
    ],
)
def test_a_cell_that_may_be_shown_otherwise_is_refused_with_its_place(
    value: object, code: str | None, cause: str, base: Path, cqfacts: Run
) -> None:
    def put_value(sheet: Any) -> None:
        sheet["D3"] = value
        if code:
            sheet["D3"].number_format = code.replace("\\", "")
        sheet.parent.calculation.fullCalcOnLoad = False

    table = put_workbook(base, HEADS, CARS, CARS_2012, change=put_value)
    refusal = refusal_of(base, table, cqfacts)
    assert (refusal["row"], refusal["column"]) == (3, "value")
    assert refusal["cause"].startswith("cell D3: ")
    assert cause in refusal["cause"]
    assert refusal["way_out"]


def test_a_format_of_east_asia_is_no_plain_number(base: Path, cqfacts: Run) -> None:
    """Format 57 shows 2014年3月 in Chinese, and has no code in the file: the number beneath it is a count of days."""
    table = put_workbook(base, HEADS, CARS, formats={"D2": "0.00000"})
    rewrite(base / table, {"xl/styles.xml": ('numFmtId="164" fontId', 'numFmtId="57" fontId')})
    refusal = refusal_of(base, table, cqfacts)
    assert "its number format is another in each country" in refusal["cause"]


@pytest.mark.parametrize("computes_anew", [False, True])
def test_the_kept_value_of_a_formula_counts_unless_all_are_computed_anew(
    computes_anew: bool, base: Path, cqfacts: Run
) -> None:
    def say_when(sheet: Any) -> None:
        sheet.parent.calculation.fullCalcOnLoad = computes_anew

    table = put_workbook(base, HEADS, CARS, change=say_when)
    formula = ("<v>1234567</v>", "<f>2+3</f><v>5</v>")
    rewrite(base / table, {"xl/worksheets/sheet1.xml": formula})
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    if computes_anew:
        assert (done.returncode, done.stdout) == (2, "")
        assert "its formulas were never computed" in done.stderr
    else:
        assert done.returncode == 0, done.stdout + done.stderr
        assert values(base) == {"vehicle-output-china-2011": ("5", "vehicles")}


def test_a_number_format_under_a_condition_is_refused(base: Path, cqfacts: Run) -> None:
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    def add_condition(sheet: Any) -> None:
        style = DifferentialStyle(numFmt=NumberFormat(200, '0,"k"'))
        rule = Rule(type="cellIs", operator="greaterThan", formula=["9"], dxf=style)
        sheet.conditional_formatting.add("D2:D9", rule)

    table = put_workbook(base, HEADS, CARS, change=add_condition)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert done.returncode == 2
    assert "a condition changes the number format" in done.stderr


@pytest.mark.parametrize(("options", "status"), [((), 1), (("--thousands", ","), 0)])
def test_a_text_that_can_be_read_twice_is_no_number_of_a_sheet(
    options: tuple[str, ...], status: int, base: Path, cqfacts: Run
) -> None:
    """The numbers beside it have a point before decimals; a text may come from anywhere."""
    table = put_workbook(base, HEADS, CARS, (*CARS_2012[:3], "1,234", "vehicles"))
    done = cqfacts("import", table, "--facts", ".", *options, cwd=base)
    assert done.returncode == status, done.stdout
    assert ("it is a text, and can be read" in done.stdout) is (status == 1)
    point = cqfacts("import", table, "--facts", ".", "--thousands", ".", cwd=base)
    assert point.returncode == 2


def test_a_text_that_csv_would_run_is_refused(base: Path, cqfacts: Run) -> None:
    def put_text(sheet: Any) -> None:
        sheet["E2"].value = "=HYPERLINK(1)"
        sheet["E2"].data_type = "s"

    refusal = refusal_of(base, put_workbook(base, HEADS, CARS, change=put_text), cqfacts)
    assert "it begins as a formula" in refusal["cause"]


def test_a_dry_run_of_a_workbook_names_its_document_and_writes_nothing(
    base: Path, cqfacts: Run
) -> None:
    table = put_workbook(base, HEADS, CARS)
    before = sorted(base.rglob("*"))
    done = cqfacts("import", table, "--facts", ".", "--dry-run", cwd=base)
    assert done.returncode == 0
    assert "documents/cars.csv, not written" in done.stdout
    assert sorted(base.rglob("*")) == before


def test_the_document_of_a_workbook_replaces_no_other_file(base: Path, cqfacts: Run) -> None:
    table = put_workbook(base, HEADS, CARS)
    other = base / put(base, "cars.csv", "mine\n")
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is there with another content" in done.stderr
    assert other.read_text(encoding="utf-8") == "mine\n"
    other.unlink()
    assert cqfacts("import", table, "--facts", ".", cwd=base).returncode == 0
    again = cqfacts("import", table, "--facts", ".", cwd=base)
    assert again.returncode == 1  # the facts are there; the document is, too, and is the same
    assert "documents/cars.csv, which is there" in again.stdout


def test_where_the_base_cannot_be_written_no_document_is_left(base: Path, cqfacts: Run) -> None:
    table = put_workbook(base, HEADS, (*CARS[:2], 2014, 5, "vehicles"))
    (base / "automotive" / "2014.yaml").chmod(0o444)
    before = sorted(base.rglob("*"))
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert done.returncode == 2
    assert "may not be written" in done.stderr
    assert sorted(base.rglob("*")) == before


def test_without_openpyxl_the_way_out_is_named_and_verify_needs_none(
    base: Path, cqfacts: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = put_workbook(base, HEADS, CARS)
    assert cqfacts("import", table, "--facts", ".", cwd=base).returncode == 0
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "cqfacts[xlsx]"' in done.stderr
    assert cqfacts("verify", ".", "--documents", "documents", cwd=base).returncode == 0


def fill_with_zeros(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(11_000_000))


def declare_entities(path: Path) -> None:
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
    rewrite(path, {"xl/worksheets/sheet1.xml": ("<worksheet", declared)})


def enlarge_styles(path: Path) -> None:
    rewrite(path, {"xl/styles.xml": ("<fonts", f"<!--{'x' * 4_000_000}--><fonts")})


def lengthen_tag(path: Path) -> None:
    rewrite(path, {"xl/worksheets/sheet1.xml": ('<row r="2"', f'<row x="{"x" * 3_000_000}" r="2"')})


def fill_row(path: Path) -> None:
    rewrite(path, {"xl/worksheets/sheet1.xml": ("</row>", "<x/>" * 300_000 + "</row>")})


def multiply_styles(path: Path) -> None:
    rewrite(path, {"xl/styles.xml": ("</cellXfs>", "<xf/>" * 400_000 + "</cellXfs>")})


def rename_workbook_part(path: Path) -> None:
    """Give a part with too many elements a name that is none of XML, and the type of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    workbook = parts.pop("xl/workbook.xml")
    parts["xl/workbook.png"] = workbook.replace("</workbook>", "<x/>" * 400_000 + "</workbook>")
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace("/xl/workbook.xml", "/xl/workbook.png")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def spread_rows(path: Path) -> None:
    rewrite(path, {"xl/worksheets/sheet1.xml": ('<row r="2"', '<row r="99999999"')})


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a bomb": (fill_with_zeros, "are the limit"),
    "entities": (declare_entities, "it declares XML entities"),
    "a large part": (enlarge_styles, "are the limit"),
    "a long tag": (lengthen_tag, "a tag that no spreadsheet program writes"),
    "a full row": (fill_row, "holds more than a sheet can have"),
    "too many styles": (multiply_styles, "more than 300,000 elements"),
    "a part with another name": (rename_workbook_part, "more than 300,000 elements"),
    "rows far away": (spread_rows, "not in order"),
    "a password": (
        lambda path: path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(9)),
        "save it as .xlsx without a password",
    ),
    "cut short": (
        lambda path: path.write_bytes(path.read_bytes()[:900]),
        "it is no workbook in XLSX",
    ),
    "a text": (lambda path: path.write_text("a,b\n1,2\n"), "it is no workbook in XLSX"),
    "empty": (lambda path: path.write_bytes(b""), "it is no workbook in XLSX"),
    "no parts": (lambda path: zipfile.ZipFile(path, "w").close(), "it is no workbook in XLSX"),
    "broken XML": (
        lambda path: rewrite(path, {"xl/worksheets/sheet1.xml": ("</row>", "</wor>")}),
        "it is no workbook in XLSX",
    ),
    "a broken number": (
        lambda path: rewrite(path, {"xl/worksheets/sheet1.xml": ("<v>2011</v>", "<v>x</v>")}),
        "it is no workbook in XLSX",
    ),
}


def refuses_in_one_line(done: "subprocess.CompletedProcess[str]", message: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_gets_one_message(
    kind: str, base: Path, cqfacts: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "_LARGEST_UNPACKED", 10_000_000)
    monkeypatch.setattr(workbooks, "_LARGEST_PART", 3_000_000)
    table = put_workbook(base, HEADS, CARS)
    harm, message = HOSTILE[kind]
    harm(base / table)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    refuses_in_one_line(done, message)


@pytest.mark.parametrize(
    ("name", "option", "message"),
    [
        ("cars.xls", (), "save it as one in a spreadsheet program"),
        ("cars.csv", ("--sheet", "a"), "--sheet is for workbooks"),
        ("cars.xlsx", ("--table", "a"), "--table is for databases"),
        ("absent.xlsx", (), "there is no such file"),
        ("absent.db", (), "there is no such file"),
    ],
)
def test_a_file_and_an_option_of_another_kind_are_told(
    name: str, option: tuple[str, ...], message: str, base: Path, cqfacts: Run
) -> None:
    done = cqfacts("import", name, "--facts", ".", *option, cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (1.005, "0.00", "1.01"),
        (0.125, "0.0%", "12.5%"),
        (1234567.5, "#,##0", "1,234,568"),
        (0.1 + 0.2, "General", "0.3"),
        (42, "0000", "0042"),
        (0, "#,###", ""),
        (0.5, "#.##", "0.5"),
        (263.04, '0.0"万"', "263.0万"),
        (123456, "0.00E+00", "1.23E+05"),
        (12, "[$€-2] #,##0.00", "€ 12.00"),
        (-1234.5, r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)', "-1,234.50"),
        (0, r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)', "-"),
        (5, ";;;", ""),
        (0, "0;-0;;@", ""),
        (0.49999999999999994, "0", None),
        (-0.4, "0", None),
        (-5, "0;0", None),
        (1234567, '0.0,,"M"', None),
        (5, "# ?/?", None),
        (5, "[>3]0;1", None),
        (5, "[DBNum1]0", None),
        (5, "00-00", None),
        (1e300, "0", None),
        (1234567890123456, "0", None),
        (0.00001, "General", None),
    ],
)
def test_a_number_is_shown_as_its_format_says_or_not_at_all(
    number: float, code: str, shown: str | None
) -> None:
    if shown is not None:
        assert show_number(number, code).strip() == shown
        return
    with pytest.raises(Unshowable):
        show_number(number, code)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mm-dd-yy", "2014-03-05"),
        ("mmm-yy", "2014-03"),
        ("[$-409]d mmmm yyyy;@", "2014-03-05"),
        ('yyyy"年"m"月"d"日"', "2014-03-05"),
        ("yyyy", "2014"),
        ("d-mmm", None),
        ("m/d/yy h:mm", None),
        ("mmmmm-yy", None),
        ('"FY"yyyy', None),
        ("[$-404]e/m/d", None),
        ("[$-D07041E]yyyy", None),
        ("General", None),
    ],
)
def test_a_date_has_the_parts_that_its_format_shows(code: str, shown: str | None) -> None:
    moment = datetime(2014, 3, 5)
    if shown is not None:
        assert show_date(moment, code) == shown
        return
    with pytest.raises(Unshowable):
        show_date(moment, code)


# --- databases


def put_database(base: Path, *statements: str, name: str = "cars.sqlite") -> str:
    """Put an SQLite database among the documents of a base; return its name from there."""
    with closing(sqlite3.connect(base / "documents" / name)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return f"documents/{name}"


TABLE = "CREATE TABLE output (indicator TEXT, area TEXT, year INTEGER, value, unit TEXT)"


def insert(value: str, year: int = 2012) -> str:
    return f"INSERT INTO output VALUES ('Vehicle output', 'China', {year}, {value}, 'vehicles')"


@pytest.mark.parametrize("name", ["cars.sqlite", "cars.sqlite3", "cars.db"])
def test_a_table_of_a_database_is_imported_and_verified(
    name: str, base: Path, cqfacts: Run
) -> None:
    growth = "INSERT INTO output VALUES ('Growth of vehicle output', '重庆', 2012, 0.1, NULL)"
    table = put_database(base, TABLE, insert("1234567"), insert("NULL", 2013), growth, name=name)
    before = (base / table).read_bytes()
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "REAL numbers are written with the fewest digits that say them" in done.stdout
    assert values(base) == {
        "vehicle-output-china-2012": ("1234567", "vehicles"),
        "vehicle-output-growth-2012": ("0.1", "percent"),
    }
    assert cqfacts("verify", ".", "--documents", "documents", cwd=base).returncode == 0
    assert (base / table).read_bytes() == before
    documents = {path.name for path in (base / "documents").iterdir()}
    assert documents == {"report.txt", name, "cars.csv"}


def test_one_of_several_tables_is_named_and_a_view_is_one(base: Path, cqfacts: Run) -> None:
    view = 'CREATE VIEW "last ""year""" AS SELECT * FROM output WHERE year = 2013'
    table = put_database(base, TABLE, view, insert("5"), insert("6", 2013))
    asked = ("import", table, "--facts", ".")
    unclear = cqfacts(*asked, cwd=base)
    assert (unclear.returncode, unclear.stdout) == (2, "")
    assert (
        'cars.sqlite: it has 2 tables: "last "year"", "output". Say which: --table NAME'
        in unclear.stderr
    )
    done = cqfacts(*asked, "--table", 'last "year"', cwd=base)
    assert done.returncode == 0, done.stderr
    assert (base / "documents" / "cars-last-year.csv").is_file()
    assert values(base) == {"vehicle-output-china-2013": ("6", "vehicles")}


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        ("x'00ff'", "it is a BLOB"),
        ("9e999", "it is no finite number"),
        ("'=1+1'", "it begins as a formula"),
        ("'1,234'", "it is a text, and can be read with thousands or with decimals"),
    ],
)
def test_a_value_that_has_no_sure_text_is_refused(
    value: str, cause: str, base: Path, cqfacts: Run
) -> None:
    table = put_database(base, TABLE, insert(value))
    refusal = refusal_of(base, table, cqfacts)
    assert (refusal["row"], refusal["column"]) == (2, "value")
    assert cause in refusal["cause"]


def spoil_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)


def spoil_page(path: Path) -> None:
    content_of_file = path.read_bytes()
    path.write_bytes(content_of_file[:4096] + b"\xff" * (len(content_of_file) - 4096))


def leave_changes(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"changes")


HOSTILE_DATABASES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a spoilt header": (spoil_header, "it is no SQLite database that can be read"),
    "a spoilt page": (spoil_page, "it is no SQLite database that can be read"),
    "a text": (lambda path: path.write_text("a,b\n" * 50), "it is no SQLite database"),
    "empty": (lambda path: path.write_bytes(b""), "has no table"),
    "unfinished": (leave_changes, "is being written"),
}


@pytest.mark.parametrize("kind", HOSTILE_DATABASES)
def test_a_broken_database_gets_one_message(kind: str, base: Path, cqfacts: Run) -> None:
    table = put_database(base, TABLE, insert("5"))
    harm, message = HOSTILE_DATABASES[kind]
    harm(base / table)
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    refuses_in_one_line(done, message)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT i FROM n WHERE i < 0", "takes more than 60 seconds"),
        ("SELECT i FROM n", "as CSV; split it"),
        ("SELECT zeroblob(1000000000)", "it is no SQLite database that can be read"),
    ],
)
def test_a_view_without_an_end_is_left(
    query: str, message: str, base: Path, cqfacts: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_tables, "LONGEST_QUERY", 0.2 if "<" in query else 60)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM n)"
    table = put_database(base, f"CREATE VIEW endless AS {numbers} {query}")
    done = cqfacts("import", table, "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
