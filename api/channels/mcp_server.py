"""Bollplank for other assistants: an MCP server at /mcp with the rights of a key or of a person's token."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from fastapi import FastAPI
from mcp.server import MCPServer
from mcp.server.auth.middleware.auth_context import get_access_token
from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import AnyHttpUrl, BaseModel, Field
from starlette.routing import Route

from api.channels.access import Caller, Gate
from api.channels.systems import LONGEST, TicketIn, form_of
from api.channels.web import AN_ID, ReplyOut
from api.chat.messages import ConversationId, Inbound, Language
from api.chat.ports import SearchUnavailableError
from api.chat.services import Services
from api.errors import ApiError
from api.keys.store import PREFIX, SCOPES, Scope

PATH = "/mcp"
NAME = "mcp"
ON_THIS_MACHINE = "http://127.0.0.1:8080"
INSTRUCTIONS = "Guides and IT support of a municipality. Answer with the guide's own steps and name the guide."
Asked = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Said = Annotated[Language | None, Field(description="Left out: Swedish, or the language of the question.")]
Thread = Annotated[str | None, Field(max_length=64, pattern=AN_ID, description="Left out: a new one.")]
Result = TypeVar("Result")


class FoundOut(BaseModel):
    """A section of a guide that fits."""

    guide: str
    title: str
    section: str
    steps: list[str]
    url: str
    score: float


class GuideOut(BaseModel):
    guide: str
    title: str
    language: Language
    owner: str
    reviewed: str | None
    markdown: str


class AnswerOut(BaseModel):
    """The reply; its conversation takes follow-up questions and the ticket."""

    conversation: str
    reply: ReplyOut


@dataclass(frozen=True, slots=True)
class Door:
    """From a bearer token to a caller, and from our errors to words for the person."""

    app: FastAPI

    @property
    def services(self) -> Services:
        services: Services = self.app.state.services
        return services

    @property
    def gate(self) -> Gate:
        gate: Gate = self.app.state.gate
        return gate

    async def caller(self, token: str) -> Caller:
        """Who a bearer token stands for. Never nobody: anonymous is for the chat page only.

        Raises:
            KeyRefusedError: it is no key.
            IdentityError: it is no person's token.
        """
        if token.startswith(PREFIX) or not token:
            return await self.gate.known(self.services, shown=token, token=None, channel=NAME)
        return await self.gate.known(self.services, shown=None, token=token, channel=NAME)

    async def do(self, scope: Scope, language: Language | None, work: Callable[[Caller], Awaitable[Result]]) -> Result:
        """Carry out a tool for whoever called it.

        Raises:
            ToolError: with words for the person.
        """
        token = get_access_token()
        try:
            caller = await self.caller(token.token if token else "")
            await self.gate.rates.count("key" if caller.key else "page", token.client_id if token else "")
            caller.must(scope)
            return await work(caller)
        except ApiError as error:
            raise ToolError(self.services.catalogue.say(language or "sv", error.key, **error.values)) from error

    async def ask(self, inbound: Inbound) -> AnswerOut:
        answered = await self.services.gateway.handle(inbound)
        return AnswerOut.model_validate({"conversation": answered.conversation, "reply": answered.replies[0]})


class Verifier(TokenVerifier):
    """An API key, or the signed token of a person, who may do all that the chat page may."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def verify_token(self, token: str) -> AccessToken | None:
        try:
            caller = await self._door.caller(token)
        except ApiError:
            return None
        scopes = sorted(caller.key.scopes) if caller.key else list(SCOPES)
        return AccessToken(token=token, client_id=caller.key.id if caller.key else caller.person or "", scopes=scopes)


