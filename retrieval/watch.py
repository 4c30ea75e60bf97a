"""Keep the index up to date while the process serves."""

import asyncio
import logging
from pathlib import Path

from watchfiles import Change, awatch

from knowledge.variables import FILE_NAME
from retrieval.engine import Engine

log = logging.getLogger(__name__)

_QUIET_MS = 300  # an editor writes a file in several steps; take them as one
_FOLDER_POLL_S = 1.0


async def keep_fresh(engine: Engine, stop: asyncio.Event) -> None:
    """Build once, then again whenever a guide or the town variables change, until `stop` is set."""
    changed: int | None = None
    while not stop.is_set():
        await asyncio.to_thread(engine.refresh, changed=changed)
        if engine.guides_dir.is_dir():
            changed = await _until_changed(engine.guides_dir, stop)
        else:
            changed = None
            await _pause(stop)


async def _until_changed(folder: Path, stop: asyncio.Event) -> int | None:
    """Wait for a change; how many files changed, None when that is not known."""
    try:
        async for changes in awatch(folder, watch_filter=_matters, debounce=_QUIET_MS, stop_event=stop, step=50):
            return len({path for _, path in changes})
    except FileNotFoundError:
        log.warning("guides_folder_gone: %s", folder)
    return None


async def _pause(stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_FOLDER_POLL_S):
            await stop.wait()
    except TimeoutError:
        return


def _matters(_: Change, path: str) -> bool:
    name = Path(path).name
    return name == FILE_NAME or (name.endswith(".md") and not name.startswith("."))
