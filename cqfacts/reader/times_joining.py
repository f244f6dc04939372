"""Join the times of a text: a part with its year, the two ends of a span, a year with the part named elsewhere in its clause."""

import re
from functools import cache
from itertools import pairwise

from cqfacts.reader.times_lexemes import EDGE_NAMES, Token
from cqfacts.reader.times_pieces import Piece, edged
from cqfacts.reader.times_stretch import SOME, Point, Stretch
from cqfacts.reader.times_tokens import codes_of

_JOINTS_BEFORE_YEAR = {
    "Q": 0,
    "Qo": 0,
    "": 0, "o": 0, "oe": 0, "e": 0, "/": 0, ",": 1, "h": 1, ",o": 1, "ol": 0, "oex": 0,
}  # fmt: skip
"""What may stand between a part and the year after it, and how loosely it joins them."""
_JOINTS_AFTER_YEAR = {
    "": 0.5,
    "o": 0.5,
    "/": 0.5,
    "e": 0.5,
    ",": 1.5,
    "h": 1.5,
    "oe": 1.5,
    ",e": 1.5,
    ",oe": 1.5,
    "f": 0.6,
}
_TO = frozenset(("t", "h", "te", "he", "tt", "hh", "tte", "tto"))
_FARTHEST_CARRY = 5
"""So many words may stand between a year with its part and the next year that has the same part."""


class Scene:
    """The tokens of a text and the times that they say, while these are joined."""

    def __init__(self, text: str, tokens: list[Token], pieces: list[Piece]) -> None:
        self.text = text
        self.tokens = tokens
        self.codes = codes_of(tokens)
        self.pieces = pieces
        self._bases: dict[tuple[int, int], bool] = {}

    def is_base(self, piece: Piece) -> bool:
        """Tell whether a change is on a time: than in 2013, over the same period of last year, 比上年."""
        place = (piece.first, piece.last)
        if place not in self._bases:
            self._bases[place] = _is_compared(self, piece)
        return self._bases[place]

    def between(self, piece: Piece, following: Piece) -> str:
        """Return the codes of the tokens between two pieces."""
        return self.codes[piece.last + 1 : following.first]

    def is_chinese(self, piece: Piece) -> bool:
        """Tell whether a piece ends in a Chinese character."""
        return not self.text[self.tokens[piece.last].end - 1].isascii()


def join(text: str, tokens: list[Token], pieces: list[Piece]) -> Scene:
    """Return a text with its times, joined."""
    scene = Scene(text, tokens, pieces)
    scene.pieces = _attach_years(scene)
    scene.pieces = [_with_edge(scene, piece) for piece in scene.pieces]
    scene.pieces = _join_spans(scene)
    scene.pieces = _attach_years(scene)
    scene.pieces = [piece for piece in scene.pieces if _is_time(scene, piece)]
    scene.pieces = _share_parts(scene)
    return scene


# --- a part and the year beside it


def _attach_years(scene: Scene) -> list[Piece]:
    """Return the pieces with each part of a year joined with the year that stands beside it."""
    pieces: list[Piece] = []
    queue = list(reversed(scene.pieces))
    while queue:
        piece = queue.pop()
        before = pieces[-1] if pieces else None
        after = queue[-1] if queue else None
        if piece.stretch.has_year:
            pieces.append(piece)
            continue
        cost_before = _cost_after_year(scene, before, piece) if before else 9
        cost_after = _cost_before_year(scene, piece, after) if after else 9
        if min(cost_before, cost_after) >= 9:
            pieces.append(piece)
        elif after and cost_after <= cost_before and not _belongs_to_next(scene, queue, cost_after):
            queue.pop()
            pieces.append(_merged(piece, after, after.stretch))
        elif before and cost_before < 9:
            pieces[-1] = _merged(before, piece, before.stretch)
        else:
            pieces.append(piece)
    return pieces


def _belongs_to_next(scene: Scene, queue: list[Piece], cost: float) -> bool:
    """Tell whether the year that comes next stands nearer to the part after it: 2季度 2022年1季度."""
    if len(queue) < 2 or queue[-2].stretch.has_year:
        return False
    return _cost_after_year(scene, queue[-1], queue[-2]) < cost


