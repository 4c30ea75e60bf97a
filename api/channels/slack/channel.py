"""Slack behind the `Channel` port: the Web API (https://docs.slack.dev/apis/web-api)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from api.channels.slack.blocks import shown
from api.chat.messages import Language
from api.chat.pushed import ChannelBusyError, ChannelMessageId, ChannelRejectedError, Outgoing, Places, Ref
from api.texts.catalogue import Catalogue

METADATA = "bollplank_message"
A_PAGE, MOST_PAGES = 999, 5
"""Messages looked through for one whose outcome is unknown."""
TOO_MANY = 429
SERVER_FAILED = 500
OPEN_OUTCOME = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout"})
ADMIN_MUST_ACT = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope"}
)
ADMIN_PAUSE_S = 300.0


class SlackChannel:
    """Shows messages in one workspace. `ref` is {channel, thread}; a message's id is `channel:ts`."""

    name = "slack"
    can_find = True
    places: Places | None = None

    def __init__(self, client: AsyncWebClient, catalogue: Catalogue, *, settle_s: float) -> None:
        self.settle_s = settle_s
        self._client = client
        self._catalogue = catalogue
        self._working: dict[tuple[str, str], bool] = {}
        """Threads whose status is being set now, and whether an answer came meanwhile."""

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        to_show = shown(message, self._catalogue)
        async with errors_in_our_words():
            response = await self._client.chat_postMessage(
                channel=ref["channel"],
                thread_ts=ref.get("thread"),
                text=to_show.text,
                blocks=to_show.blocks,
                client_msg_id=str(uuid5(NAMESPACE_URL, message.key)),
                metadata={"event_type": METADATA, "event_payload": {"key": message.key}},
                unfurl_links=False,
                unfurl_media=False,
            )
        place = (ref["channel"], ref.get("thread"))
        if place in self._working:
            self._working[place] = True
        return ChannelMessageId(f"{response['channel']}:{response['ts']}")

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:  # noqa: ARG002 - the port's
        await self._update(shown, message)

    async def _update(self, at: ChannelMessageId, message: Outgoing) -> None:
        channel, _, ts = at.partition(":")
        to_show = shown(message, self._catalogue)
        async with errors_in_our_words():
            await self._client.chat_update(channel=channel, ts=ts, text=to_show.text, blocks=to_show.blocks)

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:
        """Newest first in the direct messages, oldest first in a thread: as Slack gives them."""
        async with errors_in_our_words():
            channel, cursor = await self._channel_of(ref), None
            for _ in range(MOST_PAGES):
                page: Any = {"channel": channel, "limit": A_PAGE, "include_all_metadata": True, "cursor": cursor}
                if ref.get("thread"):
                    response = await self._client.conversations_replies(ts=ref["thread"], **page)
                else:
                    response = await self._client.conversations_history(**page)
                for each in response["messages"]:
                    if each.get("metadata", {}).get("event_payload", {}).get("key") == key:
                        return ChannelMessageId(f"{channel}:{each['ts']}")
                cursor = (response.get("response_metadata") or {}).get("next_cursor") or None
                if not cursor:
                    break
        return None

    async def _channel_of(self, ref: Ref) -> str:
        """A person's id is enough to post, but not to look."""
        if not str(ref["channel"]).startswith("U"):
            return str(ref["channel"])
        return str((await self._client.conversations_open(users=ref["channel"]))["channel"]["id"])

    async def working(self, ref: Ref, language: Language) -> None:
        """In any thread; outside threads Slack has no sign. An answer that overtook it takes it away again.

        Slack itself removes it when a message of ours comes, or after two minutes.
        """
        if not ref.get("thread"):
            return
        place = (ref["channel"], ref["thread"])
        self._working[place] = False
        try:
            await self._set_status(*place, self._catalogue.say(language, "channel-writing"))
        finally:
            overtaken = self._working.pop(place, False)
        if overtaken:
            await self._set_status(*place, "")

    async def _set_status(self, channel: str, thread: str, status: str) -> None:
        async with errors_in_our_words():
            await self._client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=status)


@asynccontextmanager
async def errors_in_our_words() -> AsyncIterator[None]:
    """Slack's and the connection's errors as the port names them."""
    try:
        yield
    except SlackApiError as error:
        raise _in_our_words(error) from error
    except aiohttp.ClientConnectorError as error:
        raise ConnectionRefusedError(repr(error)) from error
    except (aiohttp.ClientError, SlackClientError) as error:
        raise ConnectionError(repr(error)) from error
    except asyncio.TimeoutError as error:  # noqa: UP041 - says what is meant
        raise TimeoutError from error


def _in_our_words(error: SlackApiError) -> Exception:
    response = error.response
    code = response.get("error") if isinstance(response.data, dict) else None
    if response.status_code == TOO_MANY or code in {"ratelimited", "rate_limited"}:
        return ChannelBusyError("too many messages", retry_after_s=_seconds(response.headers.get("Retry-After")))
    if response.status_code >= SERVER_FAILED or code in OPEN_OUTCOME or code is None:
        return ConnectionError(f"slack: {code or response.status_code}")
    if code in ADMIN_MUST_ACT:
        return ChannelBusyError(f"slack: {code}", retry_after_s=ADMIN_PAUSE_S)
    return ChannelRejectedError(f"slack: {code}")


def _seconds(header: str | None) -> float:
    return float(header) if header and header.isdigit() else 1.0
