"""Count the work of a function in calls, which is the same on every machine and at every load."""

import sys
from collections.abc import Callable
from types import FrameType


def count_calls(function: Callable[[], object]) -> int:
    """Return how many functions a call calls, those written in C included."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(before)
    return calls


def grows_with_length(read: Callable[[str], object], unit: str) -> bool:
    """Tell whether a text that is eight times as long takes about eight times the work."""
    short, long = (unit * 500)[:500], (unit * 4_000)[:4_000]
    read(unit)  # tables are made on first use
    return count_calls(lambda: read(long)) <= 10 * count_calls(lambda: read(short)) + 1_000
