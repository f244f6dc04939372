"""The columns of a table: which says the indicator, the area, the period, the value and the unit of a fact."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.names import closest, fold, short
from cqfacts.model.period import Period
from cqfacts.reader.times import read_times


class TableRole(StrEnum):
    """The part of a fact that a column, or a word for every row, says."""

    INDICATOR = "indicator"
    AREA = "area"
    PERIOD = "period"
    VALUE = "value"
    UNIT = "unit"


_USUAL_HEADS = {
    TableRole.INDICATOR: "indicator, indicators, indicator name, series, series name, variable, item, 指标, 指标名称, 项目",
    TableRole.AREA: "area, ref_area, region, province, city, country, country name, place, geo, 地区, 区域, 省份, 省市, 城市, 国家",
    TableRole.PERIOD: "period, time_period, year, years, time, date, month, quarter, 时间, 日期, 年份, 年度, 年, 月份, 季度",
    TableRole.VALUE: "value, values, obs_value, figure, amount, 数值, 值, 数据",
    TableRole.UNIT: "unit, units, unit_measure, unit of measure, 单位, 计量单位",
}
"""The heads by which a column is known where no option names it."""
_ROLE_OF_HEAD = {
    fold(head): role for role, heads in _USUAL_HEADS.items() for head in heads.split(", ")
}


class TableColumn(NamedTuple):
    """A column of a table."""

    position: int
    """From 0."""
    head: str


class PeriodColumn(NamedTuple):
    """A column of a wide table, whose head is a period."""

    column: TableColumn
    period: Period


class TableMapping(NamedTuple):
    """The columns that say the parts of facts, and the words that say them for every row."""

    columns: Mapping[TableRole, TableColumn]
    constants: Mapping[TableRole, str]
    periods: Sequence[PeriodColumn] = ()
    """Of a wide table: its columns of values. Empty for a long one, which has a row for each fact."""

    @property
    def is_wide(self) -> bool:
        """True where each period has a column of its own."""
        return bool(self.periods)


def map_columns(heads: Sequence[str], options: Mapping[TableRole, str]) -> TableMapping:
    """Return the mapping of a table: what options name, then what heads are known by.

    `options`: the head of a column, or the word for every row. Raises WrongUsage where a part of facts has no column.

    >>> mapping = map_columns(["item", "2013", "2014"], {TableRole.AREA: "chongqing"})
    >>> mapping.columns[TableRole.INDICATOR].head, [str(column.period) for column in mapping.periods]
    ('item', ['2013', '2014'])
    """
    by_name: dict[str, TableColumn] = {}
    for number, head in enumerate(heads):
        column = TableColumn(number, head)
        by_name.setdefault(fold(without_brackets(head)), column)
        by_name[fold(head)] = column
    columns: dict[TableRole, TableColumn] = {}
    constants: dict[TableRole, str] = {}
    for role, word in options.items():
        named_column = by_name.get(fold(word))
        if named_column:
            columns[role] = named_column
        else:
            constants[role] = word
    _refuse_unknown_value_column(constants, heads)
    _guess_columns(by_name, columns, constants)
    periods = () if TableRole.VALUE in columns else _find_period_columns(by_name, columns)
    if not periods:
        _take_last_column_left(by_name, columns, constants)
    _refuse_missing(columns, constants, periods, heads)
    return TableMapping(columns, constants, periods)


def _guess_columns(
    by_name: Mapping[str, TableColumn],
    columns: dict[TableRole, TableColumn],
    constants: Mapping[TableRole, str],
) -> None:
    """Add the columns that are known by their heads, where no option names the part."""
    for name, column in by_name.items():
        role = _ROLE_OF_HEAD.get(name)
        if role and role not in columns and role not in constants:
            columns[role] = column


def _take_last_column_left(
    by_name: Mapping[str, TableColumn],
    columns: dict[TableRole, TableColumn],
    constants: Mapping[TableRole, str],
) -> None:
    """Take for the value the only column that is left, where all other parts of facts are known: "output (10,000 tons)"."""
    named = {*columns, *constants}
    if TableRole.VALUE in named or not named >= _BESIDE_THE_VALUE:
        return
    left = [column for column in dict.fromkeys(by_name.values()) if column not in columns.values()]
    if len(left) == 1:
        columns[TableRole.VALUE] = left[0]


def _find_period_columns(
    by_name: Mapping[str, TableColumn], columns: Mapping[TableRole, TableColumn]
) -> tuple[PeriodColumn, ...]:
    taken = set(columns.values())
    found = []
    for column in dict.fromkeys(by_name.values()):
        period = read_period(column.head) or read_period(without_brackets(column.head))
        if period and column not in taken:
            found.append(PeriodColumn(column, period))
    return tuple(found)


def _refuse_unknown_value_column(constants: Mapping[TableRole, str], heads: Sequence[str]) -> None:
    """Raise WrongUsage where the option for values names no column: no value is that of every row."""
    word = constants.get(TableRole.VALUE)
    if word is not None:
        raise WrongUsage(f'the table has no column "{short(word)}"; {_hint_at(word, heads)}')


def _hint_at(word: str, heads: Sequence[str]) -> str:
    close = closest(word, heads)
    return f'did you mean "{close[0]}"?' if close else f"it has: {', '.join(map(short, heads))}"


def _refuse_missing(
    columns: Mapping[TableRole, TableColumn],
    constants: Mapping[TableRole, str],
    periods: Sequence[PeriodColumn],
    heads: Sequence[str],
) -> None:
    """Raise WrongUsage where nothing says a part that every fact needs."""
    said = {*columns, *constants}
    if periods:
        said |= {TableRole.VALUE, TableRole.PERIOD}
    missing = [
        role
        for role in (TableRole.INDICATOR, TableRole.AREA, TableRole.PERIOD, TableRole.VALUE)
        if role not in said
    ]
    if missing:
        options = ", ".join(f"--{role}" for role in missing)
        columns_words = ", ".join(f'"{short(head)}"' for head in heads[:_MOST_HEADS])
        raise WrongUsage(
            f"no column says the {' and the '.join(missing)}; the heads are {columns_words}.",
            f"Name a column, or the word for every row: {options}",
        )


_MOST_HEADS = 12
_BESIDE_THE_VALUE = {TableRole.INDICATOR, TableRole.PERIOD}
"""The parts of facts that must be known before a column is taken for the value."""
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")


def without_brackets(head: str) -> str:
    """Return a head without what stands in brackets at its end, such as a unit.

    >>> without_brackets("value (bn USD)"), without_brackets("产量（万辆）")
    ('value', '产量')
    """
    return _BRACKETS.sub("", head)


@lru_cache(4096)
def read_period(text: str) -> Period | None:
    """Return the period that a text is, all of it; None where it is none, or none that is sure.

    >>> [str(read_period(text)) for text in ("2014", "2021年1-8月", "Q1 2014", "last year", "FY2022", "2014.5")]
    ['2014', '2021-01/2021-08', '2014-01/2014-03', 'None', 'None', 'None']
    """
    mentions = read_times(text)
    if len(mentions) != 1 or mentions[0].text != text:
        return None
    [mention] = mentions
    is_unsure = mention.relative or mention.fiscal or mention.loose or mention.by or mention.others
    return None if is_unsure else mention.period
