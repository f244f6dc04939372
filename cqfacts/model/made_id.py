"""The id of a fact that writes none: made of its indicator, entity, area and period."""

import re
import unicodedata
from collections.abc import Iterable

from cqfacts.model.period import EdtfDate, Period

LONGEST_ID = 100
_MONTHS_OF_PARTS = {3: "q", 6: "h"}
"""The letter of a part of a year, by its length in months: 2022q1, 2022h1."""
_NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")


def make_fact_id(
    indicator: str, names: Iterable[str], area: str | None, period: Period
) -> str | None:
    """Return the id of a fact; None where its entity has no name in Latin letters, or the id would be too long.

    `names`: of the entity, the name that it goes by first; none where the fact has no entity. `area`: None where the fact is
    of the area of the base itself, or of none.

    >>> from cqfacts.model.period import parse_period
    >>> make_fact_id("gdp", [], "chengdu-chongqing", parse_period("2022-01/2022-03"))
    'gdp-chengdu-chongqing-2022q1'
    >>> make_fact_id("sales", ["惠普", "Hewlett-Packard"], None, parse_period("2015-01/2015-05"))
    'sales-hewlett-packard-2015m01-05'
    """
    parts = [indicator]
    all_names = list(names)
    if all_names:
        slugs = filter(None, map(_slug, all_names))
        slug = next(slugs, None)
        if slug is None:
            return None
        parts.append(slug)
    if area:
        parts.append(area)
    made = "-".join([*parts, period_for_id(period)])
    return made if len(made) <= LONGEST_ID else None


def period_for_id(period: Period) -> str:
    """Return a period as it stands in an id; one that is about right as the year in which it ends.

    >>> from cqfacts.model.period import parse_period
    >>> texts = ("2014", "2013~", "2010/2014", "2021-10", "2022-01/2022-06", "2021-10-01/2021-10-07", "2021-12/2022-02")
    >>> [period_for_id(parse_period(text)) for text in texts]
    ['2014', '2013', '2010-2014', '2021m10', '2022h1', '2021m10d01-07', '2021m12-2022m02']
    """
    if period.about:
        return f"{period.year:04}"
    begin = _date_for_id(period.begin)
    if period.begin == period.finish:
        return begin
    part = _part_of_year(period)
    if part:
        return f"{period.year:04}{part}"
    return f"{begin}-{_end_for_id(period)}"


def _part_of_year(period: Period) -> str:
    """Return a quarter or a half of a year, such as "q1"; empty where a period is none."""
    months = period.months
    if months not in _MONTHS_OF_PARTS:
        return ""
    months_before = period.start.month - 1
    if months_before % months:
        return ""
    return f"{_MONTHS_OF_PARTS[months]}{months_before // months + 1}"


def _end_for_id(period: Period) -> str:
    """Return the end of a period, without what it has in common with the beginning."""
    begin, finish = period.begin, period.finish
    end = _date_for_id(finish)
    if begin.year != finish.year or not begin.month or not finish.month:
        return end
    if begin.day and finish.day and begin.month == finish.month:
        return f"{finish.day:02}"
    return end[len("2014m") :]


def _date_for_id(date: EdtfDate) -> str:
    text = f"{date.year:04}"
    if date.month:
        text += f"m{date.month:02}"
    if date.day:
        text += f"d{date.day:02}"
    return text


def _slug(name: str) -> str | None:
    """Return a name as a part of an id; None where it has letters that are not Latin, or none at all.

    >>> _slug("Saint-Gobain (Île)"), _slug("惠普 HP")
    ('saint-gobain-ile', None)
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(letter)
    )
    if any(letter.isalpha() and not letter.isascii() for letter in plain):
        return None
    return _NO_LETTER_OR_DIGIT.sub("-", plain.lower()).strip("-") or None
