"""Findings as people, GitHub and scripts read them, and what their codes stand for."""

import json
import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

import cqfacts as library
from cqfacts.base.codes import CODES
from cqfacts.base.fact_rules import FACT_RULES, FILE_RULES
from cqfacts.base.relation_rules import RELATION_RULES
from cqfacts.base.tree import VOCABULARY_FILES
from cqfacts.base.vocabulary_rules import AREA_RULES, INDICATOR_RULES, SOURCE_RULES
from cqfacts.model.finding import Finding, Level, Place
from cqfacts.output.escaping import visible
from cqfacts.output.problems import annotations, findings_text
from tests.conftest import FACTS, ROOT, Run
from tests.goldens import check_golden
from tests.long_form import write_long_form
from tests.test_specimens import MINIMAL

GOLDENS = Path(__file__).parent / "goldens"


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A base with one finding, in a folder whose name GitHub would take for something else."""
    base = shutil.copytree(FACTS, tmp_path / "50%, or: a base")
    write_long_form(base)
    path = base / "automotive" / "2014.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("unit: vehicles", "unit: vehicels"),
        encoding="utf-8",
    )
    return base


# --- codes


def test_every_code_has_a_title_an_explanation_and_a_way_out() -> None:
    for name, code in CODES.items():
        assert re.fullmatch(r"CQ[1-9]\d\d", name)
        assert code.title, name
        for text in (code.when, code.way_out):
            assert re.fullmatch(r"[A-Z].*[.]", text), name


def test_every_code_that_the_program_gives_is_explained_and_the_other_way_round() -> None:
    modules = [path for path in (ROOT / "cqfacts").rglob("*.py") if path.name != "codes.py"]
    given = {
        code
        for path in modules
        for code in re.findall(r'"(CQ\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert given == set(CODES)


def test_every_rule_has_a_code_that_is_explained() -> None:
    tables = (FACT_RULES, FILE_RULES, INDICATOR_RULES, SOURCE_RULES, AREA_RULES, RELATION_RULES)
    rules = [(rule.code, rule.requirement) for table in tables for rule in table]
    assert {code for code, _ in rules} <= set(CODES)
    assert all(requirement for _, requirement in rules)


def test_titles_tell_codes_apart() -> None:
    assert len({code.title for code in CODES.values()}) == len(CODES)


@pytest.mark.parametrize("asked", ["CQ203", "cq203"])
def test_a_code_is_explained(asked: str, cqfacts: Run) -> None:
    done = cqfacts("check", "--explain", asked)
    assert (done.returncode, done.stderr) == (0, "")
    check_golden(GOLDENS / "explain-CQ203.txt", done.stdout)


def test_all_codes_are_listed(cqfacts: Run) -> None:
    listed = cqfacts("check", "--explain", "all").stdout.splitlines()
    notes = {name for name, code in CODES.items() if code.level is Level.NOTE}
    assert listed == [
        f"{name} {code.title}{' (note)' if name in notes else ''}" for name, code in CODES.items()
    ]


def test_codes_for_scripts(cqfacts: Run) -> None:
    whole = json.loads(cqfacts("check", "--explain", "all", "--json").stdout)
    assert whole["codes"] == [{"code": name, **code._asdict()} for name, code in CODES.items()]


@pytest.mark.parametrize(
    ("asked", "near"), [("CQ2O3", 'did you mean "CQ203"?'), ("", "none"), ("CQ999", "all")]
)
def test_an_unknown_code_is_wrong_usage_with_a_way_out(asked: str, near: str, cqfacts: Run) -> None:
    done = cqfacts("check", "--explain", asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert near in done.stderr
    assert "--explain all" in done.stderr


# --- the caret


@pytest.mark.parametrize(
    ("excerpt", "column"),
    [
        ("  value: 2.63", 10),
        ("- {title_zh: 汽车产业, titel: x}", 20),
        ("- {id: x,\ttitle_zh: 汽车,\tcovers: y}", 25),
        ("- {title: re\u0301gion, covers: y}", 20),
        ("- {title: \x1b[31m, covers: y}", 19),
        ("汽" * 200 + "x", 201),
    ],
)
def test_the_caret_stands_under_its_character(excerpt: str, column: int) -> None:
    finding = Finding(Place("a.yaml", 1, column), "CQ202", "wrong", "put it right", (), excerpt)
    _, line, caret, *_ = "".join(findings_text([finding])).splitlines()
    before = visible(excerpt[: column - 1])[-20:]
    at = line.index(before) + len(before) if before.strip("汽") else len(line) - 1
    assert cell_len(line[:at]) == cell_len(caret.removesuffix("^"))
    assert line[at] == excerpt[column - 1]


# --- one slip, one finding


FILES_WITH_IDS = [name for name in VOCABULARY_FILES if name != "skipped.yaml"]
"""Skipped passages have no ids, and stand on one line each."""


@pytest.mark.parametrize("name", [*FILES_WITH_IDS, "economy/2022.yaml"])
@pytest.mark.parametrize(
    ("slip", "code"), [("\\1  colour: red\n", "CQ202"), ("\\1 colour: red\n", "CQ105")]
)
def test_what_names_an_entry_that_cannot_be_read_is_no_finding(
    name: str, slip: str, code: str, tmp_path: Path
) -> None:
    base = shutil.copytree(FACTS, tmp_path / "base")
    path = base / name
    text = re.sub(
        "(^- id: .*\n)", slip, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
    )
    path.write_text(text, encoding="utf-8")
    assert [
        (finding.code, Path(finding.place.file)) for finding in library.check(base).findings
    ] == [(code, path)]


def test_a_wrong_name_is_found_beside_an_entry_that_cannot_be_read(wrong: Path) -> None:
    path = wrong / "units.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("factor: 0.01", "factor: 1%", 1), encoding="utf-8"
    )
    assert [finding.code for finding in library.check(wrong).findings] == ["CQ203", "CQ211"]


@pytest.mark.parametrize("name", FILES_WITH_IDS)
def test_an_entry_without_its_hyphen_is_one_finding_that_says_so(name: str, tmp_path: Path) -> None:
    base = shutil.copytree(FACTS, tmp_path / "base")
    path = base / name
    head, first, rest = path.read_text(encoding="utf-8").split("\n- id: ", 2)
    path.write_text(f"{head}\n- id: {first}\n  id: {rest}", encoding="utf-8")
    [finding] = library.check(base).findings
    assert (finding.code, finding.hint.partition(",")[0]) == (
        "CQ111",
        "begin the next entry with a hyphen",
    )


@pytest.mark.parametrize(
    "value",
    [
        "2,63 million",
        "2.63 Million",
        "2.63million",
        "2.63 million vehicles",
        "２.６３ million",
    ],
)
def test_a_value_that_is_no_figure_is_told_the_figure_that_its_citation_prints(
    value: str, tmp_path: Path
) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    path = base / "automotive" / "2014.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("value: 2.63 million", f"value: {value}"),
        encoding="utf-8",
    )
    [finding] = library.check(base).findings
    assert (finding.code, finding.hint.partition("?")[0]) == (
        "CQ205",
        'did you mean "2.63 million"',
    )


def checked_with(base: Path, value: str, printed: str) -> list[Finding]:
    """What is wrong with a fact of that value and those words of its citation."""
    path = base / "automotive" / "2014.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("value: 2.63 million", f"value: {json.dumps(value, ensure_ascii=False)}")
    text = text.replace(
        "printed: 2.63 million", f"printed: {json.dumps(printed, ensure_ascii=False)}"
    )
    path.write_text(text, encoding="utf-8")
    return list(library.check(base).findings)


PRINTED = {
    "263万辆": "2.63 million", "263亿元": "26.3 billion", "32387.68亿": "3.238768 trillion", "263bn": "263 billion", "263 bn": "263 billion",
    "1.2mn": "1.2 million", "$3.4bn": "3.4 billion", "$3.4 bn": "3.4 billion", "250k": "250 thousand", "250 k": "250 thousand",
    "1 345 263": "1345263", "1'345'263": "1345263", "1.5e6": "1500000", ".5 million": "0.5 million", "−9.5": "-9.5", "–9.5": "-9.5",
    "(9.5)": "9.5", "minus 9.5": "-9.5", "12 lakh": "1.2 million", "3 crore": "30 million", "one hundred thousand": "100 thousand",
    "２６３": "263", "5 to 6 million": "5 to 6 million", "fell by 9.5": "9.5", "9.5-": "", "±9.5": "", "9.5 ‰": "0.95",
    "263zn": "", "2.6.3": "",
}  # fmt: skip
"""What each phrase prints, as a value is written; empty where that is not sure."""


@pytest.mark.parametrize(("printed", "right"), PRINTED.items())
def test_a_figure_is_proposed_with_the_sign_and_the_scale_that_are_printed_or_not_at_all(
    printed: str, right: str, tmp_path: Path
) -> None:
    digits = re.sub(r"[^0-9.,]", "", printed)
    values = (printed, f"{digits} mio", f"{digits}x", f"{digits},0", f"about {digits}", f"{digits} %")  # fmt: skip
    for number, value in enumerate(values):
        base = shutil.copytree(MINIMAL, tmp_path / str(number))
        findings = checked_with(base, value, printed)
        hints = "".join(finding.hint for finding in findings)
        assert "did you mean" not in hints or f'did you mean "{right}"' in hints, value


@pytest.mark.parametrize(
    "value",
    [
        "−2.63 million",
        "-2,63 million",
        "2,63 billion",
        "2.63bn",
        "> 2,63 million",
        "2.63 k",
    ],
)
def test_no_proposal_changes_the_sign_or_the_scale_of_a_value(value: str, tmp_path: Path) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    [finding] = checked_with(base, value, "2.63 million")
    assert (finding.code, "did you mean" in finding.hint) == ("CQ205", False)


@pytest.mark.parametrize(
    "printed", ["2.63 million vehicles", "2.63 million.", "2,63 million", "2.63-million"]
)
def test_a_figure_with_its_unit_alone_is_proposed(printed: str, tmp_path: Path) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    [finding] = checked_with(base, "2,63 million vehicles", printed)
    assert (finding.code, finding.hint.partition("?")[0]) == (
        "CQ205",
        'did you mean "2.63 million"',
    )


@pytest.mark.parametrize(
    ("value", "printed"),
    [("250 thousand", "250k"), ("12 billion", "12bn"), ("2.63 million", "263万")],
)
def test_a_value_may_have_the_scale_of_its_citation_in_other_words(
    value: str, printed: str, tmp_path: Path
) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    assert checked_with(base, value, printed) == []


def test_a_value_of_another_scale_is_told_the_printed_one(tmp_path: Path) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    [finding] = checked_with(base, "263 million", "263万辆")
    message = 'the citation prints "263万辆", which is 2.63 million; the value says "263 million"'
    assert (finding.code, finding.message) == ("CQ307", message)


# --- GitHub


def test_annotations_for_github(wrong: Path, cqfacts: Run) -> None:
    done = cqfacts("check", ".", "--format", "github", cwd=wrong)
    assert done.returncode == 4
    assert done.stdout == (
        '::error file=automotive/2014.yaml,line=7,col=9,title=CQ203::unknown unit "vehicels"; did you mean "vehicles"?\n'
    )


def test_annotations_escape_what_github_would_read(wrong: Path, cqfacts: Run) -> None:
    [line] = cqfacts(
        "check", wrong.name, "--format", "github", cwd=wrong.parent
    ).stdout.splitlines()
    assert line.startswith("::error file=50%25%2C or%3A a base/automotive/2014.yaml,line=7,")


def test_an_annotation_is_one_line_whatever_it_says() -> None:
    finding = Finding(Place("a\n::error::b.yaml"), "CQ101", "100% \r\n::warning::x", "none")
    [line] = "".join(annotations([finding])).splitlines()
    assert (
        line
        == "::error file=a%0A%3A%3Aerror%3A%3Ab.yaml,title=CQ101::100%25 \\r%0A::warning::x; none"
    )


def test_nothing_wrong_is_no_annotation(cqfacts: Run) -> None:
    done = cqfacts("check", "--format", "github")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_formats_that_contradict_each_other_are_refused(cqfacts: Run) -> None:
    assert cqfacts("check", "--json", "--format", "github").returncode == 2


# --- the library


def test_the_library_checks_and_explains(wrong: Path) -> None:
    [finding] = library.check(wrong).findings
    assert library.explain(finding.code).codes[finding.code].title == "unknown name"
    with pytest.raises(library.WrongUsage):
        library.explain("CQ000")


# --- sense


@pytest.mark.parametrize(
    ("issued", "dating", "period", "status", "refused"),
    [
        ("2015-06", "printed", "2015-06/2015-12", "normal", False),
        ("2015-06", "printed", "2015-07", "normal", True),
        ("2015-06", "printed", "2015-07", "forecast", False),
        ("2015-06-10", "printed", "2015-06-10", "normal", False),
        ("2015-06-10", "printed", "2015-06-11", "normal", True),
        ("2015", "printed", "2015-12-31", "normal", False),
        ("2015", "printed", "2016", "normal", True),
        ("2015", "printed", "2016~", "normal", False),
        ("2015~", "printed", "2016", "normal", False),
        ("2015", "inferred", "2016", "normal", False),
        ("2015~", "inferred", "2017", "normal", True),
        ("2015-06~", "inferred", "2016-06", "normal", False),
        ("2015-06~", "inferred", "2016-07", "normal", True),
    ],
)
def test_a_result_is_of_a_time_that_had_begun_when_its_source_was_issued(
    issued: str, dating: str, period: str, status: str, refused: bool, tmp_path: Path
) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    sources, facts = base / "sources.yaml", base / "automotive" / "2014.yaml"
    text = sources.read_text(encoding="utf-8").replace("2015-06", issued).replace("printed", dating)
    sources.write_text(text + "  dating_reason: It says so.\n", encoding="utf-8")
    text = facts.read_text(encoding="utf-8").replace(
        "period: 2014", f"period: {period}\n  status: {status}"
    )
    facts.unlink()
    (facts.parent / f"{period.rpartition('/')[2][:4]}.yaml").write_text(text, encoding="utf-8")
    assert {finding.code for finding in library.check(base).findings} == (
        {"CQ316"} if refused else set()
    )


LATER = ("period: 2014", "period: 2014-03")


@pytest.mark.parametrize(
    ("change", "code"), [(("", ""), "CQ317"), (LATER, "CQ316")], ids=["twice", "too late"]
)
def test_an_edit_is_refused_like_a_whole_base(
    change: tuple[str, str], code: str, tmp_path: Path, cqfacts: Run
) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    sources, facts = base / "sources.yaml", base / "automotive" / "2014.yaml"
    sources.write_text(
        sources.read_text(encoding="utf-8").replace("2015-06", "2014-02"), encoding="utf-8"
    )
    asked = ("facts", "--facts", str(base), "--json")
    assert cqfacts(*asked).returncode == 0
    text = facts.read_text(encoding="utf-8")
    again = (
        text.partition("\n\n")[0].replace("id: vehicle-output-2014", "id: again").replace(*change)
    )
    facts.write_text(f"{text}\n{again}\n", encoding="utf-8")
    done = cqfacts(*asked)
    assert (done.returncode, done.stdout) == (4, "")
    findings = json.loads(done.stderr)["error"]["findings"]
    assert code in [finding["code"] for finding in findings]
