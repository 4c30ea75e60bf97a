"""Keep the index up to date while the process serves."""

import asyncio
import logging
import time
from pathlib import Path

from watchfiles import Change, awatch

from knowledge.variables import FILE_NAME
from retrieval.engine import Engine

log = logging.getLogger(__name__)

_QUIET_MS = 300  # an editor writes a file in several steps; take them as one
_FOLDER_POLL_S = 1.0
_PLACE_POLL_S = 0.25
SETTLE_AFTER_S = 1.0
"""Without a change. Who saves several guides one after the other does not wait for the first one to be settled."""


async def keep_fresh(engine: Engine, stop: asyncio.Event) -> None:
    """Build once, then again whenever a guide or the town variables change, until `stop` is set."""
    refreshed = asyncio.Event()
    equipping = asyncio.create_task(_equip(engine, refreshed, stop))
    while not stop.is_set():
        if engine.guides_dir.is_dir():
            await _while_there(engine, refreshed, stop)
        else:
            await asyncio.to_thread(engine.refresh)
            await _pause(stop)
    refreshed.set()
    await equipping


async def _equip(engine: Engine, refreshed: asyncio.Event, stop: asyncio.Event) -> None:
    """After each refresh see to what the guides need beside the index; those who save guides do not wait for it."""
    while await refreshed.wait() and not stop.is_set():
        refreshed.clear()
        await asyncio.to_thread(engine.equip)


async def _while_there(engine: Engine, refreshed: asyncio.Event, stop: asyncio.Event) -> None:
    """Follow the folder until it goes away, is replaced by another, or `stop` is set."""
    folder, changes = engine.guides_dir, asyncio.Queue[int | None]()
    place, ended = _place_of(folder), asyncio.Event()
    watching = asyncio.create_task(_note_changes(folder, changes, ended))
    await asyncio.sleep(0)  # the watch begins before the folder is read: a change meanwhile is not missed
    await asyncio.to_thread(engine.refresh)
    refreshed.set()
    settling: asyncio.Task[None] | None = None
    changed_at = time.monotonic()
    while _place_of(folder) == place and not stop.is_set():
        try:
            async with asyncio.timeout(_PLACE_POLL_S):
                changed = await changes.get()
        except TimeoutError:
            if engine.is_patched and _has_ended(settling) and time.monotonic() - changed_at >= SETTLE_AFTER_S:
                settling = asyncio.create_task(asyncio.to_thread(engine.settle))
            continue
        if changed is None:
            break
        await asyncio.to_thread(engine.refresh, changed=changed)
        changed_at = time.monotonic()
        refreshed.set()
    ended.set()
    await watching
    if settling is not None:
        await settling


def _has_ended(task: asyncio.Task[None] | None) -> bool:
    return task is None or task.done()


async def _note_changes(folder: Path, changes: asyncio.Queue[int | None], stop: asyncio.Event) -> None:
    """Tell how many files changed, each time that some do; None at the end."""
    try:
        async for seen in awatch(folder, watch_filter=_matters, debounce=_QUIET_MS, stop_event=stop, step=50):
            changes.put_nowait(len({path for _, path in seen}))
    except FileNotFoundError:
        log.warning("guides_folder_gone: %s", folder)
    changes.put_nowait(None)


def _place_of(folder: Path) -> int | None:
    """Number of the folder on its disk: another one of the same name has another."""
    try:
        return folder.stat().st_ino
    except OSError:
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
