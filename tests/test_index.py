"""The index on disk: the same answer by every road, and trouble with the cache never changes it."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TypeVar

import pytest

from cqfacts.base import tree
from cqfacts.base.reading import Base
from cqfacts.base.tree import read_tree
from cqfacts.cli.completion import cache_folder
from cqfacts.errors import CqfactsError
from cqfacts.index import cache as cache_files
from cqfacts.index import store
from cqfacts.index.catalogue import Catalogue, Selection, Years, open_catalogue
from cqfacts.index.shipped import open_shipped_index, write_shipped_index
from cqfacts.index.store import IndexStore, build_index_in_memory
from cqfacts.model.fact import Conflict, Fact
from cqfacts.model.progress import no_progress
from cqfacts.model.vocabulary import FILES
from cqfacts.reason.relations import conflicts_of, judge
from tests.conftest import FACTS, ROOT, Run, decoded, plain_environment, run_here
from tests.sampling import Sample, sampled
from tests.test_specimens import MINIMAL

E = TypeVar("E")
COMMAND = [sys.executable, "-m", "cqfacts", "facts", "--json"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of its own, for this process and those it starts."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "cqfacts"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(FACTS, tmp_path / "base")


def indexes(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.sqlite"))


def ask(cache: Path) -> "subprocess.CompletedProcess[str]":
    """Give COMMAND with that cache, in this process."""
    return decoded(run_here(*COMMAND[3:], env={"XDG_CACHE_HOME": str(cache.parent)}))


@pytest.fixture(scope="session")
def answer(cqfacts: Run) -> str:
    """The right answer to COMMAND."""
    return cqfacts("facts", "--json").stdout


def in_order(base: Base, facts: list[Fact]) -> list[Fact]:
    """The facts in the order of the base, told of the relations that fail, as every look-up tells."""
    order = list(base.vocabulary.sectors)
    told: dict[str, tuple[Conflict, ...]] = {}
    for judgement in judge(base.relations, {fact.id: fact for fact in base.facts}):
        for name, conflict in conflicts_of(judgement).items():
            told[name] = (*told.get(name, ()), conflict)
    facts = [fact._replace(conflicts=told.get(fact.id, ())) for fact in facts]
    return sorted(facts, key=lambda fact: (order.index(fact.indicator.sector), fact.period.year))


def without_cache(folder: Path) -> Catalogue:
    return Catalogue(build_index_in_memory(read_tree(folder), no_progress))


def index_store(cache: Path, folder: Path = FACTS) -> IndexStore:
    return IndexStore(cache, read_tree(folder), time.time_ns(), no_progress)


@pytest.fixture
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every base is treated as a large one: believed by the state of its files."""
    monkeypatch.setattr(tree, "SMALL", 0)


def test_every_road_gives_every_fact_as_it_was_loaded(shipped: Base, cache: Path) -> None:
    expected = in_order(shipped, shipped.facts)
    cold = list(open_catalogue().facts())
    assert len(indexes(cache)) == 1
    warm = list(open_catalogue().facts())
    assert cold == warm == list(without_cache(FACTS).facts()) == expected


def test_every_road_gives_the_same_vocabulary(shipped: Base, cache: Path) -> None:
    for catalogue in (open_catalogue(), open_catalogue(), without_cache(FACTS)):
        for kind, name in FILES.items():
            assert catalogue.entries(kind) == list(getattr(shipped.vocabulary, name).values())
        for relation in shipped.relations:
            assert relation in catalogue.relations(catalogue.fact(relation.left))


def test_random_queries_are_answered_as_by_a_plain_reader(
    shipped: Base, cache: Path, sample: Sample
) -> None:
    open_catalogue()
    catalogue = open_catalogue()
    chance = random.Random(20261122)
    known = shipped.vocabulary
    ordered = in_order(shipped, shipped.facts)
    hits = 0
    for at in range(sample.number(1000, 5)):
        first = chance.randint(2011, 2024)
        years = Years(first, first + chance.randint(0, 9))
        selection = Selection(
            sectors=some(chance, known.sectors, 12),
            spans=chance.choice([(), (years,), (years, Years(2013, 2013))]),
            areas=some(chance, known.areas, 20),
            family=frozenset(chance.sample(list(known.indicators), 40)) if at % 4 == 0 else None,
        )
        expected = [fact for fact in ordered if fits(fact, selection)]
        hits += bool(expected)
        assert list(catalogue.facts(selection)) == expected
        assert catalogue.count(selection) == len(expected)
    assert hits > sample.number(300, 5)


