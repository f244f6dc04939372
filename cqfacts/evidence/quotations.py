"""Whether a document prints what a citation says it does: pure functions of a citation and the paragraphs of a text."""

import re
from collections.abc import Iterator, Sequence

from cqfacts.model.fact import Citation
from cqfacts.model.finding import Wrong
from cqfacts.model.names import short
from cqfacts.model.quantity import SCALES

_IN_A_FIGURE = re.compile(rf"[.,/]?\d| ?(?:{'|'.join(SCALES)})", re.ASCII)
"""What goes on with a figure whose digits end before it."""
_FIGURE_BEFORE = re.compile(r"\d[.,/]?\Z", re.ASCII)
_LETTER = re.compile(r"[A-Za-z]")
_ALIKE = {"'": "['‘’]", '"': '["“”]', "-": "[-‐‑–—]"}
"""Marks that are often typed for others."""


def is_printed(citation: Citation, paragraphs: Sequence[str]) -> Iterator[Wrong]:
    """What is wrong with a citation, given the paragraphs of its document: at most one thing.

    >>> text = ["Output was 12.5 million in 2014."]
    >>> list(is_printed(Citation("a-report", 1, "12.5 million"), text))
    []
    >>> [wrong.message for wrong in is_printed(Citation("a-report", 1, "2.5 million"), text)]
    ['"2.5 million" cuts the figure that ¶1 of "a-report" prints']
    """
    if citation.paragraph > len(paragraphs):
        message = f"{_where(citation)} is not there: the document has {len(paragraphs)} paragraphs"
        yield Wrong("CQ402", "paragraph", message, _elsewhere(citation, paragraphs))
        return
    paragraph = paragraphs[citation.paragraph - 1]
    found = _starts(citation.printed, paragraph)
    if not found:
        message = f'{_where(citation)} does not print "{short(citation.printed)}"'
        yield Wrong("CQ402", "printed", message, _nearly(citation, paragraph) or _elsewhere(citation, paragraphs))
    elif len(found) > 1:
        message = f'{_where(citation)} prints "{short(citation.printed)}" {len(found)} times'
        yield Wrong("CQ403", "printed", message, "quote more of the words around the one that is meant")
    elif cut := _cut(paragraph[: found[0]], citation.printed, paragraph[found[0] + len(citation.printed) :]):
        message = f'"{short(citation.printed)}" cuts the {cut} that {_where(citation)} prints'
        yield Wrong("CQ404", "printed", message, f"quote the whole {cut}")


def _where(citation: Citation) -> str:
    return f'¶{citation.paragraph} of "{citation.source}"'


def _starts(words: str, paragraph: str) -> list[int]:
    """Where the words start in the paragraph."""
    starts = []
    at = paragraph.find(words)
    while at >= 0:
        starts.append(at)
        at = paragraph.find(words, at + 1)
    return starts


def _cut(before: str, words: str, after: str) -> str:
    """What of a document a quotation cuts in two, if anything: a figure or a word."""
    first, last = words[0], words[-1]
    if first.isdigit() and _FIGURE_BEFORE.search(before[-2:]):
        return "figure"
    if last.isdigit() and _IN_A_FIGURE.match(after):
        return "figure"
    starts_inside = _LETTER.match(first) and _LETTER.match(before[-1:])
    ends_inside = _LETTER.match(last) and _LETTER.match(after)
    return "word" if starts_inside or ends_inside else ""


def _nearly(citation: Citation, paragraph: str) -> str:
    """A hint: the words of the paragraph that differ in nothing but digits, case, spaces or the form of marks."""
    pattern = "".join(map(_loosely, " ".join(citation.printed.split())))
    found = re.search(pattern, paragraph, re.IGNORECASE)
    return f'it prints "{found.group()}": quote it exactly' if found else ""


def _loosely(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    return r"\d" if letter.isdigit() else _ALIKE.get(letter) or re.escape(letter)


def _elsewhere(citation: Citation, paragraphs: Sequence[str]) -> str:
    """A hint: the paragraphs that print the words, where any does."""
    where = [f"¶{at}" for at, text in enumerate(paragraphs, 1) if citation.printed in text]
    if where:
        return f"{', '.join(where[:5])} prints it: correct the paragraph"
    return "no paragraph does: quote the words exactly as printed, decimal commas and all"
