"""The real gateway on loopback with a scripted dialogue behind it, and trouble on demand in front of it."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import uvicorn
from sqlalchemy.orm import Session
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.assembly import Outside
from api.db.tables import Event
from api.main import create_app
from api.settings import Settings
from tests.fakes.scripted_bot import ScriptedBot
from tests.fakes.search import FakeSearch

ROOT = Path(__file__).resolve().parents[2]
Result = TypeVar("Result")


@dataclass
class Trouble:
    """What a test may do to the requests of a page."""

    slow_s: float = 0.0
    """Every message waits this long."""
    refuse: int | None = None
    """Messages get this status and reach nobody."""
    lose_replies: int = 0
    """So many messages arrive and are answered, but the answer is lost on the way."""
    silent_streams: bool = False
    """New event streams are refused."""
    posts: list[float] = field(default_factory=list)
    """When messages came, whatever became of them."""


class TroubleInFront:
    """ASGI: makes the trouble that `Trouble` asks for."""

    def __init__(self, app: ASGIApp, trouble: Trouble) -> None:
        self.app = app
        self.trouble = trouble
        self.kicks: set[asyncio.Event] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.endswith("/events"):
            await self._stream(scope, receive, send)
        elif scope["type"] == "http" and path == "/v1/messages" and scope["method"] == "POST":
            await self._message(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _message(self, scope: Scope, receive: Receive, send: Send) -> None:
        trouble = self.trouble
        trouble.posts.append(time.monotonic())
        if trouble.slow_s:
            await asyncio.sleep(trouble.slow_s)
        if trouble.refuse:
            await _answer(send, trouble.refuse)
        elif trouble.lose_replies:
            trouble.lose_replies -= 1
            await self.app(scope, receive, _nowhere)
            await _answer(send, 502)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.trouble.silent_streams:
            await _answer(send, 503)
            return
        kicked = asyncio.Event()
        self.kicks.add(kicked)

        async def receive_or_kick() -> Message:
            waiting = [asyncio.ensure_future(receive()), asyncio.ensure_future(kicked.wait())]
            done, pending = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
            return {"type": "http.disconnect"} if waiting[1] in done else waiting[0].result()

        try:
            await self.app(scope, receive_or_kick, send)
        finally:
            self.kicks.discard(kicked)


async def _nowhere(_message: Message) -> None:
    """Throw an answer away."""


async def _answer(send: Send, status: int) -> None:
    headers = [(b"access-control-allow-origin", b"*")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class GatewayApp:
    """Runs the gateway in a thread of its own; use it as a context."""

    def __init__(self, folder: Path, *, port: int, guides: Path = ROOT / "knowledge/guides", **more: Any) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.bot = ScriptedBot()
        self.trouble = Trouble()
        outside = Outside(bot=self.bot, search=FakeSearch(), now=lambda: datetime.now(UTC))
        self.app = create_app(Settings(var_dir=folder, guides_dir=guides, rate_page="off", **more), outside=outside)
        self._front = TroubleInFront(self.app, self.trouble)
        config = uvicorn.Config(
            self._front, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the gateway did not start")
            time.sleep(0.02)
        return self

    def __exit__(self, *_why: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)

    def calm(self) -> None:
        """No trouble any more."""
        self.bot.down = False
        self.trouble.__init__()  # type: ignore[misc]

    def push(self, conversation: str, kind: str, **payload: str) -> None:
        """Store an event as the ticket news do; the stream tells it."""

        def work(session: Session) -> None:
            now = datetime.now(UTC)
            session.add(Event(conversation_id=conversation, kind=kind, payload=payload, created_at=now))

        self.write(work)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """One transaction on the gateway's database."""
        return self._do(self.app.state.services.database.write(work))

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

    def kick_streams(self) -> None:
        """End every open event stream, as a restart of the server does."""
        for kicked in list(self._front.kicks):
            self._loop.call_soon_threadsafe(kicked.set)

    @property
    def streams(self) -> int:
        return len(self._front.kicks)

    def _run(self) -> None:
        # As uvicorn's own runner does: what still waits when the server ends is cancelled, not dropped.
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._server.serve())

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)
