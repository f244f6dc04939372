"""What a person sees, at any width: nothing is cut, and a refusal comes before anything is written."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len

import cqfacts as library
from cqfacts.answers.keys import JsonObject
from cqfacts.output.blocks import Column, Grid, PlainGrid, SourceNote, SourceNotes
from cqfacts.output.formats import Format, render
from cqfacts.output.page import Page
from cqfacts.output.terminal import write_blocks
from cqfacts.output.views import view
from tests.conftest import Run, in_terminal, plain_environment
from tests.sampling import Sample

WIDTHS = range(40, 201)
LISTINGS = (
    "year 2021 --implied",
    "facts --implied",
    "sector electronics",
    "series vehicle-output",
    "conflicts --all",
    "compare 2014 2021 --all",
    "compare 2020 2021 --implied --all",
    "compare 2013 2014 2015 --all",
    "compare 2012 2013 2014 2015 2020 2021 2022 2023 --all",
)


def shown_facts(value: object) -> Iterator[JsonObject]:
    """Find every fact in the JSON of an answer."""
    if isinstance(value, dict):
        if {"citations", "statement", "period"} <= value.keys():
            yield value
        for item in value.values():
            yield from shown_facts(item)
    elif isinstance(value, list):
        for item in value:
            yield from shown_facts(item)


def first_paragraphs(fact: JsonObject) -> list[int]:
    """Return the first paragraph that a fact cites of each of its sources."""
    first: dict[str, int] = {}
    citations = fact["citations"]
    assert isinstance(citations, list)
    for citation in citations:
        first.setdefault(citation["source"], citation["paragraph"])
    return list(first.values())


@pytest.mark.parametrize("command", LISTINGS)
def test_no_citation_is_cut_at_any_width(command: str, sample: Sample, cqfacts: Run) -> None:
    answer = json.loads(cqfacts(*command.split(), "--json").stdout)
    expected = Counter(
        paragraph for fact in shown_facts(answer) for paragraph in first_paragraphs(fact)
    )
    for width in sample.of(list(WIDTHS), 24):
        screen = cqfacts(*command.split(), columns=width).stdout
        assert Counter(int(number) for number in re.findall(r"¶(\d+)", screen)) >= expected, width
        folded = [line for line in screen.splitlines() if not line.startswith("       cqfacts ")]
        assert max(map(cell_len, folded)) <= width  # commands to paste are never broken


@pytest.mark.parametrize("width", [80, 100, 150])
def test_fields_that_do_not_fit_beside_each_other_stand_below_each_other(
    width: int, cqfacts: Run
) -> None:
    fields = "id,value,low,high,year,start,end,unit,area,period,dating,kind,text"
    screen = cqfacts(
        "facts", "--sector", "cars", "--limit", "4", "--fields", fields, columns=width
    ).stdout
    for fact in library.sector("cars", limit=4).facts:
        for value in (fact.id, str(fact.period), str(fact.area_id), fact.indicator.kind.value):
            assert value in screen


def screen(*blocks: PlainGrid | Grid | SourceNotes, width: int = 80) -> str:
    return "".join(write_blocks(blocks, Page(width)))


def test_a_long_id_cuts_no_number() -> None:
    row = ("a-very-long-id-" * 4, "1234567890123", "words that may be folded")
    shown = screen(PlainGrid([Column("id"), Column("value"), Column("text")], [row]))
    assert row[0] in shown.replace("\n", "")
    assert "1234567890123" in shown


def test_many_years_stand_below_each_other_where_they_do_not_fit_beside_each_other() -> None:
    columns = [
        Column("What", least_width=14),
        *(Column(str(year), least_width=10) for year in range(2010, 2022)),
    ]
    shown = screen(
        Grid(columns, [["Laptop output", *(f"figure of {year}" for year in range(2010, 2022))]])
    )
    for year in range(2010, 2022):
        assert f"{year}: figure of {year}" in shown


def test_the_end_of_a_citation_is_not_cut() -> None:
    address = "https://example.org/" + "a" * 120 + "/end"
    note = SourceNote("1", f"A title, 2014. {address}", f"A title. {address}")
    assert "/end" in screen(SourceNotes([note])).replace("\n", "")


def test_conflicts_that_a_limit_leaves_out_are_not_denied(cqfacts: Run) -> None:
    shown = cqfacts("conflicts", "--limit", "0").stdout
    assert "Nothing" not in shown
    assert "more" in shown


def test_a_picture_of_no_points_is_refused_before_it_is_begun(cqfacts: Run) -> None:
    done = cqfacts("series", "vehicle-output", "--format", "svg", "--limit", "0")
    assert (done.returncode, done.stdout) == (2, "")


def test_why_looks_up_every_id_whatever_the_limit() -> None:
    with pytest.raises(library.NotFound):
        library.why(["vehicle-output-2014", "no-such-id"], limit=1)


@pytest.mark.parametrize("form", [Format.TABLE, Format.MD])
def test_a_report_without_a_screen_is_refused(form: Format) -> None:
    with pytest.raises(library.WrongUsage):
        list(render(library.check(), form))


def test_a_limit_below_zero_is_refused() -> None:
    with pytest.raises(library.WrongUsage):
        library.sectors(limit=-1)


@pytest.mark.parametrize(
    "command", ["show vehicle-output-2014", "why vehicle-output-2014", "series vehicle-output"]
)
def test_markdown_says_what_the_screen_says(command: str, cqfacts: Run) -> None:
    shown = cqfacts(*command.split(), "--format", "md").stdout
    needed = {
        "show": ("known as", "prints"),
        "why": ("prints", "implies"),
        "series": ("####", "Bars:"),
    }
    for words in needed[command.split(maxsplit=1)[0]]:
        assert words in shown


def test_ctrl_c_is_left_to_the_pager(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\ntrap '' INT\ncat > /dev/null\nsleep 1\necho the pager has ended\n")
    pager.chmod(0o755)
    environment = {**plain_environment(), "PAGER": str(pager), "TERM": "xterm"}
    program = [sys.executable, "-m", "cqfacts", "facts"]
    process, screen = in_terminal(program, environment)
    time.sleep(1.5)
    os.write(screen, b"\x03")
    shown = b""
    with suppress(OSError):  # the terminal is gone once the program has ended
        while chunk := os.read(screen, 4096):
            shown += chunk
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert b"the pager has ended" in shown


def test_what_a_screen_has_no_letters_for_leaves_a_sign() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cqfacts", "read", "263万辆"],
        capture_output=True,
        text=True,
        env={**plain_environment(), "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "263[...]" in done.stdout


def test_a_title_is_cut_at_the_end_or_before_a_word(cqfacts: Run) -> None:
    cut = [line for line in cqfacts("facts").stdout.splitlines() if "…" in line]
    assert cut
    for line in cut:
        assert not re.search(r"…\w", line), line


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_column_is_headed_as_its_field_was_typed(form: str, cqfacts: Run) -> None:
    shown = cqfacts("sources", "--fields", "id,url", "--format", form).stdout
    assert re.match(r"(\| )?id +(\| )?url\b", shown)
    assert cqfacts("sources", "--fields", "id,url", "--format", "csv").stdout.startswith("id,URL\n")


def test_a_column_of_which_a_screen_has_no_letters_is_left_out() -> None:
    shown = "".join(write_blocks(view(library.sectors()), Page(80, encoding="ascii")))
    assert "[...]" not in shown
    assert "title_zh" not in shown
    assert "title_zh" in "".join(
        write_blocks(view(library.sectors()), Page(80, encoding="gb18030"))
    )