def add_mcp(app: FastAPI, *, public_url: str | None) -> MCPServer:
    """Put the server on the app. It runs only inside `running`."""
    door = Door(app)
    address = (public_url or ON_THIS_MACHINE).rstrip("/")
    auth = AuthSettings(
        issuer_url=AnyHttpUrl(address),
        resource_server_url=AnyHttpUrl(address + PATH),
        validate_token_resource=False,  # the verifier looks at the audience itself
    )
    server = MCPServer("Bollplank", instructions=INSTRUCTIONS, token_verifier=Verifier(door), auth=auth)
    _add_reading(server, door)
    _add_talking(server, door)
    hosts = [urlsplit(address).netloc, "127.0.0.1:*", "localhost:*"]
    inner = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(
            allowed_hosts=hosts, allowed_origins=[address, "http://127.0.0.1:*", "http://localhost:*"]
        ),
    )
    # Two routes, not a mount at the root: our own words for addresses that do not exist stay.
    for path in (PATH, f"/.well-known/oauth-protected-resource{PATH}"):
        app.router.routes.append(Route(path, inner, include_in_schema=False))
    return server


@asynccontextmanager
async def running(server: MCPServer | None) -> AsyncIterator[None]:
    """Keep the server's sessions while the gateway lives; None: it is switched off."""
    if server is None:
        yield
        return
    async with server.session_manager.run():
        yield


def _add_reading(server: MCPServer, door: Door) -> None:
    @server.tool()
    async def search_guides(question: Asked, language: Said = None) -> list[FoundOut]:
        """Sections of the town's IT guides that fit a question, best first. Scope: read."""

        async def work(caller: Caller) -> list[FoundOut]:
            try:
                found = await door.services.search.search(question, language=language or "sv", audience=caller.audience)
            except SearchUnavailableError as error:
                raise ToolError(door.services.catalogue.say(language or "sv", "error-unexpected")) from error
            return [
                FoundOut(
                    guide=hit.guide,
                    title=hit.title,
                    section=hit.section,
                    steps=list(hit.steps),
                    url=door.services.link(hit.url),
                    score=hit.score,
                )
                for hit in found.hits
            ]

        return await door.do("read", language, work)

    @server.tool()
    async def read_guide(guide: Annotated[str, Field(max_length=100)]) -> GuideOut:
        """A whole guide by its id, as Markdown. Scope: read."""

        async def work(caller: Caller) -> GuideOut:
            found = door.services.shelf.guide(guide)
            if found is None or not found.is_for(caller.audience):
                raise ToolError(door.services.catalogue.say("sv", "error-not-found"))
            return GuideOut(
                guide=str(found.id),
                title=found.title,
                language=found.language,
                owner=found.owner,
                reviewed=found.reviewed.isoformat() if found.reviewed else None,
                markdown="\n\n".join(f"## {part.title}\n\n{part.body_markdown}" for part in found.sections),
            )

        return await door.do("read", None, work)


def _add_talking(server: MCPServer, door: Door) -> None:
    @server.tool()
    async def ask(question: Asked, conversation: Thread = None, language: Said = None) -> AnswerOut:
        """Ask Bollplank. Gives one reply: an answer, a choice of guides, or an offer of a person. Scope: ask."""

        async def work(caller: Caller) -> AnswerOut:
            return await door.ask(_inbound(caller, conversation, language, text=question))

        return await door.do("ask", language, work)

    @server.tool()
    async def create_ticket(
        what: Asked,
        where: Asked | None = None,
        urgency: Literal["low", "normal", "high"] = "normal",
        contact: Asked | None = None,
        conversation: Thread = None,
        language: Said = None,
    ) -> AnswerOut:
        """Send a matter to a person at IT support; only when the person wants it. Scope: escalate."""
        filled = form_of(TicketIn(what=what, where=where, urgency=urgency, contact=contact))

        async def work(caller: Caller) -> AnswerOut:
            return await door.ask(_inbound(caller, conversation, language, fields=filled))

        return await door.do("escalate", language, work)


def _inbound(
    caller: Caller,
    conversation: str | None,
    language: Language | None,
    *,
    text: str | None = None,
    fields: dict[str, str] | None = None,
) -> Inbound:
    return Inbound(
        conversation=ConversationId(conversation) if conversation else None,
        message_id=str(uuid4()),
        channel=NAME,
        text=text,
        button=None if text else "send",
        language=language,
        audience=caller.audience,
        fields=fields,
        person=caller.person,
    )
