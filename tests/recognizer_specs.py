"""The cases of Microsoft's Recognizers-Text, and our figures in their terms.

`tests/recognizers` holds the cases as they were published (MIT, LICENSE beside them), and `outside.yaml` those that are not
our work, each with a reason.
"""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import yaml

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.figures import read_figures
from cqfacts.reader.records import Figure, FigureKind

FOLDER = Path(__file__).parent / "recognizers"
_LIMITS = (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.LESS_THAN, Qualifier.AT_MOST)


class Result(NamedTuple):
    """What a case expects: a place, whose end is the place after the last character, and a value."""

    start: int
    end: int
    value: str
    unit: str | None
    iso: str | None
    type_name: str


class Case(NamedTuple):
    """An input and what is to be read in it."""

    input: str
    results: tuple[Result, ...]


def read_cases(kind: str, language: str) -> list[Case]:
    """Return the cases of a kind and language that are our work."""
    text = (FOLDER / f"{kind}-{language}.json").read_text("utf-8")
    outside = outside_inputs(kind, language)
    cases = [_case(row) for row in json.loads(text)]
    return [case for case in cases if case.input not in outside]


def outside_inputs(kind: str, language: str) -> dict[str, str]:
    """Return the inputs of a kind and language that are not our work, each with the reason."""
    rows = yaml.safe_load((FOLDER / "outside.yaml").read_text("utf-8"))
    return {
        text: row["reason"] for row in rows.get(f"{kind}-{language}", ()) for text in row["inputs"]
    }


def _case(row: dict[str, object]) -> Case:
    results = row["results"]
    assert isinstance(results, list)
    assert isinstance(row["input"], str)
    return Case(row["input"], tuple(_result(result) for result in results))


