"""Read single words, numbers and signs of time: one reader for each pattern of `times_tokens`."""

import re
from collections.abc import Callable
from typing import NamedTuple

from cqfacts.model.period import PeriodError, parse_period
from cqfacts.reader import times_words as words
from cqfacts.reader.times_clock import (
    Clock,
    day_away,
    month_away,
    quarter_away,
    rolling,
    week_away,
    year_away,
)
from cqfacts.reader.times_stretch import SOME, Point, Stretch, days, months, stretch_of, years

CHINESE_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
"""A small number in Chinese, as a pattern."""
_MONTHS_OF_PART = {"q": 3, "h": 6}
_LAST_OF_MONTH = 31
_LAST_DENOMINATOR = 10


class Token(NamedTuple):
    """A word, number or sign of a text."""

    code: str
    """The kind of word, in one character: y a year, m a month, d a number up to 31, ? nothing of time."""
    start: int
    end: int
    number: int = 0
    stretch: Stretch | None = None


class Lexeme(NamedTuple):
    """A word, number or sign as it stands in a text."""

    text: str
    """In small letters, with plain signs."""
    original: str
    start: int
    clock: Clock

    def token(self, code: str, number: int = 0, stretch: Stretch | None = None) -> Token:
        """Return the token of that code."""
        return Token(code, self.start, self.start + len(self.text), number, stretch)

    def dated(self, edtf: str, other: str = "") -> Token:
        """Return the token of a date in EDTF; one that says nothing where there is no such date."""
        try:
            stretch = stretch_of(parse_period(edtf))
        except PeriodError:
            return self.token("?")
        return self.token("T", 0, stretch._replace(other=other))


Reader = Callable[[Lexeme], Token]


def _numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text)]


def _read_decade(lexeme: Lexeme) -> Token:
    first = words.spoken_decade(lexeme.text.removeprefix("the "))
    return lexeme.token("T", 0, years(first, first + 9))


def _read_spoken(lexeme: Lexeme) -> Token:
    year = words.spoken_year(lexeme.text)
    return lexeme.token(
        "Y", year, years(year, year)._replace(doubtful=lexeme.text.startswith("two"))
    )


def _read_digits_decade(lexeme: Lexeme) -> Token:
    first = _numbers(lexeme.text)[0]
    first = first if first > 99 else first + 1900 + 100 * (first < 30)
    return lexeme.token("T", 0, years(first, first + 9))


def _read_part_of_year(lexeme: Lexeme) -> Token:
    text = lexeme.text
    year, *numbers = _numbers(text)
    year = year if year > 99 else words.full_year(year)
    letter = text.strip("-0123456789")[:1]
    if letter == "m":
        return lexeme.token("T", 0, months(numbers[0], numbers[-1], year))
    return lexeme.token("T", 0, _nth_part(letter, numbers[0], year))


def _nth_part(letter: str, nth: int, year: int = 0) -> Stretch:
    """Return a quarter or a half of a year."""
    size = _MONTHS_OF_PART[letter]
    return months((nth - 1) * size + 1, nth * size, year)


def _read_compact(lexeme: Lexeme) -> Token:
    part, year_digits = _split_compact(lexeme.text)
    year = int(year_digits)
    year = year if year > 99 else words.full_year(year)
    first_digits = _numbers(part)[0]
    if "m" in part:
        return lexeme.token("T", 0, months(1, first_digits, year))
    letter = "q" if "q" in part else "h"
    stretch = _nth_part(letter, first_digits, year)
    return lexeme.token("T", 0, stretch._replace(fiscal="fy" in lexeme.text))


def _split_compact(text: str) -> tuple[str, str]:
    """Return the part and the digits of the year.

    >>> _split_compact("q4 2022"), _split_compact("4q22"), _split_compact("9m2022")
    (('q4 ', '2022'), ('4q', '22'), ('9m', '2022'))
    """
    width = 4 if text[-4:].isdecimal() else 2
    return text[:-width], text[-width:]


def _read_part(lexeme: Lexeme) -> Token:
    text = lexeme.text
    letter = "q" if "q" in text else "h"
    return lexeme.token("P", 0, _nth_part(letter, _numbers(text)[0]))


