"""The built-in desk's tickets: what a desk person sees of one and does with it. Pure statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from api.db.tables import DeskChange, DeskMessage, DeskRead, DeskTicket

OPEN_STATUSES = ("new", "open", "waiting")
AT_WORK = ("new", "open")
"""It is the desk's turn."""
REOPENED = "reopened"
"""In place of a message's author kind: the person says that it is not solved, without words."""


class UnknownTicketError(Exception):
    """The desk has no ticket of that number."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    number: str
    kind: str
    subject: str
    status: str
    urgency: str
    assigned_to: str | None
    language: str
    created_at: datetime
    updated_at: datetime
    waiting_since: datetime | None
    """When the person's first unanswered words came."""
    messages: int
    last_author_kind: str | None
    """Who wrote last: desk or person; None when nobody has answered yet."""
    unread: bool
    """This desk person has not seen the newest from the person."""
    merged_into: str | None
    """The number of the ticket that is worked on in place of this one."""
    followers: int
    """How many tickets were merged into this one."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A message on the ticket or on one merged into it."""

    key: str
    """Of the form or the call that brought it."""
    ticket: str
    author: str
    author_kind: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskView:
    """What one ticket holds."""

    number: str
    kind: str
    subject: str
    language: str
    fields: Mapping[str, str]
    conversation: tuple[Mapping[str, Any], ...]
    tried: tuple[Mapping[str, Any], ...]
    lines: tuple[DeskLine, ...]
    created_at: datetime


def load_ticket(session: Session, number: str) -> DeskView:
    """The ticket with its messages, oldest first, and those of the tickets merged into it.

    Raises:
        UnknownTicketError: no ticket has that number.
    """
    ticket = _ticket(session, number)
    messages = session.execute(
        select(DeskMessage, DeskTicket.number)
        .join(DeskTicket, DeskMessage.desk_ticket_id == DeskTicket.id)
        .where((DeskTicket.id == ticket.id) | (DeskTicket.merged_into == ticket.id))
        .order_by(DeskMessage.id)
    )
    return DeskView(
        number=ticket.number,
        kind=ticket.kind,
        subject=ticket.subject,
        language=ticket.language,
        fields={str(k): str(v) for k, v in dict(ticket.fields).items()},
        conversation=tuple(ticket.conversation),
        tried=tuple(ticket.tried),
        lines=tuple(DeskLine(m.key, of, m.author, m.author_kind, m.text, m.created_at) for m, of in messages),
        created_at=ticket.created_at,
    )


def mark_read(session: Session, number: str, *, staff: str) -> None:
    """Everything on the ticket, and on those merged into it, has been seen."""
    ticket = _ticket(session, number)
    home = home_of(DeskTicket)
    written = select(func.max(DeskMessage.id)).join(DeskTicket, DeskMessage.desk_ticket_id == DeskTicket.id)
    newest = session.scalar(written.where(home == ticket.id)) or 0
    row = session.get(DeskRead, (ticket.id, staff)) or DeskRead(desk_ticket_id=ticket.id, staff=staff, message_id=0)
    row.message_id = newest
    session.add(row)


def home_of(ticket: type[DeskTicket]) -> ColumnElement[int]:
    """The id of the ticket that is worked on: itself, or the one it was merged into."""
    return func.coalesce(ticket.merged_into, ticket.id)


def add_reply(session: Session, number: str, *, author: str, text: str, key: str, now: datetime) -> bool:
    """Write to the person, and to those whose tickets were merged into this one; a new ticket becomes open.

    False when this key was used before.
    """
    ticket = _ticket(session, number)
    if not _add_message(session, ticket, author=author, author_kind="desk", text=text, key=key, now=now):
        return False
    for each in (ticket, *_followers(session, ticket)):
        session.add(DeskChange(desk_ticket_id=each.id, kind="message", author=author, text=text, created_at=now))
        each.waiting_since, each.updated_at = None, now
    if ticket.status == "new":
        set_status(session, number, status="open", author=author, now=now)
    return True


def add_note(session: Session, number: str, *, author: str, text: str, key: str, now: datetime) -> bool:
    """Write an internal note; it never leaves the desk. False when this key was used before."""
    return _add_message(
        session, _ticket(session, number), author=author, author_kind="note", text=text, key=key, now=now
    )


def add_from_person(session: Session, ticket_id: int, *, text: str, key: str, now: datetime) -> bool:
    """What the person adds in the chat; a solved ticket opens again. False when this key was used before."""
    ticket = session.get_one(DeskTicket, ticket_id)
    if not _add_message(session, ticket, author="", author_kind="person", text=text, key=key, now=now):
        return False
    _await_desk(session, ticket, now=now)
    return True


def set_by_person(session: Session, ticket_id: int, *, status: str, now: datetime) -> None:
    """The person says that it is solved, or that it is not: then it is unread and waits again.

    Nothing happens when it is so already; the chat is not told, since the news came from there.
    """
    ticket = session.get_one(DeskTicket, ticket_id)
    if ticket.status == status:
        return
    was_at_work = ticket.status in AT_WORK
    ticket.status, ticket.updated_at = status, now
    if status not in AT_WORK:
        ticket.waiting_since = None
    elif not was_at_work:
        _add_message(session, ticket, author="", author_kind=REOPENED, text="", key=str(uuid4()), now=now)
        _await_desk(session, ticket, now=now)


def _await_desk(session: Session, ticket: DeskTicket, *, now: datetime) -> None:
    """The person has said something: the ticket, and the one it was merged into, are open and wait."""
    root = session.get(DeskTicket, ticket.merged_into) if ticket.merged_into else None
    for each in (ticket, *([root] if root else [])):
        each.waiting_since, each.updated_at = each.waiting_since or now, now
        if each.status not in AT_WORK:
            each.status = "open"


def set_status(session: Session, number: str, *, status: str, author: str, now: datetime) -> bool:
    """Change the status and tell the chats, also of the tickets merged into it. False when it was so already."""
    ticket = _ticket(session, number)
    if ticket.status == status:
        return False
    for each in (ticket, *_followers(session, ticket)):
        follow_status(session, each, status=status, author=author, now=now)
    return True


def follow_status(session: Session, ticket: DeskTicket, *, status: str, author: str, now: datetime) -> None:
    """Change one ticket alone; nothing happens when it is so already."""
    if ticket.status == status:
        return
    ticket.status, ticket.updated_at = status, now
    if status not in AT_WORK:
        ticket.waiting_since = None
    session.add(DeskChange(desk_ticket_id=ticket.id, kind="status", author=author, text=status, created_at=now))


def assign(session: Session, number: str, *, to: str | None, now: datetime) -> None:
    """Give the ticket to somebody, or to nobody."""
    ticket = _ticket(session, number)
    ticket.assigned_to, ticket.updated_at = to, now


def erase_ticket(session: Session, number: str) -> None:
    """Take a ticket away with everything in it; one the desk never had is no error."""
    gone = session.scalar(select(DeskTicket.id).where(DeskTicket.number == number))
    if gone is None:
        return
    session.execute(update(DeskTicket).where(DeskTicket.merged_into == gone).values(merged_into=None))
    session.execute(delete(DeskTicket).where(DeskTicket.id == gone))


def _ticket(session: Session, number: str) -> DeskTicket:
    ticket = session.scalar(select(DeskTicket).where(DeskTicket.number == number))
    if ticket is None:
        raise UnknownTicketError(f"There is no ticket {number}.")
    return ticket


def _followers(session: Session, ticket: DeskTicket) -> tuple[DeskTicket, ...]:
    return tuple(session.scalars(select(DeskTicket).where(DeskTicket.merged_into == ticket.id).order_by(DeskTicket.id)))


def _add_message(
    session: Session, ticket: DeskTicket, *, author: str, author_kind: str, text: str, key: str, now: datetime
) -> bool:
    if session.scalar(select(DeskMessage.id).where(DeskMessage.key == key)):
        return False
    message = DeskMessage(
        desk_ticket_id=ticket.id, key=key, author=author, author_kind=author_kind, text=text, created_at=now
    )
    session.add(message)
    ticket.updated_at = now
    session.flush()
    return True
