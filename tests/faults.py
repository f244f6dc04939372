"""Make things fail beneath the program, and count what comes of it.

    python -m tests.faults                         a minute of every kind in turn
    python -m tests.faults --minutes 60 --seed 7   an hour, from a given seed
    python -m tests.faults --only cold --only bits only these kinds

Kinds: `cold`, `warm`, `edited` and `new` are runs in which one system call on the base or the cache fails, or kills the
program, the 1st to 40th of its name; `killed` ends runs at a random moment; `bits` flips a bit of a file of the cache, of a
small base and of one that is treated as large, and hides it from the file's times; `races` lets writers and readers loose on
one base. A look-up must say what an undisturbed one says, byte for byte, or tell an error with its status. An entry that `new`
calls added must be there, one that it does not must not, and the next `new` must succeed.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cqfacts.base.reading import load_base
from tests.conftest import ROOT, plain_environment
from tests.test_specimens import MINIMAL

CALLS = "openat,read,pread64,write,rename,mkdir,unlink,getdents64,newfstatat,lstat,stat,fstat,flock,fsync,fchmod,fchown,ftruncate,mmap,lseek,close"  # fmt: skip
ERRORS = ("EIO", "ENOSPC", "EACCES", "ENOMEM", "EINTR")
MOST_CALLS = 40
"""How many calls of each name are made to fail, one in each run."""
LOOK_UP = ("facts", "--json")
ADDED = "vehicle-output-2015"
NEW = ("new", "fact", "--id", ADDED, "--indicator", "vehicle-output", "--area", "chongqing", "--period", "2015",
       "--dating", "printed", "--value", "3.15 million", "--unit", "vehicles",
       "--statement", "Chongqing made 3.15 million motor vehicles in 2015.", "--citation", "a-report:9:3.15 million")  # fmt: skip
PROGRAM = (sys.executable, "-m", "cqfacts")
AS_IF_LARGE_AND_STILL = (
    sys.executable,
    "-c",
    """
from cqfacts.base import tree
from cqfacts.index import manifest
tree.SMALL = 0
state_of_link = manifest.state_of_link
def without_times(path):
    state = state_of_link(path)
    return state and state._replace(modified=0, changed=0)
manifest.state_of_link = without_times
from cqfacts.__main__ import main
main()
""",
)
"""The program, to which every base is large, and which sees no change in the times of an index: as when a disk rots."""
_CALL = re.compile(r"^\d+ +(?:<\.\.\. )?(\w+)\(")


class Outcome(NamedTuple):
    """The end of a run."""

    status: int
    stdout: bytes
    stderr: bytes


class Place:
    """A base and a cache of its own, in a folder that goes away."""

    def __init__(self, folder: Path) -> None:
        self.base = shutil.copytree(MINIMAL, folder / "base")
        self.cache = folder / "cache" / "cqfacts"
        self.log = folder / "log"
        self.environment = {
            **plain_environment(),
            "XDG_CACHE_HOME": str(self.cache.parent),
            "CQFACTS_FACTS": str(self.base),
            "PYTHONHASHSEED": "0",  # so that the same calls come in the same order
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def start(
        self, arguments: Sequence[str], program: Sequence[str] = PROGRAM, before: Sequence[str] = ()
    ) -> "subprocess.Popen[bytes]":
        """Start a run; `before` is the program that starts ours."""
        return subprocess.Popen(
            [*before, *program, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(
        self, arguments: Sequence[str], program: Sequence[str] = PROGRAM, before: Sequence[str] = ()
    ) -> Outcome:
        """Run the program to its end."""
        return end_of(self.start(arguments, program, before))

    def calls(self, arguments: Sequence[str]) -> list[tuple[str, int]]:
        """Run under strace; return the calls on the base and the cache: each by its name and its number among those of the name."""
        self.run(
            arguments, before=_strace(self.log, "-y", "-e", f"trace=?{CALLS.replace(',', ',?')}")
        )
        numbers: Counter[str] = Counter()
        concerned: Counter[str] = Counter()
        calls = []
        folders = (str(self.base), str(self.cache.parent))
        for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines():
            call = _CALL.match(line)
            if call is None:
                continue
            name = call.group(1)
            numbers[name] += 1
            if any(folder in line for folder in folders) and concerned[name] < MOST_CALLS:
                concerned[name] += 1
                calls.append((name, numbers[name]))
        return calls

    def files(self) -> dict[str, bytes]:
        """Return the files of the base, those with a dot before their name included."""
        paths = (path for path in self.base.rglob("*") if path.is_file())
        return {str(path.relative_to(self.base)): path.read_bytes() for path in paths}


def _strace(log: Path, *options: str) -> list[str]:
    return ["strace", "-f", "-qq", "-o", str(log), *options]


def end_of(process: "subprocess.Popen[bytes]") -> Outcome:
    """Wait for a run."""
    try:
        stdout, stderr = process.communicate(timeout=100)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
        return Outcome(-signal.SIGALRM, stdout, stderr)
    return Outcome(process.returncode, stdout, stderr)


@contextmanager
def new_place() -> Iterator[Place]:
    """Give a place for a few runs."""
    with tempfile.TemporaryDirectory(prefix="cqfacts-faults-") as folder:
        yield Place(Path(folder))


# --- what comes of a fault

Count = Counter[str]


class Tally:
    """Counts runs and faults, and shows each fault when it is found."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.counts: Count = Counter()

    def run(self) -> None:
        """Count a run."""
        self.counts["runs"] += 1

    def fault(self, kind: str, how: str, outcome: Outcome | None = None) -> None:
        """Count a fault, and show it."""
        self.counts[kind] += 1
        said = f": status {outcome.status}, {outcome.stderr[-400:]!r}" if outcome else ""
        sys.stderr.write(f"{self.kind}: {kind}: {how}{said}\n")

    def judge(self, outcome: Outcome, expected: bytes, how: str, *, may_fail: bool) -> None:
        """Judge a look-up. `may_fail`: it may tell an error where the base could not be read."""
        self.run()
        if b"Traceback" in outcome.stderr:
            self.fault("traceback", how, outcome)
        elif outcome.status == 70 or b"a bug in cqfacts" in outcome.stderr:
            self.fault("status 70", how, outcome)
        elif outcome.status == 0:
            if outcome.stdout != expected:
                self.fault("wrong answer", how, outcome)
        elif not may_fail or outcome.stdout or not outcome.stderr:
            self.fault("untold end", how, outcome)


