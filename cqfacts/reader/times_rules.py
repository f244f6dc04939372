"""The rules of words that stand side by side.

A rule has the codes of the tokens that it takes, and the reader of what they say.
"""

import re
from functools import cache

from cqfacts.reader import times_parts as parts
from cqfacts.reader import times_relative as relative
from cqfacts.reader.times_phrases import PhraseReader, always, read_time
from cqfacts.reader.times_stretch import months

_TO = "[th]"
_DAY = "[dn]"
_FIRST_DAY = rf"(?P<first>{_DAY})"
_LAST_DAY = rf"(?P<last>{_DAY})"
_ENDED = r"p?(?:[Et]|oE)o?e?"
_SPAN_OF_DAYS = rf"{_FIRST_DAY}{_TO}e?{_LAST_DAY}"
_DAYS_FROM = rf"fe?{_FIRST_DAY}(?:{_TO}|a)e?{_LAST_DAY}"
_UNITS = r"[NLlI]?(?P<count>[cd])h?(?P<unit>[Mqx])"
_YEARS = r"[NLlI]?(?P<count>[cd])h?(?P<unit>[xC])"
_END_YEAR = r"x?(?P<year>[yY])(?![/h])"
_END_MONTH = rf"(?:(?P<edge>G)[oh])?(?P<month>m)(?P<day>{_DAY})?"
_ZH_DATE = r"(?P<year>[Yy])?(?P<month>z)(?:(?P<day>g)|(?P<edge>G))?"
_END_DAY = rf"(?P<day>{_DAY})o?(?P<month>m)"
_WEEK_OF = r"(?:e|(?<![cdr]))w(?:o|sO?)e?"
_RULES: tuple[tuple[str, str, PhraseReader], ...] = (
    # days
    ("m", rf"(?P<month>m)(?:e?|fe?){_FIRST_DAY}{_TO}e?{_LAST_DAY}(?!o?m|t)", parts.read_days),
    ("m", rf"(?P<month>m)f{_FIRST_DAY}a{_LAST_DAY}", parts.read_days),
    ("f", rf"{_DAYS_FROM}o?e?(?P<month>m)", parts.read_days),
    ("dn", rf"{_SPAN_OF_DAYS}o?e?(?P<month>m)", parts.read_days),
    ("f", rf"{_DAYS_FROM}o?(?P<away>l)M", parts.read_days_of_far_month),
    ("dn", rf"{_SPAN_OF_DAYS}o?(?P<away>l)M", parts.read_days_of_far_month),
    ("fz", rf"f?(?P<month>z)(?P<first>[dg])(?:{_TO}|a)(?P<last>g)", parts.read_days),
    ("z", r"(?P<month>z)(?P<first>g)", parts.read_days),
    ("y", rf"(?P<year>y)[/h]?(?P<month>m)[/h]?{_FIRST_DAY}(?!{_TO}e?{_DAY})", parts.read_days),
    ("NL", r"[NL](?P<count>[cd])Do?e?(?P<month>m)", parts.read_first_days),
    # months
    ("NLlIcd", rf"{_UNITS}{_ENDED}{_END_MONTH}", parts.read_months_up_to),
    ("NLlIcd", rf"{_UNITS}{_ENDED}{_END_DAY}", parts.read_months_up_to),
    ("qHx", rf"(?P<unit>[qHx]){_ENDED}{_END_MONTH}", parts.read_months_up_to),
    ("qHx", rf"(?P<unit>[qHx]){_ENDED}{_END_DAY}", parts.read_months_up_to),
    ("NL", rf"[NL](?P<unit>x){_ENDED}{_END_MONTH}", parts.read_months_up_to),
    ("NL", rf"[NL](?P<unit>[qH])p?Eo?e?{_END_MONTH}", parts.read_months_up_to),
    ("NL", rf"[NL](?P<unit>[qH])p?Eo?e?{_END_DAY}", parts.read_months_up_to),
    ("NLlIcd", rf"{_YEARS}{_ENDED}{_END_YEAR}", parts.read_years_up_to),
    ("C", rf"(?P<unit>C){_ENDED}{_END_YEAR}", parts.read_years_up_to),
    ("m", r"(?P<month>m)h?(?P<unit>q)", parts.read_months_up_to),
    ("m", r"(?P<month>m)(?P<year>y)(?P<unit>q)", parts.read_months_up_to),
    ("m", r"(?P<month>m)(?P<unit>H)(?=[yY])", parts.read_months_up_to),
    ("e", r"e(?P<month>m)(?P<unit>H)", parts.read_months_up_to),
    ("BYyz", rf"B?{_ZH_DATE}(?P<count>v)", parts.read_months_up_to),
    ("B", rf"B{_ZH_DATE}(?P<count>u)", parts.read_months_up_to),
    ("M", r"Mt(?P<month>m)", parts.read_some_months_up_to),
    ("N", r"N(?P<count>[cdr])h?M", parts.read_first_months),
    ("cdr", r"(?P<count>[cdr])NM", parts.read_first_months),
    ("cdr", r"(?P<count>[cdr])h?M(?=o[yY])", parts.read_first_months),
    ("G", r"G(?P<count>[cdr])M", parts.read_first_months),
    ("Ll", r"[Ll](?P<count>[cdr])M(?=oe?[yYR])", parts.read_last_months),
    ("L", r"L(?P<count>[cdr])M", parts.read_last_months),
    ("N", r"NM", always(months(1, 6)._replace(loose=True))),
    ("Ll", r"(?P<last>[Ll])(?P<unit>M)(?=oe?[yYR])", parts.read_final_months),
    ("L", r"LM", always(months(7, 12)._replace(loose=True))),
    ("fd", rf"f?(?P<first>d){_TO}(?P<last>z)", parts.read_months_between_numbers),
    ("d", r"(?P<first>d)a(?P<last>z)(?=Z)", parts.read_months_between_numbers),
    ("m", r"(?P<month>m)[h.]?[di](?![th]|[yY])", parts.read_month_and_two_digits),
    ("m", rf"(?P<month>m)e?{_FIRST_DAY}(?!m|om)", parts.read_days),
    ("dn", rf"{_FIRST_DAY}(?:oe?|h)?(?P<month>m)", parts.read_days),
    ("en", r"e?(?P<first>n)oe?(?P<month>m)", parts.read_days),
    ("d", r"(?P<month>d)[h/](?P<year>y)(?![h/])", parts.read_month_in_digits),
    ("m", r"(?P<month>m),?(?P<year>y)Q", parts.read_holiday),
    ("mz", r"(?P<first>m)a(?P<last>m)(?![dn])", parts.read_two_months),
    ("mz", r"(?P<first>[zd])a(?P<last>z)(?![dg])", parts.read_two_months),
    ("M", r"Mo(?P<time>m)", read_time),
    # quarters, halves, weeks, seasons
    ("Nn", r"(?P<nth>[Nn])h?Hoe?(?P<month>[mz])", parts.read_half_of_month),
    ("Nn", r"(?P<nth>[Nn])h?Hoe?(?P<away>l)M", parts.read_half_of_far_month),
    ("eNn", r"e?(?P<nth>[Nn])wo?e?(?P<away>l)M", parts.read_week_of_far_month),
    ("eLl", r"e?(?P<last>[Ll])w(?=oe?[yYR])", parts.read_last_week_of_year),
    ("Nn", r"(?P<nth>[Nn])h?Hoe?(?P<decade>T)", parts.read_half_of_decade),
    ("N", r"(?P<nth>N)a(?P<last>N)q", parts.read_two_quarters),
    ("N", r"N(?P<count>c)h?q", parts.read_first_quarters),
    ("Nn", r"(?P<nth>[Nn])h?q", parts.read_quarter),
    ("Ll", r"(?P<last>[Ll])q(?=(?:oe?)?[yYRx])", parts.read_last_quarter),
    ("L", r"Lq", always(months(10, 12))),
    ("c", r"(?P<count>c)q", parts.read_three_quarters),
    ("Nn", r"(?P<nth>[Nn])h?H", parts.read_half),
    ("Ll", r"(?P<last>[Ll])H", parts.read_last_half),
    ("eNn", r"e?(?P<nth>[Nn])wo?e?(?P<month>m)", parts.read_week),
    ("eLl", r"e?[Ll]wo?e?(?P<month>m)", parts.read_last_week),
    ("eNn", r"e?(?P<nth>[Nn])w(?=o?e?[yYRl])", parts.read_week),
    ("w", r"(?<![cdr])w(?P<nth>[di])", parts.read_week),
    ("ew", rf"{_WEEK_OF}(?P<month>m){_FIRST_DAY}", parts.read_week_of_day),
    ("ew", rf"{_WEEK_OF}{_FIRST_DAY}o?(?P<month>m)", parts.read_week_of_day),
    ("e", r"e(?P<season>S)", parts.read_season),
    ("l", r"(?P<away>l)(?P<season>S)", parts.read_far_season),
    # beside the date of the document
    ("ex", r"e?(?P<unit>[xw])[Ab](?P<away>l)", relative.read_after_next),
    ("cr", r"(?P<count>[cr])(?P<unit>[xMqw])(?P<before>[bG])", relative.read_unit_before),
    ("ex", r"e?(?P<unit>[xMq])(?P<before>[bG])(?!o)", relative.read_unit_before),
    ("l", r"(?P<away>l)(?P<count>[cdr])h?(?P<unit>[xMwDC])", relative.read_units_away),
    ("l", r"(?P<away>l)(?P<unit>[xMqwC])(?!o?e?[yY])", relative.read_far_unit),
    ("l", r"(?P<away>l)(?P<month>m)", relative.read_far_month),
    ("I", r"I(?P<count>[cdr])(?P<unit>[xMwD])", relative.read_within),
    ("G", r"(?P<edge>G)o?(?:(?P<away>l)|e)(?P<unit>[xMw])", relative.read_rest_of_unit),
    ("G", r"(?P<edge>G)oe?(?P<unit>[xM])(?![EtbGh])", relative.read_edge_of_unit),
    # one word
    ("m", r"(?P<time>m)", read_time),
    ("zPTYRWSK", r"(?P<time>[zPTYRWSK])", read_time),
    ("X", r"X", relative.read_today),
    ("x", r"x(?P<year>y)(?!h)", parts.read_counted_year),
    ("x", r"(?<![cdrl])x(?P<year>i)(?!h)", parts.read_counted_year),
    ("y", r"(?P<time>y)", read_time),
    ("f", r"f(?P<first>j)[th](?P<last>j)", parts.read_short_years),
    ("j", r"(?P<time>j)(?=[zPTG]|d?[th]\d?z|d[th]z)", read_time),
)
"""The codes that a rule begins with, the codes that it takes, and its reader.

The first that fits counts.
"""


@cache
def rules_for(code: str) -> list[tuple[re.Pattern[str], PhraseReader]]:
    """Return the rules that begin with a token of that code, in their order."""
    rules = []
    for codes, pattern, read in _RULES:
        if code in codes:
            rules.append((re.compile(pattern), read))
    return rules


@cache
def first_codes() -> re.Pattern[str]:
    """Return the pattern of a code with which some rule begins."""
    codes = sorted({code for codes, _, _ in _RULES for code in codes})
    return re.compile(f"[{''.join(codes)}]")
