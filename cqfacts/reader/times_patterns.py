"""The patterns of the words, numbers and signs of time. The first that fits at a place counts."""

import re
from functools import cache
from itertools import groupby
from operator import itemgetter

from cqfacts.reader import times_words as words

CHINESE_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
"""A small number in Chinese, as a pattern."""

SINGLES = "singles"
"""The name of the pattern of a run of characters with which no time begins: each is a token."""
FIGURE = "figure"
"""The name of the pattern of a figure that is no time and no part of one."""
SIGN = "sign"
"""The name of the pattern of any sign, which comes last."""
_FIRST_CHINESE, _LAST_CHINESE = "\u4e00", "\u9fff"
_LETTER, _DIGIT, _APOSTROPHE = "a-zà-ɏ", r"\d", "'"
_CHINESE, _DIGIT_OR_CHINESE = r"^\0-\x7f", r"^\0-/:-\x7f"
_D = r"[〇零○一二三四五六七八九]"
_ZH_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ZH_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_SPOKEN_TAIL = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_ONE})?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
_ZH_LENGTH = rf"(?:{CHINESE_COUNT}个月|半年度?|(?:一个?)?季度|(?:财政|会计|财务)?年度|财年|[一二两三四五]年(?!代))"
_SPOKEN_CENTURY = r"(?:eighteen|nineteen|twenty)"
_UNIT_OF_FIGURE = r"(?:%|percent|per cent|percentage)"
_THINGS = r" (?!(?:vs|was|has|is|versus)\b)(?:[a-z]+ )?[a-z]+s\b"
_LONG_MONTHS = "|".join([name for name in words.MONTHS if len(name) > 3])
_ZH_RELATIVE = "|".join(
    sorted(
        (
            *words.CHINESE_YEARS,
            *words.CHINESE_MONTHS,
            *words.CHINESE_QUARTERS,
            *words.CHINESE_WEEKS,
        ),
        key=len,
        reverse=True,
    )
)
_ZH_SEASONS = "|".join([name for name in words.SEASONS if not name.isascii()])
_FIGURE = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?%?|\d+(?:\.\d+)?%|\d+\.\d+(?![\d./])"
"""Digits with groups, a percent sign or decimals; 14.5.2015 is a date."""
_SINGLE_SIGNS = r",.;、。；()\[\]%:“”《》"
"""Signs with which no pattern begins but that of any sign."""
_SINGLE_JOINTS = "至到与和及从自跟比而但"
"""Chinese characters that join times, with which no pattern begins but that of any sign."""
_NEARLY_SINGLES = "公(?!元)|民(?!国)|个(?!月)"
"""Chinese characters with which one pattern begins, where what it needs does not follow."""
_PATTERNS = (
    # days of the week, which are no tokens
    (
        _LETTER,
        "en_weekday",
        (
            r"(?<!last )(?<!next )(?<!this )(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[,.]?"
            r"|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?,(?= ?[a-z0-9])"
        ),
    ),
    (_CHINESE, "zh_weekday", r"(?:星期|礼拜)[一二三四五六日天]"),
    # years in words
    (_LETTER, "en_decade", rf"(?:the )?{_SPOKEN_CENTURY}[ -](?:{'|'.join(words.DECADES)})\b"),
    (
        _LETTER,
        "en_bare_decade",
        (
            r"(?:(?<=the )|(?<=(?:the|and) early )|(?<=(?:the|and) late )|(?<=(?:the|and) mid[ -]))"
            r"(?:thir|for|fif|six|seven|eigh|nine)ties\b(?! percent| per cent|%)"
        ),
    ),
    (
        _LETTER,
        "en_spoken",
        (
            rf"(?:{_SPOKEN_CENTURY}[ -](?:hundred(?: and)? |oh[ -])?{_SPOKEN_TAIL}"
            rf"|{_SPOKEN_CENTURY}[ -](?:hundred(?: and)?|oh)[ -]{_ONE}"
            rf"|two thousand(?:,? and|,)?(?: (?:{_SPOKEN_TAIL}|{_ONE}))?)"
            r"(?![a-z]|-[a-z]|,? (?:hundred|thousand|million|billion|percent))"
        ),
    ),
    # years and their parts in digits
    (
        _LETTER + _DIGIT + _APOSTROPHE,
        "en_digits_decade",
        r"(?:the )?(?:(?:1\d|20)\d0'?s|'?[1-9]0s)(?![a-z])",
    ),
    (
        _DIGIT,
        "en_part_of_year",
        (
            r"\d{4}-?m(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-2])(?!\d|-))?(?![a-z\d])"
            r"|(?:\d{4}-?|[0-3]\d)(?:q[1-4]|h[12])(?![a-z\d])"
        ),
    ),
    (
        _LETTER + _DIGIT,
        "en_compact",
        (
            r"(?:[1-4]q|q ?[1-4]|[12]h|h ?[12])[ -]?(?:of )?(?:fy ?)?"
            rf"(?:'?(?:19|20)\d\d|'\d\d|(?<! )\d\d|\d\d(?!{_THINGS}))"
            rf"(?![a-z\d%]|[.,]\d| ?{_UNIT_OF_FIGURE})"
            r"|(?:[1-9]|1[01])m(?:(?:os?)?[ /-]?(?:of )?(?:fy ?)?20\d\d|'?\d\d)(?![a-z\d%]|[.,]\d)"
        ),
    ),
    (_LETTER + _DIGIT, "en_part", r"(?:q ?[1-4]|[1-4] ?q|h ?[12]|[12] ?h)(?![a-z\d])"),
    (
        _LETTER,
        "en_fiscal",
        (
            r"(?:fy|cy|(?:fiscal|financial)(?: years?)?) ?-?'?"
            r"(?:\d{4}(?:[-/]\d{4}|[-/]\d\d)?|\d\d(?:[-/]\d\d)?)(?![a-z\d]|[.,]\d)"
        ),
    ),
    (_APOSTROPHE, "apostrophe_year", r"'\d\d(?![a-z\d']|[.,]\d)"),
    # dates in digits
    (_DIGIT, "iso", r"\d{4}-\d\d-\d\d(?![\d])~?"),
    (_DIGIT, "ymd", r"\d{4}(?P<ymd_sign>[/.])\d{1,2}(?P=ymd_sign)\d{1,2}(?!\d)"),
    (_DIGIT, "mdy", r"\d{1,2}(?P<mdy_sign>[/.])\d{1,2}(?P=mdy_sign)\d{4}(?!\d)"),
    (_DIGIT, "about_year", r"\d{4}~(?! ?\d)"),
    (
        _DIGIT,
        "year_month",
        (
            r"\d{4}(?:[-]| ?/ ?)\d\d?~?"
            rf"(?![\d%]|[.,]\d|-\d(?!\d{{3}})| ?(?:年[前后]|{_UNIT_OF_FIGURE}))(?:年度?)?"
        ),
    ),
    (_DIGIT, "month_slash_day", r"(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/])"),
    (_DIGIT, "en_century", r"\d{1,2}(?:st|nd|rd|th) +centur(?:y|ies)"),
    # Chinese
    (
        _DIGIT_OR_CHINESE,
        "zh_century",
        rf"(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|{_D})世纪(?:(?:[1-9]0|{_D}十)年代)?",
    ),
    (_DIGIT_OR_CHINESE, "zh_decade", r"(?:\d{4}|[1-9]0|[一二三四五六七八九]十)年代"),
    (
        _DIGIT_OR_CHINESE,
        "zh_year",
        (
            rf"(?:\d{{4}} ?|{_D}{{4}})(?:财年|年度?)(?![代级])|公元\d{{3,4}}年?"
            r"|[二两]千(?:零|[一二三四五六七八九]?十)[一二三四五六七八九]?年"
        ),
    ),
    (_CHINESE, "zh_republic_year", r"民国(?:元|\d{1,3}|[一二三四五六七八九十百零〇]{1,5})年度?"),
    (_CHINESE, "zh_relative", rf"(?<!大)(?:{_ZH_RELATIVE})(?!(?<=周)末)"),
    (
        _CHINESE,
        "zh_rolling",
        rf"(?:最近|近|过去|未来|今后)(?:{CHINESE_COUNT})(?:年|个月|天|日|周)(?:来|间)?",
    ),
    (
        _DIGIT_OR_CHINESE,
        "zh_part",
        (
            r"[上下]半年|第?[一二三四1-4]个?季度|第[一二三四1-4]季|首季度?"
            rf"|[前头首](?:{CHINESE_COUNT}个?月|[两二三23]个?季度?)|[后末](?:{CHINESE_COUNT})个月"
        ),
    ),
    (_CHINESE, "zh_plan", r"十[一二三四]五(?=[\"”]?(?:时期|期间|末|以来|[、,。]))"),
    (_DIGIT, "en_plan", r"1[0-5]th five-year plan(?= period)"),
    (_CHINESE, "zh_until", r"截[至止](?:到|至)?"),
    (_DIGIT_OR_CHINESE, "zh_length", rf"(?:止的?|(?<=[日号月底])的?){_ZH_LENGTH}"),
    (_CHINESE, "zh_holiday", r"国庆(?:节|黄金周|长假|假期)*"),
    (
        _DIGIT_OR_CHINESE,
        "zh_few_months",
        rf"(?:{_ZH_MONTH}[、和]){{1,2}}(?=[\d一二三四五六七八九十]{{1,2}} ?月)",
    ),
    (_DIGIT_OR_CHINESE, "zh_month", rf"{_ZH_MONTH} ?月份?"),
    (_DIGIT_OR_CHINESE, "zh_day", rf"{_ZH_DAY} ?[日号]"),
    (_DIGIT_OR_CHINESE, "zh_short_year", rf"(?:\d\d|{_D}{{2}})年(?!代)"),
    # words and numbers
    (_DIGIT, "en_ordinal", r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)(?![a-z])"),
    (_DIGIT, "number", r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?%?|\d+\.\d+%?|\d+%?"),
    (
        _LETTER,
        "en_phrase",
        (
            r"up to\b|national day\b|october holidays?\b|(?:circa|ca?\.) ?(?=\d{4})"
            r"|year[ -]on[ -]year\b|month[ -]on[ -]month\b|quarter[ -]on[ -]quarter\b"
        ),
    ),
    (_LETTER, "en_half_year", r"half[ -]years?\b"),
    (_LETTER, "en_new_year", r"new year'?s?(?: day)?\b"),
    (
        _LETTER,
        "en_word",
        (
            rf"(?:{_LONG_MONTHS})(?=(?:to|and|until)\b)"
            r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|[a-zà-ɏ]+"
        ),
    ),
    (
        _CHINESE,
        "zh_edge",
        (
            r"(?<=月)[上中下]旬|(?<=[年月])(?:底|末|初|中(?![国央间期新小西共华旬]))"
            r"|(?<=[去今明前后]年)年[底末初]"
        ),
    ),
    (_CHINESE, "zh_season", _ZH_SEASONS),
    (_CHINESE, "zh_compared", r"同比|环比|同期"),
    (_CHINESE, "zh_between", r"之?间|期间"),
    (_CHINESE, "zh_fresh_month", r"个月"),
)
"""Each pattern with the first characters that it can have, and with the name of its reader in `times_readers`.

Those of `en_` hold a Latin letter, those of `zh_` a Chinese character.
"""
_CHINESE_OPENERS = "星礼〇零○一二三四五六七八九十两公民最近过未今上下第首前头后末截止的半季财会年国中底初同环之间期个"
"""The Chinese characters with which patterns begin, besides those of tables."""


def token_pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of any token of a text in small letters.

    It leaves out English or Chinese where the text has none, since to compile both takes time.
    """
    languages = {"en_": text.upper() != text, "zh_": max(text, default="") >= _FIRST_CHINESE}
    absent = [language for language, is_there in languages.items() if not is_there]
    return _any_token(tuple(absent))


@cache
def _any_token(absent: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any token, without the patterns of some languages.

    Those with the same first characters stand together, so that at others none of them is tried.
    """
    groups = [
        f"(?P<{SINGLES}>{_singles(absent)})",
        r"[ \n\u2028]+",
        f"(?P<{FIGURE}>{_FIGURE})",
    ]
    rows = [row for row in _PATTERNS if not row[1].startswith(absent)]
    for opener, group in groupby(rows, key=itemgetter(0)):
        patterns = [f"(?P<{name}>{pattern})" for _, name, pattern in group]
        groups.append(f"(?=[{opener}])(?:{'|'.join(patterns)})")
    groups.append(rf"(?P<{SIGN}>--|'s\b|[^\s])")
    return re.compile("|".join(groups), re.ASCII)


def _singles(absent: tuple[str, ...]) -> str:
    """Return the pattern of signs and Chinese characters with which no time begins."""
    if "zh_" in absent:
        return f"[{_SINGLE_SIGNS}]+"
    names = (*words.JOINTS, *words.SEASONS, *_ZH_RELATIVE.split("|"))
    openers = {name[0] for name in names if not name.isascii()} | set(_CHINESE_OPENERS)
    characters = _others_than(openers) + _SINGLE_JOINTS + _SINGLE_SIGNS
    return f"(?:[{characters}]+|{_NEARLY_SINGLES})+"


def _others_than(characters: set[str]) -> str:
    """Return the Chinese characters but for some, as ranges within the brackets of a pattern."""
    ranges = []
    begin = ord(_FIRST_CHINESE)
    for character in sorted(characters):
        if not _FIRST_CHINESE <= character <= _LAST_CHINESE:
            continue
        if begin < ord(character):
            ranges.append(f"{chr(begin)}-{chr(ord(character) - 1)}")
        begin = ord(character) + 1
    return "".join(ranges) + f"{chr(begin)}-{_LAST_CHINESE}"
