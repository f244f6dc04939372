"""Words for the eye: marks, changes, citations of sources; and what keeps hostile text from a terminal."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from cqfacts.model import quantity
from cqfacts.model.fact import QUALIFIER_WORDS, Fact, Status
from cqfacts.model.period import Dating, EdtfDate
from cqfacts.model.vocabulary import Kind, Source

if TYPE_CHECKING:
    from cqfacts.reason.compare import Pair

# Controls but for newline, C1, bidirectional marks, other line separators and surrogates.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
MARKS = {"?": "doubtful, see below", "i": "period inferred", "f": "forecast or plan"}
SIGNS = {sign: QUALIFIER_WORDS[qualifier] for sign, qualifier in quantity.SIGNS.items() if sign}


def visible(text: str) -> str:
    """The text with every character that would steer a terminal made visible.

    >>> visible("red \\x1b[31m")
    'red \\\\x1b[31m'
    """
    return _UNSAFE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def marks(fact: Fact) -> str:
    """The marks of a fact: doubtful, period inferred, forecast."""
    given = {"?": bool(fact.doubts), "i": fact.dating is Dating.INFERRED, "f": fact.status is Status.FORECAST}
    return "".join(mark for mark, holds in given.items() if holds)


def change_words(pair: "Pair") -> str:
    """The change with no more digits than its interval allows, or the verdict where there is none."""
    change = pair.change
    if change is None:
        return pair.verdict.value
    if change.percent is None:
        return _points(pair, change.absolute)
    if change.low is None or change.high is None:
        return f"{_signed(change.percent, 0)}%"
    width = change.high - change.low
    if width >= 1:
        decimals = 1 if width < 10 else 0
        return f"between {_signed(change.low, decimals, floor)}% and {_signed(change.high, decimals, ceil)}%"
    return f"{_signed(change.percent, 1 if width < Fraction(1, 10) else 0)}%"


def _points(pair: "Pair", absolute: Fraction) -> str:
    later = pair.later
    if later is None or pair.earlier is None or later.indicator.kind is Kind.RANK:
        return f"{_signed(absolute, 0)} places"
    unit = "points" if later.unit and later.unit.symbol == "%" else later.unit.plural if later.unit else ""
    widths = [
        high - low for low, high in (pair.earlier.interval, later.interval) if low is not None and high is not None
    ]
    return f"{_signed(absolute, 1 if sum(widths) < 1 else 0)} {unit}".strip()


def _signed(exact: Fraction, decimals: int, rounding: Callable[[Fraction], int] = round) -> str:
    """The number with its sign, rounded to nearest, or outward for a bound."""
    shown = Fraction(rounding(exact * 10**decimals), 10**decimals)
    return f"{float(shown):+.{decimals}f}"


def date_words(when: EdtfDate) -> str:
    """A date as a citation writes it: "4 January 2023", "c. 2013"."""
    from calendar import month_name

    parts = [str(when.day) if when.day else "", month_name[when.month] if when.month else "", str(when.year)]
    return ("c. " if when.about else "") + " ".join(part for part in parts if part)


def is_circa(source: Source) -> bool:
    """Whether the date of a source is only about right, or not printed in it."""
    return source.issued.about or source.dating is Dating.INFERRED


def issued_words(source: Source) -> str:
    """The date of a source, with "c." where the document does not print it."""
    return date_words(source.issued.begin._replace(about=is_circa(source)))


def one_line(text: str) -> str:
    """The text without line ends of any kind, which would start a new line of a citation."""
    return " ".join(text.splitlines()).strip()


def source_words(source: Source) -> str:
    """A source as one line: author, title, publisher, date, address."""
    authors = ", ".join(f"{author.given} {author.family}" for author in source.author)
    parts = [authors, source.title, source.publisher or "", issued_words(source)]
    line = ". ".join(part.rstrip(".") for part in parts if part) + "."
    return f"{line} {source.url}" if source.url else line


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
