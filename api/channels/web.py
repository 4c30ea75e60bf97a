"""The open API that the chat page, the widget and others talk to (`/v1`)."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.channels.stream import NewestEvent, buttons_of, status_texts, stream_events
from api.chat import conversations, popular
from api.chat.conversations import Item
from api.chat.messages import ConversationId, Inbound, Language
from api.chat.services import Services, services_of

router = APIRouter(prefix="/v1", tags=["conversation"])
LONGEST_READ = 100_000
PING_S = 15
AN_ID = r"^[A-Za-z0-9._:-]+$"
Use = Annotated[Services, Depends(services_of)]


class MessageIn(BaseModel):
    """A message: text or a button, never both."""

    model_config = ConfigDict(extra="forbid")

    conversation: Annotated[str | None, Field(max_length=64, pattern=AN_ID)] = None
    text: Annotated[str | None, Field(max_length=LONGEST_READ)] = None
    button: Annotated[str | None, Field(max_length=64, pattern=r"^[a-z_]+(:[a-z0-9_]+)?$")] = None
    language: Language | None = None
    message_id: Annotated[str | None, Field(max_length=64, pattern=AN_ID)] = None
    """Made by the sender, best a UUID; the same id again gives the same reply."""


class ButtonOut(BaseModel):
    id: str
    label: str


class ChoiceOut(ButtonOut):
    guide: str


class FormOut(BaseModel):
    name: str
    field: str


class TicketOut(BaseModel):
    id: str
    url: str


class ReplyOut(BaseModel):
    """One reply, ready to show. `text` and `steps` may hold bold, code and https links in Markdown."""

    kind: str
    text: str
    guide: str | None
    title: str | None
    section: str | None
    steps: list[str]
    source_url: str | None
    owner: str | None
    reviewed: str | None
    overdue: bool | None
    language: Language
    buttons: list[ButtonOut]
    choices: list[ChoiceOut]
    form: FormOut | None
    ticket: TicketOut | None


class MessageOut(BaseModel):
    """The conversation and its one reply."""

    conversation: str
    replies: list[ReplyOut]


class ItemOut(BaseModel):
    """One line of the history."""

    who: str
    at: str
    text: str
    name: str | None
    reply: ReplyOut | None
    event: int | None
    """The id it had, or will have, in the stream of events."""
    message_id: str | None
    """Of the person's own messages: to know which have arrived."""
    buttons: list[ButtonOut]
    """Of what the desk wrote or decided; a reply has its own."""


class HistoryOut(BaseModel):
    conversation: str
    language: Language
    items: list[ItemOut]


@router.post("/messages")
async def post_message(message: MessageIn, use: Use) -> MessageOut:
    """Say something to Bollplank. Exactly one reply comes back."""
    inbound = Inbound(
        conversation=ConversationId(message.conversation) if message.conversation else None,
        message_id=message.message_id or str(uuid4()),
        channel="web",
        text=message.text,
        button=message.button,
        language=message.language,
    )
    answered = await use.gateway.handle(inbound)
    return MessageOut.model_validate({"conversation": answered.conversation, "replies": answered.replies})


@router.get("/conversations/{conversation}")
async def get_conversation(conversation: str, use: Use) -> HistoryOut:
    """Everything said so far, oldest first."""
    language, items = await use.database.read(lambda session: conversations.history(session, conversation))
    shown = [_show(use, item, language) for item in items]
    return HistoryOut.model_validate({"conversation": conversation, "language": language, "items": shown})


@router.get("/conversations/{conversation}/events", response_class=EventSourceResponse)
async def get_events(conversation: str, request: Request, use: Use) -> EventSourceResponse:
    """Server-sent events for what comes later. `Last-Event-ID` gives what was missed."""
    await use.database.read(lambda session: conversations.exists(session, conversation))
    newest: NewestEvent = request.app.state.newest_event
    last = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    stream = stream_events(use, newest, conversation, after=int(last) if last.isdigit() else 0)
    events = (ServerSentEvent(id=e.id, event=e.event, data=e.data) async for e in stream)
    return EventSourceResponse(events, ping=PING_S, headers={"X-Accel-Buffering": "no"})


@router.get("/texts/{language}")
async def get_texts(language: Language, use: Use) -> dict[str, str]:
    """All texts of the chat in a language, for the widget."""
    return dict(use.catalogue.texts(language, "chat-"))


@router.get("/popular")
async def get_popular(use: Use, language: Annotated[Language, Query()] = "sv") -> list[str]:
    """Up to four questions people ask most."""
    asked = await use.database.read(lambda session: popular.most_asked(session, now=use.now()))
    return list(popular.popular_questions(use.shelf, asked, language=language))


def _show(use: Services, item: Item, language: Language) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "who": item.who,
        "at": item.at.isoformat(),
        "text": item.text,
        "name": item.name,
        "reply": item.reply,
        "event": item.event,
        "message_id": item.message_id,
        "buttons": [],
    }
    if item.who == "status":
        payload = {"status": item.text, "ticket": item.name}
        shown |= {"text": status_texts(use, payload, language)[1], "name": None}
        shown["buttons"] = buttons_of(use, "ticket_status", payload, language)
    elif item.who == "desk":
        shown["buttons"] = buttons_of(use, "desk_reply", {"ticket": item.ticket}, language)
    return shown
