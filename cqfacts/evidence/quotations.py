"""Judge whether a document prints the words that a citation quotes: pure functions of a citation and paragraphs."""

import re
from collections.abc import Sequence

from cqfacts.evidence.texts import plain_text
from cqfacts.model.fact import Citation
from cqfacts.model.finding import Violation
from cqfacts.model.names import short
from cqfacts.model.quantity import SCALES

_MOST_PARAGRAPHS_NAMED = 5
_SCALE = "|".join(SCALES)
_FIGURE_GOES_ON = re.compile(rf"[.,/]?\d| ?(?:{_SCALE})", re.ASCII)
"""At the start of the words after a digit: they belong to its figure."""
_FIGURE_BEFORE = re.compile(r"\d[.,/]?\Z", re.ASCII)
"""At the end of the words before a digit: they belong to its figure."""
_MORE_BEFORE = re.compile(r"(?:[\w.,/]|\d\s|(?:minus|[-+−‐‑–—<>~≈±≤≥])\s?)\Z", re.IGNORECASE)
"""At the end of the words before a digit: they may change the sign or the size of its figure."""
_MORE_AFTER = re.compile(
    rf"\w|[.,/]\d|\s?(?:{_SCALE}|hundred|lakh|crore|[kmbt]|[mbt]n)\b|\s?[十百千万亿]|\s?(?:to|or|[-–—])\s?\d",
    re.IGNORECASE,
)
"""At the start of the words after a digit: they may change the size of its figure."""
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
_ALIKE = {"'": "['‘’]", '"': '["“”]', "-": "[-‐‑–—]"}
"""Marks that are often typed for others."""


def check_quotation(citation: Citation, paragraphs: Sequence[str]) -> Violation | None:
    """Return what is wrong with a citation, given the paragraphs of its document; None where it holds.

    A citation holds where its paragraph prints the quoted words exactly, once, and without cutting a word or a figure.

    >>> text = ["Output was 12.5 million in 2014."]
    >>> print(check_quotation(Citation("a-report", 1, "12.5 million"), text))
    None
    >>> check_quotation(Citation("a-report", 1, "2.5 million"), text).message
    '"2.5 million" cuts the figure that ¶1 of "a-report" prints'
    """
    place = f'¶{citation.paragraph} of "{citation.source}"'
    if citation.paragraph > len(paragraphs):
        message = f"{place} is not there: the document has {len(paragraphs)} paragraphs"
        return Violation("CQ402", "paragraph", message, _point_elsewhere(citation, paragraphs))
    citation = citation._replace(printed=plain_text(citation.printed))
    paragraph = paragraphs[citation.paragraph - 1]
    quoted = short(citation.printed)
    starts = _find_starts(citation.printed, paragraph)
    if not starts:
        hint = _quote_similar(citation, paragraph) or _point_elsewhere(citation, paragraphs)
        return Violation("CQ402", "printed", f'{place} does not print "{quoted}"', hint)
    if len(starts) > 1:
        message = f'{place} prints "{quoted}" {len(starts)} times'
        return Violation(
            "CQ403", "printed", message, "quote more of the words around the one that is meant"
        )
    cut = _name_what_is_cut(paragraph, starts[0], starts[0] + len(citation.printed))
    if cut:
        return Violation(
            "CQ404",
            "printed",
            f'"{quoted}" cuts the {cut} that {place} prints',
            f"quote the whole {cut}",
        )
    return None


def _find_starts(words: str, paragraph: str) -> list[int]:
    """Return the positions at which the words start in a paragraph; they may overlap.

    >>> _find_starts("anan", "banananas")
    [1, 3]
    """
    starts = []
    position = paragraph.find(words)
    while position >= 0:
        starts.append(position)
        position = paragraph.find(words, position + 1)
    return starts


def _name_what_is_cut(paragraph: str, start: int, end: int) -> str:
    """Return "figure" or "word" where a stretch of a paragraph cuts one in two, else an empty text.

    >>> paragraph = "some 2.63 million cars"
    >>> [_name_what_is_cut(paragraph, start, end) for start, end in ((5, 9), (10, 13), (5, 17))]
    ['figure', 'word', '']
    """
    if _cuts_figure(paragraph, start, end):
        return "figure"
    if _cuts_word(paragraph, start, end):
        return "word"
    return ""


def _cuts_figure(paragraph: str, start: int, end: int) -> bool:
    if paragraph[start].isdigit() and _FIGURE_BEFORE.search(paragraph[:start][-2:]):
        return True
    return paragraph[end - 1].isdigit() and _FIGURE_GOES_ON.match(paragraph[end:]) is not None


def _cuts_word(paragraph: str, start: int, end: int) -> bool:
    starts_inside = _TWO_LETTERS.fullmatch(paragraph[:start][-1:] + paragraph[start])
    ends_inside = _TWO_LETTERS.fullmatch(paragraph[end - 1 : end + 1])
    return starts_inside is not None or ends_inside is not None


def _quote_similar(citation: Citation, paragraph: str) -> str:
    """Return a hint with words that differ in nothing but digits, case, spaces or the form of marks; empty for none.

    A hint must not lead to a figure of another sign or size, so words beside which more of a figure may stand give none.
    """
    words = " ".join(citation.printed.split())
    pattern = "".join(map(_loosen, words))
    similar = re.search(pattern, paragraph, re.IGNORECASE)
    if similar is None or _may_be_part_of_figure(paragraph, *similar.span()):
        return ""
    return f'it prints "{similar.group()}": quote it exactly'


def _may_be_part_of_figure(paragraph: str, start: int, end: int) -> bool:
    """Tell whether a sign, a scale word or anything else that is not understood touches a figure at either end.

    >>> paragraph = "fell -2.5 and then 3.5万"
    >>> [_may_be_part_of_figure(paragraph, start, start + 3) for start in (6, 19)]
    [True, True]
    """
    before = paragraph[max(0, start - len("minus ")) : start]
    if paragraph[start].isdigit() and _MORE_BEFORE.search(before):
        return True
    return paragraph[end - 1].isdigit() and _MORE_AFTER.match(paragraph[end:]) is not None


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
