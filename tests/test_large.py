"""A base too large to be read at each call: only what changed is read, and the answer is always that of a plain reader.

In a quick run the base is smaller, and is only treated as a large one.
"""

import fcntl
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from pathlib import Path
from select import select

import pytest

import cqfacts as library
from cqfacts.base import tree
from cqfacts.base.parallel import in_processes
from cqfacts.base.tree import read_tree
from cqfacts.errors import InvalidBase
from cqfacts.files import State
from cqfacts.index.blocks import Blocks, checksums_of
from cqfacts.index.catalogue import Catalogue, Selection, Years, open_catalogue
from cqfacts.index.databases import open_in_place
from cqfacts.index.manifest import NOTHING_SEEN
from cqfacts.index.read import Index
from cqfacts.index.store import build_index_in_memory
from cqfacts.index.tables import Tables, Value
from cqfacts.model.fact import Fact
from cqfacts.model.progress import no_progress
from cqfacts.model.vocabulary import Area
from cqfacts.questions.search import search
from tests.bench import make_base
from tests.conftest import FACTS, ROOT, in_terminal, plain_environment
from tests.long_form import write_long_form
from tests.sampling import Sample, sampled
from tests.test_specimens import MINIMAL

FACTS_A_FILE = {"sample": 40, "whole": 500}
FILES = 144
LOOK_UP = ["sector", "automotive", "--year", "2020", "--json"]
NOT_SO_SMALL = 10**6
AS_IF_LARGE = f"""
from cqfacts.base import tree
tree.SMALL = {NOT_SO_SMALL}
from cqfacts.__main__ import main
main()
"""
"""The program, to which a base is large from a megabyte on."""
IN_A_HURRY = """
import time
clock = time.monotonic
time.monotonic = lambda: 50 * clock()
"""
"""Before the program: its clock runs so fast that it soon says how far it is."""
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
shares_the_base = pytest.mark.xdist_group("large base")
"""So that it is made once."""


class Large:
    """A base of more than 20 MB, or one that is treated as if it were so large, and a cache of its own."""

    def __init__(self, folder: Path, size: str) -> None:
        self.base = folder / "base"
        self.whole = size == "whole"
        self.program = [sys.executable, *(("-m", "cqfacts") if self.whole else ("-c", AS_IF_LARGE))]
        make_base(self.base, FILES * FACTS_A_FILE[size], FACTS_A_FILE[size])
        self.environment = {
            **plain_environment(),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "CQFACTS_FACTS": str(self.base),
        }
        self.file = self.base / "automotive" / "2020.yaml"
        self.cache = folder / "cache" / "cqfacts"

    def ask(
        self, *arguments: str, before: tuple[str, ...] = ()
    ) -> "subprocess.CompletedProcess[str]":
        """Look up, or ask something else; `before` is the program that starts ours."""
        command = [*before, *self.program, *(arguments or LOOK_UP)]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "bug" not in done.stderr
        return done

    def files_read(self) -> list[str]:
        """The YAML files that one call opens."""
        log = self.base.parent / "log"
        self.ask(before=("strace", "-f", "-qq", "-e", "trace=openat", "-o", str(log)))
        return re.findall(
            r'openat\([^"]*"' + re.escape(str(self.base)) + r'/([^"]*\.yaml)"', log.read_text()
        )


@pytest.fixture(scope="module", params=Sample.SIZES)
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Large:
    made = Large(tmp_path_factory.mktemp("large"), request.param)
    assert read_tree(made.base).small != made.whole
    assert read_tree(made.base).size > NOT_SO_SMALL
    made.ask()
    time.sleep(2.1)  # files younger than two seconds are read whatever their state
    made.ask()
    return made


@shares_the_base
@needs_strace
def test_a_warm_look_up_reads_no_file_and_after_an_edit_only_the_one_that_changed(
    large: Large,
) -> None:
    assert large.files_read() == []
    text = large.file.read_text(encoding="utf-8")
    try:
        large.file.write_text(text.replace("The place made", "The town made", 1), encoding="utf-8")
        assert large.files_read() == ["automotive/2020.yaml"]
        assert large.ask().stdout.count("The town made") == 1
    finally:
        large.file.write_text(text, encoding="utf-8")
    assert "The town made" not in large.ask().stdout
    time.sleep(2.1)
    large.ask()
    assert large.files_read() == []


