"""A part of one question's work on another core, if one is free."""

import functools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from retrieval.encoder import all_cores

_Result = TypeVar("_Result")


def aside(work: Callable[[], _Result], *, after_s: float = 0.0) -> Callable[[], _Result]:
    """Begin work in another thread.

    Args:
        work: what is to be done.
        after_s: what it leaves to who asked for it, before it takes Python's lock.

    Returns:
        What gives its result. Work that no thread has begun by then is done on the spot: on a busy machine nobody waits
        for another one's turn.
    """
    begun = _threads().submit(_wait_and_work, work, after_s)

    def result() -> _Result:
        return work() if begun.cancel() else begun.result()

    return result


def _wait_and_work(work: Callable[[], _Result], after_s: float) -> _Result:
    if after_s:
        time.sleep(after_s)
    return work()


@functools.cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(all_cores(), thread_name_prefix="aside")
