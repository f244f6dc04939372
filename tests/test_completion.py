"""Tab completes what there is: commands and options of the real command line, names of the real base.

`CQFACTS_UPDATE=1 python -m pytest tests/test_completion.py` writes the table of commands and options anew.
"""

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer._click import Command, Context, Parameter
from typer.main import get_command

from cqfacts import verbs
from cqfacts.answers.facts import FACT
from cqfacts.answers.ordering import SORT_KEYS
from cqfacts.cli import completion
from cqfacts.cli.commands import make_app
from cqfacts.cli.completion import Word, cache_folder, complete
from cqfacts.editing.kinds import SHAPES
from cqfacts.index import cache as cache_files
from cqfacts.model.vocabulary import FILES, Area, Indicator, Measure, Sector, Source
from tests.conftest import ROOT, in_terminal, plain_environment
from tests.goldens import check_golden

SHIPPED = verbs.open_base()


def offered(line: str) -> set[str]:
    """Return the words that are offered at the end of a line, as a shell would ask for them."""
    words = line.split(" ")
    return {word.text for word in complete(words, len(words) - 1)}


# --- the table of commands and options


def table_rows(command: Command, parent: Context | None = None) -> Iterator[str]:
    """Give the rows of the table for a command and those below it, read from the real command line."""
    context = Context(command, parent, command.name, **command.context_settings)
    path = context.command_path.removeprefix("cqfacts").strip()
    for parameter in filter(is_shown, command.get_params(context)):
        is_option = parameter.param_type_name == "option"
        names = " ".join(option_names(parameter)) if is_option else ""
        explanation = getattr(parameter, "help", None) or ""
        takes = placeholder(parameter, context)
        yield "\t".join((parameter.param_type_name, path, names, takes, explanation))
    for name, below in getattr(command, "commands", {}).items():
        yield "\t".join(("command", path, name, "", below.get_short_help_str(80)))
        yield from table_rows(below, context)


def is_shown(parameter: Parameter) -> bool:
    """Tell whether the help lists a parameter."""
    return not getattr(parameter, "hidden", False)


def option_names(parameter: Parameter) -> list[str]:
    """Return the names of an option, the short ones first; the names of -h come in any order."""
    return sorted([*parameter.opts, *parameter.secondary_opts], key=len)


def placeholder(parameter: Parameter, context: Context) -> str:
    """Return what a parameter takes: choices, or its placeholder; nothing where it is a flag."""
    if getattr(parameter, "is_flag", False):
        return ""
    own = getattr(parameter, "metavar", None) or ""
    if "|" in own and own.islower():
        return own
    choices = getattr(parameter.type, "choices", ())
    words = "|".join(getattr(choice, "value", choice) for choice in choices)
    dots = "..." if parameter.nargs == -1 else ""
    return (words or parameter.make_metavar(context).removesuffix("...")) + dots


def test_the_table_says_what_the_command_line_takes() -> None:
    rows = list(table_rows(get_command(make_app(["new"]))))
    assert len(rows) > 100
    check_golden(Path(completion.FOLDER) / "commands.tsv", "\n".join(rows) + "\n")


# --- words that fit


def test_commands_are_completed() -> None:
    assert offered("cqfacts se") == {"sectors", "sector", "search", "series"}
    assert offered("cqfacts new ") == set(SHAPES)


def test_options_of_the_command_are_completed() -> None:
    assert offered("cqfacts compare 2014 --sec") == {"--sector"}
    assert {"--year", "--json", "--cite"} <= offered("cqfacts sector automotive --")
    assert "--explain" not in offered("cqfacts sector automotive --")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("cqfacts sector ", Sector),
        ("cqfacts facts --sector ", Sector),
        ("cqfacts facts --area ", Area),
        ("cqfacts year 2021 --measure ", Measure),
        ("cqfacts series ", Indicator),
    ],
)
def test_all_names_of_the_base_are_completed(line: str, kind: type[Sector]) -> None:
    assert offered(line) == {entry.id for entry in SHIPPED.index.entries(kind)}


