"""Join the times of a text, step by step."""

from collections.abc import Callable

from cqfacts.reader.times_bases import mark_bases
from cqfacts.reader.times_edges import mark_edges
from cqfacts.reader.times_neighbours import attach_years
from cqfacts.reader.times_scene import Piece, Scene
from cqfacts.reader.times_sharing import share_parts
from cqfacts.reader.times_spans import join_spans

Step = Callable[[Scene, list[Piece]], list[Piece]]


def join_pieces(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the times of a text: parts with their years, spans with both ends."""
    for step in _STEPS:
        pieces = step(scene, pieces)
    return pieces


def _leave_weak(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without words that say something else: they may, but not in may."""
    return [piece for piece in pieces if not piece.stretch.weak or _is_month(scene, piece)]


def _is_month(scene: Scene, piece: Piece) -> bool:
    """Tell whether a word that may be a month is one: in may, from march."""
    is_name = piece.is_one_token and scene.head_code(piece) == "m"
    return is_name and scene.code(piece.head - 1) in ("o", "f")


_STEPS: tuple[Step, ...] = (
    attach_years,
    mark_edges,
    join_spans,
    attach_years,
    _leave_weak,
    mark_bases,
    share_parts,
)
