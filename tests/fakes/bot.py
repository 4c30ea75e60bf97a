"""A dialogue that says what a test tells it to, and can be down, late or empty."""

import asyncio
from collections.abc import Callable

from api.chat.bot_reply import BotReply
from api.chat.ports import BotMessage, BotUnavailableError

Script = BotReply | Callable[[BotMessage], BotReply]


class FakeBot:
    """Keeps the port's promise: the same message_id again gives the same reply."""

    def __init__(self) -> None:
        self.heard: list[BotMessage] = []
        self.down = False
        self.takes_s = 0.0
        self.replies: list[Script] = []
        """Said in turn; the last one is said for ever."""
        self._said: dict[str, BotReply] = {}

    def will_say(self, *replies: Script) -> None:
        self.replies = list(replies)

    async def reply_to(self, message: BotMessage) -> BotReply:
        self.heard.append(message)
        if self.takes_s:
            await asyncio.sleep(self.takes_s)
        if self.down:
            raise BotUnavailableError("the fake is down")
        if message.message_id in self._said:
            return self._said[message.message_id]
        script = self.replies[0]
        if len(self.replies) > 1:
            self.replies.pop(0)
        reply = script(message) if callable(script) else script
        self._said[message.message_id] = reply
        return reply

    async def is_up(self) -> bool:
        return not self.down
