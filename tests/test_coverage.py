"""How much of its documents a base quotes, skips and leaves open: `cqfacts coverage`."""

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import cqfacts as library
from cqfacts.evidence.coverage import Passage, PassageState, Quotation, cover_document
from cqfacts.evidence.documents import Document, Recognised, split_document
from cqfacts.model.fact import Citation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.model.vocabulary import Source
from tests.conftest import Run
from tests.test_specimens import MINIMAL, SPECIMENS

SOURCE = Source("a-report", "webpage", "A report", file="report.txt", sha256="0", paragraphs=1)
ASKED = ("coverage", ".", "--documents", "documents")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base whose citations hold, with its document in the folder `documents`."""
    made = shutil.copytree(MINIMAL, tmp_path / "base")
    return shutil.copytree(SPECIMENS / "verified", made, dirs_exist_ok=True)


def judge(
    text: str, *printed: str, skipped: str = "", file: str = "report.txt", paragraph: int = 1
) -> list[tuple[str, str]]:
    """The figures and times of a text, each with its state, where facts quote some words of a paragraph."""
    document = Document(file, Recognised.DIGEST, "0", split_document(text, file))
    quotations = [
        Quotation(f"fact-{number}", Citation("a-report", paragraph, words))
        for number, words in enumerate(printed, 1)
    ]
    passages = [SkippedPassage("a-report", paragraph, skipped, "no fact")] if skipped else []
    coverage = cover_document(SOURCE._replace(file=file), document, quotations, passages)
    return [(passage.text, passage.state.value) for passage in coverage.passages]


def test_a_figure_is_quoted_skipped_or_open() -> None:
    text = "In 2014 output was 2.63 million, up 9.5%. Call 67230470, third in the list."
    assert judge(text, "2.63 million", "In 2014", skipped="67230470") == [
        ("2014", "quoted"),
        ("2.63 million", "quoted"),
        ("9.5", "open"),
        ("67230470", "skipped"),
        ("third", "open"),
    ]


@pytest.mark.parametrize(
    "printed", ["2.63", "12.63 million", "was 2.6", "million", "In 2014 output"]
)
def test_words_that_do_not_hold_the_whole_figure_cover_nothing(printed: str) -> None:
    assert ("2.63 million", "open") in judge("In 2014 output was 2.63 million.", printed)


def test_words_that_the_paragraph_prints_twice_or_not_at_all_cover_nothing() -> None:
    twice = "230 thousand in June and 230 thousand in July"
    assert [state for text, state in judge(twice, "230 thousand") if "230" in text] == ["open"] * 2
    overlapping = "5 cars, 5 cars, 5 cars"
    assert judge(overlapping, "5 cars, 5 cars") == [("5", "open")] * 3
    assert judge("Output was 5 million.", "5 million", paragraph=7) == [("5 million", "open")]


def test_a_fact_comes_before_a_reason_to_skip() -> None:
    assert judge("Output was 5 million.", "5 million", skipped="5 million") == [
        ("5 million", "quoted")
    ]


def test_a_figure_says_which_facts_quote_it() -> None:
    document = Document("report.txt", Recognised.DIGEST, "0", ("Output was 5 million.",))
    citation = Citation("a-report", 1, "5 million")
    quotations = [
        Quotation("one", citation),
        Quotation("two", citation),
        Quotation("one", citation),
    ]
    [passage] = cover_document(SOURCE, document, quotations, ()).passages
    assert passage == Passage(1, "5 million", 11, 20, "number", PassageState.QUOTED, ("one", "two"))


def test_of_a_table_the_cells_count_and_not_the_heads() -> None:
    table = "item,2013,2014\ncars,9,10\nvans,n/a,12\n"
    assert judge(table, "cars | 2013 | 9", file="t.csv", paragraph=2) == [
        ("9", "quoted"),
        ("10", "open"),
        ("12", "open"),
    ]


def test_chinese_documents_are_covered_like_others() -> None:
    assert judge("2014年产量263万辆，增长8.5%，居全国第三", "263万辆") == [
        ("2014年", "open"),
        ("263万", "quoted"),
        ("8.5", "open"),
        ("三", "open"),
    ]


def test_a_table_has_a_share_for_each_document_and_what_is_open(base: Path, cqfacts: Run) -> None:
    done = cqfacts(*ASKED, cwd=base)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["id", "quoted", "skipped", "open", "percent"]
    assert lines[1].split() == ["a-report", "3", "0", "13", "18.7"]  # 3 of 16, rounded down
    assert lines[3] == "13 open:"
    assert "12.63 million  Eight: the plan says 12.63 million, of" in done.stdout


def test_100_percent_is_said_of_a_whole_document_only(base: Path, cqfacts: Run) -> None:
    lines = ["1 million.", *["2.63 million"] * 2000]
    report = base / "documents" / "report.txt"
    report.write_text("\n".join(lines), encoding="utf-8")
    sources = base / "sources.yaml"
    known = sources.read_text("utf-8").replace("paragraphs: 9", f"paragraphs: {len(lines)}")
    sources.write_text(known, encoding="utf-8")
    in_all_but_one = [(paragraph, "2.63 million") for paragraph in range(2, len(lines) + 1)]
    skip(base, *in_all_but_one)
    [row] = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)["documents"]
    assert row["open"] == 1
    assert 99.94 < row["percent"] < 99.96
    assert share_shown(base, cqfacts) == "99.9"
    skip(base, (1, "1 million"), *in_all_but_one)
    assert share_shown(base, cqfacts) == "100.0"


def share_shown(base: Path, cqfacts: Run) -> str:
    """Return the percent that the table shows for a document whose text is another than the base knows."""
    line = cqfacts(*ASKED, cwd=base).stdout.splitlines()[1]
    assert line.endswith("report.txt has another text")
    return line.split()[4]


def skip(base: Path, *printed: tuple[int, str]) -> None:
    entries = [
        f'- {{source: a-report, paragraph: {paragraph}, printed: "{words}", reason: no fact}}\n'
        for paragraph, words in printed
    ]
    (base / "skipped.yaml").write_text("".join(entries), encoding="utf-8")


def test_a_passage_that_is_skipped_is_no_longer_open(base: Path, cqfacts: Run) -> None:
    before = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)["documents"][0]
    skip(base, (8, "12.63 million"))
    after = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)["documents"][0]
    assert (after["open"], after["skipped"]) == (before["open"] - 1, 1)
    [passage] = [passage for passage in after["passages"] if passage["state"] == "skipped"]
    assert (passage["text"], passage["reason"]) == ("12.63 million", "no fact")


@pytest.mark.parametrize(("percent", "status"), [("0", 0), ("10", 0), ("99", 1), ("100", 1)])
def test_fail_under_ends_with_status_1(percent: str, status: int, base: Path, cqfacts: Run) -> None:
    assert cqfacts(*ASKED, "--fail-under", percent, cwd=base).returncode == status


def test_a_note_on_the_base_changes_nothing(base: Path, cqfacts: Run) -> None:
    """As for look-ups and verify: only errors make a base unusable."""
    before = cqfacts(*ASKED, cwd=base)
    noted = SPECIMENS / "noted" / "CQ310-unused-indicator" / "indicators.yaml"
    shutil.copy(noted, base / "indicators.yaml")
    after = cqfacts(*ASKED, cwd=base)
    assert (after.returncode, after.stdout, after.stderr) == (0, before.stdout, "")


def test_a_missing_document_is_named_and_ends_with_status_1(base: Path, cqfacts: Run) -> None:
    (base / "documents" / "report.txt").unlink()
    done = cqfacts(*ASKED, cwd=base)
    assert done.returncode == 1
    assert re.search("a-report +missing", done.stdout)


@pytest.mark.parametrize("limit", ["0", "1"])
def test_a_limit_lists_less_and_judges_every_document(limit: str, base: Path, cqfacts: Run) -> None:
    (base / "documents" / "report.txt").unlink()
    done = cqfacts(*ASKED, "--limit", limit, "--json", cwd=base)
    written = json.loads(done.stdout)
    assert done.returncode == 1
    assert len(written["documents"]) == int(limit)
    assert written.get("more", 0) == 1 - int(limit)
    with pytest.raises(library.WrongUsage, match="a limit is 0 or more"):
        library.coverage(base / "documents", base, limit=-1)


def test_a_document_is_shown_with_marks_in_brackets(base: Path, cqfacts: Run) -> None:
    skip(base, (8, "12.63 million"))
    shown = cqfacts(*ASKED, "--show", cwd=base).stdout
    assert "says [-12.63 million-], of which [?a third?] by rail" in " ".join(shown.split())
    last = " ".join(shown[shown.index("¶9") :].split())
    assert last.startswith("¶9 In [2014] the city made [2.63 million] motor vehicles, [9.5]% more")
    assert "[?the year before?]" in last
    unmarked = re.sub(r"\[[-?]?|[-?]?\]", "", shown)
    assert "It was written for the tests and says nothing of Chongqing." in unmarked


def test_a_document_is_shown_in_colour_without_brackets(base: Path, cqfacts: Run) -> None:
    shown = cqfacts(*ASKED, "--show", "--color", "always", cwd=base).stdout
    assert "\x1b[32m2.63 million\x1b[0m" in shown
    assert "[2.63" not in shown


def test_no_file_gets_text_of_a_document(base: Path, cqfacts: Run) -> None:
    refused = cqfacts(*ASKED, "--show", "-o", "shown.md", cwd=base)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "leave out -o" in refused.stderr
    assert not (base / "shown.md").exists()
    for name in ("report.txt", "report.md", "report.json", "report.csv"):
        cqfacts(*ASKED, "-o", name, cwd=base)
        written = (base / name).read_text(encoding="utf-8")
        assert "a-report" in written
        assert "the city made" not in written
        assert "the plan says" not in written


def test_only_the_documents_of_named_sources(base: Path, cqfacts: Run) -> None:
    assert "a-report" in cqfacts(*ASKED, "--source", "a-report", cwd=base).stdout
    unknown = cqfacts(*ASKED, "--source", "b-report", cwd=base)
    assert unknown.returncode == 1
    assert 'there is no source "b-report"; did you mean "a-report"?' in unknown.stderr


def test_the_answer_is_as_the_schema_has_it(base: Path, cqfacts: Run) -> None:
    jsonschema: Any = pytest.importorskip("jsonschema")
    output = jsonschema.Draft202012Validator(library.schema())
    skip(base, (8, "12.63 million"))
    written = json.loads(cqfacts(*ASKED, "--json", cwd=base).stdout)
    assert [error.message for error in output.iter_errors(written)] == []
    rows = cqfacts(*ASKED, "--format", "csv", cwd=base).stdout.splitlines()
    assert len(rows) == 1 + len(written["documents"][0]["passages"])


def test_the_library_gives_the_same(base: Path) -> None:
    report = library.coverage(base / "documents", base)
    [coverage] = report.coverages
    assert coverage.number_of(PassageState.QUOTED) == 3
    assert coverage.document is not None
    text = (base / "documents" / "report.txt").read_bytes()
    assert coverage.document.digest == sha256(text).hexdigest()
    with pytest.raises(library.NotFound):
        library.coverage(base / "documents", base, "nothing")


def test_a_list_of_skipped_passages_completes_in_an_editor() -> None:
    schema: dict[str, Any] = dict(library.schema("skipped"))
    assert schema["items"]["required"] == ["source", "paragraph", "printed", "reason"]
