"""`cqfacts new`: what is added, what is kept, what is refused, and the questions in a terminal."""

import errno
import hashlib
import json
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cqfacts as library
from cqfacts.base import forms
from cqfacts.base.nodes import read_items
from cqfacts.base.reading import load_base
from cqfacts.cli.asking import document_keys
from cqfacts.cli.commands import make_app
from cqfacts.editing.kinds import SHAPES
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import Replacement, replace_files
from cqfacts.editing.writing import Entered, append_entries, entry_text
from cqfacts.errors import WrongUsage
from cqfacts.evidence.documents import Recognised
from cqfacts.model.fact import Doubt, Grade
from cqfacts.model.vocabulary import Organisation, Person
from tests.conftest import FACTS, ROOT, Run, in_terminal, plain_environment
from tests.goldens import check_golden
from tests.long_form import long_entries, plain
from tests.test_specimens import MINIMAL

FACT = {
    "--id": "vehicle-output-2015",
    "--indicator": "vehicle-output",
    "--area": "chongqing",
    "--period": "2015",
    "--dating": "printed",
    "--value": "3.15 million",
    "--unit": "vehicles",
    "--statement": "Chongqing made 3.15 million motor vehicles in 2015.",
    "--citation": "a-report:9:3.15 million: a record",
}
SOURCE = {
    "--id": "b-report",
    "--type": "report",
    "--title": "B: a report",
    "--issued": "2017~",
    "--dating": "inferred",
    "--dating-reason": "Its latest figures are for 2015.",
}
INDICATOR = {
    "--id": "bus-output",
    "--title": "Bus output",
    "--sector": "automotive",
    "--subject": "motor-vehicles",
    "--measure": "output",
    "--kind": "flow",
    "--unit": "vehicles",
    "--alias": "coaches, buses",
}
ENTRIES = {
    "source": SOURCE,
    "indicator": INDICATOR,
    "fact": FACT,
    "sector": {
        "--id": "lakes",
        "--title": "Lakes",
        "--title-zh": "湖泊",
        "--covers": "Lakes and ponds",
        "--alias": "ponds",
    },
    "area": {
        "--id": "bavaria",
        "--title": "Bavaria",
        "--title-zh": "巴伐利亚",
        "--code": "DE-BY",
        "--part": "Munich",
    },
    "subject": {"--id": "ferries", "--title": "ferries", "--title-zh": "渡轮"},
    "measure": {"--id": "thickness", "--title": "thickness", "--title-zh": "厚度"},
    "unit": {
        "--id": "buses",
        "--dimension": "count",
        "--singular": "bus",
        "--plural": "buses",
    },
    "relation": {
        "--id": "output-above",
        "--relation": "higher-than",
        "--left": "vehicle-output-2014",
        "--right": "vehicle-output-growth-2014",
        "--statement": "The document says that one is higher.",
        "--citation": "a-report:9:higher",
    },
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "base")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "b-report.txt"
    path.write_bytes("One.\n\n \r\nTwo: 3.15 million.\n重庆。".encode())
    return path


def options(entry: dict[str, str], **changed: str) -> list[str]:
    whole = {**entry, **{f"--{name}": value for name, value in changed.items()}}
    return [part for pair in whole.items() for part in pair]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_fact_is_added_to_a_file_that_is_made_and_found_at_once(base: Path, cqfacts: Run) -> None:
    done = cqfacts("new", "fact", *options(FACT), "--facts", "base", cwd=base.parent)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "base/automotive/2015.yaml:1 added fact vehicle-output-2015\n",
        "",
    )
    [fact] = json.loads(
        cqfacts("show", "vehicle-output-2015", "--facts", str(base), "--json").stdout
    )["facts"]
    assert (fact["value"], fact["citations"]) == (
        3150000,
        [{"source": "a-report", "paragraph": 9, "printed": "3.15 million: a record"}],
    )


@pytest.mark.parametrize("kind", [kind for kind in ENTRIES if kind not in ("source", "relation")])
def test_an_entry_of_any_kind_is_added_and_read(kind: str, base: Path, cqfacts: Run) -> None:
    done = cqfacts("new", kind, *options(ENTRIES[kind]), "--facts", str(base))
    assert done.returncode == 0, done.stderr
    assert f" added {kind} {ENTRIES[kind]['--id']}\n" in done.stdout
    assert library.check(base).errors == []


