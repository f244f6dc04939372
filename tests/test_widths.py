"""Every listing shows the same facts, figures, marks and citations at every width, with and without UTF-8."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import pytest
from rich.cells import cell_len

import cqfacts as library
from cqfacts.answers.keys import Answer
from cqfacts.output.blocks import Block, FactLine, FactTable, Folded, PairTable
from cqfacts.output.encoding import fit
from cqfacts.output.listing import shorten_titles
from cqfacts.output.page import Page
from cqfacts.output.terminal import write_blocks
from cqfacts.output.views import view
from tests.conftest import Run
from tests.sampling import Sample

WIDTHS = range(40, 201)
WIDTHS_BY_ENCODING = {"utf-8": WIDTHS, "ascii": WIDTHS[::3]}
"""The layout is the same; without UTF-8 only signs differ."""
NARROW = (40, 48, 60, 72, 80, 100, 120, 160, 200)
LISTINGS: dict[str, Callable[[], Answer]] = {
    "a sector": lambda: library.sector("automotive"),
    "a sector with implied figures": lambda: library.sector("electronics", implied=True),
    "a year": lambda: library.year(2021),
    "some facts": lambda: library.facts(area="chengdu-chongqing"),
    "conflicts": lambda: library.conflicts(every=True),
    "two years": lambda: library.compare(2014, 2015, implied=True),
    "three years": lambda: library.compare_years(2013, 2014, 2015),
}


def lines_of(content: Iterable[Block]) -> Iterator[FactLine]:
    """Yield the facts of blocks."""
    for block in content:
        if isinstance(block, FactTable):
            yield from block.lines
        elif isinstance(block, PairTable):
            for pair in block.pairs:
                yield from pair.lines
        elif isinstance(block, Folded):
            yield from lines_of(block.content)


def words_of(lines: Iterable[FactLine], encoding: str) -> Counter[str]:
    """Count the words of figures, the marks, the citations and the ids of facts, as a screen in an encoding has them."""
    words: Counter[str] = Counter()
    for line in lines:
        words.update(fit(line.figure, encoding).split())
        words.update(line.marks.split())
        words.update(fit(source, encoding) for source in line.sources)
        words[line.id] += 1
    return words


def shown_words(shown: str) -> Counter[str]:
    """Count what stands on a screen: its words, and its citations in one piece."""
    citations = re.findall(r"\d+ (?:¶|par\. )\d+", shown)
    return Counter(shown.split()) + Counter(citations)


def screen(answer: Answer, page: Page) -> str:
    return "".join(write_blocks(view(answer), page))


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_listing_is_whole_at_every_width(name: str, encoding: str, sample: Sample) -> None:
    answer = LISTINGS[name]()
    expected = words_of(lines_of(view(answer)), encoding)
    for width in (*sample.of(WIDTHS_BY_ENCODING[encoding], 17), 80, 200):
        page = Page(width, encoding=encoding, with_ids=True, with_all=True)
        shown = screen(answer, page)
        missing = expected - shown_words(shown)
        assert not missing, (width, missing)
        ids = set(expected)
        rows = [row for row in shown.splitlines() if row.strip() not in ids]
        assert max(map(cell_len, rows)) <= width
        assert encoding == "utf-8" or shown.isascii()


@pytest.mark.parametrize("width", NARROW)
def test_titles_that_differ_are_never_cut_to_the_same_text(width: int) -> None:
    for answer in (library.year(2021), library.sector("automotive"), library.facts()):
        lines = list(lines_of(view(answer)))
        titles = shorten_titles(lines, [width // 3] * len(lines), "…")
        wholes: dict[str, set[str]] = {}
        for line, title in zip(lines, titles, strict=True):
            wholes.setdefault(title, set()).add(line.what)
        assert all(len(whole) == 1 for whole in wholes.values())


@pytest.mark.parametrize(
    ("command", "most"),
    [(("sector", "automotive"), 40), (("compare", "2014", "2021"), 40)],
)
def test_an_answer_takes_one_screen_or_two(
    command: tuple[str, ...], most: int, cqfacts: Run
) -> None:
    assert len(cqfacts(*command).stdout.splitlines()) <= most


def test_without_utf_8_no_question_mark_stands_in(cqfacts: Run) -> None:
    """It is the mark of a doubt."""
    shown = screen(library.show(["chip-supply-2021"]), Page(80, encoding="ascii"))
    assert "?" not in shown
    assert "par. 4" in shown


OTHER_SCREENS: dict[str, Callable[[], Answer]] = {
    "a search": lambda: library.search("laptop exports 2021"),
    "a fact": lambda: library.show(["vehicle-output-2014", "retail-sales-2020m01-08"]),
    "a derivation": lambda: library.why(["vehicle-output--chongqing--2014-01..2014-05"]),
    "a series": lambda: library.series("vehicle-output"),
    "the sectors": library.sectors,
    "the years": library.years,
    "the areas": library.areas,
    "the sources": library.sources,
    "two areas": lambda: library.compare_areas(2022, "china", "chengdu-chongqing"),
}
_NUMBER = re.compile(r"\d[\d.,]*%?|¶|par\.")
_ID = re.compile(r"[\w.]+(?:-+[\w.]+)+")
"""Ids are shown where there is room."""


def numbers_of(answer: Answer, page: Page) -> Counter[str]:
    """Count the numbers and the signs of paragraphs on a screen, but for those of ids."""
    return Counter(_NUMBER.findall(_ID.sub(" ", screen(answer, page))))


SCREENS = {
    **LISTINGS,
    **OTHER_SCREENS,
    "the indicators": library.indicators,
    "every fact": library.facts,
}

MORE_LINES = {"the sources": 1, "a sector with implied figures": 2}
"""The lines that a wider screen may take more.