# --- system calls that fail, or kill


def cold(tally: Tally, chance: random.Random) -> None:
    """Let a call of a look-up fail that makes its index."""
    _break_look_up(tally, chance, lambda place: shutil.rmtree(place.cache, ignore_errors=True))


def warm(tally: Tally, chance: random.Random) -> None:
    """Let a call of a look-up fail that finds its index."""

    def look_up(place: Place) -> None:
        place.run(LOOK_UP)

    _break_look_up(tally, chance, look_up)


def edited(tally: Tally, chance: random.Random) -> None:
    """Let a call of a look-up fail that finds the index of another state of the base."""

    def edit(place: Place) -> None:
        path = place.base / "automotive" / "2014.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("9.5", "9.4"), encoding="utf-8")
        shutil.rmtree(place.cache, ignore_errors=True)
        place.run(LOOK_UP)
        path.write_text(text, encoding="utf-8")

    _break_look_up(tally, chance, edit)


def _break_look_up(tally: Tally, chance: random.Random, prepare: Callable[[Place], None]) -> None:
    with new_place() as place:
        expected = place.run(LOOK_UP).stdout
        prepare(place)
        name, number = chance.choice(place.calls(LOOK_UP))
        prepare(place)
        fault = _choose_fault(chance)
        how = f"{name}:{fault}:when={number}"
        outcome = place.run(LOOK_UP, before=_strace(place.log, "-e", f"inject={how}"))
        if outcome.status != -signal.SIGKILL:
            tally.judge(outcome, expected, how, may_fail=True)
        tally.judge(place.run(LOOK_UP), expected, f"after {how}", may_fail=False)


def _choose_fault(chance: random.Random) -> str:
    return chance.choice([*(f"error={error}" for error in ERRORS), "signal=KILL"])


def new(tally: Tally, chance: random.Random) -> None:
    """Let a call of `new fact` fail."""
    with new_place() as place:
        before = place.files()
        name, number = chance.choice(place.calls(NEW))
        after = place.files()
        _restore(place, before)
        how = f"{name}:{_choose_fault(chance)}:when={number}"
        outcome = place.run(NEW, before=_strace(place.log, "-e", f"inject={how}"))
        tally.run()
        _judge_new(tally, outcome, place.files(), before, after, how)
        if _seen(place.files()) == before:
            outcome = place.run(NEW)
        if outcome.status not in (0, -signal.SIGKILL) or _seen(place.files()) != after:
            tally.fault("the next is stopped", how, outcome)


