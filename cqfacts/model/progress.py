"""The way in which long work reports its progress."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called again and again with the number of files that are done, and of all files."""


def no_progress(done: int, files: int) -> None:
    """Report nothing."""