def test_years_are_completed_also_at_the_end_of_a_span() -> None:
    years = {f"{fact.period.year:04}" for fact in verbs.facts().facts}
    assert offered("cqfacts year ") == years
    assert offered("cqfacts compare 2014 ") == years
    later = {year for year in years if year >= "2014"}
    assert offered("cqfacts facts --year 2014..") == {f"2014..{year}" for year in later}


def test_ids_of_facts_and_of_sources_are_completed() -> None:
    facts = {fact.id for fact in verbs.facts().facts}
    sources = {source.id for source in SHIPPED.index.entries(Source)}
    assert facts <= offered("cqfacts show ")
    assert facts | sources <= offered("cqfacts cite vehicle-output-2014 ")
    laptops = {fact_id for fact_id in facts if fact_id.startswith("laptop-")}
    assert offered("cqfacts why laptop-") >= laptops
    assert "tablet-output-2014" not in offered("cqfacts why laptop-")


def test_other_names_of_one_word_are_completed_where_no_id_begins_so() -> None:
    assert "cars" in offered("cqfacts sector ca")
    assert "汽车" in offered("cqfacts sector 汽")
    assert "cars" not in offered("cqfacts sector ")


def test_fields_and_keys_to_sort_by_are_those_of_facts() -> None:
    assert offered("cqfacts facts --sort ") == set(SORT_KEYS)
    assert offered("cqfacts facts --fields id,mar") == {"id,marks"}
    assert offered("cqfacts facts --fields ") <= {*FACT.names, "answer"}


def test_kinds_of_schema_and_commands_to_explain_are_completed() -> None:
    assert offered("cqfacts schema ") == {"json", "facts", "relations", "skipped", *FILES.values()}
    assert {"marks", "search"} <= offered("cqfacts help ")


def test_only_what_can_be_drawn_offers_pictures() -> None:
    assert "svg" in offered("cqfacts series laptop-exports --format ")
    assert offered("cqfacts facts --format s") == set()


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers_what_fits() -> None:
    assert "automotive\tAutomotive" in typed_in_shell(
        ["fish", "-c"], "cqfacts completion fish | source; complete -C 'cqfacts sector auto'"
    )


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
@pytest.mark.parametrize(
    ("line", "candidates"),
    [("facts --format j", ["json", "jsonl"]), ("sector automo", ["automotive:Automotive"])],
)
def test_zsh_offers_what_fits_with_its_meaning_or_alone(line: str, candidates: list[str]) -> None:
    words = f"(cqfacts {line})"
    shown = typed_in_shell(
        ["zsh", "-f", "-c"],
        "source <(cqfacts completion zsh); _describe() { print -rl -- ${(P)2} }; "
        f"words={words}; CURRENT=$#words; _cqfacts",
    )
    assert shown == candidates


