"""Buttons under what the desk wrote or decided: it is solved, it is not, I want to answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.chat.bot_reply import BotReply
from api.db.tables import Conversation, Ticket
from api.tickets.desk_queue import OPEN_STATUSES
from api.tickets.outbox import put

BUTTON = re.compile(r"ticket_(solved|reopen|reply):([0-9]{1,9})")
PREFIX = "BP-"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What is said about it."""

    key: str
    values: Mapping[str, str]
    buttons: tuple[str, ...] = ()


def order_of(button: str | None) -> BotReply | None:
    """The order behind a button; None when it is another button."""
    found = BUTTON.fullmatch(button or "")
    return BotReply("ticket_note", request=found[1], fields={"number": PREFIX + found[2]}) if found else None


def offered(kind: str, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """The buttons of an event."""
    number = str(payload.get("ticket") or "").removeprefix(PREFIX)
    if not number:
        return ()  # about an idea: there is nothing to solve
    if kind == "desk_reply":
        return (f"ticket_solved:{number}", f"ticket_reply:{number}")
    if kind == "ticket_status" and payload["status"] in {"solved", "closed"}:
        return (f"ticket_solved:{number}", f"ticket_reopen:{number}")
    return (f"ticket_reply:{number}",) if kind == "ticket_status" and payload["status"] == "waiting" else ()


def press(session: Session, conversation: str, said: BotReply, *, now: datetime) -> Pressed:
    """Do what the button says with the person's own ticket."""
    number = (said.fields or {}).get("number", "")
    ticket = session.scalar(select(Ticket).where(Ticket.number == number, Ticket.conversation_id == conversation))
    if ticket is None:
        return Pressed("ticket-note-no-ticket", {}, ("human",))
    values = {"number": number}
    if said.request == "solved":
        _set_status(session, ticket, "solved", now=now)
        session.get_one(Conversation, conversation).person_answered = False
        return Pressed("ticket-solved-thanks", values)
    if said.request == "reopen":
        _set_status(session, ticket, "open", now=now)
    thread = session.get_one(Conversation, conversation)
    thread.person_answered, thread.talks_about = True, ticket.id
    key = "ticket-reopened" if said.request == "reopen" else "ticket-reply-write"
    return Pressed(key, values, ("ask_bot",))


def _set_status(session: Session, ticket: Ticket, status: str, *, now: datetime) -> None:
    """Nothing when it is so already."""
    if (ticket.status in OPEN_STATUSES) == (status == "open"):
        return
    ticket.status, ticket.updated_at = status, now
    put(
        session,
        ticket_id=ticket.id,
        target=ticket.system,
        action="set_status",
        payload={"status": status},
        now=now,
    )
