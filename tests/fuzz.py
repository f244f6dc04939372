"""Fuzzing the reader of a base and the command line.

    python -m tests.fuzz --minutes 20                by Hypothesis: what tests/test_fuzz.py does for seconds
    python -m tests.fuzz_by_coverage --minutes 20    the reader alone, guided by what it reaches: needs atheris

The laws: no exception and no exit status 70 whatever comes in; each finding has a place, a code, a cause and a way out; a base
without findings is shown in every format; what is refused changes nothing. What breaks a law is printed, shrunk, and ends
the run: keep it as a specimen or as an example of the test.
"""

import argparse
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from cqfacts.answers.checks import FINDING
from cqfacts.base.codes import CODES
from cqfacts.base.reading import check_base, check_tree
from cqfacts.base.tree import read_tree
from cqfacts.cli.main import run
from cqfacts.editing.kinds import SHAPES
from cqfacts.model.finding import Finding
from cqfacts.output.problems import findings_text
from tests.conftest import CACHE, FACTS

SPECIMENS = Path(__file__).parent / "specimens"
MINIMAL = SPECIMENS / "minimal"
YEARS = Path(__file__).parent / "comparisons" / "base"
"""A base of several years, for the commands that only read."""
STATUSES = (0, 1, 2, 3, 4)
"""Documented and to be expected: no bug (70), and nobody interrupts."""

HOSTILE = (
    "", " ", "-", "--", "- x", "a: b", "{", "}", "[", "]", "[/]", "[bold]x[/]", "[link=http://x]", ":100:", "=cmd()|a", "@SUM(1)",
    "+1", "-1", "0", "1e400", "9" * 400, "1/0", "0/0", "2.63 million", "> 2 trillion", "~ 5", "1/3", "½", "٣", "null", "~", "NO",
    "2014", "2014..2021", "2021..2014", "0000", "9999", "2014-13", "2014-02-30", "2014/2013", "2013~", "\x1b[31m", "\x9b", "\x07",
    "\u202e", "\u2028", "\ufeff", "\u0301" * 50, "汽车", "重庆\u3000", "\U0001f697", "..", "../../etc/passwd", "/etc/passwd", "a/b",
    "a" * 101, "x" * 9000, "&a", "*a", "<<", "!!python/object:os.system", "!t x", "%YAML 1.1", "---", "...", "'", '"', "\\", "`",
    "%s", "{0}", "$HOME", "${x}", "?", "#", "|", ">", "AND", "NEAR(", '"a', "a*", "a OR b", "\t", "a\tb", "vehicle-output--rest",
)  # fmt: skip
hostile = st.sampled_from(HOSTILE)


@cache
def texts_of_bases() -> tuple[str, ...]:
    """Every YAML file of the shipped base, of the minimal one and of the specimens, where it is text."""
    paths = [*FACTS.rglob("*.yaml"), *SPECIMENS.rglob("*.yaml")]
    raws = [path.read_bytes() for path in sorted(paths) if path.is_file()]
    return tuple(raw.decode(errors="ignore") for raw in raws)


@cache
def minimal_texts() -> dict[str, str]:
    return {
        str(path.relative_to(MINIMAL)): path.read_text(encoding="utf-8")
        for path in sorted(MINIMAL.rglob("*.yaml"))
    }


