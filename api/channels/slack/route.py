"""`POST /slack/events`: events, buttons, shortcuts and forms. Headers are checked before Bolt sees them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from api.channels.doorway import Doorway
from api.channels.slack.app import build_app
from api.channels.slack.assistant import AssistantPane
from api.channels.slack.channel import SlackChannel
from api.channels.slack.config import SlackConfig
from api.channels.slack.desk import SlackDesk
from api.channels.slack.members import Members
from api.chat.services import Services

router = APIRouter(include_in_schema=False)
LONGEST_TIMESTAMP = 12


@router.post("/slack/events")
async def slack_events(request: Request) -> Response:
    """Signed by Slack; 401 for anything else, 404 where Slack is not set up."""
    handler: AsyncSlackRequestHandler | None = getattr(request.app.state, "slack", None)
    if handler is None:
        return Response(status_code=404)
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= LONGEST_TIMESTAMP):
        return Response(status_code=401)  # Bolt would fail on it before it checks the signature
    return await handler.handle(request)


@asynccontextmanager
async def slack_client(config: SlackConfig) -> AsyncIterator[AsyncWebClient]:
    """One connection pool; no attempts of its own, since a second postMessage would be a second message."""
    timeout = aiohttp.ClientTimeout(total=config.call_timeout_s)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield AsyncWebClient(
            token=config.bot_token,
            base_url=config.api_url,
            session=session,
            timeout=config.call_timeout_s,
            retry_handlers=[],
        )


@asynccontextmanager
async def listening(
    config: SlackConfig,
    client: AsyncWebClient,
    channel: SlackChannel,
    door: Doorway,
    services: Services,
    *,
    secret: str,
) -> AsyncIterator[AsyncSlackRequestHandler | None]:
    """Take what Slack sends: over HTTP, or, with an app token, over a websocket that we open."""
    members = Members(client)
    desk = SlackDesk(config, client, channel, door, services, members, secret=secret)
    app = build_app(config, desk, AssistantPane(desk, client, door, services, members))
    if config.app_token is None:
        yield AsyncSlackRequestHandler(app)
        return
    socket = AsyncSocketModeHandler(app, config.app_token, web_client=client)
    connecting = asyncio.create_task(socket.connect_async())  # type: ignore[no-untyped-call]
    try:
        yield None
    finally:
        connecting.cancel()
        await socket.close_async()  # type: ignore[no-untyped-call]
