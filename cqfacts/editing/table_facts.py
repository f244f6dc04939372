"""Make the facts of a table: a fact for each cell that has a value, cited by its row, or a refusal that says why not."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.statements import state_figure
from cqfacts.editing.table_mapping import TableColumn, TableMapping, TableRole, read_period
from cqfacts.editing.table_numbers import (
    NumberStyle,
    Thousands,
    UnclearNumber,
    find_style,
    read_digits,
    says_no_value,
)
from cqfacts.evidence.quotations import find_occurrences
from cqfacts.evidence.tables import BETWEEN, Row, row_paragraph
from cqfacts.model.made_id import LONGEST_ID, make_fact_id
from cqfacts.model.names import Named, closest, fold, names_of, short
from cqfacts.model.period import Period
from cqfacts.model.quantity import QuantityError
from cqfacts.model.vocabulary import Area, Indicator, Kind, Unit
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.head_units import HeadUnit, read_cell, read_head_unit, read_unit, says_scale
from cqfacts.reader.unit_names import unit_called
from cqfacts.reader.unit_table import unit_table


class UnclearCell(StrEnum):
    """The reason why a cell of a workbook or database is not taken for a value."""

    MERGED = "it is merged over several cells, so that it is not sure which value it is"
    TEXT = "it is a text, and can be read with thousands or with decimals"

    @property
    def way_out(self) -> str:
        """The way out."""
        if self is UnclearCell.MERGED:
            return "unmerge it, and write each value into its own cell"
        return "make it a number, or say that a comma parts thousands: --thousands ,"


class CellRefusal(NamedTuple):
    """A cell of which no fact can be made."""

    row: int
    """The number of the row that is not blank, from 1, which is that of the heads."""
    column: str
    """The head of its column, or the name of the part that is the same in every row."""
    cell: str
    cause: str
    way_out: str
    others: int = 0
    """The number of further rows of which the same is true."""


class FactDraft(NamedTuple):
    """A fact of a table, as it is written."""

    row: int
    column: str
    cell: str
    id: str
    """The one that is made where a fact writes none."""
    indicator: Indicator
    area: str
    period: Period
    value: str
    unit: str
    statement: str
    quotations: tuple[str, ...]
    """What the row prints: the cell of the value with its heads, and that of the period where this does not say it."""
    dating_reason: str = ""
    """Where the period is no word of the table."""


class TableFacts(NamedTuple):
    """Everything that a table gives."""

    drafts: list[FactDraft]
    skipped: Counter[str]
    """The number of cells without a value, by what they say."""
    refusals: list[CellRefusal]


class _Refused(Exception):
    """No fact can be made of a cell."""

    def __init__(self, column: str, cell: str, cause: str, way_out: str) -> None:
        super().__init__(cause)
        self.column, self.cell, self.cause, self.way_out = column, cell, cause, way_out


class _Place(NamedTuple):
    """The cell of a value, and its row."""

    row: Row
    column: TableColumn
    period: Period | None
    """The period that the head of its column is; None where a column of its own says it."""
    paragraph: str
    """The row as the document prints it."""

    @property
    def cell(self) -> str:
        return _cell_at(self.row, self.column.position)

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads that are quoted with it, the nearest first."""
        if self.column.position == 0:
            return (self.column.head,)
        return self.column.head, self.row[0]

    @property
    def quotation(self) -> str:
        return _quotation(self.row, self.column)


