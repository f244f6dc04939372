"""A slip in a file of the vocabulary ends every look-up with the findings that `check` prints, and never with a bug."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base.tree import VOCABULARY_FILES
from cqfacts.cli.main import run
from cqfacts.errors import InvalidBase
from tests.conftest import FACTS, Run
from tests.sampling import Sample
from tests.test_specimens import MINIMAL


def one_line_slips(text: str) -> Iterator[str]:
    """Give a file with each line deleted, each value misspelt, and each key misspelt."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        before, after = lines[:number], lines[number + 1 :]
        yield "".join([*before, *after])
        for misspelt in misspellings(line):
            yield "".join([*before, misspelt, *after])


def misspellings(line: str) -> Iterator[str]:
    """Give a line with two letters swapped at the end of its value, and at the end of its key."""
    key, colon, value = line.rstrip("\n").partition(": ")
    if colon and len(value) > 1:
        yield f"{key}: {swapped(value)}\n"
        yield f"{swapped(key)}: {value}\n"


def swapped(word: str) -> str:
    return word[:-2] + word[-1] + word[-2]


def slips(name: str) -> Iterator[str | None]:
    """Give every state of a file of the vocabulary that has one slip; None where the file is gone."""
    yield None
    yield ""
    yield "[]\n"
    yield from one_line_slips((MINIMAL / name).read_text(encoding="utf-8"))


def write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "base")


@pytest.mark.parametrize("name", [name for name in VOCABULARY_FILES if (MINIMAL / name).exists()])
def test_a_slip_ends_a_look_up_with_the_findings_of_check(
    name: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    refused = 0
    for text in slips(name):
        write(base / name, text)
        findings = library.check(base).findings
        if findings:
            with pytest.raises(InvalidBase) as error:
                library.open_base(base)
            assert list(error.value.findings) == findings
            refused += 1
        else:
            assert library.open_base(base).count() == 2
    assert refused > 3


@pytest.mark.parametrize("command", [["facts"], ["sectors"], ["search", "cars"], ["show", "x"], ["compare", "2013", "2014"], ["cite", "x"], ["conflicts"]])  # fmt: skip
def test_every_command_says_what_is_wrong_and_ends_with_4(
    command: list[str], base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = base / "indicators.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("measure: output\n", "measure: outptu\n"), "utf-8"
    )
    assert run(["--facts", str(base), *command]) == 4
    shown = capsys.readouterr().err
    assert 'unknown measure "outptu"' in shown
    assert "1 finding in 1 file" in shown


LOOK_UPS = ("facts --json", "search motor vehicles 2014", "sectors", "check", "facts --implied", "show vehicle-output-2014", "conflicts",
            "compare 2014 2021", "series car output", "cite vehicle-output-2014", "years", "sources", "indicators", "year 2014",
            "areas", "verify --documents .", "why x", "read 2.63 million vehicles")  # fmt: skip
WRONG_VALUES = ("", "~", "[]", "{}", "-1", "0", "yes", "'", '"', "2014/2013", "0x10", "1e9", "x: y", "[a, b]", "{a: b}", "|", "> 5", "XXXX",
                "1/3", "2014?", "> 2 trillion", "..2014", "汽车", "&a", "*a", "!!int 3", "# x", "x" * 30_000)  # fmt: skip


def slip_in_a_line(text: str, chance: random.Random) -> str:
    """Return a file with one line deleted, doubled, moved to the left or right, or with a wrong key or value."""
    lines = text.splitlines(keepends=True)
    number = chance.randrange(len(lines))
    line = lines[number]
    key, colon, value = line.rstrip("\n").partition(": ")
    slips = ["", line + line, f"  {line}", line.lstrip()]
    if colon and len(value) > 1:
        slips += [f"{key}: {chance.choice(WRONG_VALUES)}\n", f"{key}: {swapped(value)}\n"]
        slips += [f"{swapped(key)}: {value}\n", f"{key}:{value}\n"]
    return "".join([*lines[:number], chance.choice(slips), *lines[number + 1 :]])


def test_no_slip_in_any_file_of_the_shipped_base_ends_as_a_bug(
    tmp_path: Path, sample: Sample, cqfacts: Run
) -> None:
    base = shutil.copytree(FACTS, tmp_path / "base")
    files = sorted(base.rglob("*.yaml"))
    vocabulary = [path for path in files if path.parent == base]
    chance = random.Random(11)
    for _ in range(sample.number(500, 20)):
        path = chance.choice(vocabulary if chance.random() < 0.6 else files)
        text = path.read_text(encoding="utf-8")
        slip = slip_in_a_line(text, chance)
        path.write_text(slip, encoding="utf-8")
        for command in chance.sample(LOOK_UPS, 2):
            done = cqfacts(*command.split(), "--facts", str(base))
            assert done.returncode in (0, 1, 2, 3, 4), f"{path.name}: {done.stderr}"
            assert "Traceback" not in done.stderr
        path.write_text(text, encoding="utf-8")