def test_a_relation_begins_its_file(base: Path, cqfacts: Run) -> None:
    added = {"id": "vehicle-output-2013", "period": "2013"}
    assert cqfacts("new", "fact", *options(FACT, **added), "--facts", str(base)).returncode == 0
    between = {"left": "vehicle-output-2014", "right": "vehicle-output-2013"}
    relation = options(ENTRIES["relation"], **between)
    done = cqfacts("new", "relation", *relation, "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (0, "relations.yaml:1 added relation output-above\n")
    [made] = load_base(base).relations
    assert (made.left, made.right) == ("vehicle-output-2014", "vehicle-output-2013")
    again = cqfacts("new", "relation", *relation, "--facts", ".", cwd=base)
    assert again.returncode == 4
    assert "CQ209" in again.stderr


def test_only_notes_on_what_was_added_are_still_to_do(base: Path, cqfacts: Run) -> None:
    assert cqfacts("new", "indicator", *options(INDICATOR), "--facts", str(base)).returncode == 0
    done = cqfacts("new", "fact", *options(FACT), "--facts", str(base))
    assert (done.returncode, done.stderr) == (0, "")


# --- with what the base lacks

FACT_BUT_NAMES = {
    name: text for name, text in FACT.items() if name not in ("--indicator", "--area")
}
LACKING = {
    "--indicator": "Ferry sales:渡轮销量",
    "--sector": "Fishery",
    "--subject": "ferries:渡轮",
    "--measure": "sales",
    "--kind": "flow",
    "--area": "Yubei:渝北",
}
"""A fact of which the base lacks all but the unit and the source."""


def test_a_fact_creates_all_that_it_lacks_in_one_step(base: Path, cqfacts: Run) -> None:
    done = cqfacts(
        "new", "fact", *options({**FACT, **LACKING}), "--create", "--facts", ".", cwd=base
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(" added ")[2] for line in done.stdout.splitlines()] == [
        "sector fishery",
        "subject ferries",
        "measure sales",
        "indicator ferry-sales",
        "area yubei",
        "fact vehicle-output-2015",
    ]
    loaded = load_base(base)
    assert loaded.findings == []
    [fact] = [fact for fact in loaded.facts if fact.id == "vehicle-output-2015"]
    indicator = fact.indicator
    assert (indicator.title, indicator.title_zh) == ("Ferry sales", "渡轮销量")
    assert (indicator.sector, indicator.subject, indicator.measure) == (
        "fishery",
        "ferries",
        "sales",
    )
    assert (indicator.kind, indicator.unit, fact.area_id) == ("flow", "vehicles", "yubei")
    assert (base / "fishery" / "2015.yaml").is_file()
    subject = loaded.vocabulary.subjects["ferries"]
    assert (subject.title, subject.title_zh) == ("ferries", "渡轮")


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "growth", "measure": "growth", "growth_of": "vehicle-output"},
        {"kind": "share", "measure": "share", "part": "vehicle-output", "whole": "vehicle-output"},
        {"kind": "growth", "measure": "growth"},
        {"kind": "share", "measure": "share"},
    ],
)
def test_what_a_new_indicator_is_of_may_be_said_beside_its_fact(
    said: dict[str, str], base: Path, cqfacts: Run
) -> None:
    entered = {
        "indicator": "Van pace",
        "sector": "automotive",
        "subject": "vans",
        "unit": "percent",
        **said,
    }
    fact = {name: text for name, text in FACT.items() if name not in ("--id", "--dating")}
    figure = {
        "value": "5",
        "statement": "Vans rose by 5% in 2015.",
        "citation": "a-report:9:5% in 2015",
    }
    done = cqfacts(
        "new", "fact", *options(fact, **entered, **figure), "--create", "--facts", ".", cwd=base
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(" added fact van-pace-2015\n")
    indicator = load_base(base).vocabulary.indicators["van-pace"]
    assert indicator.unit == "percent"
    for name in ("growth_of", "part", "whole"):
        assert getattr(indicator, name) == said.get(name)


def test_what_the_base_has_is_found_by_its_names_and_not_created(base: Path, cqfacts: Run) -> None:
    named = {"indicator": "vehicle OUTPUT", "area": "重庆"}
    done = cqfacts("new", "fact", *options(FACT, **named), "--create", "--facts", ".", cwd=base)
    assert done.stdout == "automotive/2015.yaml:1 added fact vehicle-output-2015\n"
    named = {
        "sector": "cars",
        "subject": "汽车",
        "measure": "产值",
        "unit": "CNY",
        "price_basis": "unstated",
    }
    new = cqfacts(
        "new", "indicator", *options(INDICATOR, **named), "--create", "--facts", ".", cwd=base
    )
    assert new.stdout == "indicators.yaml:16 added indicator bus-output\n"


def test_an_indicator_creates_its_subject_with_that_title(base: Path, cqfacts: Run) -> None:
    wheat = options(INDICATOR, subject="Spring wheat")
    done = cqfacts("new", "indicator", *wheat, "--create", "--facts", ".", cwd=base)
    assert done.stdout.splitlines()[0] == "subjects.yaml:4 added subject spring-wheat"
    assert load_base(base).vocabulary.subjects["spring-wheat"].title == "Spring wheat"


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"--value": "9.99 million"}, 4, "CQ307"),
        ({"--kind": "flux"}, 4, "CQ207"),
        ({"--unit": "vehicels"}, 4, 'did you mean "vehicles"?'),
        ({"--period": "last year"}, 4, "CQ206"),
        ({"--subject": "渡轮"}, 2, "wheat, or wheat:小麦"),
        ({"--subject": "a:b:c"}, 2, "wheat, or wheat:小麦"),
        ({"--indicator": "vehicle output"}, 2, 'the base has the indicator "vehicle-output"'),
        ({"--area": "Yubei:中国"}, 4, 'the name "中国" belongs to "china" already'),
    ],
)
def test_where_one_part_does_not_fit_nothing_is_created(
    change: dict[str, str], status: int, says: str, base: Path, cqfacts: Run
) -> None:
    before = contents(base)
    entry = options({**FACT, **LACKING, **change})
    done = cqfacts("new", "fact", *entry, "--create", "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
    assert contents(base) == before
    assert not (base / "fishery").exists()


def test_where_the_last_file_cannot_be_written_the_first_ones_are_as_they_were(
    base: Path, cqfacts: Run
) -> None:
    (base / "fishery").symlink_to("/proc/nowhere")
    before = contents(base)
    done = cqfacts(
        "new", "fact", *options({**FACT, **LACKING}), "--create", "--facts", ".", cwd=base
    )
    assert done.returncode != 0
    assert contents(base) == before


@pytest.mark.parametrize("kind", ["indicator", "fact"])
def test_nothing_is_created_unless_that_was_asked_for(kind: str, base: Path, cqfacts: Run) -> None:
    before = contents(base)
    change = {"indicator": {"subject": "wheat"}, "fact": {"area": "yubei"}}[kind]
    done = cqfacts("new", kind, *options(ENTRIES[kind], **change), "--facts", ".", cwd=base)
    assert (done.returncode, contents(base)) == (4, before)
    assert "CQ203" in done.stderr


def test_keys_of_an_indicator_are_refused_where_none_is_created(base: Path, cqfacts: Run) -> None:
    done = cqfacts("new", "fact", *options({**FACT, **LACKING}), "--facts", str(base))
    assert done.returncode == 2
    assert "only a new indicator has these: --sector, --subject" in done.stderr
    assert "--create" in done.stderr


def test_in_a_terminal_a_new_indicator_is_asked_for_after_its_name(base: Path) -> None:
    terminal = Terminal("new", "fact", "--create", "--facts", str(base), *options(FACT_BUT_NAMES))
    for question, text in (
        ("indicator", "渡轮"),
        ("wheat, or wheat:小麦", "Ferry sales"),
        ("sector", "cars"),
        ("subject", "ferries"),
        ("measure", "sales"),
        ("kind", "flow"),
        ("price_basis", ""),
        ("entity", ""),
        ("entity_alias 1", ""),
        ("area", "Yubei:渝北"),
        ("status", ""),
        ("supersedes", ""),
        ("according_to", ""),
        ("doubt 1, grade", ""),
        ("note 1", ""),
    ):
        terminal.answer(question, text)
    assert terminal.finish() == 0, terminal.shown
    assert "added indicator ferry-sales" in terminal.shown
    loaded = load_base(base)
    assert loaded.findings == []
    assert loaded.vocabulary.indicators["ferry-sales"].sector == "automotive"


def test_a_new_file_leads_editors_to_the_schema_where_the_base_has_one(
    base: Path, cqfacts: Run
) -> None:
    shutil.copytree(FACTS / "schema", base / "schema")
    cqfacts("new", "fact", *options(FACT), "--facts", str(base))
    made = (base / "automotive" / "2015.yaml").read_text(encoding="utf-8")
    shipped = (FACTS / "automotive" / "2014.yaml").read_text(encoding="utf-8")
    assert made.partition("\n")[0] == shipped.partition("\n")[0]


def test_a_source_takes_name_digest_and_paragraphs_from_its_document(
    base: Path, document: Path, cqfacts: Run
) -> None:
    done = cqfacts(
        "new", "source", *options(SOURCE), "--document", str(document), "--facts", str(base)
    )
    assert done.returncode == 0, done.stderr
    made = load_base(base).vocabulary.sources["b-report"]
    assert (made.file, made.paragraphs) == ("b-report.txt", 3)
    assert made.sha256 == hashlib.sha256(document.read_bytes()).hexdigest()
    assert (made.title, str(made.issued), made.dating_reason) == (
        "B: a report",
        "2017~",
        SOURCE["--dating-reason"],
    )


def test_an_indicator_may_come_before_its_facts(base: Path, cqfacts: Run) -> None:
    done = cqfacts("new", "indicator", *options(INDICATOR), "--facts", str(base))
    assert (done.returncode, done.stderr) == (
        0,
        'cqfacts: still to do: no fact uses the indicator "bus-output"\n',
    )
    added = {"id": "buses-2014", "indicator": "bus-output", "period": "2014"}
    assert cqfacts("new", "fact", *options(FACT, **added), "--facts", str(base)).returncode == 0
    whole = load_base(base)
    assert whole.findings == []
    assert whole.vocabulary.indicators["bus-output"].aliases == ("coaches, buses",)


@pytest.mark.parametrize("end", ["...\n", "... # the end\n# more\n"])
def test_a_file_that_takes_nothing_at_its_end_is_told_from_one_that_is_wrong(
    end: str, base: Path, cqfacts: Run
) -> None:
    path = base / "automotive" / "2014.yaml"
    path.write_text(path.read_text(encoding="utf-8") + end, encoding="utf-8")
    before = contents(base)
    done = cqfacts("new", "fact", *options(FACT, period="2014"), "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cqfacts: automotive/2014.yaml takes no entry at its end")
    assert contents(base) == before


def test_an_author_without_a_comma_is_an_organisation(
    base: Path, document: Path, cqfacts: Run
) -> None:
    by = [
        "--author",
        "National Bureau of Statistics",
        "--document",
        str(document),
        "--facts",
        str(base),
    ]
    assert cqfacts("new", "source", *options(SOURCE), *by).returncode == 0
    assert load_base(base).vocabulary.sources["b-report"].author == (
        Organisation("National Bureau of Statistics"),
    )


@pytest.mark.parametrize("name", ["Wise Exhibition (Guangdong) Co.,Ltd.", "Statistics"])
def test_after_name_an_author_is_an_organisation_whatever_its_commas(
    name: str, base: Path, document: Path, cqfacts: Run
) -> None:
    by = ["--author", f"name: {name}", "--document", str(document), "--facts", str(base)]
    assert cqfacts("new", "source", *options(SOURCE), *by).returncode == 0
    assert load_base(base).vocabulary.sources["b-report"].author == (Organisation(name),)


@pytest.mark.parametrize(
    "text",
    [
        "Wise Exhibition (Guangdong) Co.,Ltd.",
        "Wise Exhibition Co., Ltd",
        "King, Jr., Martin Luther",
        "King, Jr.",
        "Bureau of Planning, Trade, and Statistics",
        "name: ",
        "Chen,",
        ", Yuting",
    ],
)
def test_an_author_that_may_be_no_person_is_not_taken_for_one(
    text: str, base: Path, document: Path, cqfacts: Run
) -> None:
    by = ["--author", text, "--document", str(document), "--facts", str(base)]
    done = cqfacts("new", "source", *options(SOURCE), *by)
    assert done.returncode == 2
    assert f"--author takes 'FAMILY, GIVEN'|'name: NAME', not \"{text}\"" in done.stderr


def test_what_new_cannot_add_is_told_with_what_it_can(cqfacts: Run) -> None:
    done = cqfacts("new", "city")
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"cqfacts: No such command 'city'. There are: {', '.join(SHAPES)}.\n"
    )


def test_what_was_added_is_said_even_where_the_answer_cannot_be_written(
    base: Path, cqfacts_process: Run
) -> None:
    with Path("/dev/full").open("w") as full:
        done = cqfacts_process("new", "fact", *options(FACT), "--facts", ".", cwd=base, stdout=full)
    assert done.returncode == 70
    assert done.stderr.startswith(
        "cqfacts: automotive/2015.yaml:1 added fact vehicle-output-2015\n"
    )
    assert (base / "automotive" / "2015.yaml").exists()


def test_author_doubt_and_note_are_read_from_their_options(
    base: Path, document: Path, cqfacts: Run
) -> None:
    by = [
        "--author",
        "Wang, Li",
        "--author",
        "Chen, Yuting",
        "--document",
        str(document),
        "--facts",
        str(base),
    ]
    assert cqfacts("new", "source", *options(SOURCE), *by).returncode == 0
    more = [
        "--doubt",
        "error: Too much: why? Likely: 0.3 million.",
        "--doubt",
        "undated: No year is printed.",
        "--note",
        "One.",
        "--note",
        "Two.",
        "--facts",
        str(base),
    ]
    assert cqfacts("new", "fact", *options(FACT), *more).returncode == 0
    whole = load_base(base)
    assert whole.vocabulary.sources["b-report"].author == (
        Person("Wang", "Li"),
        Person("Chen", "Yuting"),
    )
    assert whole.facts[-1].doubts == (
        Doubt(Grade.ERROR, "Too much: why?", "0.3 million."),
        Doubt(Grade.UNDATED, "No year is printed."),
    )
    assert whole.facts[-1].notes == ("One.", "Two.")


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_byte_of_every_shipped_file_is_kept(
    kind: str, tmp_path: Path, document: Path, cqfacts: Run
) -> None:
    base = shutil.copytree(FACTS, tmp_path / "base")
    changes = {
        "fact": {"citation": "manufacturing-centre-2015:9:3.15 million", "period": "2014"},
        "relation": {
            "left": "vehicle-output-growth-chengdu-chongqing-2022h1",
            "right": "vehicle-output-growth-china-2022h1",
            "citation": "electronics-region-2023:9:higher",
        },
    }.get(kind, {})
    more = ["--document", str(document)] if kind == "source" else []
    before = contents(base)
    done = cqfacts("new", kind, *options(ENTRIES[kind], **changes), *more, "--facts", str(base))
    assert done.returncode == 0, done.stderr
    after = contents(base)
    [changed] = [name for name in after if after[name] != before[name]]
    assert after[changed].startswith(before[changed])
    assert after.keys() == before.keys()


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"value": "3.15 milion"}, "CQ205", "automotive/2015.yaml:6:10"),
        ({"value": "3.25 million"}, "CQ307", "automotive/2015.yaml:6:10"),
        ({"unit": "vehicels"}, "CQ203", "automotive/2015.yaml:7:9"),
        ({"id": "vehicle-output-2014"}, "CQ209", "automotive/2015.yaml:1:7"),
        ({"id": "../../etc/passwd"}, "CQ208", "automotive/2015.yaml:1:7"),
        ({"indicator": "vehicle-outptu"}, "CQ203", "new fact:2:14"),
        ({"period": "last year"}, "CQ206", "new fact:4:11"),
        ({"statement": "two\nlines"}, "CQ204", "automotive/2015.yaml:8:14"),
        ({"statement": "\x1b[31mred"}, "CQ104", "automotive/2015.yaml:8:14"),
        ({"statement": "\udce9"}, "CQ105", "automotive/2015.yaml:8:17"),
        ({"citation": "a-report:10:3.15 million"}, "CQ308", "automotive/2015.yaml:10:37"),
    ],
)
def test_what_does_not_fit_is_shown_as_check_does_and_nothing_changes(
    change: dict[str, str], code: str, place: str, base: Path, cqfacts: Run
) -> None:
    before = contents(base)
    done = cqfacts("new", "fact", *options(FACT, **change), "--facts", ".", cwd=base)
    assert (done.returncode, done.stdout) == (4, "")
    assert f"{place} {code}" in done.stderr
    assert contents(base) == before
    assert not list(base.rglob(".*"))