class FactMaker:
    """Makes the facts of one table. What is read of one cell is kept for the others that say the same."""

    def __init__(
        self,
        mapping: TableMapping,
        vocabulary: Vocabulary,
        style: NumberStyle,
        skipped_words: frozenset[str] = frozenset(),
        unclear: Mapping[tuple[int, int], UnclearCell] = MappingProxyType({}),
    ) -> None:
        """`unclear`: cells that are not taken for values, by the number of their row and their position in it."""
        self._mapping = mapping
        self._vocabulary = vocabulary
        self._style = style
        self._skipped_words = skipped_words
        self._unclear = unclear
        self._unit_table: UnitTable = unit_table(tuple(vocabulary.units.values()))
        self._indicator_ids = _ids_by_names(vocabulary.indicators)
        self._area_ids = _ids_by_names(vocabulary.areas)
        self._units = _units_by_names(vocabulary.units)
        self._home = next(iter(vocabulary.areas), "")
        self._units_of: dict[tuple[str, tuple[str, ...], str], Unit] = {}

    def make(self, rows: Sequence[Row], left_out: Set[int] = frozenset()) -> TableFacts:
        """Make the facts of all rows, the first of which has the heads, but for those whose numbers are left out."""
        facts = TableFacts([], Counter(), [])
        refusals = _RefusalList()
        rows_of_ids: dict[str, int] = {}
        heads = rows[0]
        for number, row in enumerate(rows[1:], 2):
            if number in left_out:
                continue
            if len(row) > len(heads) and any(row[len(heads) :]):
                refusals.add(number, _refuse_long_row(row, heads))
                continue
            for place in self._places(row, heads):
                try:
                    self._add(facts, number, place, rows_of_ids)
                except _Refused as refused:
                    refusals.add(number, refused)
        facts.refusals.extend(refusals.in_order())
        return facts

    def _places(self, row: Row, heads: Row) -> Iterator[_Place]:
        """Yield the cells of a row that are values."""
        paragraph = row_paragraph(row, heads)
        if not self._mapping.is_wide:
            yield _Place(row, self._mapping.columns[TableRole.VALUE], None, paragraph)
        for column, period in self._mapping.periods:
            yield _Place(row, column, period, paragraph)

    def _add(
        self, facts: TableFacts, number: int, place: _Place, rows_of_ids: dict[str, int]
    ) -> None:
        """Add the fact of a cell, or count it where it has no value. Raises _Refused."""
        cell = place.cell
        if says_no_value(cell, self._skipped_words):
            facts.skipped[f'"{cell}"' if cell else "empty"] += 1
            return
        reason = self._unclear.get((number, place.column.position))
        if reason:
            raise _Refused(place.column.head, cell, str(reason), reason.way_out)
        draft = self._draft(number, place)
        first_row = rows_of_ids.get(draft.id)
        if first_row is not None:
            raise _Refused(
                place.column.head,
                cell,
                f"row {first_row} has the same indicator, area and period",
                "remove one of the two rows, or name the column that tells them apart",
            )
        rows_of_ids[draft.id] = number
        facts.drafts.append(draft)

    def _draft(self, number: int, place: _Place) -> FactDraft:
        indicator_id = self._find_id(TableRole.INDICATOR, place.row, self._indicator_ids)
        indicator = self._vocabulary.indicators[indicator_id]
        if indicator.kind is Kind.STATUS:
            raise _Refused(
                TableRole.INDICATOR,
                indicator.id,
                "its facts are states, not figures",
                "use new fact",
            )
        area_id = self._find_id(TableRole.AREA, place.row, self._area_ids)
        area = self._vocabulary.areas[area_id]
        period = place.period or self._read_period(place.row)
        self._refuse_scale_of_indicator(place)
        value, own_unit = self._read_value(place)
        unit = own_unit or self._find_unit(place, indicator)
        quotations, reason = self._quote(place, period)
        return FactDraft(
            row=number,
            column=place.column.head,
            cell=place.cell,
            id=self._make_id(indicator, area, period),
            indicator=indicator,
            area=area.id,
            period=period,
            value=value,
            unit=unit.id,
            statement=_statement(indicator, area, period, value, unit, place),
            quotations=quotations,
            dating_reason=reason,
        )

    def _find_id(self, role: TableRole, row: Row, ids: Mapping[str, str]) -> str:
        """Return the id of the entry that a row names, given ids by names. Raises _Refused."""
        column, word = self._word_of(role, row)
        entry_id = ids.get(fold(word))
        if entry_id is None and role is TableRole.INDICATOR:
            entry_id = ids.get(fold(_without_unit(word, self._unit_table)))
        if entry_id is None:
            close = closest(word, ids.values())
            hint = f'did you mean "{close[0]}"? Else' if close else "correct it, or"
            raise _Refused(
                column,
                word,
                f"the base has no {role} of that name",
                f"{hint} add it to {role}s.yaml",
            )
        return entry_id

    def _word_of(self, role: TableRole, row: Row) -> tuple[str, str]:
        """Return the head of the column that says a part, and what it says in a row."""
        column = self._mapping.columns.get(role)
        if column is None:
            return f"--{role}", self._mapping.constants[role]
        return column.head, _cell_at(row, column.position)

    def _read_period(self, row: Row) -> Period:
        column, word = self._word_of(TableRole.PERIOD, row)
        period = read_period(word)
        if period is None:
            raise _Refused(
                column,
                word,
                "it is no period",
                "write it as 2014, 2021-07, Q1 2021 or 2021-01/2021-08",
            )
        return period

    def _read_value(self, place: _Place) -> tuple[str, Unit | None]:
        """Return the value of a cell as a fact writes it, and the unit that the cell itself says. Raises _Refused."""
        heads = place.heads
        unit = self._head_unit(heads)
        digits = self._read_digits(place)
        if digits is None:
            return self._read_words(place)
        if unit is None:
            return digits, None
        figures = read_cell(digits, heads, self._unit_table)
        quantity = figures[0].quantity if len(figures) == 1 else None
        if quantity is None:
            raise _no_number(place)
        return str(quantity), None

    def _read_digits(self, place: _Place) -> str | None:
        """Return the digits of a cell that is a number alone; None for any other. Raises _Refused."""
        try:
            return read_digits(place.cell, self._style.thousands)
        except UnclearNumber as error:
            way_out = 'say which sign parts thousands: --thousands , or --thousands "."'
            raise _Refused(place.column.head, place.cell, str(error), way_out) from None

    def _read_words(self, place: _Place) -> tuple[str, Unit | None]:
        """Return the value of a cell that has more than digits, such as a unit of its own. Raises _Refused."""
        figures = read_cell(place.cell, place.heads, self._unit_table)
        if len(figures) != 1 or figures[0].text != place.cell or figures[0].unread:
            raise _no_number(place)
        [figure] = figures
        if figure.quantity is None or figure.others:
            cause = "it can be read in two ways"
            raise _Refused(place.column.head, place.cell, cause, "write it with digits and a point")
        own_unit = (
            unit_called(figure.unit, self._vocabulary.units.values()) if figure.unit else None
        )
        return str(figure.quantity), own_unit

    def _refuse_scale_of_indicator(self, place: _Place) -> None:
        """Raise _Refused where the name of the indicator has a scale, and the quotation of the value would not have it."""
        column, word = self._word_of(TableRole.INDICATOR, place.row)
        unit = read_head_unit(word, self._unit_table)
        is_quoted = word in place.heads or self._head_unit(place.heads) is not None
        if unit and unit.has_scale and not is_quoted:
            raise _Refused(
                column,
                word,
                "it says a scale, which the cell of the value and its heads do not print",
                "put this column first in the table, or write the unit into the head of the values",
            )

    def _head_unit(self, heads: Sequence[str]) -> HeadUnit | None:
        """Return the unit that the heads of a cell say. Raises _Refused for a scale that is not understood."""
        for head in heads:
            unit = read_head_unit(head, self._unit_table)
            if unit:
                return unit
            if says_scale(head):
                raise _Refused(
                    head,
                    head,
                    "it says a scale that is not understood",
                    'write the unit in brackets at its end: "output (10,000 tons)", "GDP (bn USD)"',
                )
        return None

    def _find_unit(self, place: _Place, indicator: Indicator) -> Unit:
        """Return the unit of a value: the one that is said, that of its heads, else that of the indicator. Raises _Refused."""
        said = ("", "")
        if TableRole.UNIT in self._mapping.columns or TableRole.UNIT in self._mapping.constants:
            said = self._word_of(TableRole.UNIT, place.row)
        key = (said[1], place.heads, indicator.id)
        if key not in self._units_of:
            self._units_of[key] = self._judge_unit(said, place.heads, indicator)
        return self._units_of[key]

    def _judge_unit(
        self, said: tuple[str, str], heads: Sequence[str], indicator: Indicator
    ) -> Unit:
        column, word = said
        of_heads = self._head_unit(heads)
        if word:
            return self._unit_that_is_said(column, word, of_heads)
        if of_heads and of_heads.unit:
            unit = unit_called(of_heads.unit, self._vocabulary.units.values())
            if unit:
                return unit
        if indicator.unit is None:
            raise _Refused(
                TableRole.UNIT,
                "",
                "nothing says the unit",
                "name its column or the unit itself: --unit",
            )
        return self._vocabulary.units[indicator.unit]

    def _unit_that_is_said(self, column: str, word: str, of_heads: HeadUnit | None) -> Unit:
        unit = self._units.get(fold(word))
        if unit:
            return unit
        reading = read_unit(word, self._unit_table)
        is_printed = (
            of_heads is not None and reading is not None and of_heads.words == reading.words
        )
        if reading and reading.has_scale and not is_printed:
            raise _Refused(
                column,
                word,
                "it says a scale, which the cell of the value and its heads do not print",
                f'write it into the head of the values, "value ({short(word)})", or add a unit with that factor to units.yaml',
            )
        known = (
            unit_called(reading.unit, self._vocabulary.units.values())
            if reading and reading.unit
            else None
        )
        if known is None:
            raise _Refused(
                column,
                word,
                "the base has no unit of that name",
                "correct it, or add it to units.yaml",
            )
        return known

    def _quote(self, place: _Place, period: Period) -> tuple[tuple[str, ...], str]:
        """Return the quotations of a fact, and the reason for a period that the table does not print. Raises _Refused."""
        quotations = [place.quotation]
        column = self._mapping.columns.get(TableRole.PERIOD)
        is_printed = place.period is not None or (column is not None and column.position == 0)
        if column is not None and not is_printed:
            quotations.append(_quotation(place.row, column))
        _refuse_unclear_quotations(place, quotations)
        if is_printed or column is not None:
            return tuple(quotations), ""
        return tuple(quotations), f"The whole table is about {period.words}."

    def _make_id(self, indicator: Indicator, area: Area, period: Period) -> str:
        """Return the id that a fact has without writing it. Raises _Refused where it would be too long."""
        made = make_fact_id(indicator.id, [], None if area.id == self._home else area.id, period)
        if made is None:
            raise _Refused(
                TableRole.INDICATOR,
                indicator.id,
                f"the id of its fact would have more than {LONGEST_ID} characters",
                "give the indicator a shorter id in indicators.yaml",
            )
        return made


