"""Teams as far as we meet it: signed activities in, the Bot Connector's calls out, keys of our own."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import uuid4

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from microsoft_agents.hosting.core import AgentAuthConfiguration
from microsoft_agents.hosting.core.authorization import _entra_issuers

from tests.stand_ins import adaptive
from tests.stand_ins.faults import Fault, Faults, answer_with
from tests.stand_ins.streams import Streams, refusal, stream_info

APP_ID, TENANT = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
ISSUER, KEY_ID = "https://api.botframework.com", "key-1"
BOT = {"id": f"28:{APP_ID}", "name": "Bollplank"}
Json = dict[str, Any]


@cache
def a_key() -> rsa.RSAPrivateKey:
    """One for all: making it takes a second."""
    return rsa.generate_private_key(65537, 2048)


@dataclass
class StandInTeams:
    """One tenant. Use `running_teams`."""

    service_url: str = ""
    slow_s: float = 0.0
    checks: bool = True
    """Cards against the schema, which takes longer than all else; benches do without."""
    key: rsa.RSAPrivateKey = field(default_factory=a_key)
    faults: Faults = field(default_factory=Faults)
    streams: Streams = field(default_factory=Streams)
    messages: list[Json] = field(default_factory=list)
    """What stands in the chats, but for streams that are open."""
    typing: int = 0
    updates: list[Json] = field(default_factory=list)
    members: dict[str, Json] = field(default_factory=dict)
    """By their id; a chat's list of members."""
    tokens: set[str] = field(default_factory=set)
    connections: set[Any] = field(default_factory=set)
    """Where calls came from: one for each connection."""

    async def keys(self, _request: web.Request) -> web.Response:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return web.json_response({"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]})

    async def post(self, request: web.Request) -> web.StreamResponse:
        self.tokens.add(request.headers.get("Authorization", ""))
        self.connections.add(request.transport and request.transport.get_extra_info("peername"))
        activity = await request.json()
        await asyncio.sleep(self.slow_s)
        chat = request.match_info["conversation"]
        if stream_info(activity):
            if self.streams.too_soon(chat):
                return web.json_response({}, status=429, headers={"Retry-After": "1"})
            if activity["type"] == "typing":
                return await self._with_faults(request, "open", lambda _: self.streams.begin(chat, activity))
            return await self._with_faults(request, "final", lambda fault: self._end(request, activity, fault))
        if activity["type"] == "typing":
            self.typing += 1
            return web.json_response({"id": "typing"}, status=201)
        return await self._with_faults(request, "post", lambda fault: self._keep(request, activity, fault))

    async def member(self, request: web.Request) -> web.StreamResponse:
        known = self.members.get(request.match_info["member"])
        missing = {"error": {"code": "MemberNotFoundInConversation"}}
        return await self._with_faults(
            request, "member", lambda _: web.json_response(known or missing, status=200 if known else 404)
        )

    async def put(self, request: web.Request) -> web.StreamResponse:
        activity = await request.json()
        return await self._with_faults(request, "put", lambda _: self._change(request, activity))

    def token(self, *, key: rsa.RSAPrivateKey | None = None, kid: str | None = KEY_ID, **claims: Any) -> str:
        """A token as Teams sends it; a claim of None is left out."""
        now = int(time.time())
        made = {"iss": ISSUER, "aud": APP_ID, "serviceurl": self.service_url, "nbf": now - 5, "exp": now + 600}
        made = {name: value for name, value in (made | claims).items() if value is not None}
        return jwt.encode(made, key or self.key, algorithm="RS256", headers={"kid": kid} if kid else None)

    def activity(self, text: str | None = None, **more: Any) -> Json:
        """What one person sends in the chat with us."""
        made = {
            "type": "message",
            "id": str(uuid4()),
            "timestamp": "2026-11-25T12:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": "29:anna", "name": "Anna", "aadObjectId": "33333333-3333-4333-8333-333333333333"},
            "recipient": BOT,
            "conversation": {"id": "a:anna", "conversationType": "personal", "tenantId": TENANT},
            "locale": "sv-FI",
            "channelData": {"tenant": {"id": TENANT}},
        }
        return made | ({"text": text, "textFormat": "plain"} if text is not None else {}) | more

    def _keep(self, request: web.Request, activity: Json, fault: Fault | None) -> web.Response:
        wrong = self._mistakes(activity) or _more_than_one(activity)
        if wrong:
            return refusal(400, "BadSyntax", str(wrong))
        number = next(self.streams.numbers)
        self._show(request, activity, fault, made=f"m{number}", number=number)
        return web.json_response({"id": f"m{number}"}, status=201)

    def _end(self, request: web.Request, activity: Json, fault: Fault | None) -> web.Response:
        wrong = self._mistakes(activity)
        if wrong:
            return refusal(400, "BadSyntax", str(wrong))
        ended = self.streams.end(request.match_info["conversation"], activity)
        if isinstance(ended, web.Response):
            return ended
        self._show(request, activity, fault, made=ended.id, number=ended.number)
        return web.json_response({}, status=202)

    def _mistakes(self, activity: Json) -> list[str]:
        cards = activity.get("attachments", []) if self.checks else []
        wrong = [each for a in cards for each in adaptive.mistakes(a["content"])]
        empty = not cards and self.checks and not str(activity.get("text") or "").strip()
        return [*wrong, "nothing to show"] if empty else wrong

    def _show(self, request: web.Request, activity: Json, fault: Fault | None, *, made: str, number: int) -> None:
        met = {"at": time.monotonic(), "fault": fault.kind if fault else None, "number": number}
        self.messages.append({**activity, "id": made, "in": request.match_info["conversation"], **met})
        self.messages.sort(key=lambda message: int(message["number"]))

    def _change(self, request: web.Request, activity: Json) -> web.Response:
        if _more_than_one(activity):
            return refusal(400, "BadSyntax", "Activity resulted into multiple skype activities")
        given, stream = request.match_info["activity"], self.streams.all.get(request.match_info["activity"])
        if stream and self.streams.state(stream) == "exceeded":
            stream.state = "final"
            self._show(request, activity, None, made=stream.id, number=stream.number)
        if stream and stream.state in {"open", "stopped"}:
            return refusal(403, "ContentStreamNotAllowed", "not while it streams, nor what was stopped")
        for message in self.messages:
            if message["id"] == given:
                message |= {"attachments": activity.get("attachments", []), "text": activity.get("text")}
                self.updates.append(activity)
                return web.json_response({"id": message["id"]})
        return refusal(404, "ActivityNotFoundInConversation", "Message does not exist in the thread.")

    async def delete(self, request: web.Request) -> web.StreamResponse:
        return await self._with_faults(request, "delete", lambda _: self._delete(request.match_info["activity"]))

    def _delete(self, given: str) -> web.Response:
        stream = self.streams.all.get(given)
        known = stream is not None or any(each["id"] == given for each in self.messages)
        if not known:
            return refusal(404, "ActivityNotFoundInConversation", "Message does not exist in the thread.")
        if stream:
            stream.state = "deleted"
        self.messages = [each for each in self.messages if each["id"] != given]
        return web.Response(status=200)

    async def _with_faults(
        self, request: web.Request, method: str, work: Callable[[Fault | None], web.Response]
    ) -> web.StreamResponse:
        fault = self.faults.next(method)
        if fault and fault.kind == "too_many":
            return web.json_response({}, status=429, headers={"Retry-After": str(fault.retry_after)})
        if fault and fault.kind == "gone":
            return web.json_response({"error": {"code": "BotNotInConversationRoster"}}, status=403)
        return await answer_with(fault, request, lambda: work(fault))


def _more_than_one(activity: Json) -> list[str]:
    """Teams makes several messages of words and cards, whose ids it does not tell, nor can they be changed."""
    parts = len(activity.get("attachments", [])) + bool(activity.get("text"))
    return ["several messages in one"] if parts > 1 else []


@asynccontextmanager
async def running_teams() -> AsyncIterator[StandInTeams]:
    """A tenant on loopback whose keys the SDK's validator takes for Microsoft's."""
    teams = StandInTeams()
    app = web.Application()
    app.router.add_get("/keys", teams.keys)
    app.router.add_post("/v3/conversations/{conversation}/activities", teams.post)
    app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", teams.post)
    app.router.add_get("/v3/conversations/{conversation}/members/{member}", teams.member)
    app.router.add_delete("/v3/conversations/{conversation}/activities/{activity}", teams.delete)
    app.router.add_put("/v3/conversations/{conversation}/activities/{activity}", teams.put)
    async with TestServer(app) as server:
        teams.service_url = f"{server.make_url('/')}"
        # The one private name of the SDK that tests touch; its version is pinned.
        kept = _entra_issuers.BOTFRAMEWORK_JWKS_URIS[ISSUER]
        _entra_issuers.BOTFRAMEWORK_JWKS_URIS[ISSUER] = f"{server.make_url('/keys')}"
        yield teams
        _entra_issuers.BOTFRAMEWORK_JWKS_URIS[ISSUER] = kept


class StandInTokens:
    """Hands out a made-up token where MSAL would ask Microsoft."""

    def __init__(self, configuration: AgentAuthConfiguration) -> None:
        self.configuration = configuration

    async def get_access_token(self, resource_url: str, scopes: list[str], force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002
        return "stand-in-token"

    def get_token_credential(self) -> Any:
        raise NotImplementedError