# --- what comes in


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """The text of a file with lines changed, lost, doubled, moved, indented or taken from other files."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(_CHANGES))
        lines[at : at + 1] = change(draw, lines[at])
        lines = lines or [""]
    return "\n".join(lines)


def _other_value(draw: st.DrawFn, line: str) -> list[str]:
    return [f"{line.partition(':')[0]}: {draw(hostile | st.text(max_size=20))}"]


def _quoted_value(draw: st.DrawFn, line: str) -> list[str]:
    return [
        f"{line.partition(':')[0]}: {json.dumps(draw(hostile | st.text(max_size=20)), ensure_ascii=draw(st.booleans()))}"
    ]


def _hostile_text(draw: st.DrawFn, line: str) -> list[str]:
    """The line, where its key takes any text, with one that stays valid as often as not."""
    key = line.partition(":")[0].strip("- ")
    text = draw(hostile | st.text(min_size=1, max_size=20))
    return (
        [f"{line.partition(':')[0]}: {json.dumps(text, ensure_ascii=False)}"]
        if key in _FREE
        else [line]
    )


_FREE = (
    "title",
    "title_zh",
    "covers",
    "statement",
    "publisher",
    "url",
    "dating_reason",
    "language",
    "type",
    "singular",
    "plural",
    "symbol",
)


def _inserted(draw: st.DrawFn, line: str) -> list[str]:
    at = draw(st.integers(0, len(line)))
    return [line[:at] + draw(hostile | st.text(max_size=5)) + line[at:]]


def _doubled(draw: st.DrawFn, line: str) -> list[str]:
    return [line, line]


def _lost(draw: st.DrawFn, line: str) -> list[str]:
    return []


def _indented(draw: st.DrawFn, line: str) -> list[str]:
    return [" " * draw(st.integers(0, 40)) + line.strip()]


def _foreign(draw: st.DrawFn, line: str) -> list[str]:
    lines = draw(st.sampled_from(texts_of_bases())).split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    return [line, *lines[at : at + draw(st.integers(1, 8))]]


_CHANGES = (
    _hostile_text,
    _hostile_text,
    _other_value,
    _quoted_value,
    _inserted,
    _doubled,
    _lost,
    _indented,
    _foreign,
)


@st.composite
def changed_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the minimal base and what it holds in place of its text."""
    name = draw(st.sampled_from(sorted(minimal_texts())))
    source = draw(
        st.just(minimal_texts()[name])
        | st.just(minimal_texts()[name])
        | st.sampled_from(texts_of_bases())
    )
    text = draw(mutated(source) | st.just(source))
    raw = text.encode("utf-8", "surrogatepass")
    if draw(st.booleans()):
        return name, raw
    at = draw(st.integers(0, len(raw)))
    raw = (MINIMAL / name).read_bytes() if draw(st.booleans()) else raw
    return name, draw(
        st.binary(max_size=200) | st.binary(max_size=8).map(lambda some: raw[:at] + some + raw[at:])
    )


