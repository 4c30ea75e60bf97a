"""Server-sent events: what comes later in a conversation, as it is stored."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from api.chat import conversations, ticket_buttons
from api.chat.messages import Language
from api.chat.outages import current_outage
from api.chat.services import Services
from api.db.engine import Database
from api.db.tables import Event

POLL_S = 0.5
"""Desk replies are written by another process, so the table is looked at; one look serves all streams."""
LOOK_ANYWAY_S = 10.0
"""With PostgreSQL a lower id may be committed after a higher one: then nothing has grown."""


class NewestEvent:
    """Knows the newest event's id and the outage; wakes everyone who waits when one of them changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = asyncio.Condition()
        self._newest = 0
        self.outage: str | None = None
        """What the desk says about it now."""

    async def look(self) -> None:
        """Look once. Called again and again in the background."""
        newest, outage = await self._database.read(lambda s: (conversations.newest_event(s), current_outage(s)))
        if newest > self._newest or outage != self.outage:
            async with self._changed:
                self._newest, self.outage = max(newest, self._newest), outage
                self._changed.notify_all()

    async def wait_beyond(self, seen: int, outage: str | None) -> int:
        """Return the newest id as soon as it is greater than `seen`, the outage another, or `LOOK_ANYWAY_S` over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_ANYWAY_S), self._changed:
                await self._changed.wait_for(lambda: self._newest > seen or self.outage != outage)
        return self._newest


@dataclass(frozen=True, slots=True)
class Sent:
    """One event as sse-starlette writes it."""

    id: str | None
    """Where to go on from; none for what is told to everyone."""
    event: str
    data: str


async def stream_events(
    services: Services, newest: NewestEvent, conversation: str, *, after: int
) -> AsyncIterator[Sent]:
    """Events of one conversation after a known one, then those to come, and an outage that begins or ends meanwhile.

    Ends when the client goes or the conversation is erased.
    """
    seen = woken = after
    outage = newest.outage
    while True:
        told = await services.database.read(
            lambda session, seen=seen: conversations.events_after(session, conversation, after=seen)  # type: ignore[misc]
        )
        if told is None:
            return
        language, events = told
        for event in events:
            shown = show_event(services, event, language)
            yield Sent(id=str(event.id), event=event.kind, data=json.dumps(shown, ensure_ascii=False))
            seen = event.id
        woken = await newest.wait_beyond(max(seen, woken), outage)
        if newest.outage != outage:
            outage = newest.outage
            yield Sent(id=None, event="outage", data=json.dumps({"message": outage}, ensure_ascii=False))


def show_event(services: Services, event: Event, language: Language) -> dict[str, Any]:
    """An event ready to show, in the person's language."""
    payload = dict(event.payload)
    shown: dict[str, Any] = {"id": event.id, "at": event.created_at.isoformat(), **payload}
    if event.kind == "ticket_status":
        shown["who"] = "status"
        shown["label"], shown["text"] = status_texts(services, payload, language)
    elif event.kind == "desk_reply":
        shown["who"] = "desk"
    else:
        message_id = payload.pop("message_id", None)
        shown = {"id": event.id, "at": event.created_at.isoformat(), "who": "bollplank", "reply": payload}
        return shown | {"text": payload["text"], "message_id": message_id}
    shown["buttons"] = buttons_of(services, event.kind, payload, language)
    return shown


def buttons_of(services: Services, kind: str, payload: dict[str, Any], language: Language) -> list[dict[str, str]]:
    """What the person can do about an event, ready to show."""
    offered = services.gateway.speaker.buttons(ticket_buttons.offered(kind, payload), language)
    return [{"id": button.id, "label": button.label} for button in offered]


def status_texts(services: Services, payload: dict[str, Any], language: Language) -> tuple[str, str]:
    """The status in a word, and the sentence that tells of it."""
    say = services.catalogue.say
    label = say(language, f"ticket-status-{payload['status']}")
    return label, say(language, "ticket-status-changed", number=payload["ticket"], status=label)
