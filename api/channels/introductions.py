"""Who writes in Slack and Teams: the channel is asked once a day for the account's verified e-mail address."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.chat import people
from api.chat.pushed import ChannelBusyError, ChannelRejectedError
from api.db.engine import Database

log = structlog.get_logger()
HOLDS = timedelta(days=1)
ASK_AGAIN_S = 60.0
"""After a failure."""
ANSWER_WAITS_S = 1.0
"""A first answer waits no longer than this; whoever is introduced later is known in the next."""
LOOK_UP_S = 10.0
MOST_REMEMBERED = 10_000
TROUBLE = (ChannelBusyError, ChannelRejectedError, ConnectionError, TimeoutError, OperationalError)


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a channel says of an account's address."""

    email: str
    verified: bool
    """The account is the town's own and its address was confirmed."""


Who = Callable[[], Awaitable[Vouched]]
"""Asks the channel. Raises as `Channel` does."""


class Introductions:
    """Links accounts to persons. Never raises: who is not introduced stands for nobody but themselves."""

    def __init__(self, database: Database, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._not_before: dict[tuple[str, str], float] = {}
        self._under_way: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def make(self, channel: str, account: str, who: Who) -> None:
        """See to it that the account is linked, if it can be; return after `ANSWER_WAITS_S` at the latest."""
        key = (channel, account)
        if key not in self._under_way and not await self._is_settled(key):
            task = asyncio.create_task(self._introduce(key, who))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        if key in self._under_way:
            await asyncio.wait({self._under_way[key]}, timeout=ANSWER_WAITS_S)

    async def close(self) -> None:
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until nobody is being introduced (for tests)."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _is_settled(self, key: tuple[str, str]) -> bool:
        if self._not_before.get(key, 0.0) > time.monotonic():
            return True
        channel, account = key
        since = self._now() - HOLDS
        try:
            return await self._database.read(
                lambda s: people.linked_since(s, channel=channel, external_user=account, since=since)
            )
        except OperationalError:
            return True  # busy: not now

    async def _introduce(self, key: tuple[str, str], who: Who) -> None:
        channel, account = key
        try:
            async with asyncio.timeout(LOOK_UP_S):
                said = await who()
            await self._database.write(lambda session: self._link(session, key, said))
        except TROUBLE as error:
            log.warning("introduction_failed", channel=channel, person=account[:8], error=type(error).__name__)
            self._remember(key, ASK_AGAIN_S)
        else:
            log.info("introduced", channel=channel, person=account[:8], verified=said.verified)
            if not said.verified:
                self._remember(key, HOLDS.total_seconds())

    def _link(self, session: Session, key: tuple[str, str], said: Vouched) -> None:
        channel, account = key
        people.link(
            session,
            channel=channel,
            external_user=account,
            email=said.email,
            verified=said.verified,
            now=self._now(),
        )

    def _remember(self, key: tuple[str, str], seconds: float) -> None:
        if len(self._not_before) >= MOST_REMEMBERED:
            self._not_before.clear()
        self._not_before[key] = time.monotonic() + seconds