@pytest.mark.parametrize("end", [b"x", b"# cut off", b"- id: x\n"])
def test_nothing_is_added_to_a_base_that_is_not_valid(end: bytes, base: Path, cqfacts: Run) -> None:
    path = base / "automotive" / "2014.yaml"
    path.write_bytes(path.read_bytes() + end)
    before = contents(base)
    done = cqfacts("new", "fact", *options(FACT, period="2014"), "--facts", str(base))
    assert (done.returncode, done.stdout) == (4, "")
    assert contents(base) == before


@pytest.mark.parametrize("kind", SHAPES)
def test_without_a_terminal_all_that_is_missing_is_named_at_once(
    kind: str, base: Path, cqfacts: Run
) -> None:
    done = cqfacts("new", kind, "--facts", str(base))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    for key in SHAPES[kind].keys:
        name = "citation" if key.name == "citations" else key.name.replace("_", "-")
        option = f"--{name}"
        assert (f"{option}," in done.stderr or f"{option}." in done.stderr) == key.required


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--citation", "a-report"], "--citation takes SOURCE:PARAGRAPH:PRINTED"),
        (["--author", "Wang"], "No such option"),
        (["--doubt", "why"], "--doubt takes"),
    ],
)
def test_an_option_that_cannot_be_read_says_its_form(
    more: list[str], says: str, base: Path, cqfacts: Run
) -> None:
    done = cqfacts("new", "fact", *options(FACT), *more, "--facts", str(base))
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "no such file"), (b"caf\xe9", "not UTF-8"), ("folder", "not a regular file")],
)
def test_a_document_that_cannot_be_read_is_said(
    content: bytes | str | None, says: str, base: Path, tmp_path: Path, cqfacts: Run
) -> None:
    path = tmp_path / "document.txt"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    done = cqfacts("new", "source", *options(SOURCE), "--document", str(path), "--facts", str(base))
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_what_the_document_says_is_not_said_again(base: Path, document: Path, cqfacts: Run) -> None:
    more = ["--document", str(document), "--paragraphs", "4", "--facts", str(base)]
    done = cqfacts("new", "source", *options(SOURCE), *more)
    assert (done.returncode, done.stderr) == (
        2,
        "cqfacts: --document says it: leave out --paragraphs\n",
    )


def test_permissions_and_links_are_kept(base: Path, cqfacts: Run) -> None:
    path, real = base / "automotive" / "2014.yaml", base.parent / "real.yaml"
    path.rename(real)
    path.symlink_to(real)
    real.chmod(0o640)
    done = cqfacts("new", "fact", *options(FACT, period="2014"), "--facts", str(base))
    assert done.returncode == 0, done.stderr
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "vehicle-output-2015" in real.read_text(encoding="utf-8")


def test_a_new_file_has_the_permissions_that_the_user_gives_files(base: Path) -> None:
    command = f'umask 027; exec "{sys.executable}" -m cqfacts new fact "$@"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *options(FACT), "--facts", str(base)],
        cwd=ROOT, env=plain_environment(), check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert stat.S_IMODE((base / "automotive" / "2015.yaml").stat().st_mode) == 0o640


def test_a_file_that_may_not_be_written_is_not_replaced(base: Path, cqfacts: Run) -> None:
    """Its mode says so; as root the system would let it be written all the same."""
    path = base / "automotive" / "2014.yaml"
    path.chmod(0o444)
    before = contents(base)
    done = cqfacts("new", "fact", *options(FACT, period="2014"), "--facts", "base", cwd=base.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "cqfacts: base/automotive/2014.yaml may not be written; nothing was written."
    )
    assert contents(base) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_windows_line_ends_and_indents_are_kept(base: Path, cqfacts: Run) -> None:
    path = base / "automotive" / "2014.yaml"
    text = "".join(
        f"  {line}\r\n" if line else "\r\n"
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    path.write_bytes(text.encode())
    done = cqfacts("new", "fact", *options(FACT, period="2014"), "--facts", str(base))
    assert done.returncode == 0, done.stderr
    after = path.read_bytes().decode()
    assert after.startswith(text)
    assert after.count("\n") == after.count("\r\n")
    assert after.count("\r\n  - id: ") == 2


def test_several_files_are_replaced_all_or_none(tmp_path: Path) -> None:
    """The last one was changed by someone else, so that those before it are put back."""
    (tmp_path / "old.yaml").write_bytes(b"old")
    (tmp_path / "changed.yaml").write_bytes(b"theirs")
    replacements = {
        "old.yaml": Replacement(b"old", b"ours"),
        "new.yaml": Replacement(None, b"ours"),
        "folder/new.yaml": Replacement(None, b"ours"),
        "changed.yaml": Replacement(b"old", b"ours"),
    }
    with pytest.raises(WrongUsage, match="changed by someone else"):
        replace_files(tmp_path, replacements)
    contents = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert contents == {"old.yaml": b"old", "changed.yaml": b"theirs"}


def test_where_nothing_can_be_written_nothing_is_left(base: Path, cqfacts: Run) -> None:
    """As root permissions prove nothing: here no file may be larger than a few bytes, as on a full disk."""
    before = contents(base)
    command = f'ulimit -f 0; exec "{sys.executable}" -m cqfacts new fact "$@"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *options(FACT), "--facts", str(base)],
        cwd=ROOT, env={**plain_environment(), "XDG_CACHE_HOME": "/nowhere"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr == f"cqfacts: {os.strerror(errno.EFBIG)}\n"
    assert contents(base) == before
    assert not (base / "automotive" / "2015.yaml").exists()


def test_the_facts_inside_an_installed_package_are_not_written_into(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(
        ROOT / "cqfacts", site / "cqfacts", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(FACTS, site / "cqfacts" / "facts")
    environment = {**plain_environment(), "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    before = contents(site)
    for more in ([], ["--facts", str(site / "cqfacts" / "facts")]):
        done = subprocess.run(
            [sys.executable, "-m", "cqfacts", "new", "fact", *options(FACT), *more],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert "--facts my-facts" in done.stderr
    assert contents(site) == before


# --- several at once


def start(*arguments: str) -> "subprocess.Popen[str]":
    """Start the real program and do not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "cqfacts", *arguments],
        cwd=ROOT, env=plain_environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def outcomes(processes: list["subprocess.Popen[str]"]) -> list[tuple[int, str]]:
    """Wait for processes, and return the exit status of each and what it said."""
    said = [process.communicate(timeout=100) for process in processes]
    return [
        (process.returncode, stdout + stderr)
        for process, (stdout, stderr) in zip(processes, said, strict=True)
    ]


@pytest.mark.parametrize("attempt", range(3))
def test_of_eight_at_once_each_that_says_added_is_there(attempt: int, base: Path) -> None:
    added = {f"vehicle-output-{name}": f"Plant {name.upper()}" for name in "abcdefgh"}
    processes = [
        start("new", "fact", *options(FACT, id=name), "--entity", entity, "--facts", str(base))
        for name, entity in added.items()
    ]
    assert [status for status, _ in outcomes(processes)] == [0] * len(added)
    whole = load_base(base)
    assert whole.findings == []
    assert added.keys() <= {fact.id for fact in whole.facts}
    assert not list(base.rglob(".*"))


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_that_give_one_id_to_facts_of_two_years_one_is_refused(
    attempt: int, base: Path
) -> None:
    said = {"2012": "3.12 million", "2015": "3.15 million"}
    processes = [
        start(
            "new", "fact",
            *options(FACT, id="vehicle-output-new", period=year, value=value, citation=f"a-report:9:{value}"),
            "--facts", str(base),
        )
        for year, value in said.items()
    ]  # fmt: skip
    (status, _), (other_status, refusal) = sorted(outcomes(processes))
    assert (status, other_status) == (0, 4)
    assert "CQ209" in refusal
    whole = load_base(base)
    assert whole.findings == []
    assert [fact.id for fact in whole.facts].count("vehicle-output-new") == 1


def test_who_adds_waits_for_another_who_adds_and_sees_the_entry_of_the_other(base: Path) -> None:
    path = base / "automotive" / "2015.yaml"
    with lock_folder(base):
        waiting = start("new", "fact", *options(FACT), "--facts", str(base))
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(3)
        assert not path.exists()
        entry = {
            name.removeprefix("--"): text for name, text in FACT.items() if name != "--citation"
        }
        citations = [{"source": "a-report", "paragraph": "9", "printed": "3.15 million"}]
        path.write_text(entry_text(forms.FACT, {**entry, "citations": citations}), encoding="utf-8")
    [(status, said)] = outcomes([waiting])
    assert status == 4
    assert 'the id "vehicle-output-2015" is given twice' in said


def test_who_waits_too_long_is_told_for_how_long(base: Path) -> None:
    said = pytest.raises(WrongUsage, match=r"for 0\.2 seconds; nothing was written")
    with lock_folder(base), said, lock_folder(base, longest_wait=0.2):
        pass
    with lock_folder(base, longest_wait=0):
        pass


def test_a_process_that_is_killed_leaves_no_lock_though_its_children_live_on(base: Path) -> None:
    code = (
        "import os, sys, time\nfrom pathlib import Path\nfrom cqfacts.editing.locking import lock_folder\n"
        "with lock_folder(Path(sys.argv[1])):\n"
        "    child = os.fork()\n"
        "    if child: print(child, flush=True)\n"
        "    time.sleep(60)\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(base)],
        env=plain_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    child = int(holder.stdout.readline())
    with pytest.raises(WrongUsage), lock_folder(base, longest_wait=0):
        pass
    holder.kill()
    holder.wait()
    try:
        with lock_folder(base, longest_wait=5):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        holder.stdout.close()


def test_what_a_killed_process_left_stops_nobody(base: Path, cqfacts: Run) -> None:
    """Whatever its number was: names of drafts are by chance. The base does not see them."""
    folder = base / "automotive"
    for number in range(1, 2000):
        (folder / f".2014.yaml.{number}.new").write_text("half a fa", encoding="utf-8")
    done = cqfacts("new", "fact", *options(FACT, period="2014"), "--facts", str(base))
    assert (done.returncode, done.stderr) == (0, "")
    assert load_base(base).findings == []


# --- how a document is counted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", ["重庆\n \n\n3.15 million\n", "\n重庆\n\n3.15 million"])
def test_new_and_verify_count_the_same_paragraphs(
    text: str, line_end: str, encoding: str, base: Path, tmp_path: Path
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    path = documents / "b-report.txt"
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    source = {"id": "b-report", "type": "report", "title": "B"}
    library.new("source", {**source, **document_keys(path)}, base)
    made = load_base(base).vocabulary.sources["b-report"]
    [*_, verified] = library.verify(documents, base).verification.documents
    assert verified.source == made
    assert verified.document
    assert verified.document.recognised is Recognised.DIGEST
    assert len(verified.document.paragraphs) == made.paragraphs
    assert made.paragraphs == 2


# --- the text


words = st.text(min_size=1).filter(str.strip) | st.sampled_from(
    ["> 2 trillion", "- x", "a: b", "a #b", "{x}", "[x", "'", '"', "%", "@", "!x", "&a", "*a", "? x", "...", "---", "~ 5",
     "null", "NO", "2014-01-01", "1e5", "a, b", "重庆\u3000", "x" * 5000, "\U0001f697", "=cmd", "\\n", "<<", "|", "`"]
)  # fmt: skip


@given(
    words,
    st.lists(words, min_size=1, max_size=3),
    st.lists(st.tuples(words, words), min_size=1, max_size=3),
)
@example("> 2", ["a, b", "]"], [("}", ", printed: x")])
@example("a\u202eb 重\u00ad\U000e0041", ["x"], [("x", "y")])
def test_what_is_entered_is_what_the_reader_reads(
    text: str, texts: list[str], pairs: list[tuple[str, str]]
) -> None:
    """Every text that the reader takes at all comes back as it was."""
    citations = [{"source": source, "printed": printed} for source, printed in pairs]
    entered: Entered = {
        "value": text,
        "entity_aliases": texts,
        "citations": citations,
        "notes": texts,
    }
    written = entry_text(forms.FACT, entered)
    after = append_entries(b"# first\n- id: a\n", [written], blank_lines=True).content
    items, report = read_items(after, "a file", "fact")
    nodes = list(items)
    found = {finding.code for finding in report.findings}
    assert found <= {"CQ104", "CQ105"}  # a character that no file may hold, a lone surrogate
    assert "CQ105" in found or plain(nodes[1]) == entered


def test_every_fact_of_the_base_written_anew_says_the_same() -> None:
    for path in FACTS.glob("*/*.yaml"):
        for entry in long_entries(path):
            assert plain_items(entry_text(forms.FACT, entry).encode()) == [entry]


def plain_items(raw: bytes) -> list[Any]:
    items, report = read_items(raw, "a file", "fact")
    found = [plain(node) for node in items]
    assert report.findings == []
    return found


# --- in a terminal


class Terminal:
    """The real program in a terminal of its own, answered line by line."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "cqfacts", *arguments]
        self.pid, self.screen = in_terminal(command, {**plain_environment(), "TERM": "dumb"})
        self.shown = ""
        self.answered = 0

    def wait_for(self, question: str) -> None:
        """Read until a question with this text waits for its answer. Fails where the program ends before."""
        while question not in self.shown[self.answered :] or not self.shown.endswith(": "):
            assert self._read(), self.shown
        self.answered = len(self.shown)

    def answer(self, question: str, text: str) -> None:
        self.wait_for(question)
        os.write(self.screen, f"{text}\n".encode())

    def press(self, key: str) -> None:
        """Press a key, and again where nothing but its echo comes for two seconds.

        Python does not notice a signal that comes just before it begins to read, until what it reads has come.
        """
        os.write(self.screen, key.encode())
        while not self._says_more_than_the_key():
            os.write(self.screen, key.encode())

    def _says_more_than_the_key(self) -> bool:
        """Whether something comes within a second, or the program ends."""
        while select.select([self.screen], [], [], 1)[0]:
            if not self._read() or not self.shown.endswith("^C"):
                return True
        return False

    def finish(self) -> int:
        """The exit status."""
        while self._read():
            pass
        os.close(self.screen)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        assert select.select([self.screen], [], [], 20)[0], f"it waits for an answer: {self.shown}"
        try:
            found = os.read(self.screen, 65536)
        except OSError:  # on Linux a terminal that nobody holds any more
            return False
        self.shown += found.decode(errors="replace").replace("\r\n", "\n")
        return bool(found)


def test_in_a_terminal_a_fact_is_asked_for(base: Path) -> None:
    terminal = Terminal("new", "fact", "--facts", str(base), "--period", "2015")
    for question, text in (
        ("indicator", ""),
        ("this cannot be left empty", "not \x9b31m an id"),
        ("U+009B is not allowed", "vehicle-outptu"),
        ('did you mean "vehicle-output"', "vehicle-output"),
        ("entity", ""),
        ("entity_alias 1", ""),
        ("area", "chongqing"),
        ("value", "3.15 million"),
        ("status", ""),
        ("supersedes", ""),
        ("according_to", ""),
        ("statement", "Chongqing made \x1b[D 3.15 million motor vehicles in 2015."),
        ("U+001B is not allowed", "x" * 5000),
        (
            "no more than 4,094 bytes a line: give it as --statement",
            "Chongqing made 3.15 million motor vehicles in 2015.",
        ),
        ("citation 1, source", "a-report"),
        ("citation 1, paragraph", "nine"),
        ("whole number", "9"),
        ("citation 1, printed", "3.15 million"),
        ("citation 2, source", ""),
        ("doubt 1, grade", ""),
        ("note 1", "Preliminary."),
        ("note 2", ""),
        ("dating_reason (no citation prints the period", ""),
        ("this cannot be left empty", "It looks back on 2015."),
    ):
        terminal.answer(question, text)
    assert terminal.finish() == 0, terminal.shown
    for key in ("id", "unit", "dating"):  # what follows from the rest is not asked for
        assert f"\n{key} (" not in terminal.shown
    assert "added fact vehicle-output-2015" in terminal.shown
    [fact] = [fact for fact in load_base(base).facts if fact.id == "vehicle-output-2015"]
    assert (fact.dating_reason, fact.notes) == ("It looks back on 2015.", ("Preliminary.",))


def test_in_a_terminal_a_source_is_asked_for_beginning_with_its_document(
    base: Path, document: Path
) -> None:
    terminal = Terminal("new", "source", "--facts", str(base))
    for question, text in (
        ("document", str(base / "nowhere")),
        ("no such file", str(document)),
        ("id", "b-report"),
        ("type", "report"),
        ("title", "B"),
        ("author 1", "Wang, Li"),
        ("author 2", "Statistics, Ltd."),
        ("author takes 'FAMILY, GIVEN'|'name: NAME'", "name: Statistics, Ltd."),
        ("author 3", ""),
        ("publisher", ""),
        ("issued", "2015"),
        ("dating", "printed"),
        ("language", "en"),
        ("url", "example.org"),
        ("write the whole address", ""),
        ("archived", ""),
    ):
        terminal.answer(question, text)
    assert terminal.finish() == 0, terminal.shown
    made = load_base(base).vocabulary.sources["b-report"]
    assert made.paragraphs == 3
    assert made.author == (Person("Wang", "Li"), Organisation("Statistics, Ltd."))


def test_in_a_terminal_money_needs_no_price_basis_and_growth_nothing_that_grew(
    base: Path,
) -> None:
    first = {
        "--id": "sales",
        "--title": "Sales",
        "--sector": "automotive",
        "--subject": "motor-vehicles",
    }
    for answers in (
        {"title_zh": "", "measure": "output-value", "kind": "flow", "unit": "CNY", "price_basis": ""},
        {"title_zh": "", "measure": "growth", "kind": "growth", "unit": "percent", "price_basis": "", "growth_of": ""},
    ):  # fmt: skip
        terminal = Terminal("new", "indicator", *options(first), "--facts", str(base))
        for question, text in {**answers, "alias 1": ""}.items():
            terminal.answer(question, text)
        assert terminal.finish() == 0, terminal.shown
        first = {**first, "--id": "growth-of-sales", "--title": "Growth of sales"}


def test_in_a_terminal_an_undated_source_is_not_asked_how_it_is_dated(
    base: Path, document: Path
) -> None:
    terminal = Terminal(
        "new",
        "source",
        *options({"--id": "b", "--type": "report", "--title": "B"}),
        "--facts",
        str(base),
    )
    answers = {"document": str(document)}
    for question in ("document", "author 1", "publisher", "issued", "language", "url", "archived"):
        terminal.answer(question, answers.get(question, ""))
    assert terminal.finish() == 0, terminal.shown
    assert load_base(base).vocabulary.sources["b"].issued is None


@pytest.mark.parametrize("leave", ["\x03", "\x04"])
def test_leaving_a_terminal_leaves_nothing_behind(leave: str, base: Path) -> None:
    before = contents(base)
    terminal = Terminal("new", "indicator", "--facts", str(base))
    terminal.answer("id", "bus-output")
    terminal.wait_for("title")
    terminal.press(leave)
    assert terminal.finish() == 130
    assert contents(base) == before
    assert "Traceback" not in terminal.shown


def test_what_was_typed_is_shown_again_where_it_cannot_be_kept(base: Path) -> None:
    before = contents(base)
    terminal = Terminal(
        "new",
        "fact",
        *options({key: FACT[key] for key in FACT if key != "--value"}),
        "--facts",
        str(base),
    )
    answers = {"value": "9.9 million"}
    for question in (
        "entity",
        "entity_alias 1",
        "value",
        "status",
        "supersedes",
        "according_to",
        "doubt 1",
        "note 1",
    ):
        terminal.answer(question, answers.get(question, ""))
    assert terminal.finish() == 4
    assert "CQ307" in terminal.shown
    assert "  value: 9.9 million" in terminal.shown
    assert contents(base) == before


def test_in_a_terminal_nothing_is_asked_for_a_base_that_is_not_valid(base: Path) -> None:
    (base / "areas.yaml").write_text("x\n", encoding="utf-8")
    terminal = Terminal("new", "fact", "--facts", str(base))
    assert terminal.finish() == 4
    assert "CQ204" in terminal.shown


def test_with_every_required_option_nothing_is_asked(base: Path) -> None:
    terminal = Terminal("new", "fact", *options(FACT), "--facts", str(base))
    assert terminal.finish() == 0
    assert terminal.shown.count("\n") == 1


@pytest.mark.parametrize("kind", SHAPES)
def test_every_key_of_an_entry_is_an_option(kind: str, cqfacts: Run) -> None:
    shown = cqfacts("new", kind, "-h").stdout
    assert 0 < shown.index("Examples:") < shown.index("Options:")
    for key in SHAPES[kind].keys:
        name = key.name.removesuffix(
            "es" if "aliases" in key.name else "s" if key.form.item else ""
        )
        assert f"  --{name.replace('_', '-')} " in shown


def test_an_option_may_be_typed_as_its_key(base: Path, cqfacts: Run) -> None:
    inferred = options(FACT, dating="inferred")
    for at, name in enumerate(("--dating-reason", "--dating_reason")):
        done = cqfacts(
            "new",
            "fact",
            *inferred,
            "--id",
            f"n{at}",
            "--entity",
            f"E{at}",
            name,
            "Why.",
            "--facts",
            str(base),
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", SHAPES)
def test_the_help_reads_as_it_did(kind: str, cqfacts: Run) -> None:
    check_golden(
        Path(__file__).parent / "goldens" / f"new-{kind}-help.txt",
        cqfacts("new", kind, "-h").stdout,
    )


def test_the_front_page_does_not_import_what_adds_entries(cqfacts: Run) -> None:
    cqfacts()
    assert [group.name for group in make_app([]).registered_groups] == ["new"]
    code = "import sys; from cqfacts.cli.main import run; run([]); print('yaml' in sys.modules, 'cqfacts.cli.new' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("False False\n")
