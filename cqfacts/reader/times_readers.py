"""Read single words, numbers and signs of time: one reader for each pattern of `times_patterns`."""

import re
from collections.abc import Callable
from functools import cache

from cqfacts.reader import times_words as words
from cqfacts.reader.times_clock import (
    Clock,
    day_away,
    month_away,
    quarter_away,
    units_away,
    week_away,
    year_away,
)
from cqfacts.reader.times_lexemes import EDGE_NAMES, Lexeme, Token
from cqfacts.reader.times_patterns import CHINESE_COUNT
from cqfacts.reader.times_stretch import SOME, Point, Stretch, days, months, years

_MONTHS_OF_PART = {"q": 3, "h": 6}
_ZH_MONTHS = {"月": 1, "季": 3, "半": 6, "年": 12}
"""The months of a unit in Chinese; the first that stands in a text counts."""
_MONTHS_A_YEAR = 12
_LAST_OF_MONTH = 31
_LAST_DENOMINATOR = 10


Reader = Callable[[Lexeme], Token]


def _numbers(text: str) -> list[int]:
    return [int(digits) for digits in _digits().findall(text)]


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"\d+")


# --- years


def _read_decade(lexeme: Lexeme) -> Token:
    begin = words.spoken_decade(lexeme.text.removeprefix("the "))
    return lexeme.token("T", 0, years(begin, begin + 9))


def _read_spoken(lexeme: Lexeme) -> Token:
    year = words.spoken_year(lexeme.text)
    is_doubtful = lexeme.text.startswith("two")
    return lexeme.token("Y", year, years(year, year)._replace(doubtful=is_doubtful))


def _read_bare_decade(lexeme: Lexeme) -> Token:
    begin = words.full_decade(words.DECADES[lexeme.text])
    return lexeme.token("T", 0, years(begin, begin + 9))


def _read_digits_decade(lexeme: Lexeme) -> Token:
    begin = words.full_decade(_numbers(lexeme.text)[0])
    return lexeme.token("T", 0, years(begin, begin + 9))


def _read_fiscal(lexeme: Lexeme) -> Token:
    numbers = [words.full_year(number) for number in _numbers(lexeme.text)]
    stretch = years(numbers[0], max(numbers))
    is_fiscal = not lexeme.text.startswith("cy")
    return lexeme.token("Y", numbers[0], stretch._replace(fiscal=is_fiscal))


def _read_apostrophe_year(lexeme: Lexeme) -> Token:
    return lexeme.year(words.full_year(int(lexeme.text[1:])))


def _read_about_year(lexeme: Lexeme) -> Token:
    year = int(lexeme.text[:4])
    return lexeme.token("Y", year, years(year, year)._replace(approximate=True))


def _read_century(lexeme: Lexeme) -> Token:
    if lexeme.original.split()[-1].istitle():
        return lexeme.nothing()  # a name: 21st Century Institute
    return _century(lexeme, _numbers(lexeme.text)[0])


def _read_zh_century(lexeme: Lexeme) -> Token:
    """Read 20世纪 as a century, and 20世纪90年代 as a decade of it."""
    number, _, decade = lexeme.text.partition("世纪")
    century = words.chinese_number(number)
    if not decade:
        return _century(lexeme, century)
    begin = (century - 1) * 100 + words.chinese_number(decade[:2])
    return lexeme.token("T", 0, years(begin, begin + 9))


def _century(lexeme: Lexeme, century: int) -> Token:
    begin = (century - 1) * 100
    return lexeme.token("T", 0, years(max(begin, 1), begin + 99))


def _read_zh_decade(lexeme: Lexeme) -> Token:
    number = words.chinese_number(lexeme.text[:-2])
    begin = number if number > 99 else number + 1900
    return lexeme.token("T", 0, years(begin, begin + 9))


def _read_zh_year(lexeme: Lexeme) -> Token:
    year = words.chinese_year(lexeme.text.strip("公元财年度 "))
    if not year:
        return lexeme.nothing()
    is_fiscal = "财" in lexeme.text
    return lexeme.token("Y", year, years(year, year)._replace(fiscal=is_fiscal))


def _read_zh_republic_year(lexeme: Lexeme) -> Token:
    return lexeme.year(words.republic_year(lexeme.text[2:].rstrip("年度")))


def _read_zh_short_year(lexeme: Lexeme) -> Token:
    """Read 15年, which says a year only before a month; 08年 and 九八年 say one by themselves."""
    digits = lexeme.text[:-1]
    year = words.full_year(words.chinese_number(digits))
    code = "Y" if _is_sure_year(digits) else "j"
    return lexeme.token(code, year, years(year, year))