@shares_the_base
def test_an_edit_that_keeps_size_and_modification_time_is_seen(large: Large) -> None:
    text, before = large.file.read_text(encoding="utf-8"), large.file.stat()
    try:
        for word in ("town", "place", "realm", "place"):
            large.file.write_text(text.replace("The place", f"The {word:5}", 1), encoding="utf-8")
            os.utime(large.file, ns=(before.st_atime_ns, before.st_mtime_ns))
            assert f"The {word:5} made" in large.ask().stdout
    finally:
        large.file.write_text(text, encoding="utf-8")


@shares_the_base
def test_what_spans_files_is_checked_after_an_edit(large: Large) -> None:
    text = large.file.read_text(encoding="utf-8")
    other = (large.base / "paper" / "2019.yaml").read_text(encoding="utf-8")
    taken = re.findall(r"id: (\S+)", other)[3]
    try:
        large.file.write_text(re.sub(r"id: \S+", f"id: {taken}", text, count=1), encoding="utf-8")
        done = large.ask()
        assert done.returncode == 4
        [finding] = json.loads(done.stderr)["error"]["findings"]
        assert finding["message"] == f'the id "{taken}" is given twice'
        assert "paper/2019.yaml" in done.stderr
        large.file.write_text(text[: text.index("statement", len(text) // 2)], encoding="utf-8")
        assert large.ask().returncode == 4
    finally:
        large.file.write_text(text, encoding="utf-8")
    assert large.ask().returncode == 0


@shares_the_base
def test_a_file_added_or_removed_is_seen_in_a_large_base(large: Large) -> None:
    text = large.file.read_text(encoding="utf-8")
    added = large.base / "automotive" / "2024.yaml"
    large.file.unlink()
    try:
        assert large.ask().returncode == 1
        added.write_text(text.replace("2020", "2024"), encoding="utf-8")
        assert large.ask().returncode == 1
        assert len(large.ask("sector", "automotive", "--year", "2024", "--json").stdout) > 10_000
    finally:
        added.unlink(missing_ok=True)
        large.file.write_text(text, encoding="utf-8")
    assert large.ask().returncode == 0


@shares_the_base
def test_memory_does_not_grow_with_the_number_of_facts_listed(large: Large) -> None:
    for form in ("jsonl", "csv"):
        few = peak_of(large, "--format", form, "--limit", "10")
        assert peak_of(large, "--format", form) < few + 4_000


def peak_of(large: Large, *arguments: str) -> int:
    """Return the most memory of its own that a listing of all facts needs, in kB.

    The index is mapped into memory and does not count: the system can take its pages back at any time.
    """
    process = subprocess.Popen(
        [*large.program, "facts", *arguments],
        env=large.environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, own_memory_of(process.pid))
        time.sleep(0.001)
    assert process.returncode == 0
    assert peak > 0
    return peak


def own_memory_of(process: int) -> int:
    """Return the memory of a process that is no file, in kB; 0 where it has ended."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    match = re.search(r"^RssAnon:\s+(\d+) kB$", status, re.MULTILINE)
    return int(match[1]) if match else 0


@shares_the_base
def test_building_is_shown_on_a_terminal_and_an_interrupt_leaves_nothing(
    large: Large, tmp_path: Path
) -> None:
    program = large.program if large.whole else [sys.executable, "-c", IN_A_HURRY + AS_IF_LARGE]
    process, terminal = in_terminal(
        [*program, *LOOK_UP], {**large.environment, "XDG_CACHE_HOME": str(tmp_path)}
    )
    shown = b""
    while b"files" not in shown:
        shown += os.read(terminal, 1000)
    shown += interrupt(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 130
    assert re.search(rb"\rcqfacts|cqfacts: reading the facts: \d+ of 144 files", shown)
    assert shown.endswith(b"\r\x1b[K")
    assert b"Traceback" not in shown
    assert {path.suffix for path in (tmp_path / "cqfacts").iterdir()} <= {".lock"}


def interrupt(terminal: int) -> bytes:
    """Press Ctrl-C until the program ends, a second apart, and return what it still shows.

    Python itself loses an interrupt that falls into a finaliser or a callback; a person presses again.
    """
    shown = b""
    try:
        while True:
            os.write(terminal, b"\x03")
            pressed = time.monotonic()
            while (rest := pressed + 1 - time.monotonic()) > 0:
                if select([terminal], [], [], rest)[0]:
                    shown += os.read(terminal, 1000)
    except OSError:  # the other end is closed
        return shown


LOCKED = """
import sys
from cqfacts.base import tree
tree.SMALL = int(sys.argv.pop(1))
from cqfacts.index import store
store._READ_A_SECOND = float(sys.argv.pop(1))
from cqfacts.cli.main import run
run(sys.argv[1:])
print("yaml" in sys.modules, file=sys.stderr)
"""


def beside_a_lock(large: Large, cache: Path, patience: str) -> "subprocess.Popen[str]":
    """A cold start while another process says that it makes the index."""
    environment = {**large.environment, "XDG_CACHE_HOME": str(cache)}
    small = tree.SMALL if large.whole else NOT_SO_SMALL
    command = [sys.executable, "-c", LOCKED, str(small), patience, *LOOK_UP]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def locked(large: Large, cache: Path) -> int:
    (cache / "cqfacts").mkdir(parents=True)
    [manifest] = large.cache.glob("*.manifest")
    descriptor = os.open(
        (cache / "cqfacts" / manifest.name).with_suffix(".lock"), os.O_RDWR | os.O_CREAT
    )
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


@shares_the_base
def test_of_two_cold_starts_one_waits_for_the_index_of_the_other(
    large: Large, tmp_path: Path
) -> None:
    expected = large.ask().stdout
    descriptor = locked(large, tmp_path)
    bytes_a_second = "1e6" if large.whole else "1e5"  # in both it waits for half a minute
    with beside_a_lock(large, tmp_path, bytes_a_second) as process:
        time.sleep(3)
        for path in (*large.cache.glob("*.sqlite"), *large.cache.glob("*.manifest")):
            shutil.copy(path, tmp_path / "cqfacts" / path.name)
        os.close(descriptor)
        assert process.communicate(timeout=60) == (expected, "False\n")


@shares_the_base
def test_a_lock_that_is_held_for_ever_does_not_block(large: Large, tmp_path: Path) -> None:
    expected = large.ask().stdout
    descriptor = locked(large, tmp_path)
    with beside_a_lock(large, tmp_path, "1e8") as process:
        assert process.communicate(timeout=60) == (expected, "True\n")
    os.close(descriptor)


@shares_the_base
def test_nothing_is_shown_in_a_pipe(large: Large, tmp_path: Path) -> None:
    environment = {**large.environment, "XDG_CACHE_HOME": str(tmp_path)}
    command = [*large.program, *LOOK_UP]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert done.stdout == large.ask().stdout


@shares_the_base
def test_a_damaged_row_of_a_large_index_is_read_from_the_files_again(
    large: Large, tmp_path: Path
) -> None:
    [path] = large.cache.glob("*.sqlite")
    content = bytearray(path.read_bytes())
    expected = list(Index(opened(path)).facts("sector = 'automotive' and year = 2020"))
    rows = list(re.finditer(rb"automotive-product-\d+-2020-\d+\",\"automotive", bytes(content)))
    for found in rows[len(rows) // 2 :][:10]:
        content[found.start() + 80] ^= 1
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(content)
    renewed = []

    def again() -> Tables:
        renewed.append(True)
        return opened(path)

    assert (
        list(Index(opened(damaged), again).facts("sector = 'automotive' and year = 2020"))
        == expected
    )
    assert renewed == [True]


QUERIES: tuple[Callable[[Index], object], ...] = (
    lambda index: list(index.facts("sector = 'automotive' and year = 2020")),
    lambda index: list(index.facts("area = ?", ["area-3"])),
    lambda index: list(index.facts("id = 'paper-product-3-2019-3'")),
    lambda index: index.count("indicator = 'trade-product-1-output'"),
    lambda index: index.rows("select kind, id, content from entry order by kind, id"),
    lambda index: index.rows("select * from name order by kind, name"),
    lambda index: index.rows("select * from phrase order by phrase, kind, id limit 300"),
    lambda index: index.rows("select year, count(*) from fact group by year"),
    lambda index: (index.frequency("place"), index.words_like("p", 3, 8)),
    lambda index: index.positions('"2020"', 50),
)


@shares_the_base
@pytest.mark.parametrize("tells", [True, False], ids=["the-system-tells", "it-does-not"])
def test_a_flipped_bit_anywhere_in_a_large_index_is_seen_before_a_row_is_believed(
    tells: bool, large: Large, tmp_path: Path, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not tells:
        monkeypatch.setattr(Blocks, "_flags", lambda _: None)
    [path] = large.cache.glob("*.sqlite")
    content, checksums = path.read_bytes(), checksums_of(path)
    expected = [query(Index(opened(path))) for query in QUERIES]
    chance = random.Random(3)
    renewed = []

    def again() -> Tables:
        renewed.append(True)
        return opened(path)

    for number in range(sample.number(400, 10)):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        damaged = tmp_path / f"{number}.sqlite"
        damaged.write_bytes(flipped)
        connection = open_in_place(damaged)
        assert connection
        index = Index(Tables(connection), again, Blocks(damaged, checksums))
        which = chance.sample(range(len(QUERIES)), 3)
        assert [QUERIES[one](index) for one in which] == [expected[one] for one in which]
        damaged.unlink()
    assert renewed
    assert tells or len(renewed) == number + 1


@shares_the_base
def test_only_what_was_read_of_a_large_index_is_checked(large: Large) -> None:
    [path] = large.cache.glob("*.sqlite")
    blocks = Blocks(path, checksums_of(path))
    if blocks._count < 10 or not Path("/proc/self/pagemap").exists():
        pytest.skip("the index is small, or this system does not tell what was read")
    index = Index(opened(path), None, blocks)
    assert index.count("id = 'paper-product-3-2019-3'") == 1
    assert 1 < len(blocks._sound) < blocks._count


class FailingTables(Tables):
    """Tables of a disk that fails while a listing is read, and at every count."""

    def facts(
        self, where: str, values: Iterable[Value] = (), after: int = -1
    ) -> Iterator[tuple[int, str]]:
        yield from islice(super().facts(where, values, after), 250)
        raise sqlite3.DatabaseError("disk I/O error")

    def count(self, where: str, values: Iterable[Value] = ()) -> int:
        raise sqlite3.DatabaseError(f"disk I/O error: {where} {values}")


@pytest.mark.parametrize("with_question", [True, False])
def test_a_read_error_while_facts_are_listed_loses_none_and_gives_none_twice(
    with_question: bool, base: Path, cache: Path
) -> None:
    """Also where a question beside the listing meets it first, and makes the tables anew."""
    catalogue = open_catalogue(base)
    expected = facts(catalogue)
    other = open_catalogue(base)
    failing = FailingTables(other.index.connection)
    index = Index(failing, lambda: Tables(catalogue.index.connection))
    listed = []
    for fact in index.facts():
        listed.append(fact)
        if with_question and len(listed) == 3:
            assert index.count() == len(expected)
    assert listed == expected
    assert len(listed) > 250


def opened(path: Path) -> Tables:
    connection = open_in_place(path)
    assert connection
    return Tables(connection)


def test_a_name_that_is_worked_on_by_a_process_that_dies_is_worked_on_again() -> None:
    parent = os.getpid()

    def work(name: str) -> str:
        if name == "17" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return name * 2

    names = [str(number) for number in range(40)]
    assert list(in_processes(work, names)) == [name * 2 for name in names]


# --- the same, on small bases that are treated as large ones


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "cqfacts"


@pytest.fixture(params=[True, False], ids=["by-state", "by-content"])
def believed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are believed by their state, or by their content."""
    if request.param:
        monkeypatch.setattr(tree, "SMALL", 0)


@pytest.fixture
def base(believed: None, tmp_path: Path) -> Path:
    """A copy of the shipped base."""
    return shutil.copytree(FACTS, tmp_path / "base")


@pytest.fixture
def any_base(believed: None, tmp_path: Path, sample: Sample) -> Path:
    """A copy of the minimal base in a quick run, of the shipped one in a slow run."""
    return shutil.copytree(FACTS if sample.whole else MINIMAL, tmp_path / "base")


def plainly(folder: Path) -> Catalogue:
    """The base without any cache."""
    return Catalogue(build_index_in_memory(read_tree(folder), no_progress))


def everything(catalogue: Catalogue) -> Iterator[object]:
    yield list(catalogue.facts())
    yield list(catalogue.facts(Selection(spans=(Years(2014, 2015),))))
    yield from (
        list(catalogue.facts(catalogue.select(sector))) for sector in ("electronics", "automotive")
    )
    yield catalogue.count()
    yield catalogue.counts_by_sector_and_year(), catalogue.counts_by_indicator()
    index = catalogue.index
    for word in ("laptop", "2014", "the", "edit", "重庆"):
        yield (
            sorted(index.positions(f'"{word}"')),
            len(index.positions(f'"{word}"', 3)),
            index.frequency(word),
        )
    yield sorted(index.words_like("l", 3, 8).items())
    yield sorted(index.phrases(["laptop", "foxconn", "edit"]))
    for question in ("laptop output 2014", "foxcon", "edit", "笔记本电脑"):
        yield search(catalogue, question)


def test_edits_one_after_the_other_give_what_a_plain_reader_gives(
    base: Path, cache: Path, sample: Sample
) -> None:
    open_catalogue(base)
    chance = random.Random(5)
    files = sorted(path for path in base.glob("*/*.yaml"))
    edited = 0
    for number in range(sample.number(25, 12)):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("  statement: ", f"  statement: Edit {number}. ", 1), encoding="utf-8"
        )
        before = len(list(cache.glob("*.edits")))
        assert list(everything(open_catalogue(base))) == list(everything(plainly(base)))
        assert list(everything(open_catalogue(base))) == list(everything(plainly(base)))
        edited += len(list(cache.glob("*.edits"))) > before
    assert edited > sample.number(5, 12)


def codes(base: Path) -> list[str]:
    """The codes of the findings for which a base is refused."""
    with pytest.raises(InvalidBase) as refused:
        open_catalogue(base)
    return [finding.code for finding in refused.value.findings]


def test_a_fact_that_a_relation_needs_cannot_go(base: Path, cache: Path) -> None:
    write_long_form(base)
    relation = open_catalogue(base).index.rows(
        "select left_fact from relation order by id limit 1"
    )[0][0]
    fact = open_catalogue(base).fact(str(relation))
    path = base / fact.indicator.sector / f"{fact.period.year}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"id: {fact.id}\n", f"id: {fact.id}-renamed\n"), encoding="utf-8")
    assert codes(base) == ["CQ203"]
    path.write_text(text, encoding="utf-8")
    assert open_catalogue(base).fact(fact.id) == fact


@pytest.mark.parametrize("first", ["Vehicle-Output-2014", "vehicle-output-2014"])
def test_ids_cannot_differ_by_case_only(first: str, base: Path, cache: Path) -> None:
    write_long_form(base)
    path = base / "automotive" / "2014.yaml"
    path.write_text(
        path.read_text("utf-8").replace("id: vehicle-output-2014\n", f"id: {first}\n"), "utf-8"
    )
    relations = base / "relations.yaml"
    relations.write_text(
        relations.read_text("utf-8").replace(" vehicle-output-2014\n", f" {first}\n"), "utf-8"
    )
    open_catalogue(base)
    other = base / "automotive" / "2015.yaml"
    text = other.read_text(encoding="utf-8")
    taken = re.findall(r"- id: (\S+)", text)[0]
    for name in ("Vehicle-output-2014", "vehicle-output-2014"):
        if name != first:
            other.write_text(text.replace(f"- id: {taken}\n", f"- id: {name}\n"), encoding="utf-8")
            assert "CQ209" in codes(base)
    other.write_text(text.replace(f"- id: {taken}\n", "- id: An-Id-Of-Its-Own\n"), encoding="utf-8")
    assert "CQ209" not in "".join(finding.code for finding in library.check(base).findings)


def test_the_last_fact_of_an_indicator_can_go(base: Path, cache: Path) -> None:
    facts = open_catalogue(base).count()
    (base / "shipbuilding" / "2014.yaml").unlink()
    assert 0 < open_catalogue(base).count() < facts
    report = library.check(base)
    assert {finding.code for finding in report.findings} == {"CQ310"}
    assert report.errors == []


def test_a_change_of_the_vocabulary_is_seen(base: Path, cache: Path) -> None:
    open_catalogue(base)
    path = base / "areas.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: Chengdu\n", "title: Rongcheng\n"), "utf-8"
    )
    assert open_catalogue(base).index.entry(Area, "chengdu").title == "Rongcheng"


