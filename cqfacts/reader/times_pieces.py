"""Find the times that words side by side say: October 1 to 7, first nine months, last year."""

from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_counts import counts_things
from cqfacts.reader.times_phrases import Phrase
from cqfacts.reader.times_rules import first_codes, rules_for
from cqfacts.reader.times_scene import Piece, Scene


def find_pieces(scene: Scene, clock: Clock) -> list[Piece]:
    """Return the times that words side by side say, from left to right."""
    pieces: list[Piece] = []
    end = 0
    for match in first_codes().finditer(scene.codes):
        index = match.start()
        piece = _piece_at(scene, index, clock) if index >= end else None
        if piece:
            pieces.append(piece)
            end = piece.tail + 1
    return pieces


def _piece_at(scene: Scene, index: int, clock: Clock) -> Piece | None:
    """Return the time that the first rule reads which fits at a token."""
    for pattern, read in rules_for(scene.codes[index]):
        match = pattern.match(scene.codes, index)
        if match is None:
            continue
        stretch = read(Phrase(scene.tokens, match, clock))
        if stretch is None:
            continue
        piece = Piece(stretch, index, match.end() - 1)
        if not counts_things(scene, piece):
            return piece
    return None
