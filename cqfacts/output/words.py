"""Words for the eye: marks, changes, citations of sources; and what keeps hostile text from a terminal."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cqfacts.model import quantity
from cqfacts.model.fact import QUALIFIER_WORDS, Fact, Status, decimals_of, format_fraction, scale_of
from cqfacts.model.names import INVISIBLE
from cqfacts.model.period import Dating, EdtfDate
from cqfacts.model.vocabulary import Kind, Source

if TYPE_CHECKING:
    from cqfacts.reason.compare import Pair

_UNSAFE = re.compile(f"[{INVISIBLE}\t\r]")
MARKS = {
    "=": "implied: computed, printed nowhere",
    "?": "doubtful, see below",
    "!": "in conflict, see below",
    "i": "period inferred",
    "f": "forecast or plan",
}
SIGNS = {sign: QUALIFIER_WORDS[qualifier] for sign, qualifier in quantity.SIGNS.items() if sign}


def visible(text: str) -> str:
    """The text with every character that would steer a terminal made visible.

    >>> visible("red \\x1b[31m")
    'red \\\\x1b[31m'
    """
    return _UNSAFE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def marks(fact: Fact) -> str:
    """The marks of a fact: implied, doubtful, in conflict, period inferred, forecast."""
    given = {
        "=": fact.implied,
        "?": bool(fact.doubts),
        "!": bool(fact.conflicts),
        "i": fact.dating is Dating.INFERRED,
        "f": fact.status is Status.FORECAST,
    }
    return "".join(mark for mark, holds in given.items() if holds)


def change_words(pair: "Pair") -> str:
    """The change with no more digits than its interval allows, or the verdict where there is none.

    Of an amount in percent, and a year where years lie between, and in the unit; of others in points or places.
    """
    change, later = pair.change, pair.later
    if change is None or later is None:
        return pair.verdict.value
    if later.indicator.kind is Kind.RANK and change.absolute is not None:
        places = abs(change.absolute)
        moved = "up" if change.absolute < 0 else "down"
        return f"{places} place{'s' * (places != 1)} {moved}" if places else "no change"
    percent = _bounded(change.low, change.high, "%")
    yearly = _bounded(change.per_year_low, change.per_year_high, "% a year")
    in_unit = _bounded(change.least, change.most, f" {_unit_of_change(later)}")
    return "; ".join(filter(None, (percent, yearly, in_unit)))


def _unit_of_change(fact: Fact) -> str:
    if fact.indicator.kind is Kind.RANK:
        return "places"
    return "points" if fact.unit and fact.unit.symbol == "%" else fact.unit.plural if fact.unit else ""


def _bounded(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    """Two bounds, with their signs: between +32.1% and +32.3%. Empty where none is known."""
    known = [bound for bound in (low, high) if bound is not None]
    word, scale = scale_of(known)
    decimals = decimals_of([bound / scale for bound in known])
    sign = "%" if unit.startswith("%") else ""
    if sign and len(known) == 2 and known[1] - known[0] < _WIDE:
        decimals = max(decimals, 1)
    said = [_signed(bound / scale, decimals) for bound in known]
    after = f" {word}{unit}" if word else unit
    if len(said) == 2:
        return f"{said[0]}{after}" if said[0] == said[1] else f"between {said[0]}{sign} and {said[1]}{after}"
    return f"{'at least' if high is None else 'at most'} {said[0]}{after}" if said else ""


_WIDE = 100
"""From so many percent between its bounds on a change is shown without decimals."""


def _signed(exact: Fraction, decimals: int) -> str:
    """The number with its sign, rounded to nearest."""
    text = format_fraction(exact, decimals)
    return text if text.startswith("-") else f"+{text}"


def date_words(when: EdtfDate) -> str:
    """A date as a citation writes it: "4 January 2023", "c. 2013"."""
    from calendar import month_name

    parts = [str(when.day) if when.day else "", month_name[when.month] if when.month else "", str(when.year)]
    return ("c. " if when.about else "") + " ".join(part for part in parts if part)


def issued_words(source: Source) -> str:
    """The date of a source, with "c." where the document does not print it; "n.d." where nothing tells."""
    if source.issued is None:
        return "n.d."
    dates = "–".join(date_words(when._replace(about=False)) for when in source.issued.dates)
    return f"c. {dates}" if source.is_circa else dates


def one_line(text: str) -> str:
    """The text without line ends of any kind, which would start a new line of a citation."""
    return " ".join(text.splitlines()).strip()


def source_words(source: Source) -> str:
    """A source as one line: author, title, publisher, date, address."""
    authors = ", ".join(author.words for author in source.author)
    parts = [authors, source.title, source.publisher or "", issued_words(source)]
    line = " ".join(_sentence(part) for part in parts if part)
    return f"{line} {source.url}" if source.url else line


def _sentence(part: str) -> str:
    """A part of a citation with a point after it, where it has no end of its own."""
    return part if part.endswith(("?", "!", "？", "！", "。")) else f"{part.rstrip('.')}."


def paragraph_words(paragraphs: Sequence[int]) -> str:
    """Paragraph numbers as runs.

    >>> paragraph_words([9, 8, 5])
    '¶5, 8–9'
    """
    runs: list[list[int]] = []
    for paragraph in sorted(set(paragraphs)):
        if runs and paragraph == runs[-1][-1] + 1:
            runs[-1].append(paragraph)
        else:
            runs.append([paragraph])
    return "¶" + ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
