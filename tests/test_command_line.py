"""The command line as people and scripts meet it: typos, pipes, failures, odd terminals, hostile bases."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cqfacts.base.reading import Base
from cqfacts.cli.completion import read_command
from cqfacts.model.names import names_of
from cqfacts.model.vocabulary import FILES, Area, Indicator, Measure, Sector, Subject
from tests.conftest import FACTS, ROOT, Run, plain_environment
from tests.long_form import write_long_form
from tests.test_specimens import MINIMAL

COMMANDS = [word.text for word in read_command("").commands if word.text != "new"]
"""All commands but `new`, which has commands below it."""


@pytest.mark.parametrize(
    "name", ["auto", "Automotive", "CARS", "汽车", "automot", " vehicles ", "new-energy vehicles"]
)
def test_a_sector_is_found_by_any_of_its_names(name: str, cqfacts: Run) -> None:
    done = cqfacts("sector", name, "--json")
    assert json.loads(done.stdout)["query"] == {"sector": "automotive"}


def test_every_name_and_alias_of_the_vocabulary_finds_its_entry(shipped: Base) -> None:
    from cqfacts.verbs import open_base

    catalogue = open_base()
    for kind in (Sector, Area, Measure, Indicator, Subject):
        for entry in getattr(shipped.vocabulary, FILES[kind]).values():
            for name in names_of(entry):
                assert catalogue.find(kind, name.upper()) == entry.id, name


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        ("sector auotmotive", 1, "Did you mean automotive?"),
        ("sector xyzzy", 1, "`cqfacts sectors` lists them all"),
        ("sector c", 3, "could be any of these sectors"),
        ("year 2016", 1, "Years with facts: 2012, 2013, 2014, 2015, 2020, 2021, 2022 and 2023."),
        ("year 20x4", 2, "write 2014, or 2014..2021 for a span"),
        ("year 2021..2014", 2, "write 2014..2021"),
        ("year 2014..", 2, "write 2014, or 2014..2021 for a span"),
        ("facts --year 2014-", 2, "write 2014, or 2014..2021 for a span"),
        ("facts --year ..2014", 2, "write 2014, or 2014..2021 for a span"),
        (
            "sector construction --year 2021",
            1,
            "Years with facts for the rest of the question: 2012 and 2013.",
        ),
        ("compare 2014 2014", 2, "compare takes an earlier and a later year"),
        ("compare 2014..2021 2015", 2, "2014..2021 is not before 2015"),
        ("facts --area chengd", 1, "Did you mean chengdu"),
        ("facts --area chengdu", 1, "no fact fits: area chengdu."),
        ("search Chongqing", 2, "try: cqfacts facts --area chongqing"),
        ("facts --json --format csv", 2, "contradict each other"),
        ("--json sectors", 2, "Options of a command stand after it."),
        ("search tablets --limit 0", 2, "--limit of 1 or more"),
        ("search chongqing 2014", 2, "no word that says what is looked for"),
        ("search of the", 2, "no word that says what is looked for"),
        ("facts --area yibin --sector finance", 1, "no fact fits: sector finance, area yibin."),
        ("show vehicle-output-2041", 1, "Did you mean vehicle-output-2014"),
        ("show nonsense", 1, "search"),
        ("cite no-thing", 1, "no fact and no source has the id"),
        ("compare 2014 2016", 1, "no facts for 2016"),
        ("sectr automotive", 2, "Did you mean 'sector'"),
        ("automotive", 2, "cqfacts search automotive"),
        ("sector", 2, "Missing argument"),
        ("facts --fields id,idd", 2, 'did you mean "id"?'),
        ("facts --limit -1", 2, "--limit"),
        ("facts --format xml", 2, "json"),
        ("facts --frmat json", 2, "--format"),
        ("compare 2014", 2, "compare takes two years or spans at least"),
        ("compare 1000..9999", 2, "a span such as 2014..2015 is one of them"),
        ("help comapre", 1, "Did you mean cqfacts help compare?"),
        ("help mrks", 1, "Did you mean cqfacts help marks?"),
        ("facts --sort valeu", 2, 'Did you mean "value"?'),
    ],
)
def test_a_miss_helps_and_says_nothing_on_stdout(
    command: str, status: int, says: str, cqfacts: Run
) -> None:
    done = cqfacts(*command.split())
    assert says in done.stderr
    assert (done.returncode, done.stdout) == (status, "")
    assert len(done.stderr.splitlines()) <= 3


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("sector automotive", 0),
        ("search tablets exported", 0),
        ("search tablet output 2021", 1),
        ("search xyzzy", 1),
        ("compare 2014 2015", 0),
        ("compare 2014 2021", 0),
        ("compare 2014 2021 -e", 3),
        ("check", 0),
    ],
)
def test_exit_status_says_what_became_of_the_question(
    command: str, status: int, cqfacts: Run
) -> None:
    done = cqfacts(*command.split())
    assert done.returncode == status
    assert done.stderr == ""


@pytest.mark.parametrize(
    "words",
    [
        "22.5%",
        "don't",
        "C++",
        "AND",
        '"',
        "-auto",
        "-the",
        "NEAR(",
        "a*b",
        "笔记本电脑 出口",
        "x" * 9000,
    ],
)
def test_whatever_is_typed_is_a_question(words: str, cqfacts: Run) -> None:
    done = cqfacts("search", "--json", *words.split())
    if done.returncode == 2:
        assert "no word that says" in done.stderr
        return
    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)["answer"] in ("found", "near", "none")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples_before_options(command: str, cqfacts: Run) -> None:
    long, short = cqfacts(command, "--help"), cqfacts(command, "-h")
    assert long.stdout == short.stdout
    assert long.returncode == 0
    assert 0 < long.stdout.index("Examples:") < long.stdout.index("Options:")
    assert f"  cqfacts {command}" in long.stdout


def test_help_is_the_same_everywhere(cqfacts: Run, cqfacts_process: Run) -> None:
    """Rich looks for these when it is imported, so each needs a process."""
    plain = cqfacts("sector", "-h").stdout
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR"):
        assert cqfacts_process("sector", "-h", env={name: "1"}).stdout == plain


@pytest.mark.parametrize(
    "setting",
    [{"HOME": ""}, {"HOME": "/nowhere"}, {"TERM": "dumb"}, {"XDG_CACHE_HOME": "relative"}],
)
def test_odd_environments_change_nothing(setting: dict[str, str], cqfacts: Run) -> None:
    assert cqfacts("year", "2012", env=setting).stdout == cqfacts("year", "2012").stdout


def test_no_home_at_all(cqfacts: Run) -> None:
    environment = {name: value for name, value in plain_environment().items() if name != "HOME"}
    done = subprocess.run(
        [sys.executable, "-m", "cqfacts", "year", "2012"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == cqfacts("year", "2012").stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "latin-1"])
def test_a_terminal_without_unicode_gets_an_answer(encoding: str, cqfacts_process: Run) -> None:
    setting = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = cqfacts_process("sector", "automotive", env=setting, encoding=encoding)
    assert done.returncode == 0
    assert "2.63 million" in done.stdout
    whole = cqfacts_process("sectors", "--json", env=setting)
    assert "汽车产业" in whole.stdout


def test_colour_only_where_it_is_wanted(cqfacts: Run) -> None:
    assert "\x1b[" not in cqfacts("sector", "automotive").stdout
    assert "\x1b[" in cqfacts("sector", "automotive", env={"FORCE_COLOR": "1"}).stdout
    assert (
        "\x1b["
        not in cqfacts("sector", "automotive", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    )
    assert "\x1b[" not in cqfacts("sector", "automotive", env={"FORCE_COLOR": "0"}).stdout
    assert "\x1b[" not in cqfacts("sector", "automotive", "--json", env={"FORCE_COLOR": "1"}).stdout


@pytest.mark.parametrize("options", [["--format", "md"], ["--json"], ["--format", "csv"]])
def test_a_closed_pipe_is_no_error(options: list[str]) -> None:
    command = [sys.executable, "-m", "cqfacts", "facts", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=plain_environment()
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_help_in_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        ["sh", "-c", f'("{sys.executable}" -m cqfacts -h; echo "status $?" >&2) | true'],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "status 0\n"


@pytest.mark.parametrize("command", ["year 2012", "-h"])
def test_a_full_standard_error_changes_no_status(command: str, cqfacts_process: Run) -> None:
    with Path("/dev/full").open("w") as full:
        assert cqfacts_process("sectr", stderr=full).returncode == 2
        done = cqfacts_process(*command.split(), stdout=full)
    assert done.returncode == 70
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_full_disk_is_said_without_a_traceback(options: list[str], cqfacts_process: Run) -> None:
    with Path("/dev/full").open("w") as full:
        done = cqfacts_process("facts", *options, stdout=full)
    assert done.returncode == 70
    assert "the answer cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("asked", ["year 2012", "-h"])
def test_a_closed_stdout_is_said(asked: str) -> None:
    command = f'"{sys.executable}" -m cqfacts {asked} >&-'
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (70, "cqfacts: standard output is closed\n")


def test_the_users_own_base_is_used_by_option_and_by_environment(cqfacts: Run) -> None:
    by_option = cqfacts("facts", "--facts", str(MINIMAL), "--json")
    by_setting = cqfacts("facts", "--json", env={"CQFACTS_FACTS": str(MINIMAL)})
    before_command = cqfacts("--facts", str(MINIMAL), "facts", "--json")
    assert by_option.stdout == by_setting.stdout == before_command.stdout
    assert len(json.loads(by_option.stdout)["facts"]) == 2


HOSTILE = "[bold]x[/] [/] [link=http://x]y :100: =cmd()|a _b_ <c> 你好"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A base whose texts are full of Rich markup, Markdown and formulas."""
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    for name, key in (
        ("automotive/2014.yaml", "statement"),
        ("indicators.yaml", "title"),
        ("sources.yaml", "title"),
    ):
        path = base / name
        lines = path.read_text(encoding="utf-8").splitlines()
        changed = [
            f"  {key}: '{HOSTILE} {at}'" if line.startswith(f"  {key}:") else line
            for at, line in enumerate(lines)
        ]
        path.write_text("\n".join(changed) + "\n", encoding="utf-8")
    return base


