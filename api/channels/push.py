"""Open the channels that are pushed to, those that are set up."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from fastapi import FastAPI
from microsoft_agents.authentication.msal import MsalAuth

from api.channels.doorway import Doorway
from api.channels.pump import Patience, Pump
from api.channels.slack.channel import SlackChannel
from api.channels.slack.config import SlackConfig
from api.channels.slack.route import listening, slack_client
from api.channels.teams.channel import TeamsChannel
from api.channels.teams.config import TeamsConfig
from api.channels.teams.connector import Connector, TokenProvider, connection_pool
from api.channels.teams.desk import TeamsDesk
from api.channels.teams.identity import TokenCheck
from api.channels.teams.route import TeamsDoor
from api.chat.background import again_and_again
from api.chat.pushed import Channel
from api.chat.services import Services

log = structlog.get_logger()
END_WITHIN_S = 3.0


@dataclass(frozen=True, slots=True)
class PushConfig:
    """Which channels, and what they need."""

    key_file: Path
    """Holds the secret that persons' keys are made with; written at the first start."""
    slack: SlackConfig | None = None
    teams: TeamsConfig | None = None
    teams_tokens: TokenProvider = field(default=MsalAuth)
    patience: Patience = field(default_factory=Patience)


@asynccontextmanager
async def open_push(app: FastAPI, services: Services, config: PushConfig) -> AsyncIterator[None]:
    """Put `door`, `pump`, `slack` and `teams` on the app's state and keep the pump going. No channel: nothing."""
    if config.slack is None and config.teams is None:
        yield
        return
    secret = await asyncio.to_thread(_person_secret, config.key_file)
    channels: dict[str, Channel] = {}
    pump = Pump(services.database, services.catalogue, channels, now=services.now, patience=config.patience)
    door = Doorway(services.database, services.gateway, pump, now=services.now)
    app.state.pump, app.state.door = pump, door
    async with AsyncExitStack() as opened:
        if config.slack:
            client = await opened.enter_async_context(slack_client(config.slack))
            slack = SlackChannel(client, services.catalogue, settle_s=config.slack.settle_s)
            channels[slack.name] = slack
            listener = listening(config.slack, client, slack, door, services, secret=secret)
            app.state.slack = await opened.enter_async_context(listener)
        if config.teams:
            pool = await opened.enter_async_context(connection_pool())
            connector = Connector(config.teams, pool, tokens=config.teams_tokens)
            teams = TeamsChannel(config.teams, services.catalogue, connector)
            channels[teams.name] = teams
            desk = TeamsDesk(teams, door, services.catalogue, secret=secret)
            app.state.teams = TeamsDoor(TokenCheck(config.teams), desk)
        log.info("channels_opened", channels=sorted(channels))
        pumping = asyncio.create_task(again_and_again(pump.run_once, pause_s=0))
        try:
            yield
        finally:
            await door.close()
            await _end(pump, pumping)


async def _end(pump: Pump, pumping: asyncio.Task[None]) -> None:
    try:
        async with asyncio.timeout(END_WITHIN_S):
            await pump.stop()
    except TimeoutError:
        log.warning("deliveries_left_in_hand")  # their lease ends, then they are looked up or made again
    pumping.cancel()
    await asyncio.gather(pumping, return_exceptions=True)


def _person_secret(path: Path) -> str:
    """The secret of this installation, made once. Without it persons' keys cannot be turned into persons."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        made = secrets.token_hex(32)
        file.write(made)
    return made
