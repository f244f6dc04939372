"""Read the times that a text says, in English and Chinese.

This is the one reader of times for check, verify and search. Its modules follow each other as the
text becomes times:

- `times_tokens` splits the text into lexemes by the table of `times_patterns`, and makes tokens of
  them with `times_readers`. `times_lexemes` has both records, and the codes of tokens.
- `times_pieces` finds tokens that say a time side by side, by the table of `times_rules`. Its
  readers stand in `times_parts` and `times_relative`, and take a phrase (`times_phrases`).
  `times_counts` turns away numbers that count things. `times_scene` has the record of a piece.
- `times_joining` joins pieces: with the year beside them (`times_neighbours`), with words for a
  rough part (`times_edges`), as ends of a span (`times_spans`), with the year of their sentence
  (`times_sharing`). `times_bases` marks those that a change is on.
- Here each piece becomes a mention.

`times_stretch` has times that may lack a year, `times_clock` counts from the date of the document,
and `times_words` has the tables of words.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.period import Period, PeriodError, parse_period
from cqfacts.reader.records import Mention
from cqfacts.reader.times_clock import Clock, clock_of
from cqfacts.reader.times_counts import is_doubtful_year
from cqfacts.reader.times_joining import join_pieces
from cqfacts.reader.times_pieces import find_pieces
from cqfacts.reader.times_scene import Piece, Scene
from cqfacts.reader.times_stretch import SOME, Stretch
from cqfacts.reader.times_tokens import plain, split_tokens

_LOOK_BACK = 40
"""So many characters before a time are looked at."""
_YEARS_TO_LAST_OF_DECADE = 9
_SINCE_BEFORE = r"(?:\b(?:ever )?since|\bafter|\bfrom|自从|自|从)(?: the)?(?: year)? ?$"
_SINCE_AFTER = r" ?(?:以来|起|以后|至今|迄今|onwards?\b)"
_LAST_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz自从\n")
"""The letters with which words before the begin of a time end."""
_FISCAL_AFTER = r" (?:fiscal|financial) years?\b"
_BY_BEFORE = r"(?:\b(?:by|as of|as at|up to|until|till)(?: the)?(?: year)?|截至|截止|到|至) ?$"
_LAST_OF_BY = frozenset("yftoler至止到")
"""The letters with which words before an end alone end."""


class _Reading(NamedTuple):
    """A stretch with the year that it has in a document."""

    edtf: str
    period: Period | None
    relative: bool


def read_times(text: str, issued: Period | None = None) -> list[Mention]:
    """Return the times that a text says, sorted by place; `issued` is the date of the document.

    >>> mentions = read_times("In the first 5 months in 2015, up from 2010-14")
    >>> [(mention.text, mention.edtf) for mention in mentions]
    [('first 5 months in 2015', '2015-01/2015-05'), ('2010-14', '2010/2014')]
    >>> [str(mention.period) for mention in read_times("去年5月", parse_period("2017-03-22"))]
    ['2016-05']
    """
    words = plain(text)
    clock = clock_of(issued)
    scene = Scene(words, split_tokens(words, text, clock))
    pieces = join_pieces(scene, find_pieces(scene, clock))
    possible = [piece for piece in pieces if piece.stretch.is_possible]
    return [_mention(text, scene, piece, clock) for piece in possible]


def _mention(text: str, scene: Scene, piece: Piece, clock: Clock) -> Mention:
    since = _since_before(scene, piece)
    start, end = _start(scene, piece, since), scene.end(piece)
    stretch = _stretch(scene, piece, since)
    reading = _read_stretch(stretch, clock)
    words = text[start:end]
    return Mention(
        words,
        start,
        end,
        reading.edtf,
        reading.period,
        relative=reading.relative,
        compared=piece.is_base,
        others=_alternatives(words, start, end, stretch.alternative),
        loose=stretch.loose,
        by=_is_end_alone(scene, start),
        lent=stretch.lent,
        fiscal=stretch.fiscal or _has_after(_FISCAL_AFTER, scene, piece),
        doubtful=is_doubtful_year(scene, piece),
    )


def _start(scene: Scene, piece: Piece, since: re.Match[str] | None) -> int:
    """Return the place where a time begins, with the words "since" and "about" before it."""
    if since:
        return since.start()
    if _follows_about(scene, piece):
        return scene.tokens[piece.head - 1].start
    return scene.start(piece)


def _stretch(scene: Scene, piece: Piece, since: re.Match[str] | None) -> Stretch:
    """Return the stretch of a piece with what the words before and after it say.

    For example: about 2013, since 2010.
    """
    stretch = piece.stretch
    if _follows_about(scene, piece):
        stretch = stretch._replace(approximate=True)
    if piece.is_base or not _can_open(stretch):
        return stretch
    is_begin = since or _has_after(_SINCE_AFTER, scene, piece)
    if is_begin:
        return _opened(stretch)
    return stretch


def _alternatives(text: str, start: int, end: int, edtf: str) -> tuple[Mention, ...]:
    """Return the other reading of a time, if it has one."""
    if not edtf:
        return ()
    try:
        period = parse_period(edtf)
    except PeriodError:
        return ()
    return (Mention(text, start, end, edtf, period, loose=False),)


# --- the words around a time


def _follows_about(scene: Scene, piece: Piece) -> bool:
    return scene.code(piece.head - 1) == "k"


def _since_before(scene: Scene, piece: Piece) -> re.Match[str] | None:
    """Return the words before a time that say that it goes on.

    None before the time that a change is on.
    """
    if piece.is_base or scene.letter_before(piece) not in _LAST_LETTERS:
        return None
    return scene.search_before(_SINCE_BEFORE, scene.start(piece), _LOOK_BACK)


def _is_end_alone(scene: Scene, start: int) -> bool:
    """Tell whether words before a time say that it is the end: by 2020, 截至2021年8月."""
    if scene.text[max(0, start - 2) : start].rstrip(" ")[-1:] not in _LAST_OF_BY:
        return False
    return scene.search_before(_BY_BEFORE, start, _LOOK_BACK) is not None


def _has_after(pattern: str, scene: Scene, piece: Piece) -> bool:
    return scene.match_at(pattern, scene.end(piece)) is not None


# --- times without an end


def _can_open(stretch: Stretch) -> bool:
    """Tell whether a time may be the begin of another.

    For example: since 2010, since early 2010, since the 1990s.
    """
    years = stretch.finish.year - stretch.begin.year
    is_decade = stretch.is_year and years == _YEARS_TO_LAST_OF_DECADE
    return stretch.begin == stretch.finish or is_decade or bool(stretch.alternative)


def _opened(stretch: Stretch) -> Stretch:
    """Return a time without its end: since 2010, since the beginning of 2010."""
    begin = stretch.begin
    if stretch.alternative and begin.month == 1:
        begin = begin._replace(month=0)
    return stretch._replace(begin=begin, open=True, loose=True)


# --- the year of a time


@lru_cache(1024)
def _read_stretch(stretch: Stretch, clock: Clock) -> _Reading:
    """Return a stretch as EDTF and as a period, with the year that it has in the document."""
    dated = _in_document(stretch, clock)
    period = dated.period()
    is_open = period is None or dated.open
    edtf = dated.in_year(SOME).edtf if is_open else str(period)
    return _Reading(edtf, period, dated.relative)


def _in_document(stretch: Stretch, clock: Clock) -> Stretch:
    """Return a stretch with its year.

    A part without one is the latest that is not after the document.
    """
    if stretch.has_year:
        return stretch
    if not clock.today:
        return stretch.in_year(SOME)._replace(relative=True)
    this_year = stretch.in_year(clock.year)._replace(relative=True)
    if _has_come(this_year, clock):
        return this_year
    return stretch.in_year(clock.year - 1)._replace(relative=True)


def _has_come(stretch: Stretch, clock: Clock) -> bool:
    """Tell whether a time has come at the date of a document.

    Days must have begun, months must end with its month or before.
    """
    period = stretch.period()
    if period is None or clock.today is None or period.start > clock.today:
        return False
    if stretch.finish.day or stretch.week:
        return True
    end = period.end
    return (end.year, end.month) <= (clock.today.year, clock.today.month)
