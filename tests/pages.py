"""The pages that show examples: the README and the manual. Each example is what the program says.

`CQFACTS_UPDATE=1 python -m pytest -n0 tests/test_readme.py tests/test_help.py` writes the examples anew; read the diff.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, plain_environment

_CONSOLE = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```")


class Example(NamedTuple):
    """A command on a page, and what the page says that it writes."""

    page: Path
    command: str
    output: str


def read_examples(page: Path) -> list[Example]:
    """Return the examples on a page."""
    text = page.read_text(encoding="utf-8")
    return [Example(page, match["command"], match["output"]) for match in _CONSOLE.finditer(text)]


def check_example(example: Example, path: str) -> None:
    """Fail where an example does not show what the program says; write it anew where goldens are being updated."""
    if "| jq" in example.command and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    done = subprocess.run(
        ["sh", "-c", example.command],
        cwd=ROOT,
        env={**plain_environment(), "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if "compare" not in example.command:  # it says on standard error that nothing can be compared
        assert done.stderr == ""
    if os.environ.get("CQFACTS_UPDATE"):
        _write_anew(example, done.stdout)
    else:
        assert done.stdout == example.output


def _write_anew(example: Example, output: str) -> None:
    text = example.page.read_text(encoding="utf-8")
    start = f"$ {example.command}\n"
    text = text.replace(f"{start}{example.output}```", f"{start}{output}```")
    example.page.write_text(text, encoding="utf-8")