def _merged(first: Piece, last: Piece, year: Stretch) -> Piece:
    """Return a part and a year as one piece."""
    part = last.stretch if year is first.stretch else first.stretch
    stretch = part.in_year(year.finish.year)._replace(
        relative=part.relative or year.relative,
        fiscal=year.fiscal,
        weak=False,
        about=part.about or year.about,
        open=year.open,
    )
    return Piece(stretch, first.first, last.last)


def _cost_before_year(scene: Scene, part: Piece, year: Piece) -> float:
    if not year.stretch.is_one_year or scene.codes[year.first] == "K":
        return 9
    cost: float = _JOINTS_BEFORE_YEAR.get(scene.between(part, year), 9)
    return cost + (0.8 if scene.is_chinese(part) else 0)


def _cost_after_year(scene: Scene, year: Piece, part: Piece) -> float:
    if not year.stretch.is_one_year or scene.codes[year.first] == "K":
        return 9
    return _JOINTS_AFTER_YEAR.get(scene.between(year, part), 9)


# --- a rough part: early 2015, 2021年底


def _with_edge(scene: Scene, piece: Piece) -> Piece:
    before = re.search(r"G[hot]?o?e?$", scene.codes[max(0, piece.first - 4) : piece.first])
    if before and _leads_to(scene, piece, piece.first - len(before.group())):
        first = piece.first - len(before.group())
        stretch = edged(piece.stretch, scene.tokens[first].number)
        return Piece(stretch._replace(weak=False), first, piece.last)
    after = piece.last + 1
    if (
        scene.codes[after : after + 1] == "G"
        and scene.text[scene.tokens[after].end - 1] in "底末初中旬"
    ):
        return Piece(edged(piece.stretch, scene.tokens[after].number), piece.first, after)
    return piece


def _leads_to(scene: Scene, piece: Piece, edge: int) -> bool:
    """Tell whether a word for a rough part goes with the time after it: at the start of 2021, but not "start in 2021"."""
    name = EDGE_NAMES[scene.tokens[edge].number]
    between = scene.text[scene.tokens[edge].end : scene.tokens[piece.first].start]
    if name in ("beginning", "middle", "end"):
        return between.strip() in _OF or (
            between.startswith((" of", " the ")) and " in" not in between
        )
    return True


_OF = frozenset(("", "-", "of", "of the", "the"))


# --- spans


def _join_spans(scene: Scene) -> list[Piece]:
    """Return the pieces with the two ends of each span as one."""
    pieces: list[Piece] = []
    for piece in scene.pieces:
        span = _span(scene, pieces[-1], piece) if pieces else None
        if span:
            pieces[-1] = span
        else:
            pieces.append(piece)
    return pieces


def _span(scene: Scene, first: Piece, last: Piece) -> Piece | None:
    if "K" in (scene.codes[first.first], scene.codes[last.first]):
        return None
    if not _is_span_joint(scene, first, last):
        return None
    stretch = _spanned(first.stretch, last.stretch)
    if stretch is None:
        return None
    begin = first.first
    if scene.codes[max(0, begin - 1) : begin] == "f":
        begin -= 1
    finish = last.last
    if scene.codes[finish + 1 : finish + 2] == "Z":
        finish += 1
        begin = _with_zai(scene, begin)
    return Piece(stretch, begin, finish)


def _with_zai(scene: Scene, begin: int) -> int:
    """Return the place of 在 before a span that 之间 ends, if it is there."""
    if begin and scene.text[scene.tokens[begin - 1].start] == "在":
        return begin - 1
    return begin


def _is_span_joint(scene: Scene, first: Piece, last: Piece) -> bool:
    joint = scene.between(first, last)
    if joint in _TO:
        return True
    if joint == "/":
        return _is_bare_date(scene, first) and _is_bare_date(scene, last)
    if joint != "a":
        return False
    is_between = (
        scene.text[scene.tokens[first.first - 1].start :].startswith("between")
        if first.first
        else False
    )
    return is_between or scene.codes[last.last + 1 : last.last + 2] == "Z"


def _is_bare_date(scene: Scene, piece: Piece) -> bool:
    return piece.first == piece.last and scene.codes[piece.first] in "yTY"


