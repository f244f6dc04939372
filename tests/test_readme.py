"""The README's examples and its picture are what the program says."""

import doctest
import io
import os
import re
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tests.conftest import ROOT, Run
from tests.pages import Example, check_example, read_examples

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "screen.svg"
PICTURED = "sector automotive --year 2014..2015"
COLUMN_WIDTH = 12.2
"""Of a column of the terminal, as Rich draws it."""
FOREIGN_FONT = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)


@pytest.mark.xdist_group("pages")  # one process, for CQFACTS_UPDATE writes one file
@pytest.mark.parametrize("example", read_examples(README), ids=lambda example: example.command)
def test_an_example_shows_what_the_program_says(example: Example, path_with_cqfacts: str) -> None:
    check_example(example, path_with_cqfacts)


def test_the_readme_has_examples_of_the_main_commands() -> None:
    commands = " ".join(example.command for example in read_examples(README))
    for verb in ("search", "compare", "cite", "facts"):
        assert f"cqfacts {verb}" in commands


def test_python_examples_run() -> None:
    found = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert found.attempted > 1
    assert found.failed == 0


def test_it_stays_short() -> None:
    prose = re.sub(r"```console\n.*?```\n", "", TEXT, flags=re.DOTALL)
    assert len(prose.splitlines()) <= 150


def test_the_picture_is_a_screen_of_the_program(cqfacts: Run) -> None:
    """Versions of Rich draw a little differently: the words are compared, line by line."""
    command = PICTURED.split()
    if os.environ.get("CQFACTS_UPDATE"):
        screen = cqfacts(*command, env={"FORCE_COLOR": "1"}).stdout
        PICTURE.write_text(draw_screen(f"cqfacts {PICTURED}", screen), encoding="utf-8")
    screen = cqfacts(*command).stdout
    lines = [line for line in screen.splitlines() if line.strip()]
    assert read_picture() == [f"$ cqfacts {PICTURED}", *lines]


def read_picture() -> list[str]:
    """Return the lines that the picture shows, without empty ones."""
    lines: dict[float, str] = {}
    for text in ET.parse(PICTURE).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 - a file of our own
        if text.get("class") != "screen-title":
            y = float(text.get("y", 0))
            column = round(float(text.get("x", 0)) / COLUMN_WIDTH)
            before = lines.get(y, "")
            gap = " " * (column - cell_len(before))
            lines[y] = f"{before}{gap}{''.join(text.itertext())}"
    plain = [line.replace("\xa0", " ").rstrip() for line in lines.values()]
    return [line for line in plain if line]


def test_the_picture_loads_nothing_and_says_what_it_is() -> None:
    picture = PICTURE.read_text(encoding="utf-8")
    assert "url(http" not in picture
    assert f'role="img"><title>cqfacts {PICTURED}</title>' in picture
    assert "docs/screen.svg" in TEXT


def draw_screen(command: str, screen: str) -> str:
    """Draw what a terminal shows: the command, and the answer in its colours."""
    console = Console(record=True, width=80, file=io.StringIO(), color_system="standard")
    console.print(Text.from_ansi(f"$ {command}\n{screen}"), highlight=False)
    drawing = console.export_svg(title=command, unique_id="screen")
    drawing = FOREIGN_FONT.sub("", drawing).replace("Fira Code, monospace", "monospace")
    head, _, rest = drawing.partition(">")
    return f'{head} role="img"><title>{command}</title>{rest}'


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (ROOT / target).is_file(), target


def test_it_says_how_much_there_is() -> None:
    import cqfacts

    said = re.search(r"some (\d+) facts in\s+(\d+) sectors", TEXT)
    assert said
    facts, sectors = map(int, said.groups())
    assert abs(cqfacts.open_base().count() - facts) < 20
    assert len(list(cqfacts.sectors().rows)) == sectors


def test_it_says_the_versions_that_were_tested() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    versions = [
        line.removeprefix(prefix) for line in settings["classifiers"] if line.startswith(prefix)
    ]
    assert versions
    for version in versions:
        assert f"3.{version}" in TEXT
    assert f"Python {settings['requires-python'].removeprefix('>=')} or newer" in TEXT


def test_the_package_documents_every_public_name() -> None:
    import cqfacts

    for name in set(cqfacts.__all__) - {"__version__"}:
        assert getattr(cqfacts, name).__doc__, name
    examples = doctest.DocTestFinder().find(sys.modules["cqfacts.verbs"])
    with_examples = {test.name.rpartition(".")[2] for test in examples if test.examples}
    verbs = {name for name in cqfacts.__all__ if name.islower() and name != "__version__"}
    assert verbs <= with_examples


def test_the_changelog_names_the_version() -> None:
    import cqfacts

    assert f"## {cqfacts.__version__}" in (Path(ROOT) / "CHANGELOG.md").read_text(encoding="utf-8")
