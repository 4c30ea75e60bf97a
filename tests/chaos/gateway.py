"""The real gateway with a dialogue that orders what people say: `Ärende ...` opens, anything else is added."""

from datetime import UTC, datetime

from fastapi import FastAPI

from api.assembly import Outside
from api.chat.bot_reply import BotReply
from api.chat.ports import BotMessage
from api.main import create_app
from api.settings import Settings
from tests.fakes.search import FakeSearch


class OrderingBot:
    """The same words give the same order."""

    async def reply_to(self, message: BotMessage) -> BotReply:
        if message.text.startswith("Ärende"):
            return BotReply("escalation", fields={"what": message.text, "contact": "chat"})
        return BotReply("ticket_note", fields={"text": message.text})

    async def is_up(self) -> bool:
        return True


def create() -> FastAPI:
    outside = Outside(bot=OrderingBot(), search=FakeSearch(), now=lambda: datetime.now(UTC))
    return create_app(Settings(), outside=outside)
