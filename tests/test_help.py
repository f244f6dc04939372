"""`cqfacts help` prints pages whose examples hold, in a terminal, in a pipe, and for man."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import cqfacts.help
from cqfacts.cli.commands import make_app
from cqfacts.cli.completion import read_command, read_place
from cqfacts.cli.grouping import GROUPS
from cqfacts.help import TOPICS, read_topic, topic_title
from cqfacts.output.manual import write_markdown
from cqfacts.output.page import Page
from tests.conftest import ROOT, Run, in_terminal, plain_environment
from tests.pages import Example, check_example, read_examples

FOLDER = Path(cqfacts.help.__file__).parent
PAGES = [ROOT / "README.md", *sorted(FOLDER.glob("*.md"))]
EXAMPLES = [example for topic in TOPICS for example in read_examples(FOLDER / f"{topic}.md")]


@pytest.mark.xdist_group("pages")  # one process, for CQFACTS_UPDATE writes the pages
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.command)
def test_an_example_of_a_topic_shows_what_the_program_says(
    example: Example, path_with_cqfacts: str
) -> None:
    check_example(example, path_with_cqfacts)


def test_ten_python_examples_run() -> None:
    results = doctest.testfile(str(FOLDER / "python.md"), module_relative=False, encoding="utf-8")
    assert results.failed == 0
    assert results.attempted >= 10
    assert read_topic("python").count("```python") >= 10


def test_every_page_is_a_topic_and_begins_with_its_title() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(TOPICS)
    for topic in TOPICS:
        assert ": " in topic_title(topic)
        assert read_topic(topic).startswith("# ")


def commands_on(page: Path) -> Iterator[list[str]]:
    """Give the command lines of cqfacts that a page shows in blocks, as words."""
    text = page.read_text(encoding="utf-8").replace(" \\\n", " ")
    for line in re.findall(r"^(?:    |\$ )(?:source <\()?cqfacts (.+)$", text, re.MULTILINE):
        command = re.split(r" [|>]|  |\)|;| 2>", line)[0]
        yield shlex.split(command)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_a_page_shows_is_there(page: Path) -> None:
    for words in commands_on(page):
        place = read_place(["cqfacts", *words], "")
        assert place.command, words
        names = {name for option in read_command(place.command).options for name in option.names}
        assert {word for word in words if word.startswith("--")} <= names, words


def test_the_list_names_every_topic(cqfacts: Run) -> None:
    shown = cqfacts("help").stdout
    for topic in TOPICS:
        assert re.search(rf"^  {topic} +\w", shown, re.MULTILINE)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_in_a_pipe_is_its_markdown(topic: str, cqfacts: Run) -> None:
    assert cqfacts("help", topic).stdout == read_topic(topic)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_prose_of_a_page_fits_80_columns(topic: str) -> None:
    prose = re.sub(r"```.*?```", "", read_topic(topic), flags=re.DOTALL)
    lines = [line for line in prose.splitlines() if not line.startswith("|")]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_terminal_shows_every_word_of_a_page(topic: str, width: int) -> None:
    shown = "".join(write_markdown(read_topic(topic), Page(width)))
    assert max(map(len, shown.splitlines())) <= width
    letters = re.sub(r"[^a-z]", "", shown)
    for line in re.findall(r"^[A-Z][^|`*\[]+$", read_topic(topic), re.MULTILINE):
        assert re.sub(r"[^a-z]", "", line) in letters


def test_a_page_is_laid_out_in_a_terminal() -> None:
    command = [sys.executable, "-m", "cqfacts", "help", "marks"]
    process, screen = in_terminal(command, {**plain_environment(), "TERM": "xterm", "PAGER": "cat"})
    shown = read_terminal(screen)
    os.waitpid(process, 0)
    assert b"Marks: how to read a line" in shown
    assert b"| --- |" not in shown


def test_a_topic_that_is_not_there_names_the_near_one(cqfacts: Run) -> None:
    done = cqfacts("help", "citation")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Did you mean cqfacts help citations?" in done.stderr


@pytest.mark.parametrize("name", ["sector", "new", "help"])
def test_help_on_a_command_is_its_own(name: str, cqfacts: Run) -> None:
    assert cqfacts("help", name).stdout == cqfacts(name, "-h").stdout


def test_the_help_lists_every_command_in_a_group(cqfacts: Run) -> None:
    shown = cqfacts("-h").stdout
    groups = re.findall(r"^(.+):\n((?:  .*\n)+)", shown.partition("--help")[2], re.MULTILINE)
    assert [name for name, _ in groups] == list(GROUPS)
    rows = [line for _, lines in groups for line in lines.splitlines()]
    listed = [line.split()[0] for line in rows if not line.startswith("   ")]
    commands = [
        entry.callback.__name__ for entry in make_app([]).registered_commands if entry.callback
    ]
    assert sorted(listed) == sorted([*commands, "new"])


def test_commands_are_explained_without_docstrings(cqfacts: Run) -> None:
    command = [sys.executable, "-OO", "-m", "cqfacts", "-h"]
    done = subprocess.run(command, env=plain_environment(), capture_output=True, check=True)
    commands = cqfacts("-h").stdout.partition("--help")[2]
    assert done.stdout.decode().partition("--help")[2] == commands


def test_the_man_page_has_every_command_and_every_topic(cqfacts: Run) -> None:
    page = cqfacts("help", "--man").stdout
    assert page.isascii()
    for topic in TOPICS:
        assert f".SH\n{topic_title(topic)}" in page.replace(".SH ", ".SH\n").replace("\\-", "-")
    for entry in make_app([]).registered_commands:
        assert entry.callback
        assert f'.SS "cqfacts {entry.callback.__name__}' in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_groff_reads_the_man_page_without_a_warning(cqfacts: Run) -> None:
    page = cqfacts("help", "--man").stdout
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"], input=page, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "2.625 to 2.635 million" in re.sub(r"\s+", " ", done.stdout)


EVERY_COMMAND = ["", *(word.text for word in read_command("").commands), "new fact"]


@pytest.mark.parametrize("name", EVERY_COMMAND)
def test_the_help_of_a_command_fits_a_narrow_screen(name: str, cqfacts: Run) -> None:
    """But for examples, which are indented, and are pasted."""
    narrow = cqfacts(*name.split(), "-h", columns=40).stdout
    assert max(len(line) for line in narrow.splitlines() if not line.startswith("    ")) <= 40
    wide = cqfacts(*name.split(), "-h", columns=80).stdout
    assert re.sub(r"\s", "", narrow) == re.sub(r"\s", "", wide)


def test_help_that_is_longer_than_the_screen_goes_through_the_pager(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\ncat > /dev/null\necho paged\n")
    pager.chmod(0o755)
    environment = {**plain_environment(), "PAGER": str(pager), "TERM": "xterm"}
    for arguments, is_paged in (
        ("sector -h", True),
        ("help sector", True),
        ("sector -h --no-pager", False),
    ):
        process, screen = in_terminal(
            [sys.executable, "-m", "cqfacts", *arguments.split()], environment
        )
        shown = read_terminal(screen)
        os.waitpid(process, 0)
        assert (b"paged" in shown) == is_paged, arguments
        assert (b"Show every fact of a sector" in shown) != is_paged, arguments


def read_terminal(screen: int) -> bytes:
    """Return all that a program writes to a terminal."""
    shown = b""
    with suppress(OSError):  # how a terminal of Linux says that the program has ended
        while chunk := os.read(screen, 4096):
            shown += chunk
    os.close(screen)
    return shown


@pytest.mark.parametrize(
    "arguments", ["", "help", "help marks", "help sector", "sector automotive"]
)
def test_what_is_paged_or_coloured_takes_the_options_for_it(arguments: str, cqfacts: Run) -> None:
    plain = cqfacts(*arguments.split()).stdout
    assert cqfacts(*arguments.split(), "--no-pager", "--color", "never").stdout == plain


def test_options_before_a_command_hold_for_it(cqfacts: Run) -> None:
    coloured = cqfacts("sector", "automotive", "--color", "always").stdout
    assert "\x1b[1m" in coloured
    assert cqfacts("--color", "always", "sector", "automotive").stdout == coloured
