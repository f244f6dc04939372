"""Violation bases: each folder under specimens/invalid is laid over the minimal base and gives the findings it expects.

Those under specimens/noted give notes, which stop nothing. A folder's files replace those of the minimal base; the names in its DELETE are taken out first.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from cqfacts.base.codes import CODES
from cqfacts.base.reading import check_base, load_base
from cqfacts.base.tree import VOCABULARY_FILES
from cqfacts.model.finding import Finding, Place
from cqfacts.output.problems import findings_text
from tests.conftest import Run
from tests.goldens import check_golden

SPECIMENS = Path(__file__).parent / "specimens"
MINIMAL = SPECIMENS / "minimal"
INVALID = sorted((SPECIMENS / "invalid").iterdir())
NOTED = sorted((SPECIMENS / "noted").iterdir())
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
def test_every_finding_has_its_place_code_cause_and_way_out(
    specimen: Path, base: Path, cqfacts: Run
) -> None:
    lay_over(specimen, base)
    done = cqfacts("check", ".", cwd=base)
    check_golden(specimen / "expected.txt", done.stdout)
    assert specimen.name.partition("-")[0] in done.stdout
    assert (done.returncode, done.stderr) == (4, "")


@pytest.mark.parametrize("specimen", NOTED, ids=lambda path: path.name)
def test_notes_are_told_and_stop_no_look_up(specimen: Path, base: Path, cqfacts: Run) -> None:
    before = cqfacts("facts", "--facts", ".", "--json", cwd=base).stdout
    lay_over(specimen, base)
    done = cqfacts("check", ".", cwd=base)
    check_golden(specimen / "expected.txt", done.stdout)
    code = specimen.name.partition("-")[0]
    assert f" {code} note: " in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    [found] = json.loads(cqfacts("check", ".", "--json", cwd=base).stdout)["findings"]
    assert (found["code"], found["level"]) == (code, "note")
    annotation = cqfacts("check", ".", "--format", "github", cwd=base)
    assert (annotation.returncode, annotation.stdout.partition(" ")[0]) == (0, "::notice")
    assert cqfacts("facts", "--facts", ".", "--json", cwd=base).stdout == before


def test_beside_an_error_a_note_is_counted_apart() -> None:
    error = Finding(Place("areas.yaml"), "CQ203", "wrong", "put it right")
    note = Finding(Place("indicators.yaml"), "CQ310", "not used", "use it")
    assert "".join(findings_text([error, note])).endswith(
        "2 findings in 2 files: 1 error, 1 note.\n"
    )


def test_a_breadcrumb_leads_to_the_key_unless_the_entry_or_the_key_itself_is_wrong() -> None:
    itself = {"CQ106", "CQ111", "CQ201", "CQ202", "CQ204"}
    for specimen in (*INVALID, *NOTED, *UNVERIFIED):
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
    shown = "".join(
        (specimen / "expected.txt").read_text(encoding="utf-8")
        for specimen in (*INVALID, *NOTED, *UNVERIFIED)
    )
    elsewhere = {
        "CQ101",
        "CQ112",
        "CQ115",
    }  # a link to nothing, a file of gigabytes and a thousand mistakes are made below, not kept
    assert {code for code in CODES if code not in shown} == elsewhere


def test_a_file_that_is_too_large_is_refused_unread(base: Path) -> None:
    os.truncate(base / "automotive" / "2014.yaml", 10**9)
    assert "CQ112" in {finding.code for finding in load_base(base).findings}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_place_of_a_file_does_not_wait_for_a_writer(base: Path) -> None:
    os.mkfifo(base / "automotive" / "2015.yaml")
    assert [finding.code for finding in load_base(base).findings] == ["CQ102"]


def test_a_missing_folder_is_one_finding(cqfacts: Run, tmp_path: Path) -> None:
    done = cqfacts("check", "nowhere", cwd=tmp_path)
    assert done.returncode == 4
    assert done.stdout.startswith("nowhere CQ101 there is no such folder")


def test_a_link_to_nothing_is_a_file_that_is_missing(base: Path) -> None:
    (base / "areas.yaml").unlink()
    (base / "areas.yaml").symlink_to("elsewhere.yaml")
    [finding] = check_base(base)
    assert (finding.code, finding.message) == ("CQ101", "there is no such file")


# --- a base that has just begun


LOOK_UPS = {
    "": (0, "No facts yet."),
    "sectors": (0, "No sectors yet. cqfacts new sector adds one."),
    "years": (0, "No facts yet. cqfacts new fact adds one."),
    "areas": (0, "No areas yet. cqfacts new area adds one."),
    "sources": (0, "No sources yet. cqfacts new source adds one."),
    "indicators": (0, "No indicators yet. cqfacts new indicator adds one."),
    "facts": (1, "cqfacts: the base has no facts yet. cqfacts new fact adds one."),
    "facts --implied": (1, "cqfacts: the base has no facts yet. cqfacts new fact adds one."),
    "year 2014": (1, "cqfacts: the base has no facts yet. cqfacts new fact adds one."),
    "compare 2014 2015": (1, "cqfacts: the base has no facts yet. cqfacts new fact adds one."),
    "search how many cars in 2014": (1, "The base has no facts yet. cqfacts new fact adds one."),
    "search all ranks": (1, "The base has no facts yet. cqfacts new fact adds one."),
    "show x": (1, "cqfacts: nothing fits all of"),
    "series x": (1, "cqfacts: no indicator is called"),
    "conflicts": (0, "Nothing"),
    "check": (0, ""),
}


@pytest.mark.parametrize("look_up", LOOK_UPS)
@pytest.mark.parametrize("content", [None, b"", b"[]\n", b"# nothing yet\n"])
def test_a_base_may_be_empty(
    look_up: str, content: bytes | None, tmp_path: Path, cqfacts: Run
) -> None:
    if content is not None:
        for name in VOCABULARY_FILES:
            (tmp_path / name).write_bytes(content)
    done = cqfacts(*look_up.split(), "--facts", str(tmp_path))
    status, beginning = LOOK_UPS[look_up]
    assert done.returncode == status
    assert (done.stdout + done.stderr).startswith(beginning)


def test_facts_may_be_of_no_area_in_a_base_that_has_none(base: Path, cqfacts: Run) -> None:
    (base / "areas.yaml").unlink()
    path = base / "automotive" / "2014.yaml"
    text = path.read_text(encoding="utf-8").replace("area: chongqing", "entity: A Maker")
    path.write_text(text, encoding="utf-8")
    for form in ("table", "json", "md"):
        done = cqfacts("facts", "--facts", str(base), "--format", form)
        assert (done.returncode, done.stderr) == (0, "")
        assert "2.63 million" in done.stdout


def test_windows_line_ends_are_read(base: Path) -> None:
    path = base / "automotive" / "2014.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_base(base).findings == []


def test_scalars_stay_text(base: Path) -> None:
    """YAML 1.1 would read NO as false, 2.50 as 2.5, 12:30 as 750 and 023 as 19."""
    path = base / "automotive" / "2014.yaml"
    text = (
        path.read_text(encoding="utf-8")
        .replace("value: 9.5", "value: 9.50")
        .replace("9.5%", "9.50% 023 12:30 NO")
    )
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


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{a: "])
@pytest.mark.parametrize("depth", [17, 1001, 3000])
def test_too_deep_is_one_finding_whoever_notices(opening: str, depth: int, base: Path) -> None:
    """PyYAML has a limit of its own since 6.0.4, which comes before ours where it reads ahead."""
    (base / "automotive" / "2014.yaml").write_text(opening * depth + "\n", encoding="utf-8")
    [finding] = check_base(base)
    assert (finding.code, finding.message) == ("CQ108", "nested more than 16 levels deep")
    assert finding.place.line == 1


# --- links that lead out of the base

SECRETS = {
    "no list": b"secret:x:0:0:secret:/secret:/bin/sh\n",
    "no entries": b"- secret\n- [secret]\n",
    "no id": b"- id: secret:x:0:0\n",
    "unknown key": b"- {id: a, secret: x}\n",
    "key given twice": b"- {id: a, secret: x, secret: y}\n",
    "missing keys": b"- id: secret\n",
    "anchor": b"- &secret x\n- *secret\n- !secret x\n",
    "quote not ended": b'- "secret\n',
    "not YAML": b"- secret: x\n: secret: [\n",
    "control": b"secret \x07\n",
    "not UTF-8": b"secret \xff\n",
    "too deep": b"[" * 20 + b"secret" + b"]" * 20 + b"\n",
    "many findings": b"- secret\n" * 1100,
    "words of closed lists": b"- {id: a, dating: secret, kind: secret, type: secret, relation: secret, status: secret}\n",
    "numbers": b"- {id: a, paragraphs: secret, sha256: secret, factor: secret, period: secret, file: secret/x}\n",
    "unknown names": b"- {id: secret, title: secret, title_zh: secret, within: secret-area, value_of: secret-measure}\n",
    "id given twice": b"- {id: a, title: secret, title_zh: a}\n- {id: a, title: secret, title_zh: b}\n",
    "name claimed twice": b"- {id: a, title: secret, title_zh: a}\n- {id: b, title: secret, title_zh: b}\n",
    "a fact": (MINIMAL / "automotive" / "2014.yaml")
    .read_bytes()
    .replace(b"2.63", b"secret")
    .replace(b"9.5", b"secret"),
    "a fact of unknown names": (MINIMAL / "automotive" / "2014.yaml")
    .read_bytes()
    .replace(b": vehicles", b": secret"),
    "a fact filed elsewhere": (MINIMAL / "automotive" / "2014.yaml")
    .read_bytes()
    .replace(b"d: 2014", b"d: 2015 # secret"),
}


@pytest.mark.parametrize(
    "name",
    ["areas.yaml", "measures.yaml", "sources.yaml", "relations.yaml", "automotive/2014.yaml"],
)
@pytest.mark.parametrize("secret", SECRETS)
def test_no_finding_shows_text_of_a_file_outside_the_base(
    secret: str, name: str, base: Path, tmp_path: Path
) -> None:
    outside, link = tmp_path / "outside.yaml", base / name
    outside.write_bytes(SECRETS[secret])
    link.unlink(missing_ok=True)
    link.symlink_to(outside)
    findings = check_base(base)
    assert str(link) in {finding.place.file for finding in findings}
    assert "secret" not in repr(findings)


@pytest.mark.parametrize("shown", ["table", "json", "github"])
def test_a_link_out_of_the_base_is_told(
    shown: str, base: Path, tmp_path: Path, cqfacts: Run
) -> None:
    outside = tmp_path / "passwd"
    outside.write_text("- id: root:x:0:0\n", encoding="utf-8")
    (base / "automotive" / "2015.yaml").symlink_to(outside)
    formats = {"table": (), "json": ("--json",), "github": ("--format", "github")}
    done = cqfacts("check", ".", *formats[shown], cwd=base)
    assert done.returncode == 4
    assert "root" not in done.stdout
    assert "id, file name or address that is not well formed" in done.stdout
    assert "a link that leads out of the base" in done.stdout


def test_a_folder_that_is_a_link_out_of_the_base_shows_nothing_either(
    base: Path, tmp_path: Path
) -> None:
    outside = shutil.move(base / "automotive", tmp_path / "outside")
    (Path(outside) / "2014.yaml").write_text("- id: secret:x\n", encoding="utf-8")
    (base / "automotive").symlink_to(outside)
    findings = check_base(base)
    assert [finding.code for finding in findings][:1] == ["CQ201"]
    assert "secret" not in repr(findings)


def test_a_link_within_the_base_and_a_base_behind_a_link_show_their_text(
    base: Path, tmp_path: Path
) -> None:
    (base / "automotive" / "2015.yaml").write_text("- id: no id\n", encoding="utf-8")
    (base / "automotive" / "2016.yaml").symlink_to("2015.yaml")
    (tmp_path / "again").symlink_to(base)
    for folder in (base, tmp_path / "again"):
        excerpts = [finding.excerpt for finding in check_base(folder) if finding.code == "CQ208"]
        assert excerpts == ["- id: no id"] * 2


def test_a_file_outside_the_base_is_read_through_its_link(base: Path, tmp_path: Path) -> None:
    path = base / "automotive" / "2014.yaml"
    outside = shutil.move(path, tmp_path / "outside.yaml")
    path.symlink_to(outside)
    loaded = load_base(base)
    assert (len(loaded.facts), loaded.findings) == (2, [])