def some(chance: random.Random, entries: Mapping[str, E], rarity: int) -> tuple[E, ...]:
    """No entry, mostly; else one or two of them."""
    count = chance.choice([*[0] * rarity, *[1] * len(entries), *[2] * (len(entries) // 4)])
    return tuple(chance.sample(list(entries.values()), min(count, len(entries))))


def fits(fact: Fact, selection: Selection) -> bool:
    year = fact.period.year
    return (
        (not selection.sectors or fact.indicator.sector in selection.sector_ids)
        and (not selection.areas or fact.area_id in selection.area_ids)
        and (selection.family is None or fact.indicator.id in selection.family)
        and (not selection.spans or any(first <= year <= last for first, last in selection.spans))
    )


def test_the_index_is_the_same_bytes_from_the_same_base(cache: Path, tmp_path: Path) -> None:
    open_catalogue(FACTS)
    [first] = indexes(cache)
    content = first.read_bytes()
    first.unlink()
    open_catalogue(shutil.copytree(FACTS, tmp_path / "elsewhere"))
    assert [(path.name, path.read_bytes()) for path in indexes(cache)] == [(first.name, content)]


@pytest.mark.parametrize("command", [["sector", "automotive", "--json"], ["year", "2014", "--format", "csv"], ["search", "laptops", "--json"], ["sectors", "--json"], ["compare", "2014", "2021", "--json"]])  # fmt: skip
def test_no_look_up_imports_yaml_rich_or_pydantic(command: list[str], cqfacts: Run) -> None:
    cqfacts(*command)
    code = (
        "import sys; from cqfacts.cli.main import run; run(sys.argv[1:]);"
        "print(sorted({'yaml', 'rich', 'pydantic', 'cqfacts.base.reading'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        check=True,
    )
    assert done.stderr.endswith(b"[]\n")


def test_an_edit_between_two_calls_is_always_seen(base: Path, cache: Path) -> None:
    """Even one that keeps size and modification time."""
    path = base / "automotive" / "2014.yaml"
    before = path.stat()
    assert figure(base) == "2.63 million"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2.63 million", "2.64 million"), encoding="utf-8"
    )
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert figure(base) == "2.64 million"


def figure(base: Path) -> str:
    quantity = open_catalogue(base).fact("vehicle-output-2014").quantity
    assert quantity
    return quantity.number


def test_a_file_added_or_removed_is_seen(base: Path, cache: Path) -> None:
    total = open_catalogue(base).count()
    moved = base / "shipbuilding" / "2014.yaml"
    text = moved.read_text(encoding="utf-8")
    moved.unlink()
    assert 0 < open_catalogue(base).count() < total  # its indicator is unused now: a note
    moved.write_text(text, encoding="utf-8")
    assert open_catalogue(base).count() == total


def test_an_index_depends_on_the_code_that_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each room that it depends on is there: a name of one that is gone would leave all of them out."""
    states = store._state_of_code().split(",")
    assert len(states) > 50
    monkeypatch.setattr(cache_files, "ROOMS_OF_AN_INDEX", cache_files.ROOMS_OF_AN_INDEX[:-1])
    assert len(store._state_of_code().split(",")) < len(states)


def test_two_bases_do_not_share_an_index(base: Path, cache: Path) -> None:
    assert open_catalogue(MINIMAL).count() == 2
    assert open_catalogue(base).count() > 2
    assert open_catalogue(MINIMAL).count() == 2
    assert len(indexes(cache)) == 2


def test_old_indexes_and_leavings_of_killed_builds_are_removed(base: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(20):
        path = cache / f"{number:064}.sqlite"
        path.write_bytes(b"x")
        os.utime(path, (number, number))
    (cache / "old.tmp").write_bytes(b"x")
    os.utime(cache / "old.tmp", (1, 1))
    (cache / "new.tmp").write_bytes(b"x")
    open_catalogue(base)
    assert len(indexes(cache)) == cache_files.KEPT
    assert [path.name for path in cache.glob("*.tmp")] == ["new.tmp"]


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def other_index(path: Path) -> None:
    """The index of another base under this one's name."""
    open_catalogue(MINIMAL)
    [other] = [found for found in indexes(path.parent) if found != path]
    path.write_bytes(other.read_bytes())


def symlink(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def removed(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "harm", sampled([truncated, emptied, garbage, pipe, symlink, other_index, folder, removed], 2)
)
def test_a_harmed_index_is_not_believed(harm: object, cache: Path, answer: str) -> None:
    assert ask(cache).stdout == answer
    [path] = indexes(cache)
    assert callable(harm)
    harm(path)
    for _ in range(2):
        done = ask(cache)
        assert (done.stdout, done.stderr, done.returncode) == (answer, "", 0)


def test_a_single_flipped_bit_is_always_seen(cache: Path, sample: Sample) -> None:
    expected = list(open_catalogue().facts())
    [path] = indexes(cache)
    content = path.read_bytes()
    chance = random.Random(7)
    for _ in range(sample.number(200, 5)):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        assert cache_files.promised_digest(path.name) != cache_files.short_digest_of_file(path)
        assert index_store(cache).open_kept(path.name[:32]) is None
    assert list(open_catalogue().facts()) == expected


@pytest.mark.parametrize(
    "setting",
    sampled(["", "/proc/1", "relative", "/" + "x" * 300, "/dev/null", "/nowhere/\udcff"], 2),
)
def test_a_cache_folder_that_cannot_be_is_done_without(
    setting: str, cqfacts: Run, answer: str
) -> None:
    done = cqfacts(
        "facts", "--json", env={"XDG_CACHE_HOME": setting, "HOME": "/dev/null"}, cwd=ROOT
    )
    assert (done.stdout, done.stderr, done.returncode) == (answer, "", 0)
    assert not (ROOT / "relative").exists()


def test_a_cache_that_belongs_to_someone_else_is_not_used(cache: Path, answer: str) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    cache.mkdir(parents=True)
    os.chown(cache, 12345, 12345)
    assert ask(cache).stdout == answer
    assert indexes(cache) == []


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722])
def test_a_cache_folder_that_others_can_write_is_not_used(
    mode: int, cache: Path, answer: str
) -> None:
    assert ask(cache).stdout == answer
    [path] = indexes(cache)
    cache.chmod(mode)
    path.unlink()
    assert ask(cache).stdout == answer
    assert indexes(cache) == []
    assert cache_folder() == ""
    cache.chmod(0o700)
    assert ask(cache).stdout == answer
    assert len(indexes(cache)) == 1


@pytest.mark.usefixtures("as_if_large")
def test_a_file_of_the_cache_that_others_can_write_is_not_believed(cache: Path) -> None:
    expected = list(open_catalogue().facts())
    for path in (*cache.glob("*.sqlite"), *cache.glob("*.manifest")):
        for harm in (lambda path: path.chmod(0o666), give_away):
            harm(path)
            store = index_store(cache)
            digests = store._freshness.digests()
            assert digests
            is_manifest = path.suffix == ".manifest"
            assert (store._freshness.last_index == "") == is_manifest
            assert is_manifest or store.open_kept(store.key(digests)) is None
            os.chown(path, os.geteuid(), os.getegid())
            path.chmod(0o600)
    assert list(open_catalogue().facts()) == expected


def give_away(path: Path) -> None:
    """Give a file to someone else, where only root can."""
    path.chmod(0o666 if os.geteuid() else 0o600)
    if os.geteuid() == 0:
        os.chown(path, 12345, 12345)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 kB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(place)], capture_output=True, check=False)  # fmt: skip
    if mounted.returncode:
        pytest.skip("this system lets us mount nothing")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_costs_only_time(small_disk: Path, answer: str) -> None:
    for _ in range(2):
        done = ask(small_disk / "cqfacts")
        assert (done.stdout, done.stderr) == (answer, "")
    assert list((small_disk / "cqfacts").iterdir()) == []


