"""Teams behind the `Channel` port: the Bot Connector, by the Microsoft 365 Agents SDK."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import aiohttp
from microsoft_agents.activity import Activity, Attachment, ConversationReference
from microsoft_agents.hosting.core import (
    AccessTokenProviderBase,
    AgentAuthConfiguration,
    ConnectionManager,
    ConnectorClientBase,
    OutboundHostValidator,
    TurnContext,
)
from microsoft_agents.hosting.fastapi import CloudAdapter

from api.channels.introductions import Vouched
from api.channels.teams.cards import CARD_TYPE, card, plain_text
from api.channels.teams.config import TeamsConfig
from api.channels.teams.members import vouched
from api.chat.messages import Language
from api.chat.pushed import ChannelBusyError, ChannelMessageId, ChannelRejectedError, Outgoing, Ref
from api.texts.catalogue import Catalogue

TRY_LATER = frozenset({412, 429, 503})
OPEN_OUTCOME = 500
ADMIN_MUST_ACT = 401
ADMIN_PAUSE_S = 300.0
CONNECTOR = CloudAdapter._AGENT_CONNECTOR_CLIENT_KEY  # noqa: SLF001 - where the SDK puts the client; pinned
T = TypeVar("T")
TokenProvider = Callable[[AgentAuthConfiguration], AccessTokenProviderBase]


class TeamsChannel:
    """Shows cards in one tenant's chats. `ref` is the SDK's ConversationReference as JSON."""

    name = "teams"
    can_find = False  # a bot cannot read what stands in a chat
    settle_s = 0.0  # so waiting gains nothing

    def __init__(self, config: TeamsConfig, catalogue: Catalogue, *, tokens: TokenProvider) -> None:
        self._app_id = config.app_id
        self._tenant = config.tenant_id
        self._catalogue = catalogue
        settings = AgentAuthConfiguration(
            client_id=config.app_id,
            tenant_id=config.tenant_id,
            client_secret=config.app_secret,
            anonymous_allowed=False,
            validate_issuer=True,
        )
        self._hosts = OutboundHostValidator(enabled=config.check_hosts)
        connections = ConnectionManager(tokens, {"SERVICE_CONNECTION": settings})
        self._adapter = CloudAdapter(connection_manager=connections, host_validator=self._hosts)

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        activity = self._activity(message)

        async def work(context: TurnContext) -> str:
            response = await context.send_activity(activity)
            return str(response.id or "")

        return ChannelMessageId(await self._do(ref, work))

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:
        activity = self._activity(message)
        activity.id = shown

        async def work(context: TurnContext) -> str:
            await context.update_activity(activity)
            return ""

        await self._do(ref, work)

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:  # noqa: ARG002 - Teams cannot
        return None

    async def working(self, ref: Ref, language: Language) -> None:  # noqa: ARG002 - dots speak none
        async def work(context: TurnContext) -> str:
            await context.send_activity(Activity(type="typing"))
            return ""

        await self._do(ref, work)

    def _activity(self, message: Outgoing) -> Activity:
        attachment = Attachment(content_type=CARD_TYPE, content=card(message, self._catalogue))
        return Activity(type="message", summary=plain_text(message), attachments=[attachment])

    async def vouched(self, ref: Ref) -> Vouched:
        """The person's address, from the chat's list of members.

        Raises:
            ChannelBusyError: ask later.
            ChannelRejectedError: Teams does not tell.
        """
        reference = ConversationReference.model_validate(dict(ref))
        conversation = reference.conversation.id.partition(";")[0]  # a channel's members, not a thread's
        user = reference.user.id if reference.user else ""

        async def work(context: TurnContext) -> Vouched:
            connector = cast("ConnectorClientBase", context.turn_state[CONNECTOR])
            member = await connector.conversations.get_conversation_member(conversation, user)
            return vouched(member.model_dump(mode="json", by_alias=True), tenant=self._tenant)

        return await self._do(ref, work)

    async def _do(self, ref: Ref, work: Callable[[TurnContext], Awaitable[T]]) -> T:
        """Go on with a conversation. The adapter swallows what a turn raises, so it is carried out by hand."""
        reference = ConversationReference.model_validate(dict(ref))
        # The adapter asks it only for what comes in; our token must not go to any other host either.
        if not self._hosts.is_allowed(reference.service_url or ""):
            raise ChannelRejectedError("not a host of Teams")
        made: list[T] = []
        failed: list[Exception] = []

        async def turn(context: TurnContext) -> None:
            try:
                made.append(await work(context))
            except Exception as error:  # noqa: BLE001 - sorted below, outside the adapter
                failed.append(error)

        try:
            await self._adapter.continue_conversation(self._app_id, reference.get_continuation_activity(), turn)
        except Exception as error:  # noqa: BLE001 - sorted below as well
            failed.append(error)
        if failed:
            raise _in_our_words(failed[0]) from failed[0]
        if not made:
            raise ChannelRejectedError("the adapter did not run the turn")
        return made[0]


def _in_our_words(error: Exception) -> Exception:
    """The SDK's and the connection's errors as the port names them."""
    if isinstance(error, aiohttp.ClientResponseError):
        return _by_status(error)
    if isinstance(error, aiohttp.ClientConnectorError):
        return ConnectionRefusedError(repr(error))
    if isinstance(error, aiohttp.ClientError):
        return ConnectionError(repr(error))
    if isinstance(error, asyncio.TimeoutError):
        return TimeoutError()
    if isinstance(error, PermissionError):
        return ChannelRejectedError(str(error))
    return error


def _by_status(error: aiohttp.ClientResponseError) -> Exception:
    status = error.status
    if status in TRY_LATER:
        return ChannelBusyError(f"teams: {status}", retry_after_s=_seconds(error.headers))
    if status >= OPEN_OUTCOME:
        return ConnectionError(f"teams: {status}")
    if status == ADMIN_MUST_ACT:
        return ChannelBusyError("teams: 401", retry_after_s=ADMIN_PAUSE_S)
    return ChannelRejectedError(f"teams: {status}")


def _seconds(headers: Any) -> float:  # noqa: ANN401 - aiohttp's multidict, or None
    said = headers.get("Retry-After", "") if headers else ""
    return float(said) if said.isdigit() else 1.0
