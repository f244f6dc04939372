"""Join a part of a year with the year that stands beside it: May 2014, 2014年前五个月."""

from cqfacts.reader.times_scene import Piece, Scene

_FAR = 9.0
"""The distance between a part and what is no year of it."""
_BEFORE_YEAR = {
    "": 0.0, "o": 0.0, "oe": 0.0, "e": 0.0, "/": 0.0, "Q": 0.0, "Qo": 0.0, "ol": 0.0, "oex": 0.0,
    "+": 0.0, "+o": 0.0, "+,": 1.0, ",": 1.0, "h": 1.0, ",o": 1.0,
}  # fmt: skip
"""The distance between a part and the year after it, by the codes of the tokens between them."""
_AFTER_YEAR = {
    "": 0.5, "o": 0.5, "/": 0.5, "e": 0.5, "f": 0.6,
    ",": 1.5, "h": 1.5, "oe": 1.5, ",e": 1.5, ",oe": 1.5,
}  # fmt: skip
"""The distance between a year and the part after it."""
_CHINESE_PART = 0.8
"""So much farther is the year after a Chinese part: Chinese writes the year before."""


def attach_years(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with each part of a year joined with the year that stands beside it."""
    joined: list[Piece] = []
    following = list(reversed(pieces))
    while following:
        piece = following.pop()
        if _goes_with_next(scene, joined, piece, following):
            joined.append(_dated(piece, following.pop()))
        elif _goes_with_last(scene, joined, piece):
            joined.append(_dated(piece, joined.pop()))
        else:
            joined.append(piece)
    return joined


def _goes_with_next(
    scene: Scene, joined: list[Piece], undated: Piece, following: list[Piece]
) -> bool:
    """Tell whether the next piece is the year of a part.

    It must be nearer than the piece before, and no part after it may be nearer to it.
    """
    if undated.stretch.has_year or not following:
        return False
    distance = _distance_to_next(scene, undated, following[-1])
    if distance >= _FAR or distance > _distance_to_last(scene, joined, undated):
        return False
    return not _has_nearer_part(scene, following, distance)


def _goes_with_last(scene: Scene, joined: list[Piece], undated: Piece) -> bool:
    """Tell whether the piece before is the year of a part."""
    return not undated.stretch.has_year and _distance_to_last(scene, joined, undated) < _FAR


def _has_nearer_part(scene: Scene, following: list[Piece], distance: float) -> bool:
    """Tell whether the year that comes next stands nearer to the part after it: 2季度 2022年1季度."""
    if len(following) < 2 or following[-2].stretch.has_year:
        return False
    return _distance_after(scene, following[-1], following[-2]) < distance


def _distance_to_next(scene: Scene, undated: Piece, year: Piece) -> float:
    if not _is_year(scene, year):
        return _FAR
    distance = _BEFORE_YEAR.get(scene.codes_between(undated, year), _FAR)
    is_chinese = not scene.last_letter(undated.tail).isascii()
    if is_chinese:
        return distance + _CHINESE_PART
    return distance


def _distance_to_last(scene: Scene, joined: list[Piece], undated: Piece) -> float:
    if joined:
        return _distance_after(scene, joined[-1], undated)
    return _FAR


def _distance_after(scene: Scene, year: Piece, undated: Piece) -> float:
    if not _is_year(scene, year):
        return _FAR
    return _AFTER_YEAR.get(scene.codes_between(year, undated), _FAR)


def _is_year(scene: Scene, piece: Piece) -> bool:
    """Tell whether a piece is one year that a part may take."""
    return piece.stretch.is_one_year and scene.head_code(piece) != "K"


def _dated(undated: Piece, year: Piece) -> Piece:
    """Return a part and its year as one piece."""
    stretch = undated.stretch.in_year(year.stretch.finish.year)._replace(
        relative=undated.stretch.relative or year.stretch.relative,
        fiscal=year.stretch.fiscal,
        weak=False,
        approximate=undated.stretch.approximate or year.stretch.approximate,
        open=year.stretch.open,
    )
    return Piece(stretch, min(undated.head, year.head), max(undated.tail, year.tail))
