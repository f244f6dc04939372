"""Judge whether a document prints the words that a citation quotes: pure functions of a citation and paragraphs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cqfacts.evidence.printed import USUAL_UNITS, read_quotation
from cqfacts.evidence.texts import plain_text
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Violation
from cqfacts.model.names import short
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.records import Figure

_MOST_PARAGRAPHS_NAMED = 5
_DIGITS = re.compile(r"\d\d")
"""Two digits of any script."""
_ARTICLE = re.compile("an? ", re.IGNORECASE)
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
_ALIKE = {"'": "['‘’]", '"': '["“”]', "-": "[-‐‑–—]"}
"""Marks that are often typed for others."""


def check_quotation(
    citation: Citation, paragraphs: Sequence[str], units: UnitTable = USUAL_UNITS
) -> Violation | None:
    """Return what is wrong with a citation, given the paragraphs of its document; None where it holds.

    A citation holds where its paragraph prints the quoted words exactly, once, and without cutting a word or a figure.

    >>> text = ["Output was 12.5 million in 2014."]
    >>> print(check_quotation(Citation("a-report", 1, "12.5 million"), text))
    None
    >>> check_quotation(Citation("a-report", 1, "2.5 million"), text).message
    '"2.5 million" cuts the figure that ¶1 of "a-report" prints'
    """
    location = f'¶{citation.paragraph} of "{citation.source}"'
    if citation.paragraph > len(paragraphs):
        message = f"{location} is not there: the document has {len(paragraphs)} paragraphs"
        return Violation("CQ402", "paragraph", message, _point_elsewhere(citation, paragraphs))
    citation = citation._replace(printed=plain_text(citation.printed))
    paragraph = Paragraph(paragraphs[citation.paragraph - 1], units)
    quoted = short(citation.printed)
    starts = find_occurrences(citation.printed, paragraph.text)
    if not starts:
        hint = _quote_similar(citation, paragraph) or _point_elsewhere(citation, paragraphs)
        return Violation("CQ402", "printed", f'{location} does not print "{quoted}"', hint)
    if len(starts) > 1:
        message = f'{location} prints "{quoted}" {len(starts)} times'
        return Violation(
            "CQ403", "printed", message, "quote more of the words around the one that is meant"
        )
    cut = _name_what_is_cut(paragraph, starts[0], starts[0] + len(citation.printed))
    if cut:
        return Violation(
            "CQ404",
            "printed",
            f'"{quoted}" cuts the {cut} that {location} prints',
            f"quote the whole {cut}",
        )
    return None


class Paragraph(NamedTuple):
    """The text of a paragraph, and the units in which its figures are read."""

    text: str
    units: UnitTable

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that it says."""
        return read_quotation(self.text, self.units)


def find_occurrences(words: str, paragraph: str) -> list[int]:
    """Return the positions at which the words start in a paragraph; they may overlap.

    >>> find_occurrences("anan", "banananas")
    [1, 3]
    """
    starts = []
    position = paragraph.find(words)
    while position >= 0:
        starts.append(position)
        position = paragraph.find(words, position + 1)
    return starts


def _name_what_is_cut(paragraph: Paragraph, start: int, end: int) -> str:
    """Return "figure" or "word" where a stretch of a paragraph cuts one in two, else an empty text.

    >>> paragraph = Paragraph("some 2.63 million cars, 三十三", USUAL_UNITS)
    >>> [_name_what_is_cut(paragraph, start, end) for start, end in ((5, 9), (0, 3), (5, 17), (24, 25))]
    ['figure', 'word', '', 'figure']
    """
    if _cuts_figure(paragraph, start, end):
        return "figure"
    if _cuts_word(paragraph.text, start, end):
        return "word"
    return ""


def _cuts_figure(paragraph: Paragraph, start: int, end: int) -> bool:
    text = paragraph.text
    if _DIGITS.fullmatch(text[start - 1 : start + 1]) or _DIGITS.fullmatch(text[end - 1 : end + 1]):
        return True
    return any(_is_cut(figure, start, end) for figure in paragraph.figures)


def _is_cut(figure: Figure, start: int, end: int) -> bool:
    """Tell whether one end of a stretch lies inside the number of a figure. The "a" of "a third" may be left out."""
    article = _ARTICLE.match(figure.text[figure.number_start - figure.start :])
    number_start = figure.number_start + (article.end() if article else 0)
    is_cut_at_start = number_start < start < figure.number_end
    is_cut_at_end = number_start < end < figure.number_end
    return is_cut_at_start or is_cut_at_end


def _cuts_word(paragraph: str, start: int, end: int) -> bool:
    starts_inside = _TWO_LETTERS.fullmatch(paragraph[:start][-1:] + paragraph[start])
    ends_inside = _TWO_LETTERS.fullmatch(paragraph[end - 1 : end + 1])
    return starts_inside is not None or ends_inside is not None


def _quote_similar(citation: Citation, paragraph: Paragraph) -> str:
    """Return a hint with words that differ in nothing but digits, case, spaces or the form of marks; empty for none.

    A hint must not lead to a figure of another sign or size: words that have only a part of a figure, or one beside
    something that is not understood, give none.
    """
    words = " ".join(citation.printed.split())
    pattern = "".join(map(_loosen, words))
    similar = re.search(pattern, paragraph.text, re.IGNORECASE)
    if similar is None or not _has_whole_figures(paragraph, *similar.span()):
        return ""
    return f'it prints "{similar.group()}": quote it exactly'


def _has_whole_figures(paragraph: Paragraph, start: int, end: int) -> bool:
    """Tell whether every figure that a stretch touches lies in it with its sign, its limit and its scale.

    >>> paragraph = Paragraph("fell -2.5 and then 3.5万", USUAL_UNITS)
    >>> [_has_whole_figures(paragraph, start, start + 3) for start in (6, 19)]
    [False, False]
    """
    for figure in paragraph.figures:
        is_touched = figure.start < end and figure.end > start
        is_inside = start <= figure.start and figure.number_end <= end
        if is_touched and not (is_inside and not figure.unread):
            return False
    return True


def _loosen(character: str) -> str:
    """Return the pattern of characters that are taken for one."""
    if character == " ":
        return r"\s+"
    if character.isdigit():
        return r"\d"
    return _ALIKE.get(character) or re.escape(character)


def _point_elsewhere(citation: Citation, paragraphs: Sequence[str]) -> str:
    """Return a hint with the paragraphs that print the words, where any does.

    >>> _point_elsewhere(Citation("a-report", 1, "in 2014"), ["In 2015", "so in 2014"])
    '¶2 prints it: correct the paragraph'
    """
    places = []
    for number, text in enumerate(paragraphs, 1):
        if citation.printed in text:
            places.append(f"¶{number}")
    if not places:
        return "no paragraph does: quote the words exactly as printed, decimal commas and all"
    nearest = ", ".join(places[:_MOST_PARAGRAPHS_NAMED])
    return f"{nearest} prints it: correct the paragraph"
