"""The dialogue behind the `Bot` port: Rasa's REST channel (https://rasa.com/docs/rasa/connectors/your-own-website)."""

import asyncio
from typing import Any

import httpx

from api.chat.bot_reply import BadBotReplyError, BotReply
from api.chat.ports import BotMessage, BotUnavailableError, UnusableReplyError

QUICK_LOOK_S = 0.5


class RasaBot:
    """Talks to one Rasa server."""

    def __init__(self, client: httpx.AsyncClient, url: str, *, timeout_s: float) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._timeout_s = timeout_s

    async def reply_to(self, message: BotMessage) -> BotReply:
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._client.post(
                    f"{self._url}/webhooks/rest/webhook", json=_body(message), timeout=self._timeout_s
                )
        except (httpx.HTTPError, TimeoutError) as error:
            raise BotUnavailableError(repr(error)) from error
        if response.is_server_error:
            raise BotUnavailableError(f"status {response.status_code}")
        if not response.is_success:
            raise UnusableReplyError(f"status {response.status_code}")
        try:
            return _only_reply(response.json())
        except ValueError as error:
            raise UnusableReplyError(repr(error)) from error

    async def is_up(self) -> bool:
        try:
            response = await self._client.get(f"{self._url}/webhooks/rest/ready", timeout=QUICK_LOOK_S)
        except httpx.HTTPError:
            return False
        return response.is_success


def _body(message: BotMessage) -> dict[str, Any]:
    metadata = {
        "language": message.language,
        "channel": message.channel,
        "button": message.button,
        "outage": message.outage,
        "audience": list(message.audience),
        "message_id": message.message_id,
        "contact": message.contact,
        "offered": message.offered,
    }
    return {"sender": message.sender, "message": message.text, "metadata": metadata}


def _only_reply(replies: Any) -> BotReply:  # noqa: ANN401 - JSON as it came
    if not isinstance(replies, list):
        raise BadBotReplyError("no list of replies")
    # Rasa answers 200 with an empty list when its own code failed: that is no reply.
    customs = [element["custom"] for element in replies if isinstance(element, dict) and "custom" in element]
    if len(customs) != 1:
        raise BadBotReplyError(f"{len(customs)} replies in place of one")
    return BotReply.from_json(customs[0])