def _read_fiscal(lexeme: Lexeme) -> Token:
    first, *others = (
        year if year > 99 else words.full_year(year) for year in _numbers(lexeme.text)
    )
    stretch = years(first, max(first, *others) if others else first)
    fiscal = not lexeme.text.startswith("cy")
    return lexeme.token("Y", first, stretch._replace(fiscal=fiscal))


def _read_apostrophe_year(lexeme: Lexeme) -> Token:
    year = words.full_year(int(lexeme.text[1:]))
    return lexeme.token("Y", year, years(year, year))


def _read_iso(lexeme: Lexeme) -> Token:
    return lexeme.dated(lexeme.text)


def _read_ymd(lexeme: Lexeme) -> Token:
    year, month, day = _numbers(lexeme.text)
    return lexeme.dated(f"{year:04}-{month:02}-{day:02}")


def _read_mdy(lexeme: Lexeme) -> Token:
    """Read 01/22/2016 as English does in America, 22.01.2016 as elsewhere; the other way where that is no date."""
    first, second, year = _numbers(lexeme.text)
    month, day = (second, first) if "." in lexeme.text else (first, second)
    other = f"{year:04}-{day:02}-{month:02}"
    usual = f"{year:04}-{month:02}-{day:02}"
    if month > 12:
        return lexeme.dated(other)
    return lexeme.dated(usual, other if day <= 12 and day != month else "")


def _read_year_month(lexeme: Lexeme) -> Token:
    """Read 2021-10 as a month, 2010-14 as years, and 2010-12 as either."""
    text = lexeme.text
    year, second = _numbers(text)
    about = "~" * ("~" in text)
    last_year = year // 100 * 100 + second
    has_two_digits = text[text.rindex(str(second)) - 1] == "0" or second > 9
    is_span = last_year > year and has_two_digits
    is_month = 1 <= second <= 12 and "年" not in text
    month = f"{year:04}-{second:02}{about}"
    span = f"{year:04}/{last_year:04}"
    if not (1000 <= year < 3000 and (is_span or is_month)):
        return lexeme.token("?")
    if not is_month or (is_span and "-" not in lexeme.original and "/" not in text):
        return lexeme.dated(span, month if is_month else "")
    return lexeme.dated(month, span if is_span else "")


def _read_about_year(lexeme: Lexeme) -> Token:
    year = int(lexeme.text[:4])
    return lexeme.token("Y", year, years(year, year)._replace(about=True))


def _read_month_slash_day(lexeme: Lexeme) -> Token:
    month, day = _numbers(lexeme.text)
    if month < day <= _LAST_DENOMINATOR:
        return lexeme.token("?")  # a fraction: between 1/3 and 1/2
    return lexeme.token("W", 0, days(month, day, day)._replace(weak=True))


def _read_century(lexeme: Lexeme) -> Token:
    text = lexeme.text
    if lexeme.original.strip("0123456789sndrth ").startswith("C"):
        return lexeme.token("?")  # a name: 21st Century Institute
    number, _, decade = text.partition("世纪")
    is_chinese = "世" in text
    century = words.chinese_number(number) if is_chinese else _numbers(text)[0]
    first = (century - 1) * 100
    if decade:
        first += words.chinese_number(decade[:2])
        return lexeme.token("T", 0, years(first, first + 9))
    return lexeme.token("T", 0, years(max(first, 1), first + 99))


def _read_zh_decade(lexeme: Lexeme) -> Token:
    number = words.chinese_number(lexeme.text[:-2])
    first = number if number > 99 else number + 1900
    return lexeme.token("T", 0, years(first, first + 9))


def _read_zh_year(lexeme: Lexeme) -> Token:
    text = lexeme.text.strip("公元财年度 ")
    year = _chinese_year(text)
    if not year:
        return lexeme.token("?")
    return lexeme.token("Y", year, years(year, year)._replace(fiscal="财" in lexeme.text))


def _chinese_year(text: str) -> int:
    """Return the year of 2014, 二零一四, 两千零八 and 民国三."""
    if text.startswith("民国"):
        return 1911 + words.chinese_number(text[2:])
    if "千" in text:
        return 2000 + words.chinese_number(text[2:])
    return words.chinese_number(text)


def _read_zh_short_year(lexeme: Lexeme) -> Token:
    """Read 15年, which says a year only before a month; 08年 and 九八年 say one by themselves."""
    text = lexeme.text[:-1]
    number = words.chinese_number(text)
    year = words.full_year(number)
    is_consecutive = not text.isdecimal() and 0 < words.CHINESE_DIGITS[text[0]] == number % 10 - 1
    is_sure = not is_consecutive and (not text.isdecimal() or text[0] == "0")
    return lexeme.token("Y" if is_sure else "j", year, years(year, year))


def _read_zh_relative(lexeme: Lexeme) -> Token:
    text = lexeme.text
    for table, count in (
        (words.CHINESE_YEARS, year_away),
        (words.CHINESE_MONTHS, month_away),
        (words.CHINESE_QUARTERS, quarter_away),
        (words.CHINESE_WEEKS, week_away),
    ):
        if text in table:
            return lexeme.token("R", 0, count(lexeme.clock, table[text]))
    return lexeme.token("?")


def _read_zh_rolling(lexeme: Lexeme) -> Token:
    text = lexeme.text
    number = re.search(CHINESE_COUNT, text)
    unit = next(
        code for name, code in (("年", "x"), ("月", "M"), ("周", "w"), ("", "D")) if name in text
    )
    count = words.chinese_number(number.group()) if number else 1
    sign = 1 if text[0] in "未今" else -1
    return lexeme.token("T", 0, rolling(lexeme.clock, unit, sign * count))


def _read_zh_part(lexeme: Lexeme) -> Token:
    return lexeme.token("P", 0, _zh_part(lexeme.text))


def _zh_part(text: str) -> Stretch:
    if "半" in text:
        return _nth_part("h", "上下".index(text[0]) + 1)
    count = words.chinese_number(re.sub(r"[^\d一二三四五六七八九十两]", "", text) or "1")
    if "季" in text:
        return months(1, 3 * count) if text[0] in "前头" else _nth_part("q", count)
    return months(13 - count, 12) if text[0] in "后末" else months(1, count)


def _read_plan(lexeme: Lexeme) -> Token:
    """Read the five years of a plan of China: the 13th, or 十三五, began in 2016."""
    text = lexeme.text
    number = _numbers(text)[0] if text[0] == "1" else words.chinese_number(text[:2])
    first = 2016 + 5 * (number - 13)
    return lexeme.token("T", 0, years(first, first + 4))


def _read_holiday(lexeme: Lexeme) -> Token:
    return lexeme.token("P", 0, days(10, 1, 7)._replace(loose=True))


def _read_zh_month(lexeme: Lexeme) -> Token:
    number = words.chinese_number(lexeme.text.strip("月份 "))
    return lexeme.token("z", number, months(number, number))


def _read_zh_day(lexeme: Lexeme) -> Token:
    return lexeme.token("g", words.chinese_number(lexeme.text[:-1].strip()))


def _read_ordinal(lexeme: Lexeme) -> Token:
    number = _numbers(lexeme.text)[0]
    return lexeme.token("n" if 1 <= number <= _LAST_OF_MONTH else "?", number)


def _read_number(lexeme: Lexeme) -> Token:
    text = lexeme.text
    if not text.isdecimal():
        return lexeme.token("?")
    number = int(text[:5])
    if len(text) == 4 and 1000 <= number < 3000:
        return lexeme.token("y", number, years(number, number))
    if len(text) <= 2 and 1 <= number <= _LAST_OF_MONTH:
        return lexeme.token("d", number)
    return lexeme.token("i", number)


def _read_phrase(lexeme: Lexeme) -> Token:
    text = lexeme.text
    if text == "up to":
        return lexeme.token("t")
    if text[0] == "c":
        return lexeme.token("k")
    if "holiday" in text or "national" in text:
        return _read_holiday(lexeme)
    return _read_compared(lexeme)