@pytest.mark.parametrize(
    "command", ["facts", "show vehicle-output-2014", "indicators", "sources", "search cmd"]
)
def test_markup_in_the_data_is_shown_as_it_is(command: str, hostile: Path, cqfacts: Run) -> None:
    done = cqfacts(*command.split(), "--facts", str(hostile), columns=300)
    assert HOSTILE in done.stdout, done.stderr
    assert done.returncode == 0


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(
    tmp_path: Path, cqfacts: Run
) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    path = base / "automotive" / "2014.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "statement: Chongqing made", "statement: =HYPERLINK(Chongqing made"
    )
    path.write_text(text, encoding="utf-8")
    shown = cqfacts(
        "facts", "--facts", str(base), "--format", "csv", "--fields", "statement,value"
    ).stdout
    assert "'=HYPERLINK(" in shown
    assert shown.splitlines()[1].endswith(",2630000")


def test_arguments_cannot_steer_the_terminal(cqfacts: Run) -> None:
    done = cqfacts("sector", "\x1b[31mred")
    assert "\x1b" not in done.stderr
    assert "\\x1b[31mred" in done.stderr


def test_arguments_that_are_not_utf8_are_taken(cqfacts_process: Run) -> None:
    done = cqfacts_process("search", b"caf\xe9", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["answer"] == "none"


@pytest.mark.parametrize(
    "command", [["sector"], ["show"], ["cite"], ["facts", "--area"], ["search"]]
)
def test_names_that_are_not_utf8_are_not_found(command: list[str], cqfacts: Run) -> None:
    done = cqfacts(*command, b"caf\xe9")
    assert done.returncode == 1, done.stderr


def test_the_library_answers_in_every_thread() -> None:
    import cqfacts

    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _: cqfacts.fact("vehicle-output-2014").text, range(2000)))
    assert texts == {"2.63 million vehicles"}


