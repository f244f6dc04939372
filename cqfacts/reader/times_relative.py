"""The readers of words that count from the date of the document.

For example: last year, three years ago, earlier this month.
"""

from cqfacts.reader.times_clock import (
    days_from,
    days_until,
    decade_away,
    month_away,
    quarter_away,
    units_away,
    units_within,
    week_away,
    year_away,
)
from cqfacts.reader.times_edges import edged
from cqfacts.reader.times_lexemes import EDGE_NAMES
from cqfacts.reader.times_phrases import Phrase
from cqfacts.reader.times_stretch import SOME, Stretch, months

_UNIT_AWAY = {
    "x": year_away,
    "M": month_away,
    "q": quarter_away,
    "w": week_away,
    "C": decade_away,
}
"""The function that counts a unit from the document, by the code of its token."""
_MOST_UNITS = 31
_YEARS_A_DECADE = 10


def read_far_unit(phrase: Phrase) -> Stretch | None:
    """Read last year, this month, next week; but not last years."""
    is_plural = bool(phrase.number("unit"))
    if is_plural:
        return None
    return _unit_away(phrase, phrase.number("away"))


def read_after_next(phrase: Phrase) -> Stretch | None:
    """Read the year after next, the year before last."""
    if phrase.number("away") > 0:
        return _unit_away(phrase, 2)
    return _unit_away(phrase, -2)


def read_unit_before(phrase: Phrase) -> Stretch | None:
    """Read the year before, a year ago, two years earlier; but not at year end."""
    if phrase.code("before") == "G" and _edge(phrase, "before") != "earlier":
        return None
    count = phrase.number("count") if phrase.code("count") else 1
    if 1 <= count <= _MOST_UNITS:
        return _unit_away(phrase, -count)
    return None


def read_far_month(phrase: Phrase) -> Stretch | None:
    """Read this October, last May, next June: the nearest one before or after the document."""
    month, away, clock = phrase.number("month"), phrase.number("away"), phrase.clock
    stretch = months(month, month)._replace(relative=True)
    if clock.month:
        return stretch.in_year(clock.year + _years_away(month, away, clock.month.month))
    if away or not clock.today:
        return stretch.in_year(SOME)
    return stretch.in_year(clock.year)


def _years_away(month: int, away: int, this_month: int) -> int:
    """Return the years between this month and last May: 0 where May comes before it in the year."""
    is_later, is_earlier = month > this_month, month < this_month
    is_in_this_year = (away > 0 and is_later) or (away < 0 and is_earlier)
    if is_in_this_year:
        return 0
    return away


def read_units_away(phrase: Phrase) -> Stretch | None:
    """Read the past three years, the next two months."""
    away, count, unit = phrase.number("away"), phrase.number("count"), phrase.code("unit")
    if not away or not 1 <= count <= _MOST_UNITS:
        return None
    if unit == "C":
        return units_away(phrase.clock, "x", _YEARS_A_DECADE * away * count)
    return units_away(phrase.clock, unit, away * count)


def read_within(phrase: Phrase) -> Stretch | None:
    """Read within 3 years: from the date of the document on."""
    return units_within(phrase.clock, phrase.code("unit"), phrase.number("count"))


def read_today(phrase: Phrase) -> Stretch | None:
    """Read today and now, which say a time as the end of a span only."""
    return units_away(phrase.clock, "D", 0)._replace(weak=True)


def read_edge_of_unit(phrase: Phrase) -> Stretch | None:
    """Read the end of the year, the beginning of the month: those of the document."""
    is_plural = bool(phrase.number("unit"))
    if is_plural:
        return None
    return edged(_unit_away(phrase, 0), phrase.number("edge"))


def read_rest_of_unit(phrase: Phrase) -> Stretch | None:
    """Read earlier this year, later this month: up to the day of the document, or from it on."""
    if phrase.number("away"):
        return None
    unit = _unit_away(phrase, 0)
    match _edge(phrase, "edge"):
        case "earlier":
            return days_until(phrase.clock, unit)
        case "later":
            return days_from(phrase.clock, unit)
        case _:
            return None


def _edge(phrase: Phrase, name: str) -> str:
    return EDGE_NAMES[phrase.number(name)]


def _unit_away(phrase: Phrase, by: int) -> Stretch:
    return _UNIT_AWAY[phrase.code("unit")](phrase.clock, by)
