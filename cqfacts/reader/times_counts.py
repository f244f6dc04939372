"""Tell years and days from numbers that count things: $2000, 2014 km, May 15 percent."""

import re

from cqfacts.reader.times_scene import Piece, Scene

_LOOK_BACK = 24
"""So many characters before a number are looked at."""
_ROUND_YEAR = 2000
_UNIT_AFTER = (
    r" ?(?:%|percent|per ?cent|percentage|pct|points?\b|million|billion|trillion|thousand|hundred"
    r"|mn\b|bn\b|km|kg|kilomet|met(?:re|er)s\b|square|cubic|hectare|tons|tonnes|gwh|kwh|mw\b|gw\b"
    r"|people\b|persons\b|times\b|degrees|万|亿|元|辆|台|人(?![均口])|个(?![人体])|家(?![具电])|吨"
    r"|公里|户(?![籍均])|套|件|项|倍|米|架|艘|头|只|亩|公顷|平方|名|座|条|所|千|百|多)"
)
_THINGS_AFTER = (
    r" ?(?:yuan|rmb|dollars|usd|euros?)\b"
    r"| (?:\w+ )?(?:vehicles|cars|units|companies|enterprises|firms|projects|trains|laptops"
    r"|students|workers|employees|households|residents|villages|schools|visitors|passengers|houses"
    r"|homes|beds|shops|stores|farmers|patients|copies|pieces|jobs)\b"
)
_WORD_BEFORE = (
    r"\b(?:in|since|by|from|until|till|through|year|during|before|after|ad|early|mid|late)"
    r"(?: the)?(?: year)? $|[在从自到至于截年]$"
)
_END_AFTER = (
    r" ?(?:[,.;:)!?\n]|$|(?:to|and|until|till|the|when|was|were|it|he|she|they|by|in|on|at|for|as"
    r"|after|before|with|had|did)\b)"
)
_IN_BEFORE = r"\b(?:in|during) $"
_SURE_BEFORE = r"\b(?:in|since|by|until|till|during|year|early|mid|late)(?: the)? $"
_MONEY_BEFORE = r"(?:[$€£¥#№￥]|usd|rmb|cny|no\.|nos\.|第) ?$"
_OF_DATE = r"m|ky|[yTY][ht/]y|y[ht/][yTY]"
"""The codes of tokens, of which one may be a year, that are those of a date."""


def counts_things(scene: Scene, piece: Piece) -> bool:
    """Tell whether the number at the end of a piece, or the only one, counts things."""
    is_doubtful = piece.stretch.doubtful
    if is_doubtful and piece.stretch.finish.year == _ROUND_YEAR:
        return not _has_word_of_time(scene, piece)
    is_number = is_doubtful or scene.code(piece.tail) in "ydn"
    if is_number and _has_unit(scene, piece):
        return True
    if scene.head_code(piece) == "y":
        return not _looks_like_year(scene, piece)
    return _is_month_and_number(scene, piece)


def is_doubtful_year(scene: Scene, piece: Piece) -> bool:
    """Tell whether a year may be the number of the things after it.

    For example: 2014 vehicles, but not in 2014 vehicles.
    """
    if not piece.is_one_token:
        return False
    is_number = piece.stretch.doubtful or scene.head_code(piece) == "y"
    return is_number and _has_things(scene, piece) and not _has_word_of_time(scene, piece)


def _is_month_and_number(scene: Scene, piece: Piece) -> bool:
    """Tell whether a piece is a month and a number of things: in January 15 trains left."""
    if scene.codes[piece.head : piece.tail + 1] != "md":
        return False
    return _has_things(scene, piece) and _is_after(_IN_BEFORE, scene, piece)


def _has_unit(scene: Scene, piece: Piece) -> bool:
    return scene.match_at(_UNIT_AFTER, scene.end(piece)) is not None


def _has_things(scene: Scene, piece: Piece) -> bool:
    return scene.match_at(_THINGS_AFTER, scene.end(piece)) is not None


def _has_word_of_time(scene: Scene, piece: Piece) -> bool:
    return _is_after(_SURE_BEFORE, scene, piece)


def _looks_like_year(scene: Scene, piece: Piece) -> bool:
    """Tell whether the four digits that begin a piece are a year.

    From 1900 to 2099 they are by themselves, others beside a date or after a word such as "in".
    """
    if _is_after(_MONEY_BEFORE, scene, piece) or _is_in_name(scene, piece):
        return False
    if 1900 <= scene.tokens[piece.head].number < 2100 or len(scene.tokens) == 1:
        return True
    around = scene.codes[max(0, piece.head - 2) : piece.head + 5]
    if re.search(_OF_DATE, around):
        return True
    end = scene.tokens[piece.head].end
    is_end = scene.match_at(_END_AFTER, end) is not None
    return is_end and _is_after(_WORD_BEFORE, scene, piece)


def _is_in_name(scene: Scene, piece: Piece) -> bool:
    """Tell whether a sign ties digits to a name: file_2014, but not May.2014."""
    before = scene.text[max(0, scene.start(piece) - 2) : scene.start(piece)]
    is_tied = before[-1:] in "._+" and before[-2:-1].isalnum()
    return is_tied and scene.code(piece.head - 1) not in "mk"


def _is_after(pattern: str, scene: Scene, piece: Piece) -> bool:
    """Tell whether what a pattern says stands before a piece."""
    return scene.search_before(pattern, scene.start(piece), _LOOK_BACK) is not None
