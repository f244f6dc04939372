"""The documents, the shipped base and the program, for every test."""

import atexit
import io
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings

from cqfacts.base.reading import Base, load_base
from cqfacts.cli.main import run
from tests.documents import Documents
from tests.sampling import Sample

ROOT = Path(__file__).parent.parent
FACTS = ROOT / "facts"
CACHE = tempfile.mkdtemp(prefix="cqfacts-tests-")
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)
os.environ["XDG_CACHE_HOME"] = CACHE  # tests leave the user's own cache alone


# No example has a deadline: a busy machine is no fault. A quick run tries the same cases each time, so that it fails only
# where something was changed; a slow run tries others each time.
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("slow", max_examples=500, deadline=None, print_blob=True)


def is_slow(config: pytest.Config) -> bool:
    """Return whether the tests with the mark `slow` were asked for."""
    return "not slow" not in config.option.markexpr


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("slow" if is_slow(config) else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Try what Hypothesis tests in a slow run too, on more cases."""
    if is_slow(config):
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker(pytest.mark.slow)


@pytest.fixture(params=Sample.SIZES)
def sample(request: pytest.FixtureRequest) -> Sample:
    """A sample of the cases of a test in a quick run, all of them in a slow one."""
    return Sample(request.param)


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


# --- the program

Answer = subprocess.CompletedProcess[bytes]
"""An exit status, and the bytes of both outputs."""
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def cqfacts() -> Run:
    """The program run here, in the process of the tests: `cqfacts("sector", "automotive", columns=80)`.

    For all that does not need a process of its own, which takes ten times as long. It takes `env`, which is added to a
    plain environment, and `cwd`.
    """
    return lambda *arguments, **settings: decoded(run_here(*arguments, **settings))


@pytest.fixture(scope="session")
def cqfacts_process() -> Run:
    """The program run in a process of its own.

    For what only a process has: the encoding of its streams, a full disk, a closed pipe, signals, limits, an entry point.
    It takes what `subprocess.run` takes; `env` is added to a plain environment.
    """
    return lambda *arguments, encoding="utf-8", **settings: decoded(
        run_process(*arguments, **settings), encoding
    )


@pytest.fixture(scope="session")
def path_with_cqfacts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which `cqfacts` is this checkout's program."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "cqfacts"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cqfacts "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def plain_environment(columns: int = 80) -> dict[str, str]:
    """Return an environment in which outputs are the same everywhere."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "COLUMNS": str(columns),
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": CACHE,
    }


def run_here(
    *arguments: str | bytes, columns: int = 80, env: dict[str, str] | None = None, cwd: Path = ROOT
) -> Answer:
    """Run the program in this process, as if in one of its own; afterwards everything is as it was."""
    environment = {**plain_environment(columns), **(env or {})}
    assert not any(name.startswith("PYTHON") for name in env or {}), (
        "only a new process reads this: cqfacts_process"
    )
    words = [os.fsdecode(argument) for argument in arguments]
    with patch.dict(os.environ, environment, clear=True), chdir(cwd), own_streams() as (out, err):
        status = run(words)
        out.flush()
        err.flush()
        return Answer(words, status, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


@contextmanager
def own_streams() -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Give the program empty input, and outputs like the pipes of a process."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", "strict")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    nothing = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with (
        patch.object(sys, "stdin", nothing),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        yield out, err


def run_process(
    *arguments: str | bytes, columns: int = 80, env: dict[str, str] | None = None, **settings: Any
) -> Answer:
    """Run the program in a process of its own."""
    environment = {**plain_environment(columns), **(env or {})}
    command = [sys.executable, "-m", "cqfacts", *arguments]
    outputs = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    options = {"stdin": subprocess.DEVNULL, "timeout": 60, "cwd": ROOT, **outputs, **settings}
    return subprocess.run(command, check=False, env=environment, **options)


def decoded(answer: Answer, encoding: str = "utf-8") -> "subprocess.CompletedProcess[str]":
    """Return an answer as text, with every kind of line end as a newline."""
    out, err = (_text(raw, encoding) for raw in (answer.stdout, answer.stderr))
    return subprocess.CompletedProcess(answer.args, answer.returncode, out, err)


def _text(raw: bytes | None, encoding: str) -> str:
    """Decode what came through a pipe; there is nothing where it went elsewhere."""
    return io.TextIOWrapper(io.BytesIO(raw or b""), encoding).read()


def in_terminal(command: list[str], environment: dict[str, str]) -> tuple[int, int]:
    """Start a program in a terminal of its own: the process, and the terminal's other end."""
    process, screen = pty.fork()
    if process == 0:
        try:
            os.chdir(ROOT)
            os.execve(command[0], command, environment)  # noqa: S606 - the program itself, not a shell
        finally:
            os._exit(
                127
            )  # what could not become the program must not go on as a second run of the tests
    return process, screen