def _is_sure_year(digits: str) -> bool:
    """Tell whether two digits before 年 are a year: 08, 九八, but not 15 or 二三, two or three."""
    if digits.isdecimal():
        return digits[0] == "0"
    tens, ones = [words.CHINESE_DIGITS[digit] for digit in digits]
    return tens == 0 or ones != tens + 1


def _read_zh_plan(lexeme: Lexeme) -> Token:
    return _plan(lexeme, words.chinese_number(lexeme.text[:2]))


def _read_plan(lexeme: Lexeme) -> Token:
    return _plan(lexeme, _numbers(lexeme.text)[0])


def _plan(lexeme: Lexeme, number: int) -> Token:
    """Return the five years of a plan of China: the 13th, or 十三五, began in 2016."""
    begin = 2016 + 5 * (number - 13)
    return lexeme.token("T", 0, years(begin, begin + 4))


# --- parts of a year


def _part(letter: str, nth: int, year: int = 0) -> Stretch:
    """Return a quarter (q) or a half (h) of a year."""
    size = _MONTHS_OF_PART[letter]
    return months((nth - 1) * size + 1, nth * size, year)


def _read_part_of_year(lexeme: Lexeme) -> Token:
    """Read 2021q1, 22h1, and 2021m01-08."""
    year, *numbers = _numbers(lexeme.text)
    year = words.full_year(year)
    letter = lexeme.text.strip("-0123456789")[:1]
    if letter == "m":
        return lexeme.token("T", 0, months(numbers[0], numbers[-1], year))
    return lexeme.token("T", 0, _part(letter, numbers[0], year))


def _read_compact(lexeme: Lexeme) -> Token:
    """Read 4q22, h1 2022, 9m22."""
    prefix, digits = _split_compact(lexeme.text)
    year = words.full_year(int(digits))
    number = _numbers(prefix)[0]
    letter = next(letter for letter in prefix if letter in "mqh")
    stretch = months(1, number, year) if letter == "m" else _part(letter, number, year)
    return lexeme.token("T", 0, stretch._replace(fiscal="fy" in prefix))


def _split_compact(text: str) -> tuple[str, str]:
    """Return the part and the digits of the year.

    >>> _split_compact("q4 2022"), _split_compact("4q22"), _split_compact("9m2022")
    (('q4 ', '2022'), ('4q', '22'), ('9m', '2022'))
    """
    width = 4 if text[-4:].isdecimal() else 2
    return text[:-width], text[-width:]


def _read_part(lexeme: Lexeme) -> Token:
    letter = "q" if "q" in lexeme.text else "h"
    return lexeme.token("P", 0, _part(letter, _numbers(lexeme.text)[0]))


def _read_zh_part(lexeme: Lexeme) -> Token:
    return lexeme.token("P", 0, _zh_part(lexeme.text))


def _zh_part(text: str) -> Stretch:
    """Return 上半年, 前三季度, 第三季度, 后三个月, 前五个月."""
    if "半" in text:
        return _part("h", "上下".index(text[0]) + 1)
    count = words.chinese_number(_no_number().sub("", text) or "1")
    if "季" in text:
        if text[0] in "前头":
            return months(1, 3 * count)
        return _part("q", count)
    if text[0] in "后末":
        return months(_MONTHS_A_YEAR + 1 - count, _MONTHS_A_YEAR)
    return months(1, count)


@cache
def _no_number() -> re.Pattern[str]:
    return re.compile(r"[^\d一二三四五六七八九十两]")


def _read_zh_length(lexeme: Lexeme) -> Token:
    """Read 止九个月 after a date; without 止, 截至 must stand before that."""
    code = "v" if lexeme.text.startswith("止") else "u"
    return lexeme.token(code, _months_of_length(lexeme.text))


def _months_of_length(text: str) -> int:
    """Return the months of a time that a date ends.

    >>> [_months_of_length(text) for text in ("止九个月", "的12个月", "止半年度", "止年度", "止三年", "止季度")]
    [9, 12, 6, 12, 36, 3]
    """
    count = words.chinese_number(_no_number().sub("", text) or "1")
    size = next(size for name, size in _ZH_MONTHS.items() if name in text)
    return count * size


def _read_holiday(lexeme: Lexeme) -> Token:
    return lexeme.token("P", 0, days(10, 1, 7)._replace(loose=True))


def _read_zh_month(lexeme: Lexeme) -> Token:
    number = words.chinese_number(lexeme.text.strip("月份 "))
    return lexeme.token("z", number, _month(number))


@cache
def _month(number: int) -> Stretch:
    return months(number, number)


def _read_zh_day(lexeme: Lexeme) -> Token:
    return lexeme.token("g", words.chinese_number(lexeme.text[:-1].strip()))


def _read_zh_edge(lexeme: Lexeme) -> Token:
    edge = words.EDGES[lexeme.text.removeprefix("年")]
    return lexeme.token("G", EDGE_NAMES.index(edge))


