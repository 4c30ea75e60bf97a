"""Spare people the wait for a dialogue that is known to be down."""

from collections.abc import Callable

import structlog

from api.chat.bot_reply import BotReply
from api.chat.ports import Bot, BotMessage, BotUnavailableError, UnusableReplyError

log = structlog.get_logger()
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 15.0


class CarefulBot:
    """Passes messages on while the bot works; after a failure it skips the bot and looks in the background.

    A reply to one message that cannot be used is no failure of the bot: it concerns that message only.
    Once a look finds the bot up, one message is tried; the others are still skipped until it has its
    reply. A try that fails doubles the pause, so a bot that is up but hangs costs few people the wait.
    """

    def __init__(self, bot: Bot, *, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._clock = clock
        self._pause_s = FIRST_PAUSE_S
        self._closed_until: float | None = None
        """When the bot may be looked at again; None while it works."""
        self._seen_up = False
        self._trying = False

    async def reply_to(self, message: BotMessage) -> BotReply:
        if self._closed_until is None:
            return await self._try(message)
        if not self._seen_up or self._trying:
            raise BotUnavailableError("skipped: known to be down")
        self._trying = True
        try:
            return await self._try(message)
        finally:
            self._trying = False

    async def is_up(self) -> bool:
        """Whether the next message goes to the bot: it answers a look, and it is not being skipped."""
        await self.watch()
        return await self._bot.is_up() and (self._closed_until is None or self._seen_up)

    async def watch(self) -> None:
        """Look once, if a look is due. Called again and again in the background."""
        if self._closed_until is not None and not self._seen_up and self._clock() >= self._closed_until:
            self._seen_up = await self._bot.is_up()

    async def _try(self, message: BotMessage) -> BotReply:
        try:
            reply = await self._bot.reply_to(message)
        except BotUnavailableError:
            self._close()
            raise
        except UnusableReplyError:
            self._open()
            raise
        self._open()
        return reply

    def _open(self) -> None:
        if self._closed_until is not None:
            log.info("bot_recovered")
        self._closed_until, self._seen_up, self._pause_s = None, False, FIRST_PAUSE_S

    def _close(self) -> None:
        if self._closed_until is None or self._seen_up:
            log.warning("bot_skipped", seconds=self._pause_s)
            self._closed_until = self._clock() + self._pause_s
            self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)
        self._seen_up = False