Sources that begin to stand in a table get the names of its columns; a title of which little would be left is folded.
"""


@pytest.mark.parametrize("name", SCREENS)
def test_a_wider_screen_never_takes_more_lines(name: str, sample: Sample) -> None:
    answer = SCREENS[name]()
    widths = sorted({*sample.of(WIDTHS[::8], 4), *NARROW})
    heights = [screen(answer, Page(width)).count("\n") for width in widths]
    for (narrow, higher), (wide, height) in pairwise(zip(widths, heights, strict=True)):
        assert height <= higher + MORE_LINES.get(name, 0), (narrow, wide)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_indicators_have_their_ids_and_titles_at_every_width(width: int) -> None:
    answer = library.indicators()
    shown = "\n" + screen(answer, Page(width))
    gap = "\n" if width == 40 else " "
    for row in answer.rows:
        _, _, after = shown.partition(f"\n{row.indicator.id}{gap}")
        assert row.indicator.title[:14] in after[:width]


@pytest.mark.parametrize("name", OTHER_SCREENS)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_another_screen_has_the_same_numbers_at_every_width(
    name: str, encoding: str, sample: Sample
) -> None:
    answer = OTHER_SCREENS[name]()
    whole = numbers_of(answer, Page(200, encoding=encoding))
    for width in (*sample.of(WIDTHS_BY_ENCODING[encoding], 23), 80):
        page = Page(width, encoding=encoding)
        shown = numbers_of(answer, page)
        assert not {word for word in whole if word not in shown}, width
        assert encoding == "utf-8" or screen(answer, page).isascii()


@pytest.mark.parametrize("width", [80, 81, 96, 120])
def test_a_figure_and_its_unit_stand_on_one_line(width: int) -> None:
    for answer in (library.facts(implied=True), library.compare(2014, 2015)):
        shown = screen(answer, Page(width, with_all=True)).splitlines()
        for line in lines_of(view(answer)):
            if any(character.isdigit() for character in line.figure):
                assert any(row.strip().startswith(line.figure) for row in shown), line.figure


@pytest.mark.parametrize("year", [2013, 2021])
def test_at_80_columns_nearly_every_fact_takes_one_line(year: int) -> None:
    answer = library.year(year)
    facts = answer.total
    shown = screen(answer, Page(80)).splitlines()
    assert len(shown) <= 1.1 * facts + 15


def test_titles_that_begin_alike_keep_what_tells_them_apart() -> None:
    titles = [
        "Plan for exchange: cultural export base",
        "Plan for exchange: centre",
        "Plan for exchange: cultural zone",
    ]
    lines = [FactLine("", title, "", "", "", (), "") for title in titles]
    assert shorten_titles(lines, [21] * 3, "…") == [
        "Plan… cultural expor…",
        "Plan for exch… centre",
        "Plan f… cultural zone",
    ]
