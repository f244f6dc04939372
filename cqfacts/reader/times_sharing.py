"""Share years and parts between times that stand apart in a sentence.

For example: in the first half, output was 3 million in 2014.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cqfacts.reader.times_scene import Piece, Scene
from cqfacts.reader.times_stretch import SOME, Stretch

_MOST_PIECES = 40
"""So many times of a sentence are held against each other."""
_MOST_TOKENS = 5
"""So many tokens may stand between a year with its part and the next year of that part."""
_FARTHEST = 160
"""So many characters may stand between a part and its year."""
_NEAR = 60
"""So many characters before and after two times are looked at for a figure."""
_LISTS = frozenset(("a", ",", ",a", "ae", "aoe", "J", "Je", "ao"))
"""The codes of tokens between two parts of one year: January and February 2021."""
_LIST_OF_YEARS = frozenset("a,Jy")
_JOINTS = "a,JV"
"""The codes of tokens at which two clauses part."""
_CONJUNCTIONS = "aV"
_YEARS = "yYR"


class _Sentence(NamedTuple):
    """The times of a sentence: years, with a part or without, and parts that lack a year."""

    scene: Scene
    dated: list[Piece]
    parts: list[Piece]


class _Clause(NamedTuple):
    """A year, and the tokens from and to which its clause goes."""

    year: Piece
    begin: int
    end: int


def share_parts(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, each year with the part of its clause, and each part with its year."""
    shared: list[Piece] = []
    for sentence in _sentences(scene, pieces):
        shared += _share_within(scene, sentence)
    return shared