def harm_content(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def harm_length(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def harm_kind(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HARMS = list(
    product(["sqlite", "edits", "manifest"], [harm_content, harm_length, harm_kind, Path.unlink])
)


@pytest.mark.parametrize(("kind", "harm"), sampled(HARMS, every=3))
def test_whatever_is_harmed_the_answer_is_right(
    harm: object, kind: str, base: Path, cache: Path
) -> None:
    open_catalogue(base)
    path = base / "automotive" / "2014.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2.63 million", "2.64 million"), encoding="utf-8"
    )
    expected = facts(open_catalogue(base))
    [harmed] = cache.glob(f"*.{kind}")
    assert callable(harm)
    harm(harmed)
    assert facts(open_catalogue(base)) == expected
    assert facts(open_catalogue(base)) == expected
    path.write_text(
        path.read_text(encoding="utf-8").replace("2.64 million", "2.63 million"), encoding="utf-8"
    )
    assert facts(open_catalogue(base)) == facts(plainly(base))


def facts(catalogue: Catalogue) -> list[Fact]:
    return list(catalogue.facts())


def test_a_young_file_is_read_whatever_its_state(
    any_base: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two saves within the clock's step can leave the same state; here the state is always the same."""
    same = State(1, time.time_ns(), time.time_ns(), 1)
    monkeypatch.setattr(tree, "_state", lambda entry: same if entry.name == "2014.yaml" else None)
    path = any_base / "automotive" / "2014.yaml"
    for value in ("2.63", "2.64", "2.65"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"2\.6\d million", f"{value} million", text), encoding="utf-8")
        quantity = open_catalogue(any_base).fact("vehicle-output-2014").quantity
        assert quantity
        assert quantity.number == f"{value} million"


def test_a_folder_that_is_switched_while_it_is_read_is_not_believed(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Renaming a folder or pointing a link elsewhere leaves the states of its files as they were."""
    monkeypatch.setattr(tree, "SMALL", 0)
    monkeypatch.setattr("cqfacts.index.manifest._RACY", -(10**18))
    one, other = (shutil.copytree(FACTS, tmp_path / name) for name in ("one", "other"))
    path = other / "automotive" / "2014.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2.63 million", "9.99 million"), encoding="utf-8"
    )
    current = tmp_path / "current"
    current.symlink_to(one)

    def switch(done: int, files: int) -> None:
        if done == 1:
            current.unlink()
            current.symlink_to(other)

    open_catalogue(current, switch)
    current.unlink()
    current.symlink_to(one)
    assert facts(open_catalogue(current)) == facts(plainly(one))


def test_a_stray_file_in_the_cache_is_no_trouble(base: Path, cache: Path) -> None:
    expected = facts(open_catalogue(base))
    [index] = cache.glob("*.sqlite")
    (cache / index.name[:32]).touch()
    (cache / f"{index.name[:32]}-x.edits").touch()
    index.unlink()
    assert facts(open_catalogue(base)) == expected


def test_nothing_seen_believes_nothing() -> None:
    assert not NOTHING_SEEN.believes("a", None)
    assert not NOTHING_SEEN.still_holds(Path("/dev/null"))
