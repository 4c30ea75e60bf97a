"""Trouble that a stand-in makes when a test asks for it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

Kind = Literal["too_many", "lost_answer", "lost_request", "down", "gone", "slow", "hang", "down_after", "late"]
SLOW_S = 0.3
LATE_S = 0.5
HANG_S = 15.0
DOWN = 502


@dataclass(frozen=True, slots=True)
class Fault:
    """One call's trouble.

    too_many: 429 with Retry-After. lost_answer: done, and the connection breaks. lost_request: the
    connection breaks before anything is done. down: 502. gone: refused for ever. slow: done after a while.
    hang: done, and no answer comes. down_after: done, and 502. late: the connection breaks, done after a while.
    """

    kind: Kind
    retry_after: int = 1


@dataclass
class Faults:
    """For each method of a service, what the next calls meet."""

    coming: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def will(self, method: str, *kinds: Kind, retry_after: int = 1) -> None:
        self.coming[method].extend(Fault(kind, retry_after) for kind in kinds)

    def next(self, method: str) -> Fault | None:
        waiting = self.coming[method]
        return waiting.popleft() if waiting else None


async def answer_with(
    fault: Fault | None, request: web.Request, work: Callable[[], web.Response]
) -> web.StreamResponse:
    """Do the work, or not, and answer, or not. What is the service's own (too_many, gone) it says itself."""
    kind = fault.kind if fault else None
    if kind == "lost_request":
        return break_off(request)
    if kind == "down":
        return web.Response(status=DOWN, text="down")
    if kind == "late":
        asyncio.get_running_loop().call_later(LATE_S, work)
        return break_off(request)
    if kind == "slow":
        await asyncio.sleep(SLOW_S)
    answer = work()
    if kind == "hang":
        await asyncio.sleep(HANG_S)
    if kind == "down_after":
        return web.Response(status=DOWN, text="down")
    return break_off(request) if kind == "lost_answer" else answer


def break_off(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError
