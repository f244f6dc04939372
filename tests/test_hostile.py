"""Hostile bases, arguments and surroundings: an answer or a clear refusal.

A slow run asks each question in a process of its own, too, with 200 MB of memory.
"""

import csv
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cqfacts.base import texts
from cqfacts.base.reading import load_base
from cqfacts.base.schemas import FILE_KINDS
from tests.conftest import FACTS, ROOT, Answer, Run, plain_environment, run_here, run_process
from tests.fuzz import TAKEN, YEARS
from tests.sampling import sampled
from tests.test_specimens import MINIMAL

MEMORY = 200_000_000
COMMANDS = [line for line in TAKEN if not line.startswith("check")]
"""Every command that reads facts, and the schemas."""


def limited() -> None:
    """In the child: no more address space than that, so that what needs more fails."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def ask_here(*arguments: str | bytes, base: Path = FACTS) -> Answer:
    """Run the program in this process on a base."""
    return run_here(*arguments, env={"CQFACTS_FACTS": str(base)})


def ask_in_little_memory(
    *arguments: str | bytes, base: Path = FACTS, env: dict[str, str] | None = None, **settings: Any
) -> Answer:
    """Run the program on a base in a process with little memory; no test here waits longer than a minute."""
    environment = {"CQFACTS_FACTS": str(base), **(env or {})}
    return run_process(*arguments, env=environment, **{"preexec_fn": limited, **settings})


Ask = Callable[..., Answer]


@pytest.fixture(params=[ask_here, pytest.param(ask_in_little_memory, marks=pytest.mark.slow)])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Asks the program here, and in a slow run also in a process with little memory."""
    function: Ask = request.param
    return function


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "base")


# --- files

TWO_FACTS = (MINIMAL / "automotive" / "2014.yaml").read_text(encoding="utf-8")
SIZE = 5_000_000


def filled(unit: str, head: str = "", tail: str = "\n") -> bytes:
    return (head + unit * (SIZE // len(unit)) + tail).encode()


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a scalar of 100 MB": (lambda: b"- id: " + b"x" * 10**8 + b"\n", "CQ112"),
    "a scalar of 5 MB": (lambda: filled("x", "- id: "), "CQ114"),
    "a statement of 5 MB": (
        lambda: TWO_FACTS.replace("Chongqing made", "x" * SIZE, 1).encode(),
        "CQ114",
    ),
    "a figure of 2 MB": (
        lambda: TWO_FACTS.replace("2.63 million", "9" * 2_000_000).encode(),
        "CQ114",
    ),
    "a figure of 20,000 digits": (
        lambda: TWO_FACTS.replace("2.63 million", "9" * 19_000).encode(),
        "CQ205",
    ),
    "escapes": (lambda: filled("\\x41", '- id: "', '"\n'), "CQ114"),
    "folded lines": (lambda: filled("      x\n", TWO_FACTS + "  notes:\n    - >\n"), "CQ114"),
    "an alias bomb": (
        lambda: "".join(
            f"- &a{at} [{f'*a{at - 1}, ' * 9 if at else 'x, '}]\n" for at in range(60)
        ).encode(),
        "CQ106",
    ),
    "merge keys": (lambda: filled("  <<: *a\n", "- &a {id: x}\n- id: y\n"), "CQ106"),
    "aliases": (lambda: filled("- *a\n", "- &a x\n"), "CQ115"),
    "anchors": (lambda: filled("- &a x\n"), "CQ115"),
    "tags": (lambda: filled("- !!python/object/apply:os.system [x]\n"), "CQ115"),
    "ten thousand lists": (lambda: b"[" * 10_000 + b"\n", "CQ108"),
    "millions of lists": (lambda: filled("["), "CQ108"),
    "millions of items in one line": (lambda: filled("- "), "CQ108"),
    "millions of mappings": (lambda: filled("{"), "CQ108"),
    "millions of keys": (lambda: filled("? "), "CQ108"),
    "entries that are none": (lambda: filled("- x\n"), "CQ115"),
    "entries without keys": (lambda: filled("- {}\n"), "CQ115"),
    "items of one list": (lambda: filled(", x", "[x", "]\n"), "CQ115"),
    "keys of one entry": (lambda: filled("  k: x\n", "- id: x\n"), "CQ114"),
    "one key over and over": (lambda: filled("  id: x\n", "- id: x\n"), "CQ114"),
    "aliases of one entry": (
        lambda: filled(", x", "- id: a\n  entity_aliases: [x", "]\n"),
        "CQ114",
    ),
    "notes of one entry": (lambda: filled("    - x\n", TWO_FACTS + "  notes:\n"), "CQ114"),
    "documents": (lambda: filled("--- x\n"), "CQ204"),
    "directives": (lambda: filled("%TAG ! x\n"), "CQ105"),
    "NUL bytes": (lambda: b"\0" * SIZE, "CQ104"),
    "a NUL in a text": (lambda: TWO_FACTS.replace("Chongqing made", "a\0b").encode(), "CQ104"),
    "a byte-order mark": (lambda: TWO_FACTS.encode("utf-8-sig"), "CQ104"),
    "UTF-16": (lambda: TWO_FACTS.encode("utf-16"), "CQ103"),
    "UTF-32": (lambda: TWO_FACTS.encode("utf-32"), "CQ103"),
    "surrogates": (
        lambda: TWO_FACTS.replace("Chongqing made", "\ud800").encode("utf-8", "surrogatepass"),
        "CQ103",
    ),
    "an escaped surrogate": (
        lambda: TWO_FACTS.replace("Chongqing made", '"\\ud800"').encode(),
        "CQ105",
    ),
    "a carriage return in a text": (
        lambda: re.sub("statement: .*", r'statement: "a\\rb"', TWO_FACTS).encode(),
        "CQ204",
    ),
    "colons": (lambda: filled(": "), "CQ105"),
    "tabs": (lambda: filled("\t"), "CQ105"),
    "carriage returns": (lambda: filled("\r"), "CQ104"),
    "a path for an id": (
        lambda: TWO_FACTS.replace("id: vehicle-output-2014", "id: ../../etc/passwd").encode(),
        "CQ208",
    ),
    "dots for an id": (
        lambda: TWO_FACTS.replace("id: vehicle-output-2014", "id: ..").encode(),
        "CQ208",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused(name: str, base: Path, ask: Ask) -> None:
    make, code = FILES[name]
    (base / "automotive" / "2014.yaml").write_bytes(make())
    checked = ask("check", str(base))
    assert (checked.returncode, checked.stderr) == (4, b"")
    assert f" {code} ".encode() in checked.stdout
    assert len(checked.stdout) < SIZE
    looked_up = ask("sector", "automotive", "--json", base=base)
    assert (looked_up.returncode, looked_up.stdout) == (4, b"")


@pytest.mark.parametrize("name", list(FILES)[::8])
def test_so_it_is_where_there_is_little_memory(name: str, base: Path) -> None:
    test_a_hostile_file_is_refused(name, base, ask_in_little_memory)


@pytest.mark.parametrize(
    "name", ["a statement of 5 MB", "entries without keys", "an alias bomb", "keys of one entry"]
)
@pytest.mark.parametrize(
    "file", ["sources.yaml", "indicators.yaml", "relations.yaml", "areas.yaml"]
)
def test_so_is_one_in_place_of_the_vocabulary(name: str, file: str, base: Path, ask: Ask) -> None:
    (base / file).write_bytes(FILES[name][0]())
    checked = ask("check", str(base))
    assert (checked.returncode, checked.stderr) == (4, b"")


def test_blank_lines_and_comments_cost_nothing(base: Path, ask: Ask) -> None:
    (base / "automotive" / "2014.yaml").write_bytes(filled("# x\n\n", TWO_FACTS))
    assert ask("check", str(base)).returncode == 0


def test_thousands_of_facts_with_one_id_are_told_once_each_and_no_more_than_a_thousand(
    base: Path, ask: Ask
) -> None:
    fact = TWO_FACTS.partition("\n\n")[0] + "\n"
    (base / "automotive" / "2014.yaml").write_text(TWO_FACTS + fact * 3000, encoding="utf-8")
    checked = ask("check", str(base))
    assert checked.stdout.count(b" CQ209 ") == 1000
    assert b"CQ115 there are more than 1,000 findings" in checked.stdout


FILE_NAMES = [
    "sectors.yaml",
    "sources.yaml",
    "indicators.yaml",
    "automotive/2014.yaml",
    "automotive/2015.yaml",
]


@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_pipe_in_place_of_a_file_is_not_waited_for(name: str, base: Path) -> None:
    (base / name).unlink(missing_ok=True)
    os.mkfifo(base / name)
    assert b" CQ102 " in ask_in_little_memory("check", str(base)).stdout
    assert ask_in_little_memory("facts", base=base).returncode == 4


@pytest.mark.parametrize("name", [*FILE_NAMES, "automotive"])
def test_a_loop_of_links_is_not_followed(name: str, base: Path, ask: Ask) -> None:
    path = base / name
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.symlink_to(path.name)
    assert ask("facts", base=base).returncode in (1, 4)


@pytest.mark.parametrize("kind", ["loop", "pipe", "file", "device"])
def test_a_base_that_is_no_folder_is_one_finding(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "base"
    if kind == "loop":
        path.symlink_to("base")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "file":
        path.touch()
    done = ask_in_little_memory("facts", base=Path("/dev/zero") if kind == "device" else path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert b" CQ101 " in done.stderr


def test_folders_that_lead_back_to_the_base_are_read_once(base: Path, ask: Ask) -> None:
    (base / "automotive" / "base").symlink_to(base)
    (base / "again").symlink_to(base)
    assert ask("check", str(base)).returncode == 4


# --- texts

MARKUP = "=cmd|'/C calc'!A0 [bold]x[/] [/] [link=http://x]y :100: </text><script>&amp; _b_ | `c` {d} $e$ %f \\n 你好"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of several years whose every text is markup of every kind, and a formula."""
    base = shutil.copytree(YEARS, tmp_path_factory.mktemp("marked") / "base")
    free = {
        key.name
        for kind in FILE_KINDS.values()
        for key in kind.shape.keys
        if key.form is texts.TEXT
    } - {
        "value",
        "by",
        "dimension",
        "currency",
        "code",
        "language",
        "type",
        "symbol",
    }
    line = re.compile(rf"^(  |- )({'|'.join(free)}): .*$", re.MULTILINE)
    for at, path in enumerate(sorted(base.rglob("*.yaml"))):
        count = iter(range(10**6))

        def hostile(found: re.Match[str], file: int = at, count: object = count) -> str:
            text = f"{MARKUP} {file}-{next(count)}"  # type: ignore[call-overload]  # an iterator
            return f"{found[1]}{found[2]}: {json.dumps(text, ensure_ascii=False)}"

        path.write_text(line.sub(hostile, path.read_text(encoding="utf-8")), encoding="utf-8")
    assert load_base(base).findings == []
    return base


@pytest.mark.parametrize("command", COMMANDS)
def test_markup_in_every_text_breaks_no_command(command: str, marked: Path, ask: Ask) -> None:
    done = ask(*command.split(), base=marked)
    assert done.returncode in (0, 1, 3)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout


LISTINGS = ["facts --implied", "show bus-output-2014", "compare 2014 2015", "compare 2013 2014 2015", "conflicts --all",
            "why retail-sales--lorenburg--2013", "series bus-output", "sources", "indicators", "sectors"]  # fmt: skip


@pytest.mark.parametrize("command", LISTINGS)
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_cell_runs_in_a_spreadsheet(command: str, form: str, marked: Path, ask: Ask) -> None:
    done = ask(*command.split(), "--format", form, base=marked)
    assert done.returncode in (0, 3)
    rows = list(
        csv.reader(io.StringIO(done.stdout.decode()), delimiter="\t" if form == "tsv" else ",")
    )
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t", "\r"))
        assert not cell.startswith("-") or re.fullmatch(r"-[\d.e+-]+", cell)


@pytest.mark.parametrize("command", LISTINGS)
def test_json_holds_markup_as_it_is(command: str, marked: Path, ask: Ask) -> None:
    done = ask(*command.split(), "--json", base=marked)
    assert MARKUP in json.dumps(json.loads(done.stdout), ensure_ascii=False).replace("\\\\", "\\")


def test_a_chart_with_markup_is_well_formed(marked: Path, ask: Ask) -> None:
    done = ask("series", "bus-output", "--format", "svg", base=marked)
    assert done.returncode == 0
    chart = ET.fromstring(done.stdout)  # noqa: S314 - our own output, which is what is tested
    assert not list(chart.iter("{http://www.w3.org/2000/svg}script"))
    assert "<script>" in "".join(chart.itertext())


@pytest.mark.parametrize("style", ["text", "bibtex", "ris", "csl-json"])
def test_markup_breaks_no_citation(style: str, marked: Path, ask: Ask) -> None:
    done = ask("facts", "--cite", style, base=marked)
    assert (done.returncode, done.stderr) == (0, b"")


# --- arguments

WITH_NAME = ["sector", "year", "show", "search", "compare 2014", "why", "series", "cite", "cite --style", "schema", "check", "facts --sector",
             "facts --year", "facts --area", "facts --measure", "facts --fields", "facts --format", "facts --limit", "facts --cite",
             "compare 2014 2015 --sector", "series bus-output --area", "conflicts --sector", "indicators --sector", "facts --facts",
             "new", "new fact --id", "new source --document"]  # fmt: skip
HOSTILE_ARGUMENTS = {
    "not UTF-8": b"caf\xe9",
    "an escape sequence": b"\x1b[31mred",
    "what nobody sees": "a\u009bb\u202ec\u200bd\u00ade\u2060f\U000e0041g\x7f".encode(),
    "markup": MARKUP.encode(),
    "a path": b"../../etc/passwd",
    "a hundred thousand letters": b"x" * 100_000,
}


@pytest.mark.parametrize("argument", HOSTILE_ARGUMENTS)
@pytest.mark.parametrize("command", WITH_NAME)
def test_a_hostile_argument_is_answered_or_refused(command: str, argument: str, ask: Ask) -> None:
    done = ask(*command.split(), HOSTILE_ARGUMENTS[argument], base=YEARS)
    assert done.returncode in (0, 1, 2, 3, 4), done.stderr
    assert b"Traceback" not in done.stderr
    shown = (done.stdout + done.stderr).decode()
    assert not re.search("[\x1b\x7f-\x9f\u202e\u200b\u00ad\u2060\U000e0041]", shown)


FORGED = "x\ncqfacts: all is well"


@pytest.mark.parametrize("command", WITH_NAME)
def test_a_line_break_in_an_argument_forges_no_line_of_a_message(
    command: str, base: Path, cqfacts: Run
) -> None:
    done = cqfacts(*command.split(), FORGED, env={"CQFACTS_FACTS": str(YEARS)}, cwd=base)
    assert "cqfacts: all is well" not in done.stderr.splitlines()
    done = cqfacts(*command.split(), "--facts", FORGED, cwd=base)
    assert "cqfacts: all is well" not in done.stderr.splitlines()


def test_the_name_of_a_document_forges_no_line_of_a_message(base: Path, cqfacts: Run) -> None:
    documents = base / "documents"
    documents.mkdir()
    (documents / f"{FORGED}.txt").write_text("2.63 million\n", encoding="utf-8")
    for command in (["verify", "--documents", "documents"], ["verify", "--documents", "documents", "--format", "github"],
                    ["new", "source", "--document", f"documents/{FORGED}"]):  # fmt: skip
        done = cqfacts(*command, "--facts", ".", cwd=base)
        assert not re.search("^cqfacts: all is well", done.stdout + done.stderr, re.MULTILINE)


@pytest.mark.parametrize("command", [*WITH_NAME, "", "facts --sort", "facts --according-to", "facts --color", "help", "cite", "read"])  # fmt: skip
def test_a_message_repeats_no_more_than_a_few_words_of_what_was_typed(
    command: str, cqfacts: Run
) -> None:
    for typed in ("x" * 19_000, "vehicle output " * 1_200, f"--{'x' * 19_000}"):
        done = cqfacts(*command.split(), typed, env={"CQFACTS_FACTS": str(YEARS)})
        assert len(done.stderr) < 2_000


def test_bounds_of_what_is_typed_are_told(cqfacts: Run) -> None:
    years = [word for year in range(1900, 2020) for word in ("--year", str(year))]
    refused = {
        "an argument has 20,001 characters; at most 20,000 are read": ["search", "x" * 20_001],
        "the question has 12,000 characters; at most 10,000 are read": ["search", "output" * 2_000],
        "a condition takes at most 100 names or years, not 120": ["facts", *years],
        "compare takes at most 50 years, not 120": ["compare", *years[1::2]],
        "too long for the name of a file": ["facts", "-o", "x" * 300],
    }
    for message, arguments in refused.items():
        done = cqfacts(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr


def test_json_says_what_was_typed_without_what_nobody_sees(ask: Ask) -> None:
    typed = "vehicles \x7f \u009b \u202e \u200b 2014"
    done = ask("search", "--json", typed, base=YEARS)
    assert json.loads(done.stdout)["query"]["words"] == typed
    assert not re.search("[\x7f-\x9f\u202e\u200b]", done.stdout.decode())


def test_a_finding_keeps_to_its_lines_whatever_a_file_is_called(base: Path, ask: Ask) -> None:
    (base / "automotive" / "2015.yaml:1:1 CQ000 forged\n.yaml").touch()
    shown = ask("check", str(base)).stdout.decode()
    assert r"forged\n.yaml CQ113" in shown
    assert len(shown.splitlines()) == 4


@pytest.mark.parametrize(
    "command", [line for line in COMMANDS if line and not line.startswith(("cite", "schema"))]
)
def test_a_limit_below_zero_is_wrong_usage(command: str, ask: Ask) -> None:
    done = ask(*command.split(), "--limit", "-1", base=YEARS)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--limit" in done.stderr


# --- surroundings


@pytest.mark.parametrize("command", sampled(COMMANDS, every=4))
def test_the_c_locale_is_enough(command: str) -> None:
    c_locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = ask_in_little_memory(*command.split(), base=YEARS, env=c_locale)
    assert done.returncode in (0, 3)
    assert b"Traceback" not in done.stderr
    done.stdout.decode()


@pytest.mark.parametrize("command", sampled(COMMANDS, every=4))
def test_without_a_home_there_is_an_answer(command: str) -> None:
    kept = {
        name: value
        for name, value in plain_environment().items()
        if name not in ("HOME", "XDG_CACHE_HOME")
    }
    done = subprocess.run(
        [sys.executable, "-m", "cqfacts", *command.split()],
        cwd=ROOT, env={**kept, "CQFACTS_FACTS": str(YEARS)}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 3)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", sampled(["--version", "-h", "check --json", *COMMANDS], every=4)
)
def test_a_closed_stdout_is_told_by_every_command(command: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m cqfacts {command} >&-'],
        cwd=ROOT, env=plain_environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (70, b"cqfacts: standard output is closed\n")


@pytest.mark.parametrize(
    "command", sampled(["--version", "-h", "check --json", *COMMANDS], every=4)
)
def test_a_full_disk_is_told_by_every_command(command: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = run_process(*command.split(), env={"CQFACTS_FACTS": str(YEARS)}, stdout=full)
    assert done.returncode == 70
    assert b"No space left on device" in done.stderr
    assert b"bug" not in done.stderr


def test_a_vocabulary_of_thousands_is_read_in_little_memory(base: Path) -> None:
    areas = base / "areas.yaml"
    many = "".join(
        f"- id: place-{number}\n  title: Place {number}\n  title_zh: 处{number}\n"
        for number in range(40_000)
    )
    areas.write_text(areas.read_text(encoding="utf-8") + many, encoding="utf-8")
    for command in (["check", str(base)], ["facts"], ["areas"], ["areas", "--json"]):
        done = ask_in_little_memory(*command, base=base)
        assert (done.returncode, done.stderr) == (0, b"")
    areas.write_text(
        areas.read_text("utf-8") + "- id: x\n  title: Place 7\n  title_zh: 处\n", "utf-8"
    )
    checked = ask_in_little_memory("check", str(base))
    assert checked.returncode == 4
    assert b'the name "place 7" belongs to "place-7" already' in checked.stdout