def _read_compared(lexeme: Lexeme) -> Token:
    text = lexeme.text
    begin = Point(SOME, SOME) if text[0] in "mq环" else Point(SOME)
    return lexeme.token("K", 0, Stretch(begin, begin, relative=True))


def _read_new_year(lexeme: Lexeme) -> Token:
    return lexeme.token("m", 1, months(1, 1)._replace(weak=True))


def _read_word(lexeme: Lexeme) -> Token:
    text = lexeme.text.removesuffix(".")
    if text in words.MONTHS:
        is_weak = text in words.WEAK_MONTHS and not lexeme.original[0].isupper()
        number = words.MONTHS[text]
        return lexeme.token("m", number, months(number, number)._replace(weak=is_weak))
    if text in words.DAYS_AWAY:
        return lexeme.token("R", 0, day_away(lexeme.clock, words.DAYS_AWAY[text]))
    for table, code in _WORD_TABLES:
        if text in table:
            return lexeme.token(code, table[text])
    if text in words.SEASONS:
        return lexeme.token("S", 0, months(*words.SEASONS[text])._replace(loose=True, weak=True))
    if text in words.UNITS:
        return lexeme.token(words.UNITS[text], int(text.endswith("s")))
    return lexeme.token(words.JOINTS.get(text, "?"))


_EDGE_NUMBERS = {name: at for at, name in enumerate(words.PARTS_OF_A_YEAR)}
EDGE_NAMES = tuple(words.PARTS_OF_A_YEAR)
_WORD_TABLES = (
    (words.NTH, "N"),
    ({"closing": 1, "final": 1}, "L"),
    (words.RELATIVE, "l"),
    ({name: _EDGE_NUMBERS[edge] for name, edge in words.EDGES.items()}, "G"),
    (words.COUNTS, "c"),
    ({"about": 0, "around": 0, "circa": 0, "ca": 0}, "k"),
)


def _read_zh_edge(lexeme: Lexeme) -> Token:
    return lexeme.token("G", _EDGE_NUMBERS[words.EDGES[lexeme.text.removeprefix("年")]])


def _read_zh_season(lexeme: Lexeme) -> Token:
    return lexeme.token("S", 0, months(*words.SEASONS[lexeme.text])._replace(loose=True))


def _read_sign(lexeme: Lexeme) -> Token:
    return lexeme.token(words.JOINTS.get(lexeme.text, "?"))


def _read_as(code: str) -> Reader:
    def read(lexeme: Lexeme) -> Token:
        return lexeme.token(code)

    return read


READERS: dict[str, Reader] = {
    "decade": _read_decade,
    "spoken": _read_spoken,
    "digits_decade": _read_digits_decade,
    "part_of_year": _read_part_of_year,
    "compact": _read_compact,
    "part": _read_part,
    "fiscal": _read_fiscal,
    "apostrophe_year": _read_apostrophe_year,
    "iso": _read_iso,
    "ymd": _read_ymd,
    "mdy": _read_mdy,
    "about_year": _read_about_year,
    "year_month": _read_year_month,
    "month_slash_day": _read_month_slash_day,
    "century": _read_century,
    "zh_decade": _read_zh_decade,
    "zh_year": _read_zh_year,
    "zh_relative": _read_zh_relative,
    "zh_rolling": _read_zh_rolling,
    "zh_part": _read_zh_part,
    "plan": _read_plan,
    "zh_holiday": _read_holiday,
    "zh_few_months": _read_as("?"),
    "zh_month": _read_zh_month,
    "zh_day": _read_zh_day,
    "zh_short_year": _read_zh_short_year,
    "ordinal": _read_ordinal,
    "number": _read_number,
    "phrase": _read_phrase,
    "new_year": _read_new_year,
    "word": _read_word,
    "zh_edge": _read_zh_edge,
    "zh_season": _read_zh_season,
    "zh_compared": _read_compared,
    "zh_between": _read_as("Z"),
    "zh_fresh_month": _read_as("?"),
    "sign": _read_sign,
}
"""The reader of each pattern; what has none, a space or a day of the week, is no token."""
