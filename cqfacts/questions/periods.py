"""The periods that a question names, in English and Chinese."""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.english import CARDINALS, MONTH_NUMBERS
from cqfacts.model.period import LAST_YEAR, Period, PeriodError, parse_period

_MONTHS = MONTH_NUMBERS | {"sept": 9}
TIME_WORDS = (
    *(name for name in _MONTHS if len(name) > 4),
    "quarter",
    "months",
    "first",
    "second",
    "beginning",
    "spring",
    "summer",
    "autumn",
)
"""Words of which a slip would hide the period."""
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_COUNTS = {name: number for name, number in CARDINALS.items() if number < 12}
_COUNTS |= {name: at for at, name in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十一": 11}
_COUNT = r"\d\d?|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
_NTH = {
    "first": 1,
    "opening": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "early": (1, 6), "late": (7, 12),
            "年初": (1, 6), "年底": (7, 12), "年末": (7, 12), "start of": (1, 6), "beginning of": (1, 6),
            "end of": (7, 12), "mid": (4, 9)}  # fmt: skip
_STARTS, _ENDS = "first|opening|initial|early", "last|closing|final"
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
# Folding has made spaces of hyphens: "jan-may" is "jan may" here.
_TO = r" ?(?:to|until|till|thru|through|up to|[-–—~～]|至|到|and|) ?(?:the )?(?:end of )?"
_SPAN_OF_YEARS = re.compile(
    rf"(?:between (?P<a>{_YEAR}) and (?P<b>{_YEAR})"
    rf"|(?P<c>{_YEAR})年?(?! ?(?:and|和|与|vs))(?: ?(?:to|until|till|thru|through|[-–—~～]|至|到) ?| )(?=(?:19|20)\d\d(?:$|\D))(?P<d>{_YEAR}))"
)
_FROM_YEAR_TO_MONTH = re.compile(
    rf"(?:from |between )?(?P<year>{_YEAR}) (?:to|until|till|thru|through|and|[-–—]) (?:the end of )?(?P<month>{_MONTH})\b\.? (?P<last>{_YEAR})"
)
_SINCE = re.compile(
    rf"(?:since|after|from|自从|自) ?(?:(?:the )?(?:start|beginning|end) of )?(?:(?P<month>{_MONTH}) )?(?P<year>{_YEAR})(?!年?\d)|(?P<zh>{_YEAR})年?(?:以来|起)"
)
# Parts of a year, as they stand before or after the year.
_PARTS = re.compile(
    r"(?P<holiday>\bnational day\b|国庆节?|\boctober\s+holidays?\b)"
    rf"|\b(?P<from>{_MONTH})\b\.?{_TO}\b(?P<to>{_MONTH})\b\.?"
    rf"|\b(?P<d1>[1-3]?\d)(?:st|nd|rd|th)?{_TO}(?P<d2>(?<!\d)[1-3]?\d)(?:st|nd|rd|th)?(?: of)? \b(?P<dm>{_MONTH})\b"
    rf"|\b(?P<em>{_MONTH})\b\.? (?P<e1>[1-3]?\d)(?:st|nd|rd|th)?{_TO}(?P<e2>(?<!\d)[1-3]?\d)(?:st|nd|rd|th)?(?!\d)"
    rf"|\b(?:{_STARTS}) (?P<days>{_COUNT}) days?(?: of| in|) (?P<days_of>{_MONTH})\b"
    rf"|\b(?P<month>{_MONTH})\b\.?"
    rf"|\b(?:(?:{_STARTS}) (?P<count>{_COUNT})|(?P<count_first>{_COUNT}) (?:{_STARTS})) months?\b|\b(?:{_ENDS}) (?P<last_count>{_COUNT}) months?\b"
    rf"|\b(?P<starts>{_STARTS}) (?:few )?months\b|\b(?P<ends>{_ENDS}) (?:few )?months\b"
    r"|\b(?:q ?(?P<q>[1-4])|(?P<q2>[1-4]) ?q)\b|\b(?P<nth>first|opening|second|third|fourth|1st|2nd|3rd|4th|last|closing|final) (?P<part>quarter|half)\b"
    r"|\bh ?(?P<h>[12])\b|\b(?P<h2>[12]) ?h\b|\b(?:first )?three quarters\b(?P<quarters>)"
    rf"|\b(?P<season>{'|'.join(name for name in _SEASONS if name.isascii())})\b(?= *(?:of)? *\n)"
    rf"|(?P<zh_season>年初|年底|年末)"
    rf"|(?<!\d)(?P<zh_from>1?\d) ?月? ?(?:[至到] ?|[-–—~～] ?| )(?P<zh_to>1?\d) ?月份?"
    rf"|(?<!\d)(?P<zm>1?\d) ?月 ?(?P<zd1>[1-3]?\d) ?[日号]?(?:[至到] ?|[-–—~～] ?)(?P<zd2>[1-3]?\d) ?[日号]"
    rf"|[前头](?P<zh_count>{_COUNT})个?月|(?P<zh_half>[上下])半年|第?(?P<zh_quarter>[一二三四1-4])季度|前三季度(?P<zh_quarters>)"
    r"|(?<!\d)(?P<zh_month>1?\d) ?月份?(?![至到\d])"
)
_RELATIVE = re.compile(
    rf"\b(?:last|this|next|past) (?:year|month|quarter)\b(?! (?:of |in )?{_YEAR})|\b(?:yesterday|tomorrow)\b|(?<!与)(?<!比)(?<!较)(?:去年|今年|明年|上个月|本月)(?!同期)"
)
_COMPARED = re.compile(
    r"\b(?:than|on|over|against|vs|versus|with|from|to) (?:the )?(?:last|previous|prior|same period) (?:year|month|quarter)\b"
    rf"|\b(?:than|on|over|against|vs|versus|with|from|to) (?:in |during )?the same (?:period|months?|quarters?|time|span|part) (?:of|in) {_YEAR}"
    r"|\b(?:a )?year (?:earlier|ago|before)\b|\b(?:the )?(?:year|period) before\b|(?:比|较|与)(?:上年|去年|上一年)(?:同期)?|(?:上年|去年|上一年)同期"
    rf"|(?:比|较|与) ?{_YEAR}年?(?:的)?同期"
)
_BY = re.compile(
    rf"\b(?:by|as of|as at|up to|until|till)(?: the)?(?: end of)?(?: (?:{_MONTH}))?(?: of)? {_YEAR}|(?:截至|截止|到|至) ?{_YEAR}"
)
_AND = re.compile(r"\b(?:and|vs|versus|than|against|with|or)\b|[,;和与跟及比]")
_LEFT_WORDS = re.compile(
    r"\b(?:by|until|as of|up to|from|between|during|as at)\s*$|截至\s*$|截止\s*$"
)


# Short forms of a year. Folding makes spaces of hyphens, so these are spelt out before: then 2010-14 is still a span.
_YY = r"(?P<yy>[0-2]\d)(?!\w)"
_SPELT_OUT = (
    (
        re.compile(rf"(?:(?<=[qh]\d)|(?<=\d[qh])|(?<![\w'’‘]))['’‘]{_YY}(?!['’])", re.IGNORECASE),
        r" 20\g<yy>",
    ),
    (re.compile(rf"\b(?P<part>[12]h|[1-4]q|q[1-4] ){_YY}", re.IGNORECASE), r"\g<part> 20\g<yy>"),
    (
        re.compile(rf"\b(?P<count>[2-9]|1[01])m(?: ?20)?{_YY}", re.IGNORECASE),
        r"first \g<count> months 20\g<yy>",
    ),
    (
        re.compile(rf"\b(?P<month>{_MONTH})[-.] ?{_YY}(?! ?(?:19|20)\d\d)", re.IGNORECASE),
        r"\g<month> 20\g<yy>",
    ),
    (re.compile(rf"\bfy ?(?:20)?{_YY}", re.IGNORECASE), r"20\g<yy>"),
    (
        re.compile(
            r"(?<!\d)(?P<yy>[0-2]\d)年(?=1?\d月|1?\d ?[-–~至到]|[上下]半年|前|第?[一二三四]季)"
        ),
        r"20\g<yy>年",
    ),
)
_JOINED = re.compile(
    rf"\b(?P<month>{'|'.join(name for name in _MONTHS if len(name) > 3)})(?P<to>to|and|until)\b",
    re.IGNORECASE,
)
_ENDING = "to|through|thru|until|till|up to|ending|ended"
_NEW_YEAR = re.compile(rf"\bnew year(?:['’]?s)?(?: day)?(?= (?:and|{_ENDING})\b)", re.IGNORECASE)
_MONTHS_UP_TO = re.compile(
    rf"\b(?P<count>{_COUNT})[ -]months?(?: period)? (?:{_ENDING})(?: in)?(?: the end of)? (?P<last>{_MONTH})\b",
    re.IGNORECASE,
)
_YEAR_AND_TWO_DIGITS = re.compile(r"(?<![\d-])20(?P<year>\d\d) ?[-–—/] ?(?P<other>\d\d)(?![\d-])")
_MONTHS_A_YEAR = 12


def spelt_out(text: str) -> str:
    """Return the text with its short forms of years and months spelt out.

    >>> spelt_out("profits 2010-14, cars 1H22, sales Jan-May '15, trains 2021-10")
    'profits 2010 to 2014, cars 1H 2022, sales Jan-May  2015, trains oct 2021'
    """
    for short, full in _SPELT_OUT:
        text = short.sub(full, text)
    text = _JOINED.sub(r"\g<month> \g<to>", text)
    text = _MONTHS_UP_TO.sub(_spell_months_up_to, _NEW_YEAR.sub("january", text))
    return _YEAR_AND_TWO_DIGITS.sub(_spell_span_or_month, text)


def _spell_months_up_to(match: re.Match[str]) -> str:
    """Return the three months to March as January to March; as it is where they begin in another year."""
    last = match["last"].lower()
    first = _name_of_month(_MONTHS[last] + 1 - _number(match["count"].lower()))
    return f"{first} to {last}" if first else match.group()


def _spell_span_or_month(match: re.Match[str]) -> str:
    """Return a span for 2010-14, a month for 2021-10; 2010-12 may be either and stays as it is."""
    year, other = int(match["year"]), int(match["other"])
    if other > max(year, _MONTHS_A_YEAR):
        return f"20{year:02} to 20{other:02}"
    month = _name_of_month(other)
    return f"{month} 20{year:02}" if month and other <= year else match.group()


def _name_of_month(number: int) -> str | None:
    return next((name for name, at in _MONTHS.items() if at == number), None)


def _number(word: str) -> int:
    """Return the number of a numeral or number word."""
    return _COUNTS.get(word, 0) or int(word)


class AskedPeriod(NamedTuple):
    """A period that is asked for. `loose`: anything within it will do, as for "early 2015" and "since 2010".

    `by`: so will what ends with it, as for "by 2020", which says nothing of the start.
    """

    period: Period
    loose: bool = False
    by: bool = False

    @property
    def start(self) -> date:
        return self.period.start

    @property
    def end(self) -> date:
        return self.period.end

    @property
    def year(self) -> int:
        return self.period.year

    def __str__(self) -> str:
        return str(self.period)


class Periods(NamedTuple):
    """The text without the periods that it names, and these; `compared` where it names the year before as a base."""

    rest: str
    periods: tuple[AskedPeriod, ...]
    compared: bool


class _Limits(NamedTuple):
    """Start and end of a part of a year, each as month, or month and day; `loose`: anything within it will do."""

    start: str
    end: str
    loose: bool = False


_Match = re.Match[str]
_Groups = dict[str, str | None]
"""What each named group of a match found."""


def find_periods(text: str) -> Periods:
    """Find the periods in a folded text. Raises WrongUsage for "last year", which depends on the day.

    >>> [str(period) for period in find_periods("laptops exported january to august 2021").periods]
    ['2021-01/2021-08']
    >>> [str(period) for period in find_periods("2015年前五个月汽车产量").periods]
    ['2015-01/2015-05']
    """
    rest = _COMPARED.sub(" ", text)
    compared = rest != text
    relative = _RELATIVE.search(rest)
    if relative:
        raise WrongUsage(
            f'"{relative.group()}" depends on the day on which it is read: write the year, such as 2014'
        )
    for find in (_find_span_of_years, _find_span_from_year_to_month, _find_since):
        found = find(rest)
        if found:
            match, periods = found
            return Periods(_without(rest, match), periods, compared)
    return _find_parts_of_years(rest, compared=compared)


def _find_span_of_years(text: str) -> tuple[_Match, tuple[AskedPeriod, ...]] | None:
    span = _SPAN_OF_YEARS.search(text)
    if span is None:
        return None
    first, last = span["a"] or span["c"], span["b"] or span["d"]
    return (span, _parse(f"{first}/{last}")) if first < last else None


def _find_span_from_year_to_month(text: str) -> tuple[_Match, tuple[AskedPeriod, ...]] | None:
    span = _FROM_YEAR_TO_MONTH.search(text)
    if span is None or span["year"] >= span["last"]:
        return None
    return span, _parse(f"{span['year']}/{span['last']}{_month_suffix(span['month'])}")


def _find_since(text: str) -> tuple[_Match, tuple[AskedPeriod, ...]] | None:
    since = _SINCE.search(text)
    if since is None:
        return None
    start = f"{since['year'] or since['zh']}{_month_suffix(since['month'])}"
    return since, _parse(f"{start}/{LAST_YEAR}", loose=True)


def _find_parts_of_years(text: str, *, compared: bool) -> Periods:
    """Find each year with the part of it that is named: the first half of 2014."""
    years = re.findall(_YEAR, text)
    if not years:
        return Periods(text, (), compared)
    by = bool(_BY.search(text))
    rest = re.sub(rf"{_YEAR}年?", " \n ", text)
    parts = _parts_of_years(rest)
    periods: list[AskedPeriod] = []
    for year, part in zip(years, parts, strict=True):
        periods += _part_of_year(year, part, by=by)
    named = {part for part in parts if part and _limits(part)}
    for part in sorted(named, key=re.Match.start, reverse=True):
        rest = _without(rest, part)
    return Periods(_clean(rest), tuple(dict.fromkeys(periods)), compared)


def _part_of_year(year: str, part: _Match | None, *, by: bool) -> tuple[AskedPeriod, ...]:
    limits = _limits(part) if part else None
    if limits is None:
        return _parse(year, by=by)
    if limits.start == limits.end:
        return _parse(f"{year}-{limits.start}", loose=limits.loose, by=by)
    return _parse(f"{year}-{limits.start}/{year}-{limits.end}", loose=limits.loose, by=by)


def _month_suffix(month: str | None) -> str:
    return f"-{_MONTHS[month]:02}" if month else ""


def _parse(period: str, *, loose: bool = False, by: bool = False) -> tuple[AskedPeriod, ...]:
    """Return a period that is asked for; nothing where there is no such period."""
    try:
        return (AskedPeriod(parse_period(period), loose, by),)
    except PeriodError:
        return ()


def _parts_of_years(text: str) -> list[_Match | None]:
    """Return the part of each year, of which the text has line ends in their place; None for a whole year.

    Each has the part that is nearest in its clause. "The first half of 2014 and 2015" and "2014 and 2015 from January to May" say
    one for both, "2014 and the first half of 2015" does not.
    """
    years = [at for at, sign in enumerate(text) if sign == "\n"]
    named = list(_PARTS.finditer(text))
    clauses = _clauses(text, years, named)
    own = [_nearest_part(named, at, clause) for at, clause in zip(years, clauses, strict=True)]
    parts: list[_Match | None] = []
    for number, part in enumerate(own):
        before = parts[-1] if parts else None
        parts.append(part or before or _part_after_all(own[number:], years))
    return parts


def _nearest_part(parts: list[_Match], year: int, clause: "_Clause") -> _Match | None:
    in_clause = (part for part in parts if clause.begin <= part.start() < clause.end)
    return min(in_clause, key=lambda part: abs(part.start() - year), default=None)


def _part_after_all(parts: list[_Match | None], years: list[int]) -> _Match | None:
    """Return the next part, where it comes after all years."""
    following = next((part for part in parts if part), None)
    return following if following and following.start() > years[-1] else None


class _Clause(NamedTuple):
    """Where the words that go with a year begin and end."""

    begin: int
    end: int


def _clauses(text: str, years: list[int], parts: list[_Match]) -> list[_Clause]:
    """Return the clause of each year: they part at an "and" between two years, if there is one."""
    inside = [range(part.start(), part.end()) for part in parts]
    ands = [
        match.start()
        for match in _AND.finditer(text)
        if not any(match.start() in part for part in inside)
    ]
    clauses: list[_Clause] = []
    begin = 0
    first_of_clause = 0
    for number, (year, following) in enumerate(pairwise(years), 1):
        joint = max((at for at in ands if year < at < following), default=None)
        if joint is not None:
            clauses += [_Clause(begin, joint)] * (number - first_of_clause)
            begin, first_of_clause = joint, number
    return clauses + [_Clause(begin, len(text))] * (len(years) - first_of_clause)


def _limits(part: _Match) -> _Limits | None:
    """Return the limits of a part of a year; None where there is no such part."""
    groups = part.groupdict()
    days = _days(groups)
    if days:
        return days
    if groups["holiday"]:
        return _Limits("10-01", "10-07", loose=True)
    season = _season(groups)
    if season:
        start, end = _SEASONS[season]
        return _Limits(f"{start:02}", f"{end:02}", loose=True)
    start, end = _months(groups)
    return _Limits(f"{start:02}", f"{end:02}") if 1 <= start <= end <= _MONTHS_A_YEAR else None


def _season(groups: _Groups) -> str | None:
    if groups["starts"]:
        return "early"
    return "late" if groups["ends"] else groups["season"] or groups["zh_season"]


def _days(groups: _Groups) -> _Limits | None:
    """Return the first and the last day of some days of a month; None where no days are named."""
    for first, last, month in (
        ("d1", "d2", "dm"),
        ("e1", "e2", "em"),
        ("zd1", "zd2", "zm"),
        ("", "days", "days_of"),
    ):
        name, end = groups[month], groups[last]
        if name and end:
            number = _MONTHS.get(name, 0) or int(name)
            start = int(groups[first] or 1) if first else 1
            return _Limits(f"{number:02}-{start:02}", f"{number:02}-{_number(end):02}")
    return None


def _months(groups: _Groups) -> tuple[int, int]:
    """Return the first and the last month of a part of a year."""
    for read in (_named_months, _counted_months):
        months = read(groups)
        if months:
            return months
    if groups["quarters"] is not None or groups["zh_quarters"] is not None:
        return 1, 9
    size, nth = _half_or_quarter(groups)
    return (nth - 1) * size + 1, nth * size


def _named_months(groups: _Groups) -> tuple[int, int] | None:
    if groups["from"] and groups["to"]:
        return _MONTHS[groups["from"]], _MONTHS[groups["to"]]
    if groups["zh_from"] and groups["zh_to"]:
        return int(groups["zh_from"]), int(groups["zh_to"])
    month = groups["month"] or groups["zh_month"]
    if not month:
        return None
    number = _MONTHS.get(month, 0) or int(month)
    return number, number


def _counted_months(groups: _Groups) -> tuple[int, int] | None:
    """Return the first or the last so many months."""
    count = groups["count"] or groups["count_first"] or groups["zh_count"]
    if count:
        return 1, _number(count)
    last_count = groups["last_count"]
    return (_MONTHS_A_YEAR + 1 - _number(last_count), _MONTHS_A_YEAR) if last_count else None


def _half_or_quarter(groups: _Groups) -> tuple[int, int]:
    """Return how many months a half or a quarter has, and which one it is."""
    half = groups["h"] or groups["h2"]
    if half:
        return 6, _number(half)
    if groups["zh_half"]:
        return 6, "上下".index(groups["zh_half"]) + 1
    quarter = groups["q"] or groups["q2"] or groups["zh_quarter"]
    if quarter:
        return 3, _number(quarter)
    size = 6 if groups["part"] == "half" else 3
    return size, _NTH.get(groups["nth"] or "", _MONTHS_A_YEAR // size)


def _without(text: str, match: _Match) -> str:
    return f"{_LEFT_WORDS.sub(' ', text[: match.start()])} {text[match.end() :]}"


def _clean(text: str) -> str:
    return " ".join(text.split())