def test_the_library_imports_neither_typer_nor_rich() -> None:
    code = "import sys, cqfacts; list(cqfacts.facts()); print(sorted({'typer', 'rich', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_check_writes_json_for_scripts(cqfacts: Run, tmp_path: Path) -> None:
    assert json.loads(cqfacts("check", "--json").stdout)["findings"] == []
    base = shutil.copytree(FACTS, tmp_path / "base")
    write_long_form(base)
    path = base / "automotive" / "2014.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("unit: vehicles", "unit: vehicels"),
        encoding="utf-8",
    )
    done = cqfacts("check", str(base), "--json")
    [finding] = json.loads(done.stdout)["findings"]
    assert (finding["code"], finding["line"], finding["hint"]) == (
        "CQ203",
        7,
        'did you mean "vehicles"?',
    )
    assert done.returncode == 4


@pytest.mark.parametrize("style", ["text", "bibtex", "ris", "csl-json"])
def test_a_citation_names_title_and_year(style: str, cqfacts: Run) -> None:
    for name in ("gdp-2022q1", "electronics-region-2023"):
        shown = cqfacts("cite", name, "--style", style).stdout
        assert "Chengdu-Chongqing Region Ranks Among Top Ten" in shown
        assert "2023" in shown
        assert "Chen" in shown


def test_a_document_without_a_date_is_cited_as_circa(cqfacts: Run) -> None:
    assert "c. 2020" in cqfacts("cite", "five-year-plan-2020").stdout
    [item] = json.loads(cqfacts("cite", "five-year-plan-2020", "--style", "csl-json").stdout)
    assert item["issued"] == {"date-parts": [[2020]], "circa": True}
