"""How long work says how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Is told how many files of how many are done."""


def no_progress(done: int, files: int) -> None:
    """Show nothing."""