@st.composite
def changed_figures(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """Files of the base of several years in which some figures are others, which a citation prints."""
    return [
        draw(_with_another_figure(name))
        for name in draw(st.lists(st.sampled_from(_years_files()), min_size=1, unique=True))
    ]


@cache
def _years_files() -> list[str]:
    return sorted(str(path.relative_to(YEARS)) for path in YEARS.glob("*/*.yaml"))


@st.composite
def _with_another_figure(draw: st.DrawFn, name: str) -> tuple[str, bytes]:
    entries = (YEARS / name).read_text(encoding="utf-8").split("\n- id: ")
    at = draw(st.integers(0, len(entries) - 1))
    sign, figure = draw(st.sampled_from(("", "~ ", "> ", ">= ", "< ", "<= "))), draw(figures)
    value = re.sub(
        "(?m)^  value: .*$", lambda _: f"  value: {json.dumps(sign + figure)}", entries[at]
    )
    printed = f"  citations:\n    - {{source: yearbook-2016, paragraph: 1, printed: {json.dumps(figure)}}}"
    entries[at] = value.replace("  citations:", printed)
    return name, "\n- id: ".join(entries).encode()


figures = st.sampled_from(
    (
        "0",
        "0.0",
        "-0",
        "1",
        "-100",
        "100",
        "1/3",
        "0/1",
        "9" * 40,
        "0." + "0" * 38 + "1",
        "-99.99",
        "1e3",
        "0 million",
    )
) | (
    st.tuples(
        st.sampled_from(("", "-")),
        st.integers(0, 10**6),
        st.sampled_from(("", ".0", ".5", " million", " trillion", "%")),
    ).map(lambda parts: "".join(map(str, parts)))
)

NAMES = ("automotive", "cars", "2014", "2015", "2014..2015", "chongqing", "output", "bus-output-2014", "retail-sales--lorenburg--2013",
         "yearbook-2016", "bus-output", "json", "facts")  # fmt: skip
LISTED = ("--format", "--fields", "--limit", "--cite", "--json")
OPTIONS = ("--facts", "--year", "--sector", "--area", "--measure", "--style", "--implied", "--all", "--explain", "--no-implied",
           "--version", "-h", *LISTED)  # fmt: skip
VALUES = (
    "table",
    "json",
    "jsonl",
    "csv",
    "tsv",
    "md",
    "svg",
    "text",
    "bibtex",
    "ris",
    "csl-json",
    "apa",
    "gb7714",
    "id,text",
    "1",
)
TAKEN = (
    "sectors", "years", "indicators", "areas", "sources", "sector automotive", "sector electronics --year 2014", "year 2014", "facts",
    "facts --implied", "show bus-output-2014", "search bus output", "search --explain how many buses in 2014",
    "compare 2014 2015", "compare 2013 2014 2015 --implied", "why bus-output-2014", "series bus-output",
    "why retail-sales--lorenburg--2013", "series bus-output --format svg", "conflicts --all", "check", "check --json",
    "cite bus-output-2014", "cite yearbook-2016 --style bibtex", "cite yearbook-2016 --style apa", "schema", "schema facts", "schema facts --ids", "",
)  # fmt: skip
"""Command lines that are answered."""
# What a shell can hand over: no NUL, and bytes that are not UTF-8 as surrogates from U+DC80 to U+DCFF.
typed = (
    st.sampled_from(NAMES)
    | hostile
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
    | st.binary(max_size=20).map(lambda raw: os.fsdecode(raw.replace(b"\0", b"")))
)
options = st.tuples(st.sampled_from(OPTIONS), st.sampled_from(VALUES) | typed).map(list)
pieces = (
    typed.map(lambda text: [text]) | options | st.sampled_from(OPTIONS).map(lambda name: [name])
)


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """What is answered, with one of its words changed, lost, or nothing, and with more put in."""
    words = draw(st.sampled_from(TAKEN)).split()
    at = draw(st.integers(0, len(words)))
    words[at : at + 1] = draw(
        st.just(words[at : at + 1]) | typed.map(lambda text: [text]) | st.just([])
    )
    for piece in draw(st.lists(pieces, max_size=2)):
        at = draw(st.integers(min(1, len(words)), len(words)))
        words[at:at] = piece
    return words


@st.composite
def new_entries(draw: st.DrawFn) -> list[str]:
    """`new` with its options, of which some are hostile or left out."""
    kind = draw(st.sampled_from(sorted(SHAPES)))
    entry = _GOOD[kind] | dict(
        draw(st.lists(st.tuples(st.sampled_from(_MORE[kind]), typed), max_size=2))
    )
    for name in draw(st.lists(st.sampled_from(sorted(entry)), max_size=1)):
        entry[name] = draw(typed)
    for name in draw(st.lists(st.sampled_from([*sorted(entry), *("",) * len(entry)]), max_size=1)):
        entry.pop(name, None)
    options = [part for name, value in entry.items() for part in (f"--{name}", value)]
    creates = kind in ("indicator", "fact") and draw(st.booleans())
    return ["new", kind, *options, *(["--create"] if creates else [])]


_MORE = {
    "source": (
        "author",
        "publisher",
        "issued",
        "dating",
        "dating_reason",
        "language",
        "url",
        "document",
    ),
    "indicator": (
        "alias",
        "price_basis",
        "growth_of",
        "change_of",
        "part",
        "whole",
        "whole_entity",
        "ranks",
        "field",
    ),
    "fact": (
        "entity",
        "entity_alias",
        "note",
        "doubt",
        "status",
        "dating_reason",
        "on",
        "by",
        "as_of",
        "supersedes",
        "sector",
        "subject",
        "measure",
        "kind",
        "growth_of",
    ),
    "sector": ("alias",),
    "area": ("alias", "code", "note", "fiscal_year", "within", "part"),
    "subject": ("alias",),
    "measure": ("alias", "everyday", "value_of", "asks_for"),
    "unit": ("symbol", "currency", "factor"),
    "relation": ("by",),
}
_GOOD = {
    "source": {"id": "b", "type": "report", "title": "B", "file": "b.txt", "sha256": "0" * 64, "paragraphs": "3"},
    "indicator": {"id": "b", "title": "B", "sector": "automotive", "subject": "motor-vehicles", "measure": "output", "kind": "flow",
                  "unit": "vehicles"},
    "fact": {"id": "b", "indicator": "vehicle-output", "area": "china", "period": "2016", "dating": "printed", "value": "5",
             "unit": "vehicles", "statement": "Five.", "citation": "a-report:1:5"},
    "sector": {"id": "b", "title": "B", "title_zh": "乙", "covers": "B and C"},
    "area": {"id": "b", "title": "B", "title_zh": "乙"},
    "subject": {"id": "b", "title": "B", "title_zh": "乙"},
    "measure": {"id": "b", "title": "B", "title_zh": "乙"},
    "unit": {"id": "b", "dimension": "count", "singular": "b", "plural": "bs"},
    "relation": {"id": "b", "relation": "higher-than", "left": "vehicle-output-2014", "right": "vehicle-output-growth-2014",
                 "statement": "Higher.", "citation": "a-report:1:higher"},
}  # fmt: skip


# --- the laws


def check_findings(findings: list[Finding]) -> None:
    """Each finding has a place, a code, a cause and a way out, and can be shown."""
    for finding in findings:
        assert finding.place.file
        assert finding.code in CODES
        assert finding.message
        assert finding.hint
        assert not finding.place.column or finding.place.line
    shown = "".join(findings_text(findings))
    assert not set(shown) & {"\x1b", "\x9b", "\0", "\u202e", "\r"}
    json.dumps([FINDING.write(finding) for finding in findings]).encode()


def findings_of(name: str, raw: bytes) -> list[Finding]:
    """What is wrong with the minimal base when one of its files holds these bytes."""
    findings = check_tree(read_tree(MINIMAL).having(name, raw))
    check_findings(findings)
    return findings


def reader_keeps_its_laws(name: str, raw: bytes) -> None:
    """The minimal base with one file changed: findings, or a base that every command can show."""
    findings = findings_of(name, raw)
    if not findings and raw != (MINIMAL / name).read_bytes():
        with a_base() as base:
            (base / name).write_bytes(raw)
            assert not check_base(base)
            for arguments in _SHOWING:
                asked(arguments, base)


_SHOWING = (
    *(["facts", "--format", form] for form in ("table", "json", "jsonl", "csv", "tsv", "md")),
    ["indicators"],
    ["sources"],
    ["facts", "--implied"],
    ["compare", "2014", "2015"],
    ["conflicts", "--all"],
    *(
        ["facts", "--cite", style]
        for style in ("text", "bibtex", "ris", "csl-json", "apa", "chicago", "gb7714")
    ),
)


_ARITHMETIC = (
    ["facts", "--implied", "--json"],
    ["facts", "--implied", "--format", "table"],
    ["compare", "2014", "2015", "--implied", "--json"],
    ["compare", "2013", "2014", "--implied"],
    ["compare", "2013", "2014", "2015", "--implied", "--format", "md"],
    ["conflicts", "--all"],
    ["series", "bus-output", "--format", "svg"],
    ["series", "gdp"],
    ["why", "retail-sales--lorenburg--2013"],
    ["search", "bus output 2014"],
)


def arithmetic_keeps_its_laws(files: list[tuple[str, bytes]]) -> None:
    """Whatever the figures are, they can be compared, implied, drawn and explained, or are refused."""
    with a_base(YEARS) as base:
        for name, raw in files:
            (base / name).write_bytes(raw)
        check_findings(check_base(base))
        for arguments in _ARITHMETIC:
            asked(arguments, base)


def command_line_keeps_its_laws(arguments: list[str]) -> None:
    with patch.dict(os.environ):
        asked(arguments, YEARS)


def new_keeps_its_laws(arguments: list[str]) -> None:
    """What is taken leaves a base without a finding, but that no fact uses a new indicator yet; what is refused changes nothing."""
    with a_base() as base:
        before = contents(base)
        status = asked(arguments, base)
        after = contents(base)
        if status:
            assert after == before
        else:
            assert all(content.startswith(before.get(name, b"")) for name, content in after.items())
            codes = [finding.code for finding in check_base(base)]
            assert codes == (["CQ310"] if arguments[1] == "indicator" else [])


def asked(arguments: list[str], base: Path) -> int:
    """The exit status of a command, in this process. Fails where it is none of those that are documented."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
        patch.object(sys, "stdin", None),
    ):
        os.environ |= {"CQFACTS_FACTS": str(base), "XDG_CACHE_HOME": CACHE}
        status = run(arguments)
    err.flush()
    assert status in STATUSES, (arguments, err.buffer.getvalue().decode())
    assert b"Traceback" not in err.buffer.getvalue()
    return status


@contextmanager
def a_base(like: Path = MINIMAL) -> Iterator[Path]:
    """A copy of a base."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ):
        yield shutil.copytree(like, Path(folder) / "base")


def contents(base: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()
    }


# --- for as long as one wants


LAWS: dict[str, tuple[Callable[..., None], st.SearchStrategy[Any]]] = {
    "reader": (lambda case: reader_keeps_its_laws(*case), changed_files()),
    "command line": (command_line_keeps_its_laws, command_lines()),
    "arithmetic": (arithmetic_keeps_its_laws, changed_figures()),
    "new": (new_keeps_its_laws, new_entries()),
}
_ROUND = 300
"""How many cases have one seed."""


def fuzz(minutes: float, first_seed: int) -> Counter[str]:
    """Try the laws in turn until the time is over; returns how many cases each has kept."""
    end = time.monotonic() + 60 * minutes
    kept: Counter[str] = Counter()
    number = first_seed
    while time.monotonic() < end:
        for name, (law, cases) in LAWS.items():
            _round(name, law, cases, number, kept)
        number += 1
        sys.stderr.write(f"\rseed {number}: {dict(kept)}")
    return kept


def _round(
    name: str,
    law: Callable[..., None],
    cases: st.SearchStrategy[Any],
    number: int,
    kept: Counter[str],
) -> None:
    @seed(number)
    @settings(
        max_examples=_ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(cases)
    def holds(case: Any) -> None:
        law(case)
        kept[name] += 1

    holds()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where to begin")
    options = parser.parse_args()
    kept = fuzz(options.minutes, options.seed)
    sys.stderr.write(
        f"\n{sum(kept.values())} cases from seed {options.seed}, all laws kept: {dict(kept)}\n"
    )


if __name__ == "__main__":
    main()
