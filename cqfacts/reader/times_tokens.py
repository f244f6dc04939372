"""Split a text into tokens, of which those of time have a code, a number, and the stretch that they say."""

import re
from functools import cache

from cqfacts.reader import times_words as words
from cqfacts.reader.times_clock import Clock
from cqfacts.reader.times_lexemes import CHINESE_COUNT, READERS, Lexeme, Token

_SIGNS: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—―−－─"), "-"),
    **dict.fromkeys(map(ord, "~～〜∼"), "~"),
    **dict.fromkeys(map(ord, "’‘ʼ＇`´"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000\t\r"), " "),
    **dict(
        zip(
            map(ord, "個週號與從較間紀來後內當兩個級"),
            "个周号与从较间纪来后内当两个级",
            strict=True,
        )
    ),
}
"""Signs of one meaning as one sign; each is one character, so that places stay."""


def plain(text: str) -> str:
    """Return a text of the same length in small letters, with plain signs and digits.

    >>> plain("Ｑ４　2016–20，İ")
    'q4 2016-20,i'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower()[:1] for letter in text)
    return small.translate(_SIGNS)


def split_tokens(text: str, original: str, clock: Clock) -> list[Token]:
    """Return the tokens of a plain text, without spaces and days of the week."""
    tokens: list[Token] = []
    for match in _any_token().finditer(text):
        read = READERS.get(match.lastgroup or "")
        if read:
            start, end = match.span()
            token = read(Lexeme(match.group(), original[start:end], start, clock))
            tokens.append(_freed(tokens, token, text))
    return tokens


def _freed(tokens: list[Token], token: Token, text: str) -> Token:
    """Return the token, or one that says nothing where it is a number that is glued to a name: CS75."""
    if token.code not in "dyi" or not tokens:
        return token
    last = tokens[-1]
    is_glued = (
        last.end == token.start and text[last.end - 1].isalpha() and text[last.end - 1].isascii()
    )
    return token._replace(code="?") if is_glued and last.code == "?" else token


# --- patterns

_N = r"[一二三四五六七八九十两]"
_D = r"[〇零○一二三四五六七八九]"
_ZH_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_ZH_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SPOKEN_TAIL = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
_ZH_RELATIVE = (
    *words.CHINESE_YEARS,
    *words.CHINESE_MONTHS,
    *words.CHINESE_QUARTERS,
    *words.CHINESE_WEEKS,
)
_LONG_MONTHS = [name for name in words.MONTHS if len(name) > 3]
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_PATTERNS = (
    ("space", r"[ \n\u2028]+"),
    (
        "weekday",
        (r"(?<!last )(?<!next )(?<!this )(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[,.]?|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b\.?,(?= ?[a-z0-9])"
        r"|(?:星期|礼拜)[一二三四五六日天]"),
    ),
    ("decade", rf"(?:the )?(?:eighteen|nineteen|twenty)[ -](?:{'|'.join(words.DECADES)})\b"),
    (
        "spoken",
        (rf"(?:(?:eighteen|nineteen|twenty)[ -](?:hundred(?: and)? |oh[ -])?{_SPOKEN_TAIL}|(?:eighteen|nineteen|twenty)[ -](?:hundred(?: and)?|oh)[ -]{_ONE}"
        rf"|two thousand(?:,? and|,)?(?: (?:{_SPOKEN_TAIL}|{_ONE}))?)(?![a-z]|-[a-z]|,? (?:hundred|thousand|million|billion|percent))"),
    ),
    ("digits_decade", r"(?:the )?(?:(?:1\d|20)\d0'?s|'?[1-9]0s)(?![a-z])"),
    ("part_of_year", r"\d{4}-?m(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-2])(?!\d|-))?(?![a-z\d])|(?:\d{4}-?|[0-3]\d)(?:q[1-4]|h[12])(?![a-z\d])"),
    (
        "compact",
        (r"(?:[1-4]q|q ?[1-4]|[12]h|h ?[12])[ -]?(?:of )?(?:fy ?)?(?:'?(?:19|20)\d\d|'\d\d|\d\d(?! [a-z]+s\b| [a-z]+ [a-z]+s\b))(?![a-z\d%]|[.,]\d| ?(?:%|percent|per cent))"
        r"|(?:[1-9]|1[01])m(?: ?20\d\d|'?\d\d)(?![a-z\d%]|[.,]\d)"),
    ),
    ("part", r"(?:q ?[1-4]|[1-4] ?q|h ?[12]|[12] ?h)(?![a-z\d])"),
    (
        "fiscal",
        r"(?:fy|cy|(?:fiscal|financial)(?: years?)?) ?-?'?(?:\d{4}(?:[-/]\d{4}|[-/]\d\d)?|\d\d(?:[-/]\d\d)?)(?![a-z\d]|[.,]\d)",
    ),
    ("apostrophe_year", r"'\d\d(?![a-z\d']|[.,]\d)"),
    ("iso", r"\d{4}-\d\d-\d\d(?![\d])~?"),
    ("ymd", r"\d{4}([/.])\d{1,2}\1\d{1,2}(?!\d)"),
    ("mdy", r"\d{1,2}([/.])\d{1,2}\1\d{4}(?!\d)"),
    ("about_year", r"\d{4}~(?! ?\d)"),
    ("year_month", r"\d{4}(?:[-]| ?/ ?)\d\d?~?(?![\d%]|[.,]\d|-\d(?!\d{3})| ?(?:年[前后]|%|percent|per cent|percentage))(?:年度?)?"),
    ("month_slash_day", r"(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\d/])"),
    ("century", rf"(?:\d{{1,2}}|[一二]?十[一二三四五六七八九]?|{_D})世纪(?:(?:[1-9]0|{_D}十)年代)?|\d{{1,2}}(?:st|nd|rd|th) +centur(?:y|ies)"),
    ("zh_decade", r"(?:\d{4}|[1-9]0|[一二三四五六七八九]十)年代"),
    ("zh_year", rf"(?:\d{{4}} ?|{_D}{{4}})(?:财年|年度?)(?!代)|公元\d{{3,4}}年?|[二两]千(?:零[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)年|民国{CHINESE_COUNT}年"),
    ("zh_relative", f"(?<!大)(?:{'|'.join(sorted(_ZH_RELATIVE, key=len, reverse=True))})(?!(?<=周)末)"),
    ("zh_rolling", rf"(?:最近|近|过去|未来|今后)(?:{CHINESE_COUNT})(?:年|个月|天|日|周)(?:来|间)?"),
    ("zh_part", rf"[上下]半年|第?[一二三四1-4]个?季度|第[一二三四1-4]季|首季度?|[前头首](?:{CHINESE_COUNT}个?月|[两二三23]个?季度?)|[后末](?:{CHINESE_COUNT})个月"),
    ("plan", r"十[一二三四]五(?=[\"”]?(?:时期|期间|规划|计划|末|以来|[、,。]))|1[0-5]th five-year plan(?= period)"),
    ("zh_holiday", r"国庆(?:节|黄金周|长假|假期)*"),
    ("zh_few_months", rf"(?:{_ZH_MONTH}、)?(?:{_ZH_MONTH})[、和](?={_ZH_MONTH} ?月)"),
    ("zh_month", rf"{_ZH_MONTH} ?月份?"),
    ("zh_day", rf"{_ZH_DAY} ?[日号]"),
    ("zh_short_year", rf"(?:\d\d|{_D}{{2}})年(?!代)"),
    ("ordinal", r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)(?![a-z])"),
    ("number", r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?%?|\d+\.\d+%?|\d+%?"),
    ("phrase", r"up to\b|national day\b|october holidays?\b|(?:circa|ca?\.) ?(?=\d{4})|year[ -]on[ -]year\b|month[ -]on[ -]month\b|quarter[ -]on[ -]quarter\b"),
    ("new_year", r"new year'?s?(?: day)?\b"),
    ("word", rf"(?:{'|'.join(_LONG_MONTHS)})(?=(?:to|and|until)\b)|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|[a-zà-ɏ]+"),
    ("zh_edge", r"(?<=月)[上中下]旬|(?<=[年月])(?:底|末|初|中(?![国央间期新小西共华旬]))|(?<=[去今明前后]年)年[底末初]"),
    ("zh_season", "|".join(name for name in words.SEASONS if not name.isascii())),
    ("zh_compared", r"同比|环比|同期"),
    ("zh_between", r"之?间|期间"),
    ("zh_fresh_month", r"个月"),
    ("sign", r"--|'s\b|[^\s]"),
)  # fmt: skip


@cache
def _any_token() -> re.Pattern[str]:
    numbered = "|".join(f"(?P<{name}>{_renumber(name, pattern)})" for name, pattern in _PATTERNS)
    return re.compile(numbered, re.ASCII)


def _renumber(name: str, pattern: str) -> str:
    """Return a pattern with its inner group by name, which has another number beside other patterns."""
    return pattern.replace("([/.])", f"(?P<sign_of_{name}>[/.])").replace(
        r"\1", f"(?P=sign_of_{name})"
    )


def touching(tokens: list[Token], at: int) -> bool:
    """Tell whether a token touches the one before it."""
    return at > 0 and tokens[at].start == tokens[at - 1].end


def codes_of(tokens: list[Token]) -> str:
    """Return the codes of tokens as a text, one character each."""
    return "".join([token.code for token in tokens])