def typed_in_shell(shell: list[str], script: str) -> list[str]:
    """Return the lines that a shell prints, with the program of this environment in its path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [*shell, script],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        check=False,
    )
    return done.stdout.splitlines()


def test_choices_are_completed() -> None:
    assert offered("cqfacts facts --format c") == {"csv"}
    assert offered("cqfacts cite vehicle-output-2014 --style b") == {"bibtex"}
    assert offered("cqfacts completion ") == {"bash", "zsh", "fish"}


def test_a_value_after_its_sign_is_completed_in_every_shell() -> None:
    assert offered("cqfacts facts --sector=auto") == {"--sector=automotive"}
    for words in (["--sector", "=", "auto"], ["--sector", "="]):
        line = ["cqfacts", "facts", *words]
        assert Word("automotive", "Automotive") in complete(line, len(line) - 1)


def test_paths_are_left_to_the_shell() -> None:
    assert offered("cqfacts check ") == {":dirs"}
    assert offered("cqfacts facts --facts ") == {":dirs"}
    assert offered("cqfacts facts --facts=my") == {":dirs"}


def test_words_of_a_question_are_not_completed() -> None:
    assert offered("cqfacts search lap") == set()


# --- other bases


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """A copy of the smallest base, whose sector has a name of its own."""
    base = tmp_path / "my facts"
    shutil.copytree(ROOT / "tests" / "specimens" / "minimal", base)
    return base


def rename_source(base: Path, name: str) -> None:
    for path in base.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("a-report", name)
        path.write_text(text, encoding="utf-8")


def test_names_come_from_the_base_that_is_named(renamed: Path) -> None:
    quoted = str(renamed).replace(" ", "\\ ")
    for words in (
        ["cqfacts", "--facts", quoted, "cite", "a-re"],
        ["cqfacts", "cite", "--facts", quoted, "a-re"],
        ["cqfacts", "cite", f"--facts='{renamed}'", "a-re"],
    ):
        assert [word.text for word in complete(words, len(words) - 1)] == ["a-report"]


def test_names_come_from_the_base_of_the_environment(
    renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CQFACTS_FACTS", str(renamed))
    assert offered("cqfacts cite a-re") == {"a-report"}


def test_names_follow_an_edit_of_the_base(renamed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CQFACTS_FACTS", str(renamed))
    assert offered("cqfacts cite a") == {"a-report"}
    rename_source(renamed, "another-report")
    assert offered("cqfacts cite a") == {"another-report"}


def test_a_base_with_findings_keeps_the_names_that_it_had(
    renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CQFACTS_FACTS", str(renamed))
    assert offered("cqfacts cite a") == {"a-report"}
    (renamed / "areas.yaml").write_text("- id: [", encoding="utf-8")
    assert offered("cqfacts cite a") == {"a-report"}


def test_a_large_base_is_not_read_for_a_tab_and_has_its_ids_looked_up(
    renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CQFACTS_FACTS", str(renamed))
    rename_source(renamed, "a-new-report")  # no index of another test is of the same content
    monkeypatch.setattr("cqfacts.index.store._CHEAP", 0)
    monkeypatch.setattr("cqfacts.cli.completion_names.MOST_NAMES", 0)
    assert offered("cqfacts show ") == set()
    facts = {fact.id for fact in verbs.facts(base=verbs.open_base(renamed)).facts}
    assert offered("cqfacts show ") == facts
    assert offered("cqfacts cite a-n") == {"a-new-report"}


def test_the_cache_is_that_of_look_ups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder in (str(tmp_path), "relative", ""):
        monkeypatch.setenv("XDG_CACHE_HOME", folder)
        monkeypatch.setenv("HOME", str(tmp_path))
        assert cache_folder() == str(cache_files.cache_folder())


# --- files that others can write


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose files their group can write, as where administrators share an installation."""
    package = tmp_path / "installed"
    table = package / "commands.tsv"
    names = package / "facts.names"
    package.mkdir()
    shutil.copytree(ROOT / "tests" / "specimens" / "minimal", package / "facts")
    shutil.copy(Path(completion.FOLDER) / "commands.tsv", table)
    head = completion.shipped_head(str(package / "facts"))
    names.write_text(f"{head}\nareas\tof-the-package\tAn area", encoding="utf-8")
    for path in (table, names):
        path.chmod(0o664)
    monkeypatch.setattr(completion, "_lines", [])
    monkeypatch.setattr(completion, "FOLDER", str(package))
    monkeypatch.setattr(completion, "_PACKAGE", str(package))
    monkeypatch.setattr(completion, "SHIPPED_NAMES", str(names))
    return package


@pytest.mark.usefixtures("installed")
def test_the_files_of_the_package_are_believed_whoever_can_write_them() -> None:
    assert offered("cqfacts facts --are") == {"--area"}
    assert offered("cqfacts facts --area ") == {"of-the-package"}


