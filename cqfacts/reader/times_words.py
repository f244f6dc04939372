"""The words of time in English and Chinese, and numbers as words.

All of it is data, but for the numbers.
"""

from cqfacts.model.english import DIGITS, MONTH_NUMBERS, ORDINALS, TEENS, TENS

MONTHS = MONTH_NUMBERS | {"sept": 9}
"""The number of each month by its name in small letters."""
WEAK_MONTHS = frozenset(("may", "march", "mar", "dec", "jan", "sep", "oct", "nov", "jun"))
"""Names of months that are other words, too, but with a capital letter or beside a date."""
COUNTS = DIGITS | {"ten": 10, "eleven": 11, "twelve": 12, "couple": 2, "a": 1}
ROUGH_COUNTS = {"few": 3, "several": 3, "each": 0, "every": 0, "per": 0}
NTH = ORDINALS | {"opening": 1, "initial": 1, "eleventh": 11, "twelfth": 12}
UNITS = {
    "year": "x", "years": "x", "yr": "x", "yrs": "x", "twelvemonth": "x", "fy": "x",
    "month": "M", "months": "M", "mths": "M", "mth": "M", "mos": "M",
    "quarter": "q", "quarters": "q", "qtr": "q", "qtrs": "q", "half": "H", "halves": "H",
    "week": "w", "weeks": "w", "day": "D", "days": "D", "decade": "C", "decades": "C",
    "century": "U",
}  # fmt: skip
"""The code of each unit of time."""
RELATIVE = {
    "this": 0, "current": 0, "same": 0, "last": -1, "past": -1, "previous": -1, "prior": -1,
    "preceding": -1,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip
"""The words that place a unit beside that of the document, with the number of units."""
NUMBERS = {
    "c": COUNTS,
    "k": {"about": 0, "around": 0, "circa": 0, "ca": 0},
    "l": RELATIVE,
    "L": {"closing": 1, "final": 1},
    "N": NTH,
    "r": ROUGH_COUNTS,
}
"""The words that stand for numbers, by the code of their tokens.

Of a word in two tables the later one counts.
"""
DAYS_AWAY = {"yesterday": -1, "tomorrow": 1}
JOINTS = {
    "to": "t", "until": "t", "till": "t", "thru": "t", "through": "t", "-": "h", "--": "h",
    "~": "t", "至": "t", "到": "t",
    "and": "a", "&": "a", "与": "a", "和": "a", "及": "a", "from": "f", "between": "f", "从": "f",
    "自": "f",
    "of": "o", "in": "o", "for": "o", "during": "o", "'s": "o", "的": "o", "the": "e", ",": ",",
    "、": ",", ".": ".", "/": "/",
    "ending": "E", "ended": "E", "starting": "s", "within": "I", "combined": "+", "together": "+",
    "on": "O", "by": "B", "since": "B", "holiday": "Q", "holidays": "Q", "period": "p",
    "ago": "b", "before": "b", "after": "A", "now": "X", "today": "X", "vs": "J", "versus": "J",
    "than": "J", "against": "J",
    "with": "J", "or": "J", "but": "V", "while": "V", "whereas": "V", "跟": "J", "比": "J", "而": "V",
    "但": "V", ";": ";", "；": ";", "。": ";",
    "!": ";", "?": ";",
}  # fmt: skip
"""The code of each word and sign that joins words of time."""
SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11),
    "春季": (3, 5), "夏季": (6, 8), "秋季": (9, 11), "夏天": (6, 8), "秋天": (9, 11), "春天": (3, 5),
}  # fmt: skip
EDGES = {
    "early": "early", "late": "late", "mid": "mid", "start": "beginning", "beginning": "beginning",
    "end": "end",
    "middle": "middle", "close": "end",
    "上旬": "first ten", "中旬": "second ten", "下旬": "last days",
    "初": "beginning", "底": "end", "末": "end", "中": "middle", "earlier": "earlier", "later": "later",
}  # fmt: skip
"""The words for a rough part of a year or month."""
PARTS_OF_A_YEAR = {
    "early": (1, 6), "late": (7, 12), "mid": (4, 9), "beginning": (1, 4), "middle": (5, 8),
    "end": (9, 12),
    "earlier": (1, 6), "later": (7, 12), "first ten": (1, 4), "second ten": (5, 8),
    "last days": (9, 12),
}  # fmt: skip
"""The months of each rough part of a year."""
PARTS_OF_A_MONTH = {
    "early": (1, 15), "late": (16, 31), "mid": (10, 20), "beginning": (1, 15), "middle": (10, 20),
    "end": (16, 31),
    "earlier": (1, 15), "later": (16, 31), "first ten": (1, 10), "second ten": (11, 20),
    "last days": (21, 31),
}  # fmt: skip
"""The days of each rough part of a month."""
PARTS_OF_A_WEEK = {
    "early": (0, 2), "late": (3, 6), "mid": (1, 4), "beginning": (0, 2), "middle": (1, 4),
    "end": (3, 6), "earlier": (0, 2),
    "later": (3, 6), "first ten": (0, 2), "second ten": (1, 4), "last days": (3, 6),
}  # fmt: skip
"""The days of each rough part of a week, after its Monday."""
CHINESE_YEARS = {
    "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "本年度": 0, "上年度": -1, "当年": 0, "明年": 1,
    "前年": -2,
    "后年": 2, "来年": 1,
}  # fmt: skip
CHINESE_MONTHS = {
    "上月": -1,
    "上个月": -1,
    "本月": 0,
    "这个月": 0,
    "当月": 0,
    "下个月": 1,
    "下月": 1,
}
CHINESE_QUARTERS = {"上季度": -1, "上个季度": -1, "本季度": 0, "下季度": 1, "下个季度": 1}
CHINESE_WEEKS = {
    "上周": -1, "本周": 0, "这周": 0, "下周": 1, "上上周": -2, "下下周": 2, "上个周": -1, "下个周": 1, "上星期": -1,
    "下星期": 1,
}  # fmt: skip
DECADES = {
    "tens": 10, "teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
CENTURIES = {"eighteen": 18, "nineteen": 19, "twenty": 20}
CHINESE_DIGITS = {
    "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
    "九": 9,
}  # fmt: skip
_SPOKEN = {**TENS, **TEENS, **DIGITS}
_PIVOT = 50
_DECADE_PIVOT = 30
_YEAR_BEFORE_REPUBLIC = 1911
_HUNDRED = 100


def chinese_number(text: str) -> int:
    """Return the number below 1,000 that Chinese numerals or digits write.

    >>> [chinese_number(text) for text in ("十", "十二", "二十八", "三", "〇八", "28", "一百一十")]
    [10, 12, 28, 3, 8, 28, 110]
    """
    if text.isdecimal():
        return int(text)
    if "百" in text:
        hundreds, _, tens = text.partition("百")
        return CHINESE_DIGITS.get(hundreds, 1) * _HUNDRED + chinese_number(tens or "0")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return CHINESE_DIGITS.get(tens, 1) * 10 + CHINESE_DIGITS.get(ones, 0)
    return int("".join(str(CHINESE_DIGITS[sign]) for sign in text))


def chinese_year(text: str) -> int:
    """Return the year that Chinese writes; 0 for none.

    >>> [chinese_year(text) for text in ("2014", "二零一四", "两千零八")]
    [2014, 2014, 2008]
    """
    if "千" in text:
        return 2000 + chinese_number(text[2:])
    return chinese_number(text)


def republic_year(text: str) -> int:
    """Return the year that the calendar of the Republic of China writes, which begins with 1912.

    >>> [republic_year(text) for text in ("110", "一百一十", "九十九", "元")]
    [2021, 2021, 2010, 1912]
    """
    number = 1 if text == "元" else chinese_number(text)
    return _YEAR_BEFORE_REPUBLIC + number


def full_year(number: int) -> int:
    """Return the year that two digits mean: 15 is 2015, 98 is 1998; one of four digits as it is."""
    if number > 99:
        return number
    if number < _PIVOT:
        return 2000 + number
    return 1900 + number


def full_decade(number: int) -> int:
    """Return the begin of the decade that two digits mean.

    20 is 2020, 90 is 1990. One of four digits stays as it is.
    """
    if number > 99:
        return number
    if number < _DECADE_PIVOT:
        return 2000 + number
    return 1900 + number


def spoken_year(text: str) -> int:
    """Return the year that words say.

    >>> texts = ("twenty fourteen", "two thousand and nine", "nineteen oh five")
    >>> [spoken_year(text) for text in texts]
    [2014, 2009, 1905]
    """
    century, *words = text.replace("-", " ").replace(",", " ").split()
    years = sum(_SPOKEN.get(word, 0) for word in words)
    if century == "two":
        return 2000 + years
    return CENTURIES[century] * _HUNDRED + years


def spoken_decade(text: str) -> int:
    """Return the first year of the decade that words say.

    >>> spoken_decade("twenty-tens"), spoken_decade("nineteen seventies")
    (2010, 1970)
    """
    century, decade = text.replace("-", " ").split()
    return CENTURIES[century] * _HUNDRED + DECADES[decade]
