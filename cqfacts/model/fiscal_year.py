"""Fiscal years: twelve months that need not begin in January, and the year that they are called by."""

import re
from functools import lru_cache
from typing import NamedTuple

from cqfacts.model.names import short
from cqfacts.model.period import EdtfDate, Period, PeriodError, parse_period

FISCAL_YEAR = r"FY(\d{4}) is (.+)"
"""A fiscal year by one example, as a regular expression."""
_MONTHS_A_YEAR = 12


class FiscalYear(NamedTuple):
    """The fiscal year of an area or an entity.

    >>> april = parse_fiscal_year("FY2022 is 2022-04/2023-03")
    >>> str(april.period(2020)), april.name_of(parse_period("2021-04/2022-03")), april.name_of(parse_period("2021"))
    ('2020-04/2021-03', 'FY2021', None)
    """

    first_month: int
    is_named_by_end: bool
    """True where it has the name of the year in which it ends, and not of that in which it begins."""

    def period(self, year: int) -> Period:
        """Return the months of the fiscal year of a name."""
        ends_in_next_year = self.first_month > 1
        first_year = year - 1 if self.is_named_by_end and ends_in_next_year else year
        last_month = (self.first_month - 2) % _MONTHS_A_YEAR + 1
        last_year = first_year + 1 if ends_in_next_year else first_year
        begin = EdtfDate(first_year, self.first_month, 0, False)
        return Period(begin, EdtfDate(last_year, last_month, 0, False))

    def name_of(self, period: Period) -> str | None:
        """Return the name of a period that is a fiscal year; None for any other period."""
        year = period.finish.year if self.is_named_by_end else period.begin.year
        fiscal_period = self.period(year)
        is_one = (period.start, period.end) == (fiscal_period.start, fiscal_period.end)
        return f"FY{year:04}" if is_one else None


@lru_cache(256)
def parse_fiscal_year(text: str) -> FiscalYear:
    """Read a fiscal year by one example: "FY2022 is 2022-04/2023-03".

    Raises PeriodError where it is none.
    """
    match = re.fullmatch(FISCAL_YEAR, text, re.ASCII)
    if match is None:
        raise PeriodError(f'"{short(text)}" is no fiscal year')
    year, period = int(match.group(1)), parse_period(match.group(2))
    if period.months != _MONTHS_A_YEAR or not period.begin.month:
        raise PeriodError(f"{period} is no twelve months")
    if year not in (period.begin.year, period.finish.year):
        raise PeriodError(f"{period} neither begins nor ends in {year:04}")
    return FiscalYear(period.begin.month, is_named_by_end=year == period.finish.year)