def test_names_in_the_cache_that_others_can_write_are_not_believed(
    renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CQFACTS_FACTS", str(renamed))
    assert offered("cqfacts cite a-re") == {"a-report"}
    path, head = completion.names_file(str(renamed))
    kept = Path(path)
    kept.write_text(f"{head}\nsources\ta-report-of-others\tA report", encoding="utf-8")
    kept.chmod(0o666)
    assert offered("cqfacts cite a-re") == {"a-report"}


# --- the program, and real shells


def ask(*words: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "cqfacts", "__complete", *words]
    environment = {**plain_environment(), **(env or {})}
    return subprocess.run(command, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    "words",
    [(), ("x",), ("9", "cqfacts"), ("-5", "cqfacts"), ("2", "cqfacts", "nonsense", ""), ("1",)],
)
def test_nonsense_makes_no_noise(words: tuple[str, ...]) -> None:
    done = ask(*words)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("facts", ["/nonexistent", "/dev/null", "/proc/1", "\udcff"])
def test_without_a_base_there_are_no_names_and_no_noise(facts: str) -> None:
    done = ask("2", "cqfacts", "sector", "", env={"CQFACTS_FACTS": facts})
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert ask("1", "cqfacts", "sec", env={"CQFACTS_FACTS": facts}).stdout.count(b"\n") == 2


def test_a_tab_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv[1:] = ['__complete', '2', 'cqfacts', 'show', 'laptop-']\n"
        "from cqfacts.__main__ import main; main()\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code]
    subprocess.run(command, env=plain_environment(), capture_output=True, check=True)
    done = subprocess.run(command, env=plain_environment(), capture_output=True, check=True)
    assert b"laptop-output-2014" in done.stdout
    heavy = {b"typer", b"rich", b"sqlite3", b"pathlib", b"json", b"cqfacts.verbs", b"cqfacts.index"}
    assert not heavy & set(done.stderr.split())


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("cqfacts secto\t", "cqfacts sector"),  # several begin so: up to where they part
        ("cqfacts sector autom\t", "cqfacts sector automotive "),
        ("cqfacts facts --area=chengdu-c\t", "cqfacts facts --area=chengdu-chongqing "),
        ("cqfacts show laptop-output-2\t", "cqfacts show laptop-output-2014 "),
        ("cqfacts compare 2014 --impl\t", "cqfacts compare 2014 --implied "),
        ("cqfacts check tests/speci\t", "cqfacts check tests/specimens/"),
    ],
)
def test_bash_completes_a_line_that_is_typed(typed: str, line: str, path_with_cqfacts: str) -> None:
    assert typed_in_bash(typed, path_with_cqfacts) == line


LOAD = "bind 'set enable-bracketed-paste off'; source <(cqfacts completion bash); echo loa''ded\n"
SHOW_LINE = "\x01printf '<%s>\\n' '\x05'\n"
"""Puts a command around the line that was typed, which prints it: Ctrl-A goes to its start, Ctrl-E to its end."""


def typed_in_bash(keys: str, path: str) -> str:
    """Type keys into a real bash in a terminal, after its completion was loaded; return the line that it makes of them."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not installed")
    settings = {"PATH": path, "TERM": "dumb", "PS1": "", "HISTFILE": ""}
    environment = {**plain_environment(200), **settings}
    process, screen = in_terminal([bash, "--norc", "--noprofile", "-i"], environment)
    try:
        os.write(screen, LOAD.encode())
        read_until(screen, "loaded\r\n")
        os.write(screen, f"{keys}{SHOW_LINE}".encode())
        shown = read_until(screen, ">\r\n")
        return shown.rpartition("\r\n<")[2].partition(">\r\n")[0]
    finally:
        os.close(screen)
        os.waitpid(process, 0)


def read_until(screen: int, end: str, seconds: float = 20) -> str:
    """Return what a terminal shows up to a text; fail where it does not come in time."""
    shown = ""
    deadline = time.monotonic() + seconds
    while end not in shown:
        assert time.monotonic() < deadline, shown
        ready, _, _ = select.select([screen], [], [], 1)
        if ready:
            shown += os.read(screen, 4096).decode(errors="replace")
    return shown
