"""Mark the times that a change is on.

For example: than in 2013, over the same period of last year, 比上年, year on year.
"""

from cqfacts.reader.times_scene import Piece, Scene

_LOOK_BACK = 60
"""So many characters before a time are looked at."""
_LAST_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz.比较于之\n")
"""The letters with which words before a base end."""
_COMPARISON = (
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|comparing (?:with|to)|relative to"
    r"|up on|down on)"
)
_CHANGE = (
    r"(?:%|percent|percentage points?|points?|pct|per cent|\bup|\bdown|\bhigher|\blower|\brise"
    r"|\brose|\bfell)(?: \S{1,12}){0,2} (?:from|on|over)"
)
_LINKS = (
    r"(?: (?:in|during|at|that|those|of|the|same|corresponding|period|months?|quarter|qtr|time"
    r"|levels?))*"
)
_BEFORE = (
    rf"(?:{_COMPARISON}|{_CHANGE}){_LINKS} ?$"
    r"|\b(?:than the|compared (?:with|to)|versus|vs\.?|against)(?: [^\s,;]{1,14}){1,4}"
    r" (?:in|during|for)(?: the)? ?$"
    r"|\b(?:same|corresponding) (?:period|months?|quarters?|qtr|time|span|part|month|quarter|half)"
    r"(?: of| in)?(?: the)? ?$"
    r"|(?:比|较|同比|对比|相比|相较于?)(?:于|之)? ?$"
)
_AFTER = r" ?(?:的)?(?:同期|相比|同月|同季)"
_ITSELF = r"(?:year|month|quarter|period) (?:earlier|before|ago)$"
_ON = r"\b(?:on|over) (?:the )?$"


def mark_bases(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, with those marked that a change is on."""
    return [piece._replace(is_base=_is_base(scene, piece)) for piece in pieces]


def _is_base(scene: Scene, piece: Piece) -> bool:
    if scene.head_code(piece) == "K":
        return True
    return _has_word_after(scene, piece) or _has_words_before(scene, piece) or _is_ago(scene, piece)


def _has_word_after(scene: Scene, piece: Piece) -> bool:
    return scene.match_at(_AFTER, scene.end(piece)) is not None


def _has_words_before(scene: Scene, piece: Piece) -> bool:
    if scene.letter_before(piece) not in _LAST_LETTERS:
        return False
    return _is_after(_BEFORE, scene, scene.start(piece)) or _is_on(scene, piece)


def _is_ago(scene: Scene, piece: Piece) -> bool:
    """Tell whether a time is itself said as a base: a year earlier."""
    end = scene.end(piece)
    return scene.search_before(_ITSELF, end, end - scene.start(piece)) is not None


def _is_on(scene: Scene, piece: Piece) -> bool:
    """Tell whether a change is on a year beside the document: up 5 percent on last year."""
    is_far = scene.head_code(piece) in "lex" and not piece.stretch.loose
    return is_far and piece.stretch.is_one_year and _is_after(_ON, scene, scene.start(piece))


def _is_after(pattern: str, scene: Scene, start: int) -> bool:
    """Tell whether what a pattern says stands before a place."""
    return scene.search_before(pattern, start, _LOOK_BACK) is not None
