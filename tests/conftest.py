"""The documents, the shipped base and the real program, for every test."""

import atexit
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cqfacts.base.reading import Base, load_base
from tests.documents import Documents

ROOT = Path(__file__).parent.parent
FACTS = ROOT / "facts"


@pytest.fixture(scope="session")
def shipped() -> Base:
    """The shipped base, as loaded."""
    return load_base(FACTS)


@pytest.fixture(scope="session")
def documents(shipped: Base) -> Documents:
    """The five documents; where they are absent the test is skipped, or fails if they are required."""
    folder = Path(os.environ.get("CQFACTS_DOCUMENTS", ROOT.parent / "shared" / "sources"))
    if not folder.is_dir():
        message = "the five documents are not here: set CQFACTS_DOCUMENTS to their folder"
        if os.environ.get("CQFACTS_DOCUMENTS_REQUIRED"):
            pytest.fail(message)
        pytest.skip(message)
    return Documents(folder, shipped)


def in_terminal(command: list[str], environment: dict[str, str]) -> tuple[int, int]:
    """Start a program in a terminal of its own: the process, and the terminal's other end."""
    process, screen = pty.fork()
    if process == 0:
        try:
            os.chdir(ROOT)
            os.execve(command[0], command, environment)  # noqa: S606 - the program itself, not a shell
        finally:
            os._exit(127)  # what could not become the program must not go on as a second run of the tests
    return process, screen


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def cqfacts() -> Run:
    """Runs the real program in a process of its own: `cqfacts("sector", "automotive", columns=80)`."""

    def run(*arguments: str, columns: int = 80, **settings: object) -> "subprocess.CompletedProcess[str]":
        environment = {**plain_environment(columns), **settings.pop("env", {})}  # type: ignore[dict-item]
        options = {
            "capture_output": True,
            "text": True,
            "encoding": "utf-8",
            "timeout": 60,
            "cwd": ROOT,
            **settings,
        }
        return subprocess.run([sys.executable, "-m", "cqfacts", *arguments], check=False, env=environment, **options)  # type: ignore[call-overload, no-any-return]

    return run


CACHE = tempfile.mkdtemp(prefix="cqfacts-tests-")
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)


def plain_environment(columns: int = 80) -> dict[str, str]:
    """An environment in which outputs are the same everywhere."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {**kept, "COLUMNS": str(columns), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": CACHE}
