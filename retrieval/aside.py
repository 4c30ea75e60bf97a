"""A part of one question's work on another core, if one is free."""

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from retrieval.encoder import all_cores

_Result = TypeVar("_Result")


def aside(work: Callable[[], _Result]) -> Callable[[], _Result]:
    """Begin work in another thread.

    Returns:
        What gives its result. Work that no thread has begun by then is done on the spot: on a busy machine nobody waits
        for another one's turn.
    """
    begun = _threads().submit(work)

    def result() -> _Result:
        return work() if begun.cancel() else begun.result()

    return result


@functools.cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(all_cores(), thread_name_prefix="aside")
