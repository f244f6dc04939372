"""`cqfacts init`: a base that works at once, whose page can be typed as it stands."""

import errno
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base.reading import check_base, load_base
from cqfacts.base.schemas import FILE_KINDS, file_schema
from cqfacts.base.tree import VOCABULARY_FILES
from tests.conftest import ROOT, Run, plain_environment
from tests.test_new import contents, outcomes, start

TEMPLATES = ROOT / "cqfacts" / "editing" / "templates"
DOCUMENTS = {
    "en": "The region harvested 2.1 million tonnes of wheat in 2024.\n",
    "zh": "2024年小麦产量210万吨。\n",
}


def test_the_templates_are_the_files_of_a_valid_base() -> None:
    begun = set(VOCABULARY_FILES) - {"skipped.yaml"}  # which comes with the documents
    assert {path.name for path in TEMPLATES.glob("*.yaml")} == begun
    assert check_base(TEMPLATES) == []


def test_a_new_base_has_what_any_base_needs_and_nothing_is_wrong_with_it(
    tmp_path: Path, cqfacts: Run
) -> None:
    done = cqfacts("init", "my-facts", "--area", "Shenzhen:深圳:CN", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "my-facts is a base about Shenzhen.\n"
        "What to type next stands in its README.md. To begin:\n"
        "  cd my-facts\n"
        '  export CQFACTS_FACTS="$PWD"\n'
    )
    base = tmp_path / "my-facts"
    check = cqfacts("check", str(base))
    assert (check.returncode, check.stdout) == (0, "")
    vocabulary = load_base(base).vocabulary
    units = {"percent", "percentage-points", "times", "rank", "CNY", "USD", "people", "vehicles"}
    assert units <= vocabulary.units.keys()
    measures = {"output", "exports", "sales", "growth", "share", "rank", "count"}
    assert measures <= vocabulary.measures.keys()
    assert len(vocabulary.sectors) == 10
    assert all(entry.title_zh for entry in vocabulary.measures.values())
    for kind in FILE_KINDS:
        schema = json.loads((base / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
        assert schema == file_schema(kind)


def test_every_file_leads_editors_to_its_schema(tmp_path: Path) -> None:
    library.init(tmp_path, ["Shenzhen:深圳:CN"])
    for path in tmp_path.glob("*.yaml"):
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        assert line == f"# yaml-language-server: $schema=schema/{path.stem}.json"


@pytest.mark.parametrize("language", DOCUMENTS)
@pytest.mark.parametrize("areas", [["Shenzhen:深圳:CN"], ["China"], []])
def test_the_commands_of_the_page_can_be_typed_one_after_the_other(
    areas: list[str], language: str, tmp_path: Path, cqfacts: Run
) -> None:
    library.init(tmp_path, areas, language)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(DOCUMENTS[language], encoding="utf-8")
    page = (tmp_path / "README.md").read_text(encoding="utf-8")
    if language == "en":
        citation = "2.1 million tonnes of wheat in 2024"
        assert citation in page
        assert len(page.splitlines()) <= 13
    lines = [line.strip() for line in page.splitlines() if line.startswith("    cqfacts")]
    commands = [part for line in lines for part in line.split(" && ")]
    assert len(commands) >= 6
    for command in commands:
        _, *arguments = shlex.split(command)
        done = cqfacts(*arguments, cwd=tmp_path, env={"CQFACTS_FACTS": str(tmp_path)})
        assert done.returncode == 0, done.stdout + done.stderr
    assert "2.1 million tonnes" in done.stdout
    report = library.verify(tmp_path / "texts", tmp_path)
    assert report.verification.findings == []


def test_the_first_area_is_what_the_base_is_about(tmp_path: Path) -> None:
    begun = library.init(tmp_path, ["Shenzhen:深圳:CN", "Nanshan:南山", "World"])
    assert begun.home == "Shenzhen"
    areas = list(load_base(tmp_path).vocabulary.areas.values())
    assert [area.id for area in areas][:4] == ["shenzhen", "nanshan", "world", "china"]
    home = library.overview(base=library.open_base(tmp_path)).home
    assert home
    assert home.title == "Shenzhen"


def test_a_part_lies_in_a_country_that_is_named_before_it(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    library.init(folder, ["Kenya::KE", "Nairobi::KE-30"])
    areas = {area.id: area.within for area in load_base(folder).vocabulary.areas.values()}
    assert (areas["kenya"], areas["nairobi"]) == (None, "kenya")


@pytest.mark.parametrize(
    ("named", "code", "within"),
    [
        ("Shenzhen:深圳:CN", None, "china"),
        ("Chongqing:重庆:CN-CQ", "CN-CQ", "china"),
        ("Bavaria:DE-BY", "DE-BY", "germany"),
        ("Brazil::BR", "BR", None),
        ("China:中国:CN", "CN", None),
        ("Lorenburg", None, None),
        ("São Paulo:圣保罗", None, None),
    ],
)
def test_a_code_is_that_of_the_area_or_of_the_country_it_lies_in(
    named: str, code: str | None, within: str | None, tmp_path: Path
) -> None:
    library.init(tmp_path, [named])
    home = next(iter(load_base(tmp_path).vocabulary.areas.values()))
    assert (home.title, home.code, home.within) == (named.partition(":")[0], code, within)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--area", "深圳"], "its title in English, and after a colon its Chinese title"),
        (["--area", "::"], "Shenzhen:深圳:CN"),
        (["--area", "a:b:CN:d"], "Shenzhen:深圳:CN"),
        (["--area", "Shenzhen:深圳:China"], '"China" is no ISO 3166 code'),
        (["--area", "China", "--area", "中国"], "its title in English"),
        (["--area", "China", "--area", "Chinese"], 'the area "china" is named 2 times'),
        (["--language", "fr"], "'fr'"),
        (["--are", "China"], "--area"),
    ],
)
def test_a_slip_is_told_and_no_folder_is_made(
    arguments: list[str], says: str, tmp_path: Path, cqfacts: Run
) -> None:
    done = cqfacts("init", "new/facts", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_another_area_has_is_a_finding_and_no_folder_is_made(
    tmp_path: Path, cqfacts: Run
) -> None:
    done = cqfacts("init", "facts", "--area", "Shenzhen:中国", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert 'the name "中国" belongs to "shenzhen" already' in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["note.txt", "areas.yaml", "folder"])
def test_a_folder_that_is_not_empty_is_refused_in_one_sentence(
    name: str, tmp_path: Path, cqfacts: Run
) -> None:
    path = tmp_path / "facts" / name
    path.parent.mkdir()
    path.mkdir() if name == "folder" else path.write_text("mine\n", encoding="utf-8")
    before = contents(tmp_path)
    done = cqfacts("init", "facts", "--area", "China", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        'cqfacts: "facts" is not empty; a base begins in a new or an empty folder\n',
    )
    assert contents(tmp_path) == before


def test_a_folder_with_hidden_files_alone_is_empty(tmp_path: Path, cqfacts: Run) -> None:
    (tmp_path / ".git").mkdir()
    done = cqfacts("init", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert cqfacts("check", cwd=tmp_path, env={"CQFACTS_FACTS": "."}).returncode == 0


@pytest.mark.parametrize("folder", ["file", "file/below", "/proc/nowhere/facts"])
def test_what_can_be_no_folder_is_wrong_usage(folder: str, tmp_path: Path, cqfacts: Run) -> None:
    (tmp_path / "file").write_text("mine\n", encoding="utf-8")
    done = cqfacts("init", folder, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("folder", ["new/and/deep", "empty"])
@pytest.mark.parametrize("blocks", [0, 2, 8])
def test_where_nothing_can_be_written_nothing_is_left(
    blocks: int, folder: str, tmp_path: Path
) -> None:
    """As on a full disk: no file may be larger than some blocks of 512 bytes."""
    (tmp_path / "empty").mkdir()
    command = f'ulimit -f {blocks}; exec "{sys.executable}" -m cqfacts init "$@"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", str(tmp_path / folder)],
        cwd=ROOT, env={**plain_environment(), "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr == f"cqfacts: {os.strerror(errno.EFBIG)}\n"
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_of_two_at_once_one_makes_the_base(tmp_path: Path) -> None:
    processes = [
        start("init", str(tmp_path / "facts"), "--area", area) for area in ("China", "Japan")
    ]
    (status, _), (other, refusal) = sorted(outcomes(processes))
    assert (status, other) == (0, 2)
    assert "is not empty" in refusal
    assert check_base(tmp_path / "facts") == []


def test_a_base_without_an_area_takes_its_first_one_for_its_own(
    tmp_path: Path, cqfacts: Run
) -> None:
    done = cqfacts("init", ".", cwd=tmp_path)
    assert "Say first what it is about: cqfacts new area" in done.stdout
    assert load_base(tmp_path).vocabulary.areas == {}
    named = ["--id", "lorenburg", "--title", "Lorenburg", "--title-zh", "洛伦堡"]
    assert cqfacts("new", "area", *named, "--facts", ".", cwd=tmp_path).returncode == 0
    home = library.overview(base=library.open_base(tmp_path)).home
    assert home
    assert home.title == "Lorenburg"


def test_a_table_with_a_unit_in_its_head_is_imported_into_a_new_base(
    tmp_path: Path, cqfacts: Run
) -> None:
    base, texts = tmp_path / "base", tmp_path / "texts"
    library.init(base, ["Shenzhen:深圳:CN"])
    texts.mkdir()
    table = texts / "steel.csv"
    table.write_text(
        'city,year,"output (10,000 tons)"\nshenzhen,2021,330\nshenzhen,2022,n/a\nshenzhen,2023,345.5\n',
        encoding="utf-8",
    )
    new = "new indicator --id steel-output --title Steel --sector industry --subject steel --measure output --kind flow --unit tonnes --create"
    assert cqfacts(*new.split(), "--facts", str(base)).returncode == 0
    done = cqfacts("import", str(table), "--facts", str(base), "--indicator", "steel-output")
    assert (done.returncode, 'value      column "output (10,000 tons)"' in done.stdout) == (0, True)
    texts_of_facts = [fact.text for fact in library.facts(base=library.open_base(base)).facts]
    assert texts_of_facts == ["3.3 million tonnes", "3.455 million tonnes"]
    assert library.check(base).findings == []
    assert library.verify(texts, base).verification.findings == []
