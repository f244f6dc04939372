"""Read the times that a text says, in English and Chinese: the one reader for check, verify and search."""

import re
from functools import cache

from cqfacts.model.period import Period, PeriodError, parse_period
from cqfacts.reader.records import Mention
from cqfacts.reader.times_clock import Clock, clock_of
from cqfacts.reader.times_joining import Scene, join
from cqfacts.reader.times_lexemes import Token
from cqfacts.reader.times_pieces import Piece, find_pieces, is_doubtful_year
from cqfacts.reader.times_stretch import SOME, Stretch
from cqfacts.reader.times_tokens import plain, split_tokens

_LOOK_BACK = 40
_LEAP_YEAR = 2000
_LAST_OF_DECADE = 9


def read_times(text: str, issued: Period | None = None) -> list[Mention]:
    """Return the times that a text says, sorted by place; `issued` is the date of the document.

    >>> [(mention.text, mention.edtf) for mention in read_times("In the first 5 months in 2015, up from 2010-14")]
    [('first 5 months in 2015', '2015-01/2015-05'), ('2010-14', '2010/2014')]
    >>> [str(mention.period) for mention in read_times("去年5月", parse_period("2017-03-22"))]
    ['2016-05']
    """
    words = plain(text)
    clock = clock_of(issued)
    tokens = split_tokens(words, text, clock)
    scene = join(words, tokens, find_pieces(words, tokens, clock))
    pieces = [piece for piece in scene.pieces if _exists(piece.stretch)]
    return [_mention(text, scene, piece, clock) for piece in pieces]


def _exists(stretch: Stretch) -> bool:
    """Tell whether there is such a day in some year: no 30 February."""
    is_known = min(*stretch.begin, *stretch.finish) >= 0
    return not is_known or stretch.in_year(_LEAP_YEAR).period() is not None


def _mention(text: str, scene: Scene, piece: Piece, clock: Clock) -> Mention:
    first, last = scene.tokens[piece.first], scene.tokens[piece.last]
    start, end = first.start, last.end
    compared = scene.is_base(piece)
    stretch = piece.stretch
    since = (
        None if compared else _since_before().search(scene.text[max(0, start - _LOOK_BACK) : start])
    )
    if since:
        start -= len(since.group())
    is_open = not compared and bool(since or _since_after().match(scene.text, end))
    stretch = _about(scene, piece, stretch)
    if stretch.about and scene.codes[max(0, piece.first - 1) : piece.first] == "k":
        start = min(start, scene.tokens[piece.first - 1].start)
    if is_open and _can_open(stretch):
        stretch = _opened(stretch)
    resolved = _resolved(stretch, clock)
    return Mention(
        text[start:end],
        start,
        end,
        _edtf(resolved),
        resolved.period(),
        relative=resolved.relative,
        compared=compared,
        others=_others(text, start, end, stretch),
        loose=stretch.loose,
        by=bool(_by_before().search(scene.text[max(0, start - _LOOK_BACK) : start])),
        lent=stretch.lent,
        fiscal=stretch.fiscal or bool(_fiscal_after().match(scene.text, end)),
        doubtful=_is_doubtful(scene, piece, first),
    )


def _can_open(stretch: Stretch) -> bool:
    """Tell whether a time may be the begin of another: since 2010, since early 2010, since the 1990s."""
    is_decade = stretch.is_year and stretch.finish.year - stretch.begin.year == _LAST_OF_DECADE
    return stretch.begin == stretch.finish or bool(stretch.other) or is_decade


def _opened(stretch: Stretch) -> Stretch:
    """Return a time without its end: since 2010, since the beginning of 2010."""
    begin = stretch.begin
    if stretch.other and begin.month == 1:
        begin = begin._replace(month=0)
    return stretch._replace(begin=begin, open=True, loose=True)


def _edtf(stretch: Stretch) -> str:
    period = stretch.period()
    if period is None or stretch.open:
        return stretch.in_year(SOME).edtf
    return str(period)


def _about(scene: Scene, piece: Piece, stretch: Stretch) -> Stretch:
    is_about = scene.codes[max(0, piece.first - 1) : piece.first] == "k"
    return stretch._replace(about=True) if is_about else stretch


def _is_doubtful(scene: Scene, piece: Piece, first: Token) -> bool:
    is_lone = piece.first == piece.last and (first.code == "y" or piece.stretch.doubtful)
    return is_lone and is_doubtful_year(scene.text, first)


def _resolved(stretch: Stretch, clock: Clock) -> Stretch:
    """Return a stretch with its year: of a part without one, the latest that is not after the document."""
    if stretch.has_year:
        return stretch
    if not clock.today:
        return stretch.in_year(SOME)._replace(relative=True)
    this_year = stretch.in_year(clock.year)._replace(relative=True)
    if _has_come(this_year, clock):
        return this_year
    return stretch.in_year(clock.year - 1)._replace(relative=True)


def _has_come(stretch: Stretch, clock: Clock) -> bool:
    """Tell whether days have begun at the date of a document, and whether months end with its month or before."""
    period = stretch.period()
    if period is None or clock.today is None or period.start > clock.today:
        return False
    last_month = (period.end.year, period.end.month)
    return bool(stretch.finish.day or stretch.week) or last_month <= (clock.year, clock.today.month)


def _others(text: str, start: int, end: int, stretch: Stretch) -> tuple[Mention, ...]:
    if not stretch.other:
        return ()
    try:
        period = parse_period(stretch.other)
    except PeriodError:
        return ()
    return (Mention(text[start:end], start, end, stretch.other, period, loose=False),)


@cache
def _since_before() -> re.Pattern[str]:
    return re.compile(r"(?:\b(?:ever )?since|\bafter|\bfrom|自从|自|从)(?: the)?(?: year)? ?$")


@cache
def _since_after() -> re.Pattern[str]:
    return re.compile(r" ?(?:以来|起|以后|至今|迄今|onwards?\b)")


@cache
def _fiscal_after() -> re.Pattern[str]:
    return re.compile(r" (?:fiscal|financial) years?\b")


@cache
def _by_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:by|as of|as at|up to|until|till)(?: the)?(?: year)?|截至|截止|到|至) ?$"
    )
