"""The README's examples are what the program says."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, plain_environment

README = ROOT / "README.md"
_CONSOLE = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```")


def examples() -> list[tuple[str, str]]:
    text = README.read_text(encoding="utf-8")
    return [(match["command"], match["output"]) for match in _CONSOLE.finditer(text)]


@pytest.fixture(scope="module")
def path_with_cqfacts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which `cqfacts` is this checkout's program."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "cqfacts"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cqfacts "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.xdist_group("readme")  # one process, for CQFACTS_UPDATE writes one file
@pytest.mark.parametrize(
    ("command", "output"), examples(), ids=[command for command, _ in examples()]
)
def test_an_example_shows_what_the_program_says(
    command: str, output: str, path_with_cqfacts: str
) -> None:
    if "| jq" in command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env={**plain_environment(), "PATH": path_with_cqfacts},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if os.environ.get("CQFACTS_UPDATE"):
        text = README.read_text(encoding="utf-8")
        README.write_text(
            text.replace(f"$ {command}\n{output}```", f"$ {command}\n{done.stdout}```"),
            encoding="utf-8",
        )
        return
    assert done.stdout == output
    assert (
        done.stderr.startswith("cqfacts: no two figures")
        if "compare" in command
        else done.stderr == ""
    )


def test_the_readme_has_examples_of_the_main_commands() -> None:
    commands = " ".join(command for command, _ in examples())
    for verb in ("search", "sector", "compare", "show", "facts", "-h"):
        assert f"cqfacts {verb}" in commands


def test_python_examples_run() -> None:
    found = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert found.attempted > 1
    assert found.failed == 0


def test_every_command_is_in_the_readme_help() -> None:
    from cqfacts.cli.commands import make_app

    text = README.read_text(encoding="utf-8")
    for command in make_app([]).registered_commands:
        assert command.callback
        assert re.search(rf"^  {command.callback.__name__}\b", text, re.MULTILINE), (
            command.callback.__name__
        )


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