def _spanned(first: Stretch, last: Stretch) -> Stretch | None:
    """Return the span from one time to another; None where it would end before it begins."""
    if first.week or last.week:
        return _week_span(first, last)
    begin, finish = _outer_ends(first, last)
    years_before = first.years_before or int(
        bool(begin.month and finish.month) and begin[1:] > finish[1:] and bool(finish.month)
    )
    if finish.year and not begin.year:
        begin = begin._replace(year=finish.year - years_before if finish.year > 0 else finish.year)
    elif begin.year and not finish.year:
        finish = finish._replace(year=begin.year + years_before if begin.year > 0 else begin.year)
    is_known = begin.year > 0 and finish.year > 0
    if is_known and _is_after(begin, finish):
        return None
    return last._replace(
        begin=begin,
        finish=finish,
        about=first.about or last.about,
        loose=first.loose and begin == first.begin,
        relative=first.relative or last.relative,
        fiscal=first.fiscal or last.fiscal,
        weak=False,
        doubtful=False,
        other="",
        years_before=0 if begin.year else years_before,
    )


def _outer_ends(first: Stretch, last: Stretch) -> tuple[Point, Point]:
    """Return the ends of a span, without a part that only stresses them: from the start of 2010 to the end of May 2014."""
    begin, finish = first.begin, last.finish
    if first.other and first.loose and 1 in (begin.day, begin.month):
        begin = begin._replace(day=0) if begin.day else begin._replace(month=0)
    if last.other and last.loose and (finish.day >= _FIRST_LAST_DAY or finish[1:] == (12, 0)):
        finish = finish._replace(day=0) if finish.day else finish._replace(month=0)
    return begin, finish


_FIRST_LAST_DAY = 28


def _is_after(begin: tuple[int, int, int], finish: tuple[int, int, int]) -> bool:
    length = (
        1 + bool(begin[1] and finish[1]) + bool(begin[2] and finish[2] and begin[1] and finish[1])
    )
    return begin[:length] > finish[:length]


def _week_span(first: Stretch, last: Stretch) -> Stretch | None:
    """Return the span from one week of a year to another."""
    if not (0 < first.week < last.week):
        return None
    return last._replace(week=first.week, last_week=last.week)


# --- times that stand alone


def _is_time(scene: Scene, piece: Piece) -> bool:
    """Tell whether a word that may say something else says a time here: in may, but not they may."""
    if not piece.stretch.weak:
        return True
    is_month = piece.first == piece.last and scene.codes[piece.first] == "m"
    return (
        is_month
        and scene.codes[max(0, piece.first - 1) : piece.first] in ("o", "f")
        and piece.first > 0
    )


# --- parts at a distance


def _share_parts(scene: Scene) -> list[Piece]:
    """Return the pieces, each year with the part that its clause names, and each part with its year."""
    pieces: list[Piece] = []
    for sentence in _sentences(scene):
        pieces += _share_within(scene, sentence)
    return pieces


_MOST_PIECES = 40
"""So many times of a sentence are held against each other."""


def _sentences(scene: Scene) -> list[list[Piece]]:
    """Return the pieces of each sentence."""
    sentences: list[list[Piece]] = [[]]
    last: Piece | None = None
    for piece in scene.pieces:
        is_full = len(sentences[-1]) == _MOST_PIECES
        if is_full or (last and _ends_sentence(scene, last, piece)):
            sentences.append([])
        sentences[-1].append(piece)
        last = piece
    return sentences


def _ends_sentence(scene: Scene, piece: Piece, following: Piece) -> bool:
    start, end = scene.tokens[piece.last].end, scene.tokens[following.first].start
    words = scene.text[start:end]
    return ";" in scene.between(piece, following) or ". " in words or "\n" in words