def _read_zh_season(lexeme: Lexeme) -> Token:
    return lexeme.token("S", 0, months(*words.SEASONS[lexeme.text])._replace(loose=True))


def _read_new_year(lexeme: Lexeme) -> Token:
    return lexeme.token("m", 1, months(1, 1)._replace(weak=True))


# --- dates in digits


def _read_iso(lexeme: Lexeme) -> Token:
    return lexeme.dated(lexeme.text)


def _read_ymd(lexeme: Lexeme) -> Token:
    year, month, day = _numbers(lexeme.text)
    return lexeme.dated(f"{year:04}-{month:02}-{day:02}")


def _read_mdy(lexeme: Lexeme) -> Token:
    """Read 01/22/2016 as English does in America, 22.01.2016 as elsewhere.

    Where that is no date, read it the other way.
    """
    month, day, year = _numbers(lexeme.text)
    if "." in lexeme.text:
        month, day = day, month
    usual = f"{year:04}-{month:02}-{day:02}"
    swapped = f"{year:04}-{day:02}-{month:02}"
    if month > _MONTHS_A_YEAR:
        return lexeme.dated(swapped)
    has_alternative = day <= _MONTHS_A_YEAR and day != month
    if has_alternative:
        return lexeme.dated(usual, swapped)
    return lexeme.dated(usual)


def _read_year_month(lexeme: Lexeme) -> Token:
    """Read 2021-10 as a month, 2010-14 as years, and 2010-12 as either."""
    month, span = _month_in_digits(lexeme.text), _years_in_digits(lexeme.text)
    if span and (not month or _is_of_years(lexeme)):
        return lexeme.dated(span, month)
    if month:
        return lexeme.dated(month, span)
    return lexeme.nothing()


def _month_in_digits(text: str) -> str:
    """Return 2021-10 as a month in EDTF; empty where it is none."""
    year, month = _numbers(text)
    if "年" in text or not (_is_usual(year) and 1 <= month <= _MONTHS_A_YEAR):
        return ""
    return f"{year:04}-{month:02}{'~' * text.count('~')}"


def _years_in_digits(text: str) -> str:
    """Return 2010-14 as years in EDTF; empty where the end is not after the begin."""
    begin, digits = _digits().findall(text)
    century = int(begin) // 100 * 100
    finish = century + int(digits)
    is_span = len(digits) == 2 and int(begin) < finish
    if is_span and _is_usual(int(begin)):
        return f"{begin}/{finish:04}"
    return ""


def _is_usual(year: int) -> bool:
    return 1000 <= year < 3000


def _is_of_years(lexeme: Lexeme) -> bool:
    """Tell whether a dash parts years, not a month from its year: 2010–12."""
    return "-" not in lexeme.original and "/" not in lexeme.text


def _read_month_slash_day(lexeme: Lexeme) -> Token:
    month, day = _numbers(lexeme.text)
    if month < day <= _LAST_DENOMINATOR:
        return lexeme.nothing()  # a fraction: between 1/3 and 1/2
    return lexeme.token("W", 0, days(month, day, day)._replace(weak=True))


# --- numbers


def _read_ordinal(lexeme: Lexeme) -> Token:
    number = _numbers(lexeme.text)[0]
    if 1 <= number <= _LAST_OF_MONTH:
        return lexeme.token("n", number)
    return lexeme.nothing()


def _read_number(lexeme: Lexeme) -> Token:
    digits = lexeme.text
    if not digits.isdecimal():
        return lexeme.nothing()
    number = int(digits[:5])
    if len(digits) == 4 and _is_usual(number):
        return lexeme.token("y", number, years(number, number))
    is_day = len(digits) <= 2 and 1 <= number <= _LAST_OF_MONTH
    if is_day:
        return lexeme.token("d", number)
    return lexeme.token("i", number)


# --- times beside the date of the document

_ZH_RELATIVE: tuple[tuple[dict[str, int], Callable[[Clock, int], Stretch]], ...] = (
    (words.CHINESE_YEARS, year_away),
    (words.CHINESE_MONTHS, month_away),
    (words.CHINESE_QUARTERS, quarter_away),
    (words.CHINESE_WEEKS, week_away),
)
_ZH_UNITS = {"年": "x", "月": "M", "周": "w", "天": "D", "日": "D"}


def _read_zh_relative(lexeme: Lexeme) -> Token:
    for table, count in _ZH_RELATIVE:
        if lexeme.text in table:
            return lexeme.token("R", 0, count(lexeme.clock, table[lexeme.text]))
    return lexeme.nothing()


