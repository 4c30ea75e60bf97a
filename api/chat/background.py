"""Work that goes on beside the requests: again and again, whatever happens in one round."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()
PAUSE_AFTER_FAILURE_S = 5.0


async def again_and_again(work: Callable[[], Awaitable[object]], *, pause_s: float) -> None:
    """Do it, pause, do it again, until cancelled. A round that fails is logged and the next one comes."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("background_work_failed", work=getattr(work, "__qualname__", repr(work)))
            await asyncio.sleep(PAUSE_AFTER_FAILURE_S)
        await asyncio.sleep(pause_s)
