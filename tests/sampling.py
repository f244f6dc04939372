"""Samples of what is long as a whole.

A quick run (`python -m pytest`) tests a sample: every nth case, so that it is always the same one. What it leaves out has
the mark `slow`, and `python -m pytest -m slow` tests it. CONTRIBUTING.md says which tests these are.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

import pytest

Case = TypeVar("Case")


def sampled(cases: Iterable[Case], every: int) -> list[Any]:
    """Return the parameters of a test; all but every nth, beginning with the first, are slow."""
    values = (case if isinstance(case, tuple) else (case,) for case in cases)
    return [
        pytest.param(*value, marks=pytest.mark.slow if at % every else ())
        for at, value in enumerate(values)
    ]


class Sample:
    """What a test takes of its cases: every nth in a quick run, the whole in a slow one."""

    SIZES = ("sample", pytest.param("whole", marks=pytest.mark.slow))
    """The parameters of a fixture that returns a Sample."""

    def __init__(self, size: str) -> None:
        self.whole = size == "whole"

    def of(self, cases: Iterable[Case], every: int) -> Sequence[Case]:
        """Return the cases to be tested."""
        return list(islice(cases, 0, None, 1 if self.whole else every))

    def number(self, whole: int, every: int) -> int:
        """Return how many cases to try, where each is made by chance."""
        return whole if self.whole else whole // every