def _share_within(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    parts = [piece for piece in pieces if _lacks_year(scene, piece)]
    dated = [piece for piece in pieces if _has_one_year(scene, piece)]
    if not dated:
        return pieces
    shared = _parts_of(scene, dated, parts)
    for part in parts:
        year = _year_of(scene, dated, part)
        if year and part.first not in shared:
            shared[part.first] = _lent(part.stretch.in_year(year))
    return [_shared(piece, shared) for piece in pieces]


def _year_of(scene: Scene, dated: list[Piece], part: Piece) -> int:
    """Return the year of a part that no year took: that of its neighbour, or the only one of the sentence; 0 for none."""
    for piece in dated:
        first, last = sorted((part, piece), key=lambda piece: piece.first)
        if scene.between(first, last) in _LISTS:
            return piece.stretch.finish.year
    years = {piece.stretch.finish.year for piece in dated}
    return years.pop() if len(years) == 1 else 0


_LISTS = frozenset(("a", ",", ",a", "ae", "aoe", "J", "Je", "ao"))
"""What may stand between two parts of one year: January and February 2021."""


def _lent(part: Stretch) -> Stretch:
    """Return a part that has its year from elsewhere in the sentence."""
    return part._replace(lent=True, relative=part.relative or part.finish.year == SOME)


def _lacks_year(scene: Scene, piece: Piece) -> bool:
    """Tell whether a part may take the year of its clause; one that a change is on may be of another."""
    return not piece.stretch.has_year and not scene.is_base(piece)


def _shared(piece: Piece, shared: dict[int, Stretch]) -> Piece:
    stretch = shared.get(piece.first)
    return piece._replace(stretch=stretch) if stretch else piece


def _has_one_year(scene: Scene, piece: Piece) -> bool:
    stretch = piece.stretch
    if scene.is_base(piece) or stretch.open or scene.codes[piece.first] in "K":
        return False
    return stretch.has_year and stretch.begin.year == stretch.finish.year and not stretch.doubtful


def _parts_of(scene: Scene, dated: list[Piece], parts: list[Piece]) -> dict[int, Stretch]:
    """Return the new stretch of each year that gets a part, and of each part that gets a year, by their first token."""
    shared: dict[int, Stretch] = {}
    clauses = _clauses(scene, dated)
    before: Piece | None = None
    for piece, (begin, end) in zip(dated, clauses, strict=True):
        own: Piece | None = piece
        if piece.stretch.is_year:
            own = _nearest(scene, parts, piece, begin, end) or _carried(scene, before, piece)
        own = (
            own or _part_after_all(scene, parts, dated, piece) or _part_of_last(scene, dated, piece)
        )
        if own and own is not piece:
            year = piece.stretch.finish.year
            part = _without_year(own.stretch).in_year(year)
            shared[piece.first] = part._replace(relative=part.relative or piece.stretch.relative)
            if not own.stretch.has_year:
                shared.setdefault(own.first, _lent(part))
        before = Piece(own.stretch, piece.first, piece.last) if own else piece
    return shared


def _without_year(stretch: Stretch) -> Stretch:
    return stretch._replace(
        begin=stretch.begin._replace(year=0), finish=stretch.finish._replace(year=0)
    )


def _clauses(scene: Scene, dated: list[Piece]) -> list[tuple[int, int]]:
    """Return the tokens from and to which the clause of each year goes: they part at an "and" between two years."""
    bounds = [0]
    for piece, following in pairwise(dated):
        between = scene.between(piece, following)
        joint = max((at for at, code in enumerate(between) if code in "a,JV"), default=None)
        bounds.append(-1 if joint is None else piece.last + 1 + joint)
    ends = [*bounds[1:], len(scene.codes)]
    return _filled(bounds, ends)


def _filled(bounds: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """Return the clauses, where -1 stands for a bound that is not there: then two years are in one."""
    begins: list[int] = []
    for bound in bounds:
        begins.append(begins[-1] if bound < 0 else bound)
    finishes: list[int] = []
    for end in reversed(ends):
        finishes.append(finishes[-1] if end < 0 else end)
    return list(zip(begins, reversed(finishes), strict=True))


def _nearest(scene: Scene, parts: list[Piece], year: Piece, begin: int, end: int) -> Piece | None:
    inside = [
        part for part in parts if begin <= part.first < end and not _are_parted(scene, part, year)
    ]
    return min(inside, key=lambda part: abs(part.first - year.first), default=None)


def _are_parted(scene: Scene, part: Piece, year: Piece) -> bool:
    """Tell whether a conjunction and a figure stand between a part and a year: output was 5 in 2014, and 3 in May."""
    first, last = sorted((part, year), key=lambda piece: piece.first)
    start, end = scene.tokens[first.last].end, scene.tokens[last.first].start
    if end - start > _FARTHEST:
        return True
    if not _has_digit(scene.text[start:end]):
        return False
    between = scene.between(first, last)
    if not set("aV").isdisjoint(between):
        return True
    return "," in between and _has_figure_around(scene, first, last)


def _has_figure_around(scene: Scene, first: Piece, last: Piece) -> bool:
    """Tell whether a figure stands before or after two times in their sentence: 5 in May, 3 in 2014."""
    start, end = scene.tokens[first.first].start, scene.tokens[last.last].end
    before = re.split(_SENTENCE_END, scene.text[max(0, start - _NEAR) : start])[-1]
    after = re.split(_SENTENCE_END, scene.text[end : end + _NEAR])[0]
    return _has_digit(before) or _has_digit(after)


_NEAR = 60
_SENTENCE_END = r"[;。!?\n]|\. "


_FARTHEST = 160
"""So many characters may stand between a part and its year."""


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def _carried(scene: Scene, before: Piece | None, year: Piece) -> Piece | None:
    """Return the part of the year before, where it is that of this one, too: the first half of 2014 and 2015."""
    if before is None or not (before.stretch.begin.month or before.stretch.week):
        return None
    between = scene.between(before, year)
    start, end = scene.tokens[before.last].end, scene.tokens[year.first].start
    if len(between) > _FARTHEST_CARRY or _has_digit(scene.text[start:end]):
        return None
    return before


def _part_after_all(
    scene: Scene, parts: list[Piece], dated: list[Piece], year: Piece
) -> Piece | None:
    """Return the part that comes after all years, if it is near: 2014 and 2015 from January to May."""
    following = next((part for part in parts if part.first > year.first), None)
    is_last = following is not None and following.first > dated[-1].first
    if following is None or not is_last or _are_parted(scene, following, dated[-1]):
        return None
    return following


def _part_of_last(scene: Scene, dated: list[Piece], year: Piece) -> Piece | None:
    """Return the last year with its part, where that comes after all: 2014 and 2015 from January to May."""
    last = dated[-1]
    if last is year or not last.stretch.begin.month or scene.codes[last.first] not in "yYR":
        return None
    between = scene.codes[year.last + 1 : last.first]
    return last if set(between) <= set("a,Jy") else None


# --- the time that a change is on


@cache
def _compared_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:than|versus|vs\.?|against|compared (?:with|to)|comparing (?:with|to)|relative to|up on|down on)"
        r"|(?:%|percent|percentage points?|points?|pct|per cent|\bup|\bdown|\bhigher|\blower|\brise|\brose|\bfell)(?: \S{1,12}){0,2} (?:from|on|over))"
        r"(?: (?:in|during|at|that|those|of|the|same|corresponding|period|months?|quarter|qtr|time|level|levels))* ?$"
        r"|\b(?:than the|compared (?:with|to)|versus|vs\.?|against)(?: [^\s,;]{1,14}){1,4} (?:in|during|for)(?: the)? ?$"
        r"|\b(?:same|corresponding) (?:period|months?|quarters?|qtr|time|span|part|month|quarter|half)(?: of| in)?(?: the)? ?$"
        r"|(?:比|较|同比|对比|相比|相较于?)(?:于|之)? ?$"
    )


@cache
def _compared_after() -> re.Pattern[str]:
    return re.compile(r" ?(?:的)?(?:同期|相比|同月|同季)")


@cache
def _compared_words() -> re.Pattern[str]:
    return re.compile(r"(?:year|month|quarter|period) (?:earlier|before|ago)$")


@cache
def _on() -> re.Pattern[str]:
    return re.compile(r"\b(?:on|over) (?:the )?$")


_LOOK_BACK = 60


def _is_compared(scene: Scene, piece: Piece) -> bool:
    if scene.codes[piece.first] == "K":
        return True
    start, end = scene.tokens[piece.first].start, scene.tokens[piece.last].end
    before = scene.text[max(0, start - _LOOK_BACK) : start]
    if _compared_before().search(before) or _compared_after().match(scene.text, end):
        return True
    if _compared_words().search(scene.text[start:end]):
        return True
    is_far = scene.codes[piece.first] in "lex" and not piece.stretch.loose
    return is_far and bool(_on().search(before)) and piece.stretch.is_one_year
