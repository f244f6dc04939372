"""The rough parts of a time: early 2015, the end of March, 2021年底."""

import re
from datetime import timedelta
from functools import cache

from cqfacts.reader import times_words as words
from cqfacts.reader.times_lexemes import EDGE_NAMES
from cqfacts.reader.times_scene import Piece, Scene
from cqfacts.reader.times_stretch import Stretch, days_between, last_day

_WIDEST = 4
"""So many tokens may lead from the word for a rough part to the time."""
_NOUNS = ("beginning", "middle", "end")
_LINKS = frozenset(("", "-", "of", "of the", "the"))
_CHINESE = frozenset("底末初中旬")


def edged(stretch: Stretch, edge: int) -> Stretch:
    """Return the rough part of a year, a month or a week.

    >>> from cqfacts.reader.times_stretch import years
    >>> edged(years(2015, 2015), EDGE_NAMES.index("early")).edtf
    '2015-01/2015-06'
    """
    name = EDGE_NAMES[edge]
    days = _days_of_week(stretch, name)
    if days:
        return days._replace(relative=True, loose=True)
    if stretch.begin != stretch.finish or stretch.begin.day or stretch.week:
        return stretch._replace(loose=True)
    rough = _part_of_month(stretch, name) if stretch.begin.month else _part_of_year(stretch, name)
    return rough._replace(loose=True, alternative=stretch.edtf)


def _part_of_year(year: Stretch, name: str) -> Stretch:
    start, end = words.PARTS_OF_A_YEAR[name]
    begin, finish = year.begin._replace(month=start), year.finish._replace(month=end)
    return year._replace(begin=begin, finish=finish)


def _part_of_month(month: Stretch, name: str) -> Stretch:
    start, end = words.PARTS_OF_A_MONTH[name]
    begin = month.begin._replace(day=start)
    finish = month.finish._replace(day=min(end, last_day(month.finish)))
    return month._replace(begin=begin, finish=finish)


def _days_of_week(stretch: Stretch, name: str) -> Stretch | None:
    """Return the days of a rough part of a week; None where the stretch is no week."""
    is_of_days = stretch.relative and stretch.begin.day
    period = stretch.period() if is_of_days else None
    if period is None or period.start.weekday() or period.days != 7:
        return None
    start, end = words.PARTS_OF_A_WEEK[name]
    monday = period.start
    return days_between(monday + timedelta(days=start), monday + timedelta(days=end))


# --- the words beside a time


def mark_edges(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the rough part that words before or after them say."""
    return [_with_edge(scene, piece) for piece in pieces]


def _with_edge(scene: Scene, piece: Piece) -> Piece:
    leader = _edge_before(scene, piece)
    if leader is not None:
        stretch = edged(piece.stretch, scene.tokens[leader].number)
        return piece._replace(stretch=stretch._replace(weak=False), head=leader)
    follower = piece.tail + 1
    if scene.code(follower) == "G" and scene.last_letter(follower) in _CHINESE:
        stretch = edged(piece.stretch, scene.tokens[follower].number)
        return piece._replace(stretch=stretch, tail=follower)
    return piece


def _edge_before(scene: Scene, piece: Piece) -> int | None:
    """Return the place of the word for a rough part that leads to a time.

    None where there is none.
    """
    codes = scene.codes[max(0, piece.head - _WIDEST) : piece.head]
    match = _leading_edge().search(codes) if "G" in codes else None
    if match is None:
        return None
    edge = piece.head - len(match.group())
    if _leads_to(scene, piece, edge):
        return edge
    return None


def _leads_to(scene: Scene, piece: Piece, edge: int) -> bool:
    """Tell whether a word for a rough part goes with the time after it.

    For example: at the start of 2021, but not "start in 2021".
    """
    if EDGE_NAMES[scene.tokens[edge].number] not in _NOUNS:
        return True
    between = scene.text[scene.tokens[edge].end : scene.start(piece)]
    if between.strip() in _LINKS:
        return True
    return between.startswith((" of", " the ")) and " in" not in between


@cache
def _leading_edge() -> re.Pattern[str]:
    return re.compile(r"G[hot]?o?e?$")
