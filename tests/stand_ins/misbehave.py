"""What real systems do wrong, on demand: ASGI in front of a stand-in."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

WRITES = frozenset({"POST", "PUT", "PATCH"})
HANG_S = 60.0


@dataclass
class Manners:
    """How the next requests that write are treated, in turn; then all is well."""

    next: list[str] = field(default_factory=list)
    slow_s: float = 0.05
    spoil: Callable[[Any], Any] | None = None
    """What becomes of the JSON of every answer that goes well otherwise."""
    calls: int = 0
    """Requests that came, whatever became of them."""


class Misbehaving:
    """Takes one manner for each request that writes (searches by POST are none)."""

    def __init__(self, app: ASGIApp, manners: Manners) -> None:
        self.app = app
        self.manners = manners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.manners.calls += 1
        writes = scope["method"] in WRITES and not scope["path"].endswith("/search")
        manner = self.manners.next.pop(0) if writes and self.manners.next else "well"
        await getattr(self, f"_{manner}")(scope, receive, send)

    async def _well(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.manners.spoil is None:
            await self.app(scope, receive, send)
        else:
            await self._changed(scope, receive, send, self.manners.spoil)

    async def _odd(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Done, and the answer has nothing of what it should."""
        await self._changed(scope, receive, send, lambda _said: {})

    async def _changed(self, scope: Scope, receive: Receive, send: Send, change: Callable[[Any], Any]) -> None:
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self.app(scope, receive, keep)
        body = b"".join(m.get("body", b"") for m in kept[1:])
        changed = json.dumps(change(json.loads(body))).encode() if body else body
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(changed)).encode())]
        await send({"type": "http.response.start", "status": kept[0]["status"], "headers": headers})
        await send({"type": "http.response.body", "body": changed})

    async def _slow(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(self.manners.slow_s)
        await self.app(scope, receive, send)

    async def _time_out_after_creating(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, _nowhere)
        await asyncio.sleep(HANG_S)

    async def _create_after_the_time_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Goes on with a request whose sender is gone."""
        body = await _read(receive)
        late = asyncio.create_task(self._later(scope, body))
        self._late = late
        await asyncio.sleep(HANG_S)

    async def _later(self, scope: Scope, body: bytes) -> None:
        await asyncio.sleep(self.manners.slow_s + 0.5)
        sent = False

        async def receive() -> Message:
            nonlocal sent
            if sent:
                await asyncio.sleep(HANG_S)
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, receive, _nowhere)

    async def _busy(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _answer(send, 429, [(b"retry-after", b"7")])

    async def _fail_before(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _answer(send, 500)

    async def _fail_after(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, _nowhere)
        await _answer(send, 502)

    async def _half_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The length is right and the end is missing: the line is cut."""
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self.app(scope, receive, keep)
        body = b"".join(m.get("body", b"") for m in kept[1:])
        await send(kept[0])
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        raise ConnectionAbortedError("cut on purpose")

    async def _wrong_token(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _answer(send, 401)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _answer(send, 422)


async def _nowhere(_message: Message) -> None:
    """Throw an answer away."""


async def _read(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers or []})
    await send({"type": "http.response.body", "body": b"{}"})
