"""Calls to the Bot Connector by the Microsoft 365 Agents SDK: one pool of connections, a token for each call.

The SDK's own way (`continue_conversation`) opens two sessions with connections of their own for every message,
asks for two tokens, and swallows what goes wrong.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from microsoft_agents.activity import ConversationReference
from microsoft_agents.hosting.core import AccessTokenProviderBase, AgentAuthConfiguration, OutboundHostValidator
from microsoft_agents.hosting.core.authorization import AuthenticationConstants
from microsoft_agents.hosting.core.connector.conversations_base import ConversationsBase
from microsoft_agents.hosting.core.connector.teams import TeamsConnectorClient

from api.channels.teams.config import TeamsConfig
from api.chat.pushed import ChannelBusyError, ChannelRejectedError

AUDIENCE = AuthenticationConstants.AGENTS_SDK_SCOPE
SCOPES = [f"{AUDIENCE}/.default"]
KEEP_OPEN_S = 15
"""Far below what the other side allows: a connection that it closes just then leaves a message's outcome open."""
TRY_LATER = frozenset({412, 429, 503})
OPEN_OUTCOME = 500
ADMIN_MUST_ACT = 401
ADMIN_PAUSE_S = 300.0
LONGEST_SAID = 200
TokenProvider = Callable[[AgentAuthConfiguration], AccessTokenProviderBase]


class RefusedError(ChannelRejectedError):
    """Teams says no, and why."""

    def __init__(self, status: int, code: str, said: str) -> None:
        super().__init__(" ".join(part for part in (f"teams: {status}", code, said) if part)[:LONGEST_SAID])
        self.status = status
        self.code = code
        self.said = said


@asynccontextmanager
async def connection_pool() -> AsyncIterator[aiohttp.TCPConnector]:
    async with aiohttp.TCPConnector(keepalive_timeout=KEEP_OPEN_S) as pool:
        yield pool


class Connector:
    """The Bot Connector, wherever a conversation says it is."""

    def __init__(self, config: TeamsConfig, pool: aiohttp.TCPConnector, *, tokens: TokenProvider) -> None:
        self._pool = pool
        self._hosts = OutboundHostValidator(enabled=config.check_hosts)
        self._tokens = tokens(
            AgentAuthConfiguration(client_id=config.app_id, tenant_id=config.tenant_id, client_secret=config.app_secret)
        )

    @asynccontextmanager
    async def conversations(self, reference: ConversationReference) -> AsyncIterator[ConversationsBase]:
        """The SDK's calls, with a token, for the time of the block; what goes wrong there comes as the port names it.

        Raises:
            ChannelRejectedError: refused for good, or not a host of Teams: our token must not go there.
            ChannelBusyError: ask later.
            ConnectionRefusedError: nothing was sent.
            ConnectionError, TimeoutError: nobody knows.
        """
        address = reference.service_url or ""
        if not self._hosts.is_allowed(address):
            raise ChannelRejectedError("not a host of Teams")
        token = await self._token()
        base = address if address.endswith("/") else f"{address}/"
        session = aiohttp.ClientSession(base_url=base, connector=self._pool, connector_owner=False)
        client = TeamsConnectorClient(endpoint=base, token=token, session=session)
        try:
            yield client.conversations
        except aiohttp.ClientResponseError as error:
            raise _by_status(error) from error
        except aiohttp.ClientConnectorError as error:
            raise ConnectionRefusedError(repr(error)) from error
        except aiohttp.ClientError as error:
            raise ConnectionError(repr(error)) from error
        except asyncio.TimeoutError as error:  # noqa: UP041 - says what is meant
            raise TimeoutError from error
        except PermissionError as error:
            raise ChannelRejectedError(str(error)) from error
        finally:
            await client.close()

    async def _token(self) -> str:
        """Kept by its provider for as long as it holds."""
        try:
            return await self._tokens.get_access_token(AUDIENCE, SCOPES)
        except ValueError as error:  # Microsoft says no: the secret is wrong or has ended
            raise ChannelBusyError("teams: no token", retry_after_s=ADMIN_PAUSE_S) from error
        except OSError as error:
            raise ConnectionRefusedError(repr(error)) from error


def _by_status(error: aiohttp.ClientResponseError) -> Exception:
    status = error.status
    if status in TRY_LATER:
        return ChannelBusyError(f"teams: {status}", retry_after_s=_seconds(error.headers))
    if status >= OPEN_OUTCOME:
        return ConnectionError(f"teams: {status}")
    if status == ADMIN_MUST_ACT:
        return ChannelBusyError("teams: 401", retry_after_s=ADMIN_PAUSE_S)
    return RefusedError(status, *_code_and_words(error.message))


def _code_and_words(body: str) -> tuple[str, str]:
    """Of an error's body, which may be anything."""
    try:
        told = json.loads(body)["error"]
        return str(told.get("code") or ""), str(told.get("message") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""


def _seconds(headers: Any) -> float:  # noqa: ANN401 - aiohttp's multidict, or None
    said = headers.get("Retry-After", "") if headers else ""
    return float(said) if said.isdigit() else 1.0