def _no_number(place: _Place) -> _Refused:
    way_out = f'correct it, or leave it out: --skip "{short(place.cell)}"'
    return _Refused(place.column.head, place.cell, "it is no number", way_out)


class _RefusalList:
    """Refusals, those of the same cell and cause once, with the number of further rows."""

    def __init__(self) -> None:
        self._refusals: dict[tuple[str, str, str], CellRefusal] = {}
        self._last_rows: dict[tuple[str, str, str], int] = {}

    def add(self, number: int, refused: _Refused) -> None:
        """Add a refusal of a row, or count it where an earlier row has the same."""
        key = (refused.column, refused.cell, refused.cause)
        first = self._refusals.get(key)
        if first is None:
            self._refusals[key] = CellRefusal(number, *key, refused.way_out)
        elif self._last_rows[key] != number:
            self._refusals[key] = first._replace(others=first.others + 1)
        self._last_rows[key] = number

    def in_order(self) -> list[CellRefusal]:
        """Return the refusals by their first rows."""
        return sorted(self._refusals.values())


def _refuse_long_row(row: Row, heads: Row) -> _Refused:
    """Return the refusal of a row with more cells than there are heads."""
    cell = next(filter(None, row[len(heads) :]))
    return _Refused(
        "",
        cell,
        "the row has more cells than there are heads",
        "put a cell in quotation marks where it has the sign between cells in it, or add the head",
    )


