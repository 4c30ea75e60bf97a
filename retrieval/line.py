"""Questions that come faster than they can be answered: some wait, the others are told at once."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from retrieval.errors import TooManyQuestionsError

_Answer = TypeVar("_Answer")

MAX_WAITING = 500
"""Some five seconds of work; a bot or a person has given up after more."""


class Line:
    """Works on as many questions at once as there are cores."""

    def __init__(self, *, workers: int, max_waiting: int = MAX_WAITING) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="search")
        self._most = workers + max_waiting
        self._inside = 0

    async def run(self, work: Callable[[], _Answer]) -> _Answer:
        """Wait for one's turn and do the work in a thread.

        Raises:
            TooManyQuestionsError: the line is full.
        """
        if self._inside >= self._most:
            raise TooManyQuestionsError(f"{self._inside} questions are waiting; ask again in a few seconds")
        self._inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._inside -= 1

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
