"""The whole gateway in one process, with fakes for the dialogue and retrieval, on a real SQLite file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.assembly import Outside
from api.chat.services import Services
from api.main import create_app
from api.settings import Settings
from api.tickets.delivery import Delivery
from api.tickets.news import NewsDesk
from api.tickets.systems.desk import DeskSystem
from tests.builders import an_answer
from tests.fakes.bot import FakeBot
from tests.fakes.clock import Clock
from tests.fakes.search import FakeSearch


@dataclass
class House:
    """Everything a test needs to talk to the gateway and to look behind it."""

    app: FastAPI
    client: httpx.AsyncClient
    bot: FakeBot
    search: FakeSearch
    clock: Clock
    conversation: str | None = None

    @property
    def services(self) -> Services:
        services: Services = self.app.state.services
        return services

    async def post(self, **body: Any) -> httpx.Response:
        return await self.client.post("/v1/messages", json=body)

    async def say(self, text: str | None = None, **more: Any) -> dict[str, Any]:
        """Say something in the test's one conversation; returns the one reply."""
        body = {"conversation": self.conversation, **more}
        if text is not None:
            body["text"] = text
        response = await self.post(**body)
        assert response.status_code == 200, response.text
        answered = response.json()
        self.conversation = answered["conversation"]
        [reply] = answered["replies"]
        return dict(reply)

    async def press(self, button: str, **more: Any) -> dict[str, Any]:
        return await self.say(button=button, **more)

    async def rows(self, table: Any) -> list[Any]:
        def work(session: Session) -> list[Any]:
            return list(session.scalars(select(table)))

        return await self.services.database.read(work)

    async def work(self) -> None:
        """What the worker does: deliver, and fetch the desk's news."""
        desk = DeskSystem(self.services.database, now=self.clock)
        delivery = Delivery(self.services.database, {"desk": desk}, now=self.clock)
        while await delivery.deliver_next():
            pass
        await NewsDesk(self.services.database, desk, now=self.clock).read()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    guides = tmp_path / "guides"
    guides.mkdir()
    return Settings(var_dir=tmp_path / "var", guides_dir=guides)


@asynccontextmanager
async def open_house(
    settings: Settings,
    *,
    bot: FakeBot | None = None,
    search: FakeSearch | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[House]:
    """Start the gateway on the settings' database; opening it twice is a restart."""
    bot, search, clock = bot or FakeBot(), search or FakeSearch(), clock or Clock()
    if not bot.replies:
        bot.will_say(an_answer())
    app = create_app(settings, outside=Outside(bot=bot, search=search, now=clock))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        yield House(app, client, bot, search, clock)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened
