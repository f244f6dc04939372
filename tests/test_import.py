"""Tables become facts: `cqfacts import`, all or none, each fact citing its row."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

import cqfacts as library
from cqfacts.base.reading import load_base
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