def test_a_read_only_cache_costs_only_time(small_disk: Path, answer: str) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = ask(small_disk / "cqfacts")
    assert (done.stdout, done.stderr) == (answer, "")


def test_many_cold_starts_at_once_all_answer(cache: Path, answer: str, sample: Sample) -> None:
    environment = {**plain_environment(), "XDG_CACHE_HOME": str(cache.parent)}
    running = [
        subprocess.Popen(
            COMMAND, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(sample.number(64, 8))
    ]
    results = [process.communicate(timeout=120) for process in running]
    assert {(out.decode(), err) for out, err in results} == {(answer, b"")}
    assert len(indexes(cache)) == 1
    assert list(cache.glob("*.tmp")) == []


def test_killed_at_any_moment_leaves_nothing_wrong(
    cache: Path, answer: str, sample: Sample
) -> None:
    environment = {**plain_environment(), "XDG_CACHE_HOME": str(cache.parent)}
    chance = random.Random(3)
    for _ in range(sample.number(20, 6)):
        shutil.rmtree(cache, ignore_errors=True)
        with subprocess.Popen(
            COMMAND, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
        ) as process:
            time.sleep(chance.uniform(0.02, 0.5))
            process.kill()
        assert ask(cache).stdout == answer


def test_interrupted_leaves_nothing_wrong(cache: Path, answer: str) -> None:
    environment = {**plain_environment(), "XDG_CACHE_HOME": str(cache.parent)}
    for delay in (0.1, 0.2, 0.3):
        shutil.rmtree(cache, ignore_errors=True)
        with subprocess.Popen(
            COMMAND, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            time.sleep(delay)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        # On a busy machine the signal may come while Python itself starts, before any code of ours.
        is_python_starting = process.returncode == 1 and b"cqfacts" not in said
        assert is_python_starting or process.returncode in (0, 130, -signal.SIGINT)
        assert ask(cache).stdout == answer


def test_the_cache_removed_while_running_costs_only_time(cache: Path) -> None:
    expected = list(open_catalogue().facts())
    catalogue = open_catalogue()
    shutil.rmtree(cache)
    assert list(catalogue.facts()) == expected


@pytest.mark.parametrize("by_rename", [False, True])
def test_beside_an_editor_every_read_sees_one_state_or_says_that_it_is_broken(
    by_rename: bool, tmp_path: Path, cache: Path, sample: Sample
) -> None:
    """A thousand reads, in a quick run 200, while a file is saved again and again, in place or by rename."""
    base = shutil.copytree(MINIMAL, tmp_path / "minimal")
    path = base / "automotive" / "2014.yaml"
    text = path.read_text(encoding="utf-8")
    states = [
        text.replace("  citations:", f"  notes: [state {at}]\n  citations:", 1) for at in range(50)
    ]
    path.write_text(states[0], encoding="utf-8")
    stop = threading.Event()

    def edit() -> None:
        at = 0
        while not stop.is_set():
            at = (at + 1) % len(states)
            if by_rename:
                (base / "new").write_text(states[at], encoding="utf-8")
                (base / "new").replace(path)
            else:
                path.write_text(states[at], encoding="utf-8")

    editor = threading.Thread(target=edit)
    editor.start()
    seen: set[tuple[str, ...]] = set()
    broken = 0
    try:
        least, reads = sample.number(1000, 5), 0
        while reads < least or (len(seen) < 2 and reads < 20 * least):
            reads += 1
            try:
                seen.add(open_catalogue(base).fact("vehicle-output-2014").notes)
            except CqfactsError:
                broken += 1
    finally:
        stop.set()
        editor.join()
    assert seen <= {(f"state {at}",) for at in range(50)}
    assert len(seen) > 1
    assert not by_rename or not broken
    path.write_text(states[7], encoding="utf-8")
    assert open_catalogue(base).fact("vehicle-output-2014").notes == ("state 7",)


CALLS = ("openat", "read", "write", "rename", "mkdir", "getdents64", "fstat,newfstatat,lstat")
FAILURES = list(product(CALLS, ("ENOSPC", "EIO", "EACCES"), (False, True), (1, 2, 3)))
"""A system call, its error, whether the cache holds an index, and the how manieth such call it is.

Among every thirteenth are all calls, all errors, both caches and all numbers.
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.parametrize(("call", "error", "warm", "nth"), sampled(FAILURES, every=13))
def test_a_failing_system_call_on_the_cache_never_changes_the_answer(
    call: str, error: str, warm: bool, nth: int, cache: Path, answer: str
) -> None:
    environment = {**plain_environment(), "XDG_CACHE_HOME": str(cache.parent)}
    if warm:
        ask(cache)
    paths = [cache.parent, cache, *indexes(cache)]
    only = [part for path in paths for part in ("-P", str(path))]
    strace = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        *only,
        "-e",
        f"inject={call}:error={error}:when={nth}",
    ]
    done = subprocess.run(
        [*strace, *COMMAND],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "attach" in done.stderr or "ptrace" in done.stderr:
        pytest.skip("this system lets us trace nothing")
    assert done.stdout == answer
    assert len(done.stderr.splitlines()) <= 1
    assert ask(cache).stdout == answer


def test_json_of_the_answer_is_whole(answer: str) -> None:
    assert len(json.loads(answer)["facts"]) > 200


# --- the index that the package carries


def test_the_index_that_ships_is_found_by_what_went_in(tmp_path: Path) -> None:
    tree_of_base = read_tree(FACTS)
    write_shipped_index(FACTS, tmp_path)
    shipped = open_shipped_index(tree_of_base, tmp_path)
    assert shipped is not None
    built = build_index_in_memory(tree_of_base, no_progress)
    assert list(shipped.facts()) == list(built.facts())


def test_an_edit_makes_the_index_that_ships_another_one(base: Path, tmp_path: Path) -> None:
    write_shipped_index(base, tmp_path / "shipped")
    path = base / "shipbuilding" / "2014.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}# edited\n", encoding="utf-8")
    assert open_shipped_index(read_tree(base), tmp_path / "shipped") is None


def test_other_code_makes_the_index_that_ships_another_one(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_shipped_index(base, tmp_path / "shipped")
    monkeypatch.setattr(cache_files, "ROOMS_OF_AN_INDEX", cache_files.ROOMS_OF_AN_INDEX[:-1])
    assert open_shipped_index(read_tree(base), tmp_path / "shipped") is None


def test_a_damaged_index_that_ships_is_not_believed(base: Path, tmp_path: Path) -> None:
    path = write_shipped_index(base, tmp_path / "shipped")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert open_shipped_index(read_tree(base), tmp_path / "shipped") is None
