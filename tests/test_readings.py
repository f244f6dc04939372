"""A bank of sentences whose figures and times were written down before the reader read them.

It guided the reader since, so that it holds what was reached and measures nothing.
"""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cqfacts.model.period import parse_period
from cqfacts.model.quantity import Qualifier
from cqfacts.reader.reading import TextReading, read_text
from cqfacts.reader.records import Figure, FigureKind

BANK = Path(__file__).parent / "readings.jsonl"
LOWER = (Qualifier.MORE_THAN, Qualifier.AT_LEAST)
UPPER = (Qualifier.LESS_THAN, Qualifier.AT_MOST)
KINDS = {
    "percent": FigureKind.PERCENT,
    "points": FigureKind.POINTS,
    "times": FigureKind.MULTIPLE,
    "rank": FigureKind.RANK,
}
Case = dict[str, Any]  # an object of JSON


def cases() -> Iterator[Case]:
    with BANK.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case["input"])
def test_a_sentence_says_its_figures_and_times(case: Case) -> None:
    issued = parse_period(case["issued"]) if "issued" in case else None
    reading = read_text(case["input"], (), issued)
    for expected in case.get("figures", ()):
        place = case["input"].index(expected["text"])
        figures = [
            figure for figure in reading.figures if overlaps(figure, place, expected["text"])
        ]
        assert any(is_said(figure, expected) for figure in figures), (expected, figures)
    for expected in case.get("periods", ()):
        assert expected["period"] in {mention.edtf for mention in reading.mentions}
    if case["kind"] == "negative":
        assert says_nothing_sure(reading, may_be_unread="may_be_unread" in case)


def overlaps(figure: Figure, place: int, text: str) -> bool:
    return figure.start < place + len(text) and place < figure.end


def is_said(figure: Figure, expected: Case) -> bool:
    """Tell whether a figure, or another reading of it, is the expected one."""
    return any(is_reading(reading, expected) for reading in (figure, *figure.others))


def is_reading(figure: Figure, expected: Case) -> bool:
    kind = KINDS.get(expected["unit"] or "")
    has_kind = kind is None or figure.kind is kind
    has_direction = figure.direction == expected["direction"] or not expected["direction"]
    is_qualified = figure.qualifier == expected["qualifier"]
    return has_kind and has_direction and is_qualified and has_amount(figure, expected)


def has_amount(figure: Figure, expected: Case) -> bool:
    if figure.qualifier is Qualifier.RANGE:
        return is_near(figure.low, expected["low"]) and is_near(figure.high, expected["high"])
    if figure.qualifier in LOWER:
        return is_near(figure.low, expected["low"])
    if figure.qualifier in UPPER:
        return is_near(figure.high, expected["high"])
    return is_near(figure.value, expected["value"])


def is_near(amount: Fraction | None, expected: float) -> bool:
    return amount is not None and float(amount) == pytest.approx(expected, rel=2e-6)


def says_nothing_sure(reading: TextReading, *, may_be_unread: bool) -> bool:
    if reading.mentions:
        return False
    return may_be_unread or not reading.figures