def _refuse_unclear_quotations(place: _Place, quotations: Sequence[str]) -> None:
    """Raise _Refused where the row of a cell prints a quotation more than once: `verify` could not tell which is meant."""
    for quotation in quotations:
        if len(find_occurrences(quotation, place.paragraph)) != 1:
            raise _Refused(
                place.column.head,
                place.cell,
                "its row prints these words more than once, so that they cannot be cited",
                "give each column a head of its own, and put a column with names first",
            )


def _quotation(row: Row, column: TableColumn) -> str:
    """Return the words by which a cell is quoted: it and its heads."""
    cell = _cell_at(row, column.position)
    if column.position == 0:
        return cell
    return BETWEEN.join(words for words in (row[0], column.head, cell) if words)


def _cell_at(row: Row, position: int) -> str:
    return row[position] if position < len(row) else ""


def _ids_by_names(entries: Mapping[str, Named]) -> dict[str, str]:
    """Return ids by all names of their entries, an id before a name of another entry."""
    ids: dict[str, str] = {}
    for entry in entries.values():
        for name in names_of(entry):
            ids.setdefault(name, entry.id)
    ids.update((fold(entry_id), entry_id) for entry_id in entries)
    return ids


def _units_by_names(units: Mapping[str, Unit]) -> dict[str, Unit]:
    by_name: dict[str, Unit] = {}
    for unit in units.values():
        for name in (unit.singular, unit.plural, unit.symbol, unit.currency):
            if name:
                by_name.setdefault(fold(name), unit)
    by_name.update((fold(name), unit) for name, unit in units.items())
    return by_name


def _without_unit(words: str, units: UnitTable) -> str:
    """Return the name of an indicator without the unit in brackets behind it."""
    if words[-1:] in (")", "）") and read_head_unit(words, units):
        return words[: max(words.rfind("("), words.rfind("（"))].strip()
    return words


def _statement(
    indicator: Indicator, area: Area, period: Period, value: str, unit: Unit, place: _Place
) -> str:
    try:
        return state_figure(indicator, area, period, value, unit)
    except QuantityError as error:
        raise _Refused(
            place.column.head, place.cell, str(error), "write it with digits and a point"
        ) from None


def style_of(
    rows: Sequence[Row],
    mapping: TableMapping,
    thousands: Thousands | None,
    *,
    has_sure_numbers: bool,
) -> NumberStyle:
    """Return which sign parts thousands: the one that the user names, else the one that some cell shows.

    `has_sure_numbers`: the format of the file, such as JSON, has a point before decimals.
    """
    if thousands:
        return NumberStyle(thousands, {})
    positions = [column.column.position for column in mapping.periods]
    positions = positions or [mapping.columns[TableRole.VALUE].position]
    style = find_style(
        (number, _cell_at(row, position))
        for number, row in enumerate(rows[1:], 2)
        for position in positions
    )
    if has_sure_numbers and not style.shown:
        return NumberStyle(Thousands.COMMA, {})
    return style
