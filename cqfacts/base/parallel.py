"""Work on many files, on all cores."""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_AHEAD = 4
"""The most results for each process that wait to be taken, which bounds the memory they need."""

_work: Callable[[str], Any] = str
"""The work, where processes that are forked find it."""


def in_processes(work: Callable[[str], T], names: Sequence[str]) -> Iterator[T]:
    """Yield the result of the work on each name, in their order; in this process where others cannot be had or die.

    Processes are forked, so that they have what this one has loaded: on Linux only, and only where no thread runs.
    """
    done = 0
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    if can_fork and cores() > 1:
        from concurrent.futures.process import BrokenProcessPool

        try:
            for result in _forked(work, names):
                yield result
                done += 1
        except (BrokenProcessPool, OSError, RuntimeError):
            pass  # killed, or no process to be had: what is left is done here
    yield from map(work, names[done:])


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Turn the search for cycles off for work that makes many objects and none: it took a third of the time at 50,000 facts."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _forked(work: Callable[[str], T], names: Sequence[str]) -> Iterator[T]:
    global _work  # noqa: PLW0603 - the one way to hand a forked process what cannot be pickled
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    _work = work
    pool = ProcessPoolExecutor(
        cores(), mp_context=get_context("fork"), initializer=_leave_interrupts_to_the_parent
    )
    waiting: deque[Future[T]] = deque()
    try:
        for name in names:
            waiting.append(pool.submit(_do, name))
            if len(waiting) > _AHEAD * cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (OSError, RuntimeError):
        # No process or thread could be started: those that were must not be waited for.
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(wait=bool(pool._executor_manager_thread), cancel_futures=True)
        _work = str


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(name: str) -> Any:  # the result of any work
    return _work(name)
