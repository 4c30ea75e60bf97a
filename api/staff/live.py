"""The desk learns at once that something came: one look at the tables serves every open page."""

import asyncio
from collections.abc import AsyncIterator

from api.db.engine import Database
from api.tickets.desk_list import Newest, count_news, newest

LONGEST_STREAM_S = 900.0
"""Then the browser connects anew, and whoever was signed out meanwhile gets no more."""


class DeskNews:
    """Knows the newest ticket's and message's ids; wakes everyone who waits when one grows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = asyncio.Condition()
        self._newest = Newest(0, 0)

    async def look(self) -> None:
        """Look once. Called again and again in the background."""
        found = await self._database.read(newest)
        if found != self._newest:
            async with self._changed:
                self._newest = found
                self._changed.notify_all()

    async def wait_beyond(self, seen: Newest) -> Newest:
        """Return what is newest as soon as it is something else than `seen`."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._newest != seen)
            return self._newest

    async def counts(self, *, after: Newest, me: str) -> AsyncIterator[int]:
        """How much there is beyond what a page shows, each time it grows, for a quarter of an hour."""
        told, seen = 0, Newest(-1, -1)
        until = asyncio.get_running_loop().time() + LONGEST_STREAM_S
        while True:
            try:
                async with asyncio.timeout_at(until):
                    seen = await self.wait_beyond(seen)
            except TimeoutError:
                return
            count = await self._database.read(lambda session: count_news(session, after=after, me=me))
            if count > told:
                told = count
                yield count
