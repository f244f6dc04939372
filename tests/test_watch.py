"""`cqfacts check --watch`: what it shows while the files of a base change, and how it ends."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqfacts.cli.watching import read_states
from tests.conftest import ROOT, Run, in_terminal, plain_environment
from tests.test_specimens import MINIMAL

LONGEST = 30
"""In seconds: how long to wait for what must come."""
CLEAR = "\x1b[2J\x1b[3J\x1b[H"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "base"))


class Watching:
    """The real program while it watches a base, read as it writes."""

    def __init__(self, base: Path) -> None:
        command = [sys.executable, "-m", "cqfacts", "check", str(base), "--watch"]
        self.process = subprocess.Popen(
            command,
            env=plain_environment(),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.shown = ""

    def wait_for(self, text: str) -> str:
        """Read until a text is there, and take all that was read."""
        assert self.process.stdout
        output = self.process.stdout.fileno()
        deadline = time.monotonic() + LONGEST
        while text not in self.shown:
            assert select.select([output], [], [], max(0, deadline - time.monotonic()))[0], (
                self.shown
            )
            piece = os.read(output, 65536)
            assert piece, self.shown
            self.shown += piece.decode()
        shown, self.shown = self.shown, ""
        return shown

    def interrupt(self) -> tuple[int, str]:
        """Return the exit status, and what was said on standard error."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=LONGEST)
        return self.process.returncode, said.decode()


@pytest.fixture
def watching(base: Path) -> Iterator[Watching]:
    watching = Watching(base)
    with watching.process:
        yield watching
        watching.process.kill()


def test_a_finding_comes_and_goes_with_its_cause(base: Path, watching: Watching) -> None:
    first = watching.wait_for("Nothing is wrong.\n")
    assert re.fullmatch(r"\d\d:\d\d:\d\d\nNothing is wrong\.\n", first)
    path = base / "automotive" / "2014.yaml"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("unit: vehicles", "unit: vehicels"), encoding="utf-8")
    assert 'CQ203 unknown unit "vehicels"' in watching.wait_for("1 finding in 1 file.\n")
    path.write_text(right, encoding="utf-8")
    watching.wait_for("Nothing is wrong.\n")
    assert watching.interrupt() == (130, "")


def test_files_and_folders_may_vanish_and_come_back(base: Path, watching: Watching) -> None:
    watching.wait_for("Nothing is wrong.\n")
    away = base.with_name("away")
    (base / "units.yaml").rename(away)
    watching.wait_for("CQ203")
    away.rename(base / "units.yaml")
    watching.wait_for("Nothing is wrong.\n")
    base.rename(away)
    watching.wait_for("there is no such folder")
    away.rename(base)
    watching.wait_for("Nothing is wrong.\n")
    (base / "fishing").mkdir()
    (base / "fishing" / "2014.yaml").touch()
    watching.wait_for("CQ113")
    assert watching.interrupt() == (130, "")


def test_a_file_that_is_half_written_is_checked_again_when_it_is_whole(
    base: Path, watching: Watching
) -> None:
    watching.wait_for("Nothing is wrong.\n")
    path = base / "automotive" / "2014.yaml"
    content = path.read_bytes()
    with path.open("wb") as file:
        file.write(content[:100])
        file.flush()
        watching.wait_for("CQ110")
        file.write(content[100:])
    watching.wait_for("Nothing is wrong.\n")
    assert watching.interrupt() == (130, "")


def test_a_base_that_is_changed_all_the_time_ends_the_watch_no_sooner(
    base: Path, watching: Watching
) -> None:
    watching.wait_for("Nothing is wrong.\n")
    path = base / "automotive" / "2014.yaml"
    content = path.read_bytes()
    for length in range(0, len(content), 40):
        path.unlink(missing_ok=True)
        time.sleep(0.01)
        path.write_bytes(content[:length])
        time.sleep(0.01)
    path.write_bytes(content)
    time.sleep(1)
    path.write_bytes(content + b"\n# the end\n")
    watching.wait_for("Nothing is wrong.\n")
    assert watching.interrupt() == (130, "")


def test_a_reader_that_goes_away_ends_the_watch(base: Path, watching: Watching) -> None:
    watching.wait_for("Nothing is wrong.\n")
    assert watching.process.stdout
    watching.process.stdout.close()
    (base / "units.yaml").unlink()
    assert watching.process.wait(timeout=LONGEST) == 0
    assert watching.process.stderr
    assert watching.process.stderr.read() == b""


def test_only_a_terminal_is_cleared(base: Path) -> None:
    command = [sys.executable, "-m", "cqfacts", "check", str(base), "--watch"]
    process, screen = in_terminal(command, plain_environment())
    shown = ""
    while "Nothing is wrong." not in shown:
        assert select.select([screen], [], [], LONGEST)[0], shown
        shown += os.read(screen, 65536).decode()
    assert shown.startswith(CLEAR)
    os.write(screen, b"\x03")
    _, status = os.waitpid(process, 0)
    os.close(screen)
    assert os.waitstatus_to_exitcode(status) == 130


@pytest.mark.parametrize("options", [["--json"], ["--format", "github"], ["--explain", "CQ203"]])
def test_a_watch_is_for_the_eye(options: list[str], cqfacts: Run) -> None:
    done = cqfacts("check", "--watch", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--watch" in done.stderr


def test_every_change_of_a_file_is_a_change_of_the_states(base: Path) -> None:
    path = base / "units.yaml"
    before = read_states(base)
    assert read_states(base) == before
    path.write_bytes(path.read_bytes()[::-1])
    assert read_states(base) != before
    before = read_states(base)
    path.rename(base / "other.yaml")
    assert read_states(base) != before
    assert read_states(base / "none") == read_states(path) != before
