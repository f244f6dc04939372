"""Read the words of time that stand side by side: October 1 to 7, first nine months, last year."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from cqfacts.reader import times_words as words
from cqfacts.reader.times_clock import (
    Clock,
    decade_away,
    month_away,
    quarter_away,
    rolling,
    week_away,
    year_away,
)
from cqfacts.reader.times_lexemes import EDGE_NAMES, Token
from cqfacts.reader.times_stretch import (
    SOME,
    Point,
    Stretch,
    days,
    days_between,
    months,
    shift_month,
    stretch_of,
)
from cqfacts.reader.times_tokens import codes_of, touching

_MONTHS_A_YEAR = 12
_FIRST_LAST_DAY = 28
_ROUND_YEAR = 2000
_OCTOBER = 10
_FAR_UNIT = {"x": year_away, "M": month_away, "q": quarter_away, "w": week_away, "C": decade_away}


class Piece(NamedTuple):
    """A stretch of time with the first and the last of its tokens."""

    stretch: Stretch
    first: int
    last: int


class _Phrase(NamedTuple):
    """The tokens that a rule takes, by name."""

    tokens: list[Token]
    match: re.Match[str]
    clock: Clock

    def number(self, name: str) -> int:
        """Return the number of the token of that name; 0 where the rule has none here."""
        at = self.match.start(name)
        return 0 if at < 0 else self.tokens[at].number

    def code(self, name: str) -> str:
        """Return the code of the token of that name; empty where the rule has none here."""
        return self.match[name] or ""


_Read = Callable[[_Phrase], Stretch | None]


def find_pieces(text: str, tokens: list[Token], clock: Clock) -> list[Piece]:
    """Return the times that words side by side say, from left to right."""
    codes = codes_of(tokens)
    pieces: list[Piece] = []
    at = 0
    while at < len(codes):
        piece = _piece_at(text, tokens, codes, at, clock)
        if piece:
            pieces.append(piece)
            at = piece.last
        at += 1
    return pieces


def _piece_at(text: str, tokens: list[Token], codes: str, at: int, clock: Clock) -> Piece | None:
    for pattern, read in _rules_for(codes[at]):
        match = pattern.match(codes, at)
        if match is None:
            continue
        stretch = read(_Phrase(tokens, match, clock))
        if stretch is not None and not _counts_things(text, tokens, match, stretch):
            return Piece(stretch, at, match.end() - 1)
    return None


# --- numbers that count things

_UNIT_AFTER = (
    r" ?(?:%|percent|per ?cent|percentage|pct|points?\b|million|billion|trillion|thousand|hundred|mn\b|bn\b|km|kg|kilomet|met(?:re|er)s\b|"
    r"square|cubic|hectare|tons|tonnes|gwh|kwh|mw\b|gw\b|people\b|persons\b|times\b|degrees|万|亿|元|辆|台|人(?![均口])|个(?![人体])|家(?![具电])|吨|"
    r"公里|户(?![籍均])|套|件|项|倍|米|架|艘|头|只|亩|公顷|平方|名|座|条|所|千|百|多)"
)
_THINGS_AFTER = (
    r" ?(?:yuan|rmb|dollars|usd|euros?)\b| (?:\w+ )?(?:vehicles|cars|units|companies|enterprises|firms|projects|trains|laptops|students|workers|employees|households|"
    r"residents|villages|schools|visitors|passengers|houses|homes|beds|shops|stores|farmers|patients|copies|pieces|jobs)\b"
)


@cache
def _money_before() -> re.Pattern[str]:
    return re.compile(r"(?:[$€£¥#№￥]|usd|rmb|cny|no\.|nos\.|第) ?$")


@cache
def _year_word_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:in|since|by|from|until|till|through|year|during|before|after|ad|early|mid|late)(?: the)?(?: year)? $|[在从自到至于截年]$"
    )


@cache
def _year_end_after() -> re.Pattern[str]:
    return re.compile(
        r" ?(?:[,.;:)!?\n]|$|(?:to|and|until|till|the|when|was|were|it|he|she|they|by|in|on|at|for|as|after|before|with|he|had|did)\b)"
    )


@cache
def _sure_before() -> re.Pattern[str]:
    return re.compile(r"\b(?:in|since|by|until|till|during|year|early|mid|late)(?: the)? $")


_LOOK_BACK = 24


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(_UNIT_AFTER)


@cache
def _things_after() -> re.Pattern[str]:
    return re.compile(_THINGS_AFTER)


def _counts_things(text: str, tokens: list[Token], match: re.Match[str], stretch: Stretch) -> bool:
    """Tell whether the number at the end, or the only one, counts things: $2000, 2014 km, May 15 percent."""
    last = tokens[match.end() - 1]
    is_number = last.code in "ydn" or stretch.doubtful
    if stretch.doubtful and stretch.finish.year == _ROUND_YEAR:
        before = text[
            max(0, tokens[match.start()].start - _LOOK_BACK) : tokens[match.start()].start
        ]
        return not _sure_before().search(before)
    if is_number and _unit_after().match(text, last.end):
        return True
    if tokens[match.start()].code != "y":
        return False
    return not _looks_like_year(text, tokens, match.start())


def _looks_like_year(text: str, tokens: list[Token], at: int) -> bool:
    """Tell whether four digits are a year: from 1900 to 2099 by themselves, others after a word such as "in"."""
    token = tokens[at]
    before = text[max(0, token.start - _LOOK_BACK) : token.start]
    if _money_before().search(before):
        return False
    is_after_sign = before[-1:] in "._+" and before[-2:-1].isalnum()
    if is_after_sign and tokens[at - 1].code not in "mk":
        return False
    if 1900 <= token.number < 2100 or len(tokens) == 1:
        return True
    if _is_dated(codes_of(tokens[max(0, at - 2) : at + 5])):
        return True
    has_word = _year_word_before().search(before) is not None
    return has_word and _year_end_after().match(text, token.end) is not None


def _is_dated(codes: str) -> bool:
    """Tell whether tokens before or after a year are those of a date."""
    return bool(re.search(r"m|ky|[yTY][ht/]y|y[ht/][yTY]", codes))


def is_doubtful_year(text: str, token: Token) -> bool:
    """Tell whether a year may be the number of the things after it: 2014 vehicles, but not in 2014 vehicles."""
    before = text[max(0, token.start - _LOOK_BACK) : token.start]
    return bool(_things_after().match(text, token.end)) and not _sure_before().search(before)


# --- days


def _days_of_month(phrase: _Phrase) -> Stretch | None:
    month = phrase.number("month")
    first = phrase.number("first")
    last = phrase.number("last") or first
    return days(month, first, last, _year_of(phrase)) if _are_days(first, last) else None


def _year_of(phrase: _Phrase) -> int:
    groups = phrase.match.re.groupindex
    return phrase.number("year") if "year" in groups else 0


def _are_days(first: int, last: int) -> bool:
    return 1 <= first <= last <= 31


def _day_of_month(phrase: _Phrase) -> Stretch | None:
    day = phrase.number("first")
    return days(phrase.number("month"), day, day, _year_of(phrase)) if _are_days(day, day) else None


def _days_of_this_month(phrase: _Phrase) -> Stretch | None:
    month = month_away(phrase.clock, phrase.number("away"))
    begin = month.begin._replace(day=phrase.number("first"))
    return month._replace(begin=begin, finish=begin._replace(day=phrase.number("last")))


def _holiday(phrase: _Phrase) -> Stretch | None:
    """Read the October 2021 holiday: the week of the National Day."""
    if phrase.number("month") != _OCTOBER:
        return None
    return days(_OCTOBER, 1, 7, phrase.number("year"))._replace(loose=True)


def _first_days(phrase: _Phrase) -> Stretch | None:
    return days(phrase.number("month"), 1, phrase.number("count"))


# --- months


def _first_months(phrase: _Phrase) -> Stretch | None:
    count = phrase.number("count")
    return months(1, count) if 1 <= count < _MONTHS_A_YEAR else None


def _last_months(phrase: _Phrase) -> Stretch | None:
    count = phrase.number("count")
    return (
        months(_MONTHS_A_YEAR + 1 - count, _MONTHS_A_YEAR) if 1 <= count < _MONTHS_A_YEAR else None
    )


def _months_up_to(phrase: _Phrase) -> Stretch | None:
    """Read nine months to September, six months ended June 30, the year to March."""
    return _up_to(phrase, phrase.number("count") or _MONTHS_A_YEAR)


def _up_to(phrase: _Phrase, count: int) -> Stretch | None:
    """Return so many months up to a month, or up to the last day of it."""
    finish = phrase.number("month")
    day = phrase.number("day") if "day" in phrase.match.re.groupindex else 0
    if "xt" in phrase.match.group() and phrase.tokens[phrase.match.start()].number:
        return None
    if 0 < day < _FIRST_LAST_DAY:
        return None
    years_before, month = shift_month(0, finish, 1 - count)
    return months(month, finish)._replace(years_before=-years_before)


def _quarters_up_to(phrase: _Phrase) -> Stretch | None:
    return _up_to(phrase, 3 * phrase.number("count"))


def _unit_up_to(phrase: _Phrase) -> Stretch | None:
    """Read the quarter ended March, the half year to June."""
    return _up_to(phrase, 3 if phrase.code("unit") == "q" else 6)


def _some_months_up_to(phrase: _Phrase) -> Stretch | None:
    return months(1, phrase.number("month"))._replace(loose=True)


def _months_between_numbers(phrase: _Phrase) -> Stretch | None:
    first, last = phrase.number("first"), phrase.number("last")
    if not (1 <= first <= _MONTHS_A_YEAR and first < last):
        return None
    return months(first, last)


def _month(phrase: _Phrase) -> Stretch | None:
    return phrase.tokens[phrase.match.start("month")].stretch


def _numeric_month(phrase: _Phrase) -> Stretch | None:
    month = phrase.number("first")
    if not 1 <= month <= _MONTHS_A_YEAR:
        return None
    return months(month, month, phrase.number("year"))


def _month_and_two_digits(phrase: _Phrase) -> Stretch | None:
    """Read Jan-15, May.15 as a month of a year; the day is what "May 15" says."""
    at = phrase.match.start("two")
    token = phrase.tokens[at]
    is_joined = touching(phrase.tokens, at) and touching(phrase.tokens, phrase.match.start() + 1)
    if not is_joined or token.end - token.start != 2:
        return None
    month = phrase.number("month")
    return months(month, month, words.full_year(token.number))


# --- quarters, halves, weeks


def _nth_quarter(phrase: _Phrase) -> Stretch | None:
    nth = phrase.number("nth")
    return months(3 * nth - 2, 3 * nth) if 1 <= nth <= 4 else None


def _last_quarter(phrase: _Phrase) -> Stretch | None:
    return months(10, 12) if _is_last(phrase) else None


def _last_half(phrase: _Phrase) -> Stretch | None:
    return months(7, 12) if _is_last(phrase) else None


def _is_last(phrase: _Phrase) -> bool:
    """Tell whether the word means the last of the year: last, final, but not this or same."""
    return phrase.code("last") == "L" or phrase.number("last") < 0


def _final_months(phrase: _Phrase) -> Stretch | None:
    """Read the last months of 2020, and the last month of it."""
    if not _is_last(phrase):
        return None
    is_plural = bool(phrase.number("unit"))
    return months(7, 12)._replace(loose=True) if is_plural else months(12, 12)


def _two_months(phrase: _Phrase) -> Stretch | None:
    """Read January and February as both together, where one follows the other."""
    first, last = phrase.number("first"), phrase.number("last")
    return months(first, last) if first == last - 1 else None


def _first_quarters(phrase: _Phrase) -> Stretch | None:
    count = phrase.number("count")
    return months(1, 3 * count) if 1 <= count <= 4 else None


def _three_quarters(phrase: _Phrase) -> Stretch | None:
    return months(1, 9)._replace(weak=True) if phrase.number("count") == 3 else None


def _two_quarters(phrase: _Phrase) -> Stretch | None:
    first, last = phrase.number("nth"), phrase.number("last")
    return months(3 * first - 2, 3 * last) if 1 <= first == last - 1 <= 3 else None


def _nth_half(phrase: _Phrase) -> Stretch | None:
    nth = phrase.number("nth")
    return months(6 * nth - 5, 6 * nth) if 1 <= nth <= 2 else None


def _half_of_month(phrase: _Phrase) -> Stretch | None:
    """Read the first half of May."""
    return _half(phrase, Point(0, phrase.number("month")))


def _half_of_far_month(phrase: _Phrase) -> Stretch | None:
    month = month_away(phrase.clock, phrase.number("away"))
    stretch = _half(phrase, month.begin)
    return stretch._replace(relative=True) if stretch else None


def _half(phrase: _Phrase, month: Point) -> Stretch | None:
    nth = phrase.number("nth")
    if nth == 1:
        return Stretch(month._replace(day=1), month._replace(day=15))
    last_day = _last_day(month) if month.month > 0 else 30
    return Stretch(month._replace(day=16), month._replace(day=last_day)) if nth == 2 else None


def _nth_week_of_far_month(phrase: _Phrase) -> Stretch | None:
    month = month_away(phrase.clock, phrase.number("away")).begin
    return Stretch(month, month, week=phrase.number("nth"), relative=True)


def _nth_week(phrase: _Phrase) -> Stretch | None:
    groups = phrase.match.re.groupindex
    week = phrase.number("nth") if "nth" in groups else -1
    month = phrase.number("month") if "month" in groups else 0
    if "last" in groups and not _is_last(phrase):
        return None
    if not -1 <= week <= 53:
        return None
    return Stretch(Point(0, month), Point(0, month), week=week)


def _week_of_day(phrase: _Phrase) -> Stretch | None:
    stretch = _day_of_month(phrase)
    return stretch._replace(in_week=True) if stretch else None


def _known_season(phrase: _Phrase) -> Stretch | None:
    stretch = phrase.tokens[phrase.match.end() - 1].stretch
    return stretch._replace(weak=False) if stretch else None


def _far_season(phrase: _Phrase) -> Stretch | None:
    stretch = _known_season(phrase)
    year = year_away(phrase.clock, phrase.number("away")).begin.year
    return stretch.in_year(year)._replace(relative=True) if stretch else None


# --- beside the date of the document


def _within(phrase: _Phrase) -> Stretch | None:
    """Read within 3 years: from the date of the document on."""
    stretch = rolling(phrase.clock, phrase.code("unit"), phrase.number("count"))
    today = phrase.clock.today
    if not today or stretch.begin.year <= 0 or stretch.begin == stretch.finish:
        return stretch
    return stretch_of(days_between(today, _day_before(stretch.finish)))._replace(
        relative=True, loose=True
    )


def _day_before(point: Point) -> date:
    return date(*point) - timedelta(days=1)


def _edge_of_unit(phrase: _Phrase) -> Stretch | None:
    """Read the end of the year, the beginning of the month: those of the document."""
    if phrase.number("unit"):
        return None
    return edged(_FAR_UNIT[phrase.code("unit")](phrase.clock, 0), phrase.number("edge"))


def _so_far(phrase: _Phrase) -> Stretch | None:
    """Read earlier this year: from its beginning to the day before the document."""
    name = EDGE_NAMES[phrase.number("edge")]
    clock = phrase.clock
    unit = _FAR_UNIT[phrase.code("unit")](clock, 0)
    period = unit.period()
    is_this = "e" in phrase.match.group() or phrase.tokens[phrase.match.end() - 2].number == 0
    if name not in ("earlier", "later") or not is_this:
        return None
    if period is None or not clock.today or not clock.has_day:
        return unit._replace(loose=True)
    if name == "later" or period.start == clock.today:
        return stretch_of(days_between(clock.today, period.end))._replace(relative=True, loose=True)
    last = clock.today - timedelta(days=1)
    return stretch_of(days_between(period.start, last))._replace(relative=True, loose=True)


def _far_unit(phrase: _Phrase) -> Stretch | None:
    if phrase.number("unit"):
        return None  # last years
    return _FAR_UNIT[phrase.code("unit")](phrase.clock, phrase.number("away"))


def _after_next(phrase: _Phrase) -> Stretch | None:
    by = 2 if phrase.number("away") > 0 else -2
    return _FAR_UNIT[phrase.code("unit")](phrase.clock, by)


def _unit_before(phrase: _Phrase) -> Stretch | None:
    """Read the year before, a year ago, two years earlier."""
    count = phrase.number("count") if "count" in phrase.match.re.groupindex else 1
    unit = phrase.code("unit")
    far = _FAR_UNIT.get(unit)
    is_edge = phrase.code("before") == "G"
    if is_edge and EDGE_NAMES[phrase.number("before")] != "earlier":
        return None  # at year end
    if unit == "C" or far is None or not 1 <= count <= 31:
        return None
    return far(phrase.clock, -count)


def _far_month(phrase: _Phrase) -> Stretch | None:
    """Read this October, last May, next June: the last or next one beside the date of the document."""
    month, away, clock = phrase.number("month"), phrase.number("away"), phrase.clock
    stretch = months(month, month)._replace(relative=True)
    if not clock.today or not clock.has_month:
        return stretch.in_year(SOME if away or not clock.today else clock.year)
    year = clock.year + away
    is_nearer = (away > 0 and month > clock.today.month) or (away < 0 and month < clock.today.month)
    return stretch.in_year(year - away if is_nearer else year)


def _rolling(phrase: _Phrase) -> Stretch | None:
    away, count = phrase.number("away"), phrase.number("count")
    if not away or not 1 <= count <= 31:
        return None
    if phrase.code("unit") == "C":
        return rolling(phrase.clock, "x", 10 * away * count)
    return rolling(phrase.clock, phrase.code("unit"), away * count)


# --- the rest


def _own_stretch(phrase: _Phrase) -> Stretch | None:
    return phrase.tokens[phrase.match.start()].stretch


def _today(phrase: _Phrase) -> Stretch | None:
    return rolling(phrase.clock, "D", 0)._replace(weak=True)


def _counted_year(phrase: _Phrase) -> Stretch | None:
    number = phrase.number("year")
    return Stretch(Point(number), Point(number)) if 1 <= number < 3000 else None


def _short_years(phrase: _Phrase) -> Stretch | None:
    """Read 从16年至18年."""
    first, last = phrase.number("first"), phrase.number("last")
    return Stretch(Point(first), Point(last)) if first < last else None


def _always(stretch: Stretch) -> _Read:
    """Return a reader of words that always say the same."""

    def read(_: _Phrase) -> Stretch:
        return stretch

    return read


_TO = "[th]"
_DAY = "[dn]"
_RULES: tuple[tuple[str, str, _Read], ...] = (
    # days
    ("m", rf"(?P<month>m)(?:e?|fe?)(?P<first>{_DAY}){_TO}e?(?P<last>{_DAY})(?!o?m|t)", _days_of_month),
    ("m", rf"(?P<month>m)f(?P<first>{_DAY})a(?P<last>{_DAY})", _days_of_month),
    ("f", rf"fe?(?P<first>{_DAY})(?:{_TO}|a)e?(?P<last>{_DAY})(?:o?e?)(?P<month>m)", _days_of_month),
    ("dn", rf"(?P<first>{_DAY}){_TO}e?(?P<last>{_DAY})(?:o?e?)(?P<month>m)", _days_of_month),
    ("f", rf"fe?(?P<first>{_DAY})(?:{_TO}|a)e?(?P<last>{_DAY})o?(?P<away>l)M", _days_of_this_month),
    ("dn", rf"(?P<first>{_DAY}){_TO}e?(?P<last>{_DAY})o?(?P<away>l)M", _days_of_this_month),
    ("fz", rf"f?(?P<month>z)(?P<first>[dg])(?:{_TO}|a)(?P<last>g)", _days_of_month),
    ("z", r"(?P<month>z)(?P<first>g)", _day_of_month),
    ("y", rf"(?P<year>y)[/h]?(?P<month>m)[/h]?(?P<first>{_DAY})(?!{_TO}e?{_DAY})", _day_of_month),
    ("NL", r"[NL](?P<count>[cd])D(?:o?e?)(?P<month>m)", _first_days),
    # months
    ("NLcdx", rf"[NL]?(?:(?P<count>[cd])h?M|x)p?(?:[Et]|oE)o?e?(?:Go)?(?P<month>m)(?P<day>{_DAY})?(?!\d)", _months_up_to),
    ("NLcdx", rf"[NL]?(?:(?P<count>[cd])h?M|x)p?(?:[Et]|oE)o?e?(?P<day>{_DAY})o?(?P<month>m)", _months_up_to),
    ("NLcd", rf"[NL]?(?P<count>[cd])h?q[Et]o?e?(?:Go)?(?P<month>m)(?P<day>{_DAY})?", _quarters_up_to),
    ("NLeqH", rf"(?P<unit>[qH])p?(?:[Et]|oE)o?e?(?:Go)?(?P<month>m)(?P<day>{_DAY})?", _unit_up_to),
    ("qH", rf"(?P<unit>[qH])p?(?:[Et]|oE)o?e?(?P<day>{_DAY})o?(?P<month>m)", _unit_up_to),
    ("M", r"Mt(?P<month>m)", _some_months_up_to),
    ("N", r"N(?P<count>[cd])h?M", _first_months),
    ("cd", r"(?P<count>[cd])NM", _first_months),
    ("cd", r"(?P<count>[cd])h?M(?=o[yY])", _first_months),
    ("G", r"G(?P<count>[cd])M", _first_months),
    ("Ll", r"[Ll](?P<count>[cd])M(?=oe?[yYR])", _last_months),
    ("L", r"L(?P<count>[cd])M", _last_months),
    ("N", r"NM", _always(months(1, 6)._replace(loose=True))),
    ("Ll", r"(?P<last>[Ll])(?P<unit>M)(?=oe?[yYR])", _final_months),
    ("L", r"LM", _always(months(7, 12)._replace(loose=True))),
    ("fd", rf"f?(?P<first>d){_TO}(?P<last>z)", _months_between_numbers),
    ("d", r"(?P<first>d)a(?P<last>z)(?=Z)", _months_between_numbers),
    ("m", r"(?P<month>m)[h.]?(?P<two>[di])(?![th]|[yY])", _month_and_two_digits),
    ("m", rf"(?P<month>m)e?(?P<first>{_DAY})(?!m|om)", _day_of_month),
    ("dn", rf"(?P<first>{_DAY})(?:oe?|h)?(?P<month>m)", _day_of_month),
    ("en", r"e?(?P<first>n)oe?(?P<month>m)", _day_of_month),
    ("d", r"(?P<first>d)[h/](?P<year>y)(?![h/])", _numeric_month),
    ("m", r"(?P<month>m),?(?P<year>y)Q", _holiday),
    ("mz", r"(?P<first>m)a(?P<last>m)(?![dn])", _two_months),
    ("mz", r"(?P<first>[zd])a(?P<last>z)(?![dg])", _two_months),
    ("M", r"Mo(?P<month>m)", _month),
    ("Nn", r"(?P<nth>[Nn])h?Hoe?(?P<month>[mz])", _half_of_month),
    ("Nn", r"(?P<nth>[Nn])h?Hoe?(?P<away>l)M", _half_of_far_month),
    ("eNn", r"e?(?P<nth>[Nn])wo?e?(?P<away>l)M", _nth_week_of_far_month),
    ("eLl", r"e?(?P<last>[Ll])w(?=oe?[yYR])", _nth_week),
    # quarters, halves, weeks
    ("N", r"(?P<nth>N)a(?P<last>N)q", _two_quarters),
    ("N", r"N(?P<count>c)h?q", _first_quarters),
    ("Nn", r"(?P<nth>[Nn])h?q", _nth_quarter),
    ("Ll", r"(?P<last>[Ll])q(?=(?:oe?)?[yYRx])", _last_quarter),
    ("L", r"Lq", _always(months(10, 12))),
    ("c", r"(?P<count>c)q", _three_quarters),
    ("Nn", r"(?P<nth>[Nn])h?H", _nth_half),
    ("Ll", r"(?P<last>[Ll])H", _last_half),
    ("eNn", r"e?(?P<nth>[Nn])wo?e?(?P<month>m)", _nth_week),
    ("eLl", r"e?[Ll]wo?e?(?P<month>m)", _nth_week),
    ("eNn", r"e?(?P<nth>[Nn])w(?=o?e?[yYRl])", _nth_week),
    ("w", r"w(?P<nth>[di])", _nth_week),
    ("ew", r"(?:e|(?<![cd]))w(?:o|sO?)e?(?P<month>m)(?P<first>[dn])", _week_of_day),
    ("ew", r"(?:e|(?<![cd]))w(?:o|sO?)e?(?P<first>[dn])o?(?P<month>m)", _week_of_day),
    ("e", r"eS", _known_season),
    ("l", r"(?P<away>l)(?P<season>S)", _far_season),
    # beside the date of the document
    ("ex", r"e?(?P<unit>[xw])A(?P<away>l)", _after_next),
    ("ex", r"e?(?P<unit>[xw])b(?P<away>l)", _after_next),
    ("c", r"(?P<count>c)(?P<unit>[xMqw])(?P<before>[bG])", _unit_before),
    ("ex", r"e?(?P<unit>[xMq])(?P<before>[bG])(?!o)", _unit_before),
    ("l", r"(?P<away>l)(?P<count>[cd])h?(?P<unit>[xMwDC])", _rolling),
    ("l", r"(?P<away>l)(?P<unit>[xMqwC])(?!o?e?[yY])", _far_unit),
    ("l", r"(?P<away>l)(?P<month>m)", _far_month),
    ("i", r"i(?P<count>[cd])(?P<unit>[xMwD])", _within),
    ("G", r"(?P<edge>G)o?(?:l|e)(?P<unit>[xMw])", _so_far),
    ("G", r"(?P<edge>G)oe?(?P<unit>[xM])(?![EtbGh])", _edge_of_unit),
    # one word
    ("m", r"(?P<month>m)", _month),
    ("zPTYRWSK", r"[zPTYRWSK]", _own_stretch),
    ("X", r"X", _today),
    ("x", r"x(?P<year>[yi])(?!h)", _counted_year),
    ("y", r"y", _own_stretch),
    ("f", r"f(?P<first>j)[th](?P<last>j)", _short_years),
    ("j", r"j(?=[zPTG]|d?[th]\d?z|d[th]z)", _own_stretch),
)  # fmt: skip
"""The codes of tokens that a rule begins with, the codes that it takes, and its reader. The first that fits counts."""


@cache
def _rules_for(code: str) -> list[tuple[re.Pattern[str], _Read]]:
    """Return the rules that begin with a code, in their order."""
    return [(re.compile(pattern), read) for starts, pattern, read in _RULES if code in starts]


def edged(stretch: Stretch, edge: int) -> Stretch:
    """Return the rough part of a year, a month or a week: early 2015, the end of March.

    >>> from cqfacts.reader.times_stretch import years
    >>> edged(years(2015, 2015), EDGE_NAMES.index("early")).edtf
    '2015-01/2015-06'
    """
    name = EDGE_NAMES[edge]
    begin, finish = stretch.begin, stretch.finish
    week = _days_of_week(stretch, name)
    if week:
        return week._replace(relative=True, loose=True)
    if begin.day or finish.day or stretch.week or begin != finish:
        return stretch._replace(loose=True)
    if begin.month:
        first_day, last_day = words.PARTS_OF_A_MONTH[name]
        begin = begin._replace(day=first_day)
        finish = finish._replace(day=min(last_day, _last_day(finish)))
    else:
        first_month, last_month = words.PARTS_OF_A_YEAR[name]
        begin, finish = begin._replace(month=first_month), finish._replace(month=last_month)
    return stretch._replace(begin=begin, finish=finish, loose=True, other=stretch.edtf)


def _days_of_week(stretch: Stretch, name: str) -> Stretch | None:
    """Return the days of a rough part of a week; None where the stretch is no week."""
    period = stretch.period() if stretch.relative and stretch.begin.day else None
    if period is None or period.start.weekday() or (period.end - period.start).days != 6:
        return None
    first, last = words.PARTS_OF_A_WEEK[name]
    return stretch_of(
        days_between(period.start + timedelta(days=first), period.start + timedelta(days=last))
    )


def _last_day(month: Point) -> int:
    if month.month == 2:
        is_leap = (
            month.year > 0
            and month.year % 4 == 0
            and (month.year % 100 != 0 or month.year % 400 == 0)
        )
        return 29 if is_leap else 28
    return 30 if month.month in (4, 6, 9, 11) else 31