def _read_zh_rolling(lexeme: Lexeme) -> Token:
    """Read 近三年, 未来两个月."""
    text = lexeme.text
    number = re.search(CHINESE_COUNT, text)
    count = words.chinese_number(number.group()) if number else 1
    unit = next(_ZH_UNITS[sign] for sign in text if sign in _ZH_UNITS)
    sign = 1 if text[0] in "未今" else -1
    return lexeme.token("T", 0, units_away(lexeme.clock, unit, sign * count))


def _read_compared(lexeme: Lexeme) -> Token:
    """Read the base of a change: a month before for 环比 and month on month, else a year before."""
    is_in_year = lexeme.text[0] in "mq环"
    begin = Point(SOME, SOME) if is_in_year else Point(SOME)
    return lexeme.token("K", 0, Stretch(begin, begin, relative=True))


# --- words


def _read_phrase(lexeme: Lexeme) -> Token:
    text = lexeme.text
    if text == "up to":
        return lexeme.token("t")
    if text[0] == "c":
        return lexeme.token("k")  # circa
    if "holiday" in text or "national" in text:
        return _read_holiday(lexeme)
    return _read_compared(lexeme)


def _read_word(lexeme: Lexeme) -> Token:
    word = lexeme.text.removesuffix(".")
    if word in words.MONTHS:
        return _read_month(lexeme, word)
    if word in words.SEASONS:
        season = months(*words.SEASONS[word])
        return lexeme.token("S", 0, season._replace(loose=True, weak=True))
    if word in words.DAYS_AWAY:
        return lexeme.token("R", 0, day_away(lexeme.clock, words.DAYS_AWAY[word]))
    code, number = _dictionary().get(word, ("?", 0))
    return lexeme.token(code, number)


def _read_month(lexeme: Lexeme, name: str) -> Token:
    number = words.MONTHS[name]
    is_weak = name in words.WEAK_MONTHS and not lexeme.original[0].isupper()
    return lexeme.token("m", number, months(number, number)._replace(weak=is_weak))


@cache
def _dictionary() -> dict[str, tuple[str, int]]:
    """Return the code and the number of each word that says no stretch by itself."""
    entries: dict[str, tuple[str, int]] = {}
    for word, code in words.JOINTS.items():
        entries[word] = (code, 0)
    for word, code in words.UNITS.items():
        entries[word] = (code, int(word.endswith("s")))
    for word, edge in words.EDGES.items():
        entries[word] = ("G", EDGE_NAMES.index(edge))
    for code, table in words.NUMBERS.items():
        for word, number in table.items():
            entries[word] = (code, number)
    return entries


def _read_half_year(lexeme: Lexeme) -> Token:
    return lexeme.token("H", int(lexeme.text.endswith("s")))


def _read_until(lexeme: Lexeme) -> Token:
    return lexeme.token("B")


def _read_between(lexeme: Lexeme) -> Token:
    return lexeme.token("Z")


READERS: dict[str, Reader] = {
    "en_decade": _read_decade,
    "en_spoken": _read_spoken,
    "en_bare_decade": _read_bare_decade,
    "en_digits_decade": _read_digits_decade,
    "en_part_of_year": _read_part_of_year,
    "en_compact": _read_compact,
    "en_part": _read_part,
    "en_fiscal": _read_fiscal,
    "apostrophe_year": _read_apostrophe_year,
    "iso": _read_iso,
    "ymd": _read_ymd,
    "mdy": _read_mdy,
    "about_year": _read_about_year,
    "year_month": _read_year_month,
    "month_slash_day": _read_month_slash_day,
    "en_century": _read_century,
    "zh_century": _read_zh_century,
    "zh_decade": _read_zh_decade,
    "zh_year": _read_zh_year,
    "zh_republic_year": _read_zh_republic_year,
    "zh_relative": _read_zh_relative,
    "zh_rolling": _read_zh_rolling,
    "zh_part": _read_zh_part,
    "zh_plan": _read_zh_plan,
    "en_plan": _read_plan,
    "zh_until": _read_until,
    "zh_length": _read_zh_length,
    "zh_holiday": _read_holiday,
    "zh_few_months": Lexeme.nothing,
    "zh_month": _read_zh_month,
    "zh_day": _read_zh_day,
    "zh_short_year": _read_zh_short_year,
    "en_ordinal": _read_ordinal,
    "number": _read_number,
    "en_phrase": _read_phrase,
    "en_half_year": _read_half_year,
    "en_new_year": _read_new_year,
    "en_word": _read_word,
    "zh_edge": _read_zh_edge,
    "zh_season": _read_zh_season,
    "zh_compared": _read_compared,
    "zh_between": _read_between,
    "zh_fresh_month": Lexeme.nothing,
}
"""The reader of each pattern; what has none, a space or a day of the week, is no token.

Signs, and characters that say nothing of time, need none: `times_tokens` makes tokens of them."""
