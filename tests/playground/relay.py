"""Between the Playground and the gateway: signs each activity as Microsoft would, and says the client's language."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from tests.stand_ins.connector import StandInTeams


@dataclass
class Relay:
    """`url` is what the Playground is told of, `keys` what the gateway trusts."""

    gateway: str
    port: int
    locale: str = "sv-FI"
    """The Playground's own client always says en-US."""
    refused: list[tuple[int, str]] = field(default_factory=list)
    """What the gateway did not take: status and kind of activity."""
    _teams: StandInTeams = field(default_factory=StandInTeams)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/messages"

    @property
    def keys(self) -> str:
        return f"http://127.0.0.1:{self.port}/keys"

    async def carry(self, request: web.Request) -> web.Response:
        activity = await request.json()
        activity["locale"] = self.locale
        token = self._teams.token(serviceurl=activity["serviceUrl"])
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.gateway}/api/messages", json=activity, headers=headers) as answer,
        ):
            if answer.status >= 300:
                self.refused.append((answer.status, f"{activity.get('type')} {activity.get('name', '')}".strip()))
            return web.Response(status=answer.status, body=await answer.read(), content_type=answer.content_type)

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self.carry)
        app.router.add_get("/keys", self._teams.keys)
        return app


@contextmanager
def running(relay: Relay) -> Iterator[None]:
    """In a thread of its own: the browser's library keeps this one."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    stop = asyncio.Event()

    async def serve() -> None:
        runner = web.AppRunner(relay.application())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", relay.port).start()
        ready.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert ready.wait(10)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