def _result(row: dict[str, object]) -> Result:
    resolution = row.get("Resolution") or {}
    assert isinstance(resolution, dict)
    start, end = row["Start"], row["End"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Result(
        start, end + 1, str(resolution.get("value")), resolution.get("unit"), resolution.get("isoCurrency"), str(row["TypeName"])
    )  # fmt: skip


def is_near(value: Fraction | None, printed: str) -> bool:
    """Return True where a value is the expected one, to the 15 digits that the cases print."""
    if value is None or printed in ("None", "null"):
        return False
    expected = Fraction(printed.removesuffix("%"))
    return abs(value - expected) <= abs(expected) / 10**12


def base_value(figure: Figure) -> Fraction | None:
    """Return the value of a figure, or the limit that it sets."""
    if figure.value is not None:
        return figure.value
    if figure.qualifier in _LIMITS:
        return figure.low if figure.low is not None else figure.high
    return None


def agree_numbers(case: Case) -> bool:
    """Return True where the numbers are read with their sign, digits and scale."""
    figures = [figure for figure in read_figures(case.input) if _is_number(case.input, figure)]
    pairs = [(figure.number_start, figure.number_end, base_value(figure)) for figure in figures]
    return _agree(pairs, case.results)


def _is_number(text: str, figure: Figure) -> bool:
    """Return True for a figure that the cases call a number: no rank, no percent sign, no unit that touches the digits."""
    if figure.kind in (FigureKind.RANK, FigureKind.POINTS):
        return False
    if figure.kind is FigureKind.PERCENT:
        return figure.start < figure.number_start
    is_latin = text[figure.number_end : figure.number_end + 1].isascii()
    return not (
        figure.kind is FigureKind.MEASURE
        and figure.end > figure.number_end
        and is_latin
        and text[figure.number_end] != " "
    )


def _agree(pairs: list[tuple[int, int, Fraction | None]], results: tuple[Result, ...]) -> bool:
    if len(pairs) != len(results):
        return False
    return all(
        pair[:2] == (result.start, result.end) and is_near(pair[2], result.value)
        for pair, result in zip(pairs, results, strict=True)
    )


def agree_percentages(case: Case) -> bool:
    """Return True where percentages and points are read, with their place and value."""
    kinds = (FigureKind.PERCENT, FigureKind.POINTS)
    figures = [figure for figure in read_figures(case.input) if figure.kind in kinds]
    exact = [figure for figure in figures if figure.qualifier is not Qualifier.RANGE]
    return _agree_with_units(exact, case, _has_any_unit)


def _has_any_unit(figure: Figure, result: Result) -> bool:
    return figure.unit is not None and result.unit is None


def agree_ordinals(case: Case) -> bool:
    """Return True where ranks are read, as the first reading or the other."""
    ranks = [
        figure.number_end and (figure.start, figure.end, base_value(figure))
        for figure in read_figures(case.input)
        if figure.kind is FigureKind.RANK
    ]
    return _agree([rank for rank in ranks if rank], case.results)


def agree_ranges(case: Case) -> bool:
    """Return True where ranges and limits are read.

    The place of the case covers the digits and lies in the figure; its ends are the same.
    """
    figures = [figure for figure in read_figures(case.input) if _is_range(case.input, figure)]
    if len(figures) != len(case.results):
        return False
    return all(
        _is_same_range(figure, result) for figure, result in zip(figures, case.results, strict=True)
    )


def _is_range(text: str, figure: Figure) -> bool:
    said_equal = figure.text.lower().startswith(("equal", "等于"))
    return figure.qualifier is Qualifier.RANGE or figure.qualifier in _LIMITS or said_equal


def _covers(figure: Figure, result: Result) -> bool:
    """Return True where the place of a case covers the digits of a figure and lies in the figure."""
    starts = figure.start <= result.start <= figure.number_start
    return starts and figure.number_end <= result.end <= figure.end


def _is_same_range(figure: Figure, result: Result) -> bool:
    low, high = result.value.strip("[]()").split(",")
    ends = ((figure.low, low), (figure.high, high))
    if figure.qualifier is Qualifier.EXACT:
        ends = ((figure.value, low), (figure.value, high))
    return _covers(figure, result) and all(_is_same_end(value, printed) for value, printed in ends)


def _is_same_end(value: Fraction | None, printed: str) -> bool:
    return value is None if printed == "" else is_near(value, printed)


def agree_money(case: Case) -> bool:
    """Return True where money is read with its place, value and currency."""
    figures = [figure for figure in read_figures(case.input) if figure.kind is FigureKind.MONEY]
    return _agree_with_units(figures, case, _is_same_currency)


def _is_same_currency(figure: Figure, result: Result) -> bool:
    names = {
        "dollar": "Dollar",
        "GBP": "Pound",
        "BTC": "Bitcoin",
        "rupee": "Rupee",
        "franc": "Franc",
    }
    if result.iso:
        return figure.unit == result.iso
    unit = figure.unit or ""
    return names.get(unit, unit.capitalize()) == result.unit


def agree_dimensions(case: Case) -> bool:
    """Return True where measures are read with their place, value and unit; time and things counted are no dimensions."""
    figures = [
        figure
        for figure in read_figures(case.input)
        if figure.kind is FigureKind.MEASURE
        and figure.unit not in _NO_DIMENSIONS
        and not figure.unread
    ]
    return _agree_with_units(figures, case, _is_same_unit)


_NO_DIMENSIONS = {
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "year of age", "decade", "century", "person", "household", "vehicle",
    "unit", "enterprise", "piece", "set", "train", "aircraft", "ship", "share", "TEU", "degree Celsius", "degree Fahrenheit", "kelvin",
}  # fmt: skip
_NAMES_OF_UNITS = {
    "tonne": {"Ton", "Metric ton"},
    "metric ton": {"Metric ton"},
    "square metre": {"Square meter"},
}


def _is_same_unit(figure: Figure, result: Result) -> bool:
    """Return True where the units are one. The cases name the barrel of a barrel per day alone."""
    names = _names_of_unit(figure.unit or "")
    return result.unit in names | _names_of_unit((figure.unit or "").partition(" per ")[0])


def _names_of_unit(unit: str) -> set[str]:
    american = unit.replace("metre", "meter").replace("litre", "liter").capitalize()
    return _NAMES_OF_UNITS.get(unit, {american})


def _agree_with_units(
    figures: list[Figure], case: Case, is_same: Callable[[Figure, Result], bool]
) -> bool:
    results = [result for result in case.results if result.value not in ("None", "null")]
    if len(figures) != len(results):
        return False
    return all(
        _covers(figure, result)
        and is_same(figure, result)
        and is_near(base_value(figure), result.value)
        for figure, result in zip(figures, results, strict=True)
    )


def failures(kind: str, language: str, agree: Callable[[Case], bool]) -> Iterator[str]:
    """Yield the inputs of the cases that are read otherwise."""
    for case in read_cases(kind, language):
        if not agree(case):
            yield case.input


AGREEMENTS: dict[str, Callable[[Case], bool]] = {
    "number": agree_numbers,
    "percent": agree_percentages,
    "ordinal": agree_ordinals,
    "numberrange": agree_ranges,
    "currency": agree_money,
    "dimension": agree_dimensions,
}
