"""The periods that a question names, in English and Chinese."""

import re
from itertools import pairwise
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.period import LAST_YEAR, Period, PeriodError, parse_period

_MONTHS = {name: at for at, pair in enumerate((
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december"), 1) for name in pair.split()}  # fmt: skip
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
_COUNTS = {name: at for at, name in enumerate("one two three four five six seven eight nine ten eleven".split(), 1)}  # noqa: SIM905
_COUNTS |= {name: at for at, name in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十一": 11}
_COUNT = r"\d\d?|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
_NTH = {"first": 1, "opening": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
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
_LEFT_WORDS = re.compile(r"\b(?:by|until|as of|up to|from|between|during|as at)\s*$|截至\s*$|截止\s*$")


# Short forms of a year. Folding makes spaces of hyphens, so these are spelt out before: then 2010-14 is still a span.
_YY = r"(?P<yy>[0-2]\d)(?!\w)"
_SPELT_OUT = (
    (re.compile(rf"(?:(?<=[qh]\d)|(?<=\d[qh])|(?<![\w'’‘]))['’‘]{_YY}(?!['’])", re.IGNORECASE), r" 20\g<yy>"),
    (re.compile(rf"\b(?P<part>[12]h|[1-4]q|q[1-4] ){_YY}", re.IGNORECASE), r"\g<part> 20\g<yy>"),
    (re.compile(rf"\b(?P<count>[2-9]|1[01])m(?: ?20)?{_YY}", re.IGNORECASE), r"first \g<count> months 20\g<yy>"),
    (re.compile(rf"\b(?P<month>{_MONTH})[-.] ?{_YY}(?! ?(?:19|20)\d\d)", re.IGNORECASE), r"\g<month> 20\g<yy>"),
    (re.compile(rf"\bfy ?(?:20)?{_YY}", re.IGNORECASE), r"20\g<yy>"),
    (re.compile(r"(?<!\d)(?P<yy>[0-2]\d)年(?=1?\d月|1?\d ?[-–~至到]|[上下]半年|前|第?[一二三四]季)"), r"20\g<yy>年"),
)
_JOINED = re.compile(
    rf"\b(?P<month>{'|'.join(name for name in _MONTHS if len(name) > 3)})(?P<to>to|and|until)\b", re.IGNORECASE
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
    """The text with its short forms of years and months spelt out.

    >>> spelt_out("profits 2010-14, cars 1H22, sales Jan-May '15, trains 2021-10")
    'profits 2010 to 2014, cars 1H 2022, sales Jan-May  2015, trains oct 2021'
    """
    for short, full in _SPELT_OUT:
        text = short.sub(full, text)
    text = _JOINED.sub(r"\g<month> \g<to>", text)
    text = _MONTHS_UP_TO.sub(_from_month, _NEW_YEAR.sub("january", text))
    return _YEAR_AND_TWO_DIGITS.sub(_span_or_month, text)


def _from_month(found: re.Match[str]) -> str:
    """The three months to March as January to March; as it is where they begin in another year."""
    count, last = found["count"].lower(), found["last"].lower()
    first = _MONTHS[last] + 1 - int(_COUNTS.get(count, 0) or count)
    name = next((name for name, at in _MONTHS.items() if at == first), None)
    return f"{name} to {last}" if name else found.group()


def _span_or_month(found: re.Match[str]) -> str:
    """A span for 2010-14, a month for 2021-10; 2010-12 may be either and stays as it is."""
    year, other = int(found["year"]), int(found["other"])
    if other > max(year, _MONTHS_A_YEAR):
        return f"20{year:02} to 20{other:02}"
    month = next((name for name, at in _MONTHS.items() if at == other), None)
    return f"{month} 20{year:02}" if month and other <= year else found.group()


class Asked(NamedTuple):
    """A period that is asked for. `loose`: anything within it will do, as for "early 2015" and "since 2010".

    `by`: so will what ends with it, as for "by 2020", which says nothing of the start.
    """

    period: Period
    loose: bool = False
    by: bool = False

    def __str__(self) -> str:
        return str(self.period)


class Periods(NamedTuple):
    """The text without the periods that it names, and these; `compared` where it names the year before as a base."""

    rest: str
    asked: tuple[Asked, ...]
    compared: bool


def find_periods(text: str) -> Periods:
    """Find the periods in a folded text. Raises WrongUsage for "last year", which depends on the day.

    >>> [str(asked) for asked in find_periods("laptops exported january to august 2021").asked]
    ['2021-01/2021-08']
    >>> [str(asked) for asked in find_periods("2015年前五个月汽车产量").asked]
    ['2015-01/2015-05']
    """
    rest = _COMPARED.sub(" ", text)
    compared = rest != text
    if relative := _RELATIVE.search(rest):
        raise WrongUsage(f'"{relative.group()}" depends on the day on which it is read: write the year, such as 2014')
    if span := _SPAN_OF_YEARS.search(rest):
        first, last = span["a"] or span["c"], span["b"] or span["d"]
        if first < last:
            return Periods(_without(rest, span), _asked(f"{first}/{last}"), compared)
    if (span := _FROM_YEAR_TO_MONTH.search(rest)) and span["year"] < span["last"]:
        return Periods(
            _without(rest, span), _asked(f"{span['year']}/{span['last']}{_month_suffix(span['month'])}"), compared
        )
    years = re.findall(_YEAR, rest)
    if not years:
        return Periods(rest, (), compared)
    if since := _SINCE.search(rest):
        start = f"{since['year'] or since['zh']}{_month_suffix(since['month'])}"
        return Periods(_without(rest, since), _asked(f"{start}/{LAST_YEAR}", loose=True), compared)
    by = bool(_BY.search(rest))
    rest = re.sub(rf"{_YEAR}年?", " \n ", rest)
    parts = _parts_of_years(rest)
    asked = [one for year, part in zip(years, parts, strict=True) for one in _part_of_year(year, part, by=by)]
    for part in sorted({part for part in parts if part and _limits(part)}, key=re.Match.start, reverse=True):
        rest = _without(rest, part)
    return Periods(_clean(rest), tuple(dict.fromkeys(asked)), compared)


def _part_of_year(year: str, part: re.Match[str] | None, *, by: bool) -> tuple[Asked, ...]:
    limits = _limits(part) if part else None
    if limits is None:
        return _asked(year, by=by)
    start, end, loose = limits
    period = f"{year}-{start}/{year}-{end}" if start != end else f"{year}-{start}"
    return _asked(period, loose=loose, by=by)


def _month_suffix(month: str | None) -> str:
    return f"-{_MONTHS[month]:02}" if month else ""


def _asked(*periods: str, loose: bool = False, by: bool = False) -> tuple[Asked, ...]:
    try:
        return tuple(Asked(parse_period(period), loose, by) for period in periods)
    except PeriodError:
        return ()


def _parts_of_years(text: str) -> list[re.Match[str] | None]:
    """The part of each year, of which the text has line ends in their place; None for a whole year.

    Each has the part that is nearest in its clause. "The first half of 2014 and 2015" and "2014 and 2015 from January to May" say
    one for both, "2014 and the first half of 2015" does not.
    """
    years = [at for at, sign in enumerate(text) if sign == "\n"]
    found = list(_PARTS.finditer(text))
    clauses = _clauses(text, years, found)
    own = [
        min(
            (part for part in found if begin <= part.start() < end),
            key=lambda part: abs(part.start() - at),
            default=None,
        )
        for at, (begin, end) in zip(years, clauses, strict=True)
    ]
    parts: list[re.Match[str] | None] = []
    for number, part in enumerate(own):
        later = next((one for one in own[number:] if one), None)
        after = later if later and later.start() > years[-1] else None
        parts.append(part or (parts[-1] if parts else None) or after)
    return parts


def _clauses(text: str, years: list[int], parts: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Where the words that go with each year begin and end: at an "and" between two years, if there is one."""
    ands = [
        one.start()
        for one in _AND.finditer(text)
        if not any(part.start() <= one.start() < part.end() for part in parts)
    ]
    bounds = [0]
    for before, year in pairwise(years):
        bounds.append(max((at for at in ands if before < at < year), default=-1))
    ends = [next((bound for bound in bounds[number + 1 :] if bound >= 0), len(text)) for number in range(len(years))]
    begins = [next(bound for bound in reversed(bounds[: number + 1]) if bound >= 0) for number in range(len(years))]
    return list(zip(begins, ends, strict=True))


def _limits(part: re.Match[str]) -> tuple[str, str, bool] | None:
    """Start and end as month, or month and day, and whether anything within will do; None where there is no such part."""
    found = part.groupdict()
    if days := _days(found):
        return (*days, False)
    if found["holiday"]:
        return "10-01", "10-07", True
    if season := found["season"] or found["zh_season"]:
        start, end = _SEASONS[season]
        return f"{start:02}", f"{end:02}", True
    if found["starts"] or found["ends"]:
        start, end = _SEASONS["early" if found["starts"] else "late"]
        return f"{start:02}", f"{end:02}", True
    start, end = _months(found)
    return (f"{start:02}", f"{end:02}", False) if 1 <= start <= end <= 12 else None


def _days(found: dict[str, str | None]) -> tuple[str, str] | None:
    """The first and the last day of some days of a month; None where no days are named."""
    for first, last, month in (("d1", "d2", "dm"), ("e1", "e2", "em"), ("zd1", "zd2", "zm"), ("", "days", "days_of")):
        name, end = found[month], found[last]
        if name and end:
            at = _MONTHS.get(name, 0) or int(name)
            start = int(found[first] or 1) if first else 1
            return f"{at:02}-{start:02}", f"{at:02}-{int(_COUNTS.get(end, 0) or end):02}"
    return None


def _months(found: dict[str, str | None]) -> tuple[int, int]:
    """The first and the last month of a part of a year."""
    if found["from"] and found["to"]:
        return _MONTHS[found["from"]], _MONTHS[found["to"]]
    if found["zh_from"] and found["zh_to"]:
        return int(found["zh_from"]), int(found["zh_to"])
    if month := found["month"] or found["zh_month"]:
        number = _MONTHS.get(month, 0) or int(month)
        return number, number
    if count := found["count"] or found["count_first"] or found["zh_count"] or found["last_count"]:
        months = int(_COUNTS.get(count, 0) or count)
        return (_MONTHS_A_YEAR + 1 - months, _MONTHS_A_YEAR) if found["last_count"] else (1, months)
    if found["quarters"] is not None or found["zh_quarters"] is not None:
        return 1, 9
    size, nth = _halves_and_quarters(found)
    return (nth - 1) * size + 1, nth * size


def _halves_and_quarters(found: dict[str, str | None]) -> tuple[int, int]:
    """How many months a half or a quarter has, and which one it is."""
    half = found["h"] or found["h2"] or (found["zh_half"] and str("上下".index(found["zh_half"]) + 1))
    quarter = found["q"] or found["q2"] or found["zh_quarter"]
    if half or quarter:
        which = half or quarter or ""
        return (6 if half else 3), int(_COUNTS.get(which, 0) or which)
    size = 6 if found["part"] == "half" else 3
    return size, _NTH.get(found["nth"] or "", 12 // size)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{_LEFT_WORDS.sub(' ', text[: match.start()])} {text[match.end() :]}"


def _clean(text: str) -> str:
    return " ".join(text.split())