def _sentences(scene: Scene, pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each sentence."""
    sentence: list[Piece] = []
    for piece in pieces:
        is_full = len(sentence) == _MOST_PIECES
        if sentence and (is_full or _ends_between(scene, sentence[-1], piece)):
            yield sentence
            sentence = []
        sentence.append(piece)
    yield sentence


def _ends_between(scene: Scene, piece: Piece, following: Piece) -> bool:
    """Tell whether a sentence ends between two pieces."""
    if ";" in scene.codes_between(piece, following):
        return True
    between = scene.text_between(piece, following)
    return ". " in between or "\n" in between


def _share_within(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    dated = [piece for piece in pieces if _has_one_year(scene, piece)]
    if not dated:
        return pieces
    parts = [piece for piece in pieces if not (piece.stretch.has_year or piece.is_base)]
    stretches = _stretches(_Sentence(scene, dated, parts))
    shared = []
    for piece in pieces:
        stretch = stretches.get(piece.head, piece.stretch)
        shared.append(piece._replace(stretch=stretch))
    return shared


def _has_one_year(scene: Scene, piece: Piece) -> bool:
    """Tell whether a time has a year that it may share, or that may take a part."""
    stretch = piece.stretch
    is_apart = piece.is_base or stretch.open or scene.head_code(piece) == "K"
    if is_apart or stretch.doubtful:
        return False
    return stretch.has_year and stretch.begin.year == stretch.finish.year


def _stretches(sentence: _Sentence) -> dict[int, Stretch]:
    """Return the new stretch of each year that gets a part, and of each part that gets a year.

    Both go by their first token.
    """
    stretches = _stretches_of_years(sentence)
    for undated in sentence.parts:
        year = _year_of(sentence, undated)
        if year and undated.head not in stretches:
            stretches[undated.head] = _lent(undated.stretch.in_year(year))
    return stretches


def _year_of(sentence: _Sentence, undated: Piece) -> int:
    """Return the year of a part that no year took.

    It is that of its neighbour, or the only one of the sentence; 0 for none.
    """
    for piece in sentence.dated:
        earlier, later = _in_order(undated, piece)
        if sentence.scene.codes_between(earlier, later) in _LISTS:
            return piece.stretch.finish.year
    years = {piece.stretch.finish.year for piece in sentence.dated}
    if len(years) == 1:
        return years.pop()
    return 0


def _in_order(piece: Piece, neighbour: Piece) -> tuple[Piece, Piece]:
    if piece.head <= neighbour.head:
        return (piece, neighbour)
    return (neighbour, piece)


def _lent(months: Stretch) -> Stretch:
    """Return a part that has its year from elsewhere in the sentence."""
    is_relative = months.relative or months.finish.year == SOME
    return months._replace(lent=True, relative=is_relative)


# --- the part of each year


def _stretches_of_years(sentence: _Sentence) -> dict[int, Stretch]:
    """Return the new stretch of each year that gets a part, and of that part."""
    stretches: dict[int, Stretch] = {}
    before: Piece | None = None
    for clause in _clauses(sentence):
        year = clause.year
        undated = _part_of(sentence, clause, before) if year.stretch.is_year else None
        before = year
        if undated:
            dated = undated.stretch.without_year().in_year(year.stretch.finish.year)
            is_relative = dated.relative or year.stretch.relative
            stretches[year.head] = dated._replace(relative=is_relative)
            if not undated.stretch.has_year:
                stretches.setdefault(undated.head, _lent(dated))
            before = year._replace(stretch=undated.stretch)
    return stretches


def _part_of(sentence: _Sentence, clause: _Clause, before: Piece | None) -> Piece | None:
    """Return the part that a year takes; None where its clause has none."""
    return (
        _nearest_part(sentence, clause)
        or _part_of_year_before(sentence, before, clause.year)
        or _part_after_all(sentence, clause.year)
        or _part_of_last_year(sentence, clause.year)
    )


def _nearest_part(sentence: _Sentence, clause: _Clause) -> Piece | None:
    """Return the part in the clause of a year that is nearest to it."""
    year = clause.year
    parts = []
    for undated in sentence.parts:
        is_inside = clause.begin <= undated.head < clause.end
        if is_inside and not _are_parted(sentence.scene, undated, year):
            parts.append(undated)
    return min(parts, key=lambda undated: abs(undated.head - year.head), default=None)


def _part_of_year_before(sentence: _Sentence, before: Piece | None, year: Piece) -> Piece | None:
    """Return the part of the year before, if this one has it, too.

    For example: the first half of 2014 and 2015.
    """
    if before is None or not (before.stretch.begin.month or before.stretch.week):
        return None
    scene = sentence.scene
    if len(scene.codes_between(before, year)) > _MOST_TOKENS:
        return None
    if _has_digit(scene.text_between(before, year)):
        return None
    return before


def _part_after_all(sentence: _Sentence, year: Piece) -> Piece | None:
    """Return the part that comes after all years, if it is near.

    For example: 2014 and 2015 from January to May.
    """
    last_year = sentence.dated[-1]
    following = next((undated for undated in sentence.parts if undated.head > year.head), None)
    if following is None or following.head <= last_year.head:
        return None
    if _are_parted(sentence.scene, following, last_year):
        return None
    return following


def _part_of_last_year(sentence: _Sentence, year: Piece) -> Piece | None:
    """Return the last year with its part, where that comes after all.

    For example: 2014 and 2015 from January to May.
    """
    scene, last_year = sentence.scene, sentence.dated[-1]
    if last_year is year or not last_year.stretch.begin.month:
        return None
    is_list = _LIST_OF_YEARS.issuperset(scene.codes_between(year, last_year))
    if is_list and scene.head_code(last_year) in _YEARS:
        return last_year
    return None


# --- clauses


def _clauses(sentence: _Sentence) -> list[_Clause]:
    """Return the clause of each year.

    Clauses part at the last "and" between two years. Without one, both are in one.
    """
    scene, dated = sentence.scene, sentence.dated
    joints = [_last_joint(scene, year, following) for year, following in pairwise(dated)]
    begins = _carried([0, *joints])
    ends = _carried([len(scene.codes), *reversed(joints)])
    bounds = zip(dated, begins, reversed(ends), strict=True)
    return [_Clause(year, begin, end) for year, begin, end in bounds]


def _carried(indices: list[int | None]) -> list[int]:
    """Return indices, where None stands for the one before it.

    >>> _carried([0, None, 7, None])
    [0, 0, 7, 7]
    """
    carried: list[int] = []
    for index in indices:
        carried.append(carried[-1] if index is None else index)
    return carried


def _last_joint(scene: Scene, piece: Piece, following: Piece) -> int | None:
    """Return the place of the last conjunction between two pieces; None where there is none."""
    for index in range(following.head - 1, piece.tail, -1):
        if scene.codes[index] in _JOINTS:
            return index
    return None


def _are_parted(scene: Scene, undated: Piece, year: Piece) -> bool:
    """Tell whether a conjunction and a figure stand between a part and a year.

    For example: output was 5 in 2014, and 3 in May.
    """
    earlier, later = _in_order(undated, year)
    between = scene.text_between(earlier, later)
    if len(between) > _FARTHEST:
        return True
    if not _has_digit(between):
        return False
    codes = scene.codes_between(earlier, later)
    if not set(_CONJUNCTIONS).isdisjoint(codes):
        return True
    return "," in codes and _has_figure_around(scene, earlier, later)


def _has_figure_around(scene: Scene, earlier: Piece, later: Piece) -> bool:
    """Tell whether a figure stands before or after two times in their sentence.

    For example: 5 in May, 3 in 2014.
    """
    start, end = scene.start(earlier), scene.end(later)
    before = _end_of_sentence().split(scene.text[max(0, start - _NEAR) : start])[-1]
    after = _end_of_sentence().split(scene.text[end : end + _NEAR])[0]
    return _has_digit(before) or _has_digit(after)


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


@cache
def _end_of_sentence() -> re.Pattern[str]:
    return re.compile(r"[;。!?\n]|\. ")
