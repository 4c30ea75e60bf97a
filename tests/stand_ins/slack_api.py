"""Slack's Web API as far as we call it: tokens, limits, 429 with Retry-After, lost connections, Socket Mode."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.stand_ins import block_kit
from tests.stand_ins.faults import Faults, answer_with

TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-test", "xapp-test", "signing-secret"
TEAM, BOT_USER, DIRECT = "T0TOWN", "U0BOT", "D0ANNA"
Json = dict[str, Any]


@dataclass
class StandInSlack:
    """One workspace. Use `running_slack`."""

    base_url: str = ""
    slow_s: float = 0.0
    slow: dict[str, float] = field(default_factory=dict)
    """Seconds more that a method takes."""
    longest_page: int = 999
    faults: Faults = field(default_factory=Faults)
    messages: list[Json] = field(default_factory=list)
    """What stands in the workspace, oldest first, as last updated."""
    updates: list[Json] = field(default_factory=list)
    ephemeral: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    published: list[Json] = field(default_factory=list)
    statuses: list[Json] = field(default_factory=list)
    prompts: list[Json] = field(default_factory=list)
    titles: list[Json] = field(default_factory=list)
    calls: list[tuple[float, str]] = field(default_factory=list)
    locales: dict[str, str] = field(default_factory=dict)
    people: dict[str, Json] = field(default_factory=dict)
    """What `users.info` says of a user beyond the language."""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acks: list[Json] = field(default_factory=list)
    _ts: itertools.count = field(default_factory=lambda: itertools.count(100))

    async def method(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        self.calls.append((time.monotonic(), name))
        await asyncio.sleep(self.slow_s + self.slow.get(name, 0.0))
        if request.headers.get("Authorization") not in {f"Bearer {TOKEN}", f"Bearer {APP_TOKEN}"}:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        fault = self.faults.next(name)
        if fault and fault.kind == "too_many":
            answer = {"ok": False, "error": "ratelimited"}
            return web.json_response(answer, status=429, headers={"Retry-After": str(fault.retry_after)})
        if fault and fault.kind == "gone":
            return web.json_response({"ok": False, "error": "channel_not_found"})
        args = await _arguments(request)
        return await answer_with(fault, request, lambda: web.json_response(self._do(name, args)))

    def _do(self, method: str, args: Json) -> Json:
        done: Json = getattr(self, method.replace(".", "_"))(args)
        return done

    def chat_postMessage(self, args: Json) -> Json:  # noqa: N802 - Slack's name
        wrong = block_kit.mistakes(args["blocks"])
        if wrong or not args.get("text"):
            return {"ok": False, "error": "invalid_blocks", "errors": wrong}
        ts = f"1700000000.{next(self._ts):06d}"
        channel = DIRECT if str(args["channel"]).startswith("U") else args["channel"]
        self.messages.append({**args, "channel": channel, "ts": ts, "user": BOT_USER, "bot_id": "B0BOT"})
        return {"ok": True, "channel": channel, "ts": ts}

    def chat_update(self, args: Json) -> Json:
        wrong = block_kit.mistakes(args["blocks"])
        if wrong:
            return {"ok": False, "error": "invalid_blocks", "errors": wrong}
        for message in self.messages:
            if (message["channel"], message["ts"]) == (args["channel"], args["ts"]):
                message |= {"text": args["text"], "blocks": args["blocks"]}
                self.updates.append(args)
                return {"ok": True, "channel": args["channel"], "ts": args["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def conversations_replies(self, args: Json) -> Json:
        inside = [m for m in self.messages if m["channel"] == args["channel"] and m.get("thread_ts") == args["ts"]]
        return self._page(inside, args)

    def conversations_history(self, args: Json) -> Json:
        if not str(args["channel"]).startswith(("C", "D", "G")):
            return {"ok": False, "error": "channel_not_found"}
        inside = [m for m in self.messages if m["channel"] == args["channel"] and not m.get("thread_ts")]
        return self._page(inside[::-1], args)

    def _page(self, messages: list[Json], args: Json) -> Json:
        start = int(args.get("cursor") or 0)
        end = start + min(int(args["limit"]), self.longest_page)
        following = str(end) if end < len(messages) else ""
        return {"ok": True, "messages": messages[start:end], "response_metadata": {"next_cursor": following}}

    def conversations_open(self, args: Json) -> Json:
        return {"ok": True, "channel": {"id": args["users"].replace("U0", "D0")}}

    def auth_test(self, args: Json) -> Json:
        return {"ok": True, "user_id": BOT_USER, "bot_id": "B0BOT", "team_id": TEAM, "url": "https://t.slack.com/"}

    def users_info(self, args: Json) -> Json:
        user = {"id": args["user"], "team_id": TEAM, "locale": self.locales.get(args["user"], "sv-SE")}
        return {"ok": True, "user": user | self.people.get(args["user"], {})}

    def views_open(self, args: Json) -> Json:
        if args["trigger_id"] == "expired":
            return {"ok": False, "error": "expired_trigger_id"}
        assert not block_kit.mistakes(args["view"]["blocks"], most=100)
        assert len(args["view"]["title"]["text"]) <= 24
        assert len(args["view"]["private_metadata"]) <= 3000
        self.views.append(args["view"])
        return {"ok": True, "view": {"id": f"V{len(self.views)}"}}

    def views_publish(self, args: Json) -> Json:
        assert not block_kit.mistakes(args["view"]["blocks"], most=100)
        self.published.append(args)
        return {"ok": True}

    def chat_postEphemeral(self, args: Json) -> Json:  # noqa: N802 - Slack's name
        self.ephemeral.append(args)
        return {"ok": True, "message_ts": "1.1"}

    def assistant_threads_setStatus(self, args: Json) -> Json:  # noqa: N802 - Slack's name
        self.statuses.append(args)
        return {"ok": True}

    def assistant_threads_setSuggestedPrompts(self, args: Json) -> Json:  # noqa: N802 - Slack's name
        self.prompts.append(args)
        return {"ok": True}

    def assistant_threads_setTitle(self, args: Json) -> Json:  # noqa: N802 - Slack's name
        self.titles.append(args)
        return {"ok": True}

    def apps_connections_open(self, args: Json) -> Json:
        return {"ok": True, "url": self.base_url.replace("http", "ws").replace("/api/", "/link")}

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.append(socket)
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                self.acks.append(json.loads(message.data))
        return socket


@asynccontextmanager
async def running_slack() -> AsyncIterator[StandInSlack]:
    """A workspace on loopback."""
    slack = StandInSlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.method)
    app.router.add_get("/link", slack.link)
    async with TestServer(app) as server:
        slack.base_url = f"{server.make_url('/api/')}"
        yield slack
        for socket in slack.sockets:
            await socket.close()


def signed(body: bytes, *, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """Headers as Slack signs them."""
    timestamp = str(int(time.time() if at is None else at))
    made = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={made}"}


def event_body(event: Json, *, event_id: str = "Ev1") -> bytes:
    envelope = {
        "token": "x",
        "team_id": TEAM,
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": event_id,
        "event_time": 1,
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        "event": event,
    }
    return json.dumps(envelope).encode()


def form_body(payload: Json) -> bytes:
    """How Slack sends clicks, shortcuts and forms."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def a_message(
    text: str, *, user: str = "U0ANNA", channel: str = DIRECT, ts: str = "1700000000.000001", **more: Any
) -> Json:
    kind = "im" if channel.startswith("D") else "channel"
    return {"type": "message", "user": user, "text": text, "channel": channel, "ts": ts, "channel_type": kind, **more}


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = {} if request.method == "GET" else dict(await request.post())
    return dict(request.query) | {key: _value(str(value)) for key, value in form.items()}


def _value(text: str) -> Any:
    return json.loads(text) if text[:1] in {"{", "["} else text
