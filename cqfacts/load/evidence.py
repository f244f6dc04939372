"""Whether a document prints what a citation says it does: pure functions of a citation and the paragraphs of a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cqfacts.load.names import short
from cqfacts.load.printed import figures_in, numbers_in, prints
from cqfacts.load.rules import Wrong
from cqfacts.load.times import says_period
from cqfacts.model.fact import Citation
from cqfacts.model.period import Dating, Period
from cqfacts.model.quantity import SCALES, QuantityError, parse_quantity

_IN_A_FIGURE = re.compile(rf"[.,/]?\d| ?(?:{'|'.join(SCALES)})", re.ASCII)
"""What goes on with a figure whose digits end before it."""
_FIGURE_BEFORE = re.compile(r"\d[.,/]?\Z", re.ASCII)
_YEAR = re.compile(r"(?<![\d.,])\d{4}(?![\d]|[.,]\d)", re.ASCII)
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


def says_when(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with the period of a fact, given what was read under its keys: that no words say it."""
    period: Period = fact["period"]
    printed = [citation.printed for citation in fact["citations"]]
    if fact["dating"] is Dating.INFERRED:
        if not says_period([fact.get("dating_reason", ""), *printed], period):
            hint = "name it in dating_reason, year and months: January to May 2015, October 1 to 7, or correct it"
            yield Wrong("CQ407", "period", f"neither the reason nor a citation says {period}", hint)
    elif not says_period(printed, period):
        hint = 'correct it, quote the words that print it, before other times, or say "dating: inferred" and the reason'
        yield Wrong("CQ407", "period", f"no citation prints the time {period}", hint)


def states_what_it_says(fact: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with the statement of a fact: a number of its own, or not the figure, or not the year."""
    statement = fact["statement"]
    said = {figure for text in _texts_of(fact) for figure in _digits_in(text)}
    for number in dict.fromkeys(numbers_in(statement)):
        if not _digits_in(number) & said:
            message = f'nothing else in the fact says the number "{number}"'
            yield Wrong("CQ408", "statement", message, "correct it, or quote the words that print it")
    if "unit" in fact and not _says_figure(statement, fact["value"]):
        message = f'the statement does not say the figure "{short(fact["value"])}"'
        yield Wrong("CQ408", "statement", message, "say it with the digits and the scale word of the value")
    period: Period = fact["period"]
    years, wanted = set(_YEAR.findall(statement)), {f"{when.year:04}" for when in (period.begin, period.finish)}
    named = " ".join((fact["indicator"], fact.get("entity", ""), *(citation.printed for citation in fact["citations"])))
    if not years <= set(_YEAR.findall(named)) and not wanted <= years:
        message = f"the statement says {', '.join(sorted(years))}, the period is {period}"
        yield Wrong("CQ408", "statement", message, f"correct it, or say {' and '.join(sorted(wanted))} as well")


def _says_figure(statement: str, value: str) -> bool:
    """Whether a statement says a figure; one that cannot be read is a finding of `check`."""
    try:
        return prints(statement, parse_quantity(value))
    except QuantityError:
        return True


def _texts_of(fact: Mapping[str, Any]) -> Iterator[str]:
    """Whatever a statement may take a number from; a growth is on the year before."""
    yield from (citation.printed for citation in fact["citations"])
    period: Period = fact["period"]
    for when in (period.begin, period.finish):
        yield f"{when.year - 1} {when.year} {when.month} {when.day}"
    yield from (fact["value"], fact["indicator"], fact.get("entity", ""), fact.get("dating_reason", ""))
    yield from fact.get("notes", ())
    yield from (f"{doubt.reason} {doubt.likely}" for doubt in fact.get("doubts", ()))


def _digits_in(text: str) -> set[str]:
    return {figure.digits for figure in figures_in(text)}


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
