"""Bases held against the documents that they cite.

Each folder under specimens/unverified is laid over the minimal base and the document under specimens/verified, and gives
the findings that it expects.
"""

import json
import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

import cqfacts as library
from cqfacts.base.reading import Base, load_base
from cqfacts.evidence.documents import (
    Document,
    Recognised,
    describe_document,
    read_documents,
    split_document,
)
from cqfacts.evidence.explanations import check_explanations
from cqfacts.evidence.quotations import check_quotation
from cqfacts.evidence.texts import read_text, split_paragraphs
from cqfacts.evidence.wording import check_period
from cqfacts.model.fact import Citation
from cqfacts.model.period import Dating, parse_period
from tests.conftest import FACTS, Run
from tests.documents import Documents
from tests.goldens import check_golden
from tests.test_specimens import INVALID, MINIMAL, SPECIMENS, UNVERIFIED, lay_over

VERIFIED = SPECIMENS / "verified"
REPORT = "report.txt"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base whose citations hold, with its document in the folder `documents`."""
    made = shutil.copytree(MINIMAL, tmp_path / "base")
    return shutil.copytree(VERIFIED, made, dirs_exist_ok=True)


@pytest.mark.parametrize("specimen", UNVERIFIED, ids=lambda path: path.name)
def test_every_citation_that_does_not_hold_is_named(
    specimen: Path, base: Path, cqfacts: Run
) -> None:
    lay_over(specimen, base)
    assert cqfacts("check", ".", cwd=base).stdout == ""
    done = cqfacts("verify", ".", "--documents", "documents", cwd=base)
    check_golden(specimen / "expected.txt", done.stdout)
    assert specimen.name.partition("-")[0] in done.stdout
    assert (done.returncode, done.stderr) == (1, "")


def test_where_all_holds_the_report_says_so_of_each_document(base: Path, cqfacts: Run) -> None:
    done = cqfacts("verify", ".", "--documents", "documents", cwd=base)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "a-report: report.txt, 4 of 4 citations hold\n\n1 document, 4 of 4 citations hold, 0 findings.\n"
    )


def test_findings_as_json_and_for_github(base: Path, cqfacts: Run) -> None:
    lay_over(SPECIMENS / "unverified" / "CQ405-another-text", base)
    asked = ("verify", ".", "--documents", "documents")
    whole = json.loads(cqfacts(*asked, "--json", cwd=base).stdout)
    assert whole["query"] == {"documents": "documents", "folder": "."}
    assert whole["documents"] == [
        {"source": "a-report", "file": REPORT, "recognised": "name", "citations": 4, "hold": 3}
    ]
    assert [finding["code"] for finding in whole["findings"]] == ["CQ402", "CQ405"]
    annotations = cqfacts(*asked, "--format", "github", cwd=base)
    assert annotations.returncode == 1
    assert annotations.stdout.startswith(
        "::error file=automotive/2014.yaml,line=10,col=49,title=CQ402::"
    )


@pytest.mark.parametrize("specimen", INVALID, ids=lambda path: path.name)
def test_what_check_refuses_verify_refuses_too(specimen: Path, base: Path, cqfacts: Run) -> None:
    lay_over(specimen, base)
    done = cqfacts("verify", ".", "--documents", "documents", cwd=base)
    assert (done.returncode, done.stdout) == (4, "")
    assert specimen.name.partition("-")[0] in done.stderr


def test_a_base_with_findings_is_refused(base: Path, cqfacts: Run) -> None:
    (base / "areas.yaml").unlink()
    done = cqfacts("verify", ".", "--documents", "documents", cwd=base)
    assert (done.returncode, done.stdout) == (4, "")
    assert 'CQ203 unknown area "chongqing"' in done.stderr
    assert "the base has no area yet" in done.stderr


@pytest.mark.parametrize("folder", ["nowhere", "sources.yaml"])
def test_documents_that_are_no_folder_are_wrong_usage(
    folder: str, base: Path, cqfacts: Run
) -> None:
    done = cqfacts("verify", ".", "--documents", folder, cwd=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert folder in done.stderr


def test_a_base_that_is_nowhere_is_invalid(base: Path, cqfacts: Run) -> None:
    done = cqfacts("verify", "nowhere", "--documents", "documents", cwd=base)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("nowhere CQ101 ")


# --- which file is the document


def document(base: Path) -> Document:
    [source] = load_base(base).vocabulary.sources.values()
    found = read_documents(base / "documents", [source])[source.id]
    assert isinstance(found, Document)
    return found


FORMS = [
    (encoding, line_end)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030")
    for line_end in ("\n", "\r\n", "\r")
]


@pytest.mark.parametrize(("encoding", "line_end"), FORMS)
def test_a_document_is_known_by_its_text_in_any_form_and_under_any_name(
    encoding: str, line_end: str, base: Path
) -> None:
    path = base / "documents" / REPORT
    text = path.read_text(encoding="utf-8").replace("Chongqing", "重庆")
    path.write_text(text, encoding="utf-8")
    sources = base / "sources.yaml"
    digest = f"sha256: {sha256(text.encode()).hexdigest()}"
    sources.write_text(
        re.sub("sha256: .*", digest, sources.read_text(encoding="utf-8")), encoding="utf-8"
    )
    path.unlink()
    (base / "documents" / "another name").write_bytes(text.replace("\n", line_end).encode(encoding))
    found = document(base)
    same = (encoding, line_end) == FORMS[0]
    assert found.recognised is (Recognised.DIGEST if same else Recognised.TEXT)
    assert "重庆" in found.paragraphs[1]
    assert found.paragraphs == split_paragraphs(text)
    assert library.verify(base / "documents", base).verification.findings == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("blank", ["", "  ", "\u00a0", "\ufeff", "\u200b"])
def test_new_and_verify_count_the_same_lines(line_end: str, blank: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    raw = line_end.join(["\ufeff" + blank, "One.", blank, "Two.", blank]).encode()
    path.write_bytes(raw)
    assert split_document(read_text(raw), path.name) == ("One.", "Two.")
    assert describe_document(path).paragraphs == 2


TABLES = {
    "csv": 'year,"output, vehicles",sold\n\n2020,"3,100,000",12\n2021,3300000,\n',
    "tsv": "year\toutput, vehicles\tsold\n\n2020\t3,100,000\t12\n2021\t3300000\t\n",
}


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("2021 | output, vehicles | 3300000", None),
        ("output, vehicles | 3300000", None),
        ("3300000", None),
        ("2021", "CQ403"),
        ("2021 | sold | 3300000", "CQ402"),
        ("330000", "CQ404"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_a_cell_of_a_table_is_quoted_with_its_row_and_column_heads(
    printed: str, code: str | None, ending: str
) -> None:
    paragraphs = split_document(TABLES[ending], f"table.{ending}")
    assert len(paragraphs) == 3
    wrong = check_quotation(Citation("a", 3, printed), paragraphs)
    assert (wrong and wrong.code) == code


@pytest.mark.parametrize(
    ("printed", "paragraph"),
    [
        ("Cafe\u0301 5", "a Caf\u00e9 5 there"),
        ("Caf\u00e9 5", "a Cafe\u0301 5 there"),
        ("2.63 million", "some 2.63\u00a0million cars"),
        ("2.63\u00a0million", "some 2.63 million cars"),
        ("industrial output", "indus\u00adtrial out\u200bput"),
    ],
)
def test_texts_that_look_alike_are_one_to_a_quotation(printed: str, paragraph: str) -> None:
    assert check_quotation(Citation("a", 1, printed), split_paragraphs(paragraph)) is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_document_saved_in_a_western_code_page_is_known_by_its_text(
    line_end: str, base: Path
) -> None:
    path = base / "documents" / REPORT
    text = path.read_text(encoding="utf-8").replace("Chongqing", "the “région” of Chongqing")
    sources = base / "sources.yaml"
    digest = f"sha256: {sha256(text.encode()).hexdigest()}"
    sources.write_text(
        re.sub("sha256: .*", digest, sources.read_text(encoding="utf-8")), encoding="utf-8"
    )
    path.write_bytes(text.replace("\n", line_end).encode("cp1252"))
    assert document(base).recognised is Recognised.TEXT
    assert document(base).paragraphs == split_paragraphs(text)


def test_the_surest_file_is_taken(base: Path) -> None:
    folder = base / "documents"
    right = (folder / REPORT).read_bytes()
    (folder / REPORT).write_bytes(right.replace(b"2.63", b"2.64"))
    assert document(base).recognised is Recognised.NAME
    (folder / "z.txt").write_bytes(right.replace(b"\n", b"\r\n"))
    assert document(base).recognised is Recognised.TEXT
    (folder / "a.txt").write_bytes(right)
    assert (document(base).recognised, document(base).file) == (Recognised.DIGEST, "a.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_passed_over(base: Path) -> None:
    folder = base / "documents"
    (folder / REPORT).rename(folder / "b")
    os.mkfifo(folder / REPORT)
    (folder / "c").symlink_to("c")
    (folder / "d").mkdir()
    assert document(base).file == "b"


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff", b"\x00\xd8\x00\x00", bytes(range(256))]
)
def test_a_file_of_any_bytes_is_told_not_to_be_the_document(raw: bytes, base: Path) -> None:
    (base / "documents" / REPORT).write_bytes(raw)
    found = library.verify(base / "documents", base).verification
    assert "CQ405" in {finding.code for finding in found.findings}
    assert found.documents[0].hold == 0


# --- one citation


@pytest.mark.parametrize(
    ("printed", "paragraph", "code", "hint"),
    [
        ("2,5million ha", "amounts to 2,5million ha.", None, ""),
        ("2.5million ha", "amounts to 2,5million ha.", "CQ402", "no paragraph does"),
        ("57%", "a rate of 57%, large", None, ""),
        ("in 2014", "In 2014 and in  2014", "CQ402", 'it prints "In 2014"'),
        ("5.60", "grew 5.61 here", "CQ402", 'it prints "5.61"'),
        ("China's 3rd", "China’s 3rd biggest", "CQ402", 'it prints "China’s 3rd"'),
        ("12", "12 and 12", "CQ403", "quote more"),
        ("anan", "banananas", "CQ403", "quote more"),
        ("1", "1.5", "CQ404", "figure"),
        ("5", "1.5", "CQ404", "figure"),
        ("5", "1,5", "CQ404", "figure"),
        ("3 of", "1/3 of", "CQ404", "figure"),
        ("2", "2 million", "CQ404", "figure"),
        ("2", "2million", "CQ404", "figure"),
        ("12", "page 12.", None, ""),
        ("12", "12, 13", None, ""),
        ("2", "the 2nd", "CQ404", "figure"),
        ("third", "a third of it", None, ""),
        ("三", "三十四名", "CQ404", "figure"),
        ("263", "made 263万辆", "CQ404", "figure"),
        ("٢", "٢٦٣ there", "CQ404", "figure"),
        ("5", "5 to 6 percent", "CQ404", "figure"),
        ("345", "1 345 263 of them", "CQ404", "figure"),
        ("ten", "often", "CQ404", "word"),
        ("三", "第三名", None, ""),
    ],
)
def test_a_citation_holds_where_its_paragraph_prints_it_whole_and_once(
    printed: str, paragraph: str, code: str | None, hint: str
) -> None:
    wrong = check_quotation(Citation("a", 1, printed), [paragraph])
    assert (wrong and wrong.code) == code
    assert wrong is None or hint in wrong.hint


@pytest.mark.parametrize(
    ("printed", "paragraph"),
    [
        ("8.5%", "a change of −9.5% then"),
        ("8.5%", "a change of -9.5% then"),
        ("8.5%", "minus 9.5% then"),
        ("4,000", "some <5,000 of them"),
        ("2.64", "made 2.63 million"),
        ("2.64", "made 2.63million"),
        ("264", "made 263万辆"),
        ("3.4", "worth $3.5bn"),
        ("250", "some 251 k of them"),
        ("4", "rose 5 to 6 million"),
        ("263", "some 1 264 of them"),
    ],
)
def test_no_hint_leads_to_a_figure_of_another_sign_or_scale(printed: str, paragraph: str) -> None:
    wrong = check_quotation(Citation("a", 1, printed), [paragraph])
    assert wrong
    assert wrong.code == "CQ402"
    assert wrong.hint.startswith("no paragraph does")


# --- the period


@pytest.mark.parametrize(
    ("period", "reason", "printed", "said"),
    [
        ("2014", "", ["in 2014"], True),
        ("2014", "", ["this year"], False),
        ("2010/2014", "", ["From 2010 to 2014"], True),
        ("2011/2014", "", ["From 2010 to 2014"], False),
        ("2015-01/2015-05", "", ["first five months of 2015"], True),
        ("2015-01/2015-04", "", ["first 4 months this year", "first five months of 2015"], True),
        ("2015-01/2015-05", "", ["first 4 months this year", "first five months of 2015"], False),
        ("2021-10-01/2021-10-07", "", ["October 1 to 7", "2021"], True),
        ("2021-10-01/2021-10-03", "", ["October 1 to 7", "2021"], False),
        ("2021-10-03", "", ["3 October 2021"], True),
        ("2022-01/2022-03", "", ["the first quarter of 2022"], True),
        ("2022-07/2022-12", "", ["2022年下半年"], True),
        ("2021-01/2021-08", "", ["2021年1-8月"], True),
        ("2021-10-01/2021-10-07", "", ["2021年10月1日至7日"], True),
        ("2022/2023-01-04", "since 2022; it is of 4 January 2023", [], True),
        ("2022/2023-01-05", "since 2022; it is of 4 January 2023", [], False),
        ("2021-10~", "Read as of about October 2021.", ["first half"], True),
        ("2021-10~", "Read as of then.", [], False),
    ],
)
def test_the_first_words_that_say_a_time_say_that_of_the_period(
    period: str, reason: str, printed: list[str], said: bool
) -> None:
    dating = Dating.INFERRED if reason else Dating.PRINTED
    citations = tuple(Citation("a-report", 1, words) for words in printed)
    wrongs = check_period(parse_period(period), dating, reason, citations)
    assert [wrong.code for wrong in wrongs] == ([] if said else ["CQ407"])


PARTS = [
    ("2022-10/2022-12", "Q4 2022"),
    ("2022-10/2022-12", "4Q22"),
    ("2022-01/2022-06", "H1 2022"),
    ("2022-01/2022-09", "first three quarters of 2022"),
    ("2022-01/2022-09", "2022年前三季度"),
    ("2022-01/2022-09", "nine months to September 2022"),
    ("2022-01/2022-06", "six months ended June 30, 2022"),
    ("2023-09", "Sept 2023"),
    ("2022-01/2022-11", "Jan.-Nov. 2022"),
    ("2015-01/2015-05", "In the first 5 months in 2015"),
    ("2015-01/2015-05", "In 2015, it exported 3 million in the first five months"),
    ("2015-01/2015-05", "2015年1-5月"),
    ("2021-12", "940,000 in December 2021, up 9.3% from November"),
    ("2021-12", "12月94万辆，比11月增长9.3%，2021年"),
]


@pytest.mark.parametrize(("period", "printed"), PARTS)
def test_a_part_of_a_year_is_said_by_its_words_and_the_year_is_not(
    period: str, printed: str
) -> None:
    citations = (Citation("a-report", 1, printed),)
    part = parse_period(period)
    assert list(check_period(part, Dating.PRINTED, "", citations)) == []
    year = parse_period(f"{part.year}")
    [wrong] = check_period(year, Dating.PRINTED, "", citations)
    assert wrong.code == "CQ407"
    elsewhere = (*citations, Citation("a-report", 2, f"in the whole of {part.year}"))
    assert list(check_period(year, Dating.PRINTED, "", elsewhere)) == []


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        ("2016/2020", "2016-20"),
        ("2023", "FY2023"),
        ("2022-04/2023-03", "FY2023"),
        ("2014", "二零一四年"),
        ("2014", "twenty fourteen"),
        ("2010/2019", "the 2010s"),
        ("2010/2014", "5 in 2010 and 8 in 2014"),
        ("2021", "the end of 2021"),
        ("2021-12-31", "the end of 2021"),
        ("2021-01/2021-08", "Jan–Aug 2021"),
        ("2013", "1.2 in January to May 2014, 2.6 in 2013"),
    ],
)
def test_a_period_is_said_in_every_form_that_the_reader_reads(period: str, printed: str) -> None:
    citations = (Citation("a-report", 1, printed),)
    assert list(check_period(parse_period(period), Dating.PRINTED, "", citations)) == []


@pytest.mark.parametrize(
    ("period", "printed", "said"),
    [
        ("2020", "last year", True),
        ("2021", "last year", False),
        ("2021", "this year", True),
        ("2020-01/2020-09", "the first three quarters of last year", True),
        ("2020-05", "去年5月", True),
        ("2021-05", "去年5月", False),
        ("2021-01/2021-05", "the first five months", True),
        ("2020-01/2020-05", "the first five months", False),
    ],
)
def test_a_relative_time_is_counted_from_the_date_of_its_source(
    period: str, printed: str, said: bool
) -> None:
    citations = (Citation("a-report", 1, printed),)
    issued = {"a-report": parse_period("2021-10-08")}
    wrongs = check_period(parse_period(period), Dating.PRINTED, "", citations, issued)
    assert [wrong.code for wrong in wrongs] == ([] if said else ["CQ407"])


def test_the_date_of_the_source_bears_out_a_reason_that_names_it(shipped: Base) -> None:
    fact = shipped.facts[0]._replace(dating_reason="It is dated 29 November 2023.", notes=())
    [source, *_] = [citation.source for citation in fact.citations]
    texts = {source: ("Nothing is dated.",)}
    keys = [wrong.key for wrong in check_explanations(fact, texts)]
    assert keys.count("dating_reason") == 2
    issued = {source: parse_period("2023-11-29")}
    assert "dating_reason" not in [wrong.key for wrong in check_explanations(fact, texts, issued)]


@pytest.mark.parametrize("printed", ["2014 vehicles", "more than in 2014", "up 3% on 2014"])
def test_a_number_of_things_and_the_base_of_a_change_say_no_period(printed: str) -> None:
    citations = (Citation("a-report", 1, printed),)
    [wrong] = check_period(parse_period("2014"), Dating.PRINTED, "", citations)
    assert wrong.code == "CQ407"


# --- the shipped base


def test_the_shipped_citations_hold(documents: Documents, cqfacts: Run) -> None:
    done = cqfacts("verify", "--documents", str(documents.folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(", 0 findings.\n")
    total = sum(1 for _ in documents.citations())
    assert (
        f"{len(documents.paragraphs)} documents, {total} of {total} citations hold" in done.stdout
    )


def test_a_missing_document_is_told_with_how_much_hangs_on_it(
    documents: Documents, tmp_path: Path
) -> None:
    folder = shutil.copytree(documents.folder, tmp_path / "documents")
    sources = documents.base.vocabulary.sources.values()
    for source in sources:
        (folder / source.file).chmod(0o644)
        (folder / source.file).unlink()
        found = library.verify(folder, FACTS).verification
        gone = [one for one in found.documents if one.document is None]
        assert source in [one.source for one in gone]
        assert [finding.code for finding in found.findings] == ["CQ401"] * len(gone)


def test_a_finding_in_a_file_outside_the_base_shows_none_of_its_text(
    base: Path, tmp_path: Path
) -> None:
    """A link leads to a file of facts elsewhere, whose statement says another figure than its value."""
    facts = base / "automotive" / "2014.yaml"
    text = facts.read_text(encoding="utf-8")
    outside = tmp_path / "outside.yaml"
    outside.write_text(text.replace("printed: ", "printed: secret ", 1), encoding="utf-8")
    facts.write_text(outside.read_text(encoding="utf-8"), encoding="utf-8")
    inside = (
        library.check(base).findings
        or library.verify(base / "documents", base).verification.findings
    )
    assert "secret" in str(inside)
    facts.unlink()
    facts.symlink_to(outside)
    linked = (
        library.check(base).findings
        or library.verify(base / "documents", base).verification.findings
    )
    assert [finding.code for finding in linked] == [finding.code for finding in inside]
    assert "secret" not in str(linked)
