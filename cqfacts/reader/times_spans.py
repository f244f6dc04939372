"""Join the two ends of a span: from January to May 2014, 2020年7月至2021年6月, between 2010 and 2014."""

from cqfacts.reader.times_scene import Piece, Scene
from cqfacts.reader.times_stretch import Point, Stretch, shift_year

_TO = frozenset(("t", "h", "te", "he", "tt", "hh", "tte", "tto"))
"""The codes of tokens that lead from one end to the other."""
_BARE_DATES = "yTY"
"""The codes of tokens that a slash joins: 2010/2014."""
_FIRST_END_OF_MONTH = 28
_END_OF_YEAR = (12, 0)


def join_spans(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the two ends of each span as one."""
    joined: list[Piece] = []
    for piece in pieces:
        span = _span(scene, joined[-1], piece) if joined else None
        if span:
            joined[-1] = span
        else:
            joined.append(piece)
    return joined


def _span(scene: Scene, begin: Piece, finish: Piece) -> Piece | None:
    """Return two pieces as one span; None where nothing joins them."""
    if not _are_joined(scene, begin, finish):
        return None
    stretch = _spanned(begin.stretch, finish.stretch)
    if stretch is None:
        return None
    head, tail = begin.head, finish.tail
    if scene.code(head - 1) == "f":
        head -= 1
    if scene.code(tail + 1) == "Z":
        tail += 1
        if _is_zai(scene, head - 1):
            head -= 1
    return Piece(stretch, head, tail)


def _is_zai(scene: Scene, index: int) -> bool:
    """Tell whether a token is 在, which begins a span that 之间 ends."""
    return index >= 0 and scene.text[scene.tokens[index].start] == "在"


def _are_joined(scene: Scene, begin: Piece, finish: Piece) -> bool:
    """Tell whether the words between two pieces, and around them, make a span of them."""
    if "K" in (scene.head_code(begin), scene.head_code(finish)):
        return False
    joint = scene.codes_between(begin, finish)
    if joint == "/":
        return _is_bare_date(scene, begin) and _is_bare_date(scene, finish)
    if joint == "a":
        return _follows_between(scene, begin) or scene.code(finish.tail + 1) == "Z"
    return joint in _TO


def _is_bare_date(scene: Scene, piece: Piece) -> bool:
    return piece.is_one_token and scene.head_code(piece) in _BARE_DATES


def _follows_between(scene: Scene, piece: Piece) -> bool:
    if piece.head == 0:
        return False
    return scene.text.startswith("between", scene.tokens[piece.head - 1].start)


# --- the stretch of a span


def _spanned(opening: Stretch, closing: Stretch) -> Stretch | None:
    """Return the span from one time to another; None where it would end before it begins."""
    if opening.week or closing.week:
        return _weeks(opening, closing)
    begin, finish = _begin_of(opening), _finish_of(closing)
    years_before = opening.years_before or int(_turns_year(begin, finish))
    begin, finish = _lend_year(begin, finish, years_before)
    if _is_after(begin, finish):
        return None
    joined = _with_marks(opening, closing)
    return joined._replace(
        begin=begin,
        finish=finish,
        loose=opening.loose and begin == opening.begin,
        years_before=0 if begin.year else years_before,
    )


def _with_marks(opening: Stretch, closing: Stretch) -> Stretch:
    """Return the end of a span with the marks of both ends."""
    return closing._replace(
        approximate=opening.approximate or closing.approximate,
        relative=opening.relative or closing.relative,
        fiscal=opening.fiscal or closing.fiscal,
        weak=False,
        doubtful=False,
        alternative="",
    )


def _begin_of(opening: Stretch) -> Point:
    """Return the begin, without a part that only stresses it: from the start of 2010."""
    begin = opening.begin
    is_rough = opening.loose and bool(opening.alternative)
    if is_rough and 1 in (begin.day, begin.month):
        return begin.coarser
    return begin


def _finish_of(closing: Stretch) -> Point:
    """Return the end, without a part that only stresses it: to the end of May 2014."""
    finish = closing.finish
    is_rough = closing.loose and bool(closing.alternative)
    is_end = finish.day >= _FIRST_END_OF_MONTH or finish[1:] == _END_OF_YEAR
    if is_rough and is_end:
        return finish.coarser
    return finish


def _turns_year(begin: Point, finish: Point) -> bool:
    """Tell whether a part of a year goes on into the next: November to February."""
    has_months = bool(begin.month and finish.month)
    return has_months and begin[1:] > finish[1:]


def _lend_year(begin: Point, finish: Point, years_before: int) -> tuple[Point, Point]:
    """Return both ends with a year, where only one of them says it."""
    if finish.year and not begin.year:
        return begin._replace(year=shift_year(finish.year, -years_before)), finish
    if begin.year and not finish.year:
        return begin, finish._replace(year=shift_year(begin.year, years_before))
    return begin, finish


def _is_after(begin: Point, finish: Point) -> bool:
    """Tell whether a begin is after the end, as far as both say."""
    if begin.year <= 0 or finish.year <= 0:
        return False
    precision = min(begin.precision, finish.precision)
    return begin[:precision] > finish[:precision]


def _weeks(opening: Stretch, closing: Stretch) -> Stretch | None:
    """Return the span from one week of a year to another."""
    if not 0 < opening.week < closing.week:
        return None
    return closing._replace(week=opening.week, last_week=closing.week)
