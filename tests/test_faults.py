"""A short form of `python -m tests.faults`: what fails beneath the program gives no wrong answer and loses no entry."""

import random
import shutil

import pytest

from tests.faults import KINDS, Tally

HARMLESS = {"runs", "leftovers of a killed run"}


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_fails_beneath_the_program_does_no_harm(kind: str) -> None:
    tally = Tally(kind)
    chance = random.Random(kind)
    for _ in range(15):
        KINDS[kind](tally, chance)
    assert tally.counts["runs"] >= 15
    assert tally.counts.keys() <= HARMLESS, tally.counts
