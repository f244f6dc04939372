"""Find the times that words side by side say: October 1 to 7, first nine months, last year."""

from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_counts import counts_things
from cqfacts.reader.times_phrases import Phrase
from cqfacts.reader.times_rules import rules_for
from cqfacts.reader.times_scene import Piece, Scene


def find_pieces(scene: Scene, clock: Clock) -> list[Piece]:
    """Return the times that words side by side say, from left to right."""
    pieces: list[Piece] = []
    place = 0
    while place < len(scene.codes):
        piece = _piece_at(scene, place, clock)
        if piece:
            pieces.append(piece)
            place = piece.tail
        place += 1
    return pieces


def _piece_at(scene: Scene, place: int, clock: Clock) -> Piece | None:
    """Return the time that the first rule reads which fits at a token."""
    for pattern, read in rules_for(scene.codes[place]):
        match = pattern.match(scene.codes, place)
        if match is None:
            continue
        stretch = read(Phrase(scene.tokens, match, clock))
        if stretch is None:
            continue
        piece = Piece(stretch, place, match.end() - 1)
        if not counts_things(scene, piece):
            return piece
    return None