def _restore(place: Place, files: dict[str, bytes]) -> None:
    shutil.rmtree(place.base)
    for name, content in files.items():
        path = place.base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _seen(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that a base sees."""
    return {name: content for name, content in files.items() if "/." not in f"/{name}"}


def _judge_new(
    tally: Tally,
    outcome: Outcome,
    files: dict[str, bytes],
    before: dict[str, bytes],
    after: dict[str, bytes],
    how: str,
) -> None:
    """Judge a run of `new` by what it says and by what it leaves."""
    is_killed = outcome.status == -signal.SIGKILL
    says_added = b" added fact " in outcome.stdout + outcome.stderr
    if _seen(files) not in (before, after):
        tally.fault("half an entry", how, outcome)
    if says_added and _seen(files) != after:
        tally.fault("lost entry", how, outcome)
    if not says_added and not is_killed and _seen(files) != before:
        tally.fault("untold entry", how, outcome)
    if files != _seen(files):
        tally.counts["leftovers of a killed run" if is_killed else "leftovers"] += 1
    if b"Traceback" in outcome.stderr:
        tally.fault("traceback", how, outcome)
    if b"a bug in cqfacts" in outcome.stderr or outcome.status == 1:
        tally.fault("status 70", how, outcome)


# --- kills, bits, races


def killed(tally: Tally, chance: random.Random) -> None:
    """Kill look-ups and `new` at a random moment."""
    with new_place() as place:
        before = place.files()
        expected = place.run(LOOK_UP).stdout
        shutil.rmtree(place.cache)
        for arguments in (LOOK_UP, NEW):
            process = place.start(arguments)
            time.sleep(chance.uniform(0.02, 0.4))
            process.kill()
            end_of(process)
        tally.run()
        if _seen(place.files()) == before:
            tally.judge(place.run(LOOK_UP), expected, "after a kill", may_fail=False)
            if place.run(NEW).status != 0:
                tally.fault("the next is stopped", "after a kill")
        if load_base(place.base).findings or ADDED.encode() not in place.run(LOOK_UP).stdout:
            tally.fault("lost entry", "after a kill")


def bits(tally: Tally, chance: random.Random) -> None:
    """Flip a bit of a file of the cache; none of its times changes."""
    questions = (
        LOOK_UP,
        ("search", "motor vehicle output 2014", "--json"),
        ("sectors", "--json"),
        ("year", "2014", "--json"),
        ("show", "vehicle-output-2014", "--json"),
        ("indicators", "--json"),
        ("facts", "--area", "chongqing", "--json"),
    )
    with new_place() as place:
        for program in (PROGRAM, AS_IF_LARGE_AND_STILL):
            shutil.rmtree(place.cache, ignore_errors=True)
            expected = [place.run(question, program) for question in questions]
            path = chance.choice(sorted(place.cache.iterdir()))
            content = path.read_bytes()
            for _ in range(4):
                place_of_bit = _flip_bit(path, content, chance)
                number = chance.randrange(len(questions))
                how = f"bit {place_of_bit} of {path.suffix}, {' '.join(questions[number])}, {program[1]}"
                outcome = place.run(questions[number], program)
                tally.judge(outcome, expected[number].stdout, how, may_fail=False)


def _flip_bit(path: Path, content: bytes, chance: random.Random) -> int:
    """Write a file with one bit changed, and return which; its times stay as far as the system lets us set them."""
    flipped = bytearray(content)
    number = chance.randrange(8 * len(content)) if content else 0
    if content:
        flipped[number // 8] ^= 1 << number % 8
    is_there = path.exists()
    state = path.stat() if is_there else None
    path.write_bytes(flipped)
    path.chmod(0o600)
    if state:
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    return number


def races(tally: Tally, chance: random.Random) -> None:
    """Let writers add to one base while readers read it and one writer is killed."""
    with new_place() as place:
        names = [f"vehicle-output-{number}" for number in range(6)]
        entries = [_with_id(name, f"Plant {name[-1]}") for name in names]
        writers = [place.start(entry) for entry in entries]
        readers = [place.start(LOOK_UP) for _ in range(2)]
        time.sleep(chance.uniform(0.1, 1))
        victim = chance.randrange(len(writers))
        writers[victim].kill()
        outcomes = [end_of(writer) for writer in writers]
        tally.run()
        base = load_base(place.base)
        present = {fact.id for fact in base.facts}
        if base.findings:
            tally.fault("invalid base", f"{base.findings[:2]}")
        for name, outcome in zip(names, outcomes, strict=True):
            if outcome.status == 0 and name not in present:
                tally.fault("lost entry", name, outcome)
            if outcome.status not in (0, -signal.SIGKILL):
                tally.fault("refused entry", name, outcome)
        for reader in readers:
            outcome = end_of(reader)
            if outcome.status != 0 or b"Traceback" in outcome.stderr:
                tally.fault("a reader fails", "", outcome)


def _with_id(name: str, entity: str) -> list[str]:
    return [name if word == ADDED else word for word in NEW] + ["--entity", entity]


KINDS: dict[str, Callable[[Tally, random.Random], None]] = {
    "cold": cold,
    "warm": warm,
    "edited": edited,
    "new": new,
    "killed": killed,
    "bits": bits,
    "races": races,
}


def find_faults(minutes: float, seed: int, kinds: Sequence[str]) -> dict[str, Count]:
    """Try the kinds in turn until the time is over. Return the counts of each: of runs, and of every fault."""
    tallies = {kind: Tally(kind) for kind in kinds}
    end = time.monotonic() + 60 * minutes
    chance = random.Random(seed)
    while time.monotonic() < end:
        for kind, tally in tallies.items():
            KINDS[kind](tally, chance)
    return {kind: tally.counts for kind, tally in tallies.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where to begin")
    parser.add_argument("--only", action="append", choices=list(KINDS), help="repeatable")
    options = parser.parse_args()
    if not shutil.which("strace"):
        sys.exit("python -m tests.faults needs strace")
    sys.stdout.write(f"seed {options.seed}\n")
    found = find_faults(options.minutes, options.seed, options.only or list(KINDS))
    for kind, counts in found.items():
        words = ", ".join(f"{number:,} {name}" for name, number in counts.items())
        sys.stdout.write(f"{kind:8} {words}\n")


if __name__ == "__main__":
    main()
