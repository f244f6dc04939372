"""Wrong bases: each folder under specimens/invalid is laid over the minimal base and gives the findings it expects.

A folder's files replace those of the minimal base; the names in its DELETE are taken out first.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from cqfacts.base.codes import CODES
from cqfacts.base.reading import load_base
from tests.conftest import Run
from tests.goldens import check_golden

SPECIMENS = Path(__file__).parent / "specimens"
MINIMAL = SPECIMENS / "minimal"
INVALID = sorted((SPECIMENS / "invalid").iterdir())
UNVERIFIED = sorted((SPECIMENS / "unverified").iterdir())
"""Those that only the documents tell: see tests/test_verify.py."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the minimal base, free to be changed."""
    return shutil.copytree(MINIMAL, tmp_path / "base")


def lay_over(specimen: Path, base: Path) -> None:
    delete = specimen / "DELETE"
    for name in delete.read_text(encoding="utf-8").split() if delete.exists() else ():
        (base / name).unlink()
    ignored = shutil.ignore_patterns("DELETE", "expected.txt")
    shutil.copytree(specimen, base, dirs_exist_ok=True, ignore=ignored)


@pytest.mark.parametrize("specimen", INVALID, ids=lambda path: path.name)
def test_every_finding_has_its_place_code_cause_and_way_out(specimen: Path, base: Path, cqfacts: Run) -> None:
    lay_over(specimen, base)
    done = cqfacts("check", ".", cwd=base)
    check_golden(specimen / "expected.txt", done.stdout)
    assert specimen.name.partition("-")[0] in done.stdout
    assert (done.returncode, done.stderr) == (4, "")


def test_a_breadcrumb_leads_to_the_key_unless_the_entry_or_the_key_itself_is_wrong() -> None:
    itself = {"CQ106", "CQ111", "CQ201", "CQ202", "CQ204"}
    for specimen in (*INVALID, *UNVERIFIED):
        for finding in (specimen / "expected.txt").read_text(encoding="utf-8").split("\n\n"):
            trail = re.search("^  in (.*)", finding, re.MULTILINE)
            if trail and " > " not in trail[1]:
                assert re.findall(r" (CQ\d{3}) ", finding)[0] in itself, finding


@pytest.mark.parametrize("specimen", INVALID[::9], ids=lambda path: path.name)
def test_no_command_answers_from_a_wrong_base(specimen: Path, base: Path, cqfacts: Run) -> None:
    lay_over(specimen, base)
    done = cqfacts("sector", "automotive", "--facts", ".", cwd=base)
    expected = (specimen / "expected.txt").read_text(encoding="utf-8").rstrip()
    assert (done.returncode, done.stdout, done.stderr.rstrip()) == (4, "", expected)


def test_the_minimal_base_has_no_finding(cqfacts: Run, base: Path) -> None:
    done = cqfacts("check", str(base))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_code_has_a_specimen() -> None:
    shown = "".join((specimen / "expected.txt").read_text(encoding="utf-8") for specimen in (*INVALID, *UNVERIFIED))
    elsewhere = {"CQ112", "CQ115"}  # a file of gigabytes and a thousand mistakes are made below, not kept
    assert {code for code in CODES if code not in shown} == elsewhere


def test_a_file_that_is_too_large_is_refused_unread(base: Path) -> None:
    os.truncate(base / "automotive" / "2014.yaml", 10**9)
    assert "CQ112" in {finding.code for finding in load_base(base).findings}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_place_of_a_file_does_not_wait_for_a_writer(base: Path) -> None:
    os.mkfifo(base / "automotive" / "2015.yaml")
    assert [finding.code for finding in load_base(base).findings] == ["CQ102"]


def test_a_missing_folder_is_one_finding(cqfacts: Run, tmp_path: Path) -> None:
    done = cqfacts("sectors", "--facts", "nowhere", cwd=tmp_path)
    assert done.returncode == 4
    assert done.stderr.startswith("nowhere CQ101 there is no such folder")


def test_windows_line_ends_are_read(base: Path) -> None:
    path = base / "automotive" / "2014.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_base(base).findings == []


def test_scalars_stay_text(base: Path) -> None:
    """YAML 1.1 would read NO as false, 2.50 as 2.5, 12:30 as 750 and 023 as 19."""
    path = base / "automotive" / "2014.yaml"
    text = path.read_text(encoding="utf-8").replace("value: 9.5", "value: 9.50").replace("9.5%", "9.50% 023 12:30 NO")
    path.write_text(text, encoding="utf-8")
    fact = load_base(base).facts[1]
    assert (str(fact.quantity), fact.citations[0].printed) == ("9.50", "9.50% 023 12:30 NO")


def test_a_loop_of_links_hides_no_other_finding(base: Path) -> None:
    (base / "notes").symlink_to("notes")
    (base / "areas.yaml").write_text("x\n", encoding="utf-8")
    assert "CQ204" in {finding.code for finding in load_base(base).findings}


def test_an_id_given_twice_is_seen_a_million_lines_further_down(base: Path) -> None:
    path = base / "automotive" / "2014.yaml"
    text = path.read_text(encoding="utf-8")
    later = text.replace("period: 2014", "period: 2015")
    (base / "automotive" / "2015.yaml").write_text(later, encoding="utf-8")
    path.write_text("\n" * 2**20 + text, encoding="utf-8")
    findings = [finding for finding in load_base(base).findings if finding.code == "CQ209"]
    assert len(findings) == text.count("- id: ")
    assert all(f":{2**20 + 1}:" in finding.hint or ":10485" in finding.hint for finding in findings)
