"""Places for answers: opened while an answer is being found, handed to whoever shows it, taken away if none came."""

import asyncio
import time
from collections.abc import Coroutine, Mapping
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError

from api.chat import places
from api.chat.deliveries import Due
from api.chat.messages import Language
from api.chat.pushed import Channel, ChannelBusyError, ChannelRejectedError, Place, Places, Ref
from api.db.engine import Database

log = structlog.get_logger()
SWEEP_EVERY_S = 10.0
END_WITHIN_S = 1.0


class Coming:
    """A place that is being opened."""

    def __init__(self) -> None:
        self.place: asyncio.Future[Place | None] = asyncio.get_running_loop().create_future()
        self.is_waited_for = False


class Openings:
    """One for the whole process; between the doorway, which opens, and the pump, which takes.

    A place is in one pair of hands at any time: being opened (`_coming`), kept with the thread, or noted with
    the delivery it is for. From the last it goes nowhere else, so that no message is put over another.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._coming: dict[str, Coming] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._swept_at = time.monotonic()

    def begin(self, channel: Channel, ref: Ref, conversation: str, language: Language) -> None:
        """Show that an answer is on its way, where there are places by opening the answer's own."""
        if conversation not in self._coming:
            coming = Coming() if channel.places else None
            if coming:
                self._coming[conversation] = coming
            self._start(self._show_work(channel, ref, conversation, language, coming))

    async def take(self, channel: Channel, held: Due, language: Language) -> Place | None:
        """A place for this message alone; None where there is none. Whoever takes it must note it.

        Raises:
            ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError: as `Places.open`.
        """
        if channel.places is None:
            return None
        coming = self._coming.get(held.conversation)
        if coming:
            coming.is_waited_for = True
            place = await asyncio.shield(coming.place)
            if place:
                return place
        kept = await self._database.read(lambda session: places.kept(session, held.conversation))
        return kept or await channel.places.open(held.ref, language, working=False)

    async def sweep(self, channels: Mapping[str, Channel]) -> None:
        """Now and then, take away places that nothing came for."""
        if time.monotonic() - self._swept_at < SWEEP_EVERY_S:
            return
        self._swept_at = time.monotonic()
        for each in await self._database.read(places.left):
            there = channels.get(each.channel)
            if there and there.places and each.conversation not in self._coming:
                self._start(self._take_away(there.places, each))

    async def settled(self) -> None:
        """Wait until nothing is being opened (for tests and benches)."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Wait a moment for what is being opened, so that the next start knows of it."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=END_WITHIN_S)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _show_work(
        self, channel: Channel, ref: Ref, conversation: str, language: Language, coming: Coming | None
    ) -> None:
        place: Place | None = None
        try:
            if channel.places and coming:
                place = await channel.places.open(ref, language, working=True)
                await self._hand_over(channel.places, ref, conversation, place, coming)
            if place is None:
                await channel.working(ref, language)
        except (ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError) as error:
            log.info("channel_courtesy_failed", error=repr(error)[:200])
        finally:
            if coming:
                self._ended(conversation, coming, None)

    async def _hand_over(
        self, opener: Places, ref: Ref, conversation: str, place: Place | None, coming: Coming
    ) -> None:
        kept = True
        if place and not coming.is_waited_for:
            kept = await self._keep(conversation, place)
        self._ended(conversation, coming, place if kept else None)
        if place and not kept:  # there is one from before a restart, or nobody is to be told any more
            await opener.release(ref, place)

    async def _keep(self, conversation: str, place: Place) -> bool:
        try:
            return await self._database.write(lambda session: places.keep(session, conversation, place))
        except OperationalError as error:
            log.info("place_not_noted", error=type(error.orig).__name__)
            return False

    def _ended(self, conversation: str, coming: Coming, place: Place | None) -> None:
        if self._coming.get(conversation) is coming:
            del self._coming[conversation]
        if not coming.place.done():
            coming.place.set_result(place)

    async def _take_away(self, opener: Places, left: places.Left) -> None:
        mine = await self._database.write(lambda s: places.use_up(s, left.conversation, left.place))
        if not mine:
            return  # a message came after all
        try:
            await opener.release(left.ref, left.place)
        except (ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError) as error:
            log.info("place_not_released", error=repr(error)[:200])

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            log.warning("place_not_opened", error=repr(task.exception()))
